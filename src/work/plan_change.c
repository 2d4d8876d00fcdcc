/* SPDX-License-Identifier: MIT */
/* What changes of events, tasks and notes are made of: filling a new one, ticking, an override for one occurrence, erasing with all that hangs on it. */
#include "plan_change.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"

void plan_settle(Work *work, const Kind *kind, void *record, Arena *arena)
{
	Plan plan = plan_of(record);
	if (!plan.uid.s) {
		char uuid[37];
		env_uuid(uuid, work->env);
		plan.uid.s = arena_dup(arena, uuid);
	}
	if (!plan.owner.v)
		plan.owner.v = work->me.head.id;
	if (instant_is_none(plan.made_at))
		plan.made_at = work_now(work);
	const char *zone = arena_dup(arena, zone_name(work->zone));
	/* A clock time that a person said is one of a place, not a floating one. */
	if (plan.start.form == MOMENT_LOCAL && !plan.zone.s)
		plan.zone.s = zone;
	plan_put(record, &plan);
	if (kind == &kind_task) {
		Task *task = record;
		if (task->due.form == MOMENT_LOCAL && !task->due_zone.s)
			task->due_zone.s = task->zone.s ? task->zone.s : zone;
	} else if (kind == &kind_event) {
		Event *event = record;
		if (event->end.form == MOMENT_LOCAL && !event->end_zone.s)
			event->end_zone.s = event->zone.s ? event->zone.s : zone;
	}
}

Err *plan_tick(Work *work, const Kind *kind, const void *record, bool done)
{
	if (kind == &kind_event) {
		Event new = *(const Event *)record;
		new.done.v = done;
		return work_edit(work, kind, record, &new);
	}
	Task new = *(const Task *)record;
	new.status.v = done ? TASK_DONE : TASK_OPEN;
	new.done_at = done ? work_now(work) : INSTANT_NONE;
	new.percent.n = done ? 100 : 0;
	return work_edit(work, kind, record, &new);
}

static Moment moment_add(Moment at, int64_t seconds)
{
	if (at.form == MOMENT_NONE)
		return at;
	int64_t whole = at.second + seconds;
	int64_t days = whole >= 0 ? whole / DAY_SECONDS : -((DAY_SECONDS - 1 - whole) / DAY_SECONDS);
	at.day.n += (int32_t)days;
	at.second = at.form == MOMENT_DAY ? 0 : (int32_t)(whole - days * DAY_SECONDS);
	return at;
}

static int64_t civil_between(Moment from, Moment to)
{
	return ((int64_t)to.day.n - from.day.n) * DAY_SECONDS + (to.second - from.second);
}

Moment moment_shift(Moment at, Moment from, Moment to)
{
	if (at.form == MOMENT_NONE || from.form == MOMENT_NONE || to.form == MOMENT_NONE)
		return at;
	if (from.form == to.form)
		return moment_add(at, civil_between(from, to));
	/* All-day became timed or back: the day moves, the time is the new one. */
	at.day.n += to.day.n - from.day.n;
	at.second = to.second;
	at.form = to.form;
	return at;
}

const char *moments_shift(Arena *arena, const char *list, Moment from, Moment to)
{
	if (!list || !*list)
		return list;
	Str out = {0};
	for (const char *s = list; *s;) {
		size_t n = strcspn(s, ",");
		char *word = mem_strndup(s, n);
		char text[WHEN_TEXT];
		Moment at;
		if (out.n)
			str_addc(&out, ',');
		if (moment_read(&at, word)) {
			moment_text(text, moment_shift(at, from, to));
			str_add(&out, text);
		} else {
			str_add(&out, word);
		}
		free(word);
		s += n;
		s += *s == ',';
	}
	const char *shifted = arena_dup(arena, str_text(&out));
	str_done(&out);
	return shifted;
}

void plan_override_init(Work *work, const Kind *kind, void *out, const void *master, const void *overrides, size_t n, Moment at, Arena *arena)
{
	const void *moved = plan_future_at(work, kind, master, overrides, n, at, arena);
	memcpy(out, moved ? moved : master, kind->size);
	Plan plan = plan_of(out);
	Anchor anchor = plan_anchor(kind, master);
	char text[WHEN_TEXT];
	moment_text(text, at);
	plan.uid = plan_of(master).uid;
	plan.series.v = plan_of(master).head.id;
	plan.future.v = false;
	plan.head = (Record){0};
	plan.recurrence.s = arena_dup(arena, text);
	plan.recurrence_zone.s = at.form == MOMENT_LOCAL ? anchor.zone : NULL;
	plan.rules.s = plan.exrules.s = plan.rdates.s = plan.exdates.s = NULL;
	plan.component.v = 0;
	plan.place.n = 0;
	plan.made_at = work_now(work);
	if (moved) {
		plan_put(out, &plan);
		return;
	}
	Moment first = anchor.at;
	plan.start = moment_shift(plan.start, first, at);
	if (plan.start.form == MOMENT_UTC && at.form == MOMENT_LOCAL)
		plan.start = at;
	plan_put(out, &plan);
	if (kind == &kind_event) {
		Event *event = out;
		event->end = moment_shift(event->end, first, at);
	} else if (kind == &kind_task) {
		((Task *)out)->due = task_due_at(work, master, at);
	}
}

Err *reminders_of(Work *work, const char *kind, int64_t id, Reminder **out, size_t *n, Arena *arena)
{
	return reminders_of_record(work->store, kind, id, out, n, arena);
}

