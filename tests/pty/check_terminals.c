/* SPDX-License-Identifier: MIT */
/* Checks of other terminals (39, 46, 54) and of what is said beside the screen: bell, title, notifications (56). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

/* Terminals, described here or not, with what they send for F1, F10 and Down. */
static const struct {
	const char *name, *f1, *f10, *down;
} terminals[] = {
	{"xterm", "\033OP", "\033[21~", "\033[B"},
	{"xterm-256color", "\033OP", "\033[21~", "\033OB"},
	{"xterm-16color", "\033OP", "\033[21~", "\033[B"},
	{"xterm-kitty", "\033OP", "\033[21~", "\033[B"},
	{"alacritty", "\033OP", "\033[21~", "\033OB"},
	{"foot", "\033OP", "\033[21~", "\033[B"},
	{"putty", "\033[11~", "\033[21~", "\033OB"},
	{"putty-256color", "\033[11~", "\033[21~", "\033[B"},
	{"linux", "\033[[A", "\033[21~", "\033[B"},
	{"screen", "\033OP", "\033[21~", "\033OB"},
	{"screen-256color", "\033OP", "\033[21~", "\033[B"},
	{"screen.xterm-256color", "\033OP", "\033[21~", "\033[B"},
	{"tmux", "\033OP", "\033[21~", "\033[B"},
	{"tmux-256color", "\033OP", "\033[21~", "\033OB"},
	{"rxvt", "\033[11~", "\033[21~", "\033[B"},
	{"rxvt-unicode-256color", "\033[11~", "\033[21~", "\033[B"},
	{"vt100", "\033OP", "\033[21~", "\033[B"},
	{"vt220", "\033[11~", "\033[21~", "\033OB"},
	{"xterm-mono", "\033OP", "\033[21~", "\033[B"},
	{"st-256color", "\033OP", "\033[21~", "\033[B"},
	{"konsole-256color", "\033OP", "\033[21~", "\033[B"},
};

/* SGR: a blink, a background, or (where there must be none) a colour. "" when all is well. */
static const char *sgr_fault(const Pty *pty, bool colors)
{
	size_t n;
	const char *s = pty_bytes(pty, &n);
	for (size_t i = 0; i + 2 < n; i++) {
		if (s[i] != '\033' || s[i + 1] != '[')
			continue;
		size_t end = i + 2;
		int part[16] = {0}, parts = 1;
		for (; end < n && strchr("0123456789;", s[end]); end++) {
			if (s[end] != ';')
				part[parts - 1] = part[parts - 1] * 10 + s[end] - '0';
			else if (parts < 16)
				part[parts++] = 0;
		}
		if (end == n || s[end] != 'm')
			continue;
		for (int k = 0; k < parts; k++) {
			if (part[k] == 5 || part[k] == 6)
				return "something blinks";
			if ((part[k] >= 40 && part[k] <= 48) || (part[k] >= 100 && part[k] <= 107))
				return "a background is painted";
			bool color = (part[k] >= 30 && part[k] <= 38) || (part[k] >= 90 && part[k] <= 97);
			if (color && !colors)
				return "a colour without colours";
			if (part[k] == 38 && k + 2 < parts && part[k + 1] == 5)
				k += 2;
		}
	}
	return "";
}

