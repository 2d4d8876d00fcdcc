/* SPDX-License-Identifier: MIT */
/* Words and lines to calls. */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/command/line.h"
#include "test.h"

TEST(tables_are_sound)
{
	Str faults = {0};
	bool sound = command_check(&faults, &shell_set);
	expect_text("faults", str_text(&faults), "");
	assert_true(sound);
	str_done(&faults);
}

TEST(tables_faults_are_found)
{
	static const Arg bad_args[] = {
		{"rest", ARG_REST, 0, .help = "x"},
		{"after", ARG_TEXT, 0, .help = "x"},
		{"flag", ARG_FLAG, 0, .help = "x"},
		{"none", ARG_TEXT, .flags = ARGF_OPTION},
		{0},
	};
	static const Command bad[] = {{.name = "Bad Name here", .args = bad_args}, {.name = "twice", .help = "x"}, {.name = "twice", .help = "x"}};
	const CommandTable table = {bad, countof(bad)};
	const CommandSet set = {&table, 1, NULL, FACE_ALL, "x"};
	static const char *const wanted[] = {
		"lower-case",
		"Bad Name here after: after",
		"flag must",
		"none: no help",
		"no help",
		"no function",
		"there twice",
	};
	Str faults = {0};
	assert_false(command_check(&faults, &set));
	for (size_t i = 0; i < countof(wanted); i++) {
		if (!strstr(str_text(&faults), wanted[i]))
			fail_msg("\"%s\" is not among:\n%s", wanted[i], str_text(&faults));
	}
	str_done(&faults);
}

TEST(split)
{
	static const struct {
		const char *line, *words; /* joined by | */
	} cases[] = {
		{"", ""},
		{"   ", ""},
		{"a b\tc", "a|b|c"},
		{"add \"call Ivanov\" now", "add|call Ivanov|now"},
		{"add 'call Ivanov' now", "add|call Ivanov|now"},
		{"O'Brien d'Artagnan", "O'Brien|d'Artagnan"},
		{"name:'Ivan Petrov' x='a b'", "name:Ivan Petrov|x=a b"},
		{"a\"b c\"d", "ab cd"},
		{"\"say \\\"hi\\\" \\\\ \\n\"", "say \"hi\" \\ \\n"},
		{"a\\ b c\\", "a b|c\\"},
		{"\"\" ''", "|"},
		{"звонок «Вектор, ООО» завтра", "звонок|«Вектор,|ООО»|завтра"},
		{"open \"never closed", "open|never closed"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		LineWords words = {0};
		Str got = {0};
		line_split(&words, cases[i].line, strlen(cases[i].line));
		for (size_t k = 0; k < words.n; k++)
			str_addf(&got, "%s%s", k ? "|" : "", words.at[k].text);
		expect_text(cases[i].line, str_text(&got), cases[i].words);
		str_done(&got);
		line_done(&words);
	}
}

TEST(quote_comes_back)
{
	static const char *const cases[] = {
		"",
		"plain",
		"two words",
		"O'Brien",
		"'",
		"\"",
		"back\\slash",
		"\\",
		"tab\there",
		"Ёж «х»",
		"a\nb",
		"-o",
		"#№",
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str line = {0};
		LineWords words = {0};
		str_add(&line, "x ");
		line_quote(&line, cases[i]);
		str_add(&line, " y");
		line_split(&words, str_text(&line), line.n);
		assert_int_equal(words.n, 3);
		expect_text(str_text(&line), words.at[1].text, cases[i]);
		assert_false(words.open);
		line_done(&words);
		str_done(&line);
	}
}

/* A call as text: name, then each value "arg=text" in the order given. */
static void describe(Str *out, const CommandCall *call)
{
	static const char *const names[] = {"file", "format", "output", "name", "phone", "born", "filter", "limit", "quiet", "thing", "tag", "when",
	                                    "kind", "at", "from", "text", "line", "minutes", "db", "zone", "json", "dry-run", "help"};
	const Command *command = call_command(call);
	str_add(out, command ? command->name : call_group(call) ? call_group(call)
	                                                        : "-");
	for (size_t i = 0; i < countof(names); i++) {
		bool own = command && command_arg_named(command, names[i]);
		if (!own && i < 18)
			continue;
		for (size_t k = 0; k < call_count(call, names[i]); k++)
			str_addf(out, " %s=%s", names[i], call_text_at(call, names[i], k) ? call_text_at(call, names[i], k) : "yes");
	}
}

static void describe_err(Str *out, Err *err)
{
	str_addf(out, "! %s @%d [%s]", err->word ? err->word : "", err->at, err->todo ? err->todo : "");
	err_free(err);
}

typedef struct Case {
	const char *line, *want;
} Case;

static void expect_lines(const CommandSet *set, const Case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		CommandCall *call = NULL;
		Str got = {0};
		Err *err = call_parse_line(&call, set, cases[i].line);
		if (err)
			describe_err(&got, err);
		else
			describe(&got, call);
		expect_text(cases[i].line, str_text(&got), cases[i].want);
		call_free(call);
		str_done(&got);
	}
}

