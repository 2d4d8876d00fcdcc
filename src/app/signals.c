/* SPDX-License-Identifier: MIT */
/*
 * Signals. Those one can go on after come through a pipe into the one poll; those of a fault put the terminal back at once, say one line and end the
 * process as the signal does, so that its wait status tells.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/text.h"
#include "ui.h"

static int pipe_in = -1, pipe_out = -1, say_to = STDERR_FILENO;

void signals_say_to(int fd)
{
	say_to = fd;
}

/* What the terminal was handed to is to end as well: it is waited for. */
static volatile sig_atomic_t waited_for;

void signals_wait_for(pid_t child)
{
	waited_for = child;
}

static void to_pipe(int number)
{
	int kept = errno;
	if (waited_for > 0 && (number == SIGTERM || number == SIGHUP))
		kill(waited_for, number);
	unsigned char byte = (unsigned char)number;
	ssize_t wrote = write(pipe_in, &byte, 1);
	(void)wrote;
	errno = kept;
}

static void fault(int number)
{
	static const char text[] = "kartoteka: ended by a fault; what was saved is in the base, what was typed is kept as a draft\n";
	term_restore_now();
	ssize_t wrote = write(say_to, text, sizeof text - 1);
	(void)wrote;
	signal(number, SIG_DFL);
	raise(number);
}

static void handle(int number, void (*handler)(int), int flags)
{
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_handler = handler;
	action.sa_flags = flags;
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void signals_heed_interrupt(void)
{
	handle(SIGINT, on_interrupt, 0);
}

bool signals_interrupted(void)
{
	return interrupted != 0;
}

Err *signals_open(int *fd)
{
	static const int calm[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
	static const int faults[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
	int ends[2];
	if (pipe(ends) < 0)
		return err_errno("%s", _("The signal pipe cannot be made"));
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	}
	pipe_out = ends[0];
	pipe_in = ends[1];
	for (size_t i = 0; i < sizeof calm / sizeof *calm; i++)
		handle(calm[i], to_pipe, SA_RESTART);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		handle(faults[i], fault, (int)SA_RESETHAND);
	handle(SIGPIPE, SIG_IGN, 0);
	*fd = pipe_out;
	return NULL;
}

void signals_close(void)
{
	static const int all[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		handle(all[i], SIG_DFL, 0);
	if (pipe_in >= 0) {
		close(pipe_in);
		close(pipe_out);
	}
	pipe_in = pipe_out = -1;
}

void signals_again(void)
{
	handle(SIGTSTP, to_pipe, SA_RESTART);
}

int signals_take(int fd)
{
	unsigned char byte;
	return read(fd, &byte, 1) == 1 ? byte : 0;
}

void signals_die(int number)
{
	handle(number, SIG_DFL, 0);
	raise(number);
}
