/* SPDX-License-Identifier: MIT */
/*
 * Check 50 with the program behind a slow line: 9600 bit/s are 960 bytes a second, and each byte is 300 ms under way. What it sends ahead of the line
 * is bounded, the last frame is the right one, and its questions leave nothing behind when it ends.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

enum {
	BYTES = 960,
	DELAY = 300,
	LONG_MS = 60000,
	AHEAD = 384 /* as term/pace.h */,
	STEP = 64,
	SCREEN = 8192
};

static Home home;

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Keys come so far apart; the line runs meanwhile. */
static void keys_apart(Pty *pty, const char *keys, int ms)
{
	for (; *keys; keys++) {
		int64_t next = now_ms() + ms;
		pty_send(pty, (const char[]){*keys, '\0'});
		for (int64_t left; (left = next - now_ms()) > 0;)
			pty_read(pty, (int)left);
	}
}

static void open_clients(const char *count)
{
	home_make(&home);
	free(home_ask(&home, "demo", "--clients", count, NULL));
}

/* The frame another session without a line between shows after the same keys. */
static char *near_frame(int cols, int rows, const char *keys, const char *wait)
{
	Pty *pty = home_screens(&home, cols, rows);
	for (; *keys; keys++)
		screens_press(pty, (const char[]){*keys, '\0'});
	pty_expect(pty, wait);
	pty_rest(pty);
	char *frame = screens_frame(pty);
	screens_leave(pty);
	return frame;
}

static bool frame_is(Pty *pty, void *self)
{
	char *frame = screens_frame(pty);
	bool same = strcmp(frame, self) == 0;
	free(frame);
	return same;
}

static void expect_in_the_end(Pty *pty, char *want)
{
	if (!pty_wait(pty, frame_is, want, LONG_MS)) {
		char *got = screens_frame(pty);
		expect_frames("in the end", got, want);
	}
	free(want);
}

TEST(check_50_held_key_over_a_slow_line)
{
	enum {
		KEYS = 150
	};
	char keys[KEYS + 2] = "2";
	memset(keys + 1, 'j', KEYS);
	open_clients("300");
	char *want = near_frame(80, 24, keys, "Name");
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2");
	pty_rest(pty);
	pty_slow(pty, BYTES, DELAY);
	pty_most_under_way(pty);
	keys_apart(pty, keys + 1, 15);
	size_t most = pty_most_under_way(pty);
	/* Under load the keys no longer count as held, and a preview may be among it. */
	if (most > AHEAD + STEP + 2048)
		fail_msg("%zu bytes were sent ahead of the line", most);
	print_message("held j: at most %zu bytes ahead of the line\n", most);
	expect_in_the_end(pty, want);
	pty_close(pty);
	home_remove(&home);
}

TEST(check_50_screens_over_a_slow_line)
{
	static const char keys[] = "235123512351235123512352";
	open_clients("50");
	char *want = near_frame(60, 16, keys, "Name");
	Pty *pty = home_screens(&home, 60, 16);
	pty_rest(pty);
	pty_slow(pty, BYTES, DELAY);
	pty_mark(pty);
	pty_most_under_way(pty);
	keys_apart(pty, keys, 25);
	size_t most = pty_most_under_way(pty);
	expect_in_the_end(pty, want);
	/* 24 screens were asked for; a few were sent: those begun before the answers came, and the last. */
	size_t all = pty_count(pty);
	print_message("24 screens: at most %zu bytes ahead of the line, %zu sent in all\n", most, all);
	if (most > 4096 || all > 8192)
		fail_msg("%zu bytes were sent ahead of the line, %zu in all", most, all);
	pty_close(pty);
	home_remove(&home);
}

typedef struct Echo {
	const char *all;
	size_t seen;
	bool wrong;
} Echo;

/* What stands in the line is always the beginning of what is typed, and never less than before. */
static bool echoes(Pty *pty, void *self)
{
	Echo *echo = self;
	char *row = pty_row(pty, 18);
	size_t n = 0;
	const char *at = strstr(row, "+ ");
	if (at) {
		at += 2;
		while (echo->all[n] && at[n] == echo->all[n])
			n++;
		echo->wrong |= n < echo->seen || (at[n] && at[n] != ' ' && (unsigned char)at[n] < 0x80); /* the bar of the cursor is no letter */
		echo->seen = n;
	}
	free(row);
	return echo->wrong || !echo->all[n];
}

TEST(check_50_typing_echoes_in_order)
{
	Echo echo = {.all = "Sidorova-Anna-Viktorovna"};
	open_clients("50");
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2a");
	pty_slow(pty, BYTES, DELAY);
	for (const char *key = echo.all; *key && !echo.wrong; key++) {
		keys_apart(pty, (const char[]){*key, '\0'}, 40);
		echoes(pty, &echo);
	}
	pty_wait(pty, echoes, &echo, LONG_MS);
	if (echo.wrong || echo.all[echo.seen]) {
		screens_show(pty);
		fail_msg("typed %s, %zu letters stand there", echo.all, echo.seen);
	}
	pty_close(pty);
	home_remove(&home);
}

