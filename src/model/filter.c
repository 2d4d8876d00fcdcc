/* SPDX-License-Identifier: MIT */
/*
 * The filter language (ux.md, Filters): text to tree. Names are looked up in filter_names.c, values read in filter_value.c; this file knows
 * words, brackets and relations. A tree is bounded in terms and depth, so that whoever walks it may recurse.
 */
#include "kartoteka/model/filter.h"

#include <stdlib.h>
#include <string.h>

#include "filter_parts.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"

enum {
	TERMS_MOST = 200,
	DEPTH_MOST = 12, /* SQLite reads an expression with a stack of a hundred */
	VALUE_WORDS = 4,
};

typedef struct Reader {
	const char *text;
	size_t at, n;
	int terms, depth;
	const FilterContext *context;
	Arena *arena;
} Reader;

static Err *read_or(Reader *r, FilterNode **out);

/* ---- Signs ---- */

static Err *fault(const Reader *r, size_t at, size_t len, Err *err)
{
	char *word = mem_strndup(r->text + at, len);
	err_word(err, word, (int)at);
	free(word);
	return err;
}

static size_t space_at(const Reader *r, size_t at)
{
	size_t used;
	if (at >= r->n)
		return 0;
	return utf8_is_space(utf8_decode(r->text + at, r->n - at, &used)) ? used : 0;
}

static void skip_space(Reader *r)
{
	for (size_t n; (n = space_at(r, r->at)) > 0;)
		r->at += n;
}

static bool is_at(const Reader *r, size_t at, const char *what)
{
	size_t n = strlen(what);
	return r->n - at >= n && memcmp(r->text + at, what, n) == 0;
}

/* Bytes of an opening quote here, and what closes it. */
static size_t quote_at(const Reader *r, size_t at, const char **close)
{
	static const char *const pairs[][2] = {{"\"", "\""}, {"«", "»"}, {"“", "”"}, {"„", "“"}};
	for (size_t i = 0; i < countof(pairs); i++) {
		if (is_at(r, at, pairs[i][0])) {
			*close = pairs[i][1];
			return strlen(pairs[i][0]);
		}
	}
	return 0;
}

/* End of the bare word that begins here: at a blank or a bracket. */
static size_t word_end(const Reader *r, size_t at)
{
	while (at < r->n && !space_at(r, at) && r->text[at] != '(' && r->text[at] != ')') {
		size_t used;
		utf8_decode(r->text + at, r->n - at, &used);
		at += used;
	}
	return at;
}

static bool word_is(const Reader *r, size_t at, size_t end, const char *en, const char *ru)
{
	char *word = mem_strndup(r->text + at, end - at);
	Str folded = {0};
	fold_word(&folded, word);
	bool is = str_same(str_text(&folded), en) || str_same(str_text(&folded), ru);
	str_done(&folded);
	free(word);
	return is;
}

/* Letters, digits, _ and - of a name. */
static size_t name_end(const Reader *r, size_t at)
{
	size_t from = at;
	while (at < r->n) {
		size_t used;
		uint32_t code = utf8_decode(r->text + at, r->n - at, &used);
		bool joins = (code == '-' || code == '_' || utf8_is_digit(code)) && at > from;
		if (!utf8_is_letter(code) && !joins)
			break;
		at += used;
	}
	return at;
}

/* A relation here; 0 bytes: none. Ю and Б are > and < of the other layout (ux.md, 0); only where nothing else could be meant. */
static size_t relation_at(const Reader *r, size_t at, FilterRel *rel)
{
	static const struct {
		const char *sign;
		FilterRel rel;
		bool letter;
	} signs[] = {
		{">=", FILTER_MORE_IS, false},
		{"<=", FILTER_LESS_IS, false},
		{"≥", FILTER_MORE_IS, false},
		{"≤", FILTER_LESS_IS, false},
		{">", FILTER_MORE, false},
		{"<", FILTER_LESS, false},
		{":", FILTER_IS, false},
		{"=", FILTER_IS, false},
		{"Ю=", FILTER_MORE_IS, true},
		{"Б=", FILTER_LESS_IS, true},
		{"Ю", FILTER_MORE, true},
		{"Б", FILTER_LESS, true},
	};
	for (size_t i = 0; i < countof(signs); i++) {
		size_t n = strlen(signs[i].sign), used;
		if (!is_at(r, at, signs[i].sign))
			continue;
		if (signs[i].letter && at + n < r->n && utf8_is_letter(utf8_decode(r->text + at + n, r->n - at - n, &used)))
			continue;
		*rel = signs[i].rel;
		return n;
	}
	return 0;
}

