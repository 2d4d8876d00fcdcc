/* SPDX-License-Identifier: MIT */
/* Checks of what is seen: sizes, colours, locales, cursor, bytes sent, editor, reminders. Each test is named after its check. */
#include <limits.h>
#include <stdio.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static Pty *begin(int cols, int rows)
{
	home_make(&home);
	return home_demo(&home, cols, rows);
}

static void end(Pty *pty)
{
	screens_leave(pty);
	home_remove(&home);
}

static const char *const screens[] = {"1", "2", "2\r", "3", "3+", "3++", "3+++", "5", "7"};

TEST(check_11_small_screens)
{
	static const int sizes[][2] = {{60, 16}, {40, 10}};
	Pty *pty = begin(80, 24);
	for (size_t k = 0; k < countof(sizes); k++) {
		pty_resize(pty, sizes[k][0], sizes[k][1]);
		for (size_t i = 0; i < countof(screens); i++) {
			for (const char *key = screens[i]; *key; key++)
				screens_press(pty, (const char[]){*key, '\0'});
			char *hints = pty_row(pty, sizes[k][1] - 1);
			if (!strchr(hints, '?'))
				fail_msg("%s at %dx%d: no hints: %s", screens[i], sizes[k][0], sizes[k][1], hints);
			free(hints);
			assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
		}
	}
	pty_resize(pty, 39, 9);
	pty_expect(pty, "40");
	int status;
	screens_settle(pty);
	pty_send(pty, "Q");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	home_remove(&home);
}

/* Something else may have left the terminal in other letters or looks: a frame that is drawn anew begins with neither. */
TEST(drawn_anew_the_terminal_is_told_its_letters_and_look_first)
{
	Pty *pty = begin(80, 24);
	screens_settle(pty);
	pty_rest(pty);
	pty_mark(pty);
	pty_send(pty, "\014");
	assert_true(pty_wait_bytes(pty, "\017\033(B\033[m", PTY_MS));
	end(pty);
}

TEST(check_13_fifty_resizes)
{
	Pty *pty = begin(80, 24);
	unsigned seed = 20260723;
	screens_press(pty, "2s");
	for (int i = 0; i < 50; i++) {
		seed = seed * 1103515245 + 12345;
		int cols = 40 + (int)(seed >> 16 & 0x7f), rows = 10 + (int)(seed >> 8 & 0x1f);
		pty_resize(pty, cols, rows);
		pty_read(pty, 10);
	}
	pty_resize(pty, 97, 31);
	screens_settle(pty);
	pty_rest(pty);
	char *resized = screens_frame(pty);
	screens_leave(pty);
	home_remove(&home);
	pty = begin(97, 31);
	screens_press(pty, "2s");
	pty_rest(pty);
	char *fresh = screens_frame(pty);
	expect_frames("after 50 resizes", resized, fresh);
	free(resized);
	free(fresh);
	end(pty);
}

TEST(check_14_resize_keeps_what_is_typed)
{
	Pty *pty = begin(80, 24);
	screens_press(pty, "2/");
	screens_press(pty, "iva");
	pty_rest(pty);
	char *before = screens_frame(pty);
	pty_resize(pty, 120, 36);
	screens_settle(pty);
	pty_expect(pty, "iva");
	pty_resize(pty, 80, 24);
	screens_settle(pty);
	screens_expect(pty, "there and back", before);
	free(before);
	screens_press(pty, "\033[27u");
	screens_press(pty, "\033[27u");
	screens_press(pty, "2e");
	screens_press(pty, "zzz");
	pty_resize(pty, 60, 16);
	screens_settle(pty);
	pty_expect(pty, "zzz");
	end(pty);
}

TEST(check_16_rows_at_fixed_places)
{
	Pty *pty = begin(80, 24);
	for (size_t i = 0; i < countof(screens); i++) {
		for (const char *key = screens[i]; *key; key++)
			screens_press(pty, (const char[]){*key, '\0'});
		assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
		char *hints = pty_row(pty, 23);
		size_t n = strlen(hints);
		if (n < 6 || strcmp(hints + n - 6, "? help") != 0 || strstr(hints, "…  "))
			fail_msg("%s: hints: %s", screens[i], hints);
		free(hints);
	}
	end(pty);
}

