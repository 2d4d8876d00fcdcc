/* SPDX-License-Identifier: MIT */
/* A copy of a base in a file of its own: what backup.c and restore.c share. */
#ifndef KARTOTEKA_STORE_BACKUP_H
#define KARTOTEKA_STORE_BACKUP_H

#include "inside.h"
#include "kartoteka/store/care.h"

/* Every page as it is at one moment, in one file. *copied: the pages are all there; an Err after that says that they make no sound base. */
Err *copy_write(const char *path, Db *from, unsigned mode, const char *group, const CareProgress *progress, bool *copied);
/* As care_backup_ours, also of a base whose indexes do not hold what its tables hold: a change of its form must not wait for a repair that needs today's. */
Err *copy_as_it_is(Store *store, const char *to, const CareProgress *progress);
Err *copy_read_back(const char *path, const CareProgress *progress); /* ERR_DAMAGED: it is no whole base */
Err *copy_sync(const char *path);                                    /* a file or a folder */
/*
 * One session at a time brings something into a base, from the first file it makes beside it to the end; else ERR_BUSY. It ends as *lock is closed. What a
 * killed one left is taken away. store NULL: it cannot be opened.
 */
Err *restore_hold(int *lock, const char *path, const Store *store);
/* Under restore_hold: care_restore, which tells the journal `said`, unless `still`, asked once nobody else can write any more, fails. */
Err *restore_still(Store *store, const char *from, const CareBy *by, const char *said, Err *(*still)(void *still_self), void *still_self, CareKept *kept, const CareProgress *progress);
/* The same into a base that no Store opens, also one that was cut; it is never without what was in it. */
Err *restore_over(const StoreOptions *options, const char *from, const CareBy *by, const char *said, Err *(*still)(void *still_self), void *still_self, CareKept *kept, const CareProgress *progress);
#define RESCUE_TAIL ".before-restore-rows.part" /* no backup may be called so, nor ever might */
void copy_remove(const char *path);             /* with its -wal, -shm and -journal */
void copy_remove_tails(const char *path);

#endif
