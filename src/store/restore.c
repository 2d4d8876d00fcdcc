/* SPDX-License-Identifier: MIT */
/*
 * The way of a copy back into the live base: pages within one transaction, never a rename. What they replace is kept beside the base first, as it is
 * when the base is locked for them; a base too damaged for that is kept as its bytes are.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "journal_inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"

/* ---- The copy, ready to go in ---- */
static Err *prepare_copy(Db *copy, const char *group, int64_t form, const CareProgress *progress)
{
	TRY(db_references(copy, false)); /* tables may be rebuilt; the copy was checked whole */
	TRY(db_begin(copy, true));
	Err *err = NULL;
	if (form < care_version()) {
		Form forms[256];
		size_t n = forms_embedded(forms, countof(forms));
		err = forms_raise(copy, forms, n, form, progress ? progress->step : NULL, progress ? progress->self : NULL);
	}
	/* Who shares the file is the file's matter, not the copy's. */
	if (!err)
		err = db_run(copy, "UPDATE base SET shared_group = $1", ARGS(arg_text(group)));
	if (err) {
		db_rollback(copy);
		return err;
	}
	TRY(db_commit(copy));
	return db_references(copy, true);
}

static Err *open_backup(Db **out, const char *from, int64_t *form, const CareProgress *progress)
{
	unsigned flags = file_has_beside(from, "-wal") ? DB_READ : DB_READ | DB_IMMUTABLE | DB_FOLLOWS; /* it may be a base that others work in */
	struct stat st;
	if (stat(from, &st) != 0 || faccessat(AT_FDCWD, from, R_OK, AT_EACCESS) != 0)
		return err_errno(_("the backup %s cannot be read"), from);
	if (!S_ISREG(st.st_mode))
		return err_todo(err_new(ERR_FAILED, _("%s is not a file"), from), _("take another backup"));
	bool empty = true;
	Err *err = err_under(db_open(out, from, flags, (DbWait){NULL, NULL}), _("the backup %s cannot be read"), from);
	if (!err && (!db_is_ours(*out, &empty) || empty))
		err = err_todo(err_new(ERR_DAMAGED, _("%s is not a base of Kartoteka or is damaged"), from), _("take another backup"));
	if (!err)
		err = db_form(form, *out);
	if (!err && *form > care_version())
		err = err_new_base(from);
	Str faults = {0};
	if (!err)
		err = db_integrity(*out, true, &faults, NULL, progress ? progress->step : NULL, progress ? progress->self : NULL);
	if (!err && faults.n)
		err = err_todo(err_new(ERR_DAMAGED, _("the backup %s is damaged"), from), _("take another backup"));
	/* Of the copy, not of the base that is to be brought back. */
	else if (err && err->code == ERR_DAMAGED)
		err = err_todo(err, _("take another backup"));
	str_done(&faults);
	if (err) {
		db_close(*out);
		*out = NULL;
	}
	return err_kept(err, _("the base is as it was"));
}

static Err *refuse_own(const char *path, const char *from)
{
	if (!care_is_own(path, from))
		return NULL;
	return err_todo(err_kept(err_new(ERR_USAGE, _("%s belongs to the base itself: it is no backup of it"), from), _("nothing was changed")),
	                _("copies are in backups/ and beside the base as .before-restore-* and .form-*"));
}

Err *care_restore_check(const char *path, const char *from)
{
	Db *backup = NULL;
	int64_t form;
	TRY(refuse_own(path, from));
	TRY(err_kept(open_backup(&backup, from, &form, NULL), file_exists(path) ? _("the base is as it was") : _("nothing was made")));
	db_close(backup);
	return NULL;
}

