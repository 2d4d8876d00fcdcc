/* SPDX-License-Identifier: MIT */
/*
 * The driver of SQLite, the only file that includes sqlite3.h: connections, the cache of prepared statements, parameters by number,
 * columns, errors with what to do, waiting for other sessions. What the tables mean is the business of the files beside it.
 */
#include "sqlite.h"

#include <errno.h>
#include <pthread.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/uuid.h"

enum {
	CACHED = 96, /* statements kept prepared; the oldest gives way */
	WAIT_LIMIT_MS = 30000,
	LOG_PAGES = 1000,      /* so many in the -wal are brought home when nobody waits for it … */
	LOG_PAGES_MOST = 2000, /* … and so many by the commit itself */
	LOG_PAGES_BULK = 4000,
	LOG_BYTES = 4 << 20, /* and so much of it is kept */
	LOG_BYTES_BULK = 32 << 20,
};

typedef struct Cached {
	char *sql;
	size_t length;
	sqlite3_stmt *statement;
	uint16_t *order; /* which argument each of its parameters is, from 1; a 0 ends it */
	bool busy;
	uint64_t used;
} Cached;

/* What lay on the disk as a base was opened that is read without locks; when it is another, somebody writes there. */
typedef struct Marks {
	struct stat file, log;
	bool shared; /* a -shm: sessions have it open */
} Marks;

struct Db {
	sqlite3 *sqlite;
	pthread_mutex_t handle; /* held while `sqlite` becomes another, and while another thread interrupts it */
	unsigned flags;
	int open; /* statements that are being read */
	Marks marks;
	uint64_t renewals;
	char *path;
	DbWait wait;
	struct timespec waiting_since;
	uint32_t jitter;
	Cached cache[CACHED];
	uint64_t clock;
	bool reading; /* between db_read_begin and db_read_end */
	bool (*progress)(void *self);
	void *progress_self;
	int64_t patience_until; /* of CLOCK_MONOTONIC; 0: as long as it takes */
	int log_pages;          /* in the -wal after the last commit */
	bool bulk;
	bool whole; /* who gives up waiting does nothing at all */
	bool now;   /* nobody is waited for */
	int cache_kib;
};

/* ---- Errors ---- */
static Err *err_of_lock(const Db *db)
{
	(void)db;
	return err_todo(err_kept(err_new(ERR_BUSY, _("another session is writing to the base")), _("nothing was changed")),
	                _("try again in a moment"));
}

/* SQLite calls a quota, a file too long and a disk that turned read-only an error of the disk: the system's own number says more. */
static int clear_code(const Db *db, int code)
{
	int basic = code & 0xff, number = errno;
	if ((basic != SQLITE_IOERR && basic != SQLITE_CANTOPEN) || !db->sqlite)
		return basic;
	if (sqlite3_system_errno(db->sqlite))
		number = sqlite3_system_errno(db->sqlite); /* in the middle of a commit SQLite 3.40 leaves it out */
	/* Where no file can be made SQLite looks for one to read, and says that there is none. */
	if (basic == SQLITE_CANTOPEN && number == ENOENT && file_exists(db->path) && file_no_inode(db->path))
		return SQLITE_FULL;
	switch (number) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return SQLITE_FULL;
	case EROFS:
	case EACCES:
	case EPERM:
		return SQLITE_READONLY;
	default:
		return basic;
	}
}

static Marks marks_of(const char *path);
static bool is_written(const Db *db);

/* A page of before beside one of now is no damage. */
static Err *err_of_writing(const Db *db)
{
	return err_todo(err_kept(err_new(ERR_BUSY, _("somebody wrote to the base %s while it was read without locks"), db->path), _("nothing was changed")),
	                _("try again in a moment"));
}

static Err *err_damaged(const Db *db, const char *why)
{
	return err_todo(err_new(ERR_DAMAGED, _("the base %s is damaged: %s"), db->path, why),
	                _("kartoteka check says what; kartoteka restore FILE brings a backup back"));
}

