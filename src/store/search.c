/* SPDX-License-Identifier: MIT */
/*
 * Keeping the search index. Which clients are due is a set of ids of the running transaction; their entries are compared with what is kept, so a
 * change that says nothing new writes nothing. The indexes have no content of their own: what goes out must be said exactly as it came in.
 */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "fill_search.h"
#include "inside.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"
#include "search_doc.h"

struct SearchDue {
	int64_t *at; /* ids, in the order they came; a power of two of slots */
	size_t n, slots;
	Arena *arena;
};

/* ---- The set ---- */

static size_t slot_of(const struct SearchDue *due, int64_t id)
{
	size_t slot = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (due->slots - 1);
	while (due->at[slot] && due->at[slot] != id)
		slot = (slot + 1) & (due->slots - 1);
	return slot;
}

static void grow(struct SearchDue *due)
{
	int64_t *old = due->at;
	size_t slots = due->slots;
	due->slots = slots ? slots * 2 : 64;
	due->at = mem_alloc(due->slots * sizeof *due->at);
	for (size_t i = 0; i < slots; i++) {
		if (old[i])
			due->at[slot_of(due, old[i])] = old[i];
	}
	free(old);
}

static struct SearchDue *due_of(Store *store)
{
	if (!store->search_due) {
		store->search_due = mem_alloc(sizeof *store->search_due);
		store->search_due->arena = arena_new();
	}
	return store->search_due;
}

static void make_due(Store *store, int64_t client)
{
	struct SearchDue *due = due_of(store);
	if (client <= 0)
		return;
	if ((due->n + 1) * 2 > due->slots)
		grow(due);
	size_t slot = slot_of(due, client);
	if (due->at[slot])
		return;
	due->at[slot] = client;
	due->n++;
}

void search_forget(Store *store)
{
	struct SearchDue *due = store->search_due;
	if (!due || !due->n)
		return;
	memset(due->at, 0, due->slots * sizeof *due->at);
	due->n = 0;
}

void search_close(Store *store)
{
	if (!store->search_due)
		return;
	free(store->search_due->at);
	arena_free(store->search_due->arena);
	free(store->search_due);
	store->search_due = NULL;
}

/* ---- Entries ---- */

/* The name for the word index: its first word once more with ^ before it. */
static void add_marked(Str *out, const char *name)
{
	size_t first = strcspn(name, " ");
	if (!first)
		return;
	str_addc(out, '^');
	str_addn(out, name, first);
	str_addc(out, ' ');
	str_add(out, name);
}

/* For the index of parts of words: each word between blanks, so that its beginning shows; the other spellings of a phone are left out. */
static void add_parts(Str *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, " ");
		if (n && *text != '<' && *text != '+') {
			if (!out->n)
				str_addc(out, ' ');
			str_addn(out, text, n);
			str_addc(out, ' ');
		}
		text += n + (text[n] == ' ');
	}
}

static Err *write_index(Store *store, SearchIndex index, int64_t id, const char *text, const char *rest, bool out)
{
	if (store->fill)
		return fill_index(store->fill, index, id, text, rest, out);
	return (out ? index_take : index_put)(store->db, index, id, text, rest);
}

static Err *write_entry(Store *store, int64_t client, const SearchDoc *doc, bool out)
{
	Str marked = {0}, name = {0}, rest = {0};
	add_marked(&marked, str_text(&doc->name));
	add_parts(&name, str_text(&doc->name));
	add_parts(&rest, str_text(&doc->rest));
	Err *err = write_index(store, SEARCH_WORDS, client, str_text(&marked), str_text(&doc->rest), out);
	if (!err && (name.n || rest.n))
		err = write_index(store, SEARCH_INSIDE, client, str_text(&name), str_text(&rest), out);
	str_done(&marked);
	str_done(&name);
	str_done(&rest);
	return err;
}

static Err *write_text(Db *db, int64_t client, const SearchDoc *doc)
{
	return db_run(db, "INSERT INTO search_text (id, name, rest) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, rest = excluded.rest",
	              ARGS(arg_int(client), arg_text(str_text(&doc->name)), arg_text(str_text(&doc->rest))));
}

