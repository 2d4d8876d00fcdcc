/* SPDX-License-Identifier: MIT */
/* Single records and small lists of any kind. The list queries of the screens are in files of their own. */
#include <string.h>

#include "inside.h"
#include "kartoteka/base/text.h"
#include "record.h"

void store_read_begin(Store *store)
{
	db_read_begin(store->db);
}

void store_read_end(Store *store)
{
	db_read_end(store->db);
}

void store_patience(Store *store, int ms)
{
	if (!store->in_memory)
		db_patience(store->db, ms);
}

Err *record_load(Store *store, const Kind *kind, int64_t id, void *record, bool *found, Arena *arena)
{
	Rows rows;
	TRY(db_query(&rows, store->db, record_select_id(kind), ARGS(arg_int(id))));
	TRY(rows_next(&rows, found));
	if (!*found)
		return NULL;
	Err *err = record_of_row(record, kind, &rows, 0, arena);
	rows_done(&rows);
	return err;
}

Err *store_get(Store *store, const Kind *kind, int64_t id, void *record, Arena *arena)
{
	bool found;
	TRY(record_load(store, kind, id, record, &found, arena));
	return found ? NULL : err_new(ERR_NOT_FOUND, _("there is no %s %lld"), _(kind->label), (long long)id);
}

/* In order of place where the kind has one. */
static void add_order(Str *sql, const Kind *kind)
{
	str_add(sql, kind_field(kind, "place") ? " ORDER BY \"place\", \"id\"" : " ORDER BY \"id\"");
}

Err *store_where(Store *store, const Kind *kind, const char *field, Value value, void **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	if (!kind_field(kind, field) && strcmp(field, "id") != 0)
		return err_new(ERR_FAILED, _("%s has no field %s"), _(kind->label), field);
	Str sql = {0};
	str_add(&sql, record_select(kind));
	str_add(&sql, " WHERE \"");
	str_add(&sql, field);
	str_add(&sql, value.type == VALUE_NULL ? "\" IS NULL" : "\" = $1");
	add_order(&sql, kind);
	Err *err = records_of_query(out, n, kind, store->db, str_text(&sql), &value, value.type == VALUE_NULL ? 0 : 1, arena);
	str_done(&sql);
	return err;
}

Err *store_all(Store *store, const Kind *kind, void **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	str_add(&sql, record_select(kind));
	add_order(&sql, kind);
	Err *err = records_of_query(out, n, kind, store->db, str_text(&sql), NO_ARGS, arena);
	str_done(&sql);
	return err;
}
