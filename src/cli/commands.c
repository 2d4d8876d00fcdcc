/* SPDX-License-Identifier: MIT */
/* The shell's commands: those of work and what only a shell needs. */
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "session.h"

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

const Command cli_rows[] = {
	{.name = "help",
     .title = N_("Help for the shell"),
     .help = N_("Say what commands there are, or all about one of them."),
     .examples = "help  # all commands\nhelp client add  # one command\nhelp --mdoc  # the source of the manual page",
     .group = COMMAND_TOOLS,
     .flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
     .args = (const Arg[]){{"command", ARG_TEXT, ARGF_REPEATED, .value = N_("COMMAND"), .help = N_("Which command")},
                           {"mdoc", ARG_FLAG, ARGF_OPTION, .help = N_("Write the manual page in mdoc")},
                           {0}},
     .run = run_help},
	{.name = "version",
     .title = N_("Version"),
     .help = N_("Say the version."),
     .group = COMMAND_TOOLS,
     .flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
     .run = run_version},
	{.name = "complete",
     .title = N_("Completion"),
     .help = N_("Complete words for a shell, or write the script that lets a shell ask."),
     .more = N_("The script asks the program itself at every Tab, so it knows every command, option, client and tag and never goes stale."),
     .examples = "complete --shell bash  # to be read by: source <(kartoteka complete --shell bash)\ncomplete -- client sh  # what may stand there",
     .group = COMMAND_TOOLS,
     .flags = COMMAND_CLI_ONLY,
     .args = (const Arg[]){{"word", ARG_TEXT, ARGF_REPEATED, .value = N_("WORD"), .help = N_("What is typed so far; the last word is completed")},
                           {"shell", ARG_CHOICE, ARGF_OPTION, .choices = shells, .help = N_("Write the script of this shell")},
                           {0}},
     .run = run_complete},
};
const size_t cli_row_count = countof(cli_rows);

bool cli_row_is_own(const Command *row)
{
	return row >= cli_rows && row < cli_rows + cli_row_count;
}

const CommandSet *cli_commands(void)
{
	static CommandTable tables[32];
	static CommandSet set;
	if (set.n == 0) {
		size_t n = 0;
		for (size_t i = 0; i < work_table_count && n + 1 < countof(tables); i++)
			tables[n++] = work_tables[i];
		tables[n++] = (CommandTable){cli_rows, cli_row_count};
		set = (CommandSet){.tables = tables, .n = n, .globals = work_globals, .face = FACE_SHELL, .program = "kartoteka"};
	}
	return &set;
}
