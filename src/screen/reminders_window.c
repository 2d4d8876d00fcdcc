/* SPDX-License-Identifier: MIT */
/*
 * The window of Reminders: the rows around the cursor, read by keyset, so that every key costs the same wherever one stands, and the counts of the
 * groups, which a worker makes where they cannot be seen in the window. A search is a walk through all of it, by the worker too.
 */
#include "reminders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	MORE = 120,
	WALK = 500,
	FOUND_MOST = 1000,
	HIDDEN_MOST = 100000, /* counted so far */
	SETTLE_MS = 500,
};

const ReminderRow *reminders_current(const RemindersState *r)
{
	return r->list.cursor < r->lines.n ? r->lines.at[r->list.cursor].row : NULL;
}

ReminderGroup reminders_group(const RemindersState *r, const ReminderRow *row)
{
	Day day = zone_day(ui_work(r->ui)->zone, row->reminder.next_at);
	if (row->reminder.next_at.s <= r->now.s)
		return GROUP_CALLS;
	if (day.n <= r->today.n)
		return GROUP_TODAY;
	return day.n == r->today.n + 1 ? GROUP_TOMORROW : GROUP_LATER;
}

static int64_t line_id(const void *self, size_t row)
{
	const RemindersState *r = self;
	return r->lines.at[row].row ? r->lines.at[row].row->reminder.head.id : 0;
}

/* ---- lines ---- */

/* Above the first row of a window that does not begin at the top its heading is not seen: it stands where its group begins. */
void reminders_lines(RemindersState *r)
{
	ReminderGroup before = GROUPS;
	r->lines.n = 0;
	r->turn = zone_instant(ui_work(r->ui)->zone, (Day){r->today.n + 1}, 0);
	for (size_t i = 0; i < r->rows.n; i++) {
		turn_at_reminder(&r->turn, ui_work(r->ui), &r->rows.at[i]);
		ReminderGroup group = reminders_group(r, &r->rows.at[i]);
		if (group != before && !r->bare && (i || r->at_top)) {
			if (i)
				vec_push(&r->lines, ((ReminderLine){0}));
			vec_push(&r->lines, ((ReminderLine){.group = group, .heading = true}));
		}
		vec_push(&r->lines, ((ReminderLine){.row = &r->rows.at[i], .group = group}));
		before = group;
	}
	r->source = (ListSource){.n = r->lines.n, .id = line_id, .draw = reminders_line_draw, .self = r};
}

void reminders_note(RemindersState *r)
{
	int64_t all = 0;
	for (size_t i = 0; i < GROUPS; i++)
		all = all < 0 || r->counts[i] < 0 ? -1 : all + r->counts[i];
	Str note = {0};
	if (r->words) {
		Str words = {0};
		utf8_cut(&words, r->words, 24);
		str_addf(&note, C_("quoted", "\"%s\""), str_text(&words));
		str_add(&note, ": ");
		str_done(&words);
	}
	if (r->words && r->searching && !r->rows.n)
		str_add(&note, _("searching"));
	else if (r->words && r->cut)
		str_addf(&note, _("the first %zu"), r->rows.n);
	else if (all >= 0)
		str_add_count(&note, all, P_("%lld open", "%lld open", all), (long long)all);
	if (r->list.n_marks) {
		Str number = {0};
		str_add_number(&number, (int64_t)r->list.n_marks);
		str_add(&note, note.n ? "   " : "");
		str_addf(&note, _("%s marked"), str_text(&number));
		str_done(&number);
	}
	free(r->note);
	r->note = mem_strdup(str_text(&note));
	str_done(&note);
}

/* ---- counts ---- */

typedef struct CountQuestion {
	int64_t owner;
	Instant after[GROUPS], until[GROUPS];
	int64_t counts[GROUPS];
} CountQuestion;

static Err *counts_answer(Store *store, void *question)
{
	CountQuestion *q = question;
	for (size_t i = 0; i < GROUPS; i++)
		TRY(reminders_count(store, q->owner, q->after[i], q->until[i], INT64_MAX, &q->counts[i]));
	return NULL;
}

static void counts_got(Screen *s, void *question, Err *err)
{
	RemindersState *r = s->state;
	const CountQuestion *q = question;
	if (!err)
		memcpy(r->counts, q->counts, sizeof r->counts);
	else if (err->code != ERR_INTERRUPTED)
		ui_fault(s->ui, err), err = NULL;
	err_free(err);
	reminders_note(r);
}

