/* SPDX-License-Identifier: MIT */
/*
 * The one file of this room that knows libical. Its walk is bounded: libical 3.0.16 runs for seconds on rules finer than a day
 * and steps from DTSTART where there is a COUNT, so the first are refused and the second end after WALK_MOST steps.
 *
 * It is loaded when the first such rule is met: with ICU and libstdc++, which it brings along, it took a third of each start of the program, and
 * megabytes of each session's own memory, for rules that few bases have.
 */
#include "libical.h"

#include <dlfcn.h>
#include <libical/ical.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/when/time.h"

#define WALK_MOST 5000

/* ---- the library ---- */

static struct {
	char *missing; /* kept till the end of the program */
	__typeof__(&icalrecur_iterator_free) iterator_free;
	__typeof__(&icalrecur_iterator_new) iterator_new;
	__typeof__(&icalrecur_iterator_next) iterator_next;
	__typeof__(&icalrecur_iterator_set_start) iterator_set_start;
	__typeof__(&icalrecurrencetype_from_string) rule_from_string;
	__typeof__(&icaltime_is_null_time) is_null_time;
	__typeof__(&icaltime_null_time) null_time;
} ical;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static void say_missing(void)
{
	const char *why = dlerror();
	if (!ical.missing)
		ical.missing = mem_strdup(why ? why : KT_LIBICAL);
}

/* POSIX has it that what dlsym gives can be a function's address; C has no conversion for it. */
static void find(void *library, const char *name, void *out, size_t size)
{
	void *found = dlsym(library, name);
	if (!found)
		say_missing();
	memcpy(out, &found, size);
}

static void load(void)
{
	void *library = dlopen(KT_LIBICAL, RTLD_NOW | RTLD_LOCAL); /* never closed: a walk may be under way in any thread */
	if (!library) {
		say_missing();
		return;
	}
	find(library, "icalrecur_iterator_free", &ical.iterator_free, sizeof ical.iterator_free);
	find(library, "icalrecur_iterator_new", &ical.iterator_new, sizeof ical.iterator_new);
	find(library, "icalrecur_iterator_next", &ical.iterator_next, sizeof ical.iterator_next);
	find(library, "icalrecur_iterator_set_start", &ical.iterator_set_start, sizeof ical.iterator_set_start);
	find(library, "icalrecurrencetype_from_string", &ical.rule_from_string, sizeof ical.rule_from_string);
	find(library, "icaltime_is_null_time", &ical.is_null_time, sizeof ical.is_null_time);
	find(library, "icaltime_null_time", &ical.null_time, sizeof ical.null_time);
}

const char *libical_missing(void)
{
	pthread_once(&loaded, load);
	return ical.missing;
}

/* ---- a walk ---- */

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
	struct icaltimetype t = ical.null_time();

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

	if (libical_missing())
		return NULL;
	char *text = mem_strdup(rule);
	text[strcspn(text, "\r\n")] = '\0';
	read = ical.rule_from_string(text);
	free(text);
	if (read.freq == ICAL_NO_RECURRENCE || read.freq == ICAL_SECONDLY_RECURRENCE || read.freq == ICAL_MINUTELY_RECURRENCE ||
	    read.freq == ICAL_HOURLY_RECURRENCE) {
		free(read.rscale);
		return NULL;
	}
	walk = mem_alloc(sizeof *walk);
	walk->skip = INT64_MIN;
	walk->rscale = read.rscale;
	walk->at = ical.iterator_new(read, time_of(start));
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
	ical.iterator_free(w->at);
	free(w->rscale);
	free(w);
}

void libical_walk_jump(void *walk, int64_t local, bool counted)
{
	Walk *w = walk;

	w->skip = local;
	if (!counted)
		(void)ical.iterator_set_start(w->at, time_of(local));
}

bool libical_walk_next(void *walk, int64_t *local)
{
	Walk *w = walk;

	while (w->steps++ < WALK_MOST) {
		struct icaltimetype t = ical.iterator_next(w->at);

		if (ical.is_null_time(t))
			return false;
		*local = (int64_t)day_of(t.year, t.month, t.day).n * DAY_SECONDS + t.hour * 3600 + t.minute * 60 + t.second;
		if (*local >= w->skip)
			return true;
	}
	return false;
}
