/* SPDX-License-Identifier: MIT */
/*
 * Walks a rule: a period (year, month, week, day, hour …) gives its days, the days times the clock times give its set, BYSETPOS picks
 * from it by index. The set is never written out, so that dense BY lists cost nothing; a far window is reached by arithmetic.
 * Read so: a year is the calendar year; BYWEEKNO without BYDAY is DTSTART's weekday; YEARLY with BYMONTHDAY alone is DTSTART's
 * month; a number before a weekday counts only in months and years; a date that is not there (31 April) is passed over.
 */
#include <string.h>

#include "libical.h"
#include "rule.h"

#define YEAR_LAST 9999

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;

	return a % b < 0 ? q - 1 : q;
}

static bool bit_is(const uint64_t set[RULE_DAY_BITS], int n)
{
	return set[n / 64] >> (n % 64) & 1;
}

/* Week number by WKST, counted from the begin and from the end of the week's year. */
static void week_numbers(const Rule *r, Day d, int *from_begin, int *from_end)
{
	int back = (day_weekday(d) - r->wkst + 7) % 7;
	Day fourth = {d.n - back + 3}; /* the week belongs to the year of its fourth day */
	int32_t year;
	int month, day, first, length;

	day_split(fourth, &year, &month, &day);
	first = day_of(year, 1, 1).n;
	length = day_of(year + 1, 1, 1).n - first;
	*from_begin = (fourth.n - first) / 7 + 1;
	*from_end = (length - 1 - (fourth.n - first)) / 7 + 1;
}

/* The nth weekday is counted in the month, or in the year for YEARLY without BYMONTH. */
static bool weekday_passes(const Rule *r, int weekday, int day, int length, int year_day, int year_length)
{
	const uint64_t begin = r->weekday[0][weekday], end = r->weekday[1][weekday];

	if (begin & 1)
		return true;
	if (r->freq > RULE_MONTHLY)
		return (begin | end) != 0;
	if (r->freq == RULE_YEARLY && !r->month) {
		day = year_day;
		length = year_length;
	}
	return (begin >> ((day - 1) / 7 + 1) & 1) || (end >> ((length - day) / 7 + 1) & 1);
}

static bool day_passes(const Rule *r, Day d, int32_t year, int month, int day)
{
	int length = month_length(year, month);

	if (r->month && !(r->month >> month & 1))
		return false;
	if ((r->month_day[0] || r->month_day[1]) &&
	    !((r->month_day[0] >> day & 1) || (r->month_day[1] >> (length - day + 1) & 1)))
		return false;
	if (r->has_year_day || r->has_weekday) {
		int first = day_of(year, 1, 1).n;
		int year_day = d.n - first + 1, year_length = month_length(year, 2) == 29 ? 366 : 365;

		if (r->has_year_day && !bit_is(r->year_day[0], year_day) && !bit_is(r->year_day[1], year_length - year_day + 1))
			return false;
		if (r->has_weekday && !weekday_passes(r, day_weekday(d), day, length, year_day, year_length))
			return false;
	}
	if (r->has_week) {
		int from_begin, from_end;

		week_numbers(r, d, &from_begin, &from_end);
		if (!(r->week[0] >> from_begin & 1) && !(r->week[1] >> from_end & 1))
			return false;
	}
	return true;
}

/* What the rule leaves open is DTSTART's (RFC 5545 3.3.10, "derived from the Start Time"). */
static void rule_fill(Rule *r, int64_t start)
{
	Day d = {(int32_t)floor_div(start, DAY_SECONDS)};
	int32_t second = (int32_t)(start - (int64_t)d.n * DAY_SECONDS), year;
	int month, day;
	bool month_day = r->month_day[0] || r->month_day[1];
	bool days = month_day || r->has_year_day || r->has_week || r->has_weekday;

	day_split(d, &year, &month, &day);
	if (r->freq == RULE_YEARLY && !days) {
		if (!r->month)
			r->month = 1u << month;
		r->month_day[0] = 1u << day;
	} else if (r->freq == RULE_YEARLY && month_day && !r->month && !r->has_year_day && !r->has_week && !r->has_weekday) {
		r->month = 1u << month;
	} else if (r->freq == RULE_YEARLY && r->has_week && !r->has_weekday && !month_day && !r->has_year_day) {
		r->has_weekday = true;
		r->weekday[0][day_weekday(d)] = 1;
	} else if (r->freq == RULE_MONTHLY && !days) {
		r->month_day[0] = 1u << day;
	} else if (r->freq == RULE_WEEKLY && !r->has_weekday && !month_day && !r->has_year_day) {
		r->has_weekday = true;
		r->weekday[0][day_weekday(d)] = 1;
	}
	if (r->freq < RULE_HOURLY && !r->hour)
		r->hour = 1u << (second / 3600);
	if (r->freq < RULE_MINUTELY && !r->minute)
		r->minute = UINT64_C(1) << (second / 60 % 60);
	if (r->freq < RULE_SECONDLY && !r->second)
		r->second = UINT64_C(1) << (second % 60);
}

