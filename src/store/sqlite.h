/* SPDX-License-Identifier: MIT */
/*
 * The room's only door to SQLite: sqlite.c alone includes sqlite3.h. A Db is one connection with its cache of prepared statements.
 * SQL is standard (house.md, 8) with parameters $1, $2 …; the same SQL text is prepared once. Errors come back as Err with what to do.
 * A Rows that was not read to its end must be given back by rows_done, or a read transaction stays open.
 */
#ifndef KARTOTEKA_STORE_SQLITE_H
#define KARTOTEKA_STORE_SQLITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/model/field.h"

typedef struct Db Db;
struct Store;
Db *store_db(const struct Store *store); /* the connection of a store, for queries in this room; in store.c */

/* ---- Connection --------------------------------------------------------------------------------------------------------------------- */
enum DbOpen {
	DB_READ = 0,
	DB_WRITE = 1,
	DB_CREATE = 2,    /* the file is made when it is missing (and DB_WRITE) */
	DB_EMPTY = 8,     /* a file, however damaged, becomes an empty base in place (and DB_WRITE) */
	DB_IMMUTABLE = 4, /* nobody writes to this file: read without locks and without -wal */
	DB_ALONE = 16,    /* nobody has it open and no file can be made beside it: read with its -wal, without locks and without -shm */
	DB_DAMAGED = 32,  /* to see what is left: as much is read as the file gives */
	DB_FOLLOWS = 64,  /* with IMMUTABLE or ALONE: when somebody does write there it is opened anew, as an ordinary reader where that can be */
};
typedef struct DbWait {
	bool (*waiting)(void *self, int ms); /* called while another session holds the lock; false gives up; NULL: 30 s */
	void *self;
} DbWait;

Err *db_open(Db **out, const char *path, unsigned flags, DbWait wait); /* ":memory:" is one of its own */
void db_close(Db *db);                                                 /* NULL is fine */
const char *db_path(const Db *db);
bool db_is_as_it_was(const Db *db); /* read without locks: nobody wrote since it was opened, as far as was looked */
uint64_t db_renewals(const Db *db); /* how often DB_FOLLOWS opened it anew */
/*
 * ERR_BUSY: it is read without locks, and somebody wrote to it since it was opened, or it was opened anew since there were so many renewals: what was read
 * meanwhile may be of two moments. Asked before anything is said of a whole base. Pages of two moments need not look damaged.
 */
Err *db_still(const Db *db, uint64_t renewals);
Err *db_follow(uint64_t *renewals, Db *db); /* before the first question of many: as it is now, and how often it was opened anew by then */
Err *db_err_beside(const char *path);       /* which of the files that sessions share beside the base cannot be read by this user; NULL: none */
enum {
	DB_CACHE_PAGE_KIB = 400,
	DB_CACHE_ANSWERS_KIB = 1536,
	DB_CACHE_SCREENS_KIB = 2560,
	DB_CACHE_SORT_KIB = 4096,
	DB_CACHE_ASIDE_KIB = 8192,
	DB_CACHE_KIB = 16384,
	DB_CACHE_IMPORT_KIB = 16384,
	DB_CACHE_BIG_KIB = 20480,
	DB_CACHE_FILL_KIB = 32768,
};
Err *db_cache(Db *db, int kib);  /* pages kept in memory: PAGE while one page is read once or a record of megabytes is written, SCREENS and ANSWERS in a session of the screens, IMPORT while many transactions join one batch, BIG while a large one is taken back, FILL while a new base is filled, ASIDE its search index and SORT its other indexes */
Err *db_bulk(Db *db, bool bulk); /* while many transactions follow each other: pages that each of them writes are brought home once for several */
void db_interrupt(Db *db);       /* from any thread */

/* ---- Statements --------------------------------------------------------------------------------------------------------------------- */
/* Parameters: db_run(db, sql, ARGS(arg_int(7), arg_text("x"))) or db_run(db, sql, NO_ARGS). $1 is the first. */
#define ARGS(...) (const Value[]){__VA_ARGS__}, (sizeof((const Value[]){__VA_ARGS__}) / sizeof(Value))
#define NO_ARGS NULL, 0
Value arg_null(void);
Value arg_int(int64_t i);
Value arg_text(const char *s); /* NULL gives SQL NULL */
Value arg_textn(const char *s, size_t n);
Value arg_bytes(const char *s, size_t n);
/* Pages that nothing uses any more, to the disk; what hinders, or stops it, is logged: the base is whole either way. step: as of db_integrity. */
void db_give_back(Db *db, bool (*step)(void *self, int64_t done, int64_t all), void *self);
Err *db_sum_function(Db *db);  /* entries_sum(…), an aggregate: one number of all rows, whatever their order */
Err *db_uuid_function(Db *db); /* uuid_bytes(TEXT) for the migrations: a uuid's 16 bytes */

