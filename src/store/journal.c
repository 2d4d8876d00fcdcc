/* SPDX-License-Identifier: MIT */
/* The journal read: batches, their changes, and which batch `u` and `U` mean. Taking back is in undo.c. */
#include "kartoteka/base/said.h"
#include "kartoteka/store/journal.h"

#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "record.h"
#include "values.h"

enum {
	CHANGES_PAGE = 32
};

/* A batch, what took it back, what took that back …: the last of the chain decides. Odd: it is taken back. */
bool journal_kind_is_counted(const Kind *kind)
{
	return kind == &kind_event || kind == &kind_task || kind == &kind_note || kind == &kind_client;
}

Err *journal_chain_end(Store *store, int64_t batch, int64_t *last, bool *taken_back)
{
	*taken_back = false;
	*last = batch;
	for (;;) {
		int64_t next = 0;
		TRY(db_int(&next, store->db, "SELECT undone_by FROM batch WHERE id = $1", ARGS(arg_int(*last))));
		if (!next)
			return NULL;
		*last = next;
		*taken_back = !*taken_back;
	}
}

Err *journal_begins(Store *store, int64_t *batch)
{
	*batch = 0;
	return db_int(batch, store->db, "SELECT min(id) FROM batch", NO_ARGS);
}

/* ---- Changes ---- */
Err *journal_read(JournalReader *out, Store *store, int64_t batch, bool backwards)
{
	*out = (JournalReader){.store = store, .batch = batch, .backwards = backwards, .first = 0, .last = -1};
	if (store->running)
		TRY(change_flush(store));
	TRY(db_int(&out->first, store->db, "SELECT first_seq FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&out->last, store->db, "SELECT coalesce(last_seq, first_seq) FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	if (store->running && batch == store->batch && store->last_seq)
		out->last = store->last_seq; /* its row tells at the commit */
	return NULL;
}

void journal_read_done(JournalReader *reader)
{
	vec_free(&reader->steps);
}

static void add_run(JournalReader *reader, const Rows *rows)
{
	const char *made = row_words(rows, 3);
	const int64_t n = (int64_t)strlen(made), first = row_int(rows, 2);
	for (int64_t i = 0; i < n; i++) {
		int64_t at = reader->backwards ? n - 1 - i : i;
		vec_push(&reader->steps, ((JournalStep){.seq = row_int(rows, 0), .record = first + at, .kind = kind_of_letter(made[at]), .op = PATCH_MAKE}));
	}
}

static void add_step(JournalReader *reader, const Rows *rows, Arena *arena)
{
	vec_push(&reader->steps, ((JournalStep){
								 .seq = row_int(rows, 0),
								 .record = row_int(rows, 2),
								 .rev = row_int(rows, 5),
								 .kind = kind_find(row_text(rows, 4)),
								 .op = row_int(rows, 1) == PATCH_EDIT ? PATCH_EDIT : PATCH_REMOVE,
								 .values = row_value(rows, 6, arena),
							 }));
}

#define JOURNAL_ROWS "SELECT seq, op, record, made, kind, rev, \"values\" FROM change WHERE seq >= $1 AND seq <= $2 AND batch = $3 ORDER BY seq"

Err *journal_page(JournalReader *reader, size_t rows_most, Arena *arena)
{
	Rows rows;
	bool more, any = false;
	reader->steps.n = 0;
	if (reader->first > reader->last)
		return NULL;
	TRY(db_query(&rows, reader->store->db, reader->backwards ? JOURNAL_ROWS " DESC LIMIT $4" : JOURNAL_ROWS " LIMIT $4",
	             ARGS(arg_int(reader->first), arg_int(reader->last), arg_int(reader->batch), arg_int((int64_t)rows_most))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			break;
		any = true;
		if (reader->backwards)
			reader->last = row_int(&rows, 0) - 1;
		else
			reader->first = row_int(&rows, 0) + 1;
		if (row_int(&rows, 1) == PATCH_MAKE)
			add_run(reader, &rows);
		else
			add_step(reader, &rows, arena);
	}
	/* Rows that tell of nothing, in a damaged base, are not the end. */
	return any && !reader->steps.n ? journal_page(reader, rows_most, arena) : NULL;
}

Err *journal_last_batch(Store *store, const Kind *kind, int64_t record, int64_t *batch)
{
	*batch = 0;
	if (store->running)
		TRY(change_flush(store));
	/* Made is not always what was done first: a taking back makes again what was removed. */
	return db_int(batch, store->db,
	              "SELECT l.batch FROM (SELECT c.seq, c.batch FROM change c WHERE c.op > 0 AND c.record = $1 AND c.kind = $2"
	              " UNION ALL SELECT c.seq, c.batch FROM change c WHERE " JOURNAL_RUN_OF("$1") ") l ORDER BY l.seq DESC LIMIT 1",
	              ARGS(arg_int(record), arg_text(kind->name)));
}

Err *journal_patch(Patch *patch, bool derived_too, const Value *values, char uuid[37], Arena *arena)
{
	patch->changes = arena_alloc(arena, (patch->kind->field_count + 1) * sizeof *patch->changes);
	patch->n = 0;
	ValuesReader reader = values_read(values->s, values->n, arena);
	const char *name;
	Value old, new;
	bool pair;
	while (values_next(&reader, &name, &old, &new, &pair)) {
		const Field *field = kind_field(patch->kind, name);
		if (strcmp(name, "uuid") == 0 && uuid && old.type == VALUE_TEXT && old.n == 36)
			memcpy(uuid, old.s, 37);
		/* A field that a later form dropped has nowhere to go. */
		if (field && patch->n < patch->kind->field_count && (derived_too || !(field->flags & FIELD_DERIVED)))
			patch->changes[patch->n++] = (FieldChange){field, old, new};
	}
	return reader.bad ? err_new(ERR_DAMAGED, "the values of a change cannot be read") : NULL;
}

/* As the record is now, or as it was when it was removed last. */
static Err *title_of(Store *store, const Kind *kind, int64_t id, const Patch *removed, const char **out, Arena *arena)
{
	void *record = arena_alloc(arena, kind->size);
	bool found;
	TRY(record_load(store, kind, id, record, &found, arena));
	Str title = {0};
	if (!found && removed) {
		record_init(kind, record);
		for (size_t i = 0; i < removed->n; i++)
			err_free(field_set(removed->changes[i].field, record, &removed->changes[i].old));
		found = true;
	}
	if (found)
		kind->title(&title, record);
	*out = arena_dup(arena, str_text(&title));
	str_done(&title);
	return NULL;
}

static Err *title_of_removed(Store *store, const Kind *kind, int64_t id, const char **out, Arena *arena)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db,
	             "SELECT \"values\" FROM change WHERE op > 0 AND record = $2 AND kind = $1 AND op = $3 ORDER BY seq DESC LIMIT 1",
	             ARGS(arg_text(kind->name), arg_int(id), arg_int(PATCH_REMOVE))));
	TRY(rows_next(&rows, &more));
	if (!more)
		return NULL;
	Value values = row_value(&rows, 0, arena);
	rows_done(&rows);
	Patch patch = {.op = PATCH_REMOVE, .kind = kind, .id = id};
	TRY(journal_patch(&patch, true, &values, NULL, arena));
	return title_of(store, kind, id, &patch, out, arena);
}

