/* SPDX-License-Identifier: MIT */
/* "Add a note": the line says whose it is. Of a client on a card; elsewhere nobody's, until Tab says that the client of the row is meant. */
#include <string.h>

#include "act.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/step.h"

static Err *add_whose(Ui *ui, int64_t id, Str *out)
{
	Client client;
	Arena *arena = arena_new();
	Err *err = id ? store_get(ui_work(ui)->store, &kind_client, id, &client, arena) : NULL;
	if (id && !err)
		client_short_title(out, &client);
	arena_free(arena);
	return err;
}

static Err *note_put(Ui *ui, int64_t client, const char *text, Day day)
{
	int64_t batch = 0;
	Journal note;
	Str whose = {0}, title = {0};
	Arena *arena = arena_new();
	record_init(&kind_note, &note);
	note_write(&note, text, arena);
	note.client.v = client;
	note.start = moment_of_day(day_is_none(day) ? work_today(ui_work(ui)) : day);
	Err *err = add_whose(ui, client, &whose);
	if (!err)
		err = note_save(ui_work(ui), NULL, &note, &batch);
	if (!err) {
		kind_note.title(&title, &note);
		if (whose.n)
			ui_done(ui, batch, _("Note of %s: %s"), str_text(&whose), str_text(&title));
		else
			ui_done(ui, batch, _("Note: %s"), str_text(&title));
	}
	str_done(&title);
	str_done(&whose);
	arena_free(arena);
	return err;
}

/* ---- the line ---- */

static Err *line_open(Ui *ui, int64_t client, const char *text);

static Err *entered_of_client(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = note_put(owner->ui, screen_client(owner->ui), line, DAY_NONE);
	*keep_open = err != NULL;
	return err;
}

static Err *entered_alone(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = note_put(owner->ui, 0, line, DAY_NONE);
	*keep_open = err != NULL;
	return err;
}

static void echo_of_client(Screen *owner, const char *line, Str *out, bool *bad)
{
	(void)owner;
	(void)line;
	(void)bad;
	str_add(out, _("Tab: without the client"));
}

static void echo_alone(Screen *owner, const char *line, Str *out, bool *bad)
{
	(void)line;
	(void)bad;
	if (screen_client(owner->ui))
		str_add(out, _("Tab: for the client of the row"));
}

static Err *turn_alone(Screen *owner, const char *line)
{
	return line_open(owner->ui, 0, line);
}

static Err *turn_of_client(Screen *owner, const char *line)
{
	return line_open(owner->ui, screen_client(owner->ui), line);
}

static Err *line_open(Ui *ui, int64_t client, const char *text)
{
	Str sign = {0};
	Err *err = add_whose(ui, client, &sign);
	str_addf(&sign, "%s%s", sign.n ? ", " : "", _("note:"));
	if (!err)
		err = ui_push(ui, &screen_line, &(LineArg){
											.sign = str_text(&sign),
											.text = text,
											.clients = &client,
											.n_clients = client != 0,
											.entered = client ? entered_of_client : entered_alone,
											.echo = client ? echo_of_client : echo_alone,
											.turn = client ? turn_alone : turn_of_client,
										});
	str_done(&sign);
	return err;
}

bool act_note(Ui *ui, CommandCall *call, Err **err)
{
	bool dated = call_has(call, "date");
	int64_t client = ui_main(ui) && ui_main(ui)->kind == &screen_card ? screen_client(ui) : 0;
	if (call_has(call, "client") || (dated && !call_has(call, "text")))
		return false; /* said in full, or asked for as of any command */
	if (call_has(call, "text"))
		*err = note_put(ui, client, call_text(call, "text"), dated ? call_day(call, "date") : DAY_NONE);
	else
		*err = line_open(ui, client, NULL);
	return true;
}
