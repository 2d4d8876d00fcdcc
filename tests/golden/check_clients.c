/* SPDX-License-Identifier: MIT */
/* What the list of clients, the card and the call line must do, by the numbers of the checklist; in process, without a terminal. */
#include "desk.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/draft.h"
#include "kartoteka/work/exchange.h"
#include "kartoteka/work/step.h"

static int64_t client_named_(Desk *desk, const char *name)
{
	int64_t id = 0;
	well(work_resolve(&id, desk->work, "client", name));
	return id;
}

static int64_t contacts_of(Desk *desk, const char *name)
{
	int64_t n = 0;
	well(history_count(desk->work->store, client_named_(desk, name), &n));
	return n;
}

static Client client_of(Desk *desk, const char *name)
{
	static Arena *arena;
	Client client;
	if (!arena)
		arena = arena_new();
	well(store_get(desk->work->store, &kind_client, client_named_(desk, name), &client, arena));
	return client;
}

static void people(Desk *desk)
{
	desk_run(desk, "client add --name \"Антонова Вера\" --phone \"+7 916 111-11-11\" --phone \"+7 495 222-22-22\"");
	desk_run(desk, "client add --name \"Борисов Глеб\" --phone \"+7 916 222-22-22\"");
	desk_run(desk, "client add --name \"Ёлкин Семён\" --phone \"+7 916 333-33-33\"");
	desk_run(desk, "client add --name \"Иванов Игорь\" --phone \"+7 916 444-44-44\" --organization \"ООО Вектор\"");
}

/* ---- the list ---- */

TEST(check_13_resizes_end_in_the_frame_of_that_size)
{
	static const int sizes[][2] = {{10, 40}, {36, 120}, {16, 60}, {24, 80}, {60, 200}, {11, 41}, {23, 79}, {24, 110}, {80, 250}, {20, 80}};
	static const char *const ways[] = {"2 f", "2 C", "2 c", "2 c 2", "2 / text:и", "2 Enter", "2 s", "2 c 1 text:да"};
	for (size_t w = 0; w < countof(ways); w++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
		people(desk);
		desk_show(desk);
		desk_keys(desk, ways[w]);
		for (int i = 0; i < 50; i++) {
			app_resize(desk->ui, sizes[i % 10][0] - i % 3, sizes[i % 10][1] + i % 5);
			if (i % 4)
				app_frame(desk->ui);
		}
		app_resize(desk->ui, 24, 80);
		char *got = desk_text(desk);
		app_resize(desk->ui, 24, 80);
		char *again = desk_text(desk);
		if (strcmp(got, again) != 0)
			fail_msg("%s: two frames of one size differ", ways[w]);
		free(got);
		free(again);
		desk_close(desk);
	}
}

TEST(check_14_selection_filter_and_marks_survive_resize_and_refresh)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 / text:о Tab j Space");
	char *before = desk_cursor_row(desk);
	app_resize(desk->ui, 36, 120);
	app_frame(desk->ui);
	app_resize(desk->ui, 24, 80);
	desk_run(desk, "client add --name \"Оленин Пётр\"");
	desk_keys(desk, "F5");
	char *after = desk_cursor_row(desk);
	assert_string_equal(before, after);
	desk_expect(desk, " / о");
	desk_expect(desk, "отмечено 1");
	free(before);
	free(after);
	desk_close(desk);
}

TEST(check_17_list_keeps_cursor_when_rows_come_in_above)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	desk_fill(desk, 300, "Клиент %03d");
	desk_show(desk);
	desk_keys(desk, "2 PgDn PgDn PgDn j j");
	char *before = desk_cursor_row(desk);
	int line = app_frame(desk->ui)->cursor_row;
	desk_run(desk, "client add --name \"Аа Первый\"");
	desk_run(desk, "client add --name \"Аб Второй\"");
	desk_keys(desk, "F5");
	char *after = desk_cursor_row(desk);
	assert_string_equal(before, after);
	assert_int_equal(app_frame(desk->ui)->cursor_row, line);
	free(before);
	free(after);
	desk_close(desk);
}

