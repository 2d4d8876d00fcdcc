/* SPDX-License-Identifier: MIT */
/* What is read of the whole of a base without locks is of one moment, or it is said that somebody wrote there, and nothing is left of it. */
#include "../../../src/store/sqlite.h"
#include "fixture.h"
#include "kartoteka/base/file.h"

enum {
	PEOPLE = 20000, /* more pages than one step of a copy */
};

typedef struct Scene {
	Fixture fixture;
	char copy[256], part[256];
	const char *written; /* to this base while it is read */
	int at;              /* percent of what is read */
	bool done;
	Store *reader;
} Scene;

static void write_now(Scene *scene)
{
	Db *db;
	scene->done = true;
	well(db_open(&db, scene->written, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, "UPDATE client SET title = title || 'x'"));
	db_close(db);
}

static bool writes(void *self, int64_t done, int64_t all)
{
	Scene *scene = self;
	if (!scene->done && all > 0 && done * 100 >= all * scene->at)
		write_now(scene);
	return true;
}

static void fill(const char *path)
{
	Store *store = open_at(path, STORE_WRITE);
	begin(store, "add");
	for (int i = 0; i < PEOPLE; i++)
		make_person(store, "Иванов", "Игорь");
	commit(store);
	store_close(store);
}

/* Of a file with a second name nothing is locked. */
static void scene_new(Scene *scene)
{
	char second[256];
	*scene = (Scene){.fixture = fixture_new()};
	snprintf(scene->copy, sizeof scene->copy, "%s/copy.db", scene->fixture.folder);
	snprintf(scene->part, sizeof scene->part, "%s.part", scene->copy);
	snprintf(second, sizeof second, "%s/second.db", scene->fixture.folder);
	scene->written = scene->fixture.path;
	fill(scene->fixture.path);
	assert_int_equal(link(scene->fixture.path, second), 0);
	scene->reader = open_at(scene->fixture.path, STORE_READ);
	assert_true(store_is_as_it_was(scene->reader));
}

static void scene_done(Scene *scene)
{
	store_close(scene->reader);
	fixture_done(&scene->fixture);
}

/* A third are its pages, then they are read back, and nobody else writes those. */
TEST(a_copy_made_without_locks_is_of_one_moment)
{
	static const struct {
		int at;
		bool torn;
	} rows[] = {{0, true}, {1, true}, {20, true}, {34, false}, {67, false}};
	for (size_t i = 0; i < countof(rows); i++) {
		Scene scene;
		scene_new(&scene);
		char *before = dump_of(scene.reader);
		const CareProgress progress = {.step = writes, .self = &scene};
		scene.at = rows[i].at;
		Err *err = care_backup(scene.reader, scene.copy, &progress);
		assert_true(scene.done);
		if ((err && err->code == ERR_BUSY) != rows[i].torn || (err && !rows[i].torn))
			fail_msg("written at %d percent: %s", rows[i].at, err ? err->what : "a copy was made");
		assert_int_equal(file_exists(scene.copy), !err);
		assert_false(file_exists(scene.part));
		if (err) {
			assert_non_null(strstr(err->what, "without locks"));
			assert_non_null(err->todo);
			/* Done again it is whole. */
			well(care_backup(scene.reader, scene.copy, NULL));
		} else {
			Store *copy = open_at(scene.copy, STORE_READ);
			char *copied = dump_of(copy);
			assert_string_equal(copied, before);
			free(copied);
			store_close(copy);
		}
		err_free(err);
		free(before);
		scene_done(&scene);
	}
}

TEST(a_check_made_without_locks_says_nothing_of_two_moments)
{
	static const int at[] = {1, 3};
	for (size_t i = 0; i < countof(at); i++) {
		Scene scene;
		Str faults = {0};
		scene_new(&scene);
		const CareProgress progress = {.step = writes, .self = &scene};
		scene.at = at[i];
		fails(care_check(scene.reader, false, false, &faults, &progress), ERR_BUSY);
		assert_true(scene.done);
		if (faults.n)
			fail_msg("written at %d percent: %s", at[i], str_text(&faults));
		str_done(&faults);
		scene_done(&scene);
	}
}

/* It need not be a copy: a base brought back from may be one that others work in. */
TEST(what_is_brought_back_is_of_one_moment)
{
	static const int at[] = {1, 50};
	for (size_t i = 0; i < countof(at); i++) {
		Scene scene;
		char other[256], kept[256];
		scene_new(&scene);
		snprintf(other, sizeof other, "%s/other.db", scene.fixture.folder);
		snprintf(kept, sizeof kept, "%s.before-restore", other);
		Store *store = open_at(other, STORE_WRITE);
		add_person(store, "А", "х");
		char *before = dump_of(store);
		CareKept keeping = {.path = kept};
		const CareProgress progress = {.step = writes, .self = &scene};
		scene.at = at[i];
		fails(care_restore(store, scene.fixture.path, &fixture_by, &keeping, &progress), ERR_BUSY);
		assert_true(scene.done);
		char *after = dump_of(store);
		assert_string_equal(after, before);
		free(before);
		free(after);
		store_close(store);
		scene_done(&scene);
	}
}
