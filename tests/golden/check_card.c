/* SPDX-License-Identifier: MIT */
/* The card of somebody of whom there is much of everything, at every size: what the keys mean is always seen. */
#include "desk.h"

enum {
	CHANNELS = 7,
	STEPS = 6,
	NOTES = 4,
	PEOPLE = 8,
	CONTACTS = 12,
	STOPS = 1 + CHANNELS + STEPS + NOTES + PEOPLE + CONTACTS,
	STEPS_DOWN = STOPS + 4,
};

static const struct {
	int rows, cols;
} sizes[] = {{10, 40}, {10, 120}, {16, 60}, {40, 60}, {16, 80}, {18, 100}, {24, 80}, {24, 110}, {36, 120}, {80, 250}};

/* A client with everything; PERSON works in several places, ORGANIZATION has people. */
static Desk *full_card(bool organization, Lang lang)
{
	Desk *desk = desk_open((DeskOptions){.lang = lang, .later = true});
	char line[200];
	Str made = {0};
	str_addf(&made, "client add --name '%s' --note 'Note line one.\nNote line two.\nNote line three.' --tag one --tag two --source expo", organization ? "Full LLC" : "Full Anna");
	if (!organization)
		str_add(&made, " --born 1973-05-12");
	for (int i = 1; i <= CHANNELS; i++)
		str_addf(&made, " --phone '+7 916 000-00-%02d'", i);
	if (!organization)
		str_add(&made, " --organization 'Firm 0 LLC' --role Director");
	desk_run(desk, str_text(&made));
	str_done(&made);
	for (int i = 1; i <= STEPS; i++) {
		snprintf(line, sizeof line, "task add 'Deed%02d' --due 2026-08-%02dT10:00 --client Full", i, i);
		desk_run(desk, line);
	}
	for (int i = 1; i <= NOTES; i++) {
		snprintf(line, sizeof line, "note add 'Jot%02d' --client Full --date 2026-07-%02d", i, i);
		desk_run(desk, line);
	}
	for (int i = 0; organization && i < PEOPLE; i++) {
		snprintf(line, sizeof line, "client add --name 'Man%c Ann' --organization 'Full LLC' --role hand", 'a' + i);
		desk_run(desk, line);
	}
	for (int i = 1; i <= CONTACTS; i++) {
		snprintf(line, sizeof line, "log Full --kind call --outcome reached --at 2026-06-%02dT10:00 --text 'Said this and that.\nAnd more.'", i);
		desk_run(desk, line);
	}
	desk_show(desk);
	return desk;
}

/* Exactly one bar is seen, the hardware cursor stands on it; its row is added to `seen`. */
static void expect_bar(Desk *desk, const char *at, Str *seen)
{
	const Frame *frame = app_frame(desk->ui);
	int bars = 0;
	for (int row = 0; row < frame->rows; row++)
		for (int col = 0; col < frame->cols; col++)
			bars += strcmp(frame_shown(frame, row, col), GLYPH_CURSOR) == 0;
	char *row = frame_row(frame, frame->cursor_row);
	if (bars != 1 || strcmp(frame_shown(frame, frame->cursor_row, frame->cursor_col), GLYPH_CURSOR) != 0) {
		char *text = frame_text(frame);
		printf("%s", text);
		fail_msg("%dx%d, %s: %d bars, the cursor at %d,%d", frame->cols, frame->rows, at, bars, frame->cursor_row, frame->cursor_col);
		free(text);
	}
	str_addf(seen, "%s\n", row);
	free(row);
}

static void expect_all(const Str *seen, const char *size, const char *format, int first, int n)
{
	for (int i = first; i < first + n; i++) {
		char text[32];
		snprintf(text, sizeof text, format, i);
		if (!strstr(str_text(seen), text))
			fail_msg("%s: the bar never stood on %s:\n%s", size, text, str_text(seen));
	}
}

static void walk(Desk *desk, const char *keys, int times, const char *size, Str *seen)
{
	char at[80];
	for (int i = 0; i < times; i++) {
		desk_keys(desk, keys);
		snprintf(at, sizeof at, "%s, %s %d", size, keys, i + 1);
		expect_bar(desk, at, seen);
	}
}

