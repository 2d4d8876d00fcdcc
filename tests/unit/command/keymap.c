/* SPDX-License-Identifier: MIT */
/* The keys file, and the one that comes with the program. */
#include "kartoteka/command/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "tables.h"
#include "test.h"

static const char base_text[] =
	"# comment\n"
	"[any]\n"
	"q = quit\n"
	"d F2 = move down\n"
	"[grid]\n"
	"[ PgUp = later 15\n"
	"= + = later 60\n"
	"d = none\n"
	"j Down = move down\n";

static const char *const any[] = {"any", NULL};
static const char *const grid[] = {"grid", "any", NULL};

TEST(keys_are_looked_up)
{
	static const struct {
		const char *const *contexts;
		const char *key, *want;
	} cases[] = {
		{any, "q", "quit"},
		{any, "d", "move down"},
		{any, "F2", "move down"},
		{any, "x", NULL},
		{any, "[", NULL},
		{grid, "[", "later 15"},
		{grid, "PgUp", "later 15"},
		{grid, "=", "later 60"},
		{grid, "+", "later 60"},
		{grid, "d", NULL},
		{grid, "F2", "move down"},
		{grid, "q", "quit"},
		{grid, "Q", NULL},
	};
	Keymap *keymap = keymap_new();
	KeyFaults faults = {0};
	keymap_read(keymap, &faults, "base", base_text, strlen(base_text));
	if (faults.n > 0)
		fail_msg("%d: %s", faults.at[0].at, faults.at[0].text);
	for (size_t i = 0; i < countof(cases); i++)
		expect_text(cases[i].key, keymap_find(keymap, cases[i].contexts, cases[i].key), cases[i].want);
	expect_text("key of", keymap_key(keymap, grid, "move down"), "j");
	expect_text("key of", keymap_key(keymap, any, "move down"), "d");
	expect_text("key of", keymap_key(keymap, any, "later 15"), NULL);
	keymap_free(keymap);
}

TEST(check_67_users_file_wins)
{
	static const char user[] = "[any]\nq = none\nd = later 5\nx = quit\n";
	Keymap *keymap = keymap_new();
	KeyFaults faults = {0};
	Str list = {0};
	keymap_read(keymap, &faults, "base", base_text, strlen(base_text));
	keymap_read(keymap, &faults, "user", user, strlen(user));
	assert_int_equal(faults.n, 0);
	const Binding *binding;
	for (size_t i = 0; (binding = keymap_at(keymap, grid, i)); i++)
		str_addf(&list, "%s:%s=%s;", binding->context, binding->key, binding->line);
	/* d is hidden by grid's none, q unbound by the user */
	expect_text("list", str_text(&list),
	            "grid:[=later 15;grid:PgUp=later 15;grid:==later 60;grid:+=later 60;grid:j=move down;grid:Down=move down;any:F2=move down;any:x=quit;");
	expect_text("d", keymap_find(keymap, any, "d"), "later 5");
	expect_text("file", keymap_binding(keymap, any, "d")->file, "user");
	assert_int_equal(keymap_binding(keymap, any, "d")->at, 3);
	str_done(&list);
	keymap_free(keymap);
}

