/* SPDX-License-Identifier: MIT */
/*
 * The terminal through ncurses: it knows terminfo and sends the least difference of two frames. Keys are not read by it, nor are
 * modes that terminfo does not know: those sequences are written here, and taken back, whatever way the program ends. So are the questions that
 * tell how far the terminal has come (pace.h); their answers are heard where bytes are read.
 */
#include "kartoteka/term/curses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include <ncurses.h>
#include <term.h>
#undef cursor_visible /* a capability there, a field of a frame here */

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

#include "pace.h"
#include "sgr.h"
#include "wide.h"

enum {
	COPY_MAX = 100 * 1024, /* bytes of an OSC 52 that terminals take */
	TITLE_MAX = 200,
	FULL_MS = 16,   /* the kernel still has bytes: look again then */
	FAULT_MS = 100, /* after a fault answers are waited for FAULT_TURNS times so long */
	FAULT_TURNS = 20,
	SYNC_LEAST = 150, /* changed cells from which a frame is sent as one (DECSET 2026); less is one packet anyway */
	PAIRS_MAX = PALETTES * STYLE_ROLES,
};

struct Term {
	SCREEN *screen;
	FILE *in_file, *out_file;
	int in, out;
	int memory; /* where ncurses writes a frame; -1: to the terminal */
	const Theme *theme;
	Background background;
	bool background_given, no_color, ascii, in_tmux, in_screen, wraps_tmux, osc_9, clever, narrow_locale;
	bool mouse, mouseless, kitty, sync, probing, asks, wide;
	Pace pace; /* how far the terminal has come */
	Sgr sgr;   /* the look that frames left it with */
	int heard; /* bytes of an answer seen so far */
	bool suspended, repaint;
	int colors;
	int16_t pair_fg[256 + 1]; /* pair of each colour, 0 while it has none */
	int16_t n_pairs;
	char *title;
	Frame *shown;   /* what ncurses was last told */
	int rows, cols; /* last answer of term_size */
};

/* --- what a signal handler needs: plain values, set before they are needed and never freed --- */

static struct {
	volatile sig_atomic_t open, kitty, owed; /* owed: answers that may still come */
	int out, in;
	struct termios shell;
} emergency;

static void write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, s, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0 && errno == EAGAIN) {
			struct pollfd wait = {.fd = fd, .events = POLLOUT};
			if (poll(&wait, 1, 1000) <= 0)
				return;
			continue;
		}
		if (done <= 0)
			return;
		s += done;
		n -= (size_t)done;
	}
}

#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
#define KITTY_ASK "\033[?u"
#define KITTY_ON "\033[>5u"
#define KITTY_OFF "\033[<u"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define TITLE_PUSH "\033[22;0t"
#define TITLE_POP "\033[23;0t"
#define SYNC_ASK "\033[?2026$p"
#define SYNC_ON "\033[?2026h"
#define SYNC_OFF "\033[?2026l"
#define STATUS_ASK "\033[5n"
#define BACKGROUND_ASK "\033]11;?\033\\"
/* An ambiguous-width letter in row 2, the question where the cursor is, and all as it was on the blank screen. The cursor is not saved: where a terminal has
 * one place for that, the shell's own stands there. */
#define WIDTH_ASK "\033[2;1H\xd1\x8f\033[6n\r\033[K\033[H"

/* `CSI 0 n` byte by byte, over any number of reads. */
static bool hear(int *heard, char c)
{
	static const char answer[] = "\033[0n";
	*heard = c == answer[*heard] ? *heard + 1 : c == answer[0];
	if (*heard < (int)sizeof answer - 1)
		return false;
	*heard = 0;
	return true;
}

/* In a signal handler: answers that are on their way would be typed into the shell. */
static void restore_hear(void)
{
	struct pollfd ready = {.fd = emergency.in, .events = POLLIN};
	char bytes[256];
	int heard = 0;
	for (int turn = 0; turn < FAULT_TURNS && emergency.owed > 0 && poll(&ready, 1, FAULT_MS) >= 0; turn++) {
		ssize_t n = ready.revents & POLLIN ? read(emergency.in, bytes, sizeof bytes) : 0;
		for (ssize_t i = 0; i < n; i++)
			if (hear(&heard, bytes[i]))
				emergency.owed--;
		if (ready.revents & (POLLHUP | POLLERR))
			return;
	}
}

