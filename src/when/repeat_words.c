/* SPDX-License-Identifier: MIT */
/*
 * A rule said in words: "every 2 weeks on Mon and Wed until 1 September". As with dates the forms are grammar, so both languages are
 * written out here; a rule that is not understood is shown as it stands.
 */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/when/words.h"
#include "rule.h"
#include "words_lex.h"

typedef struct FreqNames {
	const char *each;    /* every day */
	const char *many[3]; /* every N days, by plural form */
	const char *brief, *brief_many;
} FreqNames;

static const FreqNames freq_names[2][7] = {
	{
		{"every year", {"every %ld year", "every %ld years", "every %ld years"}, "yearly", "every %ld y"},
		{"every month", {"every %ld month", "every %ld months", "every %ld months"}, "monthly", "every %ld mo"},
		{"every week", {"every %ld week", "every %ld weeks", "every %ld weeks"}, "weekly", "every %ld w"},
		{"every day", {"every %ld day", "every %ld days", "every %ld days"}, "daily", "every %ld d"},
		{"every hour", {"every %ld hour", "every %ld hours", "every %ld hours"}, "hourly", "every %ld h"},
		{"every minute", {"every %ld minute", "every %ld minutes", "every %ld minutes"}, "every min", "every %ld min"},
		{"every second", {"every %ld second", "every %ld seconds", "every %ld seconds"}, "every sec", "every %ld s"},
	},
	{
		{"каждый год", {"каждый %ld год", "каждые %ld года", "каждые %ld лет"}, "каждый год", "раз в %ld г."},
		{"каждый месяц", {"каждый %ld месяц", "каждые %ld месяца", "каждые %ld месяцев"}, "каждый мес.", "раз в %ld мес."},
		{"каждую неделю", {"каждую %ld неделю", "каждые %ld недели", "каждые %ld недель"}, "каждую нед.", "раз в %ld нед."},
		{"каждый день", {"каждый %ld день", "каждые %ld дня", "каждые %ld дней"}, "каждый день", "раз в %ld дн."},
		{"каждый час", {"каждый %ld час", "каждые %ld часа", "каждые %ld часов"}, "каждый час", "раз в %ld ч"},
		{"каждую минуту", {"каждую %ld минуту", "каждые %ld минуты", "каждые %ld минут"}, "каждую мин", "раз в %ld мин"},
		{"каждую секунду", {"каждую %ld секунду", "каждые %ld секунды", "каждые %ld секунд"}, "каждую с", "раз в %ld с"},
	},
};

static bool is_russian(void)
{
	return text_lang() == LANG_RU;
}

static void number_in(Str *out, const char *pattern, long n)
{
	const char *at = strstr(pattern, "%ld");

	if (!at) {
		str_add(out, pattern);
		return;
	}
	str_addn(out, pattern, (size_t)(at - pattern));
	str_addf(out, "%ld", n);
	str_add(out, at + 3);
}

/* "a", "a and b", "a, b and c" */
static void list_part(Str *out, int i, int n)
{
	if (i == 0)
		return;
	str_add(out, i < n - 1 ? ", " : is_russian() ? " и "
	                                             : " and ");
}

static bool is_workdays(const Rule *r)
{
	for (int i = 1; i <= 7; i++)
		if (r->weekday[0][i] != (i <= 5) || r->weekday[1][i])
			return false;
	return r->freq == RULE_WEEKLY || r->freq == RULE_DAILY;
}

static const char *ordinal_ending(int n, int weekday)
{
	static const char *const russian[] = {"", "й", "й", "я", "й", "я", "я", "е"};

	if (is_russian())
		return russian[weekday];
	if (n % 100 >= 11 && n % 100 <= 13)
		return "th";
	return n % 10 == 1 ? "st" : n % 10 == 2 ? "nd"
	                        : n % 10 == 3   ? "rd"
	                                        : "th";
}

static void last_weekday(Str *out, int n, int weekday)
{
	static const char *const russian[] = {"", "последний", "последний", "последняя", "последний", "последняя", "последняя", "последнее"};

	if (n == 1)
		str_addf(out, "%s ", is_russian() ? russian[weekday] : "last");
	else if (is_russian())
		str_addf(out, "%d-%s с конца ", n, ordinal_ending(n, weekday));
	else
		str_addf(out, "%d%s last ", n, ordinal_ending(n, weekday));
	words_weekday(out, weekday, false);
}

/* How many weekdays a rule names; numbered: as the first, the last … of a month. */
static int weekdays_count(const Rule *r, bool *numbered)
{
	int n = 0;

	*numbered = false;
	for (int end = 0; end < 2; end++)
		for (int w = 1; w <= 7; w++)
			for (int k = 0; k <= 53; k++)
				if (r->weekday[end][w] >> k & 1)
					n++, *numbered |= k > 0;
	*numbered &= r->freq <= RULE_MONTHLY;
	return n;
}

static void weekday_said(Str *out, int weekday, int k, bool from_end)
{
	if (from_end) {
		last_weekday(out, k, weekday);
		return;
	}
	if (k)
		str_addf(out, "%d%s%s ", k, is_russian() ? "-" : "", ordinal_ending(k, weekday));
	words_weekday(out, weekday, false);
}

