/* SPDX-License-Identifier: MIT */
/* In and out: which file to import (those that lie at hand are offered by name), where to export and print to. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act.h"
#include "found.h"
#include "paths.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/exchange.h"

/* ---- import ---- */

/* The newest first: what was just downloaded is what one came for. */
static int newest_first(const void *a, const void *b)
{
	const FoundFile *x = a, *y = b;
	return x->at.s != y->at.s ? (x->at.s < y->at.s) - (x->at.s > y->at.s) : strcmp(x->name, y->name);
}

size_t found_files(FoundFile **out, const Env *env, Arena *arena)
{
	static const char *const folders[] = {"", "Downloads", "Загрузки"};
	VEC(FoundFile)
	files = {0};
	for (size_t i = 0; i < countof(folders); i++) {
		char *folder = path_join(env->home, folders[i]);
		DIR *dir = opendir(folder);
		for (struct dirent *entry; dir && (entry = readdir(dir));) {
			struct stat info;
			char *path = path_join(folder, entry->d_name);
			if (path_ends(entry->d_name, ".ics") && stat(path, &info) == 0 && S_ISREG(info.st_mode))
				vec_push(&files, ((FoundFile){arena_dup(arena, path), arena_dup(arena, entry->d_name), info.st_size, {info.st_mtime}}));
			free(path);
		}
		if (dir)
			closedir(dir);
		free(folder);
	}
	*out = arena_alloc(arena, (files.n ? files.n : 1) * sizeof **out);
	if (files.n)
		qsort(files.at, files.n, sizeof *files.at, newest_first);
	if (files.n)
		memcpy(*out, files.at, files.n * sizeof **out);
	size_t n = files.n;
	vec_free(&files);
	return n;
}

static Err *open_preview(Ui *ui, const char *typed)
{
	struct stat info;
	char *path = path_meant(ui_work(ui)->env, typed);
	Err *err = NULL;
	/* The path was just typed or chosen: its name is enough, and the reason has the room. */
	if (stat(path, &info) != 0)
		err = err_errno("%s", path_name(path));
	else if (S_ISDIR(info.st_mode))
		err = err_new(ERR_USAGE, "%s", _("this is a folder: a file in it is meant, Tab completes its name"));
	else
		err = ui_push(ui, &screen_preview, &(PreviewArg){path});
	free(path);
	return err;
}

static Err *file_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	if (line)
		return *line ? open_preview(owner->ui, line) : err_new(ERR_USAGE, "%s", _("the path of a file goes here; Tab completes it"));
	char *path = path_join(choice->where, choice->text);
	Err *err = open_preview(owner->ui, path);
	free(path);
	return err;
}

static void import_complete(Screen *owner, const char *line, Str *out, Str *note)
{
	path_complete(ui_work(owner->ui)->env, line, ".ics", out, note);
}

static void any_complete(Screen *owner, const char *line, Str *out, Str *note)
{
	path_complete(ui_work(owner->ui)->env, line, NULL, out, note);
}

/* Size and date in columns of their own. */
static void file_notes(const Work *work, const FoundFile *files, size_t n, MenuChoice *choices, Arena *arena)
{
	int sizes = 0, dates = 0;
	const char **size = arena_alloc(arena, (n + 1) * sizeof *size), **date = arena_alloc(arena, (n + 1) * sizeof *date);
	for (size_t i = 0; i < n; i++) {
		Str day = {0};
		words_day(&day, DATE_SHORT, zone_day(work->zone, files[i].at), work_today(work));
		size[i] = arena_printf(arena, _("%lld KB"), (long long)(files[i].bytes + 1023) / 1024);
		date[i] = arena_dup(arena, str_text(&day));
		sizes = utf8_width(size[i]) > sizes ? utf8_width(size[i]) : sizes;
		dates = utf8_width(date[i]) > dates ? utf8_width(date[i]) : dates;
		str_done(&day);
	}
	for (size_t i = 0; i < n; i++)
		choices[i].note = arena_printf(arena, "%*s%s  %*s%s", sizes - utf8_width(size[i]), "", size[i], dates - utf8_width(date[i]), "", date[i]);
}

