/* SPDX-License-Identifier: MIT */
/*
 * Reminders: when each is to be heard next, answered, put off, told. next_at is kept by every change of the reminder or of what it reminds of;
 * of a series it moves on when the next occurrence calls, answered or not.
 */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/said.h"
#include "plan_change.h"

/* ---- when it calls ---- */

typedef struct Alarm {
	Work *work;
	const Kind *kind;
	const void *master; /* a record of `kind` */
	const Reminder *reminder;
} Alarm;

/* When the alarm of one occurrence calls; INSTANT_NONE when it has nothing to count from. */
static Instant alarm_time(const Alarm *alarm, const Occurrence *one)
{
	Work *work = alarm->work;
	const Reminder *reminder = alarm->reminder;
	Instant base;
	if (alarm->kind == &kind_event) {
		const Event *event = one->record;
		Moment at = one->is_override ? event->start : one->at;
		Instant start = one->is_override ? work_instant(work, event->start, event->zone.s) : one->start;
		base = reminder->from_end.v ? event_end_at(work, event, at, start) : start;
		if (instant_is_none(base))
			base = start;
	} else {
		const Task *task = one->record;
		Moment due = one->is_override ? task->due : task_due_at(work, task, one->at);
		bool from_due = reminder->from_end.v || task->start.form == MOMENT_NONE;
		const char *due_zone = task_due_zone(task);
		if (from_due && due.form != MOMENT_NONE)
			base = work_instant(work, due, due_zone);
		else
			base = one->is_override ? work_instant(work, task->start, task->zone.s) : one->start;
	}
	if (instant_is_none(base) || reminder->lead.s == SECONDS_NONE.s)
		return base;
	return (Instant){base.s + reminder->lead.s};
}

static bool is_closed(const Kind *kind, const void *record)
{
	return kind == &kind_event ? !event_is_open(record) : !task_is_open(record);
}

/* What lay in the past when it was written down does not call: an imported year of meetings is silent. An open task always does. */
static bool was_coming(const Alarm *alarm, const Occurrence *one)
{
	Plan plan = plan_of(alarm->master);
	if (instant_is_none(plan.made_at) || (alarm->kind == &kind_task && !plan_repeats(&plan)))
		return true;
	Instant start = one->start;
	if (one->is_override) {
		Plan own = plan_of(one->record);
		start = work_instant(alarm->work, own.start, own.zone.s);
	}
	return instant_is_none(start) || start.s >= plan.made_at.s;
}

static bool is_answered(const Reminder *reminder, Instant at)
{
	return !instant_is_none(reminder->acknowledged) && reminder->acknowledged.s >= at.s;
}

static void derive_single(const Alarm *alarm, Reminder *reminder)
{
	Anchor anchor = plan_anchor(alarm->kind, alarm->master);
	Occurrence one = {.at = anchor.at, .start = work_instant(alarm->work, anchor.at, anchor.zone), .record = alarm->master};
	Instant at = reminder->absolute.v ? reminder->at : alarm_time(alarm, &one);
	reminder->occurrence = (Moment){.form = MOMENT_NONE};
	if (!instant_is_none(at) && !is_answered(reminder, at) && was_coming(alarm, &one))
		reminder->next_at = at;
}

/* An occurrence that stands for itself with alarms of its own is not called by those of its series, too. */
static Err *calls_itself(const Alarm *alarm, const Occurrence *one, bool *itself, Arena *arena)
{
	Reminder *rows = NULL;
	size_t n = 0;
	if (one->is_override && !one->is_future)
		TRY(reminders_of(alarm->work, alarm->kind->name, plan_of(one->record).head.id, &rows, &n, arena));
	*itself = n > 0;
	return NULL;
}

