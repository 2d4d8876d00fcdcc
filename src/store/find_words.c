/* SPDX-License-Identifier: MIT */
/* Words of a search and how they stand to a text: pure, but for the tags whose names they begin. */
#include "find_words.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"
#include "sqlite_search.h"

/* ---- Words of a text ---- */

static size_t letters_of(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

static bool all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
	}
	return n > 0;
}

/* A number as phones are typed, blanks and brackets inside; its digits are one word. */
static bool is_number(const char *typed)
{
	size_t digits = 0;
	for (const char *s = typed; *s; s++) {
		digits += *s >= '0' && *s <= '9';
		if (!strchr("+0123456789()-. ", *s))
			return false;
	}
	return digits > 0;
}

static void add_word(FindQuery *query, const char *s, size_t n, bool whole, Arena *arena)
{
	if (!n || query->n == FIND_WORDS)
		return;
	FindWord *word = &query->words[query->n++];
	*word = (FindWord){.text = arena_dupn(arena, s, n), .whole = whole, .digits = all_digits(s, n)};
	word->letters = letters_of(word->text);
	if (word->digits) {
		char *back = arena_dupn(arena, s, n);
		for (size_t i = 0; i < n; i++)
			back[i] = s[n - 1 - i];
		word->backwards = back;
	}
}

static bool begins_word_of(const FindWord *word, const char *folded)
{
	size_t n = strlen(word->text);
	for (const char *at = folded; *at;) {
		size_t len = strcspn(at, " ");
		if (len >= n && memcmp(at, word->text, n) == 0 && (!word->whole || len == n))
			return true;
		at += len + (at[len] == ' ');
	}
	return false;
}

/* Tags are few and their names may change: they are looked up by name now, and clients by their numbers. */
static Err *find_tags(FindQuery *query, size_t from, Db *db, Arena *arena)
{
	if (from == query->n)
		return NULL;
	Rows rows;
	bool more;
	Str folded = {0};
	TRY(db_query(&rows, db, "SELECT id, name FROM tag ORDER BY id DESC", NO_ARGS));
	Err *err;
	while (!(err = rows_next(&rows, &more)) && more) {
		str_cut(&folded, 0);
		fold_search(&folded, row_text(&rows, 1) ? row_text(&rows, 1) : "");
		for (size_t i = from; i < query->n; i++) {
			FindWord *word = &query->words[i];
			if (word->tag_count == FIND_TAGS || !begins_word_of(word, str_text(&folded)))
				continue;
			if (!word->tags)
				word->tags = arena_alloc(arena, FIND_TAGS * sizeof *word->tags);
			word->tags[word->tag_count++] = row_int(&rows, 0);
		}
	}
	str_done(&folded);
	return err;
}

/* Nobody means a word that has a sign where a letter was typed: "хлеб" is no "[kt,". */
static bool loses_letters(const char *typed, const char *other)
{
	while (*typed && *other) {
		size_t a, b;
		bool letter = utf8_is_letter(utf8_decode(typed, strlen(typed), &a)), still = utf8_is_letter(utf8_decode(other, strlen(other), &b));
		if (letter && !still)
			return true;
		typed += a;
		other += b;
	}
	return false;
}

static size_t next_run(const char **at)
{
	size_t n = 0, used;
	while (**at) {
		uint32_t code = utf8_decode(*at, strlen(*at), &used);
		if (utf8_is_letter(code) || utf8_is_digit(code))
			break;
		*at += used;
	}
	while ((*at)[n]) {
		uint32_t code = utf8_decode(*at + n, strlen(*at + n), &used);
		if (!utf8_is_letter(code) && !utf8_is_digit(code))
			break;
		n += used;
	}
	return n;
}

/* What was said of each of the words from this one on, when it was as many. */
static void add_said(FindQuery *query, size_t from, const char *typed, Arena *arena)
{
	Str folded = {0};
	size_t count = 0, n;
	fold_name(&folded, typed);
	for (const char *at = str_text(&folded); (n = next_run(&at)) > 0; at += n)
		count++;
	if (count == query->n - from) {
		for (const char *at = str_text(&folded); (n = next_run(&at)) > 0; at += n)
			query->words[from++].said = arena_dupn(arena, at, n);
	}
	str_done(&folded);
}

