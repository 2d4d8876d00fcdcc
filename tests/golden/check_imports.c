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
