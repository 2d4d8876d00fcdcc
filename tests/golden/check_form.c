/* SPDX-License-Identifier: MIT */
/* The form and the typed lines: what is typed goes where it was meant to, comes back as it was, and the pane beside tells what a save does. */
#include <sys/stat.h>
#include <time.h>

#include "../../src/screen/form.h"
#include "desk.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/store/store.h"

static const char *const some[] = {
	"client add --name \"Антонова Вера\" --phone \"+7 916 111-11-11\" --organization \"ООО Вектор\"",
	"client edit Вектор --phone \"+7 495 640-22-10\" --email info@vector.example",
	"task add звонок --due 2026-07-24T12:00 --client Антонова",
	NULL,
};

/* ---- the file line of import ---- */

TEST(import_takes_a_typed_path)
{
	static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260723T100000Z\r\nSUMMARY:Typed\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	/* The `/` that opens the line is the first sign of the path. */
	static const struct {
		const char *keys;
		bool whole;
		const char *shown; /* before Enter */
	} rows[] = {
		{"i / Backspace text:~/other.ics", false, "~/other.ics"},
		{"i / text:~/other.ics", false, " ~/other.ics"},
		{"i text:%s", true, "/other.ics"},
		{"i / text:%s", true, "/other.ics"},
		{"i / text:other.ics", false, "other.ics"},
		{"i . text:other.ics", false, "other.ics"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		char *path = path_join(desk->home, "other.ics"), *keys = mem_strdup(rows[i].keys);
		well(file_write(path, text, sizeof text - 1));
		if (rows[i].whole) {
			char *line = strstr(keys, "%s");
			*line = '\0';
			char *all = mem_printf("%s%s", keys, path);
			free(keys);
			keys = all;
		}
		desk_keys(desk, keys);
		desk_expect(desk, rows[i].shown);
		desk_expect_not(desk, "/~");
		desk_expect_not(desk, "//");
		desk_keys(desk, "Enter");
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_preview);
		desk_expect(desk, "Typed");
		free(keys);
		free(path);
		desk_close(desk);
	}
}

/* ---- drafts ---- */

TEST(check_05_a_draft_keeps_fields_and_cursor)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "A text:Orlova Tab text:Kseniya Left Left Left");
	desk_expect(desk, "Ksen▏iya");
	app_free(desk->ui); /* as the end of a session */
	desk->ui = NULL;
	desk_show(desk);
	desk_expect_row(desk, 0, "1 draft");
	desk_keys(desk, "0");
	desk_expect(desk, "Orlova");
	desk_expect(desk, "Ksen▏iya");
	desk_keys(desk, "text:X");
	desk_expect(desk, "KsenX▏iya");
	desk_close(desk);
}

TEST(check_29_a_line_left_for_the_palette_comes_back_with_its_cursor)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "a text:call Space text:antonova Left Left F9 text:reminders Enter");
	desk_expect_row(desk, 0, "1 draft");
	desk_keys(desk, "0");
	desk_expect(desk, "+ call antono▏va");
	desk_close(desk);
}

/* ---- the form of a line ---- */

TEST(quick_line_opens_as_a_form_with_what_was_typed)
{
	static const struct {
		const char *keys, *want[4];
	} rows[] = {
		{"a text:звонок Space text:Антонова Space text:завтра Space text:10 F4", {"Антонова Вера", "24.07.2026 10:00", "звонок", NULL}},
		{"a text:Гусева Space text:Марина Space text:8 Space text:985 Space text:2406119 F4", {"Гусева", "Марина", "985", NULL}},
		{"a text:встреча Space text:Антонова Space text:пт Space text:12-13 F4", {"Антонова Вера", "24.07.2026 12:00", "встреча", NULL}},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_keys(desk, rows[i].keys);
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
		for (size_t k = 0; rows[i].want[k]; k++)
			desk_expect(desk, rows[i].want[k]);
		desk_close(desk);
	}
}

/* ---- in the form ---- */

/* Each begins where its first words go; the kind of a new client stands above, one line up. */
TEST(a_form_begins_where_one_types)
{
	static const struct {
		const char *keys, *shows;
	} rows[] = {
		{"A text:Orlova", "▌ surname    Orlova▏"},
		{"2 A text:Orlova", "▌ surname    Orlova▏"},
		{"A S-Tab C-u text:organization Tab text:Vector", "▌ name       Vector▏"},
		{"A S-Tab C-u text:organization Tab S-Tab C-u text:person Tab text:Orlova", "▌ surname    Orlova▏"},
		{"3 A text:Show", "▌ what       Show▏"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		desk_keys(desk, rows[i].keys);
		char *row = desk_cursor_row(desk);
		if (!strstr(row, rows[i].shows))
			fail_msg("%s: %s", rows[i].keys, row);
		free(row);
		desk_close(desk);
	}
}

TEST(form_compares_with_what_is_stored)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "2 / text:Антонова Tab e End text:-X F3");
	desk_expect(desk, "was: Антонова");
	desk_keys(desk, "F3");
	desk_expect_not(desk, "was: Антонова");
	desk_close(desk);
}

TEST(check_68_a_field_goes_through_the_editor)
{
	static const char script[] = "#!/bin/sh\nprintf 'first line\\nsecond line\\n' >\"$1\"\n", fails[] = "#!/bin/sh\nprintf no >\"$1\"\nexit 3\n";
	for (int bad = 0; bad < 2; bad++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		char *path = path_join(desk->home, "an editor"), *setting = mem_printf("run.editor=\"%s\"", path);
		well(file_write(path, bad ? fails : script, strlen(bad ? fails : script)));
		assert_int_equal(chmod(path, 0700), 0);
		desk_setting(desk, setting);
		desk_keys(desk, "2 / text:Антонова Tab e");
		for (int i = 0; i < 30 && !desk_has(desk, "▌ note"); i++)
			desk_keys(desk, "Tab");
		desk_expect(desk, "▌ note");
		desk_keys(desk, "C-o");
		if (bad) {
			desk_expect(desk, "nothing was changed");
		} else {
			desk_expect(desk, "second line");
			desk_keys(desk, "F2");
			desk_expect_row(desk, -2, "Saved");
		}
		free(setting);
		free(path);
		desk_close(desk);
	}
}

TEST(check_57_the_form_takes_several_lead_times)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "a text:call Space text:антонова Space text:tomorrow Space text:15 F4");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ remind"); i++)
		desk_keys(desk, "Tab");
	desk_keys(desk, "C-u text:1d, Space text:10m F2");
	desk_expect_row(desk, -2, "Saved");
	void *rows = NULL;
	size_t n = 0, day = 0, minutes = 0;
	Arena *arena = arena_new();
	well(store_all(desk->work->store, &kind_reminder, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const Reminder *r = &((const Reminder *)rows)[i];
		day += r->lead.s == -86400;
		minutes += r->lead.s == -600;
	}
	assert_int_equal(day, 1);
	assert_int_equal(minutes, 1);
	arena_free(arena);
	desk_close(desk);
}