/* The window grows and is cut: every row must come once, in order, both ways. */
TEST(list_walks_all_rows_in_order_both_ways)
{
	enum {
		N = 1500
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, N, "Client %04d");
	desk_show(desk);
	desk_keys(desk, "2");
	for (int i = 0; i < N; i++) {
		char want[32];
		snprintf(want, sizeof want, "Client %04d", i);
		desk_expect_cursor(desk, want);
		desk_keys(desk, "j");
	}
	desk_keys(desk, "j");
	desk_expect_cursor(desk, "Client 1499");
	for (int i = N - 1; i >= 0; i -= 1) {
		char want[32];
		snprintf(want, sizeof want, "Client %04d", i);
		desk_expect_cursor(desk, want);
		desk_keys(desk, "k");
	}
	desk_keys(desk, "End");
	desk_expect_cursor(desk, "Client 1499");
	desk_keys(desk, "PgUp Home");
	desk_expect_cursor(desk, "Client 0000");
	desk_expect(desk, "1 500");
	desk_close(desk);
}

/* What is read at either end are the rows that are shown: in more lines there are more. */
TEST(list_fills_a_window_that_grows)
{
	static const struct {
		const char *keys, *first, *last;
	} ways[] = {
		{"2", "Client 000", "Client 070"},
		{"2 End Home", "Client 000", "Client 070"},
		{"2 End", "Client 230", "Client 299"},
		{"2 / text:client", "Client 299", "Client 230"},
	};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
		desk_fill(desk, 300, "Client %03d");
		desk_show(desk);
		desk_keys(desk, ways[i].keys);
		app_resize(desk->ui, 80, 120);
		desk_expect(desk, ways[i].first);
		desk_expect(desk, ways[i].last);
		desk_close(desk);
	}
}

TEST(check_23_held_keys_and_long_lines_arrive)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, 400, "Client %04d");
	desk_show(desk);
	desk_keys(desk, "2");
	for (int i = 0; i < 200; i++) { /* no frame between: one comes after all of them */
		TermEvent event = {.type = EVENT_KEY, .key = {.code = 'j'}};
		app_event(desk->ui, &event, 1000000 + i);
	}
	desk_expect_cursor(desk, "Client 0200");
	desk_keys(desk, "/");
	for (int i = 0; i < 2000; i++) {
		TermEvent event = {.type = EVENT_KEY, .key = {.code = (uint32_t)('a' + i % 26)}};
		app_event(desk->ui, &event, 2000000 + i);
	}
	desk_expect(desk, "uvwxyzabcdefghijklmnopqrstuvwx");
	desk_close(desk);
}

TEST(check_26_mouse_selects_opens_scrolls_and_sorts)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, 100, "Client %04d");
	desk_run(desk, "log \"Client 0050\" --kind call --outcome reached");
	desk_show(desk);
	desk_keys(desk, "2");
	desk_mouse(desk, MOUSE_PRESS, 6, 10, false);
	desk_expect_cursor(desk, "Client 0002");
	desk_mouse(desk, MOUSE_WHEEL_DOWN, 6, 10, false);
	desk_expect(desk, "Client 0012");
	desk_expect(desk, "Name▴");
	desk_mouse(desk, MOUSE_PRESS, 2, 58, false);
	desk_expect(desk, "Contact▴");
	desk_expect_cursor(desk, "Client 0050");
	desk_mouse(desk, MOUSE_PRESS, 4, 10, true);
	desk_expect(desk, "Clients ▸ Client 0050");
	desk_close(desk);
}

TEST(check_27_delete_of_marked_has_one_undo)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 Space Space D");
	desk_expect(desk, "u отменить");
	assert_false(desk_has(desk, "Антонова"));
	desk_keys(desk, "u");
	desk_expect(desk, "Антонова Вера");
	desk_expect(desk, "Борисов Глеб");
	desk_close(desk);
}

TEST(check_30_filter_line_goes_by_letters)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 / text:Ёжик Space text:щёлкнул");
	desk_expect(desk, "/ Ёжик щёлкнул");
	for (int i = 0; i < 3; i++)
		desk_keys(desk, "Backspace");
	desk_expect(desk, "/ Ёжик щёлк");
	desk_keys(desk, "Home Delete Left Right");
	desk_expect(desk, "/ ж");
	desk_keys(desk, "Esc");
	desk_expect(desk, "Антонова Вера");
	desk_close(desk);
}

