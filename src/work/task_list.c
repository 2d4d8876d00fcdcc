/* SPDX-License-Identifier: MIT */
/* task list: open tasks as they are owed, of a series the occurrence that is due. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "kartoteka/work/step.h"
#include "plan.h"

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

static bool any_repeats(const TaskRows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->at[i].task.rules.s && *rows->at[i].task.rules.s)
			return true;
	return false;
}

static void out_rule(Out *out, const char *rules)
{
	Str words = {0};
	if (rules)
		repeat_words(&words, rules);
	out_show(out, str_text(&words));
	out_text(out, "rule", rules);
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
	out_rule(out, task->rules.s);
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

/* What stands for one occurrence is told with its series; that a ticked one was done is told of all. */
static Err *read_listed(Work *work, TaskRows *rows, const PlanQuery *query, bool open_only, Arena *arena)
{
	Task *tasks;
	size_t n;
	TRY(tasks_due(work->store, query, open_only, &tasks, &n, arena));
	for (size_t i = 0; i < n; i++) {
		Plan plan = plan_of(&tasks[i]);
		if (plan.superseded.v)
			continue;
		if (plan_repeats(&plan))
			TRY(list_series(work, rows, &tasks[i], open_only, arena));
		else if (!(plan_is_override(&plan) && plan.series.v && task_is_open(&tasks[i])))
			add_listed(work, rows, &tasks[i], task_moment(&tasks[i]));
	}
	TRY(tasks_undated(work->store, query, &tasks, &n, arena));
	for (size_t i = 0; i < n; i++)
		if (!tasks[i].superseded.v && (!open_only || task_is_open(&tasks[i])))
			add_listed(work, rows, &tasks[i], task_moment(&tasks[i]));
	if (rows->n)
		qsort(rows->at, rows->n, sizeof *rows->at, listed_order);
	return NULL;
}

static Err *list_tasks(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	PlanQuery query = {
		.from = {-((int64_t)1 << 40)},
		.to = {(int64_t)1 << 40},
		.client = call_ref(call, "client"),
	};
	size_t most = (size_t)call_number(call, "limit", 100000);
	TaskRows rows = {0};
	OutColumn columns[countof(task_columns)];
	Err *err = read_listed(work, &rows, &query, !call_flag(call, "all"), arena);
	if (rows.n > most)
		rows.n = most;
	if (!err)
		begin_tasks(call, any_repeats(&rows), columns);
	for (size_t i = 0; i < rows.n && !err; i++)
		err = out_task(call, &rows.at[i], arena);
	vec_free(&rows);
	TRY(err);
	return out_end(call_out(call));
}

Err *task_list(CommandCall *call)
{
	return call_in_arena(call, list_tasks);
}
