/* SPDX-License-Identifier: MIT */
/* The full-text tables of SQLite (FTS5), the only file that asks them. Ids are their rowids: told so, they give the newest first without a sort. */
#include "sqlite_search.h"

#include <stdlib.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

enum {
	GATHERED = 2 << 20, /* bytes of each: more of them stays in the processor's cache no longer */
	SEGMENTS = 1000,
	MERGED_LATE = 16,
	MERGED = 32, /* pages of about a KiB that a step writes */
};

/* A command of the table itself goes into the column of its own name. */
static const struct {
	const char *name, *put, *take;
} tables[] = {
	[SEARCH_WORDS] = {
		"search_words",
		"INSERT INTO search_words (rowid, name, rest) VALUES ($1, $2, $3)",
		"INSERT INTO search_words (search_words, rowid, name, rest) VALUES ('delete', $1, $2, $3)",
	},
	[SEARCH_INSIDE] = {
		"search_inside",
		"INSERT INTO search_inside (rowid, name, rest) VALUES ($1, $2, $3)",
		"INSERT INTO search_inside (search_inside, rowid, name, rest) VALUES ('delete', $1, $2, $3)",
	},
	[SEARCH_HISTORY] = {
		"search_history",
		"INSERT INTO search_history (rowid, text) VALUES ($1, $2)",
		"INSERT INTO search_history (search_history, rowid, text) VALUES ('delete', $1, $2)",
	},
};

/* ---- Candidates ---- */

/*
 * A word that a hundred thousand plans have and no text of the history: each would be looked for among contacts, clients and notes, a page of each. The
 * index of plans of our own is of ids alone. BETWEEN: an id that is equal would be looked up in the table.
 */
static void less_plans(Str *sql, const char *t)
{
	static const char *const plans[] = {"event", "task"};
	for (size_t i = 0; i < countof(plans); i++)
		str_addf(sql, "NOT EXISTS (SELECT 1 FROM %s p WHERE p.component IS NULL AND p.id BETWEEN %s.rowid AND %s.rowid) AND ", plans[i], t, t);
}

/* CROSS JOIN: candidates first, and what else is asked about each of them, never the other way round. */
void candidates_begin(Str *sql, SearchIndex index, unsigned what)
{
	const char *t = tables[index].name;
	str_addf(sql, "SELECT %s.rowid%s FROM %s", t, what & CANDIDATES_TEXTS ? ", s.name, s.rest" : "", t);
	if (what & (CANDIDATES_JOIN | CANDIDATES_TEXTS | CANDIDATES_CLIENTS))
		str_addf(sql, " CROSS JOIN search_text s ON s.id = %s.rowid", t);
	if (what & CANDIDATES_CLIENTS)
		str_add(sql, " CROSS JOIN client c ON c.id = s.id");
	str_add(sql, " WHERE ");
	if (what & CANDIDATES_LESS_PLANS)
		less_plans(sql, t);
	str_addf(sql, "%s MATCH ", t);
}

void candidates_past(Str *sql, SearchIndex index, bool backwards)
{
	str_addf(sql, " AND %s.rowid %s ", tables[index].name, backwards ? ">" : "<");
}

void candidates_order(Str *sql, SearchIndex index, bool backwards)
{
	str_addf(sql, " ORDER BY %s.rowid %s", tables[index].name, backwards ? "ASC" : "DESC");
}

Err *candidates_newest(Rows *rows, Db *db, SearchIndex index, unsigned what, const char *expr)
{
	Str sql = {0};
	candidates_begin(&sql, index, what);
	str_add(&sql, "$1");
	candidates_order(&sql, index, false);
	Err *err = db_query(rows, db, str_text(&sql), ARGS(arg_text(expr)));
	str_done(&sql);
	return err;
}

/* `rest` of the statement: $2 is the number. */
static Err *one(int64_t *id, Db *db, SearchIndex index, const char *expr, const char *rest, int64_t number)
{
	Str sql = {0};
	candidates_begin(&sql, index, CANDIDATES_IDS);
	str_add(&sql, "$1");
	str_add(&sql, rest);
	Err *err = db_int(id, db, str_text(&sql), ARGS(arg_text(expr), arg_int(number)));
	str_done(&sql);
	return err;
}

