/* SPDX-License-Identifier: MIT */
/* JSON strings (RFC 8259). What a terminal would take as a command or what turns the reading direction is escaped too, so that a printed line is harmless. */
#include <string.h>

#include "kartoteka/base/utf8.h"
#include "kartoteka/command/out.h"

static bool is_hidden(uint32_t code)
{
	return (code >= 0x7f && code < 0xa0) || code == 0x61c || (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

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
	if (code < ' ' || is_hidden(code))
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
