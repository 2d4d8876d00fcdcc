/* SPDX-License-Identifier: MIT */
/*
 * A real program in a real pty, with libvterm as its terminal: tests compare the exact cells, the bytes sent and the state of the tty.
 * Every wait is for a condition, with a limit; nothing here sleeps for a time.
 */
#ifndef KARTOTEKA_TESTS_PTY_H
#define KARTOTEKA_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

typedef struct Pty Pty;

enum {
	PTY_MS = 60000, /* a limit that is long enough anywhere: a wait ends when what it waits for is there */
	PTY_REST_MS = 200,
};

/* argv[0] is a path or found in PATH; env is the whole environment, ended by NULL (TERM too). Fails the test when it cannot. */
Pty *pty_open(int cols, int rows, const char *const argv[], const char *const env[]);
/* Kills what still runs. NULL is fine. */
void pty_close(Pty *pty);

/* The terminal answers queries (cursor, device, mode) as libvterm does: true from the start. Give false before the program asks, to answer by pty_send. */
void pty_answer(Pty *pty, bool on);
/* A line between, from now on: so many bytes a second and a delay, each way. What is seen and waited for is at its far end. */
void pty_slow(Pty *pty, int bytes_per_second, int delay_ms);
void pty_type(Pty *pty, const char *bytes); /* past the line, to the program at once */
size_t pty_under_way(const Pty *pty);       /* bytes on the line, both ways */
size_t pty_most_under_way(Pty *pty);        /* most at one time from the program, since it was asked last */
void pty_send(Pty *pty, const char *bytes);
void pty_send_bytes(Pty *pty, const char *bytes, size_t n);
void pty_resize(Pty *pty, int cols, int rows); /* SIGWINCH comes of itself */
bool pty_resized(Pty *pty);                    /* since this was asked last */
void pty_signal(Pty *pty, int signal);
void pty_hang_up(Pty *pty); /* closes the terminal, as a lost connection does */
pid_t pty_pid(const Pty *pty);

/* --- waits: true when it came to be within so many milliseconds --- */
bool pty_wait(Pty *pty, bool (*holds)(Pty *pty, void *self), void *self, int ms);
bool pty_wait_text(Pty *pty, const char *text, int ms); /* somewhere on the screen, within one row */
bool pty_wait_gone(Pty *pty, const char *text, int ms);
bool pty_wait_row(Pty *pty, int row, const char *text, int ms); /* that row holds it */
bool pty_wait_bytes(Pty *pty, const char *bytes, int ms);       /* sent since the mark */
bool pty_wait_cursor(Pty *pty, int row, int col, int ms);       /* col < 0: any */
bool pty_wait_exit(Pty *pty, int ms, int *status);              /* as of waitpid; all it sent was read */
/* Reads what has come, without waiting for more than ms; true when something came. */
bool pty_read(Pty *pty, int ms);
/*
 * It rests: its first thread sleeps in a poll for at least so many milliseconds or for ever, its others wait to be woken, and all it sent was read. What is
 * on the way to it is not seen: first wait for something that comes of it. In a shell the job in the foreground is meant.
 */
bool pty_rests(Pty *pty, int least_ms);
void pty_rest(Pty *pty); /* waits for that, of PTY_REST_MS: what comes when keys stop has come; or for its end */
/* Fails the test, showing the screen, unless the text comes. */
void pty_expect(Pty *pty, const char *text);

/* --- what is seen --- */
char *pty_screen(Pty *pty);       /* rows padded to the width, each ended by a newline; caller frees */
char *pty_row(Pty *pty, int row); /* without trailing blanks; caller frees */
bool pty_has(Pty *pty, const char *text);
void pty_cursor(Pty *pty, int *row, int *col, bool *visible);
typedef struct PtyCell {
	char text[32];
	bool bold, dim, underline, reverse, blink, colored; /* colored: not the terminal's own foreground */
	bool painted;                                       /* not the terminal's own background */
	int fg;                                             /* number of the colour, -1: the terminal's own */
} PtyCell;
PtyCell pty_cell(Pty *pty, int row, int col);
bool pty_on_alternate(const Pty *pty);
const char *pty_title(const Pty *pty);
int pty_bells(const Pty *pty);
/* Settings of the tty as the program left them. */
struct termios pty_tty(const Pty *pty);
struct termios pty_tty_first(const Pty *pty); /* as it was before the program could touch it */
/* Processor time it has used so far; all of it when it has ended. */
int pty_cpu_ms(const Pty *pty);

/* --- bytes sent by the program --- */
void pty_mark(Pty *pty);                          /* from here on */
const char *pty_bytes(const Pty *pty, size_t *n); /* since the mark, since the start without one; borrowed until the next call; n may be NULL */
size_t pty_count(const Pty *pty);                 /* how many since the mark */
bool pty_sent(const Pty *pty, const char *bytes); /* among them */

#endif
