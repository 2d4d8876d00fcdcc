/* SPDX-License-Identifier: MIT */
/*
 * Days, instants, moments and births as plain arithmetic and as the store's texts. Knows no zone, no clock and no language.
 * The calendar is the proleptic Gregorian one; days are counted from 1970-01-01 (a shifted year that begins in March makes
 * the leap day the last of its year, so no table of months is needed).
 */
#include "kartoteka/when/time.h"

#include <stdio.h>
#include <string.h>

#include "kartoteka/base/str.h"

bool instant_is_none(Instant t)
{
	return t.s == INT64_MIN;
}

bool day_is_none(Day d)
{
	return d.n == INT32_MIN;
}

int instant_cmp(Instant a, Instant b)
{
	if (a.s == b.s)
		return 0;
	if (instant_is_none(a))
		return 1;
	if (instant_is_none(b))
		return -1;
	return a.s < b.s ? -1 : 1;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;

	return a % b < 0 ? q - 1 : q;
}

Day day_of(int32_t year, int month, int day)
{
	int64_t month0 = (int64_t)month - 1;
	int64_t y = year + floor_div(month0, 12);
	int64_t m = month0 - floor_div(month0, 12) * 12; /* 0 January .. 11 December */
	int64_t shifted = m < 2 ? y - 1 : y;
	int64_t era = floor_div(shifted, 400);
	int64_t of_era = shifted - era * 400;
	int64_t of_year = (153 * ((m + 10) % 12) + 2) / 5;
	int64_t n = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year + (int64_t)day - 1 - 719468;

	if (n <= INT32_MIN)
		n = INT32_MIN + 1;
	if (n > INT32_MAX)
		n = INT32_MAX;
	return (Day){(int32_t)n};
}

void day_split(Day d, int32_t *year, int *month, int *day)
{
	int64_t n = (int64_t)d.n + 719468;
	int64_t era = floor_div(n, 146097);
	int64_t of_era = n - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int32_t)(y + era * 400 + (m >= 10));
}

int month_length(int32_t year, int month)
{
	static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return length[month - 1];
}

bool day_valid(int32_t year, int month, int day)
{
	return year >= 1 && year <= 9999 && day >= 1 && day <= month_length(year, month);
}

int day_weekday(Day d)
{
	int64_t w = ((int64_t)d.n + 3) % 7; /* 1970-01-01 was a Thursday */

	return (int)(w < 0 ? w + 7 : w) + 1;
}

int day_iso_week(Day d, int32_t *iso_year)
{
	Day thursday = {d.n - day_weekday(d) + 4}; /* its year is the week's */
	int32_t year;
	int month, day;

	day_split(thursday, &year, &month, &day);
	if (iso_year)
		*iso_year = year;
	return (thursday.n - day_of(year, 1, 1).n) / 7 + 1;
}

Day day_add_months(Day d, int months)
{
	int32_t year;
	int month, day, last;
	int64_t month0, y;

	day_split(d, &year, &month, &day);
	month0 = (int64_t)month - 1 + months;
	y = year + floor_div(month0, 12);
	if (y < -5000000 || y > 5000000)
		return d;
	month = (int)(month0 - floor_div(month0, 12) * 12) + 1;
	last = month_length((int32_t)y, month);
	return day_of((int32_t)y, month, day < last ? day : last);
}

/* Each record that is written has some of these. */
static char *two_digits(char *out, int n)
{
	*out++ = (char)('0' + n / 10 % 10);
	*out++ = (char)('0' + n % 10);
	return out;
}

void day_text(char out[WHEN_TEXT], Day d)
{
	int32_t year;
	int month, day;

	out[0] = '\0';
	if (day_is_none(d))
		return;
	day_split(d, &year, &month, &day);
	if (year < 0 || year > 9999) {
		(void)snprintf(out, WHEN_TEXT, "%04d-%02d-%02d", (int)year, month, day);
		return;
	}
	out = two_digits(two_digits(out, (int)year / 100), (int)year % 100);
	*out++ = '-';
	out = two_digits(out, month);
	*out++ = '-';
	*two_digits(out, day) = '\0';
}

static bool date_read(Day *out, const char **s)
{
	int year, month, day;

	if (!str_take_number(&year, s, 4, 4) || !str_take_char(s, '-') || !str_take_number(&month, s, 2, 2) || !str_take_char(s, '-') ||
	    !str_take_number(&day, s, 2, 2) || !day_valid(year, month, day))
		return false;
	*out = day_of(year, month, day);
	return true;
}

/* hh:mm:ss, or hh:mm where seconds may be left out; a leap second is read as the 59th. */
static bool time_read(int32_t *out, const char **s, bool short_too)
{
	int hour, minute, second = 0;

	if (!str_take_number(&hour, s, 2, 2) || !str_take_char(s, ':') || !str_take_number(&minute, s, 2, 2))
		return false;
	if (**s == ':') {
		(*s)++;
		if (!str_take_number(&second, s, 2, 2))
			return false;
	} else if (!short_too) {
		return false;
	}
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	*out = hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
	return true;
}

