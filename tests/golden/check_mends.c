/* SPDX-License-Identifier: MIT */
/* What once went wrong on a working day: what was typed and left, what calls, what a line is about; each would fail on the program that had it. */
#include "desk.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/step.h"

static const char *const day[] = {
	"client add --name \"Иванов Игорь Петрович\" --phone \"+7 916 123-45-67\"",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"client add --name \"Антонов Павел\"",
	"task add \"перезвонить\" --due 2026-07-22T15:00 --client Сидорова",
	"task add \"счёт\" --due 2026-07-21T12:00 --client Иванов",
	"task add \"отправить КП\" --due 2026-07-23T12:30 --client Иванов",
	NULL,
};

static Desk *open_day(void)
{
	return desk_open((DeskOptions){.lang = LANG_RU, .lines = day});
}

static size_t count_of(Desk *desk, const Kind *kind)
{
	Arena *arena = arena_new();
	void *all = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, kind, &all, &n, arena));
	arena_free(arena);
	return n;
}

/* The newest task's words, client and day. */
static Task last_task(Desk *desk)
{
	static Arena *arena;
	void *all = NULL;
	size_t n = 0;
	if (!arena)
		arena = arena_new();
	well(store_all(desk->work->store, &kind_task, &all, &n, arena));
	assert_true(n > 0);
	const Task *last = all;
	for (size_t i = 1; i < n; i++)
		if (((const Task *)all)[i].head.id > last->head.id)
			last = &((const Task *)all)[i];
	return *last;
}

static Event last_event(Desk *desk)
{
	static Arena *arena;
	void *all = NULL;
	size_t n = 0;
	if (!arena)
		arena = arena_new();
	well(store_all(desk->work->store, &kind_event, &all, &n, arena));
	assert_true(n > 0);
	const Event *last = all;
	for (size_t i = 1; i < n; i++)
		if (((const Event *)all)[i].head.id > last->head.id)
			last = &((const Event *)all)[i];
	return *last;
}

static int64_t id_named(Desk *desk, const char *name)
{
	int64_t id = 0;
	well(work_resolve(&id, desk->work, "client", name));
	return id;
}

/* ---- what calls ---- */

TEST(zero_goes_on_to_the_next_and_never_leaves)
{
	Desk *desk = open_day();
	desk_keys(desk, "0");
	desk_expect(desk, "Иванов Игорь Петрович");
	desk_keys(desk, "0");
	desk_expect(desk, "Сидорова Анна");
	desk_keys(desk, "0");
	desk_expect(desk, "отправить КП");
	for (int i = 0; i < 7; i++)
		desk_keys(desk, "0");
	assert_false(app_is_over(desk->ui));
	desk_keys(desk, "q"); /* back to where it was pressed first */
	desk_expect_row(desk, 0, "Сегодня");
	desk_keys(desk, "2 0 0 0 0");
	desk_keys(desk, "q");
	desk_expect_row(desk, 0, "Клиенты");
	assert_false(app_is_over(desk->ui));
	desk_close(desk);
}

TEST(zero_goes_past_a_draft_that_was_left)
{
	Desk *desk = open_day();
	desk_keys(desk, "a text:отчёт Space text:завтра Esc");
	desk_expect_row(desk, 0, "1 черновик");
	desk_keys(desk, "0");
	desk_expect(desk, "+ отчёт завтра");
	desk_keys(desk, "Esc 0");
	desk_expect_row(desk, 0, "Иванов");
	desk_keys(desk, "0");
	desk_expect_row(desk, 0, "Сидорова");
	desk_keys(desk, "q 0");
	desk_expect(desk, "+ отчёт завтра");
	desk_close(desk);
}

/* ---- leaving ---- */

TEST(only_q_leaves_the_program)
{
	static const char *const screens[] = {"", "2", "5", "3", "7", "3 - -"};
	static const char *const keys[] = {"Left", "h", "Backspace", "text:р"};
	for (size_t i = 0; i < countof(screens); i++) {
		Desk *desk = open_day();
		for (size_t k = 0; k < countof(keys); k++) {
			desk_keys(desk, screens[i]);
			desk_keys(desk, keys[k]);
			if (app_is_over(desk->ui))
				fail_msg("%s on %s", keys[k], screens[i]);
		}
		desk_keys(desk, "q");
		assert_true(app_is_over(desk->ui));
		desk_close(desk);
	}
	Desk *empty = desk_open((DeskOptions){.lang = LANG_RU});
	desk_keys(empty, "text:Новосибирск");
	assert_false(app_is_over(empty->ui));
	desk_close(empty);
}

