/* SPDX-License-Identifier: MIT */
/* Today: the day with its now-line, what calls, who has no next step. */
#include "today.h"

#include <stdlib.h>
#include <string.h>

#include "agenda_act.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "list_act.h"

static Pane *focused(TodayState *t)
{
	return &t->panes[t->focus];
}

const Item *today_item(const TodayState *t)
{
	const Pane *pane = &t->panes[t->focus];
	return pane->list.cursor < pane->items.n ? &pane->items.at[pane->list.cursor] : NULL;
}

/* ---- reading and laying out ---- */

static int64_t item_id(const void *self, size_t row)
{
	return ((const Pane *)self)->items.at[row].id;
}

static void make_items(Screen *s)
{
	TodayState *t = s->state;
	if (t->empty)
		err_free(firstrun_items(s));
	else
		today_items(s);
	for (size_t i = 0; i < PANES; i++) {
		Pane *p = &t->panes[i];
		p->source = (ListSource){.n = p->items.n, .id = item_id, .draw = today_item_draw, .self = p};
	}
	t->made = true;
}

/* The rows of the first run are gone: the cursor stands where it does at a start. */
static void cursors_anew(TodayState *t)
{
	for (size_t i = 0; i < PANES; i++) {
		list_done(&t->panes[i].list);
		list_init(&t->panes[i].list);
		t->panes[i].wanted = 0;
	}
}

static Err *today_load(Screen *s)
{
	TodayState *t = s->state;
	Work *work = ui_work(s->ui);
	bool began = t->empty;
	t->made = false;
	t->empty = store_is_empty(work->store);
	if (began && !t->empty)
		cursors_anew(t);
	t->zone_asked = firstrun_asks_zone(work);
	memset(&t->today, 0, sizeof t->today);
	t->turn = work_now(work);
	TRY(today_read(work, ui_whose(s->ui), &t->today, s->arena));
	t->turn = today_turn(work, &t->today);
	return NULL;
}

static void place_panes(TodayState *t, const Layout *layout)
{
	Area body = layout->body, rest = {0};
	if (layout->size >= SIZE_NORMAL && !t->empty)
		body = area_part(body, 0, 0, body.rows - 1, -1); /* a rule closes the panes */
	for (size_t i = 0; i < PANES; i++)
		t->panes[i].area = (Area){0};
	t->focus = t->chosen;
	if (t->empty) {
		t->focus = PANE_DAY;
		t->panes[PANE_DAY].area = area_part(body, 0, 0, -1, body.cols > 100 ? 100 : -1);
	} else if (layout->size == SIZE_WIDE) {
		int left = body.cols * 46 / 120, middle = body.cols * 36 / 120;
		layout_split(body, left, &t->panes[PANE_DAY].area, &rest);
		layout_split(rest, middle, &t->panes[PANE_REMINDERS].area, &t->panes[PANE_REST].area);
	} else if (layout->size == SIZE_NORMAL) {
		if (t->focus == PANE_REST)
			t->focus = PANE_REMINDERS;
		layout_split(body, body.cols * 42 / 80, &t->panes[PANE_DAY].area, &t->panes[PANE_REMINDERS].area);
	} else {
		if (layout->size == SIZE_NARROW && t->focus == PANE_REMINDERS)
			t->focus = PANE_REST;
		t->panes[t->focus].area = body;
	}
}

/* At first the cursor stands on what comes next, not on what is over. */
static void first_cursor(Pane *pane)
{
	if (pane->list.id)
		return;
	bool now_passed = false;
	for (size_t i = 0; i < pane->items.n; i++) {
		now_passed = now_passed || pane->items.at[i].type == ITEM_NOW;
		if (now_passed && pane->items.at[i].id) {
			list_go(&pane->list, &pane->source, i);
			return;
		}
	}
}

static void today_fit(Screen *s, const Layout *layout)
{
	TodayState *t = s->state;
	place_panes(t, layout);
	if (!t->made || t->size != layout->size || t->rows != t->panes[PANE_DAY].area.rows) {
		t->size = layout->size;
		t->rows = t->panes[PANE_DAY].area.rows;
		make_items(s);
	}
	for (size_t i = 0; i < PANES; i++) {
		Pane *p = &t->panes[i];
		if (i == PANE_DAY && !t->empty)
			first_cursor(p);
		if (p->wanted && p->list.id != p->wanted)
			list_go_id(&p->list, &p->source, p->wanted);
		list_fit(&p->list, &p->source, p->area.rows);
	}
}

