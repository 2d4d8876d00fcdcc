/* SPDX-License-Identifier: MIT */
/* Clients: the list one works down. `/` filters as one types, f has saved filters, marks act on many. */
#include "clients.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "list_act.h"
#include "kartoteka/base/text.h"

enum {
	MARKS_MOST = 10000,
	PLACE_MS = 10,
};

/* ---- open, load ---- */

static Err *clients_open(Screen *s, const void *arg)
{
	Clients *c = s->state;
	const ClientsArg *a = arg;
	c->screen = s;
	list_init(&c->list);
	c->arena = arena_new();
	c->spare = arena_new();
	c->filter_arena = arena_new();
	c->pre.arena = arena_new();
	c->line = edit_new(false);
	c->sort = "title";
	c->preview = true;
	if (a && a->filter)
		edit_set(c->line, a->filter);
	return NULL;
}

static void clients_close(Screen *s)
{
	Clients *c = s->state;
	list_done(&c->list);
	vec_free(&c->rows);
	vec_free(&c->worked);
	arena_free(c->arena);
	arena_free(c->spare);
	arena_free(c->filter_arena);
	arena_free(c->pre.arena);
	edit_free(c->line);
	free(c->saved_name);
	free(c->saved_query);
	free(c->fault);
	free(c->asked);
	free(c->echo);
}

static bool is_there(Screen *s, const Kind *kind, int64_t id)
{
	union {
		Client client;
		Interaction contact;
	} record;
	Err *err = store_get(ui_work(s->ui)->store, kind, id, &record, s->arena);
	bool gone = err && err->code == ERR_NOT_FOUND;
	err_free(err);
	return !gone;
}

/* What was taken back or deleted, here or elsewhere, is neither marked nor worked on any more. */
static void forget_gone(Screen *s)
{
	Clients *c = s->state;
	size_t kept = 0;
	for (size_t i = 0; i < c->worked.n; i++)
		if (is_there(s, &kind_interaction, c->worked.at[i].contact))
			c->worked.at[kept++] = c->worked.at[i];
	c->worked.n = kept;
	for (size_t i = c->list.n_marks; i-- > 0;)
		if (!is_there(s, &kind_client, c->list.marks[i]))
			list_mark(&c->list, c->list.marks[i], false);
}

/* As if the cursor had stood on it: the window is read around it. */
static void put_wanted(Screen *s)
{
	Clients *c = s->state;
	Client row;
	size_t cursor = c->list.cursor;
	Err *err = c->wanted && cursor < c->rows.n ? store_get(ui_work(s->ui)->store, &kind_client, c->wanted, &row, s->arena) : NULL;
	if (!err && c->wanted && cursor < c->rows.n) {
		c->rows.at[cursor].of.client = row;
		c->list.id = row.head.id;
	}
	c->wanted = 0;
	err_free(err);
}

static Err *clients_load(Screen *s)
{
	Clients *c = s->state;
	int64_t whose = c->whose, none;
	c->sample_count = 0; /* what was read before is gone */
	forget_gone(s);
	put_wanted(s);
	clients_columns_load(c);
	TRY(clients_sample(s));
	TRY(clients_ask(s));
	c->pre.client = 0;
	c->total.known = c->found.known = false;
	TRY(c->rows.n && whose == c->whose ? clients_around(s) : clients_top(s));
	clients_count_all(s);
	return clients_count(ui_work(s->ui)->store, NULL, 0, &none, &c->any);
}

/* ---- row 0 ---- */

static void clients_head(const Screen *s, ScreenHead *head)
{
	const Clients *c = s->state;
	head->parts[0] = _("Clients");
	head->parts[1] = c->whose_name ? c->whose_name : C_("clients", "all");
	if (c->saved_name)
		head->parts[1] = c->saved_name;
	head->n_parts = 2;
	head->note = c->note;
}

static void echo_paint(const Clients *c, const Layout *layout)
{
	char *text = mem_printf("= %s", c->echo);
	layout_message(layout, NULL, STYLE_DIM, text, NULL);
	free(text);
}

