/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/mem.h"

static ContactDraft draft_of(Fixture *f, int64_t client, const char *outcome, const char *text, const char *next)
{
	return (ContactDraft){
		.client = client,
		.kind = kind_id(f, "call"),
		.outcome = outcome ? outcome_id(f, outcome) : 0,
		.direction = DIRECTION_OUT,
		.at = INSTANT_NONE,
		.length = {480},
		.text = text,
		.next = next,
	};
}

TEST(contact_split_line)
{
	static const struct {
		const char *line, *text, *next;
	} cases[] = {
		{"agrees > thu 10 quote", "agrees", "thu 10 quote"},
		{"agrees", "agrees", NULL},
		{"5 > 3 and so > tomorrow", "5 > 3 and so", "tomorrow"},
		{"ждёт Ю чт 10 КП", "ждёт", "чт 10 КП"},
		{"> tomorrow 10", "", "tomorrow 10"},
		{"agrees >", "agrees", ""},
		{"Юрий ждёт", "Юрий ждёт", NULL},
		{"a>b", "a>b", NULL},
		{"", "", NULL},
	};
	Arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text, *next;
		contact_split(cases[i].line, arena, &text, &next);
		expect_text(cases[i].line, text, cases[i].text);
		expect_text(cases[i].line, next, cases[i].next);
	}
	arena_free(arena);
}

TEST(contact_closes_step_and_plans_next)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Иванов Игорь Петрович", "8 (916) 123-45-67");
	int64_t due = make_task(&f, client, "call: contract draft", "2026-07-23T10:00:00", NULL);
	Client before = client_of(&f, client);
	assert_string_equal(before.next_text.s, "call: contract draft");
	assert_string_equal(before.phone.s, "916 123-45-67");
	assert_true(instant_is_none(before.last_contact));

	ContactDraft draft = draft_of(&f, client, "reached", "agrees to 5 %", "thu 10 quote");
	ContactReading reading;
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_false(reading.attempt);
	assert_int_equal(reading.closes.id, due);
	assert_string_equal(reading.next_text, "quote");
	int64_t id, batch;
	well(contact_log(f.work, &draft, &id, &batch));
	assert_true(batch > 0);

	assert_int_equal(task_of(&f, due).status.v, TASK_DONE);
	Client after = client_of(&f, client);
	assert_int_equal(after.last_contact.s, work_now(f.work).s);
	assert_string_equal(after.next_text.s, "quote");
	char at[WHEN_TEXT];
	instant_text(at, after.next_at);
	assert_string_equal(at, "2026-07-30T07:00:00Z");
	/* One `u` takes all of it back. */
	Undone undone;
	well(work_undo(f.work, false, &undone));
	assert_int_equal(undone.batch, batch);
	free(undone.label);
	assert_int_equal(task_of(&f, due).status.v, TASK_OPEN);
	assert_true(instant_is_none(client_of(&f, client).last_contact));
	fixture_close(&f);
}

TEST(contact_attempt_moves_due_call)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Sidorova Anna", "903 555-12-12");
	Task call;
	record_init(&kind_task, &call);
	call.client.v = client;
	call.summary.s = "call back about delivery";
	call.kind.v = kind_id(&f, "call");
	call.due = moment("2026-07-22T15:00:00");
	well(task_save(f.work, NULL, &call, moment(NULL), REACH_WHOLE, NULL));
	int64_t other = make_task(&f, client, "send papers", "2026-07-23T12:00:00", NULL);

	ContactDraft draft = draft_of(&f, client, "no-answer", NULL, "today 10:30");
	int64_t id;
	well(contact_log(f.work, &draft, &id, NULL));
	Task moved = task_of(&f, call.head.id);
	char due[WHEN_TEXT];
	moment_text(due, moved.due);
	assert_string_equal(due, "2026-07-23T10:30:00");
	assert_string_equal(moved.summary.s, "call back about delivery");
	assert_int_equal(moved.tries.n, 2);
	assert_int_equal(moved.status.v, TASK_OPEN);
	assert_int_equal(task_of(&f, other).status.v, TASK_OPEN);
	Client after = client_of(&f, client);
	assert_true(instant_is_none(after.last_contact));
	assert_int_equal(after.attempts.n, 1);
	/* Its reminder calls at the new time. */
	char at[WHEN_TEXT];
	instant_text(at, read_reminder(&f, reminder_of(&f, "task", moved.head.id)).next_at);
	assert_string_equal(at, "2026-07-23T07:30:00Z");

	/* Without a next try the due call stays as it is. */
	draft.next = NULL;
	well(contact_log(f.work, &draft, &id, NULL));
	moment_text(due, task_of(&f, call.head.id).due);
	assert_string_equal(due, "2026-07-23T10:30:00");
	assert_int_equal(client_of(&f, client).attempts.n, 2);
	/* The next contact that reaches somebody starts the count anew. */
	draft.outcome = outcome_id(&f, "reached");
	well(contact_log(f.work, &draft, &id, NULL));
	assert_int_equal(client_of(&f, client).attempts.n, 0);
	fixture_close(&f);
}