static Err *first_of(const Alarm *alarm, Reminder *reminder, Instant after, const Occurrences *all, Arena *arena)
{
	for (size_t i = 0; i < all->n; i++) {
		const Occurrence *one = &all->at[i];
		Instant at = alarm_time(alarm, one);
		bool itself;
		/* A later one that was done answers for those missed before it, as plan_current has it. */
		if (alarm->kind == &kind_task && is_closed(alarm->kind, one->record)) {
			reminder->next_at = INSTANT_NONE;
			reminder->occurrence = (Moment){.form = MOMENT_NONE};
			continue;
		}
		if (instant_is_none(at) || is_answered(reminder, at) || is_closed(alarm->kind, one->record) || !was_coming(alarm, one))
			continue;
		TRY(calls_itself(alarm, one, &itself, arena));
		if (itself)
			continue;
		if (at.s > after.s && !instant_is_none(reminder->next_at))
			break;
		reminder->next_at = at;
		reminder->occurrence = one->at;
		if (at.s > after.s)
			break;
	}
	return NULL;
}

#define ALARM_WINDOW ((int64_t)62 * DAY_SECONDS)

/* The last one that called and was not answered, else the first to come. */
static Err *derive_series(const Alarm *alarm, Reminder *reminder, Instant after, Arena *arena)
{
	int64_t reach = ALARM_WINDOW;
	if (reminder->lead.s != SECONDS_NONE.s)
		reach += reminder->lead.s < 0 ? -reminder->lead.s : reminder->lead.s;
	Occurrences all = {0};
	TRY(plan_around(alarm->work, alarm->kind, alarm->master, after, reach, &all, arena));
	Err *failed = first_of(alarm, reminder, after, &all, arena);
	vec_free(&all);
	TRY(failed);
	if (!instant_is_none(reminder->next_at))
		return NULL;
	Instant from = {after.s + ALARM_WINDOW};
	for (int tries = 0; tries < AHEAD_MOST; tries++) {
		Occurrence next;
		bool found;
		TRY(plan_ahead(alarm->work, alarm->kind, alarm->master, from, &from, &next, &found, arena));
		if (!found)
			return NULL;
		Occurrences one = {.at = &next, .n = 1};
		TRY(first_of(alarm, reminder, after, &one, arena));
		if (!instant_is_none(reminder->next_at))
			return NULL;
	}
	return NULL;
}

/* ---- put off ---- */

bool reminder_is_apart(const Reminder *reminder)
{
	return reminder->absolute.v && reminder->lead.s != SECONDS_NONE.s;
}

/* How far off the alarm of the same day may be that somebody in another zone counts: of a whole day and of a time without a zone. */
enum {
	ZONES_APART = 14 * 3600
};

/* How far the alarm of one occurrence is from an instant; -1: that cannot be it. */
static int64_t alarm_off(const Alarm *alarm, const Occurrence *one, Instant at)
{
	Instant calls = alarm_time(alarm, one);
	if (instant_is_none(calls))
		return -1;
	bool local = one->at.form == MOMENT_DAY || !plan_anchor(alarm->kind, alarm->master).zone;
	int64_t off = llabs(calls.s - at.s);
	return off == 0 || (local && off < ZONES_APART) ? off : -1;
}

/* The occurrence that was put off: by when its alarm was; by its name where that is not known (a file put it off). */
static Err *find_spoken(const Alarm *alarm, Moment name, Occurrence *out, bool *found, Arena *arena)
{
	Occurrences all = {0};
	const char *zone = plan_anchor(alarm->kind, alarm->master).zone;
	/* One of its own keeps its name: only a change that was brought again has lost it. In the series the name moves on with each derivation. */
	bool by_alarm = !instant_is_none(alarm->reminder->at) && (name.form == MOMENT_NONE || !alarm->reminder->absolute.v);
	Instant around = INSTANT_NONE;
	if (by_alarm)
		around = alarm->reminder->at;
	else if (name.form != MOMENT_NONE)
		around = work_instant(alarm->work, name, zone);
	int64_t lead = alarm->reminder->lead.s == SECONDS_NONE.s ? 0 : llabs(alarm->reminder->lead.s);
	*found = false;
	if (instant_is_none(around))
		return NULL;
	TRY(plan_around(alarm->work, alarm->kind, alarm->master, around, ALARM_WINDOW + lead, &all, arena));
	int64_t least = INT64_MAX;
	for (size_t i = 0; i < all.n && least; i++) {
		int64_t off = moment_cmp(all.at[i].at, name) == 0 ? 0 : -1;
		if (by_alarm)
			off = alarm_off(alarm, &all.at[i], around);
		if (off < 0 || off >= least)
			continue;
		least = off;
		*found = true;
		*out = all.at[i];
	}
	vec_free(&all);
	return NULL;
}

