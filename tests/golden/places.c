/* SPDX-License-Identifier: MIT */
#include "places.h"

#include "kartoteka/screen/screen.h"

#define GO(screen) "F9 text:go Space text:" screen " Enter"

const Place places[] = {
	{.name = "first run", .top = "today", .keys = "", .first_run = true},
	{.name = "today", .top = "today", .keys = ""},
	{.name = "clients", .top = "clients", .keys = "2"},
	{.name = "clients, filtered", .top = "clients", .keys = "2 /"},
	{.name = "card", .top = "card", .keys = "2 Enter"},
	{.name = "month", .top = "calendar", .keys = "3"},
	{.name = "week", .top = "calendar", .keys = "3 +"},
	{.name = "day", .top = "calendar", .keys = "3 + +"},
	{.name = "agenda", .top = "calendar", .keys = "3 + + +"},
	{.name = "reminders", .top = "reminders", .keys = "5"},
	{.name = "settings", .top = "settings", .keys = "7"},
	{.name = "settings, keys", .top = "settings", .keys = "7 Down Down Down Down Down Down Enter"},
	{.name = "changes", .top = "changes", .keys = GO("changes")},
	{.name = "imports", .top = "imports", .keys = GO("imports")},
	{.name = "preview", .top = "preview", .keys = "i 1", .import = true},
	{.name = "form of a client", .top = "form", .keys = "2 e"},
	{.name = "form of a new client", .top = "form", .keys = "A"},
	{.name = "form of a task", .top = "form", .keys = "5 e"},
	{.name = "conflict", .top = "conflict", .keys = "2 / text:сид Tab", .conflict = true},
	{.name = "quick add", .top = "quick", .keys = "a"},
	{.name = "step", .top = "line", .keys = "2 r"},
	{.name = "date", .top = "line", .keys = "3 g"},
	{.name = "call, outcome", .top = "call", .keys = "2 c"},
	{.name = "call, text", .top = "call", .keys = "2 c 1"},
	{.name = "call, next try", .top = "call", .keys = "2 c 2"},
	{.name = "palette", .top = "palette", .keys = "F9"},
	{.name = "help", .top = "help", .keys = "F1"},
	{.name = "menu", .top = "menu", .keys = "w"},
	{.name = "filters", .top = "menu", .keys = "2 f"},
	{.name = "sort", .top = "menu", .keys = "2 s"},
	{.name = "copy", .top = "menu", .keys = "2 y"},
	{.name = "columns", .top = "columns", .keys = "2 C"},
	{.name = "snooze", .top = "snooze", .keys = "5 z"},
	{.name = "occurrence", .top = "menu", .keys = "3 + + D"},
	{.name = "question", .top = "ask", .keys = "a text:x Esc q"},
};
const size_t place_count = countof(places);

static void lay_file(Desk *desk)
{
	Str bytes = {0};
	char *from = path_join(KT_TESTS_DIR, "golden/files/calendar.ics"), *to = path_join(desk->home, "calendar.ics");
	well(file_read(&bytes, from));
	well(file_write(to, str_text(&bytes), bytes.n));
	str_done(&bytes);
	free(from);
	free(to);
}

static void go(Desk *desk, const Place *place)
{
	desk_keys(desk, place->keys);
	if (place->conflict) {
		char *line = mem_printf("client edit %lld --surname Другая", (long long)screen_client(desk->ui));
		desk_keys(desk, "e End text:х");
		desk_run(desk, line);
		desk_keys(desk, "F2");
		free(line);
	}
	const char *top = ui_top(desk->ui)->kind->name;
	if (strcmp(top, place->top) != 0)
		fail_msg("%s: the screen is %s:\n%s", place->name, top, desk_text(desk));
}

Desk *place_open(const Place *place, DeskOptions options)
{
	if (place->first_run) {
		options.lines = NULL;
		options.zone = "";
	}
	Desk *desk = desk_open(options);
	if (place->import)
		lay_file(desk);
	go(desk, place);
	return desk;
}

void place_again(Desk *desk, const Place *place)
{
	app_free(desk->ui);
	desk_show(desk);
	go(desk, place);
}
