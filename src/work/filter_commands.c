/* SPDX-License-Identifier: MIT */
/* filter list, add, delete: filters of clients that are kept under a name; `client list --saved` asks by one. */
#include "commands.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/dictionary.h"

static void out_filter(Out *out, const SavedFilter *filter)
{
	out_row(out);
	if (filter->head.id)
		out_int(out, "id", filter->head.id);
	else
		out_null(out, "id");
	out_text(out, "name", filter->name.s);
	out_text(out, "query", filter->query.s);
	out_row_end(out);
}

static const OutColumn filter_columns[] = {
	{"id", NULL, true, 0, 0},
	{"name", N_("Name"), false, 12, 0},
	{"query", N_("Filter"), false, 16, 0},
};

static Err *list(CommandCall *call, Arena *arena)
{
	SavedFilter *rows;
	size_t n;
	TRY(saved_filters_read(call_context(call), &rows, &n, arena));
	out_begin(call_out(call), filter_columns, countof(filter_columns));
	for (size_t i = 0; i < n; i++)
		out_filter(call_out(call), &rows[i]);
	return out_end(call_out(call));
}

static Err *add(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	SavedFilter filter;
	const char *query = call_text(call, "query");
	TRY(point_at(saved_filter_add(work, call_text(call, "name"), query, &filter, NULL, arena), query));
	out_begin(out, NULL, 0);
	out_filter(out, &filter);
	TRY(out_end(out));
	out_say(out, work->dry_run ? _("Would add: %s") : _("Saved filter: %s"), filter.name.s);
	return NULL;
}

static Err *delete (CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	SavedFilter filter;
	TRY(saved_filter_remove(work, call_ref(call, "filter"), &filter, NULL, arena));
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "kind", kind_filter.name);
	out_int(out, "deleted", filter.head.id);
	out_row_end(out);
	TRY(out_end(out));
	out_say(out, work->dry_run ? _("Would remove: %s") : _("Filter forgotten: %s"), filter.name.s ? filter.name.s : "");
	return NULL;
}

static Err *run_list(CommandCall *call)
{
	return call_in_arena(call, list);
}

static Err *run_add(CommandCall *call)
{
	return call_in_arena(call, add);
}

static Err *run_delete(CommandCall *call)
{
	return call_in_arena(call, delete);
}

const Command filter_commands[FILTER_COMMANDS] = {
	{
		.name = "filter list",
		.title = N_("List saved filters"),
		.help = N_("List the filters of clients that are kept under a name."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.run = run_list,
	},
	{
		.name = "filter add",
		.title = N_("Save a filter"),
		.help = N_("Keep a filter of clients under a name."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"name", ARG_TEXT, ARGF_REQUIRED, .help = N_("What it is called"), .value = N_("NAME")},
			{"query", ARG_TEXT, ARGF_REQUIRED, .help = N_("The filter, as `client list --filter` takes it"), .value = N_("QUERY")},
			{0},
		},
		.run = run_add,
		.examples = "filter add sleeping 'tag:wholesale no step'\nclient list --saved sleeping",
	},
	{
		.name = "filter delete",
		.title = N_("Forget a saved filter"),
		.help = N_("Take a saved filter away."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"filter", ARG_REF, ARGF_REQUIRED, .kind = "filter", .help = N_("Which saved filter"), .value = N_("NAME")},
			{0},
		},
		.run = run_delete,
		.examples = "filter delete sleeping",
	},
};
