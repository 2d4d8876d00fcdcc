/* SPDX-License-Identifier: MIT */
/* The commands that bring data in and out: their rows. What they run lies beside each. */
#include "commands.h"
#include "exchange_commands.h"

static const char *const formats[] = {"ics", "vcf", "csv", "json", NULL};

const Command exchange_commands[EXCHANGE_COMMANDS] = {
	{
		.name = "import",
		.title = N_("Import"),
		.help = N_("Bring files in; each becomes one batch that can be taken back whole."),
		.more = N_("A component that is here already is known by its UID, so the same file again makes nothing new; what changed in the file since is "
                   "changed here, and what you changed yourself stays; what you deleted comes back. A file that cannot be read refuses itself only. Ctrl-C takes back what had come.\n\n"
                   "Only iCalendar (.ics) is read as yet. `-` is standard input."),
		.examples = "import talks.ics\n--dry-run import talks.ics  # what would come\n$ curl -s https://example.org/a.ics | kartoteka import -\n"
					"undo --batch 7  # take an import back",
		.group = COMMAND_TOOLS,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){{"file", ARG_FILE, ARGF_REQUIRED | ARGF_REPEATED, .help = N_("The file to read")},
                              {
								  "format",
								  ARG_CHOICE,
								  ARGF_OPTION,
								  .choices = formats,
								  .help = N_("How it is written, when its beginning does not say"),
							  },
                              {0}},
		.run = run_import,
	},
	{
		.name = "export",
		.title = N_("Export"),
		.help = N_("Write events, tasks and notes out, imported ones whole as they came."),
		.more = N_("Everything that a file brought comes out again: every component, property and alarm, also those that Kartoteka does not know, in "
                   "its first order; less what was deleted, and with what was changed. Only iCalendar (.ics) is written as yet."),
		.examples = "export ics -o calendar.ics\nexport ics --filter \"whose:me\"  # to standard output, what is mine",
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){{"format", ARG_CHOICE, ARGF_REQUIRED, .choices = formats, .help = N_("How it is written")},
                              {
								  "filter",
								  ARG_TEXT,
								  ARGF_OPTION,
								  .value = N_("QUERY"),
								  .help = N_("Only events, tasks and notes that this filter means"),
							  },
                              {
								  "output",
								  ARG_FILE,
								  ARGF_OPTION,
								  .letter = 'o',
								  .help = N_("The file to write, for you alone (0600); else standard output"),
							  },
                              {0}},
		.run = run_export,
	},
	{
		.name = "demo",
		.title = N_("Made-up clients"),
		.help = N_("Fill the base with made-up clients, history, events and tasks."),
		.more = N_("For trials and benchmarks: 1,000 clients come with about 5,000 contacts, 1,000 events and 500 tasks. The same seed makes the same data. "
                   "`undo` takes all of it away."),
		.examples = "--db trial.db demo --clients 1000  # a base to try things on",
		.group = COMMAND_TOOLS,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){{
								  "clients",
								  ARG_NUMBER,
								  ARGF_OPTION | ARGF_REQUIRED,
								  .value = N_("N"),
								  .help = N_("How many clients"),
								  .min = 1,
								  .max = 10000000,
							  },
                              {"seed", ARG_NUMBER, ARGF_OPTION, .value = N_("S"), .help = N_("Another seed, other data"), .min = 0, .max = INT64_MAX},
                              {0}},
		.run = run_demo,
	},
};
