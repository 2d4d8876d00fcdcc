/* SPDX-License-Identifier: MIT */
/* Import, export and made-up data: counts, three ways of a change, all or nothing, undo and redo compared by whole dumps. */
#define _GNU_SOURCE /* pthread_setattr_default_np */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "plan.h"
#include "sqlite.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/exchange.h"
#include "kartoteka/store/care.h"
#include "kartoteka/work/exchange.h"
#include "kartoteka/work/today.h"

static const char series[] = "BEGIN:VEVENT\nUID:s@x\nDTSTAMP:20260701T000000Z\nDTSTART;TZID=Europe/Moscow:20260727T100000\nSUMMARY:Series\n"
							 "RRULE:FREQ=DAILY;COUNT=5\nLOCATION:Room 1\nBEGIN:VALARM\nUID:a1\nTRIGGER:-PT10M\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n";
static const char override[] = "BEGIN:VEVENT\nUID:s@x\nRECURRENCE-ID;TZID=Europe/Moscow:20260728T100000\nDTSTAMP:20260701T000000Z\n"
							   "DTSTART;TZID=Europe/Moscow:20260728T150000\nSUMMARY:Moved\nEND:VEVENT\n";
static const char task[] = "BEGIN:VTODO\nUID:t@x\nDTSTAMP:20260701T000000Z\nDUE:20260730T120000Z\nSUMMARY:Task\nEND:VTODO\n";

static const char *calendar(Fixture *f, const char *parts)
{
	return arena_printf(f->arena, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n%sEND:VCALENDAR\n", parts);
}

static const char *file_of(Fixture *f, const char *name, const char *text)
{
	const char *path = arena_printf(f->arena, "%s/%s", f->folder, name);
	well(file_write(path, text, strlen(text)));
	return path;
}

typedef struct Counts {
	int64_t created, updated, unchanged;
	size_t skipped;
} Counts;

static Counts take(Fixture *f, const char *path, int64_t *batch)
{
	ImportReport report;
	well(import_file(f->work, path, NULL, true, &report));
	Counts counts = {report.created.event + report.created.task + report.created.journal,
	                 report.updated.event + report.updated.task + report.updated.journal,
	                 report.unchanged.event + report.unchanged.task + report.unchanged.journal, report.skipped.n};
	assert_int_equal(report.items.n, (size_t)(counts.created + counts.updated + counts.unchanged) + counts.skipped);
	if (batch)
		*batch = report.batch;
	import_done(&report);
	return counts;
}

static void check_counts(Counts got, int64_t created, int64_t updated, int64_t unchanged)
{
	assert_int_equal(got.created, created);
	assert_int_equal(got.updated, updated);
	assert_int_equal(got.unchanged, unchanged);
}

static Err *collect(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

/* Without the carriage returns. Caller frees. */
static char *exported(Fixture *f, const char *filter)
{
	Str out = {0}, plain = {0};
	well(export_ics(f->work, filter, collect, &out));
	for (size_t i = 0; i < out.n; i++) {
		if (out.s[i] != '\r')
			str_addc(&plain, out.s[i]);
	}
	str_done(&out);
	return str_take(&plain);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is missing in:\n%s", part, text);
}

static void has_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" should not be in:\n%s", part, text);
}

static int64_t event_called(Fixture *f, const char *summary)
{
	void *rows = NULL;
	size_t n = 0;
	Value value = {.type = VALUE_TEXT, .s = summary, .n = strlen(summary)};
	well(store_where(f->work->store, &kind_event, "summary", value, &rows, &n, f->arena));
	return n ? ((const Record *)rows)->id : 0;
}

TEST(import_again_changes_nothing)
{
	Fixture f;
	int64_t batch;
	fixture_open(&f, NULL);
	const char *path = file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s%s", override, series, task)));
	check_counts(take(&f, path, &batch), 3, 0, 0);
	assert_true(batch > 0);
	char *before = dump(&f);
	check_counts(take(&f, path, &batch), 0, 0, 3);
	assert_int_equal(batch, 0);
	char *after = dump(&f);
	assert_string_equal(before, after);
	/* The override came first and found its series at the end of the file. */
	assert_int_equal(event_of(&f, event_called(&f, "Moved")).series.v, event_called(&f, "Series"));
	free(before);
	free(after);
	fixture_close(&f);
}

TEST(import_knows_its_own_where_the_journal_does_not_go_back_to_it)
{
	Fixture f;
	ImportReport report;
	int64_t gone;
	fixture_open(&f, NULL);
	const char *path = file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s", series, task)));
	well(import_file(f.work, path, NULL, false, &report));
	assert_int_equal(report.created.event, 1);
	import_done(&report);
	make_client(&f, "Иванов Игорь", NULL);
	well(care_forget(f.work->store, (Instant){INT64_C(1) << 40}, false, &gone, NULL));
	assert_true(gone >= 1);
	well(import_file(f.work, path, NULL, false, &report));
	assert_int_equal(report.created.event + report.created.task, 0);
	assert_int_equal(report.unchanged.event + report.unchanged.task, 2);
	import_done(&report);
	fixture_close(&f);
}

TEST(import_override_finds_an_older_series)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "one.ics", calendar(&f, override)), NULL);
	assert_int_equal(event_of(&f, event_called(&f, "Moved")).series.v, 0);
	take(&f, file_of(&f, "two.ics", calendar(&f, series)), NULL);
	assert_int_equal(event_of(&f, event_called(&f, "Moved")).series.v, event_called(&f, "Series"));
	fixture_close(&f);
}

TEST(import_file_wins_where_it_changed)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, series)), NULL);
	Event old = event_of(&f, event_called(&f, "Series")), new = old;
	new.location.s = "Here";
	new.summary.s = "Mine";
	well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	const char *changed = calendar(&f, "BEGIN:VEVENT\nUID:s@x\nDTSTAMP:20260702T000000Z\nDTSTART;TZID=Europe/Moscow:20260727T110000\nSUMMARY:Series\n"
	                                   "RRULE:FREQ=DAILY;COUNT=5\nLOCATION:Room 1\nX-NEW:1\nBEGIN:VALARM\nUID:a1\nTRIGGER:-PT30M\nACTION:DISPLAY\nEND:VALARM\nEND:VEVENT\n");
	char *before = dump(&f);
	check_counts(take(&f, file_of(&f, "a.ics", changed), NULL), 0, 1, 0);
	Event now = event_of(&f, old.head.id);
	assert_string_equal(now.summary.s, "Mine");
	assert_string_equal(now.location.s, "Here");
	assert_int_equal(now.start.second, 11 * 3600);
	assert_int_equal(read_reminder(&f, reminder_of(&f, "event", old.head.id)).lead.s, -1800);
	char *text = exported(&f, NULL);
	has(text, "SUMMARY:Mine\n");
	has(text, "X-NEW:1\n");
	has(text, "TRIGGER:-PT30M\n");
	run(&f, "undo");
	char *after = dump(&f);
	assert_string_equal(before, after);
	free(text);
	free(before);
	free(after);
	fixture_close(&f);
}

/* Leads in minutes, and of one that was put off `+`, in the order of the file. */
static const char *leads_of(Fixture *f, const char *kind, int64_t id)
{
	Reminder *rows = NULL;
	size_t n = 0;
	const char *out = "";
	well(reminders_of(f->work, kind, id, &rows, &n, f->arena));
	for (size_t place = 0; place < 9; place++) {
		for (size_t i = 0; i < n; i++) {
			if ((size_t)rows[i].place.n == place)
				out = arena_printf(f->arena, "%s%s%lld%s", out, *out ? " " : "", (long long)rows[i].lead.s / 60, rows[i].state.v == REMINDER_SNOOZED ? "+" : "");
		}
	}
	return out;
}

