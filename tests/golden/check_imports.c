/* SPDX-License-Identifier: MIT */
/* Imports: what each batch saw, what taking it back would do and does, what came of it, files that changed since. Mock-up 15. */
#include "desk.h"

#include "kartoteka/store/lists.h"

static char *write_talks(Desk *desk, const char *name, int n, const char *place)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n");
	for (int i = 0; i < n; i++)
		str_addf(&text, "BEGIN:VEVENT\r\nUID:talk-%d\r\nDTSTART:20260724T%02d0000Z\r\nDURATION:PT30M\r\nSUMMARY:Talk %d\r\nLOCATION:%s\r\nEND:VEVENT\r\n", i, 6 + i, i, place);
	str_add(&text, "BEGIN:VEVENT\r\nDTSTART:20260724T060000Z\r\nRRULE:INTERVAL=2\r\nSUMMARY:No rule\r\n");
	char *path = path_join(desk->home, name);
	well(file_write(path, str_text(&text), text.n));
	str_done(&text);
	return path;
}

static void take_in(Desk *desk, const char *path)
{
	char *line = mem_printf("import %s", path);
	Err *err = desk_try(desk, line);
	if (err && err->code != ERR_PART) /* what was left out is listed */
		well(err);
	else
		err_free(err);
	free(line);
	ui_changed(desk->ui);
}

static void see_imports(Desk *desk)
{
	desk_keys(desk, ": text:go Space text:imports Enter");
}

static int64_t talk(Desk *desk, const char *summary)
{
	Arena *arena = arena_new();
	Event *events = NULL;
	void *all = NULL;
	size_t n = 0;
	int64_t id = 0;
	well(store_all(desk->work->store, &kind_event, &all, &n, arena));
	events = all;
	for (size_t i = 0; i < n; i++)
		if (str_same(events[i].summary.s, summary))
			id = events[i].head.id;
	arena_free(arena);
	return id;
}

static void move_by_hand(Desk *desk, const char *summary)
{
	Arena *arena = arena_new();
	Event old, new;
	well(store_get(desk->work->store, &kind_event, talk(desk, summary), &old, arena));
	new = old;
	new.location.s = "elsewhere";
	well(work_begin(desk->work, "edit", "%s", "by hand"));
	well(work_end(desk->work, work_edit(desk->work, &kind_event, &old, &new), NULL));
	arena_free(arena);
	ui_changed(desk->ui);
}

TEST(imports_say_what_taking_back_would_do_and_do_it)
{
	Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120});
	char *path = write_talks(desk, "talks.ics", 6, "hall");
	take_in(desk, path);
	see_imports(desk);
	desk_expect(desk, "talks.ics");
	desk_expect(desk, "KEPT THOUGH NOT UNDERSTOOD");
	desk_expect(desk, "END:VEVENT is missing");
	desk_expect(desk, "7 go");
	desk_expect_not(desk, "stay");
	move_by_hand(desk, "Talk 2");
	desk_expect(desk, "6 go, 1 stays");
	desk_expect(desk, "1 changed by hand");
	desk_expect(desk, "Talk 2");
	desk_keys(desk, "u");
	desk_expect_row(desk, -2, "1 stays, changed since");
	desk_expect(desk, "undone");
	assert_int_equal(talk(desk, "Talk 1"), 0);
	assert_true(talk(desk, "Talk 2") > 0);
	desk_keys(desk, "U");
	assert_true(talk(desk, "Talk 1") > 0);
	desk_expect_not(desk, "undone");
	free(path);
	desk_close(desk);
}

