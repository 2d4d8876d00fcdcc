/* SPDX-License-Identifier: MIT */
/* Whom a quick line speaks of: a client of the base in any case form, a number of one, or somebody new. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "quick_words.h"

static const char *const joints[] = {"с", "со", "у", "к", "ко", "для", "от", "на", "with", "to", "for", "from", NULL};
static const char *const never_names[] = {"с", "со", "у", "к", "ко", "для", "от", "на", "в", "во", "и", "по", "про", "о", "об", "за", "до", "не", "из", "with", "to",
                                          "for", "from", "at", "in", "on", "and", "or", "the", "a", "an", "about", "of", "by", "re", NULL};

const char *const quick_client_words[] = {"новый", "новая", "клиент", "клиентка", "лид", "new", "client", "customer", "lead", NULL};

static char *folded_of(const char *text)
{
	Str folded = {0};
	fold_name(&folded, text);
	return str_take(&folded);
}

/* Whether `said` (folded) may be a word of the name; each word of a name of several counts. */
static bool matches_words(const char *said, const char *name)
{
	if (!name)
		return false;
	char *folded = folded_of(name);
	bool matches = false;
	for (char *s = folded; *s && !matches;) {
		size_t n = strcspn(s, " -\"");
		char end = s[n];
		s[n] = 0;
		matches = n && name_matches(said, s);
		s += n;
		if (end)
			s++;
	}
	free(folded);
	return matches;
}

/* "сид", "kim": three letters or more that a word of the name begins with. */
static bool begins_words(const char *said, const char *name)
{
	if (!name || utf8_width(said) < 3)
		return false;
	char *folded = folded_of(name);
	bool begins = false;
	for (const char *s = folded; *s && !begins; s += s[strcspn(s, " -\"")] ? strcspn(s, " -\"") + 1 : strlen(s))
		begins = str_begins(s, said);
	free(folded);
	return begins;
}

NameHit quick_name_hit(const Client *client, const char *said)
{
	char *folded = folded_of(said);
	NameHit hit = HIT_NONE;
	if (matches_words(folded, client->surname.s) || matches_words(folded, client->name.s))
		hit = HIT_NAME;
	else if (matches_words(folded, client->given.s) || matches_words(folded, client->organization.s))
		hit = HIT_WEAK;
	else if (matches_words(folded, client->patronymic.s))
		hit = HIT_PATRONYMIC;
	else if (begins_words(folded, client->surname.s) || begins_words(folded, client->name.s) || begins_words(folded, client->given.s))
		hit = HIT_BEGIN;
	free(folded);
	return hit;
}

static size_t keep_hits(QuickLine *line, ClientRow *rows, size_t n, size_t word, NameHit least)
{
	size_t kept = 0;
	const char *said = quick_said(line, word, 1);
	for (size_t i = 0; i < n; i++) {
		if (quick_name_hit(&rows[i].client, said) >= least)
			rows[kept++] = rows[i];
	}
	return kept;
}

bool quick_may_be_name(QuickLine *line, size_t i)
{
	const QuickWord *word = &line->words.at[i];
	if (word->use != WORD_FREE || quick_is(line, i, never_names) || quick_is_particle(line, i))
		return false;
	/* "ООО" is in the name of every other firm, and of whoever works there. */
	if (quick_is_form(line, i))
		return false;
	const char *said = quick_said(line, i, 1);
	return utf8_width(said) >= (word->capital ? 2 : 3) && !strpbrk(said, "0123456789");
}

#define CANDIDATES 8

bool quick_is_form(QuickLine *line, size_t word)
{
	Client said;
	if (word >= line->words.n || line->words.at[word].use != WORD_FREE)
		return false;
	record_init(&kind_client, &said);
	client_read_name(&said, arena_printf(line->arena, "%s X", quick_said(line, word, 1)), -1, line->arena);
	return said.legal_form.s != NULL;
}

