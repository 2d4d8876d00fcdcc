/* SPDX-License-Identifier: MIT */
/* What is like a date and was not understood with what was read: it stops the line, or a wrong day would be planned and the rest go into the title. */
#include "words_parse.h"

void parse_unread(Parser *p, size_t i, size_t used)
{
	if (p->wrong != SIZE_MAX)
		return;
	p->wrong = i;
	p->wrong_n = used;
	p->wrong_unread = true;
}

/* "завтра через неделю", "пн 22.07": another day directly behind the one that was read. */
static void behind(Parser *p, size_t i)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};
	size_t used;

	look.joined = false;
	used = parse_relative(&look, &more, i);
	if (!used)
		used = parse_day(&look, &more, i);
	if (used && (more.kind != DRAFT_NO_DAY || more.has_instant))
		parse_unread(p, i, used);
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

void parse_beside(Parser *p, const Draft *d, size_t from, size_t to)
{
	if (from == to) {
		nothing_read(p);
		return;
	}
	if (d->kind == DRAFT_NO_DAY)
		return;
	before(p, from);
	behind(p, to);
}
