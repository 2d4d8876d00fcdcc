/* SPDX-License-Identifier: MIT */
/* Search: order of what is found and where, pages both ways, changes and undo in the index, a client said in a line, everything at once. */
#include "people.h"

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "search.h"
#include "sqlite_search.h"

static void expect_page(const People *p, const char *filter, const char *want)
{
	FilterNode *node;
	ClientRow *rows;
	size_t n;
	char got[PEOPLE + 2];
	well(filter_read(&node, filter, &p->context, p->fixture.arena));
	const ClientPage page = {.filter = node, .limit = 100};
	well(clients_page(p->store, &page, &rows, &n, p->fixture.arena));
	people_digits(got, p, rows, n, false);
	expect_same(filter, got, want);
}

TEST(search_best_first)
{
	People p = people_new();
	expect_page(&p, "иванов", "17");  /* the name begins, then a word of it */
	expect_page(&p, "вектор", "231"); /* its own name, then who works there, newest first */
	expect_page(&p, "ива", "17");
	expect_page(&p, "скид", "1");
	expect_page(&p, "о", "32715"); /* john of the other layout comes last */
	people_done(&p);
}

/* Case forms of a name are asked where the words as they stand have nobody, in every way there is to search; pages and counts agree. */
TEST(check_32_search_by_case_forms)
{
	static const struct {
		const char *filter, *rows;
	} finds[] = {
		{"Иванову", "1"},
		{"ИВАНОВЫМ", "1"},
		{"с Ивановым", "1"},
		{"игорю иванову", "1"},
		{"Петровой", "4"},
		{"у Петровой Анны", "4"},
		{"от Ким", "3"},
		{"про Ольгу", "3"},
		{"Вектору", "231"},
		{"для Вектора", "231"},
		{"Иванову Вектор", "1"},
		{"Иванов", "17"}, /* as it stands: nobody of the forms comes behind */
		{"Иванова", "1"}, /* of Иванов */
		{"\"Иванову\"", ""},
		{"Иванову опт", "1"},
		{"Иванову tag:опт", "1"},
		{"Петровой tag:опт", ""},
		{"скидку", "1"}, /* in history alone */
		{"нет такого", ""},
	};
	People p = people_new();
	for (size_t i = 0; i < countof(finds); i++) {
		FilterNode *node;
		ClientRow *rows;
		size_t n, back;
		int64_t count;
		bool more;
		expect_page(&p, finds[i].filter, finds[i].rows);
		well(filter_read(&node, finds[i].filter, &p.context, p.fixture.arena));
		well(clients_count(p.store, node, 100, &count, &more));
		assert_int_equal(count, (int64_t)strlen(finds[i].rows));
		/* One at a time, there and back. */
		ClientPage page = {.filter = node, .limit = 1};
		Client last = {0};
		for (size_t k = 0; finds[i].rows[k]; k++) {
			well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
			assert_int_equal(n, 1);
			assert_int_equal(rows[0].client.head.id, p.id[finds[i].rows[k] - '0']);
			last = rows[0].client;
			page.after = &last;
		}
		if (page.after) {
			well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
			assert_int_equal(n, 0);
		}
		const ClientPage end = {.filter = node, .limit = 100, .from_end = true};
		well(clients_page(p.store, &end, &rows, &back, p.fixture.arena));
		assert_int_equal(back, strlen(finds[i].rows));
		for (size_t k = 0; k < back; k++)
			assert_int_equal(rows[k].client.head.id, p.id[finds[i].rows[k] - '0']);
	}
	people_done(&p);
}

static const struct {
	const char *filter, *found;
} places[] = {
	{"4567", "phone 8 (916) 123-45-67"},
	{"igor@vector", "mail igor@vector.example"},
	{"тверская", "address Тверская 7, этаж 3"},
	{"опт иванов", "tag опт"},
	{"директор", "директор, ООО «Вектор»"},
	{"каталог", "contact: Показали каталог, понравилась серия «Норд»."},
	{"решает", "note: Просит скидку, решает жена"},
};

