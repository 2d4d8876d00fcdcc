/* SPDX-License-Identifier: MIT */
/* Coming days one under another: a heading a day that has something, and the free days between them in one line. */
#include <string.h>

#include "agenda_act.h"
#include "calendar.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

typedef struct AgendaLine {
	int64_t id;
	const char *heading, *right, *text; /* of a day; of free days */
	const Entry *entry;
	Day day;
	int index; /* of the entry in its day */
} AgendaLine;

static int64_t line_id(const void *self, size_t row)
{
	return ((const CalendarState *)self)->lines[row].id;
}

static void line_draw(const void *self, Area a, const ListRow *at)
{
	const CalendarState *c = self;
	const AgendaLine *line = &c->lines[at->row];
	if (line->heading)
		area_heading(a, 0, line->heading, line->right);
	if (line->text)
		area_put(a, 0, 3, a.cols - 4, STYLE_DIM, line->text);
	if (!line->entry)
		return;
	const Entry *e = line->entry;
	Str when = {0}, text = {0}, right = {0};
	Style style = STYLE_PLAIN;
	const char *glyph = entry_glyph(c, e, &style);
	if (e->before && !e->whole) {
		str_add(&when, "–");
		Day there;
		int32_t second;
		zone_local(ui_work(c->ui)->zone, e->to, &there, &second);
		words_time(&when, second);
	} else if (e->whole) {
		str_add(&when, _("all day"));
	} else {
		Day there;
		int32_t second;
		zone_local(ui_work(c->ui)->zone, e->from, &there, &second);
		words_time(&when, second);
	}
	if (!e->row->all_day && !instant_is_none(e->row->end) && e->row->end.s > e->row->start.s)
		words_length(&right, (Seconds){e->row->end.s - e->row->start.s});
	entry_text(&text, e, 1000);
	if (e->row->location && *e->row->location && a.cols >= 60)
		str_addf(&text, " · %s", e->row->location);
	int length = utf8_width(str_text(&right));
	area_glyphs(a, 0, at->cursor, false, NULL, STYLE_PLAIN);
	if (glyph)
		area_put(a, 0, 1, 1, style, glyph);
	area_put(a, 0, 3, 8, e->row->done ? STYLE_DIM : STYLE_PLAIN, str_text(&when));
	area_put(a, 0, 12, a.cols - 12 - length - 3, e->row->done ? STYLE_DIM : STYLE_PLAIN, str_text(&text));
	area_put_right(a, 0, a.cols - 1, length, STYLE_DIM, str_text(&right));
	str_done(&when);
	str_done(&text);
	str_done(&right);
}

static void add_line(CalendarState *c, AgendaLine line)
{
	c->lines[c->n_lines++] = line;
}

static void add_free_days(Screen *s, Day from, Day to)
{
	CalendarState *c = s->state;
	Str text = {0};
	if (from.n > to.n)
		return;
	words_day(&text, DATE_DAY, from, c->today);
	if (to.n > from.n) {
		str_add(&text, " – ");
		words_day(&text, DATE_DAY, to, c->today);
	}
	str_addf(&text, ": %s", calendar_is_filtered(c) ? _("nothing that the filter shows") : _("free"));
	if (c->n_lines)
		add_line(c, (AgendaLine){.day = from});
	add_line(c, (AgendaLine){.text = arena_dup(s->arena, str_text(&text)), .day = from});
	str_done(&text);
}

