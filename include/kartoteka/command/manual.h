/* SPDX-License-Identifier: MIT */
/*
 * Help and manual written from the tables: --help and `help X` for a terminal, mdoc sections for kartoteka(1).
 */
#ifndef KARTOTEKA_COMMAND_MANUAL_H
#define KARTOTEKA_COMMAND_MANUAL_H

#include "kartoteka/command/command.h"
#include "kartoteka/command/keymap.h"

/* The program's help: examples first, then commands with one line each, then global options; fitted to `width` cells (0: 80). `about` is one
 * translated line, `example_lines` lines "ARGS  # what for" (the comment translated by _()). */
void help_program(Str *out, const CommandSet *set, const char *about, const char *example_lines, int width);
/* One command: examples, usage, help, arguments. ERR_USAGE with a suggestion when there is none; a group word ("client") lists its commands. */
Err *help_command(Str *out, const CommandSet *set, const char *name, int width);
/* Words broken to lines of `width` cells with `indent` blanks before each but the first when `hang`. */
void help_wrap(Str *out, const char *text, int indent, bool hang, int width);

/* mdoc, English (the catalogue's language is not used). */
void manual_commands(Str *out, const CommandSet *set);
void manual_options(Str *out, const Arg *globals);
/* One subsection a context, in the given order (NULL-ended). */
void manual_keys(Str *out, const Keymap *keymap, const CommandSet *set, const char *const contexts[]);
/* The page: template's lines @COMMANDS@ @OPTIONS@ @KEYS@ replaced. */
void manual_page(Str *out, const char *page, const CommandSet *set, const Keymap *keymap, const char *const contexts[]);

#endif
