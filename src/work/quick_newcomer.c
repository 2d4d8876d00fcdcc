/* SPDX-License-Identifier: MIT */
/* Somebody new in a quick line: a name with a number, a person and where they work, a firm by its legal form. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "quick_words.h"

static bool segment_is_free(const QuickLine *line, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (line->words.at[i].use != WORD_FREE)
			return false;
	}
	return count > 0;
}

/* As typed, with the quotes that were cut off the words: ООО «Вектор». */
static const char *segment_text(QuickLine *line, size_t first, size_t count)
{
	size_t from = line->words.at[first].from, to = line->words.at[first + count - 1].to;
	if (from >= 2 && memcmp(line->text + from - 2, "«", 2) == 0)
		from -= 2;
	else if (from >= 1 && line->text[from - 1] == '"')
		from -= 1;
	if (str_begins(line->text + to, "»"))
		to += strlen("»");
	else if (line->text[to] == '"')
		to += 1;
	return quick_span(line, from, to);
}

static bool any_capital(const QuickLine *line, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (line->words.at[i].capital)
			return true;
	}
	return false;
}

/* "ооо вектор", typed where one does not press Shift, is ООО «Вектор», as a person's name gets its capitals. */
static const char *firm_text(QuickLine *line, size_t first, size_t count)
{
	Str name = {0};
	char letter[4];
	size_t used, named = first;
	if (any_capital(line, first, count))
		return segment_text(line, first, count);
	while (named + 1 < first + count && quick_is_form(line, named))
		named++;
	const QuickWord *word = &line->words.at[named];
	const char *typed = segment_text(line, first, count);
	size_t before = (size_t)(strstr(typed, quick_said(line, named, 1)) - typed);
	str_addn(&name, typed, before);
	str_addn(&name, letter, utf8_encode(letter, utf8_upper(utf8_decode(line->text + word->from, word->to - word->from, &used))));
	str_add(&name, typed + before + used);
	const char *text = arena_dup(line->arena, str_text(&name));
	str_done(&name);
	return text;
}

static void take_organization(QuickLine *line, size_t first, size_t count, const char *title)
{
	MemberRow *member = arena_alloc(line->arena, sizeof *member);
	record_init(&kind_membership, &member->membership);
	member->title = title;
	line->out->card.members = member;
	line->out->card.member_count = 1;
	quick_mark(line, first, count, WORD_CLIENT);
	quick_part(line, line->words.at[first].from, line->words.at[first + count - 1].to, _("organization"), member->title);
}

typedef struct Newcomer { /* words of the line */
	size_t first, count;  /* up to the comma */
	size_t named;         /* … of which these are the name: "Ольга из Ромашки" */
	Client client;
} Newcomer;

/* Behind it stands where the person works: how many words are before it; all where there is none. */
static size_t named_words(QuickLine *line, size_t first, size_t count)
{
	static const char *const works[] = {"из", "from", "at", NULL};
	for (size_t i = 1; i + 1 < count; i++) {
		if (quick_is(line, first + i, works))
			return i;
	}
	return count;
}

static bool firm_follows(QuickLine *line, size_t at)
{
	if (at >= line->words.n || !line->words.at[at - 1].comma)
		return false;
	size_t n = quick_segment(line, at);
	return segment_is_free(line, at, n) && (quick_is_form(line, at) || quick_is_form(line, at + n - 1));
}

/* A person's name of two or three words, or anything when a number stands with it; a firm by its legal form. */
static bool is_new_name(QuickLine *line, Newcomer *new)
{
	bool alone = !line->kind_code && line->out->when.start.form == MOMENT_NONE;
	size_t first = new->first, count = new->count;
	record_init(&kind_client, &new->client);
	new->named = named_words(line, first, count);
	client_read_name(&new->client, firm_text(line, first, new->named), -1, line->arena);
	if (new->named < count &&new->client.kind.v == CLIENT_ORGANIZATION)
		new->named = count; /* "Студия из Казани" */
	if (new->named == count)
		client_read_name(&new->client, firm_text(line, first, count), -1, line->arena);
	if (quick_has_phone(line))
		return count <= 5;
	if (!alone && (first || !line->words.at[first + count - 1].comma || quick_segment(line, first) != count))
		return false;
	if (new->client.kind.v == CLIENT_ORGANIZATION)
		return new->client.legal_form.s != NULL;
	return (quick_all_capital(line, first, count) || firm_follows(line, first + count)) && count >= 2 && count <= 3;
}

/* "клиент Новикова Анна 8…": what stands before the name says what it is, and is no part of it. */
static bool skip_client_word(QuickLine *line)
{
	size_t n = 0;
	while (n + 1 < line->words.n && n < 2 && line->words.at[n].use == WORD_FREE && quick_is(line, n, quick_client_words))
		quick_mark(line, n++, 1, WORD_JOINT);
	return n > 0;
}

