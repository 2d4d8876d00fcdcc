/* SPDX-License-Identifier: MIT */
/* Reminders: overdue, today, tomorrow, later, all of them whatever their number. What one does here. */
#include "reminders.h"

#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "agenda_act.h"
#include "kartoteka/base/text.h"
#include "list_act.h"

static void reminders_head(const Screen *s, ScreenHead *head)
{
	head->parts[0] = _("Reminders");
	head->n_parts = 1;
	head->note = ((const RemindersState *)s->state)->note;
}

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"reminders", "list", "any", "always", NULL};
	(void)s;
	return names;
}

static Err *reminders_open(Screen *s, const void *arg)
{
	RemindersState *r = s->state;
	(void)arg;
	r->ui = s->ui;
	r->preview = true;
	r->preview_arena = arena_new();
	r->arena = arena_new();
	r->spare = arena_new();
	for (size_t i = 0; i < GROUPS; i++)
		r->counts[i] = -1;
	list_init(&r->list);
	return NULL;
}

static void reminders_close(Screen *s)
{
	RemindersState *r = s->state;
	list_done(&r->list);
	vec_free(&r->rows);
	vec_free(&r->lines);
	vec_free(&r->found);
	free(r->words);
	free(r->note);
	arena_free(r->arena);
	arena_free(r->spare);
	arena_free(r->preview_arena);
}

static void reminders_minute(Screen *s, bool turned)
{
	RemindersState *r = s->state;
	if (turned || work_now(ui_work(s->ui)).s >= r->turn.s)
		s->stale = true;
	else
		r->now = work_now(ui_work(s->ui)); /* how long ago, how soon */
}

static Err *done(Screen *s)
{
	RemindersState *r = s->state;
	int64_t *ids = NULL, batch = 0;
	size_t n = screen_focus(s->ui, "reminder", true, &ids);
	const ReminderRow *row = reminders_current(r);
	Err *err = n ? reminder_done(ui_work(s->ui), ids, n, &batch) : NULL;
	free(ids);
	if (!err)
		list_unmark(&r->list);
	if (!err && n > 1)
		ui_done_count(s->ui, batch, (int64_t)n, P_("Done: %zu reminder", "Done: %zu reminders", n), n);
	else if (!err && n)
		ui_done(s->ui, batch, _("Done: %s"), row && row->summary ? row->summary : "");
	return err;
}

static Err *remove_marked(Screen *s, const int64_t *ids, size_t n)
{
	int64_t batch = 0;
	size_t gone = 0;
	TRY(reminders_remove(ui_work(s->ui), ids, n, &gone, &batch));
	ui_done_count(s->ui, batch, (int64_t)gone, P_("Deleted: %zu thing", "Deleted: %zu things", gone), gone);
	return NULL;
}

static Err *remove_single(Screen *s, int64_t id)
{
	Reminder reminder;
	Str title = {0};
	TRY(store_get(ui_work(s->ui)->store, &kind_reminder, id, &reminder, s->arena));
	const Kind *kind = kind_find(reminder.of_kind.s);
	void *thing = arena_alloc(s->arena, kind->size);
	TRY(store_get(ui_work(s->ui)->store, kind, reminder.of.v, thing, s->arena));
	kind->title(&title, thing);
	Err *err = record_remove(s->ui, kind->name, reminder.of.v, reminder.occurrence, str_text(&title));
	str_done(&title);
	return err;
}

/* What is reminded of goes, as on Today: a task left without its alarm would stay overdue where nobody looks. */
static Err *removed(Screen *s)
{
	RemindersState *r = s->state;
	int64_t *ids = NULL;
	size_t n = screen_focus(s->ui, "reminder", true, &ids);
	Err *err = NULL;
	if (n == 1)
		err = remove_single(s, ids[0]);
	else if (n)
		err = remove_marked(s, ids, n);
	if (!err)
		list_unmark(&r->list);
	free(ids);
	return err;
}

static Err *open_client(Screen *s, const ReminderRow *row)
{
	if (!row->client)
		return record_edit(s->ui, row->reminder.of_kind.s, row->reminder.of.v, row->reminder.occurrence);
	return ui_push(s->ui, &screen_card, &(CardArg){.client = row->client, .thing = row->reminder.of_kind.s, .thing_id = row->reminder.of.v});
}

