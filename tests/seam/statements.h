/* SPDX-License-Identifier: MIT */
/* What was collected, and which of it is the driver's own. */
#ifndef KARTOTEKA_TEST_SEAM_STATEMENTS_H
#define KARTOTEKA_TEST_SEAM_STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/str.h"

typedef struct Statements {
	char **at; /* in order of their text, each once */
	size_t n, cap;
} Statements;

/* All files of build/seam. *missing: a program of which there is none. */
void statements_read(Statements *statements, const char **missing);
void statements_done(Statements *statements);
/* Why a statement is the driver's own and not asked; NULL: it is asked. */
const char *statement_own(const char *sql);
/* As PostgreSQL is asked: the driver's words for candidates of a search give way to plain ones over tables of the same columns. */
void statement_asked(Str *out, const char *sql);
/* A migration in the types of PostgreSQL, a statement a line. */
void schema_asked(Str *out, const char *migration);

#endif
