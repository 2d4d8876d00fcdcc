/* SPDX-License-Identifier: MIT */
/* What a card reads: the client at once, the history a window at a time. */
#include "card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"

enum {
	WINDOW = 60,
	FAR = 1000,
};

/* ---- stops ---- */

static void stop_add(Stop out[], size_t room, size_t *n, StopType type, size_t i)
{
	if (*n < room)
		out[(*n)++] = (Stop){type, i};
}

bool card_on_fields(const CardView *c)
{
	return c->page && c->size <= SIZE_NARROW;
}

size_t card_stops(const CardView *c, Stop out[], size_t room)
{
	/* Where fields stand one below the other people are the last of them, before the steps, which have another pane, or none. */
	bool fields = c->wide || card_on_fields(c);
	size_t n = 0, steps = c->step_count < CARD_STEPS ? c->step_count : CARD_STEPS, notes = c->note_count < CARD_NOTES ? c->note_count : CARD_NOTES;
	if (card_on_fields(c))
		steps = notes = 0;
	stop_add(out, room, &n, STOP_HEAD, 0);
	/* The one employer of a person is the line under the name. */
	bool employer = !fields && c->card.client.kind.v == CLIENT_PERSON && c->card.member_count == 1;
	if (employer)
		stop_add(out, room, &n, STOP_MEMBER, 0);
	for (size_t i = 0; i < c->card.channel_count && i < CARD_CHANNELS; i++)
		stop_add(out, room, &n, STOP_CHANNEL, i);
	for (size_t i = 0; fields && i < c->card.member_count; i++)
		stop_add(out, room - steps - notes, &n, STOP_MEMBER, i);
	for (size_t i = 0; i < steps; i++)
		stop_add(out, room, &n, STOP_STEP, i);
	for (size_t i = 0; i < notes; i++)
		stop_add(out, room, &n, STOP_NOTE, i);
	for (size_t i = 0; !fields && !employer && i < c->card.member_count; i++)
		stop_add(out, room, &n, STOP_MEMBER, i);
	return n;
}

Stop card_stop(const CardView *c)
{
	if (!c->in_head)
		return (Stop){c->list.cursor < c->history.n ? STOP_CONTACT : STOP_HEAD, c->list.cursor};
	return (Stop){c->stop, c->stop_index};
}

const HistoryRow *card_contact(const CardView *c)
{
	return !c->in_head && c->list.cursor < c->history.n ? &c->history.at[c->list.cursor] : NULL;
}

/* ---- history ---- */

static int64_t history_id(const void *self, size_t row)
{
	return ((const CardView *)self)->history.at[row].contact.head.id;
}

static Err *window(Screen *s, size_t limit)
{
	CardView *c = s->state;
	HistoryRow *rows = NULL;
	size_t n = 0;
	int64_t at = INT64_MAX, id = INT64_MAX;
	if (c->history.n) {
		const Interaction *last = &c->history.at[c->history.n - 1].contact;
		at = last->at.s;
		id = last->head.id;
	}
	TRY(history_page(ui_work(s->ui)->store, c->client, c->filter, at, id, limit, &rows, &n, c->arena));
	for (size_t i = 0; i < n; i++)
		vec_push(&c->history, rows[i]);
	c->whole = n < limit;
	c->source.n = c->history.n;
	c->source.id = history_id;
	c->source.self = c;
	return NULL;
}

Err *card_history_top(Screen *s)
{
	CardView *c = s->state;
	/* After a change the window is as deep as before, so that the cursor finds its row. */
	size_t deep = c->history.n > WINDOW ? c->history.n + 1 : WINDOW;
	c->history.n = 0;
	arena_reset(c->arena);
	return window(s, deep);
}

Err *card_history_more(Screen *s, size_t least)
{
	CardView *c = s->state;
	while (!c->whole && c->history.n < least) {
		size_t missing = least - c->history.n, room = missing < WINDOW ? WINDOW : missing;
		TRY(window(s, room > FAR ? FAR : room));
	}
	return NULL;
}

/* Kind and words as one filter over contacts. */
Err *card_history_filter(Screen *s)
{
	CardView *c = s->state;
	Work *work = ui_work(s->ui);
	Str query = {0};
	if (c->kind && c->kind_name)
		str_addf(&query, "kind:\"%s\"", c->kind_name);
	if (!edit_is_empty(c->line))
		str_addf(&query, "%s%s", query.n ? " " : "", edit_text(c->line));
	arena_reset(c->filter_arena);
	c->filter = NULL;
	Err *err = query.n ? filter_read(&c->filter, query.s, &(FilterContext){.kind = &kind_interaction, .when = work_words(work), .me = work->me.head.id}, c->filter_arena)
	                   : NULL;
	str_done(&query);
	if (err) {
		c->filter = NULL;
		return err;
	}
	c->history.n = 0;
	c->list.cursor = LIST_NONE;
	c->list.id = 0;
	c->list.top = 0;
	TRY(card_history_top(s));
	c->in_head = !c->history.n;
	return NULL;
}

/* ---- the whole ---- */

