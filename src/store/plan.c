/* SPDX-License-Identifier: MIT */
/*
 * Candidates of a window: events, tasks, notes. The derived instants read floating and all-day times as if UTC, so windows are wider on both
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

/*
 * Where may be what belongs to the window: times without a zone were written down as if of UTC, with an allowance for a clock that is set right
 * there. Times of a zone, too: its rules may have changed since. Zones that came with a file may have been unknown then: a whole day, as where the
 * reader's clocks are not told.
 */
static Err *edges_of(Instant *begin, Instant *end, Store *store, const PlanQuery *query)
{
	enum {
		HOUR = 3600
	};
	int64_t far = 1, before = query->ahead_from - HOUR, after = query->ahead_to + HOUR;
	if (query->close || query->day_most)
		TRY(db_int(&far, store->db, "SELECT EXISTS (SELECT 1 FROM zonedef)", NO_ARGS));
	begin->s = wider(query->from, far ? -DAY_SECONDS : before < -HOUR ? before
	                                                                  : -HOUR);
	end->s = wider(query->to, far ? DAY_SECONDS : after > HOUR ? after
	                                                           : HOUR);
	return NULL;
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

/* ---- The first of each day ---- */

/* Of a crowded day only the first records are read, and one more, which tells that there are others. */
typedef struct DayReader {
	Store *store;
	const PlanQuery *query;
	const Kind *kind;
	const char *column;       /* the instant that says which day */
	const char *const *parts; /* conditions of the indexes, one read after the other and put in order; ended by NULL */
	int (*order)(const void *a, const void *b);
	Arena *arena;
} DayReader;

enum {
	DAY_PARTS = 2
};

/* $1 from, $2 to, $3 how many, $4 owner. */
static void day_sql(Str *out, const DayReader *reader, const char *part)
{
	const char *x = reader->column;
	str_add(out, "SELECT ");
	record_columns(out, reader->kind, "x");
	str_addf(out, " FROM \"%s\" x WHERE x.superseded = 0 AND %s AND x.%s >= $1 AND x.%s < $2%s ORDER BY x.%s, x.id LIMIT $3", reader->kind->table, part, x, x,
	         reader->query->owner ? " AND x.owner = $4" : "", x);
}

/* One day: *n records into `out`, which has room for day_most and one more of each part. */
static Err *read_day(const DayReader *reader, Str sql[], unsigned char *out, size_t *n, int64_t from, int64_t to)
{
	const PlanQuery *query = reader->query;
	const Value args[] = {arg_int(from), arg_int(to), arg_int((int64_t)query->day_most + 1), arg_int(query->owner)};
	size_t size = reader->kind->size;
	*n = 0;
	for (size_t i = 0; reader->parts[i]; i++) {
		Rows rows;
		bool more;
		TRY(db_query(&rows, reader->store->db, str_text(&sql[i]), args, query->owner ? 4 : 3));
		for (;;) {
			TRY(rows_next(&rows, &more));
			if (!more)
				break;
			Err *err = record_of_row(out + *n * size, reader->kind, &rows, 0, reader->arena);
			if (err) {
				rows_done(&rows);
				return err;
			}
			++*n;
		}
	}
	if (*n > 1 && reader->parts[1])
		qsort(out, *n, size, reader->order);
	if (*n > query->day_most) {
		*n = query->day_most;
		if (query->cut)
			*query->cut = true;
	}
	return NULL;
}

static Err *read_days(const DayReader *reader, void (*add)(void *to, const void *record), void *to)
{
	const PlanQuery *query = reader->query;
	Str sql[DAY_PARTS] = {0};
	size_t n, size = reader->kind->size;
	Err *err = NULL;
	for (size_t i = 0; reader->parts[i]; i++)
		day_sql(&sql[i], reader, reader->parts[i]);
	unsigned char *day = mem_alloc((query->day_most + 1) * DAY_PARTS * size);
	for (int64_t at = query->from.s; at < query->to.s && !err; at += DAY_SECONDS) {
		int64_t next = at + DAY_SECONDS < query->to.s ? at + DAY_SECONDS : query->to.s;
		err = read_day(reader, sql, day, &n, at, next);
		for (size_t i = 0; i < n && !err; i++)
			add(to, day + i * size);
	}
	free(day);
	for (size_t i = 0; i < DAY_PARTS; i++)
		str_done(&sql[i]);
	return err;
}

/* Days can be told apart in a window that has both ends and no further conditions. */
static bool goes_by_day(const PlanQuery *query)
{
	return query->day_most && !query->filter && !query->client && !instant_is_none(query->from) && !instant_is_none(query->to);
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
	Instant begin, end;
	TRY(edges_of(&begin, &end, store, query));
	Sql sql = {.db = store->db, .arena = arena};
	void *out;
	size_t n;
	Err *err = plan_sql(&sql, &kind_event, query);
	str_add(&sql.text, " AND x.wide = 0");
	/* Of those of the day before only what reaches into the window is fetched: the index knows its end. */
	between(&sql, "starts_at", wider(begin, -DAY_SECONDS), end.s);
	str_add(&sql.text, " AND x.last_at >= ");
	sql_int(&sql, begin.s);
	TRY(run(&sql, &kind_event, "x.starts_at, x.id", query->limit, &out, &n, err, arena));
	add_events(all, out, n);
	return NULL;
}

static void add_event(void *to, const void *event)
{
	vec_push((Events *)to, *(const Event *)event);
}

/* What began before the window and reaches into it, and what the reader's zone moves into it. */
static Err *events_at_edges(Events *all, Store *store, const PlanQuery *query, Arena *arena)
{
	Instant begin, end;
	TRY(edges_of(&begin, &end, store, query));
	for (int i = 0; i < 2; i++) {
		Sql sql = {.db = store->db, .arena = arena};
		void *out;
		size_t n;
		Err *err = plan_sql(&sql, &kind_event, query);
		str_add(&sql.text, " AND x.wide = 0");
		if (i == 0) {
			between(&sql, "starts_at", wider(begin, -DAY_SECONDS), query->from.s);
			str_add(&sql.text, " AND x.last_at > ");
			sql_int(&sql, begin.s);
		} else {
			between(&sql, "starts_at", query->to.s, end.s);
		}
		TRY(run(&sql, &kind_event, "x.starts_at, x.id", query->limit, &out, &n, err, arena));
		add_events(all, out, n);
	}
	return NULL;
}

static Err *short_events_by_day(Events *all, Store *store, const PlanQuery *query, Arena *arena)
{
	static const char *const parts[] = {"x.wide = 0", NULL};
	const DayReader reader = {.store = store, .query = query, .kind = &kind_event, .column = "starts_at", .parts = parts, .arena = arena};
	TRY(read_days(&reader, add_event, all));
	return events_at_edges(all, store, query, arena);
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
		err = goes_by_day(query) ? short_events_by_day(&narrow, store, query, arena) : short_events(&narrow, store, query, arena);
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

typedef VEC(Task) Tasks;

static void add_task(void *to, const void *task)
{
	vec_push((Tasks *)to, *(const Task *)task);
}

static Err *tasks_at_edges(Tasks *all, Store *store, const PlanQuery *query, bool open_only, Arena *arena)
{
	Instant begin, end;
	TRY(edges_of(&begin, &end, store, query));
	const int64_t from[] = {begin.s, query->to.s}, to[] = {query->from.s, end.s};
	for (int i = 0; i < 2; i++) {
		if (from[i] >= to[i])
			continue;
		Sql sql = {.db = store->db, .arena = arena};
		void *rows;
		size_t n;
		Err *err = plan_sql(&sql, &kind_task, query);
		str_add(&sql.text, open_only ? " AND x.open = 1" : " AND x.open IN (0, 1)");
		between(&sql, "due_at", from[i], to[i]);
		TRY(run(&sql, &kind_task, "x.due_at, x.id", query->limit, &rows, &n, err, arena));
		for (size_t k = 0; k < n; k++)
			vec_push(all, ((const Task *)rows)[k]);
	}
	return NULL;
}

static int by_due(const void *a, const void *b)
{
	const Task *x = a, *y = b;
	int cmp = instant_cmp(x->due_at, y->due_at);
	return cmp ? cmp : (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

static Err *tasks_due_by_day(Store *store, const PlanQuery *query, bool open_only, Task **out, size_t *n, Arena *arena)
{
	static const char *const of_open[] = {"x.open = 1", NULL}, *const of_all[] = {"x.open = 1", "x.open = 0", NULL};
	Tasks all = {0};
	const DayReader reader = {
		.store = store,
		.query = query,
		.kind = &kind_task,
		.column = "due_at",
		.parts = open_only ? of_open : of_all,
		.order = by_due,
		.arena = arena,
	};
	Err *err = read_days(&reader, add_task, &all);
	if (!err)
		err = tasks_at_edges(&all, store, query, open_only, arena);
	*n = err ? 0 : all.n;
	*out = *n ? arena_alloc(arena, *n * sizeof **out) : NULL;
	if (*n) {
		memcpy(*out, all.at, *n * sizeof **out);
		qsort(*out, *n, sizeof **out, by_due);
	}
	vec_free(&all);
	return err;
}

Err *tasks_due(Store *store, const PlanQuery *query, bool open_only, Task **out, size_t *n, Arena *arena)
{
	if (goes_by_day(query))
		return tasks_due_by_day(store, query, open_only, out, n, arena);
	Instant begin, end;
	TRY(edges_of(&begin, &end, store, query));
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	Err *err = plan_sql(&sql, &kind_task, query);
	/* Both values named, so that the index is used for either. */
	str_add(&sql.text, open_only ? " AND x.open = 1" : " AND x.open IN (0, 1)");
	between(&sql, "due_at", begin.s, end.s);
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

/* ---- What is open of a client ---- */

/* $1 the client; its people's, too. */
#define OF_CLIENT " WHERE \"superseded\" = 0 AND \"client\" IN (SELECT person FROM membership WHERE organization = $1 UNION ALL SELECT $1)"

static Err *open_of(Store *store, const Kind *kind, const char *where, int64_t client, void **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	str_add(&sql, record_select(kind));
	str_add(&sql, where);
	Err *err = records_of_query(out, n, kind, store->db, str_text(&sql), ARGS(arg_int(client)), arena);
	str_done(&sql);
	return err;
}

Err *tasks_open_of(Store *store, int64_t client, Task **out, size_t *n, Arena *arena)
{
	void *rows;
	Err *err = open_of(store, &kind_task, OF_CLIENT " AND \"open\" = 1", client, &rows, n, arena);
	*out = rows;
	return err;
}

Err *events_open_of(Store *store, int64_t client, Event **out, size_t *n, Arena *arena)
{
	void *rows;
	Err *err = open_of(store, &kind_event, OF_CLIENT " AND \"done\" = 0 AND \"starts_at\" IS NOT NULL AND \"last_at\" IS NOT NULL", client, &rows, n, arena);
	*out = rows;
	return err;
}

Err *tasks_undated_count(Store *store, int64_t owner, int64_t limit, int64_t *count)
{
	static const char all[] = "SELECT count(*) FROM (SELECT 1 FROM task WHERE open = 1 AND due_at IS NULL AND superseded = 0 LIMIT $1) AS n";
	static const char own[] = "SELECT count(*) FROM (SELECT 1 FROM task WHERE owner = $2 AND open = 1 AND due_at IS NULL AND superseded = 0 LIMIT $1) AS n";
	const Value args[] = {arg_int(limit), arg_int(owner)};
	return db_int(count, store->db, owner ? own : all, args, owner ? 2 : 1);
}

/* Since when tasks are looked at, along the index of those that are open. */
static Err *owed_since(Store *store, const PlanQuery *query, int64_t until, int64_t *since)
{
	enum {
		OWED_MOST = 300 /* so that Today is read within a frame, whatever was never ticked */
	};
	const char *sql = query->owner ? "SELECT coalesce((SELECT due_at FROM task WHERE owner = $3 AND open = 1 AND due_at < $1 ORDER BY due_at DESC LIMIT 1 OFFSET $2), $4)"
	                               : "SELECT coalesce((SELECT due_at FROM task WHERE open = 1 AND due_at < $1 AND $3 = 0 ORDER BY due_at DESC LIMIT 1 OFFSET $2), $4)";
	return db_int(since, store->db, sql, ARGS(arg_int(until), arg_int(OWED_MOST), arg_int(query->owner), arg_int(INT64_MIN)));
}

/* Which of them no reminder of their own will call for: asked within indexes, since most have one and need not be read. */
static void uncalled_between(Sql *sql, const PlanQuery *query, int64_t since, int64_t until)
{
	str_add(&sql->text, " AND x.id IN (SELECT t.id FROM task t WHERE t.open = 1 AND t.due_at >= ");
	sql_int(sql, since);
	str_add(&sql->text, " AND t.due_at < ");
	sql_int(sql, until);
	if (query->owner) {
		str_add(&sql->text, " AND t.owner = ");
		sql_int(sql, query->owner);
	}
	str_add(&sql->text, " AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.of_kind = 'task' AND r.\"of\" = t.id AND r.next_at IS NOT NULL))");
}

Err *tasks_uncalled(Store *store, const PlanQuery *query, Task **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	int64_t until = wider(query->to, DAY_SECONDS), since;
	*out = NULL;
	*n = 0;
	TRY(owed_since(store, query, until, &since));
	PlanQuery of_any = *query;
	of_any.owner = 0; /* said within: else the index of an owner's tasks would be walked once more */
	Err *err = plan_sql(&sql, &kind_task, &of_any);
	uncalled_between(&sql, query, since, until);
	/* One that is moved out of its series is called by the series' reminders. */
	str_add(&sql.text, " AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.of_kind = 'task' AND r.\"of\" = x.series AND r.next_at IS NOT NULL)");
	err = run(&sql, &kind_task, "x.due_at, x.id", query->limit, &rows, n, err, arena);
	*out = rows;
	return err;
}

Err *notes_between(Store *store, const PlanQuery *query, Journal **out, size_t *n, Arena *arena)
{
	Instant begin, end;
	TRY(edges_of(&begin, &end, store, query));
	Sql sql = {.db = store->db, .arena = arena};
	void *rows;
	Err *err = plan_sql(&sql, &kind_note, query);
	between(&sql, "dated_at", begin.s, end.s);
	err = run(&sql, &kind_note, "x.dated_at, x.id", query->limit, &rows, n, err, arena);
	*out = rows;
	return err;
}

Err *notes_page(Store *store, size_t limit, Journal **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	const PlanQuery all = {0};
	void *rows;
	Err *err = plan_sql(&sql, &kind_note, &all);
	err = run(&sql, &kind_note, "x.dated_at IS NULL, x.dated_at DESC, x.id DESC", limit, &rows, n, err, arena);
	*out = rows;
	return err;
}
