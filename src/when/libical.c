/* SPDX-License-Identifier: MIT */
/*
 * The one file of this room that knows libical. Its walk is bounded: libical 3.0.16 runs for seconds on rules finer than a day
 * and steps from DTSTART where there is a COUNT, so the first are refused and the second end after WALK_MOST steps.
 */
#include "libical.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/when/time.h"

#define WALK_MOST 5000

typedef struct Walk {
	icalrecur_iterator *at;
	char *rscale; /* the iterator borrows it and nobody frees it */
	int64_t skip; /* what lies before it is passed over here */
	int steps;
} Walk;

static struct icaltimetype time_of(int64_t local)
{
	int64_t days = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
	int second = (int)(local - days * DAY_SECONDS), month, day;
	int32_t year;
	struct icaltimetype t = icaltime_null_time();

	day_split((Day){(int32_t)days}, &year, &month, &day);
	t.year = year;
	t.month = month;
	t.day = day;
	t.hour = second / 3600;
	t.minute = second / 60 % 60;
	t.second = second % 60;
	return t;
}

void *libical_walk_new(const char *rule, int64_t start)
{
	struct icalrecurrencetype read;
	Walk *walk;
	char *text = mem_strdup(rule);

	text[strcspn(text, "\r\n")] = '\0';
	read = icalrecurrencetype_from_string(text);
	free(text);
	if (read.freq == ICAL_NO_RECURRENCE || read.freq == ICAL_SECONDLY_RECURRENCE || read.freq == ICAL_MINUTELY_RECURRENCE ||
	    read.freq == ICAL_HOURLY_RECURRENCE) {
		free(read.rscale);
		return NULL;
	}
	walk = mem_alloc(sizeof *walk);
	walk->skip = INT64_MIN;
	walk->rscale = read.rscale;
	walk->at = icalrecur_iterator_new(read, time_of(start));
	if (!walk->at) {
		free(walk);
		free(read.rscale);
		return NULL;
	}
	return walk;
}

void libical_walk_free(void *walk)
{
	Walk *w = walk;

	if (!w)
		return;
	icalrecur_iterator_free(w->at);
	free(w->rscale);
	free(w);
}

void libical_walk_jump(void *walk, int64_t local, bool counted)
{
	Walk *w = walk;

	w->skip = local;
	if (!counted)
		(void)icalrecur_iterator_set_start(w->at, time_of(local));
}

bool libical_walk_next(void *walk, int64_t *local)
{
	Walk *w = walk;

	while (w->steps++ < WALK_MOST) {
		struct icaltimetype t = icalrecur_iterator_next(w->at);

		if (icaltime_is_null_time(t))
			return false;
		*local = (int64_t)day_of(t.year, t.month, t.day).n * DAY_SECONDS + t.hour * 3600 + t.minute * 60 + t.second;
		if (*local >= w->skip)
			return true;
	}
	return false;
}
