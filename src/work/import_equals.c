/* SPDX-License-Identifier: MIT */
/*
 * Which of several components of one identity counts: the one of the highest rank among all that are stored, from whatever file, so that no order in which
 * files come makes a difference and none is shown beside what took its place. What is stored is settled once, at the end of the file; until then who counts
 * is followed from one message of the file to the next, since each speaks of what counts where it stands.
 */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "kartoteka/store/lists.h"

Err *import_method_of(Import *import, const Component *stored, IcsMethod *method)
{
	Source source;
	ImportSaid said;
	bool found;
	TRY(import_said(import, stored, NULL, &said, &found));
	if (found) {
		*method = said.method;
		return NULL;
	}
	/* Of the source being read on, head lines are at hand. */
	if (import->source && import->source->decided && import->source->id == stored->source.v) {
		*method = ics_method(import->source->stored.head_lines);
		return NULL;
	}
	TRY(store_get(import->work->store, &kind_source, stored->source.v, &source, import->arena));
	*method = ics_method(source.head_lines);
	return NULL;
}

Err *import_rank_of(Import *import, const Component *stored, const void *own, uint64_t *rank)
{
	IcsItem item;
	IcsAround around = {0};
	ImportSaid said;
	bool found;
	TRY(import_said(import, stored, own, &said, &found));
	if (found) {
		*rank = said.rank;
		return NULL;
	}
	if (!own)
		TRY(import_method_of(import, stored, &around.method));
	ics_read_component(&item, stored, &around, import->arena);
	*rank = ics_rank(&item);
	return NULL;
}

/* ---- as the file goes on ---- */

