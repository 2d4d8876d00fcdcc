/* SPDX-License-Identifier: MIT */
/*
 * Running another program without a shell. A keeper process between us and the program feeds it and waits for it, and is nobody's child
 * by then: however long the program runs, nothing is left for us to reap. Between fork and exec only async-signal-safe calls.
 */
#include "kartoteka/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/text.h"

/* What the keeper tells: first the errno of exec (0: it runs), then how the program ended. */
typedef struct Word {
	int kind; /* 0 exec, 1 end */
	int value;
} Word;

enum {
	LARGEST_FD = 256
};

static void word_tell(int fd, int kind, int value)
{
	Word word = {kind, value};
	ssize_t n = write(fd, &word, sizeof word); /* less than PIPE_BUF: whole or not at all */
	(void)n;
}

static void input_feed(int fd, const char *input)
{
	for (size_t n = strlen(input); n > 0;) {
		ssize_t written = write(fd, input, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			break;
		input += written;
		n -= (size_t)written;
	}
	close(fd);
}

static _Noreturn void program_exec(const char *const argv[], int in, int tell)
{
	if (in != STDIN_FILENO) {
		dup2(in, STDIN_FILENO);
		close(in);
	}
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	fcntl(tell, F_SETFD, FD_CLOEXEC);
	union {
		const char *const *in;
		char *const *out;
	} words = {argv}; /* execvp changes nothing of it, whatever its type says */
	execvp(argv[0], words.out);
	word_tell(tell, 0, errno);
	_exit(127);
}

static _Noreturn void keeper_run(const char *const argv[], const char *input, int tell)
{
	setsid();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	int null = open("/dev/null", O_RDWR);
	if (tell < 3)
		tell = fcntl(tell, F_DUPFD, 3);
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	/* The base's files and the terminal are not held open while the program runs. */
	for (int fd = 3; fd < LARGEST_FD; fd++) {
		if (fd != tell)
			close(fd);
	}
	int in[2] = {STDIN_FILENO, -1};
	if (input && pipe(in) != 0) {
		word_tell(tell, 0, errno);
		_exit(127);
	}
	pid_t pid = fork();
	if (pid == 0) {
		if (in[1] >= 0)
			close(in[1]);
		program_exec(argv, in[0], tell);
	}
	if (pid < 0) {
		word_tell(tell, 0, errno);
		_exit(127);
	}
	if (input) {
		close(in[0]);
		input_feed(in[1], input);
	}
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
	word_tell(tell, 1, status);
	_exit(0);
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t); /* a length of waiting, not a time of day */
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads what the keeper tells, at most until the deadline; true when a word came. */
static bool word_hear(Word *word, int fd, int64_t deadline)
{
	for (;;) {
		int64_t left = deadline - now_ms();
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int ready = poll(&p, 1, left > 0 ? (int)left : 0);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = read(fd, word, sizeof *word);
		if (n < 0 && errno == EINTR)
			continue;
		return n == (ssize_t)sizeof *word;
	}
}

static Err *end_read(const Word *word, const char *program)
{
	if (word->kind == 0) {
		errno = word->value;
		return err_errno(_("cannot run %s"), program);
	}
	if (WIFSIGNALED(word->value))
		return err_new(ERR_FAILED, _("%s was ended by signal %d"), program, WTERMSIG(word->value));
	/* 127 of a program that ran is told by the word of kind 0 before it, so here it is the program's own. */
	if (WIFEXITED(word->value) && WEXITSTATUS(word->value) != 0)
		return err_new(ERR_FAILED, _("%s ended with status %d"), program, WEXITSTATUS(word->value));
	return NULL;
}

Err *file_run(const char *const argv[], const char *input, int wait_ms)
{
	int tell[2];
	if (!argv[0] || !*argv[0])
		return err_new(ERR_FAILED, "%s", _("no program to run is set"));
	if (pipe(tell) != 0)
		return err_errno(_("cannot run %s"), argv[0]);
	fcntl(tell[0], F_SETFD, FD_CLOEXEC);
	pid_t pid = fork();
	if (pid < 0) {
		Err *err = err_errno(_("cannot run %s"), argv[0]);
		close(tell[0]);
		close(tell[1]);
		return err;
	}
	if (pid == 0) {
		pid_t keeper = fork();
		if (keeper == 0)
			keeper_run(argv, input, tell[1]);
		if (keeper < 0)
			word_tell(tell[1], 0, errno);
		_exit(0);
	}
	close(tell[1]);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
	Word word;
	Err *err = NULL;
	if (wait_ms > 0 && word_hear(&word, tell[0], now_ms() + wait_ms))
		err = end_read(&word, argv[0]);
	close(tell[0]);
	return err;
}
