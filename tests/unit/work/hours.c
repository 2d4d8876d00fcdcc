/* SPDX-License-Identifier: MIT */
/* An hour alone, said of something that has a day; and by which days an occurrence that was moved is named. On Thursday 23 July 2026. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/mem.h"

static char *span_of_event(const Event *event)
{
	char from[WHEN_TEXT] = "", to[WHEN_TEXT] = "";
	moment_text(from, event->start);
	moment_text(to, event->end);
	return mem_printf("%s %s", from, to);
}

TEST(an_hour_alone_is_of_the_events_day)
{
	static const struct {
		const char *say, *want;
	} rows[] = {
		{"--start 11:00", "2026-08-14T11:00:00 2026-08-14T12:00:00"},
		{"--start \"в половине восьмого\"", "2026-08-14T07:30:00 2026-08-14T08:30:00"},
		{"--start 9 --length 30m", "2026-08-14T09:00:00 2026-08-14T09:30:00"},
		{"--start 9 --length 1.5h", "2026-08-14T09:00:00 2026-08-14T10:30:00"},
		{"--start 14-15:30", "2026-08-14T14:00:00 2026-08-14T15:30:00"},
		{"--end 12:30", "2026-08-14T10:00:00 2026-08-14T12:30:00"},
		{"--end 2:00", "2026-08-14T10:00:00 2026-08-14T11:00:00"}, /* refused: no night of eight hours and more behind ten in the morning */
		{"--start 22:00 --end 2:00", "2026-08-14T22:00:00 2026-08-15T02:00:00"},
		{"--start \"15.08 9\" --end 12:00", "2026-08-15T09:00:00 2026-08-15T12:00:00"},
		{"--end 24:00", "2026-08-14T10:00:00 2026-08-15T00:00:00"},
		{"--start \"tomorrow 9\"", "2026-07-24T09:00:00 2026-07-24T10:00:00"},
		{"--summary \"Signing 16:00\"", "2026-08-14T16:00:00 2026-08-14T17:00:00"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t id = make_event(&f, 0, "Signing", "2026-08-14T10:00:00", "2026-08-14T11:00:00", NULL);
		char *line = mem_printf("event edit %lld %s", (long long)id, rows[i].say);
		Err *err = NULL;
		free(run_line(&f, line, OUT_JSON, &err));
		err_free(err);
		Event event = event_of(&f, id);
		char *got = span_of_event(&event);
		expect_text(line, got, rows[i].want);
		free(got);
		free(line);
		fixture_close(&f);
	}
}

TEST(an_end_of_days_keeps_its_day)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Fair", "2026-08-14T10:00:00", "2026-08-16T16:00:00", NULL);
	char *line = mem_printf("event edit %lld --end 18:00", (long long)id);
	run(&f, line);
	Event event = event_of(&f, id);
	char *got = span_of_event(&event);
	assert_string_equal(got, "2026-08-14T10:00:00 2026-08-16T18:00:00");
	free(got);
	free(line);
	fixture_close(&f);
}

