/* SPDX-License-Identifier: MIT */
/* The calendar: month, week, day, agenda; one cursor over days and, in them, over things. Mock-ups 4a-4c. */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>

#include "agenda_act.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "list_act.h"

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

static int32_t second_now(const CalendarState *c)
{
	Day day;
	int32_t second;
	zone_local(ui_work(c->ui)->zone, work_now(ui_work(c->ui)), &day, &second);
	return second;
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
	c->second = second_now(c);
	c->detail_arena = arena_new();
	list_init(&c->list);
	return NULL;
}

static void calendar_close(Screen *s)
{
	CalendarState *c = s->state;
	free(c->kept.uid);
	free(c->words);
	arena_free(c->detail_arena);
	list_done(&c->list);
}

/* Only where today is seen does a minute change anything: the line for now, free time, what is overdue. */
static void calendar_minute(Screen *s)
{
	CalendarState *c = s->state;
	if (!c->days || calendar_day(c, c->today))
		s->stale = true;
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

static const char *period_name(Screen *s)
{
	const CalendarState *c = s->state;
	Day first, last;
	Str text = {0};
	int32_t year, this_year, iso;
	int month, day, month_last, day_last;
	calendar_period(c, &first, &last);
	switch (c->view) {
	case VIEW_MONTH:
		words_day(&text, DATE_MONTH, first, c->today);
		break;
	case VIEW_WEEK:
		str_addf(&text, _("week %d"), day_iso_week(first, &iso));
		str_add(&text, ", ");
		day_split(c->today, &this_year, &month, &day);
		day_split(last, &year, &month_last, &day_last);
		day_split(first, &year, &month, &day);
		str_addf(&text, "%d", day);
		if (month != month_last) {
			str_addc(&text, ' ');
			words_month(&text, month, true);
			str_addc(&text, ' ');
		}
		str_addf(&text, month != month_last ? "– %d " : "–%d ", day_last);
		words_month(&text, month_last, true);
		if (year != this_year)
			str_addf(&text, " %d", (int)year);
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

static const char *period_count(Screen *s)
{
	const CalendarState *c = s->state;
	Day first, last;
	int items = 0, conflicts = 0;
	int64_t busy = 0;
	Str text = {0};
	calendar_period(c, &first, &last);
	for (Day d = first; d.n <= last.n; d.n++) {
		const CalendarDay *day = calendar_day(c, d);
		if (!day)
			continue;
		for (int i = 0; i < day->n; i++)
			items += !day->entries[i].before || d.n == first.n;
		conflicts += day->conflicts;
		busy += day->busy;
	}
	if (c->words)
		str_addf(&text, "«%s»: ", c->words);
	else if (c->show != SHOW_ALL)
		str_addf(&text, "%s: ", c->show == SHOW_EVENTS ? _("events") : c->show == SHOW_TASKS ? _("tasks") : _("not done"));
	if (c->cut)
		str_addf(&text, _("the first %d items"), items);
	else
		str_addf(&text, P_("%d item", "%d items", items), items);
	if (c->size >= SIZE_NORMAL && conflicts && c->view == VIEW_MONTH) {
		str_add(&text, " · ");
		str_addf(&text, P_("%d conflict", "%d conflicts", conflicts), conflicts);
	} else if (c->size >= SIZE_NARROW && busy && (c->view == VIEW_WEEK || c->view == VIEW_DAY)) {
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

/* ---- moving ---- */

static void set_day(Screen *s, Day day)
{
	CalendarState *c = s->state;
	c->day = day;
	c->scrolled = false;
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

static void set_view(Screen *s, CalendarView view)
{
	CalendarState *c = s->state;
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
	c->scrolled = false;
	s->stale = true;
}

static void set_entry(CalendarState *c, int entry)
{
	c->entry = entry;
	c->scrolled = false;
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
	if (n)
		set_entry(c, at < 0 ? 0 : at >= n ? n - 1 : at);
}

static Day moved_months(const CalendarState *c, int months)
{
	return day_add_months(c->day, months);
}

static void move_period(Screen *s, int by)
{
	CalendarState *c = s->state;
	switch (c->view) {
	case VIEW_MONTH:
		set_day(s, moved_months(c, by));
		break;
	case VIEW_WEEK:
		set_day(s, (Day){c->day.n + 7 * by});
		break;
	case VIEW_DAY:
		set_day(s, (Day){c->day.n + by});
		break;
	case VIEW_AGENDA: {
		int days = c->chosen ? c->chosen : AGENDA_DAYS;
		int chosen = c->chosen;
		set_day(s, (Day){c->agenda_from.n + days * by});
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
	int by = strcmp(what, "up") == 0 ? -7 : strcmp(what, "down") == 0 ? 7 : strcmp(what, "left") == 0 ? -1 : strcmp(what, "right") == 0 ? 1 : 0;
	if (by)
		set_day(s, (Day){c->day.n + by});
	else if (strcmp(what, "first") == 0)
		set_day(s, first);
	else if (strcmp(what, "last") == 0)
		set_day(s, last);
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
		set_day(s, (Day){c->day.n - 1});
	else if (strcmp(what, "right") == 0)
		set_day(s, (Day){c->day.n + 1});
	else if (strcmp(what, "first") == 0 && n)
		set_entry(c, 0);
	else if (strcmp(what, "last") == 0 && n)
		set_entry(c, n - 1);
	else if (strcmp(what, "half-up") == 0)
		half_page(c, -1);
	else if (strcmp(what, "half-down") == 0)
		half_page(c, 1);
}

static void move(Screen *s, CommandCall *call)
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
static void walk_pane(Screen *s, bool next)
{
	CalendarState *c = s->state;
	int n = entries_here(c);
	if (!n) {
		ui_say(s->ui, "%s", _("Nothing on this day: a adds"));
		return;
	}
	int at = c->entry + (next ? 1 : -1);
	set_entry(c, at >= n ? 0 : at < 0 ? n - 1 : at);
	if (c->view == VIEW_AGENDA)
		agenda_go(c);
}

/* ---- a day in words ---- */

static Err *read_day(Ui *ui, const char *text, Day *day)
{
	WordsReading reading;
	WordsContext context = work_words(ui_work(ui));
	Err *err = words_read(&reading, text, &context);
	if (err) { /* what can only lie behind; else a date without a year is one to come */
		err_free(err);
		context.may_be_past = true;
		TRY(words_read(&reading, text, &context));
	}
	*day = reading.start.day;
	return NULL;
}

static void day_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	Day day;
	Err *err = read_day(owner->ui, line, &day);
	*bad = err != NULL;
	if (err) {
		str_add(out, err->what);
		err_free(err);
		return;
	}
	str_add(out, "= ");
	words_day(out, DATE_TITLE, day, work_today(ui_work(owner->ui)));
}

static Err *day_entered(Screen *owner, const char *line, bool *keep_open)
{
	Day day;
	Err *err = read_day(owner->ui, line, &day);
	*keep_open = err != NULL;
	if (!err)
		set_day(owner, day);
	return err;
}

static Err *go_day(Screen *s, const char *when)
{
	Day day;
	if (!when)
		return ui_push(s->ui, &screen_line, &(LineArg){.sign = _("date:"), .entered = day_entered, .echo = day_echo});
	TRY(read_day(s->ui, when, &day));
	set_day(s, day);
	return NULL;
}

/* ---- what is shown ---- */

static void show_only(Screen *s, int show)
{
	CalendarState *c = s->state;
	c->show = show == SHOW_EVENTS ? SHOW_EVENTS : show == SHOW_TASKS ? SHOW_TASKS : show == SHOW_OPEN ? SHOW_OPEN : SHOW_ALL;
	s->stale = true;
}

static void search_for(Screen *s, const char *words)
{
	CalendarState *c = s->state;
	free(c->words);
	c->words = words && *words ? mem_strdup(words) : NULL;
	s->stale = true;
}

static Err *words_entered(Screen *owner, const char *line, bool *keep_open)
{
	(void)keep_open;
	search_for(owner, line);
	return NULL;
}

static Err *filter_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	if (choice)
		show_only(owner, (int)choice->id);
	else
		search_for(owner, line);
	return NULL;
}

static Err *filter_menu(Screen *s)
{
	const MenuChoice choices[] = {{.text = _("everything"), .id = SHOW_ALL},
	                              {.text = _("events only"), .id = SHOW_EVENTS},
	                              {.text = _("tasks only"), .id = SHOW_TASKS},
	                              {.text = _("what is not done"), .id = SHOW_OPEN}};
	return ui_push(s->ui, &screen_menu,
	               &(MenuArg){.title = _("Show"), .choices = choices, .n = countof(choices), .line_key = "/", .line_label = _("with the words:"), .chosen = filter_chosen});
}

static void clear_filter(Screen *s)
{
	CalendarState *c = s->state;
	c->show = SHOW_ALL;
	search_for(s, NULL);
}

/* The next day that has something shown: in what was read, else by whole periods as far as a year. */
static Err *next_match(Screen *s, int by)
{
	CalendarState *c = s->state;
	for (int i = 1; i < c->n; i++) {
		Day d = {c->day.n + i * by};
		const CalendarDay *day = calendar_day(c, d);
		if (!day)
			break;
		if (day->n) {
			if (c->view != VIEW_AGENDA) {
				set_day(s, d);
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
		move_period(s, by);
		s->stale = false;
		arena_reset(s->arena);
		TRY(calendar_load(s));
		for (int k = 0; k < c->n; k++) {
			const CalendarDay *day = &c->days[by > 0 ? k : c->n - 1 - k];
			if (day->n && (day->day.n - from.n) * by > 0) {
				set_day(s, day->day);
				return NULL;
			}
		}
	}
	set_day(s, from);
	s->stale = true;
	ui_say(s->ui, "%s", _("Nothing more that way"));
	return NULL;
}

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
	Err *err = ui_push(s->ui, &screen_quick, &(QuickArg){.text = str_text(&text), .client = e ? e->row->client : 0});
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
	int32_t second = c->day.n == c->today.n ? (second_now(c) / 3600 + 1) * 3600 : (int32_t)from.s;
	if (second > 23 * 3600)
		second = 23 * 3600;
	event.start = (Moment){.day = c->day, .second = second, .form = MOMENT_LOCAL};
	Instant end = {zone_instant(work->zone, c->day, second).s + 3600};
	event.end.form = MOMENT_LOCAL;
	zone_local(work->zone, end, &event.end.day, &event.end.second);
	return ui_push(s->ui, &screen_form, &(FormArg){.kind = &kind_event, .start = &event});
}

static Err *open_entry(Screen *s)
{
	CalendarState *c = s->state;
	const Entry *e = calendar_entry(c);
	if (c->view == VIEW_MONTH && !e) {
		set_view(s, day_is_none(c->range) ? VIEW_DAY : VIEW_AGENDA);
		return NULL;
	}
	if (!e) {
		if (!day_is_none(c->range))
			set_view(s, VIEW_AGENDA);
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
		move(s, call);
	else if (strcmp(verb, "period") == 0)
		move_period(s, next ? 1 : -1);
	else if (strcmp(verb, "year") == 0)
		set_day(s, moved_months(c, next ? 12 : -12));
	else if (strcmp(verb, "zoom") == 0) {
		bool in = str_same(call_text(call, "what"), "in");
		if (in && c->view < VIEW_AGENDA)
			set_view(s, c->view + 1);
		else if (!in && c->view > VIEW_MONTH)
			set_view(s, c->view - 1);
		else
			ui_say(s->ui, "%s", in ? _("Nearer than the list it does not go: - is the day") : _("Farther than the month it does not go: + is the week"));
	} else if (strcmp(verb, "go") == 0 && str_same(call_text(call, "what"), "date"))
		*err = go_day(s, call_text(call, "when"));
	else if (strcmp(verb, "pane") == 0)
		walk_pane(s, next);
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

static bool calendar_act(Screen *s, CommandCall *call, Err **err)
{
	const char *verb = call_command(call)->name;
	const Command *row = call_command(call);
	if (act_on_view(s, call, verb, err) || act_on_entry(s, verb, err))
		return true;
	if (strcmp(verb, "open") == 0)
		*err = open_entry(s);
	else if (strcmp(verb, "later") == 0)
		*err = move_entry(s, call_number(call, "minutes", 15));
	else if (strcmp(verb, "earlier") == 0)
		*err = move_entry(s, -call_number(call, "minutes", 15));
	else if (strcmp(verb, "add") == 0 && !(command_arg_named(row, "words") && call_has(call, "words")))
		*err = add_here(s);
	else if (strcmp(verb, "add form") == 0)
		*err = add_form(s);
	else if (strcmp(verb, "filter menu") == 0)
		*err = filter_menu(s);
	else if (strcmp(verb, "filter clear") == 0)
		clear_filter(s);
	else if (strcmp(verb, "search") == 0)
		*err = ui_push(s->ui, &screen_line, &(LineArg){.sign = "/", .text = ((CalendarState *)s->state)->words, .entered = words_entered});
	else if (strcmp(verb, "next match") == 0)
		*err = next_match(s, 1);
	else if (strcmp(verb, "previous match") == 0)
		*err = next_match(s, -1);
	else
		return false;
	return true;
}

/* Esc: the chosen days, then the thing in the month, then the filter. */
static bool calendar_escape(Screen *s)
{
	CalendarState *c = s->state;
	if (!day_is_none(c->range)) {
		c->range = DAY_NONE;
	} else if (c->view == VIEW_MONTH && c->entry >= 0) {
		set_entry(c, NO_ENTRY);
	} else if (c->chosen) {
		c->chosen = 0;
		s->stale = true;
	} else if (calendar_is_filtered(c)) {
		clear_filter(s);
	} else {
		return false;
	}
	return true;
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
		set_day(s, day);
	if (entry != NO_ENTRY && !s->stale)
		set_entry(c, entry);
	return mouse->twice && (same || c->view != VIEW_MONTH) ? open_entry(s) : NULL;
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
			*err = mouse->twice ? open_entry(s) : NULL;
		}
		return true;
	}
	if (wheel && c->view == VIEW_MONTH) {
		set_day(s, (Day){c->day.n + (up ? -7 : 7)});
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
	static const ScreenHint month[] = {{"period previous|period next", N_("month")}, {"go date today", N_("today")}, {"go date", N_("date")}, {"zoom in", N_("week")},
	                                   {"add", NULL}, {"open", N_("day")}, {"mark range", N_("range")}, {"filter menu", NULL}, {NULL, NULL}};
	static const ScreenHint week[] = {{"period previous|period next", N_("week")}, {"zoom in", N_("day")}, {"zoom out", N_("month")}, {"go date", N_("date")},
	                                  {"add", NULL}, {"later 15|earlier 15", N_("move 15 min")}, {"go date today", N_("today")}, {"open", NULL}, {NULL, NULL}};
	static const ScreenHint day[] = {{"period previous|period next", N_("day")}, {"zoom out", N_("week")}, {"add", NULL}, {"edit", NULL}, {"later 15|earlier 15", N_("move 15 min")},
	                                 {"done", NULL}, {"go date today", N_("today")}, {"go date", N_("date")}, {"delete", N_("delete")}, {"back", NULL}, {NULL, NULL}};
	static const ScreenHint agenda[] = {{"period previous|period next", N_("4 weeks")}, {"zoom out", N_("day")}, {"go date", N_("date")}, {"add", NULL}, {"done", NULL},
	                                    {"open", NULL}, {"filter menu", NULL}, {NULL, NULL}};
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
