/* SPDX-License-Identifier: MIT */
/* What is done to a row of a day: edit, write its text, delete or move one occurrence of a series, it and what follows, or all. */
#include "agenda_act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"

enum {
	CALLED_CELLS = 60
};

typedef enum Doing {
	DOING_EDIT,
	DOING_NOTE,
	DOING_DELETE,
	DOING_MOVE,
} Doing;

/* What the open question is about; there is one question at a time, and the row may be read anew before it is answered. */
static struct {
	Doing doing;
	const char *kind;
	int64_t id;
	Moment at;
	Seconds by;
	char text[8 * CALLED_CELLS]; /* what the message calls it */
} asked;

void agenda_text(Str *out, const AgendaRow *row)
{
	const char *summary = row->summary && *row->summary ? row->summary : NULL;
	if (row->client_title && !(summary && strstr(summary, row->client_title))) {
		client_called(out, row->client_title, row->organization);
		if (summary)
			str_add(out, " — ");
	}
	if (summary)
		str_add(out, summary);
	else if (!row->client_title)
		str_add(out, _("(no title)"));
}

static void call_it(const AgendaRow *row)
{
	Str text = {0}, cut = {0};
	agenda_text(&text, row);
	utf8_cut(&cut, str_text(&text), CALLED_CELLS);
	snprintf(asked.text, sizeof asked.text, "%s", str_text(&cut));
	str_done(&text);
	str_done(&cut);
}

static const char *kind_word(const char *kind)
{
	if (strcmp(kind, "task") == 0 || strcmp(kind, "note") == 0)
		return strcmp(kind, "task") == 0 ? "task" : "note";
	return "event";
}

static void tell_removed(Ui *ui, int64_t batch, bool repeats, Reach reach, const char *text)
{
	if (!repeats)
		ui_done(ui, batch, _("Deleted: %s"), text);
	else if (reach == REACH_ONE)
		ui_done(ui, batch, _("Deleted, this one: %s"), text);
	else if (reach == REACH_FROM_HERE)
		ui_done(ui, batch, _("Deleted from here on: %s"), text);
	else
		ui_done(ui, batch, _("Deleted, the whole series: %s"), text);
}

static Err *remove_thing(Ui *ui, const char *kind, int64_t id, Moment at, Reach reach, const char *text)
{
	int64_t batch = 0;
	bool repeats = false;
	TRY(plan_reach(ui_work(ui), kind, id, at, &reach, &repeats));
	TRY(plan_remove(ui_work(ui), kind, id, at, reach, &batch));
	tell_removed(ui, batch, repeats, reach, text);
	return NULL;
}

static Err *delete_now(Ui *ui, Reach reach)
{
	return remove_thing(ui, asked.kind, asked.id, asked.at, reach, asked.text);
}

static Err *move_now(Ui *ui, Reach reach)
{
	int64_t batch = 0;
	Err *err = event_move(ui_work(ui), asked.id, asked.at, asked.by, reach, &batch);
	if (!err)
		ui_done(ui, batch, _("Moved: %s"), asked.text);
	return err;
}

/* The text in the editor; *changed: it was written anew there. */
static Err *text_edited(Ui *ui, const char *was, const char **text, bool *changed, Arena *arena)
{
	char *written = NULL;
	Err *err = ui_editor(ui, was ? was : "", &written, changed);
	if (!err && *changed)
		*text = arena_dup(arena, written);
	free(written);
	return err;
}

static Err *write_note(Ui *ui, Reach reach, int64_t *batch, const char **written, Arena *arena)
{
	Work *work = ui_work(ui);
	bool changed = false;
	if (strcmp(asked.kind, "note") == 0) {
		Journal old, new;
		TRY(store_get(work->store, &kind_note, asked.id, &old, arena));
		TRY(text_edited(ui, note_whole(&old), written, &changed, arena));
		new = old;
		if (changed)
			note_write(&new, *written, arena);
		return changed ? note_save(work, &old, &new, batch) : NULL;
	}
	if (strcmp(asked.kind, "task") == 0) {
		Task old, new;
		TRY(task_shown(work, asked.id, asked.at, &old, arena));
		TRY(text_edited(ui, old.text.s, written, &changed, arena));
		new = old;
		new.text.s = *written &&**written ? *written : NULL;
		return changed ? task_save(work, &old, &new, asked.at, reach, batch) : NULL;
	}
	Event old, new;
	TRY(event_shown(work, asked.id, asked.at, &old, arena));
	TRY(text_edited(ui, old.text.s, written, &changed, arena));
	new = old;
	new.text.s = *written &&**written ? *written : NULL;
	return changed ? event_save(work, &old, &new, asked.at, reach, batch) : NULL;
}

static Err *write_now(Ui *ui, Reach reach)
{
	int64_t batch = 0;
	Arena *arena = arena_new();
	const char *written = NULL;
	Err *err = write_note(ui, reach, &batch, &written, arena);
	err = ui_editor_end(ui, err);
	if (!err && batch)
		ui_done(ui, batch, _("Note written: %s"), asked.text);
	arena_free(arena);
	return err;
}

static Err *do_asked(Ui *ui, Reach reach)
{
	switch (asked.doing) {
	case DOING_NOTE:
		return write_now(ui, reach);
	case DOING_EDIT:
		return ui_push(ui, &screen_form, &(FormArg){.kind = kind_find(asked.kind), .id = asked.id, .occurrence = asked.at, .reach = reach});
	case DOING_DELETE:
		return delete_now(ui, reach);
	case DOING_MOVE:
		return move_now(ui, reach);
	}
	return NULL;
}

