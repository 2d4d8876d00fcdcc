/* SPDX-License-Identifier: MIT */
/* What a file says more than once of one thing: one after another, the same wherever a chunk ends, and as a trial says it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "import.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"

static const char *file_of(Fixture *f, const char *name, const char *text)
{
	const char *path = arena_printf(f->arena, "%s/%s", f->folder, name);
	well(file_write(path, text, strlen(text)));
	return path;
}

static void add_calendar(Str *out, const char *method, const char *parts)
{
	str_add(out, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n");
	if (*method)
		str_addf(out, "METHOD:%s\n", method);
	str_addf(out, "%sEND:VCALENDAR\n", parts);
}

static int64_t sum(const ImportCounts *counts)
{
	return counts->event + counts->task + counts->journal;
}

/* All that is told of it. Caller frees. */
static char *told(Fixture *f, const char *path, size_t chunk, bool trial, int64_t *batch)
{
	ImportReport report;
	Str out = {0};
	f->work->dry_run = trial;
	Err *err = import_file_by(f->work, path, NULL, true, chunk, &report);
	f->work->dry_run = false;
	*batch = report.batch;
	if (err) {
		str_add(&out, err->what);
		err_free(err);
		import_done(&report);
		return str_take(&out);
	}
	str_addf(&out, "%lld new, %lld changed, %lld the same, %lld tied\n", (long long)sum(&report.created), (long long)sum(&report.updated), (long long)sum(&report.unchanged),
	         (long long)report.linked);
	for (size_t i = 0; i < report.items.n; i++)
		str_addf(&out, "%ld %c %s %s: %s\n", report.items.at[i].line, report.items.at[i].what, report.items.at[i].kind, report.items.at[i].title, report.items.at[i].why ? report.items.at[i].why : "");
	for (size_t i = 0; i < report.warnings.n; i++)
		str_addf(&out, "%ld %s\n", report.warnings.at[i].line, report.warnings.at[i].why);
	import_done(&report);
	return str_take(&out);
}

/*
 * Records with their lines, without numbers: a chunk makes its sources first. Whether something new stands beside what is known or in a VCALENDAR of its
 * own is found out by the first of them that comes within a chunk. Caller frees.
 */
static char *stands(Fixture *f)
{
	static const char *const numbers[] = {"\"uuid\":\"", "\"source\":", "\"component\":", "\"series\":", "\"of\":", "\"place\":"};
	char *all = dump(f);
	Str out = {0};
	for (char *line = strtok(all, "\n"); line; line = strtok(NULL, "\n")) {
		size_t skip = strcspn(line, " ");
		if (str_begins(line, "source "))
			continue;
		str_addn(&out, line, skip);
		for (const char *at = line + skip + 1 + strspn(line + skip + 1, "0123456789"); *at;) {
			size_t i = 0;
			while (i < countof(numbers) && !str_begins(at, numbers[i]))
				i++;
			str_addn(&out, at, i < countof(numbers) ? strlen(numbers[i]) : 1);
			at += i < countof(numbers) ? strlen(numbers[i]) : 1;
			if (i < countof(numbers))
				at += strspn(at, "0123456789abcdef-");
		}
		str_addc(&out, '\n');
	}
	free(all);
	return str_take(&out);
}

/* Whole files: more than the test's own messages hold. */
__attribute__((format(printf, 1, 2))) static void fail_with(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
	fail();
}

static const size_t chunks[] = {0, 1, 2, 3};

typedef struct Draw {
	uint64_t seed, state;
	bool own;
	const char *was, *is; /* two files; NULL: drawn */
	Str first;            /* the first, for who has to find out why */
} Draw;

static void prepare(Fixture *f, Draw *d);
static const char *draft(Fixture *f, Draw *d);

/*
 * Prepared alike, read with chunks of so many items, tried before; the dump and what was told are the same each time, and nothing of it is new when it is
 * read again. Caller frees.
 */
