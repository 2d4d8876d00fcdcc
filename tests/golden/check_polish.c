/* SPDX-License-Identifier: MIT */
/* What Today, Reminders, lines, boxes, Settings, Changes, Imports and the form must do, by the numbers of the checklist; in process, without a terminal. */
#include "places.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/store/lists.h"

static const char *const day[] = {
	"client add --name \"Иванов Игорь Петрович\" --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\"",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"client add --name \"Антонов Павел\"",
	"event add \"Показ\" --start 2026-07-23T11:30 --length 1h",
	"event add \"Летучка\" --start 2026-07-23T10:30 --length 30m --every day",
	"task add \"перезвонить\" --due 2026-07-22T15:00 --client Сидорова",
	"task add \"счёт\" --due 2026-07-21T12:00 --client Иванов",
	"task add \"отправить КП\" --due 2026-07-23T12:30 --client Иванов",
	"task add \"отчёт за месяц\" --due 2026-07-27T09:00",
	NULL,
};

/* How each screen of these is come to from Today. */
static const struct {
	const char *name, *keys;
} ways[] = {
	{"today", ""},
	{"reminders", "5"},
	{"settings", "7"},
	{"keys", "7 Down Down Down Down Down Down Enter"},
	{"changes", ": text:go Space text:changes Enter"},
	{"imports", ": text:go Space text:imports Enter"},
	{"quick", "a text:звонок"},
	{"palette", ":"},
	{"help", "?"},
	{"menu", "w"},
	{"step", "r text:чт"},
	{"snooze", "5 z"},
	{"form", "A"},
	{"event form", "e"},
};

TEST(check_11_every_size)
{
	static const int sizes[][2] = {{10, 40}, {12, 50}, {16, 60}, {16, 79}, {24, 80}, {24, 100}, {30, 110}, {36, 120}, {60, 200}, {80, 250}};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = i % 2 ? LANG_RU : LANG_EN, .lines = day});
		desk_keys(desk, ways[i].keys);
		for (size_t k = 0; k < countof(sizes); k++) {
			app_resize(desk->ui, sizes[k][0], sizes[k][1]);
			desk_expect_row(desk, 0, "09:42");
			char *hints = desk_row(desk, -1);
			if (!strstr(hints, "?") && !strstr(hints, "F1"))
				fail_msg("%s at %dx%d: no help in the hint row: %s", ways[i].name, sizes[k][1], sizes[k][0], hints);
			free(hints);
		}
		desk_close(desk);
	}
}

TEST(check_11_too_small_says_so)
{
	Desk *desk = desk_open((DeskOptions){.lines = day});
	app_resize(desk->ui, 9, 39);
	desk_expect(desk, "40");
	desk_keys(desk, "q");
	assert_true(app_is_over(desk->ui));
	desk_close(desk);
}

/* The width goes to panes: something stands right of the middle, and no line of a long text is longer than an eye can follow. */
TEST(check_12_wide_windows_have_panes_and_short_lines)
{
	static const char *const wide[] = {"", "2", "2 / text:иванов Enter", "3", "3 +", "3 + +", "5"};
	Str note = {0};
	str_add(&note, "log Иванов --kind call --outcome reached --at 2026-07-22T12:00 --text \"");
	for (int i = 0; i < 60; i++)
		str_add(&note, "просила прислать каталог ");
	str_add(&note, "\"");
	for (size_t i = 0; i < countof(wide); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 60, .cols = 200, .lines = day});
		desk_run(desk, str_text(&note));
		ui_changed(desk->ui);
		desk_keys(desk, wide[i]);
		const Frame *frame = app_frame(desk->ui);
		int right = 0;
		for (int row = 2; row < frame->rows - 2; row++) {
			if (strcmp(frame_shown(frame, row, 5), "─") != 0 && longest_text(frame, row, 0) > 100)
				fail_msg("\"%s\": row %d has a text of %d cells:\n%s", wide[i], row, longest_text(frame, row, 0), desk_text(desk));
			for (int col = 110; col < frame->cols; col++)
				right += strcmp(frame_shown(frame, row, col), " ") != 0 && strcmp(frame_shown(frame, row, col), "─") != 0;
		}
		if (right < 40)
			fail_msg("\"%s\": the right half is empty:\n%s", wide[i], desk_text(desk));
		desk_close(desk);
	}
	str_done(&note);
}