Err *db_err(Db *db, int code)
{
	const char *path = db->path;
	const char *why = db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(code);
	if (db->flags & DB_FOLLOWS && (code & 0xff) != SQLITE_INTERRUPT && (code & 0xff) != SQLITE_READONLY && is_written(db))
		return err_of_writing(db);
	switch (clear_code(db, code)) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return err_of_lock(db);
	case SQLITE_INTERRUPT:
		return err_new(ERR_INTERRUPTED, _("stopped"));
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return err_todo(err_kept(err_new(ERR_READ_ONLY, _("the base %s cannot be written"), path), _("nothing was changed")),
		                _("check who owns the file and its folder"));
	case SQLITE_FULL:
		if (file_no_inode(path))
			return err_todo(err_kept(err_new(ERR_FULL, _("there is no free inode for a file beside the base %s"), path), _("nothing was changed")),
			                _("remove some files on its disk, then do it again"));
		return err_todo(err_kept(err_new(ERR_FULL, _("there is no space left for the base %s"), path), _("nothing was changed")),
		                _("make room on the disk or in the quota, then do it again"));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		if ((code & 0xff) == SQLITE_NOTADB)
			return err_todo(err_new(ERR_DAMAGED, _("%s is not a base of Kartoteka or its beginning is damaged"), path),
			                _("kartoteka restore FILE brings a backup back"));
		return err_damaged(db, why);
	case SQLITE_CONSTRAINT:
		if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
			return err_kept(err_new(ERR_FAILED, _("there is such a record already (%s)"), strrchr(why, ' ') ? strrchr(why, ' ') + 1 : why),
			                _("nothing was changed"));
		return err_kept(err_new(ERR_FAILED, _("the change does not fit the rest of the base: %s"), why), _("nothing was changed"));
	case SQLITE_CANTOPEN:
		return err_todo(err_kept(err_new(ERR_FAILED, _("the base %s cannot be opened"), path), _("nothing was changed")),
		                _("check that its folder is there and may be entered"));
	case SQLITE_IOERR:
		return err_todo(err_kept(err_new(ERR_FAILED, _("the disk failed under the base %s: %s"), path, why), _("the last change was not kept")),
		                _("look at the disk, then run kartoteka check"));
	default:
		/* The full-text index has no code of its own for a damaged page. */
		if (strncmp(why, "invalid fts5", strlen("invalid fts5")) == 0)
			return err_damaged(db, why);
		return err_new(ERR_FAILED, _("the base %s: %s"), path, why);
	}
}

/* ---- Waiting for another session ---- */
/* SQLite's own waiting lets five writers starve each other; short naps of uneven length do not (house.md, measured). */
static int on_busy(void *self, int count)
{
	Db *db = self;
	struct timespec now;
	if (db->now)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (count == 0)
		db->waiting_since = now;
	int64_t ms = (now.tv_sec - db->waiting_since.tv_sec) * 1000 + (now.tv_nsec - db->waiting_since.tv_nsec) / 1000000;
	if (db->wait.waiting ? !db->wait.waiting(db->wait.self, (int)ms) : ms > WAIT_LIMIT_MS) {
		if (db->whole)
			sqlite3_interrupt(db->sqlite);
		return 0;
	}
	db->jitter = db->jitter * 1664525u + 1013904223u + (uint32_t)now.tv_nsec;
	struct timespec nap = {0, 500000 + (long)(db->jitter >> 8) % 500000};
	nanosleep(&nap, NULL);
	return 1;
}

/* ---- Bringing pages home ---- */
static int on_log(void *self, sqlite3 *sqlite, const char *name, int pages)
{
	Db *db = self;
	(void)sqlite;
	(void)name;
	db->log_pages = pages;
	return SQLITE_OK;
}

/* Another session that writes is in no hurry to let us; it brings them home itself. */
static bool briefly(void *self, int ms)
{
	const Db *db = self;
	return ms < (db->log_pages < 8 * LOG_PAGES ? 10 : 200);
}

/*
 * SQLite 3.40 may lose what others commit when one connection brings pages home while another begins the -wal anew (docs/house.md). So it is done while a
 * connection of our own has the right to write, and nobody begins anything.
 */
