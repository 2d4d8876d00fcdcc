/* SPDX-License-Identifier: MIT */
/* Saving an event, task or note from its form: a new one, one occurrence, from here on, or the whole series. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "plan_change.h"
#include "plan_lines.h"

static bool is_time_field(const char *name)
{
	return strcmp(name, "start") == 0 || strcmp(name, "end") == 0 || strcmp(name, "due") == 0;
}

/* What differs between the two states of the form, put onto another record of the series (its times only move along). */
static Err *apply_difference(const Kind *kind, const void *old, const void *new, void *onto, Arena *arena)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		if ((field->flags & FIELD_DERIVED) || is_time_field(field->name) || strcmp(field->name, "recurrence") == 0 ||
		    strcmp(field->name, "recurrence_zone") == 0 || strcmp(field->name, "series") == 0)
			continue;
		Value a = field_get(field, old, arena), b = field_get(field, new, arena);
		if (value_same(&a, &b))
			continue;
		b = value_dup(arena, &b);
		TRY(field_set(field, onto, &b));
	}
	return NULL;
}

/* What took a day takes an hour where it gets one, and the other way that day alone, as the form has it. */
static Moment end_anew(Moment start)
{
	const int32_t hour = 3600;
	if (start.form == MOMENT_DAY)
		return (Moment){.form = MOMENT_NONE};
	start.second += hour;
	start.day.n += start.second / DAY_SECONDS;
	start.second %= DAY_SECONDS;
	return start;
}

/* The end follows the start when only the start was moved. */
static void end_follows(const Kind *kind, const void *old, void *new)
{
	if (kind == &kind_event) {
		const Event *was = old;
		Event *is = new;
		bool unsaid = moment_cmp(was->end, is->end) == 0 && is->end.form != MOMENT_NONE && was->start.form != MOMENT_NONE;
		if (unsaid && (was->start.form == MOMENT_DAY) != (is->start.form == MOMENT_DAY))
			is->end = end_anew(is->start);
		else if (unsaid)
			is->end = moment_shift(is->end, was->start, is->start);
		if (is->start.form == MOMENT_NONE)
			is->end.form = MOMENT_NONE;
	} else if (kind == &kind_task) {
		const Task *was = old;
		Task *is = new;
		Plan plan = plan_of(old);
		/* Of a series both are told from its start; else a day to begin on moves no date that was promised. */
		if (plan_repeats(&plan) && was->start.form != MOMENT_NONE && is->start.form != MOMENT_NONE && is->due.form != MOMENT_NONE && moment_cmp(was->due, is->due) == 0)
			is->due = moment_shift(is->due, was->start, is->start);
		/* One that begins when it is due is moved whole: else it would end before it begins, and call where it was. */
		bool at_once = was->start.form == was->due.form && moment_cmp(was->start, was->due) == 0 && str_same(was->zone.s, was->due_zone.s);
		if ((plan_repeats(&plan) || plan_is_override(&plan) || moment_cmp(is->due, was->due) < 0) && at_once && was->due.form != MOMENT_NONE && is->due.form == was->due.form && moment_cmp(was->start, is->start) == 0)
			is->start = moment_shift(is->start, was->due, is->due);
	}
}

static void move_times(const Kind *kind, void *onto, const void *old, const void *new)
{
	Plan plan = plan_of(onto), was = plan_of(old), is = plan_of(new);
	plan.start = was.start.form == MOMENT_NONE ? is.start : moment_shift(plan.start, was.start, is.start);
	plan_put(onto, &plan);
	if (kind == &kind_event) {
		Event *event = onto;
		const Event *a = old, *b = new;
		event->end = a->end.form == MOMENT_NONE || event->end.form == MOMENT_NONE ? b->end : moment_shift(event->end, a->end, b->end);
		if (b->end.form == MOMENT_NONE)
			event->end = b->end;
	} else if (kind == &kind_task) {
		Task *task = onto;
		const Task *a = old, *b = new;
		task->due = a->due.form == MOMENT_NONE || task->due.form == MOMENT_NONE ? b->due : moment_shift(task->due, a->due, b->due);
		if (b->due.form == MOMENT_NONE)
			task->due = b->due;
	}
}