TEST(check_13_resizes_while_a_box_is_open)
{
	static const char *const boxes[] = {":", "?", "w", "5 z", "a text:встреча"};
	unsigned dice = 12345;
	for (size_t i = 0; i < countof(boxes); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_keys(desk, boxes[i]);
		for (int n = 0; n < 50; n++) {
			dice = dice * 1103515245u + 12345u;
			app_resize(desk->ui, 5 + (int)(dice >> 16) % 60, 20 + (int)(dice >> 8) % 200);
			app_frame(desk->ui);
		}
		app_resize(desk->ui, 24, 80);
		char *last = frame_text(app_frame(desk->ui));
		Desk *fresh = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_keys(fresh, boxes[i]);
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
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "A text:Орлова Tab text:Ксения");
	app_resize(desk->ui, 16, 60);
	desk_run(desk, "client add --name \"Чужой\"");
	ui_changed(desk->ui);
	app_resize(desk->ui, 36, 120);
	desk_expect(desk, "Орлова");
	desk_expect(desk, "Ксения");
	desk_close(desk);
}

/* The clock at the right end of row 0, hints in the last row with help at their right end, none of them cut; what is said stands above them. */
TEST(check_16_rows_stand_at_fixed_places)
{
	static const int sizes[][2] = {{24, 80}, {10, 40}, {16, 60}, {36, 120}};
	for (size_t i = 0; i < place_count; i++) {
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = place_open(&places[i], (DeskOptions){.lang = (Lang)lang, .lines = day});
			for (size_t k = 0; k < countof(sizes); k++) {
				app_resize(desk->ui, sizes[k][0], sizes[k][1]);
				char *head = desk_row(desk, 0), *hints = desk_row(desk, -1);
				size_t n = strlen(head), m = strlen(hints);
				while (n && head[n - 1] == ' ')
					n--;
				while (m && hints[m - 1] == ' ')
					m--;
				bool clock = n > 5 && (strncmp(head + n - 5, "09:42", 5) == 0 || (places[i].first_run && strncmp(head + n - 3, "UTC", 3) == 0));
				if (!clock)
					fail_msg("%s at %dx%d: no clock at the end of row 0: |%s|", places[i].name, sizes[k][1], sizes[k][0], head);
				const char *help = "?";
				bool ends = false;
				for (; help; help = *help == '?' ? "F1" : NULL) {
					char *long_one = mem_printf("%s %s", help, lang ? "справка" : "help");
					ends = ends || (m >= strlen(long_one) && strncmp(hints + m - strlen(long_one), long_one, strlen(long_one)) == 0) ||
					       (m >= strlen(help) && strncmp(hints + m - strlen(help), help, strlen(help)) == 0);
					free(long_one);
				}
				const char *cut = strstr(hints, "…"); /* "1…6" are keys */
				bool whole = !cut || (cut > hints && cut[-1] == '1' && cut[strlen("…")] >= '2' && cut[strlen("…")] <= '9');
				if (!ends || !whole)
					fail_msg("%s at %dx%d: hints |%s|", places[i].name, sizes[k][1], sizes[k][0], hints);
				free(head);
				free(hints);
			}
			desk_close(desk);
		}
	}
}

static int cursor_line(Desk *desk)
{
	return app_frame(desk->ui)->cursor_row;
}

TEST(check_17_reminders_keep_the_cursor_when_rows_come_above)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "5 Down Down");
	char *before = desk_row(desk, cursor_line(desk));
	assert_non_null(strstr(before, "отправить КП") ? before : strstr(before, "Летучка"));
	desk_run(desk, "task add \"совсем старое\" --due 2026-07-01T09:00");
	ui_changed(desk->ui);
	char *after = desk_row(desk, cursor_line(desk));
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
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_keys(desk, cases[i].keys);
		desk_keys(desk, "u F5");
		desk_expect(desk, cases[i].gone);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "5 Space Space d");
	desk_expect_row(desk, -2, "Готово: 2 напоминания");
	desk_expect(desk, "всего 4");
	desk_keys(desk, "u");
	desk_expect(desk, "всего 6");
	desk_close(desk);
}

