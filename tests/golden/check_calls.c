/* SPDX-License-Identifier: MIT */
/* The call line and what the outcomes offer: each offer is made, written as one change, taken back and done again. */
#include "desk.h"
#include "kartoteka/store/lists.h"

static const char *const people[] = {
	"client add --name 'Ivanov Igor' --phone '+7 916 123-45-67' --phone '+7 495 222-40-40' --email igor@vector.example",
	NULL,
};

static Desk *call_desk(void)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = people});
	desk_keys(desk, "2 c");
	return desk;
}

/* As the shell sees the client. */
static bool client_has(Desk *desk, const char *text)
{
	desk_keys(desk, "2 Enter");
	bool has = desk_has(desk, text);
	desk_keys(desk, "q");
	return has;
}

static void expect_on_cursor(Desk *desk, const char *text)
{
	char *row = desk_cursor_row(desk);
	if (!strstr(row, text))
		fail_msg("the cursor is on \"%s\", want \"%s\"", row, text);
	free(row);
}

TEST(call_reason_is_asked_for)
{
	Desk *desk = call_desk();
	desk_keys(desk, "5");
	desk_expect(desk, "Why? The reason stays in the history");
	desk_keys(desk, "text:too_dear Enter");
	desk_expect(desk, "Ivanov");
	assert_true(client_has(desk, "too_dear"));
	desk_close(desk);
}

/* ux.md: a contact closes the step under the cursor, an attempt only what is called for. */
TEST(call_closes_the_step_under_the_cursor)
{
	static const char *const steps[] = {
		"client add --name 'Ivanov Igor' --kind person --phone '+7 916 123-45-67'",
		"task add 'ask the price' --due '2026-07-23 12:00' --client Ivanov",
		"task add 'send the catalogue' --due 2026-07-30 --client Ivanov",
		NULL,
	};
	static const struct {
		const char *way, *row, *keys; /* the row to stand on; what is pressed there */
		bool price, catalogue;        /* still open then */
	} rows[] = {
		{"2 Enter", "the catalogue", "c 1 Enter", true, false},
		{"2 Enter", "the price", "c 1 Enter", false, true},
		{"2 Enter", "the catalogue", "c = 1 Enter", true, true},
		{"5", "the price", "c 1 Enter", false, true},
		{"5", "the catalogue", "c 1 Enter", true, false},
		{"2", "Ivanov", "c 1 Enter", false, true},
		{"3 - - - + + + +", "the catalogue", "c 1 Enter", true, false},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = steps});
		desk_keys(desk, rows[i].way);
		char *at = desk_cursor_row(desk);
		for (int k = 0; k < 12 && !strstr(at, rows[i].row); k++) {
			free(at);
			desk_keys(desk, "j");
			at = desk_cursor_row(desk);
		}
		if (!strstr(at, rows[i].row))
			fail_msg("row %zu: never on %s", i, rows[i].row);
		free(at);
		desk_keys(desk, rows[i].keys);
		char *open = desk_output(desk, "task list");
		if ((strstr(open, "the price") != NULL) != rows[i].price || (strstr(open, "the catalogue") != NULL) != rows[i].catalogue)
			fail_msg("row %zu, %s on %s: %s", i, rows[i].keys, rows[i].row, open);
		free(open);
		desk_close(desk);
	}
}

