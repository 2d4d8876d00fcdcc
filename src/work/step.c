/* SPDX-License-Identifier: MIT */
/* The next step of a client: its open tasks and events in order, and a step planned in words. */
#include "kartoteka/work/step.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kind_words.h"
#include "plan.h"
#include "plan_change.h"

typedef VEC(StepRow) Steps;

static void step_add(Work *work, Steps *steps, const Kind *kind, const void *record, Moment at, const char *zone, Arena *arena)
{
	Plan plan = plan_of(record);
	Instant due = work_instant(work, at, zone);
	StepRow row = {
		.kind = kind->name,
		.id = plan.head.id,
		.client = plan.client.v,
		.kind_id = plan.kind.v,
		.at = at,
		.recurrence = {.form = MOMENT_NONE},
		.zone = zone,
		.due = due,
		.instant = due,
		.over = INSTANT_NONE,
		.made = plan.made_at,
		.all_day = at.form == MOMENT_DAY,
		.text = plan_text(work, &plan, kind, arena),
		.tries = kind == &kind_task ? ((const Task *)record)->tries.n : 0,
	};
	if (kind == &kind_event && at.form != MOMENT_NONE) {
		Instant end = event_end_at(work, record, at, due);
		row.over = instant_is_none(end) ? due : end;
	}
	vec_push(steps, row);
}

/*
 * A step that was put off past its moment calls when it was put off to, unless another of its reminders calls before that; its due date stays. A
 * meeting is where it is: only one that passed unticked can be put off.
 */
