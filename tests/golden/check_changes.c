/* SPDX-License-Identifier: MIT */
/* Changes: each row names the record that people know, who changed it and what; taken back or not, removed or not. Mock-up 16. */
#include "desk.h"
#include "kartoteka/store/journal.h"

static const char *const made[] = {
	"client add --name \"Антонова Вера\" --phone \"+7 916 111-11-11\"",
	"client add --name \"Борисов Глеб\"",
	"log Антонова --kind call --outcome reached --text \"говорили о цене\" --next \"пт 10 счёт\"",
	"log Борисов --kind call --outcome no-answer",
	"task add \"звонок\" --due 2026-07-24T12:00 --client Борисов",
	NULL,
};

static void see(Desk *desk)
{
	desk_keys(desk, "F9 text:go Space text:changes Enter");
}

/* Newest first, from this row of the list on. */
static void expect_rows(Desk *desk, const char *const *want, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *row = desk_row(desk, 5 + (int)i), *word = mem_strdup(want[i]), *rest = word;
		for (char *part; (part = strtok_r(rest, "|", &rest));)
			if (!strstr(row, part))
				fail_msg("row %zu has no \"%s\": %s\n%s", i, part, row, desk_text(desk));
		free(word);
		free(row);
	}
}

TEST(changes_name_the_client_of_a_contact)
{
	static const char *const rows[] = {
		"я|звонок|+ дело",
		"я|Борисов Глеб|+ звонок, не ответил",
		"я|Антонова Вера|+ звонок, дозвонился",
		"я|Борисов Глеб|+ клиент",
		"я|Антонова Вера|+ клиент",
		"я|Орехов Пётр|+ сотрудник",
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = made});
	see(desk);
	expect_rows(desk, rows, countof(rows));
	desk_close(desk);
}

TEST(changes_name_what_was_taken_back)
{
	static const char *const rows[] = {
		"Антонова Вера|Отменено: добавлено", "Антонова Вера|Отменено: звонок, дозвонился", "  звонок|Отменено: добавлено", "×|звонок|+ дело", "Борисов Глеб|+ звонок",
		"×|Антонова Вера|+ звонок, дозвонился", "Борисов Глеб|+ клиент", "×|Антонова Вера|+ клиент"};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = made});
	see(desk);
	desk_keys(desk, "u Down Down u Down Down u");
	expect_rows(desk, rows, countof(rows));
	desk_expect(desk, "Антонова Вера: + способ связи");
	desk_expect_not(desk, "напоминание  ");
	desk_close(desk);
}

/* Who works with a base for the first time is written into it under words of its own, and has an author as all else has. */
TEST(changes_name_who_came_to_the_base)
{
	Desk *desk = desk_open((DeskOptions){.lines = made});
	char *listed = desk_output(desk, "changes");
	if (!strstr(listed, "  Орехов Пётр  Added to the staff: orehov  "))
		fail_msg("%s", listed);
	free(listed);
	desk_close(desk);
}

/* A form writes under the same words as a command. */
TEST(changes_say_what_a_form_did)
{
	Desk *desk = desk_open((DeskOptions){.lines = made});
	desk_keys(desk, "5 G e C-u text:phone Space text:him F2");
	char *listed = desk_output(desk, "changes --limit 1");
	if (!strstr(listed, "Changed: \"phone him\""))
		fail_msg("%s", listed);
	free(listed);
	desk_keys(desk, "u");
	desk_expect_row(desk, -2, "Taken back: Changed: \"phone him\"");
	desk_close(desk);
}

