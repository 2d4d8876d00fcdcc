/* SPDX-License-Identifier: MIT */
/*
 * A component of what the base itself once wrote. What was made here has no component row: its UID and RECURRENCE-ID tell, and what an export says of it now
 * is what the file is compared with. Reads only.
 */
#include <string.h>

#include "export.h"
#include "import.h"
#include "kartoteka/bridge/ics_write.h"

/* ---- lines ---- */

/* Lines that programs write anew at every export say nothing new. */
static Span next_telling(Bytes lines, size_t *at)
{
	while (*at < lines.n) {
		const char *end = memchr(lines.s + *at, '\n', lines.n - *at);
		Span line = {lines.s + *at, end ? (size_t)(end - lines.s) - *at : lines.n - *at};
		*at += line.n + 1;
		if (line.n < 8 || strncmp(line.s, "DTSTAMP", 7) != 0 || (line.s[7] != ':' && line.s[7] != ';'))
			return line;
	}
	return (Span){0};
}

bool import_tells_same(Bytes a, Bytes b)
{
	size_t i = 0, k = 0;
	for (;;) {
		Span x = next_telling(a, &i), y = next_telling(b, &k);
		if (!x.s || !y.s)
			return x.s == y.s;
		if (x.n != y.n || memcmp(x.s, y.s, x.n) != 0)
			return false;
	}
}

static Bytes keep_lines(Import *import, Str *lines)
{
	Bytes out = {arena_dupn(import->arena, str_text(lines), lines->n), lines->n};
	str_done(lines);
	return out;
}

/* ---- what is here ---- */

static Err *read_alarms(Import *import, const Kind *kind, ImportHere *here)
{
	here->there = true;
	return reminders_of(import->work, kind->name, ((const Record *)&here->record)->id, &here->alarms, &here->n_alarms, import->arena);
}

Err *import_here(Import *import, const Component *stored, ImportHere *out)
{
	const Kind *kind = import_kind(stored->type.s);
	void *rows = NULL;
	size_t n = 0;
	*out = (ImportHere){0};
	if (!kind)
		return NULL;
	Value id = {.type = VALUE_INT, .i = stored->head.id};
	TRY(store_where(import->work->store, kind, "component", id, &rows, &n, import->arena));
	if (!n)
		return NULL;
	memcpy(&out->record, rows, kind->size);
	return read_alarms(import, kind, out);
}

Err *import_around(Import *import, IcsAround *out)
{
	if (!import->kept_zones) {
		IcsAround *zones = arena_alloc(import->arena, sizeof *zones);
		TRY(export_around(import->work, zones, import->arena));
		import->kept_zones = zones;
	}
	*out = *import->kept_zones;
	return NULL;
}

static ExchangeRow row_of(const Kind *kind, const ImportHere *here)
{
	const Record *record = (const Record *)&here->record;
	return (ExchangeRow){.kind = kind, .id = record->id, .rev = record->rev, .record = record, .alarms = here->alarms, .n_alarms = here->n_alarms};
}

/* ---- what was made here ---- */

bool import_same_occurrence(Work *work, const Plan *a, const Plan *b)
{
	Moment x, y;
	if (!plan_is_override(a) || !plan_is_override(b))
		return plan_is_override(a) == plan_is_override(b);
	if (!moment_read(&x, a->recurrence.s) || !moment_read(&y, b->recurrence.s))
		return str_same(a->recurrence.s, b->recurrence.s);
	if (x.form == MOMENT_DAY || y.form == MOMENT_DAY)
		return x.form == y.form && x.day.n == y.day.n;
	return work_instant(work, x, a->recurrence_zone.s).s == work_instant(work, y, b->recurrence_zone.s).s;
}

static bool stands_for(Work *work, const void *record, const Plan *said)
{
	Plan plan = plan_of(record);
	return !plan.component.v && !plan.superseded.v && import_same_occurrence(work, &plan, said);
}

