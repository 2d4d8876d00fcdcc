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
	/* Only what fits is put, so no ellipsis comes in; of a long text not much more is looked at. */
	size_t most = (size_t)(a.cols > 0 ? a.cols : 0) * 64 + 64;
	char *part = mem_strndup(s, n < most ? n : most);
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
	size_t from = edit->at;
	if (!focus)
		return 0;
	/* Back from the cursor: of a long text only what is seen is looked at. */
	for (int room = cols - 1; from > 0;) {
		size_t before = edit_before(edit, from);
		room -= utf8_cluster_width(s + before, from - before);
		if (room < 0)
			break;
		from = before;
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
	size_t end, fit = 0;
	/* As much of the text as fills the line is looked at, more only where many marks stand on few letters. */
	for (size_t window = (size_t)(cols > 1 ? cols : 1) * 8 + 64;; window *= 2) {
		size_t most = n - from < window ? n - from : window;
		const char *newline = memchr(s + from, '\n', most);
		end = newline ? (size_t)(newline - s) : from + most;
		char *part = mem_strndup(s + from, end - from);
		fit = utf8_fit(part, cols > 1 ? cols - 1 : 1, NULL); /* one cell is for the bar */
		free(part);
		if (newline || end == n || fit + 64 < end - from)
			break;
	}
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
	while (next < n && s[next] == ' ')
		next++;
	*out = (EditLine){from, stop, next};
	return true;
}

/* Where the lines begin at this width; found once a change. */
static const EditLines *lines_of(const Edit *edit, int cols)
{
	EditLines *lines = edit->lines;
	EditLine line;
	if (lines->n && lines->cols == cols)
		return lines;
	lines->n = 0;
	lines->cols = cols;
	for (size_t from = 0; edit_line(&line, edit, from, cols); from = line.next) {
		lines->at = mem_room(lines->at, lines->n, &lines->cap, sizeof *lines->at);
		lines->at[lines->n++] = from;
	}
	return lines;
}

int edit_rows(const Edit *edit, int cols)
{
	return (int)lines_of(edit, cols)->n;
}

int edit_line_at(const Edit *edit, int cols, size_t at)
{
	const EditLines *lines = lines_of(edit, cols);
	size_t low = 0, high = lines->n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (lines->at[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return (int)low;
}

bool edit_nth_line(EditLine *out, const Edit *edit, int cols, int n)
{
	const EditLines *lines = lines_of(edit, cols);
	return n >= 0 && (size_t)n < lines->n && edit_line(out, edit, lines->at[n], cols);
}

static bool has_cursor(const Edit *edit, const EditLine *line)
{
	return edit->at >= line->from && (edit->at < line->next || edit->at <= line->to);
}

/* First line shown: as few are scrolled away as keep the cursor in sight. */
static int top_line(const Edit *edit, Area a, bool focus)
{
	if (!focus)
		return 0;
	int here = edit_line_at(edit, a.cols, edit->at);
	return here >= a.rows ? here - a.rows + 1 : 0;
}

static void draw_many(const Edit *edit, Area a, Style style, bool focus)
{
	const char *s = edit_text(edit);
	int top = top_line(edit, a, focus);
	EditLine line;
	for (int row = 0; row < a.rows && edit_nth_line(&line, edit, a.cols, top + row); row++) {
		int col;
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
		int wanted = row - a.row + top_line(edit, a, true), last = edit_rows(edit, a.cols) - 1;
		edit_nth_line(&line, edit, a.cols, wanted < last ? wanted : last);
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