static bool is_ascii(const Pty *pty)
{
	size_t n;
	const char *s = pty_bytes(pty, &n);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

static void leave_by(Pty *pty, const char *keys, const char *name)
{
	int status = -1;
	pty_send(pty, keys);
	if (!pty_wait_exit(pty, PTY_MS, &status) || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		screens_show(pty);
		fail_msg("%s: it does not leave", name);
	}
	pty_close(pty);
}

static void expect_on(Pty *pty, const char *name, const char *text)
{
	if (pty_wait_text(pty, text, PTY_MS))
		return;
	screens_show(pty);
	fail_msg("%s: no %s", name, text);
}

static Pty *open_as(const char *name, const char *locale)
{
	char *variable = mem_printf("TERM=%s", name);
	home_make(&home);
	home_set(&home, variable);
	home_set(&home, locale);
	free(variable);
	Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
	expect_on(pty, name, "09:42");
	return pty;
}

TEST(check_54_keys_and_borders_of_terminals)
{
	for (size_t i = 0; i < countof(terminals); i++) {
		const char *name = terminals[i].name;
		int row, col, to, to_col;
		bool visible;
		Pty *pty = open_as(name, "LC_ALL=C.UTF-8");
		assert_true(pty_wait_row(pty, 1, "────────", PTY_MS));
		pty_send(pty, "2");
		expect_on(pty, name, "Phone");
		pty_rest(pty);
		pty_cursor(pty, &row, &col, &visible);
		pty_send(pty, terminals[i].down);
		if (!pty_wait_cursor(pty, row + 1, 0, PTY_MS)) {
			screens_show(pty);
			pty_cursor(pty, &to, &to_col, &visible);
			fail_msg("%s: Down goes from row %d to %d", name, row, to);
		}
		pty_send(pty, terminals[i].f1);
		expect_on(pty, name, "Help");
		assert_false(pty_sent(pty, "\033(0")); /* nothing is drawn in another character set */
		if (*sgr_fault(pty, true))
			fail_msg("%s: %s", name, sgr_fault(pty, true));
		pty_send(pty, "\033[27u");
		assert_true(pty_wait_gone(pty, "Help", PTY_MS));
		leave_by(pty, terminals[i].f10, name);
		home_remove(&home);
	}
}

/* No UTF-8: lines and signs are ASCII, and nothing else is sent. */
TEST(check_54_ascii_on_terminals)
{
	for (size_t i = 0; i < countof(terminals); i++) {
		Pty *pty = open_as(terminals[i].name, "LC_ALL=C");
		assert_true(pty_wait_row(pty, 1, "--------", PTY_MS));
		pty_send(pty, "2");
		expect_on(pty, terminals[i].name, "Phone");
		if (!is_ascii(pty) || pty_sent(pty, "\033(0") || pty_sent(pty, "\016"))
			fail_msg("%s: more than ASCII is sent", terminals[i].name);
		leave_by(pty, terminals[i].f10, terminals[i].name);
		home_remove(&home);
	}
}

TEST(check_54_an_unknown_terminal_is_named)
{
	static const char *const names[] = {"TERM=nosuch", "TERM=", "TERM=../../etc/passwd"};
	for (size_t i = 0; i < countof(names); i++) {
		int status;
		home_make(&home);
		home_set(&home, names[i]);
		Pty *pty = home_open(&home, 100, 24, NULL);
		assert_true(pty_wait_exit(pty, PTY_MS, &status));
		assert_true(WIFEXITED(status));
		assert_false(pty_sent(pty, "\033"));
		if (names[i][5] == '\0') { /* none at all: today as text, as for dumb */
			assert_int_equal(WEXITSTATUS(status), 0);
			assert_true(pty_has(pty, "23 July 2026"));
		} else {
			assert_int_not_equal(WEXITSTATUS(status), 0);
			if (!pty_has(pty, names[i] + 5) || !pty_has(pty, "is not known here") || !pty_has(pty, "TERM=xterm")) {
				screens_show(pty);
				fail_msg("%s: no word of it", names[i]);
			}
		}
		pty_close(pty);
		home_remove(&home);
	}
}

static bool was_cleared(Pty *pty, void *self)
{
	(void)self;
	return pty_sent(pty, "\033[2J") || pty_sent(pty, "\033[J");
}

/* Keys, then ^L: all is painted once more, whatever the terminal. */
static void paint_anew(Pty *pty, const char *keys, const char *name)
{
	pty_mark(pty);
	pty_send(pty, keys);
	pty_send(pty, "\x0c");
	if (!pty_wait(pty, was_cleared, NULL, PTY_MS)) {
		screens_show(pty);
		fail_msg("%s: nothing is painted after %s", name, keys);
	}
	screens_painted(pty);
}

static void no_painted_cell(Pty *pty, const char *name, const char *theme, const char *keys)
{
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++) {
			PtyCell cell = pty_cell(pty, row, col);
			if (cell.blink || cell.painted || cell.reverse)
				fail_msg("%s, %s, %s: row %d, column %d blinks or is painted", name, theme, keys, row, col);
		}
}

