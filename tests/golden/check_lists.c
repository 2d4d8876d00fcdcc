/* SPDX-License-Identifier: MIT */
/* Over all screens with rows: what is under the cursor, the scroll and what was typed stay, whatever the window does (14) and others write (17). */
#include "desk.h"
#include "kartoteka/base/utf8.h"

enum {
	ROWS = 60
};

static const char imports_way[] = ": text:go Space text:imports Enter", changes_way[] = ": text:go Space text:changes Enter";

static void write_talk(Desk *desk, int i)
{
	char *text = mem_printf("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:talk-%d\r\nDTSTART:20260901T060000Z\r\nSUMMARY:Talk %d\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", i, i);
	char *name = mem_printf("talk-%02d.ics", i), *path = path_join(desk->home, name), *line = mem_printf("import %s", path);
	well(file_write(path, text, strlen(text)));
	desk_run(desk, line);
	free(text);
	free(name);
	free(path);
	free(line);
}

/* So much of everything that each list is longer than the window. */
static Desk *full_desk(void)
{
	Desk *desk = desk_open((DeskOptions){.later = true, .settings = {"remind.lead="}});
	for (int i = 0; i < ROWS; i++) {
		char *line = mem_printf("client add --name \"Surname%02d Given\"", i);
		desk_run(desk, line);
		free(line);
		line = mem_printf("task add \"task %02d\" --due 2026-07-23T%02d:%02d", i, 10 + i / 10, i % 10 * 5);
		desk_run(desk, line);
		free(line);
		line = mem_printf("event add \"event %02d\" --start 2026-07-%02dT10:00 --length 15m", i, 24 + i / 10);
		desk_run(desk, line);
		free(line);
	}
	for (int i = 0; i < ROWS / 2; i++)
		write_talk(desk, i);
	desk_show(desk);
	return desk;
}

static const struct {
	const char *name, *keys;
	const char *other; /* what somebody else does: a row comes in above */
	int extra;         /* of `other`, so many talks are imported; */
} lists[] = {
	{"today's day", "1 PgDn Down", "task add \"earlier\" --due 2026-07-23T09:50", 0},
	{"today's reminders", "1 Tab PgDn Down", "task add \"overdue one\" --due 2026-07-22T09:50", 0},
	{"clients", "2 PgDn PgDn Down", "client add --name \"Aaa First\"", 0},
	{"clients from the end", "2 End Up", "client add --name \"Aaa First\"", 0},
	{"reminders", "5 PgDn PgDn Down", "task add \"overdue one\" --due 2026-07-22T09:50", 0},
	{"reminders from the end", "5 End", "task add \"overdue one\" --due 2026-07-22T09:50", 0},
	{"agenda", "3 + + + PgDn Down", "event add \"earlier\" --start 2026-07-23T07:00 --length 15m", 0},
	{"changes", NULL, "client add --name \"Zzz Last\"", 0},
	{"imports", NULL, NULL, 1},
	{"outcomes", "7 Enter Down Down", "client add --name \"Zzz Last\"", 0},
};

static void go(Desk *desk, size_t i)
{
	if (strcmp(lists[i].name, "changes") == 0)
		desk_keys(desk, changes_way), desk_keys(desk, "PgDn PgDn Down");
	else if (strcmp(lists[i].name, "imports") == 0)
		desk_keys(desk, imports_way), desk_keys(desk, "PgDn Down");
	else
		desk_keys(desk, lists[i].keys);
}

/* The pane of the cursor: what stands in its row up to the next border. */
static char *under_cursor(Desk *desk)
{
	const Frame *frame = app_frame(desk->ui);
	Str text = {0};
	for (int col = frame->cursor_col; col < frame->cols; col++) {
		const char *cell = frame_shown(frame, frame->cursor_row, col);
		if (strcmp(cell, "│") == 0)
			break;
		str_add(&text, cell);
	}
	while (text.n && text.s[text.n - 1] == ' ')
		str_cut(&text, text.n - 1);
	return text.s ? text.s : mem_strdup("");
}

TEST(check_14_rows_stay_over_a_resize)
{
	static const int sizes[][2] = {{16, 60}, {36, 120}, {10, 40}, {60, 200}, {9, 30}, {24, 80}};
	Desk *desk = full_desk();
	for (size_t i = 0; i < countof(lists); i++) {
		go(desk, i);
		char *before = under_cursor(desk);
		int row = app_frame(desk->ui)->cursor_row;
		for (size_t k = 0; k < countof(sizes); k++) {
			app_resize(desk->ui, sizes[k][0], sizes[k][1]);
			app_frame(desk->ui);
		}
		char *after = under_cursor(desk);
		if (strcmp(before, after) != 0)
			fail_msg("%s: |%s| became |%s|", lists[i].name, before, after);
		assert_true(app_frame(desk->ui)->cursor_row > 0 && row > 0);
		free(before);
		free(after);
	}
	desk_close(desk);
}

