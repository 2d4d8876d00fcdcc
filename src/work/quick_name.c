/* SPDX-License-Identifier: MIT */
/* How far a name goes that stands in a quick line among other words: a person's, a firm's; and which words say a firm at all. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/utf8.h"
#include "quick_words.h"

/* With these something is said of somebody: no part of a name. */
static const char *const cuts[] = {"из", "от", "без", "с", "со", "у", "к", "ко", "для", "на", "в", "во", "по", "при", "о", "об", "про", "за", "до",
                                   "from", "at", "with", "to", "for", "in", "on", "about", "by", "without", NULL};

bool quick_is_cut(const QuickLine *line, size_t word)
{
	return quick_is(line, word, cuts);
}

bool quick_is_works(const QuickLine *line, size_t word)
{
	static const char *const works[] = {"из", "from", "at", NULL};
	return quick_is(line, word, works);
}

static bool opens_quote(const QuickLine *line, size_t i)
{
	static const char *const signs[] = {"«", "\"", "“", "„"};
	size_t from = line->words.at[i].from;
	for (size_t k = 0; k < countof(signs); k++) {
		size_t n = strlen(signs[k]);
		if (from >= n && memcmp(line->text + from - n, signs[k], n) == 0)
			return true;
	}
	return false;
}

static bool closes_quote(const QuickLine *line, size_t i)
{
	static const char *const signs[] = {"»", "\"", "”", "“"};
	for (size_t k = 0; k < countof(signs); k++) {
		if (str_begins(line->text + line->words.at[i].to, signs[k]))
			return true;
	}
	return false;
}

bool quick_is_aside(const QuickLine *line, size_t word)
{
	size_t from = line->words.at[word].from;
	return from && line->text[from - 1] == '(';
}

/* ---- a firm ---- */

/* "и копыта", "плюс": how many words go on with the name though they have no capital. */
static size_t joined_words(const QuickLine *line, size_t i, size_t end)
{
	static const char *const and[] = {"и", "and", "&", "of", NULL}, *const plus[] = {"плюс", "plus", NULL};
	if (quick_is(line, i, and) && i + 1 < end)
		return 2;
	return quick_is(line, i, plus) ? 1 : 0;
}

/* The word at i, the words with capitals behind it, and what joins them. */
static size_t capital_run(const QuickLine *line, size_t i, size_t end)
{
	size_t at = i + 1;
	while (at < end) {
		size_t joined = joined_words(line, at, end);
		if (!joined && !line->words.at[at].capital)
			break;
		at += joined ? joined : 1;
	}
	return at - i;
}

/* A name typed without capitals: up to a word that is no part of it; where no number stands beside it nothing says where the matter begins. */
static size_t plain_run(const QuickLine *line, size_t i, size_t end)
{
	size_t n = 1, most = quick_has_phone(line) ? 4 : 2;
	while (i + n < end && n < most && !quick_is(line, i + n, cuts))
		n++;
	return n;
}

static size_t quoted_run(const QuickLine *line, size_t i, size_t end)
{
	for (size_t at = i; at < end; at++) {
		if (closes_quote(line, at))
			return at + 1 - i;
	}
	return 0;
}

static bool any_capital(const QuickLine *line, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (line->words.at[i].capital)
			return true;
	}
	return false;
}

size_t quick_firm_words(QuickLine *line, size_t first, size_t count, bool *strong)
{
	size_t end = first + count, at = first, run;
	while (at < end && quick_is_form(line, at))
		at++;
	*strong = at > first;
	if (at == end)
		return 0;
	run = opens_quote(line, at) ? quoted_run(line, at, end) : 0;
	*strong |= run > 0;
	if (!run)
		run = any_capital(line, at, end) ? capital_run(line, at, end) : plain_run(line, at, end);
	for (size_t i = at; i < at + run; i++)
		*strong |= quick_is_form(line, i);
	at += run;
	for (; at < end && quick_is_form(line, at); at++)
		*strong = true;
	return at - first;
}

/* ---- a person ---- */

