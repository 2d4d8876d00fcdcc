/* SPDX-License-Identifier: MIT */
/* Checks of what the terminal brings and what wakes the loop, in process: pastes (22), idle (48), the clock of a call. */
#include "kartoteka/store/care.h"
#include "places.h"

static const char *const people[] = {
	"client add --name 'Ivanov Igor' --phone '+7 916 123-45-67' --phone '+7 903 555-12-12'",
	"task add 'call about the draft' --client Ivanov --due 'today 15:00'",
	NULL,
};

static void paste(Desk *desk, const char *text)
{
	TermEvent event = {.type = EVENT_PASTE, .text = text};
	app_event(desk->ui, &event, 1000000);
	app_frame(desk->ui);
}

/* ^C in a prompt ends the prompt: nothing is written, nothing quits, and what was typed is no filter of the page. */
TEST(check_07_interrupt_ends_every_prompt)
{
	static const struct {
		const char *below, *prompt;
	} rows[] = {
		{"1", "a text:abc"},
		{"2", "/ text:abc"},
		{"2", "r text:abc"},
		{"2", "s"},
		{"2", "f"},
		{"2", "C"},
		{"2", "y"},
		{"2", "w"},
		{"2", "i"},
		{"2", "c"},
		{"2", "c 1 text:abc"},
		{"2", "c 2 text:abc"},
		{"2 Enter", "/ text:abc"},
		{"3", "g text:12"},
		{"3", "/ text:abc"},
		{"5", "/ text:abc"},
		{"5", "z"},
		{"5", "z text:abc"},
		{"7", "Tab a text:abc"},
		{"1", ": text:abc"},
		{"1", "? text:abc"},
		{"1", "a text:x Esc q"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = people});
		Str before = {0}, after = {0};
		well(care_dump(desk->work->store, &before));
		desk_keys(desk, rows[i].below);
		Screen *main = ui_top(desk->ui);
		const char *const *contexts = main->kind->contexts(main);
		desk_keys(desk, rows[i].prompt);
		desk_keys(desk, "C-c");
		for (int stage = 0; stage < 2 && ui_top(desk->ui)->kind == &screen_call && strchr(rows[i].prompt, ':'); stage++) /* its text is ended, the choice before it, the call */
			desk_keys(desk, "C-c");
		if (app_is_over(desk->ui) || ui_top(desk->ui) != main || main->kind->contexts(main) != contexts || desk_has(desk, "again to quit") || desk_has(desk, "abc▏")) {
			char *text = desk_text(desk);
			printf("%s", text);
			fail_msg("%s, %s: the prompt is not ended, the screen is %s", rows[i].below, rows[i].prompt, ui_top(desk->ui)->kind->name);
		}
		desk_keys(desk, "C-c");
		desk_expect_row(desk, -2, "again to quit");
		well(care_dump(desk->work->store, &after));
		assert_string_equal(str_text(&before), str_text(&after));
		str_done(&before);
		str_done(&after);
		desk_close(desk);
	}
}

/* Wherever text is typed one undo takes the whole paste back, and what was typed before it stays. */
TEST(check_22_a_paste_is_one_undo_step)
{
	static const struct {
		const char *keys, *what, *leave; /* a line, a form, a filter, the palette, the call line, a note of many lines */
	} rows[] = {
		{"2 a", "quick line", "Esc"},
		{"2 /", "filter", "Esc"},
		{":", "palette", "Esc"},
		{"2 e Tab", "form", "Esc Esc"},
		{"2 c w", "call line", "Esc Esc Esc"},
		{"2 r", "step line", "Esc"},
	};
	Desk *desk = desk_open((DeskOptions){.lines = people});
	for (size_t i = 0; i < countof(rows); i++) {
		desk_keys(desk, rows[i].keys);
		desk_keys(desk, "C-e C-u text:qwe");
		char *typed = desk_text(desk);
		if (!strstr(typed, "qwe"))
			fail_msg("%s: nothing is typed\n%s", rows[i].what, typed);
		paste(desk, "one two\nthree q D");
		if (!desk_has(desk, "qweone two three q D"))
			fail_msg("%s: the paste is not there, or its newline is no blank", rows[i].what);
		desk_keys(desk, "C-_");
		char *undone = desk_text(desk);
		if (strcmp(typed, undone) != 0)
			fail_msg("%s: one undo does not bring this back\n%s\nbut this\n%s", rows[i].what, typed, undone);
		free(typed);
		free(undone);
		desk_keys(desk, rows[i].leave);
	}
	desk_close(desk);
}

