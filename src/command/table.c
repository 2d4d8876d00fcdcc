/* SPDX-License-Identifier: MIT */
/* Looking up rows and arguments in the tables, their usage line, and the faults of the tables themselves. */
#include "call.h"

#include <string.h>

#include "kartoteka/base/text.h"

static bool row_is_for(const CommandSet *set, const Command *command)
{
	switch (set->face) {
	case FACE_SHELL:
		return !(command->flags & COMMAND_SCREEN_ONLY);
	case FACE_SCREEN:
		return !(command->flags & COMMAND_CLI_ONLY);
	case FACE_ALL:
		break;
	}
	return true;
}

const Command *command_at(const CommandSet *set, size_t i)
{
	for (size_t t = 0; t < set->n; t++) {
		for (size_t r = 0; r < set->tables[t].n; r++) {
			const Command *command = &set->tables[t].rows[r];
			if (row_is_for(set, command) && i-- == 0)
				return command;
		}
	}
	return NULL;
}

const Command *command_find(const CommandSet *set, const char *name)
{
	for (size_t t = 0; t < set->n; t++) {
		for (size_t r = 0; r < set->tables[t].n; r++) {
			const Command *command = &set->tables[t].rows[r];
			if (strcmp(command->name, name) == 0 && row_is_for(set, command))
				return command;
		}
	}
	return NULL;
}

bool command_is_shown(const CommandSet *set, const Command *command)
{
	return row_is_for(set, command) && !(command->flags & COMMAND_HIDDEN);
}

const Arg *command_arg(const Command *command, size_t i)
{
	for (const Arg *arg = command->args; arg && arg->name; arg++) {
		if (i-- == 0)
			return arg;
	}
	for (const Arg *arg = command->more_args ? command->more_args() : NULL; arg && arg->name; arg++) {
		if (i-- == 0)
			return arg;
	}
	return NULL;
}

const Arg *command_arg_named(const Command *command, const char *name)
{
	const Arg *arg;
	for (size_t i = 0; (arg = command_arg(command, i)); i++) {
		if (strcmp(arg->name, name) == 0)
			return arg;
	}
	return NULL;
}

const char *arg_value_word(const Arg *arg)
{
	if (arg->value)
		return arg->value;
	switch (arg->type) {
	case ARG_TEXT:
	case ARG_REST:
		return N_("TEXT");
	case ARG_NUMBER:
		return N_("NUMBER");
	case ARG_DAY:
		return N_("DATE");
	case ARG_INSTANT:
		return N_("INSTANT");
	case ARG_WHEN:
		return N_("WHEN");
	case ARG_CHOICE:
		return N_("CHOICE");
	case ARG_FILE:
		return N_("FILE");
	case ARG_REF:
		return N_("ID");
	case ARG_FLAG:
		break;
	}
	return "";
}

static void value_shown(Str *out, const Arg *arg)
{
	if (arg->type == ARG_CHOICE && !arg->value) {
		for (const char *const *choice = arg->choices; choice && *choice; choice++)
			str_addf(out, "%s%s", choice == arg->choices ? "" : "|", *choice);
	} else if (arg->type != ARG_FLAG) {
		str_add(out, _(arg_value_word(arg)));
	}
}

void arg_shown(Str *out, const Arg *arg)
{
	if (arg->flags & ARGF_OPTION)
		str_addf(out, "--%s", arg->name);
	else
		value_shown(out, arg);
}

static void usage_arg(Str *out, const Arg *arg)
{
	bool must = arg->flags & ARGF_REQUIRED;
	str_add(out, must ? " " : " [");
	if (arg->flags & ARGF_OPTION) {
		str_addf(out, "--%s", arg->name);
		if (arg->type != ARG_FLAG)
			str_addc(out, ' ');
	}
	value_shown(out, arg);
	if (!must)
		str_addc(out, ']');
	if (arg->flags & ARGF_REPEATED)
		str_add(out, "...");
}

