/* SPDX-License-Identifier: MIT */
/*
 * Two people at one series: what a form was made of, what it says, and what the base says of that occurrence by now. The difference is put onto the last, so
 * that other fields merge, the same one asks, and times that both moved move once.
 */
#include <string.h>

#include "change.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/journal.h"
#include "plan_change.h"

static Err *gone(const Kind *kind)
{
	return err_kept(err_new(ERR_NOT_FOUND, _("this %s was removed meanwhile"), _(kind->label)), _("nothing was changed"));
}

/* *found false: there is none, or another by that number (a backup was brought back). */
static Err *read_again(Work *work, const Kind *kind, const Record *head, AnyPlan *out, bool *found, Arena *arena)
{
	Err *err = store_get(work->store, kind, head->id, out, arena);
	*found = !err && (!head->uuid[0] || strcmp(plan_of(out).head.uuid, head->uuid) == 0);
	if (!err || err->code != ERR_NOT_FOUND)
		return err;
	err_free(err);
	return NULL;
}

/* Whoever moved the series meanwhile gave its occurrences other names. */
static Err *follow_series(Work *work, const Kind *kind, const AnyPlan *master, int64_t rev, Moment *at, Arena *arena)
{
	AnyPlan was;
	if (plan_of(master).head.rev <= rev)
		return NULL;
	TRY(journal_record_at(work->store, kind, plan_of(master).head.id, rev, &was, arena));
	*at = moment_shift(*at, plan_anchor(kind, &was).at, plan_anchor(kind, master).at);
	return NULL;
}

static Err *shown(Work *work, const Kind *kind, int64_t id, Moment at, AnyPlan *out, Arena *arena)
{
	return kind == &kind_event ? event_shown(work, id, at, &out->event, arena) : task_shown(work, id, at, &out->task, arena);
}

/* An occurrence that stands for itself says by itself which it is. */
static Err *override_now(Work *work, const Kind *kind, const Plan *old, Moment *at, AnyPlan *out, Arena *arena)
{
	bool found;
	AnyPlan master;
	TRY(read_again(work, kind, &old->head, out, &found, arena));
	Plan plan = plan_of(out);
	if (found && plan_is_override(&plan)) {
		TRY(store_get(work->store, kind, plan.series.v, &master, arena));
		plan_named_moment(work, kind, &master, &plan, plan_anchor(kind, &master).at, at);
		return NULL;
	}
	const Record series = {.id = old->series.v};
	TRY(read_again(work, kind, &series, &master, &found, arena));
	return found ? shown(work, kind, series.id, *at, out, arena) : gone(kind);
}

Err *plan_now(Work *work, const Kind *kind, const void *old, Moment *at, AnyPlan *out, Arena *arena)
{
	bool found;
	AnyPlan master;
	Plan was = plan_of(old);
	if (plan_is_override(&was) && was.series.v)
		return override_now(work, kind, &was, at, out, arena);
	TRY(read_again(work, kind, &was.head, &master, &found, arena));
	if (!found)
		return gone(kind);
	was.series = plan_of(&master).series;
	was.recurrence = plan_of(&master).recurrence;
	if (plan_is_override(&was) && was.series.v)
		return override_now(work, kind, &was, at, out, arena);
	if (at->form == MOMENT_NONE) {
		*out = master;
		return NULL;
	}
	TRY(follow_series(work, kind, &master, was.head.rev, at, arena));
	return shown(work, kind, was.head.id, *at, out, arena);
}

enum {
	LOOKED_BACK = 8, /* changes of a series, the last ones, among which is the one that ended it */
	LOOKED_AT = 64,
};

static bool changes_rules(const ChangeRow *row, const Kind *kind, int64_t master)
{
	if (row->kind != kind || row->record != master || row->op != PATCH_EDIT)
		return false;
	for (size_t i = 0; i < row->patch.n; i++)
		if (strcmp(row->patch.changes[i].field->name, "rules") == 0)
			return true;
	return false;
}

