/* SPDX-License-Identifier: MIT */
/* The Today page as data: the day with its now-line, what comes, reminders, who has no next step, the week's contacts, birthdays, free time. */
#include "kartoteka/work/today.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/model/filter.h"

/* More of a day than anybody can do in it; of the days behind tomorrow a page shows no more than this. */
#define DAY_ROWS 40
#define AHEAD_ROWS 10
#define AHEAD_END 9
#define REMINDER_ROWS 40
#define STEPLESS_ROWS 20
#define STEPLESS_COUNT 1000
#define REMINDER_COUNT 1000
#define BORN_ROWS 20
#define BORN_LATER_ROWS 3
#define UNDATED_COUNT 50
#define EVERYTHING 1000000
#define FREE_LEAST 1800
#define QUARTER 900

/* How much is read; days 0: all of them. */
typedef struct Most {
	size_t day, ahead, reminders, stepless, born, born_later; /* born_later: of the days behind tomorrow */
} Most;
static const Most most_of[] = {
	[TODAY_PAGE] = {DAY_ROWS, AHEAD_ROWS, REMINDER_ROWS, STEPLESS_ROWS, BORN_ROWS, BORN_LATER_ROWS},
	[TODAY_PRINTED] = {0, 0, EVERYTHING, STEPLESS_ROWS, EVERYTHING, EVERYTHING},
	[TODAY_WHOLE] = {0, 0, EVERYTHING, EVERYTHING, EVERYTHING, EVERYTHING},
};

static Instant day_start(Work *work, Day day, int more)
{
	return zone_instant(work->zone, (Day){day.n + more}, 0);
}

/* From the next quarter of an hour on something is free: what is left of this one is not. */
static Instant next_quarter(Instant now)
{
	return (Instant){(now.s + QUARTER - 1) / QUARTER * QUARTER};
}

/* ---- the days ---- */

static Err *read_window(Work *work, AgendaQuery *query, AgendaRow **out, size_t *n, Arena *arena)
{
	size_t all;
	if (!query->day_most)
		query->most = EVERYTHING;
	TRY(agenda_read(work, query, out, &all, arena));
	*n = 0;
	for (size_t i = 0; i < all; i++) {
		if (!(*out)[i].cancelled)
			(*out)[(*n)++] = (*out)[i];
	}
	return NULL;
}

/* What takes all day stands above what has its hours, also where that began the day before. */
static void whole_days_first(AgendaRow *rows, size_t n, Arena *arena)
{
	AgendaRow *timed = arena_alloc(arena, (n + 1) * sizeof *timed);
	size_t whole = 0, rest = 0;
	for (size_t i = 0; i < n; i++) {
		if (rows[i].all_day)
			rows[whole++] = rows[i];
		else
			timed[rest++] = rows[i];
	}
	if (rest)
		memcpy(rows + whole, timed, rest * sizeof *timed);
}

/* What begins in days [from, to) from today, and reaches into them from before when they begin with tomorrow. */
static Err *read_coming(Work *work, int from, int to, AgendaQuery query, Today *out, Arena *arena)
{
	AgendaRow *rows;
	size_t n;
	Instant midnight = day_start(work, out->day, 2);
	query.from = day_start(work, out->day, from);
	query.to = day_start(work, out->day, to);
	TRY(read_window(work, &query, &rows, &n, arena));
	AgendaRow *tomorrow = arena_alloc(arena, (n + 1) * sizeof *rows), *later = arena_alloc(arena, (out->later_count + n + 1) * sizeof *rows);
	if (out->later_count)
		memcpy(later, out->later, out->later_count * sizeof *rows);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].start.s < midnight.s && from == 1)
			tomorrow[out->tomorrow_count++] = rows[i];
		else if (rows[i].start.s >= query.from.s)
			later[out->later_count++] = rows[i];
	}
	out->later = later;
	if (from == 1)
		out->tomorrow = tomorrow;
	return NULL;
}

/* Tomorrow and the week behind it; what begins tomorrow stands there only, however long it takes. */
static Err *read_ahead(Work *work, int64_t owner, size_t most, Today *out, Arena *arena)
{
	AgendaQuery query = {.owner = owner, .day_most = most, .cut = &out->tomorrow_cut, .unnamed = true};
	TRY(read_coming(work, 1, 2, query, out, arena));
	query.cut = &out->later_cut;
	TRY(read_coming(work, 2, AHEAD_END, query, out, arena));
	whole_days_first(out->tomorrow, out->tomorrow_count, arena);
	TRY(agenda_name(work, out->tomorrow, out->tomorrow_count, arena));
	return most ? NULL : agenda_name(work, out->later, out->later_count, arena);
}

static bool takes_time(const AgendaRow *row)
{
	return !row->all_day && !instant_is_none(row->end) && row->end.s > row->start.s;
}

static int64_t busy_within(const AgendaRow *row, Instant from, Instant to)
{
	int64_t begin = row->start.s > from.s ? row->start.s : from.s, end = row->end.s < to.s ? row->end.s : to.s;
	return end > begin ? end - begin : 0;
}

