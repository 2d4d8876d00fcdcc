/* SPDX-License-Identifier: MIT */
/*
 * Time zones. A Zone is borrowed from a process-wide cache and lives as long as the process.
 * Conversion follows RFC 5545 3.3.5: a local time in a gap is read with the offset before the gap, one that occurs twice is the first.
 * (libical 3.0.16 gets both wrong: see the project's docs/house.md.)
 */
#ifndef KARTOTEKA_WHEN_ZONE_H
#define KARTOTEKA_WHEN_ZONE_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/err.h"
#include "kartoteka/when/time.h"

typedef struct Zone Zone;

const Zone *zone_utc(void);
/* IANA name, alias, Windows name (CLDR windowsZones), "UTC", a prefixed name (/…/Europe/Moscow). NULL when not known. */
const Zone *zone_find(const char *tzid);
/* From the text of one VTIMEZONE component (unfolded lines, CRLF or LF). A TZID that zone_find knows wins when the component is empty, has parts
 * without DTSTART, or has a rule other than YEARLY (lessons 1 and 8). Cached by text. NULL when nothing can be made of it. */
const Zone *zone_from_component(const char *text, size_t n);
const char *zone_name(const Zone *zone);      /* IANA name, or the TZID of the component */
int zone_offset(const Zone *zone, Instant t); /* seconds east of UTC */
Instant zone_instant(const Zone *zone, Day day, int32_t second);
void zone_local(const Zone *zone, Instant t, Day *day, int32_t *second);
Day zone_day(const Zone *zone, Instant t); /* the date there */
/* The instant of a moment: LOCAL and DAY (its 00:00) in `zone`; INSTANT_NONE for none. zone NULL = UTC. */
Instant zone_moment(const Zone *zone, Moment m);
/* The VTIMEZONE that describes `zone` (RFC 5545 3.6.5), CRLF lines, for export beside times in it; caller frees; NULL for UTC. */
char *zone_component(const Zone *zone);
/* Zones whose clock shows hour:minute now (±5 min), or whose city (English or Russian) begins with a text: for the first start's question. */
size_t zone_guess(const Zone *out[], size_t room, const char *text, Instant now);
/* The city people know the zone by, in the language set ("Moscow", "Москва"); the last part of its name for others. Borrowed. */
const char *zone_city(const Zone *zone);
/* The names of all those cities, English and Russian, one after the other; NULL behind the last. Borrowed. */
const char *zone_city_name(size_t i);

#endif
