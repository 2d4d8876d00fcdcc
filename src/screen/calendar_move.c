/* SPDX-License-Identifier: MIT */
/* Going through the calendar: days, things, periods, a day in words; and what of all is shown. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "lines.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "list_act.h"

/* ---- moving ---- */

void calendar_go(Screen *s, Day day)
{
	CalendarState *c = s->state;
	c->day = day;
	c->scrolled = c->sought = false;
	if (c->view == VIEW_AGENDA) {
		c->agenda_from = day;
		c->chosen = 0;
	}
	if (c->view == VIEW_MONTH)
		c->entry = NO_ENTRY;
	if (!calendar_covers(c)) {
		c->kept.set = false;
		s->stale = true;
		return;
	}
	if (c->view == VIEW_AGENDA) {
		agenda_go(c);
		return;
	}
	if (c->view != VIEW_MONTH)
		calendar_nearest(c);
	int32_t second = c->second;
	calendar_keep(c);
	c->second = second;
}

/* One item a line, for screen readers: a grid would be read across its days. */
bool calendar_is_list(const Screen *s)
{
	return settings_flag(ui_work(s->ui)->settings, "look", "accessible");
}

void calendar_turn(Screen *s, CalendarView view)
{
	CalendarState *c = s->state;
	if (calendar_is_list(s) && view != VIEW_AGENDA) {
		ui_say(s->ui, "%s", _("The calendar is a list here: look.accessible is on"));
		return;
	}
	if (view == c->view)
		return;
	if (view == VIEW_AGENDA) {
		Day first = c->day, last = c->day;
		calendar_range(c, &first, &last);
		c->chosen = day_is_none(c->range) ? 0 : last.n - first.n + 1;
		c->agenda_from = first;
		c->range = DAY_NONE;
	}
	if (view == VIEW_MONTH)
		c->entry = NO_ENTRY;
	c->view = view;
	c->opened = c->opened && view != c->opened_from;
	c->scrolled = false;
	s->stale = true;
}

/* By Enter: what it opened, `q` closes. */
void calendar_go_in(Screen *s, CalendarView view)
{
	CalendarState *c = s->state;
	CalendarView from = c->view;
	calendar_turn(s, view);
	if (c->view == from)
		return;
	c->opened = true;
	c->opened_from = from;
}

bool calendar_back(Screen *s)
{
	CalendarState *c = s->state;
	if (!c->opened)
		return false;
	calendar_turn(s, c->opened_from);
	return true;
}

void calendar_choose(CalendarState *c, int entry)
{
	c->entry = entry;
	c->scrolled = c->sought = false;
	calendar_keep(c);
}

static int entries_here(const CalendarState *c)
{
	const CalendarDay *day = calendar_day(c, c->day);
	return day ? day->n : 0;
}

static void walk_entry(CalendarState *c, int by)
{
	int n = entries_here(c), at = c->entry + by;
	at = at >= n ? n - 1 : at;
	if (n)
		calendar_choose(c, at < 0 ? 0 : at);
}

Day calendar_moved_months(const CalendarState *c, int months)
{
	return day_add_months(c->day, months);
}

void calendar_move_period(Screen *s, int by)
{
	CalendarState *c = s->state;
	switch (c->view) {
	case VIEW_MONTH:
		calendar_go(s, calendar_moved_months(c, by));
		break;
	case VIEW_WEEK:
		calendar_go(s, (Day){c->day.n + 7 * by});
		break;
	case VIEW_DAY:
		calendar_go(s, (Day){c->day.n + by});
		break;
	case VIEW_AGENDA: {
		int days = c->chosen ? c->chosen : AGENDA_DAYS;
		int chosen = c->chosen;
		calendar_go(s, (Day){c->agenda_from.n + days * by});
		c->chosen = chosen;
		break;
	}
	}
}

/* Half a page of the clock, in the day. */
static void half_page(CalendarState *c, int by)
{
	c->top += by * (c->main.rows / 2);
	c->scrolled = true;
}

