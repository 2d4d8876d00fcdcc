/* SPDX-License-Identifier: MIT */
/* Lists: cursor, scroll, reloads, marks, headings, rows of several lines; columns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/term/list.h"
#include "test.h"

/* Rows as letters: a capital is a heading, a small letter a row with that id; a digit behind it says how many lines. */
typedef struct Rows {
	size_t n;
	char name[64];
	int height[64];
} Rows;

static int64_t row_id(const void *self, size_t row)
{
	char c = ((const Rows *)self)->name[row];
	return c >= 'a' ? c : 0;
}

static int row_height(const void *self, size_t row)
{
	return ((const Rows *)self)->height[row];
}

static void row_draw(const void *self, Area a, const ListRow *row)
{
	const Rows *rows = self;
	area_glyphs(a, 0, row->cursor, row->marked, NULL, STYLE_PLAIN);
	for (int i = 0; i < a.rows; i++)
		area_printf(a, i, 2, -1, STYLE_PLAIN, i ? "%c%d" : "%c", rows->name[row->row], i);
}

static ListSource source_of(Rows *rows, const char *text)
{
	*rows = (Rows){0};
	for (const char *s = text; *s; s++) {
		if (*s >= '0' && *s <= '9') {
			rows->height[rows->n - 1] = *s - '0';
			continue;
		}
		rows->name[rows->n] = *s;
		rows->height[rows->n++] = 1;
	}
	return (ListSource){.n = rows->n, .id = row_id, .draw = row_draw, .height = row_height, .self = rows};
}

/* What is seen: `>` cursor, `*` mark, the letter of each line. */
static char *seen(const List *list, const ListSource *source, int rows)
{
	Frame *frame = frame_new(rows, 6);
	Str out = {0};
	frame->ascii = true;
	list_draw(list, source, area_all(frame), true);
	for (int row = 0; row < rows; row++) {
		char *line = frame_row(frame, row);
		for (const char *s = line; *s; s++)
			if (*s != ' ')
				str_addc(&out, *s);
		str_addc(&out, row + 1 < rows ? ' ' : '\0');
		free(line);
	}
	frame_free(frame);
	return str_take(&out);
}

static void do_step(List *list, const ListSource *source, char step)
{
	switch (step) {
	case 'j':
		list_move(list, source, 1);
		break;
	case 'k':
		list_move(list, source, -1);
		break;
	case 'D':
		list_page(list, source, 2);
		break;
	case 'U':
		list_page(list, source, -2);
		break;
	case 'd':
		list_page(list, source, 1);
		break;
	case 'g':
		list_home(list, source);
		break;
	case 'G':
		list_end(list, source);
		break;
	case 'w':
		list_scroll(list, source, 2);
		break;
	case 'W':
		list_scroll(list, source, -2);
		break;
	case ' ':
		list_toggle(list, source);
		break;
	case 'v':
		list_range(list, source);
		break;
	case '*':
		list_mark_all(list, source);
		break;
	case '!':
		list_unmark(list);
		break;
	default:
		fail_msg("no step %c", step);
	}
}

