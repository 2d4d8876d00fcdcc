/* SPDX-License-Identifier: MIT */
/* The palette stands for all keys: what a chord does, what a command line of the shell does, what marks are for. Checks 47, 75 and 76. */
#include "../../src/screen/palette.h"
#include "desk.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/exchange.h"

static const char *const some[] = {
	"client add --name \"Антонова Вера\" --phone \"+7 916 111-11-11\" --tag опт",
	"client add --name \"Борисов Глеб\"",
	"client add --name \"Ёлкин Семён\"",
	"task add звонок --due 2026-07-23T12:00 --client Антонова",
	"event add Летучка --start 2026-07-23T10:30 --length 30m",
	"log Антонова --kind call --outcome reached --text \"говорили\"",
	NULL,
};

/* How each screen, line and box is come to. */
static const char *const ways[] = {
	"",
	"2",
	"2 /",
	"2 Enter",
	"3",
	"3 +",
	"3 + +",
	"3 + + +",
	"5",
	"7",
	"A",
	"e",
	"a",
	"r",
	"2 c",
	"2 c 1",
	"2 c 2",
	"2 s",
	"2 C",
	": text:go Space text:changes Enter",
	": text:go Space text:imports Enter",
};

static void type_line(Desk *desk, const char *line)
{
	for (const char *at = line; *at;) {
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

static void run_in_palette(Desk *desk, const char *line)
{
	desk_keys(desk, "F9");
	type_line(desk, line);
	desk_keys(desk, "Enter");
}

static bool is_chord(const char *key)
{
	return str_begins(key, "C-") || str_begins(key, "M-");
}

TEST(check_47_what_a_chord_does_the_palette_does)
{
	/* The palette's own key, and what stands for a key that closes it. */
	static const char *const own[] = {"palette", NULL};
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_EN, .lines = some});
		desk_keys(desk, ways[i]);
		Screen *top = ui_top(desk->ui);
		const char *const *contexts = top->kind->contexts(top);
		const Binding *binding;
		for (size_t k = 0; (binding = keymap_at(ui_keymap(desk->ui), contexts, k)); k++) {
			if (!is_chord(binding->key) || strcmp(binding->line, own[0]) == 0)
				continue;
			char *cap = mem_strdup(ui_cap(desk->ui, contexts, binding->line)), *line = mem_strdup(binding->line);
			desk_keys(desk, "F9");
			type_line(desk, line);
			if (ui_top(desk->ui)->kind != &screen_palette)
				fail_msg("\"%s\": F9 opened no palette", ways[i]);
			char *frame = desk_text(desk);
			const char *box = strstr(frame, "╭─ Commands and jump");
			const char *end = box ? strstr(box, "╰─") : NULL, *found = box ? strstr(box, cap) : NULL;
			if (!found || found > end || strstr(frame, "New client:"))
				fail_msg("\"%s\": %s (%s) is not in the palette:\n%s", ways[i], line, binding->key, frame);
			free(frame);
			free(line);
			free(cap);
			desk_keys(desk, "Esc");
		}
		desk_close(desk);
	}
}

TEST(check_47_chords_of_text_work_from_the_palette)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{"text erase-word", "+ call ▏"},
		{"text start", "+ ▏call anton"},
		{"text word-left", "+ call ▏anton"},
		{"text erase-start", "+ ▏ "},
		{"text left", "+ call anto▏n"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		desk_keys(desk, "a text:call Space text:anton");
		run_in_palette(desk, rows[i].line);
		desk_expect(desk, rows[i].want);
		desk_close(desk);
	}
}