TEST(left_goes_one_view_back)
{
	static const char *const keys[] = {"Left", "h", "Backspace"};
	for (size_t k = 0; k < countof(keys); k++) {
		Desk *desk = open_day();
		desk_keys(desk, "2 Enter");
		desk_keys(desk, keys[k]);
		desk_expect_row(desk, 0, "Клиенты ▸ мои");
		desk_close(desk);
	}
}

/* ---- drafts ---- */

/* Typed, left by F9 for a card, brought back by 0, saved: written once, and no second one stays open. */
TEST(what_was_left_and_brought_back_is_written_once)
{
	static const struct {
		const char *name, *typed, *saved;
		const Kind *kind;
		size_t more;
		const char *then; /* a new client's card opens, else one is where it was brought back */
	} cases[] = {
		{"form", "2 A text:Двойнов", "F2", &kind_client, 1, "Двойнов"},
		{"quick line", "a text:отчёт Space text:завтра", "Enter", &kind_task, 1, "Сидорова"},
		{"call", "2 c 1 text:дважды Space text:> Space text:чт", "Enter", &kind_interaction, 1, "Сидорова"},
		{"step", "2 r text:чт Space text:договор", "Enter", &kind_task, 1, "Сидорова"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = open_day();
		size_t before = count_of(desk, cases[i].kind);
		desk_keys(desk, cases[i].typed);
		desk_expect_not(desk, "черновик"); /* what stands open is none */
		desk_keys(desk, "F9 text:сидор Enter");
		desk_expect_row(desk, 0, "Сидорова");
		desk_expect_row(desk, 0, "1 черновик");
		desk_keys(desk, "0");
		desk_expect_not(desk, "черновик");
		desk_keys(desk, cases[i].saved);
		if (count_of(desk, cases[i].kind) != before + cases[i].more)
			fail_msg("%s: %zu more", cases[i].name, count_of(desk, cases[i].kind) - before);
		desk_expect_not(desk, "черновик");
		desk_expect_row(desk, 0, cases[i].then);
		desk_keys(desk, "q q q");
		if (count_of(desk, cases[i].kind) != before + cases[i].more)
			fail_msg("%s: written again", cases[i].name);
		desk_close(desk);
	}
}

TEST(a_step_brought_back_is_still_of_its_client)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 r text:чт Space text:договор F9 text:сидор Enter 0 Enter");
	assert_int_equal(last_task(desk).client.v, id_named(desk, "Антонов"));
	desk_close(desk);
}

TEST(an_open_draft_of_the_palette_is_come_back_to)
{
	Desk *desk = open_day();
	size_t before = count_of(desk, &kind_client);
	desk_keys(desk, "A text:Двойнов Esc Esc 0 F9 text:черновик");
	desk_expect(desk, "Черновик: ");
	desk_keys(desk, "Enter F2 q F2");
	assert_int_equal(count_of(desk, &kind_client), before + 1);
	desk_close(desk);
}

TEST(what_was_not_typed_is_no_draft)
{
	static const char *const ways[] = {"2 m Esc Esc", "3 a Esc", "a text:да Backspace Backspace Esc", "2 m text:а Backspace Esc", "A Esc", "3 A Esc"};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = open_day();
		desk_keys(desk, ways[i]);
		if (desk_has(desk, "черновик"))
			fail_msg("%s leaves a draft", ways[i]);
		desk_close(desk);
	}
}

TEST(f4_takes_all_that_the_line_said)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 a text:отчёт Space text:завтра Space text:#опт Tab F4");
	desk_expect(desk, "опт");
	desk_expect(desk, "Антонов Павел"); /* as the echo said */
	desk_keys(desk, "F2");
	desk_expect_not(desk, "черновик");
	assert_int_equal(last_task(desk).client.v, id_named(desk, "Антонов"));
	desk_keys(desk, "F text:x");
	desk_keys(desk, "Esc a text:Новиков Space text:Олег, Space text:9161112233, Space text:звонок Space text:завтра F4");
	desk_expect(desk, "Новиков");
	desk_expect(desk, "звонок завтра");
	desk_keys(desk, "F2");
	assert_int_equal(last_task(desk).client.v, id_named(desk, "Новиков"));
	desk_close(desk);
}

