/* SPDX-License-Identifier: MIT */
/* One change is one undo: begin, make, edit, remove, commit; what follows from it is derived in the same transaction. */
#include "change.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/said.h"
#include "kartoteka/store/journal.h"
#include "plan.h"

Err *rows_where_id(Work *work, const Kind *kind, const char *field, int64_t id, void **out, size_t *n, Arena *arena)
{
	*n = 0;
	*out = NULL;
	return store_where(work->store, kind, field, (Value){.type = VALUE_INT, .i = id}, out, n, arena);
}

/* ---- who acts ---- */

static Err *find_me(Work *work, Staff *out, bool *found, Arena *arena)
{
	void *rows = NULL;
	size_t n = 0;
	Value login = {.type = VALUE_TEXT, .s = work->me.login.s, .n = strlen(work->me.login.s)};
	TRY(store_where(work->store, &kind_staff, "login", login, &rows, &n, arena));
	*found = n > 0;
	if (n)
		*out = *(const Staff *)rows;
	return NULL;
}

static Err *make_me(Work *work)
{
	/* Another session of the same login may have been quicker. */
	bool found;
	TRY(find_me(work, &work->me, &found, work->arena));
	if (found)
		return NULL;
	TRY(store_make(work->store, &kind_staff, &work->me));
	return store_batch_author(work->store, work->me.head.id);
}

/* A backup from before the row was made may have been restored under this session; its id may be somebody else's by now. */
static Err *check_me(Work *work, bool *known)
{
	Staff row;
	bool found = false;
	Arena *arena = arena_new();
	Err *err = find_me(work, &row, &found, arena);
	*known = !err && found && row.head.id == work->me.head.id;
	arena_free(arena);
	return err;
}

int64_t work_mine(const Work *work)
{
	return !work->me.head.id && work->store && store_is_shared(work->store) ? -1 : work->me.head.id;
}

Err *work_settle(Work *work)
{
	bool known = work->dry_run;
	if (!known && work->me.head.id)
		TRY(check_me(work, &known));
	if (known)
		return NULL;
	work->me.head = (Record){0};
	char *label = said(N_("Added to the staff: %s"), work->me.login.s);
	BatchHead head = {.at = work_now(work), .command = JOURNAL_NEWCOMER, .label = label};
	Err *err = store_begin(work->store, &head);
	free(label);
	TRY(err);
	err = make_me(work);
	if (err) {
		store_rollback(work->store);
		work->me.head = (Record){0};
		return err;
	}
	return store_commit(work->store, NULL);
}

/* ---- begin and end ---- */

static Err *begin(Work *work, const char *command, const char *label)
{
	if (work->change) {
		work->change->depth++;
		return NULL;
	}
	/* Who is known already is looked for in the transaction alone. */
	bool known = false, settle = !work->me.head.id;
	for (; !known; settle = true) {
		if (settle)
			TRY(work_settle(work));
		BatchHead head = {.author = work->me.head.id, .at = work_now(work), .command = command, .label = label};
		TRY(store_begin(work->store, &head));
		known = work->dry_run;
		Err *err = known ? NULL : check_me(work, &known);
		if (!known)
			store_rollback(work->store);
		TRY(err);
	}
	work->change = mem_alloc(sizeof *work->change);
	work->change->depth = 1;
	return NULL;
}

Err *work_begin(Work *work, const char *command, const char *label, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, label);
	said_addv(&text, label, NULL, 0, args);
	va_end(args);
	Err *err = begin(work, command, str_text(&text));
	str_done(&text);
	return err;
}

Err *work_begin_many(Work *work, const char *command, const char *one, const char *many, size_t n, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, n);
	said_addv(&text, one, many, n, args);
	va_end(args);
	Err *err = begin(work, command, str_text(&text));
	str_done(&text);
	return err;
}

void change_done(Work *work)
{
	if (!work->change)
		return;
	vec_free(&work->change->clients);
	vec_free(&work->change->reminders);
	vec_free(&work->change->plans);
	vec_free(&work->change->steps);
	free(work->change);
	work->change = NULL;
}

void work_abandon(Work *work)
{
	if (!work->change)
		return;
	work->change->failed = true;
	if (--work->change->depth > 0)
		return;
	store_rollback(work->store);
	change_done(work);
}

Err *work_commit(Work *work, int64_t *batch)
{
	WorkChange *change = work->change;
	if (batch)
		*batch = store_batch(work->store);
	if (change->depth > 1) {
		change->depth--;
		return NULL;
	}
	Err *err = change->failed ? err_new(ERR_FAILED, _("A part of it failed; nothing was changed")) : change_derive(work);
	int64_t written = 0;
	if (err || work->dry_run)
		store_rollback(work->store);
	else
		err = store_commit(work->store, &written);
	if (err || work->dry_run)
		written = 0;
	if (batch)
		*batch = written;
	if (written)
		work->written = written;
	/* A commit that failed leaves its transaction to us. */
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	change_done(work);
	return err;
}