/* Each mouse action and the keys that do the same: the frames are one. */
TEST(check_47_what_a_mouse_does_a_key_does)
{
	static const struct {
		const char *way;
		MouseAction action;
		int row, col;
		bool twice;
		const char *keys;
	} rows[] = {
		{"2", MOUSE_PRESS, 6, 10, false, "j j"},
		{"2", MOUSE_PRESS, 5, 10, true, "j Enter"},
		{"2", MOUSE_PRESS, 2, 5, false, "s 1"},
		{"2 C", MOUSE_PRESS, 9, 30, false, "j j Space"},
		{"2 s", MOUSE_PRESS, 9, 40, false, "2"},
		{"7", MOUSE_PRESS, 4, 5, false, "j j"},
		{"7", MOUSE_PRESS, 6, 40, false, "Tab j j"},
		{"7 G", MOUSE_PRESS, 5, 40, true, "Tab j Enter"},
		{"2 ?", MOUSE_PRESS, 6, 10, false, "Down Down"},
		{"2 ?", MOUSE_PRESS, 4, 10, true, "Enter"},
		{":", MOUSE_WHEEL_DOWN, 10, 30, false, "Down"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *mouse = desk_open((DeskOptions){.lines = some}), *keys = desk_open((DeskOptions){.lines = some});
		desk_keys(mouse, rows[i].way);
		desk_mouse(mouse, rows[i].action, rows[i].row, rows[i].col, rows[i].twice);
		desk_keys(keys, rows[i].way);
		desk_keys(keys, rows[i].keys);
		char *got = desk_text(mouse), *want = desk_text(keys);
		if (strcmp(got, want) != 0)
			fail_msg("row %zu: the mouse gives\n%s\nand the keys give\n%s", i, got, want);
		free(got);
		free(want);
		desk_close(mouse);
		desk_close(keys);
	}
}

TEST(check_76_a_line_of_the_shell_runs_or_says_why_not)
{
	static const struct {
		const char *line, *want;
		int row;
	} rows[] = {
		{"go changes", "Changes", 0},
		{"agenda", "July", 0},
		{"task list", "Reminders", 0},
		{"client list --filter tag:опт", "tag:опт", 1},
		{"find Борисов", "Борисов", 1},
		{"client add --name Гусева", "Гусева", -2},
		{"tag vip Антонова", "vip", -2},
		{"backup /tmp/x", "works in the shell alone: kartoteka backup", -2},
		{"theme mono", "Theme: mono", -2},
		{"snooze tomorrow", "Put off", -2},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some, .cols = 120});
		desk_keys(desk, strcmp(rows[i].line, "snooze tomorrow") == 0 ? "5" : "1");
		run_in_palette(desk, rows[i].line);
		char *row = desk_row(desk, rows[i].row);
		if (!strstr(row, rows[i].want)) {
			char *frame = desk_text(desk);
			fail_msg("\"%s\": row %d is |%s|, want %s\n%s", rows[i].line, rows[i].row, row, rows[i].want, frame);
		}
		free(row);
		desk_close(desk);
	}
}

TEST(check_76_export_with_arguments_writes_the_file)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	run_in_palette(desk, "export ics -o ~/out.ics");
	desk_expect_row(desk, -2, "Written: ");
	char *path = path_join(desk->home, "out.ics");
	Str text = {0};
	well(file_read(&text, path));
	assert_non_null(strstr(str_text(&text), "SUMMARY:Летучка"));
	str_done(&text);
	free(path);
	desk_close(desk);
}

TEST(check_76_a_fault_in_a_line_is_told_and_the_line_stays)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "F9");
	type_line(desk, "export vcf");
	desk_expect(desk, "! \"vcf\" is not one of: ics");
	desk_keys(desk, "Enter");
	assert_ptr_equal(ui_top(desk->ui)->kind, &screen_palette);
	desk_expect(desk, ": export vcf▏");
	desk_close(desk);
}

TEST(tag_works_on_marks_with_one_undo)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	desk_keys(desk, "2 Space Space");
	run_in_palette(desk, "tag vip");
	desk_expect_row(desk, -2, "2 clients: tag vip");
	desk_keys(desk, "Esc / text:tag:vip");
	desk_expect_row(desk, 0, "2 of 3");
	desk_keys(desk, "Esc u / text:tag:vip");
	desk_expect_row(desk, 0, "0 of 3");
	desk_close(desk);
}

/* The words under "dates you can type" are read as they stand, in both languages. */
TEST(check_75_the_dates_of_the_help_can_be_typed)
{
	for (int lang = 0; lang < 2; lang++) {
		Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN, .rows = 60, .cols = 80});
		desk_keys(desk, lang ? "? text:даты" : "? text:dates");
		int read = 0;
		bool inside = false;
		for (int row = 1; row < 58; row++) {
			char *line = desk_row(desk, row);
			if (strstr(line, lang ? "ДАТЫ СЛОВАМИ" : "DATES YOU CAN TYPE")) {
				inside = true;
			} else if (inside && !strstr(line, "╰")) {
				char *from = strstr(line, "│ "), *rest = NULL;
				char *to = from ? strstr(from + 3, "│") : NULL;
				if (to)
					*to = '\0';
				for (char *part = from ? from + 4 : NULL; part && *part; part = rest) {
					rest = strstr(part, "  ");
					if (rest) {
						*rest++ = '\0';
						rest += strspn(rest, " ");
					}
					WordsReading reading;
					WordsContext context = work_words(desk->work);
					if (!*part)
						continue;
					Err *err = words_read(&reading, part, &context);
					if (err)
						fail_msg("\"%s\" cannot be typed: %s", part, err->what);
					read++;
				}
			}
			free(line);
		}
		assert_true(read >= 11);
		desk_close(desk);
	}
}

