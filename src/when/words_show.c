/* SPDX-License-Identifier: MIT */
/* Dates, times and lengths as people are shown them, in the language set: relative in lists, exact in cards (ux, visual language 8). */
#include <stdio.h>
#include <stdlib.h>

#include "kartoteka/when/words.h"
#include "words_lex.h"

static int32_t year_of(Day day)
{
	int32_t year;
	int month, dom;

	day_split(day, &year, &month, &dom);
	return year;
}

static void counted(Str *out, long n, const char *const unit[3])
{
	str_addf(out, "%ld %s", n, unit[plural_form(n)]);
}

/* 3 d, 2 mo, 4 y: from two months on in months, from two years on in years. */
static void days_apart(Str *out, long days)
{
	const DateNames *names = date_names();

	if (days < 60)
		counted(out, days, names->day);
	else if (days < 730)
		counted(out, (long)((double)days / 30.44), names->month_unit);
	else
		counted(out, (long)((double)days / 365.25), names->year);
}

static void day_in_list(Str *out, Day day, Day today)
{
	const DateNames *names = date_names();
	long ahead = (long)day.n - today.n;
	int32_t year;
	int month, dom;

	day_split(day, &year, &month, &dom);
	if (ahead == 0)
		str_add(out, names->today);
	else if (ahead == 1)
		str_add(out, names->tomorrow);
	else if (ahead == -1)
		str_add(out, names->yesterday);
	else if (ahead > 1 && ahead <= 7)
		words_day(out, DATE_WEEKDAY, day, today);
	else if (year == year_of(today))
		str_addf(out, "%02d.%02d", dom, month);
	else
		str_addf(out, "%02d.%02d.%04d", dom, month, (int)year);
}

void words_day(Str *out, DateForm form, Day day, Day today)
{
	const DateNames *names = date_names();
	long apart = labs((long)day.n - today.n);
	int32_t year;
	int month, dom, weekday;
	char of_year[16] = "";

	if (day_is_none(day))
		return;
	day_split(day, &year, &month, &dom);
	weekday = day_weekday(day);
	if (year != year_of(today))
		snprintf(of_year, sizeof of_year, ".%04d", (int)year);
	switch (form) {
	case DATE_FULL:
		str_addf(out, "%s %d %s %d", names->weekday[weekday], dom, names->month_of[month], (int)year);
		break;
	case DATE_TITLE:
		str_addf(out, "%s %d %s %d", names->weekday_short[weekday], dom, names->month_of[month], (int)year);
		break;
	case DATE_DAY:
		str_addf(out, "%s %d %s", names->weekday_short[weekday], dom, names->month_of[month]);
		break;
	case DATE_SHORT:
		str_addf(out, "%02d.%02d", dom, month);
		break;
	case DATE_DATED:
		str_addf(out, "%02d.%02d%s", dom, month, of_year);
		break;
	case DATE_SHORT_DAY:
		if (text_lang() == LANG_RU)
			str_addf(out, "%02d.%02d%s %s", dom, month, of_year, names->weekday_short[weekday]);
		else
			str_addf(out, "%s %02d.%02d%s", names->weekday_short[weekday], dom, month, of_year);
		break;
	case DATE_WEEKDAY:
		str_addf(out, "%s %d", names->weekday_short[weekday], dom);
		break;
	case DATE_LIST:
		day_in_list(out, day, today);
		break;
	case DATE_AGO:
		if (apart == 0)
			str_add(out, names->today);
		else
			days_apart(out, apart);
		break;
	case DATE_MONTH:
		str_addf(out, "%s %d", names->month[month], (int)year);
		break;
	case DATE_SINCE:
		if (apart == 0)
			str_add(out, names->today);
		else if (apart == 1)
			str_add(out, day.n < today.n ? names->yesterday : names->tomorrow);
		else
			days_apart(out, apart);
		break;
	}
}

