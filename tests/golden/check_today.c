/* SPDX-License-Identifier: MIT */
/* Today where more comes than its panes hold. */
#include "desk.h"

static Desk *full_desk(int rows, int cols)
{
	static const char *const lines[] = {
		"client add --name 'Kim Olga' --born 24.07.1980",
		"client add --name 'Ivanov Igor'",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = rows, .cols = cols, .lines = lines, .later = true});
	for (int i = 0; i < 40; i++) {
		char line[80];
		snprintf(line, sizeof line, "event add 'Visit %02d' --start '2026-07-%02d 10:%02d'", i, 25 + i % 4, i);
		desk_run(desk, line);
	}
	desk_show(desk);
	return desk;
}

TEST(today_says_how_much_does_not_fit)
{
	Desk *desk = full_desk(36, 120);
	desk_expect(desk, "NEXT 7 DAYS");
	desk_expect(desk, "40 items");
	desk_expect(desk, "more ▸");
	desk_expect(desk, "FREE TODAY"); /* pushed out by nothing */
	desk_keys(desk, "End Enter");
	desk_expect_row(desk, 0, "Calendar");
	desk_close(desk);
}

TEST(today_counts_rows_below_every_pane)
{
	Desk *desk = full_desk(16, 60);
	desk_keys(desk, "Tab");
	desk_expect(desk, "more ▾");
	desk_close(desk);
}

TEST(today_birthdays_stand_in_their_day)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {36, 120}};
	for (size_t i = 0; i < countof(sizes); i++) {
		Desk *desk = full_desk(sizes[i].rows, sizes[i].cols);
		desk_expect(desk, "all day Birthday: ");
		desk_close(desk);
	}
}

TEST(today_many_birthdays_leave_the_day_in_sight)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	for (int i = 0; i < 9; i++) {
		char line[80];
		snprintf(line, sizeof line, "client add --name 'Ким Ольга%d' --born 23.07.1980", i);
		desk_run(desk, line);
	}
	desk_show(desk);
	desk_expect(desk, "и ещё 6 дней рождения");
	desk_expect(desk, "09:42 ──");
	desk_close(desk);
}

/* Why the list of those without a step is empty: all have one, or there is nobody who could. */
TEST(check_72_no_next_step_says_why_it_is_empty)
{
	static const struct {
		const char *lines[3], *want, *not_there;
	} rows[] = {
		{{"event add 'Visit' --start '2026-07-25 10:00'"}, "no clients", "every client has"},
		{{"client add --name 'Kim Olga'", "task add 'call' --due 'tomorrow 10:00' --client Kim"}, "every client has a next step", "no clients"},
		{{"client add --name 'Kim Olga'"}, "Olga Kim", "no clients"},
	};
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {36, 120}};
	for (size_t i = 0; i < countof(rows); i++) {
		for (size_t k = 0; k < countof(sizes); k++) {
			Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = sizes[k].rows, .cols = sizes[k].cols, .lines = rows[i].lines});
			desk_expect(desk, rows[i].want);
			if (desk_has(desk, rows[i].not_there))
				fail_msg("%s: \"%s\"", rows[i].lines[0], rows[i].not_there);
			desk_close(desk);
		}
	}
}