/* The filters that everybody has and the user's own, by their words in either language. */
TEST(check_42_palette_finds_filters_and_themes)
{
	static const struct {
		const char *typed, *want;
	} rows[] = {
		{"просроч", "▌ просрочено"},
		{"overdue", "▌ просрочено"},
		{"без Space след", "без следующего шага"},
		{"без Space шага", "без следующего шага"},
		{"мои Space опт", "мои оптовики"},
		{"тема", "Тема: "},
		{"theme", "Тема: "},
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
	desk_keys(desk, "2 / text:метка:опт Tab f + text:мои Space text:оптовики Enter");
	for (size_t i = 0; i < countof(rows); i++) {
		char *keys = mem_printf("F9 text:%s", rows[i].typed), *space = strstr(keys, " Space ");
		if (space) {
			char *whole = mem_printf("%.*s Space text:%s", (int)(space - keys), keys, space + strlen(" Space "));
			free(keys);
			keys = whole;
		}
		desk_keys(desk, keys);
		if (!desk_has(desk, rows[i].want) || desk_has(desk, "Новый клиент:"))
			fail_msg("%s is not found by %s:\n%s", rows[i].want, rows[i].typed, desk_text(desk));
		desk_keys(desk, "Esc");
		free(keys);
	}
	desk_keys(desk, "1 F9 text:без Space text:след Enter");
	desk_expect_row(desk, 0, "Клиенты");
	desk_expect_row(desk, 1, "без шага");
	desk_close(desk);
}

/* Nothing found by a number: the client has it as a phone, not as a name. */
TEST(check_76_a_number_that_nobody_has_makes_a_client_with_that_phone)
{
	static const char *const ways_in[] = {"F9 text:74951234567", "F9 text:+7 Space text:(495) Space text:123-45-67", "F9 text:1234567"};
	static const char *const phones[] = {"74951234567", "+7 (495) 123-45-67", "1234567"};
	for (size_t i = 0; i < countof(ways_in); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_keys(desk, ways_in[i]);
		desk_expect(desk, "Новый клиент с телефоном");
		desk_keys(desk, "Enter");
		char *frame = desk_text(desk);
		for (char *line = strtok(frame, "\n"); line; line = strtok(NULL, "\n"))
			if (strstr(line, phones[i]) && !strstr(line, "телефон"))
				fail_msg("%s is no phone: %s", phones[i], line);
		free(frame);
		desk_expect(desk, phones[i]);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
	desk_keys(desk, "2 / text:74951234567 Tab n");
	desk_expect(desk, "74951234567");
	desk_expect(desk, "телефон");
	desk_keys(desk, "Tab text:Новый F2");
	desk_run(desk, "client show Новый");
	desk_close(desk);
}

/* The row the cursor stands on in the box, less its frame; the caller frees. */
static char *first_found(Desk *desk)
{
	char *row = desk_cursor_row(desk), *frame = desk_text(desk), *found = NULL;
	for (char *line = strtok(frame, "\n"); line && !found; line = strtok(NULL, "\n")) {
		char *at = strstr(line, "│▌ ");
		char *end = at ? strstr(at + strlen("│▌ "), "│") : NULL;
		if (end)
			found = mem_strndup(at + strlen("│▌ "), (size_t)(end - at) - strlen("│▌ "));
	}
	free(frame);
	free(row);
	return found ? found : mem_strdup("");
}

/* Commands by their names, titles and the words one would say, in both languages whatever is shown, and typed on either layout. */
TEST(check_76_a_command_is_found_by_what_one_would_say)
{
	static const struct {
		Lang lang;
		const char *typed, *want;
	} rows[] = {
		{LANG_EN, "шьзщке", "Import a file"},
		{LANG_EN, "bvgjhn", "Import a file"},
		{LANG_RU, "bvgjhn", "Внести файл"},
		{LANG_RU, "шьзщке", "Внести файл"},
		{LANG_RU, "импорт", "Внести файл"},
		{LANG_RU, "экспорт", "Выгрузить в файл"},
		{LANG_RU, "выгрузить", "Выгрузить в файл"},
		{LANG_RU, "\'rcgjhn", "Выгрузить в файл"},
		{LANG_EN, "экспорт", "Export to a file"},
		{LANG_RU, "язык", "Настройки"},
		{LANG_EN, "language", "Settings"},
		{LANG_RU, "настройки", "Настройки"},
		{LANG_RU, "yfcnhjqrb", "Настройки"},
		{LANG_RU, "параметры", "Настройки"},
		{LANG_RU, "тег", "Теги клиентам"},
		{LANG_RU, "метка", "Теги клиентам"},
		{LANG_RU, "метка опт", "метка опт"},
		{LANG_RU, "тег опт", "тег опт"},
		{LANG_RU, "тема", "Тема: "},
		{LANG_RU, "тема темная", "Тема: тёмная"},
		{LANG_RU, "отменить", "Отменить"},
		{LANG_RU, "печать", "Печать"},
		{LANG_EN, "печать", "Print"},
		{LANG_RU, "выход", "Выйти"},
		{LANG_RU, "справка", "Справка"},
		{LANG_RU, "помощь", "Справка"},
		{LANG_RU, "календарь", "Календарь"},
		{LANG_RU, "rfktylfhm", "Календарь"},
		{LANG_RU, "позвонить", "Позвонить"},
		{LANG_RU, "перейти календарь", "Календарь"},
		{LANG_EN, "goto clients", "Clients"},
		{LANG_RU, "добавить звонок завтра", "добавить звонок завтра"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .lines = some});
		desk_keys(desk, "2 F9");
		type_line(desk, rows[i].typed);
		char *got = first_found(desk);
		if (!str_begins(got, rows[i].want))
			fail_msg("\"%s\" finds first \"%s\", want \"%s\"", rows[i].typed, got, rows[i].want);
		free(got);
		desk_close(desk);
	}
}

/* Each command by its name, in whatever language the screens speak: its exact name stands first. */
TEST(check_76_an_exact_command_name_stands_first)
{
	for (int lang = 0; lang < 2; lang++) {
		int found = 0;
		Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .lines = some, .rows = 40, .cols = 160});
		const CommandSet *set = ui_commands(desk->ui);
		const Command *row;
		desk_keys(desk, "2");
		for (size_t i = 0; (row = command_at(set, i)); i++) {
			if (!command_is_shown(set, row) || row->flags & (COMMAND_SCREEN_ONLY | COMMAND_CLI_ONLY) || !row->title)
				continue;
			desk_keys(desk, "F9");
			type_line(desk, row->name);
			char *got = first_found(desk);
			if (!str_begins(got, _(row->title)))
				fail_msg("\"%s\" finds first \"%s\", want \"%s\"", row->name, got, _(row->title));
			found++;
			free(got);
			desk_keys(desk, "Esc");
		}
		assert_true(found > 15);
		desk_close(desk);
	}
}

