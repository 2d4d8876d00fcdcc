/* SPDX-License-Identifier: MIT */
/* What imports saw, in tables beside the journal; and what taking one back would leave. */
#include "kartoteka/store/imports.h"

#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/model/plan.h"
#include "record.h"

/* ---- facts ---- */

#define FACTS "batch, path, format, size, modified, took, created_event, created_task, created_journal, created_client," \
			  " updated_event, updated_task, updated_journal, updated_client," \
			  " unchanged_event, unchanged_task, unchanged_journal, unchanged_client, repeats, linked, refused, remarks"
#define COUNTS_ARGS(c) arg_int((c).event), arg_int((c).task), arg_int((c).journal), arg_int((c).client)

static Err *keep_remarks(Store *store, int64_t batch, const ImportRemark *remarks, size_t n)
{
	int64_t place = 0;
	TRY(db_run(store->db, "DELETE FROM import_remark WHERE batch = $1", ARGS(arg_int(batch))));
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < n && place < IMPORT_REMARKS; i++) {
			if (remarks[i].refused == (pass == 0))
				TRY(db_run(store->db, "INSERT INTO import_remark (batch, place, refused, line, why) VALUES ($1, $2, $3, $4, $5)",
				           ARGS(arg_int(batch), arg_int(place++), arg_int(remarks[i].refused), arg_int(remarks[i].line), arg_text(remarks[i].why))));
		}
	}
	return NULL;
}

Err *import_facts_keep(Store *store, const ImportFacts *facts, const ImportRemark *remarks, size_t n)
{
	if (!store->running)
		return err_new(ERR_FAILED, "facts of an import outside a transaction");
	if (!store->batch_written)
		return NULL; /* the file brought nothing new */
	int64_t batch = store->batch;
	TRY(db_run(store->db, "DELETE FROM import_file WHERE batch = $1", ARGS(arg_int(batch))));
	TRY(db_run(store->db,
	           "INSERT INTO import_file (" FACTS ") VALUES"
	           " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
	           ARGS(arg_int(batch), arg_text(facts->path), arg_text(facts->format), arg_int(facts->size),
	                instant_is_none(facts->modified) ? arg_null() : arg_int(facts->modified.s), arg_int(facts->took), COUNTS_ARGS(facts->created),
	                COUNTS_ARGS(facts->updated), COUNTS_ARGS(facts->unchanged), arg_int(facts->repeats), arg_int(facts->linked),
	                arg_int(facts->refused), arg_int(facts->remarks))));
	return keep_remarks(store, batch, remarks, n);
}

static ImportCounts counts_at(const Rows *rows, int at)
{
	return (ImportCounts){row_int(rows, at), row_int(rows, at + 1), row_int(rows, at + 2), row_int(rows, at + 3)};
}

static ImportFacts facts_of_row(const Rows *rows, Arena *arena)
{
	return (ImportFacts){
		.batch = row_int(rows, 0),
		.path = row_dup(rows, 1, arena),
		.format = row_dup(rows, 2, arena),
		.size = row_int(rows, 3),
		.modified = row_is_null(rows, 4) ? INSTANT_NONE : (Instant){row_int(rows, 4)},
		.took = row_int(rows, 5),
		.created = counts_at(rows, 6),
		.updated = counts_at(rows, 10),
		.unchanged = counts_at(rows, 14),
		.repeats = row_int(rows, 18),
		.linked = row_int(rows, 19),
		.refused = row_int(rows, 20),
		.remarks = row_int(rows, 21),
	};
}

Err *import_facts(Store *store, int64_t batch, ImportFacts *out, bool *found, Arena *arena)
{
	Rows rows;
	*out = (ImportFacts){.batch = batch, .modified = INSTANT_NONE};
	TRY(db_query(&rows, store->db, "SELECT " FACTS " FROM import_file WHERE batch = $1", ARGS(arg_int(batch))));
	TRY(rows_next(&rows, found));
	if (*found)
		*out = facts_of_row(&rows, arena);
	rows_done(&rows);
	return NULL;
}

