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
#include <time.h>
#include <unistd.h>

#include "backup.h"
#include "fill_search.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

/* Who makes it may fill it, too, which takes its time. */
static Err *lock_part(int fd, const char *path, DbWait wait)
{
	enum {
		NAP_MS = 5
	};
	const struct timespec nap = {0, NAP_MS * 1000000};
	for (int ms = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; ms += NAP_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_errno(_("cannot make %s"), path);
		if (wait.waiting && !wait.waiting(wait.self, ms))
			return err_todo(err_kept(err_new(ERR_BUSY, _("another session is making the base %s"), path), _("nothing was changed")),
			                _("try again in a moment"));
		nanosleep(&nap, NULL);
	}
	return NULL;
}

/* One at a time: who waited finds either the base or what a killed one left. */
static Err *hold(Making *making, unsigned mode, DbWait wait)
{
	Err *err = NULL;
	for (int tries = 0; tries < 100; tries++) {
		int fd;
		err_free(err);
		err = beside_make_file(making->part, mode, making->group, &fd);
		if (fd < 0)
			fd = open(making->part, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0 && errno != ENOENT)
			break;
		Err *waited = fd < 0 ? NULL : lock_part(fd, making->path, wait);
		if (fd >= 0 && !waited && file_is_open_at(fd, making->part)) {
			err_free(err);
			making->lock = fd;
			return NULL;
		}
		if (fd >= 0)
			close(fd);
		if (waited) {
			err_free(err);
			return waited;
		}
	}
	return err_under(err ? err : err_new(ERR_BUSY, _("cannot make %s"), making->part), _("the base cannot be made"));
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
	return err;
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

static Err *give_name(bool *made, const Making *making)
{
	bool named = link(making->part, making->path) == 0;
	if (!named && errno != EEXIST)
		named = !file_exists(making->path) && rename(making->part, making->path) == 0; /* a disk without links */
	else if (!named)
		return NULL;
	if (!named)
		return err_errno(_("cannot make %s"), making->path);
	char *folder = path_folder(making->path);
	err_free(copy_sync(folder));
	free(folder);
	*made = true;
	return NULL;
}

Err *making_begin(Making *making, bool *is_free, const char *path, const char *group, DbWait wait)
{
	*making = (Making){.path = mem_strdup(path), .part = mem_printf("%s.making", path), .group = mem_strdup(group), .lock = -1};
	*is_free = false;
	TRY(hold(making, group ? BASE_MODE_SHARED : BASE_MODE_PRIVATE, wait));
	if (file_exists(path))
		return NULL;
	TRY(refuse_left(path));
	*is_free = true;
	if (ftruncate(making->lock, 0) != 0)
		return err_errno(_("cannot make %s"), path);
	copy_remove_tails(making->part);
	fill_search_clear(making->part);
	return NULL;
}

Err *making_name(bool *made, const Making *making)
{
	TRY(copy_sync(making->part));
	if (!file_exists(making->path))
		TRY(refuse_left(making->path));
	return give_name(made, making);
}

void making_end(Making *making)
{
	if (making->lock >= 0) {
		copy_remove(making->part);
		close(making->lock);
	}
	free(making->path);
	free(making->part);
	free(making->group);
	*making = (Making){.lock = -1};
}

Err *base_make_file(bool *made, const char *path, const char *group, const Env *env, DbWait wait)
{
	Making making;
	bool is_free;
	*made = false;
	Err *err = making_begin(&making, &is_free, path, group, wait);
	if (!err && is_free)
		err = fill(making.part, group, env, wait);
	if (!err && is_free)
		err = making_name(made, &making);
	making_end(&making);
	return err && !err->kept ? err_kept(err, _("nothing was made")) : err;
}