/* It answered, now it does not: frames go on after a while. */
TEST(check_50_a_terminal_that_falls_silent)
{
	open_clients("50");
	Pty *pty = home_screens(&home, 60, 16);
	screens_press(pty, "2");
	pty_answer(pty, false);
	for (const char *key = "35123512"; *key; key++)
		keys_apart(pty, (const char[]){*key, '\0'}, 25);
	assert_true(pty_wait_row(pty, 0, "Clients", LONG_MS));
	pty_expect(pty, "Name");
	int status;
	pty_send(pty, "Q");
	assert_true(pty_wait_exit(pty, LONG_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
	home_remove(&home);
}

/* Frames are made in shared memory: where it may not grow they are sent as they come, and nothing of them is lost. */
TEST(check_70_frames_do_not_need_memory_that_grows)
{
	home_make(&home);
	free(home_ask(&home, "demo", "--clients", "200", NULL));
	Pty *pty = home_screens(&home, 200, 60);
	screens_press(pty, "2");
	char *want = near_frame(200, 60, "23", "Calendar");
	char *command = mem_printf("prlimit --pid %d --fsize=1024", (int)pty_pid(pty));
	if (system(command) == 0) {
		pty_send(pty, "3");
		expect_in_the_end(pty, want);
	} else {
		print_message("prlimit is not there: left out\n");
		free(want);
	}
	free(command);
	pty_close(pty);
	home_remove(&home);
}

/* --- nothing is typed after the end --- */

static bool is_raw(Pty *pty, void *self)
{
	(void)self;
	return !(pty_tty(pty).c_lflag & ICANON);
}

static bool line_is_empty(Pty *pty, void *self)
{
	(void)self;
	return pty_under_way(pty) == 0;
}

/* Whoever reads the terminal now gets these keys and nothing before them. */
static void expect_only_typed(Pty *pty, const char *what, const char *before)
{
	if (!pty_wait_text(pty, before, LONG_MS) || !pty_wait(pty, line_is_empty, NULL, LONG_MS)) {
		screens_show(pty);
		fail_msg("%s: no \"%s\"", what, before);
	}
	pty_type(pty, "xyz\r");
	assert_true(pty_wait_text(pty, "xyz", LONG_MS));
	assert_true(pty_wait(pty, line_is_empty, NULL, LONG_MS));
	char *screen = pty_screen(pty);
	if (strstr(screen, "[0n") || strstr(screen, "^[") || strstr(screen, "$y")) {
		screens_show(pty);
		fail_msg("%s: an answer of the terminal was typed", what);
	}
	free(screen);
}

TEST(check_50_answers_do_not_reach_the_shell)
{
	static const struct {
		const char *name, *keys; /* typed as soon as the program reads keys: its questions are on the way */
		int signal;
	} rows[] = {
		{"Q at once", "Q", 0},
		{"Q after screens", "2351235Q", 0},
		{"F10 in a line", "2a\033[21~", 0},
		{"SIGTERM", "2", SIGTERM},
		{"SIGHUP", "3", SIGHUP},
		{"SIGSEGV", "2", SIGSEGV},
	};
	open_clients("20");
	for (size_t i = 0; i < countof(rows); i++) {
		Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "trap : TERM HUP SEGV; \"$0\"; echo en''ded; exec cat", KT_PROGRAM, NULL});
		pty_slow(pty, BYTES * 10, DELAY / 3);
		assert_true(pty_wait(pty, is_raw, NULL, LONG_MS));
		for (const char *key = rows[i].keys; *key; key++) {
			pty_type(pty, (const char[]){*key, '\0'});
			if (key[0] != '\033' && key[1] != '[' && key[1] != '2')
				pty_read(pty, 20);
		}
		if (rows[i].signal)
			kill(-pty_pid(pty), rows[i].signal);
		expect_only_typed(pty, rows[i].name, "ended");
		pty_close(pty);
	}
	home_remove(&home);
}

/* Neither the shell behind ^Z nor the editor of a note gets one. */
TEST(check_50_answers_do_not_reach_other_programs)
{
	static const char editor[] = "#!/bin/sh\necho edi''ting\nIFS= read -r line\nprintf %s \"$line\" >\"$HOME/typed\"\nprintf 'written here\\n' >\"$1\"\n";
	open_clients("20");
	home_set(&home, "PS1=shell> ");
	home_set(&home, "HISTFILE=");
	home_write(&home, "editor", editor, sizeof editor - 1);
	char *path = home_file(&home, "editor"), *variable = mem_printf("VISUAL=%s", path), *line = mem_printf("%s\r", KT_PROGRAM);
	chmod(path, 0700);
	home_set(&home, variable);
	Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"bash", "--norc", "--noprofile", "--noediting", "-i", NULL});
	pty_expect(pty, "shell>");
	pty_slow(pty, BYTES * 10, DELAY / 3);
	pty_send(pty, line);
	assert_true(pty_wait_row(pty, 0, "09:42", LONG_MS));
	pty_type(pty, "3");
	pty_read(pty, 30);
	pty_type(pty, "2");
	pty_read(pty, 30);
	pty_type(pty, "\x1a");
	expect_only_typed(pty, "^Z", "Stopped");
	pty_type(pty, "fg\r");
	assert_true(pty_wait_row(pty, 0, "Clients", LONG_MS));
	pty_type(pty, "3");
	pty_read(pty, 30);
	pty_type(pty, "2");
	pty_read(pty, 30);
	pty_type(pty, "E");
	expect_only_typed(pty, "editor", "editing");
	assert_true(pty_wait_row(pty, 0, "Clients", LONG_MS));
	char *typed = home_read(&home, "typed");
	assert_string_equal(typed, "xyz");
	free(typed);
	pty_send(pty, "Q");
	expect_only_typed(pty, "Q", "shell>");
	pty_close(pty);
	free(line);
	free(variable);
	free(path);
	home_remove(&home);
}
