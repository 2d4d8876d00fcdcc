/* SPDX-License-Identifier: MIT */
/* Phrases that say a day: words, weekdays, dates in figures and with a month's name, ends and next ones, and "in 3 days". */
#include <string.h>

#include "words_parse.h"

#define RANGE_OVER_YEARS 183 /* days: "10.12-1.12" is a slip */

static Day month_end(Day d)
{
	int32_t year;
	int month, day;

	day_split(d, &year, &month, &day);
	return day_of(year, month, month_length(year, month));
}

static void draft_date(Draft *d, Day day)
{
	d->kind = DRAFT_DATE;
	d->day = day;
}

/* 31.02: the date is wrong, not the grammar. */
static size_t date_wrong(Parser *p, size_t i, size_t used)
{
	if (p->wrong == SIZE_MAX) {
		p->wrong = i;
		p->wrong_n = used;
	}
	return 0;
}

static int year_whole(const Parser *p, size_t i, int year)
{
	return p->tokens->at[i].digits == 2 ? 2000 + year : year;
}

static size_t date_set(Parser *p, Draft *d, size_t at, size_t used, int year, int month, int day)
{
	if (!day_valid(year ? year : 2000, month, day))
		return date_wrong(p, at, used);
	draft_date(d, year ? day_of(year, month, day) : date_of(p, month, day));
	d->has_year = year != 0;
	d->floats = !year;
	return used;
}

/* 2026-08-15 */
static size_t date_iso(Parser *p, Draft *d, size_t i)
{
	int year, month, day;

	if (!token_is_number(p, i, 4, &year) || p->tokens->at[i].digits != 4 || !token_is_sign(p, i + 1, '-') || !token_is_glued(p, i + 1) ||
	    !token_is_number(p, i + 2, 2, &month) || !token_is_glued(p, i + 2) || !token_is_sign(p, i + 3, '-') ||
	    !token_is_number(p, i + 4, 2, &day) || !token_is_glued(p, i + 4) || year < 1)
		return 0;
	return date_set(p, d, i, 5, year, month, day);
}

/* "8/15 at 10": nobody goes on so behind a fraction. */
static bool time_follows(const Parser *p, size_t i)
{
	int half;

	if (token_is(p, i, WORD_AT, NULL) && token_is_number(p, i + 1, 2, NULL))
		return true;
	return token_is_number(p, i, 2, NULL) && !token_is_glued(p, i) && (token_is_sign(p, i + 1, ':') || day_half(p, i + 1, &half));
}

/* 25/11, 11/25 in a line; 24/7, 1/2 and the 15/2 of a house or a paper are none. */
static bool slash_is_date(const Parser *p, size_t i)
{
	const Token *t = p->tokens->at;
	bool said = i > 0 && (token_is(p, i - 1, WORD_BY, NULL) || (token_is(p, i - 1, WORD_ON, NULL) && strcmp(t[i - 1].word, "on") == 0));

	bool with_weekday = token_is(p, i + 3, WORD_WEEKDAY, NULL) || (i > 0 && token_is(p, i - 1, WORD_WEEKDAY, NULL));
	if (!p->slashes && !with_weekday)
		return false;
	if ((i > 0 && token_is(p, i - 1, WORD_NUMBERED, NULL)) || (token_is_glued(p, i + 3) && t[i + 3].kind == TOKEN_WORD))
		return false;
	if (t[i].digits == 2 && t[i + 2].digits == 2)
		return number_ends(p, i + 2);
	return (t[i].value != 24 || t[i + 2].value != 7) && (said || time_follows(p, i + 3));
}

