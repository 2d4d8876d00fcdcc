/* SPDX-License-Identifier: MIT */
/* What is planned: event (VEVENT), task (VTODO), note with its date (VJOURNAL), and reminder (VALARM). Times as RFC 5545 says them. */
#ifndef KARTOTEKA_MODEL_PLAN_H
#define KARTOTEKA_MODEL_PLAN_H

#include "kartoteka/model/kind.h"

/* Members that events, tasks and notes share; a plain macro, since C has no inheritance and field rows need the offsets. */
#define PLAN_MEMBERS \
	Record head; \
	Text uid; \
	Text recurrence; /* RECURRENCE-ID: moment_text, NULL for a master */ \
	Text recurrence_zone; \
	Flag future;     /* RANGE=THISANDFUTURE: an override that stands for all that come after it, too */ \
	Count place;     /* among equals in the file; from 0 */ \
	Flag superseded; /* a loser among equals: kept, given back, not shown */ \
	Id series;       /* an override: its master, 0 when the file has none */ \
	Text summary; \
	Note text;            /* DESCRIPTION */ \
	Moment start;         /* MOMENT_NONE: undated, kept and counted */ \
	Text zone;            /* IANA name or the name of a zonedef; NULL floating (or date, or UTC) */ \
	Text rules, exrules;  /* values, one a line */ \
	Text rdates, exdates; /* moment_text values parted by commas, in `zone` unless they end in Z */ \
	Id client; \
	Id kind;      /* contact_kind: what contact this will be; 0 none */ \
	Id owner;     /* staff */ \
	Id component; /* the source it came from; 0: made here */ \
	Instant made_at

typedef enum EventStatus {
	EVENT_CONFIRMED,
	EVENT_TENTATIVE,
	EVENT_CANCELLED,
} EventStatus;
typedef struct Event {
	PLAN_MEMBERS;
	Moment end; /* exclusive; MOMENT_NONE: a moment, or one day when all-day */
	Text end_zone;
	Text location;
	Choice status; /* EventStatus */
	Flag free;     /* TRANSP:TRANSPARENT */
	Flag done;     /* held, ticked on Today */
	/* derived, for windows over a million rows: floating and all-day as if UTC, so queries widen by a day */
	Instant starts_at; /* INSTANT_NONE: undated */
	Instant last_at;   /* end of the last occurrence; far future for endless series */
	Flag wide;         /* repeats or lasts longer than a day: looked up by last_at instead of starts_at */
} Event;

typedef enum TaskStatus {
	TASK_OPEN,
	TASK_STARTED,
	TASK_DONE,
	TASK_CANCELLED,
} TaskStatus;
typedef struct Task {
	PLAN_MEMBERS;
	Moment due;
	Text due_zone;
	Instant done_at;
	Choice status; /* TaskStatus */
	Count percent, priority;
	Count tries; /* which try of a call this is: "attempt 2" */
	/* derived */
	Instant due_at; /* of due, else of start; INSTANT_NONE: undated */
	Flag open;
} Task;

typedef struct Journal { /* a note with its date: VJOURNAL; kind name "note" */
	PLAN_MEMBERS;
	Instant dated_at; /* derived */
} Journal;

/* An alarm of an event or task with its own next_at (RFC 5545 3.6.6, RFC 9074). Snooze moves the alarm, never the due date. */
typedef enum ReminderState {
	REMINDER_PENDING,
	REMINDER_SNOOZED,
	REMINDER_DONE,
} ReminderState;
typedef struct Reminder {
	Record head;
	Text of_kind; /* "event" "task" */
	Id of;
	Text uid;      /* RFC 9074 */
	Flag absolute; /* then `at` counts, else `lead` */
	Seconds lead;  /* seconds from start (negative: before) or from the end */
	Flag from_end;
	Instant at;   /* of a series' own, put off: when the alarm of what was put off was */
	Choice state; /* ReminderState */
	Instant snoozed_to;
	Count snoozed;        /* how many times */
	Instant acknowledged; /* RFC 9074: what is before it was answered */
	Count place;
	/* kept outside revision and journal */
	Instant next_at;   /* when it is to be heard next; INSTANT_NONE: never again. Indexed */
	Moment occurrence; /* the occurrence it speaks of, for a series */
	Instant told_at;   /* `remind --notify` told it at this next_at */
	Id owner;          /* staff: whose the event or task is, so that one owner's go along an index */
} Reminder;

/* A VTIMEZONE of a file that no zone of the system stands for; `zone` members name it. */
typedef struct Zonedef {
	Record head;
	Text name;
	Bytes text;
} Zonedef;

/* One VCALENDAR of an imported file: its head lines, and the order of what was in it. */
typedef struct Source {
	Record head;
	Text file;        /* its name, without the folder */
	Bytes head_lines; /* BEGIN:VCALENDAR and properties before the first component, as text lines */
	Bytes tail_lines; /* properties after components, END:VCALENDAR as it stood (or none) */
	Instant at;       /* imported */
} Source;

/* One component of a source, kept as its lines (house.md: Source): known and unknown ones, VTIMEZONE included, in file order. */
typedef struct Component {
	Record head;
	Id source;
	Count place;          /* order in the source */
	Text type;            /* VEVENT … */
	Bytes lines;          /* unfolded content lines after decoding, each ended by \n; BEGIN and END included */
	Text hash;            /* of its lines: unchanged? and identity when there is no UID */
	Text uid, recurrence; /* recurrence: raw RECURRENCE-ID value with its TZID, "" none */
	Count ordinal;        /* place among equals UID + RECURRENCE-ID in the file */
	Flag superseded;
} Component;

#endif
