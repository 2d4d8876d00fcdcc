/* SPDX-License-Identifier: MIT */
/* The text-edit widget on the screen: the bar stands between letters, the text moves so that the bar is seen. */
#include "edit_own.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/utf8.h"

static int width_of(const char *s, size_t n)
{
	char *part = mem_strndup(s, n);
	int width = utf8_width(part);
	free(part);
	return width;
}

static int put_bytes(Area a, int row, int col, Style style, const char *s, size_t n)
{
	char *part = mem_strndup(s, n);
	/* Only what fits is put, so no ellipsis comes in. */
	part[utf8_fit(part, a.cols - col > 0 ? a.cols - col : 0, NULL)] = '\0';
	int used = area_put(a, row, col, -1, style, part);
	free(part);
	return used;
}

static int put_bar(Area a, int row, int col)
{
	area_put(a, row, col, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_EDIT);
	area_cursor(a, row, col, true);
	return 1;
}

/* Start of the shown part: the cursor and the bar fit behind it. */
static size_t first_shown(const Edit *edit, int cols, bool focus)
{
	const char *s = edit_text(edit);
	size_t from = 0;
	if (!focus)
		return 0;
	int before = width_of(s, edit->at), room = cols - 1;
	while (from < edit->at && before > room) {
		size_t next = edit_after(edit, from);
		before -= utf8_cluster_width(s + from, next - from);
		from = next;
	}
	return from;
}

int edit_column(const Edit *edit, int cols, bool focus, size_t at)
{
	const char *s = edit_text(edit);
	size_t from = first_shown(edit, cols, focus), n = edit->text.n;
	if (at > n)
		at = n;
	int column = at >= from ? width_of(s + from, at - from) : -width_of(s + at, from - at);
	return focus && at >= edit->at ? column + 1 : column;
}

static void draw_line(const Edit *edit, Area a, Style style, bool focus)
{
	const char *s = edit_text(edit);
	if (!focus) {
		area_put(a, 0, 0, -1, style, s);
		return;
	}
	size_t from = first_shown(edit, a.cols, focus);
	int col = put_bytes(a, 0, 0, style, s + from, edit->at - from);
	col += put_bar(a, 0, col);
	col += put_bytes(a, 0, col, style, s + edit->at, edit->text.n - edit->at);
	if (edit->at == edit->text.n && edit->ghost.n > 0)
		put_bytes(a, 0, col, STYLE_GHOST, edit->ghost.s, edit->ghost.n);
}

/* --- many lines --- */

bool edit_line(EditLine *out, const Edit *edit, size_t from, int cols)
{
	size_t n = edit->text.n;
	if (from > n || (from == n && n > 0 && edit->text.s[n - 1] != '\n'))
		return false;
	if (from == n) { /* the empty text, or the empty line after the last newline */
		*out = (EditLine){n, n, n + 1};
		return true;
	}
	const char *s = edit->text.s;
	size_t end = from + strcspn(s + from, "\n");
	char *part = mem_strndup(s + from, end - from);
	size_t fit = utf8_fit(part, cols > 1 ? cols - 1 : 1, NULL); /* one cell is for the bar */
	free(part);
	if (from + fit >= end) {
		*out = (EditLine){from, end, end < n ? end + 1 : n + 1};
		return true;
	}
	if (fit == 0)
		fit = utf8_cluster(s + from, end - from);
	size_t stop = from + fit;
	while (stop > from && s[stop] != ' ' && s[stop - 1] != ' ')
		stop--;
	if (stop == from)
		stop = from + fit;
	size_t next = stop;
	while (next < end && s[next] == ' ')
		next++;
	*out = (EditLine){from, stop, next};
	return true;
}

int edit_rows(const Edit *edit, int cols)
{
	EditLine line;
	int rows = 0;
	for (size_t from = 0; edit_line(&line, edit, from, cols); from = line.next)
		rows++;
	return rows;
}

static bool has_cursor(const Edit *edit, const EditLine *line)
{
	return edit->at >= line->from && (edit->at < line->next || edit->at <= line->to);
}

/* First line shown: as few are scrolled away as keep the cursor in sight. */
static int top_line(const Edit *edit, Area a, bool focus)
{
	EditLine line;
	int n = 0, here = 0;
	if (!focus)
		return 0;
	for (size_t from = 0; edit_line(&line, edit, from, a.cols); from = line.next, n++)
		if (has_cursor(edit, &line))
			here = n;
	return here >= a.rows ? here - a.rows + 1 : 0;
}

static void draw_many(const Edit *edit, Area a, Style style, bool focus)
{
	const char *s = edit_text(edit);
	int top = top_line(edit, a, focus), n = 0;
	EditLine line;
	for (size_t from = 0; edit_line(&line, edit, from, a.cols) && n - top < a.rows; from = line.next, n++) {
		int row = n - top, col;
		if (row < 0)
			continue;
		if (!focus || !has_cursor(edit, &line)) {
			put_bytes(a, row, 0, style, s + line.from, line.to - line.from);
			continue;
		}
		size_t at = edit->at < line.to ? edit->at : line.to;
		col = put_bytes(a, row, 0, style, s + line.from, at - line.from);
		col += put_bar(a, row, col);
		col += put_bytes(a, row, col, style, s + at, line.to - at);
		if (edit->at == edit->text.n && edit->ghost.n > 0)
			put_bytes(a, row, col, STYLE_GHOST, edit->ghost.s, edit->ghost.n);
	}
}

void edit_draw(const Edit *edit, Area a, Style style, bool focus)
{
	if (a.rows == 0 || a.cols == 0)
		return;
	if (edit->many_lines)
		draw_many(edit, a, style, focus);
	else
		draw_line(edit, a, style, focus);
}

void edit_fit(Edit *edit, int cols)
{
	edit->cols = cols;
}

void edit_click(Edit *edit, Area a, int row, int col)
{
	if (!area_has(a, row, col))
		return;
	const char *s = edit_text(edit);
	size_t from = first_shown(edit, a.cols, !edit->many_lines), to = edit->text.n;
	if (edit->many_lines) {
		EditLine line = {0};
		int wanted = row - a.row + top_line(edit, a, true), n = 0;
		for (size_t next = 0; edit_line(&line, edit, next, a.cols) && n < wanted; next = line.next)
			n++;
		from = line.from < edit->text.n ? line.from : edit->text.n;
		to = line.to < edit->text.n ? line.to : edit->text.n;
	}
	char *part = mem_strndup(s + from, to - from);
	size_t at = from + utf8_fit(part, col - a.col, NULL);
	free(part);
	/* Behind the bar the letters stand one cell further right. */
	if (at > edit->at && at > from)
		at = edit_before(edit, at);
	edit_set_at(edit, at);
}
