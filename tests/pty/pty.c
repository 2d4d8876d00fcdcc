/* SPDX-License-Identifier: MIT */
/* The harness of pty tests: one thread, one poll; what the program writes goes to libvterm and is kept, what libvterm answers goes back. */
#include "pty.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#include "kartoteka/base/str.h"
#include "relay.h"
#include "test.h"

extern char **environ;

struct Pty {
	int master; /* -1 after pty_hang_up or when the program's side is closed */
	pid_t pid;
	bool ended;
	int status;
	int cpu_ms; /* of one that has ended */
	int rows, cols;
	VTerm *vt;
	VTermScreen *screen;
	bool answers, alternate, cursor_visible, resized;
	VTermPos cursor;
	char title[512];
	int bells;
	struct termios first, tty; /* before the program began; the last that could be asked */
	char *sent;                /* every byte of the program */
	size_t sent_n, sent_cap, mark;
	Str sequence; /* of an SGR that did not come whole yet */
	char *reply;  /* what could not be written to it yet */
	size_t reply_n;
	Relay to, from; /* the line to the program and from it; bytes_per_second 0: there is none between */
};

static int64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t now_ms(void)
{
	return now_us() / 1000;
}

static void *grown(void *old, size_t n)
{
	void *at = realloc(old, n);
	if (!at)
		abort();
	return at;
}

/* --- libvterm --- */

static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
	Pty *pty = user;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		pty->cursor_visible = value->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		pty->alternate = value->boolean;
	return 1;
}

static int on_move(VTermPos pos, VTermPos old, int visible, void *user)
{
	Pty *pty = user;
	(void)old;
	pty->cursor = pos;
	pty->cursor_visible = visible;
	return 1;
}

static int on_bell(void *user)
{
	((Pty *)user)->bells++;
	return 1;
}

static void add_reply(Pty *pty, const char *bytes, size_t n)
{
	pty->reply = grown(pty->reply, pty->reply_n + n + 1);
	memcpy(pty->reply + pty->reply_n, bytes, n);
	pty->reply_n += n;
}

static void on_output(const char *bytes, size_t n, void *user)
{
	Pty *pty = user;
	if (!pty->answers)
		return;
	if (pty->to.bytes_per_second)
		relay_put(&pty->to, bytes, n, now_us());
	else
		add_reply(pty, bytes, n);
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop, .movecursor = on_move, .bell = on_bell};

/* libvterm's shape of the title callback differs between versions, so the sequence is read here: OSC 0 or 2 up to BEL or ST. */
static void read_title(Pty *pty)
{
	for (size_t i = pty->sent_n; i-- > 0;) {
		const char *s = pty->sent + i;
		size_t left = pty->sent_n - i, n = 4;
		if (left < 5 || s[0] != '\033' || s[1] != ']' || (s[2] != '0' && s[2] != '2') || s[3] != ';')
			continue;
		while (n < left && s[n] != '\a' && s[n] != '\033')
			n++;
		if (n == left)
			continue;
		n -= 4;
		if (n >= sizeof pty->title)
			n = sizeof pty->title - 1;
		memcpy(pty->title, s + 4, n);
		pty->title[n] = '\0';
		return;
	}
}

/* --- the program --- */

