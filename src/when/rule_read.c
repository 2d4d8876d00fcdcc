/* SPDX-License-Identifier: MIT */
/*
 * Reads the text of an RRULE. Tolerant in form (case, blanks after commas, a stray semicolon), strict in meaning: a part that is not
 * known or has no sense refuses the rule, for a rule half understood is a wrong calendar.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "libical.h"
#include "rule.h"

static bool number_read(int64_t *out, Span s, int64_t least, int64_t most)
{
	int64_t value = 0;
	size_t i = 0;
	bool minus = false;

	if (s.n && (s.s[0] == '+' || s.s[0] == '-'))
		minus = s.s[i++] == '-';
	if (i == s.n || s.n - i > 10)
		return false;
	for (; i < s.n; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
		value = value * 10 + (s.s[i] - '0');
	}
	*out = minus ? -value : value;
	return *out >= least && *out <= most;
}

static bool span_same(Span s, const char *word)
{
	size_t n = strlen(word);

	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = s.s[i] >= 'a' && s.s[i] <= 'z' ? (char)(s.s[i] - 'a' + 'A') : s.s[i];
		if (c != word[i])
			return false;
	}
	return true;
}

static int weekday_read(Span s)
{
	static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

	for (int i = 0; i < 7; i++)
		if (span_same(s, names[i]))
			return i + 1;
	return 0;
}

/* 20260901, 20260901T120000, 20260901T120000Z; with - and : too. */
static bool until_read(Moment *out, Span s)
{
	char text[WHEN_TEXT], digits[16];
	size_t n = 0;
	bool utc = s.n && (s.s[s.n - 1] == 'Z' || s.s[s.n - 1] == 'z');

	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] >= '0' && s.s[i] <= '9') {
			if (n == 14)
				return false;
			digits[n++] = s.s[i];
		} else if (!strchr("-:TtZz", s.s[i])) {
			return false;
		}
	}
	if (n != 8 && n != 14)
		return false;
	memcpy(text, digits, 4);
	text[4] = text[7] = '-';
	memcpy(text + 5, digits + 4, 2);
	memcpy(text + 8, digits + 6, 2);
	text[10] = '\0';
	if (n == 14) {
		text[10] = 'T';
		memcpy(text + 11, digits + 8, 2);
		text[13] = text[16] = ':';
		memcpy(text + 14, digits + 10, 2);
		memcpy(text + 17, digits + 12, 2);
		text[19] = utc ? 'Z' : '\0';
		text[20] = '\0';
	}
	return moment_read(out, text);
}

/* One value of a list into the bit sets; false: it has no sense there. */
typedef bool (*ValueRead)(Rule *rule, Span value);

static bool second_value(Rule *r, Span v)
{
	int64_t n;

	if (!number_read(&n, v, 0, 60))
		return false;
	r->second |= UINT64_C(1) << (n == 60 ? 59 : n);
	return true;
}

static bool minute_value(Rule *r, Span v)
{
	int64_t n;

	if (!number_read(&n, v, 0, 59))
		return false;
	r->minute |= UINT64_C(1) << n;
	return true;
}

static bool hour_value(Rule *r, Span v)
{
	int64_t n;

	if (!number_read(&n, v, 0, 23))
		return false;
	r->hour |= 1u << n;
	return true;
}

static bool month_value(Rule *r, Span v)
{
	int64_t n;

	if (v.n && (v.s[v.n - 1] == 'L' || v.s[v.n - 1] == 'l')) { /* leap month of another calendar, RFC 7529 */
		r->foreign = true;
		v.n--;
	}
	if (!number_read(&n, v, 1, 12)) /* libical needs seconds for a 13th month */
		return false;
	r->month |= 1u << n;
	return true;
}

static bool month_day_value(Rule *r, Span v)
{
	int64_t n;

	if (!number_read(&n, v, -31, 31) || n == 0)
		return false;
	r->month_day[n < 0] |= 1u << (n < 0 ? -n : n);
	return true;
}

static bool year_bit(uint64_t set[2][RULE_DAY_BITS], Span v)
{
	int64_t n;

	if (!number_read(&n, v, -366, 366) || n == 0)
		return false;
	if (n < 0)
		set[1][-n / 64] |= UINT64_C(1) << (-n % 64);
	else
		set[0][n / 64] |= UINT64_C(1) << (n % 64);
	return true;
}

static bool year_day_value(Rule *r, Span v)
{
	r->has_year_day = true;
	return year_bit(r->year_day, v);
}

static bool place_value(Rule *r, Span v)
{
	r->has_place = true;
	return year_bit(r->place, v);
}

static bool week_value(Rule *r, Span v)
{
	int64_t n;

	if (!number_read(&n, v, -53, 53) || n == 0)
		return false;
	r->week[n < 0] |= UINT64_C(1) << (n < 0 ? -n : n);
	r->has_week = true;
	return true;
}