TEST(shell_lines)
{
	static const Case cases[] = {
		{"", "-"},
		{"--json", "- json=yes"},
		{"--help", "- help=yes"},
		{"import a b c", "import file=a file=b file=c"},
		{"import - --format ics", "import file=- format=ics"},
		{"import --format=vcf -o out.ics x", "import file=x format=vcf output=out.ics"},
		{"import -oout x", "import file=x output=out"},
		{"import -- --format", "import file=--format"},
		{"--db x.db card list", "card list db=x.db"},
		{"--db=x.db --json card list --filter \"a b\" --zone UTC", "card list filter=a b db=x.db zone=UTC json=yes"},
		{"card list --limit 5 --limit 6 -q", "card list limit=5 limit=6 quiet=yes"},
		{"card list -qh", "card list quiet=yes help=yes"},
		{"card list --filter=-tag:vip", "card list filter=-tag:vip"},
		{"card list --filter --odd", "card list filter=--odd"},
		{"card add --name X --phone 1 --phone 2 --born yesterday", "card add name=X phone=1 phone=2 born=yesterday"},
		{"card --help", "card help=yes"},
		{"card -h", "card help=yes"},
		{"card list --help", "card list help=yes"},
		{"config", "config"},
		{"config check", "config check"},
		{"tag 17 vip", "tag thing=17 tag=vip"},
		{"tag ivanov 'very important'", "tag thing=ivanov tag=very important"},
		{"snooze 17 tomorrow 10", "snooze thing=17 when=tomorrow 10"},
		{"snooze 17 'tomorrow 10'", "snooze thing=17 when=tomorrow 10"},
		{"add call O'Brien  \"asap\" -5", "add line=call O'Brien  \"asap\" -5"},
		{"add \"call Ivanov tomorrow 10\"", "add line=call Ivanov tomorrow 10"},
		{"add --dry-run call 'em", "add line=call 'em dry-run=yes"},
		{"add \"never closed", "add line=\"never closed"},
		{"fail", "fail"},
		/* errors point at the word */
		{"import --formt ics x", "! --formt @7 [Did you mean --format?]"},
		{"card list --limit", "! --limit @10 []"},
		{"card list --limit five", "! five @18 []"},
		{"card list --limit 0", "! 0 @18 []"},
		{"card list --limit=x", "! x @18 []"},
		{"card list --quiet=yes", "! --quiet=yes @10 []"},
		{"card list extra", "! extra @10 [Put what belongs together in quotes.]"},
		{"card list -x", "! -x @10 []"},
		{"import --format icx a", "! icx @16 [Did you mean \"ics\"?]"},
		{"imprt x", "! imprt @0 [Did you mean \"import\"?]"},
		{"crad list", "! crad @0 [Did you mean \"card list\"?]"},
		{"card lsit", "! lsit @5 [Did you mean \"card list\"?]"},
		{"card zzzzzz", "! zzzzzz @5 [After \"card\" comes one of: add, list, show.]"},
		{"card", "! card @0 [After \"card\" comes one of: add, list, show.]"},
		{"шьзщке", "! шьзщке @0 [Did you mean \"import\"?]"},
		{"--dbb x import", "! --dbb @0 [Did you mean --db?]"},
		{"move down", "! move @0 []"},
		{"go date", "! go @0 []"},
		{"card list --filter \"open", "! open @19 []"},
	};
	expect_lines(&shell_set, cases, countof(cases));
}

