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

/*
 * Which alarm of one list is which of another. A UID may stand for several: each repetition of a VALARM has its UID, and some programs give one to all.
 * So the likest come first, and each is taken once.
 */
enum {
	NO_ALARM = -1
};

static bool same_uid(const Reminder *a, const Reminder *b)
{
	if (!a->uid.s || !b->uid.s)
		return !a->uid.s && !b->uid.s;
	return strcmp(a->uid.s, b->uid.s) == 0;
}

static bool same_trigger(const Reminder *a, const Reminder *b)
{
	if (a->absolute.v != b->absolute.v)
		return false;
	return a->absolute.v ? a->at.s == b->at.s : a->lead.s == b->lead.s && a->from_end.v == b->from_end.v;
}

typedef enum AlarmLikeness {
	LIKE_ALL,
	LIKE_TRIGGER,
	LIKE_PLACE,
	LIKE_UID, /* those without one are told apart by their places alone */
} AlarmLikeness;

static bool alarm_is_like(const Reminder *a, const Reminder *b, AlarmLikeness by)
{
	bool trigger = same_trigger(a, b), place = a->place.n == b->place.n;
	if (!same_uid(a, b))
		return false;
	switch (by) {
	case LIKE_ALL:
		return trigger && place;
	case LIKE_TRIGGER:
		return trigger;
	case LIKE_PLACE:
		return place;
	case LIKE_UID:
		break;
	}
	return a->uid.s != NULL;
}

/* `pairs` and `taken` (of `b`) are gone on with: who has its like already is left alone. No looser likeness than `most`. */
static void pair_alarms(int *pairs, const Reminder *a, size_t n_a, const Reminder *b, size_t n_b, bool *taken, AlarmLikeness most)
{
	for (AlarmLikeness by = LIKE_ALL; by <= most; by++) {
		for (size_t i = 0; i < n_a; i++) {
			for (size_t k = 0; k < n_b && pairs[i] == NO_ALARM; k++) {
				if (taken[k] || !alarm_is_like(&a[i], &b[k], by))
					continue;
				pairs[i] = (int)k;
				taken[k] = true;
			}
		}
	}
}

static int *no_pairs(size_t n, Arena *arena)
{
	int *pairs = arena_alloc(arena, (n + 1) * sizeof *pairs);
	for (size_t i = 0; i < n; i++)
		pairs[i] = NO_ALARM;
	return pairs;
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

typedef struct AlarmPairs {
	int *old;    /* [i]: of what the file said last, for what it says now */
	int *here;   /* [i]: of what is stored, for what it says now */
	int *known;  /* [i]: of what is stored, for what it said last */
	bool *stays; /* of what it said last: it says so still */
} AlarmPairs;

/* What is here stands for what the file said last, so that a trigger that was moved on either side is followed. */
static AlarmPairs pair_all(const IcsItem *is, const IcsItem *was, const ImportHere *here, Arena *arena)
{
	AlarmPairs pairs = {no_pairs(is->n_alarms, arena), no_pairs(is->n_alarms, arena), no_pairs(was->n_alarms, arena), arena_alloc(arena, was->n_alarms + 1)};
	bool *held = arena_alloc(arena, here->n_alarms + 1);
	pair_alarms(pairs.old, is->alarms, is->n_alarms, was->alarms, was->n_alarms, pairs.stays, LIKE_UID);
	pair_alarms(pairs.known, was->alarms, was->n_alarms, here->alarms, here->n_alarms, held, LIKE_UID);
	for (size_t i = 0; i < is->n_alarms; i++) {
		if (pairs.old[i] != NO_ALARM)
			pairs.here[i] = pairs.known[pairs.old[i]];
	}
	/* New in the file: it may be one that was made here, and came there by an export. */
	Reminder *named = arena_alloc(arena, (here->n_alarms + 1) * sizeof *named);
	if (here->n_alarms)
		memcpy(named, here->alarms, here->n_alarms * sizeof *named);
	name_alarms(named, here->n_alarms, arena);
	for (size_t i = 0; i < is->n_alarms; i++) {
		if (pairs.old[i] != NO_ALARM)
			continue;
		pair_alarms(&pairs.here[i], &is->alarms[i], 1, named, here->n_alarms, held, LIKE_UID);
		pair_alarms(&pairs.here[i], &is->alarms[i], 1, here->alarms, here->n_alarms, held, LIKE_TRIGGER);
	}
	return pairs;
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
	AlarmPairs pairs = pair_all(is, was, &action->here, import->arena);
	action->alarms = arena_alloc(import->arena, (is->n_alarms + was->n_alarms + 1) * sizeof *action->alarms);
	for (size_t i = 0; i < is->n_alarms; i++) {
		const Reminder *old = pairs.old[i] == NO_ALARM ? NULL : &was->alarms[pairs.old[i]];
		const Reminder *here = pairs.here[i] == NO_ALARM ? NULL : &stored[pairs.here[i]];
		AlarmChange change = {.op = PATCH_MAKE, .new = is->alarms[i]};
		if (old && !here && !first)
			continue; /* taken away here: it stays away */
		if (here) {
			change = (AlarmChange){.op = PATCH_EDIT, .old = as_stored[pairs.here[i]], .new = *here};
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
		if (!pairs.stays[i] && pairs.known[i] != NO_ALARM)
			action->alarms[action->n_alarms++] = (AlarmChange){.op = PATCH_REMOVE, .old = as_stored[pairs.known[i]]};
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

/*
 * RFC 5546 2.1.5: by their numbers, then by their stamps. A cancellation without a number counts none; where neither tells, what stood behind it among
 * equals of a file and is of a higher rank was said after it. Stamps of what was made here say when it was changed.
 */
static bool is_late(const IcsItem *is, uint64_t stands, int64_t ordinal, bool own)
{
	const uint64_t rank = ics_rank(is);
	const int64_t number = ics_rank_sequence(rank), its = ics_rank_sequence(stands);
	const Instant at = ics_rank_stamp(rank), its_at = ics_rank_stamp(stands);
	if (number > its)
		return false;
	if (number > 0 && number < its)
		return true;
	if (own)
		return false;
	if (!instant_is_none(at) && !instant_is_none(its_at) && at.s != its_at.s)
		return at.s < its_at.s;
	return stands > rank && ordinal > is->component.ordinal.n;
}

/* A cancellation says one thing, and only of what is no newer, be it a task meanwhile. */
static Err *merge_cancellation(Import *import, ImportAction *action)
{
	uint64_t stands;
	const IcsItem *is = action->item;
	const Kind *kind = import_kind(action->stored.type.s);
	action->act = IMPORT_NOTHING;
	if (!kind || kind == &kind_note || is_cancelled(kind, &action->here.record))
		return NULL;
	TRY(import_rank_of(import, &action->stored, action->own ? &action->here.record : NULL, &stands));
	if (is->component.superseded.v || is_late(is, stands, action->stored.ordinal.n, action->own)) {
		import_warn(import, is, mem_strdup(_("a later version of it is here: it is not called off")), said(N_("a later version of it is here: it is not called off")));
		return NULL;
	}
	action->act = IMPORT_CHANGE;
	cancel(kind, &action->changed);
	return NULL;
}

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

/* Called off by a message whose number is not kept: what was written after that one came is newer for sure. */
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
	action->changed = action->here.record;
	if (is->method == ICS_CANCELS)
		return merge_cancellation(import, action);
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
	if (kind != is->kind) {
		action->retyped = true;
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
	const Kind *kind = import_kind(action->stored.type.s);
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
