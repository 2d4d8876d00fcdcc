/* SPDX-License-Identifier: MIT */
/*
 * Kept sentences. After the mark come fields "LENGTH:bytes": context, key, key of many, number, then what fills the key, each already as text. A key
 * that comes from a base may hold anything, so it is never given to printf: its conversions are replaced here, one by one.
 */
#include "kartoteka/base/said.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

enum {
	MARK = '\x1f',
	FILLINGS = 16,
	DEEP = 8,
};

/* ---- conversions of a key ---- */

typedef struct Conversion {
	const char *at; /* its % */
	size_t n;
	size_t place; /* "%2$s": 2; 0: in turn */
	char size;    /* 'l', 'L' (ll), 'z', 'j' or '\0' */
	char type;    /* 's', 'd' …; '%' is a sign of its own */
} Conversion;

static bool next_conversion(Conversion *out, const char *text)
{
	const char *s = strchr(text, '%');
	if (!s)
		return false;
	*out = (Conversion){.at = s++};
	size_t digits = strspn(s, "0123456789");
	if (digits && digits < 3 && s[digits] == '$') {
		out->place = (size_t)strtoul(s, NULL, 10);
		s += digits + 1;
	}
	s += strspn(s, "-+ #0123456789.");
	for (; *s == 'h' || *s == 'l' || *s == 'z' || *s == 'j'; s++)
		out->size = *s == 'l' && out->size == 'l' ? 'L' : *s;
	out->type = *s;
	out->n = (size_t)(s - out->at) + (*s ? 1 : 0);
	return true;
}

/* ---- keeping ---- */

static void add_field(Str *out, const char *text)
{
	str_addf(out, "%zu:%s", strlen(text), text);
}

static void add_head(Str *out, const char *context, const char *key, const char *many, unsigned long n)
{
	char number[24] = "";
	if (many)
		snprintf(number, sizeof number, "%lu", n);
	str_addc(out, MARK);
	add_field(out, context ? context : "");
	add_field(out, key);
	add_field(out, many ? many : "");
	add_field(out, number);
}

static int64_t signed_of(char size, va_list *args)
{
	switch (size) {
	case 'l': return va_arg(*args, long);
	case 'L': return va_arg(*args, long long);
	case 'z': return (int64_t)va_arg(*args, size_t);
	case 'j': return (int64_t)va_arg(*args, intmax_t);
	default: return va_arg(*args, int);
	}
}

static uint64_t unsigned_of(char size, va_list *args)
{
	switch (size) {
	case 'l': return va_arg(*args, unsigned long);
	case 'L': return va_arg(*args, unsigned long long);
	case 'z': return va_arg(*args, size_t);
	case 'j': return va_arg(*args, uintmax_t);
	default: return va_arg(*args, unsigned);
	}
}

static void add_filling(Str *out, const Conversion *c, va_list *args)
{
	char text[32] = "";
	const char *s;
	switch (c->type) {
	case 's':
		s = va_arg(*args, const char *);
		add_field(out, s ? s : "");
		return;
	case 'c':
		text[0] = (char)va_arg(*args, int);
		break;
	case 'x':
		snprintf(text, sizeof text, "%llx", (unsigned long long)unsigned_of(c->size, args));
		break;
	case 'u':
		snprintf(text, sizeof text, "%llu", (unsigned long long)unsigned_of(c->size, args));
		break;
	default:
		snprintf(text, sizeof text, "%lld", (long long)signed_of(c->size, args));
	}
	add_field(out, text);
}

static void add_fillings(Str *out, const char *key, va_list *args)
{
	Conversion c;
	for (const char *s = key; next_conversion(&c, s); s = c.at + c.n) {
		if (c.type != '%')
			add_filling(out, &c, args);
	}
}

