/* SPDX-License-Identifier: MIT */
/* Checks 1 to 9 of the terminal: how the program starts, leaves, dies, stops and comes back. Each test is named after its check. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static void begin(void)
{
	home_make(&home);
}

static void end(void)
{
	home_remove(&home);
}

TEST(check_01_first_frame)
{
	begin();
	Pty *pty = home_screens(&home, 80, 24);
	size_t n;
	const char *bytes = pty_bytes(pty, &n);
	assert_true(n > 8 && memcmp(bytes, "\033[?1049h", 8) == 0);
	assert_true(pty_on_alternate(pty));
	pty_expect(pty, "09:42");
	pty_expect(pty, "help");
	screens_leave(pty);
	end();
}

/* Whatever there is to say at the start is said on the screen or in the log. */
TEST(check_01_nothing_before_the_alternate_screen)
{
	static const struct {
		const char *file, *text, *variable;
	} rows[] = {
		{".config/kartoteka/config", "[look]\ntheme = nosuch\nwidth = a\n[nowhere]\nx = 1\nno equals\n", "X=1"},
		{".config/kartoteka/config", "[time]\nzone = Mars/Olympus\n", "X=1"},
		{".config/kartoteka/keys", "[list]\nj = no such command\nnothing\n", "X=1"},
		{".config/kartoteka/themes/default", "[neon]\n", "X=1"},
		{"notes", "", "LC_ALL=xx_XX"},
		{"notes", "", "LC_ALL=C"},
		{"notes", "", "TZ=No/Where"},
		{"notes", "", "KARTOTEKA_ZONE=No/Where"},
		{"notes", "", "COLORFGBG=rubbish"},
		{".local/state/kartoteka/drafts/rubbish", "\001\002", "X=1"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		begin();
		home_write(&home, rows[i].file, rows[i].text, strlen(rows[i].text));
		home_set(&home, rows[i].variable);
		Pty *pty = home_open(&home, 80, 24, NULL);
		int status;
		while (!pty_sent(pty, "help") && !pty_wait_exit(pty, 20, &status)) {
		}
		size_t n;
		const char *bytes = pty_bytes(pty, &n);
		if (pty_sent(pty, "\033") ? n < 8 || memcmp(bytes, "\033[?1049h", 8) != 0 : !pty_has(pty, "kartoteka: "))
			fail_msg("%s, %s: %.60s", rows[i].file, rows[i].variable, bytes);
		pty_close(pty);
		end();
	}
}

TEST(check_02_leaves_the_shell_as_it_was)
{
	static const struct {
		const char *keys, *what;
	} rows[] = {
		{"q", "q"},
		{"Q", "Q"},
		{"\033[21~", "F10"},
		{"й", "q on the other layout"},
		{"2Q", "Q from another screen"},
		{"\033[113;5:1u\033[21~", "F10 after an unknown key"},
	};
	begin();
	for (size_t i = 0; i < countof(rows); i++) {
		Pty *pty = home_open(&home, 80, 24, NULL);
		struct termios before = pty_tty_first(pty);
		pty_expect(pty, "09:42");
		assert_false(pty_tty(pty).c_lflag & (ICANON | ECHO));
		assert_true(pty_sent(pty, "\033[22;0t"));
		pty_mark(pty);
		int status;
		pty_send(pty, rows[i].keys);
		if (!pty_wait_exit(pty, PTY_MS, &status) || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
			fail_msg("%s does not leave well", rows[i].what);
		struct termios after = pty_tty(pty);
		assert_true(same_tty(&before, &after));
		assert_false(pty_on_alternate(pty));
		assert_true(pty_sent(pty, "\033[23;0t"));
		char *row = pty_row(pty, 0);
		assert_string_equal(row, ""); /* the shell's screen has nothing of ours */
		free(row);
		pty_close(pty);
	}
	end();
}

static bool shell_goes_on(Pty *pty, void *self)
{
	(void)self;
	char *path = home_file(&home, "done");
	bool done = !pty_on_alternate(pty) && access(path, F_OK) == 0;
	free(path);
	return done;
}

/* What the shell had on the screen and what stty says: all as before. */
TEST(check_02_the_shells_screen_and_stty_are_as_before)
{
	begin();
	Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "printf 'one\\ntwo three\\n'; stty -a >\"$HOME/before\"; read -r go; \"$0\"; stty -a >\"$HOME/after\"; : >\"$HOME/done\"; exec cat", KT_PROGRAM, NULL});
	pty_expect(pty, "two three");
	pty_send(pty, "go\r");
	assert_true(pty_wait_cursor(pty, 3, 0, PTY_MS)); /* under what was typed */
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	/* The shell is the one that is waited for: what is seen tells. */
	pty_send(pty, "2a");
	pty_expect(pty, "Enter add");
	pty_send(pty, "\033[27uQ");
	static const char *const rows[] = {"one", "two three", "go", "", "", ""};
	assert_true(pty_wait(pty, shell_goes_on, NULL, PTY_MS));
	for (int i = 0; i < (int)countof(rows); i++) {
		char *row = pty_row(pty, i);
		assert_string_equal(row, rows[i]);
		free(row);
	}
	char *was = home_read(&home, "before"), *is = home_read(&home, "after");
	assert_true(strlen(was) > 100);
	assert_string_equal(was, is);
	free(was);
	free(is);
	pty_close(pty);
	end();
}

