/* SPDX-License-Identifier: MIT */
/*
 * A bare length at an end of what is to be done: "планёрка 30м" beside an hour is how long it takes, "1h call back" in a step without a date how far
 * it is. Figures with such letters are said of things too, and those stay where they are.
 */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "words_clock.h"

#define MINUTES_MOST 240 /* "500м" is no length of time */

typedef struct Alone {
	size_t from, to; /* tokens */
	int64_t seconds;
	bool metres;        /* may be those as well */
	bool spelled;       /* "2 часа" */
	bool hour;          /* may be the hour of a day, or all of it: 15ч, 24h */
	bool opens, closes; /* the line or a piece of it */
} Alone;

static bool in_parts(const TokenSpan *part, size_t parts, size_t i)
{
	for (size_t k = 0; k < parts; k++)
		if (i >= part[k].from && i < part[k].to)
			return true;
	return false;
}

static bool parts_before(const Parser *p, size_t i)
{
	return i > 0 && p->tokens->at[i - 1].kind == TOKEN_SIGN && strchr(",;:-", p->tokens->at[i - 1].sign);
}

static bool parts_behind(const Parser *p, size_t i)
{
	const Token *t = &p->tokens->at[i];

	if (t->kind != TOKEN_SIGN || !strchr(",;.!?#-", t->sign) || (t->sign == '-' && t->glued))
		return false;
	return t->sign == '#' || t->sign == '!' || !token_is_glued(p, i + 1);
}

static size_t unit_at(const Parser *p, size_t i)
{
	while (i < p->tokens->n && p->tokens->at[i].kind != TOKEN_WORD)
		i++;
	return i;
}

static void letters_read(const Parser *p, Alone *a, WordUnit unit, int value)
{
	static const char *const brief[] = {"h", "hr", "hrs", "m", "min", "ч", "м", "мин"};
	size_t at = unit_at(p, a->from);
	const char *word = p->tokens->at[at].word;
	bool letter = strcmp(word, "м") == 0 || strcmp(word, "m") == 0, is_brief = false;

	for (size_t i = 0; i < countof(brief); i++)
		is_brief |= strcmp(word, brief[i]) == 0;
	a->spelled = !is_brief;
	a->metres = unit == UNIT_MINUTE && letter;
	a->hour = unit == UNIT_HOUR && at + 1 == a->to && (value == 24 || (value >= 7 && value < 24 && strcmp(word, "ч") == 0));
	if (a->metres && !p->tokens->at[at].glued) /* "15 м" */
		a->to = a->from;
}

static bool alone_at(const Parser *p, Alone *a, size_t i, const TokenSpan *part, size_t parts)
{
	WordUnit unit;
	int value;

	*a = (Alone){.from = i, .to = i};
	if (in_parts(part, parts, i) || !token_is_number(p, i, 3, NULL) || !number_begins(p, i) || (i > 0 && token_is(p, i - 1, WORD_NUMBERED, NULL)))
		return false;
	a->to += parse_span(p, i, &unit, &value, &a->seconds);
	if (a->to == i || unit > UNIT_HOUR || a->seconds <= 0)
		return false;
	letters_read(p, a, unit, value);
	a->opens = i == 0 || in_parts(part, parts, i - 1) || parts_before(p, i);
	a->closes = a->to == p->tokens->n || in_parts(part, parts, a->to) || parts_behind(p, a->to);
	return a->to > i && (a->opens || a->closes);
}

static bool ends_as(const Token *t, const char *const *ends)
{
	for (; *ends; ends++)
		if (str_ends(t->word, *ends))
			return true;
	return false;
}

/* "отправить": what follows a figure is no thing that is counted by it. */
static bool is_infinitive(const Parser *p, size_t i)
{
	static const char *const ends[] = {"ть", "ти", "чь", "ться", "тись", NULL}, *const nouns[] = {"сть", "сеть", "мать", "путь", "кровать", "ночь", "речь", "дочь", "печь", NULL};

	return i < p->tokens->n && p->tokens->at[i].kind == TOKEN_WORD && ends_as(&p->tokens->at[i], ends) && !ends_as(&p->tokens->at[i], nouns);
}

static bool any_infinitive(const Parser *p)
{
	for (size_t i = 0; i < p->tokens->n; i++)
		if (is_infinitive(p, i))
			return true;
	return false;
}

/* "консультации", "обучения", "of training": the hours are of that. */
static bool owns_length(const Parser *p, size_t i)
{
	static const char *const ends[] = {"и", "ы", "ия", NULL};

	if (i >= p->tokens->n || p->tokens->at[i].kind != TOKEN_WORD || is_infinitive(p, i))
		return false;
	return token_is(p, i, WORD_ARTICLE, NULL) || token_is_counted(p, i) || ends_as(&p->tokens->at[i], ends);
}

