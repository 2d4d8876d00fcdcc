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

/* D on a reminder deletes what it reminds of, on Today as in Reminders; of a series it asks; u brings it back. */
TEST(check_28_a_reminder_is_deleted_with_its_thing)
{
	static const char *const lines[] = {
		"task add invoice --due 2026-07-22T10:00",
		"event add Talk --start 2026-07-22T14:00 --length 1h --every day --remind 4h",
		NULL,
	};
	static const struct {
		const char *name, *keys, *asks, *says, *days;
	} cases[] = {
		{"Today", "1 Tab D", NULL, "Deleted: invoice", "22T11:00 23T11:00 24T11:00 25T11:00 26T11:00"},
		{"Reminders", "5 Home D", NULL, "Deleted: invoice", "22T11:00 23T11:00 24T11:00 25T11:00 26T11:00"},
		{"Reminders, marked", "5 Home Space D", NULL, "Deleted: invoice", "22T11:00 23T11:00 24T11:00 25T11:00 26T11:00"},
		{"a series", "5 End D", "o", "Deleted, this one: Talk", "22T07:00 22T11:00 24T11:00 25T11:00 26T11:00"},
		{"a series, from here", "5 End D", "f", "Deleted from here on: Talk", "22T07:00 22T11:00"},
		{"a series, nothing", "5 End D", "Esc", NULL, "22T07:00 22T11:00 23T11:00 24T11:00 25T11:00 26T11:00"},
		{"a series, the mark elsewhere", "5 End Space Home D", "o", "Deleted, this one: Talk", "22T07:00 22T11:00 24T11:00 25T11:00 26T11:00"},
		{"both", "5 * D", NULL, "Deleted: 2 things", "22T11:00 24T11:00 25T11:00 26T11:00"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.now = "2026-07-23T12:00:00+03:00", .rows = 36, .cols = 120, .settings = {"remind.lead="}, .lines = lines});
		desk_keys(desk, cases[i].keys);
		if (desk_has(desk, "Delete which?") != (cases[i].asks != NULL))
			fail_msg("%s: asks\n%s", cases[i].name, desk_text(desk));
		if (cases[i].asks)
			desk_keys(desk, cases[i].asks);
		if (cases[i].says && !desk_has(desk, cases[i].says))
			fail_msg("%s: says\n%s", cases[i].name, desk_text(desk));
		char *left = days(desk);
		if (strcmp(left, cases[i].days) != 0)
			fail_msg("%s: |%s|", cases[i].name, left);
		free(left);
		if (cases[i].says) {
			desk_keys(desk, "u");
			left = days(desk);
			assert_string_equal(left, "22T07:00 22T11:00 23T11:00 24T11:00 25T11:00 26T11:00");
			free(left);
		}
		desk_close(desk);
	}
}

/* While one is edited another changes it and the following, ends the series before it, or takes it out: the save says which. */
TEST(an_occurrence_that_left_its_series_says_how)
{
	static const char *const lines[] = {"event add Stand-up --start 2026-07-20T09:00 --length 15m --every day", NULL};
	static const struct {
		const char *line, *en, *ru;
	} cases[] = {
		{"event edit %lld --at 2026-07-22 --reach following --start 2026-07-22T11:00", "were changed meanwhile (Орехов Пётр): they are a series", "изменили (Орехов Пётр): теперь они отдельная серия"},
		{"event delete %lld --at 2026-07-22 --reach following", "the series was ended before this one meanwhile", "серию тем временем закончили раньше этого дня"},
		{"event delete %lld --at 2026-07-23 --reach one", "was removed meanwhile", "тем временем удалили"},
		{"event delete %lld --reach whole", "was removed meanwhile", "тем временем удалили"},
	};
	for (size_t i = 0; i < countof(cases); i++)
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .now = "2026-07-23T08:42:00+02:00", .zone = "Europe/Berlin", .rows = 36, .cols = 120, .settings = {"remind.lead="}, .lines = lines});
			Arena *arena = arena_new();
			void *events = NULL;
			size_t n = 0;
			well(store_all(desk->work->store, &kind_event, &events, &n, arena));
			char *line = mem_printf(cases[i].line, (long long)((const Event *)events)->head.id);
			desk_keys(desk, "3 + t e o C-u text:Briefing");
			desk_run(desk, line);
			desk_keys(desk, "F2");
			desk_expect(desk, lang == LANG_RU ? cases[i].ru : cases[i].en);
			free(line);
			arena_free(arena);
			desk_close(desk);
		}
}
