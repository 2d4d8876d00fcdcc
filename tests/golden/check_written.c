/* SPDX-License-Identifier: MIT */
/* What the screens write into files: an export and a printed page ask before they go over what is somebody's own, and never touch the base. */
#include "desk.h"
#include "kartoteka/base/arena.h"

typedef struct Case {
	const char *keys, *was, *question, *answer, *begins;
} Case;

#define EXPORT(file) ": text:export Space text:ics Space text:-o Space text:~/" file " Enter"
#define PRINT(file) ": text:print Enter C-u text:~/" file " Enter"
#define ASKED "is there already: write over it?"
#define OURS "PRODID:-//Kartoteka//Kartoteka//EN\n"
#define THEIRS "VERSION:2.0\nPRODID:-//Other//Other//EN\n"

TEST(a_file_is_written_over_when_it_was_said)
{
	static const Case cases[] = {
		{EXPORT("a.txt"), NULL, NULL, NULL, "BEGIN:VCALENDAR"},
		{EXPORT("a.txt"), "", NULL, NULL, "BEGIN:VCALENDAR"},
		{EXPORT("a.txt"), "BEGIN:VCALENDAR\n" OURS "OLD", NULL, NULL, "BEGIN:VCALENDAR\r\n"},
		{EXPORT("a.txt"), "\xEF\xBB\xBF"
	                      "begin:vcalendar\r\n" OURS,
	     NULL, NULL, "BEGIN:VCALENDAR\r\n"},
		/* What was imported stands first, as its own program wrote it. */
		{EXPORT("a.txt"), "BEGIN:VCALENDAR\n" THEIRS "END:VCALENDAR\nBEGIN:VCALENDAR\n" OURS, NULL, NULL, "BEGIN:VCALENDAR\r\n"},
		{EXPORT("a.txt"), "BEGIN:VCALENDAR\n" THEIRS, ASKED, "n", "BEGIN:VCALENDAR\n" THEIRS},
		{EXPORT("a.txt"), "BEGIN:VCALENDAR\n" THEIRS "DESCRIPTION:" OURS, ASKED, "n", "BEGIN:VCALENDAR\n" THEIRS},
		{EXPORT("a.txt"), "BEGIN:VCALENDAR\n" THEIRS, ASKED, "y", "BEGIN:VCALENDAR\r\n"},
		{EXPORT("a.txt"), "mine", ASKED, "n", "mine"},
		{EXPORT("a.txt"), "mine", ASKED, "Enter", "mine"},
		{EXPORT("a.txt"), "mine", ASKED, "Esc", "mine"},
		{EXPORT("a.txt"), "mine", ASKED, "y", "BEGIN:VCALENDAR"},
		{PRINT("a.txt"), NULL, NULL, NULL, " Today"},
		{PRINT("a.txt"), "BEGIN:VCALENDAR\n", ASKED, "n", "BEGIN:VCALENDAR\n"},
		{PRINT("a.txt"), "mine", ASKED, "n", "mine"},
		{PRINT("a.txt"), "mine", ASKED, "y", " Today"},
	};
	static const char *const lines[] = {"event add Talk --start 2026-07-24T10:00", NULL};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		char *path = path_join(desk->home, "a.txt");
		Str text = {0};
		if (cases[i].was)
			well(file_write(path, cases[i].was, strlen(cases[i].was)));
		desk_keys(desk, cases[i].keys);
		if (cases[i].question)
			desk_expect(desk, cases[i].question);
		else
			desk_expect_not(desk, ASKED);
		if (cases[i].answer)
			desk_keys(desk, cases[i].answer);
		desk_expect_not(desk, ASKED);
		well(file_read(&text, path));
		if (!str_begins(str_text(&text), cases[i].begins))
			fail_msg("row %zu: \"%.40s\" was written, \"%s\" expected", i, str_text(&text), cases[i].begins);
		str_done(&text);
		free(path);
		desk_close(desk);
	}
}

TEST(the_base_is_never_written_over)
{
	static const char *const keys[] = {EXPORT("base.db"), PRINT("base.db"), EXPORT("base.db-wal"), PRINT("base.db.notice")};
	for (size_t i = 0; i < countof(keys); i++) {
		Desk *desk = desk_open((DeskOptions){.cols = 200});
		char *path = path_join(desk->home, "base.db");
		Str text = {0};
		well(file_write(path, "base", 4));
		desk->work->path = arena_dup(desk->work->arena, path);
		desk_keys(desk, keys[i]);
		desk_expect(desk, "is the base, or belongs to it");
		well(file_read(&text, path));
		assert_string_equal(str_text(&text), "base");
		str_done(&text);
		free(path);
		desk_close(desk);
	}
}
