/* SPDX-License-Identifier: MIT */
/* The agenda: every occurrence of events, due tasks and notes in a window of time, in order. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/mem.h"
#include "kind_words.h"
#include "plan.h"

typedef struct Agenda {
	Work *work;
	const AgendaQuery *query;
	Arena *arena;
	size_t most;
	Instant whole_to; /* what is later was not read everywhere; INSTANT_NONE: all was */
	VEC(AgendaRow)
	rows;
} Agenda;

/* One of the questions came to its most: it knows no more than this. */
static void was_read_to(Agenda *agenda, Instant last)
{
	if (agenda->query->only_end && (instant_is_none(agenda->whole_to) || last.s < agenda->whole_to.s))
		agenda->whole_to = last;
}

/* The same by the instant that rows are found by, which may lie a day beside theirs. */
static void rows_read_to(Agenda *agenda, Instant last)
{
	if (!agenda->query->day_most)
		was_read_to(agenda, (Instant){last.s - DAY_SECONDS});
}

static Instant at_here(Agenda *agenda, Moment at, const char *zone)
{
	return work_instant(agenda->work, at, zone);
}

/* Overlaps the window; what takes no time is inside when its start is. */
static bool in_window(const AgendaQuery *query, Instant start, Instant end)
{
	if (start.s >= query->to.s)
		return false;
	return start.s >= query->from.s || (!instant_is_none(end) && end.s > query->from.s);
}

static AgendaRow row_of(const Kind *kind, const void *record, Moment at, const char *zone)
{
	Plan plan = plan_of(record);
	return (AgendaRow){
		.kind = kind->name,
		.id = plan.head.id,
		.at = at,
		.recurrence = {.form = MOMENT_NONE},
		.zone = zone,
		.all_day = at.form == MOMENT_DAY,
		.summary = plan.summary.s,
		.uid = plan.uid.s,
		.client = plan.client.v,
		.contact_kind = plan.kind.v,
		.owner = plan.owner.v,
	};
}

bool agenda_is_busy(const AgendaRow *row)
{
	return strcmp(row->kind, "event") == 0 && !row->free && !row->cancelled && !instant_is_none(row->end) && row->end.s > row->start.s;
}

bool agenda_is_by_client(const AgendaRow *row)
{
	if (!row->client_title)
		return false;
	const char *summary = row->summary ? row->summary + strspn(row->summary, " ") : "";
	return !*summary || kind_of_word(summary, strcspn(summary, " ,.:;")) != NULL;
}

static void add_event_row(Agenda *agenda, const Event *event, Moment at, Instant start, Moment recurrence, bool repeats)
{
	Instant end = event_end_at(agenda->work, event, at, start);
	if (!in_window(agenda->query, start, end))
		return;
	AgendaRow row = row_of(&kind_event, event, at, event->zone.s);
	row.start = start;
	row.end = end;
	row.recurrence = recurrence;
	row.repeats = repeats;
	row.location = event->location.s;
	row.done = event->done.v;
	row.free = event->free.v;
	row.tentative = event->status.v == EVENT_TENTATIVE;
	row.cancelled = event->status.v == EVENT_CANCELLED;
	vec_push(&agenda->rows, row);
}

static void add_task_row(Agenda *agenda, const Task *task, Moment due, Moment recurrence, bool repeats)
{
	const char *zone = task_zone(task);
	Instant start = at_here(agenda, due, zone);
	if (instant_is_none(start) || !in_window(agenda->query, start, INSTANT_NONE))
		return;
	AgendaRow row = row_of(&kind_task, task, due, zone);
	row.start = start;
	row.end = INSTANT_NONE;
	row.recurrence = recurrence;
	row.repeats = repeats;
	row.done = task->status.v == TASK_DONE;
	row.cancelled = task->status.v == TASK_CANCELLED;
	vec_push(&agenda->rows, row);
}

