/* SPDX-License-Identifier: MIT */
/* Writes and reads the journal's JSON: just the shapes that values.h names, nothing more of JSON. */
#include "values.h"

#include <string.h>

/* ---- Writing ---- */
static void add_string(Str *out, const char *s, size_t n)
{
	str_addc(out, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c == '"' || c == '\\') {
			str_addc(out, '\\');
			str_addc(out, s[i]);
		} else if (c == '\n') {
			str_add(out, "\\n");
		} else if (c < 0x20) {
			str_addf(out, "\\u%04x", (unsigned)c);
		} else {
			str_addc(out, s[i]);
		}
	}
	str_addc(out, '"');
}

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void add_base64(Str *out, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i += 3) {
		uint32_t three = 0;
		for (size_t j = 0; j < 3; j++)
			three = three << 8 | (i + j < n ? (unsigned char)bytes[i + j] : 0u);
		for (size_t j = 0; j < 4; j++)
			str_addc(out, i + j > n ? '=' : base64[three >> (18 - 6 * j) & 63]);
	}
}

static void add_value(Str *out, const Value *value)
{
	switch (value->type) {
	case VALUE_NULL:
		str_add(out, "null");
		break;
	case VALUE_INT:
		str_addf(out, "%lld", (long long)value->i);
		break;
	case VALUE_TEXT:
		add_string(out, value->s, value->n);
		break;
	case VALUE_BYTES:
		str_add(out, "{\"b\":\"");
		add_base64(out, value->s, value->n);
		str_add(out, "\"}");
		break;
	}
}

static void add_name(Str *out, const char *name)
{
	if (out->n && out->s[out->n - 1] != '{')
		str_addc(out, ',');
	add_string(out, name, strlen(name));
	str_addc(out, ':');
}

void values_begin(Str *out)
{
	str_addc(out, '{');
}

void values_one(Str *out, const char *name, const Value *value)
{
	add_name(out, name);
	add_value(out, value);
}

void values_pair(Str *out, const char *name, const Value *old, const Value *new)
{
	add_name(out, name);
	str_addc(out, '[');
	add_value(out, old);
	str_addc(out, ',');
	add_value(out, new);
	str_addc(out, ']');
}

void values_end(Str *out)
{
	str_addc(out, '}');
}

/* ---- Reading ---- */
static bool take(ValuesReader *reader, char c)
{
	if (reader->at < reader->end && *reader->at == c) {
		reader->at++;
		return true;
	}
	return false;
}

static bool fail(ValuesReader *reader)
{
	reader->bad = true;
	return false;
}

static int hex4(const char *s)
{
	int out = 0;
	for (int i = 0; i < 4; i++) {
		const char *digit = memchr("0123456789abcdef", s[i], 16);
		if (!digit)
			return -1;
		out = out * 16 + (int)(digit - "0123456789abcdef");
	}
	return out;
}

/* Escapes only shrink, so the text fits where it came from. */
static bool read_string(ValuesReader *reader, const char **out, size_t *n)
{
	if (!take(reader, '"'))
		return fail(reader);
	const char *close = reader->at;
	while (close < reader->end && *close != '"')
		close += *close == '\\' ? 2 : 1;
	if (close >= reader->end)
		return fail(reader);
	char *text = arena_alloc(reader->arena, (size_t)(close - reader->at) + 1);
	size_t length = 0;
	for (const char *p = reader->at; p < close; p++) {
		if (*p != '\\') {
			text[length++] = *p;
			continue;
		}
		p++;
		if (*p == 'n') {
			text[length++] = '\n';
		} else if (*p == 'u') {
			int code = close - p > 4 ? hex4(p + 1) : -1;
			if (code < 0 || code >= 0x20)
				return fail(reader);
			text[length++] = (char)code;
			p += 4;
		} else {
			text[length++] = *p;
		}
	}
	reader->at = close + 1;
	*out = text;
	*n = length;
	return true;
}

static bool read_base64(ValuesReader *reader, Value *out)
{
	const char *text;
	size_t n;
	if (!read_string(reader, &text, &n))
		return false;
	if (n % 4 != 0)
		return fail(reader);
	unsigned char *bytes = arena_alloc(reader->arena, n / 4 * 3 + 1);
	size_t length = 0;
	for (size_t i = 0; i < n; i += 4) {
		uint32_t three = 0;
		size_t pads = 0;
		for (size_t j = 0; j < 4; j++) {
			const char *digit = text[i + j] == '=' ? base64 : memchr(base64, text[i + j], 64);
			if (!digit)
				return fail(reader);
			pads += text[i + j] == '=';
			three = three << 6 | (uint32_t)(digit - base64);
		}
		for (size_t j = 0; j + pads < 3; j++)
			bytes[length++] = (unsigned char)(three >> (16 - 8 * j));
	}
	*out = (Value){.type = VALUE_BYTES, .s = (const char *)bytes, .n = length};
	return true;
}

static bool read_number(ValuesReader *reader, Value *out)
{
	char text[24];
	size_t n = 0;
	while (reader->at < reader->end && n + 1 < sizeof text && strchr("-0123456789", *reader->at) && *reader->at)
		text[n++] = *reader->at++;
	text[n] = '\0';
	*out = (Value){.type = VALUE_INT};
	return str_to_int(text, &out->i) || fail(reader);
}

static bool read_value(ValuesReader *reader, Value *out)
{
	if (reader->at >= reader->end)
		return fail(reader);
	if (*reader->at == '"') {
		*out = (Value){.type = VALUE_TEXT};
		return read_string(reader, &out->s, &out->n);
	}
	if (*reader->at == '{') {
		if (reader->end - reader->at < 6 || memcmp(reader->at, "{\"b\":", 5) != 0)
			return fail(reader);
		reader->at += 5;
		return read_base64(reader, out) && (take(reader, '}') || fail(reader));
	}
	if (reader->end - reader->at >= 4 && memcmp(reader->at, "null", 4) == 0) {
		reader->at += 4;
		*out = (Value){.type = VALUE_NULL};
		return true;
	}
	return read_number(reader, out);
}

ValuesReader values_read(const char *text, size_t n, Arena *arena)
{
	ValuesReader reader = {.at = text, .end = text ? text + n : text, .arena = arena};
	if (n && !take(&reader, '{'))
		reader.bad = true;
	return reader;
}

bool values_next(ValuesReader *reader, const char **name, Value *old, Value *new, bool *pair)
{
	size_t n;
	if (reader->bad || reader->at == reader->end || take(reader, '}'))
		return false;
	take(reader, ',');
	if (!read_string(reader, name, &n))
		return false;
	if (!take(reader, ':'))
		return fail(reader);
	*pair = take(reader, '[');
	*new = (Value){.type = VALUE_NULL};
	if (!read_value(reader, old))
		return false;
	if (*pair && !(take(reader, ',') && read_value(reader, new) && take(reader, ']')))
		return fail(reader);
	return true;
}