static bool clients_message(const Screen *s, const Layout *layout)
{
	const Clients *c = s->state;
	if (!c->typing || ui_says(s->ui))
		return false;
	if (c->fault)
		layout_message(layout, GLYPH_OVERDUE, STYLE_ERROR, c->fault, NULL);
	else if (c->echo)
		echo_paint(c, layout);
	else
		layout_message(layout, NULL, STYLE_DIM, _("Searches name, phone, tags, notes; any keyboard layout: шмфт = ivan"), NULL);
	return true;
}

static const ScreenHint *clients_hints(const Screen *s)
{
	static const ScreenHint typing[] = {
		{"open", N_("card")},
		{"move down|move up", N_("row")},
		{"pane next", N_("to the list")},
		{"escape", N_("clear")},
		{"sort menu", N_("sort")},
		{"preview", NULL},
		{"palette", NULL},
		{NULL, NULL},
	};
	static const ScreenHint marked[] = {{"done", NULL}, {"delete", NULL}, {"step", NULL}, {"whose", NULL}, {"escape", N_("no marks")}, {NULL, NULL}};
	static const ScreenHint empty[] = {{"add", N_("add")}, {"add form", N_("form")}, {"import", N_("import")}, {NULL, NULL}};
	static const ScreenHint nothing[] = {
		{"next match", N_("new client")},
		{"search", NULL},
		{"filter clear", N_("show all")},
		{"filter menu", NULL},
		{NULL, NULL},
	};
	static const ScreenHint usual[] = {
		{"open", N_("card")},
		{"search", N_("find")},
		{"contact", NULL},
		{"step", N_("step")},
		{"done", NULL},
		{"filter menu", NULL},
		{"sort menu", NULL},
		{"mark", NULL},
		{"columns", NULL},
		{NULL, NULL},
	};
	const Clients *c = s->state;
	if (c->typing)
		return typing;
	if (c->list.n_marks)
		return marked;
	if (!c->rows.n)
		return clients_is_filtered(c) ? nothing : empty;
	return usual;
}

/* ---- acting ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const list[] = {"clients", "list", "any", "always", NULL};
	static const char *const typing[] = {"filter", "line", "text", "always", NULL};
	return ((const Clients *)s->state)->typing ? typing : list;
}

static bool types_now(const Screen *s)
{
	return ((const Clients *)s->state)->typing;
}

static Err *move(Screen *s, CommandCall *call)
{
	Clients *c = s->state;
	const char *what = call_text(call, "what");
	if (str_same(what, "first"))
		return c->at_top ? (void)list_home(&c->list, &c->source), NULL : clients_top(s);
	if (str_same(what, "last"))
		return c->at_bottom ? (void)list_end(&c->list, &c->source), NULL : clients_bottom(s);
	TRY(clients_room(s, 2 * c->list.rows + 1));
	list_act(&c->list, &c->source, call);
	return NULL;
}

/* A row with its window around it, so that what moves down finds the next one. */
static Err *mark(Screen *s, CommandCall *call)
{
	Clients *c = s->state;
	if (strcmp(call_command(call)->name, "mark all") == 0) {
		TRY(clients_mark_all(s, MARKS_MOST));
		if (c->list.n_marks >= MARKS_MOST)
			ui_say(s->ui, _("The first %d are marked: a filter makes them fewer"), MARKS_MOST);
	} else {
		TRY(clients_room(s, c->list.rows + 1));
		list_act(&c->list, &c->source, call);
	}
	clients_note(c);
	return NULL;
}

static Err *open_card(Screen *s)
{
	Clients *c = s->state;
	const Client *client = clients_current(c);
	c->typing = false;
	if (!client)
		return NULL;
	return ui_push(s->ui, &screen_card, &(CardArg){.client = client->head.id, .list = &screen_clients});
}

static Err *new_of_typed(Screen *s)
{
	Clients *c = s->state;
	char *text = mem_strdup(edit_text(c->line));
	Err *err = act_is_phone(text) ? act_new_client(s->ui, text) : ui_push(s->ui, &screen_quick, &(QuickArg){.text = text});
	free(text);
	return err;
}

static Err *match(Screen *s, int by)
{
	Clients *c = s->state;
	if (!c->rows.n && !edit_is_empty(c->line) && by > 0)
		return new_of_typed(s);
	if (!clients_is_filtered(c)) {
		ui_say(s->ui, "%s", _("Nothing is searched: / finds"));
		return NULL;
	}
	TRY(clients_room(s, 2));
	if (list_move(&c->list, &c->source, by))
		return NULL;
	/* Past the last one the first comes again. */
	return by > 0 ? clients_top(s) : clients_bottom(s);
}

