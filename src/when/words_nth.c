/* SPDX-License-Identifier: MIT */
/* The last day of a month, its last Friday, its first Monday: as a date, and as a series with every. */
#include "words_parse.h"

enum {
	NTH_MOST = 5,
	MONTHS_LOOKED = 24, /* a fifth Friday comes within a few months */
};

/* 2nd, 2-й: the sign and the ending after a figure. */
static size_t figure_ending(const Parser *p, size_t i)
{
	if (token_is_glued(p, i) && token_is(p, i, WORD_ORDINAL, NULL))
		return 1;
	return token_is_sign(p, i, '-') && token_is_glued(p, i) && token_is_glued(p, i + 1) && token_is(p, i + 1, WORD_ORDINAL, NULL) ? 2 : 0;
}

/* first, last, 2nd */
static size_t nth_said(const Parser *p, size_t i, int *nth)
{
	size_t ending;

	if (token_is(p, i, WORD_NTH, nth))
		return 1;
	if (!token_is_number(p, i, 1, nth) || *nth < 1 || *nth > NTH_MOST || (!p->whole && !number_begins(p, i)))
		return 0;
	ending = figure_ending(p, i + 1);
	return ending ? ending + 1 : 0;
}

/* DAY_NONE where the month has no such day. */
static Day nth_day(int32_t year, int month, int nth, int weekday)
{
	int last = month_length(year, month), day;

	if (!weekday)
		day = nth > 0 ? nth : last;
	else if (nth > 0)
		day = 1 + (weekday - day_weekday(day_of(year, month, 1)) + 7) % 7 + 7 * (nth - 1);
	else
		day = last - (day_weekday(day_of(year, month, last)) - weekday + 7) % 7;
	return day <= last ? day_of(year, month, day) : DAY_NONE;
}

/* Of the month that is `ahead` of this one. */
static Day nth_ahead(const Parser *p, int nth, int weekday, int ahead)
{
	int32_t year;
	int month, day, at;

	day_split(p->today, &year, &month, &day);
	at = year * 12 + month - 1 + ahead;
	return nth_day(at / 12, at % 12 + 1, nth, weekday);
}

static bool lies_there(const Parser *p, Day day, bool past, bool time_gone)
{
	if (day_is_none(day))
		return false;
	if (past)
		return day.n <= p->today.n;
	return day.n > p->today.n || (day.n == p->today.n && !time_gone);
}

static Day nth_towards(const Parser *p, const Draft *d, bool past, bool time_gone)
{
	for (int i = 0; i < MONTHS_LOOKED; i++) {
		Day day = nth_ahead(p, d->nth, d->number, past ? -i : i);

		if (lies_there(p, day, past, time_gone))
			return day;
	}
	return p->today;
}

Day nth_coming(const Parser *p, const Draft *d, bool time_gone)
{
	Day found = nth_towards(p, d, p->context->may_be_past, time_gone);

	return looks_about(p) && !d->has_rule ? date_nearer(p, nth_towards(p, d, true, time_gone), found) : found;
}

static size_t set_date(Draft *d, Day day, size_t used)
{
	if (day_is_none(day))
		return 0;
	d->kind = DRAFT_DATE;
	d->day = day;
	return used;
}

/* Of that month of the year that lies there, else of the year before or after; the fifth of them may be none. */
static Day nth_of_month(const Parser *p, int nth, int weekday, int month, bool past)
{
	int today_month, dom;
	int32_t year;
	Day day;

	day_split(p->today, &year, &today_month, &dom);
	day = nth_day(year, month, nth, weekday);
	if (!day_is_none(day) && !lies_there(p, day, past, false))
		day = nth_day(past ? year - 1 : year + 1, month, nth, weekday);
	return day;
}

