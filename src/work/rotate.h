/* SPDX-License-Identifier: MIT */
/* Which rotating backups stay: the newest of each of the last days, weeks, months. */
#ifndef KARTOTEKA_WORK_ROTATE_H
#define KARTOTEKA_WORK_ROTATE_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/err.h"
#include "kartoteka/when/time.h"

typedef struct Rotation {
	int days, weeks, months;
} Rotation;

/* "7d,4w,12m"; any part may be missing, not all. */
Err *rotation_read(Rotation *out, const char *text);
/* How far back the journal goes: "10y", "6m", "90d" before `today`; *all for "all". False: it says neither. */
bool journal_keep_read(Day *from, bool *all, const char *text, Day today);
/* keeps[i] for copies of these days, newest first. The newest one always stays. */
void rotation_keep(bool keeps[], const Rotation *rotation, const Day days[], size_t n);
#define ROTATION_STAMP 32
void rotation_stamp(char out[ROTATION_STAMP], Instant at); /* "2026-07-23T064200Z" */
/*
 * "kartoteka-2026-07-23T064200Z.db" of kartoteka.db, "kartoteka-firm-2026-07-23T064200Z.db" of firm.db, and back; false for a name that is none.
 * base: the path of the base; NULL: of any.
 */
#define ROTATION_NAME 256
void rotation_name(char out[ROTATION_NAME], const char *base, Instant at);
bool rotation_read_name(Instant *at, const char *base, const char *name);

#endif
