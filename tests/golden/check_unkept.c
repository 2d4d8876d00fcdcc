/* SPDX-License-Identifier: MIT */
/* What was typed is lost by no way out where its draft cannot be written: form, lines and call stay open with it until it can, or it is dropped for good. */
#include <sys/stat.h>

#include "desk.h"
#include "../../src/app/ui.h"

static const char *const one[] = {"client add --name \"Antonova Vera\" --phone 89161111111", NULL};

/* A file stands where the folder of the drafts would be made: that hinders root as well. */
static void hinder(Desk *desk, const char *what)
{
	char *path = path_join(desk->state, what);
	well(file_make_folder(desk->state, 0700));
	well(file_write(path, "", 0));
	free(path);
}

static void make_way(Desk *desk, const char *what)
{
	char *path = path_join(desk->state, what);
	assert_int_equal(unlink(path), 0);
	free(path);
}

static Desk *hindered(void)
{
	Desk *desk = desk_open((DeskOptions){.lines = one});
	hinder(desk, "drafts");
	return desk;
}

/* How something is typed, and the keys that go out of it. */
static const struct {
	const char *name, *keys, *leave;
} places[] = {
	{"form", "2 A text:Petrovkin", "Esc Esc"},
	{"form again and again", "2 A text:Petrovkin", "Esc Esc Esc Esc Esc"},
	{"form, ^C twice", "2 A text:Petrovkin", "C-c C-c n"},
	{"form, quit", "2 A text:Petrovkin", "F10 Esc"},
	{"form, quit and No", "2 A text:Petrovkin", "F10 Enter"},
	{"form, quit twice", "2 A text:Petrovkin", "F10 F10 F10 n"},
	{"form, the palette", "2 A text:Petrovkin", "F9 text:calendar Enter"},
	{"quick line", "2 a text:Petrovkin", "Esc"},
	{"quick line, ^C", "2 a text:Petrovkin", "C-c"},
	{"quick line, quit", "2 a text:Petrovkin", "F10 Esc"},
	{"quick line, its form", "2 a text:Petrovkin", "F4 Esc Esc"},
	{"quick line, a card over it", "2 a text:Petrovkin", "F9 text:Antonova Enter q"},
	{"step", "2 r text:Petrovkin", "Esc"},
	{"call", "2 c text:Petrovkin", "Esc Esc"},
	{"call, quit", "2 c text:Petrovkin", "F10 n"},
	{"call, its form", "2 c text:Petrovkin", "F4 Esc Esc"},
};

static void expect_draft(Desk *desk, const char *row)
{
	Draft *drafts = NULL;
	size_t n = 0;
	Arena *arena = arena_new();
	well(drafts_read(desk->work, &drafts, &n, arena));
	if (n != 1 || !strstr(drafts[0].body, "Petrovkin"))
		fail_msg("%s: %zu drafts\n%s", row, n, desk_text(desk));
	arena_free(arena);
}

TEST(check_69_what_cannot_be_kept_stays_open)
{
	for (size_t i = 0; i < countof(places); i++) {
		Desk *desk = hindered();
		desk_keys(desk, places[i].keys);
		desk_keys(desk, places[i].leave);
		bool hides = strcmp(places[i].name, "call") == 0; /* its first stage shows no text */
		if (app_is_over(desk->ui) || (!hides && !desk_has(desk, "Petrovkin")))
			fail_msg("%s: what was typed is gone\n%s", places[i].name, desk_text(desk));
		if (!desk_has(desk, "cannot make the folder"))
			fail_msg("%s: nothing is said\n%s", places[i].name, desk_text(desk));
		/* With room for it the same way out keeps it. */
		make_way(desk, "drafts");
		desk_keys(desk, "Esc Esc");
		expect_draft(desk, places[i].name);
		desk_close(desk);
	}
}

/* Several screens have such text: each stays, whichever way out is tried over them. */
static const char *const outs[] = {"F9 text:calendar Enter", "Esc Esc", "Esc Esc Esc Esc Esc", "F9 text:Antonova Enter q", "F10 Esc"};

TEST(check_69_of_several_each_stays)
{
	static const char *const seconds[] = {"e text:Secondtext", "r text:Secondtext"};
	for (size_t s = 0; s < countof(seconds); s++)
		for (size_t i = 0; i < countof(outs); i++) {
			Desk *desk = hindered();
			desk_keys(desk, "2 A text:Petrovkin F9 text:Antonova Enter");
			desk_keys(desk, seconds[s]);
			desk_expect(desk, "Secondtext");
			desk_keys(desk, outs[i]);
			if (app_is_over(desk->ui) || !desk_has(desk, "still here"))
				fail_msg("%s, %s: nothing is said\n%s", seconds[s], outs[i], desk_text(desk));
			desk_keys(desk, "End"); /* what is said hides some of the screen */
			if (!desk_has(desk, "Secondtext"))
				fail_msg("%s, %s: what was typed second is gone\n%s", seconds[s], outs[i], desk_text(desk));
			desk_keys(desk, "F8");
			if (desk_has(desk, "Secondtext"))
				desk_keys(desk, "F8"); /* what was told last was not that it cannot be kept */
			desk_expect(desk, "dropped for good");
			desk_keys(desk, "q"); /* the card between them */
			if (!desk_has(desk, "Petrovkin"))
				fail_msg("%s, %s: what was typed first is gone\n%s", seconds[s], outs[i], desk_text(desk));
			desk_close(desk);
		}
}

