/* SPDX-License-Identifier: MIT */
/* What the files of zones share: the one form every zone is brought to, however it came to us. */
#ifndef KARTOTEKA_WHEN_ZONE_PRIVATE_H
#define KARTOTEKA_WHEN_ZONE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/when/zone.h"

typedef struct ZoneSpan { /* a stretch of one offset */
	int64_t from;         /* instant it begins at; INT64_MIN for the first */
	int64_t local_end;    /* the local second it ends at, read with its own offset; INT64_MAX for the last */
	int32_t offset;       /* seconds east of UTC */
	bool daylight;
	char name[12]; /* abbreviation: MSK, CEST, +03 */
} ZoneSpan;

/* Rules for all time to come, from a POSIX TZ text (of a TZif file's last line). */
typedef struct ZoneTail {
	bool known, daylight; /* daylight: the clock is moved twice a year by the two changes */
	struct {
		int month, week, weekday; /* Mm.w.d; weekday 0 Sunday */
		int julian;               /* Jn 1..365, or n 0..365 with leap days; month 0 says one of these */
		bool leap;                /* n: leap days are counted */
		int32_t second;           /* of the day, by the clock before the change; may be negative or over a day */
	} change[2];                  /* to daylight, to standard */
	int32_t offset[2];            /* standard, daylight */
	char name[2][12];
} ZoneTail;

struct Zone {
	char *name;
	char *source; /* the component it was read from, or NULL */
	ZoneSpan *span;
	size_t n;
	size_t tail_at; /* spans from here on follow from `tail` */
	ZoneTail tail;
	bool cycle;         /* the last 400 years of spans repeat for ever (the calendar does) */
	int64_t cycle_from; /* an instant before which everything is in `span` as it was */
};

#define ZONE_CYCLE ((int64_t)146097 * DAY_SECONDS)

/* A TZif file of the system; NULL when there is none of that name or it is not one. */
Zone *zone_read_tzif(const char *name);
/* Adds a span; the spans must be added in order. */
void zone_add(Zone *zone, int64_t from, int32_t offset, bool summer, const char *name);
/* Sets local_end of every span; to be called once all are there. */
void zone_finish(Zone *zone);
Zone *zone_fixed(const char *name, int32_t offset);
void zone_drop(Zone *zone); /* one that did not reach the cache */
/* The instant of the tail's change (0 to daylight, 1 to standard) in a year. */
int64_t zone_tail_change(const ZoneTail *tail, int which, int32_t year);

/* A local second that the zone's clock leaves out; and the hours of the day that gaps touch from a local second on, bit n for hour n. */
bool zone_is_gap(const Zone *zone, int64_t local);
uint32_t zone_gap_hours(const Zone *zone, int64_t from);

/* Windows name -> IANA name, NULL when not known. */
const char *zone_of_windows(const char *name);
/* City (English or Russian, folded) -> IANA name; whole name or beginning. NULL when not known. */
typedef struct ZoneCity {
	const char *zone, *en, *ru;
} ZoneCity;
extern const ZoneCity zone_cities[];
extern const size_t zone_cities_n;

#endif
