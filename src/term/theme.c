/* SPDX-License-Identifier: MIT */
/* Themes: the built-in looks, and files that change them. */
#include "kartoteka/term/theme.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"

static const char *const role_names[STYLE_ROLES] = {
	[STYLE_PLAIN] = "plain",
	[STYLE_DIM] = "dim",
	[STYLE_BOLD] = "bold",
	[STYLE_ACCENT] = "accent",
	[STYLE_KEY] = "key",
	[STYLE_OVERDUE] = "overdue",
	[STYLE_SOON] = "soon",
	[STYLE_DONE] = "done",
	[STYLE_TITLE] = "title",
	[STYLE_HEADING] = "heading",
	[STYLE_RULE] = "rule",
	[STYLE_ERROR] = "error",
	[STYLE_GHOST] = "ghost",
	[STYLE_CHART] = "chart",
	[STYLE_MATCH] = "match",
	[STYLE_MARK] = "mark",
	[STYLE_LINK] = "link",
};

static const char *const palette_names[PALETTES] = {
	[PALETTE_DARK] = "dark",
	[PALETTE_LIGHT] = "light",
	[PALETTE_8] = "8",
	[PALETTE_8_LIGHT] = "8-light",
	[PALETTE_MONO] = "mono",
};

static const char *const color_names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

/* The five colours of a palette, by meaning; -1 where the palette dims instead. */
typedef struct Hues {
	int16_t overdue, soon, done, dim, accent;
	uint8_t strong; /* overdue and marks */
	uint8_t bright; /* soon and done: bold is bright where there are 8 colours */
} Hues;

static void looks_of(Look looks[STYLE_ROLES], Hues hue, uint8_t dim)
{
	looks[STYLE_PLAIN] = (Look){-1, 0};
	looks[STYLE_DIM] = (Look){hue.dim, dim};
	looks[STYLE_BOLD] = (Look){-1, LOOK_BOLD};
	looks[STYLE_ACCENT] = (Look){hue.accent, hue.accent < 0 ? LOOK_BOLD : 0};
	looks[STYLE_KEY] = (Look){hue.accent, hue.accent < 0 ? LOOK_BOLD : 0};
	looks[STYLE_OVERDUE] = (Look){hue.overdue, hue.strong};
	looks[STYLE_SOON] = (Look){hue.soon, hue.bright};
	looks[STYLE_DONE] = (Look){hue.done, hue.done < 0 ? LOOK_DIM : hue.bright};
	looks[STYLE_TITLE] = (Look){-1, LOOK_BOLD};
	looks[STYLE_HEADING] = (Look){hue.dim, LOOK_BOLD};
	looks[STYLE_RULE] = (Look){hue.dim, dim};
	looks[STYLE_ERROR] = (Look){hue.overdue, hue.strong};
	looks[STYLE_GHOST] = (Look){hue.dim, dim};
	looks[STYLE_CHART] = (Look){hue.accent, 0};
	looks[STYLE_MATCH] = (Look){hue.accent, LOOK_UNDERLINE};
	looks[STYLE_MARK] = (Look){hue.accent, hue.strong};
	looks[STYLE_LINK] = (Look){hue.accent, LOOK_UNDERLINE};
}

void theme_default(Theme *out)
{
	looks_of(out->looks[PALETTE_DARK], (Hues){166, 214, 36, 245, 74, LOOK_BOLD, 0}, 0);
	/* Dark red: to eyes without green 160 and 130 are one colour. */
	looks_of(out->looks[PALETTE_LIGHT], (Hues){88, 130, 29, 241, 25, LOOK_BOLD, 0}, 0);
	looks_of(out->looks[PALETTE_8], (Hues){1, 3, 2, -1, 6, LOOK_BOLD, LOOK_BOLD}, LOOK_DIM);
	/* On white the bright ones, yellow, green and cyan cannot be read. */
	looks_of(out->looks[PALETTE_8_LIGHT], (Hues){1, 5, -1, -1, 4, 0, 0}, LOOK_DIM);
	looks_of(out->looks[PALETTE_MONO], (Hues){-1, -1, -1, -1, -1, LOOK_BOLD, 0}, LOOK_DIM);
}

const char *style_name(int role)
{
	return role >= 0 && role < STYLE_ROLES ? role_names[role] : NULL;
}

