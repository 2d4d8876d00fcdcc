/* SPDX-License-Identifier: MIT */
/* Writes one value into the text of an INI file: nothing else of it moves, neither comments nor order nor blank lines. */
#include "settings_private.h"

#include <string.h>

typedef struct Line {
	size_t from, to;
} Line; /* to: behind the end of line */

static Span line_body(const char *text, Line line)
{
	Span span = {text + line.from, line.to - line.from};
	return span_trim(span);
}

static bool line_is_comment(Span body)
{
	return body.n && (body.s[0] == ';' || body.s[0] == '#');
}

/* Gives the name of "[name]"; false for any other line. */
static bool line_section(Span body, Span *name)
{
	if (!body.n || body.s[0] != '[')
		return false;
	const char *end = memchr(body.s, ']', body.n);
	if (!end)
		return false;
	*name = (Span){body.s + 1, (size_t)(end - body.s) - 1};
	return true;
}

/* Where the value of "name = value ; comment" lies; false when the line is not of this name. */
static bool line_value(const char *text, Line line, const char *name, size_t *from, size_t *to)
{
	Span body = line_body(text, line);
	if (!body.n || line_is_comment(body) || body.s[0] == '[')
		return false;
	const char *equal = memchr(body.s, '=', body.n);
	const char *colon = memchr(body.s, ':', body.n);
	const char *sign = equal && (!colon || equal < colon) ? equal : colon;
	if (!sign || !span_is(span_trim((Span){body.s, (size_t)(sign - body.s)}), name))
		return false;
	size_t at = (size_t)(sign - text) + 1, end = (size_t)(body.s - text) + body.n;
	while (at < end && (text[at] == ' ' || text[at] == '\t'))
		at++;
	/* A comment behind the value begins at a ; that follows a blank. */
	for (size_t i = at; i < end; i++) {
		if (text[i] == ';' && i > at && (text[i - 1] == ' ' || text[i - 1] == '\t')) {
			end = i;
			break;
		}
	}
	while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t'))
		end--;
	*from = at;
	*to = end;
	return true;
}

static bool next_line(const char *text, size_t n, Line *line)
{
	if (line->to >= n)
		return false;
	line->from = line->to;
	const char *stop = memchr(text + line->from, '\n', n - line->from);
	line->to = stop ? (size_t)(stop - text) + 1 : n;
	return true;
}

static void add_line(Str *out, const char *name, const char *value)
{
	str_addf(out, "%s = %s\n", name, value);
}

static void add_rest(Str *out, const char *text, size_t n, size_t from)
{
	str_addn(out, text + from, n - from);
}

void settings_text_set(Str *out, const char *text, const char *section, const char *name, const char *value)
{
	size_t n = strlen(text), behind = 0, last_from = 0, last_to = 0;
	Line line = {0}, found = {0};
	bool inside = !*section, seen = inside, is_there = false;
	size_t bom = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	line.to = behind = bom;
	while (next_line(text, n, &line)) {
		Span body = line_body(text, line), head;
		if (line_section(body, &head)) {
			inside = span_is(head, section);
			seen = seen || inside;
		}
		if (!inside)
			continue;
		if (body.n)
			behind = line.to;
		/* The last line of a name is the one that counts. */
		if (line_value(text, line, name, &last_from, &last_to)) {
			found = line;
			is_there = true;
		}
	}
	if (is_there) {
		size_t from = 0, to = 0;
		line_value(text, found, name, &from, &to);
		str_addn(out, text, value ? from : found.from);
		if (value)
			str_add(out, value);
		add_rest(out, text, n, value ? to : found.to);
		return;
	}
	if (!value) {
		str_addn(out, text, n);
		return;
	}
	if (!seen)
		behind = n;
	str_addn(out, text, behind);
	if (behind && text[behind - 1] != '\n')
		str_addc(out, '\n');
	if (!seen) {
		if (behind > bom)
			str_addc(out, '\n');
		str_addf(out, "[%s]\n", section);
	}
	add_line(out, name, value);
	add_rest(out, text, n, behind);
}
