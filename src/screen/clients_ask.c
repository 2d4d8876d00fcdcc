/* SPDX-License-Identifier: MIT */
/*
 * What is asked of the list: the typed line or a saved filter, whose clients, the order; and how many there are, which the worker counts: to 1,000 at
 * once, beyond that when it is known.
 */
#include "clients.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	COUNT_SOON = 1000,
	FILTERS_MOST = 20,
};

bool clients_is_filtered(const Clients *c)
{
	return c->saved_query || !edit_is_empty(c->line);
}

const char *clients_query(const Clients *c)
{
	return c->saved_query ? c->saved_query : edit_text(c->line);
}

const char *clients_asked(const Clients *c)
{
	return c->asked ? c->asked : clients_query(c);
}

/* ---- reading ---- */

static bool has_words(const FilterNode *node)
{
	return node && (node->op == FILTER_WORD || (node->op == FILTER_AND && (has_words(node->a) || has_words(node->b))));
}

/* One alone in a base sees all of it: rows of nobody too, and no condition is paid for. */
static Err *whose_load(Screen *s)
{
	Clients *c = s->state;
	void *rows = NULL;
	size_t n = 0;
	Work *work = ui_work(s->ui);
	TRY(store_all(work->store, &kind_staff, &rows, &n, s->arena));
	const Staff *staff = rows;
	int64_t whose = ui_whose(s->ui);
	c->whose = n > 1 ? whose : 0;
	bool mine = n < 2 || (whose && whose == work->me.head.id);
	c->whose_name = mine ? C_("clients", "mine") : NULL;
	c->owner_count = 0;
	for (size_t i = 0; i < n; i++) {
		const char *name = staff[i].name.s && *staff[i].name.s ? staff[i].name.s : staff[i].login.s;
		if (!c->whose_name && whose && staff[i].head.id == whose)
			c->whose_name = name;
		if (c->owner_count < countof(c->owners)) {
			c->owner_ids[c->owner_count] = staff[i].head.id;
			c->owners[c->owner_count++] = name;
		}
	}
	return NULL;
}

Err *clients_filter_of(FilterNode **out, const char *query, int64_t whose, int64_t me, WordsContext when, Arena *arena)
{
	FilterNode *typed = NULL, *owned = NULL;
	*out = NULL;
	if (*query)
		TRY(filter_read(&typed, query, &(FilterContext){.kind = &kind_client, .when = when, .me = me}, arena));
	if (whose)
		TRY(filter_read(&owned, "whose:me", &(FilterContext){.kind = &kind_client, .when = when, .me = whose}, arena));
	if (typed && typed->op == FILTER_ALL)
		typed = NULL;
	if (typed && owned) {
		FilterNode *both = arena_alloc(arena, sizeof *both);
		*both = (FilterNode){.op = FILTER_AND, .a = typed, .b = owned};
		*out = both;
	} else {
		*out = typed ? typed : owned;
	}
	return NULL;
}

static bool is_words(const FilterNode *node)
{
	return node->op == FILTER_ALL || node->op == FILTER_WORD || (node->op == FILTER_AND && is_words(node->a) && is_words(node->b));
}

static void take_echo(Clients *c, const char *query)
{
	Work *work = ui_work(c->screen->ui);
	FilterNode *typed = NULL;
	Str echo = {0};
	Arena *arena = arena_new();
	Err *err = filter_read(&typed, query, &(FilterContext){.kind = &kind_client, .when = work_words(work), .me = work->me.head.id}, arena);
	if (!err && !is_words(typed))
		filter_echo(&echo, typed);
	err_free(err);
	arena_free(arena);
	free(c->echo);
	c->echo = echo.n ? str_take(&echo) : NULL;
}

/* The word it is about, unless the sentence has it. */
static void take_fault(Clients *c, const Err *err)
{
	c->fault = err_text(err);
	c->fault_at = err->at > 0 ? (size_t)err->at : 0;
	c->fault_len = err->word ? strlen(err->word) : 0;
	if (err->word && *err->word && !strstr(c->fault, err->word)) {
		char *with = mem_printf("%s: %s", c->fault, err->word);
		free(c->fault);
		c->fault = with;
	}
}

