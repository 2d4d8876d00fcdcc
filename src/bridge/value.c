/* SPDX-License-Identifier: MIT */
/*
 * Dates, times and durations as calendar files have them. Our own arithmetic, since libical drops what is a little wrong
 * (docs/house.md, 11) and an import reads two of these a line.
 */
#include "value.h"

#include <string.h>

/* About 10,000 years: sums of a few of these stay far from overflow. */
#define SECONDS_MOST INT64_C(315576000000)
#define DAYS_MOST INT64_C(3652500)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads exactly `n` digits. */
static bool digits(int *out, Span *rest, size_t n)
{
	int v = 0;
	if (rest->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(rest->s[i]))
			return false;
		v = v * 10 + (rest->s[i] - '0');
	}
	*out = v;
	*rest = (Span){rest->s + n, rest->n - n};
	return true;
}

static bool skip(Span *rest, char c)
{
	if (!rest->n || rest->s[0] != c)
		return false;
	rest->s++;
	rest->n--;
	return true;
}

static Moment moment_at(MomentForm form, Day day, int64_t second)
{
	while (second < 0) {
		second += DAY_SECONDS;
		day.n--;
	}
	return (Moment){{day.n + (int32_t)(second / DAY_SECONDS)}, (int32_t)(second % DAY_SECONDS), form};
}

/* "+0200", "+02:00": the offset in seconds; true when nothing stands behind it. */
static bool offset_read(int64_t *out, Span rest)
{
	int hour = 0, minute = 0;
	bool west = rest.n && rest.s[0] == '-';
	if (!skip(&rest, '+') && !skip(&rest, '-'))
		return false;
	if (!digits(&hour, &rest, 2))
		return false;
	skip(&rest, ':');
	if (rest.n && !digits(&minute, &rest, 2))
		return false;
	*out = (west ? -1 : 1) * (hour * 3600 + minute * 60);
	return rest.n == 0 && hour < 24 && minute < 60;
}

static bool time_read(Moment *out, Day day, Span rest)
{
	int hour = 0, minute = 0, second = 0;
	int64_t offset = 0;
	if (!digits(&hour, &rest, 2))
		return false;
	skip(&rest, ':');
	if (!digits(&minute, &rest, 2))
		return false;
	skip(&rest, ':');
	if (rest.n && is_digit(rest.s[0]) && !digits(&second, &rest, 2))
		return false;
	if (rest.n > 1 && (rest.s[0] == '.' || rest.s[0] == ',')) {
		do {
			rest.s++;
			rest.n--;
		} while (rest.n && is_digit(rest.s[0]));
	}
	if (minute > 59 || second > 60 || hour > 24 || (hour == 24 && (minute || second)))
		return false;
	int64_t at = hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
	if (!rest.n) {
		*out = moment_at(MOMENT_LOCAL, day, at);
		return true;
	}
	if (rest.n == 1 && (rest.s[0] == 'Z' || rest.s[0] == 'z')) {
		*out = moment_at(MOMENT_UTC, day, at);
		return true;
	}
	if (!offset_read(&offset, rest))
		return false;
	*out = moment_at(MOMENT_UTC, day, at - offset);
	return true;
}

bool value_moment(Moment *out, Span value)
{
	Span rest = span_trim(value);
	if (rest.n && rest.s[rest.n - 1] == '"') /* of a parameter whose quote was closed too late */
		rest.n--;
	int year = 0, month = 0, day = 0;
	if (!digits(&year, &rest, 4))
		return false;
	skip(&rest, '-');
	if (!digits(&month, &rest, 2))
		return false;
	skip(&rest, '-');
	if (!digits(&day, &rest, 2) || !day_valid(year, month, day))
		return false;
	Day d = day_of(year, month, day);
	if (!rest.n) {
		*out = moment_of_day(d);
		return true;
	}
	if (!skip(&rest, 'T') && !skip(&rest, 't') && !skip(&rest, ' '))
		return false;
	return time_read(out, d, rest);
}

Moment moment_date(Moment m)
{
	return m.form == MOMENT_NONE ? m : moment_of_day(m.day);
}

/* ---- Durations ---- */

/* Digits as many as there are, held at a bound. */
static bool number(int64_t *out, Span *rest)
{
	int64_t v = 0;
	if (!rest->n || !is_digit(rest->s[0]))
		return false;
	while (rest->n && is_digit(rest->s[0])) {
		if (v < SECONDS_MOST)
			v = v * 10 + (rest->s[0] - '0');
		rest->s++;
		rest->n--;
	}
	*out = v < SECONDS_MOST ? v : SECONDS_MOST;
	return true;
}

static int64_t bounded(int64_t v, int64_t most)
{
	return v > most ? most : v < -most ? -most
	                                   : v;
}

