/* SPDX-License-Identifier: MIT */
/* What time does to the screens while they are open: reminders that call, the ones missed, midnight, the clock's jumps, another zone. 55, 57, 59. */
#include "desk.h"
#include "kartoteka/cli/cli.h"
#include "kartoteka/work/step.h"

static Err *keep(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

/* What the command prints; the caller frees. */
static char *printed(Desk *desk, const char *line)
{
	Str said = {0};
	CommandCall *call = NULL;
	const Arg *missing = NULL;
	CommandHost host = {.words = work_words(desk->work), .resolve = work_resolve, .self = desk->work};
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = keep, .self = &said});
	well(call_parse_line(&call, cli_commands(), line));
	well(call_ready(&missing, call, &host));
	well(call_run(call, desk->work, out));
	out_free(out);
	call_free(call);
	return said.s ? said.s : mem_strdup("");
}

static int lines_with(const char *text, const char *word)
{
	int n = 0;
	for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
		n++;
	return n;
}

static void later(Desk *desk, const char *instant)
{
	desk_clock(desk, instant);
	app_minute(desk->ui);
	app_frame(desk->ui);
}

/* An event of tomorrow at ten that calls a day and ten minutes before. */
static Desk *two_leads(void)
{
	static const char *const lines[] = {"event add \"Signing\" --start 2026-07-24T10:00 --length 45m", NULL};
	Desk *desk = desk_open((DeskOptions){.lines = lines, .later = true});
	Arena *arena = arena_new();
	void *events = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_event, &events, &n, arena));
	assert_int_equal(n, 1);
	char *line = mem_printf("remind add event %lld 1d", (long long)((const Event *)events)->head.id);
	desk_run(desk, line);
	free(line);
	arena_free(arena);
	return desk;
}

TEST(check_57_each_lead_calls_at_its_time)
{
	static const struct {
		const char *now, *keys, *row_0, *message;
		int due;
	} steps[] = {
		{"2026-07-23T09:59:30+03:00", "", "• 1", NULL, 0},
		{"2026-07-23T10:00:00+03:00", "", "• 1", "• Signing", 1},
		{"2026-07-23T10:07:00+03:00", "2", "• 1", NULL, 1}, /* said once, it stays in row 0 */
		{"2026-07-24T09:49:30+03:00", "", "• 2", NULL, 1},
		{"2026-07-24T09:50:00+03:00", "", "• 2", "• Signing", 2},
		{"2026-07-24T09:51:00+03:00", "5 d", "• 1", "Done: Signing", 1},
		{"2026-07-24T09:52:00+03:00", "d", "09:52", "Done: Signing", 0},
		{"2026-07-25T10:00:00+03:00", "", "10:00", NULL, 0},
	};
	Desk *desk = two_leads();
	desk_show(desk);
	desk_keys(desk, "7");
	for (size_t i = 0; i < countof(steps); i++) {
		later(desk, steps[i].now);
		desk_keys(desk, steps[i].keys);
		desk_expect_row(desk, 0, steps[i].row_0);
		if (steps[i].message)
			desk_expect_row(desk, -2, steps[i].message);
		char *due = printed(desk, "remind --due");
		if (lines_with(due, "Signing") != steps[i].due)
			fail_msg("%s: due are\n%s", steps[i].now, due);
		free(due);
	}
	desk_expect_not(desk, "! 1");
	desk_close(desk);
}

TEST(check_57_missed_while_closed_is_overdue_at_start)
{
	Desk *desk = two_leads();
	desk_clock(desk, "2026-07-24T12:00:00+03:00");
	desk_show(desk);
	desk_expect_row(desk, 0, "! 2 overdue");
	desk_expect(desk, "! yest.  Signing");
	desk_expect(desk, "! 09:50  Signing");
	desk_keys(desk, "5");
	desk_expect(desk, "OVERDUE");
	char *row = desk_row(desk, 2);
	assert_non_null(strstr(row, "2"));
	free(row);
	char *due = printed(desk, "remind --due");
	assert_int_equal(lines_with(due, "Signing"), 2);
	free(due);
	desk_close(desk);
}

