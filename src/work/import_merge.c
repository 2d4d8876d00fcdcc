/* SPDX-License-Identifier: MIT */
/*
 * A component that is stored and reads otherwise in the file now. Three states: its kept lines (what the file said last), the file's lines, the record
 * as it is here. What the file changed since last time is put onto the record; what was changed here alone stays.
 */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"

/* ---- zones of the kept lines ---- */

typedef struct ZoneNames {
	Import *import;
	const Zonedef *defs;
	size_t n;
	const IcsItem *now;
} ZoneNames;

/* What the file calls so now comes first, so that an unchanged time is seen as unchanged. */
static const char *zone_of(void *self, const char *tzid)
{
	const ZoneNames *names = self;
	Plan plan = plan_of(names->now->record);
	if (ics_zone_is(plan.zone.s, tzid))
		return plan.zone.s;
	for (size_t i = names->n; i > 0; i--) {
		if (ics_zone_is(names->defs[i - 1].name.s, tzid))
			return names->defs[i - 1].name.s;
	}
	return NULL;
}

/* ---- fields ---- */

/* What a file has no say in. */
static bool is_ours(const Field *field)
{
	static const char *const names[] = {"series", "client", "kind", "owner", "component", "made_at", "place", "superseded", "uid", "recurrence"};
	for (size_t i = 0; i < countof(names); i++) {
		if (strcmp(field->name, names[i]) == 0)
			return true;
	}
	return (field->flags & FIELD_DERIVED) != 0;
}

static Err *merge_fields(const Kind *kind, const void *old, const void *new, void *onto, Arena *arena)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		if (is_ours(field))
			continue;
		Value was = field_get(field, old, arena), is = field_get(field, new, arena);
		if (!value_same(&was, &is))
			TRY(field_set(field, onto, &is));
	}
	return NULL;
}

/* ---- alarms ---- */

static const Reminder *alarm_like(const Reminder *alarm, size_t place, const Reminder *among, size_t n)
{
	for (size_t i = 0; alarm->uid.s && i < n; i++) {
		if (among[i].uid.s && strcmp(among[i].uid.s, alarm->uid.s) == 0)
			return &among[i];
	}
	for (size_t i = 0; i < n; i++) {
		if ((size_t)among[i].place.n == place && !alarm->uid.s == !among[i].uid.s && !alarm->uid.s)
			return &among[i];
	}
	return NULL;
}

static bool is_alarm_ours(const Field *field)
{
	static const char *const names[] = {"of_kind", "of", "place", "snoozed"};
	for (size_t i = 0; i < countof(names); i++) {
		if (strcmp(field->name, names[i]) == 0)
			return true;
	}
	return (field->flags & FIELD_DERIVED) != 0;
}

static Err *merge_alarm(const Reminder *was, const Reminder *is, Reminder *onto, Arena *arena)
{
	for (size_t i = 0; i < kind_reminder.field_count; i++) {
		const Field *field = &kind_reminder.fields[i];
		if (is_alarm_ours(field))
			continue;
		Value a = field_get(field, was, arena), b = field_get(field, is, arena);
		if (!value_same(&a, &b))
			TRY(field_set(field, onto, &b));
	}
	return NULL;
}

/* An alarm that was made here goes by its uuid in files, and from now on here, too. */
static void name_alarms(Reminder *alarms, size_t n, Arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		if (!alarms[i].uid.s || !*alarms[i].uid.s)
			alarms[i].uid.s = arena_dup(arena, alarms[i].head.uuid);
	}
}

static Err *merge_alarms(Import *import, ImportAction *action, const IcsItem *was)
{
	Reminder *stored = NULL;
	size_t n = 0;
	const IcsItem *is = &action->item;
	int64_t id = ((const Record *)&action->current)->id;
	TRY(reminders_of(import->work, is->kind->name, id, &stored, &n, import->arena));
	Reminder *as_stored = arena_alloc(import->arena, (n + 1) * sizeof *as_stored);
	if (n)
		memcpy(as_stored, stored, n * sizeof *stored);
	if (action->own)
		name_alarms(stored, n, import->arena);
	action->alarms = arena_alloc(import->arena, (is->n_alarms + was->n_alarms + 1) * sizeof *action->alarms);
	for (size_t i = 0; i < is->n_alarms; i++) {
		const Reminder *old = alarm_like(&is->alarms[i], i, was->alarms, was->n_alarms);
		const Reminder *here = alarm_like(&is->alarms[i], i, stored, n);
		AlarmChange change = {.op = PATCH_MAKE, .new = is->alarms[i]};
		if (old && !here)
			continue; /* taken away here: it stays away */
		if (here) {
			change = (AlarmChange){.op = PATCH_EDIT, .old = as_stored[here - stored], .new = *here};
			if (action->own)
				change.new.place = is->alarms[i].place;
			TRY(merge_alarm(old ? old : here, &is->alarms[i], &change.new, import->arena));
		}
		action->alarms[action->n_alarms++] = change;
	}
	for (size_t i = 0; i < was->n_alarms; i++) {
		const Reminder *here = alarm_like(&was->alarms[i], i, stored, n);
		if (here && !alarm_like(&was->alarms[i], i, is->alarms, is->n_alarms))
			action->alarms[action->n_alarms++] = (AlarmChange){.op = PATCH_REMOVE, .old = *here};
	}
	return NULL;
}