Err *find_query_add(FindQuery *query, bool *added, const char *typed, bool whole, bool other, Db *db, Arena *arena)
{
	Str text = {0}, folded = {0};
	*added = false;
	if (other && (!fold_other_layout(&text, typed) || loses_letters(typed, str_text(&text)))) {
		str_done(&text);
		return NULL;
	}
	if (!other)
		str_add(&text, typed);
	size_t from = query->n;
	if (is_number(str_text(&text))) {
		fold_digits(&folded, str_text(&text));
		add_word(query, str_text(&folded), folded.n, false, arena);
	} else {
		fold_search(&folded, str_text(&text));
		size_t count = 0;
		for (const char *at = str_text(&folded); *at; count++) {
			size_t n = strcspn(at, " ");
			add_word(query, at, n, whole, arena);
			at += n + (at[n] == ' ');
		}
		if (!whole && !other)
			add_said(query, from, typed, arena);
		if (whole && count > 1 && query->phrase_count < FIND_PHRASES)
			query->phrases[query->phrase_count++] = arena_dup(arena, str_text(&folded));
	}
	*added = query->n > from;
	str_done(&text);
	str_done(&folded);
	return find_tags(query, from, db, arena);
}

Err *find_query_of(FindQuery *query, bool *any, const FilterNode *filter, bool other, Db *db, Arena *arena)
{
	if (!filter)
		return NULL;
	if (filter->op == FILTER_AND) {
		TRY(find_query_of(query, any, filter->a, other, db, arena));
		return find_query_of(query, any, filter->b, other, db, arena);
	}
	if (filter->op != FILTER_WORD)
		return NULL;
	bool added;
	TRY(find_query_add(query, &added, filter->word, filter->whole, other, db, arena));
	/* What reads alike on both layouts (digits) stays as it is among words that do not. */
	if (other && !added) {
		TRY(find_query_add(query, &added, filter->word, filter->whole, false, db, arena));
		return NULL;
	}
	*any |= added;
	return NULL;
}

/* ---- Case forms ---- */

static void add_forms(FindWord *word, Arena *arena)
{
	Str names = {0};
	name_nominatives(&names, word->said);
	size_t n = 0;
	for (const char *at = str_text(&names); *at; at++)
		n += *at == ' ';
	word->forms = arena_alloc(arena, (n ? n : 1) * sizeof *word->forms);
	for (const char *at = str_text(&names); word->form_count < n; at += strcspn(at, " ") + 1) {
		Str name = {0}, folded = {0};
		str_addn(&name, at, strcspn(at, " "));
		fold_search(&folded, str_text(&name));
		word->forms[word->form_count++] = arena_dup(arena, str_text(&folded));
		str_done(&name);
		str_done(&folded);
	}
	str_done(&names);
}

void find_query_forms(FindQuery *out, bool *any, const FindQuery *query, Arena *arena)
{
	*out = *query;
	*any = false;
	if (query->phrase_count)
		return;
	out->forms = true;
	if (out->n > 1 && out->words[0].said && *name_behind_preposition(out->words[0].said) == '\0') {
		out->n--;
		memmove(out->words, out->words + 1, out->n * sizeof *out->words);
		*any = true;
	}
	for (size_t i = 0; i < out->n; i++) {
		FindWord *word = &out->words[i];
		if (!word->said || word->letters < 3)
			continue;
		add_forms(word, arena);
		*any |= word->form_count > 0;
	}
}

void find_query_whole(FindQuery *query)
{
	for (size_t i = 0; i < query->n; i++) {
		FindWord *word = &query->words[i];
		/* Neither phones nor tags are what a name may be. */
		word->whole = true;
		word->digits = false;
		word->tag_count = 0;
	}
}

void find_query_whole_forms(FindQuery *out, const FindQuery *query, Arena *arena)
{
	*out = *query;
	out->forms = true;
	find_query_whole(out);
	for (size_t i = 0; i < out->n; i++) {
		if (out->words[i].said)
			add_forms(&out->words[i], arena);
	}
}

static bool is_form(const FindWord *word, const char *token, size_t len)
{
	for (size_t i = 0; i < word->form_count; i++) {
		if (strlen(word->forms[i]) == len && memcmp(word->forms[i], token, len) == 0)
			return true;
	}
	return false;
}

/* ---- How a word stands to a text ---- */

