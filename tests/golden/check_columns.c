/* SPDX-License-Identifier: MIT */
/* The columns of the list of clients at every width: what is whole, what leaves first, and that what is cut says so. Checks 10 and 15. */
#include "desk.h"
#include "kartoteka/work/exchange.h"
#include "kartoteka/base/utf8.h"

static const char *const wide_row[] = {
	"client add --name \"Константинопольская-Верхнева Александра Станиславовна\" --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\" --source \"выставка мебельщиков, март\"",
	"task add \"перезвонить про доставку в Казань и взять оригинал акта\" --due 2026-07-22T15:00 --client Константинопольская",
	NULL,
};

/* Titles of the head row, as they begin; the order in which they must stay when it grows narrow. */
static const struct {
	const char *name, *title;
} columns[] = {
	{"name", "Имя"},
	{"step", "Следующий"},
	{"phone", "Телефон"},
	{"contact", "Контакт"},
	{"employer", "Орг"},
};

/* The row of the heads without the sign of the order, which a search has not. */
static char *heads(Desk *desk, int row)
{
	char *text = desk_row(desk, row), *sign = strstr(text, "▴"), *pane = strstr(text, "│");
	if (pane)
		*pane = '\0';
	if (!sign)
		sign = strstr(text, "▾");
	if (sign) {
		*sign = ' ';
		memmove(sign + 1, sign + strlen("▴"), strlen(sign + strlen("▴")) + 1);
	}
	return text;
}

TEST(check_10_name_step_and_date_are_whole_at_80)
{
	static const struct {
		Lang lang;
		const char *name, *step, *due, *want;
	} rows[] = {
		{LANG_RU, "Иванова Ирина Валерьевна", "звонок", "2026-07-23T10:00", "• 10:00 звонок"},
		{LANG_RU, "Иванова Ирина Валерьевна", "позвонить", "2026-07-23T10:00", "• 10:00 позвонить"},
		{LANG_RU, "Иванова Ирина Валерьевна", "допродажа", "2026-08-15", "15.08 допродажа"},
		{LANG_RU, "Иванова Ирина Валерьевна", "перезвонить", "2026-07-27T10:00", "пн 27 перезвонить"},
		{LANG_RU, "Иванова Ирина Валерьевна", "попытка 2", "2026-07-24T10:00", "пт 24 попытка 2"},
		{LANG_RU, "Иванова Ирина Валерьевна", "звонок: проект договора", "2026-07-23T10:00", "• 10:00 звонок"},
		{LANG_RU, "Иванова Ирина Валерьевна", "отправить КП", "2026-07-27T10:00", "пн 27 отправить КП"},
		{LANG_RU, "Иванова Ирина Валерьевна", "перезвонить", "2026-07-20T10:00", "! 20.07 перезвонить"},
		{LANG_EN, "Alison Montgomery-Blythe", "send papers", "2026-07-29T10:00", "Wed 29 send papers"},
		{LANG_EN, "Alison Montgomery-Blythe", "meeting", "2026-07-29T10:00", "Wed 29 meeting"},
		{LANG_EN, "Alison Montgomery-Blythe", "call back", "2026-07-22T15:00", "! 22.07 call back"},
		{LANG_EN, "Alison Montgomery-Blythe", "attempt 2", "2026-07-24T10:00", "Fri 24 attempt 2"},
		{LANG_EN, "Alison Montgomery-Blythe", "invoice", "2026-07-21T12:00", "! 21.07 invoice"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .later = true});
		char line[300];
		snprintf(line, sizeof line, "client add --name \"%s\" --kind person --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\"", rows[i].name);
		desk_run(desk, line);
		snprintf(line, sizeof line, "task add \"%s\" --due %s --client \"%s\"", rows[i].step, rows[i].due, rows[i].name);
		desk_run(desk, line);
		desk_show(desk);
		desk_keys(desk, "2");
		desk_expect(desk, rows[i].want);
		desk_expect(desk, "916 123-45-67");
		desk_expect(desk, "Вектор");
		char *head = desk_row(desk, 2), *row = NULL;
		if (!strstr(head, rows[i].lang == LANG_RU ? "Орг" : "Org"))
			fail_msg("no organization at 80: |%s|", head);
		free(head);
		desk_expect(desk, rows[i].name);
		for (int r = 4; r < 10; r++) {
			row = desk_row(desk, r);
			if (strstr(row, rows[i].name) && strstr(row, "…"))
				fail_msg("row \"%s\": cut: |%s|", rows[i].want, row);
			free(row);
		}
		desk_close(desk);
	}
}

