/* SPDX-License-Identifier: MIT */
/* The numbered checks of the calendar and of the edit conflict: cursor, midnight, mouse, sizes, moving things in time, series, two who edit. */
#include "desk.h"

/* A desk of its own in Berlin, where nothing reminds by itself, with these commands run on an empty base. */
static Desk *desk_new(const char *now, int rows, int cols, const char *const *lines)
{
	return desk_open((DeskOptions){.now = now, .rows = rows, .cols = cols, .zone = "Europe/Berlin", .settings = {"remind.lead="}, .lines = lines});
}

static void assert_seen(Desk *desk, const char *part, bool wanted)
{
	if (wanted)
		desk_expect(desk, part);
	else
		desk_expect_not(desk, part);
}

static const char thursday[] = "2026-07-23T09:42:00+02:00";
static const char *const some[] = {"event add \"Call\" --start 2026-07-23T10:00 --length 15m", "event add \"Lunch\" --start 2026-07-23T13:00 --length 1h",
                                   "event add \"Stand-up\" --start 2026-07-20T09:00 --length 15m --every day", NULL};

/* ---- 12, 13, 14: sizes ---- */

/* The heights and widths at which something changes, their neighbours, and some between. */
static const int heights[] = {10, 11, 12, 13, 15, 16, 17, 20, 23, 24, 25, 30, 35, 36, 37, 48, 60, 80};
static const int widths[] = {40, 41, 47, 55, 59, 60, 61, 70, 79, 80, 81, 95, 109, 110, 111, 119, 120, 121, 140, 159, 160, 161, 180, 200, 225, 250};

/* The numbers of a row before the line of a pane: days, hours, "09:42" as 9 and 42. */
static size_t numbers_of(const Frame *frame, int row, int out[], size_t most)
{
	size_t n = 0;
	int value = -1;
	for (int col = 0; col <= frame->cols; col++) {
		const char *cell = col < frame->cols ? frame_shown(frame, row, col) : "│";
		if (*cell >= '0' && *cell <= '9') {
			value = (value < 0 ? 0 : value * 10) + *cell - '0';
			continue;
		}
		if (value >= 0 && n < most)
			out[n++] = value;
		value = -1;
		if (strcmp(cell, "│") == 0)
			break;
	}
	return n;
}

/* These follow each other in the row, whatever stands between. */
static bool row_holds(const Frame *frame, int row, const int want[], size_t n)
{
	int got[64];
	size_t found = 0, all = numbers_of(frame, row, got, countof(got));
	for (size_t i = 0; i < all && found < n; i++)
		found += got[i] == want[found];
	return found == n;
}

/* Every day from the Monday on, seven a row, week under week; the days of the months are counted. Returns the rows missed. */
static int weeks_missed(const Frame *frame, int first, int of_before, int of_month, int weeks)
{
	int row = 1, missed = 0;
	for (int week = 0; week < weeks; week++) {
		int days[7];
		for (int i = 0; i < 7; i++) {
			int day = first + week * 7 + i;
			day = day > of_before ? day - of_before : day;
			days[i] = day > of_month && week > 2 ? day - of_month : day;
		}
		int at = row;
		while (at < frame->rows - 2 && !row_holds(frame, at, days, 7))
			at++;
		missed += at == frame->rows - 2;
		row = at < frame->rows - 2 ? at + 1 : row;
	}
	return missed;
}

static bool row_has(Desk *desk, int from, int to, const char *text)
{
	bool has = false;
	for (int row = from; row < to && !has; row++) {
		char *line = desk_row(desk, row);
		has = strstr(line, text);
		free(line);
	}
	return has;
}

/* Where the cursor stands there is its bar, and behind it what it is on. */
static const char *cursor_fault(Desk *desk, const char *what)
{
	const Frame *frame = app_frame(desk->ui);
	const char *at = frame_shown(frame, frame->cursor_row, frame->cursor_col);
	if (strcmp(at, "▌") != 0 && strcmp(at, "█") != 0)
		return "the cursor does not stand on its bar";
	Str behind = {0};
	for (int col = frame->cursor_col + 1; col < frame->cols && strcmp(frame_shown(frame, frame->cursor_row, col), "│") != 0; col++)
		str_add(&behind, frame_shown(frame, frame->cursor_row, col));
	bool found = strstr(str_text(&behind), what);
	str_done(&behind);
	return found ? NULL : "behind the cursor's bar stands something else";
}