Err *work_end(Work *work, Err *err, int64_t *batch)
{
	if (!err)
		return work_commit(work, batch);
	work_abandon(work);
	return err;
}

/* ---- what is touched ---- */

static void touch(Work *work, int64_t client, unsigned what)
{
	if (!work->change || !client)
		return;
	Touched *last = work->change->clients.n ? &work->change->clients.at[work->change->clients.n - 1] : NULL;
	if (last && last->id == client)
		last->what |= what;
	else
		vec_push(&work->change->clients, ((Touched){client, what}));
}

void work_touch(Work *work, int64_t client)
{
	touch(work, client, DERIVES_ALL);
}

void change_touch_reminder(Work *work, int64_t reminder)
{
	if (work->change && reminder)
		vec_push(&work->change->reminders, reminder);
}

void change_touch_plan(Work *work, const Kind *kind, int64_t id)
{
	PlanRef ref = {kind, id, false};
	if (work->change && id)
		vec_push(&work->change->plans, ref);
}

void change_touch_step(Work *work, const Kind *kind, int64_t id)
{
	PlanRef ref = {kind, id, false};
	if (work->change && kind && id)
		vec_push(&work->change->steps, ref);
}

void change_touch_series(Work *work, const Kind *kind, int64_t id)
{
	change_touch_plan(work, kind, id);
	change_touch_step(work, kind, id);
}

void change_touch_step_of(Work *work, int64_t client)
{
	touch(work, client, DERIVES_STEP);
}

static unsigned derives_of(const Kind *kind)
{
	return kind == &kind_interaction                   ? DERIVES_CONTACT | DERIVES_STEP
	       : kind == &kind_task || kind == &kind_event ? DERIVES_STEP
	                                                   : DERIVES_ALL;
}

/* The alarms of a plan that was just written are all looked at, this one among them. */
static bool goes_with_plan(const WorkChange *change, const Reminder *reminder)
{
	const PlanRef *last = change->plans.n ? &change->plans.at[change->plans.n - 1] : NULL;
	return last && last->whole && last->id == reminder->of.v && str_same(last->kind->name, reminder->of_kind.s);
}

static void touch_record(Work *work, const Kind *kind, const void *record)
{
	if (!work->change)
		return;
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		if (field->type == FIELD_ID && field->of && !(field->flags & FIELD_DERIVED) && strcmp(field->of, kind_client.name) == 0)
			touch(work, field_get(field, record, NULL).i, derives_of(kind));
	}
	int64_t id = ((const Record *)record)->id;
	if (kind == &kind_client)
		work_touch(work, id);
	else if (kind == &kind_reminder) {
		const Reminder *reminder = record;
		if (!goes_with_plan(work->change, reminder)) {
			change_touch_reminder(work, id);
			change_touch_step(work, reminder->of_kind.s ? kind_find(reminder->of_kind.s) : NULL, reminder->of.v);
		}
	} else if (kind == &kind_event || kind == &kind_task) {
		vec_push(&work->change->plans, ((PlanRef){kind, id, true}));
		change_touch_series(work, kind, plan_of(record).series.v);
	}
}

Err *work_make(Work *work, const Kind *kind, void *record)
{
	TRY(store_make(work->store, kind, record));
	touch_record(work, kind, record);
	return NULL;
}

Err *change_touch_people(Work *work, int64_t organization)
{
	Arena *arena = arena_new();
	void *rows;
	size_t n;
	Err *err = rows_where_id(work, &kind_membership, "organization", organization, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++)
		work_touch(work, ((const Membership *)rows)[i].person.v);
	arena_free(arena);
	return err;
}

Err *work_edit(Work *work, const Kind *kind, const void *old, void *new)
{
	bool changed = false;
	TRY(store_edit(work->store, &changed, kind, old, new));
	if (!changed)
		return NULL;
	touch_record(work, kind, old);
	touch_record(work, kind, new);
	if (kind == &kind_client)
		return change_touch_people(work, ((const Record *)new)->id);
	return NULL;
}

Err *work_remove(Work *work, const Kind *kind, int64_t id)
{
	Arena *arena = arena_new();
	void *record = arena_alloc(arena, kind->size);
	Err *err = store_get(work->store, kind, id, record, arena);
	if (!err)
		touch_record(work, kind, record);
	if (!err)
		err = store_remove(work->store, kind, id);
	arena_free(arena);
	return err;
}
