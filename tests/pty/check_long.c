/* SPDX-License-Identifier: MIT */
/* Long work in a real terminal: the message row tells how far it is, ^C stops it, keys typed meanwhile come after it. */
#include <stdlib.h>
#include <sys/wait.h>

#include "program.h"
#include "test.h"

enum {
	TALKS = 150000
};

static Home home;

static void write_talks(void)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n");
	for (int i = 0; i < TALKS; i++)
		str_addf(&text, "BEGIN:VEVENT\r\nUID:talk-%d\r\nDTSTART:20260723T%02d0000Z\r\nDURATION:PT30M\r\nSUMMARY:Talk %d\r\nEND:VEVENT\r\n", i, i % 24, i);
	str_add(&text, "END:VCALENDAR\r\n");
	home_write(&home, "talks.ics", str_text(&text), text.n);
	str_done(&text);
}

TEST(an_import_tells_how_far_it_is_and_is_stopped)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Somebody", NULL));
	write_talks();
	Pty *pty = home_screens(&home, 80, 24);
	pty_send(pty, "i");
	pty_expect(pty, "talks.ics");
	pty_send(pty, "\r");
	pty_expect(pty, "Ctrl-C stops it");
	pty_expect(pty, " %");
	pty_send(pty, "\003");
	pty_expect(pty, "stopped");
	pty_send(pty, "i");
	pty_expect(pty, "talks.ics");
	pty_send(pty, "\r");
	pty_expect(pty, "Ctrl-C stops it");
	pty_send(pty, "5\003"); /* the key before it waits and acts when it is over */
	assert_true(pty_wait_row(pty, 0, "Reminders", PTY_MS));
	screens_leave(pty);
	char *agenda = home_ask(&home, "agenda", "--from", "2026-07-23", NULL);
	assert_null(strstr(agenda, "Talk"));
	free(agenda);
	home_remove(&home);
}

TEST(an_import_is_ended_by_sigterm_with_nothing_half_done)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Somebody", NULL));
	write_talks();
	Pty *pty = home_screens(&home, 80, 24);
	pty_send(pty, "i");
	pty_expect(pty, "talks.ics");
	pty_send(pty, "\r");
	pty_expect(pty, "Ctrl-C stops it");
	pty_signal(pty, 15);
	int status;
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFSIGNALED(status) || WIFEXITED(status));
	assert_false(pty_on_alternate(pty));
	pty_close(pty);
	char *agenda = home_ask(&home, "agenda", "--from", "2026-07-23", NULL);
	assert_null(strstr(agenda, "Talk"));
	free(agenda);
	home_remove(&home);
}

TEST(taking_back_is_told_when_ctrl_c_was_heard_and_at_the_next_start)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Somebody", NULL));
	int status;
	Pty *pty = home_open(&home, 80, 24, "demo", "--clients", "200000", NULL);
	pty_expect(pty, "3 %  Ctrl-C stops it");
	pty_send(pty, "\003");
	pty_expect(pty, "stopped; taking back what came of it");
	pty_expect(pty, "Stopped; what had come of it was taken back");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	pty = home_open(&home, 80, 24, "demo", "--clients", "200000", NULL);
	pty_expect(pty, "3 %  Ctrl-C stops it");
	pty_signal(pty, 9);
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	pty = home_open(&home, 80, 24, NULL);
	pty_expect(pty, "taking back what was cut short");
	pty_signal(pty, 9); /* that comes to nothing too: the next one begins anew */
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	pty = home_open(&home, 80, 24, "client", "list", NULL);
	pty_expect(pty, "taking back what was cut short");
	pty_expect(pty, "Somebody");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	home_remove(&home);
}
