/* SPDX-License-Identifier: MIT */
/* "11:30" in a field of something that has a day: that hour of its day, not of the day on which it is typed. */
#include "form.h"

/* What the field said when the form was opened, by the user's clock. */
static Moment moment_before(Screen *s, const Field *field, Arena *arena)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	Moment at = {.form = MOMENT_NONE};
	Value value = field_get(field, &f->old, arena);
	if (field->type == FIELD_MOMENT && value.type == VALUE_TEXT && moment_read(&at, value.s))
		return work_here(work, at, field_zone(field, &f->old));
	if (field->type == FIELD_INSTANT && value.type == VALUE_INT && !f->is_new) {
		zone_local(work->zone, (Instant){value.i}, &at.day, &at.second);
		at.form = MOMENT_LOCAL;
	}
	return at;
}

/* Where the event takes days and still begins when it did, its own last one. */
static bool takes_days(Screen *s, Moment start, Moment end, Arena *arena)
{
	FormState *f = s->state;
	Moment was = moment_before(s, kind_field(f->kind, "start"), arena);
	return start.form == MOMENT_LOCAL && end.form == MOMENT_LOCAL && was.form == MOMENT_LOCAL && moment_cmp(start, was) == 0 &&
	       (end.day.n - was.day.n > 1 || (end.day.n - was.day.n == 1 && end.second > was.second));
}

bool form_hour(Screen *s, size_t item, WordsReading *reading)
{
	FormState *f = s->state;
	const Slot *slot = form_slot(f, item);
	if (!reading->day_open || f->is_card || slot->type != SLOT_FIELD)
		return false;
	Arena *arena = arena_new();
	Moment before = moment_before(s, slot->field, arena), start = {.form = MOMENT_NONE};
	if (f->kind == &kind_event && str_same(slot->name, "start") && f->start.form != MOMENT_NONE)
		before = f->start;
	if (f->kind == &kind_event && str_same(slot->name, "end") && form_item_of(f, "start") != SIZE_MAX)
		start = form_moment_at(s, form_item_of(f, "start"), arena);
	if (start.form != MOMENT_NONE && !takes_days(s, start, before, arena))
		words_end_on_day(reading, start);
	else if (before.form != MOMENT_NONE)
		words_on_day(reading, before.day);
	arena_free(arena);
	return start.form != MOMENT_NONE || before.form != MOMENT_NONE;
}