static int bits_list(int *out, uint64_t bits, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		if (bits >> i & 1)
			out[found++] = i;
	return found;
}

void rule_begin(RuleWalk *walk, const Rule *rule, const char *text, int64_t start, int64_t until, int64_t horizon)
{
	Rule own = *rule; /* may be the walk's */

	*walk = (RuleWalk){.rule = own, .start = start, .until = until, .horizon = horizon, .period = -1};
	if (own.foreign) {
		walk->foreign = libical_walk_new(text, start);
		walk->over = !walk->foreign;
		return;
	}
	rule_fill(&walk->rule, start);
	walk->n_hour = bits_list(walk->hours, walk->rule.hour, 24);
	walk->n_minute = bits_list(walk->minutes, walk->rule.minute, 60);
	walk->n_second = bits_list(walk->seconds, walk->rule.second, 60);
}

void rule_skip_gaps(RuleWalk *walk, bool (*is_gap)(const void *zone, int64_t local), const void *zone, uint32_t hours)
{
	walk->may_gap = walk->foreign || walk->rule.freq >= RULE_HOURLY ? hours != 0 : (walk->rule.hour & hours) != 0;
	if (!walk->may_gap)
		return;
	walk->is_gap = is_gap;
	walk->zone = zone;
}

void rule_end(RuleWalk *walk)
{
	libical_walk_free(walk->foreign);
	walk->foreign = NULL;
	walk->over = true;
}

/* --- one period --------------------------------------------------------------------------------------------------- */

static void days_of_month(RuleWalk *w, int32_t year, int month)
{
	Day first = day_of(year, month, 1);
	int length = month_length(year, month);

	if (w->rule.month && !(w->rule.month >> month & 1))
		return;
	for (int i = 0; i < length; i++)
		if (day_passes(&w->rule, (Day){first.n + i}, year, month, i + 1))
			w->day[w->n_day++] = first.n + i;
}

static void days_of_week(RuleWalk *w, Day first)
{
	for (int i = 0; i < 7; i++) {
		Day d = {first.n + i};
		int32_t year;
		int month, day;

		day_split(d, &year, &month, &day);
		if (day_passes(&w->rule, d, year, month, day))
			w->day[w->n_day++] = d.n;
	}
}

/* 0: months and years are not of one length. */
static int64_t unit_seconds(RuleFreq freq)
{
	switch (freq) {
	case RULE_HOURLY:
		return 3600;
	case RULE_MINUTELY:
		return 60;
	case RULE_SECONDLY:
		return 1;
	case RULE_DAILY:
		return DAY_SECONDS;
	case RULE_WEEKLY:
		return 7 * (int64_t)DAY_SECONDS;
	case RULE_MONTHLY:
	case RULE_YEARLY:
		break;
	}
	return 0;
}

static Day week_first(const RuleWalk *w)
{
	Day d = {(int32_t)floor_div(w->start, DAY_SECONDS)};

	return (Day){d.n - (day_weekday(d) - w->rule.wkst + 7) % 7};
}

/* An hour, minute or second: passes or not; where the day does not pass, the walk goes on at the first period of the next day. */
static void clock_period(RuleWalk *w)
{
	int64_t unit = unit_seconds(w->rule.freq), step = unit * w->rule.interval;
	int64_t at = floor_div(w->start, unit) * unit + w->period * step;
	Day d = {(int32_t)floor_div(at, DAY_SECONDS)};
	int32_t second = (int32_t)(at - (int64_t)d.n * DAY_SECONDS), year;
	int month, day;

	day_split(d, &year, &month, &day);
	if (!day_passes(&w->rule, d, year, month, day)) {
		int64_t left = DAY_SECONDS - second;

		w->period += (left + step - 1) / step - 1;
		return;
	}
	if (w->rule.hour && !(w->rule.hour >> (second / 3600) & 1))
		return;
	w->hours[0] = second / 3600;
	w->n_hour = 1;
	if (w->rule.freq >= RULE_MINUTELY) {
		if (w->rule.minute && !(w->rule.minute >> (second / 60 % 60) & 1))
			return;
		w->minutes[0] = second / 60 % 60;
		w->n_minute = 1;
	}
	if (w->rule.freq == RULE_SECONDLY) {
		if (w->rule.second && !(w->rule.second >> (second % 60) & 1))
			return;
		w->seconds[0] = second % 60;
		w->n_second = 1;
	}
	w->day[w->n_day++] = d.n;
}

