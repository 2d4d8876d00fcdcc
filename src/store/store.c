/* SPDX-License-Identifier: MIT */
/*
 * Opening a base: which way (written, read, immutable, in memory), whether its form fits, and what to say when not.
 * Records are read in read.c, transactions are in batch.c and apply.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"
#include "kartoteka/store/exchange.h"
#include "search.h"

Db *store_db(const Store *store)
{
	return store->db;
}

/* ---- Which way a file can be opened ---- */
static bool may_write(const char *path)
{
	return access(path, W_OK) == 0;
}

static bool has_wal(const char *path)
{
	return file_has_beside(path, "-wal");
}

/* While somebody has the base open there is one. */
static bool has_shm(const char *path)
{
	return file_has_beside(path, "-shm");
}

/* What lies beside a base lies beside one of its names: who opened it by the other would write over what is written here. */
static bool has_second_name(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0 || st.st_nlink < 2)
		return false;
	char *making = mem_printf("%s.making", path);
	bool coming = file_is_same(making, path); /* as a new base comes to its name */
	free(making);
	return !coming && stat(path, &st) == 0 && st.st_nlink > 1;
}

static char *join(char *why, const char *more)
{
	char *joined = mem_printf("%s%s", why, more);
	free(why);
	return joined;
}

/* Why the file cannot be written, in words for row 0; NULL when it can. as_it_was: it is read without locks, and that is said too. Caller frees. */
static char *why_read_only(const char *path, bool as_it_was)
{
	char *folder = path_folder(path), *why = NULL;
	if (!may_write(path))
		why = mem_strdup(errno == EROFS ? _("the disk of the base is read-only") : _("the file of the base is read-only for you"));
	else if (!may_write(folder))
		why = mem_strdup(errno == EROFS ? _("the disk of the base is read-only") : _("the folder of the base is read-only for you"));
	free(folder);
	bool second = !why && has_second_name(path);
	if (second)
		why = mem_strdup(_("its file has a second name on the disk, a hard link"));
	if (why && as_it_was)
		why = join(why, _(", so it is shown as it was at the start"));
	return second ? join(why, _("; take one of the two names away, then start again")) : why;
}

Err *err_read_only(const Store *store)
{
	Err *err = err_kept(err_new(ERR_READ_ONLY, _("the base cannot be written: %s"), store->read_only), _("nothing was changed"));
	char *folder = path_folder(store->path);
	const char *shut = !may_write(store->path) ? store->path : !may_write(folder) ? folder
	                                                                              : NULL;
	bool disk = shut && errno == EROFS;
	struct stat st;
	/* A reason of another kind says itself what to do. */
	if (shut && stat(shut, &st) == 0) {
		const struct passwd *owner = disk ? NULL : getpwuid(st.st_uid);
		if (!disk && st.st_uid == geteuid())
			err = err_todo(err, _("make it yours to write: chmod u+w %s, then start again; or work in a copy of your own: kartoteka backup FILE, then kartoteka --db FILE"), shut);
		else if (owner)
			err = err_todo(err, _("ask %s, who owns it, for the right to write; or work in a copy of your own: kartoteka backup FILE, then kartoteka --db FILE"),
			               owner->pw_name);
		else
			err = err_todo(err, _("have it made writable; or work in a copy of your own: kartoteka backup FILE, then kartoteka --db FILE"));
	}
	free(folder);
	return err;
}

Err *refuse_network(const char *path)
{
	const char *name = NULL;
	if (!file_on_network(path, &name))
		return NULL;
	return err_todo(err_new(ERR_FAILED, _("the base %s would lie on a network file system (%s), where locks do not hold and it would be damaged"),
	                        path, name ? name : "?"),
	                _("keep it on a local disk: --db FILE or KARTOTEKA_DB; many people share one by ssh to one machine"));
}

static Err *open_db(Store *store, unsigned flags)
{
	TRY(db_open(&store->db, store->path, flags, store->wait));
	/* WAL stays in the file; a base that is only read is not asked. */
	if (flags & DB_WRITE && !store->in_memory && !(store->mode == STORE_READ))
		TRY(db_shared(store->db));
	if (store->mode == STORE_READ && !store->in_memory)
		TRY(db_only_read(store->db));
	return NULL;
}

/* ---- A file that is there ---- */
Err *base_row_read(Store *store)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT uuid, shared_group FROM base WHERE id = 1", NO_ARGS));
	TRY(rows_next(&rows, &more));
	if (!more) {
		return err_todo(err_new(ERR_DAMAGED, _("the base %s is damaged: its first row is missing"), store->path),
		                _("kartoteka restore FILE brings a backup back"));
	}
	const char *uuid = row_text(&rows, 0), *group = row_text(&rows, 1);
	memset(store->uuid, 0, sizeof store->uuid);
	if (uuid)
		memcpy(store->uuid, uuid, strnlen(uuid, sizeof store->uuid - 1));
	free(store->group);
	store->group = mem_strdup(group);
	rows_done(&rows);
	return NULL;
}

