/* SPDX-License-Identifier: MIT */
/*
 * A disk that can be broken: a VFS of SQLite around the system's own, the default one of the test program, and the program's own calls (files.c). It
 * counts calls; at the n-th it fails, ends the process as kill -9 does, or cuts the power: then every file is as its last sync left it, and every name
 * as the last sync of its folder did, in the ways a disk may forget. Shared memory is the system's own and is lost with the machine. One thread.
 */
#ifndef KARTOTEKA_TEST_FAULTS_DISK_H
#define KARTOTEKA_TEST_FAULTS_DISK_H

#include <stdbool.h>
#include <stdint.h>

enum DiskCalls {
	DISK_OPEN = 1,
	DISK_WRITE = 2,
	DISK_SYNC = 4,
	DISK_TRUNCATE = 8,
	DISK_DELETE = 16,
	DISK_MAP = 32, /* shared memory that is made or grows */
	DISK_READ = 64,
	DISK_LOCK = 128,
	DISK_OWN = 256,  /* what the program itself does beside SQLite: files made, written, synced, named */
	DISK_STEP = 512, /* and what of that never lacks room: files taken away, rights given */
	DISK_CHANGES = DISK_OPEN | DISK_WRITE | DISK_SYNC | DISK_TRUNCATE | DISK_DELETE | DISK_MAP | DISK_OWN,
	DISK_CUTS = DISK_CHANGES | DISK_STEP,
	DISK_ALL = 1023,
};
typedef enum DiskFault {
	DISK_FULL,
	DISK_QUOTA,
	DISK_BROKEN,
} DiskFault; /* ENOSPC, EDQUOT, EIO */

enum {
	DISK_CUT = 77
}; /* exit status of a process whose power was cut */

void disk_install(void);         /* before anything opens a base; again does nothing */
void disk_count(unsigned calls); /* from 0, and no fault */
uint64_t disk_counted(void);
/* From the n-th of these calls (1 is the next): once, or until disk_mend. */
void disk_fail(unsigned calls, uint64_t n, DiskFault fault, bool stays);
bool disk_failed(void); /* whether it came to that */
void disk_mend(void);
void disk_kill(unsigned calls, uint64_t n, bool half); /* half: a write is cut in two */
/* Only in a process that ends here or soon, and before it opens anything. The seed says what the disk kept of what was not synced. */
void disk_cut(unsigned calls, uint64_t n, uint64_t seed);
/* A byte of the first page of files whose name ends so is written wrongly; NULL: of none. */
void disk_rot(const char *ending);
/* Pages that came home from a log so far; the process ends where that is done without the right to write. */
uint64_t disk_brought_home(void);

#endif
