/* SPDX-License-Identifier: MIT */
/* Reminders at any length: every one of them can be come to, groups count right, cursor and marks hold; and when each of several calls. */
#include "desk.h"
#include "kartoteka/store/lists.h"

/* 300 overdue ones, 200 of today, 150 of tomorrow, 350 of later: more than are ever read at once. */
enum {
	OVERDUE = 300,
	TODAY = 200,
	TOMORROW = 150,
	LATER = 350,
	ALL = OVERDUE + TODAY + TOMORROW + LATER,
};

static void one(Desk *desk, Instant due, const char *name, int i)
{
	Task task;
	Reminder reminder;
	record_init(&kind_task, &task);
	Arena *arena = arena_new();
	task.summary.s = arena_printf(arena, "%s %03d", name, i);
	task.due = (Moment){.form = MOMENT_UTC};
	zone_local(zone_utc(), due, &task.due.day, &task.due.second);
	task.owner.v = desk->work->me.head.id;
	well(work_make(desk->work, &kind_task, &task));
	record_init(&kind_reminder, &reminder);
	reminder.of_kind.s = "task";
	reminder.of.v = task.head.id;
	reminder.lead.s = 0;
	reminder.from_end.v = true;
	well(work_make(desk->work, &kind_reminder, &reminder));
	arena_free(arena);
}

static Desk *many(int rows, int cols)
{
	Desk *desk = desk_open((DeskOptions){.rows = rows, .cols = cols, .later = true});
	Instant now = work_now(desk->work), midnight = zone_instant(desk->work->zone, (Day){work_today(desk->work).n + 1}, 0);
	well(work_begin(desk->work, "test", "%s", "filled"));
	for (int i = 0; i < OVERDUE; i++)
		one(desk, (Instant){now.s - 60 * (OVERDUE - i)}, "overdue", i);
	for (int i = 0; i < TODAY; i++)
		one(desk, (Instant){now.s + 60 * (i + 1)}, "today", i);
	for (int i = 0; i < TOMORROW; i++)
		one(desk, (Instant){midnight.s + 60 * i}, "tomorrow", i);
	for (int i = 0; i < LATER; i++)
		one(desk, (Instant){midnight.s + 86400 + 3600 * i}, "later", i);
	int64_t batch;
	well(work_commit(desk->work, &batch));
	desk_show(desk);
	desk_keys(desk, "5");
	return desk;
}