static void child(const char *slave, const char *const argv[], const char *const env[])
{
	setsid();
	int fd = open(slave, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0)
		_exit(126);
	dup2(fd, 0);
	dup2(fd, 1);
	dup2(fd, 2);
	if (fd > 2)
		close(fd);
	signal(SIGPIPE, SIG_DFL);
	environ = (char **)(uintptr_t)env;
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

Pty *pty_open(int cols, int rows, const char *const argv[], const char *const env[])
{
	Pty *pty = calloc(1, sizeof *pty);
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	if (!pty)
		abort();
	pty->rows = rows;
	pty->cols = cols;
	pty->answers = pty->cursor_visible = true;
	pty->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (pty->master < 0 || grantpt(pty->master) != 0 || unlockpt(pty->master) != 0)
		fail_msg("no pty: %s", strerror(errno));
	fcntl(pty->master, F_SETFD, FD_CLOEXEC);
	fcntl(pty->master, F_SETFL, O_NONBLOCK);
	ioctl(pty->master, TIOCSWINSZ, &size);
	tcgetattr(pty->master, &pty->tty);
	pty->first = pty->tty;
	pty->vt = vterm_new(rows, cols);
	vterm_set_utf8(pty->vt, 1);
	vterm_output_set_callback(pty->vt, on_output, pty);
	pty->screen = vterm_obtain_screen(pty->vt);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_reset(pty->screen, 1);
	const char *slave = ptsname(pty->master);
	fflush(NULL);
	pty->pid = fork();
	if (pty->pid == 0)
		child(slave, argv, env);
	if (pty->pid < 0)
		fail_msg("no process: %s", strerror(errno));
	return pty;
}

static bool reap(Pty *pty)
{
	siginfo_t info = {0};
	if (pty->ended || waitid(P_PID, (id_t)pty->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != pty->pid)
		return pty->ended;
	pty->cpu_ms = pty_cpu_ms(pty); /* while it is still told */
	pty->ended = waitpid(pty->pid, &pty->status, 0) == pty->pid;
	return pty->ended;
}

void pty_close(Pty *pty)
{
	if (!pty)
		return;
	if (!reap(pty)) {
		kill(pty->pid, SIGKILL);
		kill(pty->pid, SIGCONT);
		waitpid(pty->pid, &pty->status, 0);
	}
	if (pty->master >= 0)
		close(pty->master);
	vterm_free(pty->vt);
	free(pty->sent);
	str_done(&pty->sequence);
	free(pty->reply);
	relay_done(&pty->to);
	relay_done(&pty->from);
	free(pty);
}

pid_t pty_pid(const Pty *pty)
{
	return pty->pid;
}

void pty_answer(Pty *pty, bool on)
{
	pty->answers = on;
}

void pty_signal(Pty *pty, int signal)
{
	kill(pty->pid, signal);
}

void pty_hang_up(Pty *pty)
{
	if (pty->master >= 0)
		close(pty->master);
	pty->master = -1;
}

void pty_resize(Pty *pty, int cols, int rows)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	pty->rows = rows;
	pty->cols = cols;
	pty->resized = true;
	vterm_set_size(pty->vt, rows, cols);
	ioctl(pty->master, TIOCSWINSZ, &size);
}

bool pty_resized(Pty *pty)
{
	bool resized = pty->resized;
	pty->resized = false;
	return resized;
}

/* --- bytes both ways --- */

/* libvterm knows no dim letters: they are shown to it as italics, which the program has none of. */
static void show_sgr(Pty *pty)
{
	Str out = {0};
	const char *s = pty->sequence.s + 2;
	str_add(&out, "\033[");
	for (bool more = true; more; s++) {
		size_t part = strspn(s, "0123456789"), all = part;
		if (part == 2 && (strncmp(s, "38", 2) == 0 || strncmp(s, "48", 2) == 0))
			all = strspn(s, "0123456789;"); /* a colour's numbers are no attributes; it stands last */
		if (part == 1 && *s == '2')
			str_addc(&out, '3');
		else
			str_addn(&out, s, all);
		if (part == 2 && strncmp(s, "22", 2) == 0)
			str_add(&out, ";23");
		s += all;
		more = *s == ';';
		str_addc(&out, *s);
	}
	vterm_input_write(pty->vt, out.s, out.n);
	str_done(&out);
}

static void show(Pty *pty, const char *bytes, size_t n)
{
	Str *held = &pty->sequence;
	for (size_t i = 0; i < n; i++) {
		bool goes_on = held->n == 0 ? bytes[i] == '\033' : held->n == 1 ? bytes[i] == '['
		                                                                : bytes[i] == ';' || (bytes[i] >= '0' && bytes[i] <= '9');
		if (held->n > 1 && bytes[i] == 'm') {
			str_addc(held, 'm');
			show_sgr(pty);
			str_cut(held, 0);
		} else if (goes_on) {
			str_addc(held, bytes[i]);
		} else {
			if (held->n)
				vterm_input_write(pty->vt, held->s, held->n);
			str_cut(held, 0);
			if (bytes[i] == '\033')
				str_addc(held, bytes[i]);
			else
				vterm_input_write(pty->vt, bytes + i, 1);
		}
	}
}

static void take(Pty *pty, const char *bytes, size_t n)
{
	if (pty->sent_n + n > pty->sent_cap) {
		pty->sent_cap = (pty->sent_n + n) * 2;
		pty->sent = grown(pty->sent, pty->sent_cap);
	}
	memcpy(pty->sent + pty->sent_n, bytes, n);
	pty->sent_n += n;
	show(pty, bytes, n);
}

static void give(Pty *pty)
{
	ssize_t n = write(pty->master, pty->reply, pty->reply_n);
	if (n <= 0)
		return;
	pty->reply_n -= (size_t)n;
	memmove(pty->reply, pty->reply + n, pty->reply_n);
}

/* What the program wrote: to the terminal, or on the line to it. */
static bool read_program(Pty *pty, int ms)
{
	char bytes[4096];
	struct pollfd fd = {.fd = pty->master, .events = (short)(POLLIN | (pty->reply_n ? POLLOUT : 0))};
	if (poll(&fd, 1, ms) <= 0)
		return false;
	if (fd.revents & POLLOUT && pty->reply_n)
		give(pty);
	ssize_t n = read(pty->master, bytes, sizeof bytes);
	if (n <= 0)
		return false;
	tcgetattr(pty->master, &pty->tty);
	if (pty->from.bytes_per_second)
		relay_put(&pty->from, bytes, (size_t)n, now_us());
	else
		take(pty, bytes, (size_t)n);
	return true;
}

/* What has come over the line by now, both ways; true: the terminal got something. */
static bool read_line(Pty *pty)
{
	char bytes[256];
	size_t n = relay_take(&pty->to, bytes, sizeof bytes, now_us());
	if (n) {
		add_reply(pty, bytes, n);
		give(pty);
	}
	n = relay_take(&pty->from, bytes, sizeof bytes, now_us());
	if (n)
		take(pty, bytes, n);
	return n > 0;
}

static int until_ms(int64_t us)
{
	return us < 0 ? 1000 : us <= now_us() ? 0
	                                      : (int)((us - now_us()) / 1000 + 1);
}

bool pty_read(Pty *pty, int ms)
{
	int64_t end = now_ms() + ms;
	if (pty->master < 0)
		return false;
	if (!pty->from.bytes_per_second)
		return read_program(pty, ms);
	for (;;) {
		if (read_line(pty))
			return true;
		int64_t left = end - now_ms();
		int to = until_ms(relay_next_us(&pty->to)), from = until_ms(relay_next_us(&pty->from)), wait = to < from ? to : from;
		if (left < wait)
			wait = left < 0 ? 0 : (int)left;
		bool hung_up = !read_program(pty, wait) && wait > 0 && reap(pty) && relay_next_us(&pty->from) >= 0;
		if (hung_up) /* the line still brings what was sent before the end; poll does not wait any more */
			poll(NULL, 0, 1);
		if (left <= 0)
			return read_line(pty);
	}
}

void pty_slow(Pty *pty, int bytes_per_second, int delay_ms)
{
	pty->to.bytes_per_second = pty->from.bytes_per_second = bytes_per_second;
	pty->to.delay_ms = pty->from.delay_ms = delay_ms;
}

size_t pty_under_way(const Pty *pty)
{
	return pty->from.n + pty->to.n + pty->reply_n;
}

size_t pty_most_under_way(Pty *pty)
{
	size_t most = pty->from.most;
	pty->from.most = pty->from.n;
	return most;
}

void pty_send_bytes(Pty *pty, const char *bytes, size_t n)
{
	int64_t end = now_ms() + PTY_MS;
	if (pty->to.bytes_per_second) {
		relay_put(&pty->to, bytes, n, now_us());
		return;
	}
	add_reply(pty, bytes, n);
	give(pty);
	while (pty->reply_n && pty->master >= 0 && now_ms() < end)
		pty_read(pty, 10);
}

void pty_type(Pty *pty, const char *bytes)
{
	add_reply(pty, bytes, strlen(bytes));
	give(pty);
}

void pty_send(Pty *pty, const char *bytes)
{
	pty_send_bytes(pty, bytes, strlen(bytes));
}

/* --- waits --- */

/* It has ended, and nothing of it is on the way: what is not there now never comes. */
static bool is_over(Pty *pty)
{
	struct pollfd fd = {.fd = pty->master, .events = POLLIN};
	if (!reap(pty) || pty->from.n)
		return false;
	return pty->master < 0 || (poll(&fd, 1, 0) > 0 && fd.revents & POLLHUP && !(fd.revents & POLLIN));
}

bool pty_wait(Pty *pty, bool (*holds)(Pty *pty, void *self), void *self, int ms)
{
	int64_t end = now_ms() + ms;
	for (;;) {
		while (pty_read(pty, 0)) {
		}
		if (holds(pty, self))
			return true;
		int64_t left = end - now_ms();
		if (left <= 0)
			return false;
		if (is_over(pty))
			return holds(pty, self);
		/* Ended or hung up there is nothing to poll; then only the end of the process is waited for, in small steps. */
		if (!pty_read(pty, left > 20 ? 20 : (int)left) && (pty->master < 0 || reap(pty)))
			poll(NULL, 0, 2);
	}
}

static bool shows(Pty *pty, void *text)
{
	return pty_has(pty, text);
}

static bool shows_not(Pty *pty, void *text)
{
	return !pty_has(pty, text);
}

static bool was_sent(Pty *pty, void *bytes)
{
	return pty_sent(pty, bytes);
}

bool pty_wait_text(Pty *pty, const char *text, int ms)
{
	return pty_wait(pty, shows, (void *)(uintptr_t)text, ms);
}

bool pty_wait_gone(Pty *pty, const char *text, int ms)
{
	return pty_wait(pty, shows_not, (void *)(uintptr_t)text, ms);
}

bool pty_wait_bytes(Pty *pty, const char *bytes, int ms)
{
	return pty_wait(pty, was_sent, (void *)(uintptr_t)bytes, ms);
}

struct place {
	int row, col;
	const char *text;
};

static bool row_holds(Pty *pty, void *self)
{
	struct place *place = self;
	char *row = pty_row(pty, place->row);
	bool found = strstr(row, place->text) != NULL;
	free(row);
	return found;
}

static bool cursor_is(Pty *pty, void *self)
{
	struct place *place = self;
	return pty->cursor.row == place->row && (place->col < 0 || pty->cursor.col == place->col);
}

bool pty_wait_row(Pty *pty, int row, const char *text, int ms)
{
	struct place place = {row, 0, text};
	return pty_wait(pty, row_holds, &place, ms);
}

bool pty_wait_cursor(Pty *pty, int row, int col, int ms)
{
	struct place place = {row, col, NULL};
	return pty_wait(pty, cursor_is, &place, ms);
}

static bool has_ended(Pty *pty, void *self)
{
	(void)self;
	return reap(pty);
}

bool pty_wait_exit(Pty *pty, int ms, int *status)
{
	bool ended = pty_wait(pty, has_ended, NULL, ms);
	while (pty_read(pty, 0)) {
	}
	if (ended && pty->master >= 0)
		tcgetattr(pty->master, &pty->tty);
	if (status)
		*status = pty->status;
	return ended;
}

/* --- rest --- */

/* The first line of a file of a thread; "" when there is none. */
static const char *told(char line[512], pid_t pid, const char *thread, const char *name)
{
	char path[320];
	snprintf(path, sizeof path, "/proc/%d/task/%s/%s", (int)pid, thread, name);
	FILE *file = fopen(path, "r");
	if (!file || !fgets(line, 512, file))
		line[0] = '\0';
	if (file)
		fclose(file);
	return line;
}

/* The call it is in: "NUMBER ARGUMENT... SP PC" or "running". Where that is not told, what is: whether it runs. */
static bool thread_rests(pid_t pid, const char *thread, int least_ms)
{
	char line[512], word[16] = "";
	unsigned long argument[3] = {0};
	if (sscanf(told(line, pid, thread, "syscall"), "%15s %lx %lx %lx", word, &argument[0], &argument[1], &argument[2]) < 1) {
		const char *state = strrchr(told(line, pid, thread, "stat"), ')');
		return !state || state[2] != 'R';
	}
	bool first = strtol(thread, NULL, 10) == pid;
	if (strcmp(word, "running") == 0)
		return false;
	long number = strtol(word, NULL, 10);
	if (!first)
		return number == SYS_futex;
#ifdef SYS_poll
	if (number == SYS_poll)
		return (int)argument[2] < 0 || (int)argument[2] >= least_ms;
#endif
	return number == SYS_ppoll;
}

bool pty_rests(Pty *pty, int least_ms)
{
	char path[64];
	pid_t job = pty->master < 0 ? -1 : tcgetpgrp(pty->master), pid = job > 0 ? job : pty->pid;
	if (reap(pty))
		return true;
	if (pty_under_way(pty))
		return false;
	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *threads = opendir(path);
	bool rests = true;
	for (struct dirent *thread; rests && threads && (thread = readdir(threads));) {
		if (thread->d_name[0] != '.')
			rests = thread_rests(pid, thread->d_name, least_ms);
	}
	if (threads)
		closedir(threads);
	return rests;
}

void pty_rest(Pty *pty)
{
	int64_t end = now_ms() + PTY_MS;
	for (int quiet = 0; quiet < 2 && now_ms() < end;)
		quiet = pty_read(pty, 5) || !pty_rests(pty, PTY_REST_MS) ? 0 : quiet + 1;
}

void pty_expect(Pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, PTY_MS))
		return;
	char *screen = pty_screen(pty);
	fprintf(stderr, "%s", screen); /* print_error cuts */
	free(screen);
	fail_msg("\"%s\" does not appear%s", text, reap(pty) ? ", the program has ended" : "");
}