TEST(check_41_a_move_changes_cell_0_of_two_rows)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 F3");
	char *a = desk_text(desk);
	desk_keys(desk, "j");
	char *b = desk_text(desk);
	int differ = 0;
	for (char *x = a, *y = b; *x && *y;) {
		size_t n = strcspn(x, "\n"), m = strcspn(y, "\n");
		if (n != m || memcmp(x, y, n) != 0) {
			differ++;
			assert_true(strncmp(x, GLYPH_CURSOR, 3) == 0 || strncmp(y, GLYPH_CURSOR, 3) == 0);
		}
		x += n + (x[n] == '\n');
		y += m + (y[m] == '\n');
	}
	assert_int_equal(differ, 2);
	free(a);
	free(b);
	desk_close(desk);
}

TEST(check_44_the_hardware_cursor_follows)
{
	static const char *const ways[] = {"2", "2 Enter", "2 c", "2 c 2", "2 / text:и"};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
		people(desk);
		desk_run(desk, "log Антонова --kind call --outcome reached --text раз");
		desk_run(desk, "log Антонова --kind call --outcome reached --text два");
		desk_show(desk);
		desk_keys(desk, ways[i]);
		const Frame *frame = app_frame(desk->ui);
		const char *cell = frame_shown(frame, frame->cursor_row, frame->cursor_col);
		if (strcmp(cell, GLYPH_CURSOR) != 0 && strcmp(cell, GLYPH_EDIT) != 0)
			fail_msg("%s: the cursor stands on \"%s\"", ways[i], cell);
		desk_close(desk);
	}
}

TEST(check_43_states_have_a_sign)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-21T10:00 --client Антонова");
	desk_run(desk, "task add звонок --due 2026-07-23T18:00 --client Борисов");
	desk_show(desk);
	desk_keys(desk, "2");
	desk_expect(desk, "! 21.07 звонок");
	desk_expect(desk, "• 18:00 звонок");
	app_resize(desk->ui, 10, 40);
	desk_expect(desk, "! 21.07");
	desk_close(desk);
}

TEST(check_72_empty_lists_say_why_and_which_key_helps)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_show(desk);
	desk_keys(desk, "2");
	desk_expect(desk, "No clients yet");
	desk_run(desk, "client add --name \"Some One\"");
	desk_keys(desk, "F5 / text:zzqq");
	desk_expect(desk, "hides 1");
	desk_keys(desk, "Backspace Backspace Backspace Backspace text:some");
	desk_expect(desk, "▌ One Some"); /* still in the line: the row keeps its bar */
	desk_close(desk);
}

TEST(nothing_found_then_n_makes_that_client)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_run(desk, "client add --name \"Some One\"");
	desk_show(desk);
	desk_keys(desk, "2 / text:Grigoriev Tab n");
	desk_expect(desk, "+ Grigoriev");
	desk_close(desk);
}

TEST(marks_range_all_and_escape)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, 1300, "Client %04d");
	desk_show(desk);
	desk_keys(desk, "2 v j j j v");
	desk_expect(desk, "4 marked");
	desk_keys(desk, "Esc");
	assert_false(desk_has(desk, "marked"));
	desk_keys(desk, "*");
	desk_expect(desk, "1 300 marked");
	desk_keys(desk, "*");
	assert_false(desk_has(desk, "marked"));
	desk_keys(desk, "v");
	for (int i = 0; i < 30; i++)
		desk_keys(desk, "PgDn");
	desk_keys(desk, "v");
	char *row = desk_cursor_row(desk);
	int last = atoi(strstr(row, "Client") + 7);
	free(row);
	char want[32];
	snprintf(want, sizeof want, "%d marked", last - 3 + 1); /* it began on the fourth */
	desk_expect(desk, want);
	desk_close(desk);
}

