/* SPDX-License-Identifier: MIT */
/* Changes: which batches of the journal are shown (changes_filter.c), and the rows they are told in (changes.c). */
#ifndef KARTOTEKA_SRC_SCREEN_CHANGES_H
#define KARTOTEKA_SRC_SCREEN_CHANGES_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/store/journal.h"

typedef enum ChangesWhen {
	CHANGES_ALWAYS,
	CHANGES_TODAY,
	CHANGES_WEEK,
} ChangesWhen;

typedef struct ChangesFilter {
	int64_t who; /* staff; 0: everybody */
	ChangesWhen when;
	int what;         /* a group of kinds, from 1; 0: all */
	const Kind *kind; /* one record and what belongs to it; NULL: all */
	int64_t record;
	char who_name[48], title[64];
	size_t depth;   /* batches that are looked through for a common kind */
	int64_t before; /* among those from there on was none; 0: that is not known */
	size_t passed;  /* how many those were */
} ChangesFilter;

/* The record that `f` offers to narrow the list to; kind NULL: none. */
typedef struct ChangesRecord {
	const Kind *kind;
	int64_t id;
	const char *title;
} ChangesRecord;

bool changes_filter_is_on(const ChangesFilter *filter);
void changes_filter_clear(ChangesFilter *filter);
/* What is older than what was looked through is looked at too; found: something was found there, which stays. */
void changes_filter_deeper(ChangesFilter *filter, int64_t left, bool found);
/* After a change: something new may be among those that had none. */
Err *changes_filter_again(ChangesFilter *filter, const Work *work, Arena *arena);
void changes_filter_words(Str *out, const ChangesFilter *filter); /* "Belova · today · contacts"; "all" */
/* What is asked of the journal, its limit left to the caller. */
JournalQuery changes_filter_query(const ChangesFilter *filter, const Work *work);
/* The box of choices; what is chosen changes the filter and calls `changed` of the screen. */
Err *changes_filter_menu(Screen *s, ChangesFilter *filter, const ChangesRecord *here, Err *(*chosen)(Screen *owner, const MenuChoice *choice, const char *line));
/* What a choice of that box says. */
void changes_filter_take(ChangesFilter *filter, const Work *work, const MenuChoice *choice, const ChangesRecord *here);

#endif
