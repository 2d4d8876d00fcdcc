/* SPDX-License-Identifier: MIT */
/*
 * What a file said of a series goes on with the half that is changed "from here on": its component begins as a copy of the lines, all that nobody here knows
 * along, stands behind the others of that calendar under the new UID, and is written from then on as any that came from a file.
 */
#include "plan_lines.h"

#include <string.h>

#include "export.h"
#include "kartoteka/store/lists.h"

static Err *append(Work *work, Component *component, Arena *arena)
{
	char hash[33];
	ics_hash(hash, component->lines.s, component->lines.n);
	component->head = (Record){0};
	component->hash.s = arena_dup(arena, hash);
	TRY(component_next_place(work->store, component->source.v, &component->place.n));
	return work_make(work, &kind_component, component);
}

static bool is_described(const Component *zones, size_t n, const char *zone)
{
	for (size_t i = 0; i < n; i++) {
		Span rest = {zones[i].lines.s, zones[i].lines.n}, line;
		Property p;
		while (list_next(&line, &rest, '\n')) {
			char tzid[256];
			if (!property_read(&p, line) || !property_is(&p, "TZID") || p.value.n >= sizeof tzid)
				continue;
			memcpy(tzid, p.value.s, p.value.n);
			tzid[p.value.n] = '\0';
			if (ics_zone_is(zone, tzid))
				return true;
		}
	}
	return false;
}

static const Bytes *text_of(const IcsAround *around, const char *zone)
{
	for (size_t i = 0; i < around->n_zonedefs; i++) {
		if (str_same(around->zonedefs[i].name.s, zone))
			return &around->zonedefs[i].text;
	}
	return NULL;
}

/* A calendar describes the zones that its things are said in. */
static Err *append_zones(Work *work, int64_t source, const IcsState *state, const IcsAround *around, Arena *arena)
{
	const char *names[ICS_ZONES];
	Component *described;
	size_t n = ics_zones(names, state), count;
	for (size_t i = 0; i < n; i++) {
		TRY(exchange_typed(work->store, source, "VTIMEZONE", &described, &count, arena));
		if (is_described(described, count, names[i]))
			continue;
		Component zone;
		Str lines = {0};
		record_init(&kind_component, &zone);
		ics_zone(&lines, names[i], text_of(around, names[i]));
		zone.source.v = source;
		zone.type.s = "VTIMEZONE";
		zone.lines = (Bytes){str_text(&lines), lines.n};
		Err *err = lines.n ? append(work, &zone, arena) : NULL;
		str_done(&lines);
		TRY(err);
	}
	return NULL;
}

Err *plan_lines_go_on(Work *work, const Kind *kind, int64_t from, void *record, const Reminder *alarms, size_t n, Arena *arena)
{
	Component old, new;
	Source source;
	IcsAround around;
	IcsItem item;
	Str lines = {0};
	Plan plan = plan_of(record);
	const IcsState state = {kind, record, alarms, n};
	TRY(store_get(work->store, &kind_component, from, &old, arena));
	TRY(store_get(work->store, &kind_source, old.source.v, &source, arena));
	TRY(export_around(work, &around, arena));
	around.method = ics_method(source.head_lines);
	export_like(&lines, old.lines, false, &state, around, work_now(work), arena);
	new = old;
	new.lines = (Bytes){arena_dupn(arena, str_text(&lines), lines.n), lines.n};
	str_done(&lines);
	ics_read_component(&item, &new, &around, arena);
	new.type.s = ics_type(kind);
	new.uid = item.component.uid;
	new.recurrence = item.component.recurrence;
	new.ordinal.n = 0;
	new.superseded.v = false;
	TRY(append_zones(work, old.source.v, &state, &around, arena));
	TRY(append(work, &new, arena));
	plan.component.v = new.head.id;
	plan_put(record, &plan);
	return NULL;
}
