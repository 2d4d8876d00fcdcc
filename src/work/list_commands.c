/* SPDX-License-Identifier: MIT */
/* tag, tag list, and changes: the journal. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "exchange_commands.h"
#include "kartoteka/store/imports.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/step.h"
#include "plan.h"

/* ---- tags ---- */

typedef struct Names {
	char **at;
	size_t n, cap;
} Names;

/* A word may be a list, as in the field of the form: "vip, wholesale". What names nothing is left as it is, to be refused. */
static void tag_names(Names *out, CommandCall *call)
{
	for (size_t i = 0; i < call_count(call, "tag"); i++) {
		const char *said = call_text_at(call, "tag", i);
		size_t before = out->n;
		Span name;
		for (const char *at = said; strchr(said, ',') && tag_next(&at, &name);)
			vec_push(out, mem_printf("%.*s", (int)name.n, name.s));
		if (out->n == before)
			vec_push(out, mem_strdup(said));
	}
}

static void names_done(Names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->at[i]);
	vec_free(names);
}

static Err *tag_each(CommandCall *call, const Names *names, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < names->n; i++)
		TRY(client_tag(call_context(call), ids, n, names->at[i], call_flag(call, "off"), NULL));
	return NULL;
}

static Err *run_tag(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	size_t n;
	const int64_t *ids = call_refs(call, "client", &n);
	Str names = {0};
	Names each = {0};
	tag_names(&each, call);
	for (size_t i = 0; i < each.n; i++)
		str_addf(&names, "%s%s", i ? ", " : "", each.at[i]);
	Err *err = call_flag(call, "off") ? work_begin_many(work, "tag", NP_("%zu client: tag %s taken off", "%zu clients: tag %s taken off"), n, n, str_text(&names))
	                                  : work_begin_many(work, "tag", NP_("%zu client: tag %s", "%zu clients: tag %s"), n, n, str_text(&names));
	if (!err)
		err = work_end(work, tag_each(call, &each, ids, n), NULL);
	if (!err) {
		out_begin(out, NULL, 0);
		for (size_t i = 0; i < n; i++) {
			out_row(out);
			out_int(out, "client", ids[i]);
			out_open_array(out, call_flag(call, "off") ? "untagged" : "tagged");
			for (size_t j = 0; j < each.n; j++)
				out_text(out, NULL, each.at[j]);
			out_close(out);
			out_row_end(out);
		}
		err = out_end(out);
	}
	if (!err && work->dry_run)
		out_say_count(out, (int64_t)n, call_flag(call, "off") ? P_("%zu client would lose the tag %s", "%zu clients would lose the tag %s", n) : P_("%zu client would get the tag %s", "%zu clients would get the tag %s", n), n, str_text(&names));
	else if (!err)
		out_say_count(out, (int64_t)n, call_flag(call, "off") ? P_("%zu client: tag %s taken off", "%zu clients: tag %s taken off", n) : P_("%zu client: tag %s", "%zu clients: tag %s", n), n, str_text(&names));
	names_done(&each);
	str_done(&names);
	return err;
}

static const OutColumn tag_columns[] = {{"id", NULL, true, 0, 0}, {"name", N_("Tag"), false, 0, 0}, {"clients", N_("Clients"), true, 0, 0}};

static Err *run_tag_list(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Arena *arena = arena_new();
	void *rows;
	size_t n;
	out_begin(out, tag_columns, countof(tag_columns));
	Err *err = store_all(work->store, &kind_tag, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		const Tag *tag = (const Tag *)rows + i;
		int64_t used = 0;
		err = list_usage(work->store, &kind_tag, tag->head.id, (Instant){0}, &used);
		out_row(out);
		out_int(out, "id", tag->head.id);
		out_text(out, "name", tag->name.s);
		out_int(out, "clients", used);
		out_row_end(out);
	}
	arena_free(arena);
	if (err)
		return err;
	return out_end(out);
}

/* ---- the journal ---- */

static const OutColumn change_columns[] = {
	{"batch", N_("No"), true, 0, 0},
	{"at", N_("When"), false, 12, 0},
	{"author", N_("Who"), false, 8, 2},
	{"command", NULL, false, 0, 0},
	{"label", N_("What"), false, 20, 0},
	{"changes", N_("Records"), true, 0, 3},
	{"undone_by", NULL, true, 0, 0},
};