TEST(check_14_the_scroll_stays_over_a_refresh)
{
	Desk *desk = full_desk();
	for (size_t i = 0; i < countof(lists); i++) {
		go(desk, i);
		char *before = desk_text(desk);
		ui_changed(desk->ui);
		char *after = desk_text(desk);
		if (strcmp(before, after) != 0)
			fail_msg("%s: a refresh that changes nothing changes the frame\n%s\n%s", lists[i].name, before, after);
		free(before);
		free(after);
	}
	desk_close(desk);
}

TEST(check_17_rows_keep_the_cursor_when_others_write)
{
	for (size_t i = 0; i < countof(lists); i++) {
		Desk *desk = full_desk();
		go(desk, i);
		char *before = under_cursor(desk);
		int row = app_frame(desk->ui)->cursor_row;
		if (lists[i].other)
			desk_run(desk, lists[i].other);
		if (lists[i].extra)
			write_talk(desk, ROWS);
		ui_changed(desk->ui);
		char *after = under_cursor(desk);
		if (strcmp(before, after) != 0)
			fail_msg("%s: |%s| became |%s|", lists[i].name, before, after);
		if (app_frame(desk->ui)->cursor_row != row)
			fail_msg("%s: the row went from line %d to line %d", lists[i].name, row, app_frame(desk->ui)->cursor_row);
		free(before);
		free(after);
		desk_close(desk);
	}
}

/* What was typed to find by, where one can. */
TEST(check_14_what_was_searched_stays)
{
	static const struct {
		const char *keys, *typed;
	} cases[] = {
		{"2 / text:surname4", "surname4"},
		{"2 / text:surname4 Tab Down", "surname4"},
		{"5 / text:task Space text:4 Tab Down", "\"task 4\""},
		{"3 / text:event Tab Down", "event"},
		{"3 + + + / text:event Space text:3 Tab", "event 3"},
		{": text:surname", "surname"},
		{"? text:mark", "mark"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = full_desk();
		desk_keys(desk, cases[i].keys);
		char *before = desk_cursor_row(desk);
		desk_expect(desk, cases[i].typed);
		app_resize(desk->ui, 16, 60);
		app_frame(desk->ui);
		desk_run(desk, "client add --name \"Zzz Last\"");
		ui_changed(desk->ui);
		app_resize(desk->ui, 24, 80);
		char *after = desk_cursor_row(desk);
		desk_expect(desk, cases[i].typed);
		if (strcmp(before, after) != 0)
			fail_msg("%s: |%s| became |%s|", cases[i].keys, before, after);
		free(before);
		free(after);
		desk_close(desk);
	}
}

TEST(check_27_a_client_that_comes_back_is_seen)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	desk_fill(desk, 60, "Клиент%02d");
	desk_keys(desk, "2");
	char *first = desk_cursor_row(desk), *name = mem_strndup(strstr(first, "Клиент"), strlen("Клиент") + 2);
	desk_keys(desk, "D");
	desk_keys(desk, "G");
	desk_expect_cursor(desk, "Клиент59");
	desk_keys(desk, "u");
	desk_expect_cursor(desk, name);
	free(first);
	free(name);
	desk_close(desk);
}

/* The columns that the base keeps in order sort; the first time from below, asked again the other way round, with the sign beside it. */
TEST(clients_sort_by_when_they_came)
{
	static const char *const came[] = {"client add --name \"Бобров Юрий\"", "client add --name \"Антонов Павел\"", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = came, .settings = {"list.clients=name phone since"}});
	desk_clock(desk, "2026-07-24T09:42:00+03:00");
	desk_run(desk, "client add --name \"Ветров Олег\"");
	ui_changed(desk->ui);
	desk_keys(desk, "2 s");
	desk_expect(desk, "Заведён");
	desk_keys(desk, "Down Down Down Down Down Down Down Enter");
	desk_expect(desk, "Заведён▴");
	desk_expect_cursor(desk, "Бобров");
	desk_keys(desk, "S g");
	desk_expect(desk, "Заведён▾");
	desk_expect_cursor(desk, "Ветров");
	desk_close(desk);
}

