/* SPDX-License-Identifier: MIT */
/* What writing a component's properties (update.c) and its alarms (alarm_write.c) share. */
#ifndef KARTOTEKA_BRIDGE_UPDATE_H
#define KARTOTEKA_BRIDGE_UPDATE_H

#include "kartoteka/bridge/ics_write.h"
#include "parse.h"

/*
 * A kept line whose soft end (quoted-printable "=") goes on in nothing, since BEGIN or END comes next, would take in what is put behind it.
 * `soft` is where the line behind it begins, 0: there is none. Once something stands there that is no BEGIN and no END, the soft end goes.
 */
bool ends_softly(Span whole, const Property *p);
void soft_end_mend(Str *out, size_t *soft);

/* The VALARMs of a component, from where each begins to behind its END, brought from old's alarms to new's. True when something differs. */
typedef struct AlarmPlan AlarmPlan;
AlarmPlan *alarm_plan_new(Bytes lines, const IcsState *old, const IcsState *new, Instant now);
void alarm_plan_free(AlarmPlan *plan);
bool alarm_plan_differs(const AlarmPlan *plan);
/* The i-th VALARM of the component, its lines as they stand: adds what becomes of it (perhaps nothing). */
void alarm_plan_block(Str *out, const AlarmPlan *plan, size_t i, Span block);
void alarm_plan_added(Str *out, const AlarmPlan *plan); /* those that are new */

#endif