/* Room may be found for the draft of a form and not for that of what floats over it: the form does not take it along. */
TEST(check_69_what_floats_over_a_kept_form_stays)
{
	Desk *desk = desk_open((DeskOptions){.lines = one});
	desk_keys(desk, "2 A text:Petrovkin");
	well(ui_push(desk->ui, &screen_quick, &(QuickArg){0}));
	desk_keys(desk, "text:Secondtext");
	desk_expect(desk, "Secondtext");
	assert_true(ui_top(desk->ui)->kind->floats);
	ui_top(desk->ui)->unkept = true;
	well(ui_push(desk->ui, &screen_calendar, NULL));
	desk_keys(desk, "j");
	ui_pop(desk->ui, ui_top(desk->ui));
	desk_keys(desk, "");
	desk_expect(desk, "Secondtext");
	desk_close(desk);
}

TEST(check_69_it_says_what_and_what_to_do)
{
	Desk *desk = hindered();
	desk_keys(desk, "2 A text:Petrovkin Esc Esc");
	desk_expect(desk, "a part of the path is not a folder");
	desk_expect(desk, "still here");
	desk_expect(desk, "F8");
	desk_keys(desk, "F10");
	desk_expect(desk, "cannot be kept. Leave without it?");
	desk_keys(desk, "y");
	assert_true(app_is_over(desk->ui));
	desk_close(desk);
}

TEST(check_69_the_key_that_drops_ends_it_when_pressed_again)
{
	static const char *const ways[] = {"2 A text:Petrovkin", "2 a text:Petrovkin", "2 c text:Petrovkin", "2 c text:Petrovkin Esc"};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = hindered();
		desk_keys(desk, ways[i]);
		desk_keys(desk, "F8");
		desk_expect(desk, "F8 drops it for good");
		desk_keys(desk, "F8");
		desk_expect(desk, "dropped for good");
		desk_expect_not(desk, "Petrovkin");
		desk_close(desk);
	}
	/* Something else between: it is not meant any more. */
	Desk *desk = hindered();
	desk_keys(desk, "2 A text:Petrovkin F8 Tab F8");
	desk_expect(desk, "Petrovkin");
	desk_close(desk);
}

TEST(check_69_it_is_kept_by_itself_as_soon_as_there_is_room)
{
	Desk *desk = hindered();
	desk_keys(desk, "2 A text:Petrovkin Esc Esc");
	make_way(desk, "drafts");
	app_minute(desk->ui);
	expect_draft(desk, "at the minute");
	assert_true(desk_has(desk, "Petrovkin"));
	desk_close(desk);
}

TEST(check_69_an_older_draft_does_not_let_the_newer_text_go)
{
	Desk *desk = desk_open((DeskOptions){.lines = one});
	desk_keys(desk, "2 A text:Petrovkin Esc Esc 0");
	desk_expect(desk, "Petrovkin");
	/* The whole folder moves away, so that what is written into it fails for everybody. */
	char *drafts = path_join(desk->state, "drafts"), *away = path_join(desk->state, "away");
	assert_int_equal(rename(drafts, away), 0);
	hinder(desk, "drafts");
	desk_keys(desk, "End text:sky F9 text:Antonova Enter");
	desk_keys(desk, "q Esc Esc");
	desk_expect(desk, "Petrovkinsky");
	desk_close(desk);
	free(drafts);
	free(away);
}

/* Nobody can be asked: what no draft takes goes where there is room. */
TEST(check_69_at_the_end_it_goes_to_another_folder)
{
	Desk *desk = hindered();
	desk_keys(desk, "2 A text:Petrovkin");
	keep_drafts(desk->ui, true);
	keep_last(desk->ui);
	assert_non_null(desk->ui->text_left);
	Str text = {0};
	struct stat st;
	well(file_read(&text, desk->ui->text_left));
	assert_non_null(strstr(str_text(&text), "Petrovkin"));
	assert_int_equal(stat(desk->ui->text_left, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	unlink(desk->ui->text_left);
	str_done(&text);
	desk_close(desk);
}

/* ---- $EDITOR ---- */

static ino_t inode(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? st.st_ino : 0;
}

/* On a full disk no second file can be written: the one the editor wrote is the one that is kept. */
TEST(check_69_what_an_editor_wrote_stays_in_its_own_file)
{
	Desk *desk = desk_open((DeskOptions){.lines = one});
	static const char script[] = "#!/bin/sh\nprintf 'long and dear' >\"$1\"\n";
	char *editor = path_join(desk->home, "editor"), *setting = mem_printf("run.editor=%s", editor), *text = NULL;
	bool changed = false;
	Str kept = {0};
	well(file_write(editor, script, sizeof script - 1));
	assert_int_equal(chmod(editor, 0700), 0);
	desk_setting(desk, setting);
	well(ui_editor(desk->ui, "", &text, &changed));
	assert_true(changed);
	ino_t was = inode(desk->ui->editor_file);
	assert_true(was != 0);
	Err *err = ui_editor_end(desk->ui, err_new(ERR_FULL, "no space is left"));
	assert_non_null(strstr(err->kept, desk->ui->editor_left));
	assert_true(inode(desk->ui->editor_left) == was);
	well(file_read(&kept, desk->ui->editor_left));
	assert_string_equal(str_text(&kept), "long and dear");
	err_free(err);
	free(text);
	/* What was saved leaves none. */
	well(ui_editor(desk->ui, "", &text, &changed));
	char *path = mem_strdup(desk->ui->editor_file);
	well(ui_editor_end(desk->ui, NULL));
	assert_int_equal(inode(path), 0);
	free(path);
	free(text);
	str_done(&kept);
	desk_close(desk);
	free(editor);
	free(setting);
}
