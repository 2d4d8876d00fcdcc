/* SPDX-License-Identifier: MIT */
/* A copy of the base that is whole or not there. The way back is in restore.c. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
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

static Err *err_copy(const char *path, const Str *faults)
{
	return err_new(ERR_DAMAGED, _("%s is damaged: %.*s"), path, (int)strcspn(str_text(faults), "\n"), str_text(faults));
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
		err = err_copy(path, &faults);
	str_done(&faults);
	db_close(db);
	return err;
}

/* A page in the place of another is a good page of a good tree, and yet the copy lacks rows: it must not take the place of one that has them. */
static Err *read_back_indexes(const char *path, const CareProgress *progress)
{
	Db *db;
	Str faults = {0};
	TRY(db_open(&db, path, DB_READ | DB_IMMUTABLE, (DbWait){NULL, NULL}));
	Err *err = db_indexes(db, &faults, progress ? progress->step : NULL, progress ? progress->self : NULL);
	if (!err && faults.n)
		err = err_copy(path, &faults);
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
	copy_remove_tails(path); /* first: by the file itself the next one finds them */
	unlink(path);
}

/* The live base must not change under the copy: one snapshot for all its steps. Where it is read without locks, others write to it all the same. */
static Err *copy_snapshot(Db *to, Db *from, const CareProgress *progress)
{
	int64_t form;
	bool own = !db_in_transaction(from);
	if (own)
		TRY(db_begin(from, false));
	const uint64_t renewals = db_renewals(from);
	Err *err = db_form(&form, from);
	if (!err)
		err = db_copy(to, from, progress ? progress->step : NULL, progress ? progress->self : NULL);
	if (!err || err->code != ERR_INTERRUPTED) {
		Err *written = db_still(from, renewals);
		if (written)
			err_free(err);
		err = written ? written : err;
	}
	if (own)
		db_rollback(from);
	return err;
}

static Err *copy_into(const char *path, Db *from, const CareProgress *progress, bool *copied)
{
	Db *db;
	TRY(db_open(&db, path, DB_WRITE, (DbWait){NULL, NULL}));
	Err *err = copy_snapshot(db, from, progress);
	*copied = !err;
	/* A copy is one file: no -wal is needed to read it, also where nothing can be written. */
	if (!err)
		err = db_one_file(db);
	db_close(db);
	return err ? err : copy_sync(path);
}

Err *copy_write(const char *path, Db *from, unsigned mode, const char *group, const CareProgress *progress, bool *copied)
{
	int fd;
	*copied = false;
	TRY(beside_make_file(path, mode, group, &fd));
	close(fd);
	return copy_into(path, from, progress, copied);
}

/* ---- The part, until it has its name ---- */
/* Who writes one holds it locked, so one that can be locked is a killed one's. False: it is being written. */
static bool part_remove_dead(const char *part)
{
	int fd = open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0) {
		if (errno == ENOENT)
			copy_remove_tails(part);
		return errno == ENOENT;
	}
	bool dead = flock(fd, LOCK_EX | LOCK_NB) == 0 && file_is_open_at(fd, part);
	if (dead)
		copy_remove(part);
	close(fd);
	return dead;
}

/* *lock is held until the part has its name. */
static Err *part_hold(int *lock, const char *part, unsigned mode, const char *group)
{
	Err *err = NULL;
	*lock = -1;
	for (int tries = 0; tries < 100 && part_remove_dead(part); tries++) {
		err_free(err);
		err = beside_make_file(part, mode, group, lock);
		if (err && errno == EEXIST)
			continue; /* another was faster */
		if (err || (flock(*lock, LOCK_EX | LOCK_NB) == 0 && file_is_open_at(*lock, part)))
			return err;
		close(*lock); /* taken for dead before it was locked */
		*lock = -1;
	}
	err_free(err);
	return err_todo(err_new(ERR_BUSY, _("%s is there: another session is writing this backup, or it cannot be taken away"), part),
	                _("try again in a moment, or take it away"));
}

void care_remove_parts(const char *folder, bool (*is_copy)(void *self, const char *name), void *self)
{
	static const char end[] = ".part";
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		if (!str_ends(entry->d_name, end))
			continue;
		char *name = mem_strndup(entry->d_name, strlen(entry->d_name) - strlen(end)), *path = path_join(folder, entry->d_name);
		if (is_copy(self, name) && part_remove_dead(path))
			log_line("%s: left by a backup that was killed, taken away", path);
		free(name);
		free(path);
	}
	if (dir)
		closedir(dir);
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

/* Written, its pages read back, its indexes compared: what is told of each of the three is told of the whole. */
typedef struct Thirds {
	const CareProgress *whole;
	int before; /* are done */
} Thirds;

static bool third_step(void *self, int64_t done, int64_t all)
{
	const Thirds *thirds = self;
	return thirds->whole->step(thirds->whole->self, done + thirds->before * all, 3 * all);
}

