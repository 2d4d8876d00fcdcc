/* SPDX-License-Identifier: MIT */
/* Zones: gaps and overlaps as RFC 5545 3.3.5 says, names of other programs, components in and out. */
#include "kartoteka/when/zone.h"

#include <stdlib.h>
#include <string.h>

#include "../test.h"

static const char *utc_of(const char *zone, const char *local)
{
	static char text[WHEN_TEXT];
	const Zone *z = zone_find(zone);
	Moment m;

	assert_non_null(z);
	assert_true(moment_read(&m, local));
	instant_text(text, zone_moment(z, m));
	return text;
}

TEST(local_times_become_instants)
{
	static const struct {
		const char *zone, *local, *utc;
	} rows[] = {
		{"Europe/Moscow", "2026-07-23T09:42:00", "2026-07-23T06:42:00Z"},
		{"Europe/Moscow", "2010-03-28T02:30:00", "2010-03-27T23:30:00Z"}, /* gap: the offset before it */
		{"Europe/Moscow", "2010-10-31T02:30:00", "2010-10-30T22:30:00Z"}, /* twice: the first */
		{"Europe/Moscow", "2011-07-01T12:00:00", "2011-07-01T08:00:00Z"},
		{"Europe/Moscow", "2014-10-26T01:30:00", "2014-10-25T21:30:00Z"},
		{"Europe/Moscow", "2100-07-01T12:00:00", "2100-07-01T09:00:00Z"},
		{"America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z"},
		{"America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"},
		{"America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00Z"},
		{"Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T01:00:00Z"},
		{"Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"},
		{"Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"},
		{"Europe/Berlin", "2060-07-01T12:00:00", "2060-07-01T10:00:00Z"},
		{"Europe/Berlin", "2999-07-01T12:00:00", "2999-07-01T10:00:00Z"},
		{"Europe/Berlin", "2999-01-01T12:00:00", "2999-01-01T11:00:00Z"},
		{"Australia/Lord_Howe", "2026-01-15T12:00:00", "2026-01-15T01:00:00Z"},
		{"Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00Z"}, /* a day that was left out */
		{"Asia/Kolkata", "2026-07-23", "2026-07-22T18:30:00Z"},
		{"UTC", "2026-07-23T09:42:00Z", "2026-07-23T09:42:00Z"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_text(rows[i].local, utc_of(rows[i].zone, rows[i].local), rows[i].utc);
}

TEST(instants_become_local_and_back)
{
	static const char *const names[] = {"Europe/Moscow", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Nuuk",
	                                    "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "Europe/Dublin"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const Zone *zone = zone_find(names[i]);

		assert_non_null(zone);
		for (int64_t t = -2000000000; t < 20000000000; t += 7777777) {
			Day day;
			int32_t second;
			Instant back;

			zone_local(zone, (Instant){t}, &day, &second);
			back = zone_instant(zone, day, second);
			/* the second of two equal clock times comes back as the first */
			if (back.s != t)
				assert_true(zone_offset(zone, back) - zone_offset(zone, (Instant){t}) == t - back.s);
		}
	}
}

TEST(zones_are_found_by_other_names)
{
	static const struct {
		const char *name, *same_as;
	} rows[] = {
		{"Russian Standard Time", "Europe/Moscow"},
		{"W. Europe Standard Time", "Europe/Berlin"},
		{"Central Europe Standard Time", "Europe/Budapest"},
		{"Central European Standard Time", "Europe/Warsaw"},
		{"Ekaterinburg Standard Time", "Asia/Yekaterinburg"},
		{"Pacific Standard Time", "America/Los_Angeles"},
		{"New Zealand Standard Time", "Pacific/Auckland"},
		{"\"Tokyo Standard Time\"", "Asia/Tokyo"},
		{"/freeassociation.sourceforge.net/Tzfile/Europe/Vienna", "Europe/Vienna"},
		{"/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"},
		{"/mozilla.org/20070129_1/America/New_York", "America/New_York"},
		{"/softwarestudio.org/Olson_20011030_5/America/Los_Angeles", "America/Los_Angeles"},
		{"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"},
		{"posix/Europe/Vaduz", "Europe/Vaduz"},
		{"Екатеринбург", "Asia/Yekaterinburg"},
		{"UTC+3", "Etc/GMT-3"},
		{"GMT-05:00", "Etc/GMT+5"},
		{"US/Eastern", "America/New_York"},
		{"Nowhere/Middle", NULL},
		{"../../etc/passwd", NULL},
		{"", NULL},
		{"tzdata.zi", NULL},
		{"Customized Time Zone", NULL},
		{"localtime", NULL},
		{"/etc/passwd", NULL},
	};
	Instant t = {1784800000};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const Zone *zone = zone_find(rows[i].name);

		if (!rows[i].same_as) {
			if (zone)
				fail_msg("\"%s\" is no zone", rows[i].name);
			continue;
		}
		if (!zone)
			fail_msg("\"%s\" is not found", rows[i].name);
		if (zone_offset(zone, t) != zone_offset(zone_find(rows[i].same_as), t))
			fail_msg("\"%s\" is not as %s", rows[i].name, rows[i].same_as);
		assert_ptr_equal(zone_find(rows[i].name), zone); /* from the cache */
	}
}

static const char *component_utc(const char *component, const char *local)
{
	static char text[WHEN_TEXT];
	const Zone *zone = zone_from_component(component, strlen(component));
	Moment m;

	if (!zone)
		return NULL;
	assert_true(moment_read(&m, local));
	instant_text(text, zone_moment(zone, m));
	return text;
}

#define OUTLOOK \
	"BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\n" \
	"TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n" \
	"DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\n" \
	"END:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

TEST(components_become_zones)
{
	static const struct {
		const char *component, *local, *utc;
	} rows[] = {
		{OUTLOOK, "2026-07-23T12:00:00", "2026-07-23T10:00:00Z"},
		{OUTLOOK, "2026-12-23T12:00:00", "2026-12-23T11:00:00Z"},
		{OUTLOOK, "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"},
		{OUTLOOK, "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"},
		/* empty, and one whose parts lack DTSTART: the name counts (lesson 8) */
		{"BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE\n", "2026-07-23T12:00:00", "2026-07-23T10:00:00Z"},
		{"BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0000\nEND:STANDARD\nEND:VTIMEZONE\n",
	     "2026-07-23T12:00:00", "2026-07-23T10:00:00Z"},
		/* a rule that hangs libical (lesson 1) */
		{"BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\n"
	     "RRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n",
	     "2026-07-23T12:00:00", "2026-07-23T09:00:00Z"},
		/* before the first onset: the offset from, not UTC (libical#91) */
		{"BEGIN:VTIMEZONE\nTZID:Y\nBEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n",
	     "2020-01-01T12:00:00", "2020-01-01T11:00:00Z"},
		/* RDATE onsets, the first not skipped (libical#156) */
		{"BEGIN:VTIMEZONE\nTZID:Z1\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0300\n"
	     "RDATE:20200101T000000,20220101T000000\nEND:STANDARD\nEND:VTIMEZONE\n",
	     "2020-06-01T12:00:00", "2020-06-01T09:00:00Z"},
		{"BEGIN:VTIMEZONE\nTZID:Nowhere\nEND:VTIMEZONE\n", "2026-07-23T12:00:00", NULL},
		{"garbage", "2026-07-23T12:00:00", NULL},
		{"", "2026-07-23T12:00:00", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		expect_text(rows[i].component, component_utc(rows[i].component, rows[i].local), rows[i].utc);
}

/* A zone written out and read back is the same from 1970 on. */
TEST(zones_survive_their_component)
{
	static const char *const names[] = {
		"Europe/Moscow",
		"Europe/Berlin",
		"America/New_York",
		"Asia/Kolkata",
		"Asia/Yekaterinburg",
		"Australia/Sydney",
		"America/Sao_Paulo",
		"Africa/Casablanca",
		"Asia/Jerusalem",
		"America/Nuuk",
		"Europe/Dublin",
		"Asia/Gaza",
	};

	assert_null(zone_component(zone_utc()));
	assert_null(zone_component(NULL));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const Zone *zone = zone_find(names[i]), *back;
		char *text = zone_component(zone);

		assert_non_null(text);
		assert_non_null(strstr(text, "\r\nEND:VTIMEZONE\r\n"));
		back = zone_from_component(text, strlen(text));
		assert_non_null(back);
		for (int64_t t = 0; t < 4000000000; t += 3 * 86400 + 1234)
			if (zone_offset(zone, (Instant){t}) != zone_offset(back, (Instant){t}))
				fail_msg("%s differs at %lld:\n%s", names[i], (long long)t, text);
		free(text);
	}
}

TEST(zones_are_guessed)
{
	const Zone *found[64];
	Instant now;
	size_t n;

	assert_true(instant_read(&now, "2026-07-23T06:42:00Z"));
	assert_int_equal(zone_guess(found, 64, "моск", now), 1);
	expect_text("моск", zone_name(found[0]), "Europe/Moscow");
	assert_int_equal(zone_guess(found, 64, "Yekat", now), 1);
	expect_text("Yekat", zone_name(found[0]), "Asia/Yekaterinburg");
	n = zone_guess(found, 64, "9:42", now);
	assert_true(n >= 3);
	expect_text("9:42", zone_name(found[0]), "Europe/Moscow");
	n = zone_guess(found, 64, "11.40", now);
	assert_true(n >= 1);
	expect_text("11.40", zone_name(found[0]), "Asia/Yekaterinburg");
	assert_int_equal(zone_guess(found, 64, "zzz", now), 0);
	assert_int_equal(zone_guess(found, 64, "vjcrdf", now), 1);
	assert_string_equal(zone_name(found[0]), "Europe/Moscow");
	assert_int_equal(zone_guess(found, 64, "ьщысщц", now), 1);
	assert_string_equal(zone_name(found[0]), "Europe/Moscow");
	assert_int_equal(zone_guess(found, 2, "9:42", now), 2);
	assert_int_equal(zone_guess(found, 64, "", now), 0);
}
