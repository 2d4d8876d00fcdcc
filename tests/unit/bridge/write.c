/* SPDX-License-Identifier: MIT */
/* Writing: folding, edits that touch only what changed, new components; what is written reads as what was meant. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/utf8.h"
#include "kartoteka/bridge/ics_write.h"
#include "read.h"
#include "test.h"

static const Instant now = {1784800800}; /* 2026-07-23T10:00:00Z */

TEST(lines_are_folded_between_characters)
{
	Str text = {0}, folded = {0}, back = {0};
	for (int i = 0; i < 100; i++)
		str_add(&text, i % 3 ? "\xD0\x96" : "\xF0\x9F\x98\x80");
	str_add(&text, "\nSHORT:1\n\nX:  two blanks  \n");
	ics_fold(&folded, text.s, text.n);
	assert_true(utf8_valid(folded.s, folded.n));
	for (const char *s = folded.s; *s;) {
		size_t n = strcspn(s, "\r");
		assert_true(n <= 75 && s[n + 1] == '\n');
		assert_true(((unsigned char)s[0] & 0xC0) != 0x80);
		s += n + 2;
	}
	Span bytes = {folded.s, folded.n};
	LineReader *lines = line_reader_new(reader_of_span(&bytes));
	Line line;
	bool more = true;
	for (;;) {
		assert_null(line_next(&line, &more, lines));
		if (!more)
			break;
		str_addn(&back, line.text.s, line.text.n);
		str_addc(&back, '\n');
	}
	line_reader_free(lines);
	str_cut(&text, 0);
	for (int i = 0; i < 100; i++)
		str_add(&text, i % 3 ? "\xD0\x96" : "\xF0\x9F\x98\x80");
	str_add(&text, "\nSHORT:1\nX:  two blanks  \n");
	assert_string_equal(str_text(&back), str_text(&text));
	str_done(&text);
	str_done(&folded);
	str_done(&back);
}

/* Fields set in a copy of what was read, by the store's own text. */
static void set_fields(const Kind *kind, void *record, const char *sets, Arena *arena)
{
	char *rest = arena_dup(arena, sets);
	while (*rest) {
		char *end = rest + strcspn(rest, "|"), *equal = strchr(rest, '=');
		const char *after = *end ? end + 1 : end;
		*end = *equal = '\0';
		const Field *f = kind_field(kind, rest);
		assert_non_null(f);
		const char *text = equal + 1;
		Value v = {VALUE_TEXT, 0, text, strlen(text)};
		if (f->type == FIELD_FLAG || f->type == FIELD_COUNT || f->type == FIELD_INSTANT || f->type == FIELD_ID)
			v = (Value){VALUE_INT, strtoll(text, NULL, 10), NULL, 0};
		if (!*text)
			v = (Value){VALUE_NULL, 0, NULL, 0};
		Err *err = field_set(f, record, &v);
		if (err)
			fail_msg("%s: %s", f->name, err->what);
		rest = arena_dup(arena, after);
	}
}

#define STAMPS "SEQUENCE:1\nLAST-MODIFIED:20260723T100000Z\n"

