/* SPDX-License-Identifier: MIT */
/*
 * What the files that paint a card share. card_draw.c puts the parts together, card_fit.c decides how many rows each has, card_head.c paints who it is,
 * card_plans.c steps, notes and people, card_fields.c all fields one below the other, card_history.c what was said.
 */
#ifndef KARTOTEKA_SRC_SCREEN_CARD_DRAW_H
#define KARTOTEKA_SRC_SCREEN_CARD_DRAW_H

#include "card.h"

enum {
	CARD_FIELDS = 40, /* cells of the left pane */
	CARD_ABOUTS = 6,
};

typedef struct About {
	const char *label;
	Str text;
	Str narrow; /* the same in fewer cells; empty: there is no other way */
} About;

/* --- card_draw.c --- */
bool card_at(const CardView *c, StopType type, size_t i);                      /* the cursor, in the head */
void card_mark(const CardView *c, Area a, int row, StopType type, size_t i);   /* its bar, when it is there */
void card_more(Str *out, size_t above, size_t below);                          /* "3 more ▾" */
size_t card_first(const CardView *c, StopType type, size_t seen);              /* of a group that shows so many: the cursor draws the rest into sight */
bool card_in_plans(const CardView *c);                                         /* on a step or a note */
int card_upper(const CardView *c, const Layout *layout, const CardRoom *room); /* rows that stand over the history's, its heading included */
Area card_history_area(const CardView *c, const Layout *layout);
Area card_left_pane(const Layout *layout);
Area card_right_pane(const Layout *layout);

/* --- card_fit.c --- */
CardRoom card_room(const CardView *c, const Layout *layout);

/* --- card_head.c: a row, returns the one behind --- */
int card_head_normal(const CardView *c, Area a, const CardRoom *room, bool draw);
int card_head_narrow(const CardView *c, Area a, bool draw);
int card_head_tiny(const CardView *c, Area a, bool draw);
/* How many more there are than are seen, and in the history the key that leads up to them; cells that it took of the row, with the blanks before it. */
int card_more_paint(const CardView *c, Area a, int row, size_t above, size_t below);

/* --- card_plans.c: the same --- */
int card_step(const CardView *c, Area a, int row, size_t i);
int card_note(const CardView *c, Area a, int row, size_t i);
int card_plans(const CardView *c, Area a, int row, const CardRoom *room, bool headings); /* what is to be done, then what was noted */
int card_people(const CardView *c, Area a, int row, size_t most, bool counted, bool phones);
void card_member_phone(Str *out, const MemberRow *member);

/* --- card_fields.c --- */
void card_title(Str *out, const Card *card);
size_t card_about(const CardView *c, About out[CARD_ABOUTS]); /* tags, source, birth, since: what is known of them */
int card_about_cells(About rows[], size_t n, int room);       /* takes `narrow` where the text has no room */
void card_about_done(About rows[CARD_ABOUTS]);
void card_fields_paint(const CardView *c, Area a);

/* --- card_history.c --- */
void card_history_heading(const CardView *c, Area a, int row);
void card_history_paint(const CardView *c, Area a);
void card_history_widths(CardView *c);
int card_history_rows(const CardView *c, int most); /* that it would fill, as far as there are that many */
int card_contact_height(const void *self, size_t row);
void card_contact_draw(const void *self, Area a, const ListRow *row);

#endif
