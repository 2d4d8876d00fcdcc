/* SPDX-License-Identifier: MIT */
/* Values of a field for people, and values that people and scripts type. Words of dates are the business of when/words.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/field.h"
#include "kartoteka/when/words.h"
#include "member.h"

/* ---- Shown ---- */
static void show_day(Str *out, Day day)
{
	int32_t year;
	int month, number;
	day_split(day, &year, &month, &number);
	str_addf(out, "%02d.%02d.%04d", number, month, (int)year);
}

static void show_birth(Str *out, Birth birth)
{
	if (birth.month == 0)
		return;
	str_addf(out, "%02d.%02d", birth.day, birth.month);
	if (birth.year)
		str_addf(out, ".%04d", birth.year);
}

static void show_moment(Str *out, Moment moment)
{
	if (moment.form == MOMENT_NONE)
		return;
	show_day(out, moment.day);
	if (moment.form == MOMENT_DAY)
		return;
	str_addf(out, " %02d:%02d", moment.second / 3600, moment.second / 60 % 60);
	if (moment.form == MOMENT_UTC)
		str_add(out, " UTC");
}

static void show_instant(Str *out, Instant t)
{
	if (instant_is_none(t))
		return;
	Moment moment = {.form = MOMENT_UTC};
	int64_t days = t.s >= 0 ? t.s / DAY_SECONDS : -((-t.s + DAY_SECONDS - 1) / DAY_SECONDS);
	moment.day.n = (int32_t)days;
	moment.second = (int32_t)(t.s - days * DAY_SECONDS);
	show_moment(out, moment);
}

static void show_local(Str *out, Instant t, const Zone *zone)
{
	Moment moment = {.form = MOMENT_LOCAL};
	zone_local(zone, t, &moment.day, &moment.second);
	show_moment(out, moment);
}

void field_show_in(Str *out, const Field *field, const void *record, const Zone *zone)
{
	if (field->type == FIELD_INSTANT && zone && !instant_is_none(member_instant(field, record)))
		show_local(out, member_instant(field, record), zone);
	else
		field_show(out, field, record);
}

void field_show(Str *out, const Field *field, const void *record)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NOTE: {
		const char *text = member_text(field, record).s;
		str_add(out, text ? text : "");
		break;
	}
	case FIELD_ID: {
		Id id = member_id(field, record);
		if (id.v)
			str_addf(out, "%lld", (long long)id.v);
		break;
	}
	case FIELD_FLAG:
		str_add(out, member_flag(field, record).v ? _("yes") : _("no"));
		break;
	case FIELD_COUNT:
		str_addf(out, "%lld", (long long)member_count(field, record).n);
		break;
	case FIELD_CHOICE: {
		Choice choice = member_choice(field, record);
		for (int i = 0; field->choices && field->choices[i].name; i++) {
			if (i == choice.v)
				str_add(out, _(field->choices[i].label));
		}
		break;
	}
	case FIELD_BYTES: {
		Bytes bytes = member_bytes(field, record);
		str_addf(out, P_("%zu byte", "%zu bytes", bytes.n), bytes.n);
		break;
	}
	case FIELD_INSTANT:
		show_instant(out, member_instant(field, record));
		break;
	case FIELD_DAY:
		if (!day_is_none(member_day(field, record)))
			show_day(out, member_day(field, record));
		break;
	case FIELD_BIRTH:
		show_birth(out, member_birth(field, record));
		break;
	case FIELD_MOMENT:
		show_moment(out, member_moment(field, record));
		break;
	case FIELD_SECONDS:
		if (member_seconds(field, record).s != SECONDS_NONE.s)
			words_length(out, member_seconds(field, record));
		break;
	}
}

/* ---- Typed ---- */
/* A macro, so that the compiler checks the format. */
#define NOT_READ(typed, what) err_word(err_new(ERR_USAGE, what, typed), typed, 0)

static bool word_is(const char *folded, const char *word)
{
	Str other = {0};
	fold_word(&other, word);
	bool is = strcmp(folded, str_text(&other)) == 0;
	str_done(&other);
	return is;
}

