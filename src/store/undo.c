/* SPDX-License-Identifier: MIT */
/*
 * Taking a batch back: its changes the other way round, last first, as a new batch that is logged like any other, so that redo is
 * taking that one back. What was changed since stops it whole; of an import it stays and the rest goes.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "record.h"
#include "search.h"

enum {
	PAGE = 64, /* rows of the journal */
	TOLD_EVERY = 500,
	ASKED_MOST = 50,
	LARGE = 5000,
};

typedef struct TakeBack {
	Store *store;
	int64_t batch;
	Arena *page, *row;
	VEC(int64_t)
	clients;
	bool leaves; /* what was changed since is left alone */
	const CareProgress *progress;
	int64_t done, all;
	bool only_asks;
	int64_t left;
} TakeBack;

/* ---- Conflicts ---- */
static Err *err_changed_since(Store *store, const Kind *kind, const void *record, const Field *field)
{
	Str title = {0};
	kind->title(&title, record);
	Err *err;
	if (field)
		err = err_word(err_new(ERR_CONFLICT, _("%s: %s was changed since, so it cannot be taken back"), str_text(&title), _(field->label)),
		               field->name, -1);
	else
		err = err_new(ERR_CONFLICT, _("%s was changed since, so it cannot be taken back"), str_text(&title));
	str_done(&title);
	(void)store;
	return err_kept(err, _("nothing was changed"));
}

/* Something another batch did to the record after `seq` and that holds. */
static Err *holds_since(TakeBack *take, const JournalStep *step, bool *holds)
{
	Rows rows;
	bool more;
	int64_t last;
	*holds = false;
	VEC(int64_t)
	batches = {0};
	/* It was made before: what comes after is an edit or a removal. */
	Err *err = db_query(&rows, take->store->db,
	                    "SELECT DISTINCT c.batch FROM change c JOIN batch b ON b.id = c.batch"
	                    " WHERE c.op > 0 AND c.kind = $1 AND c.record = $2 AND c.seq > $3 AND c.batch <> $4 AND c.batch <> $5 AND b.depth = 0",
	                    ARGS(arg_text(step->kind->name), arg_int(step->record), arg_int(step->seq), arg_int(take->batch),
	                         arg_int(take->only_asks ? 0 : store_batch(take->store))));
	while (!err && !(err = rows_next(&rows, &more)) && more)
		vec_push(&batches, row_int(&rows, 0));
	for (size_t i = 0; i < batches.n && !err && !*holds; i++) {
		bool taken_back;
		err = journal_chain_end(take->store, batches.at[i], &last, &taken_back);
		*holds = !taken_back;
	}
	vec_free(&batches);
	return err;
}

/* Where it is only asked, the batch's other changes still stand: what it did itself to a record, behind this step, is nobody's else. */
static Err *is_own(bool *own, const TakeBack *take, const Kind *kind, int64_t record, int64_t after)
{
	int64_t seq = 0;
	*own = false;
	if (!take->only_asks)
		return NULL;
	TRY(db_int(&seq, take->store->db, "SELECT max(c.seq) FROM change c WHERE c.batch = $1 AND " JOURNAL_CHANGE_OF("$2") " AND coalesce(c.kind, $3) = $3",
	           ARGS(arg_int(take->batch), arg_int(record), arg_text(kind->name))));
	*own = seq > after;
	return NULL;
}

/* ---- Touched clients ---- */
static void touch(TakeBack *take, const Kind *kind, const void *record)
{
	if (kind == &kind_client)
		vec_push(&take->clients, ((const Record *)record)->id);
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		if (!field->of || strcmp(field->of, kind_client.name) != 0)
			continue;
		Value value = field_get(field, record, take->row);
		if (value.type == VALUE_INT)
			vec_push(&take->clients, value.i);
	}
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static void give_clients(TakeBack *take, int64_t **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	if (!take->clients.n)
		return;
	qsort(take->clients.at, take->clients.n, sizeof(int64_t), by_number);
	*out = arena_alloc(arena, take->clients.n * sizeof(int64_t));
	for (size_t i = 0; i < take->clients.n; i++) {
		if (i == 0 || take->clients.at[i] != take->clients.at[i - 1])
			(*out)[(*n)++] = take->clients.at[i];
	}
}

