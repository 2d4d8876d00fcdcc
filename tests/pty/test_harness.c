/* SPDX-License-Identifier: MIT */
/* The harness itself, tried on cat and sh. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "pty.h"
#include "test.h"

static const char *const plain_env[] = {"TERM=xterm-256color", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};

TEST(harness_shows_what_is_typed)
{
	const char *const argv[] = {"cat", NULL};
	Pty *pty = pty_open(40, 5, argv, plain_env);
	pty_send(pty, "Ёжик 鱼\r");
	assert_true(pty_wait_row(pty, 1, "Ёжик 鱼", PTY_MS)); /* echo, then cat */
	assert_true(pty_wait_cursor(pty, 2, 0, PTY_MS));
	char *row = pty_row(pty, 0);
	assert_string_equal(row, "Ёжик 鱼");
	free(row);
	int status;
	pty_send(pty, "\004");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
}

TEST(harness_sees_modes_and_bytes)
{
	const char *const argv[] = {"sh", "-c", "printf '\\033]2;name\\033\\\\\\033[?1049hhere\\a'; read x; printf '\\033[?1049lback'; exit 3", NULL};
	Pty *pty = pty_open(40, 5, argv, plain_env);
	pty_expect(pty, "here");
	assert_true(pty_on_alternate(pty));
	assert_int_equal(pty_bells(pty), 1);
	assert_string_equal(pty_title(pty), "name");
	pty_mark(pty);
	pty_send(pty, "\r");
	int status;
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_int_equal(WEXITSTATUS(status), 3);
	assert_true(pty_sent(pty, "\033[?1049l"));
	assert_false(pty_on_alternate(pty));
	pty_close(pty);
}

TEST(harness_answers_resizes_and_kills)
{
	const char *const argv[] = {"sh", "-c", "trap 'stty size' WINCH; stty size; while :; do read x || :; done", NULL};
	Pty *pty = pty_open(40, 5, argv, plain_env);
	pty_expect(pty, "5 40");
	pty_resize(pty, 50, 6);
	pty_send(pty, "\r");
	pty_expect(pty, "6 50");
	int status;
	pty_signal(pty, SIGTERM);
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_false(pty_wait_text(pty, "never said", 1));
	pty_close(pty);
}

TEST(harness_hangs_up)
{
	const char *const argv[] = {"cat", NULL};
	Pty *pty = pty_open(40, 5, argv, plain_env);
	pty_send(pty, "a\r");
	pty_expect(pty, "a");
	int status;
	pty_hang_up(pty);
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
}
