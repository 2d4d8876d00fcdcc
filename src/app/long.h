/* SPDX-License-Identifier: MIT */
/* Long work inside a command: Work.progress while the loop runs. */
#ifndef KARTOTEKA_SRC_APP_LONG_H
#define KARTOTEKA_SRC_APP_LONG_H

#include "kartoteka/base/mem.h"
#include "kartoteka/term/input.h"
#include "ui.h"

typedef struct Long {
	Ui *ui;
	Input *input;
	int signals;
	int64_t began_ms, looked_ms, told_ms; /* 0: no work runs */
	bool stopped;
	VEC(TermEvent)
	events; /* came meanwhile */
	VEC(int)
	numbers;
} Long;

void long_open(Long *l, Ui *ui, Input *input, int signals);
void long_close(Long *l);
void long_rest(Long *l);                    /* between two turns of the loop nothing runs */
bool long_event(Long *l, TermEvent *event); /* the next one that waited */
int long_signal(Long *l);                   /* 0: none */
int64_t loop_ms(void);                      /* loop.c: monotonic */

#endif