static void bring_home(Db *db)
{
	Db guard = {.path = db->path, .wait = {briefly, db}, .jitter = db->jitter};
	if (sqlite3_open_v2(db->path, &guard.sqlite, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
		sqlite3_busy_handler(guard.sqlite, on_busy, &guard);
		if (sqlite3_exec(guard.sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK)
			sqlite3_wal_checkpoint_v2(db->sqlite, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	}
	sqlite3_close_v2(guard.sqlite);
	db->log_pages = 0; /* the next commit counts them again */
}

Err *db_empty_log(Db *db)
{
	/* Waits for the right to write; without it it would go on as it is, beside who has it. */
	db->whole = true;
	Err *err = db_script(db, "PRAGMA wal_checkpoint(TRUNCATE)");
	db->whole = false;
	return err;
}

/* ---- Connection ---- */
static char *immutable_uri(const char *path)
{
	Str uri = {0};
	str_add(&uri, "file:");
	for (const char *p = path; *p; p++) {
		if (strchr("%?#", *p))
			str_addf(&uri, "%%%02X", (unsigned)(unsigned char)*p);
		else
			str_addc(&uri, *p);
	}
	str_add(&uri, "?immutable=1");
	return str_take(&uri);
}

/* Before anything else: whatever reads the first page of a damaged file fails. */
static Err *empty_file(Db *db)
{
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL);
	Err *err = db_script(db, "VACUUM");
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL);
	return err;
}

static Err *set_up(Db *db, unsigned flags)
{
	sqlite3_extended_result_codes(db->sqlite, 1);
	sqlite3_busy_handler(db->sqlite, on_busy, db);
	/* Else SQLite reads nothing of a file that is shorter than it should be. */
	if (flags & DB_DAMAGED)
		sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
	if (flags & DB_EMPTY)
		TRY(empty_file(db));
	if (flags & DB_ALONE)
		TRY(db_script(db, "PRAGMA locking_mode = EXCLUSIVE")); /* then the index of the -wal is kept in memory */
	/* A misspelt column must be an error, not a text. */
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	/* A crafted file must not run code through its schema. */
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	TRY(db_script(db, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
	                  "PRAGMA mmap_size = 0; PRAGMA temp_store = FILE; PRAGMA secure_delete = FAST"));
	TRY(db_cache(db, DB_CACHE_KIB));
	if (flags & DB_WRITE) {
		TRY(db_bulk(db, false));
		sqlite3_wal_hook(db->sqlite, on_log, db); /* in the place of its own bringing home */
	}
	return NULL;
}

static int on_progress(void *self);

static void set_up_library(void)
{
	/* Counts of what memory is used are asked by nobody and would be a lock at every allocation. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_vfs *system = sqlite3_vfs_find("unix");
	if (system && system->iVersion >= 3 && system->xSetSystemCall)
		system->xSetSystemCall(system, "open", (sqlite3_syscall_ptr)beside_open);
}

/* `flags` of db are those it is to be opened with. */
static Err *connect_to(Db *db, const char *path, unsigned flags)
{
	int how = SQLITE_OPEN_NOMUTEX;
	how |= flags & DB_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	if (flags & DB_CREATE || strcmp(path, ":memory:") == 0)
		how |= SQLITE_OPEN_CREATE | SQLITE_OPEN_READWRITE;
	if (how & SQLITE_OPEN_READWRITE)
		how &= ~SQLITE_OPEN_READONLY;
	int code;
	if (flags & DB_IMMUTABLE) {
		char *uri = immutable_uri(path);
		code = sqlite3_open_v2(uri, &db->sqlite, how | SQLITE_OPEN_URI, NULL);
		free(uri);
	} else {
		code = sqlite3_open_v2(path, &db->sqlite, how, flags & DB_ALONE ? "unix-none" : NULL);
	}
	return code == SQLITE_OK ? set_up(db, flags) : db_err(db, code);
}

Err *db_open(Db **out, const char *path, unsigned flags, DbWait wait)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, set_up_library);
	*out = NULL;
	Db *db = mem_alloc(sizeof *db);
	db->path = mem_strdup(path);
	db->wait = wait;
	db->flags = flags;
	db->jitter = (uint32_t)(uintptr_t)db;
	pthread_mutex_init(&db->handle, NULL);
	if (flags & DB_FOLLOWS)
		db->marks = marks_of(path); /* before it: what is written from now on is seen */
	Err *err = connect_to(db, path, flags);
	if (err) {
		db_close(db);
		return err;
	}
	*out = db;
	return NULL;
}

static void forget_statements(Db *db)
{
	for (size_t i = 0; i < CACHED; i++) {
		sqlite3_finalize(db->cache[i].statement);
		free(db->cache[i].sql);
		free(db->cache[i].order);
		db->cache[i] = (Cached){0};
	}
}

void db_close(Db *db)
{
	if (!db)
		return;
	forget_statements(db);
	sqlite3_close_v2(db->sqlite);
	pthread_mutex_destroy(&db->handle);
	free(db->path);
	free(db);
}

/* ---- A base that is read without locks, and somebody who writes to it ---- */
static struct stat mark_of(const char *path, const char *tail)
{
	struct stat st = {0};
	char *name = mem_printf("%s%s", path, tail);
	if (stat(name, &st) != 0)
		st = (struct stat){0};
	free(name);
	return st;
}

static Marks marks_of(const char *path)
{
	return (Marks){mark_of(path, ""), mark_of(path, "-wal"), file_has_beside(path, "-shm")};
}

