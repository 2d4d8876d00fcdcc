/* SPDX-License-Identifier: MIT */
/*
 * Each screen's first frame, its frame after a change, the keys that are bound there, from the key to the finished frame of cells, the letters typed in its boxes and lines, and
 * keys that write, to what the disk has: `bench_screens [CLIENTS [KEYS [SCREEN]]]`; SCREEN also a box, "full" (a card with 10,000 contacts) and "writes". The floor is the same app drawing the same frame again with nothing to do.
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

/* A series with its slowest, whose name `note` keeps. */
typedef struct Noted {
	Series series;
	double most;
	char note[96];
} Noted;

static void noted_add(Noted *noted, double ms, const char *where, int n, const char *what)
{
	series_add(&noted->series, ms);
	if (ms <= noted->most)
		return;
	noted->most = ms;
	snprintf(noted->note, sizeof noted->note, "slowest: %s%.*s", where, n, what);
}

static void noted_print(const char *what, Noted *noted)
{
	figure_print(what, &noted->series, NULL, (Goal){.ms = GOAL_MS}, noted->note);
	series_done(&noted->series);
	*noted = (Noted){0};
}

/* Where one types: each letter, and then the keys that are of use with what was found. */
typedef struct Box {
	const char *name, *from, *leave;
	const char *const *words;
	const char *const *keys;
	bool names; /* names of clients are typed too, as many as there are words */
} Box;

/* Each letter as it comes: what the worker looks for is waited for no longer than a person waits between two keys. */
static void type_word(Desk *desk, Noted *typed, const char *word)
{
	size_t used, length = strlen(word);
	for (size_t at = 0; at < length; at += used) {
		Key key = {.code = utf8_decode(word + at, length - at, &used)};
		noted_add(typed, desk_press(desk, key), "", (int)(at + used), word);
		desk_settle(desk);
	}
}

static void press_all(Desk *desk, Noted *pressed, const char *const *keys, const char *word)
{
	for (; *keys; keys++) {
		Key key;
		char what[48];
		key_read(&key, *keys);
		snprintf(what, sizeof what, "%s in ", *keys);
		noted_add(pressed, desk_press(desk, key), what, (int)strlen(word), word);
		desk_settle(desk);
	}
}

/* The first word of a name that stands anywhere in the base: those that phones are in order of are mixed well. */
static void name_word(Desk *desk, size_t i, char *out, size_t size)
{
	ClientRow *rows;
	size_t n;
	Arena *arena = arena_new();
	desk_must(clients_page(desk->work->store, &(ClientPage){.sort = "phone", .descending = i % 2, .limit = 20 * (i + 1)}, &rows, &n, arena));
	const char *title = n ? rows[n - 1].client.title.s : "";
	snprintf(out, size, "%.*s", (int)strcspn(title, " "), title);
	arena_free(arena);
}

static void measure_box(Desk *desk, const Box *box)
{
	Noted typed = {0}, pressed = {0};
	char what[64], name[128];
	for (size_t w = 0; typed.series.n < keys_most; w++) {
		size_t n = 0;
		while (box->words[n])
			n++;
		const char *word = box->words[w % n];
		for (int named = 0; named <= box->names; named++) {
			if (named)
				name_word(desk, w, name, sizeof name);
			desk_keys(desk, box->from);
			type_word(desk, &typed, named ? name : word);
			press_all(desk, &pressed, box->keys, named ? name : word);
			desk_keys(desk, box->leave);
			desk_settle(desk);
		}
	}
	snprintf(what, sizeof what, "%s: each letter typed", box->name);
	noted_print(what, &typed);
	snprintf(what, sizeof what, "%s: keys in it", box->name);
	noted_print(what, &pressed);
}

