/* SPDX-License-Identifier: MIT */
/* What the sequences of terminals say; whole sequences only, found by input.c. */
#ifndef KARTOTEKA_TERM_CSI_H
#define KARTOTEKA_TERM_CSI_H

#include <stddef.h>

#include "kartoteka/term/key.h"

/* Parameters and intermediates (n bytes) and the final byte. An event of type EVENT_PASTE without text is the beginning of a paste. */
void csi_read(TermEvent *out, const char *params, size_t n, char final);
void csi_ss3(TermEvent *out, const char *params, size_t n, char final);
void csi_old_mouse(TermEvent *out, unsigned char button, unsigned char col, unsigned char row);
void csi_osc(TermEvent *out, const char *text, size_t n);

#endif
