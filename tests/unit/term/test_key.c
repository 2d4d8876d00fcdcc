/* SPDX-License-Identifier: MIT */
/* Key names both ways; the layout law, letter by letter. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/key.h"
#include "test.h"

static char *written(Key key)
{
	Str out = {0};
	key_write(&out, key);
	return str_take(&out);
}

TEST(key_names_round_trip)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{"a", "a"},
		{"A", "A"},
		{"enter", "Enter"},
		{"Return", "Enter"},
		{"Esc", "Esc"},
		{"Tab", "Tab"},
		{"S-Tab", "S-Tab"},
		{"Shift-Tab", "S-Tab"},
		{"Space", "Space"},
		{"Backspace", "Backspace"},
		{"Del", "Delete"},
		{"PgUp", "PgUp"},
		{"pagedown", "PgDn"},
		{"F1", "F1"},
		{"F12", "F12"},
		{"C-s", "C-s"},
		{"C-S", "C-s"},
		{"Ctrl-S", "C-s"},
		{"^S", "C-s"},
		{"M-b", "M-b"},
		{"Alt-b", "M-b"},
		{"M-B", "M-S-b"},
		{"C-M-x", "C-M-x"},
		{"S-Right", "S-Right"},
		{"C-Left", "C-Left"},
		{"S-a", "A"},
		{"-", "-"},
		{"C--", "C--"},
		{"<", "<"},
		{"^", "^"},
		{"/", "/"},
		{"+", "+"},
		{"ф", "ф"},
		{"C-Space", "C-Space"},
		{"C-_", "C-_"},
		{"Home", "Home"},
		{"S", "S"},
		{"C", "C"},
		{"M", "M"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Key key, again;
		if (!key_read(&key, rows[i].in))
			fail_msg("%s is no key", rows[i].in);
		char *name = written(key);
		expect_text(rows[i].in, name, rows[i].want);
		assert_true(key_read(&again, name));
		assert_true(key_same(key, again));
		free(name);
	}
}

TEST(key_names_refused)
{
	static const char *const rows[] = {"", "F0", "F25", "Fx", "ab", "C-", "Nope", "\x01", "C-Nope", "фы"};
	for (size_t i = 0; i < countof(rows); i++) {
		Key key;
		if (key_read(&key, rows[i]))
			fail_msg("\"%s\" was read as a key", rows[i]);
	}
}

/* Both cases of all 33 letters, and where each stands; a blank: unbound by law. */
TEST(key_command_all_letters)
{
	static const char lower[] = "йцукенгшщзхъфывапролджэячсмитьбюё";
	static const char upper[] = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";
	static const char low[] = "qwertyuiop[]asdfghjkl  zxcvbnm   ", up[] = "QWERTYUIOP{}ASDFGHJKL: ZXCVBNM<> ";
	const char *const texts[] = {lower, upper}, *const places[] = {low, up};
	for (size_t t = 0; t < 2; t++) {
		const char *s = texts[t];
		size_t n = strlen(s), used, count = 0;
		for (size_t i = 0; i < n; i += used, count++) {
			uint32_t code = utf8_decode(s + i, n - i, &used);
			uint32_t want = places[t][count] == ' ' ? CODE_NONE : (uint32_t)places[t][count];
			Key got = key_command((Key){.code = code}, "ru");
			if (got.code != want)
				fail_msg("letter %zu of row %zu gives %u, not %u", count, t, got.code, want);
		}
		assert_int_equal(count, 33);
	}
}

TEST(key_command_signs_and_chords)
{
	static const struct {
		Key in;
		const char *want; /* NULL: unbound */
	} rows[] = {
		{{.code = '.'}, "/"},
		{{.code = ','}, "?"},
		{{.code = '/'}, "/"},
		{{.code = '?'}, "?"},
		{{.code = ':'}, ":"},
		{{.code = '"'}, NULL},
		{{.code = ';'}, NULL},
		{{.code = '#'}, NULL},
		{{.code = '$'}, NULL},
		{{.code = '&'}, NULL},
		{{.code = '|'}, NULL},
		{{.code = '~'}, NULL},
		{{.code = '`'}, NULL},
		{{.code = '@'}, NULL},
		{{.code = '^'}, NULL},
		{{.code = '\''}, NULL},
		{{.code = 0x2116}, NULL},
		{{.code = 0x441, .mods = MOD_CTRL}, "C-c"},
		{{.code = 0x441, .mods = MOD_CTRL, .base = 'c'}, "C-c"},
		{{.code = 0x44b, .mods = MOD_CTRL}, "C-s"},
		{{.code = 0x438, .mods = MOD_ALT}, "M-b"},
		{{.code = 0x430, .mods = MOD_ALT | MOD_SHIFT}, "M-S-f"},
		{{.code = 0x3c9, .mods = MOD_CTRL, .base = 'v'}, "C-v"},
		{{.code = CODE_LEFT, .mods = MOD_SHIFT}, "S-Left"},
		{{.code = CODE_TAB}, "Tab"},
		{{.code = '5'}, "5"},
		{{.code = 'q'}, "q"},
		{{.code = ' '}, "Space"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Key got = key_command(rows[i].in, "ru");
		char *name = got.code == CODE_NONE ? NULL : written(got);
		char *row = written(rows[i].in);
		expect_text(row, name, rows[i].want);
		free(row);
		free(name);
	}
}

TEST(check_67_key_law)
{
	static const struct {
		const char *name;
		bool lawful;
	} rows[] = {
		{"a", true},
		{"Z", true},
		{"5", true},
		{"Space", true},
		{"Enter", true},
		{"F10", true},
		{"/", true},
		{"?", true},
		{"[", true},
		{"}", true},
		{"<", true},
		{"+", true},
		{"-", true},
		{"=", true},
		{"*", true},
		{"!", true},
		{":", true},
		{"C-s", true},
		{"C-p", true},
		{"C-a", false},
		{"C-b", false},
		{";", false},
		{".", false},
		{",", false},
		{"@", false},
		{"#", false},
		{"^", false},
		{"&", false},
		{"'", false},
		{"\"", false},
		{"`", false},
		{"~", false},
		{"|", false},
		{"$", false},
		{"ф", false},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Key key;
		assert_true(key_read(&key, rows[i].name));
		if (key_is_lawful(key) != rows[i].lawful)
			fail_msg("%s", rows[i].name);
	}
}

TEST(key_captions)
{
	static const struct {
		const char *name, *want;
	} rows[] = {{"C-s", "Ctrl-S"}, {"S-Tab", "Shift-Tab"}, {"M-b", "Alt-b"}, {"Up", "↑"}, {"Enter", "Enter"}, {"Space", "Space"}, {"a", "a"}};
	text_language(LANG_EN, KT_LOCALE_DIR);
	for (size_t i = 0; i < countof(rows); i++) {
		Key key;
		Str out = {0};
		assert_true(key_read(&key, rows[i].name));
		key_caps(&out, key, "ru");
		expect_text(rows[i].name, str_text(&out), rows[i].want);
		str_done(&out);
	}
	text_language(LANG_RU, KT_LOCALE_DIR);
	Str out = {0};
	key_caps(&out, (Key){.code = 'c'}, "ru");
	str_addc(&out, ' ');
	key_caps(&out, (Key){.code = ':'}, "ru");
	str_addc(&out, ' ');
	key_caps(&out, (Key){.code = '5'}, "ru");
	assert_string_equal(str_text(&out), "c/с :/Ж 5");
	str_done(&out);
	text_language(LANG_EN, KT_LOCALE_DIR);
}