/* A page where every column is full: the organization gives way, never the step, the name or the phone. */
TEST(check_10_usual_steps_are_whole_beside_long_organizations)
{
	static const struct {
		const char *due, *ru, *en;
	} days[] = {
		{"2026-07-23T10:00", "• 10:00", "• 10:00"},
		{"2026-07-20T10:00", "! 20.07", "! 20.07"},
		{"2026-07-29T10:00", "ср 29", "Wed 29"},
		{"2026-08-15", "15.08", "15.08"},
	};
	static const char *const names[][countof(days)] = {
		[LANG_RU] = {"Иванова Ирина Валерьевна", "Петрова Мария Дмитриевна", "Орлова Татьяна Сергеевна", "Котова Надежда Андреевна"},
		[LANG_EN] = {"Alison Montgomery-Blythe", "Fitzgerald-Barnes Edward", "Featherstone-Hall Robert", "Cunningham-Wright Joseph"},
	};
	static const struct {
		Lang lang;
		const char *step;
	} rows[] = {
		{LANG_RU, "отправить КП"},
		{LANG_RU, "перезвонить"},
		{LANG_RU, "выслать счёт"},
		{LANG_EN, "send quote"},
		{LANG_EN, "send papers"},
		{LANG_EN, "prepare offer"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .later = true});
		for (size_t k = 0; k < countof(days); k++) {
			const char *name = names[rows[i].lang][k];
			char *add = mem_printf("client add --name \"%s\" --kind person --phone \"+7 916 123-45-6%zu\" --organization \"ООО Строительные технологии Севера\"", name, k);
			char *task = mem_printf("task add \"%s\" --due %s --client \"%s\"", rows[i].step, days[k].due, name);
			desk_run(desk, add);
			desk_run(desk, task);
			free(add);
			free(task);
		}
		desk_show(desk);
		desk_keys(desk, "2");
		for (size_t k = 0; k < countof(days); k++) {
			char *step = mem_printf("  %s %s", rows[i].lang == LANG_RU ? days[k].ru : days[k].en, rows[i].step);
			char *name = mem_printf(" %s ", names[rows[i].lang][k]), *phone = mem_printf(" 916 123-45-6%zu ", k);
			desk_expect(desk, step);
			desk_expect(desk, name);
			desk_expect(desk, phone);
			free(step);
			free(name);
			free(phone);
		}
		desk_expect(desk, rows[i].lang == LANG_RU ? "Орг" : "Org");
		desk_close(desk);
	}
}

/* One step that no room would make whole takes nothing of the organizations', and moves no column when it comes and goes. */
TEST(check_10_a_long_step_leaves_organizations_their_share)
{
	static const struct {
		Lang lang;
		int rows, cols, head;
		const char *step;
	} rows[] = {
		{LANG_RU, 24, 80, 2, "звонок про договор"},
		{LANG_RU, 36, 120, 3, "звонок про договор"},
		{LANG_RU, 24, 80, 2, "отправить обновлённое коммерческое предложение"},
		{LANG_EN, 24, 80, 2, "call about the contract"},
		{LANG_EN, 36, 120, 3, "call about the contract"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].lang, .rows = rows[i].rows, .cols = rows[i].cols, .later = true});
		desk_run(desk, "client add --name \"Иванова Ирина Валерьевна\" --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\"");
		desk_run(desk, "log Иванова --kind call --outcome reached --at \"2026-07-22 12:00\"");
		const char *usual = rows[i].lang == LANG_RU ? "позвонить" : "invoices";
		char *other = mem_printf("task add %s --due 2026-07-24 --client Иванова", usual), *sooner = mem_printf("task add %s --due 2026-07-24 --client Орлова", usual);
		desk_run(desk, other);
		desk_run(desk, "client add --name \"Орлова Ольга Викторовна\" --phone \"+7 916 123-45-68\" --organization \"ООО Вектор\"");
		char *task = mem_printf("task add \"%s\" --due 2026-07-25 --client Орлова", rows[i].step);
		desk_run(desk, task);
		free(task);
		desk_show(desk);
		desk_keys(desk, "2");
		const char *whole = rows[i].cols == 80 ? "  ООО «Вектор»  " : "  Вектор "; /* beside a pane two cells are missing */
		desk_expect(desk, whole);
		desk_expect(desk, rows[i].lang == LANG_RU ? "  сб 25 " : "  Sat 25 ");
		char *with = heads(desk, rows[i].head);
		desk_run(desk, sooner);
		desk_keys(desk, "F5");
		desk_expect(desk, whole);
		char *without = heads(desk, rows[i].head);
		expect_text(rows[i].step, with, without);
		free(other);
		free(sooner);
		free(with);
		free(without);
		desk_close(desk);
	}
}

