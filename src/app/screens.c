/* SPDX-License-Identifier: MIT */
/* A session of the screens from start to end. Nothing is written to the terminal before its alternate screen or by anybody else while it is open. */
#include "screens.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/work/exchange.h"
#include "ui.h"

static const char *get(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

static void log_start(const Context *context)
{
	Err *err = file_make_folder(context->env.state_home, 0700);
	char *path = path_join(context->env.state_home, "log");
	if (!err)
		err = log_open(path);
	err_free(err); /* a session without a log still works */
	free(path);
}

/* Whatever a library says goes to the log, not over the frame. */
static int stderr_to_log(const Context *context)
{
	if (!isatty(STDERR_FILENO))
		return -1;
	char *path = path_join(context->env.state_home, "log");
	int kept = dup(STDERR_FILENO);
	int log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (log < 0)
		log = open("/dev/null", O_WRONLY | O_CLOEXEC);
	dup2(log, STDERR_FILENO);
	close(log);
	free(path);
	signals_say_to(kept);
	return kept;
}

static void stderr_back(int kept)
{
	if (kept < 0)
		return;
	dup2(kept, STDERR_FILENO);
	signals_say_to(STDERR_FILENO);
	close(kept);
}

static Background background(const Settings *settings)
{
	const char *theme = settings_get(settings, "look", "theme");
	if (strcmp(theme, "light") == 0)
		return BACKGROUND_LIGHT;
	return strcmp(theme, "dark") == 0 ? BACKGROUND_DARK : BACKGROUND_AUTO;
}

static Err *open_term(const Context *context, Theme *theme, Term **out)
{
	Settings *settings = context->settings;
	TermOptions options = {
		.term = getenv("TERM"),
		.colorfgbg = getenv("COLORFGBG"),
		.title = "kartoteka",
		.theme = theme,
		.background = background(settings),
		.no_color = get("NO_COLOR") != NULL,
		.mouse = settings_flag(settings, "look", "mouse"),
		.ascii = context->ascii || settings_flag(settings, "look", "ascii"),
		.program = get("LC_TERMINAL") ? get("LC_TERMINAL") : get("TERM_PROGRAM"),
		.in_tmux = get("TMUX") != NULL,
		.in_screen = get("STY") != NULL && !get("TMUX"),
		.in = STDIN_FILENO,
		.out = STDOUT_FILENO,
	};
	return term_open(out, &options);
}

static const char *warning(const Context *context, bool demo)
{
	if (context->ascii)
		return _("This locale is not UTF-8: borders are ASCII. LC_ALL=C.UTF-8 mends it; what you type is kept as it is");
	return demo ? _("An example base: nothing of it is kept") : NULL;
}

static Err *session(Context *context, Work *work, bool demo, bool plain, int *died_by, char **left)
{
	Theme theme;
	Term *term = NULL;
	Ui *ui = NULL;
	theme_default(&theme);
	if (plain)
		settings_override(work->settings, "look", "accessible", "yes");
	TRY(open_term(context, &theme, &term));
	AppOptions options = {.work = work, .term = term, .ascii = context->ascii, .locale_dir = context->locale_dir, .warning = warning(context, demo)};
	Err *err = app_new(&ui, &options);
	if (!err)
		err = app_run(ui);
	if (ui) {
		*died_by = ui->died_by;
		*left = mem_strdup(ui->editor_left);
		app_free(ui);
	}
	term_close(term);
	return err;
}

/* What can be stopped here says how: until it does, ^C ends the program at once. */
static bool goes_on(void *told, const char *what, int64_t done, int64_t all)
{
	signals_heed_interrupt();
	return cli_goes_on(told, what, done, all);
}

static Err *open_base(Context *context, const CommandCall *call, const CliIo *io, bool demo, Work **out)
{
	WorkOptions options = context_work(context, call, STORE_MIGRATE);
	CliTold told;
	cli_told_open(&told, io);
	told.stopped = signals_interrupted;
	options.progress = goes_on;
	options.tells = cli_tell;
	options.tells_self = &told;
	if (demo)
		options.in_memory = true;
	Err *err = work_open(out, &options);
	cli_told_end(&told);
	return !err && demo ? demo_example(*out) : err;
}

int screens_run(Context *context, const CommandCall *call, const CliIo *io)
{
	bool demo = call_flag(call, "demo");
	Work *work = NULL;
	int died_by = 0;
	char *left = NULL;
	log_start(context);
	Err *err = open_base(context, call, io, demo, &work);
	if (!err) {
		int kept = stderr_to_log(context);
		err = session(context, work, demo, call_flag(call, "plain"), &died_by, &left);
		stderr_back(kept);
	}
	work_close(work);
	signals_close();
	if (died_by) {
		fprintf(stderr, "kartoteka: %s\n", _("ended by a signal; everything is saved, what was being typed is kept as a draft"));
		if (left) {
			fputs("kartoteka: ", stderr);
			fprintf(stderr, _("what the editor wrote is kept in %s"), left);
			fputc('\n', stderr);
		}
	}
	free(left);
	if (died_by)
		signals_die(died_by);
	return err ? cli_fault(err, io) : 0;
}
