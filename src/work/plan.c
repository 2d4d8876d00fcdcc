/* SPDX-License-Identifier: MIT */
/* Occurrences of events and tasks: the rule by when/repeat, the overrides from the base, one list in order. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "plan_change.h"

Plan plan_of(const void *record)
{
	Plan plan;
	memcpy(&plan, record, sizeof plan);
	return plan;
}

void plan_put(void *record, const Plan *plan)
{
	/* Up to the last shared member: what follows it in the struct is the record's own. */
	memcpy(record, plan, offsetof(Plan, made_at) + sizeof plan->made_at);
}

bool plan_is_override(const Plan *plan)
{
	return plan->recurrence.s && *plan->recurrence.s;
}

bool plan_repeats(const Plan *plan)
{
	return !plan_is_override(plan) && ((plan->rdates.s && *plan->rdates.s) || plan_rules(plan));
}

const char *plan_rules(const Plan *plan)
{
	if (!plan->rules.s || !*plan->rules.s)
		return NULL;
	bool zoned = plan->zone.s && *plan->zone.s && plan->start.form == MOMENT_LOCAL;
	const Repeat repeat = {.start = plan->start, .zone = zoned ? zone_find(plan->zone.s) : NULL, .floating = zone_utc(), .rules = plan->rules.s};
	return repeat_has_rule(&repeat) ? plan->rules.s : NULL;
}

Anchor plan_anchor(const Kind *kind, const void *record)
{
	Plan plan = plan_of(record);
	if (plan.start.form == MOMENT_NONE && kind == &kind_task) {
		const Task *task = record;
		return (Anchor){task->due, task_due_zone(task)};
	}
	return (Anchor){plan.start, plan.zone.s};
}

Repeat plan_repeat(Work *work, const Kind *kind, const void *record)
{
	Plan plan = plan_of(record);
	Anchor anchor = plan_anchor(kind, record);
	bool zoned = anchor.zone && *anchor.zone && anchor.at.form == MOMENT_LOCAL;
	return (Repeat){
		.start = anchor.at,
		.zone = zoned ? work_zone(work, anchor.zone) : NULL,
		.floating = work->zone,
		.rules = plan.rules.s,
		.exrules = plan.exrules.s,
		.rdates = plan.rdates.s,
		.exdates = plan.exdates.s,
	};
}

Instant event_end_at(Work *work, const Event *event, Moment at, Instant start)
{
	if (event->end.form == MOMENT_NONE) {
		if (at.form != MOMENT_DAY)
			return INSTANT_NONE;
		return zone_instant(work->zone, (Day){at.day.n + 1}, 0);
	}
	if (event->start.form == MOMENT_DAY && event->end.form == MOMENT_DAY) {
		int32_t days = event->end.day.n - event->start.day.n;
		return zone_instant(work->zone, (Day){at.day.n + (days > 0 ? days : 1)}, 0);
	}
	Instant from = work_instant(work, event->start, event->zone.s);
	Instant to = work_instant(work, event->end, event_end_zone(event));
	/* Files have events with an end alone: such one takes no known time. */
	if (instant_is_none(from))
		return start;
	/* RFC 5545 3.8.5.3: with DTEND each occurrence lasts exactly as long as the first. */
	int64_t length = to.s - from.s;
	return length > 0 ? (Instant){start.s + length} : start;
}

static Moment moment_plus(Work *work, Moment at, const char *zone, int64_t seconds)
{
	if (at.form == MOMENT_DAY) {
		at.day.n += (int32_t)(seconds / DAY_SECONDS);
		return at;
	}
	const Zone *in = at.form == MOMENT_UTC ? zone_utc() : work_zone(work, zone);
	Instant t = zone_instant(in, at.day, at.second);
	zone_local(in, (Instant){t.s + seconds}, &at.day, &at.second);
	return at;
}

const char *task_due_zone(const Task *task)
{
	return task->due_zone.s ? task->due_zone.s : task->zone.s;
}

