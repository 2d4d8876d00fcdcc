/* SPDX-License-Identifier: MIT */
/* Geometry of a month grid: week gutter, seven columns, five or six week rows of equal height. Knows no dates: the caller says where the first day stands. */
#ifndef KARTOTEKA_TERM_MONTH_H
#define KARTOTEKA_TERM_MONTH_H

#include <stdbool.h>

#include "kartoteka/term/frame.h"

typedef struct MonthGrid {
	Area area;
	int gutter;    /* cells of the week column */
	int day_cols;  /* cells of a day, its gap included */
	int weeks;     /* 4..6 */
	int first;     /* column (0..6) of day 1 */
	int days;      /* 28..31 */
	int week_rows; /* lines of a week: day number and items; the spare ones go to the first weeks */
	int spare;
} MonthGrid;

/* The area holds the weeks only; the row of weekday names above it is the caller's, at month_column. */
MonthGrid month_grid(Area a, int first, int days);
int month_column(const MonthGrid *grid, int weekday); /* left cell of a weekday column, in the area */
/* Area of the cell that is `index` days from the first cell of the grid (0 .. weeks * 7 - 1): day number row and item rows; the gap at the right is not in it. */
Area month_cell(const MonthGrid *grid, int index);
Area month_week(const MonthGrid *grid, int week); /* whole line block of a week, gutter included */
int month_index(const MonthGrid *grid, int day);  /* cell of a day of the month, 1.. */
int month_day(const MonthGrid *grid, int index);  /* day of the month; < 1 or > days outside it */
/* A click: cell index or -1. */
int month_at(const MonthGrid *grid, int row, int col);

#endif
