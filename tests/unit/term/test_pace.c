/* SPDX-License-Identifier: MIT */
/* Pacing over lines that are only counted: a clock of our own, bytes that take their time, a terminal that answers or stops to. */
#include <string.h>

#include "pace.h"
#include "test.h"

enum {
	TICK = 16,
	EVENTS = 4096,
};

/* What travels: n bytes that end with a question or not. */
typedef struct Parcel {
	int64_t there_ms; /* when its last byte is at the terminal */
	size_t bytes;
	bool asks;
	int key; /* newest key shown in it */
} Parcel;

typedef struct Line {
	int bytes_per_second, delay_ms; /* each way */
	int mute_ms;                    /* from then on the terminal answers nothing; 0: never mute */
	Parcel parcels[EVENTS];
	size_t n, arrived, answered;
	int64_t free_ms; /* when the line has sent what is in it */
	int frames, shown_key;
	int64_t shown_ms; /* when the newest key was seen */
	size_t most_away;
} Line;

static void line_send(Line *line, size_t bytes, bool asks, int key, int64_t now)
{
	int64_t from = line->free_ms > now ? line->free_ms : now;
	assert_true(line->n < EVENTS);
	line->free_ms = from + (int64_t)bytes * 1000 / line->bytes_per_second;
	line->parcels[line->n++] = (Parcel){line->free_ms + line->delay_ms, bytes, asks, key};
}

/* The terminal takes what has come, its answers come back. */
static void line_run(Line *line, Pace *pace, int64_t now)
{
	for (; line->arrived < line->n && line->parcels[line->arrived].there_ms <= now; line->arrived++)
		if (line->parcels[line->arrived].key) {
			line->shown_key = line->parcels[line->arrived].key;
			line->shown_ms = line->parcels[line->arrived].there_ms;
		}
	for (; line->answered < line->n; line->answered++) {
		const Parcel *p = &line->parcels[line->answered];
		int64_t heard = p->there_ms + line->delay_ms;
		if (heard > now)
			break;
		if (p->asks && !(line->mute_ms && heard >= line->mute_ms) && pace_answered(pace, now))
			line_send(line, 4, true, 0, now);
	}
	size_t away = 0;
	for (size_t i = line->arrived; i < line->n; i++)
		away += line->parcels[i].bytes;
	line->most_away = away > line->most_away ? away : line->most_away;
}

static void line_begin(Line *line, Pace *pace)
{
	pace_begin(pace, 0);
	line_send(line, 100, true, 0, 0);
	if (pace_sent(pace, 2500, 0)) /* the first frame */
		line_send(line, 4, true, 0, 0);
	line_send(line, 2500, false, 0, 0);
}

/* So many keys, one each so often, from `start` on; each makes a frame of so many bytes. Runs until all is seen. */
static void line_hold_key(Line *line, Pace *pace, int64_t start, int every_ms, int keys, size_t bytes)
{
	int64_t last_frame = 0;
	int pressed = 0, drawn = 0;
	for (int64_t now = 0; now < start + 600000; now++) {
		line_run(line, pace, now);
		if (pressed < keys && now >= start + (int64_t)pressed * every_ms)
			pressed++;
		if (drawn < pressed && now - last_frame >= TICK && pace_wait(pace, now) == 0) {
			drawn = pressed;
			last_frame = now;
			line->frames++;
			line_send(line, bytes, false, drawn, now);
			if (pace_sent(pace, bytes, now))
				line_send(line, 4, true, 0, now);
		}
		if (line->shown_key == keys && pace_owed(pace, now) == 0)
			return;
	}
	fail_msg("key %d of %d is seen in the end", line->shown_key, keys);
}