static void move_in_month(Screen *s, const char *what)
{
	CalendarState *c = s->state;
	Day first, last;
	calendar_period(c, &first, &last);
	int by = 0;
	if (strcmp(what, "up") == 0)
		by = -7;
	else if (strcmp(what, "down") == 0)
		by = 7;
	else if (strcmp(what, "left") == 0)
		by = -1;
	else if (strcmp(what, "right") == 0)
		by = 1;
	if (by)
		calendar_go(s, (Day){c->day.n + by});
	else if (strcmp(what, "first") == 0)
		calendar_go(s, first);
	else if (strcmp(what, "last") == 0)
		calendar_go(s, last);
}

static void move_in_grid(Screen *s, const char *what)
{
	CalendarState *c = s->state;
	int n = entries_here(c);
	if (strcmp(what, "up") == 0)
		walk_entry(c, -1);
	else if (strcmp(what, "down") == 0)
		walk_entry(c, 1);
	else if (strcmp(what, "left") == 0)
		calendar_go(s, (Day){c->day.n - 1});
	else if (strcmp(what, "right") == 0)
		calendar_go(s, (Day){c->day.n + 1});
	else if (strcmp(what, "first") == 0 && n)
		calendar_choose(c, 0);
	else if (strcmp(what, "last") == 0 && n)
		calendar_choose(c, n - 1);
	else if (strcmp(what, "half-up") == 0)
		half_page(c, -1);
	else if (strcmp(what, "half-down") == 0)
		half_page(c, 1);
}

void calendar_move(Screen *s, CommandCall *call)
{
	CalendarState *c = s->state;
	const char *what = call_text(call, "what");
	if (c->view == VIEW_MONTH) {
		move_in_month(s, what);
	} else if (c->view != VIEW_AGENDA) {
		move_in_grid(s, what);
	} else {
		list_act(&c->list, &c->source, call);
		agenda_follow(c);
	}
}

/* Tab: the things of the day under the cursor one after another. */
void calendar_walk(Screen *s, bool next)
{
	CalendarState *c = s->state;
	int n = entries_here(c);
	if (!n) {
		ui_say(s->ui, "%s", _("Nothing on this day: a adds"));
		return;
	}
	int at = c->entry + (next ? 1 : -1);
	at = at < 0 ? n - 1 : at;
	calendar_choose(c, at >= n ? 0 : at);
	if (c->view == VIEW_AGENDA)
		agenda_go(c);
}

/* ---- a day in words ---- */

static void day_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	date_sought_echo(ui_work(owner->ui), line, out, bad);
}

/* With an hour: the day's clock at it, and the cursor on what is then. */
static void go_moment(Screen *s, Moment when)
{
	CalendarState *c = s->state;
	if (when.form == MOMENT_LOCAL && !calendar_is_list(s)) {
		calendar_turn(s, VIEW_DAY);
		c->kept.set = false;
		c->second = when.second;
	}
	calendar_go(s, when.day);
	c->sought = when.form == MOMENT_LOCAL;
	if (c->sought)
		c->second = when.second;
}

static Err *day_entered(Screen *owner, const char *line, bool *keep_open)
{
	Moment when;
	Err *err = date_sought(ui_work(owner->ui), line, &when);
	*keep_open = err != NULL;
	if (!err)
		go_moment(owner, when);
	return err;
}

Err *calendar_go_words(Screen *s, const char *when)
{
	Moment moment;
	if (!when)
		return ui_push(s->ui, &screen_line, &(LineArg){.sign = _("date:"), .entered = day_entered, .echo = day_echo});
	TRY(date_sought(ui_work(s->ui), when, &moment));
	go_moment(s, moment);
	return NULL;
}

/* ---- what is shown ---- */

static void show_only(Screen *s, CalendarShow show)
{
	CalendarState *c = s->state;
	c->show = show;
	s->stale = true;
}

static void search_for(Screen *s, const char *words)
{
	CalendarState *c = s->state;
	free(c->words);
	c->words = words && *words ? mem_strdup(words) : NULL;
	s->stale = true;
}

