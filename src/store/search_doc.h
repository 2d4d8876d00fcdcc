/* SPDX-License-Identifier: MIT */
/* What is searched of a client, as folded texts; how words are found in it. Shared by the index (search.c) and the readers (find*.c). */
#ifndef KARTOTEKA_STORE_SEARCH_DOC_H
#define KARTOTEKA_STORE_SEARCH_DOC_H

#include "kartoteka/base/str.h"
#include "kartoteka/store/store.h"
#include "sqlite.h"

/*
 * name: the title's words, what it is sorted under first. rest: employers, roles, mails, addresses …; and words with a sign before them:
 * phones as "79161234567", "+9161234567" (less the country's 7), "<76543219197" (from the end); tags as "#id".
 */
typedef struct SearchDoc {
	Str name, rest;
} SearchDoc;
void search_doc_done(SearchDoc *doc);

Err *search_doc_of(SearchDoc *doc, bool *found, Db *db, int64_t client);   /* from the records */
Err *search_doc_kept(SearchDoc *doc, bool *found, Db *db, int64_t client); /* from search_text */

/* The text of a record in search_history; false when this kind has none there. */
bool search_kind_has_text(const Kind *kind);
bool search_text_of(Str *out, const Kind *kind, const void *record, Arena *arena);
/* The same as the index takes it: a blank at both ends, so that a word's beginning and end are letters of the index too. */
bool search_entry_of(Str *out, const Kind *kind, const void *record, Arena *arena);
/* The first entry of a text in the index, quoted to be asked for: a blank and two letters. False when it has none. */
bool search_first_letters(Str *out, const char *folded);

#endif
