/* SPDX-License-Identifier: MIT */
/* Str: a growing byte string, always ended by NUL once something was added. Span: a borrowed run of bytes. */
#ifndef KARTOTEKA_BASE_STR_H
#define KARTOTEKA_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
	char *s; /* NULL while empty; use str_text for a C string */
	size_t n, cap;
} Str;

typedef struct Span {
	const char *s;
	size_t n;
} Span;

void str_add(Str *str, const char *text);
void str_addn(Str *str, const char *bytes, size_t n);
void str_addc(Str *str, char c);
void str_addf(Str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_addv(Str *str, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* For people: 1248 as "1 248". And a sentence that says this number, with it written so: str_add_count(out, n, P_("%zu client", "%zu clients", n), n). */
void str_add_number(Str *str, int64_t n);
void str_add_count(Str *str, int64_t n, const char *format, ...) __attribute__((format(printf, 3, 4)));
void str_add_countv(Str *str, int64_t n, const char *format, va_list args) __attribute__((format(printf, 3, 0)));
void str_room(Str *str, size_t n); /* n more bytes go in without another allocation */
void str_cut(Str *str, size_t n);  /* shorten to n bytes */
void str_insert(Str *str, size_t at, const char *bytes, size_t n);
void str_remove(Str *str, size_t at, size_t n);
const char *str_text(const Str *str); /* "" while empty; borrowed */
char *str_take(Str *str);             /* the bytes become the caller's (never NULL); str is empty again */
void str_done(Str *str);

Span span_of(const char *s); /* whole C string */
bool span_is(Span span, const char *s);
Span span_trim(Span span); /* less blanks at both ends */
char *span_dup(Span span); /* caller frees */

bool str_begins(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
bool str_same(const char *a, const char *b); /* NULL equals NULL and "" */
int str_ascii_casecmp(const char *a, const char *b);
/* Whole decimal number, no blanks around it. */
bool str_to_int(const char *s, int64_t *out);
/* What stands at *s, which moves behind it: a number of `least` to `most` digits (at most 9) without a sign; this very character. */
bool str_take_number(int *out, const char **s, int least, int most);
bool str_take_char(const char **s, char c);

#endif
