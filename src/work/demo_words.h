/* SPDX-License-Identifier: MIT */
/* Lists of words that made-up data is made of, and its repeatable chance. */
#ifndef KARTOTEKA_WORK_DEMO_WORDS_H
#define KARTOTEKA_WORK_DEMO_WORDS_H

#include <stdint.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/err.h"

typedef struct WordList {
	const char **at;
	size_t n;
} WordList;

typedef enum DemoList {
	DEMO_SURNAMES,
	DEMO_GIVEN_M,
	DEMO_GIVEN_F,
	DEMO_FORMS,
	DEMO_FIRM_A,
	DEMO_FIRM_B,
	DEMO_ROLES,
	DEMO_SOURCES,
	DEMO_CITIES,
	DEMO_SAID,
	DEMO_EVENTS,
	DEMO_TASKS,
	DEMO_LISTS,
} DemoList;

typedef struct DemoWords {
	char *text;                    /* the lists borrow from it */
	WordList lists[2][DEMO_LISTS]; /* [0] Cyrillic, [1] Latin */
	WordList fathers, tags;
} DemoWords;

Err *demo_words_open(DemoWords *out);
void demo_words_done(DemoWords *words);

/* splitmix64: the same seed, the same sequence on every machine. */
typedef struct Chance {
	uint64_t state;
} Chance;
uint64_t chance_next(Chance *chance);
size_t chance_below(Chance *chance, size_t n); /* n >= 1 */
const char *chance_word(Chance *chance, const WordList *list);
void chance_uuid(Chance *chance, int64_t number, char out[37]); /* number: the record's id, so that no two are the same */

#endif
