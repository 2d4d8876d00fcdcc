/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/store/care.h"
#include "plan_change.h"

static void expect_agenda(Fixture *f, const char *row, const char *from, const char *to, const char *want)
{
	char *lines = agenda_lines(f, from, to);
	expect_text(row, lines, want);
	free(lines);
}

#define WEEKLY "FREQ=WEEKLY"

TEST(plan_series_one_occurrence)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Stand-up", "2026-07-20T09:00:00", "2026-07-20T09:30:00", WEEKLY);
	Moment at = moment("2026-07-27T09:00:00");
	expect_agenda(&f, "as made", "2026-07-20", "2026-08-09", "2026-07-20 09:00 Stand-up\n2026-07-27 09:00 Stand-up\n2026-08-03 09:00 Stand-up\n");
	/* Done of one: an override; the series goes on. */
	well(plan_done(f.work, "event", id, at, true, NULL));
	expect_agenda(&f, "one done", "2026-07-20", "2026-08-09", "2026-07-20 09:00 Stand-up\n2026-07-27 09:00 +Stand-up\n2026-08-03 09:00 Stand-up\n");
	/* Open again. */
	well(plan_done(f.work, "event", id, at, false, NULL));
	expect_agenda(&f, "open again", "2026-07-27", "2026-07-28", "2026-07-27 09:00 Stand-up\n");
	/* Moved by two hours: RECURRENCE-ID. */
	well(event_move(f.work, id, at, (Seconds){7200}, REACH_ONE, NULL));
	expect_agenda(&f, "one moved", "2026-07-20", "2026-08-09", "2026-07-20 09:00 Stand-up\n2026-07-27 11:00 Stand-up\n2026-08-03 09:00 Stand-up\n");
	/* Away: EXDATE, and its override goes too. */
	well(plan_remove(f.work, "event", id, at, REACH_ONE, NULL));
	expect_agenda(&f, "one away", "2026-07-20", "2026-08-09", "2026-07-20 09:00 Stand-up\n2026-08-03 09:00 Stand-up\n");
	assert_string_equal(event_of(&f, id).exdates.s, "2026-07-27T09:00:00");
	for (int i = 0; i < 4; i++) {
		Undone undone;
		well(work_undo(f.work, false, &undone));
		free(undone.label);
	}
	expect_agenda(&f, "all taken back", "2026-07-20", "2026-08-09", "2026-07-20 09:00 Stand-up\n2026-07-27 09:00 Stand-up\n2026-08-03 09:00 Stand-up\n");
	fixture_close(&f);
}

TEST(plan_series_from_here)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Stand-up", "2026-07-20T09:00:00", "2026-07-20T09:30:00", "FREQ=WEEKLY;COUNT=5");
	Moment at = moment("2026-08-03T09:00:00");
	well(event_move(f.work, id, at, (Seconds){3600}, REACH_FROM_HERE, NULL));
	expect_agenda(&f, "from here", "2026-07-20", "2026-09-01",
	              "2026-07-20 09:00 Stand-up\n2026-07-27 09:00 Stand-up\n2026-08-03 10:00 Stand-up\n2026-08-10 10:00 Stand-up\n2026-08-17 10:00 Stand-up\n");
	well(plan_remove(f.work, "event", id, moment("2026-07-27T09:00:00"), REACH_FROM_HERE, NULL));
	expect_agenda(&f, "first half cut", "2026-07-20", "2026-08-09", "2026-07-20 09:00 Stand-up\n2026-08-03 10:00 Stand-up\n");
	/* From the first on is the whole. */
	well(plan_remove(f.work, "event", id, moment("2026-07-20T09:00:00"), REACH_FROM_HERE, NULL));
	expect_agenda(&f, "first half away", "2026-07-20", "2026-08-09", "2026-08-03 10:00 Stand-up\n");
	fixture_close(&f);
}

