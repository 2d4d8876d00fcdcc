/* SPDX-License-Identifier: MIT */
/* One day has one number of things: on Today, in every view of the calendar, in what the commands print; and a thing stands in one group only. */
#include "desk.h"
#include "kartoteka/work/exchange.h"

static Desk *example_desk(void)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 40, .cols = 100, .later = true});
	well(demo_example(desk->work));
	/* What is due on no day, what takes two of them, and birthdays of a client of one's own and of nobody's. */
	desk_run(desk, "task add 'some day'");
	desk_run(desk, "event add 'Fair' --start 2026-07-24 --end 2026-07-26");
	desk_run(desk, "event add 'Night shift' --start '2026-07-28 22:00' --length 9h");
	desk_run(desk, "client add --name 'Born Today' --born 23.07.1980");
	desk_run(desk, "client add --name 'Born Later' --born 03.08");
	desk_show(desk);
	return desk;
}

/* The number that stands before "item" behind this text. */
static int items_after(const char *text, const char *after)
{
	const char *at = strstr(text, after), *items = at ? strstr(at, " item") : NULL;
	if (!items)
		return 0;
	while (items > at && items[-1] >= '0' && items[-1] <= '9')
		items--;
	return atoi(items);
}

/* A range of one day says how much it holds, in whatever view. */
static int calendar_items(Desk *desk, const char *view)
{
	desk_keys(desk, view);
	desk_keys(desk, "t v");
	char *row = desk_row(desk, -2);
	int n = items_after(row, ": ");
	free(row);
	desk_keys(desk, "Esc");
	return n;
}

static int list_items(Desk *desk)
{
	desk_keys(desk, "t");
	char *text = desk_text(desk);
	const char *today = strstr(text, "TODAY"), *end = today ? strchr(today, '\n') : NULL, *items = today ? strstr(today, " item") : NULL;
	int n = items && items < end ? items_after(today, "TODAY") : 0;
	free(text);
	return n;
}

static int today_items_shown(Desk *desk)
{
	char *text = desk_text(desk);
	int n = items_after(text, "DAY  ");
	free(text);
	return n;
}

static int printed_items(Desk *desk)
{
	char *text = desk_output(desk, "today");
	int n = items_after(text, "DAY");
	free(text);
	return n;
}

/* The agenda of a day is its rows under a head, together with what began before. */
static int agenda_rows(Desk *desk)
{
	char *text = desk_output(desk, "agenda --from today --to tomorrow");
	int n = 0;
	for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
		n++;
	free(text);
	return n ? n - 1 : 0;
}

TEST(one_day_has_one_count_everywhere)
{
	Desk *desk = example_desk();
	static const struct {
		const char *name, *keys;
	} views[] = {{"month", "3"}, {"week", "+"}};
	for (int i = 0; i < 30; i++) {
		Day day = {day_of(2026, 7, 23).n + i};
		char date[WHEN_TEXT], at[WHEN_TEXT + 24];
		day_text(date, day);
		snprintf(at, sizeof at, "%sT09:42:00+03:00", date);
		desk_clock(desk, at);
		desk_keys(desk, "1 F5");
		int counts[8], n = 0, want = today_items_shown(desk);
		for (size_t v = 0; v < countof(views); v++)
			counts[n++] = calendar_items(desk, views[v].keys);
		desk_keys(desk, "+");
		char *head = desk_row(desk, 0);
		counts[n++] = atoi(strstr(head, " item") - 2);
		free(head);
		desk_keys(desk, "+");
		counts[n++] = list_items(desk);
		desk_keys(desk, "- - -");
		counts[n++] = printed_items(desk);
		counts[n++] = agenda_rows(desk);
		for (int k = 0; k < n; k++) {
			if (counts[k] != want)
				fail_msg("%s: Today has %d, number %d has %d", date, want, k, counts[k]);
		}
	}
	desk_close(desk);
}

/* What is due on no day is not counted with one; it is told below the day and opened from there. */
TEST(what_has_no_date_is_told_below_the_day)
{
	static const struct {
		int rows, cols;
		const char *whole;
	} sizes[] = {{24, 80, "without a date: 2"}, {36, 120, "without a date: 2"}, {16, 60, "without a date: 2"}};
	for (size_t i = 0; i < countof(sizes); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = sizes[i].rows, .cols = sizes[i].cols, .later = true});
		desk_run(desk, "client add --name 'Kim Olga' --kind person");
		desk_run(desk, "task add 'some day' --client Kim");
		desk_show(desk);
		desk_keys(desk, "a text:think Space text:about Space text:colours Enter 1");
		desk_expect(desk, sizes[i].whole);
		desk_expect(desk, "DAY");
		desk_expect_not(desk, "about colours  ");
		char *row = desk_cursor_row(desk);
		for (int k = 0; k < 20 && !strstr(row, "without a date"); k++) {
			free(row);
			desk_keys(desk, "j");
			row = desk_cursor_row(desk);
		}
		free(row);
		desk_keys(desk, "Enter");
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_calendar);
		desk_expect(desk, "some day");
		desk_expect(desk, "about colours");
		char *printed = desk_output(desk, "today");
		assert_non_null(strstr(printed, "\n  without a date: 2\n"));
		free(printed);
		desk_close(desk);
	}
}

static int times_in(const char *text, const char *what)
{
	int n = 0;
	for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
		n++;
	return n;
}

/* However long it takes, and however much there is beside it. */
TEST(what_begins_tomorrow_stands_there_only)
{
	static const struct {
		const char *event, *name;
	} cases[] = {
		{"event add 'Fair' --start 2026-07-24 --end 2026-07-26", "Fair"},
		{"event add 'Trip' --start '2026-07-24 08:00' --end '2026-07-27 20:00'", "Trip"},
		{"event add 'Leave' --start 2026-07-24 --end 2026-08-20", "Leave"},
		{"event add 'Night' --start '2026-07-24 22:00' --length 9h", "Night"},
		{"event add 'Retreat' --start 2026-07-24 --end 2026-07-26 --every week", "Retreat"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 60, .cols = 200, .settings = {"remind.lead="}, .later = true});
		desk_run(desk, "event add 'Filler' --start '2026-07-26 10:00'");
		desk_run(desk, cases[i].event);
		desk_show(desk);
		char *shown = desk_text(desk), *printed = desk_output(desk, "today");
		const char *later = strstr(shown, "NEXT 7 DAYS"), *behind = strstr(printed, "NEXT 7 DAYS");
		int again = strcmp(cases[i].name, "Retreat") == 0; /* next week's */
		if (times_in(shown, cases[i].name) != 1 + again || times_in(later, cases[i].name) != again)
			fail_msg("%s: shown as\n%s", cases[i].event, later);
		if (times_in(printed, cases[i].name) != 1 + again || times_in(behind, cases[i].name) != again)
			fail_msg("%s: printed as\n%s", cases[i].event, behind);
		free(shown);
		free(printed);
		desk_close(desk);
	}
}
