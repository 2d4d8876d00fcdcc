/* SPDX-License-Identifier: MIT */
/* Enter, E and A where the thing under the cursor is an event, a task or a note: its client's card with it, its own text. */
#include <sys/stat.h>

#include "desk.h"

static const char *const made[] = {
	"client add --name \"Antonova Vera\" --phone \"+7 916 111-11-11\"",
	"task add \"quote\" --due 2026-07-24T12:00 --client Antonova",
	"event add \"Signing\" --start 2026-07-25T11:00 --length 45m --client Antonova",
	"event add \"Stand-up\" --start 2026-07-27T09:00 --length 15m --every week --client Antonova",
	"event add \"Fair\" --start 2026-07-26T10:00 --length 1h",
	"log Antonova --kind call --outcome reached --text \"spoke of the price\"",
	NULL,
};

/* ux.md, open: a row of the journal opens the card of its client, with the thing of the row under the cursor. */
TEST(check_enter_on_a_change_opens_the_card)
{
	static const struct {
		const char *row, *keys, *cursor; /* cursor NULL: it has no client, its own form opens */
	} cases[] = {
		{"contact", "", "call  "},
		{"event alone", "Down", NULL},
		{"series", "Down Down", "Stand-up"},
		{"event", "Down Down Down", "Signing"},
		{"task", "Down Down Down Down", "quote"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = made});
		desk_keys(desk, "F9 text:go Space text:changes Enter");
		if (*cases[i].keys)
			desk_keys(desk, cases[i].keys);
		desk_keys(desk, "Enter");
		if (ui_main(desk->ui)->kind != (cases[i].cursor ? &screen_card : &screen_form))
			fail_msg("%s: %s", cases[i].row, ui_main(desk->ui)->kind->name);
		if (cases[i].cursor)
			desk_expect_cursor(desk, cases[i].cursor);
		desk_close(desk);
	}
}

TEST(a_form_with_nothing_in_it_is_not_saved)
{
	Desk *desk = desk_open((DeskOptions){.lines = made});
	desk_keys(desk, "3 A F2");
	desk_expect(desk, "Say what it is");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
	desk_keys(desk, "text:Walk F2");
	desk_expect_row(desk, -2, "Saved: Walk");
	desk_close(desk);
}

/* Tags are counted on clients, not by the month, and have no order of their own. */
TEST(settings_say_what_the_numbers_of_tags_are)
{
	Desk *desk = desk_open((DeskOptions){.lines = made});
	desk_run(desk, "tag Antonova wholesale");
	desk_keys(desk, "7");
	desk_expect(desk, "July");
	desk_keys(desk, "Down Down Tab");
	desk_expect(desk, "wholesale");
	desk_expect(desk, "Clients");
	desk_expect_not(desk, "July");
	desk_expect_not(desk, "order");
	desk_close(desk);
}

static const char *const noted[] = {
	"client add --name \"Antonova Vera\" --phone \"+7 916 111-11-11\"",
	"note add \"Likes green tea\" --client Antonova --date 2026-07-23",
	"note add \"Secretary is Anna\" --date 2026-07-23",
	"event add \"Signing\" --start 2026-07-23T11:00 --length 45m --client Antonova",
	NULL,
};

/* A note stands in the calendar with its date and on the card of its client, at every size. */
TEST(notes_are_seen_where_they_belong)
{
	static const struct {
		int rows, cols;
		const char *keys, *want[2];
	} cases[] = {
		{24, 80, "3 + +", {"Likes gree", "Note: Secretary is Anna"}},
		{36, 120, "3 + +", {"Likes green tea", "Secretary is Anna"}},
		{24, 80, "3 + + +", {"Likes green tea", "Note: Secretary is Anna"}},
		{24, 80, "2 Enter", {"NOTES", "Likes green tea"}},
		{36, 120, "2 Enter", {"NOTES", "Likes green tea"}},
		{16, 60, "2 Enter", {"Likes green tea"}},
		{10, 40, "2 Enter End Home Down Down Down", {"Likes green tea"}},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = noted, .rows = cases[i].rows, .cols = cases[i].cols});
		desk_keys(desk, cases[i].keys);
		for (size_t k = 0; k < countof(cases[i].want) && cases[i].want[k]; k++)
			desk_expect(desk, cases[i].want[k]);
		desk_close(desk);
	}
}

static void give_editor(Desk *desk)
{
	static const char script[] = "#!/bin/sh\nprintf 'Black tea\\nand no sugar\\n' >\"$1\"\n";
	char *editor = path_join(desk->home, "editor"), *setting = mem_printf("run.editor=%s", editor);
	well(file_write(editor, script, sizeof script - 1));
	assert_int_equal(chmod(editor, 0700), 0);
	desk_setting(desk, setting);
	free(editor);
	free(setting);
}

/* E writes the text of the thing under the cursor, D takes it away; nothing of its client changes. */
TEST(what_is_under_the_cursor_is_written_and_deleted)
{
	static const struct {
		const char *place, *keys, *said, *show, *has, *has_not;
	} cases[] = {
		{"event on Today", "1 E", "Note written", "find sugar", "Signing", NULL},
		{"event in the calendar", "3 + + + End E", "Note written", "find sugar", "Signing", NULL},
		{"event on the card", "2 Enter Home Down Down E", "Note written", "find sugar", "Signing", NULL},
		{"note on the card", "2 Enter Home Down Down Down E", "Note written", "client show Antonova", "Black tea\nand no sugar", "green"},
		{"note on the card", "2 Enter Home Down Down Down D", "Deleted: Likes green tea", "client show Antonova", "Antonova", "green"},
		{"note in the calendar", "3 + + + Home E", "Note written", "agenda", "note: Black tea", NULL},
		{"note in the calendar", "3 + + + Home D", "Deleted: ", "agenda", "note: ", NULL},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = noted});
		give_editor(desk);
		desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].said);
		char *out = desk_output(desk, cases[i].show), *client = desk_output(desk, "client show Antonova");
		if (!strstr(out, cases[i].has) || (cases[i].has_not && strstr(out, cases[i].has_not)))
			fail_msg("%s, %s: %s", cases[i].place, cases[i].keys, out);
		if (strstr(client, "note:") || strstr(client, "note  "))
			fail_msg("%s: the client's own note: %s", cases[i].place, client);
		free(out);
		free(client);
		desk_keys(desk, "u");
		out = desk_output(desk, "find green");
		assert_non_null(strstr(out, "Likes green tea"));
		free(out);
		desk_close(desk);
	}
}