/* Begun at an occurrence that was moved: what was typed counts, for it and for those after it. */
TEST(plan_series_from_a_moved_one)
{
	static const struct {
		const char *name;
		Reach reach;
		const char *rule, *start, *want;
	} cases[] = {
		{"hour", REACH_FROM_HERE, "FREQ=WEEKLY;BYDAY=MO", "2026-08-03T12:00:00", "2026-07-27 09:00 Talk\n2026-08-03 12:00 Talk\n2026-08-10 12:00 Talk\n2026-08-17 12:00 Talk\n"},
		{"day", REACH_FROM_HERE, "FREQ=WEEKLY;BYDAY=MO", "2026-08-04T12:00:00", "2026-07-27 09:00 Talk\n2026-08-04 12:00 Talk\n2026-08-11 12:00 Talk\n2026-08-18 12:00 Talk\n"},
		{"day, unnamed", REACH_FROM_HERE, "FREQ=WEEKLY", "2026-08-04T12:00:00", "2026-07-27 09:00 Talk\n2026-08-04 12:00 Talk\n2026-08-11 12:00 Talk\n2026-08-18 12:00 Talk\n"},
		{"whole", REACH_WHOLE, "FREQ=WEEKLY;BYDAY=MO", "2026-08-04T12:00:00", "2026-07-28 12:00 Talk\n2026-08-04 12:00 Talk\n2026-08-11 12:00 Talk\n2026-08-18 12:00 Talk\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t id = make_event(&f, 0, "Talk", "2026-07-20T09:00:00", "2026-07-20T09:30:00", cases[i].rule);
		Moment at = moment("2026-08-03T09:00:00");
		well(event_move(f.work, id, at, (Seconds){900}, REACH_ONE, NULL));
		Event old, new;
		well(event_shown(f.work, id, at, &old, f.arena));
		new = old;
		new.start = moment(cases[i].start);
		well(event_save(f.work, &old, &new, at, cases[i].reach, NULL));
		expect_agenda(&f, cases[i].name, "2026-07-27", "2026-08-21", cases[i].want);
		fixture_close(&f);
	}
}

/* What somebody made of a later one, or of the one it begins at, stays: its words, its time, its own reminders; and all comes back by one undo. */
TEST(plan_series_from_here_keeps_what_was_changed)
{
	Fixture f;
	Event old, new;
	Str before = {0}, after = {0};
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Talk", "2026-07-20T09:00:00", "2026-07-20T09:30:00", "FREQ=WEEKLY;BYDAY=MO");
	Moment at = moment("2026-08-03T09:00:00"), later = moment("2026-08-17T09:00:00");
	const Moment named[] = {at, later};
	for (size_t i = 0; i < countof(named); i++) {
		well(event_shown(f.work, id, named[i], &old, f.arena));
		new = old;
		new.summary.s = i ? "Anniversary" : "Opening";
		new.text.s = "important words";
		well(event_save(f.work, &old, &new, named[i], REACH_ONE, NULL));
	}
	well(event_move(f.work, id, moment("2026-08-10T09:00:00"), (Seconds){7200}, REACH_ONE, NULL));
	well(care_dump(f.work->store, &before));
	well(event_shown(f.work, id, at, &old, f.arena));
	new = old;
	new.start = moment("2026-08-03T12:00:00");
	new.location.s = "Hall";
	well(event_save(f.work, &old, &new, at, REACH_FROM_HERE, NULL));
	expect_agenda(&f, "kept", "2026-07-27", "2026-08-28",
	              "2026-07-27 09:00 Talk\n2026-08-03 12:00 Opening\n2026-08-10 11:00 Talk\n2026-08-17 09:00 Anniversary\n2026-08-24 12:00 Talk\n");
	int64_t series = new.head.id;
	well(event_shown(f.work, series, moment("2026-08-17T12:00:00"), &old, f.arena));
	assert_string_equal(old.text.s, "important words");
	well(event_shown(f.work, series, moment("2026-08-03T12:00:00"), &old, f.arena));
	assert_string_equal(old.location.s, "Hall");
	Undone undone;
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	well(care_dump(f.work->store, &after));
	assert_string_equal(str_text(&before), str_text(&after));
	str_done(&before);
	str_done(&after);
	fixture_close(&f);
}

/* Those that were taken out of the rest stay out of it. */
TEST(plan_series_from_here_keeps_what_was_taken_out)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Talk", "2026-07-20T09:00:00", "2026-07-20T09:30:00", "FREQ=WEEKLY;BYDAY=MO");
	well(plan_remove(f.work, "event", id, moment("2026-08-10T09:00:00"), REACH_ONE, NULL));
	well(event_move(f.work, id, moment("2026-08-03T09:00:00"), (Seconds){3600}, REACH_FROM_HERE, NULL));
	expect_agenda(&f, "from here", "2026-07-27", "2026-08-21", "2026-07-27 09:00 Talk\n2026-08-03 10:00 Talk\n2026-08-17 10:00 Talk\n");
	fixture_close(&f);
}

/* Dates of their own behind the split go on with the new series, and move with it. */
TEST(plan_series_from_here_keeps_its_own_dates)
{
	static const struct {
		int64_t by;
		const char *agenda;
	} cases[] = {
		{0, "2026-07-22 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 09:00 Walk\n2026-08-05 09:00 Walk\n2026-08-10 09:00 Walk\n2026-08-14 09:00 Walk\n"},
		{3600, "2026-07-22 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 10:00 Walk\n2026-08-05 10:00 Walk\n2026-08-10 10:00 Walk\n2026-08-14 10:00 Walk\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t id = make_event(&f, 0, "Talk", "2026-07-20T09:00:00", "2026-07-20T09:30:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=4");
		Event old = event_of(&f, id), new = old;
		new.rdates.s = "2026-07-22T09:00:00,2026-08-05T09:00:00,2026-08-14T09:00:00";
		well(event_save(f.work, &old, &new, moment(NULL), REACH_WHOLE, NULL));
		Moment at = moment("2026-08-03T09:00:00");
		well(event_shown(f.work, id, at, &old, f.arena));
		new = old;
		new.summary.s = "Walk";
		new.start = moment_shift(old.start, at, moment(cases[i].by ? "2026-08-03T10:00:00" : "2026-08-03T09:00:00"));
		well(event_save(f.work, &old, &new, at, REACH_FROM_HERE, NULL));
		expect_agenda(&f, "own dates", "2026-07-21", "2026-08-28", cases[i].agenda);
		fixture_close(&f);
	}
}

/* Without a word on an occurrence the series as it stands is meant: what was taken out of it and moved in it goes along. */
TEST(plan_series_edited_as_it_stands)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Talk", "2026-07-20T09:00:00", "2026-07-20T09:30:00", "FREQ=WEEKLY;BYDAY=MO");
	well(plan_remove(f.work, "event", id, moment("2026-07-27T09:00:00"), REACH_ONE, NULL));
	well(event_move(f.work, id, moment("2026-08-03T09:00:00"), (Seconds){86400}, REACH_ONE, NULL));
	Event old = event_of(&f, id), new = old;
	new.start = moment("2026-07-20T10:00:00");
	well(event_save(f.work, &old, &new, moment(NULL), REACH_WHOLE, NULL));
	expect_agenda(&f, "as it stands", "2026-07-20", "2026-08-14", "2026-07-20 10:00 Talk\n2026-08-04 09:00 Talk\n2026-08-10 10:00 Talk\n");
	/* What a record of it stands for: owed now, or its own. */
	int64_t series = id;
	Moment at;
	char text[WHEN_TEXT];
	well(plan_occurrence(f.work, "event", &series, &at));
	moment_text(text, at);
	assert_string_equal(text, "2026-08-03T10:00:00");
	assert_int_equal(series, id);
	fixture_close(&f);
}

