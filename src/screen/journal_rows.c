/* SPDX-License-Identifier: MIT */
/* The journal as rows: when it was, and u and U on one of them. */
#include "journal_rows.h"

#include <stdlib.h>

#include "kartoteka/base/text.h"

static int64_t asked; /* the batch of the question that stands open; there is one question at a time */

static Err *take_back(Ui *ui, int64_t batch)
{
	Undone undone = {0};
	Err *err = work_undo_batch(ui_work(ui), batch, &undone);
	if (!err)
		ui_undone(ui, &undone);
	free(undone.label);
	return err;
}

Err *journal_row_answered(Screen *owner, bool yes)
{
	int64_t batch = asked;
	asked = 0;
	return yes && batch ? take_back(owner->ui, batch) : NULL;
}

Err *journal_row_undo(Screen *s, const BatchRow *row)
{
	if (row->undone_by) {
		ui_say(s->ui, "%s", _("It is taken back already; U brings it again"));
		return NULL;
	}
	if (row->author == ui_work(s->ui)->me.head.id)
		return take_back(s->ui, row->id);
	asked = row->id;
	return ui_push(s->ui, &screen_ask,
	               &(AskArg){
					   .question = _("Somebody else's change: put the old values back as a change of yours?"),
					   .yes = _("put back"),
					   .no = _("leave"),
					   .answered = journal_row_answered,
				   });
}

Err *journal_row_redo(Screen *s, const BatchRow *row)
{
	if (!row->undone_by) {
		ui_say(s->ui, "%s", _("It stands: there is nothing to bring again"));
		return NULL;
	}
	return take_back(s->ui, row->undone_by);
}

void journal_when(Str *out, const Work *work, Instant at, bool with_day)
{
	Day day;
	int32_t second;
	Day today = work_today(work);
	zone_local(work->zone, at, &day, &second);
	if (with_day && day.n != today.n) {
		words_day(out, today.n - day.n < 7 ? DATE_WEEKDAY : DATE_SHORT, day, today);
		str_addc(out, ' ');
	}
	words_time(out, second);
}