TEST(a_form_of_a_line_is_kept_when_it_is_left)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 a text:отчёт Space text:завтра Space text:#опт Tab F4 Esc");
	desk_expect_row(desk, -2, "Не сохранено");
	desk_keys(desk, "Esc 0");
	desk_expect(desk, "отчёт");
	desk_expect(desk, "опт");
	desk_keys(desk, "F2");
	assert_string_equal(last_task(desk).summary.s, "отчёт");
	assert_int_equal(last_task(desk).client.v, id_named(desk, "Антонов"));
	desk_close(desk);
}

/* ---- the quick line says what it writes ---- */

TEST(a_line_with_an_unknown_name_is_nobodys_till_tab)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 a text:звонок Space text:Зарубину Space text:завтра");
	desk_expect(desk, "Клиента «Зарубину» нет");
	desk_expect_not(desk, "Антонов Павел Романович (");
	desk_keys(desk, "Tab");
	desk_expect_not(desk, "Клиента «Зарубину» нет");
	desk_expect(desk, "пт 24 июля · Антонов Павел");
	desk_keys(desk, "Tab");
	desk_expect(desk, "Клиента «Зарубину» нет");
	desk_close(desk);
}

TEST(a_task_without_a_date_tells_where_it_is)
{
	Desk *desk = open_day();
	desk_keys(desk, "a text:первый Enter");
	desk_expect_row(desk, -2, "Без даты, в дне календаря: «первый»");
	desk_keys(desk, "3 Enter");
	desk_expect(desk, "первый");
	desk_close(desk);
}

/* As the command reads it: the client under a cursor is meant only on his card, elsewhere when Tab says so. */
TEST(a_line_means_the_client_of_a_card_and_of_a_row_by_tab)
{
	static const char *const rows[] = {"1", "2", "3", "5"};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = open_day();
		desk_keys(desk, rows[i]);
		desk_keys(desk, "a text:отчёт Space text:завтра Enter");
		assert_string_equal(last_task(desk).summary.s, "отчёт");
		assert_int_equal(last_task(desk).client.v, 0);
		desk_close(desk);
	}
	Desk *desk = open_day();
	desk_keys(desk, "2 a text:отчёт Space text:завтра");
	desk_expect(desk, "Tab: для клиента строки");
	desk_keys(desk, "Tab");
	desk_expect(desk, "отчёт\302\273 · пт 24 июля · Антонов Павел");
	desk_keys(desk, "Enter");
	desk_expect_row(desk, -2, "Антонов Павел");
	assert_int_equal(last_task(desk).client.v, id_named(desk, "Антонов"));
	desk_keys(desk, "2 Enter a text:отчёт Space text:завтра");
	desk_expect(desk, "отчёт\302\273 · пт 24 июля · Антонов Павел");
	desk_keys(desk, "Tab Enter");
	assert_int_equal(last_task(desk).client.v, 0);
	desk_close(desk);
}

TEST(meetings_and_steps_say_whose_they_are)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 m text:пт Space text:15:00");
	desk_expect(desk, "Антонов Павел");
	desk_keys(desk, "Enter");
	desk_expect_row(desk, -2, "Антонов Павел");
	desk_keys(desk, "g r");
	desk_expect(desk, "Антонов П., шаг:");
	desk_keys(desk, "text:пн Space text:10 Space text:счёт Enter");
	desk_expect_row(desk, -2, "Антонов П.: пн 27 июля 10:00 счёт");
	desk_keys(desk, "Space Space r");
	desk_expect(desk, "2 клиента, шаг:");
	desk_keys(desk, "text:чт Space text:КП Enter");
	desk_expect_row(desk, -2, "2 клиентов: чт 30 июля КП");
	desk_close(desk);
}

TEST(a_step_after_done_says_what_was_stored)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 Down Down d text:pfdnhf Space text:d Space text:10 Space text:pdjyjr Enter");
	desk_expect_row(desk, -2, "пт 24 июля 10:00 звонок");
	desk_close(desk);
}

