/* SPDX-License-Identifier: MIT */
/* Dates shown, in both languages, as the screens' drawings have them. */
#include "kartoteka/when/repeat.h"
#include "kartoteka/when/words.h"

#include "../test.h"

static void both(const char *row, Lang lang, Str *got, const char *en, const char *ru)
{
	expect_text(row, str_text(got), lang == LANG_RU ? ru : en);
	str_done(got);
}

TEST(days_are_shown)
{
	static const struct {
		DateForm form;
		int year, month, day;
		const char *en, *ru;
	} rows[] = {
		{DATE_FULL, 2026, 7, 23, "Thursday 23 July 2026", "четверг 23 июля 2026"},
		{DATE_TITLE, 2026, 7, 23, "Thu 23 July 2026", "чт 23 июля 2026"},
		{DATE_DAY, 2026, 7, 24, "Fri 24 July", "пт 24 июля"},
		{DATE_SHORT, 2026, 7, 3, "03.07", "03.07"},
		{DATE_SHORT_DAY, 2026, 7, 22, "Wed 22.07", "22.07 ср"},
		{DATE_SHORT_DAY, 2025, 7, 22, "Tue 22.07.2025", "22.07.2025 вт"},
		{DATE_WEEKDAY, 2026, 7, 27, "Mon 27", "пн 27"},
		{DATE_LIST, 2026, 7, 23, "today", "сегодня"},
		{DATE_LIST, 2026, 7, 24, "tomorrow", "завтра"},
		{DATE_LIST, 2026, 7, 22, "yesterday", "вчера"},
		{DATE_LIST, 2026, 7, 29, "Wed 29", "ср 29"},
		{DATE_LIST, 2026, 7, 30, "Thu 30", "чт 30"},
		{DATE_LIST, 2026, 7, 31, "31.07", "31.07"},
		{DATE_LIST, 2026, 7, 21, "21.07", "21.07"},
		{DATE_LIST, 2027, 8, 15, "15.08.2027", "15.08.2027"},
		{DATE_AGO, 2026, 7, 22, "1 d", "1 дн"},
		{DATE_AGO, 2026, 7, 20, "3 d", "3 дн"},
		{DATE_AGO, 2026, 5, 20, "2 mo", "2 мес"},
		{DATE_AGO, 2024, 7, 1, "2 y", "2 г"},
		{DATE_AGO, 2021, 7, 1, "5 y", "5 л"},
		{DATE_AGO, 2005, 7, 1, "21 y", "21 г"},
		{DATE_AGO, 2015, 7, 1, "11 y", "11 л"},
		{DATE_SINCE, 2026, 7, 23, "today", "сегодня"},
		{DATE_SINCE, 2026, 7, 22, "yesterday", "вчера"},
		{DATE_SINCE, 2026, 7, 15, "8 d", "8 дн"},
		{DATE_MONTH, 2026, 7, 1, "July 2026", "июль 2026"},
		{DATE_DATED, 2026, 7, 7, "07.07", "07.07"},
		{DATE_DATED, 2025, 7, 7, "07.07.2025", "07.07.2025"},
		{DATE_DATED, 2027, 1, 7, "07.01.2027", "07.01.2027"},
	};
	Day today = day_of(2026, 7, 23);

	for (int lang = LANG_EN; lang <= LANG_RU; lang++) {
		text_language((Lang)lang, KT_LOCALE_DIR);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			Str got = {0};

			words_day(&got, rows[i].form, day_of(rows[i].year, rows[i].month, rows[i].day), today);
			both(rows[i].en, (Lang)lang, &got, rows[i].en, rows[i].ru);
		}
	}
	text_language(LANG_EN, KT_LOCALE_DIR);
}