Err *import_paths(Store *store, size_t limit, ImportFacts **out, size_t *n, Arena *arena)
{
	Rows rows;
	bool more = false;
	VEC(ImportFacts)
	found = {0};
	*out = NULL;
	*n = 0;
	Err *err = db_query(&rows, store->db,
	                    "SELECT " FACTS " FROM import_file WHERE batch IN (SELECT max(batch) FROM import_file WHERE path IS NOT NULL GROUP BY path)"
	                    " ORDER BY batch DESC LIMIT $1",
	                    ARGS(arg_int((int64_t)limit)));
	while (!err && !(err = rows_next(&rows, &more)) && more)
		vec_push(&found, facts_of_row(&rows, arena));
	if (!err && found.n) {
		*out = arena_alloc(arena, found.n * sizeof **out);
		memcpy(*out, found.at, found.n * sizeof **out);
		*n = found.n;
	}
	vec_free(&found);
	return err;
}

Err *import_remarks(Store *store, int64_t batch, size_t limit, ImportRemark **out, size_t *n, Arena *arena)
{
	Rows rows;
	bool more;
	*n = 0;
	*out = arena_alloc(arena, (limit < IMPORT_REMARKS ? limit + 1 : IMPORT_REMARKS + 1) * sizeof **out);
	TRY(db_query(&rows, store->db, "SELECT refused, line, why FROM import_remark WHERE batch = $1 ORDER BY place LIMIT $2",
	             ARGS(arg_int(batch), arg_int(limit < IMPORT_REMARKS ? (int64_t)limit : IMPORT_REMARKS))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		(*out)[(*n)++] = (ImportRemark){.refused = row_int(&rows, 0) != 0, .line = row_int(&rows, 1), .why = said_words(arena, row_text(&rows, 2))};
	}
}

/* ---- if taken back ---- */

enum {
	LATER_MOST = 20000
};

/* Something done to a record since, or to a reminder of it. */
typedef struct Later {
	const Kind *kind;
	int64_t record, batch, author;
	const char *author_name;
	bool import;
} Later;

typedef struct Fate {
	Store *store;
	Arena *arena;
	int64_t batch, first, last; /* first, last: seq of the batch's changes */
	VEC(Later)
	later;
	bool more;
} Fate;

#define LATER_COLUMNS "b.id, b.author, coalesce(s.name, s.login), p.command"
/* CROSS JOIN: the tables in this order, never another (SQLite keeps it). */
#define LATER_JOINS " CROSS JOIN batch b CROSS JOIN phrase p LEFT JOIN staff s ON s.id = b.author"
/* What others did since, and no taking back. Made again is a record only by one; what was added to it since is a reminder. */
#define LATER_WHERE " p.id = b.phrase AND b.id <> $1 AND b.depth = 0 AND"
#define MADE_BY_IT "EXISTS (SELECT 1 FROM change c WHERE c.batch = $1 AND " JOURNAL_RUN_OF("d.record") ")"
#define MADE_WHAT_IT_REMINDS_OF "EXISTS (SELECT 1 FROM change c WHERE c.batch = $1 AND " JOURNAL_RUN_OF("r.\"of\"") ")"
#define MADE_SINCE "(SELECT c.batch FROM change c WHERE c.seq > $2 AND " JOURNAL_RUN_OF("r.id") " ORDER BY c.record DESC, c.seq DESC LIMIT 1)"

/* From what was done since: is it of this batch? */
#define SINCE " WHERE d.seq > $2 AND b.id = d.batch AND"
static const char since_sql[] =
	"SELECT d.kind, d.record, " LATER_COLUMNS " FROM change d" LATER_JOINS SINCE LATER_WHERE
	" d.op > 0 AND d.kind IN ('event', 'task', 'note', 'client')"
	" AND (EXISTS (SELECT 1 FROM change c WHERE c.op > 0 AND c.record = d.record AND c.batch = $1) OR " MADE_BY_IT ")"
	" UNION ALL "
	"SELECT r.of_kind, r.\"of\", " LATER_COLUMNS " FROM change d CROSS JOIN reminder r" LATER_JOINS SINCE LATER_WHERE
	" r.id >= d.record AND r.id < d.record + CASE d.op WHEN 0 THEN length(d.made) ELSE 1 END AND " MADE_WHAT_IT_REMINDS_OF
	" LIMIT $3";

/* From what the batch did, its changes from $4 to $2: was something done to it since? */
#define ITS_CHANGES " WHERE c.seq >= $4 AND c.seq <= $2 AND c.batch = $1 AND"
#define ITS_REMINDERS " c.op = 0 AND r.of_kind IN ('event', 'task') AND r.\"of\" >= c.record AND r.\"of\" < c.record + length(c.made) AND"
#define CHANGED_SINCE " d.op > 0 AND d.seq > $2 AND b.id = d.batch AND"
static const char batch_sql[] =
	"SELECT d.kind, d.record, " LATER_COLUMNS " FROM change c CROSS JOIN change d" LATER_JOINS ITS_CHANGES LATER_WHERE CHANGED_SINCE
	" c.op > 0 AND c.kind IN ('event', 'task', 'note', 'client') AND d.record = c.record"
	" UNION ALL "
	"SELECT d.kind, d.record, " LATER_COLUMNS " FROM change c CROSS JOIN change d" LATER_JOINS ITS_CHANGES LATER_WHERE CHANGED_SINCE
	" c.op = 0 AND d.record >= c.record AND d.record < c.record + length(c.made) AND d.kind IN ('event', 'task', 'note', 'client')"
	" UNION ALL "
	"SELECT r.of_kind, r.\"of\", " LATER_COLUMNS " FROM change c CROSS JOIN reminder r CROSS JOIN change d" LATER_JOINS ITS_CHANGES LATER_WHERE
		ITS_REMINDERS CHANGED_SINCE " d.record = r.id"
	" UNION ALL "
	"SELECT r.of_kind, r.\"of\", " LATER_COLUMNS " FROM change c CROSS JOIN reminder r" LATER_JOINS ITS_CHANGES LATER_WHERE ITS_REMINDERS
	" b.id = " MADE_SINCE
	" LIMIT $3";

static Err *read_later(Fate *fate, bool from_since)
{
	Rows rows;
	bool more;
	const Value args[] = {arg_int(fate->batch), arg_int(fate->last), arg_int(LATER_MOST), arg_int(fate->first)};
	TRY(db_query(&rows, fate->store->db, from_since ? since_sql : batch_sql, args, from_since ? 3 : 4));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			break;
		Later later = {
			.kind = kind_find(row_text(&rows, 0)),
			.record = row_int(&rows, 1),
			.batch = row_int(&rows, 2),
			.author = row_int(&rows, 3),
			.author_name = row_dup(&rows, 4, fate->arena),
			.import = str_same(row_text(&rows, 5), "import"),
		};
		if (later.kind)
			vec_push(&fate->later, later);
	}
	fate->more = fate->later.n >= LATER_MOST;
	return NULL;
}