static Moment on_clock(Work *work, Moment at, const char *zone, MomentForm form, const char *of)
{
	return at.form == form && str_same(zone, of) ? at : work_there(work, work_here(work, at, zone), form, of);
}

/* An occurrence that was moved stands elsewhere than its rule says: what was typed counts there, not by how much it differs from the place it was moved to.
 * `by_rule` has the times of the series itself for it; *out: the new ones on those clocks. */
static void times_said(Work *work, const Kind *kind, const void *by_rule, const void *new, AnyPlan *out)
{
	Plan like = plan_of(by_rule), is = plan_of(new);
	memcpy(out, new, kind->size);
	is.start = on_clock(work, is.start, is.zone.s, like.start.form, like.zone.s);
	plan_put(out, &is);
	if (kind == &kind_event) {
		const Event *a = by_rule, *b = new;
		out->event.end = on_clock(work, b->end, event_end_zone(b), a->end.form, event_end_zone(a));
	} else if (kind == &kind_task) {
		const Task *a = by_rule, *b = new;
		out->task.due = on_clock(work, b->due, task_due_zone(b), a->due.form, task_due_zone(a));
	}
}

/* The times that the series itself has at `at`. */
static void times_by_rule(Work *work, const Kind *kind, const AnyPlan *master, Moment at, AnyPlan *onto)
{
	Anchor anchor = plan_anchor(kind, master);
	Plan plan = plan_of(onto);
	plan.start = moment_shift(plan_of(master).start, anchor.at, at);
	plan_put(onto, &plan);
	if (kind == &kind_event)
		onto->event.end = moment_shift(master->event.end, anchor.at, at);
	else if (kind == &kind_task)
		onto->task.due = task_due_at(work, &master->task, at);
}

static bool times_differ(const Kind *kind, const void *old, const void *new)
{
	Plan was = plan_of(old), is = plan_of(new);
	bool differ = moment_cmp(was.start, is.start) != 0 || was.start.form != is.start.form;
	if (kind == &kind_event) {
		const Event *a = old, *b = new;
		differ = differ || moment_cmp(a->end, b->end) != 0 || a->end.form != b->end.form;
	} else if (kind == &kind_task) {
		const Task *a = old, *b = new;
		differ = differ || moment_cmp(a->due, b->due) != 0 || a->due.form != b->due.form;
	}
	return differ;
}

static bool rules_differ(const Plan *a, const Plan *b)
{
	return !str_same(a->rules.s, b->rules.s);
}

/* The series goes on where it was put: what its rules name of the old day and hour, they name of the new. */
static void rules_follow(const Kind *kind, const void *before, void *after, Arena *arena)
{
	Plan plan = plan_of(after);
	char *rules = NULL;
	Moment from = plan_anchor(kind, before).at, to = plan_anchor(kind, after).at;
	/* Rules that nobody can read are kept as they are. */
	Err *err = repeat_moved(&rules, plan.rules.s, from, to);
	if (!err && rules)
		plan.rules.s = arena_dup(arena, rules);
	err_free(err);
	free(rules);
	plan_put(after, &plan);
}

/* Exceptions and overrides name occurrences by their times, so they move with the series. */
static Err *move_names(Work *work, const Kind *kind, const void *before, void *after, Arena *arena)
{
	Moment from = plan_anchor(kind, before).at, to = plan_anchor(kind, after).at;
	if (moment_cmp(from, to) == 0 && from.form == to.form)
		return NULL;
	Plan plan = plan_of(after);
	plan.exdates.s = moments_shift(arena, plan.exdates.s, from, to);
	plan.rdates.s = moments_shift(arena, plan.rdates.s, from, to);
	plan_put(after, &plan);
	void *rows;
	size_t n;
	TRY(plan_overrides(work, kind, plan.head.id, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)rows + i * kind->size;
		void *moved = arena_alloc(arena, kind->size);
		memcpy(moved, row, kind->size);
		Plan override = plan_of(row);
		override.recurrence.s = moments_shift(arena, override.recurrence.s, from, to);
		plan_put(moved, &override);
		TRY(work_edit(work, kind, row, moved));
	}
	return NULL;
}

