/* SPDX-License-Identifier: MIT */
/* The journal's values as compact JSON: {"surname":["Иванов","Иванова"],"place":3,"lines":{"b":"base64"}}. A pair is old and new. */
#ifndef KARTOTEKA_STORE_VALUES_H
#define KARTOTEKA_STORE_VALUES_H

#include "kartoteka/base/str.h"
#include "kartoteka/model/field.h"

void values_begin(Str *out);
void values_one(Str *out, const char *name, const Value *value);
void values_pair(Str *out, const char *name, const Value *old, const Value *new);
void values_end(Str *out);

typedef struct ValuesReader {
	const char *at, *end;
	Arena *arena;
	bool bad; /* the text is not what values_… write */
} ValuesReader;

ValuesReader values_read(const char *text, size_t n, Arena *arena);
/* The next name with its value, or old and new when *pair; false at the end or when bad. */
bool values_next(ValuesReader *reader, const char **name, Value *old, Value *new, bool *pair);

#endif
