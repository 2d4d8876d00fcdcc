/* SPDX-License-Identifier: MIT */
/* The numbered checks of the calendar and of the edit conflict: cursor, midnight, mouse, sizes, moving things in time, series, two who edit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/app/app.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/cli/cli.h"
#include "test.h"

typedef struct Desk {
	char home[64], clock_file[96];
	Env env;
	Settings *settings;
	Clock *clock;
	Work *work;
	Ui *ui;
} Desk;

static const char *no_variable(void *self, const char *name)
{
	(void)self, (void)name;
	return NULL;
}

static void counted(void *self, void *out, size_t n)
{
	static uint64_t state = 2463534242u;
	(void)self;
	for (size_t i = 0; i < n; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		((unsigned char *)out)[i] = (unsigned char)state;
	}
}

static Err *no_output(void *self, const char *bytes, size_t n)
{
	(void)self, (void)bytes, (void)n;
	return NULL;
}

static void well(Err *err)
{
	char *why = err ? err_text(err) : NULL;
	if (why)
		fail_msg("%s", why);
}

static void run(Desk *d, const char *line)
{
	CommandCall *call = NULL;
	CommandHost host = {.words = work_words(d->work), .resolve = work_resolve, .self = d->work};
	const Arg *missing = NULL;
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = no_output});
	well(call_parse_line(&call, cli_commands(), line));
	well(call_ready(&missing, call, &host));
	assert_null(missing);
	well(call_run(call, d->work, out));
	out_free(out);
	call_free(call);
}

static void set_clock(Desk *d, const char *now)
{
	FILE *file = fopen(d->clock_file, "w");
	assert_non_null(file);
	fprintf(file, "%s\n", now);
	fclose(file);
}

/* A desk of its own in Berlin, with these commands run on an empty base; ended by NULL. */
static Desk *desk_new(const char *now, int rows, int cols, const char *const *lines)
{
	Desk *d = mem_alloc(sizeof *d);
	snprintf(d->home, sizeof d->home, "/tmp/kartoteka-calendar-XXXXXX");
	assert_non_null(mkdtemp(d->home));
	snprintf(d->clock_file, sizeof d->clock_file, "%s/clock", d->home);
	set_clock(d, now);
	char spec[128];
	snprintf(spec, sizeof spec, "@%s", d->clock_file);
	d->env = (Env){.get = no_variable, .random = counted, .login = "orehov", .full_name = "Орехов Пётр", .terminal = "pts/3", .home = d->home,
	               .config_home = d->home, .data_home = d->home, .state_home = d->home, .cache_home = d->home, .share = KT_LOCALE_DIR};
	text_language(LANG_EN, KT_LOCALE_DIR);
	well(settings_open(&d->settings, &d->env, NULL));
	settings_override(d->settings, "time", "zone", "Europe/Berlin");
	settings_override(d->settings, "remind", "lead", "");
	well(clock_new(&d->clock, spec));
	WorkOptions options = {.env = &d->env, .clock = d->clock, .settings = d->settings, .db = ":memory:", .zone = "Europe/Berlin", .lang = LANG_EN, .mode = STORE_WRITE};
	well(work_open(&d->work, &options));
	for (; lines && *lines; lines++)
		run(d, *lines);
	well(app_new(&d->ui, &(AppOptions){.work = d->work, .rows = rows, .cols = cols, .locale_dir = KT_LOCALE_DIR}));
	app_frame(d->ui);
	return d;
}

static void desk_free(Desk *d)
{
	app_free(d->ui);
	work_close(d->work);
	clock_free(d->clock);
	settings_close(d->settings);
	unlink(d->clock_file);
	free(d);
}

static void press(Desk *d, const char *keys)
{
	well(app_keys(d->ui, keys));
	app_frame(d->ui);
}

static char *row_text(Desk *d, int row)
{
	return frame_row(app_frame(d->ui), row);
}

static void assert_row(Desk *d, int row, const char *part)
{
	char *text = row_text(d, row);
	if (!strstr(text, part))
		fail_msg("row %d has no \"%s\": |%s|", row, part, text);
	free(text);
}

static void assert_seen(Desk *d, const char *part, bool wanted)
{
	char *text = frame_text(app_frame(d->ui));
	if ((strstr(text, part) != NULL) != wanted)
		fail_msg("\"%s\" is%s there:\n%s", part, wanted ? " not" : "", text);
	free(text);
}

static const char thursday[] = "2026-07-23T09:42:00+02:00";
static const char *const some[] = {"event add \"Call\" --start 2026-07-23T10:00 --length 15m", "event add \"Lunch\" --start 2026-07-23T13:00 --length 1h",
                                   "event add \"Stand-up\" --start 2026-07-20T09:00 --length 15m --every day", NULL};

