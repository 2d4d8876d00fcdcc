/* SPDX-License-Identifier: MIT */
/*
 * The filter of the list of clients as it is typed: from each key to its frame, which has the first rows; and where the worker goes on, to the end of its
 * walk. Queries are drawn from the base, some with a typo or parts of words. `bench_search [CLIENTS [QUERIES [CLASS]]]`.
 */
#include "desk.h"

#include "../../src/screen/clients.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/lists.h"

enum {
	QUERIES = 1000,
	OTHERS = 100, /* of the kinds that are few in what they ask */
	NAME_MS = 20,
	TEXT_MS = 50,
	END_MS = 500,
};

static uint64_t seed = 20260723;

static uint32_t dice(uint32_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % n;
}

/* ---- queries ---- */

typedef struct Drawn {
	char name[256], phone[32], word[64], other[64];
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
	Drawn drawn = {{0}, {0}, {0}, {0}};
	Arena *arena = arena_new();
	Client client;
	Interaction contact;
	draw_record(store, &kind_client, &client, most, arena);
	snprintf(drawn.name, sizeof drawn.name, "%s", client.title.s);
	Str digits = {0};
	fold_digits(&digits, client.phone.s ? client.phone.s : "");
	snprintf(drawn.phone, sizeof drawn.phone, "+%s", digits.n == 11 ? digits.s : "79161234567");
	str_done(&digits);
	do
		draw_record(store, &kind_interaction, &contact, most, arena);
	while (!contact.text.s || strlen(contact.text.s) < 12);
	word_of(drawn.word, sizeof drawn.word, contact.text.s);
	word_of(drawn.other, sizeof drawn.other, contact.text.s);
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
} Class;
static const struct {
	const char *name;
	size_t queries;
	double goal;
} classes[] = {
	[NAMES] = {"names, parts, typos", QUERIES, NAME_MS},
	[ALL] = {"what all match", OTHERS, NAME_MS},
	[ONE] = {"one letter", OTHERS, NAME_MS},
	[NONE] = {"what nobody has", OTHERS, NAME_MS},
	[OTHER] = {"the other layout", OTHERS, NAME_MS},
	[DIGITS] = {"the last digits of a phone", OTHERS, NAME_MS},
	[PHONE] = {"a phone as written", OTHERS, NAME_MS},
	[TAG] = {"a tag and letters", OTHERS, NAME_MS},
	[TEXT] = {"a word of the history", OTHERS, TEXT_MS},
	[TEXT_TWO] = {"two words of it", OTHERS, TEXT_MS},
	[TEXT_PART] = {"a part of a word of it", OTHERS, TEXT_MS},
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

static void write_query(char out[400], Class class, const Drawn *d, size_t i)
{
	static const char *const all[] = {"о", "ан", "7", "+7", "е", "ова"}, *const layouts[] = {"bdfyjd", "gtnhjd", "cvbhyjd", "ktytyf", "itdxtyrj", "vjcrdf", "jkmuf", "rjpktyrj"};
	switch (class) {
	case NAMES: name_query(out, d->name); return;
	case ALL: snprintf(out, 400, "%s", all[i % countof(all)]); return;
	case ONE: snprintf(out, 400, "%.*s", (int)letters(d->name, 1), d->name); return;
	case NONE: snprintf(out, 400, "щъэж%u", dice(1000)); return;
	case OTHER: snprintf(out, 400, "%s", layouts[i % countof(layouts)]); return;
	case DIGITS: snprintf(out, 400, "%s", d->phone + strlen(d->phone) - 4); return;
	case PHONE: snprintf(out, 400, "8 (%.3s) %.3s-%.2s-%.2s", d->phone + 2, d->phone + 5, d->phone + 8, d->phone + 10); return;
	case TAG: snprintf(out, 400, "tag:опт %.*s", (int)letters(d->name, 3), d->name); return;
	case TEXT: snprintf(out, 400, "%s", d->word); return;
	case TEXT_TWO: snprintf(out, 400, "%s %s", d->word, d->other); return;
	case TEXT_PART: snprintf(out, 400, "%.*s", (int)letters(d->word + letters(d->word, 1), 5), d->word + letters(d->word, 1)); return;
	}
}

/* ---- typing ---- */

typedef struct Typed {
	Series keys, ends;
	double most, most_end;
	char worst[448], worst_end[448];
} Typed;

/* With KARTOTEKA_BENCH_CPU set: what the loop and the worker worked together. */
static double both_ms(void)
{
	struct timespec t;
	clock_gettime(getenv("KARTOTEKA_BENCH_CPU") ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* The next key comes when the walk has ended. */
static void type_query(Desk *desk, Typed *typed, const char *query)
{
	const Clients *c = ui_main(desk->ui)->state;
	size_t used, n = strlen(query);
	for (size_t at = 0; at < n; at += used) {
		Key key = {.code = utf8_decode(query + at, n - at, &used)};
		double begun = both_ms(), ms = desk_press(desk, key);
		series_add(&typed->keys, ms);
		if (ms > typed->most) {
			typed->most = ms;
			snprintf(typed->worst, sizeof typed->worst, "slowest: %.*s", (int)(at + used), query);
		}
		if (!c->searching)
			continue;
		while (c->searching && app_answers(desk->ui, 1000))
			app_frame(desk->ui);
		double end = both_ms() - begun;
		series_add(&typed->ends, end);
		if (end > typed->most_end) {
			typed->most_end = end;
			snprintf(typed->worst_end, sizeof typed->worst_end, "slowest: %.*s", (int)(at + used), query);
		}
	}
}

static void measure(Desk *desk, Class class, int64_t most, size_t queries)
{
	Typed typed = {0};
	for (size_t i = 0; i < queries; i++) {
		char query[400];
		Drawn drawn = draw(desk->work->store, most);
		write_query(query, class, &drawn, i);
		desk_keys(desk, "2 /");
		type_query(desk, &typed, query);
		desk_keys(desk, "Esc Esc");
	}
	figure_print(classes[class].name, &typed.keys, NULL, (Goal){.ms = classes[class].goal}, typed.worst);
	if (typed.ends.n)
		figure_print("  to the end of the walk", &typed.ends, NULL, (Goal){.ms = END_MS}, typed.worst_end);
	series_done(&typed.keys);
	series_done(&typed.ends);
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
	size_t queries = argc > 2 ? strtoul(argv[2], NULL, 10) : QUERIES;
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
			measure(&desk, (Class)i, most, classes[i].queries < queries ? classes[i].queries : queries);
	desk_close(&desk);
	figures_end("search");
	free(base);
	return 0;
}
