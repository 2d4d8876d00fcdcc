/* SPDX-License-Identifier: MIT */
/* A thread beside the one that runs the program. */
#ifndef KARTOTEKA_BASE_THREAD_H
#define KARTOTEKA_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Without signals but those of its own faults: the others are for the thread that runs the program. false: none can be made now. */
bool thread_start(pthread_t *thread, void *(*run)(void *self), void *self);

#endif
