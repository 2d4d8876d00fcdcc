/* SPDX-License-Identifier: MIT */
/* Bytes to import: a file is read in place, a pipe is copied into a temporary file first, since readers go back and forth. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

static Err *copy_to(int to, int from, const char *path)
{
	char bytes[65536];
	for (;;) {
		ssize_t n = read(from, bytes, sizeof bytes);
		if (n == 0)
			return NULL;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(_("cannot read %s"), path);
		for (ssize_t done = 0; done < n;) {
			ssize_t wrote = write(to, bytes + done, (size_t)(n - done));
			if (wrote < 0 && errno != EINTR)
				return err_errno(_("A copy of %s cannot be written"), path);
			done += wrote > 0 ? wrote : 0;
		}
	}
}

/* 0600 and without a name, so that nobody else reads it and nothing is left of it. */
static Err *copy_open(int *out, int from, const char *path)
{
	char name[] = "/tmp/kartoteka-XXXXXX";
	*out = mkstemp(name);
	if (*out < 0)
		return err_making(name, _("A copy of %s cannot be written"), path);
	unlink(name);
	Err *err = copy_to(*out, from, path);
	if (err)
		close(*out);
	return err;
}

static Err *bytes_open(ImportBytes *out, const char *path, const char *name)
{
	struct stat st;
	bool is_input = strcmp(path, "-") == 0;
	int fd = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	*out = (ImportBytes){.fd = -1, .modified = INSTANT_NONE};
	if (fd < 0) {
		Err *err = err_errno(_("cannot read %s"), name);
		return err->todo ? err_kept(err, _("nothing of it was brought in")) : err;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		Err *err = err_errno(_("cannot read %s"), name);
		if (!is_input)
			close(fd);
		return err;
	}
	out->fd = fd;
	if (is_input || !S_ISREG(st.st_mode)) {
		Err *err = copy_open(&out->fd, fd, name);
		if (!is_input)
			close(fd);
		if (err) {
			out->fd = -1;
			return err;
		}
	}
	bool is_copy = out->fd != fd;
	if (fstat(out->fd, &st) == 0) {
		out->size = (uint64_t)st.st_size;
		if (!is_copy)
			out->modified = (Instant){st.st_mtim.tv_sec};
	}
	out->path = is_copy ? NULL : realpath(path, NULL);
	return NULL;
}

Err *import_bytes_open(ImportBytes *out, const char *path)
{
	Str shown = {0};
	utf8_safe(&shown, path, strlen(path));
	Err *err = bytes_open(out, path, strcmp(path, "-") == 0 ? _("standard input") : str_text(&shown));
	str_done(&shown);
	return err;
}

void import_bytes_close(ImportBytes *bytes)
{
	if (bytes->fd >= 0)
		close(bytes->fd);
	bytes->fd = -1;
}

static Err *read_at(void *self, uint64_t offset, char *to, size_t room, size_t *n)
{
	const ImportBytes *bytes = self;
	*n = 0;
	for (;;) {
		ssize_t got = pread(bytes->fd, to, room, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno("%s", _("The file cannot be read to its end"));
		*n = (size_t)got;
		return NULL;
	}
}

Reader import_bytes_reader(ImportBytes *bytes)
{
	return (Reader){read_at, bytes};
}
