/* SPDX-License-Identifier: MIT */
/* Which components of a file are equals (UID + RECURRENCE-ID, else content): the place of each among them and which one counts. */
#ifndef KARTOTEKA_BRIDGE_IDENTITY_H
#define KARTOTEKA_BRIDGE_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct IdentityEntry {
	uint64_t key;
	uint64_t rank;          /* of the winner so far */
	uint32_t count, winner; /* how many were met; the ordinal of the winner */
} IdentityEntry;

typedef struct Identities {
	IdentityEntry *at;
	size_t n, cap;
	uint32_t *index; /* open addressing: entry number + 1, 0 free */
	size_t slots;
} Identities;

typedef struct Identity {
	int64_t ordinal;
	bool superseded;    /* an earlier one counts */
	bool recalled;      /* the one that counted until now calls it off */
	int64_t supersedes; /* ordinal of the one that counted until now, -1 none */
} Identity;

/* The higher rank (ics_rank) counts, then the first. */
Identity identity_add(Identities *ids, uint64_t key, uint64_t rank);
void identities_done(Identities *ids);

#endif
