/* SPDX-License-Identifier: MIT */
/*
 * What the files of the .ics reader share: warnings of one item, zones of one file, and the way from a component's lines to its record.
 * ics.c cuts a file into components; record.c reads one; plan.c makes its record; alarm.c its reminders; zones.c resolves TZIDs.
 */
#ifndef KARTOTEKA_BRIDGE_PARSE_H
#define KARTOTEKA_BRIDGE_PARSE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/bridge/ics.h"
#include "value.h"

/* Room that a line or a component took beyond this is given back behind it: the next one is seldom as large, and this one is being stored meanwhile. */
#define LARGE ((size_t)1 << 20)

/* UTF-8 without NUL. */
bool bytes_are_clean(const char *text, size_t n);

/* ---- Warnings ---- */
enum {
	WARNINGS_MOST = 100
};
typedef struct Warnings {
	Arena *arena;
	IcsWarning *at;
	size_t n, cap;
	size_t more; /* not kept */
	int64_t more_line;
} Warnings;
void warn(Warnings *w, int64_t line, const char *format, ...) __attribute__((format(printf, 3, 4)));
void warn_many(Warnings *w, int64_t line, const char *one, const char *many, size_t n, ...) __attribute__((format(printf, 3, 6), format(printf, 4, 6)));
void warnings_begin(Warnings *w, Arena *arena);
void warnings_give(IcsItem *item, Warnings *w);
/* A value as a warning shows it: harmless and short; in the arena. */
const char *shown(Warnings *w, Span value);

/* ---- Zones ---- */
typedef struct ZoneRef {
	char *tzid;
	char *name; /* as in `zone` members; NULL: not known */
	const Zone *zone;
	char *text; /* of a zonedef, else NULL */
	size_t n;
	bool told; /* given out as a Zonedef */
} ZoneRef;

typedef struct ZoneText {
	char *tzid, *text;
	size_t n, source;
} ZoneText;

typedef struct ZoneTexts {
	ZoneText *at;
	size_t n, cap, bytes;
} ZoneTexts;

enum {
	ZONE_REFS = 64
};
typedef struct Zones {
	Reader reader;
	bool scanned;
	VEC(uint64_t)
	missed;                /* hashes of TZIDs the system does not know */
	ZoneTexts here, ahead; /* VTIMEZONEs of this VCALENDAR so far; of the whole file once one was missed */
	size_t source;
	ZoneRef refs[ZONE_REFS]; /* resolved, a few last ones */
	size_t n_refs, next, last;
} Zones;
void zones_begin(Zones *zones, size_t source); /* of the next VCALENDAR */
void zones_done(Zones *zones);
void zones_define(Zones *zones, const char *lines, size_t n);
ZoneRef *zones_find(Zones *zones, Span tzid); /* never NULL; valid until the next call */

/* ---- One component ---- */
typedef struct Parse {
	Arena *arena;
	Warnings *warnings;
	const int64_t *numbers; /* physical line of each line; NULL: counted from 1 */
	size_t n_numbers;
	Zones *zones; /* of a file, or NULL: then the next two */
	const char *(*zone_of)(void *self, const char *tzid);
	void *self;
	Zonedef zonedefs[8]; /* first used by this component */
	size_t n_zonedefs;
	IcsMethod method;
	int64_t stamp; /* out: LAST-MODIFIED, else DTSTAMP, in seconds; 0 none */
} Parse;

/* A property whose values are times. */
typedef struct TimeProp {
	const char *name;
	Span value, tzid;
	bool date; /* VALUE=DATE */
	bool there;
	int64_t line;
} TimeProp;

typedef struct TimeValue {
	Moment m;
	const char *zone_name; /* arena; NULL floating, UTC, date */
	const Zone *zone;
} TimeValue;

void time_prop(TimeProp *out, const char *name, const Property *p, int64_t line);
/* False (with a warning unless it is empty) when it is no time. */
bool time_value(TimeValue *out, Parse *parse, const TimeProp *p, Span value);

/* Goes over a component's lines. */
typedef struct Lines {
	const char *at, *end;
	size_t index; /* of the line last given, from 0 */
} Lines;
bool lines_next(Span *out, Lines *lines);
/* "BEGIN:NAME" and "END:NAME", blanks around the name left out; without parameters and groups. */
bool line_is_begin(Span *name, Span line);
bool line_is_end(Span *name, Span line);
int64_t line_number(const Parse *parse, size_t index);

/* The value of a property as text in the arena, decoded (escapes, quoted-printable with the lines that continue it). */
const char *text_value(Parse *parse, const Property *p, Lines *lines);
bool property_is_quoted(const Property *p);
/* vCalendar 1.0: a line that ends in "=" goes on in the next; many a writer leaves one at the end of the last, before the END. */
bool quoted_continues(Span *line, Lines *lines);
/* A property's line with those in which its quoted-printable value goes on: they are part of it, whether it counts or not. */
Span property_lines(Lines *lines, Span line, const Property *p);

void component_read(IcsItem *item, const char *lines, size_t n, Parse *parse);

typedef struct Alarms {
	Reminder *at;
	size_t n, cap;
	bool full;
} Alarms;
/* Reads one VALARM; `lines` stands behind its BEGIN and is left behind its END. */
void alarm_read(Alarms *out, Parse *parse, Lines *lines, const TimeValue *start);
/* vCalendar 1.0: DALARM, AALARM … */
void alarm_read_old(Alarms *out, Parse *parse, const Property *p, int64_t line, const TimeValue *start);

/* vCalendar 1.0: "W1 MO TU #5" as an RRULE; false when it is none that can be said so. */
bool old_rule(Str *out, Span value);
bool rule_is_old(Span value);

#endif