/* An empty one is as good as none. */
static bool is_other(const struct stat *a, const struct stat *b)
{
	bool same_time = a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
	return a->st_size != b->st_size || (a->st_size && (!same_time || a->st_ino != b->st_ino || a->st_dev != b->st_dev));
}

static bool is_written(const Db *db)
{
	int number = errno; /* of a call that failed */
	Marks now = marks_of(db->path);
	errno = number;
	return is_other(&now.file, &db->marks.file) || is_other(&now.log, &db->marks.log) || (db->flags & DB_ALONE && now.shared != db->marks.shared);
}

bool db_is_as_it_was(const Db *db)
{
	return (db->flags & DB_FOLLOWS) != 0;
}

uint64_t db_renewals(const Db *db)
{
	return db->renewals;
}

Err *db_still(const Db *db, uint64_t renewals)
{
	return db->renewals != renewals || (db->flags & DB_FOLLOWS && is_written(db)) ? err_of_writing(db) : NULL;
}

Err *db_err_beside(const char *path)
{
	static const char *const tails[] = {"-wal", "-shm"};
	Err *err = NULL;
	for (size_t i = 0; i < countof(tails) && !err; i++) {
		char *name = mem_printf("%s%s", path, tails[i]);
		if (faccessat(AT_FDCWD, name, R_OK, AT_EACCESS) != 0 && (errno == EACCES || errno == EPERM))
			err = err_todo(err_kept(err_new(ERR_READ_ONLY, _("another session has the base %s open, and you may not read %s"), path, name), _("nothing was changed")),
			               _("wait until it has ended, or ask its owner for the right to read that file: chmod a+r %s"), name);
		free(name);
	}
	return err;
}

static Err *err_renewing(const Db *db, Err *err)
{
	Err *beside = db_err_beside(db->path);
	if (!beside)
		return err;
	err_free(err);
	return beside;
}

/* With another's -wal as any reader of it; where there is none by now, what lies in the file is whole. */
static Err *renew(Db *db)
{
	Marks marks = marks_of(db->path);
	unsigned flags = (marks.log.st_size ? DB_READ : DB_READ | DB_IMMUTABLE | DB_FOLLOWS) | (db->flags & DB_DAMAGED);
	Db *with = mem_alloc(sizeof *with);
	with->path = mem_strdup(db->path);
	with->wait = db->wait;
	with->flags = DB_READ;
	pthread_mutex_init(&with->handle, NULL);
	Err *err = connect_to(with, db->path, flags);
	if (!err)
		err = db_script(with, "SELECT count(*) FROM sqlite_master");
	if (!err)
		err = db_cache(with, db->cache_kib ? db->cache_kib : DB_CACHE_KIB);
	if (err) {
		err = err_renewing(db, err);
		db_close(with);
		return err;
	}
	forget_statements(db);
	pthread_mutex_lock(&db->handle);
	sqlite3 *old = db->sqlite;
	db->sqlite = with->sqlite;
	with->sqlite = old;
	pthread_mutex_unlock(&db->handle);
	sqlite3_busy_handler(db->sqlite, on_busy, db);
	if (db->patience_until || db->progress)
		sqlite3_progress_handler(db->sqlite, db->progress ? DB_PROGRESS_STEPS : 1000, on_progress, db);
	db->flags = flags;
	db->marks = marks;
	db->renewals++;
	db_close(with);
	return NULL;
}

/* Between two questions: what is being read goes on as it began. */
static Err *follow(Db *db)
{
	if (!(db->flags & DB_FOLLOWS) || db->open || db_in_transaction(db) || !is_written(db))
		return NULL;
	/* Its files have no locks: closed, it would let go of those of every other connection of this process. */
	if (db->flags & DB_ALONE)
		return err_todo(err_kept(err_new(ERR_BUSY, _("somebody writes to the base %s by now; it was read without locks"), db->path), _("nothing was changed")),
		                _("start again to see what it holds now"));
	return renew(db);
}

Err *db_follow(uint64_t *renewals, Db *db)
{
	TRY(follow(db));
	*renewals = db->renewals;
	return NULL;
}

const char *db_path(const Db *db)
{
	return db->path;
}

Err *db_cache(Db *db, int kib)
{
	char sql[64];
	sqlite3_snprintf(sizeof sql, sql, "PRAGMA cache_size = -%d", kib);
	TRY(db_script(db, sql));
	if (kib < db->cache_kib)
		sqlite3_db_release_memory(db->sqlite);
	db->cache_kib = kib;
	return NULL;
}

