/* SPDX-License-Identifier: MIT */
/*
 * The one place that turns a field's offset into a member: values out and in. How values look to people and how typed ones are read is in
 * field_words.c.
 */
#include "kartoteka/model/field.h"

#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "member.h"

static const unsigned char *member_at(const Field *field, const void *record)
{
	return (const unsigned char *)record + field->offset;
}

/* memcpy and not a cast: a table that lies about an offset cannot break alignment. */
#define MEMBER_GETTER(Type, name) \
	Type name(const Field *field, const void *record) \
	{ \
		Type out; \
		memcpy(&out, member_at(field, record), sizeof out); \
		return out; \
	}
MEMBER_GETTER(Id, member_id)
MEMBER_GETTER(Text, member_text)
MEMBER_GETTER(Flag, member_flag)
MEMBER_GETTER(Count, member_count)
MEMBER_GETTER(Choice, member_choice)
MEMBER_GETTER(Bytes, member_bytes)
MEMBER_GETTER(Instant, member_instant)
MEMBER_GETTER(Day, member_day)
MEMBER_GETTER(Birth, member_birth)
MEMBER_GETTER(Moment, member_moment)
MEMBER_GETTER(Seconds, member_seconds)

/* Note and Text are both one pointer, told apart by type only. */
_Static_assert(sizeof(Note) == sizeof(Text), "a note is read as a text");

const char *field_zone(const Field *field, const void *record)
{
	for (size_t i = 0; i < countof(field->clocks) && field->clocks[i]; i++) {
		Text zone;
		memcpy(&zone, (const unsigned char *)record + field->clocks[i], sizeof zone);
		if (zone.s && *zone.s)
			return zone.s;
	}
	return NULL;
}

void member_put(const Field *field, void *record, const void *member, size_t n)
{
	memcpy((unsigned char *)record + field->offset, member, n);
}

bool value_same(const Value *a, const Value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_NULL:
		return true;
	case VALUE_INT:
		return a->i == b->i;
	case VALUE_TEXT:
	case VALUE_BYTES:
		return a->n == b->n && (a->n == 0 || memcmp(a->s, b->s, a->n) == 0);
	}
	return false;
}

Value value_dup(Arena *arena, const Value *value)
{
	Value out = *value;
	if ((value->type == VALUE_TEXT || value->type == VALUE_BYTES) && value->s) {
		/* NUL may be among the bytes, so it is no string; one more stands behind them. */
		char *copy = arena_alloc(arena, value->n + 1);
		memcpy(copy, value->s, value->n);
		out.s = copy;
	}
	return out;
}

static Value value_of_int(int64_t i)
{
	return (Value){.type = VALUE_INT, .i = i};
}

static Value value_of_text(const char *s)
{
	if (!s || !*s)
		return (Value){.type = VALUE_NULL};
	return (Value){.type = VALUE_TEXT, .s = s, .n = strlen(s)};
}

static int choice_count(const Field *field)
{
	int n = 0;
	while (field->choices && field->choices[n].name)
		n++;
	return n;
}

Value field_get(const Field *field, const void *record, Arena *arena)
{
	const Value none = {.type = VALUE_NULL};
	char text[WHEN_TEXT];
	switch (field->type) {
	case FIELD_ID: {
		Id id = member_id(field, record);
		return id.v ? value_of_int(id.v) : none;
	}
	case FIELD_TEXT:
	case FIELD_NOTE:
		return value_of_text(member_text(field, record).s);
	case FIELD_FLAG:
		return value_of_int(member_flag(field, record).v ? 1 : 0);
	case FIELD_COUNT:
		return value_of_int(member_count(field, record).n);
	case FIELD_CHOICE: {
		Choice choice = member_choice(field, record);
		return choice.v >= 0 && choice.v < choice_count(field) ? value_of_text(field->choices[choice.v].name) : none;
	}
	case FIELD_BYTES: {
		Bytes bytes = member_bytes(field, record);
		return bytes.n ? (Value){.type = VALUE_BYTES, .s = bytes.s, .n = bytes.n} : none;
	}
	case FIELD_INSTANT: {
		Instant t = member_instant(field, record);
		return instant_is_none(t) ? none : value_of_int(t.s);
	}
	case FIELD_SECONDS: {
		Seconds length = member_seconds(field, record);
		return length.s == SECONDS_NONE.s ? none : value_of_int(length.s);
	}
	case FIELD_DAY: {
		Day day = member_day(field, record);
		if (day_is_none(day))
			return none;
		day_text(text, day);
		return value_of_text(arena_dup(arena, text));
	}
	case FIELD_BIRTH: {
		Birth birth = member_birth(field, record);
		if (birth.month == 0)
			return none;
		birth_text(text, birth);
		return value_of_text(arena_dup(arena, text));
	}
	case FIELD_MOMENT: {
		Moment moment = member_moment(field, record);
		if (moment.form == MOMENT_NONE)
			return none;
		moment_text(text, moment);
		return value_of_text(arena_dup(arena, text));
	}
	}
	return none;
}

