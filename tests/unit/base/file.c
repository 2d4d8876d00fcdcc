/* SPDX-License-Identifier: MIT */
/* Files, folders, programs that are run, the log. Each test has a folder of its own. */
#include "kartoteka/base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "test.h"

typedef struct Place {
	char folder[64];
	char path[128];
} Place;

static const char *place_path(Place *place, const char *name)
{
	snprintf(place->path, sizeof place->path, "%s/%s", place->folder, name);
	return place->path;
}

static Place place_make(void)
{
	Place place;
	snprintf(place.folder, sizeof place.folder, "/tmp/kt-unit-XXXXXX");
	assert_non_null(mkdtemp(place.folder));
	return place;
}

static void place_done(Place *place)
{
	const char *const argv[] = {"rm", "-rf", place->folder, NULL};
	assert_null(file_run(argv, NULL, 10000));
}

static unsigned mode_of(const char *path)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void content_is(const char *path, const char *want)
{
	Str got = {0};
	assert_null(file_read(&got, path));
	expect_text(path, str_text(&got), want);
	str_done(&got);
}

TEST(file_is_written_whole_and_private)
{
	Place place = place_make();
	mode_t old = umask(0);
	assert_null(file_write(place_path(&place, "a"), "one", 3));
	umask(old);
	assert_int_equal(mode_of(place.path), 0600);
	content_is(place.path, "one");
	chmod(place.path, 0644);
	assert_null(file_write(place.path, "", 0));
	assert_int_equal(mode_of(place.path), 0600);
	content_is(place.path, "");

	char *link = mem_printf("%s/link", place.folder);
	assert_int_equal(symlink("a", link), 0);
	assert_null(file_write(link, "two", 3));
	content_is(place.path, "two");
	struct stat st;
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	free(link);
	place_done(&place);
}

TEST(check_69_file_errors_say_what_was_kept)
{
	Place place = place_make();
	Str out = {0};
	Err *err = file_read(&out, place_path(&place, "none"));
	assert_non_null(err);
	assert_non_null(strstr(err->what, "no such file"));
	err_free(err);
	err = file_read(&out, place.folder);
	assert_non_null(err);
	err_free(err);
	err = file_write(place.folder, "x", 1);
	assert_non_null(err);
	err_free(err);
	err = file_write(place_path(&place, "none/a"), "x", 1);
	assert_non_null(err);
	err_free(err);
	assert_null(file_write("/dev/null", "x", 1));
	if (file_exists("/dev/full")) {
		err = file_write("/dev/full", "x", 1);
		assert_int_equal(err->code, ERR_FULL);
		err_free(err);
	}
	str_done(&out);
	place_done(&place);
}

TEST(folder_has_its_mode_under_any_umask)
{
	Place place = place_make();
	mode_t old = umask(077);
	assert_null(file_make_folder(place_path(&place, "x/y"), 02770));
	assert_int_equal(mode_of(place.path), 02770);
	assert_int_equal(mode_of(place_path(&place, "x")), 0770);
	umask(0);
	assert_null(file_make_folder(place_path(&place, "p/q/"), 0700));
	assert_int_equal(mode_of(place.path), 0700);
	assert_null(file_make_folder(place_path(&place, "x/y"), 0700));
	assert_int_equal(mode_of(place.path), 02770);
	umask(old);
	assert_null(file_write(place_path(&place, "file"), "", 0));
	Err *err = file_make_folder(place_path(&place, "file/z"), 0700);
	assert_non_null(err);
	err_free(err);
	err = file_make_folder(place_path(&place, "file"), 0700);
	assert_non_null(err);
	err_free(err);
	place_done(&place);
}