/* Whatever the card holds and however large the window is: down, up, to both ends, by pages, the other page, and into another size. */
TEST(check_44_the_row_under_the_cursor_of_a_card_is_seen)
{
	for (int organization = 0; organization < 2; organization++) {
		Desk *desk = full_card(organization, LANG_EN);
		desk_keys(desk, "2 / text:full Enter");
		for (size_t i = 0; i < countof(sizes); i++) {
			char size[32];
			Str seen = {0};
			snprintf(size, sizeof size, "%dx%d %s", sizes[i].cols, sizes[i].rows, organization ? "organization" : "person");
			app_resize(desk->ui, sizes[i].rows, sizes[i].cols);
			expect_bar(desk, size, &seen);
			walk(desk, "g", 1, size, &seen);
			str_cut(&seen, 0);
			walk(desk, "j", STEPS_DOWN, size, &seen);
			expect_all(&seen, size, "000-00-%02d", 1, CHANNELS);
			expect_all(&seen, size, "Deed%02d", 1, STEPS);
			expect_all(&seen, size, "Jot%02d", 1, NOTES);
			expect_all(&seen, size, "%02d.06", 1, CONTACTS);
			if (organization)
				expect_all(&seen, size, "Man%c", 'a', PEOPLE);
			walk(desk, "k", STEPS_DOWN, size, &seen);
			walk(desk, "G", 1, size, &seen);
			walk(desk, "PgUp", 3, size, &seen);
			walk(desk, "PgDn", 4, size, &seen);
			/* The fields and back, from either side. */
			walk(desk, "g Tab", 1, size, &seen);
			str_cut(&seen, 0);
			walk(desk, "Tab", 1, size, &seen);
			walk(desk, "j", STEPS_DOWN, size, &seen);
			walk(desk, "G", 1, size, &seen);
			walk(desk, "g", 1, size, &seen);
			walk(desk, "PgDn", 2, size, &seen);
			walk(desk, "Tab", 2, size, &seen);
			walk(desk, "G Tab", 1, size, &seen);
			walk(desk, "Tab", 1, size, &seen);
			str_done(&seen);
		}
		/* On the fields of a narrow window, in a step, in the history: each lives through another size. */
		static const char *const places[] = {"g", "g Tab", "g Tab G", "G", "G k Tab", "g j j j j j j j j j", "G Tab j j"};
		for (size_t i = 0; i < countof(places); i++)
			for (size_t from = 0; from < countof(sizes); from++)
				for (size_t to = 0; to < countof(sizes); to++) {
					Str seen = {0};
					app_resize(desk->ui, sizes[from].rows, sizes[from].cols);
					desk_keys(desk, places[i]);
					app_resize(desk->ui, sizes[to].rows, sizes[to].cols);
					expect_bar(desk, places[i], &seen);
					str_done(&seen);
				}
		desk_close(desk);
	}
}

static int history_rows_seen(Desk *desk)
{
	const Frame *frame = app_frame(desk->ui);
	for (int row = 0; row < frame->rows; row++) {
		char *text = frame_row(frame, row);
		bool here = strstr(text, "HISTORY") != NULL;
		free(text);
		if (here)
			return frame->rows - 2 - row;
	}
	return 0;
}

/* What is planned and noted gives way to what was said. */
TEST(check_11_the_history_keeps_its_share_of_a_full_card)
{
	Desk *desk = full_card(true, LANG_EN);
	desk_keys(desk, "2 / text:full Enter");
	for (size_t i = 0; i < countof(sizes); i++) {
		app_resize(desk->ui, sizes[i].rows, sizes[i].cols);
		desk_keys(desk, "G");
		if (sizes[i].rows < 16) { /* no heading there */
			desk_expect(desk, "Said this");
			continue;
		}
		int rows = history_rows_seen(desk), least = sizes[i].rows / 5 > 3 ? sizes[i].rows / 5 : 3;
		if (rows < least)
			fail_msg("%dx%d: %d rows of history, want %d", sizes[i].cols, sizes[i].rows, rows, least);
		desk_expect(desk, "Said this");
	}
	desk_close(desk);
}