void words_time(Str *out, int32_t second)
{
	str_addf(out, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
}

void words_moment(Str *out, Moment m, Day today)
{
	if (m.form == MOMENT_NONE)
		return;
	words_day(out, year_of(m.day) == year_of(today) ? DATE_DAY : DATE_TITLE, m.day, today);
	if (m.form != MOMENT_DAY) {
		str_addc(out, ' ');
		words_time(out, m.second);
	}
}

void words_instant(Str *out, Instant t, const Zone *zone, Day today)
{
	Moment m = {.form = MOMENT_LOCAL};

	if (instant_is_none(t))
		return;
	zone_local(zone, t, &m.day, &m.second);
	words_moment(out, m, today);
}

/* A length from a file may be of any size: beyond this much it is only said to be so. */
static bool length_is_huge(Str *out, Seconds length)
{
	if (length.s / DAY_SECONDS <= 99)
		return false;
	str_add(out, "> ");
	counted(out, 99, date_names()->day);
	return true;
}

/* One number and unit where it is whole, "3 h 15 m" where it is not. */
void words_length(Str *out, Seconds length)
{
	const DateNames *names = date_names();
	long minutes = (long)((length.s + 30) / 60);

	if (length.s == SECONDS_NONE.s || length_is_huge(out, length))
		return;
	if (minutes < 60)
		str_addf(out, "%ld%s", minutes, names->compact_minute);
	else if (minutes % 60 == 0)
		str_addf(out, "%ld%s", minutes / 60, names->compact_hour);
	else
		str_addf(out, "%ld %s %ld %s", minutes / 60, names->long_hour, minutes % 60, names->long_minute);
}

void words_length_long(Str *out, Seconds length)
{
	const DateNames *names = date_names();
	long minutes = (long)((length.s + 30) / 60);

	if (length.s == SECONDS_NONE.s || length_is_huge(out, length))
		return;
	if (minutes < 60)
		counted(out, minutes, names->minute);
	else if (minutes % 60 == 0)
		counted(out, minutes / 60, names->hour);
	else
		str_addf(out, "%ld %s %ld %s", minutes / 60, names->long_hour, minutes % 60, names->long_minute);
}

void words_ago(Str *out, Instant t, Instant now)
{
	const DateNames *names = date_names();
	int64_t apart;

	if (instant_is_none(t) || instant_is_none(now))
		return;
	apart = t.s > now.s ? t.s - now.s : now.s - t.s;
	if (apart < 60)
		str_add(out, names->now);
	else if (apart < 3600)
		counted(out, (long)(apart / 60), names->minute);
	else if (apart < DAY_SECONDS)
		counted(out, (long)(apart / 3600), names->hour);
	else
		days_apart(out, (long)(apart / DAY_SECONDS));
}

void words_ago_in(Str *out, Instant t, Instant now, const Zone *zone)
{
	Day day, today;

	if (instant_is_none(t) || instant_is_none(now))
		return;
	day = zone_day(zone, t);
	today = zone_day(zone, now);
	if (day.n == today.n)
		words_ago(out, t, now);
	else
		days_apart(out, labs((long)day.n - today.n));
}

void words_in(Str *out, Instant t, Instant now, const Zone *zone)
{
	Str how = {0};

	if (t.s - now.s < DAY_SECONDS)
		words_ago(&how, t, now);
	else
		words_ago_in(&how, t, now, zone);
	if (t.s - now.s < 60)
		str_add(out, str_text(&how));
	else
		str_addf(out, "%s %s", text_lang() == LANG_RU ? "через" : "in", str_text(&how));
	str_done(&how);
}

void words_in_days(Str *out, Day day, Day today)
{
	if (day.n > today.n)
		str_addf(out, "%s ", text_lang() == LANG_RU ? "через" : "in");
	words_day(out, day.n == today.n ? DATE_LIST : DATE_AGO, day, today);
}

void words_weekday(Str *out, int weekday, bool whole)
{
	if (weekday >= 1 && weekday <= 7)
		str_add(out, whole ? date_names()->weekday[weekday] : date_names()->weekday_short[weekday]);
}

void words_month(Str *out, int month, bool of)
{
	if (month >= 1 && month <= 12)
		str_add(out, of ? date_names()->month_of[month] : date_names()->month[month]);
}
