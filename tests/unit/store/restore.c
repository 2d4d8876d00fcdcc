/* SPDX-License-Identifier: MIT */
/* What a restore replaces is kept first: whole, counted, also what came at the last moment, also of a damaged base; and it can be restored itself. */
#include <fcntl.h>
#include <sys/file.h>

#include "fixture.h"
#include "inside.h"
#include "kartoteka/base/file.h"

typedef struct Scene {
	Fixture fixture;
	char copy[192], kept[192];
	Store *store;
	CareKept keeping;
} Scene;

/* A base with one client, and a copy of it. */
static void scene_new(Scene *scene)
{
	*scene = (Scene){.fixture = fixture_new()};
	snprintf(scene->copy, sizeof scene->copy, "%s/copy.db", scene->fixture.folder);
	snprintf(scene->kept, sizeof scene->kept, "%s.before-restore", scene->fixture.path);
	scene->keeping.path = scene->kept;
	scene->store = open_at(scene->fixture.path, STORE_WRITE);
	add_person(scene->store, "А", "х");
	well(care_backup(scene->store, scene->copy, NULL));
}

static void scene_done(Scene *scene)
{
	store_close(scene->store);
	fixture_done(&scene->fixture);
}

static void expect_dump(const char *path, const char *dump)
{
	Store *store = open_at(path, STORE_READ);
	char *own = dump_of(store);
	assert_string_equal(own, dump);
	free(own);
	store_close(store);
}

static void expect_no_rest(const Scene *scene)
{
	static const char *const tails[] = {".before-restore.part", ".restore", ".before-restore-wal"};
	for (size_t i = 0; i < countof(tails); i++) {
		char name[256];
		snprintf(name, sizeof name, "%s%s", scene->fixture.path, tails[i]);
		if (file_exists(name))
			fail_msg("%s was left there", name);
	}
}

/* Not at the moment at which the fixture does everything. */
static void add_later(Store *store, const char *surname)
{
	const BatchHead head = {.author = 1, .at = {1784799999}, .command = "client add", .label = "client add"};
	well(store_begin(store, &head));
	make_person(store, surname, "х");
	commit(store);
}

