/* SPDX-License-Identifier: MIT */
/* What goes to standard error, and bytes to a descriptor. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "session.h"

Err *cli_write(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t wrote = write(fd, bytes, n);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0) {
			/* What was asked for may be in the base by now: to do it again would do it twice. */
			Err *err = err_errno(_("Standard output cannot be written"));
			free(err->todo);
			err->todo = NULL;
			return err;
		}
		bytes += wrote;
		n -= (size_t)wrote;
	}
	return NULL;
}

/* Each line made harmless; lines of a list of candidates stay lines. */
static void add_lines(Str *out, const char *text)
{
	for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
		utf8_safe(out, text, (size_t)(end - text));
		str_addc(out, '\n');
	}
	utf8_safe(out, text, strlen(text));
	str_addc(out, '\n');
}

int cli_fault(Err *err, const CliIo *io)
{
	if (!err)
		return 0;
	int status = err_exit_status(err);
	char *text = err_text(err);
	Str line = {0};
	str_add(&line, "kartoteka: ");
	add_lines(&line, text);
	err_free(cli_write(io->err, line.s, line.n)); /* nowhere left to say it */
	str_done(&line);
	free(text);
	err_free(err);
	return status;
}
