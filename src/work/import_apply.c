/* SPDX-License-Identifier: MIT */
/* A prepared chunk into the base, inside its transaction: sources, components, records, reminders, and which override belongs to which series. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "import.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"

/* ---- sources ---- */

static Err *ready_source(Import *import, ImportSource *source)
{
	if (source->id)
		return NULL;
	TRY(store_make(import->work->store, &kind_source, &source->row));
	source->id = source->row.head.id;
	source->is_new = true;
	source->stored = source->row;
	return NULL;
}

static Err *apply_source(Import *import, ImportSource *source)
{
	bool changed;
	if (source->dropped || !source->decided)
		return NULL;
	TRY(ready_source(import, source));
	if (!source->edited)
		return NULL;
	Source row = source->stored;
	row.head_lines = source->row.head_lines;
	row.tail_lines = source->row.tail_lines;
	TRY(store_edit(import->work->store, &changed, &kind_source, &source->stored, &row));
	source->edited = false;
	source->stored = row;
	return NULL;
}

/* ---- components ---- */

static Err *place_component(Import *import, ImportSource *source, Component *component)
{
	TRY(ready_source(import, source));
	component->source.v = source->id;
	if (source->is_new)
		return NULL;
	if (source->next_place < 0)
		TRY(component_next_place(import->work->store, source->id, &source->next_place));
	component->place.n = source->next_place++;
	return NULL;
}

static Err *make_component(Import *import, ImportAction *action)
{
	Component *component = &action->item->component;
	component->head = (Record){0};
	TRY(place_component(import, action->source, component));
	TRY(store_make(import->work->store, &kind_component, component));
	/* What follows in the file may call off what was made here; any other is an equal of what the file brought itself. */
	if (action->own)
		vec_push(&import->adopted, component->head.id);
	else if (!import->base_is_new)
		vec_push(&import->own, component->head.id);
	return NULL;
}

static Err *edit_component(Import *import, ImportAction *action)
{
	bool changed;
	Component now;
	/* The chunk may have changed it already: two zones of one name, or who counts among equals. */
	TRY(store_get(import->work->store, &kind_component, action->stored.head.id, &now, import->arena));
	Component after = now;
	after.type = action->item->component.type;
	after.lines = action->item->component.lines;
	after.hash = action->item->component.hash;
	if (action->moves) {
		after.place = action->item->component.place;
		TRY(place_component(import, action->source, &after));
	}
	return store_edit(import->work->store, &changed, &kind_component, &now, &after);
}

/* ---- zones that the system does not know ---- */

static Err *make_zonedefs(Import *import, const IcsItem *item)
{
	for (size_t i = 0; i < item->n_zonedefs; i++) {
		bool known = false;
		for (size_t k = 0; k < import->zonedefs.n && !known; k++)
			known = strcmp(import->zonedefs.at[k], item->zonedefs[i].name.s) == 0;
		if (known)
			continue;
		void *rows = NULL;
		size_t n = 0;
		Value name = {.type = VALUE_TEXT, .s = item->zonedefs[i].name.s, .n = strlen(item->zonedefs[i].name.s)};
		TRY(store_where(import->work->store, &kind_zonedef, "name", name, &rows, &n, import->arena));
		if (!n) {
			Zonedef def = item->zonedefs[i];
			def.head = (Record){0};
			TRY(store_make(import->work->store, &kind_zonedef, &def));
		}
		vec_push(&import->zonedefs, mem_strdup(item->zonedefs[i].name.s));
	}
	return NULL;
}

/* ---- series ---- */

Err *import_find_master(Import *import, const Kind *kind, const char *uid, int64_t *master)
{
	void *rows = NULL;
	size_t n = 0;
	*master = 0;
	if (!uid || !*uid)
		return NULL;
	if (import->master_kind == kind && str_same(import->master_uid, uid)) {
		*master = import->master;
		return NULL;
	}
	Value value = {.type = VALUE_TEXT, .s = uid, .n = strlen(uid)};
	TRY(store_where(import->work->store, kind, "uid", value, &rows, &n, import->arena));
	for (size_t i = 0; i < n && !*master; i++) {
		Plan plan = plan_of((const char *)rows + i * kind->size);
		/* Beside what does not repeat, or by no rule that is understood, an occurrence is a thing of its own. */
		if (plan_repeats(&plan) && !plan.superseded.v)
			*master = plan.head.id;
	}
	return NULL;
}

