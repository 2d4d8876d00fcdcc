/* SPDX-License-Identifier: MIT */
/* Until when what calls and what is late stays as it is though the clock goes on: a session that nobody touches asks the base no sooner. */
#include "kartoteka/work/step.h"

enum {
	TURN_MOST = 200, /* of each, as row 0 counts them */
	SERIES_STEPS = 16,
};

void turn_at(Instant *turn, Instant now, Instant at)
{
	if (instant_is_none(at) || at.s < now.s)
		return;
	if (at.s == now.s)
		at.s++;
	if (at.s < turn->s)
		*turn = at;
}

void turn_at_reminder(Instant *turn, Work *work, const ReminderRow *row)
{
	turn_at(turn, work_now(work), row->reminder.next_at);
	turn_at(turn, work_now(work), reminder_past_at(work, row));
}

/* When the alarm of a series that calls moves on to a later occurrence. */
static Err *turn_of_series(Work *work, const Reminder *calling, Instant now, Instant *turn)
{
	Instant at = *turn;
	for (int i = 0; i < SERIES_STEPS; i++) {
		Reminder later = *calling;
		TRY(reminder_derive(work, &later, at));
		if (later.next_at.s == calling->next_at.s || later.next_at.s <= now.s || later.next_at.s > at.s)
			return NULL;
		turn_at(turn, now, later.next_at);
		at.s = later.next_at.s - 1; /* one before it may call sooner */
	}
	*turn = now;
	return NULL;
}

/* As reminders_roll looks at them. */
static Err *turn_of_rolling(Work *work, int64_t owner, Instant now, Instant *turn, Arena *arena)
{
	ReminderQuery query = {.until = {now.s + 1}, .owner = owner, .limit = TURN_MOST, .backward = true, .series = true};
	ReminderRow *rows;
	size_t n;
	TRY(reminders_page(work->store, &query, &rows, &n, arena));
	for (size_t i = 0; i < n; i++)
		if (rows[i].repeats && rows[i].reminder.state.v == REMINDER_PENDING)
			TRY(turn_of_series(work, &rows[i].reminder, now, turn));
	return NULL;
}

static Err *turn_of_called(Work *work, int64_t owner, Instant now, Instant *turn, Arena *arena)
{
	ReminderQuery query = {.until = {now.s + 1}, .owner = owner, .limit = TURN_MOST, .bare = true};
	ReminderRow *rows;
	size_t n;
	Instant next;
	TRY(reminders_next(work->store, owner, now, &next));
	turn_at(turn, now, next);
	TRY(reminders_read(work, &query, &rows, &n, arena));
	for (size_t i = 0; i < n; i++)
		turn_at_reminder(turn, work, &rows[i]);
	return NULL;
}

static Err *turn_of_owed(Work *work, int64_t owner, Instant now, Instant *turn, Arena *arena)
{
	AgendaRow *rows;
	size_t n;
	TRY(agenda_owed(work, owner, *turn, TURN_MOST, &rows, &n, arena));
	for (size_t i = 0; i < n; i++)
		turn_at(turn, now, rows[i].start);
	return NULL;
}

Err *plan_turn(Work *work, int64_t owner, Instant far, Instant *turn)
{
	Arena *arena = arena_new();
	Instant now = work_now(work);
	*turn = far;
	Err *err = turn_of_called(work, owner, now, turn, arena);
	if (!err)
		err = turn_of_owed(work, owner, now, turn, arena);
	if (!err)
		err = turn_of_rolling(work, owner, now, turn, arena);
	if (err)
		*turn = now;
	arena_free(arena);
	return err;
}
