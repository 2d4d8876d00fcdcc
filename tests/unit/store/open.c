/* SPDX-License-Identifier: MIT */
/* Ways to open: rights under any umask, missing, empty, foreign, damaged, older and newer bases; a session outdated under its feet; changes seen. */
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "fixture.h"
#include "inside.h"
#include "kartoteka/base/file.h"

static unsigned mode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (unsigned)st.st_mode & 07777 : 0;
}

static void expect_mode(const Fixture *fixture, const char *tail, unsigned mode)
{
	char path[256];
	snprintf(path, sizeof path, "%s%s", fixture->path, tail);
	if (mode_of(path) != mode)
		fail_msg("%s has mode %o instead of %o", path, mode_of(path), mode);
}

static void set_form(const char *path, int form)
{
	Db *db;
	well(db_open(&db, path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_set_form(db, form));
	db_close(db);
}

TEST(a_new_base_is_private_under_any_umask)
{
	static const mode_t masks[] = {0, 022, 077, 0777};
	for (size_t i = 0; i < countof(masks); i++) {
		Fixture fixture = fixture_new();
		char folder[128];
		snprintf(folder, sizeof folder, "%s/new/deep", fixture.folder);
		snprintf(fixture.path, sizeof fixture.path, "%s/base.db", folder);
		mode_t old = umask(masks[i]);
		Store *store = open_at(fixture.path, STORE_WRITE);
		add_person(store, "А", "х");
		umask(old);
		assert_int_equal(mode_of(folder), 0700);
		expect_mode(&fixture, "", 0600);
		expect_mode(&fixture, "-wal", 0600);
		expect_mode(&fixture, "-shm", 0600);
		expect_mode(&fixture, ".notice", 0600);
		expect_mode(&fixture, ".sessions", 0700);
		store_close(store);
		fixture_done(&fixture);
	}
}

static int64_t cache_of(Store *store)
{
	int64_t kib;
	well(db_int(&kib, store_db(store), "PRAGMA cache_size", NO_ARGS));
	return -kib;
}

TEST(the_first_page_is_read_with_a_small_cache_and_a_session_keeps_little_also_behind_a_large_batch)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	assert_int_equal(cache_of(store), DB_CACHE_KIB);
	store_keeps(store, STORE_KEEPS_PAGE);
	assert_int_equal(cache_of(store), DB_CACHE_PAGE_KIB);
	add_person(store, "А", "х");
	expect_sound(store);
	store_keeps(store, STORE_KEEPS_SCREENS);
	assert_int_equal(cache_of(store), DB_CACHE_SCREENS_KIB);
	well(store_begin(store, &(BatchHead){.command = "import", .stays_open = true}));
	assert_int_equal(cache_of(store), DB_CACHE_IMPORT_KIB);
	well(store_commit(store, NULL));
	add_person(store, "Б", "х");
	assert_int_equal(cache_of(store), DB_CACHE_SCREENS_KIB);
	store_keeps(store, STORE_KEEPS_MUCH);
	assert_int_equal(cache_of(store), DB_CACHE_KIB);
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_private_base_that_others_can_read_is_named_and_mended)
{
	Fixture fixture = fixture_new();
	char way[256];
	Str faults = {0};
	store_close(open_at(fixture.path, STORE_WRITE));
	assert_int_equal(chmod(fixture.path, 0644), 0);
	Store *store = open_at(fixture.path, STORE_READ); /* reading changes nothing */
	well(care_check(store, true, false, &faults, NULL));
	snprintf(way, sizeof way, "644: chmod 600 %s\n", fixture.path);
	if (!strstr(str_text(&faults), way))
		fail_msg("%s", str_text(&faults));
	store_close(store);
	expect_mode(&fixture, "", 0644);
	store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "А", "х");
	expect_mode(&fixture, "", 0600);
	expect_mode(&fixture, "-wal", 0600);
	expect_mode(&fixture, "-shm", 0600);
	expect_sound(store);
	/* a folder in which everybody may put another file in its place */
	assert_int_equal(chmod(fixture.folder, 0777), 0);
	str_cut(&faults, 0);
	well(care_check(store, true, false, &faults, NULL));
	snprintf(way, sizeof way, "777: chmod 700 %s\n", fixture.folder);
	assert_non_null(strstr(str_text(&faults), way));
	assert_int_equal(chmod(fixture.folder, 01777), 0);
	expect_sound(store);
	store_close(store);
	str_done(&faults);
	fixture_done(&fixture);
}

