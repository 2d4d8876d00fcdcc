/* SPDX-License-Identifier: MIT */
/* Reminders with what they are of, by the time they are to be heard; and the next such time for the loop's timer. */
#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/when/repeat.h"
#include "record.h"

typedef VEC(ReminderRow) Found;

/* The keyset: what stands behind or before that reminder in the order of (next_at, id). */
static void add_side(Sql *sql, const ReminderQuery *query)
{
	str_add(&sql->text, query->backward ? " AND r.next_at <= " : " AND r.next_at >= ");
	sql_int(sql, query->from->next_at.s);
	str_add(&sql->text, query->backward ? " AND (r.next_at < " : " AND (r.next_at > ");
	sql_int(sql, query->from->next_at.s);
	str_add(&sql->text, query->backward ? " OR r.id < " : " OR r.id > ");
	sql_int(sql, query->from->head.id);
	str_add(&sql->text, ")");
}

enum {
	BARE_COLUMNS = 4,
	WHEN_COUNT = 8,
};

/* Whether some override of the series names what it stands for otherwise than the series would, or speaks of later ones, too. */
#define NAMED_OTHERWISE(table, of, start, zone) \
	"EXISTS (SELECT 1 FROM " table " o WHERE o.series = " of " AND o.superseded = 0 AND (o.future <> 0 OR length(o.recurrence) <> length(" start ")" \
	" OR coalesce(o.recurrence_zone, '') NOT IN ('', coalesce(" zone ", ''))))"
/* When it is what a reminder speaks of; last, whether that has to be looked at more closely. */
#define WHEN_COLUMNS \
	", CASE WHEN t.id IS NULL THEN e.start ELSE coalesce(t.due, t.start) END," \
	" CASE WHEN t.id IS NULL THEN e.zone WHEN t.due IS NULL THEN t.zone ELSE t.due_zone END," \
	" coalesce(mt.due, mt.start, me.start), CASE WHEN mt.due IS NOT NULL THEN mt.due_zone ELSE coalesce(mt.zone, me.zone) END," \
	" CASE WHEN me.id IS NULL THEN e.start ELSE me.start END, CASE WHEN me.id IS NULL THEN e.\"end\" ELSE me.\"end\" END," \
	" CASE WHEN me.id IS NULL THEN e.end_zone ELSE me.end_zone END," \
	" r.occurrence IS NOT NULL AND (t.start IS NOT NULL AND t.due IS NOT NULL OR " NAMED_OTHERWISE("task", "t.id", "coalesce(t.start, t.due)", "CASE WHEN t.start IS NULL AND t.due_zone IS NOT NULL THEN t.due_zone ELSE t.zone END") " OR " NAMED_OTHERWISE("event", "e.id", "e.start", "e.zone") ")"
/* And whose it is. */
#define NAME_COLUMNS \
	", coalesce(t.summary, e.summary), c.title, c.phone, coalesce(t.client, e.client), coalesce(t.owner, e.owner)," \
	" coalesce(t.rdates, e.rdates) IS NOT NULL, c.kind = 'organization', coalesce(t.rules, e.rules)"

