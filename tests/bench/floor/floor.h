/* SPDX-License-Identifier: MIT */
/* What the floors over SQLite share: the base, the clock, statements; any error ends the program. */
#ifndef KARTOTEKA_BENCH_FLOOR_H
#define KARTOTEKA_BENCH_FLOOR_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *db;

/* As figures.h has it: with KARTOTEKA_BENCH_CPU set what this process worked. */
static inline double now_ms(void)
{
	struct timespec t;
	clock_gettime(getenv("KARTOTEKA_BENCH_CPU") ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static inline void must(int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
		exit(1);
	}
}

static inline sqlite3_stmt *prepared(const char *sql)
{
	sqlite3_stmt *out;
	must(sqlite3_prepare_v2(db, sql, -1, &out, NULL));
	return out;
}

#endif
