/* SPDX-License-Identifier: MIT */
/* Phrases that say how long something takes, or how far from now it is. */
#include <string.h>

#include "words_parse.h"

/* "and a half", "с половиной" */
static size_t half_behind(const Parser *p, size_t i)
{
	size_t at = i + 1;

	if (!token_is(p, i, WORD_AND, NULL) && !token_is(p, i, WORD_FROM, NULL))
		return 0;
	at += token_is(p, at, WORD_NUMBER, NULL);
	return token_is(p, at, WORD_HALF, NULL) ? at + 1 - i : 0;
}

/* A number said in figures or words; 0 tokens when there is none. */
static size_t amount_whole(const Parser *p, size_t i, int *value, bool *half)
{
	*half = false;
	if (token_is_number(p, i, 4, value)) {
		if ((token_is_sign(p, i + 1, ',') || token_is_sign(p, i + 1, '.')) && token_is_glued(p, i + 1) && token_is_glued(p, i + 2) &&
		    token_is_number(p, i + 2, 1, NULL) && p->tokens->at[i + 2].value == 5) {
			*half = true;
			return 3;
		}
		return 1;
	}
	if (token_is(p, i, WORD_ONE_HALF, NULL)) {
		*value = 1;
		*half = true;
		return 1;
	}
	if (token_is(p, i, WORD_NUMBER, value)) {
		if (token_is(p, i, WORD_NUMBER, NULL) && token_is(p, i + 1, WORD_NUMBER, NULL) && *value == 1) { /* a couple */
			(void)token_is(p, i + 1, WORD_NUMBER, value);
			return 2 + (token_is(p, i + 2, WORD_ARTICLE, NULL) ? 1 : 0);
		}
		return 1;
	}
	return 0;
}

static size_t amount(const Parser *p, size_t i, int *value, bool *half)
{
	size_t used = amount_whole(p, i, value, half), more = used && !*half ? half_behind(p, i + used) : 0;

	*half |= more > 0;
	return used + more;
}

/* "half an hour", "a half year", "пол часа" */
static size_t half_of(const Parser *p, size_t i, WordUnit of)
{
	size_t at = i;
	int unit, one;

	at += token_is(p, at, WORD_NUMBER, &one) && one == 1;
	if (!token_is(p, at, WORD_HALF, NULL))
		return 0;
	at++;
	if (at == i + 1)
		at += token_is(p, at, WORD_NUMBER, &one) && one == 1;
	return token_is(p, at, WORD_UNIT, &unit) && unit == (int)of ? at + 1 - i : 0;
}

static size_t half_hour(const Parser *p, size_t i)
{
	return half_of(p, i, UNIT_HOUR);
}

static size_t half_year(const Parser *p, size_t i)
{
	return half_of(p, i, UNIT_YEAR);
}

/* Behind hours: "30 m", "and 15 minutes", "and a half". */
static size_t minutes_behind(const Parser *p, size_t i, int64_t *seconds)
{
	size_t at = i + token_is(p, i, WORD_AND, NULL), used = half_behind(p, i);
	int minutes, unit;

	if (used) {
		*seconds += 1800;
		return used;
	}
	if (!token_is_number(p, at, 2, &minutes) || !token_is(p, at + 1, WORD_UNIT, &unit) || unit != UNIT_MINUTE)
		return 0;
	*seconds += (int64_t)minutes * 60;
	return at + 2 - i;
}

