/* SPDX-License-Identifier: MIT */
/*
 * VTIMEZONE in and out (RFC 5545 3.6.5). Reading is bounded: onsets are worked out by our own walk of YEARLY rules only, since a
 * 300-byte component of another rule hangs libical. Writing gives what a zone does from 1970 on: what follows a yearly rule as
 * one, the rest as dates.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "rule.h"
#include "zone_cache.h"
#include "zone_private.h"

#define ONSETS_MOST 4000
#define PARTS_MOST 500

typedef struct Part { /* STANDARD or DAYLIGHT */
	bool daylight, has_start, has_from, has_to;
	int64_t start;
	int32_t from, to;
	char name[12];
	Span rules[4];
	size_t n_rules;
	VEC(Span)
	dates;
} Part;

typedef struct Onset {
	int64_t at;
	int32_t from, to;
	bool daylight;
	char name[12];
} Onset;

typedef struct Component {
	char *tzid, *location;
	VEC(Part)
	part;
	VEC(Onset)
	onset;
	bool odd; /* has parts without DTSTART or rules other than YEARLY */
} Component;

static bool name_same(Span s, const char *word)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i] >= 'a' && s.s[i] <= 'z' ? (char)(s.s[i] - 'a' + 'A') : s.s[i];
		if (!word[i] || c != word[i])
			return false;
	}
	return word[s.n] == '\0';
}

/* +0300, -033000 */
static bool offset_read(int32_t *out, Span s)
{
	int v[3] = {0};
	size_t n = 0;
	bool minus = s.n && s.s[0] == '-';

	if (s.n && (s.s[0] == '+' || s.s[0] == '-'))
		s.s++, s.n--;
	for (; n < s.n && n < 6; n++) {
		if (s.s[n] < '0' || s.s[n] > '9')
			return false;
		v[n / 2] = v[n / 2] * 10 + (s.s[n] - '0');
	}
	if ((n != 4 && n != 6) || n != s.n || v[0] > 23 || v[1] > 59 || v[2] > 59)
		return false;
	*out = (minus ? -1 : 1) * (v[0] * 3600 + v[1] * 60 + v[2]);
	return true;
}

/* 19961027T030000, a Z is passed over (it has no sense here); only a date means its midnight. */
static bool local_read(int64_t *out, Span s)
{
	int v[7] = {0};
	static const int at[] = {0, 4, 6, 9, 11, 13}, length[] = {4, 2, 2, 2, 2, 2};
	size_t fields = s.n >= 15 ? 6 : 3;

	if (s.n < 8 || (fields == 6 && s.s[8] != 'T' && s.s[8] != 't'))
		return false;
	for (size_t f = 0; f < fields; f++) {
		for (int i = 0; i < length[f]; i++) {
			char c = s.s[at[f] + i];
			if (c < '0' || c > '9')
				return false;
			v[f] = v[f] * 10 + (c - '0');
		}
	}
	if (!day_valid(v[0], v[1], v[2]) || v[3] > 23 || v[4] > 59 || v[5] > 60)
		return false;
	*out = (int64_t)day_of(v[0], v[1], v[2]).n * DAY_SECONDS + v[3] * 3600 + v[4] * 60 + v[5];
	return true;
}

/* One unfolded line at text[*at]; name without parameters, value. */
static bool line_next(const char *text, size_t n, size_t *at, Span *name, Span *value)
{
	while (*at < n) {
		const char *s = text + *at;
		const char *end = memchr(s, '\n', n - *at);
		size_t length = end ? (size_t)(end - s) : n - *at, i = 0;
		bool quoted = false;

		*at += length + 1;
		if (length && s[length - 1] == '\r')
			length--;
		while (i < length && (quoted || s[i] != ':'))
			quoted ^= s[i++] == '"';
		if (i == length)
			continue;
		*value = span_trim((Span){s + i + 1, length - i - 1});
		i = 0;
		while (i < length && s[i] != ':' && s[i] != ';')
			i++;
		*name = span_trim((Span){s, i});
		return true;
	}
	return false;
}