static bool word_in(const char *typed, const char *const words[])
{
	Str folded = {0};
	bool in = false;
	fold_word(&folded, typed);
	for (size_t i = 0; words[i] && !in; i++)
		in = word_is(str_text(&folded), words[i]);
	str_done(&folded);
	return in;
}

static Err *read_flag(const Field *field, void *record, const char *typed)
{
	static const char *const yes[] = {"1", "yes", "y", "true", "on", "да", "д", "есть", NULL};
	static const char *const no[] = {"0", "no", "n", "false", "off", "нет", "н", NULL};
	bool is = word_in(typed, yes) || word_in(typed, (const char *const[]){_("yes"), NULL});
	if (!is && !word_in(typed, no) && !word_in(typed, (const char *const[]){_("no"), NULL}))
		return NOT_READ(typed, _("“%s” is neither yes nor no"));
	member_put(field, record, &(Flag){is}, sizeof(Flag));
	return NULL;
}

static Err *read_choice(const Field *field, void *record, const char *typed)
{
	Str folded = {0}, known = {0};
	int found = -1;
	fold_word(&folded, typed);
	for (int i = 0; field->choices && field->choices[i].name; i++) {
		const FieldChoice *choice = &field->choices[i];
		if (found < 0 && (word_is(str_text(&folded), choice->name) || word_is(str_text(&folded), choice->label) || word_is(str_text(&folded), _(choice->label))))
			found = i;
		str_addf(&known, i ? ", %s" : "%s", choice->name);
	}
	Err *err = NULL;
	if (found >= 0)
		member_put(field, record, &(Choice){found}, sizeof(Choice));
	else
		err = err_word(err_new(ERR_USAGE, _("“%s” is none of: %s"), typed, str_text(&known)), typed, 0);
	str_done(&folded);
	str_done(&known);
	return err;
}

static bool iso_date(const char *s, int *year, int *month, int *day)
{
	return str_take_number(year, &s, 4, 4) && str_take_char(&s, '-') && str_take_number(month, &s, 1, 2) && str_take_char(&s, '-') &&
	       str_take_number(day, &s, 1, 2) && !*s;
}

/* "23.07.2026", "23.07", "23.07."; the year 0 when it was not said. */
static bool pointed_date(const char *s, int *year, int *month, int *day)
{
	*year = 0;
	if (!str_take_number(day, &s, 1, 2) || !str_take_char(&s, '.') || !str_take_number(month, &s, 1, 2))
		return false;
	if (str_take_char(&s, '.') && *s && !str_take_number(year, &s, 4, 4))
		return false;
	return !*s;
}

static bool read_date(const char *typed, int *year, int *month, int *day)
{
	if (!iso_date(typed, year, month, day) && !pointed_date(typed, year, month, day))
		return false;
	return day_valid(*year ? *year : 2000, *month, *day);
}

static Err *read_birth(const Field *field, void *record, const char *typed)
{
	Birth birth;
	int year, month, day;
	if (!birth_read(&birth, typed)) {
		if (!read_date(typed, &year, &month, &day))
			return NOT_READ(typed, _("“%s” is no date: 14.03.1985 or 14.03"));
		birth = (Birth){(int16_t)year, (int8_t)month, (int8_t)day};
	}
	member_put(field, record, &birth, sizeof birth);
	return NULL;
}

static Err *read_day(const Field *field, void *record, const char *typed)
{
	Day out;
	int year, month, day;
	if (!day_read(&out, typed)) {
		if (!read_date(typed, &year, &month, &day) || !year)
			return NOT_READ(typed, _("“%s” is no date: 2026-07-23 or 23.07.2026"));
		out = day_of(year, month, day);
	}
	member_put(field, record, &out, sizeof out);
	return NULL;
}

/* "23.07.2026", "23.07.2026 10:00" */
static bool read_date_and_time(const char *typed, Moment *out)
{
	char date[16];
	int year, month, day, hour, minute;
	size_t n = strcspn(typed, " ");
	const char *s = typed + n + strspn(typed + n, " ");
	if (n >= sizeof date)
		return false;
	memcpy(date, typed, n);
	date[n] = '\0';
	if (!read_date(date, &year, &month, &day) || !year)
		return false;
	*out = moment_of_day(day_of(year, month, day));
	if (!*s)
		return true;
	if (!str_take_number(&hour, &s, 1, 2) || !str_take_char(&s, ':') || !str_take_number(&minute, &s, 1, 2) || *s || hour > 23 || minute > 59)
		return false;
	out->form = MOMENT_LOCAL;
	out->second = hour * 3600 + minute * 60;
	return true;
}

