/* SPDX-License-Identifier: MIT */
/* Care of the base: check and repair, backup, restore, migrate, and the whole dump that tests compare. */
#ifndef KARTOTEKA_STORE_CARE_H
#define KARTOTEKA_STORE_CARE_H

#include "kartoteka/base/str.h"
#include "kartoteka/store/store.h"

typedef struct CareProgress {
	bool (*step)(void *self, int64_t done, int64_t all); /* false: stop with ERR_INTERRUPTED, nothing half done */
	void *self;
} CareProgress;

/*
 * Adds one line a fault to `faults`: what and what to do. Derived client values are compared by work; everything else here. repair: it is never quick, and a
 * base whose pages are damaged is not written to, ERR_DAMAGED: care_rescue.
 */
Err *care_check(Store *store, bool quick, bool repair, Str *faults, const CareProgress *progress);
/*
 * When these faults are all of who may read and write the files, err says so and who mends it; else it stays as it is. Nothing stored is wrong then, and a copy
 * brought back would take changes away for nothing; of a quick check err does not say that of what it did not look at.
 */
Err *care_rights_alone(const Store *store, bool quick, const Str *faults, Err *err);
/* The clients whose derived values the newest changes of the journal's last 1,000 batches touch, a thousand or so, some of whom may be gone. */
Err *care_touched(Store *store, int64_t **clients, size_t *n, Arena *arena);
bool care_pages_damaged(const Store *store); /* so said the last care_check */
/*
 * Of a base that gave ERR_DAMAGED, too damaged to be opened perhaps: lines about what is damaged and what can be read; none when nothing is found. True:
 * every table can be read to its end.
 */
bool care_diagnose(const char *path, Str *faults);
Err *care_backup(Store *store, const char *to, const CareProgress *progress); /* 0600, complete or not there; read back after writing */
/* The same with the rights of the base: 0660 of its group in a shared one. */
Err *care_backup_ours(Store *store, const char *to, const CareProgress *progress);
/* What lies there may give way to a new copy: nothing, or an older copy of this base in which nobody works. */
bool care_is_copy(const Store *store, const char *path);
/* A copy of this very base, by the uuid in it, in which nobody works. */
bool care_is_old_copy(const Store *store, const char *path);
/* Whose copy it is, of whatever form; false: no base can be read there. Nothing is written beside it. */
bool care_copy_uuid(char out[37], const char *path);
/* The same of a base that sessions may have open, or that is damaged. *has_changes false: nobody wrote anything into it yet. */
bool care_base_uuid(char out[37], bool *has_changes, const char *path);
/* Takes away what killed backups left of copies in this folder, of the names that are given; what is being written now stays. */
void care_remove_parts(const char *folder, bool (*is_copy)(void *self, const char *name), void *self);
/* A folder for such copies: 2770 of the group, 0700 for a private base; an existing one of another's is left as it is. */
Err *care_folder(const Store *store, const char *path);
/*
 * What a restore replaces is first kept as `path`, which nobody has yet: 0600, 0660 in a shared base. A base so damaged that its pages cannot be read
 * is kept as its bytes are, the -wal beside it.
 */
typedef struct CareKept {
	const char *path;
	bool kept, damaged; /* out; nothing is kept of a base in which nothing was done */
	int64_t lost;       /* out: batches in it that the copy has not; -1: of a damaged one that is not counted */
} CareKept;
/* Who restores, and when by the program's clock: the journal that comes back says so. */
typedef struct CareBy {
	const char *login; /* who has no row in what comes back is nobody there */
	Instant at;
} CareBy;
/* Into the live base, safe under open sessions; kept NULL: what it replaces is gone. One at a time, else ERR_BUSY. */
Err *care_restore(Store *store, const char *from, const CareBy *by, CareKept *kept, const CareProgress *progress);
/*
 * A base whose pages are damaged, made anew of its rows; into the live base as a restore, with what it replaces kept. A row may be older than the journal where
 * a page of an earlier day lay: care_check names it. An Err: some row may be lost, or it is not sound without its indexes either: nothing was changed.
 */
Err *care_rescue(Store *store, const CareBy *by, CareKept *kept, const CareProgress *progress);
/* The same for a base that is too damaged to be opened. */
Err *care_rescue_path(const StoreOptions *options, const CareBy *by, CareKept *kept, const CareProgress *progress);
/*
 * Files of the base at `path`, by whatever names and links lead there, and whether they are there or not: the base itself and what stands beside it while
 * it is open, is made, brought back or raised. None of them is a copy, and nobody but the store opens one: closing it would drop SQLite's locks.
 */
bool care_is_own(const char *path, const char *file);
/* A copy that a migration or a restore keeps beside it, or a part of one. */
bool care_is_kept(const char *path, const char *file);
/* By its name alone, whole: "kartoteka.db.before-restore-…" of "kartoteka.db". */
bool care_is_kept_name(const char *base_name, const char *name);
/* Whether `from` is a whole base of a form this program reads, and none of the live base's own files. */
Err *care_restore_check(const char *path, const char *from);
/* The same for a base that may be too damaged to be opened. */
Err *care_restore_path(const StoreOptions *options, const char *from, const CareBy *by, CareKept *kept, const CareProgress *progress);
/*
 * The journal goes back to `before`: older batches leave it, *gone of them, in short transactions. What is open, what a living session did and what any
 * batch that stays takes back stays too, with all that came after it. trial: *gone would.
 */
Err *care_forget(Store *store, Instant before, bool trial, int64_t *gone, const CareProgress *progress);
Err *care_migrate(const StoreOptions *options, int *from, int *to);
int care_version(void);                                 /* the form this program writes */
Err *care_form(int *form, const StoreOptions *options); /* of the base that is there; nothing is changed */
char *care_form_copy(const char *path, int64_t form);   /* where a migration keeps the base as it was; caller frees */
/* Every record of every kind as text, in order of kind and id: values only, without revisions, journal and told_at. */
Err *care_dump(Store *store, Str *out);

#endif