/* The record stands beside what was taken back; whose change it was stays, whatever the person is called now. */
/* Taking back what took something back brings that again, and says so as U does; what stands at the right is the key that works. */
TEST(changes_say_again_of_an_undo_that_is_undone)
{
	static const struct {
		Lang lang;
		const char *undone, *again, *row_undone, *row_again, *redo, *undo;
	} words[] = {
		{LANG_RU, "Отменено: Добавлено: «звонок»", "Сделано снова: Добавлено: «звонок»", "Отменено: добавлено", "Снова: добавлено", "U вернуть", "u отменить"},
		{LANG_EN, "Taken back: Added: \"звонок\"", "Done again: Added: \"звонок\"", "Taken back: added", "Again: added", "U redo", "u undo"},
	};
	for (size_t i = 0; i < countof(words); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = words[i].lang, .lines = made});
		see(desk);
		desk_keys(desk, "u");
		desk_expect_row(desk, -2, words[i].undone);
		desk_expect_row(desk, -2, words[i].redo);
		desk_keys(desk, "Up u");
		desk_expect_row(desk, -2, words[i].again);
		desk_expect_row(desk, -2, words[i].undo);
		desk_expect_row(desk, 5, words[i].row_again);
		desk_expect_row(desk, 6, words[i].row_undone);
		desk_keys(desk, "Home u");
		desk_expect_row(desk, -2, words[i].undone);
		desk_expect_row(desk, 5, words[i].row_undone);
		desk_keys(desk, "U");
		desk_expect_row(desk, -2, words[i].again);
		desk_close(desk);
	}
}

TEST(changes_keep_their_author_and_say_a_thing_once)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = made});
	desk_run(desk, "client edit Борисов --source выставка");
	desk_run(desk, "undo");
	desk_run(desk, "redo");
	desk_run(desk, "undo");
	static const char *const rows[] = {"я|Борисов Глеб|Отменено: источник", "я|Борисов Глеб|Снова: источник", "я|Борисов Глеб|Отменено: источник", "я|Борисов Глеб|источник"};
	see(desk);
	expect_rows(desk, rows, countof(rows));
	desk_close(desk);
}

TEST(changes_name_the_owner_of_a_phone_and_of_a_reminder)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = made});
	desk_run(desk, "client edit Борисов --phone \"+7 903 555-12-12\"");
	desk_keys(desk, "5 z text:завтра Enter");
	see(desk);
	static const char *const rows[] = {"счёт", "Борисов Глеб"};
	expect_rows(desk, rows, countof(rows));
	desk_keys(desk, "Down Enter");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_card);
	desk_expect_row(desk, 0, "Борисов");
	desk_close(desk);
}

/* Lines of a file are kept beside what people see: they are no rows of theirs. */
TEST(changes_of_a_file_name_what_is_in_it)
{
	static const char file[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Somewhere\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
							   "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\n"
							   "DTSTART;TZID=Somewhere:20260724T100000\r\nSUMMARY:Показ\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .lines = made});
	char *path = path_join(desk->home, "one.ics"), *line = mem_printf("import %s", path);
	well(file_write(path, file, sizeof file - 1));
	desk_run(desk, line);
	Arena *arena = arena_new();
	void *events = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_event, &events, &n, arena));
	assert_int_equal(n, 1);
	char *edit = mem_printf("event edit %lld --where \"Лесная 12\"", (long long)((const Event *)events)->head.id);
	desk_run(desk, edit);
	free(edit);
	arena_free(arena);
	see(desk);
	static const char *const rows[] = {"Показ|Лесная 12", "one.ics|новых 1"};
	expect_rows(desk, rows, countof(rows));
	desk_keys(desk, "Down");
	desk_expect_not(desk, "VEVENT");
	desk_expect_not(desk, "VTIMEZONE");
	desk_keys(desk, "u");
	desk_expect_not(desk, "VEVENT");
	desk_expect_not(desk, "VTIMEZONE");
	free(line);
	free(path);
	desk_close(desk);
}