TEST(search_says_where)
{
	People p = people_new();
	for (size_t i = 0; i < countof(places); i++) {
		FilterNode *node;
		ClientRow *rows;
		size_t n;
		well(filter_read(&node, places[i].filter, &p.context, p.fixture.arena));
		const ClientPage page = {.filter = node, .limit = 1};
		well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
		assert_int_equal(n, 1);
		expect_text(places[i].filter, rows[0].found, places[i].found);
		assert_int_equal(rows[0].tier, 3);
	}
	people_done(&p);
}

/* Of several places the one that holds most of what was asked; an extension is part of its phone. */
TEST(search_says_the_place_that_matched)
{
	static const struct {
		const char *filter, *found;
	} rows[] = {
		{"z@quasar", "mail z@quasar.example"},
		{"zoe quasar", "site quasar.example"},
		{"h@quasar", "mail h@quasar.example"},
		{"7755", "phone 8 903 111-22-33 ext. 7755"},
		{"79031112233", "phone 8 903 111-22-33"},
	};
	People p = people_new();
	begin(p.store, "client add");
	int64_t zoe = make_person(p.store, "Zaharov", "Zoe"), hugo = make_person(p.store, "Meier", "Hugo");
	people_channel(p.store, hugo, CHANNEL_EMAIL, "h@quasar.example", "h@quasar.example");
	people_channel(p.store, zoe, CHANNEL_SITE, "quasar.example", NULL);
	people_channel(p.store, zoe, CHANNEL_EMAIL, "z@quasar.example", "z@quasar.example");
	Channel phone;
	record_init(&kind_channel, &phone);
	phone.client.v = zoe;
	phone.type.v = CHANNEL_PHONE;
	phone.value.s = "8 903 111-22-33";
	phone.extension.s = "7755";
	phone.key.s = "+79031112233";
	well(store_make(p.store, &kind_channel, &phone));
	commit(p.store);
	for (size_t i = 0; i < countof(rows); i++) {
		FilterNode *node;
		ClientRow *found;
		size_t n;
		well(filter_read(&node, rows[i].filter, &p.context, p.fixture.arena));
		const ClientPage page = {.filter = node, .limit = 1};
		well(clients_page(p.store, &page, &found, &n, p.fixture.arena));
		assert_int_equal(n, 1);
		expect_text(rows[i].filter, found[0].found, rows[i].found);
	}
	people_done(&p);
}

/* What is written is found, what is changed or gone is not, and undo brings it back; the index says what the records say. */
TEST(search_follows_changes)
{
	People p = people_new();
	begin(p.store, "client edit");
	Client old, client;
	well(store_get(p.store, &kind_client, p.id[2], &old, p.fixture.arena));
	client = old;
	client.name.s = "Меридиан";
	bool changed;
	well(store_edit(p.store, &changed, &kind_client, &old, &client));
	int64_t batch = commit(p.store);
	expect_page(&p, "вектор", ""); /* mails say vector, no name does */
	expect_page(&p, "меридиан", "231");
	expect_page(&p, "еридиа", "231");
	int64_t undo = take_back(p.store, batch);
	expect_page(&p, "меридиан", "");
	expect_page(&p, "вектор", "231");
	take_back(p.store, undo);
	expect_page(&p, "меридиан", "231");

	begin(p.store, "client delete");
	well(store_remove(p.store, &kind_client, p.id[7]));
	batch = commit(p.store);
	expect_page(&p, "сидорова", "");
	expect_page(&p, "подписан", "");
	expect_page(&p, "елка", "");
	take_back(p.store, batch);
	expect_page(&p, "сидорова", "7");
	expect_page(&p, "подписан", "7");
	expect_page(&p, "елка", "7");

	expect_sound(p.store);
	people_done(&p);
}

