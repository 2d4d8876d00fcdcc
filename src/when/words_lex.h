/* SPDX-License-Identifier: MIT */
/* The words of the date grammar, both languages in one table, and the names dates are shown with. */
#ifndef KARTOTEKA_WHEN_WORDS_LEX_H
#define KARTOTEKA_WHEN_WORDS_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/text.h"

typedef enum WordKind {
	WORD_DAY,     /* today, tomorrow: days from today */
	WORD_WEEKDAY, /* 1..7 */
	WORD_MONTH,   /* 1..12 */
	WORD_UNIT,    /* a WordUnit */
	WORD_NUMBER,  /* one, two … said in words */
	WORD_AT,      /* before a clock time */
	WORD_ON,      /* before a day */
	WORD_BY,      /* before a deadline */
	WORD_FROM,    /* "from 10 to 12" */
	WORD_TO,
	WORD_BETWEEN, /* "between 10 and 12" */
	WORD_IN,      /* "in 2 h"; 1: it begins nothing but that */
	WORD_AGO,
	WORD_FOR,       /* before a length */
	WORD_HALF_UNIT, /* half an hour, as one word: minutes */
	WORD_ONE_HALF,  /* one and a half */
	WORD_HALF,      /* half, before an hour or behind a number */
	WORD_HALF_YEAR, /* as one word */
	WORD_HALF_TO,   /* half to the nth hour, as one word: that hour */
	WORD_HOUR_OF,   /* the hour that half or a quarter of is over */
	WORD_QUARTER,
	WORD_QUARTER_YEAR, /* three months */
	WORD_FORTNIGHT,
	WORD_LESS, /* "без четверти пять" */
	WORD_PAST,
	WORD_PART, /* in the morning: a WordPart, by itself */
	WORD_NIGHT,
	WORD_OF_DAY, /* "9 in the morning": 0 am, 1 pm, 2 night */
	WORD_OCLOCK,
	WORD_ORDINAL,    /* th, -го after a number: 0 of a date, 1 of a place in a row */
	WORD_NTH,        /* first, last: of a month; -1 is the last */
	WORD_DAY_NUMBER, /* first, "первого": before a month */
	WORD_OF_MONTH,   /* "25 числа" */
	WORD_END,        /* end of … */
	WORD_BEGINNING,
	WORD_MIDDLE,
	WORD_END_OF, /* eom: a WordUnit */
	WORD_NEXT,
	WORD_THIS,
	WORD_EVERY,
	WORD_EACH_ON, /* Russian "po" before plural weekdays */
	WORD_OTHER,   /* every other, every second */
	WORD_FREQ,    /* daily: a WordUnit */
	WORD_FREQ_QUARTER,
	WORD_WORKDAYS,
	WORD_WORKING, /* before days: Saturdays and Sundays are passed over */
	WORD_WEEKEND,
	WORD_ONCE,
	WORD_AND,
	WORD_AFTER, /* "after lunch" */
	WORD_BEFORE,
	WORD_LUNCH,
	WORD_NOT,
	WORD_EARLIER, /* "не раньше" */
	WORD_LATER,
	WORD_WHOLE,   /* "all day" */
	WORD_ARTICLE, /* a, the, of: said and of no weight */
	WORD_NOW,
	WORD_DATED,    /* before the date of a paper, which is no appointment */
	WORD_COUNTED,  /* what follows a number that is no time: pieces, floor, roubles */
	WORD_METRED,   /* said in metres: "30м" is no time in its line, or, with 1, beside it */
	WORD_NUMBERED, /* what stands before a number that is no date: contract, house; 1: "No" itself */
	WORD_MOVE,     /* to another day */
	WORD_KINDS,    /* how many there are */
} WordKind;

typedef enum WordUnit {
	UNIT_MINUTE,
	UNIT_HOUR,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_YEAR,
} WordUnit;
typedef enum WordPart {
	PART_MORNING,
	PART_NOON,
	PART_DAY,
	PART_EVENING,
	PART_MIDNIGHT,
	PART_WORKDAY_END,
} WordPart;

/* `folded` as fold_word makes it. Short forms that are also common words ("we", "su") count only where the whole text is a date. */
bool word_is(const char *folded, WordKind kind, bool whole, int *value);
uint64_t word_kinds(const char *folded); /* which it may be, the bit of each: a reader asks about nearly all of them, of each word many times */

typedef struct DateNames { /* of one language */
	const char *weekday[8], *weekday_short[8];
	const char *month[13], *month_of[13], *month_short[13];
	const char *today, *tomorrow, *yesterday, *now;
	const char *minute[3], *hour[3], *day[3], *month_unit[3], *year[3]; /* after a number, by plural form */
	const char *compact_minute, *compact_hour, *long_hour, *long_minute;
} DateNames;

const DateNames *date_names(void); /* of the language set */
int plural_form(long n);           /* index into the three */

#endif
