/* SPDX-License-Identifier: MIT */
/*
 * What a base of a group is given: a folder of its own and never one that has another use, and rotating copies that all of the group may make and
 * read. Other users need root; without it these are left out.
 */
#define _DEFAULT_SOURCE 1 /* setgroups */
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit.h"
#include "desk.h"

static unsigned mode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (unsigned)st.st_mode & 07777 : 0;
}

static gid_t group_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? st.st_gid : (gid_t)-1;
}

static const struct group *users(void)
{
	return geteuid() == 0 ? getgrnam("users") : NULL;
}

/* One line of another user in the group, under umask 077. */
static void as_user(Desk *desk, uid_t user, gid_t group, StoreMode mode, const char *line)
{
	int status = 0;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		umask(077);
		if (setgroups(0, NULL) != 0 || setgid(group) != 0 || setuid(user) != 0)
			child_fails("cannot become another user", NULL);
		desk->random = user + 7;
		Err *err = desk_open(desk, mode);
		if (!err)
			err = desk_line(desk, "%s", line);
		if (err)
			child_fails(line, err);
		desk_close(desk);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		fail_msg("user %u: %s", (unsigned)user, line);
}

static int copies_are(const char *folder, unsigned mode, gid_t group)
{
	int n = 0;
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	const struct dirent *entry;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		char *path = path_join(folder, entry->d_name);
		if (mode_of(path) != mode || group_of(path) != group)
			fail_msg("%s has mode %o, group %u", path, mode_of(path), (unsigned)group_of(path));
		free(path);
		n++;
	}
	closedir(dir);
	return n;
}

TEST(all_of_a_group_make_its_rotating_copies)
{
	static const char line[] = "backup --keep 1d,1w,1m";
	const struct group *group = users();
	if (!group)
		skip();
	gid_t gid = group->gr_gid;
	Desk desk;
	char folder[192];
	desk_new(&desk);
	tree_remove(desk.here);
	assert_int_equal(chmod(desk.folder, 0755), 0);
	well(store_init_shared(desk.base, "users", &desk.env));
	desk_path(&desk, folder, "backups");
	as_user(&desk, 2, gid, STORE_WRITE, "client add --name 'Иванов Игорь'");
	as_user(&desk, 2, gid, STORE_READ, line);
	assert_int_equal(mode_of(folder), 02770);
	assert_int_equal(group_of(folder), gid);
	assert_int_equal(copies_are(folder, 0660, gid), 1);
	as_user(&desk, 1, gid, STORE_READ, line);
	assert_int_equal(copies_are(folder, 0660, gid), 1);
	/* one that was made for its owner alone is the group's after his next copy */
	assert_int_equal(chown(folder, 2, 0), 0);
	assert_int_equal(chmod(folder, 0700), 0);
	as_user(&desk, 2, gid, STORE_READ, line);
	assert_int_equal(mode_of(folder), 02770);
	assert_int_equal(group_of(folder), gid);
	desk_done(&desk);
}

TEST(check_names_rights_that_a_shared_base_should_not_have)
{
	const struct group *group = users();
	if (!group)
		skip();
	Desk desk;
	Str faults = {0};
	char way[320];
	desk_new(&desk);
	tree_remove(desk.here);
	well(store_init_shared(desk.base, "users", &desk.env));
	well(desk_open(&desk, STORE_WRITE));
	well(care_check(desk.work->store, true, false, &faults, NULL));
	assert_string_equal(str_text(&faults), "");
	assert_int_equal(chmod(desk.base, 0666), 0);
	assert_int_equal(chmod(desk.here, 02775), 0);
	well(care_check(desk.work->store, true, false, &faults, NULL));
	snprintf(way, sizeof way, "666: chgrp users %s; chmod 660 %s\n", desk.base, desk.base);
	assert_non_null(strstr(str_text(&faults), way));
	snprintf(way, sizeof way, "2775: chgrp users %s; chmod 2770 %s\n", desk.here, desk.here);
	assert_non_null(strstr(str_text(&faults), way));
	str_done(&faults);
	desk_close(&desk);
	desk_done(&desk);
}

