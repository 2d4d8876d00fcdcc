/* SPDX-License-Identifier: MIT */
/* Done and gone: of one thing, of one occurrence, from an occurrence on, of a whole series. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "plan_change.h"

/* The master and the occurrence that (id, at) mean; `at` is NONE afterwards when the thing is no series. */
static Err *find_series(Work *work, const char *kind_name, int64_t id, Moment *at, const Kind **kind, AnyPlan *record, Arena *arena)
{
	TRY(plan_get(work, kind_name, id, kind, record, arena));
	Plan plan = plan_of(record);
	if (plan_is_override(&plan) && plan.series.v) {
		AnyPlan master;
		TRY(store_get(work->store, *kind, plan.series.v, &master, arena));
		const Plan series = plan_of(&master);
		if (plan_repeats(&series)) {
			if (!moment_read(at, plan.recurrence.s))
				*at = (Moment){.form = MOMENT_NONE};
			*record = master;
			return NULL;
		}
	}
	if (!plan_repeats(&plan))
		*at = (Moment){.form = MOMENT_NONE};
	return NULL;
}

/* ---- done ---- */

static Err *tick_occurrence(Work *work, const Kind *kind, const AnyPlan *master, Moment at, bool done, Arena *arena)
{
	void *rows;
	size_t n;
	TRY(plan_overrides(work, kind, plan_of(master).head.id, &rows, &n, arena));
	const void *there = plan_override_at(work, kind, master, rows, n, at);
	if (there)
		return plan_tick(work, kind, there, done);
	if (!done)
		return NULL;
	AnyPlan override;
	plan_override_init(work, kind, &override, master, rows, n, at, arena);
	if (kind == &kind_event) {
		override.event.done.v = true;
	} else {
		override.task.status.v = TASK_DONE;
		override.task.done_at = work_now(work);
		override.task.percent.n = 100;
	}
	TRY(work_make(work, kind, &override));
	/* Its master's alarms speak of the next occurrence now. */
	change_touch_plan(work, kind, plan_of(master).head.id);
	return NULL;
}

static Err *done_in(Work *work, const Kind *kind, const AnyPlan *record, Moment at, bool done, Arena *arena)
{
	Plan plan = plan_of(record);
	if (kind == &kind_note)
		return err_new(ERR_USAGE, _("A note is never done"));
	if (!plan_repeats(&plan))
		return plan_tick(work, kind, record, done);
	if (at.form == MOMENT_NONE) {
		Occurrence current;
		bool found;
		TRY(plan_current(work, kind, record, work_now(work), &current, &found, arena));
		if (!found)
			return err_new(ERR_NOT_FOUND, _("Nothing of this series is left to do"));
		at = current.at;
	}
	change_touch_plan(work, kind, plan.head.id);
	return tick_occurrence(work, kind, record, at, done, arena);
}

Err *plan_done(Work *work, const char *kind_name, int64_t id, Moment at, bool done, int64_t *batch)
{
	Arena *arena = arena_new();
	const Kind *kind = NULL;
	AnyPlan record;
	Err *err = find_series(work, kind_name, id, &at, &kind, &record, arena);
	if (!err) {
		Plan plan = plan_of(&record);
		const char *text = label_quoted(arena, plan_text(work, &plan, kind, arena));
		err = done ? work_begin(work, "done", N_("Done: %s"), text) : work_begin(work, "done", N_("Open again: %s"), text);
	}
	if (!err)
		err = work_end(work, done_in(work, kind, &record, at, done, arena), batch);
	arena_free(arena);
	return err;
}

static bool is_done(const Kind *kind, const void *record)
{
	if (kind == &kind_event)
		return !event_is_open(record) && ((const Event *)record)->done.v;
	return kind == &kind_task && !task_is_open(record) && !((const Task *)record)->superseded.v;
}

