/* SPDX-License-Identifier: MIT */
/* Words for command lines and dates, shared by help, palette, form and calendar. */
#ifndef KARTOTEKA_SRC_SCREEN_LINES_H
#define KARTOTEKA_SRC_SCREEN_LINES_H

#include "kartoteka/command/command.h"
#include "kartoteka/work/work.h"

const char *line_label(const Command *row, const char *line);         /* translated; without words of its own the row's */
const char *line_label_english(const char *line);                     /* NULL: it has no words of its own */
const char *line_label_at(size_t i);                                  /* the English of the i-th line with words of its own; NULL after the last */
const Command *line_command(const CommandSet *set, const char *line); /* NULL: it cannot be read */
Moment reading_moment(const Work *work, const WordsReading *reading); /* its day, with the hour that was said in the zone's time */
/* A date one looks for: the nearest that is meant, before or behind. */
Err *date_sought(const Work *work, const char *text, Moment *when);
void date_sought_echo(const Work *work, const char *text, Str *out, bool *bad);
/* What the date grammar takes, N_(): parts set off by two blanks, each read as it stands. */
extern const char *const date_examples[];
extern const size_t date_example_count;

#endif