/* Two blanks at least part the columns, whatever is in them. */
TEST(check_10_two_blanks_between_columns)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	desk_run(desk, "client add --name \"ООО Вектор\"");
	for (int i = 0; i < 12; i++) {
		char line[200];
		snprintf(line, sizeof line, "client add --name \"Иванова Ирина%c Валерьевна\" --phone \"+7 916 123-45-%02d\" --organization \"ООО Вектор\"", i ? ' ' : 'a', i);
		desk_run(desk, line);
	}
	desk_run(desk, "log Вектор --kind call --outcome reached --at \"today 09:00\"");
	desk_run(desk, "task add \"перезвонить\" --due 2026-07-20T10:00 --client Вектор");
	desk_show(desk);
	desk_keys(desk, "2");
	char *row = NULL;
	for (int r = 4; r < 16; r++) {
		row = desk_row(desk, r);
		if (strstr(row, "12 чел"))
			break;
		free(row);
		row = NULL;
	}
	assert_non_null(row);
	if (!strstr(row, "  сегодня  ") || !strstr(row, "! 20.07 перезвонить"))
		fail_msg("|%s|", row);
	free(row);
	desk_close(desk);
}

/* From 40 to 250 columns: name and state always there, a column that is there stays as it grows wider, nothing wider than the frame. */
TEST(check_15_columns_leave_by_priority)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = wide_row});
	desk_keys(desk, "2 F3");
	bool seen[countof(columns)] = {false};
	for (int cols = 60; cols <= 250; cols++) {
		app_resize(desk->ui, 24, cols);
		int head_row = cols >= 110 ? 3 : 2;
		char *head = desk_row(desk, head_row), *frame = desk_text(desk);
		for (size_t i = 0; i < countof(columns); i++) {
			bool here = strstr(head, columns[i].title) != NULL;
			if (i < 2 && !here)
				fail_msg("at %d: no %s: |%s|", cols, columns[i].name, head);
			for (size_t k = 0; k < i; k++)
				if (here && !strstr(head, columns[k].title))
					fail_msg("at %d: %s is there and %s is not: |%s|", cols, columns[i].name, columns[k].name, head);
			if (seen[i] && !here)
				fail_msg("at %d: %s left as it grew wider", cols, columns[i].name);
			seen[i] = here;
		}
		if (!strstr(frame, "! 22.07"))
			fail_msg("at %d: no state", cols);
		free(head);
		free(frame);
	}
	for (size_t i = 0; i < countof(columns); i++)
		assert_true(seen[i]);
	desk_close(desk);
}

TEST(check_15_what_is_cut_ends_with_an_ellipsis)
{
	static const char name[] = "Константинопольская-Верхнева Александра Станиславовна";
	static const char step[] = "перезвонить про доставку в Казань и взять оригинал акта";
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = wide_row});
	desk_keys(desk, "2 F3");
	for (int cols = 40; cols <= 250; cols++) {
		app_resize(desk->ui, 24, cols);
		char *row = NULL;
		for (int r = 1; r < 8; r++) {
			row = desk_row(desk, r);
			if (strstr(row, "Константин"))
				break;
			free(row);
			row = NULL;
		}
		if (!row)
			fail_msg("at %d: no row", cols);
		assert_true(utf8_width(row) <= cols);
		const char *at = strstr(row, "22.07 ");
		if (!at)
			fail_msg("at %d: no date: |%s|", cols, row);
		size_t whole = strstr(row, name) ? strlen(name) : 0, told = strstr(row, step) ? strlen(step) : 0;
		int cuts = 0;
		for (const char *dots = row; (dots = strstr(dots, "…")); dots++)
			cuts++;
		if (cuts < !whole + !told)
			fail_msg("at %d: cut and does not say so: |%s|", cols, row);
		free(row);
	}
	desk_close(desk);
}