/* "… of August [2027]": the next there is, or the last gone; the nearest where one looks about. */
static size_t of_named_month(const Parser *p, Draft *d, int nth, int weekday, size_t i)
{
	int month, said;
	Day day;

	if (!token_is(p, i, WORD_MONTH, &month))
		return 0;
	if (token_is_number(p, i + 1, 4, &said) && p->tokens->at[i + 1].digits == 4 && said >= 1900 && said <= 2999)
		return set_date(d, nth_day(said, month, nth, weekday), 2);
	day = nth_of_month(p, nth, weekday, month, p->context->may_be_past);
	if (looks_about(p))
		day = date_nearer(p, nth_of_month(p, nth, weekday, month, true), day);
	return set_date(d, day, 1);
}

static size_t set_coming(Draft *d, int nth, int weekday, size_t used)
{
	d->kind = DRAFT_NTH;
	d->nth = nth;
	d->number = weekday;
	return used;
}

static size_t set_series(Draft *d, int nth, int weekday, size_t used)
{
	d->has_rule = true;
	d->every = UNIT_MONTH;
	d->interval = 1;
	return set_coming(d, nth, weekday, used);
}

/* What the nth day is of: this, the next, every month, the year; with a series by the month it need not be said. */
static size_t of_what(const Parser *p, Draft *d, int nth, int weekday, size_t i, bool every)
{
	size_t at = i, used;
	bool next = false, this_one = false;
	int unit = UNIT_DAY;

	while (token_is(p, at, WORD_ARTICLE, NULL))
		at++;
	if (!every && !d->has_rule && token_is(p, at, WORD_EVERY, NULL)) {
		every = true;
		at++;
	} else if (token_is(p, at, WORD_THIS, NULL)) {
		this_one = true;
		at++;
	} else if (token_is(p, at, WORD_NEXT, &unit) && unit == 0) {
		next = true;
		at++;
	}
	if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_MONTH && p->tokens->at[at].to - p->tokens->at[at].from > 2) {
		at++;
		if (every)
			return set_series(d, nth, weekday, at - i);
		if (next || this_one)
			return set_date(d, nth_ahead(p, nth, weekday, next), at - i);
		return set_coming(d, nth, weekday, at - i);
	}
	if (every || d->has_rule)
		return 0;
	if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_YEAR && !weekday && nth < 0) {
		int32_t year;
		int month, day;

		day_split(p->today, &year, &month, &day);
		return set_date(d, day_of(year + next, 12, 31), at + 1 - i);
	}
	used = next || this_one ? 0 : of_named_month(p, d, nth, weekday, at);
	return used ? at - i + used : 0;
}

/*
 * "every last Friday" has but one meaning, "every 2nd Tuesday" is every other one; whether "every third Thursday" is of the month or of three weeks nobody
 * can tell.
 */
static size_t every_nth(Parser *p, Draft *d, int nth, int weekday, size_t from, size_t to)
{
	if (nth < 0)
		return set_series(d, nth, weekday, to - from);
	if (nth != 2) {
		parse_unread(p, from, to - from);
		return 0;
	}
	d->has_rule = true;
	d->every = UNIT_WEEK;
	d->interval = 2;
	d->weekdays |= 1u << weekday;
	return to - from;
}

size_t parse_nth(Parser *p, Draft *d, size_t i, bool every)
{
	size_t at = i, used;
	int nth, weekday = 0, unit;

	if (token_is(p, at, WORD_ARTICLE, NULL))
		at++;
	used = nth_said(p, at, &nth);
	if (!used)
		return 0;
	at += used;
	if (!token_is(p, at, WORD_WEEKDAY, &weekday) &&
	    !(token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_DAY && p->tokens->at[at].to - p->tokens->at[at].from > 2))
		return 0;
	at++;
	used = of_what(p, d, nth, weekday, at, every);
	if (used)
		return at - i + used;
	if (every && weekday)
		return every_nth(p, d, nth, weekday, i, at);
	if (!every && d->has_rule && d->every == UNIT_MONTH && !d->month_day)
		return set_coming(d, nth, weekday, at - i);
	return 0;
}