/* Each screen in each number of colours: no blink, no background, and without colours none. */
TEST(check_39_colors_of_terminals)
{
	static const struct {
		const char *name, *variable;
		bool colors;
	} rows[] = {
		{"xterm-256color", "X=1", true},
		{"xterm-16color", "X=1", true},
		{"xterm", "X=1", true},
		{"linux", "X=1", true},
		{"vt100", "X=1", false},
		{"xterm-mono", "X=1", false},
		{"xterm-256color", "NO_COLOR=1", false},
		{"xterm-256color", "COLORFGBG=0;15", true},
	};
	static const char *const keys[] = {"2", "3", "3+", "3++", "5", "7", "?", "\033[27u", "a", "\033[27u", ":", "\033[27u", "2c", "\033[27u", "1", ""};
	static const char *const themes[] = {"default", "contrast", "deuteranopia", "mono"};
	for (size_t i = 0; i < countof(rows) * countof(themes); i++) {
		const char *name = rows[i % countof(rows)].name, *theme = themes[i / countof(rows)];
		char *variable = mem_printf("TERM=%s", name), *look = mem_printf("[look]\ntheme = %s\n", theme);
		home_make(&home);
		home_set(&home, variable);
		home_set(&home, rows[i % countof(rows)].variable);
		home_write(&home, ".config/kartoteka/config", look, strlen(look));
		Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
		expect_on(pty, name, "09:42");
		for (size_t k = 0; k < countof(keys); k++) {
			const char *fault = sgr_fault(pty, rows[i % countof(rows)].colors && strcmp(theme, "mono") != 0);
			if (*fault)
				fail_msg("%s, %s, %s, before %s: %s", name, rows[i % countof(rows)].variable, theme, keys[k], fault);
			paint_anew(pty, keys[k], name);
			no_painted_cell(pty, name, theme, keys[k]);
		}
		leave_by(pty, "\033[27u\033[27uQ", name);
		free(variable);
		free(look);
		home_remove(&home);
	}
}

/* --- beside the screen --- */

typedef struct Due {
	const char *config, *variable;
	int bells;
	const char *title, *sent, *not_sent;
} Due;

#define SAID "kartoteka;\342\200\242 call, the \357\277\275]lawyer"

