/* SPDX-License-Identifier: MIT */
/* What Today, Reminders, lines, boxes, Settings, Changes, Imports and the form must do, by the numbers of the checklist; in process, without a terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/app/app.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/cli/cli.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/store/lists.h"
#include "test.h"

typedef struct Desk {
	char home[40], clock_file[64], config[64], data[64], state[64], cache[64];
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
	static uint64_t state = 987654321u;
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

static void set_clock(Desk *desk, const char *instant)
{
	well(file_write(desk->clock_file, instant, strlen(instant)));
}

typedef struct DeskOptions {
	Lang lang;
	int rows, cols;
	const char *zone;            /* NULL: Moscow; "" the server's UTC */
	const char *setting, *value; /* of [look] */
	bool teach, empty;
} DeskOptions;

static Err *no_output(void *self, const char *bytes, size_t n)
{
	(void)self, (void)bytes, (void)n;
	return NULL;
}

static void run(Desk *desk, const char *line)
{
	CommandCall *call = NULL;
	CommandHost host = {.words = work_words(desk->work), .resolve = work_resolve, .self = desk->work};
	const Arg *missing = NULL;
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = no_output});
	well(call_parse_line(&call, cli_commands(), line));
	well(call_ready(&missing, call, &host));
	assert_null(missing);
	well(call_run(call, desk->work, out));
	out_free(out);
	call_free(call);
}

static void fill(Desk *desk)
{
	static const char *const lines[] = {
		"client add --name \"Иванов Игорь Петрович\" --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\"",
		"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
		"client add --name \"Антонов Павел\"",
		"event add \"Показ\" --start 2026-07-23T11:30 --length 1h",
		"event add \"Летучка\" --start 2026-07-23T10:30 --length 30m --every day",
		"task add \"перезвонить\" --due 2026-07-22T15:00 --client Сидорова",
		"task add \"счёт\" --due 2026-07-21T12:00 --client Иванов",
		"task add \"отправить КП\" --due 2026-07-23T12:30 --client Иванов",
		"task add \"отчёт за месяц\" --due 2026-07-27T09:00",
	};
	for (size_t i = 0; i < countof(lines); i++)
		run(desk, lines[i]);
}

static Desk *desk_open(DeskOptions options)
{
	Desk *desk = mem_alloc(sizeof *desk);
	snprintf(desk->home, sizeof desk->home, "/tmp/kartoteka-desk-XXXXXX");
	assert_non_null(mkdtemp(desk->home));
	snprintf(desk->clock_file, sizeof desk->clock_file, "%s/clock", desk->home);
	snprintf(desk->config, sizeof desk->config, "%s/config", desk->home);
	snprintf(desk->data, sizeof desk->data, "%s/data", desk->home);
	snprintf(desk->state, sizeof desk->state, "%s/state", desk->home);
	snprintf(desk->cache, sizeof desk->cache, "%s/cache", desk->home);
	desk->env = (Env){.get = no_variable, .random = counted, .login = "orehov", .full_name = "Орехов Пётр", .terminal = "pts/3", .home = desk->home,
	                  .config_home = desk->config, .data_home = desk->data, .state_home = desk->state, .cache_home = desk->cache, .share = KT_LOCALE_DIR};
	const char *zone = options.zone ? options.zone : "Europe/Moscow";
	text_language(options.lang, KT_LOCALE_DIR);
	well(settings_open(&desk->settings, &desk->env, NULL));
	if (*zone)
		settings_override(desk->settings, "time", "zone", zone);
	if (options.setting)
		settings_override(desk->settings, "look", options.setting, options.value);
	set_clock(desk, "2026-07-23T09:42:00+03:00");
	char at[80];
	snprintf(at, sizeof at, "@%s", desk->clock_file);
	well(clock_new(&desk->clock, at));
	WorkOptions work = {.env = &desk->env, .clock = desk->clock, .settings = desk->settings, .db = ":memory:", .zone = *zone ? zone : "UTC", .lang = options.lang,
	                    .mode = STORE_WRITE};
	well(work_open(&desk->work, &work));
	if (!options.empty)
		fill(desk);
	well(app_new(&desk->ui, &(AppOptions){.work = desk->work, .rows = options.rows ? options.rows : 24, .cols = options.cols ? options.cols : 80,
	                                     .locale_dir = KT_LOCALE_DIR, .teach = options.teach}));
	app_frame(desk->ui);
	return desk;
}