/* Columns chosen by hand leave by the same rule; name and state stay. */
TEST(check_15_columns_chosen_by_hand)
{
	Desk *desk = desk_open((DeskOptions){
		.lang = LANG_RU,
		.settings = {"list.clients=name phone employer contact step source owner born since tries"},
		.lines = wide_row,
	});
	desk_keys(desk, "2 F3");
	int before = 0;
	for (int cols = 40; cols <= 250; cols++) {
		app_resize(desk->ui, 24, cols);
		desk_expect(desk, "Константин");
		desk_expect(desk, "! 22.07");
		if (cols < 60)
			continue;
		char *head = desk_row(desk, cols >= 110 ? 3 : 2);
		static const char *const all[] = {"Имя", "Следующий", "Телефон", "Контакт", "Орг", "Источник", "Чей", "Родил", "Заведён", "Попыт"};
		int n = 0;
		for (size_t i = 0; i < countof(all); i++)
			n += strstr(head, all[i]) != NULL;
		if (n < before)
			fail_msg("at %d: fewer columns than one cell before: |%s|", cols, head);
		before = n;
		free(head);
	}
	assert_true(before >= 9);
	desk_close(desk);
}

/* Columns stand where they stood wherever one scrolls and whatever is filtered; nor does a call that is logged move them. */
TEST(check_10_columns_keep_their_widths)
{
	static const char *const ways[] = {
		"PgDn",
		"PgDn PgDn",
		"End",
		"PgUp",
		"Home j",
		"/ text:с",
		"text:ел",
		"Tab",
		"Esc",
		"/ text:а",
		"Backspace",
		"text:an",
		"Esc",
		"Esc",
		"f 2",
		"F",
		"c 2 Enter",
		"S",
		"S",
	};
	static const struct {
		int rows, cols, head;
	} sizes[] = {{24, 80, 2}, {36, 120, 3}, {24, 100, 2}};
	for (int lang = 0; lang < 2; lang++)
		for (size_t i = 0; i < countof(sizes); i++) {
			Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN, .rows = sizes[i].rows, .cols = sizes[i].cols, .later = true});
			well(demo_fill(desk->work, 300, 1));
			desk_show(desk);
			desk_keys(desk, "2");
			char *first = heads(desk, sizes[i].head);
			for (size_t k = 0; k < countof(ways); k++) {
				desk_keys(desk, ways[k]);
				char *now = heads(desk, sizes[i].head);
				if (strcmp(first, now) != 0)
					fail_msg("%dx%d, %zu: %s:\n|%s|\n|%s|", sizes[i].cols, sizes[i].rows, k, ways[k], first, now);
				free(now);
			}
			free(first);
			desk_close(desk);
		}
}

/* The step of the row under the cursor is told whole below where its column cuts it. */
TEST(check_10_a_step_that_is_cut_is_whole_in_the_preview)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = wide_row});
	desk_keys(desk, "2 j");
	for (int i = 0; i < 3 && !desk_has(desk, "взять оригинал акта"); i++)
		desk_keys(desk, "k");
	desk_expect(desk, "перезвонить про доставку в Казань и взять оригинал акта");
	desk_close(desk);
}

/* ---- what was searched ---- */

/* The cells of a row in the style of a match, as text. */
static char *matched(Desk *desk, int row)
{
	const Frame *frame = app_frame(desk->ui);
	Str out = {0};
	for (int col = 0; col < frame->cols; col++)
		if ((frame_cell(frame, row, col)->style & STYLE_ROLE_MASK) == STYLE_MATCH)
			str_add(&out, frame_shown(frame, row, col));
	char *text = mem_strdup(str_text(&out));
	str_done(&out);
	return text;
}