/* ---- whose it is ---- */

/* Only guests who are new in the file tell something: who was untied here stays so. */
static Err *tie_anew(Import *import, ImportAction *action)
{
	int64_t was = 0, is = 0;
	Plan plan = plan_of(&action->changed);
	if (plan.client.v)
		return NULL;
	TRY(import_client(import, action->item.component.lines, &is));
	if (!is)
		return NULL;
	TRY(import_client(import, action->stored.lines, &was));
	if (was == is)
		return NULL;
	plan.client.v = is;
	plan_put(&action->changed, &plan);
	import->report->linked++;
	return NULL;
}

/* ---- the whole ---- */

const Kind *import_kind(const char *type)
{
	if (!type)
		return NULL;
	return strcmp(type, "VEVENT") == 0 ? &kind_event : strcmp(type, "VTODO") == 0  ? &kind_task
	                                               : strcmp(type, "VJOURNAL") == 0 ? &kind_note
	                                                                               : NULL;
}

static Err *read_current(Import *import, ImportAction *action, const Kind *kind)
{
	void *rows = NULL;
	size_t n = 0;
	Value id = {.type = VALUE_INT, .i = action->stored.head.id};
	TRY(store_where(import->work->store, kind, "component", id, &rows, &n, import->arena));
	action->has_record = n > 0;
	if (n)
		memcpy(&action->current, rows, kind->size);
	return NULL;
}

static void cancel(const Kind *kind, AnyPlan *record)
{
	if (kind == &kind_event)
		record->event.status.v = EVENT_CANCELLED;
	else if (kind == &kind_task)
		record->task.status.v = TASK_CANCELLED;
}

static bool is_cancelled(const Kind *kind, const AnyPlan *record)
{
	return (kind == &kind_event && record->event.status.v == EVENT_CANCELLED) || (kind == &kind_task && record->task.status.v == TASK_CANCELLED);
}

static void warn_removed(Import *import, const IcsItem *item)
{
	ImportSkip row = {(long)item->line, mem_strdup(_("it was deleted here and stays so, although the file has changed it")),
	                  said(N_("it was deleted here and stays so, although the file has changed it"))};
	vec_push(&import->report->warnings, row);
}

Err *import_merge(Import *import, ImportAction *action)
{
	const Kind *kind = import_kind(action->stored.type.s);
	const IcsItem *is = &action->item;
	if (kind && !action->own)
		TRY(read_current(import, action, kind));
	action->has_record = action->has_record || action->own;
	if (kind && !action->has_record) {
		warn_removed(import, is);
		action->act = IMPORT_NOTHING;
		return NULL;
	}
	if (kind != is->kind) {
		action->retyped = true;
		return NULL;
	}
	action->changed = action->current;
	if (is->cancels) {
		action->act = is_cancelled(kind, &action->current) ? IMPORT_NOTHING : IMPORT_CHANGE;
		cancel(kind, &action->changed);
		return NULL;
	}
	IcsItem was;
	void *defs = NULL;
	ZoneNames names = {.import = import, .now = is};
	TRY(store_all(import->work->store, &kind_zonedef, &defs, &names.n, import->arena));
	names.defs = defs;
	ics_read_component(&was, &action->stored, zone_of, &names, import->arena);
	if (was.record && action->moves)
		cancel(kind, was.record);
	if (was.record)
		TRY(merge_fields(kind, was.record, is->record, &action->changed, import->arena));
	TRY(tie_anew(import, action));
	return kind == &kind_note ? NULL : merge_alarms(import, action, &was);
}

void import_fields_changed(Str *out, const ImportAction *action)
{
	Arena *arena = arena_new();
	const Kind *kind = action->item.kind;
	if (action->retyped) {
		str_add(out, _("another type of component"));
	} else {
		Patch patch = patch_between(arena, kind, &action->current, &action->changed);
		for (size_t i = 0; i < patch.n; i++)
			str_addf(out, "%s%s", out->n ? ", " : "", _(patch.changes[i].field->label));
		if (action->n_alarms && !out->n)
			str_add(out, _(kind_reminder.labels));
		if (!out->n)
			str_add(out, _("lines that are only kept"));
	}
	arena_free(arena);
}
