/* SPDX-License-Identifier: MIT */
/* Help for a terminal, from the tables: examples first, then what there is, no line wider than asked. */
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/command/manual.h"

enum {
	WIDTH = 80,
	INDENT = 2,
	NAMES = 24,
};

static void pad(Str *out, int cells)
{
	for (int i = 0; i < cells; i++)
		str_addc(out, ' ');
}

/* One paragraph without line ends; `at` is the column that is reached already. */
static void wrap_words(Str *out, Span text, int at, int indent, int width)
{
	bool first = true;
	size_t i = 0;
	while (i < text.n) {
		size_t n = 0;
		while (i + n < text.n && text.s[i + n] != ' ' && text.s[i + n] != '\n')
			n++;
		if (n > 0) {
			char *word = mem_strndup(text.s + i, n);
			int cells = utf8_width(word);
			if (!first && at + 1 + cells > width) {
				str_addc(out, '\n');
				pad(out, indent);
				at = indent;
				first = true;
			}
			str_add(out, first ? "" : " ");
			str_add(out, word);
			at += cells + !first;
			first = false;
			free(word);
		}
		i += n + 1;
	}
}

void help_wrap(Str *out, const char *text, int indent, bool hang, int width)
{
	const char *end;
	if (!hang)
		pad(out, indent);
	for (; (end = strstr(text, "\n\n")); text = end + 2) {
		wrap_words(out, (Span){text, (size_t)(end - text)}, hang ? 0 : indent, indent, width ? width : WIDTH);
		str_add(out, "\n\n");
		pad(out, indent);
		hang = false;
	}
	wrap_words(out, span_of(text), hang ? 0 : indent, indent, width ? width : WIDTH);
	str_addc(out, '\n');
}

static void heading(Str *out, const char *text)
{
	if (out->n > 0)
		str_addc(out, '\n');
	str_addf(out, "%s\n", text);
}

/* "  name     what it is", the name on a line of its own when it is too long. */
static void entry(Str *out, const char *name, const char *text, int names, int width)
{
	int cells = utf8_width(name);
	pad(out, INDENT);
	str_add(out, name);
	if (cells > names - 2) {
		str_addc(out, '\n');
		pad(out, INDENT + names);
	} else {
		pad(out, names - cells);
	}
	wrap_words(out, span_of(text), INDENT + names, INDENT + names, width);
	str_addc(out, '\n');
}

/* A long line goes on as it would in a shell: broken at a blank outside of quotes. */
static int add_example(Str *out, const char *line, int at, int width)
{
	const char *from = line;
	while (at + utf8_width(from) > width) {
		size_t cut = 0;
		char quote = '\0';
		int cells = at;
		for (size_t i = 0; from[i] && cells < width - 2; i += utf8_cluster(from + i, strlen(from + i))) {
			quote = quote ? (from[i] == quote ? '\0' : quote) : from[i] == '"' || from[i] == '\'' ? from[i]
			                                                                                      : '\0';
			if (from[i] == ' ' && !quote && i > 0)
				cut = i;
			cells++;
		}
		if (!cut)
			break;
		str_addn(out, from, cut);
		str_add(out, " \\\n");
		pad(out, INDENT + 4);
		from += cut + 1;
		at = INDENT + 4;
	}
	str_add(out, from);
	return at + utf8_width(from);
}

/* Lines "ARGS  # what for", the program's name before each ("$ " before a line: it is whole already); the reason goes under a line that would get too wide. */
static void examples(Str *out, const char *program, const char *lines, int width)
{
	heading(out, _("Examples:"));
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		char *line = mem_strndup(lines, n);
		char *mark = strstr(line, "  # ");
		const char *why = mark ? mark + 4 : NULL;
		if (mark)
			*mark = '\0';
		const char *args = line;
		int at = INDENT;
		pad(out, INDENT);
		if (str_begins(line, "$ ")) {
			args += 2;
		} else {
			str_addf(out, "%s%s", program, *line ? " " : "");
			at += utf8_width(program) + 1;
		}
		int cells = add_example(out, args, at, width);
		if (why && cells + 4 + utf8_width(_(why)) <= width) {
			str_addf(out, "  # %s", _(why));
		} else if (why) {
			str_addc(out, '\n');
			pad(out, INDENT + 4);
			str_add(out, "# ");
			wrap_words(out, span_of(_(why)), INDENT + 6, INDENT + 6, width);
		}
		str_addc(out, '\n');
		free(line);
		lines += n + (lines[n] == '\n');
	}
}

/* ---- arguments ---- */

