/* SPDX-License-Identifier: MIT */
/* The table of identities: 24 bytes an entry and an index, since a file may hold a million. */
#include "identity.h"

#include <stdlib.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/bridge/ics.h"

static size_t slot_of(const Identities *ids, uint64_t key)
{
	size_t slot = (size_t)key & (ids->slots - 1);
	while (ids->index[slot] && ids->at[ids->index[slot] - 1].key != key)
		slot = (slot + 1) & (ids->slots - 1);
	return slot;
}

static void index_grow(Identities *ids)
{
	free(ids->index);
	ids->slots = ids->slots ? ids->slots * 2 : 256;
	ids->index = mem_alloc(ids->slots * sizeof *ids->index);
	for (size_t i = 0; i < ids->n; i++)
		ids->index[slot_of(ids, ids->at[i].key)] = (uint32_t)(i + 1);
}

/* Bits: 63 no answer; 40 to 62 SEQUENCE; 1 to 39 the stamp, from HALF before 1970 on; 0 it calls off. */
#define HALF (INT64_C(1) << 38)
enum {
	SEQUENCE_MOST = 0x7FFFFF
};

uint64_t ics_rank(const IcsItem *item)
{
	const int64_t stamp = instant_is_none(item->stamp) ? 0 : item->stamp.s;
	uint64_t s = item->sequence < 0 ? 0 : item->sequence > SEQUENCE_MOST ? SEQUENCE_MOST
	                                                                     : (uint64_t)item->sequence;
	uint64_t t = stamp < -HALF ? 0 : stamp >= HALF ? (uint64_t)HALF * 2 - 1
	                                               : (uint64_t)(stamp + HALF);
	return (uint64_t)(item->method != ICS_ANSWERS) << 63 | s << 40 | t << 1 | (item->method == ICS_CANCELS);
}

int64_t ics_rank_sequence(uint64_t rank)
{
	return (int64_t)(rank >> 40 & SEQUENCE_MOST);
}

Instant ics_rank_stamp(uint64_t rank)
{
	int64_t t = (int64_t)(rank >> 1 & ((uint64_t)HALF * 2 - 1)) - HALF;
	return t ? (Instant){t} : INSTANT_NONE;
}

bool ics_rank_calls_off(uint64_t rank)
{
	return rank & 1;
}

/* One without a number counts none: by the stamps alone. */
static bool is_recalled(uint64_t rank, uint64_t by)
{
	const Instant at = ics_rank_stamp(rank), off_at = ics_rank_stamp(by);
	if (!ics_rank_calls_off(by))
		return false;
	return rank <= by || (ics_rank_sequence(by) == 0 && !instant_is_none(at) && !instant_is_none(off_at) && at.s < off_at.s);
}

Identity identity_add(Identities *ids, uint64_t key, uint64_t rank)
{
	Identity out = {.supersedes = -1};
	if ((ids->n + 1) * 4 > ids->slots * 3)
		index_grow(ids);
	size_t slot = slot_of(ids, key);
	if (!ids->index[slot]) {
		vec_push(ids, ((IdentityEntry){key, rank, 1, 0}));
		ids->index[slot] = (uint32_t)ids->n;
		return out;
	}
	IdentityEntry *e = &ids->at[ids->index[slot] - 1];
	out.ordinal = e->count++;
	out.recalled = is_recalled(rank, e->rank);
	if (rank > e->rank) {
		out.supersedes = e->winner;
		e->winner = (uint32_t)out.ordinal;
		e->rank = rank;
	} else {
		out.superseded = true;
	}
	return out;
}

void identities_done(Identities *ids)
{
	free(ids->index);
	vec_free(ids);
	*ids = (Identities){0};
}
