/* SPDX-License-Identifier: MIT */
/*
 * What an export reads: sources with their components in order, each with its record and reminders as they are now, a page at a time; and what was made
 * here and came from no file.
 */
#ifndef KARTOTEKA_STORE_EXCHANGE_H
#define KARTOTEKA_STORE_EXCHANGE_H

#include "kartoteka/model/filter.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/store.h"

typedef struct ExchangeRow {
	Component component;    /* of what was made here: all empty; of a page of components: where it stands, its type and its lines alone */
	const Kind *kind;       /* event, task or note; NULL: the component has no record, or its record was removed */
	int64_t id, rev;        /* of its record */
	const void *record;     /* of a page of components: NULL until exchange_record */
	const Reminder *alarms; /* by place, then id */
	size_t n_alarms;
} ExchangeRow;

Err *exchange_sources(Store *store, int64_t after_id, size_t limit, Source **out, size_t *n, Arena *arena);
/* Components of a source behind `after` (NULL: from the first), in order of place, then id: most of them go out as they came, so of their records only
 * which and how often they were changed is read, with their reminders. */
Err *exchange_components(Store *store, int64_t source, const Component *after, size_t limit, ExchangeRow **out, size_t *n, Arena *arena);
/* The whole record of a row; NULL when it was removed since. */
Err *exchange_record(Store *store, ExchangeRow *row, Arena *arena);
/* Its components of one type alone (VTIMEZONE), without records. */
Err *exchange_typed(Store *store, int64_t source, const char *type, Component **out, size_t *n, Arena *arena);
/* Records of a kind that came from no file, by id. */
Err *exchange_own(Store *store, const Kind *kind, int64_t after_id, size_t limit, ExchangeRow **out, size_t *n, Arena *arena);
/* Those of them that stand for one occurrence of a series that came from a file, by id. */
Err *exchange_own_overrides(Store *store, const Kind *kind, ExchangeRow **out, size_t *n, Arena *arena);
/* Does an override of the series stand for those after it, too (RANGE=THISANDFUTURE)? */
Err *exchange_has_future(Store *store, const Kind *kind, int64_t series, bool *has);
/* Ids of the records of a kind that a filter means, in order. */
Err *exchange_matching(Store *store, const Kind *kind, const FilterNode *filter, int64_t **out, size_t *n, Arena *arena);
/* When a record was changed last by a person or a file; its making when it was not. INSTANT_NONE: not in the journal any more. */
Err *exchange_changed_at(Store *store, const Kind *kind, int64_t id, Instant *at);

/* The first of `n` ids for records that are made in the running transaction; for data whose derived values name records that come later. */
Err *exchange_reserve(Store *store, int64_t n, int64_t *first);

/*
 * A base that is not there yet, filled with much at once: what is written between begin and end goes into a file beside its place, without the indexes
 * that would be written all over; they are made at the end, and the base comes to its name whole. *beside false: there is a base, and what is
 * written goes into it as ever. After an error, also of the end, comes a drop: nothing of it is left.
 */
Err *store_fill_begin(Store *store, bool *beside);
Err *store_fill_end(Store *store, bool (*step)(void *self, int64_t done, int64_t all), void *self); /* false stops with ERR_INTERRUPTED; NULL */
void store_fill_drop(Store *store);                                                                 /* without effect when nothing is being filled */

#endif
