/* SPDX-License-Identifier: MIT */
/* The list of free pages: what of it is not true is found before anything is written over, also where it stands in the -wal. */
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "../../../src/store/backup.h"
#include "../../../src/store/sqlite.h"
#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/store/lists.h"

enum {
	PAGE = 4096,
	LIST_AT = 32,
	PEOPLE = 300,
};

static uint32_t number_at(const Str *bytes, size_t at)
{
	const unsigned char *b = (const unsigned char *)bytes->s + at;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void put_number(Str *bytes, size_t at, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		bytes->s[at + (size_t)i] = (char)(n >> (24 - 8 * i) & 0xff);
}

static void run(const char *path, const char *sql)
{
	Db *db;
	well(db_open(&db, path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, sql));
	db_close(db);
}

#define FILL "CREATE TABLE filler (a); /* test */ INSERT INTO filler WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) SELECT zeroblob(3000) FROM n;"

static void people(Store *store)
{
	begin(store, "add");
	for (int i = 0; i < PEOPLE; i++)
		make_person(store, "Иванов", "Игорь");
	commit(store);
}

/* With 60 free pages and more, all at home. */
static void base_with_free(const Fixture *fixture)
{
	Store *store = open_at(fixture->path, STORE_WRITE);
	people(store);
	store_close(store);
	run(fixture->path, FILL "DROP TABLE filler; PRAGMA wal_checkpoint(TRUNCATE)");
}

static uint32_t leaf_of(const char *path, const char *table)
{
	Db *db;
	int64_t page = 0;
	well(db_open(&db, path, DB_READ, (DbWait){NULL, NULL}));
	well(db_int(&page, db, "SELECT max(pageno) FROM dbstat WHERE name = $1 AND pagetype = 'leaf'", ARGS(arg_text(table))));
	db_close(db);
	assert_true(page > 1);
	return (uint32_t)page;
}

static void said_by_check(Str *faults, const Fixture *fixture, bool quick)
{
	Store *store = open_at(fixture->path, STORE_WRITE);
	str_cut(faults, 0);
	Err *err = care_check(store, quick, false, faults, NULL);
	if (err)
		str_addf(faults, "%s\n", err->what);
	err_free(err);
	str_add(faults, "");
	store_close(store);
}

static void no_copy(const Fixture *fixture)
{
	char copy[256];
	snprintf(copy, sizeof copy, "%s/copy.db", fixture->folder);
	Store *store = open_at(fixture->path, STORE_WRITE);
	fails(care_backup(store, copy, NULL), ERR_DAMAGED);
	assert_false(file_exists(copy));
	store_close(store);
	/* nor does one that was made before this was looked at come back */
	Str bytes = {0};
	well(file_read(&bytes, fixture->path));
	well(file_write(copy, bytes.s, bytes.n));
	fails(care_restore_check(fixture->path, copy), ERR_DAMAGED);
	unlink(copy);
	str_done(&bytes);
}

TEST(a_page_in_use_and_listed_as_free_is_found)
{
	static const char *const tables[] = {"client", "client_by_title", "search_words_data"};
	Fixture fixture = fixture_new();
	Str bytes = {0}, faults = {0}, sound = {0};
	base_with_free(&fixture);
	well(file_read(&sound, fixture.path));
	for (size_t i = 0; i < countof(tables); i++) {
		well(file_write(fixture.path, sound.s, sound.n));
		str_cut(&bytes, 0);
		str_addn(&bytes, sound.s, sound.n);
		uint32_t trunk = number_at(&bytes, LIST_AT), page = leaf_of(fixture.path, tables[i]);
		assert_true(number_at(&bytes, (trunk - 1) * (size_t)PAGE + 4) > 20);
		put_number(&bytes, (trunk - 1) * (size_t)PAGE + 8 + 4 * 7, page);
		well(file_write(fixture.path, bytes.s, bytes.n));
		char want[96];
		snprintf(want, sizeof want, "page %u of %s is in use and listed as free", page, tables[i]);
		said_by_check(&faults, &fixture, false);
		if (!strstr(str_text(&faults), want))
			fail_msg("`%s` instead of `%s`", str_text(&faults), want);
		no_copy(&fixture);
	}
	str_done(&sound);
	str_done(&bytes);
	str_done(&faults);
	fixture_done(&fixture);
}

/* What the list's first page becomes; the count of the first page of all stays. */
static void spoil(Str *bytes, uint32_t trunk, int how)
{
	char *at = bytes->s + (trunk - 1) * (size_t)PAGE;
	switch (how) {
	case 0:
		memset(at, 0, PAGE);
		break;
	case 1:
		for (int i = 0; i < PAGE; i++)
			at[i] = (char)(i * 167 + 13);
		break;
	case 2:
		memcpy(at, bytes->s, PAGE);
		break;
	case 3: /* one page twice */
		put_number(bytes, (trunk - 1) * (size_t)PAGE + 12, number_at(bytes, (trunk - 1) * (size_t)PAGE + 8));
		break;
	case 4: /* it was shorter once */
		put_number(bytes, (trunk - 1) * (size_t)PAGE + 4, number_at(bytes, (trunk - 1) * (size_t)PAGE + 4) - 3);
		break;
	default: /* the base says nothing of it: its pages belong to nothing */
		put_number(bytes, LIST_AT, 0);
		put_number(bytes, LIST_AT + 4, 0);
		break;
	}
}

TEST(a_list_of_free_pages_that_is_none_is_found)
{
	enum {
		WAYS = 6
	};
	Fixture fixture = fixture_new();
	Str bytes = {0}, faults = {0}, sound = {0};
	base_with_free(&fixture);
	well(file_read(&sound, fixture.path));
	for (int how = 0; how < WAYS; how++) {
		str_cut(&bytes, 0);
		str_addn(&bytes, sound.s, sound.n);
		spoil(&bytes, number_at(&bytes, LIST_AT), how);
		well(file_write(fixture.path, bytes.s, bytes.n));
		said_by_check(&faults, &fixture, false);
		if (!faults.n)
			fail_msg("way %d: check finds nothing", how);
		if (how == WAYS - 1) /* nothing can come of it but a file that is too long */
			continue;
		said_by_check(&faults, &fixture, true);
		if (!faults.n)
			fail_msg("way %d: check --quick finds nothing", how);
		no_copy(&fixture);
	}
	str_done(&sound);
	str_done(&bytes);
	str_done(&faults);
	fixture_done(&fixture);
}

static void expect_bytes(const char *path, const Str *bytes)
{
	Str now = {0};
	well(file_read(&now, path));
	assert_int_equal(now.n, bytes->n);
	assert_memory_equal(now.s, bytes->s, bytes->n);
	str_done(&now);
}

/* A repair writes, so it looks at every page first, however quick it is to be. */
TEST(a_quick_repair_writes_to_no_pages_that_are_damaged)
{
	static const char wrong[] = "UPDATE client SET title_key = 'x' WHERE id < 40; PRAGMA wal_checkpoint(TRUNCATE)";
	Fixture fixture = fixture_new();
	Str before = {0}, faults = {0};
	base_with_free(&fixture);
	run(fixture.path, wrong);
	for (int index = 0; index < 2; index++) {
		str_cut(&before, 0);
		well(file_read(&before, fixture.path));
		if (index) /* that a quick check does not see */
			memset(before.s + (leaf_of(fixture.path, "client_by_title") - 1) * (size_t)PAGE, 0xa5, PAGE);
		else
			put_number(&before, (number_at(&before, LIST_AT) - 1) * (size_t)PAGE + 8 + 4 * 7, leaf_of(fixture.path, "client"));
		Str sound = {0};
		well(file_read(&sound, fixture.path));
		well(file_write(fixture.path, before.s, before.n));
		Store *store = open_at(fixture.path, STORE_WRITE);
		fails(care_check(store, true, true, &faults, NULL), ERR_DAMAGED);
		assert_true(care_pages_damaged(store));
		store_close(store);
		expect_bytes(fixture.path, &before);
		well(file_write(fixture.path, sound.s, sound.n));
		str_done(&sound);
	}
	str_done(&before);
	str_done(&faults);
	fixture_done(&fixture);
}

/* The list stands partly in the -wal, of several commits; one of them was taken back. Nothing is wrong with it. */
TEST(a_list_in_the_log_is_read_as_it_is)
{
	Fixture fixture = fixture_new();
	Str faults = {0}, bytes = {0};
	base_with_free(&fixture);
	Db *db;
	well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, FILL "/* test */ DELETE FROM filler WHERE rowid % 3 = 0"));
	said_by_check(&faults, &fixture, false);
	assert_string_equal(str_text(&faults), "");
	well(db_script(db, "PRAGMA cache_size = 2; BEGIN; /* test */ INSERT INTO filler SELECT zeroblob(90000) FROM filler; ROLLBACK; /* test */ DELETE FROM filler WHERE rowid % 2 = 0"));
	said_by_check(&faults, &fixture, false);
	assert_string_equal(str_text(&faults), "");
	well(db_script(db, "DROP TABLE filler"));
	said_by_check(&faults, &fixture, false);
	assert_string_equal(str_text(&faults), "");
	db_close(db);
	/* and one that is not true is found behind it: the leaf stands in the base, what was written since in the -wal */
	well(file_read(&bytes, fixture.path));
	size_t trunk = (number_at(&bytes, LIST_AT) - 1) * (size_t)PAGE;
	put_number(&bytes, trunk + 8 + 4 * 7, leaf_of(fixture.path, "client"));
	well(file_write(fixture.path, bytes.s, bytes.n));
	well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, "UPDATE base SET next_id = next_id + 1; CREATE VIEW one AS SELECT 1; DROP VIEW one"));
	said_by_check(&faults, &fixture, false);
	if (!strstr(str_text(&faults), "of client is in use and listed as free"))
		fail_msg("`%s`", str_text(&faults));
	db_close(db);
	str_done(&bytes);
	str_done(&faults);
	fixture_done(&fixture);
}

