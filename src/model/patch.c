/* SPDX-License-Identifier: MIT */
/* Patches: what differs between two states of a record, and how that reads to people. */
#include "kartoteka/model/patch.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/when/repeat.h"

enum {
	SHOWN_CELLS = 40
};

Patch patch_between(Arena *arena, const Kind *kind, const void *old, const void *new)
{
	const Record *head = old;
	Patch patch = {.op = PATCH_EDIT, .kind = kind, .id = head->id, .rev = head->rev};
	patch.changes = arena_alloc(arena, kind->field_count * sizeof *patch.changes);
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		if (field->flags & FIELD_DERIVED)
			continue;
		Value a = field_get(field, old, arena), b = field_get(field, new, arena);
		if (!value_same(&a, &b))
			patch.changes[patch.n++] = (FieldChange){field, a, b};
	}
	return patch;
}

static size_t lines_of(const Value *value)
{
	size_t n = value->n ? 1 : 0;
	for (size_t i = 0; i + 1 < value->n; i++)
		n += value->s[i] == '\n';
	return n;
}

/* How many lines are not the same at both ends' distance: enough to say how big a change of a note was. */
static size_t lines_changed(const Value *a, const Value *b)
{
	size_t front = 0, back = 0, least = a->n < b->n ? a->n : b->n;
	while (front < least && a->s[front] == b->s[front])
		front++;
	while (back < least - front && a->s[a->n - 1 - back] == b->s[b->n - 1 - back])
		back++;
	Value in_a = {.s = a->s + front, .n = a->n - front - back}, in_b = {.s = b->s + front, .n = b->n - front - back};
	size_t more = lines_of(&in_a) > lines_of(&in_b) ? lines_of(&in_a) : lines_of(&in_b);
	return more ? more : 1;
}

/* The record keeps the day behind the last of an event's whole days; people read the last one, as in a form. */
static void last_day(const Field *field, void *record, const Moment *start)
{
	Event *event = record;
	if (field == kind_field(&kind_event, "end") && event->end.form == MOMENT_DAY && !(start->form == MOMENT_DAY && start->day.n >= event->end.day.n))
		event->end.day.n--;
}

/* False: nobody knows its name. */
static bool add_name(Str *out, const Field *field, int64_t id, const PatchTeller *teller)
{
	const Kind *kind = field->type == FIELD_ID && field->of && teller && teller->name ? kind_find(field->of) : NULL;
	const char *name = kind ? teller->name(teller->self, kind, id) : "";
	utf8_cut(out, name, SHOWN_CELLS);
	return *name;
}

static void add_value(Str *out, const Kind *kind, const Field *field, const Value *value, const Moment *start, const PatchTeller *teller)
{
	if (value->type == VALUE_NULL) {
		str_add(out, "—");
		return;
	}
	if (value->type == VALUE_INT && add_name(out, field, value->i, teller))
		return;
	void *record = mem_alloc(kind->size);
	Str shown = {0};
	char *text = NULL;
	Value copy = *value;
	if (value->type == VALUE_TEXT) {
		text = mem_strndup(value->s, value->n); /* a field wants a C string */
		copy.s = text;
	}
	record_init(kind, record);
	Err *err = field_set(field, record, &copy);
	if (!err)
		last_day(field, record, start);
	if (!err && text && str_same(field->property, "RRULE"))
		repeat_words(&shown, text);
	else if (!err)
		field_show_in(&shown, field, record, teller ? teller->zone : NULL);
	err_free(err);
	utf8_cut(out, str_text(&shown), SHOWN_CELLS);
	str_done(&shown);
	free(text);
	free(record);
}

/* When it began, before or after, if that changed too. */
static Moment start_of(const Patch *patch, bool after)
{
	Moment start = {.form = MOMENT_NONE};
	for (size_t i = 0; i < patch->n; i++) {
		const Value *value = after ? &patch->changes[i].new : &patch->changes[i].old;
		char text[40];
		if (strcmp(patch->changes[i].field->name, "start") != 0 || value->type != VALUE_TEXT || value->n >= sizeof text)
			continue;
		memcpy(text, value->s, value->n);
		text[value->n] = '\0';
		if (!moment_read(&start, text))
			start.form = MOMENT_NONE;
	}
	return start;
}

static void add_change(Str *out, const Patch *patch, const FieldChange *change, const PatchTeller *teller)
{
	str_addf(out, "%s: ", _(change->field->label));
	if (change->field->type == FIELD_NOTE && change->old.type == VALUE_TEXT && change->new.type == VALUE_TEXT) {
		size_t n = lines_changed(&change->old, &change->new);
		str_addf(out, P_("%zu line changed", "%zu lines changed", n), n);
		return;
	}
	const Moment before = start_of(patch, false), after = start_of(patch, true);
	add_value(out, patch->kind, change->field, &change->old, &before, teller);
	str_add(out, " → ");
	add_value(out, patch->kind, change->field, &change->new, &after, teller);
}

void patch_words(Str *out, const Patch *patch, const PatchTeller *teller)
{
	if (patch->op == PATCH_MAKE) {
		str_addf(out, "+ %s", _(patch->kind->label));
		return;
	}
	if (patch->op == PATCH_REMOVE) {
		str_addf(out, _("removed: %s"), _(patch->kind->label));
		return;
	}
	size_t shown = 0;
	for (size_t i = 0; i < patch->n; i++) {
		if (patch->changes[i].field->flags & FIELD_PRIVATE)
			continue;
		if (shown++)
			str_add(out, "; ");
		add_change(out, patch, &patch->changes[i], teller);
	}
	if (!shown)
		str_addf(out, _("changed: %s"), _(patch->kind->label));
}