static Err *reach_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	return do_asked(owner->ui, (Reach)choice->id);
}

static const char *question(Doing doing)
{
	switch (doing) {
	case DOING_NOTE:
	case DOING_EDIT:
		return _("Edit which?");
	case DOING_DELETE:
		return _("Delete which?");
	case DOING_MOVE:
		break;
	}
	return _("Move which?");
}

static Err *ask(Ui *ui, const AgendaRow *row, Doing doing, Seconds by)
{
	/* Shipped with letters far apart on the board: a slip does not take the whole series. */
	static const char *const lines[] = {"occurrence one", "occurrence following", "occurrence whole"};
	char caps[countof(lines)][16];
	for (size_t i = 0; i < countof(lines); i++)
		snprintf(caps[i], sizeof caps[i], "%s", ui_cap(ui, menu_occurrence, lines[i]));
	const MenuChoice choices[] = {{.key = caps[0], .text = _("this one"), .id = REACH_ONE},
	                              {.key = caps[1], .text = _("from here on"), .id = REACH_FROM_HERE},
	                              {.key = caps[2], .text = _("the whole series"), .id = REACH_WHOLE}};
	asked.doing = doing;
	asked.kind = kind_word(row->kind);
	asked.id = row->id;
	asked.at = row->recurrence;
	asked.by = by;
	call_it(row);
	if (row->recurrence.form == MOMENT_NONE)
		return do_asked(ui, REACH_WHOLE);
	return ui_push(ui, &screen_menu,
	               &(MenuArg){
					   .title = question(doing),
					   .choices = choices,
					   .n = countof(choices),
					   .chosen = reach_chosen,
					   .occurrence = true,
				   });
}

Err *agenda_open(Ui *ui, const AgendaRow *row)
{
	if (row->client)
		return ui_push(ui, &screen_card, &(CardArg){.client = row->client, .thing = row->kind, .thing_id = row->id});
	return agenda_edit(ui, row);
}

Err *agenda_edit(Ui *ui, const AgendaRow *row)
{
	return ask(ui, row, DOING_EDIT, SECONDS_NONE);
}

/* The row of a record; of a series with the occurrence meant, or that it stands for. */
static Err *row_of(Ui *ui, const char *kind, int64_t id, Moment at, const char *called, AgendaRow *out)
{
	if (at.form == MOMENT_NONE)
		TRY(plan_occurrence(ui_work(ui), kind, &id, &at));
	*out = (AgendaRow){.kind = kind, .id = id, .recurrence = at, .summary = called};
	return NULL;
}

Err *record_edit(Ui *ui, const char *kind, int64_t id, Moment at)
{
	AgendaRow row;
	if (!str_same(kind, "event") && !str_same(kind, "task"))
		return ui_push(ui, &screen_form, &(FormArg){.kind = kind_find(kind), .id = id});
	TRY(row_of(ui, kind, id, at, NULL, &row));
	return agenda_edit(ui, &row);
}

Err *agenda_note(Ui *ui, const AgendaRow *row)
{
	return ask(ui, row, DOING_NOTE, SECONDS_NONE);
}

Err *record_note(Ui *ui, const char *kind, int64_t id, Moment at, const char *called)
{
	AgendaRow row;
	TRY(row_of(ui, kind, id, at, called, &row));
	return agenda_note(ui, &row);
}

Err *record_remove(Ui *ui, const char *kind, int64_t id, Moment at, const char *called)
{
	AgendaRow row;
	TRY(row_of(ui, kind, id, at, called, &row));
	return agenda_delete(ui, &row);
}

static int64_t client_of_record(Ui *ui, const Kind *kind, int64_t id, Arena *arena)
{
	const Field *field = kind_field(kind, "client");
	if (!field)
		return 0;
	void *record = arena_alloc(arena, kind->size);
	Err *err = store_get(ui_work(ui)->store, kind, id, record, arena);
	int64_t client = err ? 0 : field_get(field, record, arena).i;
	err_free(err); /* one that is gone is said by its form */
	return client;
}

Err *record_open(Ui *ui, const char *kind, int64_t id)
{
	Arena *arena = arena_new();
	int64_t client = client_of_record(ui, kind_find(kind), id, arena);
	arena_free(arena);
	if (!client)
		return record_edit(ui, kind, id, (Moment){.form = MOMENT_NONE});
	/* The card has one row a series. */
	Moment at;
	if (str_same(kind, "event") || str_same(kind, "task"))
		TRY(plan_occurrence(ui_work(ui), kind, &id, &at));
	return ui_push(ui, &screen_card, &(CardArg){.client = client, .thing = kind, .thing_id = id});
}

Err *agenda_done(Ui *ui, const AgendaRow *row)
{
	int64_t batch = 0;
	Str text = {0};
	Err *err = plan_done(ui_work(ui), kind_word(row->kind), row->id, row->recurrence, !row->done, &batch);
	agenda_text(&text, row);
	if (!err)
		ui_done(ui, batch, row->done ? _("Open again: %s") : _("Done: %s"), str_text(&text));
	str_done(&text);
	return err;
}

Err *agenda_delete(Ui *ui, const AgendaRow *row)
{
	return ask(ui, row, DOING_DELETE, SECONDS_NONE);
}

Err *agenda_move(Ui *ui, const AgendaRow *row, Seconds by)
{
	if (strcmp(row->kind, "event") != 0) {
		ui_say(ui, "%s", _("Only events move so; e changes the due time"));
		return NULL;
	}
	return ask(ui, row, DOING_MOVE, by);
}
