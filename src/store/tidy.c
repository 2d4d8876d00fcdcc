/* SPDX-License-Identifier: MIT */
/* What writing leaves to be put in order, step by step, when nobody waits for it. */
#include "inside.h"
#include "kartoteka/base/log.h"
#include "kartoteka/store/care.h"
#include "sqlite_search.h"

bool store_untidy(const Store *store)
{
	return store->db && !store->in_memory && !store->read_only && !store->running && !store->misplaced && (store->scattered || db_log_waits(store->db));
}

/* A base that was brought to another form meanwhile is left alone. */
static Err *merge_in(Store *store, bool *more)
{
	int64_t form = 0;
	TRY(db_form(&form, store->db));
	return form == care_version() ? index_merge(store->db, more) : NULL;
}

static Err *merge(Store *store)
{
	bool begun, more = false;
	store->scattered = false;
	TRY(db_begin_now(store->db, &begun));
	if (!begun)
		return NULL; /* who writes now does it behind that */
	Err *err = merge_in(store, &more);
	if (!err)
		err = db_commit(store->db);
	else
		db_rollback(store->db);
	store->scattered = !err && more;
	return err;
}

void store_tidy(Store *store)
{
	if (!store_untidy(store))
		return;
	/* Another file may stand there: it would get what belongs to this one. */
	Err *err = check_place(store);
	store->misplaced = err != NULL;
	if (!err && !store->scattered) {
		db_log_home(store->db);
		return;
	}
	if (!err)
		err = merge(store);
	if (err)
		log_line("%s: %s", store->path, err->what);
	err_free(err);
}

void tidy_closing(Store *store)
{
	enum {
		STEPS = 4
	};
	for (int i = 0; i < STEPS && store->scattered && store_untidy(store); i++)
		store_tidy(store);
}