/* "-600 -86400 " of all that is set. */
static char *leads_of(Desk *desk)
{
	void *rows = NULL;
	size_t n = 0;
	Str out = {0};
	Arena *arena = arena_new();
	well(store_all(desk->work->store, &kind_reminder, &rows, &n, arena));
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%lld ", (long long)((const Reminder *)rows)[i].lead.s);
	arena_free(arena);
	return str_take(&out);
}

TEST(check_57_the_form_sets_the_reminders_it_shows)
{
	static const struct {
		const char *start, *remind, *want;
	} rows[] = {
		{"text:пт Space text:20", "", "-600 "},
		{"text:пт Space text:20", "C-u text:1д, Space text:2ч, Space text:10м", "-600 -86400 -7200 "},
		{"text:пт Space text:20", "C-u text:5м, Space text:5м", "-300 "},
		{"text:пт Space text:20", "C-u", ""},
		{"text:пт", "", "-21600 "}, /* of a whole day, said by nobody: the evening before (18:00) */
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		char *keys = mem_printf("A text:показ Tab C-u %s", rows[i].start);
		desk_keys(desk, "3");
		desk_keys(desk, keys);
		free(keys);
		for (int k = 0; k < 30 && *rows[i].remind && !desk_has(desk, "▌ напомнить"); k++)
			desk_keys(desk, "Tab");
		desk_keys(desk, rows[i].remind);
		desk_keys(desk, "F2");
		char *leads = leads_of(desk);
		assert_string_equal(leads, rows[i].want);
		free(leads);
		desk_close(desk);
	}
}

/* Field by field from the one that begins the event: "begins" is typed into, the rest follows. */
TEST(form_of_an_event_takes_all_that_is_said_with_its_begin)
{
	static const struct {
		Lang lang;
		const char *keys, *want[4], *never;
	} rows[] = {
		{LANG_EN, "text:fri Space text:14-15:30 Tab", {"24.07.2026 14:00", "24.07.2026 15:30", NULL}, NULL},
		{LANG_RU, "text:пт Space text:14-15:30 Tab", {"24.07.2026 14:00", "24.07.2026 15:30", NULL}, NULL},
		{LANG_EN, "text:fri Space text:14-15:30", {"= Fri 24 July 14:00–15:30", NULL}, NULL},
		{LANG_EN, "text:tomorrow Space text:10 Space text:for Space text:45 Space text:min Tab", {"24.07.2026 10:00", "24.07.2026 10:45", NULL}, NULL},
		{LANG_EN, "text:every Space text:mon Space text:10 Tab", {"27.07.2026 10:00", "every week on Mon", NULL}, NULL},
		{LANG_EN, "text:every Space text:mon Space text:10", {"= Mon 27 July 10:00  ↻ every week on Mon", NULL}, NULL},
		{LANG_RU, "text:каждый Space text:пн Space text:10-11 Tab", {"27.07.2026 10:00", "27.07.2026 11:00", "каждую неделю по пн", NULL}, NULL},
		{LANG_EN, "text:tomorrow Space text:for Space text:45 Space text:min Tab", {"say the hour, too", "1 field to mend", NULL}, NULL},
		{LANG_EN, "text:1-3 Space text:August Tab", {"01.08.2026", "03.08.2026", NULL}, "04.08.2026"},
		{LANG_EN, "Tab Tab Tab Tab Tab text:fri Space text:14-15:30 Tab", {"here goes a date and an hour, no length", NULL}, NULL},
		{LANG_EN, "Tab Tab Tab Tab Tab text:every Space text:mon Tab", {"here goes a date and an hour, no repeat", NULL}, NULL},
		/* The end is not lost on the way. */
		{LANG_EN, "text:fri Space text:14-15:30 Tab S-Tab text:15.08 Tab S-Tab text:15.08 Space text:9 Tab", {"15.08 9", "15.08.2026 10:30", NULL}, NULL},
		{LANG_EN, "text:fri Space text:14-15:30 Tab S-Tab text:31.02 Tab S-Tab C-u text:15.08 Space text:9 Tab", {"15.08 9", "15.08.2026 10:30", NULL}, "31.02"},
		{LANG_EN, "text:fri Space text:14-15:30 Tab S-Tab text:mon Space text:9 Tab", {"27.07.2026 10:30", NULL}, NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .rows = 40, .cols = 160});
		desk_keys(desk, "3 A text:x Tab");
		desk_keys(desk, rows[i].keys);
		for (size_t k = 0; rows[i].want[k]; k++)
			if (!desk_has(desk, rows[i].want[k]))
				fail_msg("row %zu: no \"%s\" in\n%s", i, rows[i].want[k], desk_text(desk));
		if (rows[i].never)
			desk_expect_not(desk, rows[i].never);
		desk_close(desk);
	}
}

/* An hour alone is of the day the event has, in each of its fields, and the echo says so while it is typed. */
TEST(form_takes_an_hour_alone_for_the_day_of_the_event)
{
	static const struct {
		const char *keys, *want;
	} rows[] = {
		{"C-u text:11:30", "= Sat 15 August 11:30"},
		{"C-u text:11:30 Tab", "15.08.2026 11:30"},
		{"C-u text:11:30 Tab", "15.08.2026 12:30"},
		{"Tab Tab Tab Tab Tab C-u text:12:45", "= Sat 15 August 12:45"},
		{"Tab Tab Tab Tab Tab C-u text:12:45 Tab", "15.08.2026 12:45"},
		{"C-u text:22 Tab Tab Tab Tab Tab C-u text:2 Tab", "16.08.2026 02:00"},
		{"Tab Tab Tab Tab Tab C-u text:2 Tab", "15.08.2026 14:00"},
		{"C-u text:3:00 Tab Tab Tab Tab Tab C-u text:5 Tab", "15.08.2026 05:00"},
		{"C-u text:3 Tab Tab Tab Tab Tab C-u text:5 Tab", "15.08.2026 17:00"},
		{"C-u text:16.08 Space text:9 Tab Tab Tab Tab Tab C-u text:12 Tab", "16.08.2026 12:00"},
		{"C-u text:tomorrow Space text:9 Tab", "24.07.2026 10:00"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 40});
		desk_keys(desk, "3 A text:x Tab C-u text:15.08 Space text:10:00 Tab S-Tab");
		desk_keys(desk, rows[i].keys);
		if (!desk_has(desk, rows[i].want))
			fail_msg("%s: no \"%s\" in\n%s", rows[i].keys, rows[i].want, desk_text(desk));
		desk_close(desk);
	}
}

