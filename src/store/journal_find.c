/* SPDX-License-Identifier: MIT */
/*
 * Batches of the journal that are asked for: by author, time, kind of record, one record. The newest come first along the ids, so no question reads the
 * whole journal: a time is a place among the ids, a rare kind is looked up, a common one is looked for among the last batches.
 */
#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"

enum {
	RARE = 5000,  /* changes of a kind that are looked up at once */
	ENDS = 1000,  /* changes of a large batch that are looked at from either end */
	STRIDE = 1000 /* batches; a clock that was set wrong for fewer moves no bound */
};

/* ---- when ---- */

/* Batches above *after hold all since then. */
static Err *since_bound(Store *store, Instant since, int64_t *after)
{
	int64_t below = INT64_MAX;
	for (*after = 0;;) {
		Rows rows;
		bool more, later = false;
		int64_t first = 0;
		TRY(db_query(&rows, store->db, "SELECT id, at FROM batch WHERE id < $1 ORDER BY id DESC LIMIT $2", ARGS(arg_int(below), arg_int(STRIDE))));
		for (;;) {
			TRY(rows_next(&rows, &more));
			if (!more)
				break;
			first = row_int(&rows, 0);
			later = later || row_int(&rows, 1) >= since.s;
		}
		if (!first)
			return NULL;
		if (!later) {
			*after = below == INT64_MAX ? INT64_MAX : below - 1;
			return NULL;
		}
		below = first;
	}
}

/* ---- what ---- */

static Err *kinds_are_rare(Store *store, const Kind *const *among, bool *rare)
{
	*rare = true;
	for (size_t i = 0; among[i] && *rare; i++) {
		int64_t n = 0;
		TRY(db_int(&n, store->db, "SELECT count(*) FROM (SELECT 1 FROM change WHERE kind = $1 LIMIT $2) few", ARGS(arg_text(among[i]->name), arg_int(RARE + 1))));
		*rare = n <= RARE;
	}
	return NULL;
}

static void kinds_sql(Sql *sql, const char *column, const Kind *const *among)
{
	str_addf(&sql->text, "%s IN (", column);
	for (size_t i = 0; among[i]; i++) {
		str_add(&sql->text, i ? ", " : "");
		sql_arg(sql, arg_text(among[i]->name));
	}
	str_addc(&sql->text, ')');
}

static void end_sql(Sql *sql, const Kind *const *among, const char *order)
{
	str_addf(&sql->text, "EXISTS (SELECT 1 FROM (SELECT c.kind FROM change c WHERE c.batch = b.id ORDER BY c.seq%s LIMIT ", order);
	sql_int(sql, ENDS);
	str_add(&sql->text, ") e WHERE ");
	kinds_sql(sql, "e.kind", among);
	str_addc(&sql->text, ')');
}

/* What an import brought is counted with its file; of another large batch, which is mostly one kind's, both ends are looked at. */
static void among_sql(Sql *sql, const Kind *const *among, bool rare)
{
	static const struct {
		const char *kind, *sql;
	} counted[] = {
		{"client", "f.created_client + f.updated_client"},
		{"event", "f.created_event + f.updated_event"},
		{"task", "f.created_task + f.updated_task"},
		{"note", "f.created_journal + f.updated_journal"},
	};
	if (rare) {
		str_add(&sql->text, " AND b.id IN (SELECT c.batch FROM change c WHERE ");
		kinds_sql(sql, "c.kind", among);
		str_addc(&sql->text, ')');
		return;
	}
	str_add(&sql->text, " AND (");
	end_sql(sql, among, "");
	str_add(&sql->text, " OR (b.changes > ");
	sql_int(sql, ENDS);
	str_add(&sql->text, " AND (");
	end_sql(sql, among, " DESC");
	for (size_t i = 0; among[i]; i++)
		for (size_t k = 0; k < countof(counted); k++)
			if (strcmp(counted[k].kind, among[i]->name) == 0)
				str_addf(&sql->text, " OR EXISTS (SELECT 1 FROM import_file f WHERE f.batch = b.id AND %s > 0)", counted[k].sql);
	str_add(&sql->text, ")))");
}

/* ---- one record ---- */

