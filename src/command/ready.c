/* SPDX-License-Identifier: MIT */
/* From words to values: numbers and choices at once, dates and references when the caller's clock, zone and resolver are there; then what is missing. */
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

/* ---- values that need nothing of the caller ---- */

static Err *bad(const CallValue *value, Err *err)
{
	return err_word(err, value->text, value->at);
}

static Err *read_number(CallValue *value)
{
	const Arg *arg = value->arg;
	Str name = {0};
	Err *err = NULL;
	arg_shown(&name, arg);
	if (!str_to_int(value->text, &value->number))
		err = bad(value, err_new(ERR_USAGE, _("%s wants a whole number, not \"%s\""), str_text(&name), value->text));
	else if (arg->min != arg->max && (value->number < arg->min || value->number > arg->max))
		err = bad(value, err_new(ERR_USAGE, _("%s is from %lld to %lld, not %s"), str_text(&name), (long long)arg->min, (long long)arg->max, value->text));
	str_done(&name);
	return err;
}

static Err *read_choice(CallValue *value)
{
	const Arg *arg = value->arg;
	Nearest nearest = {.wrong = value->text};
	Str words = {0}, name = {0};
	for (size_t i = 0; arg->choices && arg->choices[i]; i++) {
		if (str_ascii_casecmp(arg->choices[i], value->text) == 0) {
			value->number = (int64_t)i;
			str_done(&words);
			return NULL;
		}
		nearest_try(&nearest, arg->choices[i]);
		str_addf(&words, "%s%s", i ? ", " : "", arg->choices[i]);
	}
	arg_shown(&name, arg);
	/* One that has no name is called by its words in the usage. */
	bool named = arg->flags & ARGF_OPTION || arg->value;
	Err *err = named ? err_new(ERR_USAGE, _("%s is one of %s, not \"%s\""), str_text(&name), str_text(&words), value->text)
	                 : err_new(ERR_USAGE, _("\"%s\" is not one of: %s"), value->text, str_text(&words));
	if (nearest_name(&nearest))
		err = err_todo(err, _("Did you mean \"%s\"?"), nearest_name(&nearest));
	str_done(&words);
	str_done(&name);
	return bad(value, err);
}

Err *value_check(CallValue *value)
{
	Err *err = NULL;
	if (value->arg->type == ARG_NUMBER)
		err = read_number(value);
	else if (value->arg->type == ARG_CHOICE)
		err = read_choice(value);
	else
		return NULL;
	value->read = !err;
	return err;
}

/* ---- dates ---- */

static Err *read_words_of(CallValue *value, const CommandHost *host)
{
	WordsContext words = host->words;
	words.may_be_past = words.may_be_past || (value->arg->flags & ARGF_PAST);
	words.nearest = words.nearest || (value->arg->flags & ARGF_NEAR);
	Err *err = words_read(&value->when, value->text, &words);
	if (!err)
		return NULL;
	/* The reader counts inside the value; the call's words are what the user sees. */
	if (value->at >= 0 && err->at >= 0)
		err->at += value->at;
	return err;
}

static Err *read_day(CallValue *value, const CommandHost *host)
{
	if (day_read(&value->day, value->text))
		return NULL;
	TRY(read_words_of(value, host));
	if (value->when.start.form != MOMENT_DAY)
		return bad(value, err_new(ERR_USAGE, _("\"%s\" is not a day"), value->text));
	value->day = value->when.start.day;
	return NULL;
}

static Err *read_instant(CallValue *value, const CommandHost *host)
{
	Day day;
	if (instant_read(&value->instant, value->text))
		return NULL;
	if (!day_read(&day, value->text)) {
		Err *err = err_new(ERR_USAGE, _("\"%s\" is neither a moment like 2026-08-15T10:00:00Z nor a day like 2026-08-15"), value->text);
		return bad(value, err);
	}
	value->instant = zone_moment(host->words.zone, moment_of_day(day));
	return NULL;
}

static Err *read_when(CallValue *value, const CommandHost *host)
{
	Instant t;
	Moment moment;
	value->when = (WordsReading){.length = SECONDS_NONE, .used_to = strlen(value->text)};
	if (instant_read(&t, value->text)) {
		value->when.start.form = MOMENT_UTC;
		zone_local(zone_utc(), t, &value->when.start.day, &value->when.start.second);
	} else if (moment_read(&moment, value->text)) {
		value->when.start = moment;
	} else {
		TRY(read_words_of(value, host));
	}
	value->instant = zone_moment(host->words.zone, value->when.start);
	return NULL;
}

/* ---- references and standard input ---- */

static Err *read_ref(const CommandCall *call, CallValue *value, const CommandHost *host)
{
	const char *digits = value->text + (*value->text == '#');
	bool sure = host->resolve_sure && call->command && call->command->flags & COMMAND_WRITES;
	if (host->resolve) {
		Err *err = (sure ? host->resolve_sure : host->resolve)(&value->number, host->self, value->arg->kind, value->text);
		return err && !err->word ? bad(value, err) : err;
	}
	if (!str_to_int(digits, &value->number) || value->number <= 0)
		return bad(value, err_new(ERR_USAGE, _("\"%s\" is not a number of a record"), value->text));
	return NULL;
}

