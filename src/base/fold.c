/* SPDX-License-Identifier: MIT */
/* Folding for search and order. Most text is plain ASCII or Russian and takes the short way; the rest goes through the Unicode tables. Keyboard layouts are in layout.c. */
#include "kartoteka/base/fold.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "utf8_fold.h"

typedef struct Folder {
	Str *out;
	size_t start;  /* of this text in out */
	size_t last;   /* where the last character begins, for the mark that may follow */
	uint32_t base; /* that character, before look-alikes; 0 after a gap */
	bool gap;      /* a space is due before the next character */
	bool search;   /* search key, else order key */
} Folder;

/* Cyrillic letters that look like a Latin one, in either case, and that one. */
static uint32_t look_alike(uint32_t code)
{
	switch (code) {
	case 0x430: return 'a';
	case 0x432: return 'b';
	case 0x435: return 'e';
	case 0x43A: return 'k';
	case 0x43C: return 'm';
	case 0x43D: return 'h';
	case 0x43E: return 'o';
	case 0x440: return 'p';
	case 0x441: return 'c';
	case 0x442: return 't';
	case 0x443: return 'y';
	case 0x445: return 'x';
	case 0x455: return 's';
	case 0x456: return 'i';
	case 0x458: return 'j';
	default: return code;
	}
}

/* Letters whose code does not say their place in the alphabet: the letter they follow, and how far after it. */
static const struct {
	uint32_t code, after;
	int steps;
} places[] = {
	{0x491, 0x433, 1}, /* g with upturn */
	{0x454, 0x435, 1}, /* Ukrainian ie */
	{0x456, 0x438, 1},
	{0x457, 0x438, 2}, /* i, yi */
	{0x45E, 0x443, 1}, /* short u */
};

/* Letter by letter through every text that is imported: what is short and has room takes no call. */
static void code_add(Str *out, uint32_t code)
{
	char bytes[4];
	if (code >= 0x800 || out->cap - out->n < 3) {
		str_addn(out, bytes, utf8_encode(bytes, code));
		return;
	}
	char *at = out->s + out->n;
	if (code < 0x80) {
		*at++ = (char)code;
	} else {
		*at++ = (char)(0xC0 | code >> 6);
		*at++ = (char)(0x80 | (code & 0x3F));
	}
	*at = '\0';
	out->n = (size_t)(at - out->s);
}

/* A full-text index parts words at marks and at letters younger than its tables (SQLite's unicode61); what is for private use it keeps. */
static uint32_t token_code(uint32_t code)
{
	bool parts = code >= 0x10000 || (code >= 0x19B0 && code <= 0x19C9) || code == 0x1CF2 || code == 0x1CF3 || utf8_role(code) == UTF8_MARK;
	return parts && (code & 0xFFFF) < 0xFFFE ? 0xF0000 | (code & 0xFFFF) : code;
}

static void letter_add(Folder *f, uint32_t code)
{
	if (f->search) {
		code_add(f->out, code < 0x530 ? look_alike(code) : token_code(look_alike(code)));
		return;
	}
	for (size_t i = 0; i < countof(places); i++) {
		if (places[i].code != code)
			continue;
		code_add(f->out, places[i].after);
		for (int step = 0; step < places[i].steps; step++)
			code_add(f->out, 0x10FFFD); /* after every word that goes on with a letter */
		return;
	}
	code_add(f->out, code);
}

static void word_add(Folder *f, uint32_t code)
{
	if (f->gap && f->out->n > f->start)
		str_addc(f->out, ' ');
	f->gap = false;
	f->last = f->out->n;
	f->base = code;
	letter_add(f, code);
}

/* Accents of Latin, Greek and Cyrillic, and vowel points of Hebrew and Arabic; in other scripts marks are letters. */
static bool mark_is_accent(uint32_t code)
{
	return (code >= 0x300 && code <= 0x36F) || (code >= 0x483 && code <= 0x489) || (code >= 0x591 && code <= 0x5C7) ||
	       (code >= 0x64B && code <= 0x65F) || code == 0x670 || (code >= 0x1AB0 && code <= 0x1AFF) ||
	       (code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF) ||
	       (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xFE20 && code <= 0xFE2F);
}

static void mark_add(Folder *f, uint32_t code)
{
	/* Short i, short u and yi are letters of their own, not accented ones. */
	uint32_t whole = 0;
	if (code == 0x306 && f->base == 0x438)
		whole = 0x439;
	else if (code == 0x306 && f->base == 0x443)
		whole = 0x45E;
	else if (code == 0x308 && f->base == 0x456)
		whole = 0x457;
	if (whole && !f->gap) {
		str_cut(f->out, f->last);
		f->base = whole;
		letter_add(f, whole);
	} else if (!mark_is_accent(code)) {
		word_add(f, code);
	}
}

/* clang-format off */
static bool code_is_quote(uint32_t code)
{
	switch (code) {
	case '"': case '\'': case '`': case 0xAB: case 0xB4: case 0xBB:
	case 0x2B9: case 0x2BA: case 0x2BB: case 0x2BC: case 0x2BD: case 0x2C8: case 0x2032: case 0x2033: case 0x2039: case 0x203A:
	case 0x301D: case 0x301E: case 0x301F: case 0xFF02: case 0xFF07:
		return true;
	default:
		return code >= 0x2018 && code <= 0x201F;
	}
}
/* clang-format on */