/* ---- Made anew of its rows ---- */

static void noise_at(const Fixture *fixture, uint32_t page)
{
	Str bytes = {0};
	well(file_read(&bytes, fixture->path));
	for (int i = 0; i < PAGE; i++)
		bytes.s[(page - 1) * (size_t)PAGE + (size_t)i] = (char)(i * 167 + 13);
	well(file_write(fixture->path, bytes.s, bytes.n));
	str_done(&bytes);
}

static char *kept_name(const Fixture *fixture)
{
	return mem_printf("%s.before-restore-1", fixture->path);
}

/* *out: what was there before; the base is in order once more, with all that it had, its journal and the copy of what was damaged. */
static void expect_made_anew(const Fixture *fixture, const char *before)
{
	Str faults = {0};
	char *name = kept_name(fixture);
	CareKept kept = {.path = name};
	int64_t batches = 0;
	Store *store = open_at(fixture->path, STORE_WRITE);
	Err *err = care_check(store, false, true, &faults, NULL);
	fails(err, ERR_DAMAGED);
	assert_true(care_pages_damaged(store));
	well(care_rescue(store, &fixture_by, &kept, NULL));
	assert_true(kept.kept);
	assert_true(file_exists(name));
	expect_sound(store);
	char *after = dump_of(store);
	assert_string_equal(after, before);
	free(after);
	/* the last batch is the repair, which is not taken back; the one before is */
	well(db_int(&batches, store_db(store), "SELECT count(*) FROM batch", NO_ARGS));
	assert_int_equal(batches, 2);
	take_back(store, 1);
	expect_sound(store);
	store_close(store);
	unlink(name);
	free(name);
	str_done(&faults);
}

