/* SPDX-License-Identifier: MIT */
/* Forms, menus and prompts: drawn as the mock-ups have them, and their keys. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/form.h"
#include "kartoteka/term/menu.h"
#include "kartoteka/term/prompt.h"
#include "test.h"

static Key key_of(const char *name)
{
	Key key;
	if (!key_read(&key, name))
		fail_msg("no key %s", name);
	return key;
}

static void expect_row(Frame *frame, int row, const char *want)
{
	char *got = frame_row(frame, row);
	expect_text(want, got, want);
	free(got);
}

static size_t add_beside(Form *form, const char *label, const char *value)
{
	size_t item = form_add_field(form, label, value, false);
	form->items[item].beside = true;
	return item;
}

/* Mockup 12, its upper part. */
static void fill(Form *form)
{
	form_init(form);
	form_add_heading(form, "ИМЯ");
	form_add_field(form, "фамилия", "Орлова", false);
	add_beside(form, "обращение", "Ксения Андреевна");
	form_add_field(form, "отчество", "Андреевна", false);
	form_set_echo(form, add_beside(form, "родилась", "14.03"), "= 14 марта");
	form_add_gap(form);
	form_add_heading(form, "СВЯЗЬ");
	form_add_field(form, "моб.", "+7 925 310-44-18", false);
	form_set_error(form, form_add_field(form, "раб.", "+7 495 640-22-1", false), "9 цифр, нужно 10: +7 495 640-22-1_");
	add_beside(form, "доб.", "114");
	form_add_gap(form);
	form_add_heading(form, "РАБОТА");
	form_add_field(form, "где", "Зенит", false);
	add_beside(form, "роль", "закупки");
	form_add_field(form, "метки", "", false);
	add_beside(form, "источник", "выставка, март");
	form_add_field(form, "заметка", "", false);
	form_add_gap(form);
	form_set_echo(form, form_add_field(form, "шаг", "чт 10 КП", false), "= чт 30 июля 10:00  КП");
}

TEST(form_as_the_mockup)
{
	static const FormChoice choices[] = {{"ООО «Зенит»", "4 человека", 1}, {"ИП Зенин", "Казань", 2}};
	Form form;
	Frame *frame = frame_new(20, 80);
	text_language(LANG_RU, KT_LOCALE_DIR);
	fill(&form);
	form_go(&form, 12);
	form_key(&form, key_of("Left"));
	form_key(&form, key_of("Left"));
	form_set_choices(&form, "организация", choices, 2);
	form_fit(&form, 20, 80);
	form_draw(&form, area_all(frame), true);
	text_language(LANG_EN, KT_LOCALE_DIR);
	expect_row(frame, 0, " ИМЯ");
	expect_row(frame, 1, "  фамилия    Орлова                          обращение  Ксения Андреевна");
	expect_row(frame, 2, "  отчество   Андреевна                       родилась   14.03   = 14 марта");
	expect_row(frame, 3, "");
	expect_row(frame, 5, "  моб.       +7 925 310-44-18");
	expect_row(frame, 6, "  раб.       +7 495 640-22-1                 доб.       114");
	expect_row(frame, 7, "!            9 цифр, нужно 10: +7 495 640-22-1_");
	expect_row(frame, 10, "▌ где        Зен▏ит                          роль       закупки");
	expect_row(frame, 11, "  метки     ╭─ организация ────────────╮     источник   выставка, март");
	expect_row(frame, 12, "  заметка   │▌ ООО «Зенит»  4 человека │");
	expect_row(frame, 13, "            │  ИП Зенин         Казань │");
	expect_row(frame, 14, "  шаг       ╰───────────── Enter взять ╯     = чт 30 июля 10:00  КП");
	assert_int_equal(frame->cursor_row, 10);
	assert_int_equal(frame->cursor_col, 16);
	form_done(&form);
	frame_free(frame);
}

