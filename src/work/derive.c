/* SPDX-License-Identifier: MIT */
/*
 * Derived values (house.md, 4): what lists show of a client that follows from other rows. Kept in the transaction of what changed them, outside
 * revision and journal. Of an organization also what its people bring: their contacts and steps are its own.
 */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "contact_count.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/step.h"
#include "plan.h"

static Err *derive_phone(Work *work, Client *client, Arena *arena)
{
	void *rows;
	size_t n;
	client->phone.s = NULL;
	TRY(rows_where_id(work, &kind_channel, "client", client->head.id, &rows, &n, arena));
	const Channel *channels = rows;
	const Channel *first = NULL;
	for (size_t i = 0; i < n; i++) {
		if (channels[i].type.v == CHANNEL_PHONE && (!first || channels[i].place.n < first->place.n))
			first = &channels[i];
	}
	if (!first)
		return NULL;
	if (!first->key.s) {
		client->phone = first->value;
		return NULL;
	}
	Str shown = {0};
	phone_show(&shown, first->key.s, first->extension.s ? first->extension.s : "", PHONE_HOME_CODE, true);
	client->phone.s = arena_dup(arena, str_text(&shown));
	str_done(&shown);
	return NULL;
}

static Err *derive_organization(Work *work, Client *client, Arena *arena)
{
	void *rows;
	size_t n;
	client->organization.s = client->organization_key.s = NULL;
	TRY(rows_where_id(work, &kind_membership, "person", client->head.id, &rows, &n, arena));
	const Membership *first = NULL;
	for (size_t i = 0; i < n; i++) {
		const Membership *one = (const Membership *)rows + i;
		if (!first || one->place.n < first->place.n)
			first = one;
	}
	if (!first)
		return NULL;
	Client organization;
	TRY(store_get(work->store, &kind_client, first->organization.v, &organization, arena));
	client->organization.s = organization.title.s;
	client->organization_key.s = organization.title_key.s;
	return NULL;
}

static Err *derive_contact(Work *work, Client *client, Arena *arena)
{
	HistoryRow *rows;
	size_t n, limit = 50;
	int64_t at = INT64_MAX, id = INT64_MAX;
	ContactSeen newest;
	client->last_contact = INSTANT_NONE;
	client->attempts.n = 0;
	TRY(history_newest(work->store, client->head.id, &newest, arena));
	const Interaction like = {.attempt.v = newest.attempt};
	if (!newest.id)
		return NULL;
	if (contact_reaches(&like, newest.kind_code)) { /* mostly it does */
		client->last_contact = newest.at;
		return NULL;
	}
	do {
		TRY(history_page(work->store, client->head.id, NULL, at, id, limit, &rows, &n, arena));
		for (size_t i = 0; i < n; i++) {
			if (contact_reaches(&rows[i].contact, rows[i].kind_code)) {
				client->last_contact = rows[i].contact.at;
				return NULL;
			}
			client->attempts.n += rows[i].contact.attempt.v;
			at = rows[i].contact.at.s;
			id = rows[i].contact.head.id;
		}
	} while (n == limit);
	return NULL;
}

static Err *derive_step(Work *work, Client *client, Arena *arena)
{
	StepRow *steps;
	size_t n;
	client->next_kind.s = client->next_text.s = NULL;
	client->next_id.v = 0;
	client->next_at = INSTANT_NONE;
	client->next_all_day.v = false;
	TRY(steps_of(work, client->head.id, &steps, &n, arena));
	if (!n)
		return NULL;
	client->next_kind.s = steps[0].kind;
	client->next_id.v = steps[0].id;
	client->next_at = steps[0].instant;
	client->next_all_day.v = steps[0].all_day;
	client->next_text.s = steps[0].text;
	return NULL;
}

static bool derived_same(const Client *a, const Client *b)
{
	return str_same(a->phone.s, b->phone.s) && str_same(a->organization.s, b->organization.s) &&
	       str_same(a->organization_key.s, b->organization_key.s) && a->last_contact.s == b->last_contact.s &&
	       a->attempts.n == b->attempts.n && str_same(a->next_kind.s, b->next_kind.s) && a->next_id.v == b->next_id.v &&
	       a->next_at.s == b->next_at.s && a->next_all_day.v == b->next_all_day.v && str_same(a->next_text.s, b->next_text.s);
}

static Err *derive_what(Work *work, Client *client, unsigned what, Arena *arena)
{
	if (what & DERIVES_OWN) {
		TRY(derive_phone(work, client, arena));
		TRY(derive_organization(work, client, arena));
	}
	if (what & DERIVES_CONTACT)
		TRY(derive_contact(work, client, arena));
	return what & DERIVES_STEP ? derive_step(work, client, arena) : NULL;
}

Err *client_derive_values(Work *work, Client *client, Arena *arena)
{
	return derive_what(work, client, DERIVES_ALL, arena);
}

static Err *derive_in(Work *work, int64_t id, unsigned what, Arena *arena)
{
	Client client;
	Err *err = store_get(work->store, &kind_client, id, &client, arena);
	if (err && err->code == ERR_NOT_FOUND) {
		/* Removed in the same change. */
		err_free(err);
		return NULL;
	}
	TRY(err);
	Client old = client;
	TRY(derive_what(work, &client, what, arena));
	return derived_same(&old, &client) ? NULL : store_derive_over(work->store, &kind_client, &old, &client);
}

