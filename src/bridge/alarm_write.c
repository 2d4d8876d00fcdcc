/* SPDX-License-Identifier: MIT */
/*
 * Reminders back into VALARMs (RFC 5545 3.6.6, RFC 9074): a changed trigger and ACKNOWLEDGED in their place, a snooze as an alarm of its
 * own that names the one it belongs to, new ones as DISPLAY alarms. What did not change keeps its lines.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "soft.h"
#include "update.h"

typedef struct Block {
	size_t first, n;     /* its reminders among those parsed */
	const char *snoozes; /* UID of the alarm that this one snoozes; arena */
	const Reminder *old, *new;
	bool drop;
} Block;

struct AlarmPlan {
	Arena *arena;
	Alarms parsed;
	VEC(Block)
	blocks;
	const IcsState *old, *new;
	bool *used; /* of new's alarms: stands in a block */
	bool differs;
	Instant now;
};

static bool same_trigger(const Reminder *a, const Reminder *b)
{
	if (a->absolute.v != b->absolute.v)
		return false;
	return a->absolute.v ? a->at.s == b->at.s : a->lead.s == b->lead.s && a->from_end.v == b->from_end.v;
}

static bool same_reminder(const Reminder *a, const Reminder *b)
{
	return same_trigger(a, b) && a->acknowledged.s == b->acknowledged.s &&
	       (a->state.v == REMINDER_DONE) == (b->state.v == REMINDER_DONE) &&
	       (a->state.v == REMINDER_SNOOZED ? a->snoozed_to.s : 0) ==
	           (b->state.v == REMINDER_SNOOZED ? b->snoozed_to.s : 0);
}

/* The UID under which files know it. */
static const char *uid_of(const Reminder *r)
{
	return r->uid.s && *r->uid.s ? r->uid.s : r->head.uuid;
}

/* ---- Which reminder stands in which block ---- */

static const Reminder *old_of(const IcsState *old, const Reminder *parsed, bool *taken)
{
	for (int strict = 1; strict >= 0; strict--) {
		for (size_t i = 0; i < old->n_alarms; i++) {
			const Reminder *o = &old->alarms[i];
			bool same = strict && parsed->uid.s ? str_same(o->uid.s, parsed->uid.s) && same_trigger(o, parsed)
			                                    : same_trigger(o, parsed);
			if (taken[i] || !same)
				continue;
			taken[i] = true;
			return o;
		}
	}
	return NULL;
}

static const Reminder *new_of(AlarmPlan *plan, const Reminder *old)
{
	for (int by = 0; by < 3; by++) {
		for (size_t i = 0; i < plan->new->n_alarms; i++) {
			const Reminder *n = &plan->new->alarms[i];
			bool same = by == 0 ? old->head.id && n->head.id == old->head.id
			            : by == 1
			                ? !old->head.id && old->uid.s && str_same(n->uid.s, old->uid.s) && same_trigger(n, old)
			                : (!old->head.id || !n->head.id) && n->place.n == old->place.n;
			if (!same || plan->used[i])
				continue;
			plan->used[i] = true;
			return n;
		}
	}
	return NULL;
}

/* A snooze alarm says whom it snoozes; parsed alone it is an ordinary absolute one and must not be taken for it. */
static const char *snooze_of(Arena *arena, Span block)
{
	Lines lines = {block.s, block.s + block.n, 0};
	Span line;
	Property p;
	while (lines_next(&line, &lines)) {
		if (!property_read(&p, line))
			continue;
		if (property_is(&p, "RELATED-TO") && span_is_word(property_param(&p, "RELTYPE"), "SNOOZE"))
			return arena_dupn(arena, span_trim(p.value).s, span_trim(p.value).n);
		property_lines(&lines, line, &p);
	}
	return NULL;
}

static void parse_block(AlarmPlan *plan, Lines *lines, Span begin)
{
	Warnings warnings;
	Parse parse = {.arena = plan->arena, .warnings = &warnings};
	TimeValue start = {.m = {.form = MOMENT_NONE}};
	Block b = {.first = plan->parsed.n};
	warnings_begin(&warnings, plan->arena);
	alarm_read(&plan->parsed, &parse, lines, &start);
	b.snoozes = snooze_of(plan->arena, (Span){begin.s, (size_t)(lines->at - begin.s)});
	if (b.snoozes && plan->parsed.n > b.first && !plan->parsed.at[b.first].absolute.v)
		b.snoozes = NULL;
	b.n = plan->parsed.n - b.first;
	vec_push(&plan->blocks, b);
}

