/* SPDX-License-Identifier: MIT */
/*
 * One person at one base in a folder of its own: a Work whose clock stands and whose random numbers are given, so that the same lines make the
 * same records byte for byte.
 */
#ifndef KARTOTEKA_TEST_FAULTS_DESK_H
#define KARTOTEKA_TEST_FAULTS_DESK_H

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/care.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/exchange.h"
#include "kartoteka/work/work.h"
#include "test.h"

#define DESK_NOW "2026-07-23T06:42:00Z"

typedef struct Desk {
	char folder[64]; /* of all of it */
	char here[96];   /* what is worked on; */
	char base[192];  /* its base, */
	char kept[96];   /* and how it was when work began */
	Env env;
	Clock *clock;
	Settings *settings;
	Work *work;
	uint64_t random, opened; /* every opening begins with numbers of its own, the same in every run */
} Desk;

void desk_new(Desk *desk);
void desk_done(Desk *desk);
void desk_keep(Desk *desk);  /* here becomes what trials begin from; the work must be closed */
void desk_again(Desk *desk); /* here is as it was kept */
Err *desk_open(Desk *desk, StoreMode mode);
Err *desk_open_none(Desk *desk); /* a Work without a base, for lines that open it themselves */
void desk_close(Desk *desk);
Err *desk_line(Desk *desk, const char *line, ...) __attribute__((format(printf, 2, 3))); /* as typed in the shell */
void desk_path(const Desk *desk, char out[192], const char *name);                       /* of a file beside the base */

void desk_well(Err *err, const char *file, int line);
#define well(call) desk_well((call), __FILE__, __LINE__)

/* A process's own way to say it: in children there is no cmocka. */
_Noreturn void child_fails(const char *what, Err *err);

bool campaign_full(void); /* KARTOTEKA_CAMPAIGN=full */

void tree_remove(const char *path);
void tree_copy(const char *from, const char *to);

#endif
