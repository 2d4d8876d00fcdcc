/* SPDX-License-Identifier: MIT */
/*
 * Walks what is put together of pieces: every filter name with every relation, every sort in both directions with its pages, for each kind that is
 * listed, over few clients and over many (then the lists go along an index). What comes out is of no matter here; that it is asked is.
 */
#include "unit/store/people.h"

#include "kartoteka/model/interaction.h"

enum {
	MANY = 2100, /* more than a set of ids is used for: FEW in store/clients.c */
};

/* ---- Questions ---- */

typedef struct Base {
	People p;
	int64_t client;
} Base;

static void ask_clients(Base *base, const FilterNode *filter, const ClientPage *how)
{
	Arena *arena = arena_new();
	ClientPage page = *how;
	page.filter = filter;
	page.limit = 3;
	ClientRow *rows, *more;
	size_t n, more_n;
	int64_t place;
	Err *err = clients_page(base->p.store, &page, &rows, &n, arena);
	if (err && err->code == ERR_USAGE) { /* not a column to sort by */
		err_free(err);
		arena_free(arena);
		return;
	}
	well(err);
	for (size_t i = 0; i < n; i++) {
		ClientPage next = page;
		next.from_end = false;
		next.after = &rows[i].client;
		well(clients_page(base->p.store, &next, &more, &more_n, arena));
		next.after = NULL;
		next.before = &rows[i].client;
		well(clients_page(base->p.store, &next, &more, &more_n, arena));
		well(clients_place(base->p.store, &page, rows[i].client.head.id, 5, &place));
	}
	arena_free(arena);
}

static void ask_reminders(Base *base, const FilterNode *filter, Arena *arena)
{
	static const int64_t ids[] = {1, 2, 3};
	const Reminder from = {.head.id = 3, .next_at = {1784900000}};
	const ReminderQuery ways[] = {
		{.until = INSTANT_NONE, .done_too = true},
		{.until = {1785000000}, .owner = 1, .done_too = true},
		{.until = INSTANT_NONE, .after = {1784000000}, .series = true},
		{.until = INSTANT_NONE, .from = &from},
		{.until = INSTANT_NONE, .from = &from, .backward = true, .owner = 1},
		{.until = INSTANT_NONE, .backward = true},
		{.until = INSTANT_NONE, .ids = ids, .n_ids = countof(ids)},
		{.until = INSTANT_NONE, .skip = 2},
		{.until = INSTANT_NONE, .skip = 2, .owner = 1},
	};
	for (size_t i = 0; i < countof(ways); i++) {
		ReminderQuery query = ways[i];
		ReminderRow *rows;
		size_t n;
		query.limit = 5;
		query.filter = filter;
		if (!query.skip || !filter)
			well(reminders_page(base->p.store, &query, &rows, &n, arena));
	}
}

static void ask_kind(Base *base, const Kind *kind, const FilterNode *filter)
{
	Store *store = base->p.store;
	Arena *arena = arena_new();
	const ClientPage usual = {0};
	const PlanQuery all = {.from = INSTANT_NONE, .to = INSTANT_NONE, .filter = filter};
	const PlanQuery of = {.from = {1784000000}, .to = {1785000000}, .filter = filter, .owner = 1, .client = base->client, .limit = 5};
	size_t n;
	int64_t count;
	bool more;
	if (kind == &kind_client) {
		ask_clients(base, filter, &usual);
		well(clients_count(store, filter, 100, &count, &more));
	} else if (kind == &kind_interaction) {
		HistoryRow *rows;
		well(history_page(store, base->p.id[1], filter, 0, 0, 5, &rows, &n, arena));
		well(history_page(store, base->p.id[2], filter, 1784900000, 7, 5, &rows, &n, arena));
	} else if (kind == &kind_event) {
		Event *rows;
		well(events_between(store, &all, &rows, &n, arena));
		well(events_between(store, &of, &rows, &n, arena));
	} else if (kind == &kind_task) {
		Task *rows;
		well(tasks_due(store, &of, true, &rows, &n, arena));
		well(tasks_due(store, &all, false, &rows, &n, arena));
		well(tasks_series(store, &of, &rows, &n, arena));
		well(tasks_undated(store, &all, &rows, &n, arena));
		well(tasks_uncalled(store, &all, &rows, &n, arena));
		well(tasks_uncalled(store, &of, &rows, &n, arena));
	} else if (kind == &kind_note) {
		Journal *rows;
		well(notes_between(store, &of, &rows, &n, arena));
		well(notes_page(store, 10, &rows, &n, arena));
	} else if (kind == &kind_reminder) {
		ask_reminders(base, filter, arena);
	}
	arena_free(arena);
}

