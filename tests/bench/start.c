/* SPDX-License-Identifier: MIT */
/*
 * The program itself behind a terminal of 120x36, in turn with the floor of floor/screen.c: from the start to the first full frame of Today, and of
 * Clients whose key waits in the terminal; from a key in the list of clients to the bytes that answer it; and what both hold when every screen was
 * visited. `bench_start [CLIENTS [KEYS]]`.
 */
#include "behind.h"

enum {
	RUNS = 20,
	KEYS = 1000,
	MEMORY_MIB = 24,
	PACE_MS = 100,  /* more than that is between two keys for the program to take them for single ones */
	PAGE_MOST = 40, /* rows of a page, and more */
	FLOOR_MOVES = 6,
};

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
			Program floor = program_begin(floors, "", "Clients");
			series_add(&floor_start, floor.ready);
			program_end(&floor);
			Program program = program_begin(ours, pages[page].typed, pages[page].of);
			series_add(&start, program.ready);
			program_end(&program);
		}
		figure_print(pages[page].what, &start, &floor_start, (Goal){.median_ratio = 2.5}, NULL);
		series_done(&start);
		series_done(&floor_start);
	}
}

/* Each kind of key is held against the floor's one row. A key that is held down comes before the last one's preview; a person's waits for it. */
static void measure_keys(const Program *program, const Program *floor, size_t keys, size_t clients)
{
	static const struct {
		const char *what, *key, *before;
		int quiet_ms;
		bool ends; /* it comes to the end of the list */
	} moves[] = {
		{"j held down in the list of clients", "j", NULL, QUIET_MS, true},
		{"j now and then, with its preview", "j", NULL, PACE_MS, true},
		{"PgDn in it", "\033[6~", NULL, PACE_MS, true},
		{"End in it", "\033[F", "\033[H", PACE_MS, false},
		{"Home in it", "\033[H", "\033[F", PACE_MS, false},
	};
	const size_t pages = clients / PAGE_MOST + 1;
	for (size_t m = 0; m < countof(moves); m++) {
		Series moved = {0}, moved_floor = {0}, bytes = {0};
		size_t n;
		for (size_t i = 0; i < keys; i++) {
			series_add(&moved_floor, program_press(floor, "j", FLOOR_QUIET_MS, &n));
			if (moves[m].before || (moves[m].ends && i % pages == 0))
				program_place(program, moves[m].before ? moves[m].before : "\033[H", PACE_MS);
			series_add(&moved, program_press(program, moves[m].key, moves[m].quiet_ms, &n));
			series_add(&bytes, (double)n);
		}
		figure_print(moves[m].what, &moved, &moved_floor, (Goal){.ms = 10, .ratio = 4}, NULL);
		if (*moves[m].key == 'j')
			printf("  its bytes: median %.0f, p99 %.0f\n", series_part(&bytes, 50), series_part(&bytes, 99));
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
		program_settle(program->fd, 300);
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
	program_home(home);
	const char *const ours[] = {KT_PROGRAM, "--db", base, "--lang", "en", "--zone", "Europe/Moscow", NULL};
	const char *const floors[] = {KT_BUILD_DIR "/bench/floor/screen", base, NULL};
	if (keys > strtoul(clients, NULL, 10) / FLOOR_MOVES)
		keys = strtoul(clients, NULL, 10) / FLOOR_MOVES; /* the floor goes on and on through its list */
	printf("%s clients, 120x36, ms, behind a terminal\n", clients);
	figures_head("the program");
	measure_start(ours, floors);
	Program floor = program_begin(floors, "", "Clients"), program = program_begin(ours, "", "Today");
	size_t n;
	program_settle(floor.fd, 300);
	program_settle(program.fd, 300);
	program_press(&program, "2", QUIET_MS, &n);
	program_settle(program.fd, 1000);
	measure_keys(&program, &floor, keys, strtoul(clients, NULL, 10));
	measure_memory(&program, &floor);
	program_end(&floor);
	program_end(&program);
	figures_end("start");
	bench_run((const char *const[]){"/bin/rm", "-rf", home, NULL});
	free(base);
	return 0;
}
