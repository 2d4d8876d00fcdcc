/* SPDX-License-Identifier: MIT */
/* What a verb does on any screen that does not do something of its own with it. */
#include "act.h"
#include "lines.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/exchange.h"
#include "kartoteka/work/step.h"

/* ---- the focus ---- */

typedef struct Ids {
	int64_t *at;
	size_t n, cap;
} Ids;

static void add_id(void *to, int64_t id)
{
	Ids *ids = to;
	vec_push(ids, id);
}

size_t screen_focus(Ui *ui, const char *focus, bool marks, int64_t **out)
{
	Ids ids = {0};
	for (Screen *s = ui_top(ui); s; s = ui_below(ui, s)) {
		if (s->kind->focus && s->kind->focus(s, focus, marks, add_id, &ids))
			break;
		if (!s->kind->floats)
			break;
	}
	*out = ids.at;
	return ids.n;
}

int64_t screen_client(Ui *ui)
{
	int64_t *ids = NULL;
	size_t n = screen_focus(ui, "client", false, &ids);
	int64_t client = n ? ids[0] : 0;
	free(ids);
	return client;
}

/* ---- marks ---- */

/* So many are marked, not counting the row under the cursor where it is the only one. */
static size_t marked_beside(Ui *ui, const char *focus)
{
	int64_t *marks = NULL, *here = NULL;
	size_t n = screen_focus(ui, focus, true, &marks), one = screen_focus(ui, focus, false, &here);
	size_t beside = n > 1 || (n && !(one && here[0] == marks[0])) ? n : 0;
	free(marks);
	free(here);
	return beside;
}

size_t act_marked(Ui *ui, const char *verb)
{
	size_t clients = marked_beside(ui, "client");
	if (clients && strcmp(verb, "step") == 0)
		return 0; /* a step is planned for all of them */
	return clients ? clients : marked_beside(ui, "reminder");
}

void act_say_marked(Ui *ui, size_t n)
{
	Str number = {0};
	if (!n)
		return;
	str_add_number(&number, (int64_t)n);
	if (ui_says(ui))
		ui_add(ui, _("one at a time, still marked: %s"), str_text(&number));
	else
		ui_say(ui, _("One at a time, of the row under the cursor; still marked: %s"), str_text(&number));
	str_done(&number);
}

/* ---- going ---- */

static void date_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	date_sought_echo(ui_work(owner->ui), line, out, bad);
}

static Err *go_moment(Ui *ui, Moment when)
{
	return ui_root(ui, &screen_calendar, &(CalendarArg){.day = when.day, .timed = when.form == MOMENT_LOCAL, .second = when.second});
}

static Err *date_entered(Screen *owner, const char *line, bool *keep_open)
{
	Moment when;
	Err *err = date_sought(ui_work(owner->ui), line, &when);
	*keep_open = err != NULL;
	return err ? err : go_moment(owner->ui, when);
}

static Err *go_date(Ui *ui, const char *when)
{
	if (!when)
		return ui_push(ui, &screen_line, &(LineArg){.sign = _("date:"), .entered = date_entered, .echo = date_echo});
	Moment moment;
	TRY(date_sought(ui_work(ui), when, &moment));
	return go_moment(ui, moment);
}

static Err *go(Ui *ui, CommandCall *call)
{
	static const struct {
		const char *word;
		const ScreenKind *kind;
	} screens[] = {
		{"today", &screen_today},
		{"clients", &screen_clients},
		{"calendar", &screen_calendar},
		{"reminders", &screen_reminders},
		{"settings", &screen_settings},
	};
	const char *what = call_text(call, "what");
	for (size_t i = 0; i < countof(screens); i++)
		if (str_same(what, screens[i].word))
			return ui_root(ui, screens[i].kind, NULL);
	if (str_same(what, "imports"))
		return ui_push(ui, &screen_imports, NULL);
	if (str_same(what, "changes"))
		return ui_push(ui, &screen_changes, NULL);
	return go_date(ui, call_text(call, "when"));
}

/* ---- snooze ---- */

