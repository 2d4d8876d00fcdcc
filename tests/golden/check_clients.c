/* SPDX-License-Identifier: MIT */
/* What the list of clients, the card and the call line must do, by the numbers of the checklist; in process, without a terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/app/app.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/cli/cli.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/exchange.h"
#include "kartoteka/work/step.h"
#include "test.h"

typedef struct Lab {
	char home[40];
	char config[64], data[64], state[64], cache[64];
	Env env;
	Settings *settings;
	Clock *clock;
	Work *work;
	Ui *ui;
	int rows, cols;
} Lab;

static const char *no_variable(void *self, const char *name)
{
	(void)self, (void)name;
	return NULL;
}

static void counted(void *self, void *out, size_t n)
{
	static uint64_t state = 1234567890123u;
	(void)self;
	unsigned char *at = out;
	for (size_t i = 0; i < n; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		at[i] = (unsigned char)(state >> 33);
	}
}

static void well(Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	err_free(err);
	fail_msg("%s", text);
}

static void lab_env(Lab *lab)
{
	snprintf(lab->home, sizeof lab->home, "/tmp/kartoteka-clients-XXXXXX");
	assert_non_null(mkdtemp(lab->home));
	snprintf(lab->config, sizeof lab->config, "%s/config", lab->home);
	snprintf(lab->data, sizeof lab->data, "%s/data", lab->home);
	snprintf(lab->state, sizeof lab->state, "%s/state", lab->home);
	snprintf(lab->cache, sizeof lab->cache, "%s/cache", lab->home);
	lab->env = (Env){.get = no_variable, .random = counted, .login = "orehov", .full_name = "Орехов Пётр", .terminal = "pts/3", .home = lab->home,
	                 .config_home = lab->config, .data_home = lab->data, .state_home = lab->state, .cache_home = lab->cache, .share = KT_LOCALE_DIR};
}

static Lab *lab_open(Lang lang, int rows, int cols)
{
	Lab *lab = mem_alloc(sizeof *lab);
	lab_env(lab);
	text_language(lang, KT_LOCALE_DIR);
	lab->rows = rows;
	lab->cols = cols;
	well(settings_open(&lab->settings, &lab->env, NULL));
	settings_override(lab->settings, "time", "zone", "Europe/Moscow");
	well(clock_new(&lab->clock, "2026-07-23T09:42:00+03:00"));
	WorkOptions options = {.env = &lab->env, .clock = lab->clock, .settings = lab->settings, .db = ":memory:", .zone = "Europe/Moscow", .lang = lang, .mode = STORE_WRITE};
	well(work_open(&lab->work, &options));
	return lab;
}

static void lab_show(Lab *lab)
{
	well(app_new(&lab->ui, &(AppOptions){.work = lab->work, .rows = lab->rows, .cols = lab->cols, .locale_dir = KT_LOCALE_DIR}));
	app_frame(lab->ui);
}

static void lab_close(Lab *lab)
{
	app_free(lab->ui);
	work_close(lab->work);
	clock_free(lab->clock);
	settings_close(lab->settings);
	free(lab);
}

static Err *no_output(void *self, const char *bytes, size_t n)
{
	(void)self, (void)bytes, (void)n;
	return NULL;
}

static void run(Lab *lab, const char *line)
{
	CommandCall *call = NULL;
	CommandHost host = {.words = work_words(lab->work), .resolve = work_resolve, .self = lab->work};
	const Arg *missing = NULL;
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = no_output});
	well(call_parse_line(&call, cli_commands(), line));
	well(call_ready(&missing, call, &host));
	assert_null(missing);
	well(call_run(call, lab->work, out));
	out_free(out);
	call_free(call);
}

static void keys(Lab *lab, const char *line)
{
	well(app_keys(lab->ui, line));
	app_frame(lab->ui);
}

/* So many clients at once, named so that their order is known. */
static void fill(Lab *lab, int n, const char *format)
{
	int64_t batch = 0;
	Arena *arena = arena_new();
	well(work_begin(lab->work, "test", "%s", "filled"));
	for (int i = 0; i < n; i++) {
		Client client;
		record_init(&kind_client, &client);
		client.surname.s = arena_printf(arena, format, i);
		client.owner.v = lab->work->me.head.id;
		well(work_make(lab->work, &kind_client, &client));
	}
	well(work_commit(lab->work, &batch));
	arena_free(arena);
}

