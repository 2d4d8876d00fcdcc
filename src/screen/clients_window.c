/* SPDX-License-Identifier: MIT */
/*
 * The window: some rows around the cursor of a list that may have a million. It grows at its ends by keyset pages and is read anew around the cursor
 * when it gets long, so that every key costs the same wherever one stands. Rows live in the window's own arena, over loads of the screen.
 */
#include "clients.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST = 64, /* where the lines that show them are not known yet */
	BELOW = 4,  /* more than are shown: a list that ends there says so */
	MORE = 50,  /* a page of the keyboard is fewer rows, and each read costs its key */
	LONG = 900,
	SEARCHED = 400,
	MARK_PAGE = 1000,
	PATIENCE_MS = 8, /* of the 20 that a first page has: reading the rows that were found and painting take the rest */
};

static int64_t row_id(const void *self, size_t row)
{
	return ((const Clients *)self)->rows.at[row].of.client.head.id;
}

static void source_set(Clients *c)
{
	c->source.n = c->rows.n;
	c->source.id = row_id;
	c->source.self = c;
}

const Client *clients_current(const Clients *c)
{
	return c->list.cursor < c->rows.n ? &c->rows.at[c->list.cursor].of.client : NULL;
}

ClientPage clients_page_of(const Clients *c)
{
	return (ClientPage){.filter = c->filter, .sort = c->sort, .descending = c->descending};
}

/* Keys never wait: *late says that the page was not come to in time, and that the rows are what was found till then. NULL: as long as it takes. */
static Err *page_read(Screen *s, ClientPage page, size_t limit, ClientRow **rows, size_t *n, bool *late, Arena *arena)
{
	const Clients *c = s->state;
	Store *store = ui_work(s->ui)->store;
	page.limit = limit;
	if (late && !c->waits && clients_may_seek(c))
		store_patience(store, PATIENCE_MS);
	Err *err = clients_page(store, &page, rows, n, arena);
	store_patience(store, 0);
	if (err && err->code == ERR_DAMAGED && *n) {
		ui_fault(s->ui, err); /* the rows that can be read are shown */
		return NULL;
	}
	if (!err || !late || err->code != ERR_INTERRUPTED)
		return err;
	err_free(err);
	*late = true;
	return NULL;
}

static void rows_insert(Clients *c, size_t at, const ClientRow *rows, size_t n)
{
	source_set(c);
	if (!n)
		return;
	for (size_t i = 0; i < n; i++)
		vec_push(&c->rows, ((ClientsRow){0}));
	memmove(c->rows.at + at + n, c->rows.at + at, (c->rows.n - n - at) * sizeof *c->rows.at);
	for (size_t i = 0; i < n; i++)
		c->rows.at[at + i] = (ClientsRow){.of = rows[i], .people = -1};
	source_set(c);
}

static size_t row_of(const Clients *c, int64_t id)
{
	for (size_t i = 0; i < c->rows.n; i++)
		if (c->rows.at[i].of.client.head.id == id)
			return i;
	return LIST_NONE;
}

/* ---- rows that were worked on ---- */

static Err *keep_one(Screen *s, const ClientsWorked *worked)
{
	Clients *c = s->state;
	ClientRow row = {0};
	if (row_of(c, worked->id) != LIST_NONE)
		return NULL;
	size_t behind = worked->behind ? row_of(c, worked->behind) : LIST_NONE;
	if (behind == LIST_NONE && (worked->behind || !c->at_top))
		return NULL;
	Err *err = store_get(ui_work(s->ui)->store, &kind_client, worked->id, &row.client, c->arena);
	if (err) { /* deleted since */
		err_free(err);
		return NULL;
	}
	rows_insert(c, behind == LIST_NONE ? 0 : behind + 1, &row, 1);
	c->rows.at[behind == LIST_NONE ? 0 : behind + 1].kept = true;
	return NULL;
}

static Err *keep_worked(Screen *s)
{
	Clients *c = s->state;
	for (size_t i = 0; i < c->worked.n; i++)
		TRY(keep_one(s, &c->worked.at[i]));
	return NULL;
}

/* ---- a new window ---- */

