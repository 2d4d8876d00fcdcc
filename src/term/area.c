/* SPDX-License-Identifier: MIT */
/* Rectangles of a frame and the lines, boxes and gutters drawn in them. Text is put by area_put.c. */
#include "kartoteka/term/frame.h"

#include <string.h>

#include "kartoteka/base/utf8.h"

#include "cell.h"

static int clamp(int value, int least, int most)
{
	if (value > most)
		return most;
	return value < least ? least : value;
}

Area area_all(Frame *frame)
{
	return (Area){frame, 0, 0, frame->rows, frame->cols};
}

Area area_part(Area a, int row, int col, int rows, int cols)
{
	int top = clamp(row, 0, a.rows), left = clamp(col, 0, a.cols);
	int bottom = rows < 0 ? a.rows : clamp(row + rows, top, a.rows), right = cols < 0 ? a.cols : clamp(col + cols, left, a.cols);
	return (Area){a.frame, a.row + top, a.col + left, bottom - top, right - left};
}

Area area_row(Area a, int row)
{
	return area_part(a, row, 0, 1, -1);
}

Area area_pad(Area a, int left, int right)
{
	return area_part(a, 0, left, -1, a.cols - left - right < 0 ? 0 : a.cols - left - right);
}

bool area_has(Area a, int row, int col)
{
	return row >= a.row && row < a.row + a.rows && col >= a.col && col < a.col + a.cols;
}

void area_fill(Area a, Style style)
{
	for (int row = 0; row < a.rows; row++)
		for (int col = 0; col < a.cols; col++)
			cell_set(a.frame, a.row + row, a.col + col, " ", 1, 1, style);
}

void area_restyle(Area a, int row, int col, int cells, Style style)
{
	Area part = area_part(a, row, col, 1, cells);
	for (int i = 0; i < part.cols && part.rows > 0; i++)
		cell_at(part.frame, part.row, part.col + i)->style = style;
}

/* --- lines --- */

enum {
	ARM_UP = 1,
	ARM_RIGHT = 2,
	ARM_DOWN = 4,
	ARM_LEFT = 8,
};

static const char *const line_signs[16] = {
	[ARM_UP | ARM_DOWN] = "│",
	[ARM_LEFT |
		ARM_RIGHT] = "─",
	[ARM_RIGHT |
		ARM_DOWN] = "╭",
	[ARM_LEFT |
		ARM_DOWN] = "╮",
	[ARM_RIGHT |
		ARM_UP] = "╰",
	[ARM_LEFT |
		ARM_UP] = "╯",
	[ARM_UP | ARM_RIGHT |
		ARM_DOWN] = "├",
	[ARM_UP | ARM_LEFT |
		ARM_DOWN] = "┤",
	[ARM_LEFT | ARM_RIGHT |
		ARM_DOWN] = "┬",
	[ARM_LEFT | ARM_RIGHT |
		ARM_UP] = "┴",
	[ARM_UP | ARM_DOWN | ARM_LEFT |
		ARM_RIGHT] = "┼",
};

static int line_arms(Frame *frame, int row, int col)
{
	if (row < 0 || row >= frame->rows || col < 0 || col >= frame->cols)
		return 0;
	const char *text = cell_at(frame, row, col)->text;
	if (*text != *line_signs[ARM_LEFT | ARM_RIGHT]) /* all begin alike: mostly there is a letter or nothing */
		return 0;
	for (int arms = 1; arms < 16; arms++)
		if (line_signs[arms] && strcmp(line_signs[arms], text) == 0)
			return arms;
	return 0;
}

static void line_put(Frame *frame, int row, int col, int arms, Style style)
{
	if (frame->plain)
		return;
	if (row < 0 || row >= frame->rows || col < 0 || col >= frame->cols || !line_signs[arms])
		return;
	cell_set(frame, row, col, line_signs[arms], strlen(line_signs[arms]), 1, style);
}

void area_rule(Area a, int row, Style style)
{
	if (row < 0 || row >= a.rows)
		return;
	for (int i = 0; i < a.cols; i++) {
		int arms = ARM_LEFT | ARM_RIGHT;
		if (line_arms(a.frame, a.row + row - 1, a.col + i) == (ARM_UP | ARM_DOWN))
			arms |= ARM_UP;
		if (line_arms(a.frame, a.row + row + 1, a.col + i) == (ARM_UP | ARM_DOWN))
			arms |= ARM_DOWN;
		line_put(a.frame, a.row + row, a.col + i, arms, style);
	}
}

