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

/* x to the n/m without libm: the m-th root of x to the n. */
static double power(double x, int n, int m)
{
	double want = 1, low = 0, high = 1;
	for (int i = 0; i < n; i++)
		want *= x;
	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2, is = 1;
		for (int k = 0; k < m; k++)
			is *= middle;
		if (is < want)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static double channel(int value)
{
	double c = value / 255.0;
	return c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055, 12, 5);
}

typedef struct Light {
	double r, g, b; /* linear, 0 to 1 */
} Light;

/* The first sixteen as xterm and as the console of a PC have them; the rest is the same everywhere. */
static Light light_of(int color, bool console)
{
	static const int xterm[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	                              0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
	static const int vga[16] = {0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
	                            0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff};
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	int rgb = color < 16 ? (console ? vga : xterm)[color] : 0;
	if (color >= 232)
		rgb = (8 + (color - 232) * 10) * 0x010101;
	else if (color >= 16)
		rgb = steps[(color - 16) / 36] << 16 | steps[(color - 16) / 6 % 6] << 8 | steps[(color - 16) % 6];
	return (Light){channel(rgb >> 16), channel(rgb >> 8 & 0xff), channel(rgb & 0xff)};
}

/* WCAG 2. */
static double luminance(Light c)
{
	return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
}

static double contrast(Light c, bool on_white)
{
	return on_white ? 1.05 / (luminance(c) + 0.05) : (luminance(c) + 0.05) / 0.05;
}

/* How a colour is shown: bold is bright where there are eight. False: the terminal's own foreground, which its user chose. */
static bool shown_as(int *color, Look look, int colors)
{
	*color = look.fg;
	if (colors == 8 && (look.attrs & LOOK_BOLD) && look.fg >= 0)
		*color += 8;
	return look.fg >= 0;
}

static const struct {
	Palette palette;
	Background background;
	int colors;
} grounds[] = {
	{PALETTE_DARK, BACKGROUND_DARK, 256},
	{PALETTE_LIGHT, BACKGROUND_LIGHT, 256},
	{PALETTE_8, BACKGROUND_DARK, 16},
	{PALETTE_8_LIGHT, BACKGROUND_LIGHT, 16},
	{PALETTE_8, BACKGROUND_DARK, 8},
	{PALETTE_8_LIGHT, BACKGROUND_LIGHT, 8},
	{PALETTE_MONO, BACKGROUND_DARK, 0},
};

static const struct {
	const char *name;
	double least; /* with 256 colours; with fewer 4.5 */
} shipped[] = {{"default", 4.5}, {"contrast", 7.0}, {"deuteranopia", 4.5}, {"mono", 4.5}};

/* Checks 39 and 40: every role of every shipped theme, with every number of colours, on the background it is for. */
TEST(check_39_40_contrast_of_every_pair)
{
	int pairs = 0;
	for (size_t i = 0; i < countof(shipped) * countof(grounds); i++) {
		Theme theme;
		size_t file = i / countof(grounds), ground = i % countof(grounds);
		Palette palette = grounds[ground].palette;
		bool on_white = grounds[ground].background == BACKGROUND_LIGHT;
		double least = grounds[ground].colors == 256 ? shipped[file].least : 4.5;
		read_shipped(&theme, shipped[file].name);
		assert_int_equal(theme_palette(grounds[ground].colors, grounds[ground].background), palette);
		for (int role = 0; role < STYLE_ROLES; role++) {
			Look look = theme_bright(theme_look(&theme, palette, (Style)role), palette, grounds[ground].colors);
			int color;
			assert_true(look.fg < grounds[ground].colors); /* 0 colours: none is named */
			if (look.attrs & LOOK_REVERSE)
				fail_msg("%s: %s paints the background", shipped[file].name, style_name(role));
			if (!shown_as(&color, look, grounds[ground].colors))
				continue;
			for (int console = 0; console < 2; console++, pairs++) {
				double is = contrast(light_of(color, console), on_white);
				if (is < least)
					fail_msg("%s, %d colours, %s: %.2f on %s", shipped[file].name, grounds[ground].colors, style_name(role), is, on_white ? "white" : "black");
			}
		}
	}
	print_message("%d pairs\n", pairs);
}

/* --- check 46 --- */

/* As eyes without the pigment for green see it: Machado, Oliveira and Fernandes 2009, of linear light. */
static Light deuteranope(Light c)
{
	Light out = {0.367322 * c.r + 0.860646 * c.g - 0.227968 * c.b, 0.280085 * c.r + 0.672501 * c.g + 0.047413 * c.b,
	             -0.011820 * c.r + 0.042940 * c.g + 0.968881 * c.b};
	double *parts[] = {&out.r, &out.g, &out.b};
	for (size_t i = 0; i < countof(parts); i++)
		*parts[i] = *parts[i] < 0 ? 0 : *parts[i] > 1 ? 1
		                                              : *parts[i];
	return out;
}

typedef struct Lab {
	double l, a, b;
} Lab;

static double lab_part(double t)
{
	return t > 0.008856 ? power(t, 1, 3) : 7.787 * t + 16.0 / 116;
}

static Lab lab_of(Light c)
{
	double x = lab_part((0.4124 * c.r + 0.3576 * c.g + 0.1805 * c.b) / 0.95047), y = lab_part(luminance(c)),
		   z = lab_part((0.0193 * c.r + 0.1192 * c.g + 0.9505 * c.b) / 1.08883);
	return (Lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/* Squared: no root is needed to compare. */
static double distance(Light a, Light b)
{
	Lab p = lab_of(deuteranope(a)), q = lab_of(deuteranope(b));
	return (p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b);
}

/* Two states differ for them by 15 in CIELAB at least (2 is what can just be told). Each has its sign besides. */
TEST(check_46_states_differ_without_green)
{
	static const Style states[] = {STYLE_OVERDUE, STYLE_SOON, STYLE_DONE, STYLE_ACCENT};
	for (size_t i = 0; i < countof(shipped) * countof(grounds); i++) {
		Theme theme;
		size_t file = i / countof(grounds), ground = i % countof(grounds);
		Palette palette = grounds[ground].palette;
		bool on_white = grounds[ground].background == BACKGROUND_LIGHT;
		read_shipped(&theme, shipped[file].name);
		for (size_t k = 0; k < countof(states) * countof(states); k++) {
			Style one = states[k / countof(states)], other = states[k % countof(states)];
			Look a = theme_bright(theme_look(&theme, palette, one), palette, grounds[ground].colors),
				 b = theme_bright(theme_look(&theme, palette, other), palette, grounds[ground].colors);
			int of_a, of_b;
			bool a_named = shown_as(&of_a, a, grounds[ground].colors), b_named = shown_as(&of_b, b, grounds[ground].colors);
			if (one >= other || (!a_named && !b_named)) /* without colours the sign alone tells */
				continue;
			Light text = on_white ? (Light){0, 0, 0} : (Light){1, 1, 1};
			double apart = distance(a_named ? light_of(of_a, false) : text, b_named ? light_of(of_b, false) : text);
			if (apart < 15 * 15)
				fail_msg("%s, %d colours on %s: %s and %s are %.0f apart (squared)", shipped[file].name, grounds[ground].colors, on_white ? "white" : "black",
				         style_name((int)one), style_name((int)other), apart);
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
	assert_int_equal(theme_palette(16, BACKGROUND_LIGHT), PALETTE_8_LIGHT);
	assert_int_equal(theme_palette(8, BACKGROUND_AUTO), PALETTE_8);
	assert_int_equal(theme_palette(256, BACKGROUND_LIGHT), PALETTE_LIGHT);
	assert_int_equal(theme_palette(256, BACKGROUND_AUTO), PALETTE_DARK);
	for (int role = 0; role < STYLE_ROLES; role++)
		assert_int_equal(style_read(style_name(role)), role);
	assert_int_equal(style_read("nothing"), -1);
}
