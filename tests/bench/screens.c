/* SPDX-License-Identifier: MIT */
/*
 * Each screen's first frame, its frame after a change, and the keys that are bound there, from the key to the finished frame of cells: `bench_screens
 * [CLIENTS [KEYS [SCREEN]]]`. The floor is the same app drawing the same frame again with nothing to do.
 */
#include "desk.h"
#include "kartoteka/base/utf8.h"

enum {
	OPENED = 25,
	GOAL_MS = 50,
};

static size_t keys_most = 200;

/* Keys that leave the program or write, and those that hand the terminal away. */
static bool is_measured(const char *line)
{
	static const char *const left_out[] = {
		"quit",
		"back",
		"interrupt",
		"suspend",
		"edit note",
		"done",
		"delete",
		"import",
		"export",
		"print",
		"undo",
		"redo",
		"dial",
		"save",
		"snooze",
		"place",
		"toggle",
		"reset",
		"later",
		"earlier",
		"contact",
		"go ",
	};
	for (size_t i = 0; i < countof(left_out); i++)
		if (str_begins(line, left_out[i]))
			return false;
	return true;
}

/* `from`: the keys that lead to where the last key opens the screen. */
static void measure(Desk *desk, const char *name, const char *from, const char *last)
{
	Series opened = {0}, changed = {0}, keys = {0}, floor = {0};
	char what[64], slowest[64] = "";
	Key key;
	key_read(&key, last);
	for (size_t i = 0; i < OPENED; i++) {
		desk_keys(desk, from);
		desk_settle(desk);
		series_add(&opened, desk_press(desk, key));
		desk_settle(desk);
	}
	Screen *screen = ui_main(desk->ui);
	for (size_t i = 0; i < 99; i++) {
		double begun = now_ms();
		app_frame(desk->ui);
		series_add(&floor, now_ms() - begun);
	}
	for (size_t i = 0; i < OPENED; i++) {
		ui_changed(desk->ui);
		double begun = now_ms();
		app_frame(desk->ui);
		series_add(&changed, now_ms() - begun);
		desk_settle(desk);
	}
	snprintf(what, sizeof what, "%s: opened", name);
	figure_print(what, &opened, &floor, (Goal){.ms = GOAL_MS}, NULL);
	snprintf(what, sizeof what, "%s: after a change", name);
	figure_print(what, &changed, &floor, (Goal){.ms = GOAL_MS}, NULL);
	double most = 0;
	for (size_t i = 0; keys.n < keys_most; i++) {
		const Binding *binding = keymap_at(ui_keymap(desk->ui), screen->kind->contexts(screen), i);
		if (!binding) {
			i = SIZE_MAX;
			continue;
		}
		if (!is_measured(binding->line) || !key_read(&key, binding->key))
			continue;
		double ms = desk_press(desk, key);
		series_add(&keys, ms);
		if (ms > most) {
			most = ms;
			snprintf(slowest, sizeof slowest, "slowest: %s = %s", binding->key, binding->line);
		}
		desk_settle(desk);
		while (ui_top(desk->ui) != screen && ui_top(desk->ui) && ui_top(desk->ui)->kind->floats)
			ui_pop(desk->ui, ui_top(desk->ui));
		if (ui_main(desk->ui) != screen || (screen->kind->types_now && screen->kind->types_now(screen))) {
			desk_keys(desk, from);
			desk_keys(desk, last);
			desk_settle(desk);
			screen = ui_main(desk->ui);
		}
	}
	snprintf(what, sizeof what, "%s: keys", name);
	figure_print(what, &keys, &floor, (Goal){.ms = GOAL_MS}, slowest);
	series_done(&opened);
	series_done(&changed);
	series_done(&keys);
	series_done(&floor);
}

/* Each letter typed, and then, with all that is found, the ends of the list. */
static void measure_search(Desk *desk)
{
	static const char *const words[] = {"иван", "petr", "bdfyjd", "4567", "zzzzqq", "а", "вектор игорь", "ольга луч", "ООО «", "е"};
	static const char *const moves[] = {"End", "PgUp", "Up", "Home", "PgDn", "Down"};
	Series typed = {0}, moved = {0};
	char slowest_typed[80] = "", slowest_moved[80] = "";
	double most_typed = 0, most_moved = 0;
	while (typed.n < keys_most)
		for (size_t w = 0; w < countof(words) && typed.n < keys_most; w++) {
			desk_keys(desk, "2 /");
			size_t used, length = strlen(words[w]);
			for (size_t at = 0; at < length; at += used) {
				double ms = desk_press(desk, (Key){.code = utf8_decode(words[w] + at, length - at, &used)});
				series_add(&typed, ms);
				if (ms > most_typed) {
					most_typed = ms;
					snprintf(slowest_typed, sizeof slowest_typed, "slowest: %.*s", (int)(at + used), words[w]);
				}
			}
			desk_settle(desk);
			desk_keys(desk, "Tab");
			for (size_t i = 0; i < countof(moves); i++) {
				Key key;
				key_read(&key, moves[i]);
				double ms = desk_press(desk, key);
				series_add(&moved, ms);
				if (ms > most_moved) {
					most_moved = ms;
					snprintf(slowest_moved, sizeof slowest_moved, "slowest: %s in %s", moves[i], words[w]);
				}
				desk_settle(desk);
			}
			desk_keys(desk, "Esc Esc");
			desk_settle(desk);
		}
	figure_print("search: each letter typed", &typed, NULL, (Goal){.ms = GOAL_MS}, slowest_typed);
	figure_print("search: keys in what is found", &moved, NULL, (Goal){.ms = GOAL_MS}, slowest_moved);
	series_done(&typed);
	series_done(&moved);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name, *from, *last;
	} screens[] = {
		{"today", "2", "1"},
		{"clients", "1", "2"},
		{"card", "2", "Enter"},
		{"calendar", "1", "3"},
		{"reminders", "1", "5"},
		{"settings", "1", "7"},
	};
	const char *clients = bench_clients(argc, argv);
	if (argc > 2)
		keys_most = strtoul(argv[2], NULL, 10);
	char *base = bench_base(clients);
	Desk desk;
	double begun = now_ms();
	desk_open(&desk, base);
	app_frame(desk.ui);
	printf("%s clients, 120x36, ms; an app made to its first frame: %.1f\n", clients, now_ms() - begun);
	desk_settle(&desk);
	figures_head("from the key to the frame");
	for (size_t i = 0; i < countof(screens); i++)
		if (argc <= 3 || str_same(argv[3], screens[i].name))
			measure(&desk, screens[i].name, screens[i].from, screens[i].last);
	if (argc <= 3 || str_same(argv[3], "search"))
		measure_search(&desk);
	figures_end("screens");
	desk_close(&desk);
	free(base);
	return 0;
}