/* What gave way is counted. */
TEST(check_11_a_full_card_counts_what_it_leaves_out)
{
	Desk *desk = full_card(true, LANG_RU);
	desk_keys(desk, "2 / text:full Enter");
	for (size_t i = 0; i < countof(sizes); i++) {
		if (sizes[i].rows < 24 || sizes[i].cols < 80 || sizes[i].rows > 36)
			continue;
		app_resize(desk->ui, sizes[i].rows, sizes[i].cols);
		desk_keys(desk, "g");
		desk_expect(desk, "ещё");
		desk_expect(desk, "СЛЕДУЮЩИЙ ШАГ");
		desk_expect(desk, "ЗАМЕТКИ");
		desk_expect(desk, "ЛЮДИ");
		desk_expect(desk, "ИСТОРИЯ");
	}
	desk_close(desk);
}

/* D takes what the bar stands on, never what is out of sight. */
TEST(delete_on_a_full_card_takes_what_is_seen)
{
	static const struct {
		const char *keys, *deleted;
	} cases[] = {{"G D", "Deleted from the history: Mon 01.06"}, {"G Tab Tab D", "Deleted from the history: Mon 01.06"}, {"g j j j j j j j j j D", "Deleted: Deed02"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = full_card(true, LANG_EN);
		desk_keys(desk, "2 / text:full Enter");
		desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].deleted);
		desk_close(desk);
	}
}

/* Of another year the year is said, and the columns behind it stay columns. */
TEST(history_says_the_year_of_another_year)
{
	Desk *desk = desk_open((DeskOptions){.later = true});
	desk_run(desk, "client add --name 'Old Anna'");
	desk_run(desk, "log Old --kind call --at 2025-11-27T10:00 --text 'The year before.'");
	desk_run(desk, "log Old --kind call --at 2026-06-02T10:00 --text 'This year.'");
	desk_show(desk);
	desk_keys(desk, "2 Enter");
	desk_expect(desk, "Thu 27.11.2025 10:00  call");
	desk_expect(desk, "Tue 02.06 10:00       call");
	desk_keys(desk, "q v");
	desk_expect(desk, "27.11.2025");
	desk_close(desk);
}

/* A card whose client goes away under the cursor, at each size and on each of its stops. */
TEST(card_outlives_its_client)
{
	static const char *const lines[] = {
		"client add --name \"Vector LLC\"",
		"client add --name \"Antonov Igor\" --phone \"+7 916 123-45-67\" --email a@b.example --organization \"Vector LLC\" --role head",
		NULL,
	};
	for (size_t i = 0; i < countof(sizes); i++)
		for (int down = 0; down < 5; down++) {
			Desk *desk = desk_open((DeskOptions){.rows = sizes[i].rows, .cols = sizes[i].cols, .lines = lines});
			desk_keys(desk, "2 Enter Home");
			for (int k = 0; k < down; k++)
				desk_keys(desk, "Down");
			desk_run(desk, "client delete Antonov");
			ui_changed(desk->ui);
			desk_keys(desk, "F5");
			desk_expect_not(desk, "123-45-67");
			desk_run(desk, "undo");
			ui_changed(desk->ui);
			desk_keys(desk, "F5");
			desk_expect_row(desk, 0, "Antonov Igor");
			desk_close(desk);
		}
}

/* ---- a contact that is logged where the history is longer than the window ---- */

enum {
	TOLD = 12, /* contacts of before, of different heights */
};