typedef struct Rows {
	Db *db;
	void *statement;
	int slot; /* in the cache; -1: a statement of its own */
} Rows;

Err *db_query(Rows *rows, Db *db, const char *sql, const Value *args, size_t n);
/* *more: there is a row to read. At the end and on an Err the rows are given back by themselves. */
Err *rows_next(Rows *rows, bool *more);
void rows_done(Rows *rows); /* may be called again and after the end */

int row_columns(const Rows *rows);
bool row_is_null(const Rows *rows, int column);
int64_t row_int(const Rows *rows, int column);       /* NULL is 0 */
const char *row_text(const Rows *rows, int column);  /* NULL is NULL; borrowed until rows_next */
const char *row_words(const Rows *rows, int column); /* the same of a column that is never NULL: in a damaged base it may be, and is "" */
char *row_dup(const Rows *rows, int column, Arena *arena);
Value row_value(const Rows *rows, int column, Arena *arena); /* arena NULL: borrowed until rows_next */

Err *db_run(Db *db, const char *sql, const Value *args, size_t n); /* no rows wanted */
/* The first column of the first row; *out stays as it is when there is none or it is NULL. */
Err *db_int(int64_t *out, Db *db, const char *sql, const Value *args, size_t n);
Err *db_script(Db *db, const char *sql); /* many statements without parameters, not cached */
int64_t db_changes(Db *db);              /* rows the last db_run changed */
int64_t db_changes_in_all(Db *db);       /* since it was opened, those within the search index too */

/* ---- Transactions ------------------------------------------------------------------------------------------------------------------- */
Err *db_begin(Db *db, bool write);      /* write: BEGIN IMMEDIATE, waits; else a read snapshot over several queries */
Err *db_begin_now(Db *db, bool *begun); /* to write; *begun false: another session writes, and was not waited for */
Err *db_commit(Db *db);
bool db_log_waits(const Db *db); /* pages in the -wal could be brought home, when nobody is in a hurry */
void db_log_home(Db *db);        /* as many as can be; a commit does so only when they are far more */
void db_read_begin(Db *db);      /* one moment for many questions; nothing inside another transaction */
void db_read_end(Db *db);        /* db_begin does it too */
void db_rollback(Db *db);        /* fine when there is none */
bool db_in_transaction(const Db *db);

/* ---- What is SQLite's own ------------------------------------------------------------------------------------------------------------ */
/* In sqlite_base.c: */
Err *db_data_version(int64_t *out, Db *db); /* changes when another connection committed */
Err *db_form(int64_t *out, Db *db);         /* the number of the last migration; 0: none yet */
Err *db_set_form(Db *db, int64_t form);
Err *db_rows_of(Rows *rows, Db *db, const char *table); /* all columns of all rows, past the indexes */
/*
 * All rows of all tables of `to` but those of the search from `from`, in the order of their keys, in place of what `to` has. ERR_DAMAGED: some may be lost: a table
 * does not end well, is not in order, or has fewer of them than an index. step (may be NULL) is told how many there are, of an unknown number (0).
 */
Err *db_take_rows(Db *to, Db *from, bool (*step)(void *self, int64_t done, int64_t all), void *self);
Err *db_bring_home(Db *db);           /* what stands in the -wal into the base, which then needs none */
Err *db_tables(int64_t *n, Db *db);   /* the first question to a file: one with a damaged beginning fails here */
bool db_is_ours(Db *db, bool *empty); /* false: some other program's; *empty: nothing in it yet */
Err *db_set_ours(Db *db);
Err *db_shared(Db *db);                  /* many read while one writes, with files beside it; stays so */
Err *db_shared_anew(Db *db);             /* and what stands in those files is brought home */
Err *db_one_file(Db *db);                /* nothing beside it: a copy that can be read anywhere */
Err *db_careless(Db *db, bool careless); /* of a file that nobody else sees and that goes when anything fails; false, then db_shared: it stays */
Err *db_lasting(Db *db, bool lasting);   /* a commit is on the disk when it returns; false: with the next that is, or when pages are brought home, all or those before */
Err *db_only_read(Db *db);               /* this connection */
/* Takes the indexes away and gives the SQL that makes them again, one each; caller frees. `stays` is asked with table and first column of each. */
Err *db_drop_indexes(char ***out, size_t *n, Db *db, bool (*stays)(const char *table, const char *column));
Err *db_references(Db *db, bool on); /* off while tables are rebuilt */
/*
 * A line a fault: of pages, and, outside a transaction, whether the list of free ones is true (quick: only where it has any); *pages of them (may be NULL) in bytes of
 * `faults`; of references. step (may be NULL) is told how far it is, false stops it with ERR_INTERRUPTED.
 */