/* ---- One step ---- */
static Err *may_unmake(TakeBack *take, const JournalStep *step, const void *record)
{
	Referrer *from;
	size_t n;
	bool holds, own;
	TRY(holds_since(take, step, &holds));
	if (holds)
		return err_changed_since(take->store, step->kind, record, NULL);
	TRY(referrers_of(take->store, step->kind, step->record, &from, &n, take->row));
	for (size_t i = 0; i < n; i++) {
		TRY(is_own(&own, take, from[i].kind, from[i].id, 0));
		if (own)
			continue;
		Str title = {0};
		step->kind->title(&title, record);
		Err *err = err_new(ERR_CONFLICT, _("%s cannot be taken back: %s were added to it since"), str_text(&title), _(from[i].kind->labels));
		str_done(&title);
		return err_kept(err, _("nothing was changed"));
	}
	return NULL;
}

/* A made record goes again, if nothing hangs on it that came later. */
static Err *unmake(TakeBack *take, const JournalStep *step)
{
	Store *store = take->store;
	void *record = arena_alloc(take->row, step->kind->size);
	bool found;
	TRY(record_load(store, step->kind, step->record, record, &found, take->row));
	if (!found)
		return NULL; /* already removed by someone */
	TRY(may_unmake(take, step, record));
	if (take->only_asks)
		return NULL;
	touch(take, step->kind, record);
	return remove_row(store, step->kind, record);
}

/* Of what kind the field's record is; NULL when it names none. Of a reminder that stands beside it. */
static const Kind *kind_pointed_to(const Kind *kind, const Field *field, const void *record, Arena *arena)
{
	if (field->of)
		return kind_find(field->of);
	if (!kind->parent || strcmp(kind->parent, field->name) != 0)
		return NULL;
	const Field *beside = kind_field(kind, arena_printf(arena, "%s_kind", field->name));
	Value name = beside ? field_get(beside, record, arena) : (Value){0};
	return name.type == VALUE_TEXT ? kind_find(name.s) : NULL;
}

/* What the record points to may have been removed since. */
static Err *owners_there(TakeBack *take, const JournalStep *step, const void *record)
{
	for (size_t i = 0; i < step->kind->field_count; i++) {
		const Field *field = &step->kind->fields[i];
		Value id = field_get(field, record, take->row);
		const Kind *of = kind_pointed_to(step->kind, field, record, take->row);
		if (!of || id.type != VALUE_INT)
			continue;
		bool found, own;
		TRY(record_load(take->store, of, id.i, arena_alloc(take->row, of->size), &found, take->row));
		TRY(is_own(&own, take, of, id.i, step->seq));
		if (!found && !own) {
			Err *err = err_new(ERR_CONFLICT, _("%s cannot come back: its %s is gone since"), _(step->kind->label), _(of->label));
			return err_kept(err, _("nothing was changed"));
		}
	}
	return NULL;
}

static Err *unedit(TakeBack *take, const JournalStep *step)
{
	Store *store = take->store;
	void *record = arena_alloc(take->row, step->kind->size);
	bool found, changed;
	Patch patch = {.op = PATCH_EDIT, .kind = step->kind, .id = step->record};
	TRY(journal_patch(&patch, false, &step->values, NULL, take->row));
	TRY(record_load(store, step->kind, step->record, record, &found, take->row));
	if (!found) {
		return err_kept(err_new(ERR_CONFLICT, _("%s was removed since, so it cannot be taken back"), _(step->kind->label)),
		                _("nothing was changed"));
	}
	void *after = record_dup(take->row, step->kind, record);
	for (size_t i = 0; i < patch.n; i++) {
		const FieldChange *change = &patch.changes[i];
		Value now = field_get(change->field, record, take->row);
		if (!value_same(&now, &change->new) && !value_same(&now, &change->old))
			return err_changed_since(store, step->kind, record, change->field);
		TRY(field_set(change->field, after, &change->old));
	}
	TRY(owners_there(take, step, after));
	if (take->only_asks)
		return NULL;
	if (step->kind->derive)
		step->kind->derive(after, take->row);
	touch(take, step->kind, record);
	touch(take, step->kind, after);
	return write_edit(store, &changed, step->kind, record, after);
}