TEST(search_in_the_transaction_that_writes)
{
	People p = people_new();
	begin(p.store, "client add");
	make_person(p.store, "Журавлёв", "Пётр");
	FilterNode *node;
	ClientRow *rows;
	size_t n;
	well(filter_read(&node, "журавлев", &p.context, p.fixture.arena));
	const ClientPage page = {.filter = node, .limit = 10};
	well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
	assert_int_equal(n, 1);
	store_rollback(p.store);
	well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
	assert_int_equal(n, 0);
	people_done(&p);
}

/* Turns the pages of three rows forwards and backwards: no row twice, none lost, the same order. */
static void turn_pages(const People *p, const FilterNode *node, const char *sort, bool descending)
{
	char whole[PEOPLE + 2], forth[PEOPLE * 2] = "", back[PEOPLE * 2] = "";
	ClientRow *rows;
	size_t n;
	ClientPage page = {.filter = node, .sort = sort, .descending = descending, .limit = 100};
	well(clients_page(p->store, &page, &rows, &n, p->fixture.arena));
	people_digits(whole, p, rows, n, false);
	page.limit = 3;
	for (int turn = 0; turn < 6; turn++) {
		char part[PEOPLE + 2];
		well(clients_page(p->store, &page, &rows, &n, p->fixture.arena));
		people_digits(part, p, rows, n, false);
		strcat(forth, part);
		if (n < 3)
			break;
		page.after = &rows[n - 1].client;
	}
	expect_same(sort ? sort : "words", forth, whole);
	page.after = NULL;
	page.from_end = true;
	for (int turn = 0; turn < 6; turn++) {
		char part[PEOPLE + 2], all[PEOPLE * 2];
		well(clients_page(p->store, &page, &rows, &n, p->fixture.arena));
		people_digits(part, p, rows, n, false);
		snprintf(all, sizeof all, "%s%s", part, back);
		strcpy(back, all);
		if (n < 3)
			break;
		page.from_end = false;
		page.before = &rows[0].client;
	}
	expect_same(sort ? sort : "words backwards", back, whole);
	for (size_t i = 0; whole[i]; i++) {
		int64_t place;
		const ClientPage all = {.filter = node, .sort = sort, .descending = descending, .limit = 100};
		well(clients_place(p->store, &all, p->id[whole[i] - '0'], 1000, &place));
		assert_int_equal(place, (int64_t)i);
	}
}

TEST(search_pages_of_any_order)
{
	static const char *const sorts[] = {"title", "last_contact", "next_at", "born", "source", "attempts", NULL};
	People p = people_new();
	for (size_t i = 0; i < countof(sorts); i++) {
		turn_pages(&p, NULL, sorts[i], false);
		turn_pages(&p, NULL, sorts[i], true);
	}
	static const char *const filters[] = {"о", "вектор", "е", "ив", "вид:человек о", "скидку", "прайс or каталог", "tag:опт", "-tag:опт"};
	for (size_t i = 0; i < countof(filters); i++) {
		FilterNode *node;
		well(filter_read(&node, filters[i], &p.context, p.fixture.arena));
		turn_pages(&p, node, NULL, false);
	}
	people_done(&p);
}

/* A whole word typed beats a longer one, however new that is (ux.md: "best match first"); with more words, by pages, and from below. */
TEST(search_whole_words_first)
{
	static const struct {
		const char *filter, *want;
	} rows[] = {
		{"zorin", "1432"},
		{"zorin i", "14"},
		{"igor zorin", "1"},
		{"zori", "4321"},
		{"ZORIN", "1432"},
		{"\"zorin\"", "1"},
		{"ящкшт", "1432"},
		{"зорин", ""},
	};
	People p = people_new();
	p.id[1] = add_person(p.store, "Zorin", "Igor");
	p.id[2] = add_person(p.store, "Zorinsky", "Elena");
	p.id[3] = add_person(p.store, "Zorina", "Anna");
	p.id[4] = add_person(p.store, "Zorina", "Inna");
	for (size_t i = 0; i < countof(rows); i++) {
		FilterNode *node;
		expect_page(&p, rows[i].filter, rows[i].want);
		well(filter_read(&node, rows[i].filter, &p.context, p.fixture.arena));
		if (*rows[i].want)
			turn_pages(&p, node, NULL, false);
	}
	people_done(&p);
}

