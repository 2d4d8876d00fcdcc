/* SPDX-License-Identifier: MIT */
/*
 * Completion: what may stand at the end of what is typed. One answer for the shell (`complete` behind bash, zsh, fish) and for the palette's line.
 */
#ifndef KARTOTEKA_COMMAND_COMPLETE_H
#define KARTOTEKA_COMMAND_COMPLETE_H

#include "kartoteka/command/command.h"

typedef enum OfferSort {
	OFFER_COMMAND,
	OFFER_OPTION,
	OFFER_VALUE,
	OFFER_FILE,
} OfferSort;

typedef struct Offer {
	char *word;     /* the whole word, not quoted */
	char *note;     /* what it is, translated; may be "" */
	OfferSort sort; /* OFFER_FILE: word is "", the shell completes files itself */
} Offer;

typedef struct Offers {
	Offer *at;
	size_t n, cap;
	size_t from; /* complete_line: byte where the word to be replaced begins */
} Offers;

/* The last word (may be "") is the one being typed. host may be NULL: no values of records are offered. */
void complete_words(Offers *out, const CommandSet *set, const CommandHost *host, size_t n, const char *const words[]);
/* Up to the byte `cursor` of the line. */
void complete_line(Offers *out, const CommandSet *set, const CommandHost *host, const char *line, size_t cursor);
void offers_done(Offers *offers);

/* The script a shell reads ("bash", "zsh", "fish"); it calls `PROGRAM complete -- WORD...`. False for another shell. */
bool complete_script(Str *out, const char *shell, const char *program);

#endif
