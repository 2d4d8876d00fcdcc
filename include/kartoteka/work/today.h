/* SPDX-License-Identifier: MIT */
/* The Today page as data, shared by the screen and by `today --print`. Read anew after every change; nothing is kept. */
#ifndef KARTOTEKA_WORK_TODAY_H
#define KARTOTEKA_WORK_TODAY_H

#include "kartoteka/store/lists.h"
#include "kartoteka/work/step.h"
#include "kartoteka/work/work.h"

enum {
	TODAY_BIRTHDAYS = 7
};

typedef struct TodayFree {
	Instant from, to;
} TodayFree;

typedef struct Today {
	Day day;
	Instant now;
	/* DAY: occurrences of today in order, all-day first; the now-line stands before row `now_at` (== row_count: behind the last). */
	AgendaRow *rows;
	size_t row_count, now_at;
	Seconds busy; /* what timed events of the day take together, those not cancelled */
	AgendaRow *tomorrow;
	size_t tomorrow_count;
	AgendaRow *later; /* the 7 days after tomorrow; of a page without their clients' names: few of them have a row (agenda_name) */
	size_t later_count;
	bool rows_cut, tomorrow_cut, later_cut; /* there is more than was read */
	size_t undated;                         /* open tasks that belong to no day; the calendar's day lists them */
	bool undated_more;
	/* Open tasks of earlier days that no reminder calls for: they are overdue as those below are. */
	AgendaRow *late;
	size_t late_count;
	/* REMINDERS: by next_at; the first `overdue` call for what is past, the next `due_today` for what is ahead or going on, or later today; `snoozed`
	 * ones that were put off to a later day stand last. */
	ReminderRow *reminders;
	size_t reminder_count, overdue, due_today, snoozed;
	size_t reminders_open; /* all that are still to be heard */
	bool reminders_more;   /* and more that were not counted */
	bool due_more;         /* of those counted and not read some may be due too */
	bool reminders_ever;   /* there are some, if only answered ones */
	/* NO NEXT STEP: longest silence first. */
	ClientRow *stepless;
	size_t stepless_count;
	int64_t stepless_all; /* exact to 1,000 */
	bool stepless_more;
	bool no_clients; /* whose steps could be missing: none at all in this list */
	/* CONTACTS THIS WEEK: Monday first; attempts do not count */
	int week[7], week_all;
	ClientRow *birthdays; /* of the 7 days from today, as they come */
	size_t birthday_count;
	Day *birthday_days; /* beside them: when it is this year */
	size_t born[TODAY_BIRTHDAYS];
	bool born_cut[TODAY_BIRTHDAYS]; /* on each of these days, and whether there are more than were read */
	TodayFree *free;                /* what is left of the working hours, half an hour at least */
	size_t free_count;
} Today;

/* What is overdue, reminders and late tasks, is one list by time: of the `next` one which it is, *late or *reminder, the other NULL. Both counters begin with 0. */
typedef struct TodayOverdue {
	size_t late_at, reminder_at;
	const AgendaRow *late;
	const ReminderRow *reminder;
} TodayOverdue;
bool today_overdue_next(const Today *today, TodayOverdue *at); /* false: there are no more */
/* How much there is today (day 0) or tomorrow (1), as the calendar counts it: what is held, what is due, birthdays; nothing without a date. */
size_t today_items_of(const Today *today, int day, bool *more);
/* owner 0: everybody's. */
Err *today_read(Work *work, int64_t owner, Today *out, Arena *arena);
/* As much as a screen shows; the days and reminders whole; the clients without a next step too. */
typedef enum TodayDepth {
	TODAY_PAGE,
	TODAY_PRINTED,
	TODAY_WHOLE,
} TodayDepth;
Err *today_read_to(Work *work, int64_t owner, TodayDepth depth, Today *out, Arena *arena);
/* What was read a moment later on the same day, when nothing began, ended or fell due meanwhile; true: other hours are free by now. */
bool today_clock(Work *work, Today *today, Arena *arena);
/* Until when that holds: what is on the page begins, ends or calls. */
Instant today_turn(Work *work, const Today *today);
/* The page as plain text of `width` cells (0: 80), nothing but printable characters. */
void today_text(Str *out, Work *work, const Today *today, int width);

#endif
