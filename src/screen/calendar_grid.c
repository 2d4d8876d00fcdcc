/* SPDX-License-Identifier: MIT */
/* The clock as lines of half an hour: one day or the seven of a week, all-day things above it, what overlaps side by side, a line for now. */
#include <string.h>

#include "calendar.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	LABEL_CELLS = 6,
	WEEK_LABEL = 7,
	DAY_LABEL = 8,
	LANE_LEAST = 4,
	SIDE_FROM = 160,
	SIDE_CELLS = 52,
	BELOW_ROWS = 7,
	TEXT_MOST = 100,
};

/* ---- where things stand ---- */

static int columns(const CalendarState *c)
{
	return c->view == VIEW_DAY ? 1 : c->n;
}

/* Seven days do not fit into a small window: three around the cursor's then. */
static int shown_days(const CalendarState *c)
{
	if (c->view == VIEW_DAY)
		return 1;
	return c->main.cols - WEEK_LABEL >= 7 * 7 ? 7 : 3;
}

static int first_shown(const CalendarState *c)
{
	int n = shown_days(c), at = c->day.n - c->first.n - n / 2;
	if (at > columns(c) - n)
		at = columns(c) - n;
	return at < 0 ? 0 : at;
}

static int label_cells(const CalendarState *c)
{
	if (c->view == VIEW_DAY)
		return DAY_LABEL;
	return c->main.cols >= 110 ? WEEK_LABEL : LABEL_CELLS;
}

static int day_cells(const CalendarState *c)
{
	int room = c->main.cols - label_cells(c);
	if (c->view == VIEW_DAY)
		return room > TEXT_MOST ? TEXT_MOST : room;
	return room / shown_days(c);
}

static int day_col(const CalendarState *c, int day)
{
	return label_cells(c) + (day - first_shown(c)) * day_cells(c);
}

static Area day_area(const CalendarState *c, Area a, int day)
{
	int col = day_col(c, day), cells = day_cells(c);
	return area_part(a, 0, col, -1, c->view == VIEW_DAY ? cells : cells - (cells > 8 ? 1 : 0));
}

static int most_whole(const CalendarState *c)
{
	int most = 0, from = first_shown(c);
	for (int i = from; i < from + shown_days(c) && i < c->n; i++) {
		int n = 0;
		for (int k = 0; k < c->days[i].whole; k++)
			n += !(c->view == VIEW_DAY && c->side.rows && c->days[i].entries[k].task);
		most = n > most ? n : most;
	}
	return most;
}

static void scroll(CalendarState *c)
{
	Seconds to, from = calendar_hours(c, &to);
	int rows = c->main.rows, work = (int)((to.s - from.s) / SLOT_SECONDS), start = 0;
	for (int i = 0; i < c->n_axis; i++)
		if (c->axis[i].second <= from.s)
			start = i;
	int before = (rows - work) / 3;
	int top = c->scrolled ? c->top : start - (before > 2 ? before : 2);
	const Entry *e = calendar_entry(c);
	if (e && !e->whole && !c->scrolled) {
		if (e->row_from < top)
			top = e->row_from;
		if (e->row_from >= top + rows)
			top = e->row_from - rows + 2;
	}
	for (int i = 0; c->sought && !c->scrolled && i < c->n_axis; i++)
		if (c->axis[i].second <= c->second && c->axis[i].second + SLOT_SECONDS > c->second && (i < top || i >= top + rows))
			top = i - rows / 3;
	if (top > c->n_axis - rows)
		top = c->n_axis - rows;
	c->top = top < 0 ? 0 : top;
}

