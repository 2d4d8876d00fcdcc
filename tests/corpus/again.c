/* SPDX-License-Identifier: MIT */
/*
 * Every file brought into a base of its own, then once more, then what the base says of it: the first time all of it counts, after that nothing is written
 * and nothing is new. Of our own files, of the shared ones where they are there, and of some made for it: several messages about one thing.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "kartoteka/base/file.h"
#include "kartoteka/work/exchange.h"
#include "work/fixture.h"

typedef struct Came {
	int64_t created, updated, unchanged, batch;
	size_t skipped;
} Came;

static int64_t sum(const ImportCounts *counts)
{
	return counts->event + counts->task + counts->journal;
}

/* False: the file is none of ours. */
static bool take(Fixture *f, const char *path, Came *out)
{
	ImportReport report;
	Err *err = import_file(f->work, path, NULL, false, &report);
	*out = (Came){sum(&report.created), sum(&report.updated), sum(&report.unchanged), report.batch, report.skipped.n};
	import_done(&report);
	err_free(err);
	return !err;
}

static Err *collect(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

/* Caller frees. */
static char *exported(Fixture *f)
{
	Str out = {0};
	well(export_ics(f->work, NULL, collect, &out));
	return str_take(&out);
}

/* The first line in which they differ, in two lines; "" none. Caller frees. */
static char *difference(const char *a, const char *b)
{
	size_t i = 0;
	while (a[i] && a[i] == b[i])
		i++;
	if (!a[i] && !b[i])
		return mem_strdup("");
	size_t begin = i;
	while (begin > 0 && a[begin - 1] != '\n')
		begin--;
	return mem_printf("\n  - %.*s\n  + %.*s", (int)strcspn(a + begin, "\n"), a + begin, (int)strcspn(b + begin, "\n"), b + begin);
}

typedef struct Trial {
	Fixture f;
	const char *file;
	int64_t all;
	size_t skipped;
	char *base; /* as it was after the first time */
	bool bad;
} Trial;

static void trial_say(Trial *t, const char *when, const Came *came, const char *differs)
{
	print_error("%s, %s: new %lld, changed %lld, the same %lld of %lld, refused %zu of %zu%s%s\n", t->file, when, (long long)came->created,
	            (long long)came->updated, (long long)came->unchanged, (long long)t->all, came->skipped, t->skipped, came->batch ? ", a batch" : "", differs);
	t->bad = true;
}

/* Once more, from whatever file: nothing is new. What was refused for standing in what is kept is refused there again; the rest is in no export. */
static void trial_again(Trial *t, const char *path, const char *when, bool own)
{
	Came came;
	if (!take(&t->f, path, &came)) {
		trial_say(t, when, &came, ", not read");
		return;
	}
	char *now = dump(&t->f), *differs = difference(t->base, now);
	if (came.batch || came.created || came.updated || came.unchanged != t->all || (own ? came.skipped > t->skipped : came.skipped != t->skipped) || *differs)
		trial_say(t, when, &came, differs);
	free(now);
	free(differs);
}

static void trial_own(Trial *t, const char *when)
{
	char *text = exported(&t->f), *path = path_join(t->f.folder, "own.ics");
	well(file_write(path, text, strlen(text)));
	trial_again(t, path, when, true);
	char *later = exported(&t->f), *differs = difference(text, later);
	if (*differs)
		trial_say(t, "its export", &(Came){0}, differs);
	free(later);
	free(differs);
	free(text);
	free(path);
}

/* True when all went well; a file that is refused has nothing to say. */
static bool again(const char *file, const char *path)
{
	Trial t = {.file = file};
	Came came;
	fixture_open(&t.f, NULL);
	if (take(&t.f, path, &came)) {
		t.all = came.created + came.updated + came.unchanged;
		t.skipped = came.skipped;
		t.base = dump(&t.f);
		trial_again(&t, path, "the second time", false);
		if (!t.bad)
			trial_own(&t, "the base's own export");
		if (!t.bad)
			trial_again(&t, path, "the third time", false);
	}
	free(t.base);
	fixture_close(&t.f);
	return !t.bad;
}

static void again_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t n = 0, bad = 0;
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		char *path = path_join(folder, entry->d_name);
		n++;
		bad += !again(entry->d_name, path);
		free(path);
	}
	if (dir)
		closedir(dir);
	print_message("%zu files\n", n);
	assert_true(n > 0);
	assert_int_equal(bad, 0);
}

