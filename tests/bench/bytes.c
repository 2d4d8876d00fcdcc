/* SPDX-License-Identifier: MIT */
/*
 * What goes over the wire for one `j` in the list of clients at 120x36, on three terminals at once: the cursor moves on the page, the page scrolls, each
 * without the preview and with it, and the key is held. Beside the bytes the least difference of the two frames. `bench_bytes [CLIENTS [KEYS]]`.
 */
#include "figures.h"
#include "pty/least.h"
#include "pty/program.h"

enum {
	KEYS = 1000,
	ROWS = 36,
	COLS = 120,
	STEP_BYTES = 60,
	HELD_BYTES = 200, /* the row that scrolls in; the preview would be a thousand */
	ANSWER_MS = 30000,
	APART_MS = 90, /* keys that come no faster do not count as held */
	LOOKS = 12,    /* times a terminal that rests is asked whether it still does */
};

static const char *const names[] = {"xterm-256color", "tmux-256color", "linux"};

enum {
	TERMINALS = countof(names)
};

typedef struct Wire {
	Pty *pty;
	Shown before;
	Series bytes, least, ratio;
	double sent, needed, most; /* sums; the greatest ratio */
} Wire;

static Wire wires[TERMINALS];

static bool came(Pty *pty, void *self)
{
	(void)self;
	return pty_count(pty) > 0;
}

/* On all of them at once, to the end of what comes of it. */
static void press(const char *key, int apart_ms)
{
	for (size_t t = 0; t < TERMINALS; t++)
		pty_mark(wires[t].pty);
	for (size_t t = 0; t < TERMINALS; t++)
		pty_send(wires[t].pty, key);
	double begun = now_ms();
	for (size_t t = 0; t < TERMINALS; t++) {
		pty_wait(wires[t].pty, came, NULL, ANSWER_MS);
		pty_rest(wires[t].pty);
	}
	for (double left; (left = begun + apart_ms - now_ms()) > 0;)
		for (size_t t = 0; t < TERMINALS; t++)
			pty_read(wires[t].pty, 1 + (int)left / TERMINALS);
}

static void press_measured(const char *key, int apart_ms)
{
	for (size_t t = 0; t < TERMINALS; t++)
		wires[t].before = shown_now(wires[t].pty, ROWS, COLS);
	press(key, apart_ms);
	for (size_t t = 0; t < TERMINALS; t++) {
		Wire *w = &wires[t];
		Shown after = shown_now(w->pty, ROWS, COLS);
		double bytes = (double)pty_count(w->pty), least = least_bytes(&w->before, &after);
		if (getenv("KARTOTEKA_BENCH_TELL") && (bytes > least * 1.15 || bytes > 1500)) {
			printf("%s: %.0f bytes, %.0f would do: ", names[t], bytes, least);
			for (const char *s = pty_bytes(w->pty, NULL), *end = s + pty_count(w->pty); s < end; s++)
				printf(*s == '\033' ? "\\e" : *s == '\r' ? "\\r"
				                          : *s == '\n'   ? "\\n"
				                          : *s == '\b'   ? "\\b"
				                                         : "%c",
				       *s);
			printf("\n");
		}
		series_add(&w->bytes, bytes);
		series_add(&w->least, least);
		series_add(&w->ratio, least > 0 ? bytes / least : 1);
		w->sent += bytes;
		w->needed += least;
		shown_done(&w->before);
		shown_done(&after);
	}
}

static void rows_end(Wire *w)
{
	series_done(&w->bytes);
	series_done(&w->least);
	series_done(&w->ratio);
	w->sent = w->needed = 0;
}

/* Goals of the p99: so many bytes, so many times the least; 0: none. */
static void rows_print(const char *what, double bytes_goal, double ratio_goal)
{
	for (size_t t = 0; t < TERMINALS; t++) {
		Wire *w = &wires[t];
		double p99 = series_part(&w->bytes, 99), ratio = series_part(&w->ratio, 99);
		bool fine = (bytes_goal <= 0 || p99 <= bytes_goal) && (ratio_goal <= 0 || ratio <= ratio_goal);
		char goal[32];
		snprintf(goal, sizeof goal, bytes_goal > 0 ? "%g bytes" : ratio_goal > 0 ? "%gx"
		                                                                         : "-",
		         bytes_goal > 0 ? bytes_goal : ratio_goal);
		figures_short += !fine;
		printf("%-29s %-15s %6zu %7.0f %7.0f %7.0f %9.0f %9.0f %7.3f %7.3f %7.3f  %-9s %s\n", what, names[t], w->bytes.n, series_part(&w->bytes, 50), p99, series_part(&w->bytes, 100),
		       series_part(&w->least, 50), series_part(&w->least, 99), w->sent / w->needed, ratio, series_part(&w->ratio, 100), goal, fine ? "ok" : "SHORT");
		rows_end(w);
	}
	fflush(stdout);
}

