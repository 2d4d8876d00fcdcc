/* SPDX-License-Identifier: MIT */
/*
 * A command: one row, every face (house.md, 2). From the row come the shell's subcommand, the `:` palette, a key's line, completion, help and
 * the manual. The engine knows no word of the application: kinds of records and the screen's focus are names that the caller resolves.
 *
 * A row stands beside the function it runs, in a table of its room:
 *
 *	static Err *run_tag(CommandCall *call) { … call_ref(call, "thing") … }
 *	const Command tag_commands[] = {
 *		{.name = "tag add", .title = N_("Add a tag"), .help = N_("Put a tag on a record."), .flags = COMMAND_WRITES | COMMAND_ON_MARKS,
 *		 .args = (const Arg[]){
 *			{"thing", ARG_REF, ARGF_REQUIRED, .kind = "thing", .focus = "thing", .help = N_("Whose tag")},
 *			{"tag", ARG_TEXT, ARGF_REQUIRED | ARGF_REPEATED, .help = N_("The tag")},
 *			{"quiet", ARG_FLAG, ARGF_OPTION, .letter = 'q', .help = N_("Say nothing")},
 *			{0}},
 *		 .examples = "tag add 17 vip", .run = run_tag},
 *	};
 *
 * A call goes: call_parse_words / call_parse_line (words to values; usage errors) -> the caller looks at global options (call_text(call, "zone"))
 * and makes its context -> call_ready (dates, references, focus; asks for what is missing) -> call_run. call_free ends it.
 */
#ifndef KARTOTEKA_COMMAND_COMMAND_H
#define KARTOTEKA_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/command/out.h"
#include "kartoteka/when/words.h"

typedef struct CommandCall CommandCall;

typedef enum ArgType {
	ARG_TEXT,    /* any text; `-` alone is read from the host's input when it has one (contract.md) */
	ARG_NUMBER,  /* whole number, from `min` to `max` when these differ */
	ARG_DAY,     /* a date: 2026-08-15 or words that say a whole day ("tomorrow", "15.08") */
	ARG_INSTANT, /* RFC 3339, or a date (its 00:00 in the zone) */
	ARG_WHEN,    /* anything the date grammar reads, also an instant */
	ARG_CHOICE,  /* one of `choices` */
	ARG_FILE,    /* a path; `-` is left to the command */
	ARG_FLAG,    /* an option without a value */
	ARG_REF,     /* a record of `kind`: an id or a name, made an id by the host */
	ARG_REST,    /* the rest of the line, as typed; must be the last positional. (A last positional ARG_WHEN takes the rest too.) */
} ArgType;

enum {
	ARGF_REQUIRED = 1, /* missing: from the focus, else asked for, in the shell a usage error */
	ARGF_REPEATED = 2, /* may come again; a repeated positional takes all that follow */
	ARGF_OPTION = 4,   /* --name VALUE; else positional, in the order of the rows */
	ARGF_HIDDEN = 8,   /* not in help and completion */
	ARGF_PAST = 16,    /* ARG_WHEN, ARG_DAY: moments that are over are meant ("10:30" earlier today) */
	ARGF_NEAR = 32,    /* ARG_WHEN, ARG_DAY: a day without its year is the nearest, before or behind: where one looks */
};

/* The list of a row's arguments ends with a row whose name is NULL. */
typedef struct Arg {
	const char *name;
	ArgType type;
	unsigned flags;             /* ARGF_ */
	char letter;                /* -o beside --output; 0 none */
	const char *help;           /* N_() one line without full stop; also the prompt when a missing one is asked for */
	const char *value;          /* N_() what stands for the value in help ("QUERY"); NULL: by the type */
	const char *const *choices; /* ARG_CHOICE: NULL-ended; free words may be completed from it too (ARG_TEXT) */
	const char *kind;           /* ARG_REF: what the host's `resolve` is asked for; ARG_TEXT: what `complete` is asked for; NULL none */
	const char *focus;          /* a missing one is the focus of this name; NULL never */
	int64_t min, max;           /* ARG_NUMBER */
} Arg;