/* A line that is being typed may lack its last brackets, or have one too many. */
static char *with_brackets(const char *query)
{
	Str text = {0};
	int open = 0;
	bool quoted = false;
	for (const char *at = query; *at; at++) {
		if (*at == '"')
			quoted = !quoted;
		if (!quoted && *at == '(')
			open++;
		if (!quoted && *at == ')' && open-- == 0) {
			open = 0;
			continue;
		}
		str_addc(&text, *at);
	}
	while (open-- > 0)
		str_addc(&text, ')');
	return str_take(&text);
}

static Err *read_query(Screen *s, FilterNode **filter, const char *query, Arena *arena)
{
	Clients *c = s->state;
	Work *work = ui_work(s->ui);
	return clients_filter_of(filter, query, c->whose, work->me.head.id, work_words(work), arena);
}

/* Where the term at fault begins: a relation that does not fit has its name before it. */
static size_t term_from(const char *text, const Err *err)
{
	static const char *const relations[] = {"<", ">", "=", ":", "≥", "≤", "Ю", "Б"};
	size_t at = err->at > 0 ? (size_t)err->at : 0;
	bool relation = false;
	for (size_t i = 0; i < countof(relations); i++)
		relation = relation || str_begins(text + at, relations[i]);
	while (relation && at && text[at - 1] == ' ')
		at--;
	while (relation && at && text[at - 1] != ' ' && text[at - 1] != '(')
		at--;
	return at;
}

/* As much of the line as can be read: its brackets closed, else what stands before the fault. NULL: nothing of it. */
static char *readable(Screen *s, FilterNode **filter, const char *query, Arena *arena)
{
	char *part = mem_strdup(query);
	while (part[strspn(part, " ")]) {
		FilterNode *node = NULL;
		char *closed = with_brackets(part);
		Err *err = read_query(s, &node, closed, arena);
		size_t n = err && (size_t)err->at < strlen(closed) ? term_from(closed, err) : 0;
		bool shorter = n < strlen(part);
		free(part);
		part = closed;
		if (!err) {
			*filter = node;
			return part;
		}
		err_free(err);
		part[shorter ? n : 0] = '\0';
	}
	free(part);
	return NULL;
}

Err *clients_ask(Screen *s)
{
	Clients *c = s->state;
	FilterNode *filter = NULL;
	TRY(whose_load(s));
	free(c->fault);
	c->fault = NULL;
	Arena *arena = arena_new();
	char *asked = mem_strdup(clients_query(c));
	Err *err = read_query(s, &filter, asked, arena);
	if (err) {
		take_fault(c, err);
		err_free(err);
		free(asked);
		asked = readable(s, &filter, clients_query(c), arena);
		c->as_before = !asked;
		if (!asked) {
			arena_free(arena);
			return NULL;
		}
	}
	c->as_before = false;
	free(c->asked);
	c->asked = asked;
	take_echo(c, asked);
	arena_free(c->filter_arena);
	c->filter_arena = arena;
	c->filter = filter;
	c->words = has_words(filter);
	return NULL;
}

Err *clients_refilter(Screen *s)
{
	Clients *c = s->state;
	c->worked.n = 0;
	c->found.known = false;
	TRY(clients_ask(s));
	if (c->as_before) {
		clients_count_all(s); /* those that are shown */
		return NULL;
	}
	TRY(clients_top(s));
	c->pre.client = 0;
	clients_count_all(s);
	return NULL;
}

static void saved_drop(Clients *c)
{
	free(c->saved_name);
	free(c->saved_query);
	c->saved_name = c->saved_query = NULL;
}

void clients_clear(Screen *s)
{
	Clients *c = s->state;
	saved_drop(c);
	edit_set(c->line, "");
	c->typing = c->page = false;
	Err *err = clients_refilter(s);
	if (err)
		ui_fault(s->ui, err);
}

/* ---- counting, in the worker ---- */

/* Flat, since free() alone ends it: the worker reads the filter itself. */
typedef struct Counting {
	char query[QUERY_MOST];
	int64_t whose, me, limit;
	WordsContext when;
	int of; /* Clients.counting */
	int64_t n;
	bool more, total; /* total: less the filter */
} Counting;

static Err *count_answer(Store *store, void *question)
{
	Counting *q = question;
	FilterNode *filter = NULL;
	Arena *arena = arena_new();
	Err *err = clients_filter_of(&filter, q->query, q->whose, q->me, q->when, arena);
	if (!err)
		err = clients_count(store, filter, q->limit, &q->n, &q->more);
	arena_free(arena);
	return err;
}

static void count_ask(Screen *s, bool total, int64_t limit);