TEST(a_base_with_damaged_pages_is_made_anew_of_its_rows)
{
	static const char *const tables[] = {"client_by_title", "search_words_data", "search_inside_idx", NULL};
	Fixture fixture = fixture_new();
	Str sound = {0}, bytes = {0};
	base_with_free(&fixture);
	Store *store = open_at(fixture.path, STORE_READ);
	char *before = dump_of(store);
	store_close(store);
	well(file_read(&sound, fixture.path));
	for (size_t i = 0; i < countof(tables); i++) {
		well(file_write(fixture.path, sound.s, sound.n));
		if (tables[i]) {
			noise_at(&fixture, leaf_of(fixture.path, tables[i]));
		} else { /* a client's page is listed as free */
			str_cut(&bytes, 0);
			str_addn(&bytes, sound.s, sound.n);
			put_number(&bytes, (number_at(&bytes, LIST_AT) - 1) * (size_t)PAGE + 8, leaf_of(fixture.path, "client"));
			well(file_write(fixture.path, bytes.s, bytes.n));
		}
		expect_made_anew(&fixture, before);
	}
	free(before);
	str_done(&sound);
	str_done(&bytes);
	fixture_done(&fixture);
}

static void expect_refused(const Fixture *fixture)
{
	Str before = {0}, after = {0};
	char *name = kept_name(fixture), *part = mem_printf("%s" RESCUE_TAIL, fixture->path);
	CareKept kept = {.path = name};
	well(file_read(&before, fixture->path));
	Store *store = open_at(fixture->path, STORE_WRITE);
	fails(care_rescue(store, &fixture_by, &kept, NULL), ERR_DAMAGED);
	store_close(store);
	assert_false(kept.kept);
	assert_false(file_exists(name));
	assert_false(file_exists(part));
	well(file_read(&after, fixture->path));
	assert_int_equal(before.n, after.n);
	assert_memory_equal(before.s, after.s, before.n);
	free(name);
	free(part);
	str_done(&before);
	str_done(&after);
}