/* A task knows when it was done; events are held in their order. */
static bool done_later(const Kind *kind, const void *a, Moment at_a, const void *b, Moment at_b)
{
	if (kind == &kind_task) {
		Instant x = ((const Task *)a)->done_at, y = ((const Task *)b)->done_at;
		int64_t first = instant_is_none(x) ? INT64_MIN : x.s, second = instant_is_none(y) ? INT64_MIN : y.s;
		if (first != second)
			return first > second;
	}
	return moment_cmp(at_a, at_b) > 0;
}

static Err *done_of_series(Work *work, const Kind *kind, const AnyPlan *master, Moment at, PlanDone *out, Arena *arena)
{
	char *rows;
	void *all;
	size_t n;
	const char *last = NULL;
	TRY(plan_overrides(work, kind, plan_of(master).head.id, &all, &n, arena));
	rows = all;
	for (size_t i = 0; i < n; i++) {
		const char *row = rows + i * kind->size;
		Plan plan = plan_of(row);
		Moment named;
		if (!is_done(kind, row) || !plan_named_moment(work, kind, master, &plan, plan_anchor(kind, master).at, &named))
			continue;
		if (at.form != MOMENT_NONE ? !plan_same_occurrence(work, kind, master, &plan, at) : last && !done_later(kind, row, named, last, out->at))
			continue;
		Anchor anchor = plan_anchor(kind, row);
		last = row;
		out->found = true;
		out->at = at.form != MOMENT_NONE ? at : named;
		out->when = work_here(work, anchor.at, anchor.zone);
	}
	return NULL;
}

Err *plan_done_last(Work *work, const char *kind_name, int64_t id, Moment at, PlanDone *out)
{
	Arena *arena = arena_new();
	const Kind *kind = NULL;
	AnyPlan record;
	*out = (PlanDone){.at = {.form = MOMENT_NONE}, .when = {.form = MOMENT_NONE}};
	Err *err = find_series(work, kind_name, id, &at, &kind, &record, arena);
	if (!err) {
		Plan plan = plan_of(&record);
		if (plan_repeats(&plan))
			err = done_of_series(work, kind, &record, at, out, arena);
		else
			out->found = is_done(kind, &record);
	}
	arena_free(arena);
	return err;
}

/* ---- gone ---- */

static const char *dates_add(Arena *arena, const char *list, Moment at)
{
	char text[WHEN_TEXT];
	moment_text(text, at);
	return list && *list ? arena_printf(arena, "%s,%s", list, text) : arena_dup(arena, text);
}

/* Those of a list that are before `at` or behind it; NULL when none is left. */
const char *moments_beside(Arena *arena, const char *list, Moment at, bool before)
{
	Str out = {0};
	for (const char *s = list ? list : ""; *s;) {
		size_t n = strcspn(s, ",");
		char *word = mem_strndup(s, n);
		Moment one;
		int order = moment_read(&one, word) ? moment_cmp(one, at) : -1;
		if (before ? order < 0 : order > 0) {
			if (out.n)
				str_addc(&out, ',');
			str_add(&out, word);
		}
		free(word);
		s += n;
		s += *s == ',';
	}
	const char *left = out.n ? arena_dup(arena, str_text(&out)) : NULL;
	str_done(&out);
	return left;
}

static Err *erase_overrides(Work *work, const Kind *kind, const AnyPlan *master, Moment at, bool from_here, Arena *arena)
{
	void *rows;
	size_t n;
	TRY(plan_overrides(work, kind, plan_of(master).head.id, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)rows + i * kind->size;
		Plan plan = plan_of(row);
		Moment of;
		bool hit = from_here ? plan_named_moment(work, kind, master, &plan, at, &of) && moment_cmp(of, at) >= 0 : plan_same_occurrence(work, kind, master, &plan, at);
		if (hit)
			TRY(plan_erase(work, kind, plan.head.id));
	}
	return NULL;
}

