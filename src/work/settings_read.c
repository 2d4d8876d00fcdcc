/* SPDX-License-Identifier: MIT */
/* Reads INI text with inih (the one file that includes it) and keeps the number of each line, which inih does not tell. */
#include "settings_private.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"

typedef struct Reading {
	Settings *settings;
	SettingLayer layer;
	const char *path;
	const char *at, *end; /* what is left of the text */
	int line;             /* of what was given last */
} Reading;

/* inih tells at the end what it could not read: each stands where its line does. */
static void fault_add(Reading *reading, int line, size_t row, const char *section, const char *what)
{
	SettingFault fault = {mem_printf("%s:%d: %s", reading->path, line, what), row, reading->layer, section, line};
	SettingFaults *all = &reading->settings->faults;
	vec_push(all, fault);
	size_t place = all->n - 1;
	for (; place > 0 && all->at[place - 1].layer == fault.layer && all->at[place - 1].line > line; place--)
		all->at[place] = all->at[place - 1];
	all->at[place] = fault;
}

/* A line that is not read at all may have been any setting. */
static void line_fault(Reading *reading, int line, const char *what)
{
	fault_add(reading, line, reading->settings->n, NULL, what);
}

/* The section as the rows write it, for a name that is none. */
static const char *section_of_rows(const char *section)
{
	for (const SettingRow *row = setting_rows; row->name; row++)
		if (strcmp(row->section, section) == 0)
			return row->section;
	return "";
}

/* One line as fgets would give it. A line that inih has no room for is left out whole: half a value would be worse than none. */
static char *reading_line(char *into, int room, void *stream)
{
	Reading *reading = stream;
	for (;;) {
		if (reading->at >= reading->end)
			return NULL;
		size_t left = (size_t)(reading->end - reading->at);
		const char *stop = memchr(reading->at, '\n', left);
		size_t n = stop ? (size_t)(stop - reading->at) + 1 : left;
		const char *from = reading->at;
		reading->at += n;
		reading->line++;
		if (memchr(from, 0, n)) {
			line_fault(reading, reading->line, _("a NUL byte; the line was left out"));
		} else if (n >= (size_t)room) {
			line_fault(reading, reading->line, _("the line is too long and was left out"));
		} else {
			memcpy(into, from, n);
			into[n] = 0;
			return into;
		}
	}
}

static int reading_value(void *user, const char *section, const char *name, const char *value)
{
	Reading *reading = user;
	Settings *settings = reading->settings;
	size_t i = setting_find(section, name);
	if (i == settings->n) {
		char *what = *section ? mem_printf(_("no setting is called %s in [%s]"), name, section) : mem_printf(_("no setting is called %s"), name);
		fault_add(reading, reading->line, settings->n, section_of_rows(section), what);
		free(what);
		return 1;
	}
	char *bad = setting_fault(&setting_rows[i], value);
	if (bad) {
		fault_add(reading, reading->line, i, setting_rows[i].section, bad);
		free(bad);
		return 1;
	}
	SettingValue *slot = &settings->values[i][reading->layer];
	free(slot->text);
	free(slot->origin);
	slot->text = mem_strdup(value);
	slot->origin = mem_printf("%s:%d", reading->path, reading->line);
	return 1;
}

void settings_read_text(Settings *settings, SettingLayer layer, const char *path, const char *text, size_t n)
{
	Reading reading = {.settings = settings, .layer = layer, .path = path, .at = text, .end = text + n};
	int bad = ini_parse_stream(reading_line, &reading, reading_value, &reading);
	if (bad > 0) {
		/* inih counts the lines it was given; those left out by us stand before or after it, so the number is told as near. */
		line_fault(&reading, bad, _("this is neither [section] nor name = value"));
	}
}