TEST(a_base_is_not_made_anew_where_a_row_may_be_lost)
{
	Fixture fixture = fixture_new();
	Str bytes = {0}, sound = {0};
	base_with_free(&fixture);
	well(file_read(&sound, fixture.path));
	size_t at = (leaf_of(fixture.path, "client") - 1) * (size_t)PAGE;
	/* it cannot be read */
	noise_at(&fixture, leaf_of(fixture.path, "client"));
	expect_refused(&fixture);
	/* it reads well and has no row */
	str_addn(&bytes, sound.s, sound.n);
	bytes.s[at + 3] = bytes.s[at + 4] = 0;
	well(file_write(fixture.path, bytes.s, bytes.n));
	expect_refused(&fixture);
	/* it has the rows of another page */
	str_cut(&bytes, 0);
	str_addn(&bytes, sound.s, sound.n);
	Db *db;
	int64_t first = 0;
	well(db_open(&db, fixture.path, DB_READ, (DbWait){NULL, NULL}));
	well(db_int(&first, db, "SELECT min(pageno) FROM dbstat WHERE name = 'client' AND pagetype = 'leaf'", NO_ARGS));
	db_close(db);
	memcpy(bytes.s + at, sound.s + (size_t)(first - 1) * PAGE, PAGE);
	well(file_write(fixture.path, bytes.s, bytes.n));
	expect_refused(&fixture);
	str_done(&bytes);
	str_done(&sound);
	fixture_done(&fixture);
}

static char *pages_of_clients(const char *path)
{
	Db *db;
	Rows rows;
	bool more;
	Str pages = {0};
	well(db_open(&db, path, DB_READ, (DbWait){NULL, NULL}));
	well(db_query(&rows, db, "SELECT pageno FROM dbstat WHERE name = 'client' ORDER BY pageno", NO_ARGS));
	for (;;) {
		well(rows_next(&rows, &more));
		if (!more)
			break;
		str_addf(&pages, "%lld ", (long long)row_int(&rows, 0));
	}
	db_close(db);
	return str_take(&pages);
}

enum Later {
	LATER_NAME,
	LATER_NOTE,
	LATER_GONE,
	LATERS,
};

static void change_later(const Fixture *fixture, int64_t id, enum Later what)
{
	Client client, old;
	bool changed;
	Store *store = open_at(fixture->path, STORE_WRITE);
	well(store_get(store, &kind_client, id, &client, fixture->arena));
	old = client;
	begin(store, "edit");
	if (what == LATER_GONE) {
		well(store_remove(store, &kind_client, id));
	} else {
		if (what == LATER_NAME)
			client.surname.s = "Яковле";
		else
			client.note.s = "x"; /* of which no index knows */
		well(store_edit(store, &changed, &kind_client, &old, &client));
	}
	commit(store);
	store_close(store);
	run(fixture->path, "PRAGMA wal_checkpoint(TRUNCATE)");
}