void said_addv(Str *out, const char *key, const char *many, unsigned long n, va_list args)
{
	va_list rest;
	va_copy(rest, args);
	if (strcmp(key, "%s") == 0) {
		const char *s = va_arg(rest, const char *);
		str_add(out, s ? s : "");
	} else {
		add_head(out, NULL, key, many, n);
		add_fillings(out, key, &rest);
	}
	va_end(rest);
}

char *said(const char *key, ...)
{
	Str out = {0};
	va_list args;
	va_start(args, key);
	said_addv(&out, key, NULL, 0, args);
	va_end(args);
	return str_take(&out);
}

char *said_many(const char *one, const char *many, unsigned long n, ...)
{
	Str out = {0};
	va_list args;
	va_start(args, n);
	said_addv(&out, one, many, n, args);
	va_end(args);
	return str_take(&out);
}

char *said_in(const char *context, const char *key, ...)
{
	Str out = {0};
	va_list args, rest;
	va_start(args, key);
	va_copy(rest, args);
	add_head(&out, context, key, NULL, 0);
	add_fillings(&out, key, &rest);
	va_end(rest);
	va_end(args);
	return str_take(&out);
}

char *said_key(const char *context, const char *key)
{
	Str out = {0};
	add_head(&out, context, key, NULL, 0);
	return str_take(&out);
}

/* ---- fields ---- */

static bool next_field(Span *out, Span *rest)
{
	size_t n = 0, i = 0;
	while (i < rest->n && rest->s[i] >= '0' && rest->s[i] <= '9' && n <= rest->n)
		n = n * 10 + (size_t)(rest->s[i++] - '0');
	if (!i || i >= rest->n || rest->s[i] != ':' || n > rest->n - i - 1)
		return false;
	*out = (Span){rest->s + i + 1, n};
	*rest = (Span){rest->s + i + 1 + n, rest->n - i - 1 - n};
	return true;
}

/* ---- frame and words ---- */

/* A hole is no digit, so it is no field's length. Between two words stands the mark: a filling that holds one is refused. */
#define HOLE '*'

typedef struct Split {
	Str *frame, *words;
	size_t holes;
} Split;

static void add_span(Str *out, Span text)
{
	str_addf(out, "%zu:", text.n);
	str_addn(out, text.s, text.n);
}

static bool split_word(Split *split, Str *frame, Span word)
{
	if (word.n && memchr(word.s, MARK, word.n))
		return false;
	if (split->holes++)
		str_addc(split->words, MARK);
	str_addn(split->words, word.s, word.n);
	str_addc(frame, HOLE);
	return true;
}

static bool split_sentence(Split *split, Str *frame, Span text, int depth)
{
	Span field, rest = {text.s + 1, text.n - 1};
	str_addc(frame, MARK);
	for (int i = 0; i < 4; i++) {
		if (!next_field(&field, &rest))
			return false;
		if (i < 3 || !field.n)
			add_span(frame, field);
		else if (!split_word(split, frame, field))
			return false;
	}
	while (rest.n) {
		if (!next_field(&field, &rest))
			return false;
		if (!field.n || field.s[0] != MARK) {
			if (!split_word(split, frame, field))
				return false;
			continue;
		}
		Str inner = {0};
		bool fine = depth < DEEP && split_sentence(split, &inner, field, depth + 1);
		if (fine)
			add_span(frame, (Span){str_text(&inner), inner.n});
		str_done(&inner);
		if (!fine)
			return false;
	}
	return true;
}

bool said_split(Str *frame, Str *words, const char *text)
{
	size_t frame_was = frame->n, words_were = words->n;
	Split split = {.frame = frame, .words = words};
	if (text[0] == MARK && split_sentence(&split, frame, span_of(text), 0))
		return true;
	str_cut(frame, frame_was);
	str_cut(words, words_were);
	return false;
}

static Span next_word(Span *words)
{
	const char *end = words->n ? memchr(words->s, MARK, words->n) : NULL;
	Span word = {words->s, end ? (size_t)(end - words->s) : words->n};
	*words = end ? (Span){end + 1, words->n - word.n - 1} : (Span){words->s + words->n, 0};
	return word;
}

