/* SPDX-License-Identifier: MIT */
/* What the bridge's tests share: a text read into items, a record as a line of text. */
#ifndef KARTOTEKA_TESTS_BRIDGE_READ_H
#define KARTOTEKA_TESTS_BRIDGE_READ_H

#include "kartoteka/base/mem.h"
#include "kartoteka/bridge/ics.h"

typedef struct Read {
	Arena *arena;
	VEC(IcsItem)
	items;
	Err *err;
} Read;

Read read_text(const char *text);
void read_done(Read *read);
/* The first item of a type, NULL when there is none. */
const IcsItem *read_first(const Read *read, IcsType type);
/* Fields that say something, "summary=x start=2026-07-23"; less uid, place and what is the base's. Adds to out. */
void record_line(Str *out, const Kind *kind, const void *record);
/* "-900 end+300 2026-07-23T10:00:00Z", "!" behind one that is done, "~instant" behind a snoozed one. */
void alarms_line(Str *out, const Reminder *alarms, size_t n);

#endif