/*
 * A terminal that draws Cyrillic two cells wide, as far as this needs it: moves, clears and letters; `_` is the right half of one.
 */
enum {
	WIDE_ROWS = 24,
	WIDE_COLS = 80,
};

typedef struct Wide {
	char rows[WIDE_ROWS][WIDE_COLS + 1];
	int row, col;
} Wide;

static void wide_clear(Wide *wide, int from, int to)
{
	for (int row = from; row < to; row++) {
		memset(wide->rows[row], ' ', WIDE_COLS);
		wide->rows[row][WIDE_COLS] = '\0';
	}
}

static const char *wide_csi(Wide *wide, const char *s)
{
	int part[8] = {0}, n = 0;
	for (; *s && !strchr("ABCDGHJKhlmnuq", *s); s++) {
		if (*s >= '0' && *s <= '9')
			part[n] = part[n] * 10 + *s - '0';
		else if (*s == ';' && n < 7)
			n++;
	}
	if (*s == 'H') {
		wide->row = part[0] ? part[0] - 1 : 0;
		wide->col = part[1] ? part[1] - 1 : 0;
	} else if (*s == 'G') {
		wide->col = part[0] ? part[0] - 1 : 0;
	} else if (*s == 'J') {
		wide_clear(wide, 0, WIDE_ROWS);
	} else if (*s == 'K') {
		wide_clear(wide, wide->row, wide->row + 1);
	}
	return *s ? s + 1 : s;
}

static void wide_draw(Wide *wide, const char *s)
{
	while (*s) {
		if (s[0] == '\033' && s[1] == '[') {
			s = wide_csi(wide, s + 2);
			continue;
		}
		bool letter = (unsigned char)*s >= 0xc0;
		int width = letter ? 2 : 1;
		if (wide->row >= WIDE_ROWS || wide->col + width > WIDE_COLS)
			fail_msg("something stands at row %d, column %d", wide->row, wide->col);
		wide->rows[wide->row][wide->col] = letter ? 'x' : *s;
		if (letter)
			wide->rows[wide->row][wide->col + 1] = '_';
		wide->col += width;
		for (s++; ((unsigned char)*s & 0xc0) == 0x80; s++) {
		}
	}
}

static bool came(Pty *pty, void *self)
{
	(void)self;
	return pty_count(pty) > 0;
}

TEST(check_34_wide_letters)
{
	home_make(&home);
	home_set(&home, "LANGUAGE=ru");
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", "--phone", "+79161234567", NULL));
	free(home_ask(&home, "client", "add", "--name", "Достоевская-Раскольникова Александра", "--phone", "+79161234568", NULL));
	free(home_ask(&home, "client", "add", "--name", "Smith John", "--phone", "+79161234569", NULL));
	Pty *pty = home_open(&home, 80, 24, NULL);
	pty_answer(pty, false);
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS)); /* it waits for no answer */
	pty_mark(pty);
	pty_send(pty, "\033[2;3R");
	/* Said once, with the setting; the lines are ASCII now. */
	assert_true(pty_wait_bytes(pty, "ambiguous", PTY_MS));
	pty_send(pty, "2");
	assert_true(pty_wait_bytes(pty, "Smith", PTY_MS));
	pty_rest(pty);
	Wide wide = {.row = 0};
	size_t n;
	const char *bytes = pty_bytes(pty, &n);
	char *sent = mem_strndup(bytes, n), *anew = strstr(sent, "\033[0m\033[2J"); /* what came before was for the other width */
	assert_non_null(anew);
	wide_draw(&wide, anew);
	free(sent);
	assert_false(pty_sent(pty, "─") || pty_sent(pty, "│") || pty_sent(pty, "▌"));
	int phones = 0, at = -1;
	for (int row = 3; row < 8; row++) {
		const char *phone = strstr(wide.rows[row], "916 123-45-6");
		if (!phone)
			continue;
		phones++;
		if (at >= 0 && phone - wide.rows[row] != at)
			fail_msg("the phones stand at %d and %d:\n%s", at, (int)(phone - wide.rows[row]), wide.rows[row]);
		at = (int)(phone - wide.rows[row]);
	}
	if (phones != 3) {
		for (int row = 0; row < WIDE_ROWS; row++)
			fprintf(stderr, "%s\n", wide.rows[row]);
		fail_msg("%d phones are seen", phones);
	}
	assert_non_null(strstr(wide.rows[0], "09:42"));
	assert_int_equal(strstr(wide.rows[0], "09:42") - wide.rows[0], 74);
	/* Said once: not when the next answer comes. */
	pty_mark(pty);
	pty_send(pty, "\033[2;3Rj");
	assert_true(pty_wait(pty, came, NULL, PTY_MS));
	pty_rest(pty);
	assert_false(pty_sent(pty, "ambiguous"));
	end(pty);
}

