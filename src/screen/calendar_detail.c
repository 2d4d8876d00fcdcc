/* SPDX-License-Identifier: MIT */
/* What a row of the agenda does not say of the thing under the cursor: its note, reminders and repetition. Read when the cursor rests. */
#include <string.h>

#include "calendar.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/repeat.h"

static void add_lead(Str *out, const CalendarState *c, const Reminder *r, bool task)
{
	str_add(out, out->n ? ", " : "");
	if (r->absolute.v) {
		words_instant(out, r->state.v == REMINDER_SNOOZED ? r->snoozed_to : r->at, ui_work(c->ui)->zone, c->today);
		return;
	}
	Str length = {0};
	if (r->lead.s == 0 || r->lead.s == SECONDS_NONE.s) {
		str_add(out, r->from_end.v && !task ? _("at its end") : _("at its time"));
		return;
	}
	words_length_long(&length, (Seconds){r->lead.s < 0 ? -r->lead.s : r->lead.s});
	str_addf(out, r->lead.s < 0 ? _("%s before") : _("%s after"), str_text(&length));
	str_done(&length);
}

static const char *leads_of(CalendarState *c, const AgendaRow *row)
{
	Reminder *rows = NULL;
	size_t n = 0;
	Str text = {0};
	Err *err = reminders_calling(ui_work(c->ui), row->kind, row->id, &rows, &n, c->detail_arena);
	for (size_t i = 0; !err && i < n; i++)
		add_lead(&text, c, &rows[i], strcmp(row->kind, "task") == 0);
	err_free(err);
	const char *copy = arena_dup(c->detail_arena, text.n ? str_text(&text) : _("none"));
	str_done(&text);
	return copy;
}

/* One that was only ticked goes as the rule of its series says, which is read there. */
static const char *repeats_of(CalendarState *c, const AgendaRow *row, const char *rules)
{
	Str text = {0};
	if (row->repeats && rules && *rules) /* else it is the text of one that is not understood */
		repeat_words(&text, rules);
	else
		str_add(&text, row->repeats ? _("changed in its series") : _("none"));
	const char *copy = arena_dup(c->detail_arena, str_text(&text));
	str_done(&text);
	return copy;
}

void detail_load(CalendarState *c)
{
	const Entry *e = calendar_entry(c);
	const AgendaRow *row = e && !e->birthday ? e->row : NULL;
	Work *work = ui_work(c->ui);
	if (row == c->detailed || ui_repeating(c->ui))
		return;
	arena_reset(c->detail_arena);
	c->note = c->leads = c->repeats = NULL;
	c->detailed = row;
	if (!row)
		return;
	Err *err = NULL;
	const char *rules = NULL;
	if (e->task) {
		Task task;
		err = task_shown(work, row->id, row->recurrence, &task, c->detail_arena);
		if (!err) {
			c->note = task.text.s;
			rules = task.rules.s;
		}
	} else if (e->note) {
		Journal note;
		err = store_get(work->store, &kind_note, row->id, &note, c->detail_arena);
		c->note = err ? NULL : note.text.s;
	} else {
		Event event;
		err = event_shown(work, row->id, row->recurrence, &event, c->detail_arena);
		if (!err) {
			c->note = event.text.s;
			rules = event.rules.s;
		}
	}
	bool apart = false;
	if (!err && !rules && row->repeats)
		err = occurrence_rules(work, row->kind, row->id, &rules, &apart, c->detail_arena);
	if (!err && !e->note) {
		c->leads = leads_of(c, row);
		c->repeats = repeats_of(c, row, apart ? NULL : rules);
	}
	err_free(err);
}
