/* SPDX-License-Identifier: MIT */
/* Records from and to rows: column = field name, always quoted; id, rev and uuid stand first, then the fields in the order of the table. */
#ifndef KARTOTEKA_STORE_RECORD_H
#define KARTOTEKA_STORE_RECORD_H

#include "kartoteka/model/kind.h"
#include "sqlite.h"

/* Adds "a"."id", "a"."rev", "a"."uuid", "a"."field" …; alias NULL: no prefix. */
void record_columns(Str *out, const Kind *kind, const char *alias);
int record_column_count(const Kind *kind);
/* Reads the row's columns from `first` on into the record; texts go to the arena. */
Err *record_of_row(void *record, const Kind *kind, const Rows *rows, int first, Arena *arena);
/* All rows of a query whose first columns are record_columns of the kind; *out: an array of structs in the arena. */
Err *records_of_query(void **out, size_t *n, const Kind *kind, Db *db, const char *sql, const Value *args, size_t argc, Arena *arena);

/* The whole SQL of a kind, made once for the life of the process (from any thread). Borrowed. */
const char *record_select(const Kind *kind);     /* SELECT columns FROM table */
const char *record_select_id(const Kind *kind);  /* … WHERE "id" = $1 */
const char *record_insert_sql(const Kind *kind); /* $1 id, $2 rev, $3 uuid, $4 … the fields */

#endif