static void find_blocks(AlarmPlan *plan, Bytes text)
{
	Lines lines = {text.s, text.s + text.n, 0};
	Span line, name;
	size_t depth = 0;
	while (lines_next(&line, &lines)) {
		if (line_is_begin(&name, line)) {
			if (depth == 1 && span_is_word(name, "VALARM"))
				parse_block(plan, &lines, line);
			else
				depth++;
		} else if (line_is_end(&name, line) && depth) {
			depth--;
		}
	}
}

static bool was_snoozed(const Reminder *r)
{
	return r && r->state.v == REMINDER_SNOOZED && !instant_is_none(r->snoozed_to);
}

/* The snooze alarms of a reminder that changed go; the new state is written behind its own block. */
static void drop_snoozes(AlarmPlan *plan)
{
	for (size_t i = 0; i < plan->blocks.n; i++) {
		Block *b = &plan->blocks.at[i];
		for (size_t k = 0; b->snoozes && k < plan->blocks.n; k++) {
			const Block *of = &plan->blocks.at[k];
			if (of->old && str_same(of->old->uid.s, b->snoozes))
				b->drop = b->drop || of->drop || (of->new && !same_reminder(of->old, of->new));
		}
	}
}

AlarmPlan *alarm_plan_new(Bytes lines, const IcsState *old, const IcsState *new, Instant now)
{
	AlarmPlan *plan = mem_alloc(sizeof *plan);
	plan->arena = arena_new();
	plan->old = old;
	plan->new = new;
	plan->now = now;
	plan->used = mem_alloc(new->n_alarms + 1);
	bool *taken = mem_alloc(old->n_alarms + 1);
	find_blocks(plan, lines);
	for (size_t i = 0; i < plan->blocks.n; i++) {
		Block *b = &plan->blocks.at[i];
		for (size_t k = 0; k < b->n; k++) {
			if (b->snoozes)
				break;
			const Reminder *o = old_of(old, &plan->parsed.at[b->first + k], taken);
			const Reminder *n = o ? new_of(plan, o) : NULL;
			plan->differs = plan->differs || (o && (!n || !same_reminder(o, n)));
			if (k)
				continue; /* a repetition goes with its first */
			b->old = o;
			b->new = n;
			b->drop = o && !n;
		}
	}
	drop_snoozes(plan);
	/* Old alarms that have no block (of vCalendar 1.0) are in no need of one; others are new. */
	for (size_t i = 0; i < old->n_alarms; i++) {
		if (!taken[i])
			(void)new_of(plan, &old->alarms[i]);
	}
	for (size_t i = 0; i < new->n_alarms; i++)
		plan->differs = plan->differs || !plan->used[i];
	free(taken);
	return plan;
}

void alarm_plan_free(AlarmPlan *plan)
{
	free(plan->used);
	free(plan->parsed.at);
	vec_free(&plan->blocks);
	arena_free(plan->arena);
	free(plan);
}

bool alarm_plan_differs(const AlarmPlan *plan)
{
	return plan->differs;
}

/* ---- Writing ---- */

static void put_trigger(Str *out, const Reminder *r)
{
	if (r->absolute.v) {
		str_add(out, "TRIGGER;VALUE=DATE-TIME:");
		value_put_instant(out, r->at);
	} else {
		str_add(out, r->from_end.v ? "TRIGGER;RELATED=END:" : "TRIGGER:");
		value_put_duration(out, r->lead.s == INT64_MIN ? 0 : r->lead.s);
	}
	str_addc(out, '\n');
}

static Instant acknowledged_of(const AlarmPlan *plan, const Reminder *r)
{
	return instant_is_none(r->acknowledged) && r->state.v == REMINDER_DONE ? plan->now : r->acknowledged;
}

