/* SPDX-License-Identifier: MIT */
/*
 * Batches of the journal that are asked for: by author, time, kind of record, one record. The newest come first along the ids, so no question reads the
 * whole journal: a time is a place among the ids, and a kind, which each batch tells, is looked for among the last ones.
 */
#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"

enum {
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

/* ---- one record ---- */

/* The record, and what belongs to it as long as it is there: phones and contacts of a client, reminders of a task. */
static void record_sql(Sql *sql, const Kind *kind, int64_t record, bool parts)
{
	str_add(&sql->text, " AND b.id IN (SELECT c.batch FROM change c WHERE c.op > 0 AND c.kind = ");
	sql_arg(sql, arg_text(kind->name));
	str_add(&sql->text, " AND c.record = ");
	sql_int(sql, record);
	str_add(&sql->text, " UNION SELECT c.batch FROM change c JOIN (SELECT CAST(");
	sql_int(sql, record);
	str_add(&sql->text, " AS BIGINT) AS id) p ON " JOURNAL_RUN_OF("p.id"));
	for (size_t i = 0; parts && kinds[i]; i++) {
		const char *name = kinds[i] == &kind_interaction ? "client" : kinds[i]->parent;
		const Field *field = kind_field(kinds[i], name);
		bool any_kind = kinds[i] == &kind_reminder;
		if (!field || (!any_kind && !str_same(field->of, kind->name)))
			continue;
		static const char *const changed[] = {"c.op > 0 AND c.record = p.id", JOURNAL_RUN_OF("p.id")};
		for (size_t made = 0; made < countof(changed); made++) {
			str_addf(&sql->text, " UNION SELECT c.batch FROM %s p CROSS JOIN change c WHERE %s AND p.\"%s\" = ", kinds[i]->table, changed[made], name);
			sql_int(sql, record);
			if (any_kind) {
				str_add(&sql->text, " AND p.of_kind = ");
				sql_arg(sql, arg_text(kind->name));
			}
		}
	}
	str_addc(&sql->text, ')');
}

/* ---- batches ---- */

/* Parameters stand in order, without gaps: other databases ask for it. */
static void batches_sql(Sql *sql, const JournalQuery *query, int64_t after)
{
	str_add(&sql->text, "SELECT b.id, b.author, b.undoes, b.at, p.command, p.frame, b.words, n.uuid, b.changes, b.open, coalesce(s.name, s.login)"
	                    " FROM batch b LEFT JOIN phrase p ON p.id = b.phrase LEFT JOIN session n ON n.id = b.session"
	                    " LEFT JOIN staff s ON s.id = b.author WHERE 1 = 1");
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
	if (query->bulk)
		str_add(&sql->text, " AND b.bulk = 1");
	if (query->command) {
		str_add(&sql->text, " AND b.phrase IN (SELECT id FROM phrase WHERE command = ");
		sql_arg(sql, arg_text(query->command));
		str_addc(&sql->text, ')');
	}
	if (query->kind)
		record_sql(sql, query->kind, query->record, query->parts);
	if (query->among) {
		int64_t bits = 0;
		for (size_t i = 0; query->among[i]; i++)
			bits |= kind_bit(query->among[i]);
		str_add(&sql->text, " AND (b.kinds & ");
		sql_int(sql, bits);
		str_add(&sql->text, ") <> 0");
	}
	str_add(&sql->text, " ORDER BY b.id DESC LIMIT ");
	sql_int(sql, query->limit ? (int64_t)query->limit : INT64_MAX);
}

/* From where on there is to look, and whether that leaves older ones out that nobody ruled out. */
static Err *bound(Store *store, const JournalQuery *query, int64_t *after)
{
	int64_t newest = query->before - 1, oldest = 0;
	*after = 0;
	if (query->left)
		*query->left = 0;
	if (query->since.s)
		TRY(since_bound(store, query->since, after));
	if (!query->among || !query->depth)
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
	Str label = {0};
	said_join(&label, row_text(rows, 5), row_text(rows, 6));
	const char *said = row_is_null(rows, 6) ? NULL : arena_dup(arena, str_text(&label));
	str_done(&label);
	return (BatchRow){
		.id = row_int(rows, 0),
		.author = row_int(rows, 1),
		.undoes = row_int(rows, 2),
		.at = {row_int(rows, 3)},
		.command = row_dup(rows, 4, arena),
		.label = said_words(arena, said),
		.said = said,
		.session = row_dup(rows, 7, arena),
		.changes = row_int(rows, 8),
		.open = row_int(rows, 9) != 0,
		.author_name = row_dup(rows, 10, arena),
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
	bool more = false;
	int64_t after;
	Err *err = bound(store, query, &after);
	if (err)
		return err;
	batches_sql(&sql, query, after);
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