static void desk_close(Desk *desk)
{
	app_free(desk->ui);
	work_close(desk->work);
	clock_free(desk->clock);
	settings_close(desk->settings);
	free(desk);
}

static void keys(Desk *desk, const char *line)
{
	well(app_keys(desk->ui, line));
	app_frame(desk->ui);
}

static char *row_of(Desk *desk, int row)
{
	const Frame *frame = app_frame(desk->ui);
	return frame_row(frame, row < 0 ? frame->rows + row : row);
}

static bool has(Desk *desk, const char *text)
{
	char *frame = frame_text(app_frame(desk->ui));
	bool found = strstr(frame, text) != NULL;
	free(frame);
	return found;
}

static void expect(Desk *desk, const char *text)
{
	if (has(desk, text))
		return;
	char *frame = frame_text(app_frame(desk->ui));
	printf("%s", frame);
	free(frame);
	fail_msg("not shown: %s", text);
}

static void expect_not(Desk *desk, const char *text)
{
	if (!has(desk, text))
		return;
	char *frame = frame_text(app_frame(desk->ui));
	printf("%s", frame);
	free(frame);
	fail_msg("shown: %s", text);
}

static void expect_row(Desk *desk, int row, const char *text)
{
	char *line = row_of(desk, row);
	if (!strstr(line, text))
		fail_msg("row %d is |%s|, want %s", row, line, text);
	free(line);
}

/* How each screen of these is come to from Today. */
static const struct {
	const char *name, *keys;
} ways[] = {
	{"today", ""},          {"reminders", "5"},      {"settings", "7"},        {"keys", "7 Down Down Down Down Down Down Enter"},
	{"changes", ": text:go Space text:changes Enter"}, {"imports", ": text:go Space text:imports Enter"},
	{"quick", "a text:звонок"}, {"palette", ":"},    {"help", "?"},            {"menu", "w"},
	{"step", "r text:чт"},  {"snooze", "5 z"},       {"form", "A"},            {"event form", "e"},
};

TEST(check_11_every_size)
{
	static const int sizes[][2] = {{10, 40}, {12, 50}, {16, 60}, {16, 79}, {24, 80}, {24, 100}, {30, 110}, {36, 120}, {60, 200}, {80, 250}};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = i % 2 ? LANG_RU : LANG_EN});
		keys(desk, ways[i].keys);
		for (size_t k = 0; k < countof(sizes); k++) {
			app_resize(desk->ui, sizes[k][0], sizes[k][1]);
			expect_row(desk, 0, "09:42");
			char *hints = row_of(desk, -1);
			if (!strstr(hints, "?") && !strstr(hints, "F1"))
				fail_msg("%s at %dx%d: no help in the hint row: %s", ways[i].name, sizes[k][1], sizes[k][0], hints);
			free(hints);
		}
		desk_close(desk);
	}
}

TEST(check_11_too_small_says_so)
{
	Desk *desk = desk_open((DeskOptions){0});
	app_resize(desk->ui, 9, 39);
	expect(desk, "40");
	keys(desk, "q");
	assert_true(app_is_over(desk->ui));
	desk_close(desk);
}

TEST(check_12_text_columns_are_no_wider_than_100)
{
	Desk *desk = desk_open((DeskOptions){.rows = 60, .cols = 200, .empty = true});
	const Frame *frame = app_frame(desk->ui);
	for (int row = 2; row < frame->rows - 2; row++)
		for (int col = 100; col < frame->cols; col++)
			assert_string_equal(frame_shown(frame, row, col), " ");
	desk_close(desk);
}

TEST(check_13_resizes_while_a_box_is_open)
{
	static const char *const boxes[] = {":", "?", "w", "5 z", "a text:встреча"};
	unsigned dice = 12345;
	for (size_t i = 0; i < countof(boxes); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, boxes[i]);
		for (int n = 0; n < 50; n++) {
			dice = dice * 1103515245u + 12345u;
			app_resize(desk->ui, 5 + (int)(dice >> 16) % 60, 20 + (int)(dice >> 8) % 200);
			app_frame(desk->ui);
		}
		app_resize(desk->ui, 24, 80);
		char *last = frame_text(app_frame(desk->ui));
		Desk *fresh = desk_open((DeskOptions){.lang = LANG_RU});
		keys(fresh, boxes[i]);
		char *want = frame_text(app_frame(fresh->ui));
		assert_string_equal(last, want);
		free(last);
		free(want);
		desk_close(desk);
		desk_close(fresh);
	}
}