/* Every column that can be sorted is, both ways, those without a value last, equals by name. */
TEST(check_26_clients_sort_by_every_column)
{
	static const char *const lines[] = {
		"client add --name 'Vector LLC' --kind organization",
		"client add --name 'alfa' --kind organization",
		"client add --name 'Dobrov' --phone '+7 916 111-11-12' --organization Vector --source web",
		"client add --name 'Antonov' --phone '+7 903 111-11-11'",
		"client add --name 'Borisov' --organization alfa --source fair",
		"client add --name 'Celin' --organization Vector --source web",
		NULL,
	};
	static const struct {
		const char *way, *up[3], *down; /* the first rows; the first one the other way round */
	} cases[] = {
		{"Esc", {"alfa", "Antonov", "Borisov"}, "Vector"},
		{"Down Enter", {"Antonov", "Dobrov", "alfa"}, "Dobrov"},
		{"Down Down Enter", {"Borisov", "Celin", "Dobrov"}, "Dobrov"},
		{"Down Down Down Down Down Enter", {"Borisov", "Celin", "Dobrov"}, "Dobrov"},
		{"Down Down Down Down Down Down Enter", {"alfa", "Antonov", "Borisov"}, "Vector"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 24, .cols = 110, .lines = lines, .settings = {"list.clients=name phone employer source owner"}});
		desk_keys(desk, "2 s");
		desk_keys(desk, cases[i].way);
		desk_keys(desk, "g");
		for (int row = 0; row < 3; row++) {
			if (row)
				desk_keys(desk, "Down");
			desk_expect_cursor(desk, cases[i].up[row]);
		}
		desk_keys(desk, "S g");
		desk_expect_cursor(desk, cases[i].down);
		desk_close(desk);
	}
}

/* The number of marks in row 0 is that of the rows that carry one: what is deleted next is counted by it. */
TEST(check_19_a_range_says_how_many_it_marks)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, 9, "Client %04d");
	desk_show(desk);
	desk_keys(desk, "2 v Down Down");
	desk_expect_row(desk, 0, "3 marked");
	desk_keys(desk, "Up");
	desk_expect_row(desk, 0, "2 marked");
	desk_keys(desk, "End");
	desk_expect_row(desk, 0, "9 marked");
	desk_close(desk);
}

/* An empty list is explained once: that the line cannot be read is under it, nothing says that the list stands. */
TEST(a_filter_that_cannot_be_read_is_said_once)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, 9, "Client %04d");
	desk_show(desk);
	desk_keys(desk, "2 / text:contact<<30");
	bool none = desk_has(desk, "Nothing is found by a line that cannot be read"), stands = desk_has(desk, "the list is as it was");
	assert_true(none != stands);
	assert_true(stands == desk_has(desk, "Client 0001"));
	desk_close(desk);
}

/* A base of calendars alone has no client of anybody. */
TEST(no_clients_are_nobodys)
{
	static const char *const lines[] = {"event add Call --start 2026-07-23T10:00", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = lines});
	desk_keys(desk, "2");
	desk_expect_not(desk, "others have clients");
	desk_expect(desk, "No clients yet");
	desk_close(desk);
}

/* ---- what a line leaves behind ---- */

/* A line that is left says that it kept a draft, and F8 drops that one as it says, and no row of the list behind. */
TEST(f8_drops_the_draft_that_was_just_kept)
{
	static const char *const ways[] = {
		"a text:note Esc",
		"c 1 text:word Esc Esc",
		"r text:tomorrow Esc",
		"e text:x Esc Esc",
		"a text:note C-c",
	};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80});
		desk_fill(desk, 3, "Smith%03d");
		desk_keys(desk, "2");
		desk_keys(desk, ways[i]);
		desk_expect_row(desk, -2, "Kept as a draft: 0 brings it back, there F8 drops it");
		desk_expect_row(desk, 0, "1 draft");
		desk_keys(desk, "F8");
		desk_expect_row(desk, -2, "The draft was dropped");
		desk_expect_not(desk, "1 draft");
		for (int n = 0; n < 3; n++) {
			char name[16];
			snprintf(name, sizeof name, "Smith%03d", n);
			desk_expect(desk, name);
		}
		desk_keys(desk, "u");
		desk_expect_row(desk, -2, "The draft is back");
		desk_close(desk);
	}
}

/* Once another key was pressed it means what it says on that screen. */
TEST(f8_deletes_again_after_another_key)
{
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80});
	desk_fill(desk, 3, "Smith%03d");
	desk_keys(desk, "2 a text:note Esc Down F8");
	desk_expect_row(desk, -2, "Deleted");
	desk_expect_row(desk, 0, "1 draft");
	desk_close(desk);
}

/* ---- `/` ---- */

