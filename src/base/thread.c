/* SPDX-License-Identifier: MIT */
/* A thread is made with the signals of its own faults alone, so that who handles the others is asked nothing from elsewhere. */
#include "kartoteka/base/thread.h"

#include <signal.h>
#include <stddef.h>

bool thread_start(pthread_t *thread, void *(*run)(void *self), void *self)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	sigset_t others, before;
	sigfillset(&others);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		sigdelset(&others, faults[i]);
	if (pthread_sigmask(SIG_SETMASK, &others, &before) != 0)
		return false;
	bool started = pthread_create(thread, NULL, run, self) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}
