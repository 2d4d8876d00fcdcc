/* SPDX-License-Identifier: MIT */
/*
 * Cuts a file into its VCALENDARs and their components, one an ics_next, in file order. Lines are kept as they stood; ENDs that lack
 * are added, stray ones left out, so that kept lines are balanced. What a component means is plan.c's.
 */
#include "kartoteka/bridge/ics.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "identity.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/bridge/bridge.h"
#include "parse.h"

/* Larger components are not kept: the memory of an import is bounded. */
#define COMPONENT_MOST ((size_t)12 << 20)

typedef enum State {
	AT_ROOT,     /* outside of any VCALENDAR */
	IN_HEAD,     /* behind BEGIN:VCALENDAR */
	IN_CALENDAR, /* behind the first component's BEGIN, between components */
	AFTER,       /* behind END:VCALENDAR, its tail not yet given */
} State;

typedef struct Open {
	size_t at, n; /* its name in the kept lines */
} Open;

typedef struct Skipped {
	IcsType type;
	int64_t line;
} Skipped;

struct Ics {
	LineReader *lines;
	Line line;
	bool again, ended; /* `line` is to be read again; the input has ended */
	State state;
	Str kept; /* lines of the item being read */
	VEC(int64_t)
	numbers; /* their physical lines */
	VEC(Open)
	open;
	VEC(Skipped)
	skipped; /* to be given next */
	size_t skipped_given;
	char *skipped_in; /* name of the component they are in */
	IcsMethod method; /* of the VCALENDAR */
	bool too_large, any;
	int64_t begin; /* line of the item */
	size_t source, place;
	int64_t outside, n_outside; /* first line outside a VCALENDAR, and how many */
	Zones zones;
	Identities identities;
	Warnings warnings;
};

/* ---- Opening ---- */

static Err *refuse(Reader reader)
{
	char head[4096];
	size_t n = 0, got = 1;
	while (n < sizeof head && got) {
		TRY(reader.read(reader.self, n, head + n, sizeof head - n, &got));
		n += got;
	}
	const char *why = NULL;
	BridgeFormat format = bridge_format(head, n, NULL, &why);
	if (format == FORMAT_ICS || (format == FORMAT_UNKNOWN && !why))
		return NULL;
	if (!why)
		why = bridge_format_name(format);
	return err_todo(err_new(ERR_FAILED, _("not an iCalendar file: %s"), why), "%s",
	                _("export it as .ics from the program it comes from"));
}

Err *ics_open(Ics **out, Reader reader)
{
	*out = NULL;
	TRY(refuse(reader));
	Ics *ics = mem_alloc(sizeof *ics);
	ics->lines = line_reader_new(reader);
	ics->zones.reader = reader;
	ics->source = (size_t)-1;
	*out = ics;
	return NULL;
}

void ics_close(Ics *ics)
{
	if (!ics)
		return;
	line_reader_free(ics->lines);
	str_done(&ics->kept);
	vec_free(&ics->numbers);
	vec_free(&ics->open);
	vec_free(&ics->skipped);
	free(ics->skipped_in);
	zones_done(&ics->zones);
	identities_done(&ics->identities);
	free(ics);
}

uint64_t ics_offset(const Ics *ics)
{
	return line_offset(ics->lines);
}

/* ---- Keeping lines ---- */

static void keep_anyway(Ics *ics, const char *text, size_t n, int64_t line)
{
	str_addn(&ics->kept, text, n);
	str_addc(&ics->kept, '\n');
	vec_push(&ics->numbers, line);
}

static void keep_text(Ics *ics, const char *text, size_t n, int64_t line)
{
	if (ics->kept.n + n > COMPONENT_MOST)
		ics->too_large = true;
	else
		keep_anyway(ics, text, n, line);
}

static void keep(Ics *ics)
{
	keep_text(ics, ics->line.text.s, ics->line.text.n, ics->line.line);
}

static void keep_nothing(Ics *ics, int64_t line)
{
	str_cut(&ics->kept, 0);
	ics->numbers.n = 0;
	ics->open.n = 0;
	ics->too_large = false;
	ics->begin = line;
}

static Err *next_line(Ics *ics)
{
	bool more = false;
	int64_t last = ics->line.line;
	if (ics->again || ics->ended) {
		ics->again = false;
		return NULL;
	}
	TRY(line_next(&ics->line, &more, ics->lines));
	ics->ended = !more;
	if (ics->ended && last)
		ics->line.line = last; /* what lacks at the end is reported there */
	if (ics->line.repaired) {
		warn_many(&ics->warnings, ics->line.line, NP_("%zu byte that is not UTF-8 was replaced", "%zu bytes that are not UTF-8 were replaced"),
		          ics->line.repaired, ics->line.repaired);
	}
	if (ics->line.cut)
		warn(&ics->warnings, ics->line.line, N_("a line of more than %d MiB was cut"), (int)(LINE_MOST >> 20));
	return NULL;
}