TEST(form_keys)
{
	static const struct {
		const char *key;
		FormResult result;
		size_t focus;
	} steps[] = {
		{"Tab", FORM_LEFT, 2},
		{"Tab", FORM_LEFT, 3},
		{"S-Tab", FORM_LEFT, 2},
		{"Down", FORM_LEFT, 4},
		{"Down", FORM_LEFT, 7},
		{"Up", FORM_LEFT, 3},
		{"x", FORM_EDITED, 3},
		{"Enter", FORM_LEFT, 4},
		{"F2", FORM_IGNORED, 4},
		{"Esc", FORM_IGNORED, 4},
		{"Left", FORM_MOVED, 4},
		{"C-s", FORM_IGNORED, 4},
		{"C-u", FORM_EDITED, 4},
		{"S-Tab", FORM_LEFT, 3},
		{"Up", FORM_LEFT, 1},
		{"Up", FORM_MOVED, 1},
		{"S-Tab", FORM_LEFT, 18},
		{"Enter", FORM_LAST, 18},
		{"Tab", FORM_LEFT, 1},
	};
	Form form;
	fill(&form);
	form_fit(&form, 20, 80);
	assert_int_equal(form.focus, 1);
	assert_false(form_is_dirty(&form));
	for (size_t i = 0; i < countof(steps); i++) {
		FormResult got = form_key(&form, key_of(steps[i].key));
		if (got != steps[i].result || form.focus != steps[i].focus)
			fail_msg("step %zu %s: %d at %zu, want %d at %zu", i, steps[i].key, (int)got, form.focus, (int)steps[i].result, steps[i].focus);
	}
	assert_true(form_is_dirty(&form));
	assert_true(form_item_is_dirty(&form, 3));
	form_clean(&form);
	assert_false(form_is_dirty(&form));
	assert_int_equal(form_errors(&form), 1);
	assert_true(form_go_error(&form));
	assert_int_equal(form.focus, 8);
	form_done(&form);
}

TEST(form_choices)
{
	static const FormChoice choices[] = {{"Зенит", NULL, 11}, {"Зенин", "Казань", 12}, {"Зета", NULL, 13}};
	Form form;
	fill(&form);
	form_go(&form, 12);
	form_set_choices(&form, "x", choices, 3);
	assert_int_equal(form_key(&form, key_of("Down")), FORM_MOVED);
	assert_int_equal(form.focus, 12);
	assert_int_equal(form_key(&form, key_of("Enter")), FORM_TAKEN);
	assert_int_equal(form_taken(&form)->id, 12);
	assert_string_equal(form_value(&form, 12), "Зенин");
	assert_int_equal(form.n_choices, 0);
	form_set_choices(&form, "x", choices, 3);
	assert_int_equal(form_key(&form, key_of("Esc")), FORM_MOVED);
	assert_int_equal(form_key(&form, key_of("Esc")), FORM_IGNORED);
	assert_null(form_taken(&form));
	form_set(&form, 12, "Зен");
	form_set_choices(&form, "x", choices, 3);
	assert_string_equal(edit_ghost_text(form.items[12].edit), "ит");
	form_key(&form, key_of("Down"));
	assert_string_equal(edit_ghost_text(form.items[12].edit), "ин");
	form_key(&form, key_of("Up"));
	assert_int_equal(form_key(&form, key_of("Tab")), FORM_LEFT);
	assert_int_equal(form_left(&form), 12);
	assert_int_equal(form_taken(&form)->id, 11);
	assert_string_equal(form_value(&form, 12), "Зенит");
	form_go(&form, 12);
	form_set(&form, 12, "зен");
	form_set_choices(&form, "x", choices, 3);
	assert_int_equal(form_key(&form, key_of("Right")), FORM_TAKEN);
	assert_string_equal(form_value(&form, 12), "Зенит");
	/* A word within, and one that is there whole. */
	static const FormChoice firms[] = {{"ООО «Вектор»", NULL, 1}, {"Вектор", NULL, 2}};
	form_set(&form, 12, "век");
	form_set_choices(&form, "x", firms, 1);
	assert_string_equal(edit_ghost_text(form.items[12].edit), "тор»");
	form_key(&form, key_of("Esc"));
	assert_string_equal(edit_ghost_text(form.items[12].edit), "");
	form_set(&form, 12, "вектор");
	form_set_choices(&form, "x", firms, 2);
	assert_string_equal(edit_ghost_text(form.items[12].edit), "");
	/* Where what is typed may be meant as it stands Tab leaves it. */
	form.free = true;
	form_set(&form, 12, "Зен");
	form_set_choices(&form, "x", choices, 3);
	assert_string_equal(edit_ghost_text(form.items[12].edit), "ит");
	assert_int_equal(form_key(&form, key_of("Tab")), FORM_LEFT);
	assert_null(form_taken(&form));
	assert_string_equal(form_value(&form, 12), "Зен");
	form_done(&form);
}

