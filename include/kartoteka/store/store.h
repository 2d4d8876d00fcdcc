/* SPDX-License-Identifier: MIT */
/*
 * The base: open, make, migrate; one transaction that makes, edits and removes records with its journal; single records.
 * Only `work` writes; screens and the command line read. A reading connection for the worker thread is a second Store on the same path.
 * What the program calls saved is on disk (WAL, synchronous=FULL). No read transaction is held while idle.
 */
#ifndef KARTOTEKA_STORE_STORE_H
#define KARTOTEKA_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/env.h"
#include "kartoteka/base/err.h"
#include "kartoteka/model/kind.h"
#include "kartoteka/model/patch.h"
#include "kartoteka/when/time.h"

typedef struct Store Store;

typedef enum StoreMode {
	STORE_READ,    /* nothing is made or written; a missing base reads as an empty one (an in-memory one of today's form) */
	STORE_WRITE,   /* a missing private base is made (0600 in a 0700 folder); one of an older form is ERR_OLD_BASE */
	STORE_MIGRATE, /* as WRITE, and an older private base is brought to today's form after a copy (the screens' start, `migrate`) */
} StoreMode;

/* What the raise of an older base is at. */
typedef enum StoreRaise {
	RAISE_COPIES,
	RAISE_CHANGES,
	RAISE_CHECKS,
	RAISE_TIDIES, /* the base is of today's form already */
} StoreRaise;

typedef struct StoreOptions {
	const char *path; /* ":memory:" for tests and --demo */
	StoreMode mode;
	const Env *env;
	bool migrate_shared; /* `migrate` only: a shared base too */
	bool makes_late;     /* STORE_WRITE: a base that is not there is made by the first change; until then an empty one stands for it */
	/* Called while a write waits for another session: false gives up with ERR_BUSY. May be NULL (waits up to 30 s). */
	bool (*waiting)(void *self, int ms);
	void *self;
	/* An import that a kill left open was taken back (batch): keeps the derived values of the clients right, inside that transaction. May be NULL. */
	Err *(*keep)(void *keep_self, Store *store, int64_t batch, const int64_t *clients, size_t n);
	void (*taking)(void *keep_self, int64_t done, int64_t all); /* how far that is; nobody stops it. May be NULL */
	/* How far the raise of an older base is (STORE_MIGRATE): false stops it, the base is as it was (ERR_INTERRUPTED); what is tidied is left so. May be NULL. */
	bool (*raising)(void *keep_self, StoreRaise at, int64_t done, int64_t all);
	void *keep_self;
} StoreOptions;

Err *store_open(Store **out, const StoreOptions *options);
void store_close(Store *store); /* NULL is fine */
/*
 * How much of the base it keeps in memory. While the first page is read, each part once: memory that is new costs more than to read a part again. Of a
 * session of the screens little in all, since many sit on one machine and its own cache holds the file.
 */
typedef enum StoreKeeps {
	STORE_KEEPS_MUCH,
	STORE_KEEPS_PAGE,
	STORE_KEEPS_SCREENS,
	STORE_KEEPS_ANSWERS, /* of the worker */
} StoreKeeps;
void store_keeps(Store *store, StoreKeeps keeps);
void store_lean(Store *store, bool lean);                                    /* while a record of megabytes is looked up and written: little is kept beside it */
Err *store_init_shared(const char *path, const char *group, const Env *env); /* 0660 in a 2770 folder, made so before the first write */
const char *store_path(const Store *store);
bool store_is_as_it_was(const Store *store); /* read without locks, as it lay when it was opened: others are noticed when they write */
/* ERR_BUSY: so it was read, and somebody wrote to it since store_follow: what was read of the whole of it may be of two moments. */
Err *store_still(const Store *store, uint64_t since);
Err *store_follow(uint64_t *since, Store *store);
const char *store_uuid(const Store *store); /* of the base: drafts lie under it */
bool store_is_shared(const Store *store);
bool store_is_new(const Store *store);     /* made by this open */
bool store_shows_half(const Store *store); /* an import that was cut short is shown as far as it came: it could not be taken back */
/* NULL while it may be written; else why not, for row 0 and messages (read-only file, outdated by a migration, damaged …). Borrowed. */
bool store_is_missing(const Store *store); /* there is no file: it is read as an empty one, and the first change makes it */
const char *store_read_only(const Store *store);
/* Bytes that the base takes with what stands in its -wal, and that this user may still write beside it; UINT64_MAX: in memory. */
Err *store_room(const Store *store, uint64_t *taken, uint64_t *left);
bool store_is_alone(const Store *store); /* no other session that has written lives; one that only looked on so far is not known */
bool store_is_empty(Store *store);       /* no client, event, task, note: first run */

/* ---- The one transaction ------------------------------------------------------------------------------------------------------------
 * store_begin .. store_commit or store_rollback. Reads between them see the writes. Every begin checks the schema version (ERR_OUTDATED)
 * and an import left open by a kill is taken back first. A failed call inside leaves the transaction to be rolled back by the caller. */