static const Box boxes[] = {
	{
		.name = "search",
		.from = "2 /",
		.leave = "Esc Esc",
		.words = (const char *const[]){"орион", "ким", "иван", "petr", "bdfyjd", "4567", "zzzzqq", "а", "вектор игорь", "ольга луч", "ООО «", "е", NULL},
		.keys = (const char *const[]){"Tab", "End", "PgUp", "Up", "Home", "PgDn", "Down", NULL},
	},
	{
		.name = "palette",
		.from = "1 :",
		.leave = "Esc",
		.words = (const char *const[]){"changes", "кран", "кан", "hand", "stran", "market", "клиенты", "rkbtyns", "фильтр", "theme dark", "bdfyjd", "4567", "завтра 10", "goto 15.08", "Иванову", "договор", "zzzzqq",
                                       "мар", "go ", "step:overdue", NULL},
		.keys = (const char *const[]){"Down", "PgDn", "Up", "Tab", "Tab", "Tab", NULL},
		.names = true,
	},
	{
		.name = "quick line",
		.from = "2 a",
		.leave = "F8",
		.words = (const char *const[]){"позвонить Иванову завтра в 10", "call Иванов завтра", "meeting with Petrov friday 15:00", "Орлов Петр, ООО Вектор, 8 916 555-44-33, позвонить", "встреча с Анной Ким в среду", "купить бумагу",
                                       "send the offer to Vector tomorrow", NULL},
		.keys = (const char *const[]){"Left", "End", "Tab", "Tab", NULL},
		.names = true,
	},
	{
		.name = "form",
		.from = "2 A",
		.leave = "F8",
		.words = (const char *const[]){"Иванов Игорь", "Smith John", "ООО Вектор", NULL},
		.keys = (const char *const[]){"Tab", "Tab", "S-Tab", "Down", "Up", "F3", "F3", "PgDn", "PgUp", NULL},
	},
	{
		.name = "form of a task, its client",
		.from = "5 e Tab Tab Tab C-u",
		.leave = "F8",
		.words = (const char *const[]){"Иванов", "kim", "вектор", "4567", NULL},
		.keys = (const char *const[]){"Down", "Up", NULL},
	},
	{
		.name = "help",
		.from = "2 ?",
		.leave = "Esc",
		.words = (const char *const[]){"метка", "undo", "клиент", "step", NULL},
		.keys = (const char *const[]){"Down", "PgDn", "PgDn", "Up", "PgUp", NULL},
	},
};

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

/* The card of one who was contacted 10,000 times. */
static void measure_full_card(Desk *desk)
{
	enum {
		CONTACTS = 10000,
		CARD_MS = 10
	};
	ClientRow *rows;
	size_t n;
	Arena *arena = arena_new();
	Store *store = desk->work->store;
	desk_keys(desk, "Esc Esc 2 Home");
	desk_settle(desk);
	desk_must(clients_page(store, &(ClientPage){.limit = 1}, &rows, &n, arena));
	desk_must(store_begin(store, &(BatchHead){.author = desk->work->me.head.id, .at = work_now(desk->work), .command = "bench"}));
	for (int i = 0; i < CONTACTS; i++) {
		char text[64];
		Interaction contact;
		record_init(&kind_interaction, &contact);
		snprintf(text, sizeof text, "звонок %d, ждут договор", i);
		contact.client.v = rows->client.head.id;
		contact.kind.v = 1;
		contact.at.s = work_now(desk->work).s - (int64_t)i * 3600;
		contact.text.s = text;
		desk_must(store_make(store, &kind_interaction, &contact));
	}
	desk_must(store_commit(store, NULL));
	arena_free(arena);
	Series opened = {0};
	Key enter;
	key_read(&enter, "Enter");
	for (size_t i = 0; i < 4 * OPENED; i++) {
		desk_keys(desk, "1 2 Home");
		desk_settle(desk);
		series_add(&opened, desk_press(desk, enter));
		desk_settle(desk);
	}
	figure_print("card with 10,000 contacts: opened", &opened, NULL, (Goal){.ms = CARD_MS}, NULL);
	series_done(&opened);
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
		{"week", "1 3 - - -", "+"},
		{"day", "1 3 - - - +", "+"},
		{"agenda", "1 3 - - - + +", "+"},
		{"reminders", "1", "5"},
		{"settings", "1", "7"},
		{"imports", "1", "i"},
		{"changes", "1 : text:изменения", "Enter"},
		{"form", "2", "A"},
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
	for (size_t i = 0; i < countof(boxes); i++)
		if (argc <= 3 || str_begins(boxes[i].name, argv[3]))
			measure_box(&desk, &boxes[i]);
	desk_close(&desk);
	bool writes = argc <= 3 || str_same(argv[3], "writes"), full = argc <= 3 || str_same(argv[3], "full");
	if (writes || full) {
		char *copy = bench_copy(base, "screens-write");
		desk_open(&desk, copy);
		if (writes)
			measure_writes(&desk);
		if (full) /* last: its client stands first in the list, and would be what is deleted */
			measure_full_card(&desk);
		desk_close(&desk);
		bench_drop(copy);
	}
	figures_end("screens");
	free(base);
	return 0;
}