/* ---- Items ---- */

static IcsType type_of(Span name)
{
	if (span_is_word(name, "VEVENT"))
		return ICS_EVENT;
	if (span_is_word(name, "VTODO"))
		return ICS_TASK;
	if (span_is_word(name, "VJOURNAL"))
		return ICS_NOTE;
	return span_is_word(name, "VTIMEZONE") ? ICS_ZONE : ICS_OTHER;
}

static bool is_record(IcsType type)
{
	return type == ICS_EVENT || type == ICS_TASK || type == ICS_NOTE;
}

static void give(IcsItem *item, Ics *ics, Arena *arena, IcsType type, const char *name)
{
	char hash[33];
	if (ics->too_large && type != ICS_SKIPPED)
		warn(&ics->warnings, ics->begin, N_("lines beyond %d MiB were left out"), (int)(COMPONENT_MOST >> 20));
	*item = (IcsItem){.type = type, .counted_as = type, .line = ics->begin, .source = ics->source, .supersedes = -1};
	Component *c = &item->component;
	c->type.s = arena_dup(arena, name);
	c->lines = (Bytes){arena_dupn(arena, str_text(&ics->kept), ics->kept.n), ics->kept.n};
	c->uid.s = c->recurrence.s = "";
	c->place.n = (int64_t)ics->place;
	if (type != ICS_HEAD && type != ICS_TAIL) {
		ics->place++;
		ics_hash(hash, c->lines.s, c->lines.n);
		c->hash.s = arena_dupn(arena, hash, 32);
	}
	ics->any = true;
}

static void give_head(IcsItem *item, Ics *ics, Arena *arena)
{
	give(item, ics, arena, ICS_HEAD, "");
	ics->state = IN_CALENDAR;
	keep_nothing(ics, ics->line.line);
}

static void begin_calendar(Ics *ics)
{
	ics->source++;
	ics->place = 0;
	ics->method = ICS_STATES;
	zones_begin(&ics->zones, ics->source);
	keep_nothing(ics, ics->line.line);
}

static void report_outside(Ics *ics)
{
	if (!ics->n_outside)
		return;
	warn_many(&ics->warnings, ics->outside, NP_("%lld line outside of a VCALENDAR was left out", "%lld lines outside of a VCALENDAR were left out"),
	          (size_t)ics->n_outside, (long long)ics->n_outside);
	ics->n_outside = 0;
}

static void take_outside(Ics *ics)
{
	if (!ics->n_outside++)
		ics->outside = ics->line.line;
}

static void stray_end(Ics *ics, Span name)
{
	warn(&ics->warnings, ics->line.line, N_("END:%s has no BEGIN: left out"), shown(&ics->warnings, name));
}

/* Closes the innermost open part. */
static void close_part(Ics *ics, bool missing)
{
	Open *o = &ics->open.at[--ics->open.n];
	if (!missing)
		return;
	char *end = mem_printf("END:%.*s", (int)o->n, ics->kept.s + o->at);
	warn(&ics->warnings, ics->line.line, N_("%s is missing: added"), shown(&ics->warnings, span_of(end)));
	str_add(&ics->kept, end);
	str_addc(&ics->kept, '\n');
	vec_push(&ics->numbers, ics->line.line);
	free(end);
}

/* A BEGIN of these cannot stand inside a known component: its END is missing. */
static bool closes(Span name)
{
	static const char *const names[] = {"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VTIMEZONE", "VFREEBUSY"};
	for (size_t i = 0; i < countof(names); i++) {
		if (span_is_word(name, names[i]))
			return true;
	}
	return false;
}

static bool is_known(Span name)
{
	return closes(name) || span_is_word(name, "VALARM") || span_is_word(name, "STANDARD") ||
	       span_is_word(name, "DAYLIGHT");
}

static Span open_name(const Ics *ics, size_t i)
{
	return (Span){ics->kept.s + ics->open.at[i].at, ics->open.at[i].n};
}

static void begin_part(Ics *ics, Span name)
{
	/* The name's place among the kept lines; it is not there when the component is too large. */
	size_t at = ics->kept.n + (size_t)(name.s - ics->line.text.s);
	keep(ics);
	if (!ics->too_large)
		vec_push(&ics->open, ((Open){at, name.n}));
}

