/* SPDX-License-Identifier: MIT */
/* Open tasks whose time is over are told of, whether a reminder calls for them or not: by Today, by row 0, by `0`, and by the page of commands. */
#include "desk.h"

static const char *const ics[] = {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN",
                                  "BEGIN:VTODO", "UID:a", "DUE:20260717T120000Z", "SUMMARY:Old paper", "END:VTODO",
                                  "BEGIN:VTODO", "UID:b", "DUE:20260723T050000Z", "SUMMARY:Late today", "END:VTODO",
                                  "BEGIN:VTODO", "UID:c", "DUE;VALUE=DATE:20260722", "SUMMARY:Whole day", "END:VTODO",
                                  "BEGIN:VTODO", "UID:d", "DTSTART:20260706T060000Z", "DUE:20260706T070000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Every week", "END:VTODO",
                                  "BEGIN:VTODO", "UID:e", "DUE;VALUE=DATE:20260723", "SUMMARY:All of today", "END:VTODO",
                                  "BEGIN:VTODO", "UID:f", "DUE:20260716T120000Z", "SUMMARY:Done paper", "STATUS:COMPLETED", "END:VTODO",
                                  "END:VCALENDAR"};

static Desk *open_late(DeskOptions options)
{
	options.later = true;
	Desk *desk = desk_open(options);
	Str file = {0};
	for (size_t i = 0; i < countof(ics); i++)
		str_addf(&file, "%s\r\n", ics[i]);
	char *path = mem_printf("%s/late.ics", desk->home), *line = mem_printf("import %s", path);
	well(file_write(path, str_text(&file), file.n));
	desk_run(desk, line);
	desk_run(desk, "client add --name \"Antonov Igor\"");
	desk_run(desk, "task add \"call back\" --due 2026-07-21T15:00 --client Antonov");
	desk_show(desk);
	free(path);
	free(line);
	str_done(&file);
	return desk;
}

TEST(late_tasks_stand_among_what_is_overdue)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{36, 120}, {24, 80}, {16, 60}};
	for (size_t i = 0; i < countof(sizes); i++) {
		Desk *desk = open_late((DeskOptions){.rows = sizes[i].rows, .cols = sizes[i].cols});
		desk_expect(desk, "! 17.07  Old paper");
		if (i < 2) { /* in order of time, whatever calls for them */
			char *frame = desk_text(desk);
			const char *old = strstr(frame, "! 17.07  Old paper"), *week = strstr(frame, "! 20.07  Every week"), *call = strstr(frame, ": call b"),
					   *whole = strstr(frame, "! yest.  Whole day");
			if (!(old && week && call && whole))
				fail_msg("%s", frame);
			assert_true(old && week && call && whole && old < week && week < call && call < whole);
			free(frame);
			desk_expect(desk, "08:00 ! Late today");
			desk_expect_not(desk, "Done paper");
		}
		desk_expect_row(desk, 0, "! 5");
		desk_close(desk);
	}
}

TEST(late_tasks_are_done_where_they_stand)
{
	Desk *desk = open_late((DeskOptions){0});
	desk_keys(desk, "Tab Home d");
	desk_expect_row(desk, -2, "Old paper");
	desk_expect_not(desk, "! 17.07");
	desk_expect_row(desk, 0, "! 4");
	desk_keys(desk, "u");
	desk_expect(desk, "! 17.07  Old paper");
	/* Of a series that one alone; the next is not owed yet. */
	desk_keys(desk, "Home Down d");
	desk_expect_not(desk, "! 20.07  Every week");
	desk_expect_row(desk, 0, "! 4");
	desk_close(desk);
}

TEST(zero_goes_to_late_tasks)
{
	Desk *desk = open_late((DeskOptions){0});
	desk_keys(desk, "0");
	desk_expect(desk, "17 July");
	desk_expect(desk, "Old paper");
	desk_keys(desk, "0");
	desk_expect(desk, "Every week");
	desk_keys(desk, "0 0 0"); /* the whole day, what was due this morning, and the client's */
	desk_expect_row(desk, 0, "Antonov Igor");
	desk_keys(desk, "q");
	desk_expect_row(desk, 0, "Today");
	desk_close(desk);
}

TEST(late_tasks_are_printed)
{
	Desk *desk = open_late((DeskOptions){0});
	char *page = desk_output(desk, "today");
	assert_non_null(strstr(page, "! 17.07     Old paper"));
	assert_non_null(strstr(page, "! yesterday Whole day"));
	free(page);
	desk_close(desk);
}

/* One that a reminder calls for, or that was put off, is told of once; one whose alarm was answered elsewhere is still owed. */
TEST(late_tasks_are_told_of_once)
{
	static const char *const lines[] = {
		"client add --name \"Antonov Igor\"",
		"task add \"call back\" --due 2026-07-21T15:00 --client Antonov",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120, .lines = lines});
	desk_expect(desk, "1 due · 1 open");
	desk_keys(desk, "5 z 4 1");
	desk_expect(desk, "0 due · 1 open");
	desk_expect_not(desk, "! ");
	desk_close(desk);
}
