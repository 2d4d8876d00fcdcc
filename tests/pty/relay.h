/* SPDX-License-Identifier: MIT */
/* One direction of a slow line: so many bytes a second, each there after a delay. Told of the time; gives what has arrived. */
#ifndef KARTOTEKA_TESTS_RELAY_H
#define KARTOTEKA_TESTS_RELAY_H

#include <stddef.h>
#include <stdint.h>

typedef struct Relay {
	int bytes_per_second, delay_ms;
	char *bytes;
	int64_t *due_us; /* of each byte */
	size_t n, cap;
	int64_t free_us; /* when the last byte has left */
	size_t most;     /* under way at one time */
} Relay;

void relay_put(Relay *relay, const char *bytes, size_t n, int64_t now_us);
/* Bytes that have arrived, at most cap. */
size_t relay_take(Relay *relay, char *out, size_t cap, int64_t now_us);
int64_t relay_next_us(const Relay *relay); /* when the next one arrives; -1: none is under way */
void relay_done(Relay *relay);

#endif
