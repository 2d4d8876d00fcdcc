/* SPDX-License-Identifier: MIT */
/*
 * The program itself behind a terminal of 120x36, in turn with the floor of floor/screen.c: from the start to the first full frame, and from `j` in the
 * list of clients to the bytes that answer it. `bench_start [CLIENTS [KEYS]]`.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <termios.h>

#include "figures.h"

enum {
	RUNS = 20,
	START_MS = 20000,
	QUIET_MS = 15,
};

typedef struct Program {
	pid_t pid;
	int fd;
	double ready; /* from the fork to the end of the first full frame */
} Program;

static bool read_some(int fd, int wait_ms, Str *out)
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

static size_t settle(int fd, int quiet_ms)
{
	Str rest = {0};
	while (read_some(fd, quiet_ms, &rest)) {
	}
	size_t n = rest.n;
	str_done(&rest);
	return n;
}

/* The last row of both pages ends with "help", and rows are painted from the top. */
static Program begin(const char *const argv[])
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
	Str seen = {0};
	while (!strstr(str_text(&seen), "help") && now_ms() - begun < START_MS)
		if (!read_some(program.fd, 1000, &seen))
			break;
	program.ready = now_ms() - begun;
	if (!strstr(str_text(&seen), "help")) {
		printf("%s shows no full frame: %s\n", argv[0], str_text(&seen));
		exit(1);
	}
	str_done(&seen);
	return program;
}

static void end(Program *program)
{
	if (write(program->fd, "q", 1) != 1)
		kill(program->pid, SIGTERM);
	for (int i = 0; i < 100 && waitpid(program->pid, NULL, WNOHANG) == 0; i++) {
		settle(program->fd, 10);
		if (i == 50)
			kill(program->pid, SIGTERM);
	}
	close(program->fd);
}

static double press(const Program *program, const char *key, size_t *bytes)
{
	Str answer = {0};
	double begun = now_ms();
	if (write(program->fd, key, strlen(key)) < 0 || !read_some(program->fd, 2000, &answer)) {
		printf("a key is not answered\n");
		exit(1);
	}
	double ms = now_ms() - begun;
	*bytes = answer.n + settle(program->fd, QUIET_MS);
	str_done(&answer);
	return ms;
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t keys = argc > 2 ? strtoul(argv[2], NULL, 10) : 300;
	char *base = bench_base(clients), home[] = "/tmp/kartoteka-bench-XXXXXX";
	if (!mkdtemp(home))
		return 1;
	setenv("HOME", home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("COLUMNS", "120", 1);
	setenv("LINES", "36", 1);
	unsetenv("KARTOTEKA_BENCH_CPU"); /* what another process works does not count here */
	const char *const ours[] = {KT_PROGRAM, "--db", base, "--lang", "en", "--zone", "Europe/Moscow", NULL};
	const char *const floors[] = {KT_BUILD_DIR "/bench/floor/screen", base, NULL};
	Series start = {0}, start_floor = {0}, moved = {0}, moved_floor = {0}, bytes = {0};
	printf("%s clients, 120x36, ms, behind a terminal\n", clients);
	figures_head("the program");
	for (int i = 0; i < RUNS; i++) {
		Program floor = begin(floors), program;
		series_add(&start_floor, floor.ready);
		end(&floor);
		program = begin(ours);
		series_add(&start, program.ready);
		end(&program);
	}
	figure_print("start to the first frame: Today", &start, &start_floor, (Goal){.median_ratio = 2.5}, NULL);
	Program floor = begin(floors), program = begin(ours);
	size_t n;
	settle(floor.fd, 300);
	settle(program.fd, 300);
	press(&program, "2", &n);
	settle(program.fd, 1000);
	for (size_t i = 0; i < keys; i++) {
		series_add(&moved_floor, press(&floor, "j", &n));
		series_add(&moved, press(&program, "j", &n));
		series_add(&bytes, (double)n);
	}
	figure_print("j in the list of clients", &moved, &moved_floor, (Goal){.ms = 10, .ratio = 4}, NULL);
	printf("bytes for one j with its preview: median %.0f, p99 %.0f\n", series_part(&bytes, 50), series_part(&bytes, 99));
	end(&floor);
	end(&program);
	figures_end("start");
	bench_run((const char *const[]){"/bin/rm", "-rf", home, NULL});
	free(base);
	return 0;
}
