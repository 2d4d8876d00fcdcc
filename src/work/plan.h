/* SPDX-License-Identifier: MIT */
/* What events, tasks and notes share, and their occurrences: a series with its overrides seen as single things in time. */
#ifndef KARTOTEKA_WORK_PLAN_H
#define KARTOTEKA_WORK_PLAN_H

#include "kartoteka/base/mem.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/work/step.h"
#include "kartoteka/work/work.h"

typedef struct Plan {
	PLAN_MEMBERS;
} Plan;

/* Event, Task and Journal begin with these members (PLAN_MEMBERS). */
Plan plan_of(const void *record);
void plan_put(void *record, const Plan *plan);
/* A master with rules or dates of its own. One whose rule is not understood is a thing of its own like any that does not repeat; its text is only kept. */
bool plan_repeats(const Plan *plan);
const char *plan_rules(const Plan *plan); /* what it goes by; NULL: no rule, or none that is understood */
bool plan_is_override(const Plan *plan);

/* The clock a series goes by: its start; of a task without one its due moment. */
typedef struct Anchor {
	Moment at;
	const char *zone;
} Anchor;
Anchor plan_anchor(const Kind *kind, const void *record);
Repeat plan_repeat(Work *work, const Kind *kind, const void *record);
/* Exclusive end as an instant of the thing when it starts at `start`; INSTANT_NONE when it has none. Of a task: its due moment. */
Instant event_end_at(Work *work, const Event *event, Moment at, Instant start);
const char *task_zone(const Task *task);                     /* of that moment */
const char *task_due_zone(const Task *task);                 /* of its due: that which is its start's where none is said */
const char *event_end_zone(const Event *event);              /* likewise of an end */
Moment task_moment(const Task *task);                        /* when it is due, else when it begins */
Moment task_due_at(Work *work, const Task *task, Moment at); /* due moment of the occurrence `at` */

typedef struct Occurrence {
	Moment at;          /* as RECURRENCE-ID names it */
	Instant start;      /* of `at` */
	const void *record; /* the override that stands in its place, else the master */
	bool is_override;
	bool is_future; /* the override is of an earlier one and stands for this one too: `record` is it, moved here; in the base there is none */
} Occurrence;
typedef VEC(Occurrence) Occurrences;

/* The overrides of a series that are not superseded; array of the kind's structs. */
Err *plan_overrides(Work *work, const Kind *kind, int64_t master, void **out, size_t *n, Arena *arena);
/* Occurrences whose own (not moved) start lies in [from, to), in order; overrides stand in their places, and those that an override of an earlier one
 * moves (is_future) come when they reach into the window where they were moved to. A rule that cannot be read gives its start. */
Err *plan_occurrences(Work *work, const Kind *kind, const void *master, Instant from, Instant to, size_t most, Occurrences *out, Arena *arena);
/* The override for an occurrence; NULL when there is none. */
const void *plan_override_at(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at);
/* RANGE=THISANDFUTURE: what an override of an earlier occurrence makes of this one, as a record in the arena (without id, like one that is not stored
 * yet); NULL when no such override speaks of it. */
const void *plan_future_at(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at, Arena *arena);
const void *plan_future_of(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at); /* that override itself */
bool plan_same_occurrence(Work *work, const Kind *kind, const void *master, const Plan *override, Moment at);
/* The occurrence that an override names, on the clock of the series and in the form of `like`, which is one of its own; false: that cannot be read. */
bool plan_named_moment(Work *work, const Kind *kind, const void *master, const Plan *override, Moment like, Moment *out);

/* The occurrence that the rule names next after an instant, as an override of its own or of an earlier one makes it. *ruled: when the rule has it, to go
 * on from (may be where `after` lay). At most AHEAD_MOST are asked for in a row: they may all be done. */
enum {
	AHEAD_MOST = 100
};
Err *plan_ahead(Work *work, const Kind *kind, const void *master, Instant after, Instant *ruled, Occurrence *out, bool *found, Arena *arena);

/* Occurrences from `reach` before now to `reach` behind it; of a task further back, to one before now: what is seldom stays undone all the same. */
Err *plan_around(Work *work, const Kind *kind, const void *master, Instant now, int64_t reach, Occurrences *all, Arena *arena);
/* The open occurrence that a series owes: a task's last missed one, else the next; an event's running or next one. *found false: none. */
Err *plan_current(Work *work, const Kind *kind, const void *master, Instant now, Occurrence *out, bool *found, Arena *arena);
/* The same of the series' own client, whose occurrences other clients may have, and when the occurrence that is named so will be done. */
Err *plan_current_but(Work *work, const Kind *kind, const void *master, Instant now, Moment but, Occurrence *out, bool *found, Arena *arena);

bool event_is_open(const Event *event);
bool task_is_open(const Task *task);
/* What an event or task is called: its summary, else the name of its kind of contact, else the kind's label. */
const char *plan_text(Work *work, const Plan *plan, const Kind *kind, Arena *arena);
/* Reads by name of kind: "event" or "task"; ERR_NOT_FOUND with a text for people. */
Err *plan_get(Work *work, const char *kind_name, int64_t id, const Kind **kind, void *record, Arena *arena);
typedef union AnyPlan {
	Event event;
	Task task;
	Journal note;
} AnyPlan;

Err *reminders_derive_of(Work *work, const Kind *kind, int64_t id);
Err *reminder_derive_stored(Work *work, int64_t id);

#endif