/* The backup as it will be in the live base, raised to today's form, in a file beside it. */
static Err *make_ready(Db **out, const char *path, const char *from, const char *group, const CareProgress *progress)
{
	Db *backup = NULL;
	int64_t form = 0;
	int fd;
	TRY(open_backup(&backup, from, &form, progress));
	Err *err = beside_make_file(path, BASE_MODE_PRIVATE, NULL, &fd);
	if (!err) {
		close(fd);
		err = db_open(out, path, DB_WRITE, (DbWait){NULL, NULL});
	}
	if (!err)
		err = db_copy(*out, backup, progress ? progress->step : NULL, progress ? progress->self : NULL);
	if (!err)
		err = db_still(backup, 0);
	db_close(backup);
	if (!err)
		err = db_one_file(*out);
	return err ? err : prepare_copy(*out, group, form, progress);
}

/* ---- What is replaced is kept ---- */
#define NUMBER_MOST (INT64_C(1) << 50)
typedef struct Numbers {
	int64_t id, batch; /* the next one of a record, the last one of a batch */
} Numbers;

typedef struct Restore {
	const char *path; /* of the live base */
	const char *group;
	const Env *env;
	const CareBy *by;
	Db *live, *ready;
	Db *reader;    /* of the live base: its own connection is the one that is written over; NULL: of a base in memory, or one that was emptied */
	bool keeps;    /* there is something to keep */
	Numbers given; /* by the live base so far */
	char *part;    /* the copy to keep, until the base is locked */
	int64_t version;
	CareKept *kept; /* NULL: nothing is kept */
	const CareProgress *progress;
	const char *said; /* what the journal is told (base/said.h); NULL: that a copy was brought back */
	Err *(*still)(void *still_self);
	void *still_self;
} Restore;

static uint64_t size_of(const char *path, const char *tail)
{
	struct stat st;
	char *name = mem_printf("%s%s", path, tail);
	uint64_t size = stat(name, &st) == 0 ? (uint64_t)st.st_size : 0;
	free(name);
	return size;
}

/* The copy made ready, its pages in the -wal, and what is kept. */
static Err *room_for_restore(const char *path, const char *from, bool keeps)
{
	uint64_t space = 0, need = (1u << 18) + 2 * size_of(from, "");
	if (keeps)
		need += size_of(path, "") + size_of(path, "-wal");
	TRY(file_free_space(&space, path));
	if (space >= need)
		return NULL;
	Err *err = err_new(ERR_FULL, _("the restore needs %llu MiB beside the base, with a copy of what it replaces; there are %llu free"),
	                   (unsigned long long)(need >> 20) + 1, (unsigned long long)(space >> 20));
	return err_todo(err_kept(err, _("nothing was changed")), _("make room on the disk or in the quota, then do it again; older copies are %s.before-restore-* and in backups/"),
	                path);
}

/* *fd -1: there is no such file. */
static Err *lock_notice(int *fd, const char *notice)
{
	*fd = open(notice, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (*fd < 0)
		return errno == ENOENT ? NULL : err_errno(_("cannot read %s"), notice);
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return NULL;
	Err *err = errno == EWOULDBLOCK ? err_todo(err_new(ERR_BUSY, _("another session is restoring or repairing this base")), _("try again in a moment"))
	                                : err_errno(_("cannot lock %s"), notice);
	close(*fd);
	*fd = -1;
	return err;
}

/* Files of a restore and of a repair have one name beside the base, so there is one at a time. The lock ends with the process that holds it. */
static Err *only_one(int *fd, const char *path, const char *group)
{
	char *notice = mem_printf("%s.notice", path);
	Err *err = lock_notice(fd, notice);
	if (!err && *fd < 0) {
		err = beside_make_file(notice, group ? BASE_MODE_SHARED : BASE_MODE_PRIVATE, group, fd);
		if (!err)
			close(*fd);
		err_free(err); /* another session may have made it meanwhile */
		err = lock_notice(fd, notice);
		if (!err && *fd < 0)
			err = err_errno(_("cannot write %s"), notice);
	}
	free(notice);
	return err_kept(err, _("nothing was changed"));
}

static const char *group_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && (st.st_mode & 0060) == 0060 ? beside_group_name(st.st_gid) : NULL;
}