/* A step that stands elsewhere than its rule says is named by the rule. */
TEST(plan_step_names_its_occurrence)
{
	Fixture f;
	StepRow *steps;
	size_t n;
	char text[WHEN_TEXT];
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	int64_t id = make_event(&f, client, "Talk", "2026-07-24T09:00:00", "2026-07-24T09:30:00", "FREQ=WEEKLY");
	well(event_move(f.work, id, moment("2026-07-24T09:00:00"), (Seconds){86400}, REACH_ONE, NULL));
	well(steps_of(f.work, client, &steps, &n, f.arena));
	assert_int_equal(n, 1);
	moment_text(text, steps[0].recurrence);
	assert_string_equal(text, "2026-07-24T09:00:00");
	moment_text(text, steps[0].at);
	assert_string_equal(text, "2026-07-25T09:00:00");
	well(plan_done(f.work, "event", steps[0].id, steps[0].recurrence, true, NULL));
	well(steps_of(f.work, client, &steps, &n, f.arena));
	assert_int_equal(n, 1);
	moment_text(text, steps[0].recurrence);
	assert_string_equal(text, "2026-07-31T09:00:00");
	fixture_close(&f);
}

/* An organization has its people's steps, each once and with a name, whatever they are there. */
TEST(plan_steps_of_an_organization)
{
	Fixture f;
	StepRow *steps;
	size_t n;
	fixture_open(&f, NULL);
	run(&f, "client add --name Factory --kind organization");
	int64_t person = make_client(&f, "Kim Olga", NULL), factory = person - 1, other = make_client(&f, "Somebody", NULL);
	const char *const roles[] = {"head", "bookkeeper"};
	well(work_begin(f.work, "client", N_("Roles")));
	for (int i = 0; i < 2; i++) {
		Membership role;
		record_init(&kind_membership, &role);
		role.person.v = person;
		role.organization.v = factory;
		role.role.s = roles[i];
		well(work_make(f.work, &kind_membership, &role));
	}
	well(work_commit(f.work, NULL));
	assert_string_equal(client_of(&f, factory).title.s, "Factory");
	make_task(&f, person, "Hers", "2026-07-25T09:00:00", NULL);
	make_task(&f, person, "Some day", NULL, NULL);
	make_event(&f, person, "Her talk", "2026-07-26T09:00:00", "2026-07-26T09:30:00", NULL);
	make_task(&f, factory, "Its own", "2026-07-24T09:00:00", NULL);
	make_task(&f, other, "Another's", "2026-07-24T08:00:00", NULL);
	well(plan_done(f.work, "task", make_task(&f, person, "Done", "2026-07-24T07:00:00", NULL), (Moment){.form = MOMENT_NONE}, true, NULL));
	well(plan_done(f.work, "event", make_event(&f, factory, "Held", "2026-07-24T06:00:00", "2026-07-24T06:30:00", NULL), (Moment){.form = MOMENT_NONE}, true, NULL));
	well(steps_of(f.work, factory, &steps, &n, f.arena));
	const char *const texts[] = {"Its own", "Hers", "Her talk", "Some day"}, *hers = client_of(&f, person).title.s;
	assert_int_equal(n, countof(texts));
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(steps[i].text, texts[i]);
		if (i == 0)
			assert_null(steps[i].client_title);
		else
			assert_string_equal(steps[i].client_title, hers);
	}
	assert_string_equal(client_of(&f, factory).next_text.s, "Its own");
	fixture_close(&f);
}

TEST(plan_series_whole_moves_names)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Stand-up", "2026-07-20T09:00:00", "2026-07-20T09:30:00", WEEKLY);
	well(plan_remove(f.work, "event", id, moment("2026-07-27T09:00:00"), REACH_ONE, NULL));
	well(plan_done(f.work, "event", id, moment("2026-08-03T09:00:00"), true, NULL));
	/* From the form of the third occurrence, for the whole series: an hour later, another name. */
	Event old, new;
	Moment at = moment("2026-08-10T09:00:00");
	well(event_shown(f.work, id, at, &old, f.arena));
	new = old;
	new.start = moment("2026-08-10T10:00:00");
	new.summary.s = "Planning";
	well(event_save(f.work, &old, &new, at, REACH_WHOLE, NULL));
	expect_agenda(&f, "whole", "2026-07-20", "2026-08-12", "2026-07-20 10:00 Planning\n2026-08-03 09:00 +Stand-up\n2026-08-10 10:00 Planning\n");
	/* The end followed the start. */
	char end[WHEN_TEXT];
	moment_text(end, event_of(&f, id).end);
	assert_string_equal(end, "2026-07-20T10:30:00");
	assert_string_equal(event_of(&f, id).exdates.s, "2026-07-27T10:00:00");
	fixture_close(&f);
}

