/* SPDX-License-Identifier: MIT */
#include "sgr.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "test.h"

static char *lean(const char *bytes, bool moves)
{
	Sgr sgr = {.moves = moves};
	Str out = {0};
	sgr_lean(&sgr, &out, "\033(B\033[m", 6);
	str_cut(&out, 0);
	sgr_lean(&sgr, &out, bytes, strlen(bytes));
	return str_take(&out);
}

TEST(sgr_one_for_a_change_of_look)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{"plain", "plain"},
		{"\033[0;1m\033[38;5;74mx", "\033[1;38;5;74mx"},
		{"\033[0;1m\033[38;5;74mx\033[39m\033(B\033[m", "\033[1;38;5;74mx\033[m"},
		{"\033[38;5;245ma\033[38;5;74mb\033[m", "\033[38;5;245ma\033[38;5;74mb\033[m"},
		{"\033[38;5;245ma\033[39m\033(B\033[0;1mb\033[m", "\033[38;5;245ma\033[0;1mb\033[m"},
		{"\033[0;10;2ma\033[0;10;1m\033[36mb\033[m\017", "\033[2ma\033[0;1;36mb\033[m"},
		{"\033[1m\033[m\033[5;3Hx", "\033[5;3Hx"},
		/* Held back over a move, not over what erases or scrolls. */
		{"\033[1ma\033[m\033[2;1H\033[1mb\033[m", "\033[1ma\033[2;1Hb\033[m"},
		{"\033[1ma\033[m\r\b\033[4d\033[1mb\033[m", "\033[1ma\r\b\033[4db\033[m"},
		{"\033[1ma\033[m\033[K\033[1mb\033[m", "\033[1ma\033[m\033[K\033[1mb\033[m"},
		{"\033[1ma\033[m\n\033[1mb\033[m", "\033[1ma\033[m\n\033[1mb\033[m"},
		{"\033[1ma\033[m\033[3P\033[1mb\033[m", "\033[1ma\033[m\033[3P\033[1mb\033[m"},
		{"\033[1ma\033[22mb\033[4mc\033[24md\033[7me\033[27mf", "\033[1ma\033[mb\033[4mc\033[md\033[7me\033[mf"},
		{"\033[91ma\033[39;49mb", "\033[91ma\033[mb"},
		{"\033[?25l\033[1mx\033[m\033[?25h", "\033[?25l\033[1mx\033[?25h\033[m"},
		{"\xd1\x8f\033[1m\xd1\x8f\033[m", "\xd1\x8f\033[1m\xd1\x8f\033[m"},
		/* What is not known here goes through, up to the next reset. */
		{"\033[5ma\033[1mb\033[m\033[1mc\033[m", "\033[5ma\033[1mb\033[0;1mc\033[m"},
		{"\033[41ma\033[m\033[mb", "\033[41ma\033[mb"},
		{"\033(0q\033(B\033(Bx", "\033(0q\033(Bx"},
		{"\016q\017\017x", "\016q\017x"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		char *got = lean(cases[i].bytes, true);
		expect_text(cases[i].bytes, got, cases[i].want);
		free(got);
	}
}

TEST(sgr_is_not_held_where_a_move_would_smear)
{
	char *got = lean("\033[7ma\033[m\033[2;1H\033[7mb\033[m", false);
	assert_string_equal(got, "\033[7ma\033[m\033[2;1H\033[7mb\033[m");
	free(got);
}

/* ---- whatever comes, what is written has the same look ---- */

typedef struct Seen {
	bool on[5];
	long fg;
} Seen;

static void seen_look(Seen *look, const char *parts)
{
	for (char *at = (char *)(uintptr_t)parts;; at++) {
		long part = strtol(at, &at, 10);
		if (part == 0)
			*look = (Seen){.fg = -1};
		else if (part < 5)
			look->on[part] = true;
		else if (part == 22)
			look->on[1] = look->on[2] = false;
		else if (part == 39)
			look->fg = -1;
		else if (part == 38)
			look->fg = 1000 + strtol(at + 3, &at, 10);
		else if (part != 10)
			look->fg = part;
		if (*at != ';')
			return;
	}
}

/* Every letter and erasure, each with the look it has, and the last look. */
static char *seen(const char *s)
{
	Str out = {0};
	Seen look = {.fg = -1};
	for (; *s; s++) {
		const char *end = s + 2;
		if (str_begins(s, "\033(")) {
			s += 2;
			continue;
		}
		if (*s == '\033')
			end += strspn(end, "0123456789;");
		else
			end = s;
		if (*s == '\033' && *end == 'm')
			seen_look(&look, s + 2);
		else
			str_addn(&out, s, (size_t)(end - s) + 1);
		if (*end != 'm' && *end != 'H')
			str_addf(&out, "<%d%d%d %ld>", look.on[1], look.on[2], look.on[4], look.fg);
		s = end;
	}
	str_addf(&out, "<%d%d%d %ld>", look.on[1], look.on[2], look.on[4], look.fg);
	return str_take(&out);
}

TEST(sgr_leaves_every_letter_its_look)
{
	static const char *const pieces[] = {"a", "b", "\xd1\x8f", "\033[m", "\033[0;1m", "\033[0;10;2m", "\033[1m", "\033[4m", "\033[22m",
	                                     "\033[39m", "\033[36m", "\033[3;4H", "\033[38;5;74m", "\033[38;5;245m", "\033(B", "\033[K", "\033[0;4;32m", "x"};
	unsigned random = 7;
	for (int round = 0; round < 2000; round++) {
		Str all = {0}, out = {0};
		Sgr sgr = {.moves = round % 2};
		/* Two frames. */
		for (int frame = 0; frame < 2; frame++) {
			Str bytes = {0};
			str_add(&bytes, frame ? "" : "\033[m");
			for (int i = 0; i < 15; i++) {
				random = random * 1103515245 + 12345;
				str_add(&bytes, pieces[(random >> 16) % countof(pieces)]);
			}
			sgr_lean(&sgr, &out, bytes.s, bytes.n);
			str_addn(&all, bytes.s, bytes.n);
			str_done(&bytes);
		}
		char *want = seen(str_text(&all)), *got = seen(str_text(&out));
		expect_text(str_text(&all), got, want);
		free(want);
		free(got);
		str_done(&all);
		str_done(&out);
	}
}
