/* SPDX-License-Identifier: MIT */
/* Forms: items, values, errors. Keys are in form_key.c, drawing in form_draw.c. */
#include "form_own.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

enum {
	LABEL_CELLS = 10
};

void form_init(Form *form)
{
	*form = (Form){.focus = SIZE_MAX, .choice = SIZE_MAX, .label_cells = LABEL_CELLS, .left = SIZE_MAX, .entered = true};
}

static void item_done(FormItem *item)
{
	free(item->label);
	edit_free(item->edit);
	free(item->error);
	free(item->echo);
	free(item->hint);
	free(item->first);
}

static void choice_done(FormChoice *choice)
{
	/* Copies of our own, const only for those who read them. */
	free((void *)(uintptr_t)choice->text);
	free((void *)(uintptr_t)choice->note);
	*choice = (FormChoice){0};
}

static void choices_clear(Form *form)
{
	for (size_t i = 0; i < form->n_choices; i++)
		choice_done(&form->choices[i]);
	free(form->choices);
	form->choices = NULL;
	form->n_choices = 0;
	form->choice = SIZE_MAX;
	free(form->choices_title);
	form->choices_title = NULL;
}

void form_done(Form *form)
{
	for (size_t i = 0; i < form->n; i++)
		item_done(&form->items[i]);
	free(form->items);
	choices_clear(form);
	choice_done(&form->taken);
	form_init(form);
}

void form_clear(Form *form)
{
	int label_cells = form->label_cells, cols = form->cols;
	form_done(form);
	form->label_cells = label_cells;
	form->cols = cols;
}

/* --- items --- */

static FormItem *item_insert(Form *form, size_t at, FormItemType type, const char *label)
{
	assert(at <= form->n);
	form->items = mem_room(form->items, form->n, &form->cap, sizeof *form->items);
	memmove(form->items + at + 1, form->items + at, (form->n - at) * sizeof *form->items);
	form->n++;
	form->items[at] = (FormItem){.type = type, .label = mem_strdup(label ? label : ""), .lines = 1};
	if (form->focus != SIZE_MAX && form->focus >= at)
		form->focus++;
	return &form->items[at];
}

size_t form_add_heading(Form *form, const char *text)
{
	item_insert(form, form->n, FORM_HEADING, text);
	return form->n - 1;
}

size_t form_add_note(Form *form, const char *text)
{
	item_insert(form, form->n, FORM_NOTE, text);
	return form->n - 1;
}

size_t form_add_gap(Form *form)
{
	item_insert(form, form->n, FORM_GAP, NULL);
	return form->n - 1;
}

size_t form_insert_field(Form *form, size_t before, const char *label, const char *value, bool many_lines)
{
	FormItem *item = item_insert(form, before, FORM_FIELD, label);
	item->edit = edit_new(many_lines);
	edit_set(item->edit, value);
	item->first = mem_strdup(edit_text(item->edit));
	if (form->focus == SIZE_MAX)
		form->focus = before;
	return before;
}

size_t form_add_field(Form *form, const char *label, const char *value, bool many_lines)
{
	return form_insert_field(form, form->n, label, value, many_lines);
}

static FormItem *field(const Form *form, size_t item)
{
	assert(item < form->n && form->items[item].type == FORM_FIELD);
	return &form->items[item];
}

bool form_can_focus(const Form *form, size_t item)
{
	return item < form->n && form->items[item].type == FORM_FIELD && !form->items[item].fixed;
}

const char *form_value(const Form *form, size_t item)
{
	return edit_text(field(form, item)->edit);
}

void form_set(Form *form, size_t item, const char *value)
{
	edit_set(field(form, item)->edit, value);
}

void form_set_label(Form *form, size_t item, const char *label)
{
	free(form->items[item].label);
	form->items[item].label = mem_strdup(label);
}

static void text_put(char **at, const char *text)
{
	char *copy = text && *text ? mem_strdup(text) : NULL;
	free(*at);
	*at = copy;
}

void form_set_error(Form *form, size_t item, const char *error)
{
	text_put(&field(form, item)->error, error);
}

void form_set_echo(Form *form, size_t item, const char *echo)
{
	text_put(&field(form, item)->echo, echo);
}

void form_set_hint(Form *form, size_t item, const char *hint)
{
	text_put(&field(form, item)->hint, hint);
}