TEST(a_restore_keeps_what_it_replaces)
{
	Scene scene;
	struct stat st;
	scene_new(&scene);
	char *before = dump_of(scene.store);
	for (int i = 0; i < 3; i++)
		add_person(scene.store, "Б", "х");
	char *newer = dump_of(scene.store);
	well(care_restore(scene.store, scene.copy, &fixture_by, &scene.keeping, NULL));
	assert_true(scene.keeping.kept);
	assert_false(scene.keeping.damaged);
	assert_int_equal(scene.keeping.lost, 3);
	assert_int_equal(stat(scene.kept, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	expect_dump(scene.kept, newer);
	expect_dump(scene.fixture.path, before);
	expect_no_rest(&scene);
	/* two batches that the kept base has not */
	add_later(scene.store, "В");
	add_later(scene.store, "Г");
	char second[256];
	snprintf(second, sizeof second, "%s-2", scene.kept);
	CareKept back = {.path = second};
	well(care_restore(scene.store, scene.kept, &fixture_by, &back, NULL));
	assert_true(back.kept);
	assert_int_equal(back.lost, 2);
	expect_dump(scene.fixture.path, newer);
	/* a copy that has all of it; and a name that is taken */
	well(care_backup(scene.store, scene.copy, NULL));
	fails(care_restore(scene.store, scene.copy, &fixture_by, &back, NULL), ERR_FAILED);
	assert_false(back.kept);
	assert_true(file_exists(second));
	unlink(second);
	well(care_restore(scene.store, scene.copy, &fixture_by, &back, NULL));
	assert_int_equal(back.lost, 0);
	expect_sound(scene.store);
	expect_no_rest(&scene);
	free(before);
	free(newer);
	scene_done(&scene);
}

/* What lies beside the base under its name is it, not a copy: restored from it would be nothing, and reading it drops the base's locks. */
TEST(a_base_is_not_restored_from_itself)
{
	static const char *const tails[] = {"", "-wal", "-shm", ".notice", ".restore", ".before-restore.part"};
	Scene scene;
	Str bytes = {0};
	scene_new(&scene);
	well(file_read(&bytes, scene.copy));
	char *before = dump_of(scene.store);
	for (size_t i = 0; i < countof(tails); i++) {
		char path[256], link[256];
		snprintf(path, sizeof path, "%s%s", scene.fixture.path, tails[i]);
		snprintf(link, sizeof link, "%s/link", scene.fixture.folder);
		if (!file_exists(path))
			well(file_write(path, str_text(&bytes), bytes.n));
		unlink(link);
		assert_int_equal(symlink(path, link), 0);
		fails(care_restore(scene.store, path, &fixture_by, &scene.keeping, NULL), ERR_USAGE);
		fails(care_restore(scene.store, link, &fixture_by, &scene.keeping, NULL), ERR_USAGE);
		fails(care_restore_check(scene.fixture.path, link), ERR_USAGE);
		assert_true(file_exists(path));
	}
	well(care_restore_check(scene.fixture.path, scene.copy));
	expect_dump(scene.fixture.path, before);
	str_done(&bytes);
	free(before);
	scene_done(&scene);
}

/* A form that is open, a script's list and an import under way know numbers from before it. */
TEST(a_restore_gives_no_number_twice)
{
	Scene scene;
	Arena *arena = arena_new();
	BatchRow *rows;
	size_t n;
	int64_t *clients;
	Staff anna;
	scene_new(&scene);
	record_init(&kind_staff, &anna);
	anna.login.s = "anna";
	begin(scene.store, "staff");
	well(store_make(scene.store, &kind_staff, &anna));
	commit(scene.store);
	const BatchHead import = {.author = 1, .command = "import", .label = "import", .stays_open = true};
	well(store_begin(scene.store, &import));
	make_person(scene.store, "Половина", "х");
	int64_t open, after;
	bool own;
	well(store_commit(scene.store, &open));
	well(care_backup(scene.store, scene.copy, NULL));
	Store *other = open_at(scene.fixture.path, STORE_WRITE);
	int64_t last = 0;
	for (int i = 0; i < 3; i++)
		last = add_person(other, "Б", "х");
	well(care_restore(other, scene.copy, &fixture_by, &scene.keeping, NULL));
	/* half of the import was in the copy: it is nobody's, and gone when the restore ends */
	well(store_batch_is_open(scene.store, open, &own));
	assert_false(own);
	char *dump = dump_of(other);
	assert_null(strstr(dump, "Половина"));
	free(dump);
	assert_true(add_person(other, "В", "х") > last);
	begin(other, "x");
	after = store_batch(other);
	store_rollback(other);
	assert_true(after > open + 4);
	/* the row of it says who and when; `u` passes it by, by its number it is refused */
	well(journal_batches(other, &(JournalQuery){.command = "restore", .limit = 9}, &rows, &n, arena));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].author, anna.head.id);
	assert_int_equal(rows[0].at.s, fixture_by.at.s);
	int64_t undoable;
	well(journal_undoable(other, anna.head.id, false, &undoable));
	assert_int_equal(undoable, 0);
	const BatchHead undo = {.author = 1, .command = "undo"};
	fails(journal_take_back(other, rows[0].id, &undo, NULL, &clients, &n, arena), ERR_FAILED);
	arena_free(arena);
	store_close(other);
	scene_done(&scene);
}

typedef struct Meanwhile {
	Store *other;
	int steps;
} Meanwhile;

static bool write_meanwhile(void *self, int64_t done, int64_t all)
{
	Meanwhile *meanwhile = self;
	(void)done;
	(void)all;
	if (meanwhile->steps++ == 0)
		add_person(meanwhile->other, "Поздний", "х");
	return true;
}

TEST(a_restore_keeps_what_came_while_it_kept)
{
	Scene scene;
	scene_new(&scene);
	Meanwhile meanwhile = {.other = open_at(scene.fixture.path, STORE_WRITE)};
	CareProgress progress = {write_meanwhile, &meanwhile};
	/* more pages than one step of a copy takes */
	char *note = malloc(12 << 20);
	assert_non_null(note);
	memset(note, 'x', (12 << 20) - 1);
	note[(12 << 20) - 1] = 0;
	Client client = person("Длинный", "х");
	client.note.s = note;
	begin(scene.store, "client add");
	well(store_make(scene.store, &kind_client, &client));
	commit(scene.store);
	well(care_restore(scene.store, scene.copy, &fixture_by, &scene.keeping, &progress));
	assert_true(meanwhile.steps > 1);
	assert_int_equal(scene.keeping.lost, 2);
	Store *kept = open_at(scene.kept, STORE_READ);
	int64_t late = 0;
	well(db_int(&late, store_db(kept), "SELECT count(*) FROM client WHERE surname = 'Поздний'", NO_ARGS));
	assert_int_equal(late, 1);
	store_close(kept);
	store_close(meanwhile.other);
	free(note);
	scene_done(&scene);
}