static Err *read_input(CommandCall *call, CallValue *value, const CommandHost *host)
{
	Str text = {0};
	if (call->input_read)
		return bad(value, err_new(ERR_USAGE, _("standard input can be read once only")));
	Err *err = host->input(&text, host->self);
	if (err) {
		str_done(&text);
		return err;
	}
	call->input_read = true;
	while (text.n > 0 && (text.s[text.n - 1] == '\n' || text.s[text.n - 1] == '\r'))
		str_cut(&text, text.n - 1);
	/* A text ends at no NUL of what was given: like bytes that are no letters it is seen as one. */
	Str whole = {0};
	utf8_repair(&whole, str_text(&text), text.n);
	str_done(&text);
	free(value->text);
	value->text = str_take(&whole);
	return NULL;
}

static Err *read_value(CommandCall *call, CallValue *value, const CommandHost *host)
{
	if (!value->text)
		return NULL; /* a flag */
	if (value->arg->type != ARG_REF && value->arg->type != ARG_FILE && host->input && strcmp(value->text, "-") == 0)
		TRY(read_input(call, value, host));
	switch (value->arg->type) {
	case ARG_NUMBER:
	case ARG_CHOICE:
		return value_check(value);
	case ARG_DAY:
		return read_day(value, host);
	case ARG_INSTANT:
		return read_instant(value, host);
	case ARG_WHEN:
		return read_when(value, host);
	case ARG_REF:
		return read_ref(call, value, host);
	case ARG_TEXT:
	case ARG_REST:
	case ARG_FILE:
	case ARG_FLAG:
		break;
	}
	return NULL;
}

static Err *read_values(CommandCall *call, const CommandHost *host)
{
	for (size_t i = 0; i < call->values.n; i++) {
		CallValue *value = &call->values.at[i];
		if (value->read)
			continue;
		TRY(read_value(call, value, host));
		value->read = true;
	}
	return NULL;
}

/* ---- what is missing ---- */

typedef struct FocusTaker {
	CommandCall *call;
	const Arg *arg;
} FocusTaker;

static void take_focus(void *to, int64_t id)
{
	FocusTaker *taker = to;
	call_add(taker->call, taker->arg, NULL, -1);
	CallValue *value = &taker->call->values.at[taker->call->values.n - 1];
	value->number = id;
	value->from_focus = value->read = true;
}

static Err *fill_from_focus(CommandCall *call, const Arg *arg, const CommandHost *host)
{
	if (arg->type == ARG_REF) {
		FocusTaker taker = {call, arg};
		bool marks = call->command->flags & COMMAND_ON_MARKS;
		if (host->focus && host->focus(host->self, arg->focus, marks, take_focus, &taker) > 1)
			call->on_marks = true;
		return NULL;
	}
	Str text = {0};
	Err *err = NULL;
	if (host->focus_text && host->focus_text(&text, host->self, arg->focus)) {
		call_add(call, arg, str_text(&text), -1);
		CallValue *value = &call->values.at[call->values.n - 1];
		value->from_focus = true;
		err = read_value(call, value, host);
		value->read = !err;
	}
	str_done(&text);
	return err;
}

/* A help as it stands in the middle of a sentence. */
static void add_help(Str *out, const char *help)
{
	char first[4];
	size_t used = 0;
	str_addn(out, first, utf8_encode(first, utf8_lower(utf8_decode(help, strlen(help), &used))));
	str_add(out, help + used);
}

static Err *is_missing(const Arg *arg, const Command *command)
{
	Str name = {0}, help = {0}, usage = {0};
	arg_shown(&name, arg);
	add_help(&help, _(arg->help));
	command_usage(&usage, command);
	Err *err = err_new(ERR_USAGE, _("%s is missing behind \"%s\": %s"), str_text(&name), command->name, str_text(&help));
	str_done(&help);
	err = err_todo(err, _("Usage: %s"), str_text(&usage));
	str_done(&name);
	str_done(&usage);
	return err;
}

static void gather_refs(CommandCall *call)
{
	for (size_t i = 0; i < call->refs.n; i++)
		call->refs.at[i].n = 0;
	for (size_t i = 0; i < call->values.n; i++) {
		const CallValue *value = &call->values.at[i];
		if (value->arg->type != ARG_REF)
			continue;
		size_t k = 0;
		while (k < call->refs.n && call->refs.at[k].arg != value->arg)
			k++;
		if (k == call->refs.n) {
			CallRefs refs = {.arg = value->arg};
			vec_push(&call->refs, refs);
		}
		CallRefs *refs = &call->refs.at[k];
		refs->ids = mem_room(refs->ids, refs->n, &refs->cap, sizeof *refs->ids);
		refs->ids[refs->n++] = value->number;
	}
}

Err *call_ready(const Arg **missing, CommandCall *call, const CommandHost *host)
{
	const Arg *arg;
	if (missing)
		*missing = NULL;
	TRY(read_values(call, host));
	for (size_t i = 0; call->command && (arg = command_arg(call->command, i)); i++) {
		if (call_value(call, arg, 0))
			continue;
		if (arg->focus)
			TRY(fill_from_focus(call, arg, host));
		if (!(arg->flags & ARGF_REQUIRED) || call_value(call, arg, 0))
			continue;
		if (!missing)
			return is_missing(arg, call->command);
		*missing = arg;
		return NULL;
	}
	gather_refs(call);
	return NULL;
}

Err *call_give(CommandCall *call, const char *arg, const char *text)
{
	const Arg *wanted = call_arg(call, arg);
	if (!wanted)
		return err_new(ERR_USAGE, _("there is no argument \"%s\""), arg);
	call_add(call, wanted, wanted->type == ARG_FLAG ? NULL : text, -1);
	CallValue *value = &call->values.at[call->values.n - 1];
	Err *err = value_check(value);
	if (err) { /* not given: the caller asks again */
		free(value->text);
		call->values.n--;
	}
	return err;
}
