/* SPDX-License-Identifier: MIT */
/* Checks 11 and 15 of ux.md in the small windows (mock-ups 23), and what a very wide one does with its room. */
#include "desk.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/exchange.h"

static const char *const busy[] = {
	"client add --name \"Иванов Игорь Петрович\" --phone \"+7 916 123-45-67\" --email igor@vector.example",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"log Иванов --kind call --outcome reached --text \"просит скидку\" --at 2026-07-22T12:00",
	"event add Планёрка --start 2026-07-23T08:00 --length 30m",
	"event add Разбор --start 2026-07-23T09:00 --length 30m",
	"event add Отпуск --start 2026-07-23",
	"event add Первое --start 2026-07-23T10:00 --length 30m",
	"event add Второе --start 2026-07-23T11:00 --length 30m",
	"event add Третье --start 2026-07-23T12:00 --length 30m",
	"event add Четвёртое --start 2026-07-23T13:00 --length 30m",
	"event add Пятое --start 2026-07-23T14:00 --length 30m",
	"event add Шестое --start 2026-07-23T15:00 --length 30m",
	"event add Седьмое --start 2026-07-23T16:00 --length 30m",
	"event add Восьмое --start 2026-07-23T17:00 --length 30m",
	"task add \"взять акт\" --due 2026-07-21T15:00 --client Сидорова",
	"task add \"отправить счёт\" --due 2026-07-22T15:00 --client Иванов",
	NULL,
};

static Desk *open_at(Lang lang, int rows, int cols, const char *keys)
{
	Desk *desk = desk_open((DeskOptions){.lang = lang, .rows = rows, .cols = cols, .lines = busy, .settings = {"remind.lead="}});
	desk_keys(desk, keys);
	return desk;
}

TEST(check_11_phone_and_last_note_never_leave_the_list_of_clients)
{
	static const int sizes[][2] = {{10, 40}, {12, 50}, {16, 60}, {24, 80}, {36, 120}};
	Desk *desk = open_at(LANG_RU, 24, 80, "2");
	for (size_t i = 0; i < countof(sizes); i++) {
		app_resize(desk->ui, sizes[i][0], sizes[i][1]);
		desk_expect_cursor(desk, "Иванов");
		desk_expect(desk, "+7 916 123-45-67");
		desk_expect(desk, "просит скидку");
	}
	desk_close(desk);
}

TEST(check_11_phone_step_and_last_note_never_leave_the_list_of_reminders)
{
	static const int sizes[][2] = {{10, 40}, {12, 50}, {10, 120}, {16, 60}, {24, 80}, {36, 120}, {10, 40}};
	Desk *desk = open_at(LANG_RU, 24, 80, "5 j");
	for (size_t i = 0; i < countof(sizes); i++) {
		app_resize(desk->ui, sizes[i][0], sizes[i][1]);
		desk_expect_cursor(desk, "отправить счёт");
		desk_expect(desk, "взять акт");
		desk_expect(desk, "+7 916 123-45-67");
		desk_expect(desk, "просит скидку");
		char *frame = desk_text(desk);
		bool heads = strstr(frame, "ПРОСРОЧЕНО") != NULL, small = sizes[i][0] < 16 || sizes[i][1] < 60;
		if (heads == small)
			fail_msg("%dx%d: %s heading\n%s", sizes[i][1], sizes[i][0], heads ? "a" : "no", frame);
		free(frame);
	}
	desk_keys(desk, "k");
	desk_mouse(desk, MOUSE_PRESS, 2, 5, false);
	desk_expect_cursor(desk, "отправить счёт");
	desk_close(desk);
}

/* No heading says there which day it is. */
TEST(check_11_tomorrow_is_named_in_the_smallest_list_of_reminders)
{
	static const char *const lines[] = {"task add call --due 2026-07-24T15:00", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = 10, .cols = 40, .lines = lines, .settings = {"remind.lead="}});
	desk_keys(desk, "5");
	desk_expect_cursor(desk, "Fri 24");
	app_resize(desk->ui, 24, 80);
	desk_expect_cursor(desk, "15:00");
	desk_expect(desk, "TOMORROW");
	desk_close(desk);
}

