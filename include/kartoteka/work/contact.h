/* SPDX-License-Identifier: MIT */
/* Logging a contact: contact, its length, the step done and the next step as one change (ux.md: the contact line). */
#ifndef KARTOTEKA_WORK_CONTACT_H
#define KARTOTEKA_WORK_CONTACT_H

#include "kartoteka/model/interaction.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/work.h"

typedef struct ContactDraft {
	int64_t client, kind, outcome; /* outcome 0: none */
	Direction direction;
	Instant at;
	Seconds length;
	const char *text; /* without the part after " > " */
	const char *number;
	const char *next;      /* words after " > ": "чт 10 КП"; NULL none */
	bool keeps_step;       /* `=`: the step stays open */
	int64_t drops;         /* a channel that leaves the card: the number was a wrong one; 0 none */
	const char *step_kind; /* the step under the cursor; NULL: chosen by the rule */
	int64_t step;
} ContactDraft;

/* What Enter would write; the echo of the line is this. Texts live in the arena. */
typedef struct ContactReading {
	bool attempt;
	StepRow closes;        /* kind NULL: nothing is closed */
	bool replaces;         /* an attempt: the due call is replaced by the next try */
	const char *next_text; /* NULL: none is said */
	WordsReading next_when;
	StepRow left;      /* without words of a next step: the one that stays; kind NULL: none */
	int64_t next_kind; /* contact kind said in the words ("call"), 0 */
	int64_t tries;
	const char *offer; /* words offered when nothing was typed after > ("tomorrow 10"); NULL when the outcome offers none */
} ContactReading;

/* The last " > " or " Ю " of the line and its bytes; a sign at an end needs a blank on its inner side only. NULL: there is none. */
const char *contact_sign(const char *line, size_t *len);
/* Splits a line there. *next is NULL when there is no such sign. */
void contact_split(const char *line, Arena *arena, const char **text, const char **next);
Err *contact_read(Work *work, const ContactDraft *draft, ContactReading *out, Arena *arena);
/* The step that stays when `closes` will be done; kind NULL: none. */
Err *contact_left(Work *work, int64_t client, const StepRow *closes, StepRow *left, Arena *arena);
/* What the journal says of it (base/said.h); caller frees. step_done: a step is closed with it whatever the rule says. */
Err *contact_label(Work *work, const ContactDraft *draft, bool step_done, char **out);
Err *contact_log(Work *work, const ContactDraft *draft, int64_t *interaction, int64_t *batch);
/* Of one that was logged, inside a change: with another outcome it counts as that one says; of another kind it loses one that this kind has not. In the future: an Err whose word is the field's name. */
Err *contact_edit(Work *work, const Interaction *old, Interaction *new);
/* When this client mostly answers, from its answered calls: the next such hour from now; without any, in an hour or the next morning. */
Err *contact_best_time(Work *work, int64_t client, Instant *out);
Err *contact_kinds(Work *work, ContactKind **out, size_t *n, Arena *arena);              /* in use, by place */
Err *contact_outcomes(Work *work, int64_t kind, Outcome **out, size_t *n, Arena *arena); /* of this kind and of any, by place */

#endif