static void begin_typing(Clients *c)
{
	if (c->saved_query) { /* a saved one is changed as a text of its own */
		edit_set(c->line, c->saved_query);
		free(c->saved_name);
		free(c->saved_query);
		c->saved_name = c->saved_query = NULL;
	}
	c->typing = true;
	c->page = false;
}

/* w with marks gives them to somebody; without it says whose are shown, as everywhere. */
static Err *owner_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	Clients *c = owner->state;
	int64_t batch = 0;
	size_t n = c->list.n_marks;
	TRY(client_own(ui_work(owner->ui), c->list.marks, n, choice->id, &batch));
	ui_done_count(owner->ui, batch, (int64_t)n, P_("Given to %s: %zu client", "Given to %s: %zu clients", n), choice->text, n);
	list_unmark(&c->list);
	return NULL;
}

static Err *give_marked(Screen *s)
{
	Clients *c = s->state;
	MenuChoice choices[countof(c->owners)];
	Str title = {0};
	for (size_t i = 0; i < c->owner_count; i++)
		choices[i] = (MenuChoice){.text = c->owners[i], .id = c->owner_ids[i]};
	str_add_count(&title, (int64_t)c->list.n_marks, P_("Whose is %zu client", "Whose are %zu clients", c->list.n_marks), c->list.n_marks);
	Err *err = ui_push(s->ui, &screen_menu, &(MenuArg){.title = str_text(&title), .choices = choices, .n = c->owner_count, .chosen = owner_chosen});
	str_done(&title);
	return err;
}

static Err *on_marked(Screen *s, Err *(*act)(Ui *ui))
{
	Clients *c = s->state;
	TRY(act(s->ui));
	if (act == act_delete)
		list_unmark(&c->list);
	return NULL;
}

static bool act_find(Screen *s, const char *verb, Err **err)
{
	Clients *c = s->state;
	if (strcmp(verb, "search") == 0)
		begin_typing(c);
	else if (strcmp(verb, "next match") == 0)
		*err = match(s, 1);
	else if (strcmp(verb, "previous match") == 0)
		*err = match(s, -1);
	else if (strcmp(verb, "filter menu") == 0)
		*err = clients_filter_menu(s);
	else if (strcmp(verb, "filter clear") == 0)
		clients_clear(s);
	else if (strcmp(verb, "sort menu") == 0)
		*err = clients_sort_menu(s);
	else if (strcmp(verb, "sort reverse") == 0)
		*err = clients_sort_back(s);
	else if (strcmp(verb, "columns") == 0)
		*err = clients_columns_pick(s);
	else
		return false;
	return true;
}

static bool acts_on_row(const char *verb)
{
	static const char *const verbs[] = {
		"open",
		"mark",
		"mark range",
		"contact",
		"step",
		"meeting",
		"edit",
		"edit note",
		"done",
		"delete",
		"dial",
		"copy",
		"snooze",
	};
	for (size_t i = 0; i < countof(verbs); i++)
		if (strcmp(verb, verbs[i]) == 0)
			return true;
	return false;
}

static bool clients_act(Screen *s, CommandCall *call, Err **err)
{
	Clients *c = s->state;
	const char *verb = call_command(call)->name;
	if (act_find(s, verb, err))
		return true;
	if (c->searching && !c->rows.n && acts_on_row(verb)) {
		*err = clients_wait(s);
		if (*err)
			return true;
	}
	if (strcmp(verb, "move") == 0) {
		*err = move(s, call);
	} else if (str_begins(verb, "mark")) {
		*err = mark(s, call);
	} else if (strcmp(verb, "open") == 0) {
		*err = open_card(s);
	} else if (strcmp(verb, "pane") == 0) {
		if (c->typing)
			c->typing = false;
		else
			c->page = !c->page;
	} else if (strcmp(verb, "preview") == 0) {
		c->preview = !c->preview;
	} else if (strcmp(verb, "whose") == 0 && c->list.n_marks) {
		*err = give_marked(s);
	} else if (strcmp(verb, "delete") == 0) {
		*err = on_marked(s, act_delete);
	} else {
		return false;
	}
	return true;
}

