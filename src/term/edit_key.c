/* SPDX-License-Identifier: MIT */
/* Keys of a text line, as readline has them; C-a and C-b are bound nowhere, since screen and tmux keep them. */
#include "edit_own.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/utf8.h"

/* --- where things are --- */

static uint32_t code_at(const Edit *edit, size_t at)
{
	size_t used;
	return utf8_decode(edit->text.s + at, edit->text.n - at, &used);
}

static bool is_word_at(const Edit *edit, size_t at)
{
	uint32_t code = code_at(edit, at);
	return utf8_is_letter(code) || utf8_is_digit(code) || code == '_';
}

static size_t word_left(const Edit *edit, size_t at)
{
	while (at > 0 && !is_word_at(edit, edit_before(edit, at)))
		at = edit_before(edit, at);
	while (at > 0 && is_word_at(edit, edit_before(edit, at)))
		at = edit_before(edit, at);
	return at;
}

static size_t word_right(const Edit *edit, size_t at)
{
	while (at < edit->text.n && !is_word_at(edit, at))
		at = edit_after(edit, at);
	while (at < edit->text.n && is_word_at(edit, at))
		at = edit_after(edit, at);
	return at;
}

/* C-w goes by blanks, as in a shell: a mail or a phone is one word. */
static size_t blank_left(const Edit *edit, size_t at)
{
	while (at > 0 && utf8_is_space(code_at(edit, edit_before(edit, at))))
		at = edit_before(edit, at);
	while (at > 0 && !utf8_is_space(code_at(edit, edit_before(edit, at))))
		at = edit_before(edit, at);
	return at;
}

