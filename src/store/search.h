/* SPDX-License-Identifier: MIT */
/*
 * The search index, kept in the transaction that changes what is searched. A client's words come from several rows (names, channels, employers,
 * tags), so its entry is written once, when the transaction commits or a search in it asks; texts of notes and history are written at once.
 */
#ifndef KARTOTEKA_STORE_SEARCH_H
#define KARTOTEKA_STORE_SEARCH_H

#include "kartoteka/store/store.h"

/* After each row that was made (old NULL), edited, derived or removed (new NULL). */
Err *search_changed(Store *store, const Kind *kind, int64_t id, const void *old, const void *new);
/* The same of a row that was made, where the text of its kind is known already: as search_entry_of says it. */
Err *search_made(Store *store, const Kind *kind, int64_t id, const void *record, const char *text);
/* Writes what is due; store_commit calls it before it closes the batch. */
Err *search_flush(Store *store);
/* Forgets what is due: after a rollback. */
void search_forget(Store *store);
/* Frees what the store keeps for it. */
void search_close(Store *store);

/* The index made anew from the records, in its own batches of rows; and whether it says what they say (adds a line a fault). For `check`. */
Err *search_rebuild(Store *store, bool (*step)(void *self, int64_t done, int64_t all), void *self);
Err *search_check(Store *store, Str *faults);
/* Merges the index so that nothing of deleted texts stays in the file. */
Err *search_scrub(Store *store);

#endif
