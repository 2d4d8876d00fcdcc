/* SPDX-License-Identifier: MIT */
/*
 * The filter language (ux.md, Filters), one for screens and commands: terms side by side are AND; or/или, not/не or a leading -, parentheses;
 * field:value, field>value, field<value, >= <=, quotes; bare words search; no FIELD / без FIELD is empty; names, values and dates in both languages;
 * after a field's name Ю and Б read as > and <. Parsing is pure; the store makes SQL of the tree.
 */
#ifndef KARTOTEKA_MODEL_FILTER_H
#define KARTOTEKA_MODEL_FILTER_H

#include "kartoteka/model/kind.h"
#include "kartoteka/when/words.h"

typedef enum FilterOp {
	FILTER_AND,
	FILTER_OR,
	FILTER_NOT,
	FILTER_TERM,
	FILTER_WORD,
	FILTER_ALL,
} FilterOp;
typedef enum FilterRel {
	FILTER_IS,
	FILTER_MORE,
	FILTER_LESS,
	FILTER_MORE_IS,
	FILTER_LESS_IS,
	FILTER_EMPTY,
} FilterRel;

/* What a term speaks of: a field of the kind, or a named property that spans rows (tag, phone, mail, works, step, contact, kind, outcome, whose …). */
typedef struct FilterName {
	const char *name;    /* canonical English */
	const char *aliases; /* both languages, parted by blanks */
	const char *label;   /* N_(), for completion and echo */
	FieldType type;      /* how the value is read */
	const Field *field;  /* or NULL for a property that the store knows by `name` */
	const FieldChoice *choices;
	/* What the name asks for instead, of a text that may be said to have a date: with a date behind it, with the word for overdue. NULL: it may not. */
	const struct FilterName *dated, *overdue;
} FilterName;

/* What was said of a birth date: a year in from; a month in from; month and day in day; a whole date in day. */
typedef enum FilterBirth {
	BIRTH_YEAR,
	BIRTH_MONTH,
	BIRTH_MONTH_DAY,
	BIRTH_DATE,
} FilterBirth;

typedef struct FilterNode {
	FilterOp op;
	struct FilterNode *a, *b; /* AND, OR: both; NOT: a */
	const FilterName *of;     /* TERM */
	FilterRel rel;
	const char *word; /* text of the value or the searched word, as typed without quotes */
	bool whole;       /* was in quotes: exactly this */
	int64_t from, to; /* numbers; instants of a date value as [from, to); `whose:me`: the staff id */
	Moment day;       /* a date value as read; MOMENT_NONE for a length of time ("30d"): then from = to = that far from now, and
	                             * rel already speaks of the instant: contact<30d (less than 30 days ago) is FILTER_MORE_IS */
	int choice;       /* FIELD_CHOICE; of FIELD_BIRTH a FilterBirth */
	size_t at, len;   /* where the term stands in the text */
} FilterNode;

typedef struct FilterContext {
	const Kind *kind; /* what is listed: kind_client, kind_event, … */
	WordsContext when;
	int64_t me; /* staff id that `whose:me` means; 0: nobody */
} FilterContext;

/* Parses; the tree lives in the arena. Empty text gives FILTER_ALL. An Err points at the word (err->word, err->at) and says what was expected. */
Err *filter_read(FilterNode **out, const char *text, const FilterContext *context, Arena *arena);
/* How it was read, in the user's language: "tag wholesale and amount > 100 000". Adds to out. */
void filter_echo(Str *out, const FilterNode *node);
/* The names a filter over this kind knows; for completion and help. */
const FilterName *filter_names(const Kind *kind, size_t *n);

#endif