TEST(form_at_every_size)
{
	Form form;
	fill(&form);
	size_t note = form_add_field(&form, "заметка", "длинная заметка в несколько строк\nвторая", true);
	form.items[note].lines = 3;
	form_add_note(&form, "Всё, что здесь написано, видят все, кто ведёт картотеку.");
	for (int rows = 1; rows < 30; rows += 4)
		for (int cols = 20; cols <= 130; cols += 11)
			for (size_t i = 0; i < form.n; i++) {
				static const FormChoice choices[] = {{"один", NULL, 1}, {"два", "три", 2}};
				Frame *frame = frame_new(rows, cols);
				if (!form_go(&form, i)) {
					frame_free(frame);
					continue;
				}
				form_set_choices(&form, "список", choices, 2);
				form_fit(&form, rows, cols);
				form_draw(&form, area_all(frame), true);
				/* The field itself is always seen. */
				char *text = frame_text(frame);
				if (!strstr(text, "▏"))
					fail_msg("%d x %d, item %zu:\n%s", rows, cols, i, text);
				free(text);
				frame_free(frame);
			}
	form_done(&form);
}

TEST(form_insert_keeps_the_focus)
{
	Form form;
	fill(&form);
	form_go(&form, 8);
	form_insert_field(&form, 8, "ещё", "", false);
	assert_int_equal(form.focus, 9);
	form_insert_field(&form, 12, "ещё", "", false);
	assert_int_equal(form.focus, 9);
	assert_string_equal(form_value(&form, 9), "+7 495 640-22-1");
	form_done(&form);
}

/* --- menus --- */

static void deals(Menu *menu)
{
	menu_init(menu, "Какую сделку дальше?");
	menu_add(menu, NULL, "Поставка «Норд»   Переговоры → Сделка", "310 000");
	menu_add(menu, NULL, "Стеллажи          Контакт → Предложение", "45 000");
	menu_add_off(menu, NULL, "Обслуживание      Новый → Контакт", "60 000");
}

TEST(menu_as_the_mockup)
{
	Menu menu;
	Frame *frame = frame_new(10, 80);
	deals(&menu);
	Area box = menu_area(&menu, area_all(frame), -1, false);
	menu_draw(&menu, box);
	assert_int_equal(box.rows, 5);
	expect_row(frame, 2, "            ╭─ Какую сделку дальше? ──────────────────────────────╮");
	expect_row(frame, 3, "            │▌ 1  Поставка «Норд»   Переговоры → Сделка   310 000 │");
	menu_done(&menu);
	frame_free(frame);
}

TEST(menu_keys)
{
	static const struct {
		const char *key;
		MenuResult result;
		size_t cursor;
	} steps[] = {
		{"Down", MENU_MOVED, 1},
		{"Down", MENU_MOVED, 1},
		{"Up", MENU_MOVED, 0},
		{"Up", MENU_MOVED, 0},
		{"2", MENU_CHOSEN, 1},
		{"3", MENU_IGNORED, 1},
		{"Home", MENU_MOVED, 0},
		{"End", MENU_MOVED, 1},
		{"Enter", MENU_CHOSEN, 1},
		{"x", MENU_IGNORED, 1},
		{"й", MENU_CANCELED, 1},
		{"q", MENU_CANCELED, 1},
		{"Esc", MENU_CANCELED, 1},
		{"Left", MENU_CANCELED, 1},
		{"C-c", MENU_IGNORED, 1},
	};
	Menu menu;
	deals(&menu);
	for (size_t i = 0; i < countof(steps); i++) {
		MenuResult got = menu_key(&menu, key_of(steps[i].key), "ru");
		if (got != steps[i].result || menu.cursor != steps[i].cursor)
			fail_msg("step %zu %s: %d at %zu", i, steps[i].key, (int)got, menu.cursor);
	}
	menu_done(&menu);
}