static void find_now(Work *work, Today *out)
{
	Instant from = day_start(work, out->day, 0), to = day_start(work, out->day, 1);
	out->busy.s = 0;
	out->now_at = 0;
	for (size_t i = 0; i < out->row_count; i++) {
		const AgendaRow *row = &out->rows[i];
		if (row->all_day || row->start.s <= out->now.s)
			out->now_at = i + 1;
		if (takes_time(row))
			out->busy.s += busy_within(row, from, to);
	}
}

static Err *read_day(Work *work, int64_t owner, size_t most, Today *out, Arena *arena)
{
	AgendaQuery query = {.from = day_start(work, out->day, 0), .to = day_start(work, out->day, 1), .owner = owner, .day_most = most, .cut = &out->rows_cut};
	TRY(read_window(work, &query, &out->rows, &out->row_count, arena));
	whole_days_first(out->rows, out->row_count, arena);
	find_now(work, out);
	return NULL;
}

static Err *read_undated(Work *work, int64_t owner, Today *out)
{
	int64_t n;
	TRY(tasks_undated_count(work->store, owner, UNDATED_COUNT + 1, &n));
	out->undated_more = n > UNDATED_COUNT;
	out->undated = out->undated_more ? UNDATED_COUNT : (size_t)n;
	return NULL;
}

/* ---- reminders ---- */

static Err *read_reminders(Work *work, int64_t owner, size_t most, Today *out, Arena *arena)
{
	ReminderQuery query = {.until = INSTANT_NONE, .owner = owner, .limit = most};
	ReminderRow *rows;
	size_t n;
	TRY(reminders_read(work, &query, &rows, &n, arena));
	out->reminders_open = 0;
	out->reminders_more = out->due_more = false;
	out->reminders_ever = n > 0;
	if (!n) {
		ReminderRow *answered;
		query.done_too = true;
		query.limit = 1;
		TRY(reminders_page(work->store, &query, &answered, &n, arena));
		out->reminders_ever = n > 0;
		n = 0;
	}
	out->reminders = arena_alloc(arena, (n ? n : 1) * sizeof *rows);
	Instant tomorrow = day_start(work, out->day, 1);
	for (int group = 0; group < 3; group++) {
		for (size_t i = 0; i < n; i++) {
			const Reminder *reminder = &rows[i].reminder;
			if (instant_is_none(reminder->next_at))
				continue;
			bool overdue = reminder_is_overdue(work, &rows[i]), today = !overdue && reminder->next_at.s < tomorrow.s;
			bool snoozed = !overdue && !today && reminder->state.v == REMINDER_SNOOZED;
			out->reminders_open += group == 0;
			if ((group == 0 && overdue) || (group == 1 && today) || (group == 2 && snoozed)) {
				out->reminders[out->reminder_count++] = rows[i];
				out->overdue += overdue;
				out->due_today += today;
				out->snoozed += snoozed;
			}
		}
	}
	if (n < most)
		return NULL;
	out->due_more = out->overdue + out->due_today == n;
	int64_t all;
	TRY(reminders_count(work->store, owner, INSTANT_NONE, (Instant){INT64_MAX}, REMINDER_COUNT + 1, &all));
	out->reminders_more = all > REMINDER_COUNT;
	out->reminders_open = (size_t)(all > REMINDER_COUNT ? REMINDER_COUNT : all);
	return NULL;
}

static Err *read_late(Work *work, int64_t owner, size_t most, Today *out, Arena *arena)
{
	size_t all;
	TRY(agenda_late(work, owner, most, &out->late, &all, arena));
	/* What was due earlier today stands in the day. */
	while (out->late_count < all && out->late[out->late_count].day.n < out->day.n)
		out->late_count++;
	return NULL;
}

bool today_overdue_next(const Today *today, TodayOverdue *at)
{
	const AgendaRow *late = at->late_at < today->late_count ? &today->late[at->late_at] : NULL;
	const ReminderRow *reminder = at->reminder_at < today->overdue ? &today->reminders[at->reminder_at] : NULL;
	bool first = late && (!reminder || late->start.s <= reminder->reminder.next_at.s);
	at->late_at += first;
	at->reminder_at += !first && reminder;
	at->late = first ? late : NULL;
	at->reminder = first ? NULL : reminder;
	return late || reminder;
}

/* ---- who has no next step ---- */

static Err *read_stepless(Work *work, int64_t owner, size_t most, Today *out, Arena *arena)
{
	TRY(clients_stepless(work->store, owner, most, &out->stepless, &out->stepless_count, arena));
	FilterContext context = {.kind = &kind_client, .when = work_words(work), .me = owner};
	FilterNode *filter = NULL;
	out->stepless_all = (int64_t)out->stepless_count;
	if (!out->stepless_count) {
		int64_t none;
		bool any;
		if (owner)
			TRY(filter_read(&filter, "whose:me", &context, arena));
		TRY(clients_count(work->store, filter, 0, &none, &any));
		out->no_clients = !any;
	}
	if (out->stepless_count < most)
		return NULL;
	return clients_stepless_count(work->store, owner, STEPLESS_COUNT, &out->stepless_all, &out->stepless_more);
}

