/* SPDX-License-Identifier: MIT */
/* Paths typed in a line: whose home `~` is, what was meant, and what Tab makes of them. */
#ifndef KARTOTEKA_SRC_SCREEN_PATHS_H
#define KARTOTEKA_SRC_SCREEN_PATHS_H

#include "kartoteka/base/env.h"
#include "kartoteka/base/str.h"

char *path_whole(const Env *env, const char *typed); /* `~/` is the home folder; caller frees */
char *path_shown(const Env *env, const char *path);  /* the other way round, as shells say it; caller frees */
/* The same of a file that is to be read: what is not there as typed is looked for from the root, from here and in the home folder. Caller frees. */
char *path_meant(const Env *env, const char *typed);
bool path_ends(const char *name, const char *ending); /* whatever the case: "A.ICS" ends with ".ics" */
/* The path as far as one name goes on; several are told in `note`. Folders, and files with the ending (NULL: all). */
void path_complete(const Env *env, const char *typed, const char *ending, Str *out, Str *note);

#endif