static Err *step_put_off(Work *work, StepRow *step, Moment occurrence, Arena *arena)
{
	Reminder *rows;
	size_t n;
	bool snoozed = false;
	Instant calls = INSTANT_NONE;
	if (instant_is_none(step->due) || (step->kind[0] == 'e' && step->due.s > work_now(work).s))
		return NULL;
	TRY(reminders_put_off(work->store, step->kind, step->id, &snoozed));
	if (!snoozed) /* mostly: nothing more is read */
		return NULL;
	snoozed = false;
	TRY(reminders_of_record(work->store, step->kind, step->id, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const Reminder *one = &rows[i];
		if (instant_is_none(one->next_at) || one->state.v == REMINDER_DONE)
			continue;
		if (occurrence.form != MOMENT_NONE && one->occurrence.form != MOMENT_NONE && moment_cmp(one->occurrence, occurrence) != 0)
			continue;
		snoozed = snoozed || one->state.v == REMINDER_SNOOZED;
		if (instant_is_none(calls) || one->next_at.s < calls.s)
			calls = one->next_at;
	}
	if (!snoozed || calls.s <= step->due.s)
		return NULL;
	step->instant = calls;
	step->put_off = true;
	step->all_day = false;
	return NULL;
}

static Err *last_put_off(Work *work, Steps *steps, Moment occurrence, Arena *arena)
{
	return step_put_off(work, &steps->at[steps->n - 1], occurrence, arena);
}

static bool is_closed(const StepRow *closed, const Kind *kind, int64_t id)
{
	return closed && closed->id == id && str_same(closed->kind, kind->name);
}

static Moment closed_at(const StepRow *closed, const Kind *kind, int64_t id)
{
	return closed && is_closed(closed, kind, id) ? closed->recurrence : (Moment){.form = MOMENT_NONE};
}

/* One of a series is a step of its own only where another client than the series' has it: else the series tells what it owes. */
static Err *is_of_series(Work *work, const Kind *kind, const Plan *plan, bool *of_series, Arena *arena)
{
	AnyPlan master;
	*of_series = plan_is_override(plan) && plan->series.v;
	if (!*of_series || !plan->client.v)
		return NULL;
	Err *err = store_get(work->store, kind, plan->series.v, &master, arena);
	if (!err)
		*of_series = plan_of(&master).client.v == plan->client.v;
	if (!err || err->code != ERR_NOT_FOUND)
		return err;
	err_free(err);
	return NULL;
}

static Err *add_task(Work *work, Steps *steps, const Task *task, const StepRow *closed, Arena *arena)
{
	Plan plan = plan_of(task);
	bool of_series;
	if (!task_is_open(task))
		return NULL;
	TRY(is_of_series(work, &kind_task, &plan, &of_series, arena));
	if (of_series)
		return NULL;
	if (!plan_repeats(&plan)) {
		if (is_closed(closed, &kind_task, plan.head.id))
			return NULL;
		step_add(work, steps, &kind_task, task, task_moment(task), task_zone(task), arena);
		return last_put_off(work, steps, (Moment){.form = MOMENT_NONE}, arena);
	}
	Occurrence current;
	bool found;
	TRY(plan_current_but(work, &kind_task, task, work_now(work), closed_at(closed, &kind_task, plan.head.id), &current, &found, arena));
	if (!found)
		return NULL;
	const Task *one = current.record;
	Moment due = current.is_override ? task_moment(one) : task_due_at(work, task, current.at);
	step_add(work, steps, &kind_task, one, due, task_zone(one), arena);
	steps->at[steps->n - 1].id = task->head.id;
	steps->at[steps->n - 1].recurrence = current.at;
	return last_put_off(work, steps, current.at, arena);
}

/* A meeting over before it was written down (an imported year) is history, not a step; one that passed unticked since is overdue. */
static bool event_was_coming(Work *work, const Event *event)
{
	if (instant_is_none(event->made_at))
		return true;
	Instant start = work_instant(work, event->start, event->zone.s);
	Instant end = event_end_at(work, event, event->start, start);
	return (instant_is_none(end) ? start.s : end.s) >= event->made_at.s;
}

static Err *add_event(Work *work, Steps *steps, const Event *event, const StepRow *closed, Arena *arena)
{
	Plan plan = plan_of(event);
	bool of_series;
	if (!event_is_open(event) || event->start.form == MOMENT_NONE)
		return NULL;
	TRY(is_of_series(work, &kind_event, &plan, &of_series, arena));
	if (of_series)
		return NULL;
	if (!plan_repeats(&plan)) {
		if (!event_was_coming(work, event) || is_closed(closed, &kind_event, plan.head.id))
			return NULL;
		step_add(work, steps, &kind_event, event, event->start, event->zone.s, arena);
		return last_put_off(work, steps, (Moment){.form = MOMENT_NONE}, arena);
	}
	Occurrence current;
	bool found;
	TRY(plan_current_but(work, &kind_event, event, work_now(work), closed_at(closed, &kind_event, plan.head.id), &current, &found, arena));
	if (!found)
		return NULL;
	const Event *one = current.record;
	step_add(work, steps, &kind_event, one, current.is_override ? one->start : current.at, one->zone.s, arena);
	steps->at[steps->n - 1].id = event->head.id;
	steps->at[steps->n - 1].recurrence = current.at;
	return last_put_off(work, steps, current.at, arena);
}

/* Whose the last step is, where that is not who was asked for: as its series says it, since an occurrence may name nobody. */
static Err *last_of(Work *work, int64_t client, int64_t whose, Steps *steps, size_t before, Arena *arena)
{
	Client person;
	if (steps->n == before || whose == client)
		return NULL;
	TRY(store_get(work->store, &kind_client, whose, &person, arena));
	steps->at[steps->n - 1].client_title = person.title.s;
	return NULL;
}

/* Its own and its people's at once: an organization of many is asked as little as a client who works alone. */
static Err *add_of_client(Work *work, int64_t client, const StepRow *closed, Steps *steps, Arena *arena)
{
	Task *tasks;
	Event *events;
	size_t n;
	TRY(tasks_open_of(work->store, client, &tasks, &n, arena));
	for (size_t i = 0; i < n; i++) {
		size_t before = steps->n;
		TRY(add_task(work, steps, &tasks[i], closed, arena));
		TRY(last_of(work, client, tasks[i].client.v, steps, before, arena));
	}
	TRY(events_open_of(work->store, client, &events, &n, arena));
	for (size_t i = 0; i < n; i++) {
		size_t before = steps->n;
		TRY(add_event(work, steps, &events[i], closed, arena));
		TRY(last_of(work, client, events[i].client.v, steps, before, arena));
	}
	return NULL;
}

static int step_order(const void *a, const void *b)
{
	const StepRow *x = a, *y = b;
	int order = instant_cmp(x->instant, y->instant);
	if (order)
		return order;
	if (x->kind[0] != y->kind[0])
		return x->kind[0] == 'e' ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

Err *steps_left(Work *work, int64_t client, const StepRow *closed, StepRow **out, size_t *n, Arena *arena)
{
	Steps steps = {0};
	Err *err = add_of_client(work, client, closed, &steps, arena);
	*n = 0;
	*out = NULL;
	if (!err && steps.n) {
		qsort(steps.at, steps.n, sizeof *steps.at, step_order);
		*out = arena_alloc(arena, steps.n * sizeof **out);
		memcpy(*out, steps.at, steps.n * sizeof **out);
		*n = steps.n;
	}
	vec_free(&steps);
	return err;
}

Err *steps_of(Work *work, int64_t client, StepRow **out, size_t *n, Arena *arena)
{
	return steps_left(work, client, NULL, out, n, arena);
}

/* ---- a step in words ---- */

WordsContext step_context(const Work *work, const char *line)
{
	WordsContext words = work_words(work);
	words.steps = true;
	words.points = kind_guess(line) != NULL;
	return words;
}

Err *step_read(Work *work, const char *words, StepReading *out, Arena *arena)
{
	WordsContext context = step_context(work, words);
	Str rest = {0};
	words_find(&out->when, &rest, words, &context);
	Span matter = span_trim(span_of(str_text(&rest)));
	out->text = arena_dupn(arena, matter.s, matter.n);
	str_done(&rest);
	TRY(err_todo(words_check(&out->when, words), _("write it like: Thu 10 quote")));
	out->code = kind_guess(out->text);
	out->kind = 0;
	if (out->code)
		TRY(contact_kind_id(work, out->code, &out->kind, arena));
	if (!*out->text && out->when.start.form == MOMENT_NONE)
		return err_word(err_todo(err_new(ERR_USAGE, _("The next step says neither what nor when")), _("write it like: Thu 10 quote")), words, 0);
	return NULL;
}

/* Of what begins on a day and ends on a later one. */
static void add_last(Str *out, Work *work, Moment last)
{
	str_add(out, " – ");
	words_moment(out, last, work_today(work));
}

static void add_next_day(Str *out, int32_t second)
{
	Str time = {0};
	words_time(&time, second);
	str_addc(out, ' ');
	str_addf(out, _("till %s the next day"), str_text(&time));
	str_done(&time);
}

void step_span(Str *out, Work *work, Moment start, Seconds length)
{
	bool whole_days = start.form == MOMENT_DAY && length.s >= DAY_SECONDS;
	int64_t end = start.second + length.s;
	words_moment(out, start, work_today(work));
	if (start.form == MOMENT_NONE || length.s == SECONDS_NONE.s)
		return;
	if (whole_days) {
		if (length.s > DAY_SECONDS)
			add_last(out, work, moment_of_day((Day){start.day.n + (int32_t)(length.s / DAY_SECONDS) - 1}));
	} else if (start.form == MOMENT_LOCAL && end >= 2 * DAY_SECONDS) {
		Moment last = {.form = MOMENT_LOCAL};
		zone_local(work->zone, (Instant){zone_instant(work->zone, start.day, start.second).s + length.s}, &last.day, &last.second);
		add_last(out, work, last);
	} else {
		str_addc(out, ' ');
		words_length(out, length);
		if (start.form == MOMENT_LOCAL && end > DAY_SECONDS)
			add_next_day(out, (int32_t)(end - DAY_SECONDS));
	}
}

const char *step_undated(void)
{
	return _("no date: nobody is reminded");
}

const char *step_passed(Work *work, const WordsReading *when)
{
	Moment at = when->start;
	if (at.form == MOMENT_NONE || *when->rule)
		return NULL;
	if (at.form == MOMENT_DAY)
		at.day.n++;
	Instant over = work_instant(work, at, NULL);
	if (when->length.s != SECONDS_NONE.s && when->length.s > 0)
		over.s += when->length.s;
	return over.s <= work_now(work).s ? _("this time has passed already") : NULL;
}

void step_add_repeat(Str *out, const WordsReading *when)
{
	if (!*when->rule)
		return;
	str_addf(out, "%s↻ ", out->n ? "  " : "");
	repeat_words_from(out, when->rule, when->start);
}

Err *step_make(Work *work, int64_t client, const StepReading *reading, int64_t tries, int64_t *id)
{
	Task task;
	record_init(&kind_task, &task);
	task.client.v = client;
	task.kind.v = reading->kind;
	task.summary.s = *reading->text ? reading->text : NULL;
	task.due = reading->when.start;
	task.tries.n = tries;
	if (*reading->when.rule) {
		/* RFC 5545 3.8.5.3: a rule counts from DTSTART. */
		task.rules.s = reading->when.rule;
		task.start = task.due;
	}
	TRY(task_save(work, NULL, &task, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	*id = task.head.id;
	return NULL;
}

Err *step_plan(Work *work, int64_t client, const char *words, int64_t *task, int64_t *batch)
{
	Arena *arena = arena_new();
	StepReading reading = {0};
	int64_t id = 0;
	Client who;
	Err *err = step_read(work, words, &reading, arena);
	if (!err)
		err = store_get(work->store, &kind_client, client, &who, arena);
	if (!err)
		err = work_begin(work, "step", N_("Next step of %s: %s"), who.title.s ? who.title.s : "", *reading.text ? reading.text : words);
	if (!err)
		err = work_end(work, step_make(work, client, &reading, 0, &id), batch);
	if (!err && task)
		*task = id;
	arena_free(arena);
	return err;
}
