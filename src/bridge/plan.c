/* SPDX-License-Identifier: MIT */
/*
 * A VEVENT, VTODO or VJOURNAL as a record (RFC 5545 3.6.1-3.6.3). Generous: what cannot be read is reported and left out of the record
 * only; the lines keep it. Settled here: of a property that may stand once the first counts; DTEND wins over DURATION; a Z over a TZID.
 */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/repeat.h"
#include "parse.h"

typedef enum PropId {
	PROP_COMPLETED,
	PROP_CREATED,
	PROP_DALARM,
	PROP_AALARM,
	PROP_DESCRIPTION,
	PROP_DTEND,
	PROP_DTSTAMP,
	PROP_DTSTART,
	PROP_DUE,
	PROP_DURATION,
	PROP_EXDATE,
	PROP_EXRULE,
	PROP_LAST_MODIFIED,
	PROP_LOCATION,
	PROP_PERCENT,
	PROP_PRIORITY,
	PROP_RDATE,
	PROP_RECURRENCE_ID,
	PROP_RRULE,
	PROP_SEQUENCE,
	PROP_STATUS,
	PROP_SUMMARY,
	PROP_TRANSP,
	PROP_UID,
	PROP_DONE,
	PROP_TRIES,
	PROP_LASTACK,
	PROP_SNOOZE,
	PROP_OTHER,
} PropId;

static const struct {
	const char *name;
	size_t n;
	PropId id;
	bool once;
} props[] = {
#define PROP(word, id, once) \
	{ \
		(word), sizeof(word) - 1, (id), (once) \
	}
	PROP("COMPLETED", PROP_COMPLETED, true),
	PROP("CREATED", PROP_CREATED, true),
	PROP("DALARM", PROP_DALARM, false),
	PROP("AALARM", PROP_AALARM, false),
	PROP("DESCRIPTION", PROP_DESCRIPTION, true),
	PROP("DTEND", PROP_DTEND, true),
	PROP("DTSTAMP", PROP_DTSTAMP, true),
	PROP("DTSTART", PROP_DTSTART, true),
	PROP("DUE", PROP_DUE, true),
	PROP("DURATION", PROP_DURATION, true),
	PROP("EXDATE", PROP_EXDATE, false),
	PROP("EXRULE", PROP_EXRULE, false),
	PROP("LAST-MODIFIED", PROP_LAST_MODIFIED, true),
	PROP("LOCATION", PROP_LOCATION, true),
	PROP("PERCENT-COMPLETE", PROP_PERCENT, true),
	PROP("PRIORITY", PROP_PRIORITY, true),
	PROP("RDATE", PROP_RDATE, false),
	PROP("RECURRENCE-ID", PROP_RECURRENCE_ID, true),
	PROP("RRULE", PROP_RRULE, false),
	PROP("SEQUENCE", PROP_SEQUENCE, true),
	PROP("STATUS", PROP_STATUS, true),
	PROP("SUMMARY", PROP_SUMMARY, true),
	PROP("TRANSP", PROP_TRANSP, true),
	PROP("UID", PROP_UID, true),
	PROP("X-KARTOTEKA-DONE", PROP_DONE, true),
	PROP("X-KARTOTEKA-TRIES", PROP_TRIES, true),
	PROP("X-MOZ-LASTACK", PROP_LASTACK, true),
	PROP("X-MOZ-SNOOZE-TIME", PROP_SNOOZE, true),
#undef PROP
};

typedef VEC(TimeProp) TimeProps;

typedef struct Number {
	const char *name;
	Span value;
	int64_t line;
} Number;

typedef struct Plan {
	Parse *parse;
	IcsItem *item;
	TimeProp start, end, due, recurrence, created, modified, stamp, completed, lastack, snooze;
	Span duration, status, transp;
	Number percent, priority, tries;
	int64_t duration_line, status_line, rules_line;
	const char *uid, *summary, *text, *location;
	Str rules, exrules, recurrence_raw;
	TimeProps rdates, exdates;
	VEC(Lines)
	alarms; /* where each VALARM begins */
	VEC(Span)
	old_alarms;
	bool done;
	uint64_t seen;
	TimeValue at; /* DTSTART */
	Moment until; /* DTEND or DUE, exclusive */
	const char *until_zone;
} Plan;

