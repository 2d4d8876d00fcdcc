/* SPDX-License-Identifier: MIT */
/* log CLIENT --kind …: a contact as the call line writes it; contact edit, contact delete: one of the history. */
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/step.h"
#include "kind_words.h"
#include "plan_change.h"

static const char *const directions[] = {"in", "out", NULL};

static Err *read_kind(CommandCall *call, ContactDraft *draft, Arena *arena)
{
	Work *work = call_context(call);
	if (!call_has(call, "kind")) {
		ContactKind *list;
		size_t n;
		TRY(contact_kinds(work, &list, &n, arena));
		if (!n)
			return err_new(ERR_FAILED, _("The base has no kinds of contact"));
		draft->kind = list[0].head.id;
		return NULL;
	}
	return contact_kind_said(work, call_text(call, "kind"), &draft->kind, arena);
}

/* Outcomes of this kind of contact or of any; 0 when none is said. */
static Err *read_outcome(CommandCall *call, int64_t kind, int64_t *outcome, Arena *arena)
{
	Work *work = call_context(call);
	const char *said = call_text(call, "outcome");
	*outcome = 0;
	if (!said)
		return NULL;
	Outcome *rows;
	size_t n;
	Str known = {0};
	TRY(contact_outcomes(work, kind, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const char *name = list_name(rows[i].code.s, rows[i].name.s);
		if (!*outcome && list_is(rows[i].code.s, rows[i].name.s, said))
			*outcome = rows[i].head.id;
		str_addf(&known, "%s%s", i ? ", " : "", name);
	}
	Err *err = NULL;
	if (!*outcome && n)
		err = err_word(err_new(ERR_USAGE, _("There is no outcome %s here; one of: %s"), said, str_text(&known)), said, -1);
	else if (!*outcome)
		err = err_word(err_new(ERR_USAGE, _("Contacts of this kind have no outcomes")), said, -1);
	str_done(&known);
	return err;
}

/* Without a day it would be a step that comes up nowhere; the call line of the screens shows "no date" before Enter, here nobody looks. */
static Err *dated(const ContactDraft *draft, const ContactReading *reading)
{
	if (!reading->next_text || reading->next_when.start.form != MOMENT_NONE)
		return NULL;
	Err *err = err_new(ERR_USAGE, _("The next step \"%s\" does not say when"), draft->next);
	return err_word(err_todo(err_kept(err, _("nothing was logged")), _("write it like: Thu 10 quote")), draft->next, 0);
}

static Err *read_length(CommandCall *call, Seconds *length)
{
	const char *said = call_text(call, "length");
	return !said || lead_read(said, length) ? NULL : err_word(err_new(ERR_USAGE, _("%s is not a length: 8m, 1h are"), said), said, -1);
}

static Direction call_direction(CommandCall *call, Direction was)
{
	if (!call_has(call, "direction"))
		return was;
	return call_choice(call, "direction", 0) == 0 ? DIRECTION_IN : DIRECTION_OUT;
}

/* A day without an hour, gone by, is one of its working hours, never midnight; today is now. */
static Instant said_at(CommandCall *call)
{
	Work *work = call_context(call);
	const WordsReading *when = call_when(call, "at");
	int from, until;
	if (!when || when->start.form != MOMENT_DAY)
		return call_instant(call, "at");
	if (when->start.day.n == work_today(work).n)
		return work_now(work);
	settings_hours(work->settings, &from, &until);
	return zone_instant(work->zone, when->start.day, from * 60);
}

static Err *read_draft(CommandCall *call, ContactDraft *draft, Arena *arena)
{
	*draft = (ContactDraft){.client = call_ref(call, "client"), .at = call_has(call, "at") ? said_at(call) : INSTANT_NONE, .length = SECONDS_NONE};
	TRY(read_kind(call, draft, arena));
	TRY(read_outcome(call, draft->kind, &draft->outcome, arena));
	draft->direction = call_direction(call, draft->direction);
	TRY(read_length(call, &draft->length));
	/* "10-10:45" says how long, too. */
	if (call_has(call, "at") && !call_has(call, "length") && call_when(call, "at")->length.s < DAY_SECONDS)
		draft->length = call_when(call, "at")->length;
	draft->number = call_text(call, "number");
	draft->keeps_step = call_flag(call, "keep-step");
	draft->text = call_text(call, "text");
	draft->next = call_text(call, "next");
	/* "text > next" as on the screen, when the next step is not said apart. */
	if (draft->text && !draft->next && !strchr(draft->text, '\n'))
		contact_split(draft->text, arena, &draft->text, &draft->next);
	return NULL;
}

static void tell_reading(CommandCall *call, const ContactReading *reading, const char *client)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	out_say(out, work->dry_run ? _("Would log: %s") : reading->attempt ? _("Attempt logged: %s")
	                                                                   : _("Logged: %s"),
	        client);
	if (call_has(call, "at")) {
		Str at = {0};
		words_instant(&at, said_at(call), work->zone, work_today(work));
		out_say(out, _("  at    %s"), str_text(&at));
		str_done(&at);
	}
	if (reading->closes.kind && !reading->attempt)
		out_say(out, _("  done  %s"), reading->closes.text);
	Str when = {0};
	if (!reading->next_text && reading->left.kind) {
		show_moment(&when, work, reading->left.at, reading->left.zone);
		out_say(out, _("  next  %s  %s"), when.n ? str_text(&when) : step_undated(), reading->left.text);
	}
	if (!reading->next_text) {
		str_done(&when);
		return;
	}
	if (reading->next_when.start.form != MOMENT_NONE)
		show_moment(&when, work, reading->next_when.start, NULL);
	Str what = {0};
	str_add(&what, reading->next_text);
	step_add_repeat(&what, &reading->next_when);
	out_say(out, _("  next  %s  %s"), str_text(&when), str_text(&what));
	if (step_passed(work, &reading->next_when))
		out_say(out, "! %s", step_passed(work, &reading->next_when));
	str_done(&what);
	str_done(&when);
}