/* Overrides that came with an earlier file and had no master yet. */
static Err *adopt_overrides(Import *import, const Kind *kind, const Plan *master)
{
	void *rows = NULL;
	size_t n = 0;
	Value uid = {.type = VALUE_TEXT, .s = master->uid.s, .n = strlen(master->uid.s)};
	TRY(store_where(import->work->store, kind, "uid", uid, &rows, &n, import->arena));
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)rows + i * kind->size;
		Plan plan = plan_of(row);
		if (!plan_is_override(&plan) || plan.series.v || plan.superseded.v)
			continue;
		AnyPlan after;
		memcpy(&after, row, kind->size);
		plan.series.v = master->head.id;
		plan_put(&after, &plan);
		TRY(work_edit(import->work, kind, row, &after));
	}
	return NULL;
}

static Err *link_series(Import *import, const Kind *kind, const Plan *plan)
{
	if (plan->superseded.v || !plan->uid.s || !*plan->uid.s)
		return NULL;
	if (plan_is_override(plan)) {
		PlanLink link = {kind, plan->head.id};
		if (!plan->series.v)
			vec_push(&import->orphans, link);
		return NULL;
	}
	if (!plan_repeats(plan))
		return NULL;
	free(import->master_uid);
	import->master_uid = mem_strdup(plan->uid.s);
	import->master = plan->head.id;
	import->master_kind = kind;
	return import->base_is_new ? NULL : adopt_overrides(import, kind, plan);
}

/* ---- records ---- */

/* An event that is over calls no more but when it is put off (reminder_derive says the same, after more work). */
static bool is_over(const Import *import, const Kind *kind, const Plan *plan)
{
	if (kind != &kind_event || plan_repeats(plan) || plan_is_override(plan))
		return false;
	Instant start = work_instant(import->work, plan->start, plan->zone.s);
	return !instant_is_none(start) && start.s < plan->made_at.s;
}

static Err *make_alarms(Import *import, const IcsItem *item, const Plan *plan)
{
	bool over = item->n_alarms && is_over(import, item->kind, plan);
	for (size_t i = 0; i < item->n_alarms; i++) {
		Reminder *reminder = &item->alarms[i];
		reminder->head = (Record){0};
		reminder->of.v = plan->head.id;
		reminder->owner = plan->owner;
		if (!over || reminder->state.v == REMINDER_SNOOZED)
			TRY(reminder_derive_of(import->work, item->kind, item->record, reminder, plan->made_at));
		TRY(store_make(import->work->store, &kind_reminder, reminder));
	}
	return NULL;
}

/* `searched`: of store_ahead; NULL: not known yet. */
static Err *make_record(Import *import, const IcsItem *item, const char *searched, int64_t component)
{
	Plan plan = plan_of(item->record);
	plan.head = (Record){0};
	plan.component.v = component;
	plan.owner.v = import->work->me.head.id;
	plan.made_at = work_now(import->work);
	if (plan_is_override(&plan) && !plan.superseded.v)
		TRY(import_find_master(import, item->kind, plan.uid.s, &plan.series.v));
	plan_put(item->record, &plan);
	if (searched)
		TRY(store_make_ahead(import->work->store, item->kind, item->record, searched));
	else
		TRY(store_make(import->work->store, item->kind, item->record));
	plan = plan_of(item->record);
	work_touch(import->work, plan.client.v);
	change_touch_series(import->work, item->kind, plan.series.v);
	TRY(make_alarms(import, item, &plan));
	return link_series(import, item->kind, &plan);
}

static Err *apply_make(Import *import, ImportAction *action)
{
	TRY(make_zonedefs(import, action->item));
	TRY(make_component(import, action));
	return make_record(import, action->item, action->searched, action->item->component.head.id);
}

static Err *apply_alarms(Import *import, const ImportAction *action)
{
	Work *work = import->work;
	const Record *record = (const Record *)&action->here.record;
	for (size_t i = 0; i < action->n_alarms; i++) {
		AlarmChange *change = &action->alarms[i];
		switch (change->op) {
		case PATCH_MAKE:
			change->new.head = (Record){0};
			change->new.of.v = record->id;
			TRY(work_make(work, &kind_reminder, &change->new));
			break;
		case PATCH_EDIT:
			TRY(work_edit(work, &kind_reminder, &change->old, &change->new));
			break;
		case PATCH_REMOVE:
			TRY(work_remove(work, &kind_reminder, change->old.head.id));
			break;
		}
	}
	return NULL;
}

