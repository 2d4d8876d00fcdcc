/* SPDX-License-Identifier: MIT */
/* Checks 54 and 56 inside the real tmux, screen and mosh, each without any settings: what comes through them both ways. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

typedef struct Inside {
	const char *name, *file;
	const char *argv[10];
	const char *title;  /* of the terminal around it after two reminders; NULL: it keeps its own */
	const char *rings;  /* how it tells a bell; NULL: by a bell */
	const char *notice; /* comes through; NULL: nothing of it does */
} Inside;

static const Inside insides[] = {
	{"tmux", "/usr/bin/tmux", {"tmux", "-f", "/dev/null", "new-session", KT_PROGRAM, NULL}, NULL, NULL, NULL},
	{"screen", "/usr/bin/screen", {"screen", "-U", "-c", "/dev/null", KT_PROGRAM, NULL}, "(2) kartoteka", "\033[?5h", "\033]777;notify;kartoteka;"},
	{"mosh",
     "/usr/bin/mosh-client",
     {"sh", "-c",
      "connect=$(mosh-server new -i 127.0.0.1 -c 256 -- \"$0\" 2>/dev/null | sed -n 's/^MOSH CONNECT //p'); MOSH_KEY=${connect#* } exec mosh-client 127.0.0.1 ${connect% *}",
      KT_PROGRAM, NULL},
     "[mosh] (2) kartoteka",
     NULL,
     NULL},
};

static Pty *begin(const Inside *inside)
{
	static const char *const folders[] = {"TMUX_TMPDIR", "SCREENDIR"};
	home_make(&home);
	home_write(&home, "now", "2026-07-23T09:42:00+03:00\n", 26);
	char *now = home_file(&home, "now"), *clock = mem_printf("KARTOTEKA_NOW=@%s", now), *sockets = home_file(&home, "sockets");
	home_set(&home, clock);
	for (size_t i = 0; i < countof(folders); i++) {
		char *variable = mem_printf("%s=%s", folders[i], sockets);
		home_set(&home, variable);
		free(variable);
	}
	home_write(&home, "sockets/.keep", "", 0); /* the folder, for its owner alone */
	free(now);
	free(clock);
	free(sockets);
	free(home_ask(&home, "client", "add", "--name", "Belova Vera", "--phone", "+79161234567", NULL));
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", "--phone", "+79161234568", NULL));
	free(home_ask(&home, "task", "add", "call the lawyer", "--due", "today 10:00", NULL));
	free(home_ask(&home, "task", "add", "second thing", "--due", "today 10:01", NULL));
	Pty *pty = home_open_argv(&home, 80, 24, inside->argv);
	if (!pty_wait_row(pty, 0, "09:42", PTY_MS)) {
		screens_show(pty);
		fail_msg("%s: no first frame", inside->name);
	}
	return pty;
}

/* F10 ends the program, and what it is in with it. */
static void end(const Inside *inside, Pty *pty)
{
	int status = -1;
	pty_send(pty, "\033[21~");
	if (!pty_wait_exit(pty, PTY_MS, &status) || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		screens_show(pty);
		fail_msg("%s: it does not leave", inside->name);
	}
	pty_close(pty);
	home_remove(&home);
}

static void expect_gone(const Inside *inside, Pty *pty, const char *text)
{
	if (pty_wait_gone(pty, text, PTY_MS))
		return;
	screens_show(pty);
	fail_msg("%s: still %s", inside->name, text);
}

static void expect_in(const Inside *inside, Pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, PTY_MS))
		return;
	screens_show(pty);
	fail_msg("%s: no %s", inside->name, text);
}

TEST(check_54_inside_tmux_screen_and_mosh)
{
	for (size_t i = 0; i < countof(insides); i++) {
		const Inside *inside = &insides[i];
		if (!program_is_there(inside->file))
			continue;
		Pty *pty = begin(inside);
		assert_true(pty_wait_row(pty, 1, "────────", PTY_MS));
		pty_send(pty, "2");
		expect_in(inside, pty, "Belova Vera");
		expect_in(inside, pty, "Иванов Игорь");
		assert_true(pty_wait_cursor(pty, 4, 0, PTY_MS));
		pty_send(pty, "\033[B");
		assert_true(pty_wait_cursor(pty, 5, 0, PTY_MS));
		pty_send(pty, "\033[A");
		assert_true(pty_wait_cursor(pty, 4, 0, PTY_MS));
		pty_send(pty, "\033OP"); /* F1 */
		expect_in(inside, pty, "search:");
		pty_send(pty, "\033");
		expect_gone(inside, pty, "search:");
		pty_send(pty, "\033[20~"); /* F9 */
		expect_in(inside, pty, "Commands and jump");
		pty_send(pty, "\033");
		expect_gone(inside, pty, "Commands and jump");
		pty_send(pty, "ф"); /* a on the other layout */
		expect_in(inside, pty, "Enter add");
		pty_send(pty, "Ёжик щёлкнул");
		expect_in(inside, pty, "Ёжик щёлкнул");
		pty_send(pty, "\033");
		expect_gone(inside, pty, "щёлкнул");
		pty_resize(pty, 100, 30);
		expect_in(inside, pty, "Belova Vera");
		end(inside, pty);
	}
}

static bool has_title(Pty *pty, void *want)
{
	return strcmp(pty_title(pty), want) == 0;
}

/* The bell comes through; of what they do not hand on nothing is seen as text. */
TEST(check_56_inside_tmux_screen_and_mosh)
{
	for (size_t i = 0; i < countof(insides); i++) {
		const Inside *inside = &insides[i];
		if (!program_is_there(inside->file))
			continue;
		Pty *pty = begin(inside);
		home_write(&home, "now", "2026-07-23T10:00:05+03:00\n", 26);
		assert_true(pty_wait_row(pty, 0, "! 1", PTY_MS));
		expect_in(inside, pty, "call the lawyer");
		home_write(&home, "now", "2026-07-23T10:01:05+03:00\n", 26);
		assert_true(pty_wait_row(pty, 0, "! 2", PTY_MS));
		if (inside->title && !pty_wait(pty, has_title, (void *)(uintptr_t)inside->title, PTY_MS))
			fail_msg("%s: the title is %s", inside->name, pty_title(pty));
		pty_send(pty, "2");
		expect_in(inside, pty, "Belova Vera");
		if (inside->rings && !pty_sent(pty, inside->rings))
			fail_msg("%s: the bell is not told", inside->name);
		if (inside->notice && !pty_sent(pty, inside->notice))
			fail_msg("%s: no notification", inside->name);
		if (!inside->rings && pty_bells(pty) != 2)
			fail_msg("%s: %d bells", inside->name, pty_bells(pty));
		if (pty_has(pty, "777") || pty_has(pty, "notify") || pty_has(pty, "tmux;")) {
			screens_show(pty);
			fail_msg("%s: a sequence is seen as text", inside->name);
		}
		end(inside, pty);
	}
}
