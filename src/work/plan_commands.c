/* SPDX-License-Identifier: MIT */
/* event and task: add, edit, done, delete. A series is changed for one occurrence, from it on, or whole. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/work/step.h"
#include "kind_words.h"
#include "plan.h"
#include "plan_change.h"

static const char *const reaches[] = {"one", "following", "whole", NULL};

/* ---- what options say ---- */

static Err *no_rule(const char *every)
{
	return err_word(err_new(ERR_USAGE, _("\"%s\" says no repeating: \"week\", \"mon\", \"2 weeks\" or FREQ=WEEKLY;BYDAY=MO do"), every), every, -1);
}

/* --every "mon", or an RRULE as RFC 5545 writes it. */
static Err *read_rule(CommandCall *call, Text *rules, Moment *start, Arena *arena)
{
	const char *every = call_text(call, "every");
	if (!every)
		return NULL;
	if (str_begins(every, "FREQ=") || strstr(every, ";FREQ=")) {
		Err *err = repeat_check(every);
		bool bad = err && err->code != ERR_PART;
		if (err && err->code == ERR_USAGE)
			return err_word(err, every, -1);
		if (bad && err->todo) /* the rule is well, but what walks it is not there */
			return err_kept(err, _("nothing was changed"));
		err_free(err);
		if (bad)
			return no_rule(every);
		rules->s = arena_dup(arena, every);
		return NULL;
	}
	WordsContext words = work_words(call_context(call));
	WordsReading reading;
	char *said = mem_printf(text_lang() == LANG_RU ? "каждый %s" : "every %s", every);
	words_find(&reading, NULL, said, &words);
	free(said);
	if (!*reading.rule)
		return no_rule(every);
	rules->s = arena_dup(arena, reading.rule);
	if (start->form == MOMENT_NONE)
		*start = reading.start;
	return NULL;
}

static Err *read_length(CommandCall *call, Seconds *length)
{
	*length = SECONDS_NONE;
	const char *text = call_text(call, "length");
	if (text && !lead_read(text, length))
		return err_word(err_new(ERR_USAGE, _("%s is not a length: 8m, 1h are"), text), text, -1);
	return NULL;
}

/* --remind "10m, 1h": instead of what the settings give. */
static Err *read_leads(CommandCall *call, Moment at, Seconds leads[LEADS_MOST], size_t *n)
{
	const char *text = call_text(call, "remind");
	if (!leads_list(text, leads, n))
		return err_word(err_new(ERR_USAGE, _("%s is no length of time: 10m, 1h, 1d or several of them are meant"), text), text, -1);
	if (*n && at.form == MOMENT_NONE)
		return err_word(err_todo(err_new(ERR_USAGE, _("There is no time to remind of")), _("say when, too")), text, -1);
	return NULL;
}

static Err *read_contact_kind(CommandCall *call, const char *summary, Id *kind, Arena *arena)
{
	Work *work = call_context(call);
	if (call_has(call, "kind"))
		return contact_kind_said(work, call_text(call, "kind"), &kind->v, arena);
	const char *code = summary && !kind->v ? kind_guess(summary) : NULL;
	return code ? contact_kind_id(work, code, &kind->v, arena) : NULL;
}

/* The words of the summary that say when, unless an option does: "Signing tomorrow 10". */
static Err *read_summary(CommandCall *call, WordsReading *when, const char **summary, const char *option, Arena *arena)
{
	const char *said = call_text(call, "summary");
	*when = (WordsReading){.start = {.form = MOMENT_NONE}, .length = SECONDS_NONE};
	if (!said)
		return NULL;
	*summary = arena_dup(arena, said);
	if (call_has(call, option))
		return NULL;
	WordsContext words = str_same(option, "due") ? step_context(call_context(call), said) : work_words(call_context(call));
	Str rest = {0};
	words_find(when, &rest, said, &words);
	Span matter = span_trim(span_of(str_text(&rest)));
	if (when->start.form != MOMENT_NONE && matter.n)
		*summary = arena_dupn(arena, matter.s, matter.n);
	str_done(&rest);
	return err_kept(words_check(when, said), _("nothing was written"));
}

/* What lies on a day without an hour has no minutes. */
static Err *check_length(Moment start, Seconds length)
{
	if (start.form != MOMENT_DAY || length.s == SECONDS_NONE.s || length.s % DAY_SECONDS == 0)
		return NULL;
	Str shown = {0};
	words_length(&shown, length);
	Err *err = err_new(ERR_USAGE, _("The day is said, but not the hour at which the %s begin"), str_text(&shown));
	str_done(&shown);
	return err_todo(err_kept(err, _("nothing was written")), _("say the hour too, like: tomorrow 10 for 45 min"));
}

