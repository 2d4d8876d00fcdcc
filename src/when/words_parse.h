/* SPDX-License-Identifier: MIT */
/* The grammar's inside: tokens of a text, and the draft of a date that phrases fill in. Meaning is made of it in words_read.c. */
#ifndef KARTOTEKA_WHEN_WORDS_PARSE_H
#define KARTOTEKA_WHEN_WORDS_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/str.h"
#include "kartoteka/when/words.h"
#include "words_lex.h"

#define TOKENS_MOST 256
#define WORDS_NIGHT_MOST (12 * 3600) /* seconds over midnight: 22-6 is a night, 14-13 a slip */

typedef enum TokenKind {
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_SIGN,
} TokenKind;

typedef struct Token {
	TokenKind kind;
	size_t from, to; /* bytes of the text that is parsed */
	bool capital;    /* a word begins with one */
	bool glued;      /* nothing stands between it and the token before */
	int digits;
	int value;        /* of a number, at most 9999999 */
	char sign;        /* ASCII, or '-' for dashes, '#' for the numero sign, '$' for others */
	const char *word; /* folded */
	uint64_t kinds;   /* of a word: as word_kinds has them */
} Token;

typedef struct Tokens {
	Token at[TOKENS_MOST];
	size_t n;
	Str folded; /* the words' own bytes, each ended by NUL */
} Tokens;

void tokens_read(Tokens *out, const char *text);
void tokens_done(Tokens *tokens);

typedef struct TokenSpan {
	size_t from, to;
} TokenSpan;

typedef enum DayKind {
	DRAFT_NO_DAY,
	DRAFT_DATE,
	DRAFT_WEEKDAY,
	DRAFT_MONTH_DAY,
	DRAFT_NTH, /* the last day or the first Monday of the month that has it ahead */
} DayKind;

typedef struct Draft { /* what was said, before it is reckoned */
	DayKind kind;
	Day day;                           /* DRAFT_DATE */
	bool has_year;                     /* … whose year was said */
	bool floats;                       /* … which was said without it */
	int number;                        /* weekday (DRAFT_NTH: 0 any), or day of the month */
	int nth;                           /* DRAFT_NTH: 1..5, -1 the last */
	int week;                          /* with a weekday: 1 next week's, -1 this week's, 0 the next to come */
	int weeks;                         /* with a weekday: as many later, "on Friday in 2 weeks" */
	Day week_of;                       /* "in a week, on Friday": the week this day is in; DAY_NONE */
	bool has_time, has_end, soft_time; /* soft: a part of the day, which a clock time makes exact */
	int32_t second, end;
	WordPart part;
	bool afternoon;   /* WordsReading */
	bool has_instant; /* in 2 h */
	Instant instant;
	bool has_length;
	int64_t length;
	bool deadline;
	bool all_day; /* "весь день" */
	bool has_rule;
	WordUnit every; /* with has_rule */
	int interval;
	unsigned weekdays; /* bit 1..7 */
	int month_day;
	bool has_until;
	Day until;
	size_t weight; /* letters of the words that were known: how sure a re-read of another layout is */
} Draft;

typedef struct Parser {
	const Tokens *tokens;
	const WordsContext *context;
	Day today;
	int32_t now;           /* second of today */
	bool whole;            /* the whole text must be a date: short forms and bare numbers count */
	bool joined;           /* what is read stands directly behind what was */
	bool no_all_day;       /* what "all day" could be said of is not in the line */
	bool months;           /* no other day is said in the line: "в марте" is one */
	bool slashes;          /* no other day is said in the line: 25/11 in it is one, and no house or size */
	size_t wrong, wrong_n; /* tokens of a date or time that is not there (31.02, 25:00); SIZE_MAX none */
	WordsFault fault;      /* what is wrong with it */
	TokenSpan other;       /* the date beside which it stands, where two were said; empty: none */
} Parser;