/* Letters that Unicode does not take apart but people type without their stroke. */
static uint32_t stroke_less(uint32_t code)
{
	switch (code) {
	case 0x131: return 'i';
	case 0x142: return 'l';
	case 0xF8: return 'o';
	case 0x111:
	case 0xF0: return 'd';
	case 0x127: return 'h';
	case 0x167: return 't';
	default: return code;
	}
}

static void rare_add(Folder *f, uint32_t code)
{
	if (code == 0x2116) { /* the numero sign would become "no" */
		f->gap = true;
		return;
	}
	uint32_t parts[UTF8_UNFOLD];
	size_t n = utf8_unfold(parts, code);
	for (size_t i = 0; i < n; i++) {
		if (code_is_quote(parts[i]))
			continue;
		switch (utf8_role(parts[i])) {
		case UTF8_WORD:
			if (parts[i] == 0xE6) { /* ae */
				word_add(f, 'a');
				word_add(f, 'e');
			} else {
				word_add(f, stroke_less(parts[i]));
			}
			break;
		case UTF8_MARK: mark_add(f, parts[i]); break;
		case UTF8_NOTHING: break;
		case UTF8_GAP: f->gap = true; break;
		}
	}
}

static void fold_add(Folder *f, uint32_t code)
{
	if (code_is_quote(code))
		return;
	if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || (code >= 0x430 && code <= 0x44F))
		word_add(f, code);
	else if ((code >= 'A' && code <= 'Z') || (code >= 0x410 && code <= 0x42F))
		word_add(f, code + 32);
	else if (code == 0x401 || code == 0x451)
		word_add(f, 0x435);
	else if (code < 0x80)
		f->gap = true;
	else
		rare_add(f, code);
}

/* The short way of what most text is: ASCII, and the two-byte letters of Russian. */
static uint32_t code_at(const char *text, size_t n, size_t *used)
{
	const unsigned char *s = (const unsigned char *)text;
	if (s[0] < 0x80) {
		*used = 1;
		return s[0];
	}
	if ((s[0] == 0xD0 || s[0] == 0xD1) && n > 1 && (s[1] & 0xC0) == 0x80) {
		*used = 2;
		return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
	}
	return utf8_decode(text, n, used);
}

/* A letter or digit of ASCII in lower case; 0: what else it is. */
static char plain_letter(unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return (char)c;
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : 0;
}

/* The letters of one word from `text` on that are ASCII go over as they are, when there is room; how many. */
static size_t plain_run(Folder *f, const char *text, size_t n)
{
	Str *out = f->out;
	size_t run = 0;
	if (f->gap || out->cap - out->n <= n)
		return 0;
	for (char c; run < n && (c = plain_letter((unsigned char)text[run])); run++)
		out->s[out->n + run] = c;
	if (!run)
		return 0;
	out->n += run;
	out->s[out->n] = '\0';
	f->last = out->n - 1;
	f->base = (unsigned char)out->s[f->last];
	return run;
}

static void fold_text(Str *out, const char *text, bool search)
{
	Folder f = {.out = out, .start = out->n, .search = search};
	size_t n = strlen(text);
	str_room(out, n);
	for (size_t at = 0, used; at < n; at += used) {
		used = plain_run(&f, text + at, n - at);
		if (!used)
			fold_add(&f, code_at(text + at, n - at, &used));
	}
}

void fold_search(Str *out, const char *text)
{
	fold_text(out, text, true);
}

void fold_order(Str *out, const char *text)
{
	fold_text(out, text, false);
}

static void word_fold(Str *out, const char *text, bool quotes)
{
	/* Lower case first: some letters have an accented form in lower case only. */
	Str lower = {0};
	for (size_t n = strlen(text), at = 0, used; at < n; at += used)
		code_add(&lower, utf8_lower(utf8_decode(text + at, n - at, &used)));
	char *nfc = utf8_nfc(str_text(&lower));
	str_done(&lower);
	for (size_t n = strlen(nfc), at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(nfc + at, n - at, &used);
		if (quotes || !code_is_quote(code))
			code_add(out, code == 0x451 ? 0x435 : code);
	}
	free(nfc);
}

void fold_word(Str *out, const char *text)
{
	word_fold(out, text, true);
}

void fold_name(Str *out, const char *text)
{
	word_fold(out, text, false);
}

bool fold_begins(const char *text, const char *prefix)
{
	Str a = {0}, b = {0};
	fold_word(&a, text);
	fold_word(&b, prefix);
	bool begins = str_begins(str_text(&a), str_text(&b));
	str_done(&a);
	str_done(&b);
	return begins;
}

bool fold_holds(const char *text, const char *folded)
{
	Str in = {0};
	if (!text)
		return false;
	fold_search(&in, text);
	bool found = strstr(str_text(&in), folded) != NULL;
	str_done(&in);
	return found;
}

/* Digits of a script stand in runs of ten, so the length of the run before one is its value. */
static char digit_value(uint32_t code)
{
	uint32_t first = code;
	while (first > 0 && utf8_is_digit(first - 1))
		first--;
	return (char)('0' + (code - first) % 10);
}

void fold_digits(Str *out, const char *text)
{
	for (size_t n = strlen(text), at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(text + at, n - at, &used);
		if (utf8_is_digit(code))
			str_addc(out, digit_value(code));
	}
}
