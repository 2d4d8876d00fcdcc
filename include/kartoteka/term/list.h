/* SPDX-License-Identifier: MIT */
/*
 * The list under all lists: cursor and scroll over rows of unknown content, marks, a range, group headings the cursor skips, rows of several lines;
 * and columns that hide by priority. Rows come from a ListSource, asked only for what is shown; the cursor is kept by id over reloads.
 */
#ifndef KARTOTEKA_TERM_LIST_H
#define KARTOTEKA_TERM_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/term/frame.h"
#include "kartoteka/term/key.h"

typedef struct ListRow {
	size_t row;
	int64_t id;
	bool cursor, marked; /* the cursor glyph and `*` are for draw to put (area_glyphs) */
} ListRow;

typedef struct ListSource {
	size_t n;                                                   /* rows, headings included */
	int64_t (*id)(const void *self, size_t row);                /* 0: a heading or a gap, never under the cursor */
	void (*draw)(const void *self, Area a, const ListRow *row); /* a: full width, the rows of this item that are seen */
	int (*height)(const void *self, size_t row);                /* NULL: every row is one line */
	bool (*find)(const void *self, int64_t id, size_t *row);    /* NULL: ids are looked through from the start */
	const void *self;
} ListSource;

#define LIST_NONE SIZE_MAX

typedef struct List {
	size_t cursor;  /* row; LIST_NONE when no row can have it */
	int64_t id;     /* its id, kept over reloads */
	size_t top;     /* first row shown */
	int rows;       /* lines of the area at the last list_fit */
	int64_t *marks; /* sorted ids */
	size_t n_marks, cap_marks;
	bool range; /* a range is open: moving marks from `range_from` to the cursor */
	size_t range_from;
	int64_t range_id; /* of that row, kept over reloads */
	int64_t *kept;    /* marks from before the range began */
	size_t n_kept;
} List;

void list_init(List *list);
void list_done(List *list);
/* After a load or a resize: finds the cursor's id again (else the nearest row to where it stood), and scrolls so that it is seen in `rows` lines. */
void list_fit(List *list, const ListSource *source, int rows);
void list_go(List *list, const ListSource *source, size_t row); /* nearest row that can have the cursor */
bool list_go_id(List *list, const ListSource *source, int64_t id);
/* Verbs return true when the cursor moved. */
bool list_move(List *list, const ListSource *source, int by);     /* rows that can have the cursor; stops at the ends */
bool list_page(List *list, const ListSource *source, int halves); /* half pages: +2 page down, -1 half up */
bool list_home(List *list, const ListSource *source);
bool list_end(List *list, const ListSource *source);
bool list_scroll(List *list, const ListSource *source, int lines); /* the wheel; the cursor stays in sight */
/* Frame row and column inside the area it was drawn in; true when a row was hit, the cursor is there then. */
bool list_click(List *list, const ListSource *source, Area a, int row, int col);
/* Up Down PgUp PgDn Home End (and C-d C-u) as verbs above: for popups and lines being typed, where no keymap is. True when it was such a key. */
bool list_key(List *list, const ListSource *source, Key key);

bool list_is_marked(const List *list, int64_t id);
void list_mark(List *list, int64_t id, bool on);
void list_toggle(List *list, const ListSource *source);   /* marks or unmarks the row and goes down */
void list_range(List *list, const ListSource *source);    /* opens a range at the cursor, or closes it and keeps the marks */
void list_mark_all(List *list, const ListSource *source); /* all marked already: none */
void list_unmark(List *list);                             /* and closes the range */

/* Draws; the hardware cursor goes to the cursor's row (hidden). `focus` false: the cursor row is not shown as such. */
void list_draw(const List *list, const ListSource *source, Area a, bool focus);
/* First line not shown below? For `more` signs: rows (that can have the cursor) before the first and after the last that is seen.
 * In lists of more than 10 000 rows headings far away are counted as rows. */
void list_hidden(const List *list, const ListSource *source, int lines, size_t *above, size_t *below);

/* --- columns --- */
typedef struct Column {
	const char *title;
	int min, ideal; /* cells; ideal >= min */
	int grow;       /* share of the spare room; 0 none */
	int priority;   /* 0 never hides (name, status); the highest hides first */
	bool right;     /* numbers: right aligned, title too */
} Column;

enum {
	COLUMN_GAP = 2,
	COLUMNS_MAX = 32,
};

/* Widths for `cols` cells (gaps included): 0 is hidden. Hides by priority until the rest fits at its minimum, then widens to the ideal from the left, then by grow.
 * Returns how many are seen. When even those that never hide do not fit they are cut, the first one last. */
int columns_fit(int widths[], const Column *columns, size_t n, int cols);
/* Area of column i in one row: `a` is the row without its glyph column. Empty when hidden. */
Area columns_area(Area a, const int widths[], size_t n, size_t i);
/* Puts text into column i as its alignment says. */
void columns_put(Area a, int row, const Column *columns, const int widths[], size_t n, size_t i, Style style, const char *text);
/* Titles; the sorted column (-1 none) gets a sign: up or down. */
void columns_head(Area a, int row, const Column *columns, const int widths[], size_t n, int sorted, bool down);
/* Which column is at this column of the area; -1 none. */
int columns_at(const int widths[], size_t n, int col);

#endif
