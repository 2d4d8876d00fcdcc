/* SPDX-License-Identifier: MIT */
/*
 * The filter of the list of clients as it is typed: from each key to its frame, and to the frame whose page is full or has all that is found; where the
 * worker goes on, to the end of its walk, and from a key that comes while it walks to that key's frame. Queries are drawn from the base, some with a typo
 * or parts of words. `bench_search [CLIENTS [KEYS [CLASS]]]`: so many keys of each class, of names so many queries.
 */
#include "desk.h"

#include "../../src/screen/clients.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/lists.h"

enum {
	KEYS = 1000,
	NAME_MS = 20,
	TEXT_MS = 50,
	END_MS = 500,
	APART_MS = 60, /* at most, of keys that come while it walks */
	LONGEST_MS = 60000,
};

static uint64_t seed = 20260723;

static uint32_t dice(uint32_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % n;
}

/* ---- queries ---- */

typedef struct Drawn {
	char name[256], phone[32], word[64], other[64], noted[64], noted_other[64];
} Drawn;

/* Ids go over all kinds, so one in some is of this kind. */
static void draw_record(Store *store, const Kind *kind, void *out, int64_t most, Arena *arena)
{
	Err *err;
	while ((err = store_get(store, kind, 1 + (int64_t)dice((uint32_t)most), out, arena)))
		err_free(err);
}

static void word_of(char *out, size_t size, const char *text)
{
	size_t words = 1, at = 0;
	for (const char *s = text; (s = strchr(s, ' ')); s++)
		words++;
	for (uint32_t skip = dice((uint32_t)words); skip && strchr(text + at, ' '); skip--)
		at = (size_t)(strchr(text + at, ' ') - text) + 1;
	snprintf(out, size, "%.*s", (int)strcspn(text + at, " ,"), text + at);
}

static Drawn draw(Store *store, int64_t most)
{
	Drawn drawn = {{0}, {0}, {0}, {0}, {0}, {0}};
	Arena *arena = arena_new();
	Client client;
	Interaction contact;
	draw_record(store, &kind_client, &client, most, arena);
	snprintf(drawn.name, sizeof drawn.name, "%s", client.title.s);
	Str digits = {0};
	fold_digits(&digits, client.phone.s ? client.phone.s : "");
	while (digits.n < 10) {
		str_cut(&digits, 0);
		draw_record(store, &kind_client, &client, most, arena);
		fold_digits(&digits, client.phone.s ? client.phone.s : "");
	}
	snprintf(drawn.phone, sizeof drawn.phone, "+7%s", digits.s + digits.n - 10);
	str_done(&digits);
	do
		draw_record(store, &kind_interaction, &contact, most, arena);
	while (!contact.text.s || strlen(contact.text.s) < 12);
	word_of(drawn.word, sizeof drawn.word, contact.text.s);
	word_of(drawn.other, sizeof drawn.other, contact.text.s);
	while (!client.note.s || strlen(client.note.s) < 12)
		draw_record(store, &kind_client, &client, most, arena);
	word_of(drawn.noted, sizeof drawn.noted, client.note.s);
	word_of(drawn.noted_other, sizeof drawn.noted_other, client.note.s);
	arena_free(arena);
	return drawn;
}

static size_t letters(const char *s, size_t count)
{
	size_t n = 0;
	for (size_t used; count-- && s[n]; n += used)
		utf8_decode(s + n, strlen(s + n), &used);
	return n;
}

typedef enum Class {
	NAMES,
	ALL,
	ONE,
	NONE,
	OTHER,
	DIGITS,
	PHONE,
	TAG,
	TEXT,
	TEXT_TWO,
	TEXT_PART,
	NOTE,
	NOTE_TWO,
	NOTE_PART,
} Class;
static const struct {
	const char *name;
	double goal;
} classes[] = {
	[NAMES] = {"names, parts, typos", NAME_MS},
	[ALL] = {"what all match", NAME_MS},
	[ONE] = {"one letter", NAME_MS},
	[NONE] = {"what nobody has", NAME_MS},
	[OTHER] = {"the other layout", NAME_MS},
	[DIGITS] = {"the last digits of a phone", NAME_MS},
	[PHONE] = {"a phone as written", NAME_MS},
	[TAG] = {"a tag and letters", NAME_MS},
	[TEXT] = {"a word of the history", TEXT_MS},
	[TEXT_TWO] = {"two words of it", TEXT_MS},
	[TEXT_PART] = {"a part of a word of it", TEXT_MS},
	[NOTE] = {"a word of a note", TEXT_MS},
	[NOTE_TWO] = {"two words of a note", TEXT_MS},
	[NOTE_PART] = {"a part of a word of a note", TEXT_MS},
};