/* The hours in the gutter, one under the other, each later than the one above; at least three. */
static const char *hours_fault(Desk *desk)
{
	const Frame *frame = app_frame(desk->ui);
	int last = -1, seen = 0;
	for (int row = 1; row < frame->rows - 2; row++) {
		char text[6] = "";
		if (row > 2 && strcmp(frame_shown(frame, row, 2), "─") == 0)
			break; /* what is under the cursor stands below */
		int from = strcmp(frame_shown(frame, row, 0), " ") == 0;
		for (int i = 0; i < 5; i++)
			text[i] = frame_shown(frame, row, from + i)[0];
		int hour, minute;
		if (text[2] != ':' || sscanf(text, "%d:%d", &hour, &minute) != 2)
			continue;
		if (hour * 60 + minute <= last)
			return "the hours do not go down";
		last = hour * 60 + minute;
		seen++;
	}
	return seen < 3 ? "no hours are seen" : NULL;
}

/* Of a very wide window the right part is used, and no text is longer than an eye can follow. */
static const char *width_fault(Desk *desk, bool grid)
{
	const Frame *frame = app_frame(desk->ui);
	int right = 0;
	for (int row = 2; row < frame->rows - 2; row++) {
		int from = 0; /* cells of a grid stand close: each is narrow, what counts is beside them */
		while (grid && from < frame->cols && strcmp(frame_shown(frame, row, from), "│") != 0)
			from++;
		if (strcmp(frame_shown(frame, row, 9), "─") != 0 && longest_text(frame, row, from) > 100)
			return "a text is longer than 100 cells";
		bool beside = false; /* behind the line of a pane */
		for (int col = 60; col < frame->cols; col++) {
			const char *cell = frame_shown(frame, row, col);
			right += beside && strcmp(cell, " ") != 0 && strcmp(cell, "─") != 0;
			beside = beside || strcmp(cell, "│") == 0;
		}
	}
	return frame->cols >= 160 && frame->rows >= 20 && right < 20 ? "no pane uses the width" : NULL;
}

static const char *month_fault(Desk *desk)
{
	return weeks_missed(app_frame(desk->ui), 29, 30, 31, 5) ? "not all days are there" : cursor_fault(desk, "23");
}

/* August 2026 begins on a Saturday: six weeks. */
static const char *six_weeks_fault(Desk *desk)
{
	return weeks_missed(app_frame(desk->ui), 27, 31, 31, 6) ? "not all days are there" : cursor_fault(desk, "23");
}

static const char *week_fault(Desk *desk)
{
	static const int days[] = {20, 21, 22, 23, 24, 25, 26}, three[] = {22, 23, 24};
	const Frame *frame = app_frame(desk->ui);
	bool wide = frame->cols >= 60;
	if (!row_holds(frame, 1, wide ? days : three, wide ? 7 : 3))
		return "not all days are there";
	if (!row_has(desk, 1, 2, "▌"))
		return "the cursor's day is not seen";
	const char *fault = cursor_fault(desk, "Call");
	return fault ? fault : hours_fault(desk);
}

static const char *day_fault(Desk *desk)
{
	if (!row_has(desk, 0, 1, "Thu 23 July"))
		return "the day is not named";
	const char *fault = cursor_fault(desk, "Call");
	return fault ? fault : hours_fault(desk);
}

static const char *agenda_fault(Desk *desk)
{
	return row_has(desk, 1, 4, "Thu 23 July") ? cursor_fault(desk, "Call") : "the day of the rows is not seen";
}

TEST(check_12_calendar_at_every_size)
{
	static const struct {
		const char *name, *keys;
		const char *(*fault)(Desk *desk);
		bool grid;
	} views[] = {
		{"month", "3", month_fault, true},
		{"six weeks", "3 ]", six_weeks_fault, true},
		{"week", "3 +", week_fault, true},
		{"day", "3 + +", day_fault, false},
		{"agenda", "3 + + +", agenda_fault, false},
	};
	for (size_t v = 0; v < countof(views); v++) {
		Desk *d = desk_new(thursday, 24, 80, some);
		desk_keys(d, views[v].keys);
		for (size_t i = 0; i < countof(heights) * countof(widths); i++) {
			int rows = heights[i / countof(widths)], cols = widths[i % countof(widths)];
			app_resize(d->ui, rows, cols);
			const char *fault = views[v].fault(d);
			if (!fault)
				fault = width_fault(d, views[v].grid);
			if (fault) {
				char *frame = desk_text(d);
				printf("%s", frame);
				fail_msg("%s at %dx%d: %s", views[v].name, cols, rows, fault);
			}
		}
		app_resize(d->ui, 9, 39);
		assert_seen(d, "40", true);
		desk_close(d);
	}
}

