/* SPDX-License-Identifier: MIT */
/* Geometry of a month grid. */
#include "kartoteka/term/month.h"

enum {
	GUTTER = 5,
	WEEKDAYS = 7,
};

MonthGrid month_grid(Area a, int first, int days)
{
	MonthGrid grid = {.area = a, .first = first, .days = days};
	grid.weeks = (first + days + WEEKDAYS - 1) / WEEKDAYS;
	/* The week numbers leave before a day gets too narrow for its number and a load sign. */
	grid.gutter = a.cols - GUTTER >= WEEKDAYS * 6 ? GUTTER : 0;
	/* The longest word of the gutter is `week`: one cell more where there is room. */
	if (grid.gutter && (a.cols - GUTTER - 1) / WEEKDAYS >= 16)
		grid.gutter++;
	grid.day_cols = (a.cols - grid.gutter) / WEEKDAYS;
	grid.week_rows = a.rows / grid.weeks;
	grid.spare = a.rows - grid.week_rows * grid.weeks;
	return grid;
}

int month_column(const MonthGrid *grid, int weekday)
{
	return grid->gutter + weekday * grid->day_cols;
}

static int week_row(const MonthGrid *grid, int week)
{
	return week * grid->week_rows + (week < grid->spare ? week : grid->spare);
}

Area month_week(const MonthGrid *grid, int week)
{
	return area_part(grid->area, week_row(grid, week), 0, week_row(grid, week + 1) - week_row(grid, week), -1);
}

Area month_cell(const MonthGrid *grid, int index)
{
	int weekday = index % WEEKDAYS;
	Area week = month_week(grid, index / WEEKDAYS);
	int gap = grid->day_cols > 4 ? 1 : 0;
	return area_part(week, 0, month_column(grid, weekday), -1, grid->day_cols - gap);
}

int month_index(const MonthGrid *grid, int day)
{
	return grid->first + day - 1;
}

int month_day(const MonthGrid *grid, int index)
{
	return index - grid->first + 1;
}

int month_at(const MonthGrid *grid, int row, int col)
{
	if (!area_has(grid->area, row, col) || grid->day_cols < 1)
		return -1;
	int weekday = col - grid->area.col < grid->gutter ? 0 : (col - grid->area.col - grid->gutter) / grid->day_cols;
	if (weekday >= WEEKDAYS)
		weekday = WEEKDAYS - 1;
	for (int week = 0; week < grid->weeks; week++)
		if (row - grid->area.row < week_row(grid, week + 1))
			return week * WEEKDAYS + weekday;
	return -1;
}
