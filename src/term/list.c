/* SPDX-License-Identifier: MIT */
/* Lists: the cursor, the scroll and the drawing. Marks are in list_mark.c, columns in columns.c. */
#include "kartoteka/term/list.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

#include "list_own.h"

enum {
	COUNT_MOST = 10000
};

static int64_t id_of(const ListSource *source, size_t row)
{
	return source->id(source->self, row);
}

static int height_of(const ListSource *source, size_t row)
{
	int height = source->height ? source->height(source->self, row) : 1;
	return height < 1 ? 1 : height;
}

void list_init(List *list)
{
	*list = (List){.cursor = LIST_NONE};
}

void list_done(List *list)
{
	free(list->marks);
	free(list->kept);
	list_init(list);
}

/* --- where the cursor can be --- */

/* First row from `row` on, in that direction, that can have the cursor. */
static size_t seek(const ListSource *source, size_t row, int step)
{
	while (row < source->n && id_of(source, row) == 0) {
		if (step < 0 && row == 0)
			return LIST_NONE;
		row = step < 0 ? row - 1 : row + 1;
	}
	return row < source->n ? row : LIST_NONE;
}

static size_t nearest(const ListSource *source, size_t row)
{
	if (source->n == 0)
		return LIST_NONE;
	if (row >= source->n)
		row = source->n - 1;
	size_t found = seek(source, row, 1);
	return found != LIST_NONE ? found : seek(source, row, -1);
}

bool list_find(const ListSource *source, int64_t id, size_t *row)
{
	if (id == 0)
		return false;
	if (source->find)
		return source->find(source->self, id, row) && *row < source->n;
	for (size_t i = 0; i < source->n; i++) {
		if (id_of(source, i) == id) {
			*row = i;
			return true;
		}
	}
	return false;
}

/* --- scroll --- */

/* Lines of rows from..to, counted no further than `most`. */
static int lines_between(const ListSource *source, size_t from, size_t to, int most)
{
	int lines = 0;
	for (size_t row = from; row < to && lines <= most; row++)
		lines += height_of(source, row);
	return lines;
}

/* The top row such that the rows `row`.. begin no later than so many lines below it. */
static size_t top_above(const ListSource *source, size_t row, int lines)
{
	while (row > 0) {
		lines -= height_of(source, row - 1);
		if (lines < 0)
			break;
		row--;
	}
	return row;
}

/* Headings right above the cursor come into sight with it. */
static size_t with_headings(const ListSource *source, size_t row, int room)
{
	while (row > 0 && id_of(source, row - 1) == 0) {
		room -= height_of(source, row - 1);
		if (room < 0)
			break;
		row--;
	}
	return row;
}

static size_t top_for(const List *list, const ListSource *source, int rows)
{
	size_t top = list->top, cursor = list->cursor;
	if (rows < 1 || source->n == 0)
		return 0;
	if (top >= source->n)
		top = source->n - 1;
	if (cursor != LIST_NONE && cursor < source->n) {
		int height = height_of(source, cursor);
		size_t first = with_headings(source, cursor, rows - height);
		if (first < top)
			top = first;
		if (height >= rows)
			top = cursor;
		else if (lines_between(source, top, cursor, rows) + height > rows)
			top = top_above(source, cursor, rows - height);
	}
	/* No empty lines below the last row while rows are hidden above. */
	int below = lines_between(source, top, source->n, rows);
	if (below < rows)
		top = top_above(source, top, rows - below);
	return top;
}

static bool settle(List *list, const ListSource *source, size_t before)
{
	list->id = list->cursor == LIST_NONE ? 0 : id_of(source, list->cursor);
	list->top = top_for(list, source, list->rows);
	if (list->range)
		list_range_follow(list, source);
	return list->cursor != before;
}

void list_fit(List *list, const ListSource *source, int rows)
{
	size_t row;
	list->rows = rows;
	if (list_find(source, list->id, &row)) {
		/* The row keeps its place on the screen when others came in above it. */
		if (list->cursor != LIST_NONE && row != list->cursor) {
			size_t above = list->cursor > list->top ? list->cursor - list->top : 0;
			list->top = row > above ? row - above : 0;
		}
		list->cursor = row;
	} else {
		list->cursor = nearest(source, list->cursor == LIST_NONE ? 0 : list->cursor);
	}
	settle(list, source, list->cursor);
}

/* --- verbs --- */

void list_go(List *list, const ListSource *source, size_t row)
{
	list->cursor = nearest(source, row);
	settle(list, source, list->cursor);
}

bool list_go_id(List *list, const ListSource *source, int64_t id)
{
	size_t row;
	if (!list_find(source, id, &row))
		return false;
	list_go(list, source, row);
	return true;
}

bool list_move(List *list, const ListSource *source, int by)
{
	size_t before = list->cursor;
	if (before == LIST_NONE || before >= source->n) {
		list_go(list, source, 0);
		return list->cursor != before;
	}
	for (int i = by; i != 0 && list->cursor<source->n; i += i> 0 ? -1 : 1) {
		if (i < 0 && list->cursor == 0)
			break;
		size_t next = seek(source, i > 0 ? list->cursor + 1 : list->cursor - 1, i);
		if (next == LIST_NONE)
			break;
		list->cursor = next;
	}
	/* At the first row the headings above it are shown again. */
	if (by < 0 && seek(source, 0, 1) == list->cursor)
		list->top = 0;
	return settle(list, source, before);
}

