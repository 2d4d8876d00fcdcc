/* SPDX-License-Identifier: MIT */
/* Keys, settings and theme in a running session: read anew without a restart, and a file with a fault changes nothing and says why. Checks 42, 59 and 67. */
#include "desk.h"

static void own_file(Desk *desk, const char *name, const char *text)
{
	char *path = path_join(desk->config, name), *folder = path_folder(path);
	well(file_make_folder(folder, 0700));
	well(file_write(path, text, strlen(text)));
	free(folder);
	free(path);
}

static void palette(Desk *desk, const char *line)
{
	char *keys = mem_printf(": text:%s Enter", line), *at;
	/* Blanks are keys of their own. */
	Str all = {0};
	for (at = keys + 2; *at; at++)
		if (*at == ' ' && strcmp(at, " Enter") != 0)
			str_add(&all, " Space text:");
		else
			str_addc(&all, *at);
	desk_keys(desk, ":");
	desk_keys(desk, str_text(&all));
	str_done(&all);
	free(keys);
}

TEST(check_67_keys_are_read_anew)
{
	Desk *desk = desk_open((DeskOptions){0});
	desk_keys(desk, "F12");
	desk_expect_row(desk, 0, "Today");
	own_file(desk, "keys", "[any]\nF12 B = go reminders\n");
	palette(desk, "reload keys");
	desk_expect_row(desk, -2, "Keys read anew");
	desk_keys(desk, "F12");
	desk_expect_row(desk, 0, "Reminders");
	desk_keys(desk, "1 B"); /* several keys for one thing */
	desk_expect_row(desk, 0, "Reminders");
	desk_keys(desk, "1 5"); /* the shipped one stays */
	desk_expect_row(desk, 0, "Reminders");
	desk_close(desk);
}

TEST(check_67_a_bad_file_keeps_the_old_keys_and_says_why)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"[any]\nF11 = go reminders\nF12 = fly away\n", "keys:3:"},
		{"[any]\nF12 = go reminders\nF12 = go clients\n", "keys:3:"},
		{"[any]\nC-a = go reminders\n", "keys:2:"},
		{"[any]\n; = go reminders\n", "keys:2:"},
		{"[anny]\nF12 = go reminders\n", "keys:2:"},
		{"F12 = go reminders\n", "keys:1:"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.cols = 200});
		own_file(desk, "keys", "[any]\nF9 = none\nF12 = go clients\n");
		palette(desk, "reload keys");
		own_file(desk, "keys", rows[i].text);
		palette(desk, "reload");
		desk_expect_row(desk, -2, rows[i].want);
		desk_expect_row(desk, -2, "the keys are as before");
		desk_keys(desk, "F12");
		desk_expect_row(desk, 0, "Clients");
		desk_close(desk);
	}
}

TEST(check_67_faults_of_the_keys_are_told_at_the_start)
{
	Desk *desk = desk_open((DeskOptions){.cols = 120, .later = true});
	own_file(desk, "keys", "[any]\nF12 = go reminders\nC-b = go clients\n");
	desk_show(desk);
	desk_expect_row(desk, -2, "keys:3:");
	desk_keys(desk, "F12"); /* what could be read works */
	desk_expect_row(desk, 0, "Reminders");
	desk_close(desk);
}

TEST(check_67_faults_of_the_settings_are_told_at_the_start)
{
	static const struct {
		const char *text, *want, *holds;
	} rows[] = {
		{"[time]\nzone = Mars/X\n", "config:2: Mars/X is not a time zone", "what holds is UTC"},
		{"[time]\nhours = 99\n", "config:2: 99 is not working hours", "what holds is 09:00-18:00"},
		{"[look]\nlang = fr\n", "config:2: fr is not known here", NULL},
		{"[look]\nlang = fr\nshine = yes\n", "config:2: fr is not known here", "1 more in `kartoteka config check`"},
		{"[time]\nzonne = Asia/Omsk\n", "config:2: no setting is called zonne", NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.cols = 220, .zone = "", .later = true});
		own_file(desk, "config", rows[i].text);
		well(settings_reload(desk->settings, NULL));
		desk_show(desk);
		desk_expect_row(desk, -2, rows[i].want);
		if (rows[i].holds)
			desk_expect_row(desk, -2, rows[i].holds);
		desk_close(desk);
	}
}

