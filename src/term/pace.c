/* SPDX-License-Identifier: MIT */
/* Bytes sent, questions asked, answers come: when the next frame may go. */
#include "pace.h"

#include <string.h>

static int64_t ask_limit(const PaceAsk *ask)
{
	return ask->at_ms + PACE_LATE_MS + (int64_t)ask->bytes * PACE_BYTE_MS;
}

static size_t bytes_away(const Pace *pace)
{
	size_t sum = pace->tail;
	for (size_t i = 0; i < pace->n; i++)
		sum += pace->asks[i].bytes;
	return sum;
}

static bool ask_due(Pace *pace, int64_t now_ms)
{
	if (!pace->answers || pace->tail < PACE_ASK || pace->n == PACE_ASKS)
		return false;
	pace->asks[pace->n++] = (PaceAsk){now_ms, pace->tail};
	pace->tail = 0;
	return true;
}

void pace_begin(Pace *pace, int64_t now_ms)
{
	*pace = (Pace){.lost = 1, .lost_ms = now_ms + PACE_FIRST_MS};
}

bool pace_sent(Pace *pace, size_t bytes, int64_t now_ms)
{
	if (!pace->answers && now_ms >= pace->lost_ms)
		pace->tail = 0; /* it does not answer: nothing is counted */
	if (!pace->n && now_ms - pace->tail_ms >= PACE_REST_MS)
		pace->tail = 0;
	pace->tail += bytes;
	pace->tail_ms = now_ms;
	return ask_due(pace, now_ms);
}

/* Answers come in the order of the questions, so the first ones are those given up. */
bool pace_answered(Pace *pace, int64_t now_ms)
{
	if (pace->lost) {
		pace->lost--;
		pace->answers = pace->fails < PACE_FAILS;
	} else if (pace->n) {
		pace->n--;
		memmove(pace->asks, pace->asks + 1, pace->n * sizeof *pace->asks);
	}
	return ask_due(pace, now_ms);
}

int pace_wait(Pace *pace, int64_t now_ms)
{
	if (!pace->answers || !pace->n || bytes_away(pace) < PACE_HOLD)
		return 0;
	int64_t left = ask_limit(&pace->asks[0]) - now_ms;
	if (left > 0)
		return (int)left;
	pace->answers = false;
	pace->fails++;
	pace->lost += pace->n;
	pace->lost_ms = now_ms + PACE_LATE_MS; /* a machine that stood still: they are there soon */
	pace->n = pace->tail = 0;
	return 0;
}

int pace_owed(const Pace *pace, int64_t now_ms)
{
	int64_t left = pace->lost ? pace->lost_ms - now_ms : 0;
	if (pace->n) {
		PaceAsk all = {pace->asks[pace->n - 1].at_ms, bytes_away(pace)};
		if (ask_limit(&all) - now_ms > left)
			left = ask_limit(&all) - now_ms;
	}
	return left > 0 ? (int)left : 0;
}

void pace_reset(Pace *pace)
{
	pace->n = pace->lost = pace->tail = 0;
}
