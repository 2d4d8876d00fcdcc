/* SPDX-License-Identifier: MIT */
/* A typed line to words and back: the quoting rules of line.h. */
#include "kartoteka/command/line.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* An apostrophe inside a word is a letter of it (O'Brien); it opens a quote only where a value begins. */
static bool opens_single(const char *line, size_t from, size_t i)
{
	return i == from || strchr("=:(<>,", line[i - 1]) != NULL;
}

/* Reads the word that begins at `i`; returns where it ends. */
static size_t read_word(Str *text, bool *open, const char *line, size_t n, size_t i)
{
	size_t from = i;
	char quote = 0;
	for (; i < n && (quote || !is_blank(line[i])); i++) {
		char c = line[i];
		if (quote && c == quote) {
			quote = 0;
		} else if (c == '\\' && i + 1 < n && (!quote || (quote == '"' && (line[i + 1] == '"' || line[i + 1] == '\\')))) {
			str_addc(text, line[++i]);
		} else if (!quote && (c == '"' || (c == '\'' && opens_single(line, from, i)))) {
			quote = c;
		} else {
			str_addc(text, c);
		}
	}
	*open = quote != 0;
	return i;
}

void line_split(LineWords *out, const char *line, size_t n)
{
	size_t i = 0;
	out->open = false;
	for (;;) {
		while (i < n && is_blank(line[i]))
			i++;
		if (i >= n)
			return;
		Str text = {0};
		LineWord word = {.from = i, .quoted = line[i] == '"' || line[i] == '\''};
		i = read_word(&text, &out->open, line, n, i);
		word.to = i;
		word.text = str_take(&text);
		vec_push(out, word);
	}
}

void line_done(LineWords *words)
{
	for (size_t i = 0; i < words->n; i++)
		free(words->at[i].text);
	vec_free(words);
	words->open = false;
}

void line_quote(Str *out, const char *word)
{
	bool plain = *word && *word != '\'';
	for (const char *c = word; *c && plain; c++)
		plain = !is_blank(*c) && !strchr("\"\\'", *c);
	if (plain) {
		str_add(out, word);
		return;
	}
	str_addc(out, '"');
	for (const char *c = word; *c; c++) {
		if (*c == '"' || *c == '\\')
			str_addc(out, '\\');
		str_addc(out, *c);
	}
	str_addc(out, '"');
}
