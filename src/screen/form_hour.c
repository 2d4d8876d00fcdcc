/* SPDX-License-Identifier: MIT */
/* "11:30" in a field of something that has a day: that hour of its day, not of the day on which it is typed; "2h" at the end of an event: two hours behind its beginning. */
#include <string.h>

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

/* An hour alone; false: it said more, or there is no such day. */
static bool take_hour(Screen *s, size_t item, WordsReading *reading)
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

Moment form_later(Moment at, int64_t seconds)
{
	int64_t to = (int64_t)at.day.n * DAY_SECONDS + at.second + seconds, day = to / DAY_SECONDS - (to % DAY_SECONDS < 0);
	return (Moment){.day = {(int32_t)day}, .second = (int32_t)(to - day * DAY_SECONDS), .form = at.form};
}

/* A number alone is an hour. */
static bool is_length(const char *text, Seconds *length)
{
	const char *rest = text;
	size_t number = strspn(text, "0123456789 .,:");
	if (words_length_read(length, text))
		return true;
	return text[number] && words_length_take(length, &rest) && !rest[strspn(rest, " ")] && length->s > 0;
}

/* Of whole days the last one is said. */
static bool take_length(Screen *s, size_t item, WordsReading *reading)
{
	FormState *f = s->state;
	size_t begins = form_item_of(f, "start");
	const char *text = form_value(&f->form, item);
	Seconds length;
	if (f->kind != &kind_event || !str_same(form_slot(f, item)->name, "end") || begins == SIZE_MAX || !is_length(text + (*text == '+'), &length))
		return false;
	Arena *arena = arena_new();
	Moment start = form_moment_at(s, begins, arena);
	bool days = start.form == MOMENT_DAY;
	arena_free(arena);
	if (start.form == MOMENT_NONE || (days && length.s % DAY_SECONDS))
		return false;
	*reading = (WordsReading){.start = form_later(start, days ? length.s - DAY_SECONDS : length.s), .length = SECONDS_NONE};
	return true;
}

Err *form_said(Screen *s, size_t item, WordsReading *reading, bool *open)
{
	FormState *f = s->state;
	WordsContext context = work_words(ui_work(s->ui));
	context.may_be_past = form_slot(f, item)->field->type == FIELD_INSTANT;
	bool length = take_length(s, item, reading);
	if (!length)
		TRY(words_read(reading, form_value(&f->form, item), &context));
	bool hour = !length && take_hour(s, item, reading);
	if (open)
		*open = length || hour;
	return NULL;
}
