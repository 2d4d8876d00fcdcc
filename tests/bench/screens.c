/* SPDX-License-Identifier: MIT */
/*
 * Each screen's first frame, its frame after a change, the keys that are bound there, from the key to the finished frame of cells, and keys that write, to
 * what the disk has: `bench_screens [CLIENTS [KEYS [SCREEN]]]`; SCREEN also "search" and "writes". The floor is the same app drawing the same frame again with nothing to do.
 */
#include "desk.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/journal.h"

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
	static const char *const words[] = {"орион", "ким", "иван", "petr", "bdfyjd", "4567", "zzzzqq", "а", "вектор игорь", "ольга луч", "ООО «", "е"};
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

static int64_t last_batch(Desk *desk)
{
	BatchRow *row;
	size_t n;
	Arena *arena = arena_new();
	desk_must(journal_batches(desk->work->store, &(JournalQuery){.limit = 1}, &row, &n, arena));
	int64_t id = n ? row->id : 0;
	arena_free(arena);
	return id;
}

/* Of a key that must write: one that does not is no figure. */
static void press_to_write(Desk *desk, const char *what, const char *from, Key key, Series *series)
{
	desk_keys(desk, "Esc Esc 1");
	desk_keys(desk, from);
	desk_settle(desk);
	int64_t before = last_batch(desk);
	double ms = desk_press(desk, key);
	series_add(series, ms);
	desk_settle(desk);
	if (last_batch(desk) != before + 1) {
		char *frame = frame_text(app_frame(desk->ui));
		printf("%s: nothing was written\n%s", what, frame);
		exit(1);
	}
}

/* Keys that write, each taken back by `u`: both are timed, to what the disk has. What is done to marks takes as long as there are marks, and does not count. */
static void measure_writes(Desk *desk)
{
	static const struct {
		const char *name, *from, *last;
	} writes[] = {
		{"what row 0 calls for, done", "0", "d"},
		{"what row 0 calls for, delete", "0", "D"},
		{"clients, delete", "2", "D"},
		{"clients, delete 20 marked", "2 Space Space Space Space Space Space Space Space Space Space Space Space Space Space Space Space Space Space Space Space", "D"},
		{"calendar, a quarter later", "3 Enter", ">"},
		{"reminders, done", "5", "d"},
		{"reminders, put off", "5 z", "4"},
		{"call line, no answer", "2 c 2", "Enter"},
		{"call line, contact and next step", "2 c 1 text:прислать > text:завтра Space 1 0", "Enter"},
		{"quick line", "2 a text:позвонить Space text:завтра Space 1 0", "Enter"},
		{"next step", "2 r text:завтра Space 1 0", "Enter"},
	};
	enum {
		TIMES = 25
	};
	Series all = {0};
	Key undo;
	key_read(&undo, "u");
	for (size_t w = 0; w < countof(writes); w++) {
		Series wrote = {0}, undone = {0};
		char what[64];
		Key key;
		key_read(&key, writes[w].last);
		for (size_t i = 0; i < TIMES; i++) {
			press_to_write(desk, writes[w].name, writes[w].from, key, &wrote);
			press_to_write(desk, writes[w].name, "1", undo, &undone);
		}
		snprintf(what, sizeof what, "%s: %s", writes[w].name, writes[w].last);
		figure_print(what, &wrote, NULL, (Goal){0}, NULL);
		snprintf(what, sizeof what, "%s: u", writes[w].name);
		figure_print(what, &undone, NULL, (Goal){0}, NULL);
		for (size_t i = 0; i < TIMES && !strstr(writes[w].name, "marked"); i++) {
			series_add(&all, wrote.ms[i]);
			series_add(&all, undone.ms[i]);
		}
		series_done(&wrote);
		series_done(&undone);
	}
	figure_print("keys that write", &all, NULL, (Goal){.ms = GOAL_MS}, NULL);
	series_done(&all);
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
	desk_close(&desk);
	if (argc <= 3 || str_same(argv[3], "writes")) {
		char *copy = bench_copy(base, "screens-write");
		desk_open(&desk, copy);
		measure_writes(&desk);
		desk_close(&desk);
		bench_drop(copy);
	}
	figures_end("screens");
	free(base);
	return 0;
}