static void narrowed(Screen *owner, const char *line)
{
	search_for(owner, line);
}

/* What is under the cursor is opened; where nothing found is there, the cursor goes to the next that was. */
static Err *words_entered(Screen *owner, const char *line, bool *keep_open)
{
	CalendarState *c = owner->state;
	(void)line;
	if (owner->stale) { /* keys came faster than frames */
		owner->stale = false;
		arena_reset(owner->arena);
		TRY(calendar_load(owner));
	}
	const CalendarDay *day = calendar_day(c, c->day);
	if (day && day->n)
		return calendar_open_entry(owner);
	Day from = c->day;
	TRY(calendar_next_match(owner, 1));
	*keep_open = c->day.n == from.n;
	return NULL;
}

/* In a window with more than this, each letter would be waited for: there Enter narrows it. */
enum {
	LIVE_MOST = 1500
};

static bool is_crowded(const CalendarState *c)
{
	int64_t n = 0;
	if (c->words)
		return c->pool.known && c->pool.n > LIVE_MOST;
	for (int i = 0; i < c->n; i++) {
		if (c->days[i].sum.more)
			return true;
		n += c->days[i].sum.n;
	}
	return n > LIVE_MOST;
}

static Err *words_sought(Screen *owner, const char *line, bool *keep_open)
{
	(void)keep_open;
	search_for(owner, line);
	return NULL;
}

Err *calendar_search(Screen *s)
{
	const CalendarState *c = s->state;
	bool live = !is_crowded(c);
	return ui_push(s->ui, &screen_line, &(LineArg){
											.sign = "/",
											.text = c->words,
											.entered = live ? words_entered : words_sought,
											.narrowed = live ? narrowed : NULL,
										});
}

static Err *filter_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	if (choice)
		show_only(owner, (CalendarShow)choice->id);
	else
		search_for(owner, line);
	return NULL;
}

Err *calendar_filter_menu(Screen *s)
{
	const MenuChoice choices[] = {{.text = _("everything"), .id = SHOW_ALL},
	                              {.text = _("events only"), .id = SHOW_EVENTS},
	                              {.text = _("tasks only"), .id = SHOW_TASKS},
	                              {.text = _("what is not done"), .id = SHOW_OPEN}};
	return ui_push(s->ui, &screen_menu,
	               &(MenuArg){
					   .title = _("Show"),
					   .choices = choices,
					   .n = countof(choices),
					   .line_key = "/",
					   .line_label = _("with the words:"),
					   .chosen = filter_chosen,
				   });
}

void calendar_filter_clear(Screen *s)
{
	CalendarState *c = s->state;
	c->show = SHOW_ALL;
	search_for(s, NULL);
}

/* The next day that has something shown: in what was read, else by whole periods as far as a year. */
Err *calendar_next_match(Screen *s, int by)
{
	CalendarState *c = s->state;
	for (int i = 1; i < c->n; i++) {
		Day d = {c->day.n + i * by};
		const CalendarDay *day = calendar_day(c, d);
		if (!day)
			break;
		if (day->n) {
			if (c->view != VIEW_AGENDA) {
				calendar_go(s, d);
			} else {
				c->day = d;
				c->entry = 0;
				agenda_go(c);
			}
			return NULL;
		}
	}
	Day from = c->day;
	for (int i = 0; i < 12; i++) {
		calendar_move_period(s, by);
		s->stale = false;
		arena_reset(s->arena);
		TRY(calendar_load(s));
		for (int k = 0; k < c->n; k++) {
			const CalendarDay *day = &c->days[by > 0 ? k : c->n - 1 - k];
			if (day->n && (day->day.n - from.n) * by > 0) {
				calendar_go(s, day->day);
				return NULL;
			}
		}
	}
	calendar_go(s, from);
	s->stale = true;
	ui_say(s->ui, "%s", _("Nothing more that way"));
	return NULL;
}
