/* SPDX-License-Identifier: MIT */
/* The skeleton at every size; row 0, message and hints; panes, month grid, charts. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"
#include "kartoteka/term/layout.h"
#include "kartoteka/term/month.h"
#include "test.h"

TEST(layout_size_classes)
{
	static const struct {
		int cols, rows;
		SizeClass want;
	} cases[] = {
		{120, 36, SIZE_WIDE},
		{110, 24, SIZE_WIDE},
		{109, 24, SIZE_NORMAL},
		{80, 24, SIZE_NORMAL},
		{79, 24, SIZE_NARROW},
		{60, 16, SIZE_NARROW},
		{59, 16, SIZE_TINY},
		{60, 15, SIZE_TINY},
		{40, 10, SIZE_TINY},
		{39, 10, SIZE_NONE},
		{40, 9, SIZE_NONE},
		{200, 5, SIZE_NONE},
	};
	for (size_t i = 0; i < countof(cases); i++)
		if (size_class(cases[i].rows, cases[i].cols) != cases[i].want)
			fail_msg("%dx%d", cases[i].cols, cases[i].rows);
}

TEST(layout_too_small_says_so)
{
	Frame *frame = frame_new(3, 39);
	assert_true(layout_too_small(frame));
	char *got = frame_row(frame, 1);
	assert_non_null(strstr(got, "40×10 is needed, this is 39×3"));
	free(got);
	for (int rows = 1; rows < 4; rows++)
		for (int cols = 1; cols < 30; cols++) {
			frame_resize(frame, rows, cols);
			assert_true(layout_too_small(frame));
		}
	frame_resize(frame, 10, 40);
	assert_false(layout_too_small(frame));
	frame_free(frame);
}

static char *head(int cols, int rows)
{
	static const char *const parts[] = {"Клиенты", "Иванов Игорь Петрович", "правка"};
	static const HeadNeed needs[] = {{"черновик 1", STYLE_PLAIN}, {"! 2", STYLE_OVERDUE}, {"• 2", STYLE_SOON}};
	Frame *frame = frame_new(rows, cols);
	Layout layout = layout_of(frame);
	layout_head(&layout, parts, 3, needs, 3, "09:42");
	char *got = frame_row(frame, 0);
	frame_free(frame);
	return got;
}

TEST(layout_row_0)
{
	static const struct {
		int cols, rows;
		const char *want;
	} cases[] = {
		{80, 24, " Клиенты ▸ Иванов Игорь Петрович ▸ правка        черновик 1   ! 2   • 2   09:42"},
		{60, 16, " ◂ Иванов Игорь П… ▸ правка  черновик 1   ! 2   • 2   09:42"},
		{40, 10, " ◂ правка   черновик 1  ! 2  • 2  09:42"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *got = head(cases[i].cols, cases[i].rows);
		expect_text(cases[i].want, got, cases[i].want);
		free(got);
	}
}

TEST(layout_hints_are_never_cut)
{
	static const Hint hints[] = {
		{"a", "добавить", HINT_USUAL},
		{"c", "контакт", HINT_USUAL},
		{"d", "готово", HINT_USUAL},
		{"z", "отложить", HINT_USUAL},
		{"r", "напомнить", HINT_USUAL},
		{"Tab", "панель", HINT_USUAL},
		{"Enter", "открыть", HINT_USUAL},
		{"1…7", "экраны", HINT_USUAL},
		{":", "команды", HINT_USUAL},
		{"w", "чей", HINT_USUAL},
		{"y", "копировать", HINT_USUAL},
		{"?", "справка", HINT_LAST},
	};
	for (int cols = 40; cols <= 200; cols++) {
		Frame *frame = frame_new(24, cols);
		Layout layout = layout_of(frame);
		size_t shown = layout_hints(&layout, hints, countof(hints));
		char *got = frame_row(frame, 23);
		if (shown > (cols >= 110 ? 10u : 7u) || strstr(got, "…7") != strstr(got, "…"))
			fail_msg("%d: %zu hints: %s", cols, shown, got);
		assert_non_null(strchr(got, '?'));
		/* What stands there is made of whole hints. */
		Str rest = {0};
		str_add(&rest, got);
		for (size_t i = 0; i < countof(hints); i++) {
			char *whole = mem_printf("%s %s", hints[i].key, hints[i].label);
			const char *at = strstr(str_text(&rest), whole);
			if (at)
				str_remove(&rest, (size_t)(at - rest.s), strlen(whole));
			free(whole);
		}
		if (strspn(str_text(&rest), " ?") != rest.n)
			fail_msg("%d: a part of a hint: %s", cols, got);
		str_done(&rest);
		free(got);
		frame_free(frame);
	}
}

TEST(layout_message_row)
{
	Frame *frame = frame_new(24, 40);
	Layout layout = layout_of(frame);
	layout_message(&layout, GLYPH_DONE, STYLE_DONE, "Готово: «Планёрка»", "u отменить");
	char *got = frame_row(frame, 22);
	assert_string_equal(got, " ✓ Готово: «Планёрка»        u отменить");
	free(got);
	layout_message(&layout, NULL, STYLE_ERROR, "Очень длинное сообщение о том, что не вышло", "u отменить");
	got = frame_row(frame, 22);
	assert_string_equal(got, " Очень длинное сообщение о…  u отменить");
	free(got);
	layout_message(&layout, NULL, STYLE_PLAIN, NULL, NULL);
	got = frame_row(frame, 22);
	assert_string_equal(got, "");
	free(got);
	frame_free(frame);
}