static void weekdays_said(Str *out, const Rule *r)
{
	bool numbered;
	int n = weekdays_count(r, &numbered), i = 0;

	if (is_russian())
		str_add(out, numbered ? ", " : " по ");
	else
		str_add(out, numbered ? " on the " : " on ");
	for (int end = 0; end < 2; end++) {
		for (int w = 1; w <= 7; w++) {
			for (int k = 0; k <= 53; k++) {
				if (!(r->weekday[end][w] >> k & 1))
					continue;
				list_part(out, i++, n);
				weekday_said(out, w, numbered ? k : 0, end == 1 && numbered);
			}
		}
	}
}

static void month_days_said(Str *out, const Rule *r)
{
	int n = 0, i = 0;

	for (int k = 1; k <= 31; k++)
		n += (int)(r->month_day[0] >> k & 1) + (int)(r->month_day[1] >> k & 1);
	str_add(out, is_russian() ? ", " : " on the ");
	for (int k = 1; k <= 31; k++) {
		if (!(r->month_day[0] >> k & 1))
			continue;
		list_part(out, i++, n);
		str_addf(out, "%d%s", k, is_russian() ? "-го" : ordinal_ending(k, 0));
	}
	for (int k = 1; k <= 31; k++) {
		if (!(r->month_day[1] >> k & 1))
			continue;
		list_part(out, i++, n);
		if (k == 1)
			str_add(out, is_russian() ? "в последний день" : "last day");
		else if (is_russian())
			str_addf(out, "в %d-й день с конца", k);
		else
			str_addf(out, "%d%s last day", k, ordinal_ending(k, 0));
	}
}

static void months_said(Str *out, const Rule *r)
{
	int n = 0, i = 0;

	for (int m = 1; m <= 12; m++)
		n += (int)(r->month >> m & 1);
	str_add(out, is_russian() ? ", " : " in ");
	for (int m = 1; m <= 12; m++) {
		if (!(r->month >> m & 1))
			continue;
		list_part(out, i++, n);
		words_month(out, m, false);
	}
}

/* YEARLY on one date: "every year on 15 August". */
static bool is_one_date(const Rule *r)
{
	return r->freq == RULE_YEARLY && r->month && !(r->month & (r->month - 1)) && r->month_day[0] &&
	       !(r->month_day[0] & (r->month_day[0] - 1)) && !r->month_day[1] && !r->has_weekday;
}

static int bit_first(uint32_t bits)
{
	int i = 0;

	while (i < 32 && !(bits >> i & 1))
		i++;
	return i;
}

static void rule_end_said(Str *out, const Rule *r)
{
	if (r->until.form != MOMENT_NONE) {
		int32_t year;
		int month, day;

		day_split(r->until.day, &year, &month, &day);
		str_addf(out, " %s %d ", is_russian() ? "до" : "until", day);
		words_month(out, month, true);
		str_addf(out, " %d", (int)year);
	}
	if (r->count) {
		long n = (long)r->count;
		static const char *const times[3] = {"раз", "раза", "раз"};

		if (is_russian())
			str_addf(out, ", %ld %s", n, times[plural_form(n)]);
		else
			str_addf(out, ", %ld %s", n, n == 1 ? "time" : "times");
	}
}

static void rule_said(Str *out, const Rule *r)
{
	const FreqNames *names = &freq_names[is_russian()][r->freq];

	if (r->interval == 1 && is_workdays(r)) {
		str_add(out, is_russian() ? "по будням" : "every working day");
		rule_end_said(out, r);
		return;
	}
	if (r->interval == 1)
		str_add(out, names->each);
	else
		number_in(out, names->many[plural_form((long)r->interval)], (long)r->interval);
	if (is_one_date(r)) {
		str_addf(out, "%s%d ", is_russian() ? ", " : " on ", bit_first(r->month_day[0]));
		words_month(out, bit_first(r->month), true);
	} else {
		if (r->has_weekday)
			weekdays_said(out, r);
		if (r->month_day[0] || r->month_day[1])
			month_days_said(out, r);
		if (r->month)
			months_said(out, r);
	}
	rule_end_said(out, r);
}

/* What the words above would leave out: then the rule is shown itself. */
static bool rule_is_sayable(const Rule *r)
{
	return !r->foreign && !r->has_year_day && !r->has_week && !r->has_place && !r->hour && !r->minute && !r->second;
}

static void rules_said(Str *out, const char *rules, bool brief)
{
	bool first = true;

	while (rules && *rules) {
		size_t n = strcspn(rules, "\r\n");
		Rule rule;
		Err *err;

		if (n) {
			if (!first)
				str_add(out, "; ");
			first = false;
			err = rule_read(&rule, rules, n);
			if (!err && brief && rule.interval == 1 && is_workdays(&rule)) {
				str_add(out, is_russian() ? "по будням" : "work days");
			} else if (!err && brief) {
				const FreqNames *names = &freq_names[is_russian()][rule.freq];
				number_in(out, rule.interval == 1 ? names->brief : names->brief_many, (long)rule.interval);
			} else if (!err && rule_is_sayable(&rule)) {
				rule_said(out, &rule);
			} else {
				str_addn(out, rules, n);
			}
			err_free(err);
		}
		rules += n;
		rules += strspn(rules, "\r\n");
	}
}

void repeat_words(Str *out, const char *rules)
{
	rules_said(out, rules, false);
}

void repeat_words_short(Str *out, const char *rules)
{
	rules_said(out, rules, true);
}