static const struct {
	const char *name;
	IcsType type;
	const char *body, *set, *want;
} edits[] = {
	{"nothing", ICS_EVENT, "SUMMARY;X=1:a\nDTSTART:20260723\n", "", "SUMMARY;X=1:a\nDTSTART:20260723\n"},
	{"summary keeps its place and parameters", ICS_EVENT,
     "X-A:\\;\nSUMMARY;LANGUAGE=de;ALTREP=\"x\":a\nDTSTART:20260723\n", "summary=b, c",
     "X-A:\\;\nSUMMARY;LANGUAGE=de:b\\, c\nDTSTART:20260723\n" STAMPS},
	{"stamps in their places", ICS_EVENT,
     "DTSTAMP:20200101T000000Z\nSEQUENCE:4\nLAST-MODIFIED:20200101T000000Z\nSUMMARY:a\n", "summary=b",
     "DTSTAMP:20260723T100000Z\nSEQUENCE:5\nLAST-MODIFIED:20260723T100000Z\nSUMMARY:b\n"},
	{"emptied", ICS_EVENT, "SUMMARY:a\nLOCATION:hall\nDTSTART:20260723\n",
     "location=", "SUMMARY:a\nDTSTART:20260723\n" STAMPS},
	{"added", ICS_EVENT, "DTSTART:20260723\n", "summary=x|text=a\nb",
     "DTSTART:20260723\nSUMMARY:x\nDESCRIPTION:a\\nb\n" STAMPS},
	{"moved", ICS_EVENT, "DTSTART;TZID=Europe/Moscow;X-P=1:20260723T100000\nDTEND;TZID=Europe/Moscow:20260723T110000\n",
     "start=2026-07-24T10:00:00|end=2026-07-24T11:00:00",
     "DTSTART;X-P=1;TZID=Europe/Moscow:20260724T100000\nDTEND;TZID=Europe/Moscow:20260724T110000\n" STAMPS},
	{"moved, its length a DURATION", ICS_EVENT, "DTSTART:20260723T100000Z\nDURATION:PT60M\n",
     "start=2026-07-24T10:00:00Z|end=2026-07-24T11:00:00Z", "DTSTART:20260724T100000Z\nDURATION:PT60M\n" STAMPS},
	{"longer, its length a DURATION", ICS_EVENT, "DTSTART:20260723T100000Z\nDURATION:PT60M\n",
     "end=2026-07-23T11:30:00Z", "DTSTART:20260723T100000Z\nDURATION:PT1H30M\n" STAMPS},
	{"to all day", ICS_EVENT, "DTSTART;TZID=Europe/Moscow:20260723T100000\n",
     "start=2026-07-23|zone=", "DTSTART;VALUE=DATE:20260723\n" STAMPS},
	{"one occurrence out", ICS_EVENT, "DTSTART:20260723T100000Z\nEXDATE;X=1:20260724T100000Z\nRRULE:FREQ=DAILY\n",
     "exdates=2026-07-24T10:00:00Z,2026-07-25T10:00:00Z",
     "DTSTART:20260723T100000Z\nEXDATE;X=1:20260724T100000Z\nRRULE:FREQ=DAILY\nEXDATE:20260725T100000Z\n" STAMPS},
	{"the first out", ICS_EVENT, "DTSTART;TZID=Europe/Moscow:20260723T100000\nRRULE:FREQ=DAILY\n",
     "exdates=2026-07-24T10:00:00,2026-07-25T10:00:00",
     "DTSTART;TZID=Europe/Moscow:20260723T100000\nRRULE:FREQ=DAILY\nEXDATE;TZID=Europe/Moscow:20260724T100000,20260725T100000\n" STAMPS},
	{"one back", ICS_EVENT,
     "DTSTART:20260723T100000Z\nEXDATE:20260724T100000Z,20260725T100000Z\nEXDATE:20260726T100000Z\n",
     "exdates=2026-07-26T10:00:00Z", "DTSTART:20260723T100000Z\nEXDATE:20260726T100000Z\n" STAMPS},
	{"rule", ICS_EVENT, "DTSTART:20260723\nRRULE:FREQ=DAILY\nX-A:1\nRRULE:FREQ=WEEKLY\n", "rules=FREQ=MONTHLY",
     "DTSTART:20260723\nRRULE:FREQ=MONTHLY\nX-A:1\n" STAMPS},
	{"status and free", ICS_EVENT, "DTSTART:20260723\nSTATUS:CONFIRMED\n", "status=cancelled|free=1|done=1",
     "DTSTART:20260723\nSTATUS:CANCELLED\nTRANSP:TRANSPARENT\nX-KARTOTEKA-DONE:TRUE\n" STAMPS},
	{"quoted-printable goes whole", ICS_EVENT,
     "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:a=\nb\nDTSTART:20260723\n", "summary=c",
     "SUMMARY:c\nDTSTART:20260723\n" STAMPS},
	{"a soft end before the END goes on in nothing", ICS_EVENT, "DTSTART:20260723\nSUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:a=\n", "summary=c",
     "DTSTART:20260723\nSUMMARY:c\n" STAMPS},
	{"quoted-printable stays whole", ICS_EVENT, "SUMMARY;QUOTED-PRINTABLE:a=\nb\nDTSTART:20260723\n", "location=c",
     "SUMMARY;QUOTED-PRINTABLE:a=\nb\nDTSTART:20260723\nLOCATION:c\n" STAMPS},
	{"what goes on from a value that does not count is no line of its own", ICS_EVENT,
     "SUMMARY:a\nSUMMARY;QUOTED-PRINTABLE:b=\nDALARM:20260714T100000Z\nDTSTART:20260723\n", "summary=c", "SUMMARY:c\nDTSTART:20260723\n" STAMPS},
	{"nor is what goes on from one that stays", ICS_EVENT, "X-A;QUOTED-PRINTABLE:b=\nLOCATION:d\nDTSTART:20260723\n", "location=c",
     "X-A;QUOTED-PRINTABLE:b=\nLOCATION:d\nDTSTART:20260723\nLOCATION:c\n" STAMPS},
	{"nothing is put into a soft end before the END", ICS_EVENT, "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:a=\n", "summary=c",
     "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:a\nSUMMARY:c\n" STAMPS},
	{"nor into one of two =", ICS_EVENT, "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:aGVsbG8==\n", "summary=c",
     "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:aGVsbG8\nSUMMARY:c\n" STAMPS},
	{"nor behind a line of = alone", ICS_EVENT, "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:a=\n==\n", "location=c",
     "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:a\nLOCATION:c\n" STAMPS},
	{"nor before the alarms", ICS_EVENT, "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:==\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\n", "location=c",
     "DTSTART:20260723\nX-A;QUOTED-PRINTABLE:\nLOCATION:c\n" STAMPS "BEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\n"},
	{"before the alarms", ICS_EVENT,
     "DTSTART:20260723\nBEGIN:VALARM\nSUMMARY:alarm\nTRIGGER:-PT5M\nEND:VALARM\nX-A:1\n", "summary=x",
     "DTSTART:20260723\nSUMMARY:x\n" STAMPS "BEGIN:VALARM\nSUMMARY:alarm\nTRIGGER:-PT5M\nEND:VALARM\nX-A:1\n"},
	{"task done", ICS_TASK, "SUMMARY:x\nSTATUS:NEEDS-ACTION\n", "status=done|done_at=1784800800|percent=100",
     "SUMMARY:x\nSTATUS:COMPLETED\nCOMPLETED:20260723T100000Z\nPERCENT-COMPLETE:100\n" STAMPS},
	{"task later", ICS_TASK, "SUMMARY:x\nDUE;VALUE=DATE:20260723\n", "due=2026-07-24T18:00:00|due_zone=Europe/Moscow",
     "SUMMARY:x\nDUE;TZID=Europe/Moscow:20260724T180000\n" STAMPS},
	{"note", ICS_NOTE, "DESCRIPTION:a\nDESCRIPTION:b\nDTSTART:20260723\n", "text=c",
     "DESCRIPTION:c\nDTSTART:20260723\n" STAMPS},
};

