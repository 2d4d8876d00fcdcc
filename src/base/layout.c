/* SPDX-License-Identifier: MIT */
/* Keyboard layouts by the place of a key: what was pressed on a Cyrillic layout, and text typed on the wrong one. */
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

enum {
	KEY_N = 33
};

static const char us_keys[KEY_N + 1] = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
static const char us_shifted[KEY_N + 1] = "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";

/* Lower-case letters in the order of us_keys, a row of the keyboard a line; 0: the key gives no letter. */
/* clang-format off */
static const struct {
	const char *name;
	uint32_t caps[KEY_N];
} tables[] = {
	{"ru", {0x451, 0x439, 0x446, 0x443, 0x43A, 0x435, 0x43D, 0x433, 0x448, 0x449, 0x437, 0x445, 0x44A,
	        0x444, 0x44B, 0x432, 0x430, 0x43F, 0x440, 0x43E, 0x43B, 0x434, 0x436, 0x44D,
	        0x44F, 0x447, 0x441, 0x43C, 0x438, 0x442, 0x44C, 0x431, 0x44E}},
	{"ua", {0, 0x439, 0x446, 0x443, 0x43A, 0x435, 0x43D, 0x433, 0x448, 0x449, 0x437, 0x445, 0x457,
	        0x444, 0x456, 0x432, 0x430, 0x43F, 0x440, 0x43E, 0x43B, 0x434, 0x436, 0x454,
	        0x44F, 0x447, 0x441, 0x43C, 0x438, 0x442, 0x44C, 0x431, 0x44E}},
	{"by", {0x451, 0x439, 0x446, 0x443, 0x43A, 0x435, 0x43D, 0x433, 0x448, 0x45E, 0x437, 0x445, 0,
	        0x444, 0x44B, 0x432, 0x430, 0x43F, 0x440, 0x43E, 0x43B, 0x434, 0x436, 0x44D,
	        0x44F, 0x447, 0x441, 0x43C, 0x456, 0x442, 0x44C, 0x431, 0x44E}}
};
/* clang-format on */

static const uint32_t *caps_of(const char *table)
{
	for (size_t i = 0; i < countof(tables); i++) {
		if (table && strcmp(tables[i].name, table) == 0)
			return tables[i].caps;
	}
	return tables[0].caps;
}

static int cap_find(const uint32_t *caps, uint32_t lower)
{
	for (int i = 0; i < KEY_N; i++) {
		if (caps[i] == lower)
			return i;
	}
	return -1;
}

uint32_t layout_key(uint32_t code, const char *table)
{
	if (!utf8_is_cyrillic(code))
		return 0;
	uint32_t lower = utf8_lower(code);
	int at = cap_find(caps_of(table), lower);
	/* A letter that this layout lacks came from another; only where the others agree is its key known. */
	bool known = lower != 0x456;
	for (size_t i = 0; at < 0 && known && i < countof(tables); i++)
		at = cap_find(tables[i].caps, lower);
	if (at < 0)
		return 0;
	return (unsigned char)(lower == code ? us_keys[at] : us_shifted[at]);
}

uint32_t layout_cap(uint32_t us, const char *table)
{
	if (us == 0 || us > 0x7E)
		return 0;
	const uint32_t *caps = caps_of(table);
	const char *at = strchr(us_keys, (int)us);
	if (at)
		return caps[at - us_keys];
	at = strchr(us_shifted, (int)us);
	return at && caps[at - us_shifted] ? utf8_upper(caps[at - us_shifted]) : 0;
}

/* Signs of the Russian layout (xkb "winkeys") and those of the US one on the same keys. */
static const struct {
	uint32_t ru;
	char us;
} signs[] = {
	{'.', '/'},
	{',', '?'},
	{'"', '@'},
	{0x2116, '#'},
	{';', '$'},
	{':', '^'},
	{'?', '&'},
	{'/', '|'},
};

static uint32_t to_russian(uint32_t code)
{
	uint32_t cap = layout_cap(code, "ru");
	for (size_t i = 0; !cap && i < countof(signs); i++) {
		if ((unsigned char)signs[i].us == code)
			cap = signs[i].ru;
	}
	return cap ? cap : code;
}

static uint32_t to_english(uint32_t code)
{
	uint32_t key = layout_key(code, "ru");
	for (size_t i = 0; !key && i < countof(signs); i++) {
		if (signs[i].ru == code)
			key = (unsigned char)signs[i].us;
	}
	return key ? key : code;
}

static bool byte_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 14.30, 14:30 and 1,5 were meant so on any layout: those signs are on the number pad too. */
static bool sign_in_number(const char *text, size_t at)
{
	return at > 0 && strchr(".,:", text[at]) && byte_is_digit(text[at - 1]) && byte_is_digit(text[at + 1]);
}

bool fold_other_layout(Str *out, const char *text)
{
	bool latin = false, cyrillic = false;
	size_t n = strlen(text);
	for (size_t at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(text + at, n - at, &used);
		latin |= code < 0x80 && utf8_is_letter(code);
		cyrillic |= layout_key(code, "ru") != 0;
	}
	if (!latin && !cyrillic)
		return false;
	/* Of both alphabets: what is Cyrillic already was meant so. */
	for (size_t at = 0, used; at < n; at += used) {
		uint32_t code = utf8_decode(text + at, n - at, &used);
		char bytes[4];
		if (!sign_in_number(text, at) && code != UTF8_BAD)
			str_addn(out, bytes, utf8_encode(bytes, latin ? to_russian(code) : to_english(code)));
		else
			str_addn(out, text + at, used);
	}
	return true;
}
