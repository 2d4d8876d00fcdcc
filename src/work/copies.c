/* SPDX-License-Identifier: MIT */
/* The copies of a base that lie where the program puts them: for who has to choose one. */
#include "copies.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/str.h"
#include "kartoteka/store/care.h"
#include "rotate.h"

typedef struct Found {
	const char *path;
	struct timespec at;
} Found;
typedef VEC(Found) FoundList;

static int newest_first(const void *a, const void *b)
{
	const Found *x = a, *y = b;
	if (x->at.tv_sec != y->at.tv_sec)
		return x->at.tv_sec < y->at.tv_sec ? 1 : -1;
	return x->at.tv_nsec < y->at.tv_nsec ? 1 : x->at.tv_nsec > y->at.tv_nsec ? -1
	                                                                         : 0;
}

static bool is_rotating(const char *base, const char *name)
{
	Instant at;
	(void)base;
	return rotation_read_name(&at, name);
}

static void look(FoundList *list, const char *folder, bool (*is_copy)(const char *base, const char *name), const char *base, Arena *arena)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		struct stat st;
		if (!is_copy(base, entry->d_name))
			continue;
		char *path = path_join(folder, entry->d_name);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
			vec_push(list, ((Found){arena_dup(arena, path), st.st_mtim}));
		free(path);
	}
	if (dir)
		closedir(dir);
}

size_t copies_find(const char *out[], size_t most, const char *base, Arena *arena)
{
	FoundList list = {0};
	char *folder = path_folder(base), *backups = path_join(folder, "backups");
	look(&list, backups, is_rotating, path_name(base), arena);
	look(&list, folder, care_is_kept_name, path_name(base), arena);
	if (list.n)
		qsort(list.at, list.n, sizeof *list.at, newest_first);
	size_t n = list.n < most ? list.n : most;
	for (size_t i = 0; i < n; i++)
		out[i] = list.at[i].path;
	vec_free(&list);
	free(backups);
	free(folder);
	return n;
}