TEST(check_28_enter_on_a_question_is_no)
{
	Desk *desk = desk_open((DeskOptions){.lines = day});
	desk_keys(desk, "a text:x Esc q");
	desk_expect(desk, "A draft is open");
	desk_keys(desk, "Left Right Left");
	assert_false(app_is_over(desk->ui)); /* arrows never confirm */
	desk_keys(desk, "Enter");
	assert_false(app_is_over(desk->ui));
	desk_keys(desk, "q y");
	assert_true(app_is_over(desk->ui));
	desk_close(desk);
}

TEST(check_28_a_series_asks_which)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "D");
	desk_expect(desk, "Что удалить?");
	desk_keys(desk, "o");
	desk_expect_row(desk, -2, "Удалено только это: ");
	desk_expect(desk, "2 дела · 1 ч ");
	desk_keys(desk, "u");
	desk_expect(desk, "3 дела · 1 ч 30 м");
	desk_keys(desk, "Up D w");
	desk_expect_row(desk, -2, "Удалено, весь ряд: Летучка");
	desk_expect(desk, "2 дела · 1 ч ");
	desk_close(desk);
}

TEST(check_29_a_dirty_form_warns_and_keeps_a_draft)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "A Esc");
	desk_expect(desk, "Сегодня"); /* clean: closes at once */
	desk_keys(desk, "A text:Орлова Esc");
	desk_expect_row(desk, -2, "Не сохранено");
	desk_keys(desk, "Esc");
	desk_expect_row(desk, 0, "1 черновик");
	desk_keys(desk, "0");
	desk_expect(desk, "Орлова");
	desk_keys(desk, "F8");
	desk_expect_row(desk, -2, "Черновик брошен");
	desk_keys(desk, "u");
	desk_expect(desk, "Орлова");
	desk_keys(desk, "F2");
	desk_expect_row(desk, -2, "Сохранено");
	desk_expect_not(desk, "черновик");
	desk_close(desk);
}

TEST(check_30_one_key_one_letter)
{
	static const char *const lines[] = {"a", ":", "?", "Down Down r", "A"};
	for (size_t i = 0; i < countof(lines); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_keys(desk, lines[i]);
		desk_keys(desk, "text:Ёжик Space text:щёлкнул");
		desk_expect(desk, "Ёжик щёлкнул▏");
		desk_keys(desk, "Left Left Backspace");
		desk_expect(desk, "Ёжик щёлк▏ул");
		desk_keys(desk, "Home Delete");
		desk_expect(desk, "▏жик щёлкул");
		desk_close(desk);
	}
}

/* 500 letters into each field of each kind's form: it is taken or a reason is told, and what was typed stays. */
TEST(check_30_five_hundred_letters_in_every_field)
{
	static const char *const forms[] = {"A", "2 e", "3 A", "5 e", "3 + + Home e o", "2 Enter End e", "7 Down Down Down Down Down Tab e", "2 c 1 F4"};
	Str letters = {0};
	for (int i = 0; i < 500; i++)
		str_add(&letters, "щ");
	for (size_t i = 0; i < countof(forms); i++) {
		int fields = 0;
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_run(desk, "log Антонов --kind call --outcome reached --text \"да\"");
		ui_changed(desk->ui);
		desk_keys(desk, forms[i]);
		for (; fields < 24; fields++) {
			TermEvent event = {.type = EVENT_PASTE, .text = str_text(&letters)};
			app_event(desk->ui, &event, 5000000);
			desk_keys(desk, "Left Tab");
			if (ui_top(desk->ui)->kind != &screen_form)
				fail_msg("%s: after %d fields it is no form:\n%s", forms[i], fields, desk_text(desk));
		}
		desk_keys(desk, "F2 F2");
		app_resize(desk->ui, 10, 40);
		app_frame(desk->ui);
		desk_keys(desk, "Esc Esc Esc 1");
		assert_false(app_is_over(desk->ui));
		desk_close(desk);
	}
	str_done(&letters);
}

TEST(check_30_long_values_do_no_harm)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	Str text = {0};
	str_add(&text, "A text:");
	for (int i = 0; i < 500; i++)
		str_add(&text, "щ");
	desk_keys(desk, str_text(&text));
	desk_keys(desk, "F2");
	desk_expect_row(desk, -2, "Сохранено");
	str_done(&text);
	desk_close(desk);
}

