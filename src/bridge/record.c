/* SPDX-License-Identifier: MIT */
/* What every property of a component needs: its lines in turn, warnings with their line, times with their zones, texts decoded. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "parse.h"

/* ---- Warnings ---- */

void warnings_begin(Warnings *w, Arena *arena)
{
	*w = (Warnings){.arena = arena};
}

static bool has_room(Warnings *w, int64_t line)
{
	if (w->n < WARNINGS_MOST)
		return true;
	w->more_line = w->more ? w->more_line : line;
	w->more++;
	return false;
}

static void add_warning(Warnings *w, int64_t line, Str *kept)
{
	if (w->n == w->cap) {
		IcsWarning *old = w->at;
		w->cap = w->cap ? w->cap * 2 : 4;
		w->at = arena_alloc(w->arena, (w->cap + 1) * sizeof *w->at);
		if (w->n)
			memcpy(w->at, old, w->n * sizeof *old);
	}
	const char *said = arena_dup(w->arena, str_text(kept));
	w->at[w->n++] = (IcsWarning){line, said_words(w->arena, said), said};
	str_done(kept);
}

void warn(Warnings *w, int64_t line, const char *format, ...)
{
	if (!has_room(w, line))
		return;
	Str kept = {0};
	va_list args;
	va_start(args, format);
	said_addv(&kept, format, NULL, 0, args);
	va_end(args);
	add_warning(w, line, &kept);
}

void warn_many(Warnings *w, int64_t line, const char *one, const char *many, size_t n, ...)
{
	if (!has_room(w, line))
		return;
	Str kept = {0};
	va_list args;
	va_start(args, n);
	said_addv(&kept, one, many, n, args);
	va_end(args);
	add_warning(w, line, &kept);
}

void warnings_give(IcsItem *item, Warnings *w)
{
	if (w->more) {
		char *kept = said_many(NP_("%zu more problem", "%zu more problems"), w->more, w->more);
		const char *said = arena_dup(w->arena, kept);
		free(kept);
		w->at[w->n++] = (IcsWarning){w->more_line, said_words(w->arena, said), said};
		w->more = 0;
	}
	item->warnings = w->at;
	item->n_warnings = w->n;
}

const char *shown(Warnings *w, Span value)
{
	Str safe = {0}, cut = {0};
	if (!value.n)
		return "";
	utf8_safe(&safe, value.s, value.n < 400 ? value.n : 400);
	utf8_cut(&cut, str_text(&safe), 60);
	const char *text = arena_dup(w->arena, str_text(&cut));
	str_done(&safe);
	str_done(&cut);
	return text;
}

/* ---- Lines ---- */

bool lines_next(Span *out, Lines *lines)
{
	if (lines->at >= lines->end)
		return false;
	const char *end = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
	if (!end)
		end = lines->end;
	*out = (Span){lines->at, (size_t)(end - lines->at)};
	lines->at = end + 1;
	lines->index++;
	return true;
}

static bool begins_with(Span *name, Span line, const char *word, size_t n)
{
	if (line.n <= n || !span_is_word((Span){line.s, n}, word))
		return false;
	*name = span_trim((Span){line.s + n, line.n - n});
	return name->n > 0; /* without a name it begins nothing: it is a property like any other */
}

bool line_is_begin(Span *name, Span line)
{
	return line.n && (line.s[0] | 0x20) == 'b' && begins_with(name, line, "BEGIN:", 6);
}

bool line_is_end(Span *name, Span line)
{
	return line.n && (line.s[0] | 0x20) == 'e' && begins_with(name, line, "END:", 4);
}

int64_t line_number(const Parse *parse, size_t index)
{
	if (!parse->numbers)
		return (int64_t)index + 1;
	return index < parse->n_numbers ? parse->numbers[index]
	       : parse->n_numbers       ? parse->numbers[parse->n_numbers - 1]
	                                : 0;
}

/* ---- Times ---- */

void time_prop(TimeProp *out, const char *name, const Property *p, int64_t line)
{
	*out = (TimeProp){.name = name, .value = p->value, .there = true, .line = line};
	if (!p->n_params)
		return;
	out->tzid = span_trim(property_param(p, "TZID"));
	out->date = span_is_word(property_param(p, "VALUE"), "DATE");
}