Err *act_import(Ui *ui, const char *path)
{
	if (path)
		return open_preview(ui, path);
	Arena *arena = arena_new();
	FoundFile *files = NULL;
	const Work *work = ui_work(ui);
	size_t n = found_files(&files, work->env, arena);
	MenuChoice *choices = arena_alloc(arena, (n + 1) * sizeof *choices);
	for (size_t i = 0; i < n; i++) {
		char *folder = path_folder(files[i].path), *shown = path_shown(work->env, folder);
		choices[i] = (MenuChoice){.text = files[i].name, .where = arena_dup(arena, shown)};
		free(shown);
		free(folder);
	}
	file_notes(work, files, n, choices, arena);
	Err *err = ui_push(ui, &screen_menu,
	                   &(MenuArg){
						   .title = _("Import a file (.ics)"),
						   .choices = choices,
						   .n = n,
						   .line_key = "/",
						   .line_label = _("path:"),
						   .chosen = file_chosen,
						   .stays = true,
						   .complete = import_complete,
						   .path = true,
					   });
	arena_free(arena);
	return err;
}

/* ---- export, print ---- */

/* What the open question is about; there is one question at a time. */
static struct {
	char *path, *filter;
	bool page; /* this screen as text; else an export */
} asked;

static Err *write_file(Ui *ui, const char *path, const char *filter, bool page)
{
	Err *err;
	if (page) {
		char *text = ui_page(ui);
		err = file_write(path, text, strlen(text));
		free(text);
	} else {
		err = export_file(ui_work(ui), path, filter);
	}
	if (!err)
		ui_done(ui, 0, _("Written: %s"), path);
	return err;
}

static Err *replace_answered(Screen *owner, bool yes)
{
	char *path = asked.path, *filter = asked.filter;
	asked.path = asked.filter = NULL;
	Err *err = yes && path ? write_file(owner->ui, path, filter, asked.page) : NULL;
	free(path);
	free(filter);
	return err;
}

/* An export gives way to a newer one; what is somebody's own, or was printed before, is asked for. */
static Err *write_asking(Ui *ui, const char *typed, const char *filter, bool page)
{
	char *path = path_whole(ui_work(ui)->env, typed);
	Err *err = target_check(ui_work(ui), path, false);
	TargetHolds holds = err ? TARGET_OTHER : target_holds(ui_work(ui), path); /* never opened when it is the base: closing it would drop the locks on it */
	if (!err && (holds == TARGET_FREE || (holds == TARGET_CALENDAR && !page))) {
		err = write_file(ui, path, filter, page);
	} else if (!err) {
		char *question = mem_printf(_("%s is there already: write over it?"), path_name(path));
		free(asked.path);
		free(asked.filter);
		asked.path = mem_strdup(path);
		asked.filter = filter ? mem_strdup(filter) : NULL;
		asked.page = page;
		err = ui_push(ui, &screen_ask, &(AskArg){.question = question, .yes = _("write over"), .no = _("leave"), .answered = replace_answered});
		free(question);
	}
	free(path);
	return err;
}

Err *act_export_to(Ui *ui, const char *typed, const char *filter)
{
	return write_asking(ui, typed, filter, false);
}

static Err *export_entered(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = act_export_to(owner->ui, line, NULL);
	*keep_open = err && err->code != ERR_INTERRUPTED;
	return err;
}

Err *act_export(Ui *ui)
{
	return ui_push(ui, &screen_line, &(LineArg){.sign = _("export to:"), .text = "~/kartoteka.ics", .entered = export_entered, .complete = any_complete});
}

static Err *print_entered(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = write_asking(owner->ui, line, NULL, true);
	*keep_open = err != NULL;
	return err;
}

Err *act_print(Ui *ui)
{
	return ui_push(ui, &screen_line, &(LineArg){.sign = _("print to:"), .text = "~/kartoteka.txt", .entered = print_entered, .complete = any_complete});
}
