/* SPDX-License-Identifier: MIT */
/* Checks 64 and 65: commands at a terminal and in a pipe, how they end, and when they ask. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static void begin(void)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", NULL));
	free(home_ask(&home, "client", "add", "--name", "Petrov Oleg", NULL));
}

static void end(void)
{
	home_remove(&home);
}

TEST(check_64_a_closed_pipe_is_silent)
{
	int status;
	begin();
	free(home_ask(&home, "demo", "--clients", "3000", NULL));
	/* head is gone before the first page of this list is written, and the status is that of a program which SIGPIPE ended, or none at all. */
	Pty *pty =
		home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "{ \"$0\" client list 2>\"$HOME/err\"; echo $? >\"$HOME/status\"; } | head -1", KT_PROGRAM, NULL});
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_has(pty, "Name"));
	char *said = home_read(&home, "err"), *ended = home_read(&home, "status");
	assert_string_equal(said, "");
	if (strcmp(ended, "141\n") != 0 && strcmp(ended, "0\n") != 0)
		fail_msg("it ended with %s", ended);
	free(said);
	free(ended);
	pty_close(pty);
	end();
}

TEST(check_64_exit_codes)
{
	/* What comes out of each is the one thing a script can rely on: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 4 done in part. */
	static const struct {
		const char *words[5];
		int status;
	} rows[] = {
		{{"client", "list"}, 0},
		{{"client", "show", "Ivanov"}, 0},
		{{"--dry-run", "client", "delete", "Ivanov"}, 0},
		{{"check"}, 0},
		{{"--db", "/proc/version", "client", "list"}, 1},
		{{"import", "/nowhere/at/all.ics"}, 1},
		{{"client", "lst"}, 2},
		{{"client", "list", "--filter", "(("}, 2},
		{{"client", "add"}, 2},
		{{"client", "show", "Sidorov"}, 3},
		{{"find", "nobody of that name"}, 3},
		{{"import", "/nowhere/at/all.ics", "one.ics"}, 4},
	};
	static const char event[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260801T100000Z\r\nSUMMARY:Whole\r\nEND:VEVENT\r\n"
								"END:VCALENDAR\r\n";
	begin();
	home_write(&home, "one.ics", event, sizeof event - 1);
	for (size_t i = 0; i < countof(rows); i++) {
		const char *const *w = rows[i].words;
		char *err, *file = home_file(&home, "one.ics");
		int status = home_run(&home, NULL, &err, w[0], w[1], w[2] && strcmp(w[2], "one.ics") == 0 ? file : w[2], w[3], NULL);
		if (status != rows[i].status || (status != 0) != (*err != '\0'))
			fail_msg("%s %s: ended with %d and said \"%s\"", w[0], w[1] ? w[1] : "", status, err);
		free(err);
		free(file);
	}
	end();
}

TEST(check_65_no_input_never_asks)
{
	int status;
	begin();
	/* At a terminal what is missing is asked for; */
	Pty *pty = home_open(&home, 80, 24, "client", "show", NULL);
	pty_expect(pty, "Which client: ");
	pty_send(pty, "Ivanov\r");
	pty_expect(pty, "Ivanov Igor");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
	/* not with --no-input. */
	pty = home_open(&home, 80, 24, "--no-input", "client", "show", NULL);
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_true(pty_has(pty, "is missing"));
	assert_false(pty_has(pty, "Which client: "));
	pty_close(pty);
	end();
}

TEST(check_65_bulk_delete_needs_yes)
{
	char *err;
	begin();
	/* None of these commands is at a terminal. */
	assert_int_equal(home_run(&home, NULL, &err, "client", "delete", "Ivanov", "Petrov", NULL), 2);
	assert_non_null(strstr(err, "nothing was changed"));
	assert_non_null(strstr(err, "--yes"));
	free(err);
	char *list = home_ask(&home, "client", "list", NULL);
	assert_true(strstr(list, "Ivanov") && strstr(list, "Petrov"));
	free(list);
	assert_int_equal(home_run(&home, NULL, NULL, "client", "delete", "Ivanov", "Petrov", "--yes", NULL), 0);
	list = home_ask(&home, "client", "list", NULL);
	assert_false(strstr(list, "Ivanov") || strstr(list, "Petrov"));
	free(list);
	end();
}
