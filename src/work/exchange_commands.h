/* SPDX-License-Identifier: MIT */
/* The rows of import, export and demo, for the room's list of tables. */
#ifndef KARTOTEKA_WORK_EXCHANGE_COMMANDS_H
#define KARTOTEKA_WORK_EXCHANGE_COMMANDS_H

#include "kartoteka/command/command.h"
#include "kartoteka/store/imports.h"

enum {
	EXCHANGE_COMMANDS = 3
};
extern const Command exchange_commands[EXCHANGE_COMMANDS];

Err *run_import(CommandCall *call); /* import_command.c */
Err *run_export(CommandCall *call); /* export_command.c */
Err *run_demo(CommandCall *call);   /* demo_command.c */

/* Under an open row, as one object of that name. */
void import_out_counts(Out *out, const char *name, const ImportCounts *counts);

#endif
