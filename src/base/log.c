/* SPDX-License-Identifier: MIT */
/* The log: one write a line, so that lines of several threads and sessions do not mix. Its times are the system's, not those of --now. */
#include "kartoteka/base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	LOG_MOST = 1 << 20
}; /* bytes; then it is put aside as LOG.1 */

static int log_fd = -1;

Err *log_open(const char *path)
{
	log_close();
	struct stat st;
	if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > LOG_MOST) {
		char *old = mem_printf("%s.1", path);
		rename(path, old);
		free(old);
	}
	char *folder = path_folder(path);
	Err *err = file_make_folder(folder, 0700);
	free(folder);
	if (err)
		return err;
	log_fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (log_fd < 0)
		return err_making(path, _("cannot open the log %s"), path);
	return NULL;
}

void log_line(const char *format, ...)
{
	if (log_fd < 0)
		return;
	Str text = {0}, line = {0};
	va_list args;
	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	time_t now = time(NULL);
	struct tm tm;
	char stamp[32] = "";
	if (gmtime_r(&now, &tm))
		strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
	str_addf(&line, "%s [%ld] ", stamp, (long)getpid());
	utf8_safe(&line, str_text(&text), text.n);
	str_addc(&line, '\n');
	/* A log that cannot be written is no reason to stop. */
	ssize_t written = write(log_fd, line.s, line.n);
	(void)written;
	str_done(&text);
	str_done(&line);
}

void log_close(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}