/* A line opened on a day of the calendar: a date that is typed wins, a time alone is of that day. */
TEST(the_day_of_the_calendar_gives_way_to_a_typed_one)
{
	static const struct {
		const char *typed, *start;
		const char *summary;
	} cases[] = {
		{"text:планёрка Space text:завтра Space text:в Space text:10 Space text:15м", "2026-07-24T10:00:00", "планёрка"},
		{"text:планёрка Space text:10:00 Space text:15м", "2026-07-28T10:00:00", "планёрка"},
		{"text:планёрка Space text:каждый Space text:пн Space text:10 Space text:30м", "2026-07-27T10:00:00", "планёрка"},
		{"text:планёрка Space text:31.07 Space text:14-15:30", "2026-07-31T14:00:00", "планёрка"},
		{"text:планёрка Space text:через Space text:неделю Space text:в Space text:11 Space text:1ч", "2026-07-30T11:00:00", "планёрка"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char at[WHEN_TEXT];
		Desk *desk = open_day();
		desk_keys(desk, "3 Right Right Right Right Right a");
		desk_expect(desk, "+ 28.07 ");
		desk_keys(desk, cases[i].typed);
		desk_keys(desk, "Enter");
		Event event = last_event(desk);
		moment_text(at, event.start);
		if (strncmp(at, cases[i].start, 16) != 0)
			fail_msg("%s: %s, want %s", cases[i].typed, at, cases[i].start);
		assert_string_equal(event.summary.s, cases[i].summary);
		desk_close(desk);
	}
}

/* ---- lists ---- */

TEST(a_call_taken_back_is_not_done)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 f 1 c 1 text:да Enter");
	desk_expect(desk, "сделано 1");
	desk_keys(desk, "u");
	desk_expect_not(desk, "сделано 1");
	desk_expect_not(desk, "✓ Иванов");
	desk_close(desk);
}

TEST(marks_end_with_their_records)
{
	Desk *desk = open_day();
	desk_keys(desk, "a text:Новиков Space text:Олег, Space text:9161112233 Enter 2 *");
	desk_expect(desk, "отмечено 4");
	desk_keys(desk, "u");
	desk_expect(desk, "отмечено 3");
	desk_keys(desk, "D");
	desk_expect_row(desk, -2, "Удалено: 3 клиента");
	assert_int_equal(count_of(desk, &kind_client), 0);
	desk_keys(desk, "u");
	assert_int_equal(count_of(desk, &kind_client), 3);
	desk_close(desk);
}

TEST(done_on_marks_names_as_many_as_were_done)
{
	Desk *desk = open_day();
	desk_keys(desk, "2 * d");
	desk_expect_row(desk, -2, "2 шага; без шага: 1");
	desk_keys(desk, "1 : text:go Space text:changes Enter");
	desk_expect(desk, "Сделаны шаги 2 клиентов");
	desk_close(desk);
}

/* ---- putting off ---- */

