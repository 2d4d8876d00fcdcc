/* SPDX-License-Identifier: MIT */
/* A text as words, numbers and signs, each with its place; and the small questions phrases ask about them. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "words_parse.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char sign_of(uint32_t code)
{
	if (code == 0x2010 || code == 0x2011 || code == 0x2012 || code == 0x2013 || code == 0x2014 || code == 0x2212)
		return '-';
	if (code == 0x2116)
		return '#';
	return code < 0x80 ? (char)code : '$';
}

static size_t word_length(const char *s, size_t n)
{
	size_t at = 0, used;

	while (at < n && utf8_is_letter(utf8_decode(s + at, n - at, &used)))
		at += used;
	return at;
}

void tokens_read(Tokens *out, const char *text)
{
	size_t n = strlen(text), at = 0, used, places[TOKENS_MOST] = {0};
	bool glued = false;

	out->n = 0;
	out->folded = (Str){0};
	while (at < n && out->n < TOKENS_MOST) {
		uint32_t code = utf8_decode(text + at, n - at, &used);
		Token *t = &out->at[out->n];

		if (utf8_is_space(code)) {
			glued = false;
			at += used;
			continue;
		}
		*t = (Token){.kind = TOKEN_SIGN, .from = at, .to = at + used, .glued = glued && out->n > 0};
		if (is_digit(text[at])) {
			t->kind = TOKEN_NUMBER;
			for (t->to = at; is_digit(text[t->to]); t->to++, t->digits++)
				if (t->value < 1000000)
					t->value = t->value * 10 + (text[t->to] - '0');
		} else if (utf8_is_letter(code)) {
			char *word;

			t->kind = TOKEN_WORD;
			t->capital = utf8_lower(code) != code;
			t->to = at + word_length(text + at, n - at);
			word = mem_strndup(text + at, t->to - at);
			places[out->n] = out->folded.n;
			fold_word(&out->folded, word);
			str_addc(&out->folded, '\0');
			free(word);
		} else {
			t->sign = sign_of(code);
		}
		at = t->to;
		glued = true;
		out->n++;
	}
	for (size_t i = 0; i < out->n; i++)
		if (out->at[i].kind == TOKEN_WORD) {
			out->at[i].word = out->folded.s + places[i];
			out->at[i].kinds = word_kinds(out->at[i].word);
		}
}

void tokens_done(Tokens *tokens)
{
	str_done(&tokens->folded);
	tokens->n = 0;
}

bool token_is(const Parser *p, size_t i, WordKind kind, int *value)
{
	return i < p->tokens->n && p->tokens->at[i].kinds >> kind & 1 && word_is(p->tokens->at[i].word, kind, p->whole, value);
}

bool token_is_sign(const Parser *p, size_t i, char sign)
{
	return i < p->tokens->n && p->tokens->at[i].kind == TOKEN_SIGN && p->tokens->at[i].sign == sign;
}

bool token_is_number(const Parser *p, size_t i, int digits_most, int *value)
{
	if (i >= p->tokens->n || p->tokens->at[i].kind != TOKEN_NUMBER || p->tokens->at[i].digits > digits_most)
		return false;
	if (value)
		*value = p->tokens->at[i].value;
	return true;
}

bool token_is_glued(const Parser *p, size_t i)
{
	return i < p->tokens->n && p->tokens->at[i].glued;
}

bool number_begins(const Parser *p, size_t i)
{
	const Token *t = p->tokens->at;
	int sign;

	if (i == 0 || t[i - 1].kind == TOKEN_NUMBER)
		return i == 0 || !t[i].glued;
	if (t[i - 1].kind == TOKEN_WORD)
		return !t[i].glued && !(token_is(p, i - 1, WORD_NUMBERED, &sign) && sign == 1);
	if (t[i - 1].sign == '#' || (t[i - 1].sign == '.' && !p->whole)) /* № 118, кв. 8 */
		return false;
	return !t[i].glued || strchr("(\"'@", t[i - 1].sign) || (t[i - 1].sign == ',' && i > 1 && t[i - 2].kind == TOKEN_WORD);
}