/* True when an open part has this name; those inside it are closed as missing their END. */
static bool end_part(Ics *ics, Span name)
{
	enum {
		DEEP = 64
	}; /* so far an END is looked for: bounds the work for hostile nesting */
	for (size_t i = ics->open.n; i-- > 0 && ics->open.n - i <= DEEP;) {
		Span open = open_name(ics, i);
		if (open.n != name.n)
			continue;
		bool same = true;
		for (size_t k = 0; k < name.n && same; k++)
			same = (open.s[k] | 0x20) == (name.s[k] | 0x20);
		if (!same)
			continue;
		while (ics->open.n > i + 1)
			close_part(ics, true);
		close_part(ics, false);
		return true;
	}
	return false;
}

/* Reads on until the component that has begun ends. Its BEGIN is the current line. */
static Err *read_component(Ics *ics, Span name)
{
	int depth_lost = 0; /* parts of a too large component that are not kept */
	keep_nothing(ics, ics->line.line);
	bool known = is_known(name);
	begin_part(ics, name);
	while (ics->open.n) {
		TRY(next_line(ics));
		if (ics->ended)
			break;
		Span line = ics->line.text, part;
		if (line_is_begin(&part, line)) {
			if (span_is_word(part, "VCALENDAR") || (known && closes(part))) {
				ics->again = true;
				break;
			}
			if (is_record(type_of(part)))
				vec_push(&ics->skipped, ((Skipped){type_of(part), ics->line.line}));
			depth_lost += ics->too_large ? 1 : 0;
			begin_part(ics, part);
		} else if (line_is_end(&part, line)) {
			if (ics->too_large && depth_lost > 0 && !span_is_word(part, "VCALENDAR") && !closes(part)) {
				depth_lost--;
			} else if (end_part(ics, part)) {
				keep(ics);
			} else if (span_is_word(part, "VCALENDAR")) {
				ics->again = true;
				break;
			} else {
				stray_end(ics, part);
			}
		} else {
			keep(ics);
		}
	}
	while (ics->open.n)
		close_part(ics, true);
	return NULL;
}

static uint64_t identity_key(const IcsItem *item)
{
	uint64_t hash[2];
	Str key = {0};
	const Component *c = &item->component;
	if (*c->uid.s) {
		str_addn(&key, c->uid.s, strlen(c->uid.s) + 1);
		str_add(&key, c->recurrence.s);
	} else {
		str_add(&key, c->hash.s);
	}
	hash_bytes(hash, key.s, key.n);
	str_done(&key);
	return hash[0];
}

static void read_record(IcsItem *item, Ics *ics, Arena *arena)
{
	Parse parse = {
		.arena = arena,
		.warnings = &ics->warnings,
		.numbers = ics->numbers.at,
		.n_numbers = ics->numbers.n,
		.zones = &ics->zones,
		.method = ics->method,
	};
	component_read(item, item->component.lines.s, item->component.lines.n, &parse);
	item->method = ics->method;
	item->stamp = parse.stamp ? (Instant){parse.stamp} : INSTANT_NONE;
	if (parse.n_zonedefs) {
		item->zonedefs = arena_alloc(arena, parse.n_zonedefs * sizeof *item->zonedefs);
		memcpy(item->zonedefs, parse.zonedefs, parse.n_zonedefs * sizeof *item->zonedefs);
		item->n_zonedefs = parse.n_zonedefs;
	}
	Identity id = identity_add(&ics->identities, identity_key(item), ics_rank(item));
	item->component.ordinal.n = id.ordinal;
	item->component.superseded.v = id.superseded;
	item->supersedes = id.supersedes;
	item->recalled = id.recalled;
	if (item->kind == &kind_event) {
		((Event *)item->record)->place.n = id.ordinal;
		((Event *)item->record)->superseded.v = id.superseded;
	} else if (item->kind == &kind_task) {
		((Task *)item->record)->place.n = id.ordinal;
		((Task *)item->record)->superseded.v = id.superseded;
	} else if (item->kind == &kind_note) {
		((Journal *)item->record)->place.n = id.ordinal;
		((Journal *)item->record)->superseded.v = id.superseded;
	}
}

static const char *type_name(Arena *arena, Span name)
{
	char *upper = arena_dupn(arena, name.s, name.n);
	for (char *s = upper; *s; s++)
		*s = *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s;
	return upper;
}

static void say_skipped(IcsItem *item, Arena *arena, char *why)
{
	item->skipped_said = arena_dup(arena, why);
	item->skipped = said_words(arena, why);
	free(why);
}

