/* SPDX-License-Identifier: MIT */
/*
 * A component's lines brought to the state of a changed record. Each row of `rows` is a property, the fields it stands for and how it is
 * written; a property whose fields did not change keeps its line to the byte. A new component is an empty one brought to its state.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "soft.h"
#include "update.h"

typedef struct Row Row;
typedef struct Side {
	const Kind *kind;
	const void *record;
	Arena *arena; /* of values that are made when asked for */
} Side;
typedef struct Change {
	const Side *old, *new;
	bool has_duration; /* the lines say DURATION and not DTEND or DUE */
} Change;

struct Row {
	const char *property, *field, *zone; /* zone: the field of the time zone, may be NULL */
	/* Adds the lines of the new value (none when it is empty). `was`: the line it stood in, n = 0 when it is new. */
	void (*put)(Str *out, const Row *row, const Change *change, Span was);
	bool list; /* several lines make one value; more of it may be added behind */
};

static Value value_of(const Side *state, const char *field)
{
	const Field *f = field ? kind_field(state->kind, field) : NULL;
	return f && state->record ? field_get(f, state->record, state->arena) : (Value){VALUE_NULL, 0, NULL, 0};
}

static const char *text_of(const Side *state, const char *field)
{
	Value v = value_of(state, field);
	return v.type == VALUE_TEXT ? v.s : NULL;
}

static bool value_differs(const Side *a, const Side *b, const char *field)
{
	Value x = value_of(a, field), y = value_of(b, field);
	if (x.type == VALUE_INT && y.type == VALUE_INT)
		return x.i != y.i;
	return !value_same(&x, &y);
}

/* ---- Parts of a line ---- */

/* Name and parameters of the line it was, less those that speak of the old value. */
static void put_name(Str *out, const Row *row, Span was)
{
	static const char *const dropped[] = {"TZID", "VALUE", "ENCODING", "CHARSET", "ALTREP", "QUOTED-PRINTABLE"};
	Property p;
	if (!was.n || !property_read(&p, was)) {
		str_add(out, row->property);
		return;
	}
	str_addn(out, p.name.s, p.name.n);
	for (size_t i = 0; i < p.n_params; i++) {
		Span name = p.params[i].name.n ? p.params[i].name : p.params[i].value;
		bool drop = false;
		for (size_t k = 0; k < countof(dropped); k++)
			drop = drop || span_is_word(name, dropped[k]);
		if (drop)
			continue;
		str_addc(out, ';');
		str_addn(out, name.s, (size_t)(p.params[i].value.s + p.params[i].value.n - name.s));
	}
}

static void put_time(Str *out, Moment m, const char *zone)
{
	if (m.form == MOMENT_DAY)
		str_add(out, ";VALUE=DATE");
	if (m.form == MOMENT_LOCAL && zone && *zone) {
		Str tzid = {0};
		ics_zone_tzid(&tzid, zone);
		bool quote = strpbrk(str_text(&tzid), ":;,") != NULL;
		str_addf(out, quote ? ";TZID=\"%s\"" : ";TZID=%s", str_text(&tzid));
		str_done(&tzid);
	}
	str_addc(out, ':');
	value_put_moment(out, m);
	str_addc(out, '\n');
}

static void put_text(Str *out, const Row *row, const Change *change, Span was)
{
	const char *text = text_of(change->new, row->field);
	if (!text || !*text)
		return;
	put_name(out, row, was);
	str_addc(out, ':');
	text_escape(out, text);
	str_addc(out, '\n');
}

static Moment moment_of(const Side *state, const char *field)
{
	Moment m = {.form = MOMENT_NONE};
	const char *text = text_of(state, field);
	if (!text || !moment_read(&m, text))
		m.form = MOMENT_NONE;
	return m;
}

static void put_moment(Str *out, const Row *row, const Change *change, Span was)
{
	Moment m = moment_of(change->new, row->field);
	if (m.form == MOMENT_NONE)
		return;
	put_name(out, row, was);
	put_time(out, m, text_of(change->new, row->zone));
}

static int64_t length_of(const Side *state, const Row *row)
{
	const char *from_zone = text_of(state, "zone"), *to_zone = text_of(state, row->zone);
	Moment from = moment_of(state, "start"), to = moment_of(state, row->field);
	if (from.form == MOMENT_NONE || to.form == MOMENT_NONE)
		return -1;
	const Zone *a = from_zone ? zone_find(from_zone) : NULL, *b = to_zone ? zone_find(to_zone) : NULL;
	return zone_moment(b, to).s - zone_moment(a, from).s;
}

