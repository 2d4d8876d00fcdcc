/* SPDX-License-Identifier: MIT */
/* The manual page's sections in mdoc, from the same tables as help; English, since msgids are. The prose around them is data/help/kartoteka.1.in. */
#include "kartoteka/command/manual.h"

#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "keys.h"

enum {
	LINE = 72
};

static void character(Str *out, char c)
{
	switch (c) {
	case '\\':
		str_add(out, "\\e");
		break;
	case '-':
		str_add(out, "\\-");
		break;
	case '`':
		str_add(out, "\\(ga");
		break;
	case '^':
		str_add(out, "\\(ha");
		break;
	case '~':
		str_add(out, "\\(ti");
		break;
	default:
		str_addc(out, c);
		break;
	}
}

/* A sentence ends before s: mdoc sets the space behind one itself, and wants the next on a line of its own. */
static bool sentence_ends(const char *begin, const char *s)
{
	while (s > begin && strchr(")\"'", s[-1]))
		s--;
	return s > begin && strchr(".!?", s[-1]);
}

/* Text as mdoc: no macro call at the start of a line, no escapes; every empty line a paragraph; lines broken when `broken`. */
static void write_text(Str *out, const char *s, bool broken)
{
	const char *begin = s;
	size_t column = 0;
	for (; *s; s++) {
		if (*s == '\n' && s[1] == '\n') {
			str_add(out, "\n.Pp\n");
			s++;
			column = 0;
			continue;
		}
		if (broken && *s == ' ' && (column + 1 + strcspn(s + 1, " \n") > LINE || sentence_ends(begin, s))) {
			str_addc(out, '\n');
			column = 0;
			continue;
		}
		if (column == 0 && (*s == '.' || *s == '\''))
			str_add(out, "\\&");
		character(out, *s);
		column = *s == '\n' ? 0 : column + 1;
	}
}

static void text(Str *out, const char *s)
{
	write_text(out, s, true);
}

/* A word in a macro's line: quoted, so that it is no macro itself. */
static void word(Str *out, const char *s)
{
	Str bare = {0};
	write_text(&bare, s, false);
	str_addc(out, '"');
	/* A lone sign would be taken for punctuation after the macro. */
	str_add(out, s[0] && !s[1] ? "\\&" : "");
	for (const char *c = str_text(&bare); *c; c++)
		str_add(out, *c == '"' ? "\\(dq" : (char[]){*c, '\0'});
	str_addc(out, '"');
	str_done(&bare);
}

static void value_word(Str *out, const Arg *arg)
{
	if (arg->type == ARG_CHOICE && !arg->value) {
		Str words = {0};
		for (size_t i = 0; arg->choices && arg->choices[i]; i++)
			str_addf(&words, "%s%s", i ? "|" : "", arg->choices[i]);
		str_add(out, " Ar ");
		word(out, str_text(&words));
		str_done(&words);
		return;
	}
	str_add(out, " Ar ");
	word(out, arg_value_word(arg));
}

static void synopsis_arg(Str *out, const Arg *arg)
{
	bool must = arg->flags & ARGF_REQUIRED;
	str_add(out, must ? "" : " Oo");
	if (arg->flags & ARGF_OPTION) {
		str_add(out, " Fl ");
		Str name = {0};
		str_addf(&name, "-%s", arg->name);
		word(out, str_text(&name));
		str_done(&name);
	}
	if (arg->type != ARG_FLAG)
		value_word(out, arg);
	str_add(out, must ? "" : " Oc");
	if (arg->flags & ARGF_REPEATED)
		str_add(out, " ...");
}

static void arg_item(Str *out, const Arg *arg, bool option)
{
	str_add(out, ".It");
	if (option) {
		if (arg->letter)
			str_addf(out, " Fl %c ,", arg->letter);
		Str name = {0};
		str_addf(&name, "-%s", arg->name);
		str_add(out, " Fl ");
		word(out, str_text(&name));
		str_done(&name);
	}
	if (arg->type != ARG_FLAG)
		value_word(out, arg);
	str_addc(out, '\n');
	text(out, arg->help);
	str_add(out, ".\n");
}

static void examples(Str *out, const CommandSet *set, const char *lines)
{
	str_add(out, ".Bd -literal -offset indent\n");
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		char *line = mem_strndup(lines, n);
		bool whole = str_begins(line, "$ ");
		if (!whole)
			str_addf(out, "%s ", set->program);
		write_text(out, whole ? line + 2 : line, false);
		str_addc(out, '\n');
		free(line);
		lines += n + (lines[n] == '\n');
	}
	str_add(out, ".Ed\n");
}