static Err *give_component(IcsItem *item, Ics *ics, Arena *arena)
{
	Span name;
	line_is_begin(&name, ics->line.text);
	IcsType type = type_of(name);
	const char *word = type_name(arena, name);
	TRY(read_component(ics, name));
	if (ics->too_large) {
		str_cut(&ics->kept, 0);
		give(item, ics, arena, ICS_SKIPPED, word);
		ics->place--;
		item->counted_as = is_record(type) ? type : ICS_OTHER;
		say_skipped(item, arena, said(N_("%s is larger than %d MiB: not read"), word, (int)(COMPONENT_MOST >> 20)));
	} else {
		give(item, ics, arena, type, word);
		if (type == ICS_ZONE)
			zones_define(&ics->zones, ics->kept.s, ics->kept.n);
		if (ics->kept.cap > LARGE)
			str_done(&ics->kept); /* they are the item's now */
		if (is_record(type))
			read_record(item, ics, arena);
	}
	if (ics->skipped.n) {
		free(ics->skipped_in);
		ics->skipped_in = mem_strdup(word);
	}
	keep_nothing(ics, ics->line.line);
	if (ics->numbers.cap > LARGE / sizeof *ics->numbers.at)
		vec_free(&ics->numbers);
	return NULL;
}

static void give_skipped(IcsItem *item, Ics *ics, Arena *arena)
{
	Skipped s = ics->skipped.at[ics->skipped_given++];
	*item =
		(IcsItem){.type = ICS_SKIPPED, .counted_as = s.type, .line = s.line, .source = ics->source, .supersedes = -1};
	item->component.uid.s = item->component.recurrence.s = item->component.type.s = "";
	say_skipped(item, arena, said(N_("stands inside of %s: kept with it as text, not shown"), shown(&ics->warnings, span_of(ics->skipped_in))));
	if (ics->skipped_given == ics->skipped.n)
		ics->skipped.n = ics->skipped_given = 0;
}

/* ---- The four states; each gives an item and is true, or takes the line ---- */

