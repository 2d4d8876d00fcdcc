/* SPDX-License-Identifier: MIT */
/* Folding and layouts: the tables people rely on without knowing it. */
#include "kartoteka/base/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "test.h"

/* Russian letters as they look in a search key. */
static char *search_of(const char *text)
{
	Str out = {0};
	fold_search(&out, text);
	return str_take(&out);
}

static char *order_of(const char *text)
{
	Str out = {0};
	fold_order(&out, text);
	return str_take(&out);
}

TEST(fold_search_keys)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"", ""},
		{"  ", ""},
		{"«»\"'", ""},
		{"Иванов", "иbahob"},
		{"Fisher", "fisher"},
		{"  a \t b\nc ", "a b c"},
		{"Rock'n'Roll", "rocknroll"},
		{"Д’Артаньян", "дaptahьяh"},
		{"foo-bar_baz", "foo bar baz"},
		{"ivanov@mail.ru", "ivanov mail ru"},
		{"Zoë Müller", "zoe muller"},
		{"straße", "strasse"},
		{"Łódź", "lodz"},
		{"Ærø", "aero"},
		{"ﬁne", "fine"},
		{"ＡＢ１", "ab1"},
		{"Йод", "йoд"},
		{"й", "й"},
		{"Ї", "ї"},
		{"За\u0301мок", "зamok"},
		{"со\u00ADюз", "coюз"},
		{"№5", "5"},
		{"か\u3099", "か\U000F3099"},
		{"a\xff"
	     "b",
	     "a b"},
		{"💡идея", "идeя"},
		{"+7 916 123-45-67", "7 916 123 45 67"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *got = search_of(cases[i].in);
		expect_text(cases[i].in, got, cases[i].want);
		/* Folding again changes nothing. */
		char *again = search_of(got);
		expect_text(cases[i].in, again, got);
		free(again);
		free(got);
	}
}

