/* SPDX-License-Identifier: MIT */
/*
 * The history of a client; of an organization its people's too. One client goes along its index; of few the newest of each are merged, so that a
 * thousand contacts of one are never sorted for a page.
 */
#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/lists.h"
#include "record.h"
#include "search.h"

enum {
	MERGED_MOST = 64
};

typedef VEC(HistoryRow) Found;
typedef VEC(int64_t) Ids;

/* The client and its people. */
static Err *whose(Ids *out, Store *store, int64_t client)
{
	Rows rows;
	bool more;
	vec_push(out, client);
	TRY(db_query(&rows, store->db, "SELECT DISTINCT person FROM membership WHERE organization = $1", ARGS(arg_int(client))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		vec_push(out, row_int(&rows, 0));
	}
}

typedef struct Asked {
	int64_t client;
	const FilterNode *filter;
	int64_t before_at, before_id;
	size_t limit;
} Asked;

/* Of one client, or of an organization and all its people at once. */
static Err *history_sql(Sql *sql, const Asked *asked, int64_t client, bool people)
{
	str_add(&sql->text, "SELECT ");
	record_columns(&sql->text, &kind_interaction, "i");
	str_add(&sql->text, ", k.code, k.name, o.code, o.name, s.name, s.login, c.title FROM interaction i JOIN contact_kind k ON k.id = i.kind"
	                    " JOIN client c ON c.id = i.client LEFT JOIN outcome o ON o.id = i.outcome LEFT JOIN staff s ON s.id = i.author WHERE ");
	str_add(&sql->text, people ? "i.client IN (SELECT person FROM membership WHERE organization = $1 UNION SELECT " : "i.client = ");
	sql_int(sql, client);
	if (people)
		str_addc(&sql->text, ')');
	if (asked->before_id) {
		str_add(&sql->text, " AND (i.\"at\", i.id) < (");
		sql_int(sql, asked->before_at);
		str_add(&sql->text, ", ");
		sql_int(sql, asked->before_id);
		str_addc(&sql->text, ')');
	}
	if (asked->filter) {
		str_add(&sql->text, " AND ");
		TRY(filter_sql(sql, asked->filter, &kind_interaction, "i", false));
	}
	str_add(&sql->text, " ORDER BY i.\"at\" DESC, i.id DESC LIMIT ");
	sql_int(sql, (int64_t)asked->limit);
	return NULL;
}

static Err *read_row(HistoryRow *row, const Rows *rows, int64_t client, Arena *arena)
{
	int at = record_column_count(&kind_interaction);
	TRY(record_of_row(&row->contact, &kind_interaction, rows, 0, arena));
	row->kind_code = row_dup(rows, at, arena);
	row->kind_name = list_name(row->kind_code, row_dup(rows, at + 1, arena));
	row->outcome_code = row_dup(rows, at + 2, arena);
	row->outcome_name = row->outcome_code ? list_name(row->outcome_code, row_dup(rows, at + 3, arena)) : NULL;
	row->author_name = row_dup(rows, row_is_null(rows, at + 4) ? at + 5 : at + 4, arena);
	row->client_title = row->contact.client.v == client ? NULL : row_dup(rows, at + 6, arena);
	return NULL;
}

static Err *read_history(Found *out, Store *store, const Asked *asked, int64_t client, bool people, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	Err *err = history_sql(&sql, asked, client, people);
	Rows rows;
	bool more;
	if (!err)
		err = db_query(&rows, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		HistoryRow row = {0};
		err = read_row(&row, &rows, asked->client, arena);
		if (err)
			rows_done(&rows);
		else
			vec_push(out, row);
	}
	sql_done(&sql);
	return err;
}

static int newer_first(const void *a, const void *b)
{
	const HistoryRow *x = a, *y = b;
	int by_time = instant_cmp(y->contact.at, x->contact.at);
	return by_time ? by_time : (y->contact.head.id > x->contact.head.id) - (y->contact.head.id < x->contact.head.id);
}

Err *history_page(Store *store, int64_t client, const FilterNode *filter, int64_t before_at, int64_t before_id, size_t limit,
                  HistoryRow **out, size_t *n, Arena *arena)
{
	Asked asked = {client, filter, before_at, before_id, limit};
	Found found = {0};
	Ids ids = {0};
	if (store->running)
		TRY(search_flush(store));
	Err *err = whose(&ids, store, client);
	if (!err && ids.n > MERGED_MOST) {
		err = read_history(&found, store, &asked, client, true, arena);
	} else {
		for (size_t i = 0; i < ids.n && !err; i++)
			err = read_history(&found, store, &asked, ids.at[i], false, arena);
	}
	if (found.n > 1 && ids.n > 1)
		qsort(found.at, found.n, sizeof *found.at, newer_first);
	*n = err ? 0 : found.n < limit ? found.n
	                               : limit;
	*out = *n ? arena_alloc(arena, *n * sizeof **out) : NULL;
	if (*n)
		memcpy(*out, found.at, *n * sizeof **out);
	vec_free(&found);
	vec_free(&ids);
	return err;
}

Err *history_newest(Store *store, int64_t client, ContactSeen *out, Arena *arena)
{
	Rows rows;
	bool more;
	*out = (ContactSeen){.at = INSTANT_NONE};
	/* The newest of each is at the end of an index. */
	TRY(db_query(&rows, store->db,
	             "SELECT i.id, i.\"at\", i.attempt, k.code FROM (SELECT person FROM membership WHERE organization = $1 UNION ALL SELECT $1) w"
	             " JOIN interaction i ON i.id = (SELECT n.id FROM interaction n WHERE n.client = w.person ORDER BY n.\"at\" DESC, n.id DESC LIMIT 1)"
	             " JOIN contact_kind k ON k.id = i.kind ORDER BY i.\"at\" DESC, i.id DESC LIMIT 1",
	             ARGS(arg_int(client))));
	TRY(rows_next(&rows, &more));
	if (more)
		*out = (ContactSeen){.id = row_int(&rows, 0), .at = {row_int(&rows, 1)}, .attempt = row_int(&rows, 2) != 0, .kind_code = row_dup(&rows, 3, arena)};
	rows_done(&rows);
	return NULL;
}

Err *history_count(Store *store, int64_t client, int64_t *count)
{
	*count = 0;
	return db_int(count, store->db,
	              "SELECT count(*) FROM interaction WHERE client = $1 OR client IN (SELECT person FROM membership WHERE organization = $1)",
	              ARGS(arg_int(client)));
}

Err *history_between(Store *store, Instant from, Instant to, int *count)
{
	int64_t all = 0, attempts = 0;
	const Value args[] = {arg_int(from.s), arg_int(to.s)};
	*count = 0;
	TRY(db_int(&all, store->db, "SELECT count(*) FROM interaction WHERE \"at\" >= $1 AND \"at\" < $2", args, 2));
	TRY(db_int(&attempts, store->db,
	           "SELECT coalesce(sum((SELECT count(*) FROM interaction i WHERE i.outcome = o.id AND i.\"at\" >= $1 AND i.\"at\" < $2)), 0)"
	           " FROM outcome o WHERE o.counts <> 'contact'",
	           args, 2));
	*count = (int)(all - attempts);
	return NULL;
}

/* Attempts reached nobody and are not counted. */
Err *history_weeks(Store *store, int64_t client, Instant from_monday, int weeks, int *counts)
{
	static const char of_one[] =
		"SELECT (i.\"at\" - $1) / 604800, count(*) FROM interaction i WHERE (i.client = $3 OR i.client IN (SELECT person FROM membership WHERE organization = $3))"
		" AND i.\"at\" >= $1 AND i.\"at\" < $2 AND i.attempt = 0 GROUP BY 1";
	static const char of_all[] =
		"SELECT (i.\"at\" - $1) / 604800, count(*) FROM interaction i WHERE i.\"at\" >= $1 AND i.\"at\" < $2 AND i.attempt = 0 GROUP BY 1";
	memset(counts, 0, (size_t)(weeks > 0 ? weeks : 0) * sizeof *counts);
	Rows rows;
	bool more;
	const Value args[] = {arg_int(from_monday.s), arg_int(from_monday.s + (int64_t)weeks * 7 * DAY_SECONDS), arg_int(client)};
	TRY(db_query(&rows, store->db, client ? of_one : of_all, args, client ? 3 : 2));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		int64_t week = row_int(&rows, 0);
		if (week >= 0 && week < weeks)
			counts[week] = (int)row_int(&rows, 1);
	}
}
