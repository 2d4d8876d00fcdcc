/* SPDX-License-Identifier: MIT */
/* task list: open tasks as they are owed, of a series the occurrence that is due. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "kartoteka/work/step.h"
#include "plan.h"

enum {
	LISTED_MOST = 100000
};

static const OutColumn task_columns[] = {
	{"id", NULL, true, 0, 0},
	{"due", N_("Due"), false, 0, 0},
	{"summary", N_("What"), false, 16, 0},
	{"client.name", N_("Client"), false, 12, 1},
	{"status", NULL, false, 0, 0},
	{"rule", NULL, false, 12, 2},
};

/* Said in a table only where one of them repeats. */
static void begin_tasks(CommandCall *call, bool repeats, OutColumn columns[countof(task_columns)])
{
	memcpy(columns, task_columns, sizeof task_columns);
	columns[countof(task_columns) - 1].label = repeats ? N_("Repeats") : NULL;
	out_begin(call_out(call), columns, countof(task_columns));
}

/* A row of the list: of a series the occurrence that it owes, by the series' own number. */
typedef struct TaskRow {
	Task task;
	Moment due;
	const char *zone;
	Instant at; /* INSTANT_NONE: undated */
} TaskRow;
typedef VEC(TaskRow) TaskRows;

static const char *goes_by(const Task *task)
{
	Plan plan = plan_of(task);
	return plan_rules(&plan);
}

static bool any_repeats(const TaskRows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (goes_by(&rows->at[i].task))
			return true;
	return false;
}

static void out_rule(Out *out, const Task *task)
{
	const char *rules = goes_by(task);
	Str words = {0};
	if (rules)
		repeat_words(&words, rules);
	out_show(out, str_text(&words));
	out_text(out, "rule", task->rules.s);
	str_done(&words);
}

static Err *out_task(CommandCall *call, const TaskRow *row, Arena *arena)
{
	static const char *const statuses[] = {"open", "started", "done", "cancelled"};
	Work *work = call_context(call);
	Out *out = call_out(call);
	const Task *task = &row->task;
	const char *client;
	Plan plan = plan_of(task);
	TRY(title_of_client(work, task->client.v, &client, arena));
	out_row(out);
	out_int(out, "id", task->head.id);
	out_moment(out, "due", work, row->due, row->zone);
	out_text(out, "summary", plan_text(work, &plan, &kind_task, arena));
	out_client(out, "client", task->client.v, client);
	out_text(out, "status", statuses[task->status.v]);
	out_int(out, "tries", task->tries.n);
	out_rule(out, task);
	out_row_end(out);
	return NULL;
}

static void add_listed(Work *work, TaskRows *rows, const Task *task, Moment due)
{
	TaskRow row = {.task = *task, .due = due, .zone = task_zone(task)};
	row.at = due.form == MOMENT_NONE ? INSTANT_NONE : work_instant(work, due, row.zone);
	vec_push(rows, row);
}

/* A series stands where it owes something; one that owes nothing any more is not open. */
static Err *list_series(Work *work, TaskRows *rows, const Task *master, bool open_only, Arena *arena)
{
	Occurrence current;
	bool found = false;
	if (task_is_open(master))
		TRY(plan_current(work, &kind_task, master, work_now(work), &current, &found, arena));
	if (!found) {
		if (!open_only)
			add_listed(work, rows, master, task_moment(master));
		return NULL;
	}
	Task task = *(const Task *)current.record;
	task.head.id = master->head.id;
	task.rules = master->rules;
	add_listed(work, rows, &task, current.is_override ? task_moment(&task) : task_due_at(work, master, current.at));
	return NULL;
}

static int listed_order(const void *a, const void *b)
{
	const TaskRow *x = a, *y = b;
	bool undated = instant_is_none(x->at), other = instant_is_none(y->at);
	if (undated != other)
		return undated ? 1 : -1;
	if (x->at.s != y->at.s)
		return x->at.s < y->at.s ? -1 : 1;
	return (x->task.head.id > y->task.head.id) - (x->task.head.id < y->task.head.id);
}

/* ---- reading: no more than what was asked for ---- */

typedef VEC(int64_t) Ids;

typedef struct TaskReader {
	Work *work;
	PlanQuery query;
	bool open_only;
	size_t most;
	Arena *arena;
} TaskReader;