/* One question after the other: total to 1,000, what is found to 1,000, then what is more than that. */
static void count_got(Screen *s, void *question, Err *err)
{
	Clients *c = s->state;
	const Counting *q = question;
	if (err) {
		err_free(err); /* a newer one interrupted it, or the list itself has told */
		return;
	}
	if (q->of != c->counting)
		return;
	ClientsCount *count = q->total ? &c->total : &c->found;
	*count = (ClientsCount){.n = q->n, .known = true, .more = q->more};
	clients_note(c);
	if (q->total && q->limit == COUNT_SOON && clients_is_filtered(c) && !c->found.known)
		count_ask(s, false, COUNT_SOON);
	else if (c->found.known && c->found.more && clients_is_filtered(c))
		count_ask(s, false, INT64_MAX - 1);
	else if (c->total.more)
		count_ask(s, true, INT64_MAX - 1);
}

static void count_ask(Screen *s, bool total, int64_t limit)
{
	Clients *c = s->state;
	Work *work = ui_work(s->ui);
	const char *query = total ? "" : clients_asked(c);
	if (strlen(query) >= QUERY_MOST)
		return;
	Counting *q = mem_alloc(sizeof *q);
	*q = (Counting){.whose = c->whose, .me = work->me.head.id, .limit = limit, .when = work_words(work), .of = c->counting, .total = total};
	memcpy(q->query, query, strlen(query) + 1);
	ui_ask(s->ui, s, q, count_answer, count_got);
}

void clients_count_all(Screen *s)
{
	Clients *c = s->state;
	c->counting++;
	if (c->at_top && c->at_bottom && !c->searching) { /* all of it lies here */
		size_t kept = 0;
		for (size_t i = 0; i < c->rows.n; i++)
			kept += c->rows.at[i].kept;
		ClientsCount all = {.n = (int64_t)(c->rows.n - kept), .known = true};
		c->found = all;
		if (!clients_is_filtered(c))
			c->total = all;
	}
	clients_note(c);
	if (c->searching)
		return; /* first the rows */
	if (!c->total.known || (!clients_is_filtered(c) && !(c->at_top && c->at_bottom)))
		count_ask(s, true, COUNT_SOON);
	else if (!c->found.known && clients_is_filtered(c))
		count_ask(s, false, COUNT_SOON);
	else if (c->total.more)
		count_ask(s, true, INT64_MAX - 1);
}

/* ---- the note of row 0 ---- */

static void add_count(Str *out, const ClientsCount *count)
{
	if (!count->known) {
		str_add(out, "…");
		return;
	}
	str_add_number(out, count->n);
	if (count->more)
		str_addc(out, '+');
}

static void add_worked(Str *out, const Clients *c)
{
	int64_t left = c->found.n;
	for (size_t i = 0; i < c->worked.n; i++)
		for (size_t k = 0; k < c->rows.n; k++)
			left -= c->rows.at[k].of.client.head.id == c->worked.at[i].id && !c->rows.at[k].kept;
	Str number = {0};
	str_add_number(&number, left < 0 ? 0 : left);
	str_addf(out, _("done %zu, left %s"), c->worked.n, str_text(&number));
	str_done(&number);
}

void clients_note(Clients *c)
{
	Str note = {0};
	bool filtered = clients_is_filtered(c);
	if (c->as_before) {
		str_add(&note, c->rows.n ? _("the list is as it was") : "");
	} else if (c->searching) {
		str_add(&note, _("searching…"));
	} else if (c->worked.n && filtered && c->found.known) {
		add_worked(&note, c);
	} else if (filtered) {
		Str found = {0}, total = {0};
		add_count(&found, &c->found);
		add_count(&total, &c->total);
		str_addf(&note, _("%s of %s"), str_text(&found), str_text(&total));
		str_done(&found);
		str_done(&total);
		if (c->words && (!c->found.known || c->found.n))
			str_add(&note, _(", best match first"));
	} else if (c->total.known && c->total.n) {
		add_count(&note, &c->total);
	}
	if (c->list.n_marks) {
		Str number = {0};
		str_add_number(&number, (int64_t)c->list.n_marks);
		str_add(&note, note.n ? "   " : "");
		str_addf(&note, _("%s marked"), str_text(&number));
		str_done(&number);
	}
	size_t n = note.n < sizeof c->note ? note.n : sizeof c->note - 1;
	memcpy(c->note, str_text(&note), n);
	c->note[n] = '\0';
	str_done(&note);
}

