/* SPDX-License-Identifier: MIT */
/* d, D and e on one occurrence of a series: this one, from here on, the whole; in each view of the calendar. */
#include "desk.h"
#include "kartoteka/cli/cli.h"

static Err *keep(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

/* The days of July and August on which it stands, as the agenda of the shell tells: "20 21 22 …". */
static char *days(Desk *desk)
{
	Str said = {0}, list = {0};
	CommandCall *call = NULL;
	const Arg *missing = NULL;
	CommandHost host = {.words = work_words(desk->work), .resolve = work_resolve, .self = desk->work};
	Out *out = out_new(&(OutSetting){.form = OUT_JSON, .write = keep, .self = &said});
	well(call_parse_line(&call, cli_commands(), "agenda --from 2026-07-20 --to 2026-07-27"));
	well(call_ready(&missing, call, &host));
	well(call_run(call, desk->work, out));
	out_free(out);
	call_free(call);
	for (const char *at = str_text(&said); (at = strstr(at, "\"start\":\"2026-07-")); at += 10)
		str_addf(&list, "%s%.8s", list.n ? " " : "", at + strlen("\"start\":\"2026-07-"));
	str_done(&said);
	return list.s ? list.s : mem_strdup("");
}

TEST(occurrences_this_from_here_whole)
{
	static const char *const lines[] = {"event add \"Stand-up\" --start 2026-07-20T09:00 --length 15m --every day", NULL};
	static const char *const views[] = {"3 + Home", "3 + + Home", "3 + + + Home", "3 Tab"};
	static const struct {
		const char *keys, *left; /* day and hour in UTC */
	} cases[] = {
		{"D o", "20T07:00 21T07:00 22T07:00 24T07:00 25T07:00 26T07:00"},
		{"D f", "20T07:00 21T07:00 22T07:00"},
		{"D w", ""},
		{"D o u", "20T07:00 21T07:00 22T07:00 23T07:00 24T07:00 25T07:00 26T07:00"},
		{"D f u", "20T07:00 21T07:00 22T07:00 23T07:00 24T07:00 25T07:00 26T07:00"},
		{"D w u", "20T07:00 21T07:00 22T07:00 23T07:00 24T07:00 25T07:00 26T07:00"},
		{"D Esc", "20T07:00 21T07:00 22T07:00 23T07:00 24T07:00 25T07:00 26T07:00"},
		{"d", "20T07:00 21T07:00 22T07:00 23T07:00 24T07:00 25T07:00 26T07:00"}, /* done: this one, and it stays in the list */
	};
	for (size_t v = 0; v < countof(views); v++)
		for (size_t i = 0; i < countof(cases); i++) {
			Desk *desk = desk_open((DeskOptions){
				.now = "2026-07-23T08:42:00+02:00",
				.zone = "Europe/Berlin",
				.settings = {"remind.lead="},
				.lines = lines,
			});
			desk_keys(desk, views[v]);
			desk_keys(desk, cases[i].keys);
			char *left = days(desk);
			if (strcmp(left, cases[i].left) != 0) {
				char *frame = desk_text(desk);
				printf("%s", frame);
				fail_msg("%s, %s: |%s|, want |%s|", views[v], cases[i].keys, left, cases[i].left);
			}
			free(left);
			desk_close(desk);
		}
}

/* The letters of the question are the user's own, as its box shows them. */
TEST(check_67_the_question_which_occurrence_takes_the_users_keys)
{
	static const char *const lines[] = {"event add \"Stand-up\" --start 2026-07-20T09:00 --length 15m --every day", NULL};
	static const char own[] = "[occurrence]\no = none\nt = occurrence one\n";
	Desk *desk = desk_open((DeskOptions){
		.now = "2026-07-23T08:42:00+02:00",
		.zone = "Europe/Berlin",
		.settings = {"remind.lead="},
		.lines = lines,
		.later = true,
	});
	char *path = path_join(desk->config, "keys");
	well(file_make_folder(desk->config, 0700));
	well(file_write(path, own, strlen(own)));
	free(path);
	desk_show(desk);
	desk_keys(desk, "3 + Home D o");
	desk_expect(desk, "Delete which?");
	desk_expect(desk, "t  this one");
	desk_keys(desk, "t");
	char *left = days(desk);
	assert_string_equal(left, "20T07:00 21T07:00 22T07:00 24T07:00 25T07:00 26T07:00");
	free(left);
	desk_close(desk);
}

TEST(occurrences_are_edited_this_from_here_whole)
{
	static const char *const lines[] = {"event add \"Stand-up\" --start 2026-07-20T09:00 --length 15m --every day", NULL};
	static const struct {
		const char *scope;
		int renamed; /* of the seven of the week */
	} cases[] = {{"o", 1}, {"f", 4}, {"w", 7}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){
			.now = "2026-07-23T08:42:00+02:00",
			.zone = "Europe/Berlin",
			.rows = 36,
			.cols = 120,
			.settings = {"remind.lead="},
			.lines = lines,
		});
		desk_keys(desk, "3 + Home e");
		desk_keys(desk, cases[i].scope);
		desk_keys(desk, "C-u text:Briefing F2");
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_calendar);
		desk_keys(desk, "t");
		char *frame = desk_text(desk);
		int n = 0;
		for (const char *at = strchr(frame, '\n'), *end = strstr(frame, "────────────────"); (at = strstr(at, "Briefing")) && at < end; at++)
			n++;
		if (n != cases[i].renamed) {
			printf("%s", frame);
			fail_msg("%s: %d renamed, want %d", cases[i].scope, n, cases[i].renamed);
		}
		free(frame);
		desk_keys(desk, "u");
		char *left = days(desk);
		assert_string_equal(left, "20T07:00 21T07:00 22T07:00 23T07:00 24T07:00 25T07:00 26T07:00");
		free(left);
		desk_close(desk);
	}
}

/* The pane beside the day tells of one of a series how it repeats and who calls, whatever was done with it. */
TEST(pane_of_an_occurrence_tells_its_series)
{
	static const char *const lines[] = {"event add \"Stand-up\" --start 2026-07-20T09:00 --length 15m --every day", NULL};
	static const struct {
		const char *keys, *repeats;
	} cases[] = {
		{"", "every day"},
		{"d", "every day"}, /* ticked */
		{"> o", "changed in its series"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){
			.now = "2026-07-23T08:42:00+02:00",
			.zone = "Europe/Berlin",
			.lines = lines,
		});
		desk_keys(desk, "3 + + Home");
		if (*cases[i].keys)
			desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].repeats);
		desk_expect(desk, "10 min before");
		desk_close(desk);
	}
}