static int64_t add_named(People *p, const char *name)
{
	Client client = named(name, -1, p->fixture.arena);
	begin(p->store, "client add");
	well(store_make(p->store, &kind_client, &client));
	commit(p->store);
	return client.head.id;
}

/* Whose whole name was typed comes first, form and quotes apart, before a longer name and however old; by pages and from below. */
TEST(search_whole_names_first)
{
	static const struct {
		const char *filter, *want;
	} rows[] = {
		{"кама", "1432"}, /* Камарин begins with it */
		{"ооо кама", "143"},
		{"кама ооо", "143"},
		{"rfvf", "1432"},
		{"кама софт", "34"},
		{"\"кама\"", "143"},
		{"кам", "4321"},
	};
	People p = people_new();
	p.id[1] = add_named(&p, "ООО «Кама»");
	p.id[2] = add_named(&p, "Камарин Олег");
	p.id[3] = add_named(&p, "ООО «Кама-Софт»");
	p.id[4] = add_named(&p, "ООО «Кама-Софт-Ру»");
	for (size_t i = 0; i < countof(rows); i++) {
		FilterNode *node;
		expect_page(&p, rows[i].filter, rows[i].want);
		well(filter_read(&node, rows[i].filter, &p.context, p.fixture.arena));
		turn_pages(&p, node, NULL, false);
	}
	people_done(&p);
}

static const struct {
	const char *said, *rows;
} said[] = {
	{"Иванову", "1"},
	{"игорю иванову", "1"},
	{"Иванов", "17"},
	{"Петровой", "4"},
	{"с Петровой", ""},
	{"Ким", "3"},
	{"у Ким", ""},
	{"Вектору", "213"},
	{"Вектора", "213"},
	{"Северу", "6"},
	{"4567", "1"},
	{"89161234567", "1"},
	{"igor vector", "1"},
	{"Ольге Ким", "3"},
	{"Сидоровой Марии", "7"},
	{"Лаврову", "8"},
	{"John", "5"},
	{"никому", ""},
	{"игорь вектор", "1"},
	{"Анне", "4"},
	{"скидку", ""},
	{"", ""},
};

TEST(search_client_said)
{
	People p = people_new();
	for (size_t i = 0; i < countof(said); i++) {
		ClientRow *rows;
		size_t n;
		char got[PEOPLE + 2], want[PEOPLE + 2];
		well(find_client(p.store, said[i].said, 8, &rows, &n, p.fixture.arena));
		people_digits(got, &p, rows, n, true);
		snprintf(want, sizeof want, "%s", said[i].rows);
		for (size_t a = 0; want[a]; a++) {
			for (size_t b = a + 1; want[b]; b++) {
				if (want[b] < want[a]) {
					char swap = want[a];
					want[a] = want[b];
					want[b] = swap;
				}
			}
		}
		expect_same(said[i].said, got, want);
	}
	people_done(&p);
}

/* Whom a case form means stands in the order of the lists: whose whole name it is before a longer one, however new. A name that only begins so is not meant. */
TEST(search_client_said_whole_names_first)
{
	static const struct {
		const char *said, *want;
	} rows[] = {
		{"Каме", "143"},
		{"камой", "143"},
		{"Каме-Софт", "34"},
		{"Кам", "4321"},
		{"Камарину Олегу", "2"},
	};
	People p = people_new();
	p.id[1] = add_named(&p, "ООО «Кама»");
	p.id[2] = add_named(&p, "Камарин Олег");
	p.id[3] = add_named(&p, "ООО «Кама-Софт»");
	p.id[4] = add_named(&p, "ООО «Кама-Софт-Ру»");
	for (size_t i = 0; i < countof(rows); i++) {
		ClientRow *found;
		size_t n;
		char got[PEOPLE + 2];
		well(find_client(p.store, rows[i].said, 8, &found, &n, p.fixture.arena));
		people_digits(got, &p, found, n, false);
		expect_same(rows[i].said, got, rows[i].want);
	}
	people_done(&p);
}

