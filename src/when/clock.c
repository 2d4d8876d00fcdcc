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

typedef struct ClockFile { /* what was read last; changes while the clock itself is const to its users */
	Instant stands;
	struct stat seen;
} ClockFile;

struct Clock {
	Instant stands;  /* INSTANT_NONE: the system's clock goes, or the file's */
	char *path;      /* of the watched file, or NULL */
	ClockFile *file; /* with path */
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

static Err *file_instant(const Clock *clock)
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
	*clock->file = (ClockFile){t, now};
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
		clock->file = mem_alloc(sizeof *clock->file);
		err = file_instant(clock);
	} else if (spec) {
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
	free(clock->file);
	free(clock);
}

static bool file_is_seen(const Clock *clock)
{
	const struct stat *seen = &clock->file->seen;
	struct stat now;

	return stat(clock->path, &now) != 0 || /* gone or half way through a rename: what was read stands */
	       (now.st_mtim.tv_sec == seen->st_mtim.tv_sec && now.st_mtim.tv_nsec == seen->st_mtim.tv_nsec &&
	        now.st_size == seen->st_size && now.st_ino == seen->st_ino && now.st_ctim.tv_nsec == seen->st_ctim.tv_nsec);
}

Instant clock_now(const Clock *clock)
{
	struct timespec now = {0};

	if (clock->file) {
		if (!file_is_seen(clock))
			err_free(file_instant(clock)); /* half written: what was read stands, the next call looks again */
		return clock->file->stands;
	}
	if (!instant_is_none(clock->stands))
		return clock->stands;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (Instant){now.tv_sec};
}

int64_t clock_ms(const Clock *clock)
{
	struct timespec now = {0};

	if (clock->file || !instant_is_none(clock->stands))
		return clock_now(clock).s * 1000;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *clock_file(const Clock *clock)
{
	return clock->path;
}
