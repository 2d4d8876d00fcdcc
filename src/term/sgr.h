/* SPDX-License-Identifier: MIT */
/*
 * Fewer bytes for the same looks. ncurses sets attributes and colour each with a sequence of its own, gives them back one by one and says the character
 * set each time: of all that one SGR is left, right before what it is for. Pure: bytes in, bytes out.
 */
#ifndef KARTOTEKA_TERM_SGR_H
#define KARTOTEKA_TERM_SGR_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/str.h"

typedef struct SgrLook {
	unsigned attrs; /* bits of 1 bold, 2 dim, 4 underlined, 7 reverse: 1 << number */
	int fg;         /* as it is written: 31, 91; 1000 + n for 38;5;n; -1: the terminal's own */
} SgrLook;

/* What the terminal was told so far; {0}: nothing is known of it. */
typedef struct Sgr {
	bool known;   /* of its look: until a reset comes all goes through as it is */
	bool ascii;   /* the character set was said */
	bool moves;   /* the cursor may be moved whatever the look (terminfo's msgr); else a look is never held back */
	SgrLook told; /* it has that */
	SgrLook want; /* and should have this for what comes next */
} Sgr;

/* Whole sequences only. At its end the terminal has the look that the bytes would have left. */
void sgr_lean(Sgr *sgr, Str *out, const char *bytes, size_t n);

#endif