/* ---- Filters ---- */

static const Kind *const listed[] = {&kind_client, &kind_interaction, &kind_event, &kind_task, &kind_note, &kind_reminder};

/* Said of any name; what a name does not take is refused by the parser, so each name must take some. */
static const char *const relations[] = {
	"no %s",
	"%s:опт",
	"%s:\"опт\"",
	"%s:916123",
	"%s:\"8916\"",
	"%s:Ким",
	"%s:\"вектор\"",
	"%s:me",
	"%s:anna",
	"%s:reached",
	"%s:yes",
	"%s:no",
	"%s:person",
	"%s:first",
	"%s:5",
	"%s>5",
	"%s<5",
	"%s>=5",
	"%s<=5",
	"%s:\"-\"",
	"%s:30d",
	"%s<30d",
	"%s>30d",
	"%s:today",
	"%s:23.07.2026",
	"%s<23.07.2026",
	"%s>23.07.2026",
	"%s<=23.07.2026",
	"%s>=23.07.2026",
	"%s:1973",
	"%s>1973",
	"%s:may",
	"%s:12.05",
	"%s<12.05",
	"%s:12.05.1973",
	"%s>12.05.1973",
	"not %s:опт",
	"not %s:5",
};

static const char *const trees[] = {
	"",
	"о",
	"ив",
	"иван",
	"bdfyjd",
	"\"Игорь Петрович\"",
	"8916",
	"916 123",
	"игорь вектор",
	"иванов каталог",
	"опт скидку",
	"каталог серия",
	"ким or петрова",
	"о or ив or 8916 or \"Игорь\" or опт",
	"-иван -вектор",
	"not скидку",
	"иван tag:опт",
	"иван not (tag:москва or no tag)",
	"8916 tag:опт or иван",
	"каталог not 8916",
	"каталог tag:опт",
};

static FilterNode *read_as(Base *base, const Kind *kind, const char *text, Arena *arena)
{
	FilterContext context = base->p.context;
	FilterNode *node = NULL;
	context.kind = kind;
	err_free(filter_read(&node, text, &context, arena));
	return node;
}

static void ask_filters(Base *base, const Kind *kind)
{
	Arena *arena = arena_new();
	size_t n;
	const FilterName *names = filter_names(kind, &n);
	for (size_t i = 0; i < n; i++) {
		size_t taken = 0;
		for (size_t k = 0; k < countof(relations); k++) {
			Str text = {0};
			const char *hole = strstr(relations[k], "%s");
			str_addf(&text, "%.*s%s%s", (int)(hole - relations[k]), relations[k], names[i].name, hole + 2);
			FilterNode *node = read_as(base, kind, str_text(&text), arena);
			if (node)
				ask_kind(base, kind, node);
			taken += node != NULL;
			str_done(&text);
		}
		if (!taken)
			fail_msg("no filter of %s is taken for \"%s\"", kind->name, names[i].name);
	}
	for (size_t i = 0; i < countof(trees); i++) {
		FilterNode *node = read_as(base, kind, trees[i], arena);
		if (!node)
			fail_msg("no filter: %s", trees[i]);
		ask_kind(base, kind, node);
	}
	arena_free(arena);
}