Err *restore_hold(int *lock, const char *path, const Store *store)
{
	static const char *const tails[] = {".restore", ".before-restore.part", RESCUE_TAIL};
	TRY(only_one(lock, path, store ? store->group : group_of(path)));
	/* Whoever made them is dead, and room is asked for next. */
	for (size_t i = 0; i < countof(tails); i++) {
		char *left = mem_printf("%s%s", path, tails[i]);
		copy_remove(left);
		free(left);
	}
	return NULL;
}

bool restore_is_running(const char *path)
{
	int fd;
	char *notice = mem_printf("%s.notice", path);
	Err *err = lock_notice(&fd, notice);
	bool running = err && err->code == ERR_BUSY;
	err_free(err);
	if (fd >= 0)
		close(fd);
	free(notice);
	return running;
}

static bool is_damaged(Db *db)
{
	Str faults = {0};
	Err *err = db_integrity(db, true, &faults, NULL, NULL, NULL);
	bool damaged = faults.n > 0 || (err && err->code == ERR_DAMAGED);
	err_free(err);
	str_done(&faults);
	return damaged;
}

/* Of a damaged base too: its pages as they are. */
static Err *keep_pages(Restore *r)
{
	bool copied;
	copy_remove(r->part);
	TRY(db_data_version(&r->version, r->reader));
	Err *err = copy_write(r->part, r->reader, r->group ? BASE_MODE_SHARED : BASE_MODE_PRIVATE, r->group, r->progress, &copied);
	if (!err)
		err = copy_read_back(r->part, r->progress);
	if (!err || err->code != ERR_DAMAGED)
		return err;
	r->kept->damaged = is_damaged(r->reader);
	if (r->kept->damaged && !copied)
		return err;
	err_free(err);
	return r->kept->damaged ? copy_sync(r->part) : err_new(ERR_FAILED, _("the disk wrote %s wrongly"), r->part);
}

/* Back to the last batch that both have; the same number alone says nothing once a base was restored. -1: a base of another form tells otherwise. */
static Err *count_lost(int64_t *lost, Db *live, Db *copy)
{
	Rows rows;
	bool more;
	int64_t form = 0;
	TRY(db_form(&form, live));
	*lost = form == care_version() ? 0 : -1;
	if (*lost)
		return NULL;
	TRY(db_query(&rows, live, "SELECT b.id, s.uuid, b.at, b.changes FROM batch b JOIN session s ON s.id = b.session"
	                          " WHERE b.phrase NOT IN (SELECT id FROM phrase WHERE command = '" JOURNAL_RESTORE "') ORDER BY b.id DESC",
	             NO_ARGS));
	for (;;) {
		int64_t same = 0;
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		Err *err = db_int(&same, copy, "SELECT 1 FROM batch WHERE id = $1 AND session = (SELECT id FROM session WHERE uuid = $2) AND at = $3 AND changes = $4",
		                  ARGS(arg_int(row_int(&rows, 0)), arg_text(row_words(&rows, 1)), arg_int(row_int(&rows, 2)), arg_int(row_int(&rows, 3))));
		if (err || same) {
			rows_done(&rows);
			return err;
		}
		++*lost;
	}
}

static Err *name_kept(const char *part, const char *path)
{
	if (file_exists(path))
		return err_new(ERR_FAILED, _("there is already a file at %s"), path);
	if (rename(part, path) != 0)
		return err_errno(_("cannot write %s"), path);
	char *folder = path_folder(path);
	err_free(copy_sync(folder));
	free(folder);
	return NULL;
}

