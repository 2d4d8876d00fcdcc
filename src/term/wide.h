/* SPDX-License-Identifier: MIT */
/*
 * A row for a terminal that draws Cyrillic and its like two cells wide: what stands in columns stays in its columns, and a text that has no room is cut.
 */
#ifndef KARTOTEKA_TERM_WIDE_H
#define KARTOTEKA_TERM_WIDE_H

#include "kartoteka/term/frame.h"

typedef struct WideCell {
	int at, width; /* columns on the terminal */
	int from;      /* cell of the frame's row; -1: the sign of a cut */
	bool certain;  /* the next one may follow without a move */
} WideCell;

/* out has room for frame->cols; returns how many. */
int wide_row(WideCell *out, const Frame *frame, int row);
/* Where the cursor at this column of the frame is seen. */
int wide_col(const WideCell *cells, int n, int col);

#endif
