/* SPDX-License-Identifier: MIT */
/*
 * How long a key takes: on a base of 200,000 clients (KARTOTEKA_BENCH_CLIENTS for another) each screen is opened, then 200 keys of those bound
 * there are pressed in turn; printed are the first frame and each key's median, p99 and worst, from the key to the finished frame of cells. The floor beside it
 * is the same app drawing the same frame again with nothing to do. Ends well whatever it finds; says what falls short of 50 ms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/app/app.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum { KEYS = 200, GOAL_MS = 50 };

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* ---- the base, made once ---- */

static const char *get_variable(void *self, const char *name)
{
	(void)self;
	return getenv(name);
}

static void get_random(void *self, void *out, size_t n)
{
	(void)self;
	unsigned char *at = out;
	while (n--)
		*at++ = (unsigned char)rand();
}

static char *make_base(const char *clients)
{
	char *base = mem_printf("%s/bench/base-%s.db", KT_BUILD_DIR, clients);
	if (file_exists(base))
		return base;
	printf("making a base of %s clients, once\n", clients);
	fflush(stdout);
	double begun = now_ms();
	char *argument = mem_printf("--clients=%s", clients);
	pid_t child = fork();
	if (child == 0) {
		execl(KT_PROGRAM, "kartoteka", "--db", base, "--zone", "Europe/Moscow", "demo", argument, (char *)NULL);
		_exit(127);
	}
	int status = 0;
	waitpid(child, &status, 0);
	free(argument);
	if (status) {
		printf("the base could not be made\n");
		exit(1);
	}
	printf("made in %.1f s\n", (now_ms() - begun) / 1000);
	return base;
}

/* ---- figures ---- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static int shorts;

static void print_row(const char *screen, const char *what, double *ms, size_t n, double floor)
{
	qsort(ms, n, sizeof *ms, by_size);
	double p99 = ms[(n * 99 + 99) / 100 - 1];
	bool fine = p99 <= GOAL_MS;
	shorts += !fine;
	printf("%-12s %-14s median %8.2f  p99 %8.2f  worst %8.2f ms  floor %5.2f  goal %d  %s\n", screen, what, ms[n / 2], p99, ms[n - 1], floor, GOAL_MS, fine ? "ok" : "SHORT");
}

/* ---- one screen ---- */

static double press(Ui *ui, Key key)
{
	static int64_t clock_ms = 1000;
	TermEvent event = {.type = EVENT_KEY, .key = key};
	double begun = now_ms();
	app_event(ui, &event, clock_ms += 1000);
	app_frame(ui);
	return now_ms() - begun;
}

/* Keys that leave the program or write, and those that hand the terminal away. */
static bool is_measured(const char *line)
{
	static const char *const left_out[] = {"quit", "back", "interrupt", "suspend", "edit note", "done", "delete", "import", "export", "print", "undo", "redo", "dial", "save", "snooze", "place", "toggle", "reset", "later", "earlier", "contact", "go "};
	for (size_t i = 0; i < countof(left_out); i++)
		if (str_begins(line, left_out[i]))
			return false;
	return true;
}

static void measure(Ui *ui, const char *name, const char *path)
{
	double ms[KEYS], first[9], floor[99];
	for (size_t i = 0; i < countof(first); i++) {
		ui_changed(ui);
		double begun = now_ms();
		err_free(app_keys(ui, path));
		app_frame(ui);
		first[i] = now_ms() - begun;
	}
	Screen *screen = ui_main(ui);
	for (size_t i = 0; i < countof(floor); i++) {
		double begun = now_ms();
		app_frame(ui);
		floor[i] = now_ms() - begun;
	}
	qsort(floor, countof(floor), sizeof *floor, by_size);
	print_row(name, "first frame", first, countof(first), floor[countof(floor) / 2]);
	size_t n = 0;
	for (size_t i = 0; n < KEYS; i++) {
		const Binding *binding = keymap_at(ui_keymap(ui), screen->kind->contexts(screen), i);
		Key key;
		if (!binding) {
			i = SIZE_MAX;
			continue;
		}
		if (!is_measured(binding->line) || !key_read(&key, binding->key))
			continue;
		ms[n++] = press(ui, key);
		while (ui_top(ui) != screen && ui_top(ui) && ui_top(ui)->kind->floats)
			ui_pop(ui, ui_top(ui));
		if (ui_main(ui) != screen || (screen->kind->types_now && screen->kind->types_now(screen))) {
			err_free(app_keys(ui, path));
			app_frame(ui);
			screen = ui_main(ui);
		}
	}
	print_row(name, "200 keys", ms, n, floor[countof(floor) / 2]);
}

static void measure_typing(Ui *ui)
{
	static const char *const words[] = {"иван", "petr", "bdfyjd", "4567", "zzzzqq", "а", "вектор игорь", "ООО «"};
	double ms[KEYS];
	size_t n = 0;
	while (n < KEYS)
		for (size_t w = 0; w < countof(words) && n < KEYS; w++) {
			err_free(app_keys(ui, "2 /"));
			size_t used, length = strlen(words[w]);
			for (size_t at = 0; at < length && n < KEYS; at += used)
				ms[n++] = press(ui, (Key){.code = utf8_decode(words[w] + at, length - at, &used)});
			err_free(app_keys(ui, "Esc Esc"));
		}
	print_row("clients", "filter typed", ms, n, 0);
}

int main(void)
{
	static const struct {
		const char *name, *path;
	} screens[] = {{"today", "1"},     {"clients", "2"},   {"card", "2 Enter"}, {"calendar", "3"}, {"reminders", "5"},
	               {"settings", "7"}};
	const char *clients = getenv("KARTOTEKA_BENCH_CLIENTS") ? getenv("KARTOTEKA_BENCH_CLIENTS") : "200000";
	char *base = make_base(clients);
	char home[] = "/tmp/kartoteka-bench-XXXXXX";
	if (!mkdtemp(home))
		return 1;
	Env env = {.get = get_variable, .random = get_random, .login = "root", .full_name = "", .terminal = "", .home = home,
	           .config_home = home, .data_home = home, .state_home = home, .cache_home = home, .share = KT_LOCALE_DIR};
	Settings *settings = NULL;
	Clock *clock = NULL;
	Work *work = NULL;
	Ui *ui = NULL;
	text_language(LANG_RU, KT_LOCALE_DIR);
	Err *err = settings_open(&settings, &env, NULL);
	if (!err)
		err = clock_new(&clock, NULL);
	WorkOptions options = {.env = &env, .clock = clock, .settings = settings, .db = base, .zone = "Europe/Moscow", .lang = LANG_RU, .mode = STORE_WRITE};
	if (!err)
		err = work_open(&work, &options);
	double begun = now_ms();
	if (!err)
		err = app_new(&ui, &(AppOptions){.work = work, .rows = 36, .cols = 120, .locale_dir = KT_LOCALE_DIR});
	if (err) {
		printf("%s\n", err->what);
		return 1;
	}
	app_frame(ui);
	printf("%s clients, 120x36; app made to its first frame: %.1f ms\n", clients, now_ms() - begun);
	for (size_t i = 0; i < countof(screens); i++)
		measure(ui, screens[i].name, screens[i].path);
	measure_typing(ui);
	printf("%d figures fall short of %d ms\n", shorts, GOAL_MS);
	app_free(ui);
	work_close(work);
	clock_free(clock);
	settings_close(settings);
	free(base);
	return 0;
}