/* A page in the middle: the base opens and nothing says so until it is read. */
TEST(a_restore_keeps_a_damaged_base_page_by_page)
{
	Scene scene;
	char page[4096];
	Str bytes = {0};
	scene_new(&scene);
	int64_t root = 0;
	well(db_int(&root, store_db(scene.store), "SELECT rootpage FROM sqlite_master WHERE name = 'client'", NO_ARGS));
	store_close(scene.store);
	memset(page, 0xA5, sizeof page);
	int fd = open(scene.fixture.path, O_WRONLY);
	assert_int_equal(pwrite(fd, page, sizeof page, (root - 1) * 4096), sizeof page);
	close(fd);
	const StoreOptions options = {.path = scene.fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	well(care_restore_path(&options, scene.copy, &fixture_by, &scene.keeping, NULL));
	assert_true(scene.keeping.kept && scene.keeping.damaged);
	assert_int_equal(scene.keeping.lost, -1);
	well(file_read(&bytes, scene.kept));
	assert_true(bytes.n >= (size_t)root * 4096);
	assert_memory_equal(bytes.s + (root - 1) * 4096, page, sizeof page);
	str_done(&bytes);
	expect_no_rest(&scene);
	scene.store = open_at(scene.fixture.path, STORE_WRITE);
	expect_sound(scene.store);
	scene_done(&scene);
}

/* A session has it open, and what it wrote last stands in the -wal, without the first page. */
TEST(a_restore_keeps_a_base_that_cannot_be_opened_byte_by_byte)
{
	Scene scene;
	char junk[8192], wal[256];
	Str bytes = {0}, last = {0};
	scene_new(&scene);
	well(db_script(store_db(scene.store), "PRAGMA wal_checkpoint(TRUNCATE); UPDATE client SET note = 'the last day'"));
	memset(junk, 'x', sizeof junk);
	int fd = open(scene.fixture.path, O_WRONLY);
	assert_int_equal(pwrite(fd, junk, sizeof junk, 0), sizeof junk);
	snprintf(wal, sizeof wal, "%s-wal", scene.fixture.path);
	well(file_read(&last, wal));
	assert_true(last.n > 4096);
	const StoreOptions options = {.path = scene.fixture.path, .mode = STORE_WRITE, .env = &fixture_env};
	well(care_restore_path(&options, scene.copy, &fixture_by, &scene.keeping, NULL));
	assert_true(scene.keeping.kept && scene.keeping.damaged);
	well(file_read(&bytes, scene.kept));
	assert_memory_equal(bytes.s, junk, sizeof junk);
	str_done(&bytes);
	snprintf(wal, sizeof wal, "%s-wal", scene.kept);
	well(file_read(&bytes, wal));
	assert_int_equal(bytes.n, last.n);
	assert_memory_equal(bytes.s, last.s, last.n);
	str_done(&bytes);
	str_done(&last);
	close(fd);
	store_close(scene.store);
	scene.store = open_at(scene.fixture.path, STORE_WRITE);
	expect_sound(scene.store);
	scene_done(&scene);
}

TEST(of_a_base_in_which_nothing_was_done_nothing_is_kept)
{
	Scene scene;
	char path[256];
	scene_new(&scene);
	snprintf(path, sizeof path, "%s/new.db", scene.fixture.folder);
	const StoreOptions options = {.path = path, .mode = STORE_WRITE, .env = &fixture_env};
	well(care_restore_path(&options, scene.copy, &fixture_by, &scene.keeping, NULL));
	assert_false(scene.keeping.kept);
	assert_false(file_exists(scene.kept));
	char *dump = dump_of(scene.store);
	expect_dump(path, dump);
	free(dump);
	scene_done(&scene);
}

TEST(one_restore_at_a_time)
{
	Scene scene;
	char notice[256];
	scene_new(&scene);
	char *before = dump_of(scene.store);
	snprintf(notice, sizeof notice, "%s.notice", scene.fixture.path);
	int fd = open(notice, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	fails(care_restore(scene.store, scene.copy, &fixture_by, &scene.keeping, NULL), ERR_BUSY);
	assert_false(scene.keeping.kept);
	expect_dump(scene.fixture.path, before);
	close(fd);
	well(care_restore(scene.store, scene.copy, &fixture_by, &scene.keeping, NULL));
	free(before);
	scene_done(&scene);
}

/* A copy of this base gives way to a newer one; another's base does not, nor a copy in which somebody worked. */
TEST(only_a_copy_of_this_base_gives_way)
{
	Scene scene, other;
	scene_new(&scene);
	scene_new(&other);
	assert_true(care_is_copy(scene.store, scene.copy));
	assert_true(care_is_copy(scene.store, scene.kept)); /* nothing is there */
	assert_false(care_is_copy(scene.store, other.copy));
	assert_false(care_is_copy(scene.store, other.fixture.path));
	Store *works = open_at(scene.copy, STORE_WRITE);
	assert_false(care_is_copy(scene.store, scene.copy));
	store_close(works);
	assert_false(care_is_copy(scene.store, scene.copy));
	scene_done(&other);
	scene_done(&scene);
}