/* 15.08, 15.08.2027, 15.08.27, 15/08/2027, 15-08-2027 */
static size_t date_figures(Parser *p, Draft *d, size_t i)
{
	int day, month, year = 0;
	char sign;
	size_t used = 3;

	if (!token_is_number(p, i, 2, &day) || i + 2 >= p->tokens->n || p->tokens->at[i + 1].kind != TOKEN_SIGN)
		return 0;
	sign = p->tokens->at[i + 1].sign;
	if ((sign != '.' && sign != '/' && sign != '-') || !token_is_glued(p, i + 1) || !token_is_number(p, i + 2, 2, &month) ||
	    !token_is_glued(p, i + 2))
		return 0;
	if (token_is_sign(p, i + 3, sign) && token_is_glued(p, i + 3) && token_is_number(p, i + 4, 4, &year) && token_is_glued(p, i + 4) &&
	    p->tokens->at[i + 4].digits != 3 && p->tokens->at[i + 4].digits != 1) {
		year = year_whole(p, i + 4, year);
		used = 5;
	}
	if (used == 3 && (sign == '-' || (!p->whole && !(sign == '/' ? slash_is_date(p, i) : p->tokens->at[i + 2].digits == 2))))
		return 0;                                 /* 14-15 is a span of time; 1/2 and 5.1 in a line are no dates */
	if (sign == '/' && month > 12 && day <= 12) { /* month first */
		int swap = month;
		month = day;
		day = swap;
	}
	if (used == 3 && month > 12 && day < 24 && month < 60 && sign == '.')
		return 0; /* 14.30 */
	if (!p->whole && (day < 1 || day > 31 || month < 1 || month > 12))
		return 0; /* 98.40, 0.05, "в 10.00" */
	if (used == 3 && token_is_glued(p, i + 3) && (token_is_number(p, i + 3, 9, NULL) || token_is_sign(p, i + 3, '/') || token_is_sign(p, i + 3, ':')))
		return 0;
	return date_set(p, d, i, used, year, month, day);
}

/* The year after a day and a month: 2027, with "г." or "года" or without. */
static size_t year_after(const Parser *p, size_t i, int *year)
{
	int unit, said;
	size_t comma = token_is_sign(p, i, ',') ? 1 : 0;

	if (!token_is_number(p, i + comma, 4, &said) || p->tokens->at[i + comma].digits != 4 || said < 1900 || said > 2999)
		return 0;
	*year = said;
	if (token_is(p, i + comma + 1, WORD_UNIT, &unit) && unit == UNIT_YEAR)
		return comma + 2 + (token_is_sign(p, i + comma + 2, '.') && token_is_glued(p, i + comma + 2) && p->tokens->at[i + comma + 1].to - p->tokens->at[i + comma + 1].from <= 2);
	return comma + 1;
}

size_t number_ending(const Parser *p, size_t i)
{
	int row;

	if (token_is_glued(p, i) && token_is(p, i, WORD_ORDINAL, &row) && row == 0)
		return 1;
	if (token_is_sign(p, i, '-') && token_is_glued(p, i) && token_is_glued(p, i + 1) && token_is(p, i + 1, WORD_ORDINAL, &row) && row == 0)
		return 2;
	return 0;
}

static size_t day_number(const Parser *p, size_t i, int *day)
{
	int tens = 0;
	bool more = token_is(p, i, WORD_NUMBER, &tens) && (tens == 20 || tens == 30);
	size_t at = i + more, last = i;
	int before;

	at += more && token_is_sign(p, at, '-') && token_is_glued(p, at) && token_is_glued(p, at + 1); /* twenty-first */
	if (!token_is(p, at, WORD_DAY_NUMBER, day) || (more && *day > 9))
		return 0;
	if (last > 0 && token_is_glued(p, i) && token_is_sign(p, i - 1, '-'))
		last--;
	if (!more && *day < 10 && last > 0 && token_is(p, last - 1, WORD_NUMBER, &before) && before >= 20)
		return 0;
	*day += more ? tens : 0;
	return at + 1 - i;
}

static bool is_english(const Parser *p, size_t i)
{
	return (unsigned char)*p->tokens->at[i].word < 0x80;
}

/* "первого", "двадцать первое"; in English with "of" behind it, since "the second March" is none. */
size_t day_number_said(const Parser *p, size_t i, int *day)
{
	size_t used = day_number(p, i, day);

	return used && is_english(p, i) && !token_is(p, i + used, WORD_ARTICLE, NULL) ? 0 : used;
}

