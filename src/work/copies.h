/* SPDX-License-Identifier: MIT */
/* The copies of a base that lie where the program puts them: backups/ beside it, and what restores and migrations kept. */
#ifndef KARTOTEKA_WORK_COPIES_H
#define KARTOTEKA_WORK_COPIES_H

#include <stdbool.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/mem.h"

/*
 * Paths, the newest first, `most` of them at the most; in the arena. Those of the base with this uuid alone; "": it is not known any more, and *mixed
 * says that they are of several bases.
 */
size_t copies_find(const char *out[], size_t most, bool *mixed, const char *base, const char *uuid, Arena *arena);

#endif