TEST(a_missing_base_reads_as_empty_and_is_not_made)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_READ);
	assert_true(store_is_empty(store));
	assert_non_null(store_read_only(store));
	const BatchHead head = head_of("add");
	fails(store_begin(store, &head), ERR_READ_ONLY);
	store_close(store);
	assert_int_equal(access(fixture.path, F_OK), -1);
	/* reading a base that is there leaves nothing beside it */
	store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "А", "х");
	store_close(store);
	store = open_at(fixture.path, STORE_READ);
	assert_false(store_is_empty(store));
	fails(store_begin(store, &head), ERR_READ_ONLY);
	store_close(store);
	char wal[256];
	snprintf(wal, sizeof wal, "%s-wal", fixture.path);
	assert_int_equal(access(wal, F_OK), -1);
	fixture_done(&fixture);
}

static void write_file(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), (ssize_t)n);
	close(fd);
}

/* A new base comes to its name whole: a file without one is what a disk or a copy left of a base. */
TEST(a_file_without_a_base_is_told_and_left_alone)
{
	static const StoreMode modes[] = {STORE_READ, STORE_WRITE, STORE_MIGRATE};
	Fixture fixture = fixture_new();
	Store *store;
	Db *db;
	for (size_t tables = 0; tables < 2; tables++) {
		write_file(fixture.path, "", 0);
		if (tables) {
			well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
			well(db_script(db, "PRAGMA user_version = 0; VACUUM"));
			db_close(db);
		}
		struct stat before, after;
		assert_int_equal(stat(fixture.path, &before), 0);
		for (size_t i = 0; i < countof(modes); i++) {
			Err *err = try_open(&store, fixture.path, modes[i]);
			if (!err || err->code != ERR_DAMAGED || !strstr(err->what, "no base is in it") || !err->todo || !strstr(err->todo, "restore"))
				fail_msg("mode %d: %s", modes[i], err ? err->what : "it was opened");
			err_free(err);
		}
		assert_int_equal(stat(fixture.path, &after), 0);
		assert_int_equal(after.st_size, before.st_size);
		unlink(fixture.path);
	}
	fixture_done(&fixture);
}

/* Many make the same base at once: each has it open in the end, and one made it. */
TEST(a_base_that_is_being_made_is_waited_for)
{
	enum {
		MAKERS = 8
	};
	Fixture fixture = fixture_new();
	char part[160];
	int start[2], made = 0;
	pid_t children[MAKERS];
	snprintf(part, sizeof part, "%s.making", fixture.path);
	write_file(part, "left by a kill", 14);
	assert_int_equal(pipe(start), 0);
	for (int i = 0; i < MAKERS; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0) {
			char byte;
			Store *store;
			close(start[1]);
			if (read(start[0], &byte, 1) != 0)
				_exit(9);
			Err *err = try_open(&store, fixture.path, STORE_WRITE);
			if (err) {
				char *text = err_text(err);
				fprintf(stderr, "%s\n", text);
				_exit(8);
			}
			int status = store_is_new(store) ? 1 : 0;
			store_close(store);
			_exit(status);
		}
	}
	close(start[1]); /* all of them go */
	close(start[0]);
	for (int i = 0; i < MAKERS; i++) {
		int status = 0;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_true(WIFEXITED(status));
		assert_in_range(WEXITSTATUS(status), 0, 1);
		made += WEXITSTATUS(status);
	}
	assert_int_equal(made, 1);
	assert_false(file_exists(part));
	Store *store = open_at(fixture.path, STORE_WRITE);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

TEST(others_files_are_left_alone)
{
	Fixture fixture = fixture_new();
	Store *store;
	char text[4096];
	memset(text, 'x', sizeof text);
	write_file(fixture.path, text, sizeof text);
	fails(try_open(&store, fixture.path, STORE_WRITE), ERR_DAMAGED);
	fails(try_open(&store, fixture.path, STORE_READ), ERR_DAMAGED);
	unlink(fixture.path);
	Db *db;
	well(db_open(&db, fixture.path, DB_WRITE | DB_CREATE, (DbWait){NULL, NULL}));
	well(db_script(db, "CREATE TABLE other (a)"));
	db_close(db);
	fails(try_open(&store, fixture.path, STORE_WRITE), ERR_DAMAGED);
	fails(try_open(&store, fixture.path, STORE_MIGRATE), ERR_DAMAGED);
	fails(try_open(&store, fixture.folder, STORE_WRITE), ERR_FAILED); /* a folder */
	fixture_done(&fixture);
}

