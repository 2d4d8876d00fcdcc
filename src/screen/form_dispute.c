/* SPDX-License-Identifier: MIT */
/* Where another was quicker: what the form was made of, what was typed and what the base has now, field by field and row by row; and what becomes of it. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/repeat.h"

/* ---- what the base has now ---- */

typedef struct Now {
	Card card;
	AnyRecord record;
	const void *head; /* the record itself */
} Now;

static const Channel *channel_now(const Now *now, const Channel *was)
{
	for (size_t i = 0; i < now->card.channel_count; i++)
		if (strcmp(now->card.channels[i].head.uuid, was->head.uuid) == 0)
			return &now->card.channels[i];
	return NULL;
}

static const MemberRow *member_now(const Now *now, const MemberRow *was)
{
	for (size_t i = 0; i < now->card.member_count; i++)
		if (strcmp(now->card.members[i].membership.head.uuid, was->membership.head.uuid) == 0)
			return &now->card.members[i];
	return NULL;
}

/* ---- disputes ---- */

static Value text_value(FormState *f, const char *text)
{
	const char *copy = arena_dup(f->arena, text ? text : "");
	return *copy ? (Value){.type = VALUE_TEXT, .s = copy, .n = strlen(copy)} : (Value){.type = VALUE_NULL};
}

static void add(Conflict *out, const Field *field, Value base, Value mine, Value theirs)
{
	if (out->n == countof(out->field))
		return;
	out->field[out->n] = field;
	out->base[out->n] = base;
	out->mine[out->n] = mine;
	out->theirs[out->n++] = theirs;
}

/* A row of the card has no field of the client's: one that carries its text, named as its slot. Where it lies in the record is of no matter. */
static const Field *text_field(FormState *f, size_t item)
{
	Field *field = arena_alloc(f->arena, sizeof *field);
	*field = (Field){
		.name = arena_dup(f->arena, form_slot(f, item)->name),
		.label = arena_dup(f->arena, f->form.items[item].label),
		.type = FIELD_TEXT,
		.offset = offsetof(Client, surname),
	};
	return field;
}

static void dispute_text(FormState *f, size_t item, const char *theirs)
{
	const char *was = f->form.items[item].first;
	add(&f->dispute, text_field(f, item), text_value(f, was), text_value(f, form_value(&f->form, item)), text_value(f, theirs));
}

/* Who did it: the last of those whose changes are in the way. */
static void blame(Screen *s, const Kind *kind, int64_t id)
{
	FormState *f = s->state;
	int64_t author = 0;
	Instant at = INSTANT_NONE;
	err_free(store_last_change(ui_work(s->ui)->store, kind, id, &author, &at));
	if (instant_is_none(at) || (!instant_is_none(f->dispute.at) && at.s < f->dispute.at.s))
		return;
	f->dispute.author = author;
	f->dispute.at = at;
}

static bool is_dispute(FormState *f, size_t item, const char *now)
{
	const char *was = f->form.items[item].first, *mine = form_value(&f->form, item);
	return strcmp(mine, was) != 0 && strcmp(now, was) != 0 && strcmp(now, mine) != 0;
}

static void dispute_field(Screen *s, const Field *field, const void *record, const Now *now)
{
	FormState *f = s->state;
	const void *old = f->is_card ? (const void *)&f->old_card.client : (const void *)&f->old;
	Value was = field_get(field, old, f->arena), mine = field_get(field, record, f->arena), theirs = field_get(field, now->head, f->arena);
	if (value_same(&was, &mine) || value_same(&theirs, &was) || value_same(&theirs, &mine))
		return;
	add(&f->dispute, field, was, mine, theirs);
	blame(s, f->kind, ((const Record *)now->head)->id);
}

static void dispute_channel(Screen *s, size_t item, const Now *now)
{
	FormState *f = s->state;
	const Channel *was = &f->old_card.channels[form_slot(f, item)->index], *is = channel_now(now, was);
	Str text = {0};
	if (is)
		form_channel_text(&text, is);
	if (is_dispute(f, item, str_text(&text))) {
		dispute_text(f, item, str_text(&text));
		blame(s, &kind_channel, was->head.id);
	}
	str_done(&text);
}

