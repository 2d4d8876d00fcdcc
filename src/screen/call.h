/* SPDX-License-Identifier: MIT */
/* The call line: outcome, text with the next step, next try. State (call.c), what it writes (call_write.c), drawing (call_draw.c). */
#ifndef KARTOTEKA_SRC_SCREEN_CALL_H
#define KARTOTEKA_SRC_SCREEN_CALL_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/term/prompt.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/step.h"

/* Rows the call line takes at the foot of the body, its rule included: the list above scrolls its cursor into what is left. */
int call_rows(const Layout *layout);

typedef enum CallStage {
	CALL_OUTCOME,
	CALL_TEXT,
	CALL_NEXT,
} CallStage;

/* What the outcome offers: mostly a next try, in words of the date grammar and what is shown beside it; of a wrong number to drop it from the card. */
typedef struct CallTry {
	const char *label, *words, *note;
	bool gives_up, drops;
} CallTry;
enum {
	CALL_TRIES = 6,
	CALL_HISTORY = 12,
};

typedef struct Call {
	int64_t client;
	int cols; /* of the message row */
	/* read by load */
	Client record;
	char *name; /* of the client, in case somebody deletes it meanwhile */
	ContactKind *kinds;
	size_t kind_count;
	Outcome *outcomes;
	size_t outcome_count;
	Channel *channels;
	size_t channel_count;
	Channel *numbers; /* those of the kind of contact: phones of a call, addresses of a mail */
	size_t number_count;
	StepRow *steps;
	size_t step_count;
	HistoryRow *history;
	size_t history_count;
	CallTry tries[CALL_TRIES];
	size_t try_count;
	/* what is chosen; ids, so that a load changes nothing of it */
	CallStage stage, from; /* from: where Esc goes back to from the text */
	int64_t kind, outcome;
	Direction direction;
	size_t cursor, try_cursor, number;
	const char *step_kind; /* "task", "event": the step under the cursor when the line was opened; NULL: none */
	int64_t step;
	char *wanted_number;     /* of the argument or the draft; NULL: the first */
	bool leaves_step, drops; /* drops: the number leaves the card */
	Prompt prompt;
	/* the clock */
	Instant opened;  /* when the contact began */
	Instant started; /* the clock runs since; INSTANT_NONE: it stands */
	int64_t counted; /* seconds before that */
	/* what Enter would write, made anew after each key */
	Arena *arena;
	ContactDraft draft;
	ContactReading reading;
	StepRow gives_up; /* the step that giving up closes; kind NULL: none */
	char *fault;
} Call;

/* --- call_write.c --- */
void call_read(Screen *s); /* the reading of what is typed and chosen */
Err *call_save(Screen *s, bool stay);
Err *call_form(Screen *s);
void call_tries_make(Screen *s);
int64_t call_seconds(const Call *call, Instant now);
const Outcome *call_outcome(const Call *call); /* the chosen one; NULL */
const ContactKind *call_kind(const Call *call);
bool call_has_clock(const Call *call);
bool call_offers(const Call *call, const char *offer); /* the chosen outcome offers this (model/list.h) */
/* A short word of what was written: "Иванов И. П.: звонок 8 мин, шаг сделан, дальше чт 30 июля 10:00 КП". Adds to out. */
void call_words(Str *out, const Screen *s);
void call_step(Str *out, const Screen *s, const StepRow *step); /* today 10:00  contract draft */
void call_moment(Str *out, const Screen *s, Moment at);         /* Thu 30 July 10:00 */

/* --- call_draw.c --- */
void call_paint(const Screen *s, const Layout *layout);
bool call_message(const Screen *s, const Layout *layout);

#endif