TEST(check_14_typed_text_survives_resize_and_refresh)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "A Tab text:Орлова Tab text:Ксения");
	app_resize(desk->ui, 16, 60);
	run(desk, "client add --name \"Чужой\"");
	ui_changed(desk->ui);
	app_resize(desk->ui, 36, 120);
	expect(desk, "Орлова");
	expect(desk, "Ксения");
	desk_close(desk);
}

TEST(check_16_rows_stand_at_fixed_places)
{
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, ways[i].keys);
		expect_row(desk, 0, "09:42");
		char *hints = row_of(desk, -1);
		assert_null(strstr(hints, "…")); /* no line of hints is ever cut */
		free(hints);
		desk_close(desk);
	}
}

static int cursor_line(Desk *desk)
{
	return app_frame(desk->ui)->cursor_row;
}

TEST(check_17_reminders_keep_the_cursor_when_rows_come_above)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "5 Down Down");
	char *before = row_of(desk, cursor_line(desk));
	assert_non_null(strstr(before, "отправить КП") ? before : strstr(before, "Летучка"));
	run(desk, "task add \"совсем старое\" --due 2026-07-01T09:00");
	ui_changed(desk->ui);
	char *after = row_of(desk, cursor_line(desk));
	assert_string_equal(before, after);
	free(before);
	free(after);
	desk_close(desk);
}

TEST(check_27_delete_and_done_are_taken_back)
{
	static const struct {
		const char *keys, *gone;
	} cases[] = {{"Down D", "Показ"}, {"5 D", "счёт"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, cases[i].keys);
		keys(desk, "u F5");
		expect(desk, cases[i].gone);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "5 Space Space d");
	expect_row(desk, -2, "Готово: 2 напоминания");
	expect(desk, "всего 4");
	keys(desk, "u");
	expect(desk, "всего 6");
	desk_close(desk);
}

TEST(check_28_enter_on_a_question_is_no)
{
	Desk *desk = desk_open((DeskOptions){0});
	keys(desk, "a text:x Esc q");
	expect(desk, "A draft is open");
	keys(desk, "Left Right Left");
	assert_false(app_is_over(desk->ui)); /* arrows never confirm */
	keys(desk, "Enter");
	assert_false(app_is_over(desk->ui));
	keys(desk, "q y");
	assert_true(app_is_over(desk->ui));
	desk_close(desk);
}

TEST(check_28_a_series_asks_which)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "D");
	expect(desk, "Что удалить?");
	keys(desk, "o");
	expect_row(desk, -2, "Удалено только это: ");
	expect(desk, "2 дела · 1 ч ");
	keys(desk, "u");
	expect(desk, "3 дела · 1 ч 30 м");
	keys(desk, "Up D w");
	expect_row(desk, -2, "Удалено: Летучка");
	expect(desk, "2 дела · 1 ч ");
	desk_close(desk);
}

TEST(check_29_a_dirty_form_warns_and_keeps_a_draft)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "A Esc");
	expect(desk, "Сегодня"); /* clean: closes at once */
	keys(desk, "A Tab text:Орлова Esc");
	expect_row(desk, -2, "Не сохранено");
	keys(desk, "Esc");
	expect_row(desk, 0, "1 черновик");
	keys(desk, "0");
	expect(desk, "Орлова");
	keys(desk, "F8");
	expect_row(desk, -2, "Черновик брошен");
	keys(desk, "u");
	expect(desk, "Орлова");
	keys(desk, "F2");
	expect_row(desk, -2, "Сохранено");
	expect_not(desk, "черновик");
	desk_close(desk);
}

TEST(check_30_one_key_one_letter)
{
	static const char *const lines[] = {"a", ":", "?", "Down Down r", "A Tab"};
	for (size_t i = 0; i < countof(lines); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, lines[i]);
		keys(desk, "text:Ёжик Space text:щёлкнул");
		expect(desk, "Ёжик щёлкнул▏");
		keys(desk, "Left Left Backspace");
		expect(desk, "Ёжик щёлк▏ул");
		keys(desk, "Home Delete");
		expect(desk, "▏жик щёлкул");
		desk_close(desk);
	}
}

TEST(check_30_long_values_do_no_harm)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	Str text = {0};
	str_add(&text, "A Tab text:");
	for (int i = 0; i < 500; i++)
		str_add(&text, "щ");
	keys(desk, str_text(&text));
	keys(desk, "F2");
	expect_row(desk, -2, "Сохранено");
	str_done(&text);
	desk_close(desk);
}