static char *shown(Lab *lab)
{
	return frame_text(app_frame(lab->ui));
}

static bool has(Lab *lab, const char *text)
{
	char *frame = shown(lab);
	bool found = strstr(frame, text) != NULL;
	free(frame);
	return found;
}

static void expect_shown(Lab *lab, const char *text)
{
	if (has(lab, text))
		return;
	char *frame = shown(lab);
	printf("%s", frame);
	free(frame);
	fail_msg("not shown: %s", text);
}

/* The row where the cursor stands, as text. */
static char *cursor_row(Lab *lab)
{
	const Frame *frame = app_frame(lab->ui);
	return frame_row(frame, frame->cursor_row);
}

static void expect_cursor(Lab *lab, const char *text)
{
	char *row = cursor_row(lab);
	bool found = strstr(row, text) != NULL && strncmp(row, GLYPH_CURSOR, strlen(GLYPH_CURSOR)) == 0;
	if (!found)
		fail_msg("cursor on \"%s\", want \"%s\"", row, text);
	free(row);
}

static int64_t client_named_(Lab *lab, const char *name)
{
	int64_t id = 0;
	well(work_resolve(&id, lab->work, "client", name));
	return id;
}

static int64_t contacts_of(Lab *lab, const char *name)
{
	int64_t n = 0;
	well(history_count(lab->work->store, client_named_(lab, name), &n));
	return n;
}

static Client client_of(Lab *lab, const char *name)
{
	static Arena *arena;
	Client client;
	if (!arena)
		arena = arena_new();
	well(store_get(lab->work->store, &kind_client, client_named_(lab, name), &client, arena));
	return client;
}

static void people(Lab *lab)
{
	run(lab, "client add --name \"Антонова Вера\" --phone \"+7 916 111-11-11\" --phone \"+7 495 222-22-22\"");
	run(lab, "client add --name \"Борисов Глеб\" --phone \"+7 916 222-22-22\"");
	run(lab, "client add --name \"Ёлкин Семён\" --phone \"+7 916 333-33-33\"");
	run(lab, "client add --name \"Иванов Игорь\" --phone \"+7 916 444-44-44\" --organization \"ООО Вектор\"");
}

/* ---- the list ---- */

TEST(check_10_a_name_of_24_cells_with_its_step_and_date_is_whole)
{
	static const struct { Lang lang; const char *name, *words, *want; } rows[] = {
		{LANG_RU, "Иванов Игорь Петрович Ав", "task add звонок --due 2026-07-23T10:00 --client Иванов", "• 10:00 звонок"},
		{LANG_EN, "Ivanov Igor Petrovich-Ab", "task add meeting --due 2026-07-29T10:00 --client Ivanov", "Wed 29 meeting"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Lab *lab = lab_open(rows[i].lang, 24, 80);
		char line[200];
		snprintf(line, sizeof line, "client add --name \"%s\" --kind organization", rows[i].name);
		run(lab, line);
		run(lab, rows[i].words);
		lab_show(lab);
		keys(lab, "2");
		expect_shown(lab, rows[i].name);
		expect_shown(lab, rows[i].want);
		lab_close(lab);
	}
}

TEST(check_13_resizes_end_in_the_frame_of_that_size)
{
	static const int sizes[][2] = {{10, 40}, {36, 120}, {16, 60}, {24, 80}, {60, 200}, {11, 41}, {23, 79}, {24, 110}, {80, 250}, {20, 80}};
	static const char *const ways[] = {"2 f", "2 C", "2 c", "2 c 2", "2 / text:и", "2 Enter", "2 s", "2 c 1 text:да"};
	for (size_t w = 0; w < countof(ways); w++) {
		Lab *lab = lab_open(LANG_RU, 24, 80);
		people(lab);
		lab_show(lab);
		keys(lab, ways[w]);
		for (int i = 0; i < 50; i++) {
			app_resize(lab->ui, sizes[i % 10][0] - i % 3, sizes[i % 10][1] + i % 5);
			if (i % 4)
				app_frame(lab->ui);
		}
		app_resize(lab->ui, 24, 80);
		char *got = shown(lab);
		app_resize(lab->ui, 24, 80);
		char *again = shown(lab);
		if (strcmp(got, again) != 0)
			fail_msg("%s: two frames of one size differ", ways[w]);
		free(got);
		free(again);
		lab_close(lab);
	}
}

TEST(check_14_selection_filter_and_marks_survive_resize_and_refresh)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 / text:о Tab j Space");
	char *before = cursor_row(lab);
	app_resize(lab->ui, 36, 120);
	app_frame(lab->ui);
	app_resize(lab->ui, 24, 80);
	run(lab, "client add --name \"Оленин Пётр\"");
	keys(lab, "F5");
	char *after = cursor_row(lab);
	assert_string_equal(before, after);
	expect_shown(lab, " / о");
	expect_shown(lab, "отмечено 1");
	free(before);
	free(after);
	lab_close(lab);
}

