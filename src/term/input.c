/* SPDX-License-Identifier: MIT */
/* Bytes of the terminal into events: what is a whole sequence, how long to wait for its rest, pastes. What a CSI sequence says is in input_csi.c. */
#include "kartoteka/term/input.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

#include "csi.h"

enum {
	ESC = 0x1b,
	BEL = 0x07,
	DEL = 0x7f,
	STRING_MAX = 1 << 16,
	DOUBLE_CLICK_MS = 400,
	PASTE_PAUSE_MS = 1000,
};

static const char paste_end[] = "\x1b[201~";

struct Input {
	Str bytes;      /* fed and not yet read */
	size_t at;      /* first unread byte */
	int64_t fed_ms; /* when the last ones came */
	bool pasting, ended, end_told;
	size_t scanned; /* bytes of the paste known to hold no end mark */
	char *paste;    /* text of the last paste event */
	Mouse pressed;  /* for double clicks */
	int64_t pressed_ms;
};

/* What the start of the buffer holds: bytes used, 0 when the rest has not come yet. */
typedef struct Read {
	size_t used;
	TermEvent event; /* EVENT_NONE: swallowed */
} Read;

Input *input_new(void)
{
	Input *input = mem_alloc(sizeof *input);
	input->pressed.row = -1;
	return input;
}

void input_free(Input *input)
{
	if (!input)
		return;
	str_done(&input->bytes);
	free(input->paste);
	free(input);
}

void input_feed(Input *input, const char *bytes, size_t n, int64_t now_ms)
{
	if (n == 0)
		return;
	if (input->at > 0 && input->at * 2 > input->bytes.n) {
		str_remove(&input->bytes, 0, input->at);
		input->at = 0;
	}
	/* An end mark that got lost must not take the keyboard away: a ^C alone, after a pause, is a person's. */
	if (input->pasting && n == 1 && bytes[0] == 0x03 && now_ms - input->fed_ms >= PASTE_PAUSE_MS)
		str_add(&input->bytes, paste_end);
	str_addn(&input->bytes, bytes, n);
	input->fed_ms = now_ms;
}

void input_eof(Input *input)
{
	input->ended = true;
}

/* --- single keys --- */

static Key key_normal(Key key)
{
	if (key.code >= 0x110000)
		return key;
	uint32_t lower = utf8_lower(key.code), upper = utf8_upper(key.code);
	if (key.mods & (MOD_CTRL | MOD_ALT)) {
		if (lower != key.code)
			key.mods |= MOD_SHIFT;
		key.code = lower;
	} else if (key.mods & MOD_SHIFT) {
		key.code = upper;
		if (key.code != ' ')
			key.mods &= (uint8_t)~MOD_SHIFT;
	}
	return key;
}

static Read read_key(size_t used, uint32_t code, unsigned mods)
{
	return (Read){used, {.type = EVENT_KEY, .key = key_normal((Key){.code = code, .mods = (uint8_t)mods})}};
}

static Read read_control(unsigned char byte, unsigned mods)
{
	switch (byte) {
	case 0x00:
		return read_key(1, ' ', mods | MOD_CTRL);
	case '\t': /* behind an ESC it is Shift-Tab of the Linux console; Alt-Tab is the window manager's */
		return read_key(1, CODE_TAB, mods == MOD_ALT ? MOD_SHIFT : mods);
	case '\r':
	case '\n':
		return read_key(1, CODE_ENTER, mods);
	case 0x08:
	case DEL:
		return read_key(1, CODE_BACKSPACE, mods);
	case ESC:
		return read_key(1, CODE_ESC, mods);
	default:
		if (byte <= 0x1a)
			return read_key(1, (uint32_t)(byte - 1 + 'a'), mods | MOD_CTRL);
		return read_key(1, (uint32_t)(byte + 0x40), mods | MOD_CTRL);
	}
}

static size_t utf8_length(unsigned char lead)
{
	if (lead < 0xc2)
		return 1;
	if (lead < 0xe0)
		return 2;
	if (lead < 0xf0)
		return 3;
	return lead < 0xf5 ? 4 : 1;
}

/* One character, or nothing yet of it; bytes that are no UTF-8 are one unknown key. */
static Read read_char(const char *s, size_t n, bool late, unsigned mods)
{
	unsigned char lead = (unsigned char)s[0];
	if (lead < 0x20 || lead == DEL)
		return read_control(lead, mods);
	size_t whole = utf8_length(lead), used;
	if (n < whole && !late) {
		bool may_come = true;
		for (size_t i = 1; i < n; i++)
			may_come = may_come && ((unsigned char)s[i] & 0xc0) == 0x80;
		if (may_come)
			return (Read){0};
	}
	uint32_t code = utf8_decode(s, n, &used);
	if (code == UTF8_BAD || (code >= 0x80 && code < 0xa0))
		return read_key(used, CODE_UNKNOWN, 0);
	return read_key(used, code, mods);
}