TEST(check_13_calendar_resized_with_a_box_open)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3 + f");
	unsigned seed = 7;
	for (int i = 0; i < 50; i++) {
		seed = seed * 1103515245u + 12345u;
		app_resize(d->ui, 10 + (int)(seed >> 16) % 50, 40 + (int)(seed >> 8) % 180);
		app_frame(d->ui);
	}
	app_resize(d->ui, 30, 100);
	char *last = frame_text(app_frame(d->ui));
	desk_close(d);
	Desk *fresh = desk_new(thursday, 30, 100, some);
	desk_keys(fresh, "3 + f");
	char *other = frame_text(app_frame(fresh->ui));
	assert_string_equal(last, other);
	free(last);
	free(other);
	desk_close(fresh);
}

TEST(check_14_calendar_keeps_its_place_over_a_resize)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3 + + Down");
	assert_seen(d, "13:00–14:00", true);
	app_resize(d->ui, 12, 44);
	app_frame(d->ui);
	desk_expect_row(d, 10, "13:00–14:00  Lunch");
	app_resize(d->ui, 24, 80);
	assert_seen(d, "█ Lunch", true);
	desk_close(d);
}

/* ---- 17: the cursor stays on its thing ---- */

TEST(check_17_calendar_keeps_cursor)
{
	static const char *const views[] = {"3 + End", "3 + + End", "3 + + + End", "3 Tab Tab Tab"};
	for (size_t v = 0; v < countof(views); v++) {
		Desk *d = desk_new(thursday, 24, 80, some);
		desk_keys(d, views[v]);
		int64_t before = screen_client(d->ui);
		char *row = desk_row(d, 22);
		desk_run(d, "event add \"Early\" --start 2026-07-23T07:00 --length 1h");
		desk_run(d, "event add \"Earlier\" --start 2026-07-23T06:00 --length 1h");
		ui_changed(d->ui);
		app_frame(d->ui);
		char *after = desk_row(d, 22);
		if (v == 1) { /* beside the day there is a pane */
			assert_seen(d, "█ Lunch", true);
		} else {
			assert_string_equal(row, after);
		}
		assert_int_equal(before, screen_client(d->ui));
		free(row);
		free(after);
		desk_close(d);
	}
}

/* ---- 23: keys held down ---- */

TEST(check_23_calendar_held_keys)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3");
	TermEvent event = {.type = EVENT_KEY, .key = {.code = 'l'}};
	for (int i = 0; i < 200; i++)
		app_event(d->ui, &event, 5000 + i * 20);
	desk_expect_row(d, 0, "February 2027");
	desk_expect_row(d, 22, "Mon 8 February"); /* 200 days after 23 July */
	event.key.code = 'h';
	for (int i = 0; i < 200; i++)
		app_event(d->ui, &event, 15000 + i * 20);
	desk_expect_row(d, 0, "July 2026");
	desk_close(d);
}

/* ---- 26: the mouse ---- */

static void click_at(Desk *d, int row, int col, bool twice)
{
	TermEvent event = {.type = EVENT_MOUSE, .mouse = {.action = MOUSE_PRESS, .row = row, .col = col, .button = 1, .twice = twice}};
	app_event(d->ui, &event, 5000);
	app_frame(d->ui);
}

static void wheel(Desk *d, bool up)
{
	TermEvent event = {.type = EVENT_MOUSE, .mouse = {.action = up ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN, .row = 8, .col = 20}};
	app_event(d->ui, &event, 5000);
	app_frame(d->ui);
}

TEST(check_26_calendar_mouse)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3");
	click_at(d, 7, 16, false); /* second week, Tuesday */
	desk_expect_row(d, 22, "Tue 7 July");
	wheel(d, false);
	desk_expect_row(d, 22, "Tue 14 July");
	wheel(d, true);
	desk_expect_row(d, 22, "Tue 7 July");
	click_at(d, 7, 16, true);
	desk_expect_row(d, 0, "Tue 7 July 2026");
	desk_keys(d, "t");
	click_at(d, 12, 12, false); /* 13:00 in the day from 08:00 */
	assert_seen(d, "█ Lunch", true);
	desk_close(d);
}