TEST(check_11_the_filter_of_the_smallest_window_has_its_line)
{
	Desk *desk = open_at(LANG_RU, 10, 40, "2 / text:сид");
	desk_expect_row(desk, 1, "/ сид");
	desk_expect_row(desk, 2, "Сидорова");
	desk_keys(desk, "Esc");
	desk_expect_row(desk, 1, "Иванов");
	desk_close(desk);
}

TEST(check_11_what_is_overdue_is_seen_and_what_passed_leaves_first)
{
	Desk *desk = open_at(LANG_RU, 16, 60, "");
	static const int sizes[][2] = {{10, 40}, {16, 60}};
	for (size_t i = 0; i < countof(sizes); i++) {
		app_resize(desk->ui, sizes[i][0], sizes[i][1]);
		desk_expect(desk, "! 21.07 ");
		desk_expect(desk, "весь д. Отпуск"); /* it is not over */
		desk_expect(desk, "Первое");
		desk_expect_not(desk, "Планёрка");
		desk_expect_not(desk, "Разбор");
		desk_expect(desk, "▸");
	}
	desk_expect(desk, "отправить счёт");
	app_resize(desk->ui, 24, 80);
	desk_expect(desk, "Планёрка");
	desk_expect(desk, "Восьмое");
	desk_close(desk);
}

TEST(check_11_the_row_of_a_cut_day_opens_the_calendar)
{
	Desk *desk = open_at(LANG_RU, 10, 40, "");
	for (int i = 0; i < 10; i++) {
		char *row = desk_cursor_row(desk);
		bool more = strstr(row, "ещё") != NULL;
		free(row);
		if (more)
			break;
		desk_keys(desk, "j");
	}
	desk_keys(desk, "Enter");
	desk_expect_row(desk, 0, "Календарь");
	desk_close(desk);
}

TEST(check_11_the_other_pages_are_named_where_messages_stand)
{
	Desk *desk = open_at(LANG_EN, 10, 40, "");
	desk_expect_row(desk, 8, "Tab: reminders 2, no step 0");
	desk_keys(desk, "d"); /* an act says what it did instead */
	desk_expect_row(desk, 8, "Done");
	desk_close(desk);
}

/* Each outcome can be read, if only after the cursor has come to it. */
TEST(check_15_outcomes_of_a_call_are_read_in_the_smallest_window)
{
	static const char *const starts[][9] = {
		[LANG_EN] = {"reached", "no answer", "busy", "call back", "refused", "wrong number", "left a messag", "someone else", "wrote instea"},
		[LANG_RU] = {"дозвонился", "не ответил", "занято", "перезвонить", "отказ", "не тот номер", "записал авто", "ответил друг", "написал вмес"},
	};
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = open_at((Lang)lang, 10, 40, "2 c");
		for (size_t i = 0; i < countof(starts[0]); i++) {
			char *row = desk_cursor_row(desk), *number = mem_printf(GLYPH_CURSOR " %zu %s", i + 1, starts[lang][i]);
			if (!strstr(row, number))
				fail_msg("no \"%s\" in |%s|", number, row);
			free(row);
			free(number);
			desk_expect(desk, "+7 916 123-45-67");
			desk_keys(desk, "Down");
		}
		desk_close(desk);
	}
}

TEST(check_15_outcomes_are_whole_from_60_columns_on)
{
	Desk *desk = open_at(LANG_RU, 16, 60, "2 c");
	desk_expect(desk, "ответил другой человек");
	desk_expect(desk, "написал вместо звонка");
	app_resize(desk->ui, 24, 80);
	desk_expect(desk, "написал вместо звонка");
	desk_close(desk);
}

