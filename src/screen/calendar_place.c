/* SPDX-License-Identifier: MIT */
/* Where things stand on the clock: its lines, also on days when it is set, lanes of what overlaps; and the cursor over loads. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "kartoteka/base/mem.h"

/* ---- lines of the clock ---- */

static AxisLine line_at(const CalendarState *c, Day day, Instant t)
{
	const Zone *zone = ui_work(c->ui)->zone;
	AxisLine line;
	Day there;
	zone_local(zone, t, &there, &line.second);
	line.again = zone_instant(zone, day, line.second).s < t.s;
	return line;
}

/* A day has 46 or 50 half hours when the clock is set: its own lines; of several days the longest one's, so that none loses an hour. */
void calendar_make_axis(Screen *s)
{
	CalendarState *c = s->state;
	int longest = 0;
	int64_t most = 0;
	for (int i = 0; i < c->n; i++) {
		int64_t length = calendar_day_start(c, (Day){c->days[i].day.n + 1}).s - calendar_day_start(c, c->days[i].day).s;
		if (length > most) {
			most = length;
			longest = i;
		}
	}
	Day day = c->days[longest].day;
	Instant start = calendar_day_start(c, day);
	c->n_axis = (int)((most + SLOT_SECONDS - 1) / SLOT_SECONDS);
	c->axis = arena_alloc(s->arena, (size_t)c->n_axis * sizeof *c->axis);
	for (int i = 0; i < c->n_axis; i++)
		c->axis[i] = line_at(c, day, (Instant){start.s + (int64_t)i * SLOT_SECONDS});
}

bool calendar_has_line(const CalendarState *c, Day day, const AxisLine *line)
{
	Instant first = zone_instant(ui_work(c->ui)->zone, day, line->second);
	for (int64_t later = 0; later <= 2 * 3600; later += SLOT_SECONDS) {
		AxisLine there = line_at(c, day, (Instant){first.s + later});
		if (there.second == line->second && there.again == line->again)
			return true;
		if (!line->again)
			break;
	}
	return false;
}

static int axis_row(const CalendarState *c, Day day, Instant t)
{
	AxisLine line = line_at(c, day, t);
	int found = 0;
	for (int i = 0; i < c->n_axis; i++)
		if (c->axis[i].second <= line.second && c->axis[i].again == line.again)
			found = i;
	return found;
}

/* ---- side by side ---- */

static void close_cluster(CalendarDay *day, int from, int to)
{
	int lanes = 1;
	for (int i = from; i < to; i++)
		lanes = day->entries[i].lane + 1 > lanes ? day->entries[i].lane + 1 : lanes;
	for (int i = from; i < to; i++)
		day->entries[i].lanes = lanes;
}

static void place_lanes(CalendarDay *day)
{
	int cluster = day->whole, end = 0;
	for (int i = day->whole; i < day->n; i++) {
		Entry *e = &day->entries[i];
		if (e->row_from >= end) {
			close_cluster(day, cluster, i);
			cluster = i;
		}
		/* The first lane that is free on its line. */
		bool taken = true;
		for (e->lane = -1; taken;) {
			e->lane++;
			taken = false;
			for (int j = cluster; j < i; j++)
				taken = taken || (day->entries[j].lane == e->lane && day->entries[j].row_to > e->row_from);
		}
		end = e->row_to > end ? e->row_to : end;
	}
	close_cluster(day, cluster, day->n);
}

void calendar_place(CalendarState *c)
{
	for (int i = 0; i < c->n; i++) {
		CalendarDay *day = &c->days[i];
		for (int k = day->whole; k < day->n; k++) {
			Entry *e = &day->entries[k];
			e->row_from = axis_row(c, day->day, e->from);
			e->row_to = e->to.s > e->from.s ? axis_row(c, day->day, (Instant){e->to.s - 1}) + 1 : e->row_from + 1;
			if (e->row_to <= e->row_from)
				e->row_to = e->row_from + 1;
		}
		place_lanes(day);
	}
}

/* ---- the cursor over loads ---- */

void calendar_keep(CalendarState *c)
{
	const Entry *e = calendar_entry(c);
	if (!e) {
		c->kept.set = false;
		return;
	}
	free(c->kept.uid);
	c->kept.kind = e->row->kind[0];
	c->kept.id = e->row->id;
	c->kept.recurrence = e->row->recurrence;
	c->kept.uid = mem_strdup(e->row->uid);
	c->kept.from = e->from;
	c->kept.set = true;
	if (!e->whole)
		c->second = line_at(c, c->day, e->from).second;
}

void calendar_nearest(CalendarState *c)
{
	const CalendarDay *day = calendar_day(c, c->day);
	int64_t best = INT64_MAX;
	c->entry = NO_ENTRY;
	if (!day)
		return;
	Instant at = zone_instant(ui_work(c->ui)->zone, c->day, c->second);
	for (int i = 0; i < day->n; i++) {
		const Entry *e = &day->entries[i];
		/* What runs or comes before what is over, that before what has no time. */
		bool over = e->to.s > e->from.s ? e->to.s <= at.s : e->from.s < at.s;
		int64_t apart = 0;
		if (e->whole)
			apart = 2 * DAY_SECONDS;
		else if (over)
			apart = DAY_SECONDS + at.s - e->from.s;
		else if (e->from.s > at.s)
			apart = e->from.s - at.s;
		if (apart < best) {
			best = apart;
			c->entry = i;
		}
	}
}

/* How sure it is that this is what the cursor stood on: 0 not at all. A moved occurrence of a series is a record of its own with the same UID. */
static int likeness(const CalendarState *c, const Entry *e)
{
	if (e->row->kind[0] != c->kept.kind)
		return 0;
	bool same_time = e->from.s == c->kept.from.s;
	if (e->row->id == c->kept.id) {
		bool same = e->row->recurrence.form == c->kept.recurrence.form && moment_cmp(e->row->recurrence, c->kept.recurrence) == 0;
		return same ? (same_time ? 5 : 4) : 0;
	}
	if (!c->kept.uid || !e->row->uid || strcmp(c->kept.uid, e->row->uid) != 0)
		return 0;
	return e->row->recurrence.form != MOMENT_NONE && moment_cmp(e->row->recurrence, c->kept.recurrence) == 0 ? 3 : 0;
}

static bool find_kept(CalendarState *c)
{
	int best = 0, apart = 0;
	Day at = c->day;
	for (int d = 0; d < c->n; d++)
		for (int i = 0; i < c->days[d].n; i++) {
			int like = likeness(c, &c->days[d].entries[i]), far = abs(c->days[d].day.n - c->day.n);
			if (like && (far < apart || !best || (far == apart && like > best))) {
				best = like;
				apart = far;
				at = c->days[d].day;
				c->entry = i;
			}
		}
	/* It may have gone over midnight, not over the month. */
	if (!best || apart > 1)
		return false;
	c->day = at;
	return true;
}

void calendar_find_cursor(CalendarState *c)
{
	bool wants = c->view != VIEW_MONTH || c->entry >= 0;
	if (c->kept.set && wants && find_kept(c)) {
		calendar_keep(c);
		return;
	}
	if (wants)
		calendar_nearest(c);
	else
		c->entry = NO_ENTRY;
	calendar_keep(c);
}