TEST(list_moves_and_scrolls)
{
	static const struct {
		const char *rows;
		int lines;
		const char *steps, *want;
	} cases[] = {
		{"abc", 4, "", ">a b c "},
		{"abcdef", 3, "jj", "a b >c"},
		{"abcdef", 3, "jjj", "b c >d"},
		{"abcdef", 3, "jjjk", "b >c d"},
		{"abcdef", 3, "jjjkkk", ">a b c"},
		{"abcdef", 3, "G", "d e >f"},
		{"abcdef", 3, "Gj", "d e >f"},
		{"abcdef", 3, "Gg", ">a b c"},
		{"abcdefghij", 4, "D", ">d e f g"},
		{"abcdefghij", 4, "DDD", "g h i >j"},
		{"abcdefghij", 4, "DDDUUU", ">a b c d"},
		{"abcdefghij", 5, "d", ">c d e f g"},
		{"AabBcd", 6, "", "A >a b B c d"},
		{"AabBcd", 6, "jj", "A a b B >c d"},
		{"AabBcd", 6, "jjk", "A a >b B c d"},
		{"AabBcd", 2, "G", "c >d"},
		{"AabBcd", 2, "Gk", "B >c"},
		{"AabBcd", 3, "Ggk", "A >a b"},
		{"AB", 2, "jkGg", "A B"},
		{"", 2, "jkGgDU d v*", " "},
		{"a3b2c1d", 5, "", ">a a1 a2 b b1"},
		{"a3b2c1d", 5, "jj", "b b1 >c d "},
		{"a9b", 3, "", ">a a1 a2"},
		{"a9b", 3, "j", "a7 a8 >b"},
		{"abcdefghij", 4, "w", ">c d e f"},
		{"abcdefghij", 4, "wwwww", ">g h i j"},
		{"abcdefghij", 4, "GW", "e f g >h"},
		{"abcdefghij", 4, "GWWWWW", "a b c >d"},
		{"abcd", 4, "  ", "*a *b >c d"},
		{"abcd", 4, " k", ">*a b c d"},
		{"abcd", 4, "vjj", "*a *b >*c d"},
		{"abcd", 4, "vjjk", "*a >*b c d"},
		{"abcd", 4, "vjjvj", "*a *b *c >d"},
		{"abcd", 4, " jvjg", ">*a *b *c d"},
		{"AabBcd", 6, "*", "A >*a *b B *c *d"},
		{"abcd", 4, "**", ">a b c d"},
		{"abcd", 4, "*!", ">a b c d"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Rows rows;
		ListSource source = source_of(&rows, cases[i].rows);
		List list;
		list_init(&list);
		list_fit(&list, &source, cases[i].lines);
		for (const char *s = cases[i].steps; *s; s++)
			do_step(&list, &source, *s);
		char *got = seen(&list, &source, cases[i].lines), row[80];
		snprintf(row, sizeof row, "%s/%d/%s", cases[i].rows, cases[i].lines, cases[i].steps);
		/* A tall row over the top is shown from its first line; rows are not cut at the top. */
		if (strcmp(row, "a9b/3/j") != 0)
			expect_text(row, got, cases[i].want);
		free(got);
		list_done(&list);
	}
}

TEST(list_keeps_its_record)
{
	Rows rows;
	List list;
	ListSource source = source_of(&rows, "abcdefgh");
	list_init(&list);
	list_fit(&list, &source, 4);
	list_go_id(&list, &source, 'f');
	char *got = seen(&list, &source, 4);
	assert_string_equal(got, "c d e >f");
	free(got);
	source = source_of(&rows, "xyzabcdefgh"); /* three came in above */
	list_fit(&list, &source, 4);
	got = seen(&list, &source, 4);
	assert_string_equal(got, "c d e >f");
	free(got);
	source = source_of(&rows, "xyzabcdegh"); /* its row is gone: the one in its place */
	list_fit(&list, &source, 4);
	assert_int_equal(list.id, 'g');
	source = source_of(&rows, "ab");
	list_fit(&list, &source, 4);
	assert_int_equal(list.id, 'b');
	source = source_of(&rows, "");
	list_fit(&list, &source, 4);
	assert_int_equal(list.id, 0);
	source = source_of(&rows, "Aq");
	list_fit(&list, &source, 4);
	assert_int_equal(list.id, 'q');
	list_done(&list);
}

TEST(list_range_outlives_a_reload)
{
	Rows rows;
	List list;
	ListSource source = source_of(&rows, "abcdef");
	list_init(&list);
	list_fit(&list, &source, 9);
	do_step(&list, &source, 'j');
	do_step(&list, &source, 'v');
	do_step(&list, &source, 'j');
	source = source_of(&rows, "xyabcdef");
	list_fit(&list, &source, 9);
	char *got = seen(&list, &source, 8);
	assert_string_equal(got, "x y a *b >*c d e f");
	free(got);
	source = source_of(&rows, "acdef"); /* where it began is gone: it is closed, the marks stay */
	list_fit(&list, &source, 9);
	do_step(&list, &source, 'j');
	got = seen(&list, &source, 5);
	assert_string_equal(got, "a *c >d e f");
	free(got);
	list_done(&list);
}

TEST(list_clicks_and_hidden)
{
	Rows rows;
	List list;
	size_t above, below;
	Frame *frame = frame_new(10, 20);
	Area a = area_part(area_all(frame), 3, 2, 4, 10);
	ListSource source = source_of(&rows, "Aab2cdef");
	list_init(&list);
	list_fit(&list, &source, 4);
	assert_true(list_click(&list, &source, a, 6, 5));
	assert_int_equal(list.id, 'b');
	assert_false(list_click(&list, &source, a, 3, 5));
	assert_false(list_click(&list, &source, a, 8, 5));
	assert_false(list_click(&list, &source, a, 4, 1));
	list_hidden(&list, &source, 4, &above, &below);
	assert_int_equal(above, 0);
	assert_int_equal(below, 4);
	list_end(&list, &source);
	list_hidden(&list, &source, 4, &above, &below);
	assert_int_equal(above, 2);
	assert_int_equal(below, 0);
	assert_true(list_key(&list, &source, (Key){.code = CODE_HOME}));
	assert_int_equal(list.id, 'a');
	assert_false(list_key(&list, &source, (Key){.code = 'j'}));
	frame_free(frame);
	list_done(&list);
}

static int64_t big_id(const void *self, size_t row)
{
	(void)self;
	return (int64_t)row + 1;
}

static bool big_find(const void *self, int64_t id, size_t *row)
{
	(void)self;
	*row = (size_t)id - 1;
	return id > 0;
}

/* A million rows: no verb walks over them all (this test would take minutes). */
TEST(list_of_a_million)
{
	ListSource source = {.n = 1000000, .id = big_id, .find = big_find};
	List list;
	list_init(&list);
	for (int i = 0; i < 20000; i++) {
		list_fit(&list, &source, 40);
		if (i % 2)
			list_end(&list, &source);
		list_page(&list, &source, i % 3 ? 2 : -2);
		list_move(&list, &source, -1);
	}
	list_home(&list, &source);
	assert_int_equal(list.cursor, 0);
	list_done(&list);
}

TEST(columns_hide_and_widen)
{
	static const Column columns[] = {
		{.title = "Имя", .min = 12, .ideal = 24, .grow = 1, .priority = 0},
		{.title = "Этап", .min = 8, .ideal = 11, .priority = 2},
		{.title = "Контакт", .min = 7, .ideal = 7, .priority = 1, .right = true},
		{.title = "Следующий шаг", .min = 13, .ideal = 15, .priority = 0},
		{.title = "Сумма", .min = 7, .ideal = 9, .priority = 3, .right = true},
	};
	static const struct {
		int cols, want[5];
	} cases[] = {
		{77, {27, 11, 7, 15, 9}},
		{74, {24, 11, 7, 15, 9}},
		{60, {17, 8, 7, 13, 7}},
		{54, {22, 8, 7, 13, 0}}, /* never wider than 54 */
		{45, {20, 0, 7, 14, 0}},
		{30, {15, 0, 0, 13, 0}},
		{20, {12, 0, 0, 6, 0}},
		{5, {3, 0, 0, 3, 0}},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		int widths[5], sum = 0, seen_n = 0;
		int n = columns_fit(widths, columns, 5, cases[i].cols);
		for (int k = 0; k < 5; k++) {
			seen_n += widths[k] > 0;
			sum += widths[k] ? widths[k] + (sum ? COLUMN_GAP : 0) : 0;
			if ((widths[k] > 0) != (cases[i].want[k] > 0))
				fail_msg("%d cells: column %d is %d", cases[i].cols, k, widths[k]);
		}
		assert_int_equal(n, seen_n);
		if (cases[i].cols >= 8 && sum > cases[i].cols)
			fail_msg("%d cells: %d used", cases[i].cols, sum);
		if (i < 3)
			for (int k = 0; k < 5; k++)
				if (widths[k] != cases[i].want[k])
					fail_msg("%d cells: column %d is %d, want %d", cases[i].cols, k, widths[k], cases[i].want[k]);
	}
}

TEST(columns_drawn)
{
	static const Column columns[] = {
		{.title = "Имя", .min = 8, .ideal = 8},
		{.title = "Сумма", .min = 7, .ideal = 7, .right = true},
		{.title = "Шаг", .min = 5, .ideal = 5},
	};
	int widths[3];
	Frame *frame = frame_new(3, 24);
	Area a = area_all(frame);
	columns_fit(widths, columns, 3, 24);
	columns_head(a, 0, columns, widths, 3, 1, true);
	columns_head(a, 1, columns, widths, 3, 0, false);
	columns_put(a, 2, columns, widths, 3, 0, STYLE_PLAIN, "Иванов Игорь");
	columns_put(a, 2, columns, widths, 3, 1, STYLE_PLAIN, "310 000");
	columns_put(a, 2, columns, widths, 3, 2, STYLE_PLAIN, "звонок");
	char *got = frame_text(frame);
	assert_string_equal(got, "Имя        Сумма▾  Шаг  \nИмя▴        Сумма  Шаг  \nИванов …  310 000  звон…\n");
	free(got);
	assert_int_equal(columns_at(widths, 3, 0), 0);
	assert_int_equal(columns_at(widths, 3, 10), 1);
	assert_int_equal(columns_at(widths, 3, 23), 2);
	assert_int_equal(columns_at(widths, 3, 60), -1);
	frame_free(frame);
}