void area_vline(Area a, int col, Style style)
{
	if (col < 0 || col >= a.cols || a.rows == 0)
		return;
	int at = a.col + col;
	for (int row = a.row; row < a.row + a.rows; row++) {
		int crossed = line_arms(a.frame, row, at) & (ARM_LEFT | ARM_RIGHT);
		bool whole = crossed == (ARM_LEFT | ARM_RIGHT);
		line_put(a.frame, row, at, whole ? ARM_UP | ARM_DOWN | crossed : ARM_UP | ARM_DOWN, style);
	}
	int above = line_arms(a.frame, a.row - 1, at), below = line_arms(a.frame, a.row + a.rows, at);
	if ((above & (ARM_LEFT | ARM_RIGHT)) == (ARM_LEFT | ARM_RIGHT))
		line_put(a.frame, a.row - 1, at, above | ARM_DOWN, style);
	if ((below & (ARM_LEFT | ARM_RIGHT)) == (ARM_LEFT | ARM_RIGHT))
		line_put(a.frame, a.row + a.rows, at, below | ARM_UP, style);
}

Area area_box(Area a, const char *title, const char *footer)
{
	if (a.rows < 2 || a.cols < 4) {
		area_fill(a, STYLE_PLAIN);
		return a;
	}
	int bottom = a.rows - 1, right = a.cols - 1;
	area_fill(a, STYLE_PLAIN);
	if (a.frame->plain) /* nothing beside it on its rows: it would be read as one line */
		area_fill(area_part(area_all(a.frame), a.row, 0, a.rows, -1), STYLE_PLAIN);
	for (int col = 1; col < right; col++) {
		line_put(a.frame, a.row, a.col + col, ARM_LEFT | ARM_RIGHT, STYLE_RULE);
		line_put(a.frame, a.row + bottom, a.col + col, ARM_LEFT | ARM_RIGHT, STYLE_RULE);
	}
	for (int row = 1; row < bottom; row++) {
		line_put(a.frame, a.row + row, a.col, ARM_UP | ARM_DOWN, STYLE_RULE);
		line_put(a.frame, a.row + row, a.col + right, ARM_UP | ARM_DOWN, STYLE_RULE);
	}
	line_put(a.frame, a.row, a.col, ARM_RIGHT | ARM_DOWN, STYLE_RULE);
	line_put(a.frame, a.row, a.col + right, ARM_LEFT | ARM_DOWN, STYLE_RULE);
	line_put(a.frame, a.row + bottom, a.col, ARM_RIGHT | ARM_UP, STYLE_RULE);
	line_put(a.frame, a.row + bottom, a.col + right, ARM_LEFT | ARM_UP, STYLE_RULE);
	if (title && *title && a.cols > 6) {
		int used = area_put(a, 0, 3, a.cols - 6, STYLE_BOLD, title);
		area_put(a, 0, 2, 1, STYLE_PLAIN, " ");
		area_put(a, 0, 3 + used, 1, STYLE_PLAIN, " ");
	}
	if (footer && *footer && a.cols > 6) {
		int used = area_put_right(a, bottom, right - 1, a.cols - 6, STYLE_DIM, footer);
		area_put(a, bottom, right - 1, 1, STYLE_PLAIN, " ");
		area_put(a, bottom, right - 2 - used, 1, STYLE_PLAIN, " ");
	}
	return area_part(a, 1, 1, a.rows - 2, a.cols - 2);
}

void area_heading(Area a, int row, const char *text, const char *right)
{
	area_pair(area_pad(a, 1, 1), row, 0, STYLE_HEADING, text, STYLE_DIM, right);
}

void area_glyphs(Area a, int row, bool cursor, bool marked, const char *state, Style state_style)
{
	if (row < 0 || row >= a.rows)
		return;
	area_put(a, row, 0, 2, STYLE_PLAIN, "  ");
	if (state && *state)
		area_put(a, row, 1, 1, state_style, state);
	if (marked && !cursor)
		area_put(a, row, 0, 1, STYLE_MARK, GLYPH_MARK);
	/* The cursor takes the mark's cell, so the mark stands in the next one, in the colour of the state it covers. */
	if (marked && cursor)
		area_put(a, row, 1, 1, state && *state ? state_style : STYLE_MARK, GLYPH_MARK);
	if (cursor) {
		area_put(a, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(a, row, 0, false);
	}
}

void area_cursor(Area a, int row, int col, bool visible)
{
	if (a.rows == 0 || a.cols == 0)
		return;
	a.frame->cursor_row = a.row + clamp(row, 0, a.rows - 1);
	a.frame->cursor_col = a.col + clamp(col, 0, a.cols - 1);
	a.frame->cursor_visible = visible;
}
