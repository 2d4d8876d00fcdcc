/* SPDX-License-Identifier: MIT */
/*
 * A content line taken apart into name, parameters and value, and TEXT values and lists (RFC 5545 3.1, 3.2, 3.3.11). Reads what real
 * files have: bare parameters of vCard 2.1, quotes that never close. Writes nothing back: lines are kept as they stood.
 */
#include "kartoteka/bridge/line.h"

#include <string.h>

static unsigned char lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

bool span_is_word(Span span, const char *word)
{
	for (size_t i = 0; i < span.n; i++) {
		if (!word[i] || lower((unsigned char)span.s[i]) != lower((unsigned char)word[i]))
			return false;
	}
	return word[span.n] == '\0';
}

bool property_is(const Property *p, const char *name)
{
	return span_is_word(p->name, name);
}

/* The end of a parameter's value at s: the ";" or ":" outside quotes. A quote that is never closed is a character like any other. */
static const char *value_end(const char *s, const char *end, bool quotes)
{
	while (s < end && *s != ';' && *s != ':') {
		if (*s == '"' && quotes) {
			const char *close = memchr(s + 1, '"', (size_t)(end - s - 1));
			if (close)
				s = close;
			else
				quotes = false;
		}
		s++;
	}
	return s;
}

static const char *param_read(Param *out, const char *s, const char *end, bool quotes)
{
	const char *from = s;
	while (s < end && *s != '=' && *s != ';' && *s != ':')
		s++;
	if (s == end || *s != '=') {
		*out = (Param){{from, 0}, {from, (size_t)(s - from)}};
		return s;
	}
	out->name = (Span){from, (size_t)(s - from)};
	const char *value = s + 1;
	s = value_end(value, end, quotes);
	out->value = (Span){value, (size_t)(s - value)};
	return s;
}

static bool parts_read(Property *out, Span line, bool quotes)
{
	const char *s = line.s, *end = line.s + line.n;
	out->group = (Span){s, 0};
	out->n_params = 0;
	const char *from = s;
	while (s < end && *s != ';' && *s != ':') {
		if (*s == '.') {
			out->group = (Span){from, (size_t)(s - from)};
			from = s + 1;
		}
		s++;
	}
	out->name = (Span){from, (size_t)(s - from)};
	while (s < end && *s == ';') {
		Param p;
		s = param_read(&p, s + 1, end, quotes);
		if (out->n_params < LINE_PARAMS)
			out->params[out->n_params++] = p;
	}
	if (s == end || !out->name.n)
		return false;
	out->value = (Span){s + 1, (size_t)(end - s - 1)};
	return true;
}

/* A quote closed in the wrong place (TZID="Zone:20200609T090000") hides the colon: then quotes mean nothing. */
bool property_read(Property *out, Span line)
{
	return parts_read(out, line, true) || (line.n && memchr(line.s, '"', line.n) && parts_read(out, line, false));
}

Span property_param(const Property *p, const char *name)
{
	for (size_t i = 0; i < p->n_params; i++) {
		Span value = p->params[i].value;
		if (!span_is_word(p->params[i].name, name))
			continue;
		if (value.n >= 2 && value.s[0] == '"' && value.s[value.n - 1] == '"')
			return (Span){value.s + 1, value.n - 2};
		return value.n && value.s[0] == '"' ? (Span){value.s + 1, value.n - 1} : value;
	}
	return (Span){NULL, 0};
}

void text_unescape(Str *out, Span value)
{
	const char *s = value.s, *end = value.s + value.n;
	while (s < end) {
		const char *slash = memchr(s, '\\', (size_t)(end - s));
		if (!slash || slash + 1 == end)
			break;
		str_addn(out, s, (size_t)(slash - s));
		char c = slash[1];
		if (c == 'n' || c == 'N')
			str_addc(out, '\n');
		else if (c == '\\' || c == ';' || c == ',' || c == ':' || c == '"')
			str_addc(out, c);
		else
			str_addn(out, slash, 2);
		s = slash + 2;
	}
	str_addn(out, s, (size_t)(end - s));
}

void text_escape(Str *out, const char *text)
{
	for (;;) {
		size_t plain = strcspn(text, "\\;,\r\n");
		str_addn(out, text, plain);
		text += plain;
		if (!*text)
			return;
		if (*text == '\n' || *text == '\r') {
			str_add(out, "\\n");
			text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
			continue;
		}
		str_addc(out, '\\');
		str_addc(out, *text++);
	}
}

bool list_next(Span *out, Span *rest, char sep)
{
	if (!rest->s)
		return false;
	size_t i = 0;
	while (i < rest->n && rest->s[i] != sep)
		i += rest->s[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	*out = (Span){rest->s, i};
	if (i < rest->n)
		*rest = (Span){rest->s + i + 1, rest->n - i - 1};
	else
		*rest = (Span){NULL, 0};
	return true;
}