/* What was put off calls then, unless it was done or left its series meanwhile. */
static Err *derive_put_off(const Alarm *alarm, Reminder *reminder, Moment name, bool *calls, Arena *arena)
{
	bool found = false;
	Occurrence one = {.at = name};
	Plan plan = plan_of(alarm->master);
	/* A file may bring what was put off to a time before it came. */
	*calls = alarm->kind != &kind_event || instant_is_none(plan.made_at) || reminder->snoozed_to.s >= plan.made_at.s;
	/* A file's own time of a series speaks of none. */
	bool speaks = reminder_is_apart(reminder) || name.form != MOMENT_NONE || (!reminder->absolute.v && !instant_is_none(reminder->at));
	if (*calls && plan_repeats(&plan) && speaks) {
		TRY(find_spoken(alarm, name, &one, &found, arena));
		*calls = found && !is_closed(alarm->kind, one.record);
	}
	if (!*calls)
		return NULL;
	reminder->next_at = reminder->snoozed_to;
	if (plan_repeats(&plan))
		reminder->occurrence = found ? one.at : name;
	return NULL;
}

static Err *derive_of(Work *work, const Kind *kind, const void *record, Reminder *reminder, Instant after, Arena *arena)
{
	Moment spoken = reminder->occurrence;
	Plan plan = plan_of(record);
	reminder->next_at = INSTANT_NONE;
	reminder->occurrence = (Moment){.form = MOMENT_NONE};
	reminder->owner = plan.owner;
	if (reminder->state.v == REMINDER_DONE || is_closed(kind, record))
		return NULL;
	Alarm alarm = {work, kind, record, reminder};
	if (reminder->state.v == REMINDER_SNOOZED && !instant_is_none(reminder->snoozed_to)) {
		bool calls;
		TRY(derive_put_off(&alarm, reminder, spoken, &calls, arena));
		/* One of its own speaks of that occurrence for ever: it may come back. */
		if (!calls && reminder_is_apart(reminder))
			reminder->occurrence = spoken;
		if (calls || reminder_is_apart(reminder))
			return NULL;
	}
	if (plan_repeats(&plan) && !reminder->absolute.v)
		return derive_series(&alarm, reminder, after, arena);
	derive_single(&alarm, reminder);
	return NULL;
}

static Err *derive_in(Work *work, Reminder *reminder, Instant after, Arena *arena)
{
	AnyPlan record;
	const Kind *kind = NULL;
	Err *err = plan_get(work, reminder->of_kind.s, reminder->of.v, &kind, &record, arena);
	if (!err)
		return derive_of(work, kind, &record, reminder, after, arena);
	if (err->code != ERR_NOT_FOUND)
		return err;
	err_free(err);
	reminder->next_at = INSTANT_NONE;
	reminder->occurrence = (Moment){.form = MOMENT_NONE};
	return NULL;
}

Err *reminder_alarm_at(Work *work, const Reminder *reminder, Instant *at, Arena *arena)
{
	AnyPlan record;
	Occurrence one;
	bool found;
	Alarm alarm = {work, NULL, &record, reminder};
	*at = reminder->next_at;
	/* What it was put off for may be done since: it calls for the next one as ever. */
	if (reminder->state.v != REMINDER_SNOOZED || reminder->next_at.s != reminder->snoozed_to.s)
		return NULL;
	TRY(plan_get(work, reminder->of_kind.s, reminder->of.v, &alarm.kind, &record, arena));
	TRY(find_spoken(&alarm, reminder->occurrence, &one, &found, arena));
	if (found)
		*at = alarm_time(&alarm, &one);
	return NULL;
}

Err *reminder_derive(Work *work, Reminder *reminder, Instant after)
{
	Arena *arena = arena_new();
	Err *err = derive_in(work, reminder, after, arena);
	arena_free(arena);
	return err;
}