/* One UID may stand for several alarms: each repetition of one has it, and some programs give one to all. `here`: its second is put off, or removed. */
TEST(import_tells_alarms_of_one_uid_apart)
{
#define A_REPEATS(trigger) "BEGIN:VALARM\nUID:a\nACTION:DISPLAY\nTRIGGER:" trigger "\nREPEAT:2\nDURATION:PT5M\nEND:VALARM\n"
#define A_ONE(name, trigger) "BEGIN:VALARM\n" name "ACTION:DISPLAY\nTRIGGER:" trigger "\nEND:VALARM\n"
#define A_UID(trigger) A_ONE("UID:a\n", trigger)
#define A_XUID(trigger) A_ONE("X-WR-ALARMUID:a\n", trigger)
#define A_BARE(trigger) A_ONE("", trigger)
	static const struct {
		const char *was, *here, *is, *leads;
	} rows[] = {
		{A_REPEATS("-PT15M"), "", A_REPEATS("-PT15M"), "-15 -10 -5"},
		{A_REPEATS("-PT15M"), "", A_REPEATS("-PT30M"), "-30 -25 -20"},
		{A_REPEATS("-PT15M"), "", A_REPEATS("-PT10M"), "-10 -5 0"},
		{A_REPEATS("-PT15M"), "", "", ""},
		{A_REPEATS("-PT15M"), "", A_UID("-PT10M"), "-10"},
		{A_UID("-PT10M"), "", A_REPEATS("-PT15M"), "-15 -10 -5"},
		{A_REPEATS("-PT15M"), "snooze", A_REPEATS("-PT15M"), "-15 -10+ -5"},
		{A_REPEATS("-PT15M"), "delete", A_REPEATS("-PT15M"), "-15 -5"},
		{A_REPEATS("-PT15M"), "delete", A_REPEATS("-PT30M"), "-30 -20"},
		{A_REPEATS("-PT15M"), "delete", "", ""},
		{A_UID("-PT15M") A_UID("-PT5M"), "", A_UID("-PT15M") A_UID("-PT5M"), "-15 -5"},
		{A_UID("-PT15M") A_UID("-PT5M"), "", A_UID("-PT10M"), "-10"},
		{A_UID("-PT15M") A_UID("-PT5M"), "snooze", A_UID("-PT5M") A_UID("-PT15M"), "-5+ -15"},
		{A_UID("-PT5M") A_UID("-PT5M"), "", A_UID("-PT5M") A_UID("-PT5M"), "-5 -5"},
		{A_UID("-PT5M") A_UID("-PT5M"), "delete", A_UID("-PT5M"), "-5"},
		{A_UID("-PT15M") A_UID("-PT5M"), "", "", ""},
		{A_XUID("-PT15M") A_XUID("-PT5M"), "", A_XUID("-PT15M") A_XUID("-PT5M"), "-15 -5"},
		{A_XUID("-PT15M") A_XUID("-PT5M"), "snooze", A_XUID("-PT15M") A_XUID("-PT3M"), "-15 -3+"},
		{A_BARE("-PT15M") A_BARE("-PT5M"), "snooze", A_BARE("-PT5M"), "-5+"},
		{A_BARE("-PT15M") A_BARE("-PT5M"), "", A_BARE("-PT20M") A_BARE("-PT5M"), "-20 -5"},
		{A_BARE("-PT15M") A_BARE("-PT5M"), "", A_BARE("-PT5M") A_UID("-PT15M"), "-5 -15"},
		{A_BARE("-PT15M"), "", A_BARE("-PT15M") A_BARE("-PT15M"), "-15 -15"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		Reminder *alarms = NULL;
		size_t n = 0;
		fixture_open(&f, NULL);
		const char *at = "DTSTART:20300101T100000Z\n";
		const char *was = calendar(&f, arena_printf(f.arena, "BEGIN:VEVENT\nUID:e\nSUMMARY:one\n%s%sEND:VEVENT\n", at, rows[i].was));
		const char *is = calendar(&f, arena_printf(f.arena, "BEGIN:VEVENT\nUID:e\nSUMMARY:two\n%s%sEND:VEVENT\n", at, rows[i].is));
		take(&f, file_of(&f, "a.ics", was), NULL);
		int64_t id = event_called(&f, "one");
		well(reminders_of(f.work, "event", id, &alarms, &n, f.arena));
		if (*rows[i].here)
			run(&f, arena_printf(f.arena, "remind %s %lld%s", rows[i].here, (long long)alarms[1].head.id, str_same(rows[i].here, "snooze") ? " \"2029-12-31 10:00\"" : ""));
		check_counts(take(&f, file_of(&f, "a.ics", is), NULL), 0, 1, 0);
		assert_string_equal(event_of(&f, id).summary.s, "two");
		const char *leads = leads_of(&f, "event", id);
		if (strcmp(leads, rows[i].leads) != 0)
			fail_msg("row %zu: %s instead of %s", i, leads, rows[i].leads);
		check_counts(take(&f, file_of(&f, "a.ics", is), NULL), 0, 0, 1);
		fixture_close(&f);
	}
}

/* One that was made here has its uuid in an export: what comes back with it is that one, and no second. */
TEST(import_knows_an_alarm_that_was_added_here)
{
	Fixture f;
	int64_t alarm;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, "BEGIN:VEVENT\nUID:e\nDTSTART:20300101T100000Z\nSUMMARY:one\n" A_BARE("-PT15M") "END:VEVENT\n")), NULL);
	int64_t id = event_called(&f, "one");
	well(reminder_add(f.work, "event", id, (Seconds){-600}, &alarm));
	char *text = exported(&f, NULL), *summary = strstr(text, "SUMMARY:one");
	memcpy(summary, "SUMMARY:two", strlen("SUMMARY:two"));
	check_counts(take(&f, file_of(&f, "b.ics", text), NULL), 0, 1, 0);
	assert_string_equal(event_of(&f, id).summary.s, "two");
	Reminder *rows = NULL;
	size_t n = 0;
	well(reminders_of(f.work, "event", id, &rows, &n, f.arena));
	assert_int_equal(n, 2);
	assert_int_equal(read_reminder(&f, alarm).lead.s, -600);
	free(text);
	fixture_close(&f);
}

/* The UID of a task under which a file has an event: what is older, or calls off what is older, leaves it as it is. */
TEST(import_of_another_type_of_component)
{
#define TYPED(type, sequence, more) "BEGIN:" type "\nUID:u\nDTSTART:20300101T100000Z\nSUMMARY:" type "\nSEQUENCE:" sequence "\n" more "END:" type "\n"
#define OFF "METHOD:CANCEL\n"
	static const struct {
		const char *is;
		Counts counts;
		size_t tasks, events;
		bool off;
	} rows[] = {
		{TYPED("VEVENT", "1", ""), {0, 0, 1, 0}, 1, 0, false},
		{TYPED("VEVENT", "5", ""), {0, 1, 0, 0}, 0, 1, false},
		{TYPED("VEVENT", "6", ""), {0, 1, 0, 0}, 0, 1, false},
		{OFF TYPED("VEVENT", "1", ""), {0, 0, 1, 0}, 1, 0, false},
		{OFF TYPED("VEVENT", "6", ""), {0, 1, 0, 0}, 1, 0, true},
		{OFF TYPED("VEVENT", "6", "") TYPED("VEVENT", "7", ""), {0, 1, 1, 0}, 1, 0, true},
		{OFF TYPED("VJOURNAL", "6", ""), {0, 1, 0, 0}, 1, 0, true},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		void *tasks = NULL, *events = NULL;
		size_t n_tasks = 0, n_events = 0;
		fixture_open(&f, NULL);
		take(&f, file_of(&f, "a.ics", calendar(&f, TYPED("VTODO", "5", ""))), NULL);
		char *before = dump(&f);
		Counts got = take(&f, file_of(&f, "b.ics", calendar(&f, rows[i].is)), NULL);
		well(store_all(f.work->store, &kind_task, &tasks, &n_tasks, f.arena));
		well(store_all(f.work->store, &kind_event, &events, &n_events, f.arena));
		if (memcmp(&got, &rows[i].counts, sizeof got) != 0 || n_tasks != rows[i].tasks || n_events != rows[i].events ||
		    (n_tasks && (((Task *)tasks)->status.v == TASK_CANCELLED) != rows[i].off))
			fail_msg("row %zu: %lld new, %lld changed, %lld the same; %zu tasks, %zu events", i, (long long)got.created, (long long)got.updated, (long long)got.unchanged, n_tasks, n_events);
		if (got.updated)
			run(&f, "undo");
		char *after = dump(&f);
		assert_string_equal(before, after);
		free(before);
		free(after);
		fixture_close(&f);
	}
}

/* A zone that the file describes anew takes its lines: two of one name would contradict each other. */
TEST(import_takes_a_zone_described_anew)
{
	Fixture f;
	fixture_open(&f, NULL);
	static const char *const said[] = {"+0300", "+0400"};
	for (size_t i = 0; i < countof(said); i++) {
		const char *described = arena_printf(f.arena, "BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:%s\nTZOFFSETTO:%s\nEND:STANDARD\nEND:VTIMEZONE\n", said[i], said[i]);
		take(&f, file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s", described, task))), NULL);
	}
	char *text = exported(&f, NULL);
	has(text, "TZOFFSETTO:+0400\n");
	has_not(text, "+0300");
	free(text);
	fixture_close(&f);
}

TEST(import_new_ones_join_the_source_of_the_known)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, series)), NULL);
	/* The new one stands before anything known in the file that grew. */
	check_counts(take(&f, file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s", task, series))), NULL), 1, 0, 1);
	char *text = exported(&f, NULL);
	const char *first = strstr(text, "BEGIN:VCALENDAR");
	assert_null(strstr(first + 1, "BEGIN:VCALENDAR"));
	has(text, "UID:t@x\n");
	free(text);
	fixture_close(&f);
}

TEST(import_cancellation)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, series)), NULL);
	const char *cancel = calendar(&f, arena_printf(f.arena, "METHOD:CANCEL\n%s", series));
	const char *path = file_of(&f, "c.ics", str_begins(cancel, "B") ? cancel : "");
	Counts first = take(&f, path, NULL);
	/* The same lines: nothing of them is news but that it is called off. */
	assert_int_equal(first.created, 0);
	assert_int_equal(first.updated, 1);
	assert_int_equal(event_of(&f, event_called(&f, "Series")).status.v, EVENT_CANCELLED);
	check_counts(take(&f, path, NULL), 0, 0, 1);
	fixture_close(&f);
}

