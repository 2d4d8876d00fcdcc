/* SPDX-License-Identifier: MIT */
/* Frames and areas: clipping, cutting, wide and joined signs, lines and boxes. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/frame.h"
#include "test.h"

/* Every row is as wide as the frame, and the halves of wide signs belong together. */
static void check_rows(const char *name, const Frame *frame)
{
	for (int row = 0; row < frame->rows; row++) {
		int width = 0;
		for (int col = 0; col < frame->cols; col++) {
			const Cell *cell = frame_cell(frame, row, col);
			width += cell->width;
			if (cell->width == 2 && (col + 1 == frame->cols || frame_cell(frame, row, col + 1)->width != 0))
				fail_msg("%s: half a sign at %d %d", name, row, col);
			if (cell->width == 0 && (col == 0 || frame_cell(frame, row, col - 1)->width != 2))
				fail_msg("%s: an orphan at %d %d", name, row, col);
		}
		assert_int_equal(width, frame->cols);
	}
}

TEST(frame_put_cuts_and_cleans)
{
	static const struct {
		const char *text;
		int cells;
		const char *want;
		int used;
	} rows[] = {
		{"Иванов", -1, "Иванов", 6},
		{"Иванов", 6, "Иванов", 6},
		{"Иванов", 5, "Иван…", 5},
		{"Иванов", 1, "…", 1},
		{"Иванов", 0, "", 0},
		{"", -1, "", 0},
		{"Иванов Игорь", -1, "Иванов Иг…", 10},
		{"鱼鱼鱼鱼鱼", -1, "鱼鱼鱼鱼鱼", 10},
		{"鱼鱼鱼鱼鱼鱼", -1, "鱼鱼鱼鱼…", 9},
		{"鱼鱼", 3, "鱼…", 3},
		{"鱼鱼", 2, "…", 1},
		{"a\tb\nc", -1, "a b c", 5},
		{"a\x1b[31mb", -1, "a\xef\xbf\xbd[31mb", 7},
		{"e\xcc\x81\xcc\x82x", -1, "e\xcc\x81\xcc\x82x", 2},
		{"\xcc\x81x", -1, "x", 1},
		{"1\xc2\xa0"
	     "234\xe2\x80\x89"
	     "5",
	     -1, "1 234 5", 7},
		{"\xff\xfe", -1, "\xef\xbf\xbd\xef\xbf\xbd", 2},
		{"👨‍👩‍👧x", -1, "👨x", 3},
		{"a\x07\x08", -1, "a\xef\xbf\xbd\xef\xbf\xbd", 3},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Frame *frame = frame_new(1, 10);
		int used = area_put(area_all(frame), 0, 0, rows[i].cells, STYLE_PLAIN, rows[i].text);
		char *got = frame_row(frame, 0);
		expect_text(rows[i].text, got, rows[i].want);
		if (used != rows[i].used)
			fail_msg("\"%s\": %d cells, want %d", rows[i].text, used, rows[i].used);
		check_rows(rows[i].text, frame);
		free(got);
		frame_free(frame);
	}
}

TEST(frame_border_stays_behind_any_name)
{
	static const char *const names[] = {
		"Иванов", "鱼魚🐟", ("e\xcc\x81"
	                        "e\xcc\x81"),
		"👩‍👩‍👧‍👦 семья", "🇷🇺 флаг", "👍🏽", "ก็ำ", "नमस्ते", "\xe2\x80\x8bzero", "a\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88",
		"❤️", "☎️ телефон", "한국어", "가각", "עברית", "\xe2\x80\xaeright", "ﷺ"};
	for (size_t i = 0; i < countof(names); i++) {
		Frame *frame = frame_new(3, 24);
		Area in = area_box(area_all(frame), NULL, NULL);
		area_put(in, 0, 0, -1, STYLE_PLAIN, names[i]);
		assert_string_equal(frame_cell(frame, 1, 23)->text, "│");
		check_rows(names[i], frame);
		frame_free(frame);
	}
}

TEST(frame_right_centre_and_pair)
{
	Frame *frame = frame_new(5, 12);
	Area a = area_all(frame);
	area_put_right(a, 0, -1, -1, STYLE_PLAIN, "45");
	area_put_right(a, 1, 6, -1, STYLE_PLAIN, "12345678");
	area_put_centre(a, 2, STYLE_PLAIN, "ёж");
	area_pair(a, 3, 0, STYLE_PLAIN, "Иванов Игорь", STYLE_DIM, "3 дн");
	area_printf(a, 4, 1, 5, STYLE_BOLD, "%d %s", 7, "дней");
	char *got = frame_text(frame), *styles = frame_styles(frame);
	assert_string_equal(got, "          45\n12345…      \n     ёж     \nИвано…  3 дн\n 7 дн…      \n");
	assert_string_equal(styles, "\n\n\n        dddd\n bbbbb\n");
	free(got);
	free(styles);
	frame_free(frame);
}