Err *journal_changes(Store *store, int64_t batch, size_t limit, ChangeRow **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	VEC(ChangeRow)
	found = {0};
	JournalReader reader;
	const size_t most = limit ? limit : SIZE_MAX;
	Err *err = journal_read(&reader, store, batch, false);
	while (!err && found.n < most && !(err = journal_page(&reader, CHANGES_PAGE, arena)) && reader.steps.n) {
		for (size_t i = 0; i < reader.steps.n && found.n < most && !err; i++) {
			const JournalStep *step = &reader.steps.at[i];
			if (!step->kind)
				continue;
			ChangeRow row = {.seq = step->seq, .batch = batch, .kind = step->kind, .record = step->record, .op = step->op};
			row.patch = (Patch){.op = row.op, .kind = row.kind, .id = row.record, .rev = step->rev};
			err = journal_patch(&row.patch, false, &step->values, NULL, arena);
			if (!err)
				vec_push(&found, row);
		}
	}
	journal_read_done(&reader);
	for (size_t i = 0; i < found.n && !err; i++) {
		ChangeRow *row = &found.at[i];
		err = title_of(store, row->kind, row->record, NULL, &row->title, arena);
		if (!err && !*row->title)
			err = title_of_removed(store, row->kind, row->record, &row->title, arena);
	}
	if (!err && found.n) {
		*out = arena_alloc(arena, found.n * sizeof **out);
		memcpy(*out, found.at, found.n * sizeof **out);
		*n = found.n;
	}
	vec_free(&found);
	return err;
}

