/* SPDX-License-Identifier: MIT */
/* A line typed at the bottom (or in row 1): a sign, the text, words underlined as they were read, echo lines below. */
#ifndef KARTOTEKA_TERM_PROMPT_H
#define KARTOTEKA_TERM_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/term/edit.h"

typedef struct PromptWord {
	size_t from, to; /* bytes of the text that were read as one thing */
	Style style;
} PromptWord;

typedef struct Prompt {
	char *sign; /* "+", "/", "поиск:" */
	Edit *edit;
	char **echo; /* lines below */
	Style *echo_styles;
	size_t n_echo;
	PromptWord *words;
	size_t n_words;
} Prompt;

void prompt_init(Prompt *prompt, const char *sign, const char *text);
void prompt_done(Prompt *prompt);
void prompt_clear_echo(Prompt *prompt); /* words and lines */
void prompt_add_echo(Prompt *prompt, Style style, const char *line);
void prompt_add_word(Prompt *prompt, size_t from, size_t to, Style style); /* underlined: bytes of edit_text */
int prompt_rows(const Prompt *prompt);                                     /* line, underline when there are words, echo lines */
void prompt_draw(const Prompt *prompt, Area a, bool focus);                /* from row 0 of the area; rows that do not fit are left out from the end */

#endif