TEST(check_35_without_its_locale)
{
	home_make(&home);
	home_unset(&home, "LC_ALL");
	home_unset(&home, "LANGUAGE");
	home_set(&home, "LANG=ru_RU.UTF-8");
	Pty *pty = home_screens(&home, 80, 24);
	pty_expect(pty, "Сегодня");
	screens_press(pty, "ф");
	screens_press(pty, "Ёжик щёлкнул");
	pty_expect(pty, "Ёжик щёлкнул");
	screens_press(pty, "\033[27u");
	end(pty);
	home_make(&home);
	home_set(&home, "LC_ALL=C");
	pty = home_screens(&home, 80, 24);
	pty_expect(pty, "C.UTF-8");
	assert_false(pty_has(pty, "─"));
	screens_press(pty, "a");
	screens_press(pty, "Ёжик завтра 10\r");
	char *list = home_ask(&home, "task", "list", "--json", NULL);
	assert_non_null(strstr(list, "Ёжик"));
	free(list);
	end(pty);
}

/* Colour SGR among the bytes. */
static bool has_color(const Pty *pty)
{
	size_t n;
	const char *s = pty_bytes(pty, &n);
	for (size_t i = 0; i + 2 < n; i++) {
		if (s[i] != '\033' || s[i + 1] != '[')
			continue;
		int value = 0;
		bool color = false;
		size_t k = i + 2;
		for (; k < n && strchr("0123456789;", s[k]); k++) {
			if (s[k] == ';') {
				color |= (value >= 30 && value <= 38) || (value >= 40 && value <= 48) || (value >= 90 && value <= 107);
				value = 0;
			} else
				value = value * 10 + s[k] - '0';
		}
		color |= (value >= 30 && value <= 38) || (value >= 40 && value <= 48) || (value >= 90 && value <= 107);
		if (k < n && s[k] == 'm' && color)
			return true;
	}
	return false;
}

TEST(check_38_no_color)
{
	home_make(&home);
	home_set(&home, "NO_COLOR=1");
	Pty *pty = home_demo(&home, 80, 24);
	pty_send(pty, "2");
	pty_expect(pty, "Name");
	pty_send(pty, "3");
	pty_expect(pty, "Calendar");
	pty_send(pty, "5");
	pty_expect(pty, "OVERDUE");
	assert_true(pty_wait_row(pty, 3, "!", PTY_MS)); /* told by a sign as well */
	assert_false(has_color(pty));
	end(pty);
}

TEST(check_40_light_background)
{
	home_make(&home);
	home_set(&home, "COLORFGBG=0;15");
	Pty *pty = home_demo(&home, 80, 24);
	pty_rest(pty);
	assert_true(pty_sent(pty, "38;5;88m") && !pty_sent(pty, "38;5;166"));
	pty_send(pty, "Q");
	assert_true(pty_wait_exit(pty, PTY_MS, NULL));
	pty_close(pty);
	home_remove(&home);
}