/* Of two components of one identity a cancellation means the one that counts, wherever it stands among them. */
TEST(import_cancellation_means_the_one_that_counts)
{
	static const struct {
		const char *file, *counts, *loser;
	} rows[] = {
		{"BEGIN:VEVENT\nUID:d\nSUMMARY:one\nSEQUENCE:1\nDTSTART:20260727T100000Z\nEND:VEVENT\n"
	     "BEGIN:VEVENT\nUID:d\nSUMMARY:two\nSEQUENCE:2\nDTSTART:20260727T100000Z\nEND:VEVENT\n",
	     "two", "one"},
		{"BEGIN:VEVENT\nUID:d\nSUMMARY:one\nSEQUENCE:2\nDTSTART:20260727T100000Z\nEND:VEVENT\n"
	     "BEGIN:VEVENT\nUID:d\nSUMMARY:two\nSEQUENCE:1\nDTSTART:20260727T100000Z\nEND:VEVENT\n",
	     "one", "two"},
		{"BEGIN:VEVENT\nUID:d\nRECURRENCE-ID:20260727T100000Z\nSUMMARY:one\nDTSTAMP:20260701T000000Z\nDTSTART:20260727T100000Z\nEND:VEVENT\n"
	     "BEGIN:VEVENT\nUID:d\nRECURRENCE-ID:20260727T100000Z\nSUMMARY:two\nDTSTAMP:20260702T000000Z\nDTSTART:20260727T100000Z\nEND:VEVENT\n",
	     "two", "one"}};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		const char *id = i == 2 ? "RECURRENCE-ID:20260727T100000Z\n" : "";
		take(&f, file_of(&f, "a.ics", calendar(&f, rows[i].file)), NULL);
		char *first = dump(&f);
		/* One, and two of it that would rank among themselves. */
		const char *off = arena_printf(f.arena, "BEGIN:VEVENT\nUID:d\n%sSUMMARY:off\nSEQUENCE:3\nDTSTART:20260727T100000Z\nEND:VEVENT\n", id);
		const char *more = arena_printf(f.arena, "BEGIN:VEVENT\nUID:d\n%sSUMMARY:off\nSEQUENCE:4\nDTSTART:20260727T100000Z\nEND:VEVENT\n", id);
		Counts called = take(&f, file_of(&f, "c.ics", calendar(&f, arena_printf(f.arena, "METHOD:CANCEL\n%s%s", off, more))), NULL);
		assert_int_equal(called.created, 0);
		assert_int_equal(called.updated + called.unchanged, 2);
		Event counts = event_of(&f, event_called(&f, rows[i].counts)), loser = event_of(&f, event_called(&f, rows[i].loser));
		assert_int_equal(counts.status.v, EVENT_CANCELLED);
		assert_int_equal(counts.superseded.v, false);
		assert_int_equal(loser.status.v, EVENT_CONFIRMED);
		assert_int_equal(loser.superseded.v, true);
		/* The file again changes nothing: it is no newer than the cancellation. */
		check_counts(take(&f, file_of(&f, "a.ics", calendar(&f, rows[i].file)), NULL), 0, 0, 2);
		assert_int_equal(event_of(&f, counts.head.id).status.v, EVENT_CANCELLED);
		run(&f, "undo");
		char *last = dump(&f);
		assert_string_equal(first, last);
		free(first);
		free(last);
		fixture_close(&f);
	}
}

static const char *meeting(Fixture *f, const char *method, const char *name, int sequence)
{
	return calendar(f, arena_printf(f->arena, "%sBEGIN:VEVENT\nUID:m@x\nDTSTAMP:20260701T000000Z\nDTSTART:20260727T100000Z\nSUMMARY:%s\nSEQUENCE:%d\nEND:VEVENT\n", method, name, sequence));
}

/* An export read into a new base comes out of it the same. */
static void comes_back(Fixture *f, const char *text)
{
	Fixture other;
	fixture_open(&other, NULL);
	take(&other, file_of(&other, "again.ics", text), NULL);
	char *second = exported(&other, NULL);
	assert_string_equal(second, text);
	free(second);
	fixture_close(&other);
	(void)f;
}

/* A live event is never written under a head that calls it off; an older text does not bring back what was called off. */
TEST(check_63_a_cancelled_calendar_and_later_files)
{
	static const struct {
		int first, later;
		int64_t created, updated, unchanged;
		bool alive;
	} rows[] = {{9, 1, 0, 0, 1, false}, {2, 2, 0, 1, 0, true}, {2, 3, 0, 1, 0, true}};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		check_counts(take(&f, file_of(&f, "c.ics", meeting(&f, "METHOD:CANCEL\n", "Off", rows[i].first)), NULL), 1, 0, 0);
		const char *live = file_of(&f, "live.ics", meeting(&f, "", "On", rows[i].later));
		check_counts(take(&f, live, NULL), rows[i].created, rows[i].updated, rows[i].unchanged);
		check_counts(take(&f, live, NULL), 0, 0, 1);
		char *text = exported(&f, NULL);
		const char *method = strstr(text, "METHOD:CANCEL"), *end = strstr(text, "END:VCALENDAR"), *summary = strstr(text, "SUMMARY:On");
		assert_true(method != NULL);
		assert_int_equal(summary != NULL, rows[i].alive);
		if (summary) {
			assert_true(end < summary);
			assert_null(strstr(summary, "STATUS:CANCELLED"));
		}
		comes_back(&f, text);
		free(text);
		void *events = NULL;
		size_t n = 0;
		well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
		assert_int_equal(n, 1);
		assert_int_equal(((Event *)events)->status.v == EVENT_CANCELLED, !rows[i].alive);
		fixture_close(&f);
	}
}

typedef struct Stopper {
	int left;
} Stopper;

static bool stop_soon(void *self, const char *what, int64_t done, int64_t all)
{
	Stopper *stopper = self;
	(void)what;
	(void)done;
	(void)all;
	return stopper->left-- > 0;
}

TEST(import_that_is_stopped_leaves_nothing)
{
	Fixture f;
	Str parts = {0};
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, series)), NULL);
	for (int i = 0; i < 5000; i++)
		str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nDTSTART:20260801T100000Z\nSUMMARY:Many %d\nEND:VEVENT\n", i, i);
	const char *path = file_of(&f, "many.ics", calendar(&f, str_text(&parts)));
	str_done(&parts);
	char *before = dump(&f);
	for (int left = 0; left < 20; left += 6) {
		Stopper stopper = {left};
		ImportReport report;
		f.work->progress = stop_soon;
		f.work->progress_self = &stopper;
		fails(import_file(f.work, path, NULL, false, &report), ERR_INTERRUPTED);
		import_done(&report);
		f.work->progress = NULL;
		char *after = dump(&f);
		assert_string_equal(before, after);
		free(after);
	}
	/* Of several files it is said what became of each. */
	file_of(&f, "first.ics", calendar(&f, task));
	Stopper stopper = {3};
	Err *err;
	f.work->progress = stop_soon;
	f.work->progress_self = &stopper;
	char *line = mem_printf("import %s/nowhere.ics %s/first.ics %s %s/a.ics", f.folder, f.folder, path, f.folder);
	char *said = run_line(&f, line, OUT_TEXT, &err);
	free(said);
	assert_non_null(err);
	f.work->progress = NULL;
	assert_int_equal(err->code, ERR_INTERRUPTED);
	assert_non_null(strstr(err->what, "many.ics"));
	assert_string_equal(err->kept, "nothing of it was brought in; 1 other file was brought in; 1 file was not read");
	err_free(err);
	free(line);
	run(&f, "undo");
	check_counts(take(&f, path, NULL), 5000, 0, 0);
	run(&f, "undo");
	char *after = dump(&f);
	assert_string_equal(before, after);
	run(&f, "redo");
	check_counts(take(&f, path, NULL), 0, 0, 5000);
	free(before);
	free(after);
	fixture_close(&f);
}

/* A machine that has no thread left reads the file where it stores it. */
TEST(import_without_a_thread_brings_the_same)
{
	Fixture f;
	Str parts = {0};
	pthread_attr_t before, huge;
	fixture_open(&f, NULL);
	for (int i = 0; i < 2500; i++)
		str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nDTSTART:20260801T100000Z\nSUMMARY:Many %d\nEND:VEVENT\n", i, i);
	const char *path = file_of(&f, "many.ics", calendar(&f, str_text(&parts)));
	str_done(&parts);
	check_counts(take(&f, path, NULL), 2500, 0, 0);
	char *with = exported(&f, NULL);
	run(&f, "undo");
	assert_int_equal(pthread_getattr_default_np(&before), 0);
	assert_int_equal(pthread_attr_init(&huge), 0);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 50), 0); /* more than there are addresses */
	assert_int_equal(pthread_setattr_default_np(&huge), 0);
	Counts without = take(&f, path, NULL);
	assert_int_equal(pthread_setattr_default_np(&before), 0);
	check_counts(without, 2500, 0, 0);
	char *got = exported(&f, NULL);
	assert_string_equal(with, got);
	free(with);
	free(got);
	fixture_close(&f);
}

/* Lines that belong to nothing: megabytes may go by until something comes. With a thread and without. */
TEST(import_hears_that_it_is_to_stop_while_nothing_comes)
{
	enum {
		MEGABYTES = 5
	};
	Fixture f;
	Str text = {0};
	pthread_attr_t before, huge;
	fixture_open(&f, NULL);
	str_add(&text, calendar(&f, task));
	while (text.n < (size_t)MEGABYTES << 20)
		str_add(&text, "X-NOTHING:of this belongs to anything that a calendar could hold\n");
	const char *path = file_of(&f, "nothing.ics", str_text(&text));
	str_done(&text);
	assert_int_equal(pthread_getattr_default_np(&before), 0);
	assert_int_equal(pthread_attr_init(&huge), 0);
	assert_int_equal(pthread_attr_setstacksize(&huge, (size_t)1 << 50), 0); /* more than there are addresses */
	for (int threads = 1; threads >= 0; threads--) {
		assert_int_equal(pthread_setattr_default_np(threads ? &before : &huge), 0);
		for (int left = 0; left <= MEGABYTES + 2; left += MEGABYTES + 2) {
			ImportReport report;
			Stopper stopper = {left};
			f.work->dry_run = true;
			f.work->progress = stop_soon;
			f.work->progress_self = &stopper;
			Err *err = import_file(f.work, path, NULL, false, &report);
			f.work->progress = NULL;
			f.work->dry_run = false;
			if (!left)
				fails(err, ERR_INTERRUPTED);
			else
				well(err);
			assert_true(left ? stopper.left < MEGABYTES : stopper.left < 0); /* each megabyte asks, not only what came */
			import_done(&report);
		}
		assert_int_equal(pthread_setattr_default_np(&before), 0);
	}
	fixture_close(&f);
}