TEST(check_32_search_everything)
{
	static const struct {
		const char *text, *hits;
	} finds[] = {
		{"иванов", "client:Иванов Игорь Петрович client:Сидорова Мария Ивановна"},
		{"каталог", "interaction:Иванов Игорь Петрович"},
		{"счёт", "task:счёт № 118"},
		{"показ", "interaction:Иванов Игорь Петрович event:показ"},
		{"скидку", "interaction:Иванов Игорь Петрович client:Иванов Игорь Петрович"},
		{"4567", "client:Иванов Игорь Петрович"},
		{"с Ивановым", "client:Иванов Игорь Петрович"},
		{"Ольгой", "client:Ким Ольга"},
		{"zzzz", ""},
		{"", ""},
		{"bdfyjd", "client:Иванов Игорь Петрович client:Сидорова Мария Ивановна"},
		{"tag:опт", "client:Сидорова Мария Ивановна client:Иванов Игорь Петрович"},
	};
	People p = people_new();
	for (size_t i = 0; i + 1 < countof(finds); i++) {
		Hit *hits;
		size_t n;
		Str got = {0};
		well(find_everything(p.store, finds[i].text, 20, &hits, &n, p.fixture.arena));
		for (size_t k = 0; k < n; k++)
			str_addf(&got, "%s%s:%s", k ? " " : "", hits[k].kind, hits[k].name);
		expect_text(finds[i].text, str_text(&got), finds[i].hits);
		str_done(&got);
	}
	people_done(&p);
}

/* A lone letter begins a word; what stands beside it may be inside of one, whether few have the letter or many. */
TEST(search_lone_letters)
{
	static const struct {
		const char *filter;
		size_t n;
	} finds[] = {
		{"кимо б", 3},
		{"б кимо", 3},
		{"кимо а", 256},
		{"кимо я", 258},
		{"кимо ю", 0},
		{"кимо 7", 1},
		{"кимо а б", 1},
	};
	static const char *const names[] = {"Якимов Борис", "Екимова Бэла", "Борис", "Якимовский Антон Борисович", "Якимова 7"};
	People p = people_new();
	begin(p.store, "add");
	for (size_t i = 0; i < 260; i++) {
		Client client = named(i < countof(names) ? names[i] : "Якимова Анна", CLIENT_PERSON, p.fixture.arena);
		well(store_make(p.store, &kind_client, &client));
	}
	commit(p.store);
	for (size_t i = 0; i < countof(finds); i++) {
		FilterNode *filter;
		ClientRow *rows;
		size_t n;
		well(filter_read(&filter, finds[i].filter, &p.context, p.fixture.arena));
		const ClientPage page = {.filter = filter, .limit = 1000};
		well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
		if (n != finds[i].n)
			fail_msg("%s: %zu instead of %zu", finds[i].filter, n, finds[i].n);
	}
	people_done(&p);
}

/* A plan is no history, made here or imported; a note and what stands beside its client are. */
TEST(search_in_history_leaves_plans_out)
{
	People p = people_new();
	Source source;
	Component component;
	Event event;
	Journal note;
	record_init(&kind_source, &source);
	record_init(&kind_component, &component);
	record_init(&kind_event, &event);
	record_init(&kind_note, &note);
	begin(p.store, "add");
	well(store_make(p.store, &kind_source, &source));
	component.source.v = source.head.id;
	component.type.s = "VEVENT";
	component.hash.s = "00";
	component.lines.s = "BEGIN:VEVENT\n";
	component.lines.n = 13;
	well(store_make(p.store, &kind_component, &component));
	event.client.v = p.id[5];
	event.summary.s = "дегустация";
	well(store_make(p.store, &kind_event, &event));
	record_init(&kind_event, &event);
	event.summary.s = "дегустация";
	event.client.v = p.id[6];
	event.component.v = component.head.id;
	well(store_make(p.store, &kind_event, &event));
	note.client.v = p.id[7];
	note.summary.s = "после дегустации";
	well(store_make(p.store, &kind_note, &note));
	commit(p.store);
	expect_page(&p, "дегустаци", "7");
	expect_page(&p, "де", "7");
	people_done(&p);
}