static Err *find_own(Work *work, const Kind *kind, const IcsItem *item, AnyPlan *out, bool *found, Arena *arena)
{
	void *rows = NULL;
	size_t n = 0;
	Plan said = plan_of(item->record);
	*found = false;
	if (!said.uid.s || !*said.uid.s)
		return NULL;
	Value uid = {.type = VALUE_TEXT, .s = said.uid.s, .n = strlen(said.uid.s)};
	TRY(store_where(work->store, kind, "uid", uid, &rows, &n, arena));
	for (size_t i = 0; i < n && !*found; i++) {
		const char *row = (const char *)rows + i * kind->size;
		*found = stands_for(work, row, &said);
		if (*found)
			memcpy(out, row, kind->size);
	}
	return NULL;
}

Err *import_is_own(Work *work, const IcsItem *item, bool *own, Arena *arena)
{
	AnyPlan record;
	return find_own(work, item->kind, item, &record, own, arena);
}

static Err *find_any_own(Import *import, const IcsItem *item, bool any, const char **type, AnyPlan *out, bool *found)
{
	static const Kind *const plans[] = {&kind_event, &kind_task, &kind_note};
	*type = item->component.type.s;
	TRY(find_own(import->work, item->kind, item, out, found, import->arena));
	for (size_t i = 0; any && i < countof(plans) && !*found; i++) {
		*type = ics_type(plans[i]);
		TRY(find_own(import->work, plans[i], item, out, found, import->arena));
	}
	return NULL;
}

Err *import_knows_own(Import *import, const IcsItem *item, bool *known)
{
	AnyPlan record;
	const char *type;
	*known = false;
	return import->has_own ? find_any_own(import, item, true, &type, &record, known) : NULL;
}

Err *import_own(Import *import, const IcsItem *item, ImportOwn *out, bool *found)
{
	Str lines = {0};
	IcsAround around;
	/* What speaks of it may call it by another type. */
	const bool speaks = item->method == ICS_CANCELS || item->method == ICS_ANSWERS;
	*found = false;
	*out = (ImportOwn){0};
	if (!import->has_own)
		return NULL;
	const char *type;
	TRY(find_any_own(import, item, speaks, &type, &out->here.record, found));
	if (!*found)
		return NULL;
	const Kind *kind = import_kind(type);
	Component row_like = {.type.s = type};
	ImportSaid said;
	bool changed;
	TRY(import_said(import, &row_like, &out->here.record, &said, &changed));
	out->adopted = changed && said.adopted;
	if (changed)
		import_put_status(kind, &out->here.record, said.status);
	TRY(read_alarms(import, kind, &out->here));
	ExchangeRow row = row_of(kind, &out->here);
	TRY(import_around(import, &around));
	TRY(export_made(&lines, import->work, &row, around, import->arena));
	out->said = item->component;
	out->said.head = (Record){0};
	out->said.type.s = type;
	out->said.lines = keep_lines(import, &lines);
	out->same = import_tells_same(out->said.lines, item->component.lines);
	if (changed)
		out->changed_at = said.changed_at;
	else
		TRY(export_changed_at(import->work, &row, &out->changed_at));
	out->older = !instant_is_none(item->stamp) && item->stamp.s < out->changed_at.s;
	return NULL;
}

Err *import_has_own(Import *import)
{
	static const Kind *const own[] = {&kind_event, &kind_task, &kind_note};
	import->has_own = false;
	for (size_t i = 0; i < countof(own) && !import->has_own; i++) {
		ExchangeRow *rows = NULL;
		size_t n = 0;
		TRY(exchange_own(import->work->store, own[i], 0, 1, &rows, &n, import->arena));
		import->has_own = n > 0;
	}
	return NULL;
}

/* ---- what a file brought, and was changed here since ---- */

Err *import_as_exported(Import *import, const IcsItem *item, const Component *stored, const ImportHere *here, bool *same)
{
	Str lines = {0};
	bool differs;
	IcsAround around;
	*same = false;
	if (!here->there || import_kind(stored->type.s) != item->kind)
		return NULL;
	ExchangeRow row = row_of(item->kind, here);
	row.component = *stored;
	TRY(import_around(import, &around));
	Err *err = export_kept(&lines, &differs, import->work, &row, around, import->arena);
	*same = !err && differs && import_tells_same((Bytes){str_text(&lines), lines.n}, item->component.lines);
	str_done(&lines);
	return err;
}