static Desk *told_card(int rows, int cols)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = rows, .cols = cols, .later = true});
	char line[300];
	desk_run(desk, "client add --name 'Told Anna' --phone '+7 916 000-00-01' --tag one --note 'Speaks slowly.'");
	desk_run(desk, "task add 'send the price' --due 2026-07-20T10:00 --client Told");
	for (int i = 1; i <= TOLD; i++) {
		const char *text = i % 3 == 0   ? ""
		                   : i % 3 == 1 ? "Said a word."
		                                : "Said this and that, and then some more of the same, which takes two lines of eighty cells.\nAnd more.";
		snprintf(line, sizeof line, "log Told --kind call --outcome reached --at 2026-06-%02dT10:00 --text '%s'", i, text);
		desk_run(desk, line);
	}
	desk_show(desk);
	desk_keys(desk, "2 Enter");
	return desk;
}

/* The first row below the history's heading; where there is none, below who it is and the next step. */
static char *first_told(Desk *desk)
{
	const Frame *frame = app_frame(desk->ui);
	int at = 4;
	for (int row = 0; row < frame->rows; row++) {
		char *text = frame_row(frame, row);
		if (strstr(text, "HISTORY"))
			at = row + 1;
		free(text);
	}
	return desk_row(desk, at);
}

/* A list that stood at its top stays there: what was just logged is its first row, wherever the cursor stood. */
TEST(check_17_a_logged_contact_is_seen_at_the_top_of_the_history)
{
	static const struct {
		int rows, cols;
	} windows[] = {{24, 80}, {16, 60}, {36, 120}, {10, 40}};
	static const char *const places[] = {"g", "", "j", "j j", "Tab j"};
	static const struct {
		const char *keys, *first;
	} logged[] = {
		{"c 1 text:Agreed Enter", "23.07"},
		{"c 2 Enter", "23.07"},
		{"c text:A_long_word_about_what_was_agreed_and_what_was_not,_which_takes_more_than_a_single_line_of_the_card Enter", "23.07"},
		{"c 1 text:Well Tab text:fri Space text:10 Space text:contract Enter", "23.07"},
		{"c Right 1 Enter", "23.07"},
		{"c Left text:A_note_to_keep Enter", "23.07"},
	};
	for (size_t w = 0; w < countof(windows); w++)
		for (size_t p = 0; p < countof(places); p++)
			for (size_t k = 0; k < countof(logged); k++) {
				Desk *desk = told_card(windows[w].rows, windows[w].cols);
				desk_keys(desk, places[p]);
				char *before = first_told(desk);
				/* Further down than the window goes the list is not at its top. */
				bool at_top = strstr(before, "12.06") != NULL;
				desk_keys(desk, logged[k].keys);
				char *after = first_told(desk), *cursor = desk_cursor_row(desk);
				if (at_top && !strstr(after, logged[k].first))
					fail_msg("%dx%d, at \"%s\", %s: the history begins with \"%s\"\n%s", windows[w].cols, windows[w].rows, places[p], logged[k].keys, after, desk_text(desk));
				if (!strstr(cursor, GLYPH_CURSOR))
					fail_msg("%dx%d, at \"%s\", %s: the cursor is on \"%s\"", windows[w].cols, windows[w].rows, places[p], logged[k].keys, cursor);
				free(before);
				free(after);
				free(cursor);
				desk_close(desk);
			}
}

/* The cursor keeps its contact where that has room beside the new one; one who has gone down reads on undisturbed. */
TEST(check_17_a_logged_contact_leaves_the_cursor_on_its_contact)
{
	static const struct {
		const char *keys, *day;
		bool moves; /* a line further down, for what came in above */
	} rows[] = {{"", "12.06", true}, {"j", "11.06", true}, {"G", "01.06", false}, {"j j j j j j", "06.06", false}};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = told_card(24, 80);
		desk_keys(desk, rows[i].keys);
		desk_expect_cursor(desk, rows[i].day);
		int line = app_frame(desk->ui)->cursor_row;
		desk_keys(desk, "c Left text:short Enter");
		desk_expect_cursor(desk, rows[i].day);
		if ((app_frame(desk->ui)->cursor_row > line) != rows[i].moves)
			fail_msg("row %zu: from line %d to %d\n%s", i, line, app_frame(desk->ui)->cursor_row, desk_text(desk));
		desk_close(desk);
	}
}