/* Rows below the pane's edge are counted at the end of its last line, whose own text gives way. */
static void below_draw(const Pane *p, bool focus)
{
	size_t above, below;
	list_hidden(&p->list, &p->source, p->area.rows, &above, &below);
	size_t last = p->list.top + (size_t)p->area.rows - 1;
	if (!below || p->area.rows < 2 || last >= p->items.n)
		return;
	char *text = mem_printf(_("%zu more %s"), below, GLYPH_DOWN);
	int cells = utf8_width(text);
	Area line = area_part(p->area, p->area.rows - 1, 0, 1, -1);
	area_fill(line, STYLE_PLAIN);
	today_item_draw(p, area_part(line, 0, 0, 1, line.cols - cells - 2), &(ListRow){.row = last, .cursor = focus && p->list.cursor == last});
	area_put_right(line, 0, line.cols - 1, cells, STYLE_DIM, text);
	free(text);
}

static void today_paint(const Screen *s, const Layout *layout)
{
	const TodayState *t = s->state;
	area_rule(layout->rule, 0, STYLE_RULE);
	for (size_t i = 0; i < PANES; i++) {
		const Pane *p = &t->panes[i];
		if (!p->area.rows)
			continue;
		if (!t->empty && p->area.col + p->area.cols < layout->body.col + layout->body.cols)
			area_vline(area_part(layout->body, 0, 0, p->area.rows, -1), p->area.col + p->area.cols - layout->body.col, STYLE_RULE);
		if (i != t->focus) {
			list_draw(&p->list, &p->source, p->area, false);
			below_draw(p, false);
		}
	}
	if (!t->empty && layout->size >= SIZE_NORMAL)
		area_rule(layout->body, layout->body.rows - 1, STYLE_RULE);
	/* Last, since the hardware cursor stays where the focus is. */
	list_draw(&t->panes[t->focus].list, &t->panes[t->focus].source, t->panes[t->focus].area, true);
	below_draw(&t->panes[t->focus], true);
}

static void today_head(const Screen *s, ScreenHead *head)
{
	TodayState *t = s->state;
	Str title = {0};
	Day today = work_today(ui_work(s->ui));
	str_addf(&title, t->size == SIZE_TINY ? "%s " : "%s  ", _("Today"));
	if (t->size == SIZE_TINY) {
		words_weekday(&title, day_weekday(today), false);
		str_add(&title, " ");
		words_day(&title, DATE_SHORT, today, today);
	} else {
		words_day(&title, t->size == SIZE_NARROW ? DATE_DAY : DATE_TITLE, today, today);
	}
	head->parts[0] = arena_dup(s->arena, str_text(&title));
	head->n_parts = 1;
	head->long_needs = t->size >= SIZE_NORMAL;
	if (t->empty)
		head->note = _("the base is empty");
	str_done(&title);
}

/* ---- acting ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const today[] = {"today", "list", "any", "always", NULL};
	static const char *const first[] = {"firstrun", "list", "any", "always", NULL};
	return ((const TodayState *)s->state)->empty ? first : today;
}

static Err *today_open(Screen *s, const void *arg)
{
	TodayState *t = s->state;
	(void)arg;
	t->ui = s->ui;
	for (size_t i = 0; i < PANES; i++) {
		list_init(&t->panes[i].list);
		t->panes[i].owner = t;
	}
	return NULL;
}

static void today_close(Screen *s)
{
	TodayState *t = s->state;
	for (size_t i = 0; i < PANES; i++) {
		list_done(&t->panes[i].list);
		vec_free(&t->panes[i].items);
	}
}

/* What was read stays as it is: the line for now moves on, and at a quarter of an hour what is free. */
static void today_minute(Screen *s, bool turned)
{
	TodayState *t = s->state;
	if (turned || t->empty || work_now(ui_work(s->ui)).s >= t->turn.s)
		s->stale = true;
	else if (today_clock(ui_work(s->ui), &t->today, s->arena))
		t->made = false;
}

static void turn_pane(TodayState *t, bool next)
{
	for (size_t i = 0; i < PANES; i++) {
		t->focus = (t->focus + (next ? 1 : PANES - 1)) % PANES;
		bool merged = (t->size == SIZE_NARROW && t->focus == PANE_REMINDERS) || (t->size == SIZE_NORMAL && t->focus == PANE_REST);
		if (!merged && t->panes[t->focus].items.n)
			return;
	}
}

