/* SPDX-License-Identifier: MIT */
/*
 * Every statement that is made from a field table, for every kind and every field: a row written, changed, read, looked for, removed. Whether the base
 * takes such a row is of no matter, and all is rolled back.
 */
#include "inside.h"
#include "record.h"
#include "unit/store/fixture.h"

/* Sets the field to something else than it is. False: nothing fits it. */
static bool set_other(const Field *field, void *record, Arena *arena)
{
	static const char *const texts[] = {"2026-07-23", "2026-07-23T10:00:00", "x"};
	const Value was = field_get(field, record, arena);
	for (size_t i = 0; i < countof(texts) + 2; i++) {
		const Value number = {.type = VALUE_INT, .i = 7}, bytes = {.type = VALUE_BYTES, .s = "x", .n = 1};
		const Value value = i == 0 ? number : i == 1 ? bytes
		                                             : (Value){VALUE_TEXT, 0, texts[i - 2], strlen(texts[i - 2])};
		err_free(field_set(field, record, &value));
		const Value is = field_get(field, record, arena);
		if (!value_same(&was, &is))
			return true;
	}
	for (size_t i = 0; field->choices && field->choices[i].name; i++) {
		const Value value = {VALUE_TEXT, 0, field->choices[i].name, strlen(field->choices[i].name)};
		err_free(field_set(field, record, &value));
		const Value is = field_get(field, record, arena);
		if (!value_same(&was, &is))
			return true;
	}
	return false;
}

static void ask_field(Store *store, const Kind *kind, const Field *field, Arena *arena)
{
	void *from = arena_alloc(arena, kind->size), *to = arena_alloc(arena, kind->size), *rows;
	size_t n;
	bool differs;
	record_init(kind, from);
	record_init(kind, to);
	if (!set_other(field, to, arena))
		fail_msg("no value for %s of %s", field->name, kind->name);
	err_free(record_update(store, kind, from, to, 2, &differs));
	assert_true(differs);
	well(store_where(store, kind, field->name, field_get(field, to, arena), &rows, &n, arena));
	well(store_where(store, kind, field->name, (Value){.type = VALUE_NULL}, &rows, &n, arena));
}

static void ask_kind(Store *store, const Kind *kind, Arena *arena)
{
	void *record = arena_alloc(arena, kind->size), *rows;
	Referrer *referrers;
	size_t n;
	bool found;
	record_init(kind, record);
	err_free(record_insert(store, kind, record)); /* what may not be empty is */
	for (size_t i = 0; i < kind->field_count; i++)
		ask_field(store, kind, &kind->fields[i], arena);
	well(record_load(store, kind, 7, record, &found, arena));
	well(store_all(store, kind, &rows, &n, arena));
	well(referrers_of(store, kind, 7, &referrers, &n, arena));
	well(record_delete(store, kind, INT64_MAX));
}

TEST(kinds_are_written_and_read)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	begin(store, "client add");
	for (size_t i = 0; kinds[i]; i++)
		ask_kind(store, kinds[i], fixture.arena);
	store_rollback(store);
	store_close(store);
	fixture_done(&fixture);
}
