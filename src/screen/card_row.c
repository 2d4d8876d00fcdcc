/* SPDX-License-Identifier: MIT */
/* What the row under the cursor of a card can do: be opened, changed, deleted, done, its text be written. */
#include "card.h"

#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "agenda_act.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"

static AgendaRow agenda_of(const StepRow *step)
{
	return (AgendaRow){
		.kind = step->kind,
		.id = step->id,
		.at = step->at,
		.recurrence = step->recurrence,
		.repeats = step->recurrence.form != MOMENT_NONE,
		.zone = step->zone,
		.start = step->due,
		.summary = step->text,
		.client = step->client,
	};
}

static AgendaRow agenda_of_note(const Journal *note)
{
	return (AgendaRow){
		.kind = "note",
		.id = note->head.id,
		.at = note->start,
		.recurrence = {.form = MOMENT_NONE},
		.start = INSTANT_NONE,
		.summary = note->summary.s ? note->summary.s : note->text.s,
	};
}

static Err *note_edit(Screen *s, const Journal *note)
{
	AgendaRow row = agenda_of_note(note);
	return agenda_edit(s->ui, &row);
}

static Err *note_delete(Screen *s, const Journal *note)
{
	AgendaRow row = agenda_of_note(note);
	return agenda_delete(s->ui, &row);
}

static Err *text_edit(Screen *s, Stop stop)
{
	const CardView *c = s->state;
	AgendaRow row = stop.type == STOP_NOTE ? agenda_of_note(&c->notes[stop.i]) : agenda_of(&c->steps[stop.i]);
	return agenda_note(s->ui, &row);
}

static Err *step_edit(Screen *s, const StepRow *step)
{
	AgendaRow row = agenda_of(step);
	return agenda_edit(s->ui, &row);
}

static Err *step_delete(Screen *s, const StepRow *step)
{
	AgendaRow row = agenda_of(step);
	return agenda_delete(s->ui, &row);
}

static Err *step_done(Screen *s, const StepRow *step)
{
	AgendaRow row = agenda_of(step);
	return agenda_done(s->ui, &row);
}

static Err *contact_delete(Screen *s, const HistoryRow *row)
{
	Work *work = ui_work(s->ui);
	int64_t batch = 0;
	Str what = {0}, day = {0};
	show_day(&day, work, row->contact.at);
	show_when(&what, work, row->contact.at);
	bool shipped = str_same(row->kind_name, list_name(row->kind_code, NULL));
	char *kind = list_said(row->kind_code, shipped ? NULL : row->kind_name), *label = said("%s %s", str_text(&day), kind);
	str_addf(&what, " %s", row->kind_name ? row->kind_name : "");
	Err *err = work_begin(work, "delete", N_("Deleted from the history: %s"), label);
	free(label);
	free(kind);
	str_done(&day);
	if (!err)
		err = work_end(work, work_remove(work, &kind_interaction, row->contact.head.id), &batch);
	if (!err)
		ui_done(s->ui, batch, _("Deleted from the history: %s"), str_text(&what));
	str_done(&what);
	return err;
}

static Err *contact_note(Screen *s, const HistoryRow *row)
{
	Work *work = ui_work(s->ui);
	Interaction old, new;
	char *text = NULL;
	bool changed = false;
	int64_t batch = 0;
	TRY(store_get(work->store, &kind_interaction, row->contact.head.id, &old, s->arena));
	Err *err = ui_editor(s->ui, old.text.s ? old.text.s : "", &text, &changed);
	if (!err && changed) {
		new = old;
		new.text.s = *text ? text : NULL;
		err = work_begin(work, "edit", N_("Text of a contact changed"));
		if (!err)
			err = work_end(work, work_edit(work, &kind_interaction, &old, &new), &batch);
		err = ui_editor_end(s->ui, err);
		if (!err)
			ui_done(s->ui, batch, "%s", _("Text of a contact changed"));
	}
	free(text);
	return err;
}