TEST(screen_lines)
{
	static const Case cases[] = {
		{"move down", "move down"},
		{"quit", "quit"},
		{"later 15", "later minutes=15"},
		{"later -15", "later minutes=-15"},
		{"later", "later"},
		{"go date fri 10", "go date when=fri 10"},
		/* what the focus can give may be left out before the rest */
		{"tag vip", "tag tag=vip"},
		{"tag 17 vip", "tag thing=17 tag=vip"},
		{"snooze tomorrow 10", "snooze when=tomorrow 10"},
		{"snooze 17 tomorrow 10", "snooze thing=17 when=tomorrow 10"},
		{"snooze #17 10:30", "snooze thing=#17 when=10:30"},
		{"snooze", "snooze"},
		{"card show ivanov", "card show thing=ivanov"},
		{"card show", "card show"},
		{"backup x", "! backup @0 []"},
	};
	expect_lines(&screen_set, cases, countof(cases));
}

TEST(shell_words)
{
	static const struct {
		const char *words[6];
		const char *want;
	} cases[] = {
		{{"add", "call Ivanov tomorrow 10", "--dry-run"}, "add line=call Ivanov tomorrow 10 dry-run=yes"},
		{{"add", "call", "Ivanov", "tomorrow"}, "add line=call Ivanov tomorrow"},
		{{"import", "a b.ics", "-"}, "import file=a b.ics file=-"},
		{{"card list"}, "! card list @0 [Did you mean \"card list\"?]"},
		{{"card", "list", "--limt", "3"}, "! --limt @2 [Did you mean --limit?]"},
		{{"card", "list", "--filter", ""}, "card list filter="},
		{{"tag", "17", ""}, "tag thing=17 tag="},
		{{""}, "!  @0 []"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		CommandCall *call = NULL;
		Str got = {0};
		size_t n = 0;
		while (n < 6 && cases[i].words[n])
			n++;
		Err *err = call_parse_words(&call, &shell_set, n, cases[i].words);
		if (err)
			describe_err(&got, err);
		else
			describe(&got, call);
		expect_text(cases[i].words[0], str_text(&got), cases[i].want);
		call_free(call);
		str_done(&got);
	}
}

TEST(suggestions_are_one)
{
	static const struct {
		const char *wrong, *want;
	} cases[] = {{"quti", NULL}, {"imort", "import"}, {"zzz", NULL}, {"tga", "tag"}, {"snoze", "snooze"}, {"fial", NULL}, {"", NULL}};
	for (size_t i = 0; i < countof(cases); i++)
		expect_text(cases[i].wrong, command_suggest(&shell_set, cases[i].wrong), cases[i].want);
	expect_text("quti", command_suggest(&screen_set, "quti"), "quit");
}

TEST(usage_lines)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{"import", "import [--format ics|vcf] [--output FILE] FILE..."},
		{"card add", "card add --name TEXT [--phone TEXT]... [--born DATE]"},
		{"card list", "card list [--filter QUERY] [--limit NUMBER] [--quiet]"},
		{"snooze", "snooze ID WHEN"},
		{"config", "config"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str got = {0};
		command_usage(&got, command_find(&shell_set, cases[i].name));
		expect_text(cases[i].name, str_text(&got), cases[i].want);
		str_done(&got);
	}
}