/* "2 часа", "час", "полчаса", "1,5 ч", "1 h 30 m"; without a number one of it. Seconds for hours and minutes, else unit and value. */
static size_t span_of_time(const Parser *p, size_t i, bool one_too, WordUnit *unit, int *value, int64_t *seconds)
{
	size_t at = i, used;
	bool half = false;
	int u;

	*seconds = 0;
	*value = 1;
	if (token_is(p, at, WORD_HALF_UNIT, &u)) {
		*unit = UNIT_MINUTE;
		*seconds = u * 60;
		return 1;
	}
	if ((used = half_hour(p, at))) {
		*unit = UNIT_MINUTE;
		*seconds = 1800;
		return used;
	}
	if (token_is(p, at, WORD_HALF_YEAR, NULL)) {
		*unit = UNIT_MONTH;
		*value = 6;
		return 1;
	}
	if ((used = half_year(p, at))) {
		*unit = UNIT_MONTH;
		*value = 6;
		return used;
	}
	used = amount(p, at, value, &half);
	if (!used && !one_too)
		return 0;
	at += used;
	if (!half && token_is(p, at, WORD_FORTNIGHT, NULL)) {
		*unit = UNIT_WEEK;
		*value *= 2;
		return at + 1 - i;
	}
	if (!token_is(p, at, WORD_UNIT, &u))
		return 0;
	if (!used && p->tokens->at[at].to - p->tokens->at[at].from < 4) /* a lone "h", "д" */
		return 0;
	*unit = (WordUnit)u;
	at++;
	if (u <= UNIT_HOUR)
		*seconds = (int64_t)*value * (u == UNIT_HOUR ? 3600 : 60) + (half ? (u == UNIT_HOUR ? 1800 : 30) : 0);
	else if (half)
		return 0;
	if (u == UNIT_HOUR && !half)
		at += minutes_behind(p, at, seconds);
	return at - i;
}

size_t parse_span(const Parser *p, size_t i, WordUnit *unit, int *value, int64_t *seconds)
{
	return span_of_time(p, i, false, unit, value, seconds);
}

static void relative_set(Parser *p, Draft *d, WordUnit unit, int value, int64_t seconds, int sign)
{
	Day day = p->today;

	value *= sign;
	switch (unit) {
	case UNIT_MINUTE:
	case UNIT_HOUR:
		d->has_instant = true;
		d->instant.s = p->context->now.s + sign * seconds;
		return;
	case UNIT_DAY:
		day.n += value;
		break;
	case UNIT_WEEK:
		day.n += 7 * value;
		d->week_of = day;
		if (sign > 0 && day_weekday(day) > 5) /* at a week-end the week that comes is this one already */
			d->week_of.n += 2;
		break;
	case UNIT_MONTH:
		day = day_add_months(day, value);
		break;
	case UNIT_YEAR:
		day = day_add_months(day, 12 * value);
		break;
	}
	d->kind = DRAFT_DATE;
	d->day = day;
}

/* "через", "in", "ч/з" */
static size_t in_said(const Parser *p, size_t i)
{
	if (token_is(p, i, WORD_IN, NULL))
		return 1;
	if (token_is_sign(p, i + 1, '/') && token_is_glued(p, i + 1) && token_is_glued(p, i + 2) && p->tokens->at[i].kind == TOKEN_WORD &&
	    p->tokens->at[i + 2].kind == TOKEN_WORD && strcmp(p->tokens->at[i].word, "ч") == 0 && strcmp(p->tokens->at[i + 2].word, "з") == 0)
		return 3;
	return 0;
}

/* "3 рабочих дня", "business day": as many days but Saturdays and Sundays. */
static size_t working_days(const Parser *p, size_t i, int *value)
{
	bool half;
	int unit;
	size_t used = amount(p, i, value, &half), at = i + used;

	if (!used)
		*value = 1;
	if (half || !token_is(p, at, WORD_WORKING, NULL))
		return 0;
	at++;
	at += token_is_sign(p, at, '.') && token_is_glued(p, at);
	return token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_DAY ? at + 1 - i : 0;
}

static Day working_day(Day from, int value, int sign)
{
	Day day = from;

	while (value > 0 && value < 10000) {
		day.n += sign;
		value -= day_weekday(day) <= 5;
	}
	return day;
}

/* in 3 working days, 3 working days ago */
static size_t relative_working(const Parser *p, Draft *d, size_t i)
{
	size_t in = token_is_sign(p, i, '+') ? 1 : in_said(p, i), used;
	int value;
	bool ago;

	used = working_days(p, i + in, &value);
	ago = used && !in && token_is(p, i + used, WORD_AGO, NULL);
	if (!used || (!in && !ago))
		return 0;
	d->kind = DRAFT_DATE;
	d->day = working_day(p->today, value, ago ? -1 : 1);
	return in + used + ago;
}

/* "on Friday in 2 weeks" */
static size_t weeks_later(const Parser *p, Draft *d, size_t i)
{
	WordUnit unit = UNIT_DAY;
	int value;
	int64_t seconds;
	size_t in = in_said(p, i), used = in ? span_of_time(p, i + in, true, &unit, &value, &seconds) : 0;

	if (!used || unit != UNIT_WEEK || d->weeks || d->week > 0)
		return 0;
	d->weeks = value;
	return in + used;
}