TEST(check_31_wide_letters_keep_the_border)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	run(desk, "client add --name \"李小龙 Zzebra 👩‍👩‍👧\"");
	keys(desk, ": text:Zzebra");
	const Frame *frame = app_frame(desk->ui);
	int right = -1;
	for (int row = 0; row < frame->rows; row++) {
		char *line = frame_row(frame, row);
		if (strstr(line, "▌ ") && strstr(line, "Zzebra"))
			for (int col = 40; col < frame->cols; col++)
				if (strcmp(frame_shown(frame, row, col), "│") == 0)
					right = col;
		free(line);
	}
	assert_true(right > 0);
	assert_string_equal(frame_shown(frame, 4, right), "│"); /* the row of the line typed */
	desk_close(desk);
}

/* What of two frames differs outside of cell 0, above the preview. */
static int differing_cells(const Frame *a, const Frame *b, int rows, int cols)
{
	int n = 0;
	for (int row = 2; row < rows; row++)
		for (int col = 1; col < cols; col++)
			n += strcmp(frame_shown(a, row, col), frame_shown(b, row, col)) != 0;
	return n;
}

static Frame *frame_copy(const Frame *from)
{
	Frame *copy = frame_new(from->rows, from->cols);
	memcpy(copy->cells, from->cells, sizeof *copy->cells * (size_t)(from->rows * from->cols));
	return copy;
}

TEST(check_41_only_cell_0_changes)
{
	static const struct {
		const char *keys;
		int rows;
	} lists[] = {{"", 21}, {"5", 18}, {": text:go Space text:changes Enter", 14}};
	for (size_t i = 0; i < countof(lists); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, lists[i].keys);
		Frame *before = frame_copy(app_frame(desk->ui));
		keys(desk, "j");
		int n = differing_cells(before, app_frame(desk->ui), lists[i].rows, 80);
		if (n)
			fail_msg("%s: %d cells changed besides the cursor's", lists[i].keys, n);
		frame_free(before);
		desk_close(desk);
	}
}

TEST(check_43_states_have_a_sign)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	expect(desk, "! 21.07");
	expect(desk, "• 12:30");
	keys(desk, "Down d");
	expect(desk, "11:30 ✓ Показ");
	desk_close(desk);
}

TEST(check_44_the_hardware_cursor_follows)
{
	static const char *const lists[] = {"", "5", "7", "7 Enter", ": text:go Space text:changes Enter", "w", "5 z", ":", "?"};
	for (size_t i = 0; i < countof(lists); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, lists[i]);
		keys(desk, "Down");
		const Frame *frame = app_frame(desk->ui);
		bool line = i >= 7; /* where one types the cursor stays in the line */
		if (!line && strcmp(frame_shown(frame, frame->cursor_row, frame->cursor_col), GLYPH_CURSOR) != 0)
			fail_msg("%s: the cursor stands on \"%s\" at %d %d", lists[i], frame_shown(frame, frame->cursor_row, frame->cursor_col), frame->cursor_row,
			         frame->cursor_col);
		assert_true(frame->cursor_row > 0);
		desk_close(desk);
	}
}

TEST(check_45_accessible_has_no_lines_and_no_panes_beside)
{
	static const char *const lines[] = {"─", "│", "╭", "╰", "┬", "┴"};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120, .setting = "accessible", .value = "yes"});
		keys(desk, ways[i].keys);
		for (size_t k = 0; k < countof(lines); k++)
			expect_not(desk, lines[k]);
		desk_close(desk);
	}
}

TEST(check_55_a_due_reminder_is_said_and_takes_no_focus)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "A Tab text:Орлова");
	set_clock(desk, "2026-07-23T12:30:05+03:00");
	app_minute(desk->ui);
	expect_row(desk, 0, "! 5"); /* two tasks of before, two events and this one */
	expect_row(desk, -2, "отправить КП");
	keys(desk, "text:а");
	expect(desk, "Орловаа▏");
	desk_close(desk);
}

TEST(check_59_midnight_moves_today_on)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	expect_row(desk, 0, "чт 23 июля 2026");
	set_clock(desk, "2026-07-24T00:00:30+03:00");
	app_minute(desk->ui);
	expect_row(desk, 0, "пт 24 июля 2026");
	expect(desk, "1 дело · 30 мин");
	desk_close(desk);
}

