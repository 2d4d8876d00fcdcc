/* SPDX-License-Identifier: MIT */
/*
 * A second opinion on a base, from its file and in SQL of its own; nothing of the program is asked: pages, references, the journal's counts, and
 * what follows from other rows computed anew. Bases of the tests stand in Moscow, UTC+3 the year round.
 */
#ifndef KARTOTEKA_TEST_FAULTS_AUDIT_H
#define KARTOTEKA_TEST_FAULTS_AUDIT_H

#include "kartoteka/base/str.h"

/* Adds a line a fault. `now`: when the last change was made. */
void audit_base(Str *faults, const char *path, int64_t now);
/* Every row of every table of records, without journal, next id and search index. Caller frees; NULL: it cannot be read to its end. */
char *audit_dump(const char *path);
char *audit_dump_whole(const char *path);                                  /* with the journal */
int64_t audit_int(const char *path, const char *sql);                      /* -1: none */
void audit_counts(const char *path, const char *sql, int counts[], int n); /* rows (place, count); 0 where there is none */
void audit_run(const char *path, const char *sql);

#endif