static void unskip_client_word(QuickLine *line)
{
	for (size_t i = 0; i < 2 && i < line->words.n; i++) {
		if (line->words.at[i].use == WORD_JOINT && quick_is(line, i, quick_client_words))
			line->words.at[i].use = WORD_FREE;
	}
}

/* The firm as it is called in the base, where "из Ромашки" says it in another case; else as it was said. */
static Err *firm_of_words(QuickLine *line, size_t first, size_t count, const char **out)
{
	ClientRow *rows;
	size_t n;
	*out = firm_text(line, first, count);
	TRY(find_client(line->work->store, quick_said(line, first, count), 8, &rows, &n, line->arena));
	for (size_t i = 0; i < n; i++) {
		if (rows[i].client.kind.v != CLIENT_ORGANIZATION || quick_name_hit(&rows[i].client, quick_said(line, first + count - 1, 1)) != HIT_NAME)
			continue;
		*out = rows[i].client.title.s;
		return NULL;
	}
	return NULL;
}

/* Between the name and the number whatever is said is where the person works; elsewhere a capital or a legal form says so. */
static bool is_firm(QuickLine *line, size_t at, size_t n)
{
	size_t next = at + n;
	if (!line->words.at[at - 1].comma || !segment_is_free(line, at, n) || n > 4)
		return false;
	if (line->words.at[at].capital || quick_is_form(line, at) || quick_is_form(line, next - 1))
		return true;
	return next < line->words.n && line->words.at[next].use == WORD_PHONE;
}

static Err *take_employer(QuickLine *line, const Newcomer *new)
{
	const char *title;
	if (new->client.kind.v != CLIENT_PERSON)
		return NULL;
	if (new->named < new->count) {
		size_t at = new->first + new->named;
		TRY(firm_of_words(line, at + 1, new->count - new->named - 1, &title));
		quick_mark(line, at, 1, WORD_JOINT);
		take_organization(line, at + 1, new->count - new->named - 1, title);
		return NULL;
	}
	for (size_t at = new->first + new->count; at < line->words.n; at += quick_segment(line, at)) {
		size_t n = quick_segment(line, at);
		if (!is_firm(line, at, n))
			continue;
		take_organization(line, at, n, firm_text(line, at, n));
		return NULL;
	}
	return NULL;
}

size_t quick_full_name(QuickLine *line, size_t *first)
{
	Client said;
	size_t count = 0;
	*first = 0;
	while (*first + 1 < line->words.n && *first < 2 && quick_is(line, *first, quick_client_words))
		++*first;
	while (*first + count < line->words.n && quick_may_be_name(line, *first + count)) {
		if (line->words.at[*first + count++].comma)
			break;
	}
	size_t next = *first + count;
	bool ends = count && (line->words.at[next - 1].comma || next == line->words.n || line->words.at[next].use == WORD_PHONE);
	if (!ends || count < 2 || count > 3)
		return 0;
	record_init(&kind_client, &said);
	client_read_name(&said, quick_said(line, *first, count), -1, line->arena);
	bool sure = quick_all_capital(line, *first, count) || said.gender.v != GENDER_UNKNOWN;
	return said.kind.v == CLIENT_PERSON && said.surname.s && said.given.s && sure ? count : 0;
}

bool quick_names_another(QuickLine *line)
{
	size_t first, count = quick_full_name(line, &first);
	const Client *client = &line->out->candidates[0].client;
	for (size_t i = first; i < first + count; i++) {
		if (client->kind.v == CLIENT_PERSON && quick_name_hit(client, quick_said(line, i, 1)) == HIT_NAME)
			return false;
	}
	return count > 0;
}

Err *quick_take_new_client(QuickLine *line)
{
	QuickReading *out = line->out;
	Newcomer new = {0};
	if (out->client)
		return NULL;
	bool said_so = skip_client_word(line);
	while (new.first < line->words.n && line->words.at[new.first].use != WORD_FREE)
		new.first++;
	size_t most = new.first < line->words.n ? quick_segment(line, new.first) : 0;
	while (new.count < most && line->words.at[new.first + new.count].use == WORD_FREE)
		new.count++;
	if (!new.count || (new.first && line->words.at[new.first - 1].use == WORD_KIND && !quick_has_phone(line)) || !is_new_name(line, &new)) {
		if (said_so)
			unskip_client_word(line);
		return NULL;
	}
	out->makes_client = true;
	out->card.client = new.client;
	quick_mark(line, new.first, new.named, WORD_CLIENT);
	Str title = {0};
	client_title(&title, &new.client);
	quick_part(line, line->words.at[new.first].from, line->words.at[new.first + new.named - 1].to,
	           new.client.kind.v == CLIENT_ORGANIZATION ? _("new organization") : _("new client"), arena_dup(line->arena, str_text(&title)));
	str_done(&title);
	return take_employer(line, &new);
}
