/* SPDX-License-Identifier: MIT */
/*
 * When pages come from the -wal into the base. SQLite 3.40 may lose a commit of another connection that writes just then (docs/house.md), so at each such
 * write another connection must find the right to write taken.
 */
#include <sqlite3.h>

#include "fixture.h"
#include "inside.h"

typedef ssize_t Write(int fd, const void *bytes, size_t n, off_t at);

static struct {
	Write *real;
	struct stat base;
	Db *other;
	bool asking;
	int home, free_to_write;
} watch;

static bool at_once(void *self, int ms)
{
	(void)self;
	(void)ms;
	return false;
}

static void look(void)
{
	watch.asking = true;
	watch.home++;
	Err *err = db_begin(watch.other, true);
	if (!err)
		watch.free_to_write++;
	db_rollback(watch.other);
	err_free(err);
	watch.asking = false;
}

static ssize_t watched_write(int fd, const void *bytes, size_t n, off_t at)
{
	struct stat st;
	if (!watch.asking && watch.other && fstat(fd, &st) == 0 && st.st_ino == watch.base.st_ino && st.st_dev == watch.base.st_dev)
		look();
	return watch.real(fd, bytes, n, at);
}

static const char *const names[] = {"pwrite", "pwrite64"};

static void watch_writes(sqlite3_vfs *vfs)
{
	for (size_t i = 0; i < countof(names); i++) {
		sqlite3_syscall_ptr now = vfs->xGetSystemCall(vfs, names[i]);
		if (now)
			watch.real = (Write *)now;
		if (now)
			assert_int_equal(vfs->xSetSystemCall(vfs, names[i], (sqlite3_syscall_ptr)watched_write), SQLITE_OK);
	}
	assert_non_null(watch.real);
}

static void watch_no_more(sqlite3_vfs *vfs)
{
	watch.other = NULL;
	for (size_t i = 0; i < countof(names); i++)
		vfs->xSetSystemCall(vfs, names[i], NULL);
}

TEST(pages_come_home_only_while_nobody_else_may_write)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	assert_int_equal(stat(fixture.path, &watch.base), 0);
	well(db_open(&watch.other, fixture.path, DB_WRITE, (DbWait){at_once, NULL}));
	Db *other = watch.other;
	watch_writes(vfs);
	/* by themselves where nobody is idle, and before that when somebody is */
	for (int i = 0; i < 20 || (!watch.home && i < 100); i++) {
		begin(store, "add");
		for (int j = 0; j < 200; j++)
			make_person(store, "Иванов", "Игорь");
		commit(store);
	}
	if (!watch.home)
		fail_msg("no page came home");
	watch.home = 0;
	for (int i = 0; i < 20; i++) {
		begin(store, "add");
		for (int j = 0; j < 200; j++)
			make_person(store, "Петров", "Игорь");
		commit(store);
		while (store_untidy(store))
			store_tidy(store);
		assert_false(db_log_waits(store_db(store)));
	}
	if (!watch.home)
		fail_msg("no page came home from who is idle");
	if (watch.free_to_write)
		fail_msg("at %d of %d writes another connection could have written", watch.free_to_write, watch.home);
	/* nor where all of them are brought */
	begin(store, "add");
	make_person(store, "Петров", "Пётр");
	commit(store);
	watch.home = 0;
	well(db_shared_anew(store_db(store)));
	assert_true(watch.home > 0);
	assert_int_equal(watch.free_to_write, 0);
	watch_no_more(vfs);
	expect_sound(store);
	db_close(other);
	store_close(store);
	fixture_done(&fixture);
}

static void size_of_log(const Fixture *fixture, struct stat *st)
{
	char wal[256];
	snprintf(wal, sizeof wal, "%s-wal", fixture->path);
	assert_int_equal(stat(wal, st), 0);
}

/* Who has the right to write keeps them from coming home: they come with a later commit, and who waits in vain does nothing by halves. */
TEST(pages_wait_for_who_writes)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	Db *other, *third;
	struct stat before, after;
	well(db_open(&other, fixture.path, DB_WRITE, (DbWait){at_once, NULL}));
	well(db_open(&third, fixture.path, DB_WRITE, (DbWait){at_once, NULL}));
	add_person(store, "Иванов", "Игорь");
	assert_int_equal(stat(fixture.path, &before), 0);
	well(db_begin(other, true));
	fails(db_empty_log(third), ERR_INTERRUPTED);
	assert_int_equal(stat(fixture.path, &after), 0);
	assert_true(after.st_mtim.tv_sec == before.st_mtim.tv_sec && after.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
	db_rollback(other);
	well(db_empty_log(third));
	size_of_log(&fixture, &after);
	assert_int_equal(after.st_size, 0);
	/* and it is none the worse for it */
	int64_t n = 0;
	well(db_int(&n, third, "SELECT count(*) FROM client", NO_ARGS));
	assert_int_equal(n, 1);
	db_close(other);
	db_close(third);
	store_close(store);
	fixture_done(&fixture);
}
