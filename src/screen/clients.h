/* SPDX-License-Identifier: MIT */
/*
 * The list of clients: a window of rows around the cursor over a list of any length (clients_window.c), what is asked of it (clients_ask.c), its columns
 * (clients_columns.c), by what they are measured (clients_sample.c), what stands beside or below it (clients_preview.c), drawing (clients_draw.c) and verbs (clients.c).
 */
#ifndef KARTOTEKA_SRC_SCREEN_CLIENTS_H
#define KARTOTEKA_SRC_SCREEN_CLIENTS_H

#include "card_show.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/edit.h"
#include "kartoteka/term/list.h"
#include "kartoteka/work/dictionary.h"

typedef enum ClientsColumn {
	CLIENTS_NAME,
	CLIENTS_PHONE,
	CLIENTS_EMPLOYER,
	CLIENTS_CONTACT,
	CLIENTS_STEP, /* the shipped ones, in this order */
	CLIENTS_SOURCE,
	CLIENTS_OWNER,
	CLIENTS_BORN,
	CLIENTS_SINCE,
	CLIENTS_ATTEMPTS,
	CLIENTS_COLUMNS
} ClientsColumn;

typedef struct ClientsRow {
	ClientRow of;
	int64_t people; /* of an organization; -1: not asked yet */
	bool kept;      /* was worked on here and fits the filter no more: it keeps its place until the filter changes */
} ClientsRow;

/* Rows worked on by the call line since the filter was set: each stays behind the row it stood behind. */
typedef struct ClientsWorked {
	int64_t id, behind, contact;
} ClientsWorked; /* while the contact that was logged stands */

typedef struct ClientsCount {
	int64_t n;
	bool known, more;
} ClientsCount;

typedef struct ClientsPreview {
	int64_t client; /* whose it is; 0: none is held */
	Arena *arena;
	Card card;
	StepRow *steps;
	size_t step_count;
	HistoryRow *history;
	size_t history_count;
	int64_t history_all, weeks[SHOW_WEEKS];
	MemberRow *others; /* people of the same organization */
	size_t other_count;
	const char *employer;
} ClientsPreview;

/* The longest text of a column, of those that are no longer than `most`, where it is given so many cells. */
typedef struct ClientsAsked {
	bool known;
	int cells, most, longest;
} ClientsAsked;
enum {
	CLIENTS_ASKED = 8
};

typedef enum Seek {
	SEEK_TOP,
	SEEK_BOTTOM,
	SEEK_AFTER,
	SEEK_BEFORE,
} Seek;
enum {
	QUERY_MOST = SAVED_QUERY_MOST,
	SEEK_MOST = 256,
};

typedef struct Clients {
	Screen *screen;
	/* the window */
	List list;
	ListSource source;
	VEC(ClientsRow)
	rows;
	Arena *arena, *spare; /* of rows; the other one for the next window */
	bool at_top, at_bottom;
	bool searching; /* the worker looks for rows that were not come to in time; those held are the first of them */
	Seek seek;      /* what it looks for */
	int64_t seek_anchor;
	size_t seek_limit;
	bool waits; /* a key needs the row: as long as it takes */
	VEC(ClientsWorked)
	worked;
	int64_t wanted; /* the row to go to with the next load: a client that was just made; 0 none */
	/* what is asked */
	Edit *line;
	bool typing;
	char *saved_name, *saved_query; /* a saved filter; NULL: what the line says */
	Arena *filter_arena;
	FilterNode *filter;         /* with whose; NULL: all */
	bool words;                 /* the filter searches: best match first */
	char *fault;                /* why the line could not be read */
	size_t fault_at, fault_len; /* the bytes of it that are at fault; len 0: none of them */
	char *asked;                /* what the rows are of: the line, with its brackets closed, or as it was when it could be read; NULL: not asked yet */
	bool any;                   /* there is a client, whosever it is */
	bool as_before;             /* the rows are those of another line: this one cannot be read */
	char *echo;                 /* how the line was read; NULL: words alone */
	const char *sort;           /* field */
	bool descending;
	int64_t whose;
	const char *whose_name; /* in the screen's arena; NULL: everybody's */
	ClientsCount total, found;
	int counting; /* which state of the list is counted: answers to an older one are not taken */
	/* columns */
	ClientsColumn shown[CLIENTS_COLUMNS];
	size_t shown_count;
	int widths[COLUMNS_MAX];
	ClientsRow *sample; /* in the screen's arena */
	size_t sample_count;
	/* What was measured of it: each column's longest text in so many cells. */
	ClientsAsked asked_cells[CLIENTS_COLUMNS][CLIENTS_ASKED];
	bool measured; /* widths are those of the sample, */
	int measured_cols;
	const char *measured_sort; /* of this room and order */
	const char *owners[64];    /* names by id, for the owner's column */
	int64_t owner_ids[64];
	size_t owner_count;
	/* look */
	bool preview, page; /* page: in a narrow window the preview's page is turned up */
	ClientsPreview pre;
	bool aside;        /* it stands beside a list that scrolls under a held key: left out until the key is let go */
	int64_t aside_top; /* the first row as the key was pressed */
	Area list_area, head_area;
	char note[160], crumb[80];
} Clients;

