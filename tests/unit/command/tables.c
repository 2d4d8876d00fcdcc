/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

char ran[256];

static Err *run_name(CommandCall *call)
{
	snprintf(ran, sizeof ran, "%s", call_command(call)->name);
	out_say(call_out(call), "ran %s", ran);
	return NULL;
}

static Err *run_fail(CommandCall *call)
{
	(void)call;
	return err_new(ERR_FAILED, "it failed");
}

static const char *const kinds[] = {"call", "mail", "meeting", NULL};
static const char *const formats[] = {"ics", "vcf", NULL};

static const Arg more[] = {
	{"phone", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = "a phone"},
	{"born", ARG_DAY, ARGF_OPTION | ARGF_PAST, .help = "day of birth"},
	{0},
};

static const Arg *more_args(void)
{
	return more;
}

static const Command rows[] = {
	{
		.name = "import",
		.title = "Import",
		.help = "Bring files in.",
		.examples = "import a.ics  # one file\nimport -",
		.run = run_name,
		.more = "First paragraph that is long enough to be broken over more than one single line of a terminal of eighty cells.\n\n.Second.",
		.args = (const Arg[]){
			{"file", ARG_FILE, ARGF_REQUIRED | ARGF_REPEATED, .help = "what to read"},
			{"format", ARG_CHOICE, ARGF_OPTION, .choices = formats, .help = "how it is written"},
			{"output", ARG_FILE, ARGF_OPTION, .letter = 'o', .help = "where to"},
			{0},
		},
	},
	{
		.name = "card add",
		.title = "Add",
		.help = "Make a card.",
		.flags = COMMAND_WRITES,
		.more_args = more_args,
		.run = run_name,
		.args = (const Arg[]){{"name", ARG_TEXT, ARGF_REQUIRED | ARGF_OPTION, .help = "its name"}, {0}},
	},
	{
		.name = "card list",
		.title = "List",
		.help = "List cards.",
		.run = run_name,
		.args = (const Arg[]){
			{"filter", ARG_TEXT, ARGF_OPTION, .value = "QUERY", .help = "which"},
			{"limit", ARG_NUMBER, ARGF_OPTION, .min = 1, .max = 1000, .help = "how many"},
			{"quiet", ARG_FLAG, ARGF_OPTION, .letter = 'q', .help = "say less"},
			{0},
		},
	},
	{
		.name = "card show",
		.title = "Show",
		.help = "Show one.",
		.run = run_name,
		.args = (const Arg[]){{"thing", ARG_REF, ARGF_REQUIRED, .kind = "thing", .focus = "thing", .help = "which"}, {0}},
	},
	{
		.name = "tag",
		.title = "Tag",
		.help = "Put a tag on it.",
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.run = run_name,
		.args = (const Arg[]){
			{"thing", ARG_REF, ARGF_REQUIRED, .kind = "thing", .focus = "thing", .help = "on what"},
			{"tag", ARG_TEXT, ARGF_REQUIRED, .help = "the tag"},
			{0},
		},
	},
	{
		.name = "snooze",
		.title = "Put off",
		.help = "Later.",
		.flags = COMMAND_WRITES,
		.run = run_name,
		.args = (const Arg[]){
			{"thing", ARG_REF, ARGF_REQUIRED, .kind = "thing", .focus = "thing", .help = "what"},
			{"when", ARG_WHEN, ARGF_REQUIRED, .help = "until when"},
			{0},
		},
	},
	{
		.name = "log",
		.title = "Log",
		.help = "Log it.",
		.flags = COMMAND_WRITES,
		.run = run_name,
		.args = (const Arg[]){
			{"thing", ARG_REF, ARGF_REQUIRED, .kind = "thing", .focus = "thing", .help = "whose"},
			{"kind", ARG_CHOICE, ARGF_OPTION, .choices = kinds, .help = "what kind"},
			{"at", ARG_WHEN, ARGF_OPTION | ARGF_PAST, .help = "when it was"},
			{"from", ARG_INSTANT, ARGF_OPTION, .help = "from when"},
			{"text", ARG_TEXT, ARGF_OPTION, .help = "what was said"},
			{0},
		},
	},
	{
		.name = "add",
		.title = "Add",
		.help = "Quick line.",
		.flags = COMMAND_WRITES,
		.run = run_name,
		.args = (const Arg[]){{"line", ARG_REST, ARGF_REQUIRED, .help = "what to add"}, {0}},
	},
	{
		.name = "go date",
		.title = "Go to a date",
		.help = "Go to a date.",
		.flags = COMMAND_SCREEN_ONLY,
		.run = run_name,
		.args = (const Arg[]){{"when", ARG_WHEN, ARGF_REQUIRED, .help = "which day"}, {0}},
	},
	{.name = "move down", .title = "Row down", .help = "Down.", .flags = COMMAND_SCREEN_ONLY, .group = COMMAND_MOVE, .run = run_name},
	{
		.name = "later",
		.title = "Later",
		.help = "Move it.",
		.flags = COMMAND_SCREEN_ONLY,
		.run = run_name,
		.args = (const Arg[]){{"minutes", ARG_NUMBER, 0, .help = "by how much"}, {0}},
	},
	{
		.name = "backup",
		.help = "Copy the base.",
		.flags = COMMAND_CLI_ONLY,
		.run = run_name,
		.args = (const Arg[]){{"file", ARG_FILE, 0, .help = "where to"}, {0}},
	},
	{.name = "fail", .title = "Fail", .help = "Fails.", .flags = COMMAND_HIDDEN, .run = run_fail},
};