/* ---- 41, 44: what a move changes ---- */

typedef struct Change {
	int cells, rows;
} Change;

static Change moved(Desk *d, const char *key, int last)
{
	const Frame *now = app_frame(d->ui);
	Frame *before = frame_new(now->rows, now->cols);
	memcpy(before->cells, now->cells, (size_t)(now->rows * now->cols) * sizeof *now->cells);
	desk_keys(d, key);
	now = app_frame(d->ui);
	Change change = {0, 0};
	for (int row = 0; row < last; row++) {
		int cells = 0;
		for (int col = 0; col < now->cols; col++)
			cells += memcmp(frame_cell(before, row, col), frame_cell(now, row, col), sizeof(Cell)) != 0;
		change.cells += cells;
		change.rows += cells > 0;
	}
	frame_free(before);
	return change;
}

TEST(check_41_calendar_cursor_changes_two_cells)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3");
	Change right = moved(d, "Right", 22), down = moved(d, "Down", 22);
	assert_int_equal(right.cells, 2);
	assert_int_equal(down.cells, 2);
	desk_keys(d, "t + + + Home");
	Change row = moved(d, "Down", 22);
	assert_int_equal(row.cells, 2);
	desk_close(d);
}

TEST(check_44_calendar_hardware_cursor)
{
	static const char *const views[] = {"3", "3 Tab", "3 +", "3 + +", "3 + + +", "3 + + End"};
	Desk *d = desk_new(thursday, 24, 80, some);
	for (size_t i = 0; i < countof(views); i++) {
		desk_keys(d, "t");
		desk_keys(d, views[i]);
		const Frame *frame = app_frame(d->ui);
		const char *at = frame_cell(frame, frame->cursor_row, frame->cursor_col)->text;
		if (strcmp(at, "▌") != 0 && strcmp(at, "█") != 0)
			fail_msg("%s: the cursor stands on \"%s\" at %d,%d", views[i], at, frame->cursor_row, frame->cursor_col);
		desk_keys(d, "- - -");
	}
	desk_close(d);
}

/* ---- 43: states have signs ---- */

TEST(check_43_calendar_states_have_signs)
{
	static const char *const lines[] = {"event add \"Held\" --start 2026-07-23T08:00 --length 1h", "task add \"Late\" --due 2026-07-23T08:30",
	                                    "task add \"Soon\" --due 2026-07-23T17:00", NULL};
	static const char *const views[] = {"3 + + +", "-", "-"};
	Desk *d = desk_new(thursday, 24, 80, lines);
	desk_keys(d, "3 + + Home d - -");
	for (size_t i = 0; i < countof(views); i++) {
		desk_keys(d, views[i]);
		assert_seen(d, "✓", true);
		assert_seen(d, "• ", true);
		char *all = frame_text(app_frame(d->ui));
		assert_non_null(strchr(strchr(all, '\n'), '!'));
		free(all);
	}
	desk_close(d);
}

/* ---- 59: midnight ---- */

TEST(check_59_calendar_goes_over_midnight)
{
	Desk *d = desk_new("2026-07-23T23:59:30+02:00", 24, 80, some);
	desk_keys(d, "3 + +");
	desk_expect_row(d, 0, "Thu 23 July");
	desk_clock(d, "2026-07-24T00:00:10+02:00");
	app_minute(d->ui);
	desk_expect_row(d, 0, "Fri 24 July");
	desk_keys(d, "- - Left Left");
	desk_expect_row(d, 22, "Wed 22 July");
	desk_clock(d, "2026-07-25T00:00:10+02:00");
	app_minute(d->ui);
	desk_expect_row(d, 22, "Wed 22 July"); /* a day one went to stays */
	assert_seen(d, "▸25", true);
	desk_close(d);
}

/* ---- moving in time, zoom, range ---- */