TEST(form_refuses_a_repeat_that_ends_before_it_begins)
{
	Desk *desk = desk_open((DeskOptions){.rows = 40});
	desk_keys(desk, "3 A text:standup Tab C-u text:27.07 Space text:10:00 Tab");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ repeats"); i++)
		desk_keys(desk, "Tab");
	desk_keys(desk, "text:FREQ=WEEKLY;UNTIL=20260701 F2");
	assert_true(desk_has(desk, "the repeat ends before it begins"));
	assert_true(desk_has(desk, "▌ repeats"));
	desk_close(desk);
}

TEST(form_says_what_a_repeat_leaves_out)
{
	static const struct {
		const char *start, *repeat, *want;
		bool said;
	} rows[] = {
		{"31.07", "every Space text:month", "not in months without a 31st", true},
		{"31.07", "every Space text:week", "not in months", false},
		{"28.07", "every Space text:month", "not in months", false},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Arena *arena = arena_new();
		Desk *desk = desk_open((DeskOptions){.rows = 40});
		desk_keys(desk, arena_printf(arena, "3 A text:rent Tab C-u text:%s Space text:10:00 Tab", rows[i].start));
		for (int k = 0; k < 30 && !desk_has(desk, "▌ repeats"); k++)
			desk_keys(desk, "Tab");
		desk_keys(desk, arena_printf(arena, "text:%s", rows[i].repeat));
		if (desk_has(desk, rows[i].want) != rows[i].said)
			fail_msg("%s %s:\n%s", rows[i].start, rows[i].repeat, desk_text(desk));
		desk_close(desk);
		arena_free(arena);
	}
}

TEST(form_saves_the_repeat_that_was_said_with_the_begin)
{
	Desk *desk = desk_open((DeskOptions){.rows = 40});
	desk_keys(desk, "3 A text:standup Tab text:every Space text:mon Space text:10-11 Space text:until Space text:1 Space text:sept F2");
	desk_expect_row(desk, -2, "Saved");
	void *rows = NULL;
	size_t n = 0;
	Arena *arena = arena_new();
	well(store_all(desk->work->store, &kind_event, &rows, &n, arena));
	assert_int_equal(n, 1);
	assert_string_equal(((const Event *)rows)->rules.s, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260901T205959Z");
	assert_int_equal(((const Event *)rows)->end.second, 11 * 3600);
	arena_free(arena);
	desk_close(desk);
}

/* As with a selected field: the first letter takes the place of the date, a key that moves keeps it. */
TEST(form_types_over_a_filled_date)
{
	static const struct {
		const char *keys, *want;
	} rows[] = {
		{"text:вт Space text:11", "вт 11▏"},
		{"End Space text:11", "23.07.2026 10:00 11▏"},
		{"Space text:11", "23.07.2026 10:00 11▏"},
		{"Home text:x", "x▏23.07.2026 10:00"},
		{"Left text:x", "23.07.2026 10:0x▏0"},
		{"Right text:x", "23.07.2026 10:00x▏"},
		{"Backspace text:5", "23.07.2026 10:05▏"},
		{"text:в C-_", "23.07.2026 10:00"},
		{"Tab S-Tab text:пт", "пт▏"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 40});
		desk_keys(desk, "3 A text:x Tab C-u text:23.07.2026 Space text:10:00 Tab S-Tab");
		desk_keys(desk, rows[i].keys);
		if (!desk_has(desk, rows[i].want))
			fail_msg("%s: no \"%s\" in\n%s", rows[i].keys, rows[i].want, desk_text(desk));
		desk_close(desk);
	}
}

TEST(form_spells_leads_in_the_language_of_the_user)
{
	for (int lang = LANG_EN; lang <= LANG_RU; lang++) {
		const char *want = lang == LANG_RU ? "10м, 1д" : "10m, 1d";
		Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .rows = 40, .settings = {"remind.lead=10m, 1d"}});
		desk_keys(desk, "3 A text:показ Tab text:пт Space text:20");
		desk_expect(desk, want);
		desk_keys(desk, "F2");
		char *leads = leads_of(desk);
		assert_string_equal(leads, "-600 -86400 ");
		free(leads);
		desk_close(desk);
	}
}

TEST(form_of_address_follows_the_names_while_it_is_their_guess)
{
	static const struct {
		const char *keys, *want;
	} rows[] = {
		{"Tab C-u text:Ольга Tab", "Ольга"},
		{"Tab Tab text:Петровна Tab", "Вера Петровна"},
		{"Tab Tab text:Петровна F2 e", "Вера Петровна"},
		{"Tab C-u text:Ольга Tab text:Петровна Tab", "Ольга Петровна"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some, .rows = 40, .cols = 120});
		desk_keys(desk, "2 / text:Антонова Tab e");
		desk_keys(desk, rows[i].keys);
		char *row = desk_row(desk, 3);
		if (!strstr(row, rows[i].want))
			fail_msg("%s: no %s in %s", rows[i].keys, rows[i].want, row);
		free(row);
		desk_close(desk);
	}
}

TEST(form_refuses_a_step_at_no_time)
{
	Desk *desk = desk_open((DeskOptions){.lines = some, .rows = 40});
	desk_keys(desk, "2 / text:Антонова Tab e");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ and then"); i++)
		desk_keys(desk, "Tab");
	desk_keys(desk, "text:25:00 Space text:call F2");
	desk_expect(desk, "There is no such time: 25:00");
	desk_close(desk);
}

TEST(form_says_what_is_wrong_with_a_mail)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "A text:Orlova");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ mail"); i++)
		desk_keys(desk, "Tab");
	desk_keys(desk, "text:orlova.example Tab");
	desk_expect(desk, "a mail address has an @ in it");
	desk_keys(desk, "S-Tab C-u text:orlova@vector.example Tab");
	desk_expect_not(desk, "a mail address has an @ in it");
	desk_close(desk);
}

/* ---- the pane beside ---- */

TEST(form_tells_what_a_save_changes_and_what_the_organization_knows)
{
	Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120, .lines = some});
	desk_keys(desk, "2 / text:Антонова Tab e");
	desk_expect(desk, "FROM THE ORGANIZATION");
	desk_expect(desk, "+7 495 640-22-10");
	desk_expect(desk, "@vector.example");
	desk_expect(desk, "WHAT A DATE FIELD TAKES");
	desk_expect_not(desk, "WHAT CHANGES ON SAVE");
	desk_keys(desk, "End text:-X");
	desk_expect(desk, "WHAT CHANGES ON SAVE");
	desk_expect(desk, "Антонова → Антонова-X");
	desk_keys(desk, "Backspace Backspace");
	desk_expect_not(desk, "WHAT CHANGES ON SAVE");
	app_resize(desk->ui, 24, 80);
	desk_expect_not(desk, "FROM THE ORGANIZATION");
	desk_close(desk);
}

