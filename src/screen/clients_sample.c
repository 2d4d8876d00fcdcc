/* SPDX-License-Identifier: MIT */
/*
 * The clients by which columns are measured. They are of the whole base, from its ends, the next steps and the newest, whatever is filtered and wherever
 * the window stands: so columns keep their widths while one scrolls and types. A small base is measured whole.
 */
#include "clients.h"

#include <string.h>

enum {
	SAMPLE = 24,
	SAMPLE_TOP = 64,           /* of the first names */
	SAMPLE_ORGANIZATIONS = 16, /* whose people are counted */
};

static Err *part_read(Screen *s, ClientPage page)
{
	Clients *c = s->state;
	ClientRow *rows = NULL;
	size_t n = 0;
	TRY(clients_page(ui_work(s->ui)->store, &page, &rows, &n, s->arena));
	for (size_t i = 0; i < n; i++)
		c->sample[c->sample_count++] = (ClientsRow){.of = rows[i], .people = -1};
	return NULL;
}

int64_t clients_people(Screen *s, int64_t organization)
{
	int64_t people = 0;
	err_free(members_count(ui_work(s->ui)->store, organization, &people));
	return people;
}

Err *clients_sample(Screen *s)
{
	Clients *c = s->state;
	static const ClientPage parts[] = {
		{.sort = "title", .limit = SAMPLE_TOP},
		{.sort = "title", .limit = SAMPLE, .from_end = true},
		{.sort = "next_at", .limit = SAMPLE},
		{.sort = "made_at", .limit = SAMPLE, .descending = true},
	};
	size_t counted = 0;
	c->sample = arena_alloc(s->arena, (SAMPLE_TOP + countof(parts) * SAMPLE) * sizeof *c->sample);
	c->sample_count = 0;
	c->measured = false;
	memset(c->asked_cells, 0, sizeof c->asked_cells);
	for (size_t i = 0; i < countof(parts) && (i == 0 || c->sample_count >= SAMPLE_TOP); i++)
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
