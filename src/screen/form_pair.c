/* SPDX-License-Identifier: MIT */
/* What two dates of one form say of each other: an event that ends before it begins, a task that begins when it is over. */
#include <string.h>

#include "form.h"

typedef struct Pair {
	size_t first, second; /* items; SIZE_MAX: the form has none */
} Pair;

static Pair pair_of(FormState *f)
{
	bool event = f->kind == &kind_event, task = f->kind == &kind_task;
	if (!event && !task)
		return (Pair){SIZE_MAX, SIZE_MAX};
	return (Pair){form_item_of(f, "start"), form_item_of(f, event ? "end" : "due")};
}

size_t form_partner(FormState *f, size_t item)
{
	Pair pair = pair_of(f);
	if (pair.first == SIZE_MAX || pair.second == SIZE_MAX)
		return SIZE_MAX;
	if (item == pair.first)
		return pair.second;
	return item == pair.second ? pair.first : SIZE_MAX;
}

/* As a save would read the two; false: one of them cannot be read, which is told under it. */
static bool read_both(Screen *s, const Pair *pair, AnyRecord *record, Arena *arena)
{
	FormState *f = s->state;
	const size_t items[] = {pair->first, pair->second};
	memcpy(record, &f->old, f->kind->size);
	for (size_t i = 0; i < countof(items); i++) {
		Err *err = NULL;
		if (form_item_is_dirty(&f->form, items[i]))
			err = value_read(ui_work(s->ui), form_slot(f, items[i])->field, record, form_value(&f->form, items[i]), arena);
		err_free(err);
		if (err)
			return false;
	}
	return true;
}

static char *fault_of(Screen *s, const AnyRecord *record)
{
	FormState *f = s->state;
	const char *wrong = f->kind == &kind_event ? event_wrong(&record->event) : task_wrong(ui_work(s->ui), &record->task);
	if (wrong)
		return mem_strdup(_(wrong));
	Err *err = f->kind == &kind_event ? kind_event.check(record) : NULL;
	char *fault = err ? mem_strdup(err->what) : NULL;
	err_free(err);
	return fault;
}

/* Under one of the two: the end of an event, which follows its start; of a task what was typed. */
char *form_pair_fault(Screen *s, size_t item)
{
	FormState *f = s->state;
	Pair pair = pair_of(f);
	if (form_partner(f, item) == SIZE_MAX)
		return NULL;
	bool first = form_item_is_dirty(&f->form, pair.first), second = form_item_is_dirty(&f->form, pair.second);
	size_t here = f->kind == &kind_task && first ? pair.first : pair.second;
	if ((!first && !second) || item != here)
		return NULL;
	AnyRecord record;
	Arena *arena = arena_new();
	char *fault = read_both(s, &pair, &record, arena) ? fault_of(s, &record) : NULL;
	arena_free(arena);
	return fault;
}