/* Whose rights alone are wrong is told of rights: an old copy brought back would take changes away for nothing. */
TEST(wrong_rights_alone_are_mended_without_a_copy)
{
	static const char *const lines[] = {"check", "check --quick", "check --repair"};
	Desk desk;
	desk_new(&desk);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Иванов Игорь'"));
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(chmod(desk.base, 0644), 0);
		Err *err = desk_line(&desk, "%s", lines[i]);
		assert_non_null(err);
		assert_int_equal(err_exit_status(err), 1);
		assert_non_null(strstr(err->kept, strstr(lines[i], "quick") ? "of what a quick check looks at" : "in order"));
		assert_non_null(strstr(err->todo, "said above"));
		assert_null(strstr(err->todo, "restore"));
		/* A quick one has not looked at every page, and vouches for none. */
		if (strstr(lines[i], "quick"))
			assert_non_null(strstr(err->todo, "kartoteka check looks at all"));
		err_free(err);
	}
	/* With a fault of the data beside it, that comes first. */
	audit_run(desk.base, "UPDATE client SET attempts = 7");
	Err *err = desk_line(&desk, "check");
	assert_non_null(err);
	assert_non_null(strstr(err->todo, "check --repair"));
	err_free(err);
	assert_int_equal(chmod(desk.base, 0600), 0);
	desk_close(&desk);
	desk_done(&desk);
}

TEST(rotating_copies_of_a_private_base_are_private)
{
	Desk desk;
	char folder[192];
	desk_new(&desk);
	desk_path(&desk, folder, "backups");
	mode_t old = umask(0);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Иванов Игорь'"));
	well(desk_line(&desk, "backup --keep 1d,1w,1m"));
	desk_close(&desk);
	umask(old);
	assert_int_equal(mode_of(folder), 0700);
	assert_int_equal(copies_are(folder, 0600, group_of(folder)), 1);
	desk_done(&desk);
}

/* ---- The folder ---- */
typedef enum Place {
	PLACE_MISSING,
	PLACE_DEEP, /* with a parent that is missing too */
	PLACE_EMPTY,
	PLACE_FULL,
	PLACE_GIVEN, /* the group's already, with other files in it */
	PLACE_HOME,  /* $HOME, empty */
	PLACE_ENTRY, /* a home of the machine's list of users */
} Place;

static void prepare(Place place, const char *folder, gid_t group, Env *env)
{
	if (place == PLACE_MISSING || place == PLACE_DEEP || place == PLACE_ENTRY)
		return;
	assert_int_equal(mkdir(folder, 0755), 0);
	if (place == PLACE_HOME)
		env->home = folder;
	if (place == PLACE_FULL || place == PLACE_GIVEN) {
		char *other = path_join(folder, "letter.txt");
		well(file_write(other, "mine\n", 5));
		free(other);
	}
	if (place == PLACE_GIVEN) {
		assert_int_equal(chown(folder, (uid_t)-1, group), 0);
		assert_int_equal(chmod(folder, 02770), 0);
	}
}

TEST(init_shared_takes_no_folder_that_has_another_use)
{
	static const struct {
		Place place;
		const char *name;
		const char *refused; /* NULL: it is made */
	} cases[] = {
		{PLACE_MISSING, "new", NULL},
		{PLACE_DEEP, "a/b/c", NULL},
		{PLACE_EMPTY, "empty", NULL},
		{PLACE_FULL, "full", "holds other files"},
		{PLACE_GIVEN, "given", NULL},
		{PLACE_HOME, "home", "is a home directory"},
		{PLACE_ENTRY, "/root", "is a home directory"},
	};
	const struct group *group = users();
	if (!group)
		skip();
	gid_t gid = group->gr_gid;
	for (size_t i = 0; i < countof(cases); i++) {
		Desk desk;
		desk_new(&desk);
		tree_remove(desk.here);
		assert_int_equal(mkdir(desk.here, 0755), 0);
		char *folder = path_join(desk.here, cases[i].name), *path = path_join(folder, "kartoteka-test-shared.db");
		Env env = desk.env;
		prepare(cases[i].place, folder, gid, &env);
		unsigned before = mode_of(folder);
		mode_t old = umask(077);
		Err *err = store_init_shared(path, "users", &env);
		umask(old);
		if (cases[i].refused) {
			char *way = mem_printf("kartoteka --db %s/kartoteka/kartoteka-test-shared.db init --shared users", folder);
			if (!err || !strstr(err->what, folder) || !strstr(err->what, cases[i].refused) || !err->todo || !strstr(err->todo, way))
				fail_msg("%s: %s; %s", cases[i].name, err ? err->what : "it was made", err && err->todo ? err->todo : "");
			assert_int_equal(mode_of(folder), before);
			assert_false(file_exists(path));
			err_free(err);
			free(way);
		} else {
			well(err);
			if (mode_of(folder) != 02770 || group_of(folder) != gid || mode_of(path) != 0660 || group_of(path) != gid)
				fail_msg("%s: mode %o", cases[i].name, mode_of(folder));
			char *above = path_folder(folder);
			assert_int_equal(mode_of(above) & 05, 05); /* who is in the group must come through */
			free(above);
		}
		free(folder);
		free(path);
		desk_done(&desk);
	}
}