static bool begins(const char *token, size_t len, const char *text, size_t n, bool whole)
{
	return (whole ? len == n : len >= n) && memcmp(token, text, n) == 0;
}

/* Behind the first letter of the token. */
static bool inside(const char *token, size_t len, const FindWord *word, size_t n)
{
	if (word->letters < 3 || word->whole || len <= n)
		return false;
	size_t first = 1;
	while (first < len && ((unsigned char)token[first] & 0xC0) == 0x80)
		first++;
	for (size_t at = first; at + n <= len; at++) {
		if (memcmp(token + at, word->text, n) == 0)
			return true;
	}
	return false;
}

static unsigned name_bits(const FindWord *word, const char *name)
{
	unsigned bits = 0;
	size_t n = strlen(word->text);
	for (const char *at = name; *at;) {
		size_t len = strcspn(at, " ");
		if (begins(at, len, word->text, n, word->whole))
			bits |= at != name ? FIND_NAME : len == n ? FIND_WHOLE | FIND_FIRST | FIND_NAME
			                                          : FIND_FIRST | FIND_NAME;
		else if (is_form(word, at, len))
			bits |= at != name ? FIND_NAME : FIND_WHOLE | FIND_FIRST | FIND_NAME;
		else if (inside(at, len, word, n))
			bits |= FIND_IN_NAME;
		at += len + (at[len] == ' ');
	}
	return bits;
}

static bool is_tag(const FindWord *word, const char *digits)
{
	int64_t id = strtoll(digits, NULL, 10);
	for (size_t i = 0; i < word->tag_count; i++) {
		if (word->tags[i] == id)
			return true;
	}
	return false;
}

/* The number less a trunk 8, when it is long enough to have one; NULL. */
static const char *less_trunk(const FindWord *word)
{
	return word->digits && word->letters >= 4 && word->text[0] == '8' ? word->text + 1 : NULL;
}

static bool fits_sign_word(const FindWord *word, const char *token, size_t len)
{
	size_t n = strlen(word->text);
	switch (*token) {
	case '#':
		return is_tag(word, token + 1);
	case '<':
		return word->digits && word->letters >= 3 && begins(token + 1, len - 1, word->backwards, n, false);
	case '+': {
		const char *less = less_trunk(word);
		return word->digits && (begins(token + 1, len - 1, word->text, n, false) || (less && begins(token + 1, len - 1, less, n - 1, false)));
	}
	}
	return false;
}

static unsigned rest_bits(const FindWord *word, const char *rest)
{
	unsigned bits = 0;
	size_t n = strlen(word->text);
	for (const char *at = rest; *at;) {
		size_t len = strcspn(at, " ");
		if (strchr("#<+", *at))
			bits |= fits_sign_word(word, at, len) ? FIND_REST : 0;
		else if (begins(at, len, word->text, n, word->whole) || is_form(word, at, len))
			bits |= FIND_REST;
		else if (inside(at, len, word, n))
			bits |= FIND_IN_REST;
		at += len + (at[len] == ' ');
	}
	return bits;
}

