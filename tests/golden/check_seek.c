/* SPDX-License-Identifier: MIT */
/* Rows of the client list that the worker looked for come into the window as if they had been read at once; here it answers at once. */
#include "../../src/screen/clients.h"
#include "desk.h"

static const char *title_at(const Clients *c, size_t row)
{
	assert_true(row < c->rows.n);
	return c->rows.at[row].of.client.title.s;
}

static void window_is(const Clients *c, size_t n, const char *first, const char *last, bool top, bool bottom)
{
	assert_int_equal(c->rows.n, n);
	assert_string_equal(title_at(c, 0), first);
	assert_string_equal(title_at(c, n - 1), last);
	assert_int_equal(c->at_top, top);
	assert_int_equal(c->at_bottom, bottom);
	assert_false(c->searching);
}

TEST(what_the_worker_sought_stands_in_the_list)
{
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80});
	desk_fill(desk, 300, "Klient%03d");
	desk_keys(desk, "2");
	Screen *s = ui_main(desk->ui);
	Clients *c = s->state;
	clients_seek(s, SEEK_TOP, 0, 64);
	window_is(c, 64, "Klient000", "Klient063", true, false);
	assert_string_equal(clients_current(c)->title.s, "Klient000");
	clients_seek(s, SEEK_AFTER, c->rows.at[63].of.client.head.id, 100);
	window_is(c, 164, "Klient000", "Klient163", true, false);
	clients_seek(s, SEEK_AFTER, c->rows.at[3].of.client.head.id, 100); /* of a window that has moved on since */
	window_is(c, 164, "Klient000", "Klient163", true, false);
	desk_keys(desk, "Down Down");
	clients_seek(s, SEEK_TOP, 0, 64); /* the cursor stays on its row */
	window_is(c, 64, "Klient000", "Klient063", true, false);
	assert_string_equal(clients_current(c)->title.s, "Klient002");
	clients_seek(s, SEEK_BOTTOM, 0, 64);
	window_is(c, 64, "Klient236", "Klient299", false, true);
	desk_expect_cursor(desk, "Klient299");
	clients_seek(s, SEEK_BEFORE, c->rows.at[0].of.client.head.id, 100);
	window_is(c, 164, "Klient136", "Klient299", false, true);
	desk_expect_cursor(desk, "Klient299");
	desk_close(desk);
}

TEST(while_the_worker_seeks_it_is_said_and_nothing_is_called_empty)
{
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80});
	desk_fill(desk, 100, "Klient%03d");
	desk_keys(desk, "2 / text:Klient07");
	Screen *s = ui_main(desk->ui);
	Clients *c = s->state;
	/* As it is before the answer: asked, and nothing found in time. */
	c->searching = true;
	c->rows.n = c->source.n = 0;
	clients_note(c);
	desk_keys(desk, "Down End"); /* keys go on meanwhile */
	desk_expect_row(desk, 0, "searching…");
	desk_expect_not(desk, "Nothing is found");
	/* Enter opens what it will find: it is waited for. */
	desk_keys(desk, "Enter");
	desk_expect_row(desk, 0, "Klient079"); /* of equals the newest stands first */
	desk_close(desk);
}