static void use_client(QuickLine *line, ClientRow *rows, size_t n, size_t first, size_t count)
{
	QuickReading *out = line->out;
	out->client = rows[0].client.head.id;
	out->candidates = rows;
	out->candidate_count = n;
	/* "в ООО Вектор", "Vector LLC": the legal form is said with the name. */
	static const char *const into[] = {"в", "во", NULL};
	bool organization = rows[0].client.kind.v == CLIENT_ORGANIZATION;
	if (organization && first && quick_is_form(line, first - 1)) {
		first--;
		count++;
	} else if (organization && quick_is_form(line, first + count)) {
		count++;
	}
	if (organization && first && line->words.at[first - 1].use == WORD_FREE && quick_is(line, first - 1, into))
		quick_mark(line, first - 1, 1, WORD_JOINT);
	size_t from = line->words.at[first].from;
	if (first && line->words.at[first - 1].use == WORD_FREE && quick_is(line, first - 1, joints)) {
		quick_mark(line, first - 1, 1, WORD_JOINT);
		from = line->words.at[first].from;
	}
	quick_mark(line, first, count, WORD_CLIENT);
	quick_part(line, from, line->words.at[first + count - 1].to, _("client"), rows[0].client.title.s);
}

/* Nothing but two or three words with capitals. */
static bool is_bare_name(const QuickLine *line)
{
	bool bare = line->words.n >= 2 && line->words.n <= 3;
	for (size_t i = 0; i < line->words.n && bare; i++)
		bare = line->words.at[i].capital && line->words.at[i].use == WORD_FREE;
	return bare;
}

/* "Иванову" is whom one calls or writes to, a man, before it is a woman whom one sees. */
static void men_first(ClientRow *rows, size_t n, const char *said)
{
	static const char *const datives[] = {"ову", "еву", "ину", "ыну"};
	char *folded = folded_of(said);
	bool dative = false;
	for (size_t i = 0; i < countof(datives); i++)
		dative |= str_ends(folded, datives[i]);
	free(folded);
	for (size_t to = 0, i = 0; dative && i < n; i++) {
		if (rows[i].client.gender.v == GENDER_FEMALE)
			continue;
		ClientRow man = rows[i];
		memmove(&rows[to + 1], &rows[to], (i - to) * sizeof *rows);
		rows[to++] = man;
	}
}

/* How many words from `first` on stand before the next comma. */
size_t quick_segment(const QuickLine *line, size_t first)
{
	size_t n = 0;
	while (first + n < line->words.n) {
		if (line->words.at[first + n++].comma)
			break;
	}
	return n;
}

bool quick_all_capital(const QuickLine *line, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (!line->words.at[i].capital)
			return false;
	}
	return count > 0;
}

/* The line begins with words with capitals and a comma, which are one name: two or three of a person, of a firm those beside its legal form. How many; 0. */
static size_t leading_name(QuickLine *line, size_t *first, bool *firm)
{
	size_t all = line->words.n ? quick_segment(line, 0) : 0, n = all;
	*first = 0;
	if (!all || !line->words.at[all - 1].comma)
		return 0;
	while (n && quick_is_form(line, *first)) {
		++*first;
		n--;
	}
	while (n && quick_is_form(line, *first + n - 1))
		n--;
	*firm = n < all;
	if (!n || n > 3 || (n < 2 && !*firm) || !quick_all_capital(line, *first, n))
		return 0;
	for (size_t i = *first; i < *first + n; i++) {
		if (line->words.at[i].use != WORD_FREE && line->words.at[i].use != WORD_CLIENT)
			return 0;
	}
	return n;
}

/* Only those whom the word says best. */
static size_t keep_best(QuickLine *line, ClientRow *rows, size_t n, size_t word, NameHit least)
{
	for (NameHit hit = HIT_NAME; hit >= least; hit--) {
		size_t kept = 0;
		for (size_t i = 0; i < n; i++)
			kept += quick_name_hit(&rows[i].client, quick_said(line, word, 1)) >= hit;
		if (kept)
			return keep_hits(line, rows, n, word, hit);
	}
	return 0;
}

