/* SPDX-License-Identifier: MIT */
/* Taking back: chains of undo and redo, whose turn it is, conflicts, imports that join batches, and restarts in between. */
#include <pthread.h>

#include "fixture.h"
#include "kartoteka/base/said.h"
#include "journal_inside.h"

static int64_t rename_person(Store *store, int64_t id, const char *surname)
{
	Arena *arena = arena_new();
	Client old, new;
	bool changed;
	well(store_get(store, &kind_client, id, &old, arena));
	new = old;
	new.surname.s = surname;
	begin(store, "client edit");
	well(store_edit(store, &changed, &kind_client, &old, &new));
	int64_t batch = commit(store);
	arena_free(arena);
	return batch;
}

static void expect_surname(Store *store, int64_t id, const char *surname)
{
	Arena *arena = arena_new();
	Client client;
	well(store_get(store, &kind_client, id, &client, arena));
	assert_string_equal(client.surname.s, surname);
	arena_free(arena);
}

static int64_t undoable(Store *store, bool redo)
{
	int64_t batch;
	well(journal_undoable(store, 1, redo, &batch));
	return batch;
}

TEST(undo_and_redo_walk_back_and_forth)
{
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	assert_int_equal(undoable(store, true), 0);
	char *states[4] = {dump_of(store)};
	rename_person(store, id, "Б");
	states[1] = dump_of(store);
	rename_person(store, id, "В");
	states[2] = dump_of(store);
	rename_person(store, id, "Г");
	states[3] = dump_of(store);
	for (int round = 0; round < 3; round++) {
		for (int i = 2; i >= 0; i--) {
			take_back(store, undoable(store, false));
			char *now = dump_of(store);
			assert_string_equal(now, states[i]);
			free(now);
		}
		for (int i = 1; i <= 3; i++) {
			take_back(store, undoable(store, true));
			char *now = dump_of(store);
			assert_string_equal(now, states[i]);
			free(now);
		}
		assert_int_equal(undoable(store, true), 0);
	}
	/* something new: nothing to bring again */
	take_back(store, undoable(store, false));
	assert_true(undoable(store, true) > 0);
	rename_person(store, id, "Д");
	assert_int_equal(undoable(store, true), 0);
	/* back to nothing at all */
	while (undoable(store, false))
		take_back(store, undoable(store, false));
	assert_true(store_is_empty(store));
	expect_sound(store);
	for (size_t i = 0; i < countof(states); i++)
		free(states[i]);
	store_close(store);
}

TEST(check_27_undo_takes_the_own_session_first_then_ended_ones)
{
	Fixture fixture = fixture_new();
	Store *gone = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(gone, "А", "х");
	int64_t old = rename_person(gone, id, "Б");
	Store *live = open_at(fixture.path, STORE_WRITE);
	int64_t theirs = rename_person(live, id, "В");
	/* both live: another living session's change is not ours to take back */
	Store *mine = open_at(fixture.path, STORE_WRITE);
	assert_int_equal(undoable(mine, false), 0);
	assert_int_equal(undoable(live, false), theirs);
	store_close(gone);
	assert_int_equal(undoable(mine, false), old);
	/* which another changed since: a conflict that says so, and nothing changed */
	const BatchHead head = head_of("undo");
	int64_t *clients;
	size_t n;
	char *before = dump_of(mine);
	Err *err = journal_take_back(mine, old, &head, NULL, &clients, &n, fixture.arena);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_CONFLICT);
	assert_string_equal(err->word, "surname");
	err_free(err);
	assert_false(store_in_transaction(mine));
	char *after = dump_of(mine);
	assert_string_equal(before, after);
	free(before);
	free(after);
	store_close(live);
	assert_int_equal(undoable(mine, false), theirs);
	take_back(mine, theirs);
	expect_surname(mine, id, "Б");
	assert_int_equal(undoable(mine, false), old);
	take_back(mine, old);
	expect_surname(mine, id, "А");
	/* another author has nothing here */
	int64_t batch;
	well(journal_undoable(mine, 2, false, &batch));
	assert_int_equal(batch, 0);
	/* after a restart redo goes on */
	store_close(mine);
	mine = open_at(fixture.path, STORE_WRITE);
	take_back(mine, undoable(mine, true));
	expect_surname(mine, id, "Б");
	take_back(mine, undoable(mine, true));
	expect_surname(mine, id, "В");
	assert_int_equal(undoable(mine, true), 0);
	expect_sound(mine);
	store_close(mine);
	fixture_done(&fixture);
}

