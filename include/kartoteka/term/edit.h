/* SPDX-License-Identifier: MIT */
/*
 * The one text-edit widget: one line or many, indexed by grapheme cluster, with readline's keys (but no C-a and C-b), undo, history and ghost text.
 * It knows no meaning of its text. Enter, Tab, Esc, and Up/Down in a one-line edit without history are left to the caller.
 */
#ifndef KARTOTEKA_TERM_EDIT_H
#define KARTOTEKA_TERM_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/term/frame.h"
#include "kartoteka/term/key.h"

typedef struct Edit Edit;

typedef enum EditResult {
	EDIT_IGNORED, /* not a key of a text line: the caller's */
	EDIT_MOVED,   /* only the cursor */
	EDIT_CHANGED, /* the text */
} EditResult;

Edit *edit_new(bool many_lines);
void edit_free(Edit *edit);              /* NULL is fine */
const char *edit_text(const Edit *edit); /* never NULL; borrowed until the next change */
bool edit_is_empty(const Edit *edit);
void edit_set(Edit *edit, const char *text); /* cursor at the end, undo and ghost forgotten */
size_t edit_at(const Edit *edit);            /* cursor: byte offset */
void edit_set_at(Edit *edit, size_t at);     /* moved to the start of its cluster */
/* As in a field: C-e C-w C-u C-k C-y, M-b M-f M-d, Ctrl-arrows, Home End, Delete, Backspace, C-d, C-z is not ours; C-_ undo.
 * Right at the end of the text takes the ghost. In many lines Up, Down, PgUp, PgDn move and Enter breaks the line. */
EditResult edit_key(Edit *edit, Key key);
/* One undo step; newlines become spaces in a one-line edit. */
EditResult edit_paste(Edit *edit, const char *text);
EditResult edit_insert(Edit *edit, const char *text); /* as typed */
bool edit_undo(Edit *edit);
/* Replaces bytes from..to (completion); cursor after it; one undo step. */
void edit_replace(Edit *edit, size_t from, size_t to, const char *text);

void edit_ghost(Edit *edit, const char *rest); /* shown dim after the text while the cursor is at its end; NULL takes it away; gone at the next change */
const char *edit_ghost_text(const Edit *edit); /* "" when none */
bool edit_take_ghost(Edit *edit);              /* false when there is none */
/* Earlier lines, newest last; Up and Down walk them, what was typed comes back below the newest. Copied; an edit has at most 100. */
void edit_history(Edit *edit, const char *const *lines, size_t n);
void edit_remember(Edit *edit, const char *line); /* adds one as the newest; the same line again moves up */

/* Draws into the area; with focus the bar at the cursor in accent and the hardware cursor on it. Scrolls so that the cursor is seen. */
void edit_draw(const Edit *edit, Area a, Style style, bool focus);
/* Column of byte `at` in a one-line edit drawn in `cols` cells, the bar counted; may lie outside. */
int edit_column(const Edit *edit, int cols, bool focus, size_t at);
/* Width a many-line edit is drawn in, so that Up and Down go by the lines that are seen; else they go by whole lines. */
void edit_fit(Edit *edit, int cols);
/* Rows a many-line edit needs in `cols` columns (wrapped). */
int edit_rows(const Edit *edit, int cols);
/* A click in the area edit_draw drew in: frame row and column. */
void edit_click(Edit *edit, Area a, int row, int col);

#endif
