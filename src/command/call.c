/* SPDX-License-Identifier: MIT */
/* A call's values and how a command's function reaches them. */
#include "call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"

CommandCall *call_new(const CommandSet *set)
{
	CommandCall *call = mem_alloc(sizeof *call);
	call->set = *set;
	return call;
}

void call_free(CommandCall *call)
{
	if (!call)
		return;
	for (size_t i = 0; i < call->values.n; i++)
		free(call->values.at[i].text);
	vec_free(&call->values);
	for (size_t i = 0; i < call->refs.n; i++)
		free(call->refs.at[i].ids);
	vec_free(&call->refs);
	free(call->group);
	free(call);
}

void call_add(CommandCall *call, const Arg *arg, const char *text, int at)
{
	CallValue value = {.arg = arg, .text = mem_strdup(text), .at = at};
	value.day = DAY_NONE;
	value.instant = INSTANT_NONE;
	vec_push(&call->values, value);
}

static const Arg *global_arg(const CommandCall *call, const char *name)
{
	for (const Arg *arg = call->set.globals; arg && arg->name; arg++) {
		if (strcmp(arg->name, name) == 0)
			return arg;
	}
	return NULL;
}

const Arg *call_arg(const CommandCall *call, const char *name)
{
	const Arg *arg = call->command ? command_arg_named(call->command, name) : NULL;
	return arg ? arg : global_arg(call, name);
}

const CallValue *call_value(const CommandCall *call, const Arg *arg, size_t i)
{
	for (size_t k = 0; k < call->values.n; k++) {
		if (call->values.at[k].arg == arg && i-- == 0)
			return &call->values.at[k];
	}
	return NULL;
}

static size_t count_of(const CommandCall *call, const Arg *arg)
{
	size_t n = 0;
	for (size_t i = 0; i < call->values.n; i++)
		n += call->values.at[i].arg == arg;
	return n;
}

/* A name that no argument has is a fault of the program, not of the user. */
static const Arg *must_arg(const CommandCall *call, const char *name)
{
	const Arg *arg = call_arg(call, name);
	if (!arg) {
		fprintf(stderr, "kartoteka: command \"%s\" asks for an argument \"%s\" that it does not have\n",
		        call->command ? call->command->name : "", name);
		abort();
	}
	return arg;
}

/* The value that counts: the last one given. */
static const CallValue *value_of(const CommandCall *call, const char *name)
{
	const Arg *arg = must_arg(call, name);
	size_t n = count_of(call, arg);
	return n ? call_value(call, arg, n - 1) : NULL;
}

const Command *call_command(const CommandCall *call)
{
	return call->command;
}

const char *call_group(const CommandCall *call)
{
	return call->group;
}

void *call_context(const CommandCall *call)
{
	return call->context;
}

Out *call_out(const CommandCall *call)
{
	return call->out;
}

bool call_is_bare(const CommandCall *call)
{
	return call->values.n == 0;
}

bool call_has(const CommandCall *call, const char *arg)
{
	return value_of(call, arg) != NULL;
}

size_t call_count(const CommandCall *call, const char *arg)
{
	return count_of(call, must_arg(call, arg));
}

const char *call_text(const CommandCall *call, const char *arg)
{
	const CallValue *value = value_of(call, arg);
	return value ? value->text : NULL;
}

const char *call_text_at(const CommandCall *call, const char *arg, size_t i)
{
	const CallValue *value = call_value(call, must_arg(call, arg), i);
	return value ? value->text : NULL;
}

bool call_flag(const CommandCall *call, const char *arg)
{
	return value_of(call, arg) != NULL;
}

int64_t call_number(const CommandCall *call, const char *arg, int64_t otherwise)
{
	const CallValue *value = value_of(call, arg);
	return value ? value->number : otherwise;
}

size_t call_choice(const CommandCall *call, const char *arg, size_t otherwise)
{
	const CallValue *value = value_of(call, arg);
	return value ? (size_t)value->number : otherwise;
}

Day call_day(const CommandCall *call, const char *arg)
{
	const CallValue *value = value_of(call, arg);
	return value ? value->day : DAY_NONE;
}

Instant call_instant(const CommandCall *call, const char *arg)
{
	const CallValue *value = value_of(call, arg);
	return value ? value->instant : INSTANT_NONE;
}

const WordsReading *call_when(const CommandCall *call, const char *arg)
{
	const CallValue *value = value_of(call, arg);
	return value && value->read ? &value->when : NULL;
}

int64_t call_ref(const CommandCall *call, const char *arg)
{
	const CallValue *value = value_of(call, arg);
	return value ? value->number : 0;
}

const int64_t *call_refs(const CommandCall *call, const char *arg, size_t *n)
{
	const Arg *wanted = must_arg(call, arg);
	for (size_t i = 0; i < call->refs.n; i++) {
		if (call->refs.at[i].arg == wanted) {
			*n = call->refs.at[i].n;
			return call->refs.at[i].ids;
		}
	}
	*n = 0;
	return NULL;
}

bool call_from_focus(const CommandCall *call, const char *arg)
{
	const CallValue *value = value_of(call, arg);
	return value && value->from_focus;
}

bool call_on_marks(const CommandCall *call)
{
	return call->on_marks;
}

bool call_dry_run(const CommandCall *call)
{
	const Arg *arg = call_arg(call, "dry-run");
	return arg && count_of(call, arg) > 0;
}

Err *call_run(CommandCall *call, void *context, Out *out)
{
	if (!call->command)
		return err_new(ERR_USAGE, _("no command was named"));
	if (!call->command->run)
		return err_new(ERR_USAGE, _("\"%s\" does nothing here"), call->command->name);
	call->context = context;
	call->out = out;
	TRY(call->command->run(call));
	return out ? out_flush(out) : NULL;
}
