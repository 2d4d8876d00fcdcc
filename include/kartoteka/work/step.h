/* SPDX-License-Identifier: MIT */
/* Steps, tasks, events, notes, reminders: plan, do, move, repeat, snooze. Next step of a client: its earliest open task or event, overdue included. */
#ifndef KARTOTEKA_WORK_STEP_H
#define KARTOTEKA_WORK_STEP_H

#include "kartoteka/model/plan.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/work.h"

Err *steps_of(Work *work, int64_t client, StepRow **out, size_t *n, Arena *arena); /* open ones, earliest first, undated last */
/* Those that stay open when this one will be done, of a series its later occurrences; NULL: all. */
Err *steps_left(Work *work, int64_t client, const StepRow *closed, StepRow **out, size_t *n, Arena *arena);
/* A step in words: "чт 10 КП" -> a task with its due moment, kind guessed from its words, and a reminder at the due time. */
Err *step_plan(Work *work, int64_t client, const char *words, int64_t *task, int64_t *batch);

/* How much of a series a change speaks of. */
typedef enum Reach {
	REACH_ONE,
	REACH_FROM_HERE,
	REACH_WHOLE,
} Reach;
/* `at` is the occurrence (MOMENT_NONE: not of a series). Kept as EXDATE, RECURRENCE-ID, or the rule ended and a new series. */
Err *plan_done(Work *work, const char *kind, int64_t id, Moment at, bool done, int64_t *batch); /* this one occurrence */
/* What was done of it and can be opened again: the occurrence that is named, else of a series the one that was done last. */
typedef struct PlanDone {
	bool found;
	Moment at;   /* the occurrence, as plan_done takes it */
	Moment when; /* where it lies, in the zone of the screen; MOMENT_NONE: it does not repeat */
} PlanDone;
Err *plan_done_last(Work *work, const char *kind, int64_t id, Moment at, PlanDone *out);
/* What a reach comes to there: from the first on is the whole. *repeats: there is a series at all. */
Err *plan_reach(Work *work, const char *kind, int64_t id, Moment at, Reach *reach, bool *repeats);
/* The series (*id) and the occurrence in it that a record stands for: an override's own, else the one that is owed now, else the first;
 * MOMENT_NONE: it does not repeat. */
Err *plan_occurrence(Work *work, const char *kind, int64_t *id, Moment *at);
Err *plan_remove(Work *work, const char *kind, int64_t id, Moment at, Reach reach, int64_t *batch);
Err *event_save(Work *work, const Event *old, Event *new, Moment at, Reach reach, int64_t *batch); /* old NULL: new. Moving the start moves the end */
Err *task_save(Work *work, const Task *old, Task *new, Moment at, Reach reach, int64_t *batch);
/* What is wrong with the times, for under the field ("end" of an event, "start" of a task); not translated, NULL: nothing. */
const char *event_wrong(const Event *event);
const char *task_wrong(Work *work, const Task *task);
Err *note_save(Work *work, const Journal *old, Journal *new, int64_t *batch);
Err *notes_of(Work *work, int64_t client, Journal **out, size_t *n, Arena *arena); /* of this client, newest first, undated last */
const char *note_whole(const Journal *note);                                       /* all that it says; borrowed */
void note_write(Journal *note, const char *text, Arena *arena);                    /* anew: the first line is its title, but where that is one of its own */
const char *note_own_title(const Journal *note);                                   /* one that is not the first line of the text; NULL: it has none */
/* Where only one of them was changed: the first line goes with its title, and the title with the first line. */
void note_title_follows(const Journal *old, Journal *new, Arena *arena);
Err *event_move(Work *work, int64_t id, Moment at, Seconds by, Reach reach, int64_t *batch); /* < > in calendars */
/* A record as its form shows it for one occurrence: its override, else the master with its times there. What event_save compares `new` with. */
Err *event_shown(Work *work, int64_t id, Moment at, Event *out, Arena *arena);
/* What event_shown says by now of what it gave as `old`: *at is what that occurrence is called by now, when others moved the series. */
Err *event_now(Work *work, const Event *old, Moment *at, Event *out, Arena *arena);
Err *task_now(Work *work, const Task *old, Moment *at, Task *out, Arena *arena);
/* Of an event or task that stands for one of a series: the rules of that, and whether it is elsewhere or says something else; NULL: of none. */
Err *occurrence_rules(Work *work, const char *kind, int64_t id, const char **rules, bool *changed, Arena *arena);
Err *task_shown(Work *work, int64_t id, Moment at, Task *out, Arena *arena);
/* Done of many clients' earliest steps (d with marks): one change; *left: how many had none. */
Err *clients_step_done(Work *work, const int64_t *clients, size_t n, size_t *left, int64_t *batch);