/* The disk lost a write: the page that lies there is sound, and of before the last change. */
TEST(a_record_of_before_its_last_change_is_named_until_the_change_is_made_again)
{
	Fixture fixture = fixture_new();
	Str faults = {0}, sound = {0}, bytes = {0};
	base_with_free(&fixture);
	well(file_read(&sound, fixture.path));
	char *pages = pages_of_clients(fixture.path);
	Db *db;
	int64_t id = 0;
	well(db_open(&db, fixture.path, DB_READ, (DbWait){NULL, NULL}));
	well(db_int(&id, db, "SELECT min(id) + 100 FROM client", NO_ARGS));
	db_close(db);
	for (int i = 0; i < 2 * LATERS; i++) {
		const enum Later what = (enum Later)(i / 2);
		well(file_write(fixture.path, sound.s, sound.n));
		if (i % 2) /* another one is lost before it: who enters the last anew has seen what there is */
			change_later(&fixture, id, what == LATER_NAME ? LATER_NOTE : LATER_NAME);
		change_later(&fixture, id, what);
		char *after = pages_of_clients(fixture.path);
		assert_string_equal(after, pages);
		str_cut(&bytes, 0);
		well(file_read(&bytes, fixture.path));
		for (char *at = after; *at; at++) {
			size_t page = (size_t)strtol(at, &at, 10);
			memcpy(bytes.s + (page - 1) * PAGE, sound.s + (page - 1) * PAGE, PAGE);
		}
		free(after);
		well(file_write(fixture.path, bytes.s, bytes.n));
		said_by_check(&faults, &fixture, false);
		char want[64];
		snprintf(want, sizeof want, "client %lld is older than its last change", (long long)id);
		if (!strstr(str_text(&faults), want))
			fail_msg("change %d: `%s`", (int)what, str_text(&faults));
		/* With new indexes it is what it was without, and that is not said to be in order. */
		char *name = kept_name(&fixture);
		CareKept kept = {.path = name};
		Store *store = open_at(fixture.path, STORE_WRITE);
		well(care_rescue(store, &fixture_by, &kept, NULL));
		store_close(store);
		assert_true(kept.kept && kept.damaged && kept.lost < 0);
		said_by_check(&faults, &fixture, false);
		if (!str_begins(str_text(&faults), want) || strchr(str_text(&faults), '\n') != str_text(&faults) + faults.n - 1)
			fail_msg("change %d, made anew: `%s`", (int)what, str_text(&faults));
		change_later(&fixture, id, what);
		said_by_check(&faults, &fixture, false);
		assert_string_equal(str_text(&faults), "");
		unlink(name);
		free(name);
	}
	free(pages);
	str_done(&bytes);
	str_done(&sound);
	str_done(&faults);
	fixture_done(&fixture);
}

TEST(a_base_that_was_cut_is_made_anew_where_its_rows_are_left)
{
	Fixture fixture = fixture_new();
	Str bytes = {0};
	base_with_free(&fixture); /* its last pages are free */
	char *name = kept_name(&fixture);
	Store *store = open_at(fixture.path, STORE_READ);
	char *before = dump_of(store);
	store_close(store);
	well(file_read(&bytes, fixture.path));
	well(file_write(fixture.path, bytes.s, bytes.n - PAGE));
	CareKept kept = {.path = name};
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	fails(store_open(&store, &options), ERR_DAMAGED);
	well(care_rescue_path(&options, &fixture_by, &kept, NULL));
	assert_true(kept.kept && file_exists(name));
	store = open_at(fixture.path, STORE_WRITE);
	expect_sound(store);
	char *after = dump_of(store);
	assert_string_equal(after, before);
	store_close(store);
	/* the rows themselves were cut off */
	well(file_write(fixture.path, bytes.s, (bytes.n / PAGE / 3) * PAGE));
	unlink(name);
	fails(care_rescue_path(&options, &fixture_by, &kept, NULL), ERR_DAMAGED);
	assert_false(file_exists(name));
	/* some other program's */
	well(file_write(fixture.path, "", 0));
	run(fixture.path, "CREATE TABLE other (a); /* test */ INSERT INTO other VALUES (1); PRAGMA user_version = 8");
	fails(care_rescue_path(&options, &fixture_by, &kept, NULL), ERR_DAMAGED);
	free(before);
	free(after);
	free(name);
	str_done(&bytes);
	fixture_done(&fixture);
}

typedef struct Meanwhile {
	const Fixture *fixture;
	bool done;
} Meanwhile;

static bool write_meanwhile(void *self, int64_t done, int64_t all)
{
	Meanwhile *meanwhile = self;
	(void)done;
	(void)all;
	if (!meanwhile->done)
		run(meanwhile->fixture->path, "UPDATE base SET next_id = next_id + 1");
	meanwhile->done = true;
	return true;
}