/* 15 августа, 15th of August 2027, первого августа, August 15, 2027 */
static size_t date_named(Parser *p, Draft *d, size_t i)
{
	size_t at = i, said = day_number_said(p, i, &(int){0});
	int day, month, year = 0;

	if (said ? day_number_said(p, at, &day) > 0 : token_is_number(p, at, 2, &day)) {
		at += said ? said : 1 + number_ending(p, at + 1);
		if (token_is(p, at, WORD_ARTICLE, NULL))
			at++;
		if (!token_is(p, at, WORD_MONTH, &month))
			return 0;
		at++;
		if (token_is_sign(p, at, '.') && token_is_glued(p, at) && (at + 1 < p->tokens->n))
			at++; /* "15 авг. 10:30" */
	} else if (token_is(p, at, WORD_MONTH, &month) && token_is_number(p, at + 1, 2, &day)) {
		at += 2;
		at += number_ending(p, at);
		if (token_is_sign(p, at, ':') || (token_is_sign(p, at, '.') && token_is_glued(p, at + 1)))
			return 0;
	} else {
		return 0;
	}
	if (!p->whole && (day < 1 || day > 31))
		return 0;
	at += year_after(p, at, &year);
	return date_set(p, d, i, at - i, year, month, day);
}

/* 1-14 августа, (с) 1 по 14 августа 2027, (from) 1 to 14 August: whole days, the last one too */
static size_t date_span(Parser *p, Draft *d, size_t i)
{
	size_t at = i + 1;
	int first, last, month, year = 0;
	bool from = i > 0 && token_is(p, i - 1, WORD_FROM, NULL);
	Draft more = *d;

	if (!token_is_number(p, i, 2, &first) || d->has_length)
		return 0;
	if (token_is_sign(p, at, '-') || (from && (token_is(p, at, WORD_TO, NULL) || token_is(p, at, WORD_EACH_ON, NULL))))
		at++;
	else
		return 0;
	if (!token_is_number(p, at, 2, &last) || !token_is(p, at + 1, WORD_MONTH, &month))
		return 0;
	at += 2;
	at += year_after(p, at, &year);
	if (last <= first)
		return parse_backwards(p, i, at - i);
	if (!date_set(p, &more, i, at - i, year, month, last))
		return 0;
	*d = more;
	d->day.n -= last - first;
	d->has_length = true;
	d->length = (int64_t)(last - first + 1) * DAY_SECONDS;
	return at - i;
}

static size_t date_whole(Parser *p, Draft *d, size_t i)
{
	size_t used = date_iso(p, d, i);

	if (!used)
		used = date_named(p, d, i);
	return used ? used : date_figures(p, d, i);
}

/* The last day of a range whose first was said before token i: a date, or of "dec 1-10" the day alone. */
static size_t range_last(Parser *p, const Draft *first, Draft *last, size_t i, bool named)
{
	int32_t year;
	int month, day, number;
	size_t used = date_whole(p, last, i);

	if (used || !named || !token_is_glued(p, i) || !token_is_number(p, i, 2, &number) || !number_ends(p, i) ||
	    (token_is_glued(p, i + 1) && !token_is_sign(p, i + 1, ',')))
		return used;
	day_split(first->day, &year, &month, &day);
	return date_set(p, last, i, 1, year, month, number);
}

/* A year that was not said follows from the other day; over a new year only for what a trip or a leave takes. */
static bool range_reckon(const Draft *first, const Draft *last, Day *from, Day *to)
{
	int32_t from_year, to_year;
	int from_month, from_day, to_month, to_day;
	bool over;

	day_split(first->day, &from_year, &from_month, &from_day);
	day_split(last->day, &to_year, &to_month, &to_day);
	over = from_month > to_month || (from_month == to_month && from_day > to_day);
	if (!first->has_year)
		from_year = to_year - over;
	else if (!last->has_year)
		to_year = from_year + over;
	if (!day_valid(from_year, from_month, from_day) || !day_valid(to_year, to_month, to_day))
		return false;
	*from = day_of(from_year, from_month, from_day);
	*to = day_of(to_year, to_month, to_day);
	return from->n <= to->n && (!over || (first->has_year && last->has_year) || to->n - from->n <= RANGE_OVER_YEARS);
}

