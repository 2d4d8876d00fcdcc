/* SPDX-License-Identifier: MIT */
/* Verbs on the client under the cursor, or on all that are marked: one change, one undo. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "draft_lines.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/quick.h"
#include "kartoteka/work/step.h"

enum {
	PHONE_DIGITS = 5
}; /* fewer may be the number of a house */

static void say_no_client(Ui *ui)
{
	ui_say(ui, "%s", _("No client here: 2 lists them, a adds one"));
}

bool act_is_phone(const char *text)
{
	size_t digits = 0;
	for (; *text; text++) {
		digits += *text >= '0' && *text <= '9';
		if (!strchr("0123456789+-(). ", *text))
			return false;
	}
	return digits >= PHONE_DIGITS;
}

/* A number or an address is one, not a name; what was typed as a line is read as one. */
Err *act_new_client(Ui *ui, const char *text)
{
	Arena *arena = arena_new();
	QuickReading said = {0};
	Channel phone;
	Err *err = quick_read(ui_work(ui), text, 0, &said, arena);
	if (!err && !said.card.channel_count && act_is_phone(text)) { /* too short to be read, and no name yet */
		record_init(&kind_channel, &phone);
		phone.type.v = CHANNEL_PHONE;
		phone.value.s = text;
		said.card.channels = &phone;
		said.card.channel_count = 1;
	} else if (!err && !said.makes_client && !said.card.channel_count) {
		client_read_name(&said.card.client, text, -1, arena);
	}
	said.card.client.made_at = INSTANT_NONE;
	if (!err)
		err = ui_push(ui, &screen_form, &(FormArg){.kind = &kind_client, .start = &said.card, .typed = true});
	arena_free(arena);
	return err;
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
		err = ui_editor_end(ui, err);
		if (!err)
			ui_done(ui, batch, _("Note written: %s"), old.client.title.s);
	}
	free(text);
	arena_free(arena);
	return err;
}

static int64_t focus_first(Ui *ui, const char *focus)
{
	int64_t *ids = NULL;
	int64_t id = screen_focus(ui, focus, false, &ids) ? ids[0] : 0;
	free(ids);
	return id;
}

/* The task or event under the cursor, or the one that a reminder there calls for. */
static Err *step_under_cursor(Ui *ui, CallArg *arg, bool *gone, Arena *arena)
{
	static const char *const steps[] = {"task", "event"};
	*gone = false;
	for (size_t i = 0; i < countof(steps); i++) {
		int64_t id = focus_first(ui, steps[i]);
		if (id) {
			arg->step_kind = steps[i];
			arg->step = id;
			return NULL;
		}
	}
	int64_t called = focus_first(ui, "reminder");
	if (!called)
		return NULL;
	Reminder reminder;
	Err *err = store_get(ui_work(ui)->store, &kind_reminder, called, &reminder, arena);
	*gone = err && err->code == ERR_NOT_FOUND; /* another session removed it: the contact is written all the same */
	if (*gone) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	arg->step_kind = reminder.of_kind.s;
	arg->step = reminder.of.v;
	return NULL;
}

Err *act_contact(Ui *ui)
{
	CallArg arg = {.client = screen_client(ui)};
	if (!arg.client) {
		say_no_client(ui);
		return NULL;
	}
	Arena *arena = arena_new();
	bool gone;
	Err *err = step_under_cursor(ui, &arg, &gone, arena);
	if (!err)
		err = ui_push(ui, &screen_call, &arg);
	if (!err && gone)
		ui_say(ui, "%s", _("This reminder was removed meanwhile; the contact is written without it"));
	arena_free(arena);
	return err;
}

/* ---- the next step in words ---- */

static void step_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	WordsReading reading;
	Str matter = {0};
	Work *work = ui_work(owner->ui);
	WordsContext context = step_context(work, line);
	words_find(&reading, &matter, line, &context);
	Err *wrong = words_check(&reading, line);
	if (wrong) {
		*bad = true;
		str_add(out, wrong->what);
		err_free(wrong);
		str_done(&matter);
		return;
	}
	if (reading.start.form == MOMENT_NONE) {
		str_addf(out, "%s %s", GLYPH_OVERDUE, step_undated());
	} else {
		str_add(out, "= ");
		words_moment(out, reading.start, work_today(work));
	}
	str_addf(out, "  %s", str_text(&matter));
	step_add_repeat(out, &reading);
	if (step_passed(work, &reading))
		str_addf(out, "  %s %s", GLYPH_OVERDUE, step_passed(work, &reading));
	str_done(&matter);
}

/* What is stored, not how it was typed: "Mon 27 July 10:00 invoice". */
static void add_step(Str *out, Work *work, const char *line)
{
	WordsReading reading;
	Str matter = {0};
	WordsContext context = step_context(work, line);
	size_t start = out->n;
	words_find(&reading, &matter, line, &context);
	if (reading.start.form != MOMENT_NONE)
		words_moment(out, reading.start, work_today(work));
	Span what = span_trim(span_of(str_text(&matter)));
	if (what.n)
		str_addf(out, "%s%.*s", out->n > start ? " " : "", (int)what.n, what.s);
	step_add_repeat(out, &reading);
	str_done(&matter);
}

