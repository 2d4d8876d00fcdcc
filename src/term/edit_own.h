/* SPDX-License-Identifier: MIT */
/* The inside of the text-edit widget, for its own files. */
#ifndef KARTOTEKA_TERM_EDIT_OWN_H
#define KARTOTEKA_TERM_EDIT_OWN_H

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/term/edit.h"

typedef struct EditSnap {
	char *text;
	size_t at;
} EditSnap;

/* Changes of one kind that follow one another are one undo step. */
typedef enum EditRun {
	EDIT_RUN_NONE,
	EDIT_RUN_TYPED,
	EDIT_RUN_ERASED,
} EditRun;

struct Edit {
	Str text;
	size_t at; /* byte, always at the start of a cluster or the end */
	bool many_lines;
	Str ghost;
	VEC(EditSnap)
	undo;
	EditRun run;
	VEC(char *)
	history;                 /* newest last */
	size_t walk;             /* line of the history shown; history.n: what was typed */
	char *typed;             /* kept while the history is walked */
	char *killed;            /* for C-y */
	int cols;                /* width of the last drawing, for Up and Down in wrapped text */
	struct EditLines *lines; /* of the text as it is, at the width last asked for; so long texts are wrapped once a change */
};

size_t edit_before(const Edit *edit, size_t at); /* start of the cluster before */
size_t edit_after(const Edit *edit, size_t at);  /* end of the cluster at */
void edit_step(Edit *edit, EditRun run);         /* keeps an undo step, unless it goes on with the last; the ghost goes */
void edit_remove(Edit *edit, size_t from, size_t to, EditRun run);
EditResult edit_walk(Edit *edit, int by); /* history: -1 older, +1 newer */

/* Where the shown lines begin, in a window of `cols`; n 0: to be found anew. */
typedef struct EditLines {
	size_t *at, n, cap;
	int cols;
} EditLines;
void edit_changed(Edit *edit); /* the text is another one: its lines are found anew */

/* One shown line of a many-line text: bytes from..to; the next one begins at `next`. */
typedef struct EditLine {
	size_t from, to, next;
} EditLine;
/* The line that begins at byte `from`; false when there is none. The empty text has one empty line. */
bool edit_line(EditLine *out, const Edit *edit, size_t from, int cols);
int edit_line_at(const Edit *edit, int cols, size_t at); /* the number of the line that holds this byte */
bool edit_nth_line(EditLine *out, const Edit *edit, int cols, int n);

#endif
