/* SPDX-License-Identifier: MIT */
/* What can be done with an occurrence on Today and in the calendar: open, edit, tick, delete, and the question which of a series is meant. */
#ifndef KARTOTEKA_SRC_SCREEN_AGENDA_ACT_H
#define KARTOTEKA_SRC_SCREEN_AGENDA_ACT_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/work/step.h"

Err *agenda_open(Ui *ui, const AgendaRow *row); /* its client's card with it highlighted; without one the thing itself */
Err *agenda_edit(Ui *ui, const AgendaRow *row); /* of a series: asks which; the form gets the answer as FormArg.reach */
Err *agenda_note(Ui *ui, const AgendaRow *row); /* its text in the editor; asks as edit does */
/* The form of a record; of an event or task of a series as agenda_edit, `at` the occurrence meant, MOMENT_NONE: the one it stands for. */
Err *record_edit(Ui *ui, const char *kind, int64_t id, Moment at);
Err *record_note(Ui *ui, const char *kind, int64_t id, Moment at, const char *called);
/* Enter on a record, wherever it stands: its client's card with it under the cursor, else its form. */
Err *record_open(Ui *ui, const char *kind, int64_t id);
/* Deletes what a record is of: of a series it asks as agenda_delete; called: what the message names it. */
Err *record_remove(Ui *ui, const char *kind, int64_t id, Moment at, const char *called);
Err *agenda_done(Ui *ui, const AgendaRow *row);   /* ticks or unticks this occurrence; a series is not asked about */
Err *agenda_delete(Ui *ui, const AgendaRow *row); /* of a series: asks which */
Err *agenda_move(Ui *ui, const AgendaRow *row, Seconds by);
/* "Ivanov I. P. — call": adds to out. */
void agenda_text(Str *out, const AgendaRow *row);

#endif
