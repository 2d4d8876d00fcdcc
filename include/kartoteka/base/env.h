/* SPDX-License-Identifier: MIT */
/*
 * What a run is given, not finds (house.md, 10): environment, random, user, folders. Made in app/main; tests make their own.
 */
#ifndef KARTOTEKA_BASE_ENV_H
#define KARTOTEKA_BASE_ENV_H

#include <stddef.h>
#include <stdint.h>

typedef struct Env {
	const char *(*get)(void *self, const char *name); /* environment variable or NULL */
	void (*random)(void *self, void *out, size_t n);
	uint64_t (*nanoseconds)(void *self); /* since 1970, for the order of uuids; NULL: they have none */
	void *self;
	const char *login;     /* of the user id */
	const char *full_name; /* of the user id (GECOS), may be "" */
	const char *terminal;  /* pts/3 or "" */
	const char *home;
	const char *config_home, *data_home, *state_home; /* …/kartoteka folders, XDG resolved */
	const char *share;                                /* where data files and catalogues lie: build tree or installed */
} Env;

/* RFC 9562 version 7, so that what is made one after the other lies side by side in an index; version 4 without a clock. 36 characters and NUL. */
void env_uuid(char out[37], const Env *env);

#endif
