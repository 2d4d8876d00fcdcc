/* SPDX-License-Identifier: MIT */
/* A note and its title: the title goes with the first line of the text, one that was set apart stays; the same by command, in the form and in the editor. */
#include <sys/stat.h>

#include "desk.h"

static const char *const client[] = {"client add --name 'Antonova Vera' --kind person", NULL};

static int note_id(Desk *desk)
{
	char *list = desk_output(desk, "note list");
	const char *row = strchr(list, '\n');
	int id = row ? atoi(row + 1) : 0;
	free(list);
	assert_true(id > 0);
	return id;
}

static void write_by_command(Desk *desk, const char *text)
{
	char *line = mem_printf("note edit %d --text '%s'", note_id(desk), text);
	desk_run(desk, line);
	free(line);
}

static void give_editor(Desk *desk, const char *text)
{
	char *path = path_join(desk->home, "editor"), *setting = mem_printf("run.editor=%s", path);
	char *script = mem_printf("#!/bin/sh\ncat >\"$1\" <<'END'\n%s\nEND\n", text);
	well(file_write(path, script, strlen(script)));
	assert_int_equal(chmod(path, 0700), 0);
	desk_setting(desk, setting);
	free(script);
	free(setting);
	free(path);
}

static void write_in_editor(Desk *desk, const char *text)
{
	give_editor(desk, text);
	desk_keys(desk, "2 Enter Home Down E");
	desk_expect(desk, "Note written");
}

static void write_in_form(Desk *desk, const char *text)
{
	give_editor(desk, text);
	desk_keys(desk, "2 Enter Home Down e");
	for (int i = 0; i < 30 && !desk_has(desk, "▌ text"); i++)
		desk_keys(desk, "Tab");
	desk_expect(desk, "▌ text");
	desk_keys(desk, "C-o F2");
	desk_expect(desk, "Saved");
}