static Err *edit_one(Screen *s, const ReminderRow *row, bool note)
{
	const Reminder *r = &row->reminder;
	size_t marked = act_marked(s->ui, "edit");
	TRY(note ? record_note(s->ui, r->of_kind.s, r->of.v, r->occurrence, row->summary) : record_edit(s->ui, r->of_kind.s, r->of.v, r->occurrence));
	act_say_marked(s->ui, marked);
	return NULL;
}

static Err *words_entered(Screen *owner, const char *line, bool *keep_open)
{
	(void)line;
	TRY(reminders_settle(owner));
	const ReminderRow *row = reminders_current(owner->state);
	*keep_open = !row;
	return row ? open_client(owner, row) : NULL;
}

static Err *search(Screen *s)
{
	return ui_push(s->ui, &screen_line, &(LineArg){
											.sign = "/",
											.text = ((RemindersState *)s->state)->words,
											.entered = words_entered,
											.narrowed = reminders_search,
										});
}

/* Moves and marks as every list has them; its ends and all of it may lie outside of the window. */
static bool listed(Screen *s, CommandCall *call, Err **err)
{
	RemindersState *r = s->state;
	bool move = strcmp(call_command(call)->name, "move") == 0;
	if (move && str_same(call_text(call, "what"), "first"))
		*err = reminders_first(s);
	else if (move && str_same(call_text(call, "what"), "last"))
		*err = reminders_last(s);
	else if (strcmp(call_command(call)->name, "mark all") == 0)
		*err = reminders_mark_all(s);
	else if (!list_act(&r->list, &r->source, call))
		return false;
	if (!*err)
		*err = reminders_room(s);
	return true;
}

static bool reminders_act(Screen *s, CommandCall *call, Err **err)
{
	RemindersState *r = s->state;
	const char *verb = call_command(call)->name;
	const ReminderRow *row = reminders_current(r);
	if (listed(s, call, err))
		return true;
	if (strcmp(verb, "search") == 0)
		*err = search(s);
	else if (strcmp(verb, "done") == 0)
		*err = done(s);
	else if (strcmp(verb, "delete") == 0)
		*err = removed(s);
	else if (strcmp(verb, "open") == 0)
		*err = row ? open_client(s, row) : NULL;
	else if (strcmp(verb, "edit") == 0 || strcmp(verb, "thing") == 0)
		*err = row ? edit_one(s, row, false) : NULL;
	else if (strcmp(verb, "edit note") == 0 && row)
		*err = edit_one(s, row, true);
	else if (strcmp(verb, "preview") == 0)
		r->preview = !r->preview;
	else
		return false;
	return true;
}

static bool reminders_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	RemindersState *r = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		list_scroll(&r->list, &r->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
		*err = reminders_room(s);
	} else if (mouse->action == MOUSE_PRESS) {
		Area body = {.frame = NULL, .row = r->bare ? 1 : 2, .col = 0, .rows = r->list.rows, .cols = 1000};
		if (list_click(&r->list, &r->source, body, mouse->row, mouse->col) && mouse->twice && reminders_current(r))
			*err = open_client(s, reminders_current(r));
	} else {
		return false;
	}
	return true;
}

static size_t reminders_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const RemindersState *r = s->state;
	const ReminderRow *row = reminders_current(r);
	if (strcmp(focus, "reminder") == 0)
		return list_focus(&r->list, marks, add, to);
	if (strcmp(focus, "client") != 0 || !row || !row->client)
		return 0;
	add(to, row->client);
	return 1;
}

static bool reminders_escape(Screen *s)
{
	RemindersState *r = s->state;
	bool any = r->list.n_marks > 0 || r->list.range;
	if (r->words) {
		reminders_search(s, NULL);
		return true;
	}
	list_unmark(&r->list);
	return any;
}

static const ScreenHint *reminders_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"contact", N_("contact and done")},
		{"done", NULL},
		{"snooze", NULL},
		{"copy", N_("number")},
		{"open", N_("card")},
		{"whose", NULL},
		{"mark", NULL},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

const ScreenKind screen_reminders = {
	.name = "reminders",
	.title = N_("Reminders"),
	.size = sizeof(RemindersState),
	.contexts = contexts,
	.open = reminders_open,
	.close = reminders_close,
	.load = reminders_load,
	.minute = reminders_minute,
	.fit = reminders_fit,
	.draw = reminders_paint,
	.head = reminders_head,
	.hints = reminders_hints,
	.act = reminders_act,
	.mouse = reminders_clicked,
	.focus = reminders_focus,
	.escape = reminders_escape,
};