/* What stays open is the next step: the echo, the message and the command say so, and "no next step" where none is left. */
TEST(call_tells_the_step_that_stays)
{
	static const char client[] = "client add --name 'Ivanov Igor' --kind person --phone '+7 916 123-45-67'";
	static const struct {
		const char *steps[2];
		const char *keys, *echo, *said; /* said: by Enter */
	} rows[] = {
		{{NULL}, "c 1 text:well", "no next step", "no next step"},
		{{"task add quote --due '2026-07-24 10:00' --client Ivanov"}, "c 1 text:well", "tomorrow 10:00  quote", "next tomorrow 10:00  quote"},
		{{"task add quote --due '2026-07-24 10:00' --client Ivanov", "task add price --due '2026-07-23 12:00' --client Ivanov"},
	     "c 1 text:well",
	     "tomorrow 10:00  quote",
	     "step done, next tomorrow 10:00  quote"},
		{{"task add price --due '2026-07-23 12:00' --client Ivanov"}, "c 1 text:well", "no next step", "step done, no next step"},
		{{"task add price --due '2026-07-23 12:00' --client Ivanov"}, "c = 1 text:well", "today 12:00  price", "next today 12:00  price"},
		{{"task add price --due '2026-07-23 12:00' --every week --client Ivanov"}, "c 1 text:well", "Thu 30 12:00  price", "step done, next Thu 30 12:00  price"},
		{{"task add quote --client Ivanov"}, "c 1 text:well", "! no date: nobody is reminded  quote", "! no date: nobody is reminded  quote"},
		{{"task add price --due '2026-07-23 12:00' --client Ivanov"}, "c 1 text:well Space text:> Space text:fri Space text:act", "Fri 24 July  act", "next Fri 24 July act"},
		{{"task add call --due '2026-07-23 12:00' --client Ivanov", "task add quote --due '2026-07-24 10:00' --client Ivanov"},
	     "c 2 6",
	     "no next try, the step is closed",
	     "step done, next tomorrow 10:00  quote"},
		{{"task add call --due '2026-07-23 12:00' --client Ivanov"}, "c 2 6", "no next try, the step is closed", "step done, no next step"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		const char *const lines[] = {client, rows[i].steps[0], rows[i].steps[1], NULL};
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 36, .cols = 120, .lines = lines});
		desk_keys(desk, "2");
		desk_keys(desk, rows[i].keys);
		if (!desk_has(desk, rows[i].echo))
			fail_msg("row %zu: no \"%s\": %s", i, rows[i].echo, strstr(desk_text(desk), " next   "));
		desk_keys(desk, "Enter");
		if (!desk_has(desk, rows[i].said))
			fail_msg("row %zu: no \"%s\" in\n%s", i, rows[i].said, desk_text(desk));
		desk_close(desk);
	}
}

TEST(call_back_asks_for_a_date)
{
	Desk *desk = call_desk();
	desk_keys(desk, "4");
	desk_expect(desk, "When to call back?");
	desk_keys(desk, "Tab text:2026-07-30 Space text:10:00 Enter");
	desk_expect(desk, "next Thu 30 July 10:00 call");
	desk_close(desk);
}

TEST(call_wrong_number_leaves_the_card_and_comes_back)
{
	Desk *desk = call_desk();
	desk_keys(desk, "6");
	desk_expect(desk, "drop +7 916 123-45-67 from the card");
	desk_expect(desk, "the number leaves the card");
	desk_keys(desk, "Enter");
	desk_expect(desk, "the number dropped");
	assert_false(client_has(desk, "916 123-45-67"));
	assert_true(client_has(desk, "495 222-40-40"));
	desk_keys(desk, "u");
	assert_true(client_has(desk, "916 123-45-67"));
	desk_keys(desk, "U");
	assert_false(client_has(desk, "916 123-45-67"));
	desk_close(desk);
}

TEST(call_wrong_number_may_stay)
{
	Desk *desk = call_desk();
	desk_keys(desk, "6 2");
	desk_expect(desk, "the number stays on the card");
	desk_keys(desk, "Enter");
	assert_true(client_has(desk, "916 123-45-67"));
	desk_close(desk);
}

/* In words of one's own the choice made before stays. */
TEST(call_wrong_number_with_a_note)
{
	Desk *desk = call_desk();
	desk_keys(desk, "6 text:sold_the_flat");
	desk_expect(desk, "+7 916 123-45-67 leaves the card");
	desk_keys(desk, "Enter");
	assert_false(client_has(desk, "916 123-45-67"));
	assert_true(client_has(desk, "sold_the_flat"));
	desk_close(desk);
}

TEST(call_other_kinds_have_their_own_addresses)
{
	Desk *desk = call_desk();
	desk_keys(desk, "Right");
	desk_expect(desk, "MAIL");
	desk_expect(desk, "igor@vector.example");
	desk_expect_not(desk, "with outcome 1");
	desk_expect_not(desk, "of 2 numbers");
	char *hints = desk_row(desk, -1);
	assert_null(strstr(hints, "outcome"));
	assert_null(strstr(hints, "clock"));
	free(hints);
	desk_keys(desk, "Left");
	desk_expect(desk, "1 of 2 numbers");
	desk_close(desk);
}

