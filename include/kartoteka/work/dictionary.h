/* SPDX-License-Identifier: MIT */
/* The user's own lists, which are rows of the base: outcomes, kinds of contact, tags, saved filters. And the people who use it. Each function is one change. */
#ifndef KARTOTEKA_WORK_DICTIONARY_H
#define KARTOTEKA_WORK_DICTIONARY_H

#include "kartoteka/store/lists.h"
#include "kartoteka/work/work.h"

typedef union Entry {
	Record head;
	Outcome outcome;
	ContactKind contact_kind;
	Tag tag;
} Entry;

/* What is said of an entry; the rest stays as it is. */
typedef struct EntryChange {
	const char *name;            /* NULL: not said */
	int64_t of_kind;             /* of a new outcome: of which kind of contact; 0: of any */
	const OutcomeCounts *counts; /* of an outcome; NULL: not said */
	bool offers;                 /* of an outcome: `offer` is said; NULL or "": it offers nothing */
	const char *offer;
	size_t place; /* from 1, among those in use; 0: not said. Tags have none */
} EntryChange;

/* Those in use, in their order. */
Err *entries_read(Work *work, const Kind *kind, Entry **out, size_t *n, Arena *arena);
/* How often each was used this month; of tags how many clients have it. */
Err *entries_usage(Work *work, const Kind *kind, ListUsage **out, size_t *n, Arena *arena);
/* By its name in the language of now; borrowed. */
const char *entry_name(const Kind *kind, const Entry *entry);

/* With said->name, behind the others where no place is said. One that was removed comes back; one that is in use is refused. */
Err *entry_add(Work *work, const Kind *kind, const EntryChange *said, Entry *out, int64_t *batch, Arena *arena);
/* *label: what the journal says of it (base/said.h). *out: as it stands by then. */
Err *entry_edit(Work *work, const Kind *kind, int64_t id, const EntryChange *said, Entry *out, const char **label, int64_t *batch, Arena *arena);
/* A tag leaves its clients; an outcome or a kind leaves the choices and stays in the history. *out: as it was. */
Err *entry_remove(Work *work, const Kind *kind, int64_t id, Entry *out, const char **label, int64_t *batch, Arena *arena);

/* What an outcome may offer besides words of the date grammar; ended by NULL. */
extern const char *const outcome_offers[];
/* In words of the language of now; what is no word of ours is given back. NULL: nothing is offered. */
const char *outcome_offer_word(const char *offer);

enum {
	SAVED_QUERY_MOST = 1000
};
/* Filters of clients under a name: one's own and everybody's, in their order. */
Err *saved_filters_read(Work *work, SavedFilter **out, size_t *n, Arena *arena);
Err *saved_filter_get(Work *work, int64_t id, SavedFilter *out, Arena *arena); /* ERR_NOT_FOUND: also one of somebody else */
/* What cannot be read, or a name that is in use, is refused; err->at is a byte of the query. */
Err *saved_filter_add(Work *work, const char *name, const char *query, SavedFilter *out, int64_t *batch, Arena *arena);
Err *saved_filter_remove(Work *work, int64_t id, SavedFilter *out, int64_t *batch, Arena *arena); /* *out: as it was */

/* Of a person of the firm: what is changed of zone and hours makes sense, or the Err's word is the field's name. Inside a change. */
Err *staff_edit(Work *work, const Staff *old, Staff *new);

#endif
