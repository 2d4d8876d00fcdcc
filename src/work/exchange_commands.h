/* SPDX-License-Identifier: MIT */
/* The rows of import, export and demo, for the room's list of tables. */
#ifndef KARTOTEKA_WORK_EXCHANGE_COMMANDS_H
#define KARTOTEKA_WORK_EXCHANGE_COMMANDS_H

#include "kartoteka/command/command.h"

enum {
	EXCHANGE_COMMANDS = 3
};
extern const Command exchange_commands[EXCHANGE_COMMANDS];

Err *run_import(CommandCall *call); /* import_command.c */
Err *run_export(CommandCall *call); /* export_command.c */
Err *run_demo(CommandCall *call);   /* demo_command.c */

#endif
