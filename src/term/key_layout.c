/* SPDX-License-Identifier: MIT */
/* The layout law (ux.md, 0): every key of command mode works on a Cyrillic layout too, by its place. Text fields never come here. */
#include "kartoteka/term/key.h"

#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

/* Signs that one of the layouts cannot type, or types by a key that has another meaning. */
static bool is_unbound_sign(uint32_t code)
{
	return code < 0x80 && code > ' ' && strchr(";\"@#$^&|~'`", (int)code) != NULL;
}

/* By key position a lower-case б or ю would be `,` or `.`, which mean `?` and `/` here: they stay unbound. */
static uint32_t by_position(uint32_t code, const char *table)
{
	uint32_t us = layout_key(code, table);
	if (us == ',' || us == '.')
		return CODE_NONE;
	return us;
}

Key key_command(Key key, const char *table)
{
	bool chord = (key.mods & (MOD_CTRL | MOD_ALT)) != 0;
	uint32_t code = key.code;
	if (code >= 0x110000 || code == CODE_NONE)
		return key;
	if (code == 0x2116) /* № */
		return (Key){0};
	if (code > 0x7f) {
		uint32_t us = utf8_is_cyrillic(code) ? by_position(code, table) : 0;
		if (us == CODE_NONE && utf8_is_cyrillic(code))
			return (Key){0};
		if (us == CODE_NONE && key.base > ' ' && key.base < 0x7f)
			us = key.base;
		if (us == CODE_NONE)
			return key;
		code = us;
	} else if (code == '.' && !chord) {
		code = '/';
	} else if (code == ',' && !chord) {
		code = '?';
	}
	if (is_unbound_sign(code))
		return (Key){0};
	return (Key){.code = code, .mods = key.mods};
}

bool key_is_lawful(Key key)
{
	if (key.code == CODE_NONE || key.code == CODE_UNKNOWN)
		return false;
	if ((key.mods & MOD_CTRL) && (key.code == 'a' || key.code == 'b'))
		return false;
	if (key.code >= 0x110000 || key.code == ' ')
		return true;
	if (key.code > 0x7f || is_unbound_sign(key.code))
		return false;
	/* `.` and `,` become other keys before a binding is looked for. */
	return (key.mods & (MOD_CTRL | MOD_ALT)) || (key.code != '.' && key.code != ',');
}

void key_caps(Str *out, Key key, const char *table)
{
	key_caption(out, key);
	if (text_lang() != LANG_RU || key.code <= ' ' || key.code > 0x7e || (key.mods & (MOD_CTRL | MOD_ALT)))
		return;
	char text[5];
	uint32_t cap = layout_cap(key.code, table);
	if (cap && cap != key.code) {
		str_addc(out, '/');
		str_addn(out, text, key_text(text, (Key){.code = cap}));
	}
}