Err *reminders_calling(Work *work, const char *kind_name, int64_t id, Reminder **out, size_t *n, Arena *arena)
{
	const Kind *kind = NULL;
	AnyPlan record;
	TRY(reminders_of(work, kind_name, id, out, n, arena));
	if (*n)
		return NULL;
	TRY(plan_get(work, kind_name, id, &kind, &record, arena));
	Plan plan = plan_of(&record);
	if (!plan_is_override(&plan) || !plan.series.v)
		return NULL;
	Reminder *rows = NULL;
	size_t count = 0;
	TRY(reminders_of(work, kind_name, plan.series.v, &rows, &count, arena));
	for (size_t i = 0; i < count; i++)
		if (!rows[i].absolute.v)
			rows[(*n)++] = rows[i];
	*out = rows;
	return NULL;
}

static Err *reminder_erase(Work *work, const Reminder *reminder)
{
	return work_remove(work, &kind_reminder, reminder->head.id);
}

static Err *reminder_wake(Work *work, const Reminder *reminder)
{
	Reminder new = *reminder;
	if (reminder->absolute.v)
		return NULL;
	new.state.v = REMINDER_PENDING;
	new.snoozed_to = new.acknowledged = new.at = INSTANT_NONE;
	return work_edit(work, &kind_reminder, reminder, &new);
}

static Err *reminders_each(Work *work, const Kind *kind, int64_t id, Err *(*each)(Work *work, const Reminder *reminder))
{
	if (kind != &kind_event && kind != &kind_task)
		return NULL;
	Arena *arena = arena_new();
	Reminder *rows;
	size_t n;
	Err *err = reminders_of(work, kind->name, id, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++)
		err = each(work, &rows[i]);
	arena_free(arena);
	return err;
}

Err *reminders_erase(Work *work, const Kind *kind, int64_t id)
{
	return reminders_each(work, kind, id, reminder_erase);
}

Err *reminders_wake(Work *work, const Kind *kind, int64_t id)
{
	return reminders_each(work, kind, id, reminder_wake);
}

static Err *erase_one(Work *work, const Kind *kind, const void *record)
{
	Plan plan = plan_of(record);
	TRY(reminders_erase(work, kind, plan.head.id));
	TRY(work_remove(work, kind, plan.head.id));
	return plan.component.v ? work_remove(work, &kind_component, plan.component.v) : NULL;
}

static Err *erase_in(Work *work, const Kind *kind, int64_t id, Arena *arena)
{
	AnyPlan record;
	void *overrides;
	size_t n;
	TRY(store_get(work->store, kind, id, &record, arena));
	TRY(plan_overrides(work, kind, id, &overrides, &n, arena));
	for (size_t i = 0; i < n; i++)
		TRY(erase_one(work, kind, (const char *)overrides + i * kind->size));
	return erase_one(work, kind, &record);
}

Err *plan_erase(Work *work, const Kind *kind, int64_t id)
{
	Arena *arena = arena_new();
	Err *err = erase_in(work, kind, id, arena);
	arena_free(arena);
	return err;
}

Err *reminder_make(Work *work, const Kind *kind, int64_t id, Seconds lead, bool from_end, int64_t *reminder)
{
	Reminder new;
	char uuid[37];
	record_init(&kind_reminder, &new);
	env_uuid(uuid, work->env);
	new.of_kind.s = kind->name;
	new.of.v = id;
	new.uid.s = uuid;
	new.lead = lead;
	new.from_end.v = from_end;
	TRY(work_make(work, &kind_reminder, &new));
	if (reminder)
		*reminder = new.head.id;
	return NULL;
}

Reminder reminder_fresh(const Reminder *reminder)
{
	Reminder fresh = *reminder;
	fresh.head = (Record){0};
	fresh.state.v = REMINDER_PENDING;
	fresh.snoozed.n = 0;
	fresh.snoozed_to = fresh.acknowledged = fresh.next_at = fresh.told_at = INSTANT_NONE;
	if (!fresh.absolute.v)
		fresh.at = INSTANT_NONE;
	fresh.occurrence = (Moment){.form = MOMENT_NONE};
	return fresh;
}

Err *reminder_make_usual(Work *work, const Kind *kind, const void *record)
{
	if (kind == &kind_task) {
		/* At the due time; of a whole day when the morning begins. */
		const Task *task = record;
		Moment due = task_moment(task);
		if (due.form == MOMENT_NONE)
			return NULL;
		int64_t lead = due.form == MOMENT_DAY ? (int64_t)settings_minutes(work->settings, "time", "morning") * 60 : 0;
		return reminder_make(work, kind, task->head.id, (Seconds){lead}, task->due.form != MOMENT_NONE, NULL);
	}
	const Event *event = record;
	Seconds before[LEADS_MOST];
	size_t n;
	const char *lead = settings_get(work->settings, "remind", "lead");
	if (event->start.form == MOMENT_NONE || !lead || !leads_list(lead, before, &n) || !n)
		return NULL;
	/* Of a whole day the evening before. */
	if (event->start.form == MOMENT_DAY) {
		before[0].s = DAY_SECONDS - (int64_t)settings_minutes(work->settings, "time", "evening") * 60;
		n = 1;
	}
	for (size_t i = 0; i < n; i++)
		TRY(reminder_make(work, kind, event->head.id, (Seconds){-before[i].s}, false, NULL));
	return NULL;
}