void grid_fit(CalendarState *c, const Layout *layout)
{
	bool week = c->view == VIEW_WEEK;
	Area all = week ? layout->full : layout->body;
	c->side = c->below = c->head_row = (Area){0};
	if (!c->preview_off && !week && layout->size >= SIZE_NORMAL)
		layout_split(all, layout->size == SIZE_WIDE ? all.cols * 70 / 120 : all.cols * 44 / 80, &all, &c->side);
	else if (!c->preview_off && week && all.cols >= SIDE_FROM)
		layout_split(all, all.cols - SIDE_CELLS - 1, &all, &c->side);
	else if (!c->preview_off && week && layout->size == SIZE_WIDE && all.rows >= 30)
		layout_below(all, BELOW_ROWS - 1, 20, &all, &c->below);
	if (week) {
		c->head_row = area_row(all, 0);
		all = area_part(all, 1, 0, -1, -1);
	}
	c->main = all;
	int whole = most_whole(c), most = all.rows / 4 > 1 ? all.rows / 4 : 1;
	if (week && !whole)
		whole = 1;
	whole = whole > most ? most : whole;
	c->whole_row = area_part(all, 0, 0, whole, -1);
	c->main = area_part(all, whole, 0, -1, -1);
	scroll(c);
}

/* ---- labels and now ---- */

static int now_row(const CalendarState *c)
{
	const CalendarDay *day = calendar_day(c, c->today);
	if (!day)
		return -1;
	/* As an entry that begins now would be placed. */
	Day there;
	int32_t second;
	const Zone *zone = ui_work(c->ui)->zone;
	zone_local(zone, c->now, &there, &second);
	bool again = zone_instant(zone, there, second).s < c->now.s;
	int found = -1;
	for (int i = 0; i < c->n_axis; i++)
		if (c->axis[i].second <= second && c->axis[i].again == again)
			found = i;
	return found;
}

static void put_labels(const CalendarState *c)
{
	int now = now_row(c), at = c->view == VIEW_DAY ? 1 : 0;
	for (int i = 0; i < c->main.rows && c->top + i < c->n_axis; i++) {
		const AxisLine *line = &c->axis[c->top + i];
		Str text = {0};
		if (c->top + i == now) {
			Day day;
			int32_t second;
			zone_local(ui_work(c->ui)->zone, c->now, &day, &second);
			words_time(&text, second);
			area_put(c->main, i, at, 5, STYLE_ACCENT, str_text(&text));
			area_put(c->main, i, at + 5, 1, STYLE_ACCENT, GLYPH_CRUMB);
		} else if (line->second % 3600 == 0 || (i == 0 && line->second % 3600 % SLOT_SECONDS)) {
			words_time(&text, line->second);
			area_put(c->main, i, at, 5, STYLE_DIM, str_text(&text));
			if (line->again) /* the same hour once more */
				area_put(c->main, i, at + 5, 1, STYLE_DIM, "²");
		}
		str_done(&text);
	}
}

static void put_now(const CalendarState *c, Area day)
{
	int row = now_row(c) - c->top;
	if (row < 0 || row >= day.rows)
		return;
	for (int col = 0; col < day.cols - (c->view == VIEW_DAY ? 8 : 0); col++)
		area_put(day, row, col, 1, STYLE_ACCENT, "─");
}

/* ---- entries ---- */

static void put_words(const CalendarState *c, const Entry *e, Area lane, int row)
{
	Style style = STYLE_PLAIN;
	const char *glyph = entry_glyph(c, e, &style);
	Str text = {0}, right = {0};
	bool day_view = c->view == VIEW_DAY;
	int at = day_view ? 2 : 1;
	if (glyph) {
		area_put(lane, row, 1, 1, style, glyph);
		at = lane.cols < 7 ? 2 : 3;
	}
	if (day_view && !e->whole && lane.cols >= 24 && e->to.s > e->from.s)
		words_length(&right, (Seconds){e->row->end.s - e->row->start.s});
	entry_text(&text, e, lane.cols - at);
	if (day_view && !e->whole && c->axis[e->row_from].second % SLOT_SECONDS == 0) {
		Day there;
		int32_t second;
		zone_local(ui_work(c->ui)->zone, e->from, &there, &second);
		if (second % SLOT_SECONDS) {
			str_add(&text, " (");
			words_time(&text, second);
			str_add(&text, ")");
		}
	}
	int length = utf8_width(str_text(&right)), end = length ? length + 2 : day_view;
	area_put(lane, row, at, lane.cols - at - end, e->row->done ? STYLE_DIM : STYLE_PLAIN, str_text(&text));
	if (right.n)
		area_put_right(lane, row, lane.cols - 1, length, STYLE_DIM, str_text(&right));
	str_done(&text);
	str_done(&right);
}

