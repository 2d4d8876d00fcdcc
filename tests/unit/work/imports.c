/* SPDX-License-Identifier: MIT */
/* What the Imports screen tells of a batch: facts of its file, whose its records are, and what taking it back would do and does. */
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "fixture.h"
#include "plan.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/work/exchange.h"

static const char *file_of(Fixture *f, const char *name, const char *parts)
{
	const char *path = arena_printf(f->arena, "%s/%s", f->folder, name);
	const char *text = arena_printf(f->arena, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n%sEND:VCALENDAR\n", parts);
	well(file_write(path, text, strlen(text)));
	return path;
}

static int64_t take(Fixture *f, const char *path)
{
	ImportReport report;
	well(import_file(f->work, path, NULL, false, &report));
	int64_t batch = report.batch;
	import_done(&report);
	return batch;
}

/* "uid[/more lines]": an event on the 27th. */
static const char *event(Fixture *f, const char *uid, const char *more)
{
	return arena_printf(f->arena, "BEGIN:VEVENT\nUID:%s\nDTSTAMP:20260701T000000Z\nDTSTART:20260727T100000Z\nSUMMARY:%s\n%sEND:VEVENT\n", uid, uid, more);
}

static int64_t event_called(Fixture *f, const char *summary)
{
	void *rows = NULL;
	size_t n = 0;
	Value value = {.type = VALUE_TEXT, .s = summary, .n = strlen(summary)};
	well(store_where(f->work->store, &kind_event, "summary", value, &rows, &n, f->arena));
	return n ? ((const Record *)rows)->id : 0;
}

TEST(import_keeps_what_it_saw)
{
	Fixture f;
	ImportFacts facts;
	ImportRemark *remarks;
	size_t n;
	bool found;
	fixture_open(&f, NULL);
	const char *parts = arena_printf(f.arena, "%s%s%sBEGIN:VEVENT\nUID:d\nDTSTART:20260727T100000Z\nDTEND:20260727T090000Z\nEND:VEVENT\n"
	                                          "BEGIN:X-BOX\nBEGIN:VEVENT\nUID:e\nEND:VEVENT\nEND:X-BOX\n",
	                                 event(&f, "a", ""), event(&f, "b", "RRULE:FREQ=DAILY\n"), "BEGIN:VTODO\nUID:t\nSUMMARY:t\nEND:VTODO\n");
	const char *path = file_of(&f, "a.ics", parts);
	int64_t batch = take(&f, path);
	well(import_facts(f.work->store, batch, &facts, &found, f.arena));
	assert_true(found);
	assert_string_equal(path_name(facts.path), "a.ics");
	assert_true(facts.path[0] == '/');
	assert_int_equal(facts.created.event, 3);
	assert_int_equal(facts.created.task, 1);
	assert_int_equal(facts.repeats, 1);
	assert_int_equal(facts.linked, 0);
	assert_int_equal(facts.refused, 1);
	assert_int_equal(facts.took, 0); /* the clock stands */
	assert_true(!instant_is_none(facts.modified) && facts.size > 300);
	text_language(LANG_RU, KT_LOCALE_DIR);
	well(import_remarks(f.work->store, batch, 10, &remarks, &n, f.arena));
	text_language(LANG_EN, KT_LOCALE_DIR);
	assert_int_equal(n, 2);
	assert_true(remarks[0].refused && !remarks[1].refused);
	assert_int_equal(remarks[0].line, 27);
	assert_string_equal(remarks[1].why, "DTEND раньше DTSTART: показано без длительности");
	/* Taken back: the facts stay; what is no import has none. */
	run(&f, "undo");
	well(import_facts(f.work->store, batch, &facts, &found, f.arena));
	assert_true(found);
	well(import_facts(f.work->store, batch + 1, &facts, &found, f.arena));
	assert_false(found);
	fixture_close(&f);
}

TEST(import_counts_the_same_and_changed)
{
	Fixture f;
	ImportFacts facts, *paths;
	size_t n;
	bool found;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", arena_printf(f.arena, "%s%s", event(&f, "a", ""), event(&f, "b", ""))));
	int64_t batch = take(&f, file_of(&f, "a.ics", arena_printf(f.arena, "%s%s%s", event(&f, "a", "LOCATION:x\n"), event(&f, "b", ""), event(&f, "c", ""))));
	well(import_facts(f.work->store, batch, &facts, &found, f.arena));
	assert_int_equal(facts.created.event, 1);
	assert_int_equal(facts.updated.event, 1);
	assert_int_equal(facts.unchanged.event, 1);
	well(import_paths(f.work->store, 10, &paths, &n, f.arena));
	assert_int_equal(n, 1);
	assert_int_equal(paths[0].batch, batch);
	fixture_close(&f);
}

/* ---- whose it is ---- */

TEST(import_ties_events_to_clients_by_mail)
{
	static const struct {
		const char *lines, *client; /* NULL: nobody */
	} rows[] = {
		{"ATTENDEE;CN=I:mailto:igor@vector.example\n", "Ivanov"},
		{"ATTENDEE:MAILTO:Igor@Vector.Example\n", "Ivanov"},
		{"ORGANIZER;CN=\"Ivanov: head\":mailto:igor@vector.example\n", "Ivanov"},
		{"ATTENDEE;EMAIL=igor@vector.example;CN=I:urn:uuid:1\n", "Ivanov"},
		{"ATTENDEE;EMAIL=igor@vector.example:invalid:nomail\n", "Ivanov"},
		{"CONTACT:Ivanov\\, Igor <igor@vector.example>\n", "Ivanov"},
		{"ATTENDEE:mailto:igor@vector.example?subject=x\n", "Ivanov"},
		{"ATTENDEE:mailto:igor@vector.example\nATTENDEE:mailto:igor@vector.example\nATTENDEE:mailto:who@else.example\n", "Ivanov"},
		/* Two clients, a mail of two, a part of a mail, a mail in the text, one of an alarm: nobody is guessed. */
		{"ATTENDEE:mailto:igor@vector.example\nATTENDEE:mailto:anna@kim.example\n", NULL},
		{"ATTENDEE:mailto:both@firm.example\n", NULL},
		{"ATTENDEE:mailto:gor@vector.example\n", NULL},
		{"DESCRIPTION:igor@vector.example\n", NULL},
		{"BEGIN:VALARM\nACTION:EMAIL\nTRIGGER:-PT5M\nATTENDEE:mailto:igor@vector.example\nEND:VALARM\n", NULL},
		{"ATTENDEE:mailto:\nORGANIZER:\nATTENDEE:mailto:@\nCONTACT:@\n", NULL},
		/* One's own. */
		{"ORGANIZER:mailto:me@own.example\nATTENDEE:mailto:igor@vector.example\n", "Ivanov"},
		{"ORGANIZER:mailto:me@own.example\n", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	settings_override(f.settings, "me", "mail", "boss@own.example, me@own.example");
	run(&f, "client add --name Ivanov --email igor@vector.example --email both@firm.example");
	run(&f, "client add --name Kim --email anna@kim.example --email both@firm.example");
	run(&f, "client add --name Me --email me@own.example");
	for (size_t i = 0; i < countof(rows); i++) {
		const char *uid = arena_printf(f.arena, "u%zu", i);
		int64_t batch = take(&f, file_of(&f, "a.ics", event(&f, uid, rows[i].lines)));
		Event e = event_of(&f, event_called(&f, uid));
		Client client = {0};
		ImportFacts facts;
		bool found;
		if (e.client.v)
			client = client_of(&f, e.client.v);
		if (!str_same(client.title.s, rows[i].client))
			fail_msg("%s is of %s", rows[i].lines, client.title.s ? client.title.s : "nobody");
		/* It is that client's next step. */
		if (rows[i].client)
			assert_int_equal(client.next_id.v != 0, 1);
		well(import_facts(f.work->store, batch, &facts, &found, f.arena));
		assert_int_equal(facts.linked, rows[i].client != NULL);
	}
	fixture_close(&f);
}

TEST(import_tie_goes_with_the_batch_and_comes_with_new_guests_only)
{
	Fixture f;
	fixture_open(&f, NULL);
	run(&f, "client add --name Ivanov --email igor@vector.example");
	char *before = dump(&f);
	const char *guest = "ATTENDEE:mailto:igor@vector.example\n";
	take(&f, file_of(&f, "a.ics", event(&f, "a", guest)));
	run(&f, "undo");
	char *after = dump(&f);
	assert_string_equal(before, after);
	run(&f, "redo");
	/* Untied here: a change of the file does not tie it again. */
	Event old = event_of(&f, event_called(&f, "a")), new = old;
	new.client.v = 0;
	well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	take(&f, file_of(&f, "a.ics", event(&f, "a", arena_printf(f.arena, "%sLOCATION:x\n", guest))));
	assert_int_equal(event_of(&f, old.head.id).client.v, 0);
	/* A guest who is new in the file does. */
	take(&f, file_of(&f, "b.ics", event(&f, "b", "")));
	assert_int_equal(event_of(&f, event_called(&f, "b")).client.v, 0);
	take(&f, file_of(&f, "b.ics", event(&f, "b", guest)));
	assert_true(event_of(&f, event_called(&f, "b")).client.v != 0);
	free(before);
	free(after);
	fixture_close(&f);
}

/* ---- if taken back ---- */

static ImportFate fate_of(Fixture *f, int64_t batch)
{
	ImportFate fate;
	well(import_fate(f->work->store, batch, 5, &fate, f->arena));
	return fate;
}

static int by_title(const void *a, const void *b)
{
	return strcmp(((const ImportStay *)a)->title, ((const ImportStay *)b)->title);
}

static void expect_left(Fixture *f, int64_t batch, const char *wanted)
{
	ImportStay *rows;
	size_t n;
	Str got = {0};
	well(import_left(f->work->store, batch, 0, &rows, &n, f->arena));
	if (n)
		qsort(rows, n, sizeof *rows, by_title);
	for (size_t i = 0; i < n; i++)
		str_addf(&got, "%s%s %s", i ? ", " : "", rows[i].kind->name, rows[i].title);
	assert_string_equal(str_text(&got), wanted);
	str_done(&got);
}

/* What a file changed of another's stays only where somebody changed that since. */
TEST(import_left_of_an_update)
{
	static const struct {
		const char *where, *left;
	} rows[] = {
		{NULL, ""}, {"here", "event a"}, {"there", ""}, /* the old value again: nothing is left of it */
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		Undone undone;
		fixture_open(&f, NULL);
		take(&f, file_of(&f, "a.ics", arena_printf(f.arena, "%s%s", event(&f, "a", "LOCATION:there\n"), event(&f, "b", "LOCATION:there\n"))));
		int64_t two = take(&f, file_of(&f, "b.ics", arena_printf(f.arena, "%s%s", event(&f, "a", "LOCATION:hall\n"), event(&f, "b", "LOCATION:hall\n"))));
		Event old = event_of(&f, event_called(&f, "a")), new = old;
		new.location.s = rows[i].where;
		if (rows[i].where)
			well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
		well(work_undo_batch(f.work, two, &undone));
		free(undone.label);
		expect_left(&f, two, rows[i].left);
		fixture_close(&f);
	}
}

/* Of a meeting that is over only what its file put off to a time to come calls; taken back and brought again, too. */
TEST(import_of_what_was_put_off)
{
	static const struct {
		const char *to, *calls;
	} rows[] = {{"20260701T120000Z", ""}, {"20260801T120000Z", "2026-08-01T12:00:00Z"}};
	for (size_t i = 0; i < countof(rows); i++) {
		Fixture f;
		Undone undone;
		char at[WHEN_TEXT] = "";
		fixture_open(&f, NULL);
		take(&f, file_of(&f, "a.ics", arena_printf(f.arena, "BEGIN:VEVENT\nUID:over\nDTSTAMP:20260601T000000Z\nDTSTART:20260701T100000Z\nSUMMARY:over\n"
		                                                    "BEGIN:VALARM\nUID:first\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT5M\nACKNOWLEDGED:20260701T095600Z\nEND:VALARM\n"
		                                                    "BEGIN:VALARM\nUID:again\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER;VALUE=DATE-TIME:%s\nRELATED-TO;RELTYPE=SNOOZE:first\nEND:VALARM\nEND:VEVENT\n",
		                                           rows[i].to)));
		for (int brought = 0; brought < 2; brought++) {
			Reminder reminder = read_reminder(&f, reminder_of(&f, "event", event_called(&f, "over")));
			assert_int_equal(reminder.state.v, REMINDER_SNOOZED);
			instant_text(at, reminder.next_at);
			if (strcmp(at, rows[i].calls) != 0)
				fail_msg("%s, %s: calls at %s", rows[i].to, brought ? "brought again" : "first", at);
			well(work_undo(f.work, false, &undone));
			free(undone.label);
			well(work_undo(f.work, true, &undone));
			free(undone.label);
		}
		fixture_close(&f);
	}
}

/* Of an event that says only when it ends nothing is known to call before; a build with sanitizers says whether that was counted out of nothing. */
TEST(import_of_an_alarm_before_an_end_alone)
{
	Fixture f;
	fixture_open(&f, NULL);
	take(&f, file_of(&f, "a.ics", "BEGIN:VEVENT\nUID:e\nDTEND:20300101T100000Z\nSUMMARY:end\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER;RELATED=END:-PT5M\nEND:VALARM\nEND:VEVENT\n"));
	Event event = event_of(&f, event_called(&f, "end"));
	assert_true(instant_is_none(event_end_at(f.work, &event, event.start, INSTANT_NONE)));
	assert_true(instant_is_none(read_reminder(&f, reminder_of(&f, "event", event.head.id)).next_at));
	fixture_close(&f);
}

TEST(import_taken_back_leaves_what_was_changed_since)
{
	Fixture f;
	Undone undone;
	fixture_open(&f, NULL);
	const char *alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT5M\nEND:VALARM\n";
	const char *first = arena_printf(f.arena, "%s%s%s%s%s%s", event(&f, "plain", ""), event(&f, "edited", ""), event(&f, "snoozed", alarm), event(&f, "again", ""),
	                                 event(&f, "gone", ""), event(&f, "series", "RRULE:FREQ=DAILY;COUNT=3\n"));
	int64_t one = take(&f, file_of(&f, "a.ics", first));
	ImportFate fate = fate_of(&f, one);
	assert_int_equal(fate.go, 6);
	assert_int_equal(fate.stay_hand + fate.stay_import + fate.back, 0);
	/* A person changes one, puts one's alarm off, deletes one; a later file changes another. */
	Event old = event_of(&f, event_called(&f, "edited")), new = old;
	new.location.s = "Lesnaya 12";
	well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	run(&f, arena_printf(f.arena, "remind snooze %lld \"tomorrow 10\"", (long long)reminder_of(&f, "event", event_called(&f, "snoozed"))));
	run(&f, arena_printf(f.arena, "event delete %lld", (long long)event_called(&f, "gone")));
	int64_t two = take(&f, file_of(&f, "b.ics", event(&f, "again", "LOCATION:3rd floor\n")));
	/* Something done and taken back counts for nothing. */
	old = event_of(&f, event_called(&f, "plain")), new = old;
	new.location.s = "x";
	well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	run(&f, "undo");
	fate = fate_of(&f, one);
	assert_int_equal(fate.go, 2);
	assert_int_equal(fate.stay_hand, 2);
	assert_int_equal(fate.stay_import, 1);
	assert_int_equal(fate.n, 3);
	assert_int_equal(fate.stays[0].batch, two);
	assert_true(fate.stays[0].import);
	assert_string_equal(fate.stays[2].title, "edited");
	fate = fate_of(&f, two);
	assert_int_equal(fate.back, 1);
	assert_int_equal(fate.go, 0);

	well(work_undo_batch(f.work, one, &undone));
	free(undone.label);
	assert_int_equal(undone.left, 3);
	assert_int_equal(event_called(&f, "plain"), 0);
	assert_int_equal(event_called(&f, "series"), 0);
	assert_string_equal(event_of(&f, event_called(&f, "edited")).location.s, "Lesnaya 12");
	assert_int_equal(read_reminder(&f, reminder_of(&f, "event", event_called(&f, "snoozed"))).state.v, REMINDER_SNOOZED);
	assert_string_equal(event_of(&f, event_called(&f, "again")).location.s, "3rd floor");
	/* What stays has its lines still, so it is known and given back. */
	fate = fate_of(&f, one);
	assert_int_equal(fate.go + fate.stay_hand, 0);
	expect_left(&f, one, "event again, event edited, event snoozed");
	expect_left(&f, two, "");
	char *faults = run_text(&f, "check");
	free(faults);
	/* And comes again. */
	well(work_undo(f.work, true, &undone));
	free(undone.label);
	assert_true(event_called(&f, "plain") && event_called(&f, "series"));
	faults = run_text(&f, "check");
	free(faults);
	fixture_close(&f);
}

TEST(import_fate_is_the_same_from_either_side)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t one = take(&f, file_of(&f, "a.ics", arena_printf(f.arena, "%s%s", event(&f, "a", ""), event(&f, "b", ""))));
	Event old = event_of(&f, event_called(&f, "a")), new = old;
	new.location.s = "x";
	well(event_save(f.work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL));
	int64_t id;
	well(reminder_add(f.work, "event", event_called(&f, "b"), (Seconds){-600}, &id));
	ImportFate near = fate_of(&f, one);
	for (int i = 0; i < 20; i++)
		run(&f, "client add --name Ivanov");
	ImportFate far = fate_of(&f, one);
	assert_int_equal(near.go, 0);
	assert_int_equal(near.stay_hand, 2);
	assert_int_equal(far.go, near.go);
	assert_int_equal(far.stay_hand, near.stay_hand);
	fixture_close(&f);
}

/* ---- a disk with little room ---- */

static int64_t room = -1; /* bytes; -1: as it is */
static int asked, roomy;  /* so many times there is room all the same */

int __real_statvfs(const char *path, struct statvfs *out);
int __wrap_statvfs(const char *path, struct statvfs *out);
int __wrap_statvfs(const char *path, struct statvfs *out)
{
	int failed = __real_statvfs(path, out);
	if (!failed && room >= 0 && ++asked > roomy)
		out->f_bavail = (fsblkcnt_t)room / (out->f_frsize ? out->f_frsize : 1);
	return failed;
}

static const char *many(Fixture *f, int n)
{
	Str parts = {0};
	for (int i = 0; i < n; i++)
		str_add(&parts, event(f, arena_printf(f->arena, "many-%d", i), ""));
	const char *path = file_of(f, "many.ics", str_text(&parts));
	str_done(&parts);
	return path;
}

static int64_t events_in(Fixture *f)
{
	void *rows;
	size_t n;
	well(store_all(f->work->store, &kind_event, &rows, &n, f->arena));
	return (int64_t)n;
}

static Err *import_with(Fixture *f, const char *path, int64_t bytes, int times, int64_t *batch)
{
	ImportReport report;
	room = bytes;
	asked = 0;
	roomy = times;
	Err *err = import_file(f->work, path, NULL, false, &report);
	room = -1;
	*batch = report.batch;
	import_done(&report);
	return err;
}

/* It is gone before it is asked how much room there is. */
TEST(a_backup_without_room_leaves_no_dead_part)
{
	Fixture f;
	fixture_open(&f, "base.db");
	char *copy = arena_printf(f.arena, "%s/copy.db", f.folder), *part = arena_printf(f.arena, "%s.part", copy);
	well(file_write(part, "half", 4));
	room = 0;
	asked = roomy = 0;
	Err *err = care_backup(f.work->store, copy, NULL);
	room = -1;
	fails(err, ERR_FULL);
	assert_false(file_exists(part));
	assert_false(file_exists(copy));
	well(care_backup(f.work->store, copy, NULL));
	fixture_close(&f);
}

/* It stops while what has come can be taken back, and is. */
TEST(an_import_without_room_leaves_nothing)
{
	Fixture f;
	int64_t batch;
	fixture_open(&f, "full.db");
	const char *large = many(&f, 2500), *small = file_of(&f, "small.ics", event(&f, "one", ""));
	for (int times = 0; times < 2; times++) { /* before the first of two transactions, and before the second */
		Err *err = import_with(&f, large, 100000, times, &batch);
		assert_non_null(err);
		assert_int_equal(err->code, ERR_FULL);
		assert_non_null(err->todo);
		assert_string_equal(err->kept, times ? "what had come of it was taken back" : "nothing was changed");
		err_free(err);
		assert_int_equal(batch, 0);
		assert_int_equal(events_in(&f), 0);
	}
	well(import_with(&f, small, 0, 0, &batch)); /* one transaction is there or not */
	assert_int_equal(events_in(&f), 1);
	well(import_with(&f, large, (int64_t)1 << 40, 0, &batch));
	assert_int_equal(events_in(&f), 2501);
	fixture_close(&f);
}