/* The zone that a TZID stands for; what the system does not know is given out with the item as a zonedef. */
static const Zone *zone_of(const char **name, Parse *parse, Span tzid, int64_t line)
{
	*name = NULL;
	if (!parse->zones) {
		char *id = span_dup(tzid);
		const Zone *zone = zone_find(id);
		const char *given = !zone && parse->zone_of ? parse->zone_of(parse->self, id) : NULL;
		*name = zone ? arena_dup(parse->arena, zone_name(zone)) : arena_dup(parse->arena, given);
		free(id);
		return zone;
	}
	ZoneRef *ref = zones_find(parse->zones, tzid);
	if (!ref->name) {
		warn(parse->warnings, line, N_("time zone %s is not known: read as a time without zone"),
		     shown(parse->warnings, tzid));
		return NULL;
	}
	*name = arena_dup(parse->arena, ref->name);
	if (ref->text && !ref->told && parse->n_zonedefs < countof(parse->zonedefs)) {
		ref->told = true;
		parse->zonedefs[parse->n_zonedefs++] =
			(Zonedef){.name = {*name}, .text = {arena_dupn(parse->arena, ref->text, ref->n), ref->n}};
	}
	return ref->zone;
}

bool time_value(TimeValue *out, Parse *parse, const TimeProp *p, Span value)
{
	*out = (TimeValue){.m = {.form = MOMENT_NONE}};
	if (!span_trim(value).n)
		return false;
	if (!value_moment(&out->m, value)) {
		out->m = (Moment){.form = MOMENT_NONE};
		warn(parse->warnings, p->line, N_("%s: no date or time, kept as text: %s"), p->name,
		     shown(parse->warnings, value));
		return false;
	}
	Span plain = span_trim(value);
	bool usual = plain.n == 8 || ((plain.n == 15 || (plain.n == 16 && plain.s[15] == 'Z')) && plain.s[8] == 'T');
	if (!usual) {
		char text[WHEN_TEXT];
		moment_text(text, out->m);
		warn(parse->warnings, p->line, N_("%s: not written as RFC 5545 says, read as %s: %s"), p->name, text,
		     shown(parse->warnings, value));
	}
	/* VALUE=DATE with a time: Outlook's midnight means the day; any other time is meant as such. */
	if (p->date && out->m.form == MOMENT_LOCAL && !out->m.second)
		out->m = moment_date(out->m);
	if (out->m.form == MOMENT_LOCAL && p->tzid.n)
		out->zone = zone_of(&out->zone_name, parse, p->tzid, p->line);
	if (out->zone && out->zone == zone_utc()) {
		out->m.form = MOMENT_UTC;
		out->zone = NULL;
		out->zone_name = NULL;
	}
	return true;
}

/* ---- Texts ---- */

bool property_is_quoted(const Property *p)
{
	for (size_t i = 0; i < p->n_params; i++) {
		if (span_is_word(p->params[i].value, "QUOTED-PRINTABLE") &&
		    (!p->params[i].name.n || span_is_word(p->params[i].name, "ENCODING")))
			return true;
	}
	return false;
}

static int hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	                              : -1;
}

static void quoted_decode(Str *out, Span s)
{
	for (size_t i = 0; i < s.n; i++) {
		int high = s.s[i] == '=' && i + 2 < s.n ? hex(s.s[i + 1]) : -1;
		int low = high >= 0 ? hex(s.s[i + 2]) : -1;
		if (low < 0) {
			str_addc(out, s.s[i]);
			continue;
		}
		char c = (char)(high << 4 | low);
		if (c != '\r')
			str_addc(out, c);
		i += 2;
	}
}

bool quoted_continues(Span *line, Lines *lines)
{
	Lines behind = *lines;
	Span next, name;
	if (!line->n || line->s[line->n - 1] != '=' || !lines_next(&next, &behind) || line_is_begin(&name, next) || line_is_end(&name, next))
		return false;
	*lines = behind;
	*line = next;
	return true;
}

Span property_lines(Lines *lines, Span line, const Property *p)
{
	const char *from = line.s;
	while (p->n_params && property_is_quoted(p) && quoted_continues(&line, lines))
		;
	return (Span){from, (size_t)(line.s + line.n - from)};
}

static const char *quoted_value(Parse *parse, const Property *p, Lines *lines)
{
	Str raw = {0}, clean = {0}, text = {0};
	Span part = p->value;
	for (;;) {
		bool soft = part.n && part.s[part.n - 1] == '=';
		quoted_decode(&raw, (Span){part.s, part.n - (soft ? 1 : 0)});
		if (!quoted_continues(&part, lines))
			break;
	}
	utf8_repair(&clean, str_text(&raw), raw.n);
	text_unescape(&text, (Span){str_text(&clean), clean.n});
	const char *kept = arena_dupn(parse->arena, str_text(&text), text.n);
	str_done(&raw);
	str_done(&clean);
	str_done(&text);
	return kept;
}

const char *text_value(Parse *parse, const Property *p, Lines *lines)
{
	if (p->n_params && property_is_quoted(p))
		return quoted_value(parse, p, lines);
	if (!p->value.n)
		return NULL;
	if (!memchr(p->value.s, '\\', p->value.n))
		return arena_dupn(parse->arena, p->value.s, p->value.n);
	Str text = {0};
	text_unescape(&text, p->value);
	const char *kept = arena_dupn(parse->arena, str_text(&text), text.n);
	str_done(&text);
	return kept;
}
