/* SPDX-License-Identifier: MIT */
/* Changes of events and tasks that step.h's functions are made of. All of these want a running change. */
#ifndef KARTOTEKA_WORK_PLAN_CHANGE_H
#define KARTOTEKA_WORK_PLAN_CHANGE_H

#include "kartoteka/work/lead.h"
#include "plan.h"

/* Removes the record with its reminders, overrides and source component. */
Err *plan_erase(Work *work, const Kind *kind, int64_t id);
Err *reminders_erase(Work *work, const Kind *kind, int64_t id);
/* The thing was moved in time: what was answered or put off for the old time calls again. */
Err *reminders_wake(Work *work, const Kind *kind, int64_t id);
/* Done or open again, of one record that is no series. */
Err *plan_tick(Work *work, const Kind *kind, const void *record, bool done);
/* The override of the occurrence, not yet stored: a copy of the master that stands alone, or of what an override of an earlier one made of it. */
void plan_override_init(Work *work, const Kind *kind, void *out, const void *master, const void *overrides, size_t n, Moment at, Arena *arena);
/* Fills what every new event, task and note has: uid, owner, made_at, zone of local times. */
void plan_settle(Work *work, const Kind *kind, void *record, Arena *arena);
Err *reminder_make(Work *work, const Kind *kind, int64_t id, Seconds lead, bool from_end, int64_t *reminder);
/* The same alarm for another record, not yet stored: nothing of it was answered or put off there. */
Reminder reminder_fresh(const Reminder *reminder);
/* The change of one reminder or many, by what is done with it. */
Err *reminders_begin(Work *work, const char *command, const int64_t *ids, size_t n, bool snooze, Arena *arena);
/* One occurrence of a series put off by itself; `at` says when its alarm was, `lead` and `from_end` how that was counted. */
bool reminder_is_apart(const Reminder *reminder);
/* When the alarm of the occurrence is that it speaks of, put off or not. */
Err *reminder_alarm_at(Work *work, const Reminder *reminder, Instant *at, Arena *arena);
/* The reminder a new event or task is given by the settings. */
Err *reminder_make_usual(Work *work, const Kind *kind, const void *record);
Moment moment_shift(Moment at, Moment from, Moment to); /* by what lies between from and to, by the clock */
/* What the base says by now of what was shown as `old`, *at being what its occurrence is called by now; MOMENT_NONE: it is spoken of as it stands. */
Err *plan_now(Work *work, const Kind *kind, const void *old, Moment *at, AnyPlan *out, Arena *arena);
/* The difference between `old` and `new` put onto that: what others did stays, ERR_CONFLICT where it is the same field. */
Err *plan_merge(Work *work, const Kind *kind, const void *old, const void *new, Moment *at, Reach reach, AnyPlan *now, AnyPlan *merged, Arena *arena);
const char *moments_beside(Arena *arena, const char *list, Moment at, bool before);
const char *moments_shift(Arena *arena, const char *list, Moment from, Moment to);

#endif