/* The occurrence that the change was made on stands for itself and takes it, too. */
static Err *save_shown(Work *work, const Kind *kind, const void *old, const void *new, Arena *arena)
{
	AnyPlan there, changed;
	Plan rules;
	TRY(store_get(work->store, kind, plan_of(old).head.id, &there, arena));
	memcpy(&changed, &there, kind->size);
	TRY(apply_difference(kind, old, new, &changed, arena));
	rules = plan_of(&changed);
	rules.rules.s = rules.exrules.s = rules.rdates.s = rules.exdates.s = NULL;
	plan_put(&changed, &rules);
	move_times(kind, &changed, old, new);
	return work_edit(work, kind, &there, &changed);
}

static Err *save_whole(Work *work, const Kind *kind, const void *old, void *new, Moment at, Arena *arena)
{
	AnyPlan master, changed, was, said;
	int64_t id = plan_of(old).head.id;
	Plan shown = plan_of(old);
	Plan is = plan_of(new);
	bool override = plan_is_override(&shown) && shown.series.v, moved = times_differ(kind, old, new);
	if (override)
		id = shown.series.v;
	TRY(store_get(work->store, kind, id, &master, arena));
	memcpy(&changed, &master, kind->size);
	TRY(apply_difference(kind, old, new, &changed, arena));
	memcpy(&was, old, kind->size);
	memcpy(&said, new, kind->size);
	if (override && moved && at.form != MOMENT_NONE) {
		memcpy(&was, &master, kind->size);
		times_by_rule(work, kind, &master, at, &was);
		times_said(work, kind, &was, new, &said);
	}
	if (moved)
		move_times(kind, &changed, &was, &said);
	if (moved && !rules_differ(&shown, &is))
		rules_follow(kind, &master, &changed, arena);
	TRY(move_names(work, kind, &master, &changed, arena));
	TRY(work_edit(work, kind, &master, &changed));
	if (override)
		TRY(save_shown(work, kind, old, new, arena));
	memcpy(new, &changed, kind->size);
	return NULL;
}

static Err *read_master(Work *work, const Kind *kind, const void *shown, AnyPlan *master, Arena *arena)
{
	Plan plan = plan_of(shown);
	return store_get(work->store, kind, plan_is_override(&plan) && plan.series.v ? plan.series.v : plan.head.id, master, arena);
}

static Err *save_one(Work *work, const Kind *kind, const void *old, void *new, Moment at, Arena *arena)
{
	AnyPlan master, override;
	TRY(read_master(work, kind, old, &master, arena));
	void *rows;
	size_t n;
	TRY(plan_overrides(work, kind, plan_of(&master).head.id, &rows, &n, arena));
	const void *there = plan_override_at(work, kind, &master, rows, n, at);
	if (there) {
		memcpy(&override, there, kind->size);
		TRY(apply_difference(kind, old, new, &override, arena));
		move_times(kind, &override, old, new);
		TRY(work_edit(work, kind, there, &override));
	} else {
		plan_override_init(work, kind, &override, &master, rows, n, at, arena);
		TRY(apply_difference(kind, old, new, &override, arena));
		/* One occurrence repeats nothing, whatever the form said of repeating. */
		Plan plan = plan_of(&override);
		plan.rules.s = plan.rdates.s = plan.exdates.s = plan.exrules.s = NULL;
		plan_put(&override, &plan);
		move_times(kind, &override, old, new);
		TRY(work_make(work, kind, &override));
	}
	memcpy(new, &override, kind->size);
	return NULL;
}

/* To the times that were typed, its exceptions along. */
static void move_from_here(Work *work, const Kind *kind, const void *new, AnyPlan *next, bool follows, Arena *arena)
{
	AnyPlan before, said;
	memcpy(&before, next, kind->size);
	times_said(work, kind, &before, new, &said);
	move_times(kind, next, &before, &said);
	Plan plan = plan_of(next);
	plan.exdates.s = moments_shift(arena, plan.exdates.s, plan_anchor(kind, &before).at, plan_anchor(kind, next).at);
	plan.rdates.s = moments_shift(arena, plan.rdates.s, plan_anchor(kind, &before).at, plan_anchor(kind, next).at);
	plan_put(next, &plan);
	if (follows)
		rules_follow(kind, &before, next, arena);
}

