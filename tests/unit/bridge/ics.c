/* SPDX-License-Identifier: MIT */
/* Reading: what each property becomes, what is generous, how a file is cut, what is reported with which line. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/bridge/bridge.h"
#include "kartoteka/when/zone.h"
#include "read.h"
#include "test.h"

#define BERLIN_STUB "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE\n"
#define OWN_ZONE \
	"BEGIN:VTIMEZONE\nTZID:My Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\n" \
	"END:STANDARD\nEND:VTIMEZONE\n"

static const struct {
	const char *name;
	IcsType type;
	const char *body, *want, *alarms;
	size_t warnings;
} rows[] = {
	{"texts", ICS_EVENT, "SUMMARY:a\\, b\nDESCRIPTION:x\\ny\nLOCATION:hall\nDTSTART:20260723T100000Z\n",
     "summary=a, b start=2026-07-23T10:00:00Z text=x\ny location=hall", "", 0},
	{"zone and end", ICS_EVENT,
     "DTSTART;TZID=Europe/Moscow:20260723T100000\nDTEND;TZID=Europe/Moscow:20260723T110000\n",
     "start=2026-07-23T10:00:00 zone=Europe/Moscow end=2026-07-23T11:00:00 end_zone=Europe/Moscow", "", 0},
	{"Windows zone", ICS_EVENT, "DTSTART;TZID=W. Europe Standard Time:20260723T100000\n",
     "start=2026-07-23T10:00:00 zone=Europe/Berlin", "", 0},
	{"zone and Z", ICS_EVENT, "DTSTART;TZID=Europe/Moscow:20260723T100000Z\n", "start=2026-07-23T10:00:00Z", "", 0},
	{"zone UTC", ICS_EVENT, "DTSTART;TZID=UTC:20260723T100000\n", "start=2026-07-23T10:00:00Z", "", 0},
	{"unknown zone", ICS_EVENT, "DTSTART;TZID=Nowhere/Else:20260723T100000\n", "start=2026-07-23T10:00:00", "", 1},
	{"floating", ICS_EVENT, "DTSTART:20260723T100000\nDTEND:20260723T110000\n",
     "start=2026-07-23T10:00:00 end=2026-07-23T11:00:00", "", 0},
	{"all day", ICS_EVENT, "DTSTART;VALUE=DATE:20260723\nDTEND;VALUE=DATE:20260725\n",
     "start=2026-07-23 end=2026-07-25", "", 0},
	{"one day said so", ICS_EVENT, "DTSTART;VALUE=DATE:20260723\nDTEND;VALUE=DATE:20260723\n", "start=2026-07-23", "",
     0},
	{"bare date", ICS_EVENT, "DTSTART:20260723\n", "start=2026-07-23", "", 0},
	{"VALUE=DATE at midnight", ICS_EVENT, "DTSTART;VALUE=DATE:20251222T000000\nDTEND;VALUE=DATE:20260101T000000\n",
     "start=2025-12-22 end=2026-01-01", "", 0},
	{"date and time", ICS_EVENT, "DTSTART;VALUE=DATE:20260723\nDTEND:20260724T170000\n",
     "start=2026-07-23 end=2026-07-25", "", 1},
	{"time and date", ICS_EVENT, "DTSTART:20260723T100000Z\nDTEND;VALUE=DATE:20260725\n",
     "start=2026-07-23T10:00:00Z end=2026-07-25T00:00:00", "", 1},
	{"duration", ICS_EVENT, "DTSTART:20260723T100000\nDURATION:PT90M\n",
     "start=2026-07-23T10:00:00 end=2026-07-23T11:30:00", "", 0},
	{"duration before start", ICS_EVENT, "DURATION:P2D\nDTSTART;VALUE=DATE:20260723\n",
     "start=2026-07-23 end=2026-07-25", "", 0},
	{"end and duration", ICS_EVENT, "DTSTART:20260723T100000\nDURATION:PT90M\nDTEND:20260723T110000\n",
     "start=2026-07-23T10:00:00 end=2026-07-23T11:00:00", "", 1},
	{"negative duration", ICS_EVENT, "DTSTART:20260723T100000\nDURATION:-PT1H\n", "start=2026-07-23T10:00:00", "", 1},
	{"end before start", ICS_EVENT, "DTSTART:20260723T100000\nDTEND:20260723T090000\n", "start=2026-07-23T10:00:00", "",
     1},
	{"end in another zone", ICS_EVENT,
     "DTSTART;TZID=Europe/Moscow:20260723T100000\nDTEND;TZID=Europe/London:20260723T090000\n",
     "start=2026-07-23T10:00:00 zone=Europe/Moscow end=2026-07-23T09:00:00 end_zone=Europe/London", "", 0},
	{"unusual form", ICS_EVENT, "DTSTART:2026-07-23 10:00\n", "start=2026-07-23T10:00:00", "", 1},
	{"no start", ICS_EVENT, "SUMMARY:x\n", "summary=x", "", 1},
	{"bad start", ICS_EVENT, "SUMMARY:x\nDTSTART:tomorrow\n", "summary=x", "", 2},
	{"first counts", ICS_EVENT, "SUMMARY:a\nSUMMARY:b\nDTSTART:20260723\n", "summary=a start=2026-07-23", "", 1},
	{"empty ones do not count", ICS_EVENT,
     "SUMMARY:\nSUMMARY:b\nLOCATION:\nDESCRIPTION:\nRRULE:\nDTEND:\nDURATION:\nSTATUS:\nDTSTART:20260723\n",
     "summary=b start=2026-07-23", "", 0},
	{"status, transp", ICS_EVENT, "DTSTART:20260723\nSTATUS:tentative\nTRANSP:TRANSPARENT\n",
     "start=2026-07-23 status=tentative free=1", "", 0},
	{"status unknown", ICS_EVENT, "DTSTART:20260723\nSTATUS:PERHAPS\n", "start=2026-07-23", "", 1},
	{"rules", ICS_EVENT, "DTSTART:20260723\nRRULE:FREQ=DAILY;COUNT=3\nRRULE:FREQ=MONTHLY\nEXRULE:FREQ=WEEKLY\n",
     "start=2026-07-23 rules=FREQ=DAILY;COUNT=3\nFREQ=MONTHLY exrules=FREQ=WEEKLY", "", 0},
	{"rule not understood", ICS_EVENT, "DTSTART:20260723\nRRULE:FREQ=FORTNIGHTLY\n",
     "start=2026-07-23 rules=FREQ=FORTNIGHTLY", "", 1},
	{"old rule", ICS_EVENT, "DTSTART:20260723T100000Z\nRRULE:W1 MO #3\n",
     "start=2026-07-23T10:00:00Z rules=FREQ=WEEKLY;BYDAY=MO;COUNT=3", "", 0},
	{"dates", ICS_EVENT,
     "DTSTART;TZID=Europe/Moscow:20260723T100000\nEXDATE;TZID=Europe/Moscow:20260724T100000,20260725T100000\nEXDATE:20260726T070000Z\n"
     "RDATE;VALUE=PERIOD:20260801T070000Z/PT1H\nRDATE;VALUE=DATE:20260802\n",
     "start=2026-07-23T10:00:00 zone=Europe/Moscow rdates=2026-08-01T07:00:00Z,2026-08-02 "
     "exdates=2026-07-24T10:00:00,2026-07-25T10:00:00,2026-07-26T07:00:00Z",
     "", 0},
	{"dates of another zone", ICS_EVENT,
     "EXDATE;TZID=Europe/London:20260724T080000\nDTSTART;TZID=Europe/Moscow:20260723T100000\n",
     "start=2026-07-23T10:00:00 zone=Europe/Moscow exdates=2026-07-24T10:00:00", "", 0},
	{"times among days", ICS_EVENT, "DTSTART;VALUE=DATE:20260723\nEXDATE:20260724T000000,rubbish,20260725\n",
     "start=2026-07-23 exdates=2026-07-24,2026-07-25", "", 1},
	{"override", ICS_EVENT,
     "DTSTART:20260724T120000Z\nRECURRENCE-ID;TZID=Europe/Moscow;RANGE=THISANDFUTURE:20260724T100000\n",
     "start=2026-07-24T12:00:00Z recurrence=2026-07-24T10:00:00 recurrence_zone=Europe/Moscow future=1", "", 0},
	{"quoted-printable", ICS_EVENT,
     "DTSTART:20260723\nSUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=96=\n=D1=83=0D=0Ak\nLOCATION:l\n",
     "summary=\xD0\x96\xD1\x83\nk start=2026-07-23 location=l", "", 0},
	{"created", ICS_EVENT, "DTSTART:20260723\nCREATED:20260101T000000Z\n", "start=2026-07-23 made_at=1767225600", "",
     0},
	{"created in the year 0", ICS_EVENT, "DTSTART:20260723\nCREATED:00001231T000000Z\n", "start=2026-07-23", "", 0},
	{"created badly", ICS_EVENT, "DTSTART:20260723\nCREATED:None\n", "start=2026-07-23", "", 0},
	{"no colon", ICS_EVENT, "DTSTART:20260723\nthis is no line\nSUMMARY:x\n", "summary=x start=2026-07-23", "", 1},
	{"done", ICS_EVENT, "DTSTART:20260723\nX-KARTOTEKA-DONE:TRUE\n", "start=2026-07-23 done=1", "", 0},

	{"task", ICS_TASK, "SUMMARY:x\nDUE;VALUE=DATE:20260723\nPRIORITY:1\nPERCENT-COMPLETE:30\nSTATUS:IN-PROCESS\n",
     "summary=x due=2026-07-23 status=started percent=30 priority=1", "", 0},
	{"task done", ICS_TASK, "COMPLETED:20260101T000000Z\n", "done_at=1767225600 status=done", "", 0},
	{"task at 100", ICS_TASK, "PERCENT-COMPLETE:100\n", "status=done percent=100", "", 0},
	{"task open again", ICS_TASK, "STATUS:NEEDS-ACTION\nPERCENT-COMPLETE:100\n", "percent=100", "", 0},
	{"task with bad values", ICS_TASK, "SUMMARY:x\nDUE:soon\nPRIORITY:urgent\nPERCENT-COMPLETE:150\nCOMPLETED:yes\n",
     "summary=x", "", 4},
	{"task by duration", ICS_TASK, "DTSTART:20260723T100000\nDURATION:PT1H\n",
     "start=2026-07-23T10:00:00 due=2026-07-23T11:00:00", "", 0},
	{"journal", ICS_NOTE, "DTSTART;VALUE=DATE:20260723\nSUMMARY:s\nDESCRIPTION:a\nDESCRIPTION:b\nSTATUS:FINAL\n",
     "summary=s start=2026-07-23 text=a\n\nb", "", 0},

	{"alarms", ICS_EVENT,
     "DTSTART:20260723T100000Z\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM\nBEGIN:VALARM\nACTION:AUDIO\n"
     "TRIGGER;RELATED=END:PT5M\nEND:VALARM\nBEGIN:VALARM\nTRIGGER:20260723T080000Z\nEND:VALARM\nSUMMARY:after\n",
     "summary=after start=2026-07-23T10:00:00Z", "-900 end300 2026-07-23T08:00:00Z", 0},
	{"alarm repeats", ICS_EVENT,
     "DTSTART:20260723T100000Z\nBEGIN:VALARM\nTRIGGER:-PT15M\nREPEAT:3\nDURATION:PT5M\nEND:VALARM\n",
     "start=2026-07-23T10:00:00Z", "-900 -600 -300 0", 0},
	{"alarm bad", ICS_EVENT,
     "DTSTART:20260723\nBEGIN:VALARM\nTRIGGER:soon\nEND:VALARM\nBEGIN:VALARM\nACTION:AUDIO\nEND:VALARM\n",
     "start=2026-07-23", "", 2},
	{"alarm none", ICS_EVENT, "DTSTART:20260723\nBEGIN:VALARM\nACTION:NONE\nTRIGGER:19760401T005545Z\nEND:VALARM\n",
     "start=2026-07-23", "", 0},
	{"alarm answered and snoozed", ICS_EVENT,
     "DTSTART:20260723T100000Z\nBEGIN:VALARM\nUID:a1\nTRIGGER:-PT15M\nACKNOWLEDGED:20260723T094500Z\nEND:VALARM\n"
     "BEGIN:VALARM\nUID:a2\nRELATED-TO;RELTYPE=SNOOZE:a1\nTRIGGER;VALUE=DATE-TIME:20260723T095500Z\nEND:VALARM\n",
     "start=2026-07-23T10:00:00Z", "-900!~2026-07-23T09:55:00Z", 0},
	{"alarm of Thunderbird", ICS_EVENT,
     "DTSTART:20260723T100000Z\nX-MOZ-LASTACK:20260723T094501Z\nX-MOZ-SNOOZE-TIME:20260723T095000Z\nBEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM\n",
     "start=2026-07-23T10:00:00Z", "-900!~2026-07-23T09:50:00Z", 0},
	{"alarm in a zone", ICS_EVENT,
     "DTSTART;TZID=Europe/Moscow:20260723T100000\nBEGIN:VALARM\nTRIGGER;VALUE=DATE-TIME:20260723T090000\nEND:VALARM\n",
     "start=2026-07-23T10:00:00 zone=Europe/Moscow", "2026-07-23T06:00:00Z", 0},
	{"alarm of vCalendar 1.0", ICS_EVENT, "DTSTART:20260723T100000Z\nDALARM:20260723T095000Z;PT5M;2;text\n",
     "start=2026-07-23T10:00:00Z", "2026-07-23T09:50:00Z", 0},
	{"alarm of a task", ICS_TASK, "DUE:20260723T100000Z\nBEGIN:VALARM\nTRIGGER;RELATED=END:-P1D\nEND:VALARM\n",
     "due=2026-07-23T10:00:00Z", "end-86400", 0}};

/* Nothing of this program finds libical. */
void *__wrap_dlopen(const char *name, int how);
void *__wrap_dlopen(const char *name, int how)
{
	(void)name;
	(void)how;
	return NULL;
}

