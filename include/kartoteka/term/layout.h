/* SPDX-License-Identifier: MIT */
/*
 * The skeleton all screens share: row 0 (where, what needs me, clock), rule, body, message row, hint row; size classes; hints that are never cut.
 */
#ifndef KARTOTEKA_TERM_LAYOUT_H
#define KARTOTEKA_TERM_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/term/frame.h"

typedef enum SizeClass {
	SIZE_NONE,   /* below 40x10: one line says what is needed */
	SIZE_TINY,   /* 40x10 and up */
	SIZE_NARROW, /* 60x16 and up: one column, panes stack */
	SIZE_NORMAL, /* 80 wide and up */
	SIZE_WIDE,   /* 110 wide (and 24 high) and up: details open beside */
} SizeClass;

typedef struct Layout {
	SizeClass size;
	Area whole;
	Area head;    /* row 0 */
	Area rule;    /* row 1 */
	Area body;    /* rows 2 .. last - 2 */
	Area full;    /* rule and body: for screens with a row of their own under row 0 */
	Area message; /* last - 1 */
	Area hints;   /* last */
} Layout;

typedef enum HintPlace {
	HINT_USUAL, /* leaves where there is no room */
	HINT_LAST,  /* stands at the right edge and never leaves: help */
	HINT_STAYS, /* never leaves either, at most its label: the way out, and how to keep what was typed */
} HintPlace;

typedef struct Hint {
	const char *key;   /* as shown: "c", "Enter", "] [" */
	const char *label; /* "contact" */
	HintPlace place;
} Hint;

SizeClass size_class(int rows, int cols);
Layout layout_of(Frame *frame);
/* SIZE_NONE: draws the one line and returns true. */
bool layout_too_small(Frame *frame);
/* Row 0: where (cut from its left with ◂ when long, `parts` are the steps of the breadcrumb), what needs me (already shortened by the caller), clock.
 * need_styles: one per need. The needs leave from the left before the last breadcrumb part is cut below 12 cells. */
typedef struct HeadNeed {
	const char *text;
	Style style;
} HeadNeed;
void layout_head(const Layout *layout, const char *const *parts, size_t n_parts, const HeadNeed *needs, size_t n_needs, const char *clock);
/* All of it, uncut. */
bool layout_head_fits(const Layout *layout, const char *const *parts, size_t n_parts, const HeadNeed *needs, size_t n_needs, const char *clock);
/* Message row: text at the left, `undo` ("u undo") at the right, both may be NULL; a state glyph before the text or NULL. */
void layout_message(const Layout *layout, const char *glyph, Style style, const char *text, const char *right);
/* Hint row: as many hints as fit whole, at most 7 below 110 columns and 10 from there on (at least those that never leave); keys in STYLE_KEY. Returns how many were shown. */
size_t layout_hints(const Layout *layout, const Hint *hints, size_t n);
/* Cells of a pane beside the main one: `cells` up to 120 columns, its share of a wider window, never more than 100. */
int layout_beside(int cols, int cells);
/* Two panes with a line between: left gets `left_cols` cells (the line not counted). Joins the rule above. Either may be empty when a has no room. */
void layout_split(Area a, int left_cols, Area *left, Area *right);
/* A body below `rows` lines of preview with a rule over it; the preview is empty when the upper part would get fewer than `least` rows. */
void layout_below(Area a, int rows, int least, Area *upper, Area *lower);

#endif
