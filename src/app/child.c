/* SPDX-License-Identifier: MIT */
/* The terminal given away and taken back: ^Z, the user's editor; programs run beside it; the clipboard. Never a shell. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "ui.h"

static void back(Ui *ui)
{
	int rows, cols;
	if (!ui->term)
		return;
	term_resume(ui->term);
	term_size(ui->term, &rows, &cols);
	app_resize(ui, rows, cols);
}

void ui_suspend(Ui *ui)
{
	if (!ui->term)
		return;
	keep_drafts(ui, true);
	term_suspend(ui->term);
	signal(SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	/* Here again after fg. */
	signals_again();
	back(ui);
}

static const char *get(Ui *ui, const char *name)
{
	const Env *env = ui->work->env;
	const char *value = env->get(env->self, name);
	return value && *value ? value : NULL;
}

bool ui_copy(Ui *ui, const char *text, const char *what)
{
	static const char *const tmux[] = {"tmux", "load-buffer", "-w", "-", NULL};
	if (get(ui, "TMUX")) {
		Err *err = file_run(tmux, text, 1000);
		if (!err) {
			ui_say(ui, _("Copied by tmux: %s"), what);
			return true;
		}
		err_free(err);
	}
	bool copied = ui->term && term_copy(ui->term, text);
	if (copied)
		ui_say(ui, _("Copied through the terminal: %s"), what);
	else
		ui_say(ui, _("No way to the clipboard; select it here: %s"), text);
	return copied;
}

enum {
	LAUNCH_MS = 150
}; /* what is not there or refuses its words has ended by then; what dials goes on */

Err *ui_launch(Ui *ui, const char *setting, const char *argument)
{
	char **argv = settings_argv(ui->work->settings, setting, argument);
	if (!argv)
		return NULL;
	Err *err = argv[0] ? file_run((const char *const *)argv, NULL, LAUNCH_MS) : NULL;
	settings_free_argv(argv);
	return err;
}

static Err *editor_argv(Ui *ui, const char *path, char ***argv)
{
	*argv = settings_argv(ui->work->settings, "editor", path);
	if (!*argv || !(*argv)[0])
		return err_new(ERR_FAILED, "%s", _("No editor is set: set $EDITOR or run.editor"));
	return NULL;
}

static int run_editor(char **argv)
{
	sigset_t ends, before;
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before); /* one that comes between fork and wait would be told to nobody */
	pid_t child = fork();
	if (child == 0) {
		static const int all[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGPIPE};
		for (size_t i = 0; i < sizeof all / sizeof *all; i++)
			signal(all[i], SIG_DFL);
		sigprocmask(SIG_SETMASK, &before, NULL);
		execvp(argv[0], argv);
		_exit(127);
	}
	signals_wait_for(child);
	sigprocmask(SIG_SETMASK, &before, NULL);
	int status = -1;
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
	}
	signals_wait_for(0);
	return status;
}

/* An editor that was ended in the middle may have written already. */
static bool differs(const char *path, const char *text)
{
	Str now = {0};
	Err *err = file_read(&now, path);
	bool is = err || strcmp(str_text(&now), text) != 0; /* what cannot be read may be anything */
	err_free(err);
	str_done(&now);
	return is;
}

/* In the folder of what editors write, under a name that no later note takes; caller frees. */
static char *kept_name(const Ui *ui)
{
	char uuid[37];
	env_uuid(uuid, ui->work->env);
	return mem_printf("%s/edit/kept-%s.txt", ui->work->env->state_home, uuid);
}

/* Moved there, if that can be. Caller frees. */
static char *kept_apart(const Ui *ui, const char *path)
{
	char *kept = kept_name(ui);
	if (rename(path, kept) == 0)
		return kept;
	free(kept);
	return mem_strdup(path);
}

/* Its own file is kept: to write another needs room, and the disk may be full. */
Err *ui_editor_end(Ui *ui, Err *err)
{
	char *path = ui->editor_file;
	ui->editor_file = NULL;
	if (path && err) {
		free(ui->editor_left);
		ui->editor_left = kept_apart(ui, path);
		log_line("what the editor wrote is kept in %s: %s", ui->editor_left, err->what);
		err = err_kept(err, _("what was written is kept in %s"), ui->editor_left);
	} else if (path) {
		unlink(path);
	}
	free(path);
	return err;
}

static void keep_apart(Ui *ui, const char *path, int status)
{
	free(ui->editor_left);
	ui->editor_left = kept_apart(ui, path);
	ui_say(ui, _("The editor ended with an error: nothing was changed, what it wrote is kept in %s"), ui->editor_left);
	log_line("what the editor wrote is kept in %s: its status was %d, or its file cannot be read", ui->editor_left, status);
}

Err *ui_editor(Ui *ui, const char *text, char **out, bool *changed)
{
	*changed = false;
	*out = NULL;
	char *folder = path_join(ui->work->env->state_home, "edit");
	char *path = mem_printf("%s/note-%ld-%d.txt", folder, (long)getpid(), ++ui->editor_count);
	char **argv = NULL;
	Str now = {0};
	bool ended_well = false, kept = false;
	Err *err = file_make_folder(folder, 0700);
	if (!err)
		err = file_write(path, text, strlen(text));
	if (!err)
		err = editor_argv(ui, path, &argv);
	if (!err) {
		if (ui->term)
			term_suspend(ui->term);
		int status = run_editor(argv);
		back(ui);
		ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
		if (!ended_well)
			ui_say(ui, "%s", _("The editor ended with an error: nothing was changed"));
		else
			err = file_read(&now, path);
		kept = (!ended_well || err) && differs(path, text);
		if (kept)
			keep_apart(ui, path, status);
	}
	/* Editors end the last line; the text had none to begin with. */
	if (now.n && now.s[now.n - 1] == '\n' && !str_ends(text, "\n"))
		str_cut(&now, now.n - 1);
	if (!err && ended_well && strcmp(str_text(&now), text) != 0) {
		*changed = true;
		*out = str_take(&now);
	}
	if (*changed) {
		free(ui->editor_file);
		ui->editor_file = mem_strdup(path);
	} else if (!kept) {
		unlink(path);
	}
	settings_free_argv(argv);
	str_done(&now);
	free(path);
	free(folder);
	return err;
}
