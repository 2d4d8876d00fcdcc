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
#include "kartoteka/base/utf8.h"
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

static const char *warning(const Context *context, const Work *work, bool demo)
{
	if (context->ascii)
		return _("This locale is not UTF-8: borders are ASCII. LC_ALL=C.UTF-8 mends it; what you type is kept as it is");
	if (demo)
		return _("An example base: nothing of it is kept");
	return store_is_as_it_was(work->store) ? store_read_only(work->store) : NULL;
}

/* What a session that was ended says of itself once the terminal is the shell's again. */
typedef struct Ended {
	int by;       /* the signal; 0 none */
	char *editor; /* where what an editor had written lies; NULL */
	char *typed;  /* where what could not be kept as a draft lies; NULL */
	char *lost;   /* … or why it lies nowhere; NULL */
} Ended;

static Err *session(Context *context, Work *work, bool demo, bool plain, Ended *ended)
{
	Theme theme;
	Term *term = NULL;
	Ui *ui = NULL;
	theme_default(&theme);
	if (plain)
		settings_override(work->settings, "look", "accessible", "yes");
	TRY(open_term(context, &theme, &term));
	AppOptions options = {.work = work, .term = term, .ascii = context->ascii, .locale_dir = context->locale_dir, .warning = warning(context, work, demo)};
	Err *err = app_new(&ui, &options);
	if (!err)
		err = app_run(ui);
	if (ui) {
		ended->by = ui->died_by;
		ended->editor = mem_strdup(ui->editor_left);
		ended->typed = mem_strdup(ui->text_left);
		ended->lost = ui->text_lost ? mem_strdup(ui->text_lost->what) : NULL;
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

static void tell(char *text)
{
	Str safe = {0};
	utf8_safe(&safe, text, strlen(text));
	fprintf(stderr, "kartoteka: %s\n", str_text(&safe));
	str_done(&safe);
	free(text);
}

static void tell_ended(const Ended *ended)
{
	bool draft = !ended->typed && !ended->lost;
	if (ended->by)
		fprintf(stderr, "kartoteka: %s\n", draft ? _("ended by a signal; everything is saved, what was being typed is kept as a draft") : _("ended by a signal; what was entered is saved"));
	if (ended->typed)
		tell(mem_printf(_("what was being typed could not be kept as a draft; it lies in %s"), ended->typed));
	if (ended->lost)
		tell(mem_printf(_("what was being typed could not be kept anywhere and is lost: %s"), ended->lost));
	if (ended->by && ended->editor)
		tell(mem_printf(_("what the editor wrote is kept in %s"), ended->editor));
}

int screens_run(Context *context, const CommandCall *call, const CliIo *io)
{
	bool demo = call_flag(call, "demo");
	Work *work = NULL;
	Ended ended = {0};
	log_start(context);
	Err *err = open_base(context, call, io, demo, &work);
	if (!err) {
		int kept = stderr_to_log(context);
		err = session(context, work, demo, call_flag(call, "plain"), &ended);
		stderr_back(kept);
	}
	work_close(work);
	signals_close();
	tell_ended(&ended);
	free(ended.editor);
	free(ended.typed);
	free(ended.lost);
	if (ended.by)
		signals_die(ended.by);
	return err ? cli_fault(err, io) : 0;
}
