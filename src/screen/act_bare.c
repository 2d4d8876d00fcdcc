/* SPDX-License-Identifier: MIT */
/* A command with nothing said but its name, as the palette gives it: it does what its key does, and opens a form or a line of the row under the cursor. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

/* One more reminder of the event or task under the cursor: how long before is asked. */
static Err *remind_of_row(Ui *ui)
{
	static const char *const of_kinds[] = {"event", "task"};
	for (size_t i = 0; i < countof(of_kinds); i++) {
		int64_t *ids = NULL;
		size_t n = screen_focus(ui, of_kinds[i], false, &ids);
		char *line = n ? mem_printf("remind add %s %lld", of_kinds[i], (long long)ids[0]) : NULL;
		Err *err = line ? ui_run(ui, line) : NULL;
		free(line);
		free(ids);
		if (n)
			return err;
	}
	ui_say(ui, "%s", _("Put the cursor on an event or a task first"));
	return NULL;
}

/* The screens know more of their row than its number: which occurrence it is, or that it is the only one of the day. */
static bool shows_plans(const Screen *s)
{
	return s->kind == &screen_calendar || s->kind == &screen_reminders;
}

/* Numbers of events, tasks and reminders are not on the screens: without one under the cursor there is nothing to ask for. */
static bool says_no_row(Ui *ui, const Arg *of)
{
	int64_t *ids = NULL;
	bool here = screen_focus(ui, of->focus, true, &ids) || screen_focus(ui, of->focus, false, &ids);
	free(ids);
	if (here || strcmp(of->kind, "client") == 0)
		return false;
	if (strcmp(of->kind, "event") == 0)
		ui_say(ui, "%s", _("Put the cursor on an event first"));
	else if (strcmp(of->kind, "task") == 0)
		ui_say(ui, "%s", _("Put the cursor on a task first"));
	else
		ui_say(ui, "%s", _("Put the cursor on a reminder first"));
	return true;
}

bool act_bare(Ui *ui, CommandCall *call, Err **err)
{
	const Command *row = call_command(call);
	const Arg *of = command_arg(row, 0);
	bool edits_plan = strcmp(row->name, "event edit") == 0 || strcmp(row->name, "task edit") == 0;
	if (!call_is_bare(call) || (row->flags & COMMAND_SCREEN_ONLY))
		return false;
	if (strcmp(row->name, "client add") == 0)
		*err = act_add_form(ui);
	else if (strcmp(row->name, "log") == 0)
		*err = act_contact(ui);
	else if (strcmp(row->name, "remind add") == 0)
		*err = remind_of_row(ui);
	else if (strcmp(row->name, "client edit") == 0 && screen_client(ui))
		*err = act_edit(ui);
	else if (edits_plan && shows_plans(ui_main(ui)))
		*err = ui_run(ui, "thing");
	else if (of && of->focus && says_no_row(ui, of))
		return true;
	else if (edits_plan)
		*err = ui_run(ui, "thing");
	else
		return false;
	return true;
}
