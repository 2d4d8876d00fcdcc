/* SPDX-License-Identifier: MIT */
/*
 * Folding for search and for order, keyboard layouts and phone digits.
 * Search key: NFKD less accents, lower case, yo = ye, quotes and apostrophes dropped, other punctuation one space, and every Cyrillic letter that
 * looks like a Latin one (a v e k m n o r s t u kh) folded to that Latin letter in BOTH texts and queries, so look-alikes never matter.
 * Order key: case, accents (yo = ye), quotes, leading blanks and punctuation play no part; Cyrillic and Latin stay apart; compares with memcmp.
 */
#ifndef KARTOTEKA_BASE_FOLD_H
#define KARTOTEKA_BASE_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/str.h"

void fold_search(Str *out, const char *text);          /* words parted by one space, no space at the ends */
bool fold_holds(const char *text, const char *folded); /* what fold_search made stands somewhere in text; NULL holds nothing */
void fold_order(Str *out, const char *text);
/* Lower case and yo = ye only; for matching words of a grammar ("завтра", "Tomorrow"). */
void fold_word(Str *out, const char *text);
/* The same without quotes and apostrophes, as fold_search has it: a word of a name whose case forms are compared ("Д'Артаньяну"). */
void fold_name(Str *out, const char *text);
bool fold_begins(const char *text, const char *prefix); /* so folded, both */

/* The text as if typed on the other layout by key position (US QWERTY <-> Russian JCUKEN): "bdfyjd" -> "иванов", "шмфтщм" -> "ivanov".
 * Returns false and adds nothing when nothing would change. */
bool fold_other_layout(Str *out, const char *text);
/* Layout of one key press: the US letter or sign at the position of this Cyrillic letter ('c' for U+0441 and so on), 0 when there is none.
 * table: "ru", "ua" or "by" (ux.md section 0: the layout law). */
uint32_t layout_key(uint32_t code, const char *table);
/* The Cyrillic key cap at the position of a US key ('c' -> U+0441), 0 when none. For hints and help in Russian. */
uint32_t layout_cap(uint32_t us, const char *table);

/* Only the digits of a text, as ASCII. */
void fold_digits(Str *out, const char *text);

#endif
