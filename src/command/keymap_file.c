/* SPDX-License-Identifier: MIT */
/* A change of one key in the user's own keys file: only the lines concerned are touched, so that comments and order stay the user's. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/command/keymap.h"
#include "keys.h"

typedef struct Change {
	const char *context, *key, *line;
	bool inside;  /* in the section that is changed */
	bool written; /* the new binding stands already */
	size_t end;   /* where in out the section's last line ends that is not empty */
} Change;

static bool is_section(Span line)
{
	return line.n > 1 && line.s[0] == '[' && line.s[1] != ' ' && line.s[1] != '\t';
}

static bool is_section_named(Span line, const char *name)
{
	return line.s[line.n - 1] == ']' && span_is(span_trim((Span){line.s + 1, line.n - 2}), name);
}

/* Writes a line of the section without the key; a line that bound this key alone goes. False when the line does not name it. */
static bool write_without(Str *out, Span line, const char *key)
{
	Span rest = line, word;
	Str kept = {0};
	size_t keys = 0, others = 0;
	bool found = false;
	while ((word = word_off(&rest)).n > 0 && !(keys > 0 && span_is(word, "="))) {
		keys++;
		if (span_is(word, key)) {
			found = true;
			continue;
		}
		others++;
		str_addn(&kept, word.s, word.n);
		str_addc(&kept, ' ');
	}
	if (found && word.n > 0 && others > 0) {
		Span command = span_trim(rest);
		str_add(out, str_text(&kept));
		str_add(out, "= ");
		str_addn(out, command.s, command.n);
		str_addc(out, '\n');
	}
	str_done(&kept);
	return found && word.n > 0;
}

static void write_binding(Str *out, Change *change)
{
	Str line = {0};
	if (!change->line || change->written)
		return;
	str_addf(&line, "%s = %s\n", change->key, change->line);
	str_insert(out, change->end, line.s, line.n);
	str_done(&line);
	change->written = true;
}

static void copy_line(Str *out, Change *change, const char *text, size_t length, bool ended)
{
	Span line = span_trim((Span){text, length});
	if (is_section(line)) {
		if (change->inside)
			write_binding(out, change);
		change->inside = is_section_named(line, change->context);
	} else if (change->inside && line.n > 0 && line.s[0] != '#' && write_without(out, line, change->key)) {
		change->end = out->n;
		return;
	}
	str_addn(out, text, length);
	if (ended || length > 0)
		str_addc(out, '\n');
	if (change->inside && line.n > 0)
		change->end = out->n;
}

void keymap_file_bind(Str *out, const char *text, size_t n, const char *context, const char *key, const char *line)
{
	Change change = {.context = context, .key = key, .line = line};
	Str made = {0};
	while (n > 0) {
		const char *end = memchr(text, '\n', n);
		size_t length = end ? (size_t)(end - text) : n;
		copy_line(&made, &change, text, length, end != NULL);
		text += length + (end ? 1 : 0);
		n -= length + (end ? 1 : 0);
	}
	if (change.inside)
		write_binding(&made, &change);
	if (change.line && !change.written)
		str_addf(&made, "%s[%s]\n%s = %s\n", made.n ? "\n" : "", context, key, line);
	str_add(out, str_text(&made));
	str_done(&made);
}
