/* SPDX-License-Identifier: MIT */
/*
 * The four ways to say when: Instant (a point on the UTC line), Day (a date), Moment (what a calendar entry says: a date, a local
 * time or a UTC time, RFC 5545 3.3.4-3.3.5), Birth (a date whose year may be unknown). All plain values.
 */
#ifndef KARTOTEKA_WHEN_TIME_H
#define KARTOTEKA_WHEN_TIME_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Instant {
	int64_t s;
} Instant; /* seconds since 1970-01-01T00:00:00Z, no leap seconds */
typedef struct Day {
	int32_t n;
} Day; /* days since 1970-01-01, proleptic Gregorian */
typedef struct Seconds {
	int64_t s;
} Seconds; /* a length of time */

#define INSTANT_NONE ((Instant){INT64_MIN})
#define DAY_NONE ((Day){INT32_MIN})
#define SECONDS_NONE ((Seconds){INT64_MIN})
#define DAY_SECONDS 86400

typedef struct Birth {
	int16_t year;
	int8_t month, day;
} Birth; /* year 0: not known; month 0: no birth date at all */

typedef enum MomentForm {
	MOMENT_NONE,
	MOMENT_DAY,   /* a date: all day */
	MOMENT_LOCAL, /* a clock time in the zone that stands beside it, floating when none does */
	MOMENT_UTC,
} MomentForm;

typedef struct Moment {
	Day day;
	int32_t second; /* of the day, 0..86399 (60th second is read as 59); 0 for MOMENT_DAY */
	MomentForm form;
} Moment;

typedef struct Civil {
	int32_t year;
	int month, day, hour, minute, second;
} Civil; /* month, day from 1 */

bool instant_is_none(Instant t);
bool day_is_none(Day d);
int instant_cmp(Instant a, Instant b); /* none is last */

Day day_of(int32_t year, int month, int day); /* month and day may overflow and are carried */
bool day_valid(int32_t year, int month, int day);
void day_split(Day d, int32_t *year, int *month, int *day);
int day_weekday(Day d);                     /* 1 Monday .. 7 Sunday (ISO) */
int day_iso_week(Day d, int32_t *iso_year); /* 1..53 */
int month_length(int32_t year, int month);
Day day_add_months(Day d, int months); /* the last day of the month when that day is not there */

/* Texts of the store and of JSON: "2026-07-23"; "2026-07-23T10:00:00" local, with Z for UTC; RFC 3339 for instants; "1973-05-12" or "--05-12". */
#define WHEN_TEXT 40
void day_text(char out[WHEN_TEXT], Day d);
bool day_read(Day *out, const char *text);
void instant_text(char out[WHEN_TEXT], Instant t); /* always UTC, with Z */
bool instant_read(Instant *out, const char *text); /* RFC 3339, any offset */
void moment_text(char out[WHEN_TEXT], Moment m);   /* "" for none */
bool moment_read(Moment *out, const char *text);
void birth_text(char out[WHEN_TEXT], Birth b);
bool birth_read(Birth *out, const char *text);
Moment moment_of_day(Day d);
int moment_cmp(Moment a, Moment b); /* by the clock, the form plays no part */

#endif