/* Dates, with an hour too, and filters written out; a date that is not there is no name. */
TEST(check_76_the_palette_reads_dates_and_filters)
{
	static const struct {
		const char *typed, *want;
	} rows[] = {
		{"15.08", "Перейти к дате: сб 15 августа 2026"},
		{"goto 15.08", "Перейти к дате: сб 15 августа 2026"},
		{"go 15.08", "Перейти к дате: сб 15 августа 2026"},
		{"дата 15.08", "Перейти к дате: сб 15 августа 2026"},
		{"перейти к 15.08", "Перейти к дате: сб 15 августа 2026"},
		{"завтра", "Перейти к дате: пт 24 июля 2026"},
		{"пт 15", "Перейти к дате: пт 24 июля 2026, 15:00"},
		{"пт 15:30", "Перейти к дате: пт 24 июля 2026, 15:30"},
		{"gn 15", "Перейти к дате: пт 24 июля 2026, 15:00"},
		{"без шага", "Отбор: без: следующий шаг"},
		{"no step", "Отбор: без: следующий шаг"},
		{"метка:опт", "Отбор: тег опт"},
		{"контакт Ю 7д", "Отбор: последний контакт больше 7д назад"},
	};
	static const char *const refused[][2] = {
		{"31.02", "31.02"},
		{"goto 31.02", "31.02"},
		{"31 февраля", "31 февраля"},
		{"контакт > абв", "абв"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_keys(desk, "2 F9");
		type_line(desk, rows[i].typed);
		char *got = first_found(desk);
		if (!str_begins(got, rows[i].want))
			fail_msg("\"%s\" finds first \"%s\", want \"%s\"", rows[i].typed, got, rows[i].want);
		free(got);
		desk_close(desk);
	}
	for (size_t i = 0; i < countof(refused); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_keys(desk, "2 F9");
		type_line(desk, refused[i][0]);
		char *text = desk_text(desk), *reason = strstr(text, "│! ");
		if (strstr(text, "Новый клиент") || !reason || !strstr(reason, refused[i][1]))
			fail_msg("\"%s\" is not refused with its reason:\n%s", refused[i][0], text);
		free(text);
		desk_close(desk);
	}
}

/* "пт 15" is the day's clock at that hour, from any screen and inside the calendar; and a name stays a name. */
TEST(check_76_a_date_with_an_hour_opens_that_hour)
{
	static const char *const ways_in[] = {"1", "2", "3", "3 +", "3 + +"};
	for (size_t i = 0; i < countof(ways_in); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_run(desk, "event add Приёмка --start 2026-07-24T21:30 --length 30m");
		desk_run(desk, "event add Утром --start 2026-07-24T08:00 --length 30m");
		ui_changed(desk->ui);
		desk_keys(desk, ways_in[i]);
		run_in_palette(desk, "пт 21:30");
		desk_expect_row(desk, 0, "пт 24 июля");
		char *row = desk_cursor_row(desk);
		if (!strstr(row, "Приёмка"))
			fail_msg("%s: the cursor is on |%s|", ways_in[i], row);
		free(row);
		desk_expect(desk, "22:00");
		run_in_palette(desk, "пт 6:00");
		desk_expect(desk, "06:00");
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
	desk_keys(desk, "F9 text:Пятницкий");
	desk_expect(desk, "Новый клиент: Пятницкий");
	desk_keys(desk, "Esc F9");
	type_line(desk, "завтра 10 перезвонить Иванову");
	desk_expect(desk, "Добавить словами: завтра 10");
	desk_close(desk);
}

/* What was said is done: a tag in words goes to the client of the row. */
TEST(check_76_a_command_in_words_runs)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
	desk_keys(desk, "2 G");
	run_in_palette(desk, "метка вип");
	run_in_palette(desk, "тег");
	type_line(desk, "розница, опт"); /* a list, as in the form */
	desk_keys(desk, "Enter");
	desk_keys(desk, "/ text:метка:вип Space text:тег:розница Space text:тег:опт");
	desk_expect_row(desk, 0, "1 из 3");
	desk_keys(desk, "Esc Esc");
	run_in_palette(desk, "bvgjhn");
	assert_ptr_equal(ui_top(desk->ui)->kind, &screen_menu);
	desk_keys(desk, "Esc");
	run_in_palette(desk, "перейти к напоминаниям");
	desk_expect_row(desk, 0, "Напоминания");
	desk_close(desk);
}

/* F8 ends what is typed in a line, and so does the palette; u brings it back as it was. */
TEST(check_29_a_line_drops_its_draft)
{
	static const struct {
		const char *open, *typed, *drop;
	} rows[] = {
		{"a", "звонить", "F8"},
		{"2 r", "звонить", "F8"},
		{"2 c 1", "звонить", "F8"},
		{"a", "звонить", "F9 text:бросить Space text:черновик Enter"},
		{"2 r", "звонить", "F9 text:drop Enter"},
		{"2 c 1", "звонить", "F9 text:бросить Enter"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_keys(desk, rows[i].open);
		Screen *line = ui_top(desk->ui);
		const ScreenKind *kind = line->kind;
		type_line(desk, rows[i].typed);
		desk_keys(desk, rows[i].drop);
		if (ui_top(desk->ui)->kind == kind)
			fail_msg("%s: %s left the line open:\n%s", rows[i].open, rows[i].drop, desk_text(desk));
		desk_expect_row(desk, -2, "Черновик брошен");
		char *head = desk_row(desk, 0);
		if (strstr(head, "черновик"))
			fail_msg("%s, %s: a draft is left: %s", rows[i].open, rows[i].drop, head);
		free(head);
		desk_keys(desk, "u");
		if (!desk_has(desk, "звонить"))
			desk_keys(desk, "0");
		desk_expect(desk, "звонить");
		desk_close(desk);
	}
	/* Nothing was typed: nothing is dropped, nothing is said. */
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
	desk_keys(desk, "a F8");
	desk_expect_not(desk, "брошен");
	desk_close(desk);
}

/* Over a box the wheel moves in it, over a line nothing: never what lies below. */
TEST(check_26_the_wheel_stays_in_the_box)
{
	static const struct {
		const char *way;
		bool moves;
	} rows[] = {{":", true}, {"s", true}, {"C", false}, {"?", true}, {"f", true}, {"i", false}, {"a", false}, {"c", false}, {"r", false}};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some});
		desk_fill(desk, 60, "Фамилия%02d");
		ui_changed(desk->ui);
		desk_keys(desk, "2");
		char *under = desk_cursor_row(desk);
		desk_keys(desk, rows[i].way);
		char *before = desk_text(desk);
		for (int k = 0; k < 3; k++)
			desk_mouse(desk, MOUSE_WHEEL_DOWN, 12, 40, false);
		char *after = desk_text(desk);
		if ((strcmp(before, after) != 0) != rows[i].moves)
			fail_msg("%s: the wheel %s:\n%s", rows[i].way, rows[i].moves ? "moves nothing" : "moves something", after);
		desk_keys(desk, "Esc");
		if (ui_top(desk->ui)->kind != &screen_clients)
			desk_keys(desk, "Esc");
		char *still = desk_cursor_row(desk);
		if (strcmp(under, still) != 0)
			fail_msg("%s: the wheel moved the list below: |%s|, was |%s|", rows[i].way, still, under);
		free(still);
		free(after);
		free(before);
		free(under);
		desk_close(desk);
	}
}