static void put_second(const CalendarState *c, const Entry *e, Area lane, int row)
{
	Str text = {0};
	if (lane.cols < 12)
		return;
	entry_second(&text, c, e);
	area_put(lane, row, c->view == VIEW_DAY ? 2 : 1, lane.cols - 2, STYLE_DIM, str_text(&text));
	str_done(&text);
}

static int lanes_most(Area day)
{
	return day.cols / LANE_LEAST > 1 ? day.cols / LANE_LEAST : 1;
}

/* Those that go on in this line and have no lane of their own. */
static int hidden_in(const CalendarDay *day, int line, int most)
{
	int n = 0;
	for (int i = day->whole; i < day->n; i++) {
		const Entry *e = &day->entries[i];
		n += e->lanes > most && e->lane >= most - 1 && e->row_from <= line && line < e->row_to;
	}
	return n;
}

static void put_entry(const CalendarState *c, const CalendarDay *of, const Entry *e, Area day, bool cursor)
{
	int lanes = e->lanes, most = lanes_most(day), lane = e->lane;
	bool hidden = false;
	if (lanes > most) { /* the last lane tells how many more there are */
		hidden = lane >= most - 1 && most > 1 && !cursor;
		lanes = most;
		lane = lane >= most ? most - 1 : lane;
	}
	int width = day.cols / lanes;
	Area a = area_part(day, 0, lane * width, -1, lane == lanes - 1 ? -1 : width);
	for (int i = e->row_from - c->top; i < e->row_to - c->top; i++) {
		if (i < 0 || i >= a.rows)
			continue;
		area_fill(area_row(a, i), STYLE_PLAIN);
		bool bar = !e->task || cursor;
		if (bar)
			area_put(a, i, 0, 1, cursor ? STYLE_ACCENT | STYLE_WITH_BOLD : STYLE_CHART, cursor ? "█" : "▏");
		if (hidden && (i == e->row_from - c->top || i == 0))
			area_printf(a, i, 1, -1, STYLE_DIM, "+%d", hidden_in(of, c->top + i, most));
		else if (hidden)
			continue;
		else if (i == e->row_from - c->top || (i == 0 && e->row_from < c->top))
			put_words(c, e, a, i);
		else if (i == e->row_from - c->top + 1)
			put_second(c, e, a, i);
	}
	if (cursor) {
		int row = e->row_from - c->top;
		area_cursor(a, row < 0 ? 0 : row, 0, false);
	}
}

static bool in_side(const CalendarState *c, const Entry *e)
{
	return c->view == VIEW_DAY && c->side.rows && e->task;
}

static void put_whole(const CalendarState *c, int index, Area a)
{
	const CalendarDay *day = &c->days[index];
	bool here = day->day.n == c->day.n;
	int row = 0, n = 0, first = 0;
	for (int i = 0; i < day->whole; i++)
		n += !in_side(c, &day->entries[i]);
	if (here && c->entry >= 0 && c->entry < day->whole && c->entry >= a.rows)
		first = c->entry - a.rows + 1;
	for (int i = 0; i < day->whole; i++) {
		const Entry *e = &day->entries[i];
		bool cursor = here && c->entry == i;
		if (in_side(c, e) || first-- > 0)
			continue;
		if (row >= a.rows)
			break;
		if (row == a.rows - 1 && n > a.rows && !cursor) {
			area_printf(a, row, 1, -1, STYLE_DIM, C_("items", "%d more"), n - row);
			break;
		}
		if (cursor) {
			area_put(a, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, "█");
			area_cursor(a, row, 0, false);
		}
		put_words(c, e, a, row);
		row++;
	}
}

/* ---- the frame ---- */