TEST(layout_panes)
{
	Frame *frame = frame_new(10, 40);
	Layout layout = layout_of(frame);
	Area left, right, upper, lower;
	area_rule(layout.rule, 0, STYLE_RULE);
	layout_split(layout.body, 20, &left, &right);
	assert_int_equal(left.cols, 20);
	assert_int_equal(right.cols, 19);
	assert_int_equal(right.col, 21);
	assert_string_equal(frame_cell(frame, 1, 20)->text, "┬");
	layout_below(left, 2, 3, &upper, &lower);
	assert_int_equal(upper.rows, 3);
	assert_int_equal(lower.rows, 2);
	assert_string_equal(frame_cell(frame, 5, 3)->text, "─");
	layout_below(left, 4, 3, &upper, &lower);
	assert_int_equal(upper.rows, 6);
	assert_int_equal(lower.rows, 0);
	layout_split(layout.body, 60, &left, &right);
	assert_int_equal(left.cols, 40);
	assert_int_equal(right.cols, 0);
	frame_free(frame);
}

TEST(month_geometry)
{
	Frame *frame = frame_new(36, 120);
	/* July 2026 begins on a Wednesday; mockup 4a. */
	MonthGrid grid = month_grid(area_part(area_all(frame), 2, 0, 20, 80), 2, 31);
	assert_int_equal(grid.weeks, 5);
	assert_int_equal(grid.gutter, 5);
	assert_int_equal(grid.day_cols, 10);
	assert_int_equal(grid.week_rows, 4);
	assert_int_equal(month_column(&grid, 3), 35);
	Area cell = month_cell(&grid, month_index(&grid, 23));
	assert_int_equal(cell.row, 2 + 12);
	assert_int_equal(cell.col, 35);
	assert_int_equal(cell.cols, 9);
	assert_int_equal(month_day(&grid, month_at(&grid, 14, 40)), 23);
	assert_int_equal(month_day(&grid, 0), -1);
	assert_int_equal(month_at(&grid, 40, 5), -1);
	assert_int_equal(month_at(&grid, 2, 1), 0);
	grid = month_grid(area_part(area_all(frame), 2, 0, 32, 120), 2, 31);
	assert_int_equal(grid.gutter, 6);
	assert_int_equal(grid.day_cols, 16);
	for (int first = 0; first < 7; first++)
		for (int days = 28; days <= 31; days++)
			for (int rows = 5; rows < 34; rows++)
				for (int cols = 40; cols <= 120; cols += 7) {
					int lines = 0;
					grid = month_grid(area_part(area_all(frame), 1, 0, rows, cols), first, days);
					for (int week = 0; week < grid.weeks; week++)
						lines += month_week(&grid, week).rows;
					assert_int_equal(lines, rows);
					assert_true(month_cell(&grid, grid.weeks * 7 - 1).col + grid.day_cols <= cols + 1);
					assert_true(month_index(&grid, days) < grid.weeks * 7);
				}
	frame_free(frame);
}

TEST(charts)
{
	Frame *frame = frame_new(4, 20);
	Area a = area_all(frame);
	static const int64_t values[] = {0, 1, 2, 4, 8}, none[] = {0, 0};
	assert_int_equal(chart_bar(a, 0, 0, 10, 85, 100), 9);
	assert_int_equal(chart_bar(a, 1, 0, 10, 1, 100000), 1);
	assert_int_equal(chart_bar(a, 2, 0, 10, 0, 100), 0);
	assert_int_equal(chart_bar(a, 2, 0, 10, 5, 0), 0);
	assert_int_equal(chart_bar(a, 2, 0, 10, 500, 100), 10);
	assert_int_equal(chart_goal(a, 3, 0, 10, 23, 35), 10);
	char *got = frame_text(frame);
	assert_string_equal(got, "████████▌           \n▏                   \n██████████          \n██████▋···          \n");
	free(got);
	frame_clear(frame);
	chart_spark(a, 0, 0, values, 5);
	chart_columns(a, 1, 0, 2, 2, values, 5);
	chart_spark(a, 3, 0, none, 2);
	got = frame_text(frame);
	assert_string_equal(got, "·▁▂▄█               \n        █           \n  ▂ ▄ █ █           \n··                  \n");
	free(got);
	frame->ascii = true;
	got = frame_row(frame, 0);
	assert_string_equal(got, "...:#");
	free(got);
	assert_string_equal(chart_heat(0, 8), "·");
	assert_string_equal(chart_heat(1, 80), "░");
	assert_string_equal(chart_heat(8, 8), "█");
	Str steps = {0};
	chart_steps(&steps, 3, 4);
	assert_string_equal(str_text(&steps), "▪▪▪▫");
	str_done(&steps);
	assert_int_equal(chart_bar(a, 2, 0, 10, INT64_MAX / 2, INT64_MAX), 5);
	frame_free(frame);
}
