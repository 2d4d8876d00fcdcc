/* SPDX-License-Identifier: MIT */
/* A load of the calendar: what was read goes to its lines and lanes, the cursor back to its thing, the list of coming days into rows; crowded days are counted. */
#include "calendar.h"

/* When another of the tasks that were read will be overdue. */
static Instant next_overdue(const CalendarState *c)
{
	Instant turn = calendar_day_start(c, (Day){c->today.n + 1});
	for (int i = 0; i < c->n; i++)
		for (int k = 0; k < c->days[i].n; k++)
			if (c->days[i].entries[k].task)
				turn_at(&turn, c->now, c->days[i].entries[k].row->start);
	return turn;
}

Err *calendar_load(Screen *s)
{
	CalendarState *c = s->state;
	c->lines = NULL;
	c->n_lines = 0;
	c->detailed = NULL;
	c->note = c->leads = c->repeats = NULL;
	if (calendar_is_list(s) && c->view != VIEW_AGENDA) {
		c->view = VIEW_AGENDA;
		c->agenda_from = c->day;
	}
	TRY(calendar_read(s));
	c->turn = next_overdue(c);
	calendar_make_axis(s);
	calendar_place(c);
	calendar_find_cursor(c);
	if (c->view == VIEW_AGENDA)
		agenda_lines(s);
	calendar_count(s);
	return NULL;
}
