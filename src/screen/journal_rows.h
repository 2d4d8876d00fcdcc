/* SPDX-License-Identifier: MIT */
/* What Changes and Imports share: the journal's batches as rows, and u/U on the one under the cursor. */
#ifndef KARTOTEKA_SRC_SCREEN_JOURNAL_ROWS_H
#define KARTOTEKA_SRC_SCREEN_JOURNAL_ROWS_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/store/journal.h"

/* One's own batch is taken back; of another's a change of one's own that puts the old values back is offered. */
Err *journal_row_undo(Screen *s, const BatchRow *row);
Err *journal_row_redo(Screen *s, const BatchRow *row);
/* After a yes to what journal_row_undo asked. */
Err *journal_row_answered(Screen *owner, bool yes);
/* "09:41" today, "Wed 22 18:04", "03.07 09:20". Adds to out. */
void journal_when(Str *out, const Work *work, Instant at, bool with_day);

#endif