static Err *tell(CommandCall *call, const ContactDraft *draft, const ContactReading *reading, int64_t id, int64_t batch, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	const char *client;
	ContactKind kind;
	TRY(title_of_client(work, draft->client, &client, arena));
	TRY(store_get(work->store, &kind_contact_kind, draft->kind, &kind, arena));
	Outcome outcome = {0};
	if (draft->outcome)
		TRY(store_get(work->store, &kind_outcome, draft->outcome, &outcome, arena));
	out_begin(out, NULL, 0);
	out_row(out);
	if (id && !work->dry_run)
		out_int(out, "id", id);
	else
		out_null(out, "id");
	if (batch)
		out_int(out, "batch", batch);
	else
		out_null(out, "batch");
	out_client(out, "client", draft->client, client);
	out_text(out, "kind", kind.code.s);
	out_text(out, "outcome", outcome.code.s);
	out_instant(out, "at", instant_is_none(draft->at) ? work_now(work) : draft->at);
	out_bool(out, "attempt", reading->attempt);
	out_text(out, "text", draft->text);
	if (reading->closes.kind && !reading->attempt) {
		out_open_object(out, "done");
		out_text(out, "kind", reading->closes.kind);
		out_int(out, "id", reading->closes.id);
		out_text(out, "text", reading->closes.text);
		out_close(out);
	} else {
		out_null(out, "done");
	}
	if (reading->next_text) {
		out_open_object(out, "next");
		out_moment(out, "at", work, reading->next_when.start, NULL);
		out_text(out, "text", reading->next_text);
		out_text(out, "rule", *reading->next_when.rule ? reading->next_when.rule : NULL);
		out_close(out);
	} else {
		out_null(out, "next");
	}
	out_row_end(out);
	TRY(out_end(out));
	tell_reading(call, reading, client);
	return NULL;
}