void field_clear(const Field *field, void *record)
{
	switch (field->type) {
	case FIELD_ID:
		member_put(field, record, &(Id){0}, sizeof(Id));
		break;
	case FIELD_TEXT:
	case FIELD_NOTE:
		member_put(field, record, &(Text){NULL}, sizeof(Text));
		break;
	case FIELD_FLAG:
		member_put(field, record, &(Flag){false}, sizeof(Flag));
		break;
	case FIELD_COUNT:
		member_put(field, record, &(Count){0}, sizeof(Count));
		break;
	case FIELD_CHOICE:
		member_put(field, record, &(Choice){0}, sizeof(Choice));
		break;
	case FIELD_BYTES:
		member_put(field, record, &(Bytes){NULL, 0}, sizeof(Bytes));
		break;
	case FIELD_INSTANT:
		member_put(field, record, &INSTANT_NONE, sizeof(Instant));
		break;
	case FIELD_SECONDS:
		member_put(field, record, &SECONDS_NONE, sizeof(Seconds));
		break;
	case FIELD_DAY:
		member_put(field, record, &DAY_NONE, sizeof(Day));
		break;
	case FIELD_BIRTH:
		member_put(field, record, &(Birth){0}, sizeof(Birth));
		break;
	case FIELD_MOMENT:
		member_put(field, record, &(Moment){.form = MOMENT_NONE}, sizeof(Moment));
		break;
	}
}

static Err *unreadable(const Field *field)
{
	return err_word(err_new(ERR_FAILED, _("%s: the stored value cannot be read"), _(field->label)), field->name, -1);
}

static Err *set_int(const Field *field, void *record, const Value *value)
{
	if (value->type != VALUE_INT)
		return unreadable(field);
	int64_t i = value->i;
	switch (field->type) {
	case FIELD_ID:
		member_put(field, record, &(Id){i}, sizeof(Id));
		return NULL;
	case FIELD_FLAG:
		member_put(field, record, &(Flag){i != 0}, sizeof(Flag));
		return NULL;
	case FIELD_COUNT:
		member_put(field, record, &(Count){i}, sizeof(Count));
		return NULL;
	case FIELD_INSTANT:
		member_put(field, record, &(Instant){i}, sizeof(Instant));
		return NULL;
	case FIELD_SECONDS:
		member_put(field, record, &(Seconds){i}, sizeof(Seconds));
		return NULL;
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_CHOICE:
	case FIELD_BYTES:
	case FIELD_DAY:
	case FIELD_BIRTH:
	case FIELD_MOMENT:
		break;
	}
	return unreadable(field);
}

/* The when functions want a C string; a value's text may go on behind its n bytes. */
static bool text_of_value(char out[WHEN_TEXT], const Value *value)
{
	if (value->type != VALUE_TEXT || value->n >= WHEN_TEXT)
		return false;
	memcpy(out, value->s, value->n);
	out[value->n] = '\0';
	return true;
}

static Err *set_date(const Field *field, void *record, const Value *value)
{
	char text[WHEN_TEXT];
	if (!text_of_value(text, value))
		return unreadable(field);
	if (field->type == FIELD_DAY) {
		Day day;
		if (!day_read(&day, text))
			return unreadable(field);
		member_put(field, record, &day, sizeof day);
	} else if (field->type == FIELD_BIRTH) {
		Birth birth;
		if (!birth_read(&birth, text))
			return unreadable(field);
		member_put(field, record, &birth, sizeof birth);
	} else {
		Moment moment;
		if (!moment_read(&moment, text))
			return unreadable(field);
		member_put(field, record, &moment, sizeof moment);
	}
	return NULL;
}

static Err *set_choice(const Field *field, void *record, const Value *value)
{
	for (int i = 0; value->type == VALUE_TEXT && field->choices && field->choices[i].name; i++) {
		if (strlen(field->choices[i].name) == value->n && memcmp(field->choices[i].name, value->s, value->n) == 0) {
			member_put(field, record, &(Choice){i}, sizeof(Choice));
			return NULL;
		}
	}
	return unreadable(field);
}

Err *field_set(const Field *field, void *record, const Value *value)
{
	if (value->type == VALUE_NULL) {
		field_clear(field, record);
		return NULL;
	}
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
		if (value->type != VALUE_TEXT)
			return unreadable(field);
		member_put(field, record, &(Text){value->s}, sizeof(Text));
		return NULL;
	case FIELD_BYTES:
		if (value->type != VALUE_BYTES && value->type != VALUE_TEXT)
			return unreadable(field);
		member_put(field, record, &(Bytes){value->s, value->n}, sizeof(Bytes));
		return NULL;
	case FIELD_CHOICE:
		return set_choice(field, record, value);
	case FIELD_DAY:
	case FIELD_BIRTH:
	case FIELD_MOMENT:
		return set_date(field, record, value);
	case FIELD_ID:
	case FIELD_FLAG:
	case FIELD_COUNT:
	case FIELD_INSTANT:
	case FIELD_SECONDS:
		return set_int(field, record, value);
	}
	return unreadable(field);
}

void field_copy(const Field *field, void *to, const void *from)
{
	static const size_t size[] = {
		[FIELD_ID] = sizeof(Id),
		[FIELD_TEXT] = sizeof(Text),
		[FIELD_NOTE] = sizeof(Note),
		[FIELD_FLAG] = sizeof(Flag),
		[FIELD_COUNT] = sizeof(Count),
		[FIELD_CHOICE] = sizeof(Choice),
		[FIELD_BYTES] = sizeof(Bytes),
		[FIELD_INSTANT] = sizeof(Instant),
		[FIELD_DAY] = sizeof(Day),
		[FIELD_BIRTH] = sizeof(Birth),
		[FIELD_MOMENT] = sizeof(Moment),
		[FIELD_SECONDS] = sizeof(Seconds),
	};
	memcpy((unsigned char *)to + field->offset, member_at(field, from), size[field->type]);
}
