/* SPDX-License-Identifier: MIT */
/*
 * What a file says more than once of one stored record: a request and its cancellation in a mailbox of invitations. Each is matched with what the one
 * before it left, wherever a chunk ends: so what was matched so far is applied first. A trial applies nothing and remembers what it needs of that.
 */
#include <string.h>

#include "import.h"
#include "kartoteka/bridge/ics_write.h"
#include "kartoteka/base/text.h"

/* ---- what is written ---- */

static bool is_same_identity(const Import *import, const ImportAction *action, const IcsItem *item)
{
	const Component *a = &action->item->component, *b = &item->component;
	if (!str_same(a->uid.s, b->uid.s))
		return false;
	if (action->retyped || str_same(a->recurrence.s, b->recurrence.s))
		return true;
	if (!action->own || !action->item->record || !item->record)
		return false;
	/* What was made here goes by the occurrence, in whatever zone it is named. */
	Plan x = plan_of(action->item->record), y = plan_of(item->record);
	return import_same_occurrence(import->work, &x, &y);
}

/* FNV-1a: many actions are asked of which none, or one, is meant. */
static uint32_t uid_hash(const char *uid)
{
	uint32_t hash = 2166136261;
	for (; uid && *uid; uid++)
		hash = (hash ^ (unsigned char)*uid) * 16777619;
	return hash;
}

bool import_waits(Import *import, const IcsItem *item)
{
	/* The first of its identity in the file: another of it may only be found by its occurrence. */
	bool first = item->component.ordinal.n == 0;
	if (!import->changing.n || (first && !import->changes_more) || !item->component.uid.s || !*item->component.uid.s)
		return false;
	uint32_t hash = uid_hash(item->component.uid.s);
	for (size_t i = 0; i < import->changing.n; i++) {
		const ImportChanging *changing = &import->changing.at[i];
		if (changing->uid == hash && is_same_identity(import, &import->actions.at[changing->action], item))
			return true;
	}
	return false;
}

/* As between two chunks, but nothing is let go. */
void import_next_part(Import *import)
{
	ImportSource *source = import->source;
	import->actions.n = import->changing.n = 0;
	import->changes_more = false;
	import->sources.n = 0;
	import->kept_zones = NULL;
	if (source && source->ended)
		import->source = source = NULL;
	if (!source)
		return;
	if (source->id && !source->edited) {
		source->row.head_lines = source->stored.head_lines;
		source->row.tail_lines = source->stored.tail_lines;
	}
	source->makes = 0;
	source->dropped = false;
	vec_push(&import->sources, source);
}

/* ---- what a trial would have written ---- */

static int said_order(const ImportSaid *said, int64_t component, int64_t record)
{
	if (said->component != component)
		return said->component < component ? -1 : 1;
	return said->record < record ? -1 : said->record > record;
}

/* Of what was brought by files one record stands for a component; what was made here goes by its own number, that of an event or of a task. */
static size_t said_place(const Import *import, int64_t component, int64_t record)
{
	size_t low = 0, high = import->said.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (said_order(&import->said.at[middle], component, record) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static ImportSaid *find_said(const Import *import, const Component *stored, const void *own)
{
	int64_t component = own ? 0 : stored->head.id, record = own ? ((const Record *)own)->id : 0;
	for (size_t i = said_place(import, component, record); i < import->said.n && said_order(&import->said.at[i], component, record) == 0; i++) {
		if (!own || import->said.at[i].kind == import_kind(stored->type.s))
			return &import->said.at[i];
	}
	return NULL;
}

const ImportSaid *import_said(const Import *import, const Component *stored, const void *own)
{
	return find_said(import, stored, own);
}

static int64_t status_of(const Kind *kind, const void *record)
{
	return kind == &kind_event ? ((const Event *)record)->status.v : kind == &kind_task ? ((const Task *)record)->status.v
	                                                                                    : 0;
}

void import_put_status(const Kind *kind, AnyPlan *record, int64_t status)
{
	if (kind == &kind_event)
		record->event.status.v = (int)status;
	else if (kind == &kind_task)
		record->task.status.v = (int)status;
}

Err *import_remember(Import *import, const ImportAction *action)
{
	const IcsItem *item = action->item;
	bool calls_off = item->method == ICS_CANCELS;
	const void *own = action->own ? &action->here.record : NULL;
	if (!import->work->dry_run) {
		vec_push(&import->changing, ((ImportChanging){uid_hash(item->component.uid.s), (uint32_t)(action - import->actions.at)}));
		import->changes_more = import->changes_more || own || action->retyped;
		/* When somebody here changed what was made here is not known any more once this is written. What a file stands for is asked as any other. */
		if (!own || !calls_off)
			return NULL;
	}
	ImportSaid now = {
		.component = own ? 0 : action->stored.head.id,
		.record = own ? ((const Record *)own)->id : 0,
		.kind = action->retyped ? item->kind : import_kind(action->stored.type.s),
		.changed_at = action->changed_at,
		.method = action->moves || own ? item->method : action->stood,
		.adopted = own && !calls_off,
	};
	now.rank = ics_rank(item);
	if (calls_off)
		TRY(import_rank_of(import, &action->stored, own, &now.rank));
	now.status = action->retyped ? status_of(now.kind, item->record) : status_of(now.kind, &action->changed);
	ImportSaid *before = find_said(import, &action->stored, own);
	if (before) {
		now.adopted = now.adopted || before->adopted;
		*before = now;
		return NULL;
	}
	size_t at = said_place(import, now.component, now.record);
	vec_push(&import->said, now);
	memmove(&import->said.at[at + 1], &import->said.at[at], (import->said.n - 1 - at) * sizeof now);
	import->said.at[at] = now;
	return NULL;
}

void import_here_now(const Import *import, ImportAction *action)
{
	const ImportSaid *said = import_said(import, &action->stored, action->own ? &action->here.record : NULL);
	const Kind *kind = import_kind(action->stored.type.s);
	if (!said)
		return;
	if (said->kind != kind) {
		/* It would be of another type: all that is known of it. */
		action->stored.type.s = ics_type(said->kind);
		action->here = (ImportHere){.there = true};
		record_init(said->kind, &action->here.record);
	}
	import_put_status(said->kind, &action->here.record, said->status);
}