static Err *unremove(TakeBack *take, const JournalStep *step)
{
	Store *store = take->store;
	void *record = arena_alloc(take->row, step->kind->size);
	bool found;
	TRY(record_load(store, step->kind, step->record, record, &found, take->row));
	if (found)
		return err_changed_since(store, step->kind, record, NULL);
	Patch patch = {.op = PATCH_REMOVE, .kind = step->kind, .id = step->record};
	record_init(step->kind, record);
	Record *head = record;
	TRY(journal_patch(&patch, true, &step->values, head->uuid, take->row));
	if (!head->uuid[0])
		env_uuid(head->uuid, store->env);
	head->id = step->record;
	head->rev = step->rev + 1; /* a form open since before the removal must not match it */
	for (size_t i = 0; i < patch.n; i++)
		TRY(field_set(patch.changes[i].field, record, &patch.changes[i].old));
	TRY(owners_there(take, step, record));
	if (take->only_asks)
		return NULL;
	Err *err = record_insert(store, step->kind, record);
	if (err && err->code == ERR_FAILED) {
		err_free(err); /* its name was taken meanwhile */
		return err_changed_since(store, step->kind, record, NULL);
	}
	TRY(err);
	touch(take, step->kind, record);
	TRY(change_log(store, PATCH_MAKE, step->kind, head->id, 0, NULL));
	return search_changed(store, step->kind, head->id, NULL, record);
}

static Err *take_strictly(TakeBack *take, const JournalStep *step)
{
	switch (step->op) {
	case PATCH_MAKE:
		return unmake(take, step);
	case PATCH_EDIT:
		return unedit(take, step);
	case PATCH_REMOVE:
		return unremove(take, step);
	}
	return NULL;
}

/* Of several changes of one record the last tells: it stands as that one left it. */
static Err *may_take(TakeBack *take, const JournalStep *step)
{
	bool own = false;
	if (step->op != PATCH_MAKE)
		TRY(is_own(&own, take, step->kind, step->record, step->seq));
	return own ? NULL : take_strictly(take, step);
}

static Err *take_step(TakeBack *take, const JournalStep *step)
{
	arena_reset(take->row);
	arena_reset(take->store->scratch);
	if (take->only_asks)
		return may_take(take, step);
	Err *err = take_strictly(take, step);
	if (!err || !take->leaves || err->code != ERR_CONFLICT)
		return err;
	/* What it stands on (its series, source, lines) is refused in turn, since this one points there. */
	take->left += journal_kind_is_counted(step->kind);
	err_free(err);
	return NULL;
}

/* ---- The whole batch ---- */
static Err *read_page(TakeBack *take, JournalReader *reader)
{
	arena_reset(take->page);
	TRY(journal_page(reader, PAGE, take->page));
	for (size_t i = 0; i < reader->steps.n; i++) {
		if (!reader->steps.at[i].kind)
			return err_new(ERR_FAILED, _("the batch %lld holds records of a kind this program does not know"), (long long)take->batch);
	}
	return NULL;
}

static Err *tell(TakeBack *take)
{
	if (take->done++ % TOLD_EVERY == 0 && take->progress && !take->progress->step(take->progress->self, take->done - 1, take->all))
		return err_kept(err_new(ERR_INTERRUPTED, "%s", _("stopped")), _("nothing was changed"));
	return NULL;
}

static Err *take_all(TakeBack *take)
{
	JournalReader reader;
	Err *err = journal_read(&reader, take->store, take->batch, true);
	while (!err && !(err = read_page(take, &reader)) && reader.steps.n) {
		for (size_t i = 0; i < reader.steps.n && !err; i++) {
			err = tell(take);
			if (!err)
				err = take_step(take, &reader.steps.at[i]);
		}
	}
	journal_read_done(&reader);
	return err;
}

