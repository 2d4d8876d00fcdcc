/* SPDX-License-Identifier: MIT */
/*
 * The built kartoteka as people have it: a home folder of its own, a fixed clock, a language, a terminal. Commands are run beside the screens on the same
 * base, so that what a test typed can be asked back.
 */
#ifndef KARTOTEKA_TESTS_PTY_PROGRAM_H
#define KARTOTEKA_TESTS_PTY_PROGRAM_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "kartoteka/base/str.h"
#include "pty.h"

enum {
	HOME_VARIABLES = 24
};

typedef struct Home {
	char path[64];
	char *variables[HOME_VARIABLES]; /* NAME=value */
	size_t n;
} Home;

/* A fresh folder; English, Moscow's zone, Thursday 23 July 2026, 09:42, TERM=xterm-256color. */
void home_make(Home *home);
void home_remove(Home *home);
void home_set(Home *home, const char *variable); /* "LANGUAGE=ru"; "NO_COLOR=" is set and empty */
void home_unset(Home *home, const char *name);
char *home_file(const Home *home, const char *name);                             /* caller frees */
void home_write(const Home *home, const char *name, const char *text, size_t n); /* a file in it, folders too */
char *home_read(const Home *home, const char *name);                             /* "" when there is none; caller frees */
/* kartoteka WORD... without a terminal; arguments end by NULL. Status as of the shell; what it printed in out (stdout) and err, both may be NULL. */
int home_run(const Home *home, char **out, char **err, ...) __attribute__((sentinel));
/* The same; the test fails unless it ends with 0. Caller frees what was printed. */
char *home_ask(const Home *home, ...) __attribute__((sentinel));
/* kartoteka WORD... in a terminal. */
Pty *home_open(const Home *home, int cols, int rows, ...) __attribute__((sentinel));
/* Any program in a terminal, with the same environment. */
Pty *home_open_argv(const Home *home, int cols, int rows, const char *const argv[]);
/* Screens with a first frame (row 0 shows the clock). */
Pty *home_screens(const Home *home, int cols, int rows);
Pty *home_demo(const Home *home, int cols, int rows); /* --demo */

/* Everything sent before has been done and shown: the terminal says another background, and the program paints anew after what came before. */
void screens_settle(Pty *pty);
void screens_rest(Pty *pty); /* and what comes when keys stop, as a preview */
/* Its two halves, for several programs at once: false when nothing comes, as from one that has ended. */
void screens_ask(Pty *pty);
bool screens_answered(Pty *pty);
void screens_painted(Pty *pty); /* it has begun to answer: to the end of the frame */
/* Sends keys, then settles. */
void screens_press(Pty *pty, const char *bytes);
/* F10, and it ended well. Closes. */
void screens_leave(Pty *pty);
char *screens_frame(Pty *pty); /* of now; rows and the place of the cursor; caller frees */
/* Fails the test, showing both, unless the frame comes to be this one. */
void screens_expect(Pty *pty, const char *what, const char *want);
void screens_show(Pty *pty); /* for a failing test */
/*
 * A program of the system that a test needs, by its full path. One that is missing fails the test, unless KARTOTEKA_WITHOUT ("tmux mosh") says that it is
 * left out on purpose: then false.
 */
bool program_is_there(const char *path);
bool same_tty(const struct termios *a, const struct termios *b);

/*
 * A promise of time is one without other load, so a try that is late is not the end; but of five, most must hold. Sanitizers make it another program;
 * there it only must come.
 *
 *	for (Promise promise = {.ms = SECOND_MS, .what = "the change is seen"}; promise_goes_on(&promise);)
 *		promise_took(&promise, screens_until(pty, text));
 */
typedef struct Promise {
	int ms;
	const char *what;
	int kept, late, last;
} Promise;
bool promise_goes_on(const Promise *promise); /* false: it holds; fails the test when it does not */
int promise_tries(const Promise *promise);    /* so many were made */
void promise_took(Promise *promise, int64_t ms);

/* Where only the quickest of some tries says something. */
enum {
#ifdef __SANITIZE_ADDRESS__
	SECOND_MS = PTY_MS,
#else
	SECOND_MS = 1000,
#endif
	TRIES = 10,
};
/* Milliseconds until the text is seen on the screen; fails the test when it never is. */
int screens_until(Pty *pty, const char *text);

#define expect_frames(what, got, want) \
	do { \
		if (strcmp((got), (want)) != 0) { \
			fprintf(stderr, "%s\n--- should be ---\n%s", (got), (want)); \
			fail_msg("%s: the frames differ", (what)); \
		} \
	} while (0)

#endif
