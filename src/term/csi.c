/* SPDX-License-Identifier: MIT */
/* Sequences: keys with modifiers (xterm, kitty, rxvt, consoles), mouse, replies, begin of a paste. */
#include "csi.h"

#include <stdint.h>
#include <string.h>

#include "kartoteka/base/mem.h"

enum {
	PARAMS_MAX = 8,
	SUBS_MAX = 3,
};

typedef struct Params {
	char mark;                    /* < = > ? at the start, or 0 */
	char middle;                  /* an intermediate byte, or 0 */
	int at[PARAMS_MAX][SUBS_MAX]; /* -1: not given */
	size_t n;
} Params;

static Params params_read(const char *s, size_t n)
{
	Params p = {.n = 1};
	size_t sub = 0, i = 0;
	for (size_t k = 0; k < PARAMS_MAX; k++)
		for (size_t j = 0; j < SUBS_MAX; j++)
			p.at[k][j] = -1;
	if (n > 0 && s[0] >= '<' && s[0] <= '?')
		p.mark = s[i++];
	for (; i < n; i++) {
		char c = s[i];
		if (c == ';') {
			sub = 0;
			if (p.n++ >= PARAMS_MAX)
				p.n = PARAMS_MAX;
		} else if (c == ':') {
			sub++;
		} else if (c >= '0' && c <= '9' && sub < SUBS_MAX) {
			int *value = &p.at[p.n - 1][sub];
			if (*value < 0)
				*value = 0;
			if (*value < 0x10000000 / 10)
				*value = *value * 10 + (c - '0');
		} else if (c >= 0x20 && c <= 0x2f) {
			p.middle = c;
		}
	}
	return p;
}

static int param(const Params *p, size_t i, int otherwise)
{
	return i < p->n && p->at[i][0] >= 0 ? p->at[i][0] : otherwise;
}

/* Modifier parameter of xterm and kitty: 1 + bits. False when Super, Hyper or Meta is held: not a key of ours. */
static bool mods_read(uint8_t *out, const Params *p, size_t i)
{
	int bits = param(p, i, 1) - 1;
	if (bits < 0)
		bits = 0;
	*out = (uint8_t)(bits & 7);
	return (bits & 0x38) == 0;
}

static void set_key(TermEvent *out, uint32_t code, uint8_t mods)
{
	out->type = EVENT_KEY;
	out->key = (Key){.code = code, .mods = mods};
}

static uint32_t letter_code(char final)
{
	switch (final) {
	case 'A':
		return CODE_UP;
	case 'B':
		return CODE_DOWN;
	case 'C':
		return CODE_RIGHT;
	case 'D':
		return CODE_LEFT;
	case 'H':
		return CODE_HOME;
	case 'F':
		return CODE_END;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return (uint32_t)(CODE_F1 + (final - 'P'));
	case 'Z':
		return CODE_TAB;
	default:
		return CODE_UNKNOWN;
	}
}

static uint32_t tilde_code(int number)
{
	static const uint32_t codes[] = {
		[1] = CODE_HOME,
		[2] = CODE_INSERT,
		[3] = CODE_DELETE,
		[4] = CODE_END,
		[5] = CODE_PAGE_UP,
		[6] = CODE_PAGE_DOWN,
		[7] = CODE_HOME,
		[8] = CODE_END,
		[11] = CODE_F1,
		[12] = CODE_F1 + 1,
		[13] = CODE_F1 + 2,
		[14] = CODE_F1 + 3,
		[15] = CODE_F1 + 4,
		[17] = CODE_F1 + 5,
		[18] = CODE_F1 + 6,
		[19] = CODE_F1 + 7,
		[20] = CODE_F1 + 8,
		[21] = CODE_F1 + 9,
		[23] = CODE_F1 + 10,
		[24] = CODE_F1 + 11,
		[25] = CODE_F1 + 12,
		[26] = CODE_F1 + 13,
		[28] = CODE_F1 + 14,
		[29] = CODE_F1 + 15,
		[31] = CODE_F1 + 16,
		[32] = CODE_F1 + 17,
		[33] = CODE_F1 + 18,
		[34] = CODE_F1 + 19,
	};
	if (number < 0 || (size_t)number >= countof(codes) || codes[number] == 0)
		return CODE_UNKNOWN;
	return codes[number];
}