/* ---- 12, 13, 14: sizes ---- */

TEST(check_12_calendar_at_every_size)
{
	static const char *const views[] = {"3", "+", "+", "+"};
	static const int sizes[][2] = {{10, 40}, {10, 59}, {16, 60}, {24, 80}, {24, 109}, {24, 110}, {36, 120}, {60, 200}, {80, 250}, {9, 39}, {80, 40}, {10, 250}};
	Desk *d = desk_new(thursday, 24, 80, some);
	for (size_t v = 0; v < countof(views); v++) {
		press(d, views[v]);
		for (size_t i = 0; i < countof(sizes); i++) {
			app_resize(d->ui, sizes[i][0], sizes[i][1]);
			const Frame *frame = app_frame(d->ui);
			assert_true(frame->cursor_row < frame->rows && frame->cursor_col < frame->cols);
		}
		app_resize(d->ui, 24, 80);
	}
	desk_free(d);
}

TEST(check_13_calendar_resized_with_a_box_open)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	press(d, "3 + f");
	unsigned seed = 7;
	for (int i = 0; i < 50; i++) {
		seed = seed * 1103515245u + 12345u;
		app_resize(d->ui, 10 + (int)(seed >> 16) % 50, 40 + (int)(seed >> 8) % 180);
		app_frame(d->ui);
	}
	app_resize(d->ui, 30, 100);
	char *last = frame_text(app_frame(d->ui));
	desk_free(d);
	Desk *fresh = desk_new(thursday, 30, 100, some);
	press(fresh, "3 + f");
	char *other = frame_text(app_frame(fresh->ui));
	assert_string_equal(last, other);
	free(last);
	free(other);
	desk_free(fresh);
}

TEST(check_14_calendar_keeps_its_place_over_a_resize)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	press(d, "3 + + Down");
	assert_seen(d, "13:00–14:00", true);
	app_resize(d->ui, 12, 44);
	app_frame(d->ui);
	assert_row(d, 10, "13:00–14:00  Lunch");
	app_resize(d->ui, 24, 80);
	assert_seen(d, "█ Lunch", true);
	desk_free(d);
}

/* ---- 17: the cursor stays on its thing ---- */

TEST(check_17_calendar_keeps_cursor)
{
	static const char *const views[] = {"3 + End", "3 + + End", "3 + + + End", "3 Tab Tab Tab"};
	for (size_t v = 0; v < countof(views); v++) {
		Desk *d = desk_new(thursday, 24, 80, some);
		press(d, views[v]);
		int64_t before = screen_client(d->ui);
		char *row = row_text(d, 22);
		run(d, "event add \"Early\" --start 2026-07-23T07:00 --length 1h");
		run(d, "event add \"Earlier\" --start 2026-07-23T06:00 --length 1h");
		ui_changed(d->ui);
		app_frame(d->ui);
		char *after = row_text(d, 22);
		if (v == 1) { /* beside the day there is a pane */
			assert_seen(d, "█ Lunch", true);
		} else {
			assert_string_equal(row, after);
		}
		assert_int_equal(before, screen_client(d->ui));
		free(row);
		free(after);
		desk_free(d);
	}
}

/* ---- 23: keys held down ---- */

TEST(check_23_calendar_held_keys)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	press(d, "3");
	TermEvent event = {.type = EVENT_KEY, .key = {.code = 'l'}};
	for (int i = 0; i < 200; i++)
		app_event(d->ui, &event, 5000 + i * 20);
	assert_row(d, 0, "February 2027");
	assert_row(d, 22, "Mon 8 February"); /* 200 days after 23 July */
	event.key.code = 'h';
	for (int i = 0; i < 200; i++)
		app_event(d->ui, &event, 15000 + i * 20);
	assert_row(d, 0, "July 2026");
	desk_free(d);
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
	press(d, "3");
	click_at(d, 7, 16, false); /* second week, Tuesday */
	assert_row(d, 22, "Tue 7 July");
	wheel(d, false);
	assert_row(d, 22, "Tue 14 July");
	wheel(d, true);
	assert_row(d, 22, "Tue 7 July");
	click_at(d, 7, 16, true);
	assert_row(d, 0, "Tue 7 July 2026");
	press(d, "t");
	click_at(d, 12, 12, false); /* 13:00 in the day from 08:00 */
	assert_seen(d, "█ Lunch", true);
	desk_free(d);
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
	press(d, key);
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
	press(d, "3");
	Change right = moved(d, "Right", 22), down = moved(d, "Down", 22);
	assert_int_equal(right.cells, 2);
	assert_int_equal(down.cells, 2);
	press(d, "t + + + Home");
	Change row = moved(d, "Down", 22);
	assert_int_equal(row.cells, 2);
	desk_free(d);
}