/* What of two frames differs outside of cell 0, above the preview. */
static int differing_cells(const Frame *a, const Frame *b, int rows, int cols)
{
	int n = 0;
	for (int row = 2; row < rows; row++)
		for (int col = 1; col < cols; col++)
			n += memcmp(frame_cell(a, row, col), frame_cell(b, row, col), sizeof(Cell)) != 0; /* signs and colours */
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
	} lists[] = {{"", 21}, {"5", 18}, {"2 F3", 22}, {"2", 14}, {"3 + + +", 21}, {": text:go Space text:changes Enter", 14}};
	for (size_t i = 0; i < countof(lists); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_keys(desk, lists[i].keys);
		Frame *before = frame_copy(app_frame(desk->ui));
		desk_keys(desk, "j");
		int n = differing_cells(before, app_frame(desk->ui), lists[i].rows, 80);
		if (n)
			fail_msg("%s: %d cells changed besides the cursor's", lists[i].keys, n);
		frame_free(before);
		desk_close(desk);
	}
}

TEST(check_43_states_have_a_sign)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_expect(desk, "! 21.07");
	desk_expect(desk, "• 12:30");
	desk_keys(desk, "Down d");
	desk_expect(desk, "11:30 ✓ Показ");
	desk_close(desk);
}

TEST(check_44_the_hardware_cursor_follows)
{
	static const char *const lists[] = {"", "5", "7", "7 Enter", ": text:go Space text:changes Enter", "w", "5 z", ":", "?"};
	for (size_t i = 0; i < countof(lists); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
		desk_keys(desk, lists[i]);
		desk_keys(desk, "Down");
		const Frame *frame = app_frame(desk->ui);
		bool line = i >= 7; /* where one types the cursor stays in the line */
		if (!line && strcmp(frame_shown(frame, frame->cursor_row, frame->cursor_col), GLYPH_CURSOR) != 0)
			fail_msg("%s: the cursor stands on \"%s\" at %d %d", lists[i], frame_shown(frame, frame->cursor_row, frame->cursor_col), frame->cursor_row,
			         frame->cursor_col);
		assert_true(frame->cursor_row > 0);
		desk_close(desk);
	}
}

/* On all screens, lines and boxes: on the bar of a row, or on the sign of what is typed; below row 0 and not among hints, at every size. */
TEST(check_44_the_hardware_cursor_is_where_one_is)
{
	static const int sizes[][2] = {{24, 80}, {10, 40}, {36, 120}};
	for (size_t i = 0; i < place_count; i++) {
		Desk *desk = place_open(&places[i], (DeskOptions){.lang = LANG_RU, .lines = day});
		for (size_t k = 0; k < countof(sizes); k++) {
			app_resize(desk->ui, sizes[k][0], sizes[k][1]);
			const Frame *frame = app_frame(desk->ui);
			const char *at = frame_shown(frame, frame->cursor_row, frame->cursor_col);
			static const char *const bars[] = {GLYPH_CURSOR, GLYPH_EDIT, "█"};
			bool on = false;
			for (size_t b = 0; b < countof(bars); b++)
				on = on || strcmp(at, bars[b]) == 0;
			if (strcmp(places[i].name, "imports") == 0) /* no row to stand on: nothing was imported */
				on = frame->cursor_row >= 0;
			else if (!on || frame->cursor_row < 1 || frame->cursor_row >= frame->rows - 1) {
				char *text = desk_text(desk);
				printf("%s", text);
				fail_msg("%s at %dx%d: the cursor stands on \"%s\" at %d, %d", places[i].name, sizes[k][1], sizes[k][0], at, frame->cursor_row, frame->cursor_col);
			}
		}
		desk_close(desk);
	}
}

