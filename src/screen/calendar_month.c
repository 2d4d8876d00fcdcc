/* SPDX-License-Identifier: MIT */
/* A month: number and load of each day, as many things as find room. */
#include <stdio.h>

#include "calendar.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	FULL_LOAD = 3 * 3600,
	SIDE_FROM = 160,
	SIDE_CELLS = 52,
	HOUR_WHOLE = 14,   /* cells of an hour with its minutes */
	LETTERS_LEAST = 3, /* of what it is: the hour leaves before they do */
};

void month_fit(CalendarState *c, const Layout *layout)
{
	Area all = layout->full;
	c->side = c->below = (Area){0};
	if (!c->preview_off && all.cols >= SIDE_FROM)
		layout_split(all, all.cols - SIDE_CELLS - 1, &all, &c->side);
	c->head_row = area_row(all, 0);
	c->main = area_part(all, 1, 0, -1, -1);
	int32_t year;
	int month, day;
	day_split(c->day, &year, &month, &day);
	c->grid = month_grid(c->main, day_weekday(day_of(year, month, 1)) - 1, month_length(year, month));
}

static int64_t most_busy(const CalendarState *c)
{
	int64_t most = FULL_LOAD;
	for (int i = 0; i < c->n; i++)
		most = c->days[i].sum.busy > most ? c->days[i].sum.busy : most;
	return most;
}