bool list_page(List *list, const ListSource *source, int halves)
{
	size_t before = list->cursor;
	if (before == LIST_NONE)
		return list_move(list, source, 0);
	int lines = (halves < 0 ? -halves : halves) * (list->rows > 1 ? list->rows - 1 : 1) / 2, gone = 0;
	size_t row = before;
	if (lines < 1)
		lines = 1;
	while (gone < lines && (halves > 0 ? row + 1 < source->n : row > 0)) {
		gone += height_of(source, row);
		row = halves > 0 ? row + 1 : row - 1;
	}
	size_t to = seek(source, row, halves);
	if (to == LIST_NONE)
		to = seek(source, row, -halves);
	/* The page itself moves too, so that the cursor keeps its line. */
	size_t top = list->top;
	for (gone = 0; gone < lines && (halves > 0 ? top + 1 < source->n : top > 0);) {
		top = halves > 0 ? top + 1 : top - 1;
		gone += height_of(source, top);
	}
	list->top = top;
	list->cursor = to == LIST_NONE ? before : to;
	return settle(list, source, before);
}

bool list_home(List *list, const ListSource *source)
{
	size_t before = list->cursor;
	list->top = 0;
	list->cursor = source->n ? seek(source, 0, 1) : LIST_NONE;
	return settle(list, source, before);
}

bool list_end(List *list, const ListSource *source)
{
	size_t before = list->cursor;
	list->cursor = source->n ? seek(source, source->n - 1, -1) : LIST_NONE;
	return settle(list, source, before);
}

bool list_scroll(List *list, const ListSource *source, int lines)
{
	size_t before = list->cursor;
	for (int i = lines; i != 0; i += i > 0 ? -1 : 1) {
		if (i > 0 && lines_between(source, list->top, source->n, list->rows) <= list->rows)
			break;
		if (i < 0 && list->top == 0)
			break;
		list->top = i > 0 ? list->top + 1 : list->top - 1;
	}
	if (list->cursor == LIST_NONE)
		return settle(list, source, before);
	if (list->cursor < list->top) {
		size_t row = seek(source, list->top, 1);
		list->cursor = row == LIST_NONE ? list->cursor : row;
	}
	while (list->cursor > list->top &&
	       lines_between(source, list->top, list->cursor, list->rows) + height_of(source, list->cursor) > list->rows) {
		size_t row = seek(source, list->cursor - 1, -1);
		if (row == LIST_NONE || row < list->top)
			break;
		list->cursor = row;
	}
	return settle(list, source, before);
}

bool list_key(List *list, const ListSource *source, Key key)
{
	if (key.mods == MOD_CTRL && (key.code == 'd' || key.code == 'u')) {
		list_page(list, source, key.code == 'd' ? 1 : -1);
		return true;
	}
	if (key.mods)
		return false;
	switch (key.code) {
	case CODE_UP:
	case CODE_DOWN:
		list_move(list, source, key.code == CODE_UP ? -1 : 1);
		return true;
	case CODE_PAGE_UP:
	case CODE_PAGE_DOWN:
		list_page(list, source, key.code == CODE_PAGE_UP ? -2 : 2);
		return true;
	case CODE_HOME:
		list_home(list, source);
		return true;
	case CODE_END:
		list_end(list, source);
		return true;
	default:
		return false;
	}
}

bool list_click(List *list, const ListSource *source, Area a, int row, int col)
{
	if (!area_has(a, row, col))
		return false;
	int line = a.row;
	for (size_t i = top_for(list, source, a.rows); i < source->n && line < a.row + a.rows; i++) {
		int height = height_of(source, i);
		if (row < line + height) {
			if (id_of(source, i) == 0)
				return false;
			list->cursor = i;
			settle(list, source, i);
			return true;
		}
		line += height;
	}
	return false;
}

/* --- drawing --- */

void list_draw(const List *list, const ListSource *source, Area a, bool focus)
{
	int line = 0;
	for (size_t i = top_for(list, source, a.rows); i < source->n && line < a.rows; i++) {
		int height = height_of(source, i);
		int64_t id = id_of(source, i);
		ListRow row = {.row = i, .id = id, .cursor = focus && i == list->cursor, .marked = id != 0 && list_is_marked(list, id)};
		source->draw(source->self, area_part(a, line, 0, height, -1), &row);
		if (row.cursor)
			area_cursor(a, line, 0, false);
		line += height;
	}
}

/* Rows that can have the cursor; long stretches are not walked over. */
static size_t rows_between(const ListSource *source, size_t from, size_t to)
{
	size_t rows = 0;
	if (to - from > COUNT_MOST)
		return to - from;
	for (size_t i = from; i < to; i++)
		rows += id_of(source, i) != 0;
	return rows;
}

void list_hidden(const List *list, const ListSource *source, int lines, size_t *above, size_t *below)
{
	size_t top = top_for(list, source, lines), end = top;
	int used = 0;
	*above = *below = 0;
	while (end < source->n && used + height_of(source, end) <= lines)
		used += height_of(source, end++);
	*above = rows_between(source, 0, top);
	*below = rows_between(source, end, source->n);
}