TEST(search_finds_by_the_other_layout_and_stays_for_the_way_back)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 / text:bdfyjd");
	desk_expect(desk, "▌ Иванов Игорь");
	desk_keys(desk, "Enter");
	desk_expect(desk, "▸ Иванов Игорь");
	desk_keys(desk, "q");
	desk_expect(desk, "/ bdfyjd");
	desk_keys(desk, "Esc");
	desk_expect(desk, "Ёлкин Семён");
	desk_close(desk);
}

TEST(saved_filter_is_kept_found_and_forgotten)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_run(desk, "client add --name \"Alpha\" --tag vip");
	desk_run(desk, "client add --name \"Beta\"");
	desk_show(desk);
	desk_keys(desk, "2 / text:tag:vip Tab f +");
	desk_keys(desk, "text:mine-vip Enter");
	desk_expect(desk, "Clients ▸ mine-vip");
	desk_keys(desk, "F");
	desk_expect(desk, "Beta");
	desk_keys(desk, "f 1");
	desk_expect(desk, "f tag:vip");
	assert_false(desk_has(desk, "Beta"));
	desk_keys(desk, "f -");
	desk_expect(desk, "Beta");
	desk_close(desk);
}

TEST(columns_are_chosen_and_kept)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_run(desk, "client add --name \"Some One\" --source fair");
	desk_show(desk);
	desk_keys(desk, "2 C j Space j j j j Space Esc");
	desk_expect(desk, "Source");
	assert_false(desk_has(desk, "Phone"));
	desk_keys(desk, "1 2");
	assert_false(desk_has(desk, "Phone"));
	assert_string_equal(settings_get(desk->settings, "list", "clients"), "name employer contact step source");
	desk_close(desk);
}

/* ---- the card ---- */

TEST(card_walks_the_neighbours_of_its_list)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	desk_fill(desk, 10, "Client %04d");
	desk_show(desk);
	desk_keys(desk, "2 j Enter");
	desk_expect(desk, "2 of 10");
	desk_keys(desk, "}");
	desk_expect(desk, "▸ Client 0002");
	desk_expect(desk, "3 of 10");
	desk_keys(desk, "{ { {");
	desk_expect(desk, "▸ Client 0000");
	desk_keys(desk, "q");
	desk_expect_cursor(desk, "Client 0000");
	desk_close(desk);
}

TEST(card_of_ten_thousand_contacts_goes_to_its_end)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .later = true});
	int64_t batch = 0;
	desk_run(desk, "client add --name \"Busy One\"");
	int64_t client = client_named_(desk, "Busy One");
	ContactKind *rows = NULL;
	size_t n = 0;
	Arena *arena = arena_new();
	well(contact_kinds(desk->work, &rows, &n, arena));
	well(work_begin(desk->work, "test", "%s", "filled"));
	for (int i = 0; i < 2000; i++) {
		Interaction one;
		record_init(&kind_interaction, &one);
		one.client.v = client;
		one.kind.v = rows[0].head.id;
		one.at.s = work_now(desk->work).s - 3600 * (i + 1);
		one.text.s = i == 1999 ? "the very first" : "said";
		well(store_make(desk->work->store, &kind_interaction, &one));
	}
	well(work_commit(desk->work, &batch));
	arena_free(arena);
	desk_show(desk);
	desk_keys(desk, "2 Enter");
	desk_expect(desk, "2 000 entries");
	desk_keys(desk, "PgDn PgDn End");
	desk_expect(desk, "the very first");
	desk_keys(desk, "Home");
	desk_expect_cursor(desk, "Busy");
	desk_close(desk);
}

TEST(card_rows_decide_what_keys_mean)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "log Антонова --kind call --outcome reached --text \"первый разговор\"");
	desk_run(desk, "log Антонова --kind mail --text \"письмо о цене\"");
	desk_run(desk, "task add звонок --due 2026-07-24T10:00 --client Антонова");
	desk_show(desk);
	desk_keys(desk, "2 Enter D");
	assert_int_equal(contacts_of(desk, "Антонова"), 1);
	desk_keys(desk, "u");
	assert_int_equal(contacts_of(desk, "Антонова"), 2);
	desk_keys(desk, "Home j j j"); /* name, two numbers, the step */
	desk_expect_cursor(desk, "звонок");
	desk_keys(desk, "d");
	assert_null(client_of(desk, "Антонова").next_kind.s);
	desk_keys(desk, "u");
	assert_non_null(client_of(desk, "Антонова").next_kind.s);
	desk_close(desk);
}