static Err *add_reminders(Ui *ui, const char *kind, int64_t id, Ids *to)
{
	Arena *arena = arena_new();
	Reminder *rows = NULL;
	size_t n = 0;
	Err *err = reminders_calling(ui_work(ui), kind, id, &rows, &n, arena);
	if (!err)
		reminders_nearest(ui_work(ui), rows, &n);
	for (size_t i = 0; !err && i < n; i++)
		vec_push(to, rows[i].head.id);
	arena_free(arena);
	return err;
}

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* A firm's step may be one of its people's, who is marked beside it. */
static void drop_doubles(Ids *ids)
{
	size_t n = 0;
	if (ids->n > 1)
		qsort(ids->at, ids->n, sizeof *ids->at, by_id);
	for (size_t i = 0; i < ids->n; i++)
		if (!n || ids->at[n - 1] != ids->at[i])
			ids->at[n++] = ids->at[i];
	ids->n = n;
}

static Err *add_step_reminders(Ui *ui, int64_t client, Ids *to)
{
	Arena *arena = arena_new();
	StepRow *steps = NULL;
	size_t n = 0;
	Err *err = steps_of(ui_work(ui), client, &steps, &n, arena);
	if (!err && n)
		err = add_reminders(ui, steps[0].kind, steps[0].id, to);
	arena_free(arena);
	return err;
}

/* Of the reminder under the cursor; else of the thing there, which may have none; else of the client's earliest step. left: so many have none. */
static Err *reminders_here(Ui *ui, Ids *to, size_t *left)
{
	static const char *const holders[] = {"task", "event", "note", "client"};
	Err *err = NULL;
	bool there = (to->n = screen_focus(ui, "reminder", true, &to->at)) > 0;
	to->cap = to->n;
	*left = 0;
	for (size_t i = 0; !err && !there && i < countof(holders); i++) {
		int64_t *ids = NULL;
		size_t n = screen_focus(ui, holders[i], true, &ids);
		bool client = str_same(holders[i], "client");
		there = n > 0;
		for (size_t k = 0; !err && k < n; k++) {
			size_t before = to->n;
			err = client ? add_step_reminders(ui, ids[k], to) : add_reminders(ui, holders[i], ids[k], to);
			*left += to->n == before;
		}
		free(ids);
	}
	drop_doubles(to);
	return err;
}

static Err *snooze(Ui *ui, const char *when)
{
	Ids here = {0};
	int64_t batch = 0;
	size_t left = 0;
	Err *err = reminders_here(ui, &here, &left);
	int64_t *ids = here.at;
	size_t n = here.n;
	if (err) {
	} else if (!n) {
		ui_say(ui, "%s", _("No reminder here: r plans a step with one"));
	} else if (!when) {
		err = ui_push(ui, &screen_snooze, &(SnoozeArg){ids, n, left});
	} else {
		WordsReading reading;
		WordsContext context = work_words(ui_work(ui));
		err = words_read(&reading, when, &context);
		if (!err)
			err = reminder_snooze(ui_work(ui), ids, n, reading.start, &batch);
		if (!err)
			ui_done_count(ui, batch, (int64_t)n, P_("Put off: %zu reminder", "Put off: %zu reminders", n), n);
		if (!err && left)
			ui_add(ui, _("without a reminder: %zu"), left);
	}
	free(ids);
	return err;
}

/* ---- whose ---- */

static Err *whose_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	ui_set_whose(owner->ui, choice->id);
	return NULL;
}

static Err *whose(Ui *ui)
{
	Arena *arena = arena_new();
	void *rows = NULL;
	size_t n = 0;
	Err *err = store_all(ui_work(ui)->store, &kind_staff, &rows, &n, arena);
	if (!err) {
		const Staff *staff = rows;
		MenuChoice *choices = arena_alloc(arena, (n + 1) * sizeof *choices);
		size_t count = 0;
		int64_t now = ui_whose(ui);
		size_t cursor = 0;
		choices[count++] = (MenuChoice){.text = _("everybody")};
		for (size_t i = 0; i < n; i++)
			if (!staff[i].gone.v) {
				cursor = staff[i].head.id == now ? count : cursor;
				choices[count++] = (MenuChoice){.text = staff[i].name.s ? staff[i].name.s : staff[i].login.s, .id = staff[i].head.id};
			}
		err = ui_push(ui, &screen_menu, &(MenuArg){.title = _("Whose"), .choices = choices, .n = count, .cursor = cursor, .chosen = whose_chosen});
	}
	arena_free(arena);
	return err;
}