/* Who wrote since the part was made is in no copy yet. */
static Err *keep_locked(Restore *r)
{
	int64_t version = 0;
	Err *err = db_data_version(&version, r->reader);
	if (!err && version != r->version)
		err = keep_pages(r);
	r->kept->lost = -1;
	if (!err && !r->kept->damaged)
		err = count_lost(&r->kept->lost, r->reader, r->ready);
	if (!err)
		err = name_kept(r->part, r->kept->path);
	r->kept->kept = !err;
	return err_under(err, _("what is in the base now could not be kept"));
}

/* ---- No number is given twice ---- */
static Err *numbers_of(Numbers *out, Db *db)
{
	TRY(db_int(&out->id, db, "SELECT next_id FROM base WHERE id = 1", NO_ARGS));
	return db_int(&out->batch, db, "SELECT coalesce(max(id), 0) FROM batch", NO_ARGS);
}

/* The row that holds the number of the last batch, and tells people what happened. */
static Err *write_restored(Restore *r, int64_t batch)
{
	char session[37];
	int64_t author = 0;
	env_uuid(session, r->env);
	TRY(db_int(&author, r->ready, "SELECT min(id) FROM staff WHERE login = $1", ARGS(arg_text(r->by->login))));
	char *label = r->said ? mem_strdup(r->said) : said(N_("a backup was brought back"));
	const BatchHead head = {.author = author, .at = r->by->at, .command = JOURNAL_RESTORE, .label = label};
	Err *err = batch_insert(r->ready, batch, 0, 0, &head, session, NULL);
	free(label);
	return err;
}

static Err *disown(Db *db)
{
	int64_t nobody, open = 0;
	TRY(db_int(&open, db, "SELECT 1 FROM batch WHERE open = 1", NO_ARGS));
	if (!open)
		return NULL;
	TRY(journal_session(&nobody, db, "restored", NULL, 0));
	return db_run(db, "UPDATE batch SET session = $1 WHERE open = 1", ARGS(arg_int(nobody)));
}

/*
 * Sessions, forms and scripts remember numbers of records and batches from before the restore: they must mean the same afterwards or nothing, so the
 * copy goes on where the live base was. An import that was under way when the copy was made is nobody's any more: whoever writes next takes it back.
 */
static Err *number_on(Restore *r)
{
	Numbers own = {0};
	TRY(db_begin(r->ready, true));
	Err *err = numbers_of(&own, r->ready);
	int64_t id = own.id > r->given.id ? own.id : r->given.id, batch = (own.batch > r->given.batch ? own.batch : r->given.batch) + 1;
	if (!err)
		err = db_run(r->ready, "UPDATE base SET next_id = $1 WHERE id = 1", ARGS(arg_int(id)));
	if (!err)
		err = disown(r->ready);
	if (!err)
		err = write_restored(r, batch);
	if (!err)
		return db_commit(r->ready);
	db_rollback(r->ready);
	return err;
}

/* Nobody else writes any more. */
static Err *at_lock(void *self)
{
	Restore *r = self;
	if (r->still)
		TRY(r->still(r->still_self));
	if (r->keeps)
		TRY(keep_locked(r));
	/* Of a damaged base they are what can be read of them, if it can be true. */
	Err *err = r->reader ? numbers_of(&r->given, r->reader) : NULL;
	if (err && err->code != ERR_DAMAGED)
		return err;
	if (err || r->given.id > NUMBER_MOST || r->given.batch > NUMBER_MOST)
		r->given = (Numbers){0};
	err_free(err);
	return number_on(r);
}

static Err *begin_keeping(Restore *r)
{
	int64_t any = 0, version = 0;
	Err *err = db_int(&any, r->reader, "SELECT EXISTS (SELECT 1 FROM batch)", NO_ARGS);
	r->keeps = any || (err && err->code == ERR_DAMAGED);
	if (r->keeps) {
		err_free(err);
		err = keep_pages(r);
		/* What others wrote meanwhile is better copied before they have to wait for it. */
		for (int tries = 0; !err && tries < 3; tries++) {
			err = db_data_version(&version, r->reader);
			if (err || version == r->version)
				break;
			err = keep_pages(r);
		}
	}
	return err_under(err, _("what is in the base now could not be kept"));
}