Err *db_bulk(Db *db, bool bulk)
{
	char sql[64];
	sqlite3_snprintf(sizeof sql, sql, "PRAGMA journal_size_limit = %d", bulk ? LOG_BYTES_BULK : LOG_BYTES);
	db->bulk = bulk;
	return db_script(db, sql);
}

void db_interrupt(Db *db)
{
	pthread_mutex_lock(&db->handle);
	sqlite3_interrupt(db->sqlite);
	pthread_mutex_unlock(&db->handle);
}

/* ---- Arguments ---- */
Value arg_null(void)
{
	return (Value){.type = VALUE_NULL};
}

Value arg_int(int64_t i)
{
	return (Value){.type = VALUE_INT, .i = i};
}

Value arg_text(const char *s)
{
	return s ? (Value){.type = VALUE_TEXT, .s = s, .n = strlen(s)} : arg_null();
}

Value arg_textn(const char *s, size_t n)
{
	return (Value){.type = VALUE_TEXT, .s = s, .n = n};
}

Value arg_bytes(const char *s, size_t n)
{
	return (Value){.type = VALUE_BYTES, .s = s, .n = n};
}

static int bind_one(sqlite3_stmt *statement, int index, const Value *value, bool stays)
{
	/* SQLITE_TRANSIENT spelt out: its cast of -1 to a function pointer is not strict C. */
	sqlite3_destructor_type keep = stays ? SQLITE_STATIC : SQLITE_TRANSIENT;
	switch (value->type) {
	case VALUE_NULL:
		return sqlite3_bind_null(statement, index);
	case VALUE_INT:
		return sqlite3_bind_int64(statement, index, value->i);
	case VALUE_TEXT:
		return sqlite3_bind_text64(statement, index, value->s ? value->s : "", value->n, keep, SQLITE_UTF8);
	case VALUE_BYTES:
		return sqlite3_bind_blob64(statement, index, value->s ? value->s : "", value->n, keep);
	}
	return SQLITE_MISUSE;
}

/* SQLite numbers $2 by its first use in the text, so the number comes from the name. Caller frees; NULL: there are too many. */
static uint16_t *order_of(sqlite3_stmt *statement)
{
	int count = sqlite3_bind_parameter_count(statement);
	uint16_t *order = mem_alloc(((size_t)count + 1) * sizeof *order);
	for (int i = 1; i <= count; i++) {
		const char *name = sqlite3_bind_parameter_name(statement, i);
		long number = name && name[0] == '$' ? strtol(name + 1, NULL, 10) : i;
		if (number < 1 || number > UINT16_MAX) {
			free(order);
			return NULL;
		}
		order[i - 1] = (uint16_t)number;
	}
	order[count] = 0;
	return order;
}

static int bind_all(sqlite3_stmt *statement, const uint16_t *order, const Value *args, size_t n, bool stay)
{
	for (int i = 0; order[i]; i++) {
		if (order[i] > n)
			return SQLITE_RANGE;
		int code = bind_one(statement, i + 1, &args[order[i] - 1], stay);
		if (code != SQLITE_OK)
			return code;
	}
	return SQLITE_OK;
}

/* ---- The cache of statements ---- */
static int find_cached(const Db *db, const char *sql, size_t length)
{
	for (int i = 0; i < CACHED; i++) {
		const Cached *cached = &db->cache[i];
		if (cached->length == length && cached->statement && memcmp(cached->sql, sql, length) == 0)
			return i;
	}
	return -1;
}

static int oldest_free(const Db *db)
{
	int found = -1;
	for (int i = 0; i < CACHED; i++) {
		const Cached *cached = &db->cache[i];
		if (cached->busy)
			continue;
		if (!cached->statement)
			return i;
		if (found < 0 || cached->used < db->cache[found].used)
			found = i;
	}
	return found;
}