TEST(check_67_key_file_faults)
{
	static const struct {
		const char *text;
		int at;
		const char *words;
	} cases[] = {
		{"q = quit\n", 1, "[section]"},
		{"[any]\nq quit\n", 2, "KEY = COMMAND"},
		{"[any]\nq =\n", 2, "KEY = COMMAND"},
		{"[any\nq = quit\n", 1, "[name]"},
		{"[any]\nq = quit\n\nx q = move down\n", 4, "twice"},
		{"[any]\nй = quit\n", 2, "Latin"},
		{"[any]\n; = quit\n", 2, "both"},
		{"[any]\n\" = quit\n", 2, "both"},
		{"[any]\nC-a = quit\n", 2, "screen"},
		{"[any]\nC-b = quit\n", 2, "tmux"},
		{"[any]\nC-i = quit\n", 2, "Tab"},
		{"[any]\nReturn = quit\n", 2, "no key"},
		{"[any]\nF13 = quit\n", 2, "no key"},
		{"[any]\nS-a = quit\n", 2, "capital"},
		{"[any]\nC-A = quit\n", 2, "small"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Keymap *keymap = keymap_new();
		KeyFaults faults = {0};
		keymap_read(keymap, &faults, "user", cases[i].text, strlen(cases[i].text));
		if (faults.n == 0)
			fail_msg("no fault in %s", cases[i].text);
		if (faults.at[0].at != cases[i].at || !strstr(faults.at[0].text, cases[i].words))
			fail_msg("%s: line %d: %s", cases[i].text, faults.at[0].at, faults.at[0].text);
		expect_text("file", faults.at[0].file, "user");
		key_faults_done(&faults);
		keymap_free(keymap);
	}
}

TEST(keys_name_commands)
{
	static const char text[] = "[any]\nq = quit\nx = no such\ny = later many\nz = backup\n[nowhere]\nq = quit\nw = none\n";
	static const int lines[] = {3, 4, 5, 7, 8};
	Keymap *keymap = keymap_new();
	KeyFaults faults = {0};
	keymap_read(keymap, &faults, "user", text, strlen(text));
	assert_int_equal(faults.n, 0);
	keymap_check(&faults, keymap, &screen_set, any);
	assert_int_equal(faults.n, countof(lines));
	for (size_t i = 0; i < countof(lines); i++)
		assert_int_equal(faults.at[i].at, lines[i]);
	key_faults_done(&faults);
	keymap_free(keymap);
}

TEST(keys_shown)
{
	static const struct {
		const char *key, *layout, *want;
	} cases[] = {
		{"c", NULL, "c"},
		{"c", "ru", "c/с"},
		{"C", "ru", "C/С"},
		{"[", "ru", "[/х"},
		{"{", "ru", "{/Х"},
		{"5", "ru", "5"},
		{"C-s", "ru", "Ctrl-S"},
		{"S-Tab", NULL, "Shift-Tab"},
		{"M-b", NULL, "Alt-B"},
		{"F5", "ru", "F5"},
		{"Space", NULL, "Space"},
		{"+", "ru", "+"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str got = {0};
		key_shown(&got, cases[i].key, cases[i].layout);
		expect_text(cases[i].key, str_text(&got), cases[i].want);
		str_done(&got);
	}
}

TEST(check_67_users_file_is_changed_in_place)
{
	static const struct {
		const char *text, *context, *key, *line, *want;
	} cases[] = {
		{"", "any", "x", "quit", "[any]\nx = quit\n"},
		{"", "any", "x", NULL, ""},
		{"[any]\nq = quit", "any", "x", "back", "[any]\nq = quit\nx = back\n"},
		{"# mine\n[any]\nq  x = quit\n\n[list]\nx = open\n", "any", "x", "back", "# mine\n[any]\nq = quit\nx = back\n\n[list]\nx = open\n"},
		{"[any]\nx = quit # no\n# why\n", "any", "x", "none", "[any]\n# why\nx = none\n"},
		{"[any]\n= x = quit\n", "any", "=", NULL, "[any]\nx = quit\n"},
		{"[list]\n[ ] = open\n", "list", "[", "back", "[list]\n] = open\n[ = back\n"},
		{"[list]\nj = open\n", "any", "j", "back", "[list]\nj = open\n\n[any]\nj = back\n"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str got = {0};
		keymap_file_bind(&got, cases[i].text, strlen(cases[i].text), cases[i].context, cases[i].key, cases[i].line);
		expect_text(cases[i].text, str_text(&got), cases[i].want);
		str_done(&got);
	}
}

/* The keys of the program: no fault, nothing that the layout law or screen and tmux forbid, no key of a screen that does not exist. */
TEST(ux24_shipped_keys)
{
	static const char *const unbound[] = {"C-a", "C-b", "4", "6"};
	static const char *const all[] = {"always", "any", "list", "today", "firstrun", "clients", "card", "reminders", "calendar", "month", "week", "day",
	                                  "agenda", "imports", "changes", "preview", "settings", "text", "form", "line", "filter", "palette", "help",
	                                  "call2", "columns", "snooze", "occurrence", "ask", "conflict", NULL};
	Keymap *keymap = keymap_new();
	KeyFaults faults = {0};
	Str text = {0};
	assert_null(file_read(&text, KT_SOURCE_DIR "/data/keys"));
	keymap_read(keymap, &faults, "data/keys", text.s, text.n);
	if (faults.n > 0)
		fail_msg("data/keys:%d: %s", faults.at[0].at, faults.at[0].text);
	for (size_t i = 0; i < countof(unbound); i++)
		expect_text(unbound[i], keymap_find(keymap, all, unbound[i]), NULL);
	static const char *const clients[] = {"clients", "list", "any", "always", NULL};
	static const struct {
		const char *key, *want;
	} some[] = {
		{"c", "contact"},
		{"j", "move down"},
		{"1", "go today"},
		{"F10", "quit"},
		{"q", "back"},
		{"/", "search"},
		{"Enter", "open"},
		{"D", "delete"},
	};
	for (size_t i = 0; i < countof(some); i++)
		expect_text(some[i].key, keymap_find(keymap, clients, some[i].key), some[i].want);
	str_done(&text);
	keymap_free(keymap);
}
