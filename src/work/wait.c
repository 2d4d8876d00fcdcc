/* SPDX-License-Identifier: MIT */
/* Waiting for another session that writes: said where progress is said, and given up by who waits. */
#include "wait.h"

#include <time.h>

#include "kartoteka/base/text.h"

enum {
	WAIT_MOST_MS = 30000,
	NAP_MS = 20,
};

bool work_waits(void *self, int ms)
{
	Work *work = self;
	if (ms > WAIT_MOST_MS)
		return false;
	return work_goes_on(work, _("another session is writing; waiting for it, seconds:"), ms / 1000, 0);
}

Err *import_wait(Work *work, int *ms)
{
	const struct timespec nap = {0, NAP_MS * 1000000};
	if (*ms > WAIT_MOST_MS)
		return err_todo(err_new(ERR_BUSY, "%s", _("another session is importing")), _("try again in a moment"));
	if (!work_goes_on(work, _("another session is importing; waiting for it, seconds:"), *ms / 1000, 0))
		return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
	nanosleep(&nap, NULL);
	*ms += NAP_MS;
	return NULL;
}
