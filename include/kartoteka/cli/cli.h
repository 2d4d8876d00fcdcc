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

/* A line on a terminal's standard error that tells how far something is, at most five a second; wiped at the end. */
typedef struct CliTold {
	const CliIo *io;
	int64_t at;            /* ms of the last line; 0: the first is told at once */
	int width;             /* cells of it that must be wiped */
	bool (*stopped)(void); /* asked by cli_goes_on; NULL: never */
} CliTold;
void cli_told_open(CliTold *told, const CliIo *io);                        /* nothing is told of what is over soon */
void cli_tell(void *told, const char *what, int64_t done, int64_t all);    /* Work.tells */
bool cli_goes_on(void *told, const char *what, int64_t done, int64_t all); /* Work.progress */
void cli_told_end(CliTold *told);

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
