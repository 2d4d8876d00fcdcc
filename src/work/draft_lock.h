/* SPDX-License-Identifier: MIT */
/* Tells the drafts of a session that still runs from those of one that ended: a file of its own that it holds locked. */
#ifndef KARTOTEKA_WORK_DRAFT_LOCK_H
#define KARTOTEKA_WORK_DRAFT_LOCK_H

#include "kartoteka/base/err.h"

typedef struct DraftLock DraftLock;

void draft_lock_free(DraftLock *lock); /* NULL is fine */

#endif