static void part_line(Part *p, Span name, Span value)
{
	if (name_same(name, "DTSTART")) {
		p->has_start = local_read(&p->start, value);
	} else if (name_same(name, "TZOFFSETFROM")) {
		p->has_from = offset_read(&p->from, value);
	} else if (name_same(name, "TZOFFSETTO")) {
		p->has_to = offset_read(&p->to, value);
	} else if (name_same(name, "TZNAME") && !p->name[0]) {
		size_t n = value.n < sizeof p->name - 1 ? value.n : sizeof p->name - 1;
		memcpy(p->name, value.s, n);
	} else if (name_same(name, "RRULE") && p->n_rules < countof(p->rules)) {
		p->rules[p->n_rules++] = value;
	} else if (name_same(name, "RDATE")) {
		while (value.n && p->dates.n < ONSETS_MOST) {
			const char *comma = memchr(value.s, ',', value.n);
			size_t n = comma ? (size_t)(comma - value.s) : value.n;

			vec_push(&p->dates, span_trim((Span){value.s, n}));
			value.s += comma ? n + 1 : n;
			value.n -= comma ? n + 1 : n;
		}
	}
}

static void component_lines(Component *c, const char *text, size_t n)
{
	Span name, value;
	size_t at = 0;
	bool inside = false;

	while (line_next(text, n, &at, &name, &value)) {
		if (name_same(name, "BEGIN")) {
			inside = (name_same(value, "STANDARD") || name_same(value, "DAYLIGHT")) && c->part.n < PARTS_MOST;
			if (inside)
				vec_push(&c->part, ((Part){.daylight = name_same(value, "DAYLIGHT")}));
		} else if (name_same(name, "END")) {
			inside = false;
		} else if (inside) {
			part_line(&c->part.at[c->part.n - 1], name, value);
		} else if (name_same(name, "TZID") && !c->tzid) {
			c->tzid = span_dup(value);
		} else if (name_same(name, "X-LIC-LOCATION") && !c->location) {
			c->location = span_dup(value);
		}
	}
}

static void onset_add(Component *c, const Part *p, int64_t local)
{
	Onset o = {local - p->from, p->from, p->to, p->daylight, ""};

	memcpy(o.name, p->name, sizeof o.name);
	if (c->onset.n < ONSETS_MOST)
		vec_push(&c->onset, o);
}

static void part_onsets(Component *c, const Part *p)
{
	int64_t last = (int64_t)day_of(2437, 12, 31).n * DAY_SECONDS, local;

	onset_add(c, p, p->start);
	for (size_t i = 0; i < p->dates.n; i++)
		if (local_read(&local, p->dates.at[i]))
			onset_add(c, p, local);
	for (size_t i = 0; i < p->n_rules; i++) {
		Rule rule;
		RuleWalk walk;
		int64_t until = INT64_MAX;
		Err *err = rule_read(&rule, p->rules[i].s, p->rules[i].n);

		if (err || rule.freq != RULE_YEARLY || rule.foreign) {
			err_free(err);
			continue;
		}
		if (rule.until.form != MOMENT_NONE) { /* UTC here, but many write it local: a day of grace would add an onset, none does not */
			until = (int64_t)rule.until.day.n * DAY_SECONDS + rule.until.second;
			until += rule.until.form == MOMENT_UTC ? p->from : rule.until.form == MOMENT_DAY ? DAY_SECONDS - 1
			                                                                                 : 0;
		}
		rule_begin(&walk, &rule, NULL, p->start, until, last);
		while (c->onset.n < ONSETS_MOST && rule_next(&walk, &local))
			onset_add(c, p, local);
		rule_end(&walk);
	}
}