TEST(damage_has_its_own_message_wherever_it_is)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	begin(store, "add");
	for (int i = 0; i < 200; i++)
		make_person(store, "Иванов", "Игорь");
	commit(store);
	store_close(store);
	struct stat st;
	assert_int_equal(stat(fixture.path, &st), 0);
	Str whole = {0};
	well(file_read(&whole, fixture.path));
	int refused = 0, found = 0, pages = (int)(st.st_size / 4096);
	for (int page = 0; page < pages; page++) {
		Str bytes = {0};
		str_addn(&bytes, whole.s, whole.n);
		memset(bytes.s + page * 4096, 0xA5, 4096);
		write_file(fixture.path, bytes.s, bytes.n);
		str_done(&bytes);
		Err *err = try_open(&store, fixture.path, STORE_READ);
		if (err) {
			if (err->code != ERR_DAMAGED)
				fail_msg("page %d: %s", page, err->what);
			assert_non_null(err->todo);
			err_free(err);
			refused++;
			continue;
		}
		Str faults = {0};
		err = care_check(store, false, false, &faults, NULL);
		found += err || faults.n;
		err_free(err);
		str_done(&faults);
		store_close(store);
	}
	/* only a page of the free list may be overwritten unseen */
	if (refused == 0 || refused + found < pages - 1)
		fail_msg("%d pages: %d refused, %d found", pages, refused, found);
	str_done(&whole);
	fixture_done(&fixture);
}

TEST(newer_and_older_forms)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	store_close(store);
	set_form(fixture.path, care_version() + 1);
	fails(try_open(&store, fixture.path, STORE_WRITE), ERR_NEW_BASE);
	fails(try_open(&store, fixture.path, STORE_READ), ERR_NEW_BASE);
	fails(try_open(&store, fixture.path, STORE_MIGRATE), ERR_NEW_BASE);
	set_form(fixture.path, -1); /* older than the first */
	fails(try_open(&store, fixture.path, STORE_WRITE), ERR_OLD_BASE);
	fails(try_open(&store, fixture.path, STORE_READ), ERR_OLD_BASE);
	fixture_done(&fixture);
}

/* Forms after the first do not exist yet: the way they are run is tried with made-up ones. */
TEST(forms_are_run_in_order_and_only_once)
{
	static const Form forms[] = {{1, "CREATE TABLE base (id INTEGER, form INTEGER); INSERT INTO base VALUES (1, 1);"},
	                             {2, "ALTER TABLE base ADD COLUMN two TEXT;"},
	                             {3, "ALTER TABLE base ADD COLUMN three TEXT;"}};
	Db *db;
	int64_t form = 0;
	well(db_open(&db, ":memory:", DB_WRITE | DB_CREATE, (DbWait){NULL, NULL}));
	well(forms_raise(db, forms, 1, 0, NULL, NULL));
	well(forms_raise(db, forms, 3, 1, NULL, NULL));
	well(forms_raise(db, forms, 3, 3, NULL, NULL));
	well(db_form(&form, db));
	assert_int_equal(form, 3);
	well(db_int(&form, db, "/* test */ SELECT form FROM base WHERE two IS NULL AND three IS NULL", NO_ARGS));
	assert_int_equal(form, 3);
	db_close(db);
}

