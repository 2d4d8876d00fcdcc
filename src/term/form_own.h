/* SPDX-License-Identifier: MIT */
/* Where the items of a form stand at a width; shared by its files. */
#ifndef KARTOTEKA_TERM_FORM_OWN_H
#define KARTOTEKA_TERM_FORM_OWN_H

#include "kartoteka/term/form.h"

typedef struct FormPlace {
	int row;                 /* first line, counted from the top of the form */
	int label, value, cells; /* columns of the label and the value, cells of the value */
	int lines;               /* of the value */
	int echo_row, echo_col;  /* -1: no echo */
	int error_row;           /* -1: no error */
	bool second;             /* in the second column */
} FormPlace;

/* Places of all items, to be freed; *lines is how many lines the form has. */
FormPlace *form_places(const Form *form, int cols, int *lines);
bool form_can_focus(const Form *form, size_t item);
void form_ghost(Form *form); /* as the list and its highlighted choice are now */
/* The next key or paste of text takes the place of what stands in the focused field. */
bool form_is_taken_over(const Form *form);

#endif
