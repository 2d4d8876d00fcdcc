/* SPDX-License-Identifier: MIT */
/*
 * TZIDs of a file. The system's zones (IANA, Windows names) come first, then the VTIMEZONE that stands in the same VCALENDAR. One that
 * stands behind its first use, or in another VCALENDAR, is found by going over the file once more; that happens once a file.
 */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "kartoteka/base/mem.h"
#include "parse.h"

/* MISSED_MOST: names that the system does not know are slow to look up; a file with more of them than that is nobody's calendar. */
enum {
	MISSED_MOST = 500,
	TEXTS_MOST = 1000,
	TEXT_BYTES_MOST = 4 << 20,
	TZID_MOST = 255,
};

static void texts_done(ZoneTexts *texts)
{
	for (size_t i = 0; i < texts->n; i++) {
		free(texts->at[i].tzid);
		free(texts->at[i].text);
	}
	texts->n = texts->bytes = 0;
}

static void refs_done(Zones *zones)
{
	for (size_t i = 0; i < zones->n_refs; i++) {
		free(zones->refs[i].tzid);
		free(zones->refs[i].name);
		free(zones->refs[i].text);
		zones->refs[i] = (ZoneRef){0};
	}
	zones->n_refs = zones->next = zones->last = 0;
}

/* References to zones of the system stay good from one VCALENDAR to the next; those to its own VTIMEZONEs and the unknown ones do not. */
void zones_begin(Zones *zones, size_t source)
{
	bool own = false;
	texts_done(&zones->here);
	zones->source = source;
	for (size_t i = 0; i < zones->n_refs; i++)
		own = own || zones->refs[i].text || !zones->refs[i].name;
	if (own)
		refs_done(zones);
}

void zones_done(Zones *zones)
{
	refs_done(zones);
	texts_done(&zones->here);
	texts_done(&zones->ahead);
	free(zones->here.at);
	free(zones->ahead.at);
	vec_free(&zones->missed);
}

static Span tzid_of(const char *lines, size_t n)
{
	Lines all = {lines, lines + n, 0};
	Span line;
	Property p;
	while (lines_next(&line, &all)) {
		if (property_read(&p, line) && property_is(&p, "TZID"))
			return span_trim(p.value);
	}
	return (Span){NULL, 0};
}

static void texts_add(ZoneTexts *texts, const char *lines, size_t n, size_t source)
{
	Span tzid = tzid_of(lines, n);
	if (!tzid.n || tzid.n > TZID_MOST || texts->n >= TEXTS_MOST || texts->bytes + n > TEXT_BYTES_MOST)
		return;
	texts->bytes += n;
	vec_push(texts, ((ZoneText){span_dup(tzid), mem_strndup(lines, n), n, source}));
}

void zones_define(Zones *zones, const char *lines, size_t n)
{
	texts_add(&zones->here, lines, n, zones->source);
}

/* All VTIMEZONEs of the file. What cannot be read is reported by the main pass. */
static void scan(Zones *zones)
{
	LineReader *lines = line_reader_new(zones->reader);
	Str text = {0};
	Line line;
	bool more = true, inside = false;
	size_t calendars = 0;
	zones->scanned = true;
	for (;;) {
		Err *err = line_next(&line, &more, lines);
		if (err || !more) {
			err_free(err);
			break;
		}
		Span s = span_trim(line.text);
		if (span_is_word(s, "BEGIN:VCALENDAR"))
			calendars++;
		if (span_is_word(s, "BEGIN:VTIMEZONE")) {
			inside = true;
			str_cut(&text, 0);
		}
		if (!inside)
			continue;
		str_addn(&text, line.text.s, line.text.n);
		str_addc(&text, '\n');
		if (span_is_word(s, "END:VTIMEZONE") || text.n > TEXT_BYTES_MOST) {
			texts_add(&zones->ahead, text.s, text.n, calendars ? calendars - 1 : 0);
			inside = false;
		}
	}
	str_done(&text);
	line_reader_free(lines);
}

static const ZoneText *text_of(const ZoneTexts *texts, Span tzid, size_t source)
{
	const ZoneText *found = NULL;
	for (size_t i = 0; i < texts->n; i++) {
		if (span_is(tzid, texts->at[i].tzid) && (!found || (texts->at[i].source == source && found->source != source)))
			found = &texts->at[i];
	}
	return found;
}

static const Zone *find_in_system(Zones *zones, const char *tzid)
{
	uint64_t hash[2];
	hash_bytes(hash, tzid, strlen(tzid));
	for (size_t i = 0; i < zones->missed.n; i++) {
		if (zones->missed.at[i] == hash[0])
			return NULL;
	}
	if (zones->missed.n >= MISSED_MOST)
		return NULL;
	const Zone *zone = zone_find(tzid);
	if (!zone)
		vec_push(&zones->missed, hash[0]);
	return zone;
}

static void resolve(Zones *zones, ZoneRef *ref)
{
	Span tzid = span_of(ref->tzid);
	ref->zone = find_in_system(zones, ref->tzid);
	if (ref->zone) {
		ref->name = mem_strdup(zone_name(ref->zone));
		return;
	}
	const ZoneText *text = text_of(&zones->here, tzid, zones->source);
	if (!text && !zones->scanned)
		scan(zones);
	if (!text)
		text = text_of(&zones->ahead, tzid, zones->source);
	ref->zone = text ? zone_from_component(text->text, text->n) : NULL;
	if (!ref->zone)
		return;
	if (find_in_system(zones, zone_name(ref->zone)) == ref->zone) {
		ref->name = mem_strdup(zone_name(ref->zone));
		return;
	}
	uint64_t hash[2];
	hash_bytes(hash, text->text, text->n);
	ref->name = mem_printf("%s#%08x", ref->tzid, (unsigned)(hash[0] >> 32));
	ref->text = mem_strndup(text->text, text->n);
	ref->n = text->n;
}

ZoneRef *zones_find(Zones *zones, Span tzid)
{
	if (tzid.n > TZID_MOST)
		tzid.n = TZID_MOST;
	if (zones->last < zones->n_refs && span_is(tzid, zones->refs[zones->last].tzid))
		return &zones->refs[zones->last];
	for (size_t i = 0; i < zones->n_refs; i++) {
		if (span_is(tzid, zones->refs[i].tzid)) {
			zones->last = i;
			return &zones->refs[i];
		}
	}
	size_t slot = zones->n_refs < ZONE_REFS ? zones->n_refs++ : zones->next++ % ZONE_REFS;
	ZoneRef *ref = &zones->refs[slot];
	free(ref->tzid);
	free(ref->name);
	free(ref->text);
	*ref = (ZoneRef){.tzid = span_dup(tzid)};
	resolve(zones, ref);
	zones->last = slot;
	return ref;
}

void ics_zone_tzid(Str *out, const char *zone)
{
	size_t n = strlen(zone);
	bool ours = n > 9 && zone[n - 9] == '#' && strspn(zone + n - 8, "0123456789abcdef") == 8;
	str_addn(out, zone, ours ? n - 9 : n);
}

bool ics_zone_is(const char *zone, const char *tzid)
{
	Str name = {0};
	if (!zone)
		return false;
	ics_zone_tzid(&name, zone);
	bool same = strcmp(str_text(&name), tzid) == 0;
	str_done(&name);
	return same;
}
