/* SPDX-License-Identifier: MIT */
/* The card of a client: the row under the cursor decides what e, D, d and Enter mean. */
#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "agenda_act.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/contact.h"

/* ---- open, close ---- */

static Err *card_open(Screen *s, const void *arg)
{
	CardView *c = s->state;
	const CardArg *a = arg;
	static const char *const things[] = {"interaction", "task", "event", "note"};
	c->screen = s;
	c->client = a->client;
	c->from = a->list;
	c->stop_id = a->client;
	for (size_t i = 0; a->thing && i < countof(things); i++)
		if (strcmp(a->thing, things[i]) == 0)
			c->thing = things[i];
	c->thing_id = a->thing_id;
	c->arena = arena_new();
	c->filter_arena = arena_new();
	c->line = edit_new(false);
	list_init(&c->list);
	return NULL;
}

static void card_close(Screen *s)
{
	CardView *c = s->state;
	list_done(&c->list);
	vec_free(&c->history);
	arena_free(c->arena);
	arena_free(c->filter_arena);
	edit_free(c->line);
	free(c->kind_name);
}

static void card_head(const Screen *s, ScreenHead *head)
{
	const CardView *c = s->state;
	head->parts[0] = _("Clients");
	head->parts[1] = c->gone ? "…" : c->card.client.title.s;
	head->n_parts = 2;
	if (c->note[0])
		head->note = c->tiny ? c->short_note : c->note;
}

static const char *const *contexts(const Screen *s)
{
	static const char *const card[] = {"card", "list", "any", "always", NULL};
	static const char *const typing[] = {"filter", "line", "text", "always", NULL};
	return ((const CardView *)s->state)->typing ? typing : card;
}

static bool types_now(const Screen *s)
{
	return ((const CardView *)s->state)->typing;
}

static const ScreenHint *card_hints(const Screen *s)
{
	static const ScreenHint typing[] = {
		{"pane next", N_("to the history")},
		{"move down", N_("row")},
		{"escape", N_("clear")},
		{"palette", NULL},
		{NULL, NULL},
	};
	static const ScreenHint step[] = {
		{"done", NULL},
		{"edit", NULL},
		{"snooze", NULL},
		{"contact", NULL},
		{"delete", NULL},
		{"client next", NULL},
		{"back", NULL},
		{NULL, NULL},
	};
	static const ScreenHint usual[] = {
		{"contact", NULL},
		{"step", N_("step")},
		{"edit", NULL},
		{"copy", NULL},
		{"back", NULL},
		{"dial", NULL},
		{"meeting", NULL},
		{"edit note", NULL},
		{"client next", NULL},
		{"filter menu", N_("kind")},
		{"pane next", N_("fields")},
		{NULL, NULL},
	};
	/* Where not all fields are seen: the page that has them. */
	static const ScreenHint narrow[] = {
		{"contact", NULL},
		{"step", N_("step")},
		{"copy", N_("number")},
		{"pane next", N_("fields")},
		{"edit", NULL},
		{"back", NULL},
		{NULL, NULL},
	};
	static const ScreenHint tiny[] = {{"contact", NULL}, {"step", N_("step")}, {"pane next", N_("fields")}, {"back", NULL}, {"copy", N_("number")}, {NULL, NULL}};
	static const ScreenHint fields[] = {
		{"pane next", N_("to the history")},
		{"contact", NULL},
		{"dial", NULL},
		{"edit", NULL},
		{"back", NULL},
		{NULL, NULL},
	};
	const CardView *c = s->state;
	if (c->typing)
		return typing;
	if (card_on_fields(c))
		return fields;
	if (c->size <= SIZE_NARROW && card_stop(c).type != STOP_STEP)
		return c->tiny ? tiny : narrow;
	return card_stop(c).type == STOP_STEP ? step : usual;
}

/* ---- the cursor ---- */