/* Pages go over as they are: whose fault it is that the copy is damaged. Takes `why`. */
static Err *err_copied(Store *store, Err *why)
{
	Str faults = {0};
	Err *err = db_integrity(store->db, true, &faults, NULL, NULL, NULL);
	if (!err && !faults.n)
		err = db_indexes(store->db, &faults, NULL, NULL);
	bool damaged = faults.n > 0 || (err && err->code == ERR_DAMAGED);
	if (err && err->code == ERR_BUSY) { /* written to since it was copied: nothing can be said of it now */
		err_free(why);
		str_done(&faults);
		return err;
	}
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

/* indexes: they are compared too. */
static Err *backup(Store *store, const char *to, unsigned mode, const char *group, bool indexes, const CareProgress *whole)
{
	Thirds thirds = {.whole = whole};
	const CareProgress third = {third_step, &thirds}, *progress = whole && whole->step ? &third : NULL;
	if (store->running)
		return err_new(ERR_FAILED, "a backup inside a transaction");
	char *part = mem_printf("%s.part", to);
	bool copied;
	int lock = -1;
	Err *err = part_hold(&lock, part, mode, group);
	if (!err) /* the part of one that was killed is gone by now and takes no room */
		err = room_for_copy(store, to);
	if (!err) {
		err = copy_into(part, store->db, progress, &copied);
		thirds.before++;
		if (!err)
			err = copy_read_back(part, progress);
		thirds.before++;
		if (!err && indexes)
			err = read_back_indexes(part, progress);
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
	}
	if (err && lock >= 0)
		copy_remove(part);
	if (lock >= 0)
		close(lock);
	free(part);
	if (err && !err->kept)
		err = err_kept(err, _("nothing was written"));
	return err_under(err, _("the backup %s was not made"), to);
}

/* ---- Whose it is ---- */
static Err *read_uuid(char out[37], Db *db)
{
	Rows rows;
	bool more;
	bool empty = false;
	if (!db_is_ours(db, &empty) || empty)
		return err_new(ERR_DAMAGED, "no base");
	TRY(db_query(&rows, db, "SELECT uuid FROM base WHERE id = 1", NO_ARGS));
	TRY(rows_next(&rows, &more));
	if (!more)
		return err_new(ERR_DAMAGED, "no base");
	snprintf(out, 37, "%s", row_words(&rows, 0));
	rows_done(&rows);
	return *out ? NULL : err_new(ERR_DAMAGED, "no base");
}

/* *has_changes (may be NULL): what cannot be counted is there. */
static bool look(char uuid[37], bool *has_changes, const char *path, unsigned flags)
{
	Db *db;
	int64_t any = 1;
	Err *err = db_open(&db, path, flags, (DbWait){NULL, NULL});
	*uuid = 0;
	if (!err)
		err = read_uuid(uuid, db);
	if (!err && has_changes) {
		err_free(db_int(&any, db, "SELECT EXISTS (SELECT 1 FROM batch)", NO_ARGS));
		*has_changes = any != 0;
	}
	bool known = !err;
	err_free(err);
	db_close(db);
	return known;
}

bool care_copy_uuid(char out[37], const char *path)
{
	struct stat st;
	*out = 0;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && look(out, NULL, path, DB_READ | DB_IMMUTABLE);
}

bool care_base_uuid(char out[37], bool *has_changes, const char *path)
{
	struct stat st;
	*out = 0;
	*has_changes = true;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	/* What a restore brought may stand in the -wal alone. */
	if (file_has_beside(path, "-wal") && look(out, has_changes, path, DB_READ | DB_DAMAGED))
		return true;
	return look(out, has_changes, path, DB_READ | DB_IMMUTABLE | DB_DAMAGED);
}

/* Whoever opens a base to work in it leaves a notice beside it. */
static bool is_lived_in(const char *path)
{
	char *notice = mem_printf("%s.notice", path);
	bool lived_in = file_exists(notice) || file_has_beside(path, "-wal");
	free(notice);
	return lived_in;
}

bool care_is_old_copy(const Store *store, const char *path)
{
	char uuid[37];
	return !is_lived_in(path) && care_copy_uuid(uuid, path) && strcmp(uuid, store->uuid) == 0;
}

bool care_is_copy(const Store *store, const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0 || (S_ISREG(st.st_mode) && st.st_size == 0))
		return true;
	return care_is_old_copy(store, path);
}

Err *care_backup(Store *store, const char *to, const CareProgress *progress)
{
	return backup(store, to, BASE_MODE_PRIVATE, NULL, true, progress);
}

Err *care_backup_ours(Store *store, const char *to, const CareProgress *progress)
{
	return backup(store, to, beside_mode(store), store->group, true, progress);
}

Err *copy_as_it_is(Store *store, const char *to, const CareProgress *progress)
{
	return backup(store, to, beside_mode(store), store->group, false, progress);
}
