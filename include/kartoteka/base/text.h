/* SPDX-License-Identifier: MIT */
/* Words for people: gettext with the language given, not found. English is the msgid; catalogues are made from data/po/ru/ROOM.po. */
#ifndef KARTOTEKA_BASE_TEXT_H
#define KARTOTEKA_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum Lang {
	LANG_EN,
	LANG_RU,
} Lang;

/* Sets the language for _() and P_(); catalogues are looked for in `folder` (…/LANG/LC_MESSAGES/kartoteka.mo).
 * Works where no Russian locale is installed (C.UTF-8 + LANGUAGE). May be called again at any time. */
void text_language(Lang lang, const char *folder);
Lang text_lang(void);
/* The words of another language, while all that is said, by any thread, stays in the one that is set. `out` has room for n. */
void text_in(Lang lang, const char *const english[], const char *out[], size_t n);

const char *text_get(const char *msgid) __attribute__((format_arg(1)));
const char *text_plural(const char *one, const char *many, unsigned long n) __attribute__((format_arg(1), format_arg(2)));
/* A msgid with a context, for short words that mean different things: C_("column", "Contact"). */
const char *text_context(const char *context, const char *msgid) __attribute__((format_arg(2)));

#define _(s) text_get(s)
#define N_(s) (s)
#define P_(one, many, n) text_plural(one, many, (unsigned long)(n))
#define C_(context, s) text_context(context, s)
#define NC_(context, s) (s)
#define NP_(one, many) (one), (many) /* both at once, for what translates later (base/said.h) */

#endif