TEST(what_was_added_later_keeps_its_owner)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	begin(store, "client add");
	int64_t id = make_person(store, "А", "х");
	int64_t made = commit(store);
	Interaction contact;
	record_init(&kind_interaction, &contact);
	contact.client.v = id;
	contact.kind.v = 1;
	contact.at.s = 1784797200;
	begin(store, "log");
	well(store_make(store, &kind_interaction, &contact));
	int64_t logged = commit(store);
	const BatchHead head = head_of("undo");
	int64_t *clients;
	size_t n;
	fails(journal_take_back(store, made, &head, NULL, &clients, &n, fixture.arena), ERR_CONFLICT);
	well(journal_take_back(store, logged, &head, NULL, &clients, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(clients[0], id);
	commit(store);
	fails(journal_take_back(store, 12345, &head, NULL, &clients, &n, fixture.arena), ERR_NOT_FOUND);
	fails(journal_take_back(store, logged, &head, NULL, &clients, &n, fixture.arena), ERR_FAILED); /* already */
	/* an edit that was itself taken back is no obstacle */
	int64_t edit = rename_person(store, id, "Б");
	fails(journal_take_back(store, made, &head, NULL, &clients, &n, fixture.arena), ERR_CONFLICT);
	take_back(store, edit);
	take_back(store, made);
	assert_true(store_is_empty(store));
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

/* What is asked beforehand is what taking back then does. */
static void expect_may(Store *store, const char *what, int64_t batch, bool may)
{
	const BatchHead head = head_of("undo");
	Arena *arena = arena_new();
	int64_t *clients;
	size_t n;
	char *before = dump_of(store);
	size_t looked;
	Err *asked = journal_may_take_back(store, batch, &looked), *done = journal_take_back(store, batch, &head, NULL, &clients, &n, arena);
	if (!asked != may || !done != may)
		fail_msg("%s: asked %s, done %s", what, asked ? asked->what : "well", done ? done->what : "well");
	if (!may && strcmp(asked->what, done->what) != 0)
		fail_msg("%s: asked \"%s\", done \"%s\"", what, asked->what, done->what);
	if (!done)
		store_rollback(store);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	free(before);
	free(after);
	err_free(asked);
	err_free(done);
	arena_free(arena);
}

static int64_t make_tag(Store *store, int64_t client, const char *name)
{
	Tag tag;
	Tagging tagging;
	record_init(&kind_tag, &tag);
	record_init(&kind_tagging, &tagging);
	tag.name.s = name;
	well(store_make(store, &kind_tag, &tag));
	tagging.client.v = client;
	tagging.tag.v = tag.head.id;
	well(store_make(store, &kind_tagging, &tagging));
	return tag.head.id;
}

TEST(it_is_known_beforehand_what_may_be_taken_back)
{
	Store *store = open_at(":memory:", STORE_WRITE);
	begin(store, "client add");
	int64_t id = make_person(store, "А", "х");
	make_tag(store, id, "опт");
	int64_t made = commit(store);
	expect_may(store, "made with what hangs on it", made, true);
	int64_t first = rename_person(store, id, "Б");
	expect_may(store, "made and changed since", made, false);
	expect_may(store, "changed", first, true);
	int64_t second = rename_person(store, id, "В");
	expect_may(store, "changed again", first, false);
	expect_may(store, "the last change", second, true);
	take_back(store, second);
	expect_may(store, "changed again and taken back", first, true);
	take_back(store, first);
	expect_may(store, "made, all later taken back", made, true);
	begin(store, "tag");
	make_tag(store, id, "москва");
	int64_t tagged = commit(store);
	expect_may(store, "made and hung upon since", made, false);
	take_back(store, tagged);
	begin(store, "client delete");
	well(store_remove(store, &kind_client, id));
	int64_t removed = commit(store);
	expect_may(store, "removed with what hung on it", removed, true);
	store_close(store);
}

/* Of a large batch its last changes are looked at, and that is said: a change under the others is seen when it is taken back. */
TEST(it_is_said_how_much_of_a_large_batch_was_looked_at)
{
	static const struct {
		const char *name;
		int made, changed; /* so many clients, of which this one is changed since; -1: none */
		bool may;
		size_t looked;
	} rows[] = {
		{"all of 50", 50, -1, true, 0},
		{"the first of 50", 50, 0, false, 0},
		{"none of 51", 51, -1, true, 50},
		{"the last of 51", 51, 50, false, 50},
		{"the first of 51", 51, 0, true, 50},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Store *store = open_at(":memory:", STORE_WRITE);
		int64_t ids[51];
		size_t looked = 99;
		begin(store, "client add");
		for (int n = 0; n < rows[i].made; n++)
			ids[n] = make_person(store, "А", "х");
		int64_t batch = commit(store);
		if (rows[i].changed >= 0)
			rename_person(store, ids[rows[i].changed], "Б");
		Err *err = journal_may_take_back(store, batch, &looked);
		if (!err != rows[i].may || looked != rows[i].looked)
			fail_msg("%s: %s, %zu looked at", rows[i].name, err ? err->what : "well", looked);
		err_free(err);
		store_close(store);
	}
}

TEST(batches_are_listed_with_what_took_them_back)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	int64_t edit = rename_person(store, id, "Б");
	int64_t undo = take_back(store, edit);
	BatchRow *rows;
	size_t n;
	JournalQuery query = {.limit = 10};
	well(journal_batches(store, &query, &rows, &n, fixture.arena));
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].id, undo);
	assert_int_equal(rows[0].undoes, edit);
	assert_int_equal(rows[1].undone_by, undo);
	assert_int_equal(rows[1].changes, 1);
	assert_string_equal(rows[1].command, "client edit");
	take_back(store, undo);
	well(journal_batches(store, &query, &rows, &n, fixture.arena));
	assert_int_equal(n, 4);
	assert_int_equal(rows[2].id, edit);
	assert_int_equal(rows[2].undone_by, 0); /* it is in force again */
	/* and can be taken back by its own name */
	take_back(store, edit);
	expect_surname(store, id, "А");
	query.kind = &kind_client;
	query.record = id;
	query.before = edit;
	well(journal_batches(store, &query, &rows, &n, fixture.arena));
	assert_int_equal(n, 1);
	query = (JournalQuery){.command = "undo"};
	well(journal_batches(store, &query, &rows, &n, fixture.arena));
	assert_int_equal(n, 3);
	query = (JournalQuery){.author = 2};
	well(journal_batches(store, &query, &rows, &n, fixture.arena));
	assert_int_equal(n, 0);
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_removed_record_keeps_its_title_in_the_journal)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "Поливанов", "Кирилл");
	begin(store, "client delete");
	well(store_remove(store, &kind_client, id));
	int64_t batch = commit(store);
	ChangeRow *rows;
	size_t n;
	well(journal_changes(store, batch, 0, &rows, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].op, PATCH_REMOVE);
	assert_string_equal(rows[0].title, "Поливанов Кирилл");
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_long_import_is_one_batch)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	char *before = dump_of(store);
	BatchHead head = head_of("import");
	head.stays_open = true;
	well(store_begin(store, &head));
	make_person(store, "А", "х");
	int64_t batch = commit(store);
	for (int i = 0; i < 3; i++) {
		head.joins = batch;
		head.stays_open = i < 2;
		well(store_begin(store, &head));
		make_person(store, "Б", "х");
		assert_int_equal(commit(store), batch);
	}
	/* closed: nobody joins any more */
	fails(store_begin(store, &head), ERR_FAILED);
	BatchRow *rows;
	size_t n;
	well(journal_batches(store, &(JournalQuery){.command = "import"}, &rows, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].changes, 4);
	assert_false(rows[0].open);
	expect_sound(store);
	take_back(store, batch);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	free(before);
	free(after);
	store_close(store);
	fixture_done(&fixture);
}