static Read read_body(IcsType type, const char *body)
{
	static const char *const names[] = {[ICS_EVENT] = "VEVENT", [ICS_TASK] = "VTODO", [ICS_NOTE] = "VJOURNAL"};
	char *text = mem_printf("BEGIN:VCALENDAR\nBEGIN:%s\n%sEND:%s\nEND:VCALENDAR\n", names[type], body, names[type]);
	Read r = read_text(text);
	free(text);
	return r;
}

/* What stands between the first and the last line. */
static char *inside(const Str *lines)
{
	const char *from = strchr(str_text(lines), '\n') + 1;
	const char *to = strstr(from, "END:V");
	for (const char *next = to; next; next = strstr(next + 1, "\nEND:V"))
		to = next;
	return mem_strndup(from, (size_t)(to - from) + (*to == '\n' ? 1 : 0));
}

TEST(an_edit_touches_only_what_changed)
{
	for (size_t i = 0; i < countof(edits); i++) {
		Read r = read_body(edits[i].type, edits[i].body), again = {0};
		const IcsItem *item = read_first(&r, edits[i].type);
		void *changed = record_dup(r.arena, item->kind, item->record);
		Str out = {0}, want = {0}, got = {0};
		set_fields(item->kind, changed, edits[i].set, r.arena);
		IcsState old = {item->kind, item->record, item->alarms, item->n_alarms},
				 new = {item->kind, changed, item->alarms, item->n_alarms};
		ics_update(&out, item->component.lines, &old, &new, now);
		char *body = inside(&out);
		expect_text(edits[i].name, body, edits[i].want);
		again = read_body(edits[i].type, body);
		item = read_first(&again, edits[i].type);
		record_line(&want, new.kind, changed);
		record_line(&got, item->kind, item->record);
		expect_text(edits[i].name, str_text(&got), str_text(&want));
		free(body);
		str_done(&out);
		str_done(&want);
		str_done(&got);
		read_done(&r);
		read_done(&again);
	}
}