/* ---- saved filters ---- */

/* Those everybody needs on the first day; the user's own are rows of the base. */
static const struct {
	const char *name, *query;
} shipped[] = {
	{N_("calls of today"), NC_("filter", "step:call by:today or no step")},
	{N_("overdue"), NC_("filter", "step:overdue")},
	{N_("no next step"), NC_("filter", "no step")},
	{N_("silent for a month"), NC_("filter", "contact>30d")},
};

bool clients_shipped(size_t i, const char **name, const char **query)
{
	if (i >= countof(shipped))
		return false;
	*name = shipped[i].name;
	*query = C_("filter", shipped[i].query);
	return true;
}

typedef struct FilterList {
	int64_t whose, me;
	WordsContext when;
	size_t n;
	struct FilterItem {
		int64_t id, count;
		bool more;
		char name[120], query[QUERY_MOST];
	} items[FILTERS_MOST];
} FilterList;

enum {
	CHOICE_SAVE = -1,
	CHOICE_FORGET = -2,
	CHOICE_CLEAR = -3,
};
static struct FilterItem offered[FILTERS_MOST]; /* of the menu that is open; there is one at a time */
static size_t offered_count;

static Err *filters_answer(Store *store, void *question)
{
	FilterList *q = question;
	Arena *arena = arena_new();
	Err *err = NULL;
	for (size_t i = 0; !err && i < q->n; i++) {
		FilterNode *filter = NULL;
		Err *bad = clients_filter_of(&filter, q->items[i].query, q->whose, q->me, q->when, arena);
		q->items[i].count = -1;
		if (bad)
			err_free(bad); /* a filter of an older day that reads no more: shown without a count */
		else
			err = clients_count(store, filter, COUNT_SOON, &q->items[i].count, &q->items[i].more);
	}
	arena_free(arena);
	return err;
}

static Err *filter_saved(Screen *s, const char *name)
{
	Clients *c = s->state;
	SavedFilter filter;
	int64_t batch = 0;
	TRY(saved_filter_add(ui_work(s->ui), name, clients_asked(c), &filter, &batch, s->arena));
	saved_drop(c);
	c->saved_name = mem_strdup(filter.name.s);
	c->saved_query = mem_strdup(filter.query.s);
	edit_set(c->line, "");
	ui_done(s->ui, batch, _("Filter kept: %s, f finds it"), filter.name.s);
	return NULL;
}

static Err *name_entered(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = filter_saved(owner, line);
	*keep_open = err != NULL;
	return err;
}

static Err *filter_forget(Screen *s)
{
	Clients *c = s->state;
	SavedFilter filter;
	int64_t batch = 0;
	for (size_t i = 0; i < offered_count; i++) {
		if (!offered[i].id || !str_same(offered[i].query, c->saved_query) || !str_same(offered[i].name, c->saved_name))
			continue;
		TRY(saved_filter_remove(ui_work(s->ui), offered[i].id, &filter, &batch, s->arena));
		ui_done(s->ui, batch, _("Filter forgotten: %s"), offered[i].name);
		clients_clear(s);
		return NULL;
	}
	return NULL;
}

static Err *filter_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	Clients *c = owner->state;
	if (choice->id == CHOICE_SAVE)
		return ui_push(owner->ui, &screen_line, &(LineArg){.sign = _("name of the filter:"), .entered = name_entered});
	if (choice->id == CHOICE_FORGET)
		return filter_forget(owner);
	if (choice->id < 0 || (size_t)choice->id >= offered_count) { /* CHOICE_CLEAR */
		clients_clear(owner);
		return NULL;
	}
	saved_drop(c);
	c->saved_name = mem_strdup(offered[choice->id].name);
	c->saved_query = mem_strdup(offered[choice->id].query);
	edit_set(c->line, "");
	c->typing = false;
	return clients_refilter(owner);
}

