/* SPDX-License-Identifier: MIT */
/* An event that a file keeps in a zone of its own: its form shows and takes the user's time, as the calendar does, and keeps the zone. */
#include "desk.h"

#include "kartoteka/store/lists.h"

static void take_event(Desk *desk, const char *start, const char *end, const char *more)
{
	char *path = path_join(desk->home, "zone.ics");
	char *text = mem_printf("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:one\r\nDTSTART%s\r\nDTEND%s\r\n%sSUMMARY:Review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	                        start, end, more);
	char *line = mem_printf("import %s", path);
	well(file_write(path, text, strlen(text)));
	desk_run(desk, line);
	ui_changed(desk->ui);
	free(line);
	free(text);
	free(path);
}

/* "start zone end end_zone" of each stored event, those of a series first, a line each. */
static char *stored(Desk *desk)
{
	Arena *arena = arena_new();
	Str out = {0};
	void *rows = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_event, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const Event *e = &((const Event *)rows)[i];
		char from[WHEN_TEXT], to[WHEN_TEXT];
		moment_text(from, e->start);
		moment_text(to, e->end);
		str_addf(&out, "%s %s %s %s\n", from, e->zone.s ? e->zone.s : "-", to, e->end_zone.s ? e->end_zone.s : e->zone.s ? e->zone.s
		                                                                                                                 : "-");
	}
	arena_free(arena);
	return str_take(&out);
}

TEST(form_of_an_event_in_another_zone_speaks_the_users_time)
{
	static const struct {
		const char *name, *start, *end, *more;
		const char *day;     /* of the user, where it stands */
		const char *opens;   /* key behind e */
		const char *shown;   /* in the form */
		const char *typed;   /* into "begins" */
		const char *echo;    /* of what was typed */
		const char *entered; /* in the calendar of the day typed */
		const char *stored;
	} cases[] = {
		{
			"Berlin",
			";TZID=Europe/Berlin:20260724T100000",
			";TZID=Europe/Berlin:20260724T110000",
			"",
			"24.07.2026",
			"",
			"24.07.2026 11:00",
			"24.07 Space text:14:00",
			"= Fri 24 July 14:00, 13:00 Berlin",
			"14:00",
			"2026-07-24T13:00:00 Europe/Berlin 2026-07-24T14:00:00 Europe/Berlin\n",
		},
		{
			"over midnight",
			";TZID=America/New_York:20260724T200000",
			";TZID=America/New_York:20260724T203000",
			"",
			"25.07.2026",
			"",
			"25.07.2026 03:00",
			"25.07 Space text:08:00",
			"= Sat 25 July 08:00, 01:00 New York",
			"08:00",
			"2026-07-25T01:00:00 America/New_York 2026-07-25T01:30:00 America/New_York\n",
		},
		{
			"day before there",
			";TZID=America/New_York:20260724T200000",
			";TZID=America/New_York:20260724T203000",
			"",
			"25.07.2026",
			"",
			"25.07.2026 03:00",
			"25.07 Space text:05:00",
			"= Sat 25 July 05:00, Fri 24 22:00 New York",
			"05:00",
			"2026-07-24T22:00:00 America/New_York 2026-07-24T22:30:00 America/New_York\n",
		},
		{
			"UTC",
			":20260724T100000Z",
			":20260724T110000Z",
			"",
			"24.07.2026",
			"",
			"24.07.2026 13:00",
			"24.07 Space text:15:30",
			"= Fri 24 July 15:30",
			"15:30",
			"2026-07-24T12:30:00Z - 2026-07-24T13:30:00Z -\n",
		},
		{
			"one of a series",
			";TZID=Europe/Berlin:20260723T100000",
			";TZID=Europe/Berlin:20260723T110000",
			"RRULE:FREQ=DAILY;COUNT=5\r\n",
			"24.07.2026",
			"o",
			"24.07.2026 11:00",
			"24.07 Space text:14:00",
			"= Fri 24 July 14:00, 13:00 Berlin",
			"14:00",
			"2026-07-23T10:00:00 Europe/Berlin 2026-07-23T11:00:00 Europe/Berlin\n"
			"2026-07-24T13:00:00 Europe/Berlin 2026-07-24T14:00:00 Europe/Berlin\n",
		},
		{
			"the whole series",
			";TZID=Europe/Berlin:20260723T100000",
			";TZID=Europe/Berlin:20260723T110000",
			"RRULE:FREQ=DAILY;COUNT=5\r\n",
			"24.07.2026",
			"w",
			"24.07.2026 11:00",
			"24.07 Space text:14:00",
			"= Fri 24 July 14:00, 13:00 Berlin",
			"14:00",
			"2026-07-23T13:00:00 Europe/Berlin 2026-07-23T14:00:00 Europe/Berlin\n",
		},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 200});
		take_event(desk, cases[i].start, cases[i].end, cases[i].more);
		char *go = mem_printf("3 g C-u text:%s Enter Enter e", cases[i].day), *type = mem_printf("Tab C-u text:%s", cases[i].typed);
		desk_keys(desk, go);
		if (*cases[i].opens)
			desk_keys(desk, cases[i].opens);
		if (!desk_has(desk, cases[i].shown)) {
			char *frame = desk_text(desk);
			printf("%s", frame);
			fail_msg("%s: the form does not show %s", cases[i].name, cases[i].shown);
		}
		desk_keys(desk, type);
		if (!desk_has(desk, cases[i].echo)) {
			char *frame = desk_text(desk);
			printf("%s", frame);
			fail_msg("%s: the echo is not %s", cases[i].name, cases[i].echo);
		}
		desk_keys(desk, "F2");
		desk_expect(desk, cases[i].entered);
		char *kept = stored(desk);
		if (strcmp(kept, cases[i].stored) != 0)
			fail_msg("%s: |%s|, want |%s|", cases[i].name, kept, cases[i].stored);
		free(kept);
		free(type);
		free(go);
		desk_close(desk);
	}
}

