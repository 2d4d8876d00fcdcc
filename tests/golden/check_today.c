/* SPDX-License-Identifier: MIT */
/* Today where more comes than its panes hold. */
#include "desk.h"
#include "kartoteka/base/utf8.h"

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

static void run_day(Desk *desk, const char *command, int n, int day)
{
	for (int i = 0; i < n; i++) {
		char line[96];
		snprintf(line, sizeof line, command, day, i, day, i);
		desk_run(desk, line);
	}
}

/* Days that are full leave out neither those behind them nor the row that opens what was not read; tomorrow's count is its own. */
TEST(today_of_a_tall_terminal_reads_all_days_ahead)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 62, .cols = 200, .settings = {"remind.lead="}, .later = true});
	run_day(desk, "event add 'Visit %02d-%02d' --start '2026-07-%02d 10:%02d'", 10, 24);
	for (int day = 25; day < 27; day++) {
		run_day(desk, "event add 'Visit %02d-%02d' --start '2026-07-%02d 10:%02d'", 14, day);
		run_day(desk, "task add 'Task %02d-%02d' --due '2026-07-%02d 10:%02d'", 6, day);
	}
	run_day(desk, "event add 'Far %02d-%02d' --start '2026-07-%02d 10:%02d'", 1, 30);
	desk_show(desk);
	desk_expect(desk, "Far 30-00");
	desk_expect(desk, "1+ more ▸");
	desk_expect(desk, "10 items");
	desk_close(desk);
}

/* The hours beside a count that is cut would be of what was read alone. */
TEST(today_says_no_hours_of_a_day_it_did_not_read_whole)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 36, .cols = 120, .later = true});
	for (int i = 0; i < 2; i++) {
		char line[96];
		snprintf(line, sizeof line, "event add 'Visit %03d' --start '2026-07-23 %02d:00' --length 30m", i, 11 + i);
		desk_run(desk, line);
	}
	desk_show(desk);
	desk_expect(desk, "2 items · 1 h");
	for (int i = 0; i < 120; i++) {
		char line[96];
		snprintf(line, sizeof line, "event add 'Talk %03d' --start '2026-07-23 %02d:%02d' --length 30m", i, 13 + i / 40, i % 40);
		desk_run(desk, line);
	}
	desk_keys(desk, "F5");
	desk_expect(desk, "+ items");
	desk_expect_not(desk, "+ items · ");
	desk_close(desk);
}

TEST(today_headings_lose_the_words_of_their_counts_first)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 36, .cols = 120, .later = true});
	desk_fill(desk, 1100, "Клиент %d");
	for (int i = 0; i < 191; i++) {
		char line[96];
		snprintf(line, sizeof line, "task add 'дело %d' --due '2026-07-%02d 10:00'", i, i < 23 ? 22 : 25);
		desk_run(desk, line);
	}
	desk_show(desk);
	desk_expect(desk, "НАПОМИНАНИЯ");
	desk_expect(desk, "БЕЗ СЛЕДУЮЩЕГО ШАГА");
	desk_expect(desk, "1 000+");
	desk_expect_not(desk, "150+");
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

/* "today" and "tomorrow" are longer than an hour: the texts of the pane begin in one column all the same. */
TEST(today_reminders_stand_in_one_column)
{
	static const char *const lines[] = {
		"task add первое --due 2026-07-22T15:00", "task add второе --due 2026-07-23 --remind 0m", "task add третье --due 2026-07-23T12:00", "event add четвёртое --start 2026-07-24 --remind 1d", NULL};
	static const char *const texts[] = {"первое", "второе", "третье", "четвёртое"};
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .lines = lines});
		const Frame *frame = app_frame(desk->ui);
		int column = -1, seen = 0;
		for (int row = 2; row < 22; row++) {
			Str text = {0};
			for (int col = 43; col < 80; col++)
				str_add(&text, frame_shown(frame, row, col));
			for (size_t i = 0; i < countof(texts); i++) {
				const char *at = strstr(str_text(&text), texts[i]);
				char *before = at ? mem_strndup(text.s, (size_t)(at - text.s)) : NULL;
				if (at && column >= 0 && utf8_width(before) != column)
					fail_msg("\"%s\" stands elsewhere:\n%s", texts[i], desk_text(desk));
				if (at)
					column = utf8_width(before);
				seen += at != NULL;
				free(before);
			}
			str_done(&text);
		}
		if (seen < 3)
			fail_msg("%d of them are seen:\n%s", seen, desk_text(desk));
		desk_close(desk);
	}
}