const char *task_zone(const Task *task)
{
	return task->due.form != MOMENT_NONE ? task_due_zone(task) : task->zone.s;
}

const char *event_end_zone(const Event *event)
{
	return event->end_zone.s ? event->end_zone.s : event->zone.s;
}

Moment task_moment(const Task *task)
{
	return task->due.form != MOMENT_NONE ? task->due : task->start;
}

Moment task_due_at(Work *work, const Task *task, Moment at)
{
	if (task->start.form == MOMENT_NONE || at.form == MOMENT_NONE)
		return task->due.form == MOMENT_NONE || at.form == MOMENT_NONE ? task->due : at;
	if (task->due.form == MOMENT_NONE)
		return at;
	if (task->start.form == MOMENT_DAY && task->due.form == MOMENT_DAY)
		return moment_plus(work, at, NULL, (int64_t)(task->due.day.n - task->start.day.n) * DAY_SECONDS);
	Instant from = work_instant(work, task->start, task->zone.s);
	Instant to = work_instant(work, task->due, task_due_zone(task));
	return moment_plus(work, at, task->zone.s, to.s > from.s ? to.s - from.s : 0);
}

Err *plan_overrides(Work *work, const Kind *kind, int64_t master, void **out, size_t *n, Arena *arena)
{
	return rows_where_id(work, kind, "series", master, out, n, arena);
}

bool plan_same_occurrence(Work *work, const Kind *kind, const void *master, const Plan *override, Moment at)
{
	Moment said;
	if (override->superseded.v || !plan_is_override(override) || !moment_read(&said, override->recurrence.s))
		return false;
	/* Some programs name the occurrence of a timed series by its date alone. */
	if (said.form == MOMENT_DAY || at.form == MOMENT_DAY)
		return said.day.n == at.day.n;
	const char *zone = plan_anchor(kind, master).zone;
	Instant a = work_instant(work, said, override->recurrence_zone.s ? override->recurrence_zone.s : zone);
	return a.s == work_instant(work, at, zone).s;
}

const void *plan_override_at(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at)
{
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)overrides + i * kind->size;
		Plan plan = plan_of(row);
		if (plan_same_occurrence(work, kind, master, &plan, at))
			return row;
	}
	return NULL;
}

/* ---- RANGE=THISANDFUTURE ---- */

bool plan_named_moment(Work *work, const Kind *kind, const void *master, const Plan *override, Moment like, Moment *out)
{
	const char *zone = plan_anchor(kind, master).zone;
	if (!moment_read(out, override->recurrence.s))
		return false;
	if (like.form == MOMENT_DAY) {
		*out = moment_of_day(out->day);
	} else if (out->form == MOMENT_DAY) {
		*out = (Moment){out->day, like.second, like.form};
	} else if (out->form != like.form || (like.form == MOMENT_LOCAL && override->recurrence_zone.s && !str_same(override->recurrence_zone.s, zone))) {
		Instant t = work_instant(work, *out, override->recurrence_zone.s ? override->recurrence_zone.s : zone);
		zone_local(like.form == MOMENT_UTC ? zone_utc() : work_zone(work, zone), t, &out->day, &out->second);
		out->form = like.form;
	}
	return true;
}

/* The override that speaks last before this occurrence. */
static const void *future_override(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at, Moment *named)
{
	const void *best = NULL;
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)overrides + i * kind->size;
		Plan plan = plan_of(row);
		Moment of;
		if (!plan.future.v || plan.superseded.v || !plan_named_moment(work, kind, master, &plan, at, &of) || moment_cmp(of, at) >= 0)
			continue;
		if (best && moment_cmp(of, *named) <= 0)
			continue;
		best = row;
		*named = of;
	}
	return best;
}

const void *plan_future_of(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at)
{
	Moment named;
	return future_override(work, kind, master, overrides, n, at, &named);
}