/* ---- Nodes ---- */

static FilterNode *node_new(Reader *r, FilterOp op, size_t at, size_t len)
{
	FilterNode *node = arena_alloc(r->arena, sizeof *node);
	node->op = op;
	node->at = at;
	node->len = len;
	node->day.form = MOMENT_NONE;
	return node;
}

static FilterNode *join(Reader *r, FilterOp op, FilterNode *a, FilterNode *b)
{
	if (!a || !b)
		return a ? a : b;
	FilterNode *node = node_new(r, op, a->at, b->at + b->len - a->at);
	node->a = a;
	node->b = b;
	return node;
}

/* A word in quotes or bare, from r->at; the node keeps it. */
static Err *take_quoted(Reader *r, FilterNode *node, size_t open, const char *close)
{
	size_t from = r->at + open, to = from;
	while (to < r->n && !is_at(r, to, close))
		to++;
	node->word = arena_dupn(r->arena, r->text + from, to - from);
	node->whole = true;
	if (to >= r->n)
		return fault(r, r->at, r->n - r->at, err_new(ERR_USAGE, _("this quote is not closed")));
	r->at = to + strlen(close);
	return NULL;
}

/* ---- Terms ---- */

/* A date may take several words ("15 августа", "через 2 часа"): the longest run that reads. */
static Err *take_date(Reader *r, FilterNode *node)
{
	size_t ends[VALUE_WORDS], count = 0;
	for (size_t at = r->at; count < VALUE_WORDS && at < r->n;) {
		size_t end = word_end(r, at);
		if (end == at)
			break;
		ends[count++] = end;
		at = end;
		for (size_t n; (n = space_at(r, at)) > 0;)
			at += n;
	}
	FilterRel rel = node->rel;
	Err *err = NULL;
	for (size_t i = count; i-- > 0;) {
		err_free(err);
		node->rel = rel;
		node->word = arena_dupn(r->arena, r->text + r->at, ends[i] - r->at);
		err = filter_value(node, node->word, r->context);
		if (!err) {
			r->at = ends[i];
			return NULL;
		}
	}
	return err ? fault(r, r->at, ends[0] - r->at, err) : NULL;
}

static Err *take_value(Reader *r, FilterNode *node)
{
	skip_space(r);
	const char *close;
	size_t open = r->at < r->n ? quote_at(r, r->at, &close) : 0;
	size_t from = r->at, end = word_end(r, r->at);
	if (!open && end == from)
		return fault(r, node->at, r->at - node->at, err_new(ERR_USAGE, _("a value is missing behind %s"), _(node->of->label)));
	if (!open && filter_type_is_date(node->of->type))
		return take_date(r, node);
	if (open) {
		TRY(take_quoted(r, node, open, close));
	} else {
		node->word = arena_dupn(r->arena, r->text + from, end - from);
		r->at = end;
	}
	if (!*node->word)
		return fault(r, from, r->at - from, err_new(ERR_USAGE, _("a value is missing behind %s"), _(node->of->label)));
	Err *err = filter_value(node, node->word, r->context);
	return err ? fault(r, from, r->at - from, err) : NULL;
}

static bool compares(FieldType type)
{
	switch (type) {
	case FIELD_COUNT:
	case FIELD_INSTANT:
	case FIELD_DAY:
	case FIELD_BIRTH:
	case FIELD_MOMENT:
	case FIELD_SECONDS:
		return true;
	case FIELD_ID:
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_FLAG:
	case FIELD_CHOICE:
	case FIELD_BYTES:
		return false;
	}
	return false;
}

