/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "settings_private.h"

static const char *variables[8][2];

static const char *some_variable(void *self, const char *name)
{
	(void)self;
	for (size_t i = 0; variables[i][0]; i++) {
		if (strcmp(variables[i][0], name) == 0)
			return variables[i][1];
	}
	return NULL;
}

TEST(settings_layers)
{
	Fixture f;
	fixture_open(&f, NULL);
	Settings *settings;
	const char *own = arena_printf(f.arena, "%s/own", f.folder), *etc = arena_printf(f.arena, "%s/etc", f.folder);
	const char own_text[] = "; mine\n[time]\nmorning = 8\nevening = 19:30 ; late\n[look]\ntheme = mono\n", etc_text[] = "[look]\ntheme = light\nmouse = no\n[time]\nzone = Asia/Omsk\n";
	well(file_write(own, own_text, strlen(own_text)));
	well(file_write(etc, etc_text, strlen(etc_text)));
	Env env = f.env;
	env.get = some_variable;
	memset(variables, 0, sizeof variables);
	variables[0][0] = "TZ";
	variables[0][1] = "UTC";
	variables[1][0] = "LANGUAGE";
	variables[1][1] = "ru_RU:en";
	variables[2][0] = "KARTOTEKA_LANG";
	variables[2][1] = "en";
	well(settings_open_files(&settings, &env, own, etc));
	assert_string_equal(settings_get(settings, "look", "theme"), "mono");
	assert_int_equal(settings_minutes(settings, "time", "morning"), 480);
	assert_int_equal(settings_minutes(settings, "time", "evening"), 1170);
	assert_int_equal(settings_minutes(settings, "time", "noon"), 720);
	assert_false(settings_flag(settings, "look", "mouse"));
	assert_string_equal(settings_get(settings, "time", "zone"), "Asia/Omsk");
	assert_string_equal(settings_get(settings, "look", "lang"), "en");
	assert_string_equal(settings_origin(settings, "look", "lang"), "$KARTOTEKA_LANG");
	assert_string_equal(settings_origin(settings, "time", "morning"), arena_printf(f.arena, "%s:3", own));
	assert_string_equal(settings_origin(settings, "time", "noon"), "default");
	assert_true(settings_is_own(settings, "look", "theme"));
	assert_false(settings_is_own(settings, "time", "zone"));
	settings_override(settings, "time", "zone", "Europe/Moscow");
	assert_string_equal(settings_get(settings, "time", "zone"), "Europe/Moscow");
	assert_string_equal(settings_origin(settings, "time", "zone"), "--zone");
	/* Writing keeps the rest of the file. */
	well(settings_set(settings, "time", "evening", "18:00"));
	well(settings_set(settings, "look", "theme", NULL));
	well(settings_set(settings, "remind", "bell", "no"));
	Str text = {0};
	well(file_read(&text, own));
	assert_string_equal(str_text(&text), "; mine\n[time]\nmorning = 8\nevening = 18:00 ; late\n[look]\n\n[remind]\nbell = no\n");
	str_done(&text);
	assert_string_equal(settings_get(settings, "look", "theme"), "light");
	fails(settings_set(settings, "time", "evening", "25:99"), ERR_USAGE);
	fails(settings_set(settings, "time", "tea", "x"), ERR_USAGE);
	/* what would be read back as a comment */
	fails(settings_set(settings, "run", "dial", "d.sh --num '%s' ; x"), ERR_USAGE);
	fails(settings_set(settings, "run", "dial", ";x"), ERR_USAGE);
	well(settings_set(settings, "run", "dial", "d.sh;x"));
	well(settings_set(settings, "run", "dial", NULL));
	bool changed;
	well(settings_reload(settings, &changed));
	assert_false(changed);
	settings_close(settings);
	fixture_close(&f);
}