/* ---- Into the live base ---- */
static Err *replace(Restore *r)
{
	if (r->kept)
		TRY(begin_keeping(r));
	return db_replace(r->live, r->ready, at_lock, r, r->progress ? r->progress->step : NULL, r->progress ? r->progress->self : NULL);
}

static Err *restore_into(Restore *r, const char *from)
{
	char *ready_path = mem_printf("%s.restore", r->path);
	r->part = mem_printf("%s.before-restore.part", r->path);
	copy_remove(ready_path);
	copy_remove(r->part);
	Err *err = make_ready(&r->ready, ready_path, from, r->group, r->progress);
	if (!err)
		err = replace(r);
	db_close(r->reader); /* else the -wal could not be emptied */
	r->reader = NULL;
	if (!err)
		err_free(db_shared_anew(r->live));
	db_close(r->ready);
	copy_remove(ready_path);
	if (err)
		copy_remove(r->part);
	if (err && r->kept && r->kept->kept) {
		unlink(r->kept->path);
		r->kept->kept = false;
	}
	free(r->part);
	free(ready_path);
	return err_kept(err, _("the base is as it was"));
}

static Err *restore_alone(Restore *restore, Store *store, const char *from)
{
	char *path = store->in_memory ? mem_printf("%s.restore-here", from) : mem_strdup(store->path);
	restore->path = path;
	restore->group = store->group;
	restore->env = store->env;
	restore->live = store->db;
	Err *err = room_for_restore(path, from, restore->kept);
	if (!err)
		err = store->in_memory ? numbers_of(&restore->given, store->db) : db_open(&restore->reader, path, DB_READ, (DbWait){NULL, NULL});
	if (!err)
		err = restore_into(restore, from);
	free(path);
	return err;
}

Err *restore_still(Store *store, const char *from, const CareBy *by, const char *said, Err *(*still)(void *still_self), void *still_self, CareKept *kept, const CareProgress *progress)
{
	Restore restore = {.by = by, .progress = progress, .said = said, .still = still, .still_self = still_self};
	restore.kept = store->in_memory ? NULL : kept;
	TRY(restore_alone(&restore, store, from));
	store->own_commits++;
	notice_give(store);
	TRY(base_row_read(store));
	/* It is back, whatever becomes of an import that was cut short in it; the next change tries again. */
	Err *err = store_take_open(store);
	if (err)
		log_line("%s: %s", store->path, err->what);
	err_free(err);
	return NULL;
}

Err *care_restore(Store *store, const char *from, const CareBy *by, CareKept *kept, const CareProgress *progress)
{
	int lock = -1;
	if (kept)
		kept->kept = kept->damaged = false;
	if (store->running)
		return err_new(ERR_FAILED, "a restore inside a transaction");
	if (store->read_only)
		return err_read_only(store);
	TRY(refuse_own(store->path, from));
	TRY(store_make_promised(store));
	if (!store->in_memory)
		TRY(restore_hold(&lock, store->path, store));
	Err *err = restore_still(store, from, by, NULL, NULL, NULL, kept, progress);
	if (lock >= 0)
		close(lock);
	return err;
}

