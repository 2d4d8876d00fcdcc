/* SPDX-License-Identifier: MIT */
/* A file of our own, brought into the base it came from: nothing new; and what another program changed in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/work/exchange.h"

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

static const char *file_of(Fixture *f, const char *name, const char *text)
{
	const char *path = arena_printf(f->arena, "%s/%s", f->folder, name);
	well(file_write(path, text, strlen(text)));
	return path;
}

static int64_t sum(const ImportCounts *counts)
{
	return counts->event + counts->task + counts->journal;
}

typedef struct Came {
	int64_t created, updated, unchanged, batch;
	size_t remarks;
} Came;

static Came take(Fixture *f, const char *path)
{
	ImportReport report;
	well(import_file(f->work, path, NULL, true, &report));
	Came out = {sum(&report.created), sum(&report.updated), sum(&report.unchanged), report.batch, report.warnings.n};
	import_done(&report);
	return out;
}

static void check_came(Came came, int64_t created, int64_t updated, int64_t unchanged)
{
	assert_int_equal(came.created, created);
	assert_int_equal(came.updated, updated);
	assert_int_equal(came.unchanged, unchanged);
	assert_true((came.batch != 0) == (created + updated > 0));
}

/* Caller frees. */
static char *replaced(const char *text, const char *what, const char *by)
{
	Str out = {0};
	const char *at = strstr(text, what);
	assert_non_null(at);
	str_addn(&out, text, (size_t)(at - text));
	str_add(&out, by);
	str_add(&out, at + strlen(what));
	return str_take(&out);
}

static size_t count_of(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		n++;
	return n;
}

static const char phone[] = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//phone//EN\nBEGIN:VEVENT\nUID:s@phone\nDTSTAMP:20260701T000000Z\nDTSTART:20260728T070000Z\n"
							"RRULE:FREQ=DAILY;COUNT=5\nSUMMARY:Series\nEND:VEVENT\nEND:VCALENDAR\n";

/* What the base holds and how many components an export of it has. */
static const struct {
	const char *name, *lines[4];
	int64_t components;
} rows[] = {
	{"an event with reminders", {"event add Meeting --start \"tomorrow 10\" --remind \"1d, 10m\" --where Office"}, 1},
	{"all day", {"event add Leave --start 2026-07-27"}, 1},
	{"a task of a client", {"client add --name \"Ким Анна\"", "task add Bill --client Ким --due \"tomorrow 12\" --remind 1h"}, 1},
	{"a task without a date", {"task add Think"}, 1},
	{"a note", {"note add \"Likes tea\" --date 2026-07-24"}, 1},
	{"a series with an occurrence moved and one taken out",
     {"event add Weekly --start \"2026-07-27 10:00\" --every week --remind 10m",
      "event edit {id} --at 2026-08-03 --start \"2026-08-04 15:00\" --summary Moved", "event delete {id} --at 2026-08-10"},
     2},
	{"an occurrence of a file's series moved here",
     {"import {phone}", "event edit {id} --at 2026-07-30 --start \"2026-07-30 15:00\" --summary Moved"},
     2},
	{"a file's series changed here", {"import {phone}", "event edit {id} --reach whole --where Office"}, 1},
};

/* The first, 0 none. */
static int64_t the_event(Fixture *f)
{
	void *events = NULL;
	size_t n = 0;
	well(store_all(f->work->store, &kind_event, &events, &n, f->arena));
	return n ? ((const Record *)events)->id : 0;
}

static void run_row(Fixture *f, const char *line)
{
	char id[24];
	snprintf(id, sizeof id, "%lld", (long long)the_event(f));
	const char *hole = strchr(line, '{');
	if (!hole) {
		run(f, line);
		return;
	}
	bool is_id = strncmp(hole, "{id}", 4) == 0;
	char *whole = is_id ? replaced(line, "{id}", id) : replaced(line, "{phone}", file_of(f, "phone.ics", phone));
	run(f, whole);
	free(whole);
}

TEST(import_of_an_own_export_makes_nothing_new)
{
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		for (size_t k = 0; k < countof(rows[i].lines) && rows[i].lines[k]; k++)
			run_row(&f, rows[i].lines[k]);
		char *file = exported(&f), *before = dump(&f);
		Came came = take(&f, file_of(&f, "own.ics", file));
		if (came.batch || came.unchanged != rows[i].components)
			fail_msg("%s: new %lld, changed %lld, the same %lld", rows[i].name, (long long)came.created, (long long)came.updated, (long long)came.unchanged);
		char *after = dump(&f), *again = exported(&f);
		assert_string_equal(before, after);
		assert_string_equal(file, again);
		free(file);
		free(before);
		free(after);
		free(again);
		fixture_close(&f);
	}
}

