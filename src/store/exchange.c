/* SPDX-License-Identifier: MIT */
/* Pages of components with their records and reminders: a few queries a page, joined here. */
#include "kartoteka/store/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "filter_sql.h"
#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/mem.h"
#include "record.h"

static const Kind *const plan_kinds[] = {&kind_event, &kind_task, &kind_note};

Err *exchange_sources(Store *store, int64_t after_id, size_t limit, Source **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows = NULL;
	str_addf(&sql, "%s WHERE id > $1 ORDER BY id LIMIT $2", record_select(&kind_source));
	Err *err = records_of_query(&rows, n, &kind_source, store->db, str_text(&sql), ARGS(arg_int(after_id), arg_int((int64_t)limit)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

Err *exchange_typed(Store *store, int64_t source, const char *type, Component **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows = NULL;
	str_addf(&sql, "%s WHERE source = $1 AND type = $2 ORDER BY place, id", record_select(&kind_component));
	Err *err = records_of_query(&rows, n, &kind_component, store->db, str_text(&sql), ARGS(arg_int(source), arg_text(type)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

/* ---- reminders ---- */

static size_t row_with_record(const ExchangeRow *rows, size_t from, size_t n, const Kind *kind, int64_t id)
{
	while (from < n && (rows[from].kind != kind || rows[from].id != id))
		from++;
	return from;
}

/* To those of the rows that are of this kind; the alarms of one record lie together, and the records come in the order of the rows. */
static void give_alarms(ExchangeRow *rows, size_t n, const Kind *kind, const Reminder *alarms, size_t n_alarms)
{
	size_t row = 0;
	for (size_t i = 0, end; i < n_alarms; i = end) {
		for (end = i + 1; end < n_alarms && alarms[end].of.v == alarms[i].of.v;)
			end++;
		size_t found = row_with_record(rows, row, n, kind, alarms[i].of.v);
		if (found == n)
			continue; /* of a record that came since the rows were read */
		rows[found].alarms = &alarms[i];
		rows[found].n_alarms = end - i;
		row = found;
	}
}

/* ---- components ---- */

/* The components of a source that lie from `first` to `last`. Their order is place, then id: two people may read one calendar and go on with its places. */
typedef struct Places {
	int64_t source, first, last;
} Places;
#define IN_PLACES "c.source = $1 AND c.place >= $2 AND c.place <= $3"

/* CROSS JOIN: from the components to what belongs to them, never the other way (SQLite keeps that order). */
static Err *read_alarms(Store *store, const Kind *kind, const Places *places, ExchangeRow *rows, size_t n, Arena *arena)
{
	Str sql = {0};
	void *alarms = NULL;
	size_t count = 0;
	str_add(&sql, "SELECT ");
	record_columns(&sql, &kind_reminder, "r");
	str_addf(&sql, " FROM component c CROSS JOIN \"%s\" x CROSS JOIN reminder r WHERE x.component = c.id AND r.of_kind = '%s' AND r.\"of\" = x.id AND " IN_PLACES " ORDER BY c.place, c.id, x.id, r.place, r.id",
	         kind->table, kind->name);
	Err *err = records_of_query(&alarms, &count, &kind_reminder, store->db, str_text(&sql), ARGS(arg_int(places->source), arg_int(places->first), arg_int(places->last)), arena);
	str_done(&sql);
	if (!err)
		give_alarms(rows, n, kind, alarms, count);
	return err;
}

static Err *read_alarms_of_page(Store *store, int64_t source, ExchangeRow *rows, size_t n, Arena *arena)
{
	const Places places = {source, rows[0].component.place.n, rows[n - 1].component.place.n};
	for (size_t k = 0; k < countof(plan_kinds); k++) {
		bool any = false;
		for (size_t i = 0; i < n && !any; i++)
			any = rows[i].kind == plan_kinds[k];
		if (any)
			TRY(read_alarms(store, plan_kinds[k], &places, rows, n, arena));
	}
	return NULL;
}

static void row_read(ExchangeRow *out, const Rows *rows, Arena *arena)
{
	record_init(&kind_component, &out->component);
	out->component.head.id = row_int(rows, 0);
	out->component.place.n = row_int(rows, 1);
	out->component.type.s = row_dup(rows, 2, arena);
	Value lines = row_value(rows, 3, arena);
	out->component.lines = (Bytes){lines.s, lines.n};
	for (size_t k = 0; k < countof(plan_kinds); k++) {
		if (row_is_null(rows, 4 + 2 * (int)k))
			continue;
		out->kind = plan_kinds[k];
		out->id = row_int(rows, 4 + 2 * (int)k);
		out->rev = row_int(rows, 5 + 2 * (int)k);
		return;
	}
}

Err *exchange_components(Store *store, int64_t source, const Component *after, size_t limit, ExchangeRow **out, size_t *n, Arena *arena)
{
	int64_t place = after ? after->place.n : -1, id = after ? after->head.id : 0;
	Rows rows;
	bool more;
	*out = arena_alloc(arena, limit * sizeof **out);
	*n = 0;
	TRY(db_query(&rows, store->db,
	             "SELECT c.id, c.place, c.type, c.lines, e.id, e.rev, t.id, t.rev, n.id, n.rev FROM component c LEFT JOIN event e ON e.component = c.id"
	             " LEFT JOIN task t ON t.component = c.id LEFT JOIN note n ON n.component = c.id"
	             " WHERE c.source = $1 AND c.place >= $2 AND (c.place, c.id) > ($2, $3) ORDER BY c.place, c.id LIMIT $4",
	             ARGS(arg_int(source), arg_int(place), arg_int(id), arg_int((int64_t)limit))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			break;
		row_read(&(*out)[(*n)++], &rows, arena);
	}
	return *n ? read_alarms_of_page(store, source, *out, *n, arena) : NULL;
}

Err *exchange_record(Store *store, ExchangeRow *row, Arena *arena)
{
	bool found;
	void *record = arena_alloc(arena, row->kind->size);
	TRY(record_load(store, row->kind, row->id, record, &found, arena));
	row->record = found ? record : NULL;
	return NULL;
}

/* ---- what was made here ---- */

static Err *read_own_alarms(Store *store, const Kind *kind, ExchangeRow *rows, size_t n, Arena *arena)
{
	Str sql = {0};
	void *alarms = NULL;
	size_t count = 0;
	str_addf(&sql, "%s WHERE of_kind = $1 AND \"of\" IN (", record_select(&kind_reminder));
	for (size_t i = 0; i < n; i++)
		str_addf(&sql, "%s%lld", i ? "," : "", (long long)rows[i].id);
	str_add(&sql, ") ORDER BY \"of\", place, id");
	Err *err = records_of_query(&alarms, &count, &kind_reminder, store->db, str_text(&sql), ARGS(arg_text(kind->name)), arena);
	if (!err)
		give_alarms(rows, n, kind, alarms, count);
	str_done(&sql);
	return err;
}

static Err *own_rows(Store *store, const Kind *kind, const char *condition, const Value *args, size_t argc, ExchangeRow **out, size_t *n,
                     Arena *arena)
{
	Str sql = {0};
	void *records = NULL;
	*out = NULL;
	str_addf(&sql, "%s WHERE component IS NULL %s", record_select(kind), condition);
	Err *err = records_of_query(&records, n, kind, store->db, str_text(&sql), args, argc, arena);
	str_done(&sql);
	if (err || !*n)
		return err;
	*out = arena_alloc(arena, *n * sizeof **out);
	for (size_t i = 0; i < *n; i++) {
		record_init(&kind_component, &(*out)[i].component);
		(*out)[i].kind = kind;
		(*out)[i].record = (const char *)records + i * kind->size;
		const Record *head = (*out)[i].record;
		(*out)[i].id = head->id;
		(*out)[i].rev = head->rev;
	}
	return read_own_alarms(store, kind, *out, *n, arena);
}

Err *exchange_own(Store *store, const Kind *kind, int64_t after_id, size_t limit, ExchangeRow **out, size_t *n, Arena *arena)
{
	return own_rows(store, kind, "AND id > $1 ORDER BY id LIMIT $2", ARGS(arg_int(after_id), arg_int((int64_t)limit)), out, n, arena);
}

Err *exchange_own_overrides(Store *store, const Kind *kind, ExchangeRow **out, size_t *n, Arena *arena)
{
	Str condition = {0};
	str_addf(&condition, "AND series IS NOT NULL AND EXISTS (SELECT 1 FROM \"%s\" m WHERE m.id = \"%s\".series AND m.component IS NOT NULL) ORDER BY id", kind->table, kind->table);
	Err *err = own_rows(store, kind, str_text(&condition), NO_ARGS, out, n, arena);
	str_done(&condition);
	return err;
}

Err *exchange_has_future(Store *store, const Kind *kind, int64_t series, bool *has)
{
	Str sql = {0};
	int64_t n = 0;
	str_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE series = $1 AND future = 1", kind->table);
	Err *err = db_int(&n, store->db, str_text(&sql), ARGS(arg_int(series)));
	*has = n > 0;
	str_done(&sql);
	return err;
}

Err *exchange_matching(Store *store, const Kind *kind, const FilterNode *filter, int64_t **out, size_t *n, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	VEC(int64_t)
	ids = {0};
	Rows rows;
	bool more;
	str_addf(&sql.text, "SELECT x.id FROM \"%s\" x WHERE ", kind->table);
	Err *err = filter_sql(&sql, filter, kind, "x", false);
	str_add(&sql.text, " ORDER BY x.id");
	if (!err)
		err = db_query(&rows, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && !(err = rows_next(&rows, &more)) && more)
		vec_push(&ids, row_int(&rows, 0));
	*n = err ? 0 : ids.n;
	*out = arena_alloc(arena, (*n + 1) * sizeof **out);
	if (*n)
		memcpy(*out, ids.at, *n * sizeof **out);
	vec_free(&ids);
	sql_done(&sql);
	return err;
}

Err *exchange_changed_at(Store *store, const Kind *kind, int64_t id, Instant *at)
{
	int64_t batch;
	*at = INSTANT_NONE;
	TRY(journal_last_batch(store, kind, id, &batch));
	return db_int(&at->s, store->db, "SELECT at FROM batch WHERE id = $1", ARGS(arg_int(batch)));
}

Err *exchange_reserve(Store *store, int64_t n, int64_t *first)
{
	if (!store->running)
		return err_new(ERR_FAILED, "ids outside a transaction");
	if (!store->ids)
		TRY(db_int(&store->ids, store->db, "SELECT next_id FROM base WHERE id = 1", NO_ARGS));
	*first = store->ids;
	store->ids += n;
	return NULL;
}