/* Where both ends are in the window it is counted in it, else by the worker; the counts from before stay until it answers. */
static void count_groups(Screen *s)
{
	RemindersState *r = s->state;
	const Zone *zone = ui_work(s->ui)->zone;
	if (r->at_top && r->at_bottom) {
		memset(r->counts, 0, sizeof r->counts);
		for (size_t i = 0; i < r->rows.n; i++)
			r->counts[reminders_group(r, &r->rows.at[i])]++;
		ui_ask_nothing(s->ui, s);
		return;
	}
	CountQuestion *q = mem_alloc(sizeof *q);
	Instant tomorrow = zone_instant(zone, (Day){r->today.n + 1}, 0), later = zone_instant(zone, (Day){r->today.n + 2}, 0);
	*q = (CountQuestion){
		.owner = ui_whose(s->ui),
		.after = {{INT64_MIN}, r->now, {tomorrow.s - 1}, {later.s - 1}},
		.until = {{r->now.s + 1}, tomorrow, later, {INT64_MAX}},
	};
	ui_ask(s->ui, s, q, counts_answer, counts_got);
}

/* ---- reading ---- */

static Err *page(Screen *s, const Reminder *from, bool backward, size_t limit, ReminderRow **rows, size_t *n, Arena *arena)
{
	ReminderQuery query = {.until = INSTANT_NONE, .owner = ui_whose(s->ui), .limit = limit, .from = from, .backward = backward};
	return reminders_read(ui_work(s->ui), &query, rows, n, arena);
}

static void window_begin(RemindersState *r)
{
	Arena *old = r->arena;
	r->arena = r->spare;
	r->spare = old;
	arena_reset(r->arena);
}

static void window_put(Screen *s, const ReminderRow *above, size_t n_above, const ReminderRow *below, size_t n_below)
{
	RemindersState *r = s->state;
	r->rows.n = 0;
	for (size_t i = 0; i < n_above; i++)
		vec_push(&r->rows, above[i]);
	for (size_t i = 0; i < n_below; i++)
		vec_push(&r->rows, below[i]);
	reminders_lines(r);
	reminders_note(r);
}

/* The window could not be read: the rows that are held stay. */
static Err *window_undo(RemindersState *r, Err *err)
{
	Arena *new = r->arena;
	r->arena = r->spare;
	r->spare = new;
	return err;
}

/* Why there is no row to show: nothing was ever planned, all is done, or the words hide them. */
static Err *why_empty(Screen *s)
{
	RemindersState *r = s->state;
	Store *store = ui_work(s->ui)->store;
	ReminderRow *rows;
	size_t n = 0;
	if (r->rows.n)
		return NULL;
	if (r->words) {
		TRY(reminders_count(store, ui_whose(s->ui), (Instant){INT64_MIN}, (Instant){INT64_MAX}, HIDDEN_MOST, &r->hidden));
		r->hidden_more = r->hidden == HIDDEN_MOST;
		return NULL;
	}
	ReminderQuery query = {.until = INSTANT_NONE, .owner = ui_whose(s->ui), .limit = 1, .done_too = true};
	TRY(reminders_page(store, &query, &rows, &n, r->arena));
	r->ever = n > 0;
	return NULL;
}

static Err *window_end_of(Screen *s, bool bottom)
{
	RemindersState *r = s->state;
	ReminderRow *rows = NULL;
	size_t n = 0;
	window_begin(r);
	Err *err = page(s, NULL, bottom, MORE, &rows, &n, r->arena);
	if (err)
		return window_undo(r, err);
	r->at_top = !bottom || n < MORE;
	r->at_bottom = bottom || n < MORE;
	window_put(s, NULL, 0, rows, n);
	return why_empty(s);
}

/* So many rows on both sides of that place, whether its row is still there or not; *row: the first one that does not stand above it. */
static Err *window_around(Screen *s, const Reminder *place, size_t n_above, size_t n_below, size_t *row)
{
	RemindersState *r = s->state;
	ReminderRow *above = NULL, *below = NULL;
	size_t got_above = 0, got_below = 0;
	window_begin(r);
	Err *err = page(s, place, true, n_above, &above, &got_above, r->arena);
	if (!err)
		err = page(s, got_above ? &above[got_above - 1].reminder : NULL, false, n_below, &below, &got_below, r->arena);
	if (err)
		return window_undo(r, err);
	r->at_top = got_above < n_above;
	r->at_bottom = got_below < n_below;
	window_put(s, above, got_above, below, got_below);
	*row = got_above;
	return why_empty(s);
}

/* Where the cursor's row is to be looked for now. One that was put off leaves the cursor where it stood, one that was moved takes it along. */
static Err *place_now(Screen *s, Reminder *place)
{
	RemindersState *r = s->state;
	Reminder fresh;
	Err *err = store_get(ui_work(s->ui)->store, &kind_reminder, place->head.id, &fresh, r->spare);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	if (!instant_is_none(fresh.next_at) && reminder_times_put_off(&fresh) <= reminder_times_put_off(place))
		place->next_at = fresh.next_at;
	return NULL;
}

