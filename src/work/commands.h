/* SPDX-License-Identifier: MIT */
/* The command tables of the room, each beside its functions; commands.c lists them. And what their functions share. */
#ifndef KARTOTEKA_WORK_COMMANDS_H
#define KARTOTEKA_WORK_COMMANDS_H

#include "kartoteka/base/mem.h"
#include "kartoteka/command/command.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/work.h"

/* A table's length is said here, since the list of tables is constant; the tables' test finds one that is not filled. */
enum {
	UNDO_COMMANDS = 2,
	CLIENT_COMMANDS = 5,
	LOG_COMMANDS = 3,
	EVENT_COMMANDS = 4,
	TASK_COMMANDS = 5,
	QUICK_COMMANDS = 1,
	AGENDA_COMMANDS = 2,
	REMIND_COMMANDS = 5,
	FIND_COMMANDS = 1,
	LIST_COMMANDS = 3,
	DICTIONARY_COMMANDS = 13,
	FILTER_COMMANDS = 3,
	NOTE_COMMANDS = 4,
	CARE_COMMANDS = 5,
	CONFIG_COMMANDS = 3,
};
extern const Command undo_commands[UNDO_COMMANDS], client_commands[CLIENT_COMMANDS], log_commands[LOG_COMMANDS], event_commands[EVENT_COMMANDS],
	task_commands[TASK_COMMANDS], quick_commands[QUICK_COMMANDS], agenda_commands[AGENDA_COMMANDS], remind_commands[REMIND_COMMANDS],
	find_commands[FIND_COMMANDS], list_commands[LIST_COMMANDS], dictionary_commands[DICTIONARY_COMMANDS], filter_commands[FILTER_COMMANDS], note_commands[NOTE_COMMANDS], care_commands[CARE_COMMANDS], config_commands[CONFIG_COMMANDS];

/* The text under the message, and a sign under the word that err points at; err as it is when it points at none. */
Err *point_at(Err *err, const char *text);
/* {"id":…,"name":…} or null under `name`. */
void out_client(Out *out, const char *name, int64_t id, const char *title);
/* A moment in JSON: a date for all day, else a UTC instant; null for none. People see it in words. */
void out_moment(Out *out, const char *name, Work *work, Moment at, const char *zone);
/* A moment in words of the user's zone, also one that was said in UTC or in another zone; adds nothing for none. */
void show_moment(Str *out, Work *work, Moment at, const char *zone);
/* An instant that people see in words of the user's zone. */
void out_when(Out *out, const char *name, Work *work, Instant t);
/* How far an instant lies, for people; the instant itself in JSON. */
void out_ago(Out *out, const char *name, Work *work, Instant t);
/* `run` with an arena for as long as it takes. */
Err *call_in_arena(CommandCall *call, Err *(*run)(CommandCall *call, Arena *arena));
/* More than one is taken away without a terminal to ask: only with --yes. */
Err *refuse_bulk(Work *work, size_t n);
/* The title of a client, "" when there is none; in the arena. */
Err *title_of_client(Work *work, int64_t id, const char **out, Arena *arena);

/* task_list.c: the command. */
Err *task_list(CommandCall *call);

/* client_phone.c: how many digits a text has that is a number and nothing else; 0 for any other. */
size_t number_digits(const char *text);
/* The clients whose phone is this number, or (not `whole`) ends in its digits. */
Err *clients_by_phone(ClientRow **out, size_t *n, Work *work, const char *text, bool whole, Arena *arena);

#endif