static PropId prop_id(const Property *p, bool *once)
{
	char first = (char)(p->name.s[0] & ~0x20);
	for (size_t i = 0; i < countof(props); i++) {
		if (props[i].n == p->name.n && props[i].name[0] == first && span_is_word(p->name, props[i].name)) {
			*once = props[i].once;
			return props[i].id;
		}
	}
	*once = false;
	return PROP_OTHER;
}

static const char *add_text(Plan *plan, const char *before, const Property *p, Lines *lines)
{
	enum {
		JOIN_MOST = 16 << 10
	};
	if (before && strlen(before) > JOIN_MOST)
		return before;
	const char *text = text_value(plan->parse, p, lines);
	if (!before || !text)
		return text ? text : before;
	return arena_printf(plan->parse->arena, "%s\n\n%s", before, text);
}

static void add_rule(Str *out, Span value)
{
	value = span_trim(value);
	if (!value.n)
		return;
	if (out->n)
		str_addc(out, '\n');
	if (!rule_is_old(value) || !old_rule(out, value))
		str_addn(out, value.s, value.n);
}

static void recurrence_kept(Plan *plan, Span value)
{
	if (plan->recurrence.tzid.n) {
		str_add(&plan->recurrence_raw, "TZID=");
		str_addn(&plan->recurrence_raw, plan->recurrence.tzid.s, plan->recurrence.tzid.n);
		str_addc(&plan->recurrence_raw, ':');
	}
	str_addn(&plan->recurrence_raw, value.s, value.n);
}

static void take_recurrence(Plan *plan, const Property *p, int64_t line)
{
	time_prop(&plan->recurrence, "RECURRENCE-ID", p, line);
	Span value = span_trim(p->value);
	if (!value.n) {
		plan->recurrence.there = false;
		return;
	}
	plan->item->future = span_is_word(property_param(p, "RANGE"), "THISANDFUTURE");
	recurrence_kept(plan, value);
}

/* METHOD:ADD: an occurrence that no rule gives goes by its own time. */
static void name_added(Plan *plan)
{
	if (plan->parse->method != ICS_ADDS || plan->recurrence.there || !plan->start.there)
		return;
	plan->recurrence = plan->start;
	recurrence_kept(plan, span_trim(plan->start.value));
}

static void take_time_list(TimeProps *to, const char *name, const Property *p, int64_t line)
{
	TimeProp t;
	time_prop(&t, name, p, line);
	vec_push(to, t);
}

/* One property of the component itself. */
static void take(Plan *plan, PropId id, const Property *p, Lines *lines, int64_t line)
{
	Parse *parse = plan->parse;
	switch (id) {
	case PROP_COMPLETED: time_prop(&plan->completed, "COMPLETED", p, line); break;
	case PROP_CREATED: time_prop(&plan->created, "CREATED", p, line); break;
	case PROP_DALARM:
	case PROP_AALARM:
		vec_push(&plan->old_alarms, ((Span){p->name.s, (size_t)(p->value.s + p->value.n - p->name.s)}));
		break;
	case PROP_DESCRIPTION: plan->text = add_text(plan, plan->text, p, lines); break;
	case PROP_DTEND: time_prop(&plan->end, "DTEND", p, line); break;
	case PROP_DTSTAMP: time_prop(&plan->stamp, "DTSTAMP", p, line); break;
	case PROP_DTSTART: time_prop(&plan->start, "DTSTART", p, line); break;
	case PROP_DUE: time_prop(&plan->due, "DUE", p, line); break;
	case PROP_DURATION:
		plan->duration = span_trim(p->value);
		plan->duration_line = line;
		break;
	case PROP_EXDATE: take_time_list(&plan->exdates, "EXDATE", p, line); break;
	case PROP_EXRULE: add_rule(&plan->exrules, p->value); break;
	case PROP_LAST_MODIFIED: time_prop(&plan->modified, "LAST-MODIFIED", p, line); break;
	case PROP_LOCATION: plan->location = text_value(parse, p, lines); break;
	case PROP_PERCENT: plan->percent = (Number){"PERCENT-COMPLETE", p->value, line}; break;
	case PROP_PRIORITY: plan->priority = (Number){"PRIORITY", p->value, line}; break;
	case PROP_RDATE: take_time_list(&plan->rdates, "RDATE", p, line); break;
	case PROP_RECURRENCE_ID: take_recurrence(plan, p, line); break;
	case PROP_RRULE:
		add_rule(&plan->rules, p->value);
		plan->rules_line = line;
		break;
	case PROP_SEQUENCE: (void)value_int(&plan->item->sequence, p->value); break;
	case PROP_STATUS:
		plan->status = span_trim(p->value);
		plan->status_line = line;
		break;
	case PROP_SUMMARY: plan->summary = text_value(parse, p, lines); break;
	case PROP_TRANSP: plan->transp = span_trim(p->value); break;
	case PROP_UID: plan->uid = text_value(parse, &(Property){.value = span_trim(p->value)}, lines); break;
	case PROP_DONE: plan->done = span_is_word(span_trim(p->value), "TRUE"); break;
	case PROP_TRIES: plan->tries = (Number){"X-KARTOTEKA-TRIES", p->value, line}; break;
	case PROP_LASTACK: time_prop(&plan->lastack, "X-MOZ-LASTACK", p, line); break;
	case PROP_SNOOZE: time_prop(&plan->snooze, "X-MOZ-SNOOZE-TIME", p, line); break;
	case PROP_OTHER: break;
	}
}

