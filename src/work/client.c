/* SPDX-License-Identifier: MIT */
/* A client with all that hangs on it, read as one card; and what is done to many clients at once. Saving a card lies in client_save.c. */
#include "kartoteka/base/said.h"
#include "kartoteka/work/client.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "plan_change.h"
#include "tag.h"

static int channel_order(const void *a, const void *b)
{
	const Channel *x = a, *y = b;
	if (x->type.v != y->type.v)
		return x->type.v < y->type.v ? -1 : 1;
	if (x->place.n != y->place.n)
		return x->place.n < y->place.n ? -1 : 1;
	return (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

Err *client_channels(Work *work, int64_t client, Channel **out, size_t *n, Arena *arena)
{
	void *rows;
	TRY(rows_where_id(work, &kind_channel, "client", client, &rows, n, arena));
	*out = rows;
	if (*n)
		qsort(*out, *n, sizeof **out, channel_order);
	return NULL;
}

Err *card_read(Work *work, int64_t client, Card *out, Arena *arena)
{
	*out = (Card){0};
	TRY(store_get(work->store, &kind_client, client, &out->client, arena));
	TRY(client_channels(work, client, &out->channels, &out->channel_count, arena));
	TRY(members_of(work->store, client, &out->members, &out->member_count, arena));
	return tags_of(work->store, client, &out->tags, &out->tag_count, arena);
}

Err *client_birth_check(const Work *work, Birth born)
{
	if (!born.year || day_of(born.year, born.month, born.day).n <= work_today(work).n)
		return NULL;
	return err_new(ERR_USAGE, "%s", _("nobody is born in days to come"));
}

/* ---- away ---- */

/* A row that names the client: what is the client's own goes with it; what came from a file stays and loses the name. */
static Err *detach(Work *work, const Kind *kind, const Field *field, void *row, Arena *arena)
{
	int64_t id = ((const Record *)row)->id;
	bool is_plan = kind == &kind_event || kind == &kind_task || kind == &kind_note;
	if (!is_plan)
		return work_remove(work, kind, id);
	Plan plan = plan_of(row);
	if (!plan.component.v && !plan_is_override(&plan))
		return plan_erase(work, kind, id);
	void *new = record_dup(arena, kind, row);
	Value none = {.type = VALUE_NULL};
	TRY(field_set(field, new, &none));
	return work_edit(work, kind, row, new);
}

static Err *detach_all(Work *work, int64_t client, Arena *arena)
{
	for (size_t k = 0; kinds[k]; k++) {
		for (size_t f = 0; f < kinds[k]->field_count; f++) {
			const Field *field = &kinds[k]->fields[f];
			if (field->type != FIELD_ID || !field->of || (field->flags & FIELD_DERIVED) || strcmp(field->of, kind_client.name) != 0)
				continue;
			void *rows;
			size_t n;
			TRY(rows_where_id(work, kinds[k], field->name, client, &rows, &n, arena));
			for (size_t i = 0; i < n; i++)
				TRY(detach(work, kinds[k], field, (char *)rows + i * kinds[k]->size, arena));
		}
	}
	return NULL;
}

static Err *remove_all(Work *work, const int64_t *clients, size_t n)
{
	Arena *arena = arena_new();
	Err *err = NULL;
	for (size_t i = 0; !err && i < n; i++) {
		err = detach_all(work, clients[i], arena);
		if (!err)
			err = work_remove(work, &kind_client, clients[i]);
		arena_reset(arena);
	}
	arena_free(arena);
	return err;
}

/* The label of a change of many: its one client by name. */
static Err *title_of(Work *work, const int64_t *clients, size_t n, const char **out, Arena *arena)
{
	Client client;
	*out = NULL;
	if (n != 1)
		return NULL;
	TRY(store_get(work->store, &kind_client, clients[0], &client, arena));
	*out = client.title.s ? client.title.s : "";
	return NULL;
}

Err *client_remove(Work *work, const int64_t *clients, size_t n, int64_t *batch)
{
	Arena *arena = arena_new();
	const char *title;
	Err *err = title_of(work, clients, n, &title, arena);
	if (!err)
		err = title ? work_begin(work, "client delete", N_("Deleted: %s"), title)
		            : work_begin_many(work, "client delete", NP_("%zu client deleted", "%zu clients deleted"), n, n);
	if (!err)
		err = work_end(work, remove_all(work, clients, n), batch);
	arena_free(arena);
	return err;
}

/* ---- tags and owners ---- */

static Err *tag_all(Work *work, const int64_t *clients, size_t n, const char *name, bool take_off, Arena *arena)
{
	int64_t tag = 0;
	TRY(tag_find(work, name, &tag, arena));
	if (!tag && take_off)
		return err_word(err_new(ERR_NOT_FOUND, _("There is no tag %s"), name), name, 0);
	if (!tag)
		TRY(tag_make(work, name, &tag));
	for (size_t i = 0; i < n; i++) {
		int64_t tagging;
		TRY(tagging_find(work, clients[i], tag, &tagging, arena));
		if (take_off && tagging)
			TRY(work_remove(work, &kind_tagging, tagging));
		else if (!take_off && !tagging)
			TRY(tagging_make(work, clients[i], tag));
	}
	return NULL;
}

Err *client_tag(Work *work, const int64_t *clients, size_t n, const char *tag, bool take_off, int64_t *batch)
{
	Arena *arena = arena_new();
	const char *title;
	Span name = tag_name(span_of(tag));
	char *clean = arena_dupn(arena, name.s, name.n);
	Err *err = *clean ? NULL : err_new(ERR_USAGE, _("The tag is empty"));
	if (!err)
		err = title_of(work, clients, n, &title, arena);
	if (!err && title)
		err = take_off ? work_begin(work, "tag", N_("%s: tag %s taken off"), title, clean) : work_begin(work, "tag", N_("%s: tag %s"), title, clean);
	else if (!err)
		err = take_off ? work_begin_many(work, "tag", NP_("%zu client: tag %s taken off", "%zu clients: tag %s taken off"), n, n, clean)
		               : work_begin_many(work, "tag", NP_("%zu client: tag %s", "%zu clients: tag %s"), n, n, clean);
	if (!err)
		err = work_end(work, tag_all(work, clients, n, clean, take_off, arena), batch);
	arena_free(arena);
	return err;
}

static Err *own_all(Work *work, const int64_t *clients, size_t n, int64_t staff, Arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		Client old;
		TRY(store_get(work->store, &kind_client, clients[i], &old, arena));
		Client new = old;
		new.owner.v = staff;
		TRY(work_edit(work, &kind_client, &old, &new));
	}
	return NULL;
}

Err *client_own(Work *work, const int64_t *clients, size_t n, int64_t staff, int64_t *batch)
{
	Arena *arena = arena_new();
	Staff who;
	record_init(&kind_staff, &who);
	Err *err = staff ? store_get(work->store, &kind_staff, staff, &who, arena) : NULL;
	char *nobody = said(N_("nobody"));
	const char *name = who.name.s ? who.name.s : who.login.s ? who.login.s
	                                                         : NULL;
	if (!err)
		err = work_begin_many(work, "whose", NP_("%zu client is now of %s", "%zu clients are now of %s"), n, n, name ? name : nobody);
	free(nobody);
	if (!err)
		err = work_end(work, own_all(work, clients, n, staff, arena), batch);
	arena_free(arena);
	return err;
}