/* In one column the names stand as one reads them, and Down goes as Tab does. */
TEST(check_11_one_column_of_a_form_in_the_order_of_a_name)
{
	static const char *const order[] = {"фамилия", "имя", "отчество", "пол", "обращение", "на ", "родился"};
	Desk *desk = open_at(LANG_RU, 16, 60, "2 e");
	for (int i = 0; i < (int)countof(order); i++)
		desk_expect_row(desk, 3 + i, order[i]);
	desk_keys(desk, "Down");
	desk_expect_cursor(desk, "имя");
	desk_keys(desk, "Down Tab");
	desk_expect_cursor(desk, "пол");
	desk_keys(desk, "Down");
	desk_expect_cursor(desk, "обращение");
	app_resize(desk->ui, 24, 80); /* two columns again: what stands beside it */
	desk_expect_row(desk, 3, "обращение");
	desk_close(desk);
}

TEST(check_15_the_name_of_a_week_is_whole)
{
	static const struct {
		const char *now, *en, *ru;
	} weeks[] = {
		{"2026-07-23T09:42:00+03:00", "week 30, 20–26.07 ", "неделя 30, 20–26.07 "},
		{"2026-07-30T09:42:00+03:00", "week 31, 27.07–2.08 ", "неделя 31, 27.07–2.08 "},
		{"2026-12-30T09:42:00+03:00", "week 53, 28.12–3.01 ", "неделя 53, 28.12–3.01 "},
	};
	for (size_t i = 0; i < countof(weeks); i++) {
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .rows = 16, .cols = 60, .now = weeks[i].now, .lines = busy});
			desk_keys(desk, "3 +");
			desk_expect_row(desk, 0, lang ? weeks[i].ru : weeks[i].en);
			app_resize(desk->ui, 10, 40);
			desk_expect_row(desk, 0, lang ? weeks[i].ru : weeks[i].en);
			desk_close(desk);
		}
	}
}

TEST(check_15_the_footer_of_help_is_whole)
{
	static const int sizes[][2] = {{10, 40}, {16, 60}, {24, 80}};
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = open_at((Lang)lang, 24, 80, "?");
		for (size_t i = 0; i < countof(sizes); i++) {
			app_resize(desk->ui, sizes[i][0], sizes[i][1]);
			desk_expect(desk, "Esc ╯");
		}
		desk_close(desk);
	}
}

TEST(mock_5_a_reminder_says_how_it_repeats)
{
	static const char *const lines[] = {
		"task add \"отчёт\" --due 2026-07-27T10:00 --every FREQ=MONTHLY",
		"task add \"обзвон\" --due 2026-07-28T10:00 --every \"2 weeks\"",
		NULL,
	};
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .lines = lines, .settings = {"remind.lead="}});
		desk_keys(desk, "5");
		desk_expect(desk, lang ? "каждый мес." : "monthly");
		desk_expect_not(desk, lang ? "повтор" : "repeats");
		desk_close(desk);
	}
}

/* More birthdays than are read are told as such, tomorrow's do not go under in today's. */
TEST(birthdays_of_a_day_are_not_undercounted)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	int64_t batch = 0;
	Arena *arena = arena_new();
	well(work_begin(desk->work, "test", "%s", "filled"));
	for (int i = 0; i < 90; i++) {
		Client client;
		record_init(&kind_client, &client);
		client.surname.s = arena_printf(arena, "Person%03d", i);
		client.owner.v = desk->work->me.head.id;
		client.born = (Birth){.year = 1990, .month = 7, .day = (int8_t)(i < 80 ? 23 : 24)};
		well(work_make(desk->work, &kind_client, &client));
	}
	well(work_commit(desk->work, &batch));
	arena_free(arena);
	desk_show(desk);
	desk_expect(desk, "+ birthdays more");
	desk_expect(desk, "and 7 birthdays more");
	desk_close(desk);
}

TEST(a_past_day_has_no_free_time)
{
	Desk *desk = open_at(LANG_RU, 36, 120, "3 + +");
	desk_expect(desk, "СВОБОДНО");
	desk_keys(desk, "[");
	desk_expect_not(desk, "СВОБОДНО");
	desk_keys(desk, "] ]");
	desk_expect(desk, "СВОБОДНО");
	desk_close(desk);
}