Err *journal_may_take_back(Store *store, int64_t batch, size_t *looked)
{
	TakeBack take = {.store = store, .batch = batch, .only_asks = true, .page = arena_new(), .row = arena_new()};
	JournalReader reader;
	Err *err = journal_read(&reader, store, batch, true);
	if (!err)
		err = read_page(&take, &reader);
	*looked = reader.steps.n > ASKED_MOST ? ASKED_MOST : 0;
	for (size_t i = 0; i < reader.steps.n && i < ASKED_MOST && !err; i++)
		err = take_step(&take, &reader.steps.at[i]);
	journal_read_done(&reader);
	arena_free(take.page);
	arena_free(take.row);
	return err;
}

static Err *check_batch(Store *store, int64_t batch)
{
	int64_t there = 0, by = 0, restore = 0, newcomer = 0;
	TRY(db_int(&there, store->db, "SELECT id FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&by, store->db, "SELECT undone_by FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	if (!there)
		return err_new(ERR_NOT_FOUND, _("there is no batch %lld"), (long long)batch);
	TRY(db_int(&restore, store->db, "SELECT 1 FROM batch b JOIN phrase p ON p.id = b.phrase WHERE b.id = $1 AND p.command = '" JOURNAL_RESTORE "'", ARGS(arg_int(batch))));
	if (restore)
		return err_todo(err_kept(err_new(ERR_FAILED, _("a backup that was brought back is not taken back here")), _("nothing was changed")),
		                _("what was there before it is kept beside the base as .before-restore-*; kartoteka restore FILE brings that back"));
	TRY(db_int(&newcomer, store->db, "SELECT 1 FROM batch b JOIN phrase p ON p.id = b.phrase WHERE b.id = $1 AND p.command = '" JOURNAL_NEWCOMER "'", ARGS(arg_int(batch))));
	if (newcomer)
		return err_kept(err_new(ERR_FAILED, _("who came to the base stays in it: all that they did names them")), _("nothing was changed"));
	return by ? err_kept(err_new(ERR_FAILED, _("the batch %lld was already taken back"), (long long)batch), _("nothing was changed")) : NULL;
}

static Err *take_back(Store *store, int64_t batch, const BatchHead *head, const CareProgress *progress, int64_t *left, int64_t **touched_clients, size_t *n, Arena *arena)
{
	*touched_clients = NULL;
	*n = 0;
	/* Something taken back and brought again is in force as the batch that brought it. */
	int64_t last;
	bool taken_back;
	TRY(journal_chain_end(store, batch, &last, &taken_back));
	if (!taken_back)
		batch = last;
	BatchHead whole = *head;
	whole.undoes = batch;
	TRY(store_begin(store, &whole));
	TakeBack take = {.store = store, .batch = batch, .leaves = left != NULL, .progress = progress, .page = arena_new(), .row = arena_new()};
	int64_t changes = 0;
	Err *err = check_batch(store, batch);
	if (!err)
		err = db_int(&changes, store->db, "SELECT changes FROM batch WHERE id = $1", ARGS(arg_int(batch)));
	take.all = changes;
	if (!err && changes > LARGE)
		err = db_cache(store->db, DB_CACHE_BIG_KIB);
	if (!err)
		err = take_all(&take);
	if (changes > LARGE)
		err_free(db_cache(store->db, store->big_cache ? DB_CACHE_IMPORT_KIB : store->cache_kib));
	if (err)
		store_rollback(store);
	else
		give_clients(&take, touched_clients, n, arena);
	if (left)
		*left = take.left;
	arena_free(take.page);
	arena_free(take.row);
	vec_free(&take.clients);
	return err;
}

Err *journal_take_back(Store *store, int64_t batch, const BatchHead *head, const CareProgress *progress, int64_t **touched_clients, size_t *n, Arena *arena)
{
	return take_back(store, batch, head, progress, NULL, touched_clients, n, arena);
}

Err *journal_take_back_most(Store *store, int64_t batch, const BatchHead *head, const CareProgress *progress, int64_t *left, int64_t **touched_clients, size_t *n, Arena *arena)
{
	*left = 0;
	return take_back(store, batch, head, progress, left, touched_clients, n, arena);
}
