/* SPDX-License-Identifier: MIT */
/*
 * Recurrence sets: RFC 5545's own examples and known traps as a table, libical as a second opinion on what it gets right,
 * far windows against the walk from the start, and the limits of work.
 */
#include "kartoteka/when/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "libical.h"
#include "rule.h"

#include "../test.h"

typedef struct Taken {
	Str text;
	int n;
	Instant last;
} Taken;

static bool take(void *self, Moment at, Instant instant)
{
	Taken *taken = self;
	char text[WHEN_TEXT];

	assert_true(instant.s > taken->last.s);
	taken->last = instant;
	moment_text(text, at);
	if (at.second == 9 * 3600 && at.form == MOMENT_LOCAL)
		text[10] = '\0'; /* 09:00 is left out in the tables */
	str_addf(&taken->text, "%s%s", taken->n++ ? " " : "", text);
	return true;
}

static Repeat repeat_make(const char *start, const char *rules)
{
	Repeat r = {.rules = rules, .zone = zone_find("America/New_York"), .floating = zone_find("Europe/Moscow")};

	assert_true(moment_read(&r.start, start));
	return r;
}

static const struct {
	const char *start, *rules, *want; /* the first few; "." at the end: no more follow */
} rows[] = {
	/* RFC 5545 3.8.5.3 */
	{"1997-09-02T09:00", "FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04 ."},
	{"1997-09-02T09:00", "FREQ=DAILY;UNTIL=19970904T130000Z", "1997-09-02 1997-09-03 1997-09-04 ."},
	{"1997-09-02T09:00", "FREQ=DAILY;INTERVAL=2", "1997-09-02 1997-09-04 1997-09-06"},
	{"1997-09-02T09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12 ."},
	{"1998-01-30T09:00", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998-01-30 1998-01-31 1999-01-01"},
	{"1997-09-02T09:00", "FREQ=WEEKLY;COUNT=3", "1997-09-02 1997-09-09 1997-09-16 ."},
	{"1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02 1997-09-16 1997-09-30"},
	{"1997-09-02T09:00", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
     "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02 ."},
	{"1997-09-01T09:00", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
     "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 1997-09-29"},
	{"1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH", "1997-09-02 1997-09-04 1997-09-16 1997-09-18 ."},
	{"1997-09-05T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07 ."},
	{"1997-09-07T09:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "1997-09-07 1997-09-28 1997-11-02 1997-11-30 ."},
	{"1997-09-22T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17 ."},
	{"1997-09-28T09:00", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26"},
	{"1997-09-02T09:00", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15", "1997-09-02 1997-09-15 1997-10-02 1997-10-15 ."},
	{"1997-09-30T09:00", "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31 1997-11-01 ."},
	{"1997-09-10T09:00", "FREQ=MONTHLY;INTERVAL=18;COUNT=3;BYMONTHDAY=10,11,12", "1997-09-10 1997-09-11 1997-09-12 ."},
	{"1997-09-02T09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04"},
	{"1997-06-10T09:00", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10 1997-07-10 1998-06-10 1998-07-10 ."},
	{"1997-03-10T09:00", "FREQ=YEARLY;INTERVAL=2;COUNT=4;BYMONTH=1,2,3", "1997-03-10 1999-01-10 1999-02-10 1999-03-10 ."},
	{"1997-01-01T09:00", "FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200", "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 ."},
	{"1997-05-19T09:00", "FREQ=YEARLY;BYDAY=20MO", "1997-05-19 1998-05-18 1999-05-17"},
	{"1997-05-12T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12 1998-05-11 1999-05-17"},
	{"1997-03-13T09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13 1997-03-20 1997-03-27 1998-03-05"},
	{"1997-06-05T09:00", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05 1997-06-12"},
	{"1998-02-13T09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"},
	{"1997-09-13T09:00", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13 1997-10-11 1997-11-08"},
	{"1996-11-05T09:00", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05 2000-11-07 2004-11-02"},
	{"1997-09-04T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06 ."},
	{"1997-09-29T09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29 1997-10-30 1997-11-27 1997-12-30"},
	{"1997-09-02T09:00", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z",
     "1997-09-02 1997-09-02T12:00:00 1997-09-02T15:00:00 ."},
	{"1997-09-02T09:00", "FREQ=MINUTELY;INTERVAL=15;COUNT=3", "1997-09-02 1997-09-02T09:15:00 1997-09-02T09:30:00 ."},
	{"1997-09-02T09:00", "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20;COUNT=5",
     "1997-09-02 1997-09-02T09:20:00 1997-09-02T10:00:00 1997-09-02T10:20:00 1997-09-03 ."},
	{"1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05 1997-08-10 1997-08-19 1997-08-24 ."},
	{"1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05 1997-08-17 1997-08-19 1997-08-31 ."},
	{"2007-01-15T09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30 ."},
	/* what libical 3.0.16 does wrong (lesson 6) */
	{"2020-12-28T09:00", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2020-12-28 2026-12-28 2032-12-27"},
	{"1997-05-15T09:00", "FREQ=YEARLY;BYWEEKNO=20", "1997-05-15 1998-05-14 1999-05-20"},
	{"2026-07-24T09:00", "FREQ=WEEKLY;BYDAY=1FR", "2026-07-24 2026-07-31 2026-08-07"},
	{"2026-07-23T12:00", "FREQ=DAILY;BYHOUR=9,12;BYSETPOS=-1", "2026-07-23T12:00:00 2026-07-24T12:00:00"},
	{"2026-07-23T09:30", "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,30;BYSETPOS=2,3", "2026-07-23T09:30:00 2026-07-23T10:00:00 2026-07-24T09:30:00"},
	/* settled */
	{"2026-05-15T09:00", "FREQ=YEARLY;BYMONTHDAY=15", "2026-05-15 2027-05-15"},
	{"2024-02-29T09:00", "FREQ=YEARLY", "2024-02-29 2028-02-29 2032-02-29"},
	{"2026-01-31T09:00", "FREQ=MONTHLY;COUNT=4", "2026-01-31 2026-03-31 2026-05-31 2026-07-31 ."},
	{"2026-02-28T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "2026-02-28 ."},
	/* DTSTART is in the set though the rule has it not */
	{"2026-07-23T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-07-23 2026-07-27 2026-08-03 ."},
	/* form of texts */
	{"2026-07-23", "FREQ=Weekly;BYDAY=MO, TU;WKST=su;", "2026-07-23 2026-07-27 2026-07-28"},
	{"2026-07-23", "FREQ=DAILY;UNTIL=20260725", "2026-07-23 2026-07-24 2026-07-25 ."},
	{"2026-07-23T09:00", "FREQ=DAILY;UNTIL=20260725", "2026-07-23 2026-07-24 2026-07-25 ."},
	{"2026-07-23", "FREQ=DAILY;UNTIL=20260725T030000Z", "2026-07-23 2026-07-24 2026-07-25 ."},
	{"2026-07-23T09:00:00Z", "FREQ=DAILY;UNTIL=20260724T090000Z", "2026-07-23T09:00:00Z 2026-07-24T09:00:00Z ."},
	{"2026-07-23", "FREQ=WEEKLY;COUNT=2\nFREQ=DAILY;COUNT=2", "2026-07-23 2026-07-24 2026-07-30 ."},
	{"2026-07-23", "FREQ=DAILY;COUNT=2;X-NOTE=1", "2026-07-23 2026-07-24 ."},
	/* beside the end of the year */
	{"2024-12-30T09:00", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2024-12-30 2025-12-29 2027-01-04"},
	{"2026-12-31T09:00", "FREQ=YEARLY;BYYEARDAY=-1,1", "2026-12-31 2027-01-01 2027-12-31"},
	{"2026-01-04T09:00", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", "2026-01-04 2027-01-03 2028-01-02"},
};

TEST(sets_are_as_the_rfc_says)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Repeat r = repeat_make(rows[i].start, rows[i].rules);
		Taken taken = {.last = {INT64_MIN}};
		size_t most = 1;
		bool ends = str_ends(rows[i].want, " .");

		for (const char *s = rows[i].want; *s; s++)
			most += *s == ' ';
		assert_null(repeat_each(&r, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX}, most, take, &taken));
		if (ends)
			str_add(&taken.text, taken.n == (int)most ? " …" : " .");
		expect_text(rows[i].rules, str_text(&taken.text), rows[i].want);
		str_done(&taken.text);
	}
}

/* A window far away holds what the walk from the start finds there. */
TEST(far_windows_agree_with_the_walk)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Repeat r = repeat_make(rows[i].start, rows[i].rules);
		Instant start = zone_moment(r.start.form == MOMENT_UTC ? NULL : r.start.form == MOMENT_DAY ? r.floating
		                                                                                           : r.zone,
		                            r.start);

		for (int64_t days = 1; days < 9000; days = days * 5 / 2 + 3) {
			Instant from = {start.s + days * 86400 + 4321}, to = {from.s + 400 * 86400};
			Taken jumped = {.last = {INT64_MIN}}, walked = {.last = {INT64_MIN}};
			Str tail = {0};
			Instant next, last;
			const char *s;

			err_free(repeat_each(&r, from, to, SIZE_MAX, take, &jumped));
			err_free(repeat_each(&r, (Instant){INT64_MIN + 1}, to, SIZE_MAX, take, &walked));
			s = str_text(&walked.text);
			for (int skip = walked.n - jumped.n; skip > 0; skip--)
				s = strchr(s, ' ') ? strchr(s, ' ') + 1 : "";
			str_add(&tail, s);
			expect_text(rows[i].rules, str_text(&jumped.text), str_text(&tail));
			err_free(repeat_next(&next, NULL, &r, (Instant){from.s - 1}));
			err_free(repeat_last(&last, &r));
			if (jumped.n)
				assert_true(next.s >= from.s && next.s < to.s);
			else if (!instant_is_none(next))
				assert_true(next.s >= to.s);
			if (!instant_is_none(last))
				assert_true((last.s >= from.s) == !instant_is_none(next));
			str_done(&tail);
			str_done(&jumped.text);
			str_done(&walked.text);
		}
	}
}

/* Where libical is right its walk is the same as ours. */
TEST(libical_is_of_the_same_mind)
{
	static const char *const same[] = {
		"FREQ=DAILY",
		"FREQ=DAILY;INTERVAL=3",
		"FREQ=DAILY;BYMONTH=1,7",
		"FREQ=DAILY;BYDAY=MO,FR",
		"FREQ=WEEKLY",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
		"FREQ=WEEKLY;BYDAY=SU,SA;WKST=SU",
		"FREQ=MONTHLY",
		"FREQ=MONTHLY;BYDAY=2TU",
		"FREQ=MONTHLY;BYDAY=-1FR",
		"FREQ=MONTHLY;BYMONTHDAY=-1",
		"FREQ=MONTHLY;BYMONTHDAY=1,15,31",
		"FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,TU;BYSETPOS=-1",
		"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
		"FREQ=YEARLY",
		"FREQ=YEARLY;BYMONTH=3,9",
		"FREQ=YEARLY;BYMONTHDAY=10",
		"FREQ=YEARLY;BYYEARDAY=1,200,-1",
		"FREQ=YEARLY;BYDAY=MO",
		"FREQ=YEARLY;BYDAY=-3TH",
		"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
		"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
		"FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
		"FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
	};
	static const char *const starts[] = {"1997-09-02T09:00", "2024-02-29T09:00", "2026-01-31T09:00", "2025-12-31T09:00"};

	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		for (size_t j = 0; j < sizeof starts / sizeof *starts; j++) {
			Rule rule;
			RuleWalk walk;
			Moment m;
			void *other;
			int64_t start, ours, theirs;

			assert_true(moment_read(&m, starts[j]));
			start = (int64_t)m.day.n * DAY_SECONDS + m.second;
			assert_null(rule_read(&rule, same[i], strlen(same[i])));
			rule_begin(&walk, &rule, NULL, start, INT64_MAX, INT64_C(7000000000));
			other = libical_walk_new(same[i], start);
			if (!other) { /* it sees at once that there is none (29 February of 1997, 2001, …) */
				assert_false(rule_next(&walk, &ours));
				continue;
			}
			for (int k = 0; k < 60 && rule_next(&walk, &ours); k++) {
				assert_true(libical_walk_next(other, &theirs));
				if (k == 0 && theirs != ours && theirs == start) /* libical gives DTSTART at times */
					assert_true(libical_walk_next(other, &theirs));
				if (ours != theirs)
					fail_msg("%s from %s: the %dth is %lld, libical's %lld", same[i], starts[j], k, (long long)ours, (long long)theirs);
			}
			libical_walk_free(other);
			rule_end(&walk);
		}
	}
}

TEST(dates_are_added_and_taken_away)
{
	Repeat r = repeat_make("2026-07-23T09:00", "FREQ=DAILY;COUNT=5");
	Taken taken = {.last = {INT64_MIN}};

	r.exdates = "2026-07-24,2026-07-25T13:00:00Z,2026-07-26T09:00:00";
	r.rdates = "2026-08-01T09:00:00,2026-08-02T13:00:00Z/PT1H,2026-08-03,nonsense,2026-08-01T09:00:00";
	assert_null(repeat_each(&r, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX}, 99, take, &taken));
	assert_string_equal(str_text(&taken.text), "2026-07-23 2026-07-27 2026-08-01 2026-08-02 2026-08-03");
	str_done(&taken.text);
	taken = (Taken){.last = {INT64_MIN}};
	r = repeat_make("2026-07-23", "FREQ=DAILY;COUNT=8");
	r.exrules = "FREQ=DAILY;INTERVAL=2";
	r.exdates = "20260724,2026-07-26T000000";
	assert_null(repeat_each(&r, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX}, 99, take, &taken));
	assert_string_equal(str_text(&taken.text), "2026-07-24 2026-07-26 2026-07-28 2026-07-30");
	str_done(&taken.text);
}

/* A clock time that the zone skips is passed over and not counted; twice is the first; DTSTART in a gap is read by 3.3.5. */
TEST(gaps_and_overlaps_of_a_series)
{
	static const struct {
		const char *start, *rules, *want;
	} table[] = {
		{"2026-03-06T02:30", "FREQ=DAILY;COUNT=4", "2026-03-06T02:30:00 2026-03-07T02:30:00 2026-03-09T02:30:00 2026-03-10T02:30:00"},
		{"2026-03-08T01:00", "FREQ=HOURLY;COUNT=3", "2026-03-08T01:00:00 2026-03-08T03:00:00 2026-03-08T04:00:00"},
		{"2026-11-01T00:30", "FREQ=HOURLY;COUNT=3", "2026-11-01T00:30:00 2026-11-01T01:30:00 2026-11-01T02:30:00"},
		{"2026-03-08T02:30", "FREQ=DAILY;COUNT=2", "2026-03-08T02:30:00 2026-03-09T02:30:00"},
	};
	Repeat r;
	Instant t, first = {0};
	char text[WHEN_TEXT];

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		Taken taken = {.last = {INT64_MIN}};

		r = repeat_make(table[i].start, table[i].rules);
		assert_null(repeat_each(&r, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX}, 9, take, &taken));
		expect_text(table[i].rules, str_text(&taken.text), table[i].want);
		str_done(&taken.text);
	}
	r = repeat_make("2026-10-31T01:30", "FREQ=DAILY;COUNT=3");
	assert_null(repeat_next(&t, NULL, &r, first));
	assert_null(repeat_next(&t, NULL, &r, t));
	instant_text(text, t);
	assert_string_equal(text, "2026-11-01T05:30:00Z");
	r = repeat_make("2026-03-08T02:30", "FREQ=DAILY");
	assert_null(repeat_next(&t, NULL, &r, first));
	instant_text(text, t);
	assert_string_equal(text, "2026-03-08T07:30:00Z");
	/* ten years on: ten instances are left out of the count */
	r = repeat_make("2026-01-01T02:30", "FREQ=DAILY;COUNT=3652");
	assert_null(repeat_last(&t, &r));
	instant_text(text, t);
	assert_string_equal(text, "2036-01-10T07:30:00Z");
}

TEST(rules_are_checked_for_an_import)
{
	Err *err;

	assert_null(repeat_check("FREQ=DAILY\nFREQ=WEEKLY;COUNT=2"));
	assert_null(repeat_check(NULL));
	err = repeat_check("FREQ=DAILY;COUNT=2;UNTIL=20300101");
	assert_int_equal(err->code, ERR_PART);
	err_free(err);
	err = repeat_check("FREQ=DAILY;UNTL=20300101");
	assert_string_equal(err->word, "UNTL=20300101");
	err_free(err);
	/* what libical does not walk repeats nothing, and that is said */
	assert_null(repeat_check("RSCALE=HEBREW;FREQ=YEARLY"));
	err = repeat_check("FREQ=YEARLY;RSCALE=NOPE");
	assert_int_equal(err->code, ERR_FAILED);
	assert_string_equal(err->word, "RSCALE=NOPE");
	err_free(err);
	err = repeat_check("RSCALE=HEBREW;FREQ=HOURLY");
	assert_string_equal(err->word, "RSCALE=HEBREW");
	err_free(err);
}

TEST(rules_that_end_before_they_begin_are_told)
{
	static const struct {
		const char *start, *rule;
		bool is;
	} early[] = {
		{"2026-11-23T10:00", "FREQ=WEEKLY;UNTIL=20261101", true},
		{"2026-11-23T10:00", "FREQ=WEEKLY;UNTIL=20261123", false},
		{"2026-11-23T10:00", "FREQ=WEEKLY;UNTIL=20261122T235959Z", true},
		/* New York: 15:00 is 10:00 there. */
		{"2026-11-23T10:00", "FREQ=WEEKLY;UNTIL=20261123T150000Z", false},
		{"2026-11-23T10:00", "FREQ=WEEKLY;UNTIL=20261123T145959Z", true},
		{"2026-11-23", "FREQ=DAILY;UNTIL=20261122", true},
		{"2026-11-23", "FREQ=DAILY;UNTIL=20261123", false},
		{"2026-11-23", "FREQ=DAILY;COUNT=1", false},
		{"2026-11-23", "FREQ=DAILY\nFREQ=WEEKLY;UNTIL=20261101", true},
		{"2026-11-23", "FREQ=FOO;UNTIL=20261101", false},
		{"2026-11-23", NULL, false},
	};
	for (size_t i = 0; i < sizeof early / sizeof *early; i++) {
		Repeat r = repeat_make(early[i].start, early[i].rule);
		if (repeat_ends_early(&r) != early[i].is)
			fail_msg("%s of %s", early[i].rule, early[i].start);
	}
	assert_false(repeat_ends_early(&(Repeat){.start = {.form = MOMENT_NONE}, .rules = "FREQ=WEEKLY;UNTIL=20261101"}));
}

TEST(last_ones_are_known)
{
	static const struct {
		const char *start, *rules, *exdates, *rdates, *want;
	} table[] = {
		{"2026-07-23T09:00", NULL, NULL, NULL, "2026-07-23T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=DAILY", NULL, NULL, ""},
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=100000", NULL, NULL, ""},
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=10", NULL, NULL, "2026-08-01T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=10", "2026-08-01,2026-07-31", NULL, "2026-07-30T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=1000", NULL, NULL, "2032-12-10T14:00:00Z"},
		{"2026-07-23T09:00", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20300101T000000Z", NULL, NULL, "2029-12-28T14:00:00Z"},
		{"2026-07-23T09:00", "FREQ=YEARLY;UNTIL=20300101T000000Z", NULL, NULL, "2029-07-23T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=YEARLY;UNTIL=99991231T235959Z", NULL, NULL, ""},
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=2", NULL, "2040-01-01T09:00:00", "2040-01-01T14:00:00Z"},
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=2", "2026-07-23,2026-07-24", NULL, "2026-07-23T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=DAILY;UNTIL=20200101T000000Z", NULL, NULL, "2026-07-23T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=NONSENSE", NULL, NULL, "2026-07-23T13:00:00Z"},
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=3\nFREQ=WEEKLY", NULL, NULL, ""},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		Repeat r = repeat_make(table[i].start, table[i].rules);
		Instant last;
		char text[WHEN_TEXT];

		r.exdates = table[i].exdates;
		r.rdates = table[i].rdates;
		err_free(repeat_last(&last, &r));
		instant_text(text, last);
		const char *got = text;
		expect_text(table[i].rules ? table[i].rules : "none", got, table[i].want);
	}
}

TEST(rules_are_cut_in_two)
{
	static const struct {
		const char *start, *rules, *at, *before, *after;
	} table[] = {
		{"2026-07-23T09:00", "FREQ=DAILY;COUNT=10", "2026-07-26T09:00", "FREQ=DAILY;UNTIL=20260726T125959Z", "FREQ=DAILY;COUNT=7"},
		{"2026-07-23", "FREQ=WEEKLY;BYDAY=TH;COUNT=3", "2026-07-30", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260729", "FREQ=WEEKLY;BYDAY=TH;COUNT=2"},
		{"2026-07-23T09:00", "UNTIL=20270101T000000Z;FREQ=DAILY", "2026-07-26T09:00", "FREQ=DAILY;UNTIL=20260726T125959Z",
	     "UNTIL=20270101T000000Z;FREQ=DAILY"},
		{"2026-07-23T09:00", "FREQ=DAILY;UNTIL=20260724T000000Z", "2026-07-26T09:00", "FREQ=DAILY;UNTIL=20260724T000000Z",
	     "FREQ=DAILY;UNTIL=20260724T000000Z"},
		{"2026-07-23T09:00", "FREQ=MONTHLY;COUNT=12", "2026-12-23T09:00", "FREQ=MONTHLY;UNTIL=20261223T135959Z", "FREQ=MONTHLY;COUNT=7"},
		{"2026-07-23T09:00:00Z", "FREQ=DAILY", "2026-07-26T09:00:00Z", "FREQ=DAILY;UNTIL=20260726T085959Z", "FREQ=DAILY"},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		Repeat r = repeat_make(table[i].start, table[i].rules);
		Moment at;
		char *text;

		assert_true(moment_read(&at, table[i].at));
		assert_null(repeat_until(&text, table[i].rules, at, r.zone));
		expect_text(table[i].rules, text, table[i].before);
		free(text);
		assert_null(repeat_rest(&text, &r, at));
		expect_text(table[i].rules, text, table[i].after);
		free(text);
	}
}

TEST(what_is_not_understood_repeats_nothing)
{
	static const char *const bad[] = {
		"",
		"FREQ",
		"FREQ=",
		"FREQ=FORTNIGHTLY",
		"FREQ=DAILY;INTERVAL=0",
		"FREQ=DAILY;COUNT=0",
		"FREQ=DAILY;COUNT=-1",
		"FREQ=DAILY;BYDAY=XX",
		"FREQ=DAILY;BYHOUR=24",
		"FREQ=DAILY;UNTIL=NaN",
		"FREQ=DAILY;FOO=1",
		"INTERVAL=2",
		"FREQ=DAILY;BYMONTHDAY=0",
		"FREQ=DAILY;BYSETPOS=367",
		"D1 #10",
		"FREQ=SECONDLY",
		"FREQ=MINUTELY;UNTIL=20400101",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		Repeat r = repeat_make("2026-07-23T09:00", bad[i]);
		Taken taken = {.last = {INT64_MIN}};
		Err *err = repeat_each(&r, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX}, 99, take, &taken);

		if (bad[i][0] && !err)
			fail_msg("\"%s\" is taken", bad[i]);
		expect_text(bad[i], str_text(&taken.text), "2026-07-23");
		err_free(err);
		str_done(&taken.text);
	}
}

/* Rules of other calendars go to libical: the Hebrew new year, and a leap day that falls back. */
TEST(other_calendars_are_walked)
{
	Repeat r = repeat_make("2024-02-29", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD;COUNT=3");
	Taken taken = {.last = {INT64_MIN}};

	assert_null(repeat_each(&r, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX}, 9, take, &taken));
	assert_string_equal(str_text(&taken.text), "2024-02-29 2025-02-28 2026-02-28");
	str_done(&taken.text);
}

/* Dense lists cost no memory, impossible dates end. */
TEST(work_is_bounded)
{
	static const char *const heavy[] = {
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
		"FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=31",
		"FREQ=DAILY;BYYEARDAY=366;BYMONTH=1",
		"FREQ=DAILY;COUNT=2147483647;BYMONTH=2;BYMONTHDAY=31",
		"FREQ=YEARLY;INTERVAL=2147483647",
		"FREQ=HOURLY;INTERVAL=2147483647;COUNT=2147483647",
		("FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15;"
	     "BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-366;COUNT=1"),
		"FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=5",
	};

	for (size_t i = 0; i < sizeof heavy / sizeof *heavy; i++) {
		Repeat r = repeat_make("0001-02-28T09:00", heavy[i]);
		Instant next, last;
		Taken taken = {.last = {INT64_MIN}};

		err_free(repeat_next(&next, NULL, &r, (Instant){0}));
		err_free(repeat_last(&last, &r));
		err_free(repeat_each(&r, (Instant){0}, (Instant){INT64_MAX}, 10, take, &taken));
		str_done(&taken.text);
	}
}