/* Tokens that belong together from token i on are read into the draft; returns how many (0: none, the draft is as it was). */
size_t parse_run(Parser *p, Draft *draft, size_t i);

/* Parts of it in files of their own. Each returns how many tokens it took. */
size_t parse_day(Parser *p, Draft *d, size_t i);
size_t parse_time(Parser *p, Draft *d, size_t i, bool after_day);
size_t parse_half(const Parser *p, Draft *d, size_t i, bool after_day);
size_t parse_relative(Parser *p, Draft *d, size_t i);
size_t parse_length(Parser *p, Draft *d, size_t i, bool adjacent);
/* A length in figures, "2 ч 15 м", "3d": seconds of hours and minutes, else value and unit. */
size_t parse_span(const Parser *p, size_t i, WordUnit *unit, int *value, int64_t *seconds);
/* A bare length apart from the runs that were read, or in a step's line without any: how many tokens, *from the first. */
size_t parse_alone(Parser *p, Draft *d, size_t *from, const TokenSpan *part, size_t parts);
size_t parse_rule(Parser *p, Draft *d, size_t i);
/* What was said from token i on ends before it begins: told of, and read as nothing. */
size_t parse_backwards(Parser *p, size_t i, size_t used);
size_t parse_within(Parser *p, Draft *d, size_t i);
size_t parse_month(Parser *p, Draft *d, size_t i); /* "in January" */
size_t parse_all_day(const Parser *p, Draft *d, size_t i);
/* "не раньше", "no later than": how many tokens; late: it says the deadline. */
size_t limit_said(const Parser *p, size_t i, bool *late);
/* This month's day while it is ahead, else the next month's that has it; the last gone where the past is meant. */
Day month_day_day(const Parser *p, const Draft *d, int dom);
size_t parse_nth(Parser *p, Draft *d, size_t i, bool every); /* every: was said before it */
void parse_unread(Parser *p, size_t i, size_t used);         /* tokens like a date, and not understood */
/* What is like a date and stands beside the runs that were read, or in a text of none, is wrong. */
void parse_beside(Parser *p, const Draft *d, const TokenSpan *part, size_t parts);
/* Two dates, of which nobody can tell which is meant: the first was read, the second is at token i. */
void parse_two(Parser *p, TokenSpan first, size_t i, size_t used);
bool move_is_said(const Parser *p); /* of something to another day */

bool token_is(const Parser *p, size_t i, WordKind kind, int *value);
bool token_is_sign(const Parser *p, size_t i, char sign);
bool token_is_number(const Parser *p, size_t i, int digits_most, int *value);
bool token_is_glued(const Parser *p, size_t i);
size_t day_number_said(const Parser *p, size_t i, int *day); /* "первого", "двадцать первое" */
/* -го, th behind the number of a day: how many tokens. */
size_t number_ending(const Parser *p, size_t i);
/* утра, вечером, pm, in the evening: 0 before noon, 1 after, 2 night. */
size_t day_half(const Parser *p, size_t i, int *half);
/* False for a number that is a part of something else, by what stands before it (№ 118, кв. 8) or after it (5 %, 10 шт). */
bool number_begins(const Parser *p, size_t i);
bool number_ends(const Parser *p, size_t i);
bool number_is_free(const Parser *p, size_t i);
int32_t part_minutes(const WordsContext *context, WordPart part);
/* The date of a day and month without a year: the next to come, today included; the last gone where the past is meant. */
Day date_of(const Parser *p, int month, int day);
/* Where one looks about (WordsContext.nearest) a date lies behind as well as before: of the two the nearer one. */
bool looks_about(const Parser *p);
Day date_nearer(const Parser *p, Day gone, Day coming);
/* Of a DRAFT_NTH: the next to come, today included unless its time is gone; the last gone where the past is meant; the nearest where one looks about. */
Day nth_coming(const Parser *p, const Draft *d, bool time_gone);

#endif
