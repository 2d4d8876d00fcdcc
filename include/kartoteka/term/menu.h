/* SPDX-License-Identifier: MIT */
/*
 * A boxed menu of choices, numbered or with letters, each with a note at the right; and, when asked for, one line to type in it with its echo.
 * In it arrows only move; a digit or the item's key chooses at once.
 */
#ifndef KARTOTEKA_TERM_MENU_H
#define KARTOTEKA_TERM_MENU_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/term/edit.h"

typedef struct MenuItem {
	char *key; /* "1", "g", "" */
	char *text;
	char *note;   /* dim at the right, whole; may be NULL */
	char *where;  /* of a file: its folder, dim behind the name, the first to give way; NULL: no file */
	bool off;     /* shown dim, cannot be chosen */
	bool heading; /* no choice at all; `text` as a group heading */
} MenuItem;

typedef struct Menu {
	char *title;
	char *footer; /* NULL: "Enter  Esc" */
	MenuItem *items;
	size_t n, cap, cursor, top;
	Edit *line;       /* NULL, or the line typed at the last item */
	char *line_label; /* "date:" */
	char *echo;       /* below the line, or NULL */
	bool echo_bad;    /* the echo is an error */
	bool typing;      /* keys go to the line */
	bool path;        /* the line is a path: the sign that opens it is its first one, as far as the path goes on so */
} Menu;

typedef enum MenuResult {
	MENU_IGNORED,
	MENU_MOVED,
	MENU_CHOSEN,   /* item `cursor` */
	MENU_EDITED,   /* the line changed: refresh the echo */
	MENU_LINE,     /* Enter in the line */
	MENU_CANCELED, /* Esc, q, Left, Backspace outside of the line */
} MenuResult;

void menu_init(Menu *menu, const char *title);
void menu_done(Menu *menu);
/* key NULL: the next digit 1..9, then none. */
void menu_add(Menu *menu, const char *key, const char *text, const char *note);
void menu_add_off(Menu *menu, const char *key, const char *text, const char *note);
void menu_add_heading(Menu *menu, const char *text);
/* The last item is the file of that name: too long, it is cut in its middle, so that the ending is seen. */
void menu_set_where(Menu *menu, const char *where);
/* Adds the row one types in, below a blank one. Any letter, `+`, `/`, `~` or `.` that is no item's key begins it and is its first sign; a `key` that is a sign opens
 * it and is not typed (but of a path), a letter is only shown. While the cursor is on it digits type; Up goes back to the items. */
void menu_add_line(Menu *menu, const char *key, const char *label);
void menu_set_footer(Menu *menu, const char *footer);
void menu_set_echo(Menu *menu, const char *echo, bool bad);     /* wrapped to a few rows */
bool menu_has_room(const Menu *menu, Area a, const char *echo); /* in a box over that area it is read whole below the line */
MenuResult menu_key(Menu *menu, Key key, const char *layout);
MenuResult menu_paste(Menu *menu, const char *text);
MenuResult menu_wheel(Menu *menu, bool up);
MenuResult menu_click(Menu *menu, Area box, int row, int col);
/* Where its box stands in the area: at `row` when it fits below, else above; right: flushed to the right part; row < 0: centred. */
Area menu_area(const Menu *menu, Area a, int row, bool right);
void menu_draw(const Menu *menu, Area box);

#endif