/* A braille line shows the row of the cursor: in every screen, line and box it stands where one is, and what stands there is said in words. */
TEST(check_45_the_cursor_stands_where_a_reader_reads)
{
	static const int sizes[][2] = {{24, 80}, {36, 120}, {16, 60}};
	for (size_t i = 0; i < place_count; i++) {
		Desk *desk = place_open(&places[i], (DeskOptions){.lang = LANG_RU, .lines = day, .settings = {"look.accessible=yes"}});
		for (size_t k = 0; k < countof(sizes); k++) {
			app_resize(desk->ui, sizes[k][0], sizes[k][1]);
			const Frame *frame = app_frame(desk->ui);
			const char *at = frame_shown(frame, frame->cursor_row, frame->cursor_col);
			char *row = frame_row(frame, frame->cursor_row);
			bool on = strcmp(at, GLYPH_CURSOR) == 0 || strcmp(at, GLYPH_EDIT) == 0 || strcmp(at, "█") == 0 || strcmp(places[i].name, "imports") == 0;
			bool inside = frame->cursor_row >= 1 || strcmp(places[i].name, "imports") == 0; /* no row to stand on: nothing was imported */
			if (!on || !inside || frame->cursor_row >= frame->rows - 1)
				fail_msg("%s at %dx%d: the cursor stands on \"%s\" of |%s|", places[i].name, sizes[k][1], sizes[k][0], at, row);
			free(row);
		}
		desk_close(desk);
	}
}

TEST(check_45_accessible_has_no_lines_and_no_panes_beside)
{
	static const char *const lines[] = {"─", "│", "╭", "╰", "┬", "┴"};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120, .settings = {"look.accessible=yes"}, .lines = day});
		desk_keys(desk, ways[i].keys);
		for (size_t k = 0; k < countof(lines); k++)
			desk_expect_not(desk, lines[k]);
		desk_close(desk);
	}
}

TEST(check_45_accessible_has_one_thing_a_row)
{
	static const char *const lines[] = {
		"client add --name 'Kim Olga Petrovna' --kind person --phone '+7 916 123-45-67' --email kim@post.example --tag wholesale",
		NULL,
	};
	static const struct {
		const char *keys, *one, *other;
	} rows[] = {
		{"2 Enter", "Kim", "916 123-45-67"},
		{"2 Enter", "wholesale", "kim@post.example"},
		{"2 e", "surname", "call by"},
		{"2 e", "tags", "source"},
	};
	static const int sizes[][2] = {{24, 80}, {36, 120}, {16, 60}};
	for (size_t i = 0; i < countof(rows); i++)
		for (size_t k = 0; k < countof(sizes); k++) {
			Desk *desk = desk_open((DeskOptions){.rows = sizes[k][0], .cols = sizes[k][1], .settings = {"look.accessible=yes"}, .lines = lines});
			desk_keys(desk, rows[i].keys);
			bool one = false, other = false;
			for (int row = 1; row < sizes[k][0] - 2; row++) {
				char *text = desk_row(desk, row);
				bool has = strstr(text, rows[i].one) != NULL, has_other = strstr(text, rows[i].other) != NULL;
				if (has && has_other)
					fail_msg("%s at %dx%d: two things a row: |%s|", rows[i].keys, sizes[k][1], sizes[k][0], text);
				one = one || has;
				other = other || has_other;
				free(text);
			}
			if (sizes[k][0] > 16 && (!one || !other))
				fail_msg("%s at %dx%d: neither %s nor %s may be missing", rows[i].keys, sizes[k][1], sizes[k][0], rows[i].one, rows[i].other);
			desk_close(desk);
		}
}

TEST(check_55_a_due_reminder_is_said_and_takes_no_focus)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "A text:Орлова");
	desk_clock(desk, "2026-07-23T12:30:05+03:00");
	app_minute(desk->ui);
	desk_expect_row(desk, 0, "! 5"); /* two tasks of before, two events and this one */
	desk_expect_row(desk, -2, "отправить КП");
	desk_keys(desk, "text:а");
	desk_expect(desk, "Орловаа▏");
	desk_close(desk);
}

TEST(check_59_midnight_moves_today_on)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_expect_row(desk, 0, "чт 23 июля 2026");
	desk_clock(desk, "2026-07-24T00:00:30+03:00");
	app_minute(desk->ui);
	desk_expect_row(desk, 0, "пт 24 июля 2026");
	desk_expect(desk, "1 дело · 30 мин");
	desk_close(desk);
}

TEST(check_72_empty_lists_say_why)
{
	static const struct {
		const char *keys, *says;
	} cases[] = {{"", "nothing planned"}, {"5", "No reminders yet"}, {": text:go Space text:imports Enter", "No file was imported yet: i"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){0});
		desk_run(desk, "client add --name Somebody");
		ui_changed(desk->ui);
		desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].says);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){0});
	desk_keys(desk, ": text:go Space text:changes Enter");
	desk_expect(desk, "Nothing was changed yet");
	desk_close(desk);
}

