/* SPDX-License-Identifier: MIT */
/* A copy of the base that is whole or not there. The way back is in restore.c. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

Err *copy_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno("%s", path);
	Err *err = fsync(fd) == 0 ? NULL : err_errno(_("cannot write %s"), path);
	close(fd);
	return err;
}

/* What was written is a whole base. */
Err *copy_read_back(const char *path, const CareProgress *progress)
{
	Db *db;
	bool empty;
	Str faults = {0};
	TRY(db_open(&db, path, DB_READ | DB_IMMUTABLE, (DbWait){NULL, NULL}));
	Err *err = NULL;
	if (!db_is_ours(db, &empty) || empty)
		err = err_new(ERR_DAMAGED, _("%s is not a base of Kartoteka"), path);
	if (!err)
		err = db_integrity(db, true, &faults, NULL, progress ? progress->step : NULL, progress ? progress->self : NULL);
	if (!err && faults.n)
		err = err_new(ERR_DAMAGED, _("%s is damaged: %s"), path, str_text(&faults));
	str_done(&faults);
	db_close(db);
	return err;
}

void copy_remove_tails(const char *path)
{
	static const char *const tails[] = {"-wal", "-shm", "-journal"};
	for (size_t i = 0; i < countof(tails); i++) {
		char *name = mem_printf("%s%s", path, tails[i]);
		unlink(name);
		free(name);
	}
}

void copy_remove(const char *path)
{
	unlink(path);
	copy_remove_tails(path);
}

/* The live base must not change under the copy: one snapshot for all its steps. */
static Err *copy_snapshot(Db *to, Db *from, const CareProgress *progress)
{
	int64_t form;
	bool own = !db_in_transaction(from);
	if (own)
		TRY(db_begin(from, false));
	Err *err = db_form(&form, from);
	if (!err)
		err = db_copy(to, from, progress ? progress->step : NULL, progress ? progress->self : NULL);
	if (own)
		db_rollback(from);
	return err;
}

Err *copy_write(const char *path, Db *from, unsigned mode, const char *group, const CareProgress *progress, bool *copied)
{
	int fd;
	Db *db;
	*copied = false;
	TRY(beside_make_file(path, mode, group, &fd));
	close(fd);
	TRY(db_open(&db, path, DB_WRITE, (DbWait){NULL, NULL}));
	Err *err = copy_snapshot(db, from, progress);
	*copied = !err;
	/* A copy is one file: no -wal is needed to read it, also where nothing can be written. */
	if (!err)
		err = db_one_file(db);
	db_close(db);
	return err ? err : copy_sync(path);
}

static Err *room_for_copy(const Store *store, const char *to)
{
	struct stat st;
	uint64_t space = 0;
	if (store->in_memory || stat(store->path, &st) != 0)
		return NULL;
	TRY(file_free_space(&space, to));
	uint64_t need = (uint64_t)st.st_size + (1u << 18);
	if (space >= need)
		return NULL;
	return err_todo(err_kept(err_new(ERR_FULL, _("the copy needs %llu MiB, there are %llu free"), (unsigned long long)(need >> 20) + 1,
	                                 (unsigned long long)(space >> 20)),
	                         _("nothing was written")),
	                _("make room on the disk or in the quota, then do it again"));
}

/* Written and read back: what is told of either half is told of the whole. */
typedef struct Halves {
	const CareProgress *whole;
	bool second;
} Halves;

static bool half_step(void *self, int64_t done, int64_t all)
{
	const Halves *halves = self;
	return halves->whole->step(halves->whole->self, done + (halves->second ? all : 0), 2 * all);
}

/* Pages go over as they are: whose fault it is that the copy is damaged. Takes `why`. */
static Err *err_copied(Store *store, Err *why)
{
	Str faults = {0};
	Err *err = db_integrity(store->db, true, &faults, NULL, NULL, NULL);
	bool damaged = faults.n > 0 || (err && err->code == ERR_DAMAGED);
	if (damaged) {
		const char *text = faults.n ? str_text(&faults) : err->what;
		Err *base = err_new(ERR_DAMAGED, _("the base %s is damaged: %.*s"), store->path, (int)strcspn(text, "\n"), text);
		err_free(why);
		why = err_todo(base, _("kartoteka check says what; kartoteka check --repair makes the base anew where all its rows can be read, then do it again"));
	}
	err_free(err);
	str_done(&faults);
	return why;
}

static Err *backup(Store *store, const char *to, unsigned mode, const char *group, const CareProgress *whole)
{
	Halves halves = {.whole = whole};
	const CareProgress half = {half_step, &halves}, *progress = whole && whole->step ? &half : NULL;
	if (store->running)
		return err_new(ERR_FAILED, "a backup inside a transaction");
	char *part = mem_printf("%s.part", to);
	bool copied;
	Err *err = room_for_copy(store, to);
	if (!err) {
		copy_remove(part); /* of a backup that was killed */
		err = copy_write(part, store->db, mode, group, progress, &copied);
		halves.second = true;
		if (!err)
			err = copy_read_back(part, progress);
		if (err && err->code == ERR_DAMAGED)
			err = err_copied(store, err);
		if (!err)
			copy_remove_tails(to); /* of an older copy: they would be taken for this one's */
		if (!err && rename(part, to) != 0)
			err = err_errno(_("cannot write %s"), to);
		if (!err) {
			char *folder = path_folder(to);
			err_free(copy_sync(folder));
			free(folder);
		}
		if (err)
			copy_remove(part);
	}
	free(part);
	if (err && !err->kept)
		err = err_kept(err, _("nothing was written"));
	return err_under(err, _("the backup %s was not made"), to);
}

static bool is_of(const Store *store, const char *path)
{
	Db *db;
	Rows rows;
	bool empty, more = false, same = false;
	Err *err = db_open(&db, path, DB_READ | DB_IMMUTABLE, (DbWait){NULL, NULL});
	if (err) {
		err_free(err);
		return false;
	}
	if (db_is_ours(db, &empty) && !empty)
		err = db_query(&rows, db, "SELECT uuid FROM base WHERE id = 1", NO_ARGS);
	else
		err = err_new(ERR_FAILED, "%s", path);
	if (!err)
		err = rows_next(&rows, &more);
	if (!err && more) {
		same = strcmp(row_words(&rows, 0), store->uuid) == 0;
		rows_done(&rows);
	}
	err_free(err);
	db_close(db);
	return same;
}

/* Whoever opens a base to work in it leaves a notice beside it. */
static bool is_lived_in(const char *path)
{
	char *notice = mem_printf("%s.notice", path);
	bool lived_in = file_exists(notice) || file_has_beside(path, "-wal");
	free(notice);
	return lived_in;
}

bool care_is_copy(const Store *store, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0 || (S_ISREG(st.st_mode) && st.st_size == 0))
		return true;
	return S_ISREG(st.st_mode) && !is_lived_in(path) && is_of(store, path);
}

Err *care_backup(Store *store, const char *to, const CareProgress *progress)
{
	return backup(store, to, BASE_MODE_PRIVATE, NULL, progress);
}

Err *care_backup_ours(Store *store, const char *to, const CareProgress *progress)
{
	return backup(store, to, beside_mode(store), store->group, progress);
}
