/* SPDX-License-Identifier: MIT */
/*
 * The app: stack of screens, keys to commands, frames out, one loop. Tests make one without a terminal, feed it events and read its frame.
 */
#ifndef KARTOTEKA_APP_APP_H
#define KARTOTEKA_APP_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/curses.h"
#include "kartoteka/term/frame.h"
#include "kartoteka/term/key.h"
#include "kartoteka/work/work.h"

typedef struct AppOptions {
	Work *work;
	Term *term;     /* NULL: no terminal (tests) */
	int rows, cols; /* without a terminal */
	bool ascii;
	const char *locale_dir; /* where catalogues lie, for a change of language */
	const char *warning;    /* said once in the message row; NULL */
	bool teach;             /* tells the keys of the first ten minutes; with a terminal always */
} AppOptions;

Err *app_new(Ui **out, const AppOptions *options); /* opens Today */
void app_free(Ui *ui);
void app_event(Ui *ui, const TermEvent *event, int64_t now_ms);
void app_resize(Ui *ui, int rows, int cols);
int64_t app_rest(Ui *ui);              /* seconds until the clock alone changes what is seen: a minute, a reminder, each second where a clock runs */
void app_minute(Ui *ui);               /* the clock may have moved: midnight, due reminders */
bool app_answers(Ui *ui, int wait_ms); /* takes what the worker has answered meanwhile, or within the time; false: nothing */
const Frame *app_frame(Ui *ui);        /* loads what is stale, lays out, draws; borrowed */
bool app_is_over(const Ui *ui);
/* Keys by name parted by blanks ("2 / text:иван Enter"); for tests and scripts. An unknown name gives an Err. */
Err *app_keys(Ui *ui, const char *keys);
Err *app_run(Ui *ui); /* the loop, until the last screen ends or the terminal goes */

#endif
