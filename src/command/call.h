/* SPDX-License-Identifier: MIT */
/* The inside of a call, shared by parsing, reading and asking; private to the room. */
#ifndef KARTOTEKA_COMMAND_CALL_PRIVATE_H
#define KARTOTEKA_COMMAND_CALL_PRIVATE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/command/command.h"

typedef struct CallValue {
	const Arg *arg;
	char *text; /* as typed; NULL for a flag and for a reference taken from the focus */
	int at;     /* where it stands: byte of a line, index of a word; -1 not typed */
	bool from_focus;
	bool read;      /* the members below are set */
	int64_t number; /* ARG_NUMBER; index of ARG_CHOICE; id of ARG_REF */
	Day day;
	Instant instant;
	WordsReading when;
} CallValue;

/* Ids of one reference argument, gathered by call_ready. */
typedef struct CallRefs {
	const Arg *arg;
	int64_t *ids;
	size_t n, cap;
} CallRefs;

struct CommandCall {
	CommandSet set;
	const Command *command;
	char *group;
	VEC(CallValue)
	values;
	VEC(CallRefs)
	refs;
	bool input_read;
	bool on_marks;
	void *context;
	Out *out;
};

CommandCall *call_new(const CommandSet *set);
void call_add(CommandCall *call, const Arg *arg, const char *text, int at);
const Arg *call_arg(const CommandCall *call, const char *name);                 /* of the command or global; NULL */
const CallValue *call_value(const CommandCall *call, const Arg *arg, size_t i); /* the i-th given; NULL */
/* Numbers and choices need nothing of the caller: read while parsing. */
Err *value_check(CallValue *value);
/* "--output", "FILE" …: how messages name it; adds to out. */
void arg_shown(Str *out, const Arg *arg);
const char *arg_value_word(const Arg *arg);

/* Optimal string alignment distance in code points, capped at `most` + 1. */
size_t edit_distance(const char *a, const char *b, size_t most);
/* The one nearest of names, NULL when none is near or two are equally near. */
typedef struct Nearest {
	const char *wrong;
	const char *name;
	size_t distance;
	bool tie;
} Nearest;
void nearest_try(Nearest *nearest, const char *name);
const char *nearest_name(const Nearest *nearest);

#endif
