/* SPDX-License-Identifier: MIT */
/* UTF-8 by utf8proc, which is included here and nowhere else. What a terminal shows is decided here; how it is folded for search is in fold.c. */
#include "kartoteka/base/utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "kartoteka/base/mem.h"
#include "utf8_fold.h"

uint32_t utf8_decode(const char *s, size_t n, size_t *used)
{
	*used = n ? 1 : 0;
	if (n == 0)
		return UTF8_BAD;
	const unsigned char *u = (const unsigned char *)s;
	unsigned char first = u[0];
	if (first < 0x80)
		return first;
	/* Unicode 3.9, table 3-7: the second byte's range forbids overlong forms, surrogates and what is past U+10FFFF. */
	size_t length = first >= 0xC2 && first <= 0xDF   ? 2
	                : (first & 0xF0) == 0xE0         ? 3
	                : first >= 0xF0 && first <= 0xF4 ? 4
	                                                 : 0;
	if (length == 0)
		return UTF8_BAD;
	unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90
	                                                         : 0x80;
	unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F
	                                                          : 0xBF;
	uint32_t code = first & (0xFFu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (i >= n || u[i] < low || u[i] > high)
			return UTF8_BAD;
		code = code << 6 | (u[i] & 0x3Fu);
		*used = i + 1;
		low = 0x80;
		high = 0xBF;
	}
	return code;
}

size_t utf8_encode(char out[4], uint32_t code)
{
	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = UTF8_BAD;
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)code, bytes);
	memcpy(out, bytes, (size_t)n);
	return (size_t)n;
}

static bool bytes_are_bad(const char *s, size_t used, uint32_t code)
{
	return code == UTF8_BAD && !(used == 3 && memcmp(s, "\xEF\xBF\xBD", 3) == 0);
}

bool utf8_valid(const char *s, size_t n)
{
	for (size_t at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(s + at, n - at, &used);
		if (bytes_are_bad(s + at, used, code))
			return false;
	}
	return true;
}

size_t utf8_repair(Str *out, const char *s, size_t n)
{
	size_t bad = 0, good = 0; /* good: start of the run not yet added */
	for (size_t at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(s + at, n - at, &used);
		if (code != 0 && !bytes_are_bad(s + at, used, code))
			continue;
		str_addn(out, s + good, at - good);
		str_add(out, "\xEF\xBF\xBD");
		good = at + used;
		bad++;
	}
	str_addn(out, s + good, n - good);
	return bad;
}

size_t utf8_cluster(const char *s, size_t n)
{
	if (n == 0)
		return 0;
	if (n == 1 || ((unsigned char)s[0] < 0x80 && (unsigned char)s[1] < 0x80))
		return n > 1 && s[0] == '\r' && s[1] == '\n' ? 2 : 1;
	size_t at, used;
	utf8proc_int32_t state = 0;
	uint32_t before = utf8_decode(s, n, &at);
	while (at < n) {
		uint32_t code = utf8_decode(s + at, n - at, &used);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)code, &state))
			break;
		before = code;
		at += used;
	}
	return at;
}

/* The code point that ends at byte `at` > 0; *start where it begins. */
static uint32_t code_before(const char *s, size_t at, size_t *start)
{
	size_t back = 1, used;
	while (back < 4 && back < at && ((unsigned char)s[at - back] & 0xC0) == 0x80)
		back++;
	uint32_t code = utf8_decode(s + at - back, back, &used);
	if (used != back) { /* not one sequence: the last byte stands alone */
		back = 1;
		code = UTF8_BAD;
	}
	*start = at - back;
	return code;
}

static bool code_is_plain(uint32_t code)
{
	return utf8proc_get_property((utf8proc_int32_t)code)->boundclass == UTF8PROC_BOUNDCLASS_OTHER;
}

