/* SPDX-License-Identifier: MIT */
/* Values, references, the focus, what is missing, and running. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "tables.h"
#include "test.h"

static CommandCall *parsed(const CommandSet *set, const char *line)
{
	CommandCall *call = NULL;
	Err *err = call_parse_line(&call, set, line);
	if (err)
		fail_msg("\"%s\": %s", line, err->what);
	return call;
}

static CommandCall *ready(const CommandSet *set, const CommandHost *host, const char *line)
{
	CommandCall *call = parsed(set, line);
	Err *err = call_ready(NULL, call, host);
	if (err)
		fail_msg("\"%s\": %s", line, err->what);
	return call;
}

TEST(values)
{
	char text[WHEN_TEXT];
	const char *const instant = text;
	CommandCall *call = ready(&shell_set, &shell_host, "log #17 --kind MAIL --at 2026-07-22T10:00:00+03:00 --from 2026-07-01 --text -");
	assert_int_equal(call_ref(call, "thing"), 17);
	assert_int_equal(call_choice(call, "kind", 9), 1);
	instant_text(text, call_instant(call, "at"));
	expect_text("at", instant, "2026-07-22T07:00:00Z");
	assert_int_equal(call_when(call, "at")->start.form, MOMENT_UTC);
	instant_text(text, call_instant(call, "from"));
	expect_text("from", instant, "2026-07-01T00:00:00Z");
	expect_text("text", call_text(call, "text"), "from stdin");
	assert_false(call_from_focus(call, "thing"));
	assert_false(call_dry_run(call));
	call_free(call);

	call = ready(&shell_set, &shell_host, "card list --limit 7 --dry-run");
	assert_int_equal(call_number(call, "limit", 3), 7);
	assert_true(call_dry_run(call));
	assert_false(call_has(call, "filter"));
	assert_null(call_text(call, "filter"));
	assert_false(call_flag(call, "quiet"));
	call_free(call);

	call = ready(&shell_set, &shell_host, "card list");
	assert_int_equal(call_number(call, "limit", 3), 3);
	call_free(call);
}

TEST(values_in_words)
{
	char text[WHEN_TEXT];
	const char *const instant = text;
	CommandCall *call = ready(&shell_set, &shell_host, "snooze ivanov tomorrow 10:30");
	assert_int_equal(call_ref(call, "thing"), 17);
	instant_text(text, call_instant(call, "when"));
	expect_text("when", instant, "2026-07-24T10:30:00Z");
	call_free(call);

	call = ready(&shell_set, &shell_host, "card add --name X --born 2001-02-03");
	day_text(text, call_day(call, "born"));
	expect_text("born", instant, "2001-02-03");
	call_free(call);
}

TEST(bad_values)
{
	static const struct {
		const char *line, *word;
		int code;
	} cases[] = {
		{"log 500", "500", ERR_NOT_FOUND},
		{"log nobody", "nobody", ERR_NOT_FOUND},
		{"log 17 --from yesterday", "yesterday", ERR_USAGE},
		{"log 17 --text - --text -", "-", ERR_USAGE},
		{"card show", NULL, ERR_USAGE},
		{"card add", NULL, ERR_USAGE},
		{"card add --name X --born 10:30", "10:30", ERR_USAGE},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		CommandCall *call = parsed(&shell_set, cases[i].line);
		Err *err = call_ready(NULL, call, &shell_host);
		if (!err)
			fail_msg("\"%s\" was taken", cases[i].line);
		if (err->code != (ErrCode)cases[i].code)
			fail_msg("\"%s\": code %d (%s)", cases[i].line, err->code, err->what);
		if (cases[i].word && err->word)
			expect_text(cases[i].line, err->word, cases[i].word);
		err_free(err);
		call_free(call);
	}
}

TEST(missing_says_usage)
{
	CommandCall *call = parsed(&shell_set, "snooze 17");
	Err *err = call_ready(NULL, call, &shell_host);
	assert_non_null(err);
	expect_text("todo", err->todo, "Usage: snooze ID WHEN");
	assert_int_equal(err_exit_status(err), 2);
	err_free(err);
	call_free(call);
}

TEST(focus_fills)
{
	size_t n;
	CommandCall *call = ready(&screen_set, &screen_host, "card show");
	assert_int_equal(call_ref(call, "thing"), 5);
	assert_true(call_from_focus(call, "thing"));
	assert_false(call_on_marks(call));
	call_free(call);

	call = ready(&screen_set, &screen_host, "tag vip");
	const int64_t *ids = call_refs(call, "thing", &n);
	assert_int_equal(n, 3);
	assert_int_equal(ids[0], 5);
	assert_int_equal(ids[2], 7);
	assert_true(call_on_marks(call));
	expect_text("tag", call_text(call, "tag"), "vip");
	call_free(call);

	call = ready(&screen_set, &screen_host, "tag 17 vip");
	ids = call_refs(call, "thing", &n);
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], 17);
	call_free(call);
}

TEST(missing_is_asked_for)
{
	const Arg *missing = NULL;
	CommandCall *call = parsed(&screen_set, "snooze");
	assert_null(call_ready(&missing, call, &screen_host));
	assert_non_null(missing);
	expect_text("missing", missing->name, "when");
	assert_null(call_give(call, "when", "2026-07-30"));
	assert_null(call_ready(&missing, call, &screen_host));
	assert_null(missing);
	assert_int_equal(call_ref(call, "thing"), 5);
	assert_int_equal(call_when(call, "when")->start.form, MOMENT_DAY);
	call_free(call);
}

TEST(bad_answer_is_asked_again)
{
	CommandCall *call = parsed(&shell_set, "card list");
	Err *err = call_give(call, "limit", "many");
	assert_non_null(err);
	err_free(err);
	assert_false(call_has(call, "limit"));
	assert_null(call_give(call, "limit", "4"));
	assert_int_equal(call_number(call, "limit", 0), 4);
	call_free(call);
}

static Err *gather(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

TEST(runs)
{
	const char *const seen = ran;
	Str printed = {0};
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = gather, .self = &printed});
	CommandCall *call = ready(&shell_set, &shell_host, "card list");
	assert_null(call_run(call, &printed, out));
	expect_text("ran", seen, "card list");
	expect_text("printed", str_text(&printed), "ran card list\n");
	assert_ptr_equal(call_context(call), &printed);
	call_free(call);

	call = ready(&shell_set, &shell_host, "fail");
	Err *err = call_run(call, NULL, out);
	assert_non_null(err);
	expect_text("what", err->what, "it failed");
	err_free(err);
	call_free(call);
	out_free(out);
	str_done(&printed);
}
