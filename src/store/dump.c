/* SPDX-License-Identifier: MIT */
/* The whole base as text, for comparing: one line a record, values as the journal writes them. */
#include <string.h>

#include "inside.h"
#include "kartoteka/store/care.h"
#include "record.h"
#include "values.h"

static void dump_record(Str *out, const Kind *kind, const void *record, Arena *arena)
{
	const Record *head = record;
	Value uuid = arg_text(head->uuid);
	str_addf(out, "%s %lld ", kind->name, (long long)head->id);
	values_begin(out);
	values_one(out, "uuid", &uuid);
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		Value value = field_get(field, record, arena);
		if (value.type != VALUE_NULL && strcmp(field->name, "told_at") != 0)
			values_one(out, field->name, &value);
	}
	values_end(out);
	str_addc(out, '\n');
}

static Err *dump_kind(Store *store, Str *out, const Kind *kind, void *record, Arena *arena)
{
	Str sql = {0};
	Rows rows;
	bool more = false;
	str_addf(&sql, "%s ORDER BY \"id\"", record_select(kind));
	Err *err = db_query(&rows, store->db, str_text(&sql), NO_ARGS);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		arena_reset(arena);
		err = record_of_row(record, kind, &rows, 0, arena);
		if (err)
			rows_done(&rows);
		else
			dump_record(out, kind, record, arena);
	}
	str_done(&sql);
	return err;
}

Err *care_dump(Store *store, Str *out)
{
	Arena *arena = arena_new(), *records = arena_new();
	Err *err = NULL;
	for (size_t i = 0; kinds[i] && !err; i++)
		err = dump_kind(store, out, kinds[i], arena_alloc(records, kinds[i]->size), arena);
	arena_free(records);
	arena_free(arena);
	return err;
}
