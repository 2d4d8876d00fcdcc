/* SPDX-License-Identifier: MIT */
/*
 * Check 70 with the real program, screens and commands: a base that cannot be written, one of a newer form, damaged ones, a disk that is full. Each has
 * its own message, what can be read is read, and what fails ends with a status that is not 0.
 */
#include <grp.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;
static char *base;

static void begin(void)
{
	home_make(&home);
	home_write(&home, "shared/.keep", "", 0);
	base = home_file(&home, "shared/base.db");
	char *variable = mem_printf("KARTOTEKA_DB=%s", base);
	home_set(&home, variable);
	free(variable);
	static const char *const names[] = {"Antonova Maria", "Belkin Pavel", "Guseva Marina", "Zhukov Artyom"};
	for (size_t i = 0; i < 4; i++)
		free(home_ask(&home, "client", "add", "--name", names[i], "--phone", "+7 916 123-45-67", NULL));
	free(home_ask(&home, "event", "add", "Signing", "--start", "2026-07-23T14:00", "--length", "1h", NULL));
}

static void end(void)
{
	free(base);
	home_remove(&home);
}

static void change_bytes(long at, const char *bytes, size_t n)
{
	FILE *file = fopen(base, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

/* The program as somebody who may read all of it and write nothing: root may always write, so as root another user is taken. */
static Pty *as_reader(const char *const words[])
{
	const char *argv[16] = {0};
	size_t n = 0;
	if (geteuid() == 0) {
		static const char *const other[] = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
		for (; n < 4; n++)
			argv[n] = other[n];
	}
	char *program = home_file(&home, "program"); /* where another user may go */
	argv[n++] = program;
	for (size_t i = 0; words[i]; i++)
		argv[n++] = words[i];
	Pty *pty = home_open_argv(&home, 120, 24, argv);
	free(program);
	return pty;
}

static void ends_with(Pty *pty, int status, const char *said)
{
	int got = -1;
	if (!pty_wait_exit(pty, PTY_MS, &got) || !WIFEXITED(got) || WEXITSTATUS(got) != status) {
		screens_show(pty);
		fail_msg("ended with %x, wanted %d", (unsigned)got, status);
	}
	if (said && !pty_has(pty, said)) {
		screens_show(pty);
		fail_msg("\"%s\" was not said", said);
	}
	pty_close(pty);
}

TEST(check_70_a_base_that_may_only_be_read)
{
	static const struct {
		mode_t folder, file;
		const char *why;
	} cases[] = {
		{0755, 0644, "the file of the base is read-only for you"},
		{0777, 0444, "the file of the base is read-only for you"},
		{0555, 0666, "the folder of the base is read-only for you"},
	};
	begin();
	char *copy = mem_printf("cp %s %s/program", KT_PROGRAM, home.path);
	assert_int_equal(system(copy), 0);
	free(copy);
	assert_int_equal(chmod(home.path, 0755), 0);
	char *folder = home_file(&home, "shared");
	for (size_t i = 0; i < countof(cases); i++) {
		if (geteuid() != 0 && (cases[i].file & 0200) && (cases[i].folder & 0200)) {
			print_message("left out, there is no other user to be: %s, %03o\n", cases[i].why, (unsigned)cases[i].file);
			continue;
		}
		assert_int_equal(chmod(base, cases[i].file), 0);
		assert_int_equal(chmod(folder, cases[i].folder), 0);
		Pty *pty = as_reader((const char *const[]){NULL});
		pty_expect(pty, "09:42");
		pty_expect(pty, "read only");
		pty_expect(pty, cases[i].why); /* said once, at the start */
		pty_expect(pty, "as it was at the start");
		pty_expect(pty, "Signing");
		screens_press(pty, "2");
		pty_expect(pty, "Guseva Marina");
		screens_press(pty, "/гус");
		screens_press(pty, "\033");
		screens_press(pty, "3");
		pty_expect(pty, "July 2026");
		screens_press(pty, "aNew Client\r");
		pty_expect(pty, cases[i].why);
		screens_press(pty, "\033"); /* nor can the reader write under this home: the line is not lost by that */
		pty_expect(pty, "what was typed is still here");
		pty_expect(pty, "New Client");
		screens_press(pty, "\033[19~");
		pty_expect(pty, "dropped for good");
		pty_send(pty, "\033[21~");
		ends_with(pty, 0, NULL);
		ends_with(as_reader((const char *const[]){"client", "list", NULL}), 0, "Guseva");
		ends_with(as_reader((const char *const[]){"client", "list", NULL}), 0, "as it was at the start");
		ends_with(as_reader((const char *const[]){"client", "add", "--name", "New", NULL}), 1, cases[i].why);
	}
	assert_int_equal(chmod(folder, 0700), 0);
	free(folder);
	end();
}

/* As a newer program would, in a transaction of its own. */
static void make_newer(void)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(base, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE; UPDATE base SET form = 999; PRAGMA user_version = 999; COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

TEST(check_70_a_base_of_a_newer_form)
{
	static const char newer[] = "newer form than this program knows";
	begin();
	make_newer();
	ends_with(home_open(&home, 160, 24, NULL), 1, newer);
	ends_with(home_open(&home, 160, 24, "client", "list", NULL), 1, newer);
	ends_with(home_open(&home, 160, 24, "client", "add", "--name", "New", NULL), 1, "use a newer Kartoteka");
	end();
}

static void make_first_form(const char *group)
{
	sqlite3 *db = NULL;
	Str sql = {0};
	char *journal = mem_printf("%s-wal", base), *memory = mem_printf("%s-shm", base), *share = mem_printf("UPDATE base SET shared_group = %s%s%s", group ? "'" : "", group ? group : "NULL", group ? "'" : "");
	Err *err = file_read(&sql, KT_TESTS_DIR "/faults/form-1.sql");
	if (err)
		fail_msg("%s", err->what);
	unlink(base);
	unlink(journal);
	unlink(memory);
	assert_int_equal(sqlite3_open(base, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, str_text(&sql), NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, share, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(chmod(base, group ? 0660 : 0600), 0);
	free(journal);
	free(memory);
	free(share);
	str_done(&sql);
}

/* One's own is raised by the start of the screens, a copy beside it; that of several by `migrate` alone. */
TEST(check_70_a_base_of_an_older_form)
{
	static const char older[] = "is of an older form";
	begin();
	char *copy = home_file(&home, "shared/base.db.form-1");
	const struct group *group = getgrgid(getegid());
	assert_non_null(group);
	for (int shared = 1; shared >= 0; shared--) {
		make_first_form(shared ? group->gr_name : NULL);
		ends_with(home_open(&home, 160, 24, "client", "list", NULL), 1, older);
		ends_with(home_open(&home, 160, 24, "client", "add", "--name", "New", NULL), 1, "kartoteka migrate");
		if (shared) {
			ends_with(home_open(&home, 160, 24, NULL), 1, older);
			ends_with(home_open(&home, 160, 24, NULL), 1, "kartoteka migrate");
			assert_int_not_equal(access(copy, F_OK), 0);
			free(home_ask(&home, "migrate", NULL));
		}
		screens_leave(home_screens(&home, 160, 24));
		assert_int_equal(access(copy, F_OK), 0);
		assert_int_equal(unlink(copy), 0);
		free(home_ask(&home, "client", "add", "--name", "New", NULL));
	}
	free(copy);
	end();
}

/* A newer program has brought the base to its form while the screens were open: they go on reading, and say why they write no more. */
TEST(check_70_a_base_that_becomes_newer)
{
	begin();
	Pty *pty = home_screens(&home, 120, 24);
	screens_press(pty, "2");
	pty_expect(pty, "Guseva Marina");
	make_newer();
	screens_press(pty, "aNew Client\r");
	pty_expect(pty, "the base was brought to another form");
	screens_press(pty, "\033");
	screens_press(pty, "\033");
	pty_expect(pty, "read only");
	screens_press(pty, "1");
	screens_press(pty, "2");
	pty_expect(pty, "Guseva Marina");
	screens_press(pty, "D");
	pty_expect(pty, "the base was brought to another form");
	screens_press(pty, "\r");
	pty_expect(pty, "916 123-45-67");
	pty_send(pty, "\033[21~");
	ends_with(pty, 0, NULL);
	end();
}

TEST(check_70_damaged_bases)
{
	static const struct {
		const char *what;
		long at;
		const char *bytes, *says;
	} cases[] = {
		{"its beginning", 0, "this was a base once", "is not a base of Kartoteka or its beginning is damaged"},
		{"its size of a page", 16, "\1\1", "is not a base of Kartoteka or its beginning is damaged"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		begin();
		change_bytes(cases[i].at, cases[i].bytes, strlen(cases[i].bytes));
		ends_with(home_open(&home, 160, 24, NULL), 1, cases[i].says);
		ends_with(home_open(&home, 160, 24, "client", "list", NULL), 1, "restore FILE");
		ends_with(home_open(&home, 160, 24, "client", "add", "--name", "New", NULL), 1, cases[i].says);
		ends_with(home_open(&home, 160, 24, "check", NULL), 1, cases[i].says);
		end();
	}
}

/* Pages inside are nonsense: the screens open, what cannot be read is said, the rest is read, and the program leaves well. */
TEST(check_70_a_base_damaged_inside)
{
	begin();
	struct stat st;
	assert_int_equal(stat(base, &st), 0);
	char *noise = mem_alloc(4096);
	memset(noise, 0x5a, 4096);
	int opened = 0, said = 0;
	char *kept = mem_printf("%s.kept", base), *copy = mem_printf("cp %s %s", base, kept), *back = mem_printf("cp %s %s", kept, base);
	assert_int_equal(system(copy), 0);
	for (long page = 1; page < st.st_size / 4096; page += 7) {
		assert_int_equal(system(back), 0);
		change_bytes(page * 4096, noise, 4096);
		Pty *pty = home_open(&home, 120, 24, NULL);
		if (!pty_wait_text(pty, "09:42", PTY_MS)) {
			ends_with(pty, 1, "damaged");
			continue;
		}
		opened++;
		static const char *const keys[] = {"2", "\r", "3", "5", "7", "1"};
		for (size_t i = 0; i < countof(keys); i++) {
			screens_press(pty, keys[i]);
			said += pty_has(pty, "damaged");
		}
		pty_send(pty, "\033[21~");
		ends_with(pty, 0, NULL);
		int status = home_run(&home, NULL, NULL, "check", NULL);
		assert_int_equal(status, 1);
	}
	assert_true(opened > 0);
	assert_true(said > 0);
	free(noise);
	free(kept);
	free(copy);
	free(back);
	end();
}

/* From now on no file of that process may be written behind these bytes. */
static void fill_disk(pid_t pid)
{
	char *command = mem_printf("prlimit --pid %d --fsize=4096", (int)pid);
	assert_int_equal(system(command), 0);
	free(command);
}

/* No file may grow any more: it is said, and all that is there is read. */
TEST(check_70_a_disk_that_becomes_full)
{
	static const char full[] = "there is no space left for the base";
	begin();
	Pty *pty = home_screens(&home, 100, 24);
	screens_press(pty, "2");
	fill_disk(pty_pid(pty));
	screens_press(pty, "aOrlova Ksenia, +7 916 111-22-33\r");
	pty_expect(pty, full);
	screens_press(pty, "\033");
	screens_press(pty, "\033");
	pty_expect(pty, "Guseva Marina");
	screens_press(pty, "D");
	pty_expect(pty, full);
	screens_press(pty, "\r");
	pty_expect(pty, "916 123-45-67");
	screens_press(pty, "3");
	pty_expect(pty, "July 2026");
	pty_send(pty, "\033[21~");
	ends_with(pty, 0, NULL);
	char *names = home_ask(&home, "client", "list", NULL);
	assert_null(strstr(names, "Orlova"));
	assert_non_null(strstr(names, "Antonova"));
	free(names);
	free(home_ask(&home, "check", NULL));
	end();
}

TEST(check_70_a_start_on_a_full_disk)
{
	begin();
	static const char *const screens[] = {"prlimit", "--fsize=4096", KT_PROGRAM, NULL};
	static const char *const add[] = {"prlimit", "--fsize=4096", KT_PROGRAM, "client", "add", "--name", "New", NULL};
	static const char *const list[] = {"prlimit", "--fsize=4096", KT_PROGRAM, "client", "list", NULL};
	Pty *pty = home_open_argv(&home, 120, 24, screens);
	pty_expect(pty, "09:42");
	pty_expect(pty, "read only");
	screens_press(pty, "2");
	pty_expect(pty, "Guseva Marina");
	screens_press(pty, "D");
	pty_expect(pty, "no space is left on its disk");
	pty_send(pty, "\033[21~");
	ends_with(pty, 0, NULL);
	ends_with(home_open_argv(&home, 120, 24, add), 1, "no space is left on its disk");
	ends_with(home_open_argv(&home, 120, 24, list), 0, "Guseva");
	char *names = home_ask(&home, "client", "list", NULL);
	assert_null(strstr(names, "New"));
	free(names);
	end();
}
