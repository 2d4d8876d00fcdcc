/* SPDX-License-Identifier: MIT */
/* Ids from the random source a run was given. */
#include "kartoteka/base/env.h"

#include "kartoteka/base/uuid.h"

void env_uuid(char out[37], const Env *env)
{
	uint8_t b[UUID_BYTES];
	env->random(env->self, b, sizeof b);
	if (env->nanoseconds) { /* RFC 9562 5.7, 6.2 method 3: milliseconds, then twelve bits of what is left of one */
		uint64_t now = env->nanoseconds(env->self), ms = now / 1000000, part = now % 1000000 * 4096 / 1000000;
		for (int i = 0; i < 6; i++)
			b[i] = (uint8_t)(ms >> (40 - 8 * i));
		b[6] = (uint8_t)(0x70 | part >> 8);
		b[7] = (uint8_t)part;
	} else {
		b[6] = (uint8_t)((b[6] & 0x0f) | 0x40); /* 5.4 */
	}
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80); /* 4.1: the variant */
	uuid_text(out, b);
}
