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
	(void)base; /* it may have had another name then */
	return rotation_read_name(&at, NULL, name);
}

/* uuid: of the base whose copies are looked for; "": it is not known, and any base's are. */
typedef struct Look {
	FoundList list;
	const char *uuid;
	bool mixed; /* they are of several bases */
	char seen[37];
	Arena *arena;
} Look;

static bool is_wanted(Look *look, const char *path)
{
	char uuid[37];
	if (!care_copy_uuid(uuid, path) || (*look->uuid && strcmp(uuid, look->uuid) != 0))
		return false;
	look->mixed |= *look->seen && strcmp(uuid, look->seen) != 0;
	memcpy(look->seen, uuid, sizeof uuid);
	return true;
}

static void look_in(Look *look, const char *folder, bool (*is_copy)(const char *base, const char *name), const char *base)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		struct stat st;
		if (!is_copy(base, entry->d_name))
			continue;
		char *path = path_join(folder, entry->d_name);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && is_wanted(look, path))
			vec_push(&look->list, ((Found){arena_dup(look->arena, path), st.st_mtim}));
		free(path);
	}
	if (dir)
		closedir(dir);
}

size_t copies_find(const char *out[], size_t most, bool *mixed, const char *base, const char *uuid, Arena *arena)
{
	Look look = {.uuid = uuid, .arena = arena};
	FoundList *list = &look.list;
	char *folder = path_folder(base), *backups = path_join(folder, "backups");
	look_in(&look, backups, is_rotating, path_name(base));
	look_in(&look, folder, care_is_kept_name, path_name(base));
	if (list->n)
		qsort(list->at, list->n, sizeof *list->at, newest_first);
	size_t n = list->n < most ? list->n : most;
	for (size_t i = 0; i < n; i++)
		out[i] = list->at[i].path;
	*mixed = look.mixed;
	vec_free(list);
	free(backups);
	free(folder);
	return n;
}
