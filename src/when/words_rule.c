/* SPDX-License-Identifier: MIT */
/* Phrases that say a series: only with every, each, daily and the like; a weekday alone is one day (tasknotes#665). */
#include "words_parse.h"

static unsigned workdays(void)
{
	return 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5;
}

static void rule_set(Draft *d, WordUnit every, int interval)
{
	d->has_rule = true;
	d->every = every;
	d->interval = interval;
}

/* "пн и ср", "Mon, Wed and Fri" */
static size_t weekdays_list(const Parser *p, size_t i, unsigned *set)
{
	size_t at = i;
	int weekday, last;

	while (token_is(p, at, WORD_WEEKDAY, &weekday)) {
		*set |= 1u << weekday;
		if (token_is_sign(p, at + 1, '-') && token_is(p, at + 2, WORD_WEEKDAY, &last)) { /* пн-пт */
			while (weekday != last) {
				weekday = weekday % 7 + 1;
				*set |= 1u << weekday;
			}
			at += 2;
		}
		size_t next = at + 1;

		if (token_is_sign(p, next, ','))
			next++;
		if (token_is(p, next, WORD_AND, NULL))
			next++;
		if (token_is(p, next, WORD_EACH_ON, NULL) || token_is(p, next, WORD_ON, NULL))
			next++;
		if (next == at + 1 || !token_is(p, next, WORD_WEEKDAY, NULL))
			return at + 1 - i;
		at = next;
	}
	return at - i;
}

/* "every 2 weeks on Mon and Wed", "каждую неделю по пн" */
static size_t rule_days(const Parser *p, Draft *d, size_t i)
{
	unsigned set = 0;
	size_t used = token_is(p, i, WORD_EACH_ON, NULL) || token_is(p, i, WORD_ON, NULL) ? weekdays_list(p, i + 1, &set) : 0;

	if (!used)
		return 0;
	d->weekdays = set;
	return used + 1;
}

/* "of the month" */
static size_t of_month(const Parser *p, size_t i)
{
	size_t at = i;
	int unit;

	while (token_is(p, at, WORD_ARTICLE, NULL))
		at++;
	return token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_MONTH && p->tokens->at[at].to - p->tokens->at[at].from > 3 ? at + 1 - i : 0;
}

/* A quarter, half a year, a fortnight: what the rule has no word for. */
static size_t long_unit(const Parser *p, size_t i, Draft *d, int interval)
{
	int unit;

	if (token_is(p, i, WORD_QUARTER_YEAR, NULL)) {
		rule_set(d, UNIT_MONTH, 3 * interval);
	} else if (token_is(p, i, WORD_HALF_YEAR, NULL)) {
		rule_set(d, UNIT_MONTH, 6 * interval);
	} else if (token_is(p, i, WORD_FORTNIGHT, NULL)) {
		rule_set(d, UNIT_WEEK, 2 * interval);
	} else if (token_is(p, i, WORD_HALF, NULL) && token_is(p, i + 1, WORD_UNIT, &unit) && unit == UNIT_YEAR) {
		rule_set(d, UNIT_MONTH, 6 * interval);
		return 2;
	} else {
		return 0;
	}
	return 1;
}