TEST(imports_list_what_came)
{
	Desk *desk = desk_open((DeskOptions){0});
	char *path = write_talks(desk, "talks.ics", 4, "hall");
	take_in(desk, path);
	see_imports(desk);
	desk_keys(desk, "Enter");
	desk_expect(desk, "What came: No");
	desk_expect(desk, "Talk 3");
	desk_keys(desk, "Down Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
	desk_expect(desk, "Talk 1");
	free(path);
	desk_close(desk);
}

TEST(imports_u_is_the_batch_under_the_cursor)
{
	Desk *desk = desk_open((DeskOptions){0});
	char *first = write_talks(desk, "first.ics", 2, "hall");
	take_in(desk, first);
	static const char other[] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:other\r\nDTSTART:20260724T060000Z\r\nSUMMARY:Other\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	char *second = path_join(desk->home, "second.ics");
	well(file_write(second, other, sizeof other - 1));
	take_in(desk, second);
	see_imports(desk);
	desk_keys(desk, "Down u");
	assert_int_equal(talk(desk, "Talk 0"), 0);
	assert_true(talk(desk, "Other") > 0);
	desk_expect_cursor(desk, "first.ics");
	desk_keys(desk, "Up u");
	assert_int_equal(talk(desk, "Other"), 0);
	desk_keys(desk, "Down U");
	assert_true(talk(desk, "Talk 0") > 0);
	assert_int_equal(talk(desk, "Other"), 0);
	free(first);
	free(second);
	desk_close(desk);
}

TEST(imports_tell_files_that_changed_since)
{
	Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120});
	char *path = write_talks(desk, "talks.ics", 3, "hall");
	take_in(desk, path);
	see_imports(desk);
	desk_expect_not(desk, "CHANGED SINCE");
	free(write_talks(desk, "talks.ics", 5, "garden"));
	desk_keys(desk, "F5");
	desk_expect(desk, "FILES THAT CHANGED SINCE THEY WERE READ");
	take_in(desk, path);
	desk_expect_not(desk, "CHANGED SINCE");
	desk_expect(desk, "3 by later imports");
	desk_keys(desk, "Up");
	desk_expect(desk, " CHANGED  ");
	desk_keys(desk, "Down");
	desk_expect(desk, "3 by later imports");
	free(path);
	desk_close(desk);
}

/* ---- choosing a file ---- */

static void lay(Desk *desk, const char *folder, const char *name, int talks)
{
	char *at = path_join(desk->home, folder), *path = mem_printf("%s%s%s", folder, *folder ? "/" : "", name);
	well(file_make_folder(at, 0700));
	free(write_talks(desk, path, talks, "hall"));
	free(path);
	free(at);
}

static const char *const long_names[] = {
	"Выгрузка рабочего календаря отдела продаж за 2025 год (1).ics",
	"Выгрузка рабочего календаря отдела продаж за 2025 год (2).ics",
	"calendar.ics",
	"Встречи июль.ics",
	"a very long name of a file that somebody's mail program made.ICS",
};

/* The name stands first, size and date are seen whole, the folder gives way. */
TEST(import_menu_shows_names_sizes_and_dates_at_every_size)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {16, 60}, {10, 40}};
	for (size_t i = 0; i < countof(sizes); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = sizes[i].rows, .cols = sizes[i].cols});
		for (size_t k = 0; k < countof(long_names); k++)
			lay(desk, "Downloads", long_names[k], 3);
		desk_keys(desk, "i");
		for (size_t k = 0; k < countof(long_names); k++) {
			char *row = desk_cursor_row(desk);
			char *box = strstr(row, "│▌ ");
			if (!box || !strstr(box, "1 КБ  ") || strstr(box, desk->home))
				fail_msg("%dx%d: the row is |%s|", sizes[i].cols, sizes[i].rows, row);
			bool first = strstr(box, "Выгр") || strstr(box, "calendar.ics") || strstr(box, "Встречи июль.ics") || strstr(box, "a very");
			bool ending = strstr(box, "(1).ics") || strstr(box, "(2).ics") || strstr(box, "r.ics") || strstr(box, "ль.ics") || strstr(box, ".ICS");
			if (!first || !ending)
				fail_msg("%dx%d: the name is not seen in |%s|", sizes[i].cols, sizes[i].rows, row);
			free(row);
			desk_keys(desk, "Down");
		}
		desk_close(desk);
	}
}

