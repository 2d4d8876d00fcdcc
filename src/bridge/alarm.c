/* SPDX-License-Identifier: MIT */
/*
 * VALARM as reminders (RFC 5545 3.6.6, RFC 9074): one for the trigger and one for each repetition. ACTION:NONE makes none: it says that
 * there is to be no alarm. A snooze alarm (RELTYPE=SNOOZE) is a state of the reminder it belongs to.
 */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "parse.h"

enum {
	REPEATS_MOST = 24,
	ALARMS_MOST = 2000,
};

typedef struct Alarm {
	TimeProp trigger, acknowledged;
	bool absolute, from_end, none, snooze;
	Span repeat, duration;
	int64_t line, repeat_line;
	const char *uid, *related;
} Alarm;

static void take(Alarm *a, Parse *parse, const Property *p, Lines *lines, int64_t line)
{
	if (property_is(p, "TRIGGER") && !a->trigger.there) {
		time_prop(&a->trigger, "TRIGGER", p, line);
		a->from_end = span_is_word(property_param(p, "RELATED"), "END");
		Span value = span_trim(p->value);
		a->absolute = value.n && value.s[0] >= '0' && value.s[0] <= '9';
	} else if (property_is(p, "ACTION")) {
		a->none = span_is_word(span_trim(p->value), "NONE");
	} else if (property_is(p, "REPEAT")) {
		a->repeat = p->value;
		a->repeat_line = line;
	} else if (property_is(p, "DURATION")) {
		a->duration = p->value;
	} else if ((property_is(p, "UID") || property_is(p, "X-WR-ALARMUID")) && !a->uid) {
		a->uid = text_value(parse, p, lines);
	} else if (property_is(p, "ACKNOWLEDGED")) {
		time_prop(&a->acknowledged, "ACKNOWLEDGED", p, line);
	} else if (property_is(p, "RELATED-TO")) {
		a->related = text_value(parse, p, lines);
		a->snooze = span_is_word(property_param(p, "RELTYPE"), "SNOOZE");
	}
}

static void collect(Alarm *a, Parse *parse, Lines *lines)
{
	Span line;
	Property p;
	for (size_t depth = 1; depth && lines_next(&line, lines);) {
		Span name;
		bool begins = line_is_begin(&name, line), ends = !begins && line_is_end(&name, line);
		depth += begins ? 1 : 0;
		depth -= ends ? 1 : 0;
		if (begins || ends || depth != 1 || !property_read(&p, line))
			continue;
		size_t index = lines->index;
		take(a, parse, &p, lines, line_number(parse, lines->index - 1));
		if (lines->index == index)
			property_lines(lines, line, &p);
	}
}

/* A floating trigger stands in the zone of its event. */
static Instant trigger_at(Parse *parse, const Alarm *a, const TimeValue *start)
{
	TimeValue v;
	if (!time_value(&v, parse, &a->trigger, a->trigger.value))
		return INSTANT_NONE;
	return zone_moment(v.zone ? v.zone : start->zone, v.m);
}

static bool first_reminder(Reminder *r, Parse *parse, const Alarm *a, const TimeValue *start)
{
	Duration lead;
	*r = (Reminder){
		.uid = {a->uid},
		.at = INSTANT_NONE,
		.lead = SECONDS_NONE,
		.snoozed_to = INSTANT_NONE,
		.acknowledged = INSTANT_NONE,
		.next_at = INSTANT_NONE,
		.told_at = INSTANT_NONE,
		.occurrence = {.form = MOMENT_NONE},
	};
	if (a->acknowledged.there) {
		TimeValue v;
		if (time_value(&v, parse, &a->acknowledged, a->acknowledged.value))
			r->acknowledged = zone_moment(v.zone, v.m);
	}
	if (a->absolute) {
		r->absolute.v = true;
		r->at = trigger_at(parse, a, start);
		if (!instant_is_none(r->at) && !instant_is_none(r->acknowledged) && r->acknowledged.s >= r->at.s)
			r->state.v = REMINDER_DONE;
		return !instant_is_none(r->at);
	}
	if (!value_duration(&lead, a->trigger.value)) {
		warn(parse->warnings, a->trigger.there ? a->trigger.line : a->line,
		     N_("TRIGGER not understood, no reminder made of it: %s"), shown(parse->warnings, a->trigger.value));
		return false;
	}
	r->lead.s = duration_seconds(lead);
	r->from_end.v = a->from_end;
	return true;
}

static bool is_snooze(Alarms *out, Parse *parse, const Alarm *a, const TimeValue *start)
{
	if (!a->snooze || !a->related || !a->absolute)
		return false;
	for (size_t i = 0; i < out->n; i++) {
		Reminder *r = &out->at[i];
		if (!r->uid.s || !str_same(r->uid.s, a->related))
			continue;
		r->snoozed_to = trigger_at(parse, a, start);
		r->state.v = REMINDER_SNOOZED;
		return true;
	}
	return false;
}

void alarm_read(Alarms *out, Parse *parse, Lines *lines, const TimeValue *start)
{
	Alarm a = {.line = line_number(parse, lines->index - 1)};
	Reminder r;
	Duration step = {0, 0};
	int64_t repeat = 0;
	collect(&a, parse, lines);
	if (out->n >= ALARMS_MOST) {
		if (!out->full)
			warn(parse->warnings, a.line, N_("more than %d reminders: the rest is kept as text"), ALARMS_MOST);
		out->full = true;
		return;
	}
	if (a.none || is_snooze(out, parse, &a, start) || !first_reminder(&r, parse, &a, start))
		return;
	vec_push(out, r);
	if (!a.repeat.n || !value_int(&repeat, a.repeat) || repeat <= 0 || !value_duration(&step, a.duration) ||
	    duration_seconds(step) <= 0)
		return;
	if (repeat > REPEATS_MOST) {
		warn(parse->warnings, a.repeat_line, N_("REPEAT is more than %d: the first %d are made"), REPEATS_MOST,
		     REPEATS_MOST);
		repeat = REPEATS_MOST;
	}
	for (int64_t i = 1; i <= repeat; i++) {
		Reminder next = r;
		if (r.absolute.v)
			next.at.s += i * duration_seconds(step);
		else
			next.lead.s += i * duration_seconds(step);
		vec_push(out, next);
	}
}

void alarm_read_old(Alarms *out, Parse *parse, const Property *p, int64_t line, const TimeValue *start)
{
	Property head = *p;
	Span rest = p->value;
	if (!list_next(&head.value, &rest, ';') || !span_trim(head.value).n)
		return;
	Alarm a = {.absolute = true, .line = line};
	Reminder r;
	time_prop(&a.trigger, "DALARM", &head, line);
	if (first_reminder(&r, parse, &a, start))
		vec_push(out, r);
}