/* By the number of one that stands for itself: what is said of the series is said of it all the same, and without a word that one is meant. */
TEST(a_command_on_one_of_a_series_means_the_series)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"event edit {one} --at 2026-08-03T09:00 --reach following --start \"2026-08-03 11:00\"", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 11:00 Talk\n2026-08-10 15:00 Moved\n2026-08-17 11:00 Talk\n"},
		{"event edit {one} --at 2026-08-03T09:00 --start \"2026-08-03 11:00\"", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 11:00 Talk\n2026-08-10 15:00 Moved\n2026-08-17 09:00 Talk\n"},
		{"event edit {one} --start \"2026-08-10 16:00\"", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 09:00 Talk\n2026-08-10 16:00 Moved\n2026-08-17 09:00 Talk\n"},
		{"event edit {one} --reach following --start \"2026-08-10 16:00\"", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 09:00 Talk\n2026-08-10 16:00 Moved\n2026-08-17 16:00 Talk\n"},
		{"event delete {one} --at 2026-07-27T09:00", "2026-07-20 09:00 Talk\n2026-08-03 09:00 Talk\n2026-08-10 15:00 Moved\n2026-08-17 09:00 Talk\n"},
		{"event delete {one}", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 09:00 Talk\n2026-08-17 09:00 Talk\n"},
		{"event delete {one} --reach following --at 2026-08-03T09:00", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n"},
		{"event done {one} --at 2026-07-27T09:00", "2026-07-20 09:00 Talk\n2026-07-27 09:00 +Talk\n2026-08-03 09:00 Talk\n2026-08-10 15:00 Moved\n2026-08-17 09:00 Talk\n"},
		{"event done {one}", "2026-07-20 09:00 Talk\n2026-07-27 09:00 Talk\n2026-08-03 09:00 Talk\n2026-08-10 15:00 +Moved\n2026-08-17 09:00 Talk\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		Event old, new;
		fixture_open(&f, NULL);
		int64_t id = make_event(&f, 0, "Talk", "2026-07-20T09:00:00", "2026-07-20T09:30:00", WEEKLY);
		Moment at = moment("2026-08-10T09:00:00");
		well(event_shown(f.work, id, at, &old, f.arena));
		new = old;
		new.start = moment("2026-08-10T15:00:00");
		new.summary.s = "Moved";
		well(event_save(f.work, &old, &new, at, REACH_ONE, NULL));
		const char *hole = strstr(cases[i].line, "{one}");
		run(&f, arena_printf(f.arena, "%.*s%lld%s", (int)(hole - cases[i].line), cases[i].line, (long long)new.head.id, hole + strlen("{one}")));
		expect_agenda(&f, cases[i].line, "2026-07-20", "2026-08-18", cases[i].want);
		fixture_close(&f);
	}
}

TEST(plan_repeating_task_keeps_history)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	int64_t id = make_task(&f, client, "report", "2026-07-22T10:00:00", "FREQ=DAILY");
	char at[WHEN_TEXT];
	/* What it owes is the last one missed. */
	instant_text(at, client_of(&f, client).next_at);
	assert_string_equal(at, "2026-07-22T07:00:00Z");
	well(plan_done(f.work, "task", id, moment(NULL), true, NULL));
	instant_text(at, client_of(&f, client).next_at);
	assert_string_equal(at, "2026-07-23T07:00:00Z");
	assert_int_equal(task_of(&f, id).status.v, TASK_OPEN);
	expect_agenda(&f, "one done", "2026-07-22", "2026-07-25", "2026-07-22 10:00 +report\n2026-07-23 10:00 report\n2026-07-24 10:00 report\n");
	/* A window far behind its first due date. */
	expect_agenda(&f, "later", "2026-09-01", "2026-09-02", "2026-09-01 10:00 report\n");
	fixture_close(&f);
}

TEST(plan_moved_event_moves_its_end)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Meeting", "2026-07-23T14:00:00", "2026-07-23T15:00:00", NULL);
	Event old = event_of(&f, id), new = old;
	new.start = moment("2026-07-24T09:30:00");
	well(event_save(f.work, &old, &new, moment(NULL), REACH_WHOLE, NULL));
	char end[WHEN_TEXT];
	moment_text(end, event_of(&f, id).end);
	assert_string_equal(end, "2026-07-24T10:30:00");
	/* Its reminder went along. */
	instant_text(end, read_reminder(&f, reminder_of(&f, "event", id)).next_at);
	assert_string_equal(end, "2026-07-24T06:20:00Z");
	fixture_close(&f);
}

TEST(plan_next_step_is_the_earliest)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	int64_t undated = make_task(&f, client, "some day", NULL, NULL);
	assert_int_equal(client_of(&f, client).next_id.v, undated);
	int64_t event = make_event(&f, client, "meeting", "2026-07-24T12:00:00", NULL, NULL);
	assert_int_equal(client_of(&f, client).next_id.v, event);
	assert_string_equal(client_of(&f, client).next_kind.s, "event");
	int64_t overdue = make_task(&f, client, "invoice", "2026-07-21", NULL);
	assert_int_equal(client_of(&f, client).next_id.v, overdue);
	assert_true(client_of(&f, client).next_all_day.v);
	size_t left;
	well(clients_step_done(f.work, &client, 1, &left, NULL));
	assert_int_equal(left, 0);
	assert_int_equal(client_of(&f, client).next_id.v, event);
	well(plan_remove(f.work, "event", event, moment(NULL), REACH_WHOLE, NULL));
	well(plan_done(f.work, "task", undated, moment(NULL), true, NULL));
	assert_null(client_of(&f, client).next_kind.s);
	well(clients_step_done(f.work, &client, 1, &left, NULL));
	assert_int_equal(left, 1);
	fixture_close(&f);
}

/* An occurrence that goes to another client is no longer the next step of the one whose series it is of; taken back it is again. */
TEST(plan_next_step_goes_to_another_client)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t kim = make_client(&f, "Kim Olga", NULL), orlov = make_client(&f, "Orlov Nick", NULL);
	int64_t task = make_task(&f, kim, "quote", "2026-07-24T11:00:00", "FREQ=DAILY");
	int64_t before = client_of(&f, kim).next_at.s;
	Task old = task_of(&f, task), new = old;
	new.client.v = orlov;
	well(task_save(f.work, &old, &new, moment("2026-07-24T11:00:00"), REACH_ONE, NULL));
	assert_int_equal(client_of(&f, orlov).next_at.s, before);
	assert_int_equal(client_of(&f, kim).next_at.s, before + 86400);
	Undone undone;
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	assert_null(client_of(&f, orlov).next_kind.s);
	assert_int_equal(client_of(&f, kim).next_at.s, before);
	fixture_close(&f);
}