/* A name whole, by its beginning, by parts of two words, by what is inside a word, or with a letter that is wrong. */
static void name_query(char out[400], const char *name)
{
	const char *second = strchr(name, ' ');
	second = second ? second + 1 : name;
	switch (dice(5)) {
	case 0: snprintf(out, 400, "%s", name); return;
	case 1: snprintf(out, 400, "%.*s", (int)letters(name, 5), name); return;
	case 2: snprintf(out, 400, "%.*s %.*s", (int)letters(second, 3), second, (int)letters(name, 4), name); return;
	case 3: snprintf(out, 400, "%.*s", (int)letters(name + letters(name, 2), 4), name + letters(name, 2)); return;
	default: {
		size_t at = letters(name, 3 + dice(2));
		snprintf(out, 400, "%.*sъ%.*s", (int)at, name, (int)letters(name + at, 4), name + at);
	}
	}
}

/* The first letters of a word of a name, by the keys they lie on, on the layout that it is not of. */
static void other_layout(char out[400], const char *name)
{
	const char *second = strchr(name, ' ');
	const char *word = second && dice(2) ? second + 1 : name;
	char typed[400];
	Str keys = {0};
	snprintf(typed, sizeof typed, "%.*s", (int)letters(word, 3 + dice(6)), word);
	snprintf(out, 400, "%s", fold_other_layout(&keys, typed) ? str_text(&keys) : "bdfyjd");
	str_done(&keys);
}

static void write_query(char out[400], Class class, const Drawn *d, size_t i)
{
	static const char *const all[] = {"о", "ан", "7", "+7", "е", "ова"};
	switch (class) {
	case NAMES: name_query(out, d->name); return;
	case ALL: snprintf(out, 400, "%s", all[i % countof(all)]); return;
	case ONE: snprintf(out, 400, "%.*s", (int)letters(d->name, 1), d->name); return;
	case NONE: snprintf(out, 400, "щъэж%u", dice(1000)); return;
	case OTHER: other_layout(out, d->name); return;
	case DIGITS: snprintf(out, 400, "%s", d->phone + strlen(d->phone) - 4); return;
	case PHONE: snprintf(out, 400, "8 (%.3s) %.3s-%.2s-%.2s", d->phone + 2, d->phone + 5, d->phone + 8, d->phone + 10); return;
	case TAG: snprintf(out, 400, "tag:опт %.*s", (int)letters(d->name, 3), d->name); return;
	case TEXT: snprintf(out, 400, "%s", d->word); return;
	case TEXT_TWO: snprintf(out, 400, "%s %s", d->word, d->other); return;
	case TEXT_PART: snprintf(out, 400, "%.*s", (int)letters(d->word + letters(d->word, 1), 5), d->word + letters(d->word, 1)); return;
	case NOTE: snprintf(out, 400, "%s", d->noted); return;
	case NOTE_TWO: snprintf(out, 400, "%s %s", d->noted, d->noted_other); return;
	case NOTE_PART: snprintf(out, 400, "%.*s", (int)letters(d->noted + letters(d->noted, 1), 5), d->noted + letters(d->noted, 1)); return;
	}
}

/* ---- typing ---- */

/* Times with the query that took the longest. */
typedef struct Timed {
	Series series;
	double most;
	char worst[448];
} Timed;

typedef struct Typed {
	Timed first, full, end, between;
} Typed;

static void timed_add(Timed *timed, double ms, const char *query, size_t n)
{
	series_add(&timed->series, ms);
	if (ms <= timed->most)
		return;
	timed->most = ms;
	snprintf(timed->worst, sizeof timed->worst, "slowest: %.*s", (int)n, query);
}