TEST(check_17_list_keeps_cursor_when_rows_come_in_above)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	fill(lab, 300, "Клиент %03d");
	lab_show(lab);
	keys(lab, "2 PgDn PgDn PgDn j j");
	char *before = cursor_row(lab);
	int line = app_frame(lab->ui)->cursor_row;
	run(lab, "client add --name \"Аа Первый\"");
	run(lab, "client add --name \"Аб Второй\"");
	keys(lab, "F5");
	char *after = cursor_row(lab);
	assert_string_equal(before, after);
	assert_int_equal(app_frame(lab->ui)->cursor_row, line);
	free(before);
	free(after);
	lab_close(lab);
}

/* The window grows and is cut: every row must come once, in order, both ways. */
TEST(list_walks_all_rows_in_order_both_ways)
{
	enum { N = 1500 };
	Lab *lab = lab_open(LANG_EN, 24, 80);
	fill(lab, N, "Client %04d");
	lab_show(lab);
	keys(lab, "2");
	for (int i = 0; i < N; i++) {
		char want[32];
		snprintf(want, sizeof want, "Client %04d", i);
		expect_cursor(lab, want);
		keys(lab, "j");
	}
	keys(lab, "j");
	expect_cursor(lab, "Client 1499");
	for (int i = N - 1; i >= 0; i -= 1) {
		char want[32];
		snprintf(want, sizeof want, "Client %04d", i);
		expect_cursor(lab, want);
		keys(lab, "k");
	}
	keys(lab, "End");
	expect_cursor(lab, "Client 1499");
	keys(lab, "PgUp Home");
	expect_cursor(lab, "Client 0000");
	expect_shown(lab, "1 500");
	lab_close(lab);
}

TEST(check_23_held_keys_and_long_lines_arrive)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	fill(lab, 400, "Client %04d");
	lab_show(lab);
	keys(lab, "2");
	for (int i = 0; i < 200; i++) { /* no frame between: one comes after all of them */
		TermEvent event = {.type = EVENT_KEY, .key = {.code = 'j'}};
		app_event(lab->ui, &event, 1000000 + i);
	}
	expect_cursor(lab, "Client 0200");
	keys(lab, "/");
	for (int i = 0; i < 2000; i++) {
		TermEvent event = {.type = EVENT_KEY, .key = {.code = (uint32_t)('a' + i % 26)}};
		app_event(lab->ui, &event, 2000000 + i);
	}
	expect_shown(lab, "uvwxyzabcdefghijklmnopqrstuvwx");
	lab_close(lab);
}

static void mouse(Lab *lab, MouseAction action, int row, int col, bool twice)
{
	TermEvent event = {.type = EVENT_MOUSE, .mouse = {.action = action, .row = row, .col = col, .button = 1, .twice = twice}};
	app_event(lab->ui, &event, 5000000);
	app_frame(lab->ui);
}