static Err *reminder_client(Ui *ui, const ReminderRow *row)
{
	if (row->client)
		return ui_push(ui, &screen_card, &(CardArg){.client = row->client, .thing = row->reminder.of_kind.s, .thing_id = row->reminder.of.v});
	return record_edit(ui, row->reminder.of_kind.s, row->reminder.of.v, row->reminder.occurrence);
}

static Err *open_item(Screen *s, const Item *item)
{
	switch (item->type) {
	case ITEM_AGENDA:
		return agenda_open(s->ui, item->agenda);
	case ITEM_REMINDER:
		return reminder_client(s->ui, item->reminder);
	case ITEM_CLIENT:
		return ui_push(s->ui, &screen_card, &(CardArg){.client = item->client->client.head.id});
	case ITEM_MORE:
		if (str_same(item->run, "undated"))
			return ui_root(s->ui, &screen_calendar, &(CalendarArg){.day = work_today(ui_work(s->ui)), .view = "day"});
		if (str_same(item->run, "later") || str_same(item->run, "day"))
			return ui_run(s->ui, "go calendar");
		return ui_root(s->ui, &screen_clients, &(ClientsArg){.filter = text_lang() == LANG_RU ? "без шага" : "no step"});
	case ITEM_CHOICE:
		return firstrun_take(s, item);
	case ITEM_GAP:
	case ITEM_HEADING:
	case ITEM_NOW:
	case ITEM_DETAIL:
	case ITEM_TEXT:
	case ITEM_BAR:
		break;
	}
	return NULL;
}

static Err *done_reminder(Screen *s, const ReminderRow *row)
{
	int64_t batch = 0;
	Err *err = reminder_done(ui_work(s->ui), &row->reminder.head.id, 1, &batch);
	if (!err)
		ui_done(s->ui, batch, _("Done: %s"), row->summary ? row->summary : "");
	return err;
}

static Err *edit_reminder(Screen *s, const ReminderRow *row)
{
	return record_edit(s->ui, row->reminder.of_kind.s, row->reminder.of.v, row->reminder.occurrence);
}

static Err *note_of_reminder(Ui *ui, const ReminderRow *row)
{
	return record_note(ui, row->reminder.of_kind.s, row->reminder.of.v, row->reminder.occurrence, row->summary);
}

static Err *delete_reminder(Screen *s, const ReminderRow *row)
{
	return record_remove(s->ui, row->reminder.of_kind.s, row->reminder.of.v, row->reminder.occurrence, row->summary);
}

/* Verbs on the thing of the row; false: the row is a client's, or has nothing of its own for it. */
static bool act_on_item(Screen *s, const Item *item, const char *verb, Err **err)
{
	bool agenda = item->type == ITEM_AGENDA, reminder = item->type == ITEM_REMINDER;
	if (strcmp(verb, "open") == 0)
		*err = open_item(s, item);
	else if (strcmp(verb, "done") == 0 && agenda)
		*err = agenda_done(s->ui, item->agenda);
	else if (strcmp(verb, "done") == 0 && reminder)
		*err = done_reminder(s, item->reminder);
	else if ((strcmp(verb, "edit") == 0 || strcmp(verb, "thing") == 0) && agenda)
		*err = agenda_edit(s->ui, item->agenda);
	else if ((strcmp(verb, "edit") == 0 || strcmp(verb, "thing") == 0) && reminder)
		*err = edit_reminder(s, item->reminder);
	else if (strcmp(verb, "edit note") == 0 && agenda)
		*err = agenda_note(s->ui, item->agenda);
	else if (strcmp(verb, "edit note") == 0 && reminder)
		*err = note_of_reminder(s->ui, item->reminder);
	else if (strcmp(verb, "delete") == 0 && agenda)
		*err = agenda_delete(s->ui, item->agenda);
	else if (strcmp(verb, "delete") == 0 && reminder)
		*err = delete_reminder(s, item->reminder);
	else
		return false;
	return true;
}

