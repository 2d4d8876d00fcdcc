/* SPDX-License-Identifier: MIT */
/*
 * Reads the system's zone files (TZif, RFC 8536): the changes they list, then their last line, a POSIX TZ text, worked out for
 * 400 years, after which the calendar repeats. libical reads the same files but loses what the last line says, hence our own.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "zone_private.h"

#define ZONE_FOLDER "/usr/share/zoneinfo/"

typedef struct Block { /* counts and places of one data block */
	uint32_t n_utc, n_std, n_leap, n_time, n_type, n_char;
	const unsigned char *times, *kinds, *types, *names, *end;
	size_t size; /* bytes of a time: 4 or 8 */
} Block;

static uint32_t read_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t read_time(const unsigned char *p, size_t size)
{
	if (size == 4)
		return (int32_t)read_u32(p);
	return (int64_t)((uint64_t)read_u32(p) << 32 | read_u32(p + 4));
}

static bool block_read(Block *b, const unsigned char *p, size_t n, size_t size)
{
	size_t need;

	if (n < 44 || memcmp(p, "TZif", 4) != 0)
		return false;
	b->n_utc = read_u32(p + 20);
	b->n_std = read_u32(p + 24);
	b->n_leap = read_u32(p + 28);
	b->n_time = read_u32(p + 32);
	b->n_type = read_u32(p + 36);
	b->n_char = read_u32(p + 40);
	if (b->n_time > 100000 || b->n_type > 256 || b->n_type == 0 || b->n_char > 4096 || b->n_leap > 1000 || b->n_utc > 256 ||
	    b->n_std > 256)
		return false;
	need = 44 + b->n_time * (size + 1) + b->n_type * (size_t)6 + b->n_char + b->n_leap * (size + 4) + b->n_std + b->n_utc;
	if (n < need)
		return false;
	b->size = size;
	b->times = p + 44;
	b->kinds = b->times + b->n_time * size;
	b->types = b->kinds + b->n_time;
	b->names = b->types + b->n_type * (size_t)6;
	b->end = p + need;
	return true;
}

static void block_span(Zone *zone, const Block *b, int64_t from, size_t type)
{
	const unsigned char *t = b->types + type * 6;
	char name[12] = "";

	if (t[5] < b->n_char) {
		size_t room = b->n_char - t[5];
		size_t n = strnlen((const char *)b->names + t[5], room < sizeof name - 1 ? room : sizeof name - 1);
		memcpy(name, b->names + t[5], n);
	}
	zone_add(zone, from, (int32_t)read_u32(t), t[4] != 0, name);
}

static void block_spans(Zone *zone, const Block *b)
{
	size_t first = 0;

	while (first < b->n_type && b->types[first * 6 + 4]) /* before all changes: the first standard time there is */
		first++;
	if (b->types[4] == 0 || first == b->n_type)
		first = 0;
	block_span(zone, b, INT64_MIN, first);
	for (size_t i = 0; i < b->n_time; i++)
		if (b->kinds[i] < b->n_type)
			block_span(zone, b, read_time(b->times + i * b->size, b->size), b->kinds[i]);
}

/* --- the POSIX TZ text ------------------------------------------------------------------------------------------- */