static uint32_t hash_on(uint32_t hash, const char *text)
{
	for (; text && *text; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619;
	return (hash ^ 0xff) * 16777619;
}

static const char *content_of(const Component *c)
{
	return c->uid.s && *c->uid.s ? "" : c->hash.s;
}

static bool is_of(const ImportEquals *equals, const char *uid, const char *recurrence, const char *content)
{
	return str_same(equals->uid, uid ? uid : "") && str_same(equals->recurrence, recurrence ? recurrence : "") && str_same(equals->hash, content);
}

static size_t slot_of(const Import *import, const char *uid, const char *recurrence, const char *content)
{
	size_t slot = hash_on(hash_on(hash_on(2166136261, uid), recurrence), content) & (import->equals_slots - 1);
	while (import->equals_at[slot] && !is_of(&import->equals.at[import->equals_at[slot] - 1], uid, recurrence, content))
		slot = (slot + 1) & (import->equals_slots - 1);
	return slot;
}

static ImportEquals *find_equals(const Import *import, const Component *c)
{
	if (!import->equals_slots)
		return NULL;
	uint32_t at = import->equals_at[slot_of(import, c->uid.s, c->recurrence.s, content_of(c))];
	return at ? &import->equals.at[at - 1] : NULL;
}

static char *dup(const char *text)
{
	return mem_strdup(text ? text : "");
}

static ImportEquals *equals_of(Import *import, const Component *c)
{
	enum {
		SLOTS_FIRST = 64
	};
	ImportEquals *there = find_equals(import, c);
	if (there)
		return there;
	vec_push(&import->equals, ((ImportEquals){.uid = dup(c->uid.s), .recurrence = dup(c->recurrence.s), .hash = dup(content_of(c))}));
	size_t first = import->equals.n - 1;
	if (import->equals.n * 2 > import->equals_slots) {
		free(import->equals_at);
		import->equals_slots = import->equals_slots ? import->equals_slots * 2 : SLOTS_FIRST;
		import->equals_at = mem_alloc(import->equals_slots * sizeof *import->equals_at);
		first = 0;
	}
	for (size_t i = first; i < import->equals.n; i++) {
		const ImportEquals *equals = &import->equals.at[i];
		import->equals_at[slot_of(import, equals->uid, equals->recurrence, equals->hash)] = (uint32_t)(i + 1);
	}
	return &import->equals.at[import->equals.n - 1];
}

void import_equals_done(Import *import)
{
	for (size_t i = 0; i < import->equals.n; i++) {
		free(import->equals.at[i].uid);
		free(import->equals.at[i].recurrence);
		free(import->equals.at[i].hash);
	}
	vec_free(&import->equals);
	free(import->equals_at);
	import->equals_at = NULL;
	import->equals_slots = 0;
}

void import_settle_later(Import *import, const Component *c)
{
	equals_of(import, c)->unsettled = true;
}

void import_brings(Import *import, const IcsItem *item)
{
	const Component *c = &item->component;
	/* The first of its identity has nothing beside it; nor is anything asked where all is new. */
	if (c->ordinal.n == 0 || !c->uid.s || !*c->uid.s || (import->base_is_new && !import->has_own))
		return;
	ImportEquals *equals = equals_of(import, c);
	uint64_t rank = ics_rank(item);
	if (equals->made && equals->made_rank >= rank)
		return;
	equals->made = true;
	equals->made_rank = rank;
	equals->made_ordinal = c->ordinal.n;
}

Err *import_counting(Import *import, const IcsItem *item, Component *out, bool *found)
{
	Component *rows = NULL;
	size_t n = 0;
	uint64_t highest = 0, rank = 0;
	const Component *c = &item->component;
	/* Where the file said something of them already who counts is not yet written. */
	bool settled = c->ordinal.n == 0;
	TRY(component_equals(import->work->store, c->uid.s, c->recurrence.s, c->hash.s, settled, &rows, &n, import->arena));
	*found = false;
	for (size_t i = 0; i < n && !(settled && *found); i++) {
		if (import_is_new(import, rows[i].head.id))
			continue;
		if (!settled)
			TRY(import_rank_of(import, &rows[i], NULL, &rank));
		if (*found && rank <= highest)
			continue;
		*found = true;
		highest = rank;
		*out = rows[i];
	}
	return NULL;
}

Err *import_brought_more(Import *import, const IcsItem *item, const Component *stored, const void *own, bool *more)
{
	uint64_t rank;
	const ImportEquals *equals = find_equals(import, &item->component);
	*more = false;
	if (!equals || !equals->made)
		return NULL;
	TRY(import_rank_of(import, stored, own, &rank));
	/* What was made here is the first of them: only because something stands for it was another one brought. */
	*more = equals->made_rank > rank || (!own && equals->made_rank == rank && equals->made_ordinal < stored->ordinal.n);
	return NULL;
}

/* ---- at the end ---- */

static int equals_order(const void *a, const void *b)
{
	const ImportEquals *x = a, *y = b;
	int order = strcmp(x->uid, y->uid);
	if (!order)
		order = strcmp(x->recurrence, y->recurrence);
	return order ? order : strcmp(x->hash, y->hash);
}

static Err *record_of(Import *import, const Component *component, const Kind **kind, AnyPlan *record, bool *found)
{
	void *rows = NULL;
	size_t n = 0;
	*found = false;
	*kind = import_kind(component->type.s);
	if (!*kind)
		return NULL;
	Value id = {.type = VALUE_INT, .i = component->head.id};
	TRY(store_where(import->work->store, *kind, "component", id, &rows, &n, import->arena));
	*found = n > 0;
	if (n)
		memcpy(record, rows, (*kind)->size);
	return NULL;
}

static Err *set_superseded(Import *import, const Component *component, bool superseded)
{
	bool changed, found;
	const Kind *kind;
	AnyPlan record, after;
	if (component->superseded.v == superseded)
		return NULL;
	Component other = *component;
	other.superseded.v = superseded;
	TRY(store_edit(import->work->store, &changed, &kind_component, component, &other));
	TRY(record_of(import, component, &kind, &record, &found));
	if (!found)
		return NULL;
	memcpy(&after, &record, kind->size);
	Plan plan = plan_of(&after);
	plan.superseded.v = superseded;
	if (superseded)
		plan.series.v = 0;
	else if (plan_is_override(&plan))
		TRY(import_find_master(import, kind, plan.uid.s, &plan.series.v));
	plan_put(&after, &plan);
	return work_edit(import->work, kind, &record, &after);
}

Err *import_tie_overrides(Import *import, const Kind *kind, int64_t from, int64_t to)
{
	void *rows = NULL;
	size_t n = 0;
	TRY(plan_overrides(import->work, kind, from, &rows, &n, import->arena));
	for (size_t i = 0; i < n; i++) {
		const char *row = (const char *)rows + i * kind->size;
		AnyPlan after;
		memcpy(&after, row, kind->size);
		Plan plan = plan_of(&after);
		plan.series.v = to;
		plan_put(&after, &plan);
		TRY(work_edit(import->work, kind, row, &after));
	}
	return NULL;
}

/* Of equals that stand for a series. */
static Err *inherit_all(Import *import, const Component *rows, size_t n, size_t best)
{
	const Kind *kind, *other;
	AnyPlan winner, loser;
	bool found, there;
	TRY(record_of(import, &rows[best], &kind, &winner, &found));
	for (size_t i = 0; found && i < n; i++) {
		if (i == best)
			continue;
		TRY(record_of(import, &rows[i], &other, &loser, &there));
		if (there && other == kind)
			TRY(import_tie_overrides(import, kind, ((const Record *)&loser)->id, ((const Record *)&winner)->id));
	}
	return NULL;
}

static Err *settle(Import *import, const ImportEquals *equals)
{
	Component *rows = NULL;
	size_t n = 0, best = 0;
	uint64_t highest = 0;
	TRY(component_equals(import->work->store, equals->uid, equals->recurrence, equals->hash, false, &rows, &n, import->arena));
	for (size_t i = 0; i < n; i++) {
		uint64_t rank;
		TRY(import_rank_of(import, &rows[i], NULL, &rank));
		best = i == 0 || rank > highest ? i : best;
		highest = i == 0 || rank > highest ? rank : highest;
	}
	for (size_t i = 0; i < n; i++)
		TRY(set_superseded(import, &rows[i], i != best));
	return n && !*equals->recurrence ? inherit_all(import, rows, n, best) : NULL;
}

Err *import_settle(Import *import)
{
	/* It may have lost. */
	free(import->master_uid);
	import->master_uid = NULL;
	import->master_kind = NULL;
	free(import->equals_at);
	import->equals_at = NULL;
	import->equals_slots = 0;
	if (import->equals.n)
		qsort(import->equals.at, import->equals.n, sizeof *import->equals.at, equals_order);
	for (size_t i = 0; i < import->equals.n; i++) {
		if (import->equals.at[i].unsettled)
			TRY(settle(import, &import->equals.at[i]));
	}
	return NULL;
}
