/* SPDX-License-Identifier: MIT */
/* Keys of a form: which field has the focus, what goes into its list of choices, what into its text. */
#include "form_own.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

static Edit *focused(const Form *form)
{
	return form->focus < form->n ? form->items[form->focus].edit : NULL;
}

static bool is_open(const Form *form)
{
	return form->n_choices > 0;
}

static void close_list(Form *form)
{
	form_set_choices(form, NULL, NULL, 0);
}

static void keep_taken(Form *form, const FormChoice *choice)
{
	free((void *)(uintptr_t)form->taken.text);
	free((void *)(uintptr_t)form->taken.note);
	form->taken = (FormChoice){0};
	if (choice)
		form->taken = (FormChoice){mem_strdup(choice->text), mem_strdup(choice->note), choice->id};
}

/* --- focus --- */

static FormResult leave_to(Form *form, size_t item)
{
	form->left = form->focus;
	return form_go(form, item) ? FORM_LEFT : FORM_MOVED;
}

/* Tab's order: group after group; in a group what comes `later` after the rest of it. */
static size_t turn_of(const Form *form, size_t item)
{
	size_t group = item;
	while (group > 0 && form->items[group].type == FORM_FIELD)
		group--;
	return 2 * form->n * group + (form->items[item].later ? form->n : 0) + (item - group);
}

/* The field whose turn is next, SIZE_MAX after the last; `from` SIZE_MAX: the first (back: the last) of all. */
static size_t field_after(const Form *form, size_t from, int step)
{
	size_t best = SIZE_MAX, best_turn = 0, here = from == SIZE_MAX ? 0 : turn_of(form, from);
	for (size_t i = 0; i < form->n; i++) {
		if (!form_can_focus(form, i))
			continue;
		size_t turn = turn_of(form, i);
		bool ahead = from == SIZE_MAX || (step > 0 ? turn > here : turn < here);
		if (ahead && (best == SIZE_MAX || (step > 0 ? turn < best_turn : turn > best_turn))) {
			best = i;
			best_turn = turn;
		}
	}
	return best;
}

static FormResult go_next(Form *form, int step)
{
	size_t next = field_after(form, form->focus, step);
	if (next == SIZE_MAX) /* round to the other end */
		next = field_after(form, SIZE_MAX, step);
	return next == form->focus ? FORM_MOVED : leave_to(form, next);
}

/* Up and Down: the next row that has a field, in the same column when there is one. */
static FormResult go_row(Form *form, int step)
{
	int lines;
	FormPlace *places = form_places(form, form->cols > 0 ? form->cols : 80, &lines);
	const FormPlace *here = &places[form->focus];
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < form->n; i++) {
		if (!form_can_focus(form, i) || (step > 0 ? places[i].row <= here->row : places[i].row >= here->row))
			continue;
		if (best == SIZE_MAX) {
			best = i;
			continue;
		}
		int nearer = step > 0 ? places[best].row - places[i].row : places[i].row - places[best].row;
		if (nearer > 0 || (nearer == 0 && places[i].second == here->second))
			best = i;
	}
	free(places);
	return best == SIZE_MAX ? FORM_MOVED : leave_to(form, best);
}

/* --- the list --- */

static FormResult choose(Form *form, int step)
{
	if (form->choice == SIZE_MAX)
		form->choice = step > 0 ? 0 : form->n_choices - 1;
	else if (step > 0 && form->choice + 1 < form->n_choices)
		form->choice++;
	else if (step < 0 && form->choice > 0)
		form->choice--;
	form_ghost(form);
	return FORM_MOVED;
}

static bool has_ghost(const Form *form)
{
	const Edit *edit = focused(form);
	return is_open(form) && form->choice < form->n_choices && *edit_ghost_text(edit) && edit_at(edit) == strlen(edit_text(edit));
}

static FormResult take(Form *form)
{
	Edit *edit = focused(form);
	keep_taken(form, &form->choices[form->choice]);
	edit_replace(edit, 0, strlen(edit_text(edit)), form->taken.text);
	form->left = form->focus;
	close_list(form);
	return FORM_TAKEN;
}