TEST(searched_letters_are_marked_in_names)
{
	static const struct {
		const char *name, *typed, *want;
	} rows[] = {
		{"Иванов Игорь", "text:иван", "Иван"},
		{"Иванов Игорь", "text:bdfy", "Иван"},   /* the other layout */
		{"Семёнов Пётр", "text:семен", "Семён"}, /* yo is ye */
		{"ООО Вектор", "text:вект", "Вект"},
		{"Иванов Игорь", "text:игорь Space text:иван", "ИванИгорь"},
		{"Петров Иван", "text:иван", "Иван"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
		char *line = mem_printf("client add --name \"%s\"", rows[i].name);
		desk_run(desk, line);
		free(line);
		desk_show(desk);
		desk_keys(desk, "2 /");
		desk_keys(desk, rows[i].typed);
		char *got = matched(desk, 4);
		expect_text(rows[i].typed, got, rows[i].want);
		free(got);
		desk_keys(desk, "Esc");
		got = matched(desk, 4);
		expect_text(rows[i].typed, got, "");
		free(got);
		desk_close(desk);
	}
}

TEST(check_15_a_phone_loses_its_extension_before_a_digit)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .later = true});
	desk_run(desk, "client add --name \"АО Маяк\" --phone \"+7 495 225-90-30 доб. 12\"");
	desk_show(desk);
	desk_keys(desk, "2");
	desk_expect(desk, " 495 225-90-30 доб. 12  "); /* nobody else needs the room */
	desk_run(desk, "client add --name \"Константинопольская-Верхнева Александра\" --kind person");
	desk_keys(desk, "F5");
	desk_expect(desk, " 495 225-90-30  ");
	desk_close(desk);
}

/* A number from abroad is read by its groups where there is room, by its country's code at least. */
TEST(phones_from_abroad_are_grouped_in_lists)
{
	static const struct {
		const char *phone, *list, *narrow, *card;
	} rows[] = {
		{"+49 301234510", " +49 301 234 510 ", " +49 301234510 ", "+49 301 234 510"},
		{"+1-212-555-0108", " +1 212 555 0108 ", " +1 2125550108 ", "+1 212 555 0108"},
		{"+375 29 6114055", " +375 29 611-40-55 ", " +375296114055 ", "+375 29 611-40-55"},
		{"+44 20 7946 0958 ext. 12", " +44 2079 460 958 ", " +442079460958 ", "+44 2079 460 958"},
		{"8 916 123-45-67", " 916 123-45-67 ", " 916 123-45-67 ", "+7 916 123-45-67"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.later = true});
		char *line = mem_printf("client add --name \"Smith John\" --phone \"%s\"", rows[i].phone);
		desk_run(desk, line);
		desk_show(desk);
		desk_keys(desk, "2");
		desk_expect_row(desk, 4, rows[i].list);
		desk_expect(desk, rows[i].card); /* in the preview */
		desk_run(desk, "client add --name \"Featherstonehaugh-Cholmondeley Alexander\" --kind person");
		desk_keys(desk, "F5 Home Down");
		desk_expect_cursor(desk, rows[i].narrow);
		free(line);
		desk_close(desk);
	}
}

/* Mock-up 2b: what nobody needs is an organization's, and "Contact" leans over what its title leaves. */
TEST(organizations_are_whole_where_there_is_room)
{
	static const struct {
		Lang lang;
		int cols;
		const char *head, *row;
	} cases[] = {
		{LANG_RU, 80, "Контакт  Следующий шаг", "  ООО «Вектор»  "},
		{LANG_RU, 120, "Контакт  Следующий шаг", "  ООО «Вектор»  "},
		{LANG_EN, 80, "Contact  Next step", "  ООО «Вектор»  "},
		{LANG_EN, 120, "Contact  Next step", "  ООО «Вектор»  "},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = cases[i].lang, .rows = cases[i].cols == 120 ? 36 : 24, .cols = cases[i].cols, .later = true});
		desk_run(desk, "client add --name \"Иванова Ирина Валерьевна\" --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\"");
		desk_run(desk, "log Иванова --kind call --outcome reached --at \"2026-07-22 12:00\"");
		desk_run(desk, "task add звонок --due 2026-07-23T10:00 --client Иванова");
		desk_run(desk, "client add --name \"Орлова Ольга Викторовна\" --phone \"+7 916 123-45-68\"");
		desk_run(desk, "task add визит --due 2026-08-15 --client Орлова");
		desk_show(desk);
		desk_keys(desk, "2");
		desk_expect(desk, cases[i].head);
		desk_expect(desk, cases[i].row);
		desk_close(desk);
	}
}

