/* SPDX-License-Identifier: MIT */
/* "In a week, on Wednesday" and "on Wednesday in a week", said on each day of a week: never a day of the week that is, nor one too far. */
#include <stdio.h>
#include <string.h>

#include "kartoteka/when/words.h"

#include "../test.h"

static const struct {
	const char *now, *text, *want;
} rows[] = {
	{"2026-11-16", "через неделю в пятницу", "2026-11-27"},
	{"2026-11-16", "в пятницу через неделю", "2026-11-27"},
	{"2026-11-16", "in a week on monday", "2026-11-23"},
	{"2026-11-18", "через неделю в среду", "2026-11-25"},
	{"2026-11-18", "в пн через неделю", "2026-11-30"},
	{"2026-11-20", "через неделю в пн", "2026-11-23"},
	{"2026-11-20", "in 2 weeks on tuesday", "2026-12-01"},
	{"2026-11-21", "через неделю в среду", "2026-12-02"},
	{"2026-11-21", "in 2 weeks on tuesday", "2026-12-08"},
	{"2026-11-22", "в пн через неделю", "2026-11-30"},
	{"2026-11-22", "в среду через неделю", "2026-12-02"},
	{"2026-11-22", "через неделю в среду", "2026-12-02"},
	{"2026-11-22", "через неделю", "2026-11-29"},
	{"2026-11-22", "в след. понедельник", "2026-11-23"},
	{"2026-11-22", "на следующей неделе в среду", "2026-11-25"},
	{"2026-11-22", "next fri", "2026-11-27"},
	{"2026-11-20", "через рабочий день", "2026-11-23"},
	{"2026-11-20", "через 3 рабочих дня", "2026-11-25"},
	{"2026-11-21", "in 1 business day", "2026-11-23"},
	{"2026-11-22", "через 5 рабочих дней", "2026-11-27"},
	{"2026-11-23", "2 working days ago", "2026-11-19"},
	{"2026-11-22", "the day after tomorrow", "2026-11-24"},
};

TEST(weeks_are_counted_from_every_day)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		WordsContext c = {.zone = zone_find("Europe/Moscow")};
		WordsReading r;
		char now[WHEN_TEXT], text[WHEN_TEXT];
		const char *got = text;

		snprintf(now, sizeof now, "%sT10:00:00+03:00", rows[i].now);
		assert_true(instant_read(&c.now, now));
		words_find(&r, NULL, rows[i].text, &c);
		moment_text(text, r.start);
		expect_text(rows[i].text, got, rows[i].want);
		if (r.wrong.to)
			fail_msg("%s: said to be wrong", rows[i].text);
	}
}