Err *journal_is_ahead(bool *ahead, Db *db, const Kind *kind, int64_t id, int64_t rev, int64_t seq)
{
	Str sql = {0};
	int64_t any = 0;
	str_addf(&sql, "SELECT 1 FROM \"%s\" WHERE \"id\" = $1 AND \"rev\" <= $2 AND NOT EXISTS (SELECT 1 FROM change WHERE record = $1 AND op > 0 AND seq > $3)", kind->table);
	Err *err = db_int(&any, db, str_text(&sql), ARGS(arg_int(id), arg_int(rev), arg_int(seq)));
	str_done(&sql);
	*ahead = any != 0;
	return err;
}

Err *journal_record_at(Store *store, const Kind *kind, int64_t id, int64_t rev, void *record, Arena *arena)
{
	Rows rows;
	bool more = false;
	TRY(store_get(store, kind, id, record, arena));
	if (((const Record *)record)->rev <= rev)
		return NULL;
	TRY(db_query(&rows, store->db, "SELECT \"values\" FROM change WHERE op > 0 AND kind = $1 AND record = $2 AND op = $3 AND rev >= $4 ORDER BY seq DESC",
	             ARGS(arg_text(kind->name), arg_int(id), arg_int(PATCH_EDIT), arg_int(rev))));
	Err *err = NULL;
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		Patch patch = {.op = PATCH_EDIT, .kind = kind, .id = id};
		Value values = row_value(&rows, 0, arena);
		err = journal_patch(&patch, false, &values, NULL, arena);
		for (size_t i = 0; i < patch.n && !err; i++)
			err = field_set(patch.changes[i].field, record, &patch.changes[i].old);
		if (err)
			rows_done(&rows);
	}
	if (!err)
		((Record *)record)->rev = rev;
	return err;
}

/* ---- What u and U mean ---- */
/* Newest first through batches that are not taken back. Even depth is something done, odd something taken back. Undo wants the newest
 * that was done; redo the newest that was taken back, unless something new was done after it. */
static bool decides(const Rows *rows, bool redo, int64_t *batch)
{
	int64_t depth = row_int(rows, 1);
	bool in_force = row_is_null(rows, 2);
	if (redo && depth == 0)
		return true;
	if (in_force && (depth % 2 == 1) == redo) {
		*batch = row_int(rows, 0);
		return true;
	}
	return false;
}

static Err *undoable_own(Store *store, int64_t author, bool redo, int64_t *batch, bool *new_work)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db,
	             "SELECT id, depth, undone_by FROM batch WHERE author = $1 AND session = (SELECT id FROM session WHERE uuid = $2)"
	             " AND id >= (SELECT since FROM session WHERE uuid = $2) AND open = 0 AND phrase NOT IN (" JOURNAL_NOBODYS ") ORDER BY id DESC",
	             ARGS(arg_int(author), arg_text(store->session))));
	for (*new_work = false;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		*new_work |= row_int(&rows, 1) == 0;
		if (decides(&rows, redo, batch)) {
			rows_done(&rows);
			return NULL;
		}
	}
}

static Err *undoable_ended(Store *store, int64_t author, bool redo, int64_t *batch)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db,
	             "SELECT b.id, b.depth, b.undone_by, (SELECT s.uuid FROM session s WHERE s.id = b.session) FROM batch b WHERE b.author = $1"
	             " AND b.session IS DISTINCT FROM (SELECT id FROM session WHERE uuid = $2) AND b.open = 0 AND b.phrase NOT IN (" JOURNAL_NOBODYS ")"
	             " ORDER BY b.id DESC",
	             ARGS(arg_int(author), arg_text(store->session))));
	char last[37] = "";
	bool live = false;
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		const char *session = row_words(&rows, 3);
		if (strncmp(last, session, sizeof last) != 0) {
			memset(last, 0, sizeof last);
			memcpy(last, session, strnlen(session, sizeof last - 1));
			live = session_is_live(store, last);
		}
		if (!live && decides(&rows, redo, batch)) {
			rows_done(&rows);
			return NULL;
		}
	}
}

