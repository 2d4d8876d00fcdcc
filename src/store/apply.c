/* SPDX-License-Identifier: MIT */
/*
 * Make, edit, remove inside the running transaction: rules and derived values of the kind, the row, the journal, the search index.
 * Beginning and committing is in batch.c.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/uuid.h"
#include "record.h"
#include "search.h"
#include "search_doc.h"
#include "values.h"

enum {
	COLUMNS_MOST = 64
};

static Err *in_transaction(const Store *store)
{
	return store->running ? NULL : err_new(ERR_FAILED, "a change outside a transaction");
}

/* ---- Rows ---- */
Err *record_insert(Store *store, const Kind *kind, const void *record)
{
	Value args[COLUMNS_MOST];
	const Record *head = record;
	size_t n = 0;
	args[n++] = arg_int(head->id);
	args[n++] = arg_int(head->rev);
	uint8_t uuid[UUID_BYTES];
	args[n++] = arg_bytes((const char *)uuid, uuid_bytes(uuid, head->uuid) ? sizeof uuid : 0);
	for (size_t i = 0; i < kind->field_count; i++)
		args[n++] = field_get(&kind->fields[i], record, store->scratch);
	store->writes = true;
	return db_run(store->db, record_insert_sql(kind), args, n);
}

Err *record_update(Store *store, const Kind *kind, const void *from, const void *to, int64_t rev, bool *differs)
{
	Value args[COLUMNS_MOST];
	size_t n = 0;
	Str sql = {0};
	*differs = false;
	args[n++] = arg_int(((const Record *)from)->id);
	args[n++] = arg_int(rev);
	str_addf(&sql, "UPDATE \"%s\" SET \"rev\" = $2", kind->table);
	for (size_t i = 0; i < kind->field_count; i++) {
		Value old = field_get(&kind->fields[i], from, store->scratch);
		Value new = field_get(&kind->fields[i], to, store->scratch);
		if (value_same(&old, &new))
			continue;
		args[n++] = new;
		str_add(&sql, ", \"");
		str_add(&sql, kind->fields[i].name);
		str_addf(&sql, "\" = $%zu", n);
		*differs = true;
	}
	str_add(&sql, " WHERE \"id\" = $1");
	Err *err = NULL;
	if (*differs) {
		store->writes = true;
		err = db_run(store->db, str_text(&sql), args, n);
	}
	str_done(&sql);
	return err;
}

Err *record_delete(Store *store, const Kind *kind, int64_t id)
{
	Str sql = {0};
	str_addf(&sql, "DELETE FROM \"%s\" WHERE \"id\" = $1", kind->table);
	store->writes = true;
	Err *err = db_run(store->db, str_text(&sql), ARGS(arg_int(id)));
	str_done(&sql);
	return err;
}

/* ---- Ids ---- */
static Err *next_id(Store *store, int64_t *id)
{
	if (!store->ids)
		TRY(db_int(&store->ids, store->db, "SELECT next_id FROM base WHERE id = 1", NO_ARGS));
	*id = store->ids++;
	return NULL;
}

static Err *give_id(Store *store, Record *head)
{
	if (!head->id)
		return next_id(store, &head->id);
	/* A given one must not be given again. */
	if (!store->ids)
		TRY(db_int(&store->ids, store->db, "SELECT next_id FROM base WHERE id = 1", NO_ARGS));
	if (head->id >= store->ids)
		store->ids = head->id + 1;
	return NULL;
}

/* ---- Make ---- */
static Err *make_row(Store *store, const Kind *kind, Record *head)
{
	TRY(give_id(store, head));
	if (!head->uuid[0])
		env_uuid(head->uuid, store->env);
	head->rev = 1;
	arena_reset(store->scratch);
	TRY(record_insert(store, kind, head));
	return change_log(store, PATCH_MAKE, kind, head->id, 0, NULL);
}

Err *store_make(Store *store, const Kind *kind, void *record)
{
	TRY(in_transaction(store));
	if (kind->check)
		TRY(kind->check(record));
	if (kind->derive)
		kind->derive(record, store->arena);
	TRY(make_row(store, kind, record));
	return search_changed(store, kind, ((const Record *)record)->id, NULL, record);
}