/* For screen readers: beside a box stands nothing of what lies below it, and choices stand one a line. */
TEST(check_45_boxes_and_choices_stand_alone_on_their_lines)
{
	static const struct {
		const char *way, *title;
	} boxes[] = {
		{":", "Команды и переход"},
		{": text:ант", "Команды и переход"},
		{"2 s", "Порядок по"},
		{"2 C", "Столбцы"},
		{"2 f", "Отборы"},
		{"i", "Внести файл"},
		{"2 y", "Копировать"},
		{"5 z", "Отложить"},
		{"?", "Справка"},
	};
	static const char *const below[] = {"10:30   Летучка", "Борисов Глеб  ", "—  "};
	for (size_t i = 0; i < countof(boxes); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some, .settings = {"look.accessible=yes"}});
		desk_keys(desk, boxes[i].way);
		bool inside = false, seen = false;
		for (int row = 1; row < 22; row++) {
			char *line = desk_row(desk, row);
			char *title = strstr(line, boxes[i].title);
			if (title) {
				inside = seen = true;
				for (const char *at = line; at < title; at++)
					if (*at != ' ')
						fail_msg("%s: beside the title: |%s|", boxes[i].way, line);
			}
			for (size_t k = 0; inside && k < countof(below); k++)
				if (strstr(line, below[k]))
					fail_msg("%s: the screen below stands beside the box: |%s|", boxes[i].way, line);
			if (strstr(line, "Esc"))
				inside = false;
			free(line);
		}
		if (!seen)
			fail_msg("%s: no box %s", boxes[i].way, boxes[i].title);
		desk_close(desk);
	}
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = some, .settings = {"look.accessible=yes"}});
	desk_keys(desk, "2 c");
	for (int row = 1; row < 22; row++) {
		char *line = desk_row(desk, row);
		if (strstr(line, "дозвонился") && strstr(line, "перезвонить"))
			fail_msg("two outcomes in a line: |%s|", line);
		free(line);
	}
	desk_expect(desk, "9 написал вместо звонка");
	desk_keys(desk, "Esc ?");
	for (int row = 1; row < 22; row++) {
		char *line = desk_row(desk, row);
		if (strstr(line, "ЗДЕСЬ") && strstr(line, "НАЙТИ"))
			fail_msg("two columns of help: |%s|", line);
		free(line);
	}
	desk_close(desk);
}