static Err *run_log(CommandCall *call)
{
	Work *work = call_context(call);
	Arena *arena = arena_new();
	ContactDraft draft;
	ContactReading reading;
	int64_t id = 0, batch = 0;
	Err *err = read_draft(call, &draft, arena);
	if (!err)
		err = contact_read(work, &draft, &reading, arena);
	if (!err)
		err = dated(&draft, &reading);
	if (!err)
		err = contact_log(work, &draft, &id, &batch);
	if (!err)
		err = tell(call, &draft, &reading, id, batch, arena);
	arena_free(arena);
	return err;
}

/* ---- one that stands in the history ---- */

static Err *read_changes(CommandCall *call, Interaction *contact, Arena *arena)
{
	int64_t outcome;
	if (call_has(call, "kind"))
		TRY(contact_kind_said(call_context(call), call_text(call, "kind"), &contact->kind.v, arena));
	TRY(read_outcome(call, contact->kind.v, &outcome, arena));
	if (outcome)
		contact->outcome.v = outcome;
	if (call_has(call, "at"))
		contact->at = said_at(call);
	if (call_has(call, "text"))
		contact->text.s = call_text(call, "text");
	contact->direction.v = (int32_t)call_direction(call, (Direction)contact->direction.v);
	return read_length(call, &contact->length);
}

static Err *tell_contact(CommandCall *call, const Interaction *contact, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	const char *client;
	ContactKind kind;
	Outcome outcome = {0};
	TRY(title_of_client(work, contact->client.v, &client, arena));
	TRY(store_get(work->store, &kind_contact_kind, contact->kind.v, &kind, arena));
	if (contact->outcome.v)
		TRY(store_get(work->store, &kind_outcome, contact->outcome.v, &outcome, arena));
	out_begin(out, NULL, 0);
	out_row(out);
	out_int(out, "id", contact->head.id);
	out_client(out, "client", contact->client.v, client);
	out_text(out, "kind", kind.code.s);
	out_text(out, "outcome", outcome.code.s);
	out_instant(out, "at", contact->at);
	out_bool(out, "attempt", contact->attempt.v);
	out_text(out, "text", contact->text.s);
	out_row_end(out);
	TRY(out_end(out));
	out_say(out, work->dry_run ? _("Would change: %s") : _("Changed: %s"), client);
	return NULL;
}

static Err *edit(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Interaction old, new;
	const char *client;
	TRY(store_get(work->store, &kind_interaction, call_ref(call, "contact"), &old, arena));
	new = old;
	TRY(read_changes(call, &new, arena));
	TRY(title_of_client(work, old.client.v, &client, arena));
	TRY(work_begin(work, "contact edit", N_("Contact changed: %s"), client));
	TRY(work_end(work, contact_edit(work, &old, &new), NULL));
	return tell_contact(call, &new, arena);
}

static Err *remove_each(Work *work, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(work_remove(work, &kind_interaction, ids[i]));
	return NULL;
}

static Err *delete (CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Interaction first;
	const char *client;
	size_t n;
	const int64_t *ids = call_refs(call, "contact", &n);
	TRY(refuse_bulk(work, n));
	TRY(store_get(work->store, &kind_interaction, ids[0], &first, arena));
	TRY(title_of_client(work, first.client.v, &client, arena));
	TRY(n == 1 ? work_begin(work, "delete", N_("Deleted from the history: %s"), client)
	           : work_begin_many(work, "delete", NP_("%zu contact deleted", "%zu contacts deleted"), n, n));
	TRY(work_end(work, remove_each(work, ids, n), NULL));
	out_begin(out, NULL, 0);
	for (size_t i = 0; i < n; i++) {
		out_row(out);
		out_text(out, "kind", "contact");
		out_int(out, "deleted", ids[i]);
		out_row_end(out);
	}
	TRY(out_end(out));
	if (n == 1)
		out_say(out, work->dry_run ? _("Would delete from the history: %s") : _("Deleted from the history: %s"), client);
	else
		out_say_count(out, (int64_t)n, work->dry_run ? P_("Would delete %zu contact", "Would delete %zu contacts", n) : P_("%zu contact deleted", "%zu contacts deleted", n), n);
	return NULL;
}

static Err *run_contact_edit(CommandCall *call)
{
	return call_in_arena(call, edit);
}

static Err *run_contact_delete(CommandCall *call)
{
	return call_in_arena(call, delete);
}