static Err *count_kept(void *self, Store *store, int64_t batch, const int64_t *clients, size_t n)
{
	assert_true(store_in_transaction(store));
	assert_true(batch > 0);
	assert_non_null(clients);
	*(size_t *)self += n;
	return NULL;
}

TEST(an_import_left_open_is_taken_back_first)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "Постоянный", "х");
	char *before = dump_of(store);
	Store *cut = open_at(fixture.path, STORE_WRITE);
	BatchHead head = head_of("import");
	head.stays_open = true;
	well(store_begin(cut, &head));
	make_person(cut, "А", "х");
	make_person(cut, "Б", "х");
	commit(cut);
	/* while its session lives it goes on, and others write beside it */
	int64_t beside = add_person(store, "Рядом", "х");
	begin(store, "client delete");
	well(store_remove(store, &kind_client, beside));
	commit(store);
	char *during = dump_of(store);
	assert_string_not_equal(before, during);
	store_close(cut); /* as a kill does: the lock is gone */
	begin(store, "anything");
	char *after = dump_of(store);
	assert_string_equal(before, after);
	store_rollback(store);
	store_close(store);
	/* opening does it too, and tells whose derived values to keep right */
	cut = open_at(fixture.path, STORE_WRITE);
	well(store_begin(cut, &head));
	make_person(cut, "А", "х");
	make_person(cut, "Б", "х");
	commit(cut);
	store_close(cut);
	size_t kept = 0;
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env, .keep = count_kept, .keep_self = &kept};
	well(store_open(&store, &options));
	assert_int_equal(kept, 2);
	assert_int_equal(undoable(store, true), 0); /* nobody brings half an import again */
	free(after);
	after = dump_of(store);
	assert_string_equal(before, after);
	expect_sound(store);
	free(before);
	free(during);
	free(after);
	store_close(store);
	fixture_done(&fixture);
}

