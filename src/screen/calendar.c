/* SPDX-License-Identifier: MIT */
/* The calendar: month, week, day, agenda; one cursor over days and, in them, over things. */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

/* ---- opening ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[][6] = {{"month", "calendar", "any", "always", NULL},
	                                       {"week", "calendar", "any", "always", NULL},
	                                       {"day", "calendar", "any", "always", NULL},
	                                       {"agenda", "calendar", "list", "any", "always", NULL}};
	return names[((const CalendarState *)s->state)->view];
}

static CalendarView view_named(const char *name)
{
	static const char *const names[] = {"month", "week", "day", "agenda"};
	for (size_t i = 0; name && i < countof(names); i++)
		if (strcmp(name, names[i]) == 0)
			return (CalendarView)i;
	return VIEW_MONTH;
}

static Err *calendar_open(Screen *s, const void *arg)
{
	CalendarState *c = s->state;
	const CalendarArg *a = arg;
	c->ui = s->ui;
	c->view = view_named(a ? a->view : NULL);
	c->today = c->range = DAY_NONE;
	c->day = a && !day_is_none(a->day) && (a->day.n || a->view) ? a->day : work_today(ui_work(s->ui));
	if (a && !a->view && !day_is_none(a->day))
		c->day = a->day;
	c->agenda_from = c->day;
	c->entry = NO_ENTRY;
	c->second = calendar_second_now(c);
	if (a && a->timed) {
		c->view = VIEW_DAY;
		c->second = a->second;
		c->sought = true;
	}
	c->detail_arena = arena_new();
	c->pool.arena = arena_new();
	list_init(&c->list);
	return NULL;
}

static void calendar_close(Screen *s)
{
	CalendarState *c = s->state;
	free(c->kept.uid);
	free(c->words);
	free(c->counted);
	arena_free(c->detail_arena);
	arena_free(c->pool.arena);
	list_done(&c->list);
}

/* Only where today is seen does the clock change anything: what is overdue when something turned, else the line for now and free time. */
static void calendar_minute(Screen *s, bool turned)
{
	CalendarState *c = s->state;
	bool shown = c->days && calendar_day(c, c->today);
	if (!c->days || (shown && (turned || work_now(ui_work(s->ui)).s >= c->turn.s))) {
		s->stale = true;
		return;
	}
	int64_t before = calendar_quarter(c);
	c->now = work_now(ui_work(s->ui));
	if (c->view == VIEW_AGENDA && calendar_quarter(c) != before)
		agenda_lines(s);
}

/* ---- painting ---- */

static void calendar_fit(Screen *s, const Layout *layout)
{
	CalendarState *c = s->state;
	c->size = layout->size;
	switch (c->view) {
	case VIEW_MONTH:
		month_fit(c, layout);
		break;
	case VIEW_WEEK:
	case VIEW_DAY:
		grid_fit(c, layout);
		break;
	case VIEW_AGENDA:
		agenda_fit(c, layout);
		break;
	}
	if (c->side.rows || c->below.rows)
		detail_load(c);
}

static void calendar_paint(const Screen *s, const Layout *layout)
{
	const CalendarState *c = s->state;
	if (c->view == VIEW_DAY || c->view == VIEW_AGENDA)
		area_rule(layout->rule, 0, STYLE_RULE);
	if (!c->days)
		return;
	switch (c->view) {
	case VIEW_MONTH:
		month_paint(c);
		break;
	case VIEW_WEEK:
	case VIEW_DAY:
		grid_paint(c);
		break;
	case VIEW_AGENDA:
		agenda_paint(c);
		break;
	}
}

/* What the day holds stands where messages do, as long as there is none. */
static bool calendar_message(const Screen *s, const Layout *layout)
{
	const CalendarState *c = s->state;
	Str line = {0};
	if (ui_says(s->ui) || c->side.rows)
		return false;
	if (c->below.rows && day_is_none(c->range))
		return false;
	day_line(&line, c);
	layout_message(layout, NULL, STYLE_PLAIN, str_text(&line), NULL);
	str_done(&line);
	return true;
}