/* --- what is seen --- */

static size_t add_code(char *out, uint32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

/* Text of a cell; "" for the right half of a wide one. */
static size_t cell_text(Pty *pty, int row, int col, char out[32])
{
	VTermScreenCell cell;
	size_t n = 0;
	memset(&cell, 0, sizeof cell);
	vterm_screen_get_cell(pty->screen, (VTermPos){row, col}, &cell);
	if (cell.chars[0] == (uint32_t)-1) {
		out[0] = '\0';
		return 0;
	}
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && n < 28; i++)
		n += add_code(out + n, cell.chars[i]);
	if (n == 0)
		out[n++] = ' ';
	out[n] = '\0';
	return n;
}

static char *row_of(Pty *pty, int row)
{
	char *out = grown(NULL, (size_t)pty->cols * 32 + 2);
	size_t n = 0;
	for (int col = 0; col < pty->cols; col++)
		n += cell_text(pty, row, col, out + n);
	out[n] = '\0';
	return out;
}

char *pty_row(Pty *pty, int row)
{
	char *out = row_of(pty, row);
	size_t n = strlen(out);
	while (n > 0 && out[n - 1] == ' ')
		out[--n] = '\0';
	return out;
}

char *pty_screen(Pty *pty)
{
	char *all = NULL;
	size_t n = 0;
	for (int row = 0; row < pty->rows; row++) {
		char *line = row_of(pty, row);
		size_t k = strlen(line);
		all = grown(all, n + k + 2);
		memcpy(all + n, line, k);
		n += k;
		all[n++] = '\n';
		free(line);
	}
	all[n] = '\0';
	return all;
}

