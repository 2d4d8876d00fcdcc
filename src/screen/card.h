/* SPDX-License-Identifier: MIT */
/*
 * The card of a client: what it is (stops of the head: itself, its channels, steps, notes, people), then its history, a window that grows as one goes down.
 * card.c has state, moves and words, card_row.c what the row under the cursor can do, card_load.c reads, card_fit.c shares out the rows, card_draw.h paints.
 */
#ifndef KARTOTEKA_SRC_SCREEN_CARD_H
#define KARTOTEKA_SRC_SCREEN_CARD_H

#include "card_show.h"
#include "clients.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/edit.h"
#include "kartoteka/term/list.h"
#include "kartoteka/work/step.h"

typedef enum StopType {
	STOP_HEAD,
	STOP_CHANNEL,
	STOP_STEP,
	STOP_NOTE,
	STOP_MEMBER,
	STOP_CONTACT,
} StopType;
typedef struct Stop {
	StopType type;
	size_t i;
} Stop; /* i: of channels, steps, notes, members, history */

enum {
	CARD_CHANNELS = 24, /* ways to reach a client, of which a card shows so many */
	CARD_STEPS = 200,   /* that its cursor reaches */
	CARD_NOTES = 100,
	CARD_STOPS = 512, /* of all kinds */
};

/* Rows of the parts over the history, as the window has them. */
typedef struct CardRoom {
	int channels, note, steps, notes, people;
	bool counted; /* what is not seen is counted in the headings, no row below says so */
	bool dense;   /* no blank rows between the parts */
} CardRoom;

typedef struct CardView {
	Screen *screen;
	int64_t client;
	const ScreenKind *from; /* the list it was opened from */
	/* read by load, in the screen's arena */
	Card card;
	StepRow *steps;
	size_t step_count;
	Journal *notes; /* those with a date of their own */
	size_t note_count;
	int64_t history_all, weeks[SHOW_WEEKS];
	bool gone; /* deleted meanwhile */
	/* the history's window, in an arena of its own: it grows while one goes down */
	Arena *arena;
	VEC(HistoryRow)
	history;
	bool whole;                                        /* down to the first contact */
	int text_cols, when_cells, kind_cells, rest_cells; /* of the last fit; rest_cells 0: no row names somebody */
	CardRoom room;
	int filled; /* rows of the whole history, as far as the window has them */
	List list;
	bool came_in; /* a contact came in above a list that stood at its top: the next fit shows it */
	ListSource source;
	/* what is asked of the history */
	int64_t kind; /* contact kind; 0: all */
	char *kind_name;
	Edit *line;
	bool typing;
	Arena *filter_arena;
	FilterNode *filter;
	/* the cursor: in the head (a stop) or in the history (the list's) */
	bool in_head;
	StopType stop;
	int64_t stop_id;
	size_t stop_index;
	const char *thing; /* to be highlighted at the first load: "interaction" "task" "event" "note" */
	int64_t thing_id;
	int page; /* of a narrow window */
	int field_rows;
	SizeClass size;
	bool wide, tiny; /* as last drawn: fields left, history right; hardly room */
	Area list_area, head_area;
	char note[64], short_note[32]; /* 3 of 8; 3/8 */
} CardView;

/* --- card_load.c --- */
Err *card_load(Screen *s);
Err *card_history_top(Screen *s);                /* the first window, by kind and words */
Err *card_history_more(Screen *s, size_t least); /* until so many rows are held, or all */
Err *card_history_filter(Screen *s);
size_t card_stops(const CardView *c, Stop out[], size_t room); /* head, channels, steps, notes, people, in the order of the frame */
bool card_on_fields(const CardView *c);                        /* the second page of a narrow window is seen */
Stop card_stop(const CardView *c);                             /* what is under the cursor */
const HistoryRow *card_contact(const CardView *c);

/* --- card_row.c --- */
bool card_row_act(Screen *s, const char *verb, Err **err); /* true when the row gives the verb a meaning of its own */
Err *card_row_open(Screen *s);

/* --- card_fit.c, card_draw.c --- */
void card_fit(Screen *s, const Layout *layout);
void card_paint(const Screen *s, const Layout *layout);
bool card_message(const Screen *s, const Layout *layout);

#endif
