/* SPDX-License-Identifier: MIT */
/* The clock a run is given: the system's, one that stands (--now INSTANT), or one in a file (--now @FILE, read again when the file changes). */
#ifndef KARTOTEKA_WHEN_CLOCK_H
#define KARTOTEKA_WHEN_CLOCK_H

#include "kartoteka/base/err.h"
#include "kartoteka/when/time.h"

typedef struct Clock Clock;

Err *clock_new(Clock **out, const char *spec); /* NULL or "": the system's clock; RFC 3339; @FILE */
void clock_free(Clock *clock);
Instant clock_now(const Clock *clock);
/* For how long something took, in milliseconds; of a clock that stands nothing takes any time. */
int64_t clock_ms(const Clock *clock);
const char *clock_file(const Clock *clock); /* the watched file or NULL */

#endif