/* What was on its line goes on there; where a terminal has no other screen, on a line of its own below ours. */
TEST(check_02_the_cursor_is_where_it_was)
{
	static const struct {
		const char *term;
		bool alternate;
	} rows[] = {{"TERM=xterm-256color", true}, {"TERM=screen-256color", true}, {"TERM=vt100", false}, {"TERM=linux", false}};
	for (size_t i = 0; i < countof(rows); i++) {
		int row, col;
		bool visible;
		begin();
		home_set(&home, rows[i].term);
		Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "printf 'one\\ntwo '; \"$0\"; printf three; : >\"$HOME/done\"; exec cat", KT_PROGRAM, NULL});
		assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
		pty_send(pty, "Q");
		assert_true(pty_wait(pty, shell_goes_on, NULL, PTY_MS));
		pty_expect(pty, "three");
		pty_cursor(pty, &row, &col, &visible);
		char *line = pty_row(pty, row);
		if (strcmp(line, rows[i].alternate ? "two three" : "three") != 0 || (rows[i].alternate && row != 1) || !visible || col != (int)strlen(line))
			fail_msg("%s: the shell goes on at %d, %d: |%s|", rows[i].term, row, col, line);
		free(line);
		pty_close(pty);
		end();
	}
}

/* The cursor's shape is the user's own: DECSCUSR is never sent. */
TEST(check_02_cursor_shape_is_left_alone)
{
	begin();
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2/a");
	assert_false(pty_sent(pty, " q"));
	screens_press(pty, "\033");
	assert_false(pty_sent(pty, " q"));
	screens_leave(pty);
	end();
}

TEST(check_03_bytes_on_exit)
{
	begin();
	Pty *pty = pty_open(80, 24, (const char *const[]){KT_PROGRAM, NULL}, (const char *const *)home.variables);
	pty_answer(pty, false);
	pty_expect(pty, "09:42");
	pty_send(pty, "\033[?0u"); /* it has kitty's keys */
	assert_true(pty_wait_bytes(pty, "\033[>5u", PTY_MS));
	pty_mark(pty);
	pty_send(pty, "q");
	assert_true(pty_wait_exit(pty, PTY_MS, NULL));
	static const char *const want[] = {"\033[?1049l", "\033[?25h", "\033[?2004l", "\033[?1000l", "\033[?1006l", "\033[<u"};
	for (size_t i = 0; i < countof(want); i++)
		if (!pty_sent(pty, want[i]))
			fail_msg("not sent: %s", want[i] + 1);
	pty_close(pty);
	end();
}

TEST(check_04_signals)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGSEGV};
	begin();
	for (size_t i = 0; i < countof(signals); i++) {
		Pty *pty = home_screens(&home, 80, 24);
		int status;
		pty_signal(pty, signals[i]);
		if (!pty_wait_exit(pty, PTY_MS, &status))
			fail_msg("signal %d does not end it", signals[i]);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != signals[i])
			fail_msg("signal %d: wait status %x", signals[i], status);
		assert_int_equal(pty_tty(pty).c_lflag & (ICANON | ECHO), ICANON | ECHO);
		assert_false(pty_on_alternate(pty));
		if (!pty_has(pty, "kartoteka: "))
			fail_msg("signal %d: no message", signals[i]);
		pty_close(pty);
	}
	end();
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int draft_count(void)
{
	int n = 0;
	char *list = mem_printf("find %s/.local/state/kartoteka -type f -path '*.draft' 2>/dev/null", home.path);
	FILE *pipe = popen(list, "r");
	char line[512];
	while (pipe && fgets(line, sizeof line, pipe))
		n++;
	if (pipe)
		pclose(pipe);
	free(list);
	return n;
}