/* After "every": [2 | other] unit, weekdays, workday, the 15th. */
static size_t rule_every(Parser *p, Draft *d, size_t i)
{
	size_t at = i, used;
	int interval = 1, unit, day;
	unsigned set = 0;

	if ((used = parse_nth(p, d, i, true))) /* every last Friday of the month */
		return used;
	if (p->wrong == i) /* every third Friday */
		return 0;
	used = day_number_said(p, at, &day); /* каждого пятого числа */
	if (used && token_is(p, at + used, WORD_OF_MONTH, NULL)) {
		rule_set(d, UNIT_MONTH, 1);
		d->month_day = day;
		return used + 1 + of_month(p, at + used + 1);
	}
	if (token_is(p, at, WORD_OTHER, NULL)) {
		interval = 2;
		at++;
	} else if (token_is_number(p, at, 3, &interval) && interval > 0) {
		size_t after = at + 1;

		day = interval;
		if (token_is_glued(p, after) && token_is(p, after, WORD_ORDINAL, NULL))
			after++;
		else if (token_is_sign(p, after, '-') && token_is(p, after + 1, WORD_ORDINAL, NULL))
			after += 2;
		if ((after > at + 1 || token_is(p, after, WORD_OF_MONTH, NULL)) && !token_is(p, after, WORD_UNIT, NULL) && day <= 31) {
			rule_set(d, UNIT_MONTH, 1);
			d->month_day = day;
			after += token_is(p, after, WORD_OF_MONTH, NULL);
			return after - i + of_month(p, after);
		}
		at++;
	} else if (token_is(p, at, WORD_NUMBER, &interval)) {
		at++;
	}
	if ((used = weekdays_list(p, at, &set))) {
		rule_set(d, UNIT_WEEK, interval);
		d->weekdays = set;
		return at - i + used;
	}
	if (token_is(p, at, WORD_WORKDAYS, NULL) || (token_is(p, at, WORD_WORKING, NULL) && token_is(p, at + 1, WORD_UNIT, &unit) && unit == UNIT_DAY)) {
		rule_set(d, UNIT_WEEK, 1);
		d->weekdays = workdays();
		at++;
		if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_DAY) /* каждый будний день */
			at++;
		return at - i;
	}
	if ((used = long_unit(p, at, d, interval)))
		return at - i + used;
	if (token_is(p, at, WORD_UNIT, &unit) && unit >= UNIT_HOUR) {
		rule_set(d, (WordUnit)unit, interval);
		at++;
		return at - i + (unit == UNIT_WEEK ? rule_days(p, d, at) : 0);
	}
	return 0;
}

/* "раз в 2 недели", "once a week" */
static size_t rule_once(const Parser *p, Draft *d, size_t i)
{
	size_t at = i + 1;
	int interval = 1, unit;

	if (token_is(p, at, WORD_AT, NULL))
		at++;
	if (token_is_number(p, at, 2, &interval) || token_is(p, at, WORD_NUMBER, &interval))
		at++;
	if (token_is(p, at, WORD_EVERY, NULL))
		at++;
	size_t used = at > i + 1 && interval > 0 ? long_unit(p, at, d, interval) : 0;
	if (used)
		return at - i + used;
	if (at == i + 1 || !token_is(p, at, WORD_UNIT, &unit) || unit < UNIT_DAY || interval < 1)
		return 0;
	rule_set(d, (WordUnit)unit, interval);
	return at + 1 - i;
}

/* "по вторникам и четвергам", "on Tuesdays" (the plural says series), "по будням" */
static size_t rule_plural(const Parser *p, Draft *d, size_t i)
{
	bool po = token_is(p, i, WORD_EACH_ON, NULL);
	size_t at = i + 1, used;
	unsigned set = 0;
	const char *word;

	if (!po && !token_is(p, i, WORD_ON, NULL))
		return 0;
	if (token_is(p, at, WORD_WORKDAYS, NULL)) {
		rule_set(d, UNIT_WEEK, 1);
		d->weekdays = workdays();
		return 2;
	}
	if (po && token_is(p, at, WORD_WEEKEND, NULL)) {
		rule_set(d, UNIT_WEEK, 1);
		d->weekdays = 1u << 6 | 1u << 7;
		return 2;
	}
	used = weekdays_list(p, at, &set);
	if (!used)
		return 0;
	word = p->tokens->at[at].word;
	if (!po && !str_ends(word, "days"))
		return 0;
	rule_set(d, UNIT_WEEK, 1);
	d->weekdays = set;
	return used + 1;
}

size_t parse_rule(Parser *p, Draft *d, size_t i)
{
	size_t used;
	int unit;

	if (d->has_rule)
		return 0;
	if (token_is(p, i, WORD_FREQ, &unit)) {
		rule_set(d, (WordUnit)unit, 1);
		return 1;
	}
	if (token_is(p, i, WORD_FREQ_QUARTER, NULL)) {
		rule_set(d, UNIT_MONTH, 3);
		return 1;
	}
	if (token_is(p, i, WORD_EVERY, NULL)) {
		used = rule_every(p, d, i + 1);
		if (used)
			return used + 1;
		if (token_is(p, i + 1, WORD_PART, NULL)) { /* every morning: the part is read next */
			rule_set(d, UNIT_DAY, 1);
			return 1;
		}
		return 0;
	}
	if (token_is(p, i, WORD_ONCE, NULL))
		return rule_once(p, d, i);
	if ((used = rule_plural(p, d, i)))
		return used;
	if (token_is(p, i, WORD_WORKDAYS, NULL) && p->whole) {
		rule_set(d, UNIT_WEEK, 1);
		d->weekdays = workdays();
		return 1;
	}
	return 0;
}