TEST(properties_become_fields)
{
	static const char *const names[] = {[ICS_EVENT] = "VEVENT", [ICS_TASK] = "VTODO", [ICS_NOTE] = "VJOURNAL"};
	for (size_t i = 0; i < countof(rows); i++) {
		const char *type = names[rows[i].type];
		char *text = mem_printf("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:%s\nUID:u1\n%sEND:%s\nEND:VCALENDAR\n", type,
		                        rows[i].body, type);
		Read r = read_text(text);
		Str got = {0}, alarms = {0};
		const IcsItem *item = read_first(&r, rows[i].type);
		if (r.err || !item || !item->record)
			fail_msg("row \"%s\": no record", rows[i].name);
		assert_string_equal(item->component.uid.s, "u1");
		record_line(&got, item->kind, item->record);
		alarms_line(&alarms, item->alarms, item->n_alarms);
		expect_text(rows[i].name, str_text(&got), rows[i].want);
		expect_text(rows[i].name, str_text(&alarms), rows[i].alarms);
		if (item->n_warnings != rows[i].warnings)
			fail_msg("row \"%s\": %zu warnings, first: %s", rows[i].name, item->n_warnings,
			         item->n_warnings ? item->warnings[0].text : "");
		str_done(&got);
		str_done(&alarms);
		read_done(&r);
		free(text);
	}
}

