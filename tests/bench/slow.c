/* SPDX-License-Identifier: MIT */
/*
 * A terminal behind a line of 9600 bit/s that takes 300 ms each way: keys come faster than it shows. How much was sent ahead of it at most, and how long
 * after the last key its last frame stands there. The floor is that frame sent anew at once. (Inside tmux it is tmux that answers, and what it has on its
 * line to the terminal is its own: 15 kB at 80x24.) `bench_slow [CLIENTS [RUNS]]`.
 */
#include "figures.h"
#include "pty/least.h"
#include "pty/program.h"

enum {
	RUNS = 20,
	LINE = 960,
	DELAY = 300,
	AHEAD = 384,  /* as term/pace.h: what is sent before an answer is waited for */
	FRAME = 2048, /* and the frame that went over it */
	LONG_MS = 60000,
};

static bool is_frame(Pty *pty, void *want)
{
	char *frame = screens_frame(pty);
	bool same = strcmp(frame, want) == 0;
	free(frame);
	return same;
}

static void keys_apart(Pty *pty, const char *keys, int ms)
{
	for (; *keys; keys++) {
		double next = now_ms() + ms;
		pty_send(pty, (const char[]){*keys, '\0'});
		for (double left; (left = next - now_ms()) > 0;)
			pty_read(pty, (int)left + 1);
	}
}

static void run(Home *home, const char *what, const char *const argv[], const char *keys, int apart_ms, size_t runs)
{
	Series shown = {0}, ahead = {0}, floor = {0};
	for (size_t i = 0; i < runs; i++) {
		/* The frame that the same keys leave without a line between. */
		Pty *near = home_open_argv(home, 80, 24, argv), *pty = home_open_argv(home, 80, 24, argv);
		pty_wait_row(near, 0, ":", LONG_MS);
		pty_wait_row(pty, 0, ":", LONG_MS);
		screens_rest(pty);
		keys_apart(near, keys, apart_ms);
		screens_rest(near);
		Shown blank = shown_now(pty, 24, 80), end = shown_now(near, 24, 80);
		series_add(&floor, 2 * DELAY + least_bytes(&blank, &end) * 1000.0 / LINE);
		char *want = screens_frame(near);
		pty_slow(pty, LINE, DELAY);
		pty_most_under_way(pty);
		keys_apart(pty, keys, apart_ms);
		double begun = now_ms();
		if (!pty_wait(pty, is_frame, want, LONG_MS))
			printf("%s: the last frame never comes\n", what);
		series_add(&shown, now_ms() - begun);
		series_add(&ahead, (double)pty_most_under_way(pty));
		free(want);
		shown_done(&blank);
		shown_done(&end);
		pty_close(near);
		pty_close(pty);
	}
	bool fine = series_part(&ahead, 100) <= AHEAD + FRAME;
	figures_short += !fine;
	figure_print(what, &shown, &floor, (Goal){.median_ratio = 3}, NULL);
	printf("%-36s %6zu %9.0f %9.0f %9.0f %9s %9s %7s  %-15s %s\n", "  bytes ahead of the line", ahead.n, series_part(&ahead, 50), series_part(&ahead, 99), series_part(&ahead, 100), "-", "-", "-",
	       "2432 bytes", fine ? "ok" : "SHORT");
	series_done(&shown);
	series_done(&ahead);
	series_done(&floor);
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t runs = argc > 2 ? strtoul(argv[2], NULL, 10) : RUNS;
	char *base = bench_base(clients), held[152];
	Home home;
	home_make(&home);
	unsetenv("KARTOTEKA_BENCH_CPU"); /* the line runs by the clock */
	memset(held, 'j', sizeof held - 1);
	held[0] = '2';
	held[sizeof held - 1] = '\0';
	const char *const alone[] = {KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", NULL};
	printf("%s clients, 80x24 behind 9600 bit/s and 300 ms, ms from the last key\n", clients);
	figures_head("a slow line");
	run(&home, "j held for 150 keys", alone, held, 15, runs);
	run(&home, "24 screens", alone, "235123512351235123512352", 25, runs);
	home_remove(&home);
	free(base);
	figures_end("slow");
	return 0;
}
