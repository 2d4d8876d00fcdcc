/* SPDX-License-Identifier: MIT */
/* Names of keys: which there are, which the layout law allows to be bound (ux.md, section 0), and how people read them. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/command/keymap.h"
#include "keys.h"

/* Named keys and what people read. */
static const struct {
	const char *name, *shown;
} named[] = {
	{"Space", N_("Space")},
	{"Enter", "Enter"},
	{"Tab", "Tab"},
	{"Esc", "Esc"},
	{"Backspace", "Backspace"},
	{"Insert", "Insert"},
	{"Delete", "Delete"},
	{"Up", N_("Up")},
	{"Down", N_("Down")},
	{"Left", N_("Left")},
	{"Right", N_("Right")},
	{"Home", "Home"},
	{"End", "End"},
	{"PgUp", "PgUp"},
	{"PgDn", "PgDn"},
	{"F1", "F1"},
	{"F2", "F2"},
	{"F3", "F3"},
	{"F4", "F4"},
	{"F5", "F5"},
	{"F6", "F6"},
	{"F7", "F7"},
	{"F8", "F8"},
	{"F9", "F9"},
	{"F10", "F10"},
	{"F11", "F11"},
	{"F12", "F12"},
};

static const char signs[] = "/?:[]{}<>+-=*!";

static const char *named_shown(const char *name)
{
	for (size_t i = 0; i < countof(named); i++) {
		if (strcmp(named[i].name, name) == 0)
			return named[i].shown;
	}
	return NULL;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Takes C- M- S- off the front; each at most once, in this order. */
static const char *less_modifiers(const char *key, bool *control, bool *alt, bool *shift)
{
	*control = str_begins(key, "C-") && key[2];
	key += *control ? 2 : 0;
	*alt = str_begins(key, "M-") && key[2];
	key += *alt ? 2 : 0;
	*shift = str_begins(key, "S-") && key[2];
	return key + (*shift ? 2 : 0);
}

static const char *control_fault(char letter)
{
	switch (letter) {
	case 'a':
		return _("Ctrl-A belongs to screen and never arrives under it");
	case 'b':
		return _("Ctrl-B belongs to tmux and never arrives under it");
	case 'h':
	case 'i':
	case 'j':
	case 'm':
		return _("the terminal sends it as Backspace, Tab or Enter: bind that key");
	default:
		return NULL;
	}
}

static const char *sign_fault(const char *key)
{
	size_t used;
	uint32_t code = utf8_decode(key, strlen(key), &used);
	if (utf8_is_cyrillic(code) && key[used] == '\0')
		return _("bind the Latin key at the same place: the Cyrillic layout is translated");
	if (*key && !key[1] && *key > ' ' && *key < 0x7f)
		return _("this sign does not exist on both keyboard layouts");
	return _("there is no key of this name");
}

const char *key_fault(const char *key)
{
	bool control, alt, shift;
	const char *bare = less_modifiers(key, &control, &alt, &shift);
	bool letter = is_letter(bare[0]) && !bare[1];
	bool one = bare[0] && !bare[1];
	if (named_shown(bare))
		return shift && strcmp(bare, "Space") == 0 ? _("the terminal sends it without Shift") : NULL;
	if (!one)
		return sign_fault(bare);
	if (shift)
		return _("write the capital letter instead of S-");
	if (control)
		return letter && bare[0] >= 'a' ? control_fault(bare[0]) : _("after C- stands a small letter or the name of a key");
	if (letter || (bare[0] >= '0' && bare[0] <= '9'))
		return NULL;
	if (strchr(signs, bare[0]))
		return NULL;
	return sign_fault(bare);
}

bool key_is_known(const char *key)
{
	return !key_fault(key);
}

void key_words(Str *out, const char *key, const char *layout, bool translated)
{
	bool control, alt, shift;
	const char *bare = less_modifiers(key, &control, &alt, &shift);
	const char *shown = named_shown(bare);
	bool modified = control || alt;
	str_add(out, control ? "Ctrl-" : "");
	str_add(out, alt ? "Alt-" : "");
	str_add(out, shift ? "Shift-" : "");
	if (shown) {
		str_add(out, translated ? _(shown) : shown);
		return;
	}
	if (modified && is_letter(bare[0])) {
		str_addc(out, (char)(bare[0] >= 'a' ? bare[0] - 'a' + 'A' : bare[0]));
		return;
	}
	str_add(out, bare);
	uint32_t cap = layout && !bare[1] ? layout_cap((unsigned char)bare[0], layout) : 0;
	if (cap) {
		char bytes[4];
		str_addc(out, '/');
		str_addn(out, bytes, utf8_encode(bytes, cap));
	}
}

void key_shown(Str *out, const char *key, const char *layout)
{
	key_words(out, key, layout, true);
}
