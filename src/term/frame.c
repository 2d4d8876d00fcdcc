/* SPDX-License-Identifier: MIT */
/* Frames: cells kept, set one by one, and read back as text. What is drawn into them is the business of area*.c. */
#include "kartoteka/term/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

#include "cell.h"

static const Cell blank = {" ", 1, STYLE_PLAIN};

Frame *frame_new(int rows, int cols)
{
	Frame *frame = mem_alloc(sizeof *frame);
	frame_resize(frame, rows, cols);
	return frame;
}

void frame_free(Frame *frame)
{
	if (!frame)
		return;
	free(frame->cells);
	free(frame);
}

void frame_resize(Frame *frame, int rows, int cols)
{
	frame->rows = rows < 1 ? 1 : rows;
	frame->cols = cols < 1 ? 1 : cols;
	free(frame->cells);
	frame->cells = mem_alloc((size_t)frame->rows * (size_t)frame->cols * sizeof *frame->cells);
	frame_clear(frame);
}

void frame_clear(Frame *frame)
{
	size_t n = (size_t)frame->rows * (size_t)frame->cols;
	for (size_t i = 0; i < n; i++)
		frame->cells[i] = blank;
	frame->cursor_row = frame->cursor_col = 0;
	frame->cursor_visible = false;
}

bool frame_same(const Frame *a, const Frame *b)
{
	if (a->rows != b->rows || a->cols != b->cols || a->ascii != b->ascii || a->cursor_row != b->cursor_row ||
	    a->cursor_col != b->cursor_col || a->cursor_visible != b->cursor_visible)
		return false;
	size_t n = (size_t)a->rows * (size_t)a->cols;
	for (size_t i = 0; i < n; i++) {
		const Cell *x = &a->cells[i], *y = &b->cells[i];
		if (x->style != y->style || x->width != y->width || strcmp(x->text, y->text) != 0)
			return false;
	}
	return true;
}

const Cell *frame_cell(const Frame *frame, int row, int col)
{
	assert(row >= 0 && row < frame->rows && col >= 0 && col < frame->cols);
	return &frame->cells[row * frame->cols + col];
}

Cell *cell_at(Frame *frame, int row, int col)
{
	assert(row >= 0 && row < frame->rows && col >= 0 && col < frame->cols);
	return &frame->cells[row * frame->cols + col];
}

/* A cluster longer than a cell holds: base and marks as far as they fit; a joined emoji keeps its first sign only. */
static size_t cluster_kept(const char *cluster, size_t n)
{
	size_t room = sizeof((Cell *)0)->text - 1, kept = 0, used, first = 0;
	if (n <= room)
		return n;
	while (kept < n) {
		uint32_t code = utf8_decode(cluster + kept, n - kept, &used);
		if (code == 0x200d && first)
			return first;
		if (kept + used > room)
			return kept ? kept : used;
		kept += used;
		if (!first)
			first = kept;
	}
	return kept;
}

/* Half of a wide sign must not stay when its other half is overwritten. */
static void cell_unhook(Frame *frame, int row, int col)
{
	Cell *cell = cell_at(frame, row, col);
	if (cell->width == 0 && col > 0) {
		Style style = cell_at(frame, row, col - 1)->style;
		*cell_at(frame, row, col - 1) = blank;
		cell_at(frame, row, col - 1)->style = style;
	}
	if (cell->width == 2 && col + 1 < frame->cols) {
		Style style = cell_at(frame, row, col + 1)->style;
		*cell_at(frame, row, col + 1) = blank;
		cell_at(frame, row, col + 1)->style = style;
	}
}

void cell_set(Frame *frame, int row, int col, const char *cluster, size_t n, int width, Style style)
{
	assert(width == 1 || (width == 2 && col + 1 < frame->cols));
	cell_unhook(frame, row, col);
	if (width == 2)
		cell_unhook(frame, row, col + 1);
	Cell *cell = cell_at(frame, row, col);
	n = cluster_kept(cluster, n);
	memset(cell->text, 0, sizeof cell->text);
	memcpy(cell->text, cluster, n);
	cell->width = (uint8_t)width;
	cell->style = style;
	if (width == 2) {
		Cell *half = cell_at(frame, row, col + 1);
		memset(half->text, 0, sizeof half->text);
		half->width = 0;
		half->style = style;
	}
}