Err *candidates_nth(int64_t *id, Db *db, SearchIndex index, const char *expr, int n)
{
	return one(id, db, index, expr, " ORDER BY rowid DESC LIMIT 1 OFFSET $2", n - 1);
}

Err *candidates_any(int64_t *id, Db *db, SearchIndex index, const char *expr)
{
	return one(id, db, index, expr, " LIMIT $2", 1);
}

Err *candidates_has(bool *has, Db *db, SearchIndex index, const char *expr, int64_t id)
{
	int64_t found = 0;
	TRY(one(&found, db, index, expr, " AND rowid = $2", id));
	*has = found == id;
	return NULL;
}

/* ---- Upkeep ---- */

Err *index_put(Db *db, SearchIndex index, int64_t id, const char *text, const char *rest)
{
	return db_run(db, tables[index].put, ARGS(arg_int(id), arg_text(text), arg_text(rest)));
}

Err *index_take(Db *db, SearchIndex index, int64_t id, const char *text, const char *rest)
{
	return db_run(db, tables[index].take, ARGS(arg_int(id), arg_text(text), arg_text(rest)));
}

static Err *tell(Db *db, SearchIndex index, const char *command)
{
	Str sql = {0};
	str_addf(&sql, "INSERT INTO %s (%s) VALUES ('%s')", tables[index].name, tables[index].name, command);
	Err *err = db_run(db, str_text(&sql), NO_ARGS);
	str_done(&sql);
	return err;
}

/* What is set is kept in the base. */
static Err *set(Db *db, SearchIndex index, const char *what, int value)
{
	Str sql = {0};
	str_addf(&sql, "INSERT INTO %s (%s, rank) VALUES ('%s', %d)", tables[index].name, tables[index].name, what, value);
	Err *err = db_run(db, str_text(&sql), NO_ARGS);
	str_done(&sql);
	return err;
}

/*
 * Left to itself a table merges at each 64th of its pages, far more than that one brought, and that one call takes a tenth of a second. Told to leave it,
 * it still merges sixteen segments that nobody merged.
 */
static Err *leave_merging(Db *db, SearchIndex index)
{
	Str sql = {0};
	int64_t automerge = 1;
	str_addf(&sql, "SELECT v FROM %s_config WHERE k = 'automerge'", tables[index].name);
	Err *err = db_int(&automerge, db, str_text(&sql), NO_ARGS);
	str_done(&sql);
	return err || !automerge ? err : set(db, index, "automerge", 0);
}

Err *index_merge(Db *db, bool *more)
{
	*more = false;
	for (SearchIndex index = 0; index < SEARCH_INDEXES && !*more; index++) {
		TRY(leave_merging(db, index));
		int64_t before = db_changes_in_all(db);
		TRY(set(db, index, "merge", MERGED));
		*more = db_changes_in_all(db) - before > 1; /* one is told where there was nothing to merge */
	}
	return NULL;
}

static Err *tell_all(Db *db, const char *command)
{
	for (SearchIndex index = 0; index < SEARCH_INDEXES; index++)
		TRY(tell(db, index, command));
	return NULL;
}

Err *index_empty(Db *db)
{
	return tell_all(db, "delete-all");
}

Err *index_check(Db *db, SearchIndex index)
{
	return tell(db, index, "integrity-check");
}

/* The number of a segment stands in the upper bits of its pages' ids; those up to 10 are of the index (fts5_index.c). */
Err *index_lost(int64_t *lost, Db *db, SearchIndex index)
{
	const char *name = tables[index].name;
	Str sql = {0};
	str_addf(&sql,
	         "WITH RECURSIVE s (n) AS (SELECT min(id) >> 37 FROM %s_data WHERE id > 10 UNION ALL"
	         " SELECT (SELECT min(d.id) >> 37 FROM %s_data d WHERE d.id >= (s.n + 1) << 37) FROM s WHERE s.n IS NOT NULL)"
	         " SELECT count(*) FROM s WHERE n IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s_idx i WHERE i.segid = s.n AND typeof(i.pgno) = 'integer')",
	         name, name, name);
	Err *err = db_int(lost, db, str_text(&sql), NO_ARGS);
	str_done(&sql);
	return err;
}

/* ---- Filling ---- */

/*
 * What was gathered in memory becomes a segment. They are merged once, at the end: as they come each row would be merged some four times on the way. So many
 * that SQLite would not have more are merged before.
 */