/* The client the line was opened on, where the words say him as well as the first that was found: he is meant before others. */
static Err *focus_first(QuickLine *line, ClientRow **rows, size_t *n, size_t first, size_t count)
{
	ClientRow focus = {0}, *all;
	if (!line->focus)
		return NULL;
	Err *err = store_get(line->work->store, &kind_client, line->focus, &focus.client, line->arena);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	for (size_t i = first; i < first + count; i++) {
		if (quick_name_hit(&focus.client, quick_said(line, i, 1)) < quick_name_hit(&(*rows)[0].client, quick_said(line, i, 1)))
			return NULL;
	}
	all = arena_alloc(line->arena, (*n + 1) * sizeof *all);
	size_t kept = 1;
	all[0] = focus;
	for (size_t i = 0; i < *n; i++) {
		if ((*rows)[i].client.head.id != line->focus)
			all[kept++] = (*rows)[i];
		else
			all[0] = (*rows)[i];
	}
	*rows = all;
	*n = kept < CANDIDATES ? kept : CANDIDATES;
	return NULL;
}

/* expected: a kind of contact or a preposition stands before it. */
static Err *try_name(QuickLine *line, size_t first, bool expected, bool *taken)
{
	ClientRow *rows;
	size_t n, count = 1;
	*taken = false;
	TRY(find_client_named(line->work->store, quick_said(line, first, 1), CANDIDATES, &rows, &n, line->arena));
	n = expected ? keep_best(line, rows, n, first, HIT_BEGIN) : keep_hits(line, rows, n, first, HIT_WEAK);
	if (!n)
		return NULL;
	/* Further words of the same name make it narrower. */
	while (count < 4 && first + count < line->words.n && quick_may_be_name(line, first + count) && !line->words.at[first + count - 1].comma) {
		ClientRow *more;
		size_t found;
		TRY(find_client_named(line->work->store, quick_said(line, first, count + 1), CANDIDATES, &more, &found, line->arena));
		found = keep_hits(line, more, found, first, expected ? HIT_BEGIN : HIT_WEAK);
		found = keep_hits(line, more, found, first + count, HIT_PATRONYMIC);
		if (!found)
			break;
		rows = more;
		n = found;
		count++;
	}
	/* A given name without a capital is a word like others, unless the surname stands with it: "ольге ким". */
	if (count == 1 && !line->words.at[first].capital && !expected)
		n = keep_hits(line, rows, n, first, HIT_NAME);
	if (!n)
		return NULL;
	men_first(rows, n, quick_said(line, first, 1));
	/* "Orlov Nick" alone is somebody new, though there is another Nick. */
	if (is_bare_name(line) && count < line->words.n)
		return NULL;
	/* A name of two words before a comma is one person's: "Orlov Petr, …" is not another Petr. */
	size_t begin;
	bool firm;
	size_t leading = leading_name(line, &begin, &firm);
	if (leading && (first != begin || count < (firm ? leading : 2)))
		return NULL;
	TRY(focus_first(line, &rows, &n, first, count));
	use_client(line, rows, n, first, count);
	*taken = true;
	return NULL;
}

/* A number of somebody who is in the base already. */
static Err *try_numbers(QuickLine *line, bool *taken)
{
	*taken = false;
	for (size_t i = 0; i < line->channels.n && !*taken; i++) {
		Channel channel = line->channels.at[i];
		kind_channel.derive(&channel, line->arena);
		if (!channel.key.s)
			continue;
		void *rows;
		size_t n;
		Value key = {.type = VALUE_TEXT, .s = channel.key.s, .n = strlen(channel.key.s)};
		TRY(store_where(line->work->store, &kind_channel, "key", key, &rows, &n, line->arena));
		if (!n)
			continue;
		ClientRow *row = arena_alloc(line->arena, sizeof *row);
		TRY(store_get(line->work->store, &kind_client, ((const Channel *)rows)[0].client.v, &row->client, line->arena));
		line->out->client = row->client.head.id;
		line->out->candidates = row;
		line->out->candidate_count = 1;
		*taken = true;
	}
	return NULL;
}

