/* SPDX-License-Identifier: MIT */
/* Dates, durations, rules of vCalendar 1.0, hashes, identities. */
#include <string.h>

#include "hash.h"
#include "identity.h"
#include "kartoteka/bridge/ics.h"
#include "parse.h"
#include "test.h"
#include "value.h"

TEST(moments_are_read_as_files_write_them)
{
	static const struct {
		const char *value, *want, *written;
	} rows[] = {
		{"20260723", "2026-07-23", "20260723"},
		{"20260723T100000", "2026-07-23T10:00:00", "20260723T100000"},
		{"20260723T100000Z", "2026-07-23T10:00:00Z", "20260723T100000Z"},
		{"20260723t100000z", "2026-07-23T10:00:00Z", "20260723T100000Z"},
		{" 20260723T100000 ", "2026-07-23T10:00:00", "20260723T100000"},
		{"2026-07-23", "2026-07-23", "20260723"},
		{"2026-07-23T10:00:00Z", "2026-07-23T10:00:00Z", "20260723T100000Z"},
		{"2026-07-23 10:00", "2026-07-23T10:00:00", "20260723T100000"},
		{"20260723T1000", "2026-07-23T10:00:00", "20260723T100000"},
		{"20260723T100000.500Z", "2026-07-23T10:00:00Z", "20260723T100000Z"},
		{"20260723T100000+0300", "2026-07-23T07:00:00Z", "20260723T070000Z"},
		{"20260723T003000+03:00", "2026-07-22T21:30:00Z", "20260722T213000Z"},
		{"20260105T240000", "2026-01-06T00:00:00", "20260106T000000"},
		{"20260630T235960Z", "2026-06-30T23:59:59Z", "20260630T235959Z"},
		{"20260723T100000\"", "2026-07-23T10:00:00", "20260723T100000"},
		{"20260229", NULL, NULL},
		{"20261301", NULL, NULL},
		{"20260723T250000", NULL, NULL},
		{"20260723T106000", NULL, NULL},
		{"2026072", NULL, NULL},
		{"", NULL, NULL},
		{"tomorrow", NULL, NULL},
		{"20260723T", NULL, NULL},
		{"20260723X", NULL, NULL},
		{"20260723T100000ZZ", NULL, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Moment m;
		char text[WHEN_TEXT] = "";
		Str written = {0};
		bool read = value_moment(&m, span_of(rows[i].value));
		if (read) {
			moment_text(text, m);
			value_put_moment(&written, m);
		}
		const char *got = read ? text : NULL;
		expect_text(rows[i].value, got, rows[i].want);
		expect_text(rows[i].value, read ? str_text(&written) : NULL, rows[i].written);
		str_done(&written);
	}
}

TEST(durations_are_read_and_written)
{
	static const struct {
		const char *value;
		bool read;
		int64_t days, seconds;
		const char *written;
	} rows[] = {
		{"PT15M", true, 0, 900, "PT15M"},
		{"-PT15M", true, 0, -900, "-PT15M"},
		{"P1D", true, 1, 0, "P1D"},
		{"P2W", true, 14, 0, "P2W"},
		{"PT24H", true, 0, 86400, "P1D"},
		{"P1DT2H3M4S", true, 1, 7384, "P1DT2H3M4S"},
		{"+PT1H", true, 0, 3600, "PT1H"},
		{"PT0S", true, 0, 0, "PT0S"},
		{"pt1h30m", true, 0, 5400, "PT1H30M"},
		{"-P1W", true, -7, 0, "-P1W"},
		{"P1WT1H", true, 7, 3600, "P7DT1H"},
		{"PT90S", true, 0, 90, "PT1M30S"},
		{"P99999999999999999999D", true, 3652500, 0, NULL},
		{"PT", true, 0, 0, "PT0S"},
		{"P", false, 0, 0, NULL},
		{"", false, 0, 0, NULL},
		{"15M", false, 0, 0, NULL},
		{"PT15", false, 0, 0, NULL},
		{"PTXM", false, 0, 0, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Duration d = {0, 0};
		Str written = {0};
		bool read = value_duration(&d, span_of(rows[i].value));
		if (read != rows[i].read || d.days != rows[i].days || d.seconds != rows[i].seconds)
			fail_msg("row \"%s\": %d %lld %lld", rows[i].value, read, (long long)d.days, (long long)d.seconds);
		if (rows[i].written) {
			value_put_duration(&written, duration_seconds(d));
			expect_text(rows[i].value, str_text(&written), rows[i].written);
		}
		str_done(&written);
	}
}

/* 3.3.6: days follow the calendar, hours the clock; here over the night of 8 March 2026 in New York. */
TEST(a_day_is_not_24_hours_when_clocks_change)
{
	static const struct {
		const char *from, *duration, *want;
	} rows[] = {
		{"20260307T120000", "P1D", "2026-03-08T12:00:00"},
		{"20260307T120000", "PT24H", "2026-03-08T13:00:00"},
		{"20260307T120000Z", "PT24H", "2026-03-08T12:00:00Z"},
		{"20260307", "P2D", "2026-03-09"},
		{"20260307", "PT48H", "2026-03-09"},
		{"20260307T120000", "P9999999D", "9999-12-31T12:00:00"},
	};
	const Zone *zone = zone_find("America/New_York");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Moment m;
		Duration d = {0, 0};
		char text[WHEN_TEXT];
		const char *got = text;
		assert_true(value_moment(&m, span_of(rows[i].from)) && value_duration(&d, span_of(rows[i].duration)));
		moment_text(text, moment_plus(m, d, zone));
		expect_text(rows[i].duration, got, rows[i].want);
	}
}

TEST(rules_of_vcalendar_1_become_rules)
{
	static const struct {
		const char *old, *want;
	} rows[] = {
		{"D1 #10", "FREQ=DAILY;COUNT=10"},
		{"D2 #0", "FREQ=DAILY;INTERVAL=2"},
		{"W1 MO WE #5", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5"},
		{"W2 TU 19971224T000000Z", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=19971224T000000Z"},
		{"MP1 1+ SU #3", "FREQ=MONTHLY;BYDAY=+1SU;COUNT=3"},
		{"MP1 1+ MO 2- FR #3", "FREQ=MONTHLY;BYDAY=+1MO,-2FR;COUNT=3"},
		{"MD1 1 15 LD #4", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1;COUNT=4"},
		{"MD1 2- #4", "FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=4"},
		{"YM1 6 7 #2", "FREQ=YEARLY;BYMONTH=6,7;COUNT=2"},
		{"YD1 1 100 19990101T000000", "FREQ=YEARLY;BYYEARDAY=1,100;UNTIL=19990101T000000"},
		{"D1", "FREQ=DAILY;COUNT=2"},
		{"D0 #2", NULL},
		{"W1 XX", NULL},
		{"FREQ=DAILY", NULL},
		{"", NULL},
		{"D", NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Str got = {0};
		bool read = rule_is_old(span_of(rows[i].old)) && old_rule(&got, span_of(rows[i].old));
		expect_text(rows[i].old, read ? str_text(&got) : NULL, rows[i].want);
		str_done(&got);
	}
}

static uint64_t rank(int64_t sequence, int64_t stamp, bool cancels)
{
	const IcsItem item = {.sequence = sequence, .stamp = {stamp}, .method = cancels ? ICS_CANCELS : ICS_STATES};
	return ics_rank(&item);
}

TEST(equals_have_places_and_one_of_them_counts)
{
	Identities ids = {0};
	Identity a = identity_add(&ids, 1, rank(0, 0, false)), b = identity_add(&ids, 1, rank(2, 0, false)), c = identity_add(&ids, 1, rank(1, 9, true)),
			 d = identity_add(&ids, 1, rank(2, 0, false));
	Identity e = identity_add(&ids, 1, rank(2, 5, false)), other = identity_add(&ids, 2, rank(0, 0, false)), off = identity_add(&ids, 1, rank(2, 5, true)),
			 later = identity_add(&ids, 1, rank(2, 6, false));
	assert_true(a.ordinal == 0 && !a.superseded && a.supersedes == -1);
	assert_true(b.ordinal == 1 && !b.superseded && b.supersedes == 0);
	assert_true(c.ordinal == 2 && c.superseded && c.supersedes == -1);
	assert_true(d.ordinal == 3 && d.superseded);
	assert_true(e.ordinal == 4 && !e.superseded && e.supersedes == 1);
	assert_true(other.ordinal == 0 && !other.superseded);
	assert_true(off.supersedes == 4 && later.supersedes == 5);
	/* However far they go: no later stamp becomes a sequence. */
	assert_true(rank(1, INT64_MIN / 2, false) > rank(0, INT64_MAX / 2, true));
	assert_true(rank(INT64_MAX, 0, false) > rank(-1, INT64_MAX / 2, true));
	for (uint64_t i = 3; i < 5000; i++)
		assert_int_equal(identity_add(&ids, i * 0x9E3779B97F4A7C15u, rank(0, 0, false)).ordinal, 0);
	for (uint64_t i = 3; i < 5000; i++)
		assert_int_equal(identity_add(&ids, i * 0x9E3779B97F4A7C15u, rank(1, 0, false)).supersedes, 0);
	identities_done(&ids);
}

TEST(hashes_tell_lines_apart)
{
	char a[33], b[33], c[33];
	ics_hash(a, "BEGIN:VEVENT\n", 13);
	ics_hash(b, "BEGIN:VEVENT\n", 13);
	ics_hash(c, "BEGIN:VEVENU\n", 13);
	assert_string_equal(a, b);
	assert_string_not_equal(a, c);
	assert_int_equal(strlen(a), 32);
	ics_hash(c, "", 0);
	assert_int_equal(strlen(c), 32);
}