/* Its step done is its own: the occurrence that another client has stays open. One that names nobody is of the series. */
TEST(steps_done_leave_another_clients_occurrence)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t kim = make_client(&f, "Kim Olga", NULL), orlov = make_client(&f, "Orlov Nick", NULL);
	int64_t task = make_task(&f, kim, "quote", "2026-07-24T11:00:00", "FREQ=DAILY");
	int64_t before = client_of(&f, kim).next_at.s;
	Task old = task_of(&f, task), new = old;
	new.client.v = orlov;
	well(task_save(f.work, &old, &new, moment("2026-07-24T11:00:00"), REACH_ONE, NULL));
	size_t left;
	well(clients_step_done(f.work, &kim, 1, &left, NULL));
	assert_int_equal(client_of(&f, kim).next_at.s, before + 2 * 86400);
	assert_int_equal(client_of(&f, orlov).next_at.s, before);
	ContactDraft draft = {.client = kim, .kind = kind_id(&f, "call"), .step_kind = "task", .step = task, .direction = DIRECTION_OUT};
	int64_t contact;
	well(contact_log(f.work, &draft, &contact, NULL));
	assert_int_equal(client_of(&f, kim).next_at.s, before + 3 * 86400);
	assert_int_equal(client_of(&f, orlov).next_at.s, before);
	old = new = task_of(&f, task);
	new.client.v = 0;
	well(task_save(f.work, &old, &new, moment("2026-07-27T11:00:00"), REACH_ONE, NULL));
	assert_int_equal(client_of(&f, kim).next_at.s, before + 3 * 86400);
	fixture_close(&f);
}

/* The journal names those whose step was done, not all that were marked. */
TEST(steps_done_are_counted)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t clients[] = {make_client(&f, "Kim Olga", NULL), make_client(&f, "Orlov Nick", NULL), make_client(&f, "Belov Oleg", NULL)};
	make_task(&f, clients[0], "quote", "2026-07-24", NULL);
	make_task(&f, clients[2], "bill", "2026-07-24", NULL);
	size_t left;
	well(clients_step_done(f.work, clients, 3, &left, NULL));
	assert_int_equal(left, 1);
	Undone undone;
	well(work_undo(f.work, false, &undone));
	assert_non_null(strstr(undone.label, "2 clients"));
	free(undone.label);
	fixture_close(&f);
}

TEST(plan_agenda_order_and_overlap)
{
	Fixture f;
	fixture_open(&f, NULL);
	make_event(&f, 0, "b", "2026-07-23T10:00:00", "2026-07-23T11:00:00", NULL);
	make_event(&f, 0, "whole day", "2026-07-23", "2026-07-24", NULL);
	make_event(&f, 0, "trip", "2026-07-21", "2026-07-25", NULL);
	make_event(&f, 0, "night", "2026-07-22T23:00:00", "2026-07-23T02:00:00", NULL);
	make_event(&f, 0, "ended", "2026-07-22T22:00:00", "2026-07-23T00:00:00", NULL);
	make_task(&f, 0, "task", "2026-07-23T09:00:00", NULL);
	expect_agenda(&f, "one day", "2026-07-23", "2026-07-24",
	              "2026-07-21 all day trip\n2026-07-22 23:00 night\n2026-07-23 all day whole day\n2026-07-23 09:00 task\n2026-07-23 10:00 b\n");
	fixture_close(&f);
}

/* A series stands in the list where it owes something, earliest first. */
TEST(task_list_tells_what_a_series_owes)
{
	static const struct {
		const char *now, *done, *line, *want[3];
	} cases[] = {
		{"2026-07-24T06:00:00Z", NULL, "task list", {"\"due\":\"2026-07-24T08:00:00Z\",\"summary\":\"daily\"", "\"due\":\"2026-07-26T07:00:00Z\",\"summary\":\"once\""}},
		{"2026-07-24T09:00:00Z", "2026-07-24T11:00:00", "task list", {"\"due\":\"2026-07-25T08:00:00Z\",\"summary\":\"daily\"", "\"due\":\"2026-07-26T07:00:00Z\",\"summary\":\"once\""}},
		{"2026-07-27T09:00:00Z", NULL, "task list", {"\"due\":\"2026-07-26T07:00:00Z\",\"summary\":\"once\"", "\"due\":\"2026-07-27T08:00:00Z\",\"summary\":\"daily\""}},
		{"2026-07-27T09:00:00Z", "2026-07-27T11:00:00", "task list --limit 1", {"\"due\":\"2026-07-26T07:00:00Z\",\"summary\":\"once\""}},
		{"2026-07-27T09:00:00Z", NULL, "task list", {"\"due\":\"2026-07-26T07:00:00Z\",\"summary\":\"once\"", "\"due\":\"2026-07-28T08:00:00Z\",\"summary\":\"daily\""}},
		{"2026-07-27T09:00:00Z", "2026-07-28T11:00:00", "task list", {"\"due\":\"2026-07-26T07:00:00Z\",\"summary\":\"once\""}},
	};
	Fixture f;
	fixture_open(&f, NULL);
	int64_t daily = make_task(&f, 0, "daily", "2026-07-24T11:00:00", "FREQ=DAILY;COUNT=5");
	make_task(&f, 0, "once", "2026-07-26T10:00:00", NULL);
	for (size_t i = 0; i < countof(cases); i++) {
		fixture_clock(&f, cases[i].now);
		if (cases[i].done)
			well(plan_done(f.work, "task", daily, moment(cases[i].done), true, NULL));
		char *list = run_json(&f, cases[i].line), *at = list;
		size_t lines = 0, want = 0;
		for (const char *c = list; *c; c++)
			lines += *c == '\n';
		while (want < countof(cases[i].want) && cases[i].want[want]) {
			at = at ? strstr(at, cases[i].want[want]) : NULL;
			if (!at)
				fail_msg("row %zu: no %s in its place: %s", i, cases[i].want[want], list);
			want++;
		}
		if (lines != want)
			fail_msg("row %zu: %s", i, list);
		free(list);
	}
	fixture_close(&f);
}