TEST(contact_note_is_no_contact)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	ContactDraft draft = draft_of(&f, client, NULL, "stand B14", NULL);
	draft.kind = kind_id(&f, "note");
	int64_t id;
	well(contact_log(f.work, &draft, &id, NULL));
	assert_true(instant_is_none(client_of(&f, client).last_contact));
	fixture_close(&f);
}

TEST(contact_closes_by_rule)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	int64_t later = make_task(&f, client, "later", "2026-07-24T10:00:00", NULL);
	Task meeting;
	record_init(&kind_task, &meeting);
	meeting.client.v = client;
	meeting.summary.s = "meet";
	meeting.kind.v = kind_id(&f, "meeting");
	meeting.due = moment("2026-07-23T09:00:00");
	well(task_save(f.work, NULL, &meeting, moment(NULL), REACH_WHOLE, NULL));
	ContactDraft draft = draft_of(&f, client, "reached", NULL, NULL);
	ContactReading reading;
	/* Of another kind, and of another day: nothing is closed. */
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_null(reading.closes.kind);
	/* Under the cursor. */
	draft.step_kind = "task";
	draft.step = later;
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_int_equal(reading.closes.id, later);
	draft.keeps_step = true;
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_null(reading.closes.kind);
	/* Words that say nothing are no step. */
	draft.next = "";
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_null(reading.next_text);
	fixture_close(&f);
}