const void *plan_future_at(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, Moment at, Arena *arena)
{
	Moment named;
	const void *of = future_override(work, kind, master, overrides, n, at, &named);
	if (!of)
		return NULL;
	void *moved = arena_alloc(arena, kind->size);
	memcpy(moved, of, kind->size);
	Plan plan = plan_of(moved);
	plan.head = (Record){0};
	plan.start = moment_shift(plan.start, named, at);
	plan_put(moved, &plan);
	if (kind == &kind_event) {
		Event *event = moved;
		event->end = moment_shift(event->end, named, at);
		event->done.v = false;
	} else if (kind == &kind_task) {
		Task *task = moved;
		task->due = moment_shift(task->due, named, at);
		/* Done was that one. */
		if (task->status.v == TASK_DONE) {
			task->status.v = TASK_OPEN;
			task->percent.n = 0;
			task->done_at = INSTANT_NONE;
		}
	}
	return moved;
}

static bool plan_has_future(const Kind *kind, const void *overrides, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (plan_of((const char *)overrides + i * kind->size).future.v)
			return true;
	}
	return false;
}

/* By how much overrides of this kind move things at most, earlier and later, and how long they make them. */
static void future_reach(Work *work, const Kind *kind, const void *master, const void *overrides, size_t n, int64_t *earlier, int64_t *later)
{
	*earlier = *later = 0;
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)overrides + i * kind->size;
		Plan plan = plan_of(row);
		Moment named;
		if (!plan.future.v || plan.superseded.v || !moment_read(&named, plan.recurrence.s))
			continue;
		const char *zone = plan_anchor(kind, master).zone;
		Anchor anchor = plan_anchor(kind, row);
		Instant was = work_instant(work, named, plan.recurrence_zone.s ? plan.recurrence_zone.s : zone), is = work_instant(work, anchor.at, anchor.zone), end = is;
		if (kind == &kind_event)
			end = event_end_at(work, (const Event *)(const void *)row, anchor.at, is);
		if (instant_is_none(is))
			continue;
		int64_t by = is.s - was.s, until = instant_is_none(end) || end.s < is.s ? by : end.s - was.s;
		*earlier = by < 0 && -by + DAY_SECONDS > *earlier ? -by + DAY_SECONDS : *earlier;
		*later = until > 0 && until + DAY_SECONDS > *later ? until + DAY_SECONDS : *later;
	}
}

typedef struct Collect {
	Work *work;
	const Kind *kind;
	const void *master, *overrides;
	size_t n;
	Instant from, to;
	bool moves;   /* some override stands for later ones, too */
	bool stopped; /* by who waits for it */
	size_t seen;
	Arena *arena;
	Occurrences *out;
} Collect;

#define ASKED_EACH 500

static void collect_moved(Collect *collect, Occurrence *one)
{
	Work *work = collect->work;
	Anchor anchor = plan_anchor(collect->kind, one->record);
	Instant start = work_instant(work, anchor.at, anchor.zone), end = start;
	if (collect->kind == &kind_event)
		end = event_end_at(work, one->record, anchor.at, start);
	if (instant_is_none(end) || end.s < start.s)
		end = start;
	one->start = start;
	if (start.s < collect->to.s && (start.s >= collect->from.s || end.s > collect->from.s))
		vec_push(collect->out, *one);
}

static bool collect_one(void *self, Moment at, Instant instant)
{
	Collect *collect = self;
	collect->stopped = ++collect->seen % ASKED_EACH == 0 && !work_goes_on(collect->work, _("repeating"), (int64_t)collect->seen, 0);
	if (collect->stopped)
		return false;
	const void *override = plan_override_at(collect->work, collect->kind, collect->master, collect->overrides, collect->n, at), *moved = NULL;
	if (!override && collect->moves)
		moved = plan_future_at(collect->work, collect->kind, collect->master, collect->overrides, collect->n, at, collect->arena);
	Occurrence one = {
		.at = at,
		.start = instant,
		.record = override ? override : moved ? moved
	                                          : collect->master,
		.is_override = override || moved,
		.is_future = moved != NULL,
	};
	if (moved)
		collect_moved(collect, &one);
	else if (!collect->moves || (instant.s >= collect->from.s && instant.s < collect->to.s))
		vec_push(collect->out, one);
	return true;
}