static size_t stop_place(const CardView *c, const Stop stops[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (stops[i].type == c->stop && stops[i].i == c->stop_index)
			return i;
	return 0;
}

static void stop_go(CardView *c, Stop stop)
{
	c->in_head = true;
	c->stop = stop.type;
	c->stop_index = stop.i;
	c->stop_id = c->client;
	if (stop.type == STOP_CHANNEL)
		c->stop_id = c->card.channels[stop.i].head.id;
	else if (stop.type == STOP_STEP)
		c->stop_id = c->steps[stop.i].id;
	else if (stop.type == STOP_NOTE)
		c->stop_id = c->notes[stop.i].head.id;
	else if (stop.type == STOP_MEMBER)
		c->stop_id = c->card.members[stop.i].client;
}

static void history_go(CardView *c, size_t row)
{
	if (!c->history.n)
		return;
	c->in_head = false;
	list_go(&c->list, &c->source, row);
}

/* In the head by stops; from the last of them down into the history, from its first row up again. */
static void move_by(CardView *c, int by)
{
	Stop stops[CARD_STOPS];
	size_t n = card_stops(c, stops, CARD_STOPS);
	if (!c->in_head) {
		if (!list_move(&c->list, &c->source, by) && by < 0)
			stop_go(c, stops[n - 1]);
		return;
	}
	size_t at = stop_place(c, stops, n);
	if (by < 0 && at > 0)
		stop_go(c, stops[at - 1]);
	else if (by > 0 && at + 1 < n)
		stop_go(c, stops[at + 1]);
	else if (by > 0 && !card_on_fields(c)) /* that page has no history */
		history_go(c, 0);
}

static Err *move_pages(Screen *s, int halves)
{
	CardView *c = s->state;
	for (int i = halves < 0 ? -halves : halves; card_on_fields(c) && i > 0; i--)
		for (int row = 0; row < (c->field_rows + 1) / 2; row++)
			move_by(c, halves < 0 ? -1 : 1);
	if (card_on_fields(c))
		return NULL;
	TRY(card_history_more(s, (c->list.cursor == LIST_NONE ? 0 : c->list.cursor) + 2 * (size_t)(c->list.rows > 0 ? c->list.rows : 1)));
	if (c->in_head)
		history_go(c, c->list.cursor == LIST_NONE ? 0 : c->list.cursor);
	else
		list_page(&c->list, &c->source, halves);
	return NULL;
}

static Err *move(Screen *s, const char *what)
{
	CardView *c = s->state;
	static const struct {
		const char *what;
		int halves;
	} pages[] = {{"page-up", -2}, {"page-down", 2}, {"half-up", -1}, {"half-down", 1}};
	if (str_same(what, "up") || str_same(what, "down")) {
		if (str_same(what, "down"))
			TRY(card_history_more(s, c->list.cursor == LIST_NONE ? 1 : c->list.cursor + (size_t)c->list.rows + 2));
		move_by(c, str_same(what, "up") ? -1 : 1);
	} else if (str_same(what, "first")) {
		c->list.top = 0;
		stop_go(c, (Stop){STOP_HEAD, 0});
	} else if (str_same(what, "last") && card_on_fields(c)) {
		Stop stops[CARD_STOPS] = {0};
		stop_go(c, stops[card_stops(c, stops, CARD_STOPS) - 1]);
	} else if (str_same(what, "last")) {
		TRY(card_history_more(s, SIZE_MAX));
		if (c->history.n)
			history_go(c, c->history.n - 1);
	}
	for (size_t i = 0; i < countof(pages); i++)
		if (str_same(what, pages[i].what))
			return move_pages(s, pages[i].halves);
	return NULL;
}

/* Tab: between fields and history; in a narrow window the page. */
static void pane(CardView *c)
{
	bool narrow = c->size <= SIZE_NARROW, to_fields = narrow ? !c->page : !c->in_head;
	c->page = narrow && to_fields;
	if (to_fields)
		stop_go(c, (Stop){STOP_HEAD, 0});
	else
		history_go(c, c->list.cursor == LIST_NONE ? 0 : c->list.cursor);
}

/* ---- neighbours ---- */

static Err *neighbour(Screen *s, int by)
{
	CardView *c = s->state;
	int64_t client = 0;
	Err *err = NULL;
	if (!clients_step(ui_below(s->ui, s), by, &client, &err)) {
		ui_say(s->ui, "%s", _("This card was opened from no list: 2 lists the clients"));
		return err;
	}
	if (err || !client) {
		if (!err)
			ui_say(s->ui, "%s", by > 0 ? _("The last of the list") : _("The first of the list"));
		return err;
	}
	c->client = client;
	c->history.n = 0;
	c->in_head = card_on_fields(c);
	c->stop = STOP_HEAD;
	c->stop_index = 0;
	c->stop_id = client;
	c->list.cursor = LIST_NONE;
	c->list.id = 0;
	c->list.top = 0;
	s->stale = true;
	return NULL;
}

/* ---- kind and words of the history ---- */

static Err *kind_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	CardView *c = owner->state;
	free(c->kind_name);
	c->kind = choice->id;
	c->kind_name = choice->id ? mem_strdup(choice->text) : NULL;
	return card_history_filter(owner);
}

