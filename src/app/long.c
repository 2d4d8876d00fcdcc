/* SPDX-License-Identifier: MIT */
/*
 * Long work inside a command (import, export): how far it is stands in the message row, ^C stops it, and what else comes from keyboard and signals
 * waits until it is over. The work itself takes back what it had done.
 */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/term/input.h"
#include "long.h"

enum {
	SILENT_MS = 200,
	TELL_MS = 200,
	LOOK_MS = 20,
};

static bool is_interrupt(const Ui *ui, const TermEvent *event)
{
	if (event->type != EVENT_KEY)
		return false;
	Key key = key_command(event->key, ui->layout);
	return key.mods == MOD_CTRL && key.code == 'c';
}

static void look_at_keys(Long *l, int64_t now)
{
	char bytes[4096];
	TermEvent event;
	bool gone = false;
	size_t n = term_read(l->ui->term, bytes, sizeof bytes, &gone);
	if (n)
		input_feed(l->input, bytes, n, now);
	l->stopped |= gone;
	while (input_next(l->input, &event, now)) {
		if (is_interrupt(l->ui, &event))
			l->stopped = true;
		else
			vec_push(&l->events, event);
	}
}

static void look_at_signals(Long *l)
{
	for (int number; (number = signals_take(l->signals));) {
		vec_push(&l->numbers, number);
		l->stopped |= number != SIGWINCH && number != SIGCONT && number != SIGTSTP;
	}
}

static void look(Long *l, int64_t now)
{
	struct pollfd fds[] = {{.fd = term_fd(l->ui->term), .events = POLLIN}, {.fd = l->signals, .events = POLLIN}};
	if (poll(fds, 2, 0) <= 0)
		return;
	if (fds[0].revents)
		look_at_keys(l, now);
	if (fds[1].revents)
		look_at_signals(l);
}

static void tell(Long *l, const char *what, int64_t done, int64_t all, const char *how_to_stop)
{
	Str line = {0};
	str_add(&line, what ? what : "");
	if (all > 0)
		str_addf(&line, "  %d %%", (int)(done >= all ? 100 : done * 100 / all));
	else
		str_addf(&line, "  %lld", (long long)done);
	show_progress(l->ui, str_text(&line), how_to_stop);
	str_done(&line);
}

static bool go_on(void *self, const char *what, int64_t done, int64_t all)
{
	Long *l = self;
	int64_t now = loop_ms();
	if (!l->began_ms)
		l->began_ms = now;
	if (!l->stopped && now - l->looked_ms >= LOOK_MS) {
		l->looked_ms = now;
		look(l, now);
	}
	if (!l->stopped && now - l->began_ms >= SILENT_MS && now - l->told_ms >= TELL_MS) {
		l->told_ms = now;
		tell(l, what, done, all, _("Ctrl-C stops it"));
	}
	return !l->stopped;
}

static void tell_only(void *self, const char *what, int64_t done, int64_t all)
{
	Long *l = self;
	int64_t now = loop_ms();
	if (now - l->told_ms < TELL_MS)
		return;
	l->told_ms = now;
	tell(l, what, done, all, "");
}

void long_open(Long *l, Ui *ui, Input *input, int signals)
{
	*l = (Long){.ui = ui, .input = input, .signals = signals};
	ui->work->progress = go_on;
	ui->work->tells = tell_only;
	ui->work->progress_self = l;
}

void long_close(Long *l)
{
	l->ui->work->progress = NULL;
	l->ui->work->tells = NULL;
	l->ui->work->progress_self = NULL;
	vec_free(&l->events);
	vec_free(&l->numbers);
}

void long_rest(Long *l)
{
	l->began_ms = l->told_ms = 0;
	l->stopped = false;
}

bool long_event(Long *l, TermEvent *event)
{
	if (!l->events.n)
		return false;
	*event = l->events.at[0];
	memmove(l->events.at, l->events.at + 1, --l->events.n * sizeof *l->events.at);
	return true;
}

int long_signal(Long *l)
{
	if (!l->numbers.n)
		return 0;
	int number = l->numbers.at[0];
	memmove(l->numbers.at, l->numbers.at + 1, --l->numbers.n * sizeof *l->numbers.at);
	return number;
}