static void one_command(Str *out, const CommandSet *set, const Command *command)
{
	const Arg *arg;
	bool any = false;
	str_add(out, ".It Ic ");
	word(out, command->name);
	for (int option = 1; option >= 0; option--) {
		for (size_t i = 0; (arg = command_arg(command, i)); i++) {
			if (!(arg->flags & ARGF_HIDDEN) && !!(arg->flags & ARGF_OPTION) == option)
				synopsis_arg(out, arg);
		}
	}
	str_addc(out, '\n');
	text(out, command->help);
	str_addc(out, '\n');
	if (command->more) {
		str_add(out, ".Pp\n");
		text(out, command->more);
		str_addc(out, '\n');
	}
	for (size_t i = 0; (arg = command_arg(command, i)); i++) {
		if (arg->flags & ARGF_HIDDEN)
			continue;
		if (!any)
			str_add(out, ".Bl -tag -width Ds -compact\n");
		any = true;
		arg_item(out, arg, arg->flags & ARGF_OPTION);
	}
	if (any)
		str_add(out, ".El\n");
	if (command->examples)
		examples(out, set, command->examples);
}

static int by_name(const void *a, const void *b)
{
	const Command *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

void manual_commands(Str *out, const CommandSet *set)
{
	VEC(const Command *)
	shown = {0};
	const Command *command;
	for (size_t i = 0; (command = command_at(set, i)); i++) {
		if (command_is_shown(set, command))
			vec_push(&shown, command);
	}
	if (shown.n == 0)
		return;
	qsort(shown.at, shown.n, sizeof *shown.at, by_name);
	str_add(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < shown.n; i++)
		one_command(out, set, shown.at[i]);
	str_add(out, ".El\n");
	vec_free(&shown);
}

void manual_options(Str *out, const Arg *globals)
{
	if (!globals || !globals->name)
		return;
	str_add(out, ".Bl -tag -width Ds\n");
	for (const Arg *arg = globals; arg->name; arg++) {
		if (!(arg->flags & ARGF_HIDDEN))
			arg_item(out, arg, true);
	}
	str_add(out, ".El\n");
}

/* ---- keys ---- */

static const char *binding_title(const CommandSet *set, const char *line)
{
	CommandCall *call = NULL;
	Err *err = call_parse_line(&call, set, line);
	const Command *command = err ? NULL : call_command(call);
	err_free(err);
	call_free(call);
	return !command ? NULL : command->title ? command->title
	                                        : command->help;
}

/* Keys of one line stand in one item; the line's first binding writes them all. */
static void key_item(Str *out, const Keymap *keymap, const CommandSet *set, const char *const context[], const Binding *first)
{
	const Binding *binding;
	Str keys = {0};
	for (size_t i = 0; (binding = keymap_at(keymap, context, i)); i++) {
		if (strcmp(binding->line, first->line) != 0)
			continue;
		str_add(&keys, keys.n ? " " : "");
		key_words(&keys, binding->key, NULL, false);
	}
	str_add(out, ".It Ic ");
	word(out, str_text(&keys));
	str_addc(out, '\n');
	str_done(&keys);
	const char *title = binding_title(set, first->line);
	text(out, title ? title : first->line);
	if (title && strcmp(title, first->line) != 0) {
		str_add(out, " (");
		text(out, first->line);
		str_addc(out, ')');
	}
	str_add(out, ".\n");
}

void manual_keys(Str *out, const Keymap *keymap, const CommandSet *set, const char *const contexts[])
{
	for (; *contexts; contexts++) {
		const char *const one[] = {*contexts, NULL};
		const Binding *binding, *other;
		for (size_t i = 0; (binding = keymap_at(keymap, one, i)); i++) {
			bool again = false;
			for (size_t k = 0; k < i && (other = keymap_at(keymap, one, k)); k++)
				again = again || strcmp(other->line, binding->line) == 0;
			if (i == 0)
				str_addf(out, ".Ss Context %s\n.Bl -tag -width \"Home End g G\" -compact\n", *contexts);
			if (!again)
				key_item(out, keymap, set, one, binding);
		}
		if (keymap_at(keymap, one, 0))
			str_add(out, ".El\n");
	}
}

void manual_page(Str *out, const char *page, const CommandSet *set, const Keymap *keymap, const char *const contexts[])
{
	while (*page) {
		size_t n = strcspn(page, "\n");
		Span line = {page, n};
		if (span_is(line, "@COMMANDS@")) {
			manual_commands(out, set);
		} else if (span_is(line, "@OPTIONS@")) {
			manual_options(out, set->globals);
		} else if (span_is(line, "@KEYS@")) {
			/* Keys name commands of the screens too. */
			CommandSet screens = *set;
			screens.face = FACE_ALL;
			manual_keys(out, keymap, &screens, contexts);
		} else {
			str_addn(out, page, n);
			str_addc(out, '\n');
		}
		page += n + (page[n] == '\n');
	}
}