static Moment later_by(Work *work, Moment at, int64_t seconds)
{
	if (at.form == MOMENT_DAY) {
		at.day.n += (int32_t)(seconds / DAY_SECONDS);
		return at;
	}
	const Zone *zone = at.form == MOMENT_UTC ? zone_utc() : work->zone;
	Instant t = zone_instant(zone, at.day, at.second);
	zone_local(zone, (Instant){t.s + seconds}, &at.day, &at.second);
	return at;
}

static void end_at(Work *work, Event *event, Moment said)
{
	MomentForm kept = event->end.form != MOMENT_NONE ? event->end.form : event->start.form;
	event->end = work_there(work, said, kept, event_end_zone(event));
}

static void read_shared(CommandCall *call, Plan *plan, Arena *arena)
{
	if (call_has(call, "client"))
		plan->client.v = call_ref(call, "client");
	if (call_has(call, "text"))
		plan->text.s = arena_dup(arena, call_text(call, "text"));
	if (call_has(call, "owner"))
		plan->owner.v = call_ref(call, "owner");
}

/* --end: an hour alone is of the day on which the event begins, or on which it ended already where it takes days. */
static void end_said(CommandCall *call, Event *event, const Event *was)
{
	Work *work = call_context(call);
	WordsReading said = *call_when(call, "end");
	Moment start = work_here(work, event->start, event->zone.s);
	Instant from = work_instant(work, was->start, was->zone.s), to = work_instant(work, was->end, event_end_zone(was));
	bool takes_days = !instant_is_none(from) && !instant_is_none(to) && to.s - from.s > DAY_SECONDS && moment_cmp(was->start, event->start) == 0;
	if (takes_days)
		words_on_day(&said, work_here(work, was->end, event_end_zone(was)).day);
	else if (start.form != MOMENT_NONE)
		words_end_on_day(&said, start);
	/* Of whole days the last one is said; the end itself is the day behind it. */
	if (said.start.form == MOMENT_DAY && event->start.form == MOMENT_DAY)
		said.start.day.n++;
	end_at(work, event, said.start);
}

static Err *fill_event(CommandCall *call, Event *event, Arena *arena)
{
	Work *work = call_context(call);
	const Event was = *event;
	WordsReading when;
	Seconds length;
	const char *summary = event->summary.s;
	Plan plan = plan_of(event);
	read_shared(call, &plan, arena);
	plan_put(event, &plan);
	TRY(read_summary(call, &when, &summary, "start", arena));
	event->summary.s = summary;
	TRY(read_length(call, &length));
	if (call_has(call, "start"))
		when = *call_when(call, "start");
	if (was.start.form != MOMENT_NONE)
		words_on_day(&when, work_here(work, was.start, was.zone.s).day);
	if (when.start.form != MOMENT_NONE) {
		event->start = work_there(work, when.start, event->start.form, event->zone.s);
		if (*when.rule)
			event->rules.s = arena_dup(arena, when.rule);
		if (length.s == SECONDS_NONE.s)
			length = when.length;
	}
	TRY(read_rule(call, &event->rules, &event->start, arena));
	if (!call_has(call, "end"))
		TRY(check_length(event->start, length));
	if (call_has(call, "end")) {
		end_said(call, event, &was);
	} else if (length.s != SECONDS_NONE.s && event->start.form != MOMENT_NONE) {
		end_at(work, event, later_by(work, work_here(work, event->start, event->zone.s), length.s));
	}
	if (call_has(call, "where"))
		event->location.s = arena_dup(arena, call_text(call, "where"));
	if (call_flag(call, "free"))
		event->free.v = true;
	if (call_flag(call, "tentative"))
		event->status.v = EVENT_TENTATIVE;
	return read_contact_kind(call, call_has(call, "summary") ? event->summary.s : NULL, &event->kind, arena);
}

