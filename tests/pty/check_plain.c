/* SPDX-License-Identifier: MIT */
/* Check 45 in a terminal: what changes is appended as text, so that a program which speaks what is written says it whole; a braille line follows the cursor. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static bool came(Pty *pty, void *self)
{
	(void)self;
	return pty_count(pty) > 0;
}

/* Three messages that differ by a word: each goes out whole, not the letters that differ. */
TEST(check_45_a_change_is_written_whole)
{
	static const char *const tasks[] = {"papers for Anna", "papers for Olga", "papers for Vera"};
	home_make(&home);
	for (size_t i = 0; i < countof(tasks); i++) {
		char *due = mem_printf("today 9:0%zu", i);
		free(home_ask(&home, "task", "add", tasks[i], "--due", due, NULL));
		free(due);
	}
	Pty *pty = home_open(&home, 80, 24, "--plain", NULL);
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	screens_press(pty, "5");
	for (size_t i = 0; i < countof(tasks); i++) {
		char *said = mem_printf("Done: %s", tasks[i]);
		pty_rest(pty);
		pty_mark(pty);
		pty_send(pty, "d");
		assert_true(pty_wait_row(pty, 22, said, PTY_MS));
		pty_rest(pty);
		if (!pty_sent(pty, said)) {
			size_t n;
			const char *bytes = pty_bytes(pty, &n);
			fail_msg("\"%s\" is not written as one text: %.*s", said, (int)n, bytes);
		}
		free(said);
	}
	screens_leave(pty);
	home_remove(&home);
}

/* A step changes no text: the cursor goes to the row, and the bar beside it. */
TEST(check_45_a_step_moves_the_cursor_and_writes_no_text)
{
	int row, col, next, next_col;
	bool visible;
	home_make(&home);
	free(home_ask(&home, "demo", "--clients", "20", NULL));
	Pty *pty = home_open(&home, 80, 24, "--plain", NULL);
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	screens_press(pty, "2");
	screens_press(pty, "\033[13~"); /* F3: no preview */
	screens_rest(pty);
	for (int i = 0; i < 5; i++) {
		pty_cursor(pty, &row, &col, &visible);
		pty_mark(pty);
		pty_send(pty, "j");
		assert_true(pty_wait(pty, came, NULL, PTY_MS));
		pty_rest(pty);
		pty_cursor(pty, &next, &next_col, &visible);
		assert_int_equal(next, row + 1);
		assert_int_equal(next_col, col);
		if (pty_count(pty) > 60)
			fail_msg("step %d writes %zu bytes", i, pty_count(pty));
	}
	screens_leave(pty);
	home_remove(&home);
}
