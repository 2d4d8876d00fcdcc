/* SPDX-License-Identifier: MIT */
/* Plain SQL from field tables: columns, selects, and records read from rows. Writing is in apply.c. */
#include "record.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/uuid.h"

int record_column_count(const Kind *kind)
{
	return 3 + (int)kind->field_count;
}

/* What is the same for all rows of a kind is made once, under a lock: the worker thread asks for it too. */
typedef struct KindSql {
	char *columns, *select, *select_id, *insert;
	void *blank; /* a record with nothing in it */
} KindSql;

enum {
	KINDS_MOST = 64
};
static KindSql kind_sql[KINDS_MOST];
static pthread_once_t kind_sql_once = PTHREAD_ONCE_INIT;

static void make_kind_sql(void)
{
	for (size_t i = 0; i < KINDS_MOST && kinds[i]; i++) {
		Str columns = {0};
		str_add(&columns, "\"id\", \"rev\", \"uuid\"");
		for (size_t k = 0; k < kinds[i]->field_count; k++)
			str_addf(&columns, ", \"%s\"", kinds[i]->fields[k].name);
		kind_sql[i].columns = mem_strdup(str_text(&columns));
		kind_sql[i].select = mem_printf("SELECT %s FROM \"%s\"", str_text(&columns), kinds[i]->table);
		kind_sql[i].select_id = mem_printf("%s WHERE \"id\" = $1", kind_sql[i].select);
		Str values = {0};
		for (int n = 1; n <= record_column_count(kinds[i]); n++)
			str_addf(&values, n > 1 ? ", $%d" : "$%d", n);
		kind_sql[i].insert = mem_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", kinds[i]->table, str_text(&columns), str_text(&values));
		str_done(&values);
		str_done(&columns);
		kind_sql[i].blank = mem_alloc(kinds[i]->size);
		record_init(kinds[i], kind_sql[i].blank);
	}
}

static const KindSql *sql_of(const Kind *kind)
{
	pthread_once(&kind_sql_once, make_kind_sql);
	size_t i = 0;
	while (kinds[i] != kind)
		i++;
	return &kind_sql[i];
}

void record_columns(Str *out, const Kind *kind, const char *alias)
{
	const char *at = sql_of(kind)->columns;
	for (const char *comma; alias && (comma = strchr(at, ',')); at = comma + 2) {
		str_add(out, alias);
		str_addc(out, '.');
		str_addn(out, at, (size_t)(comma + 2 - at));
	}
	if (alias) {
		str_add(out, alias);
		str_addc(out, '.');
	}
	str_add(out, at);
}

Err *record_of_row(void *record, const Kind *kind, const Rows *rows, int first, Arena *arena)
{
	memcpy(record, sql_of(kind)->blank, kind->size);
	Record *head = record;
	head->id = row_int(rows, first);
	head->rev = row_int(rows, first + 1);
	Value uuid = row_value(rows, first + 2, NULL);
	if (uuid.type == VALUE_BYTES && uuid.n == UUID_BYTES)
		uuid_text(head->uuid, (const uint8_t *)uuid.s);
	for (size_t i = 0; i < kind->field_count; i++) {
		Value value = row_value(rows, first + 3 + (int)i, arena);
		if (value.type != VALUE_NULL)
			TRY(field_set(&kind->fields[i], record, &value));
	}
	return NULL;
}

Err *records_of_query(void **out, size_t *n, const Kind *kind, Db *db, const char *sql, const Value *args, size_t argc, Arena *arena)
{
	struct Found {
		void *at;
		size_t n, cap;
	} found = {0};
	*out = NULL;
	*n = 0;
	Rows rows;
	bool more;
	TRY(db_query(&rows, db, sql, args, argc));
	Err *err;
	while (!(err = rows_next(&rows, &more)) && more) {
		found.at = mem_room(found.at, found.n, &found.cap, kind->size);
		err = record_of_row((unsigned char *)found.at + found.n * kind->size, kind, &rows, 0, arena);
		if (err) {
			rows_done(&rows);
			break;
		}
		found.n++;
	}
	if (!err && found.n) {
		*out = arena_alloc(arena, found.n * kind->size);
		memcpy(*out, found.at, found.n * kind->size);
		*n = found.n;
	}
	free(found.at);
	return err;
}

const char *record_select(const Kind *kind)
{
	return sql_of(kind)->select;
}

const char *record_select_id(const Kind *kind)
{
	return sql_of(kind)->select_id;
}

const char *record_insert_sql(const Kind *kind)
{
	return sql_of(kind)->insert;
}