/* The name that stands with the number of a client we have is that client's, not the matter; a number alone says whom, too. */
static void drop_name(QuickLine *line)
{
	const Client *client = &line->out->candidates[0].client;
	bool said = false;
	for (size_t i = 0; i < line->words.n; i++) {
		if (quick_may_be_name(line, i) && quick_name_hit(client, quick_said(line, i, 1)) != HIT_NONE) {
			quick_mark(line, i, 1, WORD_CLIENT);
			quick_part(line, line->words.at[i].from, line->words.at[i].to, _("client"), client->title.s);
			said = true;
		}
	}
	for (size_t i = 0; i < line->words.n && !said; i++) {
		if (line->words.at[i].use != WORD_PHONE && line->words.at[i].use != WORD_MAIL)
			continue;
		quick_part(line, line->words.at[i].from, line->words.at[i].to, _("client"), client->title.s);
		said = true;
	}
}

static bool name_is_expected(const QuickLine *line, size_t i)
{
	return i && (line->words.at[i - 1].use == WORD_KIND || quick_is(line, i - 1, joints)) && (!line->words.at[i - 1].comma || line->words.at[i - 1].colon) && !quick_is(line, i, quick_client_words);
}

/* Somebody we have whom the whole name says that the line begins with. */
static Err *try_full_name(QuickLine *line, bool *taken)
{
	size_t first, count = quick_full_name(line, &first);
	ClientRow *rows;
	size_t n;
	*taken = false;
	TRY(find_client_named(line->work->store, quick_said(line, first, count), CANDIDATES, &rows, &n, line->arena));
	for (size_t i = first; i < first + count; i++)
		n = keep_hits(line, rows, n, i, HIT_PATRONYMIC);
	if (!n)
		return NULL;
	use_client(line, rows, n, first, count);
	*taken = true;
	return NULL;
}

/* "новый клиент Иванов Игорь": of those we have nobody is meant, whatever they are called. */
static bool says_new(QuickLine *line)
{
	static const char *const new[] = {"новый", "новая", "new", NULL};
	size_t first;
	return line->words.n && quick_is(line, 0, new) && quick_full_name(line, &first) && first;
}

Err *quick_take_client(QuickLine *line)
{
	bool taken;
	TRY(try_numbers(line, &taken));
	if (taken && quick_names_another(line)) {
		/* A switchboard, a home: the name is stronger than the number, and whose it is is told. */
		line->out->phone_of = line->out->candidates[0].client.title.s;
		line->out->client = 0;
		line->out->candidates = NULL;
		line->out->candidate_count = 0;
		TRY(try_full_name(line, &taken));
		return NULL;
	}
	if (taken) {
		drop_name(line);
		return NULL;
	}
	/* A number that nobody has: somebody new, whatever the name is like. */
	if (quick_has_phone(line) || says_new(line))
		return NULL;
	/* A name alone is read as one that may be new; in a sentence it means somebody. */
	for (int pass = 0; pass < 2 && !taken; pass++) {
		for (size_t i = 0; i < line->words.n && !taken; i++) {
			bool expected = name_is_expected(line, i), said_so = line->words.at[i].capital || expected;
			if (quick_may_be_name(line, i) && said_so == (pass == 0))
				TRY(try_name(line, i, expected, &taken));
		}
	}
	return NULL;
}

/* A capital that no beginning of a sentence explains. */
static bool looks_like_name(QuickLine *line, size_t i)
{
	const QuickWord *word = &line->words.at[i];
	if (!i || !word->capital || !quick_may_be_name(line, i))
		return false;
	size_t at = line->words.at[i - 1].to;
	if (line->words.at[i - 1].colon || strchr(".!?:", line->text[at ? at - 1 : 0]) || (line->text[at] && strchr("!?", line->text[at])))
		return false;
	return quick_looks_name(line, i);
}

void quick_take_unknown(QuickLine *line)
{
	for (size_t i = 0; i < line->words.n && !line->out->unknown; i++) {
		if (line->words.at[i].use == WORD_FREE && looks_like_name(line, i))
			line->out->unknown = arena_printf(line->arena, _("%s is no client here: this is for nobody"), quick_said(line, i, 1));
	}
}