/* The terminal says what its background is; one that says nothing is dark. */
TEST(check_40_the_terminal_tells_its_background)
{
	static const struct {
		const char *reply;
		bool light;
	} rows[] = {{"\033]11;rgb:ffff/ffff/ffff\033\\", true}, {"\033]11;rgb:fafa/f0f0/e6e6\a", true}, {"\033]11;rgb:0000/0000/0000\033\\", false}, {"\033]11;rgb:1e1e/1e1e/2e2e\a", false}, {"", false}};
	for (size_t i = 0; i < countof(rows); i++) {
		home_make(&home);
		Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
		pty_answer(pty, false);
		assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
		if (!pty_sent(pty, "\033]11;?"))
			fail_msg("it is not asked");
		pty_rest(pty); /* the first frame is dark, and what is counted behind it */
		pty_send(pty, rows[i].reply);
		pty_mark(pty);
		pty_send(pty, "2\x0c");
		assert_true(pty_wait_text(pty, "Phone", PTY_MS));
		pty_rest(pty);
		if (pty_sent(pty, "38;5;88m") != rows[i].light || pty_sent(pty, "38;5;166m") == rows[i].light)
			fail_msg("reply %zu: not the %s set", i, rows[i].light ? "light" : "dark");
		pty_send(pty, "Q");
		assert_true(pty_wait_exit(pty, PTY_MS, NULL));
		pty_close(pty);
		home_remove(&home);
	}
}

static bool is_light(Pty *pty, void *self)
{
	(void)self;
	return pty_sent(pty, "38;5;88m");
}

/* A reply that comes at once is in the colours 100 ms later. */
TEST(check_40_a_reply_is_seen_within_100_ms)
{
	enum {
#ifdef __SANITIZE_ADDRESS__
		REPLY_MS = PTY_MS
#else
		REPLY_MS = 100
#endif
	};
	for (Promise promise = {.ms = REPLY_MS, .what = "the light set is taken"}; promise_goes_on(&promise);) {
		struct timespec from, to;
		home_make(&home);
		Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
		pty_answer(pty, false);
		assert_true(pty_wait_bytes(pty, "\033]11;?", PTY_MS));
		assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS)); /* it waits for none: dark so far */
		assert_false(pty_sent(pty, "38;5;88m"));
		clock_gettime(CLOCK_MONOTONIC, &from);
		pty_send(pty, "\033]11;rgb:ffff/ffff/ffff\033\\");
		assert_true(pty_wait(pty, is_light, NULL, PTY_MS));
		clock_gettime(CLOCK_MONOTONIC, &to);
		promise_took(&promise, (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000);
		end(pty);
	}
}

TEST(check_44_cursor_stands_on_the_row)
{
	static const char *const lists[] = {"2", "5", "7", "1"};
	Pty *pty = begin(80, 24);
	for (size_t i = 0; i < countof(lists); i++) {
		int row, col;
		bool visible;
		screens_press(pty, lists[i]);
		screens_press(pty, "j");
		pty_cursor(pty, &row, &col, &visible);
		char *line = pty_row(pty, row);
		if (!strstr(line, "▌"))
			fail_msg("screen %s: the cursor stands on \"%s\"", lists[i], line);
		free(line);
	}
	end(pty);
}

/* U+2500 to U+257F, among what the last whole painting sent. */
static void expect_no_lines(Pty *pty, const char *keys)
{
	size_t n;
	const char *sent = pty_bytes(pty, &n);
	assert_true(n > 200);
	for (size_t i = 0; i + 2 < n; i++)
		if (sent[i] == '\xe2' && ((unsigned char)sent[i + 1] == 0x94 || (unsigned char)sent[i + 1] == 0x95)) {
			screens_show(pty);
			fail_msg("%s: a line is drawn", keys);
		}
}

/* `--plain`, and the setting: no line and no box is sent on any screen; what was done is said in words, and the cursor stands where a reader begins. */
TEST(check_45_plain_sends_no_boxes)
{
	static const char *const keys[] = {"2", "2\r", "3", "3+", "3++", "5", "7", "2?", "2:", "2y", "5z", "2c", "A"};
	for (int setting = 0; setting < 2; setting++) {
		home_make(&home);
		if (setting)
			home_write(&home, ".config/kartoteka/config", "[look]\naccessible = yes\n", 24);
		Pty *pty = setting ? home_open(&home, 120, 36, "--demo", NULL) : home_open(&home, 120, 36, "--demo", "--plain", NULL);
		assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
		for (size_t i = 0; i < countof(keys); i++) {
			for (const char *key = keys[i]; *key; key++) {
				screens_press(pty, (const char[]){*key, '\0'});
				expect_no_lines(pty, keys[i]);
			}
			screens_press(pty, "\033[27u");
			screens_press(pty, "\033[27u");
		}
		screens_press(pty, "5");
		screens_press(pty, "d");
		assert_true(pty_wait_row(pty, 34, "Done: ", PTY_MS));
		int row, col;
		bool visible;
		pty_cursor(pty, &row, &col, &visible);
		char *line = pty_row(pty, row);
		assert_true(row > 1 && row < 34 && *line);
		free(line);
		end(pty);
	}
}