static size_t range_take(Parser *p, Draft *d, const Draft *first, const Draft *last, size_t i, size_t used)
{
	Day from, to;

	if (!range_reckon(first, last, &from, &to))
		return parse_backwards(p, i, used);
	draft_date(d, from);
	d->has_length = true;
	d->length = (int64_t)(to.n - from.n + 1) * DAY_SECONDS;
	return used;
}

/* 1-10.12 */
static size_t range_figures(Parser *p, Draft *d, size_t i)
{
	Draft last = *d, first;
	int32_t year;
	int number, month, day;
	size_t used;

	if (!token_is_number(p, i, 2, &number) || number < 1 || number > 31 || !token_is_sign(p, i + 1, '-') || !(used = date_figures(p, &last, i + 2)))
		return 0;
	first = last;
	day_split(last.day, &year, &month, &day);
	if (number > day)
		return parse_backwards(p, i, used + 2);
	first.day.n -= day - number;
	return range_take(p, d, &first, &last, i, used + 2);
}

/* 1.12-10.12, 1-10.12, 1 dec - 10 dec, dec 1-10, (с) 28 декабря по 10 января: whole days, the last one too */
static size_t date_range(Parser *p, Draft *d, size_t i)
{
	Draft first = *d, last = *d;
	bool from = i > 0 && token_is(p, i - 1, WORD_FROM, NULL) && !move_is_said(p);
	size_t used, more;

	if (d->has_length || d->kind != DRAFT_NO_DAY)
		return 0;
	used = date_whole(p, &first, i);
	if (!used)
		return range_figures(p, d, i);
	if (!token_is_sign(p, i + used, '-') && !(from && (token_is(p, i + used, WORD_TO, NULL) || token_is(p, i + used, WORD_EACH_ON, NULL))))
		return 0;
	used++;
	more = range_last(p, &first, &last, i + used, token_is(p, i, WORD_MONTH, NULL));
	return more ? range_take(p, d, &first, &last, i, used + more) : 0;
}

static bool hours_follow(const Parser *p, size_t i);

/* "on the twenty-first", "Friday the fifth at 10", and no "on the fifth floor"; `the`: its article. */
static size_t day_of_words(const Parser *p, size_t the, int *day)
{
	size_t used = day_number(p, the + 1, day), at = the + 1 + used;

	if (!used || !is_english(p, the + 1) || the == 0)
		return 0;
	if (!token_is(p, the - 1, WORD_ON, NULL) && !token_is(p, the - 1, WORD_BY, NULL) && !token_is(p, the - 1, WORD_WEEKDAY, NULL))
		return 0;
	return at == p->tokens->n || p->tokens->at[at].kind == TOKEN_SIGN || hours_follow(p, at) ? used : 0;
}

