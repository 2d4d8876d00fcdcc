/* SPDX-License-Identifier: MIT */
/*
 * Commands that ask the base, beyond what a start with the base opened takes (`staff list`), each in turn with it; and a quick check.
 * `bench_commands [CLIENTS]`. With KARTOTEKA_BENCH_CPU set: what they work.
 */
#define _DEFAULT_SOURCE
#include "timed.h"

enum {
	RUNS = 20,
	BEYOND_MS = 10,
	CHECK_MS = 1000,
};

static double run(const char *base, const char *const words[], const char *output)
{
	const char *argv[16] = {KT_PROGRAM, "--db", base, "--lang", "ru", "--zone", "Europe/Moscow"};
	for (size_t n = 7, i = 0; words[i] && n + 1 < countof(argv); n++, i++)
		argv[n] = words[i];
	return timed(argv, output).ms;
}

/* How many rows it prints under its heading. */
static size_t rows_of(const char *base, const char *const words[])
{
	char *path = mem_printf("%s/bench/commands.out", KT_BUILD_DIR);
	run(base, words, path);
	size_t lines = 0;
	FILE *file = fopen(path, "r");
	for (int c; file && (c = getc(file)) != EOF;)
		lines += c == '\n';
	if (file)
		fclose(file);
	unlink(path);
	free(path);
	return lines ? lines - 1 : 0;
}

int main(int argc, char **argv)
{
	static const char *const start[] = {"staff", "list", NULL};
	static const struct {
		const char *what, *words[6];
		double most; /* beyond the start */
	} commands[] = {
		{"client list --limit 100", {"client", "list", "--limit", "100"}, BEYOND_MS},
		{"find Иванов", {"find", "Иванов"}, BEYOND_MS},
		{"find договор", {"find", "договор"}, BEYOND_MS},
		{"find 4567", {"find", "4567"}, BEYOND_MS},
		{"agenda of a day", {"agenda", "--from", "today", "--to", "+1d"}, BEYOND_MS},
		{"check --quick", {"check", "--quick"}, CHECK_MS},
	};
	const char *clients = bench_clients(argc, argv);
	char *base = bench_base(clients);
	printf("%s clients, ms beyond the start of a command\n", clients);
	figures_head("commands");
	for (size_t i = 0; i < countof(commands); i++) {
		Series floor = {0}, beyond = {0};
		for (int k = 0; k < RUNS; k++) {
			double begun = run(base, start, "/dev/null");
			series_add(&floor, begun);
			series_add(&beyond, run(base, commands[i].words, "/dev/null") - begun);
		}
		size_t rows = rows_of(base, commands[i].words);
		char note[64];
		if (rows)
			snprintf(note, sizeof note, "%zu rows, %.1f us each", rows, series_part(&beyond, 50) * 1000 / (double)rows);
		figure_print(commands[i].what, &beyond, &floor, (Goal){.median_ms = commands[i].most}, rows ? note : NULL);
		series_done(&floor);
		series_done(&beyond);
	}
	figures_end("commands");
	free(base);
	return 0;
}