static int64_t the_event(Desk *desk)
{
	Arena *arena = arena_new();
	void *rows = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_event, &rows, &n, arena));
	assert_int_equal(n, 1);
	int64_t id = ((const Event *)rows)->head.id;
	arena_free(arena);
	return id;
}

TEST(event_edit_in_the_shell_keeps_the_zone)
{
	static const struct {
		const char *start, *end, *line, *stored;
	} cases[] = {
		{
			";TZID=Europe/Berlin:20260724T100000",
			";TZID=Europe/Berlin:20260724T110000",
			"--start 2026-07-24T14:00",
			"2026-07-24T13:00:00 Europe/Berlin 2026-07-24T14:00:00 Europe/Berlin\n",
		},
		{
			";TZID=Europe/Berlin:20260724T100000",
			";TZID=Europe/Berlin:20260724T110000",
			"--length 30m",
			"2026-07-24T10:00:00 Europe/Berlin 2026-07-24T10:30:00 Europe/Berlin\n",
		},
		{
			":20260724T100000Z",
			":20260724T110000Z",
			"--end 2026-07-24T15:00",
			"2026-07-24T10:00:00Z - 2026-07-24T12:00:00Z -\n",
		},
		{
			";TZID=Europe/Berlin:20260724T100000",
			";TZID=Europe/Berlin:20260724T110000",
			"--start 2026-07-25 --length 1d",
			"2026-07-25 Europe/Berlin 2026-07-26 Europe/Berlin\n",
		},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){0});
		take_event(desk, cases[i].start, cases[i].end, "");
		char *line = mem_printf("event edit %lld %s", (long long)the_event(desk), cases[i].line);
		desk_run(desk, line);
		free(line);
		char *kept = stored(desk);
		if (strcmp(kept, cases[i].stored) != 0)
			fail_msg("%s: |%s|, want |%s|", cases[i].line, kept, cases[i].stored);
		free(kept);
		desk_close(desk);
	}
}
