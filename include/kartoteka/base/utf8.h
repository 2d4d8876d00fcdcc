/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: decoding, grapheme clusters, cell width, cleaning. Wraps utf8proc; nothing else includes it.
 * Width is what a terminal with the common tables shows: 0 for combining, 2 for East Asian wide and emoji; ambiguous = 1.
 */
#ifndef KARTOTEKA_BASE_UTF8_H
#define KARTOTEKA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/str.h"

#define UTF8_BAD 0xFFFDu

/* Decodes one code point of s[0..n); *used >= 1 when n > 0. Bad bytes give UTF8_BAD, one a maximal subpart. */
uint32_t utf8_decode(const char *s, size_t n, size_t *used);
size_t utf8_encode(char out[4], uint32_t code);
bool utf8_valid(const char *s, size_t n);
/* Adds s with bad bytes as U+FFFD and NUL as U+FFFD; returns how many were replaced. */
size_t utf8_repair(Str *out, const char *s, size_t n);

size_t utf8_cluster(const char *s, size_t n);          /* bytes of the first grapheme cluster; 0 when n is 0 */
size_t utf8_cluster_before(const char *s, size_t at);  /* start of the cluster that ends at byte `at` */
int utf8_cluster_width(const char *s, size_t n);       /* cells, 0..2 */
int utf8_width(const char *s);                         /* cells of the whole string */
int utf8_width_most(const char *s, int most);          /* the same, most + 1 of what is wider: no more than that is looked at */
size_t utf8_fit(const char *s, int cells, int *width); /* bytes of the longest prefix of whole clusters in `cells` */
/* Adds s cut to `cells`, ended by an ellipsis when cut. */
void utf8_cut(Str *out, const char *s, int cells);

/* Made harmless for a terminal or a log: C0, C1, DEL, bidi controls, line separators, bad bytes become visible
 * stand-ins (U+FFFD, a space for newline and tab). Idempotent. */
void utf8_safe(Str *out, const char *s, size_t n);
/* A code that utf8_safe replaces. */
bool utf8_is_unsafe(uint32_t code);

uint32_t utf8_lower(uint32_t code);
uint32_t utf8_upper(uint32_t code);
uint32_t utf8_title(uint32_t code); /* as the first letter of a name: a capital where the script has them in names (Georgian has not) */
bool utf8_is_letter(uint32_t code);
bool utf8_is_digit(uint32_t code); /* Unicode Nd */
bool utf8_is_space(uint32_t code);
/* NFC; caller frees. */
char *utf8_nfc(const char *s);
bool utf8_is_cyrillic(uint32_t code);

#endif