typedef struct BatchHead {
	int64_t author; /* staff id */
	Instant at;
	const char *command; /* the command's name: "log", "import" … */
	const char *label;   /* what it did, for Changes and for `u`: "Done: Stand-up", as base/said.h keeps it */
	int64_t undoes;      /* batch that this one takes back; 0 */
	int64_t joins;       /* continue this open batch (a long import); 0 */
	bool bulk;           /* many records at once, as an import brings: its kind is found among all others at once */
	bool stays_open;     /* an import's first transaction: open until one with joins set and stays_open false */
} BatchHead;

Err *store_begin(Store *store, const BatchHead *head);
/* Gives id and uuid (kept when already set), rev 1; runs kind->check and ->derive. Derived texts live until the next store_begin. */
Err *store_make(Store *store, const Kind *kind, void *record);
/* What store_make finds out from the record alone, ahead of the transaction and in any thread: derived fields into the record; the text that is searched, in the
 * arena, "" when there is none. store_make_ahead then makes it: what was derived from may not have changed meanwhile. Of kinds with a text of their own alone. */
const char *store_ahead(const Kind *kind, void *record, Arena *arena);
Err *store_make_ahead(Store *store, const Kind *kind, void *record, const char *searched);
/* Writes what differs from `old` (as read; old->rev is what it was made from). Fields that another changed meanwhile and this change did not touch
 * merge; the same field gives ERR_CONFLICT with the conflict kept for store_conflict. *changed is false when nothing differs. `new` gets its rev,
 * what was merged and what is derived; texts that came so live until the next store_begin. */
Err *store_edit(Store *store, bool *changed, const Kind *kind, const void *old, void *new);
/* The merge of store_edit alone, onto `theirs` as somebody has it at hand; nothing is written. Texts of *merged are those of `new` and `theirs`. */
Err *store_merge(Store *store, const Kind *kind, const void *old, const void *new, const void *theirs, void *merged);
Err *store_remove(Store *store, const Kind *kind, int64_t id); /* all old values journaled; child kinds' rows go too, others by kind->goes */
/* Derived fields only: neither revision nor journal. */
Err *store_derive(Store *store, const Kind *kind, const void *record);
Err *store_derive_over(Store *store, const Kind *kind, const void *now, const void *record); /* where the row was read in this transaction: `now` */
Err *store_commit(Store *store, int64_t *batch);                                             /* *batch 0: nothing was changed, nothing was written. Tells the other sessions */
void store_rollback(Store *store);
bool store_in_transaction(const Store *store);
int64_t store_batch(const Store *store);               /* id of the running batch */
Err *store_batch_author(Store *store, int64_t author); /* whose the running batch is, where that is known only now: who was made in it */
/* A batch that stays open is still this session's: nobody brought a backup back over it. */
Err *store_batch_is_open(Store *store, int64_t batch, bool *open);
/* Inside a transaction: the import of another living session that goes on, and how many changes it has made so far; *batch 0: none. */
Err *store_import_beside(Store *store, int64_t *batch, int64_t *changes);
/* It could not be taken back just now: the next change does it, of this session too, as if it had died. */
void store_gives_up(Store *store, int64_t batch);
bool store_has_cut(const Store *store); /* some import is there that was cut short */
Err *store_take_open(Store *store);     /* takes back what imports of dead sessions left open; every opening and change does so first */

typedef struct Conflict {
	const Kind *kind;
	int64_t id;
	size_t n;
	const Field *field[32];
	Value base[32], mine[32], theirs[32];
	int64_t author; /* who changed it last */
	Instant at;
} Conflict;
const Conflict *store_conflict(const Store *store); /* of the last ERR_CONFLICT; borrowed until the next begin */
/* Who wrote it last, and when; left as they are where the journal does not say. Of a row that is gone: who took it away. */
Err *store_last_change(Store *store, const Kind *kind, int64_t id, int64_t *author, Instant *at);

/*
 * Writing leaves something to be put in order that nobody who waits should pay for: the search index merges what came to it by little, and pages of the -wal
 * go home. A step takes less than a frame and waits for nobody; what hinders it is logged. Closing does a few.
 */
bool store_untidy(const Store *store);
void store_tidy(Store *store);

/* ---- Records ------------------------------------------------------------------------------------------------------------------------ */
Err *store_get(Store *store, const Kind *kind, int64_t id, void *record, Arena *arena); /* ERR_NOT_FOUND */
/* All rows of a kind where `field` = `value` (an Id, a text …), in order of place then id. *out is an array of structs in the arena. */
Err *store_where(Store *store, const Kind *kind, const char *field, Value value, void **out, size_t *n, Arena *arena);
Err *store_all(Store *store, const Kind *kind, void **out, size_t *n, Arena *arena); /* of small kinds: lists and staff */

/* Between them all is read of one moment, and cheaper. Never over a wait: store_begin ends it too. */
void store_read_begin(Store *store);
void store_read_end(Store *store);
/* What is asked from now on and takes longer than this in all ends with ERR_INTERRUPTED (a base in memory is quick enough); 0: nothing does. */
void store_patience(Store *store, int ms);

/* ---- Changes of others -------------------------------------------------------------------------------------------------------------- */
int store_notice_fd(Store *store);  /* inotify on the file beside the base; readable when another session committed; -1 none */
bool store_changed(Store *store);   /* reads the notice; true when the base has other data than at the last call (own commits too) */
void store_interrupt(Store *store); /* from another thread: the running query ends with ERR_INTERRUPTED */

#endif
