/* SPDX-License-Identifier: MIT */
/* Days, instants, moments and births: arithmetic and texts. */
#include "kartoteka/when/time.h"

#include "../test.h"

TEST(day_arithmetic_goes_both_ways)
{
	int32_t year;
	int month, day;

	assert_int_equal(day_of(1970, 1, 1).n, 0);
	assert_int_equal(day_of(2026, 7, 23).n, 20657);
	assert_int_equal(day_of(2026, 14, 1).n, day_of(2027, 2, 1).n);
	assert_int_equal(day_of(2026, 0, 31).n, day_of(2025, 12, 31).n);
	assert_int_equal(day_of(2026, 2, 31).n, day_of(2026, 3, 3).n);
	for (int32_t n = -1000000; n < 1000000; n += 7) {
		day_split((Day){n}, &year, &month, &day);
		assert_int_equal(day_of(year, month, day).n, n);
	}
}

TEST(weekdays_and_iso_weeks)
{
	static const struct {
		int year, month, day, weekday, week, iso_year;
	} rows[] = {
		{2026, 7, 23, 4, 30, 2026},
		{2026, 1, 1, 4, 1, 2026},
		{2027, 1, 1, 5, 53, 2026},
		{2024, 12, 30, 1, 1, 2025},
		{1969, 12, 28, 7, 52, 1969},
		{2000, 2, 29, 2, 9, 2000},
		{2020, 12, 31, 4, 53, 2020},
		{1, 1, 1, 1, 1, 1},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int32_t iso;
		Day d = day_of(rows[i].year, rows[i].month, rows[i].day);

		assert_int_equal(day_weekday(d), rows[i].weekday);
		assert_int_equal(day_iso_week(d, &iso), rows[i].week);
		assert_int_equal(iso, rows[i].iso_year);
	}
}

TEST(months_keep_their_last_day)
{
	assert_int_equal(day_add_months(day_of(2026, 1, 31), 1).n, day_of(2026, 2, 28).n);
	assert_int_equal(day_add_months(day_of(2024, 1, 31), 1).n, day_of(2024, 2, 29).n);
	assert_int_equal(day_add_months(day_of(2026, 3, 15), -3).n, day_of(2025, 12, 15).n);
	assert_int_equal(month_length(1900, 2), 28);
	assert_int_equal(month_length(2000, 2), 29);
	assert_int_equal(month_length(2026, 13), 0);
	assert_false(day_valid(2026, 2, 29));
	assert_false(day_valid(0, 1, 1));
}

TEST(moments_are_read_and_written)
{
	static const struct {
		const char *text, *back;
	} rows[] = {
		{"2026-07-23", "2026-07-23"},
		{"2026-07-23T10:00:00", "2026-07-23T10:00:00"},
		{"2026-07-23T10:00", "2026-07-23T10:00:00"},
		{"2026-07-23T10:00:00Z", "2026-07-23T10:00:00Z"},
		{"2026-07-23T23:59:60", "2026-07-23T23:59:59"},
		{"2026-02-29", NULL},
		{"2026-7-23", NULL},
		{"2026-07-23 ", NULL},
		{"2026-07-23T24:00:00", NULL},
		{"", NULL},
		{"2026-07-23T10:00:00+03:00", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Moment m;
		char text[WHEN_TEXT];
		bool well = moment_read(&m, rows[i].text);

		if (well)
			moment_text(text, m);
		const char *got = well ? text : NULL;
		expect_text(rows[i].text, got, rows[i].back);
	}
}

TEST(instants_are_read_and_written)
{
	static const struct {
		const char *text, *back;
	} rows[] = {
		{"2026-07-23T09:42:00+03:00", "2026-07-23T06:42:00Z"},
		{"2026-07-23t06:42:00z", "2026-07-23T06:42:00Z"},
		{"2026-07-23 06:42:00.123Z", "2026-07-23T06:42:00Z"},
		{"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
		{"2026-07-23T09:42:00", NULL},
		{"2026-07-23", NULL},
		{"2026-07-23T06:42:00.Z", NULL},
		{"2026-07-23T06:42:00Zx", NULL},
		{"9999-12-31T23:59:59-12:00", "10000-01-01T11:59:59Z"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Instant t;
		char text[WHEN_TEXT];
		bool well = instant_read(&t, rows[i].text);

		if (well)
			instant_text(text, t);
		const char *got = well ? text : NULL;
		expect_text(rows[i].text, got, rows[i].back);
	}
}

TEST(births_may_lack_the_year)
{
	static const struct {
		const char *text, *back;
	} rows[] = {
		{"1973-05-12", "1973-05-12"},
		{"--05-12", "--05-12"},
		{"--02-29", "--02-29"},
		{"1973-02-29", NULL},
		{"", ""},
		{"0000-05-12", NULL},
		{"--13-01", NULL},
		{"05-12", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Birth b;
		char text[WHEN_TEXT];
		bool well = birth_read(&b, rows[i].text);

		if (well)
			birth_text(text, b);
		const char *got = well ? text : NULL;
		expect_text(rows[i].text, got, rows[i].back);
	}
}

TEST(nothing_is_last)
{
	assert_true(instant_cmp(INSTANT_NONE, (Instant){0}) > 0);
	assert_true(instant_cmp((Instant){0}, INSTANT_NONE) < 0);
	assert_int_equal(instant_cmp(INSTANT_NONE, INSTANT_NONE), 0);
}
