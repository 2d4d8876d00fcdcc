/* SPDX-License-Identifier: MIT */
/*
 * Where a file is to be written: never over the base or what belongs to it, by whatever name it is called; nor unasked over what is somebody's own.
 * And what is to be read: not those either, since to close a file is to lose the locks that this process has on it.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "kartoteka/base/file.h"
#include "kartoteka/work/exchange.h"

static bool in_same_folder(const char *a, const char *b)
{
	char *of_a = path_folder(a), *of_b = path_folder(b);
	bool same = file_is_same(of_a, of_b);
	free(of_a);
	free(of_b);
	return same;
}

/* What is there is compared as a file: links of both sorts lead to it. What is not there yet, by folder and name. */
static bool is_same_place(const char *a, const char *b)
{
	if (file_exists(a) || file_exists(b))
		return file_is_same(a, b);
	return strcmp(path_name(a), path_name(b)) == 0 && in_same_folder(a, b);
}

static bool is_beside(const char *path, const char *base, const char *tail)
{
	char *name = mem_printf("%s%s", base, tail);
	bool is = is_same_place(path, name);
	free(name);
	return is;
}

/* The base and what stands beside it while it is open, is made, brought back or raised. */
static bool is_living(const char *path, const char *base)
{
	static const char *const tails[] = {
		"",
		"-wal",
		"-shm",
		"-journal",
		".notice",
		".sessions",
		".making",
		".making-wal",
		".making-shm",
		".making-journal",
		".part",
		".restore",
		".restore-wal",
		".restore-shm",
		".restore-journal",
	};
	for (size_t i = 0; i < countof(tails); i++) {
		if (is_beside(path, base, tails[i]))
			return true;
	}
	return false;
}

/* With the copies that its migrations and restores keep there, and the parts of those that are being made. */
static bool belongs_to(const char *path, const char *base)
{
	static const char *const kept[] = {".form-", ".before-restore"};
	const char *name = path_name(path), *of_base = path_name(base);
	size_t n = strlen(of_base);
	if (is_living(path, base))
		return true;
	if (strncmp(name, of_base, n) != 0 || !in_same_folder(path, base) || !(file_exists(path) || str_ends(name, ".part")))
		return false;
	for (size_t i = 0; i < countof(kept); i++) {
		if (str_begins(name + n, kept[i]))
			return true;
	}
	return false;
}

static bool is_kept_copy(const char *path, const char *base)
{
	char *folder = path_folder(base), *copies = path_join(folder, "backups"), *inside = path_join(copies, path_name(path));
	bool is = file_exists(path) && in_same_folder(path, inside);
	free(inside);
	free(copies);
	free(folder);
	return is;
}

static bool is_copy_or_of_it(const char *path, const char *base)
{
	return belongs_to(path, base) || is_kept_copy(path, base);
}

/* By the names that were given and by those that links lead to. */
static bool is_of_base(const Work *work, const char *path, bool (*belongs)(const char *path, const char *base))
{
	char *meant = realpath(path, NULL), *base = realpath(work->path, NULL);
	bool is = belongs(path, work->path) || (meant && belongs(meant, work->path));
	if (base && !is)
		is = belongs(path, base) || (meant && belongs(meant, base));
	free(meant);
	free(base);
	return is;
}

Err *target_check(const Work *work, const char *path, bool copy)
{
	if (!is_of_base(work, path, copy ? belongs_to : is_copy_or_of_it))
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is the base, or belongs to it"), path), _("nothing was written")), _("name another file"));
}

Err *origin_check(const Work *work, const char *path)
{
	if (!is_of_base(work, path, is_living))
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is the base, or belongs to it"), path), _("nothing was changed")),
	                _("name the file that is to be brought in"));
}

TargetHolds target_holds(const char *path)
{
	static const char head[] = "BEGIN:VCALENDAR";
	static const char mark[] = "\xEF\xBB\xBF";
	char bytes[sizeof head + sizeof mark] = "";
	struct stat st;
	/* A device or a pipe takes what comes. */
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
		return TARGET_FREE;
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(bytes, 1, sizeof bytes - 1, file) : 0;
	if (file)
		fclose(file);
	const char *first = n && str_begins(bytes, mark) ? bytes + strlen(mark) : bytes;
	return strncasecmp(first, head, strlen(head)) == 0 ? TARGET_CALENDAR : TARGET_OTHER;
}