bool pty_has(Pty *pty, const char *text)
{
	bool found = false;
	for (int row = 0; row < pty->rows && !found; row++) {
		char *line = row_of(pty, row);
		found = strstr(line, text) != NULL;
		free(line);
	}
	return found;
}

void pty_cursor(Pty *pty, int *row, int *col, bool *visible)
{
	*row = pty->cursor.row;
	*col = pty->cursor.col;
	*visible = pty->cursor_visible;
}

PtyCell pty_cell(Pty *pty, int row, int col)
{
	VTermScreenCell cell;
	PtyCell out = {0};
	memset(&cell, 0, sizeof cell);
	vterm_screen_get_cell(pty->screen, (VTermPos){row, col}, &cell);
	cell_text(pty, row, col, out.text);
	out.bold = cell.attrs.bold;
	out.dim = cell.attrs.italic;
	out.underline = cell.attrs.underline != 0;
	out.reverse = cell.attrs.reverse;
	out.blink = cell.attrs.blink;
	out.colored = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg);
	out.painted = !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
	out.fg = !out.colored ? -1 : VTERM_COLOR_IS_INDEXED(&cell.fg) ? cell.fg.indexed.idx
	                                                              : 256;
	return out;
}

bool pty_on_alternate(const Pty *pty)
{
	return pty->alternate;
}