/* The grammar's "1h" in the words of a next step; what is counted so is no time, and a time that is none is told. */
TEST(next_step_in_an_hour)
{
	static const struct {
		const char *words, *due, *text; /* due NULL: refused */
	} rows[] = {
		{"1h call back", "2026-07-23T10:42:00", "call back"},
		{"1ч перезвонить", "2026-07-23T10:42:00", "перезвонить"},
		{"call back 30m", "2026-07-23T10:12:00", "call back"},
		{"завтра звонок 15.00", "2026-07-24T15:00:00", "звонок"},
		{"30м кабеля", "", "30м кабеля"},
		{"завтра в 25 позвонить", NULL, NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Ivanov Igor", NULL);
	for (size_t i = 0; i < countof(rows); i++) {
		ContactDraft draft = draft_of(&f, client, "reached", NULL, NULL);
		ContactReading reading;
		char due[WHEN_TEXT] = "";
		const char *got = due;
		draft.next = rows[i].words;
		Err *err = contact_read(f.work, &draft, &reading, f.arena);
		if ((err != NULL) != (rows[i].due == NULL))
			fail_msg("%s: %s", rows[i].words, err ? err->what : "is taken");
		if (!err) {
			moment_text(due, reading.next_when.start);
			expect_text(rows[i].words, got, rows[i].due);
			expect_text(rows[i].words, reading.next_text, rows[i].text);
		}
		err_free(err);
	}
	fixture_close(&f);
}

/* What the line says stays open is the client's next step once it is written. */
TEST(contact_left_is_the_next_step_then)
{
	static const struct {
		const char *kind, *at, *rule; /* closed by the contact; NULL: nothing is there */
		const char *other;            /* another task's due; "": without a date */
	} rows[] = {
		{NULL, NULL, NULL, NULL},
		{NULL, NULL, NULL, "2026-07-24T10:00:00"},
		{NULL, NULL, NULL, ""},
		{"task", "2026-07-23T10:00:00", NULL, NULL},
		{"task", "2026-07-23T10:00:00", NULL, "2026-07-24T10:00:00"},
		{"task", "2026-07-23T10:00:00", NULL, ""},
		{"task", "2026-07-23T10:00:00", "RRULE:FREQ=WEEKLY", NULL},
		{"task", "2026-07-23T10:00:00", "RRULE:FREQ=WEEKLY", "2026-07-24T10:00:00"},
		{"task", "2026-07-23T10:00:00", "RRULE:FREQ=YEARLY", "2026-12-24T10:00:00"},
		{"task", "2026-07-23T10:00:00", "RRULE:FREQ=YEARLY", "2028-12-24T10:00:00"},
		{"task", "2026-07-23T10:00:00", "RRULE:FREQ=DAILY;COUNT=1", NULL},
		{"task", "2026-07-03T10:00:00", "RRULE:FREQ=DAILY", NULL},
		{"task", "2026-12-03T10:00:00", "RRULE:FREQ=DAILY", NULL},
		{"event", "2026-07-23T10:00:00", NULL, "2026-07-24T10:00:00"},
		{"event", "2026-07-23T10:00:00", "RRULE:FREQ=DAILY", "2026-07-26T10:00:00"},
		{"event", "2026-12-23T10:00:00", "RRULE:FREQ=MONTHLY", NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", NULL);
		ContactDraft draft = draft_of(&f, client, "reached", NULL, NULL);
		draft.step_kind = rows[i].kind;
		if (rows[i].kind)
			draft.step = rows[i].kind[0] == 't' ? make_task(&f, client, "first", rows[i].at, rows[i].rule) : make_event(&f, client, "first", rows[i].at, NULL, rows[i].rule);
		if (rows[i].other)
			make_task(&f, client, "other", *rows[i].other ? rows[i].other : NULL, NULL);
		ContactReading reading;
		well(contact_read(f.work, &draft, &reading, f.arena));
		well(contact_log(f.work, &draft, NULL, NULL));
		Client after = client_of(&f, client);
		if (!str_same(reading.left.kind, after.next_kind.s) || reading.left.id != after.next_id.v || (reading.left.kind && reading.left.instant.s != after.next_at.s))
			fail_msg("row %zu: says %s %lld, is %s %lld", i, reading.left.kind ? reading.left.text : "none", (long long)reading.left.instant.s,
			         after.next_kind.s ? after.next_text.s : "none", (long long)after.next_at.s);
		fixture_close(&f);
	}
}

TEST(contact_of_person_is_of_organization)
{
	Fixture f;
	fixture_open(&f, NULL);
	run(&f, "client add --name \"Иванов Игорь\" --organization \"ООО «Вектор»\" --role директор");
	int64_t person, firm;
	well(work_resolve(&person, f.work, "client", "Иванов"));
	well(work_resolve(&firm, f.work, "client", "Вектор"));
	assert_string_equal(client_of(&f, person).organization.s, "ООО «Вектор»");
	ContactDraft draft = draft_of(&f, person, "reached", "said", "tomorrow 10 quote");
	int64_t id;
	well(contact_log(f.work, &draft, &id, NULL));
	Client organization = client_of(&f, firm);
	assert_int_equal(organization.last_contact.s, work_now(f.work).s);
	assert_string_equal(organization.next_text.s, "quote");
	/* A new title of the firm stands in its people's rows. */
	run(&f, "client edit Вектор --name \"ООО «Орион»\"");
	assert_string_equal(client_of(&f, person).organization.s, "ООО «Орион»");
	fixture_close(&f);
}

TEST(contact_offers)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	ContactDraft draft = draft_of(&f, client, "left-message", NULL, "");
	ContactReading reading;
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_string_equal(reading.offer, "tomorrow 09:00");
	assert_non_null(reading.next_text);
	draft.outcome = outcome_id(&f, "busy");
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_string_equal(reading.offer, "1h");
	draft.outcome = outcome_id(&f, "no-answer");
	well(contact_read(f.work, &draft, &reading, f.arena));
	assert_string_equal(reading.offer, "today 10:42");
	fixture_close(&f);
}

static void call_at(Fixture *f, int64_t client, const char *at, Direction direction)
{
	ContactDraft draft = draft_of(f, client, "reached", "said", NULL);
	draft.direction = direction;
	draft.keeps_step = true;
	Moment when = moment(at);
	draft.at = zone_instant(f->work->zone, when.day, when.second);
	well(contact_log(f->work, &draft, NULL, NULL));
}

/* The best time comes from calls of mine that were answered, and lies in the working hours. Thursday 23 July 2026, 09:42; 9 to 18. */
TEST(contact_best_time_lies_in_the_working_hours)
{
	static const struct {
		const char *calls[4]; /* "<" before one that came in */
		const char *best;
	} cases[] = {
		{{NULL}, "today 10:42"},
		{{"2026-07-21T15:10:00"}, "today 15:00"},
		{{"2026-07-21T01:34:00"}, "tomorrow 09:00"},
		{{"2026-07-21T22:05:00"}, "today 17:00"},
		{{"2026-07-20T22:05:00", "2026-07-21T22:05:00", "2026-07-22T14:05:00"}, "today 14:00"},
		{{"<2026-07-21T15:10:00"}, "today 10:42"},
		{{"<2026-07-20T16:05:00", "<2026-07-21T16:05:00", "2026-07-22T14:05:00"}, "today 14:00"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", NULL);
		for (size_t k = 0; k < countof(cases[i].calls) && cases[i].calls[k]; k++) {
			bool in = cases[i].calls[k][0] == '<';
			call_at(&f, client, cases[i].calls[k] + in, in ? DIRECTION_IN : DIRECTION_OUT);
		}
		ContactDraft draft = draft_of(&f, client, "no-answer", NULL, "");
		ContactReading reading;
		well(contact_read(f.work, &draft, &reading, f.arena));
		if (strcmp(reading.offer, cases[i].best) != 0)
			fail_msg("case %zu: offers %s, not %s", i, reading.offer, cases[i].best);
		fixture_close(&f);
	}
}

/* A contact of an earlier day has done nothing that was due after it or planned since. */
TEST(contact_of_an_earlier_day_closes_what_was_due_then)
{
	static const struct {
		const char *at, *due;
		bool closes;
	} cases[] = {
		{"2026-07-23T09:00:00", "2026-07-23T17:00:00", true},
		{"2026-07-23T09:00:00", "2026-07-20T17:00:00", true},
		{"2026-07-20T15:00:00", "2026-07-23T09:30:00", false},
		{"2026-07-20T15:00:00", "2026-07-20T17:00:00", false}, /* made today */
		{"2026-07-20T15:00:00", "2026-07-24T17:00:00", false},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", NULL);
		make_task(&f, client, "stand-up", cases[i].due, NULL);
		ContactDraft draft = draft_of(&f, client, "reached", "said", NULL);
		Moment when = moment(cases[i].at);
		draft.at = zone_instant(f.work->zone, when.day, when.second);
		ContactReading reading;
		well(contact_read(f.work, &draft, &reading, f.arena));
		if ((reading.closes.kind != NULL) != cases[i].closes)
			fail_msg("case %zu: closes %s", i, reading.closes.kind ? reading.closes.text : "nothing");
		fixture_close(&f);
	}
}

/* A day said without an hour is no midnight. */
TEST(log_of_a_day_is_in_its_working_hours)
{
	static const struct {
		const char *at, *want;
	} cases[] = {
		{"20.07", "Mon 20 July 09:00"},
		{"2026-07-20", "Mon 20 July 09:00"},
		{"fri", "Fri 17 July 09:00"},
		{"today", "Thu 23 July 09:42"},
		{"fri 15:00", "Fri 17 July 15:00"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Kim Olga", NULL);
	for (size_t i = 0; i < countof(cases); i++) {
		Err *err;
		char *line = mem_printf("--dry-run log Kim --text said --at \"%s\"", cases[i].at);
		char *said = run_line(&f, line, OUT_TEXT, &err);
		well(err);
		if (!strstr(said, cases[i].want))
			fail_msg("%s: %s", cases[i].at, said);
		free(said);
		free(line);
	}
	fixture_close(&f);
}

/* An outcome that was mended makes a contact of an attempt, and the other way. */
TEST(contact_counts_as_its_mended_outcome)
{
	static const struct {
		const char *was, *is;
		bool attempt;
	} cases[] = {
		{"no-answer", "reached", false},
		{"reached", "no-answer", true},
		{"no-answer", "busy", true},
		{"no-answer", NULL, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", "903 555-12-12"), id;
		ContactDraft draft = draft_of(&f, client, cases[i].was, "hm", NULL);
		well(contact_log(f.work, &draft, &id, NULL));
		Interaction old, new;
		well(store_get(f.work->store, &kind_interaction, id, &old, f.arena));
		new = old;
		new.outcome.v = cases[i].is ? outcome_id(&f, cases[i].is) : 0;
		well(work_begin(f.work, "edit", "%s", "test"));
		well(work_end(f.work, contact_edit(f.work, &old, &new), NULL));
		well(store_get(f.work->store, &kind_interaction, id, &new, f.arena));
		assert_int_equal(new.attempt.v, cases[i].attempt);
		assert_int_equal(client_of(&f, client).attempts.n, cases[i].attempt);
		assert_int_equal(instant_is_none(client_of(&f, client).last_contact), cases[i].attempt);
		fixture_close(&f);
	}
}

TEST(contact_is_not_moved_into_the_future)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", "903 555-12-12"), id;
	ContactDraft draft = draft_of(&f, client, "reached", "hm", NULL);
	well(contact_log(f.work, &draft, &id, NULL));
	Interaction old, new;
	well(store_get(f.work->store, &kind_interaction, id, &old, f.arena));
	new = old;
	new.at.s += 86400;
	well(work_begin(f.work, "edit", "%s", "test"));
	fails(work_end(f.work, contact_edit(f.work, &old, &new), NULL), ERR_USAGE);
	new.at.s = old.at.s - 86400;
	well(work_begin(f.work, "edit", "%s", "test"));
	well(work_end(f.work, contact_edit(f.work, &old, &new), NULL));
	assert_int_equal(client_of(&f, client).last_contact.s, new.at.s);
	fixture_close(&f);
}

/* An outcome that its new kind has not is no outcome of it, and makes no attempt of it. */
TEST(contact_of_another_kind_loses_an_outcome_that_kind_has_not)
{
	static const struct {
		const char *outcome, *kind;
		bool kept;
	} cases[] = {
		{"no-answer", "note", false},
		{"reached", "note", false},
		{"no-answer", "call", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t client = make_client(&f, "Kim Olga", "903 555-12-12"), id;
		ContactDraft draft = draft_of(&f, client, cases[i].outcome, "hm", NULL);
		well(contact_log(f.work, &draft, &id, NULL));
		Interaction old, new;
		well(store_get(f.work->store, &kind_interaction, id, &old, f.arena));
		new = old;
		new.kind.v = kind_id(&f, cases[i].kind);
		well(work_begin(f.work, "edit", "%s", "test"));
		well(work_end(f.work, contact_edit(f.work, &old, &new), NULL));
		well(store_get(f.work->store, &kind_interaction, id, &new, f.arena));
		assert_int_equal(new.outcome.v, cases[i].kept ? old.outcome.v : 0);
		assert_int_equal(new.attempt.v, cases[i].kept && old.attempt.v);
		fixture_close(&f);
	}
}