TEST(calendar_moves_by_periods)
{
	static const struct {
		const char *keys, *head;
	} rows[] = {
		{"3 ]", "August 2026"},
		{"3 [ [", "May 2026"},
		{"3 }", "July 2027"},
		{"3 { t", "July 2026"},
		{"3 PgDn PgDn", "September 2026"},
		{"3 + ]", "week 31, 27 July – 2 August"},
		{"3 + + [", "Wed 22 July"},
		{"3 + + + ]", "Thu 20 August"},
		{"3 g text:31.12 Enter", "December 2026"},
		{"3 g text:07.06 Enter", "June 2026"},
		{"3 : text:07.06 Enter", "June 2026"},
		{"3 : text:go Space text:date Space text:07.06 Enter", "June 2026"},
		{"3 g text:7 Space text:июня Space text:2027 Enter", "June 2027"},
		{"3 + g text:31.12 Enter", "week 53"},
		{"3 g text:yesterday Enter +", "week 30"},
		{"3 + + -", "week 30"},
		{"3 + + + + -", "Thu 23 July 2026"},
		{"3 + : text:31.12 Enter", "week 53"},
		{"3 + + : text:31.12.2026 Enter", "Thu 31 December 2026"},
		{": text:31.12 Enter", "December 2026"},
		{"3 + + : text:go Space text:date Space text:31.12 Enter", "Thu 31 December 2026"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *d = desk_new(thursday, 24, 80, some);
		desk_keys(d, rows[i].keys);
		char *head = desk_row(d, 0);
		if (!strstr(head, rows[i].head))
			fail_msg("%s: no \"%s\" in |%s|", rows[i].keys, rows[i].head, head);
		free(head);
		desk_close(d);
	}
}

TEST(calendar_range_shows_what_is_free)
{
	Desk *d = desk_new(thursday, 24, 80, (const char *const[]){"event add \"Call\" --start 2026-07-23T10:00 --length 15m", NULL});
	desk_keys(d, "3 v Right Right");
	desk_expect_row(d, 22, "1 item");
	desk_expect_row(d, 22, "Free days Fri 24, Sat 25");
	desk_keys(d, "Esc");
	desk_expect_row(d, 22, "Sat 25 July: nothing planned");
	desk_keys(d, "Left Left v Right Enter");
	desk_expect_row(d, 0, "Thu 23 July – Fri 24 July");
	assert_seen(d, "free 10:15–18:00", true);
	desk_close(d);
}

/* Around what stands with something else at the same time nothing is free; the other is named. */
TEST(calendar_names_what_stands_at_the_same_time)
{
	Desk *d = desk_new(thursday, 36, 120, (const char *const[]){"event add \"Visit\" --start 2026-07-23T11:00 --length 30m", "event add \"Show\" --start 2026-07-23T11:15 --length 90m", "event add \"Late\" --start 2026-07-23T16:00 --length 30m", NULL});
	desk_keys(d, "3 +");
	desk_expect(d, "Visit");
	desk_expect(d, "! at that time: Show, 11:15–12:45");
	desk_expect_not(d, "free after");
	desk_close(d);
}

/* A vacation takes its days; what is marked free takes nothing. */
TEST(calendar_a_whole_day_takes_its_hours)
{
	Desk *d = desk_new(thursday, 24, 80, (const char *const[]){"add \"vacation 24-26 July\"", "event add \"Fair\" --start 2026-07-27 --free", NULL});
	desk_keys(d, "3 Right");
	desk_expect_not(d, "Free 09:00");
	desk_keys(d, "Right Right Right");
	desk_expect(d, "Free 09:00");
	char *said = desk_output(d, "--dry-run add \"sync 25.07 11-12\"");
	if (!strstr(said, "at that time: \"vacation\", the whole day"))
		fail_msg("nothing is said of the vacation: %s", said);
	free(said);
	desk_close(d);
}

TEST(calendar_moves_an_event_by_a_quarter)
{
	Desk *d = desk_new(thursday, 24, 80, (const char *const[]){"event add \"Call\" --start 2026-07-23T23:45 --length 15m", NULL});
	desk_keys(d, "3 + <");
	desk_expect_row(d, 22, "Moved");
	desk_keys(d, "Left Right");
	desk_expect_row(d, 22, "23:30–23:45  Call");
	desk_keys(d, "> >"); /* over midnight: the cursor goes with it */
	desk_keys(d, "n");
	assert_seen(d, "▌Fri 24", true);
	desk_keys(d, "u u u +");
	desk_keys(d, "t");
	assert_seen(d, "23:45–", true);
	desk_close(d);
}

TEST(calendar_asks_which_of_a_series)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3 + Home");
	desk_expect_row(d, 22, "09:00–09:15  Stand-up");
	desk_keys(d, ">");
	assert_seen(d, "this one", true);
	desk_keys(d, "o");
	desk_keys(d, "Down Up");
	desk_expect_row(d, 22, "09:15–09:30  Stand-up");
	desk_keys(d, "Right");
	desk_keys(d, "Home");
	desk_expect_row(d, 22, "09:00–09:15  Stand-up");
	desk_keys(d, "D f");
	desk_expect_row(d, 22, "Deleted from here on: ");
	desk_keys(d, "Left Right");
	desk_expect_row(d, 22, "nothing planned");
	desk_close(d);
}