Err *journal_undoable(Store *store, int64_t author, bool redo, int64_t *batch)
{
	bool new_work;
	*batch = 0;
	TRY(undoable_own(store, author, redo, batch, &new_work));
	/* After a new change of this session there is nothing to bring again. */
	if (*batch || (redo && new_work))
		return NULL;
	return undoable_ended(store, author, redo, batch);
}

Err *journal_count(Store *store, int64_t batch, const Kind *kind, JournalCount *out)
{
	Rows rows;
	bool more;
	const char letter[] = {kind->letter, '\0'};
	*out = (JournalCount){0};
	TRY(db_query(&rows, store->db,
	             "SELECT c.op, sum(CASE WHEN c.op = 0 THEN length(c.made) - length(replace(c.made, $3, '')) ELSE 1 END) FROM batch b"
	             " JOIN change c ON c.seq >= b.first_seq AND c.seq <= coalesce(b.last_seq, b.first_seq) AND c.batch = b.id"
	             " WHERE b.id = $1 AND (c.op = 0 OR c.kind = $2) GROUP BY c.op",
	             ARGS(arg_int(batch), arg_text(kind->name), arg_text(letter))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		int64_t n = row_int(&rows, 1);
		switch ((PatchOp)row_int(&rows, 0)) {
		case PATCH_MAKE:
			out->made = n;
			break;
		case PATCH_EDIT:
			out->edited = n;
			break;
		case PATCH_REMOVE:
			out->removed = n;
			break;
		}
	}
}

/* ---- Runs of an older journal ---- */
typedef struct Run {
	int64_t first_seq, last_seq, batch, record;
	Str made;
} Run;

static Err *write_run(Run *run, Db *db)
{
	if (run->first_seq == run->last_seq)
		return NULL;
	TRY(db_run(db, "UPDATE change SET made = $2 WHERE seq = $1", ARGS(arg_int(run->first_seq), arg_textn(run->made.s, run->made.n))));
	return db_run(db, "DELETE FROM change WHERE seq > $1 AND seq <= $2", ARGS(arg_int(run->first_seq), arg_int(run->last_seq)));
}

static bool goes_on(const Run *run, int64_t seq, int64_t batch, int64_t record)
{
	return run->made.n && run->made.n < JOURNAL_RUN && seq == run->last_seq + 1 && batch == run->batch && record == run->record + (int64_t)run->made.n;
}

/* A run that a page ends in goes on in the next one. */
static Err *join_page(int64_t *from, bool *more, Db *db, Run *run)
{
	enum {
		PAGE = 20000
	};
	typedef struct Made {
		int64_t seq, batch, record;
		char letter;
	} Made;
	VEC(Made)
	page = {0};
	Rows rows;
	Err *err = db_query(&rows, db, "SELECT seq, batch, record, made FROM change WHERE op = 0 AND seq > $1 ORDER BY seq LIMIT $2", ARGS(arg_int(*from), arg_int(PAGE)));
	while (!err && !(err = rows_next(&rows, more)) && *more)
		vec_push(&page, ((Made){row_int(&rows, 0), row_int(&rows, 1), row_int(&rows, 2), row_words(&rows, 3)[0]}));
	*more = page.n == PAGE;
	for (size_t i = 0; i < page.n && !err; i++) {
		const Made *at = &page.at[i];
		if (!goes_on(run, at->seq, at->batch, at->record)) {
			err = run->made.n ? write_run(run, db) : NULL;
			str_cut(&run->made, 0);
			run->first_seq = at->seq;
			run->batch = at->batch;
			run->record = at->record;
		}
		run->last_seq = *from = at->seq;
		str_addc(&run->made, at->letter);
	}
	vec_free(&page);
	return err;
}

Err *journal_join_runs(Db *db)
{
	Run run = {0};
	int64_t from = 0;
	bool more = true;
	Err *err = NULL;
	while (!err && more)
		err = join_page(&from, &more, db, &run);
	if (!err && run.made.n)
		err = write_run(&run, db);
	str_done(&run.made);
	if (!err)
		err = db_run(db,
		             "UPDATE batch SET last_seq = (SELECT max(c.seq) FROM change c WHERE c.seq >= batch.first_seq AND c.seq <= batch.last_seq AND c.batch = batch.id)"
		             " WHERE last_seq IS NOT NULL",
		             NO_ARGS);
	if (!err)
		err = db_run(db, "UPDATE batch SET last_seq = NULL WHERE last_seq = first_seq", NO_ARGS);
	return err;
}
