/* SPDX-License-Identifier: MIT */
/*
 * Which of several components of one identity counts: the one of the highest rank among all that are stored, from whatever file, so that no order in which
 * files come makes a difference and none is shown beside what took its place. Settled once, at the end of the file.
 */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "kartoteka/store/lists.h"

Err *import_method_of(Import *import, const Component *stored, IcsMethod *method)
{
	Source source;
	const ImportSaid *said = import_said(import, stored, NULL);
	if (said) {
		*method = said->method;
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

Err *import_counting(Import *import, const Component *c, Component *out, bool *found)
{
	Component *rows = NULL;
	size_t n = 0;
	TRY(component_equals(import->work->store, c->uid.s, c->recurrence.s, c->hash.s, true, &rows, &n, import->arena));
	*found = false;
	for (size_t i = 0; i < n && !*found; i++) {
		*found = !import_is_new(import, rows[i].head.id);
		*out = rows[i];
	}
	return NULL;
}

/* ---- at the end ---- */

static char *dup(const char *text)
{
	return mem_strdup(text ? text : "");
}

void import_settle_later(Import *import, const Component *c)
{
	bool named = c->uid.s && *c->uid.s;
	vec_push(&import->equals, ((ImportEquals){dup(c->uid.s), dup(c->recurrence.s), dup(named ? "" : c->hash.s)}));
}

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

/* Occurrences of a text of the series that no longer counts are those of the one that does. */
static Err *inherit(Import *import, const Kind *kind, int64_t from, int64_t to)
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

static Err *rank_of(Import *import, const Component *component, uint64_t *rank)
{
	IcsItem item;
	IcsAround around = {0};
	TRY(import_method_of(import, component, &around.method));
	ics_read_component(&item, component, &around, import->arena);
	*rank = ics_rank(&item);
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
			TRY(inherit(import, kind, ((const Record *)&loser)->id, ((const Record *)&winner)->id));
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
		TRY(rank_of(import, &rows[i], &rank));
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
	if (import->equals.n)
		qsort(import->equals.at, import->equals.n, sizeof *import->equals.at, equals_order);
	for (size_t i = 0; i < import->equals.n; i++) {
		if (i == 0 || equals_order(&import->equals.at[i - 1], &import->equals.at[i]) != 0)
			TRY(settle(import, &import->equals.at[i]));
	}
	return NULL;
}