/* --- clients_window.c --- */
Err *clients_top(Screen *s); /* from the first row, cursor there */
Err *clients_bottom(Screen *s);
Err *clients_around(Screen *s);         /* reads the window again; cursor and scroll stay on their row */
Err *clients_room(Screen *s, int rows); /* so many rows must lie on both sides of the cursor */
const Client *clients_current(const Clients *c);
ClientPage clients_page_of(const Clients *c);
Err *clients_mark_all(Screen *s, size_t most);

/* --- clients_seek.c: rows that take longer than a key may are looked for by the worker --- */
typedef struct Seeking { /* flat, since free() alone ends it */
	char query[QUERY_MOST], sort[32];
	int64_t whose, me, anchor;
	WordsContext when;
	bool descending;
	Seek seek;
	size_t limit, n;
	struct {
		int64_t id;
		int tier;
		char found[240];
	} rows[SEEK_MOST];
} Seeking;
bool clients_may_seek(const Clients *c);
void clients_seek(Screen *s, Seek seek, int64_t anchor, size_t limit);
Err *clients_sought(Screen *s, const Seeking *found); /* clients_window.c: puts them into the window */
void clients_seek_again(Screen *s);                   /* another question has taken its place */
Err *clients_wait(Screen *s);                         /* a key acts on a row, and none is found yet: it is waited for */

/* --- clients_ask.c --- */
Err *clients_filter_of(FilterNode **out, const char *query, int64_t whose, int64_t me, WordsContext when, Arena *arena);
const char *clients_query(const Clients *c);
Err *clients_ask(Screen *s);      /* reads line or saved filter and whose; a fault is kept, the rows stay as they were */
Err *clients_refilter(Screen *s); /* after a key: asks, reads from the top, counts */
void clients_count_all(Screen *s);
void clients_clear(Screen *s);
const char *clients_asked(const Clients *c); /* what can be read of the query; of what the rows are */
bool clients_is_filtered(const Clients *c);
Err *clients_filter_menu(Screen *s);
bool clients_shipped(size_t i, const char **name, const char **query); /* filters that everybody has; the name in English */
Err *clients_sort_menu(Screen *s);
Err *clients_sort_back(Screen *s); /* the order that is, the other way round */
Err *clients_sort_by(Screen *s, ClientsColumn column);
void clients_note(Clients *c); /* makes the note of row 0 */

/* --- clients_columns.c --- */
extern const struct ClientsColumnRow {
	const char *name; /* in the setting */
	Column shape;     /* title N_() with context "column" */
	const char *sort; /* NULL: no order */
} clients_columns[CLIENTS_COLUMNS];
void clients_columns_load(Clients *c); /* from the setting */
size_t clients_shapes(const Clients *c, Column out[]);
/* The longest text of each column in the sample: whole, as it is shown in the widths that are, with steps and organizations by the least said of them; that,
 * where steps of an unusual length, which are cut anyway, do not count. */
typedef enum ClientsNeed {
	NEED_WHOLE,
	NEED_SHOWN,
	NEED_LEAST,
	NEED_USUAL,
} ClientsNeed;
typedef void (*ClientsNeeds)(Clients *c, ClientsNeed need, int out[]);
int clients_leaning(const Clients *c, size_t i);                  /* cells of a title, set right, that stand over the column before it */
void clients_widths(Clients *c, int cols, ClientsNeeds needs_of); /* what the sample leaves empty in a column goes to a step or a name that lacks it */
Err *clients_columns_pick(Screen *s);

/* --- clients_sample.c --- */
Err *clients_sample(Screen *s);                          /* with each load */
int64_t clients_people(Screen *s, int64_t organization); /* how many it has */

/* --- clients_preview.c --- */
Err *clients_preview_read(Screen *s, int64_t client);
void clients_preview_below(const Screen *s, Area a);
void clients_preview_beside(const Screen *s, Area a);

/* --- clients_draw.c --- */
void clients_fit(Screen *s, const Layout *layout);
void clients_paint(const Screen *s, const Layout *layout);
bool clients_mouse(Screen *s, const Mouse *mouse, Err **err);

/* --- for card and call line: `list` is a screen of kind screen_clients (checked here; false else) --- */
bool clients_step(Screen *list, int by, int64_t *client, Err **err);                 /* the neighbour, which becomes the current row */
bool clients_where(Screen *list, int64_t client, int64_t *place, ClientsCount *all); /* 3 of 8 */
void clients_was_worked(Screen *list, int64_t client, int64_t contact);
const char *clients_next_title(Screen *list); /* of the row behind the cursor; NULL */

#endif