TEST(check_26_mouse_selects_opens_scrolls_and_sorts)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	fill(lab, 100, "Client %04d");
	run(lab, "log \"Client 0050\" --kind call --outcome reached");
	lab_show(lab);
	keys(lab, "2");
	mouse(lab, MOUSE_PRESS, 6, 10, false);
	expect_cursor(lab, "Client 0002");
	mouse(lab, MOUSE_WHEEL_DOWN, 6, 10, false);
	expect_shown(lab, "Client 0012");
	mouse(lab, MOUSE_PRESS, 2, 58, false);
	expect_shown(lab, "Contact▾");
	expect_cursor(lab, "Client 0050");
	mouse(lab, MOUSE_PRESS, 4, 10, true);
	expect_shown(lab, "Clients ▸ Client 0050");
	lab_close(lab);
}

TEST(check_27_delete_of_marked_has_one_undo)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 Space Space D");
	expect_shown(lab, "u отменить");
	assert_false(has(lab, "Антонова"));
	keys(lab, "u");
	expect_shown(lab, "Антонова Вера");
	expect_shown(lab, "Борисов Глеб");
	lab_close(lab);
}

TEST(check_30_filter_line_goes_by_letters)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 / text:Ёжик Space text:щёлкнул");
	expect_shown(lab, "/ Ёжик щёлкнул");
	for (int i = 0; i < 3; i++)
		keys(lab, "Backspace");
	expect_shown(lab, "/ Ёжик щёлк");
	keys(lab, "Home Delete Left Right");
	expect_shown(lab, "/ ж");
	keys(lab, "Esc");
	expect_shown(lab, "Антонова Вера");
	lab_close(lab);
}

TEST(check_41_a_move_changes_cell_0_of_two_rows)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 F3");
	char *a = shown(lab);
	keys(lab, "j");
	char *b = shown(lab);
	int differ = 0;
	for (char *x = a, *y = b; *x && *y;) {
		size_t n = strcspn(x, "\n"), m = strcspn(y, "\n");
		if (n != m || memcmp(x, y, n) != 0) {
			differ++;
			assert_true(strncmp(x, GLYPH_CURSOR, 3) == 0 || strncmp(y, GLYPH_CURSOR, 3) == 0);
		}
		x += n + (x[n] == '\n');
		y += m + (y[m] == '\n');
	}
	assert_int_equal(differ, 2);
	free(a);
	free(b);
	lab_close(lab);
}

TEST(check_44_the_hardware_cursor_follows)
{
	static const char *const ways[] = {"2", "2 Enter", "2 c", "2 c 2", "2 / text:и"};
	for (size_t i = 0; i < countof(ways); i++) {
		Lab *lab = lab_open(LANG_RU, 24, 80);
		people(lab);
		run(lab, "log Антонова --kind call --outcome reached --text раз");
		run(lab, "log Антонова --kind call --outcome reached --text два");
		lab_show(lab);
		keys(lab, ways[i]);
		const Frame *frame = app_frame(lab->ui);
		const char *cell = frame_shown(frame, frame->cursor_row, frame->cursor_col);
		if (strcmp(cell, GLYPH_CURSOR) != 0 && strcmp(cell, GLYPH_EDIT) != 0)
			fail_msg("%s: the cursor stands on \"%s\"", ways[i], cell);
		lab_close(lab);
	}
}

TEST(check_43_states_have_a_sign)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-21T10:00 --client Антонова");
	run(lab, "task add звонок --due 2026-07-23T18:00 --client Борисов");
	lab_show(lab);
	keys(lab, "2");
	expect_shown(lab, "! 21.07 звонок");
	expect_shown(lab, "• 18:00 звонок");
	app_resize(lab->ui, 10, 40);
	expect_shown(lab, "! 21.07");
	lab_close(lab);
}