TEST(reminders_are_all_come_to)
{
	static const struct {
		const char *keys, *at;
	} cases[] = {
		{"", "overdue 000"},
		{"End", "later 349"},
		{"End Home", "overdue 000"},
		{"G g Down", "overdue 001"},
		{"End Up Up", "later 347"},
		{"Home Up", "overdue 000"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = many(24, 80);
		desk_keys(desk, cases[i].keys);
		desk_expect_cursor(desk, cases[i].at);
		desk_expect_row(desk, 0, "1 000 open");
		desk_close(desk);
	}
}

/* Page by page down and up again: each row is passed once, in order. */
TEST(reminders_go_by_pages_through_all)
{
	Desk *desk = many(24, 80);
	char *last = NULL;
	int pages = 0;
	for (; pages < 200; pages++) {
		char *row = desk_cursor_row(desk);
		bool end = last && strcmp(row, last) == 0;
		free(last);
		last = row;
		if (end)
			break;
		desk_keys(desk, "PgDn");
	}
	free(last);
	desk_expect_cursor(desk, "later 349");
	assert_in_range(pages, ALL / 20, ALL / 12);
	for (int i = 0; i < pages; i++)
		desk_keys(desk, "PgUp");
	desk_expect_cursor(desk, "overdue 000");
	for (int i = 0; i < ALL - 1; i++)
		well(app_keys(desk->ui, "j"));
	app_frame(desk->ui);
	desk_expect_cursor(desk, "later 349");
	desk_close(desk);
}

TEST(reminders_groups_count_all_of_theirs)
{
	Desk *desk = many(24, 80);
	char *row = desk_row(desk, 2);
	assert_non_null(strstr(row, "OVERDUE"));
	assert_non_null(strstr(row, "300"));
	free(row);
	static const struct {
		int down;
		const char *heading, *count;
	} groups[] = {{OVERDUE, "TODAY", "200"}, {TODAY, "TOMORROW", "150"}, {TOMORROW, "LATER", "350"}};
	for (size_t i = 0; i < countof(groups); i++) {
		for (int k = 0; k < groups[i].down; k++)
			well(app_keys(desk->ui, "j"));
		const Frame *frame = app_frame(desk->ui);
		char *heading = desk_row(desk, frame->cursor_row - 1);
		if (!strstr(heading, groups[i].heading) || !strstr(heading, groups[i].count))
			fail_msg("above the first of the group stands |%s|", heading);
		free(heading);
	}
	desk_close(desk);
}

TEST(reminders_search_finds_far_away)
{
	Desk *desk = many(24, 80);
	desk_keys(desk, "/ text:later Space text:34 Tab");
	desk_expect_cursor(desk, "later 340");
	desk_expect_row(desk, 0, "\"later 34\": 10 open");
	desk_expect(desk, "later 349");
	desk_expect_not(desk, "overdue 000");
	desk_keys(desk, "End d");
	desk_expect_row(desk, 0, "9 open");
	desk_keys(desk, "Esc");
	desk_expect_row(desk, 0, "999 open");
	desk_expect_cursor(desk, "overdue 000");
	desk_keys(desk, "/ text:nowhere Tab");
	desk_expect(desk, "Nothing is found: the filter");
	desk_keys(desk, "Esc / text:дфеук Tab"); /* later, typed on the other layout */
	desk_expect_cursor(desk, "later 000");
	desk_close(desk);
}

TEST(check_17_reminders_far_down_keep_the_cursor)
{
	Desk *desk = many(24, 80);
	for (int i = 0; i < 600; i++)
		well(app_keys(desk->ui, "j"));
	char *before = desk_cursor_row(desk);
	int line = app_frame(desk->ui)->cursor_row;
	well(work_begin(desk->work, "test", "%s", "others"));
	for (int i = 0; i < 300; i++)
		one(desk, (Instant){work_now(desk->work).s - 7200}, "new", i);
	int64_t batch;
	well(work_commit(desk->work, &batch));
	ui_changed(desk->ui);
	char *after = desk_cursor_row(desk);
	assert_string_equal(before, after);
	assert_int_equal(app_frame(desk->ui)->cursor_row, line);
	free(before);
	free(after);
	desk_close(desk);
}

TEST(reminders_marks_reach_over_all)
{
	Desk *desk = many(24, 80);
	desk_keys(desk, "v End d");
	desk_expect_row(desk, -2, "Done: 1 000 reminders");
	desk_keys(desk, "u");
	desk_expect_row(desk, 0, "1 000 open");
	desk_keys(desk, "* d");
	desk_expect_row(desk, -2, "Done: 1 000 reminders");
	desk_expect(desk, "All done");
	desk_close(desk);
}

/* What was put off leaves the cursor on the next one, so that one goes through them by one key. */
TEST(reminders_put_off_leave_the_cursor_where_it_stood)
{
	Desk *desk = many(24, 80);
	desk_keys(desk, "Down z 4");
	desk_expect_cursor(desk, "overdue 002");
	desk_keys(desk, "z 4 z 4");
	desk_expect_cursor(desk, "overdue 004");
	desk_keys(desk, "u");
	desk_expect(desk, "overdue 003");
	desk_close(desk);
}

/* 07.07 of last year is not the 07.07 that was a fortnight ago. */
TEST(a_date_of_another_year_says_its_year)
{
	static const char *const lines[] = {
		"task add \"long gone\" --due 2025-07-07T10:00",
		"task add \"fortnight\" --due 2026-07-07T10:00",
		"task add \"far off\" --due 2027-07-07T10:00",
		NULL,
	};
	for (int cols = 60; cols <= 120; cols += 20) {
		Desk *desk = desk_open((DeskOptions){.lines = lines, .rows = 36, .cols = cols});
		desk_keys(desk, "5");
		desk_expect(desk, "07.07.2025");
		desk_expect(desk, "07.07.2027");
		desk_expect(desk, "07.07    fortnight");
		desk_expect(desk, "07.07.2025  long");
		desk_keys(desk, "1");
		desk_expect(desk, "07.07.2025 long gone");
		desk_expect_not(desk, "07.07.2026");
		desk_close(desk);
	}
}

/* What was put off is put off everywhere: card, list, filter and row 0 say the same, and `u` brings all of it back. */
TEST(step_put_off_is_overdue_nowhere)
{
	static const char *const lines[] = {
		"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
		"task add \"call back\" --due 2026-07-22T15:00 --client Сидорова",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	for (int round = 0; round < 2; round++) {
		desk_keys(desk, "2");
		desk_expect_row(desk, 0, "! 1");
		desk_expect_cursor(desk, "! 22.07 call back");
		desk_keys(desk, "Enter");
		desk_expect(desk, "! yesterday 15:00");
		if (round)
			break;
		desk_keys(desk, "z 4");
		desk_expect(desk, "Put off to Fri 24 July 09:00");
		char *head = desk_row(desk, 0);
		assert_null(strchr(head, '!'));
		free(head);
		desk_expect(desk, "→ tomorrow 09:00  call back");
		desk_expect(desk, "due Wed 22.07 15:00");
		desk_expect_not(desk, "! yesterday");
		desk_keys(desk, "q");
		desk_expect_cursor(desk, "Fri 24 call back");
		desk_expect_not(desk, "! 22.07");
		char *overdue = desk_output(desk, "client list --filter overdue"), *shown = desk_output(desk, "client show Сидорова");
		assert_null(strstr(overdue, "Сидорова"));
		assert_non_null(strstr(shown, "→ "));
		free(overdue);
		free(shown);
		desk_keys(desk, "u");
	}
	desk_close(desk);
}

TEST(put_off_past_the_start_says_so)
{
	static const char *const lines[] = {
		"client add --name \"Ким Ольга\"",
		"event add meeting --start 2026-07-24T10:00 --client Ким",
		NULL,
	};
	static const struct {
		const char *keys, *says;
		bool late;
	} rows[] = {
		{"z 1", "Put off to Thu 23 July 09:57", false},
		{"z 4", "Put off to Fri 24 July 09:00", false},
		{"z 6", "Put off to Thu 30 July 09:42, after it begins (Fri 24.07 10:00)", true},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines, .cols = 100, .rows = 30});
		desk_keys(desk, "2 Enter");
		desk_keys(desk, rows[i].keys);
		desk_expect(desk, rows[i].says);
		if (!rows[i].late)
			desk_expect_not(desk, "after it begins");
		/* The meeting itself stays where it is. */
		desk_expect(desk, "tomorrow 10:00");
		desk_close(desk);
	}
}

