/* SPDX-License-Identifier: MIT */
/*
 * How far back the journal goes: the oldest batches leave it whole, in short transactions, so that a kill leaves a shorter journal and nothing else.
 * The newest one always stays, since numbers go on from it.
 */
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

enum {
	BATCHES = 500, /* of one transaction, at most, */
	CHANGES = 2000 /* and so many changes, unless one batch alone has more */
};

typedef struct Keeping {
	const Store *store;
	int64_t *kept;
} Keeping;

/* A living session takes back what it did, however long ago. */
static Err *keep_living(void *self, const char *session)
{
	const Keeping *keeping = self;
	int64_t first = *keeping->kept;
	TRY(db_int(&first, keeping->store->db, "SELECT min(id) FROM batch WHERE id >= (SELECT since FROM session WHERE uuid = $1) AND session = (SELECT id FROM session WHERE uuid = $1) AND id < $2", ARGS(arg_text(session), arg_int(first))));
	*keeping->kept = first;
	return NULL;
}

/* The first batch that stays: what is young, open or a living session's, and what any of those takes back. *newest: the last one looked at. */
static Err *first_kept(const Store *store, Instant before, int64_t *kept, int64_t *newest)
{
	*newest = 0;
	TRY(db_int(newest, store->db, "SELECT max(id) FROM batch", NO_ARGS));
	*kept = *newest;
	TRY(db_int(kept, store->db, "SELECT min(id) FROM batch WHERE at >= $1 OR open = 1", ARGS(arg_int(before.s))));
	if (*kept > *newest)
		*kept = *newest;
	Keeping keeping = {store, kept};
	TRY(sessions_each(store, keep_living, &keeping));
	for (int64_t last = 0; last != *kept;) {
		last = *kept;
		TRY(db_int(kept, store->db, "SELECT min(undoes) FROM batch WHERE id >= $1 AND undoes < $1", ARGS(arg_int(last))));
	}
	return NULL;
}

/* The last batch of the next transaction; 0: nothing is left to go. */
static Err *next_last(const Store *store, int64_t kept, int64_t *last, int64_t *n)
{
	Rows rows;
	bool more;
	int64_t changes = 0;
	*last = *n = 0;
	TRY(db_query(&rows, store->db, "SELECT id, changes FROM batch WHERE id < $1 ORDER BY id LIMIT $2", ARGS(arg_int(kept), arg_int(BATCHES))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		changes += row_int(&rows, 1);
		if (*n && changes > CHANGES)
			break;
		*last = row_int(&rows, 0);
		++*n;
	}
	rows_done(&rows);
	return NULL;
}

/* *ends: somebody took one of them back meanwhile. */
static Err *forget_some(Store *store, int64_t last, int64_t newest, bool *ends)
{
	int64_t undone = 0;
	static const char *const sql[] = {
		"DELETE FROM change WHERE seq <= (SELECT max(coalesce(last_seq, first_seq)) FROM batch WHERE id <= $1) AND batch <= $1",
		"DELETE FROM import_remark WHERE batch <= $1",
		"DELETE FROM import_file WHERE batch <= $1",
		"DELETE FROM batch WHERE id <= $1",
	};
	const BatchHead head = {.command = "forget"};
	TRY(store_begin(store, &head));
	Err *err = db_int(&undone, store->db, "SELECT min(undoes) FROM batch WHERE id > $1 AND undoes <= $2", ARGS(arg_int(newest), arg_int(last)));
	*ends = undone != 0;
	for (size_t i = 0; i < countof(sql) && !err && !*ends; i++)
		err = db_run(store->db, sql[i], ARGS(arg_int(last)));
	store->writes = true; /* no batch of its own */
	if (!err)
		return store_commit(store, NULL);
	store_rollback(store);
	return err;
}

/* What no batch names any more: a session that lives is written again with its next batch. */
static Err *forget_words(Store *store)
{
	static const char *const sql[] = {
		"DELETE FROM session WHERE id NOT IN (SELECT session FROM batch)",
		"DELETE FROM phrase WHERE id NOT IN (SELECT phrase FROM batch)",
	};
	const BatchHead head = {.command = "forget"};
	TRY(store_begin(store, &head));
	Err *err = NULL;
	for (size_t i = 0; i < countof(sql) && !err; i++)
		err = db_run(store->db, sql[i], NO_ARGS);
	store->writes = true;
	if (!err)
		return store_commit(store, NULL);
	store_rollback(store);
	return err;
}

static Err *forget(Store *store, Instant before, bool trial, int64_t *gone, const CareProgress *progress)
{
	int64_t kept, newest, last, n, all = 0;
	TRY(first_kept(store, before, &kept, &newest));
	TRY(db_int(&all, store->db, "SELECT count(*) FROM batch WHERE id < $1", ARGS(arg_int(kept))));
	if (trial) {
		*gone = all;
		return NULL;
	}
	for (bool ends = false;;) {
		TRY(next_last(store, kept, &last, &n));
		if (!last)
			return all ? forget_words(store) : NULL;
		TRY(forget_some(store, last, newest, &ends));
		if (ends)
			return NULL;
		*gone += n;
		if (progress && progress->step && !progress->step(progress->self, *gone, all))
			return err_new(ERR_INTERRUPTED, _("stopped"));
	}
}

Err *care_forget(Store *store, Instant before, bool trial, int64_t *gone, const CareProgress *progress)
{
	*gone = 0;
	if (store->running)
		return err_new(ERR_FAILED, "the journal within a transaction");
	if (store->read_only && !trial)
		return err_read_only(store);
	/* Each batch that goes would be looked for in all that might take it back; that none does was asked. */
	TRY(db_references(store->db, false));
	Err *err = forget(store, before, trial, gone, progress);
	Err *on = db_references(store->db, true);
	if (!err)
		return on;
	err_free(on);
	return err;
}