static void add_day(Screen *s, const CalendarDay *day)
{
	CalendarState *c = s->state;
	Str head = {0}, right = {0};
	if (day->day.n == c->today.n)
		str_addf(&head, "%s  ", _("TODAY"));
	else if (day->day.n == c->today.n + 1)
		str_addf(&head, "%s  ", _("TOMORROW"));
	words_day(&head, DATE_DAY, day->day, c->today);
	if (day->sum.more)
		str_add_count(&right, day->sum.n, _("more than %d items"), day->sum.n);
	else
		str_add_count(&right, day->sum.n, P_("%d item", "%d items", day->sum.n), day->sum.n);
	if (day->sum.busy > 0 && !day->sum.more) { /* else the hours are of what was read alone */
		str_add(&right, " · ");
		words_length_long(&right, (Seconds){day->sum.busy});
	}
	if (c->n_lines)
		add_line(c, (AgendaLine){.day = day->day});
	add_line(c, (AgendaLine){.heading = arena_dup(s->arena, str_text(&head)), .right = arena_dup(s->arena, str_text(&right)), .day = day->day});
	str_done(&head);
	str_done(&right);
	Str spans = {0};
	if (c->chosen && calendar_free(c, day, ", ", &spans))
		add_line(c, (AgendaLine){.text = arena_printf(s->arena, "%s %s", _("free"), str_text(&spans)), .day = day->day});
	str_done(&spans);
	for (int i = 0; i < day->n; i++)
		add_line(c, (AgendaLine){.id = ((int64_t)day->day.n << 24) + i + 1, .entry = &day->entries[i], .day = day->day, .index = i});
}

void agenda_lines(Screen *s)
{
	CalendarState *c = s->state;
	size_t most = 2;
	for (int i = 0; i < c->n; i++)
		most += (size_t)c->days[i].n + 4;
	c->lines = arena_alloc(s->arena, most * sizeof *c->lines);
	c->n_lines = 0;
	int free_from = 0;
	for (int i = 0; i < c->n; i++) {
		if (!c->days[i].n)
			continue;
		add_free_days(s, (Day){c->first.n + free_from}, (Day){c->first.n + i - 1});
		add_day(s, &c->days[i]);
		free_from = i + 1;
	}
	add_free_days(s, (Day){c->first.n + free_from}, (Day){c->first.n + c->n - 1});
	c->source = (ListSource){.n = c->n_lines, .id = line_id, .draw = line_draw, .self = c};
	/* On the line of the screen that it had, whatever came in above it. */
	List before = c->list;
	agenda_go(c);
	if (before.cursor != LIST_NONE && c->list.cursor != LIST_NONE && before.cursor >= before.top && before.cursor - before.top <= c->list.cursor)
		c->list.top = c->list.cursor - (before.cursor - before.top);
}

void agenda_follow(CalendarState *c)
{
	if (c->list.cursor >= c->n_lines)
		return;
	const AgendaLine *line = &c->lines[c->list.cursor];
	c->day = line->day;
	c->entry = line->entry ? line->index : NO_ENTRY;
	calendar_keep(c);
}

void agenda_go(CalendarState *c)
{
	size_t at = LIST_NONE;
	for (size_t i = 0; i < c->n_lines; i++) {
		const AgendaLine *line = &c->lines[i];
		if (!line->id)
			continue;
		if (line->day.n == c->day.n && line->index == c->entry) {
			at = i;
			break;
		}
		if (at == LIST_NONE || c->lines[at].day.n < c->day.n)
			at = i;
	}
	if (at == LIST_NONE)
		return;
	list_go(&c->list, &c->source, at);
	agenda_follow(c);
}

void agenda_fit(CalendarState *c, const Layout *layout)
{
	Area all = layout->body;
	c->side = c->below = c->head_row = c->whole_row = (Area){0};
	if (!c->preview_off && all.cols >= 110 && !all.frame->plain)
		layout_split(all, all.cols - 50, &all, &c->side);
	c->main = area_part(all, 0, 0, -1, all.cols > 100 ? 100 : all.cols);
	list_fit(&c->list, &c->source, c->main.rows);
}

void agenda_paint(const CalendarState *c)
{
	list_draw(&c->list, &c->source, c->main, true);
	if (c->side.rows) {
		area_vline((Area){c->side.frame, c->side.row, c->side.col - 1, c->side.rows, 1}, 0, STYLE_RULE);
		side_draw(c, c->side);
	}
}