static int latest_of_each(const void *a, const void *b)
{
	const Later *x = a, *y = b;
	int kinds_apart = strcmp(x->kind->name, y->kind->name);
	if (kinds_apart)
		return kinds_apart;
	if (x->record != y->record)
		return x->record < y->record ? -1 : 1;
	return x->batch > y->batch ? -1 : x->batch < y->batch;
}

static int latest_first(const void *a, const void *b)
{
	const Later *x = a, *y = b;
	if (x->batch != y->batch)
		return x->batch > y->batch ? -1 : 1;
	return x->record < y->record ? -1 : x->record > y->record;
}

/* What another batch did and that was taken back since does not count. */
static Err *drop_taken_back(Fate *fate)
{
	size_t kept = 0;
	int64_t asked = 0;
	bool holds = false;
	if (fate->later.n)
		qsort(fate->later.at, fate->later.n, sizeof *fate->later.at, latest_first);
	for (size_t i = 0; i < fate->later.n; i++) {
		Later *later = &fate->later.at[i];
		if (later->batch != asked) {
			int64_t last;
			bool back;
			TRY(journal_chain_end(fate->store, later->batch, &last, &back));
			asked = later->batch;
			holds = !back;
		}
		if (holds)
			fate->later.at[kept++] = *later;
	}
	fate->later.n = kept;
	return NULL;
}