TEST(check_44_calendar_hardware_cursor)
{
	static const char *const views[] = {"3", "3 Tab", "3 +", "3 + +", "3 + + +", "3 + + End"};
	Desk *d = desk_new(thursday, 24, 80, some);
	for (size_t i = 0; i < countof(views); i++) {
		press(d, "t");
		press(d, views[i]);
		const Frame *frame = app_frame(d->ui);
		const char *at = frame_cell(frame, frame->cursor_row, frame->cursor_col)->text;
		if (strcmp(at, "▌") != 0 && strcmp(at, "█") != 0)
			fail_msg("%s: the cursor stands on \"%s\" at %d,%d", views[i], at, frame->cursor_row, frame->cursor_col);
		press(d, "- - -");
	}
	desk_free(d);
}

/* ---- 43: states have signs ---- */

TEST(check_43_calendar_states_have_signs)
{
	static const char *const lines[] = {"event add \"Held\" --start 2026-07-23T08:00 --length 1h", "task add \"Late\" --due 2026-07-23T08:30",
	                                    "task add \"Soon\" --due 2026-07-23T17:00", NULL};
	static const char *const views[] = {"3 + + +", "-", "-"};
	Desk *d = desk_new(thursday, 24, 80, lines);
	press(d, "3 + + Home d - -");
	for (size_t i = 0; i < countof(views); i++) {
		press(d, views[i]);
		assert_seen(d, "✓", true);
		assert_seen(d, "• ", true);
		char *all = frame_text(app_frame(d->ui));
		assert_non_null(strchr(strchr(all, '\n'), '!'));
		free(all);
	}
	desk_free(d);
}

/* ---- 59: midnight ---- */

TEST(check_59_calendar_goes_over_midnight)
{
	Desk *d = desk_new("2026-07-23T23:59:30+02:00", 24, 80, some);
	press(d, "3 + +");
	assert_row(d, 0, "Thu 23 July");
	set_clock(d, "2026-07-24T00:00:10+02:00");
	app_minute(d->ui);
	assert_row(d, 0, "Fri 24 July");
	press(d, "- - Left Left");
	assert_row(d, 22, "Wed 22 July");
	set_clock(d, "2026-07-25T00:00:10+02:00");
	app_minute(d->ui);
	assert_row(d, 22, "Wed 22 July"); /* a day one went to stays */
	assert_seen(d, "▸25", true);
	desk_free(d);
}

/* ---- moving in time, zoom, range ---- */

TEST(calendar_moves_by_periods)
{
	static const struct {
		const char *keys, *head;
	} rows[] = {{"3 ]", "August 2026"}, {"3 [ [", "May 2026"}, {"3 }", "July 2027"}, {"3 { t", "July 2026"}, {"3 PgDn PgDn", "September 2026"},
	            {"3 + ]", "week 31, 27 July – 2 August"}, {"3 + + [", "Wed 22 July"}, {"3 + + + ]", "Thu 20 August"}, {"3 g text:31.12 Enter", "December 2026"},
	            {"3 + g text:31.12 Enter", "week 53"}, {"3 g text:yesterday Enter +", "week 30"}, {"3 + + -", "week 30"}, {"3 + + + + -", "Thu 23 July 2026"}};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *d = desk_new(thursday, 24, 80, some);
		press(d, rows[i].keys);
		char *head = row_text(d, 0);
		if (!strstr(head, rows[i].head))
			fail_msg("%s: no \"%s\" in |%s|", rows[i].keys, rows[i].head, head);
		free(head);
		desk_free(d);
	}
}

TEST(calendar_range_shows_what_is_free)
{
	Desk *d = desk_new(thursday, 24, 80, (const char *const[]){"event add \"Call\" --start 2026-07-23T10:00 --length 15m", NULL});
	press(d, "3 v Right Right");
	assert_row(d, 22, "1 item");
	assert_row(d, 22, "Free days Fri 24, Sat 25");
	press(d, "Esc");
	assert_row(d, 22, "Sat 25 July: nothing planned");
	press(d, "Left Left v Right Enter");
	assert_row(d, 0, "Thu 23 July – Fri 24 July");
	assert_seen(d, "free 10:15–18:00", true);
	desk_free(d);
}

