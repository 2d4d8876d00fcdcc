/* SPDX-License-Identifier: MIT */
/*
 * A base of made-up clients, from nothing: the whole command, in turn with floor/demo.c (its rows by a plain insert, a trigram index of their texts).
 * `bench_demo [CLIENTS [RUNS]]`: 20 runs; of a million clients, of which a run takes minutes, KARTOTEKA_BENCH_RUNS, or 2. Bases are made beside the build.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include "timed.h"

enum {
	RUNS = 20,
	RUNS_LONG = 2,
	LONG = 1000000, /* clients */
};

static size_t runs_of(const char *clients)
{
	const char *set = getenv("KARTOTEKA_BENCH_RUNS");
	if (strtoul(clients, NULL, 10) < LONG)
		return RUNS;
	return set && atoi(set) > 0 ? (size_t)atoi(set) : RUNS_LONG;
}

static void drop(const char *base)
{
	for (size_t i = 0; i < 4; i++) {
		char *path = mem_printf("%s%s", base, (const char *const[]){"", "-wal", "-shm", ".notice"}[i]);
		unlink(path);
		free(path);
	}
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t runs = argc > 2 ? strtoul(argv[2], NULL, 10) : runs_of(clients);
	char *base = mem_printf("%s/bench/demo-ours.db", KT_BUILD_DIR), *theirs = mem_printf("%s/bench/demo-floor.db", KT_BUILD_DIR);
	char *floors = mem_printf("%s/bench/floor/demo %s %s", KT_BUILD_DIR, base, theirs), *argument = mem_printf("--clients=%s", clients);
	double bytes = strtod(clients, NULL) * BENCH_CLIENT_BYTES;
	printf("%s clients made and their rows inserted plainly, %zu times%s: about %.0f s and %.2f GB\n", clients, runs,
	       runs < RUNS ? " (KARTOTEKA_BENCH_RUNS says how often where a run is as long; the goal is of 20)" : "", (double)runs * (2 + 2.5e-6 * BENCH_CLIENT_US * strtod(clients, NULL)), 2 * bytes / 1e9);
	fflush(stdout);
	bench_room(2.1 * bytes, "a base and the floor's");
	Series made = {0}, plain = {0}, inserted = {0};
	double mib = 0, rows = 0, insert, index;
	for (size_t i = 0; i < runs; i++) {
		drop(base);
		const Took took = timed((const char *const[]){KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", "demo", argument, NULL}, "/dev/null");
		FILE *said = popen(floors, "r");
		if (!said || fscanf(said, "%lf %lf %lf", &rows, &insert, &index) != 3 || pclose(said) != 0)
			return 1;
		series_add(&made, took.ms);
		mib = took.mib > mib ? took.mib : mib;
		series_add(&plain, insert + index);
		series_add(&inserted, insert);
	}
	printf("%s clients, %.0f rows, %zu runs, ms, the whole command\n", clients, rows, runs);
	figures_head("made-up clients");
	figure_print("demo", &made, &plain, (Goal){.median_ratio = 1.5}, NULL);
	printf("%.0f rows a second, the floor %.0f (its inserts alone %.0f); %.0f MiB at most\n", rows / series_part(&made, 50) * 1000,
	       rows / series_part(&plain, 50) * 1000, rows / series_part(&inserted, 50) * 1000, mib);
	drop(base);
	drop(theirs);
	free(base);
	free(theirs);
	free(floors);
	free(argument);
	series_done(&made);
	series_done(&plain);
	series_done(&inserted);
	figures_end("demo");
	return 0;
}