TEST(check_51_late_replies_are_not_typed)
{
	home_make(&home);
	Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
	pty_answer(pty, false);
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	assert_false(pty_sent(pty, "\033[?2026h"));
	pty_send(pty, "a");
	pty_send(pty, "xyz\033[?62;22c\033[?0u\033]11;rgb:0000/0000/0000\033\\\033[?2026;2$y\033P>|name\033\\\033[2;2Rxyz");
	pty_expect(pty, "xyzxyz");
	pty_mark(pty);
	pty_resize(pty, 100, 30);
	assert_true(pty_wait_bytes(pty, "\033[?2026h", PTY_MS));
	assert_true(pty_wait_bytes(pty, "\033[?2026l", PTY_MS));
	pty_send(pty, "\033[27u");
	end(pty);
}

TEST(check_55_due_reminder_shows)
{
	home_make(&home);
	char *now = home_file(&home, "now"), *variable = mem_printf("KARTOTEKA_NOW=@%s", now);
	home_write(&home, "now", "2026-07-23T09:42:00+03:00\n", 26);
	home_set(&home, variable);
	for (int i = 0; i < TRIES; i++) {
		char *what = mem_printf("call lawyer %d", i), *due = mem_printf("today 10:%02d", i);
		free(home_ask(&home, "task", "add", what, "--due", due, NULL));
		free(what);
		free(due);
	}
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "7");
	int bells = pty_bells(pty);
	assert_false(pty_has(pty, "lawyer"));
	for (Promise promise = {.ms = SECOND_MS, .what = "a due reminder is told"}; promise_goes_on(&promise);) {
		int i = promise_tries(&promise);
		char *what = mem_printf("call lawyer %d", i), *time = mem_printf("2026-07-23T10:%02d:05+03:00\n", i), *count = mem_printf("! %d", i + 1);
		home_write(&home, "now", time, strlen(time));
		promise_took(&promise, screens_until(pty, what));
		assert_true(pty_wait_row(pty, 22, what, PTY_MS));
		assert_true(pty_wait_row(pty, 0, count, PTY_MS));
		assert_true(pty_wait_row(pty, 0, "Settings", PTY_MS)); /* no focus was taken */
		pty_rest(pty);
		assert_int_equal(pty_bells(pty), bells + i + 1);
		free(what);
		free(time);
		free(count);
	}
	free(now);
	free(variable);
	end(pty);
}

TEST(check_58_remind_without_a_terminal)
{
	home_make(&home);
	free(home_ask(&home, "task", "add", "call the lawyer", "--due", "today 10:00", NULL));
	home_set(&home, "KARTOTEKA_NOW=2026-07-23T10:01:00+03:00");
	char *once = home_ask(&home, "remind", "--due", "--notify", NULL), *twice = NULL;
	assert_non_null(strstr(once, "call the lawyer"));
	home_run(&home, &twice, NULL, "remind", "--due", "--notify", NULL);
	assert_null(strstr(twice, "call the lawyer"));
	free(once);
	free(twice);
	home_remove(&home);
}

/* Several crons at once, none with a terminal: between them each reminder is told once. */
TEST(check_58_sessions_at_once_tell_each_reminder_once)
{
	enum {
		TASKS = 4,
		ROUNDS = 5
	};
	home_make(&home);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < TASKS; i++) {
			char *what = mem_printf("thing %d-%d", round, i), *due = mem_printf("today 10:%02d", round);
			free(home_ask(&home, "task", "add", what, "--due", due, NULL));
			free(what);
			free(due);
		}
		char *now = mem_printf("KARTOTEKA_NOW=2026-07-23T10:%02d:30+03:00", round);
		home_set(&home, now);
		free(now);
		Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "for i in 1 2 3 4 5 6; do setsid \"$0\" remind --due --notify </dev/null >\"$HOME/told.$i\" 2>&1 & done; wait", KT_PROGRAM, NULL});
		int status;
		assert_true(pty_wait_exit(pty, PTY_MS, &status));
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		pty_close(pty);
		Str all = {0};
		for (int i = 1; i <= 6; i++) {
			char *name = mem_printf("told.%d", i), *told = home_read(&home, name);
			str_add(&all, told);
			free(told);
			free(name);
		}
		for (int i = 0; i < TASKS; i++) {
			char *what = mem_printf("thing %d-%d", round, i), *first = strstr(str_text(&all), what);
			if (!first || strstr(first + 1, what))
				fail_msg("%s is told %s:\n%s", what, first ? "twice" : "by nobody", str_text(&all));
			free(what);
		}
		str_done(&all);
	}
	home_remove(&home);
}