static const Command others[] = {
	{.name = "quit", .title = "Quit", .help = "Leave.", .flags = COMMAND_SCREEN_ONLY, .run = run_name},
	{.name = "config", .title = "Settings", .help = "Settings.", .run = run_name},
	{.name = "config check", .title = "Check settings", .help = "Check them.", .run = run_name},
};

static const CommandTable tables[] = {{rows, countof(rows)}, {others, countof(others)}};

static const Arg globals[] = {
	{"db", ARG_FILE, ARGF_OPTION, .help = "the base"},
	{"zone", ARG_TEXT, ARGF_OPTION, .value = "TZID", .help = "the zone"},
	{"json", ARG_FLAG, ARGF_OPTION, .help = "JSON"},
	{"dry-run", ARG_FLAG, ARGF_OPTION, .help = "change nothing"},
	{"help", ARG_FLAG, ARGF_OPTION, .letter = 'h', .help = "this help"},
	{0},
};

const CommandSet shell_set = {tables, countof(tables), globals, FACE_SHELL, "cards"};
const CommandSet screen_set = {tables, countof(tables), globals, FACE_SCREEN, "cards"};

static Err *resolve(int64_t *id, void *self, const char *kind, const char *text)
{
	(void)self;
	if (strcmp(kind, "thing") != 0)
		return err_new(ERR_FAILED, "asked for a %s", kind);
	if (strcmp(text, "ivanov") == 0) {
		*id = 17;
		return NULL;
	}
	if (str_to_int(text + (*text == '#'), id) && *id > 0 && *id < 100)
		return NULL;
	return err_new(ERR_NOT_FOUND, "there is no \"%s\"", text);
}

static size_t focus(void *self, const char *name, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	(void)self;
	size_t n = marks ? 3 : 1;
	if (strcmp(name, "thing") != 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		add(to, (int64_t)(5 + i));
	return n;
}

static Err *input(Str *out, void *self)
{
	(void)self;
	str_add(out, "from stdin\n");
	return NULL;
}

static void complete(void *self, const char *kind, const char *prefix, void (*offer)(void *to, const char *word, const char *note), void *to)
{
	(void)self;
	if (strcmp(kind, "thing") == 0 && str_begins("ivanov", prefix))
		offer(to, "ivanov", "a person");
}

#define NOW \
	{ \
		1784799720 \
	}
const CommandHost shell_host = {.words = {.now = NOW}, .resolve = resolve, .input = input, .complete = complete};
CommandHost screen_host = {.words = {.now = NOW}, .resolve = resolve, .focus = focus, .complete = complete};
