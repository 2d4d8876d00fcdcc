/* SPDX-License-Identifier: MIT */
/* A base of a Unix group: it is made in a folder of the group's own, and what else is made for it has the group's rights too. */
#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

static bool is_home(const char *folder, const Env *env)
{
	bool home = file_is_same(folder, env->home);
	const struct passwd *row;
	setpwent();
	while (!home && (row = getpwent()))
		home = file_is_same(folder, row->pw_dir);
	endpwent();
	return home;
}

/* What cannot be read is not empty. */
static bool is_empty(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool empty = dir != NULL;
	while (empty && (entry = readdir(dir)))
		empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	if (dir)
		closedir(dir);
	return empty;
}

static Err *give_folder(const char *folder, const struct group *group)
{
	struct stat st;
	if (chown(folder, (uid_t)-1, group->gr_gid) != 0 || chmod(folder, FOLDER_MODE_SHARED) != 0)
		return err_todo(err_errno(_("the folder %s cannot be given to the group %s"), folder, group->gr_name),
		                _("make it yours, or ask who runs the machine to do: chgrp %s %s; chmod 2770 %s"), group->gr_name, folder, folder);
	/* chmod drops the set-group bit without a word for who is not in the group */
	if (stat(folder, &st) == 0 && !(st.st_mode & S_ISGID))
		return err_todo(err_new(ERR_FAILED, _("you are not in the group %s"), group->gr_name),
		                _("ask who runs the machine to add you, then log in anew"));
	return NULL;
}

/* Who may write in a folder may take all of its files away: one that has another use is not given to a group. */
static Err *refuse_folder(Err *why, const char *folder, const char *path, const struct group *group)
{
	char *own = path_join(folder, "kartoteka");
	Err *err = err_todo(err_kept(why, _("nothing was changed")), _("give the base a folder of its own: kartoteka --db %s/%s init --shared %s"), own, path_name(path),
	                    group->gr_name);
	free(own);
	return err;
}

static bool is_given(const struct stat *st, const struct group *group)
{
	return st->st_gid == group->gr_gid && (st->st_mode & 07777) == FOLDER_MODE_SHARED;
}

/* Who is in the group must come as far as it: the folders above it that are missing are nobody's secret. */
static Err *make_above(const char *folder)
{
	char *above = path_folder(folder);
	Err *err = file_make_folder(above, 0755);
	free(above);
	return err;
}

static Err *shared_folder(const char *path, const char *folder, const struct group *group, const Env *env)
{
	struct stat st;
	if (!file_exists(folder)) {
		TRY(make_above(folder));
		TRY(file_make_folder(folder, 0700));
		Err *err = give_folder(folder, group);
		if (err)
			rmdir(folder);
		return err;
	}
	if (stat(folder, &st) != 0)
		return err_errno("%s", folder);
	if (is_given(&st, group))
		return NULL;
	if (is_home(folder, env))
		return refuse_folder(err_new(ERR_FAILED, _("the folder %s is a home directory: everybody in the group %s could take its files away"), folder, group->gr_name),
		                     folder, path, group);
	if (!is_empty(folder))
		return refuse_folder(err_new(ERR_FAILED, _("the folder %s holds other files: everybody in the group %s could take them away"), folder, group->gr_name), folder,
		                     path, group);
	return give_folder(folder, group);
}

Err *store_init_shared(const char *path, const char *group, const Env *env)
{
	if (file_exists(path))
		return err_kept(err_new(ERR_FAILED, _("there is already a file at %s"), path), _("it was not touched"));
	const struct group *row = getgrnam(group);
	if (!row)
		return err_word(err_new(ERR_FAILED, _("there is no group %s on this machine"), group), group, -1);
	TRY(refuse_network(path));
	char *folder = path_folder(path);
	Err *err = shared_folder(path, folder, row, env);
	free(folder);
	bool made;
	TRY(err);
	TRY(base_make_file(&made, path, group, env, (DbWait){NULL, NULL}));
	return made ? NULL : err_kept(err_new(ERR_FAILED, _("there is already a file at %s"), path), _("it was not touched"));
}

/* ---- What is made for it later ---- */
Err *care_folder(const Store *store, const char *path)
{
	struct stat st;
	const struct group *group = store->group ? getgrnam(store->group) : NULL;
	if (!group)
		return file_make_folder(path, 0700);
	bool there = file_exists(path);
	TRY(file_make_folder(path, 0700));
	if (stat(path, &st) != 0)
		return err_errno("%s", path);
	/* Of somebody who made it before it was for all. */
	if (there && access(path, W_OK | X_OK) != 0 && !is_given(&st, group))
		return err_todo(err_new(ERR_FAILED, _("the folder %s is another user's alone"), path),
		                _("ask its owner to do: chgrp %s %s; chmod 2770 %s"), group->gr_name, path, path);
	return there && (is_given(&st, group) || st.st_uid != geteuid()) ? NULL : give_folder(path, group);
}