/* How the words of a step's line are read: written and echoed alike. */
WordsContext step_context(const Work *work, const char *line);
/* What a line says of a step without a date. */
const char *step_undated(void);
const char *step_passed(Work *work, const WordsReading *when); /* the words for one that is planned into the past; NULL: it lies ahead, or repeats */
/* "↻ every week on Tue" of a step that was read in words, behind what stands in `out`; nothing of one that is once. */
void step_add_repeat(Str *out, const WordsReading *when);

/* When and how long, as it is said before and after it is written: "Fri 24 July 10:00 45m", "Sat 1 August – Wed 5 August". `start` by the user's clock;
 * SECONDS_NONE, and one whole day: the start alone. */
void step_span(Str *out, Work *work, Moment start, Seconds length);

/* ---- reminders ---- */
Err *reminders_of(Work *work, const char *kind, int64_t id, Reminder **out, size_t *n, Arena *arena); /* of this "task" or "event", done ones too */
/* Their rows with the occurrence that is called for as it is, however an override of the series names it: what lists and counts read. */
Err *reminders_read(Work *work, const ReminderQuery *query, ReminderRow **out, size_t *n, Arena *arena);
/* When what it reminds of is past: a task when its due time or day is over, an event at its end. INSTANT_NONE: it has no date. */
Instant reminder_past_at(Work *work, const ReminderRow *row);
/* It calls and what it reminds of is past: `!` everywhere. One that calls for what lies ahead or goes on is due: `•`. */
bool reminder_is_overdue(Work *work, const ReminderRow *row);
/* The time that a row tells, by the user's clock: when it calls; of what calls for something that lies ahead or goes on when that is, not when it called. */
typedef struct ReminderWhen {
	Day day;
	int32_t second;
	bool calls, overdue, ahead; /* by then; ahead: calls and is not overdue */
	bool today, all_day;        /* all_day: what lies ahead has no hour */
} ReminderWhen;
ReminderWhen reminder_when(Work *work, const ReminderRow *row, Instant now);
/* Of those that call by now, how many are overdue and how many are due, counted to `limit` at most; *more: there are others. */
Err *reminders_called(Work *work, int64_t owner, size_t limit, int64_t *overdue, int64_t *due, bool *more);
/* Where the `nth` of those that call stands in the order of next_at: the overdue first, then those that are due. */
Err *reminders_called_place(Work *work, int64_t owner, size_t limit, size_t nth, size_t *place);
/* Those that call for it: an occurrence that was moved and has none of its own is called by those of its series. */
Err *reminders_calling(Work *work, const char *kind, int64_t id, Reminder **out, size_t *n, Arena *arena);
/* Of these those that call now, else the one that calls next; in place, *n of them. */
void reminders_nearest(Work *work, Reminder *rows, size_t *n);
Err *reminder_add(Work *work, const char *kind, int64_t id, Seconds lead, int64_t *reminder);
/* It calls so long before and no else: those that are there stay as they are, with what was put off. Alarms at a fixed instant are left alone. */
Err *reminders_set(Work *work, const char *kind, int64_t id, const Seconds before[], size_t n);
/* Moves the alarm, never the due date; counted. One of a series that would be silent for later occurrences leaves the series to them: its place in `ids`
 * takes the reminder that was put off. */
Err *reminder_snooze(Work *work, int64_t ids[], size_t n, Moment to, int64_t *batch);
/* How often what it speaks of was put off: a later occurrence of a series was not by that of an earlier one. */
int64_t reminder_times_put_off(const Reminder *reminder);
Moment reminder_snooze_moment(Work *work, Moment to); /* a day alone gets its morning */
Err *reminder_snooze_check(Work *work, Moment to);    /* that it lies ahead: nothing is put off into the past */
/* When the first of their meetings to come begins that would have begun by `to`; INSTANT_NONE: none. */
Err *reminders_start_before(Work *work, const int64_t *ids, size_t n, Moment to, Instant *start);
Err *reminder_done(Work *work, const int64_t *ids, size_t n, int64_t *batch); /* a task is completed, an event's alarm answered */
/* They call no more; what they call for stays. Of a series for all of it. */
Err *reminder_remove(Work *work, const int64_t *ids, size_t n, int64_t *batch);
/* What they call for goes, of a series the occurrence alone; *gone: how many things. */
Err *reminders_remove(Work *work, const int64_t *ids, size_t n, size_t *gone, int64_t *batch);
/* next_at from the reminder, its record and occurrences after `after`; called by everything that changes either. */
Err *reminder_derive(Work *work, Reminder *reminder, Instant after);
Err *reminder_derive_of(Work *work, const Kind *kind, const void *record, Reminder *reminder, Instant after); /* where what it reminds of is at hand */
/* Due ones not told yet, marked as told in one transaction so that whoever asks first tells it. Where they cannot be marked they are given beside the error:
 * to be told all the same. */
