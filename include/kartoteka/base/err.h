/* SPDX-License-Identifier: MIT */
/*
 * An error is a value with its text: what failed, what was kept, what to do (house.md, 9).
 * NULL means all is well. An Err is owned by whoever holds the pointer; err_free ends it.
 */
#ifndef KARTOTEKA_BASE_ERR_H
#define KARTOTEKA_BASE_ERR_H

typedef enum ErrCode {
	ERR_FAILED,      /* anything without a code of its own; nothing changed */
	ERR_USAGE,       /* wrong words in a call: exit 2 */
	ERR_NOT_FOUND,   /* exit 3 */
	ERR_PART,        /* done in part: exit 4 */
	ERR_BUSY,        /* another session writes; try again */
	ERR_CONFLICT,    /* the same field was changed by another since it was read */
	ERR_READ_ONLY,   /* file, folder or base cannot be written */
	ERR_OUTDATED,    /* the base was migrated under this session: read only from now on */
	ERR_OLD_BASE,    /* the base is of an older form: `migrate` */
	ERR_NEW_BASE,    /* the base is of a newer form than this program */
	ERR_FULL,        /* no space or quota */
	ERR_DAMAGED,     /* the file is not a base or is damaged */
	ERR_INTERRUPTED, /* Ctrl-C or a newer question */
} ErrCode;

typedef struct Err {
	ErrCode code;
	char *what; /* one line for people, already translated */
	char *kept; /* what was kept, or NULL */
	char *todo; /* what to press or run, or NULL */
	char *word; /* the word of the input that is at fault, or NULL */
	int at;     /* where that word begins: byte offset of a line, or line number of a file; -1 none */
} Err;

Err *err_new(ErrCode code, const char *what, ...) __attribute__((format(printf, 2, 3)));
/* "what: strerror(errno)", ENOSPC/EDQUOT give ERR_FULL, EROFS/EACCES/EPERM ERR_READ_ONLY; with what to do where that is the same for all. errno stays. */
Err *err_errno(const char *what, ...) __attribute__((format(printf, 1, 2)));
/* The same of a file or folder that could not be made at `path`: a disk without a free inode is told from one without room. */
Err *err_making(const char *path, const char *what, ...) __attribute__((format(printf, 2, 3)));
Err *err_kept(Err *err, const char *kept, ...) __attribute__((format(printf, 2, 3))); /* returns err; NULL stays NULL */
Err *err_todo(Err *err, const char *todo, ...) __attribute__((format(printf, 2, 3)));
Err *err_word(Err *err, const char *word, int at);
Err *err_under(Err *err, const char *context, ...) __attribute__((format(printf, 2, 3))); /* what = "context: what" */
void err_free(Err *err);                                                                  /* NULL is fine */
/* One paragraph: what; kept; todo. Caller frees. */
char *err_text(const Err *err);
int err_exit_status(const Err *err); /* contract.md: 0 well, 1 failed, 2 usage, 3 not found, 4 part */

#define TRY(call) \
	do { \
		Err *try_err_ = (call); \
		if (try_err_) \
			return try_err_; \
	} while (0)

#endif