static int name_find(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

int style_read(const char *name)
{
	return name_find(role_names, STYLE_ROLES, name);
}

Palette theme_palette(int colors, Background background)
{
	if (colors < 8)
		return PALETTE_MONO;
	if (colors < 256)
		return background == BACKGROUND_LIGHT ? PALETTE_8_LIGHT : PALETTE_8;
	return background == BACKGROUND_LIGHT ? PALETTE_LIGHT : PALETTE_DARK;
}

Look theme_look(const Theme *theme, Palette palette, Style style)
{
	int role = style & STYLE_ROLE_MASK;
	Look look = theme->looks[palette][role < STYLE_ROLES ? role : STYLE_PLAIN];
	if (style & STYLE_WITH_BOLD)
		look.attrs |= LOOK_BOLD;
	if (style & STYLE_WITH_UNDERLINE)
		look.attrs |= LOOK_UNDERLINE;
	if (style & STYLE_WITH_DIM)
		look.attrs |= LOOK_DIM;
	if (style & STYLE_WITH_REVERSE)
		look.attrs |= LOOK_REVERSE;
	return look;
}

/* Where 16 colours are, bold of the first eight is their bright half: said by number, since not every terminal takes bold so. */
Look theme_bright(Look look, Palette palette, int colors)
{
	if (colors == 16 && palette == PALETTE_8 && (look.attrs & LOOK_BOLD) && look.fg >= 0 && look.fg < 8)
		look.fg = (int16_t)(look.fg + 8);
	return look;
}

/* --- files --- */

typedef struct Reader {
	Theme *theme;
	const char *file;
	int line;
	int palette; /* -1: no section yet */
} Reader;

/* err is what is wrong; the file, the line and what to do come from here. */
static Err *line_error(const Reader *reader, Err *err, const char *word)
{
	err = err_under(err, _("%s, line %d"), reader->file, reader->line);
	return err_word(err_todo(err, _("Correct the line; until then the default theme is used.")), word, reader->line);
}

static Err *read_section(Reader *reader, char *s)
{
	size_t n = strlen(s);
	if (s[n - 1] != ']')
		return line_error(reader, err_new(ERR_FAILED, _("the section has no closing bracket: %s"), s), s);
	s[n - 1] = '\0';
	reader->palette = name_find(palette_names, PALETTES, s + 1);
	if (reader->palette < 0)
		return line_error(reader, err_new(ERR_FAILED, _("no such section: %s (dark, light, 8, 8-light and mono are)"), s + 1), s + 1);
	return NULL;
}

static Err *read_color(const Reader *reader, Look *look, const char *word)
{
	int64_t number;
	int named = name_find(color_names, countof(color_names), word);
	int most = 255;
	if (reader->palette == PALETTE_8 || reader->palette == PALETTE_8_LIGHT)
		most = 7;
	else if (reader->palette == PALETTE_MONO)
		most = -1;
	if (strcmp(word, "-") == 0)
		number = -1;
	else if (named >= 0)
		number = named;
	else if (!str_to_int(word, &number) || number < 0)
		return line_error(reader, err_new(ERR_FAILED, _("not a colour: %s"), word), word);
	if (number > most)
		return line_error(reader, err_new(ERR_FAILED, _("this section has no colour %s"), word), word);
	look->fg = (int16_t)number;
	return NULL;
}

static Err *read_attribute(const Reader *reader, Look *look, const char *word)
{
	static const char *const words[] = {"bold", "underline", "dim", "reverse"};
	int at = name_find(words, countof(words), word);
	if (at < 0)
		return line_error(reader, err_new(ERR_FAILED, _("not a word of a theme: %s (bold, underline, dim and reverse are)"), word), word);
	look->attrs |= (uint8_t)(1 << at);
	return NULL;
}

static Err *read_look(Reader *reader, char *s)
{
	char *equals = strchr(s, '=');
	if (!equals)
		return line_error(reader, err_new(ERR_FAILED, _("a line is `role = colour`, this has no `=`: %s"), s), s);
	char *name = span_dup(span_trim((Span){s, (size_t)(equals - s)}));
	int role = style_read(name);
	Err *err = role < 0 ? line_error(reader, err_new(ERR_FAILED, _("no such role: %s"), name), name) : NULL;
	if (!err && reader->palette < 0)
		err = line_error(reader, err_new(ERR_FAILED, _("a section must come before %s"), name), name);
	free(name);
	Look look = {-1, 0};
	bool first = true;
	for (char *save = NULL, *word = strtok_r(equals + 1, " \t", &save); word && !err; word = strtok_r(NULL, " \t", &save)) {
		err = first ? read_color(reader, &look, word) : read_attribute(reader, &look, word);
		first = false;
	}
	if (!err && first)
		err = line_error(reader, err_new(ERR_FAILED, _("no colour after the `=`: %s"), s), s);
	if (!err)
		reader->theme->looks[reader->palette][role] = look;
	return err;
}

static Err *read_line(Reader *reader, Span line)
{
	const char *comment = memchr(line.s, '#', line.n);
	if (comment)
		line.n = (size_t)(comment - line.s);
	line = span_trim(line);
	if (line.n == 0)
		return NULL;
	char *s = span_dup(line);
	Err *err = s[0] == '[' ? read_section(reader, s) : read_look(reader, s);
	free(s);
	return err;
}

Err *theme_read(Theme *out, const char *file, const char *text)
{
	Reader reader = {.theme = out, .file = file, .palette = -1};
	theme_default(out);
	while (*text) {
		size_t n = strcspn(text, "\n");
		reader.line++;
		Err *err = read_line(&reader, (Span){text, n});
		if (err) {
			theme_default(out);
			return err;
		}
		text += n + (text[n] == '\n');
	}
	return NULL;
}