/* Leaves `lines` behind the END of the part that has just begun. */
static void skip_part(Lines *lines)
{
	Span line, name;
	for (size_t depth = 1; depth && lines_next(&line, lines);) {
		if (line_is_begin(&name, line))
			depth++;
		else if (line_is_end(&name, line))
			depth--;
	}
}

static void collect(Plan *plan, const char *text, size_t n)
{
	Lines lines = {text, text + n, 0};
	Span line;
	Property p;
	lines_next(&line, &lines); /* its BEGIN */
	while (lines_next(&line, &lines)) {
		int64_t number = line_number(plan->parse, lines.index - 1);
		Span name;
		if (line_is_begin(&name, line)) {
			if (span_is_word(name, "VALARM"))
				vec_push(&plan->alarms, lines);
			skip_part(&lines);
			continue;
		}
		if (lines.at >= lines.end)
			break; /* its END */
		if (!property_read(&p, line)) {
			warn(plan->parse->warnings, number, N_("no \":\" in this line, kept as it stands: %s"),
			     shown(plan->parse->warnings, line));
			continue;
		}
		bool once = false;
		PropId id = prop_id(&p, &once);
		uint64_t bit = UINT64_C(1) << id;
		bool again = once && plan->seen & bit;
		if (once && span_trim(p.value).n)
			plan->seen |= bit;
		if (again && !(id == PROP_DESCRIPTION && plan->item->type == ICS_NOTE)) {
			warn(plan->parse->warnings, number, N_("%s stands here again: the first one counts"),
			     shown(plan->parse->warnings, p.name));
			property_lines(&lines, line, &p);
			continue;
		}
		size_t index = lines.index;
		take(plan, id, &p, &lines, number);
		if (lines.index == index)
			property_lines(&lines, line, &p);
	}
}

/* ---- Times ---- */

static Instant instant_of(Plan *plan, const TimeProp *p, bool quiet)
{
	TimeValue v;
	Moment m;
	if (!p->there || (quiet && !value_moment(&m, p->value)))
		return INSTANT_NONE;
	if (!time_value(&v, plan->parse, p, p->value))
		return INSTANT_NONE;
	return zone_moment(v.zone, v.m);
}

static void end_by_duration(Plan *plan)
{
	Duration d;
	Parse *parse = plan->parse;
	if (!plan->duration.n || plan->at.m.form == MOMENT_NONE)
		return;
	if (!value_duration(&d, plan->duration)) {
		warn(parse->warnings, plan->duration_line, N_("DURATION not understood, kept as text: %s"),
		     shown(parse->warnings, plan->duration));
		return;
	}
	if (duration_seconds(d) < 0) {
		warn(parse->warnings, plan->duration_line, N_("negative DURATION: shown without length"));
		return;
	}
	plan->until = moment_plus(plan->at.m, d, plan->at.zone);
	plan->until_zone = plan->at.zone_name;
}