/* "week 30, 20–26 July"; "week 30, 20–26.07" where it is narrow. */
static void week_name(Str *text, const CalendarState *c, Day first, Day last)
{
	int32_t year, this_year, iso;
	int month, day, month_last, day_last;
	str_addf(text, _("week %d"), day_iso_week(first, &iso));
	str_add(text, ", ");
	day_split(c->today, &this_year, &month, &day);
	day_split(last, &year, &month_last, &day_last);
	day_split(first, &year, &month, &day);
	if (c->size <= SIZE_NARROW) {
		str_addf(text, "%d", day);
		if (month != month_last)
			str_addf(text, ".%02d", month);
		str_addf(text, "–%d.%02d", day_last, month_last);
		return;
	}
	str_addf(text, "%d", day);
	if (month != month_last) {
		str_addc(text, ' ');
		words_month(text, month, true);
		str_addc(text, ' ');
	}
	str_addf(text, month != month_last ? "– %d " : "–%d ", day_last);
	words_month(text, month_last, true);
	if (year != this_year)
		str_addf(text, " %d", (int)year);
}

static const char *period_name(Screen *s)
{
	const CalendarState *c = s->state;
	Day first, last;
	Str text = {0};
	calendar_period(c, &first, &last);
	switch (c->view) {
	case VIEW_MONTH:
		words_day(&text, DATE_MONTH, first, c->today);
		break;
	case VIEW_WEEK:
		week_name(&text, c, first, last);
		break;
	case VIEW_DAY:
		words_day(&text, c->size >= SIZE_NORMAL ? DATE_TITLE : DATE_DAY, first, c->today);
		break;
	case VIEW_AGENDA:
		words_day(&text, DATE_DAY, first, c->today);
		str_add(&text, " – ");
		words_day(&text, DATE_DAY, last, c->today);
		break;
	}
	const char *name = arena_dup(s->arena, str_text(&text));
	str_done(&text);
	return name;
}

static const char *shown_word(const CalendarState *c)
{
	if (c->show == SHOW_EVENTS)
		return _("events");
	return c->show == SHOW_TASKS ? _("tasks") : _("not done");
}

static const char *period_count(Screen *s)
{
	const CalendarState *c = s->state;
	Day first, last;
	int items = 0, conflicts = 0;
	int64_t busy = 0;
	bool more = false;
	Str text = {0};
	calendar_period(c, &first, &last);
	for (Day d = first; d.n <= last.n; d.n++) {
		const CalendarDay *day = calendar_day(c, d);
		if (!day)
			continue;
		items += day->sum.n - (d.n == first.n ? 0 : day->sum.before) - day->undated;
		conflicts += day->sum.conflicts;
		busy += day->sum.busy;
		more = more || day->sum.more;
	}
	if (c->words)
		str_addf(&text, "«%s»: ", c->words);
	else if (c->show != SHOW_ALL)
		str_addf(&text, "%s: ", shown_word(c));
	if (more)
		str_add_count(&text, items, _("the first %d items"), items);
	else
		str_add_count(&text, items, P_("%d item", "%d items", items), items);
	if (c->size >= SIZE_NORMAL && conflicts && c->view == VIEW_MONTH) {
		str_add(&text, " · ");
		str_add_count(&text, conflicts, P_("%d conflict", "%d conflicts", conflicts), conflicts);
	} else if (c->size >= SIZE_NARROW && busy && !more && (c->view == VIEW_WEEK || c->view == VIEW_DAY)) {
		str_add(&text, " · ");
		words_length_long(&text, (Seconds){busy});
	}
	const char *count = arena_dup(s->arena, str_text(&text));
	str_done(&text);
	return count;
}

static void calendar_head(const Screen *s, ScreenHead *head)
{
	CalendarState *c = s->state;
	Screen own = *s; /* its arena takes the texts */
	head->parts[0] = _("Calendar");
	head->parts[1] = period_name(&own);
	head->n_parts = 2;
	head->note = c->days && c->size > SIZE_TINY ? period_count(&own) : NULL;
}

/* ---- the mouse ---- */

static Err *click(Screen *s, const Mouse *mouse)
{
	CalendarState *c = s->state;
	Day day;
	int entry = NO_ENTRY;
	if (c->view == VIEW_MONTH) {
		int index = month_at(&c->grid, mouse->row, mouse->col);
		if (index < 0 || index >= c->n)
			return NULL;
		day.n = c->first.n + index;
	} else if (!grid_at(c, mouse->row, mouse->col, &day, &entry)) {
		return NULL;
	}
	bool same = day.n == c->day.n;
	if (!same)
		calendar_go(s, day);
	if (entry != NO_ENTRY && !s->stale)
		calendar_choose(c, entry);
	return mouse->twice && (same || c->view != VIEW_MONTH) ? calendar_open_entry(s) : NULL;
}

