/* SPDX-License-Identifier: MIT */
/* Drafts: what was typed and not saved, under the XDG state folder with the base's id, 0600; safe within 5 s of typing and across a kill. */
#ifndef KARTOTEKA_WORK_DRAFT_H
#define KARTOTEKA_WORK_DRAFT_H

#include "kartoteka/work/work.h"

typedef struct Draft {
	char name[37];      /* uuid: the file's name */
	const char *screen; /* "form", "call", "quick" … the screen that takes it back */
	const char *title;  /* for row 0 and the palette */
	const char *body;   /* the screen's own lines "name=value" */
	Instant at;
	int64_t turn; /* counts the savings of a base's drafts: the later of one instant is the newer */
} Draft;

Err *draft_save(Work *work, Draft *draft);                          /* an empty name: a new one; atomic */
Err *drafts_read(Work *work, Draft **out, size_t *n, Arena *arena); /* newest first; those that another live session holds open are left out */
Err *draft_drop(Work *work, const char *name);
/* Dropped by the person, so `u` brings it back, also in a later run: it stands in the order of undo behind the change that was the last one of theirs.
 * The draft is written first, so what was typed last is in it; an empty name: a new one. */
Err *draft_discard(Work *work, Draft *draft);
/* The dropped one that is next to be taken back (redo: one that was taken back and is next to be dropped again). *found false: a change is, or nothing. */
Err *draft_undoable(Work *work, bool redo, Draft *out, bool *found, Arena *arena);
Err *draft_return(Work *work, const char *name, bool redo); /* what draft_undoable gave: back among the drafts, or dropped again */

#endif