/* What is done says so in the smallest window, too. */
TEST(check_43_done_has_its_sign_in_every_size)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{10, 40}, {16, 60}, {24, 80}, {36, 120}};
	static const char *const lines[] = {"task add paper --due 2026-07-23T10:55", NULL};
	for (size_t i = 0; i < countof(sizes); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = sizes[i].rows, .cols = sizes[i].cols, .lines = lines});
		bool found = false;
		desk_keys(desk, "d");
		for (int row = 0; row < sizes[i].rows - 2 && !found; row++) {
			char *text = desk_row(desk, row);
			found = strstr(text, "paper") && strstr(text, "✓");
			free(text);
		}
		if (!found)
			fail_msg("%dx%d\n%s", sizes[i].cols, sizes[i].rows, desk_text(desk));
		desk_close(desk);
	}
}

/* Files that lie at hand are told apart by their names at every width, and nothing runs into the date. */
TEST(check_73_files_are_listed_by_name)
{
	static const char *const names[] = {"FossifyOrg+Calendar_2026-01-11.ics", "FossifyOrg+Calendar_2026-02-12.ics", "a.ics", "b.ics", "c.ics"};
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {16, 60}, {36, 120}, {40, 250}};
	for (size_t i = 0; i < countof(sizes); i++)
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN, .rows = sizes[i].rows, .cols = sizes[i].cols, .later = true});
			for (size_t k = 0; k < countof(names); k++) {
				char *path = path_join(desk->home, names[k]);
				well(file_write(path, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", 32));
				free(path);
			}
			desk_show(desk);
			bool seen[2] = {false};
			for (int step = 0; step < 10; step++) {
				char *text = desk_text(desk), *row;
				for (size_t k = 0; k < 2; k++)
					seen[k] = seen[k] || strstr(text, names[k]);
				while ((row = strstr(text, lang ? "календарь" : "calendar"))) {
					size_t n = strlen(lang ? "календарь" : "calendar");
					if (row[n] >= '0' && row[n] <= '9')
						fail_msg("%dx%d: the date stands in the word\n%s", sizes[i].cols, sizes[i].rows, text);
					memset(row, ' ', n);
				}
				free(text);
				desk_keys(desk, "Down");
			}
			if (!seen[0] || !seen[1])
				fail_msg("%dx%d: the names are cut\n%s", sizes[i].cols, sizes[i].rows, desk_text(desk));
			desk_close(desk);
		}
}

/* Behind the first run's page the cursor stands on what comes next, as at any start. */
TEST(today_begins_anew_behind_the_first_run)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 36, .cols = 120, .file = true});
	desk_expect(desk, "the base is empty");
	desk_keys(desk, "Down Down");
	desk_run(desk, "event add Early --start 2026-07-23T08:00 --length 15m");
	desk_run(desk, "event add Next --start 2026-07-23T11:00 --length 15m");
	for (int hour = 12; hour < 18; hour++) {
		char *line = mem_printf("event add Later --start 2026-07-23T%d:00 --length 15m", hour);
		desk_run(desk, line);
		free(line);
	}
	ui_changed(desk->ui);
	desk_expect_not(desk, "the base is empty");
	desk_expect_cursor(desk, "Next");
	char *first = desk_cursor_row(desk);
	desk_restart(desk);
	char *anew = desk_cursor_row(desk);
	assert_string_equal(first, anew);
	free(first);
	free(anew);
	desk_close(desk);
}
