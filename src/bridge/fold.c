/* SPDX-License-Identifier: MIT */
/* Content lines as a file has them: CRLF, folded at 75 octets, never inside a character (RFC 5545 3.1). The form is a fixed point: read and
 * folded again it gives the same bytes. */
#include <string.h>

#include "kartoteka/base/utf8.h"
#include "kartoteka/bridge/ics_write.h"
#include "parse.h"

enum {
	FOLD_AT = 75
};

static void fold_line(Str *out, const char *s, size_t n)
{
	size_t room = FOLD_AT;
	while (n > room) {
		size_t cut = room;
		while (cut > 1 && ((unsigned char)s[cut] & 0xC0) == 0x80)
			cut--;
		str_addn(out, s, cut);
		str_addn(out, "\r\n ", 3);
		s += cut;
		n -= cut;
		room = FOLD_AT - 1;
	}
	str_addn(out, s, n);
	str_addn(out, "\r\n", 2);
}

static void fold_lines(Str *out, const char *lines, size_t n)
{
	const char *end = lines + n;
	while (lines < end) {
		const char *lf = memchr(lines, '\n', (size_t)(end - lines));
		const char *stop = lf ? lf : end;
		if (stop > lines)
			fold_line(out, lines, (size_t)(stop - lines));
		lines = stop + 1;
	}
}

void ics_fold(Str *out, const char *lines, size_t n)
{
	Str clean = {0};
	if (!n)
		return;
	if (!bytes_are_clean(lines, n)) {
		utf8_repair(&clean, lines, n);
		fold_lines(out, clean.s, clean.n);
		str_done(&clean);
		return;
	}
	fold_lines(out, lines, n);
}
