/* SPDX-License-Identifier: MIT */
/*
 * The full-text tables of a base that is filled beside its place (fill.c): a thread of its own makes them in a file of their own, which has no name and goes
 * with its end, while the rows and their indexes are written; then they go over as they are. Where no thread can be had it is done without.
 */
#ifndef KARTOTEKA_STORE_FILL_SEARCH_H
#define KARTOTEKA_STORE_FILL_SEARCH_H

#include "sqlite_search.h"

typedef struct FillSearch FillSearch;

/* Of a base that has nothing in its own tables yet. After an error, too, *out is freed by the caller. */
Err *fill_search_begin(FillSearch **out, Db *base);
void fill_search_free(FillSearch *search); /* stops it; NULL is fine */
/* The file of one that was killed before it lost its name. */
void fill_search_clear(const char *base);
/* As index_put and, with `take`, index_take. Err: of this one or of one that was handed over before. */
Err *fill_search_write(FillSearch *search, SearchIndex index, int64_t id, const char *text, const char *rest, bool take);
/* Nothing more comes: what is there is put in order meanwhile. */
Err *fill_search_last(FillSearch *search);
/* All of it into `base`. go_on is asked now and then; false stops with ERR_INTERRUPTED. */
Err *fill_search_end(FillSearch *search, Db *base, bool (*go_on)(void *self), void *self);

/* Into the tables of what is being filled: fill.c. */
struct StoreFill;
Err *fill_index(struct StoreFill *fill, SearchIndex index, int64_t id, const char *text, const char *rest, bool take);

#endif