static void window_begin(Clients *c)
{
	Arena *old = c->arena;
	c->arena = c->spare;
	c->spare = old;
	arena_reset(c->arena);
}

static void window_put(Clients *c, const ClientRow *above, size_t n_above, const ClientRow *below, size_t n_below)
{
	c->rows.n = 0;
	rows_insert(c, 0, below, n_below);
	rows_insert(c, 0, above, n_above);
}

/* The window could not be read: the rows that are held stay. */
static Err *window_undo(Clients *c, Err *err)
{
	Arena *new = c->arena;
	c->arena = c->spare;
	c->spare = new;
	return err;
}

/* No more than are shown: each row lies on a page of its own. */
static size_t first_rows(const Clients *c)
{
	return c->list.rows > 0 ? (size_t)c->list.rows + BELOW : FIRST;
}

static Err *window_end_of(Screen *s, bool bottom)
{
	Clients *c = s->state;
	size_t first = first_rows(c);
	ClientRow *rows = NULL;
	size_t n = 0;
	ClientPage page = clients_page_of(c);
	page.from_end = bottom;
	window_begin(c);
	bool late = false;
	Err *err = page_read(s, page, first, &rows, &n, &late, c->arena);
	if (err)
		return window_undo(c, err);
	window_put(c, NULL, 0, rows, n);
	c->at_top = !bottom || (n < first && !late);
	c->at_bottom = bottom || (n < first && !late);
	c->searching = false;
	if (late)
		clients_seek(s, bottom ? SEEK_BOTTOM : SEEK_TOP, 0, first);
	return keep_worked(s);
}

Err *clients_top(Screen *s)
{
	Clients *c = s->state;
	TRY(window_end_of(s, false));
	c->list.cursor = 0;
	c->list.id = 0;
	list_home(&c->list, &c->source);
	return NULL;
}

Err *clients_bottom(Screen *s)
{
	Clients *c = s->state;
	TRY(window_end_of(s, true));
	list_end(&c->list, &c->source);
	return NULL;
}

/* The window around this row, which need not be in the list any more. *index: where it stands, or what took its place. */
static Err *window_around(Screen *s, const Client *row, size_t *index, bool *late)
{
	Clients *c = s->state;
	ClientRow *above = NULL, *below = NULL;
	size_t n_above = 0, n_below = 0;
	ClientPage page = clients_page_of(c);
	page.before = row;
	TRY(page_read(s, page, MORE, &above, &n_above, late, c->arena));
	page.before = NULL;
	page.after = n_above ? &above[n_above - 1].client : NULL;
	if (!*late)
		TRY(page_read(s, page, 2 * MORE, &below, &n_below, late, c->arena));
	if (*late)
		return NULL;
	window_put(c, above, n_above, below, n_below);
	c->at_top = n_above < MORE;
	c->at_bottom = n_below < 2 * MORE;
	*index = row_of(c, row->head.id);
	if (*index == LIST_NONE)
		*index = n_above;
	return NULL;
}

/* A search is a walk from its best match: near the top the window is read from there, which also serves when the row has gone. */
static Err *window_searched(Screen *s, size_t cursor, int64_t id, size_t *index, bool *late)
{
	Clients *c = s->state;
	ClientRow *rows = NULL;
	size_t n = 0, limit = cursor + MORE;
	TRY(page_read(s, clients_page_of(c), limit, &rows, &n, late, c->arena));
	if (*late)
		return NULL;
	window_put(c, NULL, 0, rows, n);
	c->at_top = true;
	c->at_bottom = n < limit;
	*index = row_of(c, id);
	if (*index == LIST_NONE)
		*index = cursor < n ? cursor : n;
	return NULL;
}

/* Its order changed under it (a new name, a new step): where it stands now. */
static Err *window_moved(Screen *s, int64_t id, size_t *index, bool *late)
{
	Clients *c = s->state;
	Client fresh;
	Err *err = store_get(ui_work(s->ui)->store, &kind_client, id, &fresh, c->arena);
	if (err) {
		err_free(err);
		return NULL;
	}
	return window_around(s, &fresh, index, late);
}

static bool is_worked(const Clients *c, int64_t id)
{
	for (size_t i = 0; i < c->worked.n; i++)
		if (c->worked.at[i].id == id)
			return true;
	return false;
}

