/* SPDX-License-Identifier: MIT */
/* The command tables of the room, each beside its functions; commands.c lists them. And what their functions share. */
#ifndef KARTOTEKA_WORK_COMMANDS_H
#define KARTOTEKA_WORK_COMMANDS_H

#include "kartoteka/base/mem.h"
#include "kartoteka/command/command.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/work.h"

extern const Command undo_commands[], client_commands[], log_commands[], plan_commands[], quick_commands[], agenda_commands[],
	today_commands[], remind_commands[], find_commands[], care_commands[], config_commands[], exchange_commands[];
extern const size_t undo_command_count, client_command_count, log_command_count, plan_command_count, quick_command_count, agenda_command_count,
	today_command_count, remind_command_count, find_command_count, care_command_count, config_command_count, exchange_command_count;

/* {"id":…,"name":…} or null under `name`. */
void out_client(Out *out, const char *name, int64_t id, const char *title);
/* A moment in JSON: a date for all day, else a UTC instant; null for none. People see `shown`. */
void out_moment(Out *out, const char *name, Work *work, Moment at, const char *zone);
/* Before something that deletes several: without a terminal to ask it needs --yes. `what` is said in the refusal. */
Err *ask_many(Work *work, size_t n, const char *what);

#endif
