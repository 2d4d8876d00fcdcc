/* SPDX-License-Identifier: MIT */
/* A copy of the base that is whole or not there, and the way back into the live base: pages within one transaction, never a rename. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

static bool (*step_of(const CareProgress *progress))(void *, int64_t, int64_t)
{
	return progress ? progress->step : NULL;
}

static Err *sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno("%s", path);
	Err *err = fsync(fd) == 0 ? NULL : err_errno(_("cannot write %s"), path);
	close(fd);
	return err;
}

/* Read back: what was written is a whole base. */
static Err *read_back(const char *path)
{
	Db *db;
	bool empty;
	Str faults = {0};
	TRY(db_open(&db, path, DB_READ | DB_IMMUTABLE, (DbWait){NULL, NULL}));
	Err *err = NULL;
	if (!db_is_ours(db, &empty) || empty)
		err = err_new(ERR_DAMAGED, _("%s is not a base of Kartoteka"), path);
	if (!err)
		err = db_integrity(db, true, &faults);
	if (!err && faults.n)
		err = err_new(ERR_DAMAGED, _("%s is damaged: %s"), path, str_text(&faults));
	str_done(&faults);
	db_close(db);
	return err;
}

static void remove_with_wal(const char *path)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
	for (size_t i = 0; i < countof(tails); i++) {
		char *name = mem_printf("%s%s", path, tails[i]);
		unlink(name);
		free(name);
	}
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
		err = db_copy(to, from, step_of(progress), progress ? progress->self : NULL);
	if (own)
		db_rollback(from);
	return err;
}

static Err *copy_to(Store *store, const char *path, const CareProgress *progress)
{
	int fd;
	Db *db;
	TRY(beside_make_file(path, BASE_MODE_PRIVATE, NULL, &fd));
	close(fd);
	Err *err = db_open(&db, path, DB_WRITE, (DbWait){NULL, NULL});
	if (!err) {
		err = copy_snapshot(db, store->db, progress);
		/* A copy is one file: no -wal is needed to read it, also where nothing can be written. */
		if (!err)
			err = db_one_file(db);
		db_close(db);
	}
	if (!err)
		err = sync_file(path);
	return err ? err : read_back(path);
}

static Err *room_for_copy(const Store *store, const char *to, unsigned times)
{
	struct stat st;
	uint64_t space = 0;
	if (store->in_memory || stat(store->path, &st) != 0)
		return NULL;
	TRY(file_free_space(&space, to));
	uint64_t need = (uint64_t)st.st_size * times + (1u << 18);
	if (space >= need)
		return NULL;
	return err_todo(err_kept(err_new(ERR_FULL, _("the copy needs %llu MiB, there are %llu free"), (unsigned long long)(need >> 20) + 1,
	                                 (unsigned long long)(space >> 20)),
	                         _("nothing was written")),
	                _("make room on the disk or in the quota, then do it again"));
}

Err *care_backup(Store *store, const char *to, const CareProgress *progress)
{
	if (store->running)
		return err_new(ERR_FAILED, "a backup inside a transaction");
	char *part = mem_printf("%s.part", to);
	Err *err = room_for_copy(store, to, 1);
	if (!err) {
		remove_with_wal(part); /* of a backup that was killed */
		err = copy_to(store, part, progress);
		if (!err && rename(part, to) != 0)
			err = err_errno(_("cannot write %s"), to);
		if (!err) {
			char *folder = path_folder(to);
			err_free(sync_file(folder));
			free(folder);
		}
		if (err)
			remove_with_wal(part);
	}
	free(part);
	return err_under(err, _("the backup %s was not made"), to);
}

/* ---- Back ---- */
static Err *prepare_copy(Db *copy, const char *group, int64_t form)
{
	TRY(db_begin(copy, true));
	Err *err = NULL;
	if (form < care_version()) {
		Form forms[256];
		size_t n = forms_embedded(forms, countof(forms));
		err = forms_raise(copy, forms, n, form);
	}
	/* Who shares the file is the file's matter, not the copy's. */
	if (!err)
		err = db_run(copy, "UPDATE base SET shared_group = $1", ARGS(arg_text(group)));
	if (err) {
		db_rollback(copy);
		return err;
	}
	TRY(db_commit(copy));
	return NULL;
}

