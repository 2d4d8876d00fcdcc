/* SPDX-License-Identifier: MIT */
/* A key's name for people, translated or not; private to the room. */
#ifndef KARTOTEKA_COMMAND_KEYS_PRIVATE_H
#define KARTOTEKA_COMMAND_KEYS_PRIVATE_H

#include <stdbool.h>

#include "kartoteka/base/str.h"

void key_words(Str *out, const char *key, const char *layout, bool translated);

#endif
