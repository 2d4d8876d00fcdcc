/* SPDX-License-Identifier: MIT */
/* Which kind of contact words speak of ("звонок", "call", "встретиться"), both languages always on; and a step read from words. */
#ifndef KARTOTEKA_WORK_KIND_WORDS_H
#define KARTOTEKA_WORK_KIND_WORDS_H

#include "kartoteka/work/work.h"

/* The stable code of the first word that names a kind; NULL when none does. */
const char *kind_guess(const char *text);
/* The code of one word; NULL. */
const char *kind_of_word(const char *word, size_t n);
/* The id of the kind with this code, or of an own one by its name; 0 when the base has none. */
Err *contact_kind_id(Work *work, const char *code, int64_t *id, Arena *arena);

/* The kind that an option names, by its number, code or name in either language; else an Err that lists the kinds. */
Err *contact_kind_said(Work *work, const char *said, int64_t *id, Arena *arena);

typedef struct StepReading {
	WordsReading when;
	const char *text; /* without the date words; "" when only a date was said */
	const char *code; /* of the kind of contact, NULL none */
	int64_t kind;
} StepReading;

Err *step_read(Work *work, const char *words, StepReading *out, Arena *arena);
/* Inside a change: the task of a step with its reminder. */
Err *step_make(Work *work, int64_t client, const StepReading *reading, int64_t tries, int64_t *id);

#endif
