/* SPDX-License-Identifier: MIT */
/* note add, list, edit, delete: notes with their date, of a client or of nobody. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/work/step.h"
#include "plan_change.h"

static const char *called(const Journal *note, Arena *arena)
{
	Str title = {0};
	kind_note.title(&title, note);
	const char *text = arena_dupn(arena, str_text(&title), title.n);
	str_done(&title);
	return text;
}

static void out_note(Out *out, Work *work, const Journal *note, const char *client, Arena *arena)
{
	out_row(out);
	if (work->dry_run && !note->head.id)
		out_null(out, "id");
	else
		out_int(out, "id", note->head.id);
	out_text(out, "kind", "note");
	out_text(out, "summary", called(note, arena));
	out_moment(out, "date", work, note->start, note->zone.s);
	out_client(out, "client", note->client.v, client);
	out_row_end(out);
}

static Err *tell(CommandCall *call, const Journal *note, Arena *arena)
{
	Out *out = call_out(call);
	const char *client;
	TRY(title_of_client(call_context(call), note->client.v, &client, arena));
	out_begin(out, NULL, 0);
	out_note(out, call_context(call), note, client, arena);
	return out_end(out);
}

static Err *add(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Journal note;
	record_init(&kind_note, &note);
	note_write(&note, call_text(call, "text"), arena);
	note.client.v = call_ref(call, "client");
	note.start = moment_of_day(call_has(call, "date") ? call_day(call, "date") : work_today(work));
	TRY(note_save(work, NULL, &note, NULL));
	TRY(tell(call, &note, arena));
	out_say(call_out(call), work->dry_run ? _("Would add: %s") : _("Added: %s"), called(&note, arena));
	return NULL;
}

static Err *edit(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Journal old, new;
	TRY(store_get(work->store, &kind_note, call_ref(call, "note"), &old, arena));
	new = old;
	if (call_has(call, "summary"))
		new.summary.s = call_text(call, "summary");
	if (call_has(call, "text") && call_has(call, "summary"))
		new.text.s = call_text(call, "text");
	else if (call_has(call, "text"))
		note_write(&new, call_text(call, "text"), arena);
	else
		note_title_follows(&old, &new, arena);
	if (call_has(call, "date"))
		new.start = moment_of_day(call_day(call, "date"));
	if (call_has(call, "client"))
		new.client.v = call_ref(call, "client");
	TRY(note_save(work, &old, &new, NULL));
	TRY(tell(call, &new, arena));
	out_say(call_out(call), work->dry_run ? _("Would change: %s") : _("Changed: %s"), called(&new, arena));
	return NULL;
}

static Err *remove_each(Work *work, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(plan_remove(work, "note", ids[i], (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	return NULL;
}

static Err *delete (CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Journal first;
	size_t n;
	const int64_t *ids = call_refs(call, "note", &n);
	TRY(refuse_bulk(work, n));
	TRY(store_get(work->store, &kind_note, ids[0], &first, arena));
	const char *text = called(&first, arena);
	if (n == 1) {
		TRY(remove_each(work, ids, n));
	} else {
		TRY(work_begin_many(work, "delete", NP_("%zu note deleted", "%zu notes deleted"), n, n));
		TRY(work_end(work, remove_each(work, ids, n), NULL));
	}
	out_begin(out, NULL, 0);
	for (size_t i = 0; i < n; i++) {
		out_row(out);
		out_text(out, "kind", "note");
		out_int(out, "deleted", ids[i]);
		out_row_end(out);
	}
	TRY(out_end(out));
	if (n == 1)
		out_say(out, work->dry_run ? _("Would delete: %s") : _("Deleted: %s"), text);
	else
		out_say_count(out, (int64_t)n, work->dry_run ? P_("Would delete %zu note", "Would delete %zu notes", n) : P_("%zu note deleted", "%zu notes deleted", n), n);
	return NULL;
}

static const OutColumn note_columns[] = {
	{"id", N_("No"), true, 0, 0},
	{"kind", NULL, false, 0, 0},
	{"summary", N_("Note"), false, 16, 0},
	{"date", N_("Date"), false, 12, 0},
	{"client.name", N_("Client"), false, 12, 1},
};

static Err *list(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Journal *notes;
	size_t n, limit = (size_t)call_number(call, "limit", 50);
	const char *client;
	if (call_has(call, "client"))
		TRY(notes_of(work, call_ref(call, "client"), &notes, &n, arena));
	else
		TRY(notes_page(work->store, limit, &notes, &n, arena));
	out_begin(call_out(call), note_columns, countof(note_columns));
	for (size_t i = 0; i < n && i < limit; i++) {
		TRY(title_of_client(work, notes[i].client.v, &client, arena));
		out_note(call_out(call), work, &notes[i], client, arena);
	}
	return out_end(call_out(call));
}

static Err *run_note_add(CommandCall *call)
{
	return call_in_arena(call, add);
}

static Err *run_note_edit(CommandCall *call)
{
	return call_in_arena(call, edit);
}

static Err *run_note_delete(CommandCall *call)
{
	return call_in_arena(call, delete);
}

static Err *run_note_list(CommandCall *call)
{
	return call_in_arena(call, list);
}

#define NOTE_REF(flags) \
	{ \
		"note", ARG_REF, flags, .kind = "note", .help = N_("Which note"), .value = N_("ID") \
	}

const Command note_commands[NOTE_COMMANDS] = {
	{
		.name = "note add",
		.title = N_("Add a note"),
		.help = N_("Add a note with its date; its first line is its title."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){
			{"text", ARG_TEXT, ARGF_REQUIRED, .help = N_("The note; - is standard input"), .value = N_("TEXT")},
			{"date", ARG_DAY, ARGF_OPTION | ARGF_PAST, .help = N_("Of which day; today otherwise")},
			{"client", ARG_REF, ARGF_OPTION, .kind = "client", .focus = "client", .help = N_("Of which client"), .value = N_("CLIENT")},
			{0},
		},
		.run = run_note_add,
		.examples = "note add \"Stand B14: asked about Kazan\" --date yesterday",
	},
	{
		.name = "note list",
		.title = N_("List notes"),
		.help = N_("List notes, newest first."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"client", ARG_REF, ARGF_OPTION, .kind = "client", .help = N_("Of which client"), .value = N_("CLIENT")},
			{"limit", ARG_NUMBER, ARGF_OPTION, .letter = 'l', .help = N_("At most so many; 50 otherwise"), .value = N_("N"), .min = 1, .max = 1000000},
			{0},
		},
		.run = run_note_list,
		.examples = "note list --client Ivanov",
	},
	{
		.name = "note edit",
		.title = N_("Change a note"),
		.help = N_("Write a note anew, or give it another day or client."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.more = N_("The title is the first line of the text and goes with it. With both --summary and --text it is set apart, and stays when the text is written anew."),
		.args = (const Arg[]){
			NOTE_REF(ARGF_REQUIRED),
			{"summary", ARG_TEXT, ARGF_OPTION, .help = N_("Its title"), .value = N_("TEXT")},
			{"text", ARG_TEXT, ARGF_OPTION, .letter = 't', .help = N_("The note; - is standard input"), .value = N_("TEXT")},
			{"date", ARG_DAY, ARGF_OPTION | ARGF_PAST, .help = N_("Of which day")},
			{"client", ARG_REF, ARGF_OPTION, .kind = "client", .help = N_("Of which client"), .value = N_("CLIENT")},
			{0},
		},
		.run = run_note_edit,
		.examples = "note edit 30 --date yesterday",
	},
	{
		.name = "note delete",
		.title = N_("Delete notes"),
		.help = N_("Delete notes; `undo` brings them back."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){NOTE_REF(ARGF_REQUIRED | ARGF_REPEATED), {0}},
		.run = run_note_delete,
		.examples = "note delete 30",
	},
};