static int by_start(const void *a, const void *b)
{
	const Occurrence *x = a, *y = b;
	if (x->start.s != y->start.s)
		return x->start.s < y->start.s ? -1 : 1;
	return moment_cmp(x->at, y->at);
}

Err *plan_occurrences(Work *work, const Kind *kind, const void *master, Instant from, Instant to, size_t most, Occurrences *out, Arena *arena)
{
	Collect collect = {.work = work, .kind = kind, .master = master, .from = from, .to = to, .arena = arena, .out = out};
	Plan plan = plan_of(master);
	void *overrides = NULL;
	int64_t earlier, later;
	if (plan_repeats(&plan) && plan.head.id)
		TRY(plan_overrides(work, kind, plan.head.id, &overrides, &collect.n, arena));
	collect.overrides = overrides;
	Repeat repeat = plan_repeat(work, kind, master);
	/* What a rule says that cannot be read repeats nothing; its start was still given. */
	future_reach(work, kind, master, overrides, collect.n, &earlier, &later);
	collect.moves = plan_has_future(kind, overrides, collect.n);
	err_free(repeat_each(&repeat, (Instant){from.s - later}, (Instant){to.s + earlier}, most, collect_one, &collect));
	if (collect.stopped) {
		vec_free(out);
		return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
	}
	if (collect.moves && out->n)
		qsort(out->at, out->n, sizeof *out->at, by_start);
	return NULL;
}

Err *plan_ahead(Work *work, const Kind *kind, const void *master, Instant after, Instant *ruled, Occurrence *out, bool *found, Arena *arena)
{
	Repeat repeat = plan_repeat(work, kind, master);
	void *overrides = NULL;
	size_t n = 0;
	*out = (Occurrence){.start = INSTANT_NONE, .at = {.form = MOMENT_NONE}, .record = master};
	Err *err = repeat_next(&out->start, &out->at, &repeat, after);
	*found = !err && !instant_is_none(out->start);
	err_free(err);
	*ruled = out->start;
	if (!*found)
		return NULL;
	TRY(plan_overrides(work, kind, plan_of(master).head.id, &overrides, &n, arena));
	const void *own = plan_override_at(work, kind, master, overrides, n, out->at);
	const void *moved = own ? NULL : plan_future_at(work, kind, master, overrides, n, out->at, arena);
	if (!own && !moved)
		return NULL;
	out->record = own ? own : moved;
	out->is_override = true;
	out->is_future = moved != NULL;
	Anchor anchor = plan_anchor(kind, out->record);
	if (moved)
		out->start = work_instant(work, anchor.at, anchor.zone);
	return NULL;
}

bool event_is_open(const Event *event)
{
	return !event->done.v && !event->superseded.v && event->status.v != EVENT_CANCELLED;
}

bool task_is_open(const Task *task)
{
	return !task->superseded.v && (task->status.v == TASK_OPEN || task->status.v == TASK_STARTED);
}

static bool occurrence_is_open(const Kind *kind, const Occurrence *one)
{
	if (kind == &kind_event)
		return event_is_open(one->record);
	return task_is_open(one->record);
}

/* How far back and on a series is looked at for what it owes: a season; beyond it the next one is asked for by itself, and a task's last one. */
#define NEAR_SECONDS ((int64_t)92 * DAY_SECONDS)

static bool owes(Work *work, const Kind *kind, const Occurrence *one, Instant now)
{
	if (!occurrence_is_open(kind, one))
		return false;
	if (kind != &kind_event)
		return true;
	const Event *event = one->record;
	Instant start = one->is_override ? work_instant(work, event->start, event->zone.s) : one->start;
	Instant end = event_end_at(work, event, one->is_override ? event->start : one->at, start);
	return (instant_is_none(end) ? start.s : end.s) > now.s || start.s >= now.s;
}