TEST(check_32_fold_search_pairs_are_the_same)
{
	static const struct {
		const char *a, *b;
	} cases[] = {
		{"Ёлкин", "елкин"},
		{"ЁЖ", "Ёж"},
		{"«Вектор»", "вектор"},
		{"„Вектор“", "'Вектор'"},
		{"ООО «Вектор»", "ооо ВЕКТОР"},
		{"CAXAP", "САХАР"}, /* Latin beside Cyrillic */
		{"Аcтра", "Астра"}, /* the second letter is Latin */
		{"BEKTOP", "вектор"},
		{"KOMTYC", "Комтус"},
		{"Иваново\u0308", "Ивановo"},
		{"е\u0308лка", "ёлка"}, /* decomposed yo */
		{"и\u0306од", "йод"},   /* decomposed short i */
		{"И\u0306ОД", "йод"},
		{"у\u0306", "ў"},
		{"і\u0308", "ї"},
		{"Café", "CAFE"},
		{"ПЕТРО́В", "Петров"},
		{"Иванов-Петров", "иванов петров"},
		{"Иванов \u2014 Петров", "иванов петров"},
		{"a\u00A0b", "a b"},
		{"İstanbul", "istanbul"},
		{"ΣΊΣΥΦΟΣ", "σίσυφος"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *a = search_of(cases[i].a), *b = search_of(cases[i].b);
		expect_text(cases[i].a, a, b);
		free(a);
		free(b);
	}
}

TEST(fold_search_differs)
{
	static const struct {
		const char *a, *b;
	} cases[] = {{"Ионов", "Йонов"}, {"шина", "щина"}, {"елка", "илка"}, {"ab", "a b"}, {"мышь", "мыш"}};
	for (size_t i = 0; i < countof(cases); i++) {
		char *a = search_of(cases[i].a), *b = search_of(cases[i].b);
		if (strcmp(a, b) == 0)
			fail_msg("%s and %s both fold to %s", cases[i].a, cases[i].b, a);
		free(a);
		free(b);
	}
}

TEST(fold_search_adds)
{
	Str out = {0};
	str_add(&out, "x");
	fold_search(&out, " A B ");
	assert_string_equal(out.s, "xa b");
	str_done(&out);
}

TEST(fold_holds_what_stands_inside)
{
	static const struct {
		const char *text, *typed;
		bool holds;
	} cases[] = {
		{"Пётр  Иванов", "ПЕТР и", true},
		{"ООО «Вектор»", "вектор", true},
		{"x", "", true},
		{"Пётр", "павел", false},
		{"", "x", false},
		{NULL, "", false},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *folded = search_of(cases[i].typed);
		if (fold_holds(cases[i].text, folded) != cases[i].holds)
			fail_msg("row %zu: %s", i, cases[i].typed);
		free(folded);
	}
}

TEST(check_36_fold_order_rises)
{
	/* Each row stands before the next. */
	static const char *const rows[] = {
		"007", "5 элементов", "7-Цветик", "Acme", "“acmf”", "Zeta", "Абрикос", "«Вектор»",
		"Вектор 2", "Вектор-3", "Векторный", "Газ", "Ґазда", "Дом", "Ежов", "Ёлкин",
		"Ель", "Жук", "Ионов", "Йод", "Кит", "Яков"};
	for (size_t i = 0; i + 1 < countof(rows); i++) {
		char *a = order_of(rows[i]), *b = order_of(rows[i + 1]);
		if (strcmp(a, b) >= 0)
			fail_msg("%s must stand before %s", rows[i], rows[i + 1]);
		free(a);
		free(b);
	}
}

TEST(check_36_fold_order_pairs_are_the_same)
{
	static const struct {
		const char *a, *b;
	} cases[] = {
		{"«Вектор»", "вектор"},
		{"  Вектор", "Вектор"},
		{"- Вектор", "Вектор"},
		{"ЁЖ", "еж"},
		{"José", "jose"},
		{"Д'Арк", "Дарк"},
		{"и\u0306", "й"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *a = order_of(cases[i].a), *b = order_of(cases[i].b);
		expect_text(cases[i].a, a, b);
		free(a);
		free(b);
	}
	/* Cyrillic and Latin stay apart. */
	char *a = order_of("А"), *b = order_of("A");
	assert_string_not_equal(a, b);
	free(a);
	free(b);
}

TEST(fold_word_rows)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"Завтра", "завтра"},
		{"ЗАВТРА", "завтра"},
		{"Tomorrow", "tomorrow"},
		{"пАри\u0306", "парй"},
		{"Ещё", "еще"},
		{"полЁта", "полета"},
		{"+3Д", "+3д"},
		{"14.30", "14.30"},
		{"«Х»", "«х»"},
		{"", ""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0};
		fold_word(&out, cases[i].in);
		expect_text(cases[i].in, str_text(&out), cases[i].want);
		str_done(&out);
	}
}

TEST(fold_name_drops_quotes_and_apostrophes)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"Д'Артаньяну", "дартаньяну"},
		{"Д’Артаньяну", "дартаньяну"},
		{"О'Генри-Ёлкин", "огенри-елкин"},
		{"ООО «Вектор»", "ооо вектор"},
		{"'", ""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0};
		fold_name(&out, cases[i].in);
		expect_text(cases[i].in, str_text(&out), cases[i].want);
		str_done(&out);
	}
}

TEST(check_32_fold_other_layout_rows)
{
	static const struct {
		const char *in, *want; /* want NULL: nothing would change */
	} cases[] = {
		{"bdfyjd", "иванов"},
		{"Bdfyjd", "Иванов"},
		{"BDFYJD", "ИВАНОВ"},
		{"шмфтщм", "ivanov"},
		{"Шмфтщм", "Ivanov"},
		{"ghbdtn", "привет"},
		{"[kt,", "хлеб"},
		{"{jkjl", "Холод"},
		{"'rjyjvbrf", "экономика"},
		{"`krf", "ёлка"},
		{"~krf", "Ёлка"},
		{"\"ktrnhj", "Электро"},
		{":er", "Жук"},
		{"pfdnhf d 10", "завтра в 10"},
		{"pfdnhf d 14.30", "завтра в 14.30"},
		{"pfdnhf d 14:30", "завтра в 14:30"},
		{"lj,fdbnm jnxtn ", "добавить отчет "},
		{"шмфтщм\"ьфшдюкг", "ivanov@mail.ru"},
		{"bdfyjd игорь", "иванов игорь"},
		{"еуые", "test"},
		{"Ж", ":"},
		{"хъ", "[]"},
		{"123 45", NULL},
		{"", NULL},
		{"+7 (916)", NULL},
		{"中文", NULL},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0};
		bool changed = fold_other_layout(&out, cases[i].in);
		expect_text(cases[i].in, changed ? str_text(&out) : NULL, cases[i].want);
		if (!changed)
			assert_int_equal(out.n, 0);
		str_done(&out);
	}
}