/* A client is found by any case form, as people say it, and by the filter of the list too. */
TEST(check_32_case_forms_in_palette_and_filter)
{
	static const char *const lines[] = {"client add --name \"Иванов Игорь Петрович\"", "client add --name \"Новак Павел\"", "client add --name \"Д'Артаньян Шарль\"", NULL};
	static const char *const said[][3] = {
		{"Иванову", "Иванов Игорь Петрович", "Новак Павел"},
		{"с Space text:Ивановым", "Иванов Игорь Петрович", "Новак Павел"},
		{"Новаку", "Новак Павел", "Иванов Игорь"},
		{"от Space text:Новака", "Новак Павел", "Иванов Игорь"},
		{"Д'Артаньяну", "Д'Артаньян Шарль", "Новак Павел"},
		{"дартаньяну", "Д'Артаньян Шарль", "Новак Павел"},
	};
	for (size_t i = 0; i < countof(said); i++) {
		for (size_t k = 0; k < 2; k++) {
			Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = lines});
			char typed[200];
			snprintf(typed, sizeof typed, k ? "2 / text:%s" : ": text:%s", said[i][0]);
			desk_keys(desk, typed);
			desk_expect(desk, said[i][1]);
			if (desk_has(desk, said[i][2]))
				fail_msg("%s: others too", typed);
			desk_close(desk);
		}
	}
}

