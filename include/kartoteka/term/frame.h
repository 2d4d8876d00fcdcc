/* SPDX-License-Identifier: MIT */
/*
 * Frame: the whole screen as cells; screens paint it anew each time, term/curses sends the difference, tests read it as text.
 * Everything is drawn through an Area, a rectangle of a frame: rows and columns count from its corner, nothing is ever drawn outside it.
 * area_put is the one place where text meets the terminal: it cleans (utf8_safe), measures by grapheme cluster and cuts with an ellipsis.
 */
#ifndef KARTOTEKA_TERM_FRAME_H
#define KARTOTEKA_TERM_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/str.h"

/* What a cell means; the theme says how it looks. One role, and any of the STYLE_WITH_ bits on top of it. */
typedef uint16_t Style;
enum {
	STYLE_PLAIN, /* default on default: nine cells of ten */
	STYLE_DIM,   /* metadata */
	STYLE_BOLD,
	STYLE_ACCENT,  /* focus: the cursor glyph, the edit bar, today */
	STYLE_KEY,     /* a key in the hint row */
	STYLE_OVERDUE, /* red, with `!` */
	STYLE_SOON,    /* orange, with a bullet */
	STYLE_DONE,    /* green, with a tick */
	STYLE_TITLE,   /* a name at the head of a card */
	STYLE_HEADING, /* CAPS over a group */
	STYLE_RULE,    /* lines and boxes */
	STYLE_ERROR,   /* the reason under a field, a failed action */
	STYLE_GHOST,   /* a completion not yet taken */
	STYLE_CHART,   /* bars, sparklines: one hue */
	STYLE_MATCH,   /* the letters a search found */
	STYLE_MARK,    /* the `*` of a marked row */
	STYLE_LINK,    /* opens something outside */
	STYLE_ROLES,   /* how many roles there are */

	STYLE_ROLE_MASK = 0x00ff,
	STYLE_WITH_BOLD = 0x0100,
	STYLE_WITH_UNDERLINE = 0x0200,
	STYLE_WITH_DIM = 0x0400,
	STYLE_WITH_REVERSE = 0x0800,
};

/* The signs of ux.md section 3; an ASCII frame shows each as its stand-in (`> * ! o v ? x` and so on), also inside longer texts. */
#define GLYPH_CURSOR "▌"
#define GLYPH_MARK "*"
#define GLYPH_OVERDUE "!"
#define GLYPH_SOON "•"
#define GLYPH_DONE "✓"
#define GLYPH_ASK "?"
#define GLYPH_TAKEN "×"
#define GLYPH_CRUMB "▸"
#define GLYPH_BACK "◂"
#define GLYPH_UP "▴"
#define GLYPH_DOWN "▾"
#define GLYPH_OUT "→"
#define GLYPH_IN "←"
#define GLYPH_REPEAT "↻"
#define GLYPH_NONE "—"
#define GLYPH_EDIT "▏"
#define GLYPH_FULL "▪"
#define GLYPH_EMPTY "▫"
#define GLYPH_DOT "·"

typedef struct Cell {
	char text[16]; /* one cluster and NUL; "" in the right half of a wide one */
	uint8_t width; /* 1 or 2; 0 in the right half of a wide one */
	Style style;
} Cell;

typedef struct Frame {
	int rows, cols;
	Cell *cells; /* rows * cols, row by row */
	bool plain;  /* no lines and boxes, no panes beside each other: for screen readers */
	bool ascii;  /* ASCII borders and signs; set by whoever owns the frame */
	int cursor_row, cursor_col;
	bool cursor_visible; /* false: parked on the selection for screen readers, not shown */
} Frame;

/* A rectangle of a frame. By value; may be empty (rows or cols 0), then drawing in it does nothing. */
typedef struct Area {
	Frame *frame;
	int row, col, rows, cols; /* in the frame */
} Area;

