/* SPDX-License-Identifier: MIT */
/* A PostgreSQL of the test's own: made in a folder of its own, reached through a socket there and nowhere else, stopped and taken away again. */
#ifndef KARTOTEKA_TEST_SEAM_POSTGRES_H
#define KARTOTEKA_TEST_SEAM_POSTGRES_H

#include <stdbool.h>
#include <sys/types.h>

#include "kartoteka/base/str.h"

typedef struct Postgres {
	char folder[64];
	const char *programs; /* where initdb, postgres and psql lie */
	pid_t pid;
	int said; /* what the server says while it starts */
} Postgres;

/* Where Debian's package 15 lies, or what KARTOTEKA_POSTGRES says; NULL: it is not there. */
const char *postgres_programs(void);
/* False: *why says at what it failed. postgres_stop is called in any case. */
bool postgres_start(Postgres *postgres, Str *why);
void postgres_stop(Postgres *postgres);
/* The lines as psql's input, each its own statement; `faults` gets what psql says to them, "psql:NAME:LINE: ERROR: …". False: psql did not run. */
bool postgres_ask(const Postgres *postgres, const char *name, const char *lines, Str *faults);

#endif
