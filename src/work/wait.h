/* SPDX-License-Identifier: MIT */
/* StoreOptions.waiting of every base that work opens; self is the Work. */
#ifndef KARTOTEKA_WORK_WAIT_H
#define KARTOTEKA_WORK_WAIT_H

#include <stdbool.h>

bool work_waits(void *self, int ms);

#endif