TEST(calendar_says_what_a_filter_hides)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3 / text:lunch Tab");
	desk_expect_row(d, 0, "«lunch»: 1 item");
	desk_expect_row(d, 22, "F shows everything");
	desk_keys(d, "] ]");
	desk_expect_row(d, 22, "nothing planned");
	desk_keys(d, "N");
	desk_expect_row(d, 22, "Thu 23 July");
	desk_keys(d, "F");
	desk_expect_row(d, 0, "14 items");
	desk_keys(d, "/ text:kegx Tab"); /* nothing is found by what is none of the layouts' words */
	desk_expect_row(d, 0, "0 items");
	desk_close(d);
}

/* The rows that letters choose from are read anew when another session wrote, also in the moment of a letter. */
TEST(calendar_finds_what_another_session_adds_while_words_are_typed)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	desk_keys(d, "3 / text:lun");
	desk_expect_row(d, 0, "«lun»: 1 item");
	desk_run(d, "event add \"Lunar walk\" --start 2026-07-23T21:00 --length 1h");
	ui_changed(d->ui);
	desk_keys(d, "text:a");
	desk_expect_row(d, 0, "«luna»: 1 item");
	desk_keys(d, "BackSpace");
	desk_expect_row(d, 0, "«lun»: 2 items");
	desk_close(d);
}

/* ---- the edit conflict: 28, 29 ---- */

static const char *const kim[] = {"client add --name \"Kimova Olga\" --phone \"+49 30 1234567\"", NULL};

static Desk *disputed(int rows, int cols)
{
	Desk *d = desk_new(thursday, rows, cols, kim);
	desk_keys(d, "2 Enter e End text:x Down End text:y");
	desk_run(d, "client edit Kimova --surname Berg --given Anna --source fair");
	desk_keys(d, "F2");
	return d;
}

TEST(check_28_conflict_preselects_nothing)
{
	Desk *d = disputed(24, 80);
	assert_seen(d, "WAS", true);
	assert_seen(d, "[Berg]", false);
	assert_seen(d, "not chosen yet", true);
	desk_keys(d, "Down Enter"); /* to the first open one, and nothing is saved */
	assert_seen(d, "WAS", true);
	desk_keys(d, "Right");
	assert_seen(d, "[Berg]", true);
	desk_keys(d, "F2");
	assert_seen(d, "WAS", true);
	desk_keys(d, "Left");
	assert_seen(d, "not chosen yet", false);
	desk_keys(d, "Enter");
	assert_seen(d, "WAS", false);
	assert_seen(d, "Saved", true);
	Arena *arena = arena_new();
	Client client;
	well(store_get(d->work->store, &kind_client, screen_client(d->ui), &client, arena));
	assert_string_equal(client.surname.s, "Berg");
	assert_string_equal(client.given.s, "Olgay");
	assert_string_equal(client.source.s, "fair");
	arena_free(arena);
	desk_close(d);
}

TEST(check_28_conflict_all_mine_and_third)
{
	Desk *d = disputed(36, 120);
	assert_seen(d, "MERGED BY ITSELF", true);
	desk_keys(d, "e C-u text:Kimova-Berg Enter");
	assert_seen(d, "[Kimova-Berg]", true);
	desk_keys(d, "* F2");
	assert_seen(d, "Saved", true);
	Arena *arena = arena_new();
	Client client;
	well(store_get(d->work->store, &kind_client, screen_client(d->ui), &client, arena));
	assert_string_equal(client.surname.s, "Kimova-Berg");
	assert_string_equal(client.given.s, "Olgay");
	arena_free(arena);
	desk_close(d);
}