/* Where a name ends that a relation follows, the glued "контактЮ30д" too; 0: here is none. *after: where the relation stands. */
static size_t name_before_relation(const Reader *r, size_t from, size_t *after, FilterRel *rel, size_t *sign)
{
	size_t end = name_end(r, from), at = end;
	for (size_t n; (n = space_at(r, at)) > 0;)
		at += n;
	*after = at;
	*sign = end > from && at < r->n ? relation_at(r, at, rel) : 0;
	if (*sign)
		return end;
	for (at = from; at < end; at++) {
		bool letter = at > from && (is_at(r, at, "Ю") || is_at(r, at, "Б"));
		if (letter && (*sign = relation_at(r, at, rel)) > 0 && filter_name_find(r->context->kind, r->text + from, at - from)) {
			*after = at;
			return at;
		}
	}
	*sign = 0;
	return 0;
}

/* "step:tomorrow" asks for the day of the next step, "step:call" for its words; *dated: it was a date, and is read. */
static Err *take_dated(Reader *r, FilterNode *node, const FilterName *name, bool *dated)
{
	size_t from = r->at;
	*dated = false;
	skip_space(r);
	size_t end = word_end(r, r->at);
	bool figures = strspn(r->text + r->at, "0123456789") >= end - r->at;
	node->of = name->dated;
	if (filter_is_overdue(r->text + r->at, end - r->at) && node->rel == FILTER_IS) {
		const WordsContext *when = &r->context->when;
		node->of = name->overdue;
		node->word = arena_dupn(r->arena, r->text + r->at, end - r->at);
		node->from = when->now.s;
		node->to = zone_instant(when->zone, zone_day(when->zone, when->now), 0).s;
		r->at = end;
		*dated = true;
		return NULL;
	}
	if (node->rel != FILTER_IS) {
		*dated = true;
		r->at = from;
		return take_value(r, node);
	}
	const char *close;
	const FilterNode before = *node;
	Err *err = quote_at(r, r->at, &close) ? NULL : take_date(r, node);
	*dated = !err && node->word && r->at > (figures ? end : from); /* "step:10" is a word, "step:27 July" a day */
	err_free(err);
	if (!*dated) {
		*node = before;
		r->at = from;
	}
	return NULL;
}

/* NAME relation VALUE, when it is one; *done tells. */
static Err *read_term(Reader *r, FilterNode **out, bool *done)
{
	size_t from = r->at, sign, after;
	FilterRel rel = FILTER_IS;
	*done = false;
	size_t end = name_before_relation(r, from, &after, &rel, &sign);
	if (!end || is_at(r, after, "://"))
		return NULL;
	const FilterName *name = filter_name_find(r->context->kind, r->text + from, end - from);
	/* Blanks before a colon are let go only behind a known name. */
	if (!name && after != end)
		return NULL;
	/* A lone Ю between two words is a word unless a name stands before it. */
	if (!name && (is_at(r, after, "Ю") || is_at(r, after, "Б")))
		return NULL;
	if (!name) {
		char *word = mem_strndup(r->text + from, end - from);
		Err *err = err_new(ERR_USAGE, _("there is no field %s here"), word);
		free(word);
		return fault(r, from, end - from, err_todo(err, _("a word with a colon in it goes in quotes")));
	}
	bool dated = false;
	if (rel != FILTER_IS && !name->dated && !compares(name->type))
		return fault(r, after, sign, err_new(ERR_USAGE, _("%s is not compared; write a colon"), _(name->label)));
	FilterNode *node = node_new(r, FILTER_TERM, from, 0);
	node->of = name;
	node->rel = rel;
	r->at = after + sign;
	if (name->dated)
		TRY(take_dated(r, node, name, &dated));
	if (!dated) {
		node->of = name;
		TRY(take_value(r, node));
	}
	node->len = r->at - from;
	*out = node;
	*done = true;
	return NULL;
}