static FormResult tab(Form *form)
{
	if (!form->free && has_ghost(form))
		take(form);
	return go_next(form, 1);
}

static FormResult from_edit(EditResult result)
{
	if (result == EDIT_CHANGED)
		return FORM_EDITED;
	return result == EDIT_MOVED ? FORM_MOVED : FORM_IGNORED;
}

static FormResult plain_enter(Form *form)
{
	size_t next = field_after(form, form->focus, 1);
	form->left = form->focus;
	if (next == SIZE_MAX)
		return FORM_LAST;
	return leave_to(form, next);
}

/* In many lines Up and Down move in the text until its first and last line. */
static FormResult vertical(Form *form, Key key)
{
	Edit *edit = focused(form);
	int step = key.code == CODE_UP ? -1 : 1;
	if (is_open(form))
		return choose(form, step);
	if (form->items[form->focus].lines > 1) {
		size_t before = edit_at(edit);
		if (edit_key(edit, key) == EDIT_MOVED && edit_at(edit) != before)
			return FORM_MOVED;
	}
	return go_row(form, step);
}

bool form_is_taken_over(const Form *form)
{
	return form->entered && form->focus < form->n && form->items[form->focus].whole && !edit_is_empty(form->items[form->focus].edit);
}

/* A filled date that was just come to goes for the new one; undo brings it back. */
static bool take_over(Form *form, const char *text)
{
	bool over = *text && form_is_taken_over(form);
	if (over)
		edit_replace(focused(form), 0, strlen(edit_text(focused(form))), text);
	form->entered = false;
	return over;
}

FormResult form_key(Form *form, Key key)
{
	Edit *edit = focused(form);
	keep_taken(form, NULL);
	if (!edit)
		return FORM_IGNORED;
	if (key.code == CODE_TAB && (key.mods & ~MOD_SHIFT) == 0)
		return key.mods & MOD_SHIFT ? go_next(form, -1) : tab(form);
	if (key.mods == 0) {
		switch (key.code) {
		case CODE_UP:
		case CODE_DOWN:
			return vertical(form, key);
		case CODE_ESC:
			if (!is_open(form))
				return FORM_IGNORED;
			close_list(form);
			return FORM_MOVED;
		case CODE_ENTER:
			if (is_open(form) && form->choice < form->n_choices)
				return take(form);
			if (form->items[form->focus].lines <= 1)
				return plain_enter(form);
			break;
		case CODE_RIGHT:
			if (has_ghost(form))
				return take(form);
			break;
		case CODE_PAGE_UP:
		case CODE_PAGE_DOWN:
			if (form->items[form->focus].lines <= 1)
				return FORM_IGNORED;
			break;
		default:
			break;
		}
	}
	char text[5] = "";
	if (key_is_text(key) && key.code != ' ')
		key_text(text, key);
	if (take_over(form, text))
		return FORM_EDITED;
	return from_edit(edit_key(edit, key));
}

FormResult form_paste(Form *form, const char *text)
{
	Edit *edit = focused(form);
	keep_taken(form, NULL);
	if (!edit)
		return FORM_IGNORED;
	if (take_over(form, text))
		return FORM_EDITED;
	return from_edit(edit_paste(edit, text));
}

FormResult form_click(Form *form, Area a, int row, int col)
{
	int lines, at = row - a.row + form->top;
	FormResult result = FORM_IGNORED;
	if (!area_has(a, row, col))
		return FORM_IGNORED;
	keep_taken(form, NULL);
	FormPlace *places = form_places(form, a.cols, &lines);
	for (size_t i = 0; i < form->n; i++) {
		const FormPlace *p = &places[i];
		int from = p->label - 2, to = p->value + p->cells;
		if (!form_can_focus(form, i) || at < p->row || at >= p->row + p->lines || col - a.col < from || col - a.col >= to)
			continue;
		if (i == form->focus) {
			form->entered = false;
			edit_click(form->items[i].edit, area_part(a, p->row - form->top, p->value, p->lines, p->cells), row, col);
			result = FORM_MOVED;
		} else {
			result = leave_to(form, i);
		}
		break;
	}
	free(places);
	return result;
}