/* Their ids alone are looked through: the row of an event would be a page each. */
TEST(search_in_history_asks_plans_of_an_index)
{
	People p = people_new();
	Str expr = {0};
	Rows rows;
	bool more;
	str_add(&expr, "EXPLAIN QUERY PLAN ");
	candidates_begin(&expr, SEARCH_HISTORY, CANDIDATES_LESS_PLANS);
	str_add(&expr, "'abc'");
	well(db_query(&rows, store_db(p.store), str_text(&expr), NO_ARGS));
	int asked = 0;
	for (;;) {
		well(rows_next(&rows, &more));
		if (!more)
			break;
		const char *step = row_text(&rows, 3);
		asked += strstr(step, "event_own") || strstr(step, "task_own");
	}
	assert_int_equal(asked, 2);
	str_done(&expr);
	people_done(&p);
}

TEST(search_made_anew_is_the_same)
{
	People p = people_new();
	well(search_rebuild(p.store, NULL, NULL));
	expect_page(&p, "иванов", "17");
	expect_page(&p, "каталог", "1");
	expect_page(&p, "ектор", "231");
	Str faults = {0};
	well(search_check(p.store, &faults));
	expect_text("faults", str_text(&faults), "");
	str_done(&faults);
	people_done(&p);
}

/* What a word is folded to is one word to the full-text index as well: it parts none of them, whatever letters and marks stand in it. */
TEST(search_words_are_not_parted)
{
	People p = people_new();
	Str expr = {0}, typed = {0}, folded = {0};
	size_t words = 0;
	for (uint32_t code = 0x80; code < 0x110000; code++) {
		char bytes[4];
		if (code >= 0xD800 && code < 0xE000)
			continue;
		str_cut(&typed, 0);
		str_cut(&folded, 0);
		str_addc(&typed, 'k');
		str_addn(&typed, bytes, utf8_encode(bytes, code));
		str_addc(&typed, 'k');
		fold_search(&folded, str_text(&typed));
		if (folded.n > 2 && !memchr(folded.s, ' ', folded.n))
			str_addf(&expr, "%s\"%s\" *", words++ ? " OR " : "", str_text(&folded));
		if (words < 200 && code < 0x10FFFF)
			continue;
		int64_t found;
		if (words)
			well(candidates_any(&found, store_db(p.store), SEARCH_WORDS, str_text(&expr)));
		str_cut(&expr, 0);
		words = 0;
	}
	str_done(&expr);
	str_done(&typed);
	str_done(&folded);
	people_done(&p);
}

/* Marks that are letters in their script, a letter younger than the index's tables, letters beyond the first plane. */
TEST(search_in_any_script)
{
	static const struct {
		const char *name, *find;
		bool found;
	} cases[] = {
		{"नमस्ते दिल्ली", "नमस्", true},
		{"नमस्ते दिल्ली", "दिल्ली", true},
		{"नमस्ते दिल्ली", "दल", false},
		{"สมชาย ใจดี", "ใจดี", true},
		{"東京 商事", "東", true},
		{"\xDF\x93\xDF\xB3\xDF\x90", "\xDF\x93\xDF\xB3", true},
		{"\xF0\xA0\x80\x80\xF0\xA0\x80\x81 Ltd", "\xF0\xA0\x80\x80", true},
		{"\xE1\xA6\x80\xE1\xA6\xB5\xE1\xA6\x80", "\xE1\xA6\x80\xE1\xA6\xB5", true},
	};
	People p = people_new();
	for (size_t i = 0; i < countof(cases); i++) {
		Client old, client;
		FilterNode *node;
		ClientRow *rows;
		size_t n;
		bool changed;
		begin(p.store, "client edit");
		well(store_get(p.store, &kind_client, p.id[2], &old, p.fixture.arena));
		client = old;
		client.name.s = cases[i].name;
		well(store_edit(p.store, &changed, &kind_client, &old, &client));
		commit(p.store);
		well(filter_read(&node, cases[i].find, &p.context, p.fixture.arena));
		const ClientPage page = {.filter = node, .limit = 100};
		well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
		if (cases[i].found != (n > 0 && rows[0].client.head.id == p.id[2]))
			fail_msg("%s in %s: %zu", cases[i].find, cases[i].name, n);
	}
	expect_sound(p.store);
	people_done(&p);
}

