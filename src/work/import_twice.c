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

Err *import_said(const Import *import, const Component *stored, const void *own, ImportSaid *out, bool *found)
{
	return import_said_find(&import->said, import_said_key(stored, own), out, found);
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
	ImportSaid before, now = {
						   .key = import_said_key(&action->stored, own),
						   .kind = action->retyped ? item->kind : import_kind(action->stored.type.s),
						   .changed_at = action->changed_at,
						   .method = (uint8_t)(action->moves || own ? item->method : action->stood),
						   .adopted = own && !calls_off,
						   .rewritten = !calls_off,
					   };
	now.rank = ics_rank(item);
	if (calls_off)
		TRY(import_rank_of(import, &action->stored, own, &now.rank));
	now.status = (int32_t)(action->retyped ? status_of(now.kind, item->record) : status_of(now.kind, &action->changed));
	bool known;
	TRY(import_said_find(&import->said, now.key, &before, &known));
	now.adopted = now.adopted || (known && before.adopted);
	now.rewritten = now.rewritten || (known && before.rewritten);
	return import_said_put(&import->said, &now);
}

Err *import_here_now(const Import *import, ImportAction *action)
{
	ImportSaid said;
	bool found;
	const Kind *kind = import_kind(action->stored.type.s);
	TRY(import_said(import, &action->stored, action->own ? &action->here.record : NULL, &said, &found));
	if (!found)
		return NULL;
	if (said.kind != kind) {
		/* It would be of another type: all that is known of it. */
		action->stored.type.s = ics_type(said.kind);
		action->here = (ImportHere){.there = true};
		record_init(said.kind, &action->here.record);
	}
	import_put_status(said.kind, &action->here.record, said.status);
	return NULL;
}
