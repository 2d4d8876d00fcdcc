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

static void put_line(CliTold *told, const Str *line)
{
	Str bytes = {0};
	int width = utf8_width(str_text(line));
	str_addc(&bytes, '\r');
	str_addn(&bytes, line->s, line->n);
	for (int i = width; i < told->width; i++)
		str_addc(&bytes, ' ');
	for (int i = width; i < told->width; i++)
		str_addc(&bytes, '\b');
	err_free(cli_write(told->io->err, bytes.s, bytes.n)); /* the work goes on without it */
	told->width = width;
	str_done(&bytes);
}

static void tell(CliTold *told, const char *what, int64_t done, int64_t all, const char *how_to_stop)
{
	int64_t now = tick_ms();
	if (!told->io->err_tty || (told->at && now - told->at < BETWEEN_MS))
		return;
	told->at = now;
	Str line = {0}, fitted = {0}, safe = {0};
	utf8_safe(&safe, what ? what : "", what ? strlen(what) : 0);
	str_addf(&line, "%s  ", str_text(&safe));
	if (all > 0)
		str_addf(&line, "%d %%", (int)(done >= all ? 100 : done * 100 / all));
	else
		str_add_number(&line, done);
	if (how_to_stop)
		str_addf(&line, "  %s", how_to_stop);
	int width = told->io->width > 1 ? told->io->width - 1 : WIDTH - 1;
	utf8_cut(&fitted, str_text(&line), width);
	put_line(told, &fitted);
	str_done(&line);
	str_done(&fitted);
	str_done(&safe);
}

bool cli_goes_on(void *self, const char *what, int64_t done, int64_t all)
{
	CliTold *told = self;
	if (told->stopped && told->stopped())
		return false;
	tell(told, what, done, all, _("Ctrl-C stops it"));
	return true;
}

bool session_progress(void *self, const char *what, int64_t done, int64_t all)
{
	Session *session = self;
	return cli_goes_on(&session->told, what, done, all);
}

void session_tell(void *self, const char *what, int64_t done, int64_t all)
{
	Session *session = self;
	tell(&session->told, what, done, all, NULL);
}

void cli_told_open(CliTold *told, const CliIo *io)
{
	*told = (CliTold){.io = io, .at = tick_ms()};
}

void cli_tell(void *told, const char *what, int64_t done, int64_t all)
{
	tell(told, what, done, all, NULL);
}

void cli_told_end(CliTold *told)
{
	Str empty = {0};
	if (told->width > 0)
		put_line(told, &empty);
	str_done(&empty);
}