TEST(import_menu_slash_opens_the_path_line)
{
	static const struct {
		const char *keys, *line;
	} slashes[] = {{"/", "path:  /▏"}, {"text:.", "path:  .▏"}, {"Up Down Down Down", "path:  ▏"}};
	for (size_t i = 0; i < countof(slashes); i++) {
		Desk *desk = desk_open((DeskOptions){0});
		lay(desk, "Downloads", "calendar.ics", 2);
		desk_keys(desk, "i");
		desk_keys(desk, slashes[i].keys);
		desk_expect(desk, slashes[i].line);
		desk_keys(desk, "text:~/Downloads/calendar.ics Enter");
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_preview);
		assert_ptr_equal(ui_top(desk->ui)->kind, &screen_preview);
		desk_close(desk);
	}
	/* Who began the path with that slash meant the root. */
	Desk *desk = desk_open((DeskOptions){0});
	lay(desk, "Downloads", "calendar.ics", 2);
	char *keys = mem_printf("i text:%s/Downloads/calendar.ics Enter", desk->home);
	desk_keys(desk, keys);
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_preview);
	free(keys);
	desk_close(desk);
}

TEST(check_69_a_wrong_path_keeps_the_menu_and_says_why)
{
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {16, 60}, {10, 40}};
	for (size_t i = 0; i < countof(sizes); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = sizes[i].rows, .cols = sizes[i].cols});
		for (size_t k = 0; k < countof(long_names); k++)
			lay(desk, "Downloads", long_names[k], 2);
		desk_keys(desk, "i / text:~/none.ics Enter");
		assert_ptr_equal(ui_top(desk->ui)->kind, &screen_menu);
		desk_expect(desk, "path:  ~/none.ics▏");
		desk_expect(desk, "such file");
		desk_keys(desk, "Backspace");
		desk_expect_not(desk, "such file");
		desk_keys(desk, "C-u text:~/Downloads Enter");
		assert_ptr_equal(ui_top(desk->ui)->kind, &screen_menu);
		desk_expect(desk, "~/Downloads▏");
		desk_expect(desk, "a folder");
		desk_keys(desk, "C-u Enter");
		desk_expect(desk, "the path of a file goes");
		desk_close(desk);
	}
	/* What the page cannot be told is not asked of it. */
	Desk *desk = desk_open((DeskOptions){0});
	char *empty = path_join(desk->home, "empty.ics");
	well(file_write(empty, "", 0));
	free(empty);
	desk_keys(desk, "i / text:~/empty.ics Enter");
	desk_expect(desk, "the file is empty");
	desk_expect_not(desk, "--format");
	desk_close(desk);
	/* A file that went since it was listed. */
	desk = desk_open((DeskOptions){0});
	lay(desk, "", "gone.ics", 2);
	desk_keys(desk, "i");
	char *path = path_join(desk->home, "gone.ics");
	assert_int_equal(unlink(path), 0);
	desk_keys(desk, "1");
	assert_ptr_equal(ui_top(desk->ui)->kind, &screen_menu);
	desk_expect(desk, "such file");
	free(path);
	desk_close(desk);
}

TEST(import_menu_says_where_files_lie)
{
	static const char *const ends[] = {"", "/"};
	for (size_t i = 0; i < countof(ends); i++) {
		Desk *desk = desk_open((DeskOptions){.later = true});
		char *home = mem_printf("%s%s", desk->home, ends[i]);
		lay(desk, "Downloads", "calendar.ics", 2);
		lay(desk, "", "home.ics", 2);
		desk->env.home = home;
		desk_show(desk);
		desk_keys(desk, "1 i");
		desk_expect(desk, "calendar.ics  ~/Downloads ");
		desk_expect(desk, "home.ics  ~ ");
		desk_close(desk);
		free(home);
	}
}

