/* SPDX-License-Identifier: MIT */
/* What the verbs do in the calendar, on the thing under the cursor and on the view. */
#include <string.h>

#include "agenda_act.h"
#include "calendar.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

/* ---- acting on the thing ---- */

static Err *add_here(Screen *s)
{
	CalendarState *c = s->state;
	const Entry *e = calendar_entry(c);
	int32_t year, this_year;
	int month, day, ignored;
	Str text = {0};
	day_split(c->today, &this_year, &ignored, &ignored);
	day_split(c->day, &year, &month, &day);
	str_addf(&text, "%02d.%02d", day, month);
	if (year != this_year || c->day.n < c->today.n) /* a date without a year is one to come */
		str_addf(&text, ".%04d", (int)year);
	str_addc(&text, ' ');
	Err *err = ui_push(s->ui, &screen_quick, &(QuickArg){.text = str_text(&text), .client = e ? e->row->client : 0, .day = c->day});
	str_done(&text);
	return err;
}

static Err *add_form(Screen *s)
{
	CalendarState *c = s->state;
	Work *work = ui_work(s->ui);
	Event event;
	Seconds to, from = calendar_hours(c, &to);
	record_init(&kind_event, &event);
	int32_t second = c->day.n == c->today.n ? (calendar_second_now(c) / 3600 + 1) * 3600 : (int32_t)from.s;
	if (second > 23 * 3600)
		second = 23 * 3600;
	event.start = (Moment){.day = c->day, .second = second, .form = MOMENT_LOCAL};
	Instant end = {zone_instant(work->zone, c->day, second).s + 3600};
	event.end.form = MOMENT_LOCAL;
	zone_local(work->zone, end, &event.end.day, &event.end.second);
	return ui_push(s->ui, &screen_form, &(FormArg){.kind = &kind_event, .start = &event});
}

Err *calendar_open_entry(Screen *s)
{
	CalendarState *c = s->state;
	const Entry *e = calendar_entry(c);
	if (c->view == VIEW_MONTH && !e) {
		calendar_go_in(s, day_is_none(c->range) ? VIEW_DAY : VIEW_AGENDA);
		return NULL;
	}
	if (!e) {
		if (!day_is_none(c->range))
			calendar_go_in(s, VIEW_AGENDA);
		return NULL;
	}
	if (e->birthday)
		return ui_push(s->ui, &screen_card, &(CardArg){.client = e->row->client});
	return agenda_open(s->ui, e->row);
}

static Err *move_entry(Screen *s, int64_t minutes)
{
	const Entry *e = calendar_entry(s->state);
	if (!e) {
		ui_say(s->ui, "%s", _("Nothing is under the cursor: Tab goes to the things of the day"));
		return NULL;
	}
	if (e->row->all_day) {
		ui_say(s->ui, "%s", _("It takes the whole day: e changes the day"));
		return NULL;
	}
	return agenda_move(s->ui, e->row, (Seconds){minutes * 60});
}

/* Verbs of a thing; false: there is none here that has its own answer. */
static bool act_on_entry(Screen *s, const char *verb, Err **err)
{
	static const char *const verbs[] = {"edit", "thing", "delete", "done", "edit note"};
	CalendarState *c = s->state;
	const Entry *e = calendar_entry(c);
	bool known = false;
	for (size_t i = 0; i < countof(verbs); i++)
		known = known || strcmp(verb, verbs[i]) == 0;
	if (!known)
		return false;
	const CalendarDay *day = calendar_day(c, c->day);
	if (!e && day && day->n == 1)
		e = &day->entries[0]; /* the only one of the day is meant */
	if (!e)
		ui_say(s->ui, "%s", day && day->n ? _("Several things: Tab chooses one, Enter opens the day") : _("Nothing on this day: a adds"));
	else if (e->birthday)
		ui_say(s->ui, "%s", _("A birthday is a field of the client's card: Enter opens it"));
	else if (strcmp(verb, "done") == 0)
		*err = agenda_done(s->ui, e->row);
	else if (strcmp(verb, "delete") == 0)
		*err = agenda_delete(s->ui, e->row);
	else if (strcmp(verb, "edit note") == 0)
		*err = agenda_note(s->ui, e->row);
	else
		*err = agenda_edit(s->ui, e->row);
	return true;
}

