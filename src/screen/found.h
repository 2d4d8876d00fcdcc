/* SPDX-License-Identifier: MIT */
/* Files that lie at hand: in the home folder and its Downloads; listed by name, read only when chosen. */
#ifndef KARTOTEKA_SRC_SCREEN_FOUND_H
#define KARTOTEKA_SRC_SCREEN_FOUND_H

#include "kartoteka/base/arena.h"
#include "kartoteka/base/env.h"
#include "kartoteka/when/time.h"

typedef struct FoundFile {
	const char *path, *name;
	int64_t bytes;
	Instant at; /* changed */
} FoundFile;

size_t found_files(FoundFile **out, const Env *env, Arena *arena);

#endif
