/* SPDX-License-Identifier: MIT */
/* The repetition rules of vCalendar 1.0 ("W2 MO WE #10", "MP1 1+ SU 19971231T000000") as RRULEs; the line itself is kept as it stood. */
#include <string.h>

#include "parse.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool rule_is_old(Span value)
{
	static const char *const heads[] = {"D", "W", "MP", "MD", "YM", "YD", "M"};
	value = span_trim(value);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		size_t n = strlen(heads[i]);
		if (value.n > n && memcmp(value.s, heads[i], n) == 0 && is_digit(value.s[n]))
			return true;
	}
	return false;
}

static bool word_next(Span *out, Span *rest)
{
	Span s = span_trim(*rest);
	size_t n = 0;
	while (n < s.n && s.s[n] != ' ' && s.s[n] != '\t')
		n++;
	*out = (Span){s.s, n};
	*rest = (Span){s.s + n, s.n - n};
	return n > 0;
}

typedef struct OldRule {
	const char *freq, *by; /* of the list: BYDAY, BYMONTHDAY … */
	int64_t interval, count;
	bool ends; /* "#n" or a date was there */
	Moment until;
	char list[400];
	size_t n;
} OldRule;

static bool list_add(OldRule *r, const char *before, Span word)
{
	size_t more = strlen(before) + word.n + 1;
	if (r->n + more >= sizeof r->list)
		return false;
	if (r->n)
		r->list[r->n++] = ',';
	memcpy(r->list + r->n, before, strlen(before));
	r->n += strlen(before);
	memcpy(r->list + r->n, word.s, word.n);
	r->n += word.n;
	r->list[r->n] = '\0';
	return true;
}

static bool is_weekday(Span w)
{
	static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	for (size_t i = 0; i < 7; i++) {
		if (span_is_word(w, days[i]))
			return true;
	}
	return false;
}

static bool head_read(OldRule *r, Span head)
{
	static const struct {
		const char *head, *freq, *by;
	} heads[] = {
		{"MP", "MONTHLY", "BYDAY"},
		{"MD", "MONTHLY", "BYMONTHDAY"},
		{"YM", "YEARLY", "BYMONTH"},
		{"YD", "YEARLY", "BYYEARDAY"},
		{"D", "DAILY", NULL},
		{"W", "WEEKLY", "BYDAY"},
		{"M", "MINUTELY", NULL},
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		size_t n = strlen(heads[i].head);
		if (head.n <= n || memcmp(head.s, heads[i].head, n) != 0 || !is_digit(head.s[n]))
			continue;
		r->freq = heads[i].freq;
		r->by = heads[i].by;
		return value_int(&r->interval, (Span){head.s + n, head.n - n}) && r->interval > 0;
	}
	return false;
}

/* "1+" "2-" before weekdays; "1+" alone, "15", "LD" among days of the month. */
static bool word_read(OldRule *r, Span w, char *occurrence)
{
	char sign = w.s[w.n - 1];
	if (w.s[0] == '#') {
		r->ends = true;
		return value_int(&r->count, (Span){w.s + 1, w.n - 1}) && r->count >= 0;
	}
	if (w.n >= 8 && value_moment(&r->until, w)) {
		r->ends = true;
		return true;
	}
	if (!r->by)
		return false;
	if (strcmp(r->by, "BYDAY") == 0) {
		if (is_weekday(w))
			return list_add(r, occurrence, w);
		if (w.n != 2 || !is_digit(w.s[0]) || (sign != '+' && sign != '-'))
			return false;
		occurrence[0] = sign == '-' ? '-' : '+';
		occurrence[1] = w.s[0];
		occurrence[2] = '\0';
		return true;
	}
	if (span_is_word(w, "LD"))
		return list_add(r, "", span_of("-1"));
	if (sign == '+' || sign == '-')
		return list_add(r, sign == '-' ? "-" : "", (Span){w.s, w.n - 1});
	return is_digit(w.s[0]) && list_add(r, "", w);
}

bool old_rule(Str *out, Span value)
{
	OldRule r = {.until = {.form = MOMENT_NONE}};
	Span word;
	char occurrence[4] = "";
	if (!word_next(&word, &value) || !head_read(&r, word))
		return false;
	while (word_next(&word, &value)) {
		if (!word_read(&r, word, occurrence))
			return false;
	}
	str_addf(out, "FREQ=%s", r.freq);
	if (r.interval > 1)
		str_addf(out, ";INTERVAL=%lld", (long long)r.interval);
	if (r.n)
		str_addf(out, ";%s=%s", r.by, r.list);
	if (r.until.form != MOMENT_NONE) {
		str_add(out, ";UNTIL=");
		value_put_moment(out, r.until);
	} else if (!r.ends || r.count) {
		str_addf(out, ";COUNT=%lld",
		         (long long)(r.ends ? r.count : 2)); /* 2 is the standard's default; #0 is for ever */
	}
	return true;
}
