/* SPDX-License-Identifier: MIT */
/* Rotating backups: what stays of a row of copies. Pure; the files are care_commands.c's. */
#include <stddef.h>

#include "rotate.h"

#include <stdio.h>
#include <string.h>

#include "kartoteka/base/file.h"
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

#define STAMP_LENGTH (sizeof "2026-07-23T064200Z" - 1)

/* What stands before the moment. Bases of one folder have one folder of copies, and a base that was copied by hand has the number of the other. */
static size_t name_begin(char out[ROTATION_NAME], const char *base)
{
	static const char own[] = "kartoteka", end[] = ".db";
	enum {
		MOST = 180 /* bytes: what is written beside it has a longer name */
	};
	const char *name = path_name(base);
	size_t n = strlen(name);
	if (str_ends(name, end))
		n -= strlen(end);
	if (n == strlen(own) && strncmp(name, own, n) == 0)
		n = 0;
	for (n = n > MOST ? MOST : n; n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80;)
		n--; /* no half of a letter */
	return (size_t)snprintf(out, ROTATION_NAME, "%s-%.*s%s", own, (int)n, name, n ? "-" : "");
}

void rotation_name(char out[ROTATION_NAME], const char *base, Instant at)
{
	char stamp[ROTATION_STAMP];
	size_t n = name_begin(out, base);
	rotation_stamp(stamp, at);
	snprintf(out + n, ROTATION_NAME - n, "%.*s.db", (int)STAMP_LENGTH, stamp);
}

bool rotation_read_name(Instant *at, const char *base, const char *name)
{
	static const char any[] = "kartoteka-", end[] = ".db";
	char begin[ROTATION_NAME], text[WHEN_TEXT];
	size_t n = strlen(name), tail = STAMP_LENGTH + strlen(end), head = base ? name_begin(begin, base) : strlen(any);
	if (n < head + tail || (base && n != head + tail) || strncmp(name, base ? begin : any, head) != 0 || !str_ends(name, end))
		return false;
	const char *s = name + n - tail;
	if (n > head + tail && s[-1] != '-')
		return false;
	snprintf(text, sizeof text, "%.13s:%.2s:%.2sZ", s, s + 13, s + 15);
	return s[17] == 'Z' && instant_read(at, text);
}
