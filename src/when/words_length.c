/* SPDX-License-Identifier: MIT */
/* A length of time in figures with a unit behind, one after another; in words it is the grammar's (words_length_read). */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "words_parse.h"

enum {
	NUMBER_MOST = 1000000, /* a longer number is as much as this */
};

static size_t letters(const char *s)
{
	size_t n = 0, used;

	while (s[n] && utf8_is_letter(utf8_decode(s + n, strlen(s + n), &used)))
		n += used;
	return n;
}

/* The grammar knows no seconds: nobody plans in them, but a call may last some. */
static bool is_seconds(const char *folded)
{
	static const char *const words[] = {"s", "sec", "с", "сек"};

	for (size_t i = 0; i < countof(words); i++)
		if (strcmp(words[i], folded) == 0)
			return true;
	return false;
}

/* What a unit of so many bytes lasts; 0: it is none. Months and years are no lengths. */
static int64_t unit_seconds(const char *s, size_t n)
{
	static const int64_t seconds[] = {[UNIT_MINUTE] = 60, [UNIT_HOUR] = 3600, [UNIT_DAY] = DAY_SECONDS, [UNIT_WEEK] = 7 * DAY_SECONDS};
	char *typed = mem_strndup(s, n);
	Str folded = {0};
	int unit;
	int64_t found = 0;

	fold_word(&folded, typed);
	if (is_seconds(str_text(&folded)))
		found = 1;
	else if (word_is(str_text(&folded), WORD_UNIT, true, &unit) && unit <= UNIT_WEEK)
		found = seconds[unit];
	str_done(&folded);
	free(typed);
	return found;
}

/* The unit behind a number: what it lasts, and where it ends; 0: none stands there. */
static int64_t unit_there(const char *s, const char **end)
{
	const char *unit = s + strspn(s, " ");
	size_t length = letters(unit);
	int64_t seconds = length ? unit_seconds(unit, length) : 0;

	*end = seconds ? unit + length + (unit[length] == '.') : s;
	return seconds;
}

/* "1,5 ч", "0.25h": the figures behind the point, where the unit shows that they are no number of their own ("10, 30"). */
static bool fraction_take(Seconds *out, int64_t whole, const char **at)
{
	const char *s = *at, *end;
	int64_t part = 0, of = 1, seconds;
	size_t figures = *s == '.' || *s == ',' ? strspn(++s, "0123456789") : 0;

	if (figures < 1 || figures > (**at == '.' ? 2 : 1))
		return false;
	for (size_t i = 0; i < figures; i++, of *= 10)
		part = part * 10 + (s[i] - '0');
	seconds = unit_there(s + figures, &end);
	if (!seconds)
		return false;
	out->s = whole * seconds + part * seconds / of;
	*at = end;
	return true;
}

bool words_length_take(Seconds *out, const char **at)
{
	int64_t n = 0, seconds;
	const char *s = *at + strspn(*at, " "), *end;

	if (*s < '0' || *s > '9')
		return false;
	for (; *s >= '0' && *s <= '9'; s++)
		n = n < NUMBER_MOST ? n * 10 + (*s - '0') : n;
	end = s;
	if (fraction_take(out, n, &end)) {
		*at = end;
		return true;
	}
	seconds = unit_there(s, &end);
	/* Minutes where no unit is said; a word that is none belongs to what follows. */
	if (!seconds && letters(s))
		return false;
	out->s = n * (seconds ? seconds : 60);
	*at = end;
	return true;
}
