/* SPDX-License-Identifier: MIT */
/*
 * Places where a base cannot be written, or not found again: each says what it is, shows what can be read, and writes into nothing. Where no small
 * file system can be mounted that is said, and what needs it is left out.
 */
#define _GNU_SOURCE 1 /* setgroups, unshare */
#include <errno.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit.h"
#include "disk.h"
#include "scene.h"

enum {
	NOBODY = 65534
};

static void a_base(Desk *desk)
{
	desk_new(desk);
	well(desk_open(desk, STORE_WRITE));
	well(desk_line(desk, "client add --name 'Иванов Игорь' --phone '8 (916) 123-45-67'"));
	desk_close(desk);
	desk_keep(desk);
}

/* In a child: an error of this code whose text holds the words. */
static void need_error(Err *err, ErrCode code, const char *words)
{
	char *text = err ? err_text(err) : NULL;
	if (!err || err->code != code || !strstr(text, words)) {
		fprintf(stderr, "wanted error %d \"%s\", got %d\n", code, words, err ? (int)err->code : -1);
		child_fails("not the error that was wanted", err);
	}
	free(text);
	err_free(err);
}

static void need_well(const char *what, Err *err)
{
	if (err)
		child_fails(what, err);
}

static void expect_well(pid_t child)
{
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("a child ended with status %x", (unsigned)status);
}

/* Root may write everywhere; anybody else is stopped by the rights of his own files. */
static void become_nobody(void)
{
	umask(077);
	if (geteuid() != 0)
		return;
	if (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0)
		child_fails("cannot become nobody", NULL);
}

/* ---- Read-only ---- */
TEST(a_base_that_may_not_be_written_is_read_and_says_why)
{
	static const struct {
		const char *row;
		mode_t folder, file;
		bool wal, shm; /* what a session that was killed left beside it */
		const char *why;
	} rows[] = {
		{"file", 0777, 0444, false, false, "the file of the base is read-only for you, so it is shown as it was at the start"},
		{"folder", 0555, 0666, false, false, "the folder of the base is read-only for you, so it is shown as it was at the start"},
		{"folder with wal and shm", 0555, 0444, true, true, "the file of the base is read-only for you"},
		{"folder with wal alone", 0555, 0444, true, false, "the file of the base is read-only for you, so it is shown as it was at the start"},
		{
			"folder with wal alone, file writable",
			0555,
			0666,
			true,
			false,
			"the folder of the base is read-only for you, so it is shown as it was at the start",
		},
	};
	Desk desk;
	a_base(&desk);
	for (size_t i = 0; i < countof(rows); i++) {
		char tail[160];
		desk_again(&desk);
		if (rows[i].wal) {
			pid_t killed = fork();
			if (killed == 0) {
				disk_count(0);
				need_well("open", desk_open(&desk, STORE_WRITE));
				need_well("add", desk_line(&desk, "client add --name 'Последний Пётр'"));
				_exit(0); /* nothing is closed */
			}
			expect_well(killed);
			snprintf(tail, sizeof tail, "%s-wal", desk.base);
			assert_int_equal(chmod(tail, 0444), 0);
			snprintf(tail, sizeof tail, "%s-shm", desk.base);
			assert_int_equal(rows[i].shm ? chmod(tail, 0444) : unlink(tail), 0);
		}
		assert_int_equal(chmod(desk.folder, 0755), 0);
		assert_int_equal(chmod(desk.base, rows[i].file), 0);
		assert_int_equal(chmod(desk.here, rows[i].folder), 0);
		const bool root = geteuid() == 0;
		pid_t child = fork();
		if (child == 0) {
			become_nobody();
			need_well(rows[i].row, desk_open(&desk, STORE_WRITE));
			const char *why = store_read_only(desk.work->store);
			if (!why || strcmp(why, rows[i].why) != 0)
				child_fails(why ? why : "it is not said to be read-only", NULL);
			need_well(rows[i].row, desk_line(&desk, "client list"));
			need_well(rows[i].row, desk_line(&desk, "client show Иванов"));
			if (rows[i].wal)
				need_well(rows[i].row, desk_line(&desk, "client show Последний")); /* committed is committed */
			need_error(desk_line(&desk, "client add --name 'Новый'"), ERR_READ_ONLY, rows[i].why);
			/* Who owns it is not sent to himself. As root the base is root's here, and the reader is not. */
			need_error(desk_line(&desk, "client add --name 'Новый'"), ERR_READ_ONLY, root ? "ask root, who owns it" : "chmod u+w ");
			_exit(0);
		}
		int status = 0;
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			fail_msg("row \"%s\": status %x", rows[i].row, (unsigned)status);
		assert_int_equal(chmod(desk.here, 0700), 0);
	}
	desk_done(&desk);
}

