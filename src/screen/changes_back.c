/* SPDX-License-Identifier: MIT */
/* "If taken back": values that return, records that go or come again, and whether something stands in the way. Mock-up 16. */
#include "changes_back.h"

#include "kartoteka/base/text.h"

enum {
	LATER_MOST = 20 /* so many changes of one record are looked at */
};

/* Of a record that was made: whatever was done to it since holds it, as long as that stands itself. */
static Err *later_holds(Store *store, const BatchRow *batch, const ChangeRow *row, bool *holds, Arena *arena)
{
	BatchRow *later = NULL;
	size_t n = 0;
	TRY(journal_batches(store, &(JournalQuery){.kind = row->kind, .record = row->record, .limit = LATER_MOST}, &later, &n, arena));
	for (size_t i = 0; i < n; i++)
		*holds = *holds || (later[i].id > batch->id && !later[i].undone_by && !later[i].undoes);
	return NULL;
}

static bool value_moved(const FieldChange *change, const void *record, Arena *arena)
{
	Value now = field_get(change->field, record, arena);
	return !value_same(&now, &change->new) && !value_same(&now, &change->old);
}

Err *change_back_read(Work *work, const BatchRow *batch, const ChangeRow *row, ChangeBack *out, Arena *arena)
{
	*out = (ChangeBack){.patch = row->patch};
	if (row->op == PATCH_MAKE)
		return later_holds(work->store, batch, row, &out->since, arena);
	if (row->op == PATCH_REMOVE)
		return NULL;
	void *record = arena_alloc(arena, row->kind->size);
	Err *err = store_get(work->store, row->kind, row->record, record, arena);
	out->since = err != NULL; /* it was removed since */
	out->patch.changes = arena_alloc(arena, (row->patch.n ? row->patch.n : 1) * sizeof *out->patch.changes);
	for (size_t i = 0; i < row->patch.n; i++) {
		const FieldChange *change = &row->patch.changes[i];
		out->patch.changes[i] = (FieldChange){.field = change->field, .old = change->new, .new = change->old};
		out->since = out->since || value_moved(change, record, arena);
	}
	err_free(err);
	return NULL;
}

void change_back_words(Str *out, const ChangeBack *back, const Zone *zone)
{
	if (back->patch.op == PATCH_MAKE)
		str_add(out, _("goes away"));
	else if (back->patch.op == PATCH_REMOVE)
		str_add(out, _("comes again"));
	else
		patch_words(out, &back->patch, zone);
}