static bool weekday_value(Rule *r, Span v)
{
	int64_t n = 0;
	int weekday;

	if (v.n < 2 || !(weekday = weekday_read((Span){v.s + v.n - 2, 2})))
		return false;
	v.n -= 2;
	if (v.n && (!number_read(&n, span_trim(v), -53, 53) || n == 0))
		return false;
	r->weekday[n < 0][weekday] |= UINT64_C(1) << (n < 0 ? -n : n);
	r->has_weekday = true;
	return true;
}

static bool list_read(Rule *rule, Span list, ValueRead read)
{
	for (;;) {
		const char *comma = list.n ? memchr(list.s, ',', list.n) : NULL;
		size_t n = comma ? (size_t)(comma - list.s) : list.n;

		if (!read(rule, span_trim((Span){list.s, n})))
			return false;
		if (!comma)
			return true;
		list.s += n + 1;
		list.n -= n + 1;
		if (!span_trim(list).n) /* a trailing comma */
			return true;
	}
}

static bool freq_read(Rule *rule, Span v)
{
	static const char *const names[] = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"};

	for (size_t i = 0; i < countof(names); i++) {
		if (span_same(v, names[i])) {
			rule->freq = (RuleFreq)i;
			return true;
		}
	}
	return false;
}

static bool part_read(Rule *rule, Span key, Span v)
{
	static const struct {
		const char *key;
		ValueRead read;
	} lists[] = {
		{"BYSECOND", second_value},
		{"BYMINUTE", minute_value},
		{"BYHOUR", hour_value},
		{"BYDAY", weekday_value},
		{"BYMONTHDAY", month_day_value},
		{"BYYEARDAY", year_day_value},
		{"BYWEEKNO", week_value},
		{"BYMONTH", month_value},
		{"BYSETPOS", place_value},
	};

	for (size_t i = 0; i < countof(lists); i++)
		if (span_same(key, lists[i].key))
			return list_read(rule, v, lists[i].read);
	if (span_same(key, "INTERVAL"))
		return number_read(&rule->interval, v, 1, INT32_MAX);
	if (span_same(key, "COUNT"))
		return number_read(&rule->count, v, 1, INT32_MAX);
	if (span_same(key, "UNTIL"))
		return until_read(&rule->until, v);
	if (span_same(key, "WKST"))
		return (rule->wkst = weekday_read(v)) != 0;
	if (span_same(key, "RSCALE")) {
		rule->foreign |= !span_same(v, "GREGORIAN");
		return true;
	}
	if (span_same(key, "SKIP")) {
		rule->foreign |= !span_same(v, "OMIT");
		return true;
	}
	return key.n > 2 && (key.s[0] == 'X' || key.s[0] == 'x') && key.s[1] == '-';
}

static Err *rule_refuse(const char *text, size_t n, Span part)
{
	char *word = span_dup(part), *all = mem_strndup(text, n < 200 ? n : 200);
	Err *err = err_new(ERR_FAILED, _("The repeat rule \"%s\" is not understood: \"%s\""), all, word);

	err = err_word(err_kept(err, _("Its text is kept; only the first start is shown")), word, (int)(part.s - text));
	free(word);
	free(all);
	return err;
}

static Err *calendar_refuse(const char *text, size_t n, const char *why)
{
	char *all = mem_strndup(text, n < 200 ? n : 200);
	Err *err = err_new(ERR_FAILED, _("The repeat rule \"%s\" is of another calendar, and libical, which walks it, cannot be loaded: %s"), all, why);

	err = err_todo(err_kept(err, _("Its text is kept; only the first start is shown")), _("install libical (Debian: libical3)"));
	free(all);
	return err;
}

/* It may not know the calendar, or not by hours. */
static bool is_walked(const char *text, size_t n)
{
	char *rule = mem_strndup(text, n);
	void *walk = libical_walk_new(rule, 0);
	libical_walk_free(walk);
	free(rule);
	return walk != NULL;
}

Err *rule_read(Rule *out, const char *text, size_t n)
{
	Rule rule = {.interval = 1, .wkst = 1};
	Span foreign = {text, n};
	bool has_freq = false;
	size_t at = 0;

	while (at < n) {
		const char *semicolon = memchr(text + at, ';', n - at);
		size_t length = semicolon ? (size_t)(semicolon - text) - at : n - at;
		Span part = span_trim((Span){text + at, length});
		const char *equals = part.n ? memchr(part.s, '=', part.n) : NULL;

		at += length + 1;
		if (!part.n)
			continue;
		if (!equals)
			return rule_refuse(text, n, part);
		Span key = span_trim((Span){part.s, (size_t)(equals - part.s)});
		Span value = span_trim((Span){equals + 1, part.n - (size_t)(equals - part.s) - 1});
		bool well = span_same(key, "FREQ") ? (has_freq = freq_read(&rule, value)) : part_read(&rule, key, value);
		if (!well)
			return rule_refuse(text, n, part);
		if (rule.foreign && foreign.n == n)
			foreign = part;
	}
	if (!has_freq)
		return rule_refuse(text, n, (Span){text, n});
	if (rule.foreign && libical_missing())
		return calendar_refuse(text, n, libical_missing());
	if (rule.foreign && !is_walked(text, n))
		return rule_refuse(text, n, foreign);
	*out = rule;
	return NULL;
}