TEST(a_base_that_is_written_to_meanwhile_is_not_made_anew)
{
	Fixture fixture = fixture_new();
	base_with_free(&fixture);
	noise_at(&fixture, leaf_of(fixture.path, "client_by_title"));
	char *name = kept_name(&fixture);
	CareKept kept = {.path = name};
	Meanwhile meanwhile = {.fixture = &fixture};
	const CareProgress progress = {write_meanwhile, &meanwhile};
	Store *store = open_at(fixture.path, STORE_WRITE);
	fails(care_rescue(store, &fixture_by, &kept, &progress), ERR_BUSY);
	assert_true(meanwhile.done);
	assert_false(kept.kept);
	well(care_rescue(store, &fixture_by, &kept, NULL));
	expect_sound(store);
	store_close(store);
	free(name);
	fixture_done(&fixture);
}

/* Each tree is sound: only together they are not. */
TEST(a_base_whose_indexes_know_other_rows_takes_the_place_of_no_copy)
{
	static const char *const others[] = {
		"UPDATE client SET title_key = 'Б' WHERE id = (SELECT max(id) FROM client)",
		"UPDATE client SET born = '1980-05-05' WHERE id = (SELECT min(id) FROM client)", /* an index of some rows alone */
		"UPDATE client SET last_contact = 1 WHERE id = (SELECT min(id) FROM client)",
		"DELETE FROM client WHERE id = (SELECT min(id) FROM client)",
	};
	for (size_t i = 0; i < countof(others); i++) {
		Fixture fixture = fixture_new();
		char copy[256], part[256];
		Str good = {0}, bad = {0};
		Db *db;
		int64_t root = 0;
		snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
		snprintf(part, sizeof part, "%s.part", copy);
		Store *store = open_at(fixture.path, STORE_WRITE);
		for (int n = 0; n < 5; n++)
			add_person(store, "А", "х");
		well(care_backup(store, copy, NULL));
		store_close(store);
		well(file_read(&good, fixture.path));
		well(db_open(&db, fixture.path, DB_READ, (DbWait){NULL, NULL}));
		well(db_int(&root, db, "SELECT rootpage FROM sqlite_master WHERE name = 'client'", NO_ARGS));
		db_close(db);
		well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
		well(db_references(db, false));
		well(db_script(db, others[i]));
		db_close(db);
		well(file_read(&bad, fixture.path));
		/* The page of the table alone is of now: the indexes are of before. */
		assert_true(memcmp(good.s + (root - 1) * PAGE, bad.s + (root - 1) * PAGE, PAGE) != 0);
		memcpy(good.s + (root - 1) * PAGE, bad.s + (root - 1) * PAGE, PAGE);
		well(file_write(fixture.path, good.s, good.n));
		store = open_at(fixture.path, STORE_WRITE);
		Err *err = care_backup(store, copy, NULL);
		if (!err || err->code != ERR_DAMAGED || !strstr(err->what, "index") || !strstr(err->todo, "check --repair"))
			fail_msg("%s: %s", others[i], err ? err->what : "a copy was made");
		err_free(err);
		assert_false(file_exists(part));
		store_close(store);
		store = open_at(copy, STORE_READ);
		char *kept = dump_of(store);
		assert_non_null(strstr(kept, "А"));
		free(kept);
		store_close(store);
		str_done(&good);
		str_done(&bad);
		fixture_done(&fixture);
	}
}

static int64_t root_of(const char *path, const char *name)
{
	Db *db;
	int64_t root = 0;
	well(db_open(&db, path, DB_READ, (DbWait){NULL, NULL}));
	well(db_int(&root, db, "SELECT rootpage FROM sqlite_master WHERE name = $1", ARGS(arg_text(name))));
	db_close(db);
	assert_true(root > 1);
	return root;
}

