/* SPDX-License-Identifier: MIT */
/*
 * What all benchmarks share: clocks, a series of times, the row that is printed of it beside its floor and its goal, the base that `demo` makes once
 * for a number of clients, and an app on it. A benchmark fails on no figure; it says which fall short.
 */
#ifndef KARTOTEKA_BENCH_FIGURES_H
#define KARTOTEKA_BENCH_FIGURES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/env.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

/* With KARTOTEKA_BENCH_CPU set: what this thread worked, under load the fairer figure. */
static inline double now_ms(void)
{
	static int cpu = -1;
	struct timespec t;
	if (cpu < 0)
		cpu = getenv("KARTOTEKA_BENCH_CPU") != NULL;
	clock_gettime(cpu ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* ---- a series ---- */

typedef struct Series {
	double *ms;
	size_t n, cap;
} Series;

static inline void series_add(Series *series, double ms)
{
	series->ms = mem_room(series->ms, series->n, &series->cap, sizeof *series->ms);
	series->ms[series->n++] = ms;
}

static inline int series_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static inline double series_part(Series *series, size_t percent)
{
	if (!series->n)
		return 0;
	qsort(series->ms, series->n, sizeof *series->ms, series_order);
	size_t at = (series->n * percent + 99) / 100;
	return series->ms[at ? at - 1 : 0];
}

static inline void series_done(Series *series)
{
	free(series->ms);
	*series = (Series){0};
}

/* ---- a figure ---- */

/* A goal in ms of the p99 and of the median, one as a ratio of p99s and one as a ratio of medians; 0: none. */
typedef struct Goal {
	double ms, median_ms, ratio, median_ratio;
	bool medians; /* without a goal of either ratio: that of medians is shown */
} Goal;

static int figures_short;

static inline void figures_head(const char *what)
{
	printf("%-36s %6s %9s %9s %9s %9s %9s %7s  %-22s\n", what, "n", "median", "p99", "worst", "floor med", "floor p99", "ratio", "goal");
}

/* printf pads by bytes: so many of them for 36 cells of letters. */
static inline int figure_bytes(const char *what)
{
	int bytes = 36;
	for (; *what; what++)
		bytes += ((unsigned char)*what & 0xC0) == 0x80;
	return bytes;
}

/* floor NULL: none was measured; the ratio is of what the goal is of, p99s where it says nothing else. note: what stands behind the row, as the slowest key; NULL. */
static inline void figure_print(const char *what, Series *series, Series *floor, Goal goal, const char *note)
{
	char floor_median[16] = "-", floor_p99[16] = "-", ratio_text[16] = "-", goal_text[48] = "-";
	double median = series_part(series, 50), p99 = series_part(series, 99), ratio = 0, median_ratio = 0;
	if (floor && floor->n) {
		ratio = p99 / series_part(floor, 99);
		median_ratio = median / series_part(floor, 50);
		snprintf(floor_median, sizeof floor_median, "%.3f", series_part(floor, 50));
		snprintf(floor_p99, sizeof floor_p99, "%.3f", series_part(floor, 99));
		snprintf(ratio_text, sizeof ratio_text, "%.2f", goal.median_ratio > 0 || goal.medians ? median_ratio : ratio);
	}
	bool fine = (goal.ms <= 0 || p99 <= goal.ms) && (goal.median_ms <= 0 || median <= goal.median_ms) && (goal.ratio <= 0 || ratio <= goal.ratio) && (goal.median_ratio <= 0 || median_ratio <= goal.median_ratio);
	if (goal.ms > 0 && goal.ratio > 0)
		snprintf(goal_text, sizeof goal_text, "p99 %g ms, %gx", goal.ms, goal.ratio);
	else if (goal.ms > 0 && goal.median_ratio > 0)
		snprintf(goal_text, sizeof goal_text, "p99 %g ms, %gx of medians", goal.ms, goal.median_ratio);
	else if (goal.ms > 0)
		snprintf(goal_text, sizeof goal_text, "p99 %g ms", goal.ms);
	else if (goal.median_ms > 0)
		snprintf(goal_text, sizeof goal_text, "median %g ms", goal.median_ms);
	else if (goal.ratio > 0)
		snprintf(goal_text, sizeof goal_text, "%gx", goal.ratio);
	else if (goal.median_ratio > 0)
		snprintf(goal_text, sizeof goal_text, "%gx of medians", goal.median_ratio);
	figures_short += !fine;
	printf("%-*s %6zu %9.3f %9.3f %9.3f %9s %9s %7s  %-15s %s%s%s\n", figure_bytes(what), what, series->n, median, p99, series_part(series, 100), floor_median, floor_p99, ratio_text, goal_text,
	       fine ? "ok" : "SHORT", note ? "  " : "", note ? note : "");
	fflush(stdout);
}

static inline void figures_end(const char *what)
{
	printf("%s: %d figures fall short\n", what, figures_short);
}

/* ---- the base ---- */

static inline const char *bench_variable(void *self, const char *name)
{
	(void)self;
	return getenv(name);
}

static inline void bench_random(void *self, void *out, size_t n)
{
	(void)self;
	unsigned char *at = out;
	while (n--)
		*at++ = (unsigned char)rand();
}

/* How many clients: the first argument, KARTOTEKA_BENCH_CLIENTS, or the million that the goals are of. */
static inline const char *bench_clients(int argc, char **argv)
{
	const char *set = getenv("KARTOTEKA_BENCH_CLIENTS");
	return argc > 1 ? argv[1] : set && *set ? set
	                                        : "1000000";
}

static inline int bench_run(const char *const argv[])
{
	pid_t child = fork();
	if (child == 0) {
		char *copy[16] = {0};
		for (size_t i = 0; argv[i] && i + 1 < countof(copy); i++)
			copy[i] = mem_strdup(argv[i]);
		execv(copy[0], copy);
		_exit(127);
	}
	int status = -1;
	waitpid(child, &status, 0);
	return status;
}

/* What follows needs so many bytes beside the build: without them nothing is begun. */
static inline void bench_room(double bytes, const char *what)
{
	struct statvfs disk;
	if (statvfs(KT_BUILD_DIR, &disk) != 0)
		return;
	double room = (double)disk.f_bavail * (double)disk.f_frsize;
	if (room >= bytes)
		return;
	printf("%s takes %.1f GB, and %s has room for %.1f; KARTOTEKA_BENCH_CLIENTS=20000 makes all of it smaller\n", what, bytes / 1e9, KT_BUILD_DIR, room / 1e9);
	exit(1);
}

/* Of a base of made-up clients, for what is said before it is made. */
enum {
	BENCH_CLIENT_BYTES = 2900,
	BENCH_CLIENT_US = 300,
};

/* Made once and kept beside the build; one of an older form is raised. Its user is whoever runs the benchmark. */
static inline char *bench_base(const char *clients)
{
	char *base = mem_printf("%s/bench/base-%s.db", KT_BUILD_DIR, clients);
	if (file_exists(base)) {
		if (bench_run((const char *const[]){KT_PROGRAM, "--db", base, "migrate", NULL}) != 0)
			exit(1);
		return base;
	}
	char *argument = mem_printf("--clients=%s", clients), *what = mem_printf("a base of %s clients", clients);
	double n = strtod(clients, NULL), begun = now_ms();
	printf("making %s, once: %s, about %.2f GB and %.0f s; KARTOTEKA_BENCH_CLIENTS makes it smaller\n", what, base, n * BENCH_CLIENT_BYTES / 1e9, 1 + n * BENCH_CLIENT_US / 1e6);
	fflush(stdout);
	bench_room(n * BENCH_CLIENT_BYTES * 1.1, what);
	if (bench_run((const char *const[]){KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", "demo", argument, NULL}) != 0) {
		printf("the base could not be made\n");
		exit(1);
	}
	printf("made in %.1f s\n", (now_ms() - begun) / 1000);
	free(argument);
	free(what);
	return base;
}

/* The file and what SQLite and we keep beside it. */
static inline void bench_unlink(const char *path)
{
	for (int i = 0; i < 4; i++) {
		char *name = mem_printf("%s%s", path, (const char *const[]){"", "-wal", "-shm", ".notice"}[i]);
		unlink(name);
		free(name);
	}
}

/*
 * A copy of it to write on, beside it, that is on the disk: else the first write waits for all of it. A journal that a killed run left is not read into
 * it. Caller gives it to bench_drop.
 */
static inline char *bench_copy(const char *base, const char *name)
{
	char *copy = mem_printf("%s/bench/%s.db", KT_BUILD_DIR, name);
	struct stat of;
	bench_unlink(copy);
	if (stat(base, &of) == 0)
		bench_room((double)of.st_size * 1.05, "a copy of the base to write on");
	if (bench_run((const char *const[]){"/bin/cp", base, copy, NULL}) != 0 || bench_run((const char *const[]){"/bin/sync", copy, NULL}) != 0) {
		printf("no room for a copy of %s\n", base);
		exit(1);
	}
	return copy;
}

static inline void bench_drop(char *copy)
{
	bench_unlink(copy);
	free(copy);
}

#endif
