/* SPDX-License-Identifier: MIT */
/* Days said by a part of a month or a week: в начале августа, in the middle of the month, early next week. The first working day, the 15th, Wednesday. */
#include <string.h>

#include "words_parse.h"

typedef enum Within {
	WITHIN_BEGINNING,
	WITHIN_MIDDLE,
} Within;

static Day in_month(Within within, int32_t year, int month)
{
	Day day = day_of(year, month, within == WITHIN_MIDDLE ? 15 : 1);

	while (within == WITHIN_BEGINNING && day_weekday(day) > 5)
		day.n++;
	return day;
}

/* The next there is; the last gone where the past is meant. */
static Day in_named_month(const Parser *p, Within within, int month)
{
	int32_t year;
	int now, dom;
	Day gone, coming;

	day_split(p->today, &year, &now, &dom);
	coming = gone = in_month(within, year, month);
	if (coming.n < p->today.n)
		coming = in_month(within, year + 1, month);
	if (gone.n > p->today.n)
		gone = in_month(within, year - 1, month);
	if (p->context->may_be_past)
		return gone;
	return looks_about(p) ? date_nearer(p, gone, coming) : coming;
}

static Day in_this_month(const Parser *p, Within within, bool next)
{
	int32_t year;
	int month, dom;

	day_split(p->today, &year, &month, &dom);
	Day day = in_month(within, year, month);
	if (p->context->may_be_past && !next)
		return day.n <= p->today.n ? day : in_month(within, month > 1 ? year : year - 1, month > 1 ? month - 1 : 12);
	return next || day.n < p->today.n ? in_month(within, month < 12 ? year : year + 1, month < 12 ? month + 1 : 1) : day;
}

/* The first working day of the year, or of its second half. */
static Day in_year(Within within, int32_t year)
{
	return in_month(WITHIN_BEGINNING, year, within == WITHIN_MIDDLE ? 7 : 1);
}

static Day in_this_year(const Parser *p, Within within, bool next)
{
	int32_t year;
	int month, dom;

	day_split(p->today, &year, &month, &dom);
	Day day = in_year(within, year);
	if (next)
		return in_year(within, year + 1);
	if (p->context->may_be_past)
		return day.n <= p->today.n ? day : in_year(within, year - 1);
	Day coming = day.n < p->today.n ? in_year(within, year + 1) : day;
	return looks_about(p) ? date_nearer(p, day.n <= p->today.n ? day : in_year(within, year - 1), coming) : coming;
}

/* "с начала года": since then. */
static bool since_is_said(const Parser *p, size_t i)
{
	size_t at = i && token_is(p, i - 1, WORD_ARTICLE, NULL) ? i - 1 : i;

	return at && token_is(p, at - 1, WORD_FROM, NULL);
}

static Day in_week(const Parser *p, Within within, bool next)
{
	Day day = {p->today.n - day_weekday(p->today) + (within == WITHIN_MIDDLE ? 3 : 1)};

	if (p->context->may_be_past && !next)
		return (Day){day.n <= p->today.n ? day.n : day.n - 7};
	return (Day){next || day.n < p->today.n ? day.n + 7 : day.n};
}

/* The year behind the month's name. */
static size_t year_said(const Parser *p, size_t i, int *year)
{
	int unit;

	if (!token_is_number(p, i, 4, year) || p->tokens->at[i].digits != 4 || *year < 1900 || *year > 2999)
		return 0;
	return token_is(p, i + 1, WORD_UNIT, &unit) && unit == UNIT_YEAR ? 2 : 1;
}

size_t parse_within(Parser *p, Draft *d, size_t i)
{
	Within within = token_is(p, i, WORD_MIDDLE, NULL) ? WITHIN_MIDDLE : WITHIN_BEGINNING;
	size_t at = i + 1, used;
	int month, unit, year;
	bool next;

	if (within == WITHIN_BEGINNING && !token_is(p, i, WORD_BEGINNING, NULL))
		return 0;
	at += token_is_sign(p, at, '-') && token_is_glued(p, at); /* mid-August */
	while (token_is(p, at, WORD_ARTICLE, NULL) || token_is(p, at, WORD_THIS, NULL))
		at++;
	if (at == i + 1 && strcmp(p->tokens->at[i].word, "start") == 0)
		return 0; /* "start August campaign" */
	next = token_is(p, at, WORD_NEXT, NULL);
	at += next;
	if (!next && token_is(p, at, WORD_MONTH, &month)) {
		used = year_said(p, at + 1, &year);
		d->day = used ? in_month(within, year, month) : in_named_month(p, within, month);
		d->has_year = used > 0;
		at += used;
	} else if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_MONTH) {
		d->day = in_this_month(p, within, next);
	} else if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_WEEK) {
		d->day = in_week(p, within, next);
	} else if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_YEAR && !since_is_said(p, i)) {
		d->day = in_this_year(p, within, next);
	} else if (!next && (used = year_said(p, at, &year)) && !since_is_said(p, i)) {
		d->day = in_year(within, year);
		d->has_year = true;
		at += used - 1;
	} else {
		return 0;
	}
	d->kind = DRAFT_DATE;
	return at + 1 - i;
}

/* "в марте", "in January 2027", "к марту": its first working day. Of the month that goes on nobody can tell which. */
size_t parse_month(Parser *p, Draft *d, size_t i)
{
	int32_t this_year;
	int month, year, now, dom, only = 0;
	bool in = token_is(p, i, WORD_AT, NULL) || (token_is(p, i, WORD_IN, &only) && !only);
	bool by = token_is(p, i, WORD_BY, NULL), until = by && d->has_rule && !d->has_until; /* "каждый пн до марта" */
	size_t used;

	if ((!p->months && !p->whole && !until) || (!until && d->has_rule && by) || d->kind != DRAFT_NO_DAY || (!in && !by) || !token_is(p, i + 1, WORD_MONTH, &month) || token_is_number(p, i + 2, 2, NULL))
		return 0;
	day_split(p->today, &this_year, &now, &dom);
	used = year_said(p, i + 2, &year);
	if (!used && month == now)
		return 0;
	Day day = used ? in_month(WITHIN_BEGINNING, year, month) : in_named_month(p, WITHIN_BEGINNING, month);
	if (until) {
		d->has_until = true;
		day_split(day, &this_year, &month, &dom);
		d->until = (Day){day.n - dom};
		return 2 + used;
	}
	d->day = day;
	d->has_year = used > 0;
	d->kind = DRAFT_DATE;
	d->deadline |= by;
	return 2 + used;
}