TEST(check_73_first_run)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .zone = ""});
	desk_expect_row(desk, 0, "06:42 UTC");
	desk_expect(desk, "WHAT TIME IS IT ON YOUR WATCH?");
	desk_keys(desk, "Down Down Down Enter"); /* Moscow */
	desk_expect_row(desk, 0, "09:42");
	desk_expect_not(desk, "WHAT TIME IS IT");
	desk_keys(desk, "G Enter");
	desk_expect_row(desk, 0, "Сегодня");
	desk_expect(desk, "ЯЗЫК  Русский");
	desk_keys(desk, "Enter");
	desk_expect_row(desk, 0, "Today");
	desk_keys(desk, "a text:Orlova Space text:Ksenia Enter");
	desk_expect_not(desk, "WHERE TO START"); /* never shown twice */
	desk_close(desk);
	desk = desk_open((DeskOptions){0});
	desk_expect_not(desk, "WHAT TIME IS IT");
	desk_close(desk);
}

/* The example is offered, comes by one key and goes by one; files at hand are named, and read only when chosen. */
TEST(check_73_an_example_and_the_files_at_hand)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 36, .later = true});
	Str bytes = {0};
	char *from = path_join(KT_TESTS_DIR, "golden/files/calendar.ics"), *to = path_join(desk->home, "calendar.ics");
	well(file_read(&bytes, from));
	well(file_write(to, str_text(&bytes), bytes.n));
	desk_show(desk);
	desk_expect(desk, "WHERE TO START");
	desk_expect(desk, "calendar.ics");
	assert_true(store_is_empty(desk->work->store)); /* named, not read */
	desk_keys(desk, "Down Down Enter");
	desk_expect_not(desk, "WHERE TO START");
	assert_false(store_is_empty(desk->work->store));
	desk_keys(desk, "u");
	assert_true(store_is_empty(desk->work->store));
	desk_close(desk);
	str_done(&bytes);
	free(from);
	free(to);
}

TEST(check_73_a_time_or_a_city_names_the_zone)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .zone = ""});
	desk_keys(desk, "Down Down Down Down Down Enter text:Иркутск Enter");
	desk_expect_row(desk, 0, "14:42");
	desk_close(desk);
}

TEST(check_74_keys_are_taught_once)
{
	Desk *desk = desk_open((DeskOptions){.teach = true, .lines = day});
	desk_expect_row(desk, -2, "a adds a client");
	desk_keys(desk, "5");
	desk_expect_row(desk, -2, "z puts a reminder off");
	desk_keys(desk, "1");
	desk_expect_row(desk, -2, "");
	desk_expect_not(desk, "a adds a client");
	desk_keys(desk, "d j");
	desk_expect_row(desk, -2, "u takes back");
	desk_keys(desk, "j");
	desk_expect_not(desk, "u takes back");
	char *file = path_join(desk->state, "taught");
	assert_true(file_exists(file));
	free(file);
	desk_close(desk);
	desk = desk_open((DeskOptions){.teach = true, .settings = {"look.hints=no"}, .lines = day});
	desk_expect_not(desk, "a adds a client");
	desk_close(desk);
}

/* All five, each once, over two sessions of the same person: told where it is first of use, never again. */
TEST(check_74_each_of_five_keys_is_taught_once)
{
	static const char *const lessons[] = {"a adds a client", "/ finds by any letters", "c logs a call", "z puts a reminder off", "u takes back what"};
	static const char *const walk[] = {"1", "2", "2 Enter", "5", "2 Down", "5 d", "1", "j", "2", "j", "2 Enter", "q", "5", "j"};
	int told[countof(lessons)] = {0};
	Desk *desk = desk_open((DeskOptions){.teach = true, .lines = day});
	for (int session = 0; session < 2; session++) {
		if (session) { /* another start of the screens on the same home */
			app_free(desk->ui);
			well(app_new(&desk->ui, &(AppOptions){.work = desk->work, .rows = 24, .cols = 80, .locale_dir = KT_LOCALE_DIR, .teach = true}));
			app_frame(desk->ui);
		}
		bool seen[countof(lessons)] = {0};
		for (size_t i = 0; i <= countof(walk); i++) {
			char *row = desk_row(desk, -2);
			for (size_t k = 0; k < countof(lessons); k++) {
				bool now = strstr(row, lessons[k]);
				told[k] += now && !seen[k];
				seen[k] = now;
			}
			free(row);
			if (i < countof(walk))
				desk_keys(desk, walk[i]);
		}
	}
	for (size_t k = 0; k < countof(lessons); k++)
		if (told[k] != 1)
			fail_msg("\"%s\" is told %d times", lessons[k], told[k]);
	desk_close(desk);
}

