/* SPDX-License-Identifier: MIT */
/* The rules of a series that is moved to another day or hour: what they name of the old one they name of the new. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/when/repeat.h"
#include "rule.h"

static const char weekdays[7][3] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

typedef struct Place { /* of one of the two moments */
	Moment at;
	int32_t year;
	int month, day, weekday, length; /* weekday 1 Monday; length: of the month */
} Place;

static Place place_of(Moment at)
{
	Place p = {.at = at, .weekday = day_weekday(at.day)};
	day_split(at.day, &p.year, &p.month, &p.day);
	p.length = month_length(p.year, p.month);
	return p;
}

static bool key_is(Span key, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < n && i < key.n; i++)
		if (key.s[i] != name[i] && key.s[i] != name[i] + ('a' - 'A'))
			return false;
	return key.n == n;
}

/* "TU" as "WE"; "2TU", "-1TU" as the place that the new day has in its month, when the old one has the place named. */
static bool weekday_moved(Str *out, Span value, const Place *from, const Place *to)
{
	char number[8] = "";
	if (value.n < 2 || !key_is((Span){value.s + value.n - 2, 2}, weekdays[from->weekday - 1]))
		return false;
	if (value.n == 2) {
		str_add(out, weekdays[to->weekday - 1]);
		return true;
	}
	if (value.n - 2 >= sizeof number)
		return false;
	memcpy(number, value.s, value.n - 2);
	long nth = strtol(number, NULL, 10);
	if (nth == (from->day - 1) / 7 + 1)
		nth = (to->day - 1) / 7 + 1 > 4 ? -1 : (to->day - 1) / 7 + 1;
	else if (nth == -((from->length - from->day) / 7 + 1))
		nth = -((to->length - to->day) / 7 + 1) < -4 ? 1 : -((to->length - to->day) / 7 + 1);
	else
		return false;
	str_addf(out, "%ld%s", nth, weekdays[to->weekday - 1]);
	return true;
}

static bool number_moved(Str *out, Span value, int from, int to)
{
	char text[8] = "";
	if (!value.n || value.n >= sizeof text)
		return false;
	memcpy(text, value.s, value.n);
	if (strtol(text, NULL, 10) != from)
		return false;
	str_addf(out, "%d", to);
	return true;
}

static bool value_moved(Str *out, Span key, Span value, const Place *from, const Place *to)
{
	bool timed = from->at.form != MOMENT_DAY && to->at.form != MOMENT_DAY;
	if (key_is(key, "BYDAY"))
		return weekday_moved(out, value, from, to);
	if (key_is(key, "BYMONTHDAY"))
		return number_moved(out, value, from->day, to->day) || number_moved(out, value, from->day - from->length - 1, to->day - to->length - 1);
	if (key_is(key, "BYMONTH"))
		return number_moved(out, value, from->month, to->month);
	if (key_is(key, "BYHOUR"))
		return timed && number_moved(out, value, from->at.second / 3600, to->at.second / 3600);
	if (key_is(key, "BYMINUTE"))
		return timed && number_moved(out, value, from->at.second / 60 % 60, to->at.second / 60 % 60);
	return false;
}

/* The next of a list's values; false at its end. */
static bool list_value(Span *value, Span *list)
{
	if (!list->s)
		return false;
	const char *comma = memchr(list->s, ',', list->n);
	size_t n = comma ? (size_t)(comma - list->s) : list->n;
	*value = span_trim((Span){list->s, n});
	*list = comma ? (Span){comma + 1, list->n - n - 1} : (Span){NULL, 0};
	return true;
}

static bool list_names(Span list, const char *text)
{
	Span value;
	while (list_value(&value, &list))
		if (key_is(value, text))
			return true;
	return false;
}

static void add_list(Str *out, Span key, Span list, const Place *from, const Place *to)
{
	Span value, rest = list;
	Str all = {0};
	while (list_value(&value, &rest)) {
		Str moved = {0};
		if (all.n)
			str_addc(&all, ',');
		if (!value_moved(&moved, key, value, from, to)) {
			str_addn(&all, value.s, value.n);
		} else if (key_is(value, str_text(&moved)) || !list_names(list, str_text(&moved))) {
			str_add(&all, str_text(&moved));
		} else { /* it names the new one beside the old: both stay */
			str_done(&moved);
			str_done(&all);
			str_addn(out, list.s, list.n);
			return;
		}
		str_done(&moved);
	}
	str_add(out, str_text(&all));
	str_done(&all);
}

static void add_until(Str *out, Moment until, const Place *from, const Place *to)
{
	int64_t days = to->at.day.n - from->at.day.n, by = days * DAY_SECONDS + to->at.second - from->at.second;
	if (until.form == MOMENT_DAY) {
		until.day.n += (int32_t)days;
	} else {
		int64_t whole = until.second + by, on = whole >= 0 ? whole / DAY_SECONDS : -((DAY_SECONDS - 1 - whole) / DAY_SECONDS);
		until.day.n += (int32_t)on;
		until.second = (int32_t)(whole - on * DAY_SECONDS);
	}
	char text[WHEN_TEXT];
	moment_text(text, until);
	for (const char *s = text; *s; s++)
		if (*s != '-' && *s != ':')
			str_addc(out, *s);
}

Err *rules_rewrite(char **out, const char *rules, RuleRewrite *add, const void *self)
{
	Str all = {0};
	*out = NULL;
	for (; rules && *rules; rules += strspn(rules, "\r\n")) {
		Span one = {rules, strcspn(rules, "\r\n")};
		Rule rule;
		rules += one.n;
		if (!one.n)
			continue;
		Err *err = rule_read(&rule, one.s, one.n);
		if (err) {
			str_done(&all);
			return err;
		}
		if (all.n)
			str_addc(&all, '\n');
		add(&all, one, &rule, self);
	}
	*out = str_take(&all);
	return NULL;
}

typedef struct Move {
	Place from, to;
} Move;

static void add_moved(Str *out, Span rule, const Rule *read, const void *self)
{
	const Place *from = &((const Move *)self)->from, *to = &((const Move *)self)->to;
	const Moment until = read->until;
	if (read->foreign) {
		str_addn(out, rule.s, rule.n);
		return;
	}
	for (bool first = true; rule.n; first = false) {
		const char *end = memchr(rule.s, ';', rule.n);
		Span part = {rule.s, end ? (size_t)(end - rule.s) : rule.n};
		const char *is = memchr(part.s, '=', part.n);
		if (!first)
			str_addc(out, ';');
		if (is) {
			Span key = span_trim((Span){part.s, (size_t)(is - part.s)}), list = {is + 1, part.n - (size_t)(is - part.s) - 1};
			str_addn(out, part.s, (size_t)(is - part.s) + 1);
			if (key_is(key, "UNTIL") && until.form != MOMENT_NONE)
				add_until(out, until, from, to);
			else
				add_list(out, key, list, from, to);
		} else {
			str_addn(out, part.s, part.n);
		}
		size_t taken = part.n + (end != NULL);
		rule = (Span){rule.s + taken, rule.n - taken};
	}
}

Err *repeat_moved(char **out, const char *rules, Moment from, Moment to)
{
	*out = NULL;
	if (!rules || from.form == MOMENT_NONE || to.form == MOMENT_NONE)
		return NULL;
	const Move move = {place_of(from), place_of(to)};
	return rules_rewrite(out, rules, add_moved, &move);
}
