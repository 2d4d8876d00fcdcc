/* SPDX-License-Identifier: MIT */
/*
 * A form: headings, fields in one or two columns, an error line under a field, echo text at its right, and a list of choices below or above it, never over it.
 * It knows labels and texts, not what they mean: the screen checks values, sets errors, echoes, choices, and saves.
 */
#ifndef KARTOTEKA_TERM_FORM_H
#define KARTOTEKA_TERM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/term/edit.h"

typedef struct FormChoice {
	const char *text; /* what is taken into the field */
	const char *note; /* dim at the right, may be NULL */
	int64_t id;       /* the screen's own */
} FormChoice;

typedef enum FormItemType {
	FORM_HEADING,
	FORM_FIELD,
	FORM_NOTE,
	FORM_GAP,
} FormItemType;

typedef struct FormItem {
	FormItemType type;
	char *label; /* heading: already in capitals; note: the text */
	Edit *edit;  /* fields only; owned */
	bool beside; /* stands in the second column of the row before it (when there is room for two columns) */
	bool later;  /* Tab comes to it when the rest of its group was seen: a second column that is seldom filled in */
	bool fixed;  /* shown, takes no focus */
	bool whole;  /* a date, a choice: what is typed first in it takes the place of what stands there; after a blank or a key that moves it is added to */
	int lines;   /* rows of a many-line field, at least; 1 else */
	int64_t tag; /* the screen's own: field index, row id */
	char *error; /* or NULL */
	char *echo;  /* or NULL: "= Fri 24 July 10:00" at the right, or below when the second column is taken */
	char *hint;  /* or NULL: for the message row while it has the focus */
	char *first; /* the value when the form was opened: form_is_dirty compares */
} FormItem;

typedef struct Form {
	FormItem *items;
	size_t n, cap;
	size_t focus;             /* item; SIZE_MAX when no field can have it */
	int top;                  /* first line shown */
	int label_cells;          /* width of labels, 10 */
	FormChoice *choices;      /* of the focused field; texts owned */
	size_t n_choices, choice; /* chosen; SIZE_MAX none */
	char *choices_title;
	bool free;        /* what is typed in the focused field may be a value of its own: Tab leaves the ghost, Right takes it */
	int cols;         /* of the last form_fit: one or two columns */
	bool single;      /* one field a row, however wide: it is read aloud */
	bool entered;     /* the focus just came to its field: see FormItem.whole */
	size_t left;      /* see form_left */
	FormChoice taken; /* see form_taken; text NULL: none */
} Form;

typedef enum FormResult {
	FORM_IGNORED, /* the caller's key: F2, Esc without an open list, … */
	FORM_MOVED,   /* cursor or list choice moved inside the field */
	FORM_EDITED,  /* text changed: refresh echo and choices */
	FORM_LEFT,    /* the focus went to another field: check the one left (form_left) */
	FORM_TAKEN,   /* a choice was taken into the field (form_taken); the list is closed */
	FORM_LAST,    /* Enter on the last field */
} FormResult;

void form_init(Form *form);
void form_done(Form *form);
void form_clear(Form *form);
/* Each returns the item's index; texts are copied. */
size_t form_add_heading(Form *form, const char *text);
size_t form_add_field(Form *form, const char *label, const char *value, bool many_lines);
size_t form_add_note(Form *form, const char *text);
size_t form_add_gap(Form *form);
size_t form_insert_field(Form *form, size_t before, const char *label, const char *value, bool many_lines); /* a further phone: later indexes move up */
const char *form_value(const Form *form, size_t item);
void form_set_label(Form *form, size_t item, const char *label);
void form_set(Form *form, size_t item, const char *value);       /* not an edit of the person's: `first` too when clean is wanted, see form_clean */
void form_set_error(Form *form, size_t item, const char *error); /* NULL takes it away; copied */
void form_set_echo(Form *form, size_t item, const char *echo);
void form_set_hint(Form *form, size_t item, const char *hint);
void form_set_choices(Form *form, const char *title, const FormChoice *choices, size_t n); /* of the focused field; n 0 closes the list; copied */
bool form_is_dirty(const Form *form);
bool form_item_is_dirty(const Form *form, size_t item);
void form_clean(Form *form);           /* what it holds now counts as unchanged */
size_t form_errors(const Form *form);  /* fields with an error */
bool form_go(Form *form, size_t item); /* focus; the list closes */
bool form_go_error(Form *form);        /* first field with an error */

/* Open list: the first choice is highlighted; set form->choice to SIZE_MAX when Enter must not take one. The ghost is the rest of the highlighted choice
 * where a word of it begins with what was typed.
 * Tab, S-Tab, Up, Down, Enter move; with an open list arrows choose, Enter takes, Esc closes it, Right takes the ghost, Tab takes the ghost (but see Form.free) and goes on; the rest types. */
FormResult form_key(Form *form, Key key);
FormResult form_paste(Form *form, const char *text);
void form_set_first(Form *form, size_t item, const char *text); /* what a field held to begin with: what is typed is a change of it */
size_t form_left(const Form *form);                             /* the field FORM_LEFT and FORM_TAKEN speak of */
const FormChoice *form_taken(const Form *form);                 /* after FORM_TAKEN (and FORM_LEFT by a Tab that took the ghost), until the next key; else NULL */
FormResult form_click(Form *form, Area a, int row, int col);

void form_fit(Form *form, int rows, int cols); /* after load, key, resize: scrolls the focus into sight */
void form_draw(const Form *form, Area a, bool focus);

#endif