static Err *prepare(Rows *rows, Db *db, const char *sql)
{
	*rows = (Rows){.db = db, .slot = -1};
	TRY(follow(db));
	const size_t length = strlen(sql);
	int slot = find_cached(db, sql, length);
	if (slot >= 0 && !db->cache[slot].busy) {
		rows->slot = slot;
		rows->statement = db->cache[slot].statement;
	} else {
		sqlite3_stmt *statement = NULL;
		int free_slot = slot >= 0 ? -1 : oldest_free(db); /* the same SQL within itself gets a statement of its own */
		unsigned how = free_slot >= 0 ? SQLITE_PREPARE_PERSISTENT : 0;
		int code = sqlite3_prepare_v3(db->sqlite, sql, -1, how, &statement, NULL);
		if (code != SQLITE_OK)
			return db_err(db, code);
		rows->statement = statement;
		if (free_slot >= 0) {
			Cached *cached = &db->cache[free_slot];
			sqlite3_finalize(cached->statement);
			free(cached->sql);
			free(cached->order);
			*cached = (Cached){.sql = mem_strdup(sql), .length = length, .statement = statement, .order = order_of(statement)};
			rows->slot = free_slot;
		}
	}
	if (rows->slot >= 0) {
		db->cache[rows->slot].busy = true;
		db->cache[rows->slot].used = ++db->clock;
	}
	db->open++;
	return NULL;
}

void rows_done(Rows *rows)
{
	sqlite3_stmt *statement = rows->statement;
	if (!statement)
		return;
	if (rows->slot >= 0) {
		sqlite3_reset(statement);
		sqlite3_clear_bindings(statement);
		rows->db->cache[rows->slot].busy = false;
	} else {
		sqlite3_finalize(statement);
	}
	rows->db->open--;
	rows->statement = NULL;
}

static Err *start(Rows *rows, Db *db, const char *sql, const Value *args, size_t n, bool stay)
{
	TRY(prepare(rows, db, sql));
	uint16_t *own = rows->slot < 0 ? order_of(rows->statement) : NULL;
	const uint16_t *order = rows->slot < 0 ? own : db->cache[rows->slot].order;
	int code = order ? bind_all(rows->statement, order, args, n, stay) : SQLITE_RANGE;
	free(own);
	if (code == SQLITE_OK)
		return NULL;
	rows_done(rows);
	return db_err(db, code);
}

Err *db_query(Rows *rows, Db *db, const char *sql, const Value *args, size_t n)
{
	return start(rows, db, sql, args, n, false);
}

Err *rows_next(Rows *rows, bool *more)
{
	*more = false;
	if (!rows->statement)
		return NULL;
	int code = sqlite3_step(rows->statement);
	if (code == SQLITE_ROW) {
		*more = true;
		return NULL;
	}
	Err *err = code == SQLITE_DONE ? NULL : db_err(rows->db, code);
	rows_done(rows);
	return err;
}

/* ---- Columns ---- */
int row_columns(const Rows *rows)
{
	return sqlite3_column_count(rows->statement);
}

bool row_is_null(const Rows *rows, int column)
{
	return sqlite3_column_type(rows->statement, column) == SQLITE_NULL;
}

int64_t row_int(const Rows *rows, int column)
{
	return sqlite3_column_int64(rows->statement, column);
}

const char *row_text(const Rows *rows, int column)
{
	return (const char *)sqlite3_column_text(rows->statement, column);
}

const char *row_words(const Rows *rows, int column)
{
	const char *text = row_text(rows, column);
	return text ? text : "";
}

char *row_dup(const Rows *rows, int column, Arena *arena)
{
	const char *text = row_text(rows, column);
	return text ? arena_dupn(arena, text, (size_t)sqlite3_column_bytes(rows->statement, column)) : NULL;
}

Value row_value(const Rows *rows, int column, Arena *arena)
{
	Value out = {.type = VALUE_NULL};
	switch (sqlite3_column_type(rows->statement, column)) {
	case SQLITE_INTEGER:
		return arg_int(sqlite3_column_int64(rows->statement, column));
	case SQLITE_NULL:
		return out;
	case SQLITE_BLOB:
		out.type = VALUE_BYTES;
		out.s = sqlite3_column_blob(rows->statement, column);
		break;
	default: /* text; a real is in no table of ours and would be read as its text */
		out.type = VALUE_TEXT;
		out.s = (const char *)sqlite3_column_text(rows->statement, column);
		break;
	}
	out.n = (size_t)sqlite3_column_bytes(rows->statement, column);
	if (!out.s)
		out.s = "";
	return arena ? value_dup(arena, &out) : out;
}

/* ---- Short forms ---- */
Err *db_run(Db *db, const char *sql, const Value *args, size_t n)
{
	Rows rows;
	TRY(start(&rows, db, sql, args, n, true));
	int code;
	do {
		code = sqlite3_step(rows.statement);
	} while (code == SQLITE_ROW);
	Err *err = code == SQLITE_DONE ? NULL : db_err(db, code);
	rows_done(&rows);
	return err;
}