TEST(check_72_empty_lists_say_why_and_which_key_helps)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	lab_show(lab);
	keys(lab, "2");
	expect_shown(lab, "No clients yet");
	run(lab, "client add --name \"Some One\"");
	keys(lab, "F5 / text:zzqq");
	expect_shown(lab, "hides 1");
	keys(lab, "Backspace Backspace Backspace Backspace text:some");
	expect_shown(lab, "▌ One Some"); /* still in the line: the row keeps its bar */
	lab_close(lab);
}

TEST(nothing_found_then_n_makes_that_client)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	run(lab, "client add --name \"Some One\"");
	lab_show(lab);
	keys(lab, "2 / text:Grigoriev Tab n");
	expect_shown(lab, "+ Grigoriev");
	lab_close(lab);
}

TEST(marks_range_all_and_escape)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	fill(lab, 1300, "Client %04d");
	lab_show(lab);
	keys(lab, "2 v j j j v");
	expect_shown(lab, "4 marked");
	keys(lab, "Esc");
	assert_false(has(lab, "marked"));
	keys(lab, "*");
	expect_shown(lab, "1 300 marked");
	keys(lab, "*");
	assert_false(has(lab, "marked"));
	keys(lab, "v");
	for (int i = 0; i < 30; i++)
		keys(lab, "PgDn");
	keys(lab, "v");
	char *row = cursor_row(lab);
	int last = atoi(strstr(row, "Client") + 7);
	free(row);
	char want[32];
	snprintf(want, sizeof want, "%d marked", last - 3 + 1); /* it began on the fourth */
	expect_shown(lab, want);
	lab_close(lab);
}

TEST(search_finds_by_the_other_layout_and_stays_for_the_way_back)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 / text:bdfyjd");
	expect_shown(lab, "▌ Иванов Игорь");
	keys(lab, "Enter");
	expect_shown(lab, "▸ Иванов Игорь");
	keys(lab, "q");
	expect_shown(lab, "/ bdfyjd");
	keys(lab, "Esc");
	expect_shown(lab, "Ёлкин Семён");
	lab_close(lab);
}

TEST(saved_filter_is_kept_found_and_forgotten)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	run(lab, "client add --name \"Alpha\" --tag vip");
	run(lab, "client add --name \"Beta\"");
	lab_show(lab);
	keys(lab, "2 / text:tag:vip Tab f +");
	keys(lab, "text:mine-vip Enter");
	expect_shown(lab, "Clients ▸ mine-vip");
	keys(lab, "F");
	expect_shown(lab, "Beta");
	keys(lab, "f 1");
	expect_shown(lab, "f tag:vip");
	assert_false(has(lab, "Beta"));
	keys(lab, "f -");
	expect_shown(lab, "Beta");
	lab_close(lab);
}

TEST(columns_are_chosen_and_kept)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	run(lab, "client add --name \"Some One\" --source fair");
	lab_show(lab);
	keys(lab, "2 C j Space j j j j Space Esc");
	expect_shown(lab, "Source");
	assert_false(has(lab, "Phone"));
	keys(lab, "1 2");
	assert_false(has(lab, "Phone"));
	assert_string_equal(settings_get(lab->settings, "list", "clients"), "name employer contact step source");
	lab_close(lab);
}

/* ---- the card ---- */

TEST(card_walks_the_neighbours_of_its_list)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	fill(lab, 10, "Client %04d");
	lab_show(lab);
	keys(lab, "2 j Enter");
	expect_shown(lab, "2 of 10");
	keys(lab, "}");
	expect_shown(lab, "▸ Client 0002");
	expect_shown(lab, "3 of 10");
	keys(lab, "{ { {");
	expect_shown(lab, "▸ Client 0000");
	keys(lab, "q");
	expect_cursor(lab, "Client 0000");
	lab_close(lab);
}