/* What somebody else logs takes the cursor nowhere. */
TEST(check_17_the_contact_of_another_session_moves_no_cursor)
{
	static const char *const places[] = {"", "j", "j j", "G"};
	for (size_t i = 0; i < countof(places); i++) {
		Desk *desk = told_card(16, 60);
		desk_keys(desk, places[i]);
		char *before = desk_cursor_row(desk);
		int64_t me = desk->work->me.head.id, batch = 0;
		Staff other;
		record_init(&kind_staff, &other);
		other.login.s = "olga";
		other.name.s = "Olga Kim";
		well(work_begin(desk->work, "test", "%s", "somebody"));
		well(work_make(desk->work, &kind_staff, &other));
		well(work_commit(desk->work, &batch));
		desk->work->me.head.id = other.head.id;
		desk_run(desk, "log Told --kind call --outcome reached --at 2026-07-23T09:00 --text 'Called them.\nTwo lines.'");
		desk->work->me.head.id = me;
		desk_keys(desk, "F5");
		char *after = desk_cursor_row(desk);
		assert_string_equal(before, after);
		free(before);
		free(after);
		desk_close(desk);
	}
}

/* ---- the page of the fields ---- */

static Desk *firm_card(int rows, int cols, int phones, int people)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .rows = rows, .cols = cols, .later = true});
	Str line = {0};
	str_add(&line, "client add --name 'Firm LLC' --tag one --source expo");
	for (int i = 0; i < phones; i++)
		str_addf(&line, " --phone '+7 916 000-00-%02d'", i);
	desk_run(desk, str_text(&line));
	for (int i = 0; i < people; i++) {
		str_cut(&line, 0);
		str_addf(&line, "client add --name 'Man%c Ann' --organization 'Firm LLC' --role hand", 'a' + i);
		desk_run(desk, str_text(&line));
	}
	str_done(&line);
	desk_show(desk);
	desk_keys(desk, "2 / text:firm Enter");
	desk_keys(desk, cols < 80 ? "Tab" : "g");
	return desk;
}

static int times_in(const char *text, const char *what)
{
	int n = 0;
	for (const char *at = strstr(text, what); at; at = strstr(at + 1, what))
		n++;
	return n;
}

/* No heading stands over nothing but a count, and the count is of things: with the people that are seen it makes all of them. */
TEST(check_11_a_heading_of_the_page_of_fields_has_something_below)
{
	static const struct {
		int rows, cols;
	} windows[] = {{16, 60}, {13, 60}, {20, 60}, {10, 40}, {24, 120}};
	static const char *const headings[] = {"CONTACT ", "ABOUT ", "PEOPLE "};
	for (size_t w = 0; w < countof(windows); w++)
		for (int phones = 0; phones < 7; phones += 2)
			for (int people = 1; people < 9; people++) {
				Desk *desk = firm_card(windows[w].rows, windows[w].cols, phones, people);
				char *frame = desk_text(desk), *more = strstr(frame, " more");
				int left = 0;
				for (int row = 1; row + 1 < windows[w].rows; row++) {
					char *text = desk_row(desk, row), *next = desk_row(desk, row + 1);
					text[windows[w].cols < 80 ? strlen(text) : 38] = '\0';
					next[windows[w].cols < 80 ? strlen(next) : 38] = '\0';
					for (size_t i = 0; i < countof(headings); i++)
						if (strstr(text, headings[i]) && (!*next || strspn(next, " ") == strlen(next) || strstr(next, " more")))
							fail_msg("%dx%d, %d phones, %d people: nothing below %s\n%s", windows[w].cols, windows[w].rows, phones, people, headings[i], frame);
					free(text);
					free(next);
				}
				while (more && more > frame && more[-1] != ' ')
					more--;
				if (more)
					left = atoi(more);
				if (strstr(frame, "PEOPLE ") && times_in(frame, "Man") + left != people)
					fail_msg("%dx%d, %d phones: %d of %d people are seen, and %d more\n%s", windows[w].cols, windows[w].rows, phones, times_in(frame, "Man"), people, left, frame);
				free(frame);
				desk_close(desk);
			}
}
