/* SPDX-License-Identifier: MIT */
/* The running change: how deep begins are nested, and whose derived values are to be kept right before the commit. */
#ifndef KARTOTEKA_WORK_CHANGE_H
#define KARTOTEKA_WORK_CHANGE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/work/work.h"

typedef struct PlanRef {
	const Kind *kind;
	int64_t id;
	bool whole; /* its own row was written, so its client is touched, too */
} PlanRef;

/* What of a client follows from what was touched. */
typedef enum Derives {
	DERIVES_OWN = 1, /* its phone, where it works */
	DERIVES_CONTACT = 2,
	DERIVES_STEP = 4,
	DERIVES_ALL = DERIVES_OWN | DERIVES_CONTACT | DERIVES_STEP,
} Derives;

typedef struct Touched {
	int64_t id;
	unsigned what; /* Derives */
} Touched;

typedef struct WorkChange {
	int depth;
	bool failed; /* an inner part was abandoned: the whole is */
	VEC(Touched)
	clients; /* with repeats */
	VEC(int64_t)
	reminders; /* made or changed */
	VEC(PlanRef)
	plans; /* events and tasks whose reminders must follow */
	VEC(PlanRef)
	steps; /* events and tasks that were not written themselves, whose clients' next step may be another: an occurrence or a reminder of them was */
} WorkChange;

/* Whose things "mine" asks for: nobody's, for who is not known to a shared base yet; 0, everybody's, on a new base of one's own. */
int64_t work_mine(const Work *work);
/* Makes the staff row of who acts; in a transaction of its own that no `u` takes back. */
Err *work_settle(Work *work);
void change_touch_reminder(Work *work, int64_t reminder);
void change_touch_plan(Work *work, const Kind *kind, int64_t id);
void change_touch_step_of(Work *work, int64_t client);
void change_touch_step(Work *work, const Kind *kind, int64_t id);
/* The series that a touched occurrence is of: its alarms, and the step of its client, whoever has the occurrence now. 0: none. */
void change_touch_series(Work *work, const Kind *kind, int64_t id);
/* Everything touched, inside the transaction. */
Err *change_derive(Work *work);
void change_done(Work *work);
/* After a batch was taken back by the store, in its transaction: the derived values of these clients and of the reminders it touched. */
Err *change_keep(Work *work, int64_t batch, const int64_t *clients, size_t n);

/* What came of work that ended by `why` before its end: its open batch goes whole, told and not to be stopped. *there is false when a restore came over
 * it: then it is nobody's, and goes as one that a kill left open. */
Err *change_take_back(Work *work, int64_t batch, const Err *why, bool *there);
/* The same, and `err` says then what came of it; returns err. */
Err *change_cut_short(Work *work, int64_t batch, Err *err);

/* The title of an organization stands in the rows of its people. */
Err *change_touch_people(Work *work, int64_t organization);
/* Rows of a kind whose Id field names this record. */
Err *rows_where_id(Work *work, const Kind *kind, const char *field, int64_t id, void **out, size_t *n, Arena *arena);
/* One piece of text in the language's quotes: «…» or "…". */
const char *text_quoted(Arena *arena, const char *text);
/* The same for a label that is kept. */
const char *label_quoted(Arena *arena, const char *text);

#endif
