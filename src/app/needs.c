/* SPDX-License-Identifier: MIT */
/* What row 0 calls for: drafts, overdue and due reminders; and `0`, which goes to it in that order. Conflicts are questions that stand open already. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/step.h"
#include "ui.h"

enum {
	NEEDS_MOST = 200,
	TURN_FAR = 4 * 3600, /* looked ahead for what will turn by the clock */
};

static Instant day_end(const Work *work)
{
	return zone_instant(work->zone, (Day){work_today(work).n + 1}, 0);
}

static Err *due_rows(Ui *ui, Instant after, Instant until, ReminderRow **rows, size_t *n, Arena *arena)
{
	Work *work = ui->work;
	ReminderQuery query = {.after = after, .until = until, .owner = work->me.head.id, .limit = NEEDS_MOST};
	return reminders_read(work, &query, rows, n, arena);
}

enum {
	NOTIFY_MOST = 3
};

/* What has come due since the last look is said in the message row; several: the last of them, row 0 counts them all. The bell rings once, and a
 * terminal that shows messages of its own is not covered with them. */
static Err *announce(Ui *ui, Instant now, Arena *arena)
{
	ReminderRow *rows = NULL;
	size_t n = 0;
	if (now.s <= ui->last_due.s)
		return NULL;
	TRY(due_rows(ui, ui->last_due, (Instant){now.s + 1}, &rows, &n, arena));
	ui->last_due = now;
	if (n && ui->term && settings_flag(ui->work->settings, "remind", "bell"))
		term_bell(ui->term);
	for (size_t i = n > NOTIFY_MOST ? n - NOTIFY_MOST : 0; i < n; i++) {
		ui_remark(ui, STYLE_SOON, "• %s%s%s", rows[i].client_title ? rows[i].client_title : "", rows[i].client_title ? ": " : "",
		          rows[i].summary ? rows[i].summary : _("reminder"));
		if (ui->term)
			term_notify(ui->term, "kartoteka", ui->message.text);
	}
	return NULL;
}

/* `(2) kartoteka`: what is due, where the window's title can be read. */
static void needs_title(Ui *ui)
{
	int64_t due = settings_flag(ui->work->settings, "remind", "title") ? ui->needs.called : 0;
	if (!ui->term || ui->titled == due || (ui->titled < 0 && !due))
		return;
	char *title = due ? mem_printf("(%lld) kartoteka", (long long)due) : mem_strdup("kartoteka");
	term_title(ui->term, title);
	ui->titled = due;
	free(title);
}

static Err *late_rows(Work *work, AgendaRow **rows, size_t *n, Arena *arena)
{
	return agenda_late(work, work->me.head.id, NEEDS_MOST, rows, n, arena);
}

static Err *count_due(Ui *ui, Instant now, Arena *arena)
{
	Work *work = ui->work;
	Needs *needs = &ui->needs;
	int64_t due;
	size_t late;
	AgendaRow *rows;
	bool more;
	TRY(late_rows(work, &rows, &late, arena));
	TRY(reminders_called(work, work->me.head.id, NEEDS_MOST, &needs->overdue, &due, &more));
	TRY(reminders_count(work->store, work->me.head.id, now, day_end(work), NEEDS_MOST, &needs->today));
	needs->more = more || needs->today == NEEDS_MOST || late == NEEDS_MOST;
	needs->overdue += (int64_t)late;
	needs->today += due;
	needs->called = needs->overdue + due;
	return reminders_next(work->store, work->me.head.id, now, &needs->next);
}

/* Nobody needs to hear that this could not be written: what called before still calls. */
void needs_roll(Ui *ui)
{
	bool any = false;
	Err *err = reminders_roll(ui->work, &any);
	err_free(err);
	if (any)
		ui_changed(ui);
}

static Err *count_drafts(Ui *ui, Arena *arena)
{
	Draft *drafts = NULL;
	size_t count = 0;
	ui->needs.drafts = 0;
	TRY(drafts_read(ui->work, &drafts, &count, arena));
	for (size_t i = 0; i < count; i++)
		ui->needs.drafts += !keep_holder(ui, drafts[i].name);
	return NULL;
}

/* After a change, here or elsewhere, and when something turns by the clock; a screen that opens costs nothing here. */
void needs_load(Ui *ui)
{
	Arena *arena = arena_new();
	Instant now = work_now(ui->work);
	ui->needs = (Needs){.next = INSTANT_NONE, .since = INSTANT_NONE, .turn = INSTANT_NONE};
	ui->needs_stale = false;
	Err *err = count_due(ui, now, arena);
	if (!err)
		err = announce(ui, now, arena);
	needs_title(ui);
	if (!err)
		err = count_drafts(ui, arena);
	if (err)
		ui_fault(ui, err);
	arena_free(arena);
}

