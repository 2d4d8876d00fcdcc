/* SPDX-License-Identifier: MIT */
/* Soft ends of kept lines (quoted-printable, vCalendar 1.0): many a writer leaves one at the end of a value, before the END. */
#include "soft.h"

#include <string.h>

bool line_is_soft(Span whole, const Property *p)
{
	return p->n_params && whole.n && whole.s[whole.n - 1] == '=' && property_is_quoted(p);
}

void soft_line_mend(Str *out, size_t *soft)
{
	if (!*soft || out->n == *soft)
		return;
	const char *behind = out->s + *soft, *end = memchr(behind, '\n', out->n - *soft);
	Span line = {behind, end ? (size_t)(end - behind) : out->n - *soft}, name;
	size_t from = *soft - 1, to = from;
	if (!line_is_begin(&name, line) && !line_is_end(&name, line)) {
		/* Of "==" the first would be one too; a line of them alone would be empty, and readers leave such out. */
		while (out->s[from - 1] == '=' || out->s[from - 1] == '\n')
			from--;
		memmove(out->s + from, out->s + to, out->n - to);
		str_cut(out, out->n - (to - from));
	}
	*soft = 0;
}
