/* SPDX-License-Identifier: MIT */
/* Until when what calls and what is late holds by the clock alone: a session that asks the base no sooner shows what one shows that asks each minute. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static void set_clock(Fixture *f, Instant at)
{
	char text[WHEN_TEXT];
	instant_text(text, at);
	fixture_clock(f, text);
}

static void said(char out[64], Fixture *f)
{
	int64_t overdue, due;
	AgendaRow *rows;
	size_t late;
	bool more;
	Arena *arena = arena_new();
	well(reminders_called(f->work, 0, 200, &overdue, &due, &more));
	well(agenda_late(f->work, 0, 200, &rows, &late, arena));
	snprintf(out, 64, "%lld overdue, %lld due, %zu late", (long long)overdue, (long long)due, late);
	arena_free(arena);
}

/* Every `step` seconds for so many days. Returns how often it was asked. */
static int walk(Fixture *f, const char *from, int days, int step)
{
	Instant at, turn = INSTANT_NONE;
	char kept[64] = "", now[64], when[WHEN_TEXT];
	bool any;
	int asked = 0;
	assert_true(instant_read(&at, from));
	for (int64_t end = at.s + (int64_t)days * 86400; at.s < end; at.s += step) {
		set_clock(f, at);
		well(reminders_roll(f->work, &any));
		said(now, f);
		/* Midnight is the app's own business. */
		bool turned = instant_is_none(turn) || at.s >= turn.s || zone_day(f->work->zone, at).n != zone_day(f->work->zone, (Instant){at.s - step}).n;
		if (!turned && (any || strcmp(now, kept) != 0)) {
			instant_text(when, at);
			fail_msg("%s: %s, not %s%s", when, now, kept, any ? ", and an alarm moved on" : "");
		}
		if (!turned)
			continue;
		memcpy(kept, now, sizeof kept);
		well(plan_turn(f->work, 0, (Instant){at.s + 4 * 3600}, &turn));
		assert_true(turn.s >= at.s && turn.s <= at.s + 4 * 3600);
		asked++;
	}
	return asked;
}

TEST(turn_is_never_later_than_what_is_counted)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Kim Olga", NULL);
	make_task(&f, client, "quote", "2026-07-23T10:30:00", NULL);
	make_task(&f, client, "papers", "2026-07-24", NULL);
	make_task(&f, 0, "water", "2026-07-23T11:07:00", "FREQ=HOURLY;INTERVAL=5");
	make_task(&f, 0, "report", "2026-07-23T18:00:00", "FREQ=DAILY");
	make_event(&f, client, "meeting", "2026-07-23T14:20:00", "2026-07-23T15:05:00", NULL);
	make_event(&f, 0, "stand-up", "2026-07-23T09:00:00", "2026-07-23T09:30:00", "FREQ=DAILY");
	make_event(&f, 0, "watch", "2026-07-23T10:00:00", "2026-07-23T10:10:00", "FREQ=HOURLY;COUNT=9");
	make_event(&f, 0, "fair", "2026-07-24", "2026-07-25", NULL);
	/* No reminder calls for these. */
	int64_t bare = make_task(&f, 0, "bare", "2026-07-23T12:13:00", NULL), series = make_task(&f, 0, "bare series", "2026-07-23T12:44:00", "FREQ=DAILY");
	const int64_t silent[] = {reminder_of(&f, "task", bare), reminder_of(&f, "task", series)};
	well(reminder_remove(f.work, silent, 2, NULL));
	int asked = walk(&f, NOW, 3, 60);
	/* Seldom enough to be of use. */
	if (asked > 3 * 86400 / 60 / 10)
		fail_msg("asked %d times", asked);
	fixture_close(&f);
}

TEST(turn_of_an_empty_base_is_far)
{
	Fixture f;
	Instant now, turn;
	fixture_open(&f, NULL);
	assert_true(instant_read(&now, NOW));
	well(plan_turn(f.work, 0, (Instant){now.s + 3600}, &turn));
	assert_int_equal(turn.s, now.s + 3600);
	make_event(&f, 0, "meeting", "2026-07-23T10:00:00", "2026-07-23T11:00:00", NULL);
	well(plan_turn(f.work, 0, (Instant){now.s + 3600}, &turn));
	assert_int_equal(turn.s, now.s + 8 * 60); /* ten minutes before it calls */
	fixture_close(&f);
}