static void period_places(RuleWalk *w)
{
	int64_t all = w->total;

	w->n_place = 0;
	if (!w->rule.has_place)
		return;
	for (int n = 1; n <= 366; n++) { /* from the begin, in order; then from the end, put in their places */
		if (bit_is(w->rule.place[0], n) && n <= all)
			w->place[w->n_place++] = n - 1;
	}
	for (int n = 366; n >= 1; n--) {
		int64_t at = all - n;
		int i = w->n_place;

		if (!bit_is(w->rule.place[1], n) || at < 0)
			continue;
		while (i > 0 && w->place[i - 1] > at)
			i--;
		if (i > 0 && w->place[i - 1] == at)
			continue;
		memmove(&w->place[i + 1], &w->place[i], (size_t)(w->n_place - i) * sizeof w->place[0]);
		w->place[i] = at;
		w->n_place++;
	}
	w->total = w->n_place;
}

/* First local second that period number k can hold. */
static int64_t period_begin(const RuleWalk *w, int64_t k)
{
	Day d = {(int32_t)floor_div(w->start, DAY_SECONDS)};
	int32_t year;
	int month, day;

	day_split(d, &year, &month, &day);
	switch (w->rule.freq) {
	case RULE_YEARLY:
	case RULE_MONTHLY: {
		int64_t months = (w->rule.freq == RULE_YEARLY ? 12 : 1) * w->rule.interval * k;
		int64_t from = year * 12LL + (w->rule.freq == RULE_YEARLY ? 0 : month - 1) + months;

		if (from > (YEAR_LAST + 1) * 12LL)
			return INT64_MAX;
		return (int64_t)day_of((int32_t)floor_div(from, 12), (int)(from - floor_div(from, 12) * 12) + 1, 1).n * DAY_SECONDS;
	}
	case RULE_WEEKLY:
		return (int64_t)week_first(w).n * DAY_SECONDS + k * w->rule.interval * 7 * DAY_SECONDS;
	case RULE_DAILY:
	case RULE_HOURLY:
	case RULE_MINUTELY:
	case RULE_SECONDLY:
		break;
	}
	return floor_div(w->start, unit_seconds(w->rule.freq)) * unit_seconds(w->rule.freq) +
	       k * w->rule.interval * unit_seconds(w->rule.freq);
}

static bool period_work(RuleWalk *w)
{
	int64_t begin = period_begin(w, w->period);
	int32_t year;
	int month, day;

	w->n_day = 0;
	w->at = 0;
	if (begin > w->horizon || begin > w->until)
		return false;
	day_split((Day){(int32_t)floor_div(begin, DAY_SECONDS)}, &year, &month, &day);
	switch (w->rule.freq) {
	case RULE_YEARLY:
		for (int m = 1; m <= 12; m++)
			days_of_month(w, year, m);
		break;
	case RULE_MONTHLY:
		days_of_month(w, year, month);
		break;
	case RULE_WEEKLY:
		days_of_week(w, (Day){(int32_t)(begin / DAY_SECONDS)});
		break;
	case RULE_DAILY:
		if (day_passes(&w->rule, (Day){(int32_t)floor_div(begin, DAY_SECONDS)}, year, month, day))
			w->day[w->n_day++] = (int32_t)floor_div(begin, DAY_SECONDS);
		break;
	case RULE_HOURLY:
	case RULE_MINUTELY:
	case RULE_SECONDLY:
		clock_period(w);
		break;
	}
	w->total = (int64_t)w->n_day * w->n_hour * w->n_minute * w->n_second;
	period_places(w);
	return true;
}

static int64_t period_time(const RuleWalk *w, int64_t i)
{
	int64_t a_day = (int64_t)w->n_hour * w->n_minute * w->n_second, in_day;

	if (w->rule.has_place)
		i = w->place[i];
	in_day = i % a_day;
	return (int64_t)w->day[i / a_day] * DAY_SECONDS + w->hours[in_day / (w->n_minute * w->n_second)] * 3600 +
	       w->minutes[in_day / w->n_second % w->n_minute] * 60 + w->seconds[in_day % w->n_second];
}

/* Moves `at` past what lies before `local`; the times of a period are in order. */
static void period_skip(RuleWalk *w, int64_t local)
{
	int64_t low = w->at, high = w->total;

	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (period_time(w, middle) < local)
			low = middle + 1;
		else
			high = middle;
	}
	w->at = low;
}

