/* SPDX-License-Identifier: MIT */
/* The room `term` on a real tty: this program runs itself as a child that shows frames, echoes events and ends as it is told. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <locale.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/term/curses.h"
#include "kartoteka/term/input.h"
#include "program.h"
#include "test.h"

/* --- the child --- */

static void on_resize(int number)
{
	(void)number; /* it only ends the poll; the size is asked in every turn */
}

static void on_death(int number)
{
	term_restore_now();
	signal(number, SIG_DFL);
	raise(number);
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Row 0: the last event; then a list whose cursor moves by Up and Down; the last row says the size. */
static void child_draw(Frame *frame, const char *last, int cursor)
{
	Area a = area_all(frame);
	frame_clear(frame);
	area_pair(a, 0, 1, STYLE_BOLD, last, STYLE_OVERDUE, "! 2");
	area_rule(a, 1, STYLE_RULE);
	for (int row = 2; row < frame->rows - 1; row++) {
		area_printf(a, row, 2, -1, row % 3 ? STYLE_PLAIN : STYLE_SOON, "Иванов 鱼 %d", row);
		area_glyphs(a, row, row - 2 == cursor, false, row % 3 ? NULL : GLYPH_SOON, STYLE_SOON);
	}
	area_put(a, 4, 20, -1, STYLE_PLAIN, "👨‍👩‍👧|e\xcc\x81|\x1b[31m|");
	area_printf(a, frame->rows - 1, 1, -1, STYLE_DIM, "size %dx%d", frame->cols, frame->rows);
	area_cursor(a, 2 + cursor, 0, false);
}

static void add_key(char *last, size_t cap, const TermEvent *event)
{
	Str name = {0};
	key_write(&name, event->key);
	snprintf(last, cap, "key %s", str_text(&name));
	str_done(&name);
}

static void child_act(Term *term, const char *word)
{
	if (strcmp(word, "key b") == 0)
		term_bell(term);
	else if (strcmp(word, "key t") == 0)
		term_title(term, "(2) Карто\x1b\x07тека");
	else if (strcmp(word, "key y") == 0)
		term_copy(term, "+7 916");
	else if (strcmp(word, "key A") == 0)
		abort();
	else if (strcmp(word, "key C-z") == 0) {
		term_suspend(term);
		kill(0, SIGTSTP);
		term_resume(term);
	}
}

static int child_run(Term *term, Frame *frame)
{
	Input *input = input_new();
	char bytes[512], last[128] = "ready";
	int cursor = 0, rows, cols;
	bool go = true, gone = false;
	while (go) {
		if (term_size(term, &rows, &cols) || frame->rows != rows || frame->cols != cols)
			frame_resize(frame, rows, cols);
		frame->ascii = term_is_ascii(term);
		child_draw(frame, last, cursor);
		term_show(term, frame);
		struct pollfd fd = {.fd = term_fd(term), .events = POLLIN};
		int wait = input_wait(input, now_ms());
		poll(&fd, 1, wait < 0 || wait > 50 ? 50 : wait); /* a SIGWINCH right before it is seen then */
		size_t n = term_read(term, bytes, sizeof bytes, &gone);
		input_feed(input, bytes, n, now_ms());
		if (gone)
			input_eof(input);
		TermEvent event;
		while (go && input_next(input, &event, now_ms())) {
			switch (event.type) {
			case EVENT_KEY:
				cursor += event.key.code == CODE_DOWN ? 1 : event.key.code == CODE_UP ? -1
				                                                                      : 0;
				if (event.key.code != CODE_DOWN && event.key.code != CODE_UP)
					add_key(last, sizeof last, &event);
				go = event.key.code != 'q' || event.key.mods;
				child_act(term, last);
				break;
			case EVENT_PASTE:
				snprintf(last, sizeof last, "paste %s", event.text);
				break;
			case EVENT_MOUSE:
				snprintf(last, sizeof last, "mouse %d %d", event.mouse.row, event.mouse.col);
				break;
			case EVENT_REPLY:
				if (term_reply(term, &event) == TERM_AMBIGUOUS_WIDE)
					snprintf(last, sizeof last, "wide");
				break;
			case EVENT_EOF:
				go = false;
				break;
			case EVENT_NONE:
			case EVENT_FOCUS:
				break;
			}
		}
	}
	input_free(input);
	return 0;
}

static int child_main(void)
{
	Theme theme;
	Term *term;
	theme_default(&theme);
	setlocale(LC_ALL, "C.UTF-8");
	TermOptions options = {
		.term = getenv("TERM"),
		.colorfgbg = getenv("COLORFGBG"),
		.title = "kartoteka",
		.theme = &theme,
		.no_color = getenv("NO_COLOR") != NULL,
		.mouse = getenv("MOUSE") != NULL,
		.in = 0,
		.out = 1,
	};
	Err *err = term_open(&term, &options);
	if (err) {
		fprintf(stderr, "%s\n", err->what);
		err_free(err);
		return 2;
	}
	struct sigaction resize = {.sa_handler = on_resize};
	sigaction(SIGWINCH, &resize, NULL);
	static const int deaths[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGABRT, SIGSEGV};
	for (size_t i = 0; i < countof(deaths); i++)
		signal(deaths[i], on_death);
	Frame *frame = frame_new(1, 1);
	int status = child_run(term, frame);
	frame_free(frame);
	term_close(term);
	printf("bye\n");
	return status;
}

__attribute__((constructor(65000))) static void become_child(void)
{
	if (getenv("KT_TERM_CHILD"))
		exit(child_main());
}

/* --- the tests --- */

static const char *const child_argv[] = {"/proc/self/exe", NULL};
static const char *const child_env[] = {"TERM=xterm-256color", "KT_TERM_CHILD=1", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};

static Pty *child_open(const char *const *env)
{
	Pty *pty = pty_open(80, 24, child_argv, env);
	pty_expect(pty, "size 80x24");
	return pty;
}

static void quit(Pty *pty)
{
	int status;
	pty_send(pty, "q");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_false(pty_on_alternate(pty));
	pty_close(pty);
}

static bool family_is_one_sign(Pty *pty, void *self)
{
	(void)self;
	char *row = pty_row(pty, 4);
	bool is = strstr(row, "👨 |") || strstr(row, "👨|");
	free(row);
	return is;
}

TEST(term_shows_cells_and_leaves_clean)
{
	Pty *pty = pty_open(80, 24, child_argv, child_env);
	struct termios before = pty_tty_first(pty);
	pty_expect(pty, "size 80x24");
	assert_true(pty_on_alternate(pty));
	assert_true(pty_wait_row(pty, 2, "▌ Иванов 鱼 2", PTY_MS));
	assert_true(pty_wait(pty, family_is_one_sign, NULL, PTY_MS));
	assert_true(pty_wait_cursor(pty, 2, 0, PTY_MS));
	assert_true(pty_cell(pty, 2, 0).bold && pty_cell(pty, 2, 0).colored);
	assert_false(pty_tty(pty).c_lflag & (ICANON | ECHO | ISIG));
	assert_false(pty_tty(pty).c_iflag & IXON);
	assert_true(pty_sent(pty, "\033[22;0t") && pty_sent(pty, "\033[?2004h"));
	assert_false(pty_sent(pty, "\033[?1000h"));
	assert_true(pty_wait_bytes(pty, "\033]2;kartoteka\033\\", PTY_MS)); /* right behind the first frame */
	assert_string_equal(pty_title(pty), "kartoteka");
	/* Nothing is drawn before the other screen is there. */
	size_t n;
	const char *bytes = pty_bytes(pty, &n);
	assert_true(n > 8 && memcmp(bytes, "\033[?1049h", 8) == 0);
	assert_false(pty_sent(pty, "\033[41m"));
	pty_mark(pty);
	int status;
	pty_send(pty, "q");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(pty_sent(pty, "\033[?1049l") && pty_sent(pty, "\033[?25h") && pty_sent(pty, "\033[?2004l") && pty_sent(pty, "\033[23;0t"));
	assert_true(pty_sent(pty, "\033[?1000l"));
	struct termios after = pty_tty(pty);
	assert_true(same_tty(&before, &after));
	assert_true(pty_has(pty, "bye"));
	pty_close(pty);
}

TEST(term_moving_the_selection_is_cheap)
{
	Pty *pty = child_open(child_env);
	pty_send(pty, "\033[B");
	assert_true(pty_wait_row(pty, 3, "▌•Иванов", PTY_MS));
	assert_true(pty_wait_cursor(pty, 3, 0, PTY_MS));
	pty_mark(pty);
	pty_send(pty, "\033[B");
	assert_true(pty_wait_row(pty, 4, "▌ Иванов", PTY_MS));
	assert_true(pty_wait_cursor(pty, 4, 0, PTY_MS));
	if (pty_count(pty) > 60)
		fail_msg("%zu bytes", pty_count(pty));
	quit(pty);
}

TEST(term_full_frame_is_small)
{
	Pty *pty = child_open(child_env);
	if (pty_count(pty) > 8192)
		fail_msg("%zu bytes", pty_count(pty));
	quit(pty);
}

TEST(term_dies_clean)
{
	static const int deaths[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGABRT, SIGSEGV};
	for (size_t i = 0; i < countof(deaths); i++) {
		Pty *pty = child_open(child_env);
		int status;
		pty_mark(pty);
		pty_signal(pty, deaths[i]);
		assert_true(pty_wait_exit(pty, PTY_MS, &status));
		if (!WIFSIGNALED(status) || WTERMSIG(status) != deaths[i])
			fail_msg("signal %d: status %x", deaths[i], status);
		assert_true(pty_sent(pty, "\033[?1049l") && pty_sent(pty, "\033[?25h") && pty_sent(pty, "\033[?2004l"));
		assert_false(pty_on_alternate(pty));
		assert_int_equal(pty_tty(pty).c_lflag & (ICANON | ECHO), ICANON | ECHO);
		pty_close(pty);
	}
}

TEST(term_keys_and_pastes)
{
	Pty *pty = child_open(child_env);
	static const struct {
		const char *bytes, *want;
	} rows[] = {
		{"\x13", "key C-s"},
		{"\x11", "key C-q"},
		{"\x03", "key C-c"},
		{"\033", "key Esc"},
		{"\033[H", "key Home"},
		{"\033OF", "key End"},
		{"ё", "key ё"},
		{"\033[1089::99;5u", "key C-с"},
		{"\033[200~a\033[31mb\033[201~", "paste a[31mb"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		pty_send(pty, rows[i].bytes);
		if (!pty_wait_row(pty, 0, rows[i].want, PTY_MS))
			fail_msg("%s", rows[i].want);
	}
	quit(pty);
}

TEST(term_replies_are_not_typed)
{
	Pty *pty = pty_open(80, 24, child_argv, child_env);
	pty_answer(pty, false);
	pty_expect(pty, "size 80x24");
	assert_true(pty_sent(pty, "\033[?u") && pty_sent(pty, "\033[?2026$p") && pty_sent(pty, "\033]11;?") && pty_sent(pty, "\033[6n"));
	pty_mark(pty);
	pty_send(pty, "\033[?0u\033[?2026;2$y\033]11;rgb:0000/0000/0000\033\\\033[2;2R\033[?62c");
	assert_true(pty_wait_bytes(pty, "\033[>5u", PTY_MS));
	pty_send(pty, "z");
	assert_true(pty_wait_row(pty, 0, "key z", PTY_MS));
	assert_true(pty_has(pty, "─"));
	pty_mark(pty);
	pty_resize(pty, 100, 30);
	pty_expect(pty, "size 100x30");
	assert_true(pty_sent(pty, "\033[?2026h") && pty_wait_bytes(pty, "\033[?2026l", PTY_MS));
	pty_mark(pty);
	pty_send(pty, "q");
	assert_true(pty_wait_exit(pty, PTY_MS, NULL));
	assert_true(pty_sent(pty, "\033[<u"));
	pty_close(pty);
}

TEST(term_light_background_repaints)
{
	Pty *pty = pty_open(80, 24, child_argv, child_env);
	pty_answer(pty, false);
	pty_expect(pty, "size 80x24");
	assert_true(pty_sent(pty, "38;5;166m"));
	pty_mark(pty);
	pty_send(pty, "\033]11;rgb:ffff/ffff/ffff\033\\");
	assert_true(pty_wait_bytes(pty, "38;5;88m", PTY_MS));
	assert_false(pty_sent(pty, "38;5;166m"));
	quit(pty);
}

TEST(term_wide_letters_are_found)
{
	Pty *pty = pty_open(80, 24, child_argv, child_env);
	pty_answer(pty, false);
	pty_expect(pty, "size 80x24");
	assert_true(pty_has(pty, "───"));
	pty_send(pty, "\033[2;3R");
	assert_true(pty_wait_row(pty, 0, "wide", PTY_MS));
	assert_true(pty_wait_row(pty, 1, "-----", PTY_MS));
	assert_false(pty_has(pty, "─"));
	quit(pty);
}

static bool no_color_sgr(const Pty *pty)
{
	size_t n;
	const char *s = pty_bytes(pty, &n);
	for (size_t i = 0; i + 2 < n; i++) {
		if (s[i] != '\033' || s[i + 1] != '[')
			continue;
		size_t k = i + 2;
		int value = 0;
		bool bad = false;
		for (; k < n && ((s[k] >= '0' && s[k] <= '9') || s[k] == ';'); k++) {
			if (s[k] == ';') {
				bad |= (value >= 30 && value <= 38) || (value >= 40 && value <= 48) || value >= 90;
				value = 0;
			} else {
				value = value * 10 + (s[k] - '0');
			}
		}
		bad |= (value >= 30 && value <= 38) || (value >= 40 && value <= 48) || (value >= 90 && value <= 107);
		if (k < n && s[k] == 'm' && bad)
			return false;
	}
	return true;
}

TEST(term_without_colors)
{
	static const char *const env[] = {"TERM=xterm-256color", "NO_COLOR=1", "KT_TERM_CHILD=1", "LC_ALL=C.UTF-8", NULL};
	Pty *pty = child_open(env);
	assert_true(no_color_sgr(pty));
	assert_true(pty_cell(pty, 2, 0).bold);
	quit(pty);
	pty = child_open(child_env);
	assert_false(no_color_sgr(pty));
	quit(pty);
}

TEST(term_on_other_terminals)
{
	static const char *const names[] = {
		"xterm",
		"xterm-16color",
		"screen",
		"screen-256color",
		"tmux-256color",
		"linux",
		"vt100",
		"vt220",
		"rxvt",
		"ansi",
	};
	for (size_t i = 0; i < countof(names); i++) {
		char *name = mem_printf("TERM=%s", names[i]);
		const char *const env[] = {name, "KT_TERM_CHILD=1", "LC_ALL=C.UTF-8", NULL};
		Pty *pty = pty_open(80, 24, child_argv, env);
		/* Not every description is installed everywhere: then it is one line and exit 2. */
		int status;
		if (!pty_wait_text(pty, "size 80x24", PTY_MS)) {
			assert_true(pty_wait_exit(pty, PTY_MS, &status));
			assert_true(pty_has(pty, "is not known here"));
			pty_close(pty);
			free(name);
			continue;
		}
		if (strcmp(names[i], "linux") == 0 || strcmp(names[i], "vt100") == 0)
			assert_false(pty_sent(pty, "\033[?2026$p"));
		pty_send(pty, "\033[B");
		assert_true(pty_wait_cursor(pty, 3, 0, PTY_MS));
		quit(pty);
		free(name);
	}
}

TEST(term_refuses_a_dumb_one)
{
	static const char *const env[] = {"TERM=dumb", "KT_TERM_CHILD=1", "LC_ALL=C.UTF-8", NULL};
	Pty *pty = pty_open(80, 24, child_argv, env);
	struct termios before = pty_tty_first(pty);
	int status;
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_int_equal(WEXITSTATUS(status), 2);
	struct termios after = pty_tty(pty);
	assert_true(same_tty(&before, &after));
	assert_true(pty_has(pty, "cannot place its cursor"));
	assert_false(pty_sent(pty, "\033"));
	pty_close(pty);
}

TEST(term_resizes)
{
	Pty *pty = child_open(child_env);
	static const int sizes[][2] = {{120, 36}, {40, 10}, {81, 25}, {200, 60}, {60, 16}};
	for (size_t i = 0; i < countof(sizes); i++) {
		char *want = mem_printf("size %dx%d", sizes[i][0], sizes[i][1]);
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		pty_expect(pty, want);
		assert_true(pty_wait_row(pty, 2, "▌ Иванов 鱼 2", PTY_MS));
		free(want);
	}
	quit(pty);
}

TEST(term_suspends_and_comes_back)
{
	/* A shell with job control is the parent, so that the stop is real. */
	static const char *const argv[] = {"bash", "--norc", "--noprofile", "-i", NULL};
	static const char *const env[] = {"TERM=xterm-256color", "PS1=shell> ", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HISTFILE=", NULL};
	Pty *pty = pty_open(80, 24, argv, env);
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	assert_true(n > 0);
	exe[n] = '\0';
	pty_expect(pty, "shell>");
	char *line = mem_printf("KT_TERM_CHILD=1 %s\r", exe);
	pty_send(pty, line);
	free(line);
	pty_expect(pty, "size 80x24");
	pty_mark(pty);
	pty_send(pty, "\x1a");
	assert_true(pty_wait_bytes(pty, "\033[?1049l", PTY_MS));
	pty_expect(pty, "Stopped");
	assert_false(pty_on_alternate(pty));
	pty_resize(pty, 90, 20);
	pty_send(pty, "stty -a | grep -c ' icanon'\r");
	pty_expect(pty, "shell>");
	pty_mark(pty);
	pty_send(pty, "fg\r");
	pty_expect(pty, "size 90x20");
	assert_true(pty_on_alternate(pty));
	assert_true(pty_wait_row(pty, 2, "▌ Иванов 鱼 2", PTY_MS));
	pty_send(pty, "q");
	assert_true(pty_wait_gone(pty, "size 90x20", PTY_MS));
	pty_expect(pty, "bye");
	pty_close(pty);
}

TEST(term_bell_title_copy_mouse)
{
	static const char *const env[] = {"TERM=xterm-256color", "MOUSE=1", "KT_TERM_CHILD=1", "LC_ALL=C.UTF-8", NULL};
	Pty *pty = child_open(env);
	assert_true(pty_sent(pty, "\033[?1000h") && pty_sent(pty, "\033[?1006h"));
	pty_send(pty, "b");
	assert_true(pty_wait_row(pty, 0, "key b", PTY_MS));
	assert_int_equal(pty_bells(pty), 1);
	pty_mark(pty);
	pty_send(pty, "t");
	assert_true(pty_wait_row(pty, 0, "key t", PTY_MS));
	assert_string_equal(pty_title(pty), "(2) Карто\xef\xbf\xbd\xef\xbf\xbdтека");
	pty_send(pty, "y");
	assert_true(pty_wait_row(pty, 0, "key y", PTY_MS));
	assert_true(pty_sent(pty, "\033]52;c;KzcgOTE2\033\\"));
	pty_send(pty, "\033[<0;5;7M");
	assert_true(pty_wait_row(pty, 0, "mouse 6 4", PTY_MS));
	quit(pty);
}

TEST(term_gone)
{
	int64_t took = INT64_MAX;
	for (int i = 0; i < TRIES && took > SECOND_MS; i++) {
		Pty *pty = child_open(child_env);
		int64_t from = now_ms();
		pty_hang_up(pty);
		assert_true(pty_wait_exit(pty, PTY_MS, NULL));
		took = now_ms() - from;
		pty_close(pty);
	}
	assert_true(took <= SECOND_MS);
}