/* ---- another's change ---- */

TEST(check_27_another_users_change_is_offered_as_a_new_one)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	Staff me = desk->work->me, other;
	int64_t batch = 0;
	record_init(&kind_staff, &other);
	other.login.s = "belova";
	other.name.s = "Belova Anna";
	well(work_begin(desk->work, "test", "%s", "staff"));
	well(work_make(desk->work, &kind_staff, &other));
	well(work_commit(desk->work, &batch));
	desk->work->me = other;
	desk_run(desk, "client edit Антонова --source theirs");
	desk->work->me = me;
	ui_changed(desk->ui);
	desk_keys(desk, ": text:go Space text:changes Enter f 1");
	desk_expect(desk, "Belova");
	desk_keys(desk, "Home u");
	desk_expect(desk, "as a change of yours?");
	desk_keys(desk, "Enter"); /* the default is no */
	desk_expect_not(desk, "as a change of yours?");
	desk_keys(desk, "u y");
	desk_expect_row(desk, -2, "Taken back");
	desk_run(desk, "undo"); /* it was a change of mine: my own u takes it back */
	desk_close(desk);
}

/* What another changed since stands in the way of one change, not of all below it: the message, whole at 80 columns too, says how to go on. */
TEST(check_27_a_refused_undo_names_the_way_out)
{
	static const char *const lines[] = {"client add --name \"Antonova Vera\"", "client add --name \"Borisov Gleb\"", "client edit Antonova --source mine", NULL};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	Staff me = desk->work->me, other;
	record_init(&kind_staff, &other);
	other.login.s = "belova";
	desk->work->me = other;
	desk_run(desk, "client edit Antonova --source theirs");
	desk->work->me = me;
	ui_changed(desk->ui);
	desk_keys(desk, "u");
	desk_expect(desk, "was changed since");
	desk_expect(desk, "undo --batch 3");
	desk_expect(desk, "before it: Added:"); /* and whose, on the next row */
	desk_keys(desk, ": text:undo Space text:--batch Space text:3 Enter");
	desk_expect_row(desk, -2, "Taken back: Added: Borisov Gleb");
	desk_close(desk);
}

/* Who types down the name meets surname, given name and patronymic before what stands beside them. */
TEST(form_goes_down_the_names_first)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "A text:Orlova Tab text:Kseniya Tab text:Andreevna F2");
	desk_expect_row(desk, -2, "Saved: Orlova Kseniya Andreevna");
	desk_close(desk);
}

/* Mock-up 12 is the form of somebody known: what is planned stands there, and a further step is planned with the save. */
TEST(form_of_somebody_known_has_the_step)
{
	static const char *const lines[] = {"client add --name \"Антонов Павел\" --phone \"+7 912 338-60-14\"", "client add --name \"Борисов Глеб\"",
	                                    "task add \"счёт\" --due 2026-07-24T10:00 --client Антонов", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = lines});
	desk_keys(desk, "2 e");
	desk_expect(desk, "ДАЛЬШЕ");
	desk_expect(desk, "шаг        пт 24 счёт");
	desk_expect(desk, "ещё шаг");
	desk_expect(desk, "телефон, почта, мессенджер, адрес, сайт");
	desk_keys(desk, "S-Tab text:пн Space text:10 Space text:договор");
	desk_expect(desk, "= пн 27 июля 10:00");
	desk_keys(desk, "F2");
	desk_keys(desk, "Enter");
	desk_expect(desk, "договор");
	desk_expect(desk, "счёт");
	desk_keys(desk, "q u");
	desk_keys(desk, "Enter");
	desk_expect_not(desk, "договор");
	desk_keys(desk, "q Down e");
	desk_expect(desk, "ДАЛЬШЕ");
	desk_expect_not(desk, "ещё шаг");
	desk_close(desk);
}

TEST(form_reads_a_birthday_in_words)
{
	static const struct {
		const char *typed, *want;
	} rows[] = {
		{"14.03.1985", "14.03.1985"},
		{"14.03", "14.03"},
		{"1985-03-14", "14.03.1985"},
		{"14 march 1985", "14.03.1985"},
		{"14 марта 1985", "14.03.1985"},
		{"14 марта", "14.03"},
		{"14 december", "14.12"},
		{"14.03.85", "14.03.1985"},
		{"23.07.26", "23.07.2026"},
		{"24.07.26", "24.07.1926"},
		{"14 марта 1920", "14.03.1920"},
		{"14.03.1895", "14.03.1895"},
		{"14 марта 2027", NULL},
		{"14.03.2027", NULL},
		{"2026-07-24", NULL},
		{"14.03.25", "14.03.2025"},
	};
	Desk *desk = desk_open((DeskOptions){.lines = some});
	Arena *arena = arena_new();
	for (size_t i = 0; i < countof(rows); i++) {
		const Field *field = kind_field(&kind_client, "born");
		Client client;
		Str shown = {0};
		record_init(&kind_client, &client);
		Err *err = value_read(ui_work(desk->ui), field, &client, rows[i].typed, arena);
		if (!rows[i].want) {
			if (!err || err->code != ERR_USAGE)
				fail_msg("\"%s\" is no birthday and is not refused", rows[i].typed);
			err_free(err);
			continue;
		}
		well(err);
		field_show(&shown, field, &client);
		if (strcmp(str_text(&shown), rows[i].want) != 0)
			fail_msg("\"%s\" is read as %s", rows[i].typed, str_text(&shown));
		str_done(&shown);
	}
	arena_free(arena);
	desk_close(desk);
}

/* ---- what is wrong, told whole ---- */

TEST(form_tells_the_whole_fault_of_the_field)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "A text:Orlova");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ mail"); i++)
		desk_keys(desk, "Tab");
	desk_keys(desk, "text:orlova.example Tab S-Tab");
	desk_expect_row(desk, -2, "a mail address has an @ in it");
	desk_keys(desk, "Tab");
	desk_expect_row(desk, -2, "1 field to mend");
	desk_close(desk);
}

/* One brought back shows what is wrong with it at once; a field below is not hidden without a sign. */
TEST(check_29_a_draft_brought_back_shows_its_faults)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "A text:Orlova");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ mail"); i++)
		desk_keys(desk, "Tab");
	desk_keys(desk, "text:orlova.example Tab");
	desk_expect_row(desk, -2, "1 field to mend");
	desk_keys(desk, "Esc Esc");
	desk_keys(desk, "0");
	desk_expect(desk, "orlova.example");
	desk_expect_row(desk, -2, "1 field to mend");
	desk_expect(desk, "a mail address has an @ in it");
	desk_close(desk);
}

