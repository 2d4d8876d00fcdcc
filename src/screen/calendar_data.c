/* SPDX-License-Identifier: MIT */
/* What the calendar shows, sorted into days: occurrences cut at midnight; and free time. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"

enum {
	MOST_ROWS = 10000,
	MONTH_MOST = 10,
	WEEK_MOST = 20,
	LIST_MOST = 20,
	DAY_MOST = 120,
	MOST_UNDATED = 50,
	FREE_LEAST = 1800,
	QUARTER = 900,
};

Instant calendar_day_start(const CalendarState *c, Day day)
{
	return zone_instant(ui_work(c->ui)->zone, day, 0);
}

/* ---- which days ---- */

void calendar_range(const CalendarState *c, Day *first, Day *last)
{
	*first = *last = c->day;
	if (day_is_none(c->range))
		return;
	if (c->range.n < c->day.n)
		*first = c->range;
	else
		*last = c->range;
}

bool calendar_in_range(const CalendarState *c, Day day)
{
	Day first, last;
	calendar_range(c, &first, &last);
	return !day_is_none(c->range) && day.n >= first.n && day.n <= last.n;
}

void calendar_period(const CalendarState *c, Day *first, Day *last)
{
	int32_t year;
	int month, day;
	switch (c->view) {
	case VIEW_MONTH:
		day_split(c->day, &year, &month, &day);
		*first = day_of(year, month, 1);
		*last = day_of(year, month, month_length(year, month));
		break;
	case VIEW_WEEK:
		first->n = c->day.n - (day_weekday(c->day) - 1);
		last->n = first->n + 6;
		break;
	case VIEW_DAY:
		*first = *last = c->day;
		break;
	case VIEW_AGENDA:
		*first = c->agenda_from;
		last->n = first->n + (c->chosen ? c->chosen : AGENDA_DAYS) - 1;
		break;
	}
}

static void window_of(const CalendarState *c, Day *first, int *n)
{
	Day last;
	calendar_period(c, first, &last);
	if (c->view == VIEW_MONTH) {
		first->n -= day_weekday(*first) - 1;
		last.n += 7 - day_weekday(last);
	}
	*n = last.n - first->n + 1;
}

bool calendar_covers(const CalendarState *c)
{
	Day first;
	int n;
	window_of(c, &first, &n);
	return c->days && first.n == c->first.n && n == c->n;
}

CalendarDay *calendar_day(const CalendarState *c, Day day)
{
	if (!c->days || day.n < c->first.n || day.n >= c->first.n + c->n)
		return NULL;
	return &c->days[day.n - c->first.n];
}

Entry *calendar_entry(const CalendarState *c)
{
	CalendarDay *day = calendar_day(c, c->day);
	return day && c->entry >= 0 && c->entry < day->n ? &day->entries[c->entry] : NULL;
}

/* ---- reading ---- */

static const size_t day_most[] = {[VIEW_MONTH] = MONTH_MOST, [VIEW_WEEK] = WEEK_MOST, [VIEW_DAY] = DAY_MOST, [VIEW_AGENDA] = LIST_MOST};

typedef struct Rows {
	AgendaRow *at;
	size_t n, cap;
} Rows;

static Err *read_events(Screen *s, AgendaRow **out, size_t *n, Instant from, Instant to, Arena *arena)
{
	CalendarState *c = s->state;
	AgendaQuery query = {.from = from, .to = to, .owner = ui_whose(s->ui), .most = MOST_ROWS, .cut = &c->cut};
	if (calendar_shows_others(c->show))
		query.birthdays = day_most[c->view];
	query.notes = calendar_shows_others(c->show);
	/* Of a day that holds more than can be seen in this view the first are read, the others counted (calendar_count). Words are looked for in all. */
	if (!c->words)
		query.day_most = day_most[c->view];
	c->cut = false;
	return agenda_read(ui_work(s->ui), &query, out, n, arena);
}

