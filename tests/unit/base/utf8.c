/* SPDX-License-Identifier: MIT */
/* Decoding, clusters, width and cleaning. */
#include "kartoteka/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "kartoteka/base/mem.h"
#include "test.h"

TEST(utf8_decode_rows)
{
	static const struct {
		const char *in;
		uint32_t code;
		size_t used;
	} cases[] = {
		{"a", 'a', 1},
		{"я", 0x44F, 2},
		{"€", 0x20AC, 3},
		{"💡", 0x1F4A1, 4},
		{"\x80", UTF8_BAD, 1},
		{"\xC0\x80", UTF8_BAD, 1},
		{"\xC1\xBF", UTF8_BAD, 1},
		{"\xE0\x80\x80", UTF8_BAD, 1},
		{"\xE2\x82", UTF8_BAD, 2},
		{"\xE2\x82 ", UTF8_BAD, 2},
		{"\xED\xA0\x80", UTF8_BAD, 1},
		{"\xF0\x80\x80\x80", UTF8_BAD, 1},
		{"\xF0\x9F\x92", UTF8_BAD, 3},
		{"\xF4\x90\x80\x80", UTF8_BAD, 1},
		{"\xF5\x80\x80\x80", UTF8_BAD, 1},
		{"\xFF", UTF8_BAD, 1},
		{"\xD0", UTF8_BAD, 1},
		{"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
		{"\xEF\xBF\xBD", 0xFFFD, 3},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		size_t used;
		uint32_t code = utf8_decode(cases[i].in, strlen(cases[i].in), &used);
		if (code != cases[i].code || used != cases[i].used)
			fail_msg("row %zu: U+%04X in %zu bytes, want U+%04X in %zu", i, code, used, cases[i].code, cases[i].used);
	}
	size_t used = 9;
	assert_int_equal(utf8_decode("", 0, &used), UTF8_BAD);
	assert_int_equal(used, 0);
}

TEST(utf8_round_trip)
{
	for (uint32_t code = 0; code <= 0x110000; code += code < 0x3000 ? 1 : 37) {
		char bytes[4];
		size_t n = utf8_encode(bytes, code), used;
		bool good = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
		assert_int_equal(utf8_decode(bytes, n, &used), good ? code : UTF8_BAD);
		assert_int_equal(used, n);
		assert_true(utf8_valid(bytes, n));
	}
}

TEST(utf8_repair_rows)
{
	static const struct {
		const char *in;
		size_t n;
		const char *want;
		size_t bad;
	} cases[] = {
		{"да", 4, "да", 0},
		{"a\0b", 3, "a\uFFFDb", 1},
		{"\xE2\x82", 2, "\uFFFD", 1},
		{"\xE2\x28\xA1", 3, "\uFFFD(\uFFFD", 2},
		{"x\xF0\x9F\x92y", 5, "x\uFFFDy", 1},
		{"\xEF\xBF\xBD", 3, "\uFFFD", 0},
		{"", 0, "", 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0};
		assert_int_equal(utf8_repair(&out, cases[i].in, cases[i].n), cases[i].bad);
		expect_text(cases[i].in, str_text(&out), cases[i].want);
		assert_true(utf8_valid(str_text(&out), out.n));
		str_done(&out);
	}
	assert_false(utf8_valid("\xE2\x82", 2));
	assert_true(utf8_valid("\xEF\xBF\xBD", 3));
}

/* Clusters written apart by bars. */
TEST(utf8_cluster_rows)
{
	static const char *const cases[] = {
		"a|b|c", "д|а",
		"е\u0301|ж", "й",
		"и\u0306|о", "\r\n|a",
		"👍🏽|x", "👨\u200D👩\u200D👧|!",
		"🇷🇺|🇧🇾|a", "❤\uFE0F|x",
		"한|국", "각|ᄀ",
		"", "a\u0300\u0301\u0302|b",
		"中|文", "a|\n|b",
		"e\u0301", "\n|\u0301|a"};
	for (size_t i = 0; i < countof(cases); i++) {
		Str text = {0};
		size_t ends[32], n = 0;
		for (const char *c = cases[i]; *c; c++) {
			if (*c == '|')
				ends[n++] = text.n;
			else
				str_addc(&text, *c);
		}
		ends[n++] = text.n;
		const char *s = str_text(&text);
		size_t start = 0;
		for (size_t k = 0; k < n && text.n; k++) {
			size_t used = utf8_cluster(s + start, text.n - start);
			if (start + used != ends[k])
				fail_msg("row \"%s\": cluster %zu ends at %zu, want %zu", cases[i], k, start + used, ends[k]);
			size_t before = utf8_cluster_before(s, ends[k]);
			if (before != start)
				fail_msg("row \"%s\": cluster %zu begins at %zu, want %zu", cases[i], k, before, start);
			start = ends[k];
		}
		str_done(&text);
	}
	assert_int_equal(utf8_cluster("", 0), 0);
	assert_int_equal(utf8_cluster_before("abc", 0), 0);
}

TEST(utf8_cluster_before_bad_bytes)
{
	static const char text[] = "a\x80\x80\xD0\xD0\xB0\xFF";
	size_t ends[16], n = 0, size = sizeof text - 1;
	for (size_t at = 0; at < size;) {
		at += utf8_cluster(text + at, size - at);
		ends[n++] = at;
	}
	for (size_t k = n; k-- > 0;)
		assert_int_equal(utf8_cluster_before(text, ends[k]), k ? ends[k - 1] : 0);
}

TEST(utf8_width_rows)
{
	static const struct {
		const char *in;
		int want;
	} cases[] = {
		{"", 0},
		{"abc", 3},
		{"Иванов", 6},
		{"┌─┐│█▸●…№«»—", 12},
		{"中文", 4},
		{"한국", 4},
		{"ＡＢ", 4},
		{"е\u0301", 1},
		{"й", 1},
		{"💡", 2},
		{"👍🏽", 2},
		{"👨\u200D👩\u200D👧", 2},
		{"🇷🇺", 2},
		{"❤\uFE0F", 2},
		{"❤", 1},
		{"a\u200Bb", 2},
		{"\u00ADa", 2},
		{"₽", 1},
		{"½", 1},
		{"π", 1},
		{"\t", 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		int got = utf8_width(cases[i].in);
		if (got != cases[i].want)
			fail_msg("row %zu \"%s\": %d cells, want %d", i, cases[i].in, got, cases[i].want);
	}
}

TEST(utf8_width_is_libcs)
{
	static const struct {
		uint32_t from, to;
		const char *name;
	} ranges[] = {
		{0x20, 0x7E, "ASCII"},
		{0xA0, 0x24F, "Latin"},
		{0x300, 0x36F, "accents"},
		{0x391, 0x3A1, "Greek"},
		{0x400, 0x52F, "Cyrillic"},
		{0x2010, 0x2027, "dashes"},
		{0x2030, 0x205E, "signs"},
		{0x20A0, 0x20BF, "currencies"},
		{0x2190, 0x21FF, "arrows"},
		{0x2200, 0x22FF, "maths"},
		{0x2500, 0x257F, "boxes"},
		{0x2580, 0x259F, "blocks"},
		{0x25A0, 0x25FC, "shapes"},
		{0x3041, 0x3096, "Hiragana"},
		{0x4E00, 0x4EFF, "Han"},
		{0xAC00, 0xACFF, "Hangul"},
		{0x1F600, 0x1F64F, "faces"},
		{0x2800, 0x28FF, "braille"},
	};
	for (size_t i = 0; i < countof(ranges); i++) {
		for (uint32_t code = ranges[i].from; code <= ranges[i].to; code++) {
			char bytes[5] = "";
			utf8_encode(bytes, code);
			int libc = wcwidth((wchar_t)code);
			if (libc >= 0 && utf8_width(bytes) != libc)
				fail_msg("%s: U+%04X is %d cells, libc says %d", ranges[i].name, code, utf8_width(bytes), libc);
		}
	}
}

TEST(utf8_cut_rows)
{
	static const struct {
		const char *in;
		int cells;
		const char *want;
	} cases[] = {
		{"Иванов", 6, "Иванов"},
		{"Иванов", 5, "Иван…"},
		{"Иванов", 1, "…"},
		{"Иванов", 0, ""},
		{"Иванов", -1, ""},
		{"中文字", 5, "中文…"},
		{"中文字", 4, "中…"},
		{"中文字", 2, "…"},
		{"", 3, ""},
		{"e\u0301e\u0301", 1, "…"},
		{"e\u0301", 1, "e\u0301"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0};
		utf8_cut(&out, cases[i].in, cases[i].cells);
		expect_text(cases[i].in, str_text(&out), cases[i].want);
		assert_true(utf8_width(str_text(&out)) <= (cases[i].cells > 0 ? cases[i].cells : 0));
		str_done(&out);
	}
	int width;
	assert_int_equal(utf8_fit("中文", 3, &width), 3);
	assert_int_equal(width, 2);
}

/* Letters that need no look at what stands behind are counted in runs: with every text of three of these, and behind a long run, as cluster by cluster. */
TEST(utf8_runs_are_as_cluster_by_cluster)
{
	static const char *const parts[] = {"a", "я", "Ѐ", "ѿ", "~", " ", "\u0301", "\u0483", "❤", "\uFE0F", "中", "\n", "\xD0", "🇷", "\u200D"};
	enum {
		PARTS = countof(parts),
		RUNS = 3
	};
	static const int runs[RUNS] = {0, 7, 510};
	for (size_t i = 0; i < (size_t)RUNS * PARTS * PARTS * PARTS; i++) {
		Str text = {0};
		size_t left = i / RUNS;
		for (int k = runs[i % RUNS]; k > 0; k--)
			str_add(&text, "б");
		for (int k = 0; k < 3; k++, left /= PARTS)
			str_add(&text, parts[left % PARTS]);
		int width = 0, cells = runs[i % RUNS] + 2, got;
		size_t fits = 0;
		for (size_t at = 0, used; at < text.n; at += used) {
			used = utf8_cluster(text.s + at, text.n - at);
			width += utf8_cluster_width(text.s + at, used);
			fits = width <= cells ? at + used : fits;
		}
		assert_int_equal(utf8_width(text.s), width);
		assert_int_equal(utf8_fit(text.s, cells, &got), fits);
		assert_int_equal(got, width <= cells ? width : utf8_width((str_cut(&text, fits), text.s)));
		str_done(&text);
	}
}

TEST(utf8_safe_rows)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"да", "да"},
		{"\x1b[31mred", "\uFFFD[31mred"},
		{"a\nb\tc\r\nd\re", "a b c d e"},
		{"\x7f", "\uFFFD"},
		{"\xC2\x9b"
	     "2J",
	     "\uFFFD2J"},
		{"a\u202Eb\u2066c\u200F", "a\uFFFDb\uFFFDc\uFFFD"},
		{"a\u061Cb", "a\uFFFDb"},
		{"a\u2028b\u2029", "a\uFFFDb\uFFFD"},
		{"\uFEFFx", "\uFFFDx"},
		{"\U000E0041x", "\uFFFDx"},
		{"\x9b\xff", "\uFFFD\uFFFD"},
		{"👨\u200D👩", "👨\u200D👩"},
		{"", ""},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str out = {0}, again = {0};
		utf8_safe(&out, cases[i].in, strlen(cases[i].in));
		expect_text(cases[i].in, str_text(&out), cases[i].want);
		utf8_safe(&again, str_text(&out), out.n);
		expect_text(cases[i].in, str_text(&again), str_text(&out));
		str_done(&out);
		str_done(&again);
	}
	Str out = {0};
	utf8_safe(&out, "a\0b", 3);
	assert_string_equal(out.s, "a\uFFFDb");
	str_done(&out);
}

