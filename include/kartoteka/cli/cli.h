/* SPDX-License-Identifier: MIT */
/*
 * The shell's face of the commands: argv to a call, the form of what is printed, help, completion, progress on standard error, exit status.
 * The same rows and list queries as the screens (contract.md).
 */
#ifndef KARTOTEKA_CLI_CLI_H
#define KARTOTEKA_CLI_CLI_H

#include <stdbool.h>

#include "kartoteka/command/command.h"
#include "kartoteka/command/keymap.h"
#include "kartoteka/work/work.h"

typedef struct CliIo {
	int in, out, err; /* file descriptors */
	bool in_tty, out_tty, err_tty;
	int width; /* COLUMNS or the terminal's; 0 not known */
} CliIo;

/* The commands of work and of this room (help, version, complete, manual …) with the global options; for the shell. Borrowed, static. */
const CommandSet *cli_commands(void);

/* Runs a parsed call. `work` is open (its store may be NULL for rows with COMMAND_NO_BASE). Prints, says errors and progress on io->err.
 * `stopped` is polled in long work: true after Ctrl-C. Returns the exit status of contract.md. */
int cli_run(Work *work, CommandCall *call, const CliIo *io, bool (*stopped)(void));
/* An error on standard error: "kartoteka: what. kept. todo" and a suggestion; returns the exit status and frees err. */
int cli_fault(Err *err, const CliIo *io);
/* --help and --version among the globals, `kartoteka` without a command when there is no terminal: true when it printed and *status is to be the exit. */
bool cli_early(const CommandCall *call, const CliIo *io, int *status);

#endif