/* Of however many steps the last can be reached, and done. */
TEST(card_reaches_every_step)
{
	for (int wide = 0; wide < 2; wide++) {
		Desk *desk = desk_open((DeskOptions){.rows = wide ? 36 : 24, .cols = wide ? 120 : 80, .lang = LANG_RU, .later = true});
		people(desk);
		for (int step = 1; step <= 14; step++) {
			char line[100];
			snprintf(line, sizeof line, "task add \"дело %d\" --due 2026-08-%02dT10:00 --client Антонова", step, step);
			desk_run(desk, line);
		}
		desk_show(desk);
		desk_keys(desk, "2 Enter Home");
		for (int step = 0; step < 30; step++) {
			char *row = desk_cursor_row(desk);
			bool there = strstr(row, "дело 14");
			free(row);
			if (there)
				break;
			desk_keys(desk, "j");
		}
		desk_keys(desk, "d");
		desk_expect(desk, "✓ Готово: дело 14");
		desk_close(desk);
	}
}

TEST(card_puts_a_step_off)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	desk_show(desk);
	desk_keys(desk, "2 Enter End k z 4");
	desk_expect(desk, "u отменить");
	desk_close(desk);
}

TEST(card_searches_its_history)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "log Антонова --kind call --outcome reached --text \"первый разговор\"");
	desk_run(desk, "log Антонова --kind mail --text \"письмо о цене\"");
	desk_show(desk);
	desk_keys(desk, "2 Enter / text:цене");
	desk_expect(desk, "письмо о цене");
	assert_false(desk_has(desk, "первый разговор"));
	desk_keys(desk, "Esc f 2");
	desk_expect(desk, "первый разговор");
	assert_false(desk_has(desk, "письмо о цене"));
	desk_keys(desk, "Esc");
	desk_expect(desk, "письмо о цене");
	desk_close(desk);
}

TEST(card_of_an_organization_shows_its_peoples_contacts)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "log Иванов --kind call --outcome reached --text \"о поставке\"");
	desk_show(desk);
	desk_keys(desk, "2 / text:вектор Tab");
	desk_keys(desk, "Enter");
	desk_expect(desk, "ЛЮДИ");
	desk_expect(desk, "о поставке");
	desk_keys(desk, "Enter"); /* the contact is Ivanov's: his card */
	desk_expect(desk, "▸ Иванов Игорь");
	desk_close(desk);
}

/* ---- the call line ---- */

TEST(no_answer_is_three_keys_and_one_undo)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	desk_show(desk);
	desk_keys(desk, "2 c 2 Enter");
	Client client = client_of(desk, "Антонова");
	assert_int_equal(client.attempts.n, 1);
	assert_true(instant_is_none(client.last_contact));
	assert_true(client.next_at.s > work_now(desk->work).s);
	desk_expect_cursor(desk, "Борисов Глеб"); /* the next row of the list */
	desk_expect(desk, "не ответил");
	desk_keys(desk, "u");
	client = client_of(desk, "Антонова");
	assert_int_equal(client.attempts.n, 0);
	assert_int_equal(contacts_of(desk, "Антонова"), 0);
	assert_non_null(client.next_kind.s);
	desk_close(desk);
}

TEST(a_call_with_text_and_next_step_is_one_change)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	desk_show(desk);
	desk_keys(desk, "2 c text:Согласна Tab text:чт Space text:10 Space text:КП");
	desk_expect(desk, "+ Согласна > чт 10 КП");
	desk_expect(desk, "дозвонился: «Согласна»");
	desk_expect(desk, "чт 30 июля 10:00  КП");
	desk_keys(desk, "Enter");
	Client client = client_of(desk, "Антонова");
	assert_int_equal(contacts_of(desk, "Антонова"), 1);
	assert_false(instant_is_none(client.last_contact));
	assert_string_equal(client.next_text.s, "КП");
	desk_keys(desk, "u");
	client = client_of(desk, "Антонова");
	assert_int_equal(contacts_of(desk, "Антонова"), 0);
	assert_string_equal(client.next_text.s, "звонок");
	desk_close(desk);
}