/* The record, and what belongs to it as long as it is there: phones and contacts of a client, reminders of a task. */
static void record_sql(Sql *sql, const Kind *kind, int64_t record, bool parts)
{
	str_add(&sql->text, " AND b.id IN (SELECT c.batch FROM change c WHERE c.kind = ");
	sql_arg(sql, arg_text(kind->name));
	str_add(&sql->text, " AND c.record = ");
	sql_int(sql, record);
	for (size_t i = 0; parts && kinds[i]; i++) {
		const char *name = kinds[i] == &kind_interaction ? "client" : kinds[i]->parent;
		const Field *field = kind_field(kinds[i], name);
		bool any_kind = kinds[i] == &kind_reminder;
		if (!field || (!any_kind && !str_same(field->of, kind->name)))
			continue;
		str_addf(&sql->text, " UNION SELECT c.batch FROM change c JOIN %s p ON p.id = c.record WHERE c.kind = ", kinds[i]->table);
		sql_arg(sql, arg_text(kinds[i]->name));
		str_addf(&sql->text, " AND p.\"%s\" = ", name);
		sql_int(sql, record);
		if (any_kind) {
			str_add(&sql->text, " AND p.of_kind = ");
			sql_arg(sql, arg_text(kind->name));
		}
	}
	str_addc(&sql->text, ')');
}

/* ---- batches ---- */

/* Parameters stand in order, without gaps: other databases ask for it. */
static void batches_sql(Sql *sql, const JournalQuery *query, int64_t after, bool rare)
{
	str_add(&sql->text, "SELECT b.id, b.author, b.undoes, b.at, b.command, b.label, b.session, b.changes, b.open, coalesce(s.name, s.login)"
	                    " FROM batch b LEFT JOIN staff s ON s.id = b.author WHERE 1 = 1");
	if (query->before) {
		str_add(&sql->text, " AND b.id < ");
		sql_int(sql, query->before);
	}
	if (after) {
		str_add(&sql->text, " AND b.id > ");
		sql_int(sql, after);
	}
	if (query->since.s) {
		str_add(&sql->text, " AND b.at >= ");
		sql_int(sql, query->since.s);
	}
	if (query->author) {
		str_add(&sql->text, " AND b.author = ");
		sql_int(sql, query->author);
	}
	if (query->command) {
		str_add(&sql->text, " AND b.command = ");
		sql_arg(sql, arg_text(query->command));
	}
	if (query->kind)
		record_sql(sql, query->kind, query->record, query->parts);
	if (query->among)
		among_sql(sql, query->among, rare);
	str_add(&sql->text, " ORDER BY b.id DESC LIMIT ");
	sql_int(sql, query->limit ? (int64_t)query->limit : INT64_MAX);
}

/* From where on there is to look, and whether that leaves older ones out that nobody ruled out. */
static Err *bound(Store *store, const JournalQuery *query, int64_t *after, bool *rare)
{
	int64_t newest = query->before - 1, oldest = 0;
	*after = 0;
	*rare = true;
	if (query->left)
		*query->left = 0;
	if (query->since.s)
		TRY(since_bound(store, query->since, after));
	if (query->among)
		TRY(kinds_are_rare(store, query->among, rare));
	if (*rare || !query->depth)
		return NULL;
	if (!query->before)
		TRY(db_int(&newest, store->db, "SELECT max(id) FROM batch", NO_ARGS));
	TRY(journal_begins(store, &oldest));
	int64_t deep = newest - (int64_t)query->depth;
	if (deep <= *after || deep < oldest)
		return NULL;
	*after = deep;
	if (query->left)
		*query->left = deep + 1;
	return NULL;
}

static BatchRow batch_of_row(const Rows *rows, Arena *arena)
{
	const char *said = row_dup(rows, 5, arena);
	return (BatchRow){
		.id = row_int(rows, 0),
		.author = row_int(rows, 1),
		.undoes = row_int(rows, 2),
		.at = {row_int(rows, 3)},
		.command = row_dup(rows, 4, arena),
		.label = said_words(arena, said),
		.said = said,
		.session = row_dup(rows, 6, arena),
		.changes = row_int(rows, 7),
		.open = row_int(rows, 8) != 0,
		.author_name = row_dup(rows, 9, arena),
	};
}

Err *journal_batches(Store *store, const JournalQuery *query, BatchRow **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	VEC(BatchRow)
	found = {0};
	Sql sql = {.db = store->db, .arena = arena};
	Rows rows;
	bool more = false, rare;
	int64_t after;
	Err *err = bound(store, query, &after, &rare);
	if (err)
		return err;
	batches_sql(&sql, query, after, rare);
	err = db_query(&rows, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && !(err = rows_next(&rows, &more)) && more)
		vec_push(&found, batch_of_row(&rows, arena));
	for (size_t i = 0; i < found.n && !err; i++) {
		int64_t last;
		bool taken_back;
		err = journal_chain_end(store, found.at[i].id, &last, &taken_back);
		found.at[i].undone_by = taken_back ? last : 0;
	}
	if (!err && found.n) {
		*out = arena_alloc(arena, found.n * sizeof **out);
		memcpy(*out, found.at, found.n * sizeof **out);
		*n = found.n;
	}
	vec_free(&found);
	sql_done(&sql);
	return err;
}
