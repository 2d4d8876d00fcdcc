/* SPDX-License-Identifier: MIT */
/* What taking a batch back would do to each of its records: for the pane of Changes. */
#ifndef KARTOTEKA_SRC_SCREEN_CHANGES_BACK_H
#define KARTOTEKA_SRC_SCREEN_CHANGES_BACK_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/store/journal.h"

typedef struct ChangeBack {
	Patch patch; /* of an edit: its values the other way round */
	bool since;  /* something else was done to it after the batch: then it cannot be taken back */
} ChangeBack;

/* By the rule of journal_take_back; `out` has room for one. */
Err *change_back_read(Work *work, const BatchRow *batch, const ChangeRow *row, ChangeBack *out, Arena *arena);
void change_back_words(Str *out, const ChangeBack *back, const Zone *zone);

#endif