static void keep_latest(Fate *fate)
{
	size_t kept = 0;
	if (!fate->later.n)
		return;
	if (fate->later.n)
		qsort(fate->later.at, fate->later.n, sizeof *fate->later.at, latest_of_each);
	for (size_t i = 0; i < fate->later.n; i++) {
		const Later *one = &fate->later.at[i], *before = kept ? &fate->later.at[kept - 1] : NULL;
		if (!before || before->kind != one->kind || before->record != one->record)
			fate->later.at[kept++] = *one;
	}
	fate->later.n = kept;
	if (fate->later.n)
		qsort(fate->later.at, fate->later.n, sizeof *fate->later.at, latest_first);
}

static Err *was_made(Fate *fate, const Later *later, bool *made)
{
	int64_t seq = 0;
	TRY(db_int(&seq, fate->store->db, "SELECT c.seq FROM change c WHERE c.batch = $2 AND " JOURNAL_RUN_OF("$1") " LIMIT 1",
	           ARGS(arg_int(later->record), arg_int(fate->batch))));
	*made = seq != 0;
	return NULL;
}

static Err *add_stay(Fate *fate, const Later *later, size_t limit, ImportFate *out)
{
	bool found, made;
	void *record = arena_alloc(fate->arena, later->kind->size);
	TRY(was_made(fate, later, &made));
	*(made ? &out->go : &out->back) -= 1;
	TRY(record_load(fate->store, later->kind, later->record, record, &found, fate->arena));
	if (!found)
		return NULL; /* removed since: it neither goes nor stays */
	*(later->import ? &out->stay_import : &out->stay_hand) += 1;
	if (out->n >= limit)
		return NULL;
	Str title = {0};
	later->kind->title(&title, record);
	out->stays[out->n++] = (ImportStay){
		.kind = later->kind,
		.id = later->record,
		.title = arena_dup(fate->arena, str_text(&title)),
		.batch = later->batch,
		.author = later->author,
		.author_name = later->author_name,
		.import = later->import,
	};
	str_done(&title);
	return NULL;
}

static Err *count_all(Fate *fate, size_t limit, ImportFate *out)
{
	static const Kind *const counted[] = {&kind_event, &kind_task, &kind_note, &kind_client};
	for (size_t i = 0; i < countof(counted); i++) {
		JournalCount count;
		TRY(journal_count(fate->store, fate->batch, counted[i], &count));
		out->go += count.made;
		out->back += count.edited + count.removed;
	}
	out->stays = arena_alloc(fate->arena, (limit + 1) * sizeof *out->stays);
	for (size_t i = 0; i < fate->later.n; i++)
		TRY(add_stay(fate, &fate->later.at[i], limit, out));
	out->go = out->go < 0 ? 0 : out->go;
	out->back = out->back < 0 ? 0 : out->back;
	out->more = fate->more;
	return NULL;
}