TEST(import_of_an_own_export_takes_what_another_program_changed)
{
	Fixture f;
	fixture_open(&f, NULL);
	run(&f, "event add Meeting --start \"tomorrow 10\" --remind \"1d, 10m\" --where Office");
	run(&f, "task add Bill --due \"tomorrow 12\"");
	char *file = exported(&f), *before = dump(&f);
	char *renamed = replaced(file, "SUMMARY:Meeting", "SUMMARY:Renamed\r\nX-PHONE-COLOUR:red");
	char *changed = replaced(renamed, "TRIGGER:-PT10M", "TRIGGER:-PT20M");
	const char *path = file_of(&f, "changed.ics", changed);
	check_came(take(&f, path), 0, 1, 1);
	char *lines = agenda_lines(&f, "2026-07-24", "2026-07-25"), *out = exported(&f);
	assert_string_equal(lines, "2026-07-24 10:00 Renamed\n2026-07-24 12:00 Bill\n");
	assert_int_equal(count_of(out, "BEGIN:VEVENT"), 1);
	assert_int_equal(count_of(out, "BEGIN:VALARM"), 3); /* one is the task's */
	assert_int_equal(count_of(out, "TRIGGER:-PT20M"), 1);
	assert_int_equal(count_of(out, "X-PHONE-COLOUR:red"), 1);
	assert_int_equal(count_of(out, "LOCATION:Office"), 1);
	check_came(take(&f, path), 0, 0, 2);
	check_came(take(&f, file_of(&f, "again.ics", out)), 0, 0, 2);
	run(&f, "undo");
	char *after = dump(&f);
	assert_string_equal(before, after);
	free(file);
	free(before);
	free(renamed);
	free(changed);
	free(lines);
	free(out);
	free(after);
	fixture_close(&f);
}

TEST(import_of_an_older_own_export_keeps_what_was_changed_here_since)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t event = make_event(&f, 0, "Meeting", "2026-07-24T10:00", NULL, NULL);
	char *file = exported(&f);
	fixture_clock(&f, "2026-07-23T07:42:00Z");
	char *line = mem_printf("event edit %lld --summary \"Changed here\"", (long long)event);
	run(&f, line);
	char *before = dump(&f);
	Came came = take(&f, file_of(&f, "older.ics", file));
	check_came(came, 0, 0, 1);
	assert_int_equal(came.remarks, 1);
	char *after = dump(&f);
	assert_string_equal(before, after);
	free(line);
	free(file);
	free(before);
	free(after);
	fixture_close(&f);
}

/* Files are joined: each text is older than what is here, or is it. */
TEST(import_of_several_own_exports_in_one_file)
{
	for (int turned = 0; turned < 2; turned++) {
		for (int changed = 0; changed < 2; changed++) {
			Fixture f;
			Str both = {0};
			fixture_open(&f, NULL);
			int64_t event = make_event(&f, 0, "Meeting", "2026-07-24T10:00", NULL, NULL);
			char *first = exported(&f);
			fixture_clock(&f, "2026-07-23T07:42:00Z");
			run(&f, arena_printf(f.arena, "event edit %lld --start 2026-07-24T11:00", (long long)event));
			char *second = exported(&f);
			fixture_clock(&f, "2026-07-23T07:52:00Z");
			if (changed)
				run(&f, arena_printf(f.arena, "event edit %lld --start 2026-07-24T12:00", (long long)event));
			str_add(&both, turned ? second : first);
			str_add(&both, turned ? first : second);
			char *before = dump(&f);
			Came came = take(&f, file_of(&f, "both.ics", str_text(&both)));
			check_came(came, 0, 0, 2);
			assert_int_equal(came.remarks, 1 + changed);
			char *after = dump(&f);
			assert_string_equal(before, after);
			free(first);
			free(second);
			free(before);
			free(after);
			str_done(&both);
			fixture_close(&f);
		}
	}
}

TEST(import_cancels_what_was_made_here)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t event = make_event(&f, 0, "Meeting", "2026-07-24T10:00", NULL, NULL);
	char *file = exported(&f), *cancel = replaced(file, "VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL");
	const char *path = file_of(&f, "cancel.ics", cancel);
	check_came(take(&f, path), 0, 1, 0);
	assert_int_equal(event_of(&f, event).status.v, EVENT_CANCELLED);
	check_came(take(&f, path), 0, 0, 1);
	free(file);
	free(cancel);
	fixture_close(&f);
}

/* ---- Two sessions, one file ---- */

typedef struct Second {
	Fixture *f;
	Work *other;
	const char *path;
	int calls, waits;
} Second;

/* Said while it waits; the other word is of its own reading. */
static bool stop_waiting(void *self, const char *what, int64_t done, int64_t all)
{
	Second *second = self;
	(void)done;
	(void)all;
	if (strstr(what, "waiting") == NULL)
		return true;
	return ++second->waits < 2;
}

/* Between two chunks of the first. */
static bool second_begins(void *self, const char *what, int64_t done, int64_t all)
{
	Second *second = self;
	ImportReport report;
	(void)what;
	(void)done;
	(void)all;
	if (++second->calls != 9)
		return true;
	second->other->progress = stop_waiting;
	second->other->progress_self = second;
	fails(import_file(second->other, second->path, NULL, false, &report), ERR_INTERRUPTED);
	import_done(&report);
	second->other->progress = NULL;
	return true;
}