/* Wherever one is, a paste of keys that act is text or nothing: no command runs, nothing is written, no other screen opens. */
TEST(check_22_a_paste_is_never_a_command)
{
	static const char *const lines[] = {
		"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
		"event add \"Летучка\" --start 2026-07-23T10:30 --length 30m --every day",
		"task add \"перезвонить\" --due 2026-07-22T15:00 --client Сидорова",
		NULL,
	};
	static const char *const pasted[] = {"dDq3\n", "\r\ny\r\n", "1\n2\n", "/x\n:go changes\nQ", "\x1b[B\x1bq\x03\x1a"};
	for (size_t i = 0; i < place_count; i++) {
		Desk *desk = place_open(&places[i], (DeskOptions){.lines = lines});
		Str before = {0}, after = {0};
		well(care_dump(desk->work->store, &before));
		Screen *top = ui_top(desk->ui), *main = ui_main(desk->ui);
		for (size_t k = 0; k < countof(pasted); k++) {
			paste(desk, pasted[k]);
			if (app_is_over(desk->ui) || ui_top(desk->ui) != top || ui_main(desk->ui) != main)
				fail_msg("%s: paste %zu opens or closes something", places[i].name, k);
		}
		well(care_dump(desk->work->store, &after));
		if (strcmp(str_text(&before), str_text(&after)) != 0)
			fail_msg("%s: a paste writes into the base", places[i].name);
		str_done(&before);
		str_done(&after);
		desk_close(desk);
	}
}

/* No screen but the call line asks for more than the clock's minute; the timer of the loop is set to this. */
TEST(check_48_only_a_clock_that_is_seen_running_wakes_each_second)
{
	static const struct {
		const char *keys;
		int64_t rest;
	} rows[] = {
		{"1", 50}, {"2", 50}, {"2 Enter", 50}, {"3", 50}, {"3 +", 50}, {"5", 50}, {"7", 50}, {"2 a", 50}, {"2 /", 50}, {":", 50}, {"?", 50}, {"2 c", 1}, /* the clock runs */
		{"2 c F1", 1},                                                                                                                                   /* still seen under the help, or not: it runs */
		{"2 c Space", 50},                                                                                                                               /* it stands */
		{"2 c Space Space", 1},                                                                                                                          /* it goes on */
		{"2 c 1", 1},                                                                                                                                    /* while the text is written */
		{"2 c Right", 50},                                                                                                                               /* mail has no clock */
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = people, .now = "2026-07-23T09:42:10+03:00"});
		desk_keys(desk, rows[i].keys);
		int64_t rest = app_rest(desk->ui);
		bool covered = ui_main(desk->ui)->kind == &screen_help;
		if (rest != (covered ? 50 : rows[i].rest))
			fail_msg("%s: the loop sleeps for %lld s", rows[i].keys, (long long)rest);
		desk_close(desk);
	}
}

/* A reminder is due before the minute ends: the loop wakes for it. */
TEST(check_55_the_loop_wakes_for_a_reminder)
{
	Desk *desk = desk_open((DeskOptions){.now = "2026-07-23T09:42:10+03:00"});
	desk_run(desk, "task add 'call the lawyer' --due 'today 10:00'");
	desk_clock(desk, "2026-07-23T09:59:58+03:00");
	app_minute(desk->ui);
	assert_int_equal(app_rest(desk->ui), 2);
	desk_close(desk);
}

TEST(call_line_shows_its_clock_running)
{
	static const struct {
		const char *keys, *now, *want;
	} rows[] = {
		{"2 c", "2026-07-23T09:42:10+03:00", "0:00"},
		{NULL, "2026-07-23T09:42:11+03:00", "0:01"},
		{NULL, "2026-07-23T09:42:52+03:00", "0:42"},
		{"Space", "2026-07-23T09:43:52+03:00", "0:42"}, /* it stands */
		{"Space", "2026-07-23T09:43:53+03:00", "0:43"}, /* and goes on */
		{"1", "2026-07-23T09:52:53+03:00", "9:43"},
		{NULL, "2026-07-23T11:42:53+03:00", "119:43"},
	};
	Desk *desk = desk_open((DeskOptions){.lines = people, .now = "2026-07-23T09:42:10+03:00"});
	for (size_t i = 0; i < countof(rows); i++) {
		if (rows[i].keys)
			desk_keys(desk, rows[i].keys);
		desk_clock(desk, rows[i].now);
		app_frame(desk->ui);
		if (!desk_has(desk, rows[i].want)) {
			char *frame = desk_text(desk);
			fail_msg("%s: no %s\n%s", rows[i].now, rows[i].want, frame);
		}
	}
	desk_close(desk);
}
