/* SPDX-License-Identifier: MIT */
/*
 * One RRULE (RFC 5545 3.3.10): read into bit sets, and walked period by period on the local clock, without any zone.
 * A local time here is one int64_t: days since 1970-01-01 times 86400 plus the second of the day.
 */
#ifndef KARTOTEKA_WHEN_RULE_H
#define KARTOTEKA_WHEN_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/when/time.h"

typedef enum RuleFreq {
	RULE_YEARLY,
	RULE_MONTHLY,
	RULE_WEEKLY,
	RULE_DAILY,
	RULE_HOURLY,
	RULE_MINUTELY,
	RULE_SECONDLY,
} RuleFreq;

#define RULE_DAY_BITS 6 /* 367 days in words of 64 bits */

typedef struct Rule {
	RuleFreq freq;
	int64_t interval, count; /* count 0: none */
	Moment until;            /* form NONE: none; DAY: that day included */
	int wkst;                /* 1 Monday .. 7 */
	uint64_t second, minute; /* bit n: BYSECOND, BYMINUTE has n */
	uint32_t hour;
	uint32_t month;        /* bit 1..12 */
	uint32_t month_day[2]; /* bit 1..31: counted from the begin, from the end */
	uint64_t year_day[2][RULE_DAY_BITS];
	uint64_t week[2];                 /* bit 1..53 */
	uint64_t weekday[2][8];           /* per weekday 1..7: bit n: the nth from the begin, from the end; bit 0 of [0]: every one */
	uint64_t place[2][RULE_DAY_BITS]; /* BYSETPOS 1..366 */
	bool has_year_day, has_week, has_weekday, has_place;
	bool foreign; /* RSCALE or SKIP of RFC 7529: not for our own arithmetic */
} Rule;

Err *rule_read(Rule *out, const char *text, size_t n);
/* Rules, one a line, written anew: `add` puts each of them where it belongs. An Err when one cannot be read; *out is the caller's. */
typedef void RuleRewrite(Str *out, Span rule, const Rule *read, const void *self);
Err *rules_rewrite(char **out, const char *rules, RuleRewrite *add, const void *self);

typedef struct RuleWalk {
	Rule rule;       /* with what DTSTART fills in */
	int64_t start;   /* DTSTART */
	int64_t until;   /* last local time that may be, INT64_MAX none */
	int64_t horizon; /* nothing is looked for after it */
	int64_t period;  /* number of the period that is worked out, in steps of the interval */
	int64_t given;   /* counted so far, for COUNT */
	int32_t day[366];
	int hours[24], minutes[60], seconds[60];
	int n_day, n_hour, n_minute, n_second;
	int64_t place[732];
	int n_place;
	int64_t at, total; /* next of the period's `total` times, in order; of `place` where there is one */
	bool over;
	bool (*is_gap)(const void *zone, int64_t local); /* NULL: every local time is there */
	const void *zone;
	bool may_gap;  /* some of the rule's times may fall into a gap: then COUNT is walked, not reckoned */
	void *foreign; /* a walk of libical's, for RSCALE */
} RuleWalk;

/* Walks a rule from its DTSTART. `until` is the local time of the rule's UNTIL (INT64_MAX: none). `text` is needed for foreign rules only. */
void rule_begin(RuleWalk *walk, const Rule *rule, const char *text, int64_t start, int64_t until, int64_t horizon);
/* Times that `is_gap` says are not there are passed over and not counted (3.3.10: "MUST be ignored and MUST NOT be counted"); DTSTART is
 * an explicit time and always there. `hours`: bit n: a gap touches hour n of some day. To be called before the first step. */
void rule_skip_gaps(RuleWalk *walk, bool (*is_gap)(const void *zone, int64_t local), const void *zone, uint32_t hours);
void rule_end(RuleWalk *walk);
/* Whatever lies before `local` need not be given: by arithmetic, unless COUNT makes every one count. */
void rule_jump(RuleWalk *walk, int64_t local);
bool rule_next(RuleWalk *walk, int64_t *local);
/* Local time of the last one of a rule with COUNT; false when it has none or it lies after the horizon. Leaves the walk anywhere. */
bool rule_count_end(RuleWalk *walk, int64_t *local);

#endif