const char *pty_title(const Pty *pty)
{
	read_title((Pty *)(uintptr_t)pty);
	return pty->title;
}

int pty_bells(const Pty *pty)
{
	return pty->bells;
}

struct termios pty_tty_first(const Pty *pty)
{
	return pty->first;
}

struct termios pty_tty(const Pty *pty)
{
	struct termios tty = pty->tty;
	if (pty->master >= 0)
		tcgetattr(pty->master, &tty);
	return tty;
}

/* Fields 14 and 15 of /proc/PID/stat, behind the name in parentheses. */
int pty_cpu_ms(const Pty *pty)
{
	char path[64], line[1024];
	unsigned long user = 0, system = 0;
	if (pty->ended)
		return pty->cpu_ms;
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pty->pid);
	FILE *in = fopen(path, "r");
	if (!in)
		return -1;
	const char *at = fgets(line, sizeof line, in) ? strrchr(line, ')') : NULL;
	fclose(in);
	if (!at || sscanf(at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
		return -1;
	return (int)((user + system) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

/* --- bytes --- */

void pty_mark(Pty *pty)
{
	while (pty_read(pty, 0)) {
	}
	pty->mark = pty->sent_n;
}

const char *pty_bytes(const Pty *pty, size_t *n)
{
	if (n)
		*n = pty->sent_n - pty->mark;
	return pty->sent ? pty->sent + pty->mark : "";
}

size_t pty_count(const Pty *pty)
{
	return pty->sent_n - pty->mark;
}

bool pty_sent(const Pty *pty, const char *bytes)
{
	size_t n = strlen(bytes);
	for (size_t i = pty->mark; i + n <= pty->sent_n; i++)
		if (memcmp(pty->sent + i, bytes, n) == 0)
			return true;
	return false;
}