static void event_end(Plan *plan)
{
	Parse *parse = plan->parse;
	TimeValue end;
	const Moment *start = &plan->at.m;
	if (!plan->end.there || !time_value(&end, parse, &plan->end, plan->end.value)) {
		end_by_duration(plan);
		return;
	}
	if (plan->duration.n)
		warn(parse->warnings, plan->duration_line, N_("both DTEND and DURATION: DTEND counts"));
	if (start->form == MOMENT_DAY && end.m.form != MOMENT_DAY) {
		warn(parse->warnings, plan->end.line, N_("DTSTART is a date and DTEND has a time: read as all-day"));
		end.m = moment_of_day((Day){end.m.day.n + (end.m.second ? 1 : 0)});
	} else if (end.m.form == MOMENT_DAY && start->form != MOMENT_DAY && start->form != MOMENT_NONE) {
		warn(parse->warnings, plan->end.line, N_("DTSTART has a time and DTEND is a date: ends at midnight"));
		end = (TimeValue){{end.m.day, 0, MOMENT_LOCAL}, plan->at.zone_name, plan->at.zone};
	}
	/* A zone on one side only counts for both: the other is not to be compared by UTC. */
	if (start->form != MOMENT_NONE) {
		const Zone *other = plan->at.zone ? plan->at.zone : end.zone;
		int64_t from = zone_moment(plan->at.zone ? plan->at.zone : other, *start).s;
		int64_t to = zone_moment(end.zone ? end.zone : other, end.m).s;
		if (to < from) {
			warn(parse->warnings, plan->end.line, N_("DTEND lies before DTSTART: shown without length"));
			return;
		}
		if (to == from && start->form == MOMENT_DAY)
			return; /* one day, as many programs write it */
	}
	plan->until = end.m;
	plan->until_zone = end.zone_name;
}

static void task_due(Plan *plan)
{
	TimeValue due;
	if (!plan->due.there || !time_value(&due, plan->parse, &plan->due, plan->due.value)) {
		end_by_duration(plan);
		return;
	}
	plan->until = due.m;
	plan->until_zone = due.zone_name;
}

/* One value of RDATE or EXDATE as the record has it: in the start's zone, or UTC; a date when the start is one. */
static Moment in_zone_of(const TimeValue *start, const TimeValue *v)
{
	Moment m = v->m;
	if (m.form != MOMENT_LOCAL)
		return m;
	if (start->m.form == MOMENT_DAY)
		return moment_date(m);
	if (!v->zone || v->zone == start->zone)
		return m;
	Instant t = zone_instant(v->zone, m.day, m.second);
	const Zone *to = start->zone ? start->zone : zone_utc();
	zone_local(to, t, &m.day, &m.second);
	m.form = start->zone ? MOMENT_LOCAL : MOMENT_UTC;
	return m;
}

static const char *dates_text(Plan *plan, const TimeProps *list)
{
	Str out = {0};
	for (size_t i = 0; i < list->n; i++) {
		Span rest = span_trim(list->at[i].value), value;
		while (rest.n && list_next(&value, &rest, ',')) {
			TimeValue v;
			char text[WHEN_TEXT];
			const char *slash = value.n ? memchr(value.s, '/', value.n) : NULL;
			if (slash) /* PERIOD */
				value.n = (size_t)(slash - value.s);
			if (!time_value(&v, plan->parse, &list->at[i], value))
				continue;
			moment_text(text, in_zone_of(&plan->at, &v));
			if (out.n)
				str_addc(&out, ',');
			str_add(&out, text);
		}
	}
	const char *kept = out.n ? arena_dupn(plan->parse->arena, out.s, out.n) : NULL;
	str_done(&out);
	return kept;
}

static bool stop(void *self, Moment at, Instant instant)
{
	(void)self, (void)at, (void)instant;
	return false;
}

static void check_rules(Plan *plan, const char *rules)
{
	Repeat repeat = {.start = plan->at.m, .zone = plan->at.zone, .rules = rules};
	Err *err;
	if (plan->at.m.form == MOMENT_NONE) { /* a task may have its due moment alone */
		err = repeat_has_rule(&repeat) ? NULL : err_new(ERR_FAILED, "no rule is left");
	} else {
		Instant t = zone_moment(plan->at.zone, plan->at.m);
		err = repeat_each(&repeat, t, (Instant){t.s + 1}, 1, stop, NULL);
	}
	if (err && err->todo) { /* the rule is well, but what walks it is not there */
		warn(plan->parse->warnings, plan->rules_line,
		     N_("RRULE of another calendar, not repeated as libical could not be loaded: install it (Debian: libical3), then kartoteka check --repair: %s"),
		     shown(plan->parse->warnings, span_of(rules)));
	} else if (err) {
		warn(plan->parse->warnings, plan->rules_line, N_("RRULE not understood, kept as text, not repeated: %s"),
		     shown(plan->parse->warnings, span_of(rules)));
	} else if (strstr(rules, "COUNT=") && strstr(rules, "UNTIL=")) {
		warn(plan->parse->warnings, plan->rules_line, N_("RRULE has COUNT and UNTIL: the earlier end counts"));
	}
	err_free(err);
}