static Err *kind_menu(Screen *s)
{
	Arena *arena = arena_new();
	ContactKind *rows = NULL;
	size_t n = 0;
	Err *err = contact_kinds(ui_work(s->ui), &rows, &n, arena);
	if (!err) {
		MenuChoice *choices = arena_alloc(arena, (n + 1) * sizeof *choices);
		choices[0] = (MenuChoice){.text = _("all")};
		for (size_t i = 0; i < n; i++)
			choices[i + 1] = (MenuChoice){.text = list_name(rows[i].code.s, rows[i].name.s), .id = rows[i].head.id};
		err = ui_push(s->ui, &screen_menu, &(MenuArg){.title = _("History of which kind"), .choices = choices, .n = n + 1, .chosen = kind_chosen});
	}
	arena_free(arena);
	return err;
}

static Err *history_clear(Screen *s)
{
	CardView *c = s->state;
	free(c->kind_name);
	c->kind_name = NULL;
	c->kind = 0;
	edit_set(c->line, "");
	c->typing = false;
	return card_history_filter(s);
}

static Err *match(Screen *s, int by)
{
	CardView *c = s->state;
	if (!c->filter) {
		ui_say(s->ui, "%s", _("Nothing is searched: / finds"));
		return NULL;
	}
	return move(s, by > 0 ? "down" : "up");
}

/* ---- acting ---- */

static bool act_on_history(Screen *s, const char *verb, Err **err)
{
	CardView *c = s->state;
	if (strcmp(verb, "search") == 0) {
		c->typing = true;
		c->page = 0; /* what is searched is seen */
	} else if (strcmp(verb, "filter menu") == 0)
		*err = kind_menu(s);
	else if (strcmp(verb, "filter clear") == 0)
		*err = history_clear(s);
	else if (strcmp(verb, "next match") == 0)
		*err = match(s, 1);
	else if (strcmp(verb, "previous match") == 0)
		*err = match(s, -1);
	else
		return false;
	return true;
}

static bool card_act(Screen *s, CommandCall *call, Err **err)
{
	CardView *c = s->state;
	const char *verb = call_command(call)->name;
	if (c->gone) /* nothing is under the cursor; what means every screen works as there */
		return false;
	if (c->typing && strcmp(verb, "open") == 0) {
		c->typing = false;
		return true;
	}
	if (card_row_act(s, verb, err) || act_on_history(s, verb, err))
		return true;
	if (strcmp(verb, "move") == 0)
		*err = move(s, call_text(call, "what"));
	else if (strcmp(verb, "pane") == 0 && c->typing)
		c->typing = false;
	else if (strcmp(verb, "pane") == 0)
		pane(c);
	else if (strcmp(verb, "client next") == 0 || strcmp(verb, "client previous") == 0)
		*err = neighbour(s, strcmp(verb, "client next") == 0 ? 1 : -1);
	else if (str_begins(verb, "mark") || str_begins(verb, "sort") || strcmp(verb, "columns") == 0)
		ui_say(s->ui, "%s", _("This key does nothing on a card: ? shows the keys"));
	else
		return false;
	return true;
}

static bool card_typed(Screen *s, Key key, Err **err)
{
	CardView *c = s->state;
	if (!c->typing)
		return false;
	EditResult result = edit_key(c->line, key);
	if (result == EDIT_CHANGED)
		*err = card_history_filter(s);
	return result != EDIT_IGNORED;
}