const Command log_commands[LOG_COMMANDS] = {
	{
		.name = "log",
		.title = N_("Log a contact"),
		.help = N_("Log a call, a mail, a meeting: what was said, what is next."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.more = N_("A contact closes the client's earliest step of its kind that is due today; an attempt (no answer, busy) is counted and moves the due call to the next "
                   "try.\n\nThe text may hold the next step behind \" > \", as in the call line."),
		.args = (const Arg[]){
			{"client", ARG_REF, ARGF_REQUIRED, .kind = "client", .focus = "client", .help = N_("With whom"), .value = N_("CLIENT")},
			{
				"kind",
				ARG_TEXT,
				ARGF_OPTION,
				.help = N_("Kind of contact: call, mail, meeting, chat, note or one of yours"),
				.value = N_("KIND"),
				.kind = "contact_kind",
			},
			{"outcome", ARG_TEXT, ARGF_OPTION, .help = N_("How it ended"), .value = N_("OUTCOME"), .kind = "outcome"},
			{"at", ARG_WHEN, ARGF_OPTION | ARGF_PAST, .help = N_("When it was; now otherwise")},
			{"text", ARG_TEXT, ARGF_OPTION, .letter = 't', .help = N_("What was said; - is standard input")},
			{"next", ARG_TEXT, ARGF_OPTION, .help = N_("The next step in words"), .value = N_("\"WHEN what\"")},
			{"direction", ARG_CHOICE, ARGF_OPTION, .help = N_("Who began it"), .choices = directions},
			{"length", ARG_TEXT, ARGF_OPTION, .help = N_("How long it took: 8m, 1h"), .value = N_("LENGTH")},
			{"number", ARG_TEXT, ARGF_OPTION, .help = N_("The number or address used"), .value = N_("NUMBER")},
			{"keep-step", ARG_FLAG, ARGF_OPTION, .help = N_("Leave the due step open")},
			{0},
		},
		.run = run_log,
		.examples = "log Ivanov --kind call --outcome reached --text \"agrees to 5 %\" --next \"thu 10 quote\"\nlog 17 --outcome no-answer --next \"tomorrow 10\"  # an attempt and the next try",
	},
	{
		.name = "contact edit",
		.title = N_("Change a contact of the history"),
		.help = N_("Change what was logged: how it ended, when it was, what was said."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.more = N_("`client show --json` tells the numbers of a client's contacts. With another outcome it counts as a contact or an attempt as that one says."),
		.args = (const Arg[]){
			{"contact", ARG_REF, ARGF_REQUIRED, .kind = "interaction", .help = N_("Which contact"), .value = N_("ID")},
			{"kind", ARG_TEXT, ARGF_OPTION, .help = N_("Kind of contact: call, mail, meeting, chat, note or one of yours"), .value = N_("KIND"), .kind = "contact_kind"},
			{"outcome", ARG_TEXT, ARGF_OPTION, .help = N_("How it ended"), .value = N_("OUTCOME"), .kind = "outcome"},
			{"at", ARG_WHEN, ARGF_OPTION | ARGF_PAST, .help = N_("When it was")},
			{"text", ARG_TEXT, ARGF_OPTION, .letter = 't', .help = N_("What was said; - is standard input")},
			{"direction", ARG_CHOICE, ARGF_OPTION, .help = N_("Who began it"), .choices = directions},
			{"length", ARG_TEXT, ARGF_OPTION, .help = N_("How long it took: 8m, 1h"), .value = N_("LENGTH")},
			{0},
		},
		.run = run_contact_edit,
		.examples = "contact edit 40 --outcome no-answer",
	},
	{
		.name = "contact delete",
		.title = N_("Delete contacts of the history"),
		.help = N_("Delete contacts from the history; `undo` brings them back."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"contact", ARG_REF, ARGF_REQUIRED | ARGF_REPEATED, .kind = "interaction", .help = N_("Which contacts"), .value = N_("ID")},
			{0},
		},
		.run = run_contact_delete,
		.examples = "contact delete 40",
	},
};