Frame *frame_new(int rows, int cols);                          /* blank; at least 1 x 1 */
void frame_free(Frame *frame);                                 /* NULL is fine */
void frame_resize(Frame *frame, int rows, int cols);           /* and blank */
void frame_clear(Frame *frame);                                /* blank, cursor at 0 0 and hidden; ascii stays */
bool frame_same(const Frame *a, const Frame *b);               /* size, cells, cursor */
const Cell *frame_cell(const Frame *frame, int row, int col);  /* asserts inside */
const char *frame_shown(const Frame *frame, int row, int col); /* what stands there: the cell's text or its ASCII stand-in; "" in a right half */
/* Rows as text, each ended by a newline and padded to the full width: golden files. Caller frees. */
char *frame_text(const Frame *frame);
/* One letter a cell for its style: space plain, d dim, b bold, a accent, k key, ! overdue, s soon, v done, t title, h heading, r rule, e error, g ghost,
 * c chart, m match, * mark, l link; upper case (or + for the signs) when a STYLE_WITH_ bit is on. Rows end by a newline, trailing spaces cut. Caller frees. */
char *frame_styles(const Frame *frame);
/* One row as text without trailing spaces; caller frees. */
char *frame_row(const Frame *frame, int row);

/* --- areas --- */
Area area_all(Frame *frame);
Area area_part(Area a, int row, int col, int rows, int cols); /* clipped to a; rows or cols < 0: up to the edge */
Area area_row(Area a, int row);                               /* one row of it */
Area area_pad(Area a, int left, int right);                   /* less blank columns at both sides */
bool area_has(Area a, int row, int col);                      /* frame row and column (a mouse click) inside? */

/* Puts text at row, col, in at most `cells` cells (< 0: up to the edge of the area); cut text ends with an ellipsis. Cells used.
 * Newlines and tabs are shown as one space. Does nothing outside of the area. */
int area_put(Area a, int row, int col, int cells, Style style, const char *text);
/* The same, ended before column `end` of the area (< 0: its edge); cut at the right with an ellipsis when longer than `cells`. Cells used. */
int area_put_right(Area a, int row, int end, int cells, Style style, const char *text);
int area_put_centre(Area a, int row, Style style, const char *text);
int area_printf(Area a, int row, int col, int cells, Style style, const char *format, ...) __attribute__((format(printf, 6, 7)));
int area_printf_right(Area a, int row, int end, int cells, Style style, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* left at `col`, right before the edge; the right text wins the room (two cells stay between), the left one is cut. */
void area_pair(Area a, int row, int col, Style left_style, const char *left, Style right_style, const char *right);
/* Text with the parts between \x01 and \x02 in style `on`: for key caps in hints, matches, amounts. Returns cells used. */
int area_put_marked(Area a, int row, int col, int cells, Style style, Style on, const char *text);

/* Wraps at blanks over the rows from `row` on (long words are broken, newlines end a line); the last row that fits ends with an ellipsis when text is left.
 * A row over the area is counted and not seen. Rows used. With max_rows < 0 as many as the area has. */
int area_wrap(Area a, int row, int col, int max_rows, Style style, const char *text);
/* How many rows area_wrap would need in `cells` columns; at least 1. */
int text_wrap_rows(const char *text, int cells);
int text_wrap_most(const char *text, int cells, int most); /* no more than so many: a long text is not read to its end */

void area_fill(Area a, Style style);                                 /* all blank */
void area_restyle(Area a, int row, int col, int cells, Style style); /* keeps the text */
void area_rule(Area a, int row, Style style);                        /* full width of the area; joins vertical lines drawn before */
void area_vline(Area a, int col, Style style);                       /* full height of the area; joins a rule directly above or below it */
/* Rounded box over the whole area, blank inside; title in the top line, footer at the right of the bottom line (both may be NULL). Returns the inside. */
Area area_box(Area a, const char *title, const char *footer);
/* CAPS heading at col 1 of the row with a count or a note at the right edge (may be NULL). The text is given already in capitals. */
void area_heading(Area a, int row, const char *text, const char *right);
/* The glyph column, cells 0 and 1: cursor in 0 (bold accent), then mark or state. `state` is a GLYPH_ or NULL. Puts the hardware cursor there when cursor is true. */
void area_glyphs(Area a, int row, bool cursor, bool marked, const char *state, Style state_style);
void area_cursor(Area a, int row, int col, bool visible); /* the hardware cursor of the frame; the last call wins */

#endif
