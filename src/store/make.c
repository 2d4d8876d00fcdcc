/* SPDX-License-Identifier: MIT */
/*
 * A new base is made beside its place and comes to its name whole. Who is killed meanwhile leaves nothing at that name, and a file there without a
 * base in it is never one that is just being made.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

/* One at a time: who waited finds either the base or what a killed one left. */
static Err *hold(int *out, const char *part, unsigned mode, const char *group)
{
	Err *err = NULL;
	*out = -1;
	for (int tries = 0; tries < 100; tries++) {
		int fd;
		err_free(err);
		err = beside_make_file(part, mode, group, &fd);
		if (fd < 0)
			fd = open(part, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0 && errno != ENOENT)
			break;
		if (fd >= 0 && flock(fd, LOCK_EX) == 0 && file_is_open_at(fd, part)) {
			err_free(err);
			*out = fd;
			return NULL;
		}
		if (fd >= 0)
			close(fd);
	}
	return err_under(err ? err : err_new(ERR_BUSY, _("cannot make %s"), part), _("the base cannot be made"));
}

static Err *fill(const char *part, const char *group, const Env *env, DbWait wait)
{
	Store store = {.path = mem_strdup(part), .env = env, .mode = STORE_WRITE};
	Err *err = db_open(&store.db, part, DB_WRITE, wait);
	if (!err)
		err = db_shared(store.db);
	if (!err)
		err = base_make(&store, group);
	if (!err)
		err = db_bring_home(store.db); /* a close would say nothing of a full disk */
	db_close(store.db);
	free(store.path);
	return err ? err : copy_sync(part);
}

/* SQLite would take what is in them for the last changes of the base that comes to this name. */
static Err *refuse_left(const char *path)
{
	static const char *const tails[] = {"-wal", "-journal"};
	for (size_t i = 0; i < countof(tails); i++) {
		if (!file_has_beside(path, tails[i]))
			continue;
		Err *err = err_new(ERR_FAILED, _("there is no base %s, but %s%s lies there with changes of one that was there"), path, path, tails[i]);
		return err_todo(err_kept(err, _("nothing was made")), _("put that base back in its place, or take %s%s away; then do it again"), path, tails[i]);
	}
	return NULL;
}

static Err *give_name(bool *made, const char *part, const char *path)
{
	bool named = link(part, path) == 0;
	if (!named && errno != EEXIST)
		named = !file_exists(path) && rename(part, path) == 0; /* a disk without links */
	else if (!named)
		return NULL;
	if (!named)
		return err_errno(_("cannot make %s"), path);
	char *folder = path_folder(path);
	err_free(copy_sync(folder));
	free(folder);
	*made = true;
	return NULL;
}

Err *base_make_file(bool *made, const char *path, const char *group, const Env *env, DbWait wait)
{
	int lock;
	unsigned mode = group ? BASE_MODE_SHARED : BASE_MODE_PRIVATE;
	char *part = mem_printf("%s.making", path);
	*made = false;
	Err *err = hold(&lock, part, mode, group);
	if (!err && !file_exists(path))
		err = refuse_left(path);
	if (!err && !file_exists(path)) {
		if (ftruncate(lock, 0) != 0)
			err = err_errno(_("cannot make %s"), path);
		copy_remove_tails(part);
		if (!err)
			err = fill(part, group, env, wait);
		if (!err && !file_exists(path))
			err = refuse_left(path);
		if (!err)
			err = give_name(made, part, path);
	}
	if (lock >= 0) {
		copy_remove(part);
		close(lock);
	}
	free(part);
	return err;
}