static bool foreign_next(RuleWalk *w, int64_t *local)
{
	if (!libical_walk_next(w->foreign, local) || *local > w->until || *local > w->horizon)
		w->over = true;
	return !w->over;
}

static bool walk_next(RuleWalk *w, int64_t *local)
{
	if (w->over)
		return false;
	if (w->foreign)
		return foreign_next(w, local);
	if (w->rule.count && w->given >= w->rule.count) {
		w->over = true;
		return false;
	}
	while (w->period < 0 || w->at >= w->total) {
		w->period++;
		if (!period_work(w)) {
			w->over = true;
			return false;
		}
		if (w->period == 0 || (w->total && period_time(w, 0) < w->start))
			period_skip(w, w->start);
	}
	*local = period_time(w, w->at++);
	if (*local > w->until || *local > w->horizon) {
		w->over = true;
		return false;
	}
	return true;
}

bool rule_next(RuleWalk *w, int64_t *local)
{
	do {
		if (!walk_next(w, local))
			return false;
	} while (w->is_gap && *local != w->start && w->is_gap(w->zone, *local));
	w->given++;
	return true;
}

/* --- far windows -------------------------------------------------------------------------------------------------- */

/* Every whole period holds the same number of times: then COUNT can be reckoned, not walked. */
static bool periods_are_alike(const Rule *r)
{
	bool days = r->month || r->month_day[0] || r->month_day[1] || r->has_year_day || r->has_week;

	if (days || r->foreign)
		return false;
	switch (r->freq) {
	case RULE_WEEKLY:
		return true;
	case RULE_DAILY:
		return !r->has_weekday;
	case RULE_HOURLY:
		return !r->has_weekday && !r->hour;
	case RULE_MINUTELY:
		return !r->has_weekday && !r->hour && !r->minute;
	case RULE_SECONDLY:
		return !r->has_weekday && !r->hour && !r->minute && !r->second;
	case RULE_YEARLY:
	case RULE_MONTHLY:
		break;
	}
	return false;
}

/* The last period that begins at or before `local`. */
static int64_t period_at(const RuleWalk *w, int64_t local)
{
	Day from = {(int32_t)floor_div(w->start, DAY_SECONDS)}, to = {(int32_t)floor_div(local, DAY_SECONDS)};
	int64_t unit = unit_seconds(w->rule.freq);
	int32_t year0, year1;
	int month0, month1, day;

	if (unit)
		return floor_div(local - period_begin(w, 0), unit * w->rule.interval);
	day_split(from, &year0, &month0, &day);
	day_split(to, &year1, &month1, &day);
	if (w->rule.freq == RULE_YEARLY)
		return floor_div((int64_t)year1 - year0, w->rule.interval);
	return floor_div(((int64_t)year1 - year0) * 12 + month1 - month0, w->rule.interval);
}

/* Works out period k with everything before it counted; alike periods only. */
static void period_enter(RuleWalk *w, int64_t k)
{
	if (w->period < 0) {
		w->period = 0;
		if (!period_work(w)) {
			w->over = true;
			return;
		}
		period_skip(w, w->start);
	}
	if (k <= w->period)
		return;
	w->given += w->total - w->at;
	w->period++;
	if (!period_work(w)) {
		w->over = true;
		return;
	}
	if (k > w->period) {
		w->given += (k - w->period) * w->total;
		w->period = k;
		w->over = !period_work(w);
	}
}

void rule_jump(RuleWalk *w, int64_t local)
{
	int64_t k;

	if (w->over || local <= w->start)
		return;
	if (w->foreign) {
		libical_walk_jump(w->foreign, local, w->rule.count != 0);
		return;
	}
	if (local > w->horizon || local > w->until) {
		w->over = true;
		return;
	}
	k = period_at(w, local) - 1;
	if (k <= w->period)
		return;
	if (!w->rule.count)
		w->period = k - 1, w->at = w->total = 0;
	else if (periods_are_alike(&w->rule) && !w->may_gap)
		period_enter(w, k);
}

bool rule_count_end(RuleWalk *w, int64_t *local)
{
	bool any = false;
	int64_t at;

	if (!w->rule.count)
		return false;
	if (!w->foreign && !w->may_gap && periods_are_alike(&w->rule)) {
		period_enter(w, 1);
		if (!w->over && w->given < w->rule.count && w->total)
			period_enter(w, w->period + (w->rule.count - w->given) / w->total - 1);
		else
			rule_begin(w, &w->rule, NULL, w->start, w->until, w->horizon);
		if (w->over)
			return false;
	}
	while (rule_next(w, &at)) {
		*local = at;
		any = true;
	}
	return any && (w->given >= w->rule.count || w->until != INT64_MAX);
}
