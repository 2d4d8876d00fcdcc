/* SPDX-License-Identifier: MIT */
/* Enter, E and A where the thing under the cursor is an event, a task or a note: its client's card with it, its own text. */
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
