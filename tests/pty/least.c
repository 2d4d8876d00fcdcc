/* SPDX-License-Identifier: MIT */
/* The least difference of two frames. */
#include "least.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

Shown shown_now(Pty *pty, int rows, int cols)
{
	Shown out = {.rows = rows, .cols = cols, .cells = mem_alloc((size_t)(rows * cols) * sizeof *out.cells)};
	bool visible;
	for (int i = 0; i < rows * cols; i++)
		out.cells[i] = pty_cell(pty, i / cols, i % cols);
	pty_cursor(pty, &out.cursor_row, &out.cursor_col, &visible);
	return out;
}

void shown_done(Shown *shown)
{
	free(shown->cells);
	*shown = (Shown){0};
}

static bool same_look(const PtyCell *a, const PtyCell *b)
{
	return a->fg == b->fg && a->bold == b->bold && a->dim == b->dim && a->underline == b->underline && a->reverse == b->reverse;
}

static bool same_cell(const PtyCell *a, const PtyCell *b)
{
	return strcmp(a->text, b->text) == 0 && same_look(a, b);
}

static int digits(int n)
{
	return n < 10 ? 1 : n < 100 ? 2
	                            : 3;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The shortest way: CUP, or in the row CHA, steps, backspaces; to its start by a return. */
static int move_cost(int from_row, int from_col, int row, int col)
{
	if (from_row == row && from_col == col)
		return 0;
	int best = row == 0 && col == 0 ? 3 : col == 0 ? 3 + digits(row + 1)
	                                               : 4 + digits(row + 1) + digits(col + 1);
	int across = col == 0 ? 1 : least(3 + digits(col + 1), col > from_col ? 3 + digits(col - from_col) : from_col - col);
	if (from_row == row)
		return least(best, across);
	int down = row > from_row ? least(row - from_row, 3 + digits(row - from_row)) : 3 + digits(from_row - row);
	return least(best, from_col == col ? down : down + across);
}

/* The one SGR: a reset where something is taken away, then what is to be. */
static int sgr_cost(const PtyCell *old, const PtyCell *now)
{
	bool reset = (old->bold && !now->bold) || (old->dim && !now->dim) || (old->underline && !now->underline) || (old->reverse && !now->reverse) || (old->fg >= 0 && now->fg < 0);
	int n = 2 + 1;
	if (reset && now->fg < 0 && !now->bold && !now->dim && !now->underline && !now->reverse)
		return n; /* CSI m */
	int parts = reset;
	int text = 0;
	if (now->bold && (reset || !old->bold))
		parts++, text++;
	if (now->dim && (reset || !old->dim))
		parts++, text++;
	if (now->underline && (reset || !old->underline))
		parts++, text++;
	if (now->reverse && (reset || !old->reverse))
		parts++, text++;
	if (now->fg >= 0 && (reset || now->fg != old->fg)) {
		parts++;
		text += now->fg < 8 ? 2 : 5 + digits(now->fg);
	}
	return n + text + parts - 1;
}

int least_bytes(const Shown *before, const Shown *after)
{
	int sum = 0, row = before->cursor_row, col = before->cursor_col;
	PtyCell plain = {.fg = -1}, look = plain;
	for (int i = 0; i < after->rows * after->cols; i++) {
		const PtyCell *cell = &after->cells[i];
		if (same_cell(cell, &before->cells[i]) || !*cell->text)
			continue;
		int to_row = i / after->cols, to_col = i % after->cols;
		sum += move_cost(row, col, to_row, to_col);
		if (!same_look(cell, &look))
			sum += sgr_cost(&look, cell);
		look = *cell;
		sum += (int)strlen(cell->text);
		row = to_row;
		col = to_col + 1;
		if (i + 1 < after->rows * after->cols && !*after->cells[i + 1].text)
			col++;
	}
	if (!same_look(&plain, &look))
		sum += sgr_cost(&look, &plain);
	return sum + move_cost(row, col, after->cursor_row, after->cursor_col);
}
