/* SPDX-License-Identifier: MIT */
/*
 * Field tables of what is planned: event, task, note, reminder; and of what imported files leave: zones, sources, components.
 * The derived instants say only where to look: windows are widened by a day and work asks when/repeat for the occurrences.
 */
#include "kartoteka/model/plan.h"

#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/when/zone.h"

/* Past the year 2200 no window looks: the last_at of a series that never ends. */
#define FAR_FUTURE INT64_C(253402300799)

#define PLAN_FIELDS(Struct, kind_name) \
	{FIELD(Struct, summary), .label = N_("what"), .aliases = "что название summary", .width = 30, \
	 .flags = FIELD_SEARCHED | FIELD_SORTABLE, .property = "SUMMARY"}, \
		{FIELD(Struct, start), .label = N_("begins"), .aliases = "начало начинается", .width = 16, .property = "DTSTART", .clocks = {offsetof(Struct, zone)}}, \
		{FIELD(Struct, text), .label = N_("text"), .aliases = "текст описание", .flags = FIELD_SEARCHED, .property = "DESCRIPTION"}, \
		{FIELD(Struct, rules), .label = N_("repeats"), .aliases = "повтор повторяется", .flags = FIELD_HIDDEN, .property = "RRULE"}, \
		{FIELD(Struct, client), .label = N_("client"), .aliases = "клиент", .width = 24, .of = "client"}, \
		{FIELD(Struct, kind), .label = N_("kind"), .aliases = "вид", .width = 10, .of = "contact_kind"}, \
		{FIELD(Struct, owner), .label = N_("owner"), .aliases = "чей whose", .width = 10, .of = "staff"}, \
		{FIELD(Struct, zone), .label = N_("zone"), .aliases = "пояс", .flags = FIELD_HIDDEN}, \
		{FIELD(Struct, exrules), .label = N_("except by rule"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "EXRULE"}, \
		{FIELD(Struct, rdates), .label = N_("also on"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "RDATE"}, \
		{FIELD(Struct, exdates), .label = N_("except on"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "EXDATE"}, \
		{FIELD(Struct, uid), .label = N_("UID"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "UID"}, \
		{FIELD(Struct, recurrence), .label = N_("in place of"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "RECURRENCE-ID"}, \
		{FIELD(Struct, recurrence_zone), .label = N_("zone of what it replaces"), .flags = FIELD_PRIVATE | FIELD_HIDDEN}, \
		{FIELD(Struct, place), .label = N_("place"), .flags = FIELD_PRIVATE | FIELD_HIDDEN}, \
		{FIELD(Struct, future), .label = N_("and all later ones"), .flags = FIELD_PRIVATE | FIELD_HIDDEN}, \
		{FIELD(Struct, superseded), .label = N_("superseded"), .flags = FIELD_PRIVATE | FIELD_HIDDEN}, \
		{FIELD(Struct, series), .label = N_("series"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .of = (kind_name)}, \
		{FIELD(Struct, component), .label = N_("component"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .of = "component"}, \
	{ \
		FIELD(Struct, made_at), .label = N_("made at"), .aliases = "создано", .flags = FIELD_HIDDEN, .property = "CREATED" \
	}

static Instant instant_of(Moment moment, const char *zone)
{
	const Zone *found = zone ? zone_find(zone) : NULL;
	return zone_moment(found ? found : zone_utc(), moment);
}

static void first_line(Str *out, const char *text)
{
	if (text)
		str_addn(out, text, strcspn(text, "\r\n"));
}

/* An override goes with its series. */
static bool plan_goes(const void *record, const Field *field)
{
	(void)record;
	return strcmp(field->name, "series") == 0;
}

/* ---- Events ---- */
static const FieldChoice event_statuses[] = {
	{"confirmed", N_("confirmed")}, {"tentative", N_("tentative")}, {"cancelled", N_("cancelled")}, {NULL, NULL}};

static const Field event_fields[] = {
	PLAN_FIELDS(Event, "event"),
	{FIELD(Event, end), .label = N_("ends"), .aliases = "конец кончается", .width = 16, .property = "DTEND", .clocks = {offsetof(Event, end_zone), offsetof(Event, zone)}},
	{FIELD(Event, end_zone), .label = N_("zone of the end"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Event, location), .label = N_("where"), .aliases = "где место location", .width = 20, .flags = FIELD_SEARCHED, .property = "LOCATION"},
	{FIELD(Event, status), .label = N_("status"), .aliases = "состояние", .width = 12, .choices = event_statuses, .property = "STATUS"},
	{FIELD(Event, free), .label = N_("free time"), .aliases = "свободно", .property = "TRANSP"},
	{FIELD(Event, done), .label = N_("done"), .aliases = "готово сделано", .flags = FIELD_HIDDEN},
	{FIELD(Event, starts_at), .label = N_("begins at"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Event, last_at), .label = N_("ends for good"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Event, wide), .label = N_("repeats or is long"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
};

static void event_title(Str *out, const void *record)
{
	first_line(out, ((const Event *)record)->summary.s);
}

static Err *event_check(const void *record)
{
	const Event *event = record;
	if (event->end.form == MOMENT_NONE || event->start.form == MOMENT_NONE || event->component.v)
		return NULL;
	Instant from = instant_of(event->start, event->zone.s);
	Instant to = instant_of(event->end, event->end_zone.s ? event->end_zone.s : event->zone.s);
	if (to.s < from.s)
		return err_word(err_new(ERR_FAILED, _("the end is before the beginning")), "end", -1);
	return NULL;
}

static int64_t event_length(const Event *event)
{
	int64_t none = event->start.form == MOMENT_DAY ? DAY_SECONDS : 0;
	if (event->end.form == MOMENT_NONE)
		return none;
	Instant from = instant_of(event->start, event->zone.s);
	Instant to = instant_of(event->end, event->end_zone.s ? event->end_zone.s : event->zone.s);
	return to.s > from.s ? to.s - from.s : none;
}

static void event_derive(void *record, Arena *arena)
{
	(void)arena;
	Event *event = record;
	const Instant known = event->last_at;
	event->starts_at = event->last_at = INSTANT_NONE;
	event->wide.v = false;
	if (event->start.form == MOMENT_NONE)
		return;
	int64_t length = event_length(event);
	event->starts_at = instant_of(event->start, event->zone.s);
	event->last_at.s = event->starts_at.s + length;
	event->wide.v = length > DAY_SECONDS;
	if (!event->rules.s && !event->rdates.s)
		return;
	event->wide.v = true;
	const Repeat repeat = {
		.start = event->start,
		.zone = event->zone.s ? zone_find(event->zone.s) : NULL,
		.floating = zone_utc(),
		.rules = event->rules.s,
		.exrules = event->exrules.s,
		.rdates = event->rdates.s,
		.exdates = event->exdates.s,
	};
	Instant last = INSTANT_NONE;
	Err *err = repeat_last(&last, &repeat);
	if (err && !err->todo)
		last = event->starts_at; /* a rule that cannot be read repeats nothing */
	else if (err)                /* what would tell is not installed here: as it was told where it is */
		last.s = known.s > event->last_at.s ? known.s - length : INSTANT_NONE.s;
	err_free(err);
	if (instant_is_none(last))
		event->last_at.s = FAR_FUTURE;
	else if (last.s + length > event->last_at.s)
		event->last_at.s = last.s + length;
}

const Kind kind_event = {
	.name = "event",
	.letter = 'e',
	.table = "event",
	.label = N_("event"),
	.labels = N_("events"),
	.size = sizeof(Event),
	.fields = event_fields,
	.field_count = countof(event_fields),
	.title = event_title,
	.check = event_check,
	.derive = event_derive,
	.goes = plan_goes,
};

/* ---- Tasks ---- */
static const FieldChoice task_statuses[] = {
	{"open", N_("to do")}, {"started", N_("started")}, {"done", N_("done")}, {"cancelled", N_("cancelled")}, {NULL, NULL}};

static const Field task_fields[] = {
	PLAN_FIELDS(Task, "task"),
	{FIELD(Task, due), .label = N_("due"), .aliases = "срок до", .width = 16, .property = "DUE", .clocks = {offsetof(Task, due_zone), offsetof(Task, zone)}},
	{FIELD(Task, due_zone), .label = N_("zone of the due time"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Task, done_at), .label = N_("done at"), .aliases = "сделано", .width = 16, .flags = FIELD_HIDDEN, .property = "COMPLETED"},
	{FIELD(Task, status), .label = N_("status"), .aliases = "состояние", .width = 10, .choices = task_statuses, .property = "STATUS"},
	{FIELD(Task, percent), .label = N_("percent"), .aliases = "процент", .flags = FIELD_HIDDEN, .property = "PERCENT-COMPLETE"},
	{FIELD(Task, priority), .label = N_("priority"), .aliases = "важность", .width = 8, .property = "PRIORITY"},
	{FIELD(Task, tries), .label = N_("try"), .aliases = "попытка", .flags = FIELD_HIDDEN},
	{FIELD(Task, due_at), .label = N_("due at"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Task, open), .label = N_("still open"), .aliases = "открыто", .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
};

static void task_title(Str *out, const void *record)
{
	first_line(out, ((const Task *)record)->summary.s);
}

static void task_derive(void *record, Arena *arena)
{
	(void)arena;
	Task *task = record;
	task->open.v = task->status.v == TASK_OPEN || task->status.v == TASK_STARTED;
	if (task->due.form != MOMENT_NONE)
		task->due_at = instant_of(task->due, task->due_zone.s ? task->due_zone.s : task->zone.s);
	else
		task->due_at = instant_of(task->start, task->zone.s);
}

/* An open step planned here means nothing without its client; what is done or came from a file stays, without the client. */
static bool task_goes(const void *record, const Field *field)
{
	const Task *task = record;
	if (strcmp(field->name, "client") == 0)
		return !task->component.v && (task->status.v == TASK_OPEN || task->status.v == TASK_STARTED);
	return plan_goes(record, field);
}

const Kind kind_task = {
	.name = "task",
	.letter = 't',
	.table = "task",
	.label = N_("task"),
	.labels = N_("tasks"),
	.size = sizeof(Task),
	.fields = task_fields,
	.field_count = countof(task_fields),
	.title = task_title,
	.derive = task_derive,
	.goes = task_goes,
};

/* ---- Notes ---- */
static const Field note_fields[] = {
	PLAN_FIELDS(Journal, "note"),
	{FIELD(Journal, dated_at), .label = N_("dated"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN | FIELD_SORTABLE},
};

static void note_title(Str *out, const void *record)
{
	const Journal *note = record;
	first_line(out, note->summary.s ? note->summary.s : note->text.s);
}

static void note_derive(void *record, Arena *arena)
{
	(void)arena;
	Journal *note = record;
	note->dated_at = instant_of(note->start, note->zone.s);
}

const Kind kind_note = {
	.name = "note",
	.letter = 'n',
	.table = "note",
	.label = N_("note"),
	.labels = N_("notes"),
	.size = sizeof(Journal),
	.fields = note_fields,
	.field_count = countof(note_fields),
	.title = note_title,
	.derive = note_derive,
	.goes = plan_goes,
};

/* ---- Reminders ---- */
static const FieldChoice reminder_states[] = {
	{"pending", N_("waiting")}, {"snoozed", N_("snoozed")}, {"done", N_("done")}, {NULL, NULL}};

static const Field reminder_fields[] = {
	{FIELD(Reminder, of_kind), .label = N_("of what kind"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Reminder, of), .label = N_("of what"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Reminder, uid), .label = N_("UID"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "UID"},
	{FIELD(Reminder, absolute), .label = N_("at a time of its own"), .flags = FIELD_HIDDEN},
	{FIELD(Reminder, lead), .label = N_("how long before"), .aliases = "заранее", .property = "TRIGGER"},
	{FIELD(Reminder, from_end), .label = N_("counted from the end"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Reminder, at), .label = N_("time"), .aliases = "когда", .property = "TRIGGER"},
	{FIELD(Reminder, state), .label = N_("state"), .aliases = "состояние", .flags = FIELD_HIDDEN, .choices = reminder_states},
	{FIELD(Reminder, snoozed_to), .label = N_("snoozed to"), .aliases = "отложено", .flags = FIELD_HIDDEN},
	{FIELD(Reminder, snoozed), .label = N_("times snoozed"), .flags = FIELD_HIDDEN},
	{FIELD(Reminder, acknowledged), .label = N_("answered"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "ACKNOWLEDGED"},
	{FIELD(Reminder, place), .label = N_("place"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Reminder, next_at), .label = N_("next at"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Reminder, occurrence), .label = N_("occurrence"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Reminder, told_at), .label = N_("told"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Reminder, owner), .label = N_("owner"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
};

static void reminder_title(Str *out, const void *record)
{
	(void)record; /* it is called as what it reminds of, which is another record */
	str_add(out, _("reminder"));
}

static Err *reminder_check(const void *record)
{
	const Reminder *reminder = record;
	if (!reminder->of.v || !reminder->of_kind.s || (strcmp(reminder->of_kind.s, "event") != 0 && strcmp(reminder->of_kind.s, "task") != 0))
		return err_word(err_new(ERR_FAILED, _("a reminder needs an event or a task")), "of", -1);
	return NULL;
}

const Kind kind_reminder = {
	.name = "reminder",
	.letter = 'r',
	.table = "reminder",
	.label = N_("reminder"),
	.labels = N_("reminders"),
	.size = sizeof(Reminder),
	.fields = reminder_fields,
	.field_count = countof(reminder_fields),
	.parent = "of",
	.title = reminder_title,
	.check = reminder_check,
};

/* ---- What files leave ---- */
static const Field zonedef_fields[] = {
	{FIELD(Zonedef, name), .label = N_("name"), .flags = FIELD_PRIVATE | FIELD_HIDDEN | FIELD_REQUIRED, .property = "TZID"},
	{FIELD(Zonedef, text), .label = N_("text"), .flags = FIELD_PRIVATE | FIELD_HIDDEN | FIELD_REQUIRED},
};

static void zonedef_title(Str *out, const void *record)
{
	const Zonedef *zone = record;
	str_add(out, zone->name.s ? zone->name.s : "");
}

const Kind kind_zonedef = {
	.name = "zonedef",
	.letter = 'z',
	.table = "zonedef",
	.label = N_("zone of a file"),
	.labels = N_("zones of files"),
	.size = sizeof(Zonedef),
	.fields = zonedef_fields,
	.field_count = countof(zonedef_fields),
	.title = zonedef_title,
};

static const Field source_fields[] = {
	{FIELD(Source, file), .label = N_("file"), .aliases = "файл", .flags = FIELD_HIDDEN},
	{FIELD(Source, head_lines), .label = N_("first lines"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Source, tail_lines), .label = N_("last lines"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Source, at), .label = N_("imported"), .flags = FIELD_HIDDEN},
};

static void source_title(Str *out, const void *record)
{
	const Source *source = record;
	str_add(out, source->file.s ? source->file.s : "");
}

const Kind kind_source = {
	.name = "source",
	.letter = 's',
	.table = "source",
	.label = N_("imported file"),
	.labels = N_("imported files"),
	.size = sizeof(Source),
	.fields = source_fields,
	.field_count = countof(source_fields),
	.title = source_title,
};

static const Field component_fields[] = {
	{FIELD(Component, source), .label = N_("imported file"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .of = "source"},
	{FIELD(Component, place), .label = N_("place"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Component, type), .label = N_("component type"), .flags = FIELD_PRIVATE | FIELD_HIDDEN | FIELD_REQUIRED},
	{FIELD(Component, lines), .label = N_("lines"), .flags = FIELD_PRIVATE | FIELD_HIDDEN | FIELD_REQUIRED},
	{FIELD(Component, hash), .label = N_("hash"), .flags = FIELD_PRIVATE | FIELD_HIDDEN | FIELD_REQUIRED},
	{FIELD(Component, uid), .label = N_("UID"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "UID"},
	{FIELD(Component, recurrence), .label = N_("in place of"), .flags = FIELD_PRIVATE | FIELD_HIDDEN, .property = "RECURRENCE-ID"},
	{FIELD(Component, ordinal), .label = N_("place among equals"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Component, superseded), .label = N_("superseded"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
};

static void component_title(Str *out, const void *record)
{
	const Component *component = record;
	str_addf(out, "%s %s", component->type.s ? component->type.s : "", component->uid.s ? component->uid.s : "");
}

static bool component_goes(const void *record, const Field *field)
{
	(void)record;
	return strcmp(field->name, "source") == 0;
}

const Kind kind_component = {
	.name = "component",
	.letter = 'b',
	.table = "component",
	.label = N_("component of a file"),
	.labels = N_("components of files"),
	.size = sizeof(Component),
	.fields = component_fields,
	.field_count = countof(component_fields),
	.title = component_title,
	.goes = component_goes,
};