static Err *remove_one(Work *work, const Kind *kind, const AnyPlan *master, Moment at, Arena *arena)
{
	AnyPlan new = *master;
	Plan plan = plan_of(master);
	TRY(erase_overrides(work, kind, master, at, false, arena));
	plan.exdates.s = dates_add(arena, plan.exdates.s, at);
	plan_put(&new, &plan);
	return work_edit(work, kind, master, &new);
}

static Err *remove_from_here(Work *work, const Kind *kind, const AnyPlan *master, Moment at, Arena *arena)
{
	AnyPlan new = *master;
	Plan plan = plan_of(master);
	Anchor anchor = plan_anchor(kind, master);
	TRY(erase_overrides(work, kind, master, at, true, arena));
	if (plan.rules.s && *plan.rules.s) {
		char *until = NULL;
		bool zoned = anchor.zone && anchor.at.form == MOMENT_LOCAL;
		TRY(repeat_until(&until, plan.rules.s, at, zoned ? work_zone(work, anchor.zone) : NULL));
		plan.rules.s = until ? arena_dup(arena, until) : NULL;
		free(until);
	}
	plan.rdates.s = moments_beside(arena, plan.rdates.s, at, true);
	plan_put(&new, &plan);
	return work_edit(work, kind, master, &new);
}

/* What it comes to: from the first one on is all of it, as without an occurrence. */
static Reach reach_of(const Kind *kind, const AnyPlan *record, Moment at, Reach reach)
{
	bool whole = at.form == MOMENT_NONE || (reach == REACH_FROM_HERE && moment_cmp(at, plan_anchor(kind, record).at) <= 0);
	return whole ? REACH_WHOLE : reach;
}

static Err *remove_in(Work *work, const Kind *kind, const AnyPlan *record, Moment at, Reach reach, Arena *arena)
{
	int64_t id = plan_of(record).head.id;
	switch (reach_of(kind, record, at, reach)) {
	case REACH_ONE:
		return remove_one(work, kind, record, at, arena);
	case REACH_FROM_HERE:
		return remove_from_here(work, kind, record, at, arena);
	case REACH_WHOLE:
		break;
	}
	return plan_erase(work, kind, id);
}

Err *plan_reach(Work *work, const char *kind_name, int64_t id, Moment at, Reach *reach, bool *repeats)
{
	Arena *arena = arena_new();
	const Kind *kind = NULL;
	AnyPlan record;
	Err *err = find_series(work, kind_name, id, &at, &kind, &record, arena);
	if (!err) {
		Plan plan = plan_of(&record);
		*reach = reach_of(kind, &record, at, *reach);
		*repeats = plan_repeats(&plan);
	}
	arena_free(arena);
	return err;
}

Err *plan_occurrence(Work *work, const char *kind_name, int64_t *id, Moment *at)
{
	Arena *arena = arena_new();
	const Kind *kind = NULL;
	AnyPlan record;
	Occurrence current;
	bool found = true;
	*at = (Moment){.form = MOMENT_NONE};
	Err *err = find_series(work, kind_name, *id, at, &kind, &record, arena);
	Plan plan = {0};
	if (!err) {
		plan = plan_of(&record);
		*id = plan.head.id;
	}
	if (!err && plan_repeats(&plan) && at->form == MOMENT_NONE) {
		err = plan_current(work, kind, &record, work_now(work), &current, &found, arena);
		if (!err)
			*at = found ? current.at : plan_anchor(kind, &record).at;
	}
	arena_free(arena);
	return err;
}

static Err *begin_removing(Work *work, const Kind *kind, const AnyPlan *record, Reach reach, Arena *arena)
{
	Plan plan = plan_of(record);
	const char *text = label_quoted(arena, plan_text(work, &plan, kind, arena));
	if (!plan_repeats(&plan))
		return work_begin(work, "delete", N_("Deleted: %s"), text);
	if (reach == REACH_ONE)
		return work_begin(work, "delete", N_("Deleted, this one: %s"), text);
	if (reach == REACH_FROM_HERE)
		return work_begin(work, "delete", N_("Deleted from here on: %s"), text);
	return work_begin(work, "delete", N_("Deleted, the whole series: %s"), text);
}