static char type_letter(IcsType type)
{
	static const char letters[] = {
		[ICS_HEAD] = 'h',
		[ICS_EVENT] = 'e',
		[ICS_TASK] = 't',
		[ICS_NOTE] = 'n',
		[ICS_ZONE] = 'z',
		[ICS_OTHER] = 'o',
		[ICS_TAIL] = '.',
		[ICS_SKIPPED] = 's',
	};
	return letters[type];
}

/* Items as letters with the line of their begin; what is written of them in one. */
TEST(files_are_cut_into_components)
{
	static const struct {
		const char *name, *text, *items, *written;
		int warning_line;
	} cuts[] = {
		{"plain", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n",
	     "h1e3.7", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n",
	     0},
		{"END missing", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nBEGIN:VEVENT\nDTSTART:20260102\n", "h1e2e4.5",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260102\nEND:VEVENT\nEND:VCALENDAR\n",
	     4},
		{"END of an alarm missing",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nBEGIN:VALARM\nTRIGGER:PT1M\nEND:VEVENT\nEND:VCALENDAR\n",
	     "h1e2.7",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nBEGIN:VALARM\nTRIGGER:PT1M\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n",
	     6},
		{"stray END",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VTODO\nEND:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
	     "h1e2.7", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n", 4},
		{"case", "begin:vcalendar\nbegin:vevent\ndtstart:20260101\nend:vevent\nend:vcalendar\n", "h1e2.5",
	     "begin:vcalendar\nbegin:vevent\ndtstart:20260101\nend:vevent\nend:vcalendar\n", 0},
		{"no calendar around", "BEGIN:VTODO\nSUMMARY:x\nEND:VTODO\n", "h1t1.3",
	     "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kartoteka//Kartoteka//EN\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n",
	     1},
		{"text around", "From: me\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n-- \nbye\n", "h3.4",
	     "BEGIN:VCALENDAR\nEND:VCALENDAR\n", 1},
		{"two calendars", "BEGIN:VCALENDAR\nX-A:1\nEND:VCALENDAR\nBEGIN:VCALENDAR\nX-B:2\nEND:VCALENDAR\n", "h1.3h4.6",
	     "BEGIN:VCALENDAR\nX-A:1\nEND:VCALENDAR\nBEGIN:VCALENDAR\nX-B:2\nEND:VCALENDAR\n", 0},
		{"calendar in calendar", "BEGIN:VCALENDAR\nX-A:1\nBEGIN:VCALENDAR\nX-B:2\nEND:VCALENDAR\nEND:VCALENDAR\n",
	     "h1.3h3.5", "BEGIN:VCALENDAR\nX-A:1\nEND:VCALENDAR\nBEGIN:VCALENDAR\nX-B:2\nEND:VCALENDAR\n", 3},
		{"properties between and behind",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nX-A:1\nBEGIN:X-FOO\nX-B:2\nEND:X-FOO\nX-C:3\nEND:VCALENDAR\n",
	     "h1e2o5o6.9",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nX-A:1\nBEGIN:X-FOO\nX-B:2\nEND:X-FOO\nX-C:3\nEND:VCALENDAR\n",
	     0},
		{"event in an unknown one",
	     "BEGIN:VCALENDAR\nBEGIN:X-POLL\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:X-POLL\nEND:VCALENDAR\n", "h1o2s3.7",
	     "BEGIN:VCALENDAR\nBEGIN:X-POLL\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:X-POLL\nEND:VCALENDAR\n", 0},
		{"event in an event",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n",
	     "h1e2e4.8",
	     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nEND:VCALENDAR\n", 7},
		{"zone", "BEGIN:VCALENDAR\n" BERLIN_STUB "END:VCALENDAR\n", "h1z2.5",
	     "BEGIN:VCALENDAR\n" BERLIN_STUB "END:VCALENDAR\n", 0},
	};
	for (size_t i = 0; i < countof(cuts); i++) {
		Read r = read_text(cuts[i].text);
		Str items = {0}, written = {0};
		bool warned = !cuts[i].warning_line;
		for (size_t k = 0; k < r.items.n; k++) {
			const IcsItem *item = &r.items.at[k];
			str_addf(&items, "%c%d", type_letter(item->type), (int)item->line);
			str_addn(&written, item->component.lines.s, item->component.lines.n);
			for (size_t w = 0; w < item->n_warnings; w++)
				warned = warned || item->warnings[w].line == cuts[i].warning_line;
		}
		expect_text(cuts[i].name, str_text(&written), cuts[i].written);
		expect_text(cuts[i].name, str_text(&items), cuts[i].items);
		if (!warned)
			fail_msg("row \"%s\": nothing said of line %d", cuts[i].name, cuts[i].warning_line);
		str_done(&items);
		str_done(&written);
		read_done(&r);
	}
}

/* A VTIMEZONE counts wherever it stands; its record names it by its content, so that two of one name stay apart. */
TEST(zones_of_the_file_are_found_before_and_after_their_use)
{
	static const char event[] = "BEGIN:VEVENT\nDTSTART;TZID=My Zone:20260723T100000\nEND:VEVENT\n";
	static const struct {
		const char *name, *format;
	} orders[] = {
		{"before", "BEGIN:VCALENDAR\n%2$s%1$sEND:VCALENDAR\n"},
		{"after", "BEGIN:VCALENDAR\n%1$s%2$sEND:VCALENDAR\n"},
		{"in the next calendar", "BEGIN:VCALENDAR\n%1$sEND:VCALENDAR\nBEGIN:VCALENDAR\n%2$sEND:VCALENDAR\n"},
	};
	for (size_t i = 0; i < countof(orders); i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		char *text = mem_printf(orders[i].format, event, OWN_ZONE);
#pragma GCC diagnostic pop
		Read r = read_text(text);
		const IcsItem *item = read_first(&r, ICS_EVENT);
		const Event *e = item->record;
		Str tzid = {0};
		if (!e->zone.s || item->n_zonedefs != 1 || !str_same(item->zonedefs[0].name.s, e->zone.s))
			fail_msg("row \"%s\": no zone", orders[i].name);
		ics_zone_tzid(&tzid, e->zone.s);
		expect_text(orders[i].name, str_text(&tzid), "My Zone");
		const Zone *zone = zone_from_component(item->zonedefs[0].text.s, item->zonedefs[0].text.n);
		assert_non_null(zone);
		assert_int_equal(zone_offset(zone, (Instant){1784000000}), 3 * 3600);
		str_done(&tzid);
		read_done(&r);
		free(text);
	}
}

TEST(identities_are_uid_recurrence_and_place)
{
	Read r =
		read_text("BEGIN:VCALENDAR\n"
	              "BEGIN:VEVENT\nUID:a\nSEQUENCE:1\nDTSTART:20260101\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nUID:a\nSEQUENCE:3\nDTSTART:20260102\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nUID:a\nSEQUENCE:2\nDTSTART:20260103\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;TZID=Europe/Riga:20260103T100000\nDTSTART:20260103\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nUID:A\nDTSTART:20260103\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nSUMMARY:none\nDTSTART:20260103\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nSUMMARY:other\nDTSTART:20260103\nEND:VEVENT\n"
	              "BEGIN:VEVENT\nSUMMARY:none\nDTSTART:20260103\nEND:VEVENT\n"
	              "END:VCALENDAR\n");
	static const struct {
		const char *uid, *recurrence;
		int ordinal, supersedes;
		bool superseded;
	} want[] = {
		{"a", "", 0, -1, false},
		{"a", "", 1, 0, false},
		{"a", "", 2, -1, true},
		{"a", "TZID=Europe/Riga:20260103T100000", 0, -1, false},
		{"A", "", 0, -1, false},
		{"", "", 0, -1, false},
		{"", "", 0, -1, false},
		{"", "", 1, -1, true},
	};
	for (size_t i = 0; i < countof(want); i++) {
		const IcsItem *item = &r.items.at[i + 1];
		const Component *c = &item->component;
		if (!str_same(c->uid.s, want[i].uid) || !str_same(c->recurrence.s, want[i].recurrence) ||
		    c->ordinal.n != want[i].ordinal || c->superseded.v != want[i].superseded ||
		    item->supersedes != want[i].supersedes || c->place.n != (int64_t)i)
			fail_msg("item %zu: %s %s %d %d %d", i, c->uid.s, c->recurrence.s, (int)c->ordinal.n, c->superseded.v,
			         (int)item->supersedes);
	}
	read_done(&r);
}

TEST(a_cancelled_calendar_cancels)
{
	Read r =
		read_text("BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:a\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n");
	const IcsItem *item = read_first(&r, ICS_EVENT);
	assert_int_equal(item->method, ICS_CANCELS);
	assert_int_equal(((const Event *)item->record)->status.v, EVENT_CANCELLED);
	read_done(&r);
}

TEST(a_rule_of_another_calendar_waits_for_libical)
{
	Read r = read_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART;VALUE=DATE:20260210\nRRULE:RSCALE=CHINESE;FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n");
	const IcsItem *item = read_first(&r, ICS_EVENT);
	assert_int_equal(item->n_warnings, 1);
	assert_non_null(strstr(item->warnings[0].text, "libical3"));
	assert_non_null(strstr(item->warnings[0].text, "RSCALE=CHINESE"));
	assert_string_equal(((const Event *)item->record)->rules.s, "RSCALE=CHINESE;FREQ=YEARLY"); /* it is kept for when it is there */
	read_done(&r);
}

TEST(a_storm_of_warnings_is_bounded)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n");
	for (int i = 0; i < 5000; i++)
		str_add(&text, "no colon\n");
	str_add(&text, "END:VEVENT\nEND:VCALENDAR\n");
	Read r = read_text(str_text(&text));
	const IcsItem *item = read_first(&r, ICS_EVENT);
	assert_int_equal(item->n_warnings, 101);
	assert_non_null(strstr(item->warnings[100].text, "900 more problems"));
	read_done(&r);
	str_done(&text);
}

TEST(too_large_components_are_skipped_and_the_rest_is_read)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:big\nDTSTART:20260101\n");
	for (int i = 0; i < 260000; i++)
		str_add(&text, "X-FILL:0123456789012345678901234567890123456789012345678\n");
	str_add(
		&text,
		"BEGIN:VALARM\nTRIGGER:PT1M\nEND:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nUID:small\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n");
	Read r = read_text(str_text(&text));
	const IcsItem *skipped = read_first(&r, ICS_SKIPPED), *small = read_first(&r, ICS_EVENT);
	assert_true(skipped && skipped->counted_as == ICS_EVENT && skipped->line == 2 && skipped->skipped);
	assert_true(small && str_same(small->component.uid.s, "small"));
	assert_null(r.err);
	read_done(&r);
	str_done(&text);
}