/* An occurrence that an override of an earlier one moves: shown as that says, acted on as one of its series. */
static void add_moved_event(Agenda *agenda, const Event *master, const Occurrence *one)
{
	const Event *event = one->record;
	size_t n = agenda->rows.n;
	add_event_row(agenda, event, event->start, one->start, one->at, true);
	if (agenda->rows.n > n)
		agenda->rows.at[n].id = master->head.id;
}

static void add_moved_task(Agenda *agenda, const Task *master, const Occurrence *one)
{
	const Task *task = one->record;
	size_t n = agenda->rows.n;
	add_task_row(agenda, task, task_moment(task), one->at, true);
	if (agenda->rows.n > n)
		agenda->rows.at[n].id = master->head.id;
}

static const Moment no_moment = {.form = MOMENT_NONE};

static Moment recurrence_of(const Plan *plan)
{
	Moment at;
	return plan_is_override(plan) && moment_read(&at, plan->recurrence.s) ? at : no_moment;
}

/* How much earlier than the window an occurrence may start and still reach into it. */
static int64_t event_reach(Agenda *agenda, const Event *event)
{
	Instant start = at_here(agenda, event->start, event->zone.s);
	Instant end = event_end_at(agenda->work, event, event->start, start);
	return (instant_is_none(end) || end.s < start.s ? 0 : end.s - start.s) + DAY_SECONDS;
}

static int32_t ahead_at(const Zone *zone, Instant t)
{
	Day day;
	int32_t second;
	if (instant_is_none(t))
		return 0;
	zone_local(zone, t, &day, &second);
	return (int32_t)((int64_t)day.n * DAY_SECONDS + second - t.s);
}

static PlanQuery plans_of(const Agenda *agenda)
{
	const AgendaQuery *query = agenda->query;
	const Zone *zone = agenda->work->zone;
	return (PlanQuery){
		.from = query->from,
		.to = query->to,
		.owner = query->owner,
		.client = query->client,
		.limit = agenda->most,
		.day_most = query->day_most,
		.cut = query->day_most ? query->cut : NULL,
		.close = true,
		.ahead_from = ahead_at(zone, query->from),
		.ahead_to = ahead_at(zone, query->to),
	};
}

static Err *add_events(Agenda *agenda)
{
	const AgendaQuery *query = agenda->query;
	PlanQuery plans = plans_of(agenda);
	Event *events;
	size_t n;
	TRY(events_between(agenda->work->store, &plans, &events, &n, agenda->arena));
	/* The short ones stand first. */
	if (n >= plans.limit && !events[plans.limit - 1].wide.v)
		rows_read_to(agenda, events[plans.limit - 1].starts_at);
	for (size_t i = 0; i < n; i++) {
		const Event *event = &events[i];
		Plan plan = plan_of(event);
		if (plan.superseded.v || plan.start.form == MOMENT_NONE)
			continue;
		if (!plan_repeats(&plan)) {
			add_event_row(agenda, event, plan.start, at_here(agenda, plan.start, plan.zone.s), recurrence_of(&plan), plan.series.v != 0);
			continue;
		}
		Occurrences all = {0};
		Instant from = {query->from.s - event_reach(agenda, event)};
		TRY(plan_occurrences(agenda->work, &kind_event, event, from, query->to, agenda->most, &all, agenda->arena));
		if (all.n >= agenda->most)
			was_read_to(agenda, all.at[all.n - 1].start);
		for (size_t j = 0; j < all.n; j++) {
			/* An override comes as a row of its own, where it was moved to. */
			if (all.at[j].is_future)
				add_moved_event(agenda, event, &all.at[j]);
			else if (!all.at[j].is_override)
				add_event_row(agenda, event, all.at[j].at, all.at[j].start, all.at[j].at, true);
		}
		vec_free(&all);
	}
	return NULL;
}