/* Mock-up 16: what taking it back would do, and whether something stands in the way. */
TEST(changes_say_what_taking_back_would_do)
{
	static const char *const lines[] = {
		"client add --name \"Орлова Ксения\"",
		"client edit Орлова --source выставка",
		"client edit Орлова --source сайт",
		"client edit Орлова --source письмо",
		NULL,
	};
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 36, .cols = 120, .lines = lines});
	desk_keys(desk, "F9 text:go Space text:changes Enter");
	desk_expect(desk, "ЕСЛИ СНЯТЬ");
	desk_expect(desk, "письмо → сайт");
	desk_expect(desk, "после неё это никто не менял");
	desk_keys(desk, "j j"); /* the second one before: its value is neither there nor what it was */
	desk_expect(desk, "выставка → —");
	desk_expect(desk, "менялось после неё");
	app_resize(desk->ui, 24, 80);
	desk_expect(desk, "отмена: источник: выставка → —");
	desk_close(desk);
}

/* Of a large change it is said how much of it was looked at. */
TEST(changes_say_how_much_was_looked_at)
{
	static const struct {
		int n;
		const char *says;
	} cases[] = {{20, "nobody changed this since"}, {60, "nobody touched its last 50 changes"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120});
		desk_fill(desk, cases[i].n, "Smith%03d");
		ui_changed(desk->ui);
		see(desk);
		desk_expect(desk, cases[i].says);
		desk_close(desk);
	}
}

/* ---- who, when, what ---- */

/* Two people's work of three days: Anna's of a week ago and of today, one's own of yesterday and today. */
static Desk *of_two(Lang lang)
{
	static const char *const first[] = {"client add --name \"Antonova Vera\" --phone \"+7 916 111-11-11\"", "note add \"Likes tea\" --client Antonova --date 2026-07-01", NULL};
	Desk *desk = desk_open((DeskOptions){.lang = lang, .now = "2026-07-10T10:00:00+03:00", .lines = first, .later = true});
	Staff anna;
	const Staff me = desk->work->me;
	int64_t batch;
	well(work_begin(desk->work, "staff add", "%s", "Anna"));
	record_init(&kind_staff, &anna);
	anna.login.s = "anna";
	anna.name.s = "Belova Anna";
	well(work_make(desk->work, &kind_staff, &anna));
	well(work_commit(desk->work, &batch));
	desk_clock(desk, "2026-07-22T10:00:00+03:00");
	desk_run(desk, "client add --name \"Borisov Gleb\"");
	desk->work->me = anna;
	desk_run(desk, "log Borisov --kind call --outcome no-answer");
	desk_clock(desk, "2026-07-23T09:00:00+03:00");
	desk_run(desk, "task add \"quote\" --due 2026-07-24T12:00 --client Borisov");
	desk->work->me = me;
	desk_run(desk, "log Antonova --kind call --outcome reached");
	desk_clock(desk, "2026-07-23T09:42:00+03:00");
	desk_show(desk);
	see(desk);
	return desk;
}