/* The box of a path is as wide as the window lets it be: a usual path is read whole, a name beside it keeps its folder. */
TEST(a_path_is_read_whole_while_it_is_typed)
{
	static const char path[] = "/home/orehov/Downloads/clients-2026-07-23.ics";
	Desk *desk = desk_open((DeskOptions){0});
	char *keys = mem_printf("i text:%s", path);
	desk_keys(desk, keys);
	desk_expect(desk, path);
	app_resize(desk->ui, 10, 40);
	desk_expect(desk, "2026-07-23.ics");
	free(keys);
	desk_close(desk);
}

/* Where the window has no room beside the box nothing of what lies behind touches it, and three rows are seen. */
TEST(check_11_the_palette_fills_the_smallest_window)
{
	Desk *desk = desk_open((DeskOptions){.rows = 10, .cols = 40});
	desk_keys(desk, "2 F9 text:go");
	for (int row = 3; row < 7; row++) {
		char *text = desk_row(desk, row);
		assert_int_equal(strncmp(text, "│", strlen("│")), 0);
		free(text);
	}
	desk_expect(desk, "Tab scope: all   Enter   Esc ╯");
	desk_close(desk);
}

/* What the worker has not found yet is not called nothing: no new client is offered, and Enter waits for it. Here it answers at once. */
TEST(check_75_palette_waits_for_what_is_sought)
{
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lines = some});
	desk_keys(desk, "2 : text:етучк");
	PaletteState *p = ui_top(desk->ui)->state;
	assert_int_equal(p->n, 1);
	assert_int_equal(p->rows[0].type, ROW_HIT);
	assert_false(p->seeking);
	/* As it is before the answer. */
	p->seeking = true;
	p->n = p->n_found = 0;
	desk_expect(desk, "searching…");
	desk_expect_not(desk, "New client");
	desk_keys(desk, "Enter");
	desk_expect_row(desk, 0, "Летучка");
	/* Where there is really nothing it is told then. */
	desk_keys(desk, "Esc 2 : text:етучкж");
	p = ui_top(desk->ui)->state;
	assert_int_equal(p->rows[0].type, ROW_NEW);
	desk_close(desk);
}

/* What the worker finds comes between the rows: the cursor that was moved meanwhile stays on its own. */
TEST(check_75_palette_cursor_stays_when_things_come)
{
	static const char *const lines[] = {
		"client add --name \"Завтрак Сервис\"",
		"event add \"Завтрак с гостями\" --start 2026-07-24T09:00 --length 1h",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lines = lines, .file = true});
	desk_keys(desk, "2 : text:завтра PgDn");
	PaletteState *p = ui_top(desk->ui)->state;
	char *text = mem_strdup(p->rows[p->cursor].text);
	assert_int_equal(p->rows[p->cursor].type, ROW_DATE);
	while (p->seeking)
		app_answers(desk->ui, 1000);
	assert_int_equal(p->n_found, 1);
	assert_string_equal(p->rows[p->cursor].text, text);
	assert_int_equal(p->rows[p->cursor - 1].type, ROW_HIT);
	free(text);
	desk_close(desk);
}

/* The first row too, that nobody moved to: Enter does what was seen, not what came above it. */
TEST(check_75_palette_first_row_keeps_the_cursor_when_things_come)
{
	static const char *const lines[] = {"event add \"Завтрак с гостями\" --start 2026-07-24T09:00 --length 1h", NULL};
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lines = lines, .file = true});
	desk_keys(desk, "2 : text:завтра");
	PaletteState *p = ui_top(desk->ui)->state;
	assert_int_equal(p->cursor, 0);
	assert_true(p->seeking);
	Row first = p->rows[0];
	char *text = mem_strdup(first.text);
	while (p->seeking)
		app_answers(desk->ui, 1000);
	assert_int_equal(p->n_found, 1);
	assert_int_equal(p->rows[0].type, ROW_HIT);
	assert_int_equal(p->rows[p->cursor].type, first.type);
	assert_string_equal(p->rows[p->cursor].text, text);
	free(text);
	desk_close(desk);
}

