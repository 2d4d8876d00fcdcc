/* SPDX-License-Identifier: MIT */
/* What the corpus tests share: files whole in memory, a file read into all its items, written again. */
#ifndef KARTOTEKA_TESTS_CORPUS_H
#define KARTOTEKA_TESTS_CORPUS_H

#include "kartoteka/base/mem.h"
#include "kartoteka/bridge/ics.h"
#include "test.h"

/* The folder of shared data, or NULL where it is not there: from KARTOTEKA_SHARED, else ../shared/data beside the sources. */
const char *corpus_shared(void);
bool corpus_load(Str *out, const char *folder, const char *name);

typedef struct Calendar {
	Arena *arena;
	VEC(IcsItem)
	items;
	size_t n[ICS_SKIPPED + 1];       /* by type */
	size_t counted[ICS_SKIPPED + 1]; /* skipped ones by what they were */
	size_t warnings;
	char *refused; /* the Err's text */
	double ms;
} Calendar;

/* `most`: bytes given by one call of the reader; 0: as many as are asked for. */
Calendar calendar_read(Span bytes, size_t most);
void calendar_done(Calendar *calendar);
/* All sources as a file. */
void calendar_write(Str *out, const Calendar *calendar);
/* The i-th item with a record of this UID, NULL when there is none. */
const IcsItem *calendar_find(const Calendar *calendar, const char *uid, size_t i);
bool calendar_warns(const Calendar *calendar, int64_t line); /* line 0: anywhere */

/* Starts of the occurrences from `from`, as moment_text of UTC instants, floating times or dates, parted by blanks; at most n. */
void event_starts(Str *out, const IcsItem *item, const Calendar *calendar, size_t n);

#endif
