/* SPDX-License-Identifier: MIT */
/* Checks 19 to 26 of the terminal: what comes from the keyboard, pasted, broken, fast, and from the mouse. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kartoteka/base/embedded.h"
#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static Pty *begin(void)
{
	home_make(&home);
	return home_demo(&home, 80, 24);
}

static void end(Pty *pty)
{
	screens_leave(pty);
	home_remove(&home);
}

static int64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static char *pressed(Pty *pty, const char *keys)
{
	screens_press(pty, keys);
	pty_rest(pty);
	return screens_frame(pty);
}

/* Rows without the message row. */
static char *page(Pty *pty)
{
	Str text = {0};
	screens_rest(pty);
	for (int row = 0; row < 24; row++)
		if (row != 22) {
			char *line = pty_row(pty, row);
			str_addf(&text, "%s\n", line);
			free(line);
		}
	return str_take(&text);
}

TEST(check_19_dot_and_comma)
{
	Pty *pty = begin();
	screens_press(pty, "2");
	char *slash = pressed(pty, "/");
	screens_press(pty, "\033");
	char *dot = pressed(pty, ".");
	expect_frames(". is /", dot, slash);
	free(dot);
	free(slash);
	screens_press(pty, "\033");
	char *question = pressed(pty, "?");
	screens_press(pty, "\033");
	char *comma = pressed(pty, ",");
	expect_frames(", is ?", comma, question);
	free(comma);
	free(question);
	screens_press(pty, "\033");
	char *before = page(pty);
	screens_press(pty, "бюэ");
	char *after = page(pty);
	expect_frames("б ю э do nothing", after, before);
	free(before);
	free(after);
	screens_press(pty, "a.,бю;");
	pty_expect(pty, ".,бю;");
	screens_press(pty, "\033");
	end(pty);
}

TEST(check_20_alt_and_ctrl_on_the_other_layout)
{
	Pty *pty = begin();
	screens_press(pty, "a");
	screens_press(pty, "раз два");
	char *latin = pressed(pty, "\033b");
	screens_press(pty, "\005"); /* ^E */
	char *cyrillic = pressed(pty, "\033и");
	expect_frames("ESC и is Alt-b", cyrillic, latin);
	free(latin);
	free(cyrillic);
	screens_press(pty, "\033");
	pty_send(pty, "\033[1089::99;5u");
	pty_expect(pty, "again to quit");
	screens_press(pty, "2");
	assert_false(pty_has(pty, "again to quit"));
	pty_send(pty, "\033[1089;5u"); /* without the place on the board */
	pty_expect(pty, "again to quit");
	end(pty);
}

enum {
	LEAST_ESCAPES = 8,
#ifdef __SANITIZE_ADDRESS__
	ESCAPE_CPU_MS = 1000,
#else
	ESCAPE_CPU_MS = 4 * 25, /* four frames painted whole stand between two of them: the line, the letters, what settles, the end */
#endif
};

TEST(check_21_lone_escape_is_quick)
{
	Pty *pty = begin();
	const int64_t most = SECOND_MS * 1000 / 20;
	int64_t best = INT64_MAX;
	int tries = 0, used = pty_cpu_ms(pty);
	for (; tries < LEAST_ESCAPES || (tries < 4 * TRIES && best > most); tries++) {
		screens_press(pty, "a");
		screens_press(pty, "zzz");
		pty_expect(pty, "zzz");
		int64_t start = now_us();
		pty_send(pty, "\033");
		assert_true(pty_wait_gone(pty, "zzz", PTY_MS));
		int64_t took = now_us() - start;
		best = took < best ? took : best;
	}
	if (best > most)
		fail_msg("%d us at best", (int)best);
	/* Of the 50 ms it waits 25 for the rest of a sequence (unit_term); what is left must do for the work, however late it is let run. */
	used = pty_cpu_ms(pty) - used;
	if (used > tries * ESCAPE_CPU_MS)
		fail_msg("%d ms of the processor for %d times a, three letters and Esc", used, tries);
	end(pty);
}