TEST(form_has_a_sign_where_fields_are_below)
{
	Desk *desk = desk_open((DeskOptions){.rows = 16, .cols = 60, .lines = some});
	desk_keys(desk, "A");
	desk_expect_row(desk, -3, "▾");
	for (int i = 0; i < 40 && !desk_has(desk, "▌ step"); i++)
		desk_keys(desk, "Tab");
	desk_expect(desk, "▌ step");
	desk_expect_not(desk, "▾");
	desk_close(desk);
}

/* ---- long texts ---- */

/* A line of 1 MiB, as files bring them: opening the form and each key look at what is seen of it, not at all of it for every row. Wrapped line by line from its
 * start it took five seconds a key; processor time, since others may be at work. */
TEST(check_22_a_line_of_a_mebibyte_is_typed_in)
{
	static const char *const opened[] = {"3 t Enter e", "2 Enter e Tab Tab Tab Tab"};
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80});
	char *text = mem_alloc((1 << 20) + 1), *line = NULL;
	for (size_t i = 0; i < 1 << 20; i++)
		text[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 5);
	line = mem_printf("event add '%s' --start 2026-07-23T10:00 --text '%s'", text, text);
	desk_run(desk, line);
	free(line);
	line = mem_printf("client add --name Smith --note '%s'", text);
	desk_run(desk, line);
	free(line);
	free(text);
	clock_t begin = clock();
	for (size_t i = 0; i < countof(opened); i++) {
		desk_keys(desk, opened[i]);
		desk_keys(desk, "End text:qqzz Left Left Backspace Home Right text:q Tab Tab Down Down Up");
		desk_keys(desk, "Esc Esc");
	}
	desk_keys(desk, "1 2 Enter q 3 + + +");
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	if (seconds > 15)
		fail_msg("the keys took %.1f s of the processor", seconds);
	desk_close(desk);
}

/* A contact counts as its outcome says, also when that is mended in the form; and none lies ahead. */
TEST(form_of_a_contact_mends_what_it_counts_as)
{
	static const char *const logged[] = {"client add --name 'Kim Olga' --phone '+7 916 123-45-67'", "log Kim --kind call --outcome no-answer --text hm", NULL};
	static const struct {
		const char *keys, *says;
	} rows[] = {
		{"Tab Ctrl-U text:reached F2 q", "today  —"},
		{"Tab Tab Tab Ctrl-U text:24.07.2026 Space text:10:00 F2", "A contact cannot lie in the future"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = logged});
		desk_keys(desk, "2 Enter End e");
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
		desk_keys(desk, rows[i].keys);
		desk_expect(desk, rows[i].says);
		desk_close(desk);
	}
}

/* The end of whole days is typed as the last one: what is disputed stands as it was typed. One before the beginning is refused under its field, before anything is disputed. */
TEST(conflict_shows_the_last_day_that_was_typed)
{
	static const char *const lines[] = {"event add Fair --start 2026-12-01 --end 2026-12-03", NULL};
	static const struct {
		const char *typed, *mine;
	} cases[] = {{"30.11.2026", NULL}, {"01.12.2026", "01.12.2026"}, {"06.12.2026", "06.12.2026"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		Arena *arena = arena_new();
		void *events = NULL;
		size_t n = 0;
		well(store_all(desk->work->store, &kind_event, &events, &n, arena));
		char *line = mem_printf("event edit %lld --end 2026-12-05", (long long)((const Event *)events)->head.id);
		desk_keys(desk, "F9 text:Fair Enter");
		if (!desk_has(desk, "03.12.2026"))
			desk_keys(desk, "e");
		for (int tries = 0; tries < 20 && !desk_has(desk, "▌ ends"); tries++)
			desk_keys(desk, "Tab");
		desk_expect(desk, "▌ ends");
		char *keys = mem_printf("C-u text:%s", cases[i].typed);
		desk_keys(desk, keys);
		desk_run(desk, line);
		desk_keys(desk, "F2");
		if (cases[i].mine) {
			char *row = mem_printf("03.12.2026      %s            05.12.2026", cases[i].mine);
			desk_expect(desk, "MINE");
			desk_expect(desk, row);
			free(row);
		} else {
			desk_expect(desk, "its last day is before its first");
		}
		free(keys);
		free(line);
		arena_free(arena);
		desk_close(desk);
	}
}

/* One occurrence was changed alone while its series is edited: that is said, and nothing of the series that nobody touched. */
TEST(conflict_of_a_series_and_one_of_it)
{
	static const char *const lines[] = {"event add Standup --start \"2026-07-24 12:00\" --every week", NULL};
	static const struct {
		const char *theirs, *says[3], *says_not[3];
	} cases[] = {
		{"event edit %lld --at 2026-07-24T12:00 --where Hall --summary Other", {"changed one of the series (", "what: Standup", "Yard"}, {"repeats:", "FREQ", "made at"}},
		{"event edit %lld --reach whole --where Hall --every day", {"saved at", "repeats: every week", "every day"}, {"one of the series", "FREQ", "begins: "}},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		Arena *arena = arena_new();
		void *events = NULL;
		size_t n = 0;
		well(store_all(desk->work->store, &kind_event, &events, &n, arena));
		char *line = mem_printf(cases[i].theirs, (long long)((const Event *)events)->head.id);
		desk_keys(desk, "F9 text:Standup Enter e");
		if (desk_has(desk, "whole"))
			desk_keys(desk, "w");
		for (int tries = 0; tries < 20 && !desk_has(desk, "▌ where"); tries++)
			desk_keys(desk, "Tab");
		desk_expect(desk, "▌ where");
		desk_keys(desk, "C-u text:Yard");
		desk_run(desk, line);
		desk_keys(desk, "F2");
		desk_expect(desk, "MINE");
		for (size_t k = 0; k < countof(cases[i].says); k++) {
			desk_expect(desk, cases[i].says[k]);
			if (desk_has(desk, cases[i].says_not[k]))
				fail_msg("%s: \"%s\" is seen", line, cases[i].says_not[k]);
		}
		free(line);
		arena_free(arena);
		desk_close(desk);
	}
}

/* ---- more ---- */

static void to_field(Desk *desk, const char *label)
{
	char *bar = mem_printf("▌ %s", label);
	for (int i = 0; i < 40 && !desk_has(desk, bar); i++)
		desk_keys(desk, "Tab");
	desk_expect(desk, bar);
	free(bar);
}

/* The last one that was written. */
static void desk_has_channel(Desk *desk, ChannelType type, const char *value, const char *label)
{
	Arena *arena = arena_new();
	void *rows = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_channel, &rows, &n, arena));
	const Channel *last = n ? (const Channel *)rows + n - 1 : NULL;
	if (!last || last->type.v != (int32_t)type || !str_same(last->value.s, value) || !str_same(last->label.s, label))
		fail_msg("%s %s is not there, but %s %s", label ? label : "-", value, last && last->label.s ? last->label.s : "-", last ? last->value.s : "-");
	arena_free(arena);
}

