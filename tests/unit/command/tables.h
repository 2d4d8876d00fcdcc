/* SPDX-License-Identifier: MIT */
/* A made-up set of commands and a host, shared by the tests of the room. */
#ifndef KARTOTEKA_TEST_COMMAND_TABLES_H
#define KARTOTEKA_TEST_COMMAND_TABLES_H

#include "kartoteka/command/command.h"

extern const CommandSet shell_set, screen_set;
extern const CommandHost shell_host; /* 2026-07-23T09:42Z in UTC; ids 1..99 exist, "ivanov" is 17; `-` reads "from stdin" */
extern CommandHost screen_host;      /* the same, with a focus: thing 5, or 5, 6, 7 when marks are wanted */
extern char ran[256];                /* what the last command's function saw */

#endif