TEST(raising_a_base_makes_a_copy_first)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	int from = 0, to = 0;
	const StoreOptions options = {.path = fixture.path, .mode = STORE_MIGRATE, .env = &fixture_env};
	store_close(store);
	set_form(fixture.path, -1); /* what comes after is form 1 again, which cannot be made twice: it must fail whole */
	Err *err = care_migrate(&options, &from, &to);
	assert_non_null(err);
	assert_non_null(err->kept);
	err_free(err);
	char copy[256];
	snprintf(copy, sizeof copy, "%s.form--1", fixture.path);
	assert_int_equal(access(copy, F_OK), 0);
	assert_int_equal(mode_of(copy), 0600);
	set_form(fixture.path, care_version());
	well(care_migrate(&options, &from, &to));
	assert_int_equal(from, to);
	store = open_at(fixture.path, STORE_WRITE);
	Client client;
	well(store_get(store, &kind_client, id, &client, fixture.arena));
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_session_outdated_by_a_migration_turns_read_only)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	set_form(fixture.path, care_version() + 1);
	const BatchHead head = head_of("add");
	Client client;
	assert_null(store_read_only(store));
	fails(store_begin(store, &head), ERR_OUTDATED);
	assert_non_null(store_read_only(store));
	assert_false(store_in_transaction(store));
	fails(store_begin(store, &head), ERR_READ_ONLY);
	well(store_get(store, &kind_client, id, &client, fixture.arena)); /* what is there can be read */
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_commit_is_seen_by_the_other_session_through_the_notice)
{
	Fixture fixture = fixture_new();
	Store *mine = open_at(fixture.path, STORE_WRITE), *theirs = open_at(fixture.path, STORE_WRITE);
	struct pollfd watch = {.fd = store_notice_fd(mine), .events = POLLIN};
	assert_true(watch.fd >= 0);
	assert_false(store_changed(mine));
	for (int i = 0; i < 60; i++) {
		int64_t id = add_person(theirs, "А", "х");
		assert_int_equal(poll(&watch, 1, 1000), 1);
		assert_true(store_changed(mine));
		assert_false(store_changed(mine));
		assert_int_equal(poll(&watch, 1, 0), 0);
		Client client;
		well(store_get(mine, &kind_client, id, &client, fixture.arena));
	}
	add_person(mine, "Б", "х");
	assert_true(store_changed(mine));
	begin(mine, "nothing");
	commit(mine);
	store_changed(mine);
	begin(mine, "nothing");
	assert_int_equal(commit(mine), 0);
	assert_false(store_changed(mine));
	store_close(mine);
	store_close(theirs);
	fixture_done(&fixture);
}

TEST(a_second_connection_reads_for_the_worker)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE), *worker = open_at(fixture.path, STORE_READ);
	int64_t id = add_person(store, "А", "х");
	Client client;
	well(store_get(worker, &kind_client, id, &client, fixture.arena));
	begin(store, "long"); /* a writer does not hold readers up */
	make_person(store, "Б", "х");
	well(store_get(worker, &kind_client, id, &client, fixture.arena));
	assert_true(store_changed(worker) || true);
	store_rollback(store);
	store_close(worker);
	store_close(store);
	fixture_done(&fixture);
}

static bool give_up(void *self, int ms)
{
	*(int *)self = ms;
	return ms < 20;
}

TEST(a_write_that_waits_asks_and_may_give_up)
{
	Fixture fixture = fixture_new();
	Store *other = open_at(fixture.path, STORE_WRITE), *store;
	int waited = -1;
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env, .waiting = give_up, .self = &waited};
	well(store_open(&store, &options));
	begin(other, "long");
	make_person(other, "А", "х");
	const BatchHead head = head_of("add");
	fails(store_begin(store, &head), ERR_BUSY);
	assert_true(waited >= 20);
	commit(other);
	well(store_begin(store, &head));
	store_rollback(store);
	store_close(store);
	store_close(other);
	fixture_done(&fixture);
}

TEST(backups_are_whole_and_come_back_under_open_sessions)
{
	Fixture fixture = fixture_new();
	char copy[256];
	snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
	Store *store = open_at(fixture.path, STORE_WRITE), *other = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	char *before = dump_of(store);
	well(care_backup(store, copy, NULL));
	assert_int_equal(mode_of(copy), 0600);
	begin(store, "add");
	for (int i = 0; i < 500; i++)
		make_person(store, "Иванов", "Игорь");
	commit(store);
	begin(other, "delete");
	well(store_remove(other, &kind_client, id));
	commit(other);
	store_changed(other);
	well(care_restore(store, copy, &fixture_by, NULL, NULL));
	assert_true(store_changed(other));
	char *mine = dump_of(store), *theirs = dump_of(other);
	assert_string_equal(before, mine);
	assert_string_equal(before, theirs);
	/* both go on writing to the same file */
	add_person(other, "Б", "х");
	add_person(store, "В", "х");
	expect_sound(store);
	expect_sound(other);
	/* what is no backup is refused and changes nothing */
	free(mine);
	mine = dump_of(store);
	char junk[256];
	snprintf(junk, sizeof junk, "%s/junk", fixture.folder);
	write_file(junk, "this is no base", 15);
	fails(care_restore(store, junk, &fixture_by, NULL, NULL), ERR_DAMAGED);
	snprintf(junk, sizeof junk, "%s/none", fixture.folder);
	Err *err = care_restore(store, junk, &fixture_by, NULL, NULL);
	assert_non_null(err);
	err_free(err);
	free(theirs);
	theirs = dump_of(store);
	assert_string_equal(mine, theirs);
	free(before);
	free(mine);
	free(theirs);
	store_close(store);
	store_close(other);
	fixture_done(&fixture);
}