/* F4 takes all of the line along: text, step, outcome, direction, length, client. What a save of the form writes is what Enter would have written. */
TEST(call_form_saves_the_step_too)
{
	static const char *const due[] = {
		"client add --name 'Ivanov Igor' --phone '+7 916 123-45-67'",
		"task add call --due 2026-07-23T09:00 --client Ivanov",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = due});
	desk_keys(desk, "2 c");
	desk_clock(desk, "2026-07-23T09:44:35+03:00");
	desk_keys(desk, "- 1 text:asked Space text:discount Space text:> Space text:fri Space text:10 Space text:send Space text:quote F4");
	desk_expect_row(desk, 0, "Ivanov Igor");
	desk_expect(desk, "incoming");
	desk_expect(desk, "asked discount");
	desk_expect(desk, "fri 10 send quote");
	desk_expect(desk, "= Fri 24 July 10:00");
	desk_keys(desk, "F2");
	desk_expect(desk, "step done, next send quote");
	desk_keys(desk, "2 Enter");
	desk_expect(desk, "asked discount");
	desk_expect(desk, "tomorrow 10:00  send quote");
	desk_expect(desk, "call ←  3 min"); /* to the second, as the clock said it */
	desk_keys(desk, "u");               /* one change */
	desk_expect_not(desk, "asked discount");
	desk_expect_not(desk, "tomorrow 10:00");
	desk_close(desk);
}

/* 11c: where the row is short the step's words and its hour stay, the initials and the month leave. */
TEST(call_message_has_room_for_the_step)
{
	static const char *const lines[] = {
		"client add --name 'Сидорова Анна Викторовна' --kind person --phone '+7 916 123-45-67'",
		"task add счёт --due '2026-07-23 12:00' --client Сидорова",
		NULL,
	};
	static const struct {
		int cols;
		const char *said;
	} rows[] = {
		{120, "Сидорова А. В.: звонок, шаг сделан, дальше чт 30 июля 10:00 выслать КП"},
		{80, "Сидорова: звонок, шаг сделан, дальше чт 30 июля 10:00 выслать КП"},
		{76, "Сидорова: звонок, шаг сделан, дальше чт 30 10:00 выслать КП"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 24, .cols = rows[i].cols, .lines = lines});
		desk_keys(desk, "2 c 1 text:да Space text:> Space text:чт Space text:10 Space text:выслать Space text:КП Enter");
		desk_expect_row(desk, -2, rows[i].said);
		desk_close(desk);
	}
}

/* What leaves the line by F4 leaves the form as slowly as any: first a warning, then a draft. */
TEST(check_29_call_form_warns_and_keeps_a_draft)
{
	Desk *desk = call_desk();
	desk_keys(desk, "- 1 text:lost Space text:words Space text:> Space text:fri Space text:10 Space text:quote F4");
	desk_expect_row(desk, 0, "not saved");
	desk_keys(desk, "Esc");
	desk_expect(desk, "Not saved. Esc again leaves");
	desk_keys(desk, "Esc 0");
	desk_expect(desk, "lost words");
	desk_expect(desk, "incoming");
	desk_expect(desk, "fri 10 quote");
	desk_expect_row(desk, 0, "Ivanov Igor");
	desk_keys(desk, "F2");
	desk_expect_row(desk, -2, "next quote");
	desk_keys(desk, "2 Enter");
	desk_expect(desk, "lost words");
	desk_keys(desk, "q c 1 F4"); /* nothing was typed: nothing is lost */
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
	desk_keys(desk, "Esc");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_clients);
	desk_close(desk);
}

/* A number that was to leave the card leaves it from the form as well; a step that was to stay open stays. */
TEST(call_form_keeps_what_was_decided)
{
	static const char *const due[] = {
		"client add --name 'Ivanov Igor' --phone '+7 916 123-45-67' --phone '+7 495 222-40-40'",
		"task add call_about_papers --due 2026-07-23T09:00 --client Ivanov",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = due});
	desk_keys(desk, "2 c = 6 text:sold F4 F2");
	desk_expect_row(desk, -2, "the number dropped");
	desk_expect_not(desk, "step done");
	assert_false(client_has(desk, "916 123-45-67"));
	assert_true(client_has(desk, "call_about_papers"));
	desk_close(desk);
}

