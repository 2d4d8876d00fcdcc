/* SPDX-License-Identifier: MIT */
/*
 * Candidates of a window: events, tasks, notes. The derived instants read floating and all-day times as if UTC, so windows are a day wider on both
 * sides; what repeats or is long (wide) is looked up by its end. Work expands the series and cuts to the window.
 */
#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/lists.h"
#include "record.h"

/* ---- Windows ---- */

static int64_t wider(Instant t, int64_t by)
{
	if (instant_is_none(t))
		return by < 0 ? INT64_MIN : INT64_MAX;
	if (by < 0)
		return t.s < INT64_MIN - by ? INT64_MIN : t.s + by;
	return t.s > INT64_MAX - by ? INT64_MAX : t.s + by;
}

/* SELECT … FROM kind x WHERE x.superseded = 0 AND what all plans are asked. */
static Err *plan_sql(Sql *sql, const Kind *kind, const PlanQuery *query)
{
	str_add(&sql->text, "SELECT ");
	record_columns(&sql->text, kind, "x");
	str_addf(&sql->text, " FROM \"%s\" x WHERE x.superseded = 0", kind->table);
	if (query->owner) {
		str_add(&sql->text, " AND x.owner = ");
		sql_int(sql, query->owner);
	}
	if (query->client) {
		str_add(&sql->text, " AND x.client = ");
		sql_int(sql, query->client);
	}
	if (query->filter) {
		str_add(&sql->text, " AND ");
		TRY(filter_sql(sql, query->filter, kind, "x", false));
	}
	return NULL;
}

static void between(Sql *sql, const char *column, int64_t from, int64_t to)
{
	str_addf(&sql->text, " AND x.%s >= ", column);
	sql_int(sql, from);
	str_addf(&sql->text, " AND x.%s < ", column);
	sql_int(sql, to);
}

/* Ends the statement and runs it. */
static Err *run(Sql *sql, const Kind *kind, const char *order, size_t limit, void **out, size_t *n, Err *err, Arena *arena)
{
	str_addf(&sql->text, " ORDER BY %s", order);
	if (limit) {
		str_add(&sql->text, " LIMIT ");
		sql_int(sql, (int64_t)limit);
	}
	*out = NULL;
	*n = 0;
	if (!err)
		err = records_of_query(out, n, kind, sql->db, str_text(&sql->text), SQL_ARGS(sql), arena);
	sql_done(sql);
	return err;
}

/* ---- Events ---- */

typedef VEC(Event) Events;

static void add_events(Events *all, const Event *events, size_t n)
{
	for (size_t i = 0; i < n; i++)
		vec_push(all, events[i]);
}

static bool has_event(const Events *all, int64_t id)
{
	for (size_t i = 0; i < all->n; i++) {
		if (all->at[i].head.id == id)
			return true;
	}
	return false;
}

static Err *short_events(Events *all, Store *store, const PlanQuery *query, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *out;
	size_t n;
	Err *err = plan_sql(&sql, &kind_event, query);
	str_add(&sql.text, " AND x.wide = 0");
	between(&sql, "starts_at", wider(query->from, -2 * DAY_SECONDS), wider(query->to, DAY_SECONDS));
	TRY(run(&sql, &kind_event, "x.starts_at, x.id", query->limit, &out, &n, err, arena));
	add_events(all, out, n);
	return NULL;
}

static Err *wide_events(Events *all, Store *store, const PlanQuery *query, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *out;
	size_t n;
	Err *err = plan_sql(&sql, &kind_event, query);
	str_add(&sql.text, " AND x.wide = 1 AND x.last_at >= ");
	sql_int(&sql, wider(query->from, -DAY_SECONDS));
	str_add(&sql.text, " AND x.starts_at < ");
	sql_int(&sql, wider(query->to, DAY_SECONDS));
	TRY(run(&sql, &kind_event, "x.starts_at, x.id", 0, &out, &n, err, arena));
	add_events(all, out, n);
	return NULL;
}