static int id_order(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static bool among(const Ids *sorted, int64_t id)
{
	return sorted->n && bsearch(&id, sorted->at, sorted->n, sizeof id, id_order);
}

static void sort_ids(Ids *ids)
{
	if (ids->n)
		qsort(ids->at, ids->n, sizeof *ids->at, id_order);
}

/* Series whose occurrence was moved before all that the series itself is due at: their rows were not read yet. */
static Err *list_behind(const TaskReader *reader, TaskRows *rows, const Ids *listed, const Ids *moved)
{
	for (size_t i = 0; i < moved->n; i++) {
		Task master;
		if ((i && moved->at[i] == moved->at[i - 1]) || among(listed, moved->at[i]))
			continue;
		TRY(store_get(reader->work->store, &kind_task, moved->at[i], &master, reader->arena));
		if (!master.superseded.v && (!reader->query.client || master.client.v == reader->query.client))
			TRY(list_series(reader->work, rows, &master, reader->open_only, reader->arena));
	}
	return NULL;
}

/* What stands for one occurrence is told with its series; that a ticked one was done is told of all. */
static Err *list_each(const TaskReader *reader, TaskRows *rows, const Task *tasks, size_t n, Ids *listed, Ids *moved)
{
	for (size_t i = 0; i < n; i++) {
		Plan plan = plan_of(&tasks[i]);
		if (plan.superseded.v)
			continue;
		if (plan_repeats(&plan)) {
			vec_push(listed, plan.head.id);
			TRY(list_series(reader->work, rows, &tasks[i], reader->open_only, reader->arena));
		} else if (plan_is_override(&plan) && plan.series.v && task_is_open(&tasks[i])) {
			vec_push(moved, plan.series.v);
		} else {
			add_listed(reader->work, rows, &tasks[i], task_moment(&tasks[i]));
		}
	}
	sort_ids(listed);
	sort_ids(moved);
	return list_behind(reader, rows, listed, moved);
}

/* Those due before all that was not read: an hour of the day may be told a day beside the instant that the order goes by. */
static size_t settled(const TaskRows *rows, Instant read_to)
{
	size_t n = 0;
	for (size_t i = 0; i < rows->n; i++)
		n += !instant_is_none(rows->at[i].at) && rows->at[i].at.s < read_to.s - DAY_SECONDS;
	return n;
}

/* A few more than asked for, since some are told with others; as many as there are where that was too few. */
static Err *read_dated(const TaskReader *reader, TaskRows *rows, bool *whole)
{
	PlanQuery query = reader->query;
	for (query.limit = reader->most * 2 + 50;; query.limit *= 4) {
		Task *tasks;
		size_t n;
		Ids listed = {0}, moved = {0};
		rows->n = 0;
		TRY(tasks_due(reader->work->store, &query, reader->open_only, &tasks, &n, reader->arena));
		Err *err = list_each(reader, rows, tasks, n, &listed, &moved);
		vec_free(&listed);
		vec_free(&moved);
		TRY(err);
		*whole = n < query.limit;
		if (*whole || settled(rows, tasks[n - 1].due_at) >= reader->most)
			return NULL;
	}
}

static Err *read_undated(const TaskReader *reader, TaskRows *rows)
{
	size_t dated = rows->n;
	PlanQuery query = reader->query;
	for (query.limit = reader->most * 2 + 50;; query.limit *= 4) {
		Task *tasks;
		size_t n;
		rows->n = dated;
		TRY(tasks_undated(reader->work->store, &query, &tasks, &n, reader->arena));
		for (size_t i = 0; i < n; i++)
			if (!tasks[i].superseded.v && (!reader->open_only || task_is_open(&tasks[i])))
				add_listed(reader->work, rows, &tasks[i], task_moment(&tasks[i]));
		if (n < query.limit || rows->n >= reader->most)
			return NULL;
	}
}

static Err *read_listed(const TaskReader *reader, TaskRows *rows)
{
	bool whole;
	TRY(read_dated(reader, rows, &whole));
	if (whole && rows->n < reader->most)
		TRY(read_undated(reader, rows));
	if (rows->n)
		qsort(rows->at, rows->n, sizeof *rows->at, listed_order);
	return NULL;
}

/* Who named a number knows that there may be more. */
static Err *is_cut(void)
{
	Str what = {0};
	str_add_count(&what, LISTED_MOST, P_("There are more than %d task: those behind them were left out", "There are more than %d tasks: those behind them were left out", LISTED_MOST), LISTED_MOST);
	Err *err = err_todo(err_new(ERR_PART, "%s", str_text(&what)), _("--limit N prints more, --client CLIENT fewer"));
	str_done(&what);
	return err;
}

static Err *list_tasks(CommandCall *call, Arena *arena)
{
	size_t most = (size_t)call_number(call, "limit", LISTED_MOST);
	const TaskReader reader = {
		.work = call_context(call),
		.query = {.from = {-((int64_t)1 << 40)}, .to = {(int64_t)1 << 40}, .client = call_ref(call, "client")},
		.open_only = !call_flag(call, "all"),
		.most = most + 1, /* to know that there are more */
		.arena = arena,
	};
	TaskRows rows = {0};
	OutColumn columns[countof(task_columns)];
	Err *err = read_listed(&reader, &rows);
	if (!err)
		begin_tasks(call, any_repeats(&rows), columns);
	for (size_t i = 0; i < rows.n && i < most && !err; i++)
		err = out_task(call, &rows.at[i], arena);
	bool cut = rows.n > most && !call_has(call, "limit");
	vec_free(&rows);
	TRY(err);
	TRY(out_end(call_out(call)));
	return cut ? is_cut() : NULL;
}

Err *task_list(CommandCall *call)
{
	return call_in_arena(call, list_tasks);
}
