/* SPDX-License-Identifier: MIT */
/* A session of the screens. */
#ifndef KARTOTEKA_SRC_APP_SCREENS_H
#define KARTOTEKA_SRC_APP_SCREENS_H

#include "context.h"
#include "kartoteka/cli/cli.h"

/* Opens base and terminal, runs the loop, puts the terminal back; the exit status. A signal that ended it ends the process the same way. */
int screens_run(Context *context, const CommandCall *call, const CliIo *io);

#endif