/* A file stands where the folder of the drafts would be made. Nobody can be asked: the text goes to another folder, and both are said. */
TEST(check_05_killed_where_no_draft_can_be_written)
{
	static const struct {
		int number;
		const char *folder, *said;
	} ways[] = {{SIGTERM, "tmp", "it lies in"}, {SIGHUP, "tmp", "it lies in"}, {SIGTERM, "gone", "is lost"}};
	for (size_t i = 0; i < countof(ways); i++) {
		begin();
		home_write(&home, ".local/state/kartoteka/drafts", "", 0);
		home_write(&home, "tmp/other", "", 0);
		char *variable = mem_printf("TMPDIR=%s/%s", home.path, ways[i].folder);
		home_set(&home, variable);
		Pty *pty = home_screens(&home, 120, 24);
		screens_press(pty, "2");
		screens_press(pty, "A");
		screens_press(pty, "Petrovkin");
		int status;
		pty_signal(pty, ways[i].number);
		assert_true(pty_wait_exit(pty, PTY_MS, &status));
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == ways[i].number);
		if (!pty_has(pty, ways[i].said))
			screens_show(pty);
		assert_true(pty_has(pty, ways[i].said));
		assert_false(pty_has(pty, "is kept as a draft"));
		char *ask = mem_printf("cat %s/tmp/kartoteka-*.txt 2>/dev/null | grep -q Petrovkin", home.path);
		assert_int_equal(system(ask) == 0, strcmp(ways[i].folder, "tmp") == 0);
		free(ask);
		free(variable);
		pty_close(pty);
		end();
	}
}

/* Processor time after the terminal is lost, whatever the load; a tick of the kernel's clock more. */
enum {
#ifdef __SANITIZE_ADDRESS__
	AFTERWARDS_MS = 1000, /* looking for leaks takes its time */
#else
	AFTERWARDS_MS = 110,
#endif
};

TEST(check_05_lost_terminal_keeps_what_was_typed)
{
	for (Promise promise = {.ms = SECOND_MS, .what = "it ends with its terminal"}; promise_goes_on(&promise);) {
		if (promise_tries(&promise))
			end();
		begin();
		free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", NULL));
		Pty *pty = home_screens(&home, 80, 24);
		screens_press(pty, "A");
		screens_press(pty, "Жужелица");
		pty_expect(pty, "Жужелица");
		int used = pty_cpu_ms(pty);
		int64_t from = now_ms();
		pty_hang_up(pty);
		assert_true(pty_wait_exit(pty, PTY_MS, NULL));
		promise_took(&promise, now_ms() - from);
		used = pty_cpu_ms(pty) - used;
		if (used > AFTERWARDS_MS)
			fail_msg("%d ms of the processor went by after its terminal was lost", used);
		pty_close(pty);
		assert_int_equal(draft_count(), 1);
	}
	Pty *pty = home_screens(&home, 80, 24);
	assert_true(pty_wait_row(pty, 0, "1 draft", PTY_MS));
	screens_press(pty, "0");
	pty_expect(pty, "Жужелица");
	screens_leave(pty);
	end();
}

/* What is typed is safe within 5 s, by the clock here: then kill -9 loses none of it. One try: the promise is no speed. */
TEST(check_05_killed_within_a_form)
{
	enum {
		DRAFT_MS = 5000
	};
	begin();
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "A");
	int64_t from = now_ms();
	screens_press(pty, "Жужелица");
	while (draft_count() == 0 && now_ms() - from < PTY_MS)
		pty_read(pty, 50);
	int64_t took = now_ms() - from;
	if (took > DRAFT_MS)
		fail_msg("the draft is on disk after %d ms", (int)took);
	pty_signal(pty, SIGKILL);
	assert_true(pty_wait_exit(pty, PTY_MS, NULL));
	pty_close(pty);
	pty = home_screens(&home, 80, 24);
	assert_true(pty_wait_row(pty, 0, "1 draft", PTY_MS));
	screens_press(pty, "0");
	pty_expect(pty, "Жужелица");
	screens_leave(pty);
	end();
}