TEST(check_56_bell_title_and_notification)
{
	static const Due rows[] = {
		{"", "X=1", 2, "(2) kartoteka", "\033]777;notify;" SAID "\a", "\033Ptmux"},
		{"[remind]\nbell = no\n", "X=1", 0, "(2) kartoteka", "\033]777;notify;" SAID "\a", NULL},
		{"[remind]\ntitle = no\n", "X=1", 2, "kartoteka", "\033]777;notify;" SAID "\a", "(2)"},
		{"", "TMUX=/tmp/nosuch,1,0", 2, "(2) kartoteka", "\033Ptmux;\033\033]777;notify;" SAID "\a\033\\", NULL},
		{"", "TERM=tmux-256color", 2, "(2) kartoteka", "\033Ptmux;\033\033]777;notify;" SAID "\a\033\\", NULL},
		{"", "STY=1.pts-0.host", 2, "(2) kartoteka", "\033P\033]777;notify;" SAID "\a\033\\", "\033Ptmux"},
		{"", "LC_TERMINAL=iTerm2", 2, "(2) kartoteka", "\033]9;\342\200\242 call, the \357\277\275]lawyer\a", "777"},
		{"", "TERM=linux", 2, "", NULL, "\033]"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		const Due *row = &rows[i];
		home_make(&home);
		char *now = home_file(&home, "now"), *variable = mem_printf("KARTOTEKA_NOW=@%s", now);
		home_write(&home, "now", "2026-07-23T09:42:00+03:00\n", 26);
		home_write(&home, ".config/kartoteka/config", row->config, strlen(row->config));
		home_set(&home, variable);
		home_set(&home, row->variable);
		/* A `;` and a control byte in the text: neither may part the sequence or end it. */
		free(home_ask(&home, "task", "add", "call; the \302\235]lawyer", "--due", "today 10:00", NULL));
		free(home_ask(&home, "task", "add", "second thing", "--due", "today 10:01", NULL));
		Pty *pty = home_open(&home, 80, 24, NULL);
		expect_on(pty, row->variable, "09:42");
		home_write(&home, "now", "2026-07-23T10:00:05+03:00\n", 26);
		assert_true(pty_wait_row(pty, 0, "! 1", PTY_MS));
		home_write(&home, "now", "2026-07-23T10:01:05+03:00\n", 26);
		assert_true(pty_wait_row(pty, 0, "! 2", PTY_MS));
		pty_rest(pty);
		/* Time goes on: neither rings again. */
		home_write(&home, "now", "2026-07-23T10:05:05+03:00\n", 26);
		assert_true(pty_wait_row(pty, 0, "10:05", PTY_MS));
		pty_rest(pty);
		if (row->sent && !pty_sent(pty, row->sent))
			fail_msg("%s: no %s", row->variable, row->sent + 1);
		if (row->not_sent && pty_sent(pty, row->not_sent))
			fail_msg("%s: %s", row->variable, row->not_sent);
		assert_string_equal(pty_title(pty), row->title);
		if (pty_bells(pty) != row->bells)
			fail_msg("%s%s: %d bells", row->variable, row->config, pty_bells(pty));
		/* The title of before comes back. */
		pty_mark(pty);
		pty_send(pty, "Q");
		assert_true(pty_wait_exit(pty, PTY_MS, NULL));
		if (*row->title)
			assert_true(pty_sent(pty, "\033[23;0t"));
		pty_close(pty);
		free(variable);
		free(now);
		home_remove(&home);
	}
}

static bool has_title(Pty *pty, void *want)
{
	return strcmp(pty_title(pty), want) == 0;
}

/* The number in the title is that of row 0: it goes down too, and nothing is left of it at the end. */
TEST(check_56_the_title_counts_down)
{
	static const char *const titles[] = {"(2) kartoteka", "(1) kartoteka", "kartoteka"};
	home_make(&home);
	free(home_ask(&home, "task", "add", "call the lawyer", "--due", "today 9:00", NULL));
	free(home_ask(&home, "task", "add", "second thing", "--due", "today 9:10", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "5");
	for (size_t i = 0; i < countof(titles); i++) {
		if (i)
			screens_press(pty, "d");
		if (!pty_wait(pty, has_title, (void *)(uintptr_t)titles[i], PTY_MS)) {
			screens_show(pty);
			fail_msg("the title is %s, not %s", pty_title(pty), titles[i]);
		}
	}
	screens_leave(pty);
	home_remove(&home);
}

/* A morning's reminders at once: one bell, the last of them as notifications, row 0 counts them all. */
TEST(check_56_many_at_once_ring_once)
{
	Str file = {0};
	home_make(&home);
	char *now = home_file(&home, "now"), *variable = mem_printf("KARTOTEKA_NOW=@%s", now);
	home_write(&home, "now", "2026-07-23T09:42:00+03:00\n", 26);
	home_set(&home, variable);
	str_add(&file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n");
	for (int i = 0; i < 40; i++)
		str_addf(&file, "BEGIN:VTODO\r\nUID:todo-%d\r\nDUE:20260723T070000Z\r\nSUMMARY:thing %d\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
		                "TRIGGER;RELATED=END:PT0S\r\nEND:VALARM\r\nEND:VTODO\r\n",
		         i, i);
	str_add(&file, "END:VCALENDAR\r\n");
	home_write(&home, "many.ics", str_text(&file), file.n);
	char *path = home_file(&home, "many.ics");
	free(home_ask(&home, "import", path, NULL));
	Pty *pty = home_open(&home, 80, 24, NULL);
	expect_on(pty, "many", "09:42");
	int bells = pty_bells(pty);
	home_write(&home, "now", "2026-07-23T10:00:05+03:00\n", 26);
	assert_true(pty_wait_row(pty, 0, "! 40", PTY_MS));
	pty_rest(pty);
	assert_int_equal(pty_bells(pty), bells + 1);
	assert_true(pty_sent(pty, "notify;"));
	pty_send(pty, "Q");
	assert_true(pty_wait_exit(pty, PTY_MS, NULL));
	pty_close(pty);
	str_done(&file);
	free(path);
	free(variable);
	free(now);
	home_remove(&home);
}
