/* SPDX-License-Identifier: MIT */
/* UUIDs (RFC 9562) as people and files write them, 36 characters, and as the base keeps them, 16 bytes. */
#ifndef KARTOTEKA_BASE_UUID_H
#define KARTOTEKA_BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

enum {
	UUID_BYTES = 16,
	UUID_TEXT = 36, /* without the NUL */
};

void uuid_text(char out[UUID_TEXT + 1], const uint8_t bytes[UUID_BYTES]); /* lower case */
bool uuid_bytes(uint8_t out[UUID_BYTES], const char *text);               /* false: it is none; either case is taken */

#endif