/* What somebody, or a file, changed of one occurrence: as it is, and as it takes the change. */
typedef struct Carried {
	AnyPlan old, new;
} Carried;

/* It says of itself more than when it is. */
static bool says_more(const Kind *kind, const void *override, const void *by_rule, Arena *arena)
{
	static const char *const names[] = {"uid", "component", "place", "made_at", "rules", "exrules", "rdates", "exdates", "future", NULL};
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		bool of_series = (field->flags & FIELD_DERIVED) || is_time_field(field->name) || str_begins(field->name, "recurrence") || str_same(field->name, "series");
		for (size_t k = 0; names[k] && !of_series; k++)
			of_series = str_same(field->name, names[k]);
		Value a = field_get(field, override, arena), b = field_get(field, by_rule, arena);
		if (!of_series && !value_same(&a, &b))
			return true;
	}
	return false;
}

/* Of the occurrences from `at` on; the one at `at` takes the change with it. */
static Err *read_carried(Work *work, const Kind *kind, const AnyPlan *master, const void *old, const void *new, Moment at, Carried **out, size_t *count, Arena *arena)
{
	void *rows;
	size_t n;
	TRY(plan_overrides(work, kind, plan_of(master).head.id, &rows, &n, arena));
	*out = arena_alloc(arena, (n ? n : 1) * sizeof **out);
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)rows + i * kind->size;
		Plan plan = plan_of(row);
		Moment of;
		if (plan.superseded.v || !plan_named_moment(work, kind, master, &plan, at, &of))
			continue;
		bool first = plan_same_occurrence(work, kind, master, &plan, at);
		if (!first && moment_cmp(of, at) <= 0)
			continue;
		Carried *carried = &(*out)[*count];
		memcpy(&carried->old, row, kind->size);
		memcpy(&carried->new, row, kind->size);
		if (first) {
			AnyPlan by_rule;
			plan_override_init(work, kind, &by_rule, master, NULL, 0, at, arena);
			/* What a file brought may say what nobody here knows. */
			if (!plan.component.v && !says_more(kind, row, &by_rule, arena))
				continue;
			TRY(apply_difference(kind, old, new, &carried->new, arena));
			move_times(kind, &carried->new, old, new);
		}
		++*count;
	}
	return NULL;
}

/* They stay what they were made, as occurrences of the series that goes on. The component of one stays without it, so that its file finds it known. */
static Err *carry(Work *work, const Kind *kind, const AnyPlan *next, Moment at, Carried *all, size_t n, Arena *arena)
{
	Plan series = plan_of(next);
	Moment to = plan_anchor(kind, next).at;
	for (size_t i = 0; i < n; i++) {
		AnyPlan *new = &all[i].new;
		Plan plan = plan_of(new);
		Reminder *reminders;
		size_t count;
		TRY(reminders_of(work, kind->name, plan.head.id, &reminders, &count, arena));
		plan.series.v = series.head.id;
		plan.uid = series.uid;
		plan.rules.s = plan.exrules.s = plan.rdates.s = plan.exdates.s = NULL;
		plan.recurrence.s = moments_shift(arena, plan.recurrence.s, at, to);
		plan_put(new, &plan);
		if (plan.component.v)
			TRY(plan_lines_go_on(work, kind, plan.component.v, new, reminders, count, arena));
		TRY(work_edit(work, kind, &all[i].old, new));
	}
	return NULL;
}

/* The series that goes on, with its alarms; alarms at a moment of their own stay behind. */
static Err *make_next(Work *work, const Kind *kind, const Plan *first, AnyPlan *next, Arena *arena)
{
	Reminder *reminders;
	size_t n, left = 0;
	TRY(reminders_of(work, kind->name, first->head.id, &reminders, &n, arena));
	for (size_t i = 0; i < n; i++) {
		if (!reminders[i].absolute.v)
			reminders[left++] = reminder_fresh(&reminders[i]);
	}
	if (first->component.v)
		TRY(plan_lines_go_on(work, kind, first->component.v, next, reminders, left, arena));
	TRY(work_make(work, kind, next));
	for (size_t i = 0; i < left; i++) {
		char uuid[37];
		reminders[i].of.v = plan_of(next).head.id;
		if (!first->component.v) {
			env_uuid(uuid, work->env);
			reminders[i].uid.s = uuid;
		}
		TRY(work_make(work, &kind_reminder, &reminders[i]));
	}
	return NULL;
}

