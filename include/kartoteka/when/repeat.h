/* SPDX-License-Identifier: MIT */
/*
 * Repetition: the recurrence set of RFC 5545 3.8.5 of one component. Never hangs: work is bounded, rules below HOURLY are refused in views.
 * Settled: YEARLY with BYMONTHDAY and no BYMONTH means DTSTART's month; DTSTART is always in the set; a date that is not there (31 April)
 * and a clock time that the zone skips (02:30 in spring) are passed over and not counted (3.3.10), but DTSTART and RDATE name their time
 * and in a gap are read as 3.3.5 says; a time that occurs twice is the first. UNTIL as a date includes that day. What a rule says that is
 * not understood keeps its text and repeats nothing.
 */
#ifndef KARTOTEKA_WHEN_REPEAT_H
#define KARTOTEKA_WHEN_REPEAT_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/when/time.h"
#include "kartoteka/when/zone.h"

typedef struct Repeat {
	Moment start;         /* DTSTART (or DUE of a task without one) */
	const Zone *zone;     /* of start; NULL floating: read in `floating` below */
	const Zone *floating; /* the user's zone, for floating and all-day times */
	const char *rules;    /* RRULE values, one a line; NULL none */
	const char *exrules;  /* EXRULE values, one a line */
	const char *rdates;   /* values as moment_text, comma parted; PERIOD values keep their start */
	const char *exdates;  /* same; a date excludes every occurrence of that day */
} Repeat;

/* Calls `each` for every occurrence whose start is in [from, to), in order, at most `most`; `each` returns false to stop.
 * A non-repeating one gives its start. Returns an Err only for a rule that cannot be read (its start is still given). */
Err *repeat_each(const Repeat *r, Instant from, Instant to, size_t most,
                 bool (*each)(void *self, Moment at, Instant instant), void *self);
/* The first occurrence that starts after `t`, INSTANT_NONE when there is none. */
Err *repeat_next(Instant *out, Moment *at, const Repeat *r, Instant t);
/* Start of the last occurrence; INSTANT_NONE when it never ends (or ends past the year 2200). */
Err *repeat_last(Instant *out, const Repeat *r);
/* The rule ended before `at` (for "from here on"): caller frees. */
Err *repeat_until(char **out, const char *rules, Moment at, const Zone *zone);
/* What is left of the rules from `at` on, for the second half of "from here on": a COUNT is made smaller by what lies before. Caller frees. */
Err *repeat_rest(char **out, const Repeat *r, Moment at);
/* The rules of a series that is moved: what they name of the day and hour of `from` (BYDAY, BYMONTHDAY, BYMONTH, BYHOUR, BYMINUTE) they name of `to`, and
 * UNTIL goes along. Both on the series' own clock. A list that names the new day beside others stays as it is. Caller frees. */
Err *repeat_moved(char **out, const char *rules, Moment from, Moment to);
/* Whether rules can be read, for an import's warnings: an Err where one repeats nothing; ERR_PART where it has both COUNT and UNTIL; ERR_USAGE
 * where it goes on by the minute or second without an end, which is never shown as more than its start. */
Err *repeat_check(const char *rules);
/* Some rule of it repeats something: it can be read and does not go on too often to be shown. Start and zone count for the latter alone. */
bool repeat_has_rule(const Repeat *r);
/* A rule ends (UNTIL) before the series begins. */
bool repeat_ends_early(const Repeat *r);
/* In words: "every week on Mon and Wed until 1 Sept"; adds to out. */
void repeat_words(Str *out, const char *rules);
/* What the rules of a series that begins at `start` leave out and nobody asked for: "not in months without a 31st"; NULL nothing. */
const char *repeat_leaves_out(const char *rules, Moment start);
void repeat_words_from(Str *out, const char *rules, Moment start); /* both, for whoever makes one */
void repeat_words_short(Str *out, const char *rules);              /* for a column: monthly / каждый мес. */

#endif