/* DTEND or DUE; where the file said DURATION, that stays the form. */
static void put_end(Str *out, const Row *row, const Change *change, Span was)
{
	if (!change->has_duration) {
		put_moment(out, row, change, was);
		return;
	}
	int64_t length = length_of(change->new, row);
	if (length < 0 || moment_of(change->new, "start").form != moment_of(change->new, row->field).form) {
		put_moment(out, row, change, (Span){NULL, 0}); /* no length says that */
		return;
	}
	str_add(out, "DURATION:");
	value_put_duration(out, length);
	str_addc(out, '\n');
}

static void put_rules(Str *out, const Row *row, const Change *change, Span was)
{
	const char *rules = text_of(change->new, row->field);
	(void)was;
	while (rules && *rules) {
		size_t n = strcspn(rules, "\n");
		if (n)
			str_addf(out, "%s:%.*s\n", row->property, (int)n, rules);
		rules += n + (rules[n] ? 1 : 0);
	}
}

/* Moments parted by commas; a line for each run of one form. */
static void put_moments(Str *out, const char *property, const char *dates, const char *zone)
{
	MomentForm form = MOMENT_NONE;
	while (*dates) {
		char text[WHEN_TEXT];
		Moment m;
		size_t n = strcspn(dates, ",");
		memcpy(text, dates, n < sizeof text ? n : 0);
		text[n < sizeof text ? n : 0] = '\0';
		dates += n + (dates[n] ? 1 : 0);
		if (!moment_read(&m, text))
			continue;
		if (m.form == form) {
			out->s[out->n - 1] = ',';
			value_put_moment(out, m);
			str_addc(out, '\n');
		} else {
			str_add(out, property);
			put_time(out, m, zone);
		}
		form = m.form;
	}
}

/* The new list when it is the old one and more: what is more; else NULL. */
static const char *list_more(const Row *row, const Change *change)
{
	const char *old = text_of(change->old, row->field), *new = text_of(change->new, row->field);
	size_t n = old ? strlen(old) : 0;
	if (!n || !new || strncmp(old, new, n) != 0 || new[n] != ',' || value_differs(change->old, change->new, "zone"))
		return NULL;
	return new + n + 1;
}

static void put_dates(Str *out, const Row *row, const Change *change, Span was)
{
	const char *dates = text_of(change->new, row->field);
	(void)was;
	if (dates)
		put_moments(out, row->property, dates, text_of(change->new, row->zone));
}

