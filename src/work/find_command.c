/* SPDX-License-Identifier: MIT */
/* find TEXT: search in everything. */
#include "commands.h"

static const OutColumn find_columns[] = {
	{"kind", N_("Kind"), false, 0, 1},
	{"id", N_("No"), true, 0, 0},
	{"name", N_("Name"), false, 16, 0},
	{"where", N_("Where"), false, 16, 0},
};

enum {
	FOUND_MOST = 100
};

static Err *run_find(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Arena *arena = arena_new();
	Str text = {0};
	Hit *hits;
	size_t n = 0, most = (size_t)call_number(call, "limit", FOUND_MOST);
	for (size_t i = 0; i < call_count(call, "text"); i++)
		str_addf(&text, "%s%s", i ? " " : "", call_text_at(call, "text", i));
	out_begin(out, find_columns, countof(find_columns));
	Err *err = find_everything(work->store, str_text(&text), most + 1, &hits, &n, arena);
	for (size_t i = 0; !err && i < n && i < most; i++) {
		const Kind *kind = kind_find(hits[i].kind);
		out_row(out);
		out_show(out, kind ? _(kind->label) : hits[i].kind);
		out_text(out, "kind", hits[i].kind);
		out_int(out, "id", hits[i].id);
		out_text(out, "name", hits[i].name);
		out_text(out, "where", hits[i].where);
		out_row_end(out);
	}
	if (!err)
		err = out_end(out);
	/* Who named a number knows; a table of lines that are read by programs is left as it is. */
	if (!err && n > most && !call_has(call, "limit") && out_form(out) == OUT_TEXT)
		out_say(out, _("The best %zu; there are more: --limit N prints so many"), most);
	if (!err && n == 0)
		err = err_new(ERR_NOT_FOUND, _("Nothing found for \"%s\""), str_text(&text));
	str_done(&text);
	arena_free(arena);
	return err;
}

const Command find_commands[FIND_COMMANDS] = {
	{
		.name = "find",
		.title = N_("Search in everything"),
		.help = N_("Search names, phones in any form, mail, notes and history."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"text", ARG_TEXT, ARGF_REQUIRED | ARGF_REPEATED, .help = N_("What is looked for"), .value = N_("TEXT")},
			{"limit", ARG_NUMBER, ARGF_OPTION, .letter = 'l', .help = N_("At most so many; 100 otherwise"), .value = N_("N"), .min = 1, .max = 1000000},
			{0},
		},
		.run = run_find,
		.examples = "find 4567  # the last digits of a phone\nfind igor vector",
	},
};