/* What was made here comes from a file now, too: with all that the other program wrote into it. */
static Err *adopt_record(Import *import, ImportAction *action)
{
	if (action->item->method == ICS_CANCELS)
		return NULL;
	TRY(make_component(import, action));
	Plan plan = plan_of(&action->changed);
	plan.component.v = action->item->component.head.id;
	plan_put(&action->changed, &plan);
	return NULL;
}

static Err *retype(Import *import, ImportAction *action, const Kind *from)
{
	const int64_t id = ((const Record *)&action->here.record)->id;
	if (from) { /* what the file says of a series says nothing of its occurrences: they have components of their own, and stay */
		TRY(import_tie_overrides(import, from, id, 0));
		TRY(work_remove(import->work, from, id));
	}
	if (import->master_kind == from && import->master == id) {
		free(import->master_uid);
		import->master_uid = NULL;
		import->master_kind = NULL;
	}
	TRY(edit_component(import, action));
	return make_record(import, action->item, NULL, action->stored.head.id);
}

static Err *apply_change(Import *import, ImportAction *action)
{
	Work *work = import->work;
	const Kind *kind = import_kind(action->stored.type.s); /* a cancellation may call it something else */
	if (action->item->method != ICS_CANCELS)
		TRY(make_zonedefs(import, action->item));
	if (action->retyped)
		return retype(import, action, kind);
	/* A cancellation is no newer text of the component: its kept lines stay what the file of the thing itself said. */
	if (action->own)
		TRY(adopt_record(import, action));
	else if (action->item->method != ICS_CANCELS)
		TRY(edit_component(import, action));
	TRY(work_edit(work, kind, &action->here.record, &action->changed));
	TRY(apply_alarms(import, action));
	Plan plan = plan_of(&action->changed);
	if (action->item->method != ICS_CANCELS && !plan_is_override(&plan) && plan_repeats(&plan) && plan.uid.s)
		TRY(adopt_overrides(import, kind, &plan));
	return NULL;
}

/* ---- the chunk ---- */

bool import_has_work(const Import *import)
{
	for (size_t i = 0; i < import->actions.n; i++) {
		if (import->actions.at[i].act != IMPORT_NOTHING)
			return true;
	}
	for (size_t i = 0; i < import->sources.n; i++) {
		const ImportSource *source = import->sources.at[i];
		if (!source->dropped && (source->edited || (source->decided && !source->id)))
			return true;
	}
	return false;
}

static Err *apply_action(Import *import, ImportAction *action)
{
	switch (action->act) {
	case IMPORT_MAKE:
		return apply_make(import, action);
	case IMPORT_CHANGE:
		return apply_change(import, action);
	case IMPORT_KEEP:
		return make_component(import, action);
	case IMPORT_ZONE:
		return edit_component(import, action);
	case IMPORT_NOTHING:
		break;
	}
	return NULL;
}

Err *import_apply(Import *import)
{
	for (size_t i = 0; i < import->sources.n; i++)
		TRY(apply_source(import, import->sources.at[i]));
	for (size_t i = 0; i < import->actions.n; i++)
		TRY(apply_action(import, &import->actions.at[i]));
	return NULL;
}

static Err *link_orphan(Import *import, const PlanLink *link)
{
	AnyPlan record, after;
	int64_t master = 0;
	TRY(store_get(import->work->store, link->kind, link->id, &record, import->arena));
	after = record;
	Plan plan = plan_of(&after);
	TRY(import_find_master(import, link->kind, plan.uid.s, &master));
	if (!master || plan.superseded.v)
		return NULL;
	plan.series.v = master;
	plan_put(&after, &plan);
	return work_edit(import->work, link->kind, &record, &after);
}

Err *import_links(Import *import)
{
	TRY(import_settle(import));
	for (size_t i = 0; i < import->orphans.n; i++)
		TRY(link_orphan(import, &import->orphans.at[i]));
	return NULL;
}