static Err *fill_task(CommandCall *call, Task *task, Arena *arena)
{
	WordsReading when;
	const char *summary = task->summary.s;
	Plan plan = plan_of(task);
	read_shared(call, &plan, arena);
	plan_put(task, &plan);
	TRY(read_summary(call, &when, &summary, "due", arena));
	task->summary.s = summary;
	if (call_has(call, "due"))
		when = *call_when(call, "due");
	if (task->due.form != MOMENT_NONE)
		words_on_day(&when, work_here(call_context(call), task->due, task_due_zone(task)).day);
	if (when.start.form != MOMENT_NONE && when.length.s != SECONDS_NONE.s)
		return err_todo(err_kept(err_new(ERR_USAGE, _("A task has a moment, and no length")), _("nothing was written")),
		                _("say only when it is due; event add makes what takes time"));
	if (when.start.form != MOMENT_NONE) {
		task->due = work_there(call_context(call), when.start, task->due.form, task_due_zone(task));
		if (*when.rule)
			task->rules.s = arena_dup(arena, when.rule);
	}
	TRY(read_rule(call, &task->rules, &task->due, arena));
	/* RFC 5545 3.8.5.3: a rule counts from DTSTART. */
	plan = plan_of(task);
	if (plan_rules(&plan) && task->start.form == MOMENT_NONE)
		task->start = task->due;
	if (call_has(call, "priority"))
		task->priority.n = call_number(call, "priority", 0);
	return read_contact_kind(call, call_has(call, "summary") ? task->summary.s : NULL, &task->kind, arena);
}

/* ---- what is printed ---- */

/* As the quick line says it: when, and how long or until when. */
static void show_when(Str *out, Work *work, const Kind *kind, const void *record, Moment at, const char *zone)
{
	const Event *event = record;
	Seconds length = SECONDS_NONE;
	Moment here = at;
	if (kind == &kind_event && at.form == MOMENT_DAY && event->end.form == MOMENT_DAY && event->end.day.n > at.day.n)
		length.s = (int64_t)(event->end.day.n - at.day.n) * DAY_SECONDS;
	if (at.form != MOMENT_DAY) {
		Instant from = work_instant(work, at, zone), to = kind == &kind_event ? work_instant(work, event->end, event_end_zone(event)) : INSTANT_NONE;
		here = (Moment){.form = MOMENT_LOCAL};
		zone_local(work->zone, from, &here.day, &here.second);
		if (!instant_is_none(to) && to.s > from.s)
			length.s = to.s - from.s;
	}
	step_span(out, work, here, length);
}

static Err *tell_plan(CommandCall *call, const Kind *kind, const void *record, Moment at, const char *zone, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Plan plan = plan_of(record);
	const char *client;
	TRY(title_of_client(work, plan.client.v, &client, arena));
	out_begin(out, NULL, 0);
	out_row(out);
	if (work->dry_run || !plan.head.id)
		out_null(out, "id");
	else
		out_int(out, "id", plan.head.id);
	out_text(out, "kind", kind->name);
	out_text(out, "summary", plan.summary.s);
	out_moment(out, kind == &kind_task ? "due" : "start", work, at, zone);
	if (kind == &kind_event) {
		const Event *event = record;
		out_moment(out, "end", work, event->end, event_end_zone(event));
		out_text(out, "location", event->location.s);
	}
	out_text(out, "rule", plan.rules.s);
	out_text(out, "uid", plan.uid.s);
	out_client(out, "client", plan.client.v, client);
	out_row_end(out);
	TRY(out_end(out));
	Str line = {0};
	if (plan.head.id && !work->dry_run)
		str_addf(&line, "%lld  ", (long long)plan.head.id);
	if (*client)
		str_addf(&line, "%s — ", client);
	str_add(&line, plan_text(work, &plan, kind, arena));
	if (at.form != MOMENT_NONE) {
		str_add(&line, "  ");
		show_when(&line, work, kind, record, at, zone);
	}
	if (plan_rules(&plan)) {
		str_add(&line, ", ");
		repeat_words_from(&line, plan.rules.s, at);
	}
	if (work->dry_run)
		out_say(out, _("Would write: %s"), str_text(&line));
	else
		out_say(out, "%s", str_text(&line));
	str_done(&line);
	return NULL;
}

static Reach call_reach(CommandCall *call)
{
	return (Reach)call_choice(call, "reach", REACH_ONE);
}

/* The one that was moved there. */
static Err *moved_there(CommandCall *call, const Kind *kind, const void *master, Instant from, Instant to, Moment *at, Arena *arena)
{
	Work *work = call_context(call);
	void *rows;
	size_t n, found = 0;
	TRY(plan_overrides(work, kind, plan_of(master).head.id, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)rows + i * kind->size;
		Anchor anchor = plan_anchor(kind, row);
		Instant start = work_instant(work, anchor.at, anchor.zone);
		Moment named;
		if (instant_is_none(start) || start.s < from.s || start.s >= to.s || !moment_read(&named, plan_of(row).recurrence.s))
			continue;
		*at = named;
		found++;
	}
	if (found < 2)
		return NULL;
	Err *err = err_new(ERR_USAGE, _("Several of this series were moved to %s"), call_text(call, "at"));
	return err_todo(err_word(err, call_text(call, "at"), -1), _("say the hour too, or the day on which the one that is meant would have been"));
}