static void put_status(Str *out, const Row *row, const Change *change, Span was)
{
	static const char *const event[] = {"CONFIRMED", "TENTATIVE", "CANCELLED"};
	static const char *const task[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"};
	bool is_event = change->new->kind == &kind_event;
	int status =
		is_event ? ((const Event *)change->new->record)->status.v : ((const Task *)change->new->record)->status.v;
	int most = is_event ? (int)countof(event) : (int)countof(task);
	if (status < 0 || status >= most)
		return;
	put_name(out, row, was);
	str_addf(out, ":%s\n", is_event ? event[status] : task[status]);
}

static void put_transp(Str *out, const Row *row, const Change *change, Span was)
{
	put_name(out, row, was);
	str_addf(out, ":%s\n", value_of(change->new, row->field).i ? "TRANSPARENT" : "OPAQUE");
}

static void put_flag(Str *out, const Row *row, const Change *change, Span was)
{
	if (!value_of(change->new, row->field).i)
		return;
	put_name(out, row, was);
	str_add(out, ":TRUE\n");
}

static void put_count(Str *out, const Row *row, const Change *change, Span was)
{
	int64_t n = value_of(change->new, row->field).i;
	if (!n)
		return;
	put_name(out, row, was);
	str_addf(out, ":%lld\n", (long long)n);
}

static void put_instant(Str *out, const Row *row, const Change *change, Span was)
{
	Value v = value_of(change->new, row->field);
	if (v.type != VALUE_INT)
		return;
	put_name(out, row, was);
	str_addc(out, ':');
	value_put_instant(out, (Instant){v.i});
	str_addc(out, '\n');
}

/* In the order in which new ones are written. */
static const Row rows[] = {
	{"RECURRENCE-ID", "recurrence", "recurrence_zone", put_moment, false},
	{"DTSTART", "start", "zone", put_moment, false},
	{"DTEND", "end", "end_zone", put_end, false},
	{"DUE", "due", "due_zone", put_end, false},
	{"SUMMARY", "summary", NULL, put_text, false},
	{"DESCRIPTION", "text", NULL, put_text, false},
	{"LOCATION", "location", NULL, put_text, false},
	{"STATUS", "status", NULL, put_status, false},
	{"COMPLETED", "done_at", NULL, put_instant, false},
	{"PERCENT-COMPLETE", "percent", NULL, put_count, false},
	{"PRIORITY", "priority", NULL, put_count, false},
	{"TRANSP", "free", NULL, put_transp, false},
	{"RRULE", "rules", NULL, put_rules, false},
	{"EXRULE", "exrules", NULL, put_rules, false},
	{"RDATE", "rdates", "zone", put_dates, true},
	{"EXDATE", "exdates", "zone", put_dates, true},
	{"X-KARTOTEKA-DONE", "done", NULL, put_flag, false},
	{"X-KARTOTEKA-TRIES", "tries", NULL, put_count, false},
};
enum {
	ROWS = countof(rows)
};

/* ---- Bringing the lines to the new state ---- */

typedef struct Update {
	Change change;
	bool differs[ROWS], done[ROWS];
	const char *more[ROWS]; /* of a list that only grew */
	bool any, end_differs;
	bool sequence, modified, stamp; /* were written */
	Instant now;
	bool touch; /* SEQUENCE, LAST-MODIFIED, DTSTAMP are brought up to date */
} Update;

static bool length_differs(const Change *change, const Row *row)
{
	return length_of(change->old, row) != length_of(change->new, row);
}

static void find_differences(Update *u)
{
	if (u->change.old->record == u->change.new->record)
		return;
	for (size_t i = 0; i < ROWS; i++) {
		const Row *row = &rows[i];
		if (!kind_field(u->change.new->kind, row->field))
			continue;
		u->differs[i] = value_differs(u->change.old, u->change.new, row->field) ||
		                (row->zone && (text_of(u->change.old, row->field) || text_of(u->change.new, row->field)) &&
		                 value_differs(u->change.old, u->change.new, row->zone));
		if (row->put == put_end && u->change.has_duration)
			u->differs[i] =
				length_differs(&u->change, row) || (length_of(u->change.new, row) < 0 && (u->differs[i] || u->any));
		u->end_differs = u->end_differs || (row->put == put_end && u->differs[i]);
		u->more[i] = row->list && u->differs[i] ? list_more(row, &u->change) : NULL;
		u->any = u->any || u->differs[i];
	}
}

static size_t row_of(const Update *u, const Property *p)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (!kind_field(u->change.new->kind, rows[i].field))
			continue;
		const char *name = rows[i].put == put_end && u->change.has_duration ? "DURATION" : rows[i].property;
		if (property_is(p, name))
			return i;
	}
	return ROWS;
}

/* False: it is none of them, and nothing was put. */
static bool put_stamps(Str *out, Update *u, const Property *p)
{
	int64_t n = 0;
	if (property_is(p, "SEQUENCE") && !u->sequence && u->any) {
		(void)value_int(&n, p->value);
		str_addf(out, "SEQUENCE:%lld\n", (long long)(n < 0 ? 1 : n + 1));
		u->sequence = true;
	} else if (property_is(p, "LAST-MODIFIED") || property_is(p, "DTSTAMP")) {
		bool *done = property_is(p, "DTSTAMP") ? &u->stamp : &u->modified;
		if (!*done) {
			str_addf(out, "%.*s:", (int)p->name.n, p->name.s);
			value_put_instant(out, u->now);
			str_addc(out, '\n');
		}
		*done = true;
	} else {
		return false;
	}
	return true;
}

/* A changed property at its first line; its other lines go. Of a list that only grew all lines stay: false. */
static bool put_row(Str *out, Update *u, size_t i, Span line)
{
	if (u->more[i])
		return false;
	if (!u->done[i])
		rows[i].put(out, &rows[i], &u->change, line);
	u->done[i] = true;
	return true;
}

/* What stands in the place of this line. False: itself. */
static bool put_instead(Str *out, Update *u, const Property *p, Span line)
{
	size_t row = row_of(u, p);
	if (row < ROWS)
		return u->differs[row] && put_row(out, u, row, line);
	/* A DURATION that did not count beside DTEND must not count when that goes. */
	if (u->end_differs && property_is(p, "DURATION"))
		return true;
	return u->touch && put_stamps(out, u, p);
}

