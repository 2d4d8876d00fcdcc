/* SPDX-License-Identifier: MIT */
/* Check 67: keys, settings and theme that another program writes are taken up by the screens that run; a file with a fault changes nothing. */
#include <stdlib.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static void own_file(const char *name, const char *text)
{
	char *path = mem_printf(".config/kartoteka/%s", name);
	home_write(&home, path, text, strlen(text));
	free(path);
}

TEST(check_67_files_are_taken_up_while_it_runs)
{
	home_make(&home);
	own_file("config", "# mine\n");
	Pty *pty = home_screens(&home, 100, 24);
	own_file("keys", "[any]\nF12 = go reminders\n");
	pty_expect(pty, "Keys read anew");
	screens_press(pty, "\033[24~");
	assert_true(pty_wait_row(pty, 0, "Reminders", PTY_MS));
	/* A fault: the old keys stay, and it is said where. */
	own_file("keys", "[any]\nF12 = fly away\n");
	pty_expect(pty, "keys:2:");
	screens_press(pty, "1");
	screens_press(pty, "\033[24~");
	assert_true(pty_wait_row(pty, 0, "Reminders", PTY_MS));
	own_file("config", "[look]\nlang = ru\n");
	pty_expect(pty, "Напоминания");
	screens_leave(pty);
	home_remove(&home);
}