static const struct {
	const char *name, *body, *want;
} copies[] = {
	{"its UID in its place", "UID:a\nSUMMARY:x\n", "UID:own\nSUMMARY:x\n"},
	{"none yet", "SUMMARY:x\nBEGIN:VALARM\nUID:a\nEND:VALARM\n", "SUMMARY:x\nUID:own\nBEGIN:VALARM\nUID:a\nEND:VALARM\n"},
	{"a soft end takes in no UID", "SUMMARY;QUOTED-PRINTABLE:a=\nb=\n", "SUMMARY;QUOTED-PRINTABLE:a=\nb\nUID:own\n"},
	{"nor do two", "X-A;QUOTED-PRINTABLE:a==\nBEGIN:VALARM\nEND:VALARM\n", "X-A;QUOTED-PRINTABLE:a\nUID:own\nBEGIN:VALARM\nEND:VALARM\n"},
	{"one into which nothing is put stays", "UID:a\nX-A;QUOTED-PRINTABLE:a==\n", "UID:own\nX-A;QUOTED-PRINTABLE:a==\n"},
};

TEST(a_copy_has_a_uid_of_its_own)
{
	for (size_t i = 0; i < countof(copies); i++) {
		Read r = read_body(ICS_EVENT, copies[i].body);
		Str out = {0};
		ics_copy(&out, read_first(&r, ICS_EVENT)->component.lines, "own", false);
		char *body = inside(&out);
		expect_text(copies[i].name, body, copies[i].want);
		free(body);
		str_done(&out);
		read_done(&r);
	}
}

/* ---- Alarms ---- */