Err *reminders_take_due(Work *work, ReminderRow **out, size_t *n, Arena *arena);
/* Those that could not be told after all: the next who asks tells them. */
Err *reminders_untold(Work *work, const int64_t *ids, size_t n);
/* My series whose next occurrence calls already: the alarm moves on to it; *any: something was. For the screens, on the minute. */
Err *reminders_roll(Work *work, bool *any);

/* ---- agenda ---- */
typedef struct AgendaRow {
	const char *kind; /* "event" "task" "note" "birthday": then id and client are whose */
	int64_t id;
	Moment at;         /* of this occurrence; MOMENT_NONE for undated tasks */
	Moment recurrence; /* the occurrence as RECURRENCE-ID names it; MOMENT_NONE: not of a series */
	const char *zone;
	Instant start, end; /* as instants in the user's zone; end exclusive; INSTANT_NONE: none */
	Day day;            /* of start, in the user's zone */
	bool all_day, done, free, repeats, tentative, cancelled;
	const char *summary, *location, *uid;
	const char *phone; /* of the client */
	int64_t client, contact_kind, owner;
	const char *client_title;
	bool organization; /* the client is one: its name is not shortened */
} AgendaRow;
typedef struct AgendaQuery {
	Instant from, to; /* [from, to) */
	int64_t owner;    /* 0: everybody */
	int64_t client;   /* 0: all */
	bool notes;       /* VJOURNALs too */
	size_t birthdays; /* clients' birthdays too, so many of each day at most; 0: none */
	size_t most;      /* at most so many rows; 0: 10,000 */
	size_t day_most;  /* of each day at most so many short events and so many tasks; 0: all */
	bool only_end;    /* where that is too few, what is given is whole up to its last row: nothing is missing in between */
	bool open_only;   /* tasks that are done or called off are left out where they lie in rows of their own; of a series they may be among the rows */
	bool unnamed;     /* the clients' names are not asked for: agenda_name */
	bool *cut;        /* told when there was more than either allows; may be NULL */
} AgendaQuery;
/* An event that takes time from one, some hours or whole days: neither marked free nor cancelled. */
bool agenda_is_busy(const AgendaRow *row);
/* Where there is room for one name it goes by its client's: it has no words of its own, or they begin with the kind of contact ("call"). */
bool agenda_is_by_client(const AgendaRow *row);
/* Events with every repetition, and due tasks, in order (all-day first within a day). A rule that cannot be read gives its start. */
Err *agenda_read(Work *work, const AgendaQuery *query, AgendaRow **out, size_t *n, Arena *arena);
/* The clients' names of rows that were read unnamed. */
Err *agenda_name(Work *work, AgendaRow *rows, size_t n, Arena *arena);
/* Open tasks whose time is over and that no reminder will call for, oldest first, `most` at most; a series by the occurrence that it owes. */
Err *agenda_late(Work *work, int64_t owner, size_t most, AgendaRow **out, size_t *n, Arena *arena);
/* Of the same those that are due from now on and before `until`, unnamed; of a series each occurrence. */
Err *agenda_owed(Work *work, int64_t owner, Instant until, size_t most, AgendaRow **out, size_t *n, Arena *arena);
/*
 * By the clock alone, while nothing is changed: the next moment, `far` at the latest, from which on other reminders call or are overdue, or other tasks are
 * late. Never later than the truth for the first 200 of each, which is what row 0 counts; now: that cannot be told. Midnight is not among them.
 */
Err *plan_turn(Work *work, int64_t owner, Instant far, Instant *turn);
/* *turn is no later than `at`; what is past already, or INSTANT_NONE, does not count. What is at this very instant counts a second behind it. */
void turn_at(Instant *turn, Instant now, Instant at);
void turn_at_reminder(Instant *turn, Work *work, const ReminderRow *row);

#endif