void command_usage(Str *out, const Command *command)
{
	const Arg *arg;
	str_add(out, command->name);
	for (int option = 1; option >= 0; option--) {
		for (size_t i = 0; (arg = command_arg(command, i)); i++) {
			if (!(arg->flags & ARGF_HIDDEN) && !!(arg->flags & ARGF_OPTION) == option)
				usage_arg(out, arg);
		}
	}
}

/* ---- faults of the tables ---- */

static void fault(Str *faults, const Command *command, const char *arg, const char *what)
{
	str_addf(faults, "%s%s%s: %s\n", command->name, arg ? " " : "", arg ? arg : "", what);
}

static void check_arg(Str *faults, const CommandSet *set, const Command *command, const Arg *arg)
{
	if (!arg->help || !*arg->help)
		fault(faults, command, arg->name, "no help");
	if (arg->type == ARG_CHOICE && !arg->choices)
		fault(faults, command, arg->name, "a choice without choices");
	if (arg->type == ARG_FLAG && !(arg->flags & ARGF_OPTION))
		fault(faults, command, arg->name, "a flag must be an option");
	if (arg->type == ARG_REF && !arg->kind)
		fault(faults, command, arg->name, "a reference without a kind");
	for (const Arg *global = set->globals; global && global->name; global++) {
		if (strcmp(global->name, arg->name) == 0 || (arg->letter && arg->letter == global->letter))
			fault(faults, command, arg->name, "named as a global option");
	}
}

static void check_args(Str *faults, const CommandSet *set, const Command *command)
{
	const Arg *arg, *other;
	bool ended = false, optional = false;
	for (size_t i = 0; (arg = command_arg(command, i)); i++) {
		check_arg(faults, set, command, arg);
		for (size_t j = 0; j < i && (other = command_arg(command, j)); j++) {
			if (strcmp(other->name, arg->name) == 0 || (arg->letter && arg->letter == other->letter))
				fault(faults, command, arg->name, "twice");
		}
		if (arg->flags & ARGF_OPTION)
			continue;
		if (ended)
			fault(faults, command, arg->name, "after an argument that takes all that follows");
		if (optional && (arg->flags & ARGF_REQUIRED))
			fault(faults, command, arg->name, "required after one that may be left out");
		ended = ended || arg->type == ARG_REST || (arg->flags & ARGF_REPEATED);
		optional = optional || (!(arg->flags & ARGF_REQUIRED) && !arg->focus);
	}
}

static bool name_is_sound(const char *name)
{
	size_t blanks = 0, n = strlen(name);
	for (size_t i = 0; i < n; i++) {
		if (name[i] == ' ')
			blanks++;
		else if (!(name[i] >= 'a' && name[i] <= 'z') && name[i] != '-')
			return false;
	}
	return n > 0 && blanks <= 1 && name[0] != ' ' && name[0] != '-' && name[n - 1] != ' ';
}

bool command_check(Str *faults, const CommandSet *set)
{
	size_t before = faults->n;
	const Command *command, *other;
	for (size_t i = 0; (command = command_at(set, i)); i++) {
		if (!name_is_sound(command->name))
			fault(faults, command, NULL, "a name is one or two lower-case words");
		for (size_t j = 0; j < i && (other = command_at(set, j)); j++) {
			if (strcmp(other->name, command->name) == 0)
				fault(faults, command, NULL, "there twice");
		}
		if (!command->help || !*command->help)
			fault(faults, command, NULL, "no help");
		if (!command->run && !(command->flags & COMMAND_SCREEN_ONLY))
			fault(faults, command, NULL, "no function");
		if (!command->title && !(command->flags & (COMMAND_CLI_ONLY | COMMAND_HIDDEN)))
			fault(faults, command, NULL, "no title for the palette");
		check_args(faults, set, command);
	}
	return faults->n == before;
}