/* Kitty's private numbers: keypad and higher function keys; 0 for keys that say nothing alone (Shift, Caps Lock, media keys). */
static uint32_t kitty_code(int code)
{
	static const uint32_t keypad[] = {
		'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '/', '*', '-', '+', CODE_ENTER, '=', ',',
		CODE_LEFT, CODE_RIGHT, CODE_UP, CODE_DOWN, CODE_PAGE_UP, CODE_PAGE_DOWN, CODE_HOME, CODE_END, CODE_INSERT, CODE_DELETE};
	if (code == 13)
		return CODE_ENTER;
	if (code == 27)
		return CODE_ESC;
	if (code == 9)
		return CODE_TAB;
	if (code == 127 || code == 8)
		return CODE_BACKSPACE;
	if (code >= 57399 && code < 57399 + (int)countof(keypad))
		return keypad[code - 57399];
	if (code >= 57376 && code <= 57387)
		return (uint32_t)(CODE_F1 + 12 + (code - 57376));
	if (code >= 57344 && code <= 63743)
		return CODE_NONE;
	return code >= ' ' && code < 0x110000 && !(code >= 0xd800 && code < 0xe000) ? (uint32_t)code : CODE_UNKNOWN;
}

static void read_kitty(TermEvent *out, const Params *p)
{
	uint8_t mods;
	int code = param(p, 0, 0), shifted = p->at[0][1], base = p->at[0][2];
	if (!mods_read(&mods, p, 1)) {
		set_key(out, CODE_UNKNOWN, 0);
		return;
	}
	if (p->n > 1 && p->at[1][1] == 3) /* a release */
		return;
	if ((mods & MOD_SHIFT) && !(mods & (MOD_CTRL | MOD_ALT)) && shifted > ' ') {
		code = shifted;
		mods &= (uint8_t)~MOD_SHIFT;
	}
	uint32_t named = kitty_code(code);
	if (named == CODE_NONE)
		return;
	set_key(out, named, named == CODE_UNKNOWN ? 0 : mods);
	if (base > ' ' && base < 0x7f)
		out->key.base = (uint32_t)base;
}

static void read_mouse(TermEvent *out, int bits, int col, int row, bool released)
{
	Mouse *m = &out->mouse;
	out->type = EVENT_MOUSE;
	m->row = row > 0 ? row - 1 : 0;
	m->col = col > 0 ? col - 1 : 0;
	m->mods = (uint8_t)(((bits & 4) ? MOD_SHIFT : 0) | ((bits & 8) ? MOD_ALT : 0) | ((bits & 16) ? MOD_CTRL : 0));
	if (bits & 64) {
		if ((bits & 3) > 1) { /* sideways */
			out->type = EVENT_NONE;
			return;
		}
		m->action = (bits & 1) ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
		return;
	}
	m->button = (bits & 3) + 1;
	m->action = MOUSE_PRESS;
	if (released)
		m->action = MOUSE_RELEASE;
	else if (bits & 32)
		m->action = MOUSE_DRAG;
}

void csi_old_mouse(TermEvent *out, unsigned char button, unsigned char col, unsigned char row)
{
	if (button < 32 || col < 33 || row < 33) {
		set_key(out, CODE_UNKNOWN, 0);
		return;
	}
	int bits = button - 32;
	read_mouse(out, bits, col - 32, row - 32, (bits & 3) == 3 && !(bits & 64));
}

static void set_reply(TermEvent *out, ReplyType reply, int number, int value)
{
	out->type = EVENT_REPLY;
	out->reply = reply;
	out->number = number;
	out->value = value;
}

/* Sequences with a mark `<`, `?`, `>`: the terminal speaks of itself or of the mouse. */
static void read_marked(TermEvent *out, const Params *p, char final)
{
	if (p->mark == '<' && (final == 'M' || final == 'm'))
		read_mouse(out, param(p, 0, 0), param(p, 1, 1), param(p, 2, 1), final == 'm');
	else if (p->mark == '?' && final == 'u')
		set_reply(out, REPLY_KITTY, param(p, 0, 0), 0);
	else if (p->mark == '?' && final == 'y' && p->middle == '$')
		set_reply(out, REPLY_MODE, param(p, 0, 0), param(p, 1, 0));
	else if (p->mark == '?' && final == 'R')
		set_reply(out, REPLY_CURSOR, param(p, 0, 1), param(p, 1, 1));
	else if (final == 'c')
		set_reply(out, REPLY_DEVICE, param(p, 0, 0), 0);
	else
		set_reply(out, REPLY_OTHER, 0, 0);
}

static void read_tilde(TermEvent *out, const Params *p)
{
	uint8_t mods;
	int number = param(p, 0, 0);
	if (number == 200) {
		out->type = EVENT_PASTE;
	} else if (number == 201) {
		out->type = EVENT_NONE;
	} else if (number == 27 && p->n >= 3) { /* modifyOtherKeys */
		uint32_t code = kitty_code(param(p, 2, 0));
		set_key(out, code == CODE_NONE || !mods_read(&mods, p, 1) ? CODE_UNKNOWN : code, 0);
		if (out->key.code != CODE_UNKNOWN)
			out->key.mods = mods;
	} else {
		bool ours = mods_read(&mods, p, 1);
		uint32_t code = ours ? tilde_code(number) : CODE_UNKNOWN;
		set_key(out, code, code == CODE_UNKNOWN ? 0 : mods);
	}
}

