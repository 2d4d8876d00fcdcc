/* SPDX-License-Identifier: MIT */
/* remind: the list, telling each once (from cron or a timer), putting off, done, taking away. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/step.h"
#include "plan_change.h"

static const OutColumn remind_columns[] = {
	{"id", N_("No"), true, 0, 0},
	{"at", N_("At"), false, 12, 0},
	{"due", N_("Due"), false, 12, 3},
	{"summary", N_("What"), false, 16, 0},
	{"client.name", N_("Client"), false, 12, 1},
	{"state", N_("State"), false, 0, 2},
	{"snoozed", NULL, true, 0, 0},
};

/* pending: to come; due: its time has come; snoozed: put off to a time to come; done: never to be heard again. */
static const char *state_of(Work *work, const Reminder *reminder)
{
	if (reminder->state.v == REMINDER_DONE || instant_is_none(reminder->next_at))
		return "done";
	if (reminder->next_at.s <= work_now(work).s)
		return "due";
	return reminder->state.v == REMINDER_SNOOZED ? "snoozed" : "pending";
}

static const char *state_shown(const char *state)
{
	if (strcmp(state, "due") == 0)
		return C_("reminder", "due");
	if (strcmp(state, "snoozed") == 0)
		return C_("reminder", "snoozed");
	return strcmp(state, "done") == 0 ? C_("reminder", "done") : C_("reminder", "pending");
}

static void out_reminder(Out *out, Work *work, const ReminderRow *row)
{
	const char *state = state_of(work, &row->reminder);
	out_row(out);
	out_int(out, "id", row->reminder.head.id);
	out_when(out, "at", work, row->reminder.next_at);
	out_moment(out, "due", work, row->due, row->zone);
	out_text(out, "summary", row->summary);
	out_client(out, "client", row->client, row->client_title);
	out_show(out, state_shown(state));
	out_text(out, "state", state);
	out_int(out, "snoozed", reminder_times_put_off(&row->reminder));
	out_row_end(out);
}

/* ---- telling ---- */

static void reminder_line(Str *out, Work *work, const ReminderRow *row)
{
	Str line = {0};
	words_instant(&line, row->reminder.next_at, work->zone, work_today(work));
	str_add(&line, "  ");
	if (row->client_title)
		str_addf(&line, "%s: ", row->client_title);
	str_add(&line, row->summary ? row->summary : _("reminder"));
	utf8_safe(out, str_text(&line), line.n);
	str_done(&line);
}

static Err *tell_one(CommandCall *call, const ReminderRow *row)
{
	Work *work = call_context(call);
	Str text = {0};
	reminder_line(&text, work, row);
	char **argv = *settings_get(work->settings, "remind", "notify") ? settings_argv(work->settings, "notify", str_text(&text)) : NULL;
	Err *err = NULL;
	if (argv)
		err = file_run((const char *const *)argv, NULL, 10000);
	settings_free_argv(argv);
	str_done(&text);
	return err;
}

/* Both, of which the second hindered what would make the first good. Takes them. */
static Err *err_both(Err *untold, Err *base, const char *kept)
{
	Err *err = err_kept(err_new(ERR_PART, _("%s; besides, %s"), untold->what, base->what), "%s", kept);
	if (untold->todo && base->todo)
		err = err_todo(err, "%s; %s", untold->todo, base->todo);
	else if (untold->todo || base->todo)
		err = err_todo(err, "%s", untold->todo ? untold->todo : base->todo);
	err_free(untold);
	err_free(base);
	return err;
}

/* Neither was done; the next run does both, and tells the others again. */
static Err *err_not_told(Err *unmarked, Err *untold, size_t missed, size_t others)
{
	Str kept = {0};
	str_addf(&kept, P_("%zu reminder was not told and waits for the next run", "%zu reminders were not told and wait for the next run", missed), missed);
	if (others) {
		str_add(&kept, "; ");
		str_addf(&kept, P_("%zu reminder is told again at the next run", "%zu reminders are told again at the next run", others), others);
	}
	Err *err = err_both(untold, unmarked, str_text(&kept));
	str_done(&kept);
	return err;
}

/* They were marked before they were told, and that could not be taken back: no run tells them any more, so it must be said where they stand. */
static Err *err_stay_marked(Err *base, Err *untold, size_t missed)
{
	Str kept = {0};
	str_addf(&kept, P_("%zu reminder was not told and stays marked as told", "%zu reminders were not told and stay marked as told", missed), missed);
	Err *err = err_both(untold, base, str_text(&kept));
	str_done(&kept);
	return err_todo(err, "%s", _("kartoteka remind --due lists them"));
}

