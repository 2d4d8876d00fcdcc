/* SPDX-License-Identifier: MIT */
/* The shell's commands: those of work and what only a shell needs. */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "session.h"

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

const Command cli_rows[] = {
	{
		.name = "help",
		.title = N_("Help for the shell"),
		.help = N_("Say what commands there are, or all about one of them."),
		.examples = "help  # all commands\nhelp client add  # one command\nhelp --mdoc  # the source of the manual page",
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.args = (const Arg[]){{"command", ARG_TEXT, ARGF_REPEATED, .value = N_("COMMAND"), .help = N_("Which command")},
                              {"mdoc", ARG_FLAG, ARGF_OPTION, .help = N_("Write the manual page in mdoc")},
                              {0}},
		.run = run_help,
	},
	{
		.name = "version",
		.title = N_("Version"),
		.help = N_("Say the version."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.run = run_version,
	},
	{
		.name = "complete",
		.title = N_("Completion"),
		.help = N_("Complete words for a shell, or write the script that lets a shell ask."),
		.more = N_("The script asks the program itself at every Tab, so it knows every command, option, client and tag and never goes stale."),
		.examples = "complete --shell bash  # to be read by: source <(kartoteka complete --shell bash)\ncomplete -- client sh  # what may stand there",
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){{"word", ARG_TEXT, ARGF_REPEATED, .value = N_("WORD"), .help = N_("What is typed so far; the last word is completed")},
                              {"shell", ARG_CHOICE, ARGF_OPTION, .choices = shells, .help = N_("Write the script of this shell")},
                              {0}},
		.run = run_complete,
	},
};
const size_t cli_row_count = countof(cli_rows);

bool cli_row_is_own(const Command *row)
{
	return row >= cli_rows && row < cli_rows + cli_row_count;
}

static const Arg shell_globals[] = {
	{"help", ARG_FLAG, ARGF_OPTION, .letter = 'h', .help = N_("Say what there is; after a command: all about it")},
	{"version", ARG_FLAG, ARGF_OPTION, .help = N_("Say the version")},
};

static bool is_among(const Arg *globals, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(globals[i].name, name) == 0)
			return true;
	}
	return false;
}

/* Those of work and what only a shell needs, ended by an empty row. */
static void join_globals(Arg *out, size_t room)
{
	size_t n = 0;
	for (const Arg *arg = work_globals; arg->name && n + 1 < room; arg++)
		out[n++] = *arg;
	for (size_t i = 0; i < countof(shell_globals) && n + 1 < room; i++) {
		if (!is_among(out, n, shell_globals[i].name))
			out[n++] = shell_globals[i];
	}
}

const CommandSet *cli_commands(void)
{
	static CommandTable tables[32];
	static Arg globals[32];
	static CommandSet set;
	if (set.n == 0) {
		size_t n = 0;
		join_globals(globals, countof(globals));
		for (size_t i = 0; i < work_table_count && n + 1 < countof(tables); i++)
			tables[n++] = work_tables[i];
		tables[n++] = (CommandTable){cli_rows, cli_row_count};
		set = (CommandSet){.tables = tables, .n = n, .globals = globals, .face = FACE_SHELL, .program = "kartoteka"};
	}
	return &set;
}
