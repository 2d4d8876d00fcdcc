/* SPDX-License-Identifier: MIT */
/* What the calendar says in words: of an entry, of the day, of the days chosen; and the pane beside or below with all that. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda_act.h"
#include "card_show.h"
#include "calendar.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	SHORT_CELLS = 20,
	FREE_DAYS_MOST = 8,
};

/* ---- an entry ---- */

/* What a firm or a person is called for short: what stands in quotes, else the first word, unless that is only the firm's form. */
static void short_name(Str *out, const char *title)
{
	const char *open = strstr(title, "«"), *close = open ? strstr(open, "»") : NULL;
	size_t n = strcspn(title, " ");
	if (close && close > open + 2) {
		str_addn(out, open + 2, (size_t)(close - open - 2));
		return;
	}
	char *first = mem_strndup(title, n);
	str_add(out, utf8_width(first) > 3 ? first : title);
	free(first);
}

void entry_text(Str *out, const Entry *e, int cells)
{
	const AgendaRow *row = e->row;
	const char *client = row->client_title;
	if (e->birthday) {
		str_addf(out, cells < SHORT_CELLS ? C_("short", "bday %s") : _("Birthday: %s"), client ? client : "");
		return;
	}
	if (e->note && cells >= SHORT_CELLS)
		str_add(out, _("Note: "));
	if (cells >= SHORT_CELLS || !client) {
		agenda_text(out, row);
		return;
	}
	if (!agenda_is_by_client(row)) {
		Str whose = {0};
		str_add(out, row->summary);
		if (e->task) /* it takes no time, so no line below it says whose it is */
			short_name(&whose, client);
		if (whose.n && utf8_width(row->summary) + 2 + utf8_width(str_text(&whose)) <= cells)
			str_addf(out, ", %s", str_text(&whose));
		str_done(&whose);
		return;
	}
	short_name(out, client);
	if (row->summary && *row->summary && cells >= 14)
		str_addf(out, ", %s", row->summary);
}

void entry_second(Str *out, const CalendarState *c, const Entry *e)
{
	const AgendaRow *row = e->row;
	if (row->location && *row->location) {
		str_add(out, row->location);
	} else if (c->view == VIEW_WEEK && row->client_title && !agenda_is_by_client(row) && !e->before && !e->after && row->end.s > row->start.s) {
		short_name(out, row->client_title);
		str_add(out, " ");
		words_length(out, (Seconds){row->end.s - row->start.s});
	} else if (c->view == VIEW_WEEK) {
		entry_times(out, c, e);
	}
}

static void add_clock(Str *out, const CalendarState *c, Instant t)
{
	Day day;
	int32_t second;
	zone_local(ui_work(c->ui)->zone, t, &day, &second);
	words_time(out, second);
}

void entry_times(Str *out, const CalendarState *c, const Entry *e)
{
	const AgendaRow *row = e->row;
	if (row->all_day) {
		str_add(out, instant_is_none(row->start) ? _("no date") : _("all day"));
		return;
	}
	if (e->before)
		words_instant(out, row->start, ui_work(c->ui)->zone, c->today);
	else
		add_clock(out, c, row->start);
	if (instant_is_none(row->end) || row->end.s <= row->start.s)
		return;
	str_add(out, e->before || e->after ? " – " : "–");
	if (e->after)
		words_instant(out, row->end, ui_work(c->ui)->zone, c->today);
	else
		add_clock(out, c, row->end);
}

const char *entry_glyph(const CalendarState *c, const Entry *e, Style *style)
{
	if (e->row->done) {
		*style = STYLE_DONE;
		return GLYPH_DONE;
	}
	if (e->overdue) {
		*style = STYLE_OVERDUE;
		return GLYPH_OVERDUE;
	}
	if (!e->task || e->row->day.n != c->today.n)
		return NULL;
	*style = STYLE_SOON;
	return GLYPH_SOON;
}

void entry_line(Str *out, const CalendarState *c, const Entry *e)
{
	entry_times(out, c, e);
	str_add(out, "  ");
	entry_text(out, e, 1000);
	if (e->row->location && *e->row->location)
		str_addf(out, " · %s", e->row->location);
}

/* ---- days ---- */

static void add_count(Str *out, int items, int64_t busy)
{
	str_add_count(out, items, P_("%d item", "%d items", items), items);
	if (busy > 0) {
		str_add(out, ", ");
		words_length_long(out, (Seconds){busy});
	}
}

static void add_filter(Str *out, const CalendarState *c)
{
	if (calendar_is_filtered(c))
		str_addf(out, " · %s", _("F shows everything"));
}

