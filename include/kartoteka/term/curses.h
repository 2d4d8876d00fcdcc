/* SPDX-License-Identifier: MIT */
/*
 * The terminal itself: raw mode, alternate screen, modes and their undoing, frames out. Its source is the only file that includes ncurses.
 * It reads no environment and no time of day: all is given in TermOptions. Bytes in are read by the app (term_read) and decoded by term/input.
 * Inside, ^C ^Z ^\ ^S ^Q are bytes (keys), not signals. Install your own signal handlers after term_open: ncurses sets some.
 */
#ifndef KARTOTEKA_TERM_CURSES_H
#define KARTOTEKA_TERM_CURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/term/frame.h"
#include "kartoteka/term/key.h"
#include "kartoteka/term/theme.h"

typedef struct TermOptions {
	const char *term;      /* $TERM; NULL or "" is an error */
	const char *colorfgbg; /* $COLORFGBG or NULL */
	const char *title;     /* window title, may be NULL */
	const Theme *theme;    /* borrowed while open */
	Background background; /* BACKGROUND_AUTO: COLORFGBG, then the terminal's reply, else dark */
	bool no_color;         /* $NO_COLOR is set and not empty */
	bool mouse;
	bool ascii;          /* ASCII borders asked for (or no UTF-8 locale) */
	const char *program; /* $TERM_PROGRAM or $LC_TERMINAL, what the terminal calls itself; may be NULL */
	bool in_tmux;        /* $TMUX is set: OSC 52 would be lost and is not sent, notifications are wrapped */
	bool in_screen;      /* $STY is set: likewise */
	int in, out;         /* file descriptors of the terminal */
} TermOptions;

typedef struct Term Term;

/* setlocale(LC_CTYPE, a UTF-8 locale) must have been called before. An error leaves the terminal as it was. */
Err *term_open(Term **out, const TermOptions *options);
void term_close(Term *term);   /* restores everything; NULL is fine */
void term_suspend(Term *term); /* before ^Z or a child program: as term_close, but may resume */
void term_resume(Term *term);  /* full repaint follows with the next term_show */
/* Safe in a signal handler, at any time, more than once: the main screen, modes and tty as before. Then die as the signal says. */
void term_restore_now(void);

int term_fd(const Term *term); /* to poll for input */
/* Reads what is there (non-blocking). n = 0 and *gone true: the terminal is gone (EOF, EIO). */
size_t term_read(Term *term, char *bytes, size_t cap, bool *gone);
/* Asks the kernel; true when it differs from the last answer. Call after SIGWINCH, resume, and any child program. */
bool term_size(Term *term, int *rows, int *cols);
bool term_is_ascii(const Term *term); /* what Frame.ascii must be */
int term_colors(const Term *term);    /* 0 (none), 8, 16 or 256 */

/*
 * Bytes sent before are still on their way (a slow line): keep the frame back for so many milliseconds, sooner when bytes come to be read, and show
 * the newest then. 0: it may go. A terminal that has shown at the start that it answers is asked now and then; one that stops answering holds nothing.
 */
int term_wait(Term *term);
/* Sends the difference between what the terminal shows and the frame; the hardware cursor is placed last. */
void term_show(Term *term, const Frame *frame);
void term_redraw(Term *term);                    /* the next term_show sends everything (^L) */
void term_theme(Term *term, const Theme *theme); /* another theme, borrowed; repainted by the next term_show */

typedef enum TermChange {
	TERM_SAME,
	TERM_REPAINT,        /* colours changed: show the frame again */
	TERM_AMBIGUOUS_WIDE, /* this terminal draws Cyrillic two cells wide: now ASCII; warn once and repaint */
} TermChange;
/* Takes in an EVENT_REPLY. */
TermChange term_reply(Term *term, const TermEvent *event);

void term_bell(Term *term);
void term_title(Term *term, const char *title); /* cleaned, at most 200 bytes */
/* OSC 52; false when it is too long (100 KB) or would be lost (inside tmux): the caller tries `tmux load-buffer -w -` first. */
bool term_copy(Term *term, const char *text);
/* OSC 777, or OSC 9 where that is known instead; cleaned, `;` too. Inside tmux it arrives only with allow-passthrough. */
void term_notify(Term *term, const char *title, const char *body);
void term_mouse(Term *term, bool on);

#endif
