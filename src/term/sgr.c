/* SPDX-License-Identifier: MIT */
/* Runs of SGR made one, and only where something is written with it. */
#include "sgr.h"

#include <string.h>

enum {
	PARTS_MAX = 16,
	FG_256 = 1000,
	ESC = 0x1b,
	SHIFT_IN = 0x0f,
	SHIFT_OUT = 0x0e,
};

static bool look_same(const SgrLook *a, const SgrLook *b)
{
	return a->attrs == b->attrs && a->fg == b->fg;
}

/* ---- what is told ---- */

static void add_part(Str *out, bool *any, int number)
{
	str_addf(out, *any ? ";%d" : "%d", number);
	*any = true;
}

/* A reset where something is taken away, then what is missing. */
static void look_tell(Sgr *sgr, Str *out)
{
	static const int numbers[] = {1, 2, 4, 7};
	const SgrLook *want = &sgr->want;
	SgrLook *told = &sgr->told;
	if (!sgr->known || look_same(want, told))
		return;
	bool any = false;
	str_add(out, "\033[");
	if (told->attrs & ~want->attrs || (told->fg >= 0 && want->fg < 0)) {
		*told = (SgrLook){.fg = -1};
		if (!look_same(want, told))
			add_part(out, &any, 0);
	}
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (want->attrs & ~told->attrs & 1U << numbers[i])
			add_part(out, &any, numbers[i]);
	if (want->fg != told->fg && want->fg >= FG_256) {
		add_part(out, &any, 38);
		str_addf(out, ";5;%d", want->fg - FG_256);
	} else if (want->fg != told->fg) {
		add_part(out, &any, want->fg);
	}
	str_addc(out, 'm');
	*told = *want;
}

/* ---- what is read ---- */

/* How long the sequence at its beginning is, *final its last letter; 0: none that is known here. */
static size_t csi_length(const char *s, size_t n, char *final)
{
	size_t at = 2;
	if (n < 3 || s[0] != ESC || s[1] != '[')
		return 0;
	while (at < n && (unsigned char)s[at] >= 0x20 && (unsigned char)s[at] < 0x40)
		at++;
	if (at == n || (unsigned char)s[at] < 0x40 || (unsigned char)s[at] > 0x7e)
		return 0;
	*final = s[at];
	return at + 1;
}

/* The numbers of `CSI 0;1;38;5;74 m`; nothing is 0. 0: it is of another kind. */
static size_t parts_read(int parts[PARTS_MAX], const char *s, size_t n)
{
	size_t count = 1;
	parts[0] = 0;
	for (size_t i = 2; i + 1 < n; i++) {
		if (s[i] >= '0' && s[i] <= '9' && parts[count - 1] < 1000) {
			parts[count - 1] = parts[count - 1] * 10 + s[i] - '0';
		} else if (s[i] == ';' && count < PARTS_MAX) {
			parts[count++] = 0;
		} else {
			return 0;
		}
	}
	return count;
}

/* One number of it, with those that belong to it; how many, 0: it says what is not known here. */
static size_t part_take(SgrLook *look, const int *part, size_t left)
{
	int n = part[0];
	if (n == 38 && left >= 3 && part[1] == 5) {
		look->fg = FG_256 + part[2];
		return 3;
	}
	if (n == 0)
		*look = (SgrLook){.fg = -1};
	else if (n == 1 || n == 2 || n == 4 || n == 7)
		look->attrs |= 1U << n;
	else if (n == 22)
		look->attrs &= ~(1U << 1 | 1U << 2);
	else if (n == 24 || n == 27)
		look->attrs &= ~(1U << (n - 20));
	else if (n == 39)
		look->fg = -1;
	else if ((n >= 30 && n <= 37) || (n >= 90 && n <= 97))
		look->fg = n;
	else if (n != 10 && n != 49) /* the first font, no background: that is always so */
		return 0;
	return 1;
}

/* False: it must go out as it is. */
static bool look_take(Sgr *sgr, const char *s, size_t n)
{
	int parts[PARTS_MAX];
	size_t count = parts_read(parts, s, n), used;
	SgrLook look = sgr->want;
	if (!count || (!sgr->known && parts[0] != 0))
		return false;
	for (size_t i = 0; i < count; i += used)
		if (!(used = part_take(&look, parts + i, count - i)))
			return false;
	if (!sgr->known) { /* a reset: from here on it is known, and must be told */
		sgr->known = true;
		sgr->told = (SgrLook){.attrs = ~0U, .fg = 0};
	}
	sgr->want = look;
	return true;
}

/* Moves of the cursor alone: nothing is written or erased by them. */
static bool is_move(const char *s, char final)
{
	return s[2] != '?' ? final == 'H' || final == 'G' || final == 'd' || final == 'A' || final == 'B' || final == 'C' || final == 'D' || final == '`' || final == 'f' : final == 'h' || final == 'l';
}

/* The character set of letters: said once. */
static size_t charset_take(Sgr *sgr, Str *out, const char *s, size_t n)
{
	size_t used = s[0] == SHIFT_IN || s[0] == SHIFT_OUT ? 1 : n >= 3 && s[0] == ESC && (s[1] == '(' || s[1] == ')') ? 3
	                                                                                                                : 0;
	bool letters = used == 1 ? s[0] == SHIFT_IN : used && s[1] == '(' && s[2] == 'B';
	if (used && !(letters && sgr->ascii))
		str_addn(out, s, used);
	if (used)
		sgr->ascii = letters;
	return used;
}

void sgr_lean(Sgr *sgr, Str *out, const char *bytes, size_t n)
{
	char final = 0;
	for (size_t at = 0, used; at < n; at += used) {
		const char *s = bytes + at;
		if ((used = charset_take(sgr, out, s, n - at)))
			continue;
		used = csi_length(s, n - at, &final);
		if (used && final == 'm' && look_take(sgr, s, used))
			continue;
		bool moves = used ? is_move(s, final) : *s == '\r' || *s == '\b';
		if (!moves || !sgr->moves)
			look_tell(sgr, out);
		if (used && final == 'm')
			sgr->known = false;
		used = used ? used : 1;
		str_addn(out, s, used);
	}
	look_tell(sgr, out);
}