static Err *fit_form(Store *store, const StoreOptions *options)
{
	int64_t form = 0;
	TRY(db_form(&form, store->db));
	if (form > care_version())
		return err_new_base(store->path);
	TRY(base_row_read(store));
	if (form == care_version())
		return NULL;
	if (store->mode == STORE_MIGRATE && store->read_only)
		return err_kept(err_new(ERR_READ_ONLY, _("the base %s is of an older form and cannot be brought to today's: %s"), store->path, store->read_only),
		                _("nothing was changed"));
	bool raise = store->mode == STORE_MIGRATE && !store->read_only && (!store->group || options->migrate_shared);
	return raise ? base_migrate(store, form) : err_old_base(store->path);
}

/* A file of /proc has bytes although its size is 0; SQLite would take it for a new base. */
static bool has_bytes(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool any = fd >= 0 && read(fd, &byte, 1) == 1;
	if (fd >= 0)
		close(fd);
	return any;
}

/* A damaged beginning shows at the first question. */
static Err *open_asked(Store *store, unsigned flags)
{
	int64_t tables = 0;
	TRY(open_db(store, flags));
	return db_tables(&tables, store->db);
}

/* Read without locks, until somebody writes there: then as any reader does. */
static void say_as_it_was(Store *store)
{
	char *why = why_read_only(store->path, true);
	if (!why) /* it could be written by now: who starts again does */
		return;
	free(store->read_only);
	store->read_only = why;
}

static Err *open_as_it_can_be(Store *store)
{
	store->read_only = why_read_only(store->path, false);
	unsigned flags = store->read_only ? DB_READ : DB_WRITE;
	/* Without a -wal nobody writes there now, and none could be made beside it. */
	if (store->read_only && !has_wal(store->path)) {
		flags |= DB_IMMUTABLE | DB_FOLLOWS;
		say_as_it_was(store);
	}
	Err *err = open_asked(store, flags);
	/* A session was killed on a disk that is read-only now: nobody has it open, and what it committed stands in the -wal. */
	if (err && store->read_only && has_wal(store->path) && !has_shm(store->path)) {
		err_free(err);
		db_close(store->db);
		store->db = NULL;
		say_as_it_was(store);
		return open_asked(store, DB_READ | DB_ALONE | DB_FOLLOWS);
	}
	Err *beside = err && store->read_only ? db_err_beside(store->path) : NULL;
	if (beside) {
		err_free(err);
		err = beside;
	}
	/* On a full disk there is no room for what sessions share: nobody has the base open, and it can be read. */
	if (!err || err->code != ERR_FULL || store->read_only || has_wal(store->path))
		return err;
	err_free(err);
	db_close(store->db);
	store->db = NULL;
	store->read_only = mem_strdup(file_no_inode(store->path) ? _("no free inode is left on its disk; remove some files, then start again")
	                                                         : _("no space is left on its disk; make room, then start again"));
	return open_asked(store, DB_READ | DB_IMMUTABLE | DB_FOLLOWS);
}

bool store_is_as_it_was(const Store *store)
{
	return db_is_as_it_was(store->db);
}

Err *store_still(const Store *store, uint64_t since)
{
	return db_still(store->db, since);
}

Err *store_follow(uint64_t *since, Store *store)
{
	return db_follow(since, store->db);
}

void store_renewed(Store *store)
{
	char *why = why_read_only(store->path, store_is_as_it_was(store));
	if (!why) /* by now it could be written: who starts again does */
		return;
	free(store->read_only);
	store->read_only = why;
}

/*
 * A new base comes to its name whole, so this is none that is being made: the file was cut, or a disk lost what was in it. An empty base must not be
 * shown in its place, nor written into it.
 */
static Err *refuse_empty(const char *path, long long size)
{
	if (restore_is_running(path))
		return err_todo(err_new(ERR_BUSY, _("another session is restoring or repairing this base")), _("try again in a moment"));
	Err *err = size ? err_new(ERR_DAMAGED, _("the file %s is there, but no base is in it: it has no tables"), path)
	                : err_new(ERR_DAMAGED, _("the file %s is there, but no base is in it: it has 0 bytes"), path);
	return err_todo(err_kept(err, _("nothing was changed")), _("kartoteka restore FILE brings a backup back; to begin anew take the file away first"));
}

/* SQLite tells it as one that cannot be written. Not by opening it: a close lets go of the locks that this process has there. */
static Err *refuse_unreadable(const char *path)
{
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 || (errno != EACCES && errno != EPERM))
		return NULL;
	return err_todo(err_kept(err_errno(_("the base %s cannot be read"), path), _("nothing was changed")), _("check who owns the file and its folder"));
}

