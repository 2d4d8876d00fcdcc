/* SPDX-License-Identifier: MIT */
/* The user's own lists and the people who use the base: staff, kinds of contact, outcomes, tags, saved filters. */
#ifndef KARTOTEKA_MODEL_LIST_H
#define KARTOTEKA_MODEL_LIST_H

#include "kartoteka/model/kind.h"

typedef struct Staff {
	Record head;
	Text login, name, zone;
	Text hours; /* "09:00-18:00" */
	Flag gone;  /* left the firm */
} Staff;

typedef struct ContactKind {
	Record head;
	Text code; /* "call" "mail" "meeting" "chat" "note" … stable, for scripts; own ones: the name */
	Text name; /* the user's word; NULL: the shipped name in the user's language (see list_name) */
	Count place;
	Flag gone; /* removed from choices, kept in history */
} ContactKind;

typedef enum OutcomeCounts {
	OUTCOME_CONTACT,
	OUTCOME_ATTEMPT,
	OUTCOME_NOTHING,
} OutcomeCounts;
typedef struct Outcome {
	Record head;
	Id kind; /* of which kind of contact; 0: of any */
	Text code;
	Text name;
	Choice counts; /* OutcomeCounts */
	Text offer;    /* what is offered next: "step", "best", "date", "reason", "drop" (the number), or words of the date grammar
	                * ("1h", "tomorrow"); NULL and what is not known: nothing */
	Count place;   /* its digit in the call line is place + 1 */
	Flag gone;
} Outcome;

typedef struct Tag {
	Record head;
	Text name;
	Text key; /* derived: fold_order */
} Tag;

typedef struct SavedFilter {
	Record head;
	Text name, query;
	Text list; /* "clients", "events", "reminders" … */
	Count place;
	Id owner; /* 0: everybody's */
} SavedFilter;

/* The shown name of a ContactKind or Outcome: its own, else the shipped name of its code, translated. Borrowed. */
const char *list_name(const char *code, const char *name);
enum {
	LIST_NAMES = 4
};
/* All that it is called by: code, own name, the shipped name in both languages; how many. Borrowed. */
size_t list_names(const char *code, const char *name, const char *out[LIST_NAMES]);
/* Whether what somebody typed means it: its code, its own name, or the shipped name in either language. */
bool list_is(const char *code, const char *name, const char *said);
/* The same to be kept and read in any language (base/said.h); caller frees. */
char *list_said(const char *code, const char *name);

#endif