static Err *open_backup(Db **out, const char *from, int64_t *form)
{
	struct stat st;
	char *wal = mem_printf("%s-wal", from);
	unsigned flags = stat(wal, &st) == 0 && st.st_size > 0 ? DB_READ : DB_READ | DB_IMMUTABLE;
	free(wal);
	if (stat(from, &st) != 0)
		return err_errno(_("the backup %s cannot be read"), from);
	TRY(db_open(out, from, flags, (DbWait){NULL, NULL}));
	bool empty = true;
	Err *err = NULL;
	if (!db_is_ours(*out, &empty) || empty)
		err = err_todo(err_new(ERR_DAMAGED, _("%s is not a base of Kartoteka or is damaged"), from), _("take another backup"));
	if (!err)
		err = db_form(form, *out);
	if (!err && *form > care_version())
		err = err_new_base(from);
	Str faults = {0};
	if (!err)
		err = db_integrity(*out, true, &faults);
	if (!err && faults.n)
		err = err_todo(err_new(ERR_DAMAGED, _("the backup %s is damaged"), from), _("take another backup"));
	str_done(&faults);
	if (err) {
		db_close(*out);
		*out = NULL;
	}
	return err;
}

/* The backup as it will be in the live base, raised to today's form, in a file beside it. */
static Err *make_ready(Db **out, const char *path, const char *from, const char *group)
{
	Db *backup = NULL;
	int64_t form = 0;
	int fd;
	TRY(open_backup(&backup, from, &form));
	Err *err = beside_make_file(path, BASE_MODE_PRIVATE, NULL, &fd);
	if (!err) {
		close(fd);
		err = db_open(out, path, DB_WRITE, (DbWait){NULL, NULL});
	}
	if (!err)
		err = db_copy(*out, backup, NULL, NULL);
	db_close(backup);
	if (!err)
		err = db_one_file(*out);
	return err ? err : prepare_copy(*out, group, form);
}

static Err *restore_into(Db *live, const char *path, const char *from, const char *group, const CareProgress *progress)
{
	char *ready_path = mem_printf("%s.restore", path);
	Db *ready = NULL;
	remove_with_wal(ready_path);
	Err *err = make_ready(&ready, ready_path, from, group);
	if (!err)
		err = db_copy(live, ready, step_of(progress), progress ? progress->self : NULL);
	if (!err)
		err_free(db_shared_anew(live));
	db_close(ready);
	remove_with_wal(ready_path);
	free(ready_path);
	return err_kept(err, _("the base is as it was"));
}

Err *care_restore(Store *store, const char *from, const CareProgress *progress)
{
	if (store->running)
		return err_new(ERR_FAILED, "a restore inside a transaction");
	if (store->read_only)
		return err_kept(err_new(ERR_READ_ONLY, _("the base cannot be written: %s"), store->read_only), _("nothing was changed"));
	TRY(room_for_copy(store, store->path, 2));
	char *path = store->in_memory ? mem_printf("%s.restore-here", from) : mem_strdup(store->path);
	Err *err = restore_into(store->db, path, from, store->group, progress);
	free(path);
	TRY(err);
	store->own_commits++;
	notice_give(store);
	int64_t form = 0;
	TRY(db_form(&form, store->db));
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT uuid FROM base WHERE id = 1", NO_ARGS));
	TRY(rows_next(&rows, &more));
	if (more && row_text(&rows, 0))
		memcpy(store->uuid, row_text(&rows, 0), strnlen(row_text(&rows, 0), sizeof store->uuid - 1));
	rows_done(&rows);
	return NULL;
}

/* A base too damaged to be opened is emptied in place, so that sessions that have it open go on with the same file. */
Err *care_restore_path(const StoreOptions *options, const char *from, const CareProgress *progress)
{
	Store *store = NULL;
	Err *err = store_open(&store, options);
	if (!err) {
		err = care_restore(store, from, progress);
		store_close(store);
		return err;
	}
	if (err->code != ERR_DAMAGED)
		return err;
	err_free(err);
	/* The damaged one is kept: it may be all there is of the last day. */
	char *kept = mem_printf("%s.damaged", options->path);
	Str bytes = {0};
	Db *db = NULL, *backup = NULL;
	int64_t form;
	err = open_backup(&backup, from, &form);
	db_close(backup);
	if (!err)
		err = file_read(&bytes, options->path);
	if (!err)
		err = file_write(kept, str_text(&bytes), bytes.n);
	str_done(&bytes);
	if (!err)
		err = db_open(&db, options->path, DB_WRITE | DB_EMPTY, (DbWait){options->waiting, options->self});
	struct stat st;
	bool shared = stat(options->path, &st) == 0 && (st.st_mode & 0060) == 0060;
	if (!err)
		err = restore_into(db, options->path, from, shared ? beside_group_name(st.st_gid) : NULL, progress);
	db_close(db);
	free(kept);
	return err;
}