TEST(check_72_empty_lists_say_why)
{
	static const struct {
		const char *keys, *says;
	} cases[] = {{"", "nothing planned"}, {"5", "All done"}, {": text:go Space text:imports Enter", "No file was imported yet: i"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.empty = true});
		run(desk, "client add --name Somebody");
		ui_changed(desk->ui);
		keys(desk, cases[i].keys);
		expect(desk, cases[i].says);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.empty = true});
	keys(desk, ": text:go Space text:changes Enter");
	expect(desk, "Nothing was changed yet");
	desk_close(desk);
}

TEST(check_73_first_run)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .empty = true, .zone = ""});
	expect_row(desk, 0, "06:42 UTC");
	expect(desk, "WHAT TIME IS IT ON YOUR WATCH?");
	keys(desk, "Down Down Down Enter"); /* Moscow */
	expect_row(desk, 0, "09:42");
	expect_not(desk, "WHAT TIME IS IT");
	keys(desk, "G Enter");
	expect_row(desk, 0, "Сегодня");
	expect(desk, "ЯЗЫК  Русский");
	keys(desk, "Enter");
	expect_row(desk, 0, "Today");
	keys(desk, "a text:Orlova Space text:Ksenia Enter");
	expect_not(desk, "WHERE TO START"); /* never shown twice */
	desk_close(desk);
	desk = desk_open((DeskOptions){.empty = true});
	expect_not(desk, "WHAT TIME IS IT");
	desk_close(desk);
}

TEST(check_73_a_time_or_a_city_names_the_zone)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .empty = true, .zone = ""});
	keys(desk, "Down Down Down Down Down Enter text:Иркутск Enter");
	expect_row(desk, 0, "14:42");
	desk_close(desk);
}

TEST(check_74_keys_are_taught_once)
{
	Desk *desk = desk_open((DeskOptions){.teach = true});
	expect_row(desk, -2, "a adds a client");
	keys(desk, "5");
	expect_row(desk, -2, "z puts a reminder off");
	keys(desk, "1");
	expect_row(desk, -2, "");
	expect_not(desk, "a adds a client");
	keys(desk, "d j");
	expect_row(desk, -2, "u takes back");
	keys(desk, "j");
	expect_not(desk, "u takes back");
	char *file = path_join(desk->state, "taught");
	assert_true(file_exists(file));
	free(file);
	desk_close(desk);
	desk = desk_open((DeskOptions){.teach = true, .setting = "hints", .value = "no"});
	expect_not(desk, "a adds a client");
	desk_close(desk);
}

TEST(check_24_home_goes_to_the_start)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "a text:слово C-a");
	expect_row(desk, -2, "В начало строки: Home");
	keys(desk, "C-a");
	expect_not(desk, "В начало строки");
	expect(desk, "слово▏");
	desk_close(desk);
}

/* Each binding of the screen below stands in help with its cap, and nothing else does. */
TEST(check_75_help_lists_the_keys_that_work)
{
	static const char *const screens[] = {"", "5", "7", ": text:go Space text:changes Enter", ": text:go Space text:imports Enter"};
	for (size_t i = 0; i < countof(screens); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 80, .cols = 200});
		keys(desk, screens[i]);
		Screen *below = ui_main(desk->ui);
		const char *const *contexts = below->kind->contexts(below);
		keys(desk, "?");
		const Binding *binding;
		for (size_t k = 0; (binding = keymap_at(ui_keymap(desk->ui), contexts, k)); k++) {
			Str cap = {0};
			key_shown(&cap, binding->key, ui_layout_table(desk->ui));
			if (!has(desk, str_text(&cap)))
				fail_msg("%s: help lacks %s = %s", screens[i], str_text(&cap), binding->line);
			str_done(&cap);
		}
		desk_close(desk);
	}
}

TEST(check_75_help_filters_and_runs)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "? text:чьи Enter");
	expect(desk, "Орехов Пётр");
	desk_close(desk);
}

TEST(check_76_palette_finds_every_action)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	const CommandSet *set = ui_commands(desk->ui);
	static const char *const names[] = {"snooze", "contact", "done", "undo", "go reminders", "go settings", "import", "whose", "refresh", "quit"};
	for (size_t i = 0; i < countof(names); i++) {
		const Command *row = command_find(set, str_begins(names[i], "go ") ? "go" : names[i]);
		assert_non_null(row);
		Str typed = {0};
		for (const char *at = names[i]; *at; at++) { /* blanks are keys of their own */
			if (*at == ' ')
				str_add(&typed, " Space ");
			else
				str_addf(&typed, "%s%c", typed.n && typed.s[typed.n - 1] != ' ' ? "" : "text:", *at);
		}
		keys(desk, ":");
		keys(desk, str_text(&typed));
		expect_not(desk, "Ничего не нашлось");
		expect_not(desk, "Новый клиент:");
		keys(desk, "Esc");
		str_done(&typed);
	}
	keys(desk, ": text:отложить");
	expect(desk, "▌ Отложить");
	keys(desk, "Esc : text:Put");
	expect(desk, "Отложить");
	desk_close(desk);
}