/* What held before a line was spoilt holds on, as the keys do. */
TEST(check_67_a_faulty_line_leaves_what_held)
{
	Desk *desk = desk_open((DeskOptions){.cols = 220, .zone = "", .now = "2026-07-23T06:42:00Z"});
	own_file(desk, "config", "[time]\nzone = Europe/Moscow\nmorning = 10:00\n[look]\nlang = ru\n");
	palette(desk, "reload");
	desk_expect_row(desk, 0, "09:42");
	own_file(desk, "config", "[time]\nzone = Mars/X\nmorning = 25:61\nevening = 20:00\n[look]\nlang = fr\n");
	for (int i = 0; i < 2; i++) {
		palette(desk, "reload");
		desk_expect_row(desk, 0, "09:42");
		desk_expect_row(desk, 0, "Сегодня");
		desk_expect_row(desk, -2, "config:2");
		desk_expect_row(desk, -2, "действует Europe/Moscow");
		assert_int_equal(settings_minutes(desk->settings, "time", "morning"), 600);
		assert_int_equal(settings_minutes(desk->settings, "time", "evening"), 1200); /* what is right there is taken up */
	}
	own_file(desk, "config", "[look]\nlang = ru\n"); /* taken out it is the default again */
	palette(desk, "reload");
	assert_int_equal(settings_minutes(desk->settings, "time", "morning"), 540);
	desk_expect_row(desk, 0, "06:42");
	desk_close(desk);
}

TEST(check_67_settings_are_read_anew)
{
	Desk *desk = desk_open((DeskOptions){0});
	own_file(desk, "config", "[look]\nlang = ru\n");
	palette(desk, "reload");
	desk_expect_row(desk, 0, "Сегодня");
	own_file(desk, "config", "[look]\nlang = klingon\n");
	palette(desk, "reload");
	desk_expect(desk, "config:2");
	desk_close(desk);
}

/* Who travels sets another zone while the screens are open: the clock, today and the times of the day are those of there. */
TEST(check_59_another_zone_moves_today_on)
{
	static const char *const lines[] = {"event add Visit --start 2026-07-24T08:00:00Z --length 1h", NULL};
	Desk *desk = desk_open((DeskOptions){.zone = "", .now = "2026-07-23T17:42:00Z", .lines = lines});
	desk_expect_row(desk, 0, "Thu 23 July");
	desk_expect_row(desk, 0, "17:42");
	own_file(desk, "config", "[time]\nzone = Pacific/Auckland\n");
	palette(desk, "reload");
	desk_expect_row(desk, 0, "Fri 24 July");
	desk_expect_row(desk, 0, "05:42");
	desk_expect(desk, "20:00   Visit");
	own_file(desk, "config", "[time]\nzone = America/New_York\n");
	palette(desk, "reload");
	desk_expect_row(desk, 0, "Thu 23 July");
	desk_expect_row(desk, 0, "13:42");
	desk_expect_not(desk, "20:00   Visit");
	desk_close(desk);
}

TEST(check_42_theme_changes_live_from_the_palette)
{
	static const char *const themes[] = {"contrast", "mono", "light", "dark", "auto"};
	Desk *desk = desk_open((DeskOptions){0});
	for (size_t i = 0; i < countof(themes); i++) {
		char *line = mem_printf("theme %s", themes[i]), *said = mem_printf("Theme: %s", themes[i]);
		palette(desk, line);
		desk_expect_row(desk, -2, said);
		assert_string_equal(settings_get(desk->settings, "look", "theme"), themes[i]);
		free(said);
		free(line);
	}
	/* Found by words too, as any action. */
	desk_keys(desk, ": text:theme");
	desk_expect(desk, "contrast");
	desk_expect(desk, "no colour");
	desk_close(desk);
}

TEST(check_42_a_bad_theme_line_names_file_and_line)
{
	Desk *desk = desk_open((DeskOptions){.cols = 160});
	own_file(desk, "themes/contrast", "[dark]\noverdue = 196 bold\nsoon = purplish\n");
	palette(desk, "theme contrast");
	desk_expect_row(desk, -2, "themes/contrast, line 3");
	desk_expect_row(desk, -2, "the look is as before");
	own_file(desk, "themes/contrast", "[dark]\noverdue = 196 bold\nsoon = 214\n");
	palette(desk, "reload theme");
	desk_expect_row(desk, -2, "Theme read anew");
	desk_close(desk);
}

/* Lengths of time are spelled as in the help beside them, which is read to its end. */
TEST(settings_spell_lengths_in_the_language_of_the_page)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU});
	desk_keys(desk, "7 Down Down Down Enter");
	desk_expect(desk, "10м");
	desk_expect_not(desk, "10m");
	desk_expect(desk, "пусто: никогда");
	char *listed = desk_output(desk, "config");
	assert_non_null(strstr(listed, "исходное"));
	assert_null(strstr(listed, "default"));
	free(listed);
	desk_close(desk);
}