static Err *add_task_series(Agenda *agenda, const Task *task)
{
	Anchor anchor = plan_anchor(&kind_task, task);
	Instant start = at_here(agenda, anchor.at, anchor.zone);
	Instant due = at_here(agenda, task_due_at(agenda->work, task, anchor.at), task_due_zone(task));
	int64_t lasts = instant_is_none(due) || due.s < start.s ? 0 : due.s - start.s;
	Occurrences all = {0};
	Instant from = {agenda->query->from.s - lasts - DAY_SECONDS};
	TRY(plan_occurrences(agenda->work, &kind_task, task, from, agenda->query->to, agenda->most, &all, agenda->arena));
	if (all.n >= agenda->most)
		was_read_to(agenda, (Instant){all.at[all.n - 1].start.s - DAY_SECONDS});
	for (size_t j = 0; j < all.n; j++) {
		if (all.at[j].is_future)
			add_moved_task(agenda, task, &all.at[j]);
		else if (!all.at[j].is_override)
			add_task_row(agenda, task, task_due_at(agenda->work, task, all.at[j].at), all.at[j].at, true);
	}
	vec_free(&all);
	return NULL;
}

static Err *add_tasks(Agenda *agenda)
{
	PlanQuery plans = plans_of(agenda);
	Task *tasks;
	size_t n;
	TRY(tasks_due(agenda->work->store, &plans, agenda->query->open_only, &tasks, &n, agenda->arena));
	if (n >= plans.limit)
		rows_read_to(agenda, tasks[n - 1].due_at);
	for (size_t i = 0; i < n; i++) {
		Plan plan = plan_of(&tasks[i]);
		if (!plan.superseded.v && !plan_repeats(&plan))
			add_task_row(agenda, &tasks[i], task_moment(&tasks[i]), recurrence_of(&plan), plan.series.v != 0);
	}
	TRY(tasks_series(agenda->work->store, &plans, &tasks, &n, agenda->arena));
	for (size_t i = 0; i < n; i++) {
		Plan plan = plan_of(&tasks[i]);
		if (!plan.superseded.v && plan_repeats(&plan))
			TRY(add_task_series(agenda, &tasks[i]));
	}
	return NULL;
}

static Err *add_notes(Agenda *agenda)
{
	const AgendaQuery *query = agenda->query;
	PlanQuery plans = plans_of(agenda);
	Journal *notes;
	size_t n;
	TRY(notes_between(agenda->work->store, &plans, &notes, &n, agenda->arena));
	if (n >= plans.limit)
		rows_read_to(agenda, notes[n - 1].dated_at);
	for (size_t i = 0; i < n; i++) {
		Instant start = at_here(agenda, notes[i].start, notes[i].zone.s);
		if (notes[i].superseded.v || instant_is_none(start) || !in_window(query, start, INSTANT_NONE))
			continue;
		AgendaRow row = row_of(&kind_note, &notes[i], notes[i].start, notes[i].zone.s);
		Str title = {0};
		kind_note.title(&title, &notes[i]);
		row.start = start;
		row.end = INSTANT_NONE;
		row.summary = arena_dup(agenda->arena, str_text(&title));
		str_done(&title);
		vec_push(&agenda->rows, row);
	}
	return NULL;
}

static Err *add_birthdays_of(Agenda *agenda, Day day)
{
	const AgendaQuery *query = agenda->query;
	BornQuery born = {.owner = query->owner, .client = query->client, .limit = query->birthdays};
	size_t n;
	ClientRow *rows;
	TRY(clients_born_on(agenda->work->store, day, &born, &rows, &n, agenda->arena));
	for (size_t i = 0; i < n; i++) {
		const Client *client = &rows[i].client;
		AgendaRow row = {
			.kind = "birthday",
			.id = client->head.id,
			.at = moment_of_day(day),
			.recurrence = {.form = MOMENT_NONE},
			.start = zone_instant(agenda->work->zone, day, 0),
			.end = INSTANT_NONE,
			.all_day = true,
			.client = client->head.id,
			.client_title = client->title.s,
			.phone = client->phone.s,
			.organization = client->kind.v == CLIENT_ORGANIZATION,
			.owner = client->owner.v,
		};
		vec_push(&agenda->rows, row);
	}
	if (query->cut && n >= born.limit)
		*query->cut = true;
	return NULL;
}