TEST(calendar_moves_an_event_by_a_quarter)
{
	Desk *d = desk_new(thursday, 24, 80, (const char *const[]){"event add \"Call\" --start 2026-07-23T23:45 --length 15m", NULL});
	press(d, "3 + <");
	assert_row(d, 22, "Moved");
	press(d, "Left Right");
	assert_row(d, 22, "23:30–23:45  Call");
	press(d, "> >"); /* over midnight: the cursor goes with it */
	press(d, "n");
	assert_seen(d, "▌Fri 24", true);
	press(d, "u u u +");
	press(d, "t");
	assert_seen(d, "23:45–", true);
	desk_free(d);
}

TEST(calendar_asks_which_of_a_series)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	press(d, "3 + Home");
	assert_row(d, 22, "09:00–09:15  Stand-up");
	press(d, ">");
	assert_seen(d, "this one", true);
	press(d, "o");
	press(d, "Down Up");
	assert_row(d, 22, "09:15–09:30  Stand-up");
	press(d, "Right");
	press(d, "Home");
	assert_row(d, 22, "09:00–09:15  Stand-up");
	press(d, "D f");
	assert_row(d, 22, "Deleted from here on: ");
	press(d, "Left Right");
	assert_row(d, 22, "nothing planned");
	desk_free(d);
}

TEST(calendar_says_what_a_filter_hides)
{
	Desk *d = desk_new(thursday, 24, 80, some);
	press(d, "3 / text:lunch Enter");
	assert_row(d, 0, "«lunch»: 1 item");
	assert_row(d, 22, "F shows everything");
	press(d, "] ]");
	assert_row(d, 22, "nothing planned");
	press(d, "N");
	assert_row(d, 22, "Thu 23 July");
	press(d, "F");
	assert_row(d, 0, "14 items");
	press(d, "/ text:kegx Enter"); /* nothing is found by what is none of the layouts' words */
	assert_row(d, 0, "0 items");
	desk_free(d);
}

/* ---- the edit conflict: 28, 29 ---- */

static const char *const kim[] = {"client add --name \"Kimova Olga\" --phone \"+49 30 1234567\"", NULL};

static Desk *disputed(int rows, int cols)
{
	Desk *d = desk_new(thursday, rows, cols, kim);
	press(d, "2 Enter e End text:x Down End text:y");
	run(d, "client edit Kimova --surname Berg --given Anna --source fair");
	press(d, "F2");
	return d;
}

TEST(check_28_conflict_preselects_nothing)
{
	Desk *d = disputed(24, 80);
	assert_seen(d, "WAS", true);
	assert_seen(d, "[Berg]", false);
	assert_seen(d, "not chosen yet", true);
	press(d, "Down Enter"); /* to the first open one, and nothing is saved */
	assert_seen(d, "WAS", true);
	press(d, "Right");
	assert_seen(d, "[Berg]", true);
	press(d, "F2");
	assert_seen(d, "WAS", true);
	press(d, "Left");
	assert_seen(d, "not chosen yet", false);
	press(d, "Enter");
	assert_seen(d, "WAS", false);
	assert_seen(d, "Saved", true);
	Arena *arena = arena_new();
	Client client;
	well(store_get(d->work->store, &kind_client, screen_client(d->ui), &client, arena));
	assert_string_equal(client.surname.s, "Berg");
	assert_string_equal(client.given.s, "Olgay");
	assert_string_equal(client.source.s, "fair");
	arena_free(arena);
	desk_free(d);
}

TEST(check_28_conflict_all_mine_and_third)
{
	Desk *d = disputed(36, 120);
	assert_seen(d, "MERGED BY ITSELF", true);
	press(d, "e C-u text:Kimova-Berg Enter");
	assert_seen(d, "[Kimova-Berg]", true);
	press(d, "* F2");
	assert_seen(d, "Saved", true);
	Arena *arena = arena_new();
	Client client;
	well(store_get(d->work->store, &kind_client, screen_client(d->ui), &client, arena));
	assert_string_equal(client.surname.s, "Kimova-Berg");
	assert_string_equal(client.given.s, "Olgay");
	arena_free(arena);
	desk_free(d);
}

TEST(check_29_conflict_escape_goes_to_the_form)
{
	Desk *d = disputed(24, 80);
	press(d, "Right Esc");
	assert_seen(d, "WAS", false);
	assert_seen(d, "Olgay", true);
	assert_row(d, 0, "not saved");
	press(d, "F2");
	assert_seen(d, "not chosen yet", true);
	desk_free(d);
}

TEST(check_13_conflict_at_every_size)
{
	Desk *d = disputed(24, 80);
	for (int rows = 10; rows <= 50; rows += 4)
		for (int cols = 40; cols <= 200; cols += 16) {
			app_resize(d->ui, rows, cols);
			assert_seen(d, "Berg", true);
		}
	desk_free(d);
}
