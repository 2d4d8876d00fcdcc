/* SPDX-License-Identifier: MIT */
/* Single cells, for those who draw: areas and what is drawn around them. */
#ifndef KARTOTEKA_TERM_CELL_H
#define KARTOTEKA_TERM_CELL_H

#include "kartoteka/term/frame.h"

Cell *cell_at(Frame *frame, int row, int col);
/* The cluster (clean already) into the cell, and into the one at its right when it is wide. */
void cell_set(Frame *frame, int row, int col, const char *cluster, size_t n, int width, Style style);

#endif