/* A series calls again when its next occurrence does, though nobody answered the one before. */
/* One meaning of overdue, in row 0, on Today, among the reminders, on the card and in JSON: what it reminds of is past. */
TEST(overdue_is_what_is_past_and_due_what_is_ahead)
{
	static const struct {
		const char *name, *line, *now;
		int64_t overdue, due;
		const char *head, *today, *group, *row, *card;
	} cases[] = {
		{
			"a meeting that goes on",
			"event add meeting --start 2026-07-23T10:00 --length 2h --client Ким",
			"2026-07-23T10:30:00+03:00",
			0,
			1,
			"• 1 today",
			"• 10:00",
			"DUE",
			"going on",
			"• today 10:00  meeting",
		},
		{
			"a meeting after its end",
			"event add meeting --start 2026-07-23T10:00 --length 2h --client Ким",
			"2026-07-23T12:00:00+03:00",
			1,
			0,
			"! 1 overdue",
			"! 09:50",
			"OVERDUE",
			"! 09:50",
			"! today 10:00  meeting",
		},
		{
			"a meeting of tomorrow",
			"event add meeting --start 2026-07-24T09:00 --length 1h --remind 1d --client Ким",
			"2026-07-23T10:00:00+03:00",
			0,
			1,
			"• 1 today",
			"• tomorrow",
			"DUE",
			"in 23 h",
			"tomorrow 09:00  meeting",
		},
		{
			"a task due in a moment, that called twice",
			"task add quote --due 2026-07-23T10:02 --remind 1h,10m --client Ким",
			"2026-07-23T10:00:00+03:00",
			0,
			2,
			"• 2 today",
			"• 10:02",
			"DUE",
			"in 2 min",
			"• today 10:02  quote",
		},
		{
			"a task whose time passed",
			"task add quote --due 2026-07-23T10:02 --client Ким",
			"2026-07-23T10:02:00+03:00",
			1,
			0,
			"! 1 overdue",
			"! 10:02",
			"OVERDUE",
			"! 10:02",
			"quote",
		},
		{
			"a task of this day",
			"task add quote --due 2026-07-23 --client Ким",
			"2026-07-23T11:00:00+03:00",
			0,
			1,
			"• 1 today",
			"• today",
			"DUE",
			"today",
			"• today  quote",
		},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		const char *lines[] = {"client add --name \"Ким Ольга\"", cases[i].line, NULL};
		Desk *desk = desk_open((DeskOptions){.now = "2026-07-23T08:00:00+03:00", .lines = lines, .later = true});
		int64_t overdue, due;
		bool more;
		desk_clock(desk, cases[i].now);
		desk_show(desk);
		printf("# %s\n", cases[i].name);
		well(reminders_called(desk->work, 0, 100, &overdue, &due, &more));
		assert_int_equal(overdue, cases[i].overdue);
		assert_int_equal(due, cases[i].due);
		desk_expect_row(desk, 0, cases[i].head);
		desk_expect(desk, cases[i].today);
		desk_keys(desk, "5");
		desk_expect(desk, cases[i].group);
		desk_expect(desk, cases[i].row);
		desk_keys(desk, "Enter");
		desk_expect(desk, cases[i].card);
		desk_close(desk);
	}
}

TEST(check_55_a_series_calls_each_time)
{
	static const char *const lines[] = {"event add \"Stand-up\" --start 2026-07-23T10:00 --length 15m --every day", NULL};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	later(desk, "2026-07-23T09:50:00+03:00");
	desk_expect_row(desk, -2, "• Stand-up");
	desk_keys(desk, "2");
	later(desk, "2026-07-24T09:49:00+03:00");
	desk_expect_row(desk, -2, "");
	later(desk, "2026-07-24T09:50:00+03:00");
	desk_expect_row(desk, -2, "• Stand-up");
	desk_expect_row(desk, 0, "• 1"); /* it is ahead yet */
	desk_keys(desk, "5");
	desk_expect(desk, "• 10:00");
	desk_close(desk);
	desk = desk_open((DeskOptions){.lines = lines, .later = true});
	desk_clock(desk, "2026-08-06T12:00:00+03:00");
	desk_show(desk);
	desk_expect_row(desk, 0, "! 1 overdue"); /* the last one missed, not one of two weeks ago */
	desk_keys(desk, "5");
	desk_expect(desk, "! 09:50");
	desk_close(desk);
}

TEST(check_55_a_due_reminder_is_said_on_every_screen)
{
	static const char *const ways[] = {
		"1",
		"2",
		"2 Enter",
		"3",
		"3 + +",
		"5",
		"7",
		"A",
		"a text:x",
		"?",
		": text:x",
		": text:go Space text:changes Enter",
	};
	static const char *const lines[] = {
		"client add --name \"Kimova Olga\"",
		"task add \"send the quote\" --due 2026-07-23T10:00 --client Kimova",
		NULL,
	};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		desk_keys(desk, ways[i]);
		Screen *top = ui_top(desk->ui);
		later(desk, "2026-07-23T10:00:00+03:00");
		assert_ptr_equal(ui_top(desk->ui), top);
		char *first = desk_row(desk, 0), *message = desk_row(desk, -2);
		if (!strstr(first, "! 1") || !strstr(message, "Kimova Olga: send the quote"))
			fail_msg("%s: |%s| |%s|", ways[i], first, message);
		free(first);
		free(message);
		desk_close(desk);
	}
}