static char *by_any_chunk(Draw *d, char **dumped)
{
	char *first = NULL;
	*dumped = NULL;
	for (size_t i = 0; i < countof(chunks); i++) {
		Fixture f;
		int64_t batch;
		fixture_open(&f, NULL);
		prepare(&f, d);
		const char *text = draft(&f, d), *path = file_of(&f, "b.ics", text);
		char *before = dump(&f);
		char *trial = told(&f, path, chunks[i], true, &batch), *untouched = dump(&f);
		assert_string_equal(before, untouched);
		char *real = told(&f, path, chunks[i], false, &batch), *after = stands(&f);
		int64_t second;
		char *whole = dump(&f), *again = told(&f, path, chunks[i], false, &second), *still = dump(&f);
		if (second || !str_begins(again, "0 new, 0 changed") || strcmp(whole, still) != 0) {
			fail_with("chunks of %zu, again:\n%s\n--- before:\n%s\n--- of:\n%s\n--- after:\n%s", chunks[i], again, real, text, str_text(&d->first));
		}
		free(whole);
		free(again);
		free(still);
		if (batch)
			run(&f, "undo");
		char *undone = dump(&f);
		if (strcmp(trial, real) != 0 || !strstr(real, " new, ") || (first && strcmp(first, real) != 0) || (*dumped && strcmp(*dumped, after) != 0) || strcmp(before, undone) != 0) {
			fail_with("chunks of %zu%s%s:\n%s\n--- trial:\n%s\n--- by other chunks:\n%s\n--- of:\n%s\n--- after:\n%s", chunks[i], *dumped && strcmp(*dumped, after) != 0 ? ", another base" : "", strcmp(before, undone) != 0 ? ", not undone" : "", real,
			          trial, first ? first : "", text, str_text(&d->first));
		}
		free(before);
		free(trial);
		free(untouched);
		free(undone);
		if (first) {
			free(real);
			free(after);
		} else {
			first = real;
			*dumped = after;
		}
		fixture_close(&f);
	}
	return first;
}

/* ---- drawn ---- */

