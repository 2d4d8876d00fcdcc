/* SPDX-License-Identifier: MIT */
/* What fold.c needs of the Unicode tables and others do not. */
#ifndef KARTOTEKA_BASE_UTF8_FOLD_H
#define KARTOTEKA_BASE_UTF8_FOLD_H

#include <stddef.h>
#include <stdint.h>

enum {
	UTF8_UNFOLD = 32
};

/* NFKD of one code point with case folded; returns how many. */
size_t utf8_unfold(uint32_t out[UTF8_UNFOLD], uint32_t code);

typedef enum Utf8Role {
	UTF8_WORD,    /* letters, digits: part of a word */
	UTF8_MARK,    /* combining */
	UTF8_NOTHING, /* invisible: soft hyphen, joiners */
	UTF8_GAP,     /* blanks, punctuation, signs */
} Utf8Role;
Utf8Role utf8_role(uint32_t code);

#endif