static void again_shared(const char *name)
{
	const char *folder = corpus_shared();
	if (!folder) {
		print_message("left out: no shared data here (KARTOTEKA_SHARED names its folder)\n");
		skip();
	}
	char *path = path_join(folder, name);
	again_folder(path);
	free(path);
}

TEST(check_63_own_files_again_are_nothing_new)
{
	again_folder(KT_SOURCE_DIR "/tests/corpus/ics");
}

TEST(check_63_shared_files_again_are_nothing_new)
{
	again_shared("ics");
}

TEST(check_63_hostile_files_again_are_nothing_new)
{
	again_shared("hostile");
}

/* ---- several messages about one thing ---- */

#define CALENDAR(method, parts) "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n" method parts "END:VCALENDAR\n"
#define LIVE(parts) CALENDAR("", parts)
#define OFF(parts) CALENDAR("METHOD:CANCEL\n", parts)
#define EVENT(sequence, hour, more) \
	"BEGIN:VEVENT\nUID:m@x\nSEQUENCE:" #sequence "\nDTSTAMP:2026070" #sequence "T000000Z\nDTSTART:20260727T" #hour "0000Z\nSUMMARY:At " #hour "\n" more "END:VEVENT\n"
#define DAILY "RRULE:FREQ=DAILY;COUNT=3\n"
#define SECOND "RECURRENCE-ID:20260728T100000Z\n"
#define MOVED(sequence, hour) \
	"BEGIN:VEVENT\nUID:m@x\nSEQUENCE:" #sequence "\nDTSTAMP:2026070" #sequence "T000000Z\n" SECOND "DTSTART:20260728T" #hour "0000Z\nSUMMARY:Moved " #hour "\nEND:VEVENT\n"

#define ANSWER(who, sequence) "BEGIN:VEVENT\nUID:m@x\nSEQUENCE:" #sequence "\nDTSTAMP:20260720T000000Z\nATTENDEE;PARTSTAT=ACCEPTED:mailto:" who "@x.example\nEND:VEVENT\n"