TEST(check_21_split_arrow_is_an_arrow)
{
	Pty *pty = begin();
	screens_press(pty, "2");
	int arrows = 0;
	for (int i = 0; i < 4 * TRIES && arrows < 3; i++) {
		int row, col;
		bool visible;
		screens_press(pty, "\033[H");
		pty_cursor(pty, &row, &col, &visible);
		int64_t start = now_us();
		pty_send(pty, "\033");
		while (now_us() - start < 19000)
			pty_read(pty, 1);
		pty_send(pty, "[B");
		screens_settle(pty);
		int at;
		pty_cursor(pty, &at, &col, &visible);
		arrows += at == row + 1; /* else one of the pieces came late under load */
	}
	if (arrows == 0)
		fail_msg("an arrow in two pieces is not an arrow");
	end(pty);
}

TEST(check_22_paste)
{
	static const char paste[] = "\033[200~раз\nDdq два\r\nтри\033[31m\033[201~";
	Pty *pty = begin();
	screens_press(pty, "2");
	char *before = page(pty);
	screens_press(pty, paste);
	char *after = page(pty);
	expect_frames("a paste is no command", after, before);
	free(before);
	free(after);
	screens_press(pty, "a");
	screens_press(pty, paste);
	pty_expect(pty, "раз Ddq два");
	pty_expect(pty, "три[31m");
	screens_press(pty, "\033");
	end(pty);
}

/* A paste whose end never comes does not take the keyboard away. */
TEST(check_22_lost_end_of_a_paste)
{
	Pty *pty = begin();
	assert_false(pty_has(pty, "+ "));
	screens_press(pty, "a");
	assert_true(pty_has(pty, "+ "));
	pty_send(pty, "\033[200~начало");
	bool free_again = false;
	for (int i = 0; i < 20 && !free_again; i++) { /* a person waits, then tries ^C */
		pty_read(pty, 1100);
		pty_send(pty, "\x03");
		free_again = pty_wait_gone(pty, "+ ", 1100);
	}
	assert_true(free_again);
	screens_press(pty, "2");
	screens_press(pty, "\033");
	screens_press(pty, "2");
	assert_true(pty_wait_row(pty, 0, "Clients", PTY_MS));
	end(pty);
}

TEST(check_23_two_thousand_letters)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	Str text = {0};
	for (int i = 0; i < 400; i++)
		str_addf(&text, "ж%03dq", i);
	screens_press(pty, "2r");
	screens_press(pty, str_text(&text));
	pty_expect(pty, "ж399q");
	screens_press(pty, "\033");
	screens_press(pty, "A");
	screens_press(pty, str_text(&text));
	pty_expect(pty, "ж399q");
	screens_press(pty, "\x13");
	char *list = home_ask(&home, "client", "list", "--json", NULL);
	if (!strstr(list, str_text(&text)))
		fail_msg("letters are lost: %s", list);
	free(list);
	str_done(&text);
	end(pty);
}

