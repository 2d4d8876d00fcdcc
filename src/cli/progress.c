/* SPDX-License-Identifier: MIT */
/* Progress of long work on a terminal's standard error, and the word that stops it. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "session.h"

enum {
	BETWEEN_MS = 200,
	WIDTH = 80,
};

/* How often a line is written is the terminal's business, not the work's clock, which may stand still (--now). */
static int64_t tick_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static void put_line(Session *session, const Str *line)
{
	Str bytes = {0};
	int width = utf8_width(str_text(line));
	str_addc(&bytes, '\r');
	str_addn(&bytes, line->s, line->n);
	for (int i = width; i < session->told_width; i++)
		str_addc(&bytes, ' ');
	for (int i = width; i < session->told_width; i++)
		str_addc(&bytes, '\b');
	err_free(cli_write(session->io->err, bytes.s, bytes.n)); /* the work goes on without it */
	session->told_width = width;
	str_done(&bytes);
}

bool session_progress(void *self, const char *what, int64_t done, int64_t all)
{
	Session *session = self;
	if (session->stopped && session->stopped())
		return false;
	if (!session->io->err_tty)
		return true;
	int64_t now = tick_ms();
	if (session->told_at && now - session->told_at < BETWEEN_MS)
		return true;
	session->told_at = now;
	Str line = {0}, fitted = {0}, safe = {0};
	utf8_safe(&safe, what ? what : "", what ? strlen(what) : 0);
	str_addf(&line, "%s  ", str_text(&safe));
	if (all > 0) {
		str_addf(&line, "%d %%  ", (int)(done >= all ? 100 : done * 100 / all));
	} else {
		str_add_number(&line, done);
		str_add(&line, "  ");
	}
	str_add(&line, _("Ctrl-C stops it"));
	int width = session->io->width > 1 ? session->io->width - 1 : WIDTH - 1;
	utf8_cut(&fitted, str_text(&line), width);
	put_line(session, &fitted);
	str_done(&line);
	str_done(&fitted);
	str_done(&safe);
	return true;
}

void session_progress_end(Session *session)
{
	Str empty = {0};
	if (session->told_width > 0)
		put_line(session, &empty);
	str_done(&empty);
}