TEST(menu_with_a_line)
{
	Menu menu;
	Frame *frame = frame_new(14, 50);
	menu_init(&menu, "Отложить");
	menu_add(&menu, NULL, "на 15 минут", "09:57");
	menu_add(&menu, NULL, "на 1 час", "10:42");
	menu_add_line(&menu, "g", "дата:");
	assert_int_equal(menu_key(&menu, key_of("п"), "ru"), MENU_EDITED);
	assert_int_equal(menu_key(&menu, key_of("1"), "ru"), MENU_EDITED);
	assert_int_equal(menu_key(&menu, key_of("5"), "ru"), MENU_EDITED);
	assert_string_equal(edit_text(menu.line), "п15");
	menu_set_echo(&menu, "= ср 15 июля", false);
	Area box = menu_area(&menu, area_all(frame), 2, true);
	menu_draw(&menu, box);
	assert_int_equal(box.row, 3);
	assert_int_equal(box.col + box.cols, 49);
	expect_row(frame, 4, "         │  1  на 15 минут                09:57 │");
	expect_row(frame, 7, "         │▌ g  дата:  п15▏                      │");
	expect_row(frame, 8, "         │            = ср 15 июля              │");
	assert_int_equal(menu_key(&menu, key_of("Enter"), "ru"), MENU_LINE);
	assert_int_equal(menu_key(&menu, key_of("Esc"), "ru"), MENU_EDITED);
	assert_int_equal(menu_key(&menu, key_of("Esc"), "ru"), MENU_CANCELED);
	assert_int_equal(menu_key(&menu, key_of("Up"), "ru"), MENU_MOVED);
	assert_int_equal(menu.cursor, 1);
	assert_int_equal(menu_key(&menu, key_of("1"), "ru"), MENU_CHOSEN);
	assert_int_equal(menu.cursor, 0);
	assert_int_equal(menu_key(&menu, key_of("+"), "ru"), MENU_EDITED);
	assert_int_equal(menu_key(&menu, key_of("Up"), "ru"), MENU_MOVED);
	assert_int_equal(menu.cursor, 1);
	menu_done(&menu);
	frame_free(frame);
}

TEST(menu_places)
{
	Menu menu;
	Frame *frame = frame_new(12, 60);
	deals(&menu);
	for (int row = -1; row < 12; row++) {
		Area box = menu_area(&menu, area_all(frame), row, false);
		assert_int_equal(box.rows, 5);
		/* Never over the row it belongs to, while there is room for both. */
		if (row >= 0)
			assert_false(area_has(box, row, box.col));
	}
	frame_resize(frame, 4, 20);
	Area box = menu_area(&menu, area_all(frame), 1, false);
	menu.cursor = 1;
	menu_draw(&menu, box);
	assert_int_equal(box.rows, 4);
	menu_done(&menu);
	frame_free(frame);
}

/* --- prompts --- */

TEST(prompt_as_the_mockup)
{
	static const char text[] = "звонок иванов завтра в 10 15м про договор #опт 310к";
	static const char *const words[] = {"звонок", "иванов", "завтра в 10", "15м", "про договор", "#опт", "310к"};
	Prompt prompt;
	Frame *frame = frame_new(5, 80);
	prompt_init(&prompt, "+", text);
	for (size_t i = 0; i < countof(words); i++) {
		size_t from = (size_t)(strstr(text, words[i]) - text);
		prompt_add_word(&prompt, from, from + strlen(words[i]), STYLE_DIM);
	}
	prompt_add_echo(&prompt, STYLE_PLAIN, "звонок · Иванов");
	prompt_add_echo(&prompt, STYLE_SOON, "! тогда же");
	assert_int_equal(prompt_rows(&prompt), 4);
	prompt_draw(&prompt, area_all(frame), true);
	expect_row(frame, 0, " + звонок иванов завтра в 10 15м про договор #опт 310к▏");
	expect_row(frame, 1, "   ────── ────── ─────────── ─── ─────────── ──── ────");
	expect_row(frame, 2, "   звонок · Иванов");
	expect_row(frame, 3, "   ! тогда же");
	assert_int_equal(frame->cursor_col, 54);
	frame_resize(frame, 1, 30);
	prompt_draw(&prompt, area_all(frame), true);
	prompt_clear_echo(&prompt);
	assert_int_equal(prompt_rows(&prompt), 1);
	prompt_done(&prompt);
	frame_free(frame);
}