/* --- sequences --- */

/* ESC [ : parameters, intermediates, a final byte. Anything else ends it as unknown, that byte not included. */
static Read read_csi(const char *s, size_t n, bool late)
{
	size_t i = 2;
	if (n > 2 && s[2] == '[') /* function keys of the Linux console */
		return n > 3  ? read_key(4, s[3] >= 'A' && s[3] <= 'E' ? (uint32_t)(CODE_F1 + (s[3] - 'A')) : CODE_UNKNOWN, 0)
		       : late ? read_key(n, CODE_UNKNOWN, 0)
		              : (Read){0};
	if (n > 2 && s[2] == 'M') { /* a mouse without SGR mode: three bytes more */
		if (n < 6)
			return late ? read_key(n, CODE_UNKNOWN, 0) : (Read){0};
		Read read = {6, {0}};
		csi_old_mouse(&read.event, (unsigned char)s[3], (unsigned char)s[4], (unsigned char)s[5]);
		return read;
	}
	while (i < n && s[i] >= 0x20 && s[i] <= 0x3f)
		i++;
	if (i == n || i > 256) {
		if (i == n && !late && n <= 256)
			return (Read){0};
		return n == 2 ? read_key(2, '[', MOD_ALT) : read_key(i, CODE_UNKNOWN, 0);
	}
	if (s[i] < 0x40 || s[i] > 0x7e)
		return read_key(i, CODE_UNKNOWN, 0);
	Read read = {i + 1, {0}};
	csi_read(&read.event, s + 2, i - 2, s[i]);
	if (read.event.type == EVENT_KEY)
		read.event.key = key_normal(read.event.key);
	return read;
}

static Read read_ss3(const char *s, size_t n, bool late)
{
	size_t i = 2;
	while (i < n && i < 8 && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';'))
		i++;
	if (i == n) {
		if (!late)
			return (Read){0};
		return n == 2 ? read_key(2, 'O', MOD_ALT) : read_key(n, CODE_UNKNOWN, 0);
	}
	if (s[i] < 0x20 || s[i] > 0x7e)
		return i == 2 ? read_key(2, 'O', MOD_ALT) : read_key(i, CODE_UNKNOWN, 0);
	Read read = {i + 1, {0}};
	csi_ss3(&read.event, s + 2, i - 2, s[i]);
	return read;
}

/* OSC, DCS, APC: up to ST (OSC also BEL). Only what begins as a reply does is one; else it was Alt and that key. */
static Read read_string(const char *s, size_t n, bool late)
{
	static const char *const begins[] = {"]0123456789lLI", "P0123456789>!$+|", "_G"};
	const char *first = NULL;
	for (size_t i = 0; i < countof(begins); i++)
		if (begins[i][0] == s[1])
			first = begins[i] + 1;
	if (n == 2)
		return late ? read_key(2, (unsigned char)s[1], MOD_ALT) : (Read){0};
	if (!first || s[2] == '\0' || !strchr(first, s[2]))
		return read_key(2, (unsigned char)s[1], MOD_ALT);
	for (size_t i = 2; i < n; i++) {
		bool bell = s[i] == BEL, end = s[i] == ESC && i + 1 < n && s[i + 1] == '\\';
		if (bell || end) {
			Read read = {i + (end ? 2 : 1), {.type = EVENT_REPLY, .reply = REPLY_OTHER}};
			if (s[1] == ']')
				csi_osc(&read.event, s + 2, i - 2);
			return read;
		}
		if (s[i] == ESC && i + 1 < n)
			return (Read){i, {0}};
		if (i >= STRING_MAX)
			return (Read){i, {0}};
	}
	return late ? (Read){n, {0}} : (Read){0};
}

static Read read_escape(const char *s, size_t n, bool late)
{
	if (n == 1)
		return late ? read_key(1, CODE_ESC, 0) : (Read){0};
	switch (s[1]) {
	case '[':
		return read_csi(s, n, late);
	case 'O':
		return read_ss3(s, n, late);
	case ']':
	case 'P':
	case '_':
		return read_string(s, n, late);
	case ESC:
		/* Alt and a named key on some terminals; else two presses of Esc. */
		if (n == 2 && !late)
			return (Read){0};
		if (n > 2 && (s[2] == '[' || s[2] == 'O')) {
			Read read = read_escape(s + 1, n - 1, late);
			if (read.used == 0)
				return read;
			if (read.event.type == EVENT_KEY && read.event.key.code >= 0x110000 && read.event.key.code != CODE_UNKNOWN) {
				read.event.key.mods |= MOD_ALT;
				read.used++;
				return read;
			}
		}
		return read_key(1, CODE_ESC, 0);
	default: {
		Read read = read_char(s + 1, n - 1, late, MOD_ALT);
		if (read.used > 0)
			read.used++;
		return read;
	}
	}
}

