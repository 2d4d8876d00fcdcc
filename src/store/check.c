/* SPDX-License-Identifier: MIT */
/*
 * Whether the base says the same everywhere: pages and references (SQLite's own checks), the journal, ids, values that follow from their
 * record, reminders without what they remind of, the search index. Values that follow from other rows are compared by work.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/care.h"
#include "record.h"
#include "search.h"

enum {
	QUICK_BATCHES = 1000,
	QUICK_CHANGES = 20000, /* of them, the newest */
	QUICK_COUNTED = 1000,  /* of a batch whose changes span more of the journal's numbers none are counted */
	QUICK_CLIENTS = 1000,
	TOLD_EVERY = 1000,
	FAULTS_MOST = 200,
};

typedef struct Check {
	Store *store;
	Str *faults;
	size_t told;
	bool repair;
	const CareProgress *progress;
	int64_t done, all;
} Check;

static bool tell(Check *check)
{
	if (check->told == FAULTS_MOST)
		str_add(check->faults, _("… and more\n"));
	return check->told++ < FAULTS_MOST;
}

static Err *go_on(Check *check)
{
	if (++check->done % TOLD_EVERY != 0 || !check->progress || !check->progress->step)
		return NULL;
	return check->progress->step(check->progress->self, check->done, check->all) ? NULL : err_new(ERR_INTERRUPTED, _("stopped"));
}

/* ---- The row of the base ---- */
static Err *check_base(Check *check)
{
	Db *db = check->store->db;
	int64_t rows = 0, form = 0, user = 0, next = 0;
	TRY(db_int(&rows, db, "SELECT count(*) FROM base", NO_ARGS));
	TRY(db_int(&form, db, "SELECT form FROM base WHERE id = 1", NO_ARGS));
	TRY(db_int(&next, db, "SELECT next_id FROM base WHERE id = 1", NO_ARGS));
	TRY(db_form(&user, db));
	if ((rows != 1 || form != user) && tell(check))
		str_addf(check->faults, _("the row of the base says form %lld, its file %lld: restore a backup\n"), (long long)form, (long long)user);
	for (size_t i = 0; kinds[i]; i++) {
		int64_t most = 0;
		Str sql = {0};
		str_addf(&sql, "SELECT max(\"id\") FROM \"%s\"", kinds[i]->table);
		Err *err = db_int(&most, db, str_text(&sql), NO_ARGS);
		str_done(&sql);
		TRY(err);
		if (most >= next && tell(check))
			str_addf(check->faults, _("the next id %lld was already given to %s %lld: kartoteka check --repair\n"), (long long)next,
			         kinds[i]->name, (long long)most);
		next = most >= next ? most + 1 : next;
	}
	return check->repair ? db_run(db, "UPDATE base SET next_id = $1 WHERE next_id < $1", ARGS(arg_int(next))) : NULL;
}

/* Every table has the columns of its kind. */
static Err *check_tables(Check *check)
{
	for (size_t i = 0; kinds[i]; i++) {
		Rows rows;
		Err *err = db_query(&rows, check->store->db, record_select_id(kinds[i]), ARGS(arg_int(0)));
		if (!err)
			rows_done(&rows);
		else if (tell(check))
			str_addf(check->faults, _("the table %s is not as this program makes it: restore a backup\n"), kinds[i]->table);
		err_free(err);
	}
	return NULL;
}

