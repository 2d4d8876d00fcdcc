/* SPDX-License-Identifier: MIT */
/* RECURRENCE-ID;RANGE=THISANDFUTURE (RFC 5545 3.2.13, 3.8.4.4): one override for an occurrence and all that come after it. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/work/exchange.h"

#define SERIES "BEGIN:VEVENT\nUID:s\nDTSTART;TZID=Europe/Moscow:20260727T100000\nDTEND;TZID=Europe/Moscow:20260727T110000\nRRULE:FREQ=DAILY;COUNT=5\nSUMMARY:S\n"
#define END "END:VEVENT\n"
#define FROM(zone, at) "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE" zone ":" at "\n"
#define ONE(at) "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;TZID=Europe/Moscow:" at "\n"
#define MSK ";TZID=Europe/Moscow"

static void take(Fixture *f, const char *parts)
{
	ImportReport report;
	const char *path = arena_printf(f->arena, "%s/a.ics", f->folder);
	const char *text = arena_printf(f->arena, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n%sEND:VCALENDAR\n", parts);
	well(file_write(path, text, strlen(text)));
	well(import_file(f->work, path, NULL, false, &report));
	import_done(&report);
}

TEST(future_override_moves_all_that_come_after_it)
{
	static const struct {
		const char *name, *parts, *lines;
	} rows[] = {
		{"later in the day", SERIES END FROM(MSK, "20260729T100000") "DTSTART" MSK ":20260729T120000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 12:00 L\n2026-07-30 12:00 L\n2026-07-31 12:00 L\n"},
		{"named in UTC", SERIES END FROM("", "20260729T070000Z") "DTSTART:20260729T090000Z\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 12:00 L\n2026-07-30 12:00 L\n2026-07-31 12:00 L\n"},
		{"named by its date", SERIES END FROM(";VALUE=DATE", "20260730") "DTSTART" MSK ":20260730T120000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 10:00 S\n2026-07-30 12:00 L\n2026-07-31 12:00 L\n"},
		{"a day on", SERIES END FROM(MSK, "20260730T100000") "DTSTART" MSK ":20260731T100000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 10:00 S\n2026-07-31 10:00 L\n2026-08-01 10:00 L\n"},
		{"a day back", SERIES END FROM(MSK, "20260730T100000") "DTSTART" MSK ":20260729T090000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 09:00 L\n2026-07-29 10:00 S\n2026-07-30 09:00 L\n"},
		{"a single one after it", SERIES END FROM(MSK, "20260729T100000") "DTSTART" MSK ":20260729T120000\nSUMMARY:L\n" END ONE("20260730T100000") "DTSTART" MSK ":20260730T180000\nSUMMARY:O\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 12:00 L\n2026-07-30 18:00 O\n2026-07-31 12:00 L\n"},
		{"another from later on", SERIES END FROM(MSK, "20260728T100000") "DTSTART" MSK ":20260728T120000\nSUMMARY:L\n" END FROM(MSK, "20260730T100000") "DTSTART" MSK ":20260730T080000\nSUMMARY:M\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 12:00 L\n2026-07-29 12:00 L\n2026-07-30 08:00 M\n2026-07-31 08:00 M\n"},
		{"before its series in the file", FROM(MSK, "20260729T100000") "DTSTART" MSK ":20260729T120000\nSUMMARY:L\n" END SERIES END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 12:00 L\n2026-07-30 12:00 L\n2026-07-31 12:00 L\n"},
		{"an excluded one", SERIES "EXDATE" MSK ":20260730T100000\n" END FROM(MSK, "20260729T100000") "DTSTART" MSK ":20260729T120000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 12:00 L\n2026-07-31 12:00 L\n"},
		{"only the name", SERIES END FROM(MSK, "20260730T100000") "DTSTART" MSK ":20260730T100000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 10:00 S\n2026-07-30 10:00 L\n2026-07-31 10:00 L\n"},
		{"from the first on", SERIES END FROM(MSK, "20260727T100000") "DTSTART" MSK ":20260727T120000\nSUMMARY:L\n" END,
	     "2026-07-27 12:00 L\n2026-07-28 12:00 L\n2026-07-29 12:00 L\n2026-07-30 12:00 L\n2026-07-31 12:00 L\n"},
		{"all day from there on", SERIES END FROM(MSK, "20260730T100000") "DTSTART;VALUE=DATE:20260730\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 10:00 S\n2026-07-30 all day L\n2026-07-31 all day L\n"},
		{"of an all-day series", "BEGIN:VEVENT\nUID:s\nDTSTART;VALUE=DATE:20260727\nRRULE:FREQ=DAILY;COUNT=4\nSUMMARY:S\n" END FROM(";VALUE=DATE", "20260729") "DTSTART;VALUE=DATE:20260730\nSUMMARY:L\n" END,
	     "2026-07-27 all day S\n2026-07-28 all day S\n2026-07-30 all day L\n2026-07-31 all day L\n"},
		{"without the range", SERIES END ONE("20260729T100000") "DTSTART" MSK ":20260729T120000\nSUMMARY:L\n" END,
	     "2026-07-27 10:00 S\n2026-07-28 10:00 S\n2026-07-29 12:00 L\n2026-07-30 10:00 S\n2026-07-31 10:00 S\n"},
		{"tasks", "BEGIN:VTODO\nUID:s\nDTSTART" MSK ":20260727T100000\nDUE" MSK ":20260727T110000\nRRULE:FREQ=DAILY;COUNT=4\nSUMMARY:S\nEND:VTODO\n"
	              "BEGIN:VTODO\nUID:s\nRECURRENCE-ID;RANGE=THISANDFUTURE" MSK ":20260729T100000\nDTSTART" MSK ":20260729T100000\nDUE" MSK ":20260729T150000\nSUMMARY:L\nEND:VTODO\n",
	     "2026-07-27 11:00 S\n2026-07-28 11:00 S\n2026-07-29 15:00 L\n2026-07-30 15:00 L\n"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		take(&f, rows[i].parts);
		char *lines = agenda_lines(&f, "2026-07-20", "2026-08-20");
		if (strcmp(lines, rows[i].lines) != 0)
			fail_msg("%s:\n%s", rows[i].name, lines);
		free(lines);
		fixture_close(&f);
	}
}

/* A window that only the moved ones reach into. */
TEST(future_override_in_a_narrow_window)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, "BEGIN:VEVENT\nUID:s\nDTSTART:20260701T070000Z\nRRULE:FREQ=WEEKLY\nSUMMARY:S\n" END FROM("", "20260708T070000Z") "DTSTART:20260711T070000Z\nDTEND:20260711T090000Z\nSUMMARY:L\n" END);
	char *lines = agenda_lines(&f, "2026-08-01", "2026-08-02");
	assert_string_equal(lines, "2026-08-01 10:00 L\n");
	free(lines);
	lines = agenda_lines(&f, "2026-07-29", "2026-07-30");
	assert_string_equal(lines, "");
	free(lines);
	fixture_close(&f);
}