/* ---- Sorts ---- */

static void ask_sorts(Base *base)
{
	Arena *arena = arena_new();
	for (size_t i = 0; i <= kind_client.field_count; i++) {
		for (int how = 0; how < 4; how++) {
			const ClientPage page = {.sort = i < kind_client.field_count ? kind_client.fields[i].name : "title", .descending = how & 1, .from_end = how & 2};
			ask_clients(base, NULL, &page);
			ask_clients(base, read_as(base, &kind_client, "tag:опт", arena), &page);
		}
	}
	arena_free(arena);
}

/* ---- Small questions that no other test asks in each of their ways ---- */

static void ask_rest(Base *base)
{
	Store *store = base->p.store;
	Arena *arena = arena_new();
	int64_t count;
	Instant at;
	ClientRow *clients;
	Hit *hits;
	void *records;
	size_t n;
	Component component, *components;
	bool found, farther;
	ask_reminders(base, NULL, arena);
	for (int64_t owner = 0; owner < 2; owner++) {
		well(reminders_count(store, owner, (Instant){0}, (Instant){1785000000}, 10, &count));
		well(clients_born_on(store, (Day){20600}, &(BornQuery){.owner = owner, .limit = 5}, &clients, &n, arena));
		well(clients_born_on(store, (Day){20600}, &(BornQuery){.owner = owner, .client = 1, .limit = 5}, &clients, &n, arena));
		well(reminders_next(store, owner, (Instant){0}, &at));
	}
	well(find_everything(store, "каталог", 100, &hits, &n, arena));
	well(list_usage(store, &kind_staff, 1, INSTANT_NONE, &count));
	well(store_where(store, &kind_client, "owner", (Value){.type = VALUE_NULL}, &records, &n, arena));
	well(component_match(store, NULL, NULL, 0, "hash", &component, &found, &farther, arena));
	well(component_match(store, "uid", NULL, 0, "hash", &component, &found, &farther, arena));
	well(component_with(store, &(Component){.uid.s = "uid", .hash.s = "hash"}, -1, 5, &components, &n, arena));
	for (int i = 0; i < 4; i++)
		well(component_equals(store, i & 1 ? "uid" : NULL, NULL, "hash", i & 2, &components, &n, arena));
	arena_free(arena);
}

/* ---- The base ---- */

static void add_plans(Base *base)
{
	Journal note;
	record_init(&kind_note, &note);
	note.summary.s = "заметка";
	note.text.s = "каталог";
	note.client.v = base->client;
	begin(base->p.store, "note add");
	well(store_make(base->p.store, &kind_note, &note));
	commit(base->p.store);
}

static void walk_all(Base *base)
{
	base->client = base->p.id[1];
	add_plans(base);
	for (size_t i = 0; i < countof(listed); i++)
		ask_filters(base, listed[i]);
	ask_sorts(base);
	ask_rest(base);
}

TEST(lists_over_few)
{
	Base base = {.p = people_new()};
	walk_all(&base);
	people_done(&base.p);
}

TEST(lists_over_many)
{
	Base base = {.p = people_new()};
	Arena *arena = base.p.fixture.arena;
	begin(base.p.store, "client add");
	int64_t tag = people_tag(base.p.store, "опт розница");
	for (int i = 0; i < MANY; i++) {
		Client client = named("Иванов Игорь", CLIENT_PERSON, arena);
		client.source.s = "выставка";
		well(store_make(base.p.store, &kind_client, &client));
		people_tagged(base.p.store, client.head.id, tag);
		people_works(base.p.store, client.head.id, base.p.id[2], "опт");
		people_contact(base.p.store, client.head.id, "call", "reached", "2026-07-22T13:40:00Z", "опт скидку", arena);
	}
	commit(base.p.store);
	walk_all(&base);
	people_done(&base.p);
}
