/* SPDX-License-Identifier: MIT */
/*
 * Files beside the base: the notice whose touch tells other sessions of a commit, and one locked file a living session, so that a
 * session that was killed is known to be dead however it ended.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

unsigned beside_mode(const Store *store)
{
	return store->group ? BASE_MODE_SHARED : BASE_MODE_PRIVATE;
}

/* The group first: a file that others may read must not be so for a wrong group even for a moment. */
static int give_mode(int fd, unsigned mode, const char *group)
{
	if (group) {
		const struct group *row = getgrnam(group);
		if (!row) {
			errno = EINVAL;
			return -1;
		}
		if (fchown(fd, (uid_t)-1, row->gr_gid) != 0)
			return -1;
	}
	return fchmod(fd, (mode_t)mode);
}

/*
 * A file that several users look for comes to its name with its rights on it: made by that name it would be one user's alone for a moment, whatever
 * the umask, and who comes then is refused. Nothing is held open: closing a file drops every lock that this process has on it.
 */
static int make_named(const char *path, unsigned mode, const char *group)
{
	char *temp = mem_printf("%s.XXXXXX", path);
	int fd = mkstemp(temp), number = fd < 0 ? errno : 0;
	if (fd >= 0) {
		number = give_mode(fd, mode, group) == 0 ? 0 : errno;
		close(fd);
		if (!number && link(temp, path) != 0)
			number = errno;
		unlink(temp);
	}
	free(temp);
	errno = number;
	return number ? -1 : 0;
}

static int make_plain(const char *path, unsigned mode, const char *group)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && give_mode(fd, mode, group) != 0) {
		int number = errno;
		close(fd);
		unlink(path);
		errno = number;
		return -1;
	}
	return fd;
}

static bool is_for_others(unsigned mode)
{
	return (mode & 077) != 0;
}

Err *beside_make_file(const char *path, unsigned mode, const char *group, int *fd)
{
	if (!is_for_others(mode))
		*fd = make_plain(path, mode, group);
	else if (make_named(path, mode, group) == 0)
		*fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	else
		*fd = errno == EEXIST ? -1 : make_plain(path, mode, group); /* a disk without links */
	return *fd < 0 ? err_making(path, _("cannot make %s"), path) : NULL;
}

/*
 * Where SQLite cannot make a file it looks for one to read next, and would say that there is none: what refused the making is kept for that call,
 * which brings no context along.
 */
static _Thread_local int refused;

static int open_noted(const char *path, int flags, int mode)
{
	int fd = open(path, flags, mode);
	if (fd < 0 && errno == ENOENT && refused && !(flags & O_CREAT))
		errno = refused;
	refused = fd < 0 && flags & O_CREAT && (errno == ENOSPC || errno == EDQUOT) ? errno : 0;
	return fd;
}

/*
 * In the place of open(2) for SQLite. It gives a -wal and a -shm the rights of the base, but only after it made them by their names; and a session
 * that was refused in between may write nothing until it ends, since SQLite then takes the file read-only or not at all.
 */
int beside_open(const char *path, int flags, int mode)
{
	bool shared = flags & O_CREAT && !(flags & O_EXCL) && is_for_others((unsigned)mode) && (str_ends(path, "-wal") || str_ends(path, "-shm"));
	for (int tries = 0; shared && tries < 100; tries++) {
		int fd = open(path, flags & ~O_CREAT);
		if (fd >= 0 || errno != ENOENT)
			return fd;
		/* Made just now by another it is opened; and taken away again by the last one to leave it is made again. */
		if (make_named(path, (unsigned)mode, NULL) != 0 && errno != EEXIST)
			break;
	}
	return open_noted(path, flags, mode);
}

const char *beside_group_name(unsigned gid)
{
	const struct group *row = getgrgid((gid_t)gid);
	return row ? row->gr_name : NULL;
}

/* ---- Which files are the base's ---- */
static bool in_same_folder(const char *a, const char *b)
{
	char *of_a = path_folder(a), *of_b = path_folder(b);
	bool same = file_is_same(of_a, of_b);
	free(of_a);
	free(of_b);
	return same;
}

