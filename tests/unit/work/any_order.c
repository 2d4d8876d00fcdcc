/* SPDX-License-Identifier: MIT */
/*
 * Commands drawn in any order, over whatever stands there by then: what one did is taken back to the last value, brought again as it was left, what is
 * refused changes nothing, and check finds nothing. Batches of before are taken back, too, where that is still possible.
 */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/journal.h"

enum {
	COMMANDS = 150,
	CHECKED_EACH = 10,
};

typedef struct Draw {
	Fixture *f;
	uint64_t state;
	const char *file; /* that may be read in */
	Str said;         /* all commands so far, for who has to find out why */
} Draw;

/* Of Steele, Lea and Flood, "Fast splittable pseudorandom number generators": the same numbers everywhere. */
static size_t draw(Draw *d, size_t n)
{
	uint64_t z = (d->state += 0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (size_t)((z ^ (z >> 31)) % n);
}

/* In a command %a word stands for one of these; %of for the number of a record of the kind of that letter. */
static const char *const names[] = {"Иванов Игорь", "\"Петрова Анна Сергеевна\"", "\"ООО «Вектор»\"", "\"LLC Vector\"", "\"Smith John\"", "\"O'Neil Pat\"", "\"Ёлкин Пётр\"",
                                    "\"Belov Oleg\"", "\"Kim Olga\"", "\"ИП Сидоров\"", "\"Orlov Nick\""};
static const char *const texts[] = {"перезвонить", "договор", "\"discuss the price\"", "x", "\"первая строка\nвторая\""};
static const char *const times[] = {"\"tomorrow 10\"", "\"fri 15:30\"", "2026-07-27", "\"in 2 hours\"", "mon", "\"25.12 11:00\"", "\"yesterday 12\"", "2026-07-20"};
static const char *const rules[] = {"week", "mon", "\"2 weeks\"", "FREQ=DAILY;COUNT=5", "day", "\"FREQ=MONTHLY;BYDAY=-1FR\""};
static const char *const reaches[] = {"one", "following", "whole"};
static const char *const kinds_of_contact[] = {"call", "mail", "meeting", "chat", "note"};
static const char *const organizations[] = {"\"LLC Vector\"", "\"ООО «Вектор»\"", "Ромашка", "\"\""};
static const char *const leads[] = {"10m", "1h", "1d", "\"\""};
static const char *const tags[] = {"vip", "новый", "retail"};

static const struct {
	char letter;
	const char *const *words;
	size_t n;
} lists[] = {
	{'n', names, countof(names)},
	{'t', texts, countof(texts)},
	{'w', times, countof(times)},
	{'r', rules, countof(rules)},
	{'h', reaches, countof(reaches)},
	{'k', kinds_of_contact, countof(kinds_of_contact)},
	{'o', organizations, countof(organizations)},
	{'l', leads, countof(leads)},
	{'g', tags, countof(tags)},
};

static const struct {
	char letter;
	const Kind *kind;
} records[] = {
	{'C', &kind_client},
	{'I', &kind_interaction},
	{'E', &kind_event},
	{'T', &kind_task},
	{'N', &kind_note},
	{'R', &kind_reminder},
};

/* What stands in brackets is there or not. */
static const char *const commands[] = {
	"client add[ --phone \"+7 916 123-45-67\"][ --organization %o][ --tag %g][ --born 1980-02-29] --name %n",
	"client add[ --email a@b.example][ --organization %o] --name %n",
	"client edit[ --name %n][ --organization %o][ --tag %g][ --kind organization][ --note %t][ --source web][ --born 12.05] #%C",
	"client edit[ --phone \"8 (495) 123-45-67\"][ --organization #%C][ --kind person] #%C",
	"client delete #%C",
	"log[ --kind %k][ --outcome reached][ --at %w][ --text %t][ --next \"fri 10 quote\"][ --length 8m] #%C",
	"log[ --outcome \"no answer\"][ --at %w][ --keep-step] #%C",
	"log[ --kind %k][ --text %t][ --next \"tomorrow 12 call\"] #%C",
	"contact edit[ --text %t][ --at %w][ --kind %k][ --outcome busy] %I",
	"contact delete %I",
	"task add[ --due %w][ --client #%C][ --kind %k][ --every %r][ --remind %l] %t",
	"task add --due %w --client #%C --every %r[ --kind %k] %t",
	"event add --start %w[ --client #%C][ --length 1h][ --every %r][ --remind %l] %t",
	"task edit[ --summary %t][ --due %w][ --client #%C][ --every %r][ --reach %h][ --text %t] %T",
	"event edit[ --summary %t][ --start %w][ --client #%C][ --every %r][ --reach %h][ --length 2h] %E",
	"task done[ --reach %h] %T",
	"task delete[ --reach %h] %T",
	"event done %E",
	"event delete[ --reach %h] %E",
	"tag #%C %g",
	"tag --off #%C %g",
	"tag edit %g --name важный",
	"tag delete %g",
	"note add --client #%C %t",
	"note edit --text %t %N",
	"note delete %N",
	"remind add task %T 2h",
	"remind snooze %R 3h",
	"remind snooze %R \"in 10 days\"",
	"remind done %R",
	"remind delete %R",
	"add \"call Ivanov tomorrow 10 quote\"",
	"import %F",
};

static void draw_record(Str *out, Draw *d, const Kind *kind)
{
	void *rows;
	size_t n;
	well(store_all(d->f->work->store, kind, &rows, &n, d->f->arena));
	int64_t id = n ? ((const Record *)(const void *)((const char *)rows + draw(d, n) * kind->size))->id : 1;
	str_addf(out, "%lld", (long long)id);
}

static void draw_word(Str *out, Draw *d, char letter)
{
	for (size_t i = 0; i < countof(lists); i++)
		if (lists[i].letter == letter)
			str_add(out, lists[i].words[draw(d, lists[i].n)]);
	for (size_t i = 0; i < countof(records); i++)
		if (records[i].letter == letter)
			draw_record(out, d, records[i].kind);
	if (letter == 'F')
		str_add(out, d->file);
}

static char *draw_command(Draw *d)
{
	Str out = {0};
	for (const char *at = commands[draw(d, countof(commands))]; *at; at++) {
		if (*at == '[' && draw(d, 2))
			at = strchr(at, ']');
		else if (*at == '%')
			draw_word(&out, d, *++at);
		else if (*at != '[' && *at != ']')
			str_addc(&out, *at);
	}
	return str_take(&out);
}

static int64_t newest(Fixture *f)
{
	BatchRow *rows;
	size_t n;
	JournalQuery query = {.before = INT64_MAX, .limit = 1};
	well(journal_batches(f->work->store, &query, &rows, &n, f->arena));
	return n ? rows[0].id : 0;
}

/* The lines of `text` that `other` has not, in order; both are sorted alike. */
static void print_lines_beside(const char *sign, const char *text, const char *other)
{
	for (size_t n; *text; text += n) {
		n = strcspn(text, "\n") + 1;
		char *line = mem_printf("\n%.*s", (int)n, text), *all = mem_printf("\n%s", other);
		if (!strstr(all, line))
			print_error("%s %.*s", sign, (int)n, text);
		free(line);
		free(all);
	}
}

static void expect_same(const Draw *d, const char *want, const char *what)
{
	char *is = dump(d->f);
	if (strcmp(is, want) != 0) {
		print_lines_beside("-", want, is);
		print_lines_beside("+", is, want);
		fail_msg("%s by the last of\n%s", what, str_text(&d->said));
	}
	free(is);
}

static void turn(const Draw *d, bool again)
{
	Undone undone;
	Err *err = work_undo(d->f->work, again, &undone);
	if (err)
		fail_msg("%s: %s, after\n%s", again ? "redo" : "undo", err->what, str_text(&d->said));
	free(undone.label);
}

/* One that may be refused, since later ones stand on it. */
static void take_back_any(Draw *d, int64_t last)
{
	Fixture *f = d->f;
	Undone undone;
	char *before = dump(f);
	Err *err = work_undo_batch(f->work, 1 + (int64_t)draw(d, (size_t)last), &undone);
	if (err) {
		expect_same(d, before, "a batch that is refused was taken back in part");
		err_free(err);
	} else {
		free(undone.label);
	}
	free(before);
}

static void walk(uint64_t seed)
{
	Fixture f;
	Draw d = {.f = &f, .state = seed};
	fixture_open(&f, NULL);
	d.file = arena_printf(f.arena, "%s/a.ics", f.folder);
	static const char ics[] = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:week\nDTSTAMP:20260701T000000Z\nDTSTART:20260720T100000Z\nDTEND:20260720T110000Z\n"
							  "RRULE:FREQ=WEEKLY\nSUMMARY:stand-up\nBEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\n"
							  "BEGIN:VEVENT\nUID:week\nRECURRENCE-ID:20260727T100000Z\nDTSTAMP:20260701T000000Z\nDTSTART:20260728T100000Z\nSUMMARY:moved\nEND:VEVENT\n"
							  "BEGIN:VTODO\nUID:todo\nDTSTAMP:20260701T000000Z\nDUE:20260727T100000Z\nSUMMARY:bill\nEND:VTODO\nEND:VCALENDAR\n";
	well(file_write(d.file, ics, strlen(ics)));
	run(&f, "client add --name \"Первый Клиент\"");
	char *before = dump(&f);
	int64_t last = newest(&f);
	for (int i = 1; i <= COMMANDS; i++) {
		char *command = draw_command(&d);
		str_addf(&d.said, "%s\n", command);
		Err *err = NULL;
		free(run_line(&f, command, OUT_TEXT, &err));
		err_free(err);
		int64_t now = newest(&f);
		if (now == last) {
			expect_same(&d, before, "changed without the journal");
		} else if (draw(&d, 4)) {
			char *after = dump(&f);
			turn(&d, false);
			expect_same(&d, before, "not wholly taken back");
			turn(&d, true);
			expect_same(&d, after, "not wholly brought again");
			free(after);
		} else {
			take_back_any(&d, now);
		}
		free(before);
		before = dump(&f);
		last = newest(&f);
		if (i % CHECKED_EACH == 0)
			run(&f, "check");
		free(command);
	}
	free(before);
	str_done(&d.said);
	fixture_close(&f);
}

TEST(any_order_is_taken_back)
{
	for (uint64_t seed = 1; seed <= 6; seed++)
		walk(seed);
}