/* However they are written down. */
TEST(indexes_of_somebody_else_hinder_no_copy)
{
	Fixture fixture = fixture_new();
	char copy[256];
	snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
	Store *store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "А", "х");
	store_close(store);
	run(fixture.path, "CREATE INDEX a ON client (note) /* test */ where note is null; CREATE INDEX b ON client (lower(title) DESC, title COLLATE NOCASE);"
	                  "CREATE INDEX c ON client (id, rev) WHERE\nrev > 0; CREATE UNIQUE INDEX \"d WHERE \" ON client (uuid); CREATE INDEX \"e'f\" ON client (rev);"
	                  "CREATE TABLE theirs (id TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID; CREATE INDEX theirs_b ON theirs (b);"
	                  "CREATE TABLE others (\"a\"\"x\" TEXT); CREATE INDEX others_x ON others (\"a\"\"x\"); CREATE TABLE more (b TEXT); CREATE INDEX more_b ON more (b) WHERE b > '3' -- theirs");
	store = open_at(fixture.path, STORE_WRITE);
	well(care_backup(store, copy, NULL));
	store_close(store);
	fixture_done(&fixture);
}

/* An index of some rows is searched for those: what else stands in it is found too. */
TEST(a_base_with_an_index_in_the_place_of_another_takes_the_place_of_no_copy)
{
	static const char *const indexes[][2] = {{"batch_open", "phrase_by_frame"}, {"client_by_born", "client_by_title"}, {"client_by_title", "client_by_phone"}};
	for (size_t i = 0; i < countof(indexes); i++) {
		Fixture fixture = fixture_new();
		char copy[256];
		Str bytes = {0};
		snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
		Store *store = open_at(fixture.path, STORE_WRITE);
		add_person(store, "А", "х");
		store_close(store);
		int64_t to = root_of(fixture.path, indexes[i][0]), from = root_of(fixture.path, indexes[i][1]);
		well(file_read(&bytes, fixture.path));
		memcpy(bytes.s + (to - 1) * PAGE, bytes.s + (from - 1) * PAGE, PAGE);
		well(file_write(fixture.path, bytes.s, bytes.n));
		store = open_at(fixture.path, STORE_WRITE);
		Err *err = care_backup(store, copy, NULL);
		if (!err || err->code != ERR_DAMAGED)
			fail_msg("%s: %s", indexes[i][0], err ? err->what : "a copy was made");
		err_free(err);
		assert_false(file_exists(copy));
		store_close(store);
		str_done(&bytes);
		fixture_done(&fixture);
	}
}

typedef struct MeanwhileBy {
	Db *db;
	bool done;
} MeanwhileBy;

static bool write_by(void *self, int64_t done, int64_t all)
{
	MeanwhileBy *meanwhile = self;
	(void)done;
	(void)all;
	if (!meanwhile->done)
		well(db_run(meanwhile->db, "UPDATE base SET next_id = next_id + 1", NO_ARGS));
	meanwhile->done = true;
	return true;
}

typedef struct Second {
	const StoreOptions *options;
	int asked;
} Second;

/* Another session repairs while the first one is at it. */
static bool repair_too(void *self, int64_t done, int64_t all)
{
	Second *second = self;
	CareKept kept = {.path = "nowhere"};
	(void)done;
	(void)all;
	second->asked++;
	fails(care_rescue_path(second->options, &fixture_by, &kept, NULL), ERR_BUSY);
	return true;
}

TEST(a_base_is_made_anew_by_one_session_at_a_time)
{
	Fixture fixture = fixture_new();
	Str sound = {0};
	base_with_free(&fixture);
	char *name = kept_name(&fixture);
	CareKept kept = {.path = name};
	Store *store = open_at(fixture.path, STORE_READ);
	char *before = dump_of(store);
	store_close(store);
	well(file_read(&sound, fixture.path));
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	Second second = {.options = &options};
	const CareProgress progress = {repair_too, &second};
	for (int cut = 0; cut < 2; cut++) {
		second.asked = 0;
		well(file_write(fixture.path, sound.s, sound.n - (cut ? PAGE : 0)));
		if (cut) {
			well(care_rescue_path(&options, &fixture_by, &kept, &progress));
		} else {
			noise_at(&fixture, leaf_of(fixture.path, "client_by_title"));
			store = open_at(fixture.path, STORE_WRITE);
			well(care_rescue(store, &fixture_by, &kept, &progress));
			store_close(store);
		}
		assert_true(second.asked > 0);
		store = open_at(fixture.path, STORE_WRITE);
		expect_sound(store);
		char *after = dump_of(store);
		assert_string_equal(after, before);
		free(after);
		store_close(store);
		unlink(name);
	}
	free(before);
	free(name);
	str_done(&sound);
	fixture_done(&fixture);
}

