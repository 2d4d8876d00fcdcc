/* SPDX-License-Identifier: MIT */
/*
 * Reminders: a window of rows around the cursor over a list of any length, with the headings of its groups (reminders_window.c); drawing
 * (reminders_draw.c); verbs (reminders.c).
 */
#ifndef KARTOTEKA_SRC_SCREEN_REMINDERS_H
#define KARTOTEKA_SRC_SCREEN_REMINDERS_H

#include "kartoteka/base/mem.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/term/list.h"
#include "kartoteka/work/client.h"

typedef enum ReminderGroup {
	GROUP_CALLS, /* by now: what is overdue, and what is ahead or goes on */
	GROUP_TODAY,
	GROUP_TOMORROW,
	GROUP_LATER,
	GROUPS,
} ReminderGroup;

typedef struct ReminderLine {
	const ReminderRow *row; /* NULL: a heading or a gap */
	ReminderGroup group;
	bool heading;
} ReminderLine;

typedef struct RemindersState {
	Ui *ui;
	List list;
	ListSource source;
	/* the window */
	VEC(ReminderRow)
	rows;
	VEC(ReminderLine)
	lines;
	Arena *arena, *spare; /* of rows; the other one for the next window */
	bool at_top, at_bottom;
	int64_t counts[GROUPS]; /* of the whole list; -1: not known yet */
	/* what was searched; the rows are then all that hold it, to a most */
	char *words;
	VEC(int64_t)
	found;
	bool searching, cut;
	/* of an empty list */
	bool ever;         /* there are some, all answered */
	int64_t hidden;    /* so many are open and do not hold the words, */
	bool hidden_more;  /* and more */
	Instant now, turn; /* turn: until then the rows are of the groups they stand in */
	Day today;
	bool preview;
	bool bare;                       /* the smallest window: no headings, and the list begins where the rule stands elsewhere */
	int summary_cells, client_cells; /* the widest of the window: its columns share the room by them; client: with what stands behind it */
	/* of the row under the cursor */
	int64_t previewed;
	Card card;
	HistoryRow *history;
	size_t history_count;
	Arena *preview_arena;
	char *note;
} RemindersState;

/* --- reminders_window.c --- */
const ReminderRow *reminders_current(const RemindersState *r);
ReminderGroup reminders_group(const RemindersState *r, const ReminderRow *row);
Err *reminders_load(Screen *s);
Err *reminders_room(Screen *s); /* a page must lie on both sides of the cursor */
Err *reminders_first(Screen *s);
Err *reminders_last(Screen *s);
Err *reminders_mark_all(Screen *s);
void reminders_lines(RemindersState *r);             /* of the rows that are held */
void reminders_search(Screen *s, const char *words); /* NULL or "": all again */
Err *reminders_settle(Screen *s);                    /* a key acts on a row: what is searched for is waited for a moment */
void reminders_note(RemindersState *r);              /* for row 0: how many are open, and marked */

/* --- reminders_draw.c --- */
void reminders_line_draw(const void *self, Area a, const ListRow *at);
void reminders_fit(Screen *s, const Layout *layout);
void reminders_paint(const Screen *s, const Layout *layout);

#endif
