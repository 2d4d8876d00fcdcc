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
#include "kartoteka/store/journal.h"

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
	Reminder *stored = action->here.alarms;
	size_t n = action->here.n_alarms;
	const IcsItem *is = action->item;
	Plan plan = plan_of(&action->here.record);
	/* One occurrence without alarms of its own calls by those of its series: the file's are its first. */
	bool first = action->own && !n && plan_is_override(&plan);
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
		if (old && !here && !first)
			continue; /* taken away here: it stays away */
		if (here) {
			change = (AlarmChange){.op = PATCH_EDIT, .old = as_stored[here - stored], .new = *here};
			if (action->own)
				change.new.place = is->alarms[i].place;
			TRY(merge_alarm(old ? old : here, &is->alarms[i], &change.new, import->arena));
			/* Put off by the file, or counted from elsewhere: which occurrence was put off is no longer known by its alarm. */
			const Reminder *new = &change.new;
			bool counts = new->lead.s == here->lead.s &&new->from_end.v == here->from_end.v;
			if (!new->absolute.v && !here->absolute.v && (new->snoozed_to.s != here->snoozed_to.s || !counts))
				change.new.at = INSTANT_NONE;
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
	TRY(import_client(import, action->item->component.lines, &is));
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

static void cancel(const Kind *kind, AnyPlan *record)
{
	if (kind == &kind_event)
		record->event.status.v = EVENT_CANCELLED;
	else if (kind == &kind_task)
		record->task.status.v = TASK_CANCELLED;
}

static bool is_cancelled(const Kind *kind, const void *record)
{
	return (kind == &kind_event && ((const Event *)record)->status.v == EVENT_CANCELLED) ||
	       (kind == &kind_task && ((const Task *)record)->status.v == TASK_CANCELLED);
}

/* RFC 5546 2.1.5; a program that counts anew from 0 says so by its stamps. */
static bool is_older(const IcsItem *is, const IcsItem *was)
{
	bool later = !instant_is_none(is->stamp) && !instant_is_none(was->stamp) && is->stamp.s > was->stamp.s;
	return is->sequence < was->sequence && !later;
}

/* A cancellation says one thing, and only of what is no newer (RFC 5546 2.1.5); one without a number counts none. */
static void merge_cancellation(Import *import, ImportAction *action)
{
	const IcsItem *is = action->item;
	const Kind *kind = is->kind;
	IcsItem was;
	action->act = IMPORT_NOTHING;
	if (kind == &kind_note || is_cancelled(kind, &action->here.record))
		return;
	ics_read_component(&was, &action->stored, NULL, import->arena);
	if (is->component.superseded.v || (is->sequence > 0 && is->sequence < was.sequence)) {
		import_warn(import, is, mem_strdup(_("a later version of it is here: it is not called off")), said(N_("a later version of it is here: it is not called off")));
		return;
	}
	action->act = IMPORT_CHANGE;
	cancel(kind, &action->changed);
}

/* Called off by a message whose number is not kept: what was written after that one came is newer for sure. */
/* Whether somebody here, and no file, set its status; of an import nobody can say cheaply what it changed of one record. */
static Err *status_set_here(Import *import, const Kind *kind, int64_t id, const BatchRow *rows, size_t n, bool *set)
{
	enum {
		TELLING = 1000
	};
	*set = false;
	for (size_t i = 0; i < n && !*set; i++) {
		ChangeRow *changes = NULL;
		size_t count = 0;
		if (str_same(rows[i].command, "import"))
			continue;
		TRY(journal_changes(import->work->store, rows[i].id, TELLING, &changes, &count, import->arena));
		for (size_t k = 0; k < count; k++)
			for (size_t f = 0; changes[k].kind == kind && changes[k].record == id && changes[k].op == PATCH_EDIT && f < changes[k].patch.n; f++)
				*set = *set || str_same(changes[k].patch.changes[f].field->name, "status");
	}
	return NULL;
}

static Err *revive(Import *import, ImportAction *action, const IcsItem *was)
{
	const IcsItem *is = action->item;
	const Kind *kind = is->kind;
	BatchRow *rows = NULL;
	size_t n = 0;
	bool off = is_cancelled(kind, &action->changed) && !is_cancelled(kind, is->record) && !is_cancelled(kind, was->record);
	if (!off || is->sequence <= was->sequence)
		return NULL;
	JournalQuery query = {.kind = kind, .record = ((const Record *)&action->here.record)->id, .limit = 100};
	TRY(journal_batches(import->work->store, &query, &rows, &n, import->arena));
	bool here = false;
	TRY(status_set_here(import, kind, query.record, rows, n, &here));
	if (n && !here && str_same(rows[0].command, "import") && !instant_is_none(is->stamp) && is->stamp.s > rows[0].at.s) {
		const Field *status = kind_field(kind, "status");
		Value said_now = field_get(status, is->record, import->arena);
		return field_set(status, &action->changed, &said_now);
	}
	import_warn(import, is, mem_strdup(_("it was called off here and stays so, although the file has a later version")),
	            said(N_("it was called off here and stays so, although the file has a later version")));
	return NULL;
}

Err *import_merge(Import *import, ImportAction *action)
{
	const Kind *kind = import_kind(action->stored.type.s);
	const IcsItem *is = action->item;
	if (kind && !action->here.there) {
		import_warn(import, is, mem_strdup(_("it was deleted here and stays so, although the file has changed it")),
		            said(N_("it was deleted here and stays so, although the file has changed it")));
		action->act = IMPORT_NOTHING;
		return NULL;
	}
	if (kind != is->kind) {
		action->retyped = true;
		return NULL;
	}
	action->changed = action->here.record;
	if (is->method == ICS_CANCELS) {
		merge_cancellation(import, action);
		return NULL;
	}
	IcsItem was;
	IcsAround around;
	TRY(import_around(import, &around));
	/* What the file calls so now comes first, so that an unchanged time is seen as unchanged. What stood called off comes alive. */
	around.zone = plan_of(is->record).zone.s;
	around.method = action->stood;
	ics_read_component(&was, &action->stored, &around, import->arena);
	if (!action->own && !action->moves && is_older(is, &was)) {
		import_warn(import, is, mem_strdup(_("a later version of it is here: it stays")), said(N_("a later version of it is here: it stays")));
		action->act = IMPORT_NOTHING;
		return NULL;
	}
	if (was.record)
		TRY(merge_fields(kind, was.record, is->record, &action->changed, import->arena));
	if (was.record)
		TRY(revive(import, action, &was));
	TRY(tie_anew(import, action));
	return kind == &kind_note ? NULL : merge_alarms(import, action, &was);
}

void import_fields_changed(Str *out, const Import *import, const ImportAction *action)
{
	Arena *arena = arena_new();
	const Kind *kind = action->item->kind;
	if (action->retyped) {
		str_add(out, _("another type of component"));
	} else {
		Patch patch = patch_between(arena, kind, &action->here.record, &action->changed);
		if (patch.n)
			patch_words(out, &patch, &(PatchTeller){.zone = import->work->zone});
		if (action->n_alarms && !out->n)
			str_add(out, _(kind_reminder.labels));
		if (!out->n)
			str_add(out, _("lines that are only kept"));
	}
	arena_free(arena);
}
