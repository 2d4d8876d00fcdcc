/* SPDX-License-Identifier: MIT */
/* The decoder: bytes in, events out, whole and in pieces. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/term/input.h"
#include "test.h"

static void add_event(Str *out, const TermEvent *e)
{
	static const char *const mouse[] = {"press", "release", "drag", "wheel-up", "wheel-down"};
	if (out->n)
		str_addc(out, ' ');
	switch (e->type) {
	case EVENT_NONE:
		str_add(out, "none");
		break;
	case EVENT_KEY:
		if (e->key.code == CODE_UNKNOWN)
			str_add(out, "unknown");
		else
			key_write(out, e->key);
		if (e->key.base)
			str_addf(out, "(%c)", (char)e->key.base);
		break;
	case EVENT_PASTE:
		str_addf(out, "paste[%s]", e->text);
		break;
	case EVENT_MOUSE:
		str_addf(out, "%s%d@%d,%d%s", mouse[e->mouse.action], e->mouse.button, e->mouse.row, e->mouse.col, e->mouse.twice ? "!" : "");
		break;
	case EVENT_REPLY:
		str_addf(out, "reply%d:%d:%d", (int)e->reply, e->number, e->value);
		break;
	case EVENT_FOCUS:
		str_add(out, e->yes ? "focus" : "blur");
		break;
	case EVENT_EOF:
		str_add(out, "eof");
		break;
	}
}

static void drain(Str *out, Input *input, int64_t now)
{
	TermEvent e;
	while (input_next(input, &e, now))
		add_event(out, &e);
}

/* Fed in pieces of `step` bytes (0: at once), then left alone for a second. */
static char *decode(const char *bytes, size_t n, size_t step)
{
	Input *input = input_new();
	Str out = {0};
	for (size_t i = 0; i < n;) {
		size_t k = step == 0 || i + step > n ? n - i : step;
		input_feed(input, bytes + i, k, 1000);
		drain(&out, input, 1000);
		i += k;
	}
	drain(&out, input, 2000);
	drain(&out, input, 3000);
	drain(&out, input, 4000);
	input_free(input);
	return str_take(&out);
}