static Err *read_moment(const Field *field, void *record, const char *typed)
{
	Moment moment;
	if (!moment_read(&moment, typed) && !read_date_and_time(typed, &moment))
		return NOT_READ(typed, _("“%s” is no time: 2026-07-23T10:00:00 or 23.07.2026 10:00"));
	member_put(field, record, &moment, sizeof moment);
	return NULL;
}

/* "8m", "1h 30m", "1 ч 5 мин", "1:30", "90s", "-10m"; a bare number is minutes. */
static bool read_length(const char *typed, int64_t *out)
{
	int hours, minutes;
	int64_t sign = 1, sum = 0;
	if (*typed == '-') {
		sign = -1;
		typed++;
	}
	const char *s = typed;
	if (str_take_number(&hours, &s, 1, 5) && str_take_char(&s, ':') && str_take_number(&minutes, &s, 1, 2) && !*s && minutes < 60) {
		*out = sign * ((int64_t)hours * 3600 + minutes * 60);
		return true;
	}
	for (; *typed; typed += strspn(typed, " .")) {
		Seconds one;
		if (!words_length_take(&one, &typed))
			return false;
		sum += one.s;
	}
	*out = sign * sum;
	return true;
}

static Err *read_text(const Field *field, void *record, const char *typed, Arena *arena)
{
	Str text = {0};
	utf8_repair(&text, typed, strlen(typed));
	char *kept = arena_dupn(arena, str_text(&text), text.n);
	str_done(&text);
	if (field->type == FIELD_TEXT) {
		for (char *p = kept; *p; p++) {
			if (*p == '\n' || *p == '\r' || *p == '\t')
				*p = ' ';
		}
		Span span = span_trim(span_of(kept));
		kept = arena_dupn(arena, span.s, span.n);
	}
	member_put(field, record, &(Text){*kept ? kept : NULL}, sizeof(Text));
	return NULL;
}

static Err *read_number(const Field *field, void *record, const char *typed)
{
	int64_t n;
	if (!str_to_int(typed, &n))
		return NOT_READ(typed, _("“%s” is no whole number"));
	if (field->type == FIELD_ID)
		member_put(field, record, &(Id){n}, sizeof(Id));
	else
		member_put(field, record, &(Count){n}, sizeof(Count));
	return NULL;
}

static Err *read_instant(const Field *field, void *record, const char *typed)
{
	Instant t;
	if (!instant_read(&t, typed))
		return NOT_READ(typed, _("“%s” is no instant: 2026-07-23T10:00:00Z"));
	member_put(field, record, &t, sizeof t);
	return NULL;
}

Err *field_read(const Field *field, void *record, const char *typed, Arena *arena)
{
	Span span = span_trim(span_of(typed));
	if (span.n == 0) {
		field_clear(field, record);
		return NULL;
	}
	const char *word = arena_dupn(arena, span.s, span.n);
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
		return read_text(field, record, typed, arena);
	case FIELD_BYTES: {
		Bytes bytes = {arena_dup(arena, typed), strlen(typed)};
		member_put(field, record, &bytes, sizeof bytes);
		return NULL;
	}
	case FIELD_ID:
	case FIELD_COUNT:
		return read_number(field, record, word);
	case FIELD_FLAG:
		return read_flag(field, record, word);
	case FIELD_CHOICE:
		return read_choice(field, record, word);
	case FIELD_INSTANT:
		return read_instant(field, record, word);
	case FIELD_DAY:
		return read_day(field, record, word);
	case FIELD_BIRTH:
		return read_birth(field, record, word);
	case FIELD_MOMENT:
		return read_moment(field, record, word);
	case FIELD_SECONDS: {
		Seconds length;
		if (!read_length(word, &length.s))
			return NOT_READ(word, _("“%s” is no length: 8m, 1h 30m, 1:30"));
		member_put(field, record, &length, sizeof length);
		return NULL;
	}
	}
	return NULL;
}