/* An occurrence that stands for itself is one of its series, *id then: what --at and --reach name, they name of that. */
static Err *call_series(Work *work, const Kind *kind, int64_t *id, AnyPlan *record, Moment *own, Arena *arena)
{
	*own = (Moment){.form = MOMENT_NONE};
	TRY(store_get(work->store, kind, *id, record, arena));
	const Plan plan = plan_of(record);
	if (!plan_is_override(&plan) || !plan.series.v)
		return NULL;
	AnyPlan master;
	TRY(store_get(work->store, kind, plan.series.v, &master, arena));
	const Plan series = plan_of(&master);
	if (!plan_repeats(&series) || !plan_named_moment(work, kind, &master, &plan, plan_anchor(kind, &master).at, own))
		return NULL;
	*id = plan.series.v;
	*record = master;
	return NULL;
}

/* The occurrence that --at names: as the rule of the series says it, else the one that lies there now. *id: what it is one of. */
static Err *call_occurrence(CommandCall *call, const Kind *kind, int64_t *id, Moment *at, Arena *arena)
{
	Work *work = call_context(call);
	AnyPlan record;
	TRY(call_series(work, kind, id, &record, at, arena));
	Plan plan = plan_of(&record);
	if (!plan_repeats(&plan) || (at->form != MOMENT_NONE && !call_has(call, "at")))
		return NULL;
	*at = (Moment){.form = MOMENT_NONE};
	if (!call_has(call, "at")) {
		Occurrence current;
		bool found;
		TRY(plan_current(work, kind, &record, work_now(work), &current, &found, arena));
		if (found)
			*at = current.at;
		return NULL;
	}
	const WordsReading *when = call_when(call, "at");
	Instant from = call_instant(call, "at"), to = {from.s + (when->start.form == MOMENT_DAY ? DAY_SECONDS : 1)};
	Occurrences all = {0};
	TRY(plan_occurrences(work, kind, &record, from, to, 1, &all, arena));
	if (all.n)
		*at = all.at[0].at;
	vec_free(&all);
	if (at->form == MOMENT_NONE)
		TRY(moved_there(call, kind, &record, from, to, at, arena));
	return at->form == MOMENT_NONE ? err_word(err_new(ERR_NOT_FOUND, _("Nothing of this series is at %s"), call_text(call, "at")), call_text(call, "at"), -1) : NULL;
}

/* ---- run ---- */

/* The option says what the record calls its rules. */
static Err *at_every(CommandCall *call, Err *err)
{
	return err && call_has(call, "every") && str_same(err->word, "rules") ? err_under(err, "--every") : err;
}

/* With the reminders that were said, as one change. */
static Err *save_new(CommandCall *call, const Kind *kind, void *record, Moment at, Arena *arena)
{
	Work *work = call_context(call);
	const Moment none = {.form = MOMENT_NONE};
	Seconds leads[LEADS_MOST];
	size_t n = 0;
	bool leads_said = call_has(call, "remind");
	Plan plan = plan_of(record);
	if (leads_said)
		TRY(read_leads(call, at, leads, &n));
	TRY(work_begin(work, kind == &kind_event ? "event add" : "task add", N_("Added: %s"), label_quoted(arena, plan_text(work, &plan, kind, arena))));
	Err *err = kind == &kind_event ? event_save(work, NULL, record, none, REACH_WHOLE, NULL) : task_save(work, NULL, record, none, REACH_WHOLE, NULL);
	if (!err && leads_said)
		err = reminders_set(work, kind->name, ((const Record *)record)->id, leads, n);
	return at_every(call, work_end(work, err, NULL));
}

static Err *add_event(CommandCall *call, Arena *arena)
{
	Event event;
	record_init(&kind_event, &event);
	TRY(fill_event(call, &event, arena));
	if (event.start.form == MOMENT_NONE)
		return err_todo(err_new(ERR_USAGE, _("When the event is was not said")), _("give --start, or say it in the words"));
	TRY(save_new(call, &kind_event, &event, event.start, arena));
	return tell_plan(call, &kind_event, &event, event.start, event.zone.s, arena);
}

static Err *add_task(CommandCall *call, Arena *arena)
{
	Task task;
	record_init(&kind_task, &task);
	TRY(fill_task(call, &task, arena));
	TRY(save_new(call, &kind_task, &task, task_moment(&task), arena));
	return tell_plan(call, &kind_task, &task, task_moment(&task), task_due_zone(&task), arena);
}