static size_t line_of(const RemindersState *r, size_t row)
{
	for (size_t i = 0; i < r->lines.n; i++)
		if (r->lines.at[i].row == &r->rows.at[row])
			return i;
	return r->lines.n ? r->lines.n - 1 : LIST_NONE;
}

/* The cursor onto that row of the window, on the line of the screen that it had. */
static void cursor_to(RemindersState *r, size_t row)
{
	size_t line = r->list.cursor != LIST_NONE && r->list.cursor > r->list.top ? r->list.cursor - r->list.top : 0;
	if (!r->rows.n) {
		r->list.cursor = LIST_NONE;
		r->list.id = 0;
		return;
	}
	r->list.cursor = line_of(r, row < r->rows.n ? row : r->rows.n - 1);
	r->list.id = line_id(r, r->list.cursor);
	r->list.top = r->list.cursor > line ? r->list.cursor - line : 0;
}

static Err *read_around(Screen *s, bool grow)
{
	RemindersState *r = s->state;
	const ReminderRow *current = reminders_current(r);
	if (!current)
		return window_end_of(s, false);
	/* An open range goes on from where it began: its rows stay in the window. */
	size_t row = (size_t)(current - r->rows.at), above = MORE, below = 2 * MORE;
	if (r->list.range) {
		above = row + (grow ? MORE : 1);
		below = r->rows.n - row + (grow ? 2 * MORE : 1);
	}
	Reminder place = current->reminder;
	TRY(place_now(s, &place));
	TRY(window_around(s, &place, above, below, &row));
	cursor_to(r, row);
	return NULL;
}

/* ---- searching ---- */

/* One block: it is freed by who asked or by the worker. */
typedef struct SearchQuestion {
	int64_t owner, ids[FOUND_MOST];
	size_t n;
	bool cut;
	char words[];
} SearchQuestion;

static bool holds(const ReminderRow *row, const char *folded)
{
	return fold_holds(row->summary, folded) || fold_holds(row->client_title, folded) || fold_holds(row->client_phone, folded);
}

static Err *walk(Store *store, SearchQuestion *q, const char *folded, const char *other, Arena *arena)
{
	Reminder last = {0};
	for (size_t n = WALK; n == WALK;) {
		ReminderRow *rows = NULL;
		ReminderQuery query = {.until = INSTANT_NONE, .owner = q->owner, .limit = WALK, .from = last.head.id ? &last : NULL};
		arena_reset(arena);
		TRY(reminders_page(store, &query, &rows, &n, arena));
		for (size_t i = 0; i < n; i++) {
			if (!holds(&rows[i], folded) && !(*other && holds(&rows[i], other)))
				continue;
			q->cut = q->n == FOUND_MOST;
			if (q->cut)
				return NULL;
			q->ids[q->n++] = rows[i].reminder.head.id;
		}
		if (n)
			last = (Reminder){.head.id = rows[n - 1].reminder.head.id, .next_at = rows[n - 1].reminder.next_at};
	}
	return NULL;
}

static Err *search_answer(Store *store, void *question)
{
	SearchQuestion *q = question;
	Str folded = {0}, typed = {0}, other = {0};
	Arena *arena = arena_new();
	fold_search(&folded, q->words);
	if (fold_other_layout(&typed, q->words))
		fold_search(&other, str_text(&typed));
	Err *err = walk(store, q, str_text(&folded), str_text(&other), arena);
	arena_free(arena);
	str_done(&folded);
	str_done(&typed);
	str_done(&other);
	return err;
}

/* The rows found, as they are now; those that were answered meanwhile are not among them any more. */
static Err *read_found(Screen *s)
{
	RemindersState *r = s->state;
	ReminderRow *rows = NULL;
	size_t n = 0;
	ReminderQuery query = {.until = INSTANT_NONE, .owner = ui_whose(s->ui), .limit = FOUND_MOST, .ids = r->found.at, .n_ids = r->found.n};
	window_begin(r);
	if (r->found.n) {
		Err *err = reminders_read(ui_work(s->ui), &query, &rows, &n, r->arena);
		if (err)
			return window_undo(r, err);
	}
	r->at_top = r->at_bottom = true;
	window_put(s, NULL, 0, rows, n);
	count_groups(s);
	return why_empty(s);
}

static void search_got(Screen *s, void *question, Err *err)
{
	RemindersState *r = s->state;
	const SearchQuestion *q = question;
	r->searching = false;
	r->found.n = 0;
	for (size_t i = 0; !err && i < q->n; i++)
		vec_push(&r->found, q->ids[i]);
	r->cut = q->cut;
	if (!err)
		err = read_found(s);
	list_fit(&r->list, &r->source, r->list.rows);
	if (err)
		ui_fault(s->ui, err);
}