/* Of Steele, Lea and Flood, "Fast splittable pseudorandom number generators": the same numbers everywhere. */
static size_t draw(Draw *d, size_t n)
{
	uint64_t z = (d->state += 0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (size_t)((z ^ (z >> 31)) % n);
}

#define ANY(d, list) (list)[draw((d), countof(list))]

static void draw_part(Draw *d, Str *out, const char *uid)
{
	static const char *const types[] = {"VEVENT", "VEVENT", "VEVENT", "VEVENT", "VTODO", "VJOURNAL"};
	static const char *const names[] = {"RECURRENCE-ID:20300102T100000Z\n", "RECURRENCE-ID;TZID=Europe/Moscow:20300102T130000\n", "RRULE:FREQ=DAILY;COUNT=3\n", "", "", "", ""};
	static const char *const states[] = {"TENTATIVE", "CONFIRMED", "CANCELLED", ""};
	static const char *const alarms[] = {"", "", "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT5M\nEND:VALARM\n", "BEGIN:VALARM\nUID:a\nACTION:DISPLAY\nTRIGGER:-PT15M\nREPEAT:1\nDURATION:PT5M\nEND:VALARM\n"};
	const char *type = ANY(d, types), *state = ANY(d, states);
	str_addf(out, "BEGIN:%s\nUID:%s\nDTSTART:20300101T1%zu0000Z\nSUMMARY:%s %zu\n%s", type, uid, draw(d, 2), uid, draw(d, 3), ANY(d, names));
	if (draw(d, 3))
		str_addf(out, "SEQUENCE:%zu\n", draw(d, 4));
	if (draw(d, 2))
		str_addf(out, "DTSTAMP:2026070%zuT100000Z\n", 1 + draw(d, 4));
	if (*state && strcmp(type, "VEVENT") == 0)
		str_addf(out, "STATUS:%s\n", state);
	str_addf(out, "%sEND:%s\n", strcmp(type, "VJOURNAL") == 0 ? "" : ANY(d, alarms), type);
}

static void draw_file(Draw *d, Str *out, const char *const *uids, size_t n)
{
	static const char *const methods[] = {"", "", "REQUEST", "REQUEST", "PUBLISH", "CANCEL", "CANCEL", "REPLY"};
	size_t calendars = 1 + draw(d, 4);
	for (size_t i = 0; i < calendars; i++) {
		Str parts = {0};
		size_t n_parts = draw(d, 4);
		for (size_t k = 0; k < n_parts; k++)
			draw_part(d, &parts, uids[draw(d, n)]);
		add_calendar(out, ANY(d, methods), str_text(&parts));
		str_done(&parts);
	}
}

static void prepare(Fixture *f, Draw *d)
{
	static const char *const uids[] = {"u", "v"};
	Str first = {0};
	int64_t batch;
	make_client(f, "Ivanov", NULL); /* who writes first is a row of staff */
	d->state = d->seed;
	d->own = !d->was && draw(d, 2);
	if (d->own)
		make_event(f, 0, "Own", "2030-01-01T10:00", NULL, draw(d, 2) ? "FREQ=DAILY;COUNT=3" : NULL);
	if (d->was)
		str_add(&first, d->was);
	else if (draw(d, 4))
		draw_file(d, &first, uids, countof(uids));
	if (first.n)
		free(told(f, file_of(f, "a.ics", str_text(&first)), 0, false, &batch));
	str_cut(&d->first, 0);
	str_add(&d->first, str_text(&first));
	str_done(&first);
}

static const char *draft(Fixture *f, Draw *d)
{
	Str out = {0};
	if (d->is)
		return d->is;
	const char *uids[] = {"u", "u", "v", NULL};
	if (d->own) {
		void *rows = NULL;
		size_t n = 0;
		well(store_all(f->work->store, &kind_event, &rows, &n, f->arena));
		for (size_t i = 0; i < n; i++) {
			if (!((Event *)rows)[i].component.v)
				uids[3] = ((Event *)rows)[i].uid.s;
		}
	}
	draw_file(d, &out, uids, uids[3] ? 4 : 3);
	const char *text = arena_dup(f->arena, str_text(&out));
	str_done(&out);
	return text;
}

#define CALENDAR(method, parts) "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n" method parts "END:VCALENDAR\n"
#define REQUEST "METHOD:REQUEST\n"
#define CANCEL "METHOD:CANCEL\n"
#define PART(type, sequence, more) "BEGIN:" type "\nUID:u\nSEQUENCE:" sequence "\nDTSTART:20300101T100000Z\nSUMMARY:u\n" more "END:" type "\n"
#define EVENT(sequence, more) PART("VEVENT", sequence, more)

TEST(import_of_a_mailbox_of_invitations)
{
	static const struct {
		const char *was, *is, *told;
		bool off;
	} rows[] = {
		{EVENT("0", "STATUS:TENTATIVE\n"), CALENDAR(REQUEST, EVENT("1", "STATUS:CONFIRMED\n")) CALENDAR(CANCEL, EVENT("2", "STATUS:CANCELLED\n")), "0 new, 2 changed, 0 the same", true},
		{EVENT("0", ""), CALENDAR(CANCEL, EVENT("1", "")) CALENDAR(CANCEL, EVENT("2", "")), "0 new, 1 changed, 1 the same", true},
		{EVENT("0", ""), CALENDAR(REQUEST, EVENT("2", "LOCATION:hall\n")) CALENDAR(CANCEL, EVENT("1", "")), "0 new, 1 changed, 1 the same", false},
		{EVENT("0", ""), CALENDAR(REQUEST, EVENT("1", "LOCATION:hall\n")) CALENDAR("METHOD:REPLY\n", EVENT("1", "")) CALENDAR(CANCEL, EVENT("1", "")), "0 new, 2 changed, 1 the same", true},
		{PART("VTODO", "0", ""), CALENDAR(REQUEST, EVENT("1", "")) CALENDAR(CANCEL, EVENT("2", "")), "0 new, 2 changed, 0 the same", true},
		/* The mailbox grew: the cancellation speaks of what came before it in the file, and stands beside that as in a new base. */
		{EVENT("0", ""), CALENDAR(REQUEST, EVENT("0", "")) CALENDAR(REQUEST, EVENT("1", "LOCATION:hall\n")) CALENDAR(CANCEL, EVENT("2", "")), "2 new, 0 changed, 1 the same", true},
		{EVENT("0", ""), CALENDAR(REQUEST, EVENT("1", "LOCATION:hall\n")) CALENDAR(REQUEST, EVENT("2", "LOCATION:yard\n")) CALENDAR(CANCEL, EVENT("3", "")), "2 new, 1 changed, 0 the same", true},
		{EVENT("0", "") EVENT("1", "LOCATION:hall\n"), CALENDAR(REQUEST, EVENT("2", "LOCATION:yard\n")) CALENDAR(CANCEL, EVENT("3", "")), "0 new, 2 changed, 0 the same", true},
		/* What it called off does not come alive by an older text; by a later one it does, and stays so when the file is read again. */
		{EVENT("0", ""), CALENDAR(CANCEL, EVENT("1", "")) CALENDAR(REQUEST, EVENT("1", "LOCATION:hall\n")), "0 new, 1 changed, 1 the same", true},
		{EVENT("0", ""), CALENDAR(CANCEL, EVENT("0", "")) CALENDAR(REQUEST, EVENT("2", "LOCATION:hall\n")), "1 new, 1 changed, 0 the same", true},
		{EVENT("0", "STATUS:TENTATIVE\nRRULE:FREQ=DAILY\n") EVENT("0", "STATUS:TENTATIVE\nRECURRENCE-ID:20300103T100000Z\n"),
	     CALENDAR(REQUEST, EVENT("1", "STATUS:CONFIRMED\nRRULE:FREQ=DAILY\n") EVENT("1", "STATUS:CONFIRMED\nRECURRENCE-ID:20300103T100000Z\n"))
	         CALENDAR(CANCEL, EVENT("2", "RECURRENCE-ID:20300103T100000Z\n") EVENT("2", "RRULE:FREQ=DAILY\n")),
	     "0 new, 4 changed, 0 the same", true},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		char was[600], *dumped;
		(void)snprintf(was, sizeof was, CALENDAR("", "%s"), rows[i].was);
		Draw d = {.was = was, .is = rows[i].is};
		char *got = by_any_chunk(&d, &dumped);
		if (!str_begins(got, rows[i].told) || (strstr(dumped, "\"status\":\"cancelled\"") != NULL) != rows[i].off)
			fail_msg("row %zu: %s\n%s", i, got, dumped);
		free(got);
		free(dumped);
		str_done(&d.first);
	}
}

/* What was made here and is brought back is called off itself: no other event is put in its place. */
TEST(import_of_a_mailbox_about_what_was_made_here)
{
	static const struct {
		const char *methods[3], *told;
	} rows[] = {
		{{"REQUEST", "CANCEL"}, "0 new, 2 changed, 0 the same"},
		{{"CANCEL", "CANCEL"}, "0 new, 1 changed, 1 the same"},
		{{"REQUEST", "REPLY", "CANCEL"}, "0 new, 2 changed, 1 the same"},
		{{"CANCEL", "REQUEST", "CANCEL"}, "0 new, 3 changed, 0 the same"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		for (int imported = 0; imported < 2; imported++) {
			for (size_t k = 0; k < countof(chunks); k++) {
				Fixture f;
				Str text = {0};
				int64_t batch;
				void *events = NULL;
				size_t n = 0;
				fixture_open(&f, NULL);
				if (imported)
					free(told(&f, file_of(&f, "a.ics", CALENDAR("", "BEGIN:VTODO\nUID:other\nSUMMARY:other\nEND:VTODO\n")), 0, false, &batch));
				int64_t id = make_event(&f, make_client(&f, "Ivanov", NULL), "Own", "2030-01-01T10:00", NULL, NULL);
				for (size_t m = 0; m < countof(rows[i].methods) && rows[i].methods[m]; m++)
					add_calendar(&text, rows[i].methods[m],
					             arena_printf(f.arena, "BEGIN:VEVENT\nUID:%s\nSEQUENCE:%zu\nDTSTART:20300101T120000Z\nSUMMARY:Theirs\nEND:VEVENT\n", event_of(&f, id).uid.s, m + 1));
				const char *path = file_of(&f, "b.ics", str_text(&text));
				char *trial = told(&f, path, chunks[k], true, &batch), *real = told(&f, path, chunks[k], false, &batch);
				assert_string_equal(trial, real);
				if (!str_begins(real, rows[i].told))
					fail_msg("row %zu, chunks of %zu: %s", i, chunks[k], real);
				well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
				assert_int_equal(n, 1);
				assert_int_equal(event_of(&f, id).status.v, EVENT_CANCELLED);
				assert_true(event_of(&f, id).client.v != 0);
				char *again = told(&f, path, chunks[k], false, &batch);
				if (!str_begins(again, "0 new, 0 changed"))
					fail_msg("row %zu, chunks of %zu, again: %s", i, chunks[k], again);
				free(again);
				free(trial);
				free(real);
				str_done(&text);
				fixture_close(&f);
			}
		}
	}
}

/* One alone counts at the end: called off when the last message says so, alive when it does not. */
TEST(import_of_a_long_mailbox_about_what_was_made_here)
{
	static const struct {
		const char *methods[4], *told;
		bool off;
	} rows[] = {
		{{"REQUEST", "REQUEST", "CANCEL"}, "2 new, 1 changed, 0 the same", true},
		{{"CANCEL", "REQUEST"}, "0 new, 2 changed, 0 the same", false},
		{{"CANCEL", "REQUEST", "REQUEST", "CANCEL"}, "2 new, 2 changed, 0 the same", true},
		{{"REQUEST", "CANCEL", "REQUEST"}, "1 new, 2 changed, 0 the same", false},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		for (size_t k = 0; k < countof(chunks); k++) {
			Fixture f;
			Str text = {0};
			int64_t batch;
			void *events = NULL;
			size_t n = 0, counting = 0;
			fixture_open(&f, NULL);
			int64_t id = make_event(&f, 0, "Own", "2030-01-01T10:00", NULL, NULL);
			for (size_t m = 0; m < countof(rows[i].methods) && rows[i].methods[m]; m++)
				add_calendar(&text, rows[i].methods[m],
				             arena_printf(f.arena, "BEGIN:VEVENT\nUID:%s\nSEQUENCE:%zu\nDTSTART:20300101T120000Z\nSUMMARY:Theirs\nEND:VEVENT\n", event_of(&f, id).uid.s, m));
			const char *path = file_of(&f, "b.ics", str_text(&text));
			char *trial = told(&f, path, chunks[k], true, &batch), *real = told(&f, path, chunks[k], false, &batch), *again = told(&f, path, chunks[k], false, &batch);
			assert_string_equal(trial, real);
			if (!str_begins(real, rows[i].told) || !str_begins(again, "0 new, 0 changed"))
				fail_msg("row %zu, chunks of %zu: %s\nagain: %s", i, chunks[k], real, again);
			well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
			for (size_t e = 0; e < n; e++) {
				const Event *event = (Event *)events + e;
				counting += !event->superseded.v;
				if (!event->superseded.v)
					assert_int_equal(event->status.v == EVENT_CANCELLED, rows[i].off);
			}
			assert_int_equal(counting, 1);
			free(trial);
			free(real);
			free(again);
			str_done(&text);
			fixture_close(&f);
		}
	}
}

/* Its occurrences are components of their own: who says nothing of them takes none away. */
TEST(import_of_a_series_of_another_type)
{
#define SERIES(type, sequence) PART(type, sequence, "RRULE:FREQ=DAILY;COUNT=5\n")
#define ONE(type, sequence) PART(type, sequence, "RECURRENCE-ID:20300102T100000Z\n")
	static const struct {
		const char *is, *told;
		size_t events, tasks;
	} rows[] = {
		{SERIES("VTODO", "2") ONE("VEVENT", "2"), "0 new, 2 changed, 0 the same", 1, 1},
		{ONE("VEVENT", "2") SERIES("VTODO", "2"), "0 new, 2 changed, 0 the same", 1, 1},
		{SERIES("VTODO", "2") ONE("VTODO", "2"), "0 new, 2 changed, 0 the same", 0, 2},
		{ONE("VTODO", "2") SERIES("VTODO", "2"), "0 new, 2 changed, 0 the same", 0, 2},
		{SERIES("VTODO", "2"), "0 new, 1 changed, 0 the same", 1, 1},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		char is[800], *dumped;
		(void)snprintf(is, sizeof is, CALENDAR("", "%s"), rows[i].is);
		Draw d = {.was = CALENDAR("", SERIES("VEVENT", "0") ONE("VEVENT", "0")), .is = is};
		char *got = by_any_chunk(&d, &dumped);
		size_t events = 0, tasks = 0;
		for (const char *line = dumped; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
			events += str_begins(line, "event ");
			tasks += str_begins(line, "task ");
		}
		if (!str_begins(got, rows[i].told) || events != rows[i].events || tasks != rows[i].tasks)
			fail_msg("row %zu: %s\n%s", i, got, dumped);
		free(got);
		free(dumped);
		str_done(&d.first);
	}
}

/* Of many records in whatever order, also of one changed again: so many that most lie in files by then. */
TEST(import_trial_remembers_what_it_would_change)
{
	enum {
		KEYS = IMPORT_SAIDS_HELD * 7 / 2,
		STEP = 7919 /* no divisor of KEYS: each once, out of order */
	};
	ImportSaids saids = {0};
	ImportSaid said = {0};
	bool found;
	for (int64_t round = 0; round < 2; round++) {
		for (int64_t i = 0; i < KEYS; i++) {
			int64_t key = i * STEP % KEYS;
			if (round && key % 3)
				continue;
			said = (ImportSaid){.key = key, .rank = (uint64_t)(key * 2 + round)};
			well(import_said_put(&saids, &said));
		}
	}
	assert_true(saids.runs.n > 0 && saids.runs.n < 5);
	for (int64_t key = -10; key < KEYS + 10; key++) {
		well(import_said_find(&saids, key, &said, &found));
		assert_true(found == (key >= 0 && key < KEYS));
		if (found)
			assert_int_equal(said.rank, key * 2 + (key % 3 == 0));
	}
	import_said_done(&saids);
	well(import_said_find(&saids, 1, &said, &found));
	assert_false(found);
}

TEST(import_of_whatever_comes_twice)
{
	/* A series that becomes a task or a note while its occurrence stays. */
	static const uint64_t named[] = {UINT64_C(5057) * 15485863, UINT64_C(5322) * 15485863};
	enum {
		FILES = 40
	};
	for (uint64_t i = 0; i < FILES + countof(named); i++) {
		Draw d = {.seed = i < FILES ? (i + 1) * 7919 : named[i - FILES]};
		char *dumped;
		free(by_any_chunk(&d, &dumped));
		free(dumped);
		str_done(&d.first);
	}
}