static void put_day_names(const CalendarState *c)
{
	int from = first_shown(c);
	for (int i = from; i < from + shown_days(c) && i < c->n; i++) {
		const CalendarDay *day = &c->days[i];
		int col = day_col(c, i);
		Str name = {0};
		words_day(&name, DATE_WEEKDAY, day->day, c->today);
		bool here = day->day.n == c->day.n, today = day->day.n == c->today.n;
		Style style = day_weekday(day->day) > 5 ? STYLE_DIM : STYLE_PLAIN;
		area_put(c->head_row, 0, col + 1, day_cells(c) - 1, today ? STYLE_ACCENT | STYLE_WITH_BOLD : style, str_text(&name));
		if (here)
			area_put(c->head_row, 0, col, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		else if (calendar_in_range(c, day->day))
			area_put(c->head_row, 0, col, 1, STYLE_MARK, GLYPH_MARK);
		else if (today)
			area_put(c->head_row, 0, col, 1, STYLE_ACCENT, GLYPH_CRUMB);
		if (here)
			area_cursor(c->head_row, 0, col, false);
		str_done(&name);
	}
}

static void put_day(const CalendarState *c, int index)
{
	const CalendarDay *day = &c->days[index];
	Area a = day_area(c, c->main, index);
	if (day->day.n == c->today.n)
		put_now(c, a);
	for (int i = day->whole; i < day->n; i++)
		if (day->day.n != c->day.n || c->entry != i)
			put_entry(c, day, &day->entries[i], a, false);
	/* Hours that this day has not, since the clock is set in it or in another day of the week. */
	for (int i = 0; i < a.rows && c->top + i < c->n_axis; i++)
		if (!calendar_has_line(c, day->day, &c->axis[c->top + i]))
			for (int col = 1; col < a.cols; col += 2)
				area_put(a, i, col, 1, STYLE_DIM, GLYPH_DOT);
	put_whole(c, index, day_area(c, c->whole_row, index));
	/* The one under the cursor last, so that it is never covered. */
	if (day->day.n == c->day.n && c->entry >= day->whole && c->entry < day->n)
		put_entry(c, day, &day->entries[c->entry], a, true);
}

void grid_paint(const CalendarState *c)
{
	int from = first_shown(c);
	if (c->view == VIEW_WEEK)
		put_day_names(c);
	else
		area_cursor(c->main, 0, 0, false);
	if (c->whole_row.rows)
		area_put(c->whole_row, 0, c->view == VIEW_DAY ? 1 : 0, 7, STYLE_DIM, c->view == VIEW_DAY ? _("all day") : C_("short", "all d.")); /* a gap before Monday */
	put_labels(c);
	for (int i = from; i < from + shown_days(c) && i < c->n; i++)
		put_day(c, i);
	if (c->side.rows) {
		area_vline((Area){c->side.frame, c->side.row, c->side.col - 1, c->side.rows, 1}, 0, STYLE_RULE);
		side_draw(c, c->side);
	}
	if (c->below.rows) {
		area_rule((Area){c->below.frame, c->below.row - 1, c->below.col, 1, c->below.cols}, 0, STYLE_RULE);
		below_draw(c, c->below);
	}
}

/* ---- the mouse ---- */

static int entry_at(const CalendarDay *day, Area a, int line, int col)
{
	for (int i = day->n; i-- > day->whole;) {
		const Entry *e = &day->entries[i];
		int width = a.cols / e->lanes > 0 ? a.cols / e->lanes : 1;
		bool in_lane = e->lanes == 1 || (col / width == e->lane || (col / width >= e->lanes && e->lane == e->lanes - 1));
		if (line >= e->row_from && line < e->row_to && in_lane)
			return i;
	}
	return NO_ENTRY;
}

bool grid_at(const CalendarState *c, int row, int col, Day *day, int *entry)
{
	int from = first_shown(c);
	*entry = NO_ENTRY;
	for (int i = from; i < from + shown_days(c) && i < c->n; i++) {
		Area a = day_area(c, c->main, i), whole = day_area(c, c->whole_row, i), head = day_area(c, c->head_row, i);
		*day = c->days[i].day;
		if (c->head_row.rows && area_has(head, row, col))
			return true;
		if (c->whole_row.rows && area_has(whole, row, col)) {
			int at = row - whole.row;
			for (int k = 0; k < c->days[i].whole; k++)
				if (!in_side(c, &c->days[i].entries[k]) && at-- == 0)
					*entry = k;
			return true;
		}
		if (area_has(a, row, col)) {
			*entry = entry_at(&c->days[i], a, row - a.row + c->top, col - a.col);
			return true;
		}
	}
	return false;
}
