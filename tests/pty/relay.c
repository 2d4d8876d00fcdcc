/* SPDX-License-Identifier: MIT */
/* A slow line as a queue of bytes with the times of their arrival. */
#include "relay.h"

#include <stdlib.h>
#include <string.h>

static void *grown(void *old, size_t n)
{
	void *at = realloc(old, n);
	if (!at)
		abort();
	return at;
}

void relay_put(Relay *relay, const char *bytes, size_t n, int64_t now_us)
{
	if (relay->n + n > relay->cap) {
		relay->cap = (relay->n + n) * 2;
		relay->bytes = grown(relay->bytes, relay->cap);
		relay->due_us = grown(relay->due_us, relay->cap * sizeof *relay->due_us);
	}
	if (relay->free_us < now_us)
		relay->free_us = now_us;
	for (size_t i = 0; i < n; i++) {
		relay->free_us += 1000000 / relay->bytes_per_second;
		relay->bytes[relay->n] = bytes[i];
		relay->due_us[relay->n++] = relay->free_us + (int64_t)relay->delay_ms * 1000;
	}
	relay->most = relay->n > relay->most ? relay->n : relay->most;
}

size_t relay_take(Relay *relay, char *out, size_t cap, int64_t now_us)
{
	size_t n = 0;
	while (n < cap && n < relay->n && relay->due_us[n] <= now_us)
		n++;
	if (!n)
		return 0;
	memcpy(out, relay->bytes, n);
	relay->n -= n;
	memmove(relay->bytes, relay->bytes + n, relay->n);
	memmove(relay->due_us, relay->due_us + n, relay->n * sizeof *relay->due_us);
	return n;
}

int64_t relay_next_us(const Relay *relay)
{
	return relay->n ? relay->due_us[0] : -1;
}

void relay_done(Relay *relay)
{
	free(relay->bytes);
	free(relay->due_us);
}