TEST(check_50_old_frames_are_left_out_on_a_slow_line)
{
	static const struct {
		const char *name;
		int bytes_per_second, delay_ms, every_ms, keys;
		size_t bytes, most_away;
		int least_frames, most_frames, most_lag_ms;
	} rows[] = {
		/* A held key is 30 a second; without pacing the last row of it is seen 200 * 40 / 960 = 8 s later, with previews minutes. */
		{"steps over 9600 bit/s", 960, 300, 33, 200, 40, 480, 40, 130, 900},
		{"previews over 9600 bit/s", 960, 300, 33, 200, 900, 1000, 3, 8, 3000},
		{"screens over 9600 bit/s", 960, 300, 1000, 10, 4000, 4100, 2, 5, 9500},
		{"typing over 9600 bit/s", 960, 300, 150, 40, 20, 480, 40, 40, 700},
		{"steps over a phone", 20000, 150, 33, 200, 40, 900, 150, 200, 400},
		{"steps beside us", 1000000, 0, 33, 200, 40, 200, 200, 200, 20},
		{"screens beside us", 1000000, 0, 33, 200, 4000, 4100, 195, 200, 40},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		static Line line;
		Pace pace;
		line = (Line){.bytes_per_second = rows[i].bytes_per_second, .delay_ms = rows[i].delay_ms};
		line_begin(&line, &pace);
		int64_t start = 10000, last = start + (int64_t)(rows[i].keys - 1) * rows[i].every_ms;
		for (int64_t now = 0; now < start; now++)
			line_run(&line, &pace, now);
		line.most_away = 0;
		line_hold_key(&line, &pace, start, rows[i].every_ms, rows[i].keys, rows[i].bytes);
		int lag = (int)(line.shown_ms - last);
		if (line.frames < rows[i].least_frames || line.frames > rows[i].most_frames || line.most_away > rows[i].most_away || lag > rows[i].most_lag_ms)
			fail_msg("%s: %d frames, %zu bytes under way at most, the last key seen after %d ms", rows[i].name, line.frames, line.most_away, lag);
		assert_int_equal(pace_owed(&pace, 700000), 0);
	}
}

/* A screen asked for while the first one still comes in waits for that one. */
TEST(check_50_the_first_frame_counts_too)
{
	static Line line;
	Pace pace;
	line = (Line){.bytes_per_second = 960, .delay_ms = 300};
	line_begin(&line, &pace);
	line_hold_key(&line, &pace, 1000, 33, 100, 40);
	if (line.frames > 60 || line.most_away > 2700)
		fail_msg("%d frames, %zu bytes", line.frames, line.most_away);
}

TEST(check_50_a_mute_terminal_holds_nothing)
{
	/* Never an answer: no question but the first, no wait, and the end waits a second after the start at most. */
	Pace pace;
	pace_begin(&pace, 1000);
	assert_int_equal(pace_owed(&pace, 1100), PACE_FIRST_MS - 100);
	for (int64_t now = 1000; now < 20000; now += 100) {
		assert_int_equal(pace_wait(&pace, now), 0);
		assert_false(pace_sent(&pace, 4000, now));
	}
	assert_int_equal(pace_owed(&pace, 20000), 0);
	/* One that answered and then falls silent: the screen stands for some seconds, three times at most, then never again. */
	static Line line;
	line = (Line){.bytes_per_second = 100000, .delay_ms = 20, .mute_ms = 12000};
	line_begin(&line, &pace);
	int64_t stood = 0;
	for (int64_t now = 0; now < 120000; now += TICK) {
		line_run(&line, &pace, now);
		bool waits = pace_wait(&pace, now) > 0;
		stood += waits ? TICK : 0;
		if (!waits && line.n + 2 < EVENTS) {
			line_send(&line, 400, false, 0, now);
			if (pace_sent(&pace, 400, now))
				line_send(&line, 4, true, 0, now);
		}
	}
	assert_false(pace.answers);
	assert_true(stood > 1000 && stood < 16000);
	assert_true(pace.fails <= PACE_FAILS);
	assert_int_equal(pace_owed(&pace, 120000), 0);
}

TEST(check_50_late_answers_begin_anew)
{
	Pace pace;
	pace_begin(&pace, 0);
	assert_false(pace_answered(&pace, 10));
	assert_true(pace.answers);
	assert_true(pace_sent(&pace, 1000, 20));
	int limit = pace_wait(&pace, 20);
	assert_true(limit >= 1000 && limit <= 10000);
	assert_int_equal(pace_owed(&pace, 20), limit);
	assert_int_equal(pace_wait(&pace, 20 + limit), 0); /* given up */
	assert_false(pace.answers);
	assert_int_equal(pace_owed(&pace, 20 + limit), PACE_LATE_MS); /* an end right now would still hear it */
	assert_false(pace_sent(&pace, 1000, 9000));
	assert_int_equal(pace_owed(&pace, 9000), 0);
	assert_true(pace_answered(&pace, 9500)); /* here it is; what was sent meanwhile is asked for */
	assert_true(pace.answers);
	assert_true(pace_wait(&pace, 9500) > 0);
	assert_false(pace_answered(&pace, 9700));
	assert_int_equal(pace_wait(&pace, 9700), 0);
	assert_false(pace_answered(&pace, 9800)); /* one that nobody asked for */
	assert_int_equal(pace_owed(&pace, 9800), 0);
}

/* Check 48: what an idle program sends each minute is never asked for. */
TEST(check_48_idle_asks_nothing)
{
	Pace pace;
	pace_begin(&pace, 0);
	assert_false(pace_answered(&pace, 10));
	for (int64_t minute = 1; minute < 1000; minute++)
		assert_false(pace_sent(&pace, 60, minute * 60000));
}
