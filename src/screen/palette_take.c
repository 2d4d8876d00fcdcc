/* SPDX-License-Identifier: MIT */
/* What a row of the palette does when it is taken; and the lines that were run from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda_act.h"
#include "act.h"
#include "clients.h"
#include "palette.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static char *recent[RECENT_MOST]; /* command lines run from the palette, newest first */

static void remember(const char *line)
{
	size_t at = 0;
	char *kept = mem_strdup(line);
	while (at < RECENT_MOST - 1 && recent[at] && strcmp(recent[at], line) != 0)
		at++;
	free(recent[at]);
	memmove(recent + 1, recent, at * sizeof *recent);
	recent[0] = kept;
}

const char *palette_recent(size_t i)
{
	return i < RECENT_MOST ? recent[i] : NULL;
}

void palette_forget(void)
{
	for (size_t i = 0; i < RECENT_MOST; i++) {
		free(recent[i]);
		recent[i] = NULL;
	}
}

/* As it would be typed: a calendar that is open stays as near as it is, and with an hour shows the day. */
static Err *go_date(Ui *ui, Moment when)
{
	int32_t year;
	int month, number;
	char hour[16] = "";
	day_split(when.day, &year, &month, &number);
	if (when.form == MOMENT_LOCAL)
		snprintf(hour, sizeof hour, " %02d:%02d", (int)(when.second / 3600), (int)(when.second / 60 % 60));
	char *line = mem_printf("go date %04d-%02d-%02d%s", (int)year, month, number, hour);
	Err *err = ui_run(ui, line);
	free(line);
	return err;
}

Err *palette_take(Screen *s)
{
	PaletteState *p = s->state;
	Ui *ui = s->ui;
	palette_wait(s);
	if (p->cursor >= p->n)
		return NULL;
	const Row *row = &p->rows[p->cursor];
	if (row->type == ROW_FAULT || row->type == ROW_HEADING)
		return NULL;
	ui_pop(ui, s); /* state lives until the act ends */
	switch (row->type) {
	case ROW_FAULT:
	case ROW_HEADING:
		return NULL;
	case ROW_SHELL:
		ui_say(ui, _("“%s” works in the shell alone: kartoteka %s"), row->line, row->text);
		return NULL;
	case ROW_COMMAND:
		remember(row->line);
		return ui_run(ui, row->line);
	case ROW_CLIENT:
		return ui_push(ui, &screen_card, &(CardArg){.client = row->id});
	case ROW_DATE:
		return go_date(ui, row->when);
	case ROW_FILTER:
		return ui_root(ui, &screen_clients, &(ClientsArg){.filter = row->line});
	case ROW_DRAFT:
		return ui_draft_open(ui, row->draft);
	case ROW_DROP:
		return ui_draft_end(ui, row->draft);
	case ROW_HIT:
		if (row->hit->client)
			return ui_push(ui, &screen_card, &(CardArg){.client = row->hit->client, .thing = row->hit->kind->name, .thing_id = row->hit->id});
		return record_edit(ui, row->hit->kind->name, row->hit->id, (Moment){.form = MOMENT_NONE});
	case ROW_NEW:
		return act_new_client(ui, edit_text(p->edit));
	}
	return NULL;
}
