/* SPDX-License-Identifier: MIT */
/* add "call Ivanov tomorrow 10": the quick line of the screens from the shell, read alike. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/work/quick.h"
#include "kartoteka/work/step.h"

static const char *makes_name(const QuickReading *reading)
{
	switch (reading->makes) {
	case QUICK_NOTHING:
		break;
	case QUICK_CLIENT:
		return "client";
	case QUICK_TASK:
		return "task";
	case QUICK_EVENT:
		return "event";
	case QUICK_TAG:
		return "tag";
	}
	return NULL;
}

/* Words given apart are one line: `add call Ivanov tomorrow 10` needs no quotes. */
static const char *whole_line(CommandCall *call, Arena *arena)
{
	Str line = {0};
	for (size_t i = 0; i < call_count(call, "line"); i++) {
		if (i)
			str_addc(&line, ' ');
		str_add(&line, call_text_at(call, "line", i));
	}
	for (size_t i = 0; i < line.n; i++) {
		if (line.s[i] == '\n' || line.s[i] == '\r' || line.s[i] == '\t')
			line.s[i] = ' ';
	}
	const char *text = arena_dup(arena, str_text(&line));
	str_done(&line);
	return text;
}

static Err *several_meant(const QuickReading *reading)
{
	Str names = {0};
	for (size_t i = 0; i < reading->candidate_count; i++)
		str_addf(&names, "%s%lld %s", i ? ", " : "", (long long)reading->candidates[i].client.head.id, reading->candidates[i].client.title.s);
	Err *err = err_todo(err_new(ERR_USAGE, _("Several clients may be meant: %s"), str_text(&names)), _("say more of the name, or give --client with the number"));
	str_done(&names);
	return err;
}

/* A screen asks which one is meant; here the words must say it. */
static Err *one_meant(const QuickReading *reading, bool said)
{
	return said || reading->candidate_count < 2 ? NULL : several_meant(reading);
}

/* refused: the deed would not be done, and why is said behind this. */
static Err *tell(CommandCall *call, const QuickReading *reading, const char *line, const char *kind, int64_t id, int64_t batch, bool refused, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	const char *client;
	TRY(title_of_client(work, reading->client, &client, arena));
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "makes", makes_name(reading));
	if (id && !work->dry_run)
		out_int(out, "id", id);
	else
		out_null(out, "id");
	if (batch)
		out_int(out, "batch", batch);
	else
		out_null(out, "batch");
	out_bool(out, "new_client", reading->makes_client);
	out_client(out, "client", reading->client, client);
	out_open_array(out, "candidates");
	for (size_t i = 0; i < reading->candidate_count && reading->candidate_count > 1; i++)
		out_client(out, NULL, reading->candidates[i].client.head.id, reading->candidates[i].client.title.s);
	out_close(out);
	out_text(out, "summary", reading->summary);
	out_moment(out, "when", work, reading->when.start, NULL);
	if (reading->when.length.s == SECONDS_NONE.s)
		out_null(out, "length");
	else
		out_int(out, "length", reading->when.length.s);
	out_text(out, "location", reading->location);
	if (reading->priority)
		out_int(out, "priority", reading->priority);
	else
		out_null(out, "priority");
	out_text(out, "rule", *reading->when.rule ? reading->when.rule : NULL);
	out_open_array(out, "parts");
	for (size_t i = 0; i < reading->part_count; i++) {
		char *said = mem_strndup(line + reading->parts[i].from, reading->parts[i].to - reading->parts[i].from);
		out_open_object(out, NULL);
		out_text(out, "said", said);
		out_text(out, "is", reading->parts[i].label);
		out_text(out, "value", reading->parts[i].value);
		out_close(out);
		free(said);
	}
	out_close(out);
	const char *warning = reading->warning ? reading->warning : reading->twice;
	out_text(out, "warning", warning ? warning : reading->undated ? step_undated()
	                                                              : NULL);
	out_row_end(out);
	TRY(out_end(out));
	Str echo = {0};
	quick_echo(&echo, reading);
	if (work->dry_run || !kind)
		out_say(out, "%s", str_text(&echo));
	else
		out_say(out, "%s %lld: %s", _(kind_find(kind)->label), (long long)id, str_text(&echo));
	if (reading->candidate_count > 1 && !refused) {
		Err *several = several_meant(reading);
		out_say(out, "? %s", several->what);
		err_free(several);
	}
	if (reading->unknown)
		out_say(out, "! %s", reading->unknown);
	if (reading->twice)
		out_say(out, "! %s", reading->twice);
	if (reading->undated)
		out_say(out, "! %s", step_undated());
	if (reading->warning && !(refused && reading->wrong))
		out_say(out, "! %s", reading->warning);
	str_done(&echo);
	return refused ? out_flush(out) : NULL;
}

static Err *add(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	QuickReading reading;
	const char *kind = NULL, *line = whole_line(call, arena);
	int64_t id = 0, batch = 0;
	TRY(quick_read(work, line, call_ref(call, "client"), &reading, arena));
	bool said = call_has(call, "client");
	if (said) {
		if (reading.unknown)
			TRY(quick_tie(work, &reading, call_ref(call, "client"), arena));
		reading.client = call_ref(call, "client");
		reading.candidate_count = 0;
	}
	Err *refused = one_meant(&reading, said);
	if (!refused)
		refused = quick_save(work, &reading, &kind, &id, &batch);
	if (refused && !work->dry_run)
		return refused;
	/* A trial shows how the line is read, also one that would be refused; it ends as the deed would. */
	Err *untold = tell(call, &reading, line, kind, id, batch, refused != NULL, arena);
	if (untold) {
		err_free(refused);
		return untold;
	}
	return refused;
}

static Err *run_add(CommandCall *call)
{
	Arena *arena = arena_new();
	Err *err = add(call, arena);
	arena_free(arena);
	return err;
}

const Command quick_commands[QUICK_COMMANDS] = {
	{
		.name = "add",
		.title = N_("Add in words"),
		.help = N_("Add a client, a task or an event as one would say it."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.more = N_("Read like the quick line of the screens; --dry-run prints how. Names in any case form, dates in words, numbers, #tags."),
		.args = (const Arg[]){
			{"line", ARG_TEXT, ARGF_REQUIRED | ARGF_REPEATED, .help = N_("What is to be added, in words"), .value = N_("WORDS")},
			{"client", ARG_REF, ARGF_OPTION, .kind = "client", .help = N_("Which client is meant"), .value = N_("CLIENT")},
			{0},
		},
		.run = run_add,
		.examples = "add \"call Ivanov tomorrow 10\"\nadd \"Ivanov Igor, Vector, 916 123-45-67, call tomorrow 10\"  # somebody new and the first step",
	},
};