typedef enum CommandGroup { /* section of the `?` help */
	COMMAND_HERE,
	COMMAND_MOVE,
	COMMAND_FIND,
	COMMAND_ADD, /* add and take back */
	COMMAND_EVERYWHERE,
	COMMAND_TOOLS, /* the shell's: import, backup, check … */
} CommandGroup;

enum {
	COMMAND_WRITES = 1,      /* changes the base: refused read-only, makes a missing base, is undone by `u` */
	COMMAND_SCREEN_ONLY = 2, /* not in the shell */
	COMMAND_CLI_ONLY = 4,    /* not in the palette, not for a key */
	COMMAND_ON_MARKS = 8,    /* acts on all marked rows when there are marks: call_refs gives them */
	COMMAND_HIDDEN = 16,     /* works, but is not listed, suggested or completed */
	COMMAND_NO_BASE = 32,    /* needs no base (help, version) */
};

typedef struct Command {
	const char *name;              /* one or two words, ASCII: "import", "client add" */
	const char *title;             /* N_() what it is called in palette and `?`: "Add a client"; palette search looks here, in both languages */
	const char *help;              /* N_() one line, a sentence */
	const char *more;              /* N_() paragraphs parted by an empty line, or NULL */
	const char *examples;          /* lines as typed after the program's name, each may end in "  # what for" (the comment is a msgid of its own); NULL none */
	const char *hint;              /* N_() one or two words for the hint row ("add"), NULL: not in hints */
	const Arg *args;               /* NULL: none */
	const Arg *(*more_args)(void); /* further arguments made from another table (fields of a record), static; NULL none */
	CommandGroup group;
	unsigned flags;                 /* COMMAND_ */
	Err *(*run)(CommandCall *call); /* NULL only with COMMAND_SCREEN_ONLY: a verb that the screen under the cursor acts on */
} Command;

typedef struct CommandTable {
	const Command *rows;
	size_t n;
} CommandTable;

typedef enum CommandFace {
	FACE_SHELL,
	FACE_SCREEN,
	FACE_ALL,
} CommandFace;

typedef struct CommandSet {
	const CommandTable *tables;
	size_t n;
	const Arg *globals;  /* options before or after any command, ended by a row without name; NULL none */
	CommandFace face;    /* rows that are not for this face are not found */
	const char *program; /* "kartoteka", for usage texts */
} CommandSet;

/* What the engine asks of its caller; members may be NULL when the caller has no such thing. All gets `self`. */
typedef struct CommandHost {
	WordsContext words; /* now, zone, hours: for ARG_DAY, ARG_INSTANT, ARG_WHEN */
	/* The id of the record of `kind` that text names (an id, "#17", a name). ERR_NOT_FOUND, or ERR_USAGE with the candidates when it names several. */
	Err *(*resolve)(int64_t *id, void *self, const char *kind, const char *text);
	/* The same for rows with COMMAND_WRITES, where a guess may change what was not meant; NULL: as `resolve`. */
	Err *(*resolve_sure)(int64_t *id, void *self, const char *kind, const char *text);
	/* Adds the ids that the focus of that name stands on (all marks when `marks`); returns how many. */
	size_t (*focus)(void *self, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to);
	/* Text of the focus for an argument that is no reference (a day under the cursor); false when there is none. */
	bool (*focus_text)(Str *out, void *self, const char *focus);
	Err *(*input)(Str *out, void *self); /* what `-` reads, once a call */
	/* Offers words of `kind` that begin with prefix. */
	void (*complete)(void *self, const char *kind, const char *prefix, void (*offer)(void *to, const char *word, const char *note), void *to);
	void *self;
} CommandHost;

/* ---- looking up ---- */