static Err *gather(Db *aside, const char *name)
{
	Str sql = {0};
	str_addf(&sql, "INSERT INTO %s (%s, rank) VALUES ('hashsize', %d), ('automerge', 0), ('crisismerge', %d)", name, name, GATHERED, SEGMENTS);
	Err *err = db_script(aside, str_text(&sql));
	str_done(&sql);
	return err;
}

static Err *make_like(Db *aside, Db *base, const char *name)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, base, "SELECT sql FROM sqlite_master WHERE name = $1", ARGS(arg_text(name))));
	TRY(rows_next(&rows, &more));
	if (!more)
		return err_new(ERR_FAILED, "no table %s", name);
	Err *err = db_script(aside, row_words(&rows, 0));
	rows_done(&rows);
	return err;
}

static Err *make_tables(Db *aside, Db *base)
{
	TRY(db_careless(aside, true));
	TRY(db_cache(aside, DB_CACHE_ASIDE_KIB));
	TRY(db_begin(aside, true)); /* one: what fits into memory is not written on the way */
	for (SearchIndex index = 0; index < SEARCH_INDEXES; index++) {
		TRY(make_like(aside, base, tables[index].name));
		TRY(gather(aside, tables[index].name));
	}
	return NULL;
}

Err *index_aside(Db **out, const char *path, Db *base)
{
	Db *aside;
	*out = NULL;
	TRY(db_open(&aside, path, DB_WRITE, (DbWait){0}));
	Err *err = make_tables(aside, base);
	if (err) {
		db_close(aside);
		return err;
	}
	*out = aside;
	return NULL;
}

/* How many rows there are, which a later removal counts down from, is written by the commit alone. */
Err *index_gathered(Db *aside)
{
	TRY(tell_all(aside, "optimize"));
	return db_commit(aside);
}

/* Of one of the two tables in which SQLite keeps an index. */
static Err *move_rows(Db *base, Db *aside, const char *table, const char *part, bool (*go_on)(void *self), void *self)
{
	enum {
		COLUMNS_MOST = 3,
		STEP = 1000,
	};
	Rows rows;
	bool more = false;
	Value values[COLUMNS_MOST];
	char *whole = mem_printf("%s_%s", table, part), *insert = NULL;
	Str select = {0}, clear = {0};
	str_addf(&select, "SELECT * FROM %s", whole);
	str_addf(&clear, "DELETE FROM %s", whole);
	Err *err = db_run(base, str_text(&clear), NO_ARGS);
	if (!err)
		err = db_query(&rows, aside, str_text(&select), NO_ARGS);
	for (size_t n = 1; !err && !(err = rows_next(&rows, &more)) && more; n++) {
		int columns = row_columns(&rows);
		if (!insert)
			insert = mem_printf("INSERT INTO %s VALUES ($1, $2%s)", whole, columns == COLUMNS_MOST ? ", $3" : "");
		for (int i = 0; i < columns && i < COLUMNS_MOST; i++)
			values[i] = row_value(&rows, i, NULL);
		err = db_run(base, insert, values, (size_t)columns);
		if (!err && n % STEP == 0 && !go_on(self))
			err = err_new(ERR_INTERRUPTED, "%s", _("stopped"));
		if (err)
			rows_done(&rows);
	}
	free(whole);
	free(insert);
	str_done(&select);
	str_done(&clear);
	return err;
}

Err *index_move(Db *base, Db *aside, bool (*go_on)(void *self), void *self)
{
	TRY(db_begin(base, true));
	for (SearchIndex index = 0; index < SEARCH_INDEXES; index++) {
		TRY(move_rows(base, aside, tables[index].name, "data", go_on, self));
		TRY(move_rows(base, aside, tables[index].name, "idx", go_on, self));
	}
	return db_commit(base);
}

Err *index_merge_late(Db *db, bool late)
{
	const char *name = tables[SEARCH_HISTORY].name;
	Str sql = {0};
	str_addf(&sql, "INSERT INTO %s (%s, rank) VALUES ('automerge', %d); UPDATE %s_config SET v = 0 WHERE k = 'automerge'", name, name, late ? MERGED_LATE : 0, name);
	Err *err = db_script(db, str_text(&sql));
	str_done(&sql);
	return err;
}

Err *index_scrub(Db *db)
{
	return tell_all(db, "optimize");
}