/* Each changed another part of the name: nothing is asked, the form of address says both. */
TEST(check_28_what_only_followed_is_not_asked)
{
	Desk *d = desk_new(thursday, 24, 80, kim);
	desk_keys(d, "2 Enter e Down End text:y");
	desk_run(d, "client edit Kimova --patronymic Petrovna");
	desk_keys(d, "F2");
	assert_seen(d, "WAS", false);
	assert_seen(d, "Saved", true);
	Arena *arena = arena_new();
	Client client;
	well(store_get(d->work->store, &kind_client, screen_client(d->ui), &client, arena));
	assert_string_equal(client.given.s, "Olgay");
	assert_string_equal(client.patronymic.s, "Petrovna");
	assert_string_equal(client.address_form.s, "Olgay Petrovna");
	arena_free(arena);
	desk_close(d);
}

TEST(check_29_conflict_escape_goes_to_the_form)
{
	Desk *d = disputed(24, 80);
	desk_keys(d, "Right Esc");
	assert_seen(d, "WAS", false);
	assert_seen(d, "Olgay", true);
	desk_expect_row(d, 0, "not saved");
	desk_keys(d, "F2");
	assert_seen(d, "not chosen yet", true);
	desk_close(d);
}

TEST(check_13_conflict_at_every_size)
{
	Desk *d = disputed(24, 80);
	for (int rows = 10; rows <= 50; rows += 4)
		for (int cols = 40; cols <= 200; cols += 16) {
			app_resize(d->ui, rows, cols);
			assert_seen(d, "Berg", true);
		}
	desk_close(d);
}

/* What Enter opened, q closes; out of the program it leads only from where the screen began. */
TEST(calendar_q_closes_what_enter_opened)
{
	static const struct {
		const char *begin, *open, *back, *inside;
	} rows[] = {
		{"3", "Enter", "q", "Thu 23 July"},
		{"3", "Enter", "Backspace", "Thu 23 July"},
		{"3", "Enter + -", "q", "Thu 23 July"},
		{"3", "v Right Enter", "q", "23"},
		{"3 +", "v Right Enter", "q", "23"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN});
		desk_keys(desk, rows[i].begin);
		char *before = desk_row(desk, 0);
		desk_keys(desk, rows[i].open);
		desk_expect_row(desk, 0, rows[i].inside);
		char *opened = desk_row(desk, 0);
		assert_string_not_equal(opened, before);
		free(opened);
		desk_keys(desk, rows[i].back);
		assert_false(app_is_over(desk->ui));
		desk_expect_row(desk, 0, before);
		desk_keys(desk, "q");
		assert_true(app_is_over(desk->ui));
		free(before);
		desk_close(desk);
	}
}

/* A count that finds no room in its cell is shortened, not cut. */
TEST(month_counts_are_whole_in_narrow_cells)
{
	static const char *const lines[] = {
		"event add one --start 2026-07-24T10:00",
		"event add two --start 2026-07-24T12:00",
		"event add three --start 2026-07-24T14:00",
		NULL,
	};
	static const struct {
		int cols;
		const char *shown;
	} rows[] = {{60, "+3"}, {80, "3 items"}};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 16, .cols = rows[i].cols, .lines = lines});
		desk_keys(desk, "3");
		desk_expect(desk, rows[i].shown);
		desk_expect_not(desk, "ite…");
		desk_close(desk);
	}
}

static void event_done(Desk *desk, const char *summary)
{
	void *rows = NULL;
	size_t n = 0;
	Arena *arena = arena_new();
	well(store_where(desk->work->store, &kind_event, "summary", (Value){.type = VALUE_TEXT, .s = summary, .n = strlen(summary)}, &rows, &n, arena));
	assert_int_equal(n, 1);
	char *line = mem_printf("event done %lld", (long long)((const Event *)rows)->head.id);
	desk_run(desk, line);
	free(line);
	arena_free(arena);
}