static char *setting_shown(const char *name)
{
	char *shown = home_ask(&home, "config", "--show", NULL), *at = strstr(shown, name);
	char *line = at ? mem_strndup(at, strcspn(at, "\n")) : mem_strdup("");
	free(shown);
	return line;
}

static void expect_setting(const char *value, const char *origin)
{
	char *line = setting_shown("time.zone");
	if (!strstr(line, value) || !strstr(line, origin))
		fail_msg("want %s of %s, it is: %s", value, origin, line);
	free(line);
}

/* Each kind of file in its own folder, ours alone, and nothing else in $HOME; a setting of the environment wins over the file, the file over what is shipped. */
TEST(check_66_folders)
{
	static const char *const ours[] = {".config", ".local", ".cache"};
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov", NULL));
	free(home_ask(&home, "config", "set", "look.theme", "mono", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "A");
	screens_press(pty, "draft");
	screens_press(pty, "\033");
	screens_press(pty, "\033");
	screens_leave(pty);
	static const struct {
		const char *path;
		bool must;
	} folders[] = {{".local/share/kartoteka", true}, {".local/state/kartoteka", true}, {".config/kartoteka", true}, {".cache/kartoteka", false}};
	for (size_t i = 0; i < countof(folders); i++) {
		char *path = home_file(&home, folders[i].path);
		struct stat info;
		bool there = stat(path, &info) == 0;
		assert_true(there || !folders[i].must);
		if (there)
			assert_int_equal(info.st_mode & 0777, 0700);
		free(path);
	}
	DIR *folder = opendir(home.path);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		bool known = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
		for (size_t i = 0; i < countof(ours); i++)
			known = known || strcmp(entry->d_name, ours[i]) == 0;
		if (!known)
			fail_msg("%s lies in $HOME", entry->d_name);
	}
	closedir(folder);
	char *theme = setting_shown("look.hints");
	assert_non_null(strstr(theme, "default"));
	free(theme);
	free(home_ask(&home, "config", "set", "time.zone", "Europe/Berlin", NULL));
	expect_setting("Europe/Berlin", "/.config/kartoteka/config:");
	home_set(&home, "KARTOTEKA_ZONE=Asia/Irkutsk");
	expect_setting("Asia/Irkutsk", "$KARTOTEKA_ZONE");
	home_remove(&home);
}

/* Where the user says that they lie elsewhere, nothing is made in the folders that are meant otherwise. */
TEST(check_66_folders_of_xdg)
{
	static const struct {
		const char *variable, *file; /* behind HOME */
	} rows[] = {
		{"XDG_CONFIG_HOME", "x/config/kartoteka/config"},
		{"XDG_DATA_HOME", "x/data/kartoteka/kartoteka.db"},
		{"XDG_STATE_HOME", "x/state/kartoteka/log"},
		{"XDG_CACHE_HOME", NULL},
	};
	static const char *const never[] = {".config", ".local", ".cache"};
	home_make(&home);
	for (size_t i = 0; i < countof(rows); i++) {
		char *variable = mem_printf("%s=%s/x/%s", rows[i].variable, home.path, (const char *const[]){"config", "data", "state", "cache"}[i]);
		home_set(&home, variable);
		free(variable);
	}
	free(home_ask(&home, "client", "add", "--name", "Ivanov", NULL));
	free(home_ask(&home, "config", "set", "look.theme", "mono", NULL));
	screens_leave(home_screens(&home, 80, 24));
	for (size_t i = 0; i < countof(rows) && rows[i].file; i++) {
		char *path = home_file(&home, rows[i].file), *folder = path_folder(path);
		struct stat info;
		if (!file_exists(path) || stat(folder, &info) != 0 || (info.st_mode & 0777) != 0700)
			fail_msg("%s: no %s, or its folder is open to others", rows[i].variable, rows[i].file);
		free(folder);
		free(path);
	}
	for (size_t i = 0; i < countof(never); i++) {
		char *path = home_file(&home, never[i]);
		if (file_exists(path))
			fail_msg("%s lies in $HOME", never[i]);
		free(path);
	}
	home_remove(&home);
}

