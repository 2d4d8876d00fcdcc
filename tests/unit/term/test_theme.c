/* SPDX-License-Identifier: MIT */
/* Themes: the shipped files, faults with their lines, palettes, contrast. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/term/theme.h"
#include "test.h"

static void read_shipped(Theme *theme, const char *name)
{
	char *path = mem_printf("%s/data/themes/%s", KT_SOURCE_DIR, name);
	Str text = {0};
	Err *err = file_read(&text, path);
	if (!err)
		err = theme_read(theme, path, str_text(&text));
	if (err)
		fail_msg("%s", err->what);
	str_done(&text);
	free(path);
}

TEST(theme_default_file_says_what_is_built_in)
{
	Theme built, read;
	theme_default(&built);
	read_shipped(&read, "default");
	for (int p = 0; p < PALETTES; p++)
		for (int role = 0; role < STYLE_ROLES; role++) {
			Look a = built.looks[p][role], b = read.looks[p][role];
			if (a.fg != b.fg || a.attrs != b.attrs)
				fail_msg("palette %d, %s", p, style_name(role));
		}
}

/* x to 2.4 without libm: x squared times the fifth root of x squared. */
static double power_2_4(double x)
{
	double square = x * x, low = 0, high = 1;
	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;
		if (middle * middle * middle * middle * middle < square)
			low = middle;
		else
			high = middle;
	}
	return square * low;
}

static double channel(int value)
{
	double c = value / 255.0;
	return c <= 0.03928 ? c / 12.92 : power_2_4((c + 0.055) / 1.055);
}

/* Relative luminance of an xterm colour 16..255 (WCAG 2). */
static double luminance(int color)
{
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	int r, g, b;
	if (color >= 232) {
		r = g = b = 8 + (color - 232) * 10;
	} else {
		r = steps[(color - 16) / 36];
		g = steps[(color - 16) / 6 % 6];
		b = steps[(color - 16) % 6];
	}
	return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
}

TEST(theme_contrast)
{
	static const struct {
		const char *name;
		double least;
	} files[] = {{"default", 4.5}, {"contrast", 7.0}, {"deuteranopia", 4.5}, {"mono", 4.5}};
	for (size_t i = 0; i < countof(files); i++) {
		Theme theme;
		read_shipped(&theme, files[i].name);
		for (int role = 0; role < STYLE_ROLES; role++) {
			int dark = theme.looks[PALETTE_DARK][role].fg, light = theme.looks[PALETTE_LIGHT][role].fg;
			double on_black = dark < 16 ? 21 : (luminance(dark) + 0.05) / 0.05, on_white = light < 16 ? 21 : 1.05 / (luminance(light) + 0.05);
			if (on_black < files[i].least || on_white < files[i].least)
				fail_msg("%s, %s: %.2f on black, %.2f on white", files[i].name, style_name(role), on_black, on_white);
			assert_true(theme.looks[PALETTE_8][role].fg < 8);
			assert_int_equal(theme.looks[PALETTE_MONO][role].fg, -1);
		}
	}
}

TEST(theme_faults_name_the_line)
{
	static const struct {
		const char *text;
		int line;
		const char *word;
	} cases[] = {
		{"[dark]\nsoon = 999\n", 2, "999"},
		{"[dark]\nsoon = blau\n", 2, "blau"},
		{"# x\n\n[neon]\n", 3, "neon"},
		{"[dark\n", 1, "[dark"},
		{"soon = 1\n", 1, "soon"},
		{"[8]\nsoon = 9\n", 2, "9"},
		{"[mono]\nsoon = 1\n", 2, "1"},
		{"[dark]\nsoon 12\n", 2, "soon 12"},
		{"[dark]\nsoonest = 12\n", 2, "soonest"},
		{"[dark]\nsoon = 12 bolt\n", 2, "bolt"},
		{"[dark]\nsoon =\n", 2, NULL},
		{"[dark]\nsoon = -5\n", 2, "-5"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Theme theme, built;
		Err *err = theme_read(&theme, "my-theme", cases[i].text);
		if (!err)
			fail_msg("no fault in %s", cases[i].text);
		assert_non_null(strstr(err->what, "my-theme"));
		assert_int_equal(err->at, cases[i].line);
		if (cases[i].word)
			expect_text(cases[i].text, err->word, cases[i].word);
		err_free(err);
		theme_default(&built);
		assert_int_equal(theme.looks[PALETTE_DARK][STYLE_SOON].fg, built.looks[PALETTE_DARK][STYLE_SOON].fg);
	}
}

TEST(theme_lines)
{
	Theme theme;
	assert_null(theme_read(&theme, "t", "# mine\n[dark]\n  soon=12 bold underline # both\nrule = - dim\n[8]\nsoon = red reverse"));
	assert_int_equal(theme.looks[PALETTE_DARK][STYLE_SOON].fg, 12);
	assert_int_equal(theme.looks[PALETTE_DARK][STYLE_SOON].attrs, LOOK_BOLD | LOOK_UNDERLINE);
	assert_int_equal(theme.looks[PALETTE_DARK][STYLE_RULE].fg, -1);
	assert_int_equal(theme.looks[PALETTE_8][STYLE_SOON].fg, 1);
	assert_int_equal(theme.looks[PALETTE_8][STYLE_SOON].attrs, LOOK_REVERSE);
	assert_int_equal(theme.looks[PALETTE_LIGHT][STYLE_SOON].fg, 130);
	assert_int_equal(theme_look(&theme, PALETTE_DARK, STYLE_ACCENT | STYLE_WITH_BOLD).attrs, LOOK_BOLD);
	assert_int_equal(theme_palette(0, BACKGROUND_LIGHT), PALETTE_MONO);
	assert_int_equal(theme_palette(16, BACKGROUND_LIGHT), PALETTE_8);
	assert_int_equal(theme_palette(256, BACKGROUND_LIGHT), PALETTE_LIGHT);
	assert_int_equal(theme_palette(256, BACKGROUND_AUTO), PALETTE_DARK);
	for (int role = 0; role < STYLE_ROLES; role++)
		assert_int_equal(style_read(style_name(role)), role);
	assert_int_equal(style_read("nothing"), -1);
}