/* In older bases who came to the base is not yet the author of that. */
static Err *newcomer_name(const char **out, Work *work, const BatchRow *row, Arena *arena)
{
	ChangeRow *changes;
	size_t n;
	TRY(journal_changes(work->store, row->id, 1, &changes, &n, arena));
	*out = n && changes[0].kind == &kind_staff ? changes[0].title : NULL;
	return NULL;
}

/* What an import saw of its file, by the names that `import --json` has. */
static Err *out_import(Out *out, Work *work, const BatchRow *row, Arena *arena)
{
	ImportFacts facts;
	bool found = false;
	if (out_form(out) != OUT_JSON || !str_same(row->command, "import"))
		return NULL;
	TRY(import_facts(work->store, row->id, &facts, &found, arena));
	if (!found)
		return NULL;
	out_text(out, "file", facts.path);
	out_text(out, "format", facts.format);
	out_int(out, "bytes", facts.size);
	import_out_counts(out, "created", &facts.created);
	import_out_counts(out, "updated", &facts.updated);
	import_out_counts(out, "unchanged", &facts.unchanged);
	out_int(out, "repeats", facts.repeats);
	out_int(out, "linked", facts.linked);
	out_int(out, "skipped", facts.refused);
	out_int(out, "warnings", facts.remarks);
	return NULL;
}

static Err *run_changes(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Arena *arena = arena_new();
	BatchRow *rows;
	size_t n;
	JournalQuery query = {
		.author = call_flag(call, "mine") ? work_mine(work) : 0,
		.command = call_text(call, "command"),
		.limit = (size_t)call_number(call, "limit", 50),
	};
	out_begin(out, change_columns, countof(change_columns));
	Err *err = journal_batches(work->store, &query, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		const BatchRow *row = &rows[i];
		out_row(out);
		out_int(out, "batch", row->id);
		out_when(out, "at", work, row->at);
		const char *author = row->author_name;
		if (!author)
			err = newcomer_name(&author, work, row, arena);
		out_text(out, "author", author);
		out_text(out, "command", row->command);
		if (row->undone_by) {
			char *taken = mem_printf("× %s", row->label ? row->label : "");
			out_show(out, taken);
			free(taken);
		}
		out_text(out, "label", row->label);
		out_int(out, "changes", row->changes);
		if (row->undone_by)
			out_int(out, "undone_by", row->undone_by);
		else
			out_null(out, "undone_by");
		if (!err)
			err = out_import(out, work, row, arena);
		out_row_end(out);
	}
	arena_free(arena);
	if (err)
		return err;
	return out_end(out);
}

const Command list_commands[LIST_COMMANDS] = {
	{
		.name = "tag",
		.title = N_("Tag clients"),
		.help = N_("Put tags on a client, or take them off."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){
			{"client", ARG_REF, ARGF_REQUIRED, .kind = "client", .focus = "client", .help = N_("Which client"), .value = N_("CLIENT")},
			{"tag", ARG_TEXT, ARGF_REQUIRED | ARGF_REPEATED, .help = N_("Which tag"), .value = N_("TAG"), .kind = "tag"},
			{"off", ARG_FLAG, ARGF_OPTION, .help = N_("Take it off")},
			{0},
		},
		.run = run_tag,
		.examples = "tag 17 wholesale Moscow\ntag 17 wholesale --off",
	},
	{
		.name = "tag list",
		.title = N_("List tags"),
		.help = N_("List tags and how many clients have them."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.run = run_tag_list,
	},
	{
		.name = "changes",
		.title = N_("Changes as text"),
		.help = N_("List what was changed, by whom, newest first."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"mine", ARG_FLAG, ARGF_OPTION, .help = N_("Only yours")},
			{"command", ARG_TEXT, ARGF_OPTION, .help = N_("Only of this command: import, log"), .value = N_("NAME")},
			{"limit", ARG_NUMBER, ARGF_OPTION, .letter = 'l', .help = N_("At most so many; 50 otherwise"), .value = N_("N"), .min = 1, .max = 1000000},
			{0},
		},
		.run = run_changes,
		.examples = "changes --command import  # batches for undo --batch",
	},
};