TEST(a_date_is_typed_behind_the_letter_the_row_shows)
{
	static const struct {
		const char *typed, *echo;
	} cases[] = {
		{"g text:через Space text:3 Space text:дня Space text:в Space text:10", "= вс 26 июля 10:00"},
		{"g text:пт Space text:9", "= пт 24 июля 09:00"},
		{"g text:fri", "= пт 24 июля"},
		{"text:п15.08", "= сб 15 августа"},
		{"text:пт Space text:9", "= пт 24 июля 09:00"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = open_day();
		desk_keys(desk, "5 z");
		desk_keys(desk, cases[i].typed);
		desk_expect(desk, cases[i].echo);
		desk_keys(desk, "Enter");
		desk_expect_row(desk, -2, "Отложено до ");
		desk_close(desk);
	}
}

/* ---- forms ---- */

TEST(the_end_follows_the_start)
{
	static const struct {
		const char *start, *from, *to;
	} cases[] = {
		{"пн Space text:16", "2026-07-27T16:00", "2026-07-27T17:30"},
		{"24.07 Space text:13:00", "2026-07-24T13:00", "2026-07-24T14:30"},
		{"24.07 Space text:23:30", "2026-07-24T23:30", "2026-07-25T01:00"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char from[WHEN_TEXT], to[WHEN_TEXT];
		Desk *desk = open_day();
		desk_keys(desk, "a text:встреча Space text:завтра Space text:14-15:30 F4");
		for (int k = 0; k < 20 && !desk_has(desk, "▌ начало"); k++)
			desk_keys(desk, "Down");
		char *keys = mem_printf("C-u text:%s", cases[i].start);
		desk_keys(desk, keys);
		free(keys);
		desk_keys(desk, "F2");
		desk_expect_row(desk, -2, "Сохранено");
		moment_text(from, last_event(desk).start);
		moment_text(to, last_event(desk).end);
		if (strncmp(from, cases[i].from, 16) != 0 || strncmp(to, cases[i].to, 16) != 0)
			fail_msg("%s: %s to %s", cases[i].start, from, to);
		desk_close(desk);
	}
}

/* Of whole days the form says the last one, as lines do; the record keeps the day behind it. */
TEST(the_end_of_whole_days_is_the_last_one)
{
	static const struct {
		const char *field, *keys, *shown, *from, *to;
	} cases[] = {
		{"▌ конец", "", "= ср 12 августа", "2026-08-10", "2026-08-13"},
		{"▌ конец", "C-u text:14.08", "= пт 14 августа", "2026-08-10", "2026-08-15"},
		{"▌ конец", "C-u text:10.08", "= пн 10 августа", "2026-08-10", "2026-08-11"},
		{"▌ начало", "C-u text:11.08 Tab", "13.08.2026", "2026-08-11", "2026-08-14"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char from[WHEN_TEXT], to[WHEN_TEXT];
		Desk *desk = open_day();
		desk_keys(desk, "a text:отпуск Space text:10.08-12.08 F4");
		for (int k = 0; k < 20 && !desk_has(desk, cases[i].field); k++)
			desk_keys(desk, "Down");
		desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].shown);
		desk_keys(desk, "F2");
		desk_expect_row(desk, -2, "Сохранено");
		moment_text(from, last_event(desk).start);
		moment_text(to, last_event(desk).end);
		if (strcmp(from, cases[i].from) != 0 || strcmp(to, cases[i].to) != 0)
			fail_msg("row %zu: %s to %s", i, from, to);
		desk_close(desk);
	}
}

TEST(save_stands_at_the_field_that_is_wrong)
{
	Desk *desk = open_day();
	desk_keys(desk, "a text:встреча Space text:завтра Space text:14-15:30 F4");
	for (int k = 0; k < 20 && !desk_has(desk, "▌ конец"); k++)
		desk_keys(desk, "Down");
	desk_keys(desk, "C-u text:24.07 Space text:13:00 Up Up Up F2");
	desk_expect(desk, "▌ конец");
	desk_expect(desk, "конец раньше начала");
	desk_expect_row(desk, -2, "1 поле поправить");
	desk_keys(desk, "C-u text:24.07 Space text:16:00 F2");
	desk_expect_row(desk, -2, "Сохранено");
	desk_close(desk);
}

/* ---- a client that was just made is the one that is meant ---- */

TEST(what_comes_after_a_new_client_is_its_own)
{
	static const struct {
		const char *name, *keys;
	} cases[] = {
		{"palette", "1 : text:Яковлев Enter F2"},
		{"form on Today", "1 A text:Яковлев F2"},
		{"form on the list", "2 A text:Яковлев F2"},
		{"form on a filtered list", "2 / text:сидор Tab A text:Яковлев F2"},
		{"line on the list", "2 a text:Яковлев Space text:Олег, Space text:9161112233 Enter"},
		{"line with a step", "2 a text:Яковлев Space text:Олег, Space text:9161112233, Space text:звонок Space text:завтра Enter"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = open_day();
		desk_keys(desk, cases[i].keys);
		desk_expect_row(desk, -2, "Яковлев");
		desk_keys(desk, "c");
		desk_expect(desk, "ЗВОНОК");
		char *frame = desk_text(desk), *call = strstr(frame, "ЗВОНОК");
		char *line = mem_strndup(call, strcspn(call, "\n"));
		if (!strstr(line, "Яковлев"))
			fail_msg("%s: %s", cases[i].name, line);
		free(frame);
		free(line);
		desk_close(desk);
	}
}

TEST(a_number_that_nobody_has_is_a_number)
{
	Desk *desk = open_day();
	Arena *arena = arena_new();
	desk_keys(desk, "1 : text:74951234567 Enter");
	desk_expect(desk, "человек");
	desk_keys(desk, "F2");
	desk_expect_row(desk, -2, "поправить"); /* it has no name yet */
	desk_keys(desk, "text:Яковлев F2");
	Channel *channels = NULL;
	size_t n = 0;
	well(client_channels(desk->work, id_named(desk, "Яковлев"), &channels, &n, arena));
	assert_int_equal(n, 1);
	assert_string_equal(channels[0].key.s, "+74951234567");
	arena_free(arena);
	desk_close(desk);
}

/* ---- for screen readers, and long faults ---- */

static bool draws_boxes(const char *frame)
{
	for (const char *at = frame; (at = strchr(at, '\xe2')); at++)
		if ((unsigned char)at[1] == 0x94 || (unsigned char)at[1] == 0x95 || ((unsigned char)at[1] == 0x96 && (unsigned char)at[2] < 0x90 && strncmp(at, GLYPH_CURSOR, 3) != 0 && strncmp(at, GLYPH_EDIT, 3) != 0))
			return true; /* U+2500 to U+258F but the bars of the cursors */
	return false;
}

TEST(check_45_accessible_screens_draw_no_boxes_and_no_grids)
{
	static const char *const ways[] = {"", "2", "2 Enter", "3", "3 - - -", "3 +", "5", "7", "a text:звонок", ":", "?", "w", "2 r text:чт", "5 z", "A", "2 c", "2 c 1", "2 f", "2 C",
	                                   ": text:go Space text:changes Enter", ": text:go Space text:imports Enter"};
	static const int sizes[][2] = {{24, 80}, {36, 120}, {10, 40}};
	for (size_t i = 0; i < countof(ways); i++)
		for (size_t k = 0; k < countof(sizes); k++) {
			Desk *desk = desk_open((DeskOptions){
				.lang = LANG_RU,
				.lines = day,
				.settings = {"look.accessible=yes"},
				.rows = sizes[k][0],
				.cols = sizes[k][1],
			});
			desk_keys(desk, ways[i]);
			char *frame = desk_text(desk);
			if (draws_boxes(frame)) {
				printf("%s", frame);
				fail_msg("%s at %dx%d", ways[i], sizes[k][1], sizes[k][0]);
			}
			free(frame);
			desk_close(desk);
		}
}

TEST(check_45_the_calendar_is_a_list)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day, .settings = {"look.accessible=yes"}});
	desk_keys(desk, "3");
	desk_expect_not(desk, "Пн        Вт");
	desk_expect(desk, "отправить КП");
	desk_keys(desk, "-");
	desk_expect_row(desk, -2, "списком");
	desk_keys(desk, "g text:27.07 Enter");
	desk_expect_not(desk, "Пн        Вт");
	desk_close(desk);
}