static int onset_cmp(const void *a, const void *b)
{
	const Onset *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static bool part_is_odd(const Part *p)
{
	if (!p->has_start || (!p->has_to && !p->has_from))
		return true;
	for (size_t i = 0; i < p->n_rules; i++) {
		Rule rule;
		Err *err = rule_read(&rule, p->rules[i].s, p->rules[i].n);
		bool odd = err || rule.freq != RULE_YEARLY || rule.foreign;

		err_free(err);
		if (odd)
			return true;
	}
	return false;
}

static Zone *component_zone(Component *c)
{
	Zone *zone;

	for (size_t i = 0; i < c->part.n; i++) {
		Part *p = &c->part.at[i];

		if (!p->has_to && !p->has_from)
			continue;
		if (!p->has_from) /* the other part says what was before */
			p->from = c->part.n > 1 && c->part.at[!i].has_to ? c->part.at[!i].to : p->to;
		if (!p->has_to)
			p->to = p->from;
		if (p->has_start)
			part_onsets(c, p);
	}
	if (!c->onset.n)
		return NULL;
	qsort(c->onset.at, c->onset.n, sizeof *c->onset.at, onset_cmp);
	zone = mem_alloc(sizeof *zone);
	zone->name = mem_strdup(c->tzid ? c->tzid : "");
	zone_add(zone, INT64_MIN, c->onset.at[0].from, false, "");
	for (size_t i = 0; i < c->onset.n; i++) {
		const Onset *o = &c->onset.at[i];

		if (zone->span[zone->n - 1].from == o->at)
			zone->n--;
		zone_add(zone, o->at, o->to, o->daylight, o->name);
	}
	zone->tail_at = zone->n;
	zone_finish(zone);
	return zone;
}

static void component_done(Component *c)
{
	for (size_t i = 0; i < c->part.n; i++)
		vec_free(&c->part.at[i].dates);
	vec_free(&c->part);
	vec_free(&c->onset);
	free(c->tzid);
	free(c->location);
}

static char *text_crlf(const char *text, size_t n)
{
	Str out = {0};

	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))
			str_addc(&out, '\r');
		str_addc(&out, text[i]);
	}
	if (out.n < 2 || memcmp(out.s + out.n - 2, "\r\n", 2) != 0)
		str_add(&out, "\r\n");
	return str_take(&out);
}

const Zone *zone_from_component(const char *text, size_t n)
{
	Component c = {0};
	const Zone *zone = NULL, *named = NULL;
	char *key = mem_alloc(n + 2);

	key[0] = '\n'; /* no name of a zone begins so */
	for (size_t i = 0; i < n; i++)
		key[i + 1] = text[i] ? text[i] : ' ';
	if (zone_cached(&zone, key)) {
		free(key);
		return zone;
	}
	component_lines(&c, text, n);
	for (size_t i = 0; i < c.part.n; i++)
		c.odd |= part_is_odd(&c.part.at[i]);
	if (c.part.n == 0 || c.odd) {
		named = zone_find(c.tzid);
		if (!named)
			named = zone_find(c.location);
	}
	if (named) {
		zone = named;
	} else {
		Zone *made = component_zone(&c);

		if (made)
			made->source = text_crlf(text, n);
		zone = zone_remember(key, made);
	}
	component_done(&c);
	free(key);
	return zone;
}

/* --- out ---------------------------------------------------------------------------------------------------------- */

static void offset_text(Str *out, const char *property, int32_t offset)
{
	int32_t east = offset < 0 ? -offset : offset;

	str_addf(out, "%s:%c%02d%02d", property, offset < 0 ? '-' : '+', (int)(east / 3600), (int)(east / 60 % 60));
	if (east % 60)
		str_addf(out, "%02d", (int)(east % 60));
	str_add(out, "\r\n");
}

static void local_text(Str *out, const char *property, int64_t local)
{
	int64_t days = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
	int second = (int)(local - days * DAY_SECONDS), month, day;
	int32_t year;

	day_split((Day){(int32_t)days}, &year, &month, &day);
	str_addf(out, "%s:%04d%02d%02dT%02d%02d%02d\r\n", property, (int)year, month, day, second / 3600, second / 60 % 60, second % 60);
}