/* What an outcome offers is the user's own choice: in Settings, taken back by u, and the call line makes it. */
TEST(call_offers_are_the_users_own)
{
	Desk *desk = call_desk();
	desk_keys(desk, "Esc 7 Tab e 3");
	desk_expect(desk, "next step");
	desk_keys(desk, "4");
	expect_on_cursor(desk, "tomorrow");
	desk_keys(desk, "2 c 1");
	desk_expect(desk, "> tomorrow 09:00");
	desk_keys(desk, "text:later");
	desk_expect(desk, "later▏ > tomorrow 09:00");
	desk_keys(desk, "Esc Esc Esc 7 u Tab");
	expect_on_cursor(desk, "next step");
	desk_keys(desk, "e 3 text:+3d Enter");
	expect_on_cursor(desk, "+3d");
	desk_keys(desk, "2 c 1");
	desk_expect(desk, "> +3d");
	desk_close(desk);
}

TEST(settings_say_what_an_outcome_became)
{
	Desk *desk = call_desk();
	desk_keys(desk, "Esc 7 Tab Space");
	expect_on_cursor(desk, "attempt");
	desk_expect(desk, "reached: counts as attempt");
	desk_keys(desk, "e 1 Enter"); /* the name it has */
	desk_expect_not(desk, "Named");
	desk_keys(desk, "e 2 3");
	desk_expect(desk, "reached: counts as nothing");
	desk_close(desk);
}

/* A name is of one row: one in use is refused where it is typed, one that was removed comes back with what it meant. */
TEST(settings_have_each_name_once)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 30, .cols = 100, .lines = people});
	desk_keys(desk, "7 Tab a text:Busy Enter");
	desk_expect(desk, "There is such a one already: busy");
	desk_keys(desk, "C-u text:busy Space text:tone Enter");
	desk_expect(desk, "Added: busy tone");
	desk_keys(desk, "Home Down Down e 1 C-u text:refused Enter");
	desk_expect(desk, "There is such a one already: refused");
	desk_keys(desk, "Esc");
	expect_on_cursor(desk, "busy");
	desk_keys(desk, "D");
	desk_expect(desk, "Removed: busy");
	desk_keys(desk, "a text:busy Enter End");
	expect_on_cursor(desk, "in 1 hour");
	desk_close(desk);
}

/* People: what the command refuses the form refuses, under the field. */
TEST(settings_people_have_hours_and_zones_that_are_some)
{
	static const struct {
		const char *field, *typed, *said;
	} rows[] = {
		{"zone", "Mars/X", "There is no time zone Mars/X"},
		{"working hours", "late", "late is not working hours"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 30, .cols = 100, .lines = people});
		char *focus = mem_printf("▌ %s", rows[i].field), *keys = mem_printf("text:%s F2", rows[i].typed);
		desk_keys(desk, "7 Down Down Down Down Down Tab e");
		for (int k = 0; k < 10 && !desk_has(desk, focus); k++)
			desk_keys(desk, "Tab");
		desk_keys(desk, keys);
		desk_expect(desk, rows[i].said);
		desk_expect(desk, focus);
		free(focus);
		free(keys);
		desk_close(desk);
	}
}

/* Keys: a row an action with all its keys; one is added, dropped and brought back. */
TEST(settings_keys_stand_together)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = people});
	desk_keys(desk, "7 Down Down Down Down Down Down Tab");
	desk_expect(desk, "Backspace");
	desk_expect_not(desk, "any");
	desk_keys(desk, "End Home");
	for (int i = 0; i < 60; i++) {
		char *row = desk_cursor_row(desk);
		bool found = strstr(row, "Искать в списке") != NULL;
		free(row);
		if (found)
			break;
		desk_keys(desk, "Down");
	}
	expect_on_cursor(desk, "/  F7");
	expect_on_cursor(desk, "везде");
	/* It is taken back as a setting is, and nothing of the base in its place. */
	desk_keys(desk, "e F11");
	expect_on_cursor(desk, "/  F7  F11");
	desk_expect_row(desk, -2, "отменить");
	desk_keys(desk, "u");
	expect_on_cursor(desk, "/  F7 ");
	desk_expect_row(desk, -2, "Отменено: Клавиши");
	char *file = settings_keys_file(desk->settings);
	assert_false(file_exists(file));
	desk_keys(desk, "U");
	expect_on_cursor(desk, "/  F7  F11");
	assert_true(file_exists(file));
	free(file);
	desk_keys(desk, "D 2");
	expect_on_cursor(desk, "/  F11");
	desk_keys(desk, "u");
	expect_on_cursor(desk, "/  F7  F11");
	/* What another hand wrote into the file meanwhile stays. */
	file = settings_keys_file(desk->settings);
	static const char other[] = "[any]\nF11 = search\nF6 = go reminders\n";
	well(file_write(file, other, sizeof other - 1));
	desk_keys(desk, "U");
	desk_expect(desk, "Файл клавиш с тех пор изменён");
	Str now = {0};
	well(file_read(&now, file));
	assert_string_equal(str_text(&now), other);
	str_done(&now);
	free(file);
	desk_keys(desk, "D 2");
	expect_on_cursor(desk, "/  F11");
	desk_keys(desk, "R");
	expect_on_cursor(desk, "/  F7 ");
	desk_keys(desk, "e z");
	desk_expect(desk, "z уже «Отложить»");
	expect_on_cursor(desk, "/  F7 ");
	desk_keys(desk, "D 1 D");
	expect_on_cursor(desk, "—");
	desk_keys(desk, "D");
	desk_expect(desk, "Клавиши нет");
	desk_keys(desk, "R");
	expect_on_cursor(desk, "/  F7 ");
	desk_close(desk);
}