TEST(escape_goes_back_stage_by_stage_and_writes_nothing)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 c 2");
	desk_expect(desk, "КОГДА ЕЩЁ РАЗ");
	desk_keys(desk, "g");
	desk_expect(desk, "+ > g");
	desk_keys(desk, "Esc");
	desk_expect(desk, "КОГДА ЕЩЁ РАЗ");
	desk_keys(desk, "Esc");
	desk_expect(desk, "ЧЕМ КОНЧИЛОСЬ");
	desk_keys(desk, "Esc");
	assert_false(desk_has(desk, "ЧЕМ КОНЧИЛОСЬ"));
	assert_int_equal(contacts_of(desk, "Антонова"), 0);
	desk_close(desk);
}

TEST(equals_leaves_the_step_open_and_ctrl_s_stays)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	desk_show(desk);
	desk_keys(desk, "2 c = 1 text:потом C-s");
	assert_non_null(client_of(desk, "Антонова").next_kind.s);
	assert_int_equal(contacts_of(desk, "Антонова"), 1);
	desk_expect_cursor(desk, "Антонова");
	desk_close(desk);
}

TEST(giving_up_closes_the_step)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	desk_show(desk);
	desk_keys(desk, "2 c 2 6 Enter");
	Client client = client_of(desk, "Антонова");
	assert_null(client.next_kind.s);
	assert_int_equal(client.attempts.n, 1);
	desk_keys(desk, "u");
	assert_non_null(client_of(desk, "Антонова").next_kind.s);
	desk_close(desk);
}

TEST(kind_direction_number_and_clock)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 c");
	desk_expect(desk, "ЗВОНОК →");
	desk_expect(desk, "+7 916 111-11-11");
	desk_keys(desk, "- Tab Space");
	desk_expect(desk, "ЗВОНОК ←");
	desk_expect(desk, "+7 495 222-22-22");
	desk_expect(desk, "часы стоят");
	desk_keys(desk, "Right");
	desk_expect(desk, "ПИСЬМО ←");
	desk_keys(desk, "Left");
	desk_expect(desk, "ЗВОНОК ←");
	desk_close(desk);
}

TEST(a_call_line_comes_back_from_its_draft)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 c 4 text:перезвонит Space text:сама");
	app_free(desk->ui); /* as the end of a session: what was typed is kept */
	desk->ui = NULL;
	desk_show(desk);
	desk_expect(desk, "черновик");
	desk_keys(desk, "0");
	desk_expect(desk, "+ перезвонит сама");
	desk_expect(desk, "перезвонить");
	desk_keys(desk, "Enter");
	assert_int_equal(contacts_of(desk, "Антонова"), 1);
	assert_false(desk_has(desk, "черновик"));
	desk_close(desk);
}

/* Who looks something up during a call talks on. */
TEST(the_clock_of_a_call_runs_while_something_is_looked_up)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_show(desk);
	desk_keys(desk, "2 c 1 text:сама");
	desk_clock(desk, "2026-07-23T09:45:00+03:00");
	desk_keys(desk, "F9 text:reminders Enter");
	desk_clock(desk, "2026-07-23T09:47:00+03:00");
	desk_keys(desk, "0");
	desk_expect(desk, "+ сама");
	desk_expect(desk, "5:00");
	desk_clock(desk, "2026-07-23T09:48:00+03:00");
	desk_keys(desk, "Enter");
	desk_expect(desk, "звонок 6 мин");
	desk_close(desk);
}