Err *reminder_derive_of(Work *work, const Kind *kind, const void *record, Reminder *reminder, Instant after)
{
	Arena *arena = arena_new();
	Err *err = derive_of(work, kind, record, reminder, after, arena);
	arena_free(arena);
	return err;
}

static Err *derive_store(Work *work, const Reminder *stored)
{
	Reminder new = *stored;
	TRY(reminder_derive(work, &new, work_now(work)));
	if (new.next_at.s == stored->next_at.s &&new.occurrence.form == stored->occurrence.form && moment_cmp(new.occurrence, stored->occurrence) == 0 &&
	    new.owner.v == stored->owner.v)
		return NULL;
	return store_derive_over(work->store, &kind_reminder, stored, &new);
}

Err *reminders_derive_of(Work *work, const Kind *kind, int64_t id)
{
	Arena *arena = arena_new();
	Reminder *rows;
	size_t n;
	Err *err = reminders_of(work, kind->name, id, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++)
		err = derive_store(work, &rows[i]);
	arena_free(arena);
	return err;
}

Err *reminder_derive_stored(Work *work, int64_t id)
{
	Arena *arena = arena_new();
	Reminder reminder;
	Err *err = store_get(work->store, &kind_reminder, id, &reminder, arena);
	if (!err) {
		err = derive_store(work, &reminder);
	} else if (err->code == ERR_NOT_FOUND) {
		err_free(err);
		err = NULL;
	}
	arena_free(arena);
	return err;
}

/* ---- what a person does with them ---- */

static Err *label_of(Work *work, const Reminder *reminder, const char **out, Arena *arena)
{
	const Kind *kind = NULL;
	AnyPlan record;
	Err *err = plan_get(work, reminder->of_kind.s, reminder->of.v, &kind, &record, arena);
	if (err && err->code == ERR_NOT_FOUND) {
		char *kept = said(N_("reminder"));
		err_free(err);
		*out = arena_dup(arena, kept);
		free(kept);
		return NULL;
	}
	TRY(err);
	Plan plan = plan_of(&record);
	*out = arena_dup(arena, plan_text(work, &plan, kind, arena));
	return NULL;
}

Err *reminders_begin(Work *work, const char *command, const int64_t *ids, size_t n, bool snooze, Arena *arena)
{
	if (n != 1)
		return snooze ? work_begin_many(work, command, NP_("%zu reminder put off", "%zu reminders put off"), n, n)
		              : work_begin_many(work, command, NP_("%zu reminder done", "%zu reminders done"), n, n);
	Reminder reminder;
	const char *label;
	TRY(store_get(work->store, &kind_reminder, ids[0], &reminder, arena));
	TRY(label_of(work, &reminder, &label, arena));
	label = label_quoted(arena, label);
	return snooze ? work_begin(work, command, N_("Put off: %s"), label) : work_begin(work, command, N_("Done: %s"), label);
}

Err *reminder_add(Work *work, const char *kind_name, int64_t id, Seconds lead, int64_t *reminder)
{
	const Kind *kind = NULL;
	AnyPlan record;
	Arena *arena = arena_new();
	Err *err = plan_get(work, kind_name, id, &kind, &record, arena);
	if (!err) {
		Plan plan = plan_of(&record);
		bool from_end = kind == &kind_task && plan.start.form == MOMENT_NONE;
		err = work_begin(work, "remind add", N_("Reminder: %s"), label_quoted(arena, plan_text(work, &plan, kind, arena)));
		if (!err)
			err = work_end(work, reminder_make(work, kind, id, lead, from_end, reminder), NULL);
	}
	arena_free(arena);
	return err;
}

static bool take_lead(Seconds leads[], size_t *n, int64_t lead)
{
	for (size_t i = 0; i < *n; i++)
		if (leads[i].s == lead) {
			memmove(leads + i, leads + i + 1, (--*n - i) * sizeof *leads);
			return true;
		}
	return false;
}

