/* SPDX-License-Identifier: MIT */
/* Values of properties: dates and times, durations, numbers (RFC 5545 3.3), read as files have them, written as the RFC says. */
#ifndef KARTOTEKA_BRIDGE_VALUE_H
#define KARTOTEKA_BRIDGE_VALUE_H

#include "kartoteka/base/str.h"
#include "kartoteka/when/time.h"
#include "kartoteka/when/zone.h"

/* 19970714, 19970714T133000, …Z, with "-" and ":" too, without seconds, with an offset +0200; 24:00:00 is midnight of the next day. */
bool value_moment(Moment *out, Span value);
/* A date whatever time stands behind it (VALUE=DATE with a time). */
Moment moment_date(Moment m);

/* A length in its two parts: days follow the calendar, seconds the clock (3.3.6: P1D is not PT24H when clocks change). */
typedef struct Duration {
	int64_t days, seconds;
} Duration;
bool value_duration(Duration *out, Span value); /* either sign, parts in any order; bounded to about 10,000 years */
int64_t duration_seconds(Duration d);
/* `from` moved by `d`; a local time counts seconds in `zone` (NULL: floating). */
Moment moment_plus(Moment from, Duration d, const Zone *zone);

bool value_int(int64_t *out, Span value); /* bounded, blanks and a sign allowed */

void value_put_moment(Str *out, Moment m); /* 19970714T133000Z */
void value_put_instant(Str *out, Instant t);
void value_put_duration(Str *out, int64_t seconds); /* -PT15M, P1D */

#endif
