/* SPDX-License-Identifier: MIT */
/* Rows of reminders as lists and counts have them: which occurrence is called for and when that is; what is overdue, what is due. */
#include <string.h>

#include "kartoteka/store/lists.h"
#include "plan.h"

/* ---- the occurrence that is called for ---- */

static void row_of_event(ReminderRow *row, const Event *event, Moment at)
{
	row->due = at;
	row->zone = event->zone.s;
	row->start = event->start;
	row->end = event->end;
	row->end_zone = event->end_zone.s;
}

static void row_of_task(Work *work, ReminderRow *row, const Task *task, const Moment *at)
{
	bool by_due = at ? task->start.form == MOMENT_NONE : task->due.form != MOMENT_NONE;
	row->due = by_due ? task->due : task->start;
	row->zone = by_due && task->due_zone.s ? task->due_zone.s : task->zone.s;
	/* An occurrence is named by its start and due later, by the clock of the start. */
	if (at)
		row->due = task_due_at(work, task, *at);
}

/* An override names its occurrence in any zone or form, and may speak of those after it; a task is due later than the start that names it:
 * that is reckoned with instants, which SQL cannot. */
static Err *settle_row(Work *work, ReminderRow *row, Arena *arena)
{
	const Kind *kind = NULL;
	AnyPlan master;
	void *overrides = NULL;
	size_t n = 0;
	Moment at = row->reminder.occurrence;
	TRY(plan_get(work, row->reminder.of_kind.s, row->reminder.of.v, &kind, &master, arena));
	TRY(plan_overrides(work, kind, row->reminder.of.v, &overrides, &n, arena));
	const void *one = plan_override_at(work, kind, &master, overrides, n, at);
	if (!one)
		one = plan_future_at(work, kind, &master, overrides, n, at, arena);
	if (kind == &kind_event)
		row_of_event(row, one ? one : &master.event, one ? plan_of(one).start : at);
	else if (kind == &kind_task)
		row_of_task(work, row, one ? one : &master.task, one ? NULL : &at);
	return NULL;
}

Err *reminders_read(Work *work, const ReminderQuery *query, ReminderRow **out, size_t *n, Arena *arena)
{
	TRY(reminders_page(work->store, query, out, n, arena));
	for (size_t i = 0; i < *n; i++)
		if ((*out)[i].named_otherwise)
			TRY(settle_row(work, &(*out)[i], arena));
	return NULL;
}

/* ---- overdue or due ---- */

Instant reminder_past_at(Work *work, const ReminderRow *row)
{
	Moment due = row->due;
	Instant start = work_instant(work, due, row->zone);
	if (due.form == MOMENT_NONE)
		return INSTANT_NONE;
	if (strcmp(row->reminder.of_kind.s, "event") != 0)
		return due.form == MOMENT_DAY ? zone_instant(work->zone, (Day){due.day.n + 1}, 0) : start;
	const Event like = {.start = row->start, .end = row->end, .zone.s = row->zone, .end_zone.s = row->end_zone};
	Instant end = event_end_at(work, &like, due, start);
	return instant_is_none(end) ? start : end;
}

static bool calls_at(const ReminderRow *row, Instant now)
{
	return !instant_is_none(row->reminder.next_at) && row->reminder.next_at.s <= now.s;
}

static bool is_overdue_at(Work *work, const ReminderRow *row, Instant now)
{
	if (!calls_at(row, now))
		return false;
	Instant past = reminder_past_at(work, row);
	return instant_is_none(past) || past.s <= now.s;
}

bool reminder_is_overdue(Work *work, const ReminderRow *row)
{
	return is_overdue_at(work, row, work_now(work));
}

ReminderWhen reminder_when(Work *work, const ReminderRow *row, Instant now)
{
	ReminderWhen when = {.calls = calls_at(row, now), .overdue = is_overdue_at(work, row, now)};
	when.ahead = when.calls && !when.overdue;
	Instant told = when.ahead ? work_instant(work, row->due, row->zone) : row->reminder.next_at;
	zone_local(work->zone, told, &when.day, &when.second);
	when.today = when.day.n == zone_day(work->zone, now).n;
	when.all_day = when.ahead && row->due.form == MOMENT_DAY;
	return when;
}

Err *reminders_called(Work *work, int64_t owner, size_t limit, int64_t *overdue, int64_t *due, bool *more)
{
	Arena *arena = arena_new();
	ReminderQuery query = {.until = {work_now(work).s + 1}, .owner = owner, .limit = limit, .bare = true};
	ReminderRow *rows = NULL;
	size_t n = 0;
	*overdue = *due = 0;
	Err *err = reminders_read(work, &query, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		bool past = reminder_is_overdue(work, &rows[i]);
		*overdue += past;
		*due += !past;
	}
	*more = n == limit;
	arena_free(arena);
	return err;
}

Err *reminders_called_place(Work *work, int64_t owner, size_t limit, size_t nth, size_t *place)
{
	Arena *arena = arena_new();
	ReminderQuery query = {.until = {work_now(work).s + 1}, .owner = owner, .limit = limit, .bare = true};
	ReminderRow *rows = NULL;
	size_t n = 0, at = 0;
	*place = nth;
	Err *err = reminders_read(work, &query, &rows, &n, arena);
	for (int due = 0; due < 2 && !err && nth < n; due++)
		for (size_t i = 0; i < n; i++)
			if (reminder_is_overdue(work, &rows[i]) == !due && at++ == nth)
				*place = i;
	arena_free(arena);
	return err;
}

void reminders_nearest(Work *work, Reminder *rows, size_t *n)
{
	Instant now = work_now(work);
	size_t calling = 0, next = SIZE_MAX;
	for (size_t i = 0; i < *n; i++) {
		if (rows[i].state.v == REMINDER_DONE || instant_is_none(rows[i].next_at))
			continue;
		if (next == SIZE_MAX || rows[i].next_at.s < rows[next].next_at.s)
			next = i;
		if (rows[i].next_at.s <= now.s)
			rows[calling++] = rows[i];
	}
	if (!calling && next != SIZE_MAX)
		rows[calling++] = rows[next];
	*n = calling;
}