/* The stop keeps its record over loads, else its place. */
static int64_t stop_record(const CardView *c, Stop stop)
{
	switch (stop.type) {
	case STOP_HEAD:
		return c->client;
	case STOP_CHANNEL:
		return stop.i < c->card.channel_count ? c->card.channels[stop.i].head.id : 0;
	case STOP_STEP:
		return stop.i < c->step_count ? c->steps[stop.i].id : 0;
	case STOP_NOTE:
		return stop.i < c->note_count ? c->notes[stop.i].head.id : 0;
	case STOP_MEMBER:
		return stop.i < c->card.member_count ? c->card.members[stop.i].client : 0;
	case STOP_CONTACT:
		return stop.i < c->history.n ? c->history.at[stop.i].contact.head.id : 0;
	}
	return 0;
}

static void stop_keep(CardView *c)
{
	Stop stops[CARD_STOPS];
	size_t n = card_stops(c, stops, CARD_STOPS), same = 0;
	for (size_t i = 0; i < n; i++) {
		if (stops[i].type != c->stop)
			continue;
		if (stop_record(c, stops[i]) == c->stop_id) {
			c->stop_index = stops[i].i;
			return;
		}
		same++;
	}
	if (c->stop_index >= same)
		c->stop_index = same ? same - 1 : 0;
	if (!same)
		c->stop = STOP_HEAD;
	c->stop_id = stop_record(c, (Stop){c->stop, c->stop_index});
}

static void stand_at(CardView *c, StopType stop, size_t i)
{
	c->in_head = true;
	c->stop = stop;
	c->stop_index = i;
	c->stop_id = c->thing_id;
}

/* The row that the card was opened for; the history is read on until it is there. */
static Err *find_thing(Screen *s)
{
	CardView *c = s->state;
	const char *thing = c->thing;
	c->thing = NULL;
	if (!thing)
		return NULL;
	for (size_t i = 0; i < c->step_count && i < CARD_STEPS; i++)
		if (c->steps[i].id == c->thing_id && str_same(c->steps[i].kind, thing)) {
			stand_at(c, STOP_STEP, i);
			return NULL;
		}
	for (size_t i = 0; i < c->note_count && i < CARD_NOTES; i++)
		if (c->notes[i].head.id == c->thing_id && strcmp(thing, "note") == 0) {
			stand_at(c, STOP_NOTE, i);
			return NULL;
		}
	size_t seen = 0;
	while (strcmp(thing, "interaction") == 0) {
		for (; seen < c->history.n; seen++)
			if (c->history.at[seen].contact.head.id == c->thing_id) {
				c->in_head = false;
				c->list.id = c->thing_id;
				return NULL;
			}
		if (c->whole)
			break;
		TRY(card_history_more(s, c->history.n + FAR));
	}
	return NULL;
}

static void note_place(Screen *s)
{
	CardView *c = s->state;
	int64_t place = 0;
	ClientsCount all = {0};
	c->note[0] = '\0';
	if (!clients_where(ui_below(s->ui, s), c->client, &place, &all) || all.more || place > all.n)
		return;
	Str note = {0}, a = {0}, b = {0};
	str_add_number(&a, place);
	str_add_number(&b, all.n);
	str_addf(&note, _("%s of %s"), str_text(&a), str_text(&b));
	if (note.n < sizeof c->note)
		memcpy(c->note, note.s, note.n + 1);
	snprintf(c->short_note, sizeof c->short_note, "%lld/%lld", (long long)place, (long long)all.n);
	str_done(&note);
	str_done(&a);
	str_done(&b);
}

/* What was just written is seen, unless the person went down into the history: a list that stood at its top stays there, the cursor goes down with its row. */
static Err *history_again(Screen *s)
{
	CardView *c = s->state;
	bool newest = c->in_head || c->list.cursor == LIST_NONE, at_top = !newest && c->history.n && !c->list.top;
	int64_t first = at_top ? c->history.at[0].contact.head.id : 0;
	TRY(card_history_top(s));
	if (newest && c->history.n)
		list_go(&c->list, &c->source, 0);
	if (!at_top || !c->history.n || c->history.at[0].contact.head.id == first)
		return NULL;
	for (size_t i = 0; i < c->history.n; i++)
		if (c->history.at[i].contact.head.id == c->list.id) {
			c->list.cursor = i;
			c->came_in = true;
		}
	return NULL;
}

Err *card_load(Screen *s)
{
	CardView *c = s->state;
	Work *work = ui_work(s->ui);
	Err *err = card_read(work, c->client, &c->card, s->arena);
	if (err && err->code == ERR_NOT_FOUND) {
		/* Deleted, here or by somebody else: nothing is left to show. */
		err_free(err);
		c->gone = true;
		c->card = (Card){0};
		c->step_count = c->note_count = c->history.n = c->source.n = 0;
		c->in_head = true;
		c->stop = STOP_HEAD; /* what the cursor stood on is gone with it */
		c->stop_id = c->client;
		return NULL;
	}
	TRY(err);
	c->gone = false;
	TRY(steps_of(work, c->client, &c->steps, &c->step_count, s->arena));
	TRY(notes_of(work, c->client, &c->notes, &c->note_count, s->arena));
	TRY(history_count(work->store, c->client, &c->history_all));
	TRY(show_weeks(work, c->client, c->weeks));
	TRY(history_again(s));
	TRY(find_thing(s));
	stop_keep(c);
	if (!c->in_head && !c->history.n) {
		c->in_head = true;
		c->stop = STOP_HEAD;
		c->stop_id = c->client;
	}
	note_place(s);
	return NULL;
}
