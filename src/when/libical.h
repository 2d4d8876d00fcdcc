/* SPDX-License-Identifier: MIT */
/* Rules that our own arithmetic does not know (other calendars: RSCALE and SKIP, RFC 7529), walked by libical; also its second opinion in tests. */
#ifndef KARTOTEKA_WHEN_LIBICAL_H
#define KARTOTEKA_WHEN_LIBICAL_H

#include <stdbool.h>
#include <stdint.h>

/* The library is loaded by the first call of either. Why it could not be, of which nothing can be walked; NULL: it is there. */
const char *libical_missing(void);
void *libical_walk_new(const char *rule, int64_t start); /* NULL when it cannot, or when the rule is finer than DAILY */
void libical_walk_free(void *walk);
void libical_walk_jump(void *walk, int64_t local, bool counted);
bool libical_walk_next(void *walk, int64_t *local);

#endif
