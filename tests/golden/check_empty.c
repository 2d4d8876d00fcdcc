/* SPDX-License-Identifier: MIT */
/* Check 72: an empty list says why it is empty (nothing was made yet, all is done, a filter hides so many) and which key helps. Each list there is. */
#include "desk.h"

#define NOBODY \
	{ \
		NULL \
	}
#define STEP "client add --name \"Kim Olga\"", "task add \"call\" --due 2026-07-22T10:00 --client Kim"
#define GO(screen) "F9 text:go Space text:" screen " Enter"

static const struct {
	const char *name;
	const char *lines[4];
	const char *keys, *says[3];
	const char *never; /* what it must not say: another reason */
} lists[] = {
	{"clients, none yet", NOBODY, "2", {"No clients yet", "a adds one", "i imports"}, "Nothing is found"},
	{"clients, hidden", {STEP}, "2 / text:zzqq", {"“zzqq” hides 1", "Esc shows all"}, "No clients yet"},
	{"clients, hidden and left", {STEP}, "2 / text:zzqq Tab", {"“zzqq” hides 1", "F shows all", "n: a new client"}, "No clients yet"},
	{"reminders, none yet", NOBODY, "5", {"No reminders yet", "r on a client"}, "All done"},
	{"reminders, none yet of a client", {"client add --name \"Kim Olga\""}, "5", {"No reminders yet", "r on a client"}, "All done"},
	{"reminders, all done", {STEP}, "5 d", {"All done", "r on a client"}, "yet"},
	{"reminders, hidden", {STEP}, "5 / text:zzqq Tab", {"“zzqq” hides 1", "Esc shows all"}, "All done"},
	{"today's day", {"client add --name \"Kim Olga\""}, "1", {"nothing planned: a adds, 3 calendar"}, "All done"},
	{"today's reminders, none yet", {"client add --name \"Kim Olga\""}, "1", {"none yet: r plans a step"}, "all done"},
	{"today's reminders, all done", {STEP}, "5 d 1", {"all done"}, "none yet"},
	{"today's reminders, later ones", {"task add call --due 2026-07-29T10:00"}, "1", {"nothing is due"}, "all done"},
	{"no next step, nobody", {"event add Visit --start 2026-07-25T10:00"}, "1", {"no clients"}, "every client"},
	{"no next step, all have one", {STEP}, "1", {"every client has a next step"}, "no clients"},
	{"history, none yet", {STEP}, "2 Enter", {"nothing was said yet: c logs"}, "Nothing is found"},
	{"history, hidden", {STEP, "log Kim --kind call --outcome reached --text hello --keep-step"}, "2 Enter / text:zzqq Enter", {"“zzqq” hides 1", "Esc shows all"}, "yet"},
	{"next step of a card", {"client add --name \"Kim Olga\""}, "2 Enter", {"r plans one"}, "done"},
	{"month", NOBODY, "3", {"nothing planned, a adds"}, "F shows"},
	{"week", NOBODY, "3 +", {"nothing planned, a adds"}, "F shows"},
	{"day", NOBODY, "3 + +", {"Nothing is planned for this day. a adds"}, "F shows"},
	{"agenda", NOBODY, "3 + + +", {"free", "nothing planned, a adds"}, "F shows"},
	{"month, hidden", {"event add Visit --start 2026-07-23T10:00"}, "3 / text:zzqq Tab", {"zzqq", "F shows everything"}, "free"},
	{"agenda, hidden", {"event add Visit --start 2026-07-23T10:00"}, "3 + + + / text:zzqq Tab", {"zzqq", "nothing that the filter shows", "F shows everything"}, ": free"},
	{"changes", NOBODY, GO("changes"), {"Nothing was changed yet: a adds"}, "found"},
	{"imports", NOBODY, GO("imports"), {"No file was imported yet: i takes one in"}, "found"},
	{"tags", NOBODY, "7 Down Down Tab", {"Nothing here yet: a adds one"}, "found"},
	{"palette", NOBODY, "F9 Tab text:zzqqy", {"Nothing found: Tab"}, "yet"},
	{"help", NOBODY, "F1 text:zzqqy", {"No key and no word is like this", "Esc"}, "yet"},
};

TEST(check_72_each_empty_list_says_why_and_which_key_helps)
{
	for (size_t i = 0; i < countof(lists); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = lists[i].lines, .rows = 24, .cols = 100, .settings = {"remind.lead=10m"}});
		desk_keys(desk, lists[i].keys);
		for (size_t k = 0; k < countof(lists[i].says) && lists[i].says[k]; k++)
			if (!desk_has(desk, lists[i].says[k]))
				fail_msg("%s: it is not said: %s\n%s", lists[i].name, lists[i].says[k], desk_text(desk));
		if (desk_has(desk, lists[i].never))
			fail_msg("%s: it says %s\n%s", lists[i].name, lists[i].never, desk_text(desk));
		desk_close(desk);
	}
}

/* Where nothing is found the line goes on being typed in: a letter less finds again. */
TEST(check_72_no_result_keeps_the_filter_editable)
{
	static const struct {
		const char *open, *found;
	} lines[] = {{"2 /", "Kim"}, {"5 /", "call"}, {"F9", "Kim"}, {"2 Enter /", "hello"}};
	static const char *const made[] = {STEP, "log Kim --kind call --outcome reached --text \"hello call Kim\" --keep-step", NULL};
	for (size_t i = 0; i < countof(lines); i++) {
		Desk *desk = desk_open((DeskOptions){.lines = made});
		desk_keys(desk, lines[i].open);
		char *keys = mem_printf("text:%szzqq", i == 1 ? "call" : i == 3 ? "hello"
		                                                                : "Kim");
		desk_keys(desk, keys);
		desk_expect(desk, "zzqq▏");
		desk_keys(desk, "Backspace Backspace Backspace Backspace");
		desk_expect_not(desk, "zzqq");
		desk_expect(desk, lines[i].found);
		free(keys);
		desk_close(desk);
	}
}
