/* SPDX-License-Identifier: MIT */
/* Check 62: what the shell's `add` makes of a line and what the quick line on the screen makes of it is the same, record for record; a dry run tells it. */
#include "desk.h"
#include "kartoteka/store/care.h"

static const char *const people[] = {"client add --name \"Иванов Игорь\" --phone \"+7 916 123-45-67\"", "client add --name \"Smirnov John\" --organization Vector", NULL};

static const char *const lines[] = {
	"call Smirnov tomorrow 10",
	"звонок иванов завтра в 10 15м про договор #опт",
	"meet vector fri 10:00 1h at Tverskaya 7 #wholesale",
	"Орлов Николай, Вектор, 916 123-45-99, звонок завтра в 10",
	"ООО «Север», +7 495 222-40-40",
	"купить бумагу",
	"pdjyjr bdfyjde pfdnhf d 10",
	"совещание каждый пн в 9",
	"отпуск с 1 по 14 августа",
	"!high отчёт",
	"письмо ivan@site.example",
	"через неделю отчёт #опт",
	"обед 13-14",
};

/* All but the names that are drawn anew each time. */
static char *dump(Desk *desk)
{
	static const char *const drawn[] = {"\"uuid\":\"", "\"uid\":\""};
	Str text = {0};
	well(care_dump(desk->work->store, &text));
	char *out = str_take(&text);
	for (size_t i = 0; i < countof(drawn); i++)
		for (char *at = out; (at = strstr(at, drawn[i]));)
			for (at += strlen(drawn[i]); *at && *at != '"'; at++)
				*at = '.';
	return out;
}

TEST(check_62_the_shell_and_the_screen_read_alike)
{
	for (size_t i = 0; i < countof(lines); i++) {
		Desk *shell = desk_open((DeskOptions){.lines = people}), *screen = desk_open((DeskOptions){.lines = people});
		char *line = mem_printf("add \"%s\"", lines[i]), *before = dump(shell);
		TermEvent typed = {.type = EVENT_PASTE, .text = lines[i]};
		desk_run(shell, line);
		desk_keys(screen, "a");
		app_event(screen->ui, &typed, 5000000);
		desk_keys(screen, "Enter");
		char *one = dump(shell), *other = dump(screen);
		if (strcmp(one, before) == 0)
			fail_msg("\"%s\" makes nothing", lines[i]);
		if (strcmp(one, other) != 0) {
			printf("%s", desk_text(screen));
			fail_msg("\"%s\": the shell makes\n%s\nthe screen\n%s", lines[i], one, other);
		}
		free(line);
		free(before);
		free(one);
		free(other);
		desk_close(shell);
		desk_close(screen);
	}
}

/* --dry-run prints how the line is read, in the words that the screen echoes under it; neither writes anything. */
TEST(check_62_a_dry_run_prints_what_the_screen_echoes)
{
	for (int lang = 0; lang < 2; lang++)
		for (size_t i = 0; i < countof(lines); i++) {
			Desk *desk = desk_open((DeskOptions){.lines = people, .lang = (Lang)lang, .rows = 40, .cols = 250});
			char *line = mem_printf("add \"%s\"", lines[i]), *before = dump(desk);
			TermEvent typed = {.type = EVENT_PASTE, .text = lines[i]};
			desk->work->dry_run = true;
			char *printed = desk_output(desk, line);
			desk->work->dry_run = false;
			char *after = dump(desk);
			assert_string_equal(before, after);
			desk_keys(desk, "a");
			app_event(desk->ui, &typed, 5000000);
			char *echo = mem_strndup(printed, strcspn(printed, "\n"));
			if (strlen(echo) < 3 || !desk_has(desk, echo))
				fail_msg("\"%s\": the dry run prints\n%s\nthe screen echoes\n%s", lines[i], printed, desk_text(desk));
			free(echo);
			free(printed);
			free(line);
			free(before);
			free(after);
			desk_close(desk);
		}
}

/* The name of somebody we have: Tab puts the number on that card instead of making another. */
TEST(check_62_quick_joins_who_has_the_name)
{
	Desk *desk = desk_open((DeskOptions){.lines = (const char *const[]){"client add --name 'Smith John' --phone '+7 916 123-45-67'", NULL}});
	desk_keys(desk, "a text:Smith");
	desk_keys(desk, "text:,");
	desk_keys(desk, "Space text:9167776655");
	desk_expect(desk, "already here: Smith John 916 123-45-67");
	desk_expect(desk, "Tab: it is who is here");
	desk_keys(desk, "Tab");
	desk_expect(desk, "Tab: somebody new");
	desk_expect_not(desk, "already here");
	desk_keys(desk, "Enter");
	char *shown = desk_output(desk, "client show Smith");
	if (!strstr(shown, "777-66-55") || !strstr(shown, "123-45-67"))
		fail_msg("the number is not on the card: %s", shown);
	free(shown);
	desk_keys(desk, "u");
	shown = desk_output(desk, "client show Smith");
	assert_null(strstr(shown, "777-66-55"));
	free(shown);
	desk_close(desk);
}