const Command *command_find(const CommandSet *set, const char *name); /* exact; NULL */
/* The i-th row for this face over all tables, hidden ones too; NULL after the last. */
const Command *command_at(const CommandSet *set, size_t i);
/* The closest name by edit distance, when one alone is close; NULL. */
const char *command_suggest(const CommandSet *set, const char *wrong);
bool command_is_shown(const CommandSet *set, const Command *command); /* for this face and not hidden */
/* The i-th argument, those of more_args after those of args; NULL after the last. */
const Arg *command_arg(const Command *command, size_t i);
const Arg *command_arg_named(const Command *command, const char *name);
/* "client add [--phone PHONE]... NAME"; adds to out. */
void command_usage(Str *out, const Command *command);
/* Faults of the tables themselves (a name twice, a positional after ARG_REST, a flag that is positional, no help …), one a line; true when none. */
bool command_check(Str *faults, const CommandSet *set);

/* ---- calling ---- */

/* On a screen a positional with a focus may be left out before others: `snooze tomorrow 10` on a reminder, `snooze 17 tomorrow 10` for another. */

/* Words as the shell gives them, without the program's name. No word at all gives a call without command (call_command NULL): globals only.
 * Err ERR_USAGE names the word (err->word) and where it stands (err->at: index of the word). */
Err *call_parse_words(CommandCall **out, const CommandSet *set, size_t n, const char *const words[]);
/* A typed line: blanks part words, "…" '…' and backslash quote, nothing is expanded; err->at is the byte in the line. */
Err *call_parse_line(CommandCall **out, const CommandSet *set, const char *line);
void call_free(CommandCall *call); /* NULL is fine */

/* Reads dates, fills what is missing from the focus, makes references ids, reads `-`. A required one that is still missing: with `missing` it is
 * given there and NULL returned (ask, call_give, call_ready again); without, or on bad values, ERR_USAGE. May be called again. */
Err *call_ready(const Arg **missing, CommandCall *call, const CommandHost *host);
/* One more value, as if typed; for an answer to `missing` or a menu's choice. */
Err *call_give(CommandCall *call, const char *arg, const char *text);
/* Runs it. `context` is what run finds by call_context; `out` is where it prints. */
Err *call_run(CommandCall *call, void *context, Out *out);

/* ---- inside run (and for globals before it). Unknown argument names are a fault of the program and abort. ---- */

const Command *call_command(const CommandCall *call); /* NULL: globals only */
const char *call_group(const CommandCall *call);      /* "client" of `client --help`, when call_command is NULL */
void *call_context(const CommandCall *call);
Out *call_out(const CommandCall *call);
bool call_is_bare(const CommandCall *call);                      /* nothing was given but the command's name */
bool call_has(const CommandCall *call, const char *arg);         /* given, or from the focus */
size_t call_count(const CommandCall *call, const char *arg);     /* how often */
const char *call_text(const CommandCall *call, const char *arg); /* as typed (last one wins); NULL when not given */
const char *call_text_at(const CommandCall *call, const char *arg, size_t i);
bool call_flag(const CommandCall *call, const char *arg);
int64_t call_number(const CommandCall *call, const char *arg, int64_t otherwise);
size_t call_choice(const CommandCall *call, const char *arg, size_t otherwise); /* index in choices */
Day call_day(const CommandCall *call, const char *arg);                         /* DAY_NONE when not given */
Instant call_instant(const CommandCall *call, const char *arg);                 /* ARG_INSTANT; also the instant of an ARG_WHEN; INSTANT_NONE */
/* ARG_WHEN: the whole reading; NULL when not given. A bare RFC 3339 instant reads as MOMENT_UTC. */
const WordsReading *call_when(const CommandCall *call, const char *arg);
int64_t call_ref(const CommandCall *call, const char *arg);                    /* 0 when not given */
const int64_t *call_refs(const CommandCall *call, const char *arg, size_t *n); /* borrowed from the call */
bool call_from_focus(const CommandCall *call, const char *arg);                /* was not typed */
bool call_on_marks(const CommandCall *call);                                   /* the focus gave marked rows */
bool call_dry_run(const CommandCall *call);                                    /* --dry-run among the globals */

#endif
