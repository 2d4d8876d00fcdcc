/* SPDX-License-Identifier: MIT */
/* The process-wide cache of zones, shared by those that make them. */
#ifndef KARTOTEKA_WHEN_ZONE_CACHE_H
#define KARTOTEKA_WHEN_ZONE_CACHE_H

#include <stdbool.h>

#include "kartoteka/when/zone.h"

bool zone_cached(const Zone **out, const char *key);    /* true: *out is what the key came to, maybe NULL */
const Zone *zone_remember(const char *key, Zone *zone); /* the cache's own from now on; returns the one that is kept */

#endif
