/* SPDX-License-Identifier: MIT */
/* One clock time, in figures (14.30, 5pm, 3 часа дня) or in words (half of the day included). */
#include <string.h>

#include "words_clock.h"

/* What follows "15-30" is no more of a number with dashes, but may be its end: 22-30-40 is a phone, 10-00-11-30 a span. */
static bool dashes_end(const Parser *p, size_t i)
{
	const Token *t = p->tokens->at;

	if (!token_is_sign(p, i, '-') || !token_is_glued(p, i) || !token_is_glued(p, i + 1) || t[i + 1].kind != TOKEN_NUMBER)
		return true;
	return i + 3 < p->tokens->n && t[i + 2].kind == TOKEN_SIGN && strchr("-:", t[i + 2].sign) && token_is_glued(p, i + 2) && token_is_glued(p, i + 3) &&
	       token_is_number(p, i + 3, 2, NULL) && !(token_is_sign(p, i + 4, '-') && token_is_glued(p, i + 4));
}

/* "в 15 00": anything but 00 could count what follows it, so nothing follows. */
static bool minutes_apart(const Parser *p, Clock12 *c, size_t i)
{
	const Token *t = p->tokens->at;

	if (!token_is_number(p, i, 2, &c->minute) || t[i].digits != 2 || token_is_glued(p, i) || c->minute > 59 || !number_ends(p, i))
		return false;
	if (token_is_glued(p, i + 1) && !strchr(",;)", t[i + 1].sign))
		return false;
	return c->minute == 0 || i + 1 == p->tokens->n || (t[i + 1].kind == TOKEN_SIGN && strchr(",;)-", t[i + 1].sign)) || token_is(p, i + 1, WORD_TO, NULL);
}

/* Behind the dash at token i stand minutes, and no hour at which it ends. */
static bool dash_is_of_minutes(const Parser *p, const Clock12 *c, size_t i, unsigned signs)
{
	bool spoken = (signs & MINUTES_SPOKEN) && p->tokens->at[i - 1].digits == 1 && c->hour >= 1 && c->hour < 7 && c->minute >= 15 && c->minute % 5 == 0;

	if (!(signs & MINUTES_DASH) || (token_is_sign(p, i + 2, ':') && token_is_glued(p, i + 2)))
		return false;
	return spoken || c->minute == 0 || c->minute > 24;
}

/* ":30", ".30", "-30" behind the hour, which *at passes; false: what stands there is no time. */
static bool clock_minutes(const Parser *p, Clock12 *c, size_t *at, unsigned signs)
{
	size_t i = *at;

	if ((signs & MINUTES_APART) && minutes_apart(p, c, i)) {
		c->minutes = c->loose = true;
		*at = i + 1;
		return true;
	}
	c->minute = 0;
	if (i + 1 >= p->tokens->n || p->tokens->at[i].kind != TOKEN_SIGN || !token_is_glued(p, i) || !token_is_glued(p, i + 1) ||
	    !token_is_number(p, i + 1, 2, &c->minute))
		return true;
	char sign = p->tokens->at[i].sign;
	if (p->tokens->at[i + 1].digits == 2 && c->minute < 60 &&
	    (sign == ':' || (sign == '.' && (signs & MINUTES_POINT)) || (sign == '-' && dash_is_of_minutes(p, c, i, signs)))) {
		if (sign == '-' && !dashes_end(p, i + 2))
			return false;
		c->minutes = true;
		c->loose = sign == '-';
		*at = i += 2;
		if (token_is_sign(p, i, ':') && token_is_glued(p, i) && token_is_glued(p, i + 1) && token_is_number(p, i + 1, 2, NULL))
			*at += 2; /* seconds */
		return true;
	}
	c->minute = 0;
	return sign != ':';
}

static bool letter_is(const Parser *p, size_t i, const char *letter)
{
	return i < p->tokens->n && p->tokens->at[i].kind == TOKEN_WORD && strcmp(p->tokens->at[i].word, letter) == 0;
}

