/* SPDX-License-Identifier: MIT */
/* A filter's tree as a condition of SQL, with its parameters. Private to the room. */
#ifndef KARTOTEKA_STORE_FILTER_SQL_H
#define KARTOTEKA_STORE_FILTER_SQL_H

#include "kartoteka/base/mem.h"
#include "kartoteka/model/filter.h"
#include "sqlite.h"

/* SQL and its parameters as they grow together. */
typedef struct Sql {
	Str text;
	VEC(Value)
	args;
	Db *db;
	Arena *arena; /* texts of parameters live here */
	bool walk;    /* given: rows come along an index of the list's order; sets of ids are only looked into */
	bool sets;    /* told: the condition asks whether an id is in a set */
} Sql;
void sql_done(Sql *sql);
/* Adds the parameter and writes its $n. */
void sql_arg(Sql *sql, Value value);
void sql_int(Sql *sql, int64_t n);
void sql_text(Sql *sql, const char *text); /* copied into the arena */
#define SQL_ARGS(sql) (sql)->args.at, (sql)->args.n

/* Adds the condition over rows of `kind` that stand under `alias`. no_words: the words at the top of the tree are looked up elsewhere. */
Err *filter_sql(Sql *sql, const FilterNode *filter, const Kind *kind, const char *alias, bool no_words);

#endif