TEST(what_says_nothing_is_not_added)
{
	Fixture f;
	Event event;
	Task task;
	Journal note;
	fixture_open(&f, NULL);
	record_init(&kind_event, &event);
	record_init(&kind_task, &task);
	record_init(&kind_note, &note);
	event.start = task.due = note.start = moment("2026-07-24T11:00:00");
	fails(event_save(f.work, NULL, &event, moment(NULL), REACH_WHOLE, NULL), ERR_USAGE);
	fails(task_save(f.work, NULL, &task, moment(NULL), REACH_WHOLE, NULL), ERR_USAGE);
	fails(note_save(f.work, NULL, &note, NULL), ERR_USAGE);
	event.kind.v = kind_id(&f, "meeting");
	well(event_save(f.work, NULL, &event, moment(NULL), REACH_WHOLE, NULL));
	fixture_close(&f);
}

/* A repeat that takes place never is a slip of who says it; what a file said so stays, and may be changed otherwise. */
TEST(a_repeat_that_ends_before_it_begins_is_refused)
{
	static const char *const lines[] = {
		"event add Weekly --start 2026-07-27T10:00 --every FREQ=WEEKLY;UNTIL=20260701",
		"task add Weekly --due 2026-07-27T10:00 --every FREQ=WEEKLY;UNTIL=20260701",
		"event edit %s --every FREQ=WEEKLY;UNTIL=20260701 --reach whole --at 2026-07-27",
		"event edit %s --every FREQ=WEEKLY;UNTIL=20260701 --reach following --at 2026-08-03",
	};
	Fixture f;
	Err *err;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Daily", "2026-07-27T10:00", NULL, "FREQ=DAILY");
	char *before = dump(&f);
	for (size_t i = 0; i < countof(lines); i++) {
		const char *hole = strstr(lines[i], "%s");
		const char *line = hole ? arena_printf(f.arena, "%.*s%lld%s", (int)(hole - lines[i]), lines[i], (long long)id, hole + 2) : lines[i];
		free(run_line(&f, line, OUT_TEXT, &err));
		if (!err || err->code != ERR_USAGE || !strstr(err->what, "--every"))
			fail_msg("%s: %s", line, err ? err->what : "taken");
		err_free(err);
	}
	char *after = dump(&f);
	assert_string_equal(before, after);
	/* Whole, said at a later occurrence: it counts from the first. */
	run(&f, arena_printf(f.arena, "event edit %lld --every FREQ=DAILY;UNTIL=20260730 --reach whole --at 2026-08-03", (long long)id));
	/* Of a file. */
	const char *path = arena_printf(f.arena, "%s/a.ics", f.folder);
	static const char text[] = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e\nDTSTART:20260727T100000Z\nRRULE:FREQ=WEEKLY;UNTIL=20260701\nSUMMARY:Early\nEND:VEVENT\nEND:VCALENDAR\n";
	well(file_write(path, text, strlen(text)));
	run(&f, arena_printf(f.arena, "import %s", path));
	void *rows = NULL;
	size_t n = 0;
	well(store_where(f.work->store, &kind_event, "summary", (Value){.type = VALUE_TEXT, .s = "Early", .n = 5}, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	Event early = *(const Event *)rows;
	assert_string_equal(early.rules.s, "FREQ=WEEKLY;UNTIL=20260701");
	run(&f, arena_printf(f.arena, "event edit %lld --where Hall", (long long)early.head.id));
	assert_string_equal(event_of(&f, early.head.id).rules.s, early.rules.s);
	free(before);
	free(after);
	fixture_close(&f);
}

TEST(what_a_repeat_leaves_out_is_said)
{
	static const struct {
		const char *line, *want; /* NULL: nothing of the kind */
	} rows[] = {
		{"event add Rent --start 2026-07-31T10:00 --every month", "every month, not in months without a 31st"},
		{"task add Rent --due 2026-07-30 --every month", "every month, not in months without a 30th"},
		{"-n add \"pay the rent 31.07 10:00 every month\"", "not in months without a 31st"},
		{"event add Rent --start 2026-07-15T10:00 --every month", NULL},
		{"task add Rent --due 2026-07-31 --every FREQ=MONTHLY;BYMONTHDAY=-1", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < countof(rows); i++) {
		char *said = run_text(&f, rows[i].line);
		if (rows[i].want ? !strstr(said, rows[i].want) : strstr(said, "not in months") != NULL)
			fail_msg("%s: %s", rows[i].line, said);
		free(said);
	}
	fixture_close(&f);
}

TEST(plan_leads)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
		{"10m", 600},
		{"1h", 3600},
		{"1 ч", 3600},
		{"2d", 172800},
		{"45", 2700},
		{"8 мин", 480},
		{"", -1},
		{"x", -1},
		{"10 parsec", -1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Seconds lead = {-1};
		bool read = lead_read(cases[i].text, &lead);
		if (read != (cases[i].seconds >= 0) || (read && lead.s != cases[i].seconds))
			fail_msg("row \"%s\": %lld", cases[i].text, (long long)lead.s);
	}
}

/* What a row calls its client tells whether it is an organization, whose name is never shortened. */
TEST(rows_tell_an_organization_from_a_person)
{
	Fixture f;
	AgendaRow *rows;
	ReminderRow *reminders;
	size_t n;
	fixture_open(&f, NULL);
	run(&f, "client add --kind organization --name \"Bakery Maria Petrovna\"");
	run(&f, "client add --kind person --name \"Ivanov Igor Petrovich\"");
	run(&f, "event add A --start \"tomorrow 10\" --client Bakery");
	run(&f, "event add B --start \"tomorrow 11\" --client Ivanov");
	AgendaQuery query = {.from = work_now(f.work), .to = {work_now(f.work).s + 3 * 86400}};
	well(agenda_read(f.work, &query, &rows, &n, f.arena));
	assert_int_equal(n, 2);
	assert_true(rows[0].organization);
	assert_false(rows[1].organization);
	ReminderQuery asked = {.until = INSTANT_NONE, .limit = 10};
	well(reminders_page(f.work->store, &asked, &reminders, &n, f.arena));
	assert_int_equal(n, 2);
	assert_true(reminders[0].organization);
	assert_false(reminders[1].organization);
	fixture_close(&f);
}

TEST(a_birthday_of_one_client_is_found_among_many_and_says_whose_it_is)
{
	Fixture f;
	fixture_open(&f, NULL);
	run(&f, "client add --name 'Иванов Игорь' --born 1980-07-24");
	run(&f, "client add --name 'Петров Пётр' --born 1981-07-24");
	run(&f, "client add --name 'Сидоров Сидор' --born 1981-07-25");
	int64_t last = make_client(&f, "Яшин Яков", NULL);
	run(&f, "client edit Яшин --born 24.07.1990");
	AgendaQuery query = {.most = 100, .birthdays = 1, .client = last};
	assert_true(instant_read(&query.from, "2026-07-22T21:00:00Z") && instant_read(&query.to, "2026-07-29T21:00:00Z"));
	AgendaRow *rows;
	size_t n;
	well(agenda_read(f.work, &query, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].kind, "birthday");
	assert_int_equal(rows[0].client, last);
	assert_string_equal(rows[0].client_title, "Яшин Яков");
	fixture_close(&f);
}

static void make_plans(Fixture *f)
{
	static const struct {
		const char *start, *end, *zone;
	} plans[] = {
		{"2026-07-23", NULL, NULL},
		{"2026-07-22", "2026-07-24", NULL},
		{"2026-07-24T00:00:00", NULL, NULL},
		{"2026-07-23T23:30:00", "2026-07-24T01:00:00", NULL},
		{"2026-07-23T12:00:00", "2026-07-24T12:00:00", NULL},
		{"2026-07-23T21:00:00Z", "2026-07-23T22:00:00Z", NULL},
		{"2026-07-23T10:00:00Z", NULL, NULL},
		{"2026-07-23T23:00:00", "2026-07-24T02:00:00", "America/New_York"},
		{"2026-07-24T05:00:00", NULL, "Pacific/Kiritimati"},
		{"2026-07-23T18:00:00", "2026-07-23T19:00:00", "Pacific/Pago_Pago"},
	};
	well(store_begin(f->work->store, &(BatchHead){.author = 1, .command = "test"}));
	for (size_t i = 0; i < countof(plans); i++) {
		Event event;
		Task task;
		Journal note;
		record_init(&kind_event, &event);
		record_init(&kind_task, &task);
		record_init(&kind_note, &note);
		char *name = arena_printf(f->arena, "%s %s", plans[i].start, plans[i].zone ? plans[i].zone : "-");
		event.summary.s = task.summary.s = note.summary.s = name;
		event.zone.s = task.zone.s = note.zone.s = plans[i].zone;
		event.start = task.due = note.start = moment(plans[i].start);
		if (plans[i].end)
			event.end = moment(plans[i].end);
		well(store_make(f->work->store, &kind_event, &event));
		well(store_make(f->work->store, &kind_task, &task));
		well(store_make(f->work->store, &kind_note, &note));
	}
	well(store_commit(f->work->store, NULL));
}

/* Wherever the reader's clocks are, an hour shows what the whole week has in it: the window that the base is asked for is wide enough. */
TEST(an_agenda_of_an_hour_misses_nothing_in_any_zone)
{
	static const char *const zones[] = {"UTC", "Europe/Moscow", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago"};
	Fixture f;
	AgendaRow *all, *rows;
	size_t n_all, n, found = 0;
	fixture_open(&f, NULL);
	make_plans(&f);
	for (size_t z = 0; z < countof(zones); z++) {
		f.work->zone = zone_find(zones[z]);
		AgendaQuery query = {.notes = true};
		assert_true(instant_read(&query.from, "2026-07-15T00:00:00Z") && instant_read(&query.to, "2026-07-31T00:00:00Z"));
		well(agenda_read(f.work, &query, &all, &n_all, f.arena));
		assert_int_equal(n_all, 30);
		assert_true(instant_read(&query.from, "2026-07-21T00:00:00Z"));
		for (int hour = 0; hour < 24 * 5; hour++, query.from.s += 3600) {
			size_t at = 0;
			query.to.s = query.from.s + 3600;
			well(agenda_read(f.work, &query, &rows, &n, f.arena));
			for (size_t i = 0; i < n_all; i++) {
				bool reaches = all[i].start.s < query.from.s && !instant_is_none(all[i].end) && all[i].end.s > query.from.s;
				if (all[i].start.s >= query.to.s || (all[i].start.s < query.from.s && !reaches))
					continue;
				bool there = false;
				for (size_t k = 0; k < n; k++)
					there |= rows[k].id == all[i].id;
				if (!there)
					fail_msg("%s, hour %d: no %s %s", zones[z], hour, all[i].kind, all[i].summary);
				at++;
			}
			assert_int_equal(at, n);
			found += n;
		}
	}
	assert_true(found > 180);
	fixture_close(&f);
}

/* The series that comes to its most leaves out what is later of all others too, and it is told. */
TEST(an_agenda_that_is_cut_is_whole_up_to_its_last_row)
{
	Fixture f;
	AgendaRow *rows;
	size_t n;
	bool cut = false;
	fixture_open(&f, NULL);
	run(&f, "event add Day --start \"2026-07-20 10:00\" --every \"every day\"");
	run(&f, "event add Early --start \"2026-07-25 12:00\"");
	run(&f, "event add Late --start \"2026-09-01 12:00\"");
	run(&f, "task add Later --due \"2026-09-02 12:00\"");
	AgendaQuery query = {.most = 10, .only_end = true, .cut = &cut};
	assert_true(instant_read(&query.from, "2026-07-22T21:00:00Z") && instant_read(&query.to, "2026-10-01T21:00:00Z"));
	well(agenda_read(f.work, &query, &rows, &n, f.arena));
	assert_true(cut);
	assert_in_range(n, 8, 10);
	for (size_t i = 0; i < n; i++)
		assert_string_not_equal(rows[i].summary, "Late");
	assert_string_equal(rows[n - 1].summary, "Day");
	query.most = 100;
	cut = false;
	well(agenda_read(f.work, &query, &rows, &n, f.arena));
	assert_false(cut);
	assert_string_equal(rows[n - 1].summary, "Day");
	assert_int_equal(n, 71 + 3);
	fixture_close(&f);
}

/* However few are asked for, they are the first of the whole list: also an occurrence that was moved before its series begins, days, what is undated. */
TEST(task_list_of_few_is_the_beginning_of_all)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Ivanov Igor", NULL);
	for (int i = 0; i < 160; i++) {
		char *line = mem_printf(i % 3 ? "task add \"t%d\" --due 2026-08-%02dT%02d:00" : "task add \"t%d\" --due 2026-08-%02d", i, i * 7 % 28 + 1, i % 24);
		run(&f, line);
		free(line);
	}
	run(&f, "task add undated --client Ivanov");
	run(&f, "task add \"undated too\"");
	make_task(&f, client, "daily", "2026-08-10T10:00:00", "FREQ=DAILY");
	int64_t late = make_task(&f, client, "late series", "2026-10-13T10:00:00", "FREQ=WEEKLY");
	char *move = mem_printf("task edit %lld --at 2026-10-13 --due 2026-07-24T10:00", (long long)late);
	run(&f, move);
	free(move);
	static const char *const options[] = {"", " --all", " --client Ivanov"};
	for (size_t k = 0; k < countof(options); k++) {
		char *line = mem_printf("task list%s", options[k]), *all = run_json(&f, line), *end = all;
		const char *first = strstr(all, "late series");
		assert_non_null(first);
		assert_true(first < strchr(all, '\n'));
		for (int n = 1; *end; n++) {
			end = strchr(end, '\n') + 1;
			char *few_line = mem_printf("%s --limit %d", line, n), *few = run_json(&f, few_line);
			if (strlen(few) != (size_t)(end - all) || strncmp(few, all, strlen(few)) != 0)
				fail_msg("%s:\n%s", few_line, few);
			free(few_line);
			free(few);
		}
		free(line);
		free(all);
	}
	fixture_close(&f);
}

/* What begins in a season or more, and whose first one was moved or done before that: it stands, and calls, where it is. */
TEST(a_far_occurrence_is_where_it_was_moved)
{
	static const struct {
		const char *add, *change, *step, *calls; /* change: behind the id */
	} rows[] = {
		{"event add x --start 2026-12-01T10:00 --length 1h --every year --remind 10m", "event edit %lld --at 2026-12-01 --start 2026-11-24T10:00", NULL, "2026-11-24T06:50:00Z"},
		{"event add x --start 2026-12-01T10:00 --length 1h --every year --remind 10m", "event edit %lld --at 2026-12-01 --summary y", NULL, "2026-12-01T06:50:00Z"},
		{"event add x --start 2026-12-01T10:00 --length 1h --every week --remind 10m", "event delete %lld --at 2026-12-01", NULL, "2026-12-08T06:50:00Z"},
		{"event add x --start 2026-12-01T10:00 --length 1h --every week --remind 10m", "event done %lld --at 2026-12-01", NULL, "2026-12-08T06:50:00Z"},
		{"task add x --due 2026-12-01T10:00 --every week --remind 10m", "task edit %lld --at 2026-12-01 --due 2026-07-24T10:00", "2026-07-24T07:00:00Z", "2026-07-24T06:50:00Z"},
		{"task add x --due 2026-12-01T10:00 --every week --remind 10m", "task done %lld --at 2026-12-01", "2026-12-08T07:00:00Z", "2026-12-08T06:50:00Z"},
		{"task add x --due 2026-12-01T10:00 --every week --remind 10m", "task edit %lld --at 2026-12-01 --due 2026-12-02T10:00 --reach following", "2026-12-02T07:00:00Z",
	     "2026-12-02T06:50:00Z"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		void *made;
		size_t n;
		fixture_open(&f, NULL);
		run(&f, rows[i].add);
		const Kind *kind = rows[i].step ? &kind_task : &kind_event;
		well(store_all(f.work->store, kind, &made, &n, f.arena));
		char *id = mem_printf("%lld", (long long)((const Record *)made)->id), *line = mem_strdup(rows[i].change);
		char *at = strstr(line, "%lld"), *change = mem_printf("%.*s%s%s", (int)(at - line), line, id, at + strlen("%lld"));
		run(&f, change);
		char *reminders = run_json(&f, "remind"), *calls = mem_printf("\"at\":\"%s\"", rows[i].calls);
		char *tasks = run_json(&f, "task list"), *step = rows[i].step ? mem_printf("\"due\":\"%s\"", rows[i].step) : mem_strdup("");
		if (!strstr(reminders, calls) || !strstr(tasks, step))
			fail_msg("%s:\n%s%s", change, reminders, tasks);
		free(id);
		free(line);
		free(change);
		free(reminders);
		free(calls);
		free(tasks);
		free(step);
		fixture_close(&f);
	}
}
