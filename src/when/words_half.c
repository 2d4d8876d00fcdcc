/* SPDX-License-Identifier: MIT */
/* Clock times said by halves and quarters: в половине восьмого, полвосьмого, без четверти пять, half past five, a quarter to five. */
#include <string.h>

#include "words_parse.h"

typedef struct Half { /* what was said: minutes of an hour that begins with `hour`, 0..12 or more */
	int hour, minute;
	size_t used;
} Half;

/* "восьмого", "8-го" */
static size_t hour_of(const Parser *p, size_t i, int *hour)
{
	size_t ending;

	if (token_is(p, i, WORD_HOUR_OF, hour))
		return 1;
	if (!token_is_number(p, i, 2, hour) || *hour < 1 || *hour > 12)
		return 0;
	ending = number_ending(p, i + 1);
	return ending ? 1 + ending : 0;
}

/* "пять", "час", 5 */
static size_t hour_whole(const Parser *p, size_t i, int *hour)
{
	int unit;

	if (token_is(p, i, WORD_NUMBER, hour) && *hour <= 12)
		return 1;
	if (token_is(p, i, WORD_UNIT, &unit) && unit == UNIT_HOUR && strcmp(p->tokens->at[i].word, "час") == 0) {
		*hour = 1;
		return 1;
	}
	return token_is_number(p, i, 2, hour) && *hour >= 1 && *hour <= 24 && number_ends(p, i) ? 1 : 0;
}

/* [a] quarter, "десяти минут", 10, twenty five */
static size_t minutes_said(const Parser *p, size_t i, int *minutes)
{
	size_t at = i + token_is(p, i, WORD_ARTICLE, NULL);
	int more, unit;

	if (token_is(p, at, WORD_NUMBER, &more) && more == 1 && token_is(p, at + 1, WORD_QUARTER, NULL))
		at++;
	if (token_is(p, at, WORD_QUARTER, NULL)) {
		*minutes = 15;
		return at + 1 - i;
	}
	if (token_is(p, at, WORD_NUMBER, minutes)) {
		at++;
		if (*minutes == 20 && token_is(p, at, WORD_NUMBER, &more) && more == 5) {
			*minutes += more;
			at++;
		}
	} else if (token_is_number(p, at, 2, minutes)) {
		at++;
	} else {
		return 0;
	}
	at += token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_MINUTE;
	return *minutes > 0 && *minutes < 30 ? at - i : 0;
}

/* полвосьмого, пол восьмого, в половине 8-го: half of the hour before it is over. */
static bool half_over(const Parser *p, size_t i, bool said, Half *out)
{
	size_t at = i + 1, used;
	bool short_form;

	if (token_is(p, i, WORD_HALF_TO, &out->hour)) {
		*out = (Half){out->hour - 1, 30, 1};
		return true;
	}
	if (!token_is(p, i, WORD_HALF, NULL))
		return false;
	short_form = strcmp(p->tokens->at[i].word, "пол") == 0;
	if (short_form && token_is_sign(p, at, '-') && token_is_glued(p, at) && token_is_glued(p, at + 1))
		at++;
	used = said || short_form ? hour_of(p, at, &out->hour) : 0;
	if (!used)
		return false;
	*out = (Half){out->hour - 1, 30, at + used - i};
	return true;
}

/* в четверть пятого */
static bool quarter_over(const Parser *p, size_t i, bool said, Half *out)
{
	size_t used = said && token_is(p, i, WORD_QUARTER, NULL) ? hour_of(p, i + 1, &out->hour) : 0;

	if (!used)
		return false;
	*out = (Half){out->hour - 1, 15, 1 + used};
	return true;
}

/* без четверти пять, без 10 минут пять */
static bool less(const Parser *p, size_t i, Half *out)
{
	int minutes, hour;
	size_t used = token_is(p, i, WORD_LESS, NULL) ? minutes_said(p, i + 1, &minutes) : 0, more = used ? hour_whole(p, i + 1 + used, &hour) : 0;

	if (!more)
		return false;
	*out = (Half){hour - 1, 60 - minutes, 1 + used + more};
	return true;
}

/* half past five, ten past five, a quarter to five */
static bool past(const Parser *p, size_t i, Half *out)
{
	int minutes = 30, hour;
	bool half = token_is(p, i, WORD_HALF, NULL);
	size_t used = half ? 1 : minutes_said(p, i, &minutes), more;
	bool is_past = used && token_is(p, i + used, WORD_PAST, NULL);
	bool is_to = used && !half && minutes == 15 && token_is(p, i + used - 1, WORD_QUARTER, NULL) && token_is(p, i + used, WORD_TO, NULL);

	more = is_past || is_to ? hour_whole(p, i + used + 1, &hour) : 0;
	if (!more)
		return false;
	*out = (Half){is_to ? hour - 1 : hour, is_to ? 45 : minutes, used + 1 + more};
	return true;
}

/* Before noon or after it: as it is said, else in the hours in which people meet. */
static int hour_meant(const Parser *p, const Draft *d, size_t at, int hour, size_t *used)
{
	int half;

	*used = day_half(p, at, &half);
	if (hour > 12)
		return hour % 24;
	hour %= 12;
	if (*used)
		return half == 1 || (half == 2 && hour >= 6) ? hour + 12 : hour;
	if (d->has_time && d->soft_time)
		return d->part == PART_MORNING ? hour : hour + 12;
	return hour < 7 ? hour + 12 : hour;
}

size_t parse_half(const Parser *p, Draft *d, size_t i, bool after_day)
{
	Half half = {0};
	bool little = token_is(p, i, WORD_AT, NULL) || token_is(p, i, WORD_BY, NULL) || token_is(p, i, WORD_ON, NULL), said = little || after_day || p->whole;
	size_t at = i + little, used;

	if (!half_over(p, at, said, &half) && !quarter_over(p, at, said, &half) && !less(p, at, &half) && !past(p, at, &half))
		return 0;
	at += half.used;
	d->second = (hour_meant(p, d, at, half.hour, &used) * 60 + half.minute) * 60;
	d->has_time = true;
	d->soft_time = false;
	d->deadline |= little && token_is(p, i, WORD_BY, NULL);
	return at + used - i;
}