/* "p.m.", "a. m." */
static size_t half_with_points(const Parser *p, size_t i, int *half)
{
	bool after = letter_is(p, i, "p");

	if ((!after && !letter_is(p, i, "a")) || !token_is_sign(p, i + 1, '.') || !token_is_glued(p, i + 1) || !letter_is(p, i + 2, "m"))
		return 0;
	*half = after;
	return token_is_sign(p, i + 3, '.') && token_is_glued(p, i + 3) ? 4 : 3;
}

size_t day_half(const Parser *p, size_t i, int *half)
{
	size_t at = i, used = half_with_points(p, i, half);
	int part;

	if (used || token_is(p, i, WORD_OF_DAY, half))
		return used ? used : 1;
	at += token_is(p, at, WORD_IN, NULL) || token_is(p, at, WORD_THIS, NULL);
	at += token_is(p, at, WORD_ARTICLE, NULL);
	if (!token_is(p, at, WORD_PART, &part) || (part != PART_MORNING && part != PART_DAY && part != PART_EVENING))
		return 0;
	*half = part != PART_MORNING;
	return at + 1 - i;
}

/* "утра", "pm", "ночи" behind the hour; "утром", "in the evening" where it is an hour without them, too. */
static size_t clock_half(const Parser *p, Clock12 *c, size_t at, bool hour_said)
{
	size_t used = day_half(p, at, &c->half);
	int part = PART_DAY; /* "12 вечером" is neither noon nor midnight */
	bool of_day = used && !token_is(p, at + used - 1, WORD_PART, &part);
	if (!used || c->hour < 1 || c->hour > 12 || (!of_day && !hour_said) || (c->hour == 12 && part != PART_DAY)) {
		c->half = -1;
		return 0;
	}
	if (c->half == 1 && c->hour < 12)
		c->hour += 12;
	else if (c->hour == 12 && c->half != 1)
		c->hour = 0;
	else if (c->half == 2 && c->hour >= 10)
		c->hour += 12;
	return used;
}

/* What stands before token i makes a number an hour. */
static bool hour_is_said(const Parser *p, size_t i)
{
	return i > 0 && (token_is(p, i - 1, WORD_AT, NULL) || token_is(p, i - 1, WORD_BY, NULL) || token_is(p, i - 1, WORD_FROM, NULL) || token_is(p, i - 1, WORD_DAY, NULL) ||
	                 token_is(p, i - 1, WORD_WEEKDAY, NULL) || token_is(p, i - 1, WORD_MONTH, NULL) || token_is_number(p, i - 1, 4, NULL) || token_is_sign(p, i - 1, '@'));
}

/* "o'clock": a word, a sign and a word. */
static bool is_o_clock(const Parser *p, size_t at)
{
	const Token *t = &p->tokens->at[at];
	return (token_is_sign(p, at + 1, '\'') || token_is_sign(p, at + 1, '$')) && at + 2 < p->tokens->n && t[2].kind == TOKEN_WORD &&
	       strcmp(t[2].word, "clock") == 0;
}

/* "часов", "o'clock" behind the hour, and "30 минут" behind that. */
static size_t clock_hours(const Parser *p, Clock12 *c, size_t i)
{
	size_t at = i;
	int form, unit;

	if (!token_is(p, at, WORD_OCLOCK, &form))
		return 0;
	if (form == 1)
		return is_o_clock(p, at) ? 3 : 0;
	at++;
	at += token_is_sign(p, at, '.') && token_is_glued(p, at); /* ч. */
	if (c->minutes)
		return at - i;
	at += token_is(p, at, WORD_AND, NULL);
	if (token_is_number(p, at, 2, &c->minute) && c->minute < 60 && token_is(p, at + 1, WORD_UNIT, &unit) && unit == UNIT_MINUTE) {
		c->minutes = true;
		at += 2;
		return at + (token_is_sign(p, at, '.') && token_is_glued(p, at)) - i;
	}
	at -= token_is(p, at - 1, WORD_AND, NULL);
	if (minutes_apart(p, c, at)) {
		c->minutes = true;
		return at + 1 - i;
	}
	c->minute = 0;
	return at - i;
}

