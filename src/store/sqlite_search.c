/* SPDX-License-Identifier: MIT */
/* The full-text tables of SQLite (FTS5), the only file that asks them. Ids are their rowids: told so, they give the newest first without a sort. */
#include "sqlite_search.h"

enum {
	GATHERED = 8 << 20, /* bytes of each, where it is 1 MiB else */
	MERGED = 32,        /* pages of about a KiB that a step writes */
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

/* CROSS JOIN: candidates first, and what else is asked about each of them, never the other way round. */
void candidates_begin(Str *sql, SearchIndex index, unsigned what)
{
	const char *t = tables[index].name;
	str_addf(sql, "SELECT %s.rowid%s FROM %s", t, what & CANDIDATES_TEXTS ? ", s.name, s.rest" : "", t);
	if (what)
		str_addf(sql, " CROSS JOIN search_text s ON s.id = %s.rowid", t);
	if (what & CANDIDATES_CLIENTS)
		str_add(sql, " CROSS JOIN client c ON c.id = s.id");
	str_addf(sql, " WHERE %s MATCH ", t);
}

void candidates_past(Str *sql, SearchIndex index, bool backwards)
{
	str_addf(sql, " AND %s.rowid %s ", tables[index].name, backwards ? ">" : "<");
}

void candidates_order(Str *sql, SearchIndex index, bool backwards)
{
	str_addf(sql, " ORDER BY %s.rowid %s", tables[index].name, backwards ? "ASC" : "DESC");
}

Err *candidates_newest(Rows *rows, Db *db, SearchIndex index, const char *expr)
{
	Str sql = {0};
	candidates_begin(&sql, index, CANDIDATES_IDS);
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

/* What is set is kept in the base; taken out again it holds until the connection ends. */
Err *index_gather(Db *db, bool much)
{
	for (SearchIndex index = 0; index < SEARCH_INDEXES; index++) {
		const char *name = tables[index].name;
		Str sql = {0};
		if (much)
			str_addf(&sql, "INSERT INTO %s (%s, rank) VALUES ('hashsize', %d)", name, name, GATHERED);
		else
			str_addf(&sql, "DELETE FROM %s_config WHERE k = 'hashsize'", name);
		Err *err = db_script(db, str_text(&sql));
		str_done(&sql);
		TRY(err);
	}
	return NULL;
}

Err *index_scrub(Db *db)
{
	return tell_all(db, "optimize");
}
