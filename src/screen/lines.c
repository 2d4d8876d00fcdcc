/* SPDX-License-Identifier: MIT */
/* What a command line that has arguments is called, for help and palette: "move page-down" is "page down" to a person. */
#include "lines.h"

#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static const struct {
	const char *line, *label;
} labels[] = {
	{"move up", N_("row up")},
	{"move down", N_("row down")},
	{"move page-up", N_("page up")},
	{"move page-down", N_("page down")},
	{"move half-up", N_("half a page up")},
	{"move half-down", N_("half a page down")},
	{"move first", N_("first")},
	{"move last", N_("last")},
	{"move left", N_("left")},
	{"move right", N_("right")},
	{"go today", N_("Today")},
	{"go clients", N_("Clients")},
	{"go calendar", N_("Calendar")},
	{"go reminders", N_("Reminders")},
	{"go settings", N_("Settings")},
	{"go date", N_("go to a date")},
	{"pane next", N_("next pane")},
	{"pane previous", N_("previous pane")},
	{"period next", N_("next period")},
	{"period previous", N_("previous period")},
	{"year next", N_("next year")},
	{"year previous", N_("previous year")},
	{"zoom in", N_("nearer")},
	{"zoom out", N_("farther")},
	{"later 15", N_("15 minutes later")},
	{"earlier 15", N_("15 minutes earlier")},
	{"place up", N_("up in the order")},
	{"place down", N_("down in the order")},
	{"row next", N_("next row of the file")},
	{"row previous", N_("previous row of the file")},
	{"field next", N_("next field")},
	{"field previous", N_("previous field")},
	{"field up", N_("field up")},
	{"field down", N_("field down")},
	{"field accept", N_("take, next field")},
	{"call clock", N_("clock on, off")},
	{"call kind next", N_("next kind")},
	{"call kind previous", N_("previous kind")},
	{"call direction", N_("direction")},
	{"call number", N_("another number")},
	{"call leave", N_("leave the step open")},
	{"call next", N_("the next step")},
	{"side left", N_("mine")},
	{"side right", N_("theirs")},
	{"side all", N_("all mine")},
	{"occurrence one", N_("this one")},
	{"occurrence following", N_("from here on")},
	{"occurrence whole", N_("the whole series")},
	{"answer yes", N_("yes")},
	{"answer no", N_("no")},
	{"history previous", N_("earlier line")},
	{"history next", N_("later line")},
	{"theme auto", N_("Theme: as the terminal")},
	{"theme dark", N_("Theme: dark")},
	{"theme light", N_("Theme: light")},
	{"theme contrast", N_("Theme: high contrast")},
	{"theme mono", N_("Theme: no colour")},
	{"go imports", N_("Imports")},
	{"go changes", N_("Changes")},
	{"text left", N_("letter left")},
	{"text right", N_("letter right")},
	{"text word-left", N_("word left")},
	{"text word-right", N_("word right")},
	{"text start", N_("start of the line")},
	{"text end", N_("end of the line")},
	{"text erase-left", N_("erase to the left")},
	{"text erase-right", N_("erase to the right")},
	{"text erase-word", N_("erase the word")},
	{"text erase-start", N_("erase to the start")},
	{"text erase-end", N_("erase to the end")},
	{"text yank", N_("bring back what was erased")},
	{"text newline", N_("new line")},
	{"interrupt", N_("cancel, quit")},
	{"suspend", N_("suspend")},
	{"back view", N_("one view back")},
	{"reload", N_("read settings and keys anew")},
};

const char *line_label(const Command *row, const char *line)
{
	for (size_t i = 0; i < countof(labels); i++)
		if (strcmp(labels[i].line, line) == 0)
			return _(labels[i].label);
	if (row->hint)
		return _(row->hint);
	return row->title ? _(row->title) : row->name;
}

const char *line_label_english(const char *line)
{
	for (size_t i = 0; i < countof(labels); i++)
		if (strcmp(labels[i].line, line) == 0)
			return labels[i].label;
	return NULL;
}

const char *line_label_at(size_t i)
{
	return i < countof(labels) ? labels[i].label : NULL;
}

const Command *line_command(const CommandSet *set, const char *line)
{
	CommandCall *call = NULL;
	Err *err = call_parse_line(&call, set, line);
	const Command *row = err ? NULL : call_command(call);
	err_free(err);
	call_free(call);
	return row;
}

Moment reading_moment(const Work *work, const WordsReading *reading)
{
	Moment when = reading->start;
	if (when.form == MOMENT_UTC) {
		zone_local(work->zone, zone_instant(zone_utc(), when.day, when.second), &when.day, &when.second);
		when.form = MOMENT_LOCAL;
	}
	return when;
}

Err *date_sought(const Work *work, const char *text, Moment *when)
{
	WordsReading reading;
	WordsContext context = work_words(work);
	context.nearest = true;
	Err *err = words_read(&reading, text, &context);
	if (err) { /* what can only lie behind */
		err_free(err);
		context.may_be_past = true;
		TRY(words_read(&reading, text, &context));
	}
	*when = reading_moment(work, &reading);
	return NULL;
}

void date_sought_echo(const Work *work, const char *text, Str *out, bool *bad)
{
	Moment when;
	Err *err = date_sought(work, text, &when);
	*bad = err != NULL;
	if (err) {
		str_add(out, err->what);
		err_free(err);
		return;
	}
	str_add(out, "= ");
	words_day(out, DATE_TITLE, when.day, work_today(work));
}

/* Each part that two blanks set off is read by the date grammar as it stands; a test reads them all. */
const char *const date_examples[] = {
	N_("today  tomorrow 10  fri 14:30"),
	N_("+3d  +2w  in 2 h  15.08  15 aug"),
	N_("eom  next mon  every 2 weeks"),
	N_("завтра в 10  через неделю"),
};
const size_t date_example_count = countof(date_examples);