TEST(utf8_classes)
{
	assert_true(utf8_is_letter(0x44F) && utf8_is_letter('z') && utf8_is_letter(0xDF) && utf8_is_letter(0x4E2D));
	assert_false(utf8_is_letter('1') || utf8_is_letter('_') || utf8_is_letter(0xD7) || utf8_is_letter(0x301));
	assert_true(utf8_is_digit('0') && utf8_is_digit(0x661));
	assert_false(utf8_is_digit('a') || utf8_is_digit(0xBD));
	assert_true(utf8_is_space(' ') && utf8_is_space('\n') && utf8_is_space(0xA0) && utf8_is_space(0x202F) &&
	            utf8_is_space(0x85));
	assert_false(utf8_is_space('a') || utf8_is_space(0x200B));
	assert_int_equal(utf8_lower(0x42F), 0x44F);
	assert_int_equal(utf8_upper(0x451), 0x401);
	assert_int_equal(utf8_upper('1'), '1');
	assert_int_equal(utf8_title(0x451), 0x401);
	assert_int_equal(utf8_title(0x10D2), 0x10D2); /* Georgian names have no capitals */
	assert_true(utf8_is_cyrillic(0x451) && utf8_is_cyrillic(0x491));
	assert_false(utf8_is_cyrillic('e') || utf8_is_cyrillic(0x3B1));
}

TEST(utf8_nfc_rows)
{
	static const struct {
		const char *in, *want;
	} cases[] = {{"и\u0306", "й"}, {"е\u0308", "ё"}, {"Ёлка, ИЙ и\u0306", "Ёлка, ИЙ й"}, {"e\u0301", "é"}, {"", ""}, {"\xff", "\uFFFD"}, {"я\xd0", "я\uFFFD"}, {"ok Ёй", "ok Ёй"}};
	for (size_t i = 0; i < countof(cases); i++) {
		char *got = utf8_nfc(cases[i].in);
		expect_text(cases[i].in, got, cases[i].want);
		free(got);
	}
}