#define ALARM(uid, more) "BEGIN:VALARM\n" uid "X-KEPT:1\n" more "END:VALARM\n"
static const struct {
	const char *name, *body, *edit, *want;
	bool same;
} alarm_edits[] = {
	{"nothing", ALARM("UID:a\n", "TRIGGER:-PT5M\n"), "", "-300", true},
	{"later", ALARM("UID:a\n", "TRIGGER:-PT5M\n") ALARM("", "TRIGGER:-PT10M\n"), "lead0=-900", "-900 -600", false},
	{"second one, of the same lead", ALARM("", "TRIGGER:-PT5M\n") ALARM("", "TRIGGER:-PT5M\n"), "lead1=-60", "-300 -60",
     false},
	{"to an instant", ALARM("UID:a\n", "TRIGGER:-PT5M\n"), "at0=1784800800", "2026-07-23T10:00:00Z", false},
	{"answered", ALARM("", "TRIGGER:-PT5M\n"), "ack0=1784800800", "-300!", false},
	{"answered again", ALARM("UID:a\n", "ACKNOWLEDGED:20200101T000000Z\nTRIGGER:-PT5M\n"), "ack0=1784800800", "-300!",
     false},
	{"snoozed", ALARM("UID:a\n", "TRIGGER:-PT5M\n"), "snooze0=1784801400", "-300~2026-07-23T10:10:00Z", false},
	{"snoozed again",
     ALARM("UID:a\n",
           "TRIGGER:-PT5M\n") "BEGIN:VALARM\nRELATED-TO;RELTYPE=SNOOZE:a\nTRIGGER:20260723T080000Z\nEND:VALARM\n",
     "snooze0=1784801400", "-300~2026-07-23T10:10:00Z", false},
	{"no more snoozed",
     ALARM("UID:a\n",
           "TRIGGER:-PT5M\n") "BEGIN:VALARM\nRELATED-TO;RELTYPE=SNOOZE:a\nTRIGGER:20260723T080000Z\nEND:VALARM\n",
     "wake0=0", "-300", false},
	{"added", ALARM("", "TRIGGER:-PT5M\n"), "add=-60", "-300 -60", false},
	{"first one", "", "add=-60", "-60", false},
	{"removed", ALARM("UID:a\n", "TRIGGER:-PT5M\n") ALARM("UID:b\n", "TRIGGER:-PT1M\n"), "drop0=0", "-60", false},
	{"answered, behind a soft end", ALARM("", "TRIGGER:-PT5M\nDESCRIPTION;ENCODING=QUOTED-PRINTABLE:call him=\n"), "ack0=1784800800", "-300!", false},
	{"answered, behind two", ALARM("UID:a\n", "TRIGGER:-PT5M\nX-A;QUOTED-PRINTABLE:aGVsbG8==\n"), "ack0=1784800800", "-300!", false},
	{"answered, a soft end before a part", ALARM("", "TRIGGER:-PT5M\nX-A;QUOTED-PRINTABLE:a=\nBEGIN:VLOCATION\nX-A;QUOTED-PRINTABLE:a=\nEND:VLOCATION\n"), "ack0=1784800800", "-300!",
     false},
	{"removed behind a soft end", "X-KEPT:1\nX-A;QUOTED-PRINTABLE:a=\n" ALARM("", "TRIGGER:-PT5M\n") "LOCATION:x\n", "drop0=0", "", false},
	{"with repetitions", ALARM("UID:a\n", "TRIGGER:-PT5M\nREPEAT:2\nDURATION:PT1M\n"), "", "-300 -240 -180", true},
};

/* "lead0=-900": the field of the i-th; "add", "drop". */
static size_t edit_alarms(Reminder *alarms, size_t n, const char *edit)
{
	const char *equal = strchr(edit, '=');
	if (!equal)
		return n;
	int64_t v = strtoll(equal + 1, NULL, 10);
	if (str_begins(edit, "add")) {
		alarms[n] = (Reminder){
			.head = {.uuid = "00000000-0000-4000-8000-000000000001"},
			.lead = {v},
			.at = INSTANT_NONE,
			.snoozed_to = INSTANT_NONE,
			.acknowledged = INSTANT_NONE,
			.place = {(int64_t)n},
		};
		return n + 1;
	}
	Reminder *r = &alarms[equal[-1] - '0'];
	if (str_begins(edit, "drop")) {
		memmove(r, r + 1, (size_t)(alarms + n - r - 1) * sizeof *r);
		return n - 1;
	}
	if (str_begins(edit, "lead"))
		r->lead.s = v;
	if (str_begins(edit, "at")) {
		r->absolute.v = true;
		r->at.s = v;
	}
	if (str_begins(edit, "ack"))
		r->acknowledged.s = v;
	if (str_begins(edit, "snooze")) {
		r->state.v = REMINDER_SNOOZED;
		r->snoozed_to.s = v;
	}
	if (str_begins(edit, "wake")) {
		r->state.v = REMINDER_PENDING;
		r->snoozed_to = INSTANT_NONE;
	}
	return n;
}

