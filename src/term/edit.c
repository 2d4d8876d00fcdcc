/* SPDX-License-Identifier: MIT */
/* The text-edit widget: text, cursor, undo, history, ghost. Keys are in edit_key.c, drawing in edit_draw.c. */
#include "edit_own.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

enum {
	UNDO_MAX = 200,
	HISTORY_MAX = 100,
	UNDO_BYTES = 8 << 20,
};

Edit *edit_new(bool many_lines)
{
	Edit *edit = mem_alloc(sizeof *edit);
	edit->many_lines = many_lines;
	edit->lines = mem_alloc(sizeof *edit->lines);
	return edit;
}

static void snaps_free(EditSnap *snaps, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(snaps[i].text);
}

void edit_free(Edit *edit)
{
	if (!edit)
		return;
	str_done(&edit->text);
	free(edit->lines->at);
	free(edit->lines);
	str_done(&edit->ghost);
	snaps_free(edit->undo.at, edit->undo.n);
	vec_free(&edit->undo);
	for (size_t i = 0; i < edit->history.n; i++)
		free(edit->history.at[i]);
	vec_free(&edit->history);
	free(edit->typed);
	free(edit->killed);
	free(edit);
}

const char *edit_text(const Edit *edit)
{
	return str_text(&edit->text);
}

bool edit_is_empty(const Edit *edit)
{
	return edit->text.n == 0;
}

size_t edit_at(const Edit *edit)
{
	return edit->at;
}

const char *edit_ghost_text(const Edit *edit)
{
	return str_text(&edit->ghost);
}

/* --- clusters --- */

size_t edit_before(const Edit *edit, size_t at)
{
	return at == 0 ? 0 : utf8_cluster_before(edit->text.s, at);
}

size_t edit_after(const Edit *edit, size_t at)
{
	return at >= edit->text.n ? edit->text.n : at + utf8_cluster(edit->text.s + at, edit->text.n - at);
}

void edit_set_at(Edit *edit, size_t at)
{
	if (at > edit->text.n)
		at = edit->text.n;
	size_t start = 0;
	for (size_t next; start < at && (next = edit_after(edit, start)) <= at;)
		start = next;
	edit->at = start;
	edit->run = EDIT_RUN_NONE;
}

/* --- changes --- */

void edit_changed(Edit *edit)
{
	edit->lines->n = 0;
}

static void undo_forget(Edit *edit)
{
	snaps_free(edit->undo.at, edit->undo.n);
	edit->undo.n = 0;
	edit->run = EDIT_RUN_NONE;
}

/* Letters typed one after another are one step, and so are letters taken back. */
void edit_step(Edit *edit, EditRun run)
{
	str_cut(&edit->ghost, 0);
	if (run != EDIT_RUN_NONE && run == edit->run)
		return;
	edit->run = run;
	if (edit->undo.n == UNDO_MAX) {
		free(edit->undo.at[0].text);
		memmove(edit->undo.at, edit->undo.at + 1, (UNDO_MAX - 1) * sizeof *edit->undo.at);
		edit->undo.n--;
	}
	EditSnap snap = {mem_strdup(edit_text(edit)), edit->at};
	vec_push(&edit->undo, snap);
	/* Of a long text fewer are kept. */
	size_t held = 0, first = edit->undo.n - 1;
	while (first > 0 && held < UNDO_BYTES)
		held += strlen(edit->undo.at[--first].text);
	if (first > 0) {
		snaps_free(edit->undo.at, first);
		memmove(edit->undo.at, edit->undo.at + first, (edit->undo.n - first) * sizeof *edit->undo.at);
		edit->undo.n -= first;
	}
}

static void text_put(Edit *edit, const char *text)
{
	edit_changed(edit);
	str_cut(&edit->text, 0);
	str_add(&edit->text, text);
}

bool edit_undo(Edit *edit)
{
	if (edit->undo.n == 0)
		return false;
	EditSnap snap = edit->undo.at[--edit->undo.n];
	text_put(edit, snap.text);
	edit->at = snap.at;
	edit->run = EDIT_RUN_NONE;
	str_cut(&edit->ghost, 0);
	free(snap.text);
	return true;
}

/* What may stand in the text: no control bytes, newlines only where there are many lines. */
static void add_clean(Str *out, const Edit *edit, const char *text)
{
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, "\r\n");
		utf8_safe(out, s, n);
		s += n;
		if (*s == '\r' && s[1] == '\n')
			s++;
		if (*s) {
			str_addc(out, edit->many_lines ? '\n' : ' ');
			s++;
		}
	}
}

