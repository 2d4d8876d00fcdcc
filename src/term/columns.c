/* SPDX-License-Identifier: MIT */
/* Columns of a list: which are seen at this width, how wide, and what is put in them. */
#include <assert.h>

#include "kartoteka/term/list.h"

static int total(const int widths[], size_t n)
{
	int sum = 0;
	for (size_t i = 0; i < n; i++)
		if (widths[i] > 0)
			sum += widths[i] + (sum > 0 ? COLUMN_GAP : 0);
	return sum;
}

/* The seen column that hides next: highest priority, of equals the last; -1 when only those that never hide are left. */
static int hide_next(const int widths[], const Column *columns, size_t n)
{
	int found = -1;
	for (size_t i = 0; i < n; i++)
		if (widths[i] > 0 && columns[i].priority > 0 && (found < 0 || columns[i].priority >= columns[found].priority))
			found = (int)i;
	return found;
}

static void widen(int widths[], const Column *columns, size_t n, int spare)
{
	for (size_t i = 0; i < n && spare > 0; i++) {
		int more = columns[i].ideal - widths[i];
		if (widths[i] == 0 || more <= 0)
			continue;
		if (more > spare)
			more = spare;
		widths[i] += more;
		spare -= more;
	}
	int shares = 0;
	for (size_t i = 0; i < n; i++)
		shares += widths[i] > 0 ? columns[i].grow : 0;
	for (size_t i = 0; i < n && spare > 0 && shares > 0; i++) {
		if (widths[i] == 0 || columns[i].grow == 0)
			continue;
		int more = spare * columns[i].grow / shares;
		widths[i] += more;
		spare -= more;
		shares -= columns[i].grow;
	}
}

/* Too narrow even for those that never hide: from the last to the first they give what is missing, down to 3 cells each. */
static void squeeze(int widths[], size_t n, int missing)
{
	for (size_t i = n; i-- > 0 && missing > 0;) {
		int less = widths[i] - 3;
		if (less <= 0)
			continue;
		if (less > missing)
			less = missing;
		widths[i] -= less;
		missing -= less;
	}
}

int columns_fit(int widths[], const Column *columns, size_t n, int cols)
{
	int seen = 0;
	assert(n <= COLUMNS_MAX);
	for (size_t i = 0; i < n; i++)
		widths[i] = columns[i].min < 1 ? 1 : columns[i].min;
	while (total(widths, n) > cols) {
		int at = hide_next(widths, columns, n);
		if (at < 0)
			break;
		widths[at] = 0;
	}
	int spare = cols - total(widths, n);
	if (spare > 0)
		widen(widths, columns, n, spare);
	else
		squeeze(widths, n, -spare);
	for (size_t i = 0; i < n; i++)
		seen += widths[i] > 0;
	return seen;
}

Area columns_area(Area a, const int widths[], size_t n, size_t i)
{
	int col = 0;
	for (size_t k = 0; k < i && k < n; k++)
		if (widths[k] > 0)
			col += widths[k] + COLUMN_GAP;
	return i < n ? area_part(a, 0, col, -1, widths[i]) : area_part(a, 0, 0, 0, 0);
}

void columns_put(Area a, int row, const Column *columns, const int widths[], size_t n, size_t i, Style style, const char *text)
{
	Area cell = columns_area(a, widths, n, i);
	if (columns[i].right)
		area_put_right(cell, row, -1, -1, style, text);
	else
		area_put(cell, row, 0, -1, style, text);
}

void columns_head(Area a, int row, const Column *columns, const int widths[], size_t n, int sorted, bool down)
{
	for (size_t i = 0; i < n; i++) {
		Area cell = columns_area(a, widths, n, i);
		if (widths[i] == 0)
			continue;
		bool sign = (int)i == sorted && widths[i] > 2;
		int room = sign ? widths[i] - 1 : widths[i];
		int used = columns[i].right ? area_put_right(cell, row, sign ? room : -1, room, STYLE_HEADING, columns[i].title)
		                            : area_put(cell, row, 0, room, STYLE_HEADING, columns[i].title);
		if (sign)
			area_put(cell, row, columns[i].right ? room : used, 1, STYLE_ACCENT, down ? GLYPH_DOWN : GLYPH_UP);
	}
}

int columns_at(const int widths[], size_t n, int col)
{
	int at = 0;
	for (size_t i = 0; i < n; i++) {
		if (widths[i] == 0)
			continue;
		if (col >= at && col < at + widths[i] + COLUMN_GAP)
			return (int)i;
		at += widths[i] + COLUMN_GAP;
	}
	return -1;
}
