/* SPDX-License-Identifier: MIT */
/* A load of the calendar: what was read goes to its lines and lanes, the cursor back to its thing, the list of coming days into rows; crowded days are counted. */
#include "calendar.h"

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
	calendar_make_axis(s);
	calendar_place(c);
	calendar_find_cursor(c);
	if (c->view == VIEW_AGENDA)
		agenda_lines(s);
	calendar_count(s);
	return NULL;
}