TEST(path_rows)
{
	static const struct {
		const char *path, *folder, *name;
	} cases[] = {
		{"/a/b", "/a", "b"},
		{"/a", "/", "a"},
		{"a", ".", "a"},
		{"a/b/", "a", ""},
		{"/", "/", ""},
		{"//a", "/", "a"},
		{"a//b", "a", "b"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *folder = path_folder(cases[i].path);
		expect_text(cases[i].path, folder, cases[i].folder);
		expect_text(cases[i].path, path_name(cases[i].path), cases[i].name);
		free(folder);
	}
	static const struct {
		const char *a, *b, *want;
	} joins[] = {{"/a", "b", "/a/b"}, {"/a/", "b", "/a/b"}, {"", "b", "b"}, {"/a", "/b", "/b"}, {".", "b", "./b"}};
	for (size_t i = 0; i < countof(joins); i++) {
		char *path = path_join(joins[i].a, joins[i].b);
		expect_text(joins[i].want, path, joins[i].want);
		free(path);
	}
}

TEST(network_file_systems_are_known_by_their_numbers)
{
	static const struct {
		unsigned long magic;
		const char *type, *source, *name;
	} cases[] = {
		{0x6969, "nfs4", "server:/home", "NFS"},
		{0x517B, "smbfs", "//server/share", "SMB"},
		{0xFF534D42, "cifs", "//server/share", "CIFS"},
		{0xFFFFFFFFFF534D42, "cifs", "//server/share", "CIFS"}, /* as a signed number gives it */
		{0xFE534D42, "smb3", "//server/share", "SMB2"},
		{0x01021997, "9p", "share", "9p"},
		{0x65735546, "fuse.sshfs", "anna@server:/home/anna", "sshfs"},
		{0x65735546, "fuse", "anna@server:", "FUSE"},
		{0x65735546, "fuse", "https://server/dav", "FUSE"},
		{0x65735546, "fuseblk", "/dev/sda1", NULL}, /* NTFS of a disk */
		{0x65735546, "fuse.mergerfs", "/a:/b", NULL},
		{0x65735546, "", "", NULL},
		{0xEF53, "ext4", "/dev/sda1", NULL},
		{0x9123683E, "btrfs", "/dev/sda1", NULL},
		{0x01021994, "tmpfs", "tmpfs", NULL},
		{0x794c7630, "overlay", "overlay", NULL},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		const char *name = file_network_name(cases[i].magic, cases[i].type, cases[i].source);
		if (cases[i].name ? !name || strcmp(name, cases[i].name) != 0 : name != NULL)
			fail_msg("%lx %s %s: %s", cases[i].magic, cases[i].type, cases[i].source, name ? name : "local");
	}
}

TEST(file_system_answers)
{
	const char *name = "?";
	assert_false(file_on_network("/proc/self", &name));
	assert_false(file_on_network("/proc/no/such/folder", NULL));
	uint64_t bytes = 0;
	assert_null(file_free_space(&bytes, "/tmp/no/such/folder"));
	assert_true(bytes > 0);
}

TEST(program_runs_without_a_shell)
{
	Place place = place_make();
	const char *path = place_path(&place, "out");
	const char *const well[] = {"sh", "-c", "cat > \"$1\"; echo \"$2\" >> \"$1\"", "sh", path, "$(id) `x`; \"", NULL};
	assert_null(file_run(well, "input\n", 20000));
	content_is(path, "input\n$(id) `x`; \"\n");

	const char *const three[] = {"sh", "-c", "exit 3", NULL};
	Err *err = file_run(three, NULL, 20000);
	assert_non_null(strstr(err->what, "status 3"));
	err_free(err);
	const char *const killed[] = {"sh", "-c", "kill -9 $$", NULL};
	err = file_run(killed, NULL, 20000);
	assert_non_null(strstr(err->what, "signal 9"));
	err_free(err);
	const char *const none[] = {"/no/such/program", NULL};
	err = file_run(none, NULL, 20000);
	assert_non_null(strstr(err->what, "no such file"));
	err_free(err);
	const char *const empty[] = {NULL};
	err = file_run(empty, NULL, 0);
	assert_non_null(err);
	err_free(err);
	place_done(&place);
}

TEST(program_that_does_not_read_or_end)
{
	/* More than a pipe holds, to a program that reads nothing of it. */
	char *much = mem_alloc(300001);
	memset(much, 'x', 300000);
	const char *const deaf[] = {"true", NULL};
	assert_null(file_run(deaf, much, 20000));
	free(much);
	/* Waiting ends though the program goes on; its time is long past when the test is. */
	const char *const slow[] = {"sleep", "2", NULL};
	assert_null(file_run(slow, NULL, 1));
	assert_null(file_run(deaf, NULL, 0));
}

TEST(log_is_private_and_harmless)
{
	Place place = place_make();
	log_line("before it is open: nothing");
	assert_null(log_open(place_path(&place, "state/log")));
	assert_int_equal(mode_of(place.path), 0600);
	log_line("%s", "a\x1b[31m\nb");
	log_close();
	log_line("after");
	Str got = {0};
	assert_null(file_read(&got, place.path));
	assert_true(str_ends(got.s, "] a\uFFFD[31m b\n"));
	assert_null(strchr(got.s, '\x1b'));
	str_done(&got);
	place_done(&place);
}