/* Two people who read one calendar at once go on with its places: components of one place must all come out, with their records. */
TEST(export_leaves_nothing_out_where_places_are_equal)
{
	enum {
		EVENTS = 1200,
	};
	Fixture f;
	Str parts = {0};
	fixture_open(&f, NULL);
	for (int i = 0; i < EVENTS; i++)
		str_addf(&parts, "BEGIN:VEVENT\nUID:%d@equal\nDTSTART:20260801T100000Z\nSUMMARY:Equal %d\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\n", i, i);
	check_counts(take(&f, file_of(&f, "equal.ics", calendar(&f, str_text(&parts))), NULL), EVENTS, 0, 0);
	str_done(&parts);
	void *components = NULL, *events = NULL;
	size_t n = 0;
	well(store_all(f.work->store, &kind_component, &components, &n, f.arena));
	well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
	assert_int_equal(n, EVENTS);
	BatchHead head = {.author = f.work->me.head.id, .at = work_now(f.work), .command = "test"};
	well(store_begin(f.work->store, &head));
	for (size_t i = 0; i < n; i++) {
		bool changed;
		Component component = ((Component *)components)[i];
		Event event = ((Event *)events)[i];
		component.place.n = (EVENTS - component.place.n) / 7;
		event.summary.s = arena_printf(f.arena, "Changed %zu", i);
		well(store_edit(f.work->store, &changed, &kind_component, &((Component *)components)[i], &component));
		well(store_edit(f.work->store, &changed, &kind_event, &((Event *)events)[i], &event));
	}
	well(store_commit(f.work->store, NULL));
	char *text = exported(&f, NULL);
	int came = 0, changed = 0, alarms = 0;
	for (const char *at = text; (at = strstr(at, "BEGIN:VEVENT")); at++)
		came++;
	for (const char *at = text; (at = strstr(at, "SUMMARY:Changed ")); at++)
		changed++;
	for (const char *at = text; (at = strstr(at, "BEGIN:VALARM")); at++)
		alarms++;
	assert_int_equal(came, EVENTS);
	assert_int_equal(changed, EVENTS);
	assert_int_equal(alarms, EVENTS);
	free(text);
	fixture_close(&f);
}

/* A backup, made before the import began or in its middle, comes back under it; then somebody logs a call, whose batch may have the import's number. */
typedef struct Restorer {
	Fixture *f;
	Work *other;
	char copy[256], kept[256];
	int64_t client, contact;
	int calls, backup_at, restore_at;
	bool done;
} Restorer;

static bool restore_under_it(void *self, const char *what, int64_t done, int64_t all)
{
	Restorer *r = self;
	(void)what;
	(void)done;
	(void)all;
	if (r->calls++ == r->backup_at)
		well(care_backup(r->other->store, r->copy, NULL));
	if (r->calls < r->restore_at || r->done)
		return true;
	r->done = true;
	CareKept kept = {.path = r->kept};
	const CareBy who = {.login = "boris", .at = work_now(r->other)};
	well(care_restore(r->other->store, r->copy, &who, &kept, NULL));
	ContactDraft draft = {.client = r->client, .kind = kind_id(r->f, "call"), .at = INSTANT_NONE, .length = {60}, .text = "after the restore"};
	int64_t batch;
	well(contact_log(r->other, &draft, &r->contact, &batch));
	return true;
}

TEST(import_over_which_a_backup_came_takes_back_its_own_only)
{
	static const struct {
		int backup_at, restore_at;
	} rows[] = {{-1, 12}, {8, 16}, {8, 9}};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		Str parts = {0};
		fixture_open(&f, "base.db");
		Restorer r = {.f = &f, .client = make_client(&f, "Ким Анна", NULL), .backup_at = rows[i].backup_at, .restore_at = rows[i].restore_at};
		snprintf(r.copy, sizeof r.copy, "%s/copy.db", f.folder);
		snprintf(r.kept, sizeof r.kept, "%s/kept.db", f.folder);
		fixture_login(&f, &r.other, "boris");
		ContactDraft first = {.client = r.client, .kind = kind_id(&f, "call"), .at = INSTANT_NONE, .length = {60}, .text = "before"};
		int64_t batch;
		well(contact_log(r.other, &first, &r.contact, &batch));
		if (r.backup_at < 0)
			well(care_backup(r.other->store, r.copy, NULL));
		for (int k = 0; k < 5000; k++)
			str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nDTSTART:20260801T100000Z\nSUMMARY:Many %d\nEND:VEVENT\n", k, k);
		const char *path = file_of(&f, "many.ics", calendar(&f, str_text(&parts)));
		str_done(&parts);
		ImportReport report;
		f.work->progress = restore_under_it;
		f.work->progress_self = &r;
		Err *err = import_file(f.work, path, NULL, false, &report);
		assert_non_null(err);
		err_free(err);
		import_done(&report);
		f.work->progress = NULL;
		assert_true(r.done);
		Interaction contact;
		well(store_get(f.work->store, &kind_interaction, r.contact, &contact, f.arena));
		assert_string_equal(contact.text.s, "after the restore");
		void *events = NULL;
		size_t n = 0;
		well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
		assert_int_equal(n, 0);
		check_counts(take(&f, path, NULL), 5000, 0, 0);
		char *said = run_text(&f, "check");
		assert_string_equal(said, "The base is in order\n");
		free(said);
		work_close(r.other);
		fixture_close(&f);
	}
}

static bool stop_later(void *self, const char *what, int64_t done, int64_t all)
{
	int *calls = self;
	assert_non_null(what);
	assert_true(all == 0 || done <= all);
	return ++*calls < 3;
}

/* What takes long is stopped by Ctrl-C, also when it is no import: nothing is half taken back, nothing half printed. */
TEST(long_work_stops_when_it_is_told_to)
{
	static const char *const lines[] = {"undo", "agenda --from 0001-01-01 --to 9999-12-31", "redo"};
	Fixture f;
	Str parts = {0};
	fixture_open(&f, "base.db");
	for (int k = 0; k < 2000; k++)
		str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nDTSTART:20260801T100000Z\nSUMMARY:Many %d\nEND:VEVENT\n", k, k);
	const char *path = file_of(&f, "many.ics", calendar(&f, str_text(&parts)));
	str_done(&parts);
	for (size_t i = 0; i < countof(lines); i++) {
		if (strcmp(lines[i], "redo") == 0)
			run(&f, "undo");
		else if (i == 0)
			check_counts(take(&f, path, NULL), 2000, 0, 0);
		else
			run(&f, "event add Daily --start 2026-08-01T10:00 --every day");
		Str before = {0}, after = {0};
		int calls = 0;
		Err *err;
		well(care_dump(f.work->store, &before));
		f.work->progress = stop_later;
		f.work->progress_self = &calls;
		free(run_line(&f, lines[i], OUT_TEXT, &err));
		f.work->progress = NULL;
		if (!err || err->code != ERR_INTERRUPTED || calls != 3)
			fail_msg("%s: %s after %d calls", lines[i], err ? err->what : "went through", calls);
		err_free(err);
		well(care_dump(f.work->store, &after));
		assert_string_equal(str_text(&before), str_text(&after));
		str_done(&before);
		str_done(&after);
		if (i == 1)
			run(&f, "undo");
	}
	fixture_close(&f);
}

/* Every day at ten in Moscow, with an alarm. */
static const char alarmed[] =
	"BEGIN:VEVENT\nUID:s@x\nDTSTART;TZID=Europe/Moscow:20260720T100000\nDURATION:PT30M\nRRULE:FREQ=DAILY\nSUMMARY:Talk\n"
	"BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:now\nTRIGGER:-PT15M\nEND:VALARM\nEND:VEVENT\n";

/* The alarm of a series speaks of the time to which an occurrence of the file was moved, in whatever way the file names it, and whichever comes first. */
TEST(import_of_a_moved_occurrence_moves_its_alarm)
{
	static const char *const names[] = {
		";TZID=Europe/Moscow:20260724T100000",
		":20260724T070000Z",
		";TZID=Asia/Yekaterinburg:20260724T120000",
		";TZID=America/New_York:20260724T030000",
		";VALUE=DATE:20260724",
	};
	for (size_t i = 0; i < 2 * countof(names); i++) {
		Fixture f;
		Str parts = {0}, moved = {0};
		fixture_open(&f, "base.db");
		fixture_clock(&f, "2026-07-23T12:00:00+03:00");
		str_addf(&moved, "BEGIN:VEVENT\nUID:s@x\nRECURRENCE-ID%s\nDTSTART;TZID=Europe/Moscow:20260724T200000\nDURATION:PT30M\nSUMMARY:Talk\nEND:VEVENT\n", names[i / 2]);
		str_addf(&parts, "%s%s", i % 2 ? str_text(&moved) : alarmed, i % 2 ? alarmed : str_text(&moved));
		const char *path = file_of(&f, "s.ics", calendar(&f, str_text(&parts)));
		check_counts(take(&f, path, NULL), 2, 0, 0);
		char *said = run_json(&f, "remind");
		if (!strstr(said, "2026-07-24T16:45:00Z") || !strstr(said, "2026-07-24T17:00:00Z"))
			fail_msg("%zu: %s", i, said);
		free(said);
		str_done(&parts);
		str_done(&moved);
		fixture_close(&f);
	}
}