/* The old series ends before `at`, a new one begins there. */
static Err *save_from_here(Work *work, const Kind *kind, const void *old, void *new, Moment at, Arena *arena)
{
	AnyPlan master, next;
	TRY(read_master(work, kind, old, &master, arena));
	Plan was = plan_of(old), is = plan_of(new), first = plan_of(&master);
	memcpy(&next, &master, kind->size);
	char *rest = NULL;
	Repeat repeat = plan_repeat(work, kind, &master);
	TRY(repeat_rest(&rest, &repeat, at));
	Plan plan = plan_of(&next);
	plan.head = (Record){0};
	plan.uid.s = NULL;
	plan.component.v = 0;
	plan.made_at = INSTANT_NONE;
	plan.rules.s = rest ? arena_dup(arena, rest) : NULL;
	free(rest);
	plan_put(&next, &plan);
	times_by_rule(work, kind, &master, at, &next);
	TRY(apply_difference(kind, old, new, &next, arena));
	plan = plan_of(&next);
	if (rules_differ(&was, &is))
		plan.rules = is.rules;
	plan.exdates = first.exdates;
	plan.rdates.s = moments_beside(arena, first.rdates.s, at, false);
	plan_put(&next, &plan);
	if (times_differ(kind, old, new))
		move_from_here(work, kind, new, &next, !rules_differ(&was, &is), arena);
	plan_settle(work, kind, &next, arena);
	Carried *carried;
	size_t carried_count;
	TRY(read_carried(work, kind, &master, old, new, at, &carried, &carried_count, arena));
	TRY(make_next(work, kind, &first, &next, arena));
	TRY(carry(work, kind, &next, at, carried, carried_count, arena));
	TRY(plan_remove(work, kind->name, first.head.id, at, REACH_FROM_HERE, NULL));
	memcpy(new, &next, kind->size);
	return NULL;
}

/* What has no name, no text, nobody and no kind of contact says nothing to anybody. */
static bool says_nothing(const Plan *plan)
{
	bool named = (plan->summary.s && *plan->summary.s) || (plan->text.s && *plan->text.s);
	return !named && !plan->client.v && !plan->kind.v;
}

static Err *save_new(Work *work, const Kind *kind, void *new, Arena *arena)
{
	const Plan plan = plan_of(new);
	if (says_nothing(&plan))
		return err_word(err_new(ERR_USAGE, "%s", _("Say what it is")), "summary", -1);
	plan_settle(work, kind, new, arena);
	TRY(work_make(work, kind, new));
	if (kind == &kind_note)
		return NULL;
	return reminder_make_usual(work, kind, new);
}

static bool speaks_of_series(const Plan *plan, Moment at)
{
	return at.form != MOMENT_NONE && (plan_repeats(plan) || (plan_is_override(plan) && plan->series.v));
}

static bool time_moved(const Kind *kind, const void *old, const void *new)
{
	Plan was = plan_of(old), is = plan_of(new);
	bool moved = moment_cmp(was.start, is.start) != 0 || was.start.form != is.start.form;
	if (kind == &kind_task) {
		const Task *a = old, *b = new;
		moved = moved || moment_cmp(a->due, b->due) != 0 || a->due.form != b->due.form;
	}
	return moved;
}

/* RFC 5545 3.8.2.2: a day ends with a day, and behind it. NULL: so it does. */
const char *event_wrong(const Event *event)
{
	bool begins_on_day = event->start.form == MOMENT_DAY, ends_on_day = event->end.form == MOMENT_DAY;
	if (event->start.form == MOMENT_NONE || event->end.form == MOMENT_NONE)
		return NULL;
	if (begins_on_day && !ends_on_day)
		return N_("it begins on a day and ends at an hour: say both hours or none");
	if (!begins_on_day && ends_on_day)
		return N_("it begins at an hour and ends on a day: say both hours or none");
	return begins_on_day && event->end.day.n <= event->start.day.n ? N_("its last day is before its first") : NULL;
}