static Err *window_again(Screen *s, const Client *row, size_t cursor, bool from_top, size_t *index, bool *late)
{
	Clients *c = s->state;
	if (c->words && from_top && cursor < SEARCHED)
		return window_searched(s, cursor, row->head.id, index, late);
	TRY(window_around(s, row, index, late));
	if (*late || row_of(c, row->head.id) != LIST_NONE || is_worked(c, row->head.id))
		return NULL;
	TRY(window_moved(s, row->head.id, index, late));
	/* It fits the filter no more: the cursor stays where it was. */
	return *late || row_of(c, row->head.id) != LIST_NONE ? NULL : window_around(s, row, index, late);
}

/* The rows stay, each as it is now; what was deleted leaves. */
static Err *rows_fresh(Screen *s, size_t *index)
{
	Clients *c = s->state;
	size_t kept = 0;
	for (size_t i = 0; i < c->rows.n; i++) {
		ClientsRow row = c->rows.at[i];
		Err *err = store_get(ui_work(s->ui)->store, &kind_client, row.of.client.head.id, &row.of.client, c->arena);
		if (err && err->code != ERR_NOT_FOUND)
			return err;
		if (i == c->list.cursor)
			*index = kept;
		if (err) {
			err_free(err);
			continue;
		}
		row.of.found = row.of.found ? arena_dup(c->arena, row.of.found) : NULL;
		row.people = -1;
		c->rows.at[kept++] = row;
	}
	c->rows.n = kept;
	source_set(c);
	return NULL;
}

Err *clients_around(Screen *s)
{
	Clients *c = s->state;
	const Client *current = clients_current(c);
	if (!current)
		return clients_top(s);
	Client row = *current; /* its texts stay readable in the other arena */
	size_t cursor = c->list.cursor, line = cursor > c->list.top ? cursor - c->list.top : 0, index = 0;
	int64_t id = row.head.id;
	bool late = false;
	window_begin(c);
	Err *err = window_again(s, &row, cursor, c->at_top, &index, &late);
	c->searching = false;
	if (!err && late)
		err = rows_fresh(s, &index);
	if (!err && late && c->at_top && cursor + MORE <= SEEK_MOST)
		clients_seek(s, SEEK_TOP, 0, cursor + MORE);
	if (err) {
		c->rows.n = c->source.n = 0;
		return err;
	}
	TRY(keep_worked(s));
	size_t kept = row_of(c, id);
	if (kept != LIST_NONE)
		index = kept;
	if (index >= c->rows.n && c->rows.n)
		index = c->rows.n - 1;
	c->list.top = index > line ? index - line : 0;
	c->list.cursor = c->rows.n ? index : LIST_NONE;
	c->list.id = c->rows.n ? row_id(c, index) : 0;
	return NULL;
}

/* ---- growing ---- */

/* The last row at that end that the list itself gave. */
static const Client *anchor(const Clients *c, bool up)
{
	for (size_t i = 0; i < c->rows.n; i++) {
		const ClientsRow *row = &c->rows.at[up ? i : c->rows.n - 1 - i];
		if (!row->kept)
			return &row->of.client;
	}
	return NULL;
}

static void grown(Clients *c, bool up, const ClientRow *rows, size_t n, bool ends)
{
	rows_insert(c, up ? 0 : c->rows.n, rows, n);
	if (up) {
		c->at_top = ends;
		if (c->list.cursor != LIST_NONE)
			c->list.cursor += n;
		c->list.top += n;
		c->list.range_from += n;
	} else {
		c->at_bottom = ends;
	}
}

static Err *grow(Screen *s, bool up, size_t need)
{
	Clients *c = s->state;
	ClientRow *rows = NULL;
	size_t n = 0, limit = need > MORE ? need : MORE;
	ClientPage page = clients_page_of(c);
	const Client *from = anchor(c, up);
	bool late = false;
	if (!from || c->searching)
		return NULL;
	if (up)
		page.before = from;
	else
		page.after = from;
	TRY(page_read(s, page, limit, &rows, &n, &late, c->arena));
	int64_t end = n ? rows[up ? 0 : n - 1].client.head.id : from->head.id;
	grown(c, up, rows, n, n < limit && !late);
	if (late)
		clients_seek(s, up ? SEEK_BEFORE : SEEK_AFTER, end, limit);
	return keep_worked(s);
}

