/* SPDX-License-Identifier: MIT */
/* The lines of a file that a record made of another one begins with. */
#ifndef KARTOTEKA_WORK_PLAN_LINES_H
#define KARTOTEKA_WORK_PLAN_LINES_H

#include "plan.h"

/* A component for `record`, made of the component `from` of the one it was, with these alarms; wants its UID and a running change. The record names it then
 * and is still to be stored. */
Err *plan_lines_go_on(Work *work, const Kind *kind, int64_t from, void *record, const Reminder *alarms, size_t n, Arena *arena);

#endif
