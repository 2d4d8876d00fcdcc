/* SPDX-License-Identifier: MIT */
/*
 * What the program does to files itself (a copy gets its name, a session its file) is wrapped at the link, so that it fails, is killed and loses its
 * power as what SQLite does. Only regular files count: a pipe has no disk.
 */
#define _DEFAULT_SOURCE 1 /* mkstemp */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk_inside.h"

int __wrap_open(const char *path, int flags, ...);
int __real_mkstemp(char *name);
int __wrap_mkstemp(char *name);
int __real_mkdir(const char *path, mode_t mode);
int __wrap_mkdir(const char *path, mode_t mode);
ssize_t __real_write(int fd, const void *bytes, size_t n);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_ftruncate(int fd, off_t size);
int __wrap_rename(const char *from, const char *to);
int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __real_unlinkat(int folder, const char *path, int flags);
int __wrap_unlinkat(int folder, const char *path, int flags);
int __real_chmod(const char *path, mode_t mode);
int __wrap_chmod(const char *path, mode_t mode);
int __real_fchmod(int fd, mode_t mode);
int __wrap_fchmod(int fd, mode_t mode);
int __real_futimens(int fd, const struct timespec times[2]);
int __wrap_futimens(int fd, const struct timespec times[2]);

/* Shared memory is the system's own. */
static bool is_kept(const char *path)
{
	size_t n = strlen(path);
	return n < 4 || strcmp(path + n - 4, "-shm") != 0;
}

static bool is_regular(int fd)
{
	struct stat st;
	return fd > STDERR_FILENO && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

int __wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	if (flags & O_CREAT) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	bool makes = flags & O_CREAT && access(path, F_OK) != 0;
	if (makes && disk_own_fails(DISK_OWN))
		return -1;
	int fd = __real_open(path, flags, mode);
	if (fd >= 0 && disk_cuts() && (flags & O_ACCMODE) != O_RDONLY && is_regular(fd) && is_kept(path))
		disk_own_opened(path, makes);
	return fd;
}

int __wrap_mkstemp(char *name)
{
	if (disk_own_fails(DISK_OWN))
		return -1;
	int fd = __real_mkstemp(name);
	if (fd >= 0 && disk_cuts())
		disk_own_opened(name, true);
	return fd;
}

int __wrap_mkdir(const char *path, mode_t mode)
{
	return disk_own_fails(DISK_OWN) ? -1 : __real_mkdir(path, mode);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
	bool counts = is_regular(fd);
	if (counts && disk_own_fails(DISK_OWN))
		return -1;
	ssize_t wrote = __real_write(fd, bytes, n);
	if (wrote > 0 && counts && disk_cuts())
		disk_own_wrote(fd, bytes, (size_t)wrote);
	return wrote;
}

int __wrap_fsync(int fd)
{
	if (disk_own_fails(DISK_OWN))
		return -1;
	int code = __real_fsync(fd);
	if (code == 0 && disk_cuts())
		disk_own_synced(fd);
	return code;
}

int __wrap_ftruncate(int fd, off_t size)
{
	disk_own_fails(DISK_STEP);
	int code = __real_ftruncate(fd, size);
	if (code == 0 && disk_cuts())
		disk_own_truncated(fd, size);
	return code;
}

int __wrap_rename(const char *from, const char *to)
{
	if (disk_own_fails(DISK_OWN))
		return -1;
	void *began = disk_cuts() ? disk_own_name_begin(from, to, false) : NULL;
	int code = __real_rename(from, to);
	if (began)
		disk_own_name_end(began, code == 0);
	return code;
}

int __wrap_link(const char *from, const char *to)
{
	if (disk_own_fails(DISK_OWN))
		return -1;
	void *began = disk_cuts() ? disk_own_name_begin(from, to, true) : NULL;
	int code = __real_link(from, to);
	if (began)
		disk_own_name_end(began, code == 0);
	return code;
}

int __wrap_unlink(const char *path)
{
	disk_own_fails(DISK_STEP);
	void *began = disk_cuts() && is_kept(path) ? disk_own_name_begin(NULL, path, false) : NULL;
	int code = __real_unlink(path), number = errno;
	if (began)
		disk_own_name_end(began, code == 0);
	errno = number;
	return code;
}

int __wrap_unlinkat(int folder, const char *path, int flags)
{
	disk_own_fails(DISK_STEP);
	return __real_unlinkat(folder, path, flags);
}

int __wrap_chmod(const char *path, mode_t mode)
{
	disk_own_fails(DISK_STEP);
	return __real_chmod(path, mode);
}

int __wrap_fchmod(int fd, mode_t mode)
{
	disk_own_fails(DISK_STEP);
	return __real_fchmod(fd, mode);
}

int __wrap_futimens(int fd, const struct timespec times[2])
{
	disk_own_fails(DISK_STEP);
	return __real_futimens(fd, times);
}
