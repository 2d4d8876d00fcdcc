/* SPDX-License-Identifier: MIT */
/* Rows of a frame for terminals where letters are wider than the frame says. */
#include "wide.h"

#include <string.h>

#include "kartoteka/base/utf8.h"

static bool is_blank(const Frame *frame, int row, int col)
{
	return col >= frame->cols || strcmp(frame_shown(frame, row, col), " ") == 0;
}

static bool is_rule(const Frame *frame, int row, int col)
{
	return (frame_cell(frame, row, col)->style & STYLE_ROLE_MASK) == STYLE_RULE;
}

/* Two blanks part columns, and so does the edge of a rule. */
static bool begins_part(const Frame *frame, int row, int col)
{
	if (col == 0)
		return true;
	if (is_rule(frame, row, col) != is_rule(frame, row, col - 1))
		return true;
	return col > 1 && !is_blank(frame, row, col) && is_blank(frame, row, col - 1) && is_blank(frame, row, col - 2);
}

static int part_end(const Frame *frame, int row, int col)
{
	do
		col++;
	while (col < frame->cols && !begins_part(frame, row, col));
	return col;
}

/* How wide it may come out; what is no ASCII and no letter that is surely wide is followed by a move, so that both are right. */
static int width_of(const char *text, int width, bool *certain)
{
	size_t used;
	uint32_t code = utf8_decode(text, strlen(text), &used);
	bool letter = (code >= 0x410 && code <= 0x44f) || code == 0x401 || code == 0x451;
	*certain = code < 0x80 || width == 2 || (letter && text[used] == '\0');
	return code < 0x80 ? 1 : 2;
}

/* Cells col to end of the row, which have as many columns on the terminal. */
static int part_put(WideCell *out, const Frame *frame, int row, int col, int end)
{
	int n = 0, x = col, room = end;
	for (int i = col; i < end; i++) {
		const Cell *cell = frame_cell(frame, row, i);
		if (cell->width == 0)
			continue;
		bool certain;
		int width = width_of(frame_shown(frame, row, i), cell->width, &certain);
		if (x + width > room) {
			while (n > 0 && out[n - 1].at + out[n - 1].width >= room)
				n--;
			out[n++] = (WideCell){room - 1, 1, -1, true};
			return n;
		}
		out[n++] = (WideCell){x, width, i, certain};
		x += width;
		/* Blanks at the end of a part give way. */
		int rest = i + 1;
		while (rest < end && is_blank(frame, row, rest))
			rest++;
		if (rest == end)
			break;
	}
	return n;
}

int wide_row(WideCell *out, const Frame *frame, int row)
{
	int n = 0;
	for (int col = 0, end; col < frame->cols; col = end) {
		end = part_end(frame, row, col);
		/* One column stays blank between two texts; rules touch. */
		int last = end < frame->cols && !is_rule(frame, row, end) && !is_rule(frame, row, col) && end - col > 1 ? end - 1 : end;
		n += part_put(out + n, frame, row, col, last);
	}
	return n;
}

int wide_col(const WideCell *cells, int n, int col)
{
	int at = col;
	for (int i = 0; i < n && cells[i].from <= col; i++)
		if (cells[i].from >= 0)
			at = cells[i].at + (col - cells[i].from);
	return at;
}