/* Whoever changes this one and the following ends the series and makes another in one change. */
static Err *made_another(Work *work, const Kind *kind, const ChangeRow *rows, size_t n, bool *made, Arena *arena)
{
	*made = false;
	for (size_t i = 0; i < n && !*made; i++) {
		AnyPlan other;
		bool found = false;
		if (rows[i].kind == kind && rows[i].op == PATCH_MAKE)
			TRY(read_again(work, kind, &(Record){.id = rows[i].record}, &other, &found, arena));
		*made = found && !plan_of(&other).series.v;
	}
	return NULL;
}

/* Why the occurrence is not there any more. */
static Err *why_gone(Work *work, const Kind *kind, int64_t master, bool ended, Arena *arena)
{
	BatchRow *batches = NULL;
	size_t n = 0;
	if (ended)
		TRY(journal_batches(work->store, &(JournalQuery){.kind = kind, .record = master, .limit = LOOKED_BACK}, &batches, &n, arena));
	for (size_t i = 0; i < n; i++) {
		ChangeRow *rows;
		size_t count;
		bool its = false, split;
		TRY(journal_changes(work->store, batches[i].id, LOOKED_AT, &rows, &count, arena));
		for (size_t k = 0; k < count; k++)
			its = its || changes_rules(&rows[k], kind, master);
		if (!its || batches[i].undone_by)
			continue;
		TRY(made_another(work, kind, rows, count, &split, arena));
		const char *who = batches[i].author_name ? batches[i].author_name : "?";
		Err *err = split ? err_new(ERR_NOT_FOUND, _("this one and those after it were changed meanwhile (%s): they are a series of their own now"), who)
		                 : err_new(ERR_NOT_FOUND, _("the series was ended before this one meanwhile (%s)"), who);
		return err_kept(err, _("nothing was changed"));
	}
	return gone(kind);
}

static bool is_there(void *self, Moment at, Instant instant)
{
	(void)at;
	(void)instant;
	*(bool *)self = true;
	return false;
}

/* Others may have taken the occurrence out of its series, or ended that before it. */
static Err *must_be_there(Work *work, const Kind *kind, const AnyPlan *now, Moment at, Arena *arena)
{
	Plan plan = plan_of(now);
	AnyPlan master;
	bool there = false;
	if (plan_is_override(&plan) || !plan_repeats(&plan))
		return NULL;
	TRY(store_get(work->store, kind, plan.head.id, &master, arena));
	Repeat repeat = plan_repeat(work, kind, &master);
	Instant from = work_instant(work, at, plan_anchor(kind, &master).zone);
	/* A rule that nobody can read names nothing, and nothing is known. */
	Err *err = repeat_each(&repeat, from, (Instant){from.s + 1}, 1, is_there, &there);
	if (err || there) {
		err_free(err);
		return NULL;
	}
	Instant later;
	TRY(repeat_next(&later, NULL, &repeat, from));
	return why_gone(work, kind, plan.head.id, instant_is_none(later), arena);
}

Err *plan_merge(Work *work, const Kind *kind, const void *old, const void *new, Moment *at, Reach reach, AnyPlan *now, AnyPlan *merged, Arena *arena)
{
	const Record *was = old;
	TRY(plan_now(work, kind, old, at, now, arena));
	const Plan is = plan_of(now);
	if (at->form != MOMENT_NONE && reach != REACH_WHOLE && (is.head.id != was->id || is.head.rev != was->rev))
		TRY(must_be_there(work, kind, now, *at, arena));
	return store_merge(work->store, kind, old, new, now, merged);
}

Err *event_now(Work *work, const Event *old, Moment *at, Event *out, Arena *arena)
{
	AnyPlan now;
	TRY(plan_now(work, &kind_event, old, at, &now, arena));
	*out = now.event;
	return NULL;
}

Err *task_now(Work *work, const Task *old, Moment *at, Task *out, Arena *arena)
{
	AnyPlan now;
	TRY(plan_now(work, &kind_task, old, at, &now, arena));
	*out = now.task;
	return NULL;
}