/* What is searched is chosen from all of the window, which is read once while the words are typed. */
static Err *read_pool(Screen *s, Day first, int days)
{
	CalendarState *c = s->state;
	int64_t owner = ui_whose(s->ui);
	uint64_t changes = ui_changes(s->ui);
	bool window = c->pool.first.n == first.n && c->pool.days == days && c->pool.view == c->view;
	if (window && c->pool.known && c->pool.changes == changes && c->pool.show == c->show && c->pool.owner == owner) {
		c->cut = c->pool.cut;
		return NULL;
	}
	c->pool.known = false;
	arena_reset(c->pool.arena);
	TRY(read_events(s, &c->pool.rows, &c->pool.n, calendar_day_start(c, first), calendar_day_start(c, (Day){first.n + days}), c->pool.arena));
	c->pool.first = first;
	c->pool.days = days;
	c->pool.view = c->view;
	c->pool.show = c->show;
	c->pool.owner = owner;
	c->pool.changes = changes;
	c->pool.cut = c->cut;
	c->pool.known = true;
	return NULL;
}

static Err *read_window(Screen *s, Rows *rows, Day first, int days)
{
	CalendarState *c = s->state;
	AgendaRow *found = NULL;
	size_t n = 0;
	if (c->words) {
		TRY(read_pool(s, first, days));
		found = c->pool.rows;
		n = c->pool.n;
	} else {
		TRY(read_events(s, &found, &n, calendar_day_start(c, first), calendar_day_start(c, (Day){first.n + days}), s->arena));
	}
	for (size_t i = 0; i < n; i++)
		vec_push(rows, found[i]);
	return NULL;
}

/* Tasks without a date belong to no day: they stand beside today, where they can be done. */
static Err *read_undated(Screen *s, Rows *rows)
{
	Work *work = ui_work(s->ui);
	PlanQuery query = {.from = INSTANT_NONE, .to = INSTANT_NONE, .owner = ui_whose(s->ui), .limit = MOST_UNDATED};
	Task *tasks = NULL;
	size_t n = 0, first = rows->n;
	TRY(tasks_undated(work->store, &query, &tasks, &n, s->arena));
	for (size_t i = 0; i < n; i++) {
		if (!tasks[i].open.v || tasks[i].superseded.v)
			continue;
		AgendaRow row = {
			.kind = "task",
			.id = tasks[i].head.id,
			.start = INSTANT_NONE,
			.end = INSTANT_NONE,
			.day = work_today(work),
			.all_day = true,
			.summary = tasks[i].summary.s,
			.uid = tasks[i].uid.s,
			.client = tasks[i].client.v,
			.contact_kind = tasks[i].kind.v,
			.owner = tasks[i].owner.v,
		};
		vec_push(rows, row);
	}
	return rows->n > first ? agenda_name(work, rows->at + first, rows->n - first, s->arena) : NULL;
}

/* ---- the filter ---- */

typedef struct Words {
	Str folded, other; /* as typed, and as if typed on the other layout */
} Words;

static void words_take(Words *w, const char *words)
{
	Str typed = {0};
	*w = (Words){0};
	fold_search(&w->folded, words ? words : "");
	if (words && fold_other_layout(&typed, words))
		fold_search(&w->other, str_text(&typed));
	str_done(&typed);
}

static void words_done(Words *w)
{
	str_done(&w->folded);
	str_done(&w->other);
}

static bool has_words(const AgendaRow *row, const char *w)
{
	return fold_holds(row->summary, w) || fold_holds(row->client_title, w) || fold_holds(row->location, w);
}

bool calendar_is_filtered(const CalendarState *c)
{
	return c->words || c->show != SHOW_ALL;
}

bool calendar_shows(const AgendaRow *row, CalendarShow show)
{
	bool task = strcmp(row->kind, "task") == 0, event = strcmp(row->kind, "event") == 0;
	return !row->cancelled && !((show == SHOW_EVENTS && !event) || (show == SHOW_TASKS && !task) || (show == SHOW_OPEN && row->done));
}

bool calendar_shows_others(CalendarShow show)
{
	return show != SHOW_EVENTS && show != SHOW_TASKS;
}

static bool is_shown(const CalendarState *c, const AgendaRow *row, const Words *words)
{
	if (!calendar_shows(row, c->show))
		return false;
	return !c->words || has_words(row, str_text(&words->folded)) || (words->other.n && has_words(row, str_text(&words->other)));
}

/* ---- days ---- */

static bool takes_time(const AgendaRow *row)
{
	return !row->all_day && !instant_is_none(row->end) && row->end.s > row->start.s;
}