/* One sign: how full the day is, ▁ to ▇; nothing for an empty day. */
static const char *load_sign(const CalendarDay *day, int64_t most)
{
	static const char *const signs[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇"};
	int64_t level = day->sum.busy * 6 / most;
	return day->n ? signs[level > 6 ? 6 : level] : "";
}

static void put_item(const CalendarState *c, const Entry *e, Area cell, int row, Style plain)
{
	Style style = plain;
	const char *glyph = entry_glyph(c, e, &style);
	int at = 0, cells = cell.cols;
	Str text = {0};
	if (e->overdue) {
		at += area_put(cell, row, 0, 1, style, glyph) + 1;
	} else if (!e->whole) {
		Day day;
		int32_t second;
		zone_local(ui_work(c->ui)->zone, e->before ? e->to : e->from, &day, &second);
		str_add(&text, e->before ? "–" : "");
		words_time(&text, second);
		if (cells < HOUR_WHOLE)
			str_cut(&text, text.n - 3); /* the hour alone where cells are dear */
		if (cells - utf8_width(str_text(&text)) - 1 - (e->row->done ? 2 : 0) >= LETTERS_LEAST)
			at += area_put(cell, row, 0, cells, plain, str_text(&text)) + 1;
		str_done(&text);
	}
	if (e->row->done)
		at += area_put(cell, row, at, 1, style, glyph) + 1;
	entry_text(&text, e, cells - at);
	area_put(cell, row, at, cells - at, e->row->done ? STYLE_DIM : plain, str_text(&text));
	str_done(&text);
}

static void put_items(const CalendarState *c, const CalendarDay *day, Area cell, bool here, Style plain)
{
	int rows = cell.rows - 1, first = 0, shown = day->n, all = day->sum.n;
	if (rows < 1 || !day->n)
		return;
	if (rows == 1 && all > 1 && !(here && c->entry >= 0)) {
		Str text = {0};
		str_addf(&text, P_("%d item", "%d items", all), all);
		if (day->sum.more || utf8_width(str_text(&text)) > cell.cols)
			area_printf(cell, 1, 0, -1, STYLE_DIM, day->sum.more ? "%d+" : "+%d", all);
		else
			area_put(cell, 1, 0, -1, STYLE_DIM, str_text(&text));
		str_done(&text);
		return;
	}
	if (all > rows || day->sum.more) {
		shown = rows > 1 ? rows - 1 : 1;
		shown = shown > day->n ? day->n : shown;
		if (here && c->entry >= shown)
			first = c->entry - shown + 1;
		if (rows > 1)
			area_printf(cell, shown + 1, 0, -1, STYLE_DIM, day->sum.more ? C_("items", "%d+ more") : C_("items", "%d more"), all - shown);
	}
	for (int i = 0; i < shown; i++)
		put_item(c, &day->entries[first + i], cell, 1 + i, plain);
	if (here && c->entry >= 0) {
		Area wide = {cell.frame, cell.row, cell.col - 1, cell.rows, cell.cols + 1};
		area_put(wide, 1 + c->entry - first, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(wide, 1 + c->entry - first, 0, false);
	}
}

/* The cursor's sign stands in the gap before the number, so that a move changes two cells and no more. */
static void put_number(const CalendarState *c, const CalendarDay *day, Area cell, bool other_month, int64_t most)
{
	bool here = day->day.n == c->day.n, today = day->day.n == c->today.n;
	int32_t year;
	int month, number;
	char text[8];
	day_split(day->day, &year, &month, &number);
	snprintf(text, sizeof text, "%d", number);
	Style style = STYLE_PLAIN;
	if (today)
		style = STYLE_ACCENT | STYLE_WITH_BOLD;
	else if (other_month || day_weekday(day->day) > 5)
		style = STYLE_DIM;
	int used = area_put(cell, 0, 0, -1, style, text);
	area_put(cell, 0, used + (cell.cols > 4), 1, STYLE_CHART, load_sign(day, most));
	Area gap = {cell.frame, cell.row, cell.col - 1, 1, 1};
	bool own_gap = cell.col > c->main.col;
	if (!own_gap) /* the first column of a window without week numbers: after the number */
		gap = area_part(cell, 0, cell.cols - 1, 1, 1);
	if (here)
		area_put(gap, 0, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
	else if (calendar_in_range(c, day->day))
		area_put(gap, 0, 0, 1, STYLE_MARK, GLYPH_MARK);
	else if (today)
		area_put(gap, 0, 0, 1, STYLE_ACCENT, GLYPH_CRUMB);
	if (here && c->entry < 0)
		area_cursor(gap, 0, 0, false);
}

static void put_names(const CalendarState *c)
{
	Area a = c->head_row;
	if (c->grid.gutter)
		area_put(a, 0, 0, c->grid.gutter - 1, STYLE_DIM, C_("column", "week"));
	for (int i = 0; i < 7; i++) {
		Str name = {0};
		words_weekday(&name, i + 1, false);
		/* Names of the columns begin as titles do. */
		size_t used;
		uint32_t code = utf8_decode(str_text(&name), name.n, &used);
		char big[8] = "";
		size_t n = utf8_encode(big, utf8_upper(code));
		big[n] = '\0';
		area_printf(a, 0, month_column(&c->grid, i), c->grid.day_cols - 1, STYLE_DIM, "%s%s", big, str_text(&name) + used);
		str_done(&name);
	}
}

static void put_week(const CalendarState *c, int week)
{
	int32_t year;
	Area a = month_week(&c->grid, week);
	int number = day_iso_week((Day){c->first.n + week * 7}, &year);
	if (c->grid.gutter)
		area_printf(a, 0, 0, c->grid.gutter - 1, STYLE_DIM, C_("week", "W%02d"), number);
}

void month_paint(const CalendarState *c)
{
	int32_t year;
	int month, other, number;
	int64_t most = most_busy(c);
	day_split(c->day, &year, &month, &number);
	put_names(c);
	for (int i = 0; i < c->n; i++) {
		Area cell = month_cell(&c->grid, i);
		const CalendarDay *day = &c->days[i];
		if (i % 7 == 0)
			put_week(c, i / 7);
		day_split(day->day, &year, &other, &number);
		put_items(c, day, cell, day->day.n == c->day.n, other == month ? STYLE_PLAIN : STYLE_DIM);
		put_number(c, day, cell, other != month, most);
	}
	if (c->side.rows) {
		area_vline((Area){c->side.frame, c->side.row, c->side.col - 1, c->side.rows, 1}, 0, STYLE_RULE);
		side_draw(c, c->side);
	}
}