/* A draft that lies is ended from the palette, and comes back. */
TEST(palette_drops_a_draft)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = people});
	desk_keys(desk, "a text:call F9 Esc Esc");
	desk_expect_row(desk, 0, "1 draft");
	desk_keys(desk, ": text:drop Enter");
	desk_expect(desk, "The draft was dropped");
	char *head = desk_row(desk, 0);
	assert_null(strstr(head, "draft"));
	free(head);
	desk_keys(desk, "u");
	desk_expect(desk, "call");
	desk_close(desk);
}

/* How to leave stands in the hints wherever something is typed or chosen. */
TEST(call_hints_name_the_way_out)
{
	static const struct {
		Lang lang;
		int cols;
		const char *keys, *want;
	} rows[] = {
		{LANG_RU, 80, "1 text:да", "Esc к исходу"},
		{LANG_EN, 80, "1 text:yes", "Esc to the outcome"},
		{LANG_RU, 60, "", "Esc не звонил"},
		{LANG_EN, 60, "", "Esc did not call"},
		{LANG_RU, 60, "1 text:да", "Esc к исходу"},
		{LANG_EN, 60, "1 text:yes", "Esc to the outcome"},
		{LANG_EN, 80, "Esc r text:tomorrow Space text:10 Enter z", "1…6 choose"},
		{LANG_RU, 60, "Esc r text:завтра Space text:10 Enter z", "1…6 выбрать"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .rows = 16, .cols = rows[i].cols, .lines = people});
		desk_keys(desk, "2 c");
		desk_keys(desk, rows[i].keys);
		desk_expect_row(desk, -1, rows[i].want);
		desk_close(desk);
	}
}

/* ---- a client that somebody deletes meanwhile ---- */

TEST(a_call_to_a_deleted_client_keeps_what_was_typed)
{
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80});
	desk_fill(desk, 2, "Smith%03d");
	desk_keys(desk, "2 c 1 text:word");
	desk_run(desk, "client delete Smith000 --yes");
	ui_changed(desk->ui);
	desk_keys(desk, "Enter");
	desk_expect(desk, "This client was deleted meanwhile");
	desk_expect(desk, "Smith000");
	desk_expect(desk, "word");
	desk_expect_not(desk, "no client");
	desk_keys(desk, "Esc Esc");
	desk_expect(desk, "Kept as a draft");
	desk_keys(desk, "0 1");
	desk_expect(desk, "word");
	desk_close(desk);
}

/* The contact is written without a reminder that another session removed under the cursor, and that is said. */
TEST(a_call_is_written_without_a_reminder_that_is_gone)
{
	static const char *const lines[] = {
		"client add --name Smith",
		"task add offer --due 2026-07-23T09:30 --client Smith",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lines = lines});
	ReminderQuery query = {.until = INSTANT_NONE, .limit = 1};
	ReminderRow *rows;
	size_t n;
	Arena *arena = arena_new();
	desk_keys(desk, "5");
	desk_expect_cursor(desk, "offer");
	well(reminders_page(desk->work->store, &query, &rows, &n, arena));
	assert_int_equal(n, 1);
	well(work_begin(desk->work, "test", "%s", "removed"));
	well(work_end(desk->work, work_remove(desk->work, &kind_reminder, rows->reminder.head.id), NULL));
	desk_keys(desk, "c");
	desk_expect(desk, "This reminder was removed meanwhile");
	desk_keys(desk, "1 text:talked Enter");
	char *history = desk_output(desk, "client show Smith");
	assert_non_null(strstr(history, "talked"));
	free(history);
	arena_free(arena);
	desk_close(desk);
}

