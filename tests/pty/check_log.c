/* SPDX-License-Identifier: MIT */
/* Checks 69 and 71: what fails is told whole and kept in the log; nothing but the program writes to its terminal. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static char *log_now(void)
{
	return home_read(&home, ".local/state/kartoteka/log");
}

/* Each fault names what failed, says what to do or what was kept, and stands in the log. */
TEST(check_69_a_fault_is_told_and_kept_in_the_log)
{
	static const struct {
		const char *keys, *failed, *then; /* in two parts: what failed; what was kept or is to be done */
	} rows[] = {
		{"2:export ics -o /nowhere/out.ics\r", "/nowhere/out.ics", "no such file or folder"},
		{"2o", "/no/such/dialler", "the number was copied"},
		{"2o", "/no/such/dialler", "7 Settings, Look, programs holds the command"},
		{"i/\025~/bad.ics\r", "bad.ics", "export"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		home_make(&home);
		free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--phone", "+79161234567", NULL));
		home_write(&home, ".config/kartoteka/config", "[run]\ndial = /no/such/dialler\n", 29);
		home_write(&home, "bad.ics", "no calendar", 11);
		Pty *pty = home_screens(&home, 160, 24);
		screens_press(pty, rows[i].keys);
		pty_expect(pty, rows[i].failed);
		pty_expect(pty, rows[i].then);
		if (pty_has(pty, "errno") || pty_has(pty, "SQLITE") || pty_has(pty, ".c:"))
			fail_msg("row %zu speaks to a programmer", i);
		char *log = log_now();
		if (!strstr(log, rows[i].failed))
			fail_msg("row %zu: %s is not in the log: %s", i, rows[i].failed, log);
		free(log);
		screens_press(pty, "\033[27u");
		screens_press(pty, "\033[27u");
		screens_leave(pty);
		home_remove(&home);
	}
}

/* Its standard error is the terminal: while the screens are open that goes to the log, and what it runs writes nowhere. */
TEST(check_71_libraries_write_to_the_log_and_programs_nowhere)
{
	static const char noisy[] = "#!/bin/sh\necho RUBBISH\necho RUBBISH >&2\necho RUBBISH >/dev/tty\n: >\"$HOME/dialled\"\n";
	char link[64], to[PATH_MAX];
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--phone", "+79161234567", NULL));
	home_write(&home, "noisy", noisy, sizeof noisy - 1);
	char *path = home_file(&home, "noisy"), *config = mem_printf("[run]\ndial = %s\n", path), *log = home_file(&home, ".local/state/kartoteka/log");
	assert_int_equal(chmod(path, 0700), 0);
	home_write(&home, ".config/kartoteka/config", config, strlen(config));
	Pty *pty = home_screens(&home, 80, 24);
	snprintf(link, sizeof link, "/proc/%d/fd/2", (int)pty_pid(pty));
	ssize_t n = readlink(link, to, sizeof to - 1);
	assert_true(n > 0);
	to[n] = '\0';
	assert_string_equal(to, log);
	/* As a library would that prints a warning. */
	FILE *err = fopen(link, "a");
	assert_non_null(err);
	fputs("a library warns\n", err);
	fclose(err);
	screens_press(pty, "2");
	pty_mark(pty);
	screens_press(pty, "o");
	char *done = home_file(&home, "dialled");
	while (access(done, F_OK) != 0)
		pty_read(pty, 10);
	pty_rest(pty);
	screens_press(pty, "j");
	assert_false(pty_sent(pty, "RUBBISH") || pty_sent(pty, "a library warns"));
	assert_false(pty_has(pty, "RUBBISH") || pty_has(pty, "a library warns"));
	char *said = log_now();
	assert_non_null(strstr(said, "a library warns"));
	free(said);
	free(done);
	free(path);
	free(config);
	free(log);
	screens_leave(pty);
	home_remove(&home);
}