static bool at_root(IcsItem *item, Ics *ics, Arena *arena)
{
	Span name;
	if (ics->ended || !line_is_begin(&name, ics->line.text)) {
		if (!ics->ended)
			take_outside(ics);
		return false;
	}
	report_outside(ics);
	begin_calendar(ics);
	if (span_is_word(name, "VCALENDAR")) {
		keep(ics);
		ics->state = IN_HEAD;
		return false;
	}
	static const char *const made[] = {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kartoteka//Kartoteka//EN"};
	warn(&ics->warnings, ics->line.line, N_("BEGIN:VCALENDAR is missing: added"));
	for (size_t i = 0; i < countof(made); i++)
		keep_text(ics, made[i], strlen(made[i]), ics->line.line);
	ics->again = true;
	give_head(item, ics, arena);
	return true;
}

/* False: the line says none. */
static bool line_method(IcsMethod *out, Span line)
{
	static const struct {
		const char *word;
		IcsMethod method;
	} methods[] = {{"CANCEL", ICS_CANCELS}, {"ADD", ICS_ADDS}, {"REPLY", ICS_ANSWERS}, {"REFRESH", ICS_ANSWERS}, {"COUNTER", ICS_ANSWERS}, {"DECLINECOUNTER", ICS_ANSWERS}};
	Property p;
	if (!line.n || (line.s[0] | 0x20) != 'm' || !property_read(&p, line) || !property_is(&p, "METHOD"))
		return false;
	*out = ICS_STATES;
	for (size_t i = 0; i < countof(methods); i++)
		*out = span_is_word(span_trim(p.value), methods[i].word) ? methods[i].method : *out;
	return true;
}

IcsMethod ics_method(Bytes head)
{
	Lines lines = {head.s, head.s + head.n, 0};
	Span line;
	IcsMethod method = ICS_STATES;
	while (lines_next(&line, &lines))
		(void)line_method(&method, line);
	return method;
}

static bool in_head(IcsItem *item, Ics *ics, Arena *arena)
{
	Span name;
	bool end = !ics->ended && line_is_end(&name, ics->line.text);
	if (ics->ended || line_is_begin(&name, ics->line.text) || (end && span_is_word(name, "VCALENDAR"))) {
		ics->again = true;
		give_head(item, ics, arena);
		return true;
	}
	if (end) {
		stray_end(ics, name);
	} else {
		(void)line_method(&ics->method, ics->line.text);
		keep(ics);
	}
	return false;
}

static void end_calendar(Ics *ics, bool missing)
{
	if (!ics->kept.n)
		ics->begin = ics->line.line;
	/* Kept lines are balanced, however many were left out before it. */
	if (!missing) {
		keep_anyway(ics, ics->line.text.s, ics->line.text.n, ics->line.line);
	} else {
		warn(&ics->warnings, ics->line.line, N_("%s is missing: added"), "END:VCALENDAR");
		keep_anyway(ics, "END:VCALENDAR", strlen("END:VCALENDAR"), ics->line.line);
		ics->again = true;
	}
	ics->state = AFTER;
}

static Err *in_calendar(IcsItem *item, bool *given, Ics *ics, Arena *arena)
{
	Span name;
	*given = false;
	if (ics->ended) {
		end_calendar(ics, true);
		return NULL;
	}
	if (line_is_begin(&name, ics->line.text)) {
		if (span_is_word(name, "VCALENDAR")) {
			end_calendar(ics, true);
			return NULL;
		}
		*given = true;
		if (!ics->kept.n)
			return give_component(item, ics, arena);
		ics->again = true;
		give(item, ics, arena, ICS_OTHER, "");
		keep_nothing(ics, ics->line.line);
		return NULL;
	}
	if (!line_is_end(&name, ics->line.text)) {
		if (!ics->kept.n)
			ics->begin = ics->line.line;
		keep(ics);
	} else if (span_is_word(name, "VCALENDAR")) {
		end_calendar(ics, false);
	} else {
		stray_end(ics, name);
	}
	return NULL;
}

static bool after(IcsItem *item, Ics *ics, Arena *arena)
{
	Span name;
	if (!ics->ended && !line_is_begin(&name, ics->line.text)) {
		take_outside(ics);
		return false;
	}
	report_outside(ics);
	ics->again = true;
	give(item, ics, arena, ICS_TAIL, "");
	ics->state = AT_ROOT;
	keep_nothing(ics, ics->line.line);
	return true;
}

static Err *step(IcsItem *item, bool *given, Ics *ics, Arena *arena)
{
	switch (ics->state) {
	case AT_ROOT: *given = at_root(item, ics, arena); return NULL;
	case IN_HEAD: *given = in_head(item, ics, arena); return NULL;
	case IN_CALENDAR: return in_calendar(item, given, ics, arena);
	case AFTER: *given = after(item, ics, arena); return NULL;
	}
	return NULL;
}

Err *ics_next(IcsItem *out, bool *more, Ics *ics, Arena *arena)
{
	bool given = false;
	*more = true;
	warnings_begin(&ics->warnings, arena);
	if (ics->skipped.n) {
		give_skipped(out, ics, arena);
		return NULL;
	}
	for (;;) {
		TRY(next_line(ics));
		TRY(step(out, &given, ics, arena));
		if (given) {
			warnings_give(out, &ics->warnings);
			return NULL;
		}
		if (ics->ended && ics->state == AT_ROOT)
			break;
	}
	*more = false;
	*out = (IcsItem){.type = ICS_TAIL, .counted_as = ICS_TAIL, .supersedes = -1};
	if (ics->any)
		return NULL;
	return err_todo(err_new(ERR_FAILED, "%s", _("not an iCalendar file: no BEGIN:VCALENDAR in it")), "%s",
	                _("export it as .ics from the program it comes from"));
}

static const char *zone_by_tzid(void *self, const char *tzid)
{
	const IcsAround *around = self;
	if (ics_zone_is(around->zone, tzid))
		return around->zone;
	for (size_t i = around->n_zonedefs; i > 0; i--) {
		if (ics_zone_is(around->zonedefs[i - 1].name.s, tzid))
			return around->zonedefs[i - 1].name.s;
	}
	return NULL;
}

void ics_read_component(IcsItem *out, const Component *component, const IcsAround *around, Arena *arena)
{
	Warnings warnings;
	IcsAround said = {0};
	if (around)
		said = *around;
	Parse parse = {.arena = arena, .warnings = &warnings, .zone_of = zone_by_tzid, .self = &said, .method = said.method};
	warnings_begin(&warnings, arena);
	IcsType type = type_of(span_of(component->type.s ? component->type.s : ""));
	*out = (IcsItem){.type = type, .counted_as = type, .line = 1, .component = *component, .supersedes = -1, .method = said.method, .stamp = INSTANT_NONE};
	if (is_record(type))
		component_read(out, component->lines.s, component->lines.n, &parse);
	if (parse.stamp)
		out->stamp = (Instant){parse.stamp};
	warnings_give(out, &warnings);
}
