/* SPDX-License-Identifier: MIT */
/* Every record of the shared calendars edited in one field after the other: the written component reads as what was meant, and nothing else. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "kartoteka/bridge/ics_write.h"

static const struct {
	const char *field, *value, *with, *with_value;
} edits[] = {
	{"summary", "new; text, \\ and\nlines", NULL, NULL},
	{"text", NULL, NULL, NULL},
	{"location", "hall", NULL, NULL},
	{"start", "2026-07-23T10:00:00", "zone", "Europe/Moscow"},
	{"start", "2026-07-23", "end", "2026-07-25"},
	{"start", "2026-07-23T10:00:00Z", "end", NULL},
	{"due", "2026-07-23", NULL, NULL},
	{"rules", "FREQ=DAILY;COUNT=3", NULL, NULL},
	{"exdates", NULL, NULL, NULL},
	{"status", "cancelled", NULL, NULL},
	{"priority", "7", NULL, NULL},
};

static void set(const Kind *kind, void *record, const char *name, const char *text)
{
	const Field *f = name ? kind_field(kind, name) : NULL;
	if (!f)
		return;
	Value v = text ? (Value){VALUE_TEXT, 0, text, strlen(text)} : (Value){VALUE_NULL, 0, NULL, 0};
	if (f->type == FIELD_COUNT && text)
		v = (Value){VALUE_INT, atoi(text), NULL, 0};
	Err *err = field_set(f, record, &v);
	if (err)
		fail_msg("%s: %s", name, err->what);
}

/* The zones that the file's reader gave the item. */
static size_t zones_of(Zonedef out[4], const IcsItem *item, Arena *arena)
{
	static const char *const fields[] = {"zone", "end_zone", "due_zone", "recurrence_zone"};
	size_t n = 0;
	for (size_t i = 0; i < countof(fields); i++) {
		const Field *f = kind_field(item->kind, fields[i]);
		Value v = f ? field_get(f, item->record, arena) : (Value){VALUE_NULL, 0, NULL, 0};
		if (v.type == VALUE_TEXT)
			out[n++] = (Zonedef){.name.s = v.s};
	}
	return n;
}

/* The first field in which two records differ; NULL when they are the same. */
static const Field *difference(const Kind *kind, const void *a, const void *b, Arena *arena)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *f = &kind->fields[i];
		Value x = field_get(f, a, arena), y = field_get(f, b, arena);
		if (f->flags & FIELD_DERIVED || strcmp(f->name, "place") == 0 || strcmp(f->name, "superseded") == 0)
			continue;
		if (!value_same(&x, &y))
			return f;
	}
	return NULL;
}

/* The new state must be one that a file can say: an end before the start is nobody's edit. */
static bool is_sound(const Kind *kind, const void *record, Arena *arena)
{
	Value start = field_get(kind_field(kind, "start"), record, arena);
	const Field *end = kind_field(kind, kind == &kind_event ? "end" : "due");
	Value to = end ? field_get(end, record, arena) : (Value){VALUE_NULL, 0, NULL, 0};
	Moment a, b;
	if (start.type != VALUE_TEXT || to.type != VALUE_TEXT || !moment_read(&a, start.s) || !moment_read(&b, to.s))
		return true;
	return a.form == b.form && a.day.n + 1 < b.day.n;
}

static void plain_times(const Kind *kind, void *record, Arena *arena)
{
	static const char *const times[][2] = {{"start", "zone"}, {"end", "end_zone"}, {"due", "due_zone"}};
	for (size_t i = 0; i < countof(times); i++) {
		const Field *f = kind_field(kind, times[i][0]);
		Value v = f ? field_get(f, record, arena) : (Value){VALUE_NULL, 0, NULL, 0};
		Moment m = {.form = MOMENT_NONE};
		if (v.type == VALUE_TEXT && moment_read(&m, v.s) && m.form == MOMENT_LOCAL)
			continue;
		set(kind, record, times[i][1], NULL);
	}
	set(kind, record, "rdates", NULL);
	set(kind, record, "exdates", NULL);
}

static bool edit(const IcsItem *item, size_t i, const char *file)
{
	Arena *arena = arena_new();
	void *changed = record_dup(arena, item->kind, item->record);
	Str out = {0};
	IcsItem again;
	Zonedef zones[4];
	IcsAround around = {.zonedefs = zones, .n_zonedefs = zones_of(zones, item, arena)};
	set(item->kind, changed, edits[i].field, edits[i].value);
	set(item->kind, changed, edits[i].with, edits[i].with_value);
	if (strcmp(edits[i].field, "due") == 0)
		set(item->kind, changed, "due_zone", NULL);
	if (strcmp(edits[i].field, "start") == 0) /* a new form of time: the lists of the old one go with it */
		plain_times(item->kind, changed, arena);
	bool same = true;
	if (is_sound(item->kind, changed, arena)) {
		IcsState old = {item->kind, item->record, item->alarms, item->n_alarms},
				 new = {item->kind, changed, item->alarms, item->n_alarms};
		ics_update(&out, item->component.lines, &old, &new, (Instant){1784800800});
		Component c = item->component;
		c.lines = (Bytes){str_text(&out), out.n};
		ics_read_component(&again, &c, &around, arena);
		const Field *f = difference(item->kind, changed, again.record, arena);
		same = !f && again.n_alarms == item->n_alarms;
		if (!same) {
			Value want = f ? field_get(f, changed, arena) : (Value){VALUE_NULL, 0, NULL, 0},
				  got = f ? field_get(f, again.record, arena) : want;
			print_error("%s, line %d, edit %zu: %s: got %s, want %s\n", file, (int)item->line, i,
			            f ? f->name : "alarms", got.s ? got.s : "-", want.s ? want.s : "-");
		}
	}
	str_done(&out);
	arena_free(arena);
	return same;
}

TEST(every_record_edited_reads_as_meant)
{
	const char *folder = corpus_shared();
	size_t bad = 0, n = 0;
	if (!folder) {
		print_message("left out: no shared data here (KARTOTEKA_SHARED names its folder)\n");
		skip();
	}
	char *path = mem_printf("%s/ics", folder);
	DIR *dir = opendir(path);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		Str bytes = {0};
		if (!str_ends(entry->d_name, ".ics") || !corpus_load(&bytes, path, entry->d_name))
			continue;
		Calendar c = calendar_read((Span){str_text(&bytes), bytes.n}, 0);
		size_t most = 0; /* a few of each file say enough */
		for (size_t i = 0; i < c.items.n && most < 12; i++) {
			if (!c.items.at[i].record || c.items.at[i].method != ICS_STATES) /* METHOD is not among a component's lines */
				continue;
			most++;
			for (size_t k = 0; k < countof(edits); k++, n++)
				bad += !edit(&c.items.at[i], k, entry->d_name);
		}
		calendar_done(&c);
		str_done(&bytes);
	}
	closedir(dir);
	free(path);
	print_message("%zu edits, %zu read otherwise\n", n, bad);
	assert_int_equal(bad, 0);
}