static Err *reminders_sql(Sql *sql, const ReminderQuery *query, bool done, size_t limit)
{
	str_add(&sql->text, "SELECT ");
	if (query->bare)
		str_add(&sql->text, "r.of_kind, r.\"of\", r.next_at, r.occurrence");
	else
		record_columns(&sql->text, &kind_reminder, "r");
	str_add(&sql->text, WHEN_COLUMNS);
	if (!query->bare)
		str_add(&sql->text, NAME_COLUMNS);
	/* A key of NULL looks nothing up: not the event of a task's number, nor overrides of what does not repeat. */
	str_add(&sql->text, " FROM reminder r LEFT JOIN task t ON t.id = CASE r.of_kind WHEN 'task' THEN r.\"of\" END"
	                    " LEFT JOIN event e ON e.id = CASE r.of_kind WHEN 'event' THEN r.\"of\" END"
	                    /* the one that stands in the place of the occurrence spoken of */
	                    " LEFT JOIN task mt ON mt.series = CASE WHEN r.occurrence IS NOT NULL THEN t.id END AND mt.recurrence = r.occurrence AND mt.superseded = 0"
	                    " LEFT JOIN event me ON me.series = CASE WHEN r.occurrence IS NOT NULL THEN e.id END AND me.recurrence = r.occurrence AND me.superseded = 0");
	if (!query->bare)
		str_add(&sql->text, " LEFT JOIN client c ON c.id = coalesce(t.client, e.client)");
	str_add(&sql->text, " WHERE coalesce(t.superseded, e.superseded) = 0");
	if (done) {
		str_add(&sql->text, " AND r.state = 'done' AND r.next_at IS NULL");
	} else {
		str_add(&sql->text, " AND r.next_at IS NOT NULL");
		if (!instant_is_none(query->until)) {
			str_add(&sql->text, " AND r.next_at < ");
			sql_int(sql, query->until.s);
		}
		if (query->after.s > 0) {
			str_add(&sql->text, " AND r.next_at > ");
			sql_int(sql, query->after.s);
		}
		if (query->from)
			add_side(sql, query);
		if (query->series)
			str_add(&sql->text, " AND r.occurrence IS NOT NULL");
		if (query->untold)
			str_add(&sql->text, " AND (r.told_at IS NULL OR r.told_at <> r.next_at)");
	}
	if (query->n_ids) {
		str_add(&sql->text, " AND r.id IN (");
		for (size_t i = 0; i < query->n_ids; i++) {
			str_add(&sql->text, i ? ", " : "");
			sql_int(sql, query->ids[i]);
		}
		str_add(&sql->text, ")");
	}
	if (query->owner) {
		str_add(&sql->text, " AND r.owner = ");
		sql_int(sql, query->owner);
	}
	if (query->filter) {
		str_add(&sql->text, " AND ");
		TRY(filter_sql(sql, query->filter, &kind_reminder, "r", false));
	}
	if (done)
		str_add(&sql->text, " ORDER BY r.acknowledged DESC, r.id DESC LIMIT ");
	else
		str_add(&sql->text, query->backward ? " ORDER BY r.next_at DESC, r.id DESC LIMIT " : " ORDER BY r.next_at, r.id LIMIT ");
	sql_int(sql, (int64_t)limit);
	return NULL;
}

static Moment row_moment(const Rows *rows, int column)
{
	Moment at;
	const char *text = row_text(rows, column);
	return text && moment_read(&at, text) ? at : (Moment){.form = MOMENT_NONE};
}

static void read_when(ReminderRow *row, const Rows *rows, int at, Arena *arena)
{
	const char *due = row_text(rows, at), *moved = row_text(rows, at + 2);
	bool stands_alone = moved && moment_read(&row->due, moved);
	if (!stands_alone)
		row->due = row->reminder.occurrence;
	if (row->due.form == MOMENT_NONE && (!due || !moment_read(&row->due, due)))
		row->due = (Moment){.form = MOMENT_NONE};
	row->zone = row_dup(rows, stands_alone ? at + 3 : at + 1, arena);
	row->start = row_moment(rows, at + 4);
	row->end = row_moment(rows, at + 5);
	row->end_zone = row_dup(rows, at + 6, arena);
	row->named_otherwise = row_int(rows, at + 7) != 0;
}

static Err *read_row(ReminderRow *row, const Rows *rows, bool bare, Arena *arena)
{
	if (bare) {
		row->reminder.of_kind.s = row_dup(rows, 0, arena);
		row->reminder.of.v = row_int(rows, 1);
		row->reminder.next_at.s = row_int(rows, 2);
		row->reminder.occurrence = row_moment(rows, 3);
		read_when(row, rows, BARE_COLUMNS, arena);
		return NULL;
	}
	int at = record_column_count(&kind_reminder);
	TRY(record_of_row(&row->reminder, &kind_reminder, rows, 0, arena));
	read_when(row, rows, at, arena);
	at += WHEN_COUNT;
	row->summary = row_dup(rows, at, arena);
	row->client_title = row_dup(rows, at + 1, arena);
	row->client_phone = row_dup(rows, at + 2, arena);
	row->client = row_int(rows, at + 3);
	row->owner = row_int(rows, at + 4);
	row->organization = row_int(rows, at + 6) != 0;
	row->rules = row_dup(rows, at + 7, arena);
	/* What is not understood repeats nothing. */
	if (row->rules && !repeat_has_rule(&(Repeat){.start = {.form = MOMENT_NONE}, .rules = row->rules}))
		row->rules = NULL;
	row->repeats = row_int(rows, at + 5) != 0 || row->rules;
	return NULL;
}