bool day_read(Day *out, const char *text)
{
	Day day;

	if (!text || !date_read(&day, &text) || *text)
		return false;
	*out = day;
	return true;
}

static void clock_text(char *out, size_t room, int32_t second, const char *end)
{
	if (second < 0 || second >= 100 * 3600 || room < sizeof "T00:00:00Z") {
		(void)snprintf(out, room, "T%02d:%02d:%02d%s", (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), end);
		return;
	}
	*out++ = 'T';
	out = two_digits(out, (int)(second / 3600));
	*out++ = ':';
	out = two_digits(out, (int)(second / 60 % 60));
	*out++ = ':';
	out = two_digits(out, (int)(second % 60));
	*out++ = *end; /* "Z" or nothing */
	if (*end)
		*out = '\0';
}

void instant_text(char out[WHEN_TEXT], Instant t)
{
	int64_t day;

	out[0] = '\0';
	if (instant_is_none(t))
		return;
	day = floor_div(t.s, DAY_SECONDS);
	if (day <= INT32_MIN || day > INT32_MAX)
		return;
	day_text(out, (Day){(int32_t)day});
	clock_text(out + strlen(out), WHEN_TEXT - strlen(out), (int32_t)(t.s - day * DAY_SECONDS), "Z");
}

static bool offset_read(int *out, const char **s)
{
	int sign, hour, minute;

	if (**s == 'Z' || **s == 'z') {
		(*s)++;
		*out = 0;
		return true;
	}
	if (**s != '+' && **s != '-')
		return false;
	sign = *(*s)++ == '-' ? -1 : 1;
	if (!str_take_number(&hour, s, 2, 2) || !str_take_char(s, ':') || !str_take_number(&minute, s, 2, 2) || hour > 23 || minute > 59)
		return false;
	*out = sign * (hour * 3600 + minute * 60);
	return true;
}

bool instant_read(Instant *out, const char *text)
{
	Day day;
	int32_t second;
	int offset;

	if (!text || !date_read(&day, &text) || (*text != 'T' && *text != 't' && *text != ' '))
		return false;
	text++;
	if (!time_read(&second, &text, true))
		return false;
	if (*text == '.') { /* fractions are dropped */
		if (*++text < '0' || *text > '9')
			return false;
		text += strspn(text, "0123456789");
	}
	if (!offset_read(&offset, &text) || *text)
		return false;
	out->s = (int64_t)day.n * DAY_SECONDS + second - offset;
	return true;
}

void moment_text(char out[WHEN_TEXT], Moment m)
{
	out[0] = '\0';
	if (m.form == MOMENT_NONE)
		return;
	day_text(out, m.day);
	if (m.form != MOMENT_DAY)
		clock_text(out + strlen(out), WHEN_TEXT - strlen(out), m.second, m.form == MOMENT_UTC ? "Z" : "");
}

bool moment_read(Moment *out, const char *text)
{
	Moment m = {.form = MOMENT_DAY};

	if (!text || !date_read(&m.day, &text))
		return false;
	if (*text) {
		if (*text != 'T' && *text != 't')
			return false;
		text++;
		if (!time_read(&m.second, &text, true))
			return false;
		m.form = MOMENT_LOCAL;
		if (*text == 'Z' || *text == 'z') {
			m.form = MOMENT_UTC;
			text++;
		}
		if (*text)
			return false;
	}
	*out = m;
	return true;
}

void birth_text(char out[WHEN_TEXT], Birth b)
{
	out[0] = '\0';
	if (!b.month)
		return;
	if (b.year)
		(void)snprintf(out, WHEN_TEXT, "%04d-%02d-%02d", b.year, b.month, b.day);
	else
		(void)snprintf(out, WHEN_TEXT, "--%02d-%02d", b.month, b.day);
}

bool birth_read(Birth *out, const char *text)
{
	int year = 0, month, day;

	if (!text)
		return false;
	if (!*text) {
		*out = (Birth){0};
		return true;
	}
	if (text[0] == '-' && text[1] == '-')
		text += 2;
	else if (!str_take_number(&year, &text, 4, 4) || !str_take_char(&text, '-') || year == 0)
		return false;
	if (!str_take_number(&month, &text, 2, 2) || !str_take_char(&text, '-') || !str_take_number(&day, &text, 2, 2) || *text)
		return false;
	if (!day_valid(year ? year : 2000, month, day)) /* 29 February is well where the year is not known */
		return false;
	*out = (Birth){(int16_t)year, (int8_t)month, (int8_t)day};
	return true;
}

Moment moment_of_day(Day d)
{
	return day_is_none(d) ? (Moment){.day = DAY_NONE} : (Moment){.day = d, .form = MOMENT_DAY};
}

int moment_cmp(Moment a, Moment b)
{
	if (a.form == MOMENT_NONE || b.form == MOMENT_NONE)
		return (a.form == MOMENT_NONE) - (b.form == MOMENT_NONE);
	if (a.day.n != b.day.n)
		return a.day.n < b.day.n ? -1 : 1;
	return (a.second > b.second) - (a.second < b.second);
}
