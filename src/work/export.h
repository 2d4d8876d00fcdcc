/* SPDX-License-Identifier: MIT */
/* The lines that an export writes of one record: what a file of ours says of it, which an import of that file must know again. */
#ifndef KARTOTEKA_WORK_EXPORT_H
#define KARTOTEKA_WORK_EXPORT_H

#include "kartoteka/bridge/ics.h"
#include "kartoteka/bridge/ics_write.h"
#include "kartoteka/store/exchange.h"
#include "kartoteka/work/work.h"

/* When the record or one of its reminders was changed last. */
Err *export_changed_at(Work *work, const ExchangeRow *row, Instant *at);
/* Of a record that was made here; one occurrence of a series from a file keeps what that says of all of them, known or not (RFC 5545 3.8.4.4: it
 * stands for the whole occurrence). around: as below. Adds to out. */
Err *export_made(Str *out, Work *work, const ExchangeRow *row, IcsAround around, Arena *arena);
/* The lines of another component brought to the state of a record that begins with them (ics_copy); adds to out. */
void export_like(Str *out, Bytes lines, bool occurrence, const IcsState *state, IcsAround around, Instant at, Arena *arena);
/* The zones of the base that files described, as readers of kept lines want them. */
Err *export_around(Work *work, IcsAround *out, Arena *arena);
/* Of one that came from a file: its kept lines, with what was changed here since. *differs: something was. around: the zones of the base, and of
 * its VCALENDAR whether it calls off. Adds to out. */
Err *export_kept(Str *out, bool *differs, Work *work, const ExchangeRow *row, IcsAround around, Arena *arena);

#endif