void edit_set(Edit *edit, const char *text)
{
	Str safe = {0};
	add_clean(&safe, edit, text ? text : "");
	text_put(edit, str_text(&safe));
	str_done(&safe);
	edit->at = edit->text.n;
	str_cut(&edit->ghost, 0);
	undo_forget(edit);
	edit->walk = edit->history.n;
}

/* A combining mark joins the letter before it: the cursor goes behind the whole. */
static void after_insert(Edit *edit, size_t end)
{
	edit->at = end;
	if (end > 0 && end < edit->text.n && edit_after(edit, edit_before(edit, end)) > end)
		edit->at = edit_after(edit, edit_before(edit, end));
}

static EditResult insert(Edit *edit, const char *text, EditRun run)
{
	Str safe = {0};
	add_clean(&safe, edit, text);
	if (safe.n == 0) {
		str_done(&safe);
		return EDIT_MOVED;
	}
	edit_step(edit, run);
	str_insert(&edit->text, edit->at, safe.s, safe.n);
	edit_changed(edit);
	after_insert(edit, edit->at + safe.n);
	str_done(&safe);
	return EDIT_CHANGED;
}

EditResult edit_insert(Edit *edit, const char *text)
{
	return insert(edit, text, EDIT_RUN_TYPED);
}

EditResult edit_paste(Edit *edit, const char *text)
{
	edit->run = EDIT_RUN_NONE;
	return insert(edit, text, EDIT_RUN_NONE);
}

void edit_remove(Edit *edit, size_t from, size_t to, EditRun run)
{
	edit_step(edit, run);
	str_remove(&edit->text, from, to - from);
	edit_changed(edit);
	edit->at = from;
}

void edit_replace(Edit *edit, size_t from, size_t to, const char *text)
{
	Str safe = {0};
	add_clean(&safe, edit, text);
	if (to > edit->text.n)
		to = edit->text.n;
	if (from > to)
		from = to;
	edit_step(edit, EDIT_RUN_NONE);
	str_remove(&edit->text, from, to - from);
	str_insert(&edit->text, from, str_text(&safe), safe.n);
	edit_changed(edit);
	after_insert(edit, from + safe.n);
	str_done(&safe);
}

/* --- ghost --- */

void edit_ghost(Edit *edit, const char *rest)
{
	str_cut(&edit->ghost, 0);
	if (rest)
		utf8_safe(&edit->ghost, rest, strlen(rest));
}

bool edit_take_ghost(Edit *edit)
{
	if (edit->ghost.n == 0 || edit->at != edit->text.n)
		return false;
	char *rest = mem_strdup(edit_ghost_text(edit));
	insert(edit, rest, EDIT_RUN_NONE);
	free(rest);
	return true;
}

/* --- history --- */

void edit_remember(Edit *edit, const char *line)
{
	if (!*line)
		return;
	size_t kept = 0;
	for (size_t i = 0; i < edit->history.n; i++) {
		if (strcmp(edit->history.at[i], line) == 0)
			free(edit->history.at[i]);
		else
			edit->history.at[kept++] = edit->history.at[i];
	}
	edit->history.n = kept;
	if (kept == HISTORY_MAX) {
		free(edit->history.at[0]);
		memmove(edit->history.at, edit->history.at + 1, (HISTORY_MAX - 1) * sizeof *edit->history.at);
		edit->history.n--;
	}
	vec_push(&edit->history, mem_strdup(line));
	edit->walk = edit->history.n;
}

void edit_history(Edit *edit, const char *const *lines, size_t n)
{
	for (size_t i = 0; i < edit->history.n; i++)
		free(edit->history.at[i]);
	edit->history.n = 0;
	for (size_t i = 0; i < n; i++)
		edit_remember(edit, lines[i]);
	edit->walk = edit->history.n;
}

EditResult edit_walk(Edit *edit, int by)
{
	if (edit->history.n == 0)
		return EDIT_IGNORED;
	if ((by < 0 && edit->walk == 0) || (by > 0 && edit->walk >= edit->history.n))
		return EDIT_MOVED;
	if (edit->walk >= edit->history.n) {
		free(edit->typed);
		edit->typed = mem_strdup(edit_text(edit));
	}
	edit->walk = by < 0 ? edit->walk - 1 : edit->walk + 1;
	const char *line = edit->walk < edit->history.n ? edit->history.at[edit->walk] : edit->typed;
	edit_step(edit, EDIT_RUN_NONE);
	text_put(edit, line);
	edit->at = edit->text.n;
	return EDIT_CHANGED;
}
