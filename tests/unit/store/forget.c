/* SPDX-License-Identifier: MIT */
/* How far back the journal goes: what leaves it and what may not. */
#include "fixture.h"
#include "inside.h"

enum {
	DAY = 86400
};
static const Instant long_ago = {1600000000}, today = {1784797200};

static int64_t add_at(Store *store, Instant at, const char *surname)
{
	BatchHead head = head_of("client add");
	head.at = at;
	well(store_begin(store, &head));
	make_person(store, surname, "Игорь");
	return commit(store);
}

static int64_t count(Store *store, const char *sql)
{
	int64_t n = 0;
	well(db_int(&n, store_db(store), sql, NO_ARGS));
	return n;
}

static void expect_begin(Store *store, int64_t batch)
{
	int64_t first;
	well(journal_begins(store, &first));
	assert_int_equal(first, batch);
	expect_sound(store);
}

static int64_t forget(Store *store, bool trial)
{
	int64_t gone = -1;
	well(care_forget(store, (Instant){today.s - 365 * DAY}, trial, &gone, NULL));
	return gone;
}

TEST(what_is_old_leaves_the_journal_and_records_stay)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	for (int i = 0; i < 1200; i++)
		add_at(store, long_ago, "Иванов");
	int64_t young = add_at(store, today, "Петров");
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	char *before = dump_of(store);
	assert_int_equal(forget(store, true), 1200);
	expect_begin(store, 1);
	assert_int_equal(forget(store, false), 1200);
	expect_begin(store, young);
	assert_int_equal(count(store, "SELECT count(*) FROM change"), 1);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	assert_int_equal(forget(store, false), 0);
	/* numbers go on, and what is young is taken back as ever */
	take_back(store, young);
	assert_int_equal(add_at(store, today, "Сидоров"), young + 2);
	free(before);
	free(after);
	store_close(store);
	fixture_done(&fixture);
}

TEST(the_newest_batch_never_leaves)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	assert_int_equal(forget(store, false), 0);
	add_at(store, long_ago, "Иванов");
	int64_t last = add_at(store, long_ago, "Петров");
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	assert_int_equal(forget(store, false), last - 1);
	expect_begin(store, last);
	assert_int_equal(add_at(store, today, "Сидоров"), last + 1);
	store_close(store);
	fixture_done(&fixture);
}

/* What lives, is open, or is taken back by what stays, stays with all that came after it. */
TEST(what_can_still_be_taken_back_stays_in_the_journal)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t first = add_at(store, long_ago, "Иванов"), second = add_at(store, long_ago, "Петров"), third = add_at(store, long_ago, "Сидоров");
	/* this session did them */
	assert_int_equal(forget(store, false), 0);
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	Store *other = open_at(fixture.path, STORE_WRITE);
	int64_t theirs = add_at(other, long_ago, "Яшин");
	/* somebody takes one of them back today */
	int64_t undo = take_back(store, second);
	assert_int_equal(forget(store, false), 1);
	expect_begin(store, second);
	assert_true(first < second && second < third && third < theirs && theirs < undo);
	store_close(store);
	store_close(other);
	/* an import that goes on */
	store = open_at(fixture.path, STORE_WRITE);
	BatchHead head = head_of("import");
	head.at = long_ago;
	head.stays_open = true;
	well(store_begin(store, &head));
	make_person(store, "Ильин", "Илья");
	int64_t open = commit(store);
	other = open_at(fixture.path, STORE_WRITE);
	int64_t gone;
	well(care_forget(other, (Instant){today.s + 365 * DAY}, false, &gone, NULL));
	int64_t begins;
	well(journal_begins(other, &begins));
	assert_int_equal(begins, open);
	store_close(other);
	head.joins = open;
	head.stays_open = false;
	well(store_begin(store, &head));
	make_person(store, "Лукин", "Лука");
	assert_int_equal(commit(store), open);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

static bool stop_at_once(void *self, int64_t done, int64_t all)
{
	(void)self;
	return done > all;
}

TEST(a_journal_that_was_being_shortened_is_sound_wherever_that_ended)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	for (int i = 0; i < 700; i++)
		add_at(store, long_ago, "Иванов");
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	const CareProgress progress = {.step = stop_at_once};
	int64_t gone;
	fails(care_forget(store, today, false, &gone, &progress), ERR_INTERRUPTED);
	assert_true(gone > 0 && gone < 699);
	expect_begin(store, gone + 1);
	assert_int_equal(count(store, "PRAGMA foreign_keys"), 1);
	assert_int_equal(forget(store, false), 699 - gone);
	/* who may not write shortens nothing */
	store_close(store);
	store = open_at(fixture.path, STORE_READ);
	fails(care_forget(store, today, false, &gone, NULL), ERR_READ_ONLY);
	store_close(store);
	fixture_done(&fixture);
}
