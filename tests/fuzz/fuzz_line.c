/* SPDX-License-Identifier: MIT */
/* The command line: any bytes split, quoted back, parsed and completed against the program's own commands and a table with every type of argument, without a
 * fault; a quoted word comes back whole. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/command/complete.h"
#include "kartoteka/command/line.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/work/work.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Err *run(CommandCall *call)
{
	(void)call;
	return NULL;
}

static const char *const ways[] = {"call", "mail", NULL};

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
			{"kind", ARG_CHOICE, ARGF_OPTION, .choices = ways, .help = "x"},
			{"when", ARG_WHEN, 0, .help = "x"},
			{0},
		},
	},
	{.name = "add", .title = "x", .help = "x", .run = run, .args = (const Arg[]){{"line", ARG_REST, ARGF_REQUIRED, .help = "x"}, {0}}},
	{.name = "import", .title = "x", .help = "x", .run = run, .args = (const Arg[]){{"file", ARG_FILE, ARGF_REPEATED, .help = "x"}, {0}}},
};
static const Arg globals[] = {{"db", ARG_FILE, ARGF_OPTION, .help = "x"}, {"json", ARG_FLAG, ARGF_OPTION, .letter = 'j', .help = "x"}, {0}};
static const CommandTable table = {rows, countof(rows)};

/* The commands of every room that has some; made once. */
static CommandSet program(CommandFace face)
{
	static CommandTable tables[64];
	static size_t n;
	if (!n) {
		if (work_table_count + screen_table_count > countof(tables))
			abort();
		for (size_t i = 0; i < work_table_count; i++)
			tables[n++] = work_tables[i];
		for (size_t i = 0; i < screen_table_count; i++)
			tables[n++] = screen_tables[i];
	}
	return (CommandSet){tables, n, work_globals, face, "kartoteka"};
}

static void parse(const CommandSet *set, const char *line)
{
	const CommandHost host = {.self = NULL};
	CommandCall *call = NULL;
	const Arg *missing;
	Err *err = call_parse_line(&call, set, line);
	if (!err)
		err = call_ready(&missing, call, &host);
	if (err) {
		char *text = err_text(err);
		free(text);
	}
	err_free(err);
	call_free(call);
}

static void offer(const CommandSet *set, const char *line, size_t n)
{
	Offers offers = {0};
	complete_line(&offers, set, NULL, line, n);
	if (offers.from > n)
		abort();
	offers_done(&offers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line = mem_strndup((const char *)data, size);
	size_t n = strlen(line);
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
	const CommandSet sets[] = {
		{&table, 1, globals, FACE_SHELL, "x"},
		{&table, 1, globals, FACE_SCREEN, "x"},
		program(FACE_SHELL),
		program(FACE_SCREEN),
		program(FACE_ALL),
	};
	for (size_t i = 0; i < countof(sets); i++) {
		parse(&sets[i], line);
		offer(&sets[i], line, n);
	}
	free(line);
	return 0;
}
