/* SPDX-License-Identifier: MIT */
/* Import and export (contract.md). Import reads, matches and prepares outside the write lock, then applies in short transactions joined by one batch. */
#ifndef KARTOTEKA_WORK_EXCHANGE_H
#define KARTOTEKA_WORK_EXCHANGE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/store/imports.h"
#include "kartoteka/work/work.h"

typedef struct ImportSkip {
	long line;
	char *why, *said;
} ImportSkip;               /* said: as base/said.h keeps it, for the batch's facts */
typedef struct ImportItem { /* one component as the preview shows it */
	char what;              /* '+' new, '~' changed, '=' same, '!' refused */
	long line;
	const char *kind; /* "event" "task" "journal" */
	char *title;      /* summary and when */
	char *why;        /* refused: the reason; changed: which fields */
} ImportItem;
typedef struct ImportReport {
	char *file;
	const char *format;      /* "ics" */
	int64_t batch;           /* 0: dry run, or nothing new */
	int64_t repeats, linked; /* of the created ones: series; tied to a client by the mail of who takes part */
	ImportCounts created, updated, unchanged;
	VEC(ImportSkip)
	skipped;
	VEC(ImportItem)
	items; /* only when asked for */
	VEC(ImportSkip)
	warnings; /* kept, but something in it was not understood */
} ImportReport;

/* One file, one batch; "-" is standard input. Unreadable: an Err, nothing changed. Ctrl-C (work->progress says false): taken back whole. */
Err *import_file(Work *work, const char *path, const char *format, bool items, ImportReport *out);
void import_done(ImportReport *report);
/* contract.md: everything imported comes out whole; filter NULL: all. write gets the bytes. */
Err *export_ics(Work *work, const char *filter, Err *(*write)(void *self, const char *bytes, size_t n), void *self);
/* Into a file of one's own (0600), which is whole or as it was before; a file of the base is refused. */
Err *export_file(Work *work, const char *path, const char *filter);
/* For all that writes a file at people's word. ERR_FAILED: the path is the base or belongs to it (its log, its notice, its copies). `copy`: what is
 * written is a copy of the base, which may take the place of an older one in backups/. */
Err *target_check(const Work *work, const char *path, bool copy);
/* For all that reads a file at people's word, before it is opened. ERR_FAILED: it is the base or what lies beside it while it is open. */
Err *origin_check(const Work *work, const char *path);
typedef enum TargetHolds {
	TARGET_FREE,     /* nothing, or what is no file */
	TARGET_CALENDAR, /* an .ics of ours, or one of which the base holds everything: it gives way to an export */
	TARGET_OTHER,    /* what is asked for first: also a calendar that says something else */
} TargetHolds;
TargetHolds target_holds(Work *work, const char *path);
Err *demo_fill(Work *work, int64_t clients, uint64_t seed); /* made-up data, repeatable by seed */
Err *demo_example(Work *work);                              /* 40 clients and a week, for --demo and first run; one batch */

#endif
