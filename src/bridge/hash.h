/* SPDX-License-Identifier: MIT */
/* SipHash-2-4 of 128 and 64 bits with a fixed key: the content identity of lines, and the table of identities. */
#ifndef KARTOTEKA_BRIDGE_HASH_H
#define KARTOTEKA_BRIDGE_HASH_H

#include <stddef.h>
#include <stdint.h>

void hash_bytes(uint64_t out[2], const void *bytes, size_t n);

#endif