static bool has_context(Screen *screen, const char *name)
{
	const char *const *contexts = screen->kind->contexts(screen);
	while (*contexts && strcmp(*contexts, name) != 0)
		contexts++;
	return *contexts != NULL;
}

static void expect_line(Desk *desk, const char *name, const char *line)
{
	if (desk_has(desk, line))
		return;
	char *text = desk_text(desk);
	printf("%s", text);
	fail_msg("%s: the line is not %s", name, line);
}

/* head: what the line puts before the first letter by itself. */
static void home_and_end(Desk *desk, const char *name, const char *before, const char *head)
{
	char *at_start = mem_printf("ж▏%sяя", head), *at_end = mem_printf("ж%sяяю▏", head);
	desk_keys(desk, before);
	desk_keys(desk, "text:яя Home text:ж");
	expect_line(desk, name, at_start);
	desk_keys(desk, "End text:ю");
	expect_line(desk, name, at_end);
	free(at_start);
	free(at_end);
	desk_close(desk);
}

/* What begins with a choice is typed from its first letter on. */
static const struct {
	const char *place, *before, *head;
} chosen[] = {{"call, next try", "", "> "}, {"snooze", "", ""}, {"first run", "Down Down Down Down Down Enter", ""}};

/* In every line and field that is typed into: to its start, to its end. */
TEST(check_24_home_and_end_in_every_line)
{
	size_t lines = 0, choices = 0;
	for (size_t i = 0; i < place_count; i++) {
		size_t c = 0;
		while (c < countof(chosen) && strcmp(places[i].name, chosen[c].place) != 0)
			c++;
		Desk *desk = place_open(&places[i], (DeskOptions){.lines = day});
		Screen *top = ui_top(desk->ui);
		if (c < countof(chosen)) {
			choices++;
			home_and_end(desk, places[i].name, chosen[c].before, chosen[c].head);
		} else if (has_context(top, "text")) {
			lines++;
			home_and_end(desk, places[i].name, "C-e C-u", "");
		} else {
			desk_close(desk);
		}
	}
	assert_int_equal(choices, countof(chosen));
	assert_true(lines >= 10);
}

TEST(check_24_home_goes_to_the_start)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "a text:слово C-a");
	desk_expect_row(desk, -2, "В начало строки: Home");
	desk_keys(desk, "C-a");
	desk_expect_not(desk, "В начало строки");
	desk_expect(desk, "слово▏");
	desk_close(desk);
}

TEST(check_75_help_filters_and_runs)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "? text:чьи Enter");
	desk_expect(desk, "Орехов Пётр");
	desk_close(desk);
}

TEST(check_76_three_letters_or_four_digits_open_a_card)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, ": text:сид Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_card);
	desk_keys(desk, "q : text:4567");
	desk_expect(desk, "▌ Иванов Игорь Петрович");
	desk_keys(desk, "Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_card);
	desk_keys(desk, "q : text:Жжёнов Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
	desk_expect(desk, "Жжёнов");
	desk_close(desk);
}

/* ---- snooze, settings, changes ---- */

TEST(snooze_moves_the_alarm_from_today_and_reminders)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "Tab z");
	desk_expect(desk, "Отложить:");
	desk_keys(desk, "4");
	desk_expect_row(desk, -2, "Отложено до пт 24 июля 09:00");
	desk_keys(desk, "u 5 z text:п15.08 Enter");
	desk_expect_row(desk, -2, "Отложено до");
	desk_expect(desk, "15.08");
	desk_keys(desk, "u");
	desk_expect_not(desk, "15.08");
	desk_close(desk);
}

