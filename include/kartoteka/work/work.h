/* SPDX-License-Identifier: MIT */
/*
 * Work: what a person can do. The one place of rules across records and the only writer to the store. A Work is made once a run (app, cli, tests)
 * and given to commands (call_context) and screens. Everything that writes goes: work_begin, store_make/edit/remove, work_commit, which keeps the
 * derived values of all clients that were touched (last contact, next step, phone, organization) and tells what was done.
 */
#ifndef KARTOTEKA_WORK_WORK_H
#define KARTOTEKA_WORK_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/env.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/command.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/list.h"
#include "kartoteka/store/store.h"
#include "kartoteka/when/clock.h"
#include "kartoteka/when/words.h"
#include "kartoteka/when/zone.h"
#include "kartoteka/work/settings.h"

typedef struct Work {
	const Env *env;
	Clock *clock;
	Settings *settings;
	Store *store;
	const char *path; /* of the base, as options, environment, settings or the default say */
	const Zone *zone; /* for showing and for floating times */
	Lang lang;
	Staff me;     /* the row of who acts; texts live in `arena` */
	Arena *arena; /* as long as the Work */
	bool no_input, yes, dry_run;
	const CommandSet *screens; /* borrowed */
	/* Progress of long work: false stops it with nothing half done. May be NULL. */
	bool (*progress)(void *self, const char *what, int64_t done, int64_t all);
	/* How far that is which nobody stops: what was stopped, or killed, is taken back. May be NULL. */
	void (*tells)(void *self, const char *what, int64_t done, int64_t all);
	void *progress_self;
	const char *taking_back; /* what is told meanwhile; NULL: nothing is taken back, `progress` is asked */
	/* of the running change */
	struct WorkChange *change;
	int64_t written;          /* the last batch that this session wrote; 0 none */
	struct DraftLock *drafts; /* of the session that keeps drafts; made at the first one */
} Work;

typedef struct WorkOptions {
	const Env *env;
	Clock *clock;       /* borrowed */
	Settings *settings; /* borrowed */
	const char *db;     /* a file; NULL: settings, environment, default */
	bool in_memory;     /* a base that is kept nowhere instead */
	const char *login;  /* --as; NULL: env->login */
	const char *zone;   /* --zone; NULL: settings … */
	Lang lang;
	StoreMode mode;
	const CommandSet *screens; /* what keys may be bound to, for `config check`; NULL: only how they are written is looked at */
	/* Work.progress and Work.tells while the base is opened. May be NULL. */
	bool (*progress)(void *self, const char *what, int64_t done, int64_t all);
	void (*tells)(void *self, const char *what, int64_t done, int64_t all);
	void *tells_self;
	bool no_base; /* rows with COMMAND_NO_BASE (help, init, migrate, config): Work.store stays NULL, nothing is opened or made */
} WorkOptions;

Err *work_open(Work **out, const WorkOptions *options); /* makes the staff row of the login at the first write, not before */
void work_close(Work *work);
/* For a worker: rules that only read, over the worker's own connection. It knows the base and the zone; who acts, settings and clock it has not, it holds nothing
 * that had to be closed. */
Work work_reader(Store *store, const Zone *zone);
/* Tells how far long work is; false: who waits for it wants it to stop (ERR_INTERRUPTED, nothing half done). */
bool work_goes_on(const Work *work, const char *what, int64_t done, int64_t all);
Err *work_open_base(Work *work, StoreMode mode); /* for a Work made with no_base; Work.store must be NULL */
StoreOptions work_store_options(Work *work, StoreMode mode);
Instant work_now(const Work *work);
Day work_today(const Work *work);
WordsContext work_words(const Work *work);  /* for words_read with the user's hours */
const char *work_country(const Work *work); /* the code of phones that are typed without one: "7" */
/* The zone a record's `zone` member names: IANA, a zonedef of the base; NULL or not known: the user's. */
const Zone *work_zone(Work *work, const char *name);
Instant work_instant(Work *work, Moment m, const char *zone);
/* People say times by the user's clock, a record keeps them on a clock of its own: a file's zone, UTC. What is kept as the user's clock shows it, and
 * what was said as it is kept, in the form and zone that it had before. A day stays that day. */
Moment work_here(Work *work, Moment kept, const char *zone);
Moment work_there(Work *work, Moment said, MomentForm kept, const char *zone);

/* ---- one change = one undo ---- */
/* label: what is done, as N_("Done: %s"): everybody reads the journal in a language of his own, so key and fillings are kept (base/said.h; a filling may
 * be said() itself). Nested begins join the outer one (bulk actions are one change). */
Err *work_begin(Work *work, const char *command, const char *label, ...) __attribute__((format(printf, 3, 4)));
/* With a plural: work_begin_many(work, "done", NP_("%zu thing done", "%zu things done"), n, n). */
Err *work_begin_many(Work *work, const char *command, const char *one, const char *many, size_t n, ...) __attribute__((format(printf, 3, 6), format(printf, 4, 6)));
void work_touch(Work *work, int64_t client); /* its derived values are computed before the commit; make/edit/remove below do it themselves */
Err *work_make(Work *work, const Kind *kind, void *record);
Err *work_edit(Work *work, const Kind *kind, const void *old, void *new);
Err *work_remove(Work *work, const Kind *kind, int64_t id);
/* Commits, or with dry_run rolls back. *batch 0 when nothing changed. An Err from anything before: call work_abandon instead. */
Err *work_commit(Work *work, int64_t *batch);
void work_abandon(Work *work);
/* Ends a change by its Err: commit when NULL, abandon otherwise; returns the Err. */
Err *work_end(Work *work, Err *err, int64_t *batch);
Err *work_derive_client(Work *work, int64_t client); /* recomputes; also for check --repair */

/* ---- undo ---- */
/* label: caller frees. left: of an import, what was changed since and stays. */
typedef struct Undone {
	int64_t batch;
	char *label;
	int64_t left;
	bool again; /* what had been taken back stands again: a redo, or the undo of an undo */
} Undone;
Err *work_undo(Work *work, bool redo, Undone *out); /* ERR_NOT_FOUND: nothing to take back */
/* The change that `u` would take back, as it was first made; 0: none. */
Err *work_last_change(Work *work, int64_t *batch);
Err *work_undo_batch(Work *work, int64_t batch, Undone *out);

/* ---- command tables of the room; each row stands beside its function ---- */
extern const CommandTable work_tables[];
extern const size_t work_table_count;
extern const Arg work_globals[]; /* contract.md: --db --config --now --zone --lang --as --json --csv --plain --no-input --yes --dry-run … */
/* CommandHost.resolve and .resolve_sure: an id, #id, a name in any form; a number that is no id may be a phone's last digits (4 and more), for what
 * changes something the whole phone alone. */
Err *work_resolve(int64_t *id, void *self, const char *kind_name, const char *text);
Err *work_resolve_sure(int64_t *id, void *self, const char *kind_name, const char *text);

#endif