static const struct {
	const char *in, *want;
} cases[] = {
	{"abc", "a b c"},
	{"A ", "A Space"},
	{"\xd1\x84\xd0\x96", "ф Ж"},
	{"\xe9\xb1\xbc\xf0\x9f\x98\x80", "鱼 😀"},
	{"\x1b", "Esc"},
	{"\r", "Enter"},
	{"\n", "Enter"},
	{"\t", "Tab"},
	{"\x7f", "Backspace"},
	{"\x08", "Backspace"},
	{"\x03\x1a\x13\x11", "C-c C-z C-s C-q"},
	{"\x1f\x1c", "C-_ C-\\"},
	{"\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"},
	{"\x1bOA\x1bOB\x1bOC\x1bOD", "Up Down Right Left"},
	{"\x1b[H\x1b[1~\x1bOH\x1b[7~", "Home Home Home Home"},
	{"\x1b[F\x1b[4~\x1bOF\x1b[8~", "End End End End"},
	{"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "Insert Delete PgUp PgDn"},
	{"\x1b[Z", "S-Tab"},
	{"\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"},
	{"\x1b[P\x1b[Q\x1b[S", "F1 F2 F4"},
	{"\x1b[11~\x1b[12~\x1b[13~\x1b[14~\x1b[15~", "F1 F2 F3 F4 F5"},
	{"\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~\x1b[23~\x1b[24~", "F6 F7 F8 F9 F10 F11 F12"},
	{"\x1b[[A\x1b[[E", "F1 F5"},
	{"\x1b[1;5C\x1b[1;2D\x1b[1;3A\x1b[1;6B", "C-Right S-Left M-Up C-S-Down"},
	{"\x1b[1;2P\x1b[1;5R\x1b[15;2~", "S-F1 C-F3 S-F5"},
	{"\x1b[3;5~\x1b[3^\x1b[3@", "C-Delete C-Delete C-S-Delete"},
	{"\x1bOa\x1b[b", "C-Up S-Down"},
	{"\x1bO5C", "C-Right"},
	{"\x1b"
     "b\x1b"
     "f",
     "M-b M-f"},
	{"\x1b"
     "B",
     "M-S-b"},
	{"\x1b\xd1\x81", "M-с"},
	{"\x1b\x7f", "M-Backspace"},
	{"\x1b\x1b[A", "M-Up"},
	{"\x1b\x1b", "Esc Esc"},
	{"\x1b\r", "M-Enter"},
	{"\x1b[1089::99;5u", "C-с(c)"},
	{"\x1b[99;5u", "C-c"},
	{"\x1b[27u\x1b[13;2u\x1b[9;2u\x1b[127;5u", "Esc S-Enter S-Tab C-Backspace"},
	{"\x1b[97:65;2u", "A"},
	{"\x1b[97;3u", "M-a"},
	{"\x1b[1092:1060:97;4u", "M-S-ф(a)"},
	{"\x1b[57399u\x1b[57414u\x1b[57423u", "0 Enter Home"},
	{"\x1b[57441;2u", ""},
	{"\x1b[97;1:3u", ""},
	{"\x1b[97;9u", "unknown"},
	{"\x1b[27;5;99~\x1b[27;2;13~", "C-c S-Enter"},
	{"\x1b[200~hello\x1b[201~x", "paste[hello] x"},
	{"\x1b[200~a\r\nb\rc\nd\te\x1b[31mf\x07\x1b[201~", "paste[a\nb\nc\nd\te[31mf]"},
	{"\x1b[200~\x1b[201~", "paste[]"},
	{"\x1b[200~\xd1\xff\x1b[201~", "paste[\xef\xbf\xbd\xef\xbf\xbd]"},
	{"\x1b[201~a", "a"},
	{"\x1b[<0;5;7M\x1b[<0;5;7m", "press1@6,4 release1@6,4"},
	{"\x1b[<0;5;7M\x1b[<0;5;7m\x1b[<0;5;7M", "press1@6,4 release1@6,4 press1@6,4!"},
	{"\x1b[<2;1;1M\x1b[<32;3;1M", "press3@0,0 drag1@0,2"},
	{"\x1b[<64;9;9M\x1b[<65;9;9M\x1b[<66;9;9M", "wheel-up0@8,8 wheel-down0@8,8"},
	{"\x1b[M !!", "press1@0,0"},
	{"\x1b[?1u", "reply0:1:0"},
	{"\x1b[?2026;2$y", "reply1:2026:2"},
	{"\x1b[?64;1;2c\x1b[>0;276;0c", "reply2:64:0 reply2:0:0"},
	{"\x1b[2;3R", "reply3:2:3"},
	{"\x1b]11;rgb:ffff/ffff/eeee\x1b\\", "reply4:16777198:0"},
	{"\x1b]11;rgb:0/0/0\x07"
     "a",
     "reply4:0:0 a"},
	{"\x1b]11;bad\x07", "reply5:0:0"},
	{"\x1b]4;1;rgb:ff/00/00\x1b\\z", "reply5:0:0 z"},
	{"\x1bP>|tmux 3.3a\x1b\\q", "reply5:0:0 q"},
	{"\x1b_Gi=31;OK\x1b\\q", "reply5:0:0 q"},
	{"\x1b"
     "Px",
     "M-S-p x"},
	{"\x1b[I\x1b[O", "focus blur"},
	{"\x1b[8;24;80t", "reply5:8:0"},
	{"\x1b[0n", "reply5:0:0"},
	{"\x1b[99z", "unknown"},
	{"\x1b[1;2\x03", "unknown C-c"},
	{"\xff"
     "a",
     "unknown a"},
	{"\xd1", "unknown"},
	{"\xd1"
     "a",
     "unknown a"},
	{"\xc2\x9b"
     "a",
     "unknown a"},
	{"\x1bOj\x1bOM", "* Enter"},
};

TEST(input_whole_sequences)
{
	for (size_t i = 0; i < countof(cases); i++) {
		char *got = decode(cases[i].in, strlen(cases[i].in), 0);
		expect_text(cases[i].in + (cases[i].in[0] == '\x1b'), got, cases[i].want);
		free(got);
	}
}

TEST(input_split_at_every_byte)
{
	for (size_t i = 0; i < countof(cases); i++) {
		char *got = decode(cases[i].in, strlen(cases[i].in), 1);
		expect_text(cases[i].in + (cases[i].in[0] == '\x1b'), got, cases[i].want);
		free(got);
	}
}

/* Whatever the terminal says of itself, whenever it comes, between whatever bytes: typed is only what was typed. */
TEST(check_51_replies_are_never_typed)
{
	static const char *const replies[] = {
		"\x1b[0n", "\x1b[3n", "\x1b[2;2R", "\x1b[24;80R", "\x1b[?62;22c", "\x1b[>41;354;0c", "\x1b[?0u", "\x1b[?2026;2$y", "\x1b[4;1$y",
		"\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]11;rgb:ff/ff/ff\x07", "\x1b]4;1;rgb:ff/00/00\x07", "\x1bP>|XTerm(370)\x1b\\", "\x1bP1+r524742=38\x1b\\",
		"\x1b_Gi=1;OK\x1b\\", "\x1b[8;24;80t", "\x1b[I", "\x1b[O", "\x1b[0n\x1b[0n\x1b[0n"};
	for (size_t i = 0; i < countof(replies); i++)
		for (size_t cut = 0; cut <= strlen(replies[i]); cut++) {
			Input *input = input_new();
			Str typed = {0};
			TermEvent e;
			const char *want = "a b";
			char *pieces[] = {mem_printf("a%.*s", (int)cut, replies[i]), mem_printf("%sb", replies[i] + cut)};
			/* 20 ms between the two: a lone ESC would be a key after 25. */
			for (size_t k = 0; k < 2; k++) {
				input_feed(input, pieces[k], strlen(pieces[k]), 1000 + (int64_t)k * 20);
				while (input_next(input, &e, 1000 + (int64_t)k * 20))
					if (e.type == EVENT_KEY || e.type == EVENT_PASTE)
						add_event(&typed, &e);
				free(pieces[k]);
			}
			while (input_next(input, &e, 9000))
				if (e.type == EVENT_KEY || e.type == EVENT_PASTE)
					add_event(&typed, &e);
			expect_text(replies[i] + 1, str_text(&typed), want);
			str_done(&typed);
			input_free(input);
		}
}

TEST(input_esc_waits_25_ms)
{
	Input *input = input_new();
	TermEvent e;
	input_feed(input, "\x1b", 1, 100);
	assert_false(input_next(input, &e, 100));
	assert_int_equal(input_wait(input, 100), 25);
	assert_int_equal(input_wait(input, 120), 5);
	assert_false(input_next(input, &e, 124));
	assert_true(input_next(input, &e, 125));
	assert_int_equal(e.key.code, CODE_ESC);
	assert_int_equal(input_wait(input, 125), -1);
	input_free(input);
}

TEST(input_arrow_in_two_reads_20_ms_apart)
{
	for (size_t cut = 1; cut < 3; cut++) {
		Input *input = input_new();
		TermEvent e;
		input_feed(input, "\x1b[A", cut, 100);
		assert_false(input_next(input, &e, 100));
		assert_false(input_next(input, &e, 119));
		input_feed(input, &"\x1b[A"[cut], 3 - cut, 120);
		assert_true(input_next(input, &e, 120));
		assert_int_equal(e.key.code, CODE_UP);
		assert_false(input_next(input, &e, 1000));
		input_free(input);
	}
}

TEST(input_unfinished_sequences_are_dropped)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{"\x1b[", "M-["},
		{"\x1b[1;", "unknown"},
		{"\x1bO", "M-S-o"},
		{"\x1b]11;rgb", ""},
		{"\x1bP1$r", ""},
		{"\x1b[M!", "unknown"},
		{"\x1b[[", "unknown"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		char *got = decode(rows[i].in, strlen(rows[i].in), 0);
		expect_text(rows[i].in + 1, got, rows[i].want);
		free(got);
	}
}