Err *db_int(int64_t *out, Db *db, const char *sql, const Value *args, size_t n)
{
	Rows rows;
	bool more;
	TRY(start(&rows, db, sql, args, n, true));
	TRY(rows_next(&rows, &more));
	if (more && !row_is_null(&rows, 0))
		*out = row_int(&rows, 0);
	rows_done(&rows);
	return NULL;
}

Err *db_script(Db *db, const char *sql)
{
	int code = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? NULL : db_err(db, code);
}

size_t db_statement(const char *sql)
{
	Str text = {0};
	size_t n = 0;
	bool whole = false;
	while (!whole && sql[n]) {
		size_t part = strcspn(sql + n, ";");
		part += sql[n + part] == ';';
		str_addn(&text, sql + n, part);
		n += part;
		whole = sqlite3_complete(str_text(&text));
	}
	str_done(&text);
	return whole ? n : 0;
}

int64_t db_changes(Db *db)
{
	return sqlite3_changes64(db->sqlite);
}

int64_t db_changes_in_all(Db *db)
{
	return sqlite3_total_changes64(db->sqlite);
}

/* ---- Transactions ---- */
Err *db_begin(Db *db, bool write)
{
	db_read_end(db);
	return db_run(db, write ? "BEGIN IMMEDIATE" : "BEGIN", NO_ARGS);
}

Err *db_begin_now(Db *db, bool *begun)
{
	db->now = true;
	Err *err = db_begin(db, true);
	db->now = false;
	*begun = !err;
	if (!err || err->code != ERR_BUSY)
		return err;
	err_free(err);
	return NULL;
}

Err *db_commit(Db *db)
{
	Err *err = db_run(db, "COMMIT", NO_ARGS);
	if (err)
		db_rollback(db);
	else if (db->log_pages >= (db->bulk ? LOG_PAGES_BULK : LOG_PAGES_MOST))
		bring_home(db);
	return err;
}

bool db_log_waits(const Db *db)
{
	return db->log_pages >= LOG_PAGES;
}

void db_log_home(Db *db)
{
	if (!db_in_transaction(db))
		bring_home(db);
}

void db_rollback(Db *db)
{
	if (!db_in_transaction(db))
		return;
	/* What still reads would keep the snapshot. */
	for (size_t i = 0; i < CACHED; i++) {
		if (db->cache[i].statement)
			sqlite3_reset(db->cache[i].statement);
	}
	sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

void db_read_begin(Db *db)
{
	if (db_in_transaction(db))
		return;
	err_free(db_run(db, "BEGIN", NO_ARGS)); /* without it each question sees its own moment, as ever */
	db->reading = db_in_transaction(db);
}

void db_read_end(Db *db)
{
	if (!db->reading)
		return;
	db->reading = false;
	err_free(db_commit(db));
}

bool db_in_transaction(const Db *db)
{
	return !sqlite3_get_autocommit(db->sqlite);
}

/* ---- What is SQLite's own ---- */
bool db_bytes(Db *db, bool log, void *out, size_t n, int64_t at)
{
	sqlite3_file *file = NULL;
	int code = sqlite3_file_control(db->sqlite, "main", log ? SQLITE_FCNTL_JOURNAL_POINTER : SQLITE_FCNTL_FILE_POINTER, &file);
	return code == SQLITE_OK && file && file->pMethods && file->pMethods->xRead(file, out, (int)n, at) == SQLITE_OK;
}

/* What is no uuid stays as its bytes, and is read as none. */
static void uuid_of_text(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	(void)argc;
	uint8_t bytes[UUID_BYTES];
	const char *text = (const char *)sqlite3_value_text(argv[0]);
	if (text && uuid_bytes(bytes, text))
		sqlite3_result_blob(context, bytes, sizeof bytes, SQLITE_TRANSIENT);
	else
		sqlite3_result_blob(context, text ? text : "", text ? sqlite3_value_bytes(argv[0]) : 0, SQLITE_TRANSIENT);
}

Err *db_uuid_function(Db *db)
{
	int code = sqlite3_create_function_v2(db->sqlite, "uuid_bytes", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, uuid_of_text, NULL, NULL, NULL);
	return code == SQLITE_OK ? NULL : db_err(db, code);
}

static uint64_t mixed(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return sum ^ sum >> 29;
}

static uint64_t mixed_bytes(uint64_t sum, const void *bytes, size_t n)
{
	uint64_t word = n;
	sum = mixed(sum, word);
	for (size_t i = 0; i < n; i += sizeof word) {
		word = 0;
		memcpy(&word, (const char *)bytes + i, n - i < sizeof word ? n - i : sizeof word);
		sum = mixed(sum, word);
	}
	return sum;
}

static uint64_t mixed_value(uint64_t sum, sqlite3_value *value)
{
	double real;
	int type = sqlite3_value_type(value);
	sum = mixed(sum, (uint64_t)type);
	switch (type) {
	case SQLITE_INTEGER:
		return mixed(sum, (uint64_t)sqlite3_value_int64(value));
	case SQLITE_FLOAT:
		real = sqlite3_value_double(value);
		return mixed_bytes(sum, &real, sizeof real);
	case SQLITE_TEXT:
	case SQLITE_BLOB: {
		const void *bytes = sqlite3_value_blob(value); /* a text as its UTF-8 */
		return mixed_bytes(sum, bytes, (size_t)sqlite3_value_bytes(value));
	}
	default:
		return sum;
	}
}

static void sum_step(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	uint64_t *all = sqlite3_aggregate_context(context, sizeof *all), sum = 0;
	for (int i = 0; all && i < argc; i++)
		sum = mixed_value(sum, argv[i]);
	if (all)
		*all += mixed(sum, 1);
}

static void sum_end(sqlite3_context *context)
{
	const uint64_t *all = sqlite3_aggregate_context(context, 0);
	sqlite3_result_int64(context, all ? (int64_t)*all : 0);
}

Err *db_sum_function(Db *db)
{
	int code = sqlite3_create_function_v2(db->sqlite, "entries_sum", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, NULL, sum_step, sum_end, NULL);
	return code == SQLITE_OK ? NULL : db_err(db, code);
}

typedef bool CopyStep(void *self, int64_t done, int64_t all);

static Err *copy_pages(sqlite3_backup *copy, Db *to, CopyStep *step, void *self)
{
	/* One step for all when nobody watches: then a writer beside cannot make it begin anew. */
	int pages = step ? 2048 : -1, code, tries = 0;
	do {
		code = sqlite3_backup_step(copy, pages);
		if (code == SQLITE_OK)
			tries = 0; /* the next wait is one of its own */
		if (code == SQLITE_OK && step) {
			int64_t all = sqlite3_backup_pagecount(copy);
			if (!step(self, all - sqlite3_backup_remaining(copy), all))
				return err_new(ERR_INTERRUPTED, _("stopped"));
		} else if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
			if (on_busy(to, tries++))
				code = SQLITE_OK;
		}
	} while (code == SQLITE_OK);
	return code == SQLITE_DONE ? NULL : db_err(to, code);
}

