/* SPDX-License-Identifier: MIT */
#include "kartoteka/when/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "../test.h"

TEST(rules_go_where_the_series_is_moved_to)
{
	static const struct {
		const char *rules, *from, *to, *moved;
	} cases[] = {
		{"FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00:00", "2026-12-02T12:00:00", "FREQ=WEEKLY;BYDAY=WE"},
		{"FREQ=WEEKLY", "2026-12-01T10:00:00", "2026-12-02T12:00:00", "FREQ=WEEKLY"},
		{"freq=weekly;byday=tu,th", "2026-12-01T10:00:00", "2026-12-02T12:00:00", "freq=weekly;byday=WE,th"},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-12-01", "2026-12-02", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"},
		{"FREQ=WEEKLY;BYDAY=TU", "2026-12-01T10:00:00", "2026-12-08T10:00:00", "FREQ=WEEKLY;BYDAY=TU"},
		{"FREQ=MONTHLY;BYDAY=1TU", "2026-12-01T10:00:00", "2026-12-10T10:00:00", "FREQ=MONTHLY;BYDAY=2TH"},
		{"FREQ=MONTHLY;BYDAY=-1TU", "2026-12-29T10:00:00", "2026-12-23T10:00:00", "FREQ=MONTHLY;BYDAY=-2WE"},
		{"FREQ=MONTHLY;BYDAY=4TU", "2026-12-22T10:00:00", "2026-12-29T10:00:00", "FREQ=MONTHLY;BYDAY=-1TU"},
		{"FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-12-01", "2026-12-03", "FREQ=MONTHLY;BYMONTHDAY=3,15"},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", "2026-12-31", "2026-12-30", "FREQ=MONTHLY;BYMONTHDAY=-2"},
		{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2026-12-31", "2027-01-02", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2"},
		{"FREQ=DAILY;BYHOUR=10;BYMINUTE=0", "2026-12-01T10:00:00", "2026-12-01T12:30:00", "FREQ=DAILY;BYHOUR=12;BYMINUTE=30"},
		{"FREQ=WEEKLY;UNTIL=20261222;BYDAY=TU", "2026-12-01T10:00:00", "2026-12-02T10:00:00", "FREQ=WEEKLY;UNTIL=20261223;BYDAY=WE"},
		{"FREQ=WEEKLY;UNTIL=20261222T070000Z", "2026-12-01T10:00:00", "2026-12-01T12:00:00", "FREQ=WEEKLY;UNTIL=20261222T090000Z"},
		{"FREQ=WEEKLY;COUNT=4;WKST=TU;BYDAY=TU\nFREQ=DAILY", "2026-12-01T10:00:00", "2026-11-30T10:00:00", "FREQ=WEEKLY;COUNT=4;WKST=TU;BYDAY=MO\nFREQ=DAILY"},
		{"RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", "2026-12-03", "RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=1"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Moment from, to;
		char *moved = NULL;
		assert_true(moment_read(&from, cases[i].from));
		assert_true(moment_read(&to, cases[i].to));
		assert_null(repeat_moved(&moved, cases[i].rules, from, to));
		if (strcmp(moved, cases[i].moved) != 0)
			fail_msg("%s from %s to %s: |%s|, want |%s|", cases[i].rules, cases[i].from, cases[i].to, moved, cases[i].moved);
		free(moved);
	}
}
