/* SPDX-License-Identifier: MIT */
/* A desk for the tests of the screens: a home folder, a base in memory, a clock that is set, and the whole app in process, without a terminal. */
#ifndef KARTOTEKA_TESTS_GOLDEN_DESK_H
#define KARTOTEKA_TESTS_GOLDEN_DESK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/app/app.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "test.h"

typedef struct Desk {
	char home[40], base[64], clock_file[64], config[64], data[64], state[64];
	Env env;
	int rows, cols;
	Settings *settings;
	Clock *clock;
	WorkOptions options; /* what the base was opened with */
	Work *work;
	Ui *ui;
} Desk;

typedef struct DeskOptions {
	Lang lang;
	int rows, cols;           /* 0: 24 x 80 */
	const char *now;          /* NULL: 2026-07-23T09:42:00+03:00 */
	const char *zone;         /* NULL: Moscow; "": nobody has said what the watch shows, the server stands on UTC */
	const char *settings[4];  /* "section.name=value" */
	const char *const *lines; /* commands, run before the screens open; ended by NULL */
	bool teach;
	bool later; /* the screens open by desk_show */
	bool file;  /* the base is a file, so that desk_restart finds it again */
} DeskOptions;

Desk *desk_open(DeskOptions options);
void desk_show(Desk *desk);
void desk_close(Desk *desk);   /* the home folder goes too */
void desk_restart(Desk *desk); /* the session ends, another begins on the same file */

void well(Err *err);                             /* fails the test with its text */
void desk_setting(Desk *desk, const char *line); /* "section.name=value", for this run */
void desk_clock(Desk *desk, const char *instant);
Err *desk_try(Desk *desk, const char *line);     /* a command line, as in the shell */
void desk_run(Desk *desk, const char *line);     /* the same, must be well */
char *desk_output(Desk *desk, const char *line); /* and what it prints, as text; the caller frees */
/* So many clients at once; the format makes a surname of a number, so that their order is known. */
void desk_fill(Desk *desk, int n, const char *format);

void desk_keys(Desk *desk, const char *keys); /* as in the frames: "2 / text:иван Enter" */
void desk_mouse(Desk *desk, MouseAction action, int row, int col, bool twice);

char *desk_text(Desk *desk);         /* the frame; the caller frees */
char *desk_row(Desk *desk, int row); /* -1: the last one */
char *desk_cursor_row(Desk *desk);   /* where the hardware cursor stands */
bool desk_has(Desk *desk, const char *text);
void desk_expect(Desk *desk, const char *text);
void desk_expect_not(Desk *desk, const char *text);
void desk_expect_row(Desk *desk, int row, const char *text);
void desk_expect_cursor(Desk *desk, const char *text); /* its row holds this and begins with the bar */
/* The longest text of a row in cells, from a column on: between two blanks or the lines of panes. */
int longest_text(const Frame *frame, int row, int from);

#endif
