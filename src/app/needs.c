/* SPDX-License-Identifier: MIT */
/* What row 0 calls for: drafts, overdue and due reminders; and `0`, which goes to it in that order. Conflicts are questions that stand open already. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/step.h"
#include "ui.h"

enum { NEEDS_MOST = 1000 };

static Err *due_rows(Ui *ui, ReminderRow **rows, size_t *n, Arena *arena)
{
	Work *work = ui->work;
	Day tomorrow = {work_today(work).n + 1};
	ReminderQuery query = {.until = zone_instant(work->zone, tomorrow, 0), .owner = work->me.head.id, .limit = NEEDS_MOST};
	return reminders_page(work->store, &query, rows, n, arena);
}

static void announce(Ui *ui, const ReminderRow *rows, size_t n)
{
	Instant now = work_now(ui->work);
	for (size_t i = 0; i < n; i++) {
		Instant at = rows[i].reminder.next_at;
		if (at.s <= ui->last_due.s || at.s > now.s)
			continue;
		ui_say(ui, "• %s%s%s", rows[i].client_title ? rows[i].client_title : "", rows[i].client_title ? ": " : "",
		       rows[i].summary ? rows[i].summary : _("reminder"));
		ui->message.style = STYLE_SOON;
		if (ui->term && settings_flag(ui->work->settings, "remind", "bell"))
			term_bell(ui->term);
		if (ui->term)
			term_notify(ui->term, "kartoteka", ui->message.text);
	}
	ui->last_due = now;
}

/* `(2) kartoteka`: what is due, where the window's title can be read. */
static void needs_title(Ui *ui)
{
	int64_t due = settings_flag(ui->work->settings, "remind", "title") ? ui->needs.overdue : 0;
	if (!ui->term || ui->titled == due || (ui->titled < 0 && !due))
		return;
	char *title = due ? mem_printf("(%lld) kartoteka", (long long)due) : mem_strdup("kartoteka");
	term_title(ui->term, title);
	ui->titled = due;
	free(title);
}

void needs_load(Ui *ui)
{
	Arena *arena = arena_new();
	ReminderRow *rows = NULL;
	size_t n = 0;
	ui->needs = (Needs){.next = INSTANT_NONE};
	Err *err = due_rows(ui, &rows, &n, arena);
	Instant now = work_now(ui->work);
	for (size_t i = 0; !err && i < n; i++) {
		if (rows[i].reminder.next_at.s <= now.s)
			ui->needs.overdue++;
		else
			ui->needs.today++;
	}
	ui->needs.more = n == NEEDS_MOST;
	if (!err)
		announce(ui, rows, n);
	needs_title(ui);
	if (!err)
		err = reminders_next(ui->work->store, ui->work->me.head.id, now, &ui->needs.next);
	Draft *drafts = NULL;
	size_t count = 0;
	if (!err)
		err = drafts_read(ui->work, &drafts, &count, arena);
	ui->needs.drafts = count;
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

Err *needs_go(Ui *ui)
{
	Arena *arena = arena_new();
	Draft *drafts = NULL;
	ReminderRow *rows = NULL;
	size_t draft_count = 0, n = 0;
	size_t step = ui->needs_step;
	if (!ui->needs_depth)
		ui->needs_depth = ui->depth;
	while (ui->depth > ui->needs_depth)
		ui_pop(ui, ui_top(ui));
	size_t depth = ui->depth;
	Err *err = drafts_read(ui->work, &drafts, &draft_count, arena);
	if (!err)
		err = due_rows(ui, &rows, &n, arena);
	if (!err && draft_count + n == 0)
		ui_say(ui, "%s", _("Nothing calls for you"));
	else if (!err) {
		step %= draft_count + n;
		err = step < draft_count ? ui_draft_open(ui, &drafts[step]) : open_reminder(ui, &rows[step - draft_count]);
		ui->needs_step = step + 1;
		ui->needs_depth = depth;
	}
	arena_free(arena);
	return err;
}