static bool card_pasted(Screen *s, const char *text)
{
	CardView *c = s->state;
	edit_paste(c->line, text);
	Err *err = card_history_filter(s);
	if (err)
		ui_fault(s->ui, err);
	return true;
}

static bool card_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	CardView *c = s->state;
	if (card_on_fields(c) && (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN)) {
		move_by(c, mouse->action == MOUSE_WHEEL_UP ? -1 : 1);
		return true;
	}
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		*err = card_history_more(s, (c->list.cursor == LIST_NONE ? 0 : c->list.cursor) + (size_t)(c->list.rows > 0 ? c->list.rows : 1) + 3);
		if (c->history.n) {
			c->in_head = false;
			list_scroll(&c->list, &c->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
		}
		return true;
	}
	if (mouse->action != MOUSE_PRESS)
		return false;
	if (c->history.n && list_click(&c->list, &c->source, c->list_area, mouse->row, mouse->col)) {
		c->in_head = false;
		if (mouse->twice)
			*err = card_row_open(s);
		return true;
	}
	if (area_has(c->head_area, mouse->row, mouse->col)) {
		stop_go(c, (Stop){STOP_HEAD, 0});
		return true;
	}
	return false;
}

static bool card_escape(Screen *s)
{
	CardView *c = s->state;
	if (!c->typing && !c->filter && !c->page)
		return false;
	if (c->page && !c->typing && !c->filter) {
		c->page = 0;
		return true;
	}
	Err *err = history_clear(s);
	if (err)
		ui_fault(s->ui, err);
	return true;
}

/* The reminders of a step, so that z puts it off from here too. */
static size_t step_reminders(const Screen *s, const StepRow *step, void (*add)(void *to, int64_t id), void *to)
{
	Reminder *reminders = NULL;
	size_t n = 0, given = 0;
	Arena *arena = arena_new();
	err_free(reminders_of_record(ui_work(s->ui)->store, step->kind, step->id, &reminders, &n, arena));
	for (size_t i = 0; i < n; i++) {
		if (reminders[i].state.v == REMINDER_DONE)
			continue;
		add(to, reminders[i].head.id);
		given++;
	}
	arena_free(arena);
	return given;
}

/* On a person's row contact, step, dial and copy mean that person. */
static size_t card_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const CardView *c = s->state;
	Stop stop = card_stop(c);
	(void)marks;
	if (c->gone)
		return 0;
	if (strcmp(focus, "client") == 0) {
		add(to, stop.type == STOP_MEMBER ? c->card.members[stop.i].client : c->client);
		return 1;
	}
	if (strcmp(focus, "thing") == 0 && stop.type == STOP_HEAD) {
		add(to, c->client);
		return 1;
	}
	if (strcmp(focus, "channel") == 0 && stop.type == STOP_CHANNEL) {
		add(to, c->card.channels[stop.i].head.id);
		return 1;
	}
	if (stop.type == STOP_STEP && strcmp(focus, c->steps[stop.i].kind) == 0) {
		add(to, c->steps[stop.i].id);
		return 1;
	}
	if (strcmp(focus, "note") == 0 && stop.type == STOP_NOTE) {
		add(to, c->notes[stop.i].head.id);
		return 1;
	}
	if (strcmp(focus, "reminder") == 0 && stop.type == STOP_STEP)
		return step_reminders(s, &c->steps[stop.i], add, to);
	if (strcmp(focus, "interaction") == 0 && stop.type == STOP_CONTACT) {
		add(to, c->history.at[stop.i].contact.head.id);
		return 1;
	}
	return 0;
}

const ScreenKind screen_card = {
	.name = "card",
	.title = N_("Card"),
	.types_now = types_now,
	.size = sizeof(CardView),
	.contexts = contexts,
	.open = card_open,
	.close = card_close,
	.load = card_load,
	.fit = card_fit,
	.draw = card_paint,
	.head = card_head,
	.hints = card_hints,
	.message = card_message,
	.act = card_act,
	.key = card_typed,
	.paste = card_pasted,
	.mouse = card_clicked,
	.focus = card_focus,
	.escape = card_escape,
};