/* What has no line yet: before the first part (VALARM) or END. */
static void put_rest(Str *out, Update *u)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (!u->differs[i] || u->done[i])
			continue;
		if (u->more[i])
			put_moments(out, rows[i].property, u->more[i], text_of(u->change.new, rows[i].zone));
		else
			rows[i].put(out, &rows[i], &u->change, (Span){NULL, 0});
		u->done[i] = true;
	}
	if (!u->touch)
		return;
	if (!u->sequence && u->any)
		str_add(out, "SEQUENCE:1\n");
	if (!u->modified) {
		str_add(out, "LAST-MODIFIED:");
		value_put_instant(out, u->now);
		str_addc(out, '\n');
	}
	u->sequence = u->modified = true;
}

static Span part_of(Lines *lines, Span begin)
{
	Span line = begin, name;
	size_t depth = 1;
	while (depth && lines_next(&line, lines)) {
		if (line_is_begin(&name, line))
			depth++;
		else if (line_is_end(&name, line))
			depth--;
	}
	return (Span){begin.s, (size_t)(line.s + line.n + 1 - begin.s)};
}

static void rewrite(Str *out, Update *u, Bytes text, const AlarmPlan *alarms)
{
	Lines lines = {text.s, text.s + text.n, 0};
	Span line, name;
	Property p;
	size_t alarm = 0, soft = 0;
	lines_next(&line, &lines);
	str_addn(out, line.s, line.n);
	str_addc(out, '\n');
	while (lines_next(&line, &lines)) {
		soft_line_mend(out, &soft);
		if (line_is_begin(&name, line)) {
			put_rest(out, u);
			Span part = part_of(&lines, line);
			if (span_is_word(name, "VALARM"))
				alarm_plan_block(out, alarms, alarm++, part);
			else
				str_addn(out, part.s, part.n);
			continue;
		}
		if (lines.at >= lines.end) {
			put_rest(out, u);
			alarm_plan_added(out, alarms);
		}
		/* What a quoted-printable value goes on in stays or goes with it. */
		bool read = property_read(&p, line);
		Span whole = read ? property_lines(&lines, line, &p) : line;
		if (read && put_instead(out, u, &p, line))
			continue;
		str_addn(out, whole.s, whole.n);
		str_addc(out, '\n');
		soft_line_mend(out, &soft);
		if (read && line_is_soft(whole, &p))
			soft = out->n;
	}
}

static bool says_duration(Bytes text)
{
	Lines lines = {text.s, text.s + text.n, 0};
	Span line, name;
	Property p;
	bool duration = false, end = false;
	lines_next(&line, &lines);
	while (lines_next(&line, &lines)) {
		if (line_is_begin(&name, line)) {
			part_of(&lines, line);
			continue;
		}
		if (!property_read(&p, line))
			continue;
		property_lines(&lines, line, &p);
		if (!span_trim(p.value).n)
			continue;
		duration = duration || property_is(&p, "DURATION");
		end = end || property_is(&p, "DTEND") || property_is(&p, "DUE");
	}
	return duration && !end;
}

void ics_update(Str *out, Bytes lines, const IcsState *old, const IcsState *new, Instant now)
{
	Arena *arena = arena_new();
	Side before = {old->kind, old->record, arena}, after = {new->kind, new->record, arena};
	Update u = {.change = {&before, &after, says_duration(lines)}, .now = now, .touch = true};
	AlarmPlan *alarms = alarm_plan_new(lines, old, new, now);
	find_differences(&u);
	if (u.any || alarm_plan_differs(alarms))
		rewrite(out, &u, lines, alarms);
	else
		str_addn(out, lines.s, lines.n);
	alarm_plan_free(alarms);
	arena_free(arena);
}

/* ---- The beginning of another record's ---- */

static bool is_of_series(const Property *p)
{
	static const char *const names[] = {"RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"};
	bool is = false;
	for (size_t i = 0; i < countof(names); i++)
		is = is || property_is(p, names[i]);
	return is;
}

static void put_uid(Str *out, const char *uid)
{
	str_add(out, "UID:");
	text_escape(out, uid);
	str_addc(out, '\n');
}