/* --- pastes --- */

static char *paste_text(const char *s, size_t n)
{
	Str raw = {0}, out = {0};
	if (n > INPUT_PASTE_MAX)
		n = INPUT_PASTE_MAX;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c == '\r') {
			if (i + 1 < n && s[i + 1] == '\n')
				continue;
			c = '\n';
		}
		if ((c >= 0x20 && c != DEL) || c == '\n' || c == '\t')
			str_addc(&raw, (char)c);
	}
	utf8_repair(&out, str_text(&raw), raw.n);
	str_done(&raw);
	return str_take(&out);
}

/* The end mark is looked for once in each byte; the rest of the buffer waits for it. */
static Read read_paste(Input *input, const char *s, size_t n)
{
	size_t mark = sizeof paste_end - 1, i = input->scanned;
	while (i + mark <= n && memcmp(s + i, paste_end, mark) != 0) {
		const char *next = memchr(s + i + 1, ESC, n - i - 1);
		i = next ? (size_t)(next - s) : n;
	}
	bool found = i + mark <= n;
	if (!found && !input->ended) {
		input->scanned = n >= mark ? n - mark + 1 : 0;
		return (Read){0};
	}
	free(input->paste);
	input->paste = paste_text(s, found ? i : n);
	input->pasting = false;
	return (Read){found ? i + mark : n, {.type = EVENT_PASTE, .text = input->paste}};
}

/* --- the queue --- */

static bool is_late(const Input *input, const char *s, size_t n, int64_t now_ms)
{
	int64_t limit = s[0] == ESC && (n == 1 || (n == 2 && s[1] == ESC)) ? INPUT_ESC_MS : INPUT_REPLY_MS;
	return input->ended || now_ms - input->fed_ms >= limit;
}

static Read read_one(Input *input, int64_t now_ms)
{
	const char *s = input->bytes.s + input->at;
	size_t n = input->bytes.n - input->at;
	if (input->pasting)
		return read_paste(input, s, n);
	bool late = is_late(input, s, n, now_ms);
	return s[0] == ESC ? read_escape(s, n, late) : read_char(s, n, late, 0);
}

static void tell_double_click(Input *input, Mouse *mouse)
{
	if (mouse->action != MOUSE_PRESS)
		return;
	mouse->twice = mouse->row == input->pressed.row && mouse->col == input->pressed.col && mouse->button == input->pressed.button &&
	               input->fed_ms - input->pressed_ms <= DOUBLE_CLICK_MS;
	input->pressed = *mouse;
	input->pressed_ms = input->fed_ms;
	if (mouse->twice) /* a third press begins anew */
		input->pressed.row = -1;
}

bool input_next(Input *input, TermEvent *out, int64_t now_ms)
{
	*out = (TermEvent){0};
	while (input->at < input->bytes.n) {
		Read read = read_one(input, now_ms);
		if (read.used == 0)
			return false;
		input->at += read.used;
		if (input->at == input->bytes.n) {
			str_cut(&input->bytes, 0);
			input->at = 0;
		}
		if (read.event.type == EVENT_PASTE && read.event.text == NULL) { /* its beginning only */
			input->pasting = true;
			input->scanned = 0;
			continue;
		}
		if (read.event.type == EVENT_MOUSE)
			tell_double_click(input, &read.event.mouse);
		if (read.event.type != EVENT_NONE) {
			*out = read.event;
			return true;
		}
	}
	if (input->ended && !input->end_told) {
		input->end_told = true;
		out->type = EVENT_EOF;
		return true;
	}
	return false;
}

int input_wait(const Input *input, int64_t now_ms)
{
	if (input->ended)
		return input->end_told ? -1 : 0;
	if (input->at >= input->bytes.n || input->pasting)
		return -1;
	const char *s = input->bytes.s + input->at;
	size_t n = input->bytes.n - input->at;
	int64_t limit = s[0] == ESC && (n == 1 || (n == 2 && s[1] == ESC)) ? INPUT_ESC_MS : INPUT_REPLY_MS;
	int64_t left = input->fed_ms + limit - now_ms;
	if (left < 0)
		return 0;
	return left > limit ? (int)limit : (int)left;
}