static Err *edit_event(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	int64_t id = call_ref(call, "event");
	Moment at;
	Event old;
	TRY(call_occurrence(call, &kind_event, &id, &at, arena));
	TRY(event_shown(work, id, at, &old, arena));
	Event new = old;
	TRY(fill_event(call, &new, arena));
	if (new.start.form == MOMENT_LOCAL && !new.zone.s)
		new.zone.s = arena_dup(arena, zone_name(work->zone));
	if (new.end.form == MOMENT_LOCAL && !new.end_zone.s)
		new.end_zone.s = new.zone.s;
	TRY(at_every(call, event_save(work, &old, &new, at, call_reach(call), NULL)));
	return tell_plan(call, &kind_event, &new, new.start, new.zone.s, arena);
}

static Err *edit_task(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	int64_t id = call_ref(call, "task");
	Moment at;
	Task old;
	TRY(call_occurrence(call, &kind_task, &id, &at, arena));
	TRY(task_shown(work, id, at, &old, arena));
	Task new = old;
	TRY(fill_task(call, &new, arena));
	if (new.due.form == MOMENT_LOCAL && !new.due_zone.s)
		new.due_zone.s = arena_dup(arena, zone_name(work->zone));
	TRY(at_every(call, task_save(work, &old, &new, at, call_reach(call), NULL)));
	return tell_plan(call, &kind_task, &new, task_moment(&new), task_due_zone(&new), arena);
}

static Err *run_event_add(CommandCall *call)
{
	return call_in_arena(call, add_event);
}

static Err *run_task_add(CommandCall *call)
{
	return call_in_arena(call, add_task);
}

static Err *run_event_edit(CommandCall *call)
{
	return call_in_arena(call, edit_event);
}

static Err *run_task_edit(CommandCall *call)
{
	return call_in_arena(call, edit_task);
}

/* Which of them were done, and can be opened again. */
static Err *find_done(CommandCall *call, const Kind *kind, PlanDone *out, int64_t *which, size_t *count, Arena *arena)
{
	Work *work = call_context(call);
	size_t n;
	const int64_t *ids = call_refs(call, kind->name, &n);
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		Moment at = {.form = MOMENT_NONE};
		int64_t id = ids[i];
		if (call_has(call, "at"))
			TRY(call_occurrence(call, kind, &id, &at, arena));
		TRY(plan_done_last(work, kind->name, id, at, &out[*count]));
		which[*count] = ids[i];
		*count += out[*count].found;
	}
	return NULL;
}

static Err *open_each(CommandCall *call, const Kind *kind, const PlanDone *done, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(plan_done(call_context(call), kind->name, ids[i], done[i].at, false, NULL));
	return NULL;
}

static void say_opened(CommandCall *call, const PlanDone *first, size_t n, const char *text)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	bool would = work->dry_run;
	int64_t count = (int64_t)n;
	Str line = {0};
	str_add(&line, text);
	if (first->when.form != MOMENT_NONE) {
		str_add(&line, "  ");
		step_span(&line, work, first->when, SECONDS_NONE);
	}
	if (n == 1)
		out_say(out, would ? _("Would open again: %s") : _("Open again: %s"), str_text(&line));
	else
		out_say_count(out, count, would ? P_("Would open %zu thing again", "Would open %zu things again", n) : P_("%zu thing opened again", "%zu things opened again", n), n);
	str_done(&line);
}

static void out_each(Out *out, const Kind *kind, const char *what, const int64_t *ids, size_t n)
{
	out_begin(out, NULL, 0);
	for (size_t i = 0; i < n; i++) {
		out_row(out);
		out_text(out, "kind", kind->name);
		out_int(out, what, ids[i]);
		out_row_end(out);
	}
}