size_t utf8_cluster_before(const char *s, size_t at)
{
	if (at == 0)
		return 0;
	/* Back to a place where a cluster surely begins (two plain characters side by side), then forward again. */
	size_t start;
	uint32_t code = code_before(s, at, &start);
	while (start > 0) {
		size_t earlier;
		uint32_t before = code_before(s, start, &earlier);
		if (code_is_plain(code) && code_is_plain(before))
			break;
		code = before;
		start = earlier;
	}
	for (;;) {
		size_t n = utf8_cluster(s + start, at - start);
		if (start + n >= at)
			return start;
		start += n;
	}
}

static int code_width(uint32_t code)
{
	if (code < 0x300)
		return code < 0x20 || (code >= 0x7F && code < 0xA0) ? 0 : 1;
	if (code >= 0x400 && code < 0x483)
		return 1;
	int width = utf8proc_charwidth((utf8proc_int32_t)code);
	return width < 0 ? 0 : width > 2 ? 2
	                                 : width;
}

static bool code_is_flag(uint32_t code)
{
	return code >= 0x1F1E6 && code <= 0x1F1FF;
}

int utf8_cluster_width(const char *s, size_t n)
{
	int width = 0;
	bool flag = false;
	for (size_t at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(s + at, n - at, &used);
		/* U+FE0F asks for the emoji picture, which is wide; the second half of a flag makes it a picture too. */
		if ((code == 0xFE0F && width == 1 && at >= 3) || (flag && code_is_flag(code)))
			return 2;
		flag = code_is_flag(code);
		int one = code_width(code);
		if (one > width)
			width = one;
	}
	return width;
}

/*
 * Most text is signs of ASCII and letters from U+0400 to U+047F, a cell each: how many bytes of them stand here, less the last, which what stands behind
 * may join; no more than `cells` of them, and *width says how many.
 */
static size_t plain_run(const char *s, size_t n, int cells, int *width)
{
	size_t at = 0, last = 0;
	int sum = 0;
	while (at < n && sum <= cells) {
		unsigned char c = (unsigned char)s[at];
		size_t used = c >= 0x20 && c < 0x7F ? 1 : (c == 0xD0 || c == 0xD1) && n - at > 1 && ((unsigned char)s[at + 1] & 0xC0) == 0x80 ? 2
		                                                                                                                              : 0;
		if (!used)
			break;
		last = at;
		at += used;
		sum++;
	}
	*width = sum ? sum - 1 : 0;
	return last;
}

int utf8_width(const char *s)
{
	int width = 0;
	for (size_t n = strlen(s), at = 0, used; at < n; at += used) {
		int plain;
		at += plain_run(s + at, n - at, INT_MAX - 1, &plain);
		width += plain;
		used = utf8_cluster(s + at, n - at);
		width += utf8_cluster_width(s + at, used);
	}
	return width;
}

enum {
	FIT_AHEAD = 512,
	FIT_NEAR = 4, /* bytes of the letter behind, which may join */
};

size_t utf8_fit(const char *s, int cells, int *width)
{
	/* Of a long text no more is looked at than may be needed. */
	size_t at = 0, n = strnlen(s, FIT_AHEAD);
	int sum = 0;
	while (at < n) {
		int plain;
		at += plain_run(s + at, n - at, cells - sum, &plain);
		sum += plain;
		size_t used = utf8_cluster(s + at, n - at);
		if (at + used + FIT_NEAR > n && s[n]) {
			n += strnlen(s + n, n);
			continue;
		}
		int one = utf8_cluster_width(s + at, used);
		if (sum + one > cells)
			break;
		sum += one;
		at += used;
	}
	if (width)
		*width = sum;
	return at;
}

int utf8_width_most(const char *s, int most)
{
	int width;
	size_t n = utf8_fit(s, most, &width);
	return s[n] ? most + 1 : width;
}

void utf8_cut(Str *out, const char *s, int cells)
{
	if (cells <= 0)
		return;
	size_t n = utf8_fit(s, cells, NULL);
	if (s[n] == '\0') {
		str_addn(out, s, n);
		return;
	}
	str_addn(out, s, utf8_fit(s, cells - 1, NULL));
	str_add(out, "…");
}