const char *store_ahead(const Kind *kind, void *record, Arena *arena)
{
	Str text = {0};
	if (kind->derive)
		kind->derive(record, arena);
	search_entry_of(&text, kind, record, arena);
	const char *searched = arena_dupn(arena, str_text(&text), text.n);
	str_done(&text);
	return searched;
}

Err *store_make_ahead(Store *store, const Kind *kind, void *record, const char *searched)
{
	TRY(in_transaction(store));
	if (kind->check)
		TRY(kind->check(record));
	TRY(make_row(store, kind, record));
	return search_made(store, kind, ((const Record *)record)->id, record, searched);
}

/* ---- Edit ---- */
/* `mine` over what the row is now. Fields where another was quicker with something else become the conflict. */
static void merge(Store *store, const Patch *mine, const void *theirs, void *merged)
{
	Conflict *conflict = &store->conflict;
	*conflict = (Conflict){.kind = mine->kind, .id = mine->id};
	for (size_t i = 0; i < mine->n; i++) {
		const FieldChange *change = &mine->changes[i];
		Value now = field_get(change->field, theirs, store->scratch);
		if (value_same(&now, &change->old) || value_same(&now, &change->new)) {
			err_free(field_set(change->field, merged, &change->new));
			continue;
		}
		if (conflict->n == countof(conflict->field))
			continue;
		conflict->field[conflict->n] = change->field;
		conflict->base[conflict->n] = value_dup(store->conflict_arena, &change->old);
		conflict->mine[conflict->n] = value_dup(store->conflict_arena, &change->new);
		conflict->theirs[conflict->n] = value_dup(store->conflict_arena, &now);
		conflict->n++;
	}
}

/* *name: the author as people call them, the caller frees; NULL: not asked. */
static Err *last_change(Store *store, const Kind *kind, int64_t id, int64_t *author, Instant *at, char **name)
{
	Rows rows;
	bool more;
	int64_t batch;
	TRY(journal_last_batch(store, kind, id, &batch));
	TRY(db_query(&rows, store->db, "SELECT b.author, b.at, s.name, s.login FROM batch b LEFT JOIN staff s ON s.id = b.author WHERE b.id = $1",
	             ARGS(arg_int(batch))));
	TRY(rows_next(&rows, &more));
	if (more) {
		*author = row_int(&rows, 0);
		at->s = row_int(&rows, 1);
		if (name)
			*name = mem_strdup(row_text(&rows, row_is_null(&rows, 2) ? 3 : 2));
	}
	rows_done(&rows);
	return NULL;
}

Err *store_last_change(Store *store, const Kind *kind, int64_t id, int64_t *author, Instant *at)
{
	return last_change(store, kind, id, author, at, NULL);
}

static Err *err_conflict(Store *store, const Kind *kind, const void *theirs)
{
	Conflict *conflict = &store->conflict;
	Str title = {0};
	char *who = NULL;
	TRY(last_change(store, kind, conflict->id, &conflict->author, &conflict->at, &who));
	kind->title(&title, theirs);
	store->has_conflict = true;
	Err *err = err_new(ERR_CONFLICT, _("%s: %s was changed by %s meanwhile"), str_text(&title), _(conflict->field[0]->label),
	                   who ? who : _("another session"));
	err = err_word(err_kept(err, _("nothing was changed")), conflict->field[0]->name, -1);
	str_done(&title);
	free(who);
	return err;
}

/* From one state of a row to another: row, journal, index. */
Err *write_edit(Store *store, bool *changed, const Kind *kind, const void *from, void *to)
{
	Patch patch = patch_between(store->scratch, kind, from, to);
	Record *head = to;
	int64_t rev = ((const Record *)from)->rev;
	*changed = patch.n > 0;
	head->id = ((const Record *)from)->id;
	head->rev = patch.n ? rev + 1 : rev;
	bool differs;
	TRY(record_update(store, kind, from, to, head->rev, &differs));
	if (patch.n) {
		Str values = {0};
		values_begin(&values);
		for (size_t i = 0; i < patch.n; i++)
			values_pair(&values, patch.changes[i].field->name, &patch.changes[i].old, &patch.changes[i].new);
		values_end(&values);
		Err *err = change_log(store, PATCH_EDIT, kind, head->id, rev, &values);
		str_done(&values);
		TRY(err);
	}
	return differs ? search_changed(store, kind, head->id, from, to) : NULL;
}