/* 25 числа, 25-го, 25-е число, the 25th */
static size_t date_of_month(Parser *p, Draft *d, size_t i)
{
	size_t at = i, ordinal;
	int day, unit;
	bool article = token_is(p, at, WORD_ARTICLE, NULL);
	size_t named = article ? date_named(p, d, at + 1) : 0; /* the 2nd of December */

	if (named)
		return named + 1;
	if (article)
		at++;
	size_t said = day_number_said(p, at, &day); /* первого числа */
	size_t words = !said && at > 0 && token_is(p, at - 1, WORD_ARTICLE, NULL) ? day_of_words(p, at - 1, &day) : 0;
	if (words) {
		d->kind = DRAFT_MONTH_DAY;
		d->number = day;
		return at + words - i;
	}
	if (!said && (!token_is_number(p, at, 2, &day) || day < 1 || day > 31))
		return 0;
	at += said ? said : 1;
	ordinal = said ? 0 : number_ending(p, at);
	at += ordinal;
	if (token_is(p, at, WORD_OF_MONTH, NULL))
		at++;
	else if (!ordinal)
		return 0;
	d->kind = DRAFT_MONTH_DAY;
	d->number = day;
	if (token_is(p, at, WORD_NEXT, NULL) && token_is(p, at + 1, WORD_UNIT, &unit) && unit == UNIT_MONTH) {
		Day first = day_add_months((Day){month_end(p->today).n}, 1);
		int32_t year;
		int month, last;

		day_split(first, &year, &month, &last);
		if (!day_valid(year, month, day))
			return date_wrong(p, i, at + 2 - i);
		draft_date(d, day_of(year, month, day));
		at += 2;
	}
	return at - i;
}

static Day week_monday(Day d)
{
	return (Day){d.n - day_weekday(d) + 1};
}

static Day end_of(const Parser *p, WordUnit unit)
{
	int32_t year;
	int month, day, weekday = day_weekday(p->today);

	day_split(p->today, &year, &month, &day);
	switch (unit) {
	case UNIT_WEEK: /* the working week's; at a week-end its Sunday */
		return (Day){p->today.n + (weekday <= 5 ? 5 - weekday : 7 - weekday)};
	case UNIT_MONTH:
		return month_end(p->today);
	case UNIT_YEAR:
		return day_of(year, 12, 31);
	case UNIT_MINUTE:
	case UNIT_HOUR:
	case UNIT_DAY:
		break;
	}
	return p->today;
}

/* "конец августа 2027": the next there is, this month's too */
static size_t named_month_end(const Parser *p, Draft *d, size_t i, int month)
{
	int32_t year;
	int now, day, said = 0;
	size_t used = 1 + year_after(p, i + 1, &said);

	day_split(p->today, &year, &now, &day);
	if (said)
		year = said;
	else if (month < now)
		year++;
	draft_date(d, day_of(year, month, month_length(year, month)));
	d->has_year = said != 0;
	return used;
}

/* eom, конец месяца, end of the month, end of August, конец дня (a time) */
static size_t day_end(Parser *p, Draft *d, size_t i)
{
	size_t at = i;
	int unit, year, next = 0;

	if (token_is(p, at, WORD_END_OF, &unit)) {
		at++;
	} else {
		if (!token_is(p, at, WORD_END, NULL))
			return 0;
		at++;
		while (token_is(p, at, WORD_ARTICLE, NULL) || token_is(p, at, WORD_THIS, NULL))
			at++;
		if (token_is(p, at, WORD_NEXT, NULL)) {
			next = 1;
			at++;
		}
		if (!next && token_is(p, at, WORD_MONTH, &unit))
			return at + named_month_end(p, d, at, unit) - i;
		size_t used = !next && token_is_number(p, at, 4, NULL) ? year_after(p, at, &year) : 0;
		if (used) { /* конец 2027 года */
			draft_date(d, day_of(year, 12, 31));
			d->has_year = true;
			return at + used - i;
		}
		if (!token_is(p, at, WORD_UNIT, &unit) || unit < UNIT_DAY)
			return 0;
		at++;
	}
	if (unit == UNIT_DAY) {
		d->has_time = true;
		d->second = part_minutes(p->context, PART_WORKDAY_END) * 60;
		d->deadline = true;
		return at - i;
	}
	draft_date(d, end_of(p, (WordUnit)unit));
	if (next && unit == UNIT_WEEK)
		d->day.n += 7;
	else if (next && unit == UNIT_MONTH)
		d->day = month_end(day_add_months(p->today, 1));
	else if (next)
		d->day = month_end(day_add_months(d->day, 12));
	return at - i;
}