/* What a file says otherwise is left to it. */
static Err *check_ends(const Event *old, const Event *new)
{
	const char *wrong = event_wrong(new);
	if (!wrong || (old && event_wrong(old)))
		return NULL;
	return err_kept(err_word(err_new(ERR_USAGE, "%s", _(wrong)), "end", -1), _("nothing was changed"));
}

/* RFC 5545 3.8.2.3: due not before it begins; a day is due until it is over. */
const char *task_wrong(Work *work, const Task *task)
{
	Moment due = work_here(work, task->due, task_due_zone(task)), start = work_here(work, task->start, task->zone.s);
	if (due.form == MOMENT_NONE || start.form == MOMENT_NONE)
		return NULL;
	bool late = due.form == MOMENT_DAY || start.form == MOMENT_DAY ? due.day.n < start.day.n : moment_cmp(due, start) < 0;
	return late ? N_("it begins after it is due") : NULL;
}

static Err *check_due(Work *work, const Task *old, const Task *new)
{
	const char *wrong = task_wrong(work, new);
	if (!wrong || (old && task_wrong(work, old)))
		return NULL;
	return err_kept(err_word(err_new(ERR_USAGE, "%s", _(wrong)), "start", -1), _("nothing was changed"));
}

/* A clock time where there was none is one of the place where it was said. */
static void settle_zones(Work *work, const Kind *kind, const void *old, void *new, Arena *arena)
{
	const char *zone = arena_dup(arena, zone_name(work->zone));
	Plan was = plan_of(old), is = plan_of(new);
	bool starts = is.start.form == MOMENT_LOCAL && was.start.form != MOMENT_LOCAL && !is.zone.s;
	if (kind == &kind_event) {
		Event *event = new;
		bool floats = is.start.form == MOMENT_LOCAL && !is.zone.s && !starts; /* what came without a zone stays so as a whole */
		bool ends = !floats && event->end.form == MOMENT_LOCAL && ((const Event *)old)->end.form != MOMENT_LOCAL && !event->end_zone.s;
		if (ends)
			event->end_zone.s = is.zone.s ? is.zone.s : zone;
	} else if (kind == &kind_task) {
		Task *task = new;
		bool dues = task->due.form == MOMENT_LOCAL && !task->due_zone.s, floats = dues && !is.zone.s && ((const Task *)old)->due.form == MOMENT_LOCAL;
		/* What came without a zone stays so as a whole. */
		starts = starts && !floats;
		if (dues && !floats)
			task->due_zone.s = is.zone.s ? is.zone.s : zone;
	}
	if (!starts)
		return;
	is = plan_of(new);
	is.zone.s = zone;
	plan_put(new, &is);
}

/* What is said anew must take place; a file may say otherwise, and so may what it once said. */
static Err *check_rules(Work *work, const Kind *kind, const void *old, const void *new, Moment at, Reach reach, Arena *arena)
{
	Plan is = plan_of(new), was = {0};
	Repeat repeat = plan_repeat(work, kind, new);
	if (old)
		was = plan_of(old);
	bool series = old && speaks_of_series(&was, at);
	if (!is.rules.s || (old && !rules_differ(&was, &is)) || (series && reach == REACH_ONE))
		return NULL;
	if (series && reach == REACH_WHOLE) {
		AnyPlan master;
		TRY(read_master(work, kind, old, &master, arena));
		Moment first = plan_anchor(kind, &master).at;
		repeat.start = moment_cmp(first, repeat.start) < 0 ? first : repeat.start;
	}
	if (!repeat_ends_early(&repeat))
		return NULL;
	Err *err = err_word(err_new(ERR_USAGE, "%s", _("the repeat ends before it begins")), "rules", -1);
	return err_kept(err, _("nothing was changed"));
}

static Err *save_single(Work *work, const Kind *kind, const void *old, void *new)
{
	TRY(work_edit(work, kind, old, new));
	return time_moved(kind, old, new) ? reminders_wake(work, kind, plan_of(old).head.id) : NULL;
}

