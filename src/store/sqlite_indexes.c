/* SPDX-License-Identifier: MIT */
/*
 * Whether indexes hold what their tables hold, at a fifth of what SQLite's integrity_check takes, which looks each entry up. Of every row of a table and of every
 * entry of its indexes what stands there is made one number (entries_sum, sqlite.c), whatever the order, and the sums are compared: a page in the place of another
 * is found where quick_check, which looks at each tree alone, finds two good pages. Not seen are: values that no index holds, and the order of entries.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "sqlite.h"

typedef struct Index {
	char *name, *table, *columns, *where; /* where: with its word, or "" */
} Index;
typedef VEC(Index) Indexes;

static void indexes_free(Indexes *indexes)
{
	for (size_t i = 0; i < indexes->n; i++) {
		free(indexes->at[i].name);
		free(indexes->at[i].table);
		free(indexes->at[i].columns);
		free(indexes->at[i].where);
	}
	vec_free(indexes);
}

/* An expression has no name there; it is computed of columns of the row anyway. */
static Err *read_indexes(Indexes *indexes, Db *db)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db,
	             "SELECT m.name, m.tbl_name, coalesce((SELECT group_concat('\"' || x.name || '\"', ', ') FROM pragma_index_xinfo(m.name) x WHERE x.cid >= 0), ''), coalesce(m.sql, ''),"
	             " (SELECT l.partial FROM pragma_index_list(m.tbl_name) l WHERE l.name = m.name)"
	             " FROM sqlite_master m WHERE m.type = 'index' AND m.tbl_name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY m.tbl_name, m.name",
	             NO_ARGS));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		const char *where = row_int(&rows, 4) ? strstr(row_words(&rows, 3), " WHERE ") : NULL;
		if ((row_int(&rows, 4) && !where) || strpbrk(row_words(&rows, 0), "'\""))
			continue; /* not one of ours */
		vec_push(indexes, ((Index){mem_strdup(row_words(&rows, 0)), mem_strdup(row_words(&rows, 1)), mem_strdup(row_words(&rows, 2)), mem_strdup(where ? where : "")}));
	}
}

static void add_sum(Str *sql, const Index *index)
{
	str_addf(sql, "entries_sum(rowid%s%s)", *index->columns ? ", " : "", index->columns);
}

/* An index of some rows alone is searched for those it should hold; whether it has others too, its pages tell. */
static Err *sum_index(int64_t *sum, Db *db, const Index *index, bool dbstat)
{
	Str sql = {0};
	bool counts = *index->where && dbstat;
	*sum = 0;
	str_add(&sql, "SELECT ");
	if (counts)
		str_addf(&sql, "CASE WHEN count(*) = (SELECT sum(ncell) FROM dbstat WHERE name = '%s') THEN ", index->name);
	add_sum(&sql, index);
	str_addf(&sql, "%s FROM \"%s\" INDEXED BY \"%s\"%s", counts ? " ELSE -1 END" : "", index->table, index->name, index->where);
	Err *err = db_int(sum, db, str_text(&sql), NO_ARGS);
	str_done(&sql);
	return err;
}

/* Those of one table: its rows are read once for all of them. */
static Err *compare(Db *db, const Index *index, size_t n, bool dbstat, Str *faults)
{
	Rows rows;
	bool more = false;
	Str sql = {0};
	int64_t *sums = mem_alloc(n * sizeof *sums);
	str_add(&sql, "SELECT ");
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add(&sql, ", ");
		add_sum(&sql, &index[i]);
		if (*index[i].where)
			str_addf(&sql, " FILTER (%s)", index[i].where);
	}
	str_addf(&sql, " FROM \"%s\" NOT INDEXED", index->table);
	Err *err = db_query(&rows, db, str_text(&sql), NO_ARGS);
	if (!err)
		err = rows_next(&rows, &more);
	for (size_t i = 0; i < n && more; i++)
		sums[i] = row_int(&rows, (int)i);
	if (!err)
		rows_done(&rows);
	for (size_t i = 0; i < n && !err; i++) {
		int64_t sum = 0;
		err = sum_index(&sum, db, &index[i], dbstat);
		if (!err && sum != sums[i])
			str_addf(faults, _("the index %s does not hold what its table %s holds\n"), index[i].name, index->table);
	}
	free(sums);
	str_done(&sql);
	return err;
}

static Err *compare_all(Db *db, const Indexes *indexes, Str *faults, DbSteps *steps)
{
	int64_t dbstat = 0;
	TRY(db_int(&dbstat, db, "SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'", NO_ARGS));
	Err *err = db_steps_part(steps, steps->all);
	for (size_t i = 0, n; !err && i < indexes->n; i += n) {
		for (n = 1; i + n < indexes->n && strcmp(indexes->at[i].table, indexes->at[i + n].table) == 0;)
			n++;
		err = compare(db, &indexes->at[i], n, dbstat > 0, faults);
		if (err && err->code == ERR_FAILED) { /* no table of ours: what others put into the base must not keep it from being copied */
			log_line("the indexes of %s were not compared: %s", indexes->at[i].table, err->what);
			err_free(err);
			err = NULL;
		}
	}
	return err;
}

Err *db_indexes(Db *db, Str *faults, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	Indexes indexes = {0};
	DbSteps steps;
	const size_t before = faults->n;
	bool own = !db_in_transaction(db);
	TRY(db_sum_function(db));
	if (own)
		TRY(db_begin(db, false));
	const uint64_t renewals = db_renewals(db);
	db_steps_begin(&steps, db, step, self);
	steps.all = db_steps_of_check(&steps, true);
	Err *err = read_indexes(&indexes, db);
	if (!err)
		err = compare_all(db, &indexes, faults, &steps);
	db_steps_end(&steps);
	Err *written = db_still(db, renewals);
	if (written) {
		str_cut(faults, before);
		err_free(err);
		err = written;
	}
	if (own)
		db_rollback(db);
	indexes_free(&indexes);
	return err;
}