static void put_acknowledged(Str *out, const AlarmPlan *plan, const Reminder *r)
{
	Instant t = acknowledged_of(plan, r);
	if (instant_is_none(t))
		return;
	str_add(out, "ACKNOWLEDGED:");
	value_put_instant(out, t);
	str_addc(out, '\n');
}

static void put_uid(Str *out, const char *uid)
{
	if (!*uid)
		return;
	str_add(out, "UID:");
	text_escape(out, uid);
	str_addc(out, '\n');
}

/* DISPLAY wants a DESCRIPTION; the summary of what it reminds of is what people expect to read. */
static void put_display(Str *out, const AlarmPlan *plan)
{
	const Field *f = kind_field(plan->new->kind, "summary");
	Value v = f ? field_get(f, plan->new->record, plan->arena) : (Value){VALUE_NULL, 0, NULL, 0};
	str_add(out, "ACTION:DISPLAY\nDESCRIPTION:");
	text_escape(out, v.type == VALUE_TEXT && *v.s ? v.s : "Reminder");
	str_addc(out, '\n');
}

static void put_snooze(Str *out, const AlarmPlan *plan, const Reminder *r)
{
	if (!was_snoozed(r))
		return;
	str_add(out, "BEGIN:VALARM\n");
	if (*uid_of(r))
		str_addf(out, "UID:%s-snooze\nRELATED-TO;RELTYPE=SNOOZE:%s\n", uid_of(r), uid_of(r));
	str_add(out, "TRIGGER;VALUE=DATE-TIME:");
	value_put_instant(out, r->snoozed_to);
	str_addc(out, '\n');
	put_display(out, plan);
	str_add(out, "END:VALARM\n");
}

static void rewrite_block(Str *out, const AlarmPlan *plan, const Block *b, Span text)
{
	Lines lines = {text.s, text.s + text.n, 0};
	Span line, name;
	Property p;
	bool trigger = false, acknowledged = false, uid = false;
	size_t depth = 0, soft = 0;
	while (lines_next(&line, &lines)) {
		bool own = depth == 1 && property_read(&p, line);
		Span whole = own ? property_lines(&lines, line, &p) : line;
		depth += line_is_begin(&name, line) ? 1 : 0;
		depth -= line_is_end(&name, line) && depth ? 1 : 0;
		if (own && property_is(&p, "TRIGGER") && !same_trigger(b->old, b->new)) {
			if (!trigger)
				put_trigger(out, b->new);
			trigger = true;
			continue;
		}
		if (own && property_is(&p, "ACKNOWLEDGED") && b->old->acknowledged.s != acknowledged_of(plan, b->new).s) {
			if (!acknowledged)
				put_acknowledged(out, plan, b->new);
			acknowledged = true;
			continue;
		}
		if (own && property_is(&p, "ACKNOWLEDGED"))
			acknowledged = true;
		uid = uid || (own && property_is(&p, "UID"));
		if (!depth) {
			if (!uid)
				put_uid(out, uid_of(b->new));
			if (!acknowledged)
				put_acknowledged(out, plan, b->new);
		}
		str_addn(out, whole.s, whole.n);
		str_addc(out, '\n');
		soft_line_mend(out, &soft);
		if (own && line_is_soft(whole, &p))
			soft = out->n;
	}
	put_snooze(out, plan, b->new);
}

void alarm_plan_block(Str *out, const AlarmPlan *plan, size_t i, Span block)
{
	const Block *b = i < plan->blocks.n ? &plan->blocks.at[i] : NULL;
	if (b && b->drop)
		return;
	if (b && b->old && b->new && !same_reminder(b->old, b->new))
		rewrite_block(out, plan, b, block);
	else
		str_addn(out, block.s, block.n);
}

void alarm_plan_added(Str *out, const AlarmPlan *plan)
{
	for (size_t i = 0; i < plan->new->n_alarms; i++) {
		const Reminder *r = &plan->new->alarms[i];
		if (plan->used[i])
			continue;
		str_add(out, "BEGIN:VALARM\n");
		put_uid(out, uid_of(r));
		put_display(out, plan);
		put_trigger(out, r);
		put_acknowledged(out, plan, r);
		str_add(out, "END:VALARM\n");
		put_snooze(out, plan, r);
	}
}