static bool today_act(Screen *s, CommandCall *call, Err **err)
{
	TodayState *t = s->state;
	const char *verb = call_command(call)->name;
	const Item *item = today_item(t);
	if (strcmp(verb, "pane") == 0) {
		turn_pane(t, str_same(call_text(call, "what"), "next"));
		t->chosen = t->focus;
		return true;
	}
	if (strcmp(verb, "move") == 0 && list_act(&focused(t)->list, &focused(t)->source, call)) {
		focused(t)->wanted = focused(t)->list.id;
		return true;
	}
	return item && act_on_item(s, item, verb, err);
}

static bool today_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	TodayState *t = s->state;
	for (size_t i = 0; i < PANES; i++) {
		Pane *p = &t->panes[i];
		if (!p->area.rows || !area_has(p->area, mouse->row, mouse->col))
			continue;
		if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
			list_scroll(&p->list, &p->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
			p->wanted = p->list.id;
		} else if (mouse->action == MOUSE_PRESS && list_click(&p->list, &p->source, p->area, mouse->row, mouse->col)) {
			t->focus = t->chosen = i;
			p->wanted = p->list.id;
			if (mouse->twice)
				*err = open_item(s, today_item(t));
		}
		return true;
	}
	return false;
}

static int64_t client_of(const Item *item)
{
	if (item->agenda)
		return item->agenda->client;
	if (item->reminder)
		return item->reminder->client;
	return item->client ? item->client->client.head.id : 0;
}

static size_t today_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const Item *item = today_item(s->state);
	(void)marks;
	int64_t id = 0;
	if (!item)
		return 0;
	if (strcmp(focus, "client") == 0)
		id = client_of(item);
	else if (strcmp(focus, "reminder") == 0 && item->reminder)
		id = item->reminder->reminder.head.id;
	else if (item->agenda && strcmp(focus, item->agenda->kind) == 0)
		id = item->agenda->id;
	if (id)
		add(to, id);
	return id != 0;
}

static bool today_message(const Screen *s, const Layout *layout)
{
	const TodayState *t = s->state;
	const Today *d = &t->today;
	if (ui_top(s->ui) != s || ui_says(s->ui) || !(t->empty || layout->size == SIZE_TINY))
		return false;
	if (!t->empty) { /* the smallest window: what the other pages hold */
		Str stepless = {0};
		str_add_number(&stepless, d->stepless_all);
		char *pages = mem_printf(_("Tab: reminders %zu, no step %s%s"), d->late_count + d->overdue + d->due_today, str_text(&stepless), d->stepless_more ? "+" : "");
		str_done(&stepless);
		layout_message(layout, NULL, STYLE_DIM, pages, NULL);
		free(pages);
		return true;
	}
	layout_message(layout, NULL, STYLE_DIM, _("Screens 1 2 3 5 7 work already. The zone can wait: 7 Settings ▸ Time"), NULL);
	return true;
}

static const ScreenHint *today_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"add", NULL},
		{"contact", NULL},
		{"done", NULL},
		{"snooze", NULL},
		{"palette", NULL},
		{"step", NULL},
		{"pane next", NULL},
		{"open", NULL},
		{NULL, NULL},
	};
	static const ScreenHint narrow[] = {
		{"contact", NULL},
		{"done", NULL},
		{"snooze", NULL},
		{"pane next", N_("no step")},
		{"step", NULL},
		{"add", NULL},
		{NULL, NULL},
	};
	static const ScreenHint back[] = {
		{"contact", NULL},
		{"done", NULL},
		{"snooze", NULL},
		{"pane next", N_("the day")},
		{"step", NULL},
		{"add", NULL},
		{NULL, NULL},
	};
	static const ScreenHint first[] = {
		{"open", N_("choose")},
		{"add", NULL},
		{"import", N_("file")},
		{"go clients", N_("Clients")},
		{"palette", NULL},
		{NULL, NULL},
	};
	const TodayState *t = s->state;
	if (t->empty)
		return first;
	if (t->size > SIZE_NARROW)
		return hints;
	return t->focus == PANE_DAY ? narrow : back;
}

const ScreenKind screen_today = {
	.name = "today",
	.title = N_("Today"),
	.size = sizeof(TodayState),
	.contexts = contexts,
	.open = today_open,
	.close = today_close,
	.load = today_load,
	.minute = today_minute,
	.fit = today_fit,
	.draw = today_paint,
	.head = today_head,
	.hints = today_hints,
	.message = today_message,
	.act = today_act,
	.mouse = today_clicked,
	.focus = today_focus,
};