static Entry entry_of(const AgendaRow *row, Day day, const Zone *zone, Instant now)
{
	Instant start = zone_instant(zone, day, 0), next = zone_instant(zone, (Day){day.n + 1}, 0);
	Entry e = {.row = row, .from = row->start, .to = takes_time(row) ? row->end : row->start, .whole = row->all_day, .lanes = 1};
	e.task = strcmp(row->kind, "task") == 0;
	e.birthday = strcmp(row->kind, "birthday") == 0;
	e.note = strcmp(row->kind, "note") == 0;
	e.before = row->day.n < day.n;
	if (e.whole && !instant_is_none(row->start)) {
		e.after = !instant_is_none(row->end) && row->end.s > next.s;
		e.from = start;
		e.to = next;
	} else if (!e.whole) {
		e.after = e.to.s > next.s;
		e.from = e.before ? start : e.from;
		e.to = e.after ? next : e.to;
		/* What fills a day from midnight to midnight is drawn as the all-day ones are. */
		e.whole = e.before && e.after;
	}
	Instant due = row->all_day ? zone_instant(zone, (Day){row->day.n + 1}, 0) : row->start;
	e.overdue = e.task && !row->done && !instant_is_none(row->start) && due.s <= now.s;
	return e;
}

static Day last_day(const AgendaRow *row, const Zone *zone)
{
	if (instant_is_none(row->start) || instant_is_none(row->end) || row->end.s <= row->start.s)
		return row->day;
	return zone_day(zone, (Instant){row->end.s - 1});
}

static int entry_order(const void *a, const void *b)
{
	const Entry *x = a, *y = b;
	if (x->whole != y->whole)
		return x->whole ? -1 : 1;
	bool undated = instant_is_none(x->row->start), other = instant_is_none(y->row->start);
	if (undated != other)
		return undated ? 1 : -1;
	if (x->from.s != y->from.s)
		return x->from.s < y->from.s ? -1 : 1;
	if (x->to.s != y->to.s)
		return x->to.s > y->to.s ? -1 : 1;
	return (x->row->id > y->row->id) - (x->row->id < y->row->id);
}

static bool is_busy(const Entry *e)
{
	return !e->whole && !e->task && !e->row->free && e->to.s > e->from.s;
}

static void add_taken(DaySum *sum, int64_t from, int64_t to)
{
	if (sum->n_taken && (from - sum->taken[sum->n_taken - 1].to < FREE_LEAST || sum->n_taken == TAKEN_MOST)) {
		if (to > sum->taken[sum->n_taken - 1].to)
			sum->taken[sum->n_taken - 1].to = (int32_t)to;
		return;
	}
	sum->taken[sum->n_taken].from = (int32_t)from;
	sum->taken[sum->n_taken++].to = (int32_t)to;
}

static void sum_day(CalendarDay *day, Instant start)
{
	DaySum *sum = &day->sum;
	int64_t end = INT64_MIN;
	*sum = (DaySum){.n = day->n};
	for (int i = 0; i < day->n; i++) {
		const Entry *e = &day->entries[i];
		day->whole += e->whole;
		day->undated += instant_is_none(e->row->start);
		sum->before += e->before;
		if (e->whole && agenda_is_busy(e->row))
			add_taken(sum, 0, e->to.s - start.s);
		if (e->whole || e->to.s <= e->from.s)
			continue;
		sum->busy += e->to.s - e->from.s;
		if (!is_busy(e))
			continue;
		sum->conflicts += e->from.s < end;
		end = e->to.s > end ? e->to.s : end;
		add_taken(sum, e->from.s - start.s, e->to.s - start.s);
	}
}

/* Adds the row to its days between the first and the last; without room for entries it is only counted. */
static void add_row(CalendarDay *days, int n, const AgendaRow *row, const Zone *zone, Instant now)
{
	int32_t first = days[0].day.n, last = last_day(row, zone).n;
	for (int32_t at = row->day.n < first ? first : row->day.n; at <= last && at < first + n; at++) {
		CalendarDay *day = &days[at - first];
		if (day->entries)
			day->entries[day->n] = entry_of(row, day->day, zone, now);
		day->n++;
	}
}

