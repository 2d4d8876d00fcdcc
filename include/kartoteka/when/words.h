/* SPDX-License-Identifier: MIT */
/*
 * Dates in words, English and Russian both always on (ux.md, date grammar; habits.md), and dates shown to people.
 * Reads only; decides nothing about records. A text typed on the wrong layout is re-read.
 */
#ifndef KARTOTEKA_WHEN_WORDS_H
#define KARTOTEKA_WHEN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/time.h"
#include "kartoteka/when/zone.h"

typedef struct WordsContext {
	Instant now;
	const Zone *zone;
	int morning, noon, day, evening; /* minutes of the day for "утром", "полдень", "днём", "вечером": settings; 0 = 9:00, 12:00, 14:00, 19:00 */
	int workday_end;                 /* minutes; 0 = 18:00 */
	bool nearest;                    /* a date without a year is the one that lies nearest, before or behind: where one looks, not plans */
	bool may_be_past;                /* log --at: "вчера", "10:30" earlier today are meant */
	bool points;                     /* the line speaks of a call or a meeting: a bare "15.00" is its time, not a price */
	bool steps;                      /* the line says a step: "1h" at an end of it is in an hour */
} WordsContext;

/* What is wrong with what was said for a date or a time. */
typedef enum WordsFault {
	WORDS_NO_DATE, /* 31.02 */
	WORDS_NO_TIME, /* 25:00 */
	WORDS_BACKWARDS,
	WORDS_UNREAD, /* like a date, and not understood with what was read */
} WordsFault;

typedef struct WordsReading {
	Moment start;              /* MOMENT_NONE when no date word was found */
	Seconds length;            /* of "14-15:30", "на час", "1h"; whole days of "1-14 августа"; SECONDS_NONE */
	bool deadline;             /* "до пятницы", "by Friday": due, not start */
	char rule[128];            /* RRULE of "каждый пн", "по вторникам", "every Monday"; "" */
	size_t used_from, used_to; /* bytes of the text that were read; the rest is the matter */
	bool other_layout;         /* was re-read as typed on the other layout; the rest is then re-read too */
	bool rest_stays;           /* … but not here: the first word alone was typed so */
	struct WordsPart {
		size_t from, to;
	} part[8]; /* each run of bytes that was read, for the line under it; used_* is the first */
	int parts;
	/* words_find: what was said for a date (31.02) or time (25:00) that is not there, ends before it begins, or stands unread beside a date; to is 0 when there is none */
	struct WordsPart wrong;
	WordsFault fault;       /* with `wrong` */
	struct WordsPart other; /* the date it stands beside, where two were said; to is 0 when there is none */
	int day_open;           /* not 0: an hour was said and no day, so start lies on the next day that has it ahead; 2: it is that day's 24:00 */
	bool floats;            /* a weekday or a day without its year: the one that lies so from now was taken */
	bool afternoon;         /* the hour was one figure alone, 1 to 6: taken for the afternoon's */
} WordsReading;

/* The whole text must be a date: for fields and WHEN arguments. The Err names the word and where it stands. */
Err *words_read(WordsReading *out, const char *text, const WordsContext *context);
/* Finds the date words anywhere in a line ("звонок Иванову завтра в 10"), adds what is left (the matter) to rest (may be NULL). Never fails. */
void words_find(WordsReading *out, Str *rest, const char *text, const WordsContext *context);

/* An hour alone is this day's, where one speaks of something that has a day; whatever else was said stays. */
void words_on_day(WordsReading *reading, Day day);
/* … and the end of what begins at `start`, by the same clock: that day, or in the night behind it. */
void words_end_on_day(WordsReading *reading, Moment start);

/* NULL, or that what was said for a date or time in a line is none, pointing at it. */
Err *words_check(const WordsReading *reading, const char *text);

/* "полтора часа", "1 h 30 m", "45 min": the whole text is a length of hours and minutes. */
bool words_length_read(Seconds *out, const char *text);
/* "10m", "1 день", "90s", or minutes alone: one from *at on, which is moved behind it. */
bool words_length_take(Seconds *out, const char **at);

/* Shown. `now` decides about the year and about relative words; all add to out. */
typedef enum DateForm {
	DATE_FULL,      /* Thursday 23 July 2026 / четверг 23 июля 2026 */
	DATE_TITLE,     /* Thu 23 July 2026 / чт 23 июля 2026 */
	DATE_DAY,       /* Thu 23 July / чт 23 июля */
	DATE_SHORT,     /* 23.07 */
	DATE_DATED,     /* 23.07, of another year 23.07.2025 */
	DATE_SHORT_DAY, /* Wed 22.07 / 22.07 ср, of another year Wed 22.07.2025 / 22.07.2025 ср */
	DATE_WEEKDAY,   /* Mon 27 / пн 27 */
	DATE_LIST,      /* today, yesterday, tomorrow, Wed 29, 15.08, 15.08.2027: for lists of things to come */
	DATE_AGO,       /* now, 48 min, 3 d, 2 mo, 4 y / 3 дн, 2 мес: how far, past or future, without a sign */
	DATE_MONTH,     /* July 2026 / июль 2026 */
	DATE_SINCE,     /* as DATE_AGO, but today, yesterday and tomorrow are said so: history, last contact */
} DateForm;
void words_day(Str *out, DateForm form, Day day, Day today);
void words_time(Str *out, int32_t second); /* 09:42 */
/* A moment as the echo under a field says it: "Fri 24 July 10:00", all-day without time, with the year when it is another. */
void words_moment(Str *out, Moment m, Day today);
void words_instant(Str *out, Instant t, const Zone *zone, Day today);
void words_length(Str *out, Seconds length);                           /* 30m 1h 3 h 15 m / 30м 1ч 3 ч 15 м; 8 min */
void words_length_long(Str *out, Seconds length);                      /* 8 min, 1 h, 3 h 15 m: of a call in the history */
void words_ago(Str *out, Instant t, Instant now);                      /* by the clock: 23 h */
void words_ago_in(Str *out, Instant t, Instant now, const Zone *zone); /* by the clock today, else in days of the calendar: 1 d */
void words_in(Str *out, Instant t, Instant now, const Zone *zone);     /* in 18 min, in 2 d / через 18 мин; now; from a day on in days of the calendar */
void words_in_days(Str *out, Day day, Day today);                      /* in 2 d; today; of one that is over 2 d */
void words_weekday(Str *out, int weekday, bool whole);                 /* Mon / Monday */
void words_month(Str *out, int month, bool of);                        /* July; of: "23 июля" genitive */

#endif
