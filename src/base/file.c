/* SPDX-License-Identifier: MIT */
/* Files read whole, written whole or not at all; folders; paths. Where a path lies is in file_system.c, programs are run in file_run.c. */
#include "kartoteka/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static Err *fd_read(Str *out, int fd, const char *name)
{
	char bytes[65536];
	for (;;) {
		ssize_t n = read(fd, bytes, sizeof bytes);
		if (n > 0)
			str_addn(out, bytes, (size_t)n);
		else if (n == 0)
			return NULL;
		else if (errno != EINTR)
			return err_errno(_("cannot read %s"), name);
	}
}

Err *file_read(Str *out, const char *path)
{
	if (strcmp(path, "-") == 0)
		return fd_read(out, STDIN_FILENO, _("standard input"));
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return err_errno(_("cannot read %s"), path);
	Err *err = fd_read(out, fd, path);
	close(fd);
	return err;
}

static Err *fd_write(int fd, const char *bytes, size_t n, const char *name)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return err_errno(_("cannot write %s"), name);
		bytes += written;
		n -= (size_t)written;
	}
	return NULL;
}

/* A pipe or a device cannot be renamed over. */
static Err *special_write(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return err_errno(_("cannot write %s"), path);
	Err *err = fd_write(fd, bytes, n, path);
	if (close(fd) != 0 && !err)
		err = err_errno(_("cannot write %s"), path);
	return err;
}

static Err *temp_write(const char *temp, int fd, const char *bytes, size_t n, const char *path)
{
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	Err *err = NULL;
	if (fchmod(fd, 0600) != 0)
		err = err_errno(_("cannot make %s private"), path);
	if (!err)
		err = fd_write(fd, bytes, n, path);
	if (!err && fsync(fd) != 0)
		err = err_errno(_("cannot write %s"), path);
	if (close(fd) != 0 && !err)
		err = err_errno(_("cannot write %s"), path);
	if (!err && rename(temp, path) != 0)
		err = err_errno(_("cannot write %s"), path);
	if (err)
		unlink(temp);
	return err;
}

static void folder_sync(const char *path)
{
	char *folder = path_folder(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

Err *file_write(const char *path, const char *bytes, size_t n)
{
	struct stat st;
	bool there = stat(path, &st) == 0;
	if (there && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return err_errno(_("cannot write %s"), path);
	}
	if (there && !S_ISREG(st.st_mode))
		return special_write(path, bytes, n);
	/* A link stays a link: what it leads to is written. */
	char *real = there ? realpath(path, NULL) : NULL;
	const char *target = real ? real : path;
	char *temp = mem_printf("%s.XXXXXX", target);
	int fd = mkstemp(temp);
	Err *err = fd < 0 ? err_making(path, _("cannot write %s"), path) : temp_write(temp, fd, bytes, n, target);
	if (!err)
		folder_sync(target);
	else if (there)
		err = err_kept(err, "%s", _("the old file is as it was"));
	free(temp);
	free(real);
	return err;
}

static Err *folder_make(const char *path, unsigned mode)
{
	struct stat st;
	if (mkdir(path, (mode_t)(mode & 0777)) == 0) {
		/* The umask may have taken bits away, and the set-group bit is never given by mkdir. */
		if (chmod(path, (mode_t)mode) != 0)
			return err_errno(_("cannot make the folder %s"), path);
		return NULL;
	}
	int number = errno;
	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return NULL;
		number = ENOTDIR;
	}
	errno = number;
	return err_making(path, _("cannot make the folder %s"), path);
}

Err *file_make_folder(const char *path, unsigned mode)
{
	struct stat st;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return NULL;
	char *folder = path_folder(path);
	Err *err = NULL;
	if (strcmp(folder, path) != 0 && !file_exists(folder))
		err = file_make_folder(folder, mode & 0777);
	free(folder);
	return err ? err : folder_make(path, mode);
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool file_is_same(const char *a, const char *b)
{
	struct stat x, y;
	return a && b && stat(a, &x) == 0 && stat(b, &y) == 0 && is_same(&x, &y);
}

bool file_is_open_at(int fd, const char *path)
{
	struct stat by_fd, by_path;
	return fstat(fd, &by_fd) == 0 && stat(path, &by_path) == 0 && is_same(&by_fd, &by_path);
}

bool file_has_beside(const char *path, const char *tail)
{
	struct stat st;
	char *name = mem_printf("%s%s", path, tail);
	bool has = stat(name, &st) == 0 && st.st_size > 0;
	free(name);
	return has;
}

char *path_join(const char *folder, const char *name)
{
	if (!*folder || *name == '/')
		return mem_strdup(name);
	size_t n = strlen(folder);
	return mem_printf("%s%s%s", folder, folder[n - 1] == '/' ? "" : "/", name);
}

char *path_folder(const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	while (n > 0 && path[n - 1] != '/')
		n--;
	while (n > 1 && path[n - 1] == '/')
		n--;
	return n ? mem_strndup(path, n) : mem_strdup(".");
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}