/* Who only reads is not shown half of it either; one that goes on is seen as far as it is. */
TEST(half_an_import_is_taken_back_before_it_is_read)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE), *cut = open_at(fixture.path, STORE_WRITE), *reader;
	add_person(store, "Постоянный", "х");
	char *before = dump_of(store);
	store_close(store);
	BatchHead head = head_of("import");
	head.stays_open = true;
	well(store_begin(cut, &head));
	make_person(cut, "А", "х");
	make_person(cut, "Б", "х");
	commit(cut);
	char *during = dump_of(cut), *seen;
	assert_string_not_equal(before, during);
	size_t kept = 0;
	StoreOptions options = {.path = fixture.path, .mode = STORE_READ, .env = &fixture_env, .keep = count_kept, .keep_self = &kept};
	for (int dead = 0; dead < 2; dead++) {
		well(store_open(&reader, &options));
		seen = dump_of(reader);
		assert_string_equal(seen, dead ? before : during);
		assert_int_equal(kept, dead ? 2 : 0);
		assert_false(store_shows_half(reader));
		assert_non_null(store_read_only(reader));
		expect_sound(reader);
		free(seen);
		store_close(reader);
		if (!dead)
			store_close(cut); /* as a kill does: the lock is gone */
	}
	/* who cannot take it back says so */
	cut = open_at(fixture.path, STORE_WRITE);
	well(store_begin(cut, &head));
	make_person(cut, "А", "х");
	commit(cut);
	store_close(cut);
	options.keep = NULL;
	well(store_open(&reader, &options));
	assert_true(store_shows_half(reader));
	Str faults = {0};
	well(care_check(reader, true, false, &faults, NULL));
	assert_non_null(strstr(str_text(&faults), "cut short"));
	str_done(&faults);
	store_close(reader);
	free(before);
	free(during);
	fixture_done(&fixture);
}

/* Two sessions find it at once; the second waits for the base, and then there is nothing left to do. */
typedef struct Race {
	const char *path;
	pthread_t second;
	pthread_mutex_t mutex;
	pthread_cond_t waits;
	bool waiting;
	int kept;
	Err *err;
} Race;

static bool race_waits(void *self, int ms)
{
	Race *race = self;
	(void)ms;
	pthread_mutex_lock(&race->mutex);
	race->waiting = true;
	pthread_cond_signal(&race->waits);
	pthread_mutex_unlock(&race->mutex);
	return true;
}