bool clock_figures(const Parser *p, Clock12 *c, size_t i, unsigned signs)
{
	size_t at = i + 1;

	*c = (Clock12){.half = -1};
	if (!token_is_number(p, i, 2, &c->hour) || c->hour > 24)
		return false;
	if (!clock_minutes(p, c, &at, signs) || (c->hour == 24 && c->minute))
		return false;
	at += clock_hours(p, c, at);
	at += clock_half(p, c, at, p->whole || c->minutes || hour_is_said(p, i));
	c->used = at - i;
	return true;
}

int32_t clock_second(const Clock12 *c)
{
	return c->hour * 3600 + c->minute * 60;
}

/* "15 минут" behind an hour in words. */
static size_t minutes_of_words(const Parser *p, size_t i, int *minute)
{
	int unit;
	if (!(token_is_number(p, i, 2, minute) || token_is(p, i, WORD_NUMBER, minute)) || *minute > 59 || !token_is(p, i + 1, WORD_UNIT, &unit) || unit != UNIT_MINUTE) {
		*minute = 0;
		return 0;
	}
	return 2;
}

bool token_is_counted(const Parser *p, size_t i)
{
	const Token *t = &p->tokens->at[i];
	bool many = i < p->tokens->n && t->kind == TOKEN_WORD && (unsigned char)*t->word < 0x80 && strlen(t->word) > 3 && str_ends(t->word, "s") && !str_ends(t->word, "ss");
	return token_is(p, i, WORD_COUNTED, NULL) || token_is(p, i, WORD_UNIT, NULL) || (many && !t->capital && !token_is(p, i, WORD_WEEKDAY, NULL));
}

/* "сорок пять", "fifteen": minutes in words alone; an article is no one. */
static size_t minutes_read(const Parser *p, size_t i, int *minute)
{
	int more;

	if (!token_is(p, i, WORD_NUMBER, minute) || *minute < 10 || *minute > 50 || *minute == 12) {
		*minute = 0;
		return 0;
	}
	if (*minute < 20 || !token_is(p, i + 1, WORD_NUMBER, &more) || more > 9 || p->tokens->at[i + 1].to - p->tokens->at[i + 1].from < 3)
		return 1;
	*minute += more;
	return 2;
}

static size_t minutes_spoken(const Parser *p, size_t i, int *minute)
{
	size_t used = minutes_read(p, i, minute);

	if (!used || !token_is_counted(p, i + used))
		return used;
	*minute = 0;
	return 0;
}

size_t clock_spoken(const Parser *p, size_t i, Clock12 *c)
{
	size_t at = i, used;
	int unit;

	*c = (Clock12){.half = -1};
	if (token_is(p, at, WORD_NUMBER, &c->hour) && c->hour <= 12) {
		at++;
		if (token_is(p, at, WORD_OCLOCK, NULL))
			at += 1 + minutes_of_words(p, at + 1, &c->minute);
		else if ((used = minutes_spoken(p, at, &c->minute))) {
			c->minutes = true;
			at += used;
		}
	} else if (token_is(p, at, WORD_UNIT, &unit) && unit == UNIT_HOUR && p->tokens->at[at].to - p->tokens->at[at].from == 6) {
		c->hour = 1; /* в час */
		at++;
	} else {
		return 0;
	}
	if ((used = day_half(p, at, &c->half))) {
		if (c->half == 1 && c->hour < 12)
			c->hour += 12;
		else if (c->half == 2 && c->hour >= 10 && c->hour < 12)
			c->hour += 12;
		else if (c->half != 1 && c->hour == 12)
			c->hour = 0;
		at += used;
	} else if (c->hour < 7) {
		c->hour += 12; /* nobody meets at three in the night */
		c->half = 1;
	}
	return at - i;
}