void calendar_fill(CalendarDay *days, int n, const AgendaRow *rows, size_t n_rows, const Zone *zone, Instant now, Arena *arena)
{
	for (size_t i = 0; i < n_rows; i++)
		add_row(days, n, &rows[i], zone, now);
	for (int i = 0; i < n; i++) {
		days[i].entries = arena_alloc(arena, (size_t)(days[i].n ? days[i].n : 1) * sizeof(Entry));
		days[i].n = 0;
	}
	for (size_t i = 0; i < n_rows; i++)
		add_row(days, n, &rows[i], zone, now);
	for (int i = 0; i < n; i++) {
		if (days[i].n)
			qsort(days[i].entries, (size_t)days[i].n, sizeof(Entry), entry_order);
		sum_day(&days[i], zone_instant(zone, days[i].day, 0));
	}
}

/* ---- the whole window ---- */

Err *calendar_read(Screen *s)
{
	CalendarState *c = s->state;
	Work *work = ui_work(s->ui);
	Day today = work_today(work);
	/* At midnight a cursor that stood on today goes with it. */
	if (!day_is_none(c->today) && today.n != c->today.n) {
		if (c->day.n == c->today.n)
			c->day = today;
		if (c->agenda_from.n == c->today.n)
			c->agenda_from = today;
	}
	c->today = today;
	c->now = work_now(work);
	int n;
	Day first;
	window_of(c, &first, &n);
	Rows rows = {0}, shown = {0};
	c->days = NULL;
	c->n = 0;
	Err *err = read_window(s, &rows, first, n);
	if (!err && c->view == VIEW_DAY && first.n == today.n)
		err = read_undated(s, &rows);
	Words words;
	words_take(&words, c->words);
	for (size_t i = 0; !err && i < rows.n; i++)
		if (is_shown(c, &rows.at[i], &words))
			vec_push(&shown, rows.at[i]);
	words_done(&words);
	free(rows.at);
	if (!err) {
		AgendaRow *kept = arena_alloc(s->arena, (shown.n ? shown.n : 1) * sizeof *kept);
		if (shown.n)
			memcpy(kept, shown.at, shown.n * sizeof *kept);
		c->first = first;
		c->n = n;
		c->days = arena_alloc(s->arena, (size_t)n * sizeof *c->days);
		for (int i = 0; i < n; i++)
			c->days[i].day.n = first.n + i;
		calendar_fill(c->days, n, kept, shown.n, work->zone, c->now, s->arena);
		for (int i = 0; i < n; i++)
			c->days[i].sum.more = c->cut && (c->words || (size_t)c->days[i].n >= day_most[c->view]);
	}
	free(shown.at);
	return err;
}

/* ---- free time ---- */

Seconds calendar_hours(const CalendarState *c, Seconds *to)
{
	int from, until;
	settings_hours(ui_work(c->ui)->settings, &from, &until);
	*to = (Seconds){until * 60};
	return (Seconds){from * 60};
}

int64_t calendar_quarter(const CalendarState *c)
{
	return (c->now.s + QUARTER - 1) / QUARTER;
}

bool calendar_free(const CalendarState *c, const CalendarDay *day, const char *between, Str *out)
{
	const Zone *zone = ui_work(c->ui)->zone;
	Seconds until, since = calendar_hours(c, &until);
	Instant from = zone_instant(zone, day->day, (int32_t)since.s), to = zone_instant(zone, day->day, (int32_t)until.s);
	bool any = false;
	if (calendar_is_filtered(c) || day->sum.more)
		return false;
	if (from.s < c->now.s) /* what is left of this quarter of an hour is no free time */
		from.s = calendar_quarter(c) * QUARTER;
	const DaySum *sum = &day->sum;
	int64_t start = calendar_day_start(c, day->day).s;
	for (int i = 0; i <= sum->n_taken && from.s < to.s; i++) {
		bool last = i == sum->n_taken;
		if (!last && start + sum->taken[i].to <= from.s)
			continue;
		int64_t end = !last && start + sum->taken[i].from < to.s ? start + sum->taken[i].from : to.s;
		if (end - from.s >= FREE_LEAST) {
			int32_t second;
			Day there;
			str_add(out, any ? between : "");
			zone_local(zone, from, &there, &second);
			words_time(out, second);
			str_add(out, "–");
			zone_local(zone, (Instant){end}, &there, &second);
			words_time(out, second);
			any = true;
		}
		if (!last)
			from.s = start + sum->taken[i].to;
	}
	return any;
}

int32_t calendar_second_now(const CalendarState *c)
{
	Day day;
	int32_t second;
	zone_local(ui_work(c->ui)->zone, work_now(ui_work(c->ui)), &day, &second);
	return second;
}
