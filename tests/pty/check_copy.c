/* SPDX-License-Identifier: MIT */
/* Check 53: what y copies reaches the terminal as OSC 52, out of a tmux without any settings too; what cannot is shown, to be selected. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

/* A client with one way to reach it, the first choice of the menu. */
static void begin(const char *kind, const char *value)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", kind, value, NULL));
}

/* y on the client, and its first choice. */
static void copy_first(Pty *pty)
{
	pty_send(pty, "2");
	pty_expect(pty, "Ivanov Igor");
	pty_send(pty, "y");
	pty_expect(pty, "1  ");
	pty_mark(pty);
	pty_send(pty, "1");
}

/* +79161234567, as a phone takes it. */
#define NUMBER_52 "\033]52;c;Kzc5MTYxMjM0NTY3\033\\"

TEST(check_53_copy_through_the_terminal)
{
	begin("--phone", "+79161234567");
	Pty *pty = home_screens(&home, 80, 24);
	copy_first(pty);
	assert_true(pty_wait_bytes(pty, NUMBER_52, PTY_MS));
	assert_true(pty_wait_row(pty, 22, "Copied through the terminal: ", PTY_MS));
	screens_leave(pty);
	home_remove(&home);
}

/* The extension goes along, and what is said is what was copied. */
TEST(check_53_copy_keeps_the_extension)
{
	begin("--phone", "8 916 123-45-67 ext. 12");
	Pty *pty = home_screens(&home, 80, 24);
	copy_first(pty);
	assert_true(pty_wait_bytes(pty, "\033]52;c;Kzc5MTYxMjM0NTY3IGV4dC4gMTI=\033\\", PTY_MS));
	assert_true(pty_wait_row(pty, 22, "Copied through the terminal: +79161234567 ext. 12", PTY_MS));
	screens_leave(pty);
	home_remove(&home);
}

/* Its buffer takes it, and the terminal around it gets it from tmux. */
TEST(check_53_copy_inside_tmux)
{
	if (!program_is_there("/usr/bin/tmux"))
		skip();
	begin("--phone", "+79161234567");
	char *socket = mem_printf("TMUX_TMPDIR=%s", home.path);
	home_set(&home, socket);
	free(socket);
	Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"tmux", "-f", "/dev/null", "new-session", KT_PROGRAM, NULL});
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	copy_first(pty);
	assert_true(pty_wait_bytes(pty, "\033]52;", PTY_MS));
	assert_true(pty_wait_bytes(pty, "Kzc5MTYxMjM0NTY3", PTY_MS));
	pty_expect(pty, "Copied by tmux: ");
	pty_send(pty, "Q");
	pty_wait_exit(pty, PTY_MS, NULL);
	pty_close(pty);
	home_remove(&home);
}

/* No way out: nothing is sent, and the number stands whole in the message row. */
TEST(check_53_what_cannot_be_copied_is_shown)
{
	static const struct {
		const char *what, *variables[2];
	} rows[] = {
		{"a terminal that knows no OSC 52", {"TERM=linux"}},
		{"a tmux that has gone", {"TERM=tmux-256color", "TMUX=/nowhere/default,1,0"}},
		{"screen, which hands nothing on", {"TERM=screen", "STY=1.tty"}},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		begin("--phone", "+79161234567");
		for (size_t k = 0; k < countof(rows[i].variables); k++)
			if (rows[i].variables[k])
				home_set(&home, rows[i].variables[k]);
		Pty *pty = home_screens(&home, 80, 24);
		copy_first(pty);
		if (!pty_wait_row(pty, 22, "select it here: +79161234567", PTY_MS)) {
			screens_show(pty);
			fail_msg("%s: the number is not shown", rows[i].what);
		}
		if (pty_sent(pty, "\033]52;"))
			fail_msg("%s: it is sent an OSC 52", rows[i].what);
		screens_leave(pty);
		home_remove(&home);
	}
}

/* The longest OSC 52 is 102,400 bytes, with its head and end: terminals drop a longer one. */
TEST(check_53_no_more_than_100_kb_is_sent)
{
	enum {
		MOST = 100 * 1024,
		FRAME = sizeof "\033]52;c;\033\\" - 1,
		FITS = (MOST - FRAME) / 4 * 3, /* bytes that are no longer than that in base64 */
	};
	for (size_t n = FITS; n <= FITS + 1; n++) {
		char *site = mem_alloc(n + 1);
		memset(site, 'a', n);
		memcpy(site, "https://example.org/", strlen("https://example.org/"));
		site[n] = '\0';
		begin("--site", site);
		Pty *pty = home_screens(&home, 80, 24);
		copy_first(pty);
		if (n == FITS) { /* a terminal takes that much in parts */
			size_t sent;
			if (!pty_wait_bytes(pty, "\033]52;c;", PTY_MS) || !pty_wait_bytes(pty, "\033\\", PTY_MS))
				fail_msg("nothing is sent, or no end of it");
			const char *bytes = pty_bytes(pty, &sent), *from = strstr(bytes, "\033]52;c;"), *to = from ? strstr(from, "\033\\") : NULL;
			assert_non_null(to);
			assert_in_range(to + 2 - from, MOST - 3, MOST);
		}
		pty_expect(pty, "https://example.org/aaa"); /* the message says what it is of, over many rows */
		if (n > FITS)
			assert_false(pty_sent(pty, "\033]52;c;"));
		screens_leave(pty);
		home_remove(&home);
		free(site);
	}
}