TEST(a_base_that_cannot_be_opened_is_restored_in_place)
{
	Fixture fixture = fixture_new();
	char copy[256], kept[256];
	snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
	snprintf(kept, sizeof kept, "%s.before-restore", fixture.path);
	CareKept keeping = {.path = kept};
	Store *store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "А", "х");
	char *before = dump_of(store);
	well(care_backup(store, copy, NULL));
	store_close(store);
	char junk[8192];
	memset(junk, 'x', sizeof junk);
	write_file(fixture.path, junk, sizeof junk);
	fails(try_open(&store, fixture.path, STORE_WRITE), ERR_DAMAGED);
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	well(care_restore_path(&options, copy, &fixture_by, &keeping, NULL));
	assert_int_equal(access(kept, F_OK), 0);
	store = open_at(fixture.path, STORE_WRITE);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	expect_sound(store);
	free(before);
	free(after);
	store_close(store);
	fixture_done(&fixture);
}

TEST(an_older_copy_leaves_nothing_beside_the_new_one)
{
	static const char *const tails[] = {"-wal", "-shm", "-journal"};
	Fixture fixture = fixture_new();
	char copy[256], name[300];
	snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
	Store *store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "А", "х");
	well(care_backup(store, copy, NULL));
	for (size_t i = 0; i < countof(tails); i++) {
		snprintf(name, sizeof name, "%s%s", copy, tails[i]);
		write_file(name, "of the older one", 16);
	}
	well(care_backup(store, copy, NULL));
	for (size_t i = 0; i < countof(tails); i++) {
		snprintf(name, sizeof name, "%s%s", copy, tails[i]);
		if (access(name, F_OK) == 0)
			fail_msg("%s is still there", name);
	}
	store_close(store);
	fixture_done(&fixture);
}

/* SQLite would play the log of another base into the new one. */
TEST(what_a_base_left_beside_itself_is_not_taken_into_a_new_one)
{
	static const char *const tails[] = {"-wal", "-journal"};
	for (size_t i = 0; i < countof(tails); i++) {
		Fixture fixture = fixture_new();
		char left[256];
		Store *store;
		snprintf(left, sizeof left, "%s%s", fixture.path, tails[i]);
		write_file(left, "changes", 7);
		Err *err = try_open(&store, fixture.path, STORE_WRITE);
		if (!err)
			fail_msg("a base was made beside %s", left);
		if (!strstr(err->what, left) || !strstr(err->kept, "nothing was made") || !strstr(err->todo, "take"))
			fail_msg("%s; %s; %s", err->what, err->kept ? err->kept : "", err->todo ? err->todo : "");
		err_free(err);
		assert_int_equal(access(fixture.path, F_OK), -1);
		assert_int_equal(access(left, F_OK), 0);
		/* what is empty says nothing */
		write_file(left, "", 0);
		store = open_at(fixture.path, STORE_WRITE);
		add_person(store, "А", "х");
		expect_sound(store);
		store_close(store);
		fixture_done(&fixture);
	}
}

TEST(an_import_is_refused_where_others_could_not_tell_that_it_lives)
{
	Fixture fixture = fixture_new();
	char sessions[256];
	Store *store = open_at(fixture.path, STORE_WRITE);
	snprintf(sessions, sizeof sessions, "%s.sessions", fixture.path);
	write_file(sessions, "", 0); /* no folder, so no session can be written down in it */
	BatchHead head = head_of("import");
	head.stays_open = true;
	well(store_begin(store, &head));
	Client client = person("Иванов", "Игорь");
	Err *err = store_make(store, &kind_client, &client);
	if (!err || !strstr(err->what, sessions))
		fail_msg("%s", err ? err->what : "it went on");
	err_free(err);
	store_rollback(store);
	/* a single change is whole in itself */
	add_person(store, "Петров", "Пётр");
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_base_that_became_older_refuses_and_is_written_again_when_it_is_raised)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	set_form(fixture.path, care_version() - 1);
	const BatchHead head = head_of("add");
	fails(store_begin(store, &head), ERR_OLD_BASE);
	assert_null(store_read_only(store));
	set_form(fixture.path, care_version());
	add_person(store, "А", "х");
	store_close(store);
	fixture_done(&fixture);
}

