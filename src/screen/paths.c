/* SPDX-License-Identifier: MIT */
/* Paths that are typed: from the home folder, and with what Tab completes. Blanks and any letters stand as they are. */
#include "paths.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

enum {
	NAMED_MOST = 6, /* names that are told when several go on */
};

char *path_whole(const Env *env, const char *typed)
{
	if (strcmp(typed, "~") == 0)
		return mem_strdup(env->home);
	if (str_begins(typed, "~/"))
		return path_join(env->home, typed + 2);
	return mem_strdup(typed);
}

char *path_shown(const Env *env, const char *path)
{
	size_t n = strlen(env->home);
	while (n && env->home[n - 1] == '/')
		n--;
	if (n && strncmp(path, env->home, n) == 0 && (!path[n] || path[n] == '/'))
		return mem_printf("~%s", path + n);
	return mem_strdup(path);
}

char *path_meant(const Env *env, const char *typed)
{
	char *path = path_whole(env, typed);
	static const char *const before[] = {"/", ".", ""};
	if (*typed == '~' || file_exists(path))
		return path;
	/* The first sign may be the key that opened the line alone, in either layout, or be left out. */
	const char *rest = *typed == '/' || *typed == '.' ? typed + 1 : typed;
	for (size_t i = 0; i < countof(before) + 1; i++) {
		char *other = i < countof(before) ? mem_printf("%s%s", before[i], rest) : path_join(env->home, rest);
		if (file_exists(other)) {
			free(path);
			return other;
		}
		free(other);
	}
	return path;
}

bool path_ends(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);
	Str folded = {0};
	if (n >= m)
		fold_word(&folded, name + n - m);
	bool ends = n > m && strcmp(str_text(&folded), ending) == 0;
	str_done(&folded);
	return ends;
}

typedef struct Names {
	char **at;
	size_t n, cap;
} Names;

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in the folder that begin so, folders with a slash behind. */
static void names_read(Names *out, const char *folder, const char *prefix, const char *ending, bool (*begins)(const char *, const char *))
{
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		struct stat info;
		const char *name = entry->d_name;
		if (!begins(name, prefix) || (name[0] == '.' && prefix[0] != '.') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		char *path = path_join(folder, name);
		bool there = stat(path, &info) == 0, is_folder = there && S_ISDIR(info.st_mode);
		if (is_folder || (there && S_ISREG(info.st_mode) && (!ending || path_ends(name, ending)))) {
			char *kept = mem_printf("%s%s", name, is_folder ? "/" : "");
			vec_push(out, kept);
		}
		free(path);
	}
	if (dir)
		closedir(dir);
	if (out->n)
		qsort(out->at, out->n, sizeof *out->at, by_name);
}

/* The bytes all names begin with, whole letters of them. */
static size_t common(const Names *names)
{
	const char *first = names->at[0];
	size_t n = strlen(first);
	for (size_t i = 1; i < names->n; i++) {
		size_t same = 0;
		while (same < n && names->at[i][same] == first[same])
			same++;
		n = same;
	}
	while (n && ((unsigned char)first[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void say_names(Str *note, const Names *names)
{
	for (size_t i = 0; i < names->n && i < NAMED_MOST; i++)
		str_addf(note, "%s%s", i ? "   " : "", names->at[i]);
	if (names->n > NAMED_MOST)
		str_add(note, "   …");
}

void path_complete(const Env *env, const char *typed, const char *ending, Str *out, Str *note)
{
	const char *slash = strrchr(typed, '/');
	size_t lead = slash ? (size_t)(slash + 1 - typed) : 0;
	char *shown = mem_strndup(typed, lead), *folder = *shown ? path_whole(env, shown) : mem_strdup(".");
	Names names = {0};
	const char *prefix = typed + lead;
	names_read(&names, folder, prefix, ending, str_begins);
	if (!names.n)
		names_read(&names, folder, prefix, ending, fold_begins);
	if (strcmp(typed, "~") == 0)
		str_add(out, "~/");
	else if (names.n && common(&names) >= strlen(prefix))
		str_addf(out, "%s%.*s", shown, (int)common(&names), names.at[0]);
	else
		str_add(out, typed);
	if (names.n > 1)
		say_names(note, &names);
	for (size_t i = 0; i < names.n; i++)
		free(names.at[i]);
	vec_free(&names);
	free(shown);
	free(folder);
}