/* What the placeholder invites to type becomes a way to reach the client: left by whatever key, or saved from where it stands. */
TEST(form_keeps_what_is_typed_under_more)
{
	static const struct {
		const char *typed;
		ChannelType type;
		const char *value, *label;
	} rows[] = {
		{"text:whatsapp Space text:+7 Space text:916 Space text:111-22-33", CHANNEL_MESSENGER, "+7 916 111-22-33", "whatsapp"},
		{"text:telegram Space text:@petya", CHANNEL_MESSENGER, "@petya", "telegram"},
		{"text:@petya", CHANNEL_MESSENGER, "@petya", NULL},
		{"text:+7 Space text:495 Space text:640-22-10", CHANNEL_PHONE, "+7 495 640-22-10", NULL},
		{"text:petya@zenit.example", CHANNEL_EMAIL, "petya@zenit.example", NULL},
		{"text:zenit.example", CHANNEL_SITE, "zenit.example", NULL},
		{"text:Moscow, Space text:Tverskaya Space text:7", CHANNEL_ADDRESS, "Moscow, Tverskaya 7", NULL},
		{"text:address Space text:Moscow", CHANNEL_ADDRESS, "Moscow", NULL},
	};
	static const char *const ways[] = {"F2", "C-s", "Tab F2", "Enter F2", "Down F2", "Up F2", "S-Tab F2"};
	for (size_t i = 0; i < countof(rows); i++)
		for (size_t k = 0; k < countof(ways); k++) {
			Desk *desk = desk_open((DeskOptions){.lines = some});
			desk_keys(desk, "2 A text:Testov");
			to_field(desk, "more");
			desk_keys(desk, rows[i].typed);
			desk_keys(desk, ways[k]);
			desk_has_channel(desk, rows[i].type, rows[i].value, rows[i].label);
			desk_close(desk);
		}
}

TEST(form_refuses_what_it_cannot_tell_under_more)
{
	static const struct {
		const char *typed, *shown, *reason;
	} rows[] = {
		{"text:petya", "▌ more       petya", "what is it?"},
		{"text:call Space text:him", "▌ more       call him", "what is it?"},
		{"text:telegram", "▌ more       telegram", "and which?"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		desk_keys(desk, "2 A text:Testov");
		to_field(desk, "more");
		desk_keys(desk, rows[i].typed);
		desk_keys(desk, "F2");
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
		desk_expect(desk, rows[i].shown);
		desk_expect(desk, rows[i].reason);
		desk_keys(desk, "C-u text:@petya F2");
		desk_expect_row(desk, -2, "Saved: Testov");
		desk_close(desk);
	}
}

/* Left, it says at once what is wrong; the word for a type alone opens a field for it, which keeps its name through a draft. */
TEST(form_opens_a_field_for_a_word_under_more)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "2 A text:Testov");
	to_field(desk, "more");
	desk_keys(desk, "text:petya Tab");
	desk_expect(desk, "what is it?");
	desk_keys(desk, "S-Tab C-u text:viber Tab");
	desk_expect(desk, "▌ viber");
	desk_keys(desk, "text:+79161112233 Esc Esc 0");
	desk_expect(desk, "▌ viber      +79161112233");
	desk_keys(desk, "F2");
	desk_has_channel(desk, CHANNEL_MESSENGER, "+79161112233", "viber");
	desk_close(desk);
}

/* A list is there for what goes on as one of its words; it takes no Enter that was meant for another text. */
TEST(form_offers_types_under_more)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "2 A text:Testov");
	to_field(desk, "more");
	desk_keys(desk, "text:s");
	desk_expect(desk, "▌ site");
	desk_keys(desk, "text:kype");
	desk_expect_not(desk, "▌ site");
	desk_keys(desk, "Space text:petya Enter");
	desk_expect(desk, "skype      petya");
	to_field(desk, "more");
	desk_keys(desk, "text:s Enter");
	desk_expect(desk, "▌ site       ▏");
	desk_close(desk);
}

/* ---- dates that belong together ---- */

TEST(form_counts_a_length_from_the_beginning)
{
	static const struct {
		const char *begins, *typed, *shown, *left; /* echo while it is typed; what stands there once the field was left */
	} rows[] = {
		{"15.08 Space text:10:00", "text:2h", "= Sat 15 August 12:00", "15.08.2026 12:00"},
		{"15.08 Space text:10:00", "text:+2h", "= Sat 15 August 12:00", "15.08.2026 12:00"},
		{"15.08 Space text:10:00", "text:45 Space text:min", "= Sat 15 August 10:45", "15.08.2026 10:45"},
		{"15.08 Space text:23:00", "text:2h", "= Sun 16 August 01:00", "16.08.2026 01:00"},
		{"15.08 Space text:10:00", "text:2 Space text:days", "= Mon 17 August 10:00", "17.08.2026 10:00"},
		{"15.08", "text:3 Space text:days", "= Mon 17 August", "17.08.2026"},
		{"15.08 Space text:10:00", "text:11:30", "= Sat 15 August 11:30", "15.08.2026 11:30"},
		{"15.08 Space text:10:00", "text:in Space text:2 Space text:h", "= today 11:42", NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 40});
		desk_keys(desk, "3 A text:x Tab C-u");
		char *keys = mem_printf("text:%s Tab", rows[i].begins);
		desk_keys(desk, keys);
		free(keys);
		to_field(desk, "ends");
		desk_keys(desk, "C-u");
		desk_keys(desk, rows[i].typed);
		if (rows[i].left && !desk_has(desk, rows[i].shown))
			fail_msg("%s behind %s: no \"%s\" in\n%s", rows[i].typed, rows[i].begins, rows[i].shown, desk_text(desk));
		desk_keys(desk, rows[i].left ? "Tab" : "Esc");
		if (rows[i].left && !desk_has(desk, rows[i].left))
			fail_msg("%s behind %s: no \"%s\" in\n%s", rows[i].typed, rows[i].begins, rows[i].left, desk_text(desk));
		desk_close(desk);
	}
}

