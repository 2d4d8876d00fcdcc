/* SPDX-License-Identifier: MIT */
/* The typed line with its echo. */
#include "kartoteka/term/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

#include "edit_own.h"

void prompt_init(Prompt *prompt, const char *sign, const char *text)
{
	*prompt = (Prompt){.sign = mem_strdup(sign), .edit = edit_new(false)};
	edit_set(prompt->edit, text);
}

void prompt_clear_echo(Prompt *prompt)
{
	for (size_t i = 0; i < prompt->n_echo; i++)
		free(prompt->echo[i]);
	free(prompt->echo);
	free(prompt->echo_styles);
	free(prompt->words);
	prompt->echo = NULL;
	prompt->echo_styles = NULL;
	prompt->words = NULL;
	prompt->n_echo = prompt->n_words = 0;
}

void prompt_done(Prompt *prompt)
{
	prompt_clear_echo(prompt);
	free(prompt->sign);
	edit_free(prompt->edit);
	*prompt = (Prompt){0};
}

void prompt_add_echo(Prompt *prompt, Style style, const char *line)
{
	prompt->echo = mem_realloc(prompt->echo, (prompt->n_echo + 1) * sizeof *prompt->echo);
	prompt->echo_styles = mem_realloc(prompt->echo_styles, (prompt->n_echo + 1) * sizeof *prompt->echo_styles);
	prompt->echo[prompt->n_echo] = mem_strdup(line);
	prompt->echo_styles[prompt->n_echo++] = style;
}

void prompt_add_word(Prompt *prompt, size_t from, size_t to, Style style)
{
	prompt->words = mem_realloc(prompt->words, (prompt->n_words + 1) * sizeof *prompt->words);
	prompt->words[prompt->n_words++] = (PromptWord){from, to, style};
}

int prompt_rows(const Prompt *prompt)
{
	return 1 + (prompt->n_words > 0) + (int)prompt->n_echo;
}

static void draw_words(const Prompt *prompt, Area line, Area under, bool focus)
{
	for (size_t i = 0; i < prompt->n_words; i++) {
		const PromptWord *word = &prompt->words[i];
		int from = edit_column(prompt->edit, line.cols, focus, word->from), to = edit_column(prompt->edit, line.cols, focus, word->to);
		/* The bar right behind the word is no part of it. */
		if (focus && word->to == edit_at(prompt->edit) && to > from)
			to--;
		for (int col = from < 0 ? 0 : from; col < to; col++)
			area_put(under, 0, col, 1, word->style, "─");
	}
}

void prompt_draw(const Prompt *prompt, Area a, bool focus)
{
	int col = 1 + area_put(a, 0, 1, -1, STYLE_ACCENT, prompt->sign) + 1, row = 1;
	Area line = area_part(a, 0, col, 1, a.cols - col - 1);
	edit_draw(prompt->edit, line, STYLE_PLAIN, focus);
	/* The words' underline is the first to leave where rows are few: the echo says more. */
	if (prompt->n_words > 0 && !(a.frame && a.frame->plain) && a.rows >= prompt_rows(prompt)) {
		draw_words(prompt, line, area_part(a, row, col, 1, line.cols), focus);
		row++;
	}
	for (size_t i = 0; i < prompt->n_echo; i++)
		area_put(area_pad(a, 0, 1), row++, 3, -1, prompt->echo_styles[i], prompt->echo[i]);
}
