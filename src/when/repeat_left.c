/* SPDX-License-Identifier: MIT */
/* What a rule leaves out without a word (RFC 5545 3.3.10): a month without a 31st, a year without a 29 February. Said where a repeat is made. */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/repeat.h"
#include "rule.h"

enum {
	YEARS_MOST = 40 /* nobody asks further; the leap day that 2100 has not is no news */
};

static int only_bit(uint32_t bits)
{
	int i = 0;
	if (!bits || (bits & (bits - 1)))
		return 0;
	while (!(bits >> i & 1))
		i++;
	return i;
}

/* The one day of a month that it names, itself or by its start; 0: it names others. */
static int day_named(const Rule *rule, int start)
{
	if (rule->foreign || rule->freq > RULE_MONTHLY || rule->has_year_day || rule->has_week || rule->has_weekday || rule->has_place || rule->month_day[1])
		return 0;
	return rule->month_day[0] ? only_bit(rule->month_day[0]) : start;
}

/* The day that is not in one of the months it comes to; 0 none. */
static int day_left_out(const Rule *rule, Day start)
{
	int32_t year;
	int month, first;
	int64_t given = 0, step = rule->interval;
	day_split(start, &year, &month, &first);
	int day = day_named(rule, first);
	if (day < 29 || step < 1 || step > 400)
		return 0;
	uint32_t months = rule->month ? rule->month : rule->freq == RULE_YEARLY ? 1U << month
	                                                                        : ~0U;
	int64_t at = (int64_t)year * 12 + month - 1, stride = rule->freq == RULE_YEARLY ? 1 : step;
	for (;; at += stride) {
		int32_t y = (int32_t)(at / 12);
		int m = (int)(at % 12) + 1, length = month_length(y, m);
		if (y - year > YEARS_MOST)
			return 0;
		if (!(months >> m & 1) || (rule->freq == RULE_YEARLY && (y - year) % step))
			continue;
		if (rule->until.form != MOMENT_NONE && rule->until.day.n < day_of(y, m, day < length ? day : length).n)
			return 0;
		if (day > length)
			return rule->freq == RULE_YEARLY && m == 2 && day == 29 ? 1 : day;
		if (rule->count && ++given == rule->count)
			return 0;
	}
}

const char *repeat_leaves_out(const char *rules, Moment start)
{
	Rule rule;
	if (!rules || strchr(rules, '\n') || start.form == MOMENT_NONE)
		return NULL;
	Err *err = rule_read(&rule, rules, strlen(rules));
	int day = err ? 0 : day_left_out(&rule, start.day);
	err_free(err);
	switch (day) {
	case 1: return _("only in leap years");
	case 29: return _("not in months without a 29th");
	case 30: return _("not in months without a 30th");
	case 31: return _("not in months without a 31st");
	default: return NULL;
	}
}

void repeat_words_from(Str *out, const char *rules, Moment start)
{
	const char *left = repeat_leaves_out(rules, start);
	repeat_words(out, rules);
	if (left)
		str_addf(out, ", %s", left);
}