static void arg_label(Str *out, const Arg *arg, bool option)
{
	if (!option) {
		str_add(out, _(arg_value_word(arg)));
		return;
	}
	if (arg->letter)
		str_addf(out, "-%c, ", arg->letter);
	str_addf(out, "--%s", arg->name);
	if (arg->type != ARG_FLAG)
		str_addf(out, " %s", _(arg_value_word(arg)));
}

static void arg_entry(Str *out, const Arg *arg, bool option, int width)
{
	Str label = {0}, text = {0};
	arg_label(&label, arg, option);
	str_add(&text, _(arg->help));
	for (size_t i = 0; arg->choices && arg->choices[i]; i++)
		str_addf(&text, "%s%s", i ? ", " : ": ", arg->choices[i]);
	entry(out, str_text(&label), str_text(&text), NAMES, width);
	str_done(&label);
	str_done(&text);
}

static void globals(Str *out, const CommandSet *set, int width)
{
	if (set->globals && set->globals->name)
		heading(out, _("Options of every command:"));
	for (const Arg *arg = set->globals; arg && arg->name; arg++) {
		if (!(arg->flags & ARGF_HIDDEN))
			arg_entry(out, arg, true, width);
	}
}

static void arguments(Str *out, const Command *command, bool options, int width)
{
	const Arg *arg;
	bool any = false;
	for (size_t i = 0; (arg = command_arg(command, i)); i++) {
		if ((arg->flags & ARGF_HIDDEN) || !!(arg->flags & ARGF_OPTION) != options)
			continue;
		if (!any)
			heading(out, options ? _("Options:") : _("Arguments:"));
		any = true;
		arg_entry(out, arg, options, width);
	}
}

/* ---- whole pages ---- */

static void usage(Str *out, const CommandSet *set, const Command *command, int width)
{
	Str line = {0};
	str_addf(&line, "%s ", set->program);
	command_usage(&line, command);
	heading(out, _("Usage:"));
	pad(out, INDENT);
	wrap_words(out, span_of(str_text(&line)), INDENT, INDENT + 4, width);
	str_addc(out, '\n');
	str_done(&line);
}

static void one_command(Str *out, const CommandSet *set, const Command *command, int width)
{
	str_addf(out, "%s %s: ", set->program, command->name);
	wrap_words(out, span_of(_(command->help)), utf8_width(set->program) + utf8_width(command->name) + 3, 0, width);
	str_addc(out, '\n');
	if (command->examples)
		examples(out, set->program, command->examples, width);
	usage(out, set, command, width);
	if (command->more) {
		str_addc(out, '\n');
		help_wrap(out, _(command->more), 0, false, width);
	}
	arguments(out, command, false, width);
	arguments(out, command, true, width);
}

/* Commands of the face, those of one group word alone when `group`; returns how many. */
static size_t list(Str *out, const CommandSet *set, const char *group, int width)
{
	size_t n = 0, length = group ? strlen(group) : 0;
	const Command *command;
	for (size_t i = 0; (command = command_at(set, i)); i++) {
		if (!command_is_shown(set, command) || strncmp(command->name, group ? group : "", length) != 0)
			continue;
		if (group && command->name[length] != ' ' && command->name[length])
			continue;
		if (n++ == 0)
			heading(out, _("Commands:"));
		entry(out, command->name, _(command->help), NAMES, width);
	}
	return n;
}

void help_program(Str *out, const CommandSet *set, const char *about, const char *example_lines, int width)
{
	width = width ? width : WIDTH;
	wrap_words(out, span_of(about), 0, 0, width);
	str_addc(out, '\n');
	if (example_lines)
		examples(out, set->program, example_lines, width);
	list(out, set, NULL, width);
	globals(out, set, width);
	str_addc(out, '\n');
	Str more = {0};
	str_addf(&more, _("More about one command: %s help COMMAND. All of it: man %s."), set->program, set->program);
	help_wrap(out, str_text(&more), 0, false, width);
	str_done(&more);
}

Err *help_command(Str *out, const CommandSet *set, const char *name, int width)
{
	const Command *command = command_find(set, name);
	width = width ? width : WIDTH;
	if (command) {
		one_command(out, set, command, width);
		return NULL;
	}
	if (list(out, set, name, width) > 0)
		return NULL;
	Err *err = err_word(err_new(ERR_USAGE, _("there is no command \"%s\""), name), name, -1);
	const char *near = command_suggest(set, name);
	return near ? err_todo(err, _("Did you mean \"%s\"?"), near) : err;
}