TEST(future_override_cancels_all_that_come_after_it)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, SERIES "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT10M\nEND:VALARM\n" END FROM(MSK, "20260729T100000") "DTSTART" MSK ":20260729T100000\nSTATUS:CANCELLED\nSUMMARY:Off\n" END);
	AgendaRow *rows;
	size_t n;
	AgendaQuery query = {.from = {1785013200}, .to = {1785013200 + 20 * 86400}};
	well(agenda_read(f.work, &query, &rows, &n, f.arena));
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].cancelled, i >= 2);
	fixture_close(&f);
}

static int64_t event_called(Fixture *f, const char *summary)
{
	void *rows = NULL;
	size_t n = 0;
	Value value = {.type = VALUE_TEXT, .s = summary, .n = strlen(summary)};
	well(store_where(f->work->store, &kind_event, "summary", value, &rows, &n, f->arena));
	return n ? ((const Record *)rows)->id : 0;
}

TEST(future_override_moves_reminders_and_takes_changes)
{
	Fixture f;
	fixture_open(&f, NULL);
	run(&f, "client add --name Ivanov --email i@x.example");
	take(&f, SERIES "ATTENDEE:mailto:i@x.example\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT10M\nEND:VALARM\n" END FROM(MSK, "20260728T100000") "DTSTART" MSK ":20260728T120000\nDTEND" MSK ":20260728T140000\nSUMMARY:L\n" END);
	int64_t series = event_called(&f, "S"), reminder = reminder_of(&f, "event", series);
	assert_int_equal(read_reminder(&f, reminder).next_at.s, 1785135000); /* 27th, 09:50 in Moscow */
	fixture_clock(&f, "2026-07-29T05:00:00Z");
	run(&f, arena_printf(f.arena, "remind done %lld", (long long)reminder));
	assert_int_equal(read_reminder(&f, reminder).next_at.s, 1785135000 + 2 * 86400 + 7200);
	/* One of the moved ones as a form shows it, changed alone; another is done; a third goes. */
	Event shown, new;
	Moment at = moment("2026-07-30T10:00:00");
	well(event_shown(f.work, series, at, &shown, f.arena));
	assert_string_equal(shown.summary.s, "L");
	assert_int_equal(shown.start.second, 12 * 3600);
	assert_int_equal(shown.end.second, 14 * 3600);
	new = shown;
	new.location.s = "Here";
	well(event_save(f.work, &shown, &new, at, REACH_ONE, NULL));
	well(plan_done(f.work, "event", series, moment("2026-07-31T10:00:00"), true, NULL));
	well(plan_remove(f.work, "event", series, moment("2026-07-29T10:00:00"), REACH_ONE, NULL));
	char *lines = agenda_lines(&f, "2026-07-20", "2026-08-20");
	assert_string_equal(lines, "2026-07-27 10:00 S\n2026-07-28 12:00 L\n2026-07-30 12:00 L\n2026-07-31 12:00 +L\n");
	free(lines);
	fixture_close(&f);
}

