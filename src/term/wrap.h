/* SPDX-License-Identifier: MIT */
/* Text in lines of so many cells, broken at blanks. */
#ifndef KARTOTEKA_TERM_WRAP_H
#define KARTOTEKA_TERM_WRAP_H

#include <stdbool.h>
#include <stddef.h>

/* Calls `line` with each line (clean, less the blanks at its end) until it returns false; `last` when nothing follows. At least one line. */
void wrap_each(const char *text, int cells, bool (*line)(void *self, const char *s, size_t n, bool last), void *self);

#endif