TEST(nothing_is_put_off_into_the_past)
{
	static const char *const lines[] = {"task add \"call back\" --due 2026-07-22T15:00", NULL};
	static const char *const typed[] = {"text:yesterday", "text:20.07.2026 Space text:10:00", "text:today Space text:8:00"};
	for (size_t i = 0; i < countof(typed); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		desk_keys(desk, "5 z g");
		desk_keys(desk, typed[i]);
		desk_expect(desk, "has passed");
		desk_keys(desk, "Enter");
		desk_expect_not(desk, "Put off to");
		desk_close(desk);
	}
}

/* Row 0 counts marks as it does over the clients, and what is done to several says to how many. */
TEST(reminders_say_how_many_are_marked_and_put_off)
{
	static const struct {
		Lang lang;
		const char *marked, *one, *two, *started;
	} words[] = {
		{LANG_RU, "отмечено 2", "Отложено до пт 24 июля 09:00", "Отложено 2 напоминания до пт 24 июля 09:00", "Отложено 4 напоминания до 24.07 пт 09:00; одно начнётся раньше"},
		{LANG_EN, "2 marked", "Put off to Fri 24 July 09:00", "2 reminders put off to Fri 24 July 09:00", "4 reminders put off to Fri 24.07 09:00; one begins before that"},
	};
	static const char *const lines[] = {
		"task add call --due 2026-07-22T15:00", "task add mail --due 2026-07-22T16:00", "event add Talk --start 2026-07-23T12:00 --length 1h --remind 3h", "task add paper --due 2026-07-23T09:00", NULL};
	for (size_t i = 0; i < countof(words); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = words[i].lang, .lines = lines});
		desk_keys(desk, "5 Home Space Space");
		desk_expect_row(desk, 0, words[i].marked);
		desk_keys(desk, "z 4");
		desk_expect_row(desk, -2, words[i].two);
		desk_keys(desk, "Esc Esc");
		desk_expect_not(desk, words[i].marked);
		desk_keys(desk, "* z 4");
		desk_expect_row(desk, -2, words[i].started);
		desk_keys(desk, "Esc Esc Home z 4");
		desk_expect_row(desk, -2, words[i].one);
		desk_close(desk);
	}
}

