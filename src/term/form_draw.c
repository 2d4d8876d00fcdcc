/* SPDX-License-Identifier: MIT */
/* Forms on the screen: labels, values, errors below, echoes beside, the list of choices over all but its own field. */
#include "form_own.h"

#include <stdlib.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	CHOICES_SHOWN = 8,
	CHOICES_LEAST_COLS = 28,
};

void form_fit(Form *form, int rows, int cols)
{
	int lines;
	FormPlace *places = form_places(form, cols, &lines);
	form->cols = cols;
	for (size_t i = 0; i < form->n; i++)
		if (form->items[i].edit)
			edit_fit(form->items[i].edit, places[i].cells);
	if (form->focus < form->n) {
		const FormPlace *p = &places[form->focus];
		int first = p->row, last = p->row + p->lines;
		if (p->echo_row >= last)
			last = p->echo_row + 1;
		if (p->error_row >= last)
			last = p->error_row + 1;
		/* The heading of a group comes into sight with its first field. */
		if (form->focus > 0 && form->items[form->focus - 1].type == FORM_HEADING)
			first--;
		if (last - first > rows)
			first = p->row;
		if (last - form->top > rows)
			form->top = last - rows;
		if (first < form->top)
			form->top = first;
	}
	if (form->top > lines - rows)
		form->top = lines - rows;
	if (form->top < 0)
		form->top = 0;
	free(places);
}

/* Nothing of the field in the first column stands in this line. */
static bool is_free_left(const FormPlace *left, int line)
{
	return left->error_row != line && left->echo_row != line && left->row + left->lines <= line;
}

/* Of the second column it begins as far to the left as its length asks. */
static void draw_error(const FormItem *item, const FormPlace *place, Area a, int top, bool beside)
{
	int row = place->error_row - top, col = place->value, sign = place->second ? place->label - 2 : 0;
	int least = a.cols - 1 - utf8_width(item->error);
	if (place->second && least < col && is_free_left(place - 1, place->error_row)) {
		col = least > 2 ? least : 2;
		sign = sign < col - 2 ? sign : col - 2;
	}
	area_put(a, row, sign, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
	area_put(area_pad(a, 0, 1), row, col, beside ? place->cells : -1, STYLE_ERROR, item->error);
}

static void draw_field(const FormItem *item, const FormPlace *place, Area a, int top, bool focus, bool over)
{
	Style style = STYLE_PLAIN;
	if (item->fixed)
		style = STYLE_DIM;
	else if (over)
		style = STYLE_PLAIN | STYLE_WITH_UNDERLINE;
	int row = place->row - top;
	if (focus) {
		area_put(a, row, place->label - 2, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(a, row, place->value, true);
	}
	area_put(a, row, place->label, place->value - place->label - 1, STYLE_DIM, item->label);
	edit_draw(item->edit, area_part(a, row, place->value, place->lines, place->cells), style, focus);
	if (item->echo) {
		int room = place->echo_row > place->row || place->echo_col > place->value + place->cells ? -1 : place->value + place->cells - place->echo_col;
		area_put(a, place->echo_row - top, place->echo_col, room, STYLE_DIM, item->echo);
	}
}

/* `over`: what is typed next takes the place of the value, which is underlined. */
static void draw_item(const FormItem *item, const FormPlace *place, Area a, int top, bool focus, bool over)
{
	switch (item->type) {
	case FORM_HEADING:
		area_heading(a, place->row - top, item->label, item->echo);
		return;
	case FORM_NOTE:
		area_wrap(area_pad(a, 0, 1), place->row - top, place->label, place->lines, STYLE_DIM, item->label);
		return;
	case FORM_GAP:
		return;
	case FORM_FIELD:
		draw_field(item, place, a, top, focus, over);
		return;
	}
}

/* --- the list of choices --- */

static int choices_width(const Form *form)
{
	int widest = form->choices_title ? utf8_width(form->choices_title) + 2 : 0;
	for (size_t i = 0; i < form->n_choices; i++) {
		int width = utf8_width(form->choices[i].text);
		if (form->choices[i].note)
			width += 2 + utf8_width(form->choices[i].note);
		widest = width > widest ? width : widest;
	}
	widest += 5; /* borders, cursor cell and its gap, the blank at the end */
	return widest < CHOICES_LEAST_COLS ? CHOICES_LEAST_COLS : widest;
}

/* Below the field when it fits there, else above it; where neither does, the larger of both. */
static Area choices_area(const Form *form, const FormPlace *place, Area a)
{
	int shown = form->n_choices > CHOICES_SHOWN ? CHOICES_SHOWN : (int)form->n_choices;
	int rows = shown + 2, width = choices_width(form), col = place->value - 1;
	int above = place->row - form->top, below = a.rows - (above + place->lines);
	if (width > a.cols)
		width = a.cols;
	if (col + width > a.cols)
		col = a.cols - width;
	if (rows <= below || below >= above)
		return area_part(a, above + place->lines, col, rows < below ? rows : below, width);
	if (rows > above)
		rows = above;
	return area_part(a, above - rows, col, rows, width);
}

static void draw_choices(const Form *form, const FormPlace *place, Area a)
{
	Area box = choices_area(form, place, a);
	if (box.rows < 3)
		return;
	Area in = area_box(box, form->choices_title, _("Enter take"));
	size_t first = form->choice != SIZE_MAX && form->choice >= (size_t)in.rows ? form->choice - (size_t)in.rows + 1 : 0;
	for (size_t i = first; i < form->n_choices && (int)(i - first) < in.rows; i++) {
		int row = (int)(i - first);
		if (i == form->choice)
			area_put(in, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_pair(area_pad(in, 0, 1), row, 2, STYLE_PLAIN, form->choices[i].text, STYLE_DIM, form->choices[i].note);
	}
}

void form_draw(const Form *form, Area a, bool focus)
{
	int lines;
	FormPlace *places = form_places(form, a.cols, &lines);
	for (size_t i = 0; i < form->n; i++) {
		const FormItem *item = &form->items[i];
		draw_item(item, &places[i], a, form->top, focus && i == form->focus, focus && i == form->focus && form_is_taken_over(form));
		/* An error runs over the second column unless another one stands there. */
		bool beside = i + 1 < form->n && places[i + 1].error_row == places[i].error_row;
		if (item->error)
			draw_error(item, &places[i], a, form->top, beside);
	}
	/* More below; where a field ends in that cell, its text matters more. */
	if (form->top + a.rows < lines && a.rows > 0 && a.cols > 1 && str_same(frame_shown(a.frame, a.row + a.rows - 1, a.col + a.cols - 2), " "))
		area_put_right(a, a.rows - 1, a.cols - 1, 1, STYLE_DIM, GLYPH_DOWN);
	if (focus && form->n_choices > 0 && form->focus < form->n)
		draw_choices(form, &places[form->focus], a);
	free(places);
}
