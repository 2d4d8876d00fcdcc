/* SPDX-License-Identifier: MIT */
/*
 * The driver's part of a search: full-text tables that give candidates, and their upkeep. Their rows are known by the id of a record. What an entry
 * says and which candidates count is decided by others (search.c, find_walk.c); expressions are made by find_words.h.
 */
#ifndef KARTOTEKA_STORE_SQLITE_SEARCH_H
#define KARTOTEKA_STORE_SQLITE_SEARCH_H

#include "kartoteka/base/str.h"
#include "sqlite.h"

/* Words by their beginning and parts of words, of clients; parts of words of notes, contacts, events and tasks. */
typedef enum SearchIndex {
	SEARCH_WORDS,
	SEARCH_INSIDE,
	SEARCH_HISTORY,
	SEARCH_INDEXES,
} SearchIndex;

/* ---- Candidates, as a part of SQL ---------------------------------------------------------------------------------------------------- */
enum Candidates {
	CANDIDATES_IDS = 0,        /* one column: the ids */
	CANDIDATES_JOIN = 1,       /* and s: the row of search_text, to be asked */
	CANDIDATES_TEXTS = 2,      /* s, and its name and rest as columns */
	CANDIDATES_CLIENTS = 4,    /* and c: the client, asked after the candidate was found; with s */
	CANDIDATES_LESS_PLANS = 8, /* less events and tasks that were made here; those that were imported may still be among them */
};
/* "SELECT … WHERE index fits ": the parameter with the expression follows. */
void candidates_begin(Str *sql, SearchIndex index, unsigned what);
void candidates_past(Str *sql, SearchIndex index, bool backwards); /* " AND id < ": an id follows; backwards: > */
void candidates_order(Str *sql, SearchIndex index, bool backwards);

/* ---- Candidates, asked ----------------------------------------------------------------------------------------------------------------- */
Err *candidates_newest(Rows *rows, Db *db, SearchIndex index, unsigned what, const char *expr); /* newest first */
/* The n-th newest of them, or any of them; *id stays as it is when there is none. */
Err *candidates_nth(int64_t *id, Db *db, SearchIndex index, const char *expr, int n);
Err *candidates_any(int64_t *id, Db *db, SearchIndex index, const char *expr);
Err *candidates_has(bool *has, Db *db, SearchIndex index, const char *expr, int64_t id);

/* ---- Upkeep ------------------------------------------------------------------------------------------------------------------------------ */
/* What is taken out must be said exactly as it was put in. SEARCH_HISTORY has one text: rest NULL. */
Err *index_put(Db *db, SearchIndex index, int64_t id, const char *text, const char *rest);
Err *index_take(Db *db, SearchIndex index, int64_t id, const char *text, const char *rest);
Err *index_empty(Db *db);
/* *lost: segments of which nothing says where their words are; such are not found, and index_check does not see it. Reads alone. */
Err *index_lost(int64_t *lost, Db *db, SearchIndex index);
Err *index_check(Db *db, SearchIndex index); /* ERR_DAMAGED */
/* Of texts alone, while a file brings them in many transactions: each letter is written anew once instead of thrice. Inside one; it is this connection's own,
 * and one that is rolled back takes it along. */
Err *index_merge_late(Db *db, bool late);
/* A step of what the tables else do in the middle of a change: what was written by little is merged. *more: there was something, and may be more. */
Err *index_merge(Db *db, bool *more);
Err *index_scrub(Db *db); /* merged, so that nothing of what was taken out stays in the file */

/*
 * For a base that is filled: the same tables in an empty file of their own, in one transaction; what was put into them is merged; and goes over
 * into those of the base, which have nothing and are read by later connections only. go_on is asked now and then, false stops with ERR_INTERRUPTED.
 */
Err *index_aside(Db **out, const char *path, Db *base);
Err *index_gathered(Db *aside);
Err *index_move(Db *base, Db *aside, bool (*go_on)(void *self), void *self);

#endif