/* On a client, its card or the calendar what calls now is put off, else what calls next; the alarm before the meeting stays. */
TEST(put_off_leaves_the_other_alarms)
{
	static const char *const lines[] = {
		"client add --name \"Ким Ольга\"",
		"event add meeting --start 2026-07-23T12:00 --client Ким --remind \"3h, 10m\"",
		NULL,
	};
	static const char *const ways[] = {"2 z 2", "2 Enter z 2", "3 + End z 2"};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		desk_keys(desk, ways[i]);
		desk_expect_row(desk, -2, "Put off to");
		char *list = desk_output(desk, "remind");
		assert_non_null(strstr(list, "Thu 23 July 11:50"));
		assert_non_null(strstr(list, "Thu 23 July 10:42"));
		free(list);
		desk_close(desk);
	}
}

/* z is of what stands under the cursor: where that has no alarm, no other step of its client is put off in its place. */
TEST(z_on_what_has_no_alarm_puts_off_nothing)
{
	static const char *const lines[] = {
		"client add --name \"Antonov Igor\"",
		"task add \"call back\" --due 2026-07-24T15:00 --client Antonov",
		"task add \"send the offer\" --due 2026-07-22T12:30 --client Antonov",
		"note add \"Likes green tea\" --client Antonov --date 2026-07-21",
		NULL,
	};
	static const struct {
		const char *keys, *on;
	} cases[] = {
		{"3 g text:21.07 Enter Enter", "Likes green"},
		{"3 g text:22.07 Enter Enter d", "send the"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		desk_keys(desk, cases[i].keys);
		char *row = desk_cursor_row(desk);
		if (!strstr(row, cases[i].on))
			fail_msg("the cursor is on \"%s\"", row);
		free(row);
		char *before = desk_output(desk, "remind --json");
		desk_keys(desk, "z");
		desk_expect_row(desk, -2, "No reminder here");
		desk_keys(desk, "1");
		char *after = desk_output(desk, "remind --json");
		assert_string_equal(after, before);
		free(before);
		free(after);
		desk_close(desk);
	}
}

/* Marks go with what they were on: the next D is of the row under the cursor alone. */
TEST(deleted_reminders_leave_no_mark)
{
	Desk *desk = many(24, 80);
	desk_keys(desk, "Space Space D");
	desk_expect_row(desk, -2, "Deleted: 2 things");
	desk_expect_row(desk, 0, "998 open");
	desk_keys(desk, "D");
	desk_expect_row(desk, 0, "997 open");
	desk_close(desk);
}

/* The heading says the day; the gutter has the hour, and what goes every working day says so. */
TEST(reminders_of_tomorrow_have_their_hour)
{
	static const char *const lines[] = {
		"task add 'signed act' --due 2026-07-24T10:00",
		"task add 'stand-up' --due 2026-07-24T09:30 --every 'every working day'",
		"task add 'leaves' --due 2026-07-24",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	desk_keys(desk, "5");
	desk_expect(desk, "TOMORROW");
	desk_expect(desk, "   10:00    signed act");
	desk_expect(desk, "   09:30  ↻ stand-up");
	desk_expect(desk, "work days");
	desk_expect(desk, "Fri ");
	desk_expect_not(desk, "Fri 24   signed");
	desk_close(desk);
}