static Err *race_again(void *self, Store *store, int64_t batch, const int64_t *clients, size_t n)
{
	Race *race = self;
	(void)store, (void)batch, (void)clients, (void)n;
	race->kept++;
	return NULL;
}

static void *race_second(void *self)
{
	Race *race = self;
	Store *store = NULL;
	const StoreOptions options = {
		.path = race->path,
		.mode = STORE_WRITE,
		.env = &fixture_env,
		.waiting = race_waits,
		.self = race,
		.keep = race_again,
		.keep_self = race,
	};
	race->err = store_open(&store, &options);
	store_close(store);
	return NULL;
}

static Err *race_first(void *self, Store *store, int64_t batch, const int64_t *clients, size_t n)
{
	Race *race = self;
	assert_true(store_in_transaction(store) && batch && clients && n);
	race->kept++;
	assert_int_equal(pthread_create(&race->second, NULL, race_second, race), 0);
	pthread_mutex_lock(&race->mutex);
	while (!race->waiting)
		pthread_cond_wait(&race->waits, &race->mutex);
	pthread_mutex_unlock(&race->mutex);
	return NULL;
}

TEST(an_import_left_open_is_taken_back_once)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	char *before = dump_of(store);
	store_close(store);
	Store *cut = open_at(fixture.path, STORE_WRITE);
	BatchHead head = head_of("import");
	head.stays_open = true;
	well(store_begin(cut, &head));
	make_person(cut, "А", "х");
	commit(cut);
	store_close(cut);
	Race race = {.path = fixture.path, .mutex = PTHREAD_MUTEX_INITIALIZER, .waits = PTHREAD_COND_INITIALIZER};
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env, .keep = race_first, .keep_self = &race};
	well(store_open(&store, &options));
	pthread_join(race.second, NULL);
	well(race.err);
	assert_int_equal(race.kept, 1);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	expect_sound(store);
	free(before);
	free(after);
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_cut_import_that_others_went_on_with_stays)
{
	Fixture fixture = fixture_new();
	Store *cut = open_at(fixture.path, STORE_WRITE), *store = open_at(fixture.path, STORE_WRITE);
	BatchHead head = head_of("import");
	head.stays_open = true;
	well(store_begin(cut, &head));
	int64_t id = make_person(cut, "А", "х");
	commit(cut);
	rename_person(store, id, "Б");
	store_close(cut);
	begin(store, "next");
	store_rollback(store);
	expect_surname(store, id, "Б");
	expect_sound(store);
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	expect_surname(store, id, "Б");
	store_close(store);
	fixture_done(&fixture);
}

static int64_t change_rows(Store *store, int64_t batch)
{
	int64_t n = 0;
	well(db_int(&n, store_db(store), "SELECT count(*) FROM change WHERE batch = $1", ARGS(arg_int(batch))));
	return n;
}

static int64_t persons(Store *store)
{
	int64_t n = 0;
	well(db_int(&n, store_db(store), "/* test */ SELECT count(*) FROM client", NO_ARGS));
	return n;
}