static Err *contact_open(Screen *s, const HistoryRow *row)
{
	CardView *c = s->state;
	/* A contact of one of the organization's people: their card, there it stands. */
	if (row->contact.client.v != c->client)
		return ui_push(s->ui, &screen_card, &(CardArg){.client = row->contact.client.v, .thing = "interaction", .thing_id = row->contact.head.id});
	return ui_push(s->ui, &screen_form, &(FormArg){.kind = &kind_interaction, .id = row->contact.head.id});
}

static Err *member_delete(Screen *s, const MemberRow *member)
{
	Work *work = ui_work(s->ui);
	int64_t batch = 0;
	TRY(work_begin(work, "edit", N_("%s no longer there"), member->title));
	TRY(work_end(work, work_remove(work, &kind_membership, member->membership.head.id), &batch));
	ui_done(s->ui, batch, _("%s no longer there"), member->title);
	return NULL;
}

static Err *edit_of(Screen *s, int64_t client)
{
	return ui_push(s->ui, &screen_form, &(FormArg){.kind = &kind_client, .id = client});
}

Err *card_row_open(Screen *s)
{
	CardView *c = s->state;
	Stop stop = card_stop(c);
	switch (stop.type) {
	case STOP_HEAD:
		return edit_of(s, c->client);
	case STOP_CHANNEL:
		return act_dial(s->ui);
	case STOP_STEP:
		return step_edit(s, &c->steps[stop.i]);
	case STOP_NOTE:
		return note_edit(s, &c->notes[stop.i]);
	case STOP_MEMBER:
		return ui_push(s->ui, &screen_card, &(CardArg){.client = c->card.members[stop.i].client});
	case STOP_CONTACT:
		return contact_open(s, &c->history.at[stop.i]);
	}
	return NULL;
}

static Err *row_edit(Screen *s)
{
	CardView *c = s->state;
	Stop stop = card_stop(c);
	switch (stop.type) {
	case STOP_HEAD:
	case STOP_CHANNEL:
		return edit_of(s, c->client);
	case STOP_STEP:
		return step_edit(s, &c->steps[stop.i]);
	case STOP_NOTE:
		return note_edit(s, &c->notes[stop.i]);
	case STOP_MEMBER:
		return edit_of(s, c->card.members[stop.i].client);
	case STOP_CONTACT:
		return ui_push(s->ui, &screen_form, &(FormArg){.kind = &kind_interaction, .id = c->history.at[stop.i].contact.head.id});
	}
	return NULL;
}

/* True when the row had a meaning of its own for D. */
static bool row_delete(Screen *s, Err **err)
{
	CardView *c = s->state;
	Stop stop = card_stop(c);
	switch (stop.type) {
	case STOP_HEAD:
		*err = act_delete(s->ui);
		return true;
	case STOP_CHANNEL:
		ui_say(s->ui, "%s", _("e opens the form: numbers and addresses are taken out there"));
		return true;
	case STOP_STEP:
		*err = step_delete(s, &c->steps[stop.i]);
		return true;
	case STOP_NOTE:
		*err = note_delete(s, &c->notes[stop.i]);
		return true;
	case STOP_MEMBER:
		*err = member_delete(s, &c->card.members[stop.i]);
		return true;
	case STOP_CONTACT:
		*err = contact_delete(s, &c->history.at[stop.i]);
		return true;
	}
	return false;
}

bool card_row_act(Screen *s, const char *verb, Err **err)
{
	CardView *c = s->state;
	Stop stop = card_stop(c);
	if (strcmp(verb, "open") == 0)
		*err = card_row_open(s);
	else if (strcmp(verb, "edit") == 0 || strcmp(verb, "thing") == 0)
		*err = row_edit(s);
	else if (strcmp(verb, "delete") == 0)
		return row_delete(s, err);
	else if (strcmp(verb, "done") == 0 && stop.type == STOP_STEP)
		*err = step_done(s, &c->steps[stop.i]);
	else if (strcmp(verb, "edit note") == 0 && (stop.type == STOP_STEP || stop.type == STOP_NOTE))
		*err = text_edit(s, stop);
	else if (strcmp(verb, "edit note") == 0 && stop.type == STOP_CONTACT)
		*err = contact_note(s, &c->history.at[stop.i]);
	else
		return false;
	return true;
}