/* ---- The records ---- */

static const char *kept(Plan *plan, const Str *text)
{
	return text->n ? arena_dupn(plan->parse->arena, text->s, text->n) : NULL;
}

static const char *nonempty(const char *text)
{
	return text && *text ? text : NULL;
}

static int64_t count_of(Plan *plan, const Number *number, int64_t most)
{
	int64_t n = 0;
	if (!span_trim(number->value).n)
		return 0;
	if (value_int(&n, number->value) && n >= 0 && n <= most)
		return n;
	warn(plan->parse->warnings, number->line, N_("%s: no number from 0 to %lld, kept as text: %s"), number->name,
	     (long long)most, shown(plan->parse->warnings, number->value));
	return 0;
}

/* Index of the status among names; -1 (with a warning unless empty) when it is none of them. */
static int status_of(Plan *plan, const char *const names[])
{
	for (int i = 0; names[i]; i++) {
		if (span_is_word(plan->status, names[i]))
			return i;
	}
	if (span_is_word(plan->status, "NEEDS ACTION")) /* vCalendar 1.0 */
		return 0;
	if (plan->status.n)
		warn(plan->parse->warnings, plan->status_line, N_("STATUS not known, kept as text: %s"),
		     shown(plan->parse->warnings, plan->status));
	return -1;
}

/* What the three records share; they have the members by the same names (PLAN_MEMBERS). */
#define FILL(record, plan) \
	do { \
		(record)->uid.s = nonempty((plan)->uid); \
		(record)->recurrence.s = recurrence; \
		(record)->future.v = (plan)->item->future; \
		(record)->recurrence_zone.s = recurrence_zone; \
		(record)->summary.s = nonempty((plan)->summary); \
		(record)->text.s = nonempty((plan)->text); \
		(record)->start = (plan)->at.m; \
		(record)->zone.s = (plan)->at.zone_name; \
		(record)->rules.s = rules; \
		(record)->exrules.s = exrules; \
		(record)->rdates.s = rdates; \
		(record)->exdates.s = exdates; \
		(record)->made_at = made_at; \
	} while (0)

static void fill_event(Plan *plan, Event *event)
{
	static const char *const statuses[] = {"CONFIRMED", "TENTATIVE", "CANCELLED", NULL};
	int status = status_of(plan, statuses);
	event->end = plan->until;
	event->end_zone.s = plan->until_zone;
	event->location.s = nonempty(plan->location);
	event->status.v = plan->parse->method == ICS_CANCELS ? EVENT_CANCELLED : status > 0 ? status
	                                                                                    : 0;
	event->free.v = span_is_word(plan->transp, "TRANSPARENT") || span_is_word(plan->transp, "1");
	event->done.v = plan->done;
	event->starts_at = event->last_at = INSTANT_NONE;
}

