/* SPDX-License-Identifier: MIT */
/* The verbs that every list has, so that each screen only adds its own. */
#include "list_act.h"

#include <string.h>

#include "kartoteka/base/mem.h"

static bool move(List *list, const ListSource *source, const char *what)
{
	if (strcmp(what, "up") == 0)
		list_move(list, source, -1);
	else if (strcmp(what, "down") == 0)
		list_move(list, source, 1);
	else if (strcmp(what, "page-up") == 0)
		list_page(list, source, -2);
	else if (strcmp(what, "page-down") == 0)
		list_page(list, source, 2);
	else if (strcmp(what, "half-up") == 0)
		list_page(list, source, -1);
	else if (strcmp(what, "half-down") == 0)
		list_page(list, source, 1);
	else if (strcmp(what, "first") == 0)
		list_home(list, source);
	else if (strcmp(what, "last") == 0)
		list_end(list, source);
	else
		return false;
	return true;
}

bool list_act(List *list, const ListSource *source, CommandCall *call)
{
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "move") == 0)
		return move(list, source, call_text(call, "what"));
	if (strcmp(verb, "mark") == 0)
		list_toggle(list, source);
	else if (strcmp(verb, "mark range") == 0)
		list_range(list, source);
	else if (strcmp(verb, "mark all") == 0)
		list_mark_all(list, source);
	else
		return false;
	return true;
}

size_t list_focus(const List *list, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	if (marks && list->n_marks) {
		for (size_t i = 0; i < list->n_marks; i++)
			add(to, list->marks[i]);
		return list->n_marks;
	}
	if (list->cursor == LIST_NONE || !list->id)
		return 0;
	add(to, list->id);
	return 1;
}
