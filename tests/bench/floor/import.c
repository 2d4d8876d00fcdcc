/* SPDX-License-Identifier: MIT */
/*
 * The floor under the import of a calendar: libical's parse, a plain insert, a trigram index of the texts; and under an export: libical's print.
 * `import FILE BASE`: prints the milliseconds of parse, store and print; BASE is made anew.
 */
#include <libical/ical.h>
#include <string.h>
#include <unistd.h>

#include "floor.h"

static char *file_text(const char *path)
{
	FILE *file = fopen(path, "r");
	if (!file)
		exit(1);
	fseek(file, 0, SEEK_END);
	long size = ftell(file);
	rewind(file);
	char *text = malloc((size_t)size + 1);
	if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
		exit(1);
	text[size] = '\0';
	fclose(file);
	return text;
}

/* The next event as it stands in the file: floor and figure keep the same bytes. */
static const char *next_event(const char **from, size_t *n)
{
	static const char begin[] = "BEGIN:VEVENT", end[] = "END:VEVENT";
	const char *at = strstr(*from, begin), *to = at ? strstr(at, end) : NULL;
	if (!to)
		exit(1);
	*from = to + sizeof end - 1;
	*n = (size_t)(*from - at);
	return at;
}

static void store(icalcomponent *calendar, const char *file)
{
	must(sqlite3_exec(db,
	                  "PRAGMA journal_mode = wal; PRAGMA synchronous = full; CREATE TABLE event (id INTEGER PRIMARY KEY, uid TEXT, summary TEXT, text TEXT, location TEXT, "
	                  "start TEXT, finish TEXT, rule TEXT, lines TEXT); CREATE VIRTUAL TABLE inside USING fts5 (text, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1'); BEGIN",
	                  NULL, NULL, NULL));
	sqlite3_stmt *event = prepared("INSERT INTO event (uid, summary, text, location, start, finish, rule, lines) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	sqlite3_stmt *inside = prepared("INSERT INTO inside (rowid, text) VALUES (?1, ?2)");
	for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); c; c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
		icalproperty *rule = icalcomponent_get_first_property(c, ICAL_RRULE_PROPERTY);
		const char *const values[] = {
			icalcomponent_get_uid(c),
			icalcomponent_get_summary(c),
			icalcomponent_get_description(c),
			icalcomponent_get_location(c),
			icaltime_as_ical_string(icalcomponent_get_dtstart(c)),
			icaltime_as_ical_string(icalcomponent_get_dtend(c)),
			rule ? icalproperty_get_value_as_string(rule) : NULL,
		};
		char text[8192];
		size_t n;
		const char *lines = next_event(&file, &n);
		for (int i = 0; i < 7; i++)
			sqlite3_bind_text(event, i + 1, values[i], -1, SQLITE_STATIC);
		sqlite3_bind_text(event, 8, lines, (int)n, SQLITE_STATIC);
		must(sqlite3_step(event));
		sqlite3_reset(event);
		snprintf(text, sizeof text, "%s\n%s\n%s", values[1] ? values[1] : "", values[2] ? values[2] : "", values[3] ? values[3] : "");
		sqlite3_bind_int64(inside, 1, sqlite3_last_insert_rowid(db));
		sqlite3_bind_text(inside, 2, text, -1, SQLITE_STATIC);
		must(sqlite3_step(inside));
		sqlite3_reset(inside);
	}
	must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
	sqlite3_finalize(event);
	sqlite3_finalize(inside);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 1;
	unlink(argv[2]);
	if (sqlite3_open(argv[2], &db) != SQLITE_OK)
		return 1;
	double begun = now_ms();
	char *text = file_text(argv[1]);
	icalcomponent *calendar = icalparser_parse_string(text);
	double parsed = now_ms();
	store(calendar, text);
	sqlite3_close(db);
	double stored = now_ms();
	char *printed = icalcomponent_as_ical_string_r(calendar);
	FILE *out = fopen("/dev/null", "w");
	if (!out || fputs(printed, out) < 0)
		return 1;
	fclose(out);
	double ended = now_ms();
	printf("%.3f %.3f %.3f\n", parsed - begun, stored - parsed, ended - stored);
	free(printed);
	free(text);
	icalcomponent_free(calendar);
	return 0;
}
