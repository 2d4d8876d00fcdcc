/* SPDX-License-Identifier: MIT */
/*
 * A sentence that is kept and read later, maybe by somebody of another language: its English key and what fills it, instead of the words. The journal's
 * labels and the remarks of imports are stored so. Texts that are no such sentences are given back as they are.
 */
#ifndef KARTOTEKA_BASE_SAID_H
#define KARTOTEKA_BASE_SAID_H

#include <stdarg.h>
#include <stdbool.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/str.h"

/* key: N_("Done: %s"). The plain conversions %s, %c, %d, %i, %u, %x with h, l, ll, z and a width are known. A filling may be a kept sentence itself. Caller frees. */
char *said(const char *key, ...) __attribute__((format(printf, 1, 2)));
/* The same with a context: said_in("quoted", NC_("quoted", "\"%s\""), text) is read as C_("quoted", …) is. Caller frees. */
char *said_in(const char *context, const char *key, ...) __attribute__((format(printf, 2, 3)));
char *said_key(const char *context, const char *key); /* of a table: the words alone, nothing fills them */
/* With a plural: said_many(NP_("%zu task", "%zu tasks"), n, n). Caller frees. */
char *said_many(const char *one, const char *many, unsigned long n, ...) __attribute__((format(printf, 1, 4), format(printf, 2, 4)));
/* many NULL: no plural. Adds to out. */
void said_addv(Str *out, const char *key, const char *many, unsigned long n, va_list args) __attribute__((format(printf, 2, 0)));

/* The words, in the language of now; nothing in the text is trusted as a format. Adds to out. */
void said_text(Str *out, const char *text);
const char *said_words(Arena *arena, const char *text); /* the same; NULL stays NULL */

/*
 * What many sentences share, kept once: the frame has their keys and a hole for each filling that is no sentence itself; words: those fillings. False: the
 * text is no kept sentence, or one of its fillings cannot be told from the next; frame and words are then as they were. Adds to both.
 */
bool said_split(Str *frame, Str *words, const char *text);
void said_join(Str *out, const char *frame, const char *words); /* the text again; a frame that is none, as "", gives the words. Adds to out */

#endif