static Err *open_file(Store *store)
{
	bool empty = false;
	struct stat st = {0};
	TRY(refuse_unreadable(store->path));
	if (stat(store->path, &st) == 0 && st.st_size == 0 && !has_bytes(store->path))
		return refuse_empty(store->path, 0); /* SQLite would write its first page */
	TRY(open_as_it_can_be(store));
	if (!db_is_ours(store->db, &empty) || (empty && st.st_size == 0)) {
		return err_todo(err_kept(err_new(ERR_DAMAGED, _("%s is not a base of Kartoteka"), store->path), _("nothing was changed")),
		                _("name another file with --db"));
	}
	return empty ? refuse_empty(store->path, (long long)st.st_size) : NULL;
}

static Err *open_existing(Store *store, const StoreOptions *options)
{
	TRY(open_file(store));
	return fit_form(store, options);
}

/* ---- A file that is not there ---- */
static Err *make_file(Store *store)
{
	char *folder = path_folder(store->path);
	Err *err = file_make_folder(folder, 0700);
	free(folder);
	TRY(err);
	TRY(base_make_file(&store->made, store->path, NULL, store->env, store->wait));
	TRY(open_db(store, DB_WRITE));
	return base_row_read(store);
}

/* Who only reads makes nothing. */
static Err *open_missing(Store *store, bool late)
{
	if (!store->in_memory && store->mode != STORE_READ && !late)
		return make_file(store);
	store->promised = !store->in_memory && store->mode == STORE_WRITE;
	store->in_memory = true;
	TRY(db_open(&store->db, ":memory:", DB_WRITE | DB_CREATE, store->wait));
	TRY(base_make(store, NULL));
	store->made = true;
	return base_row_read(store);
}

static void remember_place(Store *store)
{
	struct stat st;
	if (!store->in_memory && stat(store->path, &st) == 0) {
		store->device = (uint64_t)st.st_dev;
		store->file = (uint64_t)st.st_ino;
	}
}

static uint64_t bytes_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

Err *store_room(const Store *store, uint64_t *taken, uint64_t *left)
{
	*taken = 0;
	*left = UINT64_MAX;
	if (store->in_memory)
		return NULL;
	char *log = mem_printf("%s-wal", store->path);
	*taken = bytes_of(store->path) + bytes_of(log);
	free(log);
	return file_free_space(left, store->path);
}

Err *store_make_promised(Store *store)
{
	if (!store->promised)
		return NULL;
	Db *stand_in = store->db;
	store->db = NULL;
	store->in_memory = false;
	Err *err = make_file(store);
	if (err) {
		db_close(store->db);
		store->db = stand_in;
		store->in_memory = true;
		return err_kept(err, _("nothing was changed"));
	}
	db_close(stand_in);
	store->promised = false;
	remember_place(store);
	notice_open(store);
	store_changed(store);
	return NULL;
}

Err *store_open_made(Store *store)
{
	store->in_memory = false;
	TRY(open_db(store, DB_WRITE));
	TRY(base_row_read(store));
	remember_place(store);
	notice_open(store);
	store_changed(store);
	return NULL;
}

/* Nobody is shown half an import: who only reads lets a session that writes take it back first, where that can be done. */
static Err *take_back_for_reader(Store *store, const StoreOptions *options)
{
	int64_t left = 0;
	if (store->in_memory)
		return NULL;
	TRY(batch_left_open(store, &left));
	if (!left)
		return NULL;
	Err *err = NULL;
	if (!store->read_only && options->keep) {
		StoreOptions writes = *options;
		Store *writer;
		writes.mode = STORE_WRITE;
		err = store_open(&writer, &writes);
		if (!err)
			store_close(writer);
	}
	if (err && err->code != ERR_DAMAGED) {
		log_line("%s: %s", store->path, err->what);
		err_free(err);
		err = NULL;
	}
	if (!err)
		err = batch_left_open(store, &left);
	store->half = left != 0;
	if (store->half && store->read_only) {
		char *why = store->read_only;
		store->read_only = mem_printf(_("%s; an import that was cut short is shown as far as it came"), why);
		free(why);
	}
	return err;
}

static Err *refuse_no_file(const char *path)
{
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is not a file"), path), _("nothing was changed")), _("name another file with --db"));
}

static Store *store_new(const StoreOptions *options)
{
	Store *store = mem_alloc(sizeof *store);
	store->cache_kib = DB_CACHE_KIB;
	store->path = mem_strdup(options->path);
	store->env = options->env;
	store->mode = options->mode;
	store->wait = (DbWait){options->waiting, options->self};
	store->keep = options->keep;
	store->taking = options->taking;
	store->raising = options->raising;
	store->keep_self = options->keep_self;
	store->in_memory = strcmp(options->path, ":memory:") == 0;
	store->session_fd = store->notice_fd = store->watch_fd = -1;
	store->arena = arena_new();
	store->scratch = arena_new();
	store->conflict_arena = arena_new();
	env_uuid(store->session, store->env);
	return store;
}