/* "next step", "последнего контакта": two words that name one field are one name; where the name that ends at `to` ends then. */
static size_t name_goes_on(const Reader *r, const FilterName *name, size_t from, size_t to)
{
	size_t at = to;
	if (!word_is(r, from, to, "next", "следующего") && !word_is(r, from, to, "last", "последнего"))
		return to;
	for (size_t n; (n = space_at(r, at)) > 0;)
		at += n;
	size_t end = name_end(r, at);
	bool same = at > to && end > at && word_end(r, at) == end && filter_name_find(r->context->kind, r->text + at, end - at) == name;
	return same ? end : to;
}

/* no FIELD, без FIELD; *out is NULL where it is none */
static Err *read_empty(Reader *r, FilterNode **out)
{
	size_t from = r->at, end = word_end(r, from);
	*out = NULL;
	if (!word_is(r, from, end, "no", "без"))
		return NULL;
	size_t at = end;
	for (size_t n; (n = space_at(r, at)) > 0;)
		at += n;
	size_t name_to = name_end(r, at);
	if (at == end || name_to == at || word_end(r, at) != name_to)
		return NULL;
	const FilterName *name = filter_name_find(r->context->kind, r->text + at, name_to - at);
	if (!name) {
		char *word = mem_strndup(r->text + at, name_to - at);
		Err *err = err_new(ERR_USAGE, _("there is no field %s here"), word);
		free(word);
		return fault(r, at, name_to - at, err_todo(err, _("words to search for go in quotes")));
	}
	name_to = name_goes_on(r, name, at, name_to);
	FilterNode *node = node_new(r, FILTER_TERM, from, name_to - from);
	node->of = name;
	node->rel = FILTER_EMPTY;
	r->at = name_to;
	*out = node;
	return NULL;
}

/* The end of a phone is said in pairs, "76 71": whether a text is two or three of them, parted by one sign each. */
static bool is_pairs(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (i % 3 == 2 ? text[i] != ' ' && text[i] != '-' : !digit)
			return false;
	}
	return n == 5 || n == 8;
}

/* A phone as people write it, brackets and blanks inside: one word. */
static FilterNode *read_phone(Reader *r)
{
	size_t at = r->at, digits = 0, last = r->at;
	for (; at < r->n && r->text[at] && strchr("+0123456789()-. ", r->text[at]); at++) {
		if (r->text[at] >= '0' && r->text[at] <= '9') {
			digits++;
			last = at + 1;
		}
	}
	/* What follows must end the word, brackets inside must match, and it must be long enough to be nothing else. */
	int open = 0;
	for (size_t i = r->at; i < last; i++) {
		open += (r->text[i] == '(') - (r->text[i] == ')');
		if (open < 0)
			return NULL;
	}
	bool long_enough = digits >= 7 || is_pairs(r->text + r->at, last - r->at);
	if (!long_enough || open != 0 || (last < r->n && !space_at(r, last) && r->text[last] != ')'))
		return NULL;
	FilterNode *node = node_new(r, FILTER_WORD, r->at, last - r->at);
	node->word = arena_dupn(r->arena, r->text + r->at, last - r->at);
	r->at = last;
	return node;
}

static Err *read_word(Reader *r, FilterNode **out)
{
	size_t from = r->at;
	FilterNode *node = read_phone(r);
	if (!node)
		TRY(read_empty(r, &node));
	if (node) {
		*out = node;
		return NULL;
	}
	bool done;
	TRY(read_term(r, out, &done));
	if (done)
		return NULL;
	node = node_new(r, FILTER_WORD, from, 0);
	const char *close;
	size_t open = quote_at(r, from, &close);
	if (open) {
		TRY(take_quoted(r, node, open, close));
	} else {
		r->at = word_end(r, from);
		node->word = arena_dupn(r->arena, r->text + from, r->at - from);
	}
	node->len = r->at - from;
	*out = node;
	return NULL;
}

