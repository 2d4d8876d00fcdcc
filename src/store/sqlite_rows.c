/* SPDX-License-Identifier: MIT */
/* The rows of a damaged base, past its indexes, into one that has none yet (rescue.c). */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "sqlite.h"

enum {
	COLUMNS_MOST = 64,
	TOLD_EVERY = 10000,
};

typedef struct Taking {
	Db *to, *from;
	bool (*step)(void *self, int64_t done, int64_t all);
	void *self;
	int64_t done;
} Taking;

typedef VEC(char *) Names;

static Err *read_names(Names *names, Db *db, const char *sql, const Value *args, size_t n)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db, sql, args, n));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		vec_push(names, mem_strdup(row_words(&rows, 0)));
	}
}

static void names_free(Names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->at[i]);
	vec_free(names);
}

static Err *err_rows(const char *table)
{
	return err_new(ERR_DAMAGED, _("not every row of the table %s can be read"), table);
}

/* One page in the place of another may read well and have other rows, or none; then they are not in order, or an index knows of more. */
static Err *take_row(Taking *taking, const Rows *rows, const char *insert, int columns, int64_t *last, const char *table)
{
	Value values[COLUMNS_MOST];
	for (int i = 0; i < columns; i++)
		values[i] = row_value(rows, i + 1, NULL);
	if (row_int(rows, 0) <= *last)
		return err_rows(table);
	*last = row_int(rows, 0);
	if (++taking->done % TOLD_EVERY == 0 && taking->step && !taking->step(taking->self, taking->done, 0))
		return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
	return db_run(taking->to, insert, values, (size_t)columns);
}

static Err *take_rows(Taking *taking, int64_t *n, const char *table, const Names *columns)
{
	Str select = {0}, insert = {0};
	Rows rows;
	bool more = false;
	int64_t last = INT64_MIN;
	str_add(&select, "SELECT rowid");
	str_addf(&insert, "INSERT INTO \"%s\" (", table);
	for (size_t i = 0; i < columns->n; i++) {
		str_addf(&select, ", \"%s\"", columns->at[i]);
		str_addf(&insert, i ? ", \"%s\"" : "\"%s\"", columns->at[i]);
	}
	str_addf(&select, " FROM \"%s\" NOT INDEXED", table);
	for (size_t i = 0; i < columns->n; i++)
		str_addf(&insert, i ? ", $%zu" : ") VALUES ($%zu", i + 1);
	str_addc(&insert, ')');
	Err *err = db_query(&rows, taking->from, str_text(&select), NO_ARGS);
	for (*n = 0; !err && !(err = rows_next(&rows, &more)) && more; ++*n) {
		err = take_row(taking, &rows, str_text(&insert), (int)columns->n, &last, table);
		if (err)
			rows_done(&rows);
	}
	str_done(&select);
	str_done(&insert);
	return err;
}

/* An index that cannot be read says nothing. */
static Err *look_at_indexes(const Taking *taking, const char *table, int64_t n)
{
	Names indexes = {0};
	Err *err = read_names(&indexes, taking->from, "SELECT name FROM pragma_index_list($1) WHERE partial = 0", ARGS(arg_text(table)));
	for (size_t i = 0; !err && i < indexes.n; i++) {
		Str sql = {0};
		int64_t entries = 0;
		str_addf(&sql, "SELECT count(*) FROM \"%s\" INDEXED BY \"%s\" WHERE +rowid IS NOT NULL", table, indexes.at[i]);
		err_free(db_int(&entries, taking->from, str_text(&sql), NO_ARGS));
		if (entries > n)
			err = err_rows(table);
		str_done(&sql);
	}
	names_free(&indexes);
	return err;
}

static Err *take_table(Taking *taking, const char *table)
{
	Names columns = {0};
	Str empty = {0};
	int64_t n = 0;
	str_addf(&empty, "DELETE FROM \"%s\"", table);
	Err *err = read_names(&columns, taking->to, "SELECT name FROM pragma_table_info($1)", ARGS(arg_text(table)));
	if (!err && columns.n > COLUMNS_MOST)
		err = err_new(ERR_FAILED, "%s: %zu columns", table, columns.n);
	if (!err)
		err = db_run(taking->to, str_text(&empty), NO_ARGS);
	if (!err)
		err = take_rows(taking, &n, table, &columns);
	if (!err)
		err = look_at_indexes(taking, table, n);
	str_done(&empty);
	names_free(&columns);
	return err;
}

Err *db_take_rows(Db *to, Db *from, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	Taking taking = {.to = to, .from = from, .step = step, .self = self};
	Names tables = {0};
	TRY(db_begin(to, true));
	Err *err = read_names(&tables, to, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%'", NO_ARGS);
	for (size_t i = 0; !err && i < tables.n; i++)
		err = take_table(&taking, tables.at[i]);
	names_free(&tables);
	if (!err)
		return db_commit(to);
	db_rollback(to);
	return err;
}