/* A command chosen by its title, with nothing said behind it, does what its key does. */
TEST(check_47_a_bare_command_opens_what_its_key_opens)
{
	static const struct {
		const char *keys, *line;
		const ScreenKind *opens;
		const char *says;
	} rows[] = {
		{"2", "client add", &screen_form, NULL},
		{"2", "client edit", &screen_form, "Антонова"},
		{"2", "log", &screen_call, "Антонова"},
		{"3 Tab", "event edit", &screen_form, "Летучка"},
		{"3 Tab", "remind add", &screen_line, "How long before"},
		{"7", "task done", NULL, "Put the cursor on a task first"},
		{"3", "event edit", NULL, "Several things"},
		{"5", "task edit", &screen_form, NULL},
		{"7", "event edit", NULL, "Put the cursor on an event first"},
		{"7", "remind done", NULL, "Put the cursor on a reminder first"},
		{"7", "remind add", NULL, "Put the cursor on an event or a task first"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = some});
		desk_keys(desk, rows[i].keys);
		const ScreenKind *before = ui_top(desk->ui)->kind;
		run_in_palette(desk, rows[i].line);
		if (ui_top(desk->ui)->kind != (rows[i].opens ? rows[i].opens : before))
			fail_msg("%s opens %s", rows[i].line, ui_top(desk->ui)->kind->name);
		if (rows[i].says)
			desk_expect(desk, rows[i].says);
		desk_close(desk);
	}
}

/* What changed nothing offers no `u`: it would take back an older change. */
TEST(palette_command_that_changes_nothing_offers_no_undo)
{
	Desk *desk = desk_open((DeskOptions){.lines = some});
	run_in_palette(desk, "client edit Борисов --given Глеб");
	desk_expect(desk, "Борисов");
	desk_expect_not(desk, "u undo");
	run_in_palette(desk, "client edit Борисов --given Пётр");
	desk_expect(desk, "u undo");
	desk_close(desk);
}

TEST(clients_that_come_late_stand_in_the_palette_as_if_they_had_been_found_at_once)
{
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lang = LANG_EN, .lines = some});
	desk_keys(desk, ": text:Антонова");
	Screen *s = ui_top(desk->ui);
	PaletteState *p = s->state;
	char *before = frame_text(app_frame(desk->ui));
	/* As it is where the time of a key was over: nobody was found yet, and the worker is asked. */
	p->late = mem_strdup("Антонова");
	palette_fill(s);
	for (size_t i = 0; i < p->n; i++)
		assert_true(p->rows[i].type != ROW_CLIENT);
	palette_ask(s);
	char *after = frame_text(app_frame(desk->ui));
	assert_string_equal(after, before);
	free(before);
	free(after);
	/* Another letter asks anew. */
	desk_keys(desk, "Backspace");
	assert_null(p->late);
	desk_keys(desk, "Enter");
	desk_expect_row(desk, 0, "Антонова");
	desk_close(desk);
}

/* Commands that the same letters fit stand below clients: they are not what Enter does while those are late, nor does the cursor go down with them. */
TEST(enter_waits_for_clients_who_come_late_above_commands)
{
	static const char *const lines[] = {"client add --name \"Themis Anna\"", NULL};
	for (int way = 0; way < 3; way++) {
		Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lang = LANG_EN, .lines = lines, .file = true});
		desk_keys(desk, ": text:them");
		Screen *s = ui_top(desk->ui);
		PaletteState *p = s->state;
		while (p->seeking)
			app_answers(desk->ui, 1000);
		assert_int_equal(p->rows[0].type, ROW_CLIENT);
		assert_true(p->n > 1);
		char *before = frame_text(app_frame(desk->ui));
		free(p->late);
		p->late = mem_strdup("them");
		p->n_clients = 0;
		palette_fill(s);
		palette_ask(s);
		assert_true(p->seeking && p->n);
		assert_int_equal(p->cursor, 0);
		assert_true(p->rows[0].type != ROW_CLIENT);
		if (way == 0) {
			while (p->seeking)
				app_answers(desk->ui, 1000);
			assert_int_equal(p->cursor, 0);
			char *after = frame_text(app_frame(desk->ui));
			assert_string_equal(after, before);
			free(after);
		} else if (way == 1) {
			desk_keys(desk, "Enter");
			desk_expect_row(desk, 0, "Themis");
		} else if (p->n > 1) {
			/* A row that was moved to stays. */
			desk_keys(desk, "Down");
			char *text = mem_strdup(p->rows[p->cursor].text);
			while (p->seeking)
				app_answers(desk->ui, 1000);
			assert_int_equal(p->rows[0].type, ROW_CLIENT);
			assert_string_equal(p->rows[p->cursor].text, text);
			free(text);
		}
		free(before);
		desk_close(desk);
	}
}