/* An override that moved out of the window still stands for the occurrence in it. */
static Err *overrides(Events *all, Store *store, const PlanQuery *query, Arena *arena)
{
	size_t masters = all->n;
	char from[WHEN_TEXT] = "", to[WHEN_TEXT] = "9999";
	if (!instant_is_none(query->from) && query->from.s > 0)
		day_text(from, (Day){(int32_t)(query->from.s / DAY_SECONDS) - 2});
	if (!instant_is_none(query->to) && query->to.s < INT64_C(253402300800))
		day_text(to, (Day){(int32_t)(query->to.s / DAY_SECONDS) + 3});
	Str sql = {0};
	str_addf(&sql, "%s WHERE series = $1 AND superseded = 0 AND recurrence >= $2 AND recurrence < $3 ORDER BY recurrence, id", record_select(&kind_event));
	Err *err = NULL;
	for (size_t i = 0; i < masters && !err; i++) {
		if (!all->at[i].rules.s && !all->at[i].rdates.s)
			continue;
		void *out;
		size_t n;
		err = records_of_query(&out, &n, &kind_event, store->db, str_text(&sql), ARGS(arg_int(all->at[i].head.id), arg_text(from), arg_text(to)), arena);
		for (size_t k = 0; k < n && !err; k++) {
			if (!has_event(all, ((const Event *)out)[k].head.id))
				vec_push(all, ((const Event *)out)[k]);
		}
	}
	str_done(&sql);
	return err;
}

static int by_start(const void *a, const void *b)
{
	const Event *x = a, *y = b;
	int cmp = instant_cmp(x->starts_at, y->starts_at);
	return cmp ? cmp : (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

Err *events_between(Store *store, const PlanQuery *query, Event **out, size_t *n, Arena *arena)
{
	Events all = {0};
	*out = NULL;
	*n = 0;
	Err *err = wide_events(&all, store, query, arena);
	if (!err)
		err = overrides(&all, store, query, arena);
	Events narrow = {0};
	if (!err)
		err = short_events(&narrow, store, query, arena);
	/* Few are wide; of the many short ones only overrides can be here already. */
	for (size_t i = 0, wide = all.n; i < narrow.n && !err; i++) {
		Events before = {all.at, wide, 0};
		if (!narrow.at[i].recurrence.s || !has_event(&before, narrow.at[i].head.id))
			vec_push(&all, narrow.at[i]);
	}
	vec_free(&narrow);
	if (!err && all.n) {
		qsort(all.at, all.n, sizeof *all.at, by_start);
		*out = arena_alloc(arena, all.n * sizeof **out);
		memcpy(*out, all.at, all.n * sizeof **out);
		*n = all.n;
	}
	vec_free(&all);
	return err;
}

Err *events_of_series(Store *store, int64_t master, Event **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows;
	str_addf(&sql, "%s WHERE series = $1 AND superseded = 0 ORDER BY recurrence, id", record_select(&kind_event));
	Err *err = records_of_query(&rows, n, &kind_event, store->db, str_text(&sql), ARGS(arg_int(master)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

/* ---- Tasks and notes ---- */

Err *tasks_due(Store *store, const PlanQuery *query, bool open_only, Task **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	Err *err = plan_sql(&sql, &kind_task, query);
	/* Both values named, so that the index is used for either. */
	str_add(&sql.text, open_only ? " AND x.open = 1" : " AND x.open IN (0, 1)");
	between(&sql, "due_at", wider(query->from, -DAY_SECONDS), wider(query->to, DAY_SECONDS));
	err = run(&sql, &kind_task, "x.due_at, x.id", query->limit, &rows, n, err, arena);
	*out = rows;
	return err;
}

Err *tasks_series(Store *store, const PlanQuery *query, Task **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	Err *err = plan_sql(&sql, &kind_task, query);
	/* As the index says it. */
	str_add(&sql.text, " AND (x.rules IS NOT NULL OR x.rdates IS NOT NULL) AND x.due_at < ");
	sql_int(&sql, wider(query->to, DAY_SECONDS));
	err = run(&sql, &kind_task, "x.due_at, x.id", query->limit, &rows, n, err, arena);
	*out = rows;
	return err;
}

Err *tasks_undated(Store *store, const PlanQuery *query, Task **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	Err *err = plan_sql(&sql, &kind_task, query);
	str_add(&sql.text, " AND x.open = 1 AND x.due_at IS NULL");
	err = run(&sql, &kind_task, "x.id", query->limit, &rows, n, err, arena);
	*out = rows;
	return err;
}

Err *notes_between(Store *store, const PlanQuery *query, Journal **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	Err *err = plan_sql(&sql, &kind_note, query);
	between(&sql, "dated_at", wider(query->from, -DAY_SECONDS), wider(query->to, DAY_SECONDS));
	err = run(&sql, &kind_note, "x.dated_at, x.id", query->limit, &rows, n, err, arena);
	*out = rows;
	return err;
}
