/* SPDX-License-Identifier: MIT */
/*
 * A base whose pages are damaged, made anew of its rows: indexes, the search and the list of free pages follow from them. It is refused where a row may be
 * lost: a copy has more of them then. The new base goes into the place of the old one as a copy does (restore.c), which is kept beside it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "search.h"

typedef struct Rescue {
	Db *from;
	int64_t version; /* of it, before the first row was read */
	const Env *env;
	const CareProgress *progress;
} Rescue;

static bool no_index_stays(const char *table, const char *column)
{
	(void)table;
	(void)column;
	return false;
}

/* What a table lost without a hole to be seen is missing from its batch. */
static Err *look_at_batches(Db *db)
{
	int64_t n = 0;
	TRY(db_int(&n, db,
	           "SELECT count(*) FROM batch b WHERE b.changes <> coalesce((SELECT sum(CASE WHEN c.op = 0 THEN length(c.made) ELSE 1 END) FROM change c"
	           " WHERE c.seq >= b.first_seq AND c.seq <= coalesce(b.last_seq, b.first_seq) AND c.batch = b.id), 0)",
	           NO_ARGS));
	return n ? err_new(ERR_DAMAGED, P_("of %lld batch changes are missing", "of %lld batches changes are missing", n), (long long)n) : NULL;
}

static Err *fill(Rescue *r, Store *store)
{
	const CareProgress *progress = r->progress;
	bool (*step)(void *self, int64_t done, int64_t all) = progress ? progress->step : NULL;
	void *self = progress ? progress->self : NULL;
	char **indexes = NULL;
	size_t n = 0;
	TRY(base_make(store, NULL));
	TRY(db_references(store->db, false)); /* looked at when all is there */
	Err *err = db_drop_indexes(&indexes, &n, store->db, no_index_stays);
	if (!err)
		err = db_take_rows(store->db, r->from, step, self);
	for (size_t i = 0; i < n; i++) {
		if (!err)
			err = db_script(store->db, indexes[i]);
		free(indexes[i]);
	}
	free(indexes);
	if (!err)
		err = look_at_batches(store->db);
	return err ? err : search_rebuild(store, step, self);
}

static Err *make_file(Rescue *r, const char *path)
{
	int fd;
	Store store = {.path = mem_strdup(path), .env = r->env, .mode = STORE_WRITE};
	Err *err = beside_make_file(path, BASE_MODE_PRIVATE, NULL, &fd);
	if (!err) {
		close(fd);
		err = db_open(&store.db, path, DB_WRITE, (DbWait){NULL, NULL});
	}
	if (!err)
		err = db_careless(store.db, true); /* nobody sees it yet */
	if (!err)
		err = db_cache(store.db, DB_CACHE_FILL_KIB);
	if (!err)
		err = fill(r, &store);
	if (!err)
		err = db_careless(store.db, false);
	if (!err)
		err = db_one_file(store.db);
	search_close(&store);
	db_close(store.db);
	free(store.path);
	return err ? err : copy_sync(path);
}

/* All rows of one moment. */
static Err *take(Rescue *r, const char *path)
{
	int64_t form = 0;
	bool empty = true;
	if (!db_is_ours(r->from, &empty) || empty)
		return err_new(ERR_DAMAGED, "%s", _("it does not begin as a base of Kartoteka"));
	TRY(db_begin(r->from, false));
	Err *err = db_data_version(&r->version, r->from);
	if (!err)
		err = db_form(&form, r->from);
	if (!err && form != care_version())
		err = err_new(ERR_DAMAGED, _("it is of form %lld"), (long long)form);
	if (!err)
		err = make_file(r, path);
	db_rollback(r->from);
	return err ? err : copy_read_back(path, r->progress);
}

/* What another session wrote meanwhile is not among the rows. */
static Err *is_as_read(void *self)
{
	const Rescue *r = self;
	int64_t version = 0;
	TRY(db_data_version(&version, r->from));
	return version == r->version ? NULL : err_todo(err_new(ERR_BUSY, _("another session wrote to the base meanwhile")), _("do it again"));
}

static Err *room(const char *path)
{
	struct stat st;
	uint64_t space = 0;
	if (stat(path, &st) != 0)
		return err_errno("%s", path);
	TRY(file_free_space(&space, path));
	/* The new base, the copy that is made ready, its pages in the -wal, and what is kept. */
	uint64_t need = 4 * (uint64_t)st.st_size + (1u << 18);
	if (space >= need)
		return NULL;
	return err_todo(err_new(ERR_FULL, _("the repair needs %llu MiB beside the base, with a copy of what it replaces; there are %llu free"), (unsigned long long)(need >> 20) + 1,
	                        (unsigned long long)(space >> 20)),
	                _("make room on the disk or in the quota, then do it again"));
}

/* `store`: the base that is open at `path`; NULL: it is too damaged for that, and `options` say how it would be. */
static Err *rescue(Store *store, const char *base, const StoreOptions *options, const CareBy *by, CareKept *kept, const CareProgress *progress)
{
	Rescue r = {.env = store ? store->env : options->env, .progress = progress};
	char *path = mem_printf("%s" RESCUE_TAIL, base), *label = said(N_("the base was made anew of its rows"));
	int lock = -1;
	Err *err = restore_hold(&lock, base, store);
	const bool held = !err;
	kept->kept = kept->damaged = false;
	if (!err)
		err = room(base);
	if (!err)
		err = db_open(&r.from, base, DB_READ | DB_DAMAGED, (DbWait){NULL, NULL});
	if (!err)
		err = take(&r, path);
	if (!err && store)
		err = restore_still(store, path, by, label, is_as_read, &r, kept, progress);
	if (!err && !store)
		err = restore_over(options, path, by, label, is_as_read, &r, kept, progress);
	db_close(r.from);
	free(label);
	/* What was in it is not known better than by the rows themselves, and its journal is the same. */
	if (kept->kept) {
		kept->damaged = true;
		kept->lost = -1;
	}
	if (held) {
		copy_remove(path);
		close(lock);
	}
	free(path);
	if (err && !err->kept)
		err = err_kept(err, _("the base is as it was"));
	return err_under(err, _("the base was not made anew of its rows"));
}

Err *care_rescue(Store *store, const CareBy *by, CareKept *kept, const CareProgress *progress)
{
	if (store->running)
		return err_new(ERR_FAILED, "a rescue inside a transaction");
	if (store->in_memory || store->read_only)
		return err_kept(err_new(ERR_READ_ONLY, _("the base cannot be written: %s"), store->read_only ? store->read_only : ""), _("nothing was changed"));
	return rescue(store, store->path, NULL, by, kept, progress);
}

Err *care_rescue_path(const StoreOptions *options, const CareBy *by, CareKept *kept, const CareProgress *progress)
{
	return rescue(NULL, options->path, options, by, kept, progress);
}