static Err *save_series(Work *work, const Kind *kind, const void *old, void *new, Moment at, Reach reach, Arena *arena)
{
	AnyPlan master;
	Plan plan = plan_of(old);
	/* A series spoken of as it stands: its exceptions go along. */
	if (plan_repeats(&plan) && at.form == MOMENT_NONE)
		return save_whole(work, kind, old, new, at, arena);
	if (!speaks_of_series(&plan, at))
		return save_single(work, kind, old, new);
	switch (reach) {
	case REACH_ONE:
		return save_one(work, kind, old, new, at, arena);
	case REACH_FROM_HERE:
		TRY(read_master(work, kind, old, &master, arena));
		/* From the first one on is the whole. */
		if (moment_cmp(at, plan_anchor(kind, &master).at) <= 0)
			return save_whole(work, kind, old, new, at, arena);
		return save_from_here(work, kind, old, new, at, arena);
	case REACH_WHOLE:
		return save_whole(work, kind, old, new, at, arena);
	}
	return NULL;
}

static Err *save_in(Work *work, const Kind *kind, const void *old, void *new, Moment at, Reach reach, Arena *arena)
{
	AnyPlan now, merged;
	if (old) {
		end_follows(kind, old, new);
		settle_zones(work, kind, old, new, arena);
	}
	if (kind == &kind_event)
		TRY(check_ends(old, new));
	if (kind == &kind_task)
		TRY(check_due(work, old, new));
	if (kind != &kind_note)
		TRY(check_rules(work, kind, old, new, at, reach, arena));
	if (!old)
		return save_new(work, kind, new, arena);
	Plan plan = plan_of(old);
	if (kind == &kind_note || !(plan_repeats(&plan) || speaks_of_series(&plan, at)))
		return save_single(work, kind, old, new);
	TRY(plan_merge(work, kind, old, new, &at, reach, &now, &merged, arena));
	TRY(save_series(work, kind, &now, &merged, at, reach, arena));
	memcpy(new, &merged, kind->size);
	return NULL;
}

static Err *save(Work *work, const Kind *kind, const char *command, const void *old, void *new, Moment at, Reach reach, int64_t *batch)
{
	Arena *arena = arena_new();
	Plan plan = plan_of(new);
	const char *text = label_quoted(arena, plan_text(work, &plan, kind, arena));
	Err *err = old ? work_begin(work, command, N_("Changed: %s"), text) : work_begin(work, command, N_("Added: %s"), text);
	if (!err)
		err = work_end(work, save_in(work, kind, old, new, at, reach, arena), batch);
	/* Texts that were put into `new` here outlive the call with the work's own memory. */
	if (!err)
		memcpy(new, record_dup(work->arena, kind, new), kind->size);
	arena_free(arena);
	return err;
}

Err *event_save(Work *work, const Event *old, Event *new, Moment at, Reach reach, int64_t *batch)
{
	return save(work, &kind_event, old ? "event edit" : "event add", old, new, at, reach, batch);
}

Err *task_save(Work *work, const Task *old, Task *new, Moment at, Reach reach, int64_t *batch)
{
	return save(work, &kind_task, old ? "task edit" : "task add", old, new, at, reach, batch);
}

Err *note_save(Work *work, const Journal *old, Journal *new, int64_t *batch)
{
	return save(work, &kind_note, old ? "note edit" : "note add", old, new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, batch);
}

/* A moment that a person moves by minutes: by the clock of its zone, so that a step over a change of the clocks stays where it was put. */
static Moment moment_later(Work *work, Moment at, const char *zone, Seconds by)
{
	if (at.form == MOMENT_NONE)
		return at;
	if (at.form == MOMENT_DAY) {
		at.day.n += (int32_t)(by.s / DAY_SECONDS);
		return at;
	}
	const Zone *in = at.form == MOMENT_UTC ? zone_utc() : work_zone(work, zone);
	Instant t = zone_instant(in, at.day, at.second);
	zone_local(in, (Instant){t.s + by.s}, &at.day, &at.second);
	return at;
}