/* A shell with job control is the parent, so that the stop is real. */
TEST(check_06_stop_and_come_back)
{
	static const char *const argv[] = {"bash", "--norc", "--noprofile", "-i", NULL};
	begin();
	home_set(&home, "PS1=shell> ");
	home_set(&home, "HISTFILE=");
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", NULL));
	Pty *pty = home_open_argv(&home, 80, 24, argv);
	pty_expect(pty, "shell>");
	char *line = mem_printf("%s\r", KT_PROGRAM);
	pty_send(pty, line);
	free(line);
	assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	screens_press(pty, "2");
	pty_mark(pty);
	pty_send(pty, "\x1a");
	pty_expect(pty, "Stopped");
	assert_false(pty_on_alternate(pty));
	assert_true(pty_sent(pty, "\033[?1049l") && pty_sent(pty, "\033[?2004l"));
	pty_resize(pty, 100, 30);
	pty_send(pty, "stty -a | grep -o ' icanon' | sed s/can/CAN/\r");
	pty_expect(pty, "iCANon");
	pty_mark(pty);
	pty_send(pty, "fg\r");
	assert_true(pty_wait_row(pty, 0, "Clients", PTY_MS));
	assert_true(pty_on_alternate(pty));
	assert_true(pty_wait_row(pty, 29, "help", PTY_MS)); /* the hints stand in the last row of the new size */
	pty_expect(pty, "Иванов Игорь");
	pty_send(pty, "Q");
	pty_expect(pty, "shell>");
	assert_false(pty_on_alternate(pty));
	pty_close(pty);
	end();
}

TEST(check_07_interrupt)
{
	begin();
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "a");
	screens_press(pty, "abc");
	pty_expect(pty, "abc");
	screens_press(pty, "\x03");
	assert_false(pty_has(pty, "abc"));
	pty_send(pty, "\x03");
	pty_expect(pty, "again to quit");
	screens_press(pty, "2"); /* disarms */
	assert_false(pty_has(pty, "again to quit"));
	pty_send(pty, "\x03");
	pty_expect(pty, "again to quit");
	int status;
	pty_send(pty, "2\x03\x03"); /* at once: not two seconds apart under any load */
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
	end();
}

TEST(check_07_interrupt_is_forgotten_after_two_seconds)
{
	begin();
	Pty *pty = home_screens(&home, 80, 24);
	for (Promise promise = {.ms = 2 * SECOND_MS + SECOND_MS / 2, .what = "it is forgotten after 2 s"}; promise_goes_on(&promise);) {
		int64_t from = now_ms();
		pty_send(pty, "\x03");
		pty_expect(pty, "again to quit");
		assert_true(pty_wait_gone(pty, "again to quit", PTY_MS));
		int64_t took = now_ms() - from;
		assert_true(took >= 1900);
		promise_took(&promise, took);
	}
	pty_send(pty, "\x03"); /* the first one again */
	pty_expect(pty, "again to quit");
	screens_leave(pty);
	end();
}

TEST(check_08_without_a_terminal)
{
	char *out, *err;
	begin();
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", NULL));
	assert_int_equal(home_run(&home, &out, &err, NULL), 0); /* kartoteka | cat */
	assert_non_null(strstr(out, "23 July 2026"));
	assert_null(strchr(out, '\033'));
	assert_string_equal(err, "");
	free(out);
	free(err);
	int status;
	Pty *pty = home_open_argv(&home, 80, 24, (const char *const[]){"sh", "-c", "{ \"$0\"; echo \"status $?\"; } | cat", KT_PROGRAM, NULL}); /* from a terminal */
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(pty_has(pty, "23 July 2026") && pty_has(pty, "status 0"));
	assert_false(pty_sent(pty, "\033"));
	pty_close(pty);
	home_set(&home, "TERM=dumb");
	pty = home_open(&home, 80, 24, NULL);
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_has(pty, "23 July 2026"));
	assert_false(pty_sent(pty, "\033"));
	pty_close(pty);
	home_set(&home, "TERM=xterm-256color");
	pty = home_open_argv(&home, 100, 24, (const char *const[]){"sh", "-c", "exec \"$0\" </dev/null 2>\"$HOME/err\"", KT_PROGRAM, NULL});
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_int_equal(pty_count(pty), 0); /* nothing on stdout */
	char *said = home_read(&home, "err"), *first = strchr(said, '\n');
	if (strncmp(said, "kartoteka: ", 11) != 0 || !first || first[1] || strchr(said, '\033'))
		fail_msg("not one line on stderr: %s", said);
	free(said);
	pty_close(pty);
	end();
}