/* A word of what it is stands in every cell of a month: the hour leaves before the letters do. */
TEST(month_cells_have_letters_of_what_it_is)
{
	static const struct {
		const char *lines[2];
		bool done;
		int rows, cols;
		const char *shown;
	} cases[] = {
		{{"event add Interview --start 2026-07-13T13:00 --length 1h"}, true, 16, 60, "✓ Int…"},
		{{"event add Interview --start 2026-07-27T13:00 --length 1h"}, false, 16, 60, "13 In"},
		{{"event add Interview --start 2026-07-27T13:00 --length 1h"}, false, 20, 40, "Int…"},
		{{"event add Interview --start 2026-07-13T13:00 --length 1h"}, true, 24, 80, "13 ✓ Int…"},
		{{"event add Nightshift --start 2026-07-27T22:00 --length 5h"}, false, 24, 60, "Nigh"},
		{{"task add Report --due 2026-07-13T13:00"}, false, 16, 60, "! Rep…"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_new(thursday, cases[i].rows, cases[i].cols, cases[i].lines);
		if (cases[i].done)
			event_done(desk, "Interview");
		desk_keys(desk, "3");
		if (!desk_has(desk, cases[i].shown) || desk_has(desk, "  … "))
			fail_msg("row %zu: no \"%s\", or a cell of dots\n%s", i, cases[i].shown, desk_text(desk));
		desk_close(desk);
	}
}

/* What finds no lane of its own is counted where it begins. */
TEST(week_counts_what_has_no_room_beside_the_others)
{
	static const char *const lines[] = {
		"event add Board --start 2026-07-24T10:00 --length 3h",
		"event add Call --start 2026-07-24T10:30 --length 2h",
		"event add Interview --start 2026-07-24T11:00 --length 90m",
		NULL,
	};
	static const struct {
		const char *keys, *one, *two;
		int rows, cols;
	} views[] = {{"3 +", "▏+1", "▏+2", 24, 80}, {"3 + +", "Call", "Interview", 24, 80}, {"3 +", "Call", "Inter", 36, 200}};
	for (size_t i = 0; i < countof(views); i++) {
		Desk *desk = desk_new(thursday, views[i].rows, views[i].cols, lines);
		desk_keys(desk, views[i].keys);
		if (i == 1)
			desk_keys(desk, "]");
		desk_expect(desk, views[i].one);
		desk_expect(desk, views[i].two);
		desk_expect_not(desk, "▏…");
		desk_close(desk);
	}
}

/* ---- crowded days ---- */

/* `n` things of a quarter of an hour one after the other from 08:00, the second over the first: n items, n quarters, one conflict. */
static void crowd(Desk *desk, const char *day, int n)
{
	for (int i = 0; i < n; i++) {
		int at = 8 * 60 + (i ? i - 1 : 0) * 15;
		char line[100];
		snprintf(line, sizeof line, "event add 'Visit %d' --start %sT%02d:%02d --length 15m", i, day, at / 60, at % 60);
		desk_run(desk, line);
	}
}

/* However few things of a day find room in a view, it says how many there are, how long they take and what is free. */
TEST(crowded_days_are_counted_whole)
{
	static const struct {
		const char *keys, *head, *day;
	} views[] = {
		{"3", "40 items · 2 conflicts", "Thu 23 July: 25 items, 6 h 15 m. Free 14:00–18:00"},
		{"+", "40 items · 10 h", NULL},
		{"+", "25 items · 6 h 15 m", NULL},
		{"+", "40 items", "25 items · 6 h 15 m"},
	};
	Desk *desk = desk_new("2026-07-23T07:00:00+02:00", 24, 80, NULL);
	desk_setting(desk, "time.hours=08:00-18:00");
	crowd(desk, "2026-07-23", 25);
	crowd(desk, "2026-07-24", 15);
	for (size_t i = 0; i < countof(views); i++) {
		desk_keys(desk, views[i].keys);
		desk_expect_row(desk, 0, views[i].head);
		if (views[i].day)
			desk_expect(desk, views[i].day);
	}
	desk_keys(desk, "- - - G");
	desk_expect_not(desk, "more than");
	desk_close(desk);
}

/* The sign of a day tells its hours, not how many of them were read. */
TEST(crowded_days_show_their_load)
{
	Desk *desk = desk_new("2026-07-01T07:00:00+02:00", 24, 80, NULL);
	crowd(desk, "2026-07-22", 12);
	desk_run(desk, "event add Fair --start 2026-07-23T08:00 --length 3h");
	desk_keys(desk, "3");
	desk_expect(desk, "22 ▇");
	desk_expect(desk, "23 ▇");
	desk_expect(desk, "10 more");
	desk_expect_not(desk, "+ more");
	desk_close(desk);
}