static const struct {
	const char *name, *files[3], *agenda; /* what comes of it, in whatever order the files come; of a name with "!" in this one alone */
} stories[] = {
	{"asked, then called off", {LIVE(EVENT(0, 10, "")) OFF(EVENT(1, 10, ""))}, ""},
	{"called off, then asked, as it stands in the file", {OFF(EVENT(1, 10, "")) LIVE(EVENT(0, 10, ""))}, ""},
	{"a message each", {LIVE(EVENT(0, 10, "")), OFF(EVENT(1, 10, ""))}, ""},
	{"a message each, the later first", {OFF(EVENT(1, 10, "")), LIVE(EVENT(0, 10, ""))}, ""},
	{"called off without a number!", {LIVE(EVENT(2, 10, "")), OFF("BEGIN:VEVENT\nUID:m@x\nEND:VEVENT\n")}, ""},
	{"asked and called off at once", {LIVE(EVENT(1, 10, "")) OFF(EVENT(1, 10, ""))}, ""},
	{"called off and asked at once", {OFF(EVENT(1, 10, "")) LIVE(EVENT(1, 10, ""))}, ""},
	{"called off, then asked anew", {LIVE(EVENT(0, 10, "")) OFF(EVENT(1, 10, "")) LIVE(EVENT(2, 12, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"asked anew in a file of its own", {LIVE(EVENT(0, 10, "")) OFF(EVENT(1, 10, "")), LIVE(EVENT(2, 12, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"the whole story after its beginning", {LIVE(EVENT(0, 10, "")), LIVE(EVENT(0, 10, "")) OFF(EVENT(1, 10, "")) LIVE(EVENT(2, 12, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"the beginning after the whole story", {LIVE(EVENT(0, 10, "")) OFF(EVENT(1, 10, "")), LIVE(EVENT(0, 10, ""))}, ""},
	{"an old cancellation", {LIVE(EVENT(2, 12, "")), OFF(EVENT(1, 10, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"an old cancellation beside it", {LIVE(EVENT(2, 12, "")) OFF(EVENT(1, 10, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"an old cancellation beside it, which is here", {LIVE(EVENT(2, 12, "")), LIVE(EVENT(2, 12, "")) OFF(EVENT(1, 10, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"three versions, the second is the last", {LIVE(EVENT(1, 10, "") EVENT(3, 12, "") EVENT(2, 11, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"three versions, a file each", {LIVE(EVENT(2, 11, "")), LIVE(EVENT(3, 12, "")), LIVE(EVENT(1, 10, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"a later version than both", {LIVE(EVENT(1, 10, "") EVENT(2, 11, "")), LIVE(EVENT(3, 12, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"the older of two alone", {LIVE(EVENT(1, 10, "") EVENT(2, 11, "")), LIVE(EVENT(1, 10, ""))}, "2026-07-27T11:00:00Z At 11\n"},
	{"two anew, the other way round", {LIVE(EVENT(1, 10, "") EVENT(2, 11, "")), LIVE(EVENT(4, 12, "") EVENT(3, 13, ""))}, "2026-07-27T12:00:00Z At 12\n"},
	{"an occurrence before its series", {LIVE(MOVED(1, 15) EVENT(0, 10, DAILY))}, "2026-07-27T10:00:00Z At 10\n2026-07-28T15:00:00Z Moved 15\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence in a file before its series", {LIVE(MOVED(1, 15)), LIVE(EVENT(0, 10, DAILY))}, "2026-07-27T10:00:00Z At 10\n2026-07-28T15:00:00Z Moved 15\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence called off", {LIVE(EVENT(0, 10, DAILY)) OFF(MOVED(1, 10))}, "2026-07-27T10:00:00Z At 10\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence called off in a file of its own", {LIVE(EVENT(0, 10, DAILY)), OFF(MOVED(1, 10))}, "2026-07-27T10:00:00Z At 10\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence called off before its series comes", {OFF(MOVED(1, 10)), LIVE(EVENT(0, 10, DAILY))}, "2026-07-27T10:00:00Z At 10\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence moved, then called off", {LIVE(EVENT(0, 10, DAILY) MOVED(1, 15)), OFF(MOVED(2, 15))}, "2026-07-27T10:00:00Z At 10\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence moved three times", {LIVE(MOVED(1, 15) EVENT(0, 10, DAILY) MOVED(3, 17) MOVED(2, 16))}, "2026-07-27T10:00:00Z At 10\n2026-07-28T17:00:00Z Moved 17\n2026-07-29T10:00:00Z At 10\n"},
	{"a series called off, its occurrence too", {LIVE(EVENT(0, 10, DAILY) MOVED(1, 15)), OFF(EVENT(2, 10, DAILY) MOVED(2, 15))}, ""},
	{"an occurrence of two versions of the series", {LIVE(EVENT(1, 10, DAILY) MOVED(1, 15) EVENT(2, 11, DAILY "LOCATION:x\n"))}, "2026-07-27T11:00:00Z At 11\n2026-07-28T11:00:00Z At 11\n2026-07-28T15:00:00Z Moved 15\n2026-07-29T11:00:00Z At 11\n"},
	{"an occurrence between two versions of the series", {LIVE(EVENT(1, 10, DAILY) MOVED(1, 15) EVENT(2, 10, DAILY "LOCATION:x\n"))}, "2026-07-27T10:00:00Z At 10\n2026-07-28T15:00:00Z Moved 15\n2026-07-29T10:00:00Z At 10\n"},
	{"published, called off, published", {CALENDAR("METHOD:PUBLISH\n", EVENT(0, 10, "")), OFF(EVENT(1, 10, "")), CALENDAR("METHOD:PUBLISH\n", EVENT(0, 10, ""))}, ""},
	{"published again, after it was called off here",
     {CALENDAR("METHOD:PUBLISH\n", EVENT(0, 10, "")), OFF(EVENT(1, 10, "")), CALENDAR("METHOD:PUBLISH\n", EVENT(2, 12, "LAST-MODIFIED:20260724T000000Z\n"))},
     "2026-07-27T12:00:00Z At 12\n"},
	{"three messages, the middle one last", {LIVE(EVENT(0, 10, "")), OFF(EVENT(2, 10, "")), LIVE(EVENT(1, 12, ""))}, ""},
	{"asked, and answered", {LIVE(EVENT(0, 10, "")), CALENDAR("METHOD:REPLY\n", ANSWER("REPLY", 0))}, "2026-07-27T10:00:00Z At 10\n"},
	{"asked and answered in one file", {LIVE(EVENT(0, 10, "")) CALENDAR("METHOD:REPLY\n", ANSWER("REPLY", 1))}, "2026-07-27T10:00:00Z At 10\n"},
	{"answered, then asked", {CALENDAR("METHOD:REPLY\n", ANSWER("REPLY", 0)), LIVE(EVENT(0, 10, ""))}, "2026-07-27T10:00:00Z At 10\n"},
	{"answered, then asked, in one file", {CALENDAR("METHOD:REPLY\n", ANSWER("REPLY", 3)) LIVE(EVENT(0, 10, ""))}, "2026-07-27T10:00:00Z At 10\n"},
	{"answered by two", {CALENDAR("METHOD:REPLY\n", ANSWER("one", 0)) CALENDAR("METHOD:REPLY\n", ANSWER("two", 0)), LIVE(EVENT(0, 10, "")), CALENDAR("METHOD:REPLY\n", ANSWER("three", 1))}, "2026-07-27T10:00:00Z At 10\n"},
	{"another hour is asked for", {LIVE(EVENT(0, 10, "")), CALENDAR("METHOD:COUNTER\n", EVENT(1, 16, "")), CALENDAR("METHOD:DECLINECOUNTER\n", ANSWER("no", 1))}, "2026-07-27T10:00:00Z At 10\n"},
	{"answered and called off", {LIVE(EVENT(0, 10, "")), CALENDAR("METHOD:REPLY\n", ANSWER("REPLY", 0)), OFF(EVENT(1, 10, ""))}, ""},
	{"an occurrence more", {LIVE(EVENT(0, 10, DAILY)), CALENDAR("METHOD:ADD\n", EVENT(1, 16, ""))}, "2026-07-27T10:00:00Z At 10\n2026-07-27T16:00:00Z At 16\n2026-07-28T10:00:00Z At 10\n2026-07-29T10:00:00Z At 10\n"},
	{"an occurrence more in one file, twice", {CALENDAR("METHOD:ADD\n", EVENT(2, 17, "")) CALENDAR("METHOD:ADD\n", EVENT(1, 16, "")) LIVE(EVENT(0, 10, DAILY))}, "2026-07-27T10:00:00Z At 10\n2026-07-27T16:00:00Z At 16\n2026-07-27T17:00:00Z At 17\n2026-07-28T10:00:00Z At 10\n2026-07-29T10:00:00Z At 10\n"},
	{"published as called off", {CALENDAR("METHOD:PUBLISH\n", EVENT(0, 10, "")), CALENDAR("METHOD:PUBLISH\n", EVENT(1, 10, "STATUS:CANCELLED\n"))}, ""},
};

/* What takes place. Caller frees. */
static char *agenda_of(Fixture *f)
{
	AgendaQuery query = {.from = {1782864000}, .to = {1786320000}, .most = 100};
	AgendaRow *rows;
	size_t n;
	Str lines = {0};
	well(agenda_read(f->work, &query, &rows, &n, f->arena));
	for (size_t i = 0; i < n; i++) {
		char text[WHEN_TEXT];
		if (rows[i].cancelled)
			continue;
		instant_text(text, rows[i].start);
		str_addf(&lines, "%s %s\n", text, rows[i].summary);
	}
	return str_take(&lines);
}

static void story_check(Trial *t, size_t i, const char *when)
{
	char *agenda = agenda_of(&t->f);
	if (strcmp(agenda, stories[i].agenda) != 0)
		print_error("%s, %s, the agenda is:\n%swant:\n%s", stories[i].name, when, agenda, stories[i].agenda);
	t->bad |= strcmp(agenda, stories[i].agenda) != 0;
	free(agenda);
}

static bool story(size_t i, bool backwards)
{
	Trial t = {.file = stories[i].name};
	char *paths[countof(stories[i].files)] = {0};
	int64_t all[countof(stories[i].files)] = {0};
	Came came;
	fixture_open(&t.f, NULL);
	make_client(&t.f, "Иванов", NULL); /* the first writing makes who writes */
	char *empty = dump(&t.f);
	size_t files = 0, batches = 0, n = 0;
	while (files < countof(stories[i].files) && stories[i].files[files])
		files++;
	for (; n < files; n++) {
		const char *file = stories[i].files[backwards ? files - 1 - n : n];
		paths[n] = mem_printf("%s/%zu.ics", t.f.folder, n);
		well(file_write(paths[n], file, strlen(file)));
		assert_true(take(&t.f, paths[n], &came));
		all[n] = came.created + came.updated + came.unchanged;
		batches += came.batch != 0;
	}
	story_check(&t, i, backwards ? "backwards" : "at first");
	t.base = dump(&t.f);
	for (size_t k = 0; k < n; k++) {
		t.all = all[k];
		trial_again(&t, paths[k], "once more", false);
		free(paths[k]);
	}
	story_check(&t, i, "once more");
	/* The export of it all: whatever it holds is here. */
	char *text = exported(&t.f), *own = path_join(t.f.folder, "own.ics"), *out;
	well(file_write(own, text, strlen(text)));
	assert_true(take(&t.f, own, &came));
	if (came.batch || came.created || came.updated)
		trial_say(&t, "its own export", &came, "");
	while (batches--)
		run(&t.f, "undo");
	out = dump(&t.f);
	char *differs = difference(empty, out);
	if (*differs)
		trial_say(&t, "taken back", &came, differs);
	free(differs);
	free(out);
	free(own);
	free(text);
	free(empty);
	free(t.base);
	fixture_close(&t.f);
	return !t.bad;
}

TEST(check_63_messages_about_one_thing_in_whatever_files)
{
	size_t bad = 0;
	for (size_t i = 0; i < countof(stories); i++)
		bad += !story(i, false) || (!strchr(stories[i].name, '!') && !story(i, true));
	assert_int_equal(bad, 0);
}

/* A part of a file that is written at once may end anywhere, also behind a head: in whatever order things come, what is known is known. */
TEST(check_63_many_calendars_and_messages_again_are_nothing_new)
{
	static const char event[] = "BEGIN:VEVENT\nUID:%d@x\nSEQUENCE:%d\nDTSTART:20260727T100000Z\nEND:VEVENT\n", one[] = "BEGIN:VEVENT\nUID:one@x\nSEQUENCE:%d\nDTSTART:20260727T100000Z\nSUMMARY:%d\nEND:VEVENT\n";
	enum {
		MANY = 2300
	};
	Str text[3] = {{0}};
	str_add(&text[1], "BEGIN:VCALENDAR\n");
	for (int i = 0; i < MANY; i++) {
		str_add(&text[0], "BEGIN:VCALENDAR\nMETHOD:REQUEST\n");
		str_addf(&text[0], event, i, 0);
		str_add(&text[0], "END:VCALENDAR\n");
		str_addf(&text[1], event, i, 0);
		str_addf(&text[2], one, i % 5, i % 7);
	}
	str_add(&text[1], "END:VCALENDAR\nBEGIN:VCALENDAR\nMETHOD:CANCEL\n");
	for (int i = 0; i < MANY; i += 2)
		str_addf(&text[1], event, i, 1);
	str_add(&text[1], "END:VCALENDAR\n");
	char *folder = mem_strdup("/tmp/kt-again-XXXXXX");
	assert_non_null(mkdtemp(folder));
	char *path = path_join(folder, "many.ics");
	for (size_t i = 0; i < countof(text); i++) {
		well(file_write(path, str_text(&text[i]), text[i].n));
		assert_true(again("many", path));
		str_done(&text[i]);
	}
	remove(path);
	remove(folder);
	free(path);
	free(folder);
}

/* What somebody here called off stays so, however many later versions come: each of them changes other things of it. */
TEST(what_was_called_off_here_stays_so)
{
	static const char *const files[] = {
		LIVE(EVENT(0, 10, "")),
		LIVE(EVENT(1, 10, "LOCATION:first\nLAST-MODIFIED:20270101T000000Z\n")),
		LIVE(EVENT(2, 10, "LOCATION:second\nLAST-MODIFIED:20280101T000000Z\n")),
		LIVE(EVENT(3, 10, "LOCATION:third\nLAST-MODIFIED:20290101T000000Z\n")),
	};
	Fixture f;
	Came came;
	fixture_open(&f, NULL);
	make_client(&f, "Иванов", NULL);
	for (size_t i = 0; i < countof(files); i++) {
		char *path = mem_printf("%s/%zu.ics", f.folder, i);
		void *events;
		size_t n;
		well(file_write(path, files[i], strlen(files[i])));
		assert_true(take(&f, path, &came));
		free(path);
		well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
		assert_int_equal(n, 1);
		Event old = *(const Event *)events, new = old;
		if (i) {
			assert_int_equal(old.status.v, EVENT_CANCELLED);
			assert_non_null(strstr(files[i], old.location.s));
			continue;
		}
		new.status.v = EVENT_CANCELLED;
		well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	}
	fixture_close(&f);
}