Err *work_derive_client(Work *work, int64_t client)
{
	Arena *arena = arena_new();
	Err *err = derive_in(work, client, DERIVES_ALL, arena);
	arena_free(arena);
	return err;
}

bool client_derived_differ(const Client *stored, const Client *right, Instant now)
{
	Client tolerant = *right;
	/* What a series owes moves on with the clock; it is brought up to date when something of the client changes, and by --repair. */
	if (!instant_is_none(stored->next_at) && stored->next_at.s < now.s && stored->next_kind.s) {
		tolerant.next_kind = stored->next_kind;
		tolerant.next_id = stored->next_id;
		tolerant.next_at = stored->next_at;
		tolerant.next_all_day = stored->next_all_day;
		tolerant.next_text = stored->next_text;
	}
	return !derived_same(stored, &tolerant);
}

/* ---- everything a change touched ---- */

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static size_t ids_unique(int64_t *ids, size_t n)
{
	size_t kept = 0;
	if (n)
		qsort(ids, n, sizeof *ids, id_order);
	for (size_t i = 0; i < n; i++) {
		if (!kept || ids[kept - 1] != ids[i])
			ids[kept++] = ids[i];
	}
	return kept;
}

static int touched_order(const void *a, const void *b)
{
	const Touched *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* Each client once, with all that was touched of it. */
static void clients_unique(WorkChange *change)
{
	Touched *all = change->clients.at;
	size_t n = change->clients.n, kept = 0;
	if (n)
		qsort(all, n, sizeof *all, touched_order);
	for (size_t i = 0; i < n; i++) {
		if (kept && all[kept - 1].id == all[i].id)
			all[kept - 1].what |= all[i].what;
		else
			all[kept++] = all[i];
	}
	change->clients.n = kept;
}

/* What happens to a person happens to where it works. */
static Err *add_organizations(Work *work)
{
	WorkChange *change = work->change;
	Arena *arena = arena_new();
	Err *err = NULL;
	size_t n = change->clients.n;
	for (size_t i = 0; !err && i < n; i++) {
		void *rows;
		size_t count;
		unsigned what = change->clients.at[i].what & ~(unsigned)DERIVES_OWN;
		err = rows_where_id(work, &kind_membership, "person", change->clients.at[i].id, &rows, &count, arena);
		for (size_t j = 0; !err && j < count; j++) {
			int64_t organization = ((const Membership *)rows)[j].organization.v;
			vec_push(&change->clients, ((Touched){organization, what}));
		}
		arena_reset(arena);
	}
	arena_free(arena);
	return err;
}

static int plan_order(const void *a, const void *b)
{
	const PlanRef *x = a, *y = b;
	return x->kind != y->kind ? (x->kind == &kind_event ? -1 : 1) : (x->id > y->id) - (x->id < y->id);
}

static Err *derive_reminders(Work *work)
{
	WorkChange *change = work->change;
	if (change->plans.n)
		qsort(change->plans.at, change->plans.n, sizeof *change->plans.at, plan_order);
	for (size_t i = 0; i < change->plans.n; i++) {
		if (i == 0 || plan_order(&change->plans.at[i - 1], &change->plans.at[i]) != 0)
			TRY(reminders_derive_of(work, change->plans.at[i].kind, change->plans.at[i].id));
	}
	change->reminders.n = ids_unique(change->reminders.at, change->reminders.n);
	for (size_t i = 0; i < change->reminders.n; i++)
		TRY(reminder_derive_stored(work, change->reminders.at[i]));
	return NULL;
}

/* The client whose step it is; of an occurrence with alarms of its own those of its series, which leave the calling to them. */
static void touch_beside(Work *work, const PlanRef *step, const AnyPlan *record)
{
	Plan plan = plan_of(record);
	change_touch_step_of(work, plan.client.v);
	if (plan_is_override(&plan))
		change_touch_plan(work, step->kind, plan.series.v);
}

/* One that went has told of itself. */
static Err *follow_steps(Work *work)
{
	WorkChange *change = work->change;
	Arena *arena = arena_new();
	Err *err = NULL;
	if (change->steps.n)
		qsort(change->steps.at, change->steps.n, sizeof *change->steps.at, plan_order);
	for (size_t i = 0; !err && i < change->steps.n; i++) {
		const PlanRef *step = &change->steps.at[i];
		AnyPlan record;
		if (i && plan_order(step - 1, step) == 0)
			continue;
		err = store_get(work->store, step->kind, step->id, &record, arena);
		if (!err) {
			touch_beside(work, step, &record);
		} else if (err->code == ERR_NOT_FOUND) {
			err_free(err);
			err = NULL;
		}
		arena_reset(arena);
	}
	arena_free(arena);
	return err;
}

Err *change_derive(Work *work)
{
	WorkChange *change = work->change;
	Arena *arena = arena_new();
	Err *err = follow_steps(work);
	if (!err)
		err = derive_reminders(work);
	clients_unique(change);
	if (!err)
		err = add_organizations(work);
	clients_unique(change);
	for (size_t i = 0; i < change->clients.n && !err; i++) {
		arena_reset(arena);
		err = derive_in(work, change->clients.at[i].id, change->clients.at[i].what, arena);
	}
	arena_free(arena);
	return err;
}
