/* SPDX-License-Identifier: MIT */
/* Terms and words of filters, for filter_sql.c and filter_terms.c alone. */
#ifndef KARTOTEKA_STORE_FILTER_TERMS_H
#define KARTOTEKA_STORE_FILTER_TERMS_H

#include "filter_sql.h"

typedef VEC(int64_t) Ids;

void filter_column(Sql *sql, const char *alias, const char *column);
void filter_ids(Sql *sql, const char *column_sql, const Ids *ids);
void filter_range(Sql *sql, const char *x, FilterRel rel, int64_t from, int64_t to);
void filter_contains(Sql *sql, const char *x, const char *text, bool whole);
Err *filter_field(Sql *sql, const FilterNode *node, const Field *field, const char *alias);
Err *filter_term(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias);
Err *filter_word(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias);

/* Rows of a list (staff, tag, contact_kind, outcome) that a word means, by code or name: those called exactly so, else those a word of which it begins. */
Err *filter_look_up(Ids *out, Db *db, const char *list, const char *word, bool whole);
/* A SELECT of the ids of clients whose name has these words. */
Err *filter_clients_named(Sql *sql, const char *words, bool whole);

#endif