TEST(a_repair_that_is_refused_changes_no_file)
{
	Fixture fixture = fixture_new();
	Str bytes = {0};
	char other[256], notice[256];
	base_with_free(&fixture);
	snprintf(other, sizeof other, "%s.rescue", fixture.path);
	snprintf(notice, sizeof notice, "%s.notice", fixture.path);
	well(file_read(&bytes, fixture.path));
	well(file_write(other, bytes.s, bytes.n)); /* somebody's backup */
	Str backup = bytes;
	bytes = (Str){0};
	str_addn(&bytes, backup.s, backup.n - PAGE);
	well(file_write(fixture.path, bytes.s, bytes.n));
	char *name = kept_name(&fixture);
	CareKept kept = {.path = name};
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	int fd = open(notice, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0); /* as of a restore */
	fails(care_rescue_path(&options, &fixture_by, &kept, NULL), ERR_BUSY);
	close(fd);
	expect_bytes(fixture.path, &bytes);
	expect_bytes(other, &backup);
	assert_false(kept.kept || file_exists(name));
	/* the rows cannot be read */
	memset(bytes.s + PAGE, 0xa5, bytes.n - PAGE);
	well(file_write(fixture.path, bytes.s, bytes.n));
	fails(care_rescue_path(&options, &fixture_by, &kept, NULL), ERR_DAMAGED);
	expect_bytes(fixture.path, &bytes);
	expect_bytes(other, &backup);
	assert_false(kept.kept || file_exists(name));
	free(name);
	str_done(&bytes);
	str_done(&backup);
	fixture_done(&fixture);
}

/* What is kept of a cut file is what lay there, and a session that had it open and wrote is heard. */
TEST(a_cut_base_that_is_written_to_meanwhile_is_not_made_anew)
{
	Fixture fixture = fixture_new();
	Str bytes = {0};
	base_with_free(&fixture);
	char *name = kept_name(&fixture);
	CareKept kept = {.path = name};
	const StoreOptions options = {.path = fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	well(file_read(&bytes, fixture.path));
	Db *other;
	well(db_open(&other, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_run(other, "UPDATE base SET next_id = next_id + 1", NO_ARGS));
	well(db_empty_log(other));
	assert_int_equal(truncate(fixture.path, (off_t)(bytes.n - PAGE)), 0);
	MeanwhileBy meanwhile = {.db = other};
	const CareProgress progress = {write_by, &meanwhile};
	fails(care_rescue_path(&options, &fixture_by, &kept, &progress), ERR_BUSY);
	assert_true(meanwhile.done);
	assert_false(kept.kept || file_exists(name));
	db_close(other);
	free(name);
	str_done(&bytes);
	fixture_done(&fixture);
}

TEST(clients_around_a_damaged_page_are_listed)
{
	Fixture fixture = fixture_new();
	base_with_free(&fixture);
	noise_at(&fixture, leaf_of(fixture.path, "client"));
	Store *store = open_at(fixture.path, STORE_READ);
	ClientPage page = {.limit = 50};
	size_t listed = 0, n = 50;
	for (int pages = 0; n == page.limit && pages < PEOPLE; pages++) {
		ClientRow *rows;
		Err *err = clients_page(store, &page, &rows, &n, fixture.arena);
		if (err)
			fails(err, ERR_DAMAGED);
		listed += n;
		page.after = n ? &rows[n - 1].client : NULL;
	}
	assert_true(listed < PEOPLE && listed > PEOPLE / 2);
	store_close(store);
	fixture_done(&fixture);
}

/* SQLite's own check of the index goes along this table, so it finds nothing where there is nothing. */
TEST(a_search_that_does_not_know_where_its_words_are_is_found)
{
	static const char *const tables[] = {"search_words_idx", "search_inside_idx"};
	for (size_t i = 0; i < countof(tables); i++) {
		Fixture fixture = fixture_new();
		Str faults = {0};
		char sql[64];
		base_with_free(&fixture);
		snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
		run(fixture.path, sql);
		said_by_check(&faults, &fixture, false);
		if (!strstr(str_text(&faults), "the search index is damaged"))
			fail_msg("%s: `%s`", tables[i], str_text(&faults));
		Store *store = open_at(fixture.path, STORE_WRITE);
		well(care_check(store, false, true, &faults, NULL));
		expect_sound(store);
		store_close(store);
		str_done(&faults);
		fixture_done(&fixture);
	}
}