/* next week, на той неделе, next month, this Friday, в следующий вторник */
static size_t day_next(Parser *p, Draft *d, size_t i)
{
	int that = 0, weekday, unit;
	bool next = token_is(p, i, WORD_NEXT, &that), this_one = !next && token_is(p, i, WORD_THIS, NULL);
	size_t used = 2;
	int32_t year;
	int month, day;

	if (!next && !this_one)
		return 0;
	if (next && token_is_sign(p, i + 1, '.') && token_is_glued(p, i + 1))
		used++; /* "в след. понедельник" */
	if (!that && token_is(p, i + used - 1, WORD_WEEKDAY, &weekday)) {
		d->kind = DRAFT_WEEKDAY;
		d->number = weekday;
		d->week = next ? 1 : -1;
		return used;
	}
	if (!token_is(p, i + used - 1, WORD_UNIT, &unit) || (unit != UNIT_WEEK && unit != UNIT_MONTH && unit != UNIT_YEAR) || (that && unit != UNIT_WEEK))
		return 0;
	if (this_one) {
		if (unit != UNIT_WEEK)
			return 0;
		draft_date(d, end_of(p, UNIT_WEEK));
		d->week_of = p->today;
		d->deadline = true;
		return used;
	}
	day_split(p->today, &year, &month, &day);
	if (unit == UNIT_WEEK) {
		d->week_of = (Day){week_monday(p->today).n + 7};
		draft_date(d, d->week_of);
	} else {
		draft_date(d, unit == UNIT_MONTH ? day_of(year, month + 1, 1) : day_of(year + 1, 1, 1));
	}
	return used;
}

/* "-ср", "по среду" behind a weekday: how many days from that one on, the last one too; 0 tokens where nothing of the kind stands there. */
static size_t weekday_last(const Parser *p, int first, size_t i, bool from, int *days)
{
	int last;

	if (!token_is_sign(p, i, '-') && !(from && (token_is(p, i, WORD_TO, NULL) || token_is(p, i, WORD_EACH_ON, NULL))))
		return 0;
	if (!token_is(p, i + 1, WORD_WEEKDAY, &last))
		return 0;
	*days = (last - first + 7) % 7 + 1;
	return 2;
}

static bool hours_follow(const Parser *p, size_t i)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};

	return parse_time(&look, &more, i, true) > 0;
}

/* пн-ср, с понедельника по среду, from Mon to Wed: whole days. Hours of each of them ("пн-пт 9-18") are no one thing. */
static size_t weekday_range(Parser *p, Draft *d, size_t i)
{
	int first, days;
	bool from = i > 0 && token_is(p, i - 1, WORD_FROM, NULL) && !move_is_said(p);
	size_t used = token_is(p, i, WORD_WEEKDAY, &first) ? weekday_last(p, first, i + 1, from, &days) : 0;

	if (!used)
		return 0;
	used++;
	if (d->kind != DRAFT_NO_DAY || d->has_rule || d->has_time || d->has_length || days == 1 || hours_follow(p, i + used)) {
		parse_unread(p, i, used);
		return 0;
	}
	d->kind = DRAFT_WEEKDAY;
	d->number = first;
	d->has_length = true;
	d->length = (int64_t)days * DAY_SECONDS;
	return used;
}

static size_t day_word(Parser *p, Draft *d, size_t i)
{
	int value;

	if (token_is(p, i, WORD_DAY, &value)) {
		draft_date(d, (Day){p->today.n + value});
		return 1;
	}
	if (token_is(p, i, WORD_WEEKDAY, &value)) {
		/* a two-letter form may be ended by a point */
		d->kind = DRAFT_WEEKDAY;
		d->number = value;
		return 1;
	}
	if (token_is(p, i, WORD_WEEKEND, NULL)) {
		d->kind = DRAFT_WEEKDAY;
		d->number = 6;
		return 1;
	}
	return 0;
}