static void fill_task(Plan *plan, Task *task)
{
	static const char *const statuses[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED", NULL};
	int status = status_of(plan, statuses);
	task->due = plan->until;
	task->due_zone.s = plan->until_zone;
	task->done_at = instant_of(plan, &plan->completed, false);
	task->percent.n = count_of(plan, &plan->percent, 100);
	task->priority.n = count_of(plan, &plan->priority, 9);
	task->tries.n = count_of(plan, &plan->tries, 1000000);
	if (status < 0)
		status = !instant_is_none(task->done_at) || task->percent.n == 100 ? TASK_DONE : TASK_OPEN;
	task->status.v = plan->parse->method == ICS_CANCELS ? TASK_CANCELLED : status;
	task->due_at = INSTANT_NONE;
	task->open.v = task->status.v == TASK_OPEN || task->status.v == TASK_STARTED;
}

static void fill_journal(Plan *plan, Journal *journal)
{
	static const char *const statuses[] = {"DRAFT", "FINAL", "CANCELLED", NULL};
	(void)status_of(plan, statuses);
	journal->dated_at = INSTANT_NONE;
}

static void make_record(Plan *plan)
{
	Arena *arena = plan->parse->arena;
	IcsItem *item = plan->item;
	const char *recurrence = NULL, *recurrence_zone = NULL;
	TimeValue v;
	if (plan->recurrence.there && time_value(&v, plan->parse, &plan->recurrence, plan->recurrence.value)) {
		char text[WHEN_TEXT];
		moment_text(text, v.m);
		recurrence = arena_dup(arena, text);
		recurrence_zone = v.zone_name;
	}
	const char *rules = kept(plan, &plan->rules), *exrules = kept(plan, &plan->exrules);
	const char *rdates = dates_text(plan, &plan->rdates), *exdates = dates_text(plan, &plan->exdates);
	Instant made_at = instant_of(plan, &plan->created, true);
	if (made_at.s < 0) /* Google writes the year 0 */
		made_at = INSTANT_NONE;
	if (rules)
		check_rules(plan, rules);
	if (item->type == ICS_EVENT) {
		Event *event = arena_alloc(arena, sizeof *event);
		event_end(plan);
		FILL(event, plan);
		fill_event(plan, event);
		item->kind = &kind_event;
		item->record = event;
	} else if (item->type == ICS_TASK) {
		Task *task = arena_alloc(arena, sizeof *task);
		task_due(plan);
		FILL(task, plan);
		fill_task(plan, task);
		item->kind = &kind_task;
		item->record = task;
	} else {
		Journal *journal = arena_alloc(arena, sizeof *journal);
		FILL(journal, plan);
		fill_journal(plan, journal);
		item->kind = &kind_note;
		item->record = journal;
	}
}

/* ---- Alarms ---- */

static void read_alarms(Plan *plan)
{
	Alarms alarms = {0};
	Property p;
	for (size_t i = 0; i < plan->alarms.n; i++)
		alarm_read(&alarms, plan->parse, &plan->alarms.at[i], &plan->at);
	for (size_t i = 0; i < plan->old_alarms.n; i++) {
		if (property_read(&p, plan->old_alarms.at[i]))
			alarm_read_old(&alarms, plan->parse, &p, plan->item->line, &plan->at);
	}
	if (!alarms.n)
		return;
	Instant acknowledged = instant_of(plan, &plan->lastack, true), snoozed = instant_of(plan, &plan->snooze, true);
	for (size_t i = 0; i < alarms.n; i++) {
		Reminder *r = &alarms.at[i];
		r->of_kind.s = plan->item->type == ICS_TASK ? "task" : "event";
		r->place.n = (int64_t)i;
		if (instant_is_none(r->acknowledged))
			r->acknowledged = acknowledged;
	}
	if (!instant_is_none(snoozed) && alarms.at[0].state.v == REMINDER_PENDING) {
		alarms.at[0].snoozed_to = snoozed;
		alarms.at[0].state.v = REMINDER_SNOOZED;
	}
	plan->item->alarms = arena_alloc(plan->parse->arena, alarms.n * sizeof *alarms.at);
	memcpy(plan->item->alarms, alarms.at, alarms.n * sizeof *alarms.at);
	plan->item->n_alarms = alarms.n;
	free(alarms.at);
}

static void plan_done(Plan *plan)
{
	str_done(&plan->rules);
	str_done(&plan->exrules);
	str_done(&plan->recurrence_raw);
	vec_free(&plan->rdates);
	vec_free(&plan->exdates);
	vec_free(&plan->alarms);
	vec_free(&plan->old_alarms);
}

void component_read(IcsItem *item, const char *lines, size_t n, Parse *parse)
{
	Plan plan = {.parse = parse, .item = item, .until = {.form = MOMENT_NONE}};
	collect(&plan, lines, n);
	name_added(&plan);
	if (plan.start.there)
		time_value(&plan.at, parse, &plan.start, plan.start.value);
	else
		plan.at.m.form = MOMENT_NONE;
	if (plan.at.m.form == MOMENT_NONE && item->type == ICS_EVENT)
		warn(parse->warnings, plan.start.there ? plan.start.line : item->line,
		     N_("no usable DTSTART: kept without a date"));
	make_record(&plan);
	if (item->type != ICS_NOTE)
		read_alarms(&plan);
	item->component.uid.s = plan.uid ? plan.uid : "";
	item->component.recurrence.s =
		plan.recurrence_raw.n ? arena_dupn(parse->arena, plan.recurrence_raw.s, plan.recurrence_raw.n) : "";
	Instant stamp = instant_of(&plan, plan.modified.there ? &plan.modified : &plan.stamp, true);
	parse->stamp = instant_is_none(stamp) ? 0 : stamp.s;
	plan_done(&plan);
}
