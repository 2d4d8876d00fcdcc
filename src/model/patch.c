/* SPDX-License-Identifier: MIT */
/* Patches: what differs between two states of a record, and how that reads to people. */
#include "kartoteka/model/patch.h"

#include <stdlib.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

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

static void add_value(Str *out, const Kind *kind, const Field *field, const Value *value, const Zone *zone)
{
	if (value->type == VALUE_NULL) {
		str_add(out, "—");
		return;
	}
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
		field_show_in(&shown, field, record, zone);
	err_free(err);
	utf8_cut(out, str_text(&shown), SHOWN_CELLS);
	str_done(&shown);
	free(text);
	free(record);
}

static void add_change(Str *out, const Patch *patch, const FieldChange *change, const Zone *zone)
{
	str_addf(out, "%s: ", _(change->field->label));
	if (change->field->type == FIELD_NOTE && change->old.type == VALUE_TEXT && change->new.type == VALUE_TEXT) {
		size_t n = lines_changed(&change->old, &change->new);
		str_addf(out, P_("%zu line changed", "%zu lines changed", n), n);
		return;
	}
	add_value(out, patch->kind, change->field, &change->old, zone);
	str_add(out, " → ");
	add_value(out, patch->kind, change->field, &change->new, zone);
}

void patch_words(Str *out, const Patch *patch, const Zone *zone)
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
		add_change(out, patch, &patch->changes[i], zone);
	}
	if (!shown)
		str_addf(out, _("changed: %s"), _(patch->kind->label));
}
