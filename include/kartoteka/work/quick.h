/* SPDX-License-Identifier: MIT */
/*
 * The quick line (`a`, `kartoteka add`): a client, an event, a task, as one would say it: "Иванов Игорь, Вектор, 916 123-45-67, звонок завтра в 10",
 * "call Ivanov tomorrow 10", "встреча с Петровой чт 14-15:30 Тверская 7". Parsing changes nothing; the echo shows what each word became.
 */
#ifndef KARTOTEKA_WORK_QUICK_H
#define KARTOTEKA_WORK_QUICK_H

#include "kartoteka/model/plan.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/work.h"

typedef enum QuickMakes {
	QUICK_NOTHING,
	QUICK_CLIENT,
	QUICK_TASK,
	QUICK_EVENT,
	QUICK_TAG, /* nothing but tags of a client we have */
} QuickMakes;

typedef struct QuickPart { /* what a run of the line became; for the echo under it */
	size_t from, to;       /* bytes of the line */
	const char *label;     /* translated: "client", "when", "what", "phone", "tag" … */
	const char *value;     /* "Иванов Игорь Петрович", "пт 24 июля 10:00" */
} QuickPart;

typedef struct QuickReading {
	QuickMakes makes;
	bool makes_client;       /* a new client (card) is made, with or without a step */
	Card card;               /* of the new client */
	int64_t client;          /* an existing one that is meant; 0 */
	const char *focus_title; /* the line names nobody and means the client it was opened on: its title; NULL */
	bool undated;            /* a task is made that calls nobody */
	const char *unknown;     /* a name stands in the line that is nobody's, so it is not tied to the client it was opened on; NULL */
	const char *phone_of;    /* the number of the line is this client's too, whose name it is not; NULL */
	ClientRow *candidates;   /* several may be meant: the echo says so, a menu asks */
	size_t candidate_count;
	ClientRow *namesakes; /* somebody new is made, and these have the name already */
	size_t namesake_count;
	const char *twice; /* "already here: …", or NULL */
	bool joins;        /* quick_join: what is said of somebody new goes on the card of `client` */
	WordsReading when;
	const char *summary;
	const char *location; /* of an event; NULL none */
	int64_t contact_kind;
	int priority; /* of a task: 1 "!high", 9 "!low"; 0 not said */
	QuickPart *parts;
	size_t part_count;
	const char *warning;            /* "two events at that time: …" or NULL */
	const char *wrong, *wrong_word; /* a date or time was said that is none: it is not saved, and the warning says so; NULL */
} QuickReading;

Err *quick_read(Work *work, const char *line, int64_t focus_client, QuickReading *out, Arena *arena);
/* The same of a line that was opened on a day: it is meant where the words say no other. DAY_NONE: none. */
Err *quick_read_on(Work *work, const char *line, Day day, int64_t focus_client, QuickReading *out, Arena *arena);
/* Writes it as one change; *kind and *id: what was made, for "open it". */
Err *quick_save(Work *work, const QuickReading *reading, const char **kind, int64_t *id, int64_t *batch);
/* It is of this client all the same, though the line names nobody, or nobody we know. */
Err *quick_tie(Work *work, QuickReading *reading, int64_t focus, Arena *arena);
/* Another of the candidates is meant: the client's part of the reading says its name. */
void quick_choose(QuickReading *reading, size_t candidate);
/* Nobody new is meant but this one of the namesakes: the number and what else is said goes on that card. */
void quick_join(QuickReading *reading, size_t namesake);
/* The record that quick_save would make, for a form. Texts borrow from the reading's arena. */
void quick_event(Work *work, const QuickReading *reading, Event *out);
void quick_task(Work *work, const QuickReading *reading, Task *out);
void quick_echo(Str *out, const QuickReading *reading); /* one line: `--dry-run` prints it */

#endif
