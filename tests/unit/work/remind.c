/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"

static void expect_next(Fixture *f, const char *row, int64_t reminder, const char *want)
{
	char at[WHEN_TEXT] = "";
	Instant next = read_reminder(f, reminder).next_at;
	if (!instant_is_none(next))
		instant_text(at, next);
	const char *got = at;
	expect_text(row, got, want);
}

TEST(remind_snooze_moves_alarm_not_due)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t task = make_task(&f, 0, "quote", "2026-07-23T10:30:00", NULL);
	int64_t id = reminder_of(&f, "task", task);
	expect_next(&f, "made", id, "2026-07-23T07:30:00Z");
	well(reminder_snooze(f.work, &id, 1, moment("2026-07-24T09:00:00"), NULL));
	well(reminder_snooze(f.work, &id, 1, moment("2026-07-27"), NULL));
	expect_next(&f, "snoozed to a day: its morning", id, "2026-07-27T06:00:00Z");
	assert_int_equal(read_reminder(&f, id).snoozed.n, 2);
	char due[WHEN_TEXT];
	moment_text(due, task_of(&f, task).due);
	assert_string_equal(due, "2026-07-23T10:30:00");
	well(reminder_done(f.work, &id, 1, NULL));
	assert_int_equal(task_of(&f, task).status.v, TASK_DONE);
	expect_next(&f, "done", id, "");
	Undone undone;
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	assert_int_equal(task_of(&f, task).status.v, TASK_OPEN);
	expect_next(&f, "taken back", id, "2026-07-27T06:00:00Z");
	fixture_close(&f);
}

TEST(remind_silent_when_done_elsewhere)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t task = make_task(&f, 0, "quote", "2026-07-23T10:30:00", NULL);
	int64_t id = reminder_of(&f, "task", task);
	well(plan_done(f.work, "task", task, moment(NULL), true, NULL));
	expect_next(&f, "its task is done", id, "");
	well(plan_done(f.work, "task", task, moment(NULL), false, NULL));
	expect_next(&f, "open again", id, "2026-07-23T07:30:00Z");
	fixture_close(&f);
}

TEST(remind_event_lead_and_all_day)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t event = make_event(&f, 0, "meeting", "2026-07-24T10:00:00", "2026-07-24T11:00:00", NULL);
	expect_next(&f, "10 minutes before", reminder_of(&f, "event", event), "2026-07-24T06:50:00Z");
	int64_t day = make_event(&f, 0, "fair", "2026-07-30", "2026-07-31", NULL);
	expect_next(&f, "the evening before", reminder_of(&f, "event", day), "2026-07-29T15:00:00Z");
	int64_t task = make_task(&f, 0, "papers", "2026-07-27", NULL);
	expect_next(&f, "the morning of the day", reminder_of(&f, "task", task), "2026-07-27T06:00:00Z");
	/* What was over when it was written down is silent. */
	int64_t past = make_event(&f, 0, "past", "2026-07-01T10:00:00", "2026-07-01T11:00:00", NULL);
	expect_next(&f, "past", reminder_of(&f, "event", past), "");
	fixture_close(&f);
}