static Err *notify(CommandCall *call, size_t *told, Arena *arena)
{
	Work *work = call_context(call);
	ReminderRow *rows;
	size_t n;
	Err *first = NULL;
	Err *unmarked = reminders_take_due(work, &rows, &n, arena);
	if (unmarked && !n)
		return unmarked;
	*told = n;
	int64_t *untold = arena_alloc(arena, (n + 1) * sizeof *untold);
	size_t missed = 0;
	for (size_t i = 0; i < n; i++) {
		Err *err = work->dry_run ? NULL : tell_one(call, &rows[i]);
		out_reminder(call_out(call), work, &rows[i]);
		if (err)
			untold[missed++] = rows[i].reminder.head.id;
		if (err && first)
			err_free(err);
		else if (err)
			first = err;
	}
	if (unmarked) {
		unmarked = first ? err_not_told(unmarked, first, missed, n - missed) : unmarked;
		unmarked->code = ERR_PART;
		return unmarked;
	}
	Err *err = reminders_untold(work, untold, missed);
	if (err)
		return err_stay_marked(err, first, missed);
	if (first)
		first = err_kept(first, P_("%zu reminder waits for the next run", "%zu reminders wait for the next run", missed), missed);
	if (first)
		first->code = ERR_PART;
	return first;
}

static Err *list(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	bool due = call_flag(call, "due");
	ReminderQuery query = {.until = due ? (Instant){work_now(work).s + 1} : INSTANT_NONE, .done_too = call_flag(call, "all"), .limit = 1000000};
	ReminderRow *rows;
	size_t n;
	TRY(reminders_read(work, &query, &rows, &n, arena));
	for (size_t i = 0; i < n; i++)
		out_reminder(call_out(call), work, &rows[i]);
	return NULL;
}

static Err *run_remind(CommandCall *call)
{
	Arena *arena = arena_new();
	Work *work = call_context(call);
	bool telling = call_flag(call, "notify");
	size_t told = 0;
	Err *err = NULL, *missed = NULL;
	out_begin(call_out(call), remind_columns, countof(remind_columns));
	/* Listing makes nothing; telling writes down what was told. */
	if (!work->store)
		err = work_open_base(work, telling && !work->dry_run && file_exists(work->path) ? STORE_WRITE : STORE_READ);
	if (!err && telling) {
		missed = notify(call, &told, arena);
		if (missed && missed->code != ERR_PART)
			err = missed;
	} else if (!err) {
		err = list(call, arena);
	}
	arena_free(arena);
	if (err)
		return err;
	err = out_end(call_out(call));
	if (!err && telling && work->dry_run)
		out_say(call_out(call), P_("%zu reminder would be told", "%zu reminders would be told", told), told);
	if (err)
		err_free(missed);
	return err ? err : missed;
}

/* ---- putting off, done ---- */

static Err *tell_each(CommandCall *call, const int64_t *ids, size_t n, const char *said)
{
	Out *out = call_out(call);
	Arena *arena = arena_new();
	Work *work = call_context(call);
	Err *err = NULL;
	out_begin(out, NULL, 0);
	for (size_t i = 0; !err && i < n; i++) {
		Reminder reminder;
		err = store_get(work->store, &kind_reminder, ids[i], &reminder, arena);
		if (err)
			break;
		const char *state = state_of(work, &reminder);
		out_row(out);
		out_int(out, "id", ids[i]);
		out_instant(out, "at", reminder.next_at);
		out_text(out, "state", state);
		out_int(out, "snoozed", reminder_times_put_off(&reminder));
		out_row_end(out);
	}
	arena_free(arena);
	if (err)
		return err;
	TRY(out_end(out));
	out_say(out, "%s", said);
	return NULL;
}

static Err *snooze(CommandCall *call, int64_t ids[], size_t n)
{
	Work *work = call_context(call);
	const WordsReading *when = call_when(call, "when");
	Instant begins;
	TRY(reminders_start_before(work, ids, n, when->start, &begins));
	TRY(reminder_snooze(work, ids, n, when->start, NULL));
	Str to = {0}, said = {0};
	show_moment(&to, work, reminder_snooze_moment(work, when->start), NULL);
	str_addf(&said, work->dry_run ? _("Would put off to %s") : _("Put off to %s"), str_text(&to));
	if (!instant_is_none(begins)) {
		str_add(&said, ", ");
		str_cut(&to, 0);
		words_instant(&to, begins, work->zone, work_today(work));
		str_addf(&said, _("after it begins (%s)"), str_text(&to));
	}
	Err *err = tell_each(call, ids, n, str_text(&said));
	str_done(&to);
	str_done(&said);
	return err;
}

static Err *run_snooze(CommandCall *call)
{
	size_t n;
	const int64_t *said = call_refs(call, "reminder", &n);
	int64_t *ids = mem_alloc((n + 1) * sizeof *ids);
	memcpy(ids, said, n * sizeof *ids);
	Err *err = snooze(call, ids, n);
	free(ids);
	return err;
}

