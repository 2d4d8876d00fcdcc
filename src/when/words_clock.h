/* SPDX-License-Identifier: MIT */
/* One clock time read from tokens; phrases around it (from, to, between) are words_time.c's. */
#ifndef KARTOTEKA_WHEN_WORDS_CLOCK_H
#define KARTOTEKA_WHEN_WORDS_CLOCK_H

#include "words_parse.h"

enum { /* what may stand before the minutes beside a colon: 14.30, 14-30, 14 30 */
	MINUTES_POINT = 1,
	MINUTES_DASH = 2,
	MINUTES_APART = 4,
	MINUTES_SPOKEN = 8, /* 3-15 is a quarter past, and no twelve hours */
};

typedef struct Clock12 {
	int hour, minute;
	bool minutes; /* were said */
	bool loose;   /* … behind a dash or a blank: 15-30, 15 30 */
	int half;     /* -1 not said, 0 before noon, 1 after, 2 night */
	size_t used;
} Clock12;

/* 10, 10:30, 14.30, 10-30 after "в", 5pm, 9 утра, 3 часа дня at token i; `signs`: MINUTES_… that may stand before the minutes. */
bool clock_figures(const Parser *p, Clock12 *c, size_t i, unsigned signs);
/* "десять", "three o'clock", "семь сорок пять вечера", "час": an hour in words and what belongs to it. How many tokens; 0 none. */
size_t clock_spoken(const Parser *p, size_t i, Clock12 *c);
int32_t clock_second(const Clock12 *c); /* of the day */
/* "двадцать коробок", "twenty boxes": what a number in words before token i counts, and no minutes. */
bool token_is_counted(const Parser *p, size_t i);

#endif
