/* SPDX-License-Identifier: MIT */
/* The filter's line: how it was read stands under it as it is typed; what cannot be read is marked where it stands and hides no row it should not. */
#include "desk.h"

#include "kartoteka/term/frame.h"

static const char *const some[] = {
	"client add --name \"Антонова Вера\" --phone \"+7 916 111-11-11\" --tag опт",
	"client add --name \"Борисов Глеб\"",
	"client add --name \"Ёлкин Семён\" --tag опт",
	"task add звонок --due 2026-07-23T12:00 --client Антонова",
	"log Антонова --kind call --outcome reached --text \"говорили\"",
	NULL,
};

static void type_text(Desk *desk, const char *text)
{
	for (const char *at = text; *at;) {
		size_t n = strcspn(at, " ");
		char *word = mem_printf("text:%.*s", (int)n, at);
		if (n)
			desk_keys(desk, word);
		free(word);
		at += n;
		if (*at == ' ') {
			desk_keys(desk, "Space");
			at++;
		}
	}
}

/* Every form of the language says how it was read. */
TEST(filter_line_says_how_it_was_read)
{
	static const struct {
		Lang lang;
		const char *typed, *want;
	} rows[] = {
		{LANG_RU, "контакт Ю 7д", "последний контакт больше 7д назад"},
		{LANG_RU, "контактЮ7д", "последний контакт больше 7д назад"},
		{LANG_EN, "contact > 7d", "last contact more than 7d ago"},
		{LANG_EN, "contact Б 7д", "last contact less than 7д ago"},
		{LANG_RU, "контакт > 15.07", "последний контакт > ср 15 июля 2026"},
		{LANG_RU, "контакт:июль", "последний контакт ср 1 июля 2026 – пт 31 июля 2026"},
		{LANG_RU, "без шага", "без: следующий шаг"},
		{LANG_EN, "no step", "without: next step"},
		{LANG_RU, "метка:опт", "тег опт"},
		{LANG_RU, "метка:\"опт\"", "тег «опт»"},
		{LANG_RU, "-метка:опт", "не тег опт"},
		{LANG_RU, "не метка:опт", "не тег опт"},
		{LANG_RU, "вера или глеб", "«вера» или «глеб»"},
		{LANG_EN, "vera or not (tag:опт gleb)", "«vera» or not (tag опт and «gleb»)"},
		{LANG_RU, "опт без шага", "«опт» и без: следующий шаг"},
		{LANG_RU, "до:пт", "пт 24 июля 2026"},
		{LANG_EN, "by<today", "next step by < Thu 23 July 2026"},
		{LANG_RU, "чьи:я", "чьи я"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .lines = some});
		desk_keys(desk, "2 /");
		type_text(desk, rows[i].typed);
		char *row = desk_row(desk, -2);
		if (!strstr(row, rows[i].want) || !strstr(row, "= "))
			fail_msg("\"%s\" is said to be |%s|, want %s", rows[i].typed, row, rows[i].want);
		free(row);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "2 / text:вера");
	desk_expect_row(desk, -2, "Searches name");
	desk_close(desk);
}

/* The styles of the filter's line from the cell where the text stands; the caller frees. */
static char *line_styles(Desk *desk)
{
	char *all = frame_styles(app_frame(desk->ui)), *line = strchr(all, '\n') + 1;
	char *styles = mem_strndup(line, strcspn(line, "\n"));
	free(all);
	return styles;
}