/* ---- Put in order ---- */

static int64_t pieces(Store *store)
{
	int64_t n = 0;
	well(db_int(&n, store_db(store), "/* test */ SELECT count(DISTINCT segid) FROM search_words_idx", NO_ARGS));
	return n;
}

static void tidy(Store *store)
{
	for (int i = 0; store_untidy(store); i++) {
		assert_true(i < 1000);
		store_tidy(store);
	}
}

/* What comes by little is merged by who is idle, once told so by the tables themselves no more, and all is found as before. */
TEST(search_index_is_put_in_order_behind_changes)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t set = 1;
	assert_false(store_untidy(store));
	for (int i = 0; i < 12; i++)
		add_person(store, "Иванов", i % 2 ? "Игорь" : "Пётр");
	assert_true(store_untidy(store));
	int64_t before = pieces(store);
	tidy(store);
	assert_true(pieces(store) < before);
	well(db_int(&set, store_db(store), "SELECT v FROM search_words_config WHERE k = 'automerge'", NO_ARGS));
	assert_int_equal(set, 0);
	expect_sound(store);
	/* Another session finds it so, and leaves it alone while it only reads. */
	Store *reader = open_at(fixture.path, STORE_READ);
	assert_false(store_untidy(reader));
	store_tidy(reader);
	store_close(reader);
	/* Who closes without having been idle does some of it. */
	for (int i = 0; i < 12; i++)
		add_person(store, "Сидоров", i % 2 ? "Игорь" : "Пётр");
	before = pieces(store);
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	assert_true(pieces(store) < before);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

static bool at_once(void *self, int ms)
{
	(void)self;
	(void)ms;
	return false;
}

/* While another file may stand in its place nothing is; who finds it there again puts it in order again. */
TEST(search_index_is_left_alone_only_while_its_file_is_away)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	char away[1024];
	BatchHead head = {.command = "test", .label = "x"};
	(void)snprintf(away, sizeof away, "%s-away", fixture.path);
	for (int i = 0; i < 12; i++)
		add_person(store, "Иванов", "Игорь");
	int64_t before = pieces(store);
	assert_true(store_untidy(store));
	assert_int_equal(rename(fixture.path, away), 0);
	store_tidy(store);
	assert_false(store_untidy(store));
	Err *err = store_begin(store, &head);
	assert_non_null(err);
	err_free(err);
	assert_int_equal(rename(away, fixture.path), 0);
	assert_int_equal(pieces(store), before);
	add_person(store, "Петров", "Игорь");
	assert_true(store_untidy(store));
	tidy(store);
	assert_true(pieces(store) < before);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

/* Nobody is waited for, and nobody's form is written over. */
TEST(search_index_is_left_to_who_writes)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	Db *other;
	for (int i = 0; i < 6; i++)
		add_person(store, "Иванов", "Игорь");
	int64_t before = pieces(store);
	well(db_open(&other, fixture.path, DB_WRITE, (DbWait){at_once, NULL}));
	well(db_begin(other, true));
	store_tidy(store);
	db_rollback(other);
	assert_int_equal(pieces(store), before);
	assert_false(store_untidy(store));
	add_person(store, "Петров", "Игорь");
	well(db_begin(other, true));
	well(db_set_form(other, care_version() + 1));
	well(db_commit(other));
	before = pieces(store);
	store_tidy(store);
	assert_int_equal(pieces(store), before);
	db_close(other);
	store_close(store);
	fixture_done(&fixture);
}