/* Signs of the program's own and their stand-ins; `from` alone, or every code point up to `to`. */
static const struct {
	uint32_t from, to;
	char as;
} stand_ins[] = {
	{0x00b7, 0x00b7, '.'}, /* middle dot */
	{0x00d7, 0x00d7, 'x'}, /* taken back */
	{0x2012, 0x2015, '-'}, /* dashes */
	{0x2022, 0x2022, 'o'}, /* soon */
	{0x2026, 0x2026, '~'}, /* cut */
	{0x2190, 0x2190, '<'},
	{0x2191, 0x2191, '^'},
	{0x2192, 0x2192, '>'},
	{0x2193, 0x2193, 'v'}, /* arrows */
	{0x21bb, 0x21bb, '@'}, /* repeats */
	{0x2212, 0x2212, '-'}, /* minus */
	{0x2500, 0x2501, '-'},
	{0x2502, 0x2503, '|'},
	{0x2504, 0x2505, '-'}, /* lines */
	{0x250c, 0x254b, '+'},
	{0x256d, 0x2570, '+'}, /* joins and round corners */
	{0x2581, 0x2582, '.'},
	{0x2583, 0x2584, ':'},
	{0x2585, 0x2586, '-'},
	{0x2587, 0x2587, '='},
	{0x2588, 0x2588, '#'}, /* eighths upwards */
	{0x2589, 0x2589, '='},
	{0x258a, 0x258b, '-'},
	{0x258c, 0x258c, '>'},
	{0x258d, 0x258e, ':'},
	{0x258f, 0x258f, '|'}, /* eighths to the right */
	{0x2591, 0x2591, ':'},
	{0x2592, 0x2592, '-'},
	{0x2593, 0x2593, '='}, /* heat */
	{0x25a0, 0x25a0, '#'},
	{0x25aa, 0x25aa, '#'},
	{0x25ab, 0x25ab, '.'},
	{0x25b2, 0x25b2, '^'},
	{0x25b4, 0x25b4, '^'},
	{0x25b8, 0x25b8, '>'},
	{0x25be, 0x25be, 'v'},
	{0x25c2, 0x25c2, '<'},
	{0x25c6, 0x25c6, '*'},
	{0x25cf, 0x25cf, 'o'},
	{0x2713, 0x2713, 'v'}, /* done */
};

static const char *stand_in(const Cell *cell)
{
	static const char ascii[128][2] = {
#define ONE(c) [c] = {c, 0}
		ONE('.'),
		ONE('x'),
		ONE('-'),
		ONE('o'),
		ONE('~'),
		ONE('<'),
		ONE('^'),
		ONE('>'),
		ONE('v'),
		ONE('@'),
		ONE('|'),
		ONE('+'),
		ONE(':'),
		ONE('='),
		ONE('#'),
		ONE('*'),
#undef ONE
	};
	size_t used, n = strlen(cell->text);
	uint32_t code = utf8_decode(cell->text, n, &used);
	/* In a chart the half and the thin block are parts of a bar, not the cursor or the edit bar. */
	if ((cell->style & STYLE_ROLE_MASK) == STYLE_CHART && (code == 0x258c || code == 0x258f))
		return code == 0x258c ? ascii['-'] : ascii['.'];
	for (size_t i = 0; i < countof(stand_ins); i++)
		if (code >= stand_ins[i].from && code <= stand_ins[i].to)
			return ascii[(unsigned char)stand_ins[i].as];
	return cell->text;
}

const char *frame_shown(const Frame *frame, int row, int col)
{
	const Cell *cell = frame_cell(frame, row, col);
	if (!frame->ascii || (unsigned char)cell->text[0] < 0x80)
		return cell->text;
	return stand_in(cell);
}

static void row_text(Str *out, const Frame *frame, int row)
{
	for (int col = 0; col < frame->cols; col++)
		str_add(out, frame_shown(frame, row, col));
}

static void cut_spaces(Str *out, size_t from)
{
	while (out->n > from && out->s[out->n - 1] == ' ')
		str_cut(out, out->n - 1);
}

char *frame_text(const Frame *frame)
{
	Str out = {0};
	for (int row = 0; row < frame->rows; row++) {
		row_text(&out, frame, row);
		str_addc(&out, '\n');
	}
	return str_take(&out);
}

char *frame_row(const Frame *frame, int row)
{
	Str out = {0};
	row_text(&out, frame, row);
	cut_spaces(&out, 0);
	return str_take(&out);
}

char *frame_styles(const Frame *frame)
{
	static const char letters[STYLE_ROLES + 1] = " dbak!svthregcm*l";
	Str out = {0};
	for (int row = 0; row < frame->rows; row++) {
		size_t from = out.n;
		for (int col = 0; col < frame->cols; col++) {
			Style style = frame_cell(frame, row, col)->style;
			char c = letters[style & STYLE_ROLE_MASK];
			if (style & ~(Style)STYLE_ROLE_MASK)
				c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : '+';
			str_addc(&out, c);
		}
		cut_spaces(&out, from);
		str_addc(&out, '\n');
	}
	return str_take(&out);
}
