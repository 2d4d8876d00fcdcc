/* SPDX-License-Identifier: MIT */
/* Ids from the random source a run was given. */
#include "kartoteka/base/env.h"

#include <stdio.h>

void env_uuid(char out[37], const Env *env)
{
	uint8_t b[16];
	env->random(env->self, b, sizeof b);
	b[6] = (uint8_t)((b[6] & 0x0f) | 0x40); /* RFC 9562 5.4: version 4 */
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80); /* 4.1: the variant */
	snprintf(out, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3],
	         b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}