/* Said when the field is left, under it; and gone when either of the two is mended. */
TEST(form_refuses_dates_that_contradict)
{
	static const struct {
		const char *what, *keys, *reason; /* NULL: nothing is wrong */
	} rows[] = {
		{"event", "C-u text:thu Space text:9:00 Tab", "the end is before the beginning"},
		{"event", "C-u text:15.08 Space text:9:00 Tab", "the end is before the beginning"},
		{"event", "C-u text:15.08 Space text:9:00 Tab S-Tab C-u text:15.08 Space text:12:00 Tab", NULL},
		{"event", "C-u text:14.08 Tab", "it begins at an hour and ends on a day"},
		{"task", "C-u text:16.08 Space text:12:00 Tab", "it begins after it is due"},
		{"task", "C-u text:16.08 Tab", "it begins after it is due"},
		{"task", "C-u text:15.08 Tab", NULL},
		{"task", "C-u text:14.08 Space text:12:00 Tab", NULL},
		{"task", "C-u text:16.08 Space text:12:00 Tab S-Tab C-u text:13.08 Tab", NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		static const char *const lines[] = {"event add Fair --start 2026-08-15T10:00 --length 1h", "task add Paper --due 2026-08-15T10:00", NULL};
		Desk *desk = desk_open((DeskOptions){.rows = 40, .lines = lines});
		bool event = strcmp(rows[i].what, "event") == 0;
		Arena *arena = arena_new();
		void *all = NULL;
		size_t n = 0;
		well(store_all(desk->work->store, event ? &kind_event : &kind_task, &all, &n, arena));
		well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = event ? &kind_event : &kind_task, .id = ((const Record *)all)->id}));
		to_field(desk, event ? "ends" : "begins");
		desk_keys(desk, rows[i].keys);
		if (rows[i].reason ? !desk_has(desk, rows[i].reason) : desk_has(desk, "to mend"))
			fail_msg("%s %s: %s\n%s", rows[i].what, rows[i].keys, rows[i].reason ? rows[i].reason : "nothing is wrong", desk_text(desk));
		desk_keys(desk, "F2");
		assert_true((ui_main(desk->ui)->kind == &screen_form) == (rows[i].reason != NULL));
		arena_free(arena);
		desk_close(desk);
	}
}

/* A clock time said here is one of the place, in whatever field it is said first. */
TEST(form_gives_a_clock_time_its_zone)
{
	static const char *const lines[] = {"task add Paper --due 2026-08-15T10:00", "event add Fair --start 2026-08-15", NULL};
	Desk *desk = desk_open((DeskOptions){.rows = 40, .lines = lines});
	Arena *arena = arena_new();
	void *tasks = NULL, *events = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_task, &tasks, &n, arena));
	well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = &kind_task, .id = ((const Record *)tasks)->id}));
	to_field(desk, "begins");
	desk_keys(desk, "text:14.08 Space text:12:00 F2");
	well(store_all(desk->work->store, &kind_task, &tasks, &n, arena));
	assert_string_equal(((const Task *)tasks)->zone.s, "Europe/Moscow");
	well(store_all(desk->work->store, &kind_event, &events, &n, arena));
	well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = &kind_event, .id = ((const Record *)events)->id}));
	to_field(desk, "begins");
	desk_keys(desk, "C-u text:15.08 Space text:12:00 F2");
	well(store_all(desk->work->store, &kind_event, &events, &n, arena));
	assert_string_equal(((const Event *)events)->zone.s, "Europe/Moscow");
	arena_free(arena);
	desk_close(desk);
}

TEST(form_says_how_a_repeat_was_read)
{
	Desk *desk = desk_open((DeskOptions){.rows = 40});
	desk_keys(desk, "3 A text:x Tab C-u text:15.08 Space text:10:00 Tab");
	to_field(desk, "repeats");
	desk_keys(desk, "text:every Space text:other Space text:week");
	desk_expect(desk, "= every 2 weeks");
	desk_close(desk);
}