/* f narrows by who, when, what and to the record under the cursor; the head says what is shown; Esc and F show all again. */
TEST(changes_are_narrowed_by_who_when_and_what)
{
	static const struct {
		const char *keys, *head, *seen, *hidden;
	} cases[] = {
		{"", "Changes ▸ all", "quote", "nothing of it"},
		{"f 2", "Changes ▸ me ", "Antonova Vera", "quote"},
		{"f 3", "Changes ▸ Belova Anna ", "quote", "Antonova"},
		{"f 3 f 1", "Changes ▸ all", "Antonova", "nothing of it"},
		{"f 5", "Changes ▸ today ", "quote", "YESTERDAY"},
		{"f 6", "Changes ▸ the last 7 days ", "YESTERDAY", "10 July"},
		{"f 5 f 3", "Changes ▸ Belova Anna · today ", "quote", "Borisov"},
		{"f 9", "Changes ▸ contacts ", "Antonova", "quote"},
		{"f End Up Up Up Enter", "Changes ▸ notes ", "Likes tea", "quote"},
		{"f End Up Up Up Enter f 3", "Changes ▸ Belova Anna · notes ", "Nothing was changed here: Belova Anna · notes", "Likes"},
		{"f End Enter", "Changes ▸ Antonova Vera ", "+ client", "quote"},
		{"f End Enter f End Up Enter", "Changes ▸ all", "quote", "nothing of it"},
		{"f 3 f 5 Esc", "Changes ▸ all", "Antonova", "nothing of it"},
		{"f 3 F", "Changes ▸ all", "Antonova", "nothing of it"},
		{"w 3", "Changes ▸ Belova Anna ", "quote", "Antonova"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = of_two(LANG_EN);
		desk_keys(desk, cases[i].keys);
		desk_expect_row(desk, 0, cases[i].head);
		desk_expect(desk, cases[i].seen);
		desk_expect_not(desk, cases[i].hidden);
		desk_close(desk);
	}
}

/* The box says what is shown, in both languages; nothing found says how to widen. */
TEST(changes_say_what_is_shown)
{
	Desk *desk = of_two(LANG_RU);
	desk_expect_row(desk, -1, "f кто, когда, что");
	desk_keys(desk, "f 3 f 5 f");
	desk_expect(desk, "КТО");
	desk_expect(desk, "КОГДА");
	desk_expect(desk, "ЧТО");
	desk_expect(desk, "показано");
	desk_keys(desk, "Esc");
	desk_expect_row(desk, 0, "Правки ▸ Belova Anna · сегодня");
	desk_keys(desk, "f 9");
	desk_expect(desk, "Правок здесь нет: Belova Anna · сегодня · контакты");
	desk_expect(desk, "f выберет другие, Esc покажет все");
	desk_close(desk);
}

/* Values are told as people know them: a name, a repeat in words, the last day. */
TEST(changes_tell_values_in_words)
{
	static const struct {
		const char *lines[3], *edit, *en, *ru, *never;
	} cases[] = {
		{{"log Antonova --kind call --text hm"}, "contact edit %lld --outcome no-answer", "outcome: — → no answer", "исход: — → не ответил", "→ 9"},
		{{"log Antonova --kind call --outcome no-answer"}, "contact edit %lld --kind mail", "kind: call → mail", "вид: звонок → письмо", "kind: 1"},
		{{"event add Stand-up --start 2026-07-24T09:00 --length 30m --every day"}, "event edit %lld --every week --reach whole", "repeats: every day → every week", "повтор: каждый день → каждую неделю", "FREQ"},
		{{"event add Stand-up --start 2026-07-24T09:00 --length 30m --every day"}, "event edit %lld --start 2026-08-03T10:00 --at 2026-08-03 --reach following", "repeats: every day → every day until", "повтор: каждый день → каждый день до", "FREQ"},
		{{"event add Fair --start 2026-12-01 --end 2026-12-03"}, "event edit %lld --end 2026-12-05", "ends: 03.12.2026 → 05.12.2026", "конец: 03.12.2026 → 05.12.2026", "06.12.2026"},
		{{"task add quote --due 2026-07-24", "client add --name \"Borisov Gleb\"", NULL}, "task edit %lld --client Borisov", "client: — → Borisov Gleb", "клиент: — → Borisov Gleb", "— → 2"},
	};
	static const Kind *const made_kinds[] = {&kind_interaction, &kind_interaction, &kind_event, &kind_event, &kind_event, &kind_task};
	for (size_t i = 0; i < countof(cases); i++)
		for (int lang = 0; lang < 2; lang++) {
			static const char *const first[] = {"client add --name \"Antonova Vera\"", NULL};
			Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .rows = 36, .cols = 220, .lines = first});
			Arena *arena = arena_new();
			void *records = NULL;
			size_t n = 0;
			for (size_t line = 0; cases[i].lines[line]; line++)
				desk_run(desk, cases[i].lines[line]);
			well(store_all(desk->work->store, made_kinds[i], &records, &n, arena));
			assert_int_equal(n, 1);
			char *edit = mem_printf(cases[i].edit, (long long)((const Record *)records)->id);
			desk_run(desk, edit);
			free(edit);
			arena_free(arena);
			see(desk);
			desk_expect(desk, lang == LANG_RU ? cases[i].ru : cases[i].en);
			desk_expect_not(desk, cases[i].never);
			desk_close(desk);
		}
}