/* ---- The journal ---- */
static Err *check_counts(Check *check, int64_t from, bool quick)
{
	/* Of a batch whose changes lie far apart in the journal a quick check counts none. */
	static const char counts[] =
		"SELECT b.id, b.changes, CASE WHEN b.last_seq - b.first_seq > $2 THEN b.changes"
		" ELSE coalesce((SELECT sum(CASE WHEN c.op = 0 THEN length(c.made) ELSE 1 END) FROM change c"
		" WHERE c.seq >= b.first_seq AND c.seq <= coalesce(b.last_seq, b.first_seq) AND c.batch = b.id), 0) END, b.undoes,"
		" (SELECT u.undone_by FROM batch u WHERE u.id = b.undoes) FROM batch b WHERE b.id > $1";
	Rows rows;
	bool more;
	TRY(db_query(&rows, check->store->db, counts, ARGS(arg_int(from), arg_int(quick ? QUICK_COUNTED : INT64_MAX))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		int64_t id = row_int(&rows, 0);
		if (row_int(&rows, 1) != row_int(&rows, 2) && tell(check))
			str_addf(check->faults, _("batch %lld has %lld changes instead of %lld: it cannot be taken back whole\n"), (long long)id,
			         (long long)row_int(&rows, 2), (long long)row_int(&rows, 1));
		if (!row_is_null(&rows, 3) && row_int(&rows, 4) != id && tell(check))
			str_addf(check->faults, _("batch %lld takes back %lld, which does not say so\n"), (long long)id, (long long)row_int(&rows, 3));
	}
}

static Err *check_change(Check *check, const Rows *rows, bool quick, Arena *arena)
{
	const char *name = row_text(rows, 1), *made = row_words(rows, 3);
	const int64_t op = row_int(rows, 4);
	const Kind *kind = NULL;
	if (op == PATCH_MAKE) {
		const size_t n = strlen(made);
		while (*made && kind_of_letter(*made))
			made++;
		if (n && n <= JOURNAL_RUN && !*made)
			return NULL;
		name = made;
	} else if (op == PATCH_EDIT || op == PATCH_REMOVE) {
		kind = kind_find(name);
	}
	if (!kind) {
		if (tell(check))
			str_addf(check->faults, _("change %lld is of an unknown kind %s\n"), (long long)row_int(rows, 0), name ? name : "?");
		return NULL;
	}
	Patch patch = {.kind = kind};
	Value values = row_value(rows, 2, arena);
	Err *err = journal_patch(&patch, false, &values, NULL, arena);
	if (err && tell(check))
		str_addf(check->faults, _("change %lld of %s cannot be read: its batch cannot be taken back\n"), (long long)row_int(rows, 0), kind->name);
	err_free(err);
	bool older = false;
	if (!quick)
		TRY(journal_is_ahead(&older, check->store->db, kind, row_int(rows, 5), row_int(rows, 6), row_int(rows, 0)));
	if (older && tell(check))
		str_addf(check->faults, _("%s %lld is older than its last change in the journal: an old page lay where it stands; enter that change again, or restore a backup\n"), kind->name,
		         (long long)row_int(rows, 5));
	return NULL;
}

/* Of the batches after $1. */
#define CHANGES_AFTER \
	"SELECT seq, kind, \"values\", made, op, record, rev FROM change WHERE seq >= (SELECT min(first_seq) FROM batch WHERE id > $1) AND batch > $1 ORDER BY seq"
static const char newest_changes[] = CHANGES_AFTER " DESC LIMIT $2";

static Err *check_changes(Check *check, int64_t from, bool quick)
{
	const Value args[] = {arg_int(from), arg_int(QUICK_CHANGES)};
	Arena *arena = arena_new();
	Rows rows;
	bool more = false;
	Err *err = db_query(&rows, check->store->db, quick ? newest_changes : CHANGES_AFTER, args, quick ? 2 : 1);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		arena_reset(arena);
		err = check_change(check, &rows, quick, arena);
		if (!err)
			err = go_on(check);
		if (err)
			rows_done(&rows);
	}
	arena_free(arena);
	return err;
}

/* The batch behind which the last ones stand. */
static Err *quick_from(Store *store, int64_t *from)
{
	TRY(db_int(from, store->db, "SELECT max(id) FROM batch", NO_ARGS));
	*from = *from > QUICK_BATCHES ? *from - QUICK_BATCHES : 0;
	return NULL;
}

static Err *check_journal(Check *check, bool quick)
{
	int64_t from = 0;
	if (quick)
		TRY(quick_from(check->store, &from));
	if (store_has_cut(check->store) && tell(check))
		str_add(check->faults, _("an import was cut short and could not be taken back: who may write to the base does it by any command; where the disk is full, make room first\n"));
	TRY(check_counts(check, from, quick));
	return check_changes(check, from, quick);
}

/* ---- Whose derived values the journal's last batches touch ---- */
typedef VEC(int64_t) Ids;

static void touched_by_value(Ids *ids, const Field *field, const Value *value)
{
	if (field->of && str_same(field->of, kind_client.name) && value->type == VALUE_INT)
		vec_push(ids, value->i);
}