/* A phrase stands in a text at word borders. */
static bool phrase_in(const char *phrase, const char *text)
{
	size_t n = strlen(phrase);
	for (const char *at = strstr(text, phrase); at; at = strstr(at + 1, phrase)) {
		if ((at == text || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return true;
	}
	return false;
}

unsigned find_bits(const FindWord *word, const char *name, const char *rest)
{
	return name_bits(word, name) | rest_bits(word, rest);
}

static bool is_legal(const FindQuery *query, const char *text)
{
	size_t n = strlen(text), line;
	for (const char *at = query->legal; at && *at; at += line + 1) {
		line = strcspn(at, "\n");
		if (line == n && memcmp(at, text, n) == 0)
			return true;
	}
	return false;
}

static bool is_asked(const FindQuery *query, const char *token, size_t len)
{
	for (size_t i = 0; i < query->n; i++) {
		const FindWord *word = &query->words[i];
		if (begins(token, len, word->text, strlen(word->text), true) || is_form(word, token, len))
			return true;
	}
	return false;
}

bool find_is_name(const FindQuery *query, const char *name)
{
	for (const char *at = name; *at;) {
		size_t len = strcspn(at, " ");
		if (!is_asked(query, at, len))
			return at != name && is_legal(query, at);
		at += len + (at[len] == ' ');
	}
	return true;
}

bool find_phrases_in(const FindQuery *query, const char *name, const char *rest)
{
	for (size_t i = 0; i < query->phrase_count; i++) {
		if (!phrase_in(query->phrases[i], name) && !phrase_in(query->phrases[i], rest))
			return false;
	}
	return true;
}

bool find_word_in_text(const FindWord *word, const char *folded)
{
	if (word->letters >= 3 && !word->whole)
		return strstr(folded, word->text) != NULL;
	return begins_word_of(word, folded);
}

bool find_query_in_text(const FindQuery *query, const char *folded)
{
	for (size_t i = 0; i < query->n; i++) {
		if (!find_word_in_text(&query->words[i], folded))
			return false;
	}
	for (size_t i = 0; i < query->phrase_count; i++) {
		if (!phrase_in(query->phrases[i], folded))
			return false;
	}
	return query->n > 0;
}

/* ---- Expressions ---- */

static void add_begin(Str *out, const FindWord *word, bool name_only)
{
	str_addf(out, "(\"%s\"%s", word->text, word->whole ? "" : " *");
	if (!name_only && word->digits) {
		str_addf(out, " OR \"+%s\" *", word->text);
		if (word->letters >= 3)
			str_addf(out, " OR \"<%s\" *", word->backwards);
		if (less_trunk(word))
			str_addf(out, " OR \"+%s\" *", less_trunk(word));
	}
	for (size_t i = 0; i < word->tag_count && !name_only; i++)
		str_addf(out, " OR \"#%lld\"", (long long)word->tags[i]);
	for (size_t i = 0; i < word->form_count; i++)
		str_addf(out, " OR \"%s\"", word->forms[i]);
	str_addc(out, ')');
}

void find_expr_begin(Str *out, const FindQuery *query, unsigned set, bool name_only)
{
	const char *join = "";
	str_add(out, name_only ? "name : (" : "(");
	for (size_t i = 0; i < query->n; i++) {
		if (!(set & 1u << i))
			continue;
		str_add(out, join);
		add_begin(out, &query->words[i], name_only);
		join = " AND ";
	}
	str_addc(out, ')');
}

void find_expr_first(Str *out, const FindQuery *query, bool whole)
{
	str_add(out, "name : (");
	for (size_t i = 0; i < query->n; i++) {
		const FindWord *word = &query->words[i];
		str_addf(out, "%s\"^%s\"%s", i ? " OR " : "", word->text, whole || word->whole ? "" : " *");
		for (size_t k = 0; k < word->form_count; k++)
			str_addf(out, " OR \"^%s\"", word->forms[k]);
	}
	str_addc(out, ')');
}

/* ---- Three letters ---- */

/*
 * A full-text AND walks the whole list of its commonest part, so a word is asked by its rarest trigrams only. How rare one is shows in how far back
 * its two hundredth newest row lies; one with fewer rows than that is enough alone.
 */
enum {
	PROBE = 200,
	TRIGRAMS_MOST = 12,
	ASKED_MOST = 3,
	COMMONER = 4,
};

typedef struct Trigram {
	const char *at;
	size_t n;
	int64_t depth; /* id of the 200th newest row: the smaller, the rarer; -1: it has fewer */
} Trigram;

static size_t trigrams_of(Trigram out[TRIGRAMS_MOST], const char *text)
{
	size_t n = 0;
	for (const char *at = text; n < TRIGRAMS_MOST && letters_of(at) >= 3;) {
		size_t len = 0, one = 0;
		for (int i = 0; i < 3; i++) {
			size_t used;
			utf8_decode(at + len, strlen(at + len), &used);
			len += used;
			if (i == 0)
				one = used;
		}
		out[n++] = (Trigram){at, len, -1};
		at += one;
	}
	return n;
}

static Err *probe(Trigram *trigram, SearchIndex index, const char *column, Db *db)
{
	Str expr = {0};
	str_addf(&expr, "%s%s\"%.*s\"", column ? column : "", column ? " : " : "", (int)trigram->n, trigram->at);
	Err *err = candidates_nth(&trigram->depth, db, index, str_text(&expr), PROBE);
	str_done(&expr);
	return err;
}

static int rarest_first(const void *a, const void *b)
{
	const Trigram *x = a, *y = b;
	return (x->depth > y->depth) - (x->depth < y->depth);
}

static Err *add_trigrams(Str *out, const char *text, SearchIndex index, const char *column, Db *db)
{
	Trigram all[TRIGRAMS_MOST];
	size_t n = trigrams_of(all, text), asked = n < ASKED_MOST ? n : ASKED_MOST;
	for (size_t i = 0; i < n && n > 1; i++) {
		TRY(probe(&all[i], index, column, db));
		if (all[i].depth < 0) {
			all[0] = all[i];
			n = asked = 1;
		}
	}
	if (n > 1) {
		int64_t newest = 0;
		qsort(all, n, sizeof *all, rarest_first);
		TRY(db_int(&newest, db, index == SEARCH_INSIDE ? "SELECT max(id) FROM search_text" : "SELECT next_id FROM base", NO_ARGS));
		/* One that is much commoner than the rarest only adds its long list to the walk. */
		while (asked > 1 && (newest - all[asked - 1].depth) * COMMONER < newest - all[0].depth)
			asked--;
	}
	str_addc(out, '(');
	for (size_t i = 0; i < asked; i++)
		str_addf(out, "%s\"%.*s\"", i ? " AND " : "", (int)all[i].n, all[i].at);
	str_addc(out, ')');
	return NULL;
}

static void add_all_trigrams(Str *out, const char *text)
{
	Trigram all[TRIGRAMS_MOST];
	size_t n = trigrams_of(all, text);
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s\"%.*s\"", i ? " AND " : "", (int)all[i].n, all[i].at);
}

/* What is looked up of a word: short ones and whole ones with the blanks around them. False: nothing can be. */
static bool looked_up(Str *text, const FindWord *word)
{
	str_cut(text, 0);
	if (word->letters < 2 && !word->whole)
		return false;
	if (word->letters < 3 || word->whole)
		str_addc(text, ' ');
	str_add(text, word->text);
	if (word->whole)
		str_addc(text, ' ');
	return true;
}

static Err *add_tag(Str *out, int64_t tag, Db *db)
{
	Str text = {0};
	str_addf(&text, " #%lld ", (long long)tag);
	str_add(out, " OR ");
	Err *err = add_trigrams(out, str_text(&text), SEARCH_INSIDE, NULL, db);
	str_done(&text);
	return err;
}

/* A word of the clients' index: its letters, a number without its trunk 8, its tags. */
static Err *add_part(Str *out, const FindWord *word, const char *text, const char *column, Db *db)
{
	str_addc(out, '(');
	TRY(add_trigrams(out, text, SEARCH_INSIDE, column, db));
	if (less_trunk(word) && !column) {
		str_add(out, " OR ");
		TRY(add_trigrams(out, less_trunk(word), SEARCH_INSIDE, NULL, db));
	}
	for (size_t i = 0; i < word->tag_count && !column; i++)
		TRY(add_tag(out, word->tags[i], db));
	str_addc(out, ')');
	return NULL;
}

Err *find_expr_inside(Str *out, bool *any, const FindQuery *query, unsigned set, const char *column, Db *db)
{
	Str text = {0}, expr = {0};
	Err *err = NULL;
	for (size_t i = 0; i < query->n && !err; i++) {
		if (!(set & 1u << i) || !looked_up(&text, &query->words[i]))
			continue;
		if (expr.n)
			str_add(&expr, " AND ");
		err = add_part(&expr, &query->words[i], str_text(&text), column, db);
	}
	*any = expr.n > 0;
	if (column)
		str_addf(out, "%s : ", column);
	str_addf(out, "(%s)", str_text(&expr));
	str_done(&text);
	str_done(&expr);
	return err;
}

Err *find_expr_text(Str *out, bool *any, const FindQuery *query, unsigned set, bool exact, Db *db)
{
	Str text = {0};
	Err *err = NULL;
	*any = false;
	for (size_t i = 0; i < query->n && !err; i++) {
		if (!(set & 1u << i) || !looked_up(&text, &query->words[i]))
			continue;
		if (*any)
			str_add(out, " AND ");
		*any = true;
		if (exact)
			add_all_trigrams(out, str_text(&text));
		else
			err = add_trigrams(out, str_text(&text), SEARCH_HISTORY, NULL, db);
	}
	str_done(&text);
	return err;
}
