/* SPDX-License-Identifier: MIT */
/*
 * Writing .ics. Everything here makes unfolded lines, each ended by \n, except ics_fold, which makes the bytes of a file of them.
 * A source is written as head_lines, its components' lines in order of place, tail_lines: read again and written again gives the same bytes.
 */
#ifndef KARTOTEKA_BRIDGE_ICS_WRITE_H
#define KARTOTEKA_BRIDGE_ICS_WRITE_H

#include "kartoteka/base/str.h"
#include "kartoteka/model/plan.h"

/* CRLF, folded at 75 octets between characters; bad bytes and NULs become U+FFFD. Adds to out. */
void ics_fold(Str *out, const char *lines, size_t n);

/* The state of a record and its alarms, as read from its lines or as it is now. kind: event, task or note. */
typedef struct IcsState {
	const Kind *kind;
	const void *record;
	const Reminder *alarms;
	size_t n_alarms;
} IcsState;

/* The component `lines` of state `old` brought to state `new`: only properties whose fields differ are written anew, in their place; everything else stays
 * as it stood (order, parameters, unknown parts, DURATION instead of DTEND). Alarms are matched by uid, else by place; a new one is added, a
 * missing one taken out. SEQUENCE goes up, LAST-MODIFIED and DTSTAMP become `now`. Nothing differs: the same lines. Adds to out. */
void ics_update(Str *out, Bytes lines, const IcsState *old, const IcsState *new, Instant now);
/* The component `text` as another record begins with them, to be brought to its state by ics_update: under `uid`; where that record stands for one
 * occurrence, without what belongs to the series alone (RRULE, RDATE, EXRULE, EXDATE, RECURRENCE-ID). Adds to out. */
void ics_copy(Str *out, Bytes text, const char *uid, bool occurrence);
const char *ics_type(const Kind *kind); /* "VEVENT" of kind_event … */
/* A component for a record made here, DTSTAMP `stamp`; UID from record's uid, else its uuid. Adds to out. */
void ics_make(Str *out, const IcsState *state, Instant stamp);

/* The VCALENDAR of our own that components made here stand in, and the line that says whose it is. */
#define ICS_PRODUCT "PRODID:-//Kartoteka//Kartoteka//EN"
void ics_own_head(Str *out);
void ics_own_tail(Str *out);
#define ICS_ZONES 3
/* Names of the zones whose VTIMEZONE the component needs (start, end or due, recurrence), each once; UTC and floating need none. Borrowed. */
size_t ics_zones(const char *out[ICS_ZONES], const IcsState *state);
/* VTIMEZONE of a zone member: `text` is its zonedef's text, NULL for a zone of the system. Adds to out. */
void ics_zone(Str *out, const char *zone, const Bytes *text);

#endif