static void one_day(Str *out, const CalendarState *c, const CalendarDay *day)
{
	words_day(out, DATE_DAY, day->day, c->today);
	str_add(out, ": ");
	if (!day->n) {
		str_add(out, _("nothing planned, a adds"));
		add_filter(out, c);
		return;
	}
	if (day->sum.more)
		str_add_count(out, day->sum.n - day->undated, _("more than %d items"), day->sum.n - day->undated);
	else
		add_count(out, day->sum.n - day->undated, day->sum.busy);
	if (day->undated)
		str_addf(out, P_(", %d without a date", ", %d without a date", day->undated), day->undated);
	Str spans = {0};
	if (calendar_free(c, day, ", ", &spans))
		str_addf(out, ". %s %s", _("Free"), str_text(&spans));
	str_done(&spans);
	add_filter(out, c);
}

/* Of several days: how much there is, and which of them are free. */
static void days_chosen(Str *out, const CalendarState *c)
{
	Day first, last;
	int items = 0, free_days = 0;
	int64_t busy = 0;
	bool more = false;
	Str names = {0};
	calendar_range(c, &first, &last);
	for (Day d = first; d.n <= last.n; d.n++) {
		const CalendarDay *day = calendar_day(c, d);
		if (!day)
			continue;
		items += day->sum.n - day->undated;
		busy += day->sum.busy;
		more = more || day->sum.more;
		if (day->n || ++free_days > FREE_DAYS_MOST)
			continue;
		str_add(&names, free_days > 1 ? ", " : "");
		words_day(&names, DATE_WEEKDAY, d, c->today);
	}
	words_day(out, DATE_SHORT_DAY, first, c->today);
	str_add(out, " – ");
	words_day(out, DATE_SHORT_DAY, last, c->today);
	str_add(out, ": ");
	add_count(out, items, more ? 0 : busy);
	if (free_days && !calendar_is_filtered(c))
		str_addf(out, ". %s %s%s", P_("Free day", "Free days", free_days), str_text(&names), free_days > FREE_DAYS_MOST ? "…" : "");
	str_done(&names);
}

void day_line(Str *out, const CalendarState *c)
{
	const Entry *e = calendar_entry(c);
	const CalendarDay *day = calendar_day(c, c->day);
	if (!day_is_none(c->range))
		days_chosen(out, c);
	else if (e)
		entry_line(out, c, e);
	else if (day)
		one_day(out, c, day);
}

/* ---- the pane beside ---- */

static int put_entry(const CalendarState *c, const Entry *e, Area a, int at)
{
	const AgendaRow *row = e->row;
	Str line = {0};
	entry_times(&line, c, e);
	if (row->repeats)
		str_addf(&line, "  %s", GLYPH_REPEAT);
	area_put(a, at++, 1, a.cols - 2, STYLE_PLAIN, str_text(&line));
	str_done(&line);
	if (row->client_title)
		area_put(a, at++, 1, a.cols - 2, STYLE_TITLE, row->client_title);
	if (row->phone) {
		show_phone(&line, row->phone);
		area_put(a, at++, 1, a.cols - 2, STYLE_PLAIN, str_text(&line));
		str_done(&line);
	}
	if (e->birthday)
		str_add(&line, _("birthday"));
	else if (row->summary)
		str_add(&line, row->summary);
	at++;
	if (line.n)
		at += area_wrap(area_part(a, 0, 1, -1, a.cols - 2), at, 0, 4, STYLE_PLAIN, str_text(&line));
	if (row->location && *row->location)
		at += area_wrap(area_part(a, 0, 1, -1, a.cols - 2), at, 0, 2, STYLE_DIM, row->location);
	str_done(&line);
	if (row->tentative)
		area_put(a, at++, 1, a.cols - 2, STYLE_DIM, _("not certain yet"));
	if (row->free)
		area_put(a, at++, 1, a.cols - 2, STYLE_DIM, _("takes no time from you"));
	if (row != c->detailed)
		return at;
	if (c->note)
		at += area_wrap(area_part(a, 0, 1, -1, a.cols - 2), at, 0, 5, STYLE_DIM, c->note);
	if (!c->leads)
		return at;
	at++;
	area_put(a, at, 1, 11, STYLE_DIM, C_("detail", "reminder"));
	area_put(a, at++, 13, a.cols - 14, STYLE_PLAIN, c->leads);
	area_put(a, at, 1, 11, STYLE_DIM, C_("detail", "repeat"));
	area_put(a, at++, 13, a.cols - 14, STYLE_PLAIN, c->repeats);
	return at;
}