/* Each letter narrows the list; arrows move in it, Tab goes to it, Enter opens, Esc clears. */
TEST(slash_filters_as_one_types)
{
	static const char *const lines[] = {
		"client add --name \"Adams Ann\"",
		"task add mail1 --due 2026-07-24T15:00 --client Adams",
		"task add mail2 --due 2026-07-24T16:00 --client Adams",
		"task add walk --due 2026-07-24T17:00",
		NULL,
	};
	static const struct {
		const char *open, *gone, *first, *second, *typed, *narrower;
		const ScreenKind *kind, *enters; /* enters: what Enter opens */
	} rows[] = {
		{"5", "walk", "mail1", "mail2", "text:mai", "text:l2", &screen_reminders, &screen_card},
		{"3 + + +", "walk", "mail1", "mail2", "text:mai", "text:l2", &screen_calendar, &screen_card},
		{"7 G k Tab", "Quit", "Import a file", "Export to a file", "text:ort", "C-u text:export", &screen_settings, &screen_settings},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines, .rows = 36});
		desk_keys(desk, rows[i].open);
		desk_keys(desk, "/");
		desk_keys(desk, rows[i].typed);
		assert_ptr_equal(ui_main(desk->ui)->kind, rows[i].kind);
		assert_ptr_equal(ui_top(desk->ui)->kind, &screen_line);
		desk_expect(desk, rows[i].first);
		desk_expect(desk, rows[i].second);
		desk_expect_not(desk, rows[i].gone);
		desk_expect_row(desk, -1, "Tab to the list");
		desk_expect_row(desk, -2, "/ ");
		desk_keys(desk, "Down Tab");
		assert_ptr_equal(ui_top(desk->ui)->kind, rows[i].kind);
		desk_expect_not(desk, rows[i].gone);
		char *row = desk_cursor_row(desk);
		if (!strstr(row, rows[i].second))
			fail_msg("%s: the cursor is on %s", rows[i].open, row);
		free(row);
		desk_keys(desk, "/");
		desk_keys(desk, rows[i].narrower);
		desk_expect(desk, rows[i].second);
		desk_expect_not(desk, rows[i].first);
		desk_keys(desk, "Enter");
		assert_ptr_equal(ui_main(desk->ui)->kind, rows[i].enters);
		if (rows[i].enters != rows[i].kind)
			desk_keys(desk, "q");
		else
			desk_keys(desk, "Esc");
		desk_expect_not(desk, rows[i].first);
		desk_keys(desk, "/ text:xyzzy Esc");
		assert_ptr_equal(ui_top(desk->ui)->kind, rows[i].kind);
		desk_expect_not(desk, "xyzzy");
		desk_keys(desk, "Home");
		desk_expect(desk, rows[i].gone);
		desk_close(desk);
	}
}

/* Nothing that is found leaves the line open, and Enter does not take what is not shown. */
TEST(slash_that_finds_nothing_stays)
{
	static const char *const opens[] = {"5", "7 G k", "3", "3 + + +"};
	for (size_t i = 0; i < countof(opens); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		desk_run(desk, "task add mail --due 2026-07-24T15:00");
		desk_keys(desk, opens[i]);
		desk_keys(desk, "/ text:xyzzy Enter");
		assert_ptr_equal(ui_top(desk->ui)->kind, &screen_line);
		desk_expect(desk, i < 2 ? "Ничего не найдено" : "В ту сторону больше ничего нет");
		desk_keys(desk, "C-u");
		desk_expect_not(desk, "xyzzy");
		desk_expect_not(desk, "Ничего не найдено");
		desk_close(desk);
	}
}

TEST(slash_never_leaves_for_another_list)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN});
	desk_run(desk, "client add --name Adams");
	desk_keys(desk, "1 : text:go Space text:changes Enter /");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_changes);
	assert_ptr_equal(ui_top(desk->ui)->kind, &screen_menu);
	desk_keys(desk, "Esc q : text:go Space text:imports Enter /");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_imports);
	desk_close(desk);
}

/* The digit beside an outcome is its digit in the call line, whatever of the list is shown. */
TEST(a_searched_outcome_keeps_its_digit)
{
	Desk *desk = desk_open((DeskOptions){0});
	desk_keys(desk, "7 / text:refused Tab");
	char *row = desk_cursor_row(desk);
	if (!strstr(row, " 5") || !strstr(row, "refused") || strstr(row, " 1 "))
		fail_msg("the row is |%s|", row);
	free(row);
	desk_close(desk);
}

/* A line in which nothing was typed changes nothing: marks stay. */
TEST(check_27_an_empty_search_keeps_the_marks)
{
	Desk *desk = desk_open((DeskOptions){.later = true});
	desk_run(desk, "task add one --due \"2026-07-23 12:00\"");
	desk_run(desk, "task add two --due \"2026-07-23 13:00\"");
	desk_show(desk);
	desk_keys(desk, "5 Space Space");
	desk_expect(desk, "2 marked");
	desk_keys(desk, "/ Esc");
	desk_expect(desk, "2 marked");
	desk_close(desk);
}
