/* SPDX-License-Identifier: MIT */
/* Errors as values. The system's own reasons are said in our words where they are common: libc's catalogue is seldom installed. */
#include "kartoteka/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

__attribute__((format(printf, 2, 0))) static Err *err_make(ErrCode code, const char *format, va_list args)
{
	Str what = {0};
	str_addv(&what, format, args);
	Err *err = mem_alloc(sizeof *err);
	err->code = code;
	err->what = str_take(&what);
	err->at = -1;
	return err;
}

Err *err_new(ErrCode code, const char *what, ...)
{
	va_list args;
	va_start(args, what);
	Err *err = err_make(code, what, args);
	va_end(args);
	return err;
}

#define DO_ROOM N_("make room on the disk or in the quota, then do it again")
#define DO_OWNER N_("check who owns it and its folder")

static const struct Reason {
	int number;
	ErrCode code;
	const char *text, *todo; /* what to do, where it is the same whatever was done; NULL */
} reasons[] = {
	{ENOENT, ERR_FAILED, N_("no such file or folder"), NULL},
	{EEXIST, ERR_FAILED, N_("it is there already"), NULL},
	{ENOTDIR, ERR_FAILED, N_("a part of the path is not a folder"), NULL},
	{EISDIR, ERR_FAILED, N_("it is a folder"), NULL},
	{ENAMETOOLONG, ERR_FAILED, N_("the name is too long"), NULL},
	{ELOOP, ERR_FAILED, N_("links that lead in a circle"), NULL},
	{EIO, ERR_FAILED, N_("the disk cannot be read or written"), N_("look at the disk")},
	{EMFILE, ERR_FAILED, N_("too many files are open"), N_("end some programs, then do it again")},
	{ENFILE, ERR_FAILED, N_("too many files are open"), N_("end some programs, then do it again")},
	{EFBIG, ERR_FULL, N_("the file would be too large"), N_("name a place where files may be larger, or have the limit raised")},
	{ENOSPC, ERR_FULL, N_("no space is left"), DO_ROOM},
	{EDQUOT, ERR_FULL, N_("your quota is used up"), DO_ROOM},
	{EACCES, ERR_READ_ONLY, N_("permission denied"), DO_OWNER},
	{EPERM, ERR_READ_ONLY, N_("not permitted"), DO_OWNER},
	{EROFS, ERR_READ_ONLY, N_("the file system is read only"), N_("name another place, or have the disk made writable")},
	{EINTR, ERR_INTERRUPTED, N_("interrupted"), NULL},
};

static const struct Reason no_inode = {ENOSPC, ERR_FULL, N_("no free inode is left on the disk"), N_("remove some files on that disk, then do it again")};

static const struct Reason *reason_of(int number)
{
	for (size_t i = 0; i < countof(reasons); i++) {
		if (reasons[i].number == number)
			return &reasons[i];
	}
	return NULL;
}

/* errno is as it was. */
__attribute__((format(printf, 3, 0))) static Err *err_because(const struct Reason *reason, int number, const char *what, va_list args)
{
	Str text = {0};
	str_addv(&text, what, args);
	Err *err = err_new(reason ? reason->code : ERR_FAILED, "%s: %s", str_text(&text), reason ? _(reason->text) : strerror(number));
	str_done(&text);
	if (reason && reason->todo)
		err = err_todo(err, "%s", _(reason->todo));
	errno = number;
	return err;
}

Err *err_errno(const char *what, ...)
{
	int number = errno;
	va_list args;
	va_start(args, what);
	Err *err = err_because(reason_of(number), number, what, args);
	va_end(args);
	return err;
}

Err *err_making(const char *path, const char *what, ...)
{
	int number = errno;
	bool inode = number == ENOSPC && file_no_inode(path);
	va_list args;
	va_start(args, what);
	Err *err = err_because(inode ? &no_inode : reason_of(number), number, what, args);
	va_end(args);
	return err;
}

__attribute__((format(printf, 2, 0))) static void text_set(char **at, const char *format, va_list args)
{
	Str text = {0};
	str_addv(&text, format, args);
	free(*at);
	*at = str_take(&text);
}

Err *err_kept(Err *err, const char *kept, ...)
{
	if (!err)
		return NULL;
	va_list args;
	va_start(args, kept);
	text_set(&err->kept, kept, args);
	va_end(args);
	return err;
}

Err *err_todo(Err *err, const char *todo, ...)
{
	if (!err)
		return NULL;
	va_list args;
	va_start(args, todo);
	text_set(&err->todo, todo, args);
	va_end(args);
	return err;
}

Err *err_word(Err *err, const char *word, int at)
{
	if (!err)
		return NULL;
	char *copy = mem_strdup(word);
	free(err->word);
	err->word = copy;
	err->at = at;
	return err;
}

Err *err_under(Err *err, const char *context, ...)
{
	if (!err)
		return NULL;
	Str what = {0};
	va_list args;
	va_start(args, context);
	str_addv(&what, context, args);
	va_end(args);
	str_addf(&what, ": %s", err->what);
	free(err->what);
	err->what = str_take(&what);
	return err;
}

void err_free(Err *err)
{
	if (!err)
		return;
	free(err->what);
	free(err->kept);
	free(err->todo);
	free(err->word);
	free(err);
}

/* Behind a semicolon no capital; a name keeps its own (F1, PostgreSQL). */
static size_t add_lowered(Str *out, const char *text)
{
	size_t n = strlen(text), used, next;
	uint32_t first = utf8_decode(text, n, &used), lower = utf8_lower(first), second = utf8_decode(text + used, n - used, &next);
	char bytes[4];
	if (lower == first || utf8_upper(second) == second)
		return 0;
	str_addn(out, bytes, utf8_encode(bytes, lower));
	return used;
}

static void sentence_add(Str *out, const char *text)
{
	if (!text || !*text)
		return;
	if (out->n) {
		bool ended = strchr(".!?:;", out->s[out->n - 1]) != NULL;
		str_add(out, ended ? " " : "; ");
		if (!ended)
			text += add_lowered(out, text);
	}
	str_add(out, text);
}

char *err_text(const Err *err)
{
	Str text = {0};
	if (err) {
		sentence_add(&text, err->what);
		sentence_add(&text, err->kept);
		sentence_add(&text, err->todo);
	}
	return str_take(&text);
}

int err_exit_status(const Err *err)
{
	if (!err)
		return 0;
	switch (err->code) {
	case ERR_USAGE: return 2;
	case ERR_NOT_FOUND: return 3;
	case ERR_PART: return 4;
	case ERR_FAILED:
	case ERR_BUSY:
	case ERR_CONFLICT:
	case ERR_READ_ONLY:
	case ERR_OUTDATED:
	case ERR_OLD_BASE:
	case ERR_NEW_BASE:
	case ERR_FULL:
	case ERR_DAMAGED:
	case ERR_INTERRUPTED: return 1;
	}
	return 1;
}