Err *plan_around(Work *work, const Kind *kind, const void *master, Instant now, int64_t reach, Occurrences *all, Arena *arena)
{
	Instant begin = work_instant(work, plan_anchor(kind, master).at, plan_anchor(kind, master).zone);
	for (int64_t back = reach;; back *= 4) {
		all->n = 0;
		TRY(plan_occurrences(work, kind, master, (Instant){now.s - back}, (Instant){now.s + reach}, 5000, all, arena));
		if (kind != &kind_task || instant_is_none(begin) || now.s - back <= begin.s || (all->n && all->at[0].start.s <= now.s))
			return NULL;
	}
}

static bool is_named(const Occurrence *one, Moment name)
{
	return name.form != MOMENT_NONE && moment_cmp(one->at, name) == 0;
}

/* What of a series is not asked for. */
typedef struct But {
	Moment named;
	bool others; /* what another client than the series' has, but for what stands for all that follow */
} But;

static bool is_left_out(const Occurrence *one, const void *master, const But *but)
{
	if (!but->others || !one->is_override || one->is_future)
		return false;
	int64_t client = plan_of(one->record).client.v;
	return client && client != plan_of(master).client.v;
}

static Err *current_in(Work *work, const Kind *kind, const void *master, Instant now, But but, Occurrence *out, bool *found, Arena *arena)
{
	Occurrences all = {0};
	*found = false;
	TRY(plan_around(work, kind, master, now, NEAR_SECONDS, &all, arena));
	for (size_t i = 0; i < all.n && !(*found && out->start.s > now.s); i++) {
		if (is_left_out(&all.at[i], master, &but))
			continue;
		if (is_named(&all.at[i], but.named) || !owes(work, kind, &all.at[i], now)) {
			/* A later one that was done, if before its time, answers for those missed before it. */
			if (kind == &kind_task)
				*found = false;
			continue;
		}
		if (*found && all.at[i].start.s > now.s)
			break;
		*out = all.at[i];
		*found = true;
		if (kind == &kind_event)
			break;
	}
	vec_free(&all);
	if (*found)
		return NULL;
	/* Those that stand for themselves may be done, or elsewhere. */
	Instant from = {now.s + NEAR_SECONDS - 1};
	for (int tries = 0; tries < AHEAD_MOST; tries++) {
		TRY(plan_ahead(work, kind, master, from, &from, out, found, arena));
		if (!*found || (!is_left_out(out, master, &but) && !is_named(out, but.named) && (!out->is_override || owes(work, kind, out, now))))
			return NULL;
	}
	*found = false;
	return NULL;
}

Err *plan_current_but(Work *work, const Kind *kind, const void *master, Instant now, Moment but, Occurrence *out, bool *found, Arena *arena)
{
	return current_in(work, kind, master, now, (But){but, true}, out, found, arena);
}

Err *plan_current(Work *work, const Kind *kind, const void *master, Instant now, Occurrence *out, bool *found, Arena *arena)
{
	return current_in(work, kind, master, now, (But){{.form = MOMENT_NONE}, false}, out, found, arena);
}

const char *plan_text(Work *work, const Plan *plan, const Kind *kind, Arena *arena)
{
	if (plan->summary.s && *plan->summary.s)
		return plan->summary.s;
	if (plan->kind.v) {
		ContactKind contact;
		Err *err = store_get(work->store, &kind_contact_kind, plan->kind.v, &contact, arena);
		if (!err)
			return list_name(contact.code.s, contact.name.s);
		err_free(err);
	}
	return _(kind->label);
}

Err *plan_get(Work *work, const char *kind_name, int64_t id, const Kind **kind, void *record, Arena *arena)
{
	*kind = kind_find(kind_name);
	if (*kind != &kind_event && *kind != &kind_task && *kind != &kind_note)
		return err_new(ERR_USAGE, _("%s is neither event, task nor note"), kind_name ? kind_name : "");
	return store_get(work->store, *kind, id, record, arena);
}
