/* SPDX-License-Identifier: MIT */
/* One run of a command: what its parts share. Private to the room. */
#ifndef KARTOTEKA_CLI_SESSION_H
#define KARTOTEKA_CLI_SESSION_H

#include "kartoteka/cli/cli.h"

typedef struct Session {
	Work *work;
	const CliIo *io;
	CliTold told;
	bool was_missing; /* there was no base, and that one was made is not told yet */
} Session;

extern const Command cli_rows[];
extern const size_t cli_row_count;
bool cli_row_is_own(const Command *row); /* its context is the Session, not the Work */

Err *cli_write(int fd, const char *bytes, size_t n);
int cli_help_width(const CliIo *io);

Err *run_help(CommandCall *call);
Err *run_version(CommandCall *call);
Err *run_complete(CommandCall *call);

void session_host(CommandHost *out, Session *session);
bool session_progress(void *self, const char *what, int64_t done, int64_t all); /* Work.progress */
void session_tell(void *self, const char *what, int64_t done, int64_t all);     /* Work.tells */
/* Asks for a missing argument on the terminal. */
Err *session_ask(Session *session, CommandCall *call, const Arg *missing);

#endif
