/* SPDX-License-Identifier: MIT */
/* The words of a quick line and what each of them became; the stages of the reading mark them one after the other. */
#ifndef KARTOTEKA_WORK_QUICK_WORDS_H
#define KARTOTEKA_WORK_QUICK_WORDS_H

#include "kartoteka/base/mem.h"
#include "kartoteka/work/quick.h"

typedef enum WordUse {
	WORD_FREE, /* the matter, so far */
	WORD_DATE,
	WORD_PHONE,
	WORD_MAIL,
	WORD_TAG,
	WORD_KIND,
	WORD_CLIENT,
	WORD_PLACE,
	WORD_PRIORITY,
	WORD_NOTE,  /* said of somebody new, between the name and the number */
	WORD_JOINT, /* a preposition before a name or place: said by what follows it */
} WordUse;

typedef struct QuickWord {
	size_t from, to; /* bytes of the line, without commas, quotes and the like around it */
	bool comma;      /* a comma or a colon stands behind it */
	bool colon;
	bool capital;
	WordUse use;
} QuickWord;

typedef VEC(QuickPart) QuickParts;

typedef struct QuickLine {
	Work *work;
	const char *text;
	Day day;       /* the line was opened on it; DAY_NONE */
	int64_t focus; /* and on this client; 0 */
	Arena *arena;
	QuickReading *out;
	VEC(QuickWord)
	words;
	QuickParts parts;
	const char *kind_code;
	VEC(Channel)
	channels;
	QuickParts signs; /* where each of them stands */
	VEC(Tag)
	tags;
	const char *location;
	const char *left_priority; /* "!high" of an event */
} QuickLine;

void quick_split(QuickLine *line);
void quick_mark(QuickLine *line, size_t first, size_t count, WordUse use);
void quick_part(QuickLine *line, size_t from, size_t to, const char *label, const char *value);
const char *quick_span(QuickLine *line, size_t from, size_t to);
/* Words first..first+count-1 as they stand in the line. */
const char *quick_said(QuickLine *line, size_t first, size_t count);
bool quick_is(const QuickLine *line, size_t word, const char *const *list); /* folded, one of the NULL-ended list */

bool quick_is_particle(const QuickLine *line, size_t word); /* "call back": it belongs to the kind's word before it, and is no name */

/* A patronymic alone names nobody; a given name or where one works says little; how a name begins only where a name is expected. */
typedef enum NameHit {
	HIT_NONE,
	HIT_BEGIN,
	HIT_PATRONYMIC,
	HIT_WEAK,
	HIT_NAME,
} NameHit;
NameHit quick_name_hit(const Client *client, const char *said);
bool quick_may_be_name(QuickLine *line, size_t word);
extern const char *const quick_client_words[];             /* "new", "client": NULL-ended */
bool quick_is_form(QuickLine *line, size_t word);          /* ООО, LLC, in any case */
size_t quick_segment(const QuickLine *line, size_t first); /* how many words from it on stand before the next comma */
bool quick_all_capital(const QuickLine *line, size_t first, size_t count);
bool quick_looks_name(QuickLine *line, size_t word);                       /* by its letters */
bool quick_begins_name(QuickLine *line, size_t word);                      /* and nothing that is no part of the name stands before it */
bool quick_known_name(QuickLine *line, size_t word);                       /* a given name, or a surname of which one can tell whose it is */
bool quick_is_cut(const QuickLine *line, size_t word);                     /* a preposition: no part of a name */
bool quick_is_works(const QuickLine *line, size_t word);                   /* "из", "at": where one works follows */
bool quick_is_aside(const QuickLine *line, size_t word);                   /* a bracket opens before it */
bool quick_is_city(QuickLine *line, size_t first, size_t count);           /* in any case form */
bool quick_is_caseless(const QuickLine *line, size_t first, size_t count); /* of a script that has no capitals in names, all of them */
size_t quick_name_words(QuickLine *line, size_t first, size_t count);      /* of these words, which begin with somebody's name; 0: they name nobody */
/* … with a firm's name: its legal form, then what stands in quotes or goes on with capitals. *strong: a form or quotes say that it is one. */
size_t quick_firm_words(QuickLine *line, size_t first, size_t count, bool *strong);
/* The line begins with a person's surname and given name, perhaps behind the word for a client, and a comma, a phone or its end follows: how many
 * words they are, *first the first of them; 0: it does not. */
size_t quick_full_name(QuickLine *line, size_t *first);
/* … whose surname is not that of the client whose number stands in the line. */
bool quick_names_another(QuickLine *line);

/* The stages. */
void quick_take_signs(QuickLine *line); /* phones, mails, #tags */
void quick_take_dates(QuickLine *line);
Err *quick_take_kind(QuickLine *line);
Err *quick_take_client(QuickLine *line); /* an existing one */
Err *quick_take_new_client(QuickLine *line);
Err *quick_leave_signs(QuickLine *line);              /* numbers and addresses that are nobody's stay in the matter */
void quick_take_unknown(QuickLine *line);             /* a name that is nobody's */
void quick_take_priority(QuickLine *line, bool task); /* "!high"; only tasks have one */
void quick_take_place(QuickLine *line);
const char *quick_matter(QuickLine *line);
bool quick_has_phone(const QuickLine *line);

#endif
