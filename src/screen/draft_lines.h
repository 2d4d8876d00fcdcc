/* SPDX-License-Identifier: MIT */
/* The body of a draft: lines "name=value", in which line ends and backslashes of the value are escaped. What every screen keeps is written and read here. */
#ifndef KARTOTEKA_SRC_SCREEN_DRAFT_LINES_H
#define KARTOTEKA_SRC_SCREEN_DRAFT_LINES_H

#include <stdint.h>

#include "kartoteka/base/str.h"

void draft_put(Str *body, const char *name, const char *value);
void draft_put_number(Str *body, const char *name, int64_t value);
char *draft_value(const char *body, const char *name); /* caller frees; NULL: there is no such line */
int64_t draft_number(const char *body, const char *name, int64_t otherwise);
/* The line at *at, which is moved behind it; false at the end. The name is borrowed, the caller frees the value. */
bool draft_next(const char **at, Span *name, char **value);

#endif