/* ---- Read-only, and somebody else writes ---- */
typedef enum Other {
	OTHER_STAYS,  /* it wrote and has it open still: what it wrote stands in the -wal */
	OTHER_LEFT,   /* all is home, no -wal lies there */
	OTHER_HIDES,  /* its -shm cannot be read */
	OTHER_GOES_ON /* it wrote much, took it back and removed, and brought pages home meanwhile */
} Other;

static void write_events(const Desk *desk, char path[192], int n)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n");
	for (int i = 0; i < n; i++)
		str_addf(&text, "BEGIN:VEVENT\r\nUID:%d@t\r\nDTSTART:20260801T100000Z\r\nSUMMARY:Встреча о складе номер %d\r\nEND:VEVENT\r\n", i, i);
	str_add(&text, "END:VCALENDAR\r\n");
	desk_path(desk, path, "big.ics");
	well(file_write(path, str_text(&text), text.n));
	str_done(&text);
}

static void others_work(Desk *desk, Other how)
{
	char events[192];
	/* Not as root only: the rights that stop the reader would stop the writer too. As root the base is a third one's, who lets others read: its owner's
	 * session would take that away. */
	if (geteuid() != 0)
		assert_int_equal(chmod(desk->here, 0755), 0);
	else
		assert_int_equal(chown(desk->base, NOBODY - 1, NOBODY - 1), 0);
	assert_int_equal(chmod(desk->base, 0644), 0);
	well(desk_open(desk, STORE_WRITE));
	if (how == OTHER_GOES_ON) {
		write_events(desk, events, 3000);
		well(desk_line(desk, "import %s", events));
		well(desk_line(desk, "undo"));
	}
	well(desk_line(desk, "client add --name 'Новый Николай'"));
	if (how == OTHER_LEFT)
		desk_close(desk);
	char shm[200];
	snprintf(shm, sizeof shm, "%s-shm", desk->base);
	if (how == OTHER_HIDES)
		assert_int_equal(chmod(shm, 0), 0);
}

static void wait_word(int fd)
{
	char word;
	if (read(fd, &word, 1) != 1)
		child_fails("the other is gone", NULL);
}

static _Noreturn void read_beside(Desk *desk, Other how, int tell, int told)
{
	bool another = geteuid() == 0; /* else the same user, who gets the rights back meanwhile */
	become_nobody();
	need_well("open", desk_open(desk, STORE_WRITE));
	const char *why = store_read_only(desk->work->store);
	if (!why || !strstr(why, "as it was at the start"))
		child_fails(why ? why : "not read-only", NULL);
	need_well("before", desk_line(desk, "client list"));
	if (write(tell, "r", 1) != 1)
		child_fails("pipe", NULL);
	wait_word(told);
	if (how == OTHER_HIDES) {
		need_error(desk_line(desk, "client show Новый"), ERR_READ_ONLY, "-shm");
		need_error(desk_line(desk, "client list"), ERR_READ_ONLY, "chmod a+r");
		_exit(0);
	}
	need_well("what others wrote", desk_line(desk, "client show Новый"));
	need_well("agenda", desk_line(desk, "agenda --from 2026-07-01 --to 2026-09-01"));
	need_well("find", desk_line(desk, "find Иванов"));
	if (!store_changed(desk->work->store))
		child_fails("it is not noticed", NULL);
	why = store_read_only(desk->work->store);
	if (!why)
		child_fails("it may write now", NULL);
	if (another && (strstr(why, "as it was at the start") != NULL) != (how == OTHER_LEFT))
		child_fails(why, NULL);
	_exit(0);
}