static bool duration_part(Duration *d, int64_t v, char unit, bool time)
{
	switch (unit) {
	case 'W':
	case 'w': d->days += bounded(v, DAYS_MOST / 7) * 7; return true;
	case 'D':
	case 'd': d->days += bounded(v, DAYS_MOST); return true;
	case 'H':
	case 'h': d->seconds += bounded(v, SECONDS_MOST / 3600) * 3600; return true;
	case 'M':
	case 'm': /* months are no part of RFC 5545; without "T" minutes are meant */
		d->seconds += bounded(v, SECONDS_MOST / 60) * 60;
		return true;
	case 'S':
	case 's': d->seconds += v; return true;
	default: return time && unit == '\0';
	}
}

bool value_duration(Duration *out, Span value)
{
	Span rest = span_trim(value);
	Duration d = {0, 0};
	bool minus = rest.n && rest.s[0] == '-', time = false, any = false;
	if (!skip(&rest, '-'))
		skip(&rest, '+');
	if (!skip(&rest, 'P') && !skip(&rest, 'p'))
		return false;
	while (rest.n) {
		int64_t v = 0;
		if (!time && (skip(&rest, 'T') || skip(&rest, 't'))) {
			time = true;
			continue;
		}
		if (!number(&v, &rest) || !rest.n || !duration_part(&d, v, rest.s[0], time))
			return false;
		rest.s++;
		rest.n--;
		any = true;
		d.days = bounded(d.days, DAYS_MOST);
		d.seconds = bounded(d.seconds, SECONDS_MOST);
	}
	*out = minus ? (Duration){-d.days, -d.seconds} : d;
	return any || time;
}

int64_t duration_seconds(Duration d)
{
	return d.days * DAY_SECONDS + d.seconds;
}

Moment moment_plus(Moment from, Duration d, const Zone *zone)
{
	int64_t day = from.day.n + d.days;
	if (day > 2932896) /* 9999-12-31: years have four digits */
		day = 2932896;
	if (day < -719528)
		day = -719528;
	from.day.n = (int32_t)day;
	int64_t left = (2932896 - day) * DAY_SECONDS;
	int64_t seconds = d.seconds > left ? left : d.seconds < -SECONDS_MOST / 2 ? -SECONDS_MOST / 2
	                                                                          : d.seconds;
	if (from.form == MOMENT_DAY) {
		from.day.n += (int32_t)(seconds / DAY_SECONDS);
		return from;
	}
	if (!seconds || from.form == MOMENT_NONE)
		return from;
	if (from.form == MOMENT_LOCAL && zone) {
		Instant t = zone_instant(zone, from.day, from.second);
		zone_local(zone, (Instant){t.s + seconds}, &from.day, &from.second);
		return from;
	}
	int64_t at = from.day.n * (int64_t)DAY_SECONDS + from.second + seconds;
	int64_t second = ((at % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
	from.day.n = (int32_t)((at - second) / DAY_SECONDS);
	from.second = (int32_t)second;
	return from;
}

bool value_int(int64_t *out, Span value)
{
	Span rest = span_trim(value);
	bool minus = rest.n && rest.s[0] == '-';
	if (!skip(&rest, '-'))
		skip(&rest, '+');
	if (!number(out, &rest) || rest.n)
		return false;
	if (minus)
		*out = -*out;
	return true;
}

/* ---- Writing ---- */

void value_put_moment(Str *out, Moment m)
{
	int32_t year = 0;
	int month = 0, day = 0;
	if (m.form == MOMENT_NONE)
		return;
	day_split(m.day, &year, &month, &day);
	str_addf(out, "%04d%02d%02d", (int)year, month, day);
	if (m.form == MOMENT_DAY)
		return;
	str_addf(out, "T%02d%02d%02d%s", m.second / 3600, m.second / 60 % 60, m.second % 60,
	         m.form == MOMENT_UTC ? "Z" : "");
}

void value_put_instant(Str *out, Instant t)
{
	int64_t second = ((t.s % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS;
	value_put_moment(out, (Moment){{(int32_t)((t.s - second) / DAY_SECONDS)}, (int32_t)second, MOMENT_UTC});
}

void value_put_duration(Str *out, int64_t seconds)
{
	if (seconds < 0) {
		str_addc(out, '-');
		seconds = -seconds;
	}
	str_addc(out, 'P');
	if (seconds && seconds % (7 * DAY_SECONDS) == 0) {
		str_addf(out, "%lldW", (long long)(seconds / (7 * DAY_SECONDS)));
		return;
	}
	if (seconds >= DAY_SECONDS)
		str_addf(out, "%lldD", (long long)(seconds / DAY_SECONDS));
	seconds %= DAY_SECONDS;
	if (!seconds && out->s[out->n - 1] == 'D')
		return;
	str_addc(out, 'T');
	if (seconds >= 3600)
		str_addf(out, "%lldH", (long long)(seconds / 3600));
	if (seconds / 60 % 60)
		str_addf(out, "%lldM", (long long)(seconds / 60 % 60));
	if (seconds % 60 || !seconds)
		str_addf(out, "%lldS", (long long)(seconds % 60));
}