/* Nobody talks while the line is put away for long: its clock stands at what it had counted, and runs on only when it is told to. */
TEST(the_clock_of_a_kept_call_line_stands)
{
	static const char *const ways[] = {"F9 text:reminders Enter", NULL};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
		people(desk);
		desk_show(desk);
		desk_keys(desk, "2 c 1 text:сама");
		desk_clock(desk, "2026-07-23T09:45:00+03:00");
		if (ways[i])
			desk_keys(desk, ways[i]);
		app_free(desk->ui);
		desk->ui = NULL;
		desk_clock(desk, "2026-07-24T09:00:00+03:00");
		desk_show(desk);
		desk_keys(desk, "0");
		desk_expect(desk, "+ сама");
		desk_expect(desk, "3:00");
		desk_clock(desk, "2026-07-24T09:20:00+03:00");
		desk_keys(desk, "Enter");
		desk_expect(desk, "звонок 3 мин");
		desk_close(desk);
	}
}

TEST(worked_rows_stay_in_their_filter_with_a_tick)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	people(desk);
	desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Антонова");
	desk_run(desk, "task add звонок --due 2026-07-23T11:00 --client Борисов");
	desk_show(desk);
	desk_keys(desk, "2 f 1");
	desk_expect(desk, "▸ звонки на сегодня");
	desk_keys(desk, "c 1 text:да Tab text:чт Space text:КП Enter");
	desk_expect(desk, "✓ Антонова Вера");
	desk_expect(desk, "сделано 1");
	desk_expect_cursor(desk, "Борисов Глеб");
	desk_keys(desk, "F");
	assert_false(desk_has(desk, "✓ Антонова"));
	desk_close(desk);
}

/* What has a sense for one only says so: nobody thinks that all of the marked were meant. */
TEST(marks_stay_and_are_named_where_one_row_is_meant)
{
	static const struct {
		const char *keys, *back; /* back: out of what opened */
		bool says;
	} rows[] = {
		{"c", "Esc", true},
		{"m", "Esc", true},
		{"e", "Esc", true},
		{"y", "Esc", true},
		{"o", "", true},
		{"r", "Esc", false},
		{"Enter", "q", false},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN});
			desk_fill(desk, 5, "Smith%03d");
			desk_keys(desk, "2 Space Space Space");
			desk_keys(desk, rows[i].keys);
			char *text = desk_text(desk);
			if ((strstr(text, lang ? "отмечено по-прежнему: 3" : "till marked: 3") != NULL) != rows[i].says)
				fail_msg("%s:\n%s", rows[i].keys, text);
			free(text);
			desk_keys(desk, rows[i].back);
			desk_expect_row(desk, 0, lang ? "отмечено 3" : "3 marked");
			desk_close(desk);
		}
	/* The one that is marked is the one that is meant. */
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN});
	desk_fill(desk, 5, "Smith%03d");
	desk_keys(desk, "2 Space Up c");
	desk_expect_not(desk, "till marked");
	desk_close(desk);
}

TEST(put_off_on_marks_says_how_many_and_how_many_are_left_out)
{
	static const char *const lines[] = {
		"client add --name \"Adams Ann\"",
		"client add --name \"Baker Bob\"",
		"client add --name \"Clark Cid\"",
		"client add --name \"Dale Dan\"",
		"task add call --due 2026-07-24T15:00 --client Adams",
		"task add mail --due 2026-07-24T16:00 --client Baker",
		"task add visit --client Clark",
		NULL,
	};
	static const struct {
		Lang lang;
		const char *marks, *box, *said;
	} rows[] = {
		{LANG_EN, "2 *", "Put off: 2 reminders", "2 reminders put off to Fri 24 July 09:00; without a reminder: 2"},
		{LANG_RU, "2 *", "Отложить: 2 напоминания", "Отложено 2 напоминания до пт 24 июля 09:00; без напоминания: 2"},
		{LANG_EN, "2 text:/ Esc Home Down v Down Down v", "Put off: 1 reminder", "1 reminder put off to Fri 24 July 09:00; without a reminder: 2"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .lines = lines});
		desk_keys(desk, rows[i].marks);
		desk_keys(desk, "z");
		desk_expect(desk, rows[i].box);
		desk_keys(desk, "4");
		desk_expect_row(desk, -2, rows[i].said);
		desk_keys(desk, "u");
		desk_expect_row(desk, -2, rows[i].lang == LANG_RU ? "Отменено" : "Taken back");
		desk_close(desk);
	}
}