/* The editor of a note: a small script with arguments, in a folder with a blank in its name. */
static void editor(const char *body)
{
	char *path = home_file(&home, "my editor");
	home_write(&home, "my editor", body, strlen(body));
	chmod(path, 0700);
	char *variable = mem_printf("VISUAL='%s' --wait", path);
	home_set(&home, variable);
	free(variable);
	free(path);
}

TEST(check_68_editor)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--note", "before", NULL));
	editor("#!/bin/sh\n[ \"$1\" = --wait ] || exit 3\nprintf 'written here\\n' > \"$2\"\n");
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2");
	pty_send(pty, "E");
	for (int i = 0; i < PTY_MS / 50; i++) {
		pty_read(pty, 50);
		char *card = home_ask(&home, "client", "show", "Ivanov", "--json", NULL);
		bool there = strstr(card, "written here") != NULL;
		free(card);
		if (there)
			break;
	}
	screens_settle(pty);
	assert_true(pty_on_alternate(pty));
	char *card = home_ask(&home, "client", "show", "Ivanov", "--json", NULL);
	if (!strstr(card, "written here")) {
		screens_show(pty);
		fail_msg("the note is not the editor's: %s", card);
	}
	free(card);
	screens_leave(pty);
	/* An editor that fails changes nothing. */
	editor("#!/bin/sh\nprintf 'lost\\n' > \"$2\"\nexit 1\n");
	pty = home_screens(&home, 80, 24);
	screens_press(pty, "2");
	pty_send(pty, "E");
	pty_expect(pty, "nothing was changed");
	card = home_ask(&home, "client", "show", "Ivanov", "--json", NULL);
	assert_null(strstr(card, "lost"));
	free(card);
	end(pty);
}

/* $VISUAL, then $EDITOR, then vi. */
TEST(check_68_visual_then_editor_then_vi)
{
	static const struct {
		const char *name, *want;
		bool visual, editor;
	} rows[] = {{"visual", "by visual", true, true}, {"editor", "by editor", false, true}, {"vi", "by vi", false, false}};
	for (size_t i = 0; i < countof(rows); i++) {
		home_make(&home);
		free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--note", "before", NULL));
		for (size_t k = 0; k < countof(rows); k++) {
			char *file = mem_printf("bin/%s", rows[k].name), *body = mem_printf("#!/bin/sh\nprintf '%s\\n' > \"$1\"\n", rows[k].want), *path = home_file(&home, file);
			home_write(&home, file, body, strlen(body));
			assert_int_equal(chmod(path, 0700), 0);
			free(path);
			free(body);
			free(file);
		}
		char *bin = home_file(&home, "bin"), *folders = mem_printf("PATH=%s:/usr/bin:/bin", bin);
		home_set(&home, folders);
		free(folders);
		free(bin);
		home_unset(&home, "VISUAL");
		home_unset(&home, "EDITOR");
		if (rows[i].visual)
			home_set(&home, "VISUAL=visual");
		if (rows[i].editor)
			home_set(&home, "EDITOR=editor");
		Pty *pty = home_screens(&home, 80, 24);
		screens_press(pty, "2");
		pty_send(pty, "E");
		bool there = false;
		for (int tries = 0; tries < PTY_MS / 50 && !there; tries++) {
			pty_read(pty, 50);
			char *card = home_ask(&home, "client", "show", "Ivanov", "--json", NULL);
			there = strstr(card, rows[i].want);
			free(card);
		}
		if (!there)
			fail_msg("%s did not write the note", rows[i].name);
		screens_settle(pty);
		end(pty);
	}
}