/* ---- 59 ---- */

TEST(check_59_the_clock_jumps_with_the_screens_open)
{
	static const struct {
		const char *from, *to, *clock, *day;
	} cases[] = {
		{"2026-03-29T01:59:30+01:00", "2026-03-29T03:00:05+02:00", "03:00", "Sun 29 March"},   /* spring: two o'clock is left out */
		{"2026-10-25T02:59:30+02:00", "2026-10-25T02:00:05+01:00", "02:00", "Sun 25 October"}, /* autumn: it comes twice */
		{"2026-12-31T23:59:30+01:00", "2027-01-01T00:00:05+01:00", "00:00", "Fri 1 January"},
		{"2026-07-23T09:42:00+02:00", "2026-07-20T09:42:00+02:00", "09:42", "Mon 20 July"}, /* set back by hand */
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.now = cases[i].from, .zone = "Europe/Berlin"});
		desk_run(desk, "client add --name Somebody");
		ui_changed(desk->ui);
		later(desk, cases[i].to);
		desk_expect_row(desk, 0, cases[i].clock);
		desk_expect_row(desk, 0, cases[i].day);
		desk_keys(desk, "3 + +");
		desk_expect_row(desk, 0, cases[i].day);
		desk_close(desk);
	}
}

/* At midnight what was of tomorrow is of today, in every list. */
TEST(check_59_midnight_moves_all_lists)
{
	static const char *const lines[] = {"task add \"papers\" --due 2026-07-24T12:00", "task add \"later one\" --due 2026-07-25T12:00", NULL};
	Desk *desk = desk_open((DeskOptions){.now = "2026-07-23T23:59:30+03:00", .lines = lines});
	desk_keys(desk, "5");
	desk_expect_row(desk, 2, "TOMORROW");
	later(desk, "2026-07-24T00:00:05+03:00");
	desk_expect_row(desk, 2, "TODAY");
	desk_expect_row(desk, 0, "• 1");
	desk_expect(desk, "TOMORROW");
	desk_close(desk);
	/* and a run of --now that moved by days */
	desk = desk_open((DeskOptions){.now = "2026-07-23T23:59:30+03:00", .lines = lines});
	desk_keys(desk, ": text:go Space text:changes Enter");
	desk_expect(desk, "TODAY");
	later(desk, "2026-07-24T00:00:05+03:00");
	desk_expect(desk, "YESTERDAY");
	desk_close(desk);
}

/* What began yesterday evening stands in today with its end, and only its part of today counts. */
TEST(today_knows_what_goes_over_midnight)
{
	static const char *const lines[] = {
		"event add \"Night train\" --start 2026-07-22T21:00 --length 5h",
		"event add \"Fair\" --start 2026-07-23",
		"event add \"Stand-up\" --start 2026-07-23T10:00 --length 1h",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	desk_expect_row(desk, 2, "3 items · 3 h");
	desk_expect_row(desk, 3, "all day Fair");
	desk_expect_row(desk, 4, "–02:00  Night train");
	desk_expect(desk, "10:00   Stand-up");
	desk_close(desk);
}

/* A clock that is set back within the day: what was read is of a later moment, and the line for now goes back with it. */
TEST(check_59_a_clock_set_back_takes_the_line_for_now_along)
{
	static const char *const lines[] = {"event add Alpha --start 2026-07-23T10:45 --length 30m", "event add Beta --start 2026-07-23T15:45 --length 30m", NULL};
	Desk *desk = desk_open((DeskOptions){.lines = lines, .now = "2026-07-23T08:00:00+03:00"});
	char *frames[2];
	later(desk, "2026-07-23T08:01:00+03:00");
	later(desk, "2026-07-23T11:00:00+03:00");
	desk_keys(desk, "F5");
	later(desk, "2026-07-23T10:30:00+03:00");
	frames[0] = desk_text(desk);
	desk_close(desk);
	desk = desk_open((DeskOptions){.lines = lines, .now = "2026-07-23T10:30:00+03:00"});
	frames[1] = desk_text(desk);
	desk_close(desk);
	assert_string_equal(frames[0], frames[1]);
	free(frames[0]);
	free(frames[1]);
}