/* Records made one after another are told in one row, however the rest of the batch goes. */
TEST(a_long_run_of_records_is_taken_back_and_brought_again)
{
	enum {
		RUN = JOURNAL_RUN,
		MADE = 2 * RUN + 7,
	};
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t first = add_person(store, "Первый", "х"), batch, undo, redo;
	char *before = dump_of(store);
	begin(store, "test");
	for (int i = 0; i < MADE; i++)
		make_person(store, "Иванов", "х");
	Client old, new;
	well(store_get(store, &kind_client, first, &old, fixture.arena));
	new = old;
	new.surname.s = "Второй";
	bool changed;
	well(store_edit(store, &changed, &kind_client, &old, &new));
	make_person(store, "Петров", "х");
	make_person(store, "Сидоров", "х");
	well(store_remove(store, &kind_client, first + 1 + RUN));
	batch = commit(store);
	assert_int_equal(change_rows(store, batch), 3 + 1 + 1 + 1);
	char *after = dump_of(store);
	ChangeRow *rows;
	size_t n;
	well(journal_changes(store, batch, 0, &rows, &n, fixture.arena));
	assert_int_equal(n, MADE + 4);
	for (size_t i = 0; i < MADE; i++) {
		assert_int_equal(rows[i].op, PATCH_MAKE);
		assert_int_equal(rows[i].record, first + 1 + (int64_t)i);
		assert_ptr_equal(rows[i].kind, &kind_client);
	}
	assert_int_equal(rows[MADE].op, PATCH_EDIT);
	assert_int_equal(rows[MADE + 3].op, PATCH_REMOVE);
	well(journal_changes(store, batch, 10, &rows, &n, fixture.arena));
	assert_int_equal(n, 10);
	JournalCount count;
	well(journal_count(store, batch, &kind_client, &count));
	assert_int_equal(count.made, MADE + 2);
	assert_int_equal(count.edited, 1);
	assert_int_equal(count.removed, 1);
	undo = take_back(store, batch);
	char *taken = dump_of(store);
	assert_string_equal(taken, before);
	redo = take_back(store, undo);
	char *again = dump_of(store);
	assert_int_equal(persons(store), MADE + 2);
	assert_int_equal(change_rows(store, redo) < 12, true); /* runs again, cut where the one was removed */
	/* Who was brought again is known by the batch that did it, its neighbours of the run by theirs. */
	BatchRow *batches;
	const JournalQuery of_one = {.kind = &kind_client, .record = first + 5};
	well(journal_batches(store, &of_one, &batches, &n, fixture.arena));
	assert_int_equal(n, 3);
	assert_int_equal(batches[2].id, batch);
	expect_sound(store);
	take_back(store, redo);
	free(taken);
	taken = dump_of(store);
	assert_string_equal(taken, before);
	expect_sound(store);
	free(before);
	free(after);
	free(taken);
	free(again);
	store_close(store);
	fixture_done(&fixture);
}

/* An import goes on while others write: its changes and theirs stand among each other. */
TEST(what_others_do_during_an_import_stays_when_it_is_taken_back)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE), *other = open_at(fixture.path, STORE_WRITE);
	BatchHead head = head_of("import");
	int64_t batch = 0, beside[3];
	for (int i = 0; i < 3; i++) {
		head.joins = batch;
		head.stays_open = i < 2;
		well(store_begin(store, &head));
		make_person(store, "А", "х");
		make_person(store, "Б", "х");
		batch = commit(store);
		beside[i] = add_person(other, "Рядом", "х");
	}
	rename_person(other, beside[1], "Другой");
	ChangeRow *rows;
	size_t n;
	well(journal_changes(store, batch, 0, &rows, &n, fixture.arena));
	assert_int_equal(n, 6);
	assert_int_equal(change_rows(store, batch), 3);
	take_back(store, batch);
	assert_int_equal(persons(store), 3);
	expect_surname(store, beside[1], "Другой");
	expect_sound(store);
	store_close(other);
	store_close(store);
	fixture_done(&fixture);
}

/* A session and a sentence stand once, however many batches name them. */
TEST(sessions_and_sentences_are_kept_once)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t sessions = 0, phrases = 0;
	for (int i = 0; i < 5; i++) {
		char *label = said("Added: %s", i % 2 ? "Иванов" : "Петров");
		BatchHead head = head_of("client add");
		head.label = label;
		well(store_begin(store, &head));
		make_person(store, "Иванов", "х");
		commit(store);
		free(label);
	}
	well(db_int(&sessions, store_db(store), "/* test */ SELECT count(*) FROM session", NO_ARGS));
	well(db_int(&phrases, store_db(store), "/* test */ SELECT count(*) FROM phrase", NO_ARGS));
	assert_int_equal(sessions, 1);
	assert_int_equal(phrases, 1);
	BatchRow *rows;
	size_t n;
	well(journal_batches(store, &(JournalQuery){.limit = 2}, &rows, &n, fixture.arena));
	assert_string_equal(rows[0].label, "Added: Петров");
	assert_string_equal(rows[1].label, "Added: Иванов");
	assert_string_equal(rows[1].session, rows[0].session);
	store_close(store);
	fixture_done(&fixture);
}