/* What names its occurrence by another clock goes, or stays, with it all the same. */
TEST(series_ends_before_what_is_named_by_another_clock)
{
	static const struct {
		const char *name, *one, *at, *left;
	} rows[] = {
		{"in UTC, of that day", "RECURRENCE-ID:20260729T070000Z", "2026-07-29T10:00:00", "2026-07-27 10:00 S\n2026-07-28 10:00 S\n"},
		{"in UTC, of the day before", "RECURRENCE-ID:20260728T070000Z", "2026-07-29T10:00:00", "2026-07-27 10:00 S\n2026-07-28 15:00 O\n"},
		{"far east, of that day", "RECURRENCE-ID;TZID=Asia/Tokyo:20260729T160000", "2026-07-29T10:00:00", "2026-07-27 10:00 S\n2026-07-28 10:00 S\n"},
		{"far east, of the day before", "RECURRENCE-ID;TZID=Asia/Tokyo:20260728T160000", "2026-07-29T10:00:00", "2026-07-27 10:00 S\n2026-07-28 15:00 O\n"},
		{"far west, of that day", "RECURRENCE-ID;TZID=America/New_York:20260729T030000", "2026-07-29T10:00:00", "2026-07-27 10:00 S\n2026-07-28 10:00 S\n"},
		{"by its date", "RECURRENCE-ID;VALUE=DATE:20260729", "2026-07-29T10:00:00", "2026-07-27 10:00 S\n2026-07-28 10:00 S\n"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		const char *day = strstr(rows[i].one, "20260728") ? "20260728" : "20260729";
		take(&f, arena_printf(f.arena, SERIES END "BEGIN:VEVENT\nUID:s\n%s\nDTSTART" MSK ":%sT150000\nSUMMARY:O\n" END, rows[i].one, day));
		well(plan_remove(f.work, "event", event_called(&f, "S"), moment(rows[i].at), REACH_FROM_HERE, NULL));
		char *lines = agenda_lines(&f, "2026-07-20", "2026-08-20");
		if (strcmp(lines, rows[i].left) != 0)
			fail_msg("%s:\n%s", rows[i].name, lines);
		free(lines);
		assert_int_equal(event_called(&f, "O") != 0, strstr(rows[i].left, "O") != NULL);
		fixture_close(&f);
	}
}

/* And goes on in the new series as what it was made. */
TEST(series_goes_on_with_what_is_named_by_another_clock)
{
	Fixture f;
	Event shown, new;
	fixture_open(&f, NULL);
	take(&f, SERIES END "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID;TZID=America/New_York:20260730T030000\nDTSTART" MSK ":20260730T150000\nSUMMARY:O\n" END
	                    "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID:20260728T070000Z\nDTSTART" MSK ":20260728T160000\nSUMMARY:B\n" END);
	int64_t series = event_called(&f, "S");
	Moment at = moment("2026-07-29T10:00:00");
	well(event_shown(f.work, series, at, &shown, f.arena));
	new = shown;
	new.location.s = "Hall";
	well(event_save(f.work, &shown, &new, at, REACH_FROM_HERE, NULL));
	char *lines = agenda_lines(&f, "2026-07-20", "2026-08-20");
	assert_string_equal(lines, "2026-07-27 10:00 S\n2026-07-28 16:00 B\n2026-07-29 10:00 S\n2026-07-30 15:00 O\n2026-07-31 10:00 S\n");
	free(lines);
	fixture_close(&f);
}