/* A capital and a small letter behind it: СП and PDF are no names. */
bool quick_looks_name(QuickLine *line, size_t i)
{
	const QuickWord *word = &line->words.at[i];
	size_t used;
	if (!word->capital)
		return false;
	(void)utf8_decode(line->text + word->from, word->to - word->from, &used);
	uint32_t second = word->from + used < word->to ? utf8_decode(line->text + word->from + used, word->to - word->from - used, &used) : 0;
	return second && utf8_is_letter(second) && utf8_lower(second) == second;
}

static bool ends_like_patronymic(QuickLine *line, size_t i)
{
	static const char *const ends[] = {"вич", "вна", "ична"};
	const char *said = quick_said(line, i, 1);
	for (size_t k = 0; k < countof(ends); k++) {
		if (str_ends(said, ends[k]) && strlen(said) > strlen(ends[k]))
			return true;
	}
	return false;
}

bool quick_known_name(QuickLine *line, size_t i)
{
	Client said;
	record_init(&kind_client, &said);
	client_read_name(&said, quick_said(line, i, 1), CLIENT_PERSON, line->arena);
	return said.gender.v != GENDER_UNKNOWN || (said.given.s && !said.surname.s);
}

/* Nothing that is no part of the name stands before it: it has a capital or is like a name, a title, a firm's form. */
bool quick_begins_name(QuickLine *line, size_t i)
{
	static const char *const titles[] = {"г-н", "г-жа", "господин", "госпожа", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "ван", "де", "фон", "van", "de", "von", NULL};
	return line->words.at[i].capital || quick_is(line, i, titles) || quick_is_form(line, i) || quick_known_name(line, i) || opens_quote(line, i);
}

bool quick_is_caseless(const QuickLine *line, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		const QuickWord *word = &line->words.at[i];
		size_t used;
		uint32_t code = word->from < word->to ? utf8_decode(line->text + word->from, word->to - word->from, &used) : 0;
		if (!code || !utf8_is_letter(code) || utf8_lower(code) != code || utf8_title(code) != code)
			return false;
	}
	return count > 0;
}

/* Whether the word may go on with a name that began with a capital. */
static bool goes_on(QuickLine *line, size_t i)
{
	static const char *const particles[] = {"ван", "де", "дер", "фон", "оглы", "кызы", "van", "de", "der", "von", "bin", "al", "da", "di", NULL};
	if (line->words.at[i].capital || quick_is(line, i, particles) || ends_like_patronymic(line, i) || quick_is_caseless(line, i, 1))
		return true;
	Client said;
	record_init(&kind_client, &said);
	client_read_name(&said, quick_said(line, i, 1), CLIENT_PERSON, line->arena);
	return said.given.s && !said.surname.s;
}

static size_t person_words(QuickLine *line, size_t first, size_t count)
{
	bool capital = line->words.at[first].capital;
	size_t n = 1;
	while (n < count && !quick_is(line, first + n, cuts) && !quick_is_form(line, first + n) && !quick_is_aside(line, first + n) && ((!capital && n < 2) || goes_on(line, first + n)))
		n++;
	size_t forms = 0; /* "Ромашка ООО", but not "Сидоров Пётр ООО Заря" */
	while (n + forms < count && quick_is_form(line, first + n + forms))
		forms++;
	return n + forms == count || quick_is(line, first + n + forms, cuts) ? n + forms : n;
}

size_t quick_name_words(QuickLine *line, size_t first, size_t count)
{
	Client said;
	bool strong;
	size_t n = quick_is_form(line, first) ? 0 : person_words(line, first, count);
	if (!n)
		return quick_firm_words(line, first, count, &strong);
	record_init(&kind_client, &said);
	client_read_name(&said, quick_said(line, first, n), -1, line->arena);
	if (said.kind.v != CLIENT_ORGANIZATION && !opens_quote(line, first))
		return n;
	/* "Студия из Казани": only a form or quotes say where the name of a firm ends. */
	size_t firm = quick_firm_words(line, first, count, &strong);
	return strong ? firm : count;
}
