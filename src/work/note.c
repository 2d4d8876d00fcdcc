/* SPDX-License-Identifier: MIT */
/* Notes with their date: those of a client, and their text, whose first line is the title. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/work/step.h"
#include "plan_change.h"

static int newest_first(const void *a, const void *b)
{
	const Journal *x = a, *y = b;
	bool undated = instant_is_none(x->dated_at), other = instant_is_none(y->dated_at);
	if (undated != other)
		return undated ? 1 : -1;
	if (x->dated_at.s != y->dated_at.s)
		return x->dated_at.s > y->dated_at.s ? -1 : 1;
	return (y->head.id > x->head.id) - (y->head.id < x->head.id);
}

Err *notes_of(Work *work, int64_t client, Journal **out, size_t *n, Arena *arena)
{
	void *rows = NULL;
	size_t all = 0;
	TRY(rows_where_id(work, &kind_note, "client", client, &rows, &all, arena));
	Journal *notes = rows;
	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (!notes[i].superseded.v)
			notes[(*n)++] = notes[i];
	if (*n)
		qsort(notes, *n, sizeof *notes, newest_first);
	*out = notes;
	return NULL;
}

/* A title that was set apart, in a form or by a file, is a thing of its own: it stays whatever is written below it. Else it is the text's first line. */
static bool begins_with_title(const Journal *note)
{
	size_t n = note->summary.s ? strlen(note->summary.s) : 0;
	const char *text = note->text.s;
	return !text || !*text || !n || (strncmp(text, note->summary.s, n) == 0 && (!text[n] || strchr("\r\n", text[n])));
}

const char *note_whole(const Journal *note)
{
	if (note->text.s && *note->text.s)
		return note->text.s;
	return note->summary.s ? note->summary.s : "";
}

static void title_and_text(Journal *note, const char *text, Arena *arena)
{
	text += strspn(text, "\r\n");
	size_t first = strcspn(text, "\r\n"), end = first + strspn(text + first, "\r\n");
	note->summary.s = first ? arena_dupn(arena, text, first) : NULL;
	note->text.s = text[end] ? arena_dup(arena, text) : NULL;
}

void note_title_follows(const Journal *old, Journal *new, Arena *arena)
{
	bool text = !str_same(old->text.s, new->text.s), title = !str_same(old->summary.s, new->summary.s);
	if (text == title || !old->text.s || !*old->text.s || !begins_with_title(old))
		return;
	bool had_title = old->summary.s && *old->summary.s;
	if (title && had_title)
		new->text.s = arena_printf(arena, "%s%s", new->summary.s ? new->summary.s : "", old->text.s + strlen(old->summary.s));
	else if (!title && new->text.s &&*new->text.s)
		title_and_text(new, new->text.s, arena);
}

const char *note_own_title(const Journal *note)
{
	return begins_with_title(note) ? NULL : note->summary.s;
}

void note_write(Journal *note, const char *text, Arena *arena)
{
	if (begins_with_title(note)) {
		title_and_text(note, text, arena);
		return;
	}
	text += strspn(text, "\r\n");
	note->text.s = *text ? arena_dup(arena, text) : NULL;
}