TEST(a_reader_without_locks_sees_what_others_write)
{
	static const Other ways[] = {OTHER_STAYS, OTHER_LEFT, OTHER_HIDES, OTHER_GOES_ON};
	Desk desk;
	a_base(&desk);
	for (size_t i = 0; i < countof(ways); i++) {
		int to[2], from[2], status = 0;
		desk_again(&desk);
		assert_int_equal(chmod(desk.folder, 0755), 0);
		assert_int_equal(chmod(desk.base, 0444), 0);
		assert_int_equal(chmod(desk.here, 0555), 0);
		assert_int_equal(pipe(to), 0);
		assert_int_equal(pipe(from), 0);
		pid_t child = fork();
		if (child == 0)
			read_beside(&desk, ways[i], from[1], to[0]);
		close(from[1]);
		char word;
		if (read(from[0], &word, 1) == 1) {
			others_work(&desk, ways[i]);
			assert_int_equal(write(to[1], "w", 1), 1);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			fail_msg("way %zu: status %x", i, (unsigned)status);
		if (desk.work)
			desk_close(&desk);
		assert_int_equal(chmod(desk.here, 0700), 0);
		close(to[0]);
		close(to[1]);
		close(from[0]);
	}
	desk_done(&desk);
}

TEST(a_base_of_somebody_else_is_said_not_to_be_readable)
{
	Desk desk;
	a_base(&desk);
	desk_again(&desk);
	assert_int_equal(chmod(desk.folder, 0755), 0);
	assert_int_equal(chmod(desk.here, 0755), 0);
	assert_int_equal(chmod(desk.base, geteuid() == 0 ? 0600 : 0), 0);
	pid_t child = fork();
	if (child == 0) {
		become_nobody();
		need_error(desk_open(&desk, STORE_READ), ERR_READ_ONLY, "cannot be read");
		need_error(desk_open(&desk, STORE_WRITE), ERR_READ_ONLY, "cannot be read");
		_exit(0);
	}
	expect_well(child);
	desk_done(&desk);
}

/* ---- Vanished ---- */
TEST(a_folder_that_vanishes_under_a_session_is_said_and_nothing_is_written_into_it)
{
	static const char words[] = "is not in its place any more";
	Desk desk;
	char away[192];
	a_base(&desk);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Сидорова Анна'"));
	snprintf(away, sizeof away, "%s/away", desk.folder);
	assert_int_equal(rename(desk.here, away), 0);
	need_error(desk_line(&desk, "client add --name 'Лишний'"), ERR_FAILED, words);
	well(desk_line(&desk, "client list"));
	well(desk_line(&desk, "client show Сидорова"));
	/* brought back it goes on */
	assert_int_equal(rename(away, desk.here), 0);
	well(desk_line(&desk, "client add --name 'Антонов Павел'"));
	/* another file in its place */
	snprintf(away, sizeof away, "%s/other.db", desk.here);
	well(desk_line(&desk, "backup %s", away));
	assert_int_equal(rename(away, desk.base), 0);
	need_error(desk_line(&desk, "client add --name 'Лишний'"), ERR_FAILED, words);
	well(desk_line(&desk, "client list"));
	desk_close(&desk);
	desk_done(&desk);
}

/* ---- Newer ---- */
TEST(a_newer_form_is_refused_and_left_alone)
{
	Desk desk;
	a_base(&desk);
	char sql[128];
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d; UPDATE base SET form = %d", care_version() + 1, care_version() + 1);
	audit_run(desk.base, sql);
	char *before = audit_dump_whole(desk.base);
	static const StoreMode modes[] = {STORE_READ, STORE_WRITE, STORE_MIGRATE};
	for (size_t i = 0; i < countof(modes); i++) {
		need_error(desk_open(&desk, modes[i]), ERR_NEW_BASE, "of a newer form than this program knows");
		desk_close(&desk);
	}
	char *after = audit_dump_whole(desk.base);
	assert_string_equal(before, after);
	free(before);
	free(after);
	desk_done(&desk);
}

/* ---- A file system of its own, full or without a free inode ---- */
static bool write_line(const char *path, const char *line)
{
	FILE *file = fopen(path, "w");
	bool wrote = file && fputs(line, file) >= 0;
	return file && fclose(file) == 0 && wrote;
}

/* Who is not root may mount in a space of users of his own, where the system lets him have one. */
static bool leave_space(void)
{
	char users[64], groups[64];
	if (geteuid() == 0)
		return unshare(CLONE_NEWNS) == 0;
	snprintf(users, sizeof users, "0 %u 1", (unsigned)geteuid());
	snprintf(groups, sizeof groups, "0 %u 1", (unsigned)getegid());
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_line("/proc/self/setgroups", "deny") && write_line("/proc/self/uid_map", users) &&
	       write_line("/proc/self/gid_map", groups);
}

static bool small_place(const Desk *desk, const char *options)
{
	/* Seen by this process alone. */
	if (!leave_space() || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return false;
	return mount("tmpfs", desk->here, "tmpfs", 0, options) == 0;
}

enum {
	LEFT_OUT = 5
};

static void fill(const char *folder, bool bytes)
{
	char name[256];
	static char block[65536];
	for (int i = 0; i < 100000; i++) {
		snprintf(name, sizeof name, "%s/filler-%d", folder, i);
		FILE *file = fopen(name, "w");
		if (!file)
			return;
		while (bytes && fwrite(block, 1, sizeof block, file) == sizeof block && fflush(file) == 0)
			;
		fclose(file);
		if (bytes)
			return;
	}
}

/* Whatever is to be made there. */
static void expect_no_inode(Desk *desk)
{
	static const char why[] = "no free inode";
	char path[256];
	need_error(desk_line(desk, "backup %s/copy.db", desk->here), ERR_FULL, why);
	need_error(desk_line(desk, "backup --keep 7d"), ERR_FULL, why);
	need_error(desk_line(desk, "export ics -o %s/out.ics", desk->here), ERR_FULL, why);
	snprintf(path, sizeof path, "%s/other.db", desk->here);
	StoreOptions options = {.path = path, .mode = STORE_MIGRATE, .env = &desk->env};
	Store *store = NULL;
	need_error(store_open(&store, &options), ERR_FULL, why);
	snprintf(path, sizeof path, "%s/folder/other.db", desk->here);
	need_error(store_open(&store, &options), ERR_FULL, why);
	snprintf(path, sizeof path, "%s/text", desk->here);
	need_error(file_write(path, "text", 4), ERR_FULL, why);
	snprintf(path, sizeof path, "%s/%s", desk->here, "copy.db");
	if (file_exists(path))
		child_fails("a copy was made", NULL);
}

TEST(without_room_or_a_free_inode_a_base_is_read_and_says_so)
{
	static const struct {
		const char *row, *options;
		bool bytes;
		const char *why;
	} rows[] = {
		{"inodes", "nr_inodes=8,size=16m", false, "no free inode"},
		{"bytes", "nr_inodes=100,size=2m", true, "no space is left on its disk"},
	};
	Desk desk;
	a_base(&desk);
	for (size_t i = 0; i < countof(rows); i++) {
		pid_t child = fork();
		if (child == 0) {
			if (!small_place(&desk, rows[i].options))
				_exit(LEFT_OUT);
			char from[256];
			Str bytes = {0};
			snprintf(from, sizeof from, "%s/base.db", desk.kept);
			need_well("read", file_read(&bytes, from));
			need_well("write", file_write(desk.base, bytes.s, bytes.n));
			str_done(&bytes);
			fill(desk.here, rows[i].bytes);
			need_well(rows[i].row, desk_open(&desk, STORE_WRITE));
			const char *why = store_read_only(desk.work->store);
			if (!why || !strstr(why, rows[i].why))
				child_fails(why ? why : "it is not said", NULL);
			need_well(rows[i].row, desk_line(&desk, "client show Иванов"));
			need_error(desk_line(&desk, "client add --name 'Новый'"), ERR_READ_ONLY, rows[i].why);
			need_error(desk_line(&desk, "backup %s/copy.db", desk.here), ERR_FULL, "copy");
			if (!rows[i].bytes)
				expect_no_inode(&desk);
			desk_close(&desk);
			/* one file less, and it is as before */
			char filler[256];
			for (int j = 0; j < 5; j++) {
				snprintf(filler, sizeof filler, "%s/filler-%d", desk.here, j);
				unlink(filler);
			}
			need_well("again", desk_open(&desk, STORE_WRITE));
			need_well("again", desk_line(&desk, "client add --name 'Новый'"));
			desk_close(&desk);
			_exit(0);
		}
		int status = 0;
		assert_int_equal(waitpid(child, &status, 0), child);
		if (WIFEXITED(status) && WEXITSTATUS(status) == LEFT_OUT)
			print_message("           left out: \"%s\", no file system can be mounted here\n", rows[i].row);
		else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			fail_msg("row \"%s\": status %x", rows[i].row, (unsigned)status);
	}
	desk_done(&desk);
}

TEST(a_restore_without_room_for_what_it_replaces_is_refused)
{
	Desk desk;
	char copy[192], from[192], kept[256];
	a_base(&desk);
	snprintf(copy, sizeof copy, "%s/copy.db", desk.folder);
	snprintf(from, sizeof from, "%s/base.db", desk.kept);
	snprintf(kept, sizeof kept, "%s.before-restore-2026-07-23T064200Z", desk.base);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		Str bytes = {0};
		if (!small_place(&desk, "nr_inodes=100,size=1500k"))
			_exit(LEFT_OUT);
		need_well("read", file_read(&bytes, from));
		need_well("write", file_write(desk.base, bytes.s, bytes.n));
		str_done(&bytes);
		need_well("open", desk_open(&desk, STORE_WRITE));
		need_well("backup", desk_line(&desk, "backup %s", copy));
		need_well("write", desk_line(&desk, "client add --name 'Новый'"));
		need_error(desk_line(&desk, "restore %s", copy), ERR_FULL, "with a copy of what it replaces");
		need_error(desk_line(&desk, "restore %s", copy), ERR_FULL, "base.db.before-restore-*");
		need_well("it is as it was", desk_line(&desk, "client show Новый"));
		if (file_exists(kept))
			child_fails("something was kept", NULL);
		if (mount(NULL, desk.here, NULL, MS_REMOUNT, "size=8m") != 0)
			child_fails("the place cannot be made larger", NULL);
		need_well("with room", desk_line(&desk, "restore %s", copy));
		need_error(desk_line(&desk, "client show Новый"), ERR_NOT_FOUND, "Новый");
		if (audit_int(kept, "SELECT count(*) FROM client") != 2)
			child_fails("it was not kept", NULL);
		desk_close(&desk);
		_exit(0);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == LEFT_OUT)
		print_message("           left out: no file system can be mounted here\n");
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("status %x", (unsigned)status);
	desk_done(&desk);
}
