/* SPDX-License-Identifier: MIT */
/*
 * The program itself behind a terminal of 120x36, in turn with the floor of floor/screen.c: from the start to the first full frame of Today, and of
 * Clients whose key waits in the terminal; from a key in the list of clients to the bytes that answer it; and what both hold when every screen was
 * visited. `bench_start [CLIENTS [KEYS]]`.
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
	FLOOR_QUIET_MS = 2,
	KEYS = 1000,
	MEMORY_MIB = 24,
};

typedef struct Program {
	pid_t pid;
	int fd;
	clockid_t clock; /* of what it works */
	double ready;    /* from the fork to the end of the first full frame */
} Program;

/* With KARTOTEKA_BENCH_CPU set: what the program worked, not this one. */
static double program_ms(const Program *program)
{
	struct timespec t = {0};
	if (!getenv("KARTOTEKA_BENCH_CPU"))
		return now_ms();
	clock_gettime(program->clock, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

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

/* Rows are painted from the top and the last one of every page ends with "help": the frame is full that has `of` in its row 0 and that behind it. */
static bool is_full(const char *seen, const char *of)
{
	const char *head = strstr(seen, of);
	return head && strstr(head, "help");
}

/* typed: what waits in the terminal before the program looks. */
static Program begin(const char *const argv[], const char *typed, const char *of)
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
	for (int waited = 0; !is_full(str_text(&seen), of) && waited < START_MS; waited += 1000)
		while (!is_full(str_text(&seen), of) && read_some(program.fd, 1000, &seen)) {
		}
	program.ready = program_ms(&program) - (cpu ? 0 : begun);
	if (!is_full(str_text(&seen), of)) {
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

static double press(const Program *program, const char *key, int quiet_ms, size_t *bytes)
{
	Str answer = {0};
	double begun = program_ms(program);
	if (write(program->fd, key, strlen(key)) < 0 || !read_some(program->fd, 2000, &answer)) {
		printf("a key is not answered: %s\n", *key == '\033' ? key + 1 : key);
		exit(1);
	}
	double ms = program_ms(program) - begun;
	*bytes = answer.n + settle(program->fd, quiet_ms);
	str_done(&answer);
	return ms;
}

/* A key that may change nothing. */
static void place(const Program *program, const char *key)
{
	if (write(program->fd, key, strlen(key)) < 0)
		exit(1);
	settle(program->fd, 2 * QUIET_MS);
}

static void measure_start(const char *const ours[], const char *const floors[])
{
	static const struct {
		const char *what, *typed, *of;
	} pages[] = {
		{"start to the first frame: Today", "", "Today"},
		{"start to the first frame: Clients", "2", "Clients"},
	};
	for (size_t page = 0; page < countof(pages); page++) {
		Series start = {0}, floor_start = {0};
		for (int i = 0; i < RUNS; i++) {
			Program floor = begin(floors, "", "Clients");
			series_add(&floor_start, floor.ready);
			end(&floor);
			Program program = begin(ours, pages[page].typed, pages[page].of);
			series_add(&start, program.ready);
			end(&program);
		}
		figure_print(pages[page].what, &start, &floor_start, (Goal){.median_ratio = 2.5}, NULL);
		series_done(&start);
		series_done(&floor_start);
	}
}

/* Each kind of key is held against the floor's one row. */
static void measure_keys(const Program *program, const Program *floor, size_t keys)
{
	static const struct {
		const char *what, *key, *before;
	} moves[] = {
		{"j in the list of clients", "j", NULL},
		{"PgDn in it", "\033[6~", NULL},
		{"End in it", "\033[F", "\033[H"},
		{"Home in it", "\033[H", "\033[F"},
	};
	for (size_t m = 0; m < countof(moves); m++) {
		Series moved = {0}, moved_floor = {0}, bytes = {0};
		size_t n;
		place(program, "\033[H");
		for (size_t i = 0; i < keys; i++) {
			series_add(&moved_floor, press(floor, "j", FLOOR_QUIET_MS, &n));
			if (moves[m].before)
				place(program, moves[m].before);
			series_add(&moved, press(program, moves[m].key, QUIET_MS, &n));
			series_add(&bytes, (double)n);
		}
		figure_print(moves[m].what, &moved, &moved_floor, (Goal){.ms = 10, .ratio = 4}, NULL);
		if (!m)
			printf("bytes for one j with its preview: median %.0f, p99 %.0f\n", series_part(&bytes, 50), series_part(&bytes, 99));
		series_done(&moved);
		series_done(&moved_floor);
		series_done(&bytes);
	}
}

/* What it holds, MiB: VmRSS now, VmHWM the most at once. */
static double held(const Program *program, const char *what)
{
	char line[256];
	double kib = 0;
	char *path = mem_printf("/proc/%d/status", (int)program->pid);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file))
		if (str_begins(line, what))
			kib = strtod(line + strlen(what) + 1, NULL);
	if (file)
		fclose(file);
	free(path);
	return kib / 1024;
}

/* Every screen, and the pages, searches and boxes of the larger ones. */
static void measure_memory(const Program *program, const Program *floor)
{
	static const char visits[] = "1 j G \t 2 G g \033[6~ \033[6~ \033[6~ / и в а н \033 / договор \033 \033 \r j G q 3 - - + + + \033[6~ - - - 5 G g 7 G 2 A \033 i q : кран \033 "
								 ": changes\r q ? \033 1";
	for (const char *at = visits; *at;) {
		size_t n = strcspn(at, " ");
		if (write(program->fd, at, n) < 0)
			break;
		settle(program->fd, 300);
		at += n + strspn(at + n, " ");
	}
	double most = held(program, "VmHWM");
	figures_short += most > MEMORY_MIB;
	printf("memory after a visit of every screen: %.1f MiB, at most %.1f, floor %.1f, goal %d MiB %s\n", held(program, "VmRSS"), most, held(floor, "VmHWM"), MEMORY_MIB,
	       most > MEMORY_MIB ? "SHORT" : "ok");
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t keys = argc > 2 ? strtoul(argv[2], NULL, 10) : KEYS;
	char *base = bench_base(clients), home[] = "/tmp/kartoteka-bench-XXXXXX";
	if (!mkdtemp(home))
		return 1;
	setenv("HOME", home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("COLUMNS", "120", 1);
	setenv("LINES", "36", 1);
	const char *const ours[] = {KT_PROGRAM, "--db", base, "--lang", "en", "--zone", "Europe/Moscow", NULL};
	const char *const floors[] = {KT_BUILD_DIR "/bench/floor/screen", base, NULL};
	printf("%s clients, 120x36, ms, behind a terminal\n", clients);
	figures_head("the program");
	measure_start(ours, floors);
	Program floor = begin(floors, "", "Clients"), program = begin(ours, "", "Today");
	size_t n;
	settle(floor.fd, 300);
	settle(program.fd, 300);
	press(&program, "2", QUIET_MS, &n);
	settle(program.fd, 1000);
	measure_keys(&program, &floor, keys);
	measure_memory(&program, &floor);
	end(&floor);
	end(&program);
	figures_end("start");
	bench_run((const char *const[]){"/bin/rm", "-rf", home, NULL});
	free(base);
	return 0;
}