/* An organization's name stands in the rows of those who belong to it. */
static Err *touched_by_client(Ids *ids, Store *store, int64_t id)
{
	Rows rows;
	bool more;
	vec_push(ids, id);
	TRY(db_query(&rows, store->db, "SELECT person FROM membership WHERE organization = $1 LIMIT $2", ARGS(arg_int(id), arg_int(QUICK_CLIENTS))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		vec_push(ids, row_int(&rows, 0));
	}
}

static Err *touched_by_record(Ids *ids, Store *store, const Kind *kind, int64_t id, Arena *arena)
{
	if (kind == &kind_client)
		return touched_by_client(ids, store, id);
	void *record = arena_alloc(arena, kind->size);
	bool found;
	TRY(record_load(store, kind, id, record, &found, arena));
	for (size_t i = 0; found && i < kind->field_count; i++) {
		Value value = field_get(&kind->fields[i], record, arena);
		touched_by_value(ids, &kind->fields[i], &value);
	}
	/* A reminder names no client: its task or event does. */
	const Reminder *reminder = found && kind == &kind_reminder ? record : NULL;
	const Kind *owner = reminder ? kind_find(reminder->of_kind.s) : NULL;
	return owner && owner != kind ? touched_by_record(ids, store, owner, reminder->of.v, arena) : NULL;
}

/* One that was removed says in its change whose it was. */
static Err *touched_by_removed(Ids *ids, Store *store, const Patch *patch, Arena *arena)
{
	const Kind *owner = NULL;
	int64_t id = 0;
	for (size_t i = 0; i < patch->n; i++) {
		const FieldChange *change = &patch->changes[i];
		if (str_same(change->field->name, "of_kind") && change->old.s)
			owner = kind_find(change->old.s);
		if (str_same(change->field->name, patch->kind->parent))
			id = change->old.i;
	}
	return owner && owner != patch->kind ? touched_by_record(ids, store, owner, id, arena) : NULL;
}

static Err *touched_by_run(Ids *ids, Store *store, const Rows *rows, size_t *looked, Arena *arena)
{
	const char *made = row_words(rows, 3);
	for (size_t i = strlen(made); i > 0 && *looked < QUICK_CHANGES; i--, ++*looked) {
		const Kind *kind = kind_of_letter(made[i - 1]);
		arena_reset(arena);
		if (kind)
			TRY(touched_by_record(ids, store, kind, row_int(rows, 5) + (int64_t)i - 1, arena));
	}
	return NULL;
}

/* The record as it stands now, and what the change says it was before. */
static Err *touched_by_change(Ids *ids, Store *store, const Rows *rows, size_t *looked, Arena *arena)
{
	if (row_int(rows, 4) == PATCH_MAKE)
		return touched_by_run(ids, store, rows, looked, arena);
	const Kind *kind = kind_find(row_text(rows, 1));
	++*looked;
	if (!kind)
		return NULL;
	TRY(touched_by_record(ids, store, kind, row_int(rows, 5), arena));
	Patch patch = {.kind = kind};
	Value values = row_value(rows, 2, arena);
	if (kind == &kind_client || values.type == VALUE_NULL)
		return NULL;
	err_free(journal_patch(&patch, false, &values, NULL, arena)); /* told by care_check */
	for (size_t i = 0; i < patch.n; i++)
		touched_by_value(ids, patch.changes[i].field, &patch.changes[i].old);
	return kind == &kind_reminder ? touched_by_removed(ids, store, &patch, arena) : NULL;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static size_t sorted_once(Ids *ids)
{
	size_t n = 0;
	if (ids->n)
		qsort(ids->at, ids->n, sizeof *ids->at, by_id);
	for (size_t i = 0; i < ids->n; i++)
		if (!n || ids->at[n - 1] != ids->at[i])
			ids->at[n++] = ids->at[i];
	return ids->n = n;
}

Err *care_touched(Store *store, int64_t **clients, size_t *n, Arena *arena)
{
	int64_t from;
	size_t looked = 0;
	Ids ids = {0};
	Rows rows;
	bool more = false;
	*clients = NULL;
	*n = 0;
	TRY(quick_from(store, &from));
	Arena *each = arena_new();
	Err *err = db_query(&rows, store->db, newest_changes, ARGS(arg_int(from), arg_int(QUICK_CHANGES)));
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		arena_reset(each);
		err = touched_by_change(&ids, store, &rows, &looked, each);
		if (err || looked >= QUICK_CHANGES || (ids.n > 4 * QUICK_CLIENTS && sorted_once(&ids) > QUICK_CLIENTS)) {
			rows_done(&rows);
			break;
		}
	}
	arena_free(each);
	*n = err ? 0 : sorted_once(&ids);
	*clients = *n ? arena_alloc(arena, *n * sizeof **clients) : NULL;
	if (*n)
		memcpy(*clients, ids.at, *n * sizeof **clients);
	vec_free(&ids);
	return err;
}

/* ---- Values that follow from their record ---- */
static bool derived_right(const Kind *kind, const void *record, void *fresh, Arena *arena)
{
	kind->derive(fresh, arena);
	for (size_t i = 0; i < kind->field_count; i++) {
		Value a = field_get(&kind->fields[i], record, arena), b = field_get(&kind->fields[i], fresh, arena);
		if (!value_same(&a, &b))
			return false;
	}
	return true;
}

static Err *repair_derived(Check *check, const Kind *kind, int64_t id, Arena *arena)
{
	Store *store = check->store;
	void *record = arena_alloc(arena, kind->size);
	bool found, differs;
	TRY(record_load(store, kind, id, record, &found, arena));
	if (!found)
		return NULL;
	void *fresh = record_dup(arena, kind, record);
	kind->derive(fresh, arena);
	TRY(record_update(store, kind, record, fresh, ((const Record *)record)->rev, &differs));
	return search_changed(store, kind, id, record, fresh);
}

static Err *find_wrong(Check *check, const Kind *kind, int64_t **wrong, size_t *n)
{
	Arena *arena = arena_new(), *records = arena_new();
	void *record = arena_alloc(records, kind->size);
	VEC(int64_t)
	found = {0};
	Str sql = {0};
	Rows rows;
	bool more = false;
	str_addf(&sql, "%s ORDER BY \"id\"", record_select(kind));
	Err *err = db_query(&rows, check->store->db, str_text(&sql), NO_ARGS);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		arena_reset(arena);
		int64_t id = row_int(&rows, 0);
		Err *unreadable = record_of_row(record, kind, &rows, 0, arena);
		if (unreadable) {
			if (tell(check))
				str_addf(check->faults, "%s %lld: %s\n", kind->name, (long long)id, unreadable->what);
			err_free(unreadable);
		} else if (kind->derive && !derived_right(kind, record, record_dup(arena, kind, record), arena)) {
			vec_push(&found, id);
			if (tell(check))
				str_addf(check->faults, _("%s %lld: a value kept beside it is not what follows from it: kartoteka check --repair\n"), kind->name,
				         (long long)id);
		}
		err = go_on(check);
		if (err)
			rows_done(&rows);
	}
	str_done(&sql);
	arena_free(records);
	arena_free(arena);
	*wrong = found.at;
	*n = found.n;
	return err;
}