static bool join_sentence(Str *out, Span frame, Span *words, int depth)
{
	Span rest = {frame.s + 1, frame.n - 1};
	str_addc(out, MARK);
	while (rest.n) {
		Span field;
		if (rest.s[0] == HOLE) {
			rest = (Span){rest.s + 1, rest.n - 1};
			add_span(out, next_word(words));
			continue;
		}
		if (!next_field(&field, &rest))
			return false;
		if (!field.n || field.s[0] != MARK) {
			add_span(out, field);
			continue;
		}
		Str inner = {0};
		bool fine = depth < DEEP && join_sentence(&inner, field, words, depth + 1);
		if (fine)
			add_span(out, (Span){str_text(&inner), inner.n});
		str_done(&inner);
		if (!fine)
			return false;
	}
	return true;
}

void said_join(Str *out, const char *frame, const char *words)
{
	size_t was = out->n;
	Span rest = span_of(words ? words : "");
	if (frame && frame[0] == MARK && join_sentence(out, span_of(frame), &rest, 0))
		return;
	str_cut(out, was);
	str_add(out, words ? words : "");
}

/* ---- reading ---- */

static void read_span(Str *out, Span text, int depth);

/* What fills a place; the number that chose the plural is written as people write numbers. */
static void add_filled(Str *out, Span filling, const char *number, int depth)
{
	if (*number && span_is(filling, number))
		str_add_number(out, (int64_t)strtoll(number, NULL, 10));
	else
		read_span(out, filling, depth + 1);
}

static void fill(Str *out, const char *words, const char *number, const Span *fillings, size_t n, int depth)
{
	Conversion c;
	size_t turn = 0;
	while (next_conversion(&c, words)) {
		str_addn(out, words, (size_t)(c.at - words));
		size_t place = c.place ? c.place - 1 : turn;
		if (c.type == '%')
			str_addc(out, '%');
		else if (place < n)
			add_filled(out, fillings[place], number, depth);
		else
			str_addn(out, c.at, c.n);
		turn += c.type != '%' && !c.place;
		words = c.at + c.n;
	}
	str_add(out, words);
}

/* The words of a key: a msgid that is not known stays as it is. */
static const char *words_of(const char *context, const char *key, const char *many, const char *number)
{
	if (*context)
		return text_context(context, key);
	return *many ? text_plural(key, many, strtoul(number, NULL, 10)) : text_get(key);
}

static bool read_sentence(Str *out, Span text, int depth)
{
	Span head[4], fillings[FILLINGS];
	char *words[4];
	size_t n = 0;
	Span rest = {text.s + 1, text.n - 1};
	for (size_t i = 0; i < 4; i++) {
		if (!next_field(&head[i], &rest))
			return false;
	}
	while (rest.n && n < FILLINGS) {
		if (!next_field(&fillings[n++], &rest))
			return false;
	}
	for (size_t i = 0; i < 4; i++)
		words[i] = span_dup(head[i]);
	fill(out, words_of(words[0], words[1], words[2], words[3]), words[3], fillings, n, depth);
	for (size_t i = 0; i < 4; i++)
		free(words[i]);
	return true;
}

static void read_span(Str *out, Span text, int depth)
{
	if (!text.n || text.s[0] != MARK || depth > DEEP || !read_sentence(out, text, depth))
		str_addn(out, text.s, text.n);
}

void said_text(Str *out, const char *text)
{
	read_span(out, span_of(text), 0);
}

const char *said_words(Arena *arena, const char *text)
{
	if (!text || text[0] != MARK)
		return text ? arena_dup(arena, text) : NULL;
	Str out = {0};
	said_text(&out, text);
	const char *words = arena_dup(arena, str_text(&out));
	str_done(&out);
	return words;
}
