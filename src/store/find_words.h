/* SPDX-License-Identifier: MIT */
/*
 * Words of a search: folded, with what else they may be (digits of a phone, tags), how they stand to what is searched of a client, and the
 * expressions that the full-text tables are asked with. The tables give candidates; what counts is decided here.
 */
#ifndef KARTOTEKA_STORE_FIND_WORDS_H
#define KARTOTEKA_STORE_FIND_WORDS_H

#include "kartoteka/model/filter.h"
#include "search_doc.h"
#include "sqlite.h"

enum {
	FIND_WORDS = 16,
	FIND_PHRASES = 4,
	FIND_TAGS = 50,
};

typedef struct FindWord {
	const char *text;      /* one folded word, or the digits of a number */
	const char *backwards; /* of digits */
	size_t letters;
	bool digits, whole; /* whole: was in quotes, begins and ends with it */
	int64_t *tags;      /* tags whose names it begins a word of */
	size_t tag_count;
	const char *said;   /* as fold_word has it: the folds of a search mix the letters of two alphabets; NULL: as typed it is no one word */
	const char **forms; /* words it may be a case form of: each whole */
	size_t form_count;
} FindWord;

typedef struct FindQuery {
	FindWord words[FIND_WORDS];
	size_t n;
	const char *phrases[FIND_PHRASES]; /* folded texts of several words that must stand together */
	size_t phrase_count;
	bool forms;        /* asked by case forms too, and not inside of words */
	const char *legal; /* of name_legal_forms */
} FindQuery;

/* Adds the words of a typed text. other: as if typed on the other layout; false and nothing added when that is nothing new. */
Err *find_query_add(FindQuery *query, bool *added, const char *typed, bool whole, bool other, Db *db, Arena *arena);
/* All words that are asked at the top of a filter (AND); the tree less them is what filter_sql is asked with `no_words`. */
Err *find_query_of(FindQuery *query, bool *any, const FilterNode *filter, bool other, Db *db, Arena *arena);
/* The same asked by case forms of its words, less a preposition in front ("с Ивановым"); *any false: that asks nothing else. */
void find_query_forms(FindQuery *out, bool *any, const FindQuery *query, Arena *arena);
/* Its words must stand there whole, and are words alone: no phone, no tag. */
void find_query_whole(FindQuery *query);
/* The same of words that must stand there whole, as they are or as what they are a form of: who may be spoken of. */
void find_query_whole_forms(FindQuery *out, const FindQuery *query, Arena *arena);

/* How a word stands to a client. */
/* Begins the name, a word of it; inside it; the same elsewhere; is the whole first word of the name. */
enum FindBit {
	FIND_FIRST = 1,
	FIND_NAME = 2,
	FIND_IN_NAME = 4,
	FIND_REST = 8,
	FIND_IN_REST = 16,
	FIND_WHOLE = 32,
};
unsigned find_bits(const FindWord *word, const char *name, const char *rest);
/* Nothing stands in the name but the words asked, whole; a legal form behind it may be left out. */
bool find_is_name(const FindQuery *query, const char *name);
bool find_phrases_in(const FindQuery *query, const char *name, const char *rest);
bool find_word_in_text(const FindWord *word, const char *folded); /* of history */
bool find_query_in_text(const FindQuery *query, const char *folded);

/* Expressions: words that begin with each of `set` (bits of words), in names alone or anywhere. */
void find_expr_begin(Str *out, const FindQuery *query, unsigned set, bool name_only);
void find_expr_first(Str *out, const FindQuery *query, bool whole); /* one of them begins the name; whole: is its first word */
/* Rows of search_inside (in one column, NULL: any) and of search_history that may hold each of `set`: asked by its rarest three letters, of which a probe
 * of the table tells. *any is false when nothing can be asked: single letters. What is really there the caller looks at. */
Err *find_expr_inside(Str *out, bool *any, const FindQuery *query, unsigned set, const char *column, Db *db);
Err *find_expr_text(Str *out, bool *any, const FindQuery *query, unsigned set, bool exact, Db *db); /* exact: by all of its letters, for who looks at nothing */

#endif