bool number_ends(const Parser *p, size_t i)
{
	const Token *next = &p->tokens->at[i + 1];

	if (i + 1 >= p->tokens->n)
		return true;
	if (next->kind == TOKEN_SIGN && (next->sign == '%' || next->sign == '$'))
		return false;
	if (next->kind == TOKEN_SIGN && next->glued && strchr("/\\#*=_", next->sign))
		return false;
	/* "12 st" is a street, "1st" a day */
	return !token_is(p, i + 1, WORD_COUNTED, NULL) || (token_is_glued(p, i + 1) && token_is(p, i + 1, WORD_ORDINAL, NULL));
}

bool number_is_free(const Parser *p, size_t i)
{
	return number_begins(p, i) && number_ends(p, i);
}

size_t limit_said(const Parser *p, size_t i, bool *late)
{
	const Token *t = p->tokens->at;
	size_t at = i + 2;
	int alone = 0;

	if (!token_is(p, i, WORD_NOT, NULL))
		return 0;
	*late = token_is(p, i + 1, WORD_LATER, NULL);
	if (!*late && !token_is(p, i + 1, WORD_EARLIER, &alone))
		return 0;
	if (at < p->tokens->n && t[at].kind == TOKEN_WORD && (strcmp(t[at].word, "than") == 0 || strcmp(t[at].word, "чем") == 0))
		return 3;
	return alone || strcmp(t[i].word, "не") == 0 ? 2 : 0;
}

size_t parse_all_day(const Parser *p, Draft *d, size_t i)
{
	const Token *t = p->tokens->at;
	size_t at = i + (token_is(p, i, WORD_FOR, NULL) || token_is(p, i, WORD_ARTICLE, NULL));
	int unit;

	if (p->no_all_day || d->all_day || !token_is(p, at, WORD_WHOLE, NULL) || !token_is(p, at + 1, WORD_UNIT, &unit) || unit != UNIT_DAY)
		return 0;
	if (strcmp(t[at + 1].word, "day") != 0 && strcmp(t[at + 1].word, "день") != 0)
		return 0;
	d->all_day = true;
	at += 2;
	return at - i + (at < p->tokens->n && t[at].kind == TOKEN_WORD && strcmp(t[at].word, "long") == 0);
}

int32_t part_minutes(const WordsContext *c, WordPart part)
{
	switch (part) {
	case PART_MORNING:
		return c->morning ? c->morning : 9 * 60;
	case PART_NOON:
		return c->noon ? c->noon : 12 * 60;
	case PART_DAY:
		return c->day ? c->day : 14 * 60;
	case PART_EVENING:
		return c->evening ? c->evening : 19 * 60;
	case PART_MIDNIGHT:
		return 24 * 60;
	case PART_WORKDAY_END:
		break;
	}
	return c->workday_end ? c->workday_end : 18 * 60;
}

static Day date_towards(const Parser *p, int month, int day, bool past)
{
	int32_t year;
	int m, d;

	day_split(p->today, &year, &m, &d);
	for (int i = 0; i < 9; i++) { /* 29 February may be eight years off */
		int32_t y = past ? year - i : year + i;

		if (day_valid(y, month, day)) {
			Day found = day_of(y, month, day);

			if (past ? found.n <= p->today.n : found.n >= p->today.n)
				return found;
		}
	}
	return DAY_NONE;
}

Day date_of(const Parser *p, int month, int day)
{
	Day found = date_towards(p, month, day, p->context->may_be_past);

	return looks_about(p) ? date_nearer(p, date_towards(p, month, day, true), found) : found;
}

bool looks_about(const Parser *p)
{
	return p->context->nearest && !p->context->may_be_past;
}

Day date_nearer(const Parser *p, Day gone, Day coming)
{
	if (day_is_none(gone) || day_is_none(coming))
		return day_is_none(gone) ? coming : gone;
	return p->today.n - gone.n < coming.n - p->today.n ? gone : coming;
}

size_t parse_backwards(Parser *p, size_t i, size_t used)
{
	if (p->wrong == SIZE_MAX) {
		p->wrong = i;
		p->wrong_n = used;
		p->fault = WORDS_BACKWARDS;
	}
	return 0;
}
