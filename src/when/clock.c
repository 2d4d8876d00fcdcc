/* SPDX-License-Identifier: MIT */
/* The clock a run is given. A clock in a file is read again whenever the file differs (size, time or inode), so a test moves it by writing. */
#include "kartoteka/when/clock.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"

struct Clock {
	Instant stands;   /* INSTANT_NONE: the system's clock goes */
	char *path;       /* of the watched file, or NULL */
	struct stat seen; /* the file as it was read */
};

static Err *instant_parse(Instant *out, const char *text)
{
	Span span = span_trim(span_of(text));
	char *own = span_dup(span);
	Err *err = NULL;

	if (!instant_read(out, own))
		err = err_word(err_todo(err_new(ERR_USAGE, _("\"%s\" is not an instant"), own), _("Write it like 2026-07-23T09:42:00+03:00")),
		               own, -1);
	free(own);
	return err;
}

static Err *file_instant(Clock *clock)
{
	Str text = {0};
	Instant t;
	struct stat now;
	Err *err;

	if (stat(clock->path, &now) != 0)
		return err_errno(_("The clock file %s cannot be read"), clock->path);
	err = file_read(&text, clock->path);
	if (!err)
		err = err_under(instant_parse(&t, str_text(&text)), "%s", clock->path);
	str_done(&text);
	if (err)
		return err;
	clock->stands = t;
	clock->seen = now;
	return NULL;
}

Err *clock_new(Clock **out, const char *spec)
{
	Clock *clock = mem_alloc(sizeof *clock);
	Err *err = NULL;

	*out = NULL;
	clock->stands = INSTANT_NONE;
	if (spec && spec[0] == '@') {
		clock->path = mem_strdup(spec + 1);
		err = file_instant(clock);
	} else if (spec && spec[0]) {
		err = instant_parse(&clock->stands, spec);
	}
	if (err) {
		clock_free(clock);
		return err;
	}
	*out = clock;
	return NULL;
}

void clock_free(Clock *clock)
{
	if (!clock)
		return;
	free(clock->path);
	free(clock);
}

static bool file_is_seen(const Clock *clock)
{
	struct stat now;

	return stat(clock->path, &now) != 0 || /* gone or half way through a rename: what was read stands */
	       (now.st_mtim.tv_sec == clock->seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == clock->seen.st_mtim.tv_nsec &&
	        now.st_size == clock->seen.st_size && now.st_ino == clock->seen.st_ino && now.st_ctim.tv_nsec == clock->seen.st_ctim.tv_nsec);
}

Instant clock_now(const Clock *clock)
{
	struct timespec now = {0};

	if (clock->path && !file_is_seen(clock)) {
		Clock *own = (Clock *)(uintptr_t)clock; /* const to callers: only the memory of the file changes */
		err_free(file_instant(own)); /* half written: what was read stands, the next call looks again */
	}
	if (!instant_is_none(clock->stands))
		return clock->stands;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (Instant){now.tv_sec};
}

const char *clock_file(const Clock *clock)
{
	return clock->path;
}