static void keys_expect(const char *table, const char *cyrillic, const char *us)
{
	size_t n = strlen(cyrillic), at = 0, used;
	for (size_t i = 0; at < n; i++, at += used) {
		uint32_t code = utf8_decode(cyrillic + at, n - at, &used);
		uint32_t key = layout_key(code, table);
		if (key != (unsigned char)us[i])
			fail_msg("%s: %.*s is on %c, want %c", table, (int)used, cyrillic + at, (int)key, us[i]);
		if (layout_cap(key, table) != code)
			fail_msg("%s: the cap on %c is U+%04X", table, us[i], layout_cap(key, table));
	}
}

TEST(layout_tables)
{
	keys_expect("ru", "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`");
	keys_expect("ru", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~");
	keys_expect("ua", "йцукенгшщзхїфівапролджєячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.");
	keys_expect("ua", "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>");
	keys_expect("by", "йцукенгшўзхфывапролджэячсмітьбюё", "qwertyuiop[asdfghjkl;'zxcvbnm,.`");
	keys_expect("by", "ЙЦУКЕНГШЎЗХФЫВАПРОЛДЖЭЯЧСМІТЬБЮЁ", "QWERTYUIOP{ASDFGHJKL:\"ZXCVBNM<>~");
}

TEST(layout_edges)
{
	static const struct {
		uint32_t code;
		const char *table;
		uint32_t want;
	} cases[] = {
		{'c', "ru", 0},
		{'.', "ru", 0},
		{0x2116, "ru", 0},
		{'1', "ru", 0},
		{0, "ru", 0},
		{0x3B1, "ru", 0},
		{0x456, "ua", 's'},
		{0x456, "by", 'b'},
		{0x456, "ru", 0}, /* depends on the table */
		{0x44B, "ua", 's'},
		{0x457, "ru", ']'},
		{0x45E, "ru", 'o'},
		{0x438, "by", 'b'}, /* known from the others */
		{0x441, "", 'c'},
		{0x441, NULL, 'c'},
		{0x441, "xx", 'c'},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		uint32_t got = layout_key(cases[i].code, cases[i].table);
		if (got != cases[i].want)
			fail_msg("U+%04X on %s is %u, want %u", cases[i].code, cases[i].table ? cases[i].table : "NULL", got,
			         cases[i].want);
	}
	assert_int_equal(layout_cap('c', "ru"), 0x441);
	assert_int_equal(layout_cap('C', "ru"), 0x421);
	assert_int_equal(layout_cap('1', "ru"), 0);
	assert_int_equal(layout_cap('/', "ru"), 0);
	assert_int_equal(layout_cap(']', "by"), 0);
	assert_int_equal(layout_cap(0, "ru"), 0);
	assert_int_equal(layout_cap(0x441, "ru"), 0);
}

TEST(fold_digits_rows)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"+7 (916) 123-45-67", "79161234567"},
		{"доб. 12", "12"},
		{"", ""},
		{"нет", ""},
		{"١٢٣", "123"},
		{"９８", "98"},
		{"𝟘𝟙𝟿", "019"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0};
		fold_digits(&out, cases[i].in);
		expect_text(cases[i].in, str_text(&out), cases[i].want);
		str_done(&out);
	}
}
