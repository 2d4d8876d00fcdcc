/* SPDX-License-Identifier: MIT */
/* Verbs that are the app's own: leaving, going back, undo, painting anew, suspending. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/store/journal.h"
#include "ui.h"

static bool is(const CommandCall *call, const char *name)
{
	return strcmp(call_command(call)->name, name) == 0;
}

static Err *quit_answered(Screen *owner, bool yes)
{
	if (yes)
		owner->ui->over = true;
	return NULL;
}

static Err *forsake_answered(Screen *owner, bool yes)
{
	owner->ui->forsaken = yes;
	return quit_answered(owner, yes);
}

/* Out of the program; what was typed and cannot be written would be nowhere then, so it is asked for. */
static Err *quit(Ui *ui)
{
	size_t at;
	keep_drafts(ui, true);
	if (!keep_lacks(ui, 0, &at)) {
		ui->over = true;
		return NULL;
	}
	if (ui_top(ui)->kind == &screen_ask)
		ui_pop(ui, ui_top(ui)); /* the same question, or one that is not answered any more */
	return ui_push(ui, &screen_ask,
	               &(AskArg){
					   .question = _("What was typed cannot be kept. Leave without it?"),
					   .yes = C_("the program", "leave"),
					   .no = _("stay"),
					   .answered = forsake_answered,
				   });
}

/* At the root `q` leaves, and asks first where something was typed and is not saved. */
static Err *go_back(Ui *ui, bool never_out)
{
	Screen *main = ui_main(ui);
	if (ui_top(ui) != main || ui->depth > 1) {
		ui_pop(ui, ui_top(ui));
		return NULL;
	}
	if (never_out) {
		ui_say(ui, "%s", _("There is no view behind this one: q leaves the program"));
		return NULL;
	}
	if (ui->needs.drafts)
		return ui_push(ui, &screen_ask,
		               &(AskArg){
						   .question = _("A draft is open. Leave? It is kept."),
						   .yes = C_("the program", "leave"),
						   .no = _("stay"),
						   .answered = quit_answered,
					   });
	return quit(ui);
}

static void escape(Ui *ui)
{
	Screen *top = ui_top(ui);
	if (top->kind->escape && top->kind->escape(top))
		return;
	if (top->kind->floats)
		ui_pop(ui, top);
}

static Err *interrupt(Ui *ui)
{
	Screen *top = ui_top(ui);
	if (top->kind->floats) {
		ui_pop(ui, top);
		return NULL;
	}
	/* A line that is open within a screen, as a filter. A form types always and is no prompt: Esc leaves it. */
	if (top->kind->types_now && screen_types(top) && top->kind->escape && top->kind->escape(top))
		return NULL;
	if (ui->quit_ms && ui->now_ms - ui->quit_ms <= QUIT_MS)
		return quit(ui);
	ui->quit_ms = ui->now_ms ? ui->now_ms : 1;
	ui_say(ui, "%s", _("^C again to quit"));
	return NULL;
}

bool interrupt_forget(Ui *ui)
{
	if (!ui->quit_ms || ui->now_ms - ui->quit_ms <= QUIT_MS)
		return false;
	ui->quit_ms = 0;
	if (ui->message.text && strcmp(ui->message.text, _("^C again to quit")) == 0) {
		free(ui->message.text);
		ui->message = (Message){0};
	}
	return true;
}

/* A client that this change had taken away, or made, and that is there now, is seen where it stands. */
static void show_again(Ui *ui, int64_t batch)
{
	ChangeRow *rows = NULL;
	Client client;
	size_t n = 0, found = 0;
	int64_t last = 0;
	Arena *arena = arena_new();
	Err *err = ui_main(ui)->kind == &screen_clients ? journal_changes(ui->work->store, batch, 8, &rows, &n, arena) : NULL;
	for (size_t i = 0; !err && i < n; i++) {
		if (rows[i].kind != &kind_client || rows[i].op == PATCH_EDIT)
			continue;
		Err *gone = store_get(ui->work->store, &kind_client, rows[i].record, &client, arena);
		found += !gone;
		last = gone ? last : rows[i].record;
		err_free(gone);
	}
	if (found == 1)
		clients_show(ui_main(ui), last);
	err_free(err);
	arena_free(arena);
}

static Err *undo(Ui *ui, bool redo)
{
	Undone undone = {0};
	Err *err = NULL;
	if (setting_undo(ui, redo, &err) || keep_undrop(ui, redo, &err))
		return err;
	err = work_undo(ui->work, redo, &undone);
	if (!err) {
		ui_undone(ui, &undone);
		ui_changed(ui);
		show_again(ui, undone.batch);
	}
	free(undone.label);
	return err;
}

/* Of a line: it closes, and `u` brings back what was typed. */
static bool drop_draft(Ui *ui)
{
	Screen *s = ui_top(ui);
	if (!s || !s->kind->draft)
		return false;
	if (ui_draft_discard(ui, s))
		ui_end(ui, s);
	return true;
}

bool app_act(Ui *ui, CommandCall *call, Err **err)
{
	if (is(call, "quit"))
		*err = quit(ui);
	else if (is(call, "back"))
		*err = go_back(ui, call_has(call, "how"));
	else if (is(call, "escape"))
		escape(ui);
	else if (is(call, "interrupt"))
		*err = interrupt(ui);
	else if (is(call, "suspend"))
		ui_suspend(ui);
	else if (is(call, "refresh")) {
		ui_changed(ui);
		if (ui->term)
			term_redraw(ui->term);
	} else if (is(call, "undo") && !call_has(call, "batch"))
		*err = undo(ui, false);
	else if (is(call, "redo"))
		*err = undo(ui, true);
	else if (is(call, "needs"))
		*err = needs_go(ui);
	else if (is(call, "draft drop"))
		return drop_draft(ui);
	else if (is(call, "reload"))
		*err = reload(ui, call_text(call, "what"));
	else
		return false;
	return true;
}
