/* SPDX-License-Identifier: MIT */
/* Check 34: rows for a terminal that draws Cyrillic two cells wide. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "test.h"
#include "wide.h"

/* The row as that terminal shows it: `_` is the right half of a wide letter. */
static char *seen(const Frame *frame, int row)
{
	WideCell cells[200];
	int n = wide_row(cells, frame, row), x = 0;
	Str out = {0};
	for (int i = 0; i < n; i++) {
		const char *text = cells[i].from < 0 ? "~" : frame_shown(frame, row, cells[i].from);
		if (cells[i].at < x)
			fail_msg("cell %d stands at %d, the one before it ends at %d", i, cells[i].at, x);
		for (; x < cells[i].at; x++)
			str_addc(&out, ' ');
		str_add(&out, text);
		x++;
		if ((unsigned char)text[0] >= 0x80) {
			str_addc(&out, '_');
			x++;
		}
	}
	if (x > frame->cols)
		fail_msg("the row is %d wide", x);
	while (out.n && out.s[out.n - 1] == ' ')
		str_cut(&out, out.n - 1);
	return str_take(&out);
}

TEST(check_34_columns_stay_where_letters_are_wide)
{
	static const struct {
		const char *row, *want;
	} rows[] = {
		{"Ivanov  903", "Ivanov  903"},
		{"Иван    903", "И_в_а_~ 903"},
		{"Ив      903", "И_в_    903"},
		{"Ив Ан   903", "И_в_  ~ 903"},
		{"9 Ив|Ан 903", "9  ~|А_н_ 903"},
		{"              Иван", "              И_в_ ~"},
		{"", ""},
		{"鱼 Иван            9", "鱼_ И_в_а_н_        9"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Frame *frame = frame_new(1, 20);
		frame->ascii = true;
		area_put(area_all(frame), 0, 0, -1, STYLE_PLAIN, rows[i].row);
		for (int col = 0; col < 20; col++)
			if (strcmp(frame_cell(frame, 0, col)->text, "|") == 0)
				area_put(area_all(frame), 0, col, 1, STYLE_RULE, "|");
		char *got = seen(frame, 0);
		expect_text(rows[i].row, got, rows[i].want);
		free(got);
		frame_free(frame);
	}
}

TEST(check_34_the_cursor_follows_its_letter)
{
	Frame *frame = frame_new(1, 20);
	WideCell cells[20];
	area_put(area_all(frame), 0, 0, -1, STYLE_PLAIN, "+ Иван");
	int n = wide_row(cells, frame, 0);
	assert_int_equal(wide_col(cells, n, 0), 0);
	assert_int_equal(wide_col(cells, n, 2), 2);
	assert_int_equal(wide_col(cells, n, 3), 4);
	assert_int_equal(wide_col(cells, n, 5), 8);
	frame_free(frame);
}