/* No page yet, only the right to write: from here on nobody else changes what is there. */
static Err *copy_lock(sqlite3_backup *copy, Db *to)
{
	int code, tries = 0;
	do
		code = sqlite3_backup_step(copy, 0);
	while ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && on_busy(to, tries++));
	return code == SQLITE_OK || code == SQLITE_DONE ? NULL : db_err(to, code);
}

Err *db_replace(Db *to, Db *from, Err *(*locked)(void *locked_self), void *locked_self, CopyStep *step, void *self)
{
	sqlite3_backup *copy = sqlite3_backup_init(to->sqlite, "main", from->sqlite, "main");
	if (!copy)
		return db_err(to, sqlite3_errcode(to->sqlite));
	Err *err = NULL;
	if (locked) {
		err = copy_lock(copy, to);
		if (!err)
			err = locked(locked_self);
	}
	if (!err)
		err = copy_pages(copy, to, step, self);
	int end = sqlite3_backup_finish(copy);
	if (err)
		return err;
	return end == SQLITE_OK ? NULL : db_err(to, end);
}

Err *db_copy(Db *to, Db *from, CopyStep *step, void *self)
{
	return db_replace(to, from, NULL, NULL, step, self);
}

static int64_t clock_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int on_progress(void *self)
{
	Db *db = self;
	if (db->patience_until && clock_us() > db->patience_until)
		return 1;
	return db->progress && !db->progress(db->progress_self);
}

void db_patience(Db *db, int ms)
{
	db->patience_until = ms ? clock_us() + (int64_t)ms * 1000 : 0;
	if (!db->progress)
		sqlite3_progress_handler(db->sqlite, ms ? 1000 : 0, ms ? on_progress : NULL, db);
}

bool db_is_patient(const Db *db)
{
	return !db->patience_until;
}

Err *db_progress(Db *db, bool (*step)(void *self), void *self)
{
	db->progress = step;
	db->progress_self = self;
	sqlite3_progress_handler(db->sqlite, step ? DB_PROGRESS_STEPS : 0, step ? on_progress : NULL, db);
	return NULL;
}