Err *db_integrity(Db *db, bool quick, Str *faults, size_t *pages, bool (*step)(void *self, int64_t done, int64_t all), void *self);
Err *db_free_list(Db *db, Str *faults); /* the list of free pages alone, of a base of any size at once: whether it is one */
/* In sqlite_indexes.c: a line an index that does not hold what its table holds; what db_integrity says quickly it does not say. */
Err *db_indexes(Db *db, Str *faults, bool (*step)(void *self, int64_t done, int64_t all), void *self);
/* In sqlite_pages.c: */
typedef struct DbPages {
	bool own;
	int64_t size, all, listed; /* listed as free */
	uint8_t *free;             /* a bit a page; NULL: there are none, or they could not be read */
} DbPages;
Err *db_pages_begin(DbPages *pages, Db *db); /* a snapshot, unless there is a transaction; db_pages_end, on an Err too */
void db_pages_end(DbPages *pages, Db *db);
Err *db_pages_compare(const DbPages *pages, Db *db, Str *faults); /* the list with the pages of all trees, which are sound */
/* In sqlite.c: */
/* Bytes of the base's file, or of its -wal, as they lie there. By SQLite's own descriptor: to close another would be to lose its locks. False: there are not so many. */
bool db_bytes(Db *db, bool log, void *out, size_t n, int64_t at);
/* Copies all pages of `from` over `to` in steps; step (may be NULL) is told pages done and of all, false stops with ERR_INTERRUPTED. */
Err *db_copy(Db *to, Db *from, bool (*step)(void *self, int64_t done, int64_t all), void *self);
/* The same over a base that others use: `locked` is called once nobody else can write `to` any more, before the first page; its Err leaves all as it was. */
Err *db_replace(Db *to, Db *from, Err *(*locked)(void *locked_self), void *locked_self, bool (*step)(void *self, int64_t done, int64_t all), void *self);
Err *db_empty_log(Db *db);                                      /* what stands in the -wal into the base, whole or not at all */
void db_patience(Db *db, int ms);                               /* what takes longer from now on ends with ERR_INTERRUPTED; 0: nothing does */
bool db_is_patient(const Db *db);                               /* as long as it takes */
Err *db_progress(Db *db, bool (*step)(void *self), void *self); /* called each DB_PROGRESS_STEPS while a statement runs; false interrupts. NULL: none */
enum {
	DB_PROGRESS_STEPS = 100000, /* of SQLite's machine */
};
size_t db_statement(const char *sql); /* how long the first statement of a script is, with its semicolon; 0: there is none */
/* In sqlite_steps.c: */
/*
 * How far statements are that go over the whole base, as parts: db_steps_begin counts the rows, the caller adds up `all` of what is expected, each part is begun
 * by db_steps_part and all is ended by db_steps_end.
 */
typedef struct StepsTable {
	char name[32];
	int64_t rows, columns, indexes;
} StepsTable;
typedef struct DbSteps {
	Db *db;
	bool (*told)(void *self, int64_t done, int64_t all);
	void *self;
	int64_t all, done, part, now; /* of the parts that are over; expected of the one that runs, and done of it */
	StepsTable tables[64];
	size_t n;
} DbSteps;
void db_steps_begin(DbSteps *steps, Db *db, bool (*told)(void *self, int64_t done, int64_t all), void *self); /* told NULL: nothing is counted, nobody is told */
int64_t db_steps_of(const DbSteps *steps, const char *statement, size_t length);                              /* expected of a statement of a migration */
int64_t db_steps_of_check(const DbSteps *steps, bool quick);
int64_t db_steps_of_moving(const DbSteps *steps);     /* every row and every entry of an index to another place */
Err *db_steps_part(DbSteps *steps, int64_t expected); /* ERR_INTERRUPTED: it is not wanted any more */
void db_steps_end(DbSteps *steps);                    /* may be called again */
/* The Err for a place where SQLite failed on its way, from its last code; for functions of sqlite.c and the few that call it after rows_next. */
Err *db_err(Db *db, int code);

#endif