TEST(card_of_ten_thousand_contacts_goes_to_its_end)
{
	Lab *lab = lab_open(LANG_EN, 24, 80);
	int64_t batch = 0;
	run(lab, "client add --name \"Busy One\"");
	int64_t client = client_named_(lab, "Busy One");
	ContactKind *rows = NULL;
	size_t n = 0;
	Arena *arena = arena_new();
	well(contact_kinds(lab->work, &rows, &n, arena));
	well(work_begin(lab->work, "test", "%s", "filled"));
	for (int i = 0; i < 2000; i++) {
		Interaction one;
		record_init(&kind_interaction, &one);
		one.client.v = client;
		one.kind.v = rows[0].head.id;
		one.at.s = work_now(lab->work).s - 3600 * (i + 1);
		one.text.s = i == 1999 ? "the very first" : "said";
		well(store_make(lab->work->store, &kind_interaction, &one));
	}
	well(work_commit(lab->work, &batch));
	arena_free(arena);
	lab_show(lab);
	keys(lab, "2 Enter");
	expect_shown(lab, "2 000 entries");
	keys(lab, "PgDn PgDn End");
	expect_shown(lab, "the very first");
	keys(lab, "Home");
	expect_cursor(lab, "Busy");
	lab_close(lab);
}

TEST(card_rows_decide_what_keys_mean)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "log Антонова --kind call --outcome reached --text \"первый разговор\"");
	run(lab, "log Антонова --kind mail --text \"письмо о цене\"");
	run(lab, "task add звонок --due 2026-07-24T10:00 --client Антонова");
	lab_show(lab);
	keys(lab, "2 Enter D");
	assert_int_equal(contacts_of(lab, "Антонова"), 1);
	keys(lab, "u");
	assert_int_equal(contacts_of(lab, "Антонова"), 2);
	keys(lab, "Home j j j"); /* name, two numbers, the step */
	expect_cursor(lab, "звонок");
	keys(lab, "d");
	assert_null(client_of(lab, "Антонова").next_kind.s);
	keys(lab, "u");
	assert_non_null(client_of(lab, "Антонова").next_kind.s);
	lab_close(lab);
}

TEST(card_puts_a_step_off)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	lab_show(lab);
	keys(lab, "2 Enter End k z 4");
	expect_shown(lab, "u отменить");
	lab_close(lab);
}

TEST(card_searches_its_history)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "log Антонова --kind call --outcome reached --text \"первый разговор\"");
	run(lab, "log Антонова --kind mail --text \"письмо о цене\"");
	lab_show(lab);
	keys(lab, "2 Enter / text:цене");
	expect_shown(lab, "письмо о цене");
	assert_false(has(lab, "первый разговор"));
	keys(lab, "Esc f 2");
	expect_shown(lab, "первый разговор");
	assert_false(has(lab, "письмо о цене"));
	keys(lab, "Esc");
	expect_shown(lab, "письмо о цене");
	lab_close(lab);
}

TEST(card_of_an_organization_shows_its_peoples_contacts)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "log Иванов --kind call --outcome reached --text \"о поставке\"");
	lab_show(lab);
	keys(lab, "2 / text:вектор Tab");
	keys(lab, "Enter");
	expect_shown(lab, "ЛЮДИ");
	expect_shown(lab, "о поставке");
	keys(lab, "Enter"); /* the contact is Ivanov's: his card */
	expect_shown(lab, "▸ Иванов Игорь");
	lab_close(lab);
}

/* ---- the call line ---- */

TEST(no_answer_is_three_keys_and_one_undo)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	lab_show(lab);
	keys(lab, "2 c 2 Enter");
	Client client = client_of(lab, "Антонова");
	assert_int_equal(client.attempts.n, 1);
	assert_true(instant_is_none(client.last_contact));
	assert_true(client.next_at.s > work_now(lab->work).s);
	expect_cursor(lab, "Борисов Глеб"); /* the next row of the list */
	expect_shown(lab, "не ответил");
	keys(lab, "u");
	client = client_of(lab, "Антонова");
	assert_int_equal(client.attempts.n, 0);
	assert_int_equal(contacts_of(lab, "Антонова"), 0);
	assert_non_null(client.next_kind.s);
	lab_close(lab);
}

