/* SPDX-License-Identifier: MIT */
/* SipHash-2-4 with 128 bits of result. The key is fixed: what is stored in a base must read the same in every run. */
#include "hash.h"

#include <string.h>

#include "kartoteka/bridge/ics.h"

static uint64_t turn(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = turn(v[1], 13) ^ v[0];
	v[0] = turn(v[0], 32);
	v[2] += v[3];
	v[3] = turn(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = turn(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = turn(v[1], 17) ^ v[2];
	v[2] = turn(v[2], 32);
}

static uint64_t word_at(const unsigned char *s, size_t n)
{
	uint64_t w = 0;
	for (size_t i = 0; i < n; i++)
		w |= (uint64_t)s[i] << (8 * i);
	return w;
}

/* Spelt out, compilers make one load of it. */
static inline uint64_t whole_word_at(const unsigned char *s)
{
	return (uint64_t)s[0] | (uint64_t)s[1] << 8 | (uint64_t)s[2] << 16 | (uint64_t)s[3] << 24 | (uint64_t)s[4] << 32 | (uint64_t)s[5] << 40 | (uint64_t)s[6] << 48 | (uint64_t)s[7] << 56;
}

void hash_bytes(uint64_t out[2], const void *bytes, size_t n)
{
	const unsigned char *s = bytes;
	const uint64_t k0 = 0x6b6172746f74656bu, k1 = 0x6120636f6e74656eu;
	uint64_t v[4] = {k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du ^ 0xee, k0 ^ 0x6c7967656e657261u,
	                 k1 ^ 0x7465646279746573u};
	size_t whole = n & ~(size_t)7;
	for (size_t i = 0; i < whole; i += 8) {
		uint64_t m = whole_word_at(s + i);
		v[3] ^= m;
		sip_round(v);
		sip_round(v);
		v[0] ^= m;
	}
	uint64_t m = word_at(s + whole, n - whole) | (uint64_t)n << 56;
	v[3] ^= m;
	sip_round(v);
	sip_round(v);
	v[0] ^= m;
	v[2] ^= 0xee;
	for (int i = 0; i < 4; i++)
		sip_round(v);
	out[0] = v[0] ^ v[1] ^ v[2] ^ v[3];
	v[1] ^= 0xdd;
	for (int i = 0; i < 4; i++)
		sip_round(v);
	out[1] = v[0] ^ v[1] ^ v[2] ^ v[3];
}

void ics_hash(char out[33], const char *lines, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	uint64_t h[2];
	hash_bytes(h, lines, n);
	for (size_t i = 0; i < 32; i++)
		out[i] = hex[h[i / 16] >> (60 - 4 * (i % 16)) & 15];
	out[32] = '\0';
}