/* One that is gone is disputed as a whole, whether the place or the role was changed. */
static void dispute_member(Screen *s, size_t item, const Now *now)
{
	FormState *f = s->state;
	const MemberRow *was = &f->old_card.members[form_slot(f, item)->index], *is = member_now(now, was);
	bool touched = form_item_is_dirty(&f->form, item) || form_item_is_dirty(&f->form, item + 1);
	const char *role = is && is->membership.role.s ? is->membership.role.s : "";
	if (!is && touched && *form_value(&f->form, item))
		dispute_text(f, item, NULL);
	else if (is && is_dispute(f, item + 1, role))
		dispute_text(f, item + 1, role);
	else
		return;
	blame(s, &kind_membership, was->membership.head.id);
}

static Err *dispute_remind(Screen *s, size_t item)
{
	FormState *f = s->state;
	Str now = {0};
	Err *err = form_remind_text(s, &now);
	if (!err && is_dispute(f, item, str_text(&now))) {
		dispute_text(f, item, str_text(&now));
		blame(s, f->kind, f->old.head.id);
	}
	str_done(&now);
	return err;
}

static Err *dispute_item(Screen *s, size_t item, const void *record, const Now *now)
{
	const Slot *slot = form_slot(s->state, item);
	bool row = slot && slot->index != SIZE_MAX;
	if (!slot)
		return NULL;
	if (slot->type == SLOT_FIELD)
		dispute_field(s, slot->field, record, now);
	else if (slot->type == SLOT_CHANNEL && row)
		dispute_channel(s, item, now);
	else if (slot->type == SLOT_MEMBER && row)
		dispute_member(s, item, now);
	else if (slot->type == SLOT_REPEAT)
		dispute_field(s, kind_field(((FormState *)s->state)->kind, "rules"), record, now);
	return slot->type == SLOT_REMIND ? dispute_remind(s, item) : NULL;
}

/* ---- nobody disputes ---- */

/* A role that others wrote stays with its place when only that was changed here. */
static void follow_role(FormState *f, size_t item, const char *role)
{
	FormItem *it = &f->form.items[item];
	if (form_item_is_dirty(&f->form, item) || strcmp(it->first, role) == 0)
		return;
	free(it->first);
	it->first = mem_strdup(role);
	form_set(&f->form, item, role);
}

/* The rows are what the base has now, so a save writes what was typed and nothing else. */
static void follow_rows(FormState *f, const Now *now)
{
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (!slot || slot->index == SIZE_MAX)
			continue;
		if (slot->type == SLOT_CHANNEL) {
			const Channel *is = channel_now(now, &f->old_card.channels[slot->index]);
			if (is)
				f->old_card.channels[slot->index] = *is;
		} else if (slot->type == SLOT_MEMBER) {
			const MemberRow *is = member_now(now, &f->old_card.members[slot->index]);
			if (!is)
				continue;
			f->old_card.members[slot->index] = *is;
			follow_role(f, i + 1, is->membership.role.s ? is->membership.role.s : "");
		}
	}
}

/* Of a series the occurrence that was opened, *at being what it is called by now, whether it stands for itself or not. */
static Err *occurrence_now(Screen *s, Moment *at, AnyRecord *out)
{
	FormState *f = s->state;
	*at = f->occurrence;
	if (f->kind == &kind_event)
		return event_now(ui_work(s->ui), &f->old.event, at, &out->event, f->arena);
	return task_now(ui_work(s->ui), &f->old.task, at, &out->task, f->arena);
}

static Err *read_now(Screen *s, Now *now, bool *found)
{
	FormState *f = s->state;
	Moment at;
	const Record *was = f->is_card ? &f->old_card.client.head : &f->old.head;
	bool one = !f->is_card && f->occurrence.form != MOMENT_NONE;
	Err *err = one ? occurrence_now(s, &at, &now->record) : form_read_stored(s, was->id, &now->card, &now->record);
	now->head = f->is_card ? (const void *)&now->card.client : (const void *)&now->record;
	*found = !err && (one || strcmp(((const Record *)now->head)->uuid, was->uuid) == 0);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL; /* the save says it */
	}
	return err;
}

bool form_now(Screen *s, AnyRecord *out)
{
	const FormState *f = s->state;
	Now now = {0};
	bool found = false;
	Err *err = f->is_new ? NULL : read_now(s, &now, &found);
	if (!err && found)
		memcpy(out, now.head, f->kind->size);
	found = found && !err;
	err_free(err);
	return found;
}

