/* SPDX-License-Identifier: MIT */
#include "desk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"

enum {
	SEED = 42,
	KEPT = 1000,
};

static const char *no_variable(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

static void random_bytes(void *self, void *out, size_t n)
{
	Desk *desk = self;
	unsigned char *to = out;
	while (n--) {
		uint64_t z = desk->random += UINT64_C(0x9E3779B97F4A7C15);
		z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
		*to++ = (unsigned char)(z >> 56);
	}
}

void desk_well(Err *err, const char *file, int line)
{
	if (!err)
		return;
	char *text = err_text(err);
	fprintf(stderr, "%s:%d: %s\n", file, line, text);
	free(text);
	err_free(err);
	_fail(file, line);
}

_Noreturn void child_fails(const char *what, Err *err)
{
	char *text = err ? err_text(err) : NULL;
	fprintf(stderr, "child: %s%s%s\n", what, text ? ": " : "", text ? text : "");
	_exit(9);
}

bool campaign_full(void)
{
	const char *said = getenv("KARTOTEKA_CAMPAIGN");
	return said && strcmp(said, "full") == 0;
}

/* ---- Folders ---- */
void tree_remove(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		char name[4096];
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
		struct stat st;
		if (lstat(name, &st) == 0 && S_ISDIR(st.st_mode))
			tree_remove(name);
		else
			unlink(name);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static void file_copy(const char *from, const char *to)
{
	Str bytes = {0};
	well(file_read(&bytes, from));
	well(file_write(to, str_text(&bytes), bytes.n));
	str_done(&bytes);
	/* What is imported says when it was written. */
	const struct timespec then[2] = {{.tv_sec = 1784700000}, {.tv_sec = 1784700000}};
	utimensat(AT_FDCWD, to, then, 0);
}

void tree_copy(const char *from, const char *to)
{
	if (mkdir(to, 0700) != 0 && errno != EEXIST)
		fail_msg("%s cannot be made", to);
	DIR *dir = opendir(from);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		char a[4096], b[4096];
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(a, sizeof a, "%s/%s", from, entry->d_name);
		snprintf(b, sizeof b, "%s/%s", to, entry->d_name);
		struct stat st;
		if (lstat(a, &st) == 0 && S_ISDIR(st.st_mode))
			tree_copy(a, b);
		else
			file_copy(a, b);
	}
	if (dir)
		closedir(dir);
}

/* ---- The desk ---- */
void desk_new(Desk *desk)
{
	*desk = (Desk){.random = 0};
	/* Where there is memory for files, syncing them costs nothing. */
	snprintf(desk->folder, sizeof desk->folder, "%s/kt-faults-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(desk->folder))
		fail_msg("no temporary folder");
	snprintf(desk->here, sizeof desk->here, "%s/here", desk->folder);
	snprintf(desk->kept, sizeof desk->kept, "%s/kept", desk->folder);
	snprintf(desk->base, sizeof desk->base, "%s/base.db", desk->here);
	assert_int_equal(mkdir(desk->here, 0700), 0);
	desk->env = (Env){
		.get = no_variable,
		.random = random_bytes,
		.self = desk,
		.login = "anna",
		.full_name = "Anna Belova",
		.terminal = "pts/1",
		.home = desk->folder,
		.config_home = desk->folder,
		.data_home = desk->folder,
		.state_home = desk->folder,
		.share = desk->folder,
	};
	text_language(LANG_EN, KT_LOCALE_DIR);
	well(clock_new(&desk->clock, DESK_NOW));
	char *config = path_join(desk->folder, "config");
	well(settings_open(&desk->settings, &desk->env, config));
	free(config);
	disk_install();
}

void desk_done(Desk *desk)
{
	desk_close(desk);
	settings_close(desk->settings);
	clock_free(desk->clock);
	tree_remove(desk->folder);
}

void desk_keep(Desk *desk)
{
	desk_close(desk);
	tree_remove(desk->kept);
	tree_copy(desk->here, desk->kept);
}

void desk_again(Desk *desk)
{
	desk_close(desk);
	tree_remove(desk->here);
	tree_copy(desk->kept, desk->here);
	desk->opened = KEPT;
}

static Err *open_work(Desk *desk, StoreMode mode, bool no_base)
{
	desk->random = SEED + ++desk->opened;
	WorkOptions options = {
		.env = &desk->env,
		.clock = desk->clock,
		.settings = desk->settings,
		.db = desk->base,
		.zone = "Europe/Moscow",
		.lang = LANG_EN,
		.mode = mode,
		.no_base = no_base,
	};
	desk->work = NULL;
	return work_open(&desk->work, &options);
}

Err *desk_open(Desk *desk, StoreMode mode)
{
	return open_work(desk, mode, false);
}

Err *desk_open_none(Desk *desk)
{
	return open_work(desk, STORE_WRITE, true);
}

void desk_close(Desk *desk)
{
	work_close(desk->work);
	desk->work = NULL;
}

void desk_path(const Desk *desk, char out[192], const char *name)
{
	snprintf(out, 192, "%s/%s", desk->here, name);
}

static Err *drop_output(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

static Err *run(Desk *desk, const char *line)
{
	CommandSet set = {.tables = work_tables, .n = work_table_count, .globals = work_globals, .face = FACE_SHELL, .program = "kartoteka"};
	CommandHost host = {.words = work_words(desk->work), .resolve = work_resolve, .self = desk->work};
	Str printed = {0};
	OutSetting setting = {.form = OUT_TEXT, .write = drop_output, .self = &printed};
	CommandCall *call = NULL;
	Err *err = call_parse_line(&call, &set, line);
	if (!err) {
		desk->work->yes = desk->work->no_input = true;
		err = call_ready(NULL, call, &host);
	}
	if (!err) {
		Out *out = out_new(&setting);
		err = call_run(call, desk->work, out);
		out_free(out);
		if (err && strcmp(line, "check") == 0)
			err = err_under(err, "%s", str_text(&printed));
	}
	call_free(call);
	str_done(&printed);
	return err;
}

Err *desk_line(Desk *desk, const char *line, ...)
{
	Str whole = {0};
	va_list args;
	va_start(args, line);
	str_addv(&whole, line, args);
	va_end(args);
	Err *err = run(desk, str_text(&whole));
	str_done(&whole);
	return err;
}
