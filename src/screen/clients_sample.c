/* SPDX-License-Identifier: MIT */
/*
 * The clients by which columns are measured. They are of the whole base, from its ends, the next steps and the newest, whatever is filtered and wherever
 * the window stands: so columns keep their widths while one scrolls and types. A small base is measured whole.
 */
#include "clients.h"

enum {
	SAMPLE = 64,
	SAMPLE_ORGANIZATIONS = 24, /* whose people are counted */
};

static Err *part_read(Screen *s, ClientPage page)
{
	Clients *c = s->state;
	ClientRow *rows = NULL;
	size_t n = 0;
	page.limit = SAMPLE;
	TRY(clients_page(ui_work(s->ui)->store, &page, &rows, &n, s->arena));
	for (size_t i = 0; i < n; i++)
		c->sample[c->sample_count++] = (ClientsRow){.of = rows[i], .people = -1};
	return NULL;
}

int64_t clients_people(Screen *s, int64_t organization)
{
	MemberRow *members = NULL;
	size_t n = 0;
	int64_t people = 0;
	Arena *arena = arena_new();
	err_free(members_of(ui_work(s->ui)->store, organization, &members, &n, arena));
	for (size_t i = 0; i < n; i++)
		people += members[i].membership.organization.v == organization;
	arena_free(arena);
	return people;
}

Err *clients_sample(Screen *s)
{
	Clients *c = s->state;
	static const ClientPage parts[] = {
		{.sort = "title"},
		{.sort = "title", .from_end = true},
		{.sort = "next_at"},
		{.sort = "made_at", .descending = true},
	};
	size_t counted = 0;
	c->sample = arena_alloc(s->arena, countof(parts) * SAMPLE * sizeof *c->sample);
	c->sample_count = 0;
	c->measured = false;
	for (size_t i = 0; i < countof(parts) && (i == 0 || c->sample_count >= SAMPLE); i++)
		TRY(part_read(s, parts[i]));
	for (size_t i = 0; i < c->sample_count && counted < SAMPLE_ORGANIZATIONS; i++) {
		ClientsRow *row = &c->sample[i];
		if (row->of.client.kind.v != CLIENT_ORGANIZATION)
			continue;
		row->people = clients_people(s, row->of.client.head.id);
		counted++;
	}
	return NULL;
}