/* "за 2ч", "about 1h": said of something else. */
static bool is_preposition(const Parser *p, size_t i)
{
	static const WordKind kinds[] = {WORD_TO, WORD_BY, WORD_FROM, WORD_AT, WORD_ON, WORD_IN, WORD_AFTER, WORD_BEFORE, WORD_LESS, WORD_PAST,
	                                 WORD_EACH_ON, WORD_EVERY, WORD_BETWEEN, WORD_AND, WORD_NOT, WORD_ARTICLE, WORD_NUMBER};
	static const char *const others[] = {"за", "около", "примерно", "свыше", "более", "менее", "больше", "меньше", "максимум", "минимум", "о", "об", "про",
	                                     "about", "around", "within", "per", "up", "over", "under", "max", "min"};

	for (size_t k = 0; k < countof(kinds); k++)
		if (token_is(p, i, kinds[k], NULL))
			return true;
	for (size_t k = 0; k < countof(others); k++)
		if (strcmp(p->tokens->at[i].word, others[k]) == 0)
			return true;
	return false;
}

/* "кабель 30м", "квартиры 54м" */
static bool are_metres(const Parser *p, const Alone *a)
{
	int beside = 0;

	for (size_t i = 0; i < p->tokens->n; i++)
		if (token_is(p, i, WORD_METRED, &beside) && (!beside || i + 1 == a->from || i == a->to))
			return true;
	return a->seconds > MINUTES_MOST * 60 || a->seconds % 300;
}

/* "30 мин до встречи", "2 часа назад", "до встречи 2 часа": reckoned from something else. */
static bool is_reckoned(const Parser *p, const Alone *a)
{
	static const WordKind kinds[] = {WORD_TO, WORD_BEFORE, WORD_AFTER, WORD_PAST};

	for (size_t k = 0; k < countof(kinds); k++)
		if (token_is(p, a->to, kinds[k], NULL) || (a->from > 1 && token_is(p, a->from - 2, kinds[k], NULL)))
			return true;
	const char *behind = a->to < p->tokens->n && p->tokens->at[a->to].kind == TOKEN_WORD ? p->tokens->at[a->to].word : "";
	return strcmp(behind, "назад") == 0 || strcmp(behind, "ago") == 0;
}

/* All that stands before it, but what was read, is one word and perhaps a name: "планёрка 30м", "call Ivanov 30m". */
static bool is_of_few_words(const Parser *p, const Alone *a, const TokenSpan *part, size_t parts)
{
	size_t words = 0, last = 0;

	for (size_t i = 0; i < p->tokens->n; i++) {
		if ((i >= a->from && i < a->to) || in_parts(part, parts, i))
			continue;
		if (i >= a->to && p->tokens->at[i].kind == TOKEN_SIGN)
			break;
		if (p->tokens->at[i].kind != TOKEN_WORD || i > a->from)
			return false;
		words++;
		last = i;
	}
	return words == 1 || (words == 2 && (p->context->points || p->tokens->at[last].capital));
}

/* The letter alone may be metres, months and millions: "30м", "30м перезвонить", "планёрка 30м", and nothing that says more. */
static bool are_minutes(const Parser *p, const Alone *a, bool beside_hour, const TokenSpan *part, size_t parts)
{
	if (are_metres(p, a) || (a->from > 0 && parts_before(p, a->from)))
		return false;
	bool first = a->from == 0 || in_parts(part, parts, a->from - 1);
	if (first && !a->closes)
		return is_infinitive(p, a->to) || p->context->points;
	if (first)
		return true;
	return is_of_few_words(p, a, part, parts) && (p->context->points || (beside_hour && !any_infinitive(p)));
}

/* Whether it is a length of time and of nothing else. */
static bool is_time(const Parser *p, const Alone *a, bool beside_hour, const TokenSpan *part, size_t parts)
{
	if (is_reckoned(p, a))
		return false;
	if (!a->closes && (owns_length(p, a->to) || token_is_glued(p, a->to)))
		return false;
	if (a->metres && !are_minutes(p, a, beside_hour, part, parts))
		return false;
	return !a->closes || a->opens || (p->tokens->at[a->from - 1].kind == TOKEN_WORD && !is_preposition(p, a->from - 1));
}

size_t parse_alone(Parser *p, Draft *d, size_t *from, const TokenSpan *part, size_t parts)
{
	bool hour = d->has_time || d->has_instant;

	if (p->wrong != SIZE_MAX || (parts ? !hour || d->has_length || d->has_end || d->all_day : !p->context->steps))
		return 0;
	for (size_t i = 0; i < p->tokens->n; i++) {
		Alone a;

		if (!alone_at(p, &a, i, part, parts) || (hour ? a.seconds >= DAY_SECONDS : a.hour || a.spelled) || !is_time(p, &a, hour, part, parts))
			continue;
		if (hour) {
			d->has_length = true;
			d->length = a.seconds;
		} else {
			d->has_instant = true;
			d->instant.s = p->context->now.s + a.seconds;
		}
		*from = a.from;
		return a.to - a.from;
	}
	return 0;
}