TEST(alarms_are_edited_in_their_place)
{
	for (size_t i = 0; i < countof(alarm_edits); i++) {
		char *body = mem_printf("SUMMARY:x\nDTSTART:20260723T100000Z\n%s", alarm_edits[i].body);
		Read r = read_body(ICS_EVENT, body);
		const IcsItem *item = read_first(&r, ICS_EVENT);
		Reminder alarms[8];
		Str out = {0}, got = {0}, want = {0}, record = {0};
		/* As the store gives them: each with its id, the order not the file's. */
		for (size_t k = 0; k < item->n_alarms; k++)
			item->alarms[k].head.id = 100 + (int64_t)k;
		if (item->n_alarms)
			memcpy(alarms, item->alarms, item->n_alarms * sizeof *alarms);
		size_t n = edit_alarms(alarms, item->n_alarms, alarm_edits[i].edit);
		IcsState old = {item->kind, item->record, item->alarms, item->n_alarms},
				 new = {item->kind, item->record, alarms, n};
		ics_update(&out, item->component.lines, &old, &new, now);
		bool same = span_is((Span){item->component.lines.s, item->component.lines.n}, str_text(&out));
		if (same != alarm_edits[i].same)
			fail_msg("row \"%s\": %s", alarm_edits[i].name, str_text(&out));
		if (strstr(str_text(&out), "SEQUENCE"))
			fail_msg("row \"%s\": an alarm is no revision", alarm_edits[i].name);
		char *written = inside(&out);
		Read again = read_body(ICS_EVENT, written);
		item = read_first(&again, ICS_EVENT);
		alarms_line(&got, item->alarms, item->n_alarms);
		if (!str_same(str_text(&got), alarm_edits[i].want))
			fail_msg("row \"%s\": got %s, want %s in\n%s", alarm_edits[i].name, str_text(&got), alarm_edits[i].want,
			         written);
		if (*alarm_edits[i].body && !strstr(written, "X-KEPT:1"))
			fail_msg("row \"%s\": lost a line", alarm_edits[i].name);
		record_line(&want, old.kind, old.record);
		record_line(&record, item->kind, item->record);
		expect_text(alarm_edits[i].name, str_text(&record), str_text(&want));
		free(written);
		free(body);
		str_done(&out);
		str_done(&got);
		str_done(&want);
		str_done(&record);
		read_done(&r);
		read_done(&again);
	}
}

/* ---- New components ---- */

static const struct {
	const char *name;
	const char *kind, *set, *want;
} made[] = {
	{"event", "event",
     "summary=Call; x|start=2026-07-23T10:00:00|zone=Europe/Moscow|end=2026-07-23T10:30:00|end_zone=Europe/Moscow|made_at=1784800000",
     "UID:00000000-0000-4000-8000-000000000002\nDTSTAMP:20260723T100000Z\nCREATED:20260723T094640Z\nDTSTART;TZID=Europe/Moscow:20260723T100000\n"
     "DTEND;TZID=Europe/Moscow:20260723T103000\nSUMMARY:Call\\; x\n"},
	{"day", "event", "start=2026-07-23|uid=own", "UID:own\nDTSTAMP:20260723T100000Z\nDTSTART;VALUE=DATE:20260723\n"},
	{"series and override", "event",
     "start=2026-07-23T10:00:00Z|rules=FREQ=DAILY\nFREQ=WEEKLY|exdates=2026-07-24T10:00:00Z|recurrence=2026-07-23|uid=u",
     "UID:u\nDTSTAMP:20260723T100000Z\nRECURRENCE-ID;VALUE=DATE:20260723\nDTSTART:20260723T100000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\nEXDATE:20260724T100000Z\n"},
	{"zone of a file", "event", "start=2026-07-23T10:00:00|zone=Custom: 1#0123abcd|uid=u",
     "UID:u\nDTSTAMP:20260723T100000Z\nDTSTART;TZID=\"Custom: 1\":20260723T100000\n"},
	{"task", "task", "summary=x|due=2026-07-23|priority=1|tries=2|uid=u",
     "UID:u\nDTSTAMP:20260723T100000Z\nDUE;VALUE=DATE:20260723\nSUMMARY:x\nPRIORITY:1\nX-KARTOTEKA-TRIES:2\n"},
	{"note", "note", "text=a\nb|start=2026-07-23|uid=u",
     "UID:u\nDTSTAMP:20260723T100000Z\nDTSTART;VALUE=DATE:20260723\nDESCRIPTION:a\\nb\n"},
};

