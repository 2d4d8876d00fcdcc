/* SPDX-License-Identifier: MIT */
/*
 * Reading .ics: one component at a time in file order, its lines kept as they stood, its record, its alarms, every problem with its line.
 * Bounded memory: one component, and 24 bytes for each identity seen. No files, no SQL: matching with the base is work's.
 *
 * What comes for each VCALENDAR: ICS_HEAD, then its parts in file order, then ICS_TAIL (each always, made up where the file lacks them).
 * Kept lines are balanced: a missing END is added and a stray one left out, both with a warning, so that written files are well formed.
 * Every BEGIN:VEVENT, VTODO, VJOURNAL of the text gives exactly one item of those types or one ICS_SKIPPED.
 */
#ifndef KARTOTEKA_BRIDGE_ICS_H
#define KARTOTEKA_BRIDGE_ICS_H

#include "kartoteka/base/arena.h"
#include "kartoteka/bridge/line.h"
#include "kartoteka/model/plan.h"

typedef enum IcsType {
	ICS_HEAD, /* lines: BEGIN:VCALENDAR and properties before the first component */
	ICS_EVENT,
	ICS_TASK,
	ICS_NOTE,
	ICS_ZONE,    /* VTIMEZONE: no record, kept as a component */
	ICS_OTHER,   /* unknown or unmodelled component; or properties between components (component.type "") */
	ICS_TAIL,    /* lines: properties after the last component, END:VCALENDAR */
	ICS_SKIPPED, /* a VEVENT, VTODO or VJOURNAL that no record can be made of: `skipped` says why; counted_as says what it was */
} IcsType;

/* What a VCALENDAR says of the things in it (METHOD, RFC 5546 1.4). */
typedef enum IcsMethod {
	ICS_STATES,  /* PUBLISH, REQUEST, none: how they are */
	ICS_CANCELS, /* CANCEL: it cancels its equal in the base, or stands there as cancelled; nothing else of it is news */
	ICS_ADDS,    /* ADD: one more occurrence of a series, read as an override of its own time */
	ICS_ANSWERS, /* REPLY, REFRESH, COUNTER, DECLINECOUNTER: what somebody says about one; no version of it */
} IcsMethod;

typedef struct IcsWarning {
	int64_t line;
	const char *text; /* for people, translated */
	const char *said; /* the same as base/said.h keeps it */
} IcsWarning;

typedef struct IcsItem {
	IcsType type;
	IcsType counted_as; /* of ICS_SKIPPED: ICS_EVENT, ICS_TASK or ICS_NOTE; else = type */
	int64_t line;       /* of its BEGIN, from 1 */
	size_t source;      /* which VCALENDAR of the file, from 0 */
	/* type, lines, hash, uid ("" none), recurrence, ordinal, place (in its source, from 0) and superseded are set; ids are the caller's.
	 * Of ICS_HEAD and ICS_TAIL only lines. */
	Component component;
	const Kind *kind; /* kind_event, kind_task, kind_note; NULL without a record */
	void *record;     /* Event, Task or Journal in the arena; series, client, kind, owner, component and derived members are the caller's */
	Reminder *alarms; /* VALARMs in order; of and of_kind (set), next_at and occurrence are the caller's */
	size_t n_alarms;
	Zonedef *zonedefs; /* zones this file defines that the system does not know, when a record first uses them; they may
	                       * come again, by the same name with the same text. name as in `zone` */
	size_t n_zonedefs;
	/* Equals (UID + RECURRENCE-ID; without UID the content): component.superseded says this one lost to an earlier one; `supersedes` is the
	 * ordinal of the earlier one that lost to this one, -1 none. The higher rank wins, then the first. */
	int64_t supersedes;
	bool recalled;       /* the one that counted among them until then calls it off */
	int64_t sequence;    /* SEQUENCE, 0 none */
	Instant stamp;       /* LAST-MODIFIED, else DTSTAMP; INSTANT_NONE none */
	IcsMethod method;    /* of its VCALENDAR */
	bool future;         /* RECURRENCE-ID;RANGE=THISANDFUTURE: it stands for all that come after it, too */
	const char *skipped; /* for people, translated */
	const char *skipped_said;
	IcsWarning *warnings; /* at most 100 an item, then one that says how many more */
	size_t n_warnings;
} IcsItem;

typedef struct Ics Ics;

/* Err when it is no iCalendar file at all (empty, blank, Outlook .msg, zip, HTML, vCard …): says what it seems to be. */
Err *ics_open(Ics **out, Reader reader);
void ics_close(Ics *ics); /* NULL is fine */
/* All of the item lives in `arena` (never reset here). *more is false at the end. Err: the reader's own, or no component in the whole file. */
Err *ics_next(IcsItem *out, bool *more, Ics *ics, Arena *arena);
uint64_t ics_offset(const Ics *ics); /* bytes read, for progress */
/* Of equals: what is no answer; then the higher SEQUENCE, then the later LAST-MODIFIED or DTSTAMP, then what calls off (RFC 5546 2.1.5). */
uint64_t ics_rank(const IcsItem *item);
int64_t ics_rank_sequence(uint64_t rank);
Instant ics_rank_stamp(uint64_t rank); /* INSTANT_NONE: none */
bool ics_rank_calls_off(uint64_t rank);

IcsMethod ics_method(Bytes head); /* among the lines of an ICS_HEAD */
/* What the lines of a component do not say themselves. Borrowed. */
typedef struct IcsAround {
	IcsMethod method;        /* of its VCALENDAR */
	const char *zone;        /* a `zone` member: it is meant where its TZID is said; NULL none */
	const Zonedef *zonedefs; /* else the last one of that TZID */
	size_t n_zonedefs;
} IcsAround;
/* One stored component again (Component.type and lines): record, alarms, uid, sequence, stamp. around: NULL for nothing. Lines of warnings count
 * from 1 within the component. */
void ics_read_component(IcsItem *out, const Component *component, const IcsAround *around, Arena *arena);

/* The TZID that a `zone` member was in its file ("Customized Time Zone#1a2b3c4d" is "Customized Time Zone"); adds to out. */
void ics_zone_tzid(Str *out, const char *zone);
bool ics_zone_is(const char *zone, const char *tzid); /* that it was so; zone may be NULL */
/* Hash of lines as in Component.hash. */
void ics_hash(char out[33], const char *lines, size_t n);

#endif