TEST(check_76_three_letters_or_four_digits_open_a_card)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, ": text:сид Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_card);
	keys(desk, "q : text:4567");
	expect(desk, "▌ Иванов Игорь Петрович");
	keys(desk, "Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_card);
	keys(desk, "q : text:Жжёнов Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
	expect(desk, "Жжёнов");
	desk_close(desk);
}

static bool is_foreign(const char *word, size_t n)
{
	/* Caps of keys, names of things and values that have no Russian. */
	static const char *const known[] = {"Enter", "Tab", "Esc", "Ctrl", "Home", "End", "PgUp", "PgDn", "Shift", "Backspace", "kartoteka", "Europe", "Moscow", "UTC",
	                                    "ics", "default", "auto", "ASCII", "any", "list", "vi", "orehov", "Delete", "Space", "Up", "Down", "Left", "Right", "zone", "settings",
	                                    "today", "clients", "calendar", "reminders", "form", "note", "card", "range", "all", "next", "previous", "match", "clear", "menu", "reverse",
	                                    "date", "up", "down", "server", "scp", "en", "ru"};
	for (size_t i = 0; i < countof(known); i++)
		if (strlen(known[i]) == n && memcmp(known[i], word, n) == 0)
			return true;
	return false;
}

TEST(check_77_no_english_is_left)
{
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 36, .cols = 120});
		keys(desk, ways[i].keys);
		char *frame = frame_text(app_frame(desk->ui));
		for (const char *at = frame; *at;) {
			size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
			if (n >= 3 && !is_foreign(at, n)) {
				printf("%s", frame);
				fail_msg("%s: English in a Russian frame: %.*s", ways[i].name, (int)n, at);
			}
			at += n ? n : 1;
		}
		free(frame);
		desk_close(desk);
	}
}

TEST(check_77_nothing_overflows_at_80x24)
{
	static const char *const lines[] = {"5", "5 z", "w", "?", ":"};
	for (size_t i = 0; i < countof(lines); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		keys(desk, lines[i]);
		expect_row(desk, 0, "09:42");
		desk_close(desk);
	}
}

/* ---- snooze, settings, changes ---- */

TEST(snooze_moves_the_alarm_from_today_and_reminders)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "Tab z");
	expect(desk, "Отложить:");
	keys(desk, "4");
	expect_row(desk, -2, "Отложено до пт 24 июля 09:00");
	keys(desk, "u 5 z text:п15.08 Enter");
	expect_row(desk, -2, "Отложено до");
	expect(desk, "15.08");
	keys(desk, "u");
	expect_not(desk, "15.08");
	desk_close(desk);
}

TEST(settings_change_and_come_back)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "7 Enter a text:спросил Space text:цену Enter");
	expect(desk, "спросил цену");
	keys(desk, "u");
	expect_row(desk, 0, "9 строк");
	keys(desk, "g >");
	expect(desk, "1  не ответил");
	keys(desk, "<");
	expect(desk, "1  дозвонился");
	keys(desk, "Space");
	expect(desk, "дозвонился             попытка");
	keys(desk, "u");
	expect(desk, "дозвонился             контакт");
	keys(desk, "e C-u text:взял Space text:трубку Enter");
	expect(desk, "1  взял трубку");
	keys(desk, "D");
	expect_not(desk, "1  взял трубку");
	desk_close(desk);
}

TEST(settings_take_a_key_by_pressing_it)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, "7 Down Down Down Down Down Down Enter e");
	expect_row(desk, -2, "Нажмите новую клавишу");
	keys(desk, "a");
	expect_row(desk, -2, "занята");
	keys(desk, "e \"");
	expect_row(desk, -2, "!"); /* the layout law */
	keys(desk, "e F11");
	expect_row(desk, -2, "Записано в");
	keys(desk, "F11");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_today);
	desk_close(desk);
}

TEST(changes_take_back_the_row_under_the_cursor)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	keys(desk, ": text:go Space text:changes Enter Down Down u");
	expect(desk, "▌×");
	keys(desk, "U");
	expect_row(desk, -2, "Сделано снова");
	expect_not(desk, "▌×");
	desk_close(desk);
}