TEST(new_components_are_made_and_read_back)
{
	for (size_t i = 0; i < countof(made); i++) {
		const Kind *kind = kind_find(made[i].kind);
		Arena *arena = arena_new();
		void *record = arena_alloc(arena, kind->size);
		Str out = {0};
		for (size_t k = 0; k < kind->field_count; k++) {
			Value null = {VALUE_NULL, 0, NULL, 0};
			if (kind->fields[k].type == FIELD_INSTANT)
				err_free(field_set(&kind->fields[k], record, &null));
		}
		strcpy(((Record *)record)->uuid, "00000000-0000-4000-8000-000000000002");
		set_fields(kind, record, made[i].set, arena);
		Reminder alarm = {
			.lead = {-900},
			.at = INSTANT_NONE,
			.snoozed_to = INSTANT_NONE,
			.acknowledged = INSTANT_NONE,
			.uid = {"al"},
		};
		IcsState side = {kind, record, &alarm, kind == &kind_event ? 1 : 0};
		ics_make(&out, &side, now);
		char *body = inside(&out);
		char *alarmed = strstr(body, "BEGIN:VALARM");
		assert_true((alarmed != NULL) == (kind == &kind_event));
		if (alarmed) {
			assert_non_null(strstr(alarmed, "UID:al\nACTION:DISPLAY\nDESCRIPTION:"));
			assert_non_null(strstr(alarmed, "TRIGGER:-PT15M\n"));
			*alarmed = '\0';
		}
		expect_text(made[i].name, body, made[i].want);
		free(body);
		str_done(&out);
		arena_free(arena);
	}
}

TEST(zones_of_new_components_are_named_and_written)
{
	Event e = {
		.start = {.form = MOMENT_LOCAL},
		.zone = {"Europe/Moscow"},
		.end = {.form = MOMENT_LOCAL},
		.end_zone = {"Europe/London"},
		.recurrence = {"2026-07-23T10:00:00"},
		.recurrence_zone = {"Europe/Moscow"},
	};
	IcsState side = {&kind_event, &e, NULL, 0};
	const char *zones[ICS_ZONES];
	Str out = {0}, own = {0};
	assert_int_equal(ics_zones(zones, &side), 2);
	assert_string_equal(zones[0], "Europe/Moscow");
	assert_string_equal(zones[1], "Europe/London");
	ics_zone(&out, "Europe/Moscow", NULL);
	assert_true(str_begins(str_text(&out), "BEGIN:VTIMEZONE\n") && str_ends(str_text(&out), "END:VTIMEZONE\n"));
	assert_null(strchr(str_text(&out), '\r'));
	Bytes text = {"BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n", 32};
	ics_zone(&own, "x", &text);
	assert_string_equal(str_text(&own), "BEGIN:VTIMEZONE\nEND:VTIMEZONE\n");
	str_done(&out);
	str_done(&own);
}