/* --undone. What is open already stays so; where all of them are, that is told. */
static Err *open_again(CommandCall *call, const Kind *kind, Arena *arena)
{
	Work *work = call_context(call);
	size_t n, count;
	const int64_t *ids = call_refs(call, kind->name, &n);
	PlanDone *done = arena_alloc(arena, n * sizeof *done);
	int64_t *which = arena_alloc(arena, n * sizeof *which);
	AnyPlan record;
	TRY(find_done(call, kind, done, which, &count, arena));
	TRY(store_get(work->store, kind, count ? which[0] : ids[0], &record, arena));
	Plan plan = plan_of(&record);
	const char *summary = plan_text(work, &plan, kind, arena);
	if (!count && n == 1)
		return err_new(ERR_NOT_FOUND, _("Nothing was opened again: %s is not done"), text_quoted(arena, summary));
	if (!count)
		return err_new(ERR_NOT_FOUND, "%s", _("Nothing was opened again: none of them is done"));
	if (count == 1)
		TRY(work_begin(work, "done", N_("Open again: %s"), label_quoted(arena, summary)));
	else
		TRY(work_begin_many(work, "done", NP_("%zu thing opened again", "%zu things opened again"), count, count));
	TRY(work_end(work, open_each(call, kind, done, which, count), NULL));
	out_each(call_out(call), kind, "opened", which, count);
	TRY(out_end(call_out(call)));
	say_opened(call, &done[0], count, text_quoted(arena, summary));
	return NULL;
}

/* Each of them as one change. */
static Err *each(CommandCall *call, const Kind *kind, bool removes, Arena *arena)
{
	Work *work = call_context(call);
	size_t n;
	const int64_t *ids = call_refs(call, kind->name, &n);
	for (size_t i = 0; i < n; i++) {
		Moment at;
		int64_t id = ids[i];
		TRY(call_occurrence(call, kind, &id, &at, arena));
		if (removes)
			TRY(plan_remove(work, kind->name, id, at, call_reach(call), NULL));
		else
			TRY(plan_done(work, kind->name, id, at, true, NULL));
	}
	return NULL;
}

static void say_removed(CommandCall *call, bool repeats, Reach reach, const char *text)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	bool would = work->dry_run;
	if (!repeats)
		out_say(out, would ? _("Would delete: %s") : _("Deleted: %s"), text);
	else if (reach == REACH_ONE)
		out_say(out, would ? _("Would delete this one: %s") : _("Deleted, this one: %s"), text);
	else if (reach == REACH_FROM_HERE)
		out_say(out, would ? _("Would delete from here on: %s") : _("Deleted from here on: %s"), text);
	else
		out_say(out, would ? _("Would delete the whole series: %s") : _("Deleted, the whole series: %s"), text);
}

static void say_each(CommandCall *call, bool removes, size_t n, const char *first)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	bool would = work->dry_run;
	int64_t count = (int64_t)n;
	if (n == 1)
		out_say(out, would ? _("Would do: %s") : _("Done: %s"), first);
	else if (removes)
		out_say_count(out, count, would ? P_("Would delete %zu thing", "Would delete %zu things", n) : P_("%zu thing deleted", "%zu things deleted", n), n);
	else
		out_say_count(out, count, would ? P_("Would do %zu thing", "Would do %zu things", n) : P_("%zu thing done", "%zu things done", n), n);
}

/* One thing: as its own removal calls it, which says how much of a series went. */
static Err *remove_only(CommandCall *call, const Kind *kind, int64_t id, const char *text, Arena *arena)
{
	Work *work = call_context(call);
	Reach reach = call_reach(call);
	Moment at;
	bool repeats = false;
	int64_t of = id;
	TRY(call_occurrence(call, kind, &of, &at, arena));
	TRY(plan_reach(work, kind->name, of, at, &reach, &repeats));
	TRY(plan_remove(work, kind->name, of, at, reach, NULL));
	Out *out = call_out(call);
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "kind", kind->name);
	out_int(out, "deleted", id);
	out_row_end(out);
	TRY(out_end(out));
	say_removed(call, repeats, reach, text);
	return NULL;
}

static Err *change_each(CommandCall *call, const Kind *kind, bool removes)
{
	Work *work = call_context(call);
	Arena *arena = arena_new();
	Out *out = call_out(call);
	size_t n;
	const int64_t *ids = call_refs(call, kind->name, &n);
	AnyPlan first;
	Err *err = removes ? refuse_bulk(work, n) : NULL;
	if (!err)
		err = store_get(work->store, kind, ids[0], &first, arena);
	Plan plan = {0};
	const char *text = "";
	if (!err) {
		plan = plan_of(&first);
		text = text_quoted(arena, plan_text(work, &plan, kind, arena));
		if (n == 1 && removes) {
			err = remove_only(call, kind, ids[0], text, arena);
			arena_free(arena);
			return err;
		}
		const char *command = removes ? "delete" : "done";
		if (n == 1)
			err = work_begin(work, command, N_("Done: %s"), label_quoted(arena, plan_text(work, &plan, kind, arena)));
		else
			err = removes ? work_begin_many(work, command, NP_("%zu thing deleted", "%zu things deleted"), n, n) : work_begin_many(work, command, NP_("%zu thing done", "%zu things done"), n, n);
	}
	if (!err)
		err = work_end(work, each(call, kind, removes, arena), NULL);
	if (!err) {
		out_each(out, kind, removes ? "deleted" : "done", ids, n);
		err = out_end(out);
	}
	if (!err)
		say_each(call, removes, n, text);
	arena_free(arena);
	return err;
}

