/* SPDX-License-Identifier: MIT */
/*
 * A typed line and its words: blanks part them, "…" groups, '…' groups where it opens a word or a value (so O'Brien needs no care), backslash
 * takes the next character as it is. Nothing is expanded.
 */
#ifndef KARTOTEKA_COMMAND_LINE_H
#define KARTOTEKA_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/str.h"

typedef struct LineWord {
	char *text;      /* without quotes */
	size_t from, to; /* bytes of the line */
	bool quoted;     /* began with a quote */
} LineWord;

typedef struct LineWords {
	LineWord *at;
	size_t n, cap;
	bool open; /* the last word's quote was never closed */
} LineWords;

void line_split(LineWords *out, const char *line, size_t n);
void line_done(LineWords *words);
/* Adds the word so that line_split gives it back as one. */
void line_quote(Str *out, const char *word);

#endif
