/* SPDX-License-Identifier: MIT */
/* Lengths of time as they are typed: how long a thing takes, how long before it a reminder calls. */
#ifndef KARTOTEKA_WORK_LEAD_H
#define KARTOTEKA_WORK_LEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/when/time.h"

enum {
	LEADS_MOST = 8
};

/* "10m", "1 h", "1 день", "полтора часа", "30" minutes. */
bool lead_read(const char *text, Seconds *lead);
/* Several, parted by commas, blanks or a word: "10m, 1d", "10 min and 1 day". False when a part is no length or there are too many; *n 0 of an empty text. */
bool leads_list(const char *text, Seconds leads[LEADS_MOST], size_t *n);

#endif
