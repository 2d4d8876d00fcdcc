/* SPDX-License-Identifier: MIT */
/* Homes, commands and screens of the built program. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "test.h"

enum {
	ARGS_MAX = 24,
	FRAME_MS = 17, /* more than two frames are apart, less than keys that repeat */
};

static const char *const kept[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};

void home_set(Home *home, const char *variable)
{
	size_t name = strcspn(variable, "=") + 1;
	for (size_t i = 0; i < home->n; i++)
		if (strncmp(home->variables[i], variable, name) == 0) {
			free(home->variables[i]);
			home->variables[i] = mem_strdup(variable);
			return;
		}
	assert_true(home->n + 1 < HOME_VARIABLES);
	home->variables[home->n++] = mem_strdup(variable);
	home->variables[home->n] = NULL;
}

void home_unset(Home *home, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < home->n; i++)
		if (strncmp(home->variables[i], name, n) == 0 && home->variables[i][n] == '=') {
			free(home->variables[i]);
			home->variables[i] = home->variables[--home->n];
			home->variables[home->n] = NULL;
			return;
		}
}

void home_make(Home *home)
{
	*home = (Home){.path = "/tmp/kartoteka-pty-XXXXXX"};
	if (!mkdtemp(home->path))
		fail_msg("%s: %s", home->path, strerror(errno));
	for (size_t i = 0; i < countof(kept); i++) {
		char *variable = mem_printf("%s=%s", kept[i], getenv(kept[i]) ? getenv(kept[i]) : "");
		if (getenv(kept[i]))
			home_set(home, variable);
		free(variable);
	}
	char *folder = mem_printf("HOME=%s", home->path);
	home_set(home, folder);
	free(folder);
	home_set(home, "TERM=xterm-256color");
	home_set(home, "LC_ALL=C.UTF-8");
	home_set(home, "LANGUAGE=en");
	home_set(home, "TZ=Europe/Moscow");
	home_set(home, "KARTOTEKA_NOW=2026-07-23T09:42:00+03:00");
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
	(void)info, (void)type, (void)at;
	return remove(path);
}

void home_remove(Home *home)
{
	nftw(home->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	while (home->n)
		free(home->variables[--home->n]);
}

char *home_file(const Home *home, const char *name)
{
	return mem_printf("%s/%s", home->path, name);
}

void home_write(const Home *home, const char *name, const char *text, size_t n)
{
	char *path = home_file(home, name);
	for (char *slash = path + strlen(home->path) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(text, 1, n, file) != n || fclose(file) != 0)
		fail_msg("%s: %s", path, strerror(errno));
	free(path);
}

static char *file_whole(const char *path)
{
	FILE *file = fopen(path, "rb");
	Str text = {0};
	char bytes[4096];
	size_t n;
	while (file && (n = fread(bytes, 1, sizeof bytes, file)) > 0)
		str_addn(&text, bytes, n);
	if (file)
		fclose(file);
	return str_take(&text);
}

char *home_read(const Home *home, const char *name)
{
	char *path = home_file(home, name);
	char *text = file_whole(path);
	free(path);
	return text;
}

/* ---- commands ---- */

static size_t args_of(const char *argv[], va_list args)
{
	size_t n = 0;
	argv[n++] = KT_PROGRAM;
	for (const char *word; (word = va_arg(args, const char *));) {
		assert_true(n + 1 < ARGS_MAX);
		argv[n++] = word;
	}
	argv[n] = NULL;
	return n;
}

static void to_file(const char *path, int fd)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(file, fd);
	close(file);
}

