/* SPDX-License-Identifier: MIT */
/* kartoteka: a command runs and prints; without one the screens open, or today is printed where there is no terminal. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "context.h"
#include "kartoteka/app/app.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/cli/cli.h"
#include "kartoteka/work/exchange.h"
#include "screens.h"
#include "ui.h"

static CliIo io_open(void)
{
	CliIo io = {
		.in = STDIN_FILENO,
		.out = STDOUT_FILENO,
		.err = STDERR_FILENO,
		.in_tty = isatty(STDIN_FILENO),
		.out_tty = isatty(STDOUT_FILENO),
		.err_tty = isatty(STDERR_FILENO),
	};
	const char *columns = getenv("COLUMNS");
	int64_t width;
	struct winsize size;
	if (columns && str_to_int(columns, &width) && width > 0 && width < 10000)
		io.width = (int)width;
	else if (io.out_tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		io.width = size.ws_col;
	return io;
}

static bool is_missing(const WorkOptions *options, const Context *context)
{
	const char *db = options->db ? options->db : settings_get(context->settings, "", "db");
	char *path = *db ? mem_strdup(db) : path_join(context->env.data_home, "kartoteka.db");
	bool missing = !file_exists(path);
	free(path);
	return missing;
}

/* What keys may be bound to. */
static const CommandSet *screen_commands(void)
{
	static CommandTable tables[64];
	static CommandSet set;
	size_t n = 0;
	for (size_t i = 0; i < work_table_count && n < countof(tables); i++)
		tables[n++] = work_tables[i];
	for (size_t i = 0; i < screen_table_count && n < countof(tables); i++)
		tables[n++] = screen_tables[i];
	set = (CommandSet){.tables = tables, .n = n, .face = FACE_SCREEN, .program = "kartoteka"};
	return &set;
}

/* A trial makes no base: where there is none it runs on an empty one in memory. --demo is a base of its own, kept nowhere. */
static WorkOptions options_of(const Context *context, const CommandCall *call, bool demo)
{
	const Command *row = call_command(call);
	WorkOptions options = context_work(context, call, row->flags & COMMAND_WRITES ? STORE_WRITE : STORE_READ);
	options.screens = screen_commands();
	options.no_base = (row->flags & COMMAND_NO_BASE) != 0;
	if (demo || (call_dry_run(call) && options.mode == STORE_WRITE && is_missing(&options, context))) {
		options.in_memory = true;
		options.mode = STORE_WRITE;
	}
	return options;
}

/* A line of the settings that was left out is said: what is written and shown may be by another zone or country than was meant. How the screens look is theirs to say. */
static void warn(const Context *context, const CommandCall *call, const CliIo *io)
{
	if (!(call_command(call)->flags & COMMAND_NO_BASE))
		cli_fault(settings_faults(context->settings, false), io);
}

static int run_command(Context *context, CommandCall *call, const CliIo *io)
{
	bool demo = call_flag(call, "demo") && !(call_command(call)->flags & COMMAND_NO_BASE);
	WorkOptions options = options_of(context, call, demo);
	Work *work = NULL;
	CliTold told;
	cli_told_open(&told, io);
	options.tells = cli_tell;
	options.tells_self = &told;
	Err *err = work_open(&work, &options);
	cli_told_end(&told);
	if (!err && demo)
		err = demo_example(work);
	if (err) {
		work_close(work);
		return cli_fault(err, io);
	}
	if (work->store && options.mode == STORE_READ && store_is_as_it_was(work->store)) /* what writes is refused with the same words */
		cli_fault(err_new(ERR_READ_ONLY, "%s", store_read_only(work->store)), io);
	if (work->store && options.mode == STORE_READ) /* most print a page; what goes over all of the base says so */
		store_keeps(work->store, STORE_KEEPS_PAGE);
	warn(context, call, io);
	signals_heed_interrupt();
	signal(SIGPIPE, SIG_DFL); /* `| head` is silent */
	int status = cli_run(work, call, io, signals_interrupted);
	work_close(work);
	return status;
}

/* No terminal to draw on: today as text. */
static int run_today(Context *context, const CommandSet *set, int argc, char **argv, const CliIo *io)
{
	const char **words = mem_alloc((size_t)(argc + 1) * sizeof *words);
	words[0] = "today";
	for (int i = 1; i < argc; i++)
		words[i] = argv[i];
	CommandCall *call = NULL;
	Err *err = call_parse_words(&call, set, (size_t)argc, words);
	int status = err ? cli_fault(err, io) : run_command(context, call, io);
	call_free(call);
	free(words);
	return status;
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");
	return !term || !*term || strcmp(term, "dumb") == 0;
}

static int run(Context *context, int argc, char **argv, const CliIo *io)
{
	const CommandSet *set = cli_commands();
	CommandCall *call = NULL;
	int status = 0;
	const char *const *words = (const char *const *)argv + 1;
	Err *err = call_parse_words(&call, set, argc > 0 ? (size_t)argc - 1 : 0, words);
	if (!err)
		err = context_options(context, call);
	if (err) {
		call_free(call);
		return cli_fault(err, io);
	}
	if (cli_early(call, io, &status)) { /* help is there whatever the settings are */
	} else if ((err = context_check(context, call))) {
		status = cli_fault(err, io);
	} else if (call_command(call)) {
		status = run_command(context, call, io);
	} else if (!io->out_tty || is_dumb()) {
		status = run_today(context, set, argc, argv, io);
	} else if (!io->in_tty) {
		fprintf(stderr, "kartoteka: %s\n", _("standard input is no terminal: the screens need one; give a command, or see kartoteka --help"));
		status = 2;
	} else {
		status = screens_run(context, call, io);
	}
	call_free(call);
	return status;
}

static void nothing(int number)
{
	(void)number;
}

/* A file that may grow no further is a full disk, told by who writes; a handler, unlike SIG_IGN, does not go on to the programs that are run. */
static void expect_full_disks(void)
{
	struct sigaction action = {0};
	action.sa_handler = nothing;
	action.sa_flags = SA_RESTART;
	sigaction(SIGXFSZ, &action, NULL);
}

int main(int argc, char **argv)
{
	expect_full_disks();
	Context context;
	context_open(&context, argc > 0 ? argv[0] : "kartoteka");
	context_early_language(&context, argc, argv);
	CliIo io = io_open();
	int status = run(&context, argc, argv, &io);
	log_close();
	context_close(&context);
	return status;
}