static Err *read_group(Reader *r, FilterNode **out)
{
	size_t open = r->at++;
	skip_space(r);
	if (r->at < r->n && r->text[r->at] == ')') {
		r->at++;
		*out = node_new(r, FILTER_ALL, open, r->at - open);
		return NULL;
	}
	TRY(read_or(r, out));
	skip_space(r);
	if (r->at >= r->n)
		return fault(r, open, 1, err_new(ERR_USAGE, _("this bracket is not closed")));
	r->at++;
	return NULL;
}

/* Words and signs that say no; twice it is taken back. */
static Err *read_nots(Reader *r, bool *no)
{
	for (*no = false;; *no = !*no) {
		skip_space(r);
		size_t from = r->at, end = word_end(r, from);
		bool minus = r->text[from] == '-' && from + 1 < r->n && (end > from + 1 || r->text[from + 1] == '(');
		if (!minus && !word_is(r, from, end, "not", "не"))
			return NULL;
		r->at = minus ? from + 1 : end;
		skip_space(r);
		if (r->at >= r->n || r->text[r->at] == ')')
			return fault(r, from, end - from, err_new(ERR_USAGE, _("something must follow this word")));
	}
}

static Err *read_primary(Reader *r, FilterNode **out)
{
	if (r->text[r->at] != '(')
		return read_word(r, out);
	*out = read_phone(r);
	if (*out)
		return NULL;
	r->depth++;
	Err *err = read_group(r, out);
	r->depth--;
	return err;
}

static Err *read_unary(Reader *r, FilterNode **out)
{
	*out = NULL;
	skip_space(r);
	if (++r->terms > TERMS_MOST || r->depth > DEPTH_MOST)
		return fault(r, r->at, word_end(r, r->at) - r->at, err_new(ERR_USAGE, _("too long for a filter")));
	size_t from = r->at;
	bool no;
	TRY(read_nots(r, &no));
	r->depth += no;
	TRY(read_primary(r, out));
	r->depth -= no;
	if (no) {
		FilterNode *inner = *out;
		*out = node_new(r, FILTER_NOT, from, r->at - from);
		(*out)->a = inner;
	}
	return NULL;
}

/* or, или; and, и: told only between two terms, else they are words. */
static bool connector_at(const Reader *r, const char *en, const char *ru, size_t *end)
{
	*end = word_end(r, r->at);
	return word_is(r, r->at, *end, en, ru);
}

static Err *read_and(Reader *r, FilterNode **out)
{
	*out = NULL;
	for (;;) {
		skip_space(r);
		size_t end;
		if (r->at >= r->n || r->text[r->at] == ')' || connector_at(r, "or", "или", &end))
			return NULL;
		if (*out && connector_at(r, "and", "и", &end)) {
			r->at = end;
			skip_space(r);
			if (r->at >= r->n || r->text[r->at] == ')')
				return NULL;
		}
		FilterNode *next;
		TRY(read_unary(r, &next));
		*out = join(r, FILTER_AND, *out, next);
	}
}

static Err *read_or(Reader *r, FilterNode **out)
{
	*out = NULL;
	for (;;) {
		FilterNode *part;
		TRY(read_and(r, &part));
		size_t end;
		skip_space(r);
		bool more = r->at < r->n && r->text[r->at] != ')' && connector_at(r, "or", "или", &end);
		if (!part && (*out || more)) {
			size_t len = more ? end - r->at : r->at < r->n;
			return fault(r, r->at, len, err_new(ERR_USAGE, _("a term is missing beside or")));
		}
		*out = part ? join(r, FILTER_OR, *out, part) : node_new(r, FILTER_ALL, r->at, 0);
		if (!more)
			return NULL;
		r->at = end;
	}
}

Err *filter_read(FilterNode **out, const char *text, const FilterContext *context, Arena *arena)
{
	Reader r = {.text = text, .n = strlen(text), .context = context, .arena = arena};
	TRY(read_or(&r, out));
	skip_space(&r);
	if (r.at < r.n)
		return fault(&r, r.at, 1, err_new(ERR_USAGE, _("this bracket was not opened")));
	return NULL;
}