static int run(const Home *home, const char *const argv[], char **out, char **err)
{
	static int count;
	char *out_path = mem_printf("%s/.printed-%d", home->path, ++count), *err_path = mem_printf("%s/.said-%d", home->path, count);
	int status = 0;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		extern char **environ;
		int nothing = open("/dev/null", O_RDONLY);
		dup2(nothing, 0);
		to_file(out_path, 1);
		to_file(err_path, 2);
		environ = (char **)(uintptr_t)home->variables;
		if (chdir(home->path) != 0)
			_exit(126);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	char *printed = file_whole(out_path), *said = file_whole(err_path);
	unlink(out_path);
	unlink(err_path);
	free(out_path);
	free(err_path);
	if (out)
		*out = printed;
	else
		free(printed);
	if (err)
		*err = said;
	else
		free(said);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int home_run(const Home *home, char **out, char **err, ...)
{
	const char *argv[ARGS_MAX];
	va_list args;
	va_start(args, err);
	args_of(argv, args);
	va_end(args);
	return run(home, argv, out, err);
}

char *home_ask(const Home *home, ...)
{
	const char *argv[ARGS_MAX];
	va_list args;
	va_start(args, home);
	args_of(argv, args);
	va_end(args);
	char *out, *err;
	int status = run(home, argv, &out, &err);
	if (status != 0)
		fail_msg("kartoteka %s %s: status %d: %s%s", argv[1] ? argv[1] : "", argv[1] && argv[2] ? argv[2] : "", status, out, err);
	free(err);
	return out;
}

/* ---- screens ---- */

Pty *home_open_argv(const Home *home, int cols, int rows, const char *const argv[])
{
	return pty_open(cols, rows, argv, (const char *const *)home->variables);
}

Pty *home_open(const Home *home, int cols, int rows, ...)
{
	const char *argv[ARGS_MAX];
	va_list args;
	va_start(args, rows);
	args_of(argv, args);
	va_end(args);
	return home_open_argv(home, cols, rows, argv);
}

void screens_show(Pty *pty)
{
	char *screen = pty_screen(pty);
	fprintf(stderr, "%s", screen); /* print_error cuts */
	free(screen);
}

static Pty *with_frame(Pty *pty)
{
	if (!pty_wait_row(pty, 0, ":", PTY_MS)) {
		screens_show(pty);
		fail_msg("no first frame");
	}
	return pty;
}

Pty *home_screens(const Home *home, int cols, int rows)
{
	return with_frame(home_open(home, cols, rows, NULL));
}

Pty *home_demo(const Home *home, int cols, int rows)
{
	return with_frame(home_open(home, cols, rows, "--demo", NULL));
}

/* A change of background is answered by a full painting, which begins with a clear; keys sent before were done then. To dark and back to light is a
 * change whatever it was. A new size is answered so as well: that one comes first. */
void screens_ask(Pty *pty)
{
	if (pty_resized(pty))
		pty_rest(pty);
	pty_mark(pty);
	pty_send(pty, "\033]11;rgb:0000/0000/0000\033\\\033]11;rgb:ffff/ffff/ffff\033\\");
}

/* A frame that waits for its time, for the terminal or for an answer of the base is waited for too. */
void screens_painted(Pty *pty)
{
	for (int quiet = 0; quiet < 2;)
		quiet = pty_read(pty, 3) || !pty_rests(pty, FRAME_MS) ? 0 : quiet + 1;
}

bool screens_answered(Pty *pty)
{
	if (!pty_wait_bytes(pty, "\033[2J", PTY_MS))
		return false;
	screens_painted(pty);
	return true;
}

void screens_settle(Pty *pty)
{
	screens_ask(pty);
	if (screens_answered(pty))
		return;
	screens_show(pty);
	fail_msg("the program does not answer");
}

void screens_rest(Pty *pty)
{
	screens_settle(pty);
	pty_rest(pty);
}

void screens_press(Pty *pty, const char *bytes)
{
	pty_send(pty, bytes);
	screens_settle(pty);
}

void screens_leave(Pty *pty)
{
	int status = -1;
	pty_send(pty, "\033[21~");
	if (!pty_wait_exit(pty, PTY_MS, &status)) {
		screens_show(pty);
		fail_msg("F10 does not end it");
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		screens_show(pty);
		fail_msg("it ended with wait status %x", status);
	}
	pty_close(pty);
}

char *screens_frame(Pty *pty)
{
	int row, col;
	bool visible;
	pty_cursor(pty, &row, &col, &visible);
	char *screen = pty_screen(pty);
	char *frame = mem_printf("%scursor %d %d\n", screen, row, col);
	free(screen);
	return frame;
}

int screens_until(Pty *pty, const char *text)
{
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	pty_expect(pty, text);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (int)((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000);
}

static bool frame_is(Pty *pty, void *want)
{
	char *frame = screens_frame(pty);
	bool same = strcmp(frame, want) == 0;
	free(frame);
	return same;
}

void screens_expect(Pty *pty, const char *what, const char *want)
{
	if (pty_wait(pty, frame_is, (void *)(uintptr_t)want, PTY_MS))
		return;
	char *got = screens_frame(pty);
	expect_frames(what, got, want);
	free(got);
}

/* name is one of the words, which blanks part. */
static bool is_word_of(const char *words, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = words; *at;) {
		size_t word = strcspn(at, " ");
		if (word == n && memcmp(at, name, n) == 0)
			return true;
		at += word + strspn(at + word, " ");
	}
	return false;
}

bool program_is_there(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *without = getenv("KARTOTEKA_WITHOUT");
	if (access(path, X_OK) == 0)
		return true;
	if (!without || !is_word_of(without, name))
		fail_msg("there is no %s; ./dev test installs it, KARTOTEKA_WITHOUT=%s leaves it out", path, name);
	print_message("LEFT OUT: %s, as KARTOTEKA_WITHOUT says\n", name);
	return false;
}

bool same_tty(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag && a->c_lflag == b->c_lflag &&
	       memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

enum {
	MOST_OF_FIVE = 3
};

bool promise_goes_on(const Promise *promise)
{
	if (promise->late == MOST_OF_FIVE)
		fail_msg("%s within %d ms: %d of %d tries were late, the last took %d ms", promise->what, promise->ms, promise->late, promise_tries(promise), promise->last);
	return promise->kept < MOST_OF_FIVE;
}

int promise_tries(const Promise *promise)
{
	return promise->kept + promise->late;
}

void promise_took(Promise *promise, int64_t ms)
{
	promise->last = (int)ms;
	if (ms <= promise->ms)
		promise->kept++;
	else
		promise->late++;
}