/* ---- the week, birthdays, free time ---- */

static Err *read_week(Work *work, Today *out)
{
	Day monday = {out->day.n - (day_weekday(out->day) - 1)};
	for (int i = 0; i < 7 && monday.n + i <= out->day.n; i++) {
		TRY(history_between(work->store, day_start(work, monday, i), day_start(work, monday, i + 1), &out->week[i]));
		out->week_all += out->week[i];
	}
	return NULL;
}

/* Of today and the six days behind it. */
static Err *read_birthdays(Work *work, int64_t owner, const Most *of_days, Today *out, Arena *arena)
{
	VEC(ClientRow)
	all = {0};
	Err *err = NULL;
	for (int i = 0; i < TODAY_BIRTHDAYS && !err; i++) {
		ClientRow *rows = NULL;
		size_t n = 0, most = i < 2 ? of_days->born : of_days->born_later;
		err = clients_born_on(work->store, (Day){out->day.n + i}, &(BornQuery){.owner = owner, .limit = most}, &rows, &n, arena);
		out->born[i] = n;
		out->born_cut[i] = n >= most;
		for (size_t j = 0; j < n; j++)
			vec_push(&all, rows[j]);
	}
	out->birthdays = arena_alloc(arena, (all.n ? all.n : 1) * sizeof(ClientRow));
	out->birthday_days = arena_alloc(arena, (all.n ? all.n : 1) * sizeof(Day));
	for (size_t i = 0, at = 0; i < TODAY_BIRTHDAYS && !err; i++) {
		for (size_t j = 0; j < out->born[i]; j++, at++) {
			out->birthdays[at] = all.at[at];
			out->birthday_days[at].n = out->day.n + (int32_t)i;
		}
	}
	out->birthday_count = err ? 0 : all.n;
	vec_free(&all);
	return err;
}

static void find_free(Work *work, Today *out, Arena *arena)
{
	int since, until;
	VEC(TodayFree)
	free_times = {0};
	if (out->rows_cut)
		return;
	settings_hours(work->settings, &since, &until);
	Instant from = zone_instant(work->zone, out->day, since * 60), to = zone_instant(work->zone, out->day, until * 60);
	if (from.s < out->now.s)
		from = next_quarter(out->now);
	for (size_t i = 0; i < out->row_count && from.s < to.s; i++) {
		const AgendaRow *row = &out->rows[i];
		if (!agenda_is_busy(row) || row->end.s <= from.s || row->start.s >= to.s)
			continue;
		TodayFree gap = {from, row->start};
		if (gap.to.s - gap.from.s >= FREE_LEAST)
			vec_push(&free_times, gap);
		from = row->end;
	}
	TodayFree rest = {from, to};
	if (rest.to.s - rest.from.s >= FREE_LEAST)
		vec_push(&free_times, rest);
	out->free_count = free_times.n;
	out->free = arena_alloc(arena, (free_times.n ? free_times.n : 1) * sizeof(TodayFree));
	if (free_times.n)
		memcpy(out->free, free_times.at, free_times.n * sizeof(TodayFree));
	vec_free(&free_times);
}

Instant today_turn(Work *work, const Today *today)
{
	Instant turn = day_start(work, today->day, 1);
	for (size_t i = 0; i < today->row_count; i++) {
		turn_at(&turn, today->now, today->rows[i].start);
		turn_at(&turn, today->now, today->rows[i].end);
	}
	for (size_t i = 0; i < today->reminder_count; i++)
		turn_at_reminder(&turn, work, &today->reminders[i]);
	return turn;
}

bool today_clock(Work *work, Today *today, Arena *arena)
{
	Instant before = today->now;
	today->now = work_now(work);
	if (next_quarter(before).s == next_quarter(today->now).s)
		return false;
	find_free(work, today, arena);
	return true;
}

size_t today_items_of(const Today *today, int day, bool *more)
{
	*more = (day ? today->tomorrow_cut : today->rows_cut) || today->born_cut[day];
	return (day ? today->tomorrow_count : today->row_count) + today->born[day];
}

Err *today_read(Work *work, int64_t owner, Today *out, Arena *arena)
{
	return today_read_to(work, owner, TODAY_PAGE, out, arena);
}

Err *today_read_to(Work *work, int64_t owner, TodayDepth depth, Today *out, Arena *arena)
{
	const Most *most = &most_of[depth];
	*out = (Today){.day = work_today(work), .now = work_now(work)};
	TRY(read_day(work, owner, most->day, out, arena));
	TRY(read_undated(work, owner, out));
	TRY(read_ahead(work, owner, most->ahead, out, arena));
	TRY(read_late(work, owner, most->reminders, out, arena));
	TRY(read_reminders(work, owner, most->reminders, out, arena));
	TRY(read_stepless(work, owner, most->stepless, out, arena));
	TRY(read_week(work, out));
	TRY(read_birthdays(work, owner, most, out, arena));
	find_free(work, out, arena);
	return NULL;
}
