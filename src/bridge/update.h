/* SPDX-License-Identifier: MIT */
/* What writing a component's properties (update.c) and its alarms (alarm_write.c) share. */
#ifndef KARTOTEKA_BRIDGE_UPDATE_H
#define KARTOTEKA_BRIDGE_UPDATE_H

#include "kartoteka/bridge/ics_write.h"
#include "parse.h"

/* The VALARMs of a component, from where each begins to behind its END, brought from old's alarms to new's. True when something differs. */
typedef struct AlarmPlan AlarmPlan;
AlarmPlan *alarm_plan_new(Bytes lines, const IcsState *old, const IcsState *new, Instant now);
void alarm_plan_free(AlarmPlan *plan);
bool alarm_plan_differs(const AlarmPlan *plan);
/* The i-th VALARM of the component, its lines as they stand: adds what becomes of it (perhaps nothing). */
void alarm_plan_block(Str *out, const AlarmPlan *plan, size_t i, Span block);
void alarm_plan_added(Str *out, const AlarmPlan *plan); /* those that are new */

#endif
