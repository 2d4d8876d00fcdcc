/* SPDX-License-Identifier: MIT */
/* The command line: any bytes split, quoted back, parsed against a table and completed, without a fault; a quoted word comes back whole. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/command/complete.h"
#include "kartoteka/command/line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Err *run(CommandCall *call)
{
	(void)call;
	return NULL;
}

static const char *const kinds[] = {"call", "mail", NULL};

static const Command rows[] = {
	{
		.name = "card list",
		.title = "x",
		.help = "x",
		.run = run,
		.args = (const Arg[]){
			{"filter", ARG_TEXT, ARGF_OPTION, .help = "x"},
			{"limit", ARG_NUMBER, ARGF_OPTION, .min = 1, .max = 9, .help = "x"},
			{"quiet", ARG_FLAG, ARGF_OPTION, .letter = 'q', .help = "x"},
			{0},
		},
	},
	{
		.name = "log",
		.title = "x",
		.help = "x",
		.run = run,
		.args = (const Arg[]){
			{"thing", ARG_REF, ARGF_REQUIRED, .kind = "thing", .focus = "thing", .help = "x"},
			{"kind", ARG_CHOICE, ARGF_OPTION, .choices = kinds, .help = "x"},
			{"when", ARG_WHEN, 0, .help = "x"},
			{0},
		},
	},
	{.name = "add", .title = "x", .help = "x", .run = run, .args = (const Arg[]){{"line", ARG_REST, ARGF_REQUIRED, .help = "x"}, {0}}},
	{.name = "import", .title = "x", .help = "x", .run = run, .args = (const Arg[]){{"file", ARG_FILE, ARGF_REPEATED, .help = "x"}, {0}}},
};
static const Arg globals[] = {{"db", ARG_FILE, ARGF_OPTION, .help = "x"}, {"json", ARG_FLAG, ARGF_OPTION, .letter = 'j', .help = "x"}, {0}};
static const CommandTable table = {rows, countof(rows)};

static void parse(const char *line, CommandFace face)
{
	const CommandSet set = {&table, 1, globals, face, "x"};
	const CommandHost host = {.self = NULL};
	CommandCall *call = NULL;
	const Arg *missing;
	Err *err = call_parse_line(&call, &set, line);
	if (!err)
		err = call_ready(&missing, call, &host);
	if (err) {
		char *text = err_text(err);
		free(text);
	}
	err_free(err);
	call_free(call);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line = mem_strndup((const char *)data, size);
	size_t n = strlen(line);
	const CommandSet set = {&table, 1, globals, FACE_ALL, "x"};
	LineWords words = {0};
	Str again = {0};
	line_split(&words, line, n);
	for (size_t i = 0; i < words.n; i++) {
		str_addc(&again, ' ');
		line_quote(&again, words.at[i].text);
	}
	LineWords back = {0};
	line_split(&back, str_text(&again), again.n);
	if (back.n != words.n || back.open)
		abort();
	for (size_t i = 0; i < words.n; i++) {
		if (strcmp(back.at[i].text, words.at[i].text) != 0)
			abort();
	}
	line_done(&back);
	line_done(&words);
	str_done(&again);
	parse(line, FACE_SHELL);
	parse(line, FACE_SCREEN);
	Offers offers = {0};
	complete_line(&offers, &set, NULL, line, n);
	if (offers.from > n)
		abort();
	offers_done(&offers);
	free(line);
	return 0;
}