static Err *check_kind(Check *check, const Kind *kind)
{
	int64_t *wrong;
	size_t n;
	Err *err = find_wrong(check, kind, &wrong, &n);
	Arena *arena = arena_new();
	for (size_t i = 0; i < n && !err && check->repair; i++) {
		arena_reset(arena);
		arena_reset(check->store->scratch);
		err = repair_derived(check, kind, wrong[i], arena);
	}
	arena_free(arena);
	free(wrong);
	return err;
}

/* ---- Owners that no foreign key knows ---- */
static Err *check_owners(Check *check, const Kind *kind)
{
	if (!kind->parent || kind_field(kind, kind->parent)->of)
		return NULL;
	for (size_t i = 0; kinds[i]; i++) {
		Str sql = {0};
		Rows rows;
		bool more = false;
		str_addf(&sql, "SELECT c.\"id\" FROM \"%s\" c WHERE c.\"%s_kind\" = $1 AND NOT EXISTS (SELECT 1 FROM \"%s\" p WHERE p.\"id\" = c.\"%s\")",
		         kind->table, kind->parent, kinds[i]->table, kind->parent);
		Err *err = db_query(&rows, check->store->db, str_text(&sql), ARGS(arg_text(kinds[i]->name)));
		VEC(int64_t)
		lost = {0};
		while (!err && !(err = rows_next(&rows, &more)) && more)
			vec_push(&lost, row_int(&rows, 0));
		for (size_t j = 0; j < lost.n && !err; j++) {
			if (tell(check))
				str_addf(check->faults, _("%s %lld belongs to nothing: kartoteka check --repair removes it\n"), kind->name, (long long)lost.at[j]);
			if (check->repair)
				err = record_delete(check->store, kind, lost.at[j]);
		}
		vec_free(&lost);
		str_done(&sql);
		TRY(err);
	}
	return NULL;
}