/* Of lines behind the last component, too: what is left out of them is not the end. */
TEST(too_many_lines_at_the_end_leave_the_end)
{
	static const char *const ends[] = {"END:VCALENDAR\n", "END:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", ""};
	for (size_t i = 0; i < countof(ends); i++) {
		Str text = {0};
		str_add(&text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART:20260101\nEND:VEVENT\n");
		for (int k = 0; k < 260000; k++)
			str_add(&text, "X-FILL:0123456789012345678901234567890123456789012345678\n");
		for (int k = 0; k < 20; k++)
			str_add(&text, "X:1\n"); /* to the last byte */
		str_add(&text, ends[i]);
		Read r = read_text(str_text(&text));
		const IcsItem *tail = read_first(&r, ICS_TAIL);
		const size_t n = strlen("\nEND:VCALENDAR\n");
		assert_true(tail && tail->component.lines.n > n);
		assert_memory_equal(tail->component.lines.s + tail->component.lines.n - n, "\nEND:VCALENDAR\n", n);
		assert_non_null(strstr(tail->warnings[tail->n_warnings - 1].text, "were left out"));
		assert_null(r.err);
		read_done(&r);
		str_done(&text);
	}
}

TEST(what_is_no_calendar_is_refused)
{
	static const struct {
		const char *name;
		Span bytes;
		const char *word;
	} files[] = {
#define ROW(name, bytes, word) {name, {bytes, sizeof bytes - 1}, word}
		ROW("empty", "", "empty"),
		ROW("blank", "\r\n\r\n", "blank"),
		ROW("msg", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Outlook"),
		ROW("zip", "PK\x03\x04....", "zip"),
		ROW("html", "\n<!DOCTYPE html>", "web page"),
		ROW("vcf", "BEGIN:VCARD\nEND:VCARD\n", "vcf"),
		ROW("json", "[{}]", "json"),
		ROW("prose", "Dear all,\nthe meeting is on Monday.\n", "no BEGIN:VCALENDAR"),
#undef ROW
	};
	for (size_t i = 0; i < countof(files); i++) {
		Span bytes = files[i].bytes;
		Arena *arena = arena_new();
		Ics *ics = NULL;
		IcsItem item;
		bool more = false;
		Err *err = ics_open(&ics, reader_of_span(&bytes));
		if (!err)
			err = ics_next(&item, &more, ics, arena);
		if (!err || !strstr(err->what, files[i].word))
			fail_msg("row \"%s\": %s", files[i].name, err ? err->what : "read");
		err_free(err);
		ics_close(ics);
		arena_free(arena);
	}
}

TEST(formats_are_told_by_content_then_by_name)
{
	static const struct {
		const char *bytes, *name;
		BridgeFormat want;
	} files[] = {
		{"BEGIN:VCALENDAR\n", "x.txt", FORMAT_ICS},
		{"\xEF\xBB\xBF"
	     "begin:vcalendar\n",
	     NULL, FORMAT_ICS},
		{"BEGIN:VCARD\n", "x.ics", FORMAT_VCF},
		{"Name,Phone\n", "x.csv", FORMAT_CSV},
		{"{\"a\":1}", NULL, FORMAT_JSON},
		{"hello", NULL, FORMAT_UNKNOWN},
		{"hello", "a.ics", FORMAT_ICS},
		{"hello", "a.exe", FORMAT_UNKNOWN},
		{"Subject: x\n\nBEGIN:VCALENDAR\n", "mail.eml", FORMAT_ICS},
		{"BEGIN:VEVENT\n", "x", FORMAT_ICS},
	};
	for (size_t i = 0; i < countof(files); i++) {
		BridgeFormat got = bridge_format(files[i].bytes, strlen(files[i].bytes), files[i].name, NULL);
		if (got != files[i].want)
			fail_msg("row \"%s\": %d", files[i].bytes, got);
	}
	for (int f = 0; f < FORMAT_UNKNOWN; f++) {
		BridgeFormat back;
		assert_null(bridge_format_read(&back, bridge_format_name((BridgeFormat)f)));
		assert_int_equal(back, f);
		Err *err = bridge_check((BridgeFormat)f, "a", NULL);
		assert_true((err == NULL) == (f == FORMAT_ICS));
		err_free(err);
	}
}