Err *import_fate(Store *store, int64_t batch, size_t limit, ImportFate *out, Arena *arena)
{
	int64_t newest = 0, changes = 0, last_batch;
	bool taken_back;
	Fate fate = {.store = store, .arena = arena, .batch = batch};
	*out = (ImportFate){0};
	TRY(journal_chain_end(store, batch, &last_batch, &taken_back));
	if (taken_back)
		return NULL;
	TRY(db_int(&fate.first, store->db, "SELECT first_seq FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&fate.last, store->db, "SELECT coalesce(last_seq, first_seq) FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&newest, store->db, "SELECT max(seq) FROM change", NO_ARGS));
	TRY(db_int(&changes, store->db, "SELECT changes FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	Err *err = read_later(&fate, newest - fate.last <= changes);
	if (!err)
		err = drop_taken_back(&fate);
	if (!err) {
		keep_latest(&fate);
		err = count_all(&fate, limit, out);
	}
	vec_free(&fate.later);
	return err;
}

/* ---- what was left ---- */

/* What the batch changed, and that nobody has put back: neither the taking back nor whoever wrote the old value again. */
static Err *edit_stands(bool *stands, Store *store, int64_t batch, int64_t back, const Kind *kind, const void *record, Arena *arena)
{
	Rows rows;
	bool more;
	const int64_t id = ((const Record *)record)->id;
	Patch patch = {.kind = kind};
	*stands = false;
	TRY(db_query(&rows, store->db,
	             "SELECT d.op, d.\"values\" FROM change d WHERE d.op > 0 AND d.batch = $1 AND d.kind = $3 AND d.record = $4"
	             " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.batch = $2 AND " JOURNAL_CHANGE_OF("$4") ") ORDER BY d.seq LIMIT 1",
	             ARGS(arg_int(batch), arg_int(back), arg_text(kind->name), arg_int(id))));
	Err *err = rows_next(&rows, &more);
	if (err || !more)
		return err;
	patch.op = row_int(&rows, 0) == PATCH_EDIT ? PATCH_EDIT : PATCH_REMOVE;
	Value values = row_value(&rows, 1, arena);
	rows_done(&rows);
	*stands = patch.op != PATCH_EDIT;
	TRY(journal_patch(&patch, false, &values, NULL, arena));
	for (size_t i = 0; i < patch.n && !*stands; i++) {
		Value now = field_get(patch.changes[i].field, record, arena);
		*stands = !value_same(&now, &patch.changes[i].old);
	}
	return NULL;
}

typedef struct Did {
	const Kind *kind;
	int64_t record;
	bool made;
} Did;

typedef VEC(Did) Deeds;

static int by_kind_and_record(const void *a, const void *b)
{
	const Did *x = a, *y = b;
	int kinds_apart = strcmp(x->kind->name, y->kind->name);
	if (kinds_apart)
		return kinds_apart;
	return x->record < y->record ? -1 : x->record > y->record;
}

/* One for each record, in order of kind and number. */
static void join_deeds(Deeds *deeds)
{
	size_t kept = 0;
	if (deeds->n)
		qsort(deeds->at, deeds->n, sizeof *deeds->at, by_kind_and_record);
	for (size_t i = 0; i < deeds->n; i++) {
		if (kept && by_kind_and_record(&deeds->at[kept - 1], &deeds->at[i]) == 0)
			deeds->at[kept - 1].made |= deeds->at[i].made;
		else
			deeds->at[kept++] = deeds->at[i];
	}
	deeds->n = kept;
}

static Err *read_deeds(Store *store, int64_t batch, Deeds *out)
{
	enum {
		PAGE = 64
	};
	Arena *arena = arena_new();
	JournalReader reader;
	Err *err = journal_read(&reader, store, batch, false);
	while (!err && !(err = journal_page(&reader, PAGE, arena)) && reader.steps.n) {
		for (size_t i = 0; i < reader.steps.n; i++) {
			const JournalStep *step = &reader.steps.at[i];
			if (step->kind && journal_kind_is_counted(step->kind))
				vec_push(out, ((Did){step->kind, step->record, step->op == PATCH_MAKE}));
		}
		arena_reset(arena);
	}
	journal_read_done(&reader);
	arena_free(arena);
	if (!err)
		join_deeds(out);
	return err;
}

static Err *add_left(Store *store, int64_t batch, int64_t back, const Did *did, ImportStay *out, size_t *n, Arena *arena, Arena *scratch)
{
	bool found, stands = did->made;
	void *record = arena_alloc(scratch, did->kind->size);
	TRY(record_load(store, did->kind, did->record, record, &found, scratch));
	if (found && !did->made)
		TRY(edit_stands(&stands, store, batch, back, did->kind, record, scratch));
	if (!found || !stands)
		return NULL;
	Str title = {0};
	did->kind->title(&title, record);
	out[(*n)++] = (ImportStay){.kind = did->kind, .id = did->record, .title = arena_dup(arena, str_text(&title))};
	str_done(&title);
	return NULL;
}

Err *import_left(Store *store, int64_t batch, int64_t back, ImportStay **out, size_t *n, Arena *arena)
{
	bool taken_back = true;
	Deeds deeds = {0};
	*n = 0;
	*out = NULL;
	if (!back)
		TRY(journal_chain_end(store, batch, &back, &taken_back));
	if (!taken_back)
		return NULL;
	Err *err = read_deeds(store, batch, &deeds);
	*out = arena_alloc(arena, (deeds.n + 1) * sizeof **out);
	Arena *scratch = arena_new();
	for (size_t i = 0; !err && i < deeds.n; i++) {
		arena_reset(scratch);
		err = add_left(store, batch, back, &deeds.at[i], *out, n, arena, scratch);
	}
	arena_free(scratch);
	vec_free(&deeds);
	return err;
}