static bool clients_typed(Screen *s, Key key, Err **err)
{
	Clients *c = s->state;
	if (!c->typing)
		return false;
	EditResult result = edit_key(c->line, key);
	if (result == EDIT_CHANGED)
		*err = clients_refilter(s);
	return result != EDIT_IGNORED;
}

static bool clients_pasted(Screen *s, const char *text)
{
	Clients *c = s->state;
	edit_paste(c->line, text);
	Err *err = clients_refilter(s);
	if (err)
		ui_fault(s->ui, err);
	return true;
}

static bool clients_escape(Screen *s)
{
	Clients *c = s->state;
	if (c->typing || clients_is_filtered(c)) {
		clients_clear(s);
	} else if (c->list.n_marks || c->list.range) {
		list_unmark(&c->list);
		clients_note(c);
	} else if (c->page) {
		c->page = false;
	} else {
		return false;
	}
	return true;
}

static size_t clients_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const Clients *c = s->state;
	return strcmp(focus, "client") == 0 || strcmp(focus, "thing") == 0 ? list_focus(&c->list, marks, add, to) : 0;
}

/* ---- for card and call line ---- */

bool clients_step(Screen *list, int by, int64_t *client, Err **err)
{
	if (!list || list->kind != &screen_clients)
		return false;
	Clients *c = list->state;
	*client = 0;
	*err = clients_room(list, 2);
	if (!*err && list_move(&c->list, &c->source, by))
		*client = c->list.id;
	return true;
}

bool clients_where(Screen *list, int64_t client, int64_t *place, ClientsCount *all)
{
	if (!list || list->kind != &screen_clients)
		return false;
	Clients *c = list->state;
	ClientPage page = clients_page_of(c);
	*all = clients_is_filtered(c) ? c->found : c->total;
	if (c->at_top) {
		for (size_t i = 0; i < c->rows.n; i++)
			if (c->rows.at[i].of.client.head.id == client) {
				*place = (int64_t)i + 1;
				return all->known;
			}
	}
	Store *store = ui_work(list->ui)->store;
	store_patience(store, PLACE_MS); /* a number that is not known is left out */
	Err *err = clients_place(store, &page, client, 1000, place);
	store_patience(store, 0);
	bool known = !err && *place < 1000 && all->known;
	err_free(err);
	*place += 1;
	return known;
}

bool clients_show(Screen *list, int64_t client)
{
	if (!list || list->kind != &screen_clients)
		return false;
	Clients *c = list->state;
	if (clients_is_filtered(c) || (c->whose && c->whose != ui_work(list->ui)->me.head.id))
		return false;
	c->wanted = client;
	list->stale = true;
	return true;
}

void clients_was_worked(Screen *list, int64_t client, int64_t contact)
{
	if (!list || list->kind != &screen_clients)
		return;
	Clients *c = list->state;
	if (!clients_is_filtered(c))
		return;
	for (size_t i = 0; i < c->worked.n; i++)
		if (c->worked.at[i].id == client) {
			c->worked.at[i].contact = contact;
			return;
		}
	for (size_t i = 0; i < c->rows.n; i++)
		if (c->rows.at[i].of.client.head.id == client) {
			ClientsWorked worked = {.id = client, .behind = i ? c->rows.at[i - 1].of.client.head.id : 0, .contact = contact};
			vec_push(&c->worked, worked);
			clients_note(c);
			return;
		}
}

const char *clients_next_title(Screen *list)
{
	if (!list || list->kind != &screen_clients)
		return NULL;
	const Clients *c = list->state;
	return c->list.cursor != LIST_NONE && c->list.cursor + 1 < c->rows.n ? c->rows.at[c->list.cursor + 1].of.client.title.s : NULL;
}

const ScreenKind screen_clients = {
	.name = "clients",
	.title = N_("Clients"),
	.types_now = types_now,
	.size = sizeof(Clients),
	.contexts = contexts,
	.open = clients_open,
	.close = clients_close,
	.load = clients_load,
	.fit = clients_fit,
	.draw = clients_paint,
	.head = clients_head,
	.hints = clients_hints,
	.message = clients_message,
	.act = clients_act,
	.key = clients_typed,
	.paste = clients_pasted,
	.mouse = clients_mouse,
	.focus = clients_focus,
	.escape = clients_escape,
};
