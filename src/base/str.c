/* SPDX-License-Identifier: MIT */
/* Growing strings and borrowed runs of bytes. */
#include "kartoteka/base/str.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

static void str_grow(Str *str, size_t more)
{
	size_t need = str->n + more + 1;
	assert(need > more);
	if (need <= str->cap)
		return;
	size_t cap = str->cap ? str->cap * 2 : 32;
	if (cap < need)
		cap = need;
	str->s = mem_realloc(str->s, cap);
	str->cap = cap;
	str->s[str->n] = '\0';
}

void str_room(Str *str, size_t n)
{
	str_grow(str, n);
}

void str_addn(Str *str, const char *bytes, size_t n)
{
	str_grow(str, n);
	if (n)
		memcpy(str->s + str->n, bytes, n);
	str->n += n;
	str->s[str->n] = '\0';
}

void str_add(Str *str, const char *text)
{
	str_addn(str, text, strlen(text));
}

void str_addc(Str *str, char c)
{
	str_addn(str, &c, 1);
}

void str_addf(Str *str, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	str_addv(str, format, args);
	va_end(args);
}

/* Into the room that is there: mostly it fits and is formatted once. */
void str_addv(Str *str, const char *format, va_list args)
{
	va_list again;
	str_grow(str, 63);
	const size_t room = str->cap - str->n;
	va_copy(again, args);
	int n = vsnprintf(str->s + str->n, room, format, args);
	if (n > 0 && (size_t)n >= room) {
		str_grow(str, (size_t)n);
		vsnprintf(str->s + str->n, (size_t)n + 1, format, again);
	}
	va_end(again);
	if (n > 0)
		str->n += (size_t)n;
	str->s[str->n] = '\0';
}

void str_add_number(Str *str, int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%lld", (long long)n);
	for (int i = 0; i < length; i++) {
		if (i > (n < 0) && (length - i) % 3 == 0)
			str_addc(str, ' ');
		str_addc(str, digits[i]);
	}
}

/* Where the number stands by itself, no part of a longer one. */
static const char *number_in(const char *text, const char *digits)
{
	size_t n = strlen(digits);
	for (const char *at = text; (at = strstr(at, digits)); at++)
		if ((at == text || at[-1] < '0' || at[-1] > '9') && (at[n] < '0' || at[n] > '9'))
			return at;
	return NULL;
}

void str_add_countv(Str *str, int64_t n, const char *format, va_list args)
{
	Str text = {0};
	char digits[24];
	str_addv(&text, format, args);
	snprintf(digits, sizeof digits, "%lld", (long long)n);
	const char *said = str_text(&text), *at = n < 1000 && n > -1000 ? NULL : number_in(said, digits);
	if (at) {
		str_addn(str, said, (size_t)(at - said));
		str_add_number(str, n);
		str_add(str, at + strlen(digits));
	} else {
		str_add(str, said);
	}
	str_done(&text);
}

void str_add_count(Str *str, int64_t n, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	str_add_countv(str, n, format, args);
	va_end(args);
}

void str_cut(Str *str, size_t n)
{
	if (n >= str->n)
		return;
	str->n = n;
	str->s[n] = '\0';
}

void str_insert(Str *str, size_t at, const char *bytes, size_t n)
{
	assert(at <= str->n);
	str_grow(str, n);
	memmove(str->s + at + n, str->s + at, str->n - at + 1);
	if (n)
		memcpy(str->s + at, bytes, n);
	str->n += n;
}

void str_remove(Str *str, size_t at, size_t n)
{
	assert(at <= str->n && n <= str->n - at);
	if (n == 0)
		return;
	memmove(str->s + at, str->s + at + n, str->n - at - n + 1);
	str->n -= n;
}

const char *str_text(const Str *str)
{
	return str->s ? str->s : "";
}

char *str_take(Str *str)
{
	char *s = str->s ? str->s : mem_strdup("");
	*str = (Str){0};
	return s;
}

void str_done(Str *str)
{
	free(str->s);
	*str = (Str){0};
}

Span span_of(const char *s)
{
	return (Span){s, strlen(s)};
}

bool span_is(Span span, const char *s)
{
	return strlen(s) == span.n && (span.n == 0 || memcmp(span.s, s, span.n) == 0);
}

static bool byte_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Span span_trim(Span span)
{
	while (span.n && byte_is_blank(span.s[0]))
		span = (Span){span.s + 1, span.n - 1};
	while (span.n && byte_is_blank(span.s[span.n - 1]))
		span.n--;
	return span;
}

char *span_dup(Span span)
{
	char *s = mem_alloc(span.n + 1);
	if (span.n)
		memcpy(s, span.s, span.n);
	return s;
}

bool str_begins(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);
	return m <= n && memcmp(s + n - m, suffix, m) == 0;
}

bool str_same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static int byte_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : (unsigned char)c;
}

int str_ascii_casecmp(const char *a, const char *b)
{
	while (*a && byte_lower(*a) == byte_lower(*b))
		a++, b++;
	return byte_lower(*a) - byte_lower(*b);
}

bool str_to_int(const char *s, int64_t *out)
{
	bool negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if (!*s)
		return false;
	int64_t value = 0; /* kept negative, where there is room for one more */
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return false;
		int digit = *s - '0';
		if (value < (INT64_MIN + digit) / 10)
			return false;
		value = value * 10 - digit;
	}
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

bool str_take_number(int *out, const char **s, int least, int most)
{
	int value = 0, n = 0;
	for (; n < most && (*s)[n] >= '0' && (*s)[n] <= '9'; n++)
		value = value * 10 + ((*s)[n] - '0');
	if (n < least)
		return false;
	*out = value;
	*s += n;
	return true;
}

bool str_take_char(const char **s, char c)
{
	if (**s != c)
		return false;
	++*s;
	return true;
}
