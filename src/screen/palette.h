/* SPDX-License-Identifier: MIT */
/* The palette's rows and state, shared by what finds them (palette_lines.c, palette_find.c), takes one (palette_take.c) and shows them (palette.c). */
#ifndef KARTOTEKA_SRC_SCREEN_PALETTE_H
#define KARTOTEKA_SRC_SCREEN_PALETTE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/term/edit.h"

typedef enum RowType {
	ROW_HEADING,
	ROW_COMMAND,
	ROW_CLIENT,
	ROW_DATE,
	ROW_FILTER,
	ROW_DRAFT,
	ROW_DROP,
	ROW_HIT,
	ROW_NEW,
	ROW_SHELL,
	ROW_FAULT,
} RowType;
typedef enum Scope {
	SCOPE_ALL,
	SCOPE_COMMANDS,
	SCOPE_CLIENTS,
	SCOPES,
} Scope;

/* Events, tasks and notes that the worker found by what was typed. */
typedef struct Found {
	const Kind *kind;
	int64_t id, client;
	char name[200]; /* cut to a whole letter */
} Found;

/* Clients that are found later than a key may wait. */
typedef struct FoundClient {
	int64_t id;
	char name[200], note[200]; /* cut to a whole letter */
} FoundClient;

typedef struct Row {
	RowType type;
	const char *text, *note, *line; /* line: what runs */
	int64_t id;
	Moment when;
	const Draft *draft;
	const Found *hit;
} Row;

enum {
	ROWS_MOST = 100,
	CLIENTS_MOST = 9,
	HITS_MOST = 8,
	RECENT_MOST = 5,
	NOTE_LEAST = 10,
	OTHER_LEAST = 3,
};

typedef struct Spoken {
	const char *english, *russian;
} Spoken;

typedef struct PaletteState {
	Edit *edit;
	Arena *arena;            /* of what was found: rows and the next two */
	const char *key, *other; /* what was typed, by fold_search(); and as if typed on the other layout, NULL: too short to mean it */
	Row rows[ROWS_MOST];
	size_t n, cursor, top;
	bool moved;        /* the cursor, by the user, since the rows are those of what was typed */
	size_t clients_at; /* the rows before clients, where they were looked for; SIZE_MAX */
	Scope scope;
	VEC(Spoken)
	russian;      /* titles, where English is shown */
	char *sought; /* what was asked of the worker last; NULL */
	bool seeking; /* and is not answered yet */
	bool filling; /* the rows are being made: an answer that comes at once is among them */
	Found found[HITS_MOST];
	size_t n_found;
	char *late;                        /* as what clients could not be found in time; NULL */
	FoundClient clients[CLIENTS_MOST]; /* that the worker has found by it since */
	size_t n_clients;
	int shown; /* rows the box has room for */
	int gap;   /* blank ones under the line */
	Area box;
} PaletteState;

Row *palette_add(PaletteState *p, RowType type, const char *text); /* NULL: the box is full */
void palette_learn(Screen *s, PaletteState *p);                    /* the titles in the language that is not shown */
void palette_fault(PaletteState *p, const Err *err);               /* why nothing comes of what was typed */
/* palette_words.c: what one would say for a line of command */
int palette_said(const PaletteState *p, const char *line);        /* 2: what was typed is said for it; 1: begins a word of that; 0 */
const char *palette_behind(const char *text, const char *phrase); /* the arguments, where the text begins with the phrase; NULL */
char *palette_meant(const char *text);                            /* "метка опт": "tag опт"; NULL; caller frees */
/* palette_lines.c: commands, and whole lines of command */
bool palette_contains(const PaletteState *p, const char *text); /* what was typed is in it */
void palette_add_command(Screen *s, PaletteState *p, const char *line, const Command *c);
void palette_add_line(Screen *s, PaletteState *p, const char *line, const Command *c);
void palette_commands(Screen *s, PaletteState *p, bool exact);
void palette_places(Screen *s, PaletteState *p); /* the screens one can go to, by their names */
void palette_bound(Screen *s, PaletteState *p);
bool palette_line(Screen *s, PaletteState *p, const char *line, const char *typed); /* a line as it was typed or meant; false: no line of command */
/* palette_find.c: all that the typed text finds */
void palette_fill(Screen *s);
void palette_ask(Screen *s);  /* the worker is asked as what was typed, and for the clients who are late */
void palette_wait(Screen *s); /* what the worker still looks for is looked for now, where it may be what Enter means */
/* palette_take.c: the row under the cursor is done; lines run before, newest first */
Err *palette_take(Screen *s);
const char *palette_recent(size_t i); /* NULL after the last */
void palette_forget(void);

#endif