void form_set_choices(Form *form, const char *title, const FormChoice *choices, size_t n)
{
	FormChoice *copies = n ? mem_alloc(n * sizeof *copies) : NULL;
	for (size_t i = 0; i < n; i++)
		copies[i] = (FormChoice){mem_strdup(choices[i].text), mem_strdup(choices[i].note), choices[i].id};
	char *kept = mem_strdup(title);
	choices_clear(form);
	form->choices = copies;
	form->n_choices = n;
	form->choice = n ? 0 : SIZE_MAX;
	form->choices_title = kept;
	form_ghost(form);
}

/* Where in `text` a word begins with what was typed: the place behind that, or NULL. */
static const char *behind_typed(const char *text, const char *typed)
{
	bool word = false;
	for (size_t used, n = strlen(text); n; text += used, n -= used) {
		uint32_t code = utf8_decode(text, n, &used);
		bool was = word;
		word = utf8_is_letter(code) || utf8_is_digit(code);
		if (!word || was || !fold_begins(text, typed))
			continue;
		for (size_t m = strlen(typed), one; m && *text; typed += one, m -= one) {
			utf8_decode(typed, m, &one);
			utf8_decode(text, strlen(text), &used);
			text += used;
		}
		return text;
	}
	return NULL;
}

static bool is_typed_whole(const Form *form, const char *typed)
{
	for (size_t i = 0; i < form->n_choices; i++)
		if (fold_begins(form->choices[i].text, typed) && fold_begins(typed, form->choices[i].text))
			return true;
	return false;
}

void form_ghost(Form *form)
{
	Edit *edit = form->focus < form->n ? form->items[form->focus].edit : NULL;
	if (!edit)
		return;
	const char *typed = edit_text(edit);
	bool any = *typed && form->choice < form->n_choices && !is_typed_whole(form, typed);
	edit_ghost(edit, any ? behind_typed(form->choices[form->choice].text, typed) : NULL);
}

/* --- state --- */

bool form_item_is_dirty(const Form *form, size_t item)
{
	const FormItem *it = &form->items[item];
	return it->type == FORM_FIELD && strcmp(edit_text(it->edit), it->first) != 0;
}

bool form_is_dirty(const Form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form_item_is_dirty(form, i))
			return true;
	return false;
}

void form_clean(Form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		FormItem *item = &form->items[i];
		if (item->type != FORM_FIELD)
			continue;
		free(item->first);
		item->first = mem_strdup(edit_text(item->edit));
	}
}

size_t form_errors(const Form *form)
{
	size_t n = 0;
	for (size_t i = 0; i < form->n; i++)
		n += form->items[i].error != NULL;
	return n;
}

bool form_go(Form *form, size_t item)
{
	if (!form_can_focus(form, item))
		return false;
	choices_clear(form);
	form_ghost(form);
	form->focus = item;
	form->entered = !form->items[item].error; /* what is to be mended is there to be mended */
	return true;
}

bool form_go_error(Form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->items[i].error && form_go(form, i))
			return true;
	return false;
}

size_t form_left(const Form *form)
{
	return form->left;
}

const FormChoice *form_taken(const Form *form)
{
	return form->taken.text ? &form->taken : NULL;
}

/* --- places --- */

enum {
	LABEL_COL = 2,
	SECOND_FROM_VALUE = 32,
	SECOND_LEAST = 12,
	ECHO_GAP = 3,
};

/* Two columns stand side by side when the second has room for a short value. */
static bool is_two_columns(const Form *form, int cols)
{
	int value = LABEL_COL + form->label_cells + 1;
	return !form->single && cols >= value + SECOND_FROM_VALUE + form->label_cells + 1 + SECOND_LEAST;
}

static bool has_beside(const Form *form, size_t item, bool two)
{
	return two && item + 1 < form->n && form->items[item + 1].beside && form->items[item + 1].type == FORM_FIELD;
}

static int value_lines(const FormItem *item, int cells)
{
	int lines = item->lines < 1 ? 1 : item->lines, needs = item->lines > 1 ? edit_rows(item->edit, cells) : 1;
	return needs > lines ? needs : lines;
}