/* ---- what the worker found ---- */

static Err *rows_of(Screen *s, const Seeking *found, ClientRow **rows, size_t *n)
{
	Clients *c = s->state;
	*n = 0;
	*rows = arena_alloc(c->arena, (found->n ? found->n : 1) * sizeof **rows);
	for (size_t i = 0; i < found->n; i++) {
		ClientRow row = {.tier = found->rows[i].tier, .found = *found->rows[i].found ? arena_dup(c->arena, found->rows[i].found) : NULL};
		Err *err = store_get(ui_work(s->ui)->store, &kind_client, found->rows[i].id, &row.client, c->arena);
		if (err && err->code != ERR_NOT_FOUND)
			return err;
		if (!err)
			(*rows)[(*n)++] = row;
		err_free(err);
	}
	return NULL;
}

static Err *window_of(Screen *s, const Seeking *found)
{
	Clients *c = s->state;
	ClientRow *rows;
	size_t n, line = c->list.cursor != LIST_NONE && c->list.cursor > c->list.top ? c->list.cursor - c->list.top : 0;
	int64_t id = c->list.cursor == LIST_NONE ? 0 : c->list.id;
	bool bottom = found->seek == SEEK_BOTTOM;
	window_begin(c);
	Err *err = rows_of(s, found, &rows, &n);
	if (err)
		return window_undo(c, err);
	window_put(c, NULL, 0, rows, n);
	c->at_top = !bottom || found->n < found->limit;
	c->at_bottom = bottom || found->n < found->limit;
	TRY(keep_worked(s));
	size_t index = id ? row_of(c, id) : LIST_NONE;
	if (index == LIST_NONE) {
		c->list.cursor = 0;
		if (bottom)
			list_end(&c->list, &c->source);
		else
			list_home(&c->list, &c->source);
		return NULL;
	}
	c->list.cursor = index;
	c->list.top = index > line ? index - line : 0;
	return NULL;
}

Err *clients_sought(Screen *s, const Seeking *found)
{
	Clients *c = s->state;
	bool up = found->seek == SEEK_BEFORE;
	if (found->seek == SEEK_TOP || found->seek == SEEK_BOTTOM)
		return window_of(s, found);
	/* The window has moved on since. */
	const Client *end = anchor(c, up);
	if (!end || end->head.id != found->anchor)
		return NULL;
	ClientRow *rows;
	size_t n;
	TRY(rows_of(s, found, &rows, &n));
	grown(c, up, rows, n, found->n < found->limit);
	return keep_worked(s);
}

Err *clients_room(Screen *s, int rows)
{
	Clients *c = s->state;
	size_t need = rows > 0 ? (size_t)rows : 1;
	if (c->rows.n > LONG && !c->list.range && !c->words)
		TRY(clients_around(s));
	if (!c->at_bottom && c->list.cursor != LIST_NONE && c->list.cursor + need >= c->rows.n)
		TRY(grow(s, false, need));
	if (!c->at_top && c->list.cursor != LIST_NONE && c->list.cursor < need)
		TRY(grow(s, true, need));
	return NULL;
}

/* ---- all that is found ---- */

Err *clients_mark_all(Screen *s, size_t most)
{
	Clients *c = s->state;
	if (c->at_top && c->at_bottom) {
		list_mark_all(&c->list, &c->source);
		return NULL;
	}
	if (c->list.n_marks) {
		list_unmark(&c->list);
		return NULL;
	}
	Arena *arena = arena_new();
	ClientPage page = clients_page_of(c);
	size_t n = MARK_PAGE, all = 0;
	Err *err = NULL;
	while (!err && n == MARK_PAGE && all < most) {
		ClientRow *rows = NULL;
		err = page_read(s, page, MARK_PAGE, &rows, &n, NULL, arena);
		for (size_t i = 0; !err && i < n; i++)
			list_mark(&c->list, rows[i].client.head.id, true);
		all += err ? 0 : n;
		if (!err && n)
			page.after = &rows[n - 1].client;
	}
	arena_free(arena);
	return err;
}