TEST(a_title_goes_with_its_first_line_or_stays)
{
	static const struct {
		const char *name;
		void (*write)(Desk *desk, const char *text);
	} ways[] = {{"command", write_by_command}, {"editor", write_in_editor}, {"form", write_in_form}};
	static const struct {
		const char *was, *apart, *text, *says; /* apart: the title that was set with both at once */
	} rows[] = {
		{"Likes tea\nand no sugar", NULL, "Likes coffee\nblack", "Thu 23 July  Likes coffee\nblack\n"},
		{"Likes tea\nand no sugar", NULL, "Likes coffee", "Thu 23 July  Likes coffee\n"},
		{"Likes tea\nand no sugar", "Habits", "Likes coffee\nblack", "Thu 23 July  Habits: Likes coffee\nblack\n"},
		{"Likes tea", "Habits", "Likes coffee", "Thu 23 July  Habits: Likes coffee\n"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (size_t k = 0; k < countof(ways); k++) {
			Desk *desk = desk_open((DeskOptions){.lines = client});
			char *line = mem_printf("note add '%s' --client Antonova", rows[i].was);
			desk_run(desk, line);
			free(line);
			if (rows[i].apart) {
				line = mem_printf("note edit %d --summary '%s' --text '%s'", note_id(desk), rows[i].apart, rows[i].was);
				desk_run(desk, line);
				free(line);
			}
			ways[k].write(desk, rows[i].text);
			char *shown = desk_output(desk, "client show Antonova"), *list = desk_output(desk, "note list");
			const char *title = rows[i].apart ? rows[i].apart : "Likes coffee";
			if (!strstr(shown, rows[i].says) || !strstr(list, title))
				fail_msg("row %zu, %s: %s\n%s", i, ways[k].name, shown, list);
			free(shown);
			free(list);
			desk_close(desk);
		}
}

/* The title alone is written anew: the first line that it was goes with it. */
TEST(a_first_line_goes_with_its_title)
{
	static const struct {
		const char *was, *apart, *says;
	} rows[] = {
		{"Likes tea\nand no sugar", NULL, "Thu 23 July  Likes coffee\nand no sugar\n"},
		{"Likes tea", NULL, "Thu 23 July  Likes coffee\n"},
		{"Likes tea\nand no sugar", "Habits", "Thu 23 July  Likes coffee: Likes tea\nand no sugar\n"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (int form = 0; form < 2; form++) {
			Desk *desk = desk_open((DeskOptions){.lines = client});
			char *line = mem_printf("note add '%s' --client Antonova", rows[i].was);
			desk_run(desk, line);
			free(line);
			if (rows[i].apart) {
				line = mem_printf("note edit %d --summary %s --text '%s'", note_id(desk), rows[i].apart, rows[i].was);
				desk_run(desk, line);
				free(line);
			}
			line = mem_printf("note edit %d --summary 'Likes coffee'", note_id(desk));
			if (form)
				desk_keys(desk, "2 Enter Home Down e C-e C-u text:Likes Space text:coffee F2");
			else
				desk_run(desk, line);
			free(line);
			char *shown = desk_output(desk, "client show Antonova");
			if (!strstr(shown, rows[i].says))
				fail_msg("row %zu, form %d: %s", i, form, shown);
			free(shown);
			desk_close(desk);
		}
}

/* A note says whose it is before and after; the cursor stands on somebody wherever there are rows, and means him on his card alone, or where Tab says so. */
TEST(note_line_says_whose_it_is)
{
	static const struct {
		const char *keys, *line, *says;
	} rows[] = {
		{"2 : text:note Space text:add Enter text:Rate Space text:card", "note: Rate card", "Note: Rate card"},
		{"2 : text:note Space text:add Enter text:Rate Space text:card Tab", "Smith J., note: Rate card", "Note of Smith J.: Rate card"},
		{"2 : text:note Space text:add Enter text:Rate Space text:card Tab Tab", "note: Rate card", "Note: Rate card"},
		{"2 Enter : text:note Space text:add Enter text:Rate Space text:card", "Smith J., note: Rate card", "Note of Smith J.: Rate card"},
		{"2 Enter : text:note Space text:add Enter text:Rate Space text:card Tab", "note: Rate card", "Note: Rate card"},
	};
	static const char *const lines[] = {"client add --name 'Smith John' --phone '+7 916 123-45-67'", NULL};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lines});
		Arena *arena = arena_new();
		void *notes = NULL;
		size_t n = 0;
		desk_keys(desk, rows[i].keys);
		desk_expect(desk, rows[i].line);
		desk_expect(desk, strstr(rows[i].line, "Smith") ? "Tab: without the client" : "Tab: for the client of the row");
		desk_keys(desk, "Enter");
		desk_expect_row(desk, -2, rows[i].says);
		well(store_all(desk->work->store, &kind_note, &notes, &n, arena));
		assert_int_equal(n, 1);
		assert_int_equal(((const Journal *)notes)->client.v != 0, strstr(rows[i].says, "Smith") != NULL);
		arena_free(arena);
		desk_close(desk);
	}
}

TEST(note_hit_of_the_palette_opens_the_card_on_it)
{
	static const char *const lines[] = {"client add --name 'Smith John' --phone '+7 916 123-45-67'", "log Smith --text one", "log Smith --text two",
	                                    "note add 'Rate card: 120 per box' --client Smith", NULL};
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	desk_keys(desk, ": text:Rate Space text:card Enter");
	desk_expect_cursor(desk, "Rate card: 120 per box");
	desk_close(desk);
}

/* A note of a file may have no title: one that it is given is set apart, and its text stays as it came. */
TEST(a_note_that_had_no_title_keeps_its_text)
{
	static const char ics[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VJOURNAL\r\nUID:a\r\nDTSTART;VALUE=DATE:20260723\r\nDESCRIPTION:Old text\r\n"
							  "END:VJOURNAL\r\nEND:VCALENDAR\r\n";
	Desk *desk = desk_open((DeskOptions){.lines = client});
	char *path = mem_printf("%s/note.ics", desk->home), *line = mem_printf("import %s", path);
	well(file_write(path, ics, sizeof ics - 1));
	desk_run(desk, line);
	free(line);
	line = mem_printf("note edit %d --summary Title --client Antonova", note_id(desk));
	desk_run(desk, line);
	char *shown = desk_output(desk, "client show Antonova");
	if (!strstr(shown, "Title: Old text\n"))
		fail_msg("%s", shown);
	free(shown);
	free(line);
	free(path);
	desk_close(desk);
}
