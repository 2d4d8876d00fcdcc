/* SPDX-License-Identifier: MIT */
/*
 * What goes over the wire for one `j` in the list of clients at 120x36, on three terminals at once: the cursor moves on the page, the page scrolls, each
 * without the preview and with it, and the key is held: then nothing of the preview may come. Beside the bytes the least difference of the two frames.
 * Where the page scrolls without the preview, the text of the row that comes in is sent whatever one does; what is sent beside it has a row of its own.
 * `bench_bytes [CLIENTS [KEYS]]`.
 */
#include "figures.h"
#include "pty/least.h"
#include "pty/program.h"

enum {
	KEYS = 1000,
	ROWS = 36,
	COLS = 120,
	STEP_BYTES = 60,
	HELD_FIRST = 3, /* keys until the program knows that one is held */
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
	Series incoming, beside;   /* the text of the row that scrolled in, and what was sent beside that */
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

static void rows_end(Wire *w)
{
	series_done(&w->bytes);
	series_done(&w->least);
	series_done(&w->ratio);
	series_done(&w->incoming);
	series_done(&w->beside);
	w->sent = w->needed = 0;
}

typedef enum Limit {
	NO_LIMIT,
	BYTES,     /* of the p99 */
	RATIO,     /* of the p99 to the least */
	NO_BYTE,   /* not one in any of them */
	NOT_LIMIT, /* BYTES, which the text of the row that comes in is more than already */
} Limit;

static void rows_print(const char *what, Limit limit, double goal)
{
	for (size_t t = 0; t < TERMINALS; t++) {
		Wire *w = &wires[t];
		double p99 = series_part(&w->bytes, 99), ratio = series_part(&w->ratio, 99), worst = series_part(&w->bytes, 100);
		bool cannot = limit == NOT_LIMIT && p99 > goal && series_part(&w->incoming, 50) > goal;
		bool fine = limit == RATIO ? ratio <= goal : limit == NO_BYTE ? worst <= 0
		                                                              : limit == NO_LIMIT || p99 <= goal;
		char text[32], note[96] = "";
		snprintf(text, sizeof text, limit == NO_LIMIT ? "-" : limit == RATIO ? "%gx"
		                                                                     : "%g bytes",
		         goal);
		if (cannot)
			snprintf(note, sizeof note, "cannot be: the row that comes in is %.0f bytes of text (median), %.0f p99", series_part(&w->incoming, 50), series_part(&w->incoming, 99));
		figures_short += !fine && !cannot;
		printf("%-29s %-15s %6zu %7.0f %7.0f %7.0f %9.0f %9.0f %7.3f %7.3f %7.3f  %-9s %s\n", what, names[t], w->bytes.n, series_part(&w->bytes, 50), p99, worst, series_part(&w->least, 50),
		       series_part(&w->least, 99), w->needed > 0 ? w->sent / w->needed : 0, ratio, series_part(&w->ratio, 100), text, cannot ? note : fine ? "ok"
		                                                                                                                                           : "SHORT");
		if (limit != NOT_LIMIT) {
			rows_end(w);
			continue;
		}
		double beside = series_part(&w->beside, 99);
		figures_short += beside > goal;
		printf("%-29s %-15s %6zu %7.0f %7.0f %7.0f %9s %9s %7s %7s %7s  %-9s %s\n", "  beside that row's text", names[t], w->beside.n, series_part(&w->beside, 50), beside,
		       series_part(&w->beside, 100), "-", "-", "-", "-", "-", text, beside <= goal ? "ok" : "SHORT");
		rows_end(w);
	}
	fflush(stdout);
}

/* The letters of a row, to its last. */
static double row_text(const Shown *shown, int row)
{
	const PtyCell *cells = &shown->cells[row * shown->cols];
	int n = shown->cols;
	double sum = 0;
	while (n > 0 && (!*cells[n - 1].text || strcmp(cells[n - 1].text, " ") == 0))
		n--;
	for (int i = 0; i < n; i++)
		sum += (double)strlen(cells[i].text);
	return sum;
}

/* The letters of the row that came in: the last one of the list whose text is another; the marks at its left do not count. */
static double incoming_text(const Shown *before, const Shown *after)
{
	for (int row = after->rows - 2; row > 0; row--) {
		const PtyCell *old = &before->cells[row * before->cols], *new = &after->cells[row * after->cols];
		for (int col = 3; col < after->cols; col++)
			if (strcmp(old[col].text, new[col].text) != 0)
				return row_text(after, row);
	}
	return 0;
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
		double text = incoming_text(&w->before, &after);
		series_add(&w->incoming, text);
		series_add(&w->beside, bytes > text ? bytes - text : 0);
		w->sent += bytes;
		w->needed += least;
		shown_done(&w->before);
		shown_done(&after);
	}
}

/* The first column of what stands beside the list. */
static int preview_from(const Shown *shown)
{
	for (int col = shown->cols - 1; col > 0; col--)
		if (strcmp(shown->cells[shown->rows / 2 * shown->cols + col].text, "│") == 0)
			return col + 1;
	return shown->cols;
}

/* The letters in it that this key changed. */
static double preview_bytes(const Shown *before, const Shown *after, int from)
{
	double sum = 0;
	for (int i = after->cols; i < (after->rows - 1) * after->cols; i++) {
		const char *now = after->cells[i].text;
		if (i % after->cols >= from && *now && strcmp(now, " ") != 0 && strcmp(before->cells[i].text, now) != 0)
			sum += (double)strlen(now);
	}
	return sum;
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

/* The key is down: what comes with each, and in `preview` what of it is the preview's. */
static void hold(size_t keys, int apart_ms, Series preview[TERMINALS])
{
	int from[TERMINALS];
	press("\033[H", APART_MS);
	for (size_t t = 0; t < TERMINALS; t++) {
		Shown shown = shown_now(wires[t].pty, ROWS, COLS);
		from[t] = preview_from(&shown);
		shown_done(&shown);
	}
	press("j", 0);
	for (size_t n = 0; n < keys + HELD_FIRST; n++) {
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
			if (n >= HELD_FIRST) {
				series_add(&w->bytes, bytes);
				series_add(&w->least, least);
				series_add(&w->ratio, least > 0 ? bytes / least : 1);
				series_add(&preview[t], preview_bytes(&w->before, &after, from[t]));
				w->sent += bytes;
				w->needed += least;
			}
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
	rows_print("with preview", RATIO, 1.15);
	scroll_page(keys, APART_MS);
	rows_print("with preview, it scrolls", RATIO, 1.15);
	Series preview[TERMINALS] = {{0}};
	hold(keys, 33, preview);
	rows_print("held, it scrolls", NO_LIMIT, 0);
	for (size_t t = 0; t < TERMINALS; t++)
		wires[t].bytes = preview[t];
	rows_print("  of it the preview's", NO_BYTE, 0);
	press("\033[13~", 1000);
	move_on_page(keys, 0);
	rows_print("without preview", BYTES, STEP_BYTES);
	scroll_page(keys, 0);
	rows_print("without preview, it scrolls", NOT_LIMIT, STEP_BYTES);
	for (size_t t = 0; t < TERMINALS; t++)
		screens_leave(wires[t].pty);
	home_remove(&home);
	free(base);
	figures_end("bytes");
	return 0;
}