TEST(an_hour_alone_is_of_the_occurrences_day)
{
	static const struct {
		const char *say, *want;
	} rows[] = {
		{"--at 2026-08-03 --start 11:00", "2026-07-27 09:00 Talk\n2026-08-03 11:00 Talk\n2026-08-10 09:00 Talk\n"},
		{"--at 2026-08-03 --start 11:00 --reach following", "2026-07-27 09:00 Talk\n2026-08-03 11:00 Talk\n2026-08-10 11:00 Talk\n"},
		{"--at 2026-08-03 --start 11:00 --reach whole", "2026-07-27 11:00 Talk\n2026-08-03 11:00 Talk\n2026-08-10 11:00 Talk\n"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		int64_t id = make_event(&f, 0, "Talk", "2026-07-27T09:00:00", "2026-07-27T09:30:00", "FREQ=WEEKLY");
		char *line = mem_printf("event edit %lld %s", (long long)id, rows[i].say);
		run(&f, line);
		char *lines = agenda_lines(&f, "2026-07-24", "2026-08-12");
		expect_text(line, lines, rows[i].want);
		free(lines);
		free(line);
		fixture_close(&f);
	}
}

TEST(an_hour_alone_is_of_the_tasks_day)
{
	static const struct {
		const char *due, *say, *want;
	} rows[] = {
		{"2026-08-14T10:00:00", "--due 15:00", "2026-08-14T15:00:00"},
		{"2026-08-14", "--due 15:00", "2026-08-14T15:00:00"},
		{"2026-08-14", "--due \"завтра 15\"", "2026-07-24T15:00:00"},
		{"2026-08-14", "--due \"in 2 h\"", "2026-07-23T11:42:00"},
		{NULL, "--due 9:00", "2026-07-24T09:00:00"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		char text[WHEN_TEXT], *got = text;
		Fixture f;
		fixture_open(&f, NULL);
		int64_t id = make_task(&f, 0, "quote", rows[i].due, NULL);
		char *line = mem_printf("task edit %lld %s", (long long)id, rows[i].say);
		run(&f, line);
		moment_text(got, task_of(&f, id).due);
		expect_text(line, got, rows[i].want);
		free(line);
		fixture_close(&f);
	}
}

/* The end that is said with a new event is of the day on which that begins. */
TEST(a_new_events_end_is_of_its_day)
{
	Fixture f;
	fixture_open(&f, NULL);
	char *said = run_json(&f, "event add Fair --start \"15.08 10\" --end 16:00");
	assert_non_null(strstr(said, "\"end\":\"2026-08-15T13:00:00Z\""));
	free(said);
	fixture_close(&f);
}

/* The day it was moved to names it too, where no other occurrence has that day as its own. */
TEST(a_moved_occurrence_is_named_by_both_its_days)
{
	static const struct {
		const char *at;
		bool found;
		const char *left;
	} rows[] = {
		{"2026-08-03", true, "2026-07-27 09:00 Talk\n2026-08-10 09:00 Talk\n"},
		{"2026-08-05", true, "2026-07-27 09:00 Talk\n2026-08-10 09:00 Talk\n"},
		{"\"2026-08-05 09:00\"", true, "2026-07-27 09:00 Talk\n2026-08-10 09:00 Talk\n"},
		{"2026-08-10", true, "2026-07-27 09:00 Talk\n2026-08-05 09:00 Talk\n"},
		{"2026-08-06", false, "2026-07-27 09:00 Talk\n2026-08-05 09:00 Talk\n2026-08-10 09:00 Talk\n"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		Err *err = NULL;
		fixture_open(&f, NULL);
		int64_t id = make_event(&f, 0, "Talk", "2026-07-27T09:00:00", "2026-07-27T09:30:00", "FREQ=WEEKLY");
		well(event_move(f.work, id, moment("2026-08-03T09:00:00"), (Seconds){2 * DAY_SECONDS}, REACH_ONE, NULL));
		char *line = mem_printf("event delete %lld --at %s", (long long)id, rows[i].at);
		free(run_line(&f, line, OUT_JSON, &err));
		if ((err == NULL) != rows[i].found)
			fail_msg("%s: %s", line, err ? err->what : "found");
		err_free(err);
		char *lines = agenda_lines(&f, "2026-07-24", "2026-08-12");
		expect_text(line, lines, rows[i].left);
		free(lines);
		free(line);
		fixture_close(&f);
	}
}

/* Of two that lie there only more words can tell. */
TEST(two_that_were_moved_to_one_day_are_not_guessed)
{
	Fixture f;
	Err *err = NULL;
	fixture_open(&f, NULL);
	int64_t id = make_event(&f, 0, "Talk", "2026-07-27T09:00:00", "2026-07-27T09:30:00", "FREQ=WEEKLY");
	well(event_move(f.work, id, moment("2026-08-03T09:00:00"), (Seconds){2 * DAY_SECONDS}, REACH_ONE, NULL));
	well(event_move(f.work, id, moment("2026-08-10T09:00:00"), (Seconds){-5 * DAY_SECONDS + 3600}, REACH_ONE, NULL));
	char *line = mem_printf("event delete %lld --at 2026-08-05", (long long)id), *exact = mem_printf("event delete %lld --at \"2026-08-05 10:00\"", (long long)id);
	free(run_line(&f, line, OUT_JSON, &err));
	assert_non_null(err);
	assert_int_equal(err->code, ERR_USAGE);
	err_free(err);
	run(&f, exact);
	char *lines = agenda_lines(&f, "2026-07-24", "2026-08-12");
	assert_string_equal(lines, "2026-07-27 09:00 Talk\n2026-08-05 09:00 Talk\n");
	free(lines);
	free(line);
	free(exact);
	fixture_close(&f);
}

TEST(whole_days_are_said_with_their_last)
{
	static const struct {
		const char *start, *end, *edit, *want; /* want NULL: refused */
	} rows[] = {
		{"2026-08-10", "2026-08-12", NULL, "2026-08-10 2026-08-13"},
		{"2026-08-10", "10.08", NULL, "2026-08-10 2026-08-11"},
		{"2026-08-10", "9.08", NULL, NULL},
		{"2026-08-10", "\"10.08 15:00\"", NULL, NULL},
		{"\"10.08 10\"", "12.08.2026", NULL, NULL},
		{"2026-08-10", "2026-08-12", "--end 14.08", "2026-08-10 2026-08-15"},
		{"2026-08-10", "2026-08-12", "--start 11.08", "2026-08-11 2026-08-14"},
		{"2026-08-10", "2026-08-12", "--end \"12.08 15:00\"", "2026-08-10 2026-08-13"},
		{"2026-08-10", "2026-08-12", "--start \"10.08 9:00\"", "2026-08-10T09:00:00 2026-08-10T10:00:00"},
		{"\"10.08 10\"", "11:00", "--start 10.08", "2026-08-10 "},
		{"\"10.08 10\"", "11:00", "--start 12.08", "2026-08-12 "},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		char *line = mem_printf("event add Fair --start %s --end %s", rows[i].start, rows[i].end), *got = NULL;
		Err *err = NULL;
		void *events = NULL;
		size_t n = 0;
		free(run_line(&f, line, OUT_JSON, &err));
		if ((err != NULL) == (rows[i].want != NULL))
			fail_msg("%s: %s", line, err ? err->what : "taken");
		err_free(err);
		well(store_all(f.work->store, &kind_event, &events, &n, f.arena));
		assert_int_equal(n, rows[i].want != NULL);
		if (rows[i].edit) {
			free(line);
			line = mem_printf("event edit %lld %s", (long long)((Event *)events)->head.id, rows[i].edit);
			err = NULL;
			free(run_line(&f, line, OUT_JSON, &err));
			err_free(err);
		}
		if (n) {
			Event event = event_of(&f, ((Event *)events)->head.id);
			got = span_of_event(&event);
			expect_text(line, got, rows[i].want);
		}
		free(got);
		free(line);
		fixture_close(&f);
	}
}
