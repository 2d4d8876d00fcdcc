/* SPDX-License-Identifier: MIT */
/*
 * Rows that take longer than a key may: the worker looks for them, `searching…` stands in row 0 meanwhile, and what was found in time stands in the list.
 * A newer letter interrupts it.
 */
#include "clients.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

bool clients_may_seek(const Clients *c)
{
	return strlen(clients_asked(c)) < QUERY_MOST;
}

static Err *seek_answer(Store *store, void *question)
{
	Seeking *q = question;
	Arena *arena = arena_new();
	ClientPage page = {.sort = q->sort, .descending = q->descending, .limit = q->limit, .from_end = q->seek == SEEK_BOTTOM};
	FilterNode *filter = NULL;
	ClientRow *rows = NULL;
	Client anchor = {0};
	const Client *from = q->anchor ? &anchor : NULL;
	size_t n = 0;
	Err *err = clients_filter_of(&filter, q->query, q->whose, q->me, q->when, arena);
	if (!err && q->anchor)
		err = store_get(store, &kind_client, q->anchor, &anchor, arena);
	page.filter = filter;
	page.after = q->seek == SEEK_AFTER ? from : NULL;
	page.before = q->seek == SEEK_BEFORE ? from : NULL;
	if (!err)
		err = clients_page(store, &page, &rows, &n, arena);
	for (q->n = 0; !err && q->n < n; q->n++) {
		const char *found = rows[q->n].found ? rows[q->n].found : "";
		size_t cut = strlen(found);
		if (cut >= sizeof q->rows->found)
			cut = utf8_cluster_before(found, sizeof q->rows->found - 1);
		q->rows[q->n].id = rows[q->n].client.head.id;
		q->rows[q->n].tier = rows[q->n].tier;
		memcpy(q->rows[q->n].found, found, cut);
	}
	arena_free(arena);
	return err;
}

static void seek_got(Screen *s, void *question, Err *err)
{
	Clients *c = s->state;
	if (!c->searching) { /* the list was read anew since */
		err_free(err);
		return;
	}
	c->searching = false;
	if (!err)
		err = clients_sought(s, question);
	if (err && err->code != ERR_INTERRUPTED && err->code != ERR_NOT_FOUND) {
		ui_fault(s->ui, err);
		return;
	}
	err_free(err);
	clients_count_all(s);
}

void clients_seek(Screen *s, Seek seek, int64_t anchor, size_t limit)
{
	Clients *c = s->state;
	Work *work = ui_work(s->ui);
	if (!clients_may_seek(c))
		return;
	Seeking *q = mem_alloc(sizeof *q);
	*q = (Seeking){
		.whose = c->whose,
		.me = work->me.head.id,
		.anchor = anchor,
		.when = work_words(work),
		.descending = c->descending,
		.seek = seek,
		.limit = limit < SEEK_MOST ? limit : SEEK_MOST,
	};
	memcpy(q->query, clients_asked(c), strlen(clients_asked(c)) + 1);
	memcpy(q->sort, c->sort, strnlen(c->sort, sizeof q->sort - 1));
	c->searching = true;
	c->seek = seek;
	c->seek_anchor = anchor;
	c->seek_limit = limit;
	ui_ask(s->ui, s, q, seek_answer, seek_got);
}

void clients_seek_again(Screen *s)
{
	Clients *c = s->state;
	if (c->searching)
		clients_seek(s, c->seek, c->seek_anchor, c->seek_limit);
}

Err *clients_wait(Screen *s)
{
	Clients *c = s->state;
	c->waits = true;
	Err *err = c->seek == SEEK_BOTTOM ? clients_bottom(s) : clients_top(s);
	c->waits = false;
	if (!err)
		clients_count_all(s);
	return err;
}