static bool tail_name(char out[12], const char **s)
{
	size_t n = 0, from = 0;

	if (**s == '<') {
		from = 1;
		n = strcspn(*s + 1, ">");
	} else {
		n = strspn(*s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	}
	if (n < 1 || n > 11 || (from && (*s)[1 + n] != '>'))
		return false;
	memcpy(out, *s + from, n);
	out[n] = '\0';
	*s += n + 2 * from;
	return true;
}

static bool tail_number(int *out, const char **s, int most)
{
	int value = 0;

	if (**s < '0' || **s > '9')
		return false;
	while (**s >= '0' && **s <= '9') {
		value = value * 10 + (*(*s)++ - '0');
		if (value > most)
			return false;
	}
	*out = value;
	return true;
}

static bool tail_clock(int32_t *out, const char **s)
{
	int sign = 1, hour, minute = 0, second = 0;

	if (**s == '+' || **s == '-')
		sign = *(*s)++ == '-' ? -1 : 1;
	if (!tail_number(&hour, s, 167))
		return false;
	if (**s == ':' && (++*s, !tail_number(&minute, s, 59)))
		return false;
	if (**s == ':' && (++*s, !tail_number(&second, s, 59)))
		return false;
	*out = sign * (hour * 3600 + minute * 60 + second);
	return true;
}

static bool tail_change(ZoneTail *tail, int which, const char **s)
{
	int month = 0, week = 0, weekday = 0, julian = 0;
	bool leap = false;

	if (*(*s)++ != ',')
		return false;
	if (**s == 'M') {
		++*s;
		if (!tail_number(&month, s, 12) || *(*s)++ != '.' || !tail_number(&week, s, 5) || *(*s)++ != '.' ||
		    !tail_number(&weekday, s, 6) || month < 1 || week < 1)
			return false;
	} else {
		leap = **s != 'J';
		if (!leap)
			++*s;
		if (!tail_number(&julian, s, 365))
			return false;
	}
	tail->change[which].month = month;
	tail->change[which].week = week;
	tail->change[which].weekday = weekday;
	tail->change[which].julian = julian;
	tail->change[which].leap = leap;
	tail->change[which].second = 7200;
	if (**s == '/') {
		++*s;
		return tail_clock(&tail->change[which].second, s);
	}
	return true;
}

static bool tail_read(ZoneTail *tail, const char *s)
{
	int32_t west;

	if (!tail_name(tail->name[0], &s) || !tail_clock(&west, &s))
		return false;
	tail->offset[0] = -west;
	if (!*s)
		return tail->known = true;
	if (!tail_name(tail->name[1], &s))
		return false;
	tail->offset[1] = tail->offset[0] + 3600;
	if (*s && *s != ',') {
		if (!tail_clock(&west, &s))
			return false;
		tail->offset[1] = -west;
	}
	if (!tail_change(tail, 0, &s) || !tail_change(tail, 1, &s) || *s)
		return false;
	tail->daylight = true;
	return tail->known = true;
}

int64_t zone_tail_change(const ZoneTail *tail, int which, int32_t year)
{
	Day day;

	if (tail->change[which].month) {
		Day first = day_of(year, tail->change[which].month, 1);
		int weekday = tail->change[which].weekday ? tail->change[which].weekday : 7;
		int ahead = (weekday - day_weekday(first) + 7) % 7 + 7 * (tail->change[which].week - 1);

		while (ahead >= month_length(year, tail->change[which].month))
			ahead -= 7;
		day.n = first.n + ahead;
	} else {
		int n = tail->change[which].julian;

		if (!tail->change[which].leap) {
			n--;
			if (month_length(year, 2) == 29 && n >= 59)
				n++;
		}
		day.n = day_of(year, 1, 1).n + n;
	}
	return (int64_t)day.n * DAY_SECONDS + tail->change[which].second - tail->offset[which];
}

/* Drops what is listed and follows from the tail anyway, so that files with few and with many listed changes end the same. */
static void tail_trim(Zone *zone)
{
	while (zone->n > 1) {
		const ZoneSpan *last = &zone->span[zone->n - 1];
		int32_t year;
		int month, day, which = last->daylight ? 0 : 1;

		if (!zone->tail.daylight || last->offset != zone->tail.offset[last->daylight] ||
		    strcmp(last->name, zone->tail.name[last->daylight]) != 0)
			return;
		day_split((Day){(int32_t)((last->from + last->offset) / DAY_SECONDS)}, &year, &month, &day);
		if (zone_tail_change(&zone->tail, which, year) != last->from)
			return;
		zone->n--;
	}
}

static void tail_spans(Zone *zone)
{
	int64_t from;
	int32_t year;
	int month, day;

	tail_trim(zone);
	zone->tail_at = zone->n;
	if (!zone->tail.daylight)
		return;
	from = zone->n > 1 ? zone->span[zone->n - 1].from : 0;
	day_split((Day){(int32_t)(from / DAY_SECONDS)}, &year, &month, &day);
	for (int32_t y = year; y <= year + 401; y++) {
		int first = zone_tail_change(&zone->tail, 0, y) < zone_tail_change(&zone->tail, 1, y) ? 0 : 1;

		for (int i = 0; i < 2; i++) {
			int which = i == 0 ? first : 1 - first;
			int64_t at = zone_tail_change(&zone->tail, which, y);
			const ZoneSpan *last = &zone->span[zone->n - 1];

			if (at > last->from && (zone->n == 1 || last->offset != zone->tail.offset[!which]))
				zone_add(zone, at, zone->tail.offset[!which], which == 0, zone->tail.name[!which]);
		}
	}
	zone->cycle = true;
	zone->cycle_from = zone->span[zone->n - 1].from;
}

static Zone *tzif_parse(const char *name, const Str *file)
{
	const unsigned char *p = (const unsigned char *)file->s;
	Block b;
	Zone *zone;
	bool wide;

	if (!p || !block_read(&b, p, file->n, 4))
		return NULL;
	wide = p[4] >= '2';
	if (wide && !block_read(&b, b.end, file->n - (size_t)(b.end - p), 8))
		return NULL;
	zone = mem_alloc(sizeof *zone);
	zone->name = mem_strdup(name);
	block_spans(zone, &b);
	zone->tail_at = zone->n;
	if (wide && b.end < p + file->n && *b.end == '\n') {
		const char *text = (const char *)b.end + 1;
		const char *stop = memchr(text, '\n', file->n - (size_t)(b.end + 1 - p));
		char *line = mem_strndup(text, stop ? (size_t)(stop - text) : 0);

		if (tail_read(&zone->tail, line))
			tail_spans(zone);
		free(line);
	}
	zone_finish(zone);
	return zone;
}

Zone *zone_read_tzif(const char *name)
{
	char *path = mem_printf("%s%s", ZONE_FOLDER, name);
	Str file = {0};
	Zone *zone = NULL;

	if (file_exists(path)) {
		Err *err = file_read(&file, path);
		if (!err)
			zone = tzif_parse(name, &file);
		err_free(err);
	}
	str_done(&file);
	free(path);
	return zone;
}
