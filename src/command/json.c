/* SPDX-License-Identifier: MIT */
/* JSON strings (RFC 8259). What a terminal would take as a command or what turns the reading direction is escaped too, so that a printed line is harmless. */
#include <string.h>

#include "kartoteka/base/utf8.h"
#include "kartoteka/command/out.h"

static void add_code(Str *to, uint32_t code)
{
	char bytes[4];
	switch (code) {
	case '"':
		str_add(to, "\\\"");
		return;
	case '\\':
		str_add(to, "\\\\");
		return;
	case '\n':
		str_add(to, "\\n");
		return;
	case '\r':
		str_add(to, "\\r");
		return;
	case '\t':
		str_add(to, "\\t");
		return;
	default:
		break;
	}
	if (utf8_is_unsafe(code) && code >= 0x10000)
		str_addf(to, "\\u%04x\\u%04x", 0xd800 + ((unsigned)code - 0x10000) / 0x400, 0xdc00 + ((unsigned)code - 0x10000) % 0x400);
	else if (utf8_is_unsafe(code))
		str_addf(to, "\\u%04x", (unsigned)code);
	else
		str_addn(to, bytes, utf8_encode(bytes, code));
}

void json_string(Str *to, const char *s, size_t n)
{
	str_addc(to, '"');
	while (n > 0) {
		size_t used;
		add_code(to, utf8_decode(s, n, &used));
		s += used;
		n -= used;
	}
	str_addc(to, '"');
}