static Err *done_or_not(CommandCall *call, const Kind *kind)
{
	if (!call_flag(call, "undone"))
		return change_each(call, kind, false);
	Arena *arena = arena_new();
	Err *err = open_again(call, kind, arena);
	arena_free(arena);
	return err;
}

static Err *run_event_done(CommandCall *call)
{
	return done_or_not(call, &kind_event);
}

static Err *run_event_delete(CommandCall *call)
{
	return change_each(call, &kind_event, true);
}

static Err *run_task_done(CommandCall *call)
{
	return done_or_not(call, &kind_task);
}

static Err *run_task_delete(CommandCall *call)
{
	return change_each(call, &kind_task, true);
}

#define SUMMARY(flags_) \
	{ \
		"summary", ARG_TEXT, flags_, .help = N_("What; words that say when are read too"), .value = N_("TEXT") \
	}
#define CLIENT_ARG \
	{ \
		"client", ARG_REF, ARGF_OPTION, .kind = "client", .focus = "client", .help = N_("With or for whom"), .value = N_("CLIENT") \
	}
#define EVERY_ARG \
	{ \
		"every", ARG_TEXT, ARGF_OPTION, .help = N_("Repeats: week, mon, 2 weeks, or FREQ=…"), .value = N_("RULE") \
	}
#define REMIND_ARG \
	{ \
		"remind", ARG_TEXT, ARGF_OPTION, .help = N_("How long before it calls: 10m, 1h, 1d; empty: not at all"), .value = N_("LEADS") \
	}
#define KIND_ARG \
	{ \
		"kind", ARG_TEXT, ARGF_OPTION, .help = N_("What kind of contact it will be"), .value = N_("KIND"), .kind = "contact_kind" \
	}
#define TEXT_ARG \
	{ \
		"text", ARG_TEXT, ARGF_OPTION, .letter = 't', .help = N_("More about it; - is standard input") \
	}
#define OWNER_ARG \
	{ \
		"owner", ARG_REF, ARGF_OPTION, .kind = "staff", .help = N_("Whose it is"), .value = N_("LOGIN") \
	}
#define AT_ARG \
	{ \
		"at", ARG_WHEN, ARGF_OPTION | ARGF_PAST, .help = N_("Which occurrence of a series; else the one it owes") \
	}
#define REACH_ARG \
	{ \
		"reach", ARG_CHOICE, ARGF_OPTION, .help = N_("Of a series: this one, this and the following, the whole"), .choices = reaches \
	}
#define EVENT_ARGS \
	{"start", ARG_WHEN, ARGF_OPTION, .help = N_("When it begins")}, \
		{"end", ARG_WHEN, ARGF_OPTION, .help = N_("When it ends; of whole days the last one")}, \
		{"length", ARG_TEXT, ARGF_OPTION, .help = N_("How long it takes: 45m, 1h"), .value = N_("LENGTH")}, \
		{"where", ARG_TEXT, ARGF_OPTION, .help = N_("Where"), .value = N_("PLACE")}, \
		{"free", ARG_FLAG, ARGF_OPTION, .help = N_("It takes none of your time")}, \
	{ \
		"tentative", ARG_FLAG, ARGF_OPTION, .help = N_("It is not certain yet") \
	}
#define TASK_ARGS \
	{"due", ARG_WHEN, ARGF_OPTION, .help = N_("When it is due")}, \
	{ \
		"priority", ARG_NUMBER, ARGF_OPTION, .help = N_("1 is the highest, 9 the lowest"), .value = N_("N"), .min = 0, .max = 9 \
	}