Err *plan_remove(Work *work, const char *kind_name, int64_t id, Moment at, Reach reach, int64_t *batch)
{
	Arena *arena = arena_new();
	const Kind *kind = NULL;
	AnyPlan record;
	Err *err = find_series(work, kind_name, id, &at, &kind, &record, arena);
	if (!err)
		err = begin_removing(work, kind, &record, reach_of(kind, &record, at, reach), arena);
	if (!err)
		err = work_end(work, remove_in(work, kind, &record, at, reach, arena), batch);
	arena_free(arena);
	return err;
}

/* ---- many clients at once ---- */

static Err *steps_done_in(Work *work, const int64_t *clients, size_t n, size_t *left, Arena *arena)
{
	*left = 0;
	for (size_t i = 0; i < n; i++) {
		StepRow *steps;
		size_t count;
		TRY(steps_of(work, clients[i], &steps, &count, arena));
		if (!count)
			++*left;
		else
			TRY(plan_done(work, steps[0].kind, steps[0].id, steps[0].recurrence, true, NULL));
	}
	return NULL;
}

/* How many of them have a step: the journal names no others. */
static Err *with_step(Work *work, const int64_t *clients, size_t n, size_t *with, Arena *arena)
{
	*with = 0;
	for (size_t i = 0; i < n; i++) {
		StepRow *steps;
		size_t count;
		TRY(steps_of(work, clients[i], &steps, &count, arena));
		*with += count > 0;
	}
	return NULL;
}

Err *clients_step_done(Work *work, const int64_t *clients, size_t n, size_t *left, int64_t *batch)
{
	Arena *arena = arena_new();
	size_t without = 0, with;
	Err *err = with_step(work, clients, n, &with, arena);
	if (!err)
		err = work_begin_many(work, "done", NP_("Steps of %zu client done", "Steps of %zu clients done"), with, with);
	if (!err)
		err = work_end(work, steps_done_in(work, clients, n, &without, arena), batch);
	if (left)
		*left = without;
	arena_free(arena);
	return err;
}

/* ---- what reminders call for ---- */

typedef struct Called {
	const char *kind;
	int64_t id;
	Moment at;
} Called;

static int by_thing(const void *a, const void *b)
{
	const Called *x = a, *y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	int order = strcmp(x->kind, y->kind);
	return order ? order : moment_cmp(x->at, y->at);
}

/* One thing may have several reminders: it goes once. */
static Err *read_called(Work *work, const int64_t *ids, size_t n, Called *out, size_t *count, Arena *arena)
{
	size_t all = 0;
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		Reminder reminder;
		TRY(store_get(work->store, &kind_reminder, ids[i], &reminder, arena));
		out[all++] = (Called){reminder.of_kind.s, reminder.of.v, reminder.occurrence};
	}
	if (all)
		qsort(out, all, sizeof *out, by_thing);
	for (size_t i = 0; i < all; i++)
		if (!i || by_thing(&out[i], &out[*count - 1]) != 0)
			out[(*count)++] = out[i];
	return NULL;
}

Err *reminders_remove(Work *work, const int64_t *ids, size_t n, size_t *gone, int64_t *batch)
{
	Arena *arena = arena_new();
	Called *all = arena_alloc(arena, (n + 1) * sizeof *all);
	Err *err = read_called(work, ids, n, all, gone, arena);
	if (!err)
		err = work_begin_many(work, "delete", NP_("Deleted: %zu thing", "Deleted: %zu things"), *gone, *gone);
	if (!err) {
		for (size_t i = 0; i < *gone && !err; i++)
			err = plan_remove(work, all[i].kind, all[i].id, all[i].at, REACH_ONE, NULL);
		err = work_end(work, err, batch);
	}
	arena_free(arena);
	return err;
}