/* ---- between columns ---- */

/* True when this head stands in the row with two blanks or its end behind it. */
static bool has_gap(const char *row, const char *head)
{
	for (const char *at = strstr(row, head); at; at = strstr(at + 1, head)) {
		const char *end = at + strlen(head);
		if (str_begins(end, "▴") || str_begins(end, "▾")) /* by which the list is sorted */
			end += strlen("▴");
		if (!*end || !end[1] || (end[0] == ' ' && (end[1] == ' ' || !end[2])))
			return true;
	}
	return false;
}

/* Two blanks stand between the heads of every list, in both languages and at every width. */
TEST(check_77_heads_have_a_gap)
{
	static const struct {
		const char *keys, *en[6], *ru[6];
	} lists[] = {
		{"2", {"Name", "Phone", "Organization", "Contact", "Next step"}, {"Имя", "Телефон", "Организация", "Контакт", "Следующий шаг"}},
		{"7 Right", {"Outcome", "Counts", "Offers"}, {"Исход", "Считать", "Предложить"}},
		{"7 Down Down Down Right", {"Setting", "Value", "Where from"}, {"Настройка", "Значение", "Откуда"}},
		{"7 End Right", {"Action", "Keys", "Russian", "Where"}, {"Действие", "Клавиши", "Русская", "Где"}},
		{"7 G Up Right", {"Setting", "Value", "Where from"}, {"Настройка", "Значение", "Откуда"}},
	};
	static const int widths[] = {60, 72, 80, 90, 100, 110, 120, 160};
	for (int lang = 0; lang < 2; lang++) {
		for (size_t w = 0; w < countof(widths); w++) {
			Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN, .rows = 30, .cols = widths[w], .later = true});
			well(demo_example(desk->work));
			desk_show(desk);
			for (size_t i = 0; i < countof(lists); i++) {
				const char *const *heads = lang ? lists[i].ru : lists[i].en;
				desk_keys(desk, lists[i].keys);
				char *row = NULL;
				for (int r = 1; r < 6 && !row; r++) {
					row = desk_row(desk, r);
					if (!strstr(row, heads[0])) {
						free(row);
						row = NULL;
					}
				}
				for (size_t h = 0; row && h < 6 && heads[h]; h++)
					if (strstr(row, heads[h]) && !has_gap(row, heads[h]))
						fail_msg("%s at %d: behind \"%s\" in |%s|", lists[i].keys, widths[w], heads[h], row);
				free(row);
				desk_keys(desk, "1");
			}
			desk_close(desk);
		}
	}
}

/* How many people an organization has is said with a word or not at all. */
TEST(columns_have_no_bare_number_of_people)
{
	static const char *const lines[] = {
		"client add --name \"Сидорова Анна\" --organization \"ООО Вектор-Северо-Запад\"",
		"client add --name \"Константинопольский Иван\" --phone \"+7 903 555-12-12\" --organization \"ООО Вектор-Северо-Запад\"",
		"task add \"отправить обновлённое коммерческое предложение\" --due 2026-07-28T10:00 --client Константинопольский",
		NULL,
	};
	for (int cols = 40; cols < 120; cols++) {
		Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .cols = cols, .lines = lines});
		desk_keys(desk, "2");
		char *text = desk_text(desk), *row = strstr(text, "Вектор-Северо");
		char *end = row ? strchr(row, '\n') : NULL;
		if (end)
			*end = '\0';
		char *two = row ? strstr(row, " 2 ") : NULL;
		if (two && strncmp(two, " 2 чел", strlen(" 2 чел")) != 0)
			fail_msg("%d: %s", cols, row);
		free(text);
		desk_close(desk);
	}
}