/* With KARTOTEKA_BENCH_CPU set: what the loop and the worker worked together. */
static double both_ms(void)
{
	struct timespec t;
	clock_gettime(getenv("KARTOTEKA_BENCH_CPU") ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* The page is full, or has all there is. */
static bool is_full(const Clients *c)
{
	return !c->searching || (c->list.rows > 0 && c->rows.n >= c->list.top + (size_t)c->list.rows);
}

/* The next key comes when the walk has ended. */
static void type_query(Desk *desk, Typed *typed, const char *query)
{
	const Clients *c = ui_main(desk->ui)->state;
	size_t used, n = strlen(query);
	for (size_t at = 0; at < n; at += used) {
		Key key = {.code = utf8_decode(query + at, n - at, &used)};
		double begun = both_ms(), ms = desk_press(desk, key), full = is_full(c) ? ms : 0;
		timed_add(&typed->first, ms, query, at + used);
		bool walks = c->searching;
		while (c->searching && app_answers(desk->ui, LONGEST_MS)) {
			app_frame(desk->ui);
			if (full <= 0 && is_full(c))
				full = both_ms() - begun;
		}
		timed_add(&typed->full, full, query, at + used);
		if (walks)
			timed_add(&typed->end, both_ms() - begun, query, at + used);
	}
	desk_settle(desk);
}

/* The next key comes when it comes: what is walked by then is not waited for. Those that came while it was are counted. */
static void type_on(Desk *desk, Typed *typed, const char *query)
{
	const Clients *c = ui_main(desk->ui)->state;
	size_t used, n = strlen(query);
	for (size_t at = 0; at < n; at += used) {
		Key key = {.code = utf8_decode(query + at, n - at, &used)};
		bool walks = c->searching;
		double ms = desk_press(desk, key);
		if (walks)
			timed_add(&typed->between, ms, query, at + used);
		if (c->searching && app_answers(desk->ui, 1 + (int)dice(APART_MS)))
			app_frame(desk->ui);
	}
	/* The key that leaves comes into a walk too. */
	bool walks = c->searching;
	Key leave;
	key_read(&leave, "Esc");
	double ms = desk_press(desk, leave);
	if (walks)
		timed_add(&typed->between, ms, query, n);
	desk_settle(desk);
}

static void row_print(const char *what, Timed *timed, double goal)
{
	if (timed->series.n)
		figure_print(what, &timed->series, NULL, (Goal){.ms = goal}, timed->worst);
	series_done(&timed->series);
}

static void measure(Desk *desk, Class class, int64_t most, size_t keys)
{
	Typed typed = {0};
	for (size_t i = 0; (class == NAMES ? i : typed.first.series.n) < keys; i++) {
		char query[400];
		Drawn drawn = draw(desk->work->store, most);
		write_query(query, class, &drawn, i);
		desk_keys(desk, "2 /");
		type_query(desk, &typed, query);
		desk_keys(desk, "Esc Esc 2 /");
		desk_settle(desk);
		type_on(desk, &typed, query);
		desk_keys(desk, "Esc");
		desk_settle(desk);
	}
	row_print(classes[class].name, &typed.first, classes[class].goal);
	row_print("  to a full page", &typed.full, END_MS); /* within a walk, where the key comes to one */
	row_print("  to the end of a walk", &typed.end, END_MS);
	row_print("  a key that comes into a walk", &typed.between, classes[class].goal);
}

static int64_t newest_id(Store *store)
{
	ClientRow *rows;
	size_t n;
	Arena *arena = arena_new();
	desk_must(clients_page(store, &(ClientPage){.sort = "made_at", .descending = true, .limit = 1}, &rows, &n, arena));
	int64_t id = n ? rows->client.head.id : 1;
	arena_free(arena);
	return id;
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t keys = argc > 2 ? strtoul(argv[2], NULL, 10) : KEYS;
	char *base = bench_base(clients);
	Desk desk;
	desk_open(&desk, base);
	app_frame(desk.ui);
	desk_settle(&desk);
	int64_t most = newest_id(desk.work->store);
	printf("%s clients, 120x36, ms\n", clients);
	figures_head("each key typed in the filter");
	for (size_t i = 0; i < countof(classes); i++)
		if (argc <= 3 || str_begins(classes[i].name, argv[3]))
			measure(&desk, (Class)i, most, keys);
	desk_close(&desk);
	figures_end("search");
	free(base);
	return 0;
}