void term_restore_now(void)
{
	static const char end[] = SYNC_OFF MOUSE_OFF PASTE_OFF "\033[m\033[?1049l\033[?25h" TITLE_POP;
	if (!emergency.open)
		return;
	int kept = errno;
	emergency.open = 0;
	if (emergency.kitty)
		write_all(emergency.out, KITTY_OFF, sizeof KITTY_OFF - 1);
	write_all(emergency.out, end, sizeof end - 1);
	restore_hear();
	tcsetattr(emergency.in, TCSANOW, &emergency.shell);
	errno = kept;
}

/* --- small things --- */

static void send_text(const Term *term, const char *s)
{
	write_all(term->out, s, strlen(s));
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void owed_tell(const Term *term)
{
	emergency.owed = pace_owed(&term->pace, now_ms()) ? (int)(term->pace.n + term->pace.lost) : 0;
}

static void ask_status(const Term *term, bool due)
{
	if (due)
		send_text(term, STATUS_ASK);
	owed_tell(term);
}

/* Bytes went out: they are asked for when they are many. */
static void count_sent(Term *term, size_t bytes)
{
	ask_status(term, pace_sent(&term->pace, bytes, now_ms()));
}

int term_fd(const Term *term)
{
	return term->in;
}

bool term_is_ascii(const Term *term)
{
	return term->ascii;
}

int term_colors(const Term *term)
{
	return term->colors;
}

bool term_size(Term *term, int *rows, int *cols)
{
	struct winsize size = {0};
	if (ioctl(term->out, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
		size = (struct winsize){0};
		if (ioctl(term->in, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
			size.ws_row = 24;
			size.ws_col = 80;
		}
	}
	bool changed = size.ws_row != term->rows || size.ws_col != term->cols;
	*rows = term->rows = size.ws_row;
	*cols = term->cols = size.ws_col;
	return changed;
}

size_t term_read(Term *term, char *bytes, size_t cap, bool *gone)
{
	struct pollfd ready = {.fd = term->in, .events = POLLIN};
	*gone = false;
	if (poll(&ready, 1, 0) <= 0)
		return 0;
	ssize_t n = read(term->in, bytes, cap);
	for (ssize_t i = 0; i < n; i++)
		if (hear(&term->heard, bytes[i]))
			ask_status(term, pace_answered(&term->pace, now_ms()));
	if (n > 0)
		return (size_t)n;
	*gone = n == 0 || (errno != EINTR && errno != EAGAIN);
	return 0;
}

int term_wait(Term *term)
{
	struct pollfd ready = {.fd = term->out, .events = POLLOUT};
	int unsent = 0;
	if (poll(&ready, 1, 0) == 0 || (ioctl(term->out, TIOCOUTQ, &unsent) == 0 && unsent > 0))
		return FULL_MS;
	return pace_wait(&term->pace, now_ms());
}

/* --- colours --- */

static Background background_of(const char *colorfgbg)
{
	const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
	int64_t number;
	if (!last || !str_to_int(last + 1, &number))
		return BACKGROUND_AUTO;
	return number == 7 || number >= 9 ? BACKGROUND_LIGHT : BACKGROUND_DARK;
}

static void colors_begin(Term *term)
{
	term->colors = 0;
	if (term->no_color || !has_colors() || start_color() == ERR)
		return;
	/* Where the terminal cannot give back its own colours, painting text would paint the page too. */
	if (use_default_colors() == ERR)
		return;
	term->colors = 0;
	if (COLORS >= 256)
		term->colors = 256;
	else if (COLORS >= 16)
		term->colors = 16;
	else if (COLORS >= 8)
		term->colors = 8;
}

static short color_pair(Term *term, int fg)
{
	if (fg < 0 || fg >= term->colors)
		return 0;
	if (term->pair_fg[fg] == 0 && term->n_pairs + 1 < COLOR_PAIRS) {
		short pair = (short)(term->n_pairs + 1);
		if (init_pair(pair, (short)fg, -1) == ERR)
			return 0;
		term->pair_fg[fg] = term->n_pairs = pair;
	}
	return term->pair_fg[fg];
}

static attr_t look_attrs(Look look)
{
	attr_t attrs = A_NORMAL;
	if (look.attrs & LOOK_BOLD)
		attrs |= A_BOLD;
	if (look.attrs & LOOK_UNDERLINE)
		attrs |= A_UNDERLINE;
	if (look.attrs & LOOK_DIM)
		attrs |= A_DIM;
	if (look.attrs & LOOK_REVERSE)
		attrs |= A_REVERSE;
	return attrs;
}

/* --- open and close --- */

/* Consoles that would print a part of a question they do not know. */
static bool is_clever(const char *name)
{
	static const char *const simple[] = {"linux", "vt", "cons", "ansi", "sun", "dumb", "wyse", "bsdos", "pcvt", "putty"};
	for (size_t i = 0; i < countof(simple); i++)
		if (str_begins(name, simple[i]))
			return str_begins(name, "vte");
	return true;
}

/* They know this notification and not the other. */
static bool is_osc_9(const char *name, const char *program)
{
	return str_begins(name, "xterm-kitty") || str_begins(name, "kitty") || (program && str_begins(program, "iTerm"));
}

/* GNU screen, also far from here, where only TERM tells: with the mouse on it keeps an Esc until the next key comes. */
static bool keeps_escape(const TermOptions *options, const char *name)
{
	return options->in_screen || (str_begins(name, "screen") && !options->in_tmux);
}

/* What even old ones answer; those that know no CSI at all, or only some, are left alone. */
static bool is_asked(const char *name)
{
	static const char *const old[] = {"linux", "vt1", "vt2", "vt3", "vt4", "putty"};
	for (size_t i = 0; i < countof(old); i++)
		if (str_begins(name, old[i]))
			return true;
	return is_clever(name);
}

static void modes_on(Term *term)
{
	char msgr[] = "msgr";
	term->sgr = (Sgr){.moves = tigetflag(msgr) > 0};
	emergency.open = 1;
	emergency.kitty = term->kitty;
	/* The blank screen first: ncurses' switch to the alternate one leaves its buffer, and kitty keeps a stack a screen. */
	erase();
	clearok(stdscr, TRUE);
	refresh();
	if (term->clever)
		send_text(term, TITLE_PUSH);
	send_text(term, PASTE_ON);
	if (term->mouse)
		send_text(term, MOUSE_ON);
	if (term->kitty)
		send_text(term, KITTY_ON);
}

/* The last question is the one of which the answer says that those before it were read. */
static void status_begin(Term *term)
{
	if (!term->asks)
		return;
	pace_begin(&term->pace, now_ms());
	ask_status(term, true);
}

static void modes_ask(Term *term)
{
	if (!term->clever)
		return;
	send_text(term, KITTY_ASK SYNC_ASK);
	if (term->background == BACKGROUND_AUTO)
		send_text(term, BACKGROUND_ASK);
	if (!term->narrow_locale && !term->ascii) {
		term->probing = true;
		send_text(term, WIDTH_ASK);
	}
}

static void modes_off(Term *term)
{
	if (term->kitty)
		send_text(term, KITTY_OFF);
	send_text(term, MOUSE_OFF PASTE_OFF);
}

static void raw_on(void)
{
	raw(); /* ^C, ^Z, ^\ and ^S ^Q are keys here; the loop knows what they mean */
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	typeahead(-1);
}

/* NULL: the terminal has none. */
static const char *capability(const char *name)
{
	char room[16];
	/* ncurses takes a plain char pointer, which it does not write to. */
	snprintf(room, sizeof room, "%s", name);
	const char *is = tigetstr(room);
	return is == (const char *)-1 ? NULL : is;
}

static int memory_open(void)
{
	char name[40];
	snprintf(name, sizeof name, "/kartoteka-%ld", (long)getpid());
	int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (fd >= 0)
		shm_unlink(name);
	return fd;
}

/* A terminal whose description is not installed is driven as one that it takes after: servers seldom have those of newer terminals. */
static const char *stand_in(const char *name)
{
	static const struct {
		const char *name, *as;
	} rows[] = {
		{"putty-256", "xterm-256color"},
		{"putty", "xterm"},
		{"xterm-16", "xterm"},
		{"xterm-8", "xterm"},
		{"xterm", "xterm-256color"},
		{"tmux", "screen-256color"},
		{"screen-256", "screen-256color"},
		{"screen.", "screen-256color"},
		{"screen", "screen"},
		{"linux", "linux"},
		{"rxvt-unicode", "xterm-256color"},
		{"rxvt", "rxvt"},
		{"vt", "vt100"},
		{"alacritty", "xterm-256color"},
		{"contour", "xterm-256color"},
		{"foot", "xterm-256color"},
		{"ghostty", "xterm-256color"},
		{"gnome", "xterm-256color"},
		{"iterm", "xterm-256color"},
		{"kitty", "xterm-256color"},
		{"konsole", "xterm-256color"},
		{"mintty", "xterm-256color"},
		{"mlterm", "xterm-256color"},
		{"ms-terminal", "xterm-256color"},
		{"nsterm", "xterm-256color"},
		{"rio", "xterm-256color"},
		{"st-", "xterm-256color"},
		{"wezterm", "xterm-256color"},
	};
	if (str_begins(name, "vte"))
		return "xterm-256color";
	for (size_t i = 0; i < countof(rows); i++)
		if (str_begins(name, rows[i].name))
			return rows[i].as;
	return NULL;
}

/* Asked before newterm: where that does not find a description it never frees the screen it had begun. */
static bool is_described(const Term *term, const char *name)
{
	int found = 0;
	bool fit = setupterm(name, fileno(term->out_file), &found) == OK;
	if (cur_term)
		del_curterm(cur_term);
	return fit;
}

static SCREEN *screen_of(const Term *term, const char *name)
{
	const char *as = is_described(term, name) ? name : stand_in(name);
	if (!as || (as != name && !is_described(term, as)))
		return NULL;
	if (as != name)
		log_line("the terminal %s is not described here: driven as %s", name, as);
	return newterm(as, term->out_file, term->in_file);
}

static Err *screen_begin(Term *term, const char *name)
{
	term->in_file = fdopen(dup(term->in), "r");
	term->out_file = fdopen(dup(term->out), "w");
	if (!term->in_file || !term->out_file)
		return err_errno(_("The terminal cannot be opened"));
	/* The size is the kernel's, not that of variables; some descriptions, as that of the Linux console, hold none. */
	use_env(FALSE);
	use_tioctl(TRUE);
	term->screen = screen_of(term, name);
	if (!term->screen || !capability("cup") || !capability("clear"))
		return err_todo(err_new(ERR_FAILED, _("The terminal %s is not known here, or it cannot place its cursor"), name),
		                _("Set TERM to what it is, for example TERM=xterm; commands such as kartoteka today need none."));
	return NULL;
}

static void term_free(Term *term)
{
	if (term->screen)
		delscreen(term->screen);
	if (term->in_file)
		fclose(term->in_file);
	if (term->out_file)
		fclose(term->out_file);
	if (term->memory >= 0)
		close(term->memory);
	frame_free(term->shown);
	free(term->title);
	free(term);
}

Err *term_open(Term **out, const TermOptions *options)
{
	const char *name = options->term && *options->term ? options->term : "dumb";
	*out = NULL;
	Term *term = mem_alloc(sizeof *term);
	*term = (Term){
		.in = options->in,
		.out = options->out,
		.memory = -1,
		.theme = options->theme,
		.no_color = options->no_color,
		.ascii = options->ascii,
		.in_tmux = options->in_tmux,
		.wraps_tmux = options->in_tmux || str_begins(name, "tmux"),
		.in_screen = options->in_screen,
		.osc_9 = is_osc_9(name, options->program),
		.mouse = options->mouse && !keeps_escape(options, name),
		.mouseless = keeps_escape(options, name),
		.clever = is_clever(name),
		.asks = is_asked(name),
		.narrow_locale = MB_CUR_MAX == 1,
		.repaint = true,
	};
	term->background = options->background != BACKGROUND_AUTO ? options->background : background_of(options->colorfgbg);
	term->background_given = term->background != BACKGROUND_AUTO;
	term->title = mem_strdup(options->title);
	if (tcgetattr(term->in, &emergency.shell) != 0) {
		term_free(term);
		return err_errno(_("Standard input is not a terminal"));
	}
	emergency.in = term->in;
	emergency.out = term->out;
	Err *err = screen_begin(term, name);
	if (err) {
		if (term->screen)
			endwin();
		tcsetattr(term->in, TCSANOW, &emergency.shell);
		term_free(term);
		return err;
	}
	term->memory = memory_open();
	raw_on();
	colors_begin(term);
	modes_on(term);
	modes_ask(term);
	status_begin(term);
	*out = term;
	return NULL;
}

/*
 * ncurses writes at every move of the cursor. So it writes a frame into memory, and that goes out at once: one packet over ssh, and its bytes are
 * known. Without such memory (-1) it writes as it likes.
 */
static void frame_begin(Term *term)
{
	if (term->memory < 0)
		return;
	if (ftruncate(term->memory, 0) != 0 || lseek(term->memory, 0, SEEK_SET) != 0 || dup2(term->memory, fileno(term->out_file)) < 0) {
		close(term->memory);
		term->memory = -1;
	}
}

/* A file that may not grow, no room where shared memory is: it would end right behind what was taken. */
static bool memory_is_full(int memory)
{
	off_t end = lseek(memory, 0, SEEK_CUR);
	if (end < 0 || pwrite(memory, "", 1, end) != 1)
		return true;
	return ftruncate(memory, end) != 0;
}

static void memory_read(Str *out, int memory)
{
	char bytes[4096];
	off_t at = 0;
	for (ssize_t n; (n = pread(memory, bytes, sizeof bytes, at)) > 0; at += n)
		str_addn(out, bytes, (size_t)n);
}

/* Before the shell gets its terminal back: answers still on their way are read here, for a while. What is typed meanwhile is lost with them. */
static void answers_hear(Term *term)
{
	struct pollfd ready = {.fd = term->in, .events = POLLIN};
	char bytes[256];
	bool gone = false;
	for (int left; !gone && (left = pace_owed(&term->pace, now_ms())) > 0;) {
		if (poll(&ready, 1, left) < 0 && errno != EINTR)
			break;
		term_read(term, bytes, sizeof bytes, &gone);
	}
	pace_reset(&term->pace);
	emergency.owed = 0;
}

/* Where there is no other screen to leave ours for, the shell goes on in an empty line below it. */
static void last_line_free(void)
{
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
}

/* ncurses says CR where the shell's screen has come back, which would take its cursor from the column it has there. */
static void shell_back(Term *term)
{
	Str out = {0};
	const char *other = capability("rmcup");
	if (!other)
		last_line_free();
	frame_begin(term);
	endwin();
	if (term->memory < 0)
		return;
	dup2(term->out, fileno(term->out_file));
	if (memory_is_full(term->memory)) {
		close(term->memory);
		term->memory = -1;
		endwin();
		return;
	}
	memory_read(&out, term->memory);
	const char *behind = other ? strstr(str_text(&out), other) : NULL;
	if (behind && behind[strlen(other)] == '\r')
		str_remove(&out, (size_t)(behind - out.s) + strlen(other), 1);
	write_all(term->out, str_text(&out), out.n);
	str_done(&out);
}

static void screen_end(Term *term)
{
	modes_off(term);
	answers_hear(term);
	curs_set(1);
	shell_back(term);
	send_text(term, "\033[?25h");
	if (term->clever)
		send_text(term, TITLE_POP);
	emergency.open = 0;
	tcsetattr(term->in, TCSADRAIN, &emergency.shell);
}

void term_close(Term *term)
{
	if (!term)
		return;
	if (!term->suspended)
		screen_end(term);
	term_free(term);
}

void term_suspend(Term *term)
{
	if (term->suspended)
		return;
	screen_end(term);
	term->suspended = true;
}

void term_resume(Term *term)
{
	if (!term->suspended)
		return;
	term->suspended = false;
	tcgetattr(term->in, &emergency.shell);
	reset_prog_mode();
	modes_on(term);
	if (term->title)
		term_title(term, term->title);
	term_redraw(term);
}

/* --- frames --- */

void term_redraw(Term *term)
{
	term->repaint = true;
}

void term_theme(Term *term, const Theme *theme)
{
	term->theme = theme;
	term->repaint = true;
}

/* One sign of our width, as libc measures it: what they see differently is its first character, padded. */
typedef struct Sign {
	wchar_t text[CCHARW_MAX + 1];
	bool padded; /* the second cell is a blank of its own */
} Sign;

static size_t wide_of(wchar_t *out, size_t cap, const char *s)
{
	size_t n = strlen(s), used, k = 0;
	for (size_t i = 0; i < n && k < cap; i += used)
		out[k++] = (wchar_t)utf8_decode(s + i, n - i, &used);
	return k;
}

static Sign sign_of(const Term *term, const char *text, int width)
{
	Sign sign = {0};
	wchar_t codes[8];
	size_t n = wide_of(codes, countof(codes), text);
	int first = n > 0 ? wcwidth(codes[0]) : -1, rest = 0;
	if (term->narrow_locale && n > 0 && codes[0] > 0x7e)
		first = -1;
	if (first != 1 && first != 2) {
		sign.text[0] = !term->narrow_locale && wcwidth(0xfffd) == 1 ? 0xfffd : L'?';
		sign.padded = width == 2;
		return sign;
	}
	for (size_t i = 1; i < n; i++) {
		int w = wcwidth(codes[i]);
		rest += w < 0 ? 100 : w; /* only combining marks may follow in one cell */
	}
	bool whole = rest == 0 && n < countof(codes) && n <= CCHARW_MAX && first == width;
	if (first > width) {
		sign.text[0] = L'?';
		return sign;
	}
	sign.text[0] = codes[0];
	for (size_t i = 1; i < n && whole; i++)
		sign.text[i] = codes[i];
	sign.padded = first < width;
	return sign;
}

static void put_cell(Term *term, const Frame *frame, Palette palette, int row, int col)
{
	const Cell *cell = frame_cell(frame, row, col);
	if (cell->width == 0)
		return; /* drawn with its left half */
	Look look = theme_bright(theme_look(term->theme, palette, cell->style), palette, term->colors);
	attr_t attrs = look_attrs(look);
	short pair = color_pair(term, look.fg);
	Sign sign = sign_of(term, frame_shown(frame, row, col), cell->width);
	cchar_t cchar;
	setcchar(&cchar, sign.text, attrs, pair, NULL);
	mvadd_wch(row, col, &cchar);
	if (sign.padded) {
		setcchar(&cchar, L" ", attrs, pair, NULL);
		mvadd_wch(row, col + 1, &cchar);
	}
}

static bool cell_same(const Cell *a, const Cell *b)
{
	/* Most are, byte for byte; behind the end of a text they need not be. */
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
	return memcmp(a, b, sizeof *a) == 0 || (a->style == b->style && a->width == b->width && strcmp(a->text, b->text) == 0);
}

/* For who hears what is written, a row that says something else goes out whole, not the letters that differ: all but the cursor's bar counts. Row 0 has the
 * clock, and a line that is typed in is heard as it is typed. */
static bool goes_whole(const Term *term, const Frame *frame, int row)
{
	if (!frame->plain || term->repaint || row == 0 || (row == frame->cursor_row && frame->cursor_col > 0))
		return false;
	for (int col = 1; col < frame->cols; col++)
		if (strcmp(frame_cell(frame, row, col)->text, frame_cell(term->shown, row, col)->text) != 0)
			return true;
	return false;
}

/* Tells ncurses what differs from the last frame; returns how many cells. */
static int put_changes(Term *term, const Frame *frame)
{
	Palette palette = theme_palette(term->colors, term->background);
	int changed = 0;
	for (int row = 0; row < frame->rows; row++) {
		if (goes_whole(term, frame, row))
			wredrawln(stdscr, row, 1);
		for (int col = 0; col < frame->cols; col++) {
			if (!term->repaint && cell_same(frame_cell(frame, row, col), frame_cell(term->shown, row, col)))
				continue;
			put_cell(term, frame, palette, row, col);
			changed++;
		}
	}
	return changed;
}

/* Something else may have written to the terminal: character set and look begin anew, before the first letter. ncurses leaves each frame plain. */
static void look_anew(Term *term, Str *out)
{
	str_add(out, "\017\033(B\033[m");
	term->sgr = (Sgr){.known = true, .ascii = true, .moves = term->sgr.moves, .told = {.fg = -1}, .want = {.fg = -1}};
}

/* What ncurses made of so many changed cells goes out, with the question about it where one is due. */
static void frame_end(Term *term, int changed, bool anew)
{
	bool sync = changed >= SYNC_LEAST && term->sync;
	Str raw = {0}, out = {0};
	if (term->memory < 0) {
		count_sent(term, (size_t)changed * 2);
		return;
	}
	dup2(term->out, fileno(term->out_file));
	if (memory_is_full(term->memory)) { /* some of it may be lost, and ncurses does not know */
		close(term->memory);
		term->memory = -1;
		clearok(curscr, TRUE);
		doupdate();
		return;
	}
	if (sync)
		str_add(&out, SYNC_ON);
	memory_read(&raw, term->memory);
	if (anew)
		look_anew(term, &out);
	sgr_lean(&term->sgr, &out, str_text(&raw), raw.n);
	str_done(&raw);
	if (sync)
		str_add(&out, SYNC_OFF);
	if (pace_sent(&term->pace, out.n, now_ms()))
		str_add(&out, STATUS_ASK);
	owed_tell(term);
	write_all(term->out, str_text(&out), out.n);
	str_done(&out);
}

/* --- a terminal whose letters are wider than ncurses thinks: it is written to row by row --- */

static void add_look(Str *out, Look look, int colors)
{
	static const int codes[] = {1, 4, 2, 7}; /* in the order of the LOOK_ bits */
	str_add(out, "\033[0");
	for (size_t i = 0; i < countof(codes); i++)
		if (look.attrs & 1 << i)
			str_addf(out, ";%d", codes[i]);
	if (look.fg >= 0 && look.fg < 8 && look.fg < colors)
		str_addf(out, ";%d", 30 + look.fg);
	else if (look.fg >= 0 && look.fg < colors)
		str_addf(out, look.fg < 16 ? ";%d" : ";38;5;%d", look.fg < 16 ? 82 + look.fg : look.fg);
	str_addc(out, 'm');
}

static void add_wide_row(Str *out, const Term *term, const Frame *frame, int row, const WideCell *cells, int n)
{
	Palette palette = theme_palette(term->colors, term->background);
	int x = 0;
	Style style = STYLE_PLAIN;
	bool certain = true;
	str_addf(out, "\033[0m\033[%d;1H\033[2K", row + 1);
	for (int i = 0; i < n; i++) {
		const Cell *cell = cells[i].from < 0 ? NULL : frame_cell(frame, row, cells[i].from);
		const char *text = cell ? frame_shown(frame, row, cells[i].from) : "~";
		bool blank = cell && strcmp(text, " ") == 0;
		if (blank && cell->style == STYLE_PLAIN)
			continue;
		if (cells[i].at != x || !certain)
			str_addf(out, "\033[%dG", cells[i].at + 1);
		if (cell && cell->style != style) {
			style = cell->style;
			add_look(out, theme_bright(theme_look(term->theme, palette, style), palette, term->colors), term->colors);
		}
		str_add(out, text);
		certain = cells[i].certain;
		x = cells[i].at + cells[i].width;
	}
}

static bool row_same(const Term *term, const Frame *frame, int row)
{
	for (int col = 0; col < frame->cols; col++)
		if (!cell_same(frame_cell(frame, row, col), frame_cell(term->shown, row, col)))
			return false;
	return true;
}

static void show_wide(Term *term, const Frame *frame)
{
	Str out = {0};
	WideCell *cells = mem_alloc((size_t)frame->cols * sizeof *cells);
	str_add(&out, term->repaint ? "\033[0m\033[2J" : "");
	for (int row = 0; row < frame->rows; row++)
		if (term->repaint || !row_same(term, frame, row))
			add_wide_row(&out, term, frame, row, cells, wide_row(cells, frame, row));
	int n = wide_row(cells, frame, frame->cursor_row);
	str_addf(&out, "\033[0m\033[%d;%dH\033[?25%c", frame->cursor_row + 1, wide_col(cells, n, frame->cursor_col) + 1, frame->cursor_visible ? 'h' : 'l');
	free(cells);
	term->repaint = false;
	write_all(term->out, str_text(&out), out.n);
	count_sent(term, out.n);
	str_done(&out);
}

static void keep_shown(Term *term, const Frame *frame)
{
	if (!term->shown)
		term->shown = frame_new(frame->rows, frame->cols);
	if (term->shown->rows != frame->rows || term->shown->cols != frame->cols)
		frame_resize(term->shown, frame->rows, frame->cols);
	memcpy(term->shown->cells, frame->cells, (size_t)frame->rows * (size_t)frame->cols * sizeof *frame->cells);
	term->shown->ascii = frame->ascii;
	term->shown->cursor_row = frame->cursor_row;
	term->shown->cursor_col = frame->cursor_col;
	term->shown->cursor_visible = frame->cursor_visible;
}

void term_show(Term *term, const Frame *frame)
{
	if (term->suspended)
		return;
	bool first = !term->shown;
	if (first || term->shown->rows != frame->rows || term->shown->cols != frame->cols || term->shown->ascii != frame->ascii)
		term->repaint = true;
	if (!term->repaint && frame_same(frame, term->shown))
		return;
	if (term->wide) {
		show_wide(term, frame);
		keep_shown(term, frame);
		return;
	}
	if (LINES != frame->rows || COLS != frame->cols)
		resizeterm(frame->rows, frame->cols);
	bool all = term->repaint;
	if (all)
		erase();
	if (all && !first) /* at first it is blank, and known to be */
		clearok(stdscr, TRUE);
	int changed = put_changes(term, frame);
	term->repaint = false;
	keep_shown(term, frame);
	frame_begin(term);
	curs_set(frame->cursor_visible ? 1 : 0);
	move(frame->cursor_row, frame->cursor_col);
	wnoutrefresh(stdscr);
	doupdate();
	frame_end(term, changed, all && !first);
	if (first && term->title)
		term_title(term, term->title);
}

/* --- replies --- */

static TermChange take_background(Term *term, int rgb)
{
	if (term->background_given)
		return TERM_SAME;
	int r = rgb >> 16 & 0xff, g = rgb >> 8 & 0xff, b = rgb & 0xff;
	Background is = r * 299 + g * 587 + b * 114 > 127500 ? BACKGROUND_LIGHT : BACKGROUND_DARK;
	bool light = term->background == BACKGROUND_LIGHT;
	term->background = is;
	if (light == (is == BACKGROUND_LIGHT) || term->colors < 8)
		return TERM_SAME;
	term_redraw(term);
	return TERM_REPAINT;
}

static TermChange take_cursor(Term *term, int row, int col)
{
	if (!term->probing || row != 2)
		return TERM_SAME;
	term->probing = false;
	if (col < 3 || term->ascii)
		return TERM_SAME;
	term->ascii = term->wide = true;
	term_redraw(term);
	return TERM_AMBIGUOUS_WIDE;
}

TermChange term_reply(Term *term, const TermEvent *event)
{
	switch (event->reply) {
	case REPLY_KITTY:
		if (!term->kitty && !term->suspended) {
			term->kitty = true;
			emergency.kitty = 1;
			send_text(term, KITTY_ON);
		}
		return TERM_SAME;
	case REPLY_MODE:
		if (event->number == 2026)
			term->sync = event->value == 1 || event->value == 2;
		return TERM_SAME;
	case REPLY_BACKGROUND:
		return take_background(term, event->number);
	case REPLY_CURSOR:
		return take_cursor(term, event->number, event->value);
	case REPLY_DEVICE:
	case REPLY_OTHER:
		return TERM_SAME;
	}
	return TERM_SAME;
}

/* --- beside the frame --- */

void term_bell(Term *term)
{
	if (!term->suspended)
		send_text(term, "\a");
}

static void add_safe(Str *out, const char *text, size_t most)
{
	Str safe = {0};
	utf8_safe(&safe, text, strlen(text));
	size_t n = 0, k;
	while (n < safe.n && (k = utf8_cluster(safe.s + n, safe.n - n)) + n <= most)
		n += k;
	str_addn(out, str_text(&safe), n);
	str_done(&safe);
}

void term_title(Term *term, const char *title)
{
	char *kept = mem_strdup(title);
	free(term->title);
	term->title = kept;
	if (!term->clever || term->suspended || !term->shown || !kept)
		return;
	Str out = {0};
	str_add(&out, "\033]2;");
	add_safe(&out, kept, TITLE_MAX);
	str_add(&out, "\033\\");
	send_text(term, str_text(&out));
	count_sent(term, out.n);
	str_done(&out);
}

static void add_base64(Str *out, const char *s, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < n; i += 3) {
		unsigned long three = (unsigned long)(unsigned char)s[i] << 16;
		if (i + 1 < n)
			three |= (unsigned long)(unsigned char)s[i + 1] << 8;
		if (i + 2 < n)
			three |= (unsigned char)s[i + 2];
		str_addc(out, letters[three >> 18 & 63]);
		str_addc(out, letters[three >> 12 & 63]);
		str_addc(out, i + 1 < n ? letters[three >> 6 & 63] : '=');
		str_addc(out, i + 2 < n ? letters[three & 63] : '=');
	}
}

bool term_copy(Term *term, const char *text)
{
	static const char head[] = "\033]52;c;", end[] = "\033\\";
	size_t n = strlen(text), bytes = sizeof head - 1 + (n + 2) / 3 * 4 + sizeof end - 1;
	if (term->in_tmux || term->in_screen || !term->clever || term->suspended || bytes > COPY_MAX)
		return false;
	Str out = {0};
	str_add(&out, head);
	add_base64(&out, text, n);
	str_add(&out, end);
	send_text(term, str_text(&out));
	count_sent(term, out.n);
	str_done(&out);
	return true;
}

/* `;` parts the fields of these sequences. */
static void add_field(Str *out, const char *text)
{
	size_t from = out->n;
	add_safe(out, text, TITLE_MAX);
	for (size_t i = from; i < out->n; i++)
		if (out->s[i] == ';')
			out->s[i] = ',';
}

/* tmux hands on what is wrapped so where allow-passthrough is on, and drops it where it is off; screen hands it on. */
static void add_wrapped(Str *out, const Term *term, const char *sequence)
{
	const char *begin = term->in_screen ? "\033P" : "";
	str_add(out, term->wraps_tmux ? "\033Ptmux;" : begin);
	for (const char *c = sequence; *c; c++) {
		if (*c == '\033' && term->wraps_tmux)
			str_addc(out, *c);
		str_addc(out, *c);
	}
	str_add(out, term->wraps_tmux || term->in_screen ? "\033\\" : "");
}

void term_notify(Term *term, const char *title, const char *body)
{
	if (!term->clever || term->suspended)
		return;
	Str sequence = {0}, out = {0};
	str_add(&sequence, term->osc_9 ? "\033]9;" : "\033]777;notify;");
	if (!term->osc_9) {
		add_field(&sequence, title);
		str_addc(&sequence, ';');
	}
	add_field(&sequence, body);
	str_addc(&sequence, '\a'); /* an ESC \ would end the wrapping */
	add_wrapped(&out, term, str_text(&sequence));
	send_text(term, str_text(&out));
	count_sent(term, out.n);
	str_done(&out);
	str_done(&sequence);
}

void term_mouse(Term *term, bool on)
{
	term->mouse = on && !term->mouseless;
	if (!term->suspended)
		send_text(term, term->mouse ? MOUSE_ON : MOUSE_OFF);
}
