/* SPDX-License-Identifier: MIT */
/* One record into the lines of its component, as an export writes them. */
#include "export.h"

#include <string.h>

#include "kartoteka/bridge/ics_write.h"
#include "plan.h"

Err *export_changed_at(Work *work, const ExchangeRow *row, Instant *at)
{
	TRY(exchange_changed_at(work->store, row->kind, ((const Record *)row->record)->id, at));
	for (size_t i = 0; i < row->n_alarms; i++) {
		Instant other;
		TRY(exchange_changed_at(work->store, &kind_reminder, row->alarms[i].head.id, &other));
		if (instant_is_none(*at) || (!instant_is_none(other) && other.s > at->s))
			*at = other;
	}
	if (instant_is_none(*at))
		*at = plan_of(row->record).made_at;
	if (instant_is_none(*at))
		*at = work_now(work);
	return NULL;
}

Err *export_made(Str *out, Work *work, const ExchangeRow *row)
{
	const IcsState state = {row->kind, row->record, row->alarms, row->n_alarms};
	Instant at;
	TRY(export_changed_at(work, row, &at));
	ics_make(out, &state, at);
	return NULL;
}

Err *export_kept(Str *out, bool *differs, Work *work, const ExchangeRow *row, IcsAround around, Arena *arena)
{
	IcsItem was;
	Bytes kept = row->component.lines;
	size_t begin = out->n;
	Instant at;
	around.zone = plan_of(row->record).zone.s;
	ics_read_component(&was, &row->component, &around, arena);
	*differs = false;
	if (!was.record) {
		str_addn(out, kept.s, kept.n);
		return NULL;
	}
	/* Of a record nobody changed only the alarms can differ. */
	const void *now = ((const Record *)row->record)->rev == 1 ? was.record : row->record;
	const IcsState old = {row->kind, was.record, was.alarms, was.n_alarms}, new = {row->kind, now, row->alarms, row->n_alarms};
	ics_update(out, kept, &old, &new, (Instant){0});
	*differs = out->n - begin != kept.n || memcmp(out->s + begin, kept.s, kept.n) != 0;
	if (!*differs)
		return NULL;
	str_cut(out, begin);
	TRY(export_changed_at(work, row, &at));
	ics_update(out, kept, &old, &new, at);
	return NULL;
}