/* "a week from Monday", "2 days from tomorrow" */
static size_t relative_from(Parser *p, Draft *d, size_t i)
{
	WordUnit unit = UNIT_DAY;
	int value;
	int64_t seconds;
	size_t used = span_of_time(p, i, true, &unit, &value, &seconds), more;
	Draft first = *d;

	if (!used || !token_is(p, i + used, WORD_FROM, NULL) || strcmp(p->tokens->at[i + used].word, "from") != 0)
		return 0;
	if (token_is(p, i + used + 1, WORD_NOW, NULL)) {
		relative_set(p, d, unit, value, seconds, 1);
		return used + 2;
	}
	if (unit < UNIT_DAY)
		return 0;
	more = parse_day(p, &first, i + used + 1);
	if (more && first.kind == DRAFT_WEEKDAY && unit == UNIT_WEEK && !first.week) {
		first.weeks = value;
	} else if (more && first.kind == DRAFT_DATE) {
		Day today = p->today;

		p->today = first.day;
		relative_set(p, &first, unit, value, seconds, 1);
		p->today = today;
	} else {
		return 0;
	}
	*d = first;
	return used + 1 + more;
}

/* +3d, через 2 часа, in a week, 3 дня назад; tomorrow+2w adds to the day before it. */
size_t parse_relative(Parser *p, Draft *d, size_t i)
{
	WordUnit unit = UNIT_DAY;
	int value, sign = 1;
	int64_t seconds;
	size_t used, in, at = i;

	if (d->has_instant)
		return 0;
	if (d->kind == DRAFT_NO_DAY && ((used = relative_working(p, d, i)) || (used = relative_from(p, d, i))))
		return used;
	if (d->kind == DRAFT_WEEKDAY && p->joined && (used = weeks_later(p, d, i)))
		return used;
	if (token_is_sign(p, i, '+') || (p->whole && token_is_sign(p, i, '-') && i == 0)) {
		sign = token_is_sign(p, i, '+') ? 1 : -1;
		used = span_of_time(p, i + 1, false, &unit, &value, &seconds);
		if (!used)
			return 0;
		if (d->kind == DRAFT_DATE && unit > UNIT_HOUR) {
			Day today = p->today;

			p->today = d->day;
			relative_set(p, d, unit, value, seconds, sign);
			p->today = today;
		} else if (d->kind == DRAFT_NO_DAY) {
			relative_set(p, d, unit, value, seconds, sign);
		} else {
			return 0;
		}
		return used + 1;
	}
	if (d->kind != DRAFT_NO_DAY)
		return 0;
	if ((in = in_said(p, at))) {
		used = span_of_time(p, at + in, true, &unit, &value, &seconds);
		if (used)
			relative_set(p, d, unit, value, seconds, 1);
		return used ? used + in : 0;
	}
	used = span_of_time(p, at, true, &unit, &value, &seconds);
	if (used && token_is(p, at + used, WORD_AGO, NULL)) {
		relative_set(p, d, unit, value, seconds, -1);
		return used + 1;
	}
	if (p->whole && !d->has_time && !d->has_rule && (used = span_of_time(p, at, false, &unit, &value, &seconds)) && unit >= UNIT_DAY) {
		relative_set(p, d, unit, value, seconds, 1); /* "3d" where nothing but a date is asked for */
		return used;
	}
	return 0;
}

/* "на час", "for 2 h" anywhere beside a date; "15м" directly after it. */
size_t parse_length(Parser *p, Draft *d, size_t i, bool adjacent)
{
	WordUnit unit = UNIT_DAY;
	int value;
	int64_t seconds;
	bool said = token_is(p, i, WORD_FOR, NULL);
	size_t used;

	if (d->has_length || d->has_end || (!said && (!adjacent || d->has_instant)))
		return 0;
	used = span_of_time(p, i + said, said, &unit, &value, &seconds);
	if (!used || seconds <= 0)
		return 0;
	/* "завтра 15 часов": behind a day without an hour it is the hour, where it can be one. */
	if (!said && p->joined && d->kind != DRAFT_NO_DAY && !d->has_time && used == 2 && unit == UNIT_HOUR && value >= 7 && value < 24)
		return 0;
	d->has_length = true;
	d->length = seconds;
	return used + said;
}