/* As an override of an earlier occurrence makes it; it is still one of the series and changes as such. */
static void show_moved(const Kind *kind, void *out, const void *moved)
{
	Plan master = plan_of(out), plan = plan_of(moved);
	memcpy(out, moved, kind->size);
	plan.head = master.head;
	plan.uid = master.uid;
	plan.recurrence = master.recurrence;
	plan.recurrence_zone = master.recurrence_zone;
	plan.series = master.series;
	plan.component = master.component;
	plan.future = master.future;
	plan.rules = master.rules;
	plan.exrules = master.exrules;
	plan.rdates = master.rdates;
	plan.exdates = master.exdates;
	plan_put(out, &plan);
}

Err *event_shown(Work *work, int64_t id, Moment at, Event *out, Arena *arena)
{
	TRY(store_get(work->store, &kind_event, id, out, arena));
	Plan plan = plan_of(out);
	if (at.form == MOMENT_NONE || !plan_repeats(&plan))
		return NULL;
	void *rows;
	size_t n;
	TRY(plan_overrides(work, &kind_event, id, &rows, &n, arena));
	const Event *there = plan_override_at(work, &kind_event, out, rows, n, at);
	if (there) {
		*out = *there;
		return NULL;
	}
	there = plan_future_at(work, &kind_event, out, rows, n, at, arena);
	if (there) {
		show_moved(&kind_event, out, there);
		return NULL;
	}
	out->end = moment_shift(out->end, out->start, at);
	out->start = moment_shift(out->start, out->start, at);
	return NULL;
}

/* Where and how it stands apart from its series: whether it is done is no such thing. */
static bool stands_apart(Work *work, const Kind *kind, const AnyPlan *one, const AnyPlan *master)
{
	AnyPlan like = *master;
	Plan a = plan_of(one), b = plan_of(master);
	Moment at;
	if (!moment_read(&at, a.recurrence.s) || at.form != plan_anchor(kind, master).at.form)
		return true;
	times_by_rule(work, kind, master, at, &like);
	return times_differ(kind, &like, one) || !str_same(a.zone.s, b.zone.s) || !str_same(a.summary.s, b.summary.s) || !str_same(a.text.s, b.text.s) ||
	       a.client.v != b.client.v || a.kind.v != b.kind.v || (kind == &kind_event && !str_same(one->event.location.s, master->event.location.s));
}

Err *occurrence_rules(Work *work, const char *kind_name, int64_t id, const char **rules, bool *changed, Arena *arena)
{
	const Kind *kind = NULL;
	AnyPlan one, master;
	*rules = NULL;
	*changed = false;
	TRY(plan_get(work, kind_name, id, &kind, &one, arena));
	Plan plan = plan_of(&one);
	if (!plan_is_override(&plan) || !plan.series.v)
		return NULL;
	TRY(store_get(work->store, kind, plan.series.v, &master, arena));
	plan = plan_of(&master);
	*rules = plan_rules(&plan);
	*changed = stands_apart(work, kind, &one, &master);
	return NULL;
}

Err *task_shown(Work *work, int64_t id, Moment at, Task *out, Arena *arena)
{
	TRY(store_get(work->store, &kind_task, id, out, arena));
	Plan plan = plan_of(out);
	if (at.form == MOMENT_NONE || !plan_repeats(&plan))
		return NULL;
	void *rows;
	size_t n;
	TRY(plan_overrides(work, &kind_task, id, &rows, &n, arena));
	const Task *there = plan_override_at(work, &kind_task, out, rows, n, at);
	if (there) {
		*out = *there;
		return NULL;
	}
	there = plan_future_at(work, &kind_task, out, rows, n, at, arena);
	if (there) {
		show_moved(&kind_task, out, there);
		return NULL;
	}
	Moment due = task_due_at(work, out, at);
	if (out->start.form != MOMENT_NONE)
		out->start = at;
	if (out->due.form != MOMENT_NONE)
		out->due = due;
	return NULL;
}

Err *event_move(Work *work, int64_t id, Moment at, Seconds by, Reach reach, int64_t *batch)
{
	Arena *arena = arena_new();
	Event old;
	Err *err = event_shown(work, id, at, &old, arena);
	if (!err) {
		Event new = old;
		new.start = moment_later(work, old.start, old.zone.s, by);
		new.end = moment_later(work, old.end, event_end_zone(&old), by);
		err = event_save(work, &old, &new, at, reach, batch);
	}
	arena_free(arena);
	return err;
}
