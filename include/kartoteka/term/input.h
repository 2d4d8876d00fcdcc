/* SPDX-License-Identifier: MIT */
/*
 * Decoder of the bytes a terminal sends, into events. Pure: it is fed bytes and the time, it reads neither.
 * A sequence may come in any number of pieces; a lone ESC becomes the Esc key INPUT_ESC_MS after it came. Replies never appear as typed text.
 */
#ifndef KARTOTEKA_TERM_INPUT_H
#define KARTOTEKA_TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/term/key.h"

enum {
	INPUT_ESC_MS = 25,          /* a lone ESC */
	INPUT_REPLY_MS = 500,       /* the rest of a sequence that has begun with CSI, SS3, OSC: then it is dropped */
	INPUT_PASTE_MAX = 8u << 20, /* a longer paste is cut */
};

typedef struct Input Input;

Input *input_new(void);
void input_free(Input *input); /* NULL is fine */
void input_feed(Input *input, const char *bytes, size_t n, int64_t now_ms);
void input_eof(Input *input);
/* Pops the next event; false when there is none at this time. */
bool input_next(Input *input, TermEvent *out, int64_t now_ms);
/* Milliseconds until input_next may have something without a new byte (a lone ESC); -1: not before more bytes. */
int input_wait(const Input *input, int64_t now_ms);

#endif