static int count_timeless(const CalendarDay *day)
{
	int n = 0;
	for (int i = 0; i < day->whole; i++)
		n += day->entries[i].task;
	return n;
}

/* Tasks of the day without a time stand here, with the cursor when it is on one. */
static int put_timeless(const CalendarState *c, const CalendarDay *day, Area a, int at, int most)
{
	int n = count_timeless(day), shown = 0;
	if (!n || most < 2)
		return at;
	char count[16];
	snprintf(count, sizeof count, "%d", n);
	area_heading(a, at++, _("TO DO, NO TIME"), count);
	for (int i = 0; i < day->whole && shown + 1 < most; i++) {
		const Entry *e = &day->entries[i];
		if (!e->task)
			continue;
		Str text = {0};
		bool here = c->view == VIEW_DAY && c->entry == i;
		str_add(&text, e->row->done ? "[x] " : "[ ] ");
		agenda_text(&text, e->row);
		if (here)
			area_glyphs(a, at, true, false, NULL, STYLE_PLAIN);
		if (e->overdue)
			area_put(a, at, 1, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
		area_put(a, at++, 2, a.cols - 3, e->row->done ? STYLE_DIM : STYLE_PLAIN, str_text(&text));
		str_done(&text);
		shown++;
	}
	return at;
}

static int put_free(const CalendarState *c, const CalendarDay *day, Area a, int at)
{
	Str spans = {0};
	if (calendar_is_filtered(c) || day->day.n < c->today.n)
		return at - 1;
	area_heading(a, at++, _("FREE"), NULL);
	bool any = calendar_free(c, day, a.cols >= 44 ? "   " : "  ", &spans);
	at += area_wrap(area_part(a, 0, 2, -1, a.cols - 3), at, 0, 3, any ? STYLE_PLAIN : STYLE_DIM, any ? str_text(&spans) : _("none in the working hours"));
	str_done(&spans);
	return at;
}

static int put_conflicts(const CalendarState *c, const CalendarDay *day, Area a, int at)
{
	const Entry *longest = NULL;
	char count[16];
	if (!day->sum.conflicts)
		return at;
	snprintf(count, sizeof count, "%d", day->sum.conflicts);
	area_heading(a, at++, _("CONFLICTS"), count);
	for (int i = day->whole; i < day->n && at < a.rows; i++) {
		const Entry *e = &day->entries[i];
		if (e->task || e->row->free || e->to.s <= e->from.s)
			continue;
		if (longest && e->from.s < longest->to.s) {
			Str line = {0};
			entry_times(&line, c, e);
			str_add(&line, "  ");
			entry_text(&line, longest, 1);
			str_add(&line, " × ");
			entry_text(&line, e, 1);
			area_put(a, at, 1, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
			area_put(a, at++, 3, a.cols - 4, STYLE_PLAIN, str_text(&line));
			str_done(&line);
		}
		if (!longest || e->to.s > longest->to.s)
			longest = e;
	}
	return at;
}

/* In a month or week with much room: the whole day, one line an entry. */
static int put_day(const CalendarState *c, const CalendarDay *day, Area a, int at)
{
	Str text = {0};
	words_day(&text, DATE_FULL, day->day, c->today);
	area_put(a, at++, 1, a.cols - 2, STYLE_TITLE, str_text(&text));
	str_done(&text);
	for (int i = 0; i < day->n && at < a.rows - 14; i++) {
		const Entry *e = &day->entries[i];
		Style style = STYLE_PLAIN;
		const char *glyph = entry_glyph(c, e, &style);
		entry_times(&text, c, e);
		if (glyph)
			area_put(a, at, 1, 1, style, glyph);
		area_put(a, at, 3, 11, STYLE_DIM, str_text(&text));
		str_done(&text);
		entry_text(&text, e, 1000);
		area_put(a, at++, 15, a.cols - 16, STYLE_PLAIN, str_text(&text));
		str_done(&text);
	}
	return at;
}

void side_draw(const CalendarState *c, Area whole)
{
	Area a = area_part(whole, 0, 0, -1, whole.cols > 100 ? 100 : whole.cols);
	const CalendarDay *day = calendar_day(c, c->day);
	const Entry *e = calendar_entry(c);
	int at = 0;
	bool wide = c->size == SIZE_WIDE;
	if (!day)
		return;
	if (c->view != VIEW_DAY && c->view != VIEW_AGENDA)
		at = put_day(c, day, a, at) + 1;
	if (e)
		at = put_entry(c, e, a, at) + 1;
	else if (c->view == VIEW_DAY)
		at = 1 + area_wrap(area_part(a, 0, 1, -1, a.cols - 2), 0, 0, 3, STYLE_DIM, _("Nothing is planned for this day. a adds in one line, A by a form."));
	if (c->view == VIEW_DAY) {
		int before = at;
		at = put_timeless(c, day, a, at, a.rows - at - (wide ? 13 : 3));
		at += at > before;
	}
	at = put_free(c, day, a, at) + 1;
	if (wide && day->sum.conflicts && at + 2 < a.rows)
		at = put_conflicts(c, day, a, at) + 1;
	if (wide && a.rows - at >= 8 && c->view != VIEW_MONTH)
		month_mini(c, a, at);
}

/* ---- the pane below a week ---- */

/* What stands at the same time, the first of it: there is no free time around it to be told. */
static const Entry *overlapping(const CalendarDay *day, const Entry *e)
{
	int64_t end = e->to.s > e->from.s ? e->to.s : e->from.s + 1;
	for (int i = day->whole; i < day->n && !e->task && agenda_is_busy(e->row); i++) {
		const Entry *o = &day->entries[i];
		if (o != e && agenda_is_busy(o->row) && o->from.s < end && o->to.s > e->from.s)
			return o;
	}
	return NULL;
}

static void put_overlap(const CalendarState *c, const Entry *o, Area a, int at)
{
	Str line = {0}, text = {0}, times = {0};
	entry_text(&text, o, 1000);
	entry_times(&times, c, o);
	str_addf(&line, _("at that time: %s, %s"), str_text(&text), str_text(&times));
	area_put(a, at, 1, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
	area_put(a, at, 3, -1, STYLE_PLAIN, str_text(&line));
	str_done(&line);
	str_done(&text);
	str_done(&times);
}

static void put_gaps(const CalendarState *c, const CalendarDay *day, Area a, int at)
{
	const Entry *e = calendar_entry(c);
	int64_t before = INT64_MAX, after = INT64_MAX;
	if (!e || e->whole)
		return;
	const Entry *other = overlapping(day, e);
	if (other) {
		put_overlap(c, other, a, at);
		return;
	}
	for (int i = day->whole; i < day->n; i++) {
		const Entry *o = &day->entries[i];
		if (o == e || o->task || o->note || o->row->free)
			continue;
		if (o->to.s <= e->from.s && e->from.s - o->to.s < before)
			before = e->from.s - o->to.s;
		if (o->from.s >= e->to.s && o->from.s - e->to.s < after)
			after = o->from.s - e->to.s;
	}
	Str line = {0};
	if (before != INT64_MAX) {
		Str length = {0};
		words_length_long(&length, (Seconds){before});
		str_addf(&line, _("free before %s"), str_text(&length));
		str_done(&length);
	}
	if (after != INT64_MAX) {
		Str length = {0};
		words_length_long(&length, (Seconds){after});
		str_add(&line, line.n ? ", " : "");
		str_addf(&line, _("free after %s"), str_text(&length));
		str_done(&length);
	}
	area_put(a, at, 3, -1, STYLE_DIM, str_text(&line));
	str_done(&line);
}

void below_draw(const CalendarState *c, Area a)
{
	const Entry *e = calendar_entry(c);
	const CalendarDay *day = calendar_day(c, c->day);
	Str line = {0};
	if (!day || a.rows < 1)
		return;
	Area in = area_part(a, 0, 0, -1, a.cols > 100 ? 100 : a.cols);
	if (e) {
		entry_times(&line, c, e);
		str_add(&line, "  ");
		entry_text(&line, e, 1000);
		area_put(in, 0, 1, -1, STYLE_PLAIN, str_text(&line));
		str_done(&line);
		if (e->row->location && *e->row->location)
			str_addf(&line, "%s   ", e->row->location);
		if (e->row->phone)
			show_phone(&line, e->row->phone);
		area_put(in, 1, 3, -1, STYLE_DIM, str_text(&line));
		str_done(&line);
		put_gaps(c, day, in, 2);
		if (e->row == c->detailed && c->leads) {
			str_addf(&line, "%s: %s   %s: %s", C_("detail", "reminder"), c->leads, C_("detail", "repeat"), c->repeats);
			area_put(in, 3, 3, -1, STYLE_DIM, str_text(&line));
			str_done(&line);
		}
	}
	one_day(&line, c, day);
	area_put(in, e ? 4 : 0, 1, -1, e ? STYLE_DIM : STYLE_PLAIN, str_text(&line));
	str_done(&line);
}