/* What came from others and what was derived goes back into the caller's record. */
static void give_back(Store *store, const Kind *kind, void *new, const void *merged)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		Value a = field_get(field, new, store->scratch), b = field_get(field, merged, store->scratch);
		if (value_same(&a, &b))
			continue;
		b = value_dup(store->arena, &b);
		err_free(field_set(field, new, &b));
	}
	Record *head = new;
	*head = *(const Record *)merged;
}

Err *store_edit(Store *store, bool *changed, const Kind *kind, const void *old, void *new)
{
	*changed = false;
	TRY(in_transaction(store));
	arena_reset(store->scratch);
	const Record *head = old;
	void *theirs = arena_alloc(store->scratch, kind->size);
	bool found;
	TRY(record_load(store, kind, head->id, theirs, &found, store->scratch));
	/* A restore gives no number twice, a file that was copied over the base may: then this is somebody else. */
	if (found && head->uuid[0] && strcmp(head->uuid, ((const Record *)theirs)->uuid) != 0)
		found = false;
	if (!found) {
		return err_kept(err_new(ERR_NOT_FOUND, _("this %s was removed meanwhile"), _(kind->label)), _("nothing was changed"));
	}
	Patch mine = patch_between(store->scratch, kind, old, new);
	mine.id = head->id;
	void *merged = record_dup(store->scratch, kind, theirs);
	merge(store, &mine, theirs, merged);
	if (store->conflict.n)
		return err_conflict(store, kind, theirs);
	if (kind->check)
		TRY(kind->check(merged));
	if (kind->derive)
		kind->derive(merged, store->scratch);
	TRY(write_edit(store, changed, kind, theirs, merged));
	give_back(store, kind, new, merged);
	return NULL;
}

Err *store_merge(Store *store, const Kind *kind, const void *old, const void *new, const void *theirs, void *merged)
{
	TRY(in_transaction(store));
	arena_reset(store->scratch);
	Patch mine = patch_between(store->scratch, kind, old, new);
	mine.id = ((const Record *)theirs)->id;
	memcpy(merged, theirs, kind->size);
	merge(store, &mine, theirs, merged);
	return store->conflict.n ? err_conflict(store, kind, theirs) : NULL;
}

const Conflict *store_conflict(const Store *store)
{
	return store->has_conflict ? &store->conflict : NULL;
}

/* ---- Remove ---- */
static Err *add_referrers(Store *store, const Kind *from, const Field *field, const Kind *kind, int64_t id, bool child, Referrer **out,
                          size_t *n, size_t *cap)
{
	Str sql = {0};
	str_addf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = $1", from->table, field->name);
	if (!field->of)
		str_addf(&sql, " AND \"%s_kind\" = $2", field->name);
	str_add(&sql, " ORDER BY \"id\"");
	Rows rows;
	bool more = false;
	Err *err = db_query(&rows, store->db, str_text(&sql), ARGS(arg_int(id), arg_text(kind->name)));
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		*out = mem_room(*out, *n, cap, sizeof **out);
		(*out)[(*n)++] = (Referrer){from, field, row_int(&rows, 0), child};
	}
	str_done(&sql);
	return err;
}

Err *referrers_of(Store *store, const Kind *kind, int64_t id, Referrer **out, size_t *n, Arena *arena)
{
	Referrer *found = NULL;
	size_t count = 0, cap = 0;
	Err *err = NULL;
	for (size_t k = 0; kinds[k] && !err; k++) {
		for (size_t i = 0; i < kinds[k]->field_count && !err; i++) {
			const Field *field = &kinds[k]->fields[i];
			bool child = kinds[k]->parent && strcmp(kinds[k]->parent, field->name) == 0;
			if (field->of ? strcmp(field->of, kind->name) == 0 : child)
				err = add_referrers(store, kinds[k], field, kind, id, child, &found, &count, &cap);
		}
	}
	*out = NULL;
	*n = 0;
	if (!err && count) {
		*out = arena_alloc(arena, count * sizeof **out);
		memcpy(*out, found, count * sizeof **out);
		*n = count;
	}
	free(found);
	return err;
}