/* What is there is compared as a file: links of both sorts lead to it. What is not there yet, by folder and name. */
static bool is_same_place(const char *a, const char *b)
{
	if (file_exists(a) || file_exists(b))
		return file_is_same(a, b);
	return strcmp(path_name(a), path_name(b)) == 0 && in_same_folder(a, b);
}

bool care_is_own(const char *path, const char *file)
{
	static const char *const tails[] = {
		"",
		"-wal",
		"-shm",
		"-journal",
		".notice",
		".sessions",
		".making",
		".making-wal",
		".making-shm",
		".making-journal",
		".making-search",
		".part",
		".restore",
		".restore-wal",
		".restore-shm",
		".restore-journal",
		".before-restore.part",
		RESCUE_TAIL,
		(RESCUE_TAIL "-wal"),
		(RESCUE_TAIL "-shm"),
		(RESCUE_TAIL "-journal"),
	};
	bool own = false;
	for (size_t i = 0; i < countof(tails) && !own; i++) {
		char *name = mem_printf("%s%s", path, tails[i]);
		own = is_same_place(file, name);
		free(name);
	}
	return own;
}

static bool begins_as_kept(const char *base_name, const char *name)
{
	size_t n = strlen(base_name);
	return strncmp(name, base_name, n) == 0 && (str_begins(name + n, ".form-") || str_begins(name + n, ".before-restore"));
}

bool care_is_kept(const char *path, const char *file)
{
	const char *name = path_name(file);
	return begins_as_kept(path_name(path), name) && in_same_folder(file, path) && (file_exists(file) || str_ends(name, ".part"));
}

bool care_is_kept_name(const char *base_name, const char *name)
{
	bool beside = str_ends(name, "-wal") || str_ends(name, "-shm") || str_ends(name, "-journal") || str_ends(name, ".part");
	return begins_as_kept(base_name, name) && !beside;
}

/* ---- Notice ---- */
/* Where it is read without locks there may be no notice yet: who comes to write makes a -wal, and later brings it home. */
static bool watch_as_it_was(const Store *store, int watch)
{
	char *folder = path_folder(store->path);
	bool of_file = inotify_add_watch(watch, store->path, IN_MODIFY) >= 0, of_folder = inotify_add_watch(watch, folder, IN_CREATE | IN_MOVED_TO) >= 0;
	free(folder);
	return of_file || of_folder;
}

/* The loop knows the watch by its number, so it stays the same one. */
static void watch_again(Store *store)
{
	char *path = mem_printf("%s.notice", store->path);
	if (store->watch_fd >= 0)
		inotify_add_watch(store->watch_fd, path, IN_ATTRIB);
	free(path);
}

void notice_open(Store *store)
{
	store->notice_fd = store->watch_fd = -1;
	if (store->in_memory)
		return;
	char *path = mem_printf("%s.notice", store->path);
	if (store->mode != STORE_READ && !store->read_only) {
		store->notice_fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
		if (store->notice_fd < 0 && errno == ENOENT)
			err_free(beside_make_file(path, beside_mode(store), store->group, &store->notice_fd));
		if (store->notice_fd < 0)
			store->notice_fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW); /* another session made it meanwhile */
	}
	int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	bool watches = watch >= 0 && inotify_add_watch(watch, path, IN_ATTRIB) >= 0;
	if (watch >= 0 && store_is_as_it_was(store))
		watches = watch_as_it_was(store, watch) || watches;
	if (watches)
		store->watch_fd = watch;
	else if (watch >= 0)
		close(watch);
	free(path);
}

void notice_give(Store *store)
{
	if (store->notice_fd >= 0)
		futimens(store->notice_fd, NULL);
}

void notice_close(Store *store)
{
	if (store->notice_fd >= 0)
		close(store->notice_fd);
	if (store->watch_fd >= 0)
		close(store->watch_fd);
	store->notice_fd = store->watch_fd = -1;
}

int store_notice_fd(Store *store)
{
	return store->watch_fd;
}