/* ---- A base too damaged for it ---- */
static Err *copy_bytes(const char *from, const char *to, unsigned mode, const char *group)
{
	char bytes[65536];
	ssize_t n = 0;
	int out, in = open(from, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (in < 0)
		return err_errno(_("cannot read %s"), from);
	Err *err = beside_make_file(to, mode, group, &out);
	while (!err && (n = read(in, bytes, sizeof bytes)) != 0) {
		if (n < 0 && errno != EINTR)
			err = err_errno(_("cannot read %s"), from);
		for (ssize_t done = 0; !err && done < n;) {
			ssize_t written = write(out, bytes + done, (size_t)(n - done));
			if (written < 0 && errno != EINTR)
				err = err_errno(_("cannot write %s"), to);
			done += written > 0 ? written : 0;
		}
	}
	if (!err && fsync(out) != 0)
		err = err_errno(_("cannot write %s"), to);
	if (out >= 0)
		close(out);
	close(in);
	return err;
}

/* It may be all there is of the last day. Nothing has it open here: to close a file is to lose the locks on it. */
static Err *keep_bytes(const char *path, CareKept *kept, const char *group)
{
	static const char *const tails[] = {"-wal", ""};
	Err *err = NULL;
	for (size_t i = 0; !err && i < countof(tails); i++) {
		if (*tails[i] && size_of(path, tails[i]) == 0)
			continue;
		char *from = mem_printf("%s%s", path, tails[i]), *to = mem_printf("%s%s", kept->path, tails[i]);
		char *part = mem_printf("%s.before-restore.part", path);
		copy_remove(part);
		err = copy_bytes(from, part, group ? BASE_MODE_SHARED : BASE_MODE_PRIVATE, group);
		if (!err)
			err = name_kept(part, to);
		else
			copy_remove(part);
		free(from);
		free(to);
		free(part);
	}
	kept->kept = kept->damaged = !err;
	kept->lost = -1;
	return err_kept(err_under(err, _("what is in the base now could not be kept")), _("the base is as it was"));
}

/* It is emptied in place, so that sessions that have it open go on with the same file. */
static Err *empty_and_restore(const StoreOptions *options, const char *from, const CareBy *by, const char *group, CareKept *kept, const CareProgress *progress)
{
	Restore restore = {.path = options->path, .group = group, .env = options->env, .by = by, .progress = progress};
	TRY(room_for_restore(options->path, from, kept));
	if (kept)
		TRY(keep_bytes(options->path, kept, restore.group));
	TRY(db_open(&restore.live, options->path, DB_WRITE | DB_EMPTY, (DbWait){options->waiting, options->self}));
	Err *err = restore_into(&restore, from);
	db_close(restore.live);
	return kept ? err_kept(err, _("what was there is kept as %s"), kept->path) : err;
}

static Err *restore_damaged(const StoreOptions *options, const char *from, const CareBy *by, CareKept *kept, const CareProgress *progress)
{
	int lock;
	TRY(care_restore_check(options->path, from));
	TRY(restore_hold(&lock, options->path, NULL));
	Err *err = empty_and_restore(options, from, by, group_of(options->path), kept, progress);
	close(lock);
	return err;
}

Err *restore_over(const StoreOptions *options, const char *from, const CareBy *by, const char *said, Err *(*still)(void *still_self), void *still_self, CareKept *kept, const CareProgress *progress)
{
	const DbWait wait = {options->waiting, options->self};
	Restore restore = {.path = options->path, .group = group_of(options->path), .env = options->env, .by = by, .kept = kept, .progress = progress, .said = said, .still = still, .still_self = still_self};
	Err *err = room_for_restore(restore.path, from, kept);
	if (!err)
		err = db_open(&restore.live, restore.path, DB_WRITE | DB_DAMAGED, wait);
	if (!err)
		err = db_open(&restore.reader, restore.path, DB_READ | DB_DAMAGED, wait);
	if (!err)
		err = restore_into(&restore, from);
	else
		db_close(restore.reader);
	db_close(restore.live);
	return err;
}

Err *care_restore_path(const StoreOptions *options, const char *from, const CareBy *by, CareKept *kept, const CareProgress *progress)
{
	Store *store = NULL;
	Err *err = store_open(&store, options);
	if (!err) {
		err = care_restore(store, from, by, kept, progress);
		store_close(store);
		/* its pages could not even be copied */
		if (!err || !kept || !kept->damaged || kept->kept)
			return err;
	}
	if (err->code != ERR_DAMAGED)
		return err;
	err_free(err);
	return restore_damaged(options, from, by, kept, progress);
}
