/* SPDX-License-Identifier: MIT */
/* A program behind a terminal of 120x36: from its start to its first full frame, from a key to the bytes that answer it. */
#ifndef KARTOTEKA_BENCH_BEHIND_H
#define KARTOTEKA_BENCH_BEHIND_H

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <termios.h>

#include "figures.h"

enum {
	START_MS = 20000,
	QUIET_MS = 15, /* so long nothing came: it rests */
	FLOOR_QUIET_MS = 2,
};

typedef struct Program {
	pid_t pid;
	int fd;
	clockid_t clock; /* of what it works */
	double ready;    /* from the fork to the end of the first full frame */
} Program;

/* With KARTOTEKA_BENCH_CPU set: what the program worked, not this one. */
static inline double program_ms(const Program *program)
{
	struct timespec t = {0};
	if (!getenv("KARTOTEKA_BENCH_CPU"))
		return now_ms();
	clock_gettime(program->clock, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static inline bool program_read(int fd, int wait_ms, Str *out)
{
	char bytes[65536];
	struct pollfd input = {.fd = fd, .events = POLLIN};
	if (poll(&input, 1, wait_ms) != 1)
		return false;
	ssize_t n = read(fd, bytes, sizeof bytes);
	if (n <= 0)
		return false;
	str_addn(out, bytes, (size_t)n);
	return true;
}

static inline size_t program_settle(int fd, int quiet_ms)
{
	Str rest = {0};
	while (program_read(fd, quiet_ms, &rest)) {
	}
	size_t n = rest.n;
	str_done(&rest);
	return n;
}

/* Rows are painted from the top and the last one of every page ends with "help": the frame is full that has `of` in its row 0 and that behind it. */
static inline bool program_is_full(const char *seen, const char *of)
{
	const char *head = strstr(seen, of);
	return head && strstr(head, "help");
}

/* typed: what waits in the terminal before the program looks. */
static inline Program program_begin(const char *const argv[], const char *typed, const char *of)
{
	Program program = {.fd = -1};
	struct winsize size = {.ws_row = 36, .ws_col = 120};
	double begun = now_ms();
	program.pid = forkpty(&program.fd, NULL, NULL, &size);
	if (program.pid == 0) {
		char *copy[16] = {0};
		for (size_t i = 0; argv[i] && i + 1 < countof(copy); i++)
			copy[i] = mem_strdup(argv[i]);
		execv(copy[0], copy);
		_exit(127);
	}
	bool cpu = getenv("KARTOTEKA_BENCH_CPU") && clock_getcpuclockid(program.pid, &program.clock) == 0;
	if (write(program.fd, typed, strlen(typed)) < 0)
		exit(1);
	Str seen = {0};
	for (int waited = 0; !program_is_full(str_text(&seen), of) && waited < START_MS; waited += 1000)
		while (!program_is_full(str_text(&seen), of) && program_read(program.fd, 1000, &seen)) {
		}
	program.ready = program_ms(&program) - (cpu ? 0 : begun);
	if (!program_is_full(str_text(&seen), of)) {
		printf("%s shows no full frame: %s\n", argv[0], str_text(&seen));
		exit(1);
	}
	str_done(&seen);
	return program;
}

static inline void program_end(Program *program)
{
	if (write(program->fd, "q", 1) != 1)
		kill(program->pid, SIGTERM);
	for (int i = 0; i < 100 && waitpid(program->pid, NULL, WNOHANG) == 0; i++) {
		program_settle(program->fd, 10);
		if (i == 50)
			kill(program->pid, SIGTERM);
	}
	close(program->fd);
}

static inline double program_press(const Program *program, const char *key, int quiet_ms, size_t *bytes)
{
	Str answer = {0};
	double begun = program_ms(program);
	if (write(program->fd, key, strlen(key)) < 0 || !program_read(program->fd, 2000, &answer)) {
		printf("a key is not answered: %s\n", *key == '\033' ? key + 1 : key);
		exit(1);
	}
	double ms = program_ms(program) - begun;
	*bytes = answer.n + program_settle(program->fd, quiet_ms);
	str_done(&answer);
	return ms;
}

/* A key that may change nothing. */
static inline void program_place(const Program *program, const char *key, int quiet_ms)
{
	if (write(program->fd, key, strlen(key)) < 0)
		exit(1);
	program_settle(program->fd, quiet_ms);
}

/* A home of its own, so that nobody's settings count; the caller takes it away. */
static inline void program_home(char home[])
{
	if (!mkdtemp(home))
		exit(1);
	setenv("HOME", home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("COLUMNS", "120", 1);
	setenv("LINES", "36", 1);
}

#endif
