/* SPDX-License-Identifier: MIT */
/* The least bytes that turn one frame into another, as issue 3 defines it: the letters of what changed, the shortest move to each run of it, one SGR a change of attributes. */
#ifndef KARTOTEKA_TESTS_LEAST_H
#define KARTOTEKA_TESTS_LEAST_H

#include "pty.h"

typedef struct Shown {
	int rows, cols, cursor_row, cursor_col;
	PtyCell *cells;
} Shown;

Shown shown_now(Pty *pty, int rows, int cols);
void shown_done(Shown *shown);
int least_bytes(const Shown *before, const Shown *after);

#endif