/* The message row says it. */
static bool tells(Pty *pty, void *wanted)
{
	char *row = pty_row(pty, 22);
	bool told = strstr(row, wanted);
	free(row);
	return told;
}

static void expect_kept(const char *kept, const char *what, int round, int i)
{
	char *text = mem_printf("%s %d-%d.", what, round, i);
	if (!strstr(kept, text))
		fail_msg("\"%s\" was said to be saved and is not there", text);
	free(text);
}

/*
 * Notes and contacts are written again and again while the program is killed at another moment each time: at once when one is said to be saved, or in the
 * middle of those after it. What it said was saved is there.
 */
TEST(check_09_killed_in_the_middle_of_saves)
{
	enum {
		ROUNDS = 8,
		MOST = 12,
	};
	int notes[ROUNDS], contacts[ROUNDS]; /* said to be saved */
	begin();
	free(home_ask(&home, "client", "add", "--name", "Иванов Игорь", "--phone", "+79161234567", NULL));
	for (int round = 0; round < ROUNDS; round++) {
		Pty *pty = home_screens(&home, 80, 24);
		notes[round] = contacts[round] = 0;
		screens_press(pty, "2");
		for (; notes[round] < 1 + round % 3; notes[round]++) {
			char *line = mem_printf("aзаметка %d-%d. завтра 10\r", round, notes[round]), *told = mem_printf("· \"%d-%d.\"", round, notes[round]);
			pty_send(pty, line);
			assert_true(pty_wait(pty, tells, told, PTY_MS));
			free(line);
			free(told);
		}
		static char of_contact[] = "Иванов И.: call";
		for (; contacts[round] < 1 + round % 2; contacts[round]++) {
			char *line = mem_printf("c1разговор %d-%d.", round, contacts[round]);
			screens_press(pty, line); /* the message of the one before has gone */
			assert_false(tells(pty, of_contact));
			pty_send(pty, "\r");
			assert_true(pty_wait(pty, tells, of_contact, PTY_MS));
			free(line);
		}
		if (round % 2) { /* else at once */
			Str keys = {0};
			for (int i = notes[round]; i < MOST; i++)
				str_addf(&keys, "aзаметка %d-%d. завтра 10\r", round, i);
			pty_send(pty, str_text(&keys));
			str_done(&keys);
			/* Some millisecond of the burst: another one each time. */
			for (int i = 0; i < round * 3; i++)
				pty_read(pty, 3);
			/* What it has told by now counts too. */
			for (int i = notes[round]; i < MOST; i++) {
				char *told = mem_printf("· \"%d-%d.\"", round, i);
				if (tells(pty, told))
					notes[round] = i + 1;
				free(told);
			}
		}
		pty_signal(pty, SIGKILL);
		assert_true(pty_wait_exit(pty, PTY_MS, NULL));
		pty_close(pty);
		free(home_ask(&home, "check", NULL));
		char *steps = home_ask(&home, "task", "list", NULL), *card = home_ask(&home, "client", "show", "Иванов", NULL);
		for (int i = 0; i < notes[round]; i++)
			expect_kept(steps, "заметка", round, i);
		for (int i = 0; i < contacts[round]; i++)
			expect_kept(card, "разговор", round, i);
		free(steps);
		free(card);
	}
	free(home_ask(&home, "task", "add", "после всех", "--due", "tomorrow 8", NULL)); /* no lock is left; before the notes, which may fill the pane */
	char *list = home_ask(&home, "task", "list", NULL);
	assert_non_null(strstr(list, "после всех"));
	for (int round = 0; round < ROUNDS; round++) /* nor did a later kill take one */
		for (int i = 0; i < notes[round]; i++)
			expect_kept(list, "заметка", round, i);
	free(list);
	Pty *pty = home_screens(&home, 80, 24);
	pty_expect(pty, "после всех");
	screens_leave(pty);
	end();
}
