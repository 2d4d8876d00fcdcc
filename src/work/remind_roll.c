/* SPDX-License-Identifier: MIT */
/* Series that call again: their alarm moves on to the occurrence that calls now, whether the one before was answered or not. */
#include "change.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/step.h"
#include "plan_change.h"

enum {
	ROLL_MOST = 200
};

static Err *roll_one(Work *work, Reminder *reminder, Instant now, bool *begun)
{
	Reminder new = *reminder;
	TRY(reminder_derive(work, &new, now));
	if (new.next_at.s == reminder->next_at.s)
		return NULL;
	if (!*begun) {
		BatchHead head = {.author = work->me.head.id, .at = now, .command = "remind"};
		TRY(store_begin(work->store, &head));
		*begun = true;
	}
	return store_derive(work->store, &kind_reminder, &new);
}

Err *reminders_roll(Work *work, bool *any)
{
	Instant now = work_now(work);
	Arena *arena = arena_new();
	/* The latest first: what has called long ago and still does is moved on by the next look. */
	ReminderQuery query = {.until = {now.s + 1}, .owner = work->me.head.id, .limit = ROLL_MOST, .backward = true, .series = true};
	ReminderRow *rows = NULL;
	size_t n = 0;
	*any = false;
	Err *err = store_read_only(work->store) || work->change || work->dry_run ? NULL : reminders_page(work->store, &query, &rows, &n, arena);
	for (size_t i = n; !err && i-- > 0;)
		if (rows[i].repeats && rows[i].reminder.state.v == REMINDER_PENDING)
			err = roll_one(work, &rows[i].reminder, now, any);
	if (*any && !err)
		err = store_commit(work->store, NULL);
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	arena_free(arena);
	return err;
}
