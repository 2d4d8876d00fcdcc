/* SPDX-License-Identifier: MIT */
/* Drafts as lines; a line without "=" is none. */
#include "draft_lines.h"

#include <stdlib.h>
#include <string.h>

void draft_put(Str *body, const char *name, const char *value)
{
	str_addf(body, "%s=", name);
	for (; *value; value++) {
		if (*value == '\n')
			str_add(body, "\\n");
		else if (*value == '\\')
			str_add(body, "\\\\");
		else
			str_addc(body, *value);
	}
	str_addc(body, '\n');
}

void draft_put_number(Str *body, const char *name, int64_t value)
{
	str_addf(body, "%s=%lld\n", name, (long long)value);
}

static char *unescaped(Span text)
{
	Str out = {0};
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '\\' && i + 1 < text.n)
			str_addc(&out, text.s[++i] == 'n' ? '\n' : text.s[i]);
		else
			str_addc(&out, text.s[i]);
	}
	return str_take(&out);
}

/* The next line that has a name, its value still escaped. */
static bool line_next(const char **at, Span *name, Span *value)
{
	while (**at) {
		size_t n = strcspn(*at, "\n");
		const char *line = *at, *is = memchr(line, '=', n);
		*at += n + (line[n] == '\n');
		if (!is)
			continue;
		*name = (Span){line, (size_t)(is - line)};
		*value = (Span){is + 1, n - name->n - 1};
		return true;
	}
	return false;
}

bool draft_next(const char **at, Span *name, char **value)
{
	Span escaped;
	if (!line_next(at, name, &escaped))
		return false;
	*value = unescaped(escaped);
	return true;
}

char *draft_value(const char *body, const char *name)
{
	Span said, value;
	for (const char *at = body; line_next(&at, &said, &value);)
		if (span_is(said, name))
			return unescaped(value);
	return NULL;
}

int64_t draft_number(const char *body, const char *name, int64_t otherwise)
{
	char *text = draft_value(body, name);
	int64_t n = otherwise;
	if (!text || !str_to_int(text, &n))
		n = otherwise;
	free(text);
	return n;
}