/* What is called for, and when it is, by the alarm of a daily series at 10 in Moscow with overrides that name the 24th in one way or another. */
TEST(an_alarm_knows_its_occurrence_by_whatever_name)
{
#define ONE(name, what) "BEGIN:VEVENT\nUID:s@x\nRECURRENCE-ID" name "\n" what "SUMMARY:Talk\nEND:VEVENT\n"
	static const struct {
		const char *name, *part, *at, *due;
	} rows[] = {
		{"cancelled in another zone", ONE(";TZID=Asia/Yekaterinburg:20260724T120000", "STATUS:CANCELLED\nDTSTART;TZID=Europe/Moscow:20260724T100000\n"),
	     "2026-07-25T06:45:00Z", "2026-07-25T07:00:00Z"},
		{"another hour with the same figures", ONE(";TZID=Asia/Yekaterinburg:20260724T100000", "DTSTART;TZID=Europe/Moscow:20260724T200000\n"),
	     "2026-07-24T06:45:00Z", "2026-07-24T07:00:00Z"},
		{"it and all that follow", ONE(";RANGE=THISANDFUTURE;TZID=Asia/Yekaterinburg:20260722T120000", "DTSTART;TZID=Europe/Moscow:20260722T110000\n"),
	     "2026-07-24T07:45:00Z", "2026-07-24T08:00:00Z"},
		{"from the one before it on", ONE(";RANGE=THISANDFUTURE;TZID=Europe/Moscow:20260723T100000", "DTSTART;TZID=Europe/Moscow:20260723T110000\n"),
	     "2026-07-24T07:45:00Z", "2026-07-24T08:00:00Z"},
	};
#undef ONE
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		fixture_clock(&f, "2026-07-23T12:00:00+03:00");
		take(&f, file_of(&f, "s.ics", calendar(&f, arena_printf(f.arena, "%s%s", alarmed, rows[i].part))), NULL);
		char *said = run_json(&f, "remind");
		if (!strstr(said, rows[i].at) || !strstr(said, rows[i].due))
			fail_msg("%s: %s", rows[i].name, said);
		free(said);
		fixture_close(&f);
	}
}