static Err *set_in(Work *work, const char *kind, int64_t id, Seconds left[], size_t n, Arena *arena)
{
	Reminder *rows;
	size_t count;
	TRY(reminders_calling(work, kind, id, &rows, &count, arena));
	if (count && rows->of.v != id) {
		if (!n)
			return err_new(ERR_USAGE, "%s", _("it is the series that calls: without a reminder is only the whole of it"));
		count = 0;
	}
	for (size_t i = 0; i < count; i++)
		if (!rows[i].absolute.v && !take_lead(left, &n, -rows[i].lead.s))
			TRY(work_remove(work, &kind_reminder, rows[i].head.id));
	for (size_t i = 0; i < n; i++)
		TRY(reminder_add(work, kind, id, (Seconds){-left[i].s}, NULL));
	return NULL;
}

Err *reminders_set(Work *work, const char *kind, int64_t id, const Seconds before[], size_t n)
{
	Arena *arena = arena_new();
	Seconds *left = arena_alloc(arena, (n + 1) * sizeof *left);
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		take_lead(left, &count, before[i].s); /* said twice: once */
		left[count++] = before[i];
	}
	Err *err = work_begin(work, "remind add", N_("Reminders"));
	if (!err)
		err = work_end(work, set_in(work, kind, id, left, count, arena), NULL);
	arena_free(arena);
	return err;
}

static Err *answer(Work *work, const Reminder *old, Arena *arena)
{
	const Kind *kind = NULL;
	AnyPlan record;
	Reminder new = *old;
	Err *err = plan_get(work, old->of_kind.s, old->of.v, &kind, &record, arena);
	bool is_there = !err;
	if (err && err->code != ERR_NOT_FOUND)
		return err;
	err_free(err);
	Plan plan = is_there ? plan_of(&record) : (Plan){0};
	bool series = is_there && plan_repeats(&plan) && !old->absolute.v;
	bool answered = old->state.v == REMINDER_DONE && instant_is_none(old->next_at) && !series;
	if (answered && !(is_there && kind == &kind_task && !plan_repeats(&plan) && task_is_open(&record.task)))
		return NULL;
	/* RFC 9074: what calls up to now was answered. */
	new.acknowledged = work_now(work);
	if (!instant_is_none(old->next_at) && old->next_at.s > new.acknowledged.s)
		new.acknowledged = old->next_at;
	new.state.v = series ? REMINDER_PENDING : REMINDER_DONE;
	new.snoozed_to = INSTANT_NONE;
	if (!old->absolute.v)
		new.at = INSTANT_NONE;
	new.snoozed.n = series ? 0 : old->snoozed.n;
	TRY(work_edit(work, &kind_reminder, old, &new));
	if (is_there && kind == &kind_task && (series || task_is_open(&record.task)))
		return plan_done(work, "task", old->of.v, plan_repeats(&plan) ? old->occurrence : (Moment){.form = MOMENT_NONE}, true, NULL);
	return NULL;
}

static Err *answer_all(Work *work, const int64_t *ids, size_t n, Arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		Reminder old;
		TRY(store_get(work->store, &kind_reminder, ids[i], &old, arena));
		TRY(answer(work, &old, arena));
	}
	return NULL;
}

Err *reminder_done(Work *work, const int64_t *ids, size_t n, int64_t *batch)
{
	Arena *arena = arena_new();
	Err *err = reminders_begin(work, "remind done", ids, n, false, arena);
	if (!err)
		err = work_end(work, answer_all(work, ids, n, arena), batch);
	arena_free(arena);
	return err;
}

static Err *remove_all(Work *work, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(work_remove(work, &kind_reminder, ids[i]));
	return NULL;
}

Err *reminder_remove(Work *work, const int64_t *ids, size_t n, int64_t *batch)
{
	Arena *arena = arena_new();
	Reminder first;
	const char *label = NULL;
	Err *err = n == 1 ? store_get(work->store, &kind_reminder, ids[0], &first, arena) : NULL;
	if (!err && n == 1)
		err = label_of(work, &first, &label, arena);
	if (!err)
		err = label ? work_begin(work, "remind delete", N_("Reminder removed: %s"), label_quoted(arena, label))
		            : work_begin_many(work, "remind delete", NP_("%zu reminder removed", "%zu reminders removed"), n, n);
	if (!err)
		err = work_end(work, remove_all(work, ids, n), batch);
	arena_free(arena);
	return err;
}