/* The end of a long fault says what to do: it stands there at every width. */
TEST(check_69_what_to_do_is_read_whole)
{
	static const int sizes[][2] = {{24, 80}, {10, 40}, {36, 120}, {16, 60}};
	for (size_t k = 0; k < countof(sizes); k++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day, .rows = sizes[k][0], .cols = sizes[k][1]});
		char *path = path_join(desk->home, "a-long-name-of-a-file-that-is-no-calendar-at-all.ics");
		well(file_write(path, "no calendar", 11));
		char *keys = mem_printf("i / C-u text:%s Enter", path);
		desk_keys(desk, keys);
		desk_expect(desk, "ведётся");
		desk_expect(desk, "выгрузите");
		desk_keys(desk, "1");
		desk_expect_not(desk, "ведётся"); /* the next key clears it */
		free(keys);
		free(path);
		desk_close(desk);
	}
}

/* ---- reaching ---- */

TEST(dialling_says_what_came_of_it)
{
	static const struct {
		const char *setting, *said, *said_too;
	} cases[] = {
		{"run.dial=", "+79161234567", "набор не задан: 7 Настройки"},
		{"run.dial=true", "+79161234567", "набирает true"},
		{"run.dial=false", "false", "+79161234567"},
		{"run.dial=/no/such/dialler", "/no/such/dialler", "+79161234567"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day, .settings = {cases[i].setting}, .cols = 200});
		desk_keys(desk, "2 Down o");
		desk_expect_row(desk, -2, cases[i].said);
		desk_expect_row(desk, -2, cases[i].said_too);
		desk_close(desk);
	}
}

/* A desk has no clipboard: the words are measured. */
TEST(what_is_said_of_a_number_without_a_dial_command_fits_its_row)
{
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN});
		const char *ways[] = {_("Copied by tmux: %s"), _("Copied through the terminal: %s")};
		for (size_t i = 0; i < countof(ways); i++) {
			int cells = utf8_width(ways[i]) - 2 + utf8_width("+7 916 123-45-67") + 2 + utf8_width(_("no dial command: 7 Settings"));
			if (cells > 78)
				fail_msg("%d: %s", cells, ways[i]);
		}
		desk_close(desk);
	}
}