/* What is wrong is told with its word, marked in the line, and the rows are those of what can be read of it. */
TEST(filter_line_marks_what_it_cannot_read)
{
	static const struct {
		const char *typed, *why, *found;
		int from, to; /* cells of the line's text that are marked */
	} rows[] = {
		{"(опт", "скобка не закрыта", "2 из 3", 0, 1},
		{"вера (опт", "скобка не закрыта", "1 из 3", 5, 6},
		{"((опт) или глеб", "скобка не закрыта", "3 из 3", 0, 1},
		{"контакт > абв", "абв", "Клиенты", 10, 13},
		{"опт контакт > абв", "абв", "2 из 3", 14, 17},
		{"опт)", "скобка не открыта", "2 из 3", 3, 4},
		{"цвет:красный", "цвет", "Клиенты", 0, 4},
		{"имя > а", "двоеточие", "Клиенты", 4, 5},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_keys(desk, "2 /");
		type_text(desk, rows[i].typed);
		desk_expect_row(desk, -2, rows[i].why);
		desk_expect_row(desk, 0, rows[i].found);
		char *styles = line_styles(desk);
		for (int col = 0; col < rows[i].to + 2; col++) {
			char style = (size_t)(col + 3) < strlen(styles) ? styles[col + 3] : ' ';
			bool marked = style == 'E', wanted = col >= rows[i].from && col < rows[i].to;
			if (marked != wanted)
				fail_msg("\"%s\": cell %d is marked %d, want %d: |%s|", rows[i].typed, col, marked, wanted, styles);
		}
		free(styles);
		desk_close(desk);
	}
}

/* A line that cannot be read keeps the last good list and says so; mended, it counts again. */
TEST(filter_line_keeps_the_last_good_list)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
	desk_keys(desk, "2 / text:глеб");
	desk_expect_row(desk, 0, "1 из 3");
	type_text(desk, " контакт > абв");
	desk_expect(desk, "Борисов");
	desk_expect_not(desk, "Антонова");
	desk_expect_row(desk, 0, "1 из 3");
	desk_keys(desk, "C-u");
	type_text(desk, "контакт > абв"); /* the word alone finds nobody: there is no list to keep */
	desk_expect(desk, "По строке, которую не прочесть");
	desk_expect_not(desk, "как был");
	desk_keys(desk, "C-u text:вера");
	desk_expect_row(desk, 0, "1 из 3");
	desk_expect_not(desk, "как был");
	desk_expect(desk, "Антонова");
	desk_close(desk);
}

/* ---- letters that come faster than answers ---- */

/* As a paste or a slow line brings them: the answer to the first letter comes when the whole word has been typed. */
TEST(the_count_is_of_the_line_as_it_stands)
{
	static const struct {
		const char *typed, *note;
	} rows[] = {
		{"text:smith07", "10 of 300"},
		{"text:smith077", "1 of 300"},
		{"text:smith0 Backspace text:07", "10 of 300"},
		{"text:smith07 Tab *", "10 of 300, best match first   10 marked"},
		{"text:smith", "300 of 300"},
		{"text:smith077 Esc", "300 "},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.file = true, .rows = 24, .cols = 80});
		desk_fill(desk, 300, "Smith%03d");
		desk_keys(desk, "2");
		while (app_answers(desk->ui, 300))
			;
		desk_keys(desk, "/");
		desk_keys(desk, rows[i].typed);
		while (app_answers(desk->ui, 300))
			;
		desk_expect_row(desk, 0, rows[i].note);
		desk_close(desk);
	}
}

/* Kept under a name that is in use: refused where the name is typed. Kept and forgotten are taken back as all else. */
TEST(saved_filters_have_each_name_once)
{
	static const char *const lines[] = {"client add --name 'Ivanov Igor' --tag hot", "client add --name 'Petrov Peter'", "filter add Warm tag:cold", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = lines});
	desk_keys(desk, "2 / text:tag:hot Tab f + text:warm Enter");
	desk_expect(desk, "There is such a one already: Warm");
	desk_keys(desk, "C-u text:mine Enter");
	desk_expect(desk, "Filter kept: mine");
	char *kept = desk_output(desk, "filter list");
	assert_non_null(strstr(kept, "tag:hot"));
	desk_keys(desk, "f -");
	desk_expect(desk, "Filter forgotten: mine");
	char *gone = desk_output(desk, "filter list");
	assert_null(strstr(gone, "tag:hot"));
	desk_keys(desk, "u");
	char *back = desk_output(desk, "filter list");
	assert_string_equal(back, kept);
	desk_keys(desk, "u");
	char *before = desk_output(desk, "filter list");
	assert_string_equal(before, gone);
	free(kept);
	free(gone);
	free(back);
	free(before);
	desk_close(desk);
}