static Err *update_client(Store *store, int64_t client, SearchDoc *now, SearchDoc *kept)
{
	Db *db = store->db;
	bool is, was;
	TRY(search_doc_of(now, &is, db, client));
	TRY(search_doc_kept(kept, &was, db, client));
	if (is && was && strcmp(str_text(&now->name), str_text(&kept->name)) == 0 && strcmp(str_text(&now->rest), str_text(&kept->rest)) == 0)
		return NULL;
	if (was)
		TRY(write_entry(store, client, kept, true));
	if (!is)
		return was ? db_run(db, "DELETE FROM search_text WHERE id = $1", ARGS(arg_int(client))) : NULL;
	TRY(write_entry(store, client, now, false));
	return write_text(db, client, now);
}

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* In order of ids: the full-text tables gather rows as long as ids rise, and write a segment when one falls. */
Err *search_flush(Store *store)
{
	struct SearchDue *due = store->search_due;
	if (!due || !due->n)
		return NULL;
	int64_t *ids = mem_alloc(due->n * sizeof *ids);
	size_t n = 0;
	for (size_t i = 0; i < due->slots; i++) {
		if (due->at[i])
			ids[n++] = due->at[i];
	}
	qsort(ids, n, sizeof *ids, by_id);
	store->scattered = true;
	Err *err = NULL;
	for (size_t i = 0; i < n && !err; i++) {
		SearchDoc now = {0}, kept = {0};
		err = update_client(store, ids[i], &now, &kept);
		search_doc_done(&now);
		search_doc_done(&kept);
	}
	free(ids);
	if (!err)
		search_forget(store);
	return err;
}

/* ---- History ---- */

static Err *change_history(Store *store, const Kind *kind, int64_t id, const void *old, const void *new)
{
	Arena *arena = due_of(store)->arena;
	Str was = {0}, is = {0};
	bool had = search_entry_of(&was, kind, old, arena), has = search_entry_of(&is, kind, new, arena);
	arena_reset(arena);
	Err *err = NULL;
	if (strcmp(str_text(&was), str_text(&is)) != 0) {
		store->scattered = true;
		if (had)
			err = write_index(store, SEARCH_HISTORY, id, str_text(&was), NULL, true);
		if (has && !err)
			err = write_index(store, SEARCH_HISTORY, id, str_text(&is), NULL, false);
	}
	str_done(&was);
	str_done(&is);
	return err;
}

/* ---- Changes ---- */

/* The people of an organization are found by its name. */
static Err *make_people_due(Store *store, int64_t organization)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT person FROM membership WHERE organization = $1", ARGS(arg_int(organization))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		make_due(store, row_int(&rows, 0));
	}
}

static Err *client_changed(Store *store, int64_t id, const Client *old, const Client *new)
{
	if (old && new &&str_same(old->title.s, new->title.s) && str_same(old->name.s, new->name.s) && str_same(old->legal_form.s, new->legal_form.s) &&
	    old->kind.v == new->kind.v)
		return NULL;
	make_due(store, id);
	return old && new && old->kind.v == CLIENT_ORGANIZATION ? make_people_due(store, id) : NULL;
}

static Err *change_clients(Store *store, const Kind *kind, int64_t id, const void *old, const void *new)
{
	if (kind == &kind_client)
		return client_changed(store, id, old, new);
	if (kind == &kind_channel) {
		make_due(store, old ? ((const Channel *)old)->client.v : 0);
		make_due(store, new ? ((const Channel *)new)->client.v : 0);
	} else if (kind == &kind_membership) {
		make_due(store, old ? ((const Membership *)old)->person.v : 0);
		make_due(store, new ? ((const Membership *)new)->person.v : 0);
	} else if (kind == &kind_tagging) {
		make_due(store, old ? ((const Tagging *)old)->client.v : 0);
		make_due(store, new ? ((const Tagging *)new)->client.v : 0);
	}
	return NULL;
}

Err *search_changed(Store *store, const Kind *kind, int64_t id, const void *old, const void *new)
{
	if (search_kind_has_text(kind))
		TRY(change_history(store, kind, id, old, new));
	return change_clients(store, kind, id, old, new);
}

Err *search_made(Store *store, const Kind *kind, int64_t id, const void *record, const char *text)
{
	if (*text) {
		store->scattered = true;
		TRY(write_index(store, SEARCH_HISTORY, id, text, NULL, false));
	}
	return change_clients(store, kind, id, NULL, record);
}
