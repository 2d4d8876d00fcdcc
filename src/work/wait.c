/* SPDX-License-Identifier: MIT */
/* Waiting for another session that writes: said where progress is said, and given up by who waits. */
#include "wait.h"

#include "kartoteka/work/work.h"

enum {
	WAIT_MOST_MS = 30000
};

bool work_waits(void *self, int ms)
{
	Work *work = self;
	if (ms > WAIT_MOST_MS)
		return false;
	return !work->progress || work->progress(work->progress_self, _("another session is writing; waiting for it, seconds:"), ms / 1000, 0);
}
