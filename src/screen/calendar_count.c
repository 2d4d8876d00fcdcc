/* SPDX-License-Identifier: MIT */
/*
 * Crowded days: of a view only the first things of a day are read; the worker reads them all, as many days at a time as make a few
 * thousand rows, and keeps how much there is.
 */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "kartoteka/base/mem.h"

enum {
	WEEK = 7,
	COUNT_MOST = 1000,   /* of events, tasks and birthdays of a day; there may be more */
	ROWS_AT_ONCE = 2000, /* a crowded week held whole is more than all screens beside it */
};

/* Flat, since free() alone ends it. */
typedef struct DayCounts {
	const Zone *zone;
	int64_t owner;
	Day first;
	int n;
	CalendarShow show;
	DaySum sums[];
} DayCounts;

static Instant day_start(const DayCounts *q, int day)
{
	return zone_instant(q->zone, (Day){q->first.n + day}, 0);
}

static Err *count_days(Store *store, DayCounts *q, int from, int n, size_t *found, Arena *arena)
{
	Work work = work_reader(store, q->zone);
	bool cut = false;
	AgendaQuery query = {
		.from = day_start(q, from),
		.to = day_start(q, from + n),
		.owner = q->owner,
		.birthdays = calendar_shows_others(q->show) ? COUNT_MOST : 0,
		.notes = calendar_shows_others(q->show),
		.most = (size_t)3 * WEEK * COUNT_MOST,
		.day_most = COUNT_MOST,
		.unnamed = true,
		.cut = &cut,
	};
	CalendarDay days[WEEK] = {0};
	AgendaRow *rows = NULL;
	size_t shown = 0;
	TRY(agenda_read(&work, &query, &rows, found, arena));
	for (size_t i = 0; i < *found; i++)
		if (calendar_shows(&rows[i], q->show))
			rows[shown++] = rows[i];
	for (int i = 0; i < n; i++)
		days[i].day.n = q->first.n + from + i;
	calendar_fill(days, n, rows, shown, q->zone, query.from, arena);
	for (int i = 0; i < n; i++) {
		q->sums[from + i] = days[i].sum;
		q->sums[from + i].more = cut && days[i].n >= COUNT_MOST;
	}
	return NULL;
}

/* Days to come are as full as those before, by what is known. */
static int days_next(int n, size_t found, int left)
{
	size_t fit = ROWS_AT_ONCE * (size_t)n / (found + 1);
	n = fit < WEEK ? (int)fit : WEEK;
	n = n < 1 ? 1 : n;
	return n < left ? n : left;
}

static Err *count_answer(Store *store, void *question)
{
	DayCounts *q = question;
	Arena *arena = arena_new();
	Err *err = NULL;
	for (int at = 0, n = 1; at < q->n && !err;) {
		size_t found = 0;
		err = count_days(store, q, at, n, &found, arena);
		arena_reset(arena);
		at += n;
		n = days_next(n, found, q->n - at);
	}
	arena_free(arena);
	return err;
}

static bool is_of(const DayCounts *q, Screen *s)
{
	const CalendarState *c = s->state;
	return q && q->first.n == c->first.n && q->n == c->n && q->show == c->show && q->owner == ui_whose(s->ui) && q->zone == ui_work(s->ui)->zone;
}

static void take_counts(Screen *s, const DayCounts *q)
{
	CalendarState *c = s->state;
	if (!c->days || !c->cut || c->words || !is_of(q, s))
		return;
	for (int i = 0; i < c->n; i++) {
		c->days[i].sum = q->sums[i];
		c->days[i].sum.n += c->days[i].undated;
	}
	if (c->view == VIEW_AGENDA)
		agenda_lines(s);
}

static void count_got(Screen *s, void *question, Err *err)
{
	CalendarState *c = s->state;
	const DayCounts *q = question;
	if (err) { /* a newer one interrupted it, or the view itself has told */
		err_free(err);
		return;
	}
	size_t size = sizeof *q + (size_t)q->n * sizeof q->sums[0];
	free(c->counted);
	c->counted = mem_alloc(size);
	memcpy(c->counted, q, size);
	take_counts(s, q);
}

void calendar_count(Screen *s)
{
	CalendarState *c = s->state;
	if (!c->cut || c->words)
		return;
	take_counts(s, c->counted); /* as they were, until the new ones are there */
	DayCounts *q = mem_alloc(sizeof *q + (size_t)c->n * sizeof q->sums[0]);
	*q = (DayCounts){.zone = ui_work(s->ui)->zone, .owner = ui_whose(s->ui), .first = c->first, .n = c->n, .show = c->show};
	ui_ask(s->ui, s, q, count_answer, count_got);
}
