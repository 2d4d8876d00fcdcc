/* SPDX-License-Identifier: MIT */
/* Reminders put off: the alarm moves, what it reminds of stays where it is, and the other occurrences of a series call as ever. */
#include "change.h"
#include "plan_change.h"

/* A day means its morning. */
Moment reminder_snooze_moment(Work *work, Moment to)
{
	if (to.form == MOMENT_DAY) {
		to.form = MOMENT_LOCAL;
		to.second = (int32_t)settings_minutes(work->settings, "time", "morning") * 60;
	}
	return to;
}

static Instant snooze_instant(Work *work, Moment to)
{
	return work_instant(work, reminder_snooze_moment(work, to), NULL);
}

static Err *event_start(Work *work, int64_t id, Instant *start, Arena *arena)
{
	Reminder reminder;
	const Kind *kind = NULL;
	AnyPlan record;
	*start = INSTANT_NONE;
	TRY(store_get(work->store, &kind_reminder, id, &reminder, arena));
	TRY(plan_get(work, reminder.of_kind.s, reminder.of.v, &kind, &record, arena));
	if (kind != &kind_event)
		return NULL;
	Plan plan = plan_of(&record);
	*start = work_instant(work, reminder.occurrence.form != MOMENT_NONE ? reminder.occurrence : plan.start, plan.zone.s);
	return NULL;
}

Err *reminders_start_before(Work *work, const int64_t *ids, size_t n, Moment to, Instant *start)
{
	Arena *arena = arena_new();
	Instant until = snooze_instant(work, to), now = work_now(work);
	Err *err = NULL;
	*start = INSTANT_NONE;
	for (size_t i = 0; !err && i < n; i++) {
		Instant one;
		err = event_start(work, ids[i], &one, arena);
		if (err && err->code == ERR_NOT_FOUND) {
			err_free(err);
			err = NULL;
		} else if (!err && !instant_is_none(one) && one.s >= now.s && one.s < until.s && (instant_is_none(*start) || one.s < start->s)) {
			*start = one;
		}
	}
	arena_free(arena);
	return err;
}

int64_t reminder_times_put_off(const Reminder *reminder)
{
	bool waits = reminder->state.v == REMINDER_SNOOZED && reminder->next_at.s == reminder->snoozed_to.s;
	return reminder->occurrence.form == MOMENT_NONE || waits ? reminder->snoozed.n : 0;
}

/* Whether its series calls again by then, for a later occurrence. `next`: the reminder as it is once what it speaks of is left to itself. */
static Err *calls_by(Work *work, const Reminder *old, Instant to, Reminder *next, bool *calls)
{
	*next = *old;
	*calls = false;
	if (old->absolute.v || old->occurrence.form == MOMENT_NONE || instant_is_none(old->next_at))
		return NULL;
	next->state.v = REMINDER_PENDING;
	next->snoozed_to = next->at = INSTANT_NONE;
	next->snoozed.n = 0;
	if (instant_is_none(old->acknowledged) || old->acknowledged.s < old->next_at.s)
		next->acknowledged = old->next_at;
	Reminder later = *next;
	TRY(reminder_derive(work, &later, work_now(work)));
	*calls = !instant_is_none(later.next_at) && later.next_at.s <= to.s;
	return NULL;
}

/* One occurrence is put off beyond the next: it gets a reminder of its own (RFC 9074), and the series goes on calling for the others. */
static Err *put_apart(Work *work, const Reminder *old, Reminder *next, Instant to, int64_t *id, Arena *arena)
{
	char uuid[37];
	Reminder apart = *old;
	env_uuid(uuid, work->env);
	TRY(reminder_alarm_at(work, old, &apart.at, arena));
	TRY(work_edit(work, &kind_reminder, old, next));
	apart.head = (Record){0};
	apart.uid.s = uuid;
	apart.absolute.v = true;
	if (apart.lead.s == SECONDS_NONE.s)
		apart.lead.s = 0;
	apart.state.v = REMINDER_SNOOZED;
	apart.snoozed_to = to;
	apart.snoozed.n = reminder_times_put_off(old) + 1;
	apart.acknowledged = apart.told_at = INSTANT_NONE;
	TRY(work_make(work, &kind_reminder, &apart));
	if (!work->dry_run)
		*id = apart.head.id;
	return NULL;
}

static Err *snooze_in(Work *work, int64_t ids[], size_t n, Instant to, Arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		Reminder old, next;
		bool calls;
		TRY(store_get(work->store, &kind_reminder, ids[i], &old, arena));
		TRY(calls_by(work, &old, to, &next, &calls));
		if (calls) {
			TRY(put_apart(work, &old, &next, to, &ids[i], arena));
			continue;
		}
		Reminder new = old;
		/* What the series' own reminder speaks of is derived anew with each change: by this it is known again. */
		if (!old.absolute.v && old.occurrence.form != MOMENT_NONE)
			TRY(reminder_alarm_at(work, &old, &new.at, arena));
		new.state.v = REMINDER_SNOOZED;
		new.snoozed_to = to;
		new.snoozed.n = reminder_times_put_off(&old) + 1;
		TRY(work_edit(work, &kind_reminder, &old, &new));
	}
	return NULL;
}

Err *reminder_snooze_check(Work *work, Moment to)
{
	if (to.form == MOMENT_NONE)
		return err_new(ERR_USAGE, _("Until when it is put off was not said"));
	Instant until = snooze_instant(work, to);
	if (until.s > work_now(work).s)
		return NULL;
	Str when = {0};
	words_instant(&when, until, work->zone, work_today(work));
	Err *err = err_new(ERR_USAGE, _("%s has passed: a reminder is put off to a time to come"), str_text(&when));
	str_done(&when);
	return err;
}

Err *reminder_snooze(Work *work, int64_t ids[], size_t n, Moment to, int64_t *batch)
{
	TRY(reminder_snooze_check(work, to));
	Arena *arena = arena_new();
	Err *err = reminders_begin(work, "remind snooze", ids, n, true, arena);
	if (!err)
		err = work_end(work, snooze_in(work, ids, n, snooze_instant(work, to), arena), batch);
	arena_free(arena);
	return err;
}