/* Down a page with j, a page on, up again: rows all over the list. */
static void move_on_page(size_t keys, int apart_ms)
{
	enum {
		STEPS = 16
	};
	press("\033[H", apart_ms);
	for (size_t n = 0; n < keys; n++) {
		if (n && n % STEPS == 0) {
			press("\033[6~", apart_ms);
			for (int i = 0; i < STEPS; i++)
				press("k", 0);
			press("k", apart_ms);
			press("j", apart_ms);
		}
		press_measured("j", apart_ms);
	}
}

static void scroll_page(size_t keys, int apart_ms)
{
	press("\033[H", apart_ms);
	for (int i = 0; i < ROWS; i++)
		press("j", apart_ms);
	for (size_t n = 0; n < keys; n++)
		press_measured("j", apart_ms);
}

/* The key is down: what comes with each, and no preview among it. */
static void hold(size_t keys, int apart_ms)
{
	press("\033[H", APART_MS);
	press("j", 0);
	for (size_t n = 0; n < keys; n++) {
		for (size_t t = 0; t < TERMINALS; t++) {
			wires[t].before = shown_now(wires[t].pty, ROWS, COLS);
			pty_mark(wires[t].pty);
			pty_send(wires[t].pty, "j");
		}
		double begun = now_ms();
		for (double left; (left = begun + apart_ms - now_ms()) > 0;)
			for (size_t t = 0; t < TERMINALS; t++)
				pty_read(wires[t].pty, 1);
		for (size_t t = 0; t < TERMINALS; t++) {
			Wire *w = &wires[t];
			Shown after = shown_now(w->pty, ROWS, COLS);
			double bytes = (double)pty_count(w->pty), least = least_bytes(&w->before, &after);
			series_add(&w->bytes, bytes);
			series_add(&w->least, least);
			series_add(&w->ratio, least > 0 ? bytes / least : 1);
			w->sent += bytes;
			w->needed += least;
			shown_done(&w->before);
			shown_done(&after);
		}
	}
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t keys = argc > 2 ? strtoul(argv[2], NULL, 10) : KEYS;
	char *base = bench_base(clients);
	Home home;
	unsetenv("KARTOTEKA_BENCH_CPU"); /* keys come by the clock */
	home_make(&home);
	for (size_t t = 0; t < TERMINALS; t++) {
		char *variable = mem_printf("TERM=%s", names[t]);
		home_set(&home, variable);
		free(variable);
		wires[t].pty = home_open(&home, COLS, ROWS, "--db", base, NULL);
		pty_wait_row(wires[t].pty, 0, ":", ANSWER_MS);
		pty_rest(wires[t].pty);
	}
	press("2", 1000);
	printf("%s clients, %dx%d, bytes of one j\n", clients, COLS, ROWS);
	printf("%-29s %-15s %6s %7s %7s %7s %9s %9s %7s %7s %7s  %s\n", "over the wire", "", "n", "median", "p99", "worst", "least", "least p99", "ratio", "p99", "worst", "goal");
	move_on_page(keys, APART_MS);
	rows_print("with preview", 0, 1.15);
	scroll_page(keys, APART_MS);
	rows_print("with preview, it scrolls", 0, 1.15);
	hold(keys, 33);
	rows_print("held, it scrolls", HELD_BYTES, 0);
	press("\033[13~", 1000);
	move_on_page(keys, 0);
	rows_print("without preview", STEP_BYTES, 0);
	scroll_page(keys, 0);
	rows_print("without preview, it scrolls", 0, 1.15);
	for (size_t t = 0; t < TERMINALS; t++)
		screens_leave(wires[t].pty);
	home_remove(&home);
	free(base);
	figures_end("bytes");
	return 0;
}