static const char *many(Fixture *f, int n)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n");
	for (int i = 0; i < n; i++)
		str_addf(&text, "BEGIN:VEVENT\nUID:%d@many\nDTSTART:20260801T100000Z\nSUMMARY:Many %d\nEND:VEVENT\n", i, i);
	str_add(&text, "END:VCALENDAR\n");
	const char *path = file_of(f, "many.ics", str_text(&text));
	str_done(&text);
	return path;
}

TEST(an_import_waits_for_another_and_sees_what_it_brought)
{
	enum {
		EVENTS = 4000,
	};
	Fixture f;
	fixture_open(&f, "base.db");
	Second second = {.f = &f, .path = many(&f, EVENTS)};
	fixture_login(&f, &second.other, "boris");
	f.work->progress = second_begins;
	f.work->progress_self = &second;
	check_came(take(&f, second.path), EVENTS, 0, 0);
	f.work->progress = NULL;
	assert_int_equal(second.waits, 2);
	ImportReport report;
	well(import_file(second.other, second.path, NULL, false, &report));
	assert_int_equal(report.unchanged.event, EVENTS);
	assert_int_equal(report.batch, 0);
	import_done(&report);
	work_close(second.other);
	fixture_close(&f);
}

/* The other's whole import falls between reading the file and writing the first chunk of it. */
static bool other_is_quicker(void *self, const char *what, int64_t done, int64_t all)
{
	Second *second = self;
	ImportReport report;
	(void)what;
	(void)done;
	(void)all;
	if (++second->calls != 1)
		return true;
	well(import_file(second->other, second->path, NULL, false, &report));
	assert_int_equal(report.created.event, 300);
	import_done(&report);
	return true;
}

TEST(an_import_is_matched_with_what_came_while_it_was_read)
{
	Fixture f;
	fixture_open(&f, "base.db");
	Second second = {.f = &f, .path = many(&f, 300)};
	fixture_login(&f, &second.other, "boris");
	f.work->progress = other_is_quicker;
	f.work->progress_self = &second;
	check_came(take(&f, second.path), 0, 0, 300);
	f.work->progress = NULL;
	work_close(second.other);
	fixture_close(&f);
}

/* ---- What a file gives way to ---- */

TEST(an_export_goes_over_a_file_of_which_the_base_holds_everything)
{
	static const char other[] = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//phone//EN\nBEGIN:VEVENT\nUID:t@phone\nDTSTART:20260728T070000Z\nEND:VEVENT\nEND:VCALENDAR\n";
	static const char empty[] = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//phone//EN\nEND:VCALENDAR\n";
	static const char nameless[] = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//phone//EN\nBEGIN:VEVENT\nDTSTART:20260729T070000Z\nSUMMARY:No name\nEND:VEVENT\nEND:VCALENDAR\n";
	Fixture f;
	fixture_open(&f, NULL);
	const char *path = file_of(&f, "phone.ics", phone);
	assert_int_equal(target_holds(f.work, path), TARGET_OTHER);
	take(&f, path);
	assert_int_equal(target_holds(f.work, path), TARGET_CALENDAR);
	/* What an export of imported things wrote carries no name of ours, every night anew. */
	const char *night = arena_printf(f.arena, "%s/night.ics", f.folder);
	for (int i = 0; i < 3; i++) {
		char *line = mem_printf("export ics -o %s", night);
		run(&f, line);
		free(line);
		assert_int_equal(target_holds(f.work, night), TARGET_CALENDAR);
		line = mem_printf("event edit %lld --reach whole --summary \"Night %d\"", (long long)the_event(&f), i);
		run(&f, line);
		free(line);
	}
	assert_int_equal(target_holds(f.work, file_of(&f, "other.ics", other)), TARGET_OTHER);
	assert_int_equal(target_holds(f.work, file_of(&f, "empty.ics", empty)), TARGET_OTHER);
	assert_int_equal(target_holds(f.work, file_of(&f, "both.ics", arena_printf(f.arena, "%s%s", phone, other))), TARGET_OTHER);
	const char *unnamed = file_of(&f, "nameless.ics", nameless);
	assert_int_equal(target_holds(f.work, unnamed), TARGET_OTHER);
	take(&f, unnamed);
	assert_int_equal(target_holds(f.work, unnamed), TARGET_CALENDAR);
	fixture_close(&f);
}

TEST(an_export_of_nothing_is_an_empty_calendar)
{
	Fixture f;
	fixture_open(&f, NULL);
	char *empty = exported(&f);
	assert_string_equal(empty, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kartoteka//Kartoteka//EN\r\nEND:VCALENDAR\r\n");
	check_came(take(&f, file_of(&f, "empty.ics", empty)), 0, 0, 0);
	char *again = exported(&f);
	assert_string_equal(empty, again);
	take(&f, file_of(&f, "phone.ics", phone));
	free(again);
	again = exported(&f);
	assert_int_equal(count_of(again, "BEGIN:VCALENDAR"), 1);
	free(empty);
	free(again);
	fixture_close(&f);
}