TEST(frame_nothing_leaves_its_area)
{
	Frame *frame = frame_new(6, 20);
	Area a = area_part(area_all(frame), 2, 5, 2, 8);
	for (int row = -3; row < 6; row++)
		for (int col = -3; col < 12; col++)
			area_put(a, row, col, -1, STYLE_PLAIN, "鱼xx鱼xx鱼xx");
	area_put_right(a, 0, 99, 99, STYLE_PLAIN, "zzzzzzzzzzzzzzzzzzzzzzzz");
	area_rule(a, 7, STYLE_RULE);
	area_vline(a, 9, STYLE_RULE);
	area_wrap(a, 0, 3, -1, STYLE_PLAIN, "one two three four five six seven eight");
	area_glyphs(a, 5, true, true, GLYPH_SOON, STYLE_SOON);
	area_restyle(a, 1, -2, 100, STYLE_BOLD);
	for (int row = 0; row < 6; row++)
		for (int col = 0; col < 20; col++)
			if (row < 2 || row > 3 || col < 5 || col > 12)
				assert_string_equal(frame_cell(frame, row, col)->text, " ");
	check_rows("area", frame);
	area_fill(area_part(a, 9, 9, 3, 3), STYLE_BOLD);
	area_box(area_part(a, 0, 0, 1, 1), "x", "y");
	frame_free(frame);
}

TEST(frame_overwriting_half_a_sign)
{
	Frame *frame = frame_new(1, 6);
	Area a = area_all(frame);
	area_put(a, 0, 0, -1, STYLE_PLAIN, "鱼鱼鱼");
	area_put(a, 0, 1, -1, STYLE_PLAIN, "x");
	area_put(a, 0, 4, -1, STYLE_PLAIN, "y");
	char *got = frame_text(frame);
	assert_string_equal(got, " x鱼y \n");
	check_rows("half", frame);
	free(got);
	area_put(a, 0, 1, -1, STYLE_PLAIN, "鱼鱼");
	check_rows("over", frame);
	frame_free(frame);
}