/* Of a woman, by what is set or else by her name, in the form as one types and on the card. */
TEST(a_woman_is_born_in_her_gender)
{
	static const char *const lines[] = {
		"client add --name \"Ким Анна Петровна\" --born 14.03.1990", "client add --name \"Ли Пётр Иванович\" --born 15.03.1990",
		"client add --name \"Цой Саша\" --kind person --gender female --born 16.09.1990", NULL};
	static const struct {
		const char *keys, *label;
	} cases[] = {
		{"2 Home Enter", "родилась  14.03.1990 (36)"},
		{"2 Home Enter e", "родилась   14.03.1990"},
		{"2 Home Down Enter", "родился   15.03.1990 (36)"},
		{"2 Home Down Enter e", "родился    15.03.1990"},
		{"2 End Enter", "родилась  16.09.1990 (35)"},
		{"2 End Enter e", "родилась   16.09.1990"},
		{"2 A", "родился "},
		{"2 A Tab text:Анна Tab text:Петровна Tab", "родилась "},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = lines});
		desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].label);
		desk_close(desk);
	}
}

/* A new thing is called new in the gender of its kind. */
TEST(new_things_are_named_in_their_gender)
{
	static const struct {
		const char *keys, *head;
	} cases[] = {
		{"2 A", "Клиенты ▸ новый"},
		{"3 A", "События ▸ новое"},
		{"a text:позвонить Space text:завтра F4", "Дела ▸ новое"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
		desk_keys(desk, cases[i].keys);
		desk_expect_row(desk, 0, cases[i].head);
		desk_close(desk);
	}
}

TEST(the_whole_card_can_be_copied)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = day, .cols = 200});
	desk_keys(desk, "2 Down y");
	desk_expect(desk, "вся карточка");
	desk_keys(desk, "3");
	desk_expect_row(desk, -2, "Иванов Игорь Петрович");
	desk_close(desk);
}

/* Who is called as he is named is named once at the head of the card; a record without a title is called by its kind. */
TEST(a_name_that_is_its_own_address_stands_once)
{
	static const char *const lines[] = {"client add --name \"אבג שלום\"", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = lines});
	desk_keys(desk, "2 Enter");
	desk_expect(desk, "אבג שלום");
	desk_expect_not(desk, "אבג שלום · ");
	desk_close(desk);
}

/* A number that cannot be read stays as it was typed, and is seen to. */
TEST(a_phone_that_cannot_be_read_is_flagged)
{
	static const char *const lines[] = {"client add --name \"Ким Анна\" --phone \"8 916 12\"", "client add --name \"Ли Яна\" --phone \"8 916 123-45-67\"", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = lines});
	desk_keys(desk, "2 Enter");
	desk_expect(desk, "8 916 12 ?");
	desk_keys(desk, "q Down Enter");
	desk_expect(desk, "+7 916 123-45-67");
	desk_expect_not(desk, "67 ?");
	desk_close(desk);
}

/* The shipped filter holds whom the list marks: a task whose time passed today as well, nothing of a day that is not over. */
TEST(the_filter_of_overdue_holds_what_is_marked)
{
	static const char *const lines[] = {
		"client add --name \"Антонов Павел\"",
		"client add --name \"Белова Яна\"",
		"client add --name \"Волков Пётр\"",
		"client add --name \"Гусев Олег\"",
		"task add \"счёт\" --due 2026-07-23T09:00 --client Антонов",
		"task add \"акт\" --due 2026-07-23 --client Белова",
		"event add \"встреча\" --start 2026-07-23T08:00 --length 30m --client Волков",
		"task add \"письмо\" --due 2026-07-22 --client Гусев",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = lines});
	desk_keys(desk, "2 f 2");
	desk_expect(desk, "Антонов");
	desk_expect(desk, "Гусев");
	desk_expect_not(desk, "Белова");
	desk_expect_not(desk, "Волков");
	desk_close(desk);
}

/* A step that is done is told with whose it was, and what comes next is asked of the same. */
TEST(done_of_an_organization_names_whose_step_it_was)
{
	static const char *const lines[] = {
		"client add --name \"Sidorova Anna\" --organization \"East LLC\"",
		"task add \"send the invoice\" --due 2026-07-24 --client Sidorova",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	desk_keys(desk, "2 Home");
	desk_expect_cursor(desk, "East");
	desk_keys(desk, "d");
	desk_expect(desk, "Sidorova A., next step:");
	desk_expect(desk, "Done: send the invoice, Sidorova A.");
	desk_close(desk);
}