static SearchQuestion *search_question(Screen *s)
{
	RemindersState *r = s->state;
	SearchQuestion *q = mem_alloc(sizeof *q + strlen(r->words) + 1);
	q->owner = ui_whose(s->ui);
	memcpy(q->words, r->words, strlen(r->words) + 1);
	return q;
}

static void ask_search(Screen *s)
{
	RemindersState *r = s->state;
	r->searching = true;
	ui_ask(s->ui, s, search_question(s), search_answer, search_got);
}

static void forget_rows(RemindersState *r)
{
	r->found.n = 0;
	r->rows.n = 0;
	r->lines.n = r->source.n = 0;
	r->list.cursor = LIST_NONE;
	r->list.top = 0;
	for (size_t i = 0; i < GROUPS; i++)
		r->counts[i] = -1;
}

void reminders_search(Screen *s, const char *words)
{
	RemindersState *r = s->state;
	/* One letter more finds some of what is found: that stays until the answer is there. */
	bool fewer = r->words && words && !r->cut && str_begins(words, r->words);
	if (str_same(words ? words : "", r->words ? r->words : ""))
		return;
	free(r->words);
	r->words = words && *words ? mem_strdup(words) : NULL;
	list_unmark(&r->list);
	if (!fewer)
		forget_rows(r);
	s->stale = true;
}

Err *reminders_settle(Screen *s)
{
	RemindersState *r = s->state;
	Store *store = ui_work(s->ui)->store;
	if (s->stale) { /* keys came faster than frames */
		s->stale = false;
		arena_reset(s->arena);
		TRY(reminders_load(s));
	}
	if (!r->words || !r->searching)
		return NULL;
	SearchQuestion *q = search_question(s);
	store_patience(store, SETTLE_MS);
	Err *err = search_answer(store, q);
	store_patience(store, 0);
	bool late = err && err->code == ERR_INTERRUPTED; /* the worker goes on */
	if (!late) {
		ui_ask_nothing(s->ui, s);
		search_got(s, q, err);
	} else {
		err_free(err);
		forget_rows(r);
	}
	free(q);
	return NULL;
}

/* ---- for the screen ---- */

Err *reminders_load(Screen *s)
{
	RemindersState *r = s->state;
	r->previewed = 0;
	r->now = work_now(ui_work(s->ui));
	r->today = work_today(ui_work(s->ui));
	if (r->words) {
		TRY(read_found(s));
		ask_search(s);
		reminders_note(r);
		return NULL;
	}
	TRY(read_around(s, false));
	count_groups(s);
	reminders_note(r);
	return NULL;
}

Err *reminders_room(Screen *s)
{
	RemindersState *r = s->state;
	size_t need = r->list.rows > 0 ? (size_t)r->list.rows + 4 : 4, cursor = r->list.cursor;
	if (cursor == LIST_NONE || r->words)
		return NULL;
	if ((r->at_bottom || cursor + need < r->lines.n) && (r->at_top || cursor >= need))
		return NULL;
	TRY(read_around(s, true));
	list_fit(&r->list, &r->source, r->list.rows);
	return NULL;
}

/* Home and End with a range open take what lies between with them. */
static Err *to_end(Screen *s, bool bottom)
{
	RemindersState *r = s->state;
	while (r->list.range && !(bottom ? r->at_bottom : r->at_top)) {
		list_end(&r->list, &r->source);
		if (!bottom)
			list_home(&r->list, &r->source);
		TRY(read_around(s, true));
		list_fit(&r->list, &r->source, r->list.rows);
	}
	if (!(bottom ? r->at_bottom : r->at_top))
		TRY(window_end_of(s, bottom));
	if (bottom)
		list_end(&r->list, &r->source);
	else
		list_home(&r->list, &r->source);
	return NULL;
}

Err *reminders_first(Screen *s)
{
	return to_end(s, false);
}

Err *reminders_last(Screen *s)
{
	return to_end(s, true);
}

/* All of them, also those that were not read: once more takes the marks off. */
Err *reminders_mark_all(Screen *s)
{
	RemindersState *r = s->state;
	if (r->at_top && r->at_bottom) {
		list_mark_all(&r->list, &r->source);
		return NULL;
	}
	if (r->list.n_marks) {
		list_unmark(&r->list);
		return NULL;
	}
	Arena *arena = arena_new();
	Reminder last = {0};
	Err *err = NULL;
	for (size_t n = WALK; !err && n == WALK;) {
		ReminderRow *rows = NULL;
		arena_reset(arena);
		err = page(s, last.head.id ? &last : NULL, false, WALK, &rows, &n, arena);
		for (size_t i = 0; !err && i < n; i++)
			list_mark(&r->list, rows[i].reminder.head.id, true);
		if (!err && n)
			last = (Reminder){.head.id = rows[n - 1].reminder.head.id, .next_at = rows[n - 1].reminder.next_at};
	}
	arena_free(arena);
	return err;
}
