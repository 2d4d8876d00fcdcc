/* SPDX-License-Identifier: MIT */
/* Which batches of the journal are asked for: by time, kind and record, and that no question of them reads it all. */
#include "people.h"

enum {
	DAY_LENGTH = 86400,
	NOON = 1784797200,
	MANY = 5200, /* changes: more than are looked up at once */
};

typedef struct Filled {
	Fixture fixture;
	Store *store;
	int64_t client, contact, tagged, many, tag, late;
} Filled;

static void begin_at(Store *store, int64_t author, int64_t at)
{
	BatchHead head = head_of("test");
	head.author = author;
	head.at = (Instant){at};
	well(store_begin(store, &head));
}

/* Five batches on five days: a client, a contact of theirs, many tasks, a tag of theirs, and one by a clock that was set back. */
static Filled filled(void)
{
	Filled f = {.fixture = fixture_new()};
	f.store = open_at(f.fixture.path, STORE_WRITE);
	begin_at(f.store, 1, NOON - 4 * DAY_LENGTH);
	Client client = named("Иванов Игорь", CLIENT_PERSON, f.fixture.arena);
	well(store_make(f.store, &kind_client, &client));
	int64_t id = client.head.id;
	f.client = commit(f.store);
	begin_at(f.store, 2, NOON - 3 * DAY_LENGTH);
	people_contact(f.store, id, "call", "reached", "2026-07-19T13:40:00Z", "x", f.fixture.arena);
	f.contact = commit(f.store);
	begin_at(f.store, 1, NOON - 2 * DAY_LENGTH);
	int64_t tag = people_tag(f.store, "опт");
	for (int i = 0; i < MANY; i++) {
		Task task;
		record_init(&kind_task, &task);
		task.summary.s = "счёт";
		well(store_make(f.store, &kind_task, &task));
	}
	f.many = commit(f.store);
	begin_at(f.store, 1, NOON);
	people_tagged(f.store, id, tag);
	f.tag = commit(f.store);
	begin_at(f.store, 2, NOON - 10 * DAY_LENGTH);
	people_staff(f.store, "late", "Late");
	f.late = commit(f.store);
	return f;
}

static void expect_found(const Filled *f, const char *name, JournalQuery query, const char *want)
{
	BatchRow *rows;
	size_t n;
	int64_t left;
	Str got = {0};
	query.left = &left;
	well(journal_batches(f->store, &query, &rows, &n, f->fixture.arena));
	for (size_t i = 0; i < n; i++) {
		const struct {
			int64_t id;
			char as;
		} ids[] = {{f->client, 'c'}, {f->contact, 'i'}, {f->many, 'm'}, {f->tag, 't'}, {f->late, 'l'}};
		for (size_t k = 0; k < countof(ids); k++)
			if (ids[k].id == rows[i].id)
				str_addc(&got, ids[k].as);
	}
	if (left)
		str_addc(&got, '+');
	expect_text(name, str_text(&got), want);
	str_done(&got);
}

TEST(the_journal_is_asked_by_time_kind_and_record)
{
	static const Kind *const clients[] = {&kind_client, NULL}, *const contacts[] = {&kind_interaction, NULL}, *const tasks[] = {&kind_task, NULL},
							 *const both[] = {&kind_task, &kind_interaction, NULL}, *const notes[] = {&kind_note, NULL};
	Filled f = filled();
	Arena *arena = f.fixture.arena;
	size_t n;
	void *made;
	well(store_all(f.store, &kind_client, &made, &n, arena));
	int64_t id = ((const Client *)made)->head.id;
	const struct {
		const char *name, *want;
		JournalQuery query;
	} cases[] = {
		{"all", "ltmic", {0}},
		{"one person's", "li", {.author = 2}},
		{"since two days", "tm", {.since = {NOON - 2 * DAY_LENGTH}}},
		{"since two days, one person's", "tm", {.since = {NOON - 2 * DAY_LENGTH}, .author = 1}},
		{"since tomorrow", "", {.since = {NOON + DAY_LENGTH}}},
		{"a kind far back", "c", {.among = clients}},
		{"none of the last", "+", {.among = clients, .depth = 1}},
		{"another", "i", {.among = contacts}},
		{"none of it", "", {.among = notes}},
		{"a common kind", "m", {.among = tasks}},
		{"not so deep", "+", {.among = tasks, .depth = 1}},
		{"deep enough", "m+", {.among = tasks, .depth = 3}},
		{"further on", "m+", {.among = tasks, .depth = 2, .before = f.tag}},
		{"to the end", "m", {.among = tasks, .depth = 100}},
		{"one of two kinds", "mi", {.among = both}},
		{"kind and person", "m", {.among = both, .author = 1}},
		{"kind and time", "m", {.among = both, .since = {NOON - 2 * DAY_LENGTH}}},
		{"the record alone", "c", {.kind = &kind_client, .record = id}},
		{"and what is of it", "tic", {.kind = &kind_client, .record = id, .parts = true}},
		{"the record since", "ti", {.kind = &kind_client, .record = id, .parts = true, .since = {NOON - 3 * DAY_LENGTH}}},
	};
	for (size_t i = 0; i < countof(cases); i++)
		expect_found(&f, cases[i].name, cases[i].query, cases[i].want);
	store_close(f.store);
	fixture_done(&f.fixture);
}

static int64_t taken_back(Store *store, int64_t batch, int64_t at, Arena *arena)
{
	int64_t *clients;
	size_t n;
	BatchHead head = head_of("undo");
	head.at = (Instant){at};
	well(journal_take_back(store, batch, &head, NULL, &clients, &n, arena));
	return commit(store);
}

/* What was taken back and brought again was made twice: all of it is told of the record, and of whom it belongs to. */
TEST(a_part_made_again_is_told_of_twice)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "Иванов", "Игорь"), author;
	Instant at;
	BatchRow *rows;
	size_t n;
	begin_at(store, 1, NOON);
	people_contact(store, id, "call", "reached", "2026-07-19T13:40:00Z", "x", fixture.arena);
	int64_t logged = commit(store), undo = taken_back(store, logged, NOON + 1, fixture.arena), redo = taken_back(store, undo, NOON + 2, fixture.arena);
	const JournalQuery of_client = {.kind = &kind_client, .record = id, .parts = true};
	well(journal_batches(store, &of_client, &rows, &n, fixture.arena));
	assert_int_equal(n, 4);
	assert_int_equal(rows[0].id, redo);
	assert_int_equal(rows[1].id, undo);
	assert_int_equal(rows[2].id, logged);
	/* The last thing done to a record that came back is that it came back. */
	begin_at(store, 1, NOON + 3);
	well(store_remove(store, &kind_client, id));
	taken_back(store, commit(store), NOON + 4, fixture.arena);
	well(store_last_change(store, &kind_client, id, &author, &at));
	assert_int_equal(at.s, NOON + 4);
	store_close(store);
	fixture_done(&fixture);
}