/* What is planned into the past is said with "!" while it is typed, in every line that plans. */
TEST(steps_into_the_past_are_told)
{
	static const char *const lines[] = {"client add --name 'Kim Olga' --phone '+7 916 123-45-67'", NULL};
	static const struct {
		const char *keys;
		bool told;
	} rows[] = {
		{"2 r text:yesterday Space text:10 Space text:quote", true},
		{"2 r text:today Space text:quote", false},
		{"2 r text:tomorrow Space text:10 Space text:quote", false},
		{"2 c 1 text:x Space text:> Space text:yesterday Space text:10 Space text:quote", true},
		{"2 c 1 text:x Space text:> Space text:tomorrow Space text:10 Space text:quote", false},
		{"a text:call Space text:Kim Space text:yesterday Space text:10", true},
		{"a text:call Space text:Kim Space text:tomorrow Space text:10", false},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		desk_keys(desk, rows[i].keys);
		if (rows[i].told)
			desk_expect(desk, "! this time has passed already");
		else
			desk_expect_not(desk, "has passed");
		desk_close(desk);
	}
}

/* The grammar's "1h" in every line that plans; what is counted so is no time, and a time that is none is told while it is typed. */
TEST(steps_in_an_hour_are_told)
{
	static const char *const lines[] = {"client add --name 'Kim Olga' --phone '+7 916 123-45-67'", NULL};
	static const struct {
		Lang lang;
		const char *keys, *want;
	} rows[] = {
		{LANG_EN, "2 r text:1h Space text:call Space text:back", "= Thu 23 July 10:42  call back"},
		{LANG_RU, "2 r text:1ч Space text:перезвонить", "= чт 23 июля 10:42  перезвонить"},
		{LANG_RU, "2 r text:30м Space text:кабеля", "! без даты: никто не напомнит  30м кабеля"},
		{LANG_RU, "2 r text:завтра Space text:в Space text:25 Space text:позвонить", "Такого времени нет: 25"},
		{LANG_EN, "2 c 1 text:x Space text:> Space text:1h Space text:quote", "23 July 10:42  quote"},
		{LANG_EN, "a text:call Space text:Kim Space text:1h", "Thu 23 July 10:42"},
		{LANG_RU, "a text:отчёт Space text:!низкая", "не срочно"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines, .lang = rows[i].lang});
		desk_keys(desk, rows[i].keys);
		desk_expect(desk, rows[i].want);
		desk_close(desk);
	}
}

/* Digits choose there, so a date that begins with one is typed behind the letter of the date line. */
TEST(call_takes_a_date_behind_its_letter)
{
	static const struct {
		Lang lang;
		const char *keys, *want;
	} rows[] = {
		{LANG_RU, "text:п15.12 Space text:в Space text:11 Space text:дозвониться", "вт 15 декабря 11:00  дозвониться"},
		{LANG_EN, "text:g15.12 Space text:at Space text:11 Space text:try", "Tue 15 December 11:00  try"},
		{LANG_EN, "text:g Space text:15.12 Space text:at Space text:11 Space text:try", "Tue 15 December 11:00  try"},
		{LANG_RU, "text:пт Space text:11 Space text:дозвониться", "11:00  дозвониться"},
		{LANG_RU, "text:п1ч Space text:дозвониться", "10:42  дозвониться"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		static const char *const lines[] = {"client add --name 'Ким Ольга' --phone '+7 916 123-45-67'", NULL};
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .lines = lines});
		desk_keys(desk, "2 c 2");
		desk_keys(desk, rows[i].keys);
		if (!desk_has(desk, rows[i].want))
			fail_msg("%s: no \"%s\" in\n%s", rows[i].keys, rows[i].want, desk_text(desk));
		desk_close(desk);
	}
}

/* The second Tab goes to the step there is. */
TEST(call_has_one_sign_of_a_step)
{
	static const char *const lines[] = {"client add --name 'Kim Olga' --phone '+7 916 123-45-67'", NULL};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	desk_keys(desk, "2 c 1 text:talked Tab text:tomorrow Space text:12 Space text:send Tab");
	desk_expect(desk, "talked > ▏tomorrow 12 send");
	desk_keys(desk, "End Home text:We Space Tab");
	desk_expect(desk, "We talked > ▏tomorrow 12 send");
	desk_close(desk);
}