TEST(a_call_with_text_and_next_step_is_one_change)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	lab_show(lab);
	keys(lab, "2 c text:Согласна Tab text:чт Space text:10 Space text:КП");
	expect_shown(lab, "+ Согласна > чт 10 КП");
	expect_shown(lab, "дозвонился: «Согласна»");
	expect_shown(lab, "чт 30 июля 10:00  КП");
	keys(lab, "Enter");
	Client client = client_of(lab, "Антонова");
	assert_int_equal(contacts_of(lab, "Антонова"), 1);
	assert_false(instant_is_none(client.last_contact));
	assert_string_equal(client.next_text.s, "КП");
	keys(lab, "u");
	client = client_of(lab, "Антонова");
	assert_int_equal(contacts_of(lab, "Антонова"), 0);
	assert_string_equal(client.next_text.s, "звонок");
	lab_close(lab);
}

TEST(escape_goes_back_stage_by_stage_and_writes_nothing)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 c 2");
	expect_shown(lab, "КОГДА ЕЩЁ РАЗ");
	keys(lab, "g");
	expect_shown(lab, "+ > g");
	keys(lab, "Esc");
	expect_shown(lab, "КОГДА ЕЩЁ РАЗ");
	keys(lab, "Esc");
	expect_shown(lab, "ЧЕМ КОНЧИЛОСЬ");
	keys(lab, "Esc");
	assert_false(has(lab, "ЧЕМ КОНЧИЛОСЬ"));
	assert_int_equal(contacts_of(lab, "Антонова"), 0);
	lab_close(lab);
}

TEST(equals_leaves_the_step_open_and_ctrl_s_stays)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	lab_show(lab);
	keys(lab, "2 c = 1 text:потом C-s");
	assert_non_null(client_of(lab, "Антонова").next_kind.s);
	assert_int_equal(contacts_of(lab, "Антонова"), 1);
	expect_cursor(lab, "Антонова");
	lab_close(lab);
}

TEST(giving_up_closes_the_step)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	lab_show(lab);
	keys(lab, "2 c 2 6 Enter");
	Client client = client_of(lab, "Антонова");
	assert_null(client.next_kind.s);
	assert_int_equal(client.attempts.n, 1);
	keys(lab, "u");
	assert_non_null(client_of(lab, "Антонова").next_kind.s);
	lab_close(lab);
}

TEST(kind_direction_number_and_clock)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 c");
	expect_shown(lab, "ЗВОНОК →");
	expect_shown(lab, "+7 916 111-11-11");
	keys(lab, "- Tab Space");
	expect_shown(lab, "ЗВОНОК ←");
	expect_shown(lab, "+7 495 222-22-22");
	expect_shown(lab, "часы стоят");
	keys(lab, "Right");
	expect_shown(lab, "ПИСЬМО ←");
	keys(lab, "Left");
	expect_shown(lab, "ЗВОНОК ←");
	lab_close(lab);
}

TEST(a_call_line_comes_back_from_its_draft)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	lab_show(lab);
	keys(lab, "2 c 4 text:перезвонит Space text:сама");
	app_free(lab->ui); /* as the end of a session: what was typed is kept */
	lab->ui = NULL;
	lab_show(lab);
	expect_shown(lab, "черновик");
	keys(lab, "0");
	expect_shown(lab, "+ перезвонит сама");
	expect_shown(lab, "перезвонить");
	keys(lab, "Enter");
	assert_int_equal(contacts_of(lab, "Антонова"), 1);
	assert_false(has(lab, "черновик"));
	lab_close(lab);
}

TEST(worked_rows_stay_in_their_filter_with_a_tick)
{
	Lab *lab = lab_open(LANG_RU, 24, 80);
	people(lab);
	run(lab, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	run(lab, "task add звонок --due 2026-07-23T11:00 --client Борисов");
	lab_show(lab);
	keys(lab, "2 f 1");
	expect_shown(lab, "▸ звонки на сегодня");
	keys(lab, "c 1 text:да Tab text:чт Space text:КП Enter");
	expect_shown(lab, "✓ Антонова Вера");
	expect_shown(lab, "сделано 1");
	expect_cursor(lab, "Борисов Глеб");
	keys(lab, "F");
	assert_false(has(lab, "✓ Антонова"));
	lab_close(lab);
}