TEST(settings_text)
{
	static const struct {
		const char *text, *section, *name, *value, *want;
	} cases[] = {
		{"", "time", "zone", "UTC", "[time]\nzone = UTC\n"},
		{"[time]\nzone=UTC\n", "time", "zone", "Asia/Omsk", "[time]\nzone=Asia/Omsk\n"},
		{"[time]\n\n[look]\ntheme = x\n", "time", "zone", "UTC", "[time]\nzone = UTC\n\n[look]\ntheme = x\n"},
		{"# top\n[a]\nzone = 1", "time", "zone", "UTC", "# top\n[a]\nzone = 1\n\n[time]\nzone = UTC\n"},
		{"[time]\nzone = 1\nzone = 2\n", "time", "zone", "3", "[time]\nzone = 1\nzone = 3\n"},
		{"[time]\n# zone = 1\nzone = 2 ; why\n", "time", "zone", "3", "[time]\n# zone = 1\nzone = 3 ; why\n"},
		{"[time]\nzone = 2\nhours = 1\n", "time", "zone", NULL, "[time]\nhours = 1\n"},
		{"[look]\nzone = 2\n", "time", "zone", NULL, "[look]\nzone = 2\n"},
		{"", "", "db", "/x", "db = /x\n"},
		{"\n[time]\nzone = 1\n", "", "db", "/x", "db = /x\n\n[time]\nzone = 1\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Str out = {0};
		settings_text_set(&out, cases[i].text, cases[i].section, cases[i].name, cases[i].value);
		expect_text(cases[i].text, str_text(&out), cases[i].want);
		str_done(&out);
	}
}

TEST(settings_faults)
{
	Fixture f;
	fixture_open(&f, NULL);
	Settings *settings;
	const char *own = arena_printf(f.arena, "%s/own", f.folder);
	Str text = {0}, faults = {0};
	str_add(&text, "[time]\nzone = Mars/Base\ntea = 17\nmorning = late\n[look]\nmouse = perhaps\ntheme = pink\nnonsense\n");
	for (int i = 0; i < 300; i++)
		str_add(&text, "x");
	str_add(&text, "\nhints = no\n");
	well(file_write(own, str_text(&text), text.n));
	well(settings_open_files(&settings, &f.env, own, "/nowhere"));
	well(settings_check(settings, &faults));
	const char *behind = str_text(&faults);
	for (int line = 2; line <= 9; line++) {
		if (line == 5)
			continue;
		char *place = arena_printf(f.arena, "%s:%d: ", own, line);
		const char *there = strstr(behind, place);
		if (!there)
			fail_msg("no fault in line %d behind those before it:\n%s", line, str_text(&faults));
		behind = there;
	}
	assert_false(settings_flag(settings, "look", "hints"));
	settings_close(settings);
	str_done(&text);
	str_done(&faults);
	fixture_close(&f);
}

TEST(settings_commands)
{
	Fixture f;
	fixture_open(&f, NULL);
	well(settings_set(f.settings, "run", "dial", "phone --to \"%s now\" -x"));
	char **argv = settings_argv(f.settings, "dial", "+7916; rm -rf /");
	assert_string_equal(argv[0], "phone");
	assert_string_equal(argv[2], "+7916; rm -rf / now");
	assert_string_equal(argv[3], "-x");
	assert_null(argv[4]);
	settings_free_argv(argv);
	well(settings_set(f.settings, "run", "open", "xdg-open"));
	argv = settings_argv(f.settings, "open", "a b");
	assert_string_equal(argv[1], "a b");
	settings_free_argv(argv);
	well(settings_set(f.settings, "run", "open", NULL));
	assert_null(settings_argv(f.settings, "open", "x"));
	fixture_close(&f);
}

TEST(settings_working_hours)
{
	static const struct {
		const char *text;
		int from, to; /* minutes */
		bool well;
	} cases[] = {
		{"09:00-18:00", 540, 1080, true},
		{"9-18", 540, 1080, true},
		{"8:30 - 17.15", 510, 1035, true},
		{"0-24", 0, 1440, true},
		{"18:00-09:00", 540, 1080, false},
		{"9:00", 540, 1080, false},
		{"9:60-18", 540, 1080, false},
		{"9-25", 540, 1080, false},
		{"99999999999-18", 540, 1080, false},
		{"", 540, 1080, false},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		fixture_open(&f, NULL);
		Settings *settings;
		Str faults = {0};
		const char *own = arena_printf(f.arena, "%s/own", f.folder), *text = arena_printf(f.arena, "[time]\nhours = %s\n", cases[i].text);
		int from, to;
		well(file_write(own, text, strlen(text)));
		well(settings_open_files(&settings, &f.env, own, "/nowhere"));
		well(settings_check(settings, &faults));
		settings_hours(settings, &from, &to);
		if (from != cases[i].from || to != cases[i].to || (faults.n == 0) != cases[i].well)
			fail_msg("row \"%s\": %d-%d %s", cases[i].text, from, to, str_text(&faults));
		settings_close(settings);
		str_done(&faults);
		fixture_close(&f);
	}
}

/* Phones without a country's code are of the user's country; the base keeps them so that everybody reads the same number. */
TEST(settings_country_of_phones)
{
	static const struct {
		const char *country, *typed, *phone;
	} rows[] = {
		{"7", "8 (916) 123-45-67", "+79161234567"},
		{"7", "+44 20 7946 0018", "+442079460018"},
		{"44", "020 7946 0018", "+442079460018"},
		{"44", "+7 916 123-45-67", "+79161234567"},
		{"380", "044 123 45 67", "+380441234567"},
		{"1", "(212) 555-0188", "+12125550188"},
		{"44", "020 7946 0018 ext 12", "+442079460018"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < countof(rows); i++) {
		settings_override(f.settings, "me", "country", rows[i].country);
		const char *line = arena_printf(f.arena, "client add --name \"Ivanov %zu\" --phone \"%s\"", i, rows[i].typed);
		char *said = run_json(&f, line);
		if (!strstr(said, rows[i].phone))
			fail_msg("%s in %s: %s", rows[i].typed, rows[i].country, said);
		free(said);
	}
	settings_override(f.settings, "me", "country", "7");
	char *faults = run_text(&f, "check");
	free(faults);
	fixture_close(&f);
}