TEST(frame_wraps)
{
	static const struct {
		const char *text;
		int rows;
		const char *want;
	} rows[] = {
		{"Просит скидку", 4, "Просит скидку\n"},
		{"Просит скидку 5 %. Решение", 4, "Просит скидку\n5 %. Решение\n"},
		{"a\nb\n\nc\n", 5, "a\nb\n\nc\n"},
		{"очень-длинное-слово-без-пробелов", 4, "очень-длинное\n-слово-без-пр\nобелов\n"},
		{"one two three four five", 1, "one two thre…\n"},
		{"one two three four five", 2, "one two three\nfour five\n"},
		{"one two three four five six", 2, "one two three\nfour five six\n"},
		{"one two three four five six s", 2, "one two three\nfour five si…\n"},
		{"", 3, "\n"},
		{"鱼鱼鱼鱼鱼鱼鱼鱼", 3, "鱼鱼鱼鱼鱼鱼\n鱼鱼\n"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Frame *frame = frame_new(8, 13);
		int used = area_wrap(area_all(frame), 0, 0, rows[i].rows, STYLE_PLAIN, rows[i].text);
		Str got = {0};
		for (int row = 0; row < used; row++) {
			char *line = frame_row(frame, row);
			str_addf(&got, "%s\n", line);
			free(line);
		}
		expect_text(rows[i].text, str_text(&got), rows[i].want);
		str_done(&got);
		frame_free(frame);
	}
	assert_int_equal(text_wrap_rows("one two three four five six s", 13), 3);
	assert_int_equal(text_wrap_rows("", 13), 1);
	assert_int_equal(text_wrap_rows("鱼鱼", 1), 2);
}

TEST(frame_lines_join)
{
	Frame *frame = frame_new(6, 9);
	Area a = area_all(frame);
	area_rule(a, 0, STYLE_RULE);
	area_vline(area_part(a, 1, 0, 4, -1), 4, STYLE_RULE);
	area_rule(a, 5, STYLE_RULE);
	area_rule(area_part(a, 3, 0, 1, 4), 0, STYLE_RULE);
	char *got = frame_text(frame);
	assert_string_equal(got, "────┬────\n    │    \n    │    \n────│    \n    │    \n────┴────\n");
	free(got);
	frame->ascii = true;
	got = frame_text(frame);
	assert_string_equal(got, "----+----\n    |    \n    |    \n----|    \n    |    \n----+----\n");
	free(got);
	frame_free(frame);
}

TEST(frame_box_and_glyphs)
{
	Frame *frame = frame_new(5, 26);
	Area in = area_box(area_all(frame), "Какую сделку?", "Enter  Esc");
	area_glyphs(in, 0, true, false, GLYPH_OVERDUE, STYLE_OVERDUE);
	area_glyphs(in, 1, false, true, GLYPH_SOON, STYLE_SOON);
	area_glyphs(in, 2, true, true, NULL, STYLE_PLAIN);
	area_put(in, 0, 3, -1, STYLE_PLAIN, "один");
	char *got = frame_text(frame), *styles = frame_styles(frame);
	assert_string_equal(got, "╭─ Какую сделку? ────────╮\n│▌! один                 │\n│*•                      │\n│▌*                      │\n"
	                         "╰──────────── Enter  Esc ╯\n");
	assert_string_equal(styles, "rr bbbbbbbbbbbbb rrrrrrrrr\nrA!                      r\nr*s                      r\nrA*                      r\nrrrrrrrrrrrrr dddddddddd r\n");
	assert_int_equal(frame->cursor_row, 3);
	assert_int_equal(frame->cursor_col, 1);
	assert_false(frame->cursor_visible);
	free(got);
	free(styles);
	frame->ascii = true;
	got = frame_row(frame, 1);
	assert_string_equal(got, "|>! один                 |");
	free(got);
	got = frame_row(frame, 2);
	assert_string_equal(got, "|*o                      |");
	free(got);
	frame_free(frame);
}

TEST(frame_ascii_has_no_other_sign)
{
	static const char signs[] = "▌•✓×▸◂▴▾→←↻—▏▪▫·…▁▂▃▄▅▆▇█▉▊▋▌▍▎░▒▓─│┼╭╮╰╯●■▲◆–−┄↓↑";
	Frame *frame = frame_new(1, 80);
	area_put(area_all(frame), 0, 0, -1, STYLE_PLAIN, signs);
	frame->ascii = true;
	char *got = frame_row(frame, 0);
	for (const char *s = got; *s; s++)
		if ((unsigned char)*s > 0x7e)
			fail_msg("not ASCII: %s", s);
	free(got);
	frame_free(frame);
}

TEST(frame_marked_runs)
{
	static const struct {
		const char *text;
		int cells;
		const char *want, *styles;
	} rows[] = {
		{"a \x01иван\x02 b", -1, "a иван b", "  mmmm"},
		{"\x01иван\x02", 3, "ив…", "mmm"},
		{"ab\x01иван\x02zz", 6, "abива…", "  mmmm"},
		{"ab\x01иван\x02", 6, "abиван", "  mmmm"},
		{"ab\x01ив\x02\x01ан\x02", 5, "abив…", "  mmm"},
		{"plain", -1, "plain", ""},
		{"ab\x01\x02z", -1, "abz", ""},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Frame *frame = frame_new(1, 12);
		area_put_marked(area_all(frame), 0, 0, rows[i].cells, STYLE_PLAIN, STYLE_MATCH, rows[i].text);
		char *got = frame_row(frame, 0), *styles = frame_styles(frame);
		styles[strlen(styles) - 1] = '\0';
		expect_text(rows[i].text, got, rows[i].want);
		expect_text(rows[i].text, styles, rows[i].styles);
		free(got);
		free(styles);
		frame_free(frame);
	}
}

TEST(frame_same_and_resize)
{
	Frame *a = frame_new(3, 4), *b = frame_new(3, 4);
	assert_true(frame_same(a, b));
	area_put(area_all(a), 0, 0, -1, STYLE_BOLD, "x");
	assert_false(frame_same(a, b));
	area_put(area_all(b), 0, 0, -1, STYLE_BOLD, "x");
	assert_true(frame_same(a, b));
	area_cursor(area_all(b), 9, 9, true);
	assert_int_equal(b->cursor_row, 2);
	assert_int_equal(b->cursor_col, 3);
	assert_false(frame_same(a, b));
	frame_resize(b, 0, -5);
	assert_int_equal(b->rows, 1);
	assert_int_equal(b->cols, 1);
	area_put(area_all(b), 0, 0, -1, STYLE_PLAIN, "鱼");
	check_rows("one cell", b);
	frame_free(a);
	frame_free(b);
}