/* ---- export ---- */

/* `export ics -o FILE` as in the shell; without a file it is asked for. */
static Err *export(Ui *ui, const char *filter, const char *output)
{
	if (!output)
		return filter ? err_new(ERR_USAGE, "%s", _("-o FILE is missing: where it is to be written")) : act_export(ui);
	return act_export_to(ui, output, filter);
}

/* ---- look ---- */

/* Seen at once, and written into the user's settings as Settings would. */
static Err *theme(Ui *ui, const char *name)
{
	char *said = mem_printf(_("Theme: %s"), name);
	Err *err = ui_setting(ui, "look", "theme", name, said);
	free(said);
	return err;
}

/* ---- the table ---- */

static Err *add_line(Ui *ui, const char *words)
{
	/* A cursor stands on somebody wherever there are rows: an errand is not theirs for that. On a card it is. */
	return ui_push(ui, &screen_quick, &(QuickArg){.text = words, .client = screen_client(ui), .meant = ui_main(ui)->kind == &screen_card});
}

Err *act_add_form(Ui *ui)
{
	return ui_push(ui, &screen_form, &(FormArg){.kind = &kind_client});
}

static Err *open_palette(Ui *ui)
{
	return ui_push(ui, &screen_palette, NULL);
}

static Err *open_help(Ui *ui)
{
	return ui_push(ui, &screen_help, NULL);
}

/* A screen without a list of its own looks among the clients. */
static Err *search(Ui *ui)
{
	if (ui_main(ui) && ui_main(ui)->kind == &screen_clients)
		return NULL;
	TRY(ui_root(ui, &screen_clients, NULL));
	return ui_run(ui, "search");
}

static const struct {
	const char *verb;
	Err *(*act)(Ui *ui);
	const char *argument; /* given: not this, the command's own function */
	bool one;             /* of one row, whatever is marked */
} acts[] = {
	{"open", act_open, NULL, false},
	{"edit", act_edit, NULL, true},
	{"thing", act_edit, NULL, true},
	{"edit note", act_edit_note, NULL, true},
	{"contact", act_contact, NULL, true},
	{"step", act_step, NULL, true},
	{"meeting", act_meeting, NULL, true},
	{"done", act_done, NULL, false},
	{"delete", act_delete, NULL, false},
	{"dial", act_dial, NULL, true},
	{"copy", act_copy, NULL, true},
	{"whose", whose, NULL, false},
	{"add form", act_add_form, NULL, false},
	{"palette", open_palette, NULL, false},
	{"help", open_help, NULL, false},
	{"print", act_print, NULL, false},
	{"search", search, NULL, false},
};

bool screen_act(Ui *ui, CommandCall *call, Err **err)
{
	const Command *row = call_command(call);
	if (act_bare(ui, call, err))
		return true;
	if (strcmp(row->name, "go") == 0) {
		*err = go(ui, call);
		return true;
	}
	if (strcmp(row->name, "note add") == 0)
		return act_note(ui, call, err);
	if (strcmp(row->name, "snooze") == 0) {
		*err = snooze(ui, call_text(call, "when"));
		return true;
	}
	if (strcmp(row->name, "import") == 0) {
		*err = act_import(ui, call_text(call, "file"));
		return true;
	}
	if (strcmp(row->name, "export") == 0) {
		*err = export(ui, call_text(call, "filter"), call_text(call, "output"));
		return true;
	}
	if (strcmp(row->name, "theme") == 0) {
		*err = theme(ui, call_text(call, "what"));
		return true;
	}
	if (strcmp(row->name, "add") == 0) {
		*err = add_line(ui, call_text(call, "words"));
		return true;
	}
	for (size_t i = 0; i < countof(acts); i++) {
		if (strcmp(row->name, acts[i].verb) != 0)
			continue;
		if (acts[i].argument && command_arg_named(row, acts[i].argument) && call_has(call, acts[i].argument))
			return false;
		size_t marked = acts[i].one ? act_marked(ui, acts[i].verb) : 0;
		*err = acts[i].act(ui);
		if (!*err)
			act_say_marked(ui, marked);
		return true;
	}
	return false;
}