TEST(check_23_held_key)
{
	home_make(&home);
	free(home_ask(&home, "demo", "--clients", "300", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2");
	for (int i = 0; i < 20; i++)
		screens_press(pty, "jjjjjjjjjj");
	pty_rest(pty);
	char *slow = screens_frame(pty);
	screens_press(pty, "\033[H");
	Str keys = {0};
	for (int i = 0; i < 200; i++)
		str_addc(&keys, 'j');
	pty_mark(pty);
	pty_send(pty, str_text(&keys));
	str_done(&keys);
	screens_expect(pty, "200 times j", slow);
	size_t bytes = pty_count(pty);
	/* They came at once: some frames were painted, not two hundred. */
	if (bytes > 60 * 1024)
		fail_msg("%zu bytes", bytes);
	free(slow);
	end(pty);
}

/* Frames among the bytes: each begins so where the terminal knows how. */
static int frames_in(const Pty *pty)
{
	size_t n;
	const char *bytes = pty_bytes(pty, &n);
	int frames = 0;
	for (size_t i = 0; i + 8 <= n; i++)
		frames += memcmp(bytes + i, "\033[?2026h", 8) == 0;
	return frames;
}

/* Keys a few milliseconds apart, as a held one repeats: no more frames than one in 16 ms of the time it took, and the last is the right one. */
TEST(check_23_at_most_one_frame_in_16_ms)
{
	home_make(&home);
	free(home_ask(&home, "demo", "--clients", "300", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "\033[?2026;2$y");
	screens_press(pty, "2");
	for (int i = 0; i < 20; i++)
		screens_press(pty, "jjjjjjjjjj");
	pty_rest(pty);
	char *slow = screens_frame(pty);
	screens_press(pty, "\033[H");
	pty_rest(pty);
	pty_mark(pty);
	int64_t start = now_us(), next = start;
	for (int i = 0; i < 200; i++) {
		pty_send(pty, "j");
		for (next += 4000; now_us() < next;)
			pty_read(pty, 1);
	}
	while (pty_read(pty, 100)) {
	}
	int64_t took = now_us() - start;
	int frames = frames_in(pty);
	/* The first comes at once. */
	if (frames < 2 || frames > took / 16000 + 1)
		fail_msg("%d frames in %d ms", frames, (int)(took / 1000));
	print_message("200 keys: %d frames in %d ms\n", frames, (int)(took / 1000));
	screens_expect(pty, "200 times j", slow);
	free(slow);
	end(pty);
}

TEST(check_24_flow_control_is_off_inside)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	assert_false(pty_tty(pty).c_iflag & IXON);
	screens_press(pty, "A");
	screens_press(pty, "Жужелица");
	screens_press(pty, "\x13");
	screens_press(pty, "\x11");
	char *found = home_ask(&home, "find", "Жужелица", NULL);
	assert_non_null(strstr(found, "Жужелица"));
	free(found);
	end(pty);
}

TEST(check_24_keys_of_screen_and_tmux_are_bound_nowhere)
{
	/* As bytes of the file: a line of a context that nobody asks for counts too. */
	const Embedded *keys = embedded_find("keys");
	char *text = mem_strndup((const char *)keys->bytes, keys->n), *rest = text;
	int bindings = 0;
	for (char *line; (line = strtok_r(rest, "\n", &rest));) {
		char *end = strstr(line, " = ");
		if (*line == '#' || !end)
			continue;
		*end = '\0';
		bindings++;
		for (char *key, *more = line; (key = strtok_r(more, " ", &more));)
			if (strcmp(key, "C-a") == 0 || strcmp(key, "C-b") == 0)
				fail_msg("%s is bound to %s", key, end + 3);
	}
	assert_true(bindings > 150);
	free(text);
	Pty *pty = begin();
	screens_press(pty, "a");
	screens_press(pty, "раз два");
	int row, col, row_after, col_after;
	bool visible;
	pty_cursor(pty, &row, &col, &visible);
	screens_press(pty, "\001\002");
	pty_cursor(pty, &row_after, &col_after, &visible);
	assert_true(row == row_after && col == col_after);
	pty_expect(pty, "раз два");
	screens_press(pty, "\033");
	end(pty);
}

TEST(check_24_home_and_end)
{
	static const char *const homes[] = {"\033[H", "\033[1~", "\033OH", "\033[7~"}, *const ends[] = {"\033[F", "\033[4~", "\033OF", "\033[8~", "\005"};
	Pty *pty = begin();
	int row, end_col, start_col = -1, col;
	bool visible;
	screens_press(pty, "a");
	screens_press(pty, "раз два");
	pty_cursor(pty, &row, &end_col, &visible);
	for (size_t i = 0; i < countof(homes); i++) {
		screens_press(pty, homes[i]);
		pty_cursor(pty, &row, &col, &visible);
		if (start_col < 0)
			start_col = col;
		if (col != start_col || col != end_col - 7)
			fail_msg("Home as %s: column %d, the end is %d", homes[i] + 1, col, end_col);
		screens_press(pty, ends[i]);
		pty_cursor(pty, &row, &col, &visible);
		if (col != end_col)
			fail_msg("End as %s: column %d", ends[i] + 1, col);
	}
	screens_press(pty, "\033");
	end(pty);
}

TEST(check_25_unknown_keys)
{
	static const char *const unknown[] = {
		"\033[99~",
		"\033[1;9Z",
		"\033[57500u",
		"\033[<99;1;1X",
		"\033Oz",
		"\033[3;200~",
		"\x1c",
		"\x1d",
		"\xff\xfe",
		"\033]7;x\a",
		"\033P1+r\033\\",
		"\033[31;1;1;1;1H",
		"þ",
		"鱼",
	};
	Pty *pty = begin();
	screens_press(pty, "2");
	char *before = page(pty);
	int bells = pty_bells(pty);
	for (size_t i = 0; i < countof(unknown); i++) {
		screens_press(pty, unknown[i]);
		char *after = page(pty);
		expect_frames(unknown[i], after, before);
		free(after);
	}
	assert_int_equal(pty_bells(pty), bells);
	free(before);
	end(pty);
}

/* Where a text stands, to click there. */
static bool place_of(Pty *pty, const char *text, int *row, int *col)
{
	for (int i = 2; i < 24; i++) {
		char *line = pty_row(pty, i);
		const char *at = strstr(line, text);
		if (at) {
			*row = i;
			*col = 0;
			for (const char *c = line; c < at; c++)
				*col += (*c & 0xc0) != 0x80;
		}
		free(line);
		if (at)
			return true;
	}
	return false;
}

static void click(Pty *pty, int row, int col)
{
	char *bytes = mem_printf("\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1, row + 1);
	screens_press(pty, bytes);
	free(bytes);
}

TEST(check_26_mouse)
{
	Pty *pty = begin();
	int row, col, at, at_col;
	bool visible;
	assert_true(pty_sent(pty, "\033[?1000h") && pty_sent(pty, "\033[?1006h"));
	screens_press(pty, "2");
	/* A click selects. */
	assert_true(place_of(pty, "Grachev", &row, &col));
	click(pty, row, col + 1);
	pty_cursor(pty, &at, &at_col, &visible);
	assert_int_equal(at, row);
	/* The wheel scrolls. */
	char *before = screens_frame(pty);
	screens_press(pty, "\033[<65;10;10M\033[<65;10;10M\033[<65;10;10M");
	char *after = screens_frame(pty);
	assert_string_not_equal(before, after);
	free(before);
	free(after);
	/* The header sorts, a second click turns it round. */
	screens_press(pty, "\033[H");
	before = page(pty);
	assert_true(place_of(pty, "Name", &row, &col));
	click(pty, row, col + 1);
	after = page(pty);
	if (strcmp(before, after) == 0)
		fail_msg("a click on the heading changes nothing:\n%s", after);
	free(before);
	free(after);
	click(pty, row, col + 1);
	/* Two presses on one cell open it. */
	screens_press(pty, "\033[H");
	assert_true(place_of(pty, "Ershova", &row, &col) || place_of(pty, "Belova", &row, &col) || place_of(pty, "Antonov", &row, &col));
	char *twice = mem_printf("\033[<0;%d;%dM\033[<0;%d;%dm\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1, row + 1, col + 1, row + 1, col + 1, row + 1);
	screens_press(pty, twice);
	free(twice);
	if (!pty_wait_row(pty, 0, "Clients ▸", PTY_MS)) {
		screens_show(pty);
		fail_msg("two presses do not open the card");
	}
	end(pty);
}

TEST(check_26_without_a_mouse)
{
	/* GNU screen keeps an Esc to itself while the mouse is on. */
	static const struct {
		const char *config, *term, *variable;
		bool mouse;
	} rows[] = {
		{"", "TERM=xterm-256color", "X=1", true},
		{"[look]\nmouse = no\n", "TERM=xterm-256color", "X=1", false},
		{"", "TERM=screen-256color", "X=1", false},
		{"", "TERM=xterm-256color", "STY=1.pts-0.host", false},
		{"", "TERM=screen-256color", "TMUX=/tmp/nosuch,1,0", true},
		{"", "TERM=tmux-256color", "X=1", true},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		home_make(&home);
		home_write(&home, ".config/kartoteka/config", rows[i].config, strlen(rows[i].config));
		home_set(&home, rows[i].term);
		home_set(&home, rows[i].variable);
		Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
		pty_expect(pty, "09:42");
		pty_send(pty, "2");
		pty_expect(pty, "Name");
		pty_send(pty, "\033[21~");
		assert_true(pty_wait_exit(pty, PTY_MS, NULL));
		if (pty_sent(pty, "\033[?1000h") != rows[i].mouse)
			fail_msg("%s, %s: the mouse is %s", rows[i].term, rows[i].variable, rows[i].mouse ? "off" : "on");
		pty_close(pty);
		home_remove(&home);
	}
}