TEST(input_two_thousand_letters_at_once)
{
	Str in = {0};
	Input *input = input_new();
	TermEvent e;
	for (int i = 0; i < 2000; i++)
		str_add(&in, i % 2 ? "ё" : "z");
	/* In two pieces, cut inside a letter. */
	input_feed(input, in.s, 1501, 1);
	int n = 0;
	while (input_next(input, &e, 1)) {
		assert_int_equal(e.key.code, n % 2 ? 0x451 : 'z');
		n++;
	}
	input_feed(input, in.s + 1501, in.n - 1501, 2);
	while (input_next(input, &e, 2)) {
		assert_int_equal(e.key.code, n % 2 ? 0x451 : 'z');
		n++;
	}
	assert_int_equal(n, 2000);
	input_free(input);
	str_done(&in);
}

TEST(input_long_paste_in_pieces)
{
	Input *input = input_new();
	TermEvent e;
	Str text = {0};
	input_feed(input, "\x1b[20", 4, 1);
	input_feed(input, "0~", 2, 1);
	for (int i = 0; i < 5000; i++) {
		input_feed(input, "строка ", 13, 1);
		str_add(&text, "строка ");
		assert_false(input_next(input, &e, 100000));
	}
	input_feed(input, "\x1b[201", 5, 2);
	assert_false(input_next(input, &e, 100000));
	assert_int_equal(input_wait(input, 3), -1);
	input_feed(input, "~q", 2, 2);
	assert_true(input_next(input, &e, 2));
	assert_int_equal(e.type, EVENT_PASTE);
	assert_string_equal(e.text, text.s);
	assert_true(input_next(input, &e, 2));
	assert_int_equal(e.key.code, 'q');
	input_free(input);
	str_done(&text);
}

TEST(input_lost_end_of_a_paste)
{
	Input *input = input_new();
	TermEvent e;
	input_feed(input, "\x1b[200~text", 10, 1);
	assert_false(input_next(input, &e, 1));
	input_feed(input, "\x03", 1, 500); /* too soon: a part of it */
	assert_false(input_next(input, &e, 500));
	input_feed(input, "\x03", 1, 1600);
	assert_true(input_next(input, &e, 1600));
	assert_int_equal(e.type, EVENT_PASTE);
	assert_string_equal(e.text, "text");
	assert_true(input_next(input, &e, 1600));
	assert_int_equal(e.key.code, 'c');
	assert_int_equal(e.key.mods, MOD_CTRL);
	input_free(input);
}

TEST(input_end_of_file)
{
	Input *input = input_new();
	TermEvent e;
	input_feed(input, "a\x1b", 2, 1);
	input_eof(input);
	assert_true(input_next(input, &e, 1));
	assert_int_equal(e.key.code, 'a');
	assert_true(input_next(input, &e, 1));
	assert_int_equal(e.key.code, CODE_ESC);
	assert_true(input_next(input, &e, 1));
	assert_int_equal(e.type, EVENT_EOF);
	assert_false(input_next(input, &e, 1));
	input_free(input);
}
