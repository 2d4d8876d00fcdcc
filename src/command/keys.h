/* SPDX-License-Identifier: MIT */
/* Lines of keys and a key's name for people, translated or not; private to the room. */
#ifndef KARTOTEKA_COMMAND_KEYS_PRIVATE_H
#define KARTOTEKA_COMMAND_KEYS_PRIVATE_H

#include <stdbool.h>

#include "kartoteka/base/str.h"

Span word_off(Span *rest); /* the first word of rest, which goes on behind it; empty at the end */
void key_words(Str *out, const char *key, const char *layout, bool translated);

#endif