const Command event_commands[EVENT_COMMANDS] = {
	{
		.name = "event add",
		.title = N_("Add an event"),
		.help = N_("Add a meeting or another event."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){SUMMARY(ARGF_REQUIRED), EVENT_ARGS, CLIENT_ARG, KIND_ARG, EVERY_ARG, REMIND_ARG, TEXT_ARG, OWNER_ARG, {0}},
		.run = run_event_add,
		.examples = "event add \"Signing\" --start \"tomorrow 10\" --length 45m --client Sever\nevent add \"Stand-up\" --start 2026-07-27T09:00 --length 30m --every mon",
	},
	{
		.name = "event edit",
		.title = N_("Change an event"),
		.help = N_("Change an event, or a part of a series."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){
			{"event", ARG_REF, ARGF_REQUIRED, .kind = "event", .focus = "event", .help = N_("Which event"), .value = N_("ID")},
			SUMMARY(ARGF_OPTION),
			EVENT_ARGS,
			CLIENT_ARG,
			KIND_ARG,
			EVERY_ARG,
			TEXT_ARG,
			OWNER_ARG,
			AT_ARG,
			REACH_ARG,
			{0},
		},
		.run = run_event_edit,
		.examples = "event edit 40 --start \"fri 11\"\nevent edit 40 --at 2026-08-03 --start 2026-08-03T11:00  # only that one of a series",
	},
	{
		.name = "event done",
		.title = N_("An event is done"),
		.help = N_("Tick events as held."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){
			{"event", ARG_REF, ARGF_REQUIRED | ARGF_REPEATED, .kind = "event", .focus = "event", .help = N_("Which events"), .value = N_("ID")},
			AT_ARG,
			{"undone", ARG_FLAG, ARGF_OPTION, .help = N_("Open again; of a series without --at what was done last")},
			{0},
		},
		.run = run_event_done,
		.examples = "event done 40",
	},
	{
		.name = "event delete",
		.title = N_("Delete events"),
		.help = N_("Delete events; `undo` brings them back."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){
			{"event", ARG_REF, ARGF_REQUIRED | ARGF_REPEATED, .kind = "event", .focus = "event", .help = N_("Which events"), .value = N_("ID")},
			AT_ARG,
			REACH_ARG,
			{0},
		},
		.run = run_event_delete,
		.examples = "event delete 40 --reach whole",
	},
};

const Command task_commands[TASK_COMMANDS] = {
	{
		.name = "task add",
		.title = N_("Add a task"),
		.help = N_("Add something to do, with a reminder when it is due."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){SUMMARY(ARGF_REQUIRED), TASK_ARGS, CLIENT_ARG, KIND_ARG, EVERY_ARG, REMIND_ARG, TEXT_ARG, OWNER_ARG, {0}},
		.run = run_task_add,
		.examples = "task add \"send the quote\" --due \"tomorrow 10\" --client Ivanov\ntask add \"monthly report\" --due 27.07 --every month",
	},
	{
		.name = "task list",
		.title = N_("List tasks"),
		.help = N_("List open tasks, earliest first."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			CLIENT_ARG,
			{"all", ARG_FLAG, ARGF_OPTION, .letter = 'a', .help = N_("Done ones too")},
			{"limit", ARG_NUMBER, ARGF_OPTION, .letter = 'l', .help = N_("At most so many; 100,000 otherwise"), .value = N_("N"), .min = 1, .max = 1000000},
			{0},
		},
		.run = task_list,
		.examples = "task list --client Ivanov",
	},
	{
		.name = "task edit",
		.title = N_("Change a task"),
		.help = N_("Change a task, or a part of a repeating one."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){
			{"task", ARG_REF, ARGF_REQUIRED, .kind = "task", .focus = "task", .help = N_("Which task"), .value = N_("ID")},
			SUMMARY(ARGF_OPTION),
			TASK_ARGS,
			CLIENT_ARG,
			KIND_ARG,
			EVERY_ARG,
			TEXT_ARG,
			OWNER_ARG,
			AT_ARG,
			REACH_ARG,
			{0},
		},
		.run = run_task_edit,
		.examples = "task edit 41 --due \"mon 9\"",
	},
	{
		.name = "task done",
		.title = N_("A task is done"),
		.help = N_("Complete tasks; of a repeating one only what is due."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){
			{"task", ARG_REF, ARGF_REQUIRED | ARGF_REPEATED, .kind = "task", .focus = "task", .help = N_("Which tasks"), .value = N_("ID")},
			AT_ARG,
			{"undone", ARG_FLAG, ARGF_OPTION, .help = N_("Open again; of a series without --at what was done last")},
			{0},
		},
		.run = run_task_done,
		.examples = "task done 41",
	},
	{
		.name = "task delete",
		.title = N_("Delete tasks"),
		.help = N_("Delete tasks; `undo` brings them back."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){
			{"task", ARG_REF, ARGF_REQUIRED | ARGF_REPEATED, .kind = "task", .focus = "task", .help = N_("Which tasks"), .value = N_("ID")},
			AT_ARG,
			REACH_ARG,
			{0},
		},
		.run = run_task_delete,
		.examples = "task delete 41",
	},
};
