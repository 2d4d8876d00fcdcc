/* SPDX-License-Identifier: MIT */
/* Rotating backups: what stays of a row of copies. Pure; the files are care_commands.c's. */
#include <stddef.h>

#include "rotate.h"

#include <stdio.h>
#include <string.h>

#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"

Err *rotation_read(Rotation *out, const char *text)
{
	*out = (Rotation){0};
	for (const char *s = text; *s;) {
		int n = 0, digits = 0;
		for (; *s >= '0' && *s <= '9' && digits < 4; s++, digits++)
			n = n * 10 + (*s - '0');
		int *of = *s == 'd' ? &out->days : *s == 'w' ? &out->weeks
		                               : *s == 'm'   ? &out->months
		                                             : NULL;
		if (!digits || !of || *of || n == 0 || (s[1] && s[1] != ','))
			return err_word(err_new(ERR_USAGE, _("\"%s\" does not say what to keep: 7d,4w,12m does"), text), text, -1);
		*of = n;
		s += s[1] ? 2 : 1;
	}
	if (!out->days && !out->weeks && !out->months)
		return err_word(err_new(ERR_USAGE, _("\"%s\" does not say what to keep: 7d,4w,12m does"), text), text, -1);
	return NULL;
}

bool journal_keep_read(Day *from, bool *all, const char *text, Day today)
{
	int n;
	const char *s = text;
	*from = today;
	*all = strcmp(text, "all") == 0;
	if (*all)
		return true;
	if (!str_take_number(&n, &s, 1, 4) || n == 0 || !*s || s[1])
		return false;
	switch (*s) {
	case 'd':
		from->n -= n;
		return true;
	case 'w':
		from->n -= 7 * n;
		return true;
	case 'm':
		*from = day_add_months(today, -n);
		return true;
	case 'y':
		*from = day_add_months(today, -12 * n);
		return true;
	default:
		return false;
	}
}

static int32_t week_of(Day day)
{
	/* 1970-01-05 was a Monday. */
	int32_t n = day.n - 4;
	return n >= 0 ? n / 7 : -((6 - n) / 7);
}

static int32_t month_of(Day day)
{
	int32_t year;
	int month, of;
	day_split(day, &year, &month, &of);
	return year * 12 + month;
}

void rotation_keep(bool keeps[], const Rotation *rotation, const Day days[], size_t n)
{
	int d = 0, w = 0, m = 0;
	int32_t last_day = INT32_MIN, last_week = INT32_MIN, last_month = INT32_MIN;
	for (size_t i = 0; i < n; i++) {
		keeps[i] = i == 0;
		if (days[i].n != last_day && d < rotation->days) {
			d++;
			keeps[i] = true;
			last_day = days[i].n;
		}
		if (week_of(days[i]) != last_week && w < rotation->weeks) {
			w++;
			keeps[i] = true;
			last_week = week_of(days[i]);
		}
		if (month_of(days[i]) != last_month && m < rotation->months) {
			m++;
			keeps[i] = true;
			last_month = month_of(days[i]);
		}
	}
}

void rotation_stamp(char out[ROTATION_STAMP], Instant at)
{
	char text[WHEN_TEXT];
	instant_text(text, at);
	/* 2026-07-23T06:42:00Z: colons are no good in names of files on other systems. */
	size_t n = 0;
	for (const char *s = text; *s && n < ROTATION_STAMP - 1; s++) {
		if (*s != ':')
			out[n++] = *s;
	}
	out[n] = 0;
}

void rotation_name(char out[ROTATION_NAME], Instant at)
{
	char stamp[ROTATION_STAMP];
	rotation_stamp(stamp, at);
	snprintf(out, ROTATION_NAME, "kartoteka-%.*s.db", (int)strlen("2026-07-23T064200Z"), stamp);
}

bool rotation_read_name(Instant *at, const char *name)
{
	char text[WHEN_TEXT];
	size_t n = strlen(name);
	if (n != strlen("kartoteka-2026-07-23T064200Z.db") || strncmp(name, "kartoteka-", 10) != 0 || strcmp(name + n - 3, ".db") != 0)
		return false;
	const char *s = name + 10;
	snprintf(text, sizeof text, "%.13s:%.2s:%.2sZ", s, s + 13, s + 15);
	return s[17] == 'Z' && instant_read(at, text);
}
