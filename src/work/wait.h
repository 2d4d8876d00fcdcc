/* SPDX-License-Identifier: MIT */
/* Waiting for other sessions that write. */
#ifndef KARTOTEKA_WORK_WAIT_H
#define KARTOTEKA_WORK_WAIT_H

#include "kartoteka/work/work.h"

/* StoreOptions.waiting of every base that work opens; self is the Work. */
bool work_waits(void *self, int ms);
/* A nap, added to *ms, while another session's import goes on, of which nothing was heard for so long. ERR_INTERRUPTED, ERR_BUSY: given up. */
Err *import_wait(Work *work, int *ms);

#endif