bool needs_turned(const Ui *ui)
{
	const Needs *needs = &ui->needs;
	Instant now = work_now(ui->work);
	return ui->needs_stale || instant_is_none(needs->turn) || now.s < needs->since.s || now.s >= needs->turn.s;
}

/* Of one's own, which row 0 counts, and of those whose things are shown. One that cannot be told is looked at again in a minute. */
static void turn_find(Ui *ui)
{
	Instant now = work_now(ui->work), far = {now.s + TURN_FAR};
	int64_t me = ui->work->me.head.id;
	Err *err = plan_turn(ui->work, me, far, &far);
	if (!err && ui->whose != me)
		err = plan_turn(ui->work, ui->whose, far, &far);
	ui->needs.since = now;
	ui->needs.turn = far;
	err_free(err);
}

/* Drafts are files, of which nobody tells. */
void needs_minute(Ui *ui, bool turned)
{
	if (turned) {
		needs_roll(ui);
		needs_load(ui);
		turn_find(ui);
		return;
	}
	Arena *arena = arena_new();
	Err *err = count_drafts(ui, arena);
	if (err)
		ui_fault(ui, err);
	arena_free(arena);
}

static Err *open_reminder(Ui *ui, const ReminderRow *row)
{
	if (row->client)
		return ui_push(ui, &screen_card,
		               &(CardArg){.client = row->client, .thing = row->reminder.of_kind.s, .thing_id = row->reminder.of.v});
	return ui_push(ui, &screen_reminders, NULL);
}

/* The one that calls in that place alone is read, of however many. */
static Err *open_nth(Ui *ui, size_t nth, Arena *arena)
{
	size_t place;
	TRY(reminders_called_place(ui->work, ui->work->me.head.id, NEEDS_MOST, nth, &place));
	ReminderQuery query = {.until = day_end(ui->work), .owner = ui->work->me.head.id, .limit = 1, .skip = place};
	ReminderRow *rows = NULL;
	size_t n = 0;
	TRY(reminders_page(ui->work->store, &query, &rows, &n, arena));
	return n ? open_reminder(ui, rows) : NULL;
}

static Err *open_late(Ui *ui, const AgendaRow *row)
{
	if (row->client)
		return ui_push(ui, &screen_card, &(CardArg){.client = row->client, .thing = row->kind, .thing_id = row->id});
	CalendarArg there = {.view = "day", .timed = !row->all_day};
	zone_local(ui->work->zone, row->start, &there.day, &there.second);
	return ui_push(ui, &screen_calendar, &there);
}

/* Back to where 0 was pressed first: what it went to goes, the count of its steps stays. */
static void to_start(Ui *ui)
{
	size_t depth = ui->needs_depth, step = ui->needs_step;
	if (depth && ui->depth > depth)
		ui_pop(ui, ui->stack[depth]);
	ui->needs_step = step;
	ui->needs_depth = ui->depth;
}

/* Drafts that are not being typed on a screen that is open. */
static Err *left_drafts(Ui *ui, Draft **drafts, size_t *n, Arena *arena)
{
	size_t all = 0;
	*n = 0;
	TRY(drafts_read(ui->work, drafts, &all, arena));
	for (size_t i = 0; i < all; i++)
		if (!keep_holder(ui, (*drafts)[i].name))
			(*drafts)[(*n)++] = (*drafts)[i];
	return NULL;
}

Err *needs_go(Ui *ui)
{
	Arena *arena = arena_new();
	Draft *drafts = NULL;
	AgendaRow *late = NULL;
	size_t draft_count = 0, late_count = 0, n = 0;
	int64_t calls = 0;
	stack_settle(ui);
	to_start(ui);
	size_t depth = ui->depth, step = ui->needs_step;
	Err *err = left_drafts(ui, &drafts, &draft_count, arena);
	if (!err)
		err = late_rows(ui->work, &late, &late_count, arena);
	if (!err)
		err = reminders_count(ui->work->store, ui->work->me.head.id, (Instant){0}, day_end(ui->work), NEEDS_MOST, &calls);
	n = draft_count + late_count + (size_t)calls;
	if (!err && !n)
		ui_say(ui, "%s", _("Nothing calls for you"));
	else if (!err) {
		step %= n;
		if (step < draft_count)
			err = ui_draft_open(ui, &drafts[step]);
		else if (step < draft_count + late_count)
			err = open_late(ui, &late[step - draft_count]);
		else
			err = open_nth(ui, step - draft_count - late_count, arena);
		ui->needs_step = step + 1;
		ui->needs_depth = depth;
	}
	arena_free(arena);
	return err;
}
