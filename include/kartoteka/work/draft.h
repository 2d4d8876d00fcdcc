/* SPDX-License-Identifier: MIT */
/* Drafts: what was typed and not saved, under the XDG state folder with the base's id, 0600; safe within 5 s of typing and across a kill. */
#ifndef KARTOTEKA_WORK_DRAFT_H
#define KARTOTEKA_WORK_DRAFT_H

#include "kartoteka/work/work.h"

typedef struct Draft {
	char name[37];          /* uuid: the file's name */
	const char *screen;     /* "form", "call", "quick" … the screen that takes it back */
	const char *title;      /* for row 0 and the palette */
	const char *body;       /* the screen's own lines "name=value" */
	Instant at;
} Draft;

Err *draft_save(Work *work, Draft *draft);            /* an empty name: a new one; atomic */
Err *drafts_read(Work *work, Draft **out, size_t *n, Arena *arena); /* newest first; those that another live session holds open are left out */
Err *draft_drop(Work *work, const char *name);

#endif