static bool calendar_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	CalendarState *c = s->state;
	bool up = mouse->action == MOUSE_WHEEL_UP, wheel = up || mouse->action == MOUSE_WHEEL_DOWN;
	if (!wheel && mouse->action != MOUSE_PRESS)
		return false;
	if (c->view == VIEW_AGENDA) {
		if (wheel)
			list_scroll(&c->list, &c->source, up ? -3 : 3);
		else if (list_click(&c->list, &c->source, c->main, mouse->row, mouse->col)) {
			agenda_follow(c);
			*err = mouse->twice ? calendar_open_entry(s) : NULL;
		}
		return true;
	}
	if (wheel && c->view == VIEW_MONTH) {
		calendar_go(s, (Day){c->day.n + (up ? -7 : 7)});
	} else if (wheel) {
		c->top += up ? -2 : 2;
		c->scrolled = true;
	} else {
		*err = click(s, mouse);
	}
	return true;
}

/* ---- focus and hints ---- */

static size_t calendar_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const Entry *e = calendar_entry(s->state);
	int64_t id = 0;
	(void)marks;
	if (!e)
		return 0;
	if (strcmp(focus, "client") == 0)
		id = e->row->client;
	else if (strcmp(focus, e->row->kind) == 0)
		id = e->row->id;
	if (id)
		add(to, id);
	return id != 0;
}

static bool calendar_focus_text(const Screen *s, const char *focus, Str *out)
{
	char text[WHEN_TEXT];
	if (strcmp(focus, "day") != 0)
		return false;
	day_text(text, ((const CalendarState *)s->state)->day);
	str_add(out, text);
	return true;
}

static const ScreenHint *calendar_hints(const Screen *s)
{
	static const ScreenHint month[] = {
		{"period previous|period next", N_("month")},
		{"go date today", N_("today")},
		{"go date", N_("date")},
		{"zoom in", N_("week")},
		{"add", NULL},
		{"open", N_("day")},
		{"mark range", N_("range")},
		{"filter menu", NULL},
		{NULL, NULL},
	};
	static const ScreenHint week[] = {
		{"period previous|period next", N_("week")},
		{"zoom in", N_("day")},
		{"zoom out", N_("month")},
		{"go date", N_("date")},
		{"add", NULL},
		{"later 15|earlier 15", N_("move 15 min")},
		{"go date today", N_("today")},
		{"open", NULL},
		{NULL, NULL},
	};
	static const ScreenHint day[] = {
		{"period previous|period next", N_("day")},
		{"zoom out", N_("week")},
		{"add", NULL},
		{"edit", NULL},
		{"later 15|earlier 15", N_("move 15 min")},
		{"done", NULL},
		{"go date today", N_("today")},
		{"go date", N_("date")},
		{"delete", N_("delete")},
		{"back", NULL},
		{NULL, NULL},
	};
	static const ScreenHint agenda[] = {
		{"period previous|period next", N_("4 weeks")},
		{"zoom out", N_("day")},
		{"go date", N_("date")},
		{"add", NULL},
		{"done", NULL},
		{"open", NULL},
		{"filter menu", NULL},
		{NULL, NULL},
	};
	static const ScreenHint *const all[] = {month, week, day, agenda};
	return all[((const CalendarState *)s->state)->view];
}

const ScreenKind screen_calendar = {
	.name = "calendar",
	.title = N_("Calendar"),
	.size = sizeof(CalendarState),
	.contexts = contexts,
	.open = calendar_open,
	.close = calendar_close,
	.load = calendar_load,
	.minute = calendar_minute,
	.fit = calendar_fit,
	.draw = calendar_paint,
	.head = calendar_head,
	.hints = calendar_hints,
	.message = calendar_message,
	.act = calendar_act,
	.mouse = calendar_clicked,
	.focus = calendar_focus,
	.focus_text = calendar_focus_text,
	.escape = calendar_escape,
};