bool utf8_is_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) /* C0, DEL, C1 */
	       || code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x206F)                                             /* bidi */
	       || code == 0x2028 || code == 0x2029 || code == 0xFEFF                          /* lines, the byte order mark */
	       || (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F); /* annotations, tags */
}

void utf8_safe(Str *out, const char *s, size_t n)
{
	size_t good = 0;
	for (size_t at = 0, used; at < n; at += used) {
		int plain;
		at += plain_run(s + at, n - at, INT_MAX - 1, &plain);
		uint32_t code = utf8_decode(s + at, n - at, &used);
		if (!utf8_is_unsafe(code) && !bytes_are_bad(s + at, used, code))
			continue;
		str_addn(out, s + good, at - good);
		good = at + used;
		if (code == '\r' && good < n && s[good] == '\n')
			continue;
		str_add(out, code == '\n' || code == '\t' || code == '\r' ? " " : "\xEF\xBF\xBD");
	}
	str_addn(out, s + good, n - good);
}

uint32_t utf8_lower(uint32_t code)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

uint32_t utf8_upper(uint32_t code)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

uint32_t utf8_title(uint32_t code)
{
	return (uint32_t)utf8proc_totitle((utf8proc_int32_t)code);
}

static utf8proc_category_t code_category(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code);
}

bool utf8_is_letter(uint32_t code)
{
	if (code < 0x80)
		return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
	utf8proc_category_t category = code_category(code);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_digit(uint32_t code)
{
	if (code < 0x80)
		return code >= '0' && code <= '9';
	return code_category(code) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	utf8proc_category_t category = code_category(code);
	return code == 0x85 || (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP);
}

bool utf8_is_cyrillic(uint32_t code)
{
	return (code >= 0x400 && code <= 0x52F) || (code >= 0x1C80 && code <= 0x1C8F) ||
	       (code >= 0x2DE0 && code <= 0x2DFF) || (code >= 0xA640 && code <= 0xA69F) || code == 0x1D2B || code == 0x1D78;
}

/* ASCII, and the two-byte letters from U+0400 to U+047F: composed already where no mark stands behind one, and most text is no more. */
static bool is_plainly_composed(const char *text)
{
	for (const unsigned char *s = (const unsigned char *)text; *s;) {
		if (*s < 0x80)
			s++;
		else if ((s[0] == 0xD0 || s[0] == 0xD1) && (s[1] & 0xC0) == 0x80)
			s += 2;
		else
			return false;
	}
	return true;
}

char *utf8_nfc(const char *s)
{
	if (is_plainly_composed(s))
		return mem_strdup(s);
	Str whole = {0};
	utf8_repair(&whole, s, strlen(s));
	const char *text = str_text(&whole);
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, 0, &out,
	                                  (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE));
	char *nfc = mem_strndup(n >= 0 ? (const char *)out : text, n >= 0 ? (size_t)n : whole.n);
	free(out);
	str_done(&whole);
	return nfc;
}

/* ---- for fold.c ---- */

size_t utf8_unfold(uint32_t out[UTF8_UNFOLD], uint32_t code)
{
	utf8proc_int32_t codes[UTF8_UNFOLD];
	int last = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t n =
		utf8proc_decompose_char((utf8proc_int32_t)code, codes, UTF8_UNFOLD,
	                            (utf8proc_option_t)(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD), &last);
	if (n < 0 || n > UTF8_UNFOLD) {
		out[0] = utf8_lower(code);
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		out[i] = (uint32_t)codes[i];
	return (size_t)n;
}

Utf8Role utf8_role(uint32_t code)
{
	switch (code_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_CO: return UTF8_WORD;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME: return UTF8_MARK;
	case UTF8PROC_CATEGORY_CF: return UTF8_NOTHING;
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS: return UTF8_GAP;
	}
	return UTF8_GAP;
}