Err *form_disputes(Screen *s, const void *record)
{
	FormState *f = s->state;
	Now now = {0};
	bool found = false;
	f->dispute.n = 0;
	if (f->is_new)
		return NULL;
	TRY(read_now(s, &now, &found));
	if (!found)
		return NULL;
	f->dispute = (Conflict){.kind = f->kind, .id = ((const Record *)now.head)->id, .at = INSTANT_NONE};
	for (size_t i = 0; i < f->form.n; i++)
		TRY(dispute_item(s, i, record, &now));
	if (f->dispute.n)
		return err_new(ERR_CONFLICT, "%s", _("nothing was changed"));
	if (f->is_card)
		follow_rows(f, &now);
	return NULL;
}

/* ---- after a conflict ---- */

size_t form_disputed_item(FormState *f, const Field *field)
{
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (!slot || (slot->type == SLOT_FIELD && slot->field != field))
			continue;
		if (slot->type == SLOT_FIELD || strcmp(slot->name, field->name) == 0 || (slot->type == SLOT_REPEAT && strcmp(field->name, "rules") == 0))
			return i;
	}
	return SIZE_MAX;
}

/* A row that others took away and this person keeps is a new one. */
static void make_new(FormState *f, size_t item)
{
	Slot *slot = form_slot(f, item);
	char fresh[sizeof slot->name];
	size_t number = f->form.n;
	int word = (int)strcspn(slot->name, ":");
	do
		snprintf(fresh, sizeof fresh, "%.*s.%zu", word, slot->name, number++);
	while (form_item_named(f, span_of(fresh)) != SIZE_MAX);
	memcpy(slot->name, fresh, sizeof fresh);
	slot->index = SIZE_MAX;
	form_set_first(&f->form, item, "");
}

static void shown_value(Str *out, Screen *s, const Field *field, const Value *value)
{
	FormState *f = s->state;
	AnyRecord record;
	memcpy(&record, f->is_card ? (const void *)&f->old_card.client : (const void *)&f->old, f->kind->size);
	if (value->type == VALUE_TEXT && field->type == FIELD_TEXT)
		str_addn(out, value->s, value->n);
	else if (value->type != VALUE_NULL) {
		err_free(field_set(field, &record, value));
		form_shown(out, s, field, &record);
	}
}

/* What was asked is answered: the field counts as made of what they wrote. */
static void answer(Screen *s, size_t item, const Field *field, const Value *value, bool theirs)
{
	FormState *f = s->state;
	const Slot *slot = form_slot(f, item);
	bool gone = value->type == VALUE_NULL && (slot->type == SLOT_CHANNEL || slot->type == SLOT_MEMBER), pair = slot->type == SLOT_MEMBER;
	Str text = {0};
	if (theirs) {
		form_set(&f->form, item, f->form.items[item].first);
		if (gone && pair)
			form_set(&f->form, item + 1, f->form.items[item + 1].first);
	} else if (gone) {
		make_new(f, item);
		if (pair)
			make_new(f, item + 1);
	} else {
		if (slot->type == SLOT_REPEAT && value->type == VALUE_TEXT)
			repeat_words(&text, value->s);
		else
			shown_value(&text, s, field, value);
		form_set_first(&f->form, item, str_text(&text));
	}
	str_done(&text);
}

/* The fields where theirs is kept take their value; what this person did not touch follows the base; where others go on meanwhile, the next save asks again. */
void form_keep_theirs(Screen *s, const Conflict *conflict, const bool theirs[])
{
	FormState *f = s->state;
	Str mine = {0};
	int64_t id = f->is_card ? f->old_card.client.head.id : f->old.head.id;
	FormArg arg = {.kind = f->kind, .id = id, .client = f->client, .occurrence = f->occurrence, .reach = f->reach};
	AnyRecord now;
	if (arg.occurrence.form != MOMENT_NONE)
		err_free(occurrence_now(s, &arg.occurrence, &now));
	for (size_t k = 0; k < conflict->n; k++) {
		size_t item = form_disputed_item(f, conflict->field[k]);
		if (item != SIZE_MAX)
			answer(s, item, conflict->field[k], &conflict->theirs[k], theirs[k]);
	}
	form_write_draft(f, &mine);
	form_clear(&f->form);
	f->slots.n = 0;
	err_free(form_build(s, &arg));
	form_read_draft(s, str_text(&mine));
	str_done(&mine);
}