static Err *plan_each(Ui *ui, const int64_t *clients, size_t n, const char *line, int64_t *batch)
{
	Work *work = ui_work(ui);
	int64_t task = 0;
	Err *err = n > 1 ? work_begin_many(work, "step", NP_("Next step of %zu client: %s", "Next step of %zu clients: %s"), n, n, line) : NULL;
	if (err)
		return err;
	for (size_t i = 0; !err && i < n; i++)
		err = step_plan(work, clients[i], line, &task, n > 1 ? NULL : batch);
	return n > 1 ? work_end(work, err, batch) : err;
}

static void say_planned(Ui *ui, int64_t batch, const int64_t *clients, size_t n, const char *line)
{
	Str step = {0}, who = {0};
	Arena *arena = arena_new();
	Client client;
	add_step(&step, ui_work(ui), line);
	Err *err = n == 1 ? store_get(ui_work(ui)->store, &kind_client, clients[0], &client, arena) : NULL;
	if (n == 1 && !err)
		client_short_title(&who, &client);
	if (n == 1 && !who.n)
		ui_done(ui, batch, _("Next step: %s"), str_text(&step));
	else if (n == 1)
		ui_done(ui, batch, _("Next step of %s: %s"), str_text(&who), str_text(&step));
	else
		ui_done_count(ui, batch, (int64_t)n, P_("Next step of %zu client: %s", "Next step of %zu clients: %s", n), n, str_text(&step));
	err_free(err);
	arena_free(arena);
	str_done(&step);
	str_done(&who);
}

static Err *step_entered(Screen *owner, const char *line, bool *keep_open)
{
	int64_t *ids = NULL, batch = 0;
	size_t n = screen_focus(owner->ui, "client", true, &ids);
	Err *err = n ? plan_each(owner->ui, ids, n, line, &batch) : NULL;
	if (n && !err)
		say_planned(owner->ui, batch, ids, n, line);
	free(ids);
	*keep_open = err != NULL;
	return err;
}

/* The line says whose step it is, or of how many. */
static Err *step_line(Ui *ui, const int64_t *clients, size_t n, const char *draft)
{
	Str sign = {0};
	Client client;
	Arena *arena = arena_new();
	Err *err = n == 1 ? store_get(ui_work(ui)->store, &kind_client, clients[0], &client, arena) : NULL;
	if (n == 1 && !err)
		client_short_title(&sign, &client);
	else if (n > 1)
		str_add_count(&sign, (int64_t)n, P_("%zu client", "%zu clients", n), n);
	str_addf(&sign, "%s%s", sign.n ? ", " : "", _("next step:"));
	if (!err)
		err = ui_push(ui, &screen_line, &(LineArg){
											.sign = str_text(&sign),
											.draft_screen = "step",
											.clients = clients,
											.n_clients = n,
											.draft = draft,
											.entered = step_entered,
											.echo = step_echo,
										});
	str_done(&sign);
	arena_free(arena);
	return err;
}

Err *screen_step_again(Ui *ui, const Draft *draft)
{
	char *clients = draft_value(draft->body, "clients"), *rest = clients;
	int64_t client = clients ? strtoll(clients, &rest, 10) : 0;
	size_t n = 1;
	for (const char *at = rest; at && *at == ' '; n++)
		at += 1 + strcspn(at + 1, " ");
	free(clients);
	return step_line(ui, &client, n, draft->body);
}

Err *act_step(Ui *ui)
{
	int64_t *ids = NULL;
	size_t n = screen_focus(ui, "client", true, &ids);
	if (!n)
		say_no_client(ui);
	Err *err = n ? step_line(ui, ids, n, NULL) : NULL;
	free(ids);
	return err;
}

Err *act_meeting(Ui *ui)
{
	int64_t client = screen_client(ui);
	if (!client) {
		say_no_client(ui);
		return NULL;
	}
	return ui_push(ui, &screen_quick, &(QuickArg){.text = _("meeting "), .client = client, .meant = true});
}

/* ---- done, delete ---- */

/* "call, Ivanov I. P." of the step that will be done; "" where there is none. An organization's may be one of its people's: *client is whose it is. */
static Err *name_step(Ui *ui, int64_t *client, Str *out)
{
	Arena *arena = arena_new();
	Client whose = {0};
	StepRow *steps = NULL;
	size_t n = 0;
	Err *err = steps_of(ui_work(ui), *client, &steps, &n, arena);
	if (!err && n && steps[0].client)
		*client = steps[0].client;
	if (!err && n)
		err = store_get(ui_work(ui)->store, &kind_client, *client, &whose, arena);
	if (!err && n) {
		if (steps[0].text && *steps[0].text)
			str_addf(out, "%s, ", steps[0].text);
		client_short_title(out, &whose);
	}
	arena_free(arena);
	return err;
}

static void say_done(Ui *ui, int64_t batch, size_t done, size_t left)
{
	Str text = {0};
	str_add_count(&text, (int64_t)done, P_("Done: %zu step", "Done: %zu steps", done), done);
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
	int64_t whose = ids[0];
	Err *err = n == 1 ? name_step(ui, &whose, &one) : NULL;
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
	return n == 1 && !left ? step_line(ui, &whose, 1, NULL) : NULL;
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
		ui_done_count(ui, batch, (int64_t)n, P_("Deleted: %zu client", "Deleted: %zu clients", n), n);
	else if (!n)
		say_no_client(ui);
	arena_free(arena);
	return err;
}