static Err *log_removal(Store *store, const Kind *kind, const void *record)
{
	const Record *head = record;
	Str values = {0};
	Value uuid = arg_text(head->uuid);
	values_begin(&values);
	values_one(&values, "uuid", &uuid);
	for (size_t i = 0; i < kind->field_count; i++) {
		Value value = field_get(&kind->fields[i], record, store->scratch);
		if (value.type != VALUE_NULL)
			values_one(&values, kind->fields[i].name, &value);
	}
	values_end(&values);
	Err *err = change_log(store, PATCH_REMOVE, kind, head->id, head->rev, &values);
	str_done(&values);
	return err;
}

Err *remove_row(Store *store, const Kind *kind, const void *record)
{
	int64_t id = ((const Record *)record)->id;
	TRY(log_removal(store, kind, record));
	TRY(record_delete(store, kind, id));
	return search_changed(store, kind, id, record, NULL);
}

static Err *remove_whole(Store *store, const Kind *kind, int64_t id, Arena *arena);

/* Takes a referrer out of the way: it goes too, or it lets go. */
static Err *release(Store *store, const Referrer *from, const Kind *kind, const void *record, Arena *arena)
{
	void *row = arena_alloc(arena, from->kind->size);
	bool found, changed;
	TRY(record_load(store, from->kind, from->id, row, &found, arena));
	if (!found)
		return NULL; /* gone with another of its owners */
	if (from->child || (from->kind->goes && from->kind->goes(row, from->field)))
		return remove_whole(store, from->kind, from->id, arena);
	if (from->field->flags & FIELD_REQUIRED) {
		Str title = {0};
		kind->title(&title, record);
		Err *err = err_kept(err_new(ERR_FAILED, _("%s is still used by %s"), str_text(&title), _(from->kind->labels)), _("nothing was changed"));
		str_done(&title);
		return err;
	}
	void *after = record_dup(arena, from->kind, row);
	field_clear(from->field, after);
	if (from->kind->derive)
		from->kind->derive(after, arena);
	return write_edit(store, &changed, from->kind, row, after);
}

static Err *remove_whole(Store *store, const Kind *kind, int64_t id, Arena *arena)
{
	void *record = arena_alloc(arena, kind->size);
	bool found;
	TRY(record_load(store, kind, id, record, &found, arena));
	if (!found)
		return err_new(ERR_NOT_FOUND, _("there is no %s %lld"), _(kind->label), (long long)id);
	Referrer *from;
	size_t n;
	TRY(referrers_of(store, kind, id, &from, &n, arena));
	for (size_t i = 0; i < n; i++)
		TRY(release(store, &from[i], kind, record, arena));
	/* Letting go may have touched the row itself. */
	TRY(record_load(store, kind, id, record, &found, arena));
	return found ? remove_row(store, kind, record) : NULL;
}

Err *store_remove(Store *store, const Kind *kind, int64_t id)
{
	TRY(in_transaction(store));
	arena_reset(store->scratch);
	Arena *arena = arena_new();
	Err *err = remove_whole(store, kind, id, arena);
	arena_free(arena);
	return err;
}

/* ---- Derived values ---- */
Err *store_derive(Store *store, const Kind *kind, const void *record)
{
	TRY(in_transaction(store));
	Arena *arena = arena_new();
	void *now = arena_alloc(arena, kind->size);
	bool found;
	Err *err = record_load(store, kind, ((const Record *)record)->id, now, &found, arena);
	if (!err && found)
		err = store_derive_over(store, kind, now, record);
	arena_free(arena);
	return err;
}

Err *store_derive_over(Store *store, const Kind *kind, const void *now, const void *record)
{
	TRY(in_transaction(store));
	arena_reset(store->scratch);
	const Record *head = record;
	bool differs;
	void *after = record_dup(store->scratch, kind, now);
	for (size_t i = 0; i < kind->field_count; i++) {
		if (kind->fields[i].flags & FIELD_DERIVED)
			field_copy(&kind->fields[i], after, record);
	}
	TRY(record_update(store, kind, now, after, ((const Record *)now)->rev, &differs));
	return differs ? search_changed(store, kind, head->id, now, after) : NULL;
}