/* Check 12: the room of a very wide window goes to panes and more columns, not to one column of blanks. */
TEST(check_12_reminders_use_a_wide_window)
{
	Desk *desk = open_at(LANG_RU, 80, 250, "5");
	char *row = desk_cursor_row(desk);
	char *name = strstr(row, "Сидорова"), *phone = strstr(row, "+7 903 555-12-12"), *ago = strstr(row, "дн");
	assert_non_null(name);
	assert_non_null(phone);
	assert_non_null(ago);
	*phone = '\0';
	assert_true(utf8_width(name) < 60);
	free(row);
	desk_close(desk);
}

TEST(check_13_a_window_made_small_and_wide_again_shows_the_same)
{
	static const char *const keys[] = {"", "2", "2 Enter", "3", "3 +", "3 + +", "3 + + +", "5", "7", "2 c", "2 e", "?", "F9", "5 z", "2 f", "F9 text:go Space text:changes Enter"};
	for (size_t i = 0; i < countof(keys); i++) {
		Desk *desk = open_at(i % 2 ? LANG_RU : LANG_EN, 80, 250, keys[i]);
		char *before = desk_text(desk);
		app_resize(desk->ui, 10, 40);
		free(desk_text(desk));
		app_resize(desk->ui, 80, 250);
		char *after = desk_text(desk);
		if (strcmp(before, after))
			fail_msg("after \"%s\":\n%s\n%s", keys[i], before, after);
		free(before);
		free(after);
		desk_close(desk);
	}
}

/* What is taught by itself waits for a window that holds it in one row. */
TEST(check_11_a_first_lesson_covers_nothing)
{
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .rows = 10, .cols = 40, .lines = busy, .settings = {"remind.lead="}, .teach = true});
		desk_expect_row(desk, 7, "! 21.07");
		app_resize(desk->ui, 24, 120);
		desk_keys(desk, "j");
		app_resize(desk->ui, 10, 40);
		desk_expect_row(desk, 7, "21.07");
		desk_close(desk);
	}
}

/* Phone, next step and last note never leave the card: that there is no step is said, too. */
TEST(check_11_no_next_step_is_said_in_the_smallest_window)
{
	static const char *const lines[] = {"client add --name 'Иванов Игорь' --phone '+7 916 123-45-67'", "log Иванов --kind call --outcome reached --text 'просил скидку'", NULL};
	for (int ru = 0; ru < 2; ru++) {
		Desk *desk = desk_open((DeskOptions){.lang = ru ? LANG_RU : LANG_EN, .rows = 10, .cols = 40, .lines = lines});
		desk_keys(desk, "2 Enter");
		desk_expect(desk, "916 123-45-67");
		desk_expect(desk, ru ? "нет: r назначит" : "none: r plans one");
		desk_expect(desk, "просил");
		desk_close(desk);
	}
}

/* The way out and how to keep what was typed are named in the smallest windows too, and the digits of a menu. */
TEST(check_16_hints_name_the_way_out_at_every_size)
{
	static const struct {
		const char *keys, *hints[3];
	} places[] = {
		{"A", {"F2", "Esc"}},
		{"2 e", {"F2", "Esc"}},
		{"5 e", {"F2", "Esc"}},
		{"2 c", {"1…9", "Esc"}},
		{"2 c 1", {"Enter", "Esc"}},
		{"w", {"1…2", "Esc"}},
		{"2 f", {"1…4", "Esc"}},
		{"F9", {"Enter", "Esc"}},
		{"a text:звонок", {"Enter", "Esc"}},
	};
	static const int sizes[][2] = {{10, 40}, {16, 60}, {24, 80}};
	for (size_t i = 0; i < countof(places); i++)
		for (int lang = 0; lang < 2; lang++)
			for (size_t k = 0; k < countof(sizes); k++) {
				Desk *desk = open_at((Lang)lang, sizes[k][0], sizes[k][1], places[i].keys);
				char *row = desk_row(desk, -1);
				for (size_t n = 0; n < countof(places[i].hints) && places[i].hints[n]; n++)
					if (!strstr(row, places[i].hints[n]))
						fail_msg("\"%s\" at %dx%d has no %s: |%s|", places[i].keys, sizes[k][1], sizes[k][0], places[i].hints[n], row);
				free(row);
				desk_close(desk);
			}
}
