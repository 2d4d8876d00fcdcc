/* SPDX-License-Identifier: MIT */
/* The small month that stands beside a day. */
#include "calendar.h"
#include "kartoteka/base/utf8.h"

void month_mini(const CalendarState *c, Area a, int row)
{
	int32_t year;
	int month, number;
	Str title = {0};
	day_split(c->day, &year, &month, &number);
	Day first = day_of(year, month, 1);
	words_day(&title, DATE_MONTH, first, c->today);
	area_put(a, row, 6, -1, STYLE_BOLD, str_text(&title));
	str_done(&title);
	for (int i = 0; i < 7; i++) {
		Str name = {0};
		words_weekday(&name, i + 1, false);
		str_cut(&name, utf8_fit(str_text(&name), 2, &(int){0}));
		area_put(a, row + 1, 3 + i * 3, 2, STYLE_DIM, str_text(&name));
		str_done(&name);
	}
	int at = day_weekday(first) - 1;
	for (int d = 1; d <= month_length(year, month); d++, at++) {
		Day day = {first.n + d - 1};
		int line = row + 2 + at / 7, col = 3 + at % 7 * 3;
		Style style = at % 7 > 4 ? STYLE_DIM : STYLE_PLAIN;
		if (day.n == c->today.n)
			style = STYLE_ACCENT | STYLE_WITH_BOLD;
		area_printf_right(a, line, col + 2, 2, style, "%d", d);
		if (day.n == c->day.n)
			area_put(a, line, col - 1, 1, STYLE_ACCENT, GLYPH_CURSOR);
		else if (day.n == c->today.n)
			area_put(a, line, col - 1, 1, STYLE_ACCENT, GLYPH_CRUMB);
	}
}
