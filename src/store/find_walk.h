/* SPDX-License-Identifier: MIT */
/*
 * A search as a walk over clients, best first: stage by stage (the words are the name; the first word of the name is it; the name begins with it; a word of the name; inside the name; a word elsewhere; inside
 * elsewhere; in history), newest first within a stage, straight reading before the other layout. Where neither has anybody, case forms are asked: "Иванову", "с Ивановым".
 * Each client comes once, in the first stage it fits.
 */
#ifndef KARTOTEKA_STORE_FIND_WALK_H
#define KARTOTEKA_STORE_FIND_WALK_H

#include "filter_sql.h"
#include "find_words.h"

enum {
	FIND_FORMS = 2
};

typedef struct FindRow {
	int64_t client;
	int tier;               /* of ClientRow */
	const FindQuery *query; /* the reading it fits */
	int64_t record;         /* where it was found, of history; 0 */
	const Kind *kind;       /* of that record */
} FindRow;

typedef struct Find {
	FindQuery query[3];              /* straight, other layout; FIND_FORMS */
	size_t n;                        /* of the first two, those that ask something */
	bool has_forms;                  /* the third asks something else than the first */
	const FilterNode *filter;        /* what else must hold; its words at the top are the query */
	bool has_more;                   /* filter has terms besides the words */
	bool no_history;                 /* clients are asked alone, none of their texts */
	bool begins;                     /* and one word of them must begin so */
	bool (*clients_end)(void *self); /* told behind the last client, before its history is asked: false, it is not; may be NULL */
} Find;

/* Reads the words at the top of a filter. find->n is 0 when it has none. */
Err *find_begin(Find *find, Store *store, const FilterNode *filter, Arena *arena);
/* Walks; `each` returns false to stop. after: only what comes behind this client; 0 from the top. With backwards it walks towards the top. */
Err *find_walk(Store *store, const Find *find, int64_t after, bool backwards, bool (*each)(void *self, const FindRow *row), void *self);
/* Where the words stand, for people: "phone +7 …", "note: … words around …". Adds to out; nothing when they are in the name. */
Err *find_where(Str *out, Store *store, const FindRow *row);

/* A set of ids. */
typedef struct IdSet {
	int64_t *at;
	size_t n, slots;
} IdSet;
bool id_set_add(IdSet *set, int64_t id); /* false: was there */
void id_set_done(IdSet *set);

/* The record of an id in search_history: its kind, client (0 none) and whole text. *kind NULL: it is gone. */
Err *find_record(const Kind **kind, int64_t *client, Str *text, Store *store, int64_t id);

#endif
