/* SPDX-License-Identifier: MIT */
/*
 * Themes: how each style role looks, for dark and light backgrounds and for 256, 8 and no colours. Read from data/themes/NAME.
 * A line is `role = COLOUR [bold] [underline] [dim] [reverse]`; COLOUR is 0..255, a name (red green yellow blue magenta cyan white black) or `-` for the
 * terminal's own; sections [dark] [light] [8] [8-light] [mono]; `#` begins a comment. A role a section does not name keeps what the built-in default says.
 */
#ifndef KARTOTEKA_TERM_THEME_H
#define KARTOTEKA_TERM_THEME_H

#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/term/frame.h"

typedef enum Background {
	BACKGROUND_AUTO,
	BACKGROUND_DARK,
	BACKGROUND_LIGHT,
} Background;

typedef enum Palette {
	PALETTE_DARK,
	PALETTE_LIGHT,
	PALETTE_8,
	PALETTE_8_LIGHT,
	PALETTE_MONO,
	PALETTES,
} Palette;

enum {
	LOOK_BOLD = 1,
	LOOK_UNDERLINE = 2,
	LOOK_DIM = 4,
	LOOK_REVERSE = 8,
};

typedef struct Look {
	int16_t fg;    /* -1: the terminal's own */
	uint8_t attrs; /* LOOK_ bits */
} Look;

typedef struct Theme {
	Look looks[PALETTES][STYLE_ROLES];
} Theme;

void theme_default(Theme *out);
/* Default, then what the text says. The error names `file` and the line; out then is the default. */
Err *theme_read(Theme *out, const char *file, const char *text);
/* Which palette: colours 0 (or no_color) is mono, below 256 an 8-colour set. */
Palette theme_palette(int colors, Background background);
/* The look of a style with its STYLE_WITH_ bits. */
Look theme_look(const Theme *theme, Palette palette, Style style);
/* As it is shown with so many colours. */
Look theme_bright(Look look, Palette palette, int colors);
/* Name of a role as themes write it ("overdue"); role of a name or -1. */
const char *style_name(int role);
int style_read(const char *name);

#endif
