/* SPDX-License-Identifier: MIT */
/* What the files of the store share: the open base, its session and the running transaction. */
#ifndef KARTOTEKA_STORE_INSIDE_H
#define KARTOTEKA_STORE_INSIDE_H

#include "kartoteka/store/store.h"
#include "sqlite.h"

struct Store {
	Db *db;
	char *path;
	const Env *env;
	StoreMode mode;
	DbWait wait;
	Err *(*keep)(void *keep_self, Store *store, int64_t batch, const int64_t *clients, size_t n);
	void (*taking)(void *keep_self, int64_t done, int64_t all);
	bool (*raising)(void *keep_self, StoreRaise at, int64_t done, int64_t all);
	void *keep_self;
	bool in_memory, made;
	bool pages_damaged;    /* so the last check found */
	bool promised;         /* there is no file yet: the first change makes it, and until then an empty base stands for it */
	bool half;             /* an import that a kill left open is shown as far as it came */
	int64_t given_up;      /* a batch of this session that could not be taken back; 0: none */
	uint64_t device, file; /* what lay at the path when it was opened */
	char *group;           /* of a shared base; NULL: private */
	char uuid[37];
	char *read_only; /* why it cannot be written; NULL */

	char session[37]; /* of this open; its batches carry it */
	int session_fd;   /* locked while the session lives; -1 */
	int notice_fd, watch_fd;
	int64_t seen_version, own_commits, seen_commits;
	uint64_t seen_renewals;

	/* the running transaction */
	bool running, writes; /* writes: something was changed, so a commit writes */
	BatchHead head;       /* texts in the arena */
	int64_t batch, depth, changes, seq, ids;
	int64_t kinds;      /* of the changes, kind_bit */
	int64_t last_seq;   /* of the batch; 0: it has no change yet */
	int64_t run_record; /* records made one after another whose row is still to be written: the first, and their kinds' letters */
	Str run;
	bool batch_written;
	bool scattered;               /* the search index was written to by little: tidy.c */
	bool misplaced;               /* its file was not in its place when last looked for: nothing is put in order */
	int cache_kib;                /* of the rest of the time */
	bool big_cache;               /* while an import goes over many transactions */
	bool lean;                    /* store_lean: not even then */
	bool lasts_later;             /* this connection's commits are on the disk with a later one */
	bool merges_late;             /* so does the index of texts on this connection */
	Arena *arena;                 /* what the caller was given; until the next begin */
	Arena *scratch;               /* of one call */
	struct StoreFill *fill;       /* a new base being filled beside its place: fill.c; NULL */
	struct SearchDue *search_due; /* clients whose search entry is written at the commit: search.c; NULL none */
	Conflict conflict;
	Arena *conflict_arena;
	bool has_conflict;
};

/* forms of the base: migrate.c */
typedef struct Form {
	int number;
	const char *sql;
} Form;
size_t forms_embedded(Form out[], size_t room);
/* Inside a transaction. step (may be NULL) is told how far it is, false stops it with ERR_INTERRUPTED. */
Err *forms_raise(Db *db, const Form *forms, size_t n, int64_t from, bool (*step)(void *self, int64_t done, int64_t all), void *self);
Err *base_make(Store *store, const char *group); /* today's form, its row and the shipped lists; own transaction */
/* A new base whole at its path; *made false: another session made it meanwhile. make.c */
Err *base_make_file(bool *made, const char *path, const char *group, const Env *env, DbWait wait);
/* The place beside, held: nobody else makes this base meanwhile. What is made there comes to its name whole, or is gone at the end. */
typedef struct Making {
	char *path, *part, *group;
	int lock;
} Making;
Err *making_begin(Making *making, bool *is_free, const char *path, const char *group, DbWait wait); /* not free: the base is there by now */
Err *making_name(bool *made, const Making *making);                                                 /* written down to the disk, then named */
void making_end(Making *making);                                                                    /* after a failed begin, too */
bool restore_is_running(const char *path);
Err *base_form(int64_t *form, const StoreOptions *options); /* of the file, opened as it can be, whatever form it is of; nothing is left beside it */
Err *base_migrate(Store *store, int64_t from);              /* a copy, then the raise */
Err *store_make_promised(Store *store);                     /* before the first write */
Err *store_open_made(Store *store);                         /* what has come to its name, in the place of what stood for it */
Err *base_row_read(Store *store);                           /* uuid and group of a base of today's form */
Err *err_old_base(const char *path);
Err *err_new_base(const char *path);

/* files beside the base: beside.c */
enum {
	BASE_MODE_PRIVATE = 0600,
	BASE_MODE_SHARED = 0660,
	FOLDER_MODE_SHARED = 02770,
};
void rights_mend(const Store *store); /* of a private base's own files that others could read; rights.c */
void rights_check(const Store *store, Str *faults);
unsigned beside_mode(const Store *store);
Err *beside_make_file(const char *path, unsigned mode, const char *group, int *fd); /* O_EXCL, mode whatever the umask */
int beside_open(const char *path, int flags, int mode);                             /* open(2) for SQLite: -wal and -shm of a shared base are nobody's alone */
const char *beside_group_name(unsigned gid);                                        /* NULL: no such group */
void notice_open(Store *store);
void notice_give(Store *store);
void notice_close(Store *store);
Err *session_open(Store *store); /* once; before the first change. Without it others take the session for dead, and its open batch back */
void session_close(Store *store);
bool session_is_live(const Store *store, const char *session);
Err *sessions_each(const Store *store, Err *(*each)(void *self, const char *session), void *self); /* of those that live; the first Err ends it */

Err *check_place(const Store *store); /* ERR_FAILED: the base's file is not in its place any more */
void tidy_closing(Store *store);      /* tidy.c */

/* transactions: apply.c, batch.c */
Err *write_edit(Store *store, bool *changed, const Kind *kind, const void *from, void *to);              /* row, journal, index */
Err *remove_row(Store *store, const Kind *kind, const void *record);                                     /* itself only */
Err *change_log(Store *store, PatchOp op, const Kind *kind, int64_t id, int64_t rev, const Str *values); /* rev and values: none of a MAKE */
Err *change_flush(Store *store);                                                                         /* so that the journal that is read has all */
Err *record_insert(Store *store, const Kind *kind, const void *record);
Err *record_update(Store *store, const Kind *kind, const void *from, const void *to, int64_t rev, bool *differs); /* only what differs */
Err *record_delete(Store *store, const Kind *kind, int64_t id);
Err *record_load(Store *store, const Kind *kind, int64_t id, void *record, bool *found, Arena *arena);
/* The rows of other records that point to this one: calls `each` with kind, field and id; in a list made before the first call. */
typedef struct Referrer {
	const Kind *kind;
	const Field *field;
	int64_t id;
	bool child;
} Referrer;
Err *referrers_of(Store *store, const Kind *kind, int64_t id, Referrer **out, size_t *n, Arena *arena);
Err *err_read_only(const Store *store);                   /* of a base with a reason why it cannot be written */
void store_renewed(Store *store);                         /* it was opened anew behind what another wrote: what is said of it */
Err *refuse_network(const char *path);                    /* NULL: locks hold there */
Err *batch_left_open(const Store *store, int64_t *batch); /* one of them; 0: none */

#endif