/* A birthday lies in the window when its midnight does. */
static Err *add_birthdays(Agenda *agenda)
{
	const AgendaQuery *query = agenda->query;
	const Zone *zone = agenda->work->zone;
	for (Day day = zone_day(zone, query->from); agenda->rows.n < agenda->most; day.n++) {
		Instant start = zone_instant(zone, day, 0);
		if (start.s >= query->to.s)
			break;
		if (start.s >= query->from.s)
			TRY(add_birthdays_of(agenda, day));
	}
	return NULL;
}

/* By day, all-day ones first in it, then by the clock; the rest only so that the order is always the same. */
static int row_order(const void *a, const void *b)
{
	const AgendaRow *x = a, *y = b;
	if (x->day.n != y->day.n)
		return x->day.n < y->day.n ? -1 : 1;
	if (x->all_day != y->all_day)
		return x->all_day ? -1 : 1;
	if (x->start.s != y->start.s)
		return x->start.s < y->start.s ? -1 : 1;
	if (x->kind[0] != y->kind[0])
		return x->kind[0] < y->kind[0] ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static bool lacks_name(const AgendaRow *row)
{
	return row->client && !row->client_title;
}

/* In the order of their numbers, as they lie in the base; of one who stands in many rows once. */
Err *agenda_name(Work *work, AgendaRow *rows, size_t n, Arena *arena)
{
	int64_t *ids = mem_alloc((n + 1) * sizeof *ids);
	size_t all = 0, count = 0;
	for (size_t i = 0; i < n; i++)
		if (lacks_name(&rows[i]))
			ids[all++] = rows[i].client;
	qsort(ids, all, sizeof *ids, by_number);
	for (size_t i = 0; i < all; i++)
		if (!count || ids[count - 1] != ids[i])
			ids[count++] = ids[i];
	ClientName *names = mem_alloc((count + 1) * sizeof *names);
	Err *err = client_names(work->store, ids, count, names, arena);
	for (size_t i = 0; i < n && !err; i++) {
		AgendaRow *row = &rows[i];
		if (!lacks_name(row))
			continue;
		const int64_t *at = bsearch(&row->client, ids, count, sizeof *ids, by_number);
		const ClientName *name = &names[at - ids];
		row->client_title = name->title;
		row->phone = name->phone;
		row->organization = name->organization;
	}
	free(names);
	free(ids);
	return err;
}

static void drop_unsure(Agenda *agenda)
{
	size_t n = 0;
	for (size_t i = 0; i < agenda->rows.n; i++)
		if (agenda->rows.at[i].start.s <= agenda->whole_to.s)
			agenda->rows.at[n++] = agenda->rows.at[i];
	agenda->rows.n = n;
	if (agenda->query->cut)
		*agenda->query->cut = true;
}

/* Names what was found, in order; ends the agenda. */
static Err *take_rows(Agenda *agenda, AgendaRow **out, size_t *n)
{
	const AgendaQuery *query = agenda->query;
	Err *err = NULL;
	*out = NULL;
	*n = 0;
	if (!instant_is_none(agenda->whole_to))
		drop_unsure(agenda);
	if (agenda->rows.n) {
		for (size_t i = 0; i < agenda->rows.n; i++)
			agenda->rows.at[i].day = zone_day(agenda->work->zone, agenda->rows.at[i].start);
		qsort(agenda->rows.at, agenda->rows.n, sizeof *agenda->rows.at, row_order);
		size_t count = agenda->rows.n < agenda->most ? agenda->rows.n : agenda->most;
		if (query->cut && agenda->rows.n > count)
			*query->cut = true;
		err = query->unnamed ? NULL : agenda_name(agenda->work, agenda->rows.at, count, agenda->arena);
		*out = arena_alloc(agenda->arena, count * sizeof **out);
		memcpy(*out, agenda->rows.at, count * sizeof **out);
		*n = count;
	}
	vec_free(&agenda->rows);
	return err;
}

Err *agenda_read(Work *work, const AgendaQuery *query, AgendaRow **out, size_t *n, Arena *arena)
{
	Agenda agenda = {.work = work, .query = query, .arena = arena, .most = query->most ? query->most : 10000, .whole_to = INSTANT_NONE};
	Err *err = add_events(&agenda);
	if (!err)
		err = add_tasks(&agenda);
	if (!err && query->notes)
		err = add_notes(&agenda);
	if (!err && query->birthdays)
		err = add_birthdays(&agenda);
	if (err)
		agenda.rows.n = 0;
	Err *taken = take_rows(&agenda, out, n);
	return err ? err : taken;
}

/* An all-day task has its whole day. */
static bool is_late(const Agenda *agenda, const AgendaRow *row)
{
	return row->all_day ? zone_day(agenda->work->zone, row->start).n < work_today(agenda->work).n : row->start.s < work_now(agenda->work).s;
}

static Err *add_owed(Agenda *agenda, const Task *task)
{
	Plan plan = plan_of(task);
	if (!plan_repeats(&plan)) {
		add_task_row(agenda, task, task_moment(task), recurrence_of(&plan), plan.series.v != 0);
		return NULL;
	}
	Occurrence owed;
	bool found = false;
	TRY(plan_current(agenda->work, &kind_task, task, work_now(agenda->work), &owed, &found, agenda->arena));
	/* One that was moved is a row of its own. */
	if (found && !owed.is_override)
		add_task_row(agenda, task, task_due_at(agenda->work, task, owed.at), owed.at, true);
	return NULL;
}

/* Open tasks that no reminder calls for, due before the query's end, of which `add` makes rows: those that are late, or those that will be. */
static Err *read_owed(Work *work, const AgendaQuery *query, bool late, Err *(*add)(Agenda *, const Task *), AgendaRow **out, size_t *n, Arena *arena)
{
	Agenda agenda = {.work = work, .query = query, .arena = arena, .most = query->most, .whole_to = INSTANT_NONE};
	PlanQuery plans = {.from = query->from, .to = query->to, .owner = query->owner, .limit = query->most};
	Task *tasks;
	size_t all;
	Err *err = tasks_uncalled(work->store, &plans, &tasks, &all, arena);
	for (size_t i = 0; i < all && !err; i++) {
		size_t before = agenda.rows.n, kept = before;
		err = add(&agenda, &tasks[i]);
		for (size_t k = before; k < agenda.rows.n; k++)
			if (is_late(&agenda, &agenda.rows.at[k]) == late)
				agenda.rows.at[kept++] = agenda.rows.at[k];
		agenda.rows.n = kept;
		Plan plan = plan_of(&tasks[i]);
		for (size_t k = before; k < kept; k++)
			agenda.rows.at[k].summary = plan_text(work, &plan, &kind_task, arena);
	}
	if (err)
		agenda.rows.n = 0;
	Err *taken = take_rows(&agenda, out, n);
	return err ? err : taken;
}

/* Of a series all that lie in the window. */
static Err *add_coming(Agenda *agenda, const Task *task)
{
	Plan plan = plan_of(task);
	return plan_repeats(&plan) ? add_task_series(agenda, task) : add_owed(agenda, task);
}

Err *agenda_late(Work *work, int64_t owner, size_t most, AgendaRow **out, size_t *n, Arena *arena)
{
	const AgendaQuery query = {.from = {INT64_MIN}, .to = {work_now(work).s + 1}, .owner = owner, .most = most};
	return read_owed(work, &query, true, add_owed, out, n, arena);
}

Err *agenda_owed(Work *work, int64_t owner, Instant until, size_t most, AgendaRow **out, size_t *n, Arena *arena)
{
	const AgendaQuery query = {.from = work_now(work), .to = until, .owner = owner, .most = most, .unnamed = true};
	return read_owed(work, &query, false, add_coming, out, n, arena);
}