/* A file that stays as it was is no change; a window that grew meanwhile is painted at its new size. */
TEST(check_68_an_unchanged_note_and_a_window_resized_meanwhile)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--note", "before", NULL));
	editor("#!/bin/sh\necho EDITING\nread line\n");
	char *before = home_ask(&home, "changes", NULL);
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2");
	pty_send(pty, "E");
	pty_expect(pty, "EDITING");
	assert_false(pty_on_alternate(pty));
	pty_resize(pty, 100, 30);
	pty_send(pty, "\n");
	assert_true(pty_wait_row(pty, 29, "help", PTY_MS)); /* the hints stand in the last row of the new size */
	screens_settle(pty);
	assert_true(pty_on_alternate(pty));
	char *frame = screens_frame(pty), *after = home_ask(&home, "changes", NULL);
	assert_string_equal(before, after);
	Pty *fresh = home_screens(&home, 100, 30);
	screens_press(fresh, "2");
	screens_expect(fresh, "after the editor", frame);
	screens_leave(fresh);
	free(frame);
	free(before);
	free(after);
	end(pty);
}

static char *only_file(const char *folder)
{
	DIR *dir = opendir(folder);
	char *found = NULL;
	assert_non_null(dir);
	for (const struct dirent *entry; (entry = readdir(dir));) {
		if (entry->d_name[0] == '.')
			continue;
		assert_null(found);
		found = path_join(folder, entry->d_name);
	}
	closedir(dir);
	assert_non_null(found);
	return found;
}

/* A hangup does not wait for the editor: it is ended too, the terminal is as it was, and what the editor wrote so far is kept. */
TEST(check_05_killed_while_the_editor_is_open)
{
	/* one that is ended by the signal, and one that ends itself */
	static const char *const bodies[] = {
		"#!/bin/sh\nprintf 'half of it\\n' > \"$2\"\necho EDITING\nread line\n",
		"#!/bin/sh\ntrap 'exit 1' TERM HUP\nprintf 'half of it\\n' > \"$2\"\necho EDITING\nread line\n",
	};
	static const int signals[] = {SIGTERM, SIGHUP};
	for (size_t k = 0; k < countof(signals) * countof(bodies); k++) {
		size_t i = k % countof(signals);
		int status;
		home_make(&home);
		free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--note", "before", NULL));
		editor(bodies[k / countof(signals)]);
		Pty *pty = home_screens(&home, 80, 24);
		screens_press(pty, "2");
		pty_send(pty, "E");
		pty_expect(pty, "EDITING");
		pty_signal(pty, signals[i]);
		assert_true(pty_wait_exit(pty, PTY_MS, &status));
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
		assert_false(pty_on_alternate(pty));
		char *folder = home_file(&home, ".local/state/kartoteka/edit"), *kept = only_file(folder);
		assert_non_null(strstr(kept, "/kept-"));
		Str text = {0};
		Err *err = file_read(&text, kept);
		if (err)
			fail_msg("%s", err->what);
		assert_string_equal(str_text(&text), "half of it\n");
		str_done(&text);
		free(folder);
		free(kept);
		pty_close(pty);
	}
}

TEST(check_70_damaged_and_newer_bases)
{
	home_make(&home);
	char *out, *err;
	home_write(&home, "broken.db", "this is no base at all, only some text that is long enough", 58);
	home_set(&home, "KARTOTEKA_DB=broken.db");
	int status = home_run(&home, &out, &err, "client", "list", NULL);
	assert_int_equal(status, 1);
	assert_true(strlen(err) > 20);
	assert_null(strstr(err, "errno"));
	free(out);
	free(err);
	home_remove(&home);
}

TEST(check_71_nothing_on_standard_error)
{
	home_make(&home);
	Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "exec \"$0\" --demo 2>\"$HOME/err\"", KT_PROGRAM, NULL});
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	for (size_t i = 0; i < countof(screens); i++)
		screens_press(pty, screens[i]);
	screens_press(pty, "?");
	screens_press(pty, "\033[27u");
	screens_leave(pty);
	char *said = home_read(&home, "err");
	assert_string_equal(said, "");
	free(said);
	home_remove(&home);
}