/* Where the echo goes: at the second column when that is free, else behind the value, else below it; in an empty field where the value would be, behind
 * the cursor, if it asks for more than the second column has. Returns lines it adds. */
static int place_echo(FormPlace *place, const FormItem *item, bool free_second, int second, int cols, bool focus)
{
	int width = 0, echo = utf8_width(item->echo);
	utf8_fit(edit_text(item->edit), cols + 1, &width); /* wider than the form is wide enough */
	int behind = place->value + width + ECHO_GAP, end = place->value + place->cells;
	place->echo_row = place->row;
	if (!width && free_second && second + echo > cols - 1)
		place->echo_col = place->value + (focus ? 2 : 0);
	else if (free_second && behind <= second)
		place->echo_col = second;
	else if (behind + echo <= (free_second ? cols - 1 : end))
		place->echo_col = behind;
	else {
		place->echo_row = place->row + place->lines;
		place->echo_col = place->value;
		return 1;
	}
	return 0;
}

static int place_field(FormPlace *place, const Form *form, size_t i, int cols, bool second, bool two)
{
	const FormItem *item = &form->items[i];
	int value = LABEL_COL + form->label_cells + 1, at = value + SECOND_FROM_VALUE, below = 0;
	bool shared = second || has_beside(form, i, two);
	place->second = second;
	place->label = second ? at : LABEL_COL;
	place->value = place->label + form->label_cells + 1;
	place->cells = (second || !shared ? cols - 1 : at - 2) - place->value;
	if (place->cells < 1)
		place->cells = 1;
	place->lines = value_lines(item, place->cells);
	if (item->echo)
		below += place_echo(place, item, two && !shared, at, cols, form->focus == i);
	if (item->error)
		place->error_row = place->row + place->lines + below++;
	return place->lines + below;
}

/* Of the fields from `i` on the one that comes first; when all of them come later, `i`. */
static size_t first_of_group(const Form *form, size_t i)
{
	for (size_t k = i; k < form->n && form->items[k].type == FORM_FIELD; k++)
		if (!form->items[k].later)
			return k;
	return i;
}

static size_t first_drawn(const Form *form, bool two)
{
	return !two && form->n && form->items[0].type == FORM_FIELD ? first_of_group(form, 0) : 0;
}

/* The item drawn after `i`: as they stand; in one column what comes `later` follows the rest of its group, as Tab goes. */
static size_t next_drawn(const Form *form, size_t i, bool two)
{
	size_t group = i, end = i + 1;
	if (two || form->items[i].type != FORM_FIELD)
		return i + 1 < form->n && !two && form->items[i + 1].type == FORM_FIELD ? first_of_group(form, i + 1) : i + 1;
	while (group > 0 && form->items[group - 1].type == FORM_FIELD)
		group--;
	while (end < form->n && form->items[end].type == FORM_FIELD)
		end++;
	for (size_t k = i + 1; k < end; k++)
		if (form->items[k].later == form->items[i].later)
			return k;
	for (size_t k = group; k < end && !form->items[i].later; k++)
		if (form->items[k].later)
			return k;
	return end;
}

FormPlace *form_places(const Form *form, int cols, int *lines)
{
	FormPlace *places = mem_alloc((form->n ? form->n : 1) * sizeof *places);
	bool two = is_two_columns(form, cols);
	int row = 0, row_lines = 0;
	for (size_t i = first_drawn(form, two); i < form->n; i = next_drawn(form, i, two)) {
		const FormItem *item = &form->items[i];
		bool second = i > 0 && has_beside(form, i - 1, two) && !places[i - 1].second && form->items[i - 1].type == FORM_FIELD;
		int n = 1;
		if (!second)
			row += row_lines;
		places[i] = (FormPlace){.row = row, .label = LABEL_COL, .lines = 1, .echo_row = -1, .error_row = -1};
		if (item->type == FORM_FIELD)
			n = place_field(&places[i], form, i, cols, second, two);
		else if (item->type == FORM_NOTE)
			n = places[i].lines = text_wrap_rows(item->label, cols - LABEL_COL - 1);
		row_lines = second && row_lines > n ? row_lines : n;
	}
	*lines = row + row_lines;
	return places;
}

void form_set_first(Form *form, size_t item, const char *text)
{
	free(form->items[item].first);
	form->items[item].first = mem_strdup(text);
}
