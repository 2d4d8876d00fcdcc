/* SPDX-License-Identifier: MIT */
/* One record into the lines of its component, as an export writes them. */
#include "export.h"

#include <string.h>

#include "plan_change.h"

Err *export_around(Work *work, IcsAround *out, Arena *arena)
{
	void *defs = NULL;
	*out = (IcsAround){0};
	TRY(store_all(work->store, &kind_zonedef, &defs, &out->n_zonedefs, arena));
	out->zonedefs = defs;
	return NULL;
}

Err *export_changed_at(Work *work, const ExchangeRow *row, Instant *at)
{
	TRY(exchange_changed_at(work->store, row->kind, row->id, at));
	for (size_t i = 0; i < row->n_alarms; i++) {
		Instant other;
		TRY(exchange_changed_at(work->store, &kind_reminder, row->alarms[i].head.id, &other));
		if (instant_is_none(*at) || (!instant_is_none(other) && other.s > at->s))
			*at = other;
	}
	if (instant_is_none(*at))
		*at = plan_of(row->record).made_at;
	if (instant_is_none(*at))
		*at = work_now(work);
	return NULL;
}

/* Whose lines an occurrence begins with: those of an override of an earlier one that stands for it too, else its series'. 0: of none. */
static Err *find_like(Work *work, const ExchangeRow *row, int64_t *component, int64_t *of, Arena *arena)
{
	AnyPlan master;
	Moment at;
	bool has_future;
	Plan plan = plan_of(row->record);
	*component = *of = 0;
	if (!plan_is_override(&plan) || !plan.series.v)
		return NULL;
	TRY(store_get(work->store, row->kind, plan.series.v, &master, arena));
	*component = plan_of(&master).component.v;
	*of = plan.series.v;
	TRY(exchange_has_future(work->store, row->kind, plan.series.v, &has_future));
	if (!*component || !has_future || !plan_named_moment(work, row->kind, &master, &plan, plan_anchor(row->kind, &master).at, &at))
		return NULL;
	void *rows;
	size_t n;
	TRY(plan_overrides(work, row->kind, plan.series.v, &rows, &n, arena));
	const void *earlier = plan_future_of(work, row->kind, &master, rows, n, at);
	if (earlier && plan_of(earlier).component.v) {
		*component = plan_of(earlier).component.v;
		*of = plan_of(earlier).head.id;
	}
	return NULL;
}

/* Its own alarms, else those that call for it: its series', without what was answered or put off of another one. */
static Err *alarms_like(Work *work, const ExchangeRow *row, int64_t of, IcsState *state, Arena *arena)
{
	Reminder *rows;
	size_t n, left = 0;
	if (row->n_alarms || row->kind == &kind_note)
		return NULL;
	TRY(reminders_calling(work, row->kind->name, of, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].absolute.v)
			rows[left++] = reminder_fresh(&rows[i]);
	}
	state->alarms = rows;
	state->n_alarms = left;
	return NULL;
}

void export_like(Str *out, Bytes lines, bool occurrence, const IcsState *state, IcsAround around, Instant at, Arena *arena)
{
	Str copy = {0};
	Plan plan = plan_of(state->record);
	ics_copy(&copy, lines, plan.uid.s && *plan.uid.s ? plan.uid.s : plan.head.uuid, occurrence);
	IcsItem was;
	Component component = {.type.s = ics_type(state->kind), .lines = {arena_dupn(arena, str_text(&copy), copy.n), copy.n}};
	str_done(&copy);
	around.zone = plan.zone.s;
	ics_read_component(&was, &component, &around, arena);
	const IcsState old = {state->kind, was.record, was.alarms, was.n_alarms};
	ics_update(out, component.lines, &old, state, at);
}

Err *export_made(Str *out, Work *work, const ExchangeRow *row, IcsAround around, Arena *arena)
{
	IcsState state = {row->kind, row->record, row->alarms, row->n_alarms};
	Component like;
	int64_t component, of;
	Instant at;
	TRY(export_changed_at(work, row, &at));
	TRY(find_like(work, row, &component, &of, arena));
	if (!component) {
		ics_make(out, &state, at);
		return NULL;
	}
	TRY(store_get(work->store, &kind_component, component, &like, arena));
	TRY(alarms_like(work, row, of, &state, arena));
	export_like(out, like.lines, true, &state, around, at, arena);
	return NULL;
}

Err *export_kept(Str *out, bool *differs, Work *work, const ExchangeRow *row, IcsAround around, Arena *arena)
{
	IcsItem was;
	Bytes kept = row->component.lines;
	size_t begin = out->n;
	Instant at;
	around.zone = plan_of(row->record).zone.s;
	/* One that was added by its start keeps the name it had when that is moved: it is written out. */
	if (around.method == ICS_ADDS && row->rev > 1)
		around.method = ICS_STATES;
	ics_read_component(&was, &row->component, &around, arena);
	*differs = false;
	if (!was.record) {
		str_addn(out, kept.s, kept.n);
		return NULL;
	}
	/* Of a record nobody changed only the alarms can differ. */
	const void *now = row->rev == 1 ? was.record : row->record;
	const IcsState old = {row->kind, was.record, was.alarms, was.n_alarms}, new = {row->kind, now, row->alarms, row->n_alarms};
	ics_update(out, kept, &old, &new, (Instant){0});
	*differs = out->n - begin != kept.n || memcmp(out->s + begin, kept.s, kept.n) != 0;
	if (!*differs)
		return NULL;
	str_cut(out, begin);
	TRY(export_changed_at(work, row, &at));
	ics_update(out, kept, &old, &new, at);
	return NULL;
}
