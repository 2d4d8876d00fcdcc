/* SPDX-License-Identifier: MIT */
/*
 * A new base with much in it: made and filled beside its place, where nobody sees it and nothing has to survive, with its indexes made at the end,
 * each in one go. A row that goes into twenty indexes at once touches twenty pages somewhere in the file; sorted they are written once.
 * What is searched is made by a thread of its own meanwhile (fill_search.c).
 */
#include <stdlib.h>
#include <string.h>

#include "fill_search.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/exchange.h"
#include "search.h"

struct StoreFill {
	Making making;
	Db *stand_in; /* what stood for the base until now */
	FillSearch *search;
	char **indexes;
	size_t n;
};

/* What belongs to a record is asked for by it while the search index is kept; and children come in the order of their owners. */
static bool stays(const char *table, const char *column)
{
	for (size_t i = 0; kinds[i]; i++) {
		if (strcmp(kinds[i]->table, table) == 0)
			return kinds[i]->parent && strcmp(kinds[i]->parent, column) == 0;
	}
	return false;
}

static Err *make_part(struct StoreFill *fill, Db **out, Store *store)
{
	Store part = {.path = fill->making.part, .env = store->env, .mode = STORE_WRITE};
	Err *err = db_open(&part.db, part.path, DB_WRITE, store->wait);
	if (!err)
		err = db_careless(part.db, true);
	if (!err)
		err = db_cache(part.db, DB_CACHE_FILL_KIB);
	if (!err)
		err = base_make(&part, NULL);
	if (!err)
		err = db_references(part.db, false); /* to look up each is a tenth of the work; who fills a base makes the ids itself */
	if (!err)
		err = fill_search_begin(&fill->search, part.db);
	if (!err)
		err = db_drop_indexes(&fill->indexes, &fill->n, part.db, stays);
	*out = part.db;
	return err;
}

static void fill_free(struct StoreFill *fill)
{
	fill_search_free(fill->search);
	making_end(&fill->making);
	for (size_t i = 0; i < fill->n; i++)
		free(fill->indexes[i]);
	free(fill->indexes);
	free(fill);
}

Err *store_fill_begin(Store *store, bool *beside)
{
	bool is_free = false;
	Db *part = NULL;
	*beside = false;
	if (!store->promised)
		return NULL;
	char *folder = path_folder(store->path);
	Err *err = file_make_folder(folder, 0700);
	free(folder);
	TRY(err);
	struct StoreFill *fill = mem_alloc(sizeof *fill);
	err = making_begin(&fill->making, &is_free, store->path, NULL, store->wait);
	if (!err && is_free)
		err = make_part(fill, &part, store);
	if (err || !is_free) {
		db_close(part);
		fill_free(fill);
		return err ? err_kept(err, _("nothing was made")) : NULL;
	}
	fill->stand_in = store->db;
	store->db = part;
	store->fill = fill;
	store->promised = false;
	store->big_cache = true; /* larger than that of an import */
	err = base_row_read(store);
	*beside = !err;
	if (err)
		store_fill_drop(store);
	return err;
}

Err *fill_index(struct StoreFill *fill, SearchIndex index, int64_t id, const char *text, const char *rest, bool take)
{
	return fill_search_write(fill->search, index, id, text, rest, take);
}

/* ---- The end ---- */

typedef struct Steps {
	bool (*step)(void *self, int64_t done, int64_t all);
	void *self;
	int64_t done, all;
} Steps;

static bool go_on(void *self)
{
	const Steps *steps = self;
	return !steps->step || steps->step(steps->self, steps->done, steps->all);
}

static Err *make_indexes(const struct StoreFill *fill, Db *db, Steps *steps)
{
	/* As much as is sorted at once: in parts of this size other threads do it while the next is read. */
	TRY(db_cache(db, DB_CACHE_SORT_KIB));
	TRY(db_progress(db, go_on, steps));
	Err *err = NULL;
	for (size_t i = 0; i < fill->n && !err; i++, steps->done++) {
		if (!go_on(steps))
			err = err_new(ERR_INTERRUPTED, _("stopped"));
		else
			err = db_script(db, fill->indexes[i]);
	}
	Err *off = db_progress(db, NULL, NULL);
	if (!err)
		return off;
	err_free(off);
	return err;
}

static Err *finish(Store *store, Steps *steps)
{
	TRY(fill_search_last(store->fill->search));
	TRY(make_indexes(store->fill, store->db, steps));
	TRY(fill_search_end(store->fill->search, store->db, go_on, steps));
	TRY(db_careless(store->db, false));
	TRY(db_shared(store->db));
	return db_bring_home(store->db);
}

static void let_go(Store *store)
{
	fill_free(store->fill);
	store->fill = NULL;
}

/* The base has its name: from here on it is one like any other. */
static Err *take_up(Store *store)
{
	Db *stand_in = store->fill->stand_in;
	let_go(store);
	Err *err = store_open_made(store);
	if (!err) {
		db_close(stand_in);
		return NULL;
	}
	db_close(store->db);
	store->db = stand_in;
	store->in_memory = store->promised = true;
	return err_kept(err, _("the base was made"));
}

Err *store_fill_end(Store *store, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	int64_t all = (int64_t)store->fill->n + 1; /* its indexes, and what is searched */
	Steps steps = {step, self, 0, all};
	bool made = false;
	Err *err = finish(store, &steps);
	if (!err) {
		db_close(store->db);
		store->db = NULL;
		err = making_name(&made, &store->fill->making);
	}
	if (!err && !made)
		err = err_new(ERR_FAILED, _("another session made the base %s meanwhile"), store->path);
	return err ? err_kept(err, _("nothing was made")) : take_up(store);
}

void store_fill_drop(Store *store)
{
	if (!store->fill)
		return;
	search_forget(store);
	db_close(store->db);
	store->db = store->fill->stand_in;
	store->running = store->big_cache = false;
	store->promised = true;
	let_go(store);
	err_free(base_row_read(store));
}
