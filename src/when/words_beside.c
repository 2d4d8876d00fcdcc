/* SPDX-License-Identifier: MIT */
/* What is like a date and was not understood with what was read: it stops the line, or a wrong day would be planned and the rest go into the title. */
#include "words_parse.h"

void parse_unread(Parser *p, size_t i, size_t used)
{
	if (p->wrong != SIZE_MAX)
		return;
	p->wrong = i;
	p->wrong_n = used;
	p->fault = WORDS_UNREAD;
}

void parse_two(Parser *p, TokenSpan first, size_t i, size_t used)
{
	if (p->wrong != SIZE_MAX)
		return;
	parse_unread(p, i, used);
	p->other = first;
}

bool move_is_said(const Parser *p)
{
	for (size_t i = 0; i < p->tokens->n; i++)
		if (token_is(p, i, WORD_MOVE, NULL))
			return true;
	return false;
}

/* A day, read by itself from token i on, other than the one that was read. */
static size_t day_there(const Parser *p, const Draft *d, size_t i)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};
	size_t used;

	look.joined = false;
	used = parse_day(&look, &more, i);
	if (more.kind == d->kind && (more.kind == DRAFT_DATE ? more.day.n == d->day.n : more.number == d->number))
		return 0;
	return more.kind != DRAFT_NO_DAY ? used : 0;
}

/* "завтра через неделю", "пн 22.07": another day directly behind the one that was read. */
static void behind(Parser *p, TokenSpan part)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};
	size_t used;

	look.joined = false;
	used = parse_relative(&look, &more, part.to);
	if (!used)
		used = parse_day(&look, &more, part.to);
	if (used && (more.kind != DRAFT_NO_DAY || more.has_instant))
		parse_two(p, part, part.to, used);
}

/* "next 25.08" */
static void before(Parser *p, size_t i)
{
	int that = 0;

	if (i > 1 && token_is_sign(p, i - 1, '.') && token_is_glued(p, i - 1))
		i--;
	if (i > 0 && token_is(p, i - 1, WORD_NEXT, &that) && !that)
		parse_unread(p, i - 1, 1);
}

/* "через 2-3 дня" in a line that has no other date. */
static void nothing_read(Parser *p)
{
	int only;

	for (size_t i = 0; i + 1 < p->tokens->n; i++) {
		size_t used = 2;

		if (!token_is(p, i, WORD_IN, &only) || !only || (!token_is_number(p, i + 1, 4, NULL) && !token_is(p, i + 1, WORD_NUMBER, NULL)))
			continue;
		while (token_is_glued(p, i + used))
			used++;
		parse_unread(p, i, used);
	}
}

static const TokenSpan *part_at(const TokenSpan *part, size_t parts, size_t i)
{
	for (size_t k = 0; k < parts; k++)
		if (i >= part[k].from && i < part[k].to)
			return &part[k];
	return NULL;
}

static bool hour_there(const Parser *p, size_t i)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};

	return parse_time(&look, &more, i, true) > 0 && !more.soft_time;
}

/*
 * "25.11 перенести на пт 10:00": a day that was left to the matter, though the hour stands with it or something is moved to it. Other days in the matter
 * are its own: "завтра отчёт за 15.08".
 */
static void second_day(Parser *p, const Draft *d, const TokenSpan *part, size_t parts)
{
	bool moves = move_is_said(p);

	for (size_t i = part[0].to; i < p->tokens->n && p->wrong == SIZE_MAX; i++) {
		const Token *t = p->tokens->at;
		size_t used;

		if (part_at(part, parts, i) || (t[i].glued && t[i - 1].kind != TOKEN_SIGN && t[i].kind != TOKEN_SIGN))
			continue;
		used = day_there(p, d, i);
		if (used && (hour_there(p, i + used) || (moves && (token_is(p, i, WORD_ON, NULL) || token_is(p, i, WORD_TO, NULL)))))
			parse_two(p, part[0], i, used);
	}
}

void parse_beside(Parser *p, const Draft *d, const TokenSpan *part, size_t parts)
{
	if (!parts) {
		nothing_read(p);
		return;
	}
	if (d->kind == DRAFT_NO_DAY)
		return;
	for (size_t k = 0; k < parts; k++) {
		before(p, part[k].from);
		if (!part_at(part, parts, part[k].to)) /* what follows it was read itself */
			behind(p, part[k]);
	}
	second_day(p, d, part, parts);
}
