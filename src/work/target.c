/* SPDX-License-Identifier: MIT */
/* Where a file is to be written: never over the base or what belongs to it, by whatever name it is called; nor unasked over what is somebody's own. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "kartoteka/base/file.h"
#include "kartoteka/work/exchange.h"

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool in_same_folder(const char *a, const char *b)
{
	struct stat x, y;
	char *of_a = path_folder(a), *of_b = path_folder(b);
	bool same = stat(of_a, &x) == 0 && stat(of_b, &y) == 0 && is_same(&x, &y);
	free(of_a);
	free(of_b);
	return same;
}

/* What is there is compared as a file: links of both sorts lead to it. What is not there yet, by folder and name. */
static bool is_same_file(const char *a, const char *b)
{
	struct stat x, y;
	bool there = stat(a, &x) == 0, other = stat(b, &y) == 0;
	if (there && other)
		return is_same(&x, &y);
	return !there && !other && strcmp(path_name(a), path_name(b)) == 0 && in_same_folder(a, b);
}

/* The files that the base makes beside itself, and the copies that its migrations and restores keep there. */
static bool belongs_to(const char *path, const char *base)
{
	static const char *const living[] = {"", "-wal", "-shm", "-journal", ".notice", ".sessions", ".restore"};
	static const char *const kept[] = {".form-", ".before-restore"};
	bool is = false;
	for (size_t i = 0; i < countof(living) && !is; i++) {
		char *name = mem_printf("%s%s", base, living[i]);
		is = is_same_file(path, name);
		free(name);
	}
	const char *name = path_name(path), *of_base = path_name(base);
	size_t n = strlen(of_base);
	if (is || strncmp(name, of_base, n) != 0 || !file_exists(path) || !in_same_folder(path, base))
		return is;
	for (size_t i = 0; i < countof(kept) && !is; i++)
		is = str_begins(name + n, kept[i]);
	return is;
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

static bool is_of_base(const char *path, const char *base, bool copy)
{
	return belongs_to(path, base) || (!copy && is_kept_copy(path, base));
}

Err *target_check(const Work *work, const char *path, bool copy)
{
	char *meant = realpath(path, NULL), *base = realpath(work->path, NULL);
	bool is = is_of_base(path, work->path, copy) || (meant && is_of_base(meant, work->path, copy));
	if (base && !is)
		is = is_of_base(path, base, copy) || (meant && is_of_base(meant, base, copy));
	free(meant);
	free(base);
	if (!is)
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is the base, or belongs to it"), path), _("nothing was written")), _("name another file"));
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