/* [the] day after tomorrow, [the] day before yesterday */
static size_t day_beyond(const Parser *p, Draft *d, size_t i)
{
	size_t at = i + token_is(p, i, WORD_ARTICLE, NULL);
	int unit, day;

	if (!token_is(p, at, WORD_UNIT, &unit) || unit != UNIT_DAY || !token_is(p, at + 2, WORD_DAY, &day))
		return 0;
	if (!(day == 1 && token_is(p, at + 1, WORD_AFTER, NULL)) && !(day == -1 && token_is(p, at + 1, WORD_BEFORE, NULL)))
		return 0;
	draft_date(d, (Day){p->today.n + 2 * day});
	return at + 3 - i;
}

static bool number_is_date(const Parser *p, size_t i)
{
	if (i >= p->tokens->n || p->tokens->at[i].kind != TOKEN_NUMBER)
		return false;
	return number_is_free(p, i) || (token_is_sign(p, i + 1, '/') && number_begins(p, i));
}

static size_t day_core(Parser *p, Draft *d, size_t i)
{
	size_t used = parse_nth(p, d, i, false);

	if (!used)
		used = day_beyond(p, d, i);
	if (!used)
		used = weekday_range(p, d, i);
	if (!used)
		used = day_word(p, d, i);
	if (!used)
		used = day_next(p, d, i);
	if (!used)
		used = day_end(p, d, i);
	if (!used)
		used = parse_within(p, d, i);
	if (!used && (p->whole || day_number(p, i, &(int){0}) || token_is(p, i, WORD_MONTH, NULL) || token_is(p, i, WORD_ARTICLE, NULL) || number_is_date(p, i))) {
		used = date_range(p, d, i);
		if (!used)
			used = date_iso(p, d, i);
		if (!used)
			used = date_span(p, d, i);
		if (!used)
			used = date_named(p, d, i);
		if (!used)
			used = date_of_month(p, d, i);
		if (!used)
			used = date_figures(p, d, i);
	}
	return used;
}

/* A weekday beside a week that was said, or beside a date that it only confirms. */
static size_t day_more(Parser *p, Draft *d, size_t i)
{
	size_t at = i, used;
	Draft more = *d;

	if (token_is(p, at, WORD_AT, NULL) || token_is(p, at, WORD_ON, NULL))
		at++;
	int weekday, days;
	if (p->joined && token_is(p, at, WORD_WEEKDAY, &weekday) && weekday_last(p, weekday, at + 1, false, &days)) {
		parse_unread(p, at, 3);
		return 0;
	}
	more.kind = DRAFT_NO_DAY;
	if (d->kind == DRAFT_DATE && !day_is_none(d->week_of) && (used = day_word(p, &more, at)) && more.kind == DRAFT_WEEKDAY) {
		d->day = (Day){week_monday(d->week_of).n + more.number - 1};
		d->week_of = DAY_NONE;
		d->deadline = false;
		return at - i + used;
	}
	more.kind = DRAFT_NO_DAY;
	if (d->kind == DRAFT_WEEKDAY && (used = day_next(p, &more, at)) && !day_is_none(more.week_of)) {
		draft_date(d, (Day){week_monday(more.week_of).n + d->number - 1});
		return at - i + used;
	}
	more = *d;
	more.kind = DRAFT_NO_DAY;
	if (d->kind == DRAFT_DATE && (used = day_word(p, &more, at)) && more.kind == DRAFT_WEEKDAY && more.number == day_weekday(d->day))
		return at - i + used; /* 24 July Fri */
	more = *d;
	more.kind = DRAFT_NO_DAY;
	if (p->joined && d->kind == DRAFT_DATE && (used = day_core(p, &more, at)) && more.kind == DRAFT_DATE && more.day.n == d->day.n && more.has_length == d->has_length)
		return at - i + used; /* "завтра, 24 июля" */
	more = *d;
	more.kind = DRAFT_NO_DAY;
	if (d->kind == DRAFT_WEEKDAY && !d->week && (used = day_core(p, &more, at)) && more.kind == DRAFT_MONTH_DAY &&
	    day_weekday(month_day_day(p, &more, more.number)) == d->number) {
		draft_date(d, month_day_day(p, &more, more.number));
		return at - i + used; /* Friday the 27th */
	}
	more = *d;
	more.kind = DRAFT_NO_DAY;
	if (d->kind == DRAFT_WEEKDAY && (used = day_core(p, &more, at)) && more.kind == DRAFT_DATE && day_weekday(more.day) == d->number) {
		draft_date(d, more.day);
		if (more.has_length && !d->has_length) {
			d->has_length = true;
			d->length = more.length;
		}
		return at - i + used; /* пт 24 июля */
	}
	return 0;
}