static Err *read_reminders(Found *out, Store *store, const ReminderQuery *query, bool done, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	Err *err = reminders_sql(&sql, query, done, query->limit - out->n);
	Rows rows;
	bool more;
	if (!err)
		err = db_query(&rows, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		ReminderRow row = {0};
		err = read_row(&row, &rows, query->bare, arena);
		if (err)
			rows_done(&rows);
		else
			vec_push(out, row);
	}
	sql_done(&sql);
	return err;
}

/* The last of those that are skipped; *found false: there are not so many. */
static Err *skip_to(Reminder *last, bool *found, Store *store, const ReminderQuery *query)
{
	static const char *const sql[] = {
		"SELECT next_at, id FROM reminder WHERE next_at > $1 AND next_at < $2 ORDER BY next_at, id LIMIT 1 OFFSET $3",
		"SELECT next_at, id FROM reminder WHERE owner = $4 AND next_at > $1 AND next_at < $2 ORDER BY next_at, id LIMIT 1 OFFSET $3",
	};
	const Value args[] = {arg_int(query->after.s > 0 ? query->after.s : INT64_MIN), arg_int(instant_is_none(query->until) ? INT64_MAX : query->until.s),
	                      arg_int((int64_t)query->skip - 1), arg_int(query->owner)};
	Rows rows;
	TRY(db_query(&rows, store->db, sql[query->owner != 0], args, query->owner ? 4 : 3));
	TRY(rows_next(&rows, found));
	if (*found) {
		last->next_at.s = row_int(&rows, 0);
		last->head.id = row_int(&rows, 1);
		rows_done(&rows);
	}
	return NULL;
}

Err *reminders_page(Store *store, const ReminderQuery *query, ReminderRow **out, size_t *n, Arena *arena)
{
	Found found = {0};
	ReminderQuery behind = *query;
	Reminder last = {0};
	*out = NULL;
	*n = 0;
	if (query->skip) {
		bool there;
		TRY(skip_to(&last, &there, store, query));
		if (!there)
			return NULL;
		behind.from = &last;
		query = &behind;
	}
	Err *err = query->limit ? read_reminders(&found, store, query, false, arena) : NULL;
	/* The done ones follow, last answered first. */
	if (!err && query->done_too && found.n < query->limit)
		err = read_reminders(&found, store, query, true, arena);
	*n = err ? 0 : found.n;
	*out = *n ? arena_alloc(arena, *n * sizeof **out) : NULL;
	/* Read from the end, given in order all the same. */
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = found.at[query->backward ? *n - 1 - i : i];
	vec_free(&found);
	return err;
}

Err *reminders_count(Store *store, int64_t owner, Instant after, Instant until, int64_t limit, int64_t *count)
{
	static const char all[] = "SELECT count(*) FROM (SELECT 1 FROM reminder WHERE next_at > $1 AND next_at < $2 LIMIT $3) AS n";
	static const char own[] = "SELECT count(*) FROM (SELECT 1 FROM reminder WHERE owner = $4 AND next_at > $1 AND next_at < $2 LIMIT $3) AS n";
	*count = 0;
	const Value args[] = {arg_int(after.s), arg_int(until.s), arg_int(limit), arg_int(owner)};
	return db_int(count, store->db, owner ? own : all, args, owner ? 4 : 3);
}

Err *reminders_next(Store *store, int64_t owner, Instant after, Instant *at)
{
	static const char all[] = "SELECT next_at FROM reminder WHERE next_at > $1 ORDER BY next_at LIMIT 1";
	static const char own[] = "SELECT next_at FROM reminder WHERE owner = $2 AND next_at > $1 ORDER BY next_at LIMIT 1";
	*at = INSTANT_NONE;
	const Value args[] = {arg_int(after.s), arg_int(owner)};
	return db_int(&at->s, store->db, owner ? own : all, args, owner ? 2 : 1);
}

Err *reminders_put_off(Store *store, const char *kind, int64_t id, bool *any)
{
	int64_t found = 0;
	Err *err = db_int(&found, store->db, "SELECT 1 FROM reminder WHERE of_kind = $1 AND \"of\" = $2 AND state = 'snoozed' LIMIT 1", ARGS(arg_text(kind), arg_int(id)));
	*any = found != 0;
	return err;
}

Err *reminders_of_record(Store *store, const char *kind, int64_t id, Reminder **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows = NULL;
	str_add(&sql, record_select(&kind_reminder));
	str_add(&sql, " WHERE of_kind = $1 AND \"of\" = $2 ORDER BY place, id");
	Err *err = records_of_query(&rows, n, &kind_reminder, store->db, str_text(&sql), ARGS(arg_text(kind), arg_int(id)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}
