/* SPDX-License-Identifier: MIT */
/*
 * How far the terminal has come with what was sent to it. A pty says nothing of the line behind it, so the terminal itself is asked (CSI 5 n) and
 * its answers are counted: while too many bytes have not been answered for, the next frame waits. Pure: it is told of bytes and of the time.
 */
#ifndef KARTOTEKA_TERM_PACE_H
#define KARTOTEKA_TERM_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PACE_ASK = 192,  /* bytes after which the terminal is asked: a step in a list is far below, so it asks seldom */
	PACE_HOLD = 384, /* bytes not answered for from which a frame waits: about what a line of 9600 bit/s holds in its delay */
	PACE_ASKS = 8,
	PACE_REST_MS = 1000,  /* after such a pause little bytes have arrived anyway and need no question */
	PACE_FIRST_MS = 1000, /* an answer to the first question that has not come by then is not waited for at the end */
	PACE_LATE_MS = 2000,  /* an answer later than this and PACE_BYTE_MS for each byte does not come */
	PACE_BYTE_MS = 2,
	PACE_FAILS = 3, /* so many times late: never asked again */
};

typedef struct PaceAsk {
	int64_t at_ms;
	size_t bytes;
} PaceAsk;

typedef struct Pace {
	bool answers;            /* the terminal has answered and is not late */
	PaceAsk asks[PACE_ASKS]; /* not answered yet, oldest first */
	size_t n;
	size_t lost;     /* asked before those and given up; their answers may still come */
	int64_t lost_ms; /* until then they are worth waiting for */
	int fails;
	size_t tail; /* bytes since the last question */
	int64_t tail_ms;
} Pace;

void pace_begin(Pace *pace, int64_t now_ms);              /* the first question was sent */
bool pace_sent(Pace *pace, size_t bytes, int64_t now_ms); /* true: send a question now */
bool pace_answered(Pace *pace, int64_t now_ms);           /* true: send a question now */
/* Milliseconds that a frame has to wait at most, sooner when an answer comes; 0: it may go. */
int pace_wait(Pace *pace, int64_t now_ms);
/* Milliseconds that the end waits at most for answers which would reach the shell otherwise; 0: none is missing, or none is hoped for. */
int pace_owed(const Pace *pace, int64_t now_ms);
void pace_reset(Pace *pace); /* after the end: nothing is on its way */

#endif
