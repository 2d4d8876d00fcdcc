/* SPDX-License-Identifier: MIT */
/* Verbs on the client under the cursor, or on all that are marked: one change, one undo. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/step.h"

static void say_no_client(Ui *ui)
{
	ui_say(ui, "%s", _("No client here: 2 lists them, a adds one"));
}

Err *act_open(Ui *ui)
{
	int64_t client = screen_client(ui);
	if (client)
		return ui_push(ui, &screen_card, &(CardArg){.client = client});
	say_no_client(ui);
	return NULL;
}

Err *act_edit(Ui *ui)
{
	int64_t client = screen_client(ui);
	if (client)
		return ui_push(ui, &screen_form, &(FormArg){.kind = &kind_client, .id = client});
	say_no_client(ui);
	return NULL;
}

Err *act_edit_note(Ui *ui)
{
	int64_t client = screen_client(ui), batch = 0;
	if (!client) {
		say_no_client(ui);
		return NULL;
	}
	Arena *arena = arena_new();
	Card old = {0};
	char *text = NULL;
	bool changed = false;
	Err *err = card_read(ui_work(ui), client, &old, arena);
	if (!err)
		err = ui_editor(ui, old.client.note.s ? old.client.note.s : "", &text, &changed);
	if (!err && changed) {
		Card new = old;
		new.client.note.s = *text ? text : NULL;
		err = card_save(ui_work(ui), &old, &new, &batch);
		if (!err)
			ui_done(ui, batch, _("Note written: %s"), old.client.title.s);
	}
	free(text);
	arena_free(arena);
	return err;
}

Err *act_contact(Ui *ui)
{
	int64_t client = screen_client(ui);
	if (client)
		return ui_push(ui, &screen_call, &(CallArg){.client = client});
	say_no_client(ui);
	return NULL;
}

/* ---- the next step in words ---- */

static void step_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	(void)bad;
	WordsReading reading;
	Str matter = {0};
	Work *work = ui_work(owner->ui);
	WordsContext context = work_words(work);
	words_find(&reading, &matter, line, &context);
	str_add(out, "= ");
	if (reading.start.form == MOMENT_NONE)
		str_add(out, _("no date"));
	else
		words_moment(out, reading.start, work_today(work));
	str_addf(out, "  %s", str_text(&matter));
	str_done(&matter);
}

static Err *plan_each(Ui *ui, const int64_t *clients, size_t n, const char *line)
{
	Work *work = ui_work(ui);
	int64_t task = 0, batch = 0;
	Err *err = work_begin(work, "step", N_("Next step: %s"), line);
	if (err)
		return err;
	for (size_t i = 0; !err && i < n; i++)
		err = step_plan(work, clients[i], line, &task, NULL);
	err = work_end(work, err, &batch);
	if (!err)
		ui_done(ui, batch, _("Next step: %s"), line);
	return err;
}

static Err *step_entered(Screen *owner, const char *line, bool *keep_open)
{
	int64_t *ids = NULL;
	size_t n = screen_focus(owner->ui, "client", true, &ids);
	Err *err = n ? plan_each(owner->ui, ids, n, line) : NULL;
	free(ids);
	*keep_open = err != NULL;
	return err;
}

Err *act_step(Ui *ui)
{
	if (!screen_client(ui)) {
		say_no_client(ui);
		return NULL;
	}
	return ui_push(ui, &screen_line, &(LineArg){.sign = _("next step:"), .draft_screen = "quick", .entered = step_entered, .echo = step_echo});
}

Err *act_meeting(Ui *ui)
{
	int64_t client = screen_client(ui);
	if (!client) {
		say_no_client(ui);
		return NULL;
	}
	return ui_push(ui, &screen_quick, &(QuickArg){.text = _("meeting "), .client = client});
}

/* ---- done, delete ---- */

/* "call, Ivanov I. P." of the step that will be done; "" where there is none. */
static Err *name_step(Ui *ui, int64_t client, Str *out)
{
	Arena *arena = arena_new();
	Card card = {0};
	StepRow *steps = NULL;
	size_t n = 0;
	Err *err = card_read(ui_work(ui), client, &card, arena);
	if (!err)
		err = steps_of(ui_work(ui), client, &steps, &n, arena);
	if (!err && n) {
		if (steps[0].text && *steps[0].text)
			str_addf(out, "%s, ", steps[0].text);
		client_short_title(out, &card.client);
	}
	arena_free(arena);
	return err;
}

static void say_done(Ui *ui, int64_t batch, size_t done, size_t left)
{
	Str text = {0};
	str_addf(&text, P_("Done: %zu step", "Done: %zu steps", done), done);
	if (left)
		str_addf(&text, _("; without a step: %zu"), left);
	ui_done(ui, batch, "%s", str_text(&text));
	str_done(&text);
}

Err *act_done(Ui *ui)
{
	int64_t *ids = NULL, batch = 0;
	size_t n = screen_focus(ui, "client", true, &ids), left = 0;
	Str one = {0};
	if (!n) {
		say_no_client(ui);
		return NULL;
	}
	Err *err = n == 1 ? name_step(ui, ids[0], &one) : NULL;
	if (!err)
		err = clients_step_done(ui_work(ui), ids, n, &left, &batch);
	free(ids);
	if (err) {
		str_done(&one);
		return err;
	}
	if (left == n)
		ui_say(ui, "%s", _("no next step: r plans one"));
	else if (n == 1)
		ui_done(ui, batch, _("Done: %s"), str_text(&one));
	else
		say_done(ui, batch, n - left, left);
	str_done(&one);
	/* One client: the step line opens for what comes next; Esc leaves it without. */
	return n == 1 && !left ? act_step(ui) : NULL;
}

Err *act_delete(Ui *ui)
{
	int64_t *ids = NULL, batch = 0;
	size_t n = screen_focus(ui, "client", true, &ids);
	Arena *arena = arena_new();
	Card card = {0};
	Err *err = n == 1 ? card_read(ui_work(ui), ids[0], &card, arena) : NULL;
	if (!err && n)
		err = client_remove(ui_work(ui), ids, n, &batch);
	free(ids);
	if (!err && n == 1)
		ui_done(ui, batch, _("Deleted: %s"), card.client.title.s ? card.client.title.s : "");
	else if (!err && n)
		ui_done(ui, batch, P_("Deleted: %zu client", "Deleted: %zu clients", n), n);
	else if (!n)
		say_no_client(ui);
	arena_free(arena);
	return err;
}