static void part_begin(Str *out, const ZoneSpan *span, int32_t from, int64_t local)
{
	str_add(out, span->daylight ? "BEGIN:DAYLIGHT\r\n" : "BEGIN:STANDARD\r\n");
	offset_text(out, "TZOFFSETFROM", from);
	offset_text(out, "TZOFFSETTO", span->offset);
	if (span->name[0])
		str_addf(out, "TZNAME:%s\r\n", span->name);
	local_text(out, "DTSTART", local);
}

static void part_end(Str *out, const ZoneSpan *span)
{
	str_add(out, span->daylight ? "END:DAYLIGHT\r\n" : "END:STANDARD\r\n");
}

static bool spans_alike(const Zone *z, size_t a, size_t b)
{
	return z->span[a].offset == z->span[b].offset && z->span[a - 1].offset == z->span[b - 1].offset &&
	       z->span[a].daylight == z->span[b].daylight && strcmp(z->span[a].name, z->span[b].name) == 0;
}

/*
 * The yearly rule of a change of the tail. An hour outside the day moves the weekday: "4th Thursday, 26:00" is the Friday of 23-29
 * March. False when no weekday of a month says it.
 */
static bool tail_rule(Str *out, const ZoneTail *tail, int which)
{
	static const char *const days[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
	int week = tail->change[which].week, month = tail->change[which].month, length = month_length(2026, month);
	int second = tail->change[which].second;
	int moved = second / DAY_SECONDS - (second % DAY_SECONDS < 0);
	int weekday = ((tail->change[which].weekday + moved) % 7 + 7) % 7;
	int first = (week == 5 ? length - 6 : 7 * week - 6) + moved;

	if (!month || (moved && (first < 1 || first + 6 > length || (week == 5 && month == 2))))
		return false;
	if (!moved) {
		str_addf(out, "RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s\r\n", month, week == 5 ? -1 : week, days[weekday]);
		return true;
	}
	str_addf(out, "RRULE:FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=", month);
	for (int i = 0; i < 7; i++)
		str_addf(out, "%s%d", i ? "," : "", first + i);
	str_addf(out, ";BYDAY=%s\r\n", days[weekday]);
	return true;
}

char *zone_component(const Zone *zone)
{
	Str out = {0};
	size_t first = 1, listed, last;
	bool rules;
	int64_t zero;

	if (!zone || (zone->n == 1 && zone->span[0].offset == 0))
		return NULL;
	if (zone->source)
		return mem_strdup(zone->source);
	while (first < zone->n && zone->span[first].from <= 0)
		first++;
	str_addf(&out, "BEGIN:VTIMEZONE\r\nTZID:%s\r\n", zone->name);
	zero = zone->span[first - 1].offset;
	part_begin(&out, &zone->span[first - 1], zone->span[first - 1].offset, zero);
	part_end(&out, &zone->span[first - 1]);

	Str probe = {0};
	rules = zone->tail.daylight && tail_rule(&probe, &zone->tail, 0) && tail_rule(&probe, &zone->tail, 1);
	str_done(&probe);
	listed = zone->tail_at > first ? zone->tail_at : first;
	if (!rules) /* what no rule can say is listed for a lifetime */
		for (; listed < zone->n && zone->span[listed].from < INT64_C(2524608000); listed++)
			;
	last = rules && listed + 2 <= zone->n ? listed + 2 : listed;
	for (size_t i = first; i < last; i++) {
		bool done = false;

		for (size_t j = first; j < i && i < listed; j++)
			done |= spans_alike(zone, i, j);
		if (done)
			continue;
		part_begin(&out, &zone->span[i], zone->span[i - 1].offset, zone->span[i].from + zone->span[i - 1].offset);
		if (i >= listed)
			(void)tail_rule(&out, &zone->tail, zone->span[i].daylight ? 0 : 1);
		for (size_t j = i + 1; j < listed; j++)
			if (spans_alike(zone, i, j))
				local_text(&out, "RDATE", zone->span[j].from + zone->span[j - 1].offset);
		part_end(&out, &zone->span[i]);
	}
	str_add(&out, "END:VTIMEZONE\r\n");
	return str_take(&out);
}