/* A task is done for the occurrence that was called for, also when it stands elsewhere under a name in another zone. */
TEST(an_answered_alarm_ticks_the_occurrence_it_called_for)
{
	static const char parts[] =
		"BEGIN:VTODO\nUID:t@x\nDUE;TZID=Europe/Moscow:20260720T100000\nRRULE:FREQ=DAILY\nSUMMARY:Report\n"
		"BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:now\nTRIGGER;RELATED=END:-PT15M\nEND:VALARM\nEND:VTODO\n"
		"BEGIN:VTODO\nUID:t@x\nRECURRENCE-ID;TZID=Asia/Yekaterinburg:20260723T120000\nDUE;TZID=Europe/Moscow:20260723T113000\nSUMMARY:Late report\nEND:VTODO\n";
	Fixture f;
	fixture_open(&f, NULL);
	fixture_clock(&f, "2026-07-23T11:20:00+03:00");
	take(&f, file_of(&f, "t.ics", calendar(&f, parts)), NULL);
	ReminderQuery query = {.until = INSTANT_NONE, .limit = 10};
	ReminderRow *rows;
	size_t n;
	well(reminders_read(f.work, &query, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	char due[WHEN_TEXT];
	moment_text(due, rows->due);
	assert_string_equal(due, "2026-07-23T11:30:00");
	assert_false(reminder_is_overdue(f.work, rows));
	well(reminder_done(f.work, &rows->reminder.head.id, 1, NULL));
	Task done;
	well(task_shown(f.work, rows->reminder.of.v, rows->reminder.occurrence, &done, f.arena));
	assert_string_equal(done.summary.s, "Late report");
	assert_int_equal(done.status.v, TASK_DONE);
	well(reminders_read(f.work, &query, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	moment_text(due, rows->due);
	assert_string_equal(due, "2026-07-24T10:00:00");
	fixture_close(&f);
}

TEST(import_dry_run_writes_nothing)
{
	Fixture f;
	fixture_open(&f, NULL);
	char *before = dump(&f);
	f.work->dry_run = true;
	check_counts(take(&f, file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s%s", series, override, task))), NULL), 3, 0, 0);
	f.work->dry_run = false;
	char *after = dump(&f);
	assert_string_equal(before, after);
	free(before);
	free(after);
	fixture_close(&f);
}

/* What a trial promises is what comes, wherever a chunk ends and whatever was imported before: equals within a file are each new. */
TEST(check_63_a_trial_counts_as_the_import_does)
{
	static const char *const first[] = {"", "BEGIN:VEVENT\nUID:other\nDTSTART:20260801T100000Z\nSUMMARY:Other\nEND:VEVENT\n",
	                                    "BEGIN:VEVENT\nUID:3@many\nDTSTART:20260801T100000Z\nSUMMARY:Was\nEND:VEVENT\n"};
	for (size_t row = 0; row < countof(first); row++) {
		Fixture f;
		Str all = {0}, parts = {0};
		fixture_open(&f, NULL);
		if (*first[row])
			take(&f, file_of(&f, "first.ics", calendar(&f, first[row])), NULL);
		for (int i = 0; i < 1500; i++)
			str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nDTSTART:20260801T100000Z\nSUMMARY:Many %d\nEND:VEVENT\n", i, i);
		for (int i = 0; i < 20; i++)
			str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nSEQUENCE:%d\nDTSTART:20260802T100000Z\nSUMMARY:Again %d\nEND:VEVENT\n", i, i % 2, i);
		str_add(&all, calendar(&f, str_text(&parts)));
		str_cut(&parts, 0);
		for (int i = 10; i < 40; i++)
			str_addf(&parts, "BEGIN:VEVENT\nUID:%d@many\nSEQUENCE:1\nDTSTART:20260801T100000Z\nSUMMARY:Off %d\nEND:VEVENT\n", i, i);
		str_add(&all, calendar(&f, arena_printf(f.arena, "METHOD:CANCEL\n%s", str_text(&parts))));
		const char *path = file_of(&f, "many.ics", str_text(&all));
		f.work->dry_run = true;
		Counts trial = take(&f, path, NULL);
		f.work->dry_run = false;
		check_counts(trial, row == 2 ? 1549 : 1550, row == 2, 0);
		check_counts(take(&f, path, NULL), trial.created, trial.updated, trial.unchanged);
		check_counts(take(&f, path, NULL), 0, 0, 1550);
		str_done(&all);
		str_done(&parts);
		fixture_close(&f);
	}
}

/* Times of a trial are the user's, as everywhere: here Moscow's. */
TEST(import_tells_times_of_the_users_zone)
{
	static const struct {
		const char *name, *start, *shown;
	} rows[] = {
		{"another zone", "DTSTART;TZID=America/Los_Angeles:20260720T090000", "19:00"},
		{"UTC", "DTSTART:20260720T090000Z", "12:00"},
		{"no zone", "DTSTART:20260720T090000", "09:00"},
		{"the file's own zone", "DTSTART;TZID=Ship:20260720T090000", "14:00"},
	};
	static const char ship[] = "BEGIN:VTIMEZONE\nTZID:Ship\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:-0200\nTZOFFSETTO:-0200\n"
							   "END:STANDARD\nEND:VTIMEZONE\n";
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		ImportReport report;
		fixture_open(&f, NULL);
		const char *text = arena_printf(f.arena, "%sBEGIN:VEVENT\nUID:1\n%s\nSUMMARY:Talk\nEND:VEVENT\n", ship, rows[i].start);
		f.work->dry_run = true;
		well(import_file(f.work, file_of(&f, "a.ics", calendar(&f, text)), NULL, true, &report));
		assert_int_equal(report.items.n, 1);
		if (!strstr(report.items.at[0].title, rows[i].shown))
			fail_msg("%s: %s", rows[i].name, report.items.at[0].title);
		import_done(&report);
		fixture_close(&f);
	}
}

TEST(import_refuses_what_it_cannot_read)
{
	static const struct {
		const char *name, *text;
	} files[] = {
		{"kim.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Kim\nEND:VCARD\n"},
		{"a.csv", "name,phone\nKim,1\n"},
		{"a.json", "{\"a\":1}\n"},
		{"empty.ics", ""},
		{"page.ics", "<!DOCTYPE html><html></html>\n"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < countof(files); i++) {
		ImportReport report;
		Err *err = import_file(f.work, file_of(&f, files[i].name, files[i].text), NULL, false, &report);
		if (!err)
			fail_msg("%s was read", files[i].name);
		err_free(err);
		import_done(&report);
	}
	fixture_close(&f);
}

/* Asked from outside, as another session would: a lock of one's own is never seen. */
static bool is_locked(const char *path, off_t at, off_t n)
{
	pid_t pid = fork();
	if (pid == 0) {
		struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = n};
		int fd = open(path, O_RDWR | O_CLOEXEC);
		_exit(fd < 0 || fcntl(fd, F_GETLK, &lock) != 0 ? 2 : lock.l_type != F_UNLCK);
	}
	int status = 0;
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
	return WEXITSTATUS(status) == 1;
}

/* To close a file is to lose the locks that the process has on it, also those of SQLite on the base. */
TEST(import_never_opens_the_base_itself)
{
	static const char *const tails[] = {"", "-wal", "-shm", ".notice"};
	enum {
		SHARED_AT = 0x40000002, /* of the base, and of the -shm the byte of those who have it open: https://sqlite.org/fileformat2.html */
		SHARED_N = 510,
		OPEN_AT = 128,
	};
	Fixture f;
	fixture_open(&f, "base.db");
	make_client(&f, "Иванов Игорь", NULL);
	char *shm = mem_printf("%s-shm", f.path);
	assert_true(is_locked(f.path, SHARED_AT, SHARED_N));
	assert_true(is_locked(shm, OPEN_AT, 1));
	for (size_t i = 0; i < countof(tails) * 3; i++) {
		char *path = mem_printf("%s%s", f.path, tails[i % countof(tails)]), *name = mem_printf("%s/other-%zu", f.folder, i);
		size_t way = i / countof(tails);
		if (way == 1)
			assert_int_equal(link(path, name), 0);
		if (way == 2)
			assert_int_equal(symlink(path, name), 0);
		for (int trial = 0; trial < 2; trial++) {
			ImportReport report;
			f.work->dry_run = trial == 1;
			Err *err = import_file(f.work, way ? name : path, NULL, trial == 1, &report);
			if (!err || !strstr(err->what, "is the base, or belongs to it") || !err->kept || !err->todo)
				fail_msg("%s: %s", way ? name : path, err ? err->what : "it was read");
			err_free(err);
			import_done(&report);
		}
		if (!is_locked(f.path, SHARED_AT, SHARED_N) || !is_locked(shm, OPEN_AT, 1))
			fail_msg("%s: the locks on the base are gone", way ? name : path);
		free(path);
		free(name);
	}
	f.work->dry_run = false;
	free(shm);
	fixture_close(&f);
}

TEST(nothing_is_written_over_what_the_base_makes_beside_itself)
{
	static const struct {
		const char *tail;
		bool refused;
	} names[] = {
		{"", true},
		{"-wal", true},
		{"-shm", true},
		{"-journal", true},
		{".notice", true},
		{".sessions", true},
		{".making", true},
		{".making-wal", true},
		{".making-search", true},
		{".part", true},
		{".restore", true},
		{".restore-wal", true},
		{".form-3.part", true},
		{".before-restore.part", true},
		{".before-restore-rows.part", true},
		{".before-restore-rows.part-wal", true},
		{".rescue", false},
		{".form-3", false}, /* is not there */
		{".ics", false},
	};
	Fixture f;
	fixture_open(&f, "base.db");
	for (size_t i = 0; i < countof(names); i++) {
		char *path = mem_printf("%s%s", f.path, names[i].tail);
		Err *err = target_check(f.work, path, i % 2);
		if ((err != NULL) != names[i].refused)
			fail_msg("%s: %s", path, err ? err->what : "it may be written");
		err_free(err);
		free(path);
	}
	fixture_close(&f);
}

TEST(export_takes_what_a_filter_means)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s", series, task))), NULL);
	char *text = exported(&f, "summary:Task");
	has(text, "UID:t@x\n");
	has_not(text, "UID:s@x\n");
	free(text);
	text = exported(&f, "summary:nobody");
	has_not(text, "SUMMARY");
	free(text);
	Str out = {0};
	fails(export_ics(f.work, "nonsense:1", collect, &out), ERR_USAGE);
	str_done(&out);
	fixture_close(&f);
}

typedef struct Beside {
	Fixture *f;
	const char *second;
	bool done;
} Beside;

/* Another session, once the first bytes go out. */
static Err *written_beside(void *self, const char *bytes, size_t n)
{
	Beside *beside = self;
	(void)bytes;
	(void)n;
	if (beside->done)
		return NULL;
	beside->done = true;
	unlink(beside->second);
	Work *reader = beside->f->work;
	WorkOptions options = {.env = &beside->f->env, .clock = beside->f->clock, .settings = beside->f->settings, .db = beside->f->path, .zone = "Europe/Moscow", .mode = STORE_WRITE};
	well(work_open(&beside->f->work, &options));
	run(beside->f, "client add --name Ким");
	work_close(beside->f->work);
	beside->f->work = reader;
	return NULL;
}

/* Of a file with a second name nothing is locked. */
TEST(export_of_a_base_that_is_read_without_locks_is_of_one_moment)
{
	Fixture f;
	fixture_open(&f, "base.db");
	make_event(&f, 0, "signing", "2026-07-23T12:00:00", "2026-07-23T12:30:00", NULL);
	char *second = mem_printf("%s/second.db", f.folder);
	Beside beside = {&f, second, false};
	work_close(f.work);
	assert_int_equal(link(f.path, second), 0);
	WorkOptions options = {.env = &f.env, .clock = f.clock, .settings = f.settings, .db = f.path, .zone = "Europe/Moscow", .mode = STORE_READ};
	well(work_open(&f.work, &options));
	assert_true(store_is_as_it_was(f.work->store));
	fails(export_ics(f.work, NULL, written_beside, &beside), ERR_BUSY);
	assert_true(beside.done);
	well(export_ics(f.work, NULL, written_beside, &beside));
	free(second);
	fixture_close(&f);
}

TEST(export_keeps_an_occurrence_with_its_series)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", calendar(&f, arena_printf(f.arena, "%s%s", series, task))), NULL);
	int64_t id = event_called(&f, "Series");
	Moment at = moment("2026-07-29T10:00:00");
	Event shown;
	well(event_shown(f.work, id, at, &shown, f.arena));
	Event new = shown;
	new.summary.s = "Only this";
	well(event_save(f.work, &shown, &new, at, REACH_ONE, NULL));
	char *text = exported(&f, NULL);
	const char *one = strstr(text, "SUMMARY:Only this"), *after = strstr(text, "UID:t@x");
	assert_non_null(one);
	assert_true(one < after);
	const char *path = file_of(&f, "second.ics", text);
	Fixture g;
	fixture_open(&g, NULL);
	check_counts(take(&g, path, NULL), 3, 0, 0);
	char *again = exported(&g, NULL);
	assert_string_equal(text, again);
	free(text);
	free(again);
	fixture_close(&g);
	fixture_close(&f);
}

/* ---- a part of a series that a file brought ---- */

static size_t count_of(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		n++;
	return n;
}

static const char weekly[] = "BEGIN:VEVENT\nUID:w@x\nDTSTAMP:20260701T000000Z\nSUMMARY:Jour fixe\nDTSTART;TZID=Europe/Berlin:20260709T100000\nDURATION:PT1H\n"
							 "RRULE:FREQ=WEEKLY;COUNT=20\nEXDATE;TZID=Europe/Berlin:20260716T100000\nRDATE;TZID=Europe/Berlin:20260807T100000\n"
							 "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@x.org\nORGANIZER:mailto:me@x.org\nX-FOO;A=b:zzz\nSEQUENCE:3\n"
							 "BEGIN:VALARM\nACTION:EMAIL\nSUMMARY:hey\nDESCRIPTION:d\nATTENDEE:mailto:x@y.z\nTRIGGER:-PT30M\nEND:VALARM\n"
							 "BEGIN:VALARM\nACTION:NONE\nTRIGGER;VALUE=DATE-TIME:19760401T005545Z\nEND:VALARM\nEND:VEVENT\n"
							 "BEGIN:VEVENT\nUID:w@x\nDTSTAMP:20260701T000000Z\nRECURRENCE-ID;TZID=Europe/Berlin:20260813T100000\nSUMMARY:Jour fixe (late)\n"
							 "DTSTART;TZID=Europe/Berlin:20260813T150000\nDTEND;TZID=Europe/Berlin:20260813T160000\nX-OVR:1\nEND:VEVENT\n"
							 "BEGIN:VEVENT\nUID:w@x\nDTSTAMP:20260701T000000Z\nRECURRENCE-ID;TZID=Europe/Berlin:20260730T100000\nSUMMARY:Jour fixe\n"
							 "DTSTART;TZID=Europe/Berlin:20260730T110000\nDURATION:PT1H\nX-OVR:2\nEND:VEVENT\n";
static const char owed[] = "BEGIN:VTODO\nUID:o@x\nDTSTAMP:20260701T000000Z\nSUMMARY:Report\nDUE;TZID=Europe/Berlin:20260709T100000\n"
						   "RRULE:FREQ=WEEKLY\nATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@x.org\nX-FOO;A=b:zzz\n"
						   "BEGIN:VALARM\nACTION:EMAIL\nSUMMARY:hey\nDESCRIPTION:d\nATTENDEE:mailto:x@y.z\nTRIGGER:-PT30M\nEND:VALARM\nEND:VTODO\n";
/* RANGE=THISANDFUTURE: what comes after it is like it. */
static const char ranged[] = "BEGIN:VEVENT\nUID:r@x\nDTSTAMP:20260701T000000Z\nSUMMARY:Jour fixe\nDTSTART:20260709T100000Z\nRRULE:FREQ=WEEKLY\nX-OLD:1\nEND:VEVENT\n"
							 "BEGIN:VEVENT\nUID:r@x\nDTSTAMP:20260701T000000Z\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260723T100000Z\nSUMMARY:Jour fixe\n"
							 "DTSTART:20260723T120000Z\nATTENDEE;CN=Bob:mailto:bob@x.org\nX-FOO;A=b:zzz\nEND:VEVENT\n";

/* What is changed of the series, and how often the lines of its file stand in an export then. */
static const struct {
	const char *name, *file;
	int64_t components;
	const char *line;
	struct {
		const char *text;
		size_t n;
	} has[9];
} parts_changed[] = {
	{"from here on", weekly, 3, "event edit {id} --at \"2026-08-06 11:00\" --reach following --where Hall", {{"PARTSTAT=ACCEPTED:mailto:bob@x.org\n", 2}, {"ORGANIZER:", 2}, {"X-FOO;A=b:zzz\n", 2}, {"ACTION:EMAIL\n", 2}, {"ACTION:NONE\n", 2}, {"X-OVR:1\n", 1}, {"X-OVR:2\n", 1}, {"LOCATION:Hall\n", 1}, {"SEQUENCE:4\n", 2}}},
	{"from one of the file's own on", weekly, 3, "event edit {id} --at \"2026-07-30 11:00\" --reach following --where Hall", {{"CN=Bob;", 2}, {"X-FOO;A=b:zzz\n", 2}, {"X-OVR:1\n", 1}, {"X-OVR:2\n", 1}, {"LOCATION:Hall\n", 2}}},
	{"from here on, moved", weekly, 3, "event edit {id} --at \"2026-08-06 11:00\" --reach following --start \"2026-08-05 12:00\"", {{"CN=Bob;", 2}, {"RECURRENCE-ID;TZID=Europe/Berlin:20260812T110000\n", 1}, {"DURATION:PT1H\n", 3}, {"X-OVR:1\n", 1}}},
	{"twice from here on", weekly, 3, "event edit {id} --at \"2026-08-06 11:00\" --reach following --where Hall; event edit {last} --at \"2026-08-20 11:00\" --reach following --where Yard", {{"CN=Bob;", 3}, {"ACTION:EMAIL\n", 3}, {"X-OVR:1\n", 1}, {"SEQUENCE:5\n", 2}}},
	{"this one", weekly, 3, "event edit {id} --at \"2026-08-06 11:00\" --where Hall", {{"CN=Bob;", 2}, {"ORGANIZER:", 2}, {"X-FOO;A=b:zzz\n", 2}, {"ACTION:EMAIL\n", 2}, {"ACTION:NONE\n", 2}, {"RRULE:FREQ=WEEKLY", 1}, {"RDATE;TZID", 1}, {"EXDATE", 1}, {"RECURRENCE-ID", 3}}},
	{"this one, and from before it on", weekly, 3, "event edit {id} --at \"2026-08-20 11:00\" --where Hall; event edit {id} --at \"2026-08-06 11:00\" --reach following --text x", {{"CN=Bob;", 3}, {"X-FOO;A=b:zzz\n", 3}, {"ACTION:EMAIL\n", 3}, {"X-OVR:1\n", 1}, {"RECURRENCE-ID", 3}}},
	{"a task, this one done", owed, 1, "task done {id}", {{"CN=Bob;", 2}, {"X-FOO;A=b:zzz\n", 2}, {"ACTION:EMAIL\n", 2}, {"STATUS:COMPLETED\n", 1}, {"RRULE:FREQ=WEEKLY", 1}}},
	{"a task, from here on", owed, 1, "task edit {id} --at \"2026-08-06 11:00\" --reach following --summary Other", {{"CN=Bob;", 2}, {"X-FOO;A=b:zzz\n", 2}, {"ACTION:EMAIL\n", 2}, {"SUMMARY:Other\n", 1}}},
	{"one that an earlier one stands for", ranged, 2, "event edit {id} --at \"2026-08-06 15:00\" --where Hall", {{"CN=Bob:", 2}, {"X-FOO;A=b:zzz\n", 2}, {"X-OLD:1\n", 1}, {"RANGE=THISANDFUTURE", 1}, {"DTSTART:20260806T120000Z\n", 1}}},
};

static int64_t series_id(Fixture *f, bool last)
{
	static const Kind *const both[] = {&kind_event, &kind_task};
	int64_t id = 0;
	for (size_t k = 0; k < countof(both); k++) {
		void *rows = NULL;
		size_t n = 0;
		well(store_all(f->work->store, both[k], &rows, &n, f->arena));
		for (size_t i = 0; i < n; i++) {
			Plan plan = plan_of((const char *)rows + i * both[k]->size);
			if (!plan_is_override(&plan) && (!id || (plan.head.id > id) == last))
				id = plan.head.id;
		}
	}
	return id;
}

/* Commands parted by "; ". */
static void run_parts(Fixture *f, const char *lines)
{
	char *all = mem_strdup(lines);
	for (char *line = all; line;) {
		char *next = strstr(line, "; "), *hole;
		if (next)
			*next = '\0';
		hole = strchr(line, '{');
		const char *close = strchr(line, '}');
		int64_t id = series_id(f, hole[1] == 'l');
		run(f, arena_printf(f->arena, "%.*s%lld%s", (int)(hole - line), line, (long long)id, close + 1));
		line = next ? next + 2 : NULL;
	}
	free(all);
}

/* A rule that is not understood is kept as text and repeats nothing: what is done to such a thing is done to itself. */
static const struct {
	const char *line;
	int64_t components;
	const char *has[4], *agenda;
} not_understood[] = {
	{"event edit {id} --start \"2026-08-07 11:00\"", 2, {"DTSTART:20260807T080000Z\n", "RRULE:FREQ=NOPE\nX-FOO;A=b:1\n"}, "2026-08-06 15:00 Report\n2026-08-07 11:00 Odd\n"},
	{"event edit {id} --reach whole --where Hall", 2, {"DTSTART:20260806T100000Z\n", "RRULE:FREQ=NOPE\n", "LOCATION:Hall\n"}, "2026-08-06 13:00 Odd\n2026-08-06 15:00 Report\n"},
	{"event done {id}", 2, {"DTSTART:20260806T100000Z\n", "RRULE:FREQ=NOPE\n"}, "2026-08-06 13:00 +Odd\n2026-08-06 15:00 Report\n"},
	{"event delete {id}", 1, {"UID:tt@x\n"}, "2026-08-06 15:00 Report\n"},
	{"task edit {last} --due \"2026-08-07 11:00\"", 2, {"DUE:20260807T080000Z\n", "RRULE:FREQ=NEVER\n"}, "2026-08-06 13:00 Odd\n2026-08-07 11:00 Report\n"},
	{"task done {last}", 2, {"STATUS:COMPLETED\n", "RRULE:FREQ=NEVER\n"}, "2026-08-06 13:00 Odd\n2026-08-06 15:00 +Report\n"},
	{"task delete {last}", 1, {"UID:ev@x\n"}, "2026-08-06 13:00 Odd\n"},
};

TEST(a_rule_that_is_not_understood_makes_no_series)
{
	static const char file[] = "BEGIN:VEVENT\nUID:ev@x\nDTSTAMP:20260701T000000Z\nSUMMARY:Odd\nDTSTART:20260806T100000Z\nRRULE:FREQ=NOPE\nX-FOO;A=b:1\n"
							   "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT10M\nEND:VALARM\nEND:VEVENT\n"
							   "BEGIN:VTODO\nUID:tt@x\nDTSTAMP:20260701T000000Z\nSUMMARY:Report\nDUE:20260806T120000Z\nRRULE:FREQ=NEVER\nEND:VTODO\n";
	for (size_t i = 0; i < countof(not_understood); i++) {
		const char *line = not_understood[i].line;
		Fixture f;
		ReminderRow *rows;
		size_t n;
		fixture_open(&f, NULL);
		take(&f, file_of(&f, "odd.ics", calendar(&f, file)), NULL);
		char *before = exported(&f, NULL);
		const ReminderQuery query = {.until = INSTANT_NONE, .limit = 10};
		well(reminders_page(f.work->store, &query, &rows, &n, f.arena));
		for (size_t k = 0; k < n; k++)
			assert_false(rows[k].repeats || rows[k].rules);
		run_parts(&f, line);
		char *text = exported(&f, NULL), *agenda = agenda_lines(&f, "2026-08-01", "2026-09-01");
		expect_text(line, agenda, not_understood[i].agenda);
		if ((int64_t)(count_of(text, "BEGIN:VEVENT") + count_of(text, "BEGIN:VTODO")) != not_understood[i].components)
			fail_msg("%s: %s", line, text);
		for (size_t k = 0; k < countof(not_understood[i].has) && not_understood[i].has[k]; k++)
			has(text, not_understood[i].has[k]);
		has_not(text, "RECURRENCE-ID");
		has_not(text, "EXDATE");
		if (!strstr(line, "--start") && strstr(line, "task"))
			assert_int_equal(count_of(text, "DTSTART"), count_of(text, "BEGIN:VEVENT"));
		run(&f, "undo");
		char *back = exported(&f, NULL);
		expect_text(line, back, before);
		free(before);
		free(text);
		free(agenda);
		free(back);
		fixture_close(&f);
	}
}

/* Nor is an occurrence that the file has beside it one of a series: each is itself. A rule that is understood later makes them one. */
TEST(an_occurrence_beside_a_rule_that_is_not_understood_is_itself)
{
	static const char file[] = "BEGIN:VEVENT\nUID:ev@x\nDTSTAMP:20260701T000000Z\nSUMMARY:Odd\nDTSTART:20260806T100000Z\nRRULE:FREQ=%s\nEND:VEVENT\n"
							   "BEGIN:VEVENT\nUID:ev@x\nDTSTAMP:20260701T000000Z\nRECURRENCE-ID:20260813T100000Z\nSUMMARY:Moved\nDTSTART:20260813T120000Z\nEND:VEVENT\n";
	static const struct {
		const char *called, *verb, *said, *agenda;
	} cases[] = {
		{"Moved", "edit", "--summary Other", "2026-08-06 13:00 Odd\n2026-08-13 15:00 Other\n"},
		{"Moved", "done", "", "2026-08-06 13:00 Odd\n2026-08-13 15:00 +Moved\n"},
		{"Moved", "delete", "", "2026-08-06 13:00 Odd\n"},
		{"Odd", "delete", "", "2026-08-13 15:00 Moved\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		take(&f, file_of(&f, "odd.ics", calendar(&f, arena_printf(f.arena, file, "NOPE"))), NULL);
		run(&f, arena_printf(f.arena, "event %s %lld %s", cases[i].verb, (long long)event_called(&f, cases[i].called), cases[i].said));
		char *agenda = agenda_lines(&f, "2026-08-01", "2026-09-01");
		expect_text(cases[i].verb, agenda, cases[i].agenda);
		free(agenda);
		run(&f, "undo");
		take(&f, file_of(&f, "odd.ics", calendar(&f, arena_printf(f.arena, file, "WEEKLY;COUNT=3"))), NULL);
		agenda = agenda_lines(&f, "2026-08-01", "2026-09-01");
		expect_text("understood", agenda, "2026-08-06 13:00 Odd\n2026-08-13 15:00 Moved\n2026-08-20 13:00 Odd\n");
		free(agenda);
		fixture_close(&f);
	}
}

TEST(check_63_a_part_of_a_series_keeps_what_its_file_said)
{
	for (size_t i = 0; i < countof(parts_changed); i++) {
		Fixture f, g;
		fixture_open(&f, NULL);
		const char *file = file_of(&f, "series.ics", calendar(&f, parts_changed[i].file));
		const char *name = parts_changed[i].name;
		take(&f, file, NULL);
		char *before = dump(&f);
		run_parts(&f, parts_changed[i].line);
		char *text = exported(&f, NULL), *after = dump(&f);
		for (size_t k = 0; k < countof(parts_changed[i].has) && parts_changed[i].has[k].text; k++) {
			if (count_of(text, parts_changed[i].has[k].text) != parts_changed[i].has[k].n)
				fail_msg("%s: not %zu of \"%s\" in\n%s", name, parts_changed[i].has[k].n, parts_changed[i].has[k].text, text);
		}
		/* The file itself, and the export, say nothing new. */
		check_counts(take(&f, file, NULL), 0, 0, parts_changed[i].components);
		const char *path = file_of(&f, "second.ics", text);
		check_counts(take(&f, path, NULL), 0, 0, (int64_t)(count_of(text, "BEGIN:VEVENT") + count_of(text, "BEGIN:VTODO")));
		char *still = dump(&f);
		expect_text(name, still, after);
		/* Another base says the same of it. */
		fixture_open(&g, NULL);
		take(&g, path, NULL);
		char *again = exported(&g, NULL), *here = agenda_lines(&f, "2026-07-01", "2026-10-01"), *there = agenda_lines(&g, "2026-07-01", "2026-10-01");
		expect_text(name, again, text);
		expect_text(name, there, here);
		fixture_close(&g);
		size_t changes = count_of(parts_changed[i].line, "; ") + 1;
		for (size_t k = 0; k < changes; k++)
			run(&f, "undo");
		char *back = dump(&f);
		expect_text(name, back, before);
		for (size_t k = 0; k < changes; k++)
			run(&f, "redo");
		char *forth = dump(&f);
		expect_text(name, forth, after);
		free(before);
		free(text);
		free(after);
		free(still);
		free(again);
		free(here);
		free(there);
		free(back);
		free(forth);
		fixture_close(&f);
	}
}

/* A zone that its calendar does not describe is described for the half that is said in it. */
TEST(a_series_that_goes_on_in_another_zone_describes_it)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "series.ics", calendar(&f, weekly)), NULL);
	int64_t id = event_called(&f, "Jour fixe");
	Moment at = moment("2026-08-06T10:00:00");
	Event shown;
	well(event_shown(f.work, id, at, &shown, f.arena));
	Event new = shown;
	new.zone.s = new.end_zone.s = "Asia/Tokyo";
	well(event_save(f.work, &shown, &new, at, REACH_FROM_HERE, NULL));
	char *text = exported(&f, NULL);
	assert_int_equal(count_of(text, "TZID:Asia/Tokyo\n"), 1);
	assert_true(strstr(text, "TZID:Asia/Tokyo\n") < strstr(text, "DTSTART;TZID=Asia/Tokyo:"));
	free(text);
	fixture_close(&f);
}

/* ---- made-up data ---- */

TEST(example_is_the_day_of_the_mock_ups)
{
	static const Lang langs[] = {LANG_EN, LANG_RU};
	for (size_t i = 0; i < countof(langs); i++) {
		Fixture f;
		Today today;
		ClientRow *rows;
		size_t n;
		fixture_open(&f, NULL);
		/* Who acts gets a row at the first write; that stays. */
		int64_t someone = make_client(&f, "Somebody", NULL);
		well(client_remove(f.work, &someone, 1, NULL));
		char *before = dump(&f);
		f.work->lang = langs[i];
		well(demo_example(f.work));
		ClientPage page = {.limit = 100};
		well(clients_page(f.work->store, &page, &rows, &n, f.arena));
		assert_int_equal(n, 40);
		well(today_read(f.work, 0, &today, f.arena));
		assert_int_equal(today.overdue, 2);
		assert_int_equal(today.reminders_open, 10); /* nine, and that of the call at ten */
		assert_int_equal(today.stepless_all, 7);
		assert_int_equal(today.week[0], 9);
		assert_int_equal(today.week[1], 5);
		assert_int_equal(today.week[2], 7);
		assert_int_equal(today.week[3], 2);
		assert_int_equal(today.busy.s, 3 * 3600 + 15 * 60);
		free(run_text(&f, "check"));
		run(&f, "undo");
		char *after = dump(&f);
		assert_string_equal(before, after);
		free(before);
		free(after);
		fixture_close(&f);
	}
}

TEST(made_up_clients_are_right_and_repeat)
{
	char *dumps[2];
	for (int i = 0; i < 2; i++) {
		Fixture f;
		fixture_open(&f, NULL);
		well(demo_fill(f.work, 300, 11));
		char *said = run_text(&f, "check");
		has(said, "in order");
		free(said);
		dumps[i] = dump(&f);
		fixture_close(&f);
	}
	assert_string_equal(dumps[0], dumps[1]);
	free(dumps[0]);
	free(dumps[1]);
}

/* As the program finds it where no base is yet. */
static void take_base_away(Fixture *f)
{
	work_close(f->work);
	f->work = NULL;
	unlink(f->path);
	fixture_reopen(f);
	assert_false(file_exists(f->path));
}

/* Records without the shipped lists and who acts, whose uuids are drawn when a base is made. */
static char *records_of(Fixture *f)
{
	char *all = dump(f);
	Str out = {0};
	for (const char *line = all; *line;) {
		size_t n = strcspn(line, "\n") + 1;
		if (!str_begins(line, "contact_kind ") && !str_begins(line, "outcome ") && !str_begins(line, "staff "))
			str_addn(&out, line, n);
		line += n;
	}
	free(all);
	return str_take(&out);
}

static char *form_of(const Fixture *f)
{
	static const char *const questions[] = {
		"SELECT name, sql FROM sqlite_master ORDER BY name",
		"PRAGMA journal_mode",
		"SELECT op, sum(CASE op WHEN 0 THEN length(made) ELSE 1 END) FROM change GROUP BY op ORDER BY op",
		"SELECT p.command, b.words || b.changes || b.open FROM batch b JOIN phrase p ON p.id = b.phrase ORDER BY b.id",
	};
	Str out = {0};
	Db *db;
	Rows rows;
	bool more;
	well(db_open(&db, f->path, DB_READ, (DbWait){0}));
	for (size_t i = 0; i < countof(questions); i++) {
		well(db_query(&rows, db, questions[i], NO_ARGS));
		for (well(rows_next(&rows, &more)); more; well(rows_next(&rows, &more)))
			str_addf(&out, "%s: %s\n", row_words(&rows, 0), row_columns(&rows) > 1 ? row_words(&rows, 1) : "");
	}
	/* What the index is told for the filling goes again. */
	well(db_query(&rows, db, "/* test */ SELECT k FROM search_history_config ORDER BY k", NO_ARGS));
	for (well(rows_next(&rows, &more)); more; well(rows_next(&rows, &more)))
		str_addf(&out, "%s\n", row_words(&rows, 0));
	db_close(db);
	return str_take(&out);
}

static bool is_being_made(const Fixture *f)
{
	char *part = mem_printf("%s.making", f->path);
	bool there = file_exists(part);
	free(part);
	return there;
}

TEST(made_up_clients_in_a_new_base_are_those_of_one_that_is_there)
{
	char *records[2], *forms[2];
	for (int i = 0; i < 2; i++) {
		Fixture f;
		fixture_open(&f, "made.db");
		if (i == 0)
			take_base_away(&f);
		well(demo_fill(f.work, 300, 11));
		assert_false(is_being_made(&f));
		char *said = run_text(&f, "check");
		has(said, "in order");
		free(said);
		records[i] = records_of(&f);
		forms[i] = form_of(&f);
		/* It is a base like any other: more goes into it, also of the same seed, and goes again. */
		for (int times = 0; times < 2; times++)
			well(demo_fill(f.work, 20, 11));
		run(&f, "undo");
		run(&f, "undo");
		char *back = records_of(&f);
		assert_string_equal(back, records[i]);
		free(back);
		fixture_close(&f);
	}
	assert_string_equal(records[0], records[1]);
	assert_string_equal(forms[0], forms[1]);
	for (int i = 0; i < 2; i++) {
		free(records[i]);
		free(forms[i]);
	}
}

static bool stops_at_zero(void *self, const char *what, int64_t done, int64_t all)
{
	(void)what;
	(void)done;
	(void)all;
	return (*(int *)self)-- > 0;
}

TEST(made_up_clients_that_are_stopped_leave_no_base)
{
	Fixture f;
	int left = 0, stops = 0;
	fixture_open(&f, "made.db");
	take_base_away(&f);
	f.work->progress = stops_at_zero;
	f.work->progress_self = &left;
	for (;; stops++) {
		left = stops;
		Err *err = demo_fill(f.work, 12, 3);
		if (!err)
			break;
		if (err->code != ERR_INTERRUPTED || !str_same(err->kept, "nothing was made"))
			fail_msg("stop %d: %s; %s", stops, err->what, err->kept ? err->kept : "-");
		err_free(err);
		assert_false(file_exists(f.path));
		assert_false(is_being_made(&f));
	}
	/* Clients, then each index. */
	if (stops < 20)
		fail_msg("it could be stopped at %d places only", stops);
	f.work->progress = NULL;
	char *said = run_text(&f, "check");
	has(said, "in order");
	free(said);
	fixture_close(&f);
}
