/* SPDX-License-Identifier: MIT */
/* Help, manual and completion are written from the same tables. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/command/complete.h"
#include "kartoteka/command/manual.h"
#include "tables.h"
#include "test.h"

static void fits(const char *text, int width)
{
	for (const char *end; *text; text = end + (*end == '\n')) {
		end = text + strcspn(text, "\n");
		char *line = mem_strndup(text, (size_t)(end - text));
		if (utf8_width(line) > width || (end > text && end[-1] == ' '))
			fail_msg("wider than %d or a blank at its end: \"%s\"", width, line);
		free(line);
	}
}

TEST(check_60_help_leads_with_examples)
{
	Str got = {0};
	help_program(&got, &shell_set, "Cards in a terminal.", "import a.ics  # bring a calendar in\ncard list --filter x", 0);
	fits(str_text(&got), 80);
	const char *examples = strstr(str_text(&got), "Examples:"), *commands = strstr(str_text(&got), "Commands:");
	assert_true(examples && commands && examples < commands);
	assert_non_null(strstr(str_text(&got), "  cards import a.ics  # bring a calendar in\n"));
	assert_non_null(strstr(str_text(&got), "  card list               List cards.\n"));
	assert_null(strstr(str_text(&got), "move down"));
	assert_null(strstr(str_text(&got), "Fails."));
	str_done(&got);
}

TEST(help_of_one)
{
	Str got = {0};
	assert_null(help_command(&got, &shell_set, "import", 0));
	fits(str_text(&got), 80);
	expect_text("import", str_text(&got),
	            "cards import: Bring files in.\n"
	            "\nExamples:\n"
	            "  cards import a.ics  # one file\n"
	            "  cards import -\n"
	            "\nUsage:\n"
	            "  cards import [--format ics|vcf] [--output FILE] FILE...\n"
	            "\nFirst paragraph that is long enough to be broken over more than one single line\n"
	            "of a terminal of eighty cells.\n\n.Second.\n"
	            "\nArguments:\n"
	            "  FILE                    what to read\n"
	            "\nOptions:\n"
	            "  --format CHOICE         how it is written: ics, vcf\n"
	            "  -o, --output FILE       where to\n");
	str_cut(&got, 0);
	assert_null(help_command(&got, &shell_set, "card", 40));
	fits(str_text(&got), 40);
	assert_non_null(strstr(str_text(&got), "card show"));
	assert_null(strstr(str_text(&got), "import"));
	Err *err = help_command(&got, &shell_set, "crad list", 0);
	assert_non_null(err);
	expect_text("todo", err->todo, "Did you mean \"card list\"?");
	err_free(err);
	str_done(&got);
}

TEST(manual_is_mdoc)
{
	static const char keys[] = "[any]\nq Q = quit\n\\ = quit\nj = move down\n";
	static const char page[] = ".Sh COMMANDS\n@COMMANDS@\n.Sh OPTIONS\n@OPTIONS@\n.Sh KEYS\n@KEYS@\n.Sh END\n";
	static const char *const contexts[] = {"any", "none", NULL};
	Keymap *keymap = keymap_new();
	Str got = {0};
	keymap_read(keymap, NULL, "keys", keys, strlen(keys));
	manual_page(&got, page, &shell_set, keymap, contexts);
	assert_non_null(strstr(str_text(&got), ".It Ic \"import\" Oo Fl \"\\-format\" Ar \"ics|vcf\" Oc Oo Fl \"\\-output\" Ar \"FILE\" Oc Ar \"FILE\" ...\n"));
	assert_non_null(strstr(str_text(&got), "\n.Pp\n\\&.Second.\n"));
	assert_non_null(strstr(str_text(&got), ".Ss Context any\n"));
	assert_non_null(strstr(str_text(&got), ".It Ic \"q Q\"\nQuit (quit).\n"));
	assert_null(strstr(str_text(&got), "Context none"));
	assert_null(strstr(str_text(&got), "@"));
	str_done(&got);
	keymap_free(keymap);
}

TEST(completion)
{
	static const struct {
		const char *line, *want;
		size_t from;
	} cases[] = {
		{"", "import card tag snooze log add backup config", 0},
		{"c", "card config", 0},
		{"card ", "add list show", 5},
		{"card l", "list", 5},
		{"card list --", "--filter --limit --quiet --db --zone --json --dry-run --help", 10},
		{"card list --f", "--filter", 10},
		{"log 17 --kind ", "call mail meeting", 14},
		{"log 17 --kind m", "mail meeting", 14},
		{"log 17 --kind=m", "--kind=mail --kind=meeting", 7},
		{"card show ", "ivanov", 10},
		{"card show iv", "ivanov", 10},
		{"card show x", "", 10},
		{"card show ivanov ", "", 17},
		{"--json ca", "card", 7},
		{"--zone UTC card s", "show", 16},
		{"--zone ", "", 7},
		{"import ", "<file>", 7},
		{"import a b ", "<file>", 11},
		{"import -o ", "<file>", 10},
		{"import -- --", "<file>", 10},
		{"config ", "check", 7},
		{"nothing ", "", 8},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Offers offers = {0};
		Str got = {0};
		complete_line(&offers, &shell_set, &shell_host, cases[i].line, strlen(cases[i].line));
		for (size_t k = 0; k < offers.n; k++)
			str_addf(&got, "%s%s", k ? " " : "", offers.at[k].sort == OFFER_FILE ? "<file>" : offers.at[k].word);
		expect_text(cases[i].line, str_text(&got), cases[i].want);
		if (offers.n > 0)
			assert_int_equal(offers.from, cases[i].from);
		str_done(&got);
		offers_done(&offers);
	}
}

TEST(shell_scripts)
{
	static const char *const shells[] = {"bash", "zsh", "fish"};
	for (size_t i = 0; i < countof(shells); i++) {
		Str got = {0};
		assert_true(complete_script(&got, shells[i], "cards"));
		assert_non_null(strstr(str_text(&got), "cards complete -- "));
		assert_null(strstr(str_text(&got), "@NAME@"));
		str_done(&got);
	}
	Str none = {0};
	assert_false(complete_script(&none, "dos", "cards"));
}
