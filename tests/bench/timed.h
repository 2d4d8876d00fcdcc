/* SPDX-License-Identifier: MIT */
/* A command run to its end: how long it took, what it held. The one that includes this defines _DEFAULT_SOURCE first, for wait4. */
#ifndef KARTOTEKA_BENCH_TIMED_H
#define KARTOTEKA_BENCH_TIMED_H

#include <sys/resource.h>

#include "figures.h"

typedef struct Took {
	double ms, mib; /* by the clock, with KARTOTEKA_BENCH_CPU what it worked; the most it held at once */
} Took;

/* argv ends with NULL; what it prints goes to the file `output`. One that fails ends the benchmark. */
static inline Took timed(const char *const argv[], const char *output)
{
	struct rusage usage;
	int status = -1;
	fflush(stdout); /* else the child would print it again */
	double begun = now_ms();
	pid_t child = fork();
	if (child == 0) {
		char *copy[16] = {0};
		for (size_t i = 0; argv[i] && i + 1 < countof(copy); i++)
			copy[i] = mem_strdup(argv[i]);
		if (!freopen(output, "w", stdout) || !freopen("/dev/null", "w", stderr))
			_exit(126);
		execv(copy[0], copy);
		_exit(127);
	}
	wait4(child, &status, 0, &usage);
	Took took = {.ms = now_ms() - begun, .mib = (double)usage.ru_maxrss / 1024};
	if (getenv("KARTOTEKA_BENCH_CPU"))
		took.ms = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
	if (status != 0) {
		printf("%s %s %s ended with %d\n", argv[0], argv[1], argv[2] ? argv[2] : "", status);
		exit(1);
	}
	return took;
}

#endif