static void read_letter(TermEvent *out, const Params *p, char final)
{
	uint8_t mods;
	/* F3 with modifiers and a cursor report look alike: our probe never stands in row 1. */
	if (final == 'R' && p->n >= 2 && !(param(p, 0, 1) == 1 && param(p, 1, 1) <= 16)) {
		set_reply(out, REPLY_CURSOR, param(p, 0, 1), param(p, 1, 1));
		return;
	}
	bool ours = mods_read(&mods, p, 1);
	uint32_t code = ours ? letter_code(final) : CODE_UNKNOWN;
	if (final >= 'a' && final <= 'd' && p->n == 1) { /* rxvt */
		code = letter_code((char)(final - 'a' + 'A'));
		mods = MOD_SHIFT;
	}
	if (final == 'Z')
		mods |= MOD_SHIFT;
	set_key(out, code, code == CODE_UNKNOWN ? 0 : mods);
}

void csi_read(TermEvent *out, const char *s, size_t n, char final)
{
	Params p = params_read(s, n);
	if (p.mark) {
		read_marked(out, &p, final);
		return;
	}
	switch (final) {
	case '~':
		read_tilde(out, &p);
		return;
	case '^': /* rxvt: Ctrl */
	case '@': /* rxvt: Ctrl and Shift */
		set_key(out, tilde_code(param(&p, 0, 0)), 0);
		if (out->key.code != CODE_UNKNOWN)
			out->key.mods = final == '^' ? MOD_CTRL : MOD_CTRL | MOD_SHIFT;
		return;
	case 'u':
		read_kitty(out, &p);
		return;
	case 'I':
	case 'O':
		out->type = EVENT_FOCUS;
		out->yes = final == 'I';
		return;
	case 'c':
	case 'n':
	case 't':
	case 'x':
	case 'y':
		set_reply(out, final == 'c' ? REPLY_DEVICE : REPLY_OTHER, param(&p, 0, 0), 0);
		return;
	default:
		read_letter(out, &p, final);
	}
}

void csi_ss3(TermEvent *out, const char *s, size_t n, char final)
{
	static const char keypad[] = "jklmnopqrstuvwxyX", meant[] = "*+,-./0123456789=";
	Params p = params_read(s, n);
	uint8_t mods = 0;
	const char *pad = final ? strchr(keypad, final) : NULL;
	if (final == 'M') {
		set_key(out, CODE_ENTER, 0);
	} else if (final == 'I') {
		set_key(out, CODE_TAB, 0);
	} else if (final >= 'a' && final <= 'd') { /* rxvt: Ctrl and arrows */
		set_key(out, letter_code((char)(final - 'a' + 'A')), MOD_CTRL);
	} else if (pad) {
		set_key(out, (unsigned char)meant[pad - keypad], 0);
	} else {
		uint32_t code = final == 'Z' ? CODE_UNKNOWN : letter_code(final);
		if (n > 0 && !mods_read(&mods, &p, p.n - 1))
			code = CODE_UNKNOWN;
		set_key(out, code, code == CODE_UNKNOWN ? 0 : mods);
	}
}

/* A colour as XParseColor has it: rgb:RRRR/GGGG/BBBB with one to four digits each, or #RRGGBB. */
static int color_read(const char *s, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	int rgb = 0;
	size_t i;
	if (n > 5 && memcmp(s, "rgba:", 5) == 0)
		i = 5;
	else if (n > 4 && memcmp(s, "rgb:", 4) == 0)
		i = 4;
	else
		return -1;
	for (int part = 0; part < 3; part++, i++) {
		int value = 0, most = 0;
		for (; i < n && s[i] != '/'; i++) {
			char c = s[i] >= 'A' && s[i] <= 'F' ? (char)(s[i] - 'A' + 'a') : s[i];
			const char *digit = c ? strchr(digits, c) : NULL;
			if (!digit || most > 0xfff)
				return -1;
			value = value * 16 + (int)(digit - digits);
			most = most * 16 + 15;
		}
		if (most == 0)
			return -1;
		rgb = rgb << 8 | value * 255 / most;
	}
	return rgb;
}

void csi_osc(TermEvent *out, const char *text, size_t n)
{
	set_reply(out, REPLY_OTHER, 0, 0);
	if (n > 3 && memcmp(text, "11;", 3) == 0) {
		int rgb = color_read(text + 3, n - 3);
		if (rgb >= 0)
			set_reply(out, REPLY_BACKGROUND, rgb, 0);
	}
}
