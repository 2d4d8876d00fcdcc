/* SPDX-License-Identifier: MIT */
/*
 * A base of made-up clients, from nothing: the whole command, in turn with floor/demo.c (its rows by a plain insert, a trigram index of their texts).
 * `bench_demo [CLIENTS [RUNS]]`; bases are made beside the build.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <sys/resource.h>

#include "figures.h"

/* By the clock; with KARTOTEKA_BENCH_CPU what the command worked. */
static double run_ms(const char *const argv[], double *mib)
{
	struct rusage usage;
	int status = -1;
	double begun = now_ms();
	pid_t child = fork();
	if (child == 0) {
		char *copy[16] = {0};
		for (size_t i = 0; argv[i] && i + 1 < countof(copy); i++)
			copy[i] = mem_strdup(argv[i]);
		if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
			_exit(126);
		execv(copy[0], copy);
		_exit(127);
	}
	wait4(child, &status, 0, &usage);
	if (status != 0) {
		printf("%s ended with %d\n", argv[0], status);
		exit(1);
	}
	*mib = (double)usage.ru_maxrss / 1024;
	if (getenv("KARTOTEKA_BENCH_CPU"))
		return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
	return now_ms() - begun;
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
	size_t runs = argc > 2 ? strtoul(argv[2], NULL, 10) : 3;
	char *base = mem_printf("%s/bench/demo-ours.db", KT_BUILD_DIR), *theirs = mem_printf("%s/bench/demo-floor.db", KT_BUILD_DIR);
	char *floors = mem_printf("%s/bench/floor/demo %s %s", KT_BUILD_DIR, base, theirs), *argument = mem_printf("--clients=%s", clients);
	Series made = {0}, plain = {0}, inserted = {0};
	double mib = 0, rows = 0, insert, index;
	for (size_t i = 0; i < runs; i++) {
		drop(base);
		double took = run_ms((const char *const[]){KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", "demo", argument, NULL}, &mib);
		FILE *said = popen(floors, "r");
		if (!said || fscanf(said, "%lf %lf %lf", &rows, &insert, &index) != 3 || pclose(said) != 0)
			return 1;
		series_add(&made, took);
		series_add(&plain, insert + index);
		series_add(&inserted, insert);
	}
	printf("%s clients, %.0f rows, ms, the whole command\n", clients, rows);
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