TEST(remind_series_moves_on)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t event = make_event(&f, 0, "stand-up", "2026-07-23T09:00:00", "2026-07-23T09:30:00", "FREQ=DAILY");
	int64_t id = reminder_of(&f, "event", event);
	expect_next(&f, "today's was over", id, "2026-07-24T05:50:00Z");
	ReminderRow *rows;
	size_t n;
	fixture_clock(&f, "2026-07-24T05:55:00Z");
	well(reminders_take_due(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	/* Told once. */
	well(reminders_take_due(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 0);
	/* Never answered: the next one calls all the same. */
	fixture_clock(&f, "2026-07-25T05:50:00Z");
	well(reminders_take_due(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	expect_next(&f, "the next day", id, "2026-07-25T05:50:00Z");
	well(reminder_done(f.work, &id, 1, NULL));
	expect_next(&f, "answered", id, "2026-07-26T05:50:00Z");
	fixture_close(&f);
}

/* What comes seldom and stays undone calls and is owed until it is done, also after months in which nobody looked. */
TEST(remind_of_what_is_seldom)
{
	static const struct {
		const char *rule, *now, *done, *next;
	} cases[] = {
		{"FREQ=YEARLY", "2026-10-30T09:00:00Z", "2026-07-24T07:00:00Z", "2027-07-24T07:00:00Z"},
		{"FREQ=MONTHLY;INTERVAL=3", "2027-01-20T09:00:00Z", "2026-10-24T07:00:00Z", "2027-01-24T07:00:00Z"},
		{"FREQ=DAILY;COUNT=3", "2027-03-01T09:00:00Z", "2026-07-26T07:00:00Z", ""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		char at[WHEN_TEXT];
		ReminderRow *rows;
		size_t n;
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", NULL);
		int64_t task = make_task(&f, client, "accounts", "2026-07-24T10:00:00", cases[i].rule);
		int64_t id = reminder_of(&f, "task", task);
		fixture_clock(&f, cases[i].now);
		well(reminders_take_due(f.work, &rows, &n, f.arena));
		assert_int_equal(n, 1);
		expect_next(&f, cases[i].rule, id, cases[i].done);
		run(&f, "client edit Kim --note hi");
		instant_text(at, client_of(&f, client).next_at);
		assert_string_equal(at, cases[i].done);
		well(plan_done(f.work, "task", task, moment(NULL), true, NULL));
		instant_text(at, client_of(&f, client).next_at);
		assert_string_equal(at, cases[i].next);
		fixture_close(&f);
	}
}

/* Who did a later one of a repeating task is not called for those missed before it, whether its time had come or not. */
TEST(remind_of_a_missed_one_ends_with_a_later_done)
{
	static const struct {
		const char *name, *now, *done[2], *next;
	} cases[] = {
		{"nothing done", "2026-07-26T09:00:00Z", {NULL, NULL}, "2026-07-26T07:00:00Z"},
		{"today's", "2026-07-26T09:00:00Z", {"2026-07-26T10:00:00", NULL}, "2026-07-27T07:00:00Z"},
		{"today's, before its hour", "2026-07-26T06:00:00Z", {"2026-07-26T10:00:00", NULL}, "2026-07-27T07:00:00Z"},
		{"one of those missed", "2026-07-26T06:00:00Z", {"2026-07-24T10:00:00", NULL}, "2026-07-25T07:00:00Z"},
		{"yesterday's, and today's is due", "2026-07-26T09:00:00Z", {"2026-07-25T10:00:00", NULL}, "2026-07-26T07:00:00Z"},
		{"yesterday's and the day after tomorrow's", "2026-07-26T06:00:00Z", {"2026-07-25T10:00:00", "2026-07-28T10:00:00"}, "2026-07-26T07:00:00Z"},
		{"two", "2026-07-26T09:00:00Z", {"2026-07-24T10:00:00", "2026-07-26T10:00:00"}, "2026-07-27T07:00:00Z"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		char at[WHEN_TEXT];
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", NULL);
		int64_t task = make_task(&f, client, "the till", "2026-07-23T10:00:00", "FREQ=DAILY");
		int64_t id = reminder_of(&f, "task", task);
		fixture_clock(&f, cases[i].now);
		for (size_t k = 0; k < countof(cases[i].done) && cases[i].done[k]; k++)
			well(plan_done(f.work, "task", task, moment(cases[i].done[k]), true, NULL));
		run(&f, "client edit Kim --note hi");
		Reminder reminder = read_reminder(&f, id);
		well(reminder_derive(f.work, &reminder, work_now(f.work)));
		instant_text(at, reminder.next_at);
		if (strcmp(at, cases[i].next) != 0)
			fail_msg("%s: calls %s, not %s", cases[i].name, at, cases[i].next);
		instant_text(at, client_of(&f, client).next_at);
		if (strcmp(at, cases[i].next) != 0)
			fail_msg("%s: the step is %s, not %s", cases[i].name, at, cases[i].next);
		fixture_close(&f);
	}
}

/* Of a series that begins and is due later each time, when it is due is told, not when it begins. */
TEST(remind_of_a_series_tells_when_it_is_due)
{
	Fixture f;
	Task task;
	fixture_open(&f, NULL);
	record_init(&kind_task, &task);
	task.summary.s = "report";
	task.start = moment("2026-07-24T09:00:00");
	task.due = moment("2026-07-24T17:00:00");
	task.rules.s = "FREQ=DAILY";
	well(task_save(f.work, NULL, &task, moment(NULL), REACH_WHOLE, NULL));
	static const struct {
		const char *done, *due; /* the occurrence, and what is called for when it is done */
	} cases[] = {{NULL, "\"due\":\"2026-07-24T14:00:00Z\""}, {"2026-07-24T09:00:00", "\"due\":\"2026-07-25T14:00:00Z\""}};
	for (size_t i = 0; i < countof(cases); i++) {
		if (cases[i].done)
			well(plan_done(f.work, "task", task.head.id, moment(cases[i].done), true, NULL));
		char *list = run_json(&f, "remind");
		if (!strstr(list, cases[i].due))
			fail_msg("row %zu: %s", i, list);
		free(list);
	}
	fixture_close(&f);
}

TEST(remind_told_once_across_sessions)
{
	Fixture f;
	fixture_open(&f, "base.db");
	make_task(&f, 0, "quote", "2026-07-23T09:30:00", NULL);
	Work *other;
	fixture_login(&f, &other, "boris");
	ReminderRow *rows;
	size_t n;
	well(reminders_take_due(other, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	well(reminders_take_due(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 0);
	work_close(other);
	fixture_close(&f);
}

/* One of a series that was moved: the series calls for it, at its own time. */
TEST(remind_of_a_moved_occurrence_is_its_series)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Talk", "2026-07-23T12:00:00", "2026-07-23T12:30:00", "FREQ=DAILY");
	int64_t reminder = reminder_of(&f, "event", id);
	Moment at = moment("2026-07-23T12:00:00");
	expect_next(&f, "as made", reminder, "2026-07-23T08:50:00Z");
	well(event_move(f.work, id, at, (Seconds){-3600}, REACH_ONE, NULL));
	expect_next(&f, "an hour before", reminder, "2026-07-23T07:50:00Z");
	char *list = run_json(&f, "remind");
	assert_non_null(strstr(list, "2026-07-23T08:00:00Z"));
	free(list);
	Event moved;
	Reminder *rows;
	size_t n;
	well(event_shown(f.work, id, at, &moved, f.arena));
	assert_true(moved.head.id != id);
	well(reminders_calling(f.work, "event", moved.head.id, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	assert_int_equal(rows->lead.s, -600);
	/* What has its own is not called twice. */
	const Seconds hour = {3600};
	well(reminders_set(f.work, "event", moved.head.id, &hour, 1));
	expect_next(&f, "its own", reminder_of(&f, "event", moved.head.id), "2026-07-23T07:00:00Z");
	expect_next(&f, "the series goes on tomorrow", reminder, "2026-07-24T08:50:00Z");
	fails(reminders_set(f.work, "event", id + 1000, &hour, 0), ERR_NOT_FOUND);
	Undone undone;
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	expect_next(&f, "the own one taken back", reminder, "2026-07-23T07:50:00Z");
	fails(reminders_set(f.work, "event", moved.head.id, &hour, 0), ERR_USAGE);
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	expect_next(&f, "the move taken back", reminder, "2026-07-23T08:50:00Z");
	fixture_close(&f);
}

TEST(remind_is_never_put_off_into_the_past)
{
	static const struct {
		const char *to;
		bool well;
	} cases[] = {
		{"2026-07-22", false},
		{"2026-07-23", false}, /* its morning was at nine */
		{"2026-07-23T09:42:00", false},
		{"2026-07-23T09:43:00", true},
		{"2026-07-24", true},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t task = make_task(&f, 0, "quote", "2026-07-23T09:00:00", NULL), id = reminder_of(&f, "task", task);
		if (cases[i].well)
			well(reminder_snooze(f.work, &id, 1, moment(cases[i].to), NULL));
		else
			fails(reminder_snooze(f.work, &id, 1, moment(cases[i].to), NULL), ERR_USAGE);
		assert_int_equal(read_reminder(&f, id).snoozed.n, cases[i].well);
		fixture_close(&f);
	}
}

/* Those of one thing: what calls now is put off, else what calls next; the others stay. */
TEST(remind_nearest_is_put_off_alone)
{
	static const struct {
		const char *now, *want[3];
	} cases[] = {
		{"2026-07-23T06:42:00Z", {"2026-07-24T09:00:00Z", NULL}},
		{"2026-07-24T09:30:00Z", {"2026-07-24T09:00:00Z", NULL}},
		{"2026-07-25T08:59:00Z", {"2026-07-24T09:00:00Z", "2026-07-25T08:50:00Z", NULL}},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		Reminder *rows;
		size_t n, want = 0;
		const Seconds leads[] = {{86400}, {600}};
		fixture_open(&f, NULL);
		int64_t event = make_event(&f, 0, "meeting", "2026-07-25T12:00:00", "2026-07-25T13:00:00", NULL);
		well(reminders_set(f.work, "event", event, leads, countof(leads)));
		fixture_clock(&f, cases[i].now);
		well(reminders_calling(f.work, "event", event, &rows, &n, f.arena));
		assert_int_equal(n, 2);
		reminders_nearest(f.work, rows, &n);
		while (cases[i].want[want])
			want++;
		assert_int_equal(n, want);
		for (size_t k = 0; k < want; k++) {
			bool found = false;
			for (size_t j = 0; j < n; j++) {
				char at[WHEN_TEXT];
				instant_text(at, rows[j].next_at);
				found = found || strcmp(at, cases[i].want[k]) == 0;
			}
			assert_true(found);
		}
		fixture_close(&f);
	}
}

static void takes_due(Fixture *f, const char *now, size_t want)
{
	ReminderRow *rows;
	size_t n;
	fixture_clock(f, now);
	well(reminders_take_due(f->work, &rows, &n, f->arena));
	if (n != want)
		fail_msg("%s: %zu called, %zu were to", now, n, want);
}

/* One occurrence put off beyond the next: the next ones call all the same, and what was put off calls when it was put off to. */
TEST(remind_put_off_leaves_later_occurrences)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t task = make_task(&f, 0, "till", "2026-07-24T11:00:00", "FREQ=DAILY"), id = reminder_of(&f, "task", task), off = id;
	Undone undone;
	takes_due(&f, "2026-07-24T08:01:00Z", 1);
	well(reminder_snooze(f.work, &off, 1, moment("2026-07-31T10:00:00"), NULL));
	assert_true(off != id);
	expect_next(&f, "put off", off, "2026-07-31T07:00:00Z");
	expect_next(&f, "the series", id, "2026-07-25T08:00:00Z");
	assert_int_equal(read_reminder(&f, off).snoozed.n, 1);
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	expect_next(&f, "taken back", id, "2026-07-24T08:00:00Z");
	well(work_undo(f.work, true, &undone));
	free(undone.label);
	expect_next(&f, "again", off, "2026-07-31T07:00:00Z");
	expect_next(&f, "the series again", id, "2026-07-25T08:00:00Z");
	takes_due(&f, "2026-07-25T08:01:00Z", 1);
	takes_due(&f, "2026-07-26T08:01:00Z", 1);
	takes_due(&f, "2026-07-31T07:01:00Z", 2);
	/* Once more, and to a time before the next: it is that reminder still. */
	int64_t more = off;
	well(reminder_snooze(f.work, &more, 1, moment("2026-08-05T10:00:00"), NULL));
	assert_int_equal(more, off);
	expect_next(&f, "put off again", off, "2026-08-05T07:00:00Z");
	/* What it spoke of is done, and nothing else. */
	char at[WHEN_TEXT];
	moment_text(at, read_reminder(&f, off).occurrence);
	assert_string_equal(at, "2026-07-24T11:00:00");
	well(reminder_done(f.work, &off, 1, NULL));
	expect_next(&f, "done", off, "");
	assert_int_equal(task_of(&f, task).status.v, TASK_OPEN);
	expect_next(&f, "the series stays", id, "2026-07-30T08:00:00Z");
	well(reminder_done(f.work, &off, 1, NULL));
	expect_next(&f, "done twice", id, "2026-07-30T08:00:00Z");
	fixture_close(&f);
}

/* Before the next one calls it is the series' own reminder that waits. */
TEST(remind_put_off_within_its_occurrence)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t event = make_event(&f, 0, "stand-up", "2026-07-24T09:00:00", "2026-07-24T09:30:00", "FREQ=DAILY"), id = reminder_of(&f, "event", event), off = id;
	well(reminder_snooze(f.work, &off, 1, moment("2026-07-25T08:40:00"), NULL));
	assert_int_equal(off, id);
	expect_next(&f, "waits", id, "2026-07-25T05:40:00Z");
	/* From there beyond the next. */
	well(reminder_snooze(f.work, &off, 1, moment("2026-07-25T08:50:00"), NULL));
	assert_true(off != id);
	expect_next(&f, "apart", off, "2026-07-25T05:50:00Z");
	expect_next(&f, "the next", id, "2026-07-25T05:50:00Z");
	char at[WHEN_TEXT];
	instant_text(at, read_reminder(&f, off).at);
	assert_string_equal(at, "2026-07-24T05:50:00Z");
	fixture_close(&f);
}

/* How often: of the occurrence that was put off, however that was answered; the one that comes then was never. */
TEST(remind_put_off_is_counted_of_its_occurrence)
{
	static const struct {
		const char *name, *to;
		int answered; /* by its reminder, as a task, taken out of the series */
	} cases[] = {
		{"done by its reminder", "2026-07-24T20:00:00", 0},
		{"the task done", "2026-07-24T20:00:00", 1},
		{"gone", "2026-07-24T20:00:00", 2},
		{"put off beyond the next", "2026-07-30T20:00:00", 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t task = make_task(&f, 0, "till", "2026-07-24T11:00:00", "FREQ=DAILY"), id = reminder_of(&f, "task", task), off = id;
		takes_due(&f, "2026-07-24T08:01:00Z", 1);
		well(reminder_snooze(f.work, &off, 1, moment("2026-07-24T18:00:00"), NULL));
		Reminder now = read_reminder(&f, off);
		assert_int_equal(reminder_times_put_off(&now), 1);
		well(reminder_snooze(f.work, &off, 1, moment(cases[i].to), NULL));
		now = read_reminder(&f, off);
		assert_int_equal(reminder_times_put_off(&now), 2);
		if (cases[i].answered == 0)
			well(reminder_done(f.work, &off, 1, NULL));
		else if (cases[i].answered == 1)
			well(plan_done(f.work, "task", task, moment("2026-07-24T11:00:00"), true, NULL));
		else
			well(plan_remove(f.work, "task", task, moment("2026-07-24T11:00:00"), REACH_ONE, NULL));
		expect_next(&f, cases[i].name, id, "2026-07-25T08:00:00Z");
		now = read_reminder(&f, id);
		if (reminder_times_put_off(&now) != 0)
			fail_msg("%s: put off %lld times", cases[i].name, (long long)reminder_times_put_off(&now));
		takes_due(&f, "2026-07-25T08:01:00Z", 1);
		well(reminder_snooze(f.work, &id, 1, moment("2026-07-25T18:00:00"), NULL));
		now = read_reminder(&f, id);
		if (now.snoozed.n != 1 || reminder_times_put_off(&now) != 1)
			fail_msg("%s: then %lld times", cases[i].name, (long long)now.snoozed.n);
		fixture_close(&f);
	}
}

/* Without what it reminds of it does not come back: as a phone does not without its client. */
TEST(remind_undo_brings_none_back_alone)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t task = make_task(&f, 0, "paper", "2026-07-24T11:00:00", NULL), id = reminder_of(&f, "task", task), removed;
	Undone undone;
	well(reminder_remove(f.work, &id, 1, &removed));
	well(plan_remove(f.work, "task", task, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	fails(work_undo_batch(f.work, removed, &undone), ERR_CONFLICT);
	Reminder *rows;
	size_t n;
	well(reminders_of(f.work, "task", task, &rows, &n, f.arena));
	assert_int_equal(n, 0);
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	well(work_undo_batch(f.work, removed, &undone));
	free(undone.label);
	well(reminders_of(f.work, "task", task, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	fixture_close(&f);
}

/* It speaks of the occurrence that was put off, also when that went away for a while and whatever else changes meanwhile. */
TEST(remind_put_off_comes_back_with_its_occurrence)
{
	for (int done = 0; done < 2; done++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t task = make_task(&f, 0, "till", "2026-07-24T11:00:00", "FREQ=DAILY"), id = reminder_of(&f, "task", task);
		Undone undone;
		char at[WHEN_TEXT];
		takes_due(&f, "2026-07-24T08:01:00Z", 1);
		well(reminder_snooze(f.work, &id, 1, moment("2026-07-24T18:00:00"), NULL));
		if (done)
			well(plan_done(f.work, "task", task, moment("2026-07-24T11:00:00"), true, NULL));
		else
			well(plan_remove(f.work, "task", task, moment("2026-07-24T11:00:00"), REACH_ONE, NULL));
		expect_next(&f, "the next one", id, "2026-07-25T08:00:00Z");
		/* Derived once more, the next one still calls when it would. */
		Reminder once_more = read_reminder(&f, id);
		well(reminder_derive(f.work, &once_more, work_now(f.work)));
		assert_int_equal(once_more.next_at.s, read_reminder(&f, id).next_at.s);
		well(work_undo(f.work, false, &undone));
		free(undone.label);
		expect_next(&f, "put off as before", id, "2026-07-24T15:00:00Z");
		moment_text(at, read_reminder(&f, id).occurrence);
		assert_string_equal(at, "2026-07-24T11:00:00");
		well(reminder_done(f.work, &id, 1, NULL));
		expect_next(&f, "answered", id, "2026-07-25T08:00:00Z");
		assert_true(instant_is_none(read_reminder(&f, id).at));
		fixture_close(&f);
	}
}

/* A series' alarm at a time of its own, as files have it, speaks of no occurrence and is put off as it is. */
TEST(remind_put_off_at_a_time_of_its_own)
{
	Fixture f;
	fixture_open(&f, NULL);
	const char *path = arena_printf(f.arena, "%s/a.ics", f.folder);
	const char *text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nDTSTAMP:20260601T000000Z\nDTSTART:20260724T100000Z\nRRULE:FREQ=WEEKLY\nSUMMARY:week\n"
					   "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER;VALUE=DATE-TIME:20260723T070000Z\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
	well(file_write(path, text, strlen(text)));
	run(&f, arena_printf(f.arena, "import %s", path));
	void *rows;
	size_t n;
	well(store_all(f.work->store, &kind_event, &rows, &n, f.arena));
	int64_t id = reminder_of(&f, "event", ((const Record *)rows)->id);
	expect_next(&f, "as the file has it", id, "2026-07-23T07:00:00Z");
	well(reminder_snooze(f.work, &id, 1, moment("2026-07-23T12:00:00"), NULL));
	expect_next(&f, "put off", id, "2026-07-23T09:00:00Z");
	fixture_close(&f);
}

/* What was put off is silent when its occurrence is done or gone from the series. */
TEST(remind_put_off_and_done_elsewhere)
{
	static const struct {
		const char *to;
		bool gone;
	} cases[] = {{"2026-07-24T20:00:00", false}, {"2026-07-24T20:00:00", true}, {"2026-07-30T20:00:00", false}, {"2026-07-30T20:00:00", true}};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t task = make_task(&f, 0, "till", "2026-07-24T11:00:00", "FREQ=DAILY"), id = reminder_of(&f, "task", task), off = id;
		takes_due(&f, "2026-07-24T08:01:00Z", 1);
		well(reminder_snooze(f.work, &off, 1, moment(cases[i].to), NULL));
		if (cases[i].gone)
			well(plan_remove(f.work, "task", task, moment("2026-07-24T11:00:00"), REACH_ONE, NULL));
		else
			well(plan_done(f.work, "task", task, moment("2026-07-24T11:00:00"), true, NULL));
		if (off != id)
			expect_next(&f, cases[i].to, off, "");
		expect_next(&f, cases[i].to, id, "2026-07-25T08:00:00Z");
		fixture_close(&f);
	}
}

/* A base that cannot be written: nobody misses a call for that, and why it will be told again is said. */
TEST(remind_that_cannot_be_marked_is_told_all_the_same)
{
	Fixture f;
	ReminderRow *rows;
	size_t n;
	fixture_open(&f, "base.db");
	int64_t event = make_event(&f, 0, "signing", "2026-07-23T12:00:00", "2026-07-23T12:30:00", NULL);
	reminder_of(&f, "event", event);
	fixture_clock(&f, "2026-07-23T08:55:00Z");
	char *second = mem_printf("%s/second.db", f.folder); /* a second name: nothing is written there */
	assert_int_equal(link(f.path, second), 0);
	fixture_reopen(&f);
	for (int i = 0; i < 2; i++) {
		Err *err = reminders_take_due(f.work, &rows, &n, f.arena);
		assert_int_equal(n, 1);
		assert_non_null(err);
		assert_int_equal(err->code, ERR_READ_ONLY);
		assert_string_equal(err->kept, "1 reminder is told again at the next run");
		err_free(err);
	}
	Err *err;
	char *said = run_line(&f, "remind --due --notify", OUT_TEXT, &err);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_PART);
	assert_non_null(strstr(said, "signing"));
	err_free(err);
	free(said);
	/* Nor can it be told: both are said. */
	well(settings_set(f.settings, "remind", "notify", "/nonexistent/notify %s"));
	said = run_line(&f, "remind --due --notify", OUT_TEXT, &err);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_PART);
	assert_non_null(strstr(err->what, "/nonexistent/notify"));
	assert_non_null(strstr(err->what, "cannot be marked as told"));
	assert_string_equal(err->kept, "1 reminder was not told and waits for the next run");
	err_free(err);
	free(said);
	/* What is told again beside it is said, too. */
	unlink(second);
	fixture_reopen(&f);
	reminder_of(&f, "event", make_event(&f, 0, "tea", "2026-07-23T12:01:00", "2026-07-23T12:30:00", NULL));
	char *script = mem_printf("%s/notify", f.folder);
	static const char fails_once[] = "#!/bin/sh\ncase $1 in *signing*) exit 1;; esac\n";
	well(file_write(script, fails_once, strlen(fails_once)));
	assert_int_equal(chmod(script, 0700), 0);
	char *command = mem_printf("%s %%s", script);
	well(settings_set(f.settings, "remind", "notify", command));
	fixture_clock(&f, "2026-07-23T08:57:00Z");
	assert_int_equal(link(f.path, second), 0);
	fixture_reopen(&f);
	said = run_line(&f, "remind --due --notify", OUT_TEXT, &err);
	assert_non_null(err);
	assert_string_equal(err->kept, "1 reminder was not told and waits for the next run; 1 reminder is told again at the next run");
	err_free(err);
	free(said);
	free(script);
	free(command);
	unlink(second);
	fixture_reopen(&f);
	well(reminders_take_due(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 2);
	free(second);
	fixture_close(&f);
}

/* The base goes while it is told, and so does the mark's way back: what is not told by anybody any more is named. */
TEST(remind_that_stays_marked_untold_is_named)
{
	Fixture f;
	Err *err;
	fixture_open(&f, "base.db");
	reminder_of(&f, "event", make_event(&f, 0, "signing", "2026-07-23T12:00:00", "2026-07-23T12:30:00", NULL));
	fixture_clock(&f, "2026-07-23T08:55:00Z");
	char *script = mem_printf("%s/notify", f.folder), *text = mem_printf("#!/bin/sh\nmv %s %s.gone\nexit 1\n", f.path, f.path), *gone = mem_printf("%s.gone", f.path);
	char *command = mem_printf("%s %%s", script);
	well(file_write(script, text, strlen(text)));
	assert_int_equal(chmod(script, 0700), 0);
	well(settings_set(f.settings, "remind", "notify", command));
	char *said = run_line(&f, "remind --due --notify", OUT_TEXT, &err);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_PART);
	assert_non_null(strstr(err->what, "notify"));
	assert_non_null(strstr(err->what, "besides"));
	assert_string_equal(err->kept, "1 reminder was not told and stays marked as told");
	assert_string_equal(err->todo, "kartoteka remind --due lists them");
	err_free(err);
	free(said);
	assert_int_equal(rename(gone, f.path), 0);
	fixture_reopen(&f);
	said = run_text(&f, "remind --due");
	assert_non_null(strstr(said, "signing"));
	free(said);
	free(script);
	free(text);
	free(gone);
	free(command);
	fixture_close(&f);
}