void ics_copy(Str *out, Bytes text, const char *uid, bool occurrence)
{
	Lines lines = {text.s, text.s + text.n, 0};
	Span line, name;
	Property p;
	bool named = false;
	size_t soft = 0;
	lines_next(&line, &lines);
	str_addn(out, line.s, line.n);
	str_addc(out, '\n');
	while (lines_next(&line, &lines)) {
		soft_line_mend(out, &soft);
		bool part = line_is_begin(&name, line);
		if ((part || lines.at >= lines.end) && !named) {
			put_uid(out, uid);
			named = true;
		}
		if (part) {
			Span whole = part_of(&lines, line);
			str_addn(out, whole.s, whole.n);
			continue;
		}
		bool read = property_read(&p, line), is_uid = read && property_is(&p, "UID");
		Span whole = read ? property_lines(&lines, line, &p) : line;
		if (is_uid || (read && occurrence && is_of_series(&p))) {
			if (is_uid && !named)
				put_uid(out, uid);
			named = named || is_uid;
			continue;
		}
		str_addn(out, whole.s, whole.n);
		str_addc(out, '\n');
		soft_line_mend(out, &soft);
		if (read && line_is_soft(whole, &p))
			soft = out->n;
	}
}

/* ---- New components ---- */

const char *ics_type(const Kind *kind)
{
	return kind == &kind_event ? "VEVENT" : kind == &kind_task ? "VTODO"
	                                                           : "VJOURNAL";
}

/* A record of the kind of which no field says anything. Caller frees. */
static void *empty_record(const Kind *kind)
{
	void *empty = mem_alloc(kind->size);
	const Value null = {VALUE_NULL, 0, NULL, 0};
	for (size_t i = 0; i < kind->field_count; i++) {
		if (kind->fields[i].type == FIELD_INSTANT)
			err_free(field_set(&kind->fields[i], empty, &null));
	}
	return empty;
}

void ics_make(Str *out, const IcsState *state, Instant stamp)
{
	Arena *arena = arena_new();
	void *empty = empty_record(state->kind);
	Side before = {state->kind, empty, arena}, after = {state->kind, state->record, arena};
	const IcsState none = {state->kind, empty, NULL, 0};
	const char *type = ics_type(state->kind), *uid = text_of(&after, "uid");
	Value made = value_of(&after, "made_at");
	Str text = {0};
	str_addf(&text, "BEGIN:%s\n", type);
	put_uid(&text, uid && *uid ? uid : ((const Record *)state->record)->uuid);
	str_add(&text, "DTSTAMP:");
	value_put_instant(&text, stamp);
	if (made.type == VALUE_INT) {
		str_add(&text, "\nCREATED:");
		value_put_instant(&text, (Instant){made.i});
	}
	str_addf(&text, "\nEND:%s\n", type);
	Bytes lines = {text.s, text.n};
	Update u = {.change = {&before, &after, false}, .now = stamp};
	AlarmPlan *alarms = alarm_plan_new(lines, &none, state, stamp);
	find_differences(&u);
	rewrite(out, &u, lines, alarms);
	alarm_plan_free(alarms);
	str_done(&text);
	free(empty);
	arena_free(arena);
}

/* ---- The VCALENDAR of our own ---- */

void ics_own_head(Str *out)
{
	str_add(out, "BEGIN:VCALENDAR\nVERSION:2.0\n" ICS_PRODUCT "\n");
}

void ics_own_tail(Str *out)
{
	str_add(out, "END:VCALENDAR\n");
}

size_t ics_zones(const char *out[ICS_ZONES], const IcsState *state)
{
	static const char *const fields[][2] = {{"zone", "start"},
	                                        {"end_zone", "end"},
	                                        {"due_zone", "due"},
	                                        {"recurrence_zone", "recurrence"}};
	size_t n = 0;
	Arena *arena = arena_new();
	const Side side = {state->kind, state->record, arena};
	for (size_t i = 0; i < countof(fields); i++) {
		const char *zone = text_of(&side, fields[i][0]); /* a Text: borrowed from the record */
		if (!zone || !*zone || moment_of(&side, fields[i][1]).form != MOMENT_LOCAL)
			continue;
		bool known = false;
		for (size_t k = 0; k < n; k++)
			known = known || strcmp(out[k], zone) == 0;
		if (!known && n < ICS_ZONES)
			out[n++] = zone;
	}
	arena_free(arena);
	return n;
}

static void add_lines(Str *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] != '\r')
			str_addc(out, s[i]);
	}
}

void ics_zone(Str *out, const char *zone, const Bytes *text)
{
	if (text) {
		add_lines(out, text->s, text->n);
		return;
	}
	const Zone *found = zone_find(zone);
	char *made = found ? zone_component(found) : NULL;
	if (made)
		add_lines(out, made, strlen(made));
	free(made);
}
