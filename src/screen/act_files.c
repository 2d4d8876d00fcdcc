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
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/exchange.h"

/* ---- import ---- */

size_t found_files(FoundFile **out, const Env *env, Arena *arena)
{
	static const char *const folders[] = {"", "/Downloads", "/Загрузки"};
	VEC(FoundFile)
	files = {0};
	for (size_t i = 0; i < countof(folders); i++) {
		char *folder = mem_printf("%s%s", env->home, folders[i]);
		DIR *dir = opendir(folder);
		for (struct dirent *entry; dir && (entry = readdir(dir));) {
			struct stat info;
			char *path = path_join(folder, entry->d_name);
			if (str_ends(entry->d_name, ".ics") && stat(path, &info) == 0 && S_ISREG(info.st_mode))
				vec_push(&files, ((FoundFile){arena_dup(arena, path), arena_dup(arena, entry->d_name), info.st_size, {info.st_mtime}}));
			free(path);
		}
		if (dir)
			closedir(dir);
		free(folder);
	}
	*out = arena_alloc(arena, (files.n ? files.n : 1) * sizeof **out);
	if (files.n)
		memcpy(*out, files.at, files.n * sizeof **out);
	size_t n = files.n;
	vec_free(&files);
	return n;
}

static char *whole_path(Ui *ui, const char *typed)
{
	if (str_begins(typed, "~/"))
		return path_join(ui_work(ui)->env->home, typed + 2);
	return mem_strdup(typed);
}

static Err *open_preview(Ui *ui, const char *typed)
{
	char *path = whole_path(ui, typed);
	Err *err = ui_push(ui, &screen_preview, &(PreviewArg){path});
	free(path);
	return err;
}

static Err *file_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	return open_preview(owner->ui, line ? line : choice->note);
}

Err *act_import(Ui *ui, const char *path)
{
	if (path)
		return open_preview(ui, path);
	Arena *arena = arena_new();
	FoundFile *files = NULL;
	size_t n = found_files(&files, ui_work(ui)->env, arena);
	MenuChoice *choices = arena_alloc(arena, (n + 1) * sizeof *choices);
	for (size_t i = 0; i < n; i++)
		choices[i] = (MenuChoice){.text = files[i].name, .note = files[i].path};
	Err *err = ui_push(ui, &screen_menu,
	                   &(MenuArg){
						   .title = _("Import a file (.ics)"),
						   .choices = choices,
						   .n = n,
						   .line_key = "/",
						   .line_label = _("path:"),
						   .chosen = file_chosen,
					   });
	arena_free(arena);
	return err;
}

/* ---- export, print ---- */

Err *act_export_to(Ui *ui, const char *typed, const char *filter)
{
	char *path = whole_path(ui, typed);
	Err *err = export_file(ui_work(ui), path, filter);
	if (!err)
		ui_done(ui, 0, _("Written: %s"), path);
	free(path);
	return err;
}

static Err *export_entered(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = act_export_to(owner->ui, line, NULL);
	*keep_open = err && err->code != ERR_INTERRUPTED;
	return err;
}

Err *act_export(Ui *ui)
{
	return ui_push(ui, &screen_line, &(LineArg){.sign = _("export to:"), .text = "~/kartoteka.ics", .entered = export_entered});
}

static Err *print_entered(Screen *owner, const char *line, bool *keep_open)
{
	char *path = whole_path(owner->ui, line);
	char *text = ui_page(owner->ui);
	Err *err = file_write(path, text, strlen(text));
	if (!err)
		ui_done(owner->ui, 0, _("Written: %s"), path);
	*keep_open = err != NULL;
	free(text);
	free(path);
	return err;
}

Err *act_print(Ui *ui)
{
	return ui_push(ui, &screen_line, &(LineArg){.sign = _("print to:"), .text = "~/kartoteka.txt", .entered = print_entered});
}