Err *base_form(int64_t *form, const StoreOptions *options)
{
	struct stat st;
	TRY(refuse_network(options->path));
	if (stat(options->path, &st) == 0 && !S_ISREG(st.st_mode))
		return refuse_no_file(options->path);
	Store *store = store_new(options);
	Err *err = open_file(store);
	if (!err)
		err = db_form(form, store->db);
	store_close(store);
	return err;
}

Err *store_open(Store **out, const StoreOptions *options)
{
	*out = NULL;
	Store *store = store_new(options);
	struct stat st;
	Err *err = NULL;
	if (!store->in_memory)
		err = refuse_network(store->path);
	if (!err && !store->in_memory && stat(store->path, &st) == 0)
		err = S_ISREG(st.st_mode) ? open_existing(store, options) : refuse_no_file(store->path);
	else if (!err && !store->in_memory && errno != ENOENT && errno != ENOTDIR)
		err = err_kept(err_errno(_("the base %s cannot be opened"), store->path), _("nothing was changed"));
	else if (!err)
		err = open_missing(store, options->makes_late && store->mode == STORE_WRITE);
	if (!err)
		remember_place(store);
	if (!err && (store->mode == STORE_READ || store->read_only))
		err = take_back_for_reader(store, options);
	if (!err) {
		notice_open(store);
		if (store->mode != STORE_READ && !store->read_only && !store->in_memory)
			rights_mend(store);
		store_changed(store);
		if (store->mode == STORE_READ && !store->read_only && strcmp(options->path, ":memory:") != 0)
			store->read_only = mem_strdup(_("the base was opened for reading"));
		if (!store->read_only)
			err = store_take_open(store);
		/* A full disk or a busy base must not keep people from reading; the next change tries again. */
		if (err && err->code != ERR_DAMAGED) {
			log_line("%s: %s", store->path, err->what);
			err_free(err);
			err = NULL;
		}
	}
	if (err) {
		store_close(store);
		return err;
	}
	*out = store;
	return NULL;
}

void store_close(Store *store)
{
	if (!store)
		return;
	if (store->running)
		store_rollback(store);
	tidy_closing(store);
	store_fill_drop(store);
	search_close(store);
	notice_close(store);
	session_close(store);
	db_close(store->db);
	arena_free(store->arena);
	arena_free(store->scratch);
	str_done(&store->run);
	arena_free(store->conflict_arena);
	free(store->read_only);
	free(store->group);
	free(store->path);
	free(store);
}

/* ---- What it is ---- */
void store_keeps(Store *store, StoreKeeps keeps)
{
	static const int kib[] = {
		[STORE_KEEPS_MUCH] = DB_CACHE_KIB,
		[STORE_KEEPS_PAGE] = DB_CACHE_PAGE_KIB,
		[STORE_KEEPS_SCREENS] = DB_CACHE_SCREENS_KIB,
		[STORE_KEEPS_ANSWERS] = DB_CACHE_ANSWERS_KIB,
	};
	store->cache_kib = kib[keeps];
	/* Without it the page comes all the same. */
	if (!store->big_cache)
		err_free(db_cache(store->db, store->cache_kib));
}

void store_lean(Store *store, bool lean)
{
	if (store->lean == lean)
		return;
	store->lean = lean;
	err_free(db_cache(store->db, lean ? DB_CACHE_PAGE_KIB : store->big_cache ? DB_CACHE_IMPORT_KIB
	                                                                         : store->cache_kib));
}

const char *store_path(const Store *store)
{
	return store->path;
}

const char *store_uuid(const Store *store)
{
	return store->uuid;
}

bool store_is_shared(const Store *store)
{
	return store->group != NULL;
}

bool store_shows_half(const Store *store)
{
	return store->half;
}

bool store_is_new(const Store *store)
{
	return store->made;
}

bool store_is_missing(const Store *store)
{
	return store->in_memory && strcmp(store->path, ":memory:") != 0;
}

const char *store_read_only(const Store *store)
{
	return store->read_only;
}

bool store_is_empty(Store *store)
{
	int64_t filled = 1;
	err_free(db_int(&filled, store->db,
	                "SELECT CASE WHEN EXISTS (SELECT 1 FROM client) OR EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM task)"
	                " OR EXISTS (SELECT 1 FROM note) THEN 1 ELSE 0 END",
	                NO_ARGS));
	return !filled;
}

void store_interrupt(Store *store)
{
	db_interrupt(store->db);
}