bool store_changed(Store *store)
{
	char events[4096];
	while (store->watch_fd >= 0 && read(store->watch_fd, events, sizeof events) > 0)
		;
	int64_t version = store->seen_version;
	err_free(db_data_version(&version, store->db));
	bool renewed = db_renewals(store->db) != store->seen_renewals;
	if (renewed) {
		store->seen_renewals = db_renewals(store->db);
		store_renewed(store);
		watch_again(store);
	}
	bool changed = renewed || version != store->seen_version || store->own_commits != store->seen_commits;
	store->seen_version = version;
	store->seen_commits = store->own_commits;
	return changed;
}

/* ---- Living sessions ---- */
static char *sessions_folder(const Store *store)
{
	return mem_printf("%s.sessions", store->path);
}

static bool is_session_name(const char *name)
{
	return strlen(name) == 36;
}

/* A file that can be locked belongs to nobody who lives. */
static void sweep_dead(const char *folder)
{
	DIR *dir = opendir(folder);
	if (!dir)
		return;
	const struct dirent *entry;
	while ((entry = readdir(dir))) {
		if (!is_session_name(entry->d_name))
			continue;
		int fd = openat(dirfd(dir), entry->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0)
			continue;
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
		close(fd);
	}
	closedir(dir);
}

static int make_session(const char *path, unsigned mode, const char *group)
{
	/* A sweeper may take the file between its making and its lock: then it is made again. */
	for (int tries = 0; tries < 100; tries++) {
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0)
			return -1;
		if (give_mode(fd, mode, group) == 0 && flock(fd, LOCK_EX) == 0 && file_is_open_at(fd, path))
			return fd;
		int number = errno;
		close(fd);
		errno = number;
	}
	return -1;
}

Err *session_open(Store *store)
{
	if (store->session_fd >= 0 || store->in_memory)
		return NULL;
	char *folder = sessions_folder(store);
	Err *err = NULL;
	if (!file_exists(folder)) {
		err = file_make_folder(folder, store->group ? FOLDER_MODE_SHARED : 0700);
		const struct group *row = store->group ? getgrnam(store->group) : NULL;
		if (!err && row && chown(folder, (uid_t)-1, row->gr_gid) == 0)
			chmod(folder, FOLDER_MODE_SHARED);
	}
	if (!err) {
		sweep_dead(folder);
		char *path = path_join(folder, store->session);
		store->session_fd = make_session(path, beside_mode(store), store->group);
		if (store->session_fd < 0)
			err = err_making(path, _("cannot make %s"), path);
		free(path);
	}
	free(folder);
	return err_under(err, _("other sessions could not tell that this one lives"));
}

void session_close(Store *store)
{
	if (store->session_fd < 0)
		return;
	char *folder = sessions_folder(store);
	char *path = path_join(folder, store->session);
	unlink(path);
	close(store->session_fd);
	store->session_fd = -1;
	free(path);
	free(folder);
}

bool session_is_live(const Store *store, const char *session)
{
	if (strcmp(session, store->session) == 0)
		return true;
	if (store->in_memory)
		return false;
	char *folder = sessions_folder(store);
	char *path = path_join(folder, session);
	bool live = false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0) {
		live = flock(fd, LOCK_SH | LOCK_NB) != 0;
		close(fd);
	} else if (errno == EACCES) {
		live = true; /* another user's, and not to be judged */
	}
	free(path);
	free(folder);
	return live;
}

Err *sessions_each(const Store *store, Err *(*each)(void *self, const char *session), void *self)
{
	Err *err = NULL;
	char *folder = sessions_folder(store);
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && !err && (entry = readdir(dir)))
		if (is_session_name(entry->d_name) && session_is_live(store, entry->d_name))
			err = each(self, entry->d_name);
	if (dir)
		closedir(dir);
	free(folder);
	return err;
}

typedef struct Others {
	const char *own;
	bool any;
} Others;

static Err *take_session(void *self, const char *session)
{
	Others *others = self;
	others->any = others->any || strcmp(session, others->own) != 0;
	return NULL;
}

bool store_is_alone(const Store *store)
{
	Others others = {.own = store->session};
	Err *err = sessions_each(store, take_session, &others);
	bool alone = !err && !others.any;
	err_free(err);
	return alone;
}