/* ---- Whose a reminder is ---- */
static Err *check_reminders(Check *check)
{
	static const char wrong[] =
		"SELECT r.id, coalesce(t.owner, e.owner) FROM reminder r LEFT JOIN task t ON r.of_kind = 'task' AND t.id = r.\"of\""
		" LEFT JOIN event e ON r.of_kind = 'event' AND e.id = r.\"of\" WHERE r.owner IS DISTINCT FROM coalesce(t.owner, e.owner)";
	typedef struct Owned {
		int64_t id;
		Value owner;
	} Owned;
	VEC(Owned)
	found = {0};
	Rows rows;
	bool more = false;
	Err *err = db_query(&rows, check->store->db, wrong, NO_ARGS);
	while (!err && !(err = rows_next(&rows, &more)) && more)
		vec_push(&found, ((Owned){row_int(&rows, 0), row_is_null(&rows, 1) ? arg_null() : arg_int(row_int(&rows, 1))}));
	for (size_t i = 0; i < found.n && !err; i++) {
		if (tell(check))
			str_addf(check->faults, _("%s %lld: a value kept beside it is not what follows from it: kartoteka check --repair\n"), kind_reminder.name,
			         (long long)found.at[i].id);
		if (check->repair)
			err = db_run(check->store->db, "UPDATE reminder SET owner = $2 WHERE id = $1", ARGS(arg_int(found.at[i].id), found.at[i].owner));
	}
	vec_free(&found);
	return err;
}

static Err *check_records(Check *check)
{
	for (size_t i = 0; kinds[i]; i++) {
		TRY(check_kind(check, kinds[i]));
		TRY(check_owners(check, kinds[i]));
	}
	TRY(check_reminders(check));
	size_t before = check->faults->n;
	TRY(search_check(check->store, check->faults));
	return check->repair && check->faults->n > before ? search_rebuild(check->store, NULL, NULL) : NULL;
}

static Err *count_all(Check *check)
{
	for (size_t i = 0; kinds[i] && check->progress; i++) {
		int64_t n = 0;
		Str sql = {0};
		str_addf(&sql, "SELECT count(*) FROM \"%s\"", kinds[i]->table);
		Err *err = db_int(&n, check->store->db, str_text(&sql), NO_ARGS);
		str_done(&sql);
		TRY(err);
		check->all += n;
	}
	int64_t changes = 0;
	TRY(db_int(&changes, check->store->db, "SELECT count(*) FROM change", NO_ARGS));
	check->all += changes;
	return NULL;
}

static Err *check_pages(Check *check)
{
	const CareProgress *progress = check->progress;
	size_t pages = 0;
	Err *err = db_integrity(check->store->db, false, check->faults, &pages, progress ? progress->step : NULL, progress ? progress->self : NULL);
	check->store->pages_damaged = pages > 0;
	if (err || !pages || !check->repair)
		return err;
	/* What is written to such a base may go over what is left of it. */
	return err_new(ERR_DAMAGED, _("pages of the base %s are damaged"), check->store->path);
}

static Err *check_free(Check *check)
{
	const size_t before = check->faults->n;
	Err *err = db_free_list(check->store->db, check->faults);
	check->store->pages_damaged = check->faults->n > before;
	return err;
}

bool care_pages_damaged(const Store *store)
{
	return store->pages_damaged;
}

Err *care_check(Store *store, bool quick, bool repair, Str *faults, const CareProgress *progress)
{
	Check check = {.store = store, .faults = faults, .repair = repair, .progress = progress};
	quick = quick && !repair; /* nothing is written to pages that nobody looked at */
	if (check.repair && store->read_only)
		return err_read_only(store);
	const BatchHead head = {.command = "check"};
	if (!quick) {
		TRY(count_all(&check));
		TRY(check_pages(&check));
	}
	if (check.repair)
		TRY(store_begin(store, &head));
	else
		TRY(db_begin(store->db, false)); /* one moment for all questions */
	rights_check(store, faults);
	Err *err = quick ? check_free(&check) : NULL; /* the whole check has looked at it among the pages */
	if (!err)
		err = check_tables(&check);
	if (!err)
		err = check_base(&check);
	if (!err)
		err = check_journal(&check, quick);
	if (!err && !quick)
		err = check_records(&check);
	if (!check.repair) {
		db_rollback(store->db);
		return err;
	}
	store->writes = true;
	if (!err)
		return store_commit(store, NULL);
	store_rollback(store);
	return err;
}