TEST(import_path_is_completed_by_tab)
{
	static const struct {
		const char *typed, *want, *also;
	} rows[] = {
		{"~/Down", "~/Downloads/▏", NULL},
		{"~/Downloads/cal", "~/Downloads/calendar.ics▏", NULL},
		{"~/Downloads/Встр", "~/Downloads/Встречи июль.ics▏", NULL},
		{"~/downloads/", "~/downloads/▏", NULL},
		{"~/Downloads/в", "~/Downloads/В▏", "Встречи июль.ics"},
		{"~/Downloads/Выг", "год (▏", "(2).ics"},
		{"~", "~/▏", NULL},
		{"~/Downloads/note", "~/Downloads/note▏", NULL},
		{"~/Мои Space файлы/и", "~/Мои файлы/июль 2026.ics▏", NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.cols = 120});
		for (size_t k = 0; k < countof(long_names); k++)
			lay(desk, "Downloads", long_names[k], 2);
		lay(desk, "Downloads", "notes.txt", 1);
		lay(desk, "Мои файлы", "июль 2026.ics", 1);
		desk_keys(desk, "i /");
		const char *blank = strstr(rows[i].typed, " Space ");
		char *keys = blank ? mem_printf("text:%.*s Space text:%s", (int)(blank - rows[i].typed), rows[i].typed, blank + strlen(" Space ")) : mem_printf("text:%s", rows[i].typed);
		desk_keys(desk, keys);
		desk_keys(desk, "Tab");
		desk_expect(desk, rows[i].want);
		if (rows[i].also)
			desk_expect(desk, rows[i].also);
		free(keys);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){0});
	lay(desk, "Downloads", "old.ics", 1);
	desk_keys(desk, "x C-u text:~/Dow Tab text:n Tab");
	desk_expect(desk, "~/Downloads/n▏");
	desk_close(desk);
}

/* However long the name of the file is: what came is read to the last count, and how to take it back. */
TEST(import_message_has_its_counts)
{
	static const int cols[] = {80, 60};
	static const struct {
		Lang lang;
		const char *counts[2], *undo;
	} words[] = {
		{LANG_EN, {"new 2, changed 12, same 1: ", "new 2, chg 12, same 1: "}, "u undo"},
		{LANG_RU, {"новых 2, изменено 12, тех же 1: ", "новых 2, изм. 12, те же 1: "}, "u отменить"},
	};
	for (size_t i = 0; i < countof(cols); i++)
		for (size_t k = 0; k < countof(words); k++) {
			Desk *desk = desk_open((DeskOptions){.lang = words[k].lang, .cols = cols[i], .rows = 16});
			lay(desk, "Downloads", long_names[0], 12);
			desk_keys(desk, "i 1 F2");
			char *path = mem_printf("Downloads/%s", long_names[0]);
			free(write_talks(desk, path, 14, "room"));
			free(path);
			desk_keys(desk, "i 1 F2");
			desk_expect_row(desk, -2, words[k].counts[i]);
			desk_expect_row(desk, -2, words[k].undo);
			desk_close(desk);
		}
}

/* What a file changes is told field by field, as it was and as it becomes, before anything is written. */
TEST(import_preview_tells_what_changed_from_what_to_what)
{
	static const struct {
		Lang lang;
		const char *told;
	} words[] = {
		{LANG_EN, "where: hall → room"},
		{LANG_RU, "где: hall → room"},
	};
	for (size_t i = 0; i < countof(words); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = words[i].lang});
		lay(desk, "Downloads", "calendar.ics", 2);
		desk_keys(desk, "i 1 F2");
		free(write_talks(desk, "Downloads/calendar.ics", 2, "room"));
		desk_keys(desk, "i 1");
		desk_expect(desk, words[i].told);
		desk_close(desk);
	}
}