static void toggle_range(CalendarState *c)
{
	if (c->view == VIEW_AGENDA)
		return;
	c->range = day_is_none(c->range) ? c->day : DAY_NONE;
}

/* Verbs that move in time or change the view. */
static bool act_on_view(Screen *s, CommandCall *call, const char *verb, Err **err)
{
	CalendarState *c = s->state;
	bool next = command_arg_named(call_command(call), "what") && str_same(call_text(call, "what"), "next");
	if (strcmp(verb, "move") == 0)
		calendar_move(s, call);
	else if (strcmp(verb, "period") == 0)
		calendar_move_period(s, next ? 1 : -1);
	else if (strcmp(verb, "year") == 0)
		calendar_go(s, calendar_moved_months(c, next ? 12 : -12));
	else if (strcmp(verb, "zoom") == 0) {
		bool in = str_same(call_text(call, "what"), "in");
		if (in && c->view < VIEW_AGENDA)
			calendar_turn(s, c->view + 1);
		else if (!in && c->view > VIEW_MONTH)
			calendar_turn(s, c->view - 1);
		else
			ui_say(s->ui, "%s", in ? _("Nearer than the list it does not go: - is the day") : _("Farther than the month it does not go: + is the week"));
	} else if (strcmp(verb, "go") == 0 && str_same(call_text(call, "what"), "date"))
		*err = calendar_go_words(s, call_text(call, "when"));
	else if (strcmp(verb, "pane") == 0)
		calendar_walk(s, next);
	else if (strcmp(verb, "mark range") == 0)
		toggle_range(c);
	else if (strcmp(verb, "mark") == 0 || strcmp(verb, "mark all") == 0 || strcmp(verb, "columns") == 0 || str_begins(verb, "sort"))
		return true;
	else if (strcmp(verb, "preview") == 0)
		c->preview_off = !c->preview_off;
	else
		return false;
	return true;
}

bool calendar_act(Screen *s, CommandCall *call, Err **err)
{
	const char *verb = call_command(call)->name;
	const Command *row = call_command(call);
	if (act_on_view(s, call, verb, err) || act_on_entry(s, verb, err))
		return true;
	if (strcmp(verb, "back") == 0)
		return calendar_back(s);
	if (strcmp(verb, "open") == 0)
		*err = calendar_open_entry(s);
	else if (strcmp(verb, "later") == 0)
		*err = move_entry(s, call_number(call, "minutes", 15));
	else if (strcmp(verb, "earlier") == 0)
		*err = move_entry(s, -call_number(call, "minutes", 15));
	else if (strcmp(verb, "add") == 0 && !(command_arg_named(row, "words") && call_has(call, "words")))
		*err = add_here(s);
	else if (strcmp(verb, "add form") == 0)
		*err = add_form(s);
	else if (strcmp(verb, "filter menu") == 0)
		*err = calendar_filter_menu(s);
	else if (strcmp(verb, "filter clear") == 0)
		calendar_filter_clear(s);
	else if (strcmp(verb, "search") == 0)
		*err = calendar_search(s);
	else if (strcmp(verb, "next match") == 0)
		*err = calendar_next_match(s, 1);
	else if (strcmp(verb, "previous match") == 0)
		*err = calendar_next_match(s, -1);
	else
		return false;
	return true;
}

/* Esc: the chosen days, then the thing in the month, then the filter. */
bool calendar_escape(Screen *s)
{
	CalendarState *c = s->state;
	if (!day_is_none(c->range)) {
		c->range = DAY_NONE;
	} else if (c->view == VIEW_MONTH && c->entry >= 0) {
		calendar_choose(c, NO_ENTRY);
	} else if (c->chosen) {
		c->chosen = 0;
		s->stale = true;
	} else if (calendar_is_filtered(c)) {
		calendar_filter_clear(s);
	} else {
		return false;
	}
	return true;
}