static void filters_got(Screen *s, void *question, Err *err)
{
	Clients *c = s->state;
	const FilterList *q = question;
	if (err || ui_top(s->ui) != s) {
		err_free(err);
		return;
	}
	MenuChoice choices[FILTERS_MOST + 3];
	char notes[FILTERS_MOST][24];
	size_t n = 0;
	bool own = false;
	offered_count = q->n;
	memcpy(offered, q->items, sizeof offered);
	for (size_t i = 0; i < q->n; i++) {
		Str count = {0};
		str_add_number(&count, q->items[i].count);
		snprintf(notes[i], sizeof notes[i], "%s%s", q->items[i].count < 0 ? "?" : str_text(&count), q->items[i].more ? "+" : "");
		str_done(&count);
		choices[n++] = (MenuChoice){.text = offered[i].name, .note = notes[i], .id = (int64_t)i};
		own = own || (offered[i].id && str_same(offered[i].query, c->saved_query) && str_same(offered[i].name, c->saved_name));
	}
	if (clients_is_filtered(c) && !c->saved_query)
		choices[n++] = (MenuChoice){.key = "+", .text = _("keep this filter under a name"), .id = CHOICE_SAVE};
	if (own)
		choices[n++] = (MenuChoice){.key = "-", .text = _("forget this one"), .id = CHOICE_FORGET};
	if (clients_is_filtered(c))
		choices[n++] = (MenuChoice){.key = "f", .text = _("no filter"), .id = CHOICE_CLEAR};
	Err *failed = ui_push(s->ui, &screen_menu, &(MenuArg){.title = _("Filters"), .choices = choices, .n = n, .chosen = filter_chosen});
	if (failed)
		ui_fault(s->ui, failed);
	clients_count_all(s); /* as what was asked before the filters were counted */
	clients_seek_again(s);
}

static void filter_add(FilterList *q, int64_t id, const char *name, const char *query)
{
	if (q->n == FILTERS_MOST || strlen(query) >= QUERY_MOST)
		return;
	struct FilterItem *item = &q->items[q->n++];
	item->id = id;
	snprintf(item->name, sizeof item->name, "%s", name);
	memcpy(item->query, query, strlen(query) + 1);
}

Err *clients_filter_menu(Screen *s)
{
	Clients *c = s->state;
	Work *work = ui_work(s->ui);
	Arena *arena = arena_new();
	SavedFilter *filters = NULL;
	size_t n = 0;
	Err *err = saved_filters_read(work, &filters, &n, arena);
	if (err) {
		arena_free(arena);
		return err;
	}
	FilterList *q = mem_alloc(sizeof *q);
	q->whose = c->whose;
	q->me = work->me.head.id;
	q->when = work_words(work);
	for (size_t i = 0; i < n; i++)
		filter_add(q, filters[i].head.id, filters[i].name.s ? filters[i].name.s : "", filters[i].query.s);
	for (size_t i = 0; i < countof(shipped); i++)
		filter_add(q, 0, _(shipped[i].name), C_("filter", shipped[i].query));
	arena_free(arena);
	c->typing = false;
	ui_ask(s->ui, s, q, filters_answer, filters_got);
	return NULL;
}

/* ---- order ---- */

Err *clients_sort_by(Screen *s, ClientsColumn column)
{
	Clients *c = s->state;
	const char *sort = clients_columns[column].sort;
	if (!sort) {
		ui_say(s->ui, _("There is no order by %s: s shows those there are"), C_("column", clients_columns[column].shape.title));
		return NULL;
	}
	if (c->words)
		ui_say(s->ui, "%s", _("While words are searched the best match stands first"));
	c->descending = strcmp(c->sort, sort) == 0 && !c->descending;
	c->sort = sort;
	c->list.cursor = LIST_NONE;
	return clients_top(s);
}

Err *clients_sort_back(Screen *s)
{
	const Clients *c = s->state;
	for (int i = 0; i < CLIENTS_COLUMNS; i++)
		if (str_same(clients_columns[i].sort, c->sort))
			return clients_sort_by(s, (ClientsColumn)i);
	return NULL;
}

static Err *sort_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	return clients_sort_by(owner, (ClientsColumn)choice->id);
}

Err *clients_sort_menu(Screen *s)
{
	Clients *c = s->state;
	MenuChoice choices[CLIENTS_COLUMNS];
	size_t n = 0;
	for (int i = 0; i < CLIENTS_COLUMNS; i++) {
		if (!clients_columns[i].sort)
			continue;
		bool now = strcmp(clients_columns[i].sort, c->sort) == 0;
		const char *way = c->descending ? GLYPH_DOWN : GLYPH_UP;
		choices[n++] = (MenuChoice){
			.text = C_("column", clients_columns[i].shape.title),
			.note = now ? way : NULL,
			.id = i,
		};
	}
	return ui_push(s->ui, &screen_menu, &(MenuArg){.title = _("Sort by"), .choices = choices, .n = n, .chosen = sort_chosen});
}