TEST(lengths_and_distances_are_shown)
{
	static const struct {
		long seconds;
		const char *length[2], *long_length[2], *ago[2], *in[2];
	} rows[] = {
		{20, {"0m", "0м"}, {"0 min", "0 мин"}, {"now", "сейчас"}, {"now", "сейчас"}},
		{480, {"8m", "8м"}, {"8 min", "8 мин"}, {"8 min", "8 мин"}, {"in 8 min", "через 8 мин"}},
		{1800, {"30m", "30м"}, {"30 min", "30 мин"}, {"30 min", "30 мин"}, {"in 30 min", "через 30 мин"}},
		{3600, {"1h", "1ч"}, {"1 h", "1 ч"}, {"1 h", "1 ч"}, {"in 1 h", "через 1 ч"}},
		{11700, {"3 h 15 m", "3 ч 15 м"}, {"3 h 15 m", "3 ч 15 м"}, {"3 h", "3 ч"}, {"in 3 h", "через 3 ч"}},
		{863999940, {"> 99 d", "> 99 дн"}, {"> 99 d", "> 99 дн"}, {"27 y", "27 л"}, {"in 27 y", "через 27 л"}},
		{259200, {"72h", "72ч"}, {"72 h", "72 ч"}, {"3 d", "3 дн"}, {"in 3 d", "через 3 дн"}},
	};
	Instant now = {1784788920};

	for (int lang = LANG_EN; lang <= LANG_RU; lang++) {
		text_language((Lang)lang, KT_LOCALE_DIR);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			Str got = {0};
			Seconds s = {rows[i].seconds};

			words_length(&got, s);
			both("length", (Lang)lang, &got, rows[i].length[0], rows[i].length[1]);
			words_length_long(&got, s);
			both("long length", (Lang)lang, &got, rows[i].long_length[0], rows[i].long_length[1]);
			words_ago(&got, (Instant){now.s - s.s}, now);
			both("ago", (Lang)lang, &got, rows[i].ago[0], rows[i].ago[1]);
			words_in(&got, (Instant){now.s + s.s}, now, zone_utc());
			both("in", (Lang)lang, &got, rows[i].in[0], rows[i].in[1]);
		}
	}
	text_language(LANG_EN, KT_LOCALE_DIR);
}

TEST(days_to_come_are_said_with_in)
{
	static const struct {
		int day;
		const char *en, *ru;
	} rows[] = {
		{22, "1 d", "1 дн"},
		{23, "today", "сегодня"},
		{24, "in 1 d", "через 1 дн"},
		{27, "in 4 d", "через 4 дн"},
	};

	for (int lang = 0; lang < 2; lang++) {
		text_language((Lang)lang, KT_LOCALE_DIR);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			Str got = {0};
			words_in_days(&got, day_of(2026, 7, rows[i].day), day_of(2026, 7, 23));
			both("in days", (Lang)lang, &got, rows[i].en, rows[i].ru);
		}
	}
	text_language(LANG_EN, KT_LOCALE_DIR);
}

TEST(check_37_moments_are_shown)
{
	const Zone *zone = zone_find("Europe/Moscow");
	Day today = day_of(2026, 7, 23);
	Instant now, due;
	Str got = {0};
	Moment m;

	assert_true(moment_read(&m, "2026-07-24T10:00:00"));
	words_moment(&got, m, today);
	assert_string_equal(str_text(&got), "Fri 24 July 10:00");
	str_cut(&got, 0);
	assert_true(moment_read(&m, "2027-07-24"));
	words_moment(&got, m, today);
	assert_string_equal(str_text(&got), "Sat 24 July 2027");
	str_cut(&got, 0);
	assert_true(instant_read(&now, "2026-07-23T06:42:00Z"));
	assert_true(instant_read(&due, "2026-07-22T12:00:00Z"));
	words_instant(&got, due, zone, today);
	assert_string_equal(str_text(&got), "Wed 22 July 15:00");
	str_cut(&got, 0);
	words_ago_in(&got, due, now, zone); /* 18 hours, but another day */
	assert_string_equal(str_text(&got), "1 d");
	str_done(&got);
}