static Err *run_done(CommandCall *call)
{
	Work *work = call_context(call);
	size_t n;
	const int64_t *ids = call_refs(call, "reminder", &n);
	int64_t batch = 0;
	TRY(reminder_done(work, ids, n, &batch));
	Str said = {0};
	if (!batch && !work->dry_run)
		str_add(&said, P_("It was done before; nothing is changed", "They were done before; nothing is changed", n));
	else
		str_add_count(&said, (int64_t)n, work->dry_run ? P_("Would answer %zu reminder", "Would answer %zu reminders", n) : P_("%zu reminder done", "%zu reminders done", n), n);
	Err *err = tell_each(call, ids, n, str_text(&said));
	str_done(&said);
	return err;
}

static Err *run_delete(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	size_t n;
	const int64_t *ids = call_refs(call, "reminder", &n);
	TRY(refuse_bulk(work, n));
	TRY(reminder_remove(work, ids, n, NULL));
	out_begin(out, NULL, 0);
	for (size_t i = 0; i < n; i++) {
		out_row(out);
		out_text(out, "kind", "reminder");
		out_int(out, "deleted", ids[i]);
		out_row_end(out);
	}
	TRY(out_end(out));
	out_say_count(out, (int64_t)n, work->dry_run ? P_("Would remove %zu reminder", "Would remove %zu reminders", n) : P_("%zu reminder removed", "%zu reminders removed", n), n);
	return NULL;
}

static const char *const plan_kinds[] = {"event", "task", NULL};

static Err *run_add(CommandCall *call)
{
	Work *work = call_context(call);
	Seconds lead;
	int64_t id = 0;
	if (!lead_read(call_text(call, "lead"), &lead))
		return err_word(err_new(ERR_USAGE, _("%s is not a length: 10m, 1h, 1d are"), call_text(call, "lead")), call_text(call, "lead"), -1);
	TRY(reminder_add(work, plan_kinds[call_choice(call, "kind", 0)], call_number(call, "id", 0), (Seconds){-lead.s}, &id));
	if (work->dry_run) {
		out_say(call_out(call), "%s", _("Would add a reminder"));
		return NULL;
	}
	return tell_each(call, &id, 1, _("Reminder added"));
}

const Command remind_commands[REMIND_COMMANDS] = {
	{
		.name = "remind",
		.title = N_("Reminders as text"),
		.help = N_("List reminders, or tell those that are due, each once."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.more = N_("From cron or a timer: `kartoteka remind --due --notify` needs no terminal and tells each reminder once, whoever asks. What it runs is the setting "
                   "remind.notify; without one it prints."),
		.args = (const Arg[]){
			{"due", ARG_FLAG, ARGF_OPTION, .letter = 'd', .help = N_("Only those whose time has come")},
			{"notify", ARG_FLAG, ARGF_OPTION, .help = N_("Tell those that are due and were not told yet")},
			{"all", ARG_FLAG, ARGF_OPTION, .letter = 'a', .help = N_("Done ones too")},
			{0},
		},
		.run = run_remind,
		.examples = "remind --due\nremind --due --notify  # from cron",
	},
	{
		.name = "remind add",
		.title = N_("Add a reminder"),
		.help = N_("One more reminder of an event or a task."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){
			{"kind", ARG_CHOICE, ARGF_REQUIRED, .help = N_("Of an event or a task"), .choices = plan_kinds},
			{"id", ARG_NUMBER, ARGF_REQUIRED, .help = N_("Which one"), .value = N_("ID"), .min = 1, .max = INT64_MAX},
			{"lead", ARG_TEXT, ARGF_REQUIRED, .help = N_("How long before: 10m, 1h, 1d"), .value = N_("LENGTH")},
			{0},
		},
		.run = run_add,
		.examples = "remind add event 40 1d",
	},
	{
		.name = "remind snooze",
		.title = N_("Put a reminder off"),
		.help = N_("Put reminders off; what they remind of stays where it is."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){
			{"reminder", ARG_REF, ARGF_REQUIRED, .kind = "reminder", .focus = "reminder", .help = N_("Which reminder"), .value = N_("ID")},
			{"when", ARG_WHEN, ARGF_REQUIRED, .help = N_("Until when: 15m, 1h, tomorrow, Mon, 15.08 10")},
			{0},
		},
		.run = run_snooze,
		.examples = "remind snooze 12 tomorrow 10",
	},
	{
		.name = "remind done",
		.title = N_("A reminder is done"),
		.help = N_("Answer reminders; a task they remind of is completed."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){{
								  "reminder",
								  ARG_REF,
								  ARGF_REQUIRED | ARGF_REPEATED,
								  .kind = "reminder",
								  .focus = "reminder",
								  .help = N_("Which reminders"),
								  .value = N_("ID"),
							  },
                              {0}},
		.run = run_done,
		.examples = "remind done 12",
	},
	{
		.name = "remind delete",
		.title = N_("Remove reminders"),
		.help = N_("Take reminders away; the event or the task stays."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"reminder", ARG_REF, ARGF_REQUIRED | ARGF_REPEATED, .kind = "reminder", .help = N_("Which reminders"), .value = N_("ID")},
			{0},
		},
		.run = run_delete,
		.examples = "remind delete 12",
	},
};