TEST(snooze_is_left_by_two_esc_when_a_date_was_typed)
{
	Desk *desk = desk_open((DeskOptions){.lines = day});
	desk_keys(desk, "5 z text:fri");
	desk_expect_row(desk, -1, "erase the date");
	desk_keys(desk, "Esc");
	desk_expect(desk, "Put off:");
	desk_expect_row(desk, -1, "Esc close");
	desk_keys(desk, "Esc");
	desk_expect_not(desk, "Put off:");
	desk_close(desk);
}

TEST(settings_change_and_come_back)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "7 Enter a text:спросил Space text:цену Enter");
	desk_expect(desk, "спросил цену");
	desk_keys(desk, "u");
	desk_expect_row(desk, 0, "9 строк");
	desk_keys(desk, "g >");
	desk_expect(desk, "1  не ответил");
	desk_keys(desk, "<");
	desk_expect(desk, "1  дозвонился");
	desk_keys(desk, "Space");
	desk_expect(desk, "дозвонился              попытка");
	desk_keys(desk, "u");
	desk_expect(desk, "дозвонился              контакт");
	desk_keys(desk, "e 1 C-u text:взял Space text:трубку Enter");
	desk_expect(desk, "1  взял трубку");
	desk_keys(desk, "D");
	desk_expect_not(desk, "1  взял трубку");
	desk_close(desk);
}

/* Forms write the tags of a client as a list. */
TEST(settings_take_no_comma_into_a_tag)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "7 Down Down Enter a text:опт Enter");
	desk_expect(desk, "опт");
	desk_keys(desk, "a text:a,b Enter");
	desk_expect(desk, "не бывает запятой");
	desk_keys(desk, "Esc Esc e C-u text:a,b Enter");
	desk_expect(desk, "не бывает запятой");
	desk_close(desk);
}

TEST(settings_take_a_key_by_pressing_it)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, "7 Down Down Down Down Down Down Enter e");
	desk_expect_row(desk, -2, "Нажмите новую клавишу");
	desk_keys(desk, "a");
	desk_expect_row(desk, -2, "уже «Добавить словами»");
	desk_keys(desk, "e \"");
	desk_expect_row(desk, -2, "!"); /* the layout law */
	desk_keys(desk, "e F11");
	desk_expect_row(desk, -2, "Записано в");
	desk_keys(desk, "F11");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_today);
	desk_close(desk);
}

TEST(changes_take_back_the_row_under_the_cursor)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
	desk_keys(desk, ": text:go Space text:changes Enter Down Down u");
	desk_expect(desk, "▌×");
	desk_keys(desk, "U");
	desk_expect_row(desk, -2, "Сделано снова");
	desk_expect_not(desk, "▌×");
	desk_close(desk);
}

/* Words are whole where there is room for them: in Settings, and beside the clients of Reminders. */
TEST(check_15_words_take_the_room_there_is)
{
	static const char *const lines[] = {
		"client add --name \"Ким Ольга\"",
		"task add \"взять оригинал акта сверки\" --due 2026-07-23T17:00 --client Ким",
		NULL,
	};
	static const struct {
		Lang lang;
		int rows, cols;
		const char *keys, *want[4];
	} rows[] = {
		{LANG_RU, 24, 80, "5", {"взять оригинал акта сверки", "Ким Ольга"}},
		{LANG_RU, 36, 120, "5", {"взять оригинал акта сверки", "Ким Ольга"}},
		{LANG_RU, 36, 120, "5 F3", {"взять оригинал акта сверки", "Ким Ольга"}},
		{LANG_RU, 16, 60, "5", {"взять оригинал акта сверки", "Ким Ольга"}},
		{LANG_EN, 24, 80, "7", {"drop number", "Row order is the digit in the call line; a removed outcome stays in history"}},
		{LANG_RU, 24, 80, "7", {"лучшее время", "убрать номер", "в истории остаётся"}},
		{LANG_EN, 10, 40, "7 Tab", {"  July ", "attempt"}},
		{LANG_RU, 10, 40, "7 Tab", {"  июль ", "попытка"}},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .rows = rows[i].rows, .cols = rows[i].cols, .lines = lines});
		desk_keys(desk, rows[i].keys);
		for (size_t k = 0; rows[i].want[k]; k++)
			desk_expect(desk, rows[i].want[k]);
		desk_close(desk);
	}
}