TEST(rules_are_said)
{
	static const struct {
		const char *rule, *en, *ru, *brief_en, *brief_ru;
	} rows[] = {
		{"FREQ=DAILY", "every day", "каждый день", "daily", "каждый день"},
		{"FREQ=WEEKLY", "every week", "каждую неделю", "weekly", "каждую нед."},
		{"FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "каждые 2 недели", "every 2 w", "раз в 2 нед."},
		{"FREQ=DAILY;INTERVAL=5", "every 5 days", "каждые 5 дней", "every 5 d", "раз в 5 дн."},
		{"FREQ=DAILY;INTERVAL=21", "every 21 days", "каждый 21 день", "every 21 d", "раз в 21 дн."},
		{"FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260901", "every week on Mon and Wed until 1 September 2026",
	     "каждую неделю по пн и ср до 1 сентября 2026", "weekly", "каждую нед."},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day", "по будням", "work days", "по будням"},
		{"FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Fri", "каждый месяц, последняя пт", "monthly", "каждый мес."},
		{"FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "every month on the 2nd Tue, 5 times", "каждый месяц, 2-й вт, 5 раз", "monthly", "каждый мес."},
		{"FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th", "каждый месяц, 15-го", "monthly", "каждый мес."},
		{"FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", "every month on the last day, 2 times", "каждый месяц, в последний день, 2 раза", "monthly",
	     "каждый мес."},
		{"FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15", "every year on 15 August", "каждый год, 15 августа", "yearly", "каждый год"},
		{"FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYWEEKNO=20", "yearly", "каждый год"},
		{"FREQ=FOO", "FREQ=FOO", "FREQ=FOO", "FREQ=FOO", "FREQ=FOO"},
	};

	for (int lang = LANG_EN; lang <= LANG_RU; lang++) {
		text_language((Lang)lang, KT_LOCALE_DIR);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			Str got = {0};

			repeat_words(&got, rows[i].rule);
			both(rows[i].rule, (Lang)lang, &got, rows[i].en, rows[i].ru);
			repeat_words_short(&got, rows[i].rule);
			both(rows[i].rule, (Lang)lang, &got, rows[i].brief_en, rows[i].brief_ru);
		}
	}
	text_language(LANG_EN, KT_LOCALE_DIR);
}

/* What nobody asked for: RFC 5545 passes over a day that is not there. */
TEST(rules_say_what_they_leave_out)
{
	static const char *const en[] = {"only in leap years", "not in months without a 29th", "not in months without a 30th", "not in months without a 31st"};
	static const char *const ru[] = {"только в високосные годы", "кроме месяцев без 29-го числа", "кроме месяцев без 30-го числа", "кроме месяцев без 31-го числа"};
	static const struct {
		const char *rule, *start;
		int want; /* of the words above; -1 none */
	} rows[] = {
		{"FREQ=MONTHLY", "2026-07-31T10:00", 3},
		{"FREQ=MONTHLY", "2026-07-31", 3},
		{"FREQ=MONTHLY", "2026-07-30", 2},
		{"FREQ=MONTHLY", "2026-07-29", 1},
		{"FREQ=MONTHLY", "2028-02-29", 1},
		{"FREQ=MONTHLY", "2026-07-28", -1},
		{"FREQ=MONTHLY;BYMONTHDAY=31", "2026-07-31", 3},
		{"FREQ=MONTHLY;BYMONTHDAY=31", "2026-07-23", 3},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", "2026-07-31", -1},
		{"FREQ=MONTHLY;BYMONTHDAY=15,31", "2026-07-31", -1},
		{"FREQ=MONTHLY;BYDAY=-1FR", "2026-07-31", -1},
		{"FREQ=MONTHLY;INTERVAL=3", "2026-07-31", 3},
		{"FREQ=MONTHLY;INTERVAL=6", "2026-01-31", -1},
		{"FREQ=MONTHLY;INTERVAL=12", "2026-07-31", -1},
		{"FREQ=MONTHLY;BYMONTH=1,3,5", "2026-01-31", -1},
		{"FREQ=MONTHLY;BYMONTH=1,4", "2026-01-31", 3},
		/* It ends before it comes to one. */
		{"FREQ=MONTHLY;UNTIL=20260901", "2026-07-31", -1},
		{"FREQ=MONTHLY;UNTIL=20260930", "2026-07-31", 3},
		{"FREQ=MONTHLY;COUNT=2", "2026-07-31", -1},
		{"FREQ=MONTHLY;COUNT=3", "2026-07-31", 3},
		{"FREQ=MONTHLY;COUNT=2", "2026-01-31", 3},
		{"FREQ=YEARLY", "2028-02-29", 0},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29", 0},
		{"FREQ=YEARLY;INTERVAL=4", "2028-02-29", -1},
		{"FREQ=YEARLY", "2026-07-31", -1},
		{"FREQ=WEEKLY", "2026-07-31", -1},
		{"FREQ=DAILY", "2026-07-31", -1},
		{"FREQ=FOO", "2026-07-31", -1},
		{"FREQ=MONTHLY", "", -1},
		{NULL, "2026-07-31", -1},
	};
	for (int lang = LANG_EN; lang <= LANG_RU; lang++) {
		text_language((Lang)lang, KT_LOCALE_DIR);
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			Moment start = {.form = MOMENT_NONE};
			if (*rows[i].start)
				assert_true(moment_read(&start, rows[i].start));
			const char *want = rows[i].want < 0 ? NULL : (lang == LANG_RU ? ru : en)[rows[i].want];
			expect_text(rows[i].rule, repeat_leaves_out(rows[i].rule, start), want);
		}
	}
	text_language(LANG_EN, KT_LOCALE_DIR);
}
