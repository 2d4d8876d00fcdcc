/* SPDX-License-Identifier: MIT */
/* Keys: names of them, read and written, and what they type. The other layout's keys are in key_layout.c. */
#include "kartoteka/term/key.h"

#include <stdio.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

#define NC_KEY(s) NC_("key", s)

/* The first name of a code is the one written; the others are read too. `caption`: for people, when it is another. */
static const struct {
	uint32_t code;
	const char *name, *caption;
} names[] = {
	{CODE_ENTER, "Enter", NULL},
	{CODE_ENTER, "Return", NULL},
	{CODE_ENTER, "CR", NULL},
	{CODE_ESC, "Esc", NULL},
	{CODE_ESC, "Escape", NULL},
	{CODE_TAB, "Tab", NULL},
	{' ', "Space", NC_KEY("Space")},
	{' ', "Spc", NULL},
	{CODE_BACKSPACE, "Backspace", NULL},
	{CODE_BACKSPACE, "BSpace", NULL},
	{CODE_BACKSPACE, "BS", NULL},
	{CODE_DELETE, "Delete", "Del"},
	{CODE_DELETE, "Del", NULL},
	{CODE_DELETE, "DC", NULL},
	{CODE_INSERT, "Insert", "Ins"},
	{CODE_INSERT, "Ins", NULL},
	{CODE_INSERT, "IC", NULL},
	{CODE_UP, "Up", "↑"},
	{CODE_DOWN, "Down", "↓"},
	{CODE_LEFT, "Left", "←"},
	{CODE_RIGHT, "Right", "→"},
	{CODE_HOME, "Home", NULL},
	{CODE_END, "End", NULL},
	{CODE_PAGE_UP, "PgUp", NULL},
	{CODE_PAGE_UP, "PageUp", NULL},
	{CODE_PAGE_UP, "PPage", NULL},
	{CODE_PAGE_DOWN, "PgDn", NULL},
	{CODE_PAGE_DOWN, "PageDown", NULL},
	{CODE_PAGE_DOWN, "PgDown", NULL},
	{CODE_PAGE_DOWN, "NPage", NULL},
};

static const struct {
	uint8_t mod;
	const char *written, *caption, *also;
} mod_names[] = {
	{MOD_CTRL, "C-", "Ctrl-", "Control-"},
	{MOD_ALT, "M-", "Alt-", "Meta-"},
	{MOD_SHIFT, "S-", "Shift-", NULL},
};

bool key_same(Key a, Key b)
{
	return a.code == b.code && a.mods == b.mods;
}

bool key_is_text(Key key)
{
	return key.code >= ' ' && key.code != 0x7f && key.code < 0x110000 && !(key.code >= 0x80 && key.code < 0xa0) &&
	       (key.mods & (MOD_CTRL | MOD_ALT)) == 0;
}

size_t key_text(char out[5], Key key)
{
	size_t n = key.code > 0 && key.code < 0x110000 ? utf8_encode(out, key.code) : 0;
	out[n] = '\0';
	return n;
}

static bool is_function_key(uint32_t code)
{
	return code >= CODE_F1 && code <= CODE_F24;
}

static void add_code(Str *out, uint32_t code, bool caption)
{
	if (is_function_key(code)) {
		str_addf(out, "F%u", (unsigned)(code - CODE_F1 + 1));
		return;
	}
	for (size_t i = 0; i < countof(names); i++) {
		if (names[i].code != code)
			continue;
		if (caption && code == ' ')
			str_add(out, C_("key", "Space"));
		else
			str_add(out, caption && names[i].caption ? names[i].caption : names[i].name);
		return;
	}
	char text[5];
	if (code == CODE_NONE || code >= 0x110000)
		str_add(out, "?");
	else
		str_addn(out, text, key_text(text, (Key){.code = code}));
}

void key_write(Str *out, Key key)
{
	for (size_t i = 0; i < countof(mod_names); i++)
		if (key.mods & mod_names[i].mod)
			str_add(out, mod_names[i].written);
	add_code(out, key.code, false);
}

void key_caption(Str *out, Key key)
{
	uint32_t code = key.code;
	for (size_t i = 0; i < countof(mod_names); i++)
		if (key.mods & mod_names[i].mod)
			str_add(out, mod_names[i].caption);
	if (key.mods & MOD_CTRL)
		code = code < 0x110000 ? utf8_upper(code) : code;
	add_code(out, code, true);
}

static bool begins_word(const char **s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i < n; i++) {
		char c = (*s)[i], w = word[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (w >= 'A' && w <= 'Z')
			w = (char)(w - 'A' + 'a');
		if (c != w)
			return false;
	}
	*s += n;
	return true;
}

static uint8_t read_mods(const char **s)
{
	uint8_t mods = 0;
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < countof(mod_names) && !more; i++) {
			const char *at = *s;
			/* The one-letter forms are capitals: `c-` and so on are read too, but not `C` alone. */
			if (begins_word(&at, mod_names[i].written) || begins_word(&at, mod_names[i].caption) ||
			    (mod_names[i].also && begins_word(&at, mod_names[i].also))) {
				if (*at == '\0')
					break;
				*s = at;
				mods |= mod_names[i].mod;
				more = true;
			}
		}
	}
	if (mods == 0 && (*s)[0] == '^' && (*s)[1]) {
		mods = MOD_CTRL;
		(*s)++;
	}
	return mods;
}

static bool read_function_key(uint32_t *code, const char *s)
{
	int64_t number;
	if ((s[0] != 'F' && s[0] != 'f') || s[1] < '1' || s[1] > '9' || !str_to_int(s + 1, &number) || number > 24)
		return false;
	*code = CODE_F1 + (uint32_t)number - 1;
	return true;
}

static bool read_code(uint32_t *code, const char *s)
{
	for (size_t i = 0; i < countof(names); i++) {
		const char *at = s;
		if (begins_word(&at, names[i].name) && *at == '\0') {
			*code = names[i].code;
			return true;
		}
	}
	if (read_function_key(code, s))
		return true;
	size_t n = strlen(s), used;
	if (n == 0 || n > 4)
		return false;
	*code = utf8_decode(s, n, &used);
	return used == n && *code != UTF8_BAD && key_is_text((Key){.code = *code});
}

bool key_read(Key *out, const char *name)
{
	Key key = {0};
	key.mods = read_mods(&name);
	if (!read_code(&key.code, name))
		return false;
	/* A letter tells its shift by its case, except beside Ctrl and Alt, where letters are small. */
	if (key.code < 0x110000 && key.code != ' ') {
		uint32_t lower = utf8_lower(key.code);
		if (key.mods & (MOD_CTRL | MOD_ALT)) {
			if (lower != key.code && (key.mods & MOD_CTRL) == 0)
				key.mods |= MOD_SHIFT;
			key.code = lower;
		} else if (key.mods & MOD_SHIFT) {
			key.code = utf8_upper(key.code);
			key.mods &= (uint8_t)~MOD_SHIFT;
		}
	}
	*out = key;
	return true;
}