/* The year that was said stands in the echo, and what is wrong with a date in the second column is told whole. */
TEST(form_echoes_a_birthday_with_its_year)
{
	static const struct {
		const char *typed, *shown;
	} rows[] = {
		{"text:31.03.1980", "= 31 March 1980"},
		{"text:31.03", "= 31 March"},
		{"text:31.02.1980 Tab", "There is no such date: 31.02.1980"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		desk_keys(desk, "2 A text:Testov");
		for (int k = 0; k < 40 && !desk_has(desk, "▌ born"); k++)
			desk_keys(desk, "Tab");
		desk_keys(desk, rows[i].typed);
		desk_expect(desk, rows[i].shown);
		desk_close(desk);
	}
}

/* ---- an extension ---- */

/* The phones of Сидоров as they are stored: "number/extension, …". */
static void expect_phones(Desk *desk, const char *row, const char *want)
{
	void *rows;
	size_t n;
	Arena *arena = arena_new();
	Str got = {0};
	ClientRow *found;
	well(find_client(desk->work->store, "Сидоров", 1, &found, &n, arena));
	assert_int_equal((int)n, 1);
	well(store_where(desk->work->store, &kind_channel, "client", (Value){.type = VALUE_INT, .i = found[0].client.head.id}, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const Channel *phone = (const Channel *)rows + i;
		str_addf(&got, "%s%s/%s", i ? ", " : "", phone->value.s, phone->extension.s ? phone->extension.s : "");
	}
	expect_text(row, str_text(&got), want);
	str_done(&got);
	arena_free(arena);
}

static int count_changes(Desk *desk)
{
	char *changes = desk_output(desk, "changes");
	int n = 0;
	for (const char *at = changes; (at = strchr(at, '\n')); at++)
		n++;
	free(changes);
	return n;
}

/* As older programs stored it: in the value as well. */
static void store_doubled(Desk *desk)
{
	void *rows;
	size_t n;
	Arena *arena = arena_new();
	well(store_where(desk->work->store, &kind_channel, "key", (Value){.type = VALUE_TEXT, .s = "+74952223344", .n = 12}, &rows, &n, arena));
	assert_int_equal((int)n, 1);
	Channel old = *(Channel *)rows, new = old;
	new.value.s = "8 495 222-33-44 доб. 15";
	well(work_begin(desk->work, "client edit", "%s", "old"));
	well(work_end(desk->work, work_edit(desk->work, &kind_channel, &old, &new), NULL));
	arena_free(arena);
}

TEST(an_extension_stands_once_in_the_form)
{
	static const struct {
		const char *name, *line, *keys;
		bool doubled;
	} rows[] = {
		{"client add", "client add --name \"Сидоров Иван\" --phone \"8 495 222-33-44 доб. 15\"", NULL, false},
		{"the line", NULL, "a text:Сидоров Space text:Иван, Space text:8 Space text:495 Space text:222-33-44 Space text:доб. Space text:15 Enter", false},
		{"the form", NULL, "A text:Сидоров Tab text:Иван F2", false},
		{"an older base", "client add --name \"Сидоров Иван\" --phone \"8 495 222-33-44 доб. 15\"", NULL, true},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		if (rows[i].line)
			desk_run(desk, rows[i].line);
		if (rows[i].keys)
			desk_keys(desk, rows[i].keys);
		if (str_same(rows[i].name, "the form"))
			desk_run(desk, "client edit Сидоров --phone \"8 495 222-33-44 доб. 15\"");
		if (rows[i].doubled)
			store_doubled(desk);
		const char *stored = rows[i].doubled ? "8 495 222-33-44 доб. 15/15" : "8 495 222-33-44/15";
		expect_phones(desk, rows[i].name, stored);
		int before = count_changes(desk);
		/* Said again it is the same, in any words. */
		desk_run(desk, "client edit Сидоров --phone \"8 495 222-33-44 вн. 15\"");
		expect_phones(desk, rows[i].name, stored);
		assert_int_equal(count_changes(desk), before);
		desk_keys(desk, "F5 2 / text:сидоров Enter e");
		desk_expect(desk, "8 495 222-33-44 доб. 15");
		desk_expect_not(desk, "доб. 15 доб.");
		desk_keys(desk, "F2");
		expect_phones(desk, rows[i].name, stored);
		assert_int_equal(count_changes(desk), before);
		desk_close(desk);
	}
}

TEST(an_extension_that_is_changed_in_the_form_is_taken)
{
	static const struct {
		bool doubled;
		const char *keys, *want;
	} rows[] = {
		{false, "Backspace text:7", "8 495 222-33-44/17"},
		{true, "Backspace text:7", "8 495 222-33-44/17"},
		{true, "Space text:доб. Space text:17", "8 495 222-33-44/17"},
		{true, "Ctrl-U text:84952223344", "84952223344/"},
		/* Words beside it stay, and so does a second number. */
		{false, "Space text:(Анна)", "8 495 222-33-44 (Анна)/15"},
		{false, "text:, Space text:89161234567", "8 495 222-33-44/15, 89161234567/"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_run(desk, "client add --name \"Сидоров Иван\" --phone \"8 495 222-33-44 доб. 15\"");
		if (rows[i].doubled)
			store_doubled(desk);
		desk_keys(desk, "F5 2 / text:сидоров Enter e");
		for (int k = 0; k < 30; k++) {
			char *row = desk_cursor_row(desk);
			bool there = strstr(row, "222-33-44") != NULL;
			free(row);
			if (there)
				break;
			desk_keys(desk, "Tab");
		}
		desk_keys(desk, "End");
		desk_keys(desk, rows[i].keys);
		desk_keys(desk, "F2");
		expect_phones(desk, rows[i].keys, rows[i].want);
		desk_close(desk);
	}
}

/* A contact's form says whose it is and shows the number as the card does; it is kept as it was. */
TEST(form_of_a_contact_names_the_client_and_shows_the_number)
{
	static const char *const lines[] = {
		"client add --name \"Селезнёв Егор\" --phone 89862834424",
		"log Селезнёв --kind call --outcome reached --number +79862834424 --keep-step",
		NULL,
	};
	static const struct {
		const char *typed, *shown, *kept;
	} rows[] = {
		{NULL, "+7 986 283-44-24", "+79862834424"},
		{"8 916 123-45-67", NULL, "+79161234567"},
		{"at the desk", NULL, "at the desk"},
		{"+7 916 123-45-67 мужу", NULL, "+7 916 123-45-67 мужу"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		Arena *arena = arena_new();
		void *all = NULL;
		size_t n = 0;
		well(store_all(desk->work->store, &kind_interaction, &all, &n, arena));
		assert_int_equal(n, 1);
		int64_t id = ((Interaction *)all)->head.id;
		desk_keys(desk, "2");
		well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = &kind_interaction, .id = id}));
		desk_expect_row(desk, 0, "Contacts ▸ Селезнёв Егор ▸ edit");
		FormState *f = ui_main(desk->ui)->state;
		size_t item = form_item_named(f, span_of("number"));
		if (rows[i].shown)
			assert_string_equal(form_value(&f->form, item), rows[i].shown);
		size_t text = form_item_named(f, span_of("text"));
		form_set(&f->form, text, "hello");
		if (rows[i].typed)
			form_set(&f->form, item, rows[i].typed);
		desk_keys(desk, "F2");
		assert_true(ui_main(desk->ui)->kind != &screen_form);
		Interaction contact;
		well(store_get(desk->work->store, &kind_interaction, id, &contact, arena));
		assert_string_equal(contact.number.s, rows[i].kept);
		assert_string_equal(contact.text.s, "hello");
		arena_free(arena);
		desk_close(desk);
	}
}

/* The ghost behind what is typed: Tab takes it where a record or a choice is meant, and leaves a name as it was typed; Right takes it anywhere. */
TEST(form_takes_the_ghost)
{
	static const char *const lines[] = {"client add --name \"ООО «Ромашка»\"", "client add --name \"Иванова Анна\"", NULL};
	static const struct {
		const char *keys, *first, *field, *value;
	} rows[] = {
		{"A text:Иванов Tab", "Иванов", "surname", "Иванов"},
		{"A text:Иванов Right", "Иванова", "surname", "Иванова"},
		{"A text:Орлова Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab text:ром Tab", "ООО «Ромашка»", NULL, "ООО «Ромашка»"},
		{"A text:Орлова Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab text:ром Esc Tab", "ром", NULL, "ром"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = lines});
		desk_keys(desk, rows[i].keys);
		FormState *f = ui_top(desk->ui)->state;
		size_t item = rows[i].field ? form_item_of(f, rows[i].field) : form_left(&f->form);
		expect_text(rows[i].keys, form_value(&f->form, item), rows[i].value);
		desk_expect(desk, rows[i].first);
		desk_close(desk);
	}
}

/* A choice is seen through without guessing its letters: Space lists all, the one that stands there chosen; a letter begins anew. */
TEST(form_lists_what_there_is_to_choose_from)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = some});
	desk_keys(desk, "3 Right Tab e");
	FormState *f = ui_top(desk->ui)->state;
	assert_ptr_equal(f->kind, &kind_task);
	size_t item = form_item_of(f, "status");
	assert_true(form_go(&f->form, item));
	char *was = mem_strdup(form_value(&f->form, item));
	desk_expect_row(desk, -2, "Space: what there is to choose from");
	desk_keys(desk, "Space");
	assert_true(f->form.n_choices > 2);
	assert_string_equal(f->form.choices[f->form.choice].text, was);
	desk_keys(desk, "Down Enter");
	assert_string_not_equal(form_value(&f->form, item), was);
	desk_keys(desk, "Tab S-Tab text:do");
	assert_string_equal(form_value(&f->form, item), "do");
	free(was);
	desk_close(desk);
}