/* ---- telling ---- */

enum {
	ROLLED_MOST = 1000,
	TOLD_MOST = 100000, /* at once: an import may bring years of them */
};

/* Those that call: of series, or those told to nobody yet. */
static Err *due_rows(Work *work, bool untold, ReminderRow **out, size_t *n, Arena *arena)
{
	/* until is exclusive */
	ReminderQuery query = {
		.until = {work_now(work).s + 1},
		.owner = store_is_shared(work->store) ? work_mine(work) : 0,
		.limit = untold ? TOLD_MOST : ROLLED_MOST,
		.untold = untold,
		.series = !untold,
	};
	return reminders_read(work, &query, out, n, arena);
}

/* Series whose next occurrence calls already: the alarm moves on to it. */
static Err *roll(Work *work, const ReminderRow *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (rows[i].repeats && rows[i].reminder.state.v == REMINDER_PENDING)
			TRY(derive_store(work, &rows[i].reminder));
	}
	return NULL;
}

static Err *take_in(Work *work, ReminderRow **out, size_t *n, Arena *arena)
{
	ReminderRow *rows;
	size_t count;
	TRY(due_rows(work, false, &rows, &count, arena));
	TRY(roll(work, rows, count));
	TRY(due_rows(work, true, &rows, &count, arena));
	for (size_t i = 0; i < count; i++) {
		rows[i].reminder.told_at = rows[i].reminder.next_at;
		TRY(store_derive(work->store, &kind_reminder, &rows[i].reminder));
	}
	*out = rows;
	*n = count;
	return NULL;
}

static Err *give_back(Work *work, int64_t id, Arena *arena)
{
	Reminder reminder;
	Err *err = store_get(work->store, &kind_reminder, id, &reminder, arena);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	reminder.told_at = INSTANT_NONE;
	return store_derive(work->store, &kind_reminder, &reminder);
}

Err *reminders_untold(Work *work, const int64_t *ids, size_t n)
{
	if (!n || work->dry_run)
		return NULL;
	Arena *arena = arena_new();
	BatchHead head = {.author = work->me.head.id, .at = work_now(work), .command = "remind"};
	Err *err = store_begin(work->store, &head);
	for (size_t i = 0; !err && i < n; i++)
		err = give_back(work, ids[i], arena);
	if (!err)
		err = store_commit(work->store, NULL);
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	arena_free(arena);
	return err;
}

static bool would_roll(Work *work, const ReminderRow *row)
{
	if (!row->repeats || row->reminder.state.v != REMINDER_PENDING)
		return false;
	Reminder new = row->reminder;
	Err *err = reminder_derive(work, &new, work_now(work));
	bool moves = !err && new.next_at.s != row->reminder.next_at.s;
	err_free(err);
	return moves;
}

Err *reminders_take_due(Work *work, ReminderRow **out, size_t *n, Arena *arena)
{
	ReminderRow *rows;
	size_t count;
	bool any = false;
	*out = NULL;
	*n = 0;
	/* Looked at without the write lock first: mostly there is nothing new. */
	TRY(due_rows(work, false, &rows, &count, arena));
	for (size_t i = 0; i < count && !any; i++)
		any = would_roll(work, &rows[i]);
	TRY(due_rows(work, true, &rows, &count, arena));
	if (!any && !count)
		return NULL;
	if (work->dry_run || work->change) {
		*out = rows;
		*n = count;
		return NULL;
	}
	BatchHead head = {.author = work->me.head.id, .at = work_now(work), .command = "remind"};
	Err *err = store_begin(work->store, &head);
	if (!err)
		err = take_in(work, out, n, arena);
	if (!err)
		err = store_commit(work->store, NULL);
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	if (!err)
		return NULL;
	/* Told once more is better than not at all. */
	*out = rows;
	*n = err->code == ERR_INTERRUPTED ? 0 : count;
	if (!*n)
		return err;
	err = err_under(err, _("what is told cannot be marked as told"));
	return err_kept(err, P_("%zu reminder is told again at the next run", "%zu reminders are told again at the next run", *n), *n);
}