/* Beside a day that is known other dates are the matter's, but not one that is none: "завтра КП 30 февраля". */
static void wrong_beside(Parser *p, size_t i)
{
	Draft scratch = {.week_of = DAY_NONE};

	if (token_is(p, i, WORD_MONTH, NULL) || (token_is_number(p, i, 4, NULL) && number_is_free(p, i)))
		(void)date_whole(p, &scratch, i);
}

/* No date in figures begins with it: "дом 5 к 2". */
static bool is_bare_number(const Parser *p, size_t i)
{
	if (!token_is_number(p, i, 9, NULL))
		return false;
	return !token_is(p, i + 1, WORD_MONTH, NULL) && !number_ending(p, i + 1) && !(token_is_glued(p, i + 1) && token_is_number(p, i + 2, 4, NULL));
}

/* "at the end of", "in the middle of" */
static bool end_is_said(const Parser *p, size_t i)
{
	int only = 0;
	size_t at = i + 1 + token_is(p, i + 1, WORD_ARTICLE, NULL);

	if (!token_is(p, i, WORD_AT, NULL) && !(token_is(p, i, WORD_IN, &only) && !only))
		return false;
	return token_is(p, at, WORD_END, NULL) || token_is(p, at, WORD_BEGINNING, NULL) || token_is(p, at, WORD_MIDDLE, NULL);
}

size_t parse_day(Parser *p, Draft *d, size_t i)
{
	size_t at = i, used;
	bool by = false, moves = move_is_said(p);
	Draft more = *d;

	if ((used = parse_month(p, d, i)))
		return used;
	if (!p->whole && i > 0 && (token_is(p, i - 1, WORD_DATED, NULL) || (p->tokens->at[i - 1].kind == TOKEN_NUMBER && token_is(p, i, WORD_BY, NULL) && is_bare_number(p, i + 1))))
		return 0; /* "договор от 15.08" is that paper's date; "дом 5 к 2" an address */
	if (d->kind != DRAFT_NO_DAY && !(d->has_rule && token_is(p, i, WORD_BY, NULL))) {
		used = day_more(p, d, i);
		if (!used && !p->whole)
			wrong_beside(p, i);
		return used;
	}
	size_t limit = limit_said(p, at, &by);
	if (limit) {
		at += limit;
	} else if (token_is(p, at, WORD_BY, NULL)) {
		by = true;
		at++;
	} else if (token_is(p, at, WORD_ON, NULL) || token_is(p, at, WORD_FROM, NULL) || (moves && token_is(p, at, WORD_TO, NULL)) || end_is_said(p, at)) {
		at++;
	}
	if (at > i && token_is(p, at, WORD_ARTICLE, NULL) && !token_is_number(p, at + 1, 2, NULL))
		at++;
	more.kind = DRAFT_NO_DAY;
	used = day_core(p, &more, at);
	if (!used || (used == 1 && at == i && token_is(p, i, WORD_WEEKEND, NULL) && !p->whole))
		return 0;
	if (!p->whole && at > 0 && more.has_length == d->has_length && token_is(p, at - 1, WORD_FROM, NULL) &&
	    (token_is(p, at + used, WORD_ON, NULL) || (moves && token_is(p, at + used, WORD_TO, NULL))))
		return 0; /* "перенести с пятницы на среду": the second is meant */
	if (by && d->has_rule && more.kind == DRAFT_DATE) {
		d->has_until = true;
		d->until = more.day;
		return at - i + used;
	}
	*d = more;
	d->deadline |= by;
	return at - i + used;
}
