/* SPDX-License-Identifier: MIT */
/* The journal: batches and their changes, in order of sequence. Undo and redo as new batches that take an old one back. */
#ifndef KARTOTEKA_STORE_JOURNAL_H
#define KARTOTEKA_STORE_JOURNAL_H

#include "kartoteka/store/care.h"
#include "kartoteka/store/store.h"

/* The command of the batch by which somebody came to the base: its author is who came, and it is never taken back, for all that was done since names them. */
#define JOURNAL_NEWCOMER "staff"

typedef struct BatchRow {
	int64_t id, author, undoes, undone_by; /* undone_by: the batch that took it back, 0 */
	Instant at;
	const char *author_name, *command, *session;
	const char *label; /* in the reader's language; as it is kept (base/said.h): `said` */
	const char *said;
	int64_t changes; /* how many records */
	bool open;
} BatchRow;

typedef struct ChangeRow {
	int64_t seq, batch;
	const Kind *kind;
	int64_t record;
	PatchOp op;
	const char *title; /* the record's, as it is now or was last */
	Patch patch;       /* values borrow from the arena; of a MAKE: none */
} ChangeRow;

typedef struct JournalQuery {
	int64_t author;   /* 0: everybody */
	int64_t before;   /* batches with a smaller id; 0: from the newest */
	Instant since;    /* made from then on; 0: at any time */
	const Kind *kind; /* only of this record; NULL: all */
	int64_t record;
	bool parts;               /* and of what belongs to it: phones, contacts, reminders */
	const Kind *const *among; /* that changed a record of one of these kinds, ended by NULL; NULL: of any */
	size_t depth;             /* of `among`: only the last batches are looked at, so many; 0: all */
	int64_t *left;            /* told: where that ended, older ones begin there (`before`); 0: there are none; may be NULL */
	const char *command;      /* "import" for the Imports screen; NULL: all */
	bool bulk;                /* only what brought many records at once (BatchHead): those are found at once */
	size_t limit;
} JournalQuery;

Err *journal_batches(Store *store, const JournalQuery *query, BatchRow **out, size_t *n, Arena *arena);
Err *journal_begins(Store *store, int64_t *batch); /* the oldest that is kept; 0: there is none */
Err *journal_changes(Store *store, int64_t batch, size_t limit, ChangeRow **out, size_t *n, Arena *arena);
/* A record that is there as it was at an earlier revision, as far as the journal goes back. ERR_NOT_FOUND. */
Err *journal_record_at(Store *store, const Kind *kind, int64_t id, int64_t rev, void *record, Arena *arena);
/* How many records of a kind a batch made, changed and removed. */
typedef struct JournalCount {
	int64_t made, edited, removed;
} JournalCount;
Err *journal_count(Store *store, int64_t batch, const Kind *kind, JournalCount *out);
/* The batch that `u` (redo: `U`) of this author takes back: the session's own last one, else the last of the author's ended sessions; 0: none. */
Err *journal_undoable(Store *store, int64_t author, bool redo, int64_t *batch);
/* Takes a batch back inside its own transaction (head.undoes is set by it). ERR_CONFLICT names what was changed since. After it the caller
 * keeps the derived values of `touched` clients right before the commit. progress (may be NULL) tells how many changes are taken back. */
Err *journal_take_back(Store *store, int64_t batch, const BatchHead *head, const CareProgress *progress, int64_t **touched_clients, size_t *n, Arena *arena);
/* Whether it may be: ERR_CONFLICT as above; nothing is written or locked. Of a large batch only its last changes are looked at: *looked is how many of them
 * when there are others, 0 when it was all. */
Err *journal_may_take_back(Store *store, int64_t batch, size_t *looked);
/* The same as journal_take_back for a batch of many records that are no whole (an import): what was changed since stays as it is, with what hangs on it. *left: how many
 * events, tasks, notes and clients. */
Err *journal_take_back_most(Store *store, int64_t batch, const BatchHead *head, const CareProgress *progress, int64_t *left, int64_t **touched_clients, size_t *n, Arena *arena);

#endif