static bool stop_at_once(void *self, int64_t done, int64_t all)
{
	(void)self;
	return done > all;
}

TEST(a_stopped_backup_leaves_nothing)
{
	Fixture fixture = fixture_new();
	char copy[256], part[256];
	snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
	snprintf(part, sizeof part, "%s.part", copy);
	Store *store = open_at(fixture.path, STORE_WRITE);
	begin(store, "add");
	for (int i = 0; i < 20000; i++)
		make_person(store, "Иванов", "Игорь");
	commit(store);
	const CareProgress progress = {.step = stop_at_once};
	fails(care_backup(store, copy, &progress), ERR_INTERRUPTED);
	assert_int_equal(access(copy, F_OK), -1);
	assert_int_equal(access(part, F_OK), -1);
	store_close(store);
	fixture_done(&fixture);
}

TEST(check_finds_and_repairs)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	store_close(store);
	Db *db;
	well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, "UPDATE client SET title_key = 'wrong'; UPDATE base SET next_id = 1;"
	                   "/* test */ INSERT INTO reminder (id, rev, uuid, of_kind, \"of\") VALUES (999, 1, x'00', 'task', 12345)"));
	db_close(db);
	store = open_at(fixture.path, STORE_WRITE);
	Str faults = {0};
	well(care_check(store, false, false, &faults, NULL));
	assert_non_null(strstr(str_text(&faults), "client"));
	assert_non_null(strstr(str_text(&faults), "reminder 999"));
	assert_non_null(strstr(str_text(&faults), "next id"));
	str_cut(&faults, 0);
	well(care_check(store, false, true, &faults, NULL));
	expect_sound(store);
	Client client;
	well(store_get(store, &kind_client, id, &client, fixture.arena));
	assert_string_not_equal(client.title_key.s, "wrong");
	str_cut(&faults, 0);
	well(care_check(store, true, false, &faults, NULL));
	assert_int_equal(faults.n, 0);
	str_done(&faults);
	store_close(store);
	/* a journal that lost a row, and one that cannot be read */
	well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, "UPDATE batch SET changes = changes + 1; /* test */ UPDATE change SET op = 1, made = NULL, kind = 'client', \"values\" = x'7b22'"));
	db_close(db);
	store = open_at(fixture.path, STORE_WRITE);
	well(care_check(store, true, false, &faults, NULL));
	assert_non_null(strstr(str_text(&faults), "batch 1"));
	assert_non_null(strstr(str_text(&faults), "change 1"));
	str_done(&faults);
	store_close(store);
	fixture_done(&fixture);
}

/* ---- A base that another session makes, and may fill, meanwhile ---- */

typedef struct Patience {
	int asked, most; /* 0: as long as it takes */
	int lock;        /* held by who makes it; let go when it was asked twice */
} Patience;

static bool waits_a_while(void *self, int ms)
{
	Patience *patience = self;
	(void)ms;
	if (++patience->asked == 2 && !patience->most) {
		close(patience->lock);
		patience->lock = -1;
	}
	return !patience->most || patience->asked < patience->most;
}

TEST(a_base_being_made_by_another_is_waited_for_or_given_up)
{
	static const struct {
		int most;
		bool made;
	} cases[] = {{0, true}, {3, false}};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture fixture = fixture_new();
		char part[256];
		bool made = false;
		snprintf(part, sizeof part, "%s.making", fixture.path);
		Patience patience = {.most = cases[i].most, .lock = open(part, O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
		assert_int_equal(flock(patience.lock, LOCK_EX), 0);
		Err *err = base_make_file(&made, fixture.path, NULL, &fixture_env, (DbWait){waits_a_while, &patience});
		if (cases[i].made) {
			well(err);
			assert_true(made);
			assert_int_equal(patience.asked, 2);
		} else {
			assert_non_null(err);
			assert_int_equal(err->code, ERR_BUSY);
			assert_false(file_exists(fixture.path));
			assert_true(file_exists(part)); /* it is the other's */
			err_free(err);
			close(patience.lock);
		}
		fixture_done(&fixture);
	}
}
