/* SPDX-License-Identifier: MIT */
/* Marks of a list: ids, so that they outlive a reload; a range follows the cursor until it is closed. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

#include "list_own.h"

static size_t place(const List *list, int64_t id)
{
	size_t low = 0, high = list->n_marks;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->marks[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool list_is_marked(const List *list, int64_t id)
{
	size_t at = place(list, id);
	return at < list->n_marks && list->marks[at] == id;
}

void list_mark(List *list, int64_t id, bool on)
{
	size_t at = place(list, id);
	bool is = at < list->n_marks && list->marks[at] == id;
	if (id == 0 || is == on)
		return;
	if (on) {
		list->marks = mem_room(list->marks, list->n_marks, &list->cap_marks, sizeof *list->marks);
		memmove(list->marks + at + 1, list->marks + at, (list->n_marks - at) * sizeof *list->marks);
		list->marks[at] = id;
		list->n_marks++;
	} else {
		list->n_marks--;
		memmove(list->marks + at, list->marks + at + 1, (list->n_marks - at) * sizeof *list->marks);
	}
}

static void range_close(List *list)
{
	free(list->kept);
	list->kept = NULL;
	list->n_kept = 0;
	list->range = false;
}

void list_unmark(List *list)
{
	list->n_marks = 0;
	range_close(list);
}

void list_toggle(List *list, const ListSource *source)
{
	if (list->cursor == LIST_NONE || list->cursor >= source->n)
		return;
	int64_t id = source->id(source->self, list->cursor);
	if (list->range)
		range_close(list);
	list_mark(list, id, !list_is_marked(list, id));
	list_move(list, source, 1);
}

static int id_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Sorted and each once: marks added in one go. */
static void marks_settle(List *list)
{
	size_t kept = 0;
	if (list->n_marks > 1)
		qsort(list->marks, list->n_marks, sizeof *list->marks, id_compare);
	for (size_t i = 0; i < list->n_marks; i++)
		if (kept == 0 || list->marks[kept - 1] != list->marks[i])
			list->marks[kept++] = list->marks[i];
	list->n_marks = kept;
}

static void mark_rows(List *list, const ListSource *source, size_t from, size_t to)
{
	for (size_t row = from; row <= to && row < source->n; row++) {
		int64_t id = source->id(source->self, row);
		if (id == 0)
			continue;
		list->marks = mem_room(list->marks, list->n_marks, &list->cap_marks, sizeof *list->marks);
		list->marks[list->n_marks++] = id;
	}
	marks_settle(list);
}

void list_range_follow(List *list, const ListSource *source)
{
	if (!list->range || list->cursor == LIST_NONE)
		return;
	/* Rows may have come in above it since. */
	if (list->range_from >= source->n || source->id(source->self, list->range_from) != list->range_id)
		if (!list_find(source, list->range_id, &list->range_from)) {
			range_close(list);
			return;
		}
	size_t a = list->range_from, b = list->cursor;
	list->n_marks = 0;
	for (size_t i = 0; i < list->n_kept; i++) {
		list->marks = mem_room(list->marks, list->n_marks, &list->cap_marks, sizeof *list->marks);
		list->marks[list->n_marks++] = list->kept[i];
	}
	mark_rows(list, source, a < b ? a : b, a < b ? b : a);
}

void list_range(List *list, const ListSource *source)
{
	if (list->range) {
		range_close(list);
		return;
	}
	if (list->cursor == LIST_NONE)
		return;
	list->range = true;
	list->range_from = list->cursor;
	list->range_id = source->id(source->self, list->cursor);
	list->n_kept = list->n_marks;
	list->kept = mem_alloc(list->n_kept * sizeof *list->kept);
	if (list->n_kept)
		memcpy(list->kept, list->marks, list->n_kept * sizeof *list->kept);
	list_range_follow(list, source);
}

void list_mark_all(List *list, const ListSource *source)
{
	bool all = source->n > 0;
	for (size_t row = 0; row < source->n && all; row++) {
		int64_t id = source->id(source->self, row);
		all = id == 0 || list_is_marked(list, id);
	}
	range_close(list);
	if (all)
		list->n_marks = 0;
	else
		mark_rows(list, source, 0, source->n);
}