static size_t line_start(const Edit *edit)
{
	size_t at = edit->at;
	while (at > 0 && edit->text.s[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const Edit *edit)
{
	size_t at = edit->at;
	while (at < edit->text.n && edit->text.s[at] != '\n')
		at++;
	return at;
}

/* --- verbs --- */

static EditResult go(Edit *edit, size_t at)
{
	edit->at = at;
	edit->run = EDIT_RUN_NONE;
	return EDIT_MOVED;
}

static EditResult erase(Edit *edit, size_t from, size_t to)
{
	if (from >= to)
		return EDIT_MOVED;
	edit_remove(edit, from, to, EDIT_RUN_ERASED);
	return EDIT_CHANGED;
}

static EditResult cut_out(Edit *edit, size_t from, size_t to)
{
	if (from >= to)
		return EDIT_MOVED;
	free(edit->killed);
	edit->killed = mem_strndup(edit->text.s + from, to - from);
	edit_remove(edit, from, to, EDIT_RUN_NONE);
	return EDIT_CHANGED;
}

static EditResult right(Edit *edit)
{
	if (edit->at == edit->text.n && edit_take_ghost(edit))
		return EDIT_CHANGED;
	return go(edit, edit_after(edit, edit->at));
}

/* Up and Down by shown lines, keeping the column of the cursor. */
static EditResult vertical(Edit *edit, int by)
{
	int cols = edit->cols > 0 ? edit->cols : 1000, n = edit_rows(edit, cols), here = edit_line_at(edit, cols, edit->at);
	int wanted = here + by < 0 ? 0 : here + by >= n ? n - 1
	                                                : here + by;
	EditLine found = {0}, line = {0};
	if (wanted == here || !edit_nth_line(&found, edit, cols, here) || !edit_nth_line(&line, edit, cols, wanted))
		return EDIT_MOVED;
	char *before = mem_strndup(str_text(&edit->text) + found.from, edit->at - found.from);
	int column = utf8_width(before);
	free(before);
	char *whole = mem_strndup(str_text(&edit->text) + line.from, line.to - line.from);
	size_t at = line.from + utf8_fit(whole, column, NULL);
	free(whole);
	return go(edit, at);
}

static EditResult ctrl_key(Edit *edit, uint32_t code)
{
	switch (code) {
	case 'e':
		return go(edit, line_end(edit));
	case 'w':
		return cut_out(edit, blank_left(edit, edit->at), edit->at);
	case 'u':
		return cut_out(edit, line_start(edit), edit->at);
	case 'k':
		return cut_out(edit, edit->at, line_end(edit));
	case 'y':
		return edit->killed ? edit_paste(edit, edit->killed) : EDIT_MOVED;
	case 'd':
		return erase(edit, edit->at, edit_after(edit, edit->at));
	case 'h':
		return erase(edit, edit_before(edit, edit->at), edit->at);
	case '_':
	case '/':
		return edit_undo(edit) ? EDIT_CHANGED : EDIT_MOVED;
	case CODE_LEFT:
		return go(edit, word_left(edit, edit->at));
	case CODE_RIGHT:
		return go(edit, word_right(edit, edit->at));
	case CODE_HOME:
		return go(edit, 0);
	case CODE_END:
		return go(edit, edit->text.n);
	case CODE_BACKSPACE:
		return cut_out(edit, word_left(edit, edit->at), edit->at);
	case CODE_DELETE:
		return cut_out(edit, edit->at, word_right(edit, edit->at));
	default:
		return EDIT_IGNORED;
	}
}

static EditResult alt_key(Edit *edit, uint32_t code)
{
	switch (code) {
	case 'b':
	case CODE_LEFT:
		return go(edit, word_left(edit, edit->at));
	case 'f':
	case CODE_RIGHT:
		return go(edit, word_right(edit, edit->at));
	case 'd':
		return cut_out(edit, edit->at, word_right(edit, edit->at));
	case CODE_BACKSPACE:
		return cut_out(edit, word_left(edit, edit->at), edit->at);
	default:
		return EDIT_IGNORED;
	}
}

static EditResult vertical_key(Edit *edit, uint32_t code)
{
	if (!edit->many_lines) {
		if (code == CODE_UP || code == CODE_DOWN)
			return edit_walk(edit, code == CODE_UP ? -1 : 1);
		return EDIT_IGNORED;
	}
	int by = 10;
	if (code == CODE_UP)
		by = -1;
	else if (code == CODE_DOWN)
		by = 1;
	else if (code == CODE_PAGE_UP)
		by = -10;
	return vertical(edit, by);
}

static EditResult plain_key(Edit *edit, uint32_t code)
{
	switch (code) {
	case CODE_LEFT:
		return go(edit, edit_before(edit, edit->at));
	case CODE_RIGHT:
		return right(edit);
	case CODE_HOME:
		return go(edit, line_start(edit));
	case CODE_END:
		return go(edit, line_end(edit));
	case CODE_BACKSPACE:
		return erase(edit, edit_before(edit, edit->at), edit->at);
	case CODE_DELETE:
		return erase(edit, edit->at, edit_after(edit, edit->at));
	case CODE_UP:
	case CODE_DOWN:
	case CODE_PAGE_UP:
	case CODE_PAGE_DOWN:
		return vertical_key(edit, code);
	case CODE_ENTER:
		return edit->many_lines ? edit_insert(edit, "\n") : EDIT_IGNORED;
	default:
		return EDIT_IGNORED;
	}
}

EditResult edit_key(Edit *edit, Key key)
{
	char text[5];
	if (key_is_text(key)) {
		key_text(text, key);
		return edit_insert(edit, text);
	}
	if (key.mods & (MOD_CTRL | MOD_ALT)) {
		/* The chord's letter by its place: С with Ctrl is C-c on any layout. */
		Key chord = key_command(key, "ru");
		uint32_t code = key.code == '_' || key.code == '/' ? key.code : chord.code;
		if ((key.mods & MOD_CTRL) && (key.mods & MOD_ALT))
			return EDIT_IGNORED;
		return key.mods & MOD_CTRL ? ctrl_key(edit, code) : alt_key(edit, code);
	}
	/* With Shift, named keys do what they do without it, but Tab and Enter are the caller's. */
	return plain_key(edit, key.code);
}
